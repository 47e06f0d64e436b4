"""What a notebook shows: tables, maps and sentences, with what a page needs to be read by anyone."""

import base64
import html
import struct
import sys
import traceback
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from pandas.api.types import is_bool_dtype, is_datetime64_any_dtype, is_list_like, is_numeric_dtype

from lib.grond.woorden import datum, getal

PX_PER_PX_FIGUUR = 96 / 150  # a screen's pixels per inch over those of a figure


class Beeld:
    """Something for a cell's last line: a mime bundle with its metadata, for Jupyter and for the page."""

    def __init__(self, soort: str, inhoud: str, tekst: str, **gegevens: Any):
        """``inhoud`` in mime type ``soort``, ``tekst`` for where that cannot be shown."""
        self.soort, self.inhoud, self.tekst, self.gegevens = soort, inhoud, tekst, gegevens

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, dict]]:
        return {self.soort: self.inhoud, "text/plain": self.tekst}, {self.soort: self.gegevens}


def regel(tekst: str) -> Beeld:
    """Return one or more sentences, in Markdown."""
    return Beeld("text/markdown", tekst, tekst)


def tabel(
    inhoud: pd.DataFrame, bijschrift: str, koppen: Sequence[str] | None = None, leeg: str = "Geen."
) -> Beeld:
    """Return a table with a caption; numbers stand right, in Dutch notation.

    ``koppen`` are the column heads (default: the names, ``_`` as a space). Lists are joined by
    commas. Without rows the caption is followed by ``leeg``.
    """
    if inhoud.empty:
        return regel(f"*{bijschrift}:* {leeg}")
    koppen = koppen or [str(naam).replace("_", " ") for naam in inhoud.columns]
    kolommen = [inhoud.iloc[:, nummer] for nummer in range(inhoud.shape[1])]
    rechts = [is_numeric_dtype(kolom) and not is_bool_dtype(kolom) for kolom in kolommen]
    cellen = zip(*(teksten(kolom) for kolom in kolommen), strict=True)
    kop = _rij("th scope='col'", koppen, rechts)
    rijen = "".join(_rij("td", rij, rechts) for rij in cellen)
    deel = f"<caption>{html.escape(bijschrift)}</caption>\n<thead>{kop}</thead>\n<tbody>\n{rijen}</tbody>"
    return Beeld(
        "text/html", f"<table>{deel}</table>", f"{bijschrift} ({len(inhoud)} rijen)", naam=bijschrift
    )


def gevouwen(samenvatting: str, naam: str, *delen: Beeld, anker: str = "") -> Beeld:
    """Return tables and sentences folded behind one line, ``samenvatting``, that a reader can open.

    ``naam`` tells this one from the others on a page; ``anker`` is its place to link to.
    """
    inhoud = "\n".join(
        deel.inhoud if deel.soort == "text/html" else f"<p>{html.escape(deel.tekst.replace('*', ''))}</p>"
        for deel in delen
    )
    kop = f'<details class="achter"{f" id={anker}" if anker else ""}>'
    blok = f"{kop}<summary>{html.escape(samenvatting)}</summary>\n{inhoud}\n</details>"
    return Beeld("text/html", blok, samenvatting, naam=naam)


def _rij(soort: str, cellen: Iterable[str], rechts: Iterable[bool]) -> str:
    """A row of cells, ``soort`` the element with its attributes."""
    slot = soort.split()[0]
    delen = (
        f"<{soort}{' class=getal' if getal else ''}>{html.escape(str(cel))}</{slot}>"
        for cel, getal in zip(cellen, rechts, strict=True)
    )
    return f"<tr>{''.join(delen)}</tr>\n"


def teksten(kolom: pd.Series) -> list[str]:
    """Return the values of a column as a reader sees them; numbers of one column have the same decimals."""
    if is_bool_dtype(kolom):
        return ["ja" if waarde else "nee" for waarde in kolom]
    if is_datetime64_any_dtype(kolom):
        return ["–" if pd.isna(dag) else datum(dag) for dag in kolom]
    if is_numeric_dtype(kolom):
        heel = (kolom.dropna() % 1 == 0).all()
        return [getal(waarde, 0 if heel else 1) for waarde in kolom]
    return [_tekst(waarde) for waarde in kolom]


def _tekst(waarde: Any) -> str:
    if isinstance(waarde, str):
        return waarde
    if is_list_like(waarde):
        return ", ".join(str(deel) for deel in waarde)
    return "" if pd.isna(waarde) else str(waarde)


def details() -> Beeld:
    """Return the Python traceback of the last error in this notebook; a cell shows only what is wrong."""
    fout = getattr(sys, "last_value", None)
    if fout is None:
        return regel("Er is in dit notebook nog niets misgegaan.")
    stappen = "".join(traceback.format_exception(fout))
    return Beeld("text/html", f"<pre>{html.escape(stappen)}</pre>", stappen)


def figuur(png: Path, alt: str, bijschrift: str = "") -> Beeld:
    """Return a drawn figure with its text alternative; its size on screen is that on paper."""
    inhoud = png.read_bytes()
    breedte, hoogte = struct.unpack(">II", inhoud[16:24])  # in the header of every PNG
    maat = {"width": round(breedte * PX_PER_PX_FIGUUR), "height": round(hoogte * PX_PER_PX_FIGUUR)}
    gecodeerd = base64.b64encode(inhoud).decode()
    return Beeld("image/png", gecodeerd, alt, id=png.stem, alt=alt, bijschrift=bijschrift, **maat)
