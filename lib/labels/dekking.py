"""The coverage table: which project touches which gemeente, with the project's labels.

Everything is done with numbers: a project and a gemeente are a row number each, a text is a number in a
list of texts (a categorical, in Parquet a dictionary). A million projects so take seconds, not minutes.
"""

from itertools import chain

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
_LIJSTEN = ("instrument", "zorgverzekeraars")


def _paren(projecten: pd.DataFrame, gemeenten: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return the coverage as two int64 arrays of equal length: row number in projecten, in gemeenten.

    Ordered by both. Raises KeyError for a GM code that is not in ``gemeenten``.
    """
    nummer = {code: i for i, code in enumerate(gemeenten["gm_code"])}
    lengtes = np.fromiter(map(len, projecten["gemeenten"]), dtype=np.int64, count=len(projecten))
    codes = map(nummer.__getitem__, chain.from_iterable(projecten["gemeenten"]))
    # both numbers in one, so that they are sorted together and at once
    paar = np.repeat(np.arange(len(projecten)) * len(gemeenten), lengtes)
    paar += np.fromiter(codes, dtype=np.int64, count=len(paar))
    paar.sort()
    return np.divmod(paar, len(gemeenten))


def maak_dekking(projecten: pd.DataFrame, gemeenten: pd.DataFrame) -> pd.DataFrame:
    """Return project × gemeente, one row per pair, ordered by both, with columns ``DEKKING_KOLOMMEN``.

    All are categoricals of str but is_minimacontract (bool); categories without a row may occur. Lists
    (instrument, zorgverzekeraars) are joined by ``;`` in their given order. ``gemeenten`` has gm_code
    (unique) and wmo_regio. Raises KeyError for a GM code that is not in ``gemeenten``.
    """
    kolommen = [naam for naam in DEKKING_KOLOMMEN if naam in projecten]
    projecten = projecten[[*kolommen, "gemeenten"]].sort_values("project_id")
    gemeenten = gemeenten[["gm_code", "wmo_regio"]].sort_values("gm_code")
    rij, gemeente = _paren(projecten, gemeenten)
    dekking = {naam: pd.Categorical(gemeenten[naam]).take(gemeente) for naam in gemeenten}
    for naam in kolommen:
        reeks = projecten[naam].map(";".join) if naam in _LIJSTEN else projecten[naam]
        dekking[naam] = pd.Categorical(reeks).take(rij)
    dekking["is_minimacontract"] = projecten["is_minimacontract"].to_numpy(dtype=bool)[rij]
    return pd.DataFrame(dekking, columns=list(DEKKING_KOLOMMEN), copy=False)
