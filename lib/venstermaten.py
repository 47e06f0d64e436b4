"""The measures of one cell: a share with its interval, and the mean of a grade."""

import pandas as pd


def maten(telling: pd.DataFrame) -> pd.DataFrame:
    """Return counts with aandeel_ja, laag and hoog (Float64, 0-1); missing where nobody answered.

    The interval is Wilson's (1927) at 95 %, from statsmodels.
    """
    from statsmodels.stats.proportion import proportion_confint

    n = telling["n_antwoord"].astype("Float64").where(telling["n_antwoord"] > 0)
    ja = telling["n_ja"].astype("Float64").where(n.notna())
    gevuld = n.notna()
    laag, hoog = proportion_confint(
        ja[gevuld].astype("float64"), n[gevuld].astype("float64"), method="wilson"
    )
    return telling.assign(
        aandeel_ja=ja / n,
        laag=pd.Series(laag, index=telling.index[gevuld], dtype="Float64").reindex(telling.index),
        hoog=pd.Series(hoog, index=telling.index[gevuld], dtype="Float64").reindex(telling.index),
    )
