"""What the page on aanspreekpunten shows: who is known, which forms were chosen, who is at the table."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

import pandas as pd

from lib.beeld.figuur import Kaartfiguur
from lib.beeld.regiomatrix import teken_matrix, toon_figuur
from lib.beeld.tonen import Beeld, tabel
from lib.editie.editie import Editie
from lib.gebied.jaar import gemeenten_van_editie
from lib.gebied.tabellen import lees_kernwerkgebieden, lees_zorgverzekeraars
from lib.grond.opslag import bewaar_tabel
from lib.grond.paden import uitvoer
from lib.inlezen.rijkeuring import afkeurtabel
from lib.kaart.blad import teken
from lib.kaart.jaarbasis import Grenzenbron, lees_basis
from lib.werkstructuur.aanspreekbeeld import (
    maak_tafelkaart,
    maak_volledigheidskaart,
    maak_volledigheidsmatrix,
)
from lib.werkstructuur.aanspreekpunten import (
    Aanspreekpunten,
    lacunes,
    lees_aanspreekpunten,
    volledigheid,
    vormen_per_regio,
)
from lib.werkstructuur.marktaandeel import (
    eigen_grootste_aan_tafel,
    grootste_per_gemeente,
    grootste_per_regio,
    lees_marktaandelen,
    twee_grootste,
)

if TYPE_CHECKING:
    from lib.kaart.basis import Kaartbasis


@dataclass(frozen=True, eq=False)
class _Stof:
    """What the page is made of: the list of contacts, ``aandelen`` (the edition's own market shares, or None)
    with the rows of them that were rejected, and the gemeenten with the geometry to draw them.
    """

    editie: Editie
    gelezen: Aanspreekpunten
    aandelen: pd.DataFrame | None
    afgekeurd: pd.DataFrame
    gemeenten: pd.DataFrame
    basis: "Kaartbasis"

    @property
    def regios(self) -> list[str]:
        """The zorgkantoorregio's, by name."""
        return sorted(self.gemeenten["regio"].unique(), key=str.casefold)

    @cached_property
    def volledig(self) -> pd.DataFrame:
        """What is known and what is missing (:func:`lib.werkstructuur.aanspreekpunten.volledigheid`)."""
        return volledigheid(self.gelezen.punten, self.regios)

    @cached_property
    def grootste(self) -> pd.DataFrame:
        """The largest insurer of each gemeente
        (:func:`lib.werkstructuur.marktaandeel.grootste_per_gemeente`).
        """
        return grootste_per_gemeente(self.gemeenten, lees_kernwerkgebieden(), self.aandelen)

    @cached_property
    def aan_tafel(self) -> pd.DataFrame:
        """Whether that insurer is at the table
        (:func:`lib.werkstructuur.marktaandeel.eigen_grootste_aan_tafel`).
        """
        concern_van = lees_zorgverzekeraars().set_index("naam")["concern"].to_dict()
        return eigen_grootste_aan_tafel(self.gemeenten, self.grootste, self.gelezen.punten, concern_van)


def lees_aanspreekstof(editie: Editie, grenzen: Grenzenbron) -> _Stof:
    """Return what the page of ``editie`` is made of; ``grenzen`` is ``ingebed`` or ``officieel``.

    InvoerFouten for a list that cannot be read.
    """
    aandelen, afgekeurd = lees_marktaandelen(editie) or (None, afkeurtabel([]))
    gemeenten = gemeenten_van_editie(editie)
    gemeenten["regio"] = gemeenten["zorgkantoorregio"]
    basis = lees_basis(gemeenten, editie.tekenjaar, grenzen)
    gelezen = cast(Aanspreekpunten, lees_aanspreekpunten(editie))  # without that list there is no page
    return _Stof(editie, gelezen, aandelen, afgekeurd, gemeenten, basis)


def bewaar_stof(stof: _Stof) -> None:
    """Write what was read, and what was rejected."""
    map_ = uitvoer(stof.editie.naam).processed
    bewaar_tabel(stof.gelezen.punten, map_ / "aanspreekpunten.parquet")
    bewaar_tabel(stof.gelezen.afgekeurd, map_ / "afgekeurd-aanspreekpunten.csv")
    bewaar_tabel(stof.afgekeurd, map_ / "afgekeurd-marktaandelen.csv")


def toon_volledigheid(stof: _Stof) -> Iterator[Beeld]:
    """Yield what is known per region, as a matrix and as a map."""
    yield _figuur(teken_matrix(maak_volledigheidsmatrix(stof.volledig, stof.editie)), stof)
    kaart = maak_volledigheidskaart(stof.volledig, stof.gemeenten, stof.editie)
    yield _figuur(teken(kaart, stof.basis), stof)


def toon_lacunes(stof: _Stof) -> Beeld:
    """Return the list of what is missing."""
    koppen = ("Regio", "Wat ontbreekt")
    leeg = "In elke regio is alles bekend."
    return tabel(lacunes(stof.volledig), "Aanspreekpunten die ontbreken", koppen, leeg)


def toon_vormen(stof: _Stof) -> Beeld:
    """Return which form of consultation the gemeenten of each region chose."""
    koppen = ("Regio", "Vorm", "Regionale coördinator")
    titel = "Vorm van overleg en regionale coördinator per regio"
    return tabel(vormen_per_regio(stof.gelezen.punten, stof.regios), titel, koppen)


def toon_grootste(stof: _Stof) -> Beeld:
    """Return the two largest insurers of each region, and who is at the table."""
    per_regio = grootste_per_regio(stof.gemeenten, stof.grootste, stof.aandelen)
    koppen = ("Regio", "Grootste", "Tweede", "Aan tafel", "Samen", "Grondslag")
    titel = "De twee grootste verzekeraars per regio, en wie er aan tafel zit"
    return tabel(twee_grootste(per_regio, stof.gelezen.punten), titel, koppen)


def toon_tafel(stof: _Stof) -> Iterator[Beeld]:
    """Yield in which gemeenten the own largest insurer is at the table, and where it is not."""
    yield _figuur(teken(maak_tafelkaart(stof.aan_tafel, stof.gemeenten, stof.editie), stof.basis), stof)
    anders = stof.aan_tafel[stof.aan_tafel["aan_tafel"] != "ja"].drop(columns="gm_code")
    koppen = ("Gemeente", "Regio", "Eigen grootste", "Grondslag", "Aan tafel")
    yield tabel(anders, "Gemeenten waarvan de eigen grootste verzekeraar niet aan tafel zit", koppen)


def toon_afgekeurd(stof: _Stof) -> Iterator[Beeld]:
    """Yield the rows that were rejected; of a contact without the value, which may be personal data."""
    leeg = "Geen enkel aanspreekpunt is afgekeurd."
    yield tabel(stof.gelezen.afgekeurd.drop(columns="waarde"), "Afgekeurde aanspreekpunten", leeg=leeg)
    yield tabel(stof.afgekeurd, "Afgekeurde marktaandelen", leeg="Geen enkel marktaandeel is afgekeurd.")


def _figuur(getekend: Kaartfiguur, stof: _Stof) -> Beeld:
    plaats = uitvoer(stof.editie.naam)
    return toon_figuur(getekend, plaats.figures, plaats.processed / "aanspreekpunten.parquet")
