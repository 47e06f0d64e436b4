"""The reckoning: every count on the pages once more, along another way, from the files that were written."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from lib.analyse.eigenkaarten import eigen_kaart_rijen
from lib.editie.editie import lees_editie
from lib.editie.ordening import lees_ordening
from lib.editie.register import kaart_rijen
from lib.gebied.herindeling import indeling
from lib.grond.opslag import laad
from lib.grond.paden import Uitvoer
from lib.pagina.narekening_regio import tel_regios

_KOLOMMEN = ("controle", "geteld", "verwacht", "klopt")
OVER_PROJECTEN = ("aanwezigheid", "combinatie", "paneel", "vlekken", "strategie", "uitsplitsing")
NIET_IN_DEKKING = (
    "programma",
    "wmo_regio",
    "moment",
    "themas",
)  # filters on what the coverage table does not hold
_MINIMA = {"nee": [False], "ja": [False, True], "alleen": [True]}
_ONTBREEKT = {
    "venster": "deze editie heeft geen antwoorden op het periodiek venster",
    "polissen": "deze editie heeft geen lijst van gemeentepolissen",
}


def reken_na(plaats: Uitvoer) -> pd.DataFrame:
    """Return one row per check: controle (str), geteld and verwacht (int64), klopt (bool).

    InvoerFouten where a table is missing. The two numbers come from different files, so that an
    error in the one shows against the other.
    """
    rijen = [(naam, int(geteld), int(verwacht)) for naam, geteld, verwacht in _alle(plaats)]
    tabel = pd.DataFrame(rijen, columns=list(_KOLOMMEN[:3]))
    return tabel.assign(klopt=tabel["geteld"] == tabel["verwacht"])


def _alle(plaats: Uitvoer) -> Iterator[tuple[str, int, int]]:
    ingelezen = laad(plaats.processed / "ingelezen.parquet")
    projecten = laad(plaats.processed / "projecten.parquet")
    dekking = laad(plaats.processed / "dekking.parquet")
    yield from _waterval(plaats.processed, ingelezen)
    yield "projecten na labelen", len(projecten), len(ingelezen)
    yield "verschillende project_id's", projecten["project_id"].nunique(), len(projecten)
    jaar = lees_editie(plaats.editie).tekenjaar
    gemeenten = indeling(jaar)
    yield from _dekking(projecten, dekking, gemeenten)
    yield from _labels(projecten)
    kaarten = _getekend(plaats.processed)
    yield from _bestanden(kaarten, plaats)
    yield from _tellingen(kaarten, _register(plaats), dekking, len(gemeenten))
    yield from _panelen(kaarten, projecten)
    yield from tel_regios(plaats.processed, jaar)
    gedrukt = [rij for rij in niet_getekend(plaats).to_dict("records") if rij["status"] == "gedrukt"]
    yield "gedrukte kaarten zonder figuur", len(gedrukt), 0


def niet_getekend(plaats: Uitvoer) -> pd.DataFrame:
    """Return the rows of the map register without a figure, or with an empty one, and why.

    Columns (str): kaart_id, titel, status, reden. An empty figure has the status ``leeg``.
    """
    getekend = _getekend(plaats.processed)
    rijen = []
    for rij in _register(plaats):
        kaart = getekend.get(rij["kaart_id"])
        if kaart is None:
            rijen.append(
                (rij["kaart_id"], rij["kop"], rij["status"], _ONTBREEKT.get(rij["soort"], "onbekend"))
            )
        elif kaart["gemeenten"] == "0":
            rijen.append((rij["kaart_id"], kaart["titel"], "leeg", _waarom_leeg(kaart)))
    return pd.DataFrame(rijen, columns=["kaart_id", "titel", "status", "reden"], dtype="str")


def _waarom_leeg(kaart: dict[str, str]) -> str:
    if kaart["projecten"] == "0":
        return "geen project van deze editie past bij deze kaart"
    return f"{kaart['projecten']} project(en), maar de bron noemt daarvan geen gemeenten"


def _register(plaats: Uitvoer) -> list[dict[str, str]]:
    """The rows of the register and those that the edition adds to it."""
    return [*kaart_rijen(), *eigen_kaart_rijen(lees_editie(plaats.editie))]


def _getekend(processed: Path) -> dict[str, dict[str, str]]:
    """Every figure that a notebook listed, by its id."""
    lijsten = (_lees(lijst) for lijst in sorted(processed.glob("kaarten-*.csv")))
    return {rij["kaart_id"]: rij for lijst in lijsten for rij in lijst if "gemeenten" in rij}


def _waterval(processed: Path, ingelezen: pd.DataFrame) -> Iterator[tuple[str, int, int]]:
    stap = {rij["stap"]: int(rij["aantal"]) for rij in _lees(processed / "waterval.csv")}
    afgekeurd = {(rij["bestand"], rij["blad"], rij["rij"]) for rij in _lees(processed / "afgekeurd.csv")}
    delen = [naam for naam in ("leeg", "tussenkop", "afgekeurd", "samengevoegd", "gebruikt") if naam in stap]
    yield f"gelezen = {' + '.join(delen)}", sum(stap[naam] for naam in delen), stap["gelezen"]
    yield "rijen in afgekeurd.csv", len(afgekeurd), stap["afgekeurd"]
    yield "rijen in ingelezen.parquet", len(ingelezen), stap["gebruikt"]
    opgaven = laad(processed / "opgaven.parquet")
    yield "rijen in opgaven.parquet", len(opgaven), stap["gebruikt"] + stap["samengevoegd"]


def _dekking(
    projecten: pd.DataFrame, dekking: pd.DataFrame, bekend: frozenset[str]
) -> Iterator[tuple[str, int, int]]:
    yield "paren project × gemeente", len(dekking), sum(len(codes) for codes in projecten["gemeenten"])
    yield "dubbele paren", int(dekking.duplicated(["project_id", "gm_code"]).sum()), 0
    yield "onbekende gemeenten", len(set(dekking["gm_code"]) - bekend), 0
    getekend = projecten[projecten["gemeenten"].map(len) > 0]
    yield "projecten op de kaart", dekking["project_id"].nunique(), len(getekend)


def _labels(projecten: pd.DataFrame) -> Iterator[tuple[str, int, int]]:
    """Each project stands in exactly one thema, vorm and schaal, and in at least one instrument."""
    ordening = lees_ordening()
    for dimensie in ("thema", "vorm", "schaal"):
        som = sum(int((projecten[dimensie] == code).sum()) for code in ordening.codes(dimensie))
        yield f"projecten over alle labels van {dimensie}", som, len(projecten)
    yield (
        "projecten met een instrument",
        sum(len(lijst) > 0 for lijst in projecten["instrument"]),
        len(projecten),
    )


def _bestanden(kaarten: dict[str, dict], plaats: Uitvoer) -> Iterator[tuple[str, int, int]]:
    for soort in ("png", "svg"):
        aanwezig = sum((plaats.figures / f"{kaart}.{soort}").is_file() for kaart in kaarten)
        yield f"figuren als {soort}", aanwezig, len(kaarten)


def _tellingen(
    kaarten: dict[str, dict], register: list[dict], dekking: pd.DataFrame, gemeenten: int
) -> Iterator[tuple[str, int, int]]:
    """Each map shows every gemeente once, and colours those that the coverage table has, filtered in text."""
    for rij in register:
        kaart = kaarten.get(rij["kaart_id"])
        if kaart is None or not kaart["gemeenten"]:
            continue
        som = sum(int(kaart[naam]) for naam in ("gemeenten", "geen_opgave", "nul"))
        yield f"{rij['kaart_id']}: gemeenten op de kaart", som, gemeenten
        if rij["soort"] in OVER_PROJECTEN and not any(rij.get(naam) for naam in NIET_IN_DEKKING):
            yield f"{rij['kaart_id']}: gekleurd", int(kaart["gemeenten"]), _in_dekking(rij, dekking)


def _in_dekking(rij: dict[str, str], dekking: pd.DataFrame) -> int:
    """The gemeenten with a project that passes the filters of ``rij``, minimacontracten as it says."""
    keus = dekking["is_minimacontract"].isin(_MINIMA[rij["minimacontracten"]])
    for naam, kolom in (("vorm", "vorm"), ("schaal", "schaal"), ("thema", "thema")):
        if rij[naam] and not (naam == "thema" and rij["soort"] == "paneel"):
            keus &= dekking[kolom] == rij[naam]
    for naam, kolom in (("instrument", "instrument"), ("zorgverzekeraar", "zorgverzekeraars")):
        if rij[naam]:
            keus &= (";" + dekking[kolom].astype("str") + ";").str.contains(f";{rij[naam]};", regex=False)
    return dekking.loc[keus, "gm_code"].nunique()


def _panelen(kaarten: dict[str, dict], projecten: pd.DataFrame) -> Iterator[tuple[str, int, int]]:
    """Each panel counts all projects of its instrument or vorm: those of its thema and the others."""
    gewoon = projecten[~projecten["is_minimacontract"]]
    for rij in kaart_rijen():
        if rij["soort"] == "paneel" and rij["kaart_id"] in kaarten:
            met_instrument = gewoon["instrument"].map(
                lambda codes, rij=rij: not rij["instrument"] or rij["instrument"] in codes
            )
            met_vorm = (gewoon["vorm"] == rij["vorm"]) | (rij["vorm"] == "")
            verwacht = int((met_instrument & met_vorm).sum())
            yield f"{rij['kaart_id']}: projecten", int(kaarten[rij["kaart_id"]]["projecten"]), verwacht


def _lees(pad: Path) -> list[dict[str, str]]:
    with pad.open(encoding="utf-8", newline="") as bestand:
        return list(csv.DictReader(bestand))
