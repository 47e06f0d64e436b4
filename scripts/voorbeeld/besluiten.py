"""What a consultant decided: final labels, and whether two rows are the same project."""

import random
from collections import defaultdict

from scripts.voorbeeld.opgaven import Opgave
from scripts.voorbeeld.tabellen import DIMENSIES, instellingen, slug
from scripts.voorbeeld.wereld import Project

DATUM = {"2017": "2017-06-22", "2019": "2019-06-21"}
ARGUMENTEN = {
    "thema": "De meeste deelnemers horen bij deze doelgroep.",
    "vorm": "Volgens de omschrijving past de ene fase beter dan de andere.",
    "instrument": "Waar de afspraak is vastgelegd gaf de doorslag.",
}
ANDERE_VERZEKERAAR = "Elke zorgverzekeraar heeft hier een eigen project onder dezelfde titel."
Bladen = dict[tuple[str, str], list[Opgave]]


def goede(bladen: Bladen) -> list[Opgave]:
    """Return the rows that are neither empty nor to be rejected, in reading order."""
    return [o for rijen in bladen.values() for o in rijen if not o.leeg and not o.gebrek]


def per_project(bladen: Bladen) -> dict[str, list[Opgave]]:
    """Return the good rows of each true project, both in reading order."""
    groepen: dict[str, list[Opgave]] = defaultdict(list)
    for opgave in goede(bladen):
        groepen[opgave.project.nummer].append(opgave)
    return dict(groepen)


def project_ids(bladen: Bladen) -> dict[str, str]:
    """Return the project_id of each true project: the slug of its first title, ``-2``, ``-3`` for repeats."""
    gebruikt: dict[str, int] = defaultdict(int)
    ids = {}
    for nummer, opgaven in per_project(bladen).items():
        basis = slug(opgaven[0].cellen["titel"])
        gebruikt[basis] += 1
        ids[nummer] = basis if gebruikt[basis] == 1 else f"{basis}-{gebruikt[basis]}"
    return ids


def labelbesluiten(bladen: Bladen, zaad: str, jaar: str) -> list[dict[str, str]]:
    """Return the decisions on labels: always where the first report is wrong, often where reports differ."""
    kans, rijen = random.Random(f"{zaad}/labelbesluiten"), []
    ids, knoppen = project_ids(bladen), instellingen("parameters.toml")["opgaven"]
    for nummer, opgaven in per_project(bladen).items():
        eerste, project = opgaven[0], opgaven[0].project
        for dimensie in DIMENSIES:
            andere = [o.afwijking[dimensie] for o in opgaven if dimensie in o.afwijking]
            fout = dimensie in eerste.afwijking
            if not andere or (not fout and kans.random() >= knoppen["besluit_bij_goed"]):
                continue
            rijen.append(
                {
                    "project_id": ids[nummer],
                    "dimensie": dimensie,
                    "voorstel": eerste.afwijking.get(dimensie, project.label(dimensie)),
                    "voorstel_partij": "synthetisch: eerste opgave",
                    "zekerheid": "gesteld" if eerste.cellen[dimensie] else "open",
                    "tegenvoorstel": project.label(dimensie) if fout else andere[0],
                    "argument": ARGUMENTEN[dimensie],
                    "eindoordeel": project.label(dimensie),
                    "datum": DATUM[jaar],
                    "bron_kop": "synthetisch",
                }
            )
    return rijen


def samenvoegbesluiten(bladen: Bladen, zaad: str, jaar: str) -> list[dict[str, str]]:
    """Return decisions on pairs of rows that a program cannot be sure of."""
    kans, knoppen = random.Random(f"{zaad}/samenvoegbesluiten"), instellingen("parameters.toml")["opgaven"]
    groepen = per_project(bladen)
    lijkt = _gelijkenissen([opgaven[0].project for opgaven in groepen.values()])
    kans.shuffle(lijkt)
    # Same title and place, another insurer: nothing but a decision can tell, so these come first.
    lijkt.sort(key=lambda paar: paar[2] != ANDERE_VERZEKERAAR)
    verschillend = [
        (groepen[een.nummer][0], groepen[ander.nummer][0], waarom) for een, ander, waarom in lijkt
    ]
    zelfde = [
        (opgaven[0], opgave, "Zelfde plaats, partijen en inhoud; de titel is alleen anders opgeschreven.")
        for opgaven in groepen.values()
        for opgave in opgaven[1:]
        if opgave.bewerkingen >= 2 or _vervolg_kwijt(opgaven[0], opgave)
    ]
    kans.shuffle(zelfde)
    # A follow-up whose title lost that word looks like another project, so these come first.
    zelfde.sort(key=lambda paar: not _vervolg_kwijt(paar[0], paar[1]))
    rijen = []
    for besluit, paren in (("verschillend", verschillend), ("zelfde", zelfde)):
        for een, ander, argument in paren[: knoppen[f"samenvoegbesluiten_{besluit}"]]:
            plaatsen = {"a": een, "b": ander}
            velden = ("bestand", "blad", "rij")
            rij = {f"{veld}_{x}": str(getattr(o, veld)) for x, o in plaatsen.items() for veld in velden}
            rijen.append(rij | {"besluit": besluit, "argument": argument, "datum": DATUM[jaar]})
    return rijen


def _vervolg_kwijt(een: Opgave, ander: Opgave) -> bool:
    """Whether one report of a follow-up project says so in its title and the other does not."""
    return len({"vervolg" in slug(opgave.cellen["titel"]) for opgave in (een, ander)}) == 2


def _gelijkenissen(projecten: list[Project]) -> list[tuple[Project, Project, str]]:
    """Return pairs of different projects that look the same."""
    op_titel: dict[str, list[Project]] = defaultdict(list)
    for project in projecten:
        op_titel[slug(project.titel)].append(project)
    paren = []
    for project in projecten:
        kaal = slug(project.titel.removesuffix(", fase 2"))
        if project.soort == "fase" and kaal in op_titel:
            paren.append(
                (op_titel[kaal][0], project, "De tweede fase is een eigen project, met eigen afspraken.")
            )
    for groep in op_titel.values():
        if len(groep) > 1:
            zelfde_plaats = groep[0].gemeenten == groep[1].gemeenten
            reden = ANDERE_VERZEKERAAR if zelfde_plaats else "Andere gemeente; alleen de titel is gelijk."
            paren.append((groep[0], groep[1], reden))
    return paren
