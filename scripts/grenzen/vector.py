"""From the raster per zone to one coverage of polygons with exact zone borders (RD, m)."""

from __future__ import annotations

import numpy as np
import shapely
from bronnen import Zone
from indeling import Indeling
from raster import Venster


def _lijnen(vak: np.ndarray, venster: Venster, par: dict) -> list[shapely.Geometry]:
    """Return the smoothed borders between the values of a window as lines in RD."""
    onder = (vak[:-1] != vak[1:]) & (vak[:-1] > 0) & (vak[1:] > 0)
    naast = (vak[:, :-1] != vak[:, 1:]) & (vak[:, :-1] > 0) & (vak[:, 1:] > 0)
    r, k = np.nonzero(onder)
    liggend = np.stack([np.column_stack([k, r + 1]), np.column_stack([k + 1, r + 1])], axis=1)
    r, k = np.nonzero(naast)
    staand = np.stack([np.column_stack([k + 1, r]), np.column_stack([k + 1, r + 1])], axis=1)
    stukjes = shapely.linestrings(np.concatenate([liggend, staand]).astype(float))
    if len(stukjes) == 0:
        return []
    ketens = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(stukjes)))
    lijnen = [_gladde(shapely.get_coordinates(k), venster) for k in ketens]
    return [shapely.simplify(lijn, par["vector"]["vereenvoudiging"]) for lijn in lijnen]


def _gladde(hoeken: np.ndarray, venster: Venster) -> shapely.Geometry:
    """Replace the steps of a chain by the middles of its steps; ends stay where they are."""
    gesloten = bool((hoeken[0] == hoeken[-1]).all())
    midden = (hoeken[:-1] + hoeken[1:]) / 2
    midden = np.vstack([midden, midden[:1]]) if gesloten else np.vstack([hoeken[0], midden, hoeken[-1]])
    x = venster.x0 + midden[:, 0] * venster.cel
    y = venster.y0 - midden[:, 1] * venster.cel
    return shapely.LineString(np.column_stack([x, y]))


def _vlakken(zones: list[Zone], indeling: Indeling, par: dict) -> np.ndarray:
    """Return the faces of zone borders and inner borders together, noded on the fine grid."""
    alles = [shapely.boundary(z.vlak) for z in zones]
    for zone, venster, vak in zip(zones, indeling.vensters, indeling.vakken, strict=True):
        lijnen = _lijnen(vak, venster, par)
        alles += [lijn for lijn in shapely.intersection(lijnen, zone.vlak) if not lijn.is_empty]
    delen = [d for d in shapely.get_parts(shapely.get_parts(alles)) if d.geom_type == "LineString"]
    net = shapely.unary_union(delen, grid_size=par["vector"]["rooster"])
    return shapely.get_parts(shapely.polygonize(shapely.get_parts(net)))


def _atoom_van(vlakken, zones, indeling) -> tuple[np.ndarray, np.ndarray]:
    """Return (zone index, atom number) per face; -1 for a face outside the land."""
    punten = shapely.point_on_surface(vlakken)
    zone_van = np.full(len(vlakken), -1)
    boom = shapely.STRtree([z.vlak for z in zones])
    paar = boom.query(punten, predicate="intersects")
    zone_van[paar[0]] = paar[1]
    atoom = np.zeros(len(vlakken), dtype=int)
    for i in np.unique(zone_van[zone_van >= 0]):
        mijn = np.nonzero(zone_van == i)[0]
        for v in mijn:
            atoom[v] = _meerderheid(vlakken[v], indeling.vensters[i], indeling.vakken[i])
    return zone_van, atoom


def _meerderheid(vlak, venster: Venster, vak: np.ndarray) -> int:
    """Return the atom that most cell centres in a face have (or the one at its inner point)."""
    xmin, ymin, xmax, ymax = vlak.bounds
    (r0, r1), (k0, k1) = venster.cel_van([xmin, xmax], [ymax, ymin])
    r, k = np.mgrid[r0 : r1 + 1, k0 : k1 + 1]
    x = venster.x0 + (k + 0.5) * venster.cel
    y = venster.y0 - (r + 0.5) * venster.cel
    shapely.prepare(vlak)
    waarden = vak[r, k][shapely.contains_xy(vlak, x, y)]
    waarden = waarden[waarden > 0]
    if len(waarden):
        return int(np.argmax(np.bincount(waarden)))
    punt = vlak.point_on_surface()
    rr, kk = venster.cel_van([punt.x], [punt.y])
    return int(vak[rr[0], kk[0]])


def _ruim_kruimels(vlakken, zone_van, atoom, par) -> np.ndarray:
    """Give faces that are too small the atom of the neighbour (same zone) with most border."""
    atoom = atoom.copy()
    boom = shapely.STRtree(vlakken)
    oppervlak = shapely.area(vlakken)
    klein = np.nonzero(
        (oppervlak < par["vector"]["kruimel"]) & (zone_van >= 0) | (atoom == 0) & (zone_van >= 0)
    )[0]
    for v in klein[np.argsort(-oppervlak[klein], kind="stable")]:
        buren = [
            b
            for b in sorted(boom.query(vlakken[v], predicate="touches"))
            if zone_van[b] == zone_van[v] and atoom[b] > 0
        ]
        if buren:
            lengte = shapely.length(shapely.intersection(vlakken[v], vlakken[buren]))
            if lengte.max() > 0:
                atoom[v] = atoom[buren[int(np.argmax(lengte))]]
    return atoom


def maak_vlakken(zones: list[Zone], indeling: Indeling, par: dict) -> dict[tuple[str, str], list]:
    """Return the faces per atom (code of 2017, code of 2024)."""
    vlakken = _vlakken(zones, indeling, par)
    zone_van, atoom = _atoom_van(vlakken, zones, indeling)
    atoom = _ruim_kruimels(vlakken, zone_van, atoom, par)
    uit: dict[tuple[str, str], list] = {}
    for vlak, zone, a in zip(vlakken, zone_van, atoom, strict=True):
        if zone >= 0 and a > 0:
            uit.setdefault(indeling.atomen[a - 1], []).append(vlak)
    return uit


def voeg_samen(vlakken: dict[tuple[str, str], list], kant: int) -> dict[str, shapely.Geometry]:
    """Dissolve the faces by code of 2017 (kant 0) or 2024 (kant 1) to MultiPolygons."""
    per_code: dict[str, list] = {}
    for paar, lijst in sorted(vlakken.items()):
        per_code.setdefault(paar[kant], []).extend(lijst)
    uit = {}
    for code in sorted(per_code):
        geheel = shapely.coverage_union_all(per_code[code])
        delen = [d for d in shapely.get_parts(geheel) if d.geom_type == "Polygon"]
        uit[code] = shapely.normalize(shapely.MultiPolygon(delen))
    return uit
