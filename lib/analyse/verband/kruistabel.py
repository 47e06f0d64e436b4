"""Association between two labels of the same projects: table, Cramér's V, permutation test, residuals.

A project has one label of the first kind and one or more of the second. It counts at each of its labels,
so the pairs of a project are not independent; the permutation test therefore shuffles whole projects.
Sources: Cramér (1946); Bergsma (2013), J. Korean Stat. Soc. 42, for the correction of its bias.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.analyse.verband.permutatie import GEDULD, PERMUTATIES


@dataclass(frozen=True, eq=False)
class Kruistabel:
    """``aantal`` (int), ``verwacht`` and ``residu`` (float) are tables labels × labels of equal shape.

    ``verwacht`` is the mean over all ways to shuffle the projects, ``residu`` how many standard deviations
    (of the same shuffling) ``aantal`` lies above it, NaN where the count cannot vary. ``v`` is Cramér's V
    of the table, ``v_zuiver`` the same corrected for bias, ``p`` the permutation p-value (all 0-1, NaN
    where fewer than two labels of a kind occur); ``n`` the number of projects.
    """

    aantal: pd.DataFrame
    verwacht: pd.DataFrame
    residu: pd.DataFrame
    v: float
    v_zuiver: float
    p: float
    n: int


def kruistabel(
    rijen: pd.DataFrame, kolommen: pd.DataFrame, permutaties: int = PERMUTATIES, zaad: int = 0
) -> Kruistabel:
    """Return how two sets of labels go together.

    Both are bool tables, projects × labels, of the same projects; each row of ``rijen`` has at most one
    true. The order of the projects makes no difference, the same ``zaad`` gives the same p. Raises
    ValueError where a project has two labels in ``rijen``.
    """
    a, b = rijen.to_numpy(dtype=bool), kolommen.to_numpy(dtype=bool)
    if (a.sum(axis=1) > 1).any():
        raise ValueError("een project heeft in de rijen hoogstens één label")
    meedoen = a.any(axis=1) & b.any(axis=1)
    a, b = a[meedoen], b[meedoen]
    volgorde = np.lexsort(np.hstack([a, b]).T)
    a, b = a[volgorde].astype(np.float64), b[volgorde].astype(np.float64)
    aantal = a.T @ b
    v = cramers_v(aantal[None])[0]
    return Kruistabel(
        aantal=_tabel(aantal.astype(np.int64), rijen, kolommen),
        verwacht=_tabel(_verwacht(a, b), rijen, kolommen),
        residu=_tabel((aantal - _verwacht(a, b)) / _spreiding(a, b), rijen, kolommen),
        v=float(v),
        v_zuiver=zuivere_v(aantal),
        p=_permutatie_p(a, b, v, permutaties, zaad),
        n=len(a),
    )


def _tabel(inhoud: np.ndarray, rijen: pd.DataFrame, kolommen: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(inhoud, index=rijen.columns, columns=kolommen.columns)


def cramers_v(tabellen: np.ndarray) -> np.ndarray:
    """Return Cramér's V (0-1) of each table in an array tables × rows × columns of counts.

    Empty rows and columns do not count; NaN where fewer than two of either remain.
    """
    chi, totaal, rij, kolom = _chikwadraat(tabellen)
    kleinste = np.minimum((rij > 0).sum(axis=-1), (kolom > 0).sum(axis=-1)) - 1.0
    return np.sqrt(chi / np.where(kleinste > 0, totaal * kleinste, np.nan))


def zuivere_v(tabel: np.ndarray) -> float:
    """Return Cramér's V of one table corrected for bias after Bergsma (2013): near 0 without association."""
    chi, totaal, rij, kolom = (deel[0] for deel in _chikwadraat(tabel[None]))
    r, k = int((rij > 0).sum()), int((kolom > 0).sum())
    if min(r, k) < 2 or totaal < 2:
        return float("nan")
    phi = max(0.0, chi / totaal - (r - 1) * (k - 1) / (totaal - 1))
    r_zuiver, k_zuiver = (m - (m - 1) ** 2 / (totaal - 1) for m in (r, k))
    kleinste = min(r_zuiver, k_zuiver) - 1
    return float(np.sqrt(phi / kleinste)) if kleinste > 0 else float("nan")


def _chikwadraat(tabellen: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return Pearson's chi-square of each table, its total, and its row and column sums."""
    rij, kolom = tabellen.sum(axis=2), tabellen.sum(axis=1)
    totaal = rij.sum(axis=1)
    verwacht = rij[:, :, None] * kolom[:, None, :] / np.maximum(totaal, 1)[:, None, None]
    afwijking = (tabellen - verwacht) ** 2 / np.where(verwacht > 0, verwacht, 1)
    return afwijking.sum(axis=(1, 2)), totaal, rij, kolom


def _verwacht(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.outer(a.sum(axis=0), b.sum(axis=0)) / max(len(a), 1)


def _spreiding(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the standard deviation of each count when the projects are shuffled (hypergeometric)."""
    n = len(a)
    if n < 2:
        return np.full((a.shape[1], b.shape[1]), np.nan)
    delen = [aantal * (n - aantal) for aantal in (a.sum(axis=0), b.sum(axis=0))]
    variantie = np.outer(*delen) / (n**2 * (n - 1))
    return np.sqrt(np.where(variantie > 0, variantie, np.nan))


def _permutatie_p(a: np.ndarray, b: np.ndarray, v: float, permutaties: int, zaad: int) -> float:
    """Return how often shuffled projects give at least this V; the observed order counts as one of them."""
    if np.isnan(v):
        return float("nan")
    klassen = np.unique(a.argmax(axis=1), return_counts=True)[1]
    soorten, per_soort = np.unique(b, axis=0, return_counts=True)
    tabellen = _geschudde_tabellen(klassen, per_soort, permutaties, zaad) @ soorten
    minstens = 1 + int((cramers_v(tabellen) >= v - GEDULD).sum())
    return minstens / (permutaties + 1)


def _geschudde_tabellen(rijen: np.ndarray, kolommen: np.ndarray, aantal: int, zaad: int) -> np.ndarray:
    """Return ``aantal`` tables (tables × rows × columns) with these sums, as shuffled projects would give.

    Shuffling only decides how many projects of a row get into a column, which is hypergeometric; so the
    work does not grow with the number of projects.
    """
    toeval = np.random.default_rng(zaad)
    tabellen = np.zeros((aantal, len(rijen), len(kolommen)))
    over = np.tile(rijen, (aantal, 1))
    for k, nodig in enumerate(kolommen):
        nog = np.full(aantal, nodig)
        for r in range(len(rijen)):
            tabellen[:, r, k] = toeval.hypergeometric(over[:, r], over[:, r + 1 :].sum(axis=1), nog)
            nog -= tabellen[:, r, k].astype(np.int64)
        over -= tabellen[:, :, k].astype(np.int64)
    return tabellen
