"""How processor time and memory grow from 1,000 to 1,000,000 projects, step by step of the pipeline.

Each step and size runs in a process of its own; what comes before the step is not timed, but its memory is
in the peak, which is that of the whole process (``ru_maxrss``). The slope is the power of the number of
projects with which the time grows: 1 is linear, 2 the square. Run from the root of the project:

    python -m benchmarks.groei [--max N] [--stap NAME ...] [--json FILE]
"""

import argparse
import gc
import json
import math
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from types import SimpleNamespace

from benchmarks.groeistof import maak_projecten, schrijf_csv
from lib.analyse.constatering.oordeel import beoordeel_constateringen
from lib.analyse.constatering.register import lees_constateringen
from lib.analyse.gegevens import Gegevens
from lib.editie.ordening import lees_ordening
from lib.editie.register import kaart_rijen
from lib.gebied.aliassen import alle_aliassen
from lib.gebied.grenzen import lees_grenzen
from lib.gebied.tabellen import lees_gemeenten, lees_kernwerkgebieden, lees_regios
from lib.inlezen.bron import lees_bron
from lib.inlezen.projecten import keur_bronnen, lees_maatstaf, voeg_bijeen
from lib.kaart.beeld import KAARTSOORTEN, maak_beeld
from lib.kaart.blad import bewaar_figuur, maak_basis, teken
from lib.labels.dekking import maak_dekking
from lib.run.omgeving import omgeving

EERSTE, LAATSTE, KEER = 1_000, 1_000_000, 10
RECHT = 1.15  # up to this slope a step counts as linear
KAARTEN = 12  # maps drawn for each size, spread over the register
JAAR = 2017
SOORT = multiprocessing.get_context("spawn")
Werk = Callable[[], object]  # what is timed


def lezen(aantal: int, map_: Path) -> Werk:
    """Read the CSV untouched, with what spreadsheets do to data."""
    aliassen, csv = alle_aliassen(), _csv(aantal, map_)
    return lambda: lees_bron(csv, csv.name, aliassen)


def opschonen(aantal: int, map_: Path) -> Werk:
    """Judge every row: names, labels, dates, identifiers."""
    csv, maatstaf = _csv(aantal, map_), lees_maatstaf(JAAR)
    bron = lees_bron(csv, csv.name, alle_aliassen())
    return lambda: keur_bronnen(bron, maatstaf)


def samenvoegen(aantal: int, map_: Path) -> Werk:
    """Find the reports of one project, merge them, and make the tables."""
    csv, maatstaf = _csv(aantal, map_), lees_maatstaf(JAAR)
    bron = lees_bron(csv, csv.name, alle_aliassen())
    rijen = keur_bronnen(bron, maatstaf)
    return lambda: voeg_bijeen(rijen, bron, maatstaf)


def dekking(aantal: int, map_: Path) -> Werk:
    """Make the table project × gemeente with its labels."""
    projecten, gemeenten = maak_projecten(aantal), lees_gemeenten()
    return lambda: maak_dekking(projecten, gemeenten)


def combinaties(aantal: int, map_: Path) -> Werk:
    """Work out which labels occur together in each gemeente, for every map of combinations."""
    gegevens = maak_gegevens(aantal)
    rijen = [rij for rij in kaart_rijen() if rij["soort"] == "combinatie"]
    return lambda: [maak_beeld(rij, gegevens) for rij in rijen]


def constateringen(aantal: int, map_: Path) -> Werk:
    """Test every finding of the report, draws of projects included."""
    gegevens, register = maak_gegevens(aantal), lees_constateringen()
    return lambda: beoordeel_constateringen(register, gegevens)


def kaarten(aantal: int, map_: Path) -> Werk:
    """Select, draw and write a dozen maps."""
    gegevens = maak_gegevens(aantal)
    rijen = [rij for rij in kaart_rijen() if rij["soort"] in KAARTSOORTEN and rij["soort"] != "polissen"]
    basis = maak_basis(lees_grenzen(JAAR), gegevens.gemeenten)
    return lambda: [
        bewaar_figuur(teken(maak_beeld(rij, gegevens), basis), map_ / rij["kaart_id"], gelezen=())
        for rij in rijen[:: math.ceil(len(rijen) / KAARTEN)]
    ]


STAPPEN = (lezen, opschonen, samenvoegen, dekking, combinaties, constateringen, kaarten)


def _csv(aantal: int, map_: Path) -> Path:
    return map_ / f"{aantal}.csv"


def maak_gegevens(aantal: int) -> Gegevens:
    """Return the tables of an edition of so many made-up projects."""
    projecten, gemeenten = maak_projecten(aantal), lees_gemeenten()
    editie = SimpleNamespace(
        titel="Verzonnen projecten om groei te meten",
        peildatum=date(JAAR, 6, 29),
        indelingsjaar=JAAR,
        tekenjaar=JAAR,
        synthetisch=True,
    )
    return Gegevens(
        gemeenten=gemeenten,
        projecten=projecten,
        dekking=maak_dekking(projecten, gemeenten),
        ordening=lees_ordening(),
        editie=editie,
        kernwerkgebieden=lees_kernwerkgebieden(),
        regios=lees_regios(),
    )


# ---- measuring ------------------------------------------------------------------------------------


def meet(stap: str, aantal: int, map_: Path) -> dict:
    """Return processor seconds and peak (MB) of a step, from a process of its own; None where it failed."""
    wachtrij = SOORT.SimpleQueue()
    gelukt = _in_eigen_proces(_meet, stap, aantal, map_, wachtrij)
    gemeten = wachtrij.get() if gelukt else {"seconden": None, "vooraf_mb": None, "piek_mb": None}
    return {"stap": stap, "projecten": aantal, **gemeten}


def _in_eigen_proces(doe: Callable[..., object], *wat: object) -> bool:
    """Return whether ``doe`` ended well; a process starts with the peak of the one that started it."""
    proces = SOORT.Process(target=doe, args=wat)
    proces.start()
    proces.join()
    return proces.exitcode == 0


def _meet(stap: str, aantal: int, map_: Path, wachtrij: "SimpleQueue[dict]") -> None:
    werk = {een.__name__: een for een in STAPPEN}[stap](aantal, map_)
    vooraf = piek_mb()
    gc.collect()
    begin = time.process_time()  # a busy machine is no growth
    werk()
    seconden = time.process_time() - begin
    wachtrij.put({"seconden": round(seconden, 4), "vooraf_mb": round(vooraf), "piek_mb": round(piek_mb())})


def piek_mb() -> float:
    """Return the largest resident size of this process so far (Linux: kilobytes; macOS: bytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def helling(een: dict, ander: dict) -> float:
    """Return the power of the number of projects with which the time grows from one size to another."""
    return math.log(ander["seconden"] / een["seconden"]) / math.log(ander["projecten"] / een["projecten"])


def meet_alles(stappen: list[str], groottes: list[int]) -> list[dict]:
    """Measure and print every step at every size, with its slope from the size before."""
    metingen: list[dict] = []
    print("step              projects   seconds  before MB  peak MB  slope")
    with tempfile.TemporaryDirectory() as map_:
        for aantal in groottes:
            _in_eigen_proces(schrijf_csv, aantal, _csv(aantal, Path(map_)))
        for stap in stappen:
            for aantal in groottes:
                meting, vorige = meet(stap, aantal, Path(map_)), metingen[-1] if metingen else {}
                gemeten = meting["seconden"] and vorige.get("stap") == stap and vorige["seconden"]
                meting["helling"] = round(helling(vorige, meting), 2) if gemeten else None
                metingen.append(meting)
                print(_regel(meting), flush=True)
    return metingen


def _regel(meting: dict) -> str:
    if meting["seconden"] is None:
        return f"{meting['stap']:<16} {meting['projecten']:>9,}   failed"
    regel = f"{meting['stap']:<16} {meting['projecten']:>9,} {meting['seconden']:>9.3f}"
    regel += f" {meting['vooraf_mb']:>10} {meting['piek_mb']:>8}"
    return regel + (f"  {meting['helling']:>5.2f}" if meting["helling"] is not None else "")


def main() -> None:
    opties = _opties()
    os.environ.update(omgeving(Path.cwd()))  # as a run does: one thread for sums
    groottes = [aantal for macht in range(9) if (aantal := EERSTE * KEER**macht) <= opties.max]
    metingen = meet_alles(opties.stap or [stap.__name__ for stap in STAPPEN], groottes)
    if opties.json:
        opties.json.write_text(json.dumps(metingen, indent=1) + "\n", encoding="utf-8")


def _opties() -> argparse.Namespace:
    ontleder = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ontleder.add_argument("--max", type=int, default=LAATSTE, metavar="N", help="the largest size")
    namen = [stap.__name__ for stap in STAPPEN]
    ontleder.add_argument("--stap", nargs="+", choices=namen, metavar="NAME", help=", ".join(namen))
    ontleder.add_argument("--json", type=Path, metavar="FILE", help="write the numbers to this file")
    return ontleder.parse_args()


if __name__ == "__main__":
    main()
