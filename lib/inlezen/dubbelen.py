"""Identifiers: one for each row, made from the title where the source gives none."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable

from lib.gebied.aliassen import sleutel
from lib.grond.fouten import plaats_van
from lib.inlezen.rijen import Rij


def project_ids(gegeven: Iterable[str], titels: Iterable[str]) -> list[str]:
    """Return a project_id for each row: the given one, else made from the title.

    A made one is the title in small letters with hyphens; a repeat, or one that is already given to
    another row, gets ``-2``, ``-3``... A row without either gets ``""``.
    """
    gegeven = list(gegeven)
    bezet, ids = set(gegeven), []
    gebruikt: dict[str, int] = defaultdict(int)
    for eigen, titel in zip(gegeven, titels, strict=True):
        if eigen or not sleutel(titel):
            ids.append(eigen)
            continue
        basis = _slug(titel)
        kandidaat = basis
        while True:
            gebruikt[basis] += 1
            kandidaat = basis if gebruikt[basis] == 1 else f"{basis}-{gebruikt[basis]}"
            if kandidaat not in bezet:
                break
        bezet.add(kandidaat)
        ids.append(kandidaat)
    return ids


def _slug(titel: str) -> str:
    plat = unicodedata.normalize("NFKD", titel.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plat).strip("-") or "project"


def keur_dubbele_ids(rijen: list[Rij], groepen: Iterable[list[Rij]]) -> None:
    """Add a fault to every row whose given project_id also stands on a row that is not the same project.

    ``groepen`` are the rows that are one project. All rows with such an id are rejected, for nothing
    says which one is right.
    """
    groep_van = {id(rij): nummer for nummer, groep in enumerate(groepen) for rij in groep}
    per_id: dict[str, list[Rij]] = defaultdict(list)
    for rij in rijen:
        if rij.ruw["project_id"]:
            per_id[rij.project_id].append(rij)
    for project_id, dragers in per_id.items():
        een_project = len({groep_van.get(id(rij)) for rij in dragers}) == 1 and id(dragers[0]) in groep_van
        if len(dragers) > 1 and not een_project:
            for rij in dragers:
                andere = ", ".join(plaats(ander) for ander in dragers[:6] if ander is not rij)
                rij.fout("project_id", f"project_id komt vaker voor, ook op {andere}", project_id)


def vul_labels_aan(groepen: Iterable[list[Rij]], beslist: Collection[tuple[str, str]]) -> None:
    """Take the fault of a missing label from a row whose project has it from another report or a decision.

    ``groepen`` are the rows that people decided to be one project: the rule alone brings no rejected row
    back. A label is missing only where the project has none.
    """
    for groep in groepen:
        for rij in (rij for rij in groep if rij.mist):
            for dimensie in list(rij.mist):
                heeft = any(ander.waarden[dimensie] for ander in groep)
                if heeft or any((ander.project_id, dimensie) in beslist for ander in groep):
                    fout = rij.mist.pop(dimensie)
                    rij.fouten = [een for een in rij.fouten if een is not fout]


def plaats(rij: Rij) -> str:
    """Return where a row stands, in Dutch: ``projecten.xlsx, blad Blad1, rij 7``."""
    return plaats_van(rij.ruw["bestand"], rij.ruw["blad"], rij.ruw["rij"])
