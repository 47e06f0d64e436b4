"""A choice of projects: it becomes the projects that pass, a row of the register, and a map."""

from dataclasses import dataclass, replace

import pandas as pd

from lib.analyse.gegevens import Gegevens, als_lijst
from lib.analyse.selectie import filter_projecten
from lib.editie.ordening import DIMENSIES
from lib.grond.woorden import MEERVOUD
from lib.kaart.beeld import maak_beeld
from lib.kaart.inhoud import Kaartbeeld

FILTERS = (*DIMENSIES, "zorgverzekeraar", "wmo_regio", "moment")
MINIMA = {"nee": "niet meetellen", "ja": "meetellen", "alleen": "alleen deze"}
# What the map shows: soort of the register, with its dimensie behind a colon.
BEELDEN = {
    "aanwezigheid": "waar projecten zijn",
    "vlekken": "hoeveel projecten",
    **{f"combinatie:{d}": f"combinaties van {MEERVOUD[d]}" for d in DIMENSIES},
    **{f"uitsplitsing:{d}": f"een kaartje per {d}" for d in DIMENSIES},
}
TELLING = "{gemeenten_met} van de {gemeenten_totaal} gemeenten"


@dataclass(frozen=True)
class Keuze:
    """What was chosen; an empty field is no choice. ``beeld`` is a key of ``BEELDEN``.

    A field that is empty selects everything; ``;`` between several values means 'or'. ``moment`` is how the
    peildatum begins (2017 or 2017-04); ``wmo_regio`` selects the projects in which that region takes part.
    """

    thema: str = ""
    instrument: str = ""
    vorm: str = ""
    schaal: str = ""
    zorgverzekeraar: str = ""
    wmo_regio: str = ""
    moment: str = ""
    minimacontracten: str = "nee"
    beeld: str = "aanwezigheid"

    @property
    def filters(self) -> dict[str, str]:
        """The fields that select projects, without those that are empty."""
        return {naam: getattr(self, naam) for naam in FILTERS if getattr(self, naam)}


def past(keuze: Keuze) -> Keuze:
    """Return the choice with a map that it can have: one thema has no combinations of thema's."""
    dimensie = keuze.beeld.partition(":")[2]
    return replace(keuze, beeld="aanwezigheid") if dimensie and getattr(keuze, dimensie) else keuze


def in_woorden(keuze: Keuze, gegevens: Gegevens) -> str:
    """Return the choice as a reader says it: 'ouderen, inkoop, CZ'; without one 'Alle projecten'."""
    namen = [_naam(filter_, code, gegevens) for filter_, code in keuze.filters.items()]
    namen += {"ja": ["met minimacontracten"], "alleen": ["alleen minimacontracten"]}.get(
        keuze.minimacontracten, []
    )
    tekst = ", ".join(namen) or "Alle projecten"
    return tekst[0].upper() + tekst[1:]


def _naam(filter_: str, cel: str, gegevens: Gegevens) -> str:
    if filter_ in DIMENSIES:
        return " of ".join(gegevens.ordening.label(filter_, code) for code in als_lijst(cel))
    codes = " of ".join(als_lijst(cel))
    return {"wmo_regio": f"regio {codes}", "moment": f"peildatum {codes}"}.get(filter_, codes)


def als_rij(keuze: Keuze, gegevens: Gegevens, titel: str = "") -> dict[str, str]:
    """Return the row of the register that draws the choice; ``titel`` goes before what is counted."""
    soort, _, dimensie = keuze.beeld.partition(":")
    titel = (titel or in_woorden(keuze, gegevens)).replace("{", "{{").replace("}", "}}")
    filters = {naam: keuze.filters.get(naam, "") for naam in FILTERS}
    beperkt = [_naam(naam, filters[naam], gegevens) for naam in ("wmo_regio", "moment") if filters[naam]]
    return {
        "kaart_id": "verkennen",
        "hoofdstuk": "eigen",
        "kop": "Verkennen",
        "titel": f"{titel}: {TELLING}",
        "soort": soort,
        "dimensie": dimensie,
        **filters,
        "minimacontracten": keuze.minimacontracten,
        "grenzen": "wmo_regio",
        "legenda_gedrukt": "onbekend",
        "status": "voorstel",
        "voorbehoud": f"Alleen projecten van: {', '.join(beperkt)}." if beperkt else "",
    }


def kies(keuze: Keuze, gegevens: Gegevens) -> pd.DataFrame:
    """Return the projects that pass, all columns of ``projecten``, by title."""
    return gegevens.projecten[filter_projecten(als_rij(keuze, gegevens), gegevens)].sort_values("titel")


def kaart(keuze: Keuze, gegevens: Gegevens) -> Kaartbeeld:
    """Return what the map of the choice shows."""
    return maak_beeld(als_rij(keuze, gegevens), gegevens)
