"""Labels by decision: what the source proposes, what a party argues, what is finally decided.

Each project has one thema, one vorm, one schaal and a non-empty set of instruments. A decision
stands in the edition's ``labelbesluiten.csv``; without one the source's own label holds. Method:
AEF 2017, "Afspraken" (labels by an independent party, who hears arguments and decides).
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lib.editie.ordening import DIMENSIES
from lib.grond.fouten import InvoerFout, InvoerFouten, dichtst, plaats_van
from lib.grond.tabel import kop_van, lees_csvtekst, lees_tabel

if TYPE_CHECKING:
    from lib.editie.register import Ordening


ENKELVOUDIG = ("thema", "vorm", "schaal")
_ZEKERHEDEN = ("gesteld", "afgeleid", "open", "")
_PLAATS = ("bestand", "blad", "rij")
LABELKOLOMMEN = (
    "project_id",
    "dimensie",
    "voorstel",
    "voorstel_partij",
    "zekerheid",
    "tegenvoorstel",
    "argument",
    "eindoordeel",
    "datum",
    "bron_kop",
)


def lees_besluiten(pad: Path | None, ordening: "Ordening") -> pd.DataFrame:
    """Return the label decisions: strings, columns ``LABELKOLOMMEN``, one row per project and dimension.

    Without a file the table is empty. Raises InvoerFouten with every unknown dimension, label or
    certainty, every second decision on the same project and dimension, and every breach of a label
    rule, each with its row.
    """
    if pad is None:
        return pd.DataFrame(columns=list(LABELKOLOMMEN), dtype=str)
    besluiten = lees_tabel(pad, LABELKOLOMMEN)
    fouten = [fout for rij in besluiten.itertuples() for fout in _fouten_in_besluit(pad, rij, ordening)]
    dubbel = besluiten.duplicated(["project_id", "dimensie"])
    fouten += [
        InvoerFout(
            str(pad),
            "tweede besluit over hetzelfde",
            rij=_rij(pad, rij.Index),
            kolom=rij.dimensie,
            waarde=rij.project_id,
        )
        for rij in besluiten[dubbel].itertuples()
    ]
    if fouten:
        raise InvoerFouten(sorted(fouten, key=lambda fout: fout.rij))
    return besluiten


def _rij(pad: Path, index: int) -> int:
    """The row as an editor shows it: after the comment lines and the header."""
    return kop_van(lees_csvtekst(pad))[0] + 2 + index


def _fouten_in_besluit(pad: Path, rij: Any, ordening: "Ordening") -> list[InvoerFout]:
    plaats: dict[str, Any] = {"bestand": str(pad), "rij": _rij(pad, rij.Index)}
    if rij.dimensie not in DIMENSIES:
        return [
            InvoerFout(
                reden="onbekende dimensie",
                kolom="dimensie",
                waarde=rij.dimensie,
                suggestie=dichtst(rij.dimensie, DIMENSIES),
                **plaats,
            )
        ]
    fouten = []
    if rij.zekerheid not in _ZEKERHEDEN:
        fouten.append(
            InvoerFout(
                reden="onbekende zekerheid",
                kolom="zekerheid",
                waarde=rij.zekerheid,
                suggestie=dichtst(rij.zekerheid, _ZEKERHEDEN),
                **plaats,
            )
        )
    for kolom in ("voorstel", "tegenvoorstel", "eindoordeel"):
        codes = splits(getattr(rij, kolom))
        bekend = ordening.codes(rij.dimensie)
        for code in codes:
            if code not in bekend:
                fouten.append(
                    InvoerFout(
                        reden=f"onbekend label voor {rij.dimensie}",
                        kolom=kolom,
                        waarde=code,
                        suggestie=dichtst(code, bekend),
                        **plaats,
                    )
                )
        if rij.dimensie in ENKELVOUDIG and len(codes) > 1:
            fouten.append(
                InvoerFout(
                    reden=f"{rij.dimensie} is enkelvoudig", kolom=kolom, waarde=getattr(rij, kolom), **plaats
                )
            )
    return fouten


def splits(cel: str) -> list[str]:
    """Return the values in a list cell (``a; b``), in the order in which they stand."""
    return [deel.strip() for deel in cel.split(";") if deel.strip()]


def besliste_labels(besluiten: pd.DataFrame) -> set[tuple[str, str]]:
    """Return the (project_id, dimensie) for which a final decision stands."""
    beslist = besluiten[besluiten["eindoordeel"] != ""]
    return set(zip(beslist["project_id"], beslist["dimensie"], strict=True))


def label(
    projecten: pd.DataFrame,
    besluiten: pd.DataFrame,
    ordening: "Ordening",
    opgaven: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the labels, long: one row per project and dimension, in the order of both.

    ``opgaven`` are the reports of the projects (:class:`lib.inlezen.projecten.Inlezing`): where no decision
    says anything, a label that another report gives is the tegenvoorstel. Columns (str): project_id, titel,
    dimensie, opgave (what the source says; ``;`` between several), zekerheid, tegenvoorstel, argument,
    eindoordeel (the label that counts), grondslag (``besluit`` or ``opgave``), datum, opmerking (where a
    decision rests on another proposal than the source now makes).
    """
    delen = []
    for dimensie in DIMENSIES:
        opgave = (
            projecten[dimensie].map(lambda codes: ";".join(codes))
            if dimensie == "instrument"
            else projecten[dimensie]
        )
        deel = projecten[["project_id", "titel"]].assign(
            dimensie=dimensie, opgave=opgave.fillna("").astype(str)
        )
        delen.append(deel)
    lang = pd.concat(delen, ignore_index=True)
    samen = lang.merge(besluiten, on=["project_id", "dimensie"], how="left", validate="1:1").fillna("")
    if opgaven is not None:
        samen = _met_andere_lezingen(samen, andere_lezingen(opgaven))
    beslist = samen["eindoordeel"] != ""
    samen["grondslag"] = np.where(beslist, "besluit", "opgave")
    gevolgd = samen["eindoordeel"].where(beslist, samen["opgave"])
    samen["eindoordeel"] = [
        _gesorteerd(d, cel, ordening) for d, cel in zip(samen["dimensie"], gevolgd, strict=True)
    ]
    samen["opmerking"] = [_verouderd(rij, ordening) for rij in samen.itertuples()]
    kolommen = [
        "project_id",
        "titel",
        "dimensie",
        "opgave",
        "zekerheid",
        "tegenvoorstel",
        "argument",
        "eindoordeel",
    ]
    return samen[[*kolommen, "grondslag", "datum", "opmerking"]]


def andere_lezingen(opgaven: pd.DataFrame) -> pd.DataFrame:
    """Return where reports of one project disagree: project_id, dimensie, tegenvoorstel, argument (str).

    ``tegenvoorstel`` is the first label other than that of the project's first report that has one;
    ``argument`` names every report that says otherwise, with its label.
    """
    rijen = []
    vaker = opgaven[opgaven.duplicated("project_id", keep=False)]
    for project_id, groep in vaker.groupby("project_id", sort=False):
        for dimensie in DIMENSIES:
            lezingen = [
                (";".join(cel) if dimensie == "instrument" else cel, plaats_van(*plek))
                for cel, *plek in zip(*(groep[naam] for naam in (dimensie, *_PLAATS)), strict=True)
                if len(cel)
            ]
            andere = [(cel, plek) for cel, plek in lezingen if cel != lezingen[0][0]]
            if andere:
                argument = "; ".join(
                    f"andere bron: {plek}" + (f" ({cel})" if cel != andere[0][0] else "")
                    for cel, plek in andere
                )
                rijen.append((project_id, dimensie, andere[0][0], argument))
    return pd.DataFrame(rijen, columns=["project_id", "dimensie", "tegenvoorstel", "argument"], dtype=str)


def _met_andere_lezingen(samen: pd.DataFrame, lezingen: pd.DataFrame) -> pd.DataFrame:
    """Fill tegenvoorstel and argument from other reports where no decision, open or final, fills them."""
    erbij = samen[["project_id", "dimensie"]].merge(
        lezingen, on=["project_id", "dimensie"], how="left", validate="1:1"
    )
    vrij = (samen[["tegenvoorstel", "argument", "eindoordeel"]] == "").all(axis=1) & erbij[
        "tegenvoorstel"
    ].notna()
    kolommen = ["tegenvoorstel", "argument"]
    return samen.assign(**{naam: samen[naam].mask(vrij, erbij[naam]) for naam in kolommen})


def _gesorteerd(dimensie: str, cel: str, ordening: "Ordening") -> str:
    return ";".join(ordening.sorteer(dimensie, splits(cel)))


def _verouderd(rij: Any, ordening: "Ordening") -> str:
    zelfde = _gesorteerd(rij.dimensie, rij.voorstel, ordening) == _gesorteerd(
        rij.dimensie, rij.opgave, ordening
    )
    if rij.grondslag == "opgave" or zelfde:
        return ""
    return f"besluit genomen op voorstel «{rij.voorstel}», de bron zegt nu «{rij.opgave}»"


def besluiten_zonder_project(projecten: pd.DataFrame, besluiten: pd.DataFrame) -> pd.DataFrame:
    """Return the decisions about projects that the edition does not (or no longer) have."""
    return besluiten[~besluiten["project_id"].isin(projecten["project_id"])]


def pas_toe(projecten: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    """Return ``projecten`` with the decided labels in place of the source's; instrument as a list."""
    breed = labels.pivot(index="project_id", columns="dimensie", values="eindoordeel").loc[
        projecten["project_id"]
    ]
    gelabeld = projecten.assign(**{dimensie: breed[dimensie].to_numpy() for dimensie in DIMENSIES})
    return gelabeld.assign(instrument=gelabeld["instrument"].map(splits))


def schendingen(projecten: pd.DataFrame) -> pd.DataFrame:
    """Return every breach of a label rule: project_id, titel, dimensie, waarde, reden (one row each)."""
    rijen = []
    for project in projecten.itertuples():
        for dimensie in ENKELVOUDIG:
            aantal = len(splits(getattr(project, dimensie)))
            if aantal != 1:
                reden = "geen label" if aantal == 0 else f"{aantal} labels, de regel is één"
                rijen.append((project.project_id, project.titel, dimensie, getattr(project, dimensie), reden))
        if len(project.instrument) == 0:
            rijen.append((project.project_id, project.titel, "instrument", "", "geen label"))
    return pd.DataFrame(rijen, columns=["project_id", "titel", "dimensie", "waarde", "reden"], dtype=str)


def controleer_schaal(projecten: pd.DataFrame, gemeenten: pd.DataFrame) -> pd.DataFrame:
    """Return the projects whose schaal is not what their places say; nothing is changed.

    The definition (AEF 2017, appendix): within one Wmo-regio but not all its gemeenten is gemeente,
    all gemeenten of one is regionaal, gemeenten in two or more is bovenregionaal. In a region of a
    single gemeente the first two cannot be told apart and both hold. Without gemeenten only the
    number of regions named can contradict the label. Columns (str): project_id, titel, schaal,
    naar_plaats, reden.
    """
    per_regio = gemeenten.groupby("wmo_regio")["gm_code"].agg(frozenset)
    rijen = []
    for project in projecten.itertuples():
        verwacht, reden = _schaal_naar_plaats(
            frozenset(project.gemeenten), list(project.wmo_regios), per_regio
        )
        if verwacht and project.schaal not in verwacht:
            rijen.append((project.project_id, project.titel, project.schaal, " of ".join(verwacht), reden))
    return pd.DataFrame(rijen, columns=["project_id", "titel", "schaal", "naar_plaats", "reden"], dtype=str)


def _schaal_naar_plaats(
    codes: frozenset[str], regios: list[str], per_regio: pd.Series
) -> tuple[tuple[str, ...], str]:
    if len(regios) > 1:
        return ("bovenregionaal",), f"{len(regios)} Wmo-regio's"
    if not regios:
        return (), ""
    alle = per_regio[regios[0]]
    if not codes:
        return ("gemeente", "regionaal"), f"één Wmo-regio ({regios[0]}), gemeenten niet genoemd"
    if codes >= alle:
        smal = ("gemeente", "regionaal") if len(alle) == 1 else ("regionaal",)
        return smal, f"alle {len(alle)} gemeenten van {regios[0]}"
    return ("gemeente",), f"{len(codes)} van de {len(alle)} gemeenten van {regios[0]}"
