"""The GeoPackage of an edition: gemeenten, regions and projects with all attributes, styled for QGIS.

Layers (EPSG:28992): ``gemeenten``, ``wmo_regios`` and ``zorgkantoorregios`` with counts of projects (see
:mod:`lib.levering.gebiedstelling`), ``zeshoeken`` (the first with a cell of one size each), ``projecten`` (a
point in each of its gemeenten), the table ``dekking`` (project × gemeente) and ``over`` (what this is, and
how to cite it). Standard: OGC 12-128r18. The same inputs give the same bytes.
"""

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd

from lib.analyse.gegevens import Gegevens
from lib.gebied.grenzen import lees_grenzen
from lib.gebied.zeshoek import lees_zeshoeken
from lib.grond.leesbaar import leesbaar
from lib.grond.schrijven import schrijf_atomair
from lib.kaart.jaarbasis import Grenzenbron
from lib.levering.gebiedstelling import tel_gebieden
from lib.levering.qgis import lees_stijlen
from lib.levering.stof import Levering

if TYPE_CHECKING:
    import geopandas as gpd


_CRS = "EPSG:28992"
LAGEN = {"gm_code": "gemeenten", "wmo_regio": "wmo_regios", "zorgkantoorregio": "zorgkantoorregios"}
STIJLTABEL = """CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
    f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
    useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME)"""
STIJLKOLOMMEN = (
    "f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD,"
)
STIJLKOLOMMEN += " useAsDefault, description, owner, update_time"


def schrijf_geopakket(levering: Levering, doel: Path, grenzen: Grenzenbron = "ingebed") -> None:
    """Write the GeoPackage of ``levering`` to ``doel``; ``grenzen`` is ``ingebed`` or ``officieel``."""
    moment = f"{levering.editie.peildatum.isoformat()}T00:00:00.000Z"
    with tempfile.TemporaryDirectory() as map_:
        pad = Path(map_) / doel.name
        with _vast_tijdstip(moment):
            for naam, laag in _lagen(levering, lees_grenzen(levering.editie.tekenjaar, grenzen)):
                _schrijf_laag(pad, naam, laag, levering)
        _werk_af(pad, levering, moment)
        schrijf_atomair(doel, pad.read_bytes())


def _lagen(levering: Levering, grenzen: "gpd.GeoDataFrame") -> Iterator[tuple[str, Any]]:
    """Yield each layer with its name: a GeoDataFrame, or a table without geometry."""
    import geopandas as gpd

    gemeenten = grenzen[["gm_code", "geometry"]].merge(
        levering.gemeenten, on="gm_code", how="inner", validate="one_to_one"
    )
    for soort, naam in LAGEN.items():
        sleutel = "gm_code" if soort == "gm_code" else "naam"
        geteld = _met_werkstructuur(tel_gebieden(levering, soort), soort, levering)
        geteld = _met_gelijken(geteld, sleutel, soort, levering)
        vlakken = gemeenten if soort == "gm_code" else gemeenten.dissolve(soort).reset_index(names="naam")
        vorm = np.asarray(vlakken.set_index(sleutel).geometry.reindex(geteld[sleutel]), dtype=object)
        yield naam, gpd.GeoDataFrame(geteld, geometry=_meervoudig(vorm), crs=_CRS)
        if soort == "gm_code":
            cellen = lees_zeshoeken(levering.editie.tekenjaar).set_index(sleutel).geometry
            vorm = np.asarray(cellen.reindex(geteld[sleutel]), dtype=object)
            yield "zeshoeken", gpd.GeoDataFrame(geteld, geometry=vorm, crs=_CRS)
    if levering.gegevens is not None:
        yield "projecten", _projecten(levering, gemeenten)
        yield "dekking", _plat(levering.gegevens.dekking)
    yield "over", pd.DataFrame(levering.citaat.regels, columns=["naam", "waarde"], dtype="str")


def _met_werkstructuur(geteld: pd.DataFrame, soort: str, levering: Levering) -> pd.DataFrame:
    """Return the regions with what the werkstructuur knows: ``onbekend_<thema>`` (bool: a white spot) and, of
    the latest venster, ``ja_<onderdeel>`` (float64 0-1: share JA of all parties, missing where suppressed).
    """
    delen = [geteld]
    vlekken = levering.tabel("witte_vlekken.parquet")
    if vlekken is not None:
        eigen = vlekken[vlekken["regio_soort"] == soort].pivot(
            index="regio", columns="thema", values="aanwezig"
        )
        delen.append((~eigen.astype(bool)).add_prefix("onbekend_"))
    venster = levering.tabel("venster_uitkomst.parquet", "venster")
    if venster is not None and soort == "zorgkantoorregio":
        laatste = venster[(venster["meetjaar"] == venster["meetjaar"].max()) & (venster["partij"] == "alle")]
        eigen = laatste.pivot(index="regio", columns="onderdeel", values="aandeel_ja").astype("float64")
        delen.append(eigen.add_prefix("ja_"))
    for deel in (deel for deel in delen[1:] if not deel.empty):
        delen[0] = delen[0].merge(deel, left_on="naam", right_index=True, how="left", validate="one_to_one")
    return delen[0]


def _met_gelijken(geteld: pd.DataFrame, sleutel: str, soort: str, levering: Levering) -> pd.DataFrame:
    """Return the areas with their nearest peer per lens, ``gelijk_<lens>`` (its name; missing where there is
    none), and gemeenten with their key figures, ``cijfer_<naam>`` (float64; missing where unknown).
    """
    delen = []
    gelijken = levering.tabel("gelijken.parquet")
    if gelijken is not None:
        eerste = gelijken[(gelijken["soort"] == soort) & (gelijken["plek"] == 1)]
        namen = eerste.pivot(index="gebied", columns="lens", values="gelijke_naam")
        delen.append(namen.add_prefix("gelijk_"))
    cijfers = levering.tabel("kerncijfers.parquet")
    if cijfers is not None and soort == "gm_code":
        delen.append(cijfers.pivot(index="gm_code", columns="cijfer", values="waarde").add_prefix("cijfer_"))
    for deel in delen:
        geteld = geteld.merge(deel, left_on=sleutel, right_index=True, how="left", validate="one_to_one")
    return geteld


def _projecten(levering: Levering, gemeenten: "gpd.GeoDataFrame") -> "gpd.GeoDataFrame":
    """The projects, each with a point well inside each of its gemeenten; no geometry where none is known."""
    import geopandas as gpd
    import shapely

    gegevens = cast(Gegevens, levering.gegevens)
    binnen = shapely.get_coordinates(shapely.point_on_surface(np.asarray(gemeenten.geometry)))
    punt = dict(zip(gemeenten["gm_code"], binnen, strict=True))
    codes = gegevens.dekking.astype({"project_id": "str", "gm_code": "str"})
    plaatsen = codes.groupby("project_id")["gm_code"].agg(sorted)
    vormen = [
        shapely.multipoints([punt[code] for code in plaatsen[project]]) if project in plaatsen.index else None
        for project in gegevens.projecten["project_id"]
    ]
    return gpd.GeoDataFrame(_plat(gegevens.projecten), geometry=np.array(vormen, dtype=object), crs=_CRS)


def _plat(tabel: pd.DataFrame) -> pd.DataFrame:
    """Return ``tabel`` with lists and categories as readable text; numbers and bools stay."""
    tekst = [naam for naam in tabel if tabel[naam].dtype.kind not in "biuf"]
    return tabel.assign(**{naam: tabel[naam].map(leesbaar).astype("str") for naam in tekst})


def _meervoudig(vlakken: np.ndarray) -> list[Any]:
    import shapely

    return [vlak if vlak.geom_type == "MultiPolygon" else shapely.multipolygons([vlak]) for vlak in vlakken]


def _schrijf_laag(pad: Path, naam: str, laag: Any, levering: Levering) -> None:
    import geopandas as gpd
    import pyogrio

    soort = {"projecten": "MultiPoint"}.get(naam, "MultiPolygon")
    eigen = {"geometry_type": soort} if isinstance(laag, gpd.GeoDataFrame) else {}
    tekst = [kolom for kolom in laag.columns if str(laag[kolom].dtype) == "str"]
    schoon = laag.assign(**{kolom: laag[kolom].map(leesbaar).astype("str") for kolom in tekst})
    pyogrio.write_dataframe(
        schoon,
        pad,
        layer=naam,
        driver="GPKG",
        append=pad.exists(),
        layer_metadata={"IDENTIFIER": naam, "DESCRIPTION": leesbaar(levering.citaat.zin)},
        **eigen,
    )


@contextlib.contextmanager
def _vast_tijdstip(moment: str) -> Iterator[None]:
    """Let GDAL stamp what it writes with ``moment``."""
    vorige = os.environ.get("OGR_CURRENT_DATE")
    os.environ["OGR_CURRENT_DATE"] = moment
    try:
        yield
    finally:
        os.environ.pop("OGR_CURRENT_DATE")
        if vorige is not None:
            os.environ["OGR_CURRENT_DATE"] = vorige


def _werk_af(pad: Path, levering: Levering, moment: str) -> None:
    """Add the styles, describe each layer, and set every time in the file to ``moment``."""
    zin = leesbaar(levering.citaat.zin)
    with contextlib.closing(sqlite3.connect(pad)) as gegevens:
        lagen = [naam for (naam,) in gegevens.execute("SELECT table_name FROM gpkg_contents ORDER BY rowid")]
        gegevens.execute(STIJLTABEL)
        for stijl in lees_stijlen(levering, set(lagen)):
            rij = (
                "",
                "",
                stijl.laag,
                "geom",
                stijl.naam,
                stijl.qml,
                "",
                stijl.standaard,
                stijl.naam,
                "",
                moment,
            )
            gegevens.execute(
                f"INSERT INTO layer_styles ({STIJLKOLOMMEN}) VALUES ({', '.join('?' * len(rij))})", rij
            )
        gegevens.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) "
            "VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?, 0)",
            (moment,),
        )
        gegevens.execute("UPDATE gpkg_contents SET last_change = ?", (moment,))
        gegevens.executemany(
            "UPDATE gpkg_contents SET description = ? WHERE table_name = ?", [(zin, naam) for naam in lagen]
        )
        if gegevens.execute("SELECT 1 FROM sqlite_master WHERE name = 'gpkg_metadata_reference'").fetchone():
            gegevens.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", (moment,))
        gegevens.commit()
        gegevens.execute("VACUUM")
