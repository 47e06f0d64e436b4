"""The coverage table: which project touches which gemeente, with the project's labels."""

import numpy as np
import pandas as pd

DEKKING_KOLOMMEN = (
    "project_id",
    "gm_code",
    "wmo_regio",
    "thema",
    "instrument",
    "vorm",
    "schaal",
    "zorgverzekeraars",
    "is_minimacontract",
)


def paren(projecten: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return the coverage as two arrays of equal length: row number of the project (int64), GM code (object).

    Flat arrays from the start: exploding a list column costs a hundred times as much.
    """
    lengtes = projecten["gemeenten"].map(len).to_numpy(dtype=np.int64)
    codes = [code for lijst in projecten["gemeenten"] for code in lijst]
    return np.repeat(np.arange(len(projecten)), lengtes), np.array(codes, dtype=object)


def maak_dekking(projecten: pd.DataFrame, gemeenten: pd.DataFrame) -> pd.DataFrame:
    """Return project × gemeente, one row per pair, ordered by both, with columns ``DEKKING_KOLOMMEN``.

    Lists (instrument, zorgverzekeraars) are joined by ``;`` in their given order. ``gemeenten`` has
    gm_code (unique) and wmo_regio. Raises KeyError for a GM code that is not in ``gemeenten``.
    """
    rij, codes = paren(projecten)
    regio = gemeenten.set_index("gm_code")["wmo_regio"]
    enkel = projecten[["project_id", "thema", "vorm", "schaal", "is_minimacontract"]]
    lijsten = {naam: projecten[naam].map(";".join) for naam in ("instrument", "zorgverzekeraars")}
    dekking = enkel.assign(**lijsten).iloc[rij].assign(gm_code=codes, wmo_regio=regio.loc[codes].to_numpy())
    dekking = dekking.astype({"gm_code": "str", "wmo_regio": "str"})
    return dekking[list(DEKKING_KOLOMMEN)].sort_values(["project_id", "gm_code"], ignore_index=True)
