"""The projects counted per gemeente or per region: in all, and for each label."""

from typing import cast

import numpy as np
import pandas as pd

from lib.analyse.gegevens import Gegevens, als_lijst
from lib.analyse.selectie import Selectie, selecteer
from lib.editie.ordening import DIMENSIES
from lib.levering.stof import Levering

_NAAM = {"gm_code": "gm_naam"}


def tel_gebieden(levering: Levering, soort: str) -> pd.DataFrame:
    """Return one row per area of ``soort`` (gm_code, wmo_regio or zorgkantoorregio), by code or name.

    For gemeenten the columns of gebieden.parquet, for a region its name (``naam``, str) and its number of
    ``gemeenten`` and of inhabitants. Then int64 counts of projects, without minimacontracten unless the
    edition counts them: ``projecten`` and one column per label, ``thema_ouderen``, ``zorgverzekeraar_cz``,
    ...; a Wmo-regio also counts a project that names it without saying which gemeenten. Without projects
    there are no counts.
    """
    gebieden = levering.gemeenten
    if soort != "gm_code":
        inwoners = [naam for naam in gebieden if naam.startswith("inwoners")]
        groepen = gebieden.groupby(soort)
        delen: list[pd.Series | pd.DataFrame] = [groepen.size().rename("gemeenten"), groepen[inwoners].sum()]
        uit = pd.concat(delen, axis=1).rename_axis("naam").reset_index()
    else:
        uit = gebieden.sort_values("gm_code", ignore_index=True)
    if levering.gegevens is None:
        return uit
    sleutel = uit["gm_code" if soort == "gm_code" else "naam"]
    lid = _lidmaatschap(levering, soort, sleutel)
    return pd.concat([uit, pd.DataFrame(lid, index=uit.index)], axis=1)


def selectie_van(levering: Levering) -> Selectie:
    """Return the projects that count, with their coverage; the edition must have projects."""
    minima = "ja" if levering.editie.parameters.incl_minimacontracten else "nee"
    return selecteer({"minimacontracten": minima}, cast(Gegevens, levering.gegevens))


def labelkolommen(gegevens: Gegevens) -> dict[str, np.ndarray]:
    """Return per column name which projects (bool) have that label; insurers only where they occur."""
    kolommen = {}
    for dimensie in (*DIMENSIES, "zorgverzekeraar"):
        bits = gegevens.bits(dimensie)
        for i, code in enumerate(gegevens.ordening.codes(dimensie)):
            heeft = (bits >> i & 1).astype(bool)
            if dimensie != "zorgverzekeraar" or heeft.any():
                kolommen[f"{dimensie}_{code.lower().replace(' ', '_')}"] = heeft
    return kolommen


def _lidmaatschap(levering: Levering, soort: str, sleutel: pd.Series) -> dict[str, np.ndarray]:
    gegevens, selectie = cast(Gegevens, levering.gegevens), selectie_van(levering)
    nummer = pd.Index(sleutel).get_indexer(pd.Index(gegevens.gemeenten[soort]))
    paren = {(int(p), int(nummer[g])) for p, g in zip(selectie.project, selectie.gemeente, strict=True)}
    if soort == "wmo_regio":
        plaats = {naam: i for i, naam in enumerate(sleutel)}
        paren |= {
            (int(p), plaats[naam])
            for p in np.flatnonzero(selectie.projecten)
            for naam in als_lijst(gegevens.projecten["wmo_regios"].iloc[p])
            if naam in plaats
        }
    project, gebied = np.array(sorted(paren), dtype=np.int64).reshape(-1, 2).T
    kolommen = {"projecten": np.ones(len(gegevens.projecten), dtype=np.bool_), **labelkolommen(gegevens)}
    return {
        naam: np.bincount(gebied[heeft[project]], minlength=len(sleutel)).astype("int64")
        for naam, heeft in kolommen.items()
    }
