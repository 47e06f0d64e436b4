"""All associations of an edition, as one list."""

from typing import TYPE_CHECKING

import pandas as pd

from lib.grootte import grootteverbanden
from lib.kernverband import aandeelverband, kernverband
from lib.labelverband import PAREN, labelverband
from lib.ruimte import concentratie
from lib.selectie import Gegevens
from lib.verband import Verband, lees_grens

if TYPE_CHECKING:
    import geopandas as gpd


def alle_verbanden(
    gegevens: Gegevens, drempels: pd.DataFrame, regiovlakken: "gpd.GeoDataFrame", zaad: int = 0
) -> list[Verband]:
    """Return every association of an edition: labels, size, kernwerkgebied and place, in this order.

    ``drempels`` as read by :func:`lib.register.lees_drempels`; ``regiovlakken`` (naam, geometry) are the
    Wmo-regio's as made by :func:`lib.grenzen.los_op`. The same ``zaad`` gives the same p-values.
    """
    grens = lees_grens(drempels)
    return [
        *(labelverband(naam, gegevens, grens, zaad) for naam in PAREN),
        *grootteverbanden(gegevens, grens, zaad),
        kernverband(gegevens, grens, zaad),
        aandeelverband(gegevens, grens, zaad),
        *concentratie(gegevens, regiovlakken, grens, zaad),
    ]
