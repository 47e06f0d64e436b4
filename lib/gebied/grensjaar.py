"""Borders of a year between two years of which the borders are known.

A gemeente that went on as a whole is dissolved from the old borders; of one that was split, the piece that
each successor got is where its old area and the new gemeente overlap. No border is drawn that is in neither.
"""

from typing import TYPE_CHECKING

import numpy as np

from lib.gebied.herindeling import naam, opvolgers

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry


def grenzen_tussen(
    oud: "gpd.GeoDataFrame", nieuw: "gpd.GeoDataFrame", jaren: tuple[int, int], jaar: int
) -> "gpd.GeoDataFrame":
    """Return the borders of the gemeenten of 1 January ``jaar``, by gm_code.

    ``oud`` and ``nieuw`` are the borders of ``jaren`` and share every border that did not change; columns and
    CRS as in :func:`lib.gebied.grenzen.lees_grenzen`. ``grens_benaderd`` (bool): a border between two
    gemeenten of ``jaar`` is an approximation in ``oud`` or ``nieuw``. Raises ValueError for a year outside
    ``jaren``.
    """
    import geopandas as gpd
    import shapely

    begin, eind = jaren
    stukken = _stukken(oud, nieuw, jaren, jaar)
    groepen = stukken.groupby("gm_code", sort=True)
    codes = [code for code, _ in groepen]
    vlakken = [shapely.coverage_union_all(np.asarray(groep.geometry)) for _, groep in groepen]
    benaderd = _benaderd(stukken, oud, "begin", "eind") | _benaderd(stukken, nieuw, "eind", "begin")
    return gpd.GeoDataFrame(
        {
            "gm_code": codes,
            "gm_naam": [naam(code) for code in codes],
            "grens_benaderd": np.isin(codes, list(benaderd)),
        },
        geometry=vlakken,
        crs=oud.crs,
    )


def _stukken(
    oud: "gpd.GeoDataFrame", nieuw: "gpd.GeoDataFrame", jaren: tuple[int, int], jaar: int
) -> "gpd.GeoDataFrame":
    """Return the pieces that stayed whole: begin, eind and gm_code (of ``jaar``), geometry."""
    import geopandas as gpd
    import shapely

    begin, eind = jaren
    straks = dict(zip(nieuw["gm_code"], nieuw.geometry, strict=True))
    rijen = []
    for code, vlak in zip(oud["gm_code"], oud.geometry, strict=True):
        slot = opvolgers(code, begin, eind)
        for doel in slot:
            stuk = vlak if len(slot) == 1 else _vlakken(shapely.intersection(vlak, straks[doel]))
            (drager,) = [nu for nu in opvolgers(code, begin, jaar) if doel in opvolgers(nu, jaar, eind)]
            rijen.append((code, doel, drager, stuk))
    return gpd.GeoDataFrame(rijen, columns=["begin", "eind", "gm_code", "geometry"], crs=oud.crs)


def _vlakken(vorm: "BaseGeometry") -> "Polygon | MultiPolygon":
    """Return only the polygons of a geometry: where two areas touch, lines and points come along."""
    import shapely

    delen = [deel for deel in shapely.get_parts(vorm) if deel.geom_type == "Polygon"]
    return delen[0] if len(delen) == 1 else shapely.MultiPolygon(delen)


def _benaderd(stukken: "gpd.GeoDataFrame", grenzen: "gpd.GeoDataFrame", binnen: str, buiten: str) -> set[str]:
    """Return the gemeenten with an approximate border of ``grenzen`` between them and another.

    Such a border divides the areas that are one gemeente in the other year (``buiten``): only there was
    nothing to take it from.
    """
    twijfel = set(grenzen.loc[grenzen["grens_benaderd"], "gm_code"])
    deel = stukken[stukken[binnen].isin(twijfel)]
    gescheiden = deel.groupby(buiten)["gm_code"].transform("nunique") > 1
    return set(deel.loc[gescheiden, "gm_code"])
