"""What a map shows, without drawing it: a row of the register and the tables of an edition become a
:class:`Kaartbeeld`.

For each soort of map there is one small function in :data:`KAARTSOORTEN`; none for a single map.

To add a soort: write ``naam(rij, gegevens, selectie) -> Inhoud`` in a module of its own (it may import
``kaartinhoud``, ``klassen`` and ``gebiedskaart``, not this module) and add one line to :data:`KAARTSOORTEN`.
``rij`` is the row of the register, ``selectie`` the projects that pass its filters, ``gegevens`` the tables.
The answer says which classes there are and which gemeente has which; title, caption, legend with counts,
matrix, panels, source line and table follow from it. One value per regio (or per gemeente) is one call:
``inhoud_per_gebied(waarden, categorieen, gegevens.gemeenten, indeling="zorgkantoorregio")`` in
``gebiedskaart``; that module also draws such a map without a row in the register.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from lib.analyse.gegevens import Gegevens, als_lijst
from lib.analyse.selectie import GEEN_KLASSE, Selectie, selecteer
from lib.beeld.stijl import CATEGORIE
from lib.kaart.combinatie import combinatie, strategie, uitsplitsing
from lib.kaart.inhoud import NUL_PROJECTEN, Inhoud, Kaartbeeld, bundel
from lib.kaart.klassen import filters
from lib.kaart.soorten import aanwezigheid, kernwerkgebied, paneel, polissen, regio_overzicht, vlekken
from lib.kaart.tekst import VOOR_ZOVER, als_beeld

KAARTSOORTEN: dict[str, Callable[[Mapping[str, str], Gegevens, Selectie], Inhoud]] = {
    "regio_overzicht": regio_overzicht,
    "kernwerkgebied": kernwerkgebied,
    "aanwezigheid": aanwezigheid,
    "combinatie": combinatie,
    "uitsplitsing": uitsplitsing,
    "paneel": paneel,
    "vlekken": vlekken,
    "polissen": polissen,
    "strategie": strategie,
}


def maak_beeld(rij: Mapping[str, str], gegevens: Gegevens) -> Kaartbeeld:
    """Return what the map of register row ``rij`` shows of ``gegevens``.

    Raises ValueError where the soort is not a map or a filter names a column that projecten lacks.
    """
    rij = dict(rij)
    if rij["soort"] not in KAARTSOORTEN:
        raise ValueError(
            f"{rij['kaart_id']}: soort {rij['soort']!r} is geen kaart; wel: {', '.join(KAARTSOORTEN)}"
        )
    selectie = selecteer(filters(rij), gegevens)
    inhoud = KAARTSOORTEN[rij["soort"]](rij, gegevens, selectie)
    return als_beeld(rij, gegevens, selectie, inhoud)


def klassentabel(beeld: Kaartbeeld) -> pd.DataFrame:
    """Return the table behind a map: klasse, gemeenten, aandeel (0-1, of all gemeenten), projecten.

    Rows: the classes in the order of the legend, each combination by itself also where the map draws the
    rare ones as one class and each project also where the map counts them, then 'geen opgave' and
    '0 projecten' where they occur; projecten is missing where the map counts something else. Where a
    gemeente can have several classes the numbers add up to more than all gemeenten.
    """
    over_projecten = beeld.nul == NUL_PROJECTEN
    rijen = [
        (f"{k.nummer} {k.label}".strip(), k.n_gemeenten, k.n_projecten if over_projecten else pd.NA)
        for k in beeld.alle_klassen
    ]
    if beeld.geen_opgave.any():
        rijen.append((CATEGORIE["geen_opgave"]["label"], int(beeld.geen_opgave.sum()), pd.NA))
    if beeld.nul:
        rijen.append((beeld.nul_label, beeld.n_nul, 0 if over_projecten else pd.NA))
    uit = pd.DataFrame(rijen, columns=["klasse", "gemeenten", "projecten"]).astype({"projecten": "Int64"})
    uit.insert(2, "aandeel", uit["gemeenten"] / len(beeld.klasse_van))
    return uit


def bundels(rijen: Sequence[Mapping[str, str]]) -> dict[str, list[Mapping[str, str]]]:
    """Return the register rows that are panels of one subject, per subject, in order: at least two each.

    The panels of a subject have a kaart_id that differs in the last part only: IV-1-werkwijze-ggz is one of
    IV-1-werkwijze.
    """
    gevonden: dict[str, list[Mapping[str, str]]] = {}
    for rij in rijen:
        if rij["soort"] == "paneel":
            gevonden.setdefault(rij["kaart_id"].rpartition("-")[0], []).append(rij)
    return {onderwerp: panelen for onderwerp, panelen in gevonden.items() if len(panelen) > 1}


def maak_bundel(onderwerp: str, rijen: Sequence[Mapping[str, str]], gegevens: Gegevens) -> Kaartbeeld:
    """Return the panels ``rijen`` of one subject as one beeld, whose kaart_id is ``onderwerp``."""
    panelen = [
        replace(maak_beeld(rij, gegevens), kort=gegevens.ordening.label("thema", rij["thema"]))
        for rij in rijen
    ]
    filters = (d for d in ("instrument", "vorm", "schaal") if als_lijst(rijen[0].get(d)))
    waarover = ", ".join(gegevens.ordening.naam(d, c) for d in filters for c in als_lijst(rijen[0][d]))
    met = int((panelen[0].klasse_van != GEEN_KLASSE).sum())
    titel = f"{waarover} per thema: projecten in {met} van de {len(gegevens.gm_code)} gemeenten"
    titel += VOOR_ZOVER if panelen[0].voorbeelden else ""
    themas = tuple(paneel.klassen[0] for paneel in panelen if paneel.klassen)
    return replace(bundel(panelen, titel), kaart_id=onderwerp, klassen=themas)
