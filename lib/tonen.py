"""What a notebook shows: tables, maps and sentences, with what a page needs to be read by anyone."""

import base64
import html
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from lib.editie import Editie

PX_PER_PX_FIGUUR = 96 / 150  # a screen's pixels per inch over those of a figure


class Beeld:
    """Something for a cell's last line: a mime bundle with its metadata, for Jupyter and for the page."""

    def __init__(self, soort: str, inhoud: str, tekst: str, **gegevens: Any):
        """``inhoud`` in mime type ``soort``, ``tekst`` for where that cannot be shown."""
        self.soort, self.inhoud, self.tekst, self.gegevens = soort, inhoud, tekst, gegevens

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, dict]]:
        return {self.soort: self.inhoud, "text/plain": self.tekst}, {self.soort: self.gegevens}


def getal(waarde: float, decimalen: int = 0) -> str:
    """Return a number as Dutch readers write it: ``1.234,5``; a missing one is ``–``."""
    if pd.isna(waarde):
        return "–"
    return f"{waarde:,.{decimalen}f}".translate(str.maketrans(",.", ".,"))


def aandeel(teller: int, noemer: int) -> str:
    """Return ``teller`` of ``noemer`` as ``12,3 % (n = 65)``; without a denominator ``– (n = 0)``."""
    procent = f"{getal(100 * teller / noemer, 1)} %" if noemer else "–"
    return f"{procent} (n = {getal(noemer)})"


def regel(tekst: str) -> Beeld:
    """Return one or more sentences, in Markdown."""
    return Beeld("text/markdown", tekst, tekst)


def opening(editie: Editie) -> Beeld:
    """Return what must stand above every page of an edition: which one, of when, and how to read it."""
    kop = f"**Editie:** {editie.titel} · **peildatum:** {datum(editie.peildatum)} · "
    kop += f"**gemeentelijke indeling:** 1 januari {editie.indelingsjaar}"
    if editie.toelichting:
        kop += f"\n\n> {editie.toelichting}"
    return regel(kop)


def datum(dag: Any) -> str:
    """Return a date as ``29-6-2017``."""
    return f"{dag.day}-{dag.month}-{dag.year}"


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
    getallen = [pd.api.types.is_numeric_dtype(t) and not pd.api.types.is_bool_dtype(t) for t in inhoud.dtypes]
    kop = "".join(_cel("th scope='col'", naam, rechts) for naam, rechts in zip(koppen, getallen, strict=True))
    rijen = "".join(
        "<tr>"
        + "".join(_cel("td", waarde, rechts) for waarde, rechts in zip(rij, getallen, strict=True))
        + "</tr>\n"
        for rij in inhoud.itertuples(index=False)
    )
    titel = html.escape(bijschrift)
    tekst = (
        f"<table><caption>{titel}</caption>\n<thead><tr>{kop}</tr></thead>\n<tbody>\n{rijen}</tbody></table>"
    )
    return Beeld("text/html", tekst, f"{bijschrift} ({len(inhoud)} rijen)", naam=bijschrift)


def _cel(soort: str, waarde: Any, rechts: bool) -> str:
    klasse = " class='getal'" if rechts else ""
    return f"<{soort}{klasse}>{html.escape(_tekst(waarde))}</{soort.split()[0]}>"


def _tekst(waarde: Any) -> str:
    if isinstance(waarde, str):
        return waarde
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if pd.api.types.is_list_like(waarde):
        return ", ".join(str(deel) for deel in waarde)
    if pd.api.types.is_number(waarde):
        return getal(waarde, 0 if float(waarde).is_integer() else 1)
    return "" if pd.isna(waarde) else str(waarde)


def figuur(png: Path, alt: str, bijschrift: str = "") -> Beeld:
    """Return a drawn figure with its text alternative; its size on screen is that on paper."""
    inhoud = png.read_bytes()
    breedte, hoogte = struct.unpack(">II", inhoud[16:24])  # in the header of every PNG
    maat = {"width": round(breedte * PX_PER_PX_FIGUUR), "height": round(hoogte * PX_PER_PX_FIGUUR)}
    gecodeerd = base64.b64encode(inhoud).decode()
    return Beeld("image/png", gecodeerd, alt, id=png.stem, alt=alt, bijschrift=bijschrift, **maat)
