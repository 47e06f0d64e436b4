"""The geometry of a year and a division into regions, made once for a process and those forked from it."""

import multiprocessing
from collections.abc import Hashable
from typing import TYPE_CHECKING, Literal

from lib.gebieden import lees_gemeenten
from lib.grenzen import INGEBED, lees_grenzen
from lib.kaartbasis import REGIO_SOORTEN, Kaartbasis, maak_basis
from lib.paden import GEBIEDEN

if TYPE_CHECKING:
    import pandas as pd

_gemaakt: dict[Hashable, Kaartbasis] = {}


def lees_basis(
    gemeenten: "pd.DataFrame", jaar: int, grenzen: Literal["ingebed", "officieel"] = "ingebed"
) -> Kaartbasis:
    """Return the geometry of the gemeenten of 1 January ``jaar``, in the order of ``gemeenten``.

    What :func:`lib.kaartbasis.maak_basis` makes of :func:`lib.grenzen.lees_grenzen`, and raises; for the
    embedded borders kept as long as their files and the regions stay the same.
    """
    if grenzen != "ingebed":
        return maak_basis(lees_grenzen(jaar, grenzen), gemeenten)
    sleutel = _sleutel(gemeenten, jaar)
    if sleutel not in _gemaakt:
        _gemaakt[sleutel] = maak_basis(lees_grenzen(jaar), gemeenten)
    return _gemaakt[sleutel]


def onthoud() -> None:
    """Make the geometry of 2017 with its regions, so that processes that are forked from this one have it.

    In a process of its own: reading borders opens databases (GDAL, PROJ) that processes must not share.
    """
    gemeenten = lees_gemeenten()
    ontvangt, stuurt = multiprocessing.Pipe(duplex=False)
    proces = multiprocessing.get_context("fork").Process(
        target=lambda: stuurt.send(maak_basis(lees_grenzen(INGEBED[0]), gemeenten))
    )
    proces.start()
    stuurt.close()
    _gemaakt[_sleutel(gemeenten, INGEBED[0])] = ontvangt.recv()
    proces.join()


def _sleutel(gemeenten: "pd.DataFrame", jaar: int) -> Hashable:
    kolommen = [tuple(gemeenten[naam]) for naam in ("gm_code", *REGIO_SOORTEN) if naam in gemeenten]
    bestanden = [GEBIEDEN / f"gemeenten_{ingebed}.gpkg" for ingebed in INGEBED]
    standen = [(pad.stat().st_mtime_ns, pad.stat().st_size) for pad in bestanden if pad.exists()]
    return jaar, tuple(standen), tuple(kolommen)
