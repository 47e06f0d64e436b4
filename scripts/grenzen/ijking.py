"""Fit the affine RD -> picture of parameters.toml; only needed for another picture.

    python scripts/grenzen/ijking.py

Points every 100 m on the zone borders (RD, m) must fall on the drawn lines: robust
least squares (Cauchy loss) of the distance transform of the dark pixels, starting
from the values in parameters.toml. Prints the new values and the residual.
"""

from __future__ import annotations

import numpy as np
import shapely
from bronnen import lees_parameters, lees_plaat, lees_zones
from scipy import ndimage, optimize

SCHAAL = np.array([1e-6, 1e-6, 1, 1e-6, 1e-6, 1])


def grenspunten(zones, stap: float = 100.0) -> np.ndarray:
    """Return points on the zone borders, stap metres apart."""
    lijnen = shapely.line_merge(shapely.union_all([shapely.boundary(z.vlak) for z in zones]))
    return shapely.get_coordinates(shapely.segmentize(lijnen, stap))


def afstand(affien: np.ndarray, punten: np.ndarray, kaart: np.ndarray) -> np.ndarray:
    """Return the distance (picture px, at most 12) of each point to the nearest drawn line."""
    kolom = affien[0] * punten[:, 0] + affien[1] * punten[:, 1] + affien[2]
    rij = affien[3] * punten[:, 0] + affien[4] * punten[:, 1] + affien[5]
    return np.minimum(ndimage.map_coordinates(kaart, [rij, kolom], order=1, mode="nearest"), 12)


def main() -> None:
    """Fit and print."""
    par = lees_parameters()
    grijs, alfa = lees_plaat(par)
    kaart = ndimage.distance_transform_edt(~((grijs < 157) & (alfa > 0.5)))
    punten = grenspunten(lees_zones(par))
    begin = np.asarray(par["plaat"]["affien"])
    past = optimize.least_squares(
        lambda q: afstand(begin + q * SCHAAL, punten, kaart),
        np.zeros(6),
        loss="cauchy",
        f_scale=0.4,
        diff_step=1e-3,
        x_scale=[1, 1, 0.3, 1, 1, 0.3],
    )
    affien = begin + past.x * SCHAAL
    rest = afstand(affien, punten, kaart)
    print("affien = [" + ", ".join(f"{v:.9g}" for v in affien) + "]")
    print(
        f"{len(punten)} points, {1 / np.hypot(affien[0], affien[3]):.1f} m per px, residual px: "
        f"median {np.median(rest):.2f}, 90% {np.percentile(rest, 90):.2f}"
    )


if __name__ == "__main__":
    main()
