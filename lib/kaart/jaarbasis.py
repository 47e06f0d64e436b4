"""The geometry of a year and a division into regions, made once for a process and those forked from it."""

import multiprocessing
from collections.abc import Hashable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import pandas as pd

from lib.gebied.grenzen import INGEBED, lees_grenzen
from lib.gebied.tabellen import lees_gemeenten
from lib.gebied.zeshoek import lees_zeshoeken
from lib.grond.paden import GEBIEDEN
from lib.kaart.basis import REGIO_SOORTEN, Kaartbasis, maak_basis

if TYPE_CHECKING:
    import geopandas as gpd


Grenzenbron = Literal["ingebed", "officieel"]
_basis: dict[Hashable, Kaartbasis] = {}
_vlakken: dict[Hashable, pd.DataFrame] = {}


def lees_basis(gemeenten: pd.DataFrame, jaar: int, grenzen: Grenzenbron = "ingebed") -> Kaartbasis:
    """Return the geometry for drawing the gemeenten of 1 January ``jaar``, in the order of ``gemeenten``.

    What :func:`lib.kaart.basis.maak_basis` makes of :func:`lib.gebied.grenzen.lees_grenzen`, and raises; for
    the embedded borders kept as long as their files and the regions stay the same.
    """
    if grenzen != "ingebed":
        return maak_basis(lees_grenzen(jaar, grenzen), gemeenten)
    sleutel = _sleutel(jaar, gemeenten)
    if sleutel not in _basis:
        _basis[sleutel] = maak_basis(lees_grenzen(jaar), gemeenten)
    return _basis[sleutel]


def lees_zeshoekbasis(gemeenten: pd.DataFrame, jaar: int) -> Kaartbasis:
    """Return the same for the hexagon map of ``jaar``: a cell of one size per gemeente.

    What :func:`lib.gebied.zeshoek.lees_zeshoeken` raises; kept per process.
    """
    sleutel = "zeshoek", _sleutel(jaar, gemeenten)
    if sleutel not in _basis:
        _basis[sleutel] = replace(maak_basis(lees_zeshoeken(jaar), gemeenten, 0), zeshoeken=True)
    return _basis[sleutel]


def lees_vlakken(jaar: int, grenzen: Grenzenbron = "ingebed") -> pd.DataFrame:
    """Return gm_code (str) and geometry (object: polygons in EPSG:28992) of the gemeenten of ``jaar``.

    What :func:`lib.gebied.grenzen.lees_grenzen` returns, and raises; the embedded borders are kept as above.
    """
    if grenzen != "ingebed":
        return _kaal(lees_grenzen(jaar, grenzen))
    sleutel = _sleutel(jaar)
    if sleutel not in _vlakken:
        _vlakken[sleutel] = _kaal(lees_grenzen(jaar))
    return _vlakken[sleutel]


def onthoud_basis() -> None:
    """Make the geometry of 2017 with its regions, so that processes that are forked from this one have it.

    In a process of its own: reading borders opens databases (GDAL, PROJ) that processes must not share.
    """
    jaar, gemeenten = INGEBED[0], lees_gemeenten()
    ontvangt, stuurt = multiprocessing.Pipe(duplex=False)

    def maak() -> None:
        grenzen = lees_grenzen(jaar)
        stuurt.send((maak_basis(grenzen, gemeenten), _kaal(grenzen)))

    proces = multiprocessing.get_context("fork").Process(target=maak)
    proces.start()
    stuurt.close()
    _basis[_sleutel(jaar, gemeenten)], _vlakken[_sleutel(jaar)] = ontvangt.recv()
    proces.join()


def _kaal(grenzen: "gpd.GeoDataFrame") -> pd.DataFrame:
    return pd.DataFrame({"gm_code": grenzen["gm_code"], "geometry": grenzen.geometry.to_numpy()})


def _sleutel(jaar: int, gemeenten: pd.DataFrame | None = None) -> Hashable:
    tabel = pd.DataFrame() if gemeenten is None else gemeenten
    namen = [naam for naam in ("gm_code", *REGIO_SOORTEN) if naam in tabel]
    bestanden = [GEBIEDEN / f"gemeenten_{ingebed}.gpkg" for ingebed in INGEBED]
    standen = [(pad.stat().st_mtime_ns, pad.stat().st_size) for pad in bestanden if pad.exists()]
    return jaar, tuple(standen), tuple(tuple(tabel[naam]) for naam in namen)
