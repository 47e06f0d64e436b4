"""The workbook in which answers to the venster are filled in: drop-downs, from the questionnaire.

:mod:`lib.venster.blad` reads it back as it is. The year stands in the name of the sheet.
"""

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any, NamedTuple

from lib.editie.jaren import naaste_jaar
from lib.gebied.jaar import gemeenten_van
from lib.gebied.tabellen import lees_regios, lees_zorgverzekeraars
from lib.inlezen.invulboek import A4, keuzeregel, schrijf_lijsten, schrijf_uitleg
from lib.venster.vragenlijst import Antwoordsoort, Koppen, Onderdeel, Vragenlijst

_RIJEN = 400  # rows with drop-downs
KOPRIJ = 2  # from 0: the questionnaire and the questions stand above
_GEMAAKT = dt.datetime(2020, 1, 1)  # the same questionnaire gives the same bytes
_BREED, GEMIDDELD, _SMAL = 40, 26, 12
_WIE = ("Regio", "Partij", "Organisatie")


class _Kolom(NamedTuple):
    """A column: head, width, what a cell may hold (for Excel's data validation, or nothing)."""

    kop: str
    breedte: int
    regel: dict[str, Any]


def maak_sjabloon(lijst: Vragenlijst, koppen: Koppen, meetjaar: int) -> bytes:
    """Return the workbook for ``meetjaar``: sheets Uitleg, Antwoorden <jaar> and Lijsten."""
    import xlsxwriter

    uit = io.BytesIO()
    boek = xlsxwriter.Workbook(uit, {"in_memory": True, "strings_to_formulas": False})
    boek.set_properties({"title": f"{lijst.titel}, invulformulier {meetjaar}", "created": _GEMAAKT})
    keuzes = _keuzes(lijst, koppen, meetjaar)
    schrijf_uitleg(boek, _uitleg(lijst, meetjaar))
    _schrijf_antwoorden(boek, lijst, meetjaar, keuzes)
    schrijf_lijsten(boek, keuzes)
    boek.close()
    return uit.getvalue()


def _keuzes(lijst: Vragenlijst, koppen: Koppen, meetjaar: int) -> dict[str, list[str]]:
    """Return what the drop-downs offer, by name; each becomes a column of the sheet Lijsten."""
    gemeenten = gemeenten_van(naaste_jaar(meetjaar))["gm_naam"]
    keuzes = {
        "Regio": sorted(lees_regios(lijst.indeling)["naam"]),
        "Partij": list(koppen.partij),
        "Organisatie": [
            koppen.regiocontact.naam,
            *sorted(lees_zorgverzekeraars()["naam"]),
            *sorted(gemeenten),
        ],
    }
    for code, soort in lijst.soorten.items():
        if soort.vorm == "keuze":
            keuzes[code] = [waarde.upper() for waarde in soort.waarden]
    return keuzes


def _kolommen(lijst: Vragenlijst, keuzes: dict[str, list[str]]) -> Iterator[_Kolom]:
    for kop in _WIE:
        regel = keuzeregel(kop, keuzes)
        if kop == "Organisatie":  # a name may be missing from the list, so another text is only asked about
            regel |= {
                "error_type": "warning",
                "error_message": "Deze naam staat niet in de lijst. Toch gebruiken?",
            }
        yield _Kolom(kop, GEMIDDELD, regel)
    for een in lijst.onderdelen:
        yield _Kolom(een.naam, _SMAL, _antwoordregel(een, lijst.soort(een), keuzes))
        for veld in een.velden[1:]:
            yield _Kolom(f"{een.naam}: {veld}", _BREED, {})


def _antwoordregel(een: Onderdeel, soort: Antwoordsoort, keuzes: dict[str, list[str]]) -> dict[str, Any]:
    uitleg = {"input_title": een.naam, "input_message": een.uitleg[:255]} if een.uitleg else {}
    if soort.vorm == "keuze":
        return keuzeregel(een.soort, keuzes) | uitleg
    if soort.vorm == "getal":
        grenzen = {"minimum": soort.laagste, "maximum": soort.hoogste}
        reden = f"Vul een {soort.naam} in van {soort.laagste:g} tot en met {soort.hoogste:g}."
        regel = {"validate": "decimal", "criteria": "between", "error_title": "Geen geldig getal"}
        return regel | grenzen | {"error_message": reden} | uitleg
    return {}


def _uitleg(lijst: Vragenlijst, meetjaar: int) -> Iterator[tuple[str, str]]:
    yield f"Periodiek venster: invulformulier {meetjaar}", "titel"
    yield lijst.titel, "tekst"
    yield "", "tekst"
    yield "Zo vult u het in", "kop"
    for zin in _aanwijzingen(lijst, meetjaar):
        yield zin, "tekst"
    for nummer, vraag in lijst.vragen.items():
        yield "", "tekst"
        yield f"Vraag {nummer}. {vraag.tekst}", "kop"
        for een in lijst.onderdelen:
            if een.vraag == nummer:
                yield f"{een.naam} ({lijst.soort(een).naam}): {een.uitleg}", "tekst"
        herkomst = "Letterlijk uit" if vraag.letterlijk else "Herkomst"
        yield f"{herkomst}: {vraag.bron}.", "tekst"


def _aanwijzingen(lijst: Vragenlijst, meetjaar: int) -> list[str]:
    return [
        f"Vul op het blad Antwoorden {meetjaar} één rij in per organisatie en per regio.",
        "Kies regio, partij en organisatie uit de lijst. Een zorgverzekeraar of zorgkantoor vult alleen de "
        "regio's in waar die actief is; een zorgkantoor kiest de naam van de zorgverzekeraar die het houdt.",
        "Antwoordt één gemeente namens alle gemeenten van de regio, kies dan bij organisatie 'Regiocontact "
        "gemeenten'.",
        "Laat een vraag waarop geen antwoord is leeg. Leeg telt niet mee en wordt nooit gelezen als NEE.",
        "Zet in toelichtingen geen namen, telefoonnummers of andere persoonsgegevens.",
        "Verander de kolomkoppen en de naam van het blad niet. Zet het bestand in de map van de editie, met "
        f"een naam die past bij wat edition.toml bij venster noemt, zoals venster_{meetjaar}.xlsx.",
    ]


def _schrijf_antwoorden(boek: Any, lijst: Vragenlijst, meetjaar: int, keuzes: dict[str, list[str]]) -> None:
    vel = boek.add_worksheet(f"Antwoorden {meetjaar}")
    boek.worksheets()[-1].activate()
    vet = boek.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#e8eef4"}
    )
    cel = boek.add_format({"text_wrap": True, "valign": "top"})
    groot = boek.add_format({"bold": True, "font_size": 14})
    vel.write_string(0, 0, f"{lijst.titel}: antwoorden {meetjaar}", groot)
    vel.write_string(1, 0, "Eén rij per organisatie en regio; uitleg op het eerste blad.")
    for k, kolom in enumerate(_kolommen(lijst, keuzes)):
        vel.set_column(k, k, kolom.breedte, cel)
        vel.write_string(KOPRIJ, k, kolom.kop, vet)
        if kolom.regel:
            vel.data_validation(KOPRIJ + 1, k, KOPRIJ + _RIJEN, k, kolom.regel)
    vel.freeze_panes(KOPRIJ + 1, len(_WIE))
    vel.set_landscape()
    vel.set_paper(A4)
    vel.repeat_rows(KOPRIJ)
    vel.fit_to_pages(1, 0)
