"""What a chapter's page shows: maps with the tables behind them, and the numbers of the report's tables."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from lib.analyse.duiding import duiding_bij, lees_duiding
from lib.analyse.gegevens import Gegevens
from lib.analyse.selectie import selecteer
from lib.analyse.tabellen import analysetabel, bijschrift, polistabel, toon_analysetabel
from lib.beeld.tonen import Beeld, figuur, gevouwen, regel, tabel
from lib.editie.lezing import lees_lezing
from lib.editie.register import lees_tabellen
from lib.grond.woorden import aantal, getal
from lib.kaart.beeld import klassentabel as klassentabel
from lib.kaart.hoofdstuk import Getekend, kies_rijen
from lib.kaart.inhoud import NUL_PROJECTEN, Kaartbeeld
from lib.kaart.klassen import filters
from lib.kaart.pergemeente import achter_kaart, is_los_paneel, projectnummers, uitval
from lib.pagina.lezing import oordeel_over, toon_lezing

_OVERIG = "Wat in andere gemeenten 'overig' is, staat in de tabel bij {bundel}, de figuur met alle thema's."


def toon_tabellen(gegevens: Gegevens, duiding: Path | None, **eisen: str) -> Iterator[Beeld]:
    """Yield each analysis table that passes ``eisen`` (as in :func:`lib.kaart.hoofdstuk.kies_rijen`).

    Per table a heading, the numbers, and beside each printed row what the report gives as reason, the
    interpretation of the edition's file ``duiding``, and whether they agree. Without any table one sentence.
    """
    register = lees_tabellen()
    uitleg = lees_duiding(duiding, register, gegevens.ordening)
    rijen = kies_rijen(register, **eisen, soort="analyse").to_dict("records")
    if not rijen:
        yield regel("Bij deze kaarten heeft het rapport geen tabel.")
    lezing = lees_lezing(tabellen=register)
    lezing = lezing[lezing["tabel_id"].isin([rij["tabel_id"] for rij in rijen])]
    oordelen = oordeel_over((id_ for ids in lezing["constateringen"] for id_ in ids), gegevens)
    for rij in rijen:
        yield regel(f"### {rij['kop']}")
        cijfers = analysetabel(rij, gegevens)
        yield tabel(toon_analysetabel(cijfers, rij), f"{rij['tabel_id']}. {bijschrift(cijfers, rij)}")
        if rij["dimensie"] == "zorgverzekeraar" and (polissen := polistabel(gegevens)) is not None:
            yield tabel(_procent(polissen), "Gemeenten naar het aantal verzekeraars met een gemeentepolis")
        yield toon_lezing(
            rij["tabel_id"], lezing, duiding_bij(uitleg, rij, gegevens), oordelen, gegevens.editie
        )


def toon(getekend: Sequence[Getekend], gegevens: Gegevens) -> Iterator[Beeld]:
    """Yield what a page shows: the printed heading, each figure and, folded, the tables behind a map."""
    vorige = ""
    for een in getekend:
        if een.beeld.ondertitel != vorige:
            yield regel(f"## {een.beeld.ondertitel}")
        vorige = een.beeld.ondertitel
        yield figuur(een.png, een.beeld.alt, een.beeld.bijschrift)
        if isinstance(een.beeld, Kaartbeeld) and een.beeld.soort != "projectblad":
            yield _achter(een.beeld, een.rij, gegevens)


def _achter(beeld: Kaartbeeld, rij: Mapping[str, str], gegevens: Gegevens) -> Beeld:
    """Return the tables behind a map: its classes, its gemeenten, and what was left out and why."""
    plaatsen = achter_kaart(beeld, rij, gegevens)
    gemeenten = aantal(len(plaatsen), "gemeente")
    delen = [_klassentabel(beeld), tabel(plaatsen, f"Per gemeente wat {beeld.kaart_id} kleurt")]
    if beeld.nul != NUL_PROJECTEN:
        return gevouwen(f"Tabel: wat staat er op deze kaart ({gemeenten})", beeld.kaart_id, *delen)
    n = beeld.n_projecten
    if is_los_paneel(beeld, rij):
        rij = {**rij, "soort": ""}  # its thema filters: the other ones only make a gemeente 'overig'
        n = sum(klasse.n_projecten for klasse in beeld.klassen[:1])
        delen.append(regel(_OVERIG.format(bundel=beeld.kaart_id.rpartition("-")[0])))
    delen.append(tabel(uitval(rij, gegevens), f"Van alle projecten naar die op {beeld.kaart_id}"))
    telling = f"{gemeenten}, {aantal(n, 'project')}"
    return gevouwen(f"Tabel: welke projecten kleuren deze kaart ({telling})", beeld.kaart_id, *delen)


def _klassentabel(beeld: Kaartbeeld) -> Beeld:
    cijfers = klassentabel(beeld)
    cijfers["aandeel"] = (100 * cijfers["aandeel"]).round(1)
    koppen = ["Klasse", "Gemeenten", "% van alle gemeenten", "Projecten"]
    if beeld.nul != NUL_PROJECTEN:
        cijfers, koppen = cijfers.drop(columns="projecten"), koppen[:-1]
    return tabel(cijfers, f"{beeld.kaart_id}: {beeld.titel}", koppen)


def toon_projecten(getekend: Sequence[Getekend], gegevens: Gegevens) -> Beeld:
    """Return, folded, the projects on the maps of a page, with the numbers that their tables use.

    Without any, a sentence.
    """
    keus = np.zeros(len(gegevens.projecten), dtype=bool)
    for een in getekend:
        if isinstance(een.beeld, Kaartbeeld) and een.beeld.nul == NUL_PROJECTEN:
            keus |= selecteer(filters(een.rij), gegevens).projecten
    if not keus.any():
        return regel("Op de kaarten van deze pagina staat geen enkel project.")
    lijst = gegevens.projecten[["titel", "zorgverzekeraars", "thema", "vorm"]].copy()
    for naam in ("thema", "vorm"):
        lijst[naam] = [gegevens.ordening.label(naam, code) for code in lijst[naam]]
    lijst.insert(0, "nummer", projectnummers(gegevens))
    lijst = lijst[keus].sort_values("nummer", key=lambda nummers: nummers.str[1:].astype(int))
    samenvatting = f"Lijst: de projecten op de kaarten van deze pagina ({getal(len(lijst))})"
    inhoud = tabel(lijst, "Projecten op deze pagina, met de nummers uit de tabellen bij de kaarten")
    return gevouwen(samenvatting, "projecten", inhoud, anker="projecten")


def _procent(polissen: pd.DataFrame) -> pd.DataFrame:
    return polissen.assign(aandeel=(100 * polissen["aandeel"]).round(1)).rename(columns={"aandeel": "%"})
