"""Borders of gemeenten, embedded or official, and the regions dissolved from them.

The embedded file ``gemeenten_<jaar>.gpkg`` is the default and needs no network. The official borders
(CBS gebiedsindelingen, published by PDOK) are fetched on request; ``officieel.toml`` says from where.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pandas as pd

from lib.editie.herkomst import sha256
from lib.editie.jaren import EERSTE_JAAR
from lib.gebied.grensjaar import grenzen_tussen
from lib.gebied.herindeling import indeling
from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.grond.paden import GEBIEDEN
from lib.grond.toml import lees_toml

if TYPE_CHECKING:
    import geopandas as gpd


CRS = "EPSG:28992"
_KOLOMMEN = ["gm_code", "gm_naam", "grens_benaderd", "geometry"]
# Metres in EPSG:28992 within which every gemeente lies; catches swapped axes and a wrong CRS.
_NEDERLAND = (0, 300_000, 300_000, 640_000)
INGEBED = (2017, 2024)
WACHTTIJD = 30  # seconds for connecting and for each read


def lees_grenzen(
    jaar: int = EERSTE_JAAR,
    bron: Literal["ingebed", "officieel"] = "ingebed",
    cache: Path | None = None,
    map_: Path = GEBIEDEN,
) -> "gpd.GeoDataFrame":
    """Return the borders of the gemeenten of 1 January ``jaar``, in EPSG:28992, one row each, by gm_code.

    Embedded are 2017 and 2024; other years are made of their pieces (:mod:`lib.gebied.grensjaar`). Columns:
    gm_code and gm_naam (str), grens_benaderd (bool: the border is an approximation; never for the official
    source) and geometry (polygons, metres). ``cache`` is the folder for the official file:
    default ``$KAARTEN_CACHE``, else the user's cache folder. Raises InvoerFouten when the file is missing
    or unreadable, lacks the layer or a column, lies outside the Netherlands, or when its codes are not
    exactly the division of ``jaar``; for the official source see :func:`haal_officieel`.
    """
    if bron == "officieel":
        opgave = _opgave(jaar, map_ / "officieel.toml")
        return _lees(haal_officieel(jaar, cache, map_), opgave["laag"], opgave["velden"], jaar)
    for ingebed in INGEBED:
        if indeling(jaar) == indeling(ingebed):
            return _lees(map_ / f"gemeenten_{ingebed}.gpkg", "gemeenten", {}, ingebed)
    oud, nieuw = (lees_grenzen(ingebed, map_=map_) for ingebed in INGEBED)
    return grenzen_tussen(oud, nieuw, INGEBED, jaar)


def haal_officieel(jaar: int, cache: Path | None = None, map_: Path = GEBIEDEN) -> Path:
    """Return the file with the official borders of ``jaar``, downloading it when it is not in the cache.

    The file is put in the cache only after it was read and found complete, so the cache never holds a
    broken one. Where ``officieel.toml`` gives a sha256 the file must have it. Where it does not, there is
    nothing to check the first download against: its sha256 is written beside it and every later reading
    must match that. This shows damage or tampering since, not whether the first download was right.
    Raises InvoerFouten without network, on an HTTP error, a wrong checksum or a wrong content.
    """
    opgave = _opgave(jaar, map_ / "officieel.toml")
    bewaard = (cache or cachemap()) / opgave["bestand"]
    vastgelegd = bewaard.with_name(bewaard.name + ".sha256")
    if bewaard.exists():
        verwacht = opgave["sha256"] or (
            vastgelegd.read_text(encoding="ascii").strip() if vastgelegd.exists() else ""
        )
        if sha256(bewaard) != verwacht:
            reden = (
                "sha256 is niet die van officieel.toml of van de eerste keer; verwijder het en haal opnieuw"
            )
            raise InvoerFouten([InvoerFout(str(bewaard), reden)])
        return bewaard
    try:
        bewaard.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=bewaard.parent) as tijdelijk:
            nieuw = _download(opgave, Path(tijdelijk))
            _lees(nieuw, opgave["laag"], opgave["velden"], jaar, vandaan=opgave["url"])
            vastgelegd.write_text(sha256(nieuw) + "\n", encoding="ascii")
            nieuw.replace(bewaard)
    except OSError as fout:
        reden = f"kan niet in de cache schrijven: {fout.strerror}"
        raise InvoerFouten([InvoerFout(str(bewaard.parent), reden)]) from fout
    return bewaard


def los_op(
    grenzen: "gpd.GeoDataFrame",
    gemeenten: pd.DataFrame,
    soort: str,
) -> "gpd.GeoDataFrame":
    """Return the regions of one kind, dissolved from the borders of their gemeenten.

    ``gemeenten`` has a row per gm_code with a column ``soort`` (names of regions). Columns: naam (str) and
    geometry; sorted by naam; the CRS of ``grenzen``. The gemeenten of a valid coverage share their borders
    exactly, so inner borders vanish without slivers. Raises InvoerFouten for a gemeente without region.
    """
    import shapely

    deel = grenzen[["gm_code", "geometry"]].merge(
        gemeenten[["gm_code", soort]].rename(columns={soort: "naam"}),
        on="gm_code",
        how="left",
        validate="one_to_one",
    )
    los = deel.loc[deel["naam"].isna(), "gm_code"]
    if len(los):
        raise InvoerFouten(
            InvoerFout("gemeenten", "gemeente zonder regio", kolom=soort, waarde=code) for code in los
        )
    # Coverage union is faster and exact, but asks that neighbours share their vertices.
    methode: Literal["coverage", "unary"] = (
        "coverage" if shapely.coverage_is_valid(deel.geometry.values) else "unary"
    )
    return deel.dissolve(by="naam", method=methode).reset_index()[["naam", "geometry"]]


def cachemap() -> Path:
    """Return the folder for what was downloaded: ``$KAARTEN_CACHE``, else the user's cache folder."""
    import pooch

    return Path(os.environ.get("KAARTEN_CACHE") or pooch.os_cache("samenwerkingskaarten"))


def _opgave(jaar: int, pad: Path) -> dict:
    """Return the settings of the official source for one year."""
    opgaven = lees_toml(pad)
    if str(jaar) not in opgaven:
        reden = f"geen officiële grenzen opgegeven voor dit jaar; wel voor {', '.join(opgaven)}"
        raise InvoerFouten([InvoerFout(str(pad), reden, waarde=str(jaar))])
    return opgaven[str(jaar)]


def _download(opgave: dict, map_: Path) -> Path:
    """Fetch the file of ``opgave`` into ``map_``; InvoerFouten when that fails or its checksum is wrong."""
    import pooch
    import requests

    pooch.get_logger().setLevel("WARNING")
    haler = pooch.HTTPDownloader(timeout=WACHTTIJD, progressbar=False)
    try:
        return Path(
            pooch.retrieve(opgave["url"], opgave["sha256"] or None, opgave["bestand"], map_, downloader=haler)
        )
    except requests.HTTPError as fout:
        reden = f"de server weigert (HTTP {getattr(fout.response, 'status_code', 'onbekend')})"
    except requests.RequestException as fout:
        reden = f"geen verbinding of afgebroken ({type(fout).__name__})"
    except ValueError:  # pooch: the hash does not match
        reden = "sha256 van het gehaalde bestand klopt niet met die in officieel.toml"
    raise InvoerFouten([InvoerFout(opgave["url"], f"officiële grenzen niet gehaald: {reden}")])


def _lees(pad: Path, laag: str, velden: dict[str, str], jaar: int, vandaan: str = "") -> "gpd.GeoDataFrame":
    """Read a file of borders, rename its fields, and check it; faults name ``vandaan`` (default: ``pad``)."""
    import geopandas as gpd
    from pyogrio.errors import DataLayerError, DataSourceError

    bestand = vandaan or str(pad)
    try:
        grenzen = gpd.read_file(pad, layer=laag or None).rename(columns=velden)
    except DataLayerError as fout:
        raise InvoerFouten([InvoerFout(bestand, "laag ontbreekt", waarde=laag)]) from fout
    except DataSourceError as fout:
        reden = "geen leesbaar bestand met grenzen" if pad.exists() else "bestand met grenzen ontbreekt"
        raise InvoerFouten([InvoerFout(bestand, reden)]) from fout
    if velden:
        grenzen["grens_benaderd"] = False
    ontbreekt = [kolom for kolom in _KOLOMMEN if kolom not in grenzen]
    fouten = [InvoerFout(bestand, "kolom ontbreekt", laag, kolom=kolom) for kolom in ontbreekt]
    fouten = fouten or list(_controleer(bestand, grenzen, jaar))
    if fouten:
        raise InvoerFouten(fouten)
    grenzen["grens_benaderd"] = grenzen["grens_benaderd"].astype(bool)
    return grenzen[_KOLOMMEN].to_crs(CRS).sort_values("gm_code", ignore_index=True)


def _controleer(bestand: str, grenzen: "gpd.GeoDataFrame", jaar: int) -> Iterator[InvoerFout]:
    """Yield a fault for codes missing, unknown or double, and for geometry that cannot be right."""
    gevonden, verwacht = grenzen["gm_code"], indeling(jaar)
    leeg = grenzen.geometry.isna() | grenzen.geometry.is_empty
    for reden, codes in (
        (f"ontbrekende gemeenten van {jaar}", verwacht - set(gevonden)),
        (f"gemeenten die er in {jaar} niet zijn", set(gevonden) - verwacht),
        ("dubbele gemeenten", set(gevonden[gevonden.duplicated()])),
        ("gemeenten zonder grens", set(gevonden[leeg])),
    ):
        if codes:
            eerste = ", ".join(sorted(codes)[:5]) + (", ..." if len(codes) > 5 else "")
            yield InvoerFout(bestand, f"{reden}: {len(codes)}", kolom="gm_code", waarde=eerste)
    if grenzen.crs is None:
        yield InvoerFout(bestand, "coördinatenstelsel ontbreekt", suggestie=CRS)
        return
    west, zuid, oost, noord = grenzen.to_crs(CRS).total_bounds
    # Written so that it also fails when the bounds are not numbers.
    if not (_NEDERLAND[0] <= west < oost <= _NEDERLAND[2] and _NEDERLAND[1] <= zuid < noord <= _NEDERLAND[3]):
        waarde = f"{west:.0f} {zuid:.0f} {oost:.0f} {noord:.0f}"
        yield InvoerFout(bestand, "grenzen liggen buiten Nederland", kolom="geometry", waarde=waarde)
