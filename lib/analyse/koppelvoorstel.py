"""Projects that may be the same as one of the edition before, though nothing says so: for people to decide.

Two kinds. A project without a predecessor may be one that ended, under a new title. And two projects with
the same project_id may be different: a common title in another place. Likeness is that of reports within one
edition (:mod:`lib.inlezen.gelijkenis`), but for vorm, which is meant to change.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from lib.analyse.koppeling import UIT_ID
from lib.gebied.namen import Naamgids
from lib.inlezen.gelijkenis import (
    ZELFDE,
    Oordeel,
    Profiel,
    Samenvoegregel,
    lees_samenvoegregel,
    maak_profiel,
    oordeel_per_paar,
)
from lib.inlezen.kandidaten import kandidaten
from lib.inlezen.rijen import Rij

HERNOEMD, TWIJFELACHTIG = "mogelijk hernoemd", "zelfde project_id, mogelijk een ander project"
_KOLOMMEN = (
    "soort",
    "project_id",
    "vorige_project_id",
    "titel",
    "plaats",
    "vorige_titel",
    "vorige_plaats",
    "score",
    "waarom",
)
_MEESTE = 3  # gemeenten named one by one
ONGELIJK = "plaats of onderwerp is anders"


def voorstellen(
    projecten: pd.DataFrame,
    vorige: pd.DataFrame,
    verloop: pd.DataFrame,
    gids: Naamgids,
    regel: Samenvoegregel | None = None,
) -> pd.DataFrame:
    """Return the pairs to decide on, columns ``_KOLOMMEN`` (score 0-100 float64 or missing, the rest str).

    ``projecten`` and ``vorige`` as in projecten.parquet, ``verloop`` as :func:`lib.analyse.koppeling.koppel`
    gives it. What a link decided is left out. Per project the most alike first.
    """
    regel = regel or lees_samenvoegregel()
    oordelen = _oordelen(projecten, vorige, gids, regel)
    nu, toen = (_titel_en_plaats(tabel, gids) for tabel in (projecten, vorige))
    rijen = []
    for soort, id_, eerder in _paren(verloop, oordelen):
        oordeel = oordelen.get((id_, eerder))
        score = oordeel.score if oordeel else None
        waarom = "; ".join(oordeel.redenen) if oordeel else ONGELIJK
        rijen.append((soort, id_, eerder, *nu[id_], *toen[eerder], score, waarom))
    tabel = pd.DataFrame(rijen, columns=list(_KOLOMMEN))
    tabel = tabel.astype({naam: "float64" if naam == "score" else "str" for naam in _KOLOMMEN})
    return tabel.sort_values(
        ["project_id", "score"], ascending=[True, False], kind="stable", ignore_index=True
    )


def _titel_en_plaats(projecten: pd.DataFrame, gids: Naamgids) -> dict[str, tuple[str, str]]:
    uit = {}
    for rij in projecten.to_dict("records"):
        namen = [gids.voluit(code).rsplit(" (", 1)[0] for code in rij["gemeenten"]]
        veel = f"{len(namen)} gemeenten in {', '.join(rij['wmo_regios'])}"
        plaats = veel if len(namen) > _MEESTE else ", ".join(namen or rij["wmo_regios"])
        uit[rij["project_id"]] = (rij["titel"], plaats)
    return uit


def _oordelen(
    projecten: pd.DataFrame, vorige: pd.DataFrame, gids: Naamgids, regel: Samenvoegregel
) -> dict[tuple[str, str], Oordeel]:
    """Return what is said of each pair (project_id, vorige_project_id) that is not plainly different."""
    profielen = [_profiel(rij, gids, regel) for t in (projecten, vorige) for rij in t.to_dict("records")]
    ids = [*projecten["project_id"], *vorige["project_id"]]
    links, rechts, titels = kandidaten(profielen, regel)
    over = (links < len(projecten)) & (rechts >= len(projecten))
    paren = oordeel_per_paar(profielen, links[over], rechts[over], titels[over], regel)
    return {(ids[i], ids[j]): oordeel for i, j, oordeel in paren}


def _profiel(rij: dict, gids: Naamgids, regel: Samenvoegregel) -> Profiel:
    lijsten = {naam: list(waarde) for naam, waarde in rij.items() if isinstance(waarde, (list, np.ndarray))}
    waarden = rij | lijsten | {"vorm": ""}
    return maak_profiel(Rij(waarden, rij["project_id"], waarden=waarden), gids, regel)


def _paren(verloop: pd.DataFrame, oordelen: dict[tuple[str, str], Oordeel]) -> Iterator[tuple[str, str, str]]:
    """Yield soort, project_id and vorige_project_id of each pair to decide on."""
    zelfde_id = verloop.loc[verloop["grond"] == UIT_ID, "project_id"]
    twijfel = {id_ for id_ in zelfde_id if not _is_zelfde(oordelen.get((id_, id_)))}
    for id_ in sorted(twijfel):
        yield TWIJFELACHTIG, id_, id_
    los = verloop[verloop["grond"] == ""]
    nu = {*los["project_id"].dropna(), *twijfel}
    toen = {*los["vorige_project_id"].dropna(), *twijfel}
    for id_, eerder in oordelen:
        if id_ in nu and eerder in toen and id_ != eerder:
            yield HERNOEMD, id_, eerder


def _is_zelfde(oordeel: Oordeel | None) -> bool:
    return oordeel is not None and oordeel.uitspraak == ZELFDE
