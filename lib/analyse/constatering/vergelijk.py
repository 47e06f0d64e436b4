"""Findings in two editions: what was true in the one and no longer in the other."""

from pathlib import Path

import pandas as pd

from lib.analyse.constatering.oordeel import CONTROLES, WOORDEN
from lib.analyse.constatering.woorden import IN_PROCENT, MAATNAMEN, in_maat
from lib.grond.tabel import lees_tabel
from lib.grond.woorden import getal


def lees_oordelen(pad: Path) -> pd.DataFrame:
    """Return the table of findings of another edition as it was written; ``waarde`` float64."""
    tabel = lees_tabel(pad)
    return tabel.assign(waarde=pd.to_numeric(tabel["waarde"].replace("", None)))


def vergelijk_oordelen(nu: pd.DataFrame, vorige: pd.DataFrame) -> pd.DataFrame:
    """Return the findings whose verdict differs between two editions (tables of :func:`als_tabel`).

    Columns bewering, toen, nu, getal_toen, getal_nu, verandering (str): the change in number only where
    both editions are judged on the same measure and threshold. What was true and no longer is comes first.
    """
    samen = nu.merge(vorige, on="id", suffixes=("", "_toen"), validate="1:1")
    anders = samen[samen["oordeel"] != samen["oordeel_toen"]]
    rijen = []
    for rij in anders.itertuples():
        zelfde = (rij.eenheid, rij.drempel) == (rij.eenheid_toen, rij.drempel_toen)
        bekend = zelfde and not (pd.isna(rij.waarde) or pd.isna(rij.waarde_toen))
        rijen.append(
            {
                "volgorde": ("ja", "nee", "niet_toetsbaar").index(rij.oordeel_toen),
                "bewering": f"{rij.bewering} ({rij.id})",
                "toen": rij.uitkomst_toen,
                "nu": rij.uitkomst,
                "getal_toen": _los(rij.eenheid_toen, rij.waarde_toen),
                "getal_nu": _los(rij.eenheid, rij.waarde),
                "verandering": _stap(rij.eenheid, rij.waarde - rij.waarde_toen)
                if bekend
                else "andere eis beslist",
            }
        )
    kolommen = ["bewering", "toen", "nu", "getal_toen", "getal_nu", "verandering"]
    tabel = pd.DataFrame(rijen, columns=["volgorde", *kolommen])
    return tabel.sort_values("volgorde", kind="stable", ignore_index=True)[kolommen]


def _los(maat: str, waarde: float) -> str:
    return "–" if pd.isna(waarde) or not maat else MAATNAMEN[maat].format(in_maat(maat, waarde))


def _stap(maat: str, verschil: float) -> str:
    teken = "−" if verschil < 0 else "+"
    if maat in IN_PROCENT:
        return f"{teken}{getal(abs(100 * verschil), 1)} procentpunt"
    return f"{teken}{in_maat(maat, abs(verschil))}"


def fragiliteit(tabel: pd.DataFrame) -> pd.DataFrame:
    """Return how many verdicts turn in each check (int64), of those to which it applies."""
    rijen = []
    getoetst = tabel[tabel["oordeel"] != "niet_toetsbaar"]
    for naam in CONTROLES:
        mee = getoetst[getoetst[naam] != ""]
        rijen.append((WOORDEN[naam], int((mee[naam] != mee["oordeel"]).sum()), len(mee)))
    return pd.DataFrame(rijen, columns=["controle", "ander oordeel", "van"])
