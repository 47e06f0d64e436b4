"""From the gemeenten of one year to those of another, forward or back: shares, counts and presence.

A gemeente that stayed or merged as a whole is carried over exactly. What was split, or is asked for in an
older division, is divided by the inhabitants of 1 January 2017 and marked ``geschat``. Source of who became
whom: CBS, *Gemeentelijke indeling op 1 januari* (:mod:`lib.gebied.herindeling`).
"""

from functools import cache

import pandas as pd

from lib.editie.jaren import EERSTE_JAAR
from lib.gebied.herindeling import indeling, naam, opvolgers
from lib.gebied.tabellen import lees_gemeenten

_KOLOMMEN = ("van", "naar", "aandeel", "aandeel_naar", "geschat")
MINSTE_DEEL = 0.05  # a part smaller than this on both sides, such as a moved border, takes no project along


@cache
def _overgang(van: int, naar: int) -> pd.DataFrame:
    if naar >= van:
        delen = {
            (oud, nieuw): deel for oud in indeling(van) for nieuw, deel in opvolgers(oud, van, naar).items()
        }
    else:
        delen = _terug(van, naar)
    tabel = pd.DataFrame([(*paar, deel) for paar, deel in sorted(delen.items())], columns=_KOLOMMEN[:3])
    aantal = tabel["aandeel"] * tabel["van"].map(inwoners_van(van))
    return tabel.assign(
        aandeel_naar=aantal / tabel["naar"].map(inwoners_van(naar)),
        geschat=tabel["van"].duplicated(keep=False),
    )


def _terug(van: int, naar: int) -> dict[tuple[str, str], float]:
    """Return the shares from a later to an earlier division: who of its inhabitants lived where."""
    inwoners, totaal = inwoners_van(naar), inwoners_van(van)
    return {
        (nieuw, oud): inwoners[oud] * deel / totaal[nieuw]
        for oud in indeling(naar)
        for nieuw, deel in opvolgers(oud, naar, van).items()
    }


def overgang(van: int, naar: int) -> pd.DataFrame:
    """Return how the gemeenten of 1 January ``van`` go over into those of ``naar``; columns ``_KOLOMMEN``.

    ``aandeel`` (float64): the share of the inhabitants of ``van`` (str, a GM code) that is in ``naar``; per
    ``van`` they sum to 1. ``aandeel_naar``: the share of those of ``naar`` that is in ``van``; per ``naar``
    they sum to 1. ``geschat`` (bool): ``van`` is spread over several gemeenten, so that what is known
    of it can only be divided. Either year may be the later. Raises ValueError outside ``JAREN``.
    """
    return _overgang(van, naar).copy()


@cache
def _inwoners(jaar: int) -> dict[str, int]:
    basis = lees_gemeenten()
    som: dict[str, float] = dict.fromkeys(indeling(jaar), 0.0)
    for code, aantal in zip(basis["gm_code"], basis["inwoners_2017"].tolist(), strict=True):
        for nieuw, deel in opvolgers(code, EERSTE_JAAR, jaar).items():
            som[nieuw] += aantal * deel
    return {code: round(aantal) for code, aantal in sorted(som.items())}


def inwoners_van(jaar: int) -> dict[str, int]:
    """Return the inhabitants of 1 January 2017 (CBS) on the territory of each gemeente of ``jaar``."""
    return dict(_inwoners(jaar))


def herverdeel(aantallen: pd.Series, van: int, naar: int) -> pd.DataFrame:
    """Return counts per gemeente of ``van`` (index: gm_code) for the division of ``naar``.

    Columns: gm_code (each gemeente of ``naar``, sorted), aantal (float64), geschat (bool: a part of it was
    divided by inhabitants). The total stays the same. Raises KeyError for a gemeente that ``van`` lacks.
    """
    delen = _paren(aantallen.index, van, naar).assign(aantal=lambda t: t["van"].map(aantallen) * t["aandeel"])
    telt = delen[delen["aantal"] != 0].groupby("naar")
    codes = pd.Index(sorted(indeling(naar)), name="gm_code")
    som = telt["aantal"].sum().reindex(codes, fill_value=0.0)
    geschat = telt["geschat"].any().reindex(codes, fill_value=False)
    return pd.DataFrame({"aantal": som, "geschat": geschat.astype(bool)}).reset_index()


def omrekenen(dekking: pd.DataFrame, van: int, naar: int, minstens: float = MINSTE_DEEL) -> pd.DataFrame:
    """Return presence in the gemeenten of ``naar``: each row of ``dekking`` once, sorted.

    ``dekking`` has gm_code and what is present there, such as a project_id. The columns of the result (str)
    are the same, with aandeel (float64, 0-1: the largest share of a gemeente of ``van`` where it is present
    that lies here) and geschat (bool: each such gemeente lies elsewhere too). Where a gemeente was divided,
    each part gets the presence, but for a part with less than ``minstens`` of the inhabitants of the one and
    of the other gemeente, which does not count. Raises KeyError for a gemeente that ``van`` lacks.
    """
    delen = _paren(dekking["gm_code"], van, naar)
    delen = delen[delen[["aandeel", "aandeel_naar"]].max(axis=1) >= minstens]
    delen = delen.assign(geschat=delen["van"].duplicated(keep=False))
    aanwezig = dekking.astype("str").drop_duplicates()
    over = aanwezig.merge(delen, left_on="gm_code", right_on="van", validate="many_to_many")
    per = over.assign(gm_code=over["naar"]).groupby(list(dekking.columns), sort=True)
    return per.agg(aandeel=("aandeel", "max"), geschat=("geschat", "all")).reset_index()


def breng_over(
    projecten: pd.DataFrame,
    gemeenten: pd.DataFrame,
    van: int,
    naar: int,
    eerder: pd.DataFrame | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return projects in the gemeenten of ``naar``, and which of those are estimated.

    ``projecten`` has project_id and, as lists, gemeenten and wmo_regios (those named in the source:
    wmo_regios_genoemd); ``gemeenten`` are those of ``naar``. The second table has a row per estimate:
    project_id, gm_code (str), aandeel (float64). With the same year twice nothing changes.

    ``eerder``: what was estimated already in ``van`` (the same columns); that stays so.
    """
    los = projecten[["project_id", "gemeenten"]].explode("gemeenten").dropna()
    if van == naar:
        leeg = los.head(0).rename(columns={"gemeenten": "gm_code"})
        return projecten, _geschat(leeg if eerder is None else eerder)
    over = omrekenen(los.rename(columns={"gemeenten": "gm_code"}), van, naar)
    if eerder is not None and len(eerder):
        over = _blijft_geschat(over, los, eerder, van, naar)
    over["wmo_regio"] = over["gm_code"].map(gemeenten.set_index("gm_code")["wmo_regio"])
    zeker = over[~over["geschat"] | over.groupby("project_id")["geschat"].transform("all")]
    codes = over.groupby("project_id")["gm_code"].agg(list)
    regios = zeker.groupby("project_id")["wmo_regio"].agg(set)
    liggen = [
        sorted(regios[id_] | set(genoemd)) if id_ in regios else eerder
        for id_, genoemd, eerder in zip(
            projecten["project_id"], projecten["wmo_regios_genoemd"], projecten["wmo_regios"], strict=True
        )
    ]
    lijsten = {"gemeenten": [codes.get(id_, []) for id_ in projecten["project_id"]], "wmo_regios": liggen}
    nieuw = {
        naam_: pd.Series(cellen, index=projecten.index, dtype=object) for naam_, cellen in lijsten.items()
    }
    return projecten.assign(**nieuw), _geschat(over[over["geschat"]])


def _blijft_geschat(
    over: pd.DataFrame, los: pd.DataFrame, eerder: pd.DataFrame, van: int, naar: int
) -> pd.DataFrame:
    """Mark in ``over`` what rests only on places that were estimated before."""
    paren = pd.MultiIndex.from_frame(eerder[["project_id", "gm_code"]])
    was = pd.MultiIndex.from_frame(los[["project_id", "gemeenten"]].astype("str"))
    vast = omrekenen(los[~was.isin(paren)].rename(columns={"gemeenten": "gm_code"}), van, naar)
    zeker = pd.MultiIndex.from_frame(vast.loc[~vast["geschat"], ["project_id", "gm_code"]])
    return over.assign(geschat=~pd.MultiIndex.from_frame(over[["project_id", "gm_code"]]).isin(zeker))


def merk_geschat(dekking: pd.DataFrame, geschat: pd.DataFrame) -> pd.DataFrame:
    """Return ``dekking`` with ``geschat`` (bool): the pairs of the second table of :func:`breng_over`."""
    paren = pd.MultiIndex.from_frame(geschat[["project_id", "gm_code"]])
    eigen = pd.MultiIndex.from_frame(dekking[["project_id", "gm_code"]].astype("str"))
    return dekking.assign(geschat=eigen.isin(paren))


def _geschat(over: pd.DataFrame) -> pd.DataFrame:
    kolommen = {"project_id": "str", "gm_code": "str", "aandeel": "float64"}
    return over.reindex(columns=list(kolommen)).astype(kolommen).reset_index(drop=True)


def toelichting(van: int, naar: int) -> pd.DataFrame:
    """Return the gemeenten that cannot be carried over exactly: gemeente, wordt (str), aandeel (0-1)."""
    tabel = _overgang(van, naar)
    tabel = tabel[tabel["geschat"]].sort_values(["van", "aandeel"], ascending=[True, False])
    return pd.DataFrame(
        {"gemeente": tabel["van"].map(naam), "wordt": tabel["naar"].map(naam), "aandeel": tabel["aandeel"]}
    ).reset_index(drop=True)


def _paren(codes: pd.Index | pd.Series, van: int, naar: int) -> pd.DataFrame:
    tabel = _overgang(van, naar)
    if vreemd := sorted(set(codes) - set(tabel["van"])):
        raise KeyError(f"geen gemeente van {van}: {', '.join(vreemd)}")
    return tabel[tabel["van"].isin(set(codes))]
