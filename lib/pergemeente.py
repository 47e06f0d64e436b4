"""Behind a map: per gemeente the projects that colour it, and which projects were left out and why."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from lib.selectie import Gegevens, selecteer

FILTERS = ("thema", "instrument", "vorm", "schaal", "zorgverzekeraar", "programma")


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


def uitval(rij: Mapping[str, str], gegevens: Gegevens) -> pd.DataFrame:
    """Return how the projects of an edition become those on a map: stap (str), projecten (int64).

    Starts with all projects, ends with those on the map; each step between is a number left out, and
    the steps add up.
    """
    rij = _zonder_klasse(rij)
    telling = [("alle projecten van de editie", len(gegevens.projecten))]
    over = np.ones(len(gegevens.projecten), dtype=bool)
    for naam in ("minimacontracten", *FILTERS):
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
