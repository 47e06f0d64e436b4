"""For set-ups: tiny packages, installed packages as wheels again, and an index of them on this machine."""

import base64
import hashlib
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import distribution
from pathlib import Path
from threading import Thread

NIET = {"INSTALLER", "REQUESTED", "RECORD", "direct_url.json", "uv_cache.json"}


def maak_wiel(map_: Path, naam: str, versie: str, eisen: Iterable[str] = (), inhoud: str = "") -> Path:
    """Write the wheel of a package with one module; ``eisen`` with an extra declare it."""
    regels = [f"Requires-Dist: {eis}" for eis in eisen]
    regels += [f"Provides-Extra: {eis.split(chr(39))[1]}" for eis in eisen if "extra ==" in eis]
    info = f"{naam}-{versie}.dist-info"
    delen = {
        f"{naam}.py": inhoud or f"versie = '{versie}'\n",
        f"{info}/METADATA": "\n".join(
            ["Metadata-Version: 2.1", f"Name: {naam}", f"Version: {versie}", *regels, ""]
        ),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: proef\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    return _pak(map_, naam, versie, "py3-none-any", {pad: tekst.encode() for pad, tekst in delen.items()})


def herpak(map_: Path, naam: str) -> Path:
    """Write an installed package as the wheel that it came from, so that it can be installed elsewhere."""
    bron = distribution(naam)
    programmas = not bron.entry_points.select(group="console_scripts")  # otherwise installing makes them
    delen = {}
    for pad in bron.files or ():
        if pad.name in NIET or "__pycache__" in pad.parts or (pad.parts[0] == ".." and not programmas):
            continue
        plek = f"{naam}-{bron.version}.data/scripts/{pad.name}" if pad.parts[0] == ".." else pad.as_posix()
        delen[plek] = Path(pad.locate()).read_bytes()
    tags = [re.split("[ -]", regel)[1:] for regel in re.findall("^Tag:.*", bron.read_text("WHEEL"), re.M)]
    label = "-".join(".".join(dict.fromkeys(soort)) for soort in zip(*tags, strict=True))
    return _pak(map_, naam, bron.version, label, delen)


def _pak(map_: Path, naam: str, versie: str, label: str, delen: Mapping[str, bytes]) -> Path:
    map_.mkdir(parents=True, exist_ok=True)
    wiel, regels = map_ / f"{naam}-{versie}-{label}.whl", []
    with zipfile.ZipFile(wiel, "w") as pakket:
        for pad, inhoud in delen.items():
            deel = zipfile.ZipInfo(pad)
            deel.external_attr = (0o100755 if "/scripts/" in pad else 0o100644) << 16
            pakket.writestr(deel, inhoud)
            som = base64.urlsafe_b64encode(hashlib.sha256(inhoud).digest()).rstrip(b"=").decode()
            regels.append(f"{pad},sha256={som},{len(inhoud)}")
        lijst = f"{naam}-{versie}.dist-info/RECORD"
        pakket.writestr(lijst, "\n".join([*regels, f"{lijst},,", ""]))
    return wiel


def slot(wielen: Iterable[Path]) -> str:
    """Return a lock of exactly these wheels, in the shape of ``requirements.lock``."""
    regels = [
        f"{naam}=={versie} \\\n    --hash=sha256:{hashlib.sha256(wiel.read_bytes()).hexdigest()}"
        for wiel in wielen
        for naam, versie in [wiel.name.split("-")[:2]]
    ]
    return "\n".join(["--only-binary :all:", "", *regels, ""])


@contextmanager
def index(map_: Path, wielen: Iterable[Path]) -> Iterator[tuple[str, list[str]]]:
    """Serve wheels as a package index on this machine: its address, and the list of what was asked for."""
    for wiel in wielen:
        plek = map_ / "simple" / wiel.name.split("-")[0].replace("_", "-")
        plek.mkdir(parents=True, exist_ok=True)
        (plek / wiel.name).symlink_to(wiel)
        namen = sorted(pad.name for pad in plek.glob("*.whl"))
        (plek / "index.html").write_text("\n".join(f'<a href="{naam}">{naam}</a>' for naam in namen))
    gevraagd: list[str] = []

    class Antwoord(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            gevraagd.append(self.path)

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Antwoord, directory=map_)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/simple", gevraagd
        server.shutdown()
