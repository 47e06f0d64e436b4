"""Numbers, counts and dates as readers write them."""

import html
import re
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
}
MAANDEN = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)

MARKDOWN = "\\`*_{}[]#$|~"  # signs that mean something in Markdown


def aantal(n: int, naam: str) -> str:
    """Return a count with its noun: '1 gemeente', '1.234 gemeenten'."""
    return f"{getal(n)} {naam if n == 1 else MEERVOUD[naam]}"


def getal(waarde: float, decimalen: int = 0) -> str:
    """Return a number as Dutch readers write it: ``1.234,5``; a missing one is ``–``."""
    if pd.isna(waarde):
        return "–"
    return f"{waarde:,.{decimalen}f}".translate(str.maketrans(",.", ".,"))


def aandeel(teller: int, noemer: int) -> str:
    """Return ``teller`` of ``noemer`` as ``12,3 % (n = 65)``; without a denominator ``– (n = 0)``."""
    procent = f"{getal(100 * teller / noemer, 1)} %" if noemer else "–"
    return f"{procent} (n = {getal(noemer)})"


def letterlijk(tekst: str, ook: str = "") -> str:
    """Return text of a user for use in Markdown: it shows as it was typed, and is never a tag or a link.

    ``ook``: the signs of Markdown that keep their meaning, such as ``*`` for bold.
    """
    teken = "".join(sorted(set(MARKDOWN) - set(ook)))
    return html.escape(re.sub(f"([{re.escape(teken)}])", r"\\\1", " ".join(tekst.split())), quote=False)


def datum(dag: Any) -> str:
    """Return a date as ``29-6-2017``."""
    return f"{dag.day}-{dag.month}-{dag.year}"
