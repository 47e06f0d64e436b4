"""Tables that could be the true one: how far a hidden cell can differ without what is published changing.

Used by :mod:`lib.onderdrukking`. Deviations from the true table are whole numbers, found by integer
programming (HiGHS, through scipy).
"""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from lib.onderdrukking import Blok

RONDES = 4  # attempts to find second tables for many cells at once
ZAAD = 20


class Zoeker:
    """Looks for other tables that agree with what is published: deviations from the true one.

    Of each cell it keeps the lowest and highest deviation found, so that the attacker's interval is at least
    that wide. Deviations are whole, so each is a table that could be the true one.
    """

    def __init__(self, blok: "Blok"):
        from scipy.sparse import csr_array

        self._aantal = len(blok.n)
        laag = np.array([n * blok.maat.laagste for n in blok.n])
        hoog = np.array([n * blok.maat.hoogste for n in blok.n])
        x = np.array(blok.x)
        self._omhoog, self._omlaag = hoog - x, x - laag
        self._kosten = np.array(blok.kosten)
        plekken = [(k, i, teken) for k, (totaal, delen) in enumerate(blok.sommen)
                   for i, teken in [(totaal, -1), *((deel, 1) for deel in delen)]]  # fmt: skip
        rijen, kolommen, tekens = zip(*plekken, strict=True) if plekken else ((), (), ())
        self._sommen = csr_array((tekens, (rijen, kolommen)), shape=(len(blok.sommen), self._aantal))
        self._min, self._max = np.zeros(self._aantal, int), np.zeros(self._aantal, int)

    def speling(self, i: int) -> int:
        """Return how much cell ``i`` can differ at least, by the tables found so far."""
        return int(self._max[i] - self._min[i])

    def verken(self, cellen: list[int], verborgen: np.ndarray) -> None:
        """Look for tables in which many of ``cellen`` differ, changing hidden cells only."""
        kans = np.random.default_rng(ZAAD)
        doel = np.zeros(self._aantal)
        for _ in range(RONDES):
            doel[:] = 0
            doel[cellen] = kans.choice((-1.0, 1.0), len(cellen)) * kans.uniform(0.5, 1, len(cellen))
            for teken in (1, -1):
                self._los_op(
                    np.concatenate([-teken * doel, teken * doel]), np.zeros_like(verborgen), verborgen
                )

    def maak_ruimte(self, i: int, nodig: int, verborgen: np.ndarray) -> np.ndarray:
        """Return which cells must be hidden so that cell ``i`` can differ by ``nodig``; the cheapest way.

        How far up and how far down is free, so both extremes are tried.
        """
        keuzes = {(min(nodig, self._omhoog[i]), nodig - min(nodig, self._omhoog[i]))}
        keuzes |= {(nodig - min(nodig, self._omlaag[i]), min(nodig, self._omlaag[i]))}
        oplossingen = [self._combineer(i, int(op), int(neer), verborgen) for op, neer in sorted(keuzes)]
        kosten, extra, afwijkingen = min(oplossingen, key=lambda een: een[0])
        for afwijking in afwijkingen:
            self._onthoud(afwijking)
        return extra

    def _combineer(self, i: int, op: int, neer: int, verborgen: np.ndarray):
        """Return cost, cells to hide, and deviations with cell ``i`` ``op`` higher and ``neer`` lower."""
        extra, afwijkingen = np.zeros(self._aantal, bool), []
        for stap in filter(None, (op, -neer)):
            vast = np.zeros(self._aantal, int)
            vast[i] = stap
            kosten = np.where(verborgen | extra, 0.0, self._kosten)
            afwijking = self._los_op(np.concatenate([kosten, kosten]) + 1e-6, vast, np.ones_like(verborgen))
            extra |= (afwijking != 0) & ~verborgen
            afwijkingen.append(afwijking)
        return float(self._kosten[extra].sum()), extra, afwijkingen

    def _los_op(self, doel: np.ndarray, vast: np.ndarray, vrij: np.ndarray) -> np.ndarray:
        """Return the deviation that minimises ``doel`` (over rises, then falls); ``vast`` are given ones.

        There always is one: with every cell free, a cell can change together with its totals.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import hstack

        gegeven = vast != 0
        hoog = np.concatenate([np.where(vrij, self._omhoog, 0), np.where(vrij, self._omlaag, 0)])
        laag = np.zeros(2 * self._aantal)
        for begin, teken in ((0, 1), (self._aantal, -1)):
            deel = slice(begin, begin + self._aantal)
            hoog[deel][gegeven] = laag[deel][gegeven] = np.maximum(teken * vast[gegeven], 0)
        sommen = LinearConstraint(hstack([self._sommen, -self._sommen], format="csr"), 0, 0)
        opgelost = milp(doel, integrality=np.ones(len(doel)), bounds=Bounds(laag, hoog), constraints=sommen)
        if opgelost.x is None:
            raise ValueError(f"geen tweede tabel gevonden: {opgelost.message}")
        waarden = np.rint(opgelost.x).astype(int)
        afwijking = waarden[: self._aantal] - waarden[self._aantal :]
        if not gegeven.any():
            self._onthoud(afwijking)
        return afwijking

    def _onthoud(self, afwijking: np.ndarray) -> None:
        self._min, self._max = np.minimum(self._min, afwijking), np.maximum(self._max, afwijking)
