"""The hexagon map: one cell of equal size per gemeente, for every year.

``zeshoeken.csv`` (jaar, gm_code, kolom, rij) is made by ``scripts/zeshoeken.py``; this module makes shapes of
it. Cells have pointed tops, as large as the average gemeente of 2017, in RD (EPSG:28992); odd rows lie half a
cell to the right.
"""

import math
from typing import TYPE_CHECKING

import numpy as np

from lib.gebied.grenzen import CRS
from lib.grond.paden import GEBIEDEN
from lib.grond.tabel import lees_tabel

if TYPE_CHECKING:
    import geopandas as gpd

ZESHOEKEN_CSV = GEBIEDEN / "zeshoeken.csv"
OPPERVLAK = 87e6  # m2: the land of 2017 over its 388 gemeenten
STEEK = math.sqrt(2 * OPPERVLAK / math.sqrt(3))  # metres between the middles of two cells in a row
RIJHOOGTE = STEEK * math.sqrt(3) / 2


def midden(kolom: int, rij: int) -> tuple[float, float]:
    """Return the middle of a cell in RD, metres."""
    return (kolom + (rij % 2) / 2) * STEEK, rij * RIJHOOGTE


def lees_zeshoeken(jaar: int) -> "gpd.GeoDataFrame":
    """Return a hexagon per gemeente of 1 January ``jaar``: gm_code (str), geometry (EPSG:28992), by code.

    Neighbouring cells share their corners to the last digit, so together they are a valid coverage. Raises
    ValueError for a year that the file does not hold.
    """
    import geopandas as gpd
    import shapely

    tabel = lees_tabel(ZESHOEKEN_CSV)
    eigen = tabel[tabel["jaar"] == str(jaar)].sort_values("gm_code", ignore_index=True)
    if eigen.empty:
        raise ValueError(f"geen zeshoeken van {jaar}; wel van {', '.join(sorted(set(tabel['jaar'])))}")
    cellen = zip(eigen["kolom"].astype(int).tolist(), eigen["rij"].astype(int).tolist(), strict=True)
    vormen = shapely.polygons(np.array([_hoeken(kolom, rij) for kolom, rij in cellen]))
    return gpd.GeoDataFrame({"gm_code": eigen["gm_code"]}, geometry=vormen, crs=CRS)


def _hoeken(kolom: int, rij: int) -> np.ndarray:
    """Return the corners of a cell, clockwise, on whole steps of the lattice: neighbours share them."""
    half, zesde = STEEK / 2, RIJHOOGTE / 3
    x, y = 2 * kolom + rij % 2, 3 * rij
    stappen = ((0, 2), (1, 1), (1, -1), (0, -2), (-1, -1), (-1, 1))
    return np.array([((x + dx) * half, (y + dy) * zesde) for dx, dy in stappen])
