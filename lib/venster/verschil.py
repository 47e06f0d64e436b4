"""Agreement and disagreement: what each party in a region says, and who changed since the first year.

Nothing is averaged: a party that answers otherwise stays visible. Everything about a region comes from the
suppressed table, so that a picture shows no more than the numbers.
"""

from typing import Any

import pandas as pd

from lib.venster.tellen import ALLE, NEDERLAND, PARTIJEN

JA, NEE, VERDEELD, GEEN, ONDERDRUKT = "ja", "nee", "verdeeld", "geen_antwoord", "onderdrukt"
STANDPUNTEN = {
    JA: "alle antwoorden JA",
    VERDEELD: "JA en NEE",
    NEE: "alle antwoorden NEE",
    GEEN: "geen antwoord",
    ONDERDRUKT: "niet getoond",
}
EENS, ONEENS, ONBEKEND = "eens", "verschillend", "niet te zeggen"
_OVERGANGEN = ("ja_ja", "ja_nee", "nee_ja", "nee_nee")  # then, now
MINSTE_OVERSTAPPEN = 6  # with fewer the exact test cannot reach 5 %: 2 × 0,5⁵ = 0,06


def standpunt(uitkomst: pd.DataFrame) -> pd.Series:
    """Return for each row of ``venster_uitkomst`` its code in :data:`STANDPUNTEN` (str)."""
    codes = pd.Series(VERDEELD, index=uitkomst.index, dtype="str")
    codes[(uitkomst["n_ja"] == uitkomst["n_antwoord"]).fillna(False)] = JA
    codes[(uitkomst["n_ja"] == 0).fillna(False)] = NEE
    codes[uitkomst["onderdrukt"]] = ONDERDRUKT
    codes[uitkomst["n_antwoord"] == 0] = GEEN
    return codes


def standpunten(uitkomst: pd.DataFrame, meetjaar: int) -> pd.DataFrame:
    """Return regio, onderdeel, partij (``alle`` included), standpunt of a year; no totals of the country."""
    eigen = uitkomst[(uitkomst["meetjaar"] == meetjaar) & (uitkomst["regio"] != NEDERLAND)]
    return eigen[["regio", "onderdeel", "partij"]].assign(standpunt=standpunt(eigen)).reset_index(drop=True)


def eens_of_oneens(punten: pd.DataFrame) -> pd.DataFrame:
    """Return regio, onderdeel, oordeel: whether the parties of a region say the same.

    ``verschillend``: two parties say otherwise, or one is divided. ``eens``: at least two parties gave the
    same answer, and none is hidden. Otherwise ``niet te zeggen``.
    """
    per_partij = punten[punten["partij"] != ALLE]
    oordelen = per_partij.groupby(["regio", "onderdeel"], sort=False)["standpunt"].agg(_oordeel)
    return oordelen.rename("oordeel").reset_index()


def _oordeel(codes: pd.Series) -> str:
    gegeven = [code for code in codes if code not in (GEEN, ONDERDRUKT)]
    if VERDEELD in gegeven or len(set(gegeven)) > 1:
        return ONEENS
    return EENS if len(gegeven) > 1 and ONDERDRUKT not in set(codes) else ONBEKEND


def antwoordovergangen(paren: pd.DataFrame) -> pd.DataFrame:
    """Return who changed since the first year, of those who answered both times: country, per party and all.

    ``paren``: from :func:`lib.venster.tellen.paren`. Columns: meetjaar, partij, onderdeel, n_beide, ja_ja,
    ja_nee, nee_ja, nee_nee (int64) and p (Float64): McNemar's exact test (1947; statsmodels), missing below
    ``MINSTE_OVERSTAPPEN`` changes. An insurer answers for several regions, so that the answers are not
    independent and p is too small rather than too large.
    """
    alle = pd.concat([paren, paren.assign(partij=ALLE)])
    alle["overgang"] = alle["toen"] + "_" + alle["nu"]
    sleutel = ["meetjaar", "onderdeel", "partij", "eerste"]
    telling = alle.pivot_table(index=sleutel, columns="overgang", aggfunc="size", fill_value=0, sort=False)
    telling = telling.reindex(columns=list(_OVERGANGEN), fill_value=0).rename_axis(columns=None).reset_index()
    telling.insert(4, "n_beide", telling[list(_OVERGANGEN)].sum(axis=1))
    telling["p"] = pd.array([_mcnemar(rij) for rij in telling.itertuples()], dtype="Float64")
    volgorde = {partij: i for i, partij in enumerate((*PARTIJEN, ALLE))}
    rang = telling["meetjaar"].astype(int) * 100 + telling["partij"].map(volgorde)
    rang += 10 * telling["onderdeel"].map({naam: i for i, naam in enumerate(alle["onderdeel"].unique())})
    return telling.loc[rang.sort_values(kind="stable").index].reset_index(drop=True)


def _mcnemar(rij: Any) -> float | None:
    from statsmodels.stats.contingency_tables import mcnemar

    if rij.ja_nee + rij.nee_ja < MINSTE_OVERSTAPPEN:
        return None
    tabel = [[rij.ja_ja, rij.ja_nee], [rij.nee_ja, rij.nee_nee]]
    return float(mcnemar(tabel, exact=True).pvalue)


def onderdruk_overgangen(telling: pd.DataFrame, weer: pd.DataFrame) -> pd.DataFrame:
    """Return the transitions with ``onderdrukt`` (bool); a row is emptied where one of its sums is hidden.

    ``weer``: what :func:`lib.venster.tellen.publiceer` leaves of the counts of those who answered twice.
    Where such a sum is hidden, so is another one, and no row follows from the others.
    """
    weg_van = weer[weer["onderdrukt"]].set_index(["meetjaar", "groep", "onderdeel", "partij"]).index
    nu = ["ook in " + str(jaar) for jaar in telling["eerste"]]
    toen = ["ook in " + str(jaar) for jaar in telling["meetjaar"]]
    rest = (telling["onderdeel"], telling["partij"])
    weg = pd.MultiIndex.from_arrays([telling["meetjaar"], nu, *rest]).isin(weg_van)
    weg |= pd.MultiIndex.from_arrays([telling["eerste"], toen, *rest]).isin(weg_van)
    leeg = telling.astype(dict.fromkeys(_OVERGANGEN, "Int64"))
    leeg.loc[weg, [*_OVERGANGEN, "p"]] = pd.NA
    return leeg.assign(onderdrukt=weg)


def omgeslagen(uitkomst: pd.DataFrame, toen: int, nu: int) -> pd.DataFrame:
    """Return regio, partij, onderdeel where all answers of a party were JA in ``toen`` and NEE in ``nu``.

    From the suppressed table; alphabetical.
    """
    sleutel = ["regio", "partij", "onderdeel"]
    per_jaar = [
        standpunten(uitkomst, jaar).set_index(sleutel)["standpunt"].rename(naam)
        for jaar, naam in ((toen, "toen"), (nu, "nu"))
    ]
    beide = pd.concat(per_jaar, axis=1, join="inner").reset_index()
    keus = (beide["toen"] == JA) & (beide["nu"] == NEE) & (beide["partij"] != ALLE)
    return beide.loc[keus, sleutel].sort_values(sleutel, ignore_index=True)
