"""The shapes of the atlas: the lines of the map, each once, on a grid fine enough to come close."""

from typing import Any

import numpy as np

from lib.kaart.basis import Kaartbasis

STAP = 40  # metres: the grid of the shapes, less than a pixel when the country fills ten screens


def maak_vormen(basis: Kaartbasis) -> dict[str, Any]:
    """Return the borders on a grid of ``STAP`` metres, each line once, y downward.

    ``bogen``: per line its first point and the steps from there, flat; ``paar``: flat, the gemeente on the
    right and on the left of each (-1: outside); ``punt``: flat, a point inside each gemeente; ``breed`` and
    ``hoog``: the size of the grid.
    """
    links, onder, rechts, boven = basis.kader
    bogen = []
    for lijn in basis.lijnen:
        punten = op_raster(lijn, basis)
        stappen = np.diff(punten, axis=0)
        bogen.append([*punten[0].tolist(), *stappen[stappen.any(axis=1)].ravel().tolist()])
    return {
        "breed": int((rechts - links) / STAP),
        "hoog": int((boven - onder) / STAP),
        "bogen": bogen,
        "paar": basis.paar.ravel().tolist(),
        "punt": op_raster(basis.punt, basis).ravel().tolist(),
        "meter": STAP,
    }


def op_raster(punten: np.ndarray, basis: Kaartbasis) -> np.ndarray:
    """Return points (EPSG:28992, metres) on the grid, int64 (n, 2), from the top left of the map."""
    return np.rint((punten - (basis.kader[0], basis.kader[3])) * (1 / STAP, -1 / STAP)).astype(np.int64)
