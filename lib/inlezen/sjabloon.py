"""The workbook in which projects are filled in: a drop-down for every label and party, and a guide.

:mod:`lib.inlezen.bron` reads the sheet Projecten as it is and leaves the other sheets out, by their names.
"""

import datetime as dt
import io
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import BaseModel, ConfigDict

from lib.editie.ordening import DIMENSIES, lees_ordening
from lib.gebied.jaar import gemeenten_van
from lib.gebied.namen import zonder_voorvoegsel
from lib.gebied.tabellen import lees_regios, lees_zorgverzekeraars
from lib.grond.tabel import lees_tabel
from lib.grond.toml import lees_toml
from lib.inlezen.invulboek import A4, keuzeregel, schrijf_lijsten, schrijf_uitleg

STARTMAP = Path(__file__).resolve().parent / "startmap"
PROJECTENBLAD, VOORBEELDBLAD = "Projecten", "Voorbeeldrijen"
_RIJEN = 1000  # rows with drop-downs
MELDLENGTE, KOPLENGTE = 255, 32  # characters that Excel shows beside a cell
PAGINABREEDTE = 3  # sheets of paper beside each other, so that it can be read
EERSTE_DAG = dt.date(2000, 1, 1)


class _Kolom(BaseModel):
    """A column: its head, how wide, what may be in a cell, and what the one who fills it in should know."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    naam: str
    breedte: int
    uitleg: str
    verplicht: bool = False
    keuze: str = ""
    meer: bool = False
    datum: bool = False
    uniek: bool = False


def lees_kolommen() -> list[_Kolom]:
    """Return the columns of the workbook, in their order."""
    inhoud = lees_toml(STARTMAP / "projectkolommen.toml")
    return [_Kolom(**kolom) for kolom in inhoud["kolom"]]


def lees_voorbeeldrijen() -> pd.DataFrame:
    """Return the example rows (str), columns as :func:`lees_kolommen`."""
    return lees_tabel(STARTMAP / "voorbeeldrijen.csv", [kolom.naam for kolom in lees_kolommen()])


def maak_projectsjabloon(titel: str, jaar: int, dag: dt.date) -> bytes:
    """Return the workbook: sheets Uitleg, Projecten, Voorbeeldrijen and Lijsten.

    ``jaar``: of which year the gemeenten are that the drop-downs offer; ``dag`` becomes the date of the
    workbook, so that the same arguments give the same bytes.
    """
    import xlsxwriter

    uit = io.BytesIO()
    boek = xlsxwriter.Workbook(uit, {"in_memory": True, "strings_to_formulas": False})
    boek.set_properties({"title": titel, "created": dt.datetime.combine(dag, dt.time())})
    kolommen, keuzes = lees_kolommen(), maak_keuzes(jaar)
    schrijf_uitleg(boek, _uitleg(titel, jaar, kolommen))
    _schrijf_projecten(boek, kolommen, keuzes)
    _schrijf_voorbeelden(boek, kolommen)
    schrijf_lijsten(boek, keuzes)
    boek.close()
    return uit.getvalue()


def maak_keuzes(jaar: int) -> dict[str, list[str]]:
    """Return what the drop-downs offer, by name: names and labels as reading knows them.

    With gemeenten come whole Wmo-regio's and the whole country, with instrument each pair.
    """
    ordening = lees_ordening()
    regios = sorted(lees_regios("wmo_regio")["naam"])
    labels = {naam: [ordening.naam(naam, code) for code in ordening.codes(naam)] for naam in DIMENSIES}
    labels["instrument"] += ["; ".join(paar) for paar in combinations(labels["instrument"], 2)]
    gebieden = [f"hele regio {zonder_voorvoegsel(regio)}" for regio in regios]
    return {
        "zorgverzekeraars": list(lees_zorgverzekeraars()["naam"]),
        "gemeenten": [*sorted(gemeenten_van(jaar)["gm_naam"]), *gebieden, "landelijk"],
        "regios": regios,
        **labels,
        "ja_nee": ["ja", "nee"],
    }


def _uitleg(titel: str, jaar: int, kolommen: list[_Kolom]) -> Iterator[tuple[str, str]]:
    yield f"Projecten invullen: {titel}", "titel"
    yield "", "tekst"
    yield "Zo vult u het in", "kop"
    yield (
        f"Vul op het blad {PROJECTENBLAD} één rij in per project. Gekleurde kolommen zijn verplicht.",
        "tekst",
    )
    yield (
        "Klik in een cel: een pijltje laat zien waaruit u kunt kiezen. Kies waar het kan uit de lijst.",
        "tekst",
    )
    yield (
        "Meer waarden in een cel scheidt u met een puntkomma: CZ; Menzis. Excel vraagt dan of u het zeker "
        "weet; dat is goed.",
        "tekst",
    )
    yield (
        f"De gemeenten in de lijst zijn die van 1 januari {jaar}. Zijn uw gegevens van een ander jaar, zet "
        "dat jaar dan in edition.toml.",
        "tekst",
    )
    yield (
        f"Het blad {VOORBEELDBLAD} laat zien hoe het moet. Dat blad wordt niet gelezen; u mag het weghalen.",
        "tekst",
    )
    yield "Voeg geen cellen samen en verander de kolomkoppen niet. Eigen kolommen mag u toevoegen.", "tekst"
    yield "Zet nergens namen, telefoonnummers of andere persoonsgegevens.", "tekst"
    yield "", "tekst"
    yield "De kolommen", "kop"
    for kolom in kolommen:
        yield f"{kolom.naam}{' (verplicht)' if kolom.verplicht else ''}: {kolom.uitleg}", "tekst"
    ordening = lees_ordening()
    for dimensie in DIMENSIES:
        yield "", "tekst"
        yield f"Wat betekent elke keuze bij {dimensie}?", "kop"
        rijen = ordening.tabel[ordening.tabel["dimensie"] == dimensie]
        for rij in rijen.itertuples():
            yield f"{rij.naam}: {rij.definitie}", "tekst"


def _schrijf_projecten(boek: Any, kolommen: list[_Kolom], keuzes: dict[str, list[str]]) -> None:
    vel = boek.add_worksheet(PROJECTENBLAD)
    vel.activate()
    # As text, or Excel makes a date of what looks like one.
    tekst = boek.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    datum = boek.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
    for k, kolom in enumerate(kolommen):
        vel.set_column(k, k, kolom.breedte, datum if kolom.datum else tekst)
        vel.data_validation(1, k, _RIJEN, k, _regel(k, kolom, keuzes))
    _schrijf_koppen(boek, vel, kolommen)
    vel.freeze_panes(1, 1)
    _maak_afdrukbaar(vel)


def _schrijf_voorbeelden(boek: Any, kolommen: list[_Kolom]) -> None:
    """Add the example rows: grey, in italics, each with VOORBEELD in its title."""
    vel = boek.add_worksheet(VOORBEELDBLAD)
    grijs = boek.add_format({"italic": True, "font_color": "#595959", "text_wrap": True, "valign": "top"})
    for k, kolom in enumerate(kolommen):
        vel.set_column(k, k, kolom.breedte)
    _schrijf_koppen(boek, vel, kolommen)
    for nummer, rij in enumerate(lees_voorbeeldrijen().itertuples(index=False), start=1):
        for k, waarde in enumerate(rij):
            vel.write_string(nummer, k, waarde, grijs)
    vel.freeze_panes(1, 1)
    _maak_afdrukbaar(vel)


def _schrijf_koppen(boek: Any, vel: Any, kolommen: list[_Kolom]) -> None:
    kop = {"bold": True, "bottom": 1, "valign": "top"}
    verplicht = boek.add_format(kop | {"bg_color": "#cfe2f3"})
    vrij = boek.add_format(kop | {"bg_color": "#f2f2f2"})
    for k, kolom in enumerate(kolommen):
        vel.write_string(0, k, kolom.naam, verplicht if kolom.verplicht else vrij)


def _maak_afdrukbaar(vel: Any) -> None:
    vel.set_landscape()
    vel.set_paper(A4)
    vel.repeat_rows(0)
    vel.repeat_columns(0)
    vel.fit_to_pages(PAGINABREEDTE, 0)


def _regel(k: int, kolom: _Kolom, keuzes: dict[str, list[str]]) -> dict[str, Any]:
    """Return what Excel checks in the cells of a column, and says beside them."""
    uitleg = {"input_title": kolom.naam[:KOPLENGTE], "input_message": kolom.uitleg[:MELDLENGTE]}
    if kolom.keuze:
        return keuzeregel(kolom.keuze, keuzes) | uitleg | (_meer(kolom) if kolom.meer else {})
    if kolom.datum:
        fout = {"error_title": "Geen datum", "error_message": "Vul een datum in: jjjj-mm-dd."}
        return {"validate": "date", "criteria": ">=", "value": EERSTE_DAG} | fout | uitleg
    if kolom.uniek:
        letter = chr(ord("A") + k)
        formule = f"=COUNTIF(${letter}$2:${letter}${_RIJEN + 1},{letter}2)=1"
        fout = {"error_title": "Komt al voor", "error_message": "Elk project heeft een eigen code."}
        return {"validate": "custom", "value": formule} | fout | uitleg
    return {"validate": "any"} | uitleg


def _meer(kolom: _Kolom) -> dict[str, Any]:
    """Several values do not stand in the list, so another text is only asked about."""
    reden = "Deze tekst staat niet in de lijst. Meer waarden? Zet er een puntkomma tussen. Toch gebruiken?"
    return {"error_type": "warning", "error_message": reden}
