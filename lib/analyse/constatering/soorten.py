"""What a finding consists of, and the kinds of test it may have."""

from collections.abc import Mapping
from dataclasses import dataclass

from lib.analyse.constatering.filter import Voorwaarde
from lib.editie.ordening import DIMENSIES

TELT = (
    "projecten",
    "regios_met",
    "regios_zonder",
    "gemeenten_met",
    "gemeenten_zonder",
    "gemeenten_meest",
    "provincies_met",
    "zorgkantoorregios_met",
    "kernwerkgebieden_met",
    "gemeenten",
)
LABELDIMENSIES = (*DIMENSIES, "zorgverzekeraar")
PAARDIMENSIES = (*LABELDIMENSIES, "wmo_regio", "provincie")
FILTERS = ("teller", "noemer", "tegen_teller", "tegen_noemer", "gebied", "tegen_gebied")


@dataclass(frozen=True)
class Soort:
    """A kind of test: the measures its thresholds may be in, the columns it needs, those it may have.

    ``dimensies`` are the values that ``dimensie`` may take, ``hoeveel`` how many of them.
    """

    maten: tuple[str, ...]
    nodig: tuple[str, ...] = ("teller",)
    mag: tuple[str, ...] = ()
    dimensies: tuple[str, ...] = ()
    hoeveel: int = 1


PLEK = ("noemer", "telt", "gebied", "dimensie", "minstens", "minstens_noemer")
TEGEN = ("tegen_teller", "tegen_noemer")
SOORTEN = {
    "aandeel": Soort(("aandeel", "aantal"), mag=PLEK, dimensies=LABELDIMENSIES),
    "aantal": Soort(("aantal",), mag=PLEK, dimensies=LABELDIMENSIES),
    "verschil": Soort(("verschil",), ("teller", "tegen_teller"), (*PLEK, *TEGEN), LABELDIMENSIES),
    "verschil_aantal": Soort(("aantal",), ("teller", "tegen_teller")),
    "verhouding": Soort(("verhouding",), ("teller", "tegen_teller"), (*PLEK, *TEGEN), LABELDIMENSIES),
    "lq": Soort(("lq",), ("teller", "noemer")),
    "rang": Soort(("rang", "rang_van_onder"), ("teller", "dimensie", "labels"), (), LABELDIMENSIES),
    "rang_aandeel": Soort(
        ("rang", "rang_van_onder"), ("teller", "dimensie", "labels"), ("noemer",), LABELDIMENSIES
    ),
    "volgorde": Soort(("aandeel",), ("teller", "dimensie", "labels"), (), LABELDIMENSIES),
    "soorten": Soort(("aantal",), ("teller", "dimensie"), ("minstens",), PAARDIMENSIES),
    "spreiding": Soort(("spreiding",), ("teller", "dimensie"), (), LABELDIMENSIES),
    "ongelijkheid": Soort(("gini",), ("teller", "dimensie"), (), (*LABELDIMENSIES, "gemeente")),
    "correlatie": Soort(("cramers_v", "p_waarde"), ("teller", "dimensie"), (), PAARDIMENSIES, 2),
    "concentratie": Soort(("lq",), ("teller", "dimensie", "minstens"), (), PAARDIMENSIES, 2),
    "mediaan": Soort(("mediaan",), ("teller", "dimensie"), (), ("aantal_gemeenten", "aantal_regios")),
    "intensiteit": Soort(("verhouding",), ("teller", "noemer")),
    "per_gemeente": Soort(("gemiddelde",), mag=("gebied", "dimensie"), dimensies=("intensiteit",)),
    "verhouding_per_gemeente": Soort(
        ("verhouding",), ("teller", "gebied", "tegen_gebied"), ("dimensie",), ("intensiteit",)
    ),
    "herhaling": Soort(("verhouding",), ("teller", "tegen_teller"), ("gebied",)),
    "groei": Soort(("verschil",), mag=("noemer",)),
    "tekstgelijkenis": Soort(("gelijkenis",), mag=("dimensie",), dimensies=LABELDIMENSIES, hoeveel=3),
    "tekstverschil": Soort(("verschil",), ("teller", "tegen_teller")),
}
VASTE_KOLOMMEN = ("id", "soort", "term", "grens", "reden_grens", "toelichting")


@dataclass(frozen=True)
class Grens:
    """A threshold on one measure; a bound that is not there is infinite. ``marge`` shifts it (0: not)."""

    maat: str
    onder: float
    onder_mee: bool
    boven: float
    boven_mee: bool
    marge: float


@dataclass(frozen=True)
class Toets:
    """One demand of a finding.

    ``filters`` holds the conditions of each column in ``FILTERS``, None where the cell is empty; ``labels``
    the steps of an order, each with the sign before it; ``tekst`` those cells as they stand in the file.
    """

    soort: str
    telt: str
    filters: Mapping[str, tuple[Voorwaarde, ...] | None]
    dimensie: tuple[str, ...]
    labels: tuple[tuple[str, tuple[str, ...]], ...]
    minstens: float
    minstens_noemer: float
    term: str
    grenzen: tuple[Grens, ...]
    tekst: Mapping[str, str]

    @property
    def over_gemeenten(self) -> bool:
        """Whether it counts gemeenten by what they are, not by their projects."""
        return self.telt == "gemeenten"


@dataclass(frozen=True)
class Constatering:
    """A finding with its demands; ``samen`` is alle (all must hold) or een (one is enough).

    ``hoeveelheid``: it says how much there is, which projects that are no count cannot tell. ``woord``: the
    word of the printed sentence that the threshold belongs to.
    """

    id: str
    hoofdstuk: str
    kop: str
    blok: str
    bewering: str
    toetsbaar: str
    samen: str
    relaties: tuple[tuple[str, str], ...]
    kaarten: tuple[str, ...]
    reden: str
    toelichting: str
    toetsen: tuple[Toets, ...]
    hoeveelheid: bool = False
    woord: str = ""
