"""All associations of an edition, as one list."""

from typing import TYPE_CHECKING

import pandas as pd

from lib.analyse.gegevens import Gegevens
from lib.analyse.verband.grootte import grootteverbanden
from lib.analyse.verband.kernwerkgebied import aandeelverband, kernverband
from lib.analyse.verband.labels import PAREN, labelverband
from lib.analyse.verband.ruimte import concentratie
from lib.analyse.verband.uitkomst import Verband, lees_grens

if TYPE_CHECKING:
    import geopandas as gpd


def alle_verbanden(
    gegevens: Gegevens, drempels: pd.DataFrame, regiovlakken: "gpd.GeoDataFrame", zaad: int = 0
) -> list[Verband]:
    """Return every association of an edition: labels, size, kernwerkgebied and place, in this order.

    ``drempels`` as read by :func:`lib.editie.register.lees_drempels`; ``regiovlakken`` (naam, geometry) are
    the Wmo-regio's as made by :func:`lib.gebied.grenzen.los_op`. The same ``zaad`` gives the same p-values.
    """
    grens = lees_grens(drempels)
    return [
        *(labelverband(naam, gegevens, grens, zaad) for naam in PAREN),
        *grootteverbanden(gegevens, grens, zaad),
        kernverband(gegevens, grens, zaad),
        aandeelverband(gegevens, grens, zaad),
        *concentratie(gegevens, regiovlakken, grens, zaad),
    ]
