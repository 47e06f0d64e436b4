"""Which gemeenten a million projects touch and which labels occur together there, against groupby.apply.

Each way starts from what it keeps: ours from the coverage table that notebook 10 makes once
(:func:`lib.labels.dekking.maak_dekking`: project and gemeente as numbers, labels as numbers in a short list),
the usual way from the projects with a list of gemeenten each: ``explode``, then ``groupby.apply`` with a
union of sets. Both give the number of projects and the set of instruments per gemeente, which is checked.
Processor seconds, in one process, in turns; making our table is measured beside it.
"""

import math
import multiprocessing
import time
from collections.abc import Callable, Mapping
from multiprocessing.queues import SimpleQueue
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.budget import binnen, rest
from benchmarks.dekking import DIMENSIE, PER_PROJECT, maak_projecten
from benchmarks.groei import piek_mb
from benchmarks.meting import Meting, om_en_om
from benchmarks.wegen import GeenTijd, Mislukt
from lib.editie.ordening import lees_ordening
from lib.gebied.tabellen import lees_gemeenten
from lib.labels.dekking import maak_dekking

AANTAL, SNEL = 1_000_000, 200_000
KEREN = 3
OPSTART = 15.0  # seconds: what came before the turns, and the last turn
Telling = tuple[np.ndarray, np.ndarray]


def meet(snel: bool, map_: Path) -> list[Meting]:
    """Measure ``coverage_1e6`` in a process of its own, so that the peak is its own."""
    soort = multiprocessing.get_context("spawn")
    wachtrij = soort.SimpleQueue()
    over = rest()
    proces = soort.Process(target=_meet, args=(SNEL if snel else AANTAL, over, wachtrij))
    proces.start()
    proces.join(None if math.isinf(over) else over)
    if proces.is_alive():
        proces.kill()
        proces.join()
        raise GeenTijd(f"coverage_1e6: not done after {over:.0f} s")
    if proces.exitcode:
        raise Mislukt(f"coverage_1e6: the process ended with {proces.exitcode}")
    return [wachtrij.get()]


def _meet(aantal: int, over: float, wachtrij: "SimpleQueue[Meting]") -> None:
    projecten, gemeenten = maak_projecten(aantal), lees_gemeenten().sort_values("gm_code", ignore_index=True)
    bit = {code: 1 << i for i, code in enumerate(lees_ordening().codes(DIMENSIE))}
    maken = _tijd(lambda: maak_dekking(projecten, gemeenten))
    dekking = maak_dekking(projecten, gemeenten)
    ons, masker = onze_telling(dekking, gemeenten, bit)
    eigen_piek = piek_mb()
    gewoon, samen = gewone_telling(projecten, gemeenten, bit)
    if not ((ons == gewoon).all() and (masker == samen).all()):
        raise AssertionError("the two ways differ")
    vakken = np.arange(len(dekking)) % (len(gemeenten) * len(dekking[DIMENSIE].cat.categories))
    wegen = {
        "ons": lambda: _tijd(lambda: onze_telling(dekking, gemeenten, bit)),
        "explode + groupby.apply": lambda: _tijd(lambda: gewone_telling(projecten, gemeenten, bit)),
        "bincount": lambda: _tijd(lambda: _tel(vakken, (int(vakken.max()) + 1, 1))),
    }
    with binnen(over - OPSTART):
        tijden = om_en_om(wegen, KEREN)
    toelichting = (
        f"{PER_PROJECT} gemeenten per project, processor seconds; making our table once takes {maken:.2f} s;"
        f" peak {eigen_piek:.0f} MB, the projects themselves included"
    )
    extra = {"making the table": maken, "peak_mb": eigen_piek}
    gemeten = (tijden["ons"], tijden["explode + groupby.apply"], None, tijden["bincount"])
    wachtrij.put(Meting("coverage_1e6", aantal, *gemeten, {**tijden, **extra}, toelichting))


def _tijd(doe: Callable[[], object]) -> float:
    begin = time.process_time()
    doe()
    return time.process_time() - begin


def onze_telling(dekking: pd.DataFrame, gemeenten: pd.DataFrame, bit: Mapping[str, int]) -> Telling:
    """Return per gemeente (in order of code) the number of projects and the labels as bits (both int64).

    The table holds numbers: of the gemeente, and of one of a few lists of labels. Counted together in one
    pass they say how many projects there are of each list, and so which labels.
    """
    gemeente, lijst = dekking["gm_code"].cat.codes, dekking[DIMENSIE].cat
    per_lijst = np.array([sum(bit[code] for code in cel.split(";")) for cel in lijst.categories])
    samen = gemeente.to_numpy().astype(np.intp)
    samen *= len(per_lijst)
    samen += lijst.codes.to_numpy()
    telling = _tel(samen, (len(gemeenten), len(per_lijst)))
    return telling.sum(axis=1), np.bitwise_or.reduce(np.where(telling > 0, per_lijst, 0), axis=1)


def _tel(samen: np.ndarray, vorm: tuple[int, int]) -> np.ndarray:
    return np.bincount(samen, minlength=vorm[0] * vorm[1]).reshape(vorm)


def gewone_telling(projecten: pd.DataFrame, gemeenten: pd.DataFrame, bit: Mapping[str, int]) -> Telling:
    """Return the same as :func:`onze_telling`, from lists."""
    per = projecten[["gemeenten", DIMENSIE]].explode("gemeenten").groupby("gemeenten")[DIMENSIE]
    samen = per.apply(lambda lijsten: set().union(*lijsten)).reindex(gemeenten["gm_code"])
    masker = [sum(bit[code] for code in codes) if isinstance(codes, set) else 0 for codes in samen]
    return per.size().reindex(gemeenten["gm_code"], fill_value=0).to_numpy(), np.array(masker)
