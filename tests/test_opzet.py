"""The README's set-up gives the locked files, whatever the index offers and whichever pip there is."""

import ensurepip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pakketproef import herpak, index, maak_wiel, slot

from benchmarks.opzet import opdrachten, stappen
from lib.grond.paden import WORTEL

# The pips of Debian 12 and of Python 3.11.7; each resolves a requirement with an extra apart from its pin.
OUDE_PIPS = {
    "23.0.1": "236bcb61156d76c4b8a05821b988c7b8c35bf0da28a4b614e8d6ab5212c25c6f",
    "23.2.1": "7ccf472345f20d35bdc9d1841ff5f313260c2c33fe417f48c30ac46cccabf5be",
}
OUD = "23.0.1" if sys.version_info < (3, 12) else "23.2.1"  # the first does not run on Python 3.12
NIEUW = "that of the lock"
PROJECT = """
[build-system]
requires = ["flit_core>=3.9"]
build-backend = "flit_core.buildapi"
[project]
name = "proef"
version = "1.0"
description = "A project"
dependencies = ["kaart"]
"""
LIJST = """
import importlib.metadata, json
print(json.dumps([(pakket.name, pakket.version) for pakket in importlib.metadata.distributions()]))
"""


class Opzet:
    """A project with a lock, and an index that has newer versions of all that stands in it."""

    def __init__(self, map_: Path, adres: str, gevraagd: list[str], afleiding: Path):
        self.map, self.gevraagd, self.afleiding = map_, gevraagd, afleiding
        eigen = {n: w for n, w in os.environ.items() if not n.startswith(("PIP_", "UV_", "CONDA"))}
        self.omgeving = eigen | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(map_),
            "VIRTUAL_ENV": str(afleiding),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_INDEX_URL": adres,
            "PIP_CACHE_DIR": str(map_ / "cache-pip"),
            "PIP_NO_COMPILE": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "UV_NO_CONFIG": "1",
            "UV_DEFAULT_INDEX": adres,
            "UV_CACHE_DIR": str(map_ / "cache-uv"),
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
        }

    def voer(self, opdracht: str) -> subprocess.CompletedProcess:
        """Execute a shell line in the project; what it writes is one text."""
        hoe = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "timeout": 240}
        return subprocess.run(["sh", "-c", opdracht], cwd=self.map, env=self.omgeving, **hoe)

    def begin(self, pip: Path) -> None:
        """Make the environment as the line does, with this pip in place of the one that Python brings."""
        maak = f"{stappen(opdrachten()[0])[0]} --without-pip"
        klaar = self.voer(f"{maak} && .venv/bin/python '{pip}/pip' install --no-index '{pip}'")
        assert klaar.returncode == 0, klaar.stdout

    def installeer(self) -> subprocess.CompletedProcess:
        """Do what the line does in that environment."""
        return self.voer(" && ".join(stappen(opdrachten()[0])[1:]))

    def staat(self) -> dict[str, str]:
        """Return name → version of what is installed."""
        versies = json.loads(self.voer(f".venv/bin/python -c '{LIJST}'").stdout)
        return {naam.replace("_", "-"): versie for naam, versie in versies}


@pytest.fixture(scope="session")
def wielen(tmp_path_factory):
    """The locked wheels by name, and newer ones that nobody must take."""
    map_ = tmp_path_factory.mktemp("wielen")
    op_slot = [
        maak_wiel(map_, "kaart", "1.0", ["gebied[regio]>=1.0", "schaal"]),
        maak_wiel(map_, "gebied", "1.0", ["wmo>=1.0 ; extra == 'regio'"]),
        maak_wiel(map_, "wmo", "1.0"),
        maak_wiel(map_, "schaal", "1.0"),
        *(herpak(map_, naam) for naam in ("pip", "uv", "flit_core")),
    ]
    nieuwer = [
        maak_wiel(map_, "kaart", "1.1", ["gebied[regio]>=2.0"]),
        maak_wiel(map_, "gebied", "2.0", ["wmo>=2.0 ; extra == 'regio'", "nergens"]),
        maak_wiel(map_, "wmo", "2.0"),
        maak_wiel(map_, "schaal", "1.0.1"),
        *(maak_wiel(map_, naam, "99.0") for naam in ("pip", "uv", "flit_core")),
    ]
    return {wiel.name.split("-")[0]: wiel for wiel in op_slot}, nieuwer


@pytest.fixture
def opzet(wielen, tmp_path):
    op_slot, nieuwer = wielen
    project, afleiding = tmp_path / "mijn project", tmp_path / "ander"
    project.mkdir()
    (project / "pyproject.toml").write_text(PROJECT)
    (project / "proef.py").write_text("import gebied, kaart, schaal, wmo\n")
    (project / "requirements.lock").write_text(slot(op_slot.values()))
    (project / "requirements-uv.lock").write_text(slot([op_slot["uv"]]))
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", afleiding], check=True, timeout=60)
    with index(tmp_path / "index", [*op_slot.values(), *nieuwer]) as (adres, gevraagd):
        yield Opzet(project, adres, gevraagd, afleiding)


@pytest.fixture(scope="session")
def pip_wiel(wielen, tmp_path_factory):
    """Give the wheel of a pip: that of the lock, the one that Python brings, or downloaded by hash."""

    def geef(versie: str) -> Path:
        if versie == NIEUW:
            return wielen[0]["pip"]
        naam = f"pip-{versie}-py3-none-any.whl"
        mee = Path(ensurepip.__file__).parent / "_bundled" / naam
        return mee if mee.is_file() else _download(versie, tmp_path_factory.mktemp("pip")) / naam

    return geef


def _download(versie: str, map_: Path) -> Path:
    (map_ / "pip.lock").write_text(f"pip=={versie} --hash=sha256:{OUDE_PIPS[versie]}\n")
    opties = ["--quiet", "--retries", "1", "--no-deps", "--only-binary", ":all:", "--dest", map_]
    opdracht = [sys.executable, "-m", "pip", "download", *opties, "--require-hashes", "-r", map_ / "pip.lock"]
    klaar = subprocess.run(opdracht, capture_output=True, text=True, timeout=120)
    if klaar.returncode:
        zeg = pytest.fail if os.environ.get("CI") else pytest.skip
        zeg(f"NOT TESTED: pip {versie} cannot be downloaded here\n{klaar.stderr}")
    return map_


def versies(wielen):
    return {naam.replace("_", "-"): wiel.name.split("-")[1] for naam, wiel in wielen[0].items()}


@pytest.mark.parametrize("versie", [OUD, NIEUW])
def test_de_opdracht_geeft_wat_op_slot_staat_ook_als_er_nieuwer_is(versie, opzet, wielen, pip_wiel):
    opzet.begin(pip_wiel(versie))
    if versie == OUD:  # the index is a trap indeed: a pip that resolves does not take this lock
        klaar = opzet.voer(".venv/bin/pip install -r requirements.lock")
        assert klaar.returncode and "--require-hashes mode" in klaar.stdout and "gebied" in klaar.stdout
    opzet.gevraagd.clear()
    klaar = opzet.installeer()
    assert klaar.returncode == 0, klaar.stdout
    assert opzet.staat() == versies(wielen) | {"proef": "1.0"}
    gehaald = {pad.rpartition("/")[2] for pad in opzet.gevraagd if pad.endswith(".whl")}
    assert gehaald and gehaald <= {wiel.name for wiel in wielen[0].values()}, "iets dat niet op slot staat"
    klaar = opzet.voer(".venv/bin/uv pip check --python .venv && .venv/bin/python -c 'import proef'")
    assert klaar.returncode == 0, klaar.stdout
    assert not [*opzet.afleiding.glob("lib/python*/site-packages/*")], "een andere actieve omgeving"


def test_een_bestand_met_een_andere_inhoud_wordt_geweigerd(opzet, wielen, pip_wiel, tmp_path):
    opzet.begin(pip_wiel(NIEUW))
    for naam in ("uv", "kaart"):
        goed = wielen[0][naam]
        plek = tmp_path / "index" / "simple" / naam / goed.name
        plek.unlink()
        plek.symlink_to(maak_wiel(tmp_path / "vals", naam, versies(wielen)[naam], inhoud="vals = True\n"))
        klaar = opzet.installeer()
        assert klaar.returncode and re.search("hash", klaar.stdout, re.I), klaar.stdout
        assert naam not in opzet.staat()
        plek.unlink()
        plek.symlink_to(goed)


def test_de_weg_van_conda_geeft_hetzelfde(opzet, wielen, pip_wiel):
    readme = (WORTEL / "README.md").read_text(encoding="utf-8")
    (regel,) = re.findall(r"`conda env create -f environment\.yml && ([^`]+)`", readme)
    opzet.begin(pip_wiel(OUD))
    klaar = opzet.voer(regel.replace("conda run -n samenwerkingskaarten ", ".venv/bin/"))
    assert klaar.returncode == 0, klaar.stdout
    assert opzet.staat() == versies(wielen) | {"proef": "1.0"}


def test_alle_regels_installeren_hetzelfde():
    eerste, tweede = map(stappen, opdrachten())
    assert eerste == tweede and eerste[0] == "python3 -m venv .venv"
