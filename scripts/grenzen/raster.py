"""A raster of cells in RD metres on which the zones are divided over gemeenten."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy import ndimage


@dataclass
class Venster:
    """A window of the raster around one zone.

    x0, y0: RD of the upper left corner (m); cel: cell size (m); kern: cells whose
    centre is in the zone; ruim: the same, grown by a few cells.
    """

    x0: float
    y0: float
    cel: float
    kern: np.ndarray
    ruim: np.ndarray

    def middens(self) -> tuple[np.ndarray, np.ndarray]:
        """Return RD x per column and RD y per row of the cell centres."""
        rijen, kolommen = self.kern.shape
        x = self.x0 + (np.arange(kolommen) + 0.5) * self.cel
        y = self.y0 - (np.arange(rijen) + 0.5) * self.cel
        return x, y

    def cel_van(self, x, y) -> tuple[np.ndarray, np.ndarray]:
        """Return (row, column) of RD points, clipped to the window."""
        r = np.floor((self.y0 - np.asarray(y)) / self.cel).astype(int)
        k = np.floor((np.asarray(x) - self.x0) / self.cel).astype(int)
        return r.clip(0, self.kern.shape[0] - 1), k.clip(0, self.kern.shape[1] - 1)


def maak_venster(vlak: shapely.Geometry, par: dict) -> Venster:
    """Rasterise a zone; the window lies on the common raster of the country."""
    p = par["raster"]
    cel, rand = p["cel"], p["rand"]
    xmin, ymin, xmax, ymax = vlak.bounds
    k0 = int((xmin - p["x_min"]) // cel) - 2 * rand
    k1 = int((xmax - p["x_min"]) // cel) + 2 * rand
    r0 = int((p["y_max"] - ymax) // cel) - 2 * rand
    r1 = int((p["y_max"] - ymin) // cel) + 2 * rand
    x0, y0 = p["x_min"] + k0 * cel, p["y_max"] - r0 * cel
    x = x0 + (np.arange(k1 - k0) + 0.5) * cel
    y = y0 - (np.arange(r1 - r0) + 0.5) * cel
    shapely.prepare(vlak)
    kern = shapely.contains_xy(vlak, *np.meshgrid(x, y))
    ruim = ndimage.binary_dilation(kern, np.ones((3, 3)), iterations=rand)
    return Venster(x0, y0, cel, kern, ruim)


def vul_naaste(vak: np.ndarray, gebied: np.ndarray) -> np.ndarray:
    """Give every cell of gebied that has 0 the value of the nearest cell that has not."""
    if not (vak > 0).any():
        return vak
    idx = ndimage.distance_transform_edt(vak == 0, return_distances=False, return_indices=True)
    return np.where(gebied, vak[tuple(idx)], 0)


def zonder_slierten(vak: np.ndarray, kern: np.ndarray, par: dict) -> np.ndarray:
    """Empty what is only a misfit of picture and zone: thin strips and thin small pieces.

    Pieces without a neighbour in the zone (islands) stay.
    """
    uit = np.where(kern, vak, 0)
    for waarde, plek in enumerate(ndimage.find_objects(uit), start=1):
        if plek is None:
            continue
        ruim = tuple(slice(max(s.start - 1, 0), s.stop + 1) for s in plek)
        mijn, bezet = uit[ruim] == waarde, kern[ruim]
        weg = _kleine_stukken(mijn, bezet, par)
        weg |= mijn & ~ndimage.binary_opening(mijn, np.ones((par["vlak"]["strook"],) * 2))
        weg &= ndimage.binary_propagation(
            bezet & ~mijn & ndimage.binary_dilation(mijn), np.ones((3, 3)), mask=weg | (bezet & ~mijn)
        )
        uit[ruim][weg] = 0
    return uit


def _kleine_stukken(mijn: np.ndarray, bezet: np.ndarray, par: dict) -> np.ndarray:
    """Return the cells of pieces that are thin, small and next to another gemeente."""
    stukken, n = ndimage.label(mijn, np.ones((3, 3)))
    grens = par["vlak"]["oppervlak"] * 1e6 / par["raster"]["cel"] ** 2
    nummers = np.arange(1, n + 1)
    dik = ndimage.maximum(ndimage.distance_transform_edt(mijn), stukken, nummers)
    groot = np.bincount(stukken.ravel(), minlength=n + 1)[1:]
    rand = ndimage.binary_dilation(bezet & ~mijn, np.ones((3, 3))) & mijn
    buur = np.bincount(stukken[rand], minlength=n + 1)[1:] > 0
    slecht = (np.asarray(dik) <= par["vlak"]["dikte"]) & (groot <= grens) & buur
    return np.concatenate([[False], slecht])[stukken]
