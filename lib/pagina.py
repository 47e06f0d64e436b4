"""From an executed notebook to a page that anyone can read: Dutch, self-contained, code folded."""

import re
import threading
from functools import cache
from pathlib import Path
from typing import Any

import lib
from lib.editie import lees_editie
from lib.uitvoeren import schrijf_atomair

SJABLONEN = Path(__file__).resolve().parent / "sjabloon"
SJABLOON = ("conf.json", "index.html.j2")  # below ``kaarten``; nbconvert finds them by their place
STIJL = "stijl.css"
SCRIPT = "sorteer.js"
_slot = threading.Lock()  # one exporter serves all pages, one page at a time


def schrijf_pagina(uitgevoerd: Path, pagina: Path, titel: str, editie: str) -> None:
    """Render the executed notebook ``uitgevoerd`` as ``pagina``.

    ``titel`` names the page in the crumb trail, ``editie`` is the name of the edition, whose title,
    date and origin the page shows. Uses one exporter for all pages of a run.
    """
    import nbformat

    gegevens = lees_editie(editie)
    kop = {
        "titel": titel,
        "editie_titel": gegevens.titel,
        "peildatum": gegevens.peildatum.strftime("%-d-%-m-%Y"),
        "synthetisch": gegevens.synthetisch,
        "overzicht": "../index.html",
        "stijl": stijlblad(),
        "script": (SJABLONEN / SCRIPT).read_text(encoding="utf-8"),
        "versie": lib.__version__,
    }
    with _slot:
        html, _ = _exporter().from_notebook_node(nbformat.read(uitgevoerd, as_version=4), {"kaarten": kop})
    schrijf_atomair(pagina, _zonder_lege_regels(html))


@cache
def _exporter() -> Any:
    from nbconvert import HTMLExporter

    return HTMLExporter(
        template_name="kaarten",
        extra_template_basedirs=[str(SJABLONEN)],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )


@cache
def stijlblad() -> str:
    """Return the style sheet that every page carries."""
    from pygments.formatters import HtmlFormatter

    return (SJABLONEN / STIJL).read_text(encoding="utf-8") + HtmlFormatter(style="default").get_style_defs(
        ".highlight"
    )


def _zonder_lege_regels(html: str) -> str:
    return re.sub(r"\n\s*\n+", "\n", html)
