"""What an insurer's page shows of its projects: tables per dimension, where they are, and their stages."""

from collections.abc import Iterator
from typing import cast

import pandas as pd

from lib.analyse.gegevens import Gegevens
from lib.analyse.strategie import GEEN_PROJECT, KOPPEN, ontwikkelpad, overgangen, portefeuille, spreiding
from lib.analyse.tabellen import toon_analysetabel
from lib.analyse.verloop import lees_vorige
from lib.beeld.figuur import Kaartfiguur, bewaar_figuur
from lib.beeld.tonen import Beeld, figuur, regel, tabel
from lib.editie.editie import lees_editie
from lib.grond.opslag import laad
from lib.grond.paden import Uitvoer, paginanaam
from lib.pagina.stroom import teken_ontwikkelpad, teken_overgangen

ALLEN = "Alle zorgverzekeraars"
SPREIDING_KOPPEN = ("waar", "projecten", "gemeenten met project", "van", "project × gemeente", "van alle")


def toon_portefeuille(zorgverzekeraar: str, gegevens: Gegevens) -> Iterator[Beeld]:
    """Yield a table per dimension, and where the projects are relative to the kernwerkgebied.

    For an insurer without projects one sentence says so.
    """
    alles = portefeuille(zorgverzekeraar, gegevens)
    if not alles["projecten"].any():
        yield regel(GEEN_PROJECT.format(zorgverzekeraar))
        return
    for dimensie, titel in KOPPEN.items():
        deel = alles[alles["dimensie"] == dimensie].drop(columns="dimensie")
        yield tabel(toon_analysetabel(deel, {"dimensie": dimensie}), f"{titel} van {zorgverzekeraar}")
    waar = spreiding(zorgverzekeraar, gegevens)
    yield tabel(waar, f"Binnen en buiten het kernwerkgebied van {zorgverzekeraar}", SPREIDING_KOPPEN)


def toon_pad(zorgverzekeraar: str, gegevens: Gegevens, plaats: Uitvoer) -> Iterator[Beeld]:
    """Draw and yield the projects per stage and, where there is an edition before, who moved on.

    The figures are kept as ``strategie-<zorgverzekeraar>-fasen`` and ``-overgangen``.
    """
    fasen = ontwikkelpad(zorgverzekeraar, gegevens)
    if fasen.empty:
        yield regel(GEEN_PROJECT.format(zorgverzekeraar))
        return
    naam = paginanaam("strategie", zorgverzekeraar)
    getekend = teken_ontwikkelpad(fasen, zorgverzekeraar, gegevens.ordening, gegevens.editie)
    yield _bewaard(getekend, plaats, f"{naam}-fasen")
    verloop = laad(plaats.processed / "verloop.parquet")
    if not verloop.empty:
        yield toon_overgangen(zorgverzekeraar, gegevens, verloop, plaats)


def toon_overgangen(
    zorgverzekeraar: str, gegevens: Gegevens, verloop: pd.DataFrame, plaats: Uitvoer
) -> Beeld:
    """Draw who moved on since the edition before; ``""`` for the projects of all insurers together."""
    eerder = lees_editie(gegevens.editie.vorige)
    vorige = cast(pd.DataFrame, lees_vorige(gegevens.editie))  # who has a verloop has that
    gegaan = overgangen(zorgverzekeraar, gegevens.projecten, vorige, verloop)
    wie = zorgverzekeraar or ALLEN
    getekend = teken_overgangen(gegaan, wie, gegevens.ordening, gegevens.editie, eerder)
    return _bewaard(getekend, plaats, f"{paginanaam('strategie', wie)}-overgangen")


def _bewaard(getekend: Kaartfiguur, plaats: Uitvoer, naam: str) -> Beeld:
    png, _ = bewaar_figuur(getekend, plaats.figures / naam, [plaats.processed / "projecten.parquet"])
    return figuur(png, getekend.beeld.alt, getekend.beeld.bijschrift)
