"""Which project of the edition before a project is: by its project_id, or as people decided.

A project_id that is made from a title changes when the title does, and where projects share a title the one
that is called ``-2`` may be another each year. ``koppeling`` of an edition settles such cases: a row for each
project whose project_id does not tell. What only looks the same is a proposal
(:mod:`lib.analyse.koppelvoorstel`); it is never applied.
"""

from collections.abc import Iterator
from dataclasses import astuple, fields
from typing import NamedTuple

import pandas as pd

from lib.editie.editie import CONFIGURATIE, Editie
from lib.grond.fouten import InvoerFout, InvoerFouten, dichtst
from lib.grond.tabel import Kolom, lees_ruw

KOPPELKOLOMMEN = {"project_id": Kolom(), "vorige_project_id": Kolom(leeg=True), "reden": Kolom()}
UIT_ID, UIT_KOPPELING = "project_id", "koppeling"
_VELDEN = [veld.name for veld in fields(InvoerFout)]


class Koppeling(NamedTuple):
    """``regels``: columns ``KOPPELKOLOMMEN`` (str), index the row in the file; ``fouten``: those of its
    cells.
    """

    bestand: str
    regels: pd.DataFrame
    fouten: list[InvoerFout]


class Verloop(NamedTuple):
    """What became of each project.

    ``verloop``: one row per project of either edition, with project_id and vorige_project_id (str; missing
    where it does not exist in that edition) and grond (str): ``project_id``, ``koppeling``, or ``""`` where
    nothing links it. ``afgekeurd``: a row per fault in the links, columns those of ``InvoerFout``.
    """

    verloop: pd.DataFrame
    afgekeurd: pd.DataFrame


def lees_koppeling(editie: Editie) -> Koppeling:
    """Return the links of an edition; none where it has no such file.

    An empty vorige_project_id says: this project is new. Raises InvoerFouten where the file has other
    columns, or where the edition names none before it to link to.
    """
    pad = editie.bestand("koppeling")
    if pad is None:
        return Koppeling("", pd.DataFrame(columns=list(KOPPELKOLOMMEN), dtype="str"), [])
    if not editie.vorige:
        reden = "een koppeling hoort bij een editie die een vorige noemt"
        raise InvoerFouten([InvoerFout(str(editie.map / CONFIGURATIE), reden, kolom="vorige")])
    return Koppeling(pad.name, *lees_ruw(pad, KOPPELKOLOMMEN))


def koppel(projecten: pd.DataFrame, vorige: pd.DataFrame, koppeling: Koppeling) -> Verloop:
    """Return what became of each project of ``vorige``, and where each of ``projecten`` comes from.

    Both have project_id. A link goes before an equal project_id: whoever has the id of a project that is
    linked to another is new. A link with a fault is rejected.
    """
    nu, toen = projecten["project_id"].tolist(), vorige["project_id"].tolist()
    fouten = [*koppeling.fouten, *_fouten(koppeling, set(nu), set(toen))]
    goed = koppeling.regels.drop(index=list({fout.rij for fout in fouten}))
    besluit = dict(zip(goed["project_id"], goed["vorige_project_id"], strict=True))
    vrij = set(toen) - set(besluit.values())
    rijen = [
        (id_, besluit[id_] or None, UIT_KOPPELING)
        if id_ in besluit
        else (id_, id_, UIT_ID)
        if id_ in vrij
        else (id_, None, "")
        for id_ in nu
    ]
    gebleven = {eerder for _, eerder, _ in rijen}
    rijen += [(None, id_, "") for id_ in toen if id_ not in gebleven]
    verloop = pd.DataFrame(rijen, columns=["project_id", "vorige_project_id", "grond"], dtype="str")
    return Verloop(verloop, pd.DataFrame([astuple(fout) for fout in fouten], columns=_VELDEN))


def _fouten(koppeling: Koppeling, nu: set[str], toen: set[str]) -> Iterator[InvoerFout]:
    for kolom, bekend, welke in (("project_id", nu, "deze"), ("vorige_project_id", toen, "de vorige")):
        ingevuld = koppeling.regels.loc[koppeling.regels[kolom] != "", kolom]
        for rij, waarde in ingevuld[~ingevuld.isin(bekend)].items():
            reden, tip = f"geen project van {welke} editie", dichtst(waarde, bekend)
            yield InvoerFout(koppeling.bestand, reden, "", rij, kolom, waarde, tip)
        for rij, waarde in ingevuld[ingevuld.duplicated(keep=False)].items():
            yield InvoerFout(koppeling.bestand, "staat in meer dan één regel", "", rij, kolom, waarde)


def gebruikt(verloop: pd.DataFrame, koppeling: Koppeling) -> pd.DataFrame:
    """Return the links that were used: project_id, was (``""`` where it is new) and reden (str)."""
    uit = verloop[verloop["grond"] == UIT_KOPPELING].merge(
        koppeling.regels[["project_id", "reden"]], on="project_id", how="left", validate="1:m"
    )
    return uit.assign(was=uit["vorige_project_id"].fillna(""))[["project_id", "was", "reden"]]


def tel_verloop(verloop: pd.DataFrame) -> dict[str, int]:
    """Return how many projects are ``gebleven`` and of those ``gekoppeld``, ``nieuw`` and ``niet meer``."""
    nu, toen = verloop["project_id"].notna(), verloop["vorige_project_id"].notna()
    return {
        "gebleven": int((nu & toen).sum()),
        "gekoppeld": int((nu & toen & (verloop["grond"] == UIT_KOPPELING)).sum()),
        "nieuw": int((nu & ~toen).sum()),
        "niet meer": int((~nu & toen).sum()),
    }
