"""Write the GeoPackages and their sidecars, byte for byte the same on each run."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pyogrio
import shapely

TIJD = "2026-11-22T00:00:00.000Z"


def schrijf_gpkg(pad: Path, gebieden: dict, namen: dict, benaderd: set[str]) -> None:
    """Write one layer `gemeenten` (EPSG:28992, MultiPolygon), sorted by gm_code."""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": TIJD})
    codes = sorted(gebieden)
    pad.unlink(missing_ok=True)
    pyogrio.raw.write(
        pad,
        geometry=shapely.to_wkb([gebieden[c] for c in codes]),
        field_data=[
            np.array(codes, dtype=object),
            np.array([namen[c] for c in codes], dtype=object),
            np.array([c in benaderd for c in codes]),
        ],
        fields=["gm_code", "gm_naam", "grens_benaderd"],
        geometry_type="MultiPolygon",
        crs="EPSG:28992",
        driver="GPKG",
        layer="gemeenten",
        layer_options={"SPATIAL_INDEX": "NO", "GEOMETRY_NAME": "geom"},
        dataset_options={"VERSION": "1.3", "ADD_GPKG_OGR_CONTENTS": "NO"},
    )


def som(pad: Path) -> str:
    """Return the sha256 of a file."""
    return hashlib.sha256(pad.read_bytes()).hexdigest()


def schrijf_meta(pad: Path, jaar: int, tekst: dict) -> None:
    """Write the sidecar `<file>.meta.toml` next to a GeoPackage."""
    deel = tekst[str(jaar)]
    regels = [
        f'titel = "{deel["titel"]}"',
        f'bron = "{tekst["bron"]}"',
        f'citaat = "{tekst["citaat"]}"',
        f'licentie = "{tekst["licentie"]}"',
        f'datum_toegang = "{tekst["datum_toegang"]}"',
        f'sha256 = "{som(pad)}"',
        f"bytes = {pad.stat().st_size}",
        "synthetisch = false",
        f'toelichting = """\n{deel["toelichting"].strip()}\n"""',
    ]
    Path(f"{pad}.meta.toml").write_text("\n".join(regels) + "\n", encoding="utf-8")
