"""Choosing projects and looking at them: a choice becomes a row of the register, an address of the atlas,
and the projects that pass. The buttons stand in :mod:`lib.werkbank.verkennen`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from urllib.parse import urlencode

import pandas as pd

from lib.analyse.gegevens import Gegevens
from lib.analyse.selectie import filter_projecten
from lib.beeld.figuur import bewaar
from lib.beeld.tonen import Beeld, regel
from lib.editie.ordening import DIMENSIES
from lib.kaart.beeld import maak_beeld
from lib.kaart.blad import teken
from lib.kaart.hoofdstuk import Getekend, Tekenaar
from lib.kaart.inhoud import Kaartbeeld
from lib.levering.atlas.gegevens import maak_perioden

FILTERS = (*DIMENSIES, "zorgverzekeraar", "wmo_regio", "moment")
MINIMA = {"nee": "niet meetellen", "ja": "meetellen", "alleen": "alleen deze"}
MEERVOUD = {"thema": "thema's", "instrument": "instrumenten", "vorm": "vormen", "schaal": "schalen"}
# What the map shows: soort of the register, with its dimensie behind a colon.
BEELDEN = {
    "aanwezigheid": "waar projecten zijn",
    "vlekken": "hoeveel projecten",
    **{f"combinatie:{d}": f"combinaties van {MEERVOUD[d]}" for d in DIMENSIES},
    **{f"uitsplitsing:{d}": f"een kaartje per {d}" for d in DIMENSIES},
}
TELLING = "{gemeenten_met} van de {gemeenten_totaal} gemeenten"
KLEUR_IN_ATLAS = {"vlekken": "aantal"}  # where the atlas has another word; aanwezigheid is what it opens with


@dataclass(frozen=True)
class Keuze:
    """What was chosen; an empty field is no choice. ``beeld`` is a key of ``BEELDEN``.

    A field that is empty selects everything. ``moment`` is how the peildatum begins (2017 or 2017-04);
    ``wmo_regio`` selects the projects in which that region takes part.
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


def opties(gegevens: Gegevens) -> dict[str, dict[str, str]]:
    """Return per filter what can be chosen: code → name, the empty code (everything) first."""
    ordening = gegevens.ordening
    uit = {d: {code: ordening.label(d, code) for code in ordening.codes(d)} for d in DIMENSIES}
    genoemd = {naam for cel in gegevens.lijsten("zorgverzekeraar") for naam in cel}
    uit["zorgverzekeraar"] = {naam: naam for naam in ordening.codes("zorgverzekeraar") if naam in genoemd}
    uit["wmo_regio"] = {naam: naam for naam in sorted(gegevens.gemeenten["wmo_regio"].unique())}
    perioden = maak_perioden(list(gegevens.projecten["peildatum"]))
    uit["moment"] = {code: naam for code, naam in perioden.items() if code}
    return {naam: {"": "alle", **keuzes} for naam, keuzes in uit.items()}


def in_woorden(keuze: Keuze, gegevens: Gegevens) -> str:
    """Return the choice as a reader says it: 'ouderen, inkoop, CZ'; without one 'Alle projecten'."""
    namen = [_naam(filter_, code, gegevens) for filter_, code in keuze.filters.items()]
    namen += {"ja": ["met minimacontracten"], "alleen": ["alleen minimacontracten"]}.get(
        keuze.minimacontracten, []
    )
    tekst = ", ".join(namen) or "Alle projecten"
    return tekst[0].upper() + tekst[1:]


def _naam(filter_: str, code: str, gegevens: Gegevens) -> str:
    if filter_ in DIMENSIES:
        return gegevens.ordening.label(filter_, code)
    return {"wmo_regio": f"regio {code}", "moment": f"peildatum {code}"}.get(filter_, code)


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


def adres(keuze: Keuze) -> str:
    """Return the address of the atlas that shows the same: ``atlas.html#thema=ouderen&…``."""
    namen = {"moment": "periode"}
    velden = {namen.get(naam, naam): code for naam, code in keuze.filters.items() if naam != "wmo_regio"}
    if keuze.minimacontracten != "nee":
        velden["minimacontracten"] = keuze.minimacontracten
    kleur = KLEUR_IN_ATLAS.get(keuze.beeld, keuze.beeld.replace("uitsplitsing", "combinatie"))
    if kleur != "aanwezigheid":
        velden["kleur"] = kleur
    if keuze.wmo_regio:
        velden["plek"] = f"wmo_regio:{keuze.wmo_regio}"
    return "atlas.html" + (f"#{urlencode(velden)}" if velden else "")


def teken_vast(keuze: Keuze, tekenaar: Tekenaar, pad: Path) -> Getekend:
    """Draw the map of the choice as ``pad``.png and ``pad``.svg, for a page without buttons."""
    figuur = teken(kaart(keuze, tekenaar.gegevens), tekenaar.basis)
    png, _ = bewaar(figuur, pad, tekenaar.gelezen)
    return Getekend(figuur.beeld, png)


def verwijzing(keuze: Keuze) -> Beeld:
    """Return the sentence that leads a reader of the page to the atlas with the same choice."""
    return regel(f"**[Kies zelf verder in de atlas]({adres(keuze)})**, of open dit notebook in JupyterLab.")


def keuze_van(velden: Mapping[str, str]) -> Keuze:
    """Return the choice that the parameters of a notebook hold; unknown names are left out."""
    return Keuze(**{veld.name: velden[veld.name] for veld in fields(Keuze) if veld.name in velden})
