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
FILTERVELDEN = ("teller", "noemer", "tegen_teller", "tegen_noemer", "gebied", "tegen_gebied")


@dataclass(frozen=True)
class Toetssoort:
    """A kind of test: the measures its thresholds may be in, the columns it needs, those it may have.

    ``dimensies`` are the values that ``dimensie`` may take, ``hoeveel`` how many of them.
    """

    maten: tuple[str, ...]
    nodig: tuple[str, ...] = ("teller",)
    mag: tuple[str, ...] = ()
    dimensies: tuple[str, ...] = ()
    hoeveel: int = 1


_PLEK = ("noemer", "telt", "gebied", "dimensie", "minstens", "minstens_noemer")
TEGEN = ("tegen_teller", "tegen_noemer")
TOETSSOORTEN = {
    "aandeel": Toetssoort(("aandeel", "aantal"), mag=_PLEK, dimensies=LABELDIMENSIES),
    "aantal": Toetssoort(("aantal",), mag=_PLEK, dimensies=LABELDIMENSIES),
    "verschil": Toetssoort(("verschil",), ("teller", "tegen_teller"), (*_PLEK, *TEGEN), LABELDIMENSIES),
    "verschil_aantal": Toetssoort(("aantal",), ("teller", "tegen_teller")),
    "verhouding": Toetssoort(("verhouding",), ("teller", "tegen_teller"), (*_PLEK, *TEGEN), LABELDIMENSIES),
    "lq": Toetssoort(("lq",), ("teller", "noemer")),
    "rang": Toetssoort(("rang", "rang_van_onder"), ("teller", "dimensie", "labels"), (), LABELDIMENSIES),
    "rang_aandeel": Toetssoort(
        ("rang", "rang_van_onder"), ("teller", "dimensie", "labels"), ("noemer",), LABELDIMENSIES
    ),
    "volgorde": Toetssoort(("aandeel",), ("teller", "dimensie", "labels"), (), LABELDIMENSIES),
    "soorten": Toetssoort(("aantal",), ("teller", "dimensie"), ("minstens",), PAARDIMENSIES),
    "spreiding": Toetssoort(("spreiding",), ("teller", "dimensie"), (), LABELDIMENSIES),
    "ongelijkheid": Toetssoort(("gini",), ("teller", "dimensie"), (), (*LABELDIMENSIES, "gemeente")),
    "correlatie": Toetssoort(("cramers_v", "p_waarde"), ("teller", "dimensie"), (), PAARDIMENSIES, 2),
    "concentratie": Toetssoort(("lq",), ("teller", "dimensie", "minstens"), (), PAARDIMENSIES, 2),
    "mediaan": Toetssoort(("mediaan",), ("teller", "dimensie"), (), ("aantal_gemeenten", "aantal_regios")),
    "intensiteit": Toetssoort(("verhouding",), ("teller", "noemer")),
    "per_gemeente": Toetssoort(("gemiddelde",), mag=("gebied", "dimensie"), dimensies=("intensiteit",)),
    "verhouding_per_gemeente": Toetssoort(
        ("verhouding",), ("teller", "gebied", "tegen_gebied"), ("dimensie",), ("intensiteit",)
    ),
    "herhaling": Toetssoort(("verhouding",), ("teller", "tegen_teller"), ("gebied",)),
    "groei": Toetssoort(("verschil",), mag=("noemer",)),
    "tekstgelijkenis": Toetssoort(("gelijkenis",), mag=("dimensie",), dimensies=LABELDIMENSIES, hoeveel=3),
    "tekstverschil": Toetssoort(("verschil",), ("teller", "tegen_teller")),
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

    ``filters`` holds the conditions of each column in ``FILTERVELDEN``, None where the cell is empty;
    ``labels`` the steps of an order, each with the sign before it; ``tekst`` those cells as they stand in the
    file.
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
