"""Rows that must be rejected, each with one known fault, and empty rows."""

import datetime as dt
import random
from collections.abc import Callable

from scripts.voorbeeld.opgaven import (
    REGIOS,
    VERZEKERAARS,
    Opgave,
    Titels,
    andere_titel,
    blad_van,
    landsdeel_van,
    maak_opgave,
)
from scripts.voorbeeld.tabellen import eigen, land
from scripts.voorbeeld.wereld import Project


def maak_gebreken(
    projecten: list[Project], titels: Titels, zaad: str, peildata: tuple, deel: float
) -> list[Opgave]:
    """Return the faulty rows: as many of each kind as gebreken.csv says, times ``deel`` (at least one).

    One in three reports a true project once more; the others report something that is nowhere else.
    """
    kans = random.Random(f"{zaad}/gebreken")
    basis = [p for p in projecten if p.soort == "gewoon" and p.schaal == "gemeente" and p.gemeenten]
    basis = [p for p in basis if not p.is_minimacontract and "," not in p.titel]
    opgaven, nummer = [], 0
    for rij in eigen("gebreken.csv"):
        for _ in range(max(1, round(deel * int(rij["aantal"])))):
            project, nummer = kans.choice(basis), nummer + 1
            uit_regio = kans.random() < 0.5
            blad = landsdeel_van(project) if uit_regio else blad_van(project.zorgverzekeraars[0])
            opgave = maak_opgave(project, REGIOS if uit_regio else VERZEKERAARS, blad, kans, peildata)
            opgave.cellen["gemeenten"] = "; ".join(land().naam(code) for code in project.gemeenten)
            opgave.cellen["wmo_regios"] = ""
            opgave.gebrek, opgave.kolom = rij["gebrek"], rij["kolom"]
            if nummer % 3 == 0:
                opgave.cellen["titel"], opgave.bewerkingen = andere_titel(
                    project, kans, titels, zelfde_mag=False
                )
            else:
                opgave.project = None
                opgave.cellen["titel"] = f"{project.onderwerp} verkenning nummer {nummer}"
            GEBREKEN[rij["gebrek"]](opgave, kans)
            opgaven.append(opgave)
    return opgaven


def lege_rijen(opgaven: list[Opgave], aantal: int, zaad: str) -> list[Opgave]:
    """Return empty rows, spread over the sheets in use."""
    kans = random.Random(f"{zaad}/leeg")
    bladen = sorted({(opgave.bestand, opgave.blad) for opgave in opgaven})
    return [
        Opgave(*kans.choice(bladen), {"titel": kans.choice(("", "   "))}, leeg=True) for _ in range(aantal)
    ]


def _zet(kolom: str, *waarden: object) -> Callable[[Opgave, random.Random], None]:
    def pas_toe(opgave: Opgave, kans: random.Random) -> None:
        opgave.cellen[kolom] = kans.choice(waarden)

    return pas_toe


def _tik_gemeente(opgave: Opgave, kans: random.Random) -> None:
    naam = kans.choice(("Amersfort", "Enscheede", "Rotterdm", "Tillburg", "Apledoorn", "Zwole", "Hilversm"))
    opgave.cellen["gemeenten"] = naam


def _geen_gemeenten(opgave: Opgave, kans: random.Random) -> None:
    opgave.cellen |= {"gemeenten": "", "wmo_regios": "", "reden_geen_gemeenten": ""}


def _vorm(naam: str) -> Callable[[Opgave, random.Random], None]:
    def pas_toe(opgave: Opgave, kans: random.Random) -> None:
        opgave.vorm = naam
        if naam == "samengevoegd_met_vorige":
            opgave.cellen["thema"] = ""

    return pas_toe


GEBREKEN = {
    "onbekende_gemeente": _tik_gemeente,
    "regio_zonder_alle": _zet("gemeenten", "regio Twente", "regio Zeeland", "regio Drechtsteden"),
    "naam_dubbelzinnig": _zet("gemeenten", "Bergen", "Krimpen"),
    "onbekend_thema": _zet("thema", "ouderenzorgg", "wonen", "armoede"),
    "onbekende_vorm": _zet("vorm", "verkenning", "pilotfase"),
    "twee_themas": _zet("thema", "ouderen; ggz", "preventie; jeugd_18", "esw;ouderen"),
    "titel_ontbreekt": _zet("titel", "", " "),
    "gemeenten_ontbreken": _geen_gemeenten,
    "onbekende_zorgverzekeraar": _zet(
        "zorgverzekeraars", "Zorgkas Delta", "Het Zilveren Anker", "Polder Zorg"
    ),
    "zorgverzekeraar_ontbreekt": _zet("zorgverzekeraars", ""),
    "vorm_ontbreekt": _zet("vorm", ""),
    "instrument_ontbreekt": _zet("instrument", ""),
    "instrument_met_komma": _zet("instrument", "werkwijze, beleid", "beleid, inkoop"),
    "samengevoegde_cel": _vorm("samengevoegd_met_vorige"),
    "formule_zonder_waarde": _vorm("formule_zonder_waarde"),
    "datum_in_cel": _zet("instrument", dt.datetime(2017, 3, 1)),
    "ongeldige_datum": _zet("peildatum", "31-2-2017", "2017-13-01"),
    "foutwaarde": _zet("schaal", "#N/A", "#REF!"),
    "geen_ja_of_nee": _zet("is_minimacontract", "misschien", "deels"),
}
