"""The reckoning: every count on the pages once more, along another way, from the files that were written."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from lib.gebieden import lees_gemeenten
from lib.opslag import laad
from lib.paden import Uitvoer

KOLOMMEN = ("controle", "geteld", "verwacht", "klopt")


def controleer(plaats: Uitvoer) -> pd.DataFrame:
    """Return one row per check: controle (str), geteld and verwacht (int64), klopt (bool).

    InvoerFouten where a table is missing. The two numbers come from different files, so that an
    error in the one shows against the other.
    """
    rijen = [(naam, int(geteld), int(verwacht)) for naam, geteld, verwacht in _alle(plaats)]
    tabel = pd.DataFrame(rijen, columns=list(KOLOMMEN[:3]))
    return tabel.assign(klopt=tabel["geteld"] == tabel["verwacht"])


def _alle(plaats: Uitvoer) -> Iterator[tuple[str, int, int]]:
    ingelezen = laad(plaats.processed / "ingelezen.parquet")
    projecten = laad(plaats.processed / "projecten.parquet")
    dekking = laad(plaats.processed / "dekking.parquet")
    yield from _waterval(plaats.processed, ingelezen)
    yield "projecten na labelen", len(projecten), len(ingelezen)
    yield "verschillende project_id's", projecten["project_id"].nunique(), len(projecten)
    yield from _dekking(projecten, dekking)
    for lijst in sorted(plaats.processed.glob("kaarten-*.csv")):
        yield from _kaarten(lijst, plaats)


def _waterval(processed: Path, ingelezen: pd.DataFrame) -> Iterator[tuple[str, int, int]]:
    stap = {rij["stap"]: int(rij["aantal"]) for rij in _lees(processed / "waterval.csv")}
    afgekeurd = {(rij["bestand"], rij["blad"], rij["rij"]) for rij in _lees(processed / "afgekeurd.csv")}
    som = sum(stap[naam] for naam in ("leeg", "afgekeurd", "samengevoegd", "gebruikt"))
    yield "gelezen = leeg + afgekeurd + samengevoegd + gebruikt", som, stap["gelezen"]
    yield "rijen in afgekeurd.csv", len(afgekeurd), stap["afgekeurd"]
    yield "rijen in ingelezen.parquet", len(ingelezen), stap["gebruikt"]


def _dekking(projecten: pd.DataFrame, dekking: pd.DataFrame) -> Iterator[tuple[str, int, int]]:
    bekend = set(lees_gemeenten()["gm_code"])
    yield "paren project × gemeente", len(dekking), sum(len(codes) for codes in projecten["gemeenten"])
    yield "dubbele paren", dekking.duplicated(["project_id", "gm_code"]).sum(), 0
    yield "onbekende gemeenten", len(set(dekking["gm_code"]) - bekend), 0
    getekend = projecten[projecten["gemeenten"].map(len) > 0]
    yield "projecten op de kaart", dekking["project_id"].nunique(), len(getekend)


def _kaarten(lijst: Path, plaats: Uitvoer) -> Iterator[tuple[str, int, int]]:
    kaarten = [rij["kaart_id"] for rij in _lees(lijst)]
    for soort in ("png", "svg"):
        aanwezig = sum((plaats.figures / f"{kaart}.{soort}").is_file() for kaart in kaarten)
        yield f"{lijst.stem}: bestanden {soort}", aanwezig, len(kaarten)


def _lees(pad: Path) -> list[dict[str, str]]:
    with pad.open(encoding="utf-8", newline="") as bestand:
        return list(csv.DictReader(bestand))
