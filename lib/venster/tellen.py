"""The yearly venster counted: response and share JA per region, party and onderdeel, with intervals.

Every count is per respondent (an organisation in a region). The totals of a region stand beside its parties
and never instead of them.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from lib.grond.opslag import laad

if TYPE_CHECKING:
    from lib.venster.onderdrukking import Beleid


PARTIJEN = ("gemeenten", "zorgverzekeraar", "zorgkantoor")
NEDERLAND, ALLE = "Nederland", "alle"
AFZENDER = ["meetjaar", "regio", "partij", "organisatie"]
CEL = ["meetjaar", "regio", "partij", "onderdeel"]
IEDEREEN = "allen"  # the group of everybody, of which those who answered twice are a part
VRIJWEL_ALLEN = 0.8  # from this response on, an interval describes little that is uncertain
REGEL_INTERVAL = (
    "Het interval (Wilson, 95 %) doet alsof de antwoorden een steekproef zijn uit veel mogelijke antwoorden. "
    "Dat is hier maar half waar: iedere partij is gevraagd. Antwoordde {grens} % of meer van de genodigden, "
    "dan staat er *indicatief*: het aandeel is dan vrijwel een telling, en het interval zegt alleen hoe "
    "gevoelig het is voor een enkel antwoord meer of minder."
)


def lees_antwoorden(processed: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the answers and the invited, as the reading notebook wrote them."""
    return laad(processed / "venster.parquet"), laad(processed / "venster_genodigd.parquet")


def meetjaren(antwoorden: pd.DataFrame) -> list[int]:
    """Return the years of measurement in the data, the latest first."""
    return sorted(antwoorden["meetjaar"].unique().tolist(), reverse=True)


def _onderdelen(antwoorden: pd.DataFrame, soort: str = "ja_nee") -> list[str]:
    """Return the onderdelen with this kind of answer, in the order in which they were asked."""
    return antwoorden.loc[antwoorden["soort"] == soort, "onderdeel"].drop_duplicates().tolist()


def met_totalen(tabel: pd.DataFrame) -> pd.DataFrame:
    """Return a table of respondents four times: as it is, and counted for the country and for all parties."""
    land, alle = {"regio": NEDERLAND}, {"partij": ALLE}
    return pd.concat(
        [tabel, tabel.assign(**alle), tabel.assign(**land), tabel.assign(**land, **alle)], ignore_index=True
    )


def met_genodigden(antwoorden: pd.DataFrame, genodigd: pd.DataFrame) -> pd.DataFrame:
    """Return who was asked: :data:`AFZENDER` and ``bekend`` (bool), whether there is a list of that year.

    Of a year without a list these are the respondents, so that no answer is left out.
    """
    lijst = genodigd[AFZENDER].assign(bekend=True)
    zonder = antwoorden[~antwoorden["meetjaar"].isin(genodigd["meetjaar"])]
    return pd.concat([lijst, zonder[AFZENDER].drop_duplicates().assign(bekend=False)], ignore_index=True)


def respons(antwoorden: pd.DataFrame, genodigd: pd.DataFrame) -> pd.DataFrame:
    """Return meetjaar, regio, partij, n_genodigd (Int64), n_antwoord (int64): who answered any onderdeel.

    ``Nederland`` and ``alle`` are the totals. ``n_genodigd`` is missing for a year without a list of invited.
    """
    gegeven = antwoorden[antwoorden["antwoord"].notna()].drop_duplicates(AFZENDER)[AFZENDER]
    wie = met_genodigden(antwoorden, genodigd)
    samen = wie.merge(gegeven, on=AFZENDER, how="left", validate="one_to_one", indicator=True)
    samen["gaf"] = samen.pop("_merge") == "both"
    per = met_totalen(samen).groupby(["meetjaar", "regio", "partij"])
    return _telling(per, n_antwoord=("gaf", "sum"))


def _telling(per: Any, **wat: tuple[str, str]) -> pd.DataFrame:
    """Return a row per group: how many were asked, missing where that is not known, and ``wat``."""
    telling = per.agg(n_genodigd=("bekend", "size"), bekend=("bekend", "all"), **wat).reset_index()
    telling["n_genodigd"] = telling["n_genodigd"].astype("Int64").where(telling.pop("bekend"))
    return telling


def regios_met_antwoord(stand: pd.DataFrame) -> pd.DataFrame:
    """Return meetjaar, partij, regios_met_antwoord, regios (int64) from the table of :func:`respons`.

    ``zorgverzekeraar of zorgkantoor`` counts a region where either of the two answered.
    """
    eigen = stand[(stand["regio"] != NEDERLAND) & (stand["partij"] != ALLE)]
    beide = eigen[eigen["partij"] != "gemeenten"].assign(partij="zorgverzekeraar of zorgkantoor")
    per = pd.concat([eigen, beide]).groupby(["meetjaar", "partij", "regio"])["n_antwoord"].sum() > 0
    telling = per.groupby(["meetjaar", "partij"]).agg(regios_met_antwoord="sum", regios="size")
    return telling.reset_index()


def tel(antwoorden: pd.DataFrame, genodigd: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of ``venster_uitkomst``, before suppression, with all totals.

    Columns: those of :data:`CEL`, n_genodigd (Int64, missing in a year without a list of invited), n_antwoord
    (int64), n_ja (Int64), aandeel_ja, laag, hoog (Float64, 0-1; Wilson 95 %, missing without answers). One
    row per cell of a JA/NEE onderdeel that was asked that year. A blank is missing, never NEE.
    """
    samen = _gevraagd(antwoorden, genodigd, "ja_nee")
    samen = met_totalen(samen).assign(gaf=lambda t: t["antwoord"].notna(), ja=lambda t: t["antwoord"] == "ja")
    telling = _telling(samen.groupby(CEL, sort=False), n_antwoord=("gaf", "sum"), n_ja=("ja", "sum"))
    return maten(telling.astype({"n_ja": "Int64"}))


def tel_cijfers(antwoorden: pd.DataFrame, genodigd: pd.DataFrame) -> pd.DataFrame:
    """Return the same cells for grades: ``gemiddelde`` (Float64, 1-10) instead of shares."""
    samen = met_totalen(_gevraagd(antwoorden, genodigd, "cijfer"))
    samen = samen.assign(cijfer=pd.to_numeric(samen["antwoord"]).astype("Float64"))
    per = samen.groupby(CEL, sort=False)
    return _telling(per, n_antwoord=("cijfer", "count"), gemiddelde=("cijfer", "mean"))


def _gevraagd(antwoorden: pd.DataFrame, genodigd: pd.DataFrame, soort: str) -> pd.DataFrame:
    """Return a row per invited respondent and onderdeel of this kind that was asked that year."""
    eigen = antwoorden[antwoorden["soort"] == soort]
    gevraagd = eigen[["meetjaar", "onderdeel"]].drop_duplicates()
    wie = met_genodigden(antwoorden, genodigd)
    basis = wie.merge(gevraagd, on="meetjaar", how="inner", validate="many_to_many")
    gegeven = eigen[[*AFZENDER, "onderdeel", "antwoord"]]
    return basis.merge(gegeven, on=[*AFZENDER, "onderdeel"], how="left", validate="one_to_one")


def tel_paren(stellen: pd.DataFrame) -> pd.DataFrame:
    """Return the country's counts of those who answered in the first year and in a later one, in both years.

    ``stellen``: from :func:`paren`. Columns: those of :data:`CEL`, groep ('ook in 2020' or, in that first
    year, 'ook in 2021'), n_antwoord (int64), n_ja (Int64), per party and for all.
    """
    land = pd.concat([stellen, stellen.assign(partij=ALLE)]).assign(regio=NEDERLAND)
    nu = land.assign(groep="ook in " + land["eerste"].astype("str"), ja=land["nu"] == "ja")
    toen = land.assign(meetjaar=land["eerste"], groep="ook in " + land["meetjaar"].astype("str"))
    toen = toen.assign(ja=land["toen"] == "ja")
    per = pd.concat([nu, toen]).groupby([*CEL, "groep"], sort=False)["ja"]
    return per.agg(n_antwoord="size", n_ja="sum").reset_index().astype({"n_ja": "Int64"})


def publiceer(
    cellen: pd.DataFrame, weer: pd.DataFrame, beleid: "Beleid"
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return ``venster_uitkomst`` and the table of :func:`tel_paren`, both after suppression.

    They are about the same answers and therefore suppressed together. The first also has ``indicatief``
    (bool): nearly all who were invited answered (:data:`VRIJWEL_ALLEN`).
    """
    from lib.venster.onderdrukking import onderdruk

    alles = onderdruk(pd.concat([cellen.assign(groep=IEDEREEN), weer], ignore_index=True), beleid)
    eigen = alles["groep"] == IEDEREEN
    uitkomst = alles[eigen].drop(columns="groep").reset_index(drop=True)
    bijna = (uitkomst["n_antwoord"] >= VRIJWEL_ALLEN * uitkomst["n_genodigd"]).fillna(False)
    return uitkomst.assign(indicatief=bijna.astype(bool)), alles[~eigen].reset_index(drop=True)


def paren(antwoorden: pd.DataFrame, soort: str = "ja_nee") -> pd.DataFrame:
    """Return the respondents who answered an onderdeel in the first year and again, one row per later year.

    Columns: meetjaar (the later year), eerste (the first), regio, partij, organisatie, onderdeel, toen, nu
    (the answers).
    """
    gegeven = antwoorden[(antwoorden["soort"] == soort) & antwoorden["antwoord"].notna()]
    sleutel = [*AFZENDER[1:], "onderdeel"]
    eerste = gegeven["meetjaar"].min()
    toen = gegeven[gegeven["meetjaar"] == eerste][[*sleutel, "antwoord"]].rename(columns={"antwoord": "toen"})
    nu = gegeven[gegeven["meetjaar"] > eerste][["meetjaar", *sleutel, "antwoord"]]
    beide = nu.rename(columns={"antwoord": "nu"}).merge(toen, on=sleutel, validate="many_to_one")
    return beide.assign(eerste=eerste)


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
