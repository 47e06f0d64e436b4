"""Numbers, counts and dates as readers write them."""

import datetime as dt
import html
import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

MEERVOUD = {
    "band": "banden",
    "groep": "groepen",
    "gemeente": "gemeenten",
    "project": "projecten",
    "polis": "polissen",
    "Wmo-regio": "Wmo-regio's",
    "zorgkantoorregio": "zorgkantoorregio's",
    "jeugdregio": "jeugdregio's",
    "provincie": "provincies",
    "kernwerkgebied": "kernwerkgebieden",
    "minimacontract": "minimacontracten",
    "figuur": "figuren",
    "thema": "thema's",
    "instrument": "instrumenten",
    "vorm": "vormen",
    "schaal": "schalen",
}
MAANDEN = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
MAANDEN_KORT = tuple("mrt" if maand == "maart" else maand[:3] for maand in MAANDEN)

MARKDOWN = "\\`*_{}[]#$|~"  # signs that mean something in Markdown


def woord(n: float, naam: str) -> str:
    """Return a noun as it stands after the number ``n``: 'gemeente' or 'gemeenten'."""
    return naam if n == 1 else MEERVOUD[naam]


def aantal(n: float, naam: str) -> str:
    """Return a count with its noun: '1 gemeente', '1.234 gemeenten'."""
    return f"{getal(n)} {woord(n, naam)}"


def getal(waarde: float, decimalen: int = 0) -> str:
    """Return a number as Dutch readers write it: ``1.234,5``; a missing one is ``–``."""
    if pd.isna(waarde):
        return "–"
    return f"{waarde:,.{decimalen}f}".translate(str.maketrans(",.", ".,"))


def procent(deel: float, decimalen: int = 0, van: float = 1) -> str:
    """Return a part of ``van`` as ``12 %``; a missing one is ``– %``."""
    return f"{getal(100 * deel / van, decimalen)} %"


def aandeel(teller: int, noemer: int) -> str:
    """Return ``teller`` of ``noemer`` as ``12,3 % (n = 65)``; without a denominator ``– (n = 0)``."""
    return f"{procent(teller, 1, noemer) if noemer else '–'} (n = {getal(noemer)})"


def opsomming(delen: Sequence[str], laatste: str = "en") -> str:
    """Return names as a list in a sentence: ``A``, ``A en B``, ``A, B en C``."""
    return f" {laatste} ".join([", ".join(delen[:-1]), delen[-1]] if len(delen) > 1 else delen)


def letterlijk(tekst: str, ook: str = "") -> str:
    """Return text of a user for use in Markdown: it shows as it was typed, and is never a tag or a link.

    ``ook``: the signs of Markdown that keep their meaning, such as ``*`` for bold.
    """
    teken = "".join(sorted(set(MARKDOWN) - set(ook)))
    return html.escape(re.sub(f"([{re.escape(teken)}])", r"\\\1", " ".join(tekst.split())), quote=False)


def datum(dag: Any) -> str:
    """Return a date as ``29-6-2017``."""
    return f"{dag.day}-{dag.month}-{dag.year}"


def datum_voluit(dag: dt.date) -> str:
    """Return a date as ``29 juni 2017``."""
    return f"{dag.day} {maand_en_jaar(dag)}"


def maand_en_jaar(dag: dt.date, kort: bool = False) -> str:
    """Return the month of a date as ``juni 2017``, or ``jun 2017``."""
    return f"{(MAANDEN_KORT if kort else MAANDEN)[dag.month - 1]} {dag.year}"


def maandnummer(naam: str) -> int:
    """Return which month a name or its abbreviation is, from 1; 0 for none."""
    kort = naam.lower()[:3]
    gevonden = (i for i, maand in enumerate(MAANDEN) if kort in (maand[:3], MAANDEN_KORT[i]))
    return next(gevonden, -1) + 1
