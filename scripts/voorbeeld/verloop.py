"""From 2017 to 2019: what became of each project, and what is new."""

import random
from collections import Counter
from dataclasses import replace

from scripts.voorbeeld.tabellen import deel_van, instellingen, loot, slug
from scripts.voorbeeld.wereld import Project, Wereld, maak_project, vakken_van


def laat_verlopen(projecten: list[Project], zaad: int) -> tuple[list[Project], list[dict[str, str]]]:
    """Return the projects of 2019, numbered Q0001..., and a row per project of either year.

    Rows: waar_2017, waar_2019, soort (gelijk, verder, beeindigd, nieuw), vorm_2017, vorm_2019, hernoemd.
    What an ended project leaves behind is nothing; a new one has no predecessor.
    """
    knoppen = instellingen("parameters.toml")["verloop"]
    wereld = Wereld(random.Random(f"{zaad}/verloop"), voorzet="Q")
    overgangen = []
    for project in projecten:
        vorm = project.vorm if project.is_minimacontract else loot(wereld.kans, knoppen[project.vorm])
        if vorm == "beeindigd":
            overgangen.append(_overgang(project, None))
            continue
        titel = project.titel
        if wereld.kans.random() < knoppen["hernoemd"] and project.soort == "gewoon":
            titel = f"{titel} – vervolg"
        later = wereld.voeg_toe(replace(project, titel=titel, vorm=vorm))
        overgangen.append(_overgang(project, later))
    nieuw = round(knoppen["nieuw"] * deel_van(len(projecten)))
    for vak in vakken_van(nieuw, []):
        overgangen.append(_overgang(None, wereld.voeg_toe(maak_project(wereld, *vak))))
    return wereld.projecten, overgangen


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
        "hernoemd": "ja" if oud and nieuw and slug(oud.titel) != slug(nieuw.titel) else "nee",
    }


def tel(overgangen: list[dict[str, str]]) -> dict[str, int]:
    """Return how often each transition occurs: ``ontwikkelproject > implementeren``, ``nieuw > ...``."""
    return dict(
        sorted(
            Counter(
                f"{rij['vorm_2017'] or 'nieuw'} > {rij['vorm_2019'] or 'beeindigd'}" for rij in overgangen
            ).items()
        )
    )
