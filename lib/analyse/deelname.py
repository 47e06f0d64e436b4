"""Which project takes part in which region, and how many projects a region or a label has."""

import pandas as pd

from lib.editie.ordening import DIMENSIES


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
    return samen.groupby(["project_id", "regio"], as_index=False)[["zeker"]].max()


# In which column of projecten the values of something to count by stand, where there is one.
_KOLOM = {
    "gm_code": "gemeenten",
    "wmo_regio": "wmo_regios",
    "zorgverzekeraar": "zorgverzekeraars",
    **{dimensie: dimensie for dimensie in DIMENSIES},
}


def leden(projecten: pd.DataFrame, gemeenten: pd.DataFrame, per: str) -> pd.DataFrame:
    """Return which project belongs where: project_id and ``per`` (str), each pair once.

    ``per``: gm_code, another column of ``gemeenten`` with regions, a dimensie, or zorgverzekeraar. A
    Wmo-regio has the projects that name it, with or without gemeenten; another region those that lie there
    for certain.
    """
    if per not in _KOLOM:
        return deelname(projecten, gemeenten, per).query("zeker").rename(columns={"regio": per})
    los = projecten[["project_id", _KOLOM[per]]].explode(_KOLOM[per]).dropna()
    return los.rename(columns={_KOLOM[per]: per}).query(f"{per} != ''").drop_duplicates()


def tel_per(projecten: pd.DataFrame, gemeenten: pd.DataFrame, per: str, namen: pd.Index) -> pd.Series:
    """Return the number of projects (int64, called ``projecten``) for each of ``namen``, zeros included.

    A project counts in each place or label that it has (:func:`leden`). ``attrs`` says of how many
    ``projecten``, and how many of those have no place or label and so count nowhere: ``zonder``.
    """
    paren = leden(projecten, gemeenten, per)
    telling = paren[per].value_counts().reindex(namen, fill_value=0).astype("int64")
    telling = telling.rename("projecten").rename_axis(per)
    telling.attrs = {"projecten": len(projecten), "zonder": len(projecten) - paren["project_id"].nunique()}
    return telling
