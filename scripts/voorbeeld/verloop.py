"""From 2017 to 2019: what became of each project, and what is new."""

import random
from collections import Counter
from dataclasses import replace

from scripts.voorbeeld.tabellen import deel_van, instellingen, loot, slug
from scripts.voorbeeld.wereld import Project, Wereld, maak_project, maak_titel, vakken_van


def laat_verlopen(projecten: list[Project], zaad: int) -> tuple[list[Project], list[dict[str, str]]]:
    """Return the projects of 2019, numbered Q0001..., and a row per project of either year.

    Rows: waar_2017, waar_2019, soort (gelijk, verder, beeindigd, nieuw), vorm_2017, vorm_2019 and hernoemd:
    nee, ja, or anders where nothing in the new title tells of the old.
    What an ended project leaves behind is nothing; a new one has no predecessor.
    """
    knoppen = instellingen("parameters.toml")["verloop"]
    wereld = Wereld(random.Random(f"{zaad}/verloop"), voorzet="Q")
    overgangen = []
    for project in projecten:
        vorm = project.vorm if project.is_minimacontract else loot(wereld.kans, knoppen[project.vorm])
        if vorm == "beeindigd":
            overgangen.append(_overgang(project, None))
            wereld.reserveer(project)
            continue
        later = replace(project, vorm=vorm)
        if wereld.kans.random() < knoppen["hernoemd"] and project.soort == "gewoon":
            later = _hernoem(wereld, later)
        later = wereld.voeg_toe(later)
        overgangen.append(_overgang(project, later))
    nieuw = round(knoppen["nieuw"] * deel_van(len(projecten)))
    for vak in vakken_van(nieuw, []):
        overgangen.append(_overgang(None, wereld.voeg_toe(maak_project(wereld, *vak))))
    return wereld.projecten, overgangen


def _hernoem(wereld: Wereld, project: Project) -> Project:
    """Return the project under another title: mostly one in which the old can be seen, sometimes not."""
    kans, spelling = wereld.kans, instellingen("spelling.toml")
    if kans.random() >= instellingen("parameters.toml")["verloop"]["nieuwe_naam"]:
        return replace(project, titel=kans.choice(spelling["hernoemingen"]).format(titel=project.titel))
    for naam in kans.sample(spelling["nieuwe_namen"], len(spelling["nieuwe_namen"])):
        titel = maak_titel(kans, naam, project.gemeenten, project.plaats)
        anders = replace(project, titel=titel, onderwerp=naam)
        if wereld.is_nieuw(anders):
            return anders
    raise RuntimeError(f"geen nieuwe naam over voor {project.titel}")


def _overgang(oud: Project | None, nieuw: Project | None) -> dict[str, str]:
    if oud is None or nieuw is None:
        soort = "nieuw" if oud is None else "beeindigd"
    else:
        soort = "gelijk" if oud.vorm == nieuw.vorm else "verder"
    return {
        "waar_2017": oud.nummer if oud else "",
        "waar_2019": nieuw.nummer if nieuw else "",
        "soort": soort,
        "vorm_2017": oud.vorm if oud else "",
        "vorm_2019": nieuw.vorm if nieuw else "",
        "hernoemd": _hernoemd(oud, nieuw) if oud and nieuw else "nee",
    }


def _hernoemd(oud: Project, nieuw: Project) -> str:
    if slug(oud.titel) == slug(nieuw.titel):
        return "nee"
    return "ja" if oud.onderwerp == nieuw.onderwerp else "anders"


def tel(overgangen: list[dict[str, str]]) -> dict[str, int]:
    """Return how often each transition occurs: ``ontwikkelproject > implementeren``, ``nieuw > ...``."""
    return dict(
        sorted(
            Counter(
                f"{rij['vorm_2017'] or 'nieuw'} > {rij['vorm_2019'] or 'beeindigd'}" for rij in overgangen
            ).items()
        )
    )
