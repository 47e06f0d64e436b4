"""What the page on the division in regions shows: is it complete, who changed, where is doubt."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from lib.beeld.figuur import Kaartfiguur
from lib.beeld.regiomatrix import toon_figuur
from lib.beeld.tonen import Beeld, tabel
from lib.editie.editie import Editie
from lib.editie.jaren import EERSTE_JAAR, JAREN
from lib.gebied.indeling import op, verhuisd
from lib.gebied.jaar import gemeenten_van
from lib.gebied.keuze import INDELINGEN
from lib.gebied.kruisverdeling import (
    kruisverdeling,
    leesbare_kruisverdeling,
    lijst,
    stand_per_gemeente,
    veranderd,
)
from lib.gebied.sluitend import indelingsoverzicht
from lib.gebied.tabellen import lees_regios
from lib.grond.opslag import laad
from lib.grond.paden import Uitvoer, uitvoer
from lib.kaart.jaarbasis import Grenzenbron, lees_basis
from lib.kaart.jaarbeeld import Jaarbeeld, teken_kruisverdeling

GAAF = 1.0  # share of a region that lies in one region of the other division, where it is not divided


@dataclass(frozen=True, eq=False)
class _Stof:
    """What the page is made of: ``beeld`` draws the division of one year, ``leden`` is regio_gemeente."""

    beeld: Jaarbeeld
    leden: pd.DataFrame
    plaats: Uitvoer

    @property
    def tabel(self) -> Path:
        """Where ``leden`` stands."""
        return self.plaats.processed / "regio_gemeente.parquet"

    @cached_property
    def klopt(self) -> pd.DataFrame:
        """Per year and division how many gemeenten have no region, or several (int64)."""
        return indelingsoverzicht(self.leden, JAREN)

    @cached_property
    def anders(self) -> pd.DataFrame:
        """Who lies in another region than in 2017 (:func:`lib.gebied.kruisverdeling.veranderd`)."""
        return veranderd(self.leden, EERSTE_JAAR, self.beeld.jaar)

    @cached_property
    def nu(self) -> pd.DataFrame:
        """The division on 1 January of the year of the page."""
        return op(self.leden, self.beeld.jaar)

    @cached_property
    def twijfel(self) -> pd.DataFrame:
        """The rows of ``nu`` that are not sure."""
        return self.nu[self.nu["zekerheid"] != "hoog"]

    @cached_property
    def verdeling(self) -> pd.DataFrame:
        """Every overlap of a Wmo-regio and a zorgkantoorregio."""
        return kruisverdeling(self.beeld.gemeenten)


def lees_indelingsstof(editie: Editie, jaar: int, grenzen: Grenzenbron) -> _Stof:
    """Return what the page on ``jaar`` is made of; ``grenzen`` is ``ingebed`` or ``officieel``.

    InvoerFouten where notebook 02 has not made regio_gemeente yet.
    """
    plaats = uitvoer(editie.naam)
    leden = laad(plaats.processed / "regio_gemeente.parquet")
    gemeenten = gemeenten_van(jaar, editie)
    beeld = Jaarbeeld(lees_basis(gemeenten, jaar, grenzen), gemeenten, editie, jaar)
    return _Stof(beeld, leden, plaats)


def toon_dekking(stof: _Stof) -> Beeld:
    """Return whether each gemeente lies in exactly one region, in each year."""
    return tabel(
        leesbare_kruisverdeling(stof.klopt),
        "Gemeenten per jaar, en hoeveel daarvan geen of meer dan één regio hebben",
    )


def toon_regios(stof: _Stof) -> Iterator[Beeld]:
    """Yield the map of the zorgkantoorregio's and, of either division, which gemeenten each region has."""
    yield _figuur(stof.beeld.regios(lees_regios()), stof)
    for soort in INDELINGEN[::-1]:
        naam = soort.replace("wmo_regio", "Wmo-regio")
        titel = f"Gemeenten per {naam} op 1 januari {stof.beeld.jaar}"
        yield tabel(lijst(stof.beeld.gemeenten, soort), titel)


def toon_veranderd(stof: _Stof) -> Iterator[Beeld]:
    """Yield who changed region since 2017: a map for either division, who, and who chose to."""
    jaar = stof.beeld.jaar
    sinds = stand_per_gemeente(stof.leden, jaar)
    for soort in INDELINGEN:
        yield _figuur(stof.beeld.veranderd(sinds, soort), stof)
    koppen = (
        "Indeling", f"Gemeente in {EERSTE_JAAR}", f"Gemeente in {jaar}", "% van de inwoners", "Van regio",
        "Naar regio", "Sinds", "Reden",
    )  # fmt: skip
    yield tabel(
        leesbare_kruisverdeling(stof.anders),
        f"Van {EERSTE_JAAR} naar {jaar}: wie in een andere regio ligt",
        koppen,
    )
    koppen = ("Indeling", "Gemeente", "Van regio", "Naar regio", "Sinds", "Zekerheid", "Reden", "Bron")
    titel = "Verhuizingen: gemeenten die zelf van regio wisselden"
    yield tabel(leesbare_kruisverdeling(verhuisd(stof.leden)), titel, koppen, leeg="Geen.")


def toon_twijfel(stof: _Stof) -> Iterator[Beeld]:
    """Yield where the region of a gemeente is not sure: a map for either division, and why."""
    for soort in INDELINGEN:
        yield _figuur(stof.beeld.zekerheid(stof.nu, soort), stof)
    yield tabel(
        leesbare_kruisverdeling(stof.twijfel)[["indeling", "gm_code", "regio", "zekerheid", "reden"]],
        f"Gemeenten waarvan de regio op 1 januari {stof.beeld.jaar} niet zeker is",
        ("Indeling", "Gemeente", "Regio", "Zekerheid", "Reden"),
    )


def toon_kruisverdeling(stof: _Stof) -> Iterator[Beeld]:
    """Yield how the two divisions lie across each other, and which regions are divided."""
    beeld, verdeling = stof.beeld, stof.verdeling
    yield _figuur(teken_kruisverdeling(verdeling, beeld.editie, beeld.jaar), stof)
    koppen = (
        "Wmo-regio", "Zorgkantoorregio", "Gemeenten", "Inwoners",
        "% gemeenten van de Wmo-regio", "% inwoners van de Wmo-regio",
        "% gemeenten van de zorgkantoorregio", "% inwoners van de zorgkantoorregio",
    )  # fmt: skip
    verdeeld = verdeling[(verdeling[["wmo_inwoners", "zk_inwoners"]] < GAAF).any(axis=1)]
    titel = "Waar een regio over meer regio's van de andere indeling is verdeeld"
    yield tabel(leesbare_kruisverdeling(verdeeld), titel, koppen)


def _figuur(getekend: Kaartfiguur, stof: _Stof) -> Beeld:
    return toon_figuur(getekend, stof.plaats.figures, stof.tabel)
