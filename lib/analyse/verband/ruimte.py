"""Spatial concentration: whether regions with many projects lie next to regions with many projects.

Neighbours touch each other, if only in a point (queen contiguity); an island gets its nearest neighbour.
Moran's I (Moran 1950) with a seeded permutation test; weights by libpysal, I by esda.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lib.analyse.gegevens import Gegevens
from lib.analyse.selectie import gewone_projecten
from lib.analyse.verband.permutatie import PERMUTATIES, permutatie_p
from lib.analyse.verband.uitkomst import (
    ALLEEN_EDITIE,
    MINSTE_MET_PLAATS,
    Verband,
    Verbandgrens,
    te_weinig,
    uitkomst,
    zin_p,
)
from lib.grond.woorden import getal

if TYPE_CHECKING:
    import geopandas as gpd
    from libpysal.weights import W


def buren(vlakken: "gpd.GeoDataFrame") -> "W":
    """Return who borders on whom, row-standardised, in the order of ``vlakken`` (two areas or more)."""
    from libpysal.weights import KNN, Queen, attach_islands

    kaal = vlakken.reset_index(drop=True)
    gewichten = Queen.from_dataframe(kaal, use_index=False, silence_warnings=True)
    if gewichten.islands:
        naaste = KNN.from_array(
            np.column_stack([kaal.centroid.x, kaal.centroid.y]), k=1, silence_warnings=True
        )
        gewichten = attach_islands(gewichten, naaste, silence_warnings=True)
    gewichten.transform = "r"
    return gewichten


def moran(
    waarde: np.ndarray, gewichten: "W", permutaties: int = PERMUTATIES, zaad: int = 0
) -> tuple[float, float]:
    """Return Moran's I of ``waarde`` (one number per area) and its two-sided permutation p.

    Without concentration I is near -1/(areas - 1); NaN for both where all values are equal.
    """
    import esda

    if np.ptp(waarde) == 0:
        return float("nan"), float("nan")
    z = waarde - waarde.mean()
    maat = float(esda.Moran(waarde, gewichten, permutations=0).I)
    toeval = -1 / (len(z) - 1)
    naar_buren = gewichten.sparse.T.toarray()

    def afwijking(blok: np.ndarray) -> np.ndarray:
        return ((blok @ naar_buren) * blok).sum(axis=1) / (z @ z) - toeval

    return maat, permutatie_p(z, afwijking, maat - toeval, permutaties, zaad)


def concentratie(
    gegevens: Gegevens, regiovlakken: "gpd.GeoDataFrame", grens: Verbandgrens, zaad: int = 0
) -> Iterator[Verband]:
    """Yield for each thema whether its projects lie together: Moran's I over the Wmo-regio's.

    ``regiovlakken`` has a row per Wmo-regio: naam and geometry. A region counts the projects that name it
    or one of its gemeenten; minimacontracten are left out.
    """
    vlakken = regiovlakken.sort_values("naam", ignore_index=True)
    gewichten = buren(vlakken)
    for thema in gegevens.ordening.codes("thema"):
        yield _concentratie_van(thema, gegevens, vlakken["naam"], gewichten, grens, zaad)


def _concentratie_van(
    thema: str, gegevens: Gegevens, namen: pd.Series, gewichten: "W", grens: Verbandgrens, zaad: int
) -> Verband:
    regios = gegevens.lijsten("wmo_regios")
    per_project = [set(regios[i]) for i in np.flatnonzero(gewone_projecten(gegevens, thema)) if regios[i]]
    aantal = np.array([sum(naam in lijst for lijst in per_project) for naam in namen], dtype=np.float64)
    vast = {
        "verband_id": f"concentratie-{thema}",
        "titel": f"Liggen projecten bij elkaar: {gegevens.ordening.label('thema', thema)}",
        "eenheid": "Wmo-regio",
        "n": len(aantal),
        "maat": "Morans I",
        "betekent_niet": f"{ALLEEN_EDITIE} Een bovenregionaal project telt in al zijn regio's, vaak buren; "
        "van projecten zonder bekende regio weten we de plaats niet.",
    }
    if len(per_project) < MINSTE_MET_PLAATS or np.ptp(aantal) == 0:
        return te_weinig(vast, MINSTE_MET_PLAATS)
    waarde, p = moran(aantal, gewichten, zaad=zaad)
    cijfers = (
        f"De {getal(len(per_project))} projecten met een bekende regio liggen in {getal((aantal > 0).sum())} "
        f"van de {getal(len(aantal))} Wmo-regio's; Morans I is {getal(waarde, 2)} "
        f"(bij toeval ongeveer {getal(-1 / (len(aantal) - 1), 2)}), {zin_p(p)}."
    )
    conclusies = (
        "Regio's met veel en met weinig wisselen elkaar af.",
        "Regio's met veel projecten grenzen aan elkaar.",
    )
    return uitkomst(vast, waarde, p, p < grens.p, cijfers, conclusies[waarde > 0])
