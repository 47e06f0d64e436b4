"""Which region is nearest to another, and which is most like it.

Nearest: the region with the longest shared border or, where none of those asked for adjoins, the one whose
centre is nearest. Alike: about as many inhabitants and about the same mix of labels, each for half.
Lengths are in metres, EPSG:28992, along borders simplified for drawing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lib.grond.woorden import getal

if TYPE_CHECKING:
    from lib.kaart.basis import Kaartbasis


KM = 1000.0


@dataclass(frozen=True)
class Buur:
    """A region and, in Dutch, why it was chosen."""

    regio: str
    grond: str


@dataclass(frozen=True, eq=False)
class Buurt:
    """Distances between the regions ``namen`` (sorted); arrays are in that order.

    ``grens``: shared border in metres, float (n, n); ``afstand``: between centres, metres (n, n);
    ``inwoners``: int (n,); ``ongelijk``: float (n, n), 0 (the same) to 1.
    """

    namen: tuple[str, ...]
    grens: np.ndarray
    afstand: np.ndarray
    inwoners: np.ndarray
    ongelijk: np.ndarray

    def dichtst(self, regio: str, kandidaten: Collection[str]) -> Buur:
        """Return the nearest of ``kandidaten`` (not empty); of equals the first by name."""
        zelf, nummers = self._nummers(regio, kandidaten)
        if self.grens[zelf, nummers].max() > 0:
            beste = nummers[self.grens[zelf, nummers].argmax()]
            lengte = max(1, round(self.grens[zelf, beste] / KM))
            return Buur(self.namen[beste], f"gedeelde grens {getal(lengte)} km")
        beste = nummers[self.afstand[zelf, nummers].argmin()]
        return Buur(self.namen[beste], f"hart op hart {getal(self.afstand[zelf, beste] / KM)} km")

    def meest_gelijk(self, regio: str, kandidaten: Collection[str]) -> Buur:
        """Return the one of ``kandidaten`` (not empty) that is most alike; of equals the first by name."""
        zelf, nummers = self._nummers(regio, kandidaten)
        beste = nummers[self.ongelijk[zelf, nummers].argmin()]
        duizend = getal(round(self.inwoners[beste] / 1000))
        mate = getal(100 * (1 - self.ongelijk[zelf, beste]))
        return Buur(self.namen[beste], f"{duizend} duizend inwoners, gelijkenis {mate} van 100")

    def _nummers(self, regio: str, kandidaten: Collection[str]) -> tuple[int, np.ndarray]:
        nummers = [i for i, naam in enumerate(self.namen) if naam in set(kandidaten) - {regio}]
        return self.namen.index(regio), np.array(nummers)


def maak_buurt(
    basis: "Kaartbasis", regio: pd.Series, inwoners: pd.Series, profiel: pd.DataFrame | None = None
) -> Buurt:
    """Return the distances between regions.

    ``regio`` and ``inwoners`` are in the order of ``basis``; ``profiel``
    (:func:`lib.werkstructuur.vlekken.profiel`) has a row per region and, per dimensie (first level of the
    columns), shares of labels. Without it only the number of inhabitants tells regions apart.
    """
    namen, nummer = np.unique(regio.to_numpy(dtype=str), return_inverse=True)
    aantal = np.bincount(nummer, weights=inwoners.to_numpy(dtype=float))
    return Buurt(
        tuple(namen.tolist()),
        _gedeelde_grens(basis, nummer, len(namen)),
        _afstanden(_middens(basis, nummer, len(namen))),
        aantal.astype(np.int64),
        _ongelijkheid(aantal, None if profiel is None else profiel.loc[list(namen)]),
    )


def _gedeelde_grens(basis: "Kaartbasis", nummer: np.ndarray, n: int) -> np.ndarray:
    lengte = np.array([np.hypot(*np.diff(lijn, axis=0).T).sum() for lijn in basis.lijnen])
    binnen = basis.paar[:, 1] >= 0
    links, rechts = nummer[basis.paar[binnen, 0]], nummer[basis.paar[binnen, 1]]
    grens = np.zeros((n, n))
    np.add.at(grens, (links, rechts), lengte[binnen])
    grens += grens.T
    np.fill_diagonal(grens, 0)
    return grens


def _middens(basis: "Kaartbasis", nummer: np.ndarray, n: int) -> np.ndarray:
    """Return the centroid of each region: that of its gemeenten, weighted by area."""
    import shapely

    punten, vlakte = shapely.get_coordinates(shapely.centroid(basis.vlakken)), shapely.area(basis.vlakken)
    som = np.stack([np.bincount(nummer, punten[:, as_] * vlakte, n) for as_ in (0, 1)], axis=1)
    return som / np.bincount(nummer, vlakte, n)[:, None]


def _afstanden(punten: np.ndarray) -> np.ndarray:
    return np.linalg.norm(punten[:, None] - punten[None], axis=2)


def _ongelijkheid(inwoners: np.ndarray, profiel: pd.DataFrame | None) -> np.ndarray:
    """Return the mean of two distances from 0 to 1: in the logarithm of inhabitants, and in labels.

    In labels: half the sum of the absolute differences of the shares (total variation), averaged over the
    dimensies.
    """
    maat = np.log(inwoners)
    grootte = np.abs(maat[:, None] - maat[None]) / (np.ptp(maat) or 1.0)
    if profiel is None:
        return grootte
    dimensies = profiel.columns.get_level_values(0)
    labels = [
        np.abs(deel[:, None] - deel[None]).sum(axis=2) / 2
        for naam in dimensies.unique()
        for deel in [profiel.loc[:, dimensies == naam].to_numpy()]
    ]
    return (grootte + np.mean(labels, axis=0)) / 2
