"""From the picture of the 342 gemeenten of 2024 to labels on a raster in RD."""

from __future__ import annotations

import numpy as np
from bronnen import lees_plaat, lees_tabel
from scipy import ndimage


def label_plaat(par: dict) -> np.ndarray:
    """Return the picture, upsampled, with a number (from 1) per light area.

    Light 4-connected components are the areas; every other pixel gets the number of
    the nearest one, so that borders run through the middle of the drawn lines.
    """
    p = par["plaat"]
    grijs, alfa = lees_plaat(par)
    maat = {"order": 1, "mode": "nearest", "grid_mode": True}
    grijs = ndimage.zoom(grijs, p["vergroting"], **maat)
    alfa = ndimage.zoom(alfa, p["vergroting"], **maat)
    merken, _ = ndimage.label((grijs >= p["licht"]) & (alfa > p["alfa"]))
    groot = np.bincount(merken.ravel()) >= p["kleinste_merk"]
    groot[0] = False
    merken = (np.cumsum(groot) * groot).astype(np.int32)[merken]
    naaste = ndimage.distance_transform_edt(merken == 0, return_distances=False, return_indices=True)
    return merken[tuple(naaste)]


def naar_pixel(x, y, par: dict) -> tuple[np.ndarray, np.ndarray]:
    """Return (column, row) in the upsampled picture of RD points."""
    a, n = par["plaat"]["affien"], par["plaat"]["vergroting"]
    kolom = np.floor((a[0] * x + a[1] * y + a[2] + 0.5) * n)
    rij = np.floor((a[3] * x + a[4] * y + a[5] + 0.5) * n)
    return kolom.astype(int), rij.astype(int)


def lees_punt(labels: np.ndarray, x, y, par: dict) -> np.ndarray:
    """Return the label at RD points, 0 outside the picture."""
    k, r = naar_pixel(np.asarray(x, float), np.asarray(y, float), par)
    binnen = (k >= 0) & (r >= 0) & (r < labels.shape[0]) & (k < labels.shape[1])
    return np.where(binnen, labels[np.where(binnen, r, 0), np.where(binnen, k, 0)], 0)


def benoem(labels: np.ndarray, par: dict) -> dict[int, str]:
    """Return label -> code of the gemeente of 2024, from labelpunten.csv."""
    punten = lees_tabel("labelpunten.csv")
    x = [float(p["x_rd"]) for p in punten]
    y = [float(p["y_rd"]) for p in punten]
    namen = {int(n): p["gm_2024"] for n, p in zip(lees_punt(labels, x, y, par), punten, strict=True)}
    over = set(np.unique(labels)) - set(namen)
    if over or len(namen) != len(punten):
        raise ValueError(f"labels and labelpunten.csv do not match: {sorted(over)}")
    return namen
