"""What all pages of the report share: the style, the scripts, and how their templates are filled in."""

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lib.grond.schrijven import schrijf_atomair
from lib.grond.woorden import getal

if TYPE_CHECKING:
    from jinja2 import Environment


SJABLONEN = Path(__file__).resolve().parent / "sjabloon"
STIJLMAP = "_stijl"  # below rapport
_STIJL = "stijl.css"
_DELEN = {
    "pagina.js": ("sorteer.js", "projecten.js", "blader.js"),
    "zoek.js": ("zoek.js",),
}
DOWNLOADS = {".xlsx": "Werkboek (Excel)", ".pptx": "Presentatie (PowerPoint)", ".gpkg": "Kaartlagen (QGIS)"}
_NAMEN = {"venster-sjabloon.xlsx": "Invulblad van het venster (Excel)"}


def schrijf_stijl(rapport: Path) -> None:
    """Write the style sheet and the scripts of all pages below ``rapport``, each where it differs."""
    inhoud = {naam: "".join(_bron(deel) for deel in delen) for naam, delen in _DELEN.items()}
    for naam, tekst in {**inhoud, _STIJL: _stijlblad()}.items():
        pad = rapport / STIJLMAP / naam
        if not pad.is_file() or pad.read_text(encoding="utf-8") != tekst:
            schrijf_atomair(pad, tekst)


def _bron(naam: str) -> str:
    return (SJABLONEN / naam).read_text(encoding="utf-8")


def _stijlblad() -> str:
    from pygments.formatters import HtmlFormatter

    return _bron(_STIJL) + HtmlFormatter(style="default").get_style_defs(".highlight") + "\n"


@cache
def sjabloonomgeving() -> "Environment":
    """Return what fills in the templates of pages; all text is escaped."""
    from jinja2 import Environment, FileSystemLoader

    gemaakt = Environment(
        loader=FileSystemLoader(SJABLONEN), autoescape=True, trim_blocks=True, keep_trailing_newline=True
    )
    gemaakt.filters["als_css"] = als_css
    return gemaakt


def als_css(tekst: str) -> str:
    """Return ``tekst`` as it may stand between quotes in a style sheet, whatever it holds."""
    return "".join(
        teken if teken.isalnum() or teken in " .,:()-" else f"\\{ord(teken):06x}" for teken in tekst
    )


def downloads(rapport: Path) -> list[dict[str, Any]]:
    """Return what can be downloaded below ``rapport/<editie>``: naam, adres and its size in megabytes."""
    paden = [pad for pad in sorted((rapport / "downloads").glob("*")) if pad.suffix in DOWNLOADS]
    paden.sort(key=lambda pad: list(DOWNLOADS).index(pad.suffix))
    return [
        {
            "naam": _NAMEN.get(pad.name, DOWNLOADS[pad.suffix]),
            "adres": f"downloads/{pad.name}",
            "mb": getal(max(0.1, pad.stat().st_size / 1e6), 1),
        }
        for pad in paden
    ]


def als_json(data: Any) -> str:
    """Return JSON that can stand in a ``<script>``: no text in it can end the element or start a comment."""
    tekst = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return re.sub(r"[<>&\u2028\u2029]", lambda teken: f"\\u{ord(teken[0]):04x}", tekst)
