"""The pictures of a report: each stands once in ``beelden``, whatever shows it, and small ones beside it.

A picture is called after the figure and its content, so that a page never shows another than it was made
with; what no page shows any more is removed.
"""

import base64
import csv
import hashlib
import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lib.grond.schrijven import schrijf_atomair

PATROON = "kaarten-*.csv"

_MAP, _KLEIN = "beelden", "beelden/klein"  # below rapport/<editie>
_BREED = 320  # px of a small picture
KLEUREN = 64
_ADRES = re.compile(rf'"({_MAP}/[\w./-]+)"')  # in a page, and in the metadata of a notebook
_FIGUUR = re.compile(rf'<figure id="([^"]+)">\s*<img src="({_MAP}/[^"]+)" alt="([^"]*)"')


@dataclass(frozen=True)
class Paginabeeld:
    """A figure on a page: its ``id``, where its picture stands (``adres``), its text alternative."""

    id: str
    adres: str
    alt: str


def zet_los(uitgevoerd: Path) -> None:
    """Write the pictures in an executed notebook beside it and put their addresses in their place.

    ``uitgevoerd`` stands below ``rapport/<editie>/notebooks`` and is written anew: a picture becomes HTML
    that Jupyter shows as well, with ``figuur`` in its metadata for the page.
    """
    notebook = json.loads(uitgevoerd.read_text(encoding="utf-8"))
    outputs = [output for cel in notebook["cells"] for output in cel.get("outputs", [])]
    met_beeld = [output for output in outputs if "image/png" in output.get("data", {})]
    for output in met_beeld:
        _vervang(output, uitgevoerd)
    if met_beeld:
        schrijf_atomair(uitgevoerd, json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def _vervang(output: dict[str, Any], uitgevoerd: Path) -> None:
    gegevens = output["metadata"].pop("image/png", {})
    png = base64.b64decode("".join(output["data"].pop("image/png")))
    adres = _bewaar(png, gegevens.get("id") or uitgevoerd.name.partition(".")[0], uitgevoerd.parent.parent)
    alt = html.escape(gegevens.get("alt", ""))
    output["data"]["text/html"] = f'<img src="../{adres}" alt="{alt}">'
    output["metadata"]["text/html"] = {"figuur": {**gegevens, "adres": adres}}


def _bewaar(png: bytes, naam: str, rapport: Path) -> str:
    kort = re.sub(r"[^\w-]", "-", naam, flags=re.ASCII)
    adres = f"{_MAP}/{kort}-{hashlib.sha256(png).hexdigest()[:8]}.png"
    if not (rapport / adres).is_file():
        schrijf_atomair(rapport / adres, png)
    return adres


def figuren_op(pagina: Path) -> list[Paginabeeld]:
    """Return the figures that a rendered page shows, in order."""
    gevonden = _FIGUUR.findall(pagina.read_text(encoding="utf-8"))
    return [Paginabeeld(*(html.unescape(deel) for deel in delen)) for delen in gevonden]


def ontbreekt_beeld(uitgevoerd: Path) -> bool:
    """Return whether an executed notebook has a picture that is not there: then it must run again."""
    if not uitgevoerd.is_file():
        return False
    rapport = uitgevoerd.parent.parent
    return not all((rapport / adres).is_file() for adres in _adressen([uitgevoerd]))


def titel_van(png: Path) -> str:
    """Return the title that a figure carries in itself; its name where it has none."""
    from PIL import Image

    with Image.open(png) as beeld:
        return getattr(beeld, "text", {}).get("Title") or png.stem


def klein_beeld(adres: str, rapport: Path) -> tuple[str, int, int]:
    """Return the address of the small one of a picture, made where it is not there, its width and height."""
    from PIL import Image

    klein = f"{_KLEIN}/{Path(adres).name}"
    if not (rapport / klein).is_file():
        _verklein(rapport / adres, rapport / klein)
    with Image.open(rapport / klein) as beeld:
        return klein, *beeld.size


def _verklein(png: Path, doel: Path) -> None:
    import io

    from PIL import Image

    with Image.open(png) as groot:
        maat = (_BREED, max(1, round(groot.height * _BREED / groot.width)))
        beeld = groot.convert("RGB").resize(maat, Image.Resampling.BOX)
    uit = io.BytesIO()
    beeld.quantize(KLEUREN, method=Image.Quantize.FASTOCTREE).save(uit, "PNG")
    schrijf_atomair(doel, uit.getvalue())


def ruim_op(rapport: Path) -> None:
    """Remove the pictures below ``rapport`` that no page or executed notebook there shows."""
    nodig = set(_adressen([*rapport.glob("*.html"), *rapport.glob("notebooks/*.ipynb")]))
    for pad in sorted((rapport / _MAP).rglob("*.png")):
        if pad.relative_to(rapport).as_posix() not in nodig:
            pad.unlink()


def _adressen(paginas: Iterable[Path]) -> Iterator[str]:
    for pad in paginas:
        yield from _ADRES.findall(pad.read_text(encoding="utf-8"))


def figuren_van(lijst: Path) -> list[Path]:
    """Return the PNG and the SVG of each figure in a list below ``data/processed/<editie>``, if any."""
    if not lijst.is_file():
        return []
    figures = lijst.parents[3] / "figures" / lijst.parent.name
    with lijst.open(encoding="utf-8", newline="") as bestand:
        namen = [rij["kaart_id"] for rij in csv.DictReader(bestand) if "gemeenten" in rij]
    return [figures / f"{naam}.{soort}" for naam in namen for soort in ("png", "svg")]


def ontbreekt_figuur(lijst: Path) -> bool:
    """Return whether a list names a figure that is not there: then the page must be drawn again."""
    return not all(pad.is_file() for pad in figuren_van(lijst))
