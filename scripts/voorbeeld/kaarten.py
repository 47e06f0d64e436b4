"""What every map of projects must show, worked out the slow and obvious way with plain sets.

Nothing of the engine that draws the maps is used here: this is what it is checked against.
"""

from collections import defaultdict
from dataclasses import dataclass

from scripts.voorbeeld.tabellen import DIMENSIES, RAW, land, lees, programmas_van
from scripts.voorbeeld.wereld import Project

OVER_PROJECTEN = ("aanwezigheid", "combinatie", "uitsplitsing", "paneel", "vlekken", "polissen", "strategie")
FILTERS = ("thema", "instrument", "vorm", "schaal", "zorgverzekeraar", "programma")


@dataclass(frozen=True)
class Gekozen:
    """A project with the title under which it is known and its project_id."""

    project: Project
    project_id: str
    titel: str

    def waarden(self, dimensie: str) -> set[str]:
        """Return what a filter on ``dimensie`` looks at."""
        if dimensie == "zorgverzekeraar":
            return set(self.project.zorgverzekeraars)
        if dimensie == "programma":
            return set(programmas_van(self.titel, self.project.zorgverzekeraars)[:1])
        return set(self.project.label(dimensie).split(";"))


def tel_kaarten(alle: list[Gekozen], polissen: list[dict[str, str]]) -> dict[str, dict]:
    """Return, for each row of the register that maps projects, what it must count.

    ``klassen`` is a list of [class, gemeenten, projects], sorted by class; a combination is its labels in
    the fixed order joined by ``;``, a patch is the project_id.
    """
    return {
        rij["kaart_id"]: _tel_kaart(rij, alle, polissen)
        for rij in lees(RAW / "register" / "kaarten.csv")
        if rij["soort"] in OVER_PROJECTEN
    }


def _tel_kaart(rij: dict[str, str], alle: list[Gekozen], polissen: list[dict[str, str]]) -> dict:
    gekozen = [een for een in alle if _past(een, rij)]
    klassen_van = _klassen_per_gemeente(rij, gekozen, polissen)
    regios = {land().gemeente[code]["wmo_regio"] for code in klassen_van}
    aanwezig = {code for een in gekozen for code in een.project.gemeenten}
    stil = {regio for een in gekozen if not een.project.gemeenten for regio in een.project.wmo_regios}
    geen_opgave = {c for c, g in land().gemeente.items() if g["wmo_regio"] in stil} - aanwezig
    met = set(klassen_van)
    if rij["soort"] == "paneel":
        met = {code for code, klassen in klassen_van.items() if rij["thema"] in klassen}
        regios = {land().gemeente[code]["wmo_regio"] for code in met}
    else:
        regios |= {regio for een in gekozen for regio in een.project.wmo_regios}
    return {
        "projecten": len(gekozen),
        "gemeenten_met": len(met),
        "regio_met": len(regios),
        "geen_opgave": 0 if rij["soort"] == "polissen" else len(geen_opgave),
        "zonder_gemeenten": sum(1 for een in gekozen if not een.project.gemeenten),
        "klassen": _telling(rij, gekozen, klassen_van),
    }


def _past(een: Gekozen, rij: dict[str, str]) -> bool:
    minima = een.project.is_minimacontract
    if (rij["minimacontracten"] == "nee" and minima) or (rij["minimacontracten"] == "alleen" and not minima):
        return False
    for dimensie in FILTERS:
        if rij["soort"] == "paneel" and dimensie == "thema":
            continue
        gezocht = {deel.strip() for deel in rij[dimensie].split(";") if deel.strip()}
        if gezocht and not gezocht & een.waarden(dimensie):
            return False
    return True


def _klassen_per_gemeente(
    rij: dict[str, str], gekozen: list[Gekozen], polissen: list[dict[str, str]]
) -> dict[str, set[str]]:
    """Return the classes of every gemeente that has any."""
    per_gemeente: dict[str, set[str]] = defaultdict(set)
    if rij["soort"] == "polissen":
        for polis in polissen:
            per_gemeente[polis["gm_code"]].add(polis["zorgverzekeraar"])
        return per_gemeente
    for een in gekozen:
        for code in een.project.gemeenten:
            per_gemeente[code] |= _klassen_van(rij, een)
    if _is_combinatie(rij):
        volgorde = DIMENSIES[rij["dimensie"]]
        return {code: {";".join(x for x in volgorde if x in labels)} for code, labels in per_gemeente.items()}
    if rij["soort"] == "paneel":
        return {c: {rij["thema"]} if rij["thema"] in k else {"overig"} for c, k in per_gemeente.items()}
    return per_gemeente


def _is_combinatie(rij: dict[str, str]) -> bool:
    return rij["soort"] == "combinatie" or (rij["soort"] == "strategie" and rij["dimensie"] in DIMENSIES)


def _klassen_van(rij: dict[str, str], een: Gekozen) -> set[str]:
    if _is_combinatie(rij) or rij["soort"] == "uitsplitsing":
        return een.waarden(rij["dimensie"])
    if rij["soort"] == "vlekken":
        return {een.project_id}
    if rij["soort"] == "paneel":
        return {rij["thema"] if een.project.thema == rij["thema"] else "overig"}
    if rij["thema"] and ";" not in rij["thema"]:
        return {rij["thema"]}
    if rij["zorgverzekeraar"] and ";" not in rij["zorgverzekeraar"]:
        return {rij["zorgverzekeraar"]}
    return {"aanwezig"}


def _telling(rij: dict[str, str], gekozen: list[Gekozen], klassen_van: dict[str, set[str]]) -> list[list]:
    """Return the classes with their number of gemeenten and of projects."""
    klassen = {klasse for klassen in klassen_van.values() for klasse in klassen}
    if rij["soort"] == "uitsplitsing":
        klassen = set(DIMENSIES[rij["dimensie"]])
    if rij["soort"] == "paneel" and gekozen:
        klassen = {rij["thema"], "overig"}
    if rij["soort"] == "vlekken":
        klassen = {een.project_id for een in gekozen}
    telling = []
    for klasse in sorted(klassen):
        codes = {code for code, eigen in klassen_van.items() if klasse in eigen}
        if _is_combinatie(rij):
            projecten = sum(1 for een in gekozen if codes & set(een.project.gemeenten))
        elif rij["soort"] == "polissen":
            projecten = sum(1 for een in gekozen if klasse in een.project.zorgverzekeraars)
        else:
            projecten = sum(1 for een in gekozen if klasse in _klassen_van(rij, een))
        telling.append([klasse, len(codes), projecten])
    return telling
