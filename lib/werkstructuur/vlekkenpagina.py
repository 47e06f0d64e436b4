"""What the page on white spots shows, per kind of region: a matrix, a map, and where to go and look."""

from collections.abc import Iterator, Mapping

import pandas as pd

from lib.analyse.verloop import lees_vorige
from lib.beeld.figuur import Kaartfiguur
from lib.beeld.regiomatrix import teken_matrix, toon_figuur
from lib.beeld.tonen import Beeld, tabel
from lib.grond.opslag import bewaar_tabel
from lib.kaart.blad import teken
from lib.kaart.gebiedskaart import EENHEID
from lib.kaart.hoofdstuk import Tekenaar
from lib.werkstructuur.buren import maak_buurt
from lib.werkstructuur.vlekken import VLEKSOORTEN, aanwezig_per_regio, profiel, witte_vlekken
from lib.werkstructuur.vlekkenbeeld import maak_vlekkenkaart, maak_vlekkenmatrix, toon_open

GELIJK_NAAR = ("thema", "vorm", "schaal")


def vind_vlekken(tekenaar: Tekenaar) -> dict[str, pd.DataFrame]:
    """Return for each of ``REGIO_SOORTEN`` its white spots
    (:func:`lib.werkstructuur.vlekken.witte_vlekken`).
    """
    gegevens = tekenaar.gegevens
    projecten, gemeenten = gegevens.projecten, gegevens.gemeenten
    eerder = lees_vorige(gegevens.editie)
    uit = {}
    for soort in VLEKSOORTEN:
        gelijkenis = profiel(projecten, gemeenten, soort, GELIJK_NAAR)
        buurt = maak_buurt(tekenaar.basis, gemeenten[soort], gemeenten["inwoners_2017"], gelijkenis)
        aanwezig = aanwezig_per_regio(projecten, gemeenten, soort, gegevens.ordening, eerder)
        uit[soort] = witte_vlekken(aanwezig, buurt, soort)
    return uit


def bewaar_vlekken(vlekken: Mapping[str, pd.DataFrame], tekenaar: Tekenaar) -> None:
    """Write ``witte_vlekken.parquet``, both kinds of region below each other."""
    samen = pd.concat(vlekken.values(), ignore_index=True)
    bewaar_tabel(samen, tekenaar.plaats.processed / "witte_vlekken.parquet")


def toon_vlekken(vlekken: pd.DataFrame, soort: str, tekenaar: Tekenaar) -> Iterator[Beeld]:
    """Yield the matrix of regions and themes, and the map."""
    gegevens = tekenaar.gegevens
    ordening, editie = gegevens.ordening, gegevens.editie
    yield _figuur(teken_matrix(maak_vlekkenmatrix(vlekken, soort, ordening, editie)), tekenaar)
    kaart = maak_vlekkenkaart(vlekken, soort, gegevens.gemeenten, ordening, editie)
    yield _figuur(teken(kaart, tekenaar.basis), tekenaar)


def toon_lijst(vlekken: pd.DataFrame, soort: str, tekenaar: Tekenaar) -> Beeld:
    """Return the white spots, each with regions that do have something."""
    titel = f"Witte vlekken per {EENHEID[soort]}"
    return tabel(toon_open(vlekken, tekenaar.gegevens.ordening), titel, leeg="Er zijn geen witte vlekken.")


def _figuur(getekend: Kaartfiguur, tekenaar: Tekenaar) -> Beeld:
    plaats = tekenaar.plaats
    return toon_figuur(getekend, plaats.figures, plaats.processed / "dekking.parquet")
