"""Personal data in the free text of project files: masked before anything is judged, counted or shown.

What must stay, such as an institution that is called after a person, stands in ``niet_maskeren.csv`` of the
edition: the place, the words that stay, and why.
"""

from collections.abc import Container, Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from lib.grond.fouten import InvoerFout, meld
from lib.grond.tabel import lees_tabel
from lib.inlezen.bron import ERVARINGEN, PLAATS, Bron
from lib.inlezen.persoonsgegevens import maskeer

MASKEERBAAR = (
    *("titel", "omschrijving", "programma", "andere_partijen", "reden_geen_gemeenten", "opmerking"),
    *ERVARINGEN,
)
UITZONDERING = ("bestand", "blad", "rij", "kolom", "waarde", "reden")
GEMASKEERD = (*PLAATS, "kolom", "soort", "waarde")
Uitzondering = tuple[str, str, int, str, str]  # file, sheet, row, column, and the words that stay


def lees_uitzonderingen(pad: Path | None) -> frozenset[Uitzondering]:
    """Return what is not masked, by place; without a file nothing. InvoerFouten for what cannot be."""
    if pad is None:
        return frozenset()
    tabel = lees_tabel(pad, UITZONDERING)
    fouten = []
    for nummer, rij in enumerate(tabel.itertuples(index=False), start=2):
        if rij.kolom not in MASKEERBAAR:
            reden = "in deze kolom wordt niet gemaskeerd"
            fouten.append(InvoerFout(pad.name, reden, rij=nummer, kolom="kolom", waarde=str(rij.kolom)))
        if not str(rij.rij).isdecimal():
            fouten.append(
                InvoerFout(pad.name, "geen rijnummer", rij=nummer, kolom="rij", waarde=str(rij.rij))
            )
        if not (str(rij.reden).strip() and str(rij.waarde).strip()):
            fouten.append(InvoerFout(pad.name, "schrijf op wat blijft staan en waarom", rij=nummer))
    meld(fouten)
    return frozenset(
        (rij.bestand, rij.blad, int(rij.rij), rij.kolom, rij.waarde) for rij in tabel.itertuples(index=False)
    )


def scherm_af(bron: Bron, behoud: Container[Uitzondering] = frozenset()) -> tuple[Bron, pd.DataFrame]:
    """Return the source with masked texts, and what was masked: ``GEMASKEERD`` (rij int64, the rest str).

    The table is for the consultant only; it must not be published. Where a text holds one thing that stays
    (``behoud``), the others in it are masked all the same.
    """
    rijen, lijst = bron.rijen.copy(), []
    plekken = list(zip(*(rijen[naam].tolist() for naam in PLAATS), strict=True))
    for kolom in MASKEERBAAR:
        cellen = rijen[kolom].tolist()
        for nummer, (plek, tekst) in enumerate(zip(plekken, cellen, strict=True)):
            if not tekst:
                continue
            nieuw, gevonden = maskeer(tekst, {x for x in _waarden(tekst) if (*plek, kolom, x) in behoud})
            cellen[nummer] = nieuw
            lijst += [(*plek, kolom, een.soort, een.waarde) for een in gevonden]
        rijen[kolom] = pd.Series(cellen, index=rijen.index, dtype=rijen[kolom].dtype)
    gemaskeerd = pd.DataFrame(lijst, columns=GEMASKEERD).astype({n: "str" for n in GEMASKEERD if n != "rij"})
    meldingen, celfouten = (_zonder(regels) for regels in (bron.meldingen, bron.celfouten))
    bron = replace(bron, rijen=rijen, meldingen=meldingen, celfouten=celfouten)
    return bron, gemaskeerd.astype({"rij": "int64"})


def _waarden(tekst: str) -> list[str]:
    return [een.waarde for een in maskeer(tekst)[1]]


def _zonder(regels: Iterable[InvoerFout]) -> list[InvoerFout]:
    """Return faults and notices whose quoted value is masked as the cell is."""
    return [
        replace(regel, waarde=maskeer(regel.waarde)[0]) if regel.kolom in MASKEERBAAR else regel
        for regel in regels
    ]
