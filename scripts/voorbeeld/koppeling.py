"""Which projects of 2019 a person has linked to those of 2017, where the project_id cannot tell.

It cannot for a project with a new title, and not where projects share a title: the one that is then called
``-2`` may be another in each year. Of what likeness can find some is left open, for people to decide.
"""

import random
import re
from collections import defaultdict

from scripts.voorbeeld.tabellen import instellingen

NIEUWE_NAAM = "Heeft een nieuwe naam; volgens de indiener is het hetzelfde project."
ZELFDE_TITEL = "Meer projecten heten zo; dit is dat in dezelfde plaats."
ANDER_PROJECT = "Nieuw: heet als een eerder project, maar loopt op een andere plaats."


def maak_koppeling(overgangen: list[dict[str, str]], zaad: str) -> list[dict[str, str]]:
    """Return rows project_id, vorige_project_id (empty: new) and reden, in order of the projects.

    ``overgangen``: the rows of :func:`scripts.voorbeeld.verloop.laat_verlopen`, with project_id_2017 and
    project_id_2019.
    """
    kans, bekend = random.Random(f"{zaad}/koppeling"), instellingen("parameters.toml")["verloop"]
    oude_ids = {rij["project_id_2017"] for rij in overgangen}
    per_titel: dict[str, list[dict[str, str]]] = defaultdict(list)
    rijen = []
    for rij in overgangen:
        oud, nieuw = rij["project_id_2017"], rij["project_id_2019"]
        if not nieuw or oud == nieuw:
            continue
        if rij["hernoemd"] != "nee":
            if rij["hernoemd"] == "anders" or kans.random() < bekend["koppeling_bekend"]:
                rijen.append(_rij(nieuw, oud, NIEUWE_NAAM))
        elif oud or nieuw in oude_ids:
            per_titel[re.sub(r"-\d+$", "", nieuw)].append(rij)
    for groep in per_titel.values():  # all of one title or none: who takes one id leaves another without
        if kans.random() < bekend["koppeling_bekend"]:
            paren = [(rij["project_id_2019"], rij["project_id_2017"]) for rij in groep]
            rijen += [_rij(nieuw, oud, ZELFDE_TITEL if oud else ANDER_PROJECT) for nieuw, oud in paren]
    return sorted(rijen, key=lambda rij: rij["project_id"])


def _rij(nieuw: str, oud: str, reden: str) -> dict[str, str]:
    return {"project_id": nieuw, "vorige_project_id": oud, "reden": reden}
