"""The truth about white spots: where something is known on ouderen, GGZ and preventie, and since when.

Worked out without any of ``lib``, from the true projects and the dates of their first reports.
"""

import datetime as dt
import re

from scripts.voorbeeld.besluiten import Bladen, per_project
from scripts.voorbeeld.tabellen import DIMENSIES, land
from scripts.voorbeeld.wereld import Project

THEMAS = ("ouderen", "ggz", "preventie")
SOORTEN = ("zorgkantoorregio", "wmo_regio")
MAANDEN = {"maart": 3}
UITLEG = (
    "SYNTHETISCH. Per regio en thema wat er bekend is, zonder minimacontracten.",
    "onzeker: projecten die alleen een Wmo-regio noemen die over meer regio's ligt; zij tellen niet.",
    "sinds: de oudste datum van de eerste opgaven; leeg is een witte vlek.",
)


def maak_vlekken(projecten: list[Project], bladen: Bladen) -> list[dict[str, str]]:
    """Return a row per kind of region, region and theme."""
    datum = {nummer: lees_dag(groep[0].cellen["peildatum"]) for nummer, groep in per_project(bladen).items()}
    rijen = []
    for soort in SOORTEN:
        for regio in sorted({rij[soort] for rij in land().gemeente.values()}):
            for thema in THEMAS:
                eigen = [p for p in projecten if p.thema == thema and not p.is_minimacontract]
                zeker = [p for p in eigen if regio in _regios(p, soort)]
                mogelijk = [p for p in eigen if regio in _geraakt(p, soort) and p not in zeker]
                rijen.append(
                    {
                        "regio_soort": soort,
                        "regio": regio,
                        "thema": thema,
                        "projecten": str(len(zeker)),
                        "vormen": ";".join(v for v in DIMENSIES["vorm"] if v in {p.vorm for p in zeker}),
                        "sinds": min((datum[p.nummer] for p in zeker), default=""),
                        "onzeker": str(len(mogelijk)),
                    }
                )
    return rijen


def lees_dag(cel: object) -> str:
    """Return a date of a report, however it is written, as jjjj-mm-dd."""
    if isinstance(cel, dt.datetime):
        return cel.date().isoformat()
    dag, maand, jaar = re.split(r"[ -]", str(cel))
    return dt.date(int(jaar), MAANDEN.get(maand) or int(maand), int(dag)).isoformat()


def _geraakt(project: Project, soort: str) -> set[str]:
    """The regions of the gemeenten of a project or, where it names none, of its Wmo-regio's."""
    codes = project.gemeenten or [code for naam in project.wmo_regios for code in land().regio[naam]]
    return {land().gemeente[code][soort] for code in codes}


def _regios(project: Project, soort: str) -> set[str]:
    """The regions in which a project lies for certain."""
    if project.gemeenten:
        return _geraakt(project, soort)
    per_regio = [{land().gemeente[c][soort] for c in land().regio[naam]} for naam in project.wmo_regios]
    return {regio for regios in per_regio if len(regios) == 1 for regio in regios}
