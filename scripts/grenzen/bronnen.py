"""Source files and data tables of the border reconstruction.

Nothing is downloaded here: the source packages are installed beforehand
(requirements.txt) and every file that is read is checked against the sha256
in parameters.toml.
"""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from PIL import Image
from pyproj import Transformer, network

HIER = Path(__file__).resolve().parent
network.set_network_enabled(False)


class BronFout(RuntimeError):
    """A source file is missing or is not the file that was pinned."""


def lees_parameters() -> dict:
    """Return parameters.toml as a dict."""
    return tomllib.loads((HIER / "parameters.toml").read_text(encoding="utf-8"))


def lees_tabel(naam: str) -> list[dict[str, str]]:
    """Return the rows of a CSV table in this folder; lines that start with # are comments."""
    regels = (HIER / naam).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(r for r in regels if not r.startswith("#")))


def bronpad(bron: dict) -> Path:
    """Return the path of a pinned source file inside its installed package."""
    gevonden = importlib.util.find_spec(bron["module"])
    if gevonden is None:
        raise BronFout(f"package {bron['pakket']}=={bron['versie']} is not installed")
    pad = Path(next(iter(gevonden.submodule_search_locations))) / bron["pad"]
    if not pad.is_file():
        raise BronFout(f"{bron['pakket']}=={bron['versie']} has no file {bron['pad']}")
    som = hashlib.sha256(pad.read_bytes()).hexdigest()
    if som != bron["sha256"]:
        raise BronFout(f"{bron['pad']}: sha256 {som}, expected {bron['sha256']}")
    return pad


def _ringen(pad: list) -> list[np.ndarray]:
    """Split a flat Highcharts path (M, L, Z and numbers) into rings of (x, y)."""
    ringen: list[list[float]] = [[]]
    for stuk in pad:
        if isinstance(stuk, str):
            if stuk.upper() in "MZ" and ringen[-1]:
                ringen.append([])
        else:
            ringen[-1].append(stuk)
    delen = (np.asarray(r, dtype=float).reshape(-1, 2) for r in ringen)
    return [r for r in delen if len(r) >= 3]


def _vlak(pad: list, naar_rd: Transformer) -> shapely.Geometry:
    """Return a path (EPSG:3857, y negated, even-odd rings) as a geometry in RD metres."""
    delen = []
    for ring in _ringen(pad):
        x, y = naar_rd.transform(ring[:, 0], -ring[:, 1])
        delen.append(shapely.make_valid(shapely.Polygon(np.column_stack([x, y]))))
    delen.sort(key=lambda d: -d.area)
    vlak = delen[0]
    for deel in delen[1:]:
        vlak = vlak.symmetric_difference(deel)
    return vlak


def lees_gebieden(bron: dict, crs: dict) -> list[tuple[str, shapely.Geometry]]:
    """Return (CBS code, geometry in RD) of every area on a Highcharts map of CBS."""
    naar_rd = Transformer.from_crs(crs["webmercator"], crs["rd"], always_xy=True)
    kaart = json.loads(bronpad(bron).read_text(encoding="utf-8"))["options"]["chart"]["map"]
    return [(d["properties"]["statcode"], _vlak(d["path"], naar_rd)) for d in kaart]


@dataclass(frozen=True)
class Zone:
    """A part of the land that lies in one jeugdregio and one toeristengebied of 2017."""

    jeugdregio: str
    toeristengebied: str
    vlak: shapely.Geometry


def lees_zones(par: dict) -> list[Zone]:
    """Intersect jeugdregio's and toeristengebieden; order and borders are those of CBS."""
    zones = []
    toeristisch = lees_gebieden(par["bron"]["toeristengebied"], par["crs"])
    for jr, vlak_jr in lees_gebieden(par["bron"]["jeugdregio"], par["crs"]):
        for tg, vlak_tg in toeristisch:
            delen = shapely.get_parts(vlak_jr.intersection(vlak_tg))
            delen = [d for d in delen if d.geom_type == "Polygon"]
            vlak = shapely.union_all(delen)
            if vlak.area > par["zone"]["kleinste"]:
                zones.append(Zone(jr, tg, vlak))
    return zones


def lees_plaat(par: dict) -> tuple[np.ndarray, np.ndarray]:
    """Return the picture as (grey 0-255 on a grey background, opacity 0-1)."""
    beeld = np.asarray(Image.open(bronpad(par["bron"]["plaat"])).convert("LA"), dtype=float)
    alfa = beeld[..., 1] / 255
    return beeld[..., 0] * alfa + par["plaat"]["achtergrond"] * (1 - alfa), alfa


@dataclass(frozen=True)
class Kern:
    """A place (RD metres) of a gemeente of 2017, the seed of its territory."""

    gm_2017: str
    gm_2024: str
    x: float
    y: float


def lees_kernen(par: dict) -> list[Kern]:
    """Return the seeds of kernen.csv, projected from EPSG:4326 to RD."""
    naar_rd = Transformer.from_crs(par["crs"]["wgs84"], par["crs"]["rd"], always_xy=True)
    kernen = []
    for r in lees_tabel("kernen.csv"):
        x, y = naar_rd.transform(float(r["lon"]), float(r["lat"]))
        kernen.append(Kern(r["gm_2017"], r["gm_2024"], round(x), round(y)))
    return kernen
