"""Behind a map: per gemeente the projects that colour it, and which projects were left out and why."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from lib.analyse.gegevens import Gegevens
from lib.analyse.selectie import selecteer
from lib.kaart.inhoud import NUL_PROJECTEN, Kaartbeeld

_FILTERS = ("thema", "instrument", "vorm", "schaal", "zorgverzekeraar", "programma", "wmo_regio", "moment")


def per_gemeente(rij: Mapping[str, str], gegevens: Gegevens) -> pd.DataFrame:
    """Return the gemeenten with at least one project of a register row, by name.

    Columns: gemeente, wmo_regio, inwoners_2017 (int64), aantal (int64: projects), projecten (list of titles).
    """
    selectie = selecteer(_zonder_klasse(rij), gegevens)
    titels = gegevens.projecten["titel"].to_numpy()
    paren = pd.DataFrame({"gemeente": selectie.gemeente, "titel": titels[selectie.project]})
    lijsten = paren.sort_values("titel").groupby("gemeente")["titel"].agg(list)
    plaats = gegevens.gemeenten.iloc[lijsten.index]
    tabel = pd.DataFrame(
        {
            "gemeente": plaats["gm_naam"].to_numpy(),
            "wmo_regio": plaats["wmo_regio"].to_numpy(),
            "inwoners_2017": plaats["inwoners_2017"].to_numpy(),
            "aantal": lijsten.map(len).to_numpy(),
            "projecten": lijsten.to_numpy(),
        }
    )
    return tabel.sort_values("gemeente", ignore_index=True)


def projectnummers(gegevens: Gegevens) -> np.ndarray:
    """Return a short name of each project of an edition, str in the order of projecten: ``P1``, ``P2``, ...

    They run by title, so that every page of the edition gives a project the same one.
    """
    volgorde = np.lexsort(
        (gegevens.projecten["project_id"].to_numpy(), gegevens.projecten["titel"].to_numpy())
    )
    namen = np.empty(len(volgorde), dtype=object)
    namen[volgorde] = [f"P{i}" for i in range(1, len(volgorde) + 1)]
    return namen


def achter_kaart(beeld: Kaartbeeld, rij: Mapping[str, str], gegevens: Gegevens) -> pd.DataFrame:
    """Return the gemeenten that a map colours, by name, with what colours them.

    Columns: gemeente (str); klasse (str: its entry in the legend, on a map of projects their numbers there);
    where the map is about projects also aantal (int64) and projecten (list of :func:`projectnummers`).
    A paneel lists the projects of its thema only: those of the other thema's make a gemeente 'overig'.
    """
    met = beeld.klasse_van == 0 if is_los_paneel(beeld, rij) else beeld.klasse_van >= 0
    welke = np.flatnonzero(met)
    tabel = pd.DataFrame({"gemeente": gegevens.gemeenten["gm_naam"].to_numpy()[welke]}, dtype="str")
    if not (beeld.panelen or beeld.geteld):
        tabel["klasse"] = pd.Series([_klasse(beeld, gemeente) for gemeente in welke.tolist()], dtype="str")
    if beeld.nul == NUL_PROJECTEN:
        filters = _zonder_klasse(rij) if beeld.panelen else {**rij, "soort": ""}
        selectie = selecteer(filters, gegevens)
        namen = projectnummers(gegevens)
        lijsten: list[list[int]] = [[] for _ in gegevens.gm_code]
        for project, gemeente in zip(selectie.project.tolist(), selectie.gemeente.tolist(), strict=True):
            lijsten[gemeente].append(project)
        tabel["aantal"] = [len(lijsten[gemeente]) for gemeente in welke]
        tabel["projecten"] = [
            sorted((namen[project] for project in lijsten[gemeente]), key=lambda naam: int(naam[1:]))
            for gemeente in welke
        ]
    return tabel.sort_values("gemeente", ignore_index=True)


def is_los_paneel(beeld: Kaartbeeld, rij: Mapping[str, str]) -> bool:
    """Return whether this is a paneel by itself: its thema against all other projects."""
    return rij.get("soort") == "paneel" and not beeld.panelen


def _klasse(beeld: Kaartbeeld, gemeente: int) -> str:
    klassen = [beeld.klassen[i] for i in beeld.delen.get(gemeente, (beeld.klasse_van[gemeente],))]
    op_nummer = beeld.soort == "vlekken"
    return ", ".join(klasse.nummer if op_nummer else klasse.label for klasse in klassen)


def uitval(rij: Mapping[str, str], gegevens: Gegevens) -> pd.DataFrame:
    """Return how the projects of an edition become those on a map: stap (str), projecten (int64).

    Starts with all projects, ends with those on the map; each step between is a number left out, and
    the steps add up.
    """
    rij = _zonder_klasse(rij)
    telling = [("alle projecten van de editie", len(gegevens.projecten))]
    over = np.ones(len(gegevens.projecten), dtype=bool)
    for naam in ("minimacontracten", *_FILTERS):
        filters = {"minimacontracten": "ja"} | ({naam: rij[naam]} if rij.get(naam) else {})
        nu = over & selecteer(filters, gegevens).projecten
        if (weg := int((over & ~nu).sum())) > 0:
            telling.append((_reden(naam, rij[naam]), -weg))
        over = nu
    selectie = selecteer(rij, gegevens)
    if selectie.zonder_gemeenten:
        telling.append(("geteld, zonder gemeenten", -selectie.zonder_gemeenten))
    telling.append(("op de kaart", selectie.aantal - selectie.zonder_gemeenten))
    return pd.DataFrame(telling, columns=["stap", "projecten"])


def _zonder_klasse(rij: Mapping[str, str]) -> dict[str, str]:
    """The filters of a row; the thema of a paneel is a class, not a filter."""
    return {**rij, "thema": ""} if rij.get("soort") == "paneel" else dict(rij)


def _reden(naam: str, waarde: str) -> str:
    if naam == "minimacontracten":
        return "minimacontracten" if waarde == "nee" else "geen minimacontract"
    return f"{naam} is niet {waarde.replace('_', ' ')}"
