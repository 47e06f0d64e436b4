"""Divide gemeenten that have merged since 2017 over the gemeenten of 2017.

Method: every place pulls at every cell with a force that falls with the distance
(inverse distance weighting, a smooth form of the area-weighted Voronoi diagram); a
cell goes to the gemeente with the largest sum of forces times a factor per gemeente.
The factors are tuned so that each gemeente gets its area of 2017. Only additions,
multiplications, divisions and square roots are used, element by element, so the
outcome is the same on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass
class Opgave:
    """Cells that are to be divided over some candidates.

    sleutel: where the cells come from; xy: RD of the cell centres (m); kern: which
    cells count for the area; kandidaten: names; kracht: sum of the forces of the
    places of each candidate on each cell.
    """

    sleutel: tuple
    xy: np.ndarray
    kern: np.ndarray
    kandidaten: list[str]
    kracht: np.ndarray = field(default_factory=lambda: np.empty((0, 0)))

    def meet(self, kernen: dict[str, np.ndarray], demping: float) -> None:
        """Fill kracht from the places per candidate (RD, m): the sum of (d + demping)^-2.5.

        demping (m) keeps the force finite near a place; the unit is km^-2.5.
        """
        self.kracht = np.zeros((len(self.xy), len(self.kandidaten)))
        for j, naam in enumerate(self.kandidaten):
            for x, y in kernen[naam]:
                dx, dy = self.xy[:, 0] - x, self.xy[:, 1] - y
                d = (np.sqrt(dx * dx + dy * dy) + demping) / 1000
                self.kracht[:, j] += 1 / (d * d * np.sqrt(d))

    def deel(self, factor: dict[str, float]) -> np.ndarray:
        """Return the index of the winning candidate per cell."""
        return np.argmax(self.kracht * [factor[k] for k in self.kandidaten], axis=1)


def _groepen(opgaven: list[Opgave]) -> list[set[str]]:
    """Return the sets of candidates that are connected through common problems."""
    groepen: list[set[str]] = []
    for o in opgaven:
        nieuw = set(o.kandidaten)
        los = [g for g in groepen if not g & nieuw]
        for g in groepen:
            if g & nieuw:
                nieuw |= g
        groepen = [*los, nieuw]
    return groepen


def _doelen(opgaven, vast, opp, groep, cel2) -> dict[str, float]:
    """Return the target area (m2) per candidate, scaled so that a group fills its cells."""
    ruimte = sum(o.kern.sum() * cel2 for o in opgaven if set(o.kandidaten) <= groep)
    bezet = {k: vast.get(k, 0.0) for k in groep}
    schaal = (ruimte + sum(bezet.values())) / sum(opp[k] * 1e6 for k in groep)
    return {k: max(opp[k] * 1e6 * schaal - bezet[k], cel2) for k in groep}


def _gebied(opgaven: list[Opgave], factor: dict[str, float], cel2: float) -> dict[str, float]:
    """Return the area (m2) per candidate with these factors."""
    gebied = dict.fromkeys(factor, 0.0)
    for o in opgaven:
        telling = np.bincount(o.deel(factor)[o.kern], minlength=len(o.kandidaten))
        for k, n in zip(o.kandidaten, telling, strict=True):
            gebied[k] += float(n) * cel2
    return gebied


def _zoek_factoren(opgaven, doel, p, cel2) -> tuple[dict[str, float], dict[str, float]]:
    """Return (factors, missing area in m2): each factor has its own step, halved on overshoot."""
    factor = dict.fromkeys(sorted(doel), 1.0)
    stap = dict.fromkeys(factor, float(p["stap"]))
    vorig = dict.fromkeys(factor, 0.0)
    for _ in range(p["ronden"]):
        gebied = _gebied(opgaven, factor, cel2)
        mis = {k: doel[k] - gebied[k] for k in factor}
        if max(abs(mis[k]) / doel[k] for k in factor) < p["tolerantie"]:
            break
        for k in factor:
            teken = float(np.sign(mis[k])) if abs(mis[k]) > p["tolerantie"] / 4 * doel[k] else 0.0
            stap[k] *= 0.5 if teken * vorig[k] < 0 else 1.25 if teken * vorig[k] > 0 else 1.0
            stap[k] = min(stap[k], 0.5)
            factor[k] *= 1 + stap[k] if teken > 0 else 1 / (1 + stap[k]) if teken < 0 else 1.0
            vorig[k] = teken
    return factor, mis


def stem_af(opgaven: list[Opgave], vast: dict[str, float], opp: dict[str, float], par: dict):
    """Return (factor per candidate, remaining area error per candidate as a fraction).

    vast: area (m2) that a candidate has outside these problems; opp: area (km2).
    """
    p, cel2 = par["splitsing"], par["raster"]["cel"] ** 2
    factor: dict[str, float] = {}
    fout: dict[str, float] = {}
    for groep in _groepen(opgaven):
        mijn = [o for o in opgaven if set(o.kandidaten) <= groep]
        doel = _doelen(opgaven, vast, opp, groep, cel2)
        eigen, mis = _zoek_factoren(mijn, doel, p, cel2)
        factor |= eigen
        fout |= {k: mis[k] / doel[k] for k in eigen}
    return factor, fout
