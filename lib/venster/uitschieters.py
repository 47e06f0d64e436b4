"""Regions that stand out, by a rule that is data: outside the funnel, or several parties all NEE or all JA.

No ranking and no norm: the comparison is with all regions of that year together, and the lists are
alphabetical (Werkstructuur 2019, §3.5 and §4.3).
"""

from pathlib import Path

import numpy as np
import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from lib.grond.fouten import keur
from lib.grond.paden import REGISTER
from lib.grond.toml import lees_toml
from lib.grond.woorden import getal
from lib.venster.tellen import ALLE, NEDERLAND
from lib.venster.verschil import GEEN, JA, NEE, ONDERDRUKT

UITSCHIETERS = REGISTER / "uitschieters.toml"
BOVEN, _ONDER, BINNEN = "boven", "onder", ""


class Trechter(BaseModel):
    """``zekerheid``: of the limits; ``minste_antwoorden``: regions with fewer are not compared."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zekerheid: float = Field(gt=0.5, lt=1)
    minste_antwoorden: int = Field(ge=1)


class Eenstemmig(BaseModel):
    """How many of the three parties say the same on all onderdelen."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    partijen_nee: int = Field(ge=1, le=3)
    partijen_ja: int = Field(ge=1, le=3)


class Uitschieterregel(BaseModel):
    """The rule of ``uitschieters.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    trechter: Trechter
    eenstemmig: Eenstemmig

    def in_woorden(self) -> str:
        """Return the rule as sentences for the page."""
        t, e = self.trechter, self.eenstemmig
        return (
            "Een regio valt op als haar aandeel JA op een onderdeel buiten de trechter ligt (de grenzen "
            f"waarbinnen {getal(100 * t.zekerheid)} van de 100 regio's bij toeval blijven, gegeven het "
            f"aandeel in het hele land en het aantal antwoorden; ten minste {t.minste_antwoorden} "
            f"antwoorden), of als {e.partijen_nee} of meer van de drie partijen op alle onderdelen alleen "
            f"NEE zeggen, of als {e.partijen_ja} of meer partijen op alle onderdelen alleen JA zeggen en "
            "geen partij iets anders."
        )


def lees_uitschieterregel(pad: Path = UITSCHIETERS) -> Uitschieterregel:
    """Return the rule; InvoerFouten with each key that is unknown, missing or out of range."""
    return keur(Uitschieterregel, lees_toml(pad), pad.name)


def grenzen(n: np.ndarray, aandeel: float | np.ndarray, zekerheid: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the lowest and highest count (float64) of ``n`` answers that chance gives, at this share.

    Quantiles of the binomial distribution (Spiegelhalter 2005, 'Funnel plots for comparing institutional
    performance'); exact, because regions have few answers.
    """
    from scipy.stats import binom

    rest = (1 - zekerheid) / 2
    return binom.ppf(rest, n, aandeel), binom.ppf(1 - rest, n, aandeel)


def trechter(uitkomst: pd.DataFrame, meetjaar: int, regel: Uitschieterregel) -> pd.DataFrame:
    """Return the regions of a year that can be compared, per onderdeel: those with enough answers, shown.

    Columns: onderdeel, regio, n_antwoord, n_ja, aandeel_ja, landelijk, ondergrens, bovengrens (float64, 0-1),
    ligt ('boven', 'onder' or ''). Alphabetical by region.
    """
    jaar = uitkomst[(uitkomst["meetjaar"] == meetjaar) & (uitkomst["partij"] == ALLE)]
    land = jaar[jaar["regio"] == NEDERLAND].set_index("onderdeel")["aandeel_ja"]
    eigen = jaar[(jaar["regio"] != NEDERLAND) & ~jaar["onderdrukt"]]
    eigen = eigen[eigen["n_antwoord"] >= regel.trechter.minste_antwoorden]
    eigen = eigen.assign(landelijk=eigen["onderdeel"].map(land).astype("Float64"))
    eigen = eigen.dropna(subset=["landelijk", "n_ja"]).sort_values(["onderdeel", "regio"], ignore_index=True)
    n, ja = eigen["n_antwoord"].to_numpy(float), eigen["n_ja"].to_numpy(float)
    laag, hoog = grenzen(n, eigen["landelijk"].to_numpy(float), regel.trechter.zekerheid)
    ligt = np.where(ja > hoog, BOVEN, np.where(ja < laag, _ONDER, BINNEN))
    delen = {"aandeel_ja": ja / n, "ondergrens": laag / n, "bovengrens": hoog / n, "ligt": ligt}
    kolommen = ["onderdeel", "regio", "n_antwoord", "n_ja", "aandeel_ja", "landelijk"]
    return eigen.assign(**delen)[[*kolommen, "ondergrens", "bovengrens", "ligt"]].astype({"landelijk": float})


def bij_toeval(vergeleken: pd.DataFrame, regel: Uitschieterregel) -> float:
    """Return how many rows of :func:`trechter` would lie outside if regions differed by chance alone."""
    from scipy.stats import binom

    n, p = vergeleken["n_antwoord"].to_numpy(float), vergeleken["landelijk"].to_numpy(float)
    laag, hoog = grenzen(n, p, regel.trechter.zekerheid)
    return float((binom.cdf(laag - 1, n, p) + binom.sf(hoog, n, p)).sum())


def eenstemmig(punten: pd.DataFrame, regel: Uitschieterregel) -> pd.DataFrame:
    """Return regio, richting ('ja' or 'nee'), partijen (list): who all say the same on all onderdelen.

    ``punten``: from :func:`lib.venster.verschil.standpunten`. Alphabetical by region.
    """
    per = punten[punten["partij"] != ALLE].groupby(["regio", "partij"], sort=False)["standpunt"].agg(set)
    rijen = []
    for regio, codes in per.groupby("regio"):
        van = {
            richting: [partij for (_, partij), set_ in codes.items() if set_ == {richting}]
            for richting in (NEE, JA)
        }
        anders = set().union(*codes) - {JA, GEEN}
        if len(van[NEE]) >= regel.eenstemmig.partijen_nee:
            rijen.append((regio, NEE, van[NEE]))
        if len(van[JA]) >= regel.eenstemmig.partijen_ja and not anders:
            rijen.append((regio, JA, van[JA]))
    return pd.DataFrame(rijen, columns=["regio", "richting", "partijen"])


def niet_te_beoordelen(punten: pd.DataFrame) -> list[str]:
    """Return the regions, alphabetical, of which a party is not shown, so that the rule cannot be applied."""
    weg = punten[(punten["partij"] != ALLE) & (punten["standpunt"] == ONDERDRUKT)]
    return sorted(weg["regio"].unique())
