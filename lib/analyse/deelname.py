"""Which project takes part in which region, and how many projects a region or a label has."""

import pandas as pd


def deelname(projecten: pd.DataFrame, gemeenten: pd.DataFrame, soort: str) -> pd.DataFrame:
    """Return which project takes part in which region: project_id, regio (str) and zeker (bool), each once.

    ``gemeenten``: gm_code, wmo_regio and the column ``soort``. A project that names gemeenten lies in their
    regions. One that names only a Wmo-regio lies there; for another kind of region that is certain only where
    the whole Wmo-regio falls in one of them, and else uncertain in each that it touches.
    """
    van_gemeente = gemeenten.set_index("gm_code")[soort]
    genoemd = projecten[["project_id", "gemeenten"]].explode("gemeenten").dropna()
    zeker = genoemd.assign(regio=genoemd["gemeenten"].map(van_gemeente), zeker=True)
    zonder = projecten[projecten["gemeenten"].map(len) == 0]
    los = zonder[["project_id", "wmo_regios"]].explode("wmo_regios").dropna()
    over = gemeenten[["wmo_regio"]].assign(regio=gemeenten[soort]).drop_duplicates()
    los = los.merge(over, left_on="wmo_regios", right_on="wmo_regio", validate="many_to_many")
    los = los.assign(zeker=~los.duplicated(["project_id", "wmo_regios"], keep=False))
    samen = pd.concat([zeker, los])[["project_id", "regio", "zeker"]]
    samen = samen.astype({"project_id": "str", "regio": "str", "zeker": "bool"})
    return samen.groupby(["project_id", "regio"], as_index=False)["zeker"].max()
