"""Permutation tests on numbers per gemeente or region: rank correlation and difference between two groups.

All are seeded and give the same outcome whatever the order of the rows. Source for the p-value: Phipson &
Smyth (2010), SAGMB 9: the observed order counts as one of the permutations, so p is never 0.
"""

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

PERMUTATIES = 9_999
_BLOK = 1_000  # permutations at a time; bounds the memory
GEDULD = 1e-9  # equal up to rounding counts as equal


def geschud(waarden: np.ndarray, permutaties: int, zaad: int) -> Iterator[np.ndarray]:
    """Yield blocks of shuffled ``waarden``: arrays of at most ``_BLOK`` permutations × values."""
    rng = np.random.default_rng(zaad)
    for begin in range(0, permutaties, _BLOK):
        hoeveel = min(_BLOK, permutaties - begin)
        yield rng.permuted(np.tile(waarden, (hoeveel, 1)), axis=1)


def permutatie_p(
    waarden: np.ndarray,
    maat: Callable[[np.ndarray], np.ndarray],
    gemeten: float,
    permutaties: int = PERMUTATIES,
    zaad: int = 0,
) -> float:
    """Return the two-sided p: how often shuffled ``waarden`` give a measure at least as far from 0.

    ``maat`` takes an array permutations × values and returns one number per permutation.
    """
    verder = (np.abs(maat(blok)) >= abs(gemeten) - GEDULD for blok in geschud(waarden, permutaties, zaad))
    return (1 + sum(int(blok.sum()) for blok in verder)) / (permutaties + 1)


def rangcorrelatie(
    x: np.ndarray, y: np.ndarray, permutaties: int = PERMUTATIES, zaad: int = 0
) -> tuple[float, float]:
    """Return Spearman's rho of ``x`` and ``y`` (equal values share their mean rank) and its two-sided p.

    NaN for both where either is constant or there are fewer than three pairs.
    """
    volgorde = np.lexsort([y, x])
    rang_x, rang_y = (_gestandaardiseerd(pd.Series(reeks[volgorde]).rank()) for reeks in (x, y))
    if len(x) < 3 or not (rang_x.any() and rang_y.any()):
        return float("nan"), float("nan")
    rho = float(rang_x @ rang_y)
    return rho, permutatie_p(rang_y, lambda blok: blok @ rang_x, rho, permutaties, zaad)


def _gestandaardiseerd(reeks: pd.Series) -> np.ndarray:
    """Return the deviations from the mean with length 1; zeros where all are equal."""
    afwijking = reeks.to_numpy(dtype=np.float64) - reeks.mean()
    lengte = np.sqrt(afwijking @ afwijking)
    return afwijking / lengte if lengte > GEDULD else np.zeros(len(afwijking))


def verschil_in_gemiddelde(
    waarde: np.ndarray, groep: np.ndarray, permutaties: int = PERMUTATIES, zaad: int = 0
) -> tuple[float, float]:
    """Return the mean of ``waarde`` inside minus outside ``groep`` (bool), and its two-sided p.

    NaN for both where the group is empty or everything.
    """
    volgorde = np.lexsort([waarde, groep])
    waarde, groep = waarde[volgorde].astype(np.float64), groep[volgorde]
    binnen = int(groep.sum())
    if binnen in (0, len(groep)):
        return float("nan"), float("nan")
    gewicht = np.where(groep, 1 / binnen, -1 / (len(groep) - binnen))
    verschil = float(waarde @ gewicht)
    return verschil, permutatie_p(waarde, lambda blok: blok @ gewicht, verschil, permutaties, zaad)
