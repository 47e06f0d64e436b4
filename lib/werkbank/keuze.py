"""What a choice of projects leads to in a notebook: what can be chosen, an address, a map without buttons.

A choice is that of :mod:`lib.kaart.keuze`. The buttons stand in :mod:`lib.werkbank.verkennen`.
"""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from urllib.parse import urlencode

from lib.analyse.gegevens import Gegevens
from lib.beeld.figuur import bewaar_figuur
from lib.beeld.tonen import Beeld, regel
from lib.editie.ordening import DIMENSIES
from lib.kaart.blad import teken
from lib.kaart.hoofdstuk import Getekend, Tekenaar
from lib.kaart.keuze import Keuze, kaart
from lib.levering.atlas.gegevens import maak_perioden

KLEUR_IN_ATLAS = {"vlekken": "aantal"}  # where the atlas has another word; aanwezigheid is what it opens with


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
    png, _ = bewaar_figuur(figuur, pad, tekenaar.gelezen)
    return Getekend(figuur.beeld, png)


def verwijzing(keuze: Keuze) -> Beeld:
    """Return the sentence that leads a reader of the page to the atlas with the same choice."""
    return regel(f"**[Kies zelf verder in de atlas]({adres(keuze)})**, of open dit notebook in JupyterLab.")


def keuze_van(velden: Mapping[str, str]) -> Keuze:
    """Return the choice that the parameters of a notebook hold; unknown names are left out."""
    return Keuze(**{veld.name: velden[veld.name] for veld in fields(Keuze) if veld.name in velden})
