"""Coverage of a growing number of projects, our way and the usual way: processor seconds, peak memory.

Each project has eight gemeenten. Measured are :func:`lib.labels.dekking.maak_dekking`, and with its outcome
the combination of instruments in each gemeente, as :class:`lib.analyse.gegevens.Gegevens` gives it: label
bitmasks joined per gemeente. The usual way is ``DataFrame.explode``, ``merge`` and ``groupby`` with a union
of sets; both give the same combinations, which is checked. Each size runs in a process of its own, so that
its peak (of the whole process, Python and the projects themselves included) is its own. Run from the root of
the project:

    python -m benchmarks.dekking [--quick] [--json FILE]
"""

import argparse
import json
import math
import multiprocessing
import resource
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd

from lib.analyse.gegevens import Gegevens
from lib.editie.ordening import lees_ordening
from lib.gebied.tabellen import lees_gemeenten
from lib.labels.dekking import maak_dekking

AANTALLEN = (1_000, 10_000, 100_000, 1_000_000)
GEWOON_TOT = 100_000  # projects; beyond, the usual way is not worth the wait
PER_PROJECT = 8
DOEL_GB = 2.0
DIMENSIE = "instrument"


def main() -> None:
    opties = _opties()
    uit = []
    print(f"{PER_PROJECT} gemeenten per project; pandas {pd.__version__}, numpy {np.__version__}")
    print("projects   way         projects made  coverage s  combinations s  peak MB")
    for aantal in AANTALLEN[:3] if opties.quick else AANTALLEN:
        for weg in ("ours", "usual") if aantal <= GEWOON_TOT else ("ours",):
            meting = _in_eigen_proces(aantal, weg)
            uit.append(meting)
            print(
                f"{aantal:<10} {weg:<11} {meting['vooraf_mb']:>10.0f} MB {meting['dekking_s']:>11.3f}"
                f" {meting['combinaties_s']:>15.3f} {meting['piek_mb']:>8.0f}",
                flush=True,
            )
    for weg in ("ours", "usual"):
        reeks = [meting for meting in uit if meting["weg"] == weg and meting["projecten"] > AANTALLEN[0]]
        print(f"{weg}: time grows with the number of projects to the power {helling(reeks):.2f}")
    print(f"target: seconds, and a peak under {DOEL_GB:.0f} GB, for {AANTALLEN[-1]:,} projects")
    if opties.json:
        opties.json.write_text(json.dumps(uit, indent=1) + "\n", encoding="utf-8")


def _opties() -> argparse.Namespace:
    ontleder = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ontleder.add_argument("--quick", action="store_true", help="all sizes but the largest")
    ontleder.add_argument("--json", type=Path, metavar="FILE", help="write the numbers to this file")
    return ontleder.parse_args()


def helling(reeks: list[dict]) -> float:
    """Return the power of the number of projects with which the time grows, first to last measurement."""
    eerste, laatste = reeks[0], reeks[-1]
    seconden = [een["dekking_s"] + een["combinaties_s"] for een in (eerste, laatste)]
    return math.log(seconden[1] / seconden[0]) / math.log(laatste["projecten"] / eerste["projecten"])


def _in_eigen_proces(aantal: int, weg: str) -> dict:
    soort = multiprocessing.get_context("spawn")
    wachtrij = soort.SimpleQueue()
    proces = soort.Process(target=_meet, args=(aantal, weg, wachtrij))
    proces.start()
    proces.join()
    if proces.exitcode:
        raise SystemExit(f"{aantal} projects, {weg}: the process ended with {proces.exitcode}")
    return wachtrij.get()


def _meet(aantal: int, weg: str, wachtrij: "multiprocessing.SimpleQueue[dict]") -> None:
    projecten, gemeenten = maak_projecten(aantal), lees_gemeenten()
    vooraf = _piek_mb()
    begin = time.process_time()
    dekking = (maak_dekking if weg == "ours" else gewone_dekking)(projecten, gemeenten)
    midden = time.process_time()
    masker = (combinaties if weg == "ours" else gewone_combinaties)(projecten, dekking, gemeenten)
    eind = time.process_time()
    piek = _piek_mb()
    assert len(dekking) == PER_PROJECT * aantal
    if weg == "usual":
        ons = combinaties(projecten, maak_dekking(projecten, gemeenten), gemeenten)
        assert (masker == ons).all(), "the two ways differ"
    tijden = {"dekking_s": round(midden - begin, 4), "combinaties_s": round(eind - midden, 4)}
    geheugen = {"vooraf_mb": round(vooraf), "piek_mb": round(piek)}
    wachtrij.put({"projecten": aantal, "weg": weg} | tijden | geheugen)


def _piek_mb() -> float:
    """Return the largest resident size of this process so far (Linux: kilobytes; macOS: bytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def maak_projecten(aantal: int) -> pd.DataFrame:
    """Return random projects as reading gives them; the same number gives the same projects."""
    toeval, ordening = np.random.default_rng(aantal), lees_ordening()
    codes = np.array(lees_gemeenten()["gm_code"], dtype=object)
    # a random start and as many steps: different gemeenten, without a draw for each project
    plek = toeval.integers(0, len(codes), (aantal, 1)) + np.cumsum(
        toeval.integers(1, 40, (aantal, 8)), axis=1
    )
    eigen = {
        "project_id": pd.Series([f"p{nummer:07d}" for nummer in range(aantal)], dtype="str"),
        "gemeenten": codes[np.sort(plek % len(codes), axis=1)].tolist(),
        "wmo_regios": [[]] * aantal,
        "is_minimacontract": toeval.random(aantal) < 0.1,
    }
    for dimensie in ("thema", "vorm", "schaal"):
        eigen[dimensie] = pd.Series(toeval.choice(ordening.codes(dimensie), aantal), dtype="str")
    for dimensie, kolom in ((DIMENSIE, DIMENSIE), ("zorgverzekeraar", "zorgverzekeraars")):
        mogelijk = np.array(ordening.codes(dimensie), dtype=object)
        een, twee = np.sort(toeval.integers(0, len(mogelijk), (2, aantal)), axis=0).tolist()
        eigen[kolom] = [list(mogelijk[[i, j] if i < j else [i]]) for i, j in zip(een, twee, strict=True)]
    return pd.DataFrame(eigen)


def combinaties(projecten: pd.DataFrame, dekking: pd.DataFrame, gemeenten: pd.DataFrame) -> np.ndarray:
    """Return for each gemeente the labels of all its projects as bits (int64)."""
    gegevens = Gegevens(gemeenten, projecten, dekking, lees_ordening(), SimpleNamespace())
    project, gemeente = gegevens.dekking_nr
    masker = np.zeros(len(gemeenten), dtype=np.int64)
    np.bitwise_or.at(masker, gemeente, gegevens.bits(DIMENSIE)[project])
    return masker


def gewone_dekking(projecten: pd.DataFrame, gemeenten: pd.DataFrame) -> pd.DataFrame:
    """Return the coverage table the usual way."""
    lang = projecten.drop(columns="wmo_regios").explode("gemeenten").rename(columns={"gemeenten": "gm_code"})
    dekking = lang.merge(gemeenten[["gm_code", "wmo_regio"]], on="gm_code", how="left")
    return dekking.sort_values(["project_id", "gm_code"], ignore_index=True)


def gewone_combinaties(projecten: pd.DataFrame, dekking: pd.DataFrame, gemeenten: pd.DataFrame) -> np.ndarray:
    """Return the same as :func:`combinaties`, from a union of sets for each gemeente."""
    samen = dekking.groupby("gm_code")[DIMENSIE].apply(lambda lijsten: set().union(*lijsten))
    bit = {code: 1 << i for i, code in enumerate(lees_ordening().codes(DIMENSIE))}
    masker = samen.map(lambda codes: sum(bit[code] for code in codes))
    return masker.reindex(gemeenten["gm_code"], fill_value=0).to_numpy()


if __name__ == "__main__":
    main()
