"""How good proposals are: precision and recall, and whether their probabilities mean what they say."""

import pandas as pd

BAKKEN = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)  # of the calibration table


def scores(waar: pd.Series, gevonden: pd.Series) -> dict[str, float]:
    """Return precisie, vangst (recall) and f1 of two bool columns; NaN where nothing was found or given."""
    goed = int((waar & gevonden).sum())
    delen = {"precisie": int(gevonden.sum()), "vangst": int(waar.sum())}
    uit = {naam: goed / n if n else float("nan") for naam, n in delen.items()}
    som = sum(delen.values())
    return {**uit, "f1": 2 * goed / som if som else float("nan")}


def ijking(proef: pd.DataFrame) -> pd.DataFrame:
    """Return whether probabilities mean what they say: van, tot, n, voorspeld, uitgekomen (0-1).

    Among the codes that got about 70 % about 70 % should be right.
    """
    bak = pd.cut(proef["kans"], BAKKEN, include_lowest=True, labels=False)
    per = proef.groupby(bak.astype("int64")).agg(
        n=("mens", "size"), voorspeld=("kans", "mean"), uitgekomen=("mens", "mean")
    )
    per.insert(0, "van", [BAKKEN[i] for i in per.index])
    per.insert(1, "tot", [BAKKEN[i + 1] for i in per.index])
    return per.reset_index(drop=True)
