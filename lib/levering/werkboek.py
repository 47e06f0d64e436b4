"""The workbook of an edition: a cover, and a sheet for each table, as a consultant uses them.

Every text is written as text, so that nothing a user typed can become a formula or a link. The same
inputs give the same bytes.
"""

import datetime
import io
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from pandas.api.types import is_bool_dtype, is_datetime64_any_dtype, is_integer_dtype, is_numeric_dtype

from lib.beeld.stijl import VLAK
from lib.grond.leesbaar import leesbaar
from lib.grond.schrijven import schrijf_atomair
from lib.levering.stof import Levering
from lib.levering.werkboekbladen import Werkblad, maak_werkbladen

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet


VOORBLAD = "Voorblad"
SYNTHETISCH = "SYNTHETISCH: verzonnen gegevens"
CELLENGTE = 32_000  # characters; Excel allows 32,767
INGEKORT = " … (ingekort)"
ONEINDIG = "oneindig"
_RIJEN = 1_000_000  # on one sheet; Excel allows 1,048,576
_SMAL, _BREED = 9, 60  # widths of columns, in characters
GEMETEN = 300  # rows by which a width is chosen
_DAG = "d-m-yyyy"
FORMATEN = {"geheel": "#,##0", "getal": "#,##0.00", "aandeel": "0.0%", "dag": _DAG, "tekst": "@"}


def schrijf_werkboek(levering: Levering, doel: Path) -> None:
    """Write the workbook of ``levering`` to ``doel``, in one piece."""
    import xlsxwriter

    buffer = io.BytesIO()
    geen = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **geen}) as boek:
        citaat = levering.citaat
        boek.set_properties(
            {
                "title": leesbaar(citaat.titel),
                "subject": "SYNTHETISCH" if citaat.synthetisch else "Samenwerkingskaarten",
                "comments": leesbaar(citaat.zin),
                "author": "Samenwerkingskaarten",
                "created": datetime.datetime.combine(levering.editie.peildatum, datetime.time()),
            }
        )
        schrijver = _Schrijver(boek, SYNTHETISCH if citaat.synthetisch else citaat.voorbeelden)
        bladen = list(_gesplitst(maak_werkbladen(levering)))
        schrijver.voorblad(levering, bladen)
        for blad in bladen:
            schrijver.blad(blad)
    schrijf_atomair(doel, buffer.getvalue())


def _gesplitst(bladen: Iterator[Werkblad]) -> Iterator[Werkblad]:
    """Yield the sheets, one with more rows than fit as several."""
    for blad in bladen:
        for nummer, begin in enumerate(range(0, max(len(blad.tabel), 1), _RIJEN), start=1):
            naam = blad.naam if nummer == 1 else f"{blad.naam} {nummer}"
            yield Werkblad(naam, blad.uitleg, blad.tabel.iloc[begin : begin + _RIJEN], blad.aandelen)


class _Schrijver:
    """Writes sheets in one look: a title row, a note, a head that stays, filters and widths."""

    def __init__(self, boek: "Workbook", merk: str):
        """``merk`` stands above every sheet: that all is made up, or that nothing was counted."""
        self.boek, self.merk = boek, merk
        self.vorm = {
            naam: boek.add_format({"num_format": opmaak, "valign": "top", "text_wrap": naam == "tekst"})
            for naam, opmaak in FORMATEN.items()
        }
        vet = {"bold": True, "valign": "top", "text_wrap": True}
        self.kop = boek.add_format({**vet, "bg_color": VLAK["grond"], "bottom": 1})
        self.titel = boek.add_format({"bold": True, "font_size": 14})
        self.naam = boek.add_format(vet)
        self.noot = boek.add_format({"font_color": VLAK["zacht"]})
        self.waarschuwing = boek.add_format({"bold": True, "font_color": VLAK["synthetisch"]})

    def voorblad(self, levering: Levering, bladen: list[Werkblad]) -> None:
        """Write what a reader must know, and which sheets there are."""
        blad = self.boek.add_worksheet(VOORBLAD)
        blad.hide_gridlines(2)
        blad.set_column(0, 0, 30)
        blad.set_column(1, 1, 100)
        blad.write_string(0, 0, leesbaar(levering.citaat.titel), self.titel)
        rij = 2
        for naam, waarde in levering.citaat.regels:
            blad.write_string(rij, 0, naam, self.naam)
            blad.write_string(rij, 1, _tekst(waarde), self._tekstvorm(naam))
            rij += 1
        blad.write_string(rij + 1, 0, "Blad", self.kop)
        blad.write_string(rij + 1, 1, "Wat er staat", self.kop)
        for regel, inhoud in enumerate(bladen, start=rij + 2):
            blad.write_string(regel, 0, inhoud.naam, self.naam)
            blad.write_string(regel, 1, f"{inhoud.uitleg} ({len(inhoud.tabel)} rijen)", self.vorm["tekst"])
        _druk_af(blad, "portrait")

    def _tekstvorm(self, naam: str) -> Any:
        return self.waarschuwing if naam in ("Synthetisch", "Geen telling") else self.vorm["tekst"]

    def blad(self, inhoud: Werkblad) -> None:
        """Write one table: above it what it is, its head in row 3."""
        blad = self.boek.add_worksheet(inhoud.naam)
        blad.write_string(0, 0, self.merk, self.waarschuwing)
        blad.write_string(1, 0, inhoud.uitleg, self.noot)
        koppen = [str(naam).replace("_", " ") for naam in inhoud.tabel.columns]
        for nummer, kop in enumerate(koppen):
            kolom = inhoud.tabel.iloc[:, nummer]
            soort, waarden = _getypeerd(kolom, kop in inhoud.aandelen)
            blad.write_string(2, nummer, kop, self.kop)
            self._kolom(blad, nummer, soort, waarden)
            blad.set_column(nummer, nummer, _breedte(kop, soort, waarden))
        blad.freeze_panes(3, 1)
        if koppen:
            blad.autofilter(2, 0, 2 + len(inhoud.tabel), len(koppen) - 1)
        blad.repeat_rows(2)
        _druk_af(blad, "landscape")

    def _kolom(self, blad: "Worksheet", nummer: int, soort: str, waarden: list[Any]) -> None:
        schrijf: dict[str, Callable] = {"tekst": blad.write_string, "dag": blad.write_datetime}
        cel, vorm = schrijf.get(soort, blad.write_number), self.vorm[soort]
        for rij, waarde in enumerate(waarden, start=3):
            if isinstance(waarde, str) and waarde:
                blad.write_string(rij, nummer, waarde, vorm)
            elif waarde is not None and waarde != "":
                cel(rij, nummer, waarde, vorm)


def _druk_af(blad: "Worksheet", richting: str) -> None:
    getattr(blad, f"set_{richting}")()
    blad.set_paper(9)  # A4
    blad.fit_to_pages(1, 0)
    blad.set_footer("&L&A&RPagina &P van &N")


def _getypeerd(kolom: pd.Series, aandeel: bool) -> tuple[str, list[Any]]:
    """Return what kind of cells a column has, and their values; None for a missing one."""
    if is_datetime64_any_dtype(kolom):
        return "dag", [None if pd.isna(dag) else dag.to_pydatetime() for dag in kolom]
    if is_numeric_dtype(kolom) and not is_bool_dtype(kolom):
        soort = "aandeel" if aandeel else "geheel" if is_integer_dtype(kolom) else "getal"
        return soort, [None if pd.isna(getal) else _getal(float(getal)) for getal in kolom]
    return "tekst", [_tekst(waarde) for waarde in kolom]


def _getal(getal: float) -> float | str:
    """Return a number; one that a cell cannot hold, because something was divided by 0, as a word."""
    return getal if math.isfinite(getal) else ONEINDIG


def _tekst(waarde: Any) -> str:
    tekst = leesbaar(waarde)
    return tekst if len(tekst) <= CELLENGTE else tekst[: CELLENGTE - len(INGEKORT)] + INGEKORT


def _breedte(kop: str, soort: str, waarden: list[Any]) -> int:
    if soort != "tekst":
        return max(_SMAL, min(len(kop) + 3, 18))
    langste = max((len(regel) for tekst in waarden[:GEMETEN] for regel in tekst.split("\n")), default=0)
    return max(_SMAL, min(max(len(kop) + 3, langste + 1), _BREED))
