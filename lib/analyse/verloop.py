"""An edition beside the one before: which projects are the same, and what people should still decide."""

from typing import NamedTuple

import pandas as pd

from lib.analyse.koppeling import (
    KOPPELKOLOMMEN,
    Koppeling,
    Verloop,
    gebruikt,
    koppel,
    lees_koppeling,
    tel_verloop,
)
from lib.analyse.koppelvoorstel import voorstellen
from lib.editie.editie import Editie, lees_editie
from lib.gebied.jaar import gemeenten_van_editie
from lib.gebied.namen import lees_naamgids
from lib.gebied.omrekenen import omrekenen
from lib.grond.opslag import laad
from lib.grond.paden import uitvoer
from lib.grond.woorden import getal

_VOORBEELDEN = (
    "Een van beide edities is geen telling, maar een verzameling voorbeelden. Dat een project hier niet "
    "terugkomt, zegt dan niets: het kan nog lopen. Daarom staat hier geen aantal dat bleef, verdween of "
    "bijkwam, en geen aandeel; alleen wat een mens heeft gekoppeld, met het argument."
)
GEEN_VORIGE = "Deze editie noemt geen vorige editie, of die is nog niet gedraaid. Er is niets te vergelijken."


NIET_GEKOPPELD = "niet gekoppeld"


class _Vergelijking(NamedTuple):
    """``verloop`` and ``afgekeurd`` as :class:`lib.analyse.koppeling.Verloop`; ``gebruikt``: the links used,
    by title (project, was, reden: str); ``voorstellen`` as :func:`lib.analyse.koppelvoorstel.voorstellen`
    gives them.

    All are empty where there is no edition before. Where either edition is no count, ``verloop`` is: what
    does not come back in examples may well go on.
    """

    verloop: pd.DataFrame
    afgekeurd: pd.DataFrame
    gebruikt: pd.DataFrame
    voorstellen: pd.DataFrame


def lees_vorige(editie: Editie) -> pd.DataFrame | None:
    """Return the projects of the edition before, with the gemeenten of this edition's ``tekenjaar``.

    None where the series has no edition before, or that was not run.
    """
    pad = uitvoer(editie.vorige).processed / "projecten.parquet" if editie.vorige else None
    if pad is None or not pad.is_file():
        return None
    vorige, jaar = laad(pad), lees_editie(editie.vorige).tekenjaar
    if jaar == editie.tekenjaar:
        return vorige
    los = vorige[["project_id", "gemeenten"]].explode("gemeenten").dropna()
    over = omrekenen(los.rename(columns={"gemeenten": "gm_code"}), jaar, editie.tekenjaar)
    codes = over.groupby("project_id")["gm_code"].agg(lambda reeks: sorted(set(reeks)))
    lijsten = [codes.get(id_, []) for id_ in vorige["project_id"]]
    return vorige.assign(gemeenten=pd.Series(lijsten, index=vorige.index, dtype=object))


def vergelijk_edities(editie: Editie, projecten: pd.DataFrame) -> _Vergelijking:
    """Return how the projects of an edition (as in projecten.parquet) relate to those of the one before."""
    vorige = lees_vorige(editie)
    if vorige is None:
        leeg, geen = projecten[:0], Koppeling("", pd.DataFrame(columns=list(KOPPELKOLOMMEN), dtype="str"), [])
        return _vergelijking(leeg, leeg, geen, editie)
    telt = editie.volledig and lees_editie(editie.vorige).volledig
    return _vergelijking(projecten, vorige, lees_koppeling(editie), editie, telt)


def _vergelijking(
    projecten: pd.DataFrame, vorige: pd.DataFrame, koppeling: Koppeling, editie: Editie, telt: bool = True
) -> _Vergelijking:
    gekoppeld: Verloop = koppel(projecten, vorige, koppeling)
    gids = lees_naamgids(editie.tekenjaar, editie.bestand("aliassen"), gemeenten_van_editie(editie))
    nu, toen = (dict(zip(t["project_id"], t["titel"], strict=True)) for t in (projecten, vorige))
    links = gebruikt(gekoppeld.verloop, koppeling)
    links = links.assign(
        project=links["project_id"].map(nu),
        was=links["was"].map(toen).fillna("nieuw" if telt else NIET_GEKOPPELD),
    )
    return _Vergelijking(
        gekoppeld.verloop if telt else gekoppeld.verloop[:0],
        gekoppeld.afgekeurd,
        links[["project", "was", "reden"]],
        voorstellen(projecten, vorige, gekoppeld.verloop, gids),
    )


def in_het_kort(vergelijking: _Vergelijking) -> str:
    """Return the numbers in plain Dutch, as Markdown."""
    if vergelijking.verloop.empty:
        return _VOORBEELDEN if len(vergelijking.gebruikt) else GEEN_VORIGE
    n = {naam: getal(aantal) for naam, aantal in tel_verloop(vergelijking.verloop).items()}
    open_ = getal(vergelijking.voorstellen["project_id"].nunique())
    return (
        f"- **{n['gebleven']}** projecten staan in beide edities; {n['gekoppeld']} daarvan zijn door mensen "
        "gekoppeld.\n"
        f"- **{n['nieuw']}** zijn nieuw en **{n['niet meer']}** zijn er niet meer, voor zover bekend.\n"
        f"- Over **{open_}** projecten kan een mens nog beslissen; zie de voorstellen. Tot dan verandert er "
        "niets."
    )
