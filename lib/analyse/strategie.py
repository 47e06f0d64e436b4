"""What one zorgverzekeraar does with gemeenten (chapter VII): portfolio, spread, programmes and stages.

Stages are a stock: how many projects an edition has in each. Only two editions of one series show that a
project moved; :func:`overgangen` does that, for projects that :mod:`lib.analyse.koppeling` knows to be the
same.
"""

from collections.abc import Mapping
from typing import cast

import numpy as np
import pandas as pd

from lib.analyse.gegevens import Gegevens, als_lijst
from lib.analyse.selectie import filter_projecten
from lib.analyse.tabellen import TABELKOLOMMEN, TOTAAL, analysetabel
from lib.analyse.verband.kernwerkgebied import uit_de_tabel
from lib.editie.ordening import DIMENSIES
from lib.grond.woorden import aandeel, aantal, getal

GEEN_PROJECT = "In deze editie staat geen project van {}."
NB_GROTE_VIER = (
    "NB. Het rapport van 2017 beschreef alleen de strategieën van de vier grootste zorgverzekeraars: CZ, "
    "Menzis, VGZ en Zilveren Kruis. Voor de andere staan hier alleen tellingen."
)
GEEN_STROOM = (
    "Dit is de stand op één moment: hoeveel projecten in elke fase zijn. Het laat niet zien dat een project "
    "van de ene naar de andere fase ging."
)
KOPPEN = {"thema": "Thema's", "instrument": "Instrumenten", "vorm": "Samenwerkingsvormen", "schaal": "Schaal"}
FASEN = ("ontwikkelproject", "doorontwikkelen", "implementeren")  # the path; a stage may be skipped
APART = "samenwerkingsafspraken"  # by definition no project yet, so not on the path
NIEUW, VERVALLEN = "nieuw", "niet meer"
KERN_BINNEN, KERN_BUITEN, KERN_ONBEKEND = (
    "binnen het kernwerkgebied",
    "daarbuiten",
    "zonder opgave van gemeenten",
)


def portefeuille(zorgverzekeraar: str, gegevens: Gegevens) -> pd.DataFrame:
    """Return the analysis tables of an insurer's projects over thema, instrument, vorm and schaal.

    Columns: dimensie (str) and those of ``lib.analyse.tabellen.TABELKOLOMMEN``; 'overig' are the projects of
    this edition in which the insurer does not take part or no insurer is named. Without minimacontracten.
    """
    delen = [
        analysetabel(_rij(zorgverzekeraar) | {"dimensie": dimensie}, gegevens).assign(dimensie=dimensie)
        for dimensie in DIMENSIES
    ]
    return pd.concat(delen, ignore_index=True)[["dimensie", *TABELKOLOMMEN]]


def _rij(zorgverzekeraar: str) -> dict[str, str]:
    return {"tabel_id": zorgverzekeraar, "zorgverzekeraar": zorgverzekeraar, "minimacontracten": "nee"}


def _projecten(zorgverzekeraar: str, gegevens: Gegevens) -> np.ndarray:
    return filter_projecten(_rij(zorgverzekeraar), gegevens)


def spreiding(zorgverzekeraar: str, gegevens: Gegevens) -> pd.DataFrame:
    """Return where an insurer's projects are: inside its kernwerkgebied, outside it, or not known where.

    Three rows; columns: waar (str); projecten (int64) with at least one gemeente there, a project can count
    inside and outside; gemeenten (int64) touched, of ``gemeenten_totaal`` there; paren (int64): project ×
    gemeente, out of ``noemer``. Where the kernwerkgebied is not known everything lies outside.
    """
    kern, keus = gegevens.kernwerkgebied(zorgverzekeraar), _projecten(zorgverzekeraar, gegevens)
    project, gemeente = gegevens.dekking_nr
    mee = keus[project]
    project, gemeente = project[mee], gemeente[mee]
    rijen = []
    for waar, gebied in ((KERN_BINNEN, kern), (KERN_BUITEN, ~kern)):
        er = gebied[gemeente]
        rijen.append((waar, len(set(project[er])), len(set(gemeente[er])), int(gebied.sum()), int(er.sum())))
    rijen.append((KERN_ONBEKEND, int(keus.sum()) - len(set(project)), 0, 0, 0))
    kolommen = ["waar", "projecten", "gemeenten", "gemeenten_totaal", "paren"]
    return pd.DataFrame(rijen, columns=kolommen).assign(noemer=len(project))


def ontwikkelpad(
    zorgverzekeraar: str, gegevens: Gegevens, per: str = "thema", namen: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return how many projects of an insurer are in each stage, per ``thema`` or per ``programma``.

    Columns: groep (code), label (str), a column (int64) for each of ``FASEN``, ``samenwerkingsafspraken``
    and projecten. Groups without projects are left out; thema's stand in fixed order, programmes in that of
    ``namen`` (code → name), and projects without a programme come last as 'geen programma'
    (codes that are not in ``namen`` come first).
    """
    eigen = gegevens.projecten[_projecten(zorgverzekeraar, gegevens)]
    if per == "thema":
        labels = {code: gegevens.ordening.label("thema", code) for code in gegevens.ordening.codes("thema")}
    else:
        labels = {**(namen or {}), "": "geen programma"}
    telling = pd.crosstab(eigen[per].to_numpy(), eigen["vorm"].to_numpy())
    overige = [code for code in telling.index if code not in labels]
    volgorde = [code for code in [*overige, *labels] if code in telling.index]
    uit = telling.reindex(index=volgorde, columns=[*FASEN, APART], fill_value=0).astype("int64")
    uit["projecten"] = uit.sum(axis=1)
    uit.insert(0, "label", [labels.get(code, code) for code in volgorde])
    uit.insert(0, "groep", volgorde)
    return uit.astype({"groep": "str", "label": "str"}).rename_axis(columns=None).reset_index(drop=True)


def overgangen(
    zorgverzekeraar: str, projecten: pd.DataFrame, vorige: pd.DataFrame, verloop: pd.DataFrame
) -> pd.DataFrame:
    """Return how projects of an insurer, or with ``""`` all, went from one vorm to another between editions.

    The first two tables have project_id, vorm, zorgverzekeraars and is_minimacontract; ``verloop`` says which
    are the same (:func:`lib.analyse.koppeling.koppel`). A project counts where the insurer takes part in
    either edition. Columns: van and naar (codes of vorm, or ``nieuw`` / ``niet meer``) and projecten (int64);
    only pairs that occur, in the order of the stages.
    """
    van = _stand(vorige, zorgverzekeraar).add_suffix("_van")
    naar = _stand(projecten, zorgverzekeraar).add_suffix("_naar")
    samen = verloop.merge(van, left_on="vorige_project_id", right_index=True, how="left", validate="m:1")
    samen = samen.merge(naar, left_on="project_id", right_index=True, how="left", validate="m:1")
    mee = samen[["mee_van", "mee_naar"]].eq(True).any(axis=1)
    paren = pd.DataFrame(
        {"van": samen["vorm_van"].fillna(NIEUW), "naar": samen["vorm_naar"].fillna(VERVALLEN)}
    )[mee]
    telling = paren.value_counts().rename("projecten").reset_index()
    plaats = {code: i for i, code in enumerate((*FASEN, APART, NIEUW, VERVALLEN))}
    return telling.sort_values(["van", "naar"], key=lambda kolom: kolom.map(plaats), ignore_index=True)


def _stand(projecten: pd.DataFrame, zorgverzekeraar: str) -> pd.DataFrame:
    gewoon = projecten[~projecten["is_minimacontract"].astype(bool)]
    mee = [not zorgverzekeraar or zorgverzekeraar in als_lijst(cel) for cel in gewoon["zorgverzekeraars"]]
    return gewoon.set_index("project_id")[["vorm"]].assign(mee=mee)


def zinnen(zorgverzekeraar: str, gegevens: Gegevens) -> list[str]:
    """Return plain Dutch sentences with the numbers of an insurer's page, caveats last.

    For an insurer without projects that is all they say.
    """
    tabel = portefeuille(zorgverzekeraar, gegevens)
    totaal = tabel[tabel["code"] == TOTAAL].iloc[0]
    n = int(totaal["projecten"])
    if not n:
        return [GEEN_PROJECT.format(zorgverzekeraar), NB_GROTE_VIER]
    plaats = spreiding(zorgverzekeraar, gegevens).set_index("waar")
    uit = [
        f"{zorgverzekeraar} doet in deze editie mee aan {aantal(n, 'project')}, in "
        f"{aantal(int(totaal['gemeenten']), 'gemeente')} en "
        f"{aantal(int(totaal['wmo_regios']), 'Wmo-regio')}.",
        *(f"{kop}: {_opsomming(tabel, soort)}." for soort, kop in KOPPEN.items()),
        _zin_spreiding(plaats),
        _zin_uit_de_tabel(zorgverzekeraar, gegevens),
        GEEN_STROOM,
        NB_GROTE_VIER,
    ]
    return [zin for zin in uit if zin]


def _opsomming(tabel: pd.DataFrame, dimensie: str) -> str:
    """Return the labels that occur, most projects first, as 'ouderen 3, GGZ 2'."""
    eigen = tabel[(tabel["dimensie"] == dimensie) & (tabel["projecten"] > 0)]
    labels = eigen[~eigen["code"].isin([TOTAAL, "meer_dan_een"])]
    op_aantal = labels.sort_values("projecten", ascending=False, kind="stable")
    return ", ".join(f"{rij.label} {getal(rij.projecten)}" for rij in op_aantal.itertuples())


def _zin_spreiding(plaats: pd.DataFrame) -> str:
    binnen = cast(pd.Series, plaats.loc[KERN_BINNEN])
    onbekend = int(plaats.at[KERN_ONBEKEND, "projecten"])
    zin = ""
    if not binnen["gemeenten_totaal"]:
        zin = "Deze verzekeraar is in geen enkele Wmo-regio de grootste en heeft dus geen kernwerkgebied."
    elif binnen["noemer"]:
        zin = (
            f"Van alle keren dat een project een gemeente raakt, ligt "
            f"{aandeel(binnen['paren'], binnen['noemer'])} in het kernwerkgebied; daar zijn "
            f"{getal(binnen['gemeenten'])} van de "
            f"{aantal(int(binnen['gemeenten_totaal']), 'gemeente')} geraakt."
        )
    if onbekend:
        zin += f" Van {aantal(onbekend, 'project')} zijn de gemeenten niet bekend."
    return zin.strip()


def _zin_uit_de_tabel(zorgverzekeraar: str, gegevens: Gegevens) -> str:
    n = int((uit_de_tabel(gegevens) & _projecten(zorgverzekeraar, gegevens)).sum())
    if not n:
        return ""
    return (
        f"Let op: {aantal(n, 'project')} {'noemt' if n == 1 else 'noemen'} precies het hele kernwerkgebied."
    )
