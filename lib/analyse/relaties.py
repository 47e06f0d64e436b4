"""What is a part of another project, or follows on one: a relation of its own, never a merge.

``relaties`` of an edition names them, each with the argument of whoever judged it. The other project may be
of an earlier edition. Links to the edition before (:mod:`lib.analyse.koppeling`) are shown with them, since
they too say what became of what.
"""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

import pandas as pd

from lib.analyse.koppeling import lees_koppeling
from lib.editie.editie import Editie, edities, lees_editie
from lib.grond.fouten import InvoerFout
from lib.grond.tabel import Kolom, dichtst, lees_ruw

# What a reader sees: seen from the project itself, and from the other.
_WOORDEN = {
    "onderdeel_van": ("Onderdeel van", "Omvat"),
    "vervolg_op": ("Vervolg op", "Gevolgd door"),
    "zelfde_als": ("Hetzelfde project als", "Later ook bekend als"),
}
_EIGEN = ("onderdeel_van", "vervolg_op")
_KOLOMMEN = {
    "project_id": Kolom(),
    "relatie": Kolom(keuze=_EIGEN),
    "editie": Kolom(leeg=True),
    "ander_project_id": Kolom(),
    "argument": Kolom(),
    "datum": Kolom(patroon=r"\d{4}-\d{2}-\d{2}", reden="geen datum (jjjj-mm-dd)", leeg=True),
}
_TABEL = ("project_id", "woord", "editie", "ander_project_id", "argument")


class Relaties(NamedTuple):
    """``regels``: columns ``_KOLOMMEN`` (str), of which each project exists; ``fouten``: the rest, by
    cell.
    """

    regels: pd.DataFrame
    fouten: list[InvoerFout]


def lees_relaties(editie: Editie, project_ids: Collection[str]) -> Relaties:
    """Return the relations of an edition of which ``project_ids`` are the projects; none without a file.

    A row with a fault is left out: an unknown project or edition, a project related to itself, the same pair
    twice. Whether a project of another edition exists is for that edition's own pages. Raises InvoerFouten
    where the file has other columns.
    """
    pad = editie.bestand("relaties")
    if pad is None:
        return Relaties(pd.DataFrame(columns=list(_KOLOMMEN), dtype="str"), [])
    regels, fouten = lees_ruw(pad, _KOLOMMEN)
    fouten = [*fouten, *_fouten(pad.name, regels, set(project_ids), editie)]
    return Relaties(regels.drop(index=list({fout.rij for fout in fouten})), fouten)


def _fouten(bestand: str, regels: pd.DataFrame, bekend: set[str], editie: Editie) -> Iterator[InvoerFout]:
    andere = set(edities(editie.map.parent)) - {editie.naam}
    for rij in regels.itertuples():
        plekken = [("project_id", rij.project_id)]
        plekken += [("ander_project_id", rij.ander_project_id)] if not rij.editie else []
        for kolom, waarde in plekken:
            if waarde not in bekend:
                reden, tip = "geen project van deze editie", dichtst(waarde, bekend)
                yield InvoerFout(bestand, reden, "", rij.Index, kolom, waarde, tip)
        if rij.editie and rij.editie not in andere:
            reden, tip = "geen andere editie", dichtst(rij.editie, andere)
            yield InvoerFout(bestand, reden, "", rij.Index, "editie", rij.editie, tip)
        if not rij.editie and rij.project_id == rij.ander_project_id:
            yield InvoerFout(bestand, "een project hoort bij een ander", "", rij.Index, "ander_project_id")
    dubbel = regels.duplicated(["project_id", "editie", "ander_project_id"], keep="first")
    for nummer, waarde in regels.loc[dubbel, "project_id"].items():
        yield InvoerFout(bestand, "staat er al: één relatie per paar", "", nummer, "project_id", waarde)


def alle_relaties(editie: Editie, project_ids: Collection[str]) -> pd.DataFrame:
    """Return every relation of each project as a reader meets it, columns ``_TABEL`` (str).

    Both ways round, with the links to the edition before, and with what later editions say of these projects.
    ``editie`` is ``""`` for this one.
    """
    rijen = [
        regel
        for van in (editie, *_latere(editie))
        for regel in _richtingen(van, editie, project_ids)
        if regel[0] in project_ids
    ]
    return pd.DataFrame(list(dict.fromkeys(rijen)), columns=list(_TABEL), dtype="str")


def _latere(editie: Editie) -> Iterator[Editie]:
    """Yield the other editions that stand beside this one, in which it may be named."""
    for naam in edities(editie.map.parent):
        if naam != editie.naam:
            yield lees_editie(naam, editie.map.parent)


def _richtingen(
    van: Editie, editie: Editie, project_ids: Collection[str]
) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield what ``van`` says, seen from the projects of ``editie``: forth, and back where it can."""
    eigen = van.naam == editie.naam
    for rij in _gezegd(van, project_ids if eigen else None):
        heen, terug = _WOORDEN[rij.relatie]
        if eigen:
            yield rij.project_id, heen, rij.editie, rij.ander_project_id, rij.argument
            if not rij.editie:
                yield rij.ander_project_id, terug, "", rij.project_id, rij.argument
        elif rij.editie == editie.naam:
            yield rij.ander_project_id, terug, van.naam, rij.project_id, rij.argument


def _gezegd(editie: Editie, project_ids: Collection[str] | None) -> Iterator[Any]:
    """Yield the relations of an edition with its links to the one before, as rows of ``_KOLOMMEN``."""
    pad = editie.bestand("relaties")
    if pad is not None and project_ids is not None:
        yield from lees_relaties(editie, project_ids).regels.itertuples()
    elif pad is not None:
        regels, fouten = lees_ruw(pad, _KOLOMMEN)
        yield from regels.drop(index=list({fout.rij for fout in fouten})).itertuples()
    koppeling = lees_koppeling(editie).regels
    koppeling = koppeling[koppeling["vorige_project_id"] != ""].rename(
        columns={"vorige_project_id": "ander_project_id", "reden": "argument"}
    )
    yield from koppeling.assign(relatie="zelfde_als", editie=editie.vorige, datum="").itertuples()


def relatielijst(relaties: Relaties, projecten: pd.DataFrame) -> pd.DataFrame:
    """Return the relations for a page (str): project, relatie, ander project, editie, argument."""
    titel = dict(zip(projecten["project_id"], projecten["titel"], strict=True))
    rijen = [
        (
            titel[rij.project_id],
            _WOORDEN[rij.relatie][0].lower(),
            titel.get(rij.ander_project_id, rij.ander_project_id) if not rij.editie else rij.ander_project_id,
            rij.editie or "deze",
            rij.argument,
        )
        for rij in relaties.regels.itertuples()
    ]
    return pd.DataFrame(
        rijen, columns=["project", "relatie", "ander_project", "editie", "argument"], dtype="str"
    )
