"""Do two people code the same answers alike? Agreement beyond chance, per code and over all codes."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

CODEERSLEUTEL = ["meetjaar", "regio", "partij", "organisatie", "onderdeel", "veld"]
# Krippendorff (2004, p. 241): below 0.667 no conclusions, from 0.8 on firm ones.
OORDEEL = ((0.8, "stevig"), (0.667, "bruikbaar"))
UITLEG = (
    "Alpha (Krippendorff) en kappa (Cohen) zijn 1 als twee codeurs altijd hetzelfde kiezen en 0 als ze niet "
    "vaker overeenstemmen dan bij toeval. Onder 0,667 is een code te onzeker voor conclusies; vanaf 0,8 is "
    "zij stevig (Krippendorff, *Content Analysis*, 2004). Bij een code die bijna nooit of bijna altijd "
    "voorkomt zijn beide maten onvast: kijk dan naar de aantallen."
)


@dataclass(frozen=True, eq=False)
class Overeenstemming:
    """``per_code``: code, n, beide, alleen_een, alleen_ander, geen (int64), gelijk, alpha, kappa (float64).

    ``n_dubbel`` answers were coded by two people, of which ``n_gelijk`` with the same set of codes; ``alpha``
    is over all codes together. NaN where it cannot be determined.
    """

    codeurs: tuple[str, str]
    n_dubbel: int
    n_gelijk: int
    alpha: float
    per_code: pd.DataFrame


def vergelijk_codeurs(coderingen: pd.DataFrame, codes: dict[str, list[str]]) -> Overeenstemming | None:
    """Return the agreement of the first two coders, or None where no answer was coded twice.

    ``coderingen``: :data:`CODEERSLEUTEL`, codeur, codes (list); ``codes``: the codes of each veld.
    """
    namen = coderingen["codeur"].drop_duplicates().tolist()[:2]
    if len(namen) < 2:
        return None
    een, ander = (coderingen[coderingen["codeur"] == naam] for naam in namen)
    samen = een.merge(ander, on=CODEERSLEUTEL, suffixes=("_een", "_ander"), validate="one_to_one")
    if samen.empty:
        return None
    paren = [
        (rij.veld, code, code in rij.codes_een, code in rij.codes_ander)
        for rij in samen.itertuples()
        for code in codes[rij.veld]
    ]
    los = pd.DataFrame(paren, columns=["veld", "code", "een", "ander"])
    per_code = [_maten(code, deel) for (_, code), deel in los.groupby(["veld", "code"], sort=False)]
    gelijk = sum(set(a) == set(b) for a, b in zip(samen["codes_een"], samen["codes_ander"], strict=True))
    return Overeenstemming(tuple(namen), len(samen), gelijk, alpha(los), pd.DataFrame(per_code))


def _maten(code: str, deel: pd.DataFrame) -> dict:
    een, ander = deel["een"], deel["ander"]
    return {
        "code": code,
        "n": len(deel),
        "beide": int((een & ander).sum()),
        "alleen_een": int((een & ~ander).sum()),
        "alleen_ander": int((~een & ander).sum()),
        "geen": int((~een & ~ander).sum()),
        "gelijk": float((een == ander).mean()),
        "alpha": alpha(deel),
        "kappa": kappa(deel),
    }


def alpha(deel: pd.DataFrame) -> float:
    """Return Krippendorff's alpha of nominal judgements (een, ander); NaN where all are the same.

    For two who both judged everything: 1 - (n - 1) * observed / expected, of the coincidences of n = 2N
    values (K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, section C).
    """
    oordelen = deel[["een", "ander"]].to_numpy()
    waarden, keren = np.unique(oordelen, return_counts=True)
    if len(waarden) < 2:
        return float("nan")
    n = oordelen.size
    verschillend = 2 * int((oordelen[:, 0] != oordelen[:, 1]).sum())
    verwacht = n * n - int((keren**2).sum())  # pairs of values that differ, whoever gave them
    return 1.0 - (n - 1) * verschillend / verwacht


def kappa(deel: pd.DataFrame) -> float:
    """Return Cohen's kappa (een, ander); NaN where both always say the same: nothing beyond chance."""
    from sklearn.metrics import cohen_kappa_score

    if deel["een"].nunique() == deel["ander"].nunique() == 1:
        return float("nan")
    return float(cohen_kappa_score(deel["een"], deel["ander"]))
