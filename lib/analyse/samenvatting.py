"""Projects counted and listed for readers: per label, with certainty, and one line for each."""

import pandas as pd

from lib.editie.ordening import Ordening
from lib.editie.register import programma_van
from lib.labels.besluiten import DIMENSIES

_AFGELEID = " °"


def met_programma(projecten: pd.DataFrame, programmas: pd.DataFrame) -> pd.DataFrame:
    """Return ``projecten`` with ``programma`` (str) filled from the title where the source gives none."""
    eigen = projecten["programma"] if "programma" in projecten else [""] * len(projecten)
    afgeleid = [
        programma or programma_van(programmas, titel, verzekeraars)
        for programma, titel, verzekeraars in zip(
            eigen, projecten["titel"], projecten["zorgverzekeraars"], strict=True
        )
    ]
    return projecten.assign(programma=pd.Series(afgeleid, index=projecten.index, dtype="str"))


def met_themas(projecten: pd.DataFrame) -> pd.DataFrame:
    """Return ``projecten`` with ``themas`` (lists of codes): those it names, else its one thema.

    An agenda over several thema's is *anders* and names them here, so that it can be found by each.
    """
    genoemd = projecten["themas"] if "themas" in projecten else [()] * len(projecten)
    themas = [list(lijst) or [thema] for lijst, thema in zip(genoemd, projecten["thema"], strict=True)]
    return projecten.assign(themas=pd.Series(themas, index=projecten.index, dtype=object))


def tel_themas(projecten: pd.DataFrame, ordening: Ordening) -> pd.DataFrame:
    """Return per thema, in fixed order: thema (str), als_label and genoemd (int: of how many it is the label,
    and how many name it, agendas over several included).
    """
    namen = projecten["themas"].explode()
    rijen = [
        (ordening.label("thema", code), int((projecten["thema"] == code).sum()), int((namen == code).sum()))
        for code in ordening.codes("thema")
    ]
    return pd.DataFrame(rijen, columns=["thema", "als_label", "genoemd"])


def tel_labels(
    projecten: pd.DataFrame, labels: pd.DataFrame, dimensie: str, ordening: Ordening
) -> pd.DataFrame:
    """Return per label of ``dimensie``, in fixed order: label (str), projecten, op_de_kaart and
    label_gesteld_in_de_bron (int).

    ``op_de_kaart`` has gemeenten; ``gesteld`` is the number whose label the source states. A project
    with two instruments counts at both.
    """
    gesteld = labels[(labels["dimensie"] == dimensie) & (labels["zekerheid"] == "gesteld")]["project_id"]
    rijen = []
    for code in ordening.codes(dimensie):
        met = projecten[dimensie].map(
            lambda label, code=code: code in ([label] if isinstance(label, str) else label)
        )
        deel = projecten[met]
        rijen.append(
            {
                "label": ordening.label(dimensie, code),
                "projecten": len(deel),
                "op_de_kaart": int((deel["gemeenten"].map(len) > 0).sum()),
                "label_gesteld_in_de_bron": int(deel["project_id"].isin(gesteld).sum()),
            }
        )
    return pd.DataFrame(rijen)


def projectenlijst(
    projecten: pd.DataFrame, labels: pd.DataFrame, gemeenten: pd.DataFrame, ordening: Ordening
) -> pd.DataFrame:
    """Return one line per project for readers (str): title, insurers, places, labels, heading in the source.

    A label or place that was derived carries ``°``; places are named as in the source where that is known.
    """
    zekerheid = labels.pivot(index="project_id", columns="dimensie", values="zekerheid")
    naam = gemeenten.set_index("gm_code")["gm_naam"]
    return pd.DataFrame(
        [
            _regel(project, zekerheid.loc[project["project_id"]], naam, ordening)
            for project in projecten.to_dict("records")
        ]
    )


def _regel(project: dict, zekerheid: pd.Series, naam: pd.Series, ordening: Ordening) -> dict[str, str]:
    per_dimensie = {
        dimensie: _met_teken(_label(project[dimensie], dimensie, ordening), zekerheid[dimensie])
        for dimensie in DIMENSIES
    }
    return {
        "project": project["titel"],
        "zorgverzekeraars": _met_teken(
            ", ".join(project["zorgverzekeraars"]), project.get("zekerheid_zorgverzekeraars")
        ),
        "plaatsen": _met_teken(_plaatsen(project, naam), project.get("zekerheid_gemeenten")),
        **per_dimensie,
        "staat_in": project.get("bron_kop") or "",
        "waarom_geen_gemeenten": project.get("reden_geen_gemeenten") or "",
    }


def _label(waarde: str | list[str], dimensie: str, ordening: Ordening) -> str:
    return ", ".join(
        ordening.label(dimensie, code) for code in ([waarde] if isinstance(waarde, str) else waarde)
    )


def _plaatsen(project: dict, naam: pd.Series, meeste: int = 6) -> str:
    if genoemd := project.get("plaatsen_genoemd"):
        return genoemd.replace(";", ", ")
    if len(project["gemeenten"]) > meeste:
        return f"{len(project['gemeenten'])} gemeenten in {', '.join(project['wmo_regios'])}"
    return ", ".join(naam[code] for code in project["gemeenten"]) or ", ".join(project["wmo_regios"])


def _met_teken(tekst: str, zekerheid: str | None) -> str:
    if not tekst:
        return "niet genoemd"
    return tekst + (_AFGELEID if zekerheid == "afgeleid" else "")
