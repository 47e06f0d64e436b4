"""Wmo-regio's against zorgkantoorregio's, and what each region holds in each version of the division.

The report of 2017 counts in Wmo-regio's, the werkstructuur of 2019 in zorgkantoorregio's: numbers per region
of the two cannot be laid side by side without this table.
"""

from collections.abc import Iterable
from itertools import pairwise

import pandas as pd

from lib.editie.jaren import EERSTE_JAAR
from lib.gebied.herindeling import naam
from lib.gebied.indeling import op
from lib.gebied.keuze import INDELINGEN
from lib.gebied.omrekenen import inwoners_van, omrekenen, overgang

_RIJ, _KOLOM = INDELINGEN
AANDELEN = ("wmo_gemeenten", "wmo_inwoners", "zk_gemeenten", "zk_inwoners")
VERANDERD = ("indeling", "gemeente", "wordt", "aandeel", "van_regio", "naar_regio", "datum", "reden")


def kruisverdeling(gemeenten: pd.DataFrame) -> pd.DataFrame:
    """Return every overlap of a Wmo-regio and a zorgkantoorregio, by name of both.

    ``gemeenten`` has a row per gemeente: wmo_regio, zorgkantoorregio, inwoners_2017. Columns: wmo_regio,
    zorgkantoorregio (str), gemeenten, inwoners (int64), and of each region the share that lies in the other
    (float64, 0-1): wmo_gemeenten, wmo_inwoners, zk_gemeenten, zk_inwoners. The shares of a region sum to 1.
    """
    per = (
        gemeenten.groupby([_RIJ, _KOLOM])["inwoners_2017"].agg(gemeenten="size", inwoners="sum").reset_index()
    )
    for voor, soort in (("wmo", _RIJ), ("zk", _KOLOM)):
        for wat in ("gemeenten", "inwoners"):
            per[f"{voor}_{wat}"] = per[wat] / per.groupby(soort)[wat].transform("sum")
    return per


def indelingsversies(tabel: pd.DataFrame, jaren: Iterable[int]) -> list[int]:
    """Return the first of ``jaren`` and each later one whose division differs from that of the one before."""
    per_jaar = {jaar: op(tabel, jaar)[["indeling", "gm_code", "regio"]] for jaar in sorted(jaren)}
    volgorde = list(per_jaar)
    anders = [nu for eerder, nu in pairwise(volgorde) if not per_jaar[nu].equals(per_jaar[eerder])]
    return [*volgorde[:1], *anders]


def totalen(tabel: pd.DataFrame, jaren: Iterable[int], dekking: pd.DataFrame, tekenjaar: int) -> pd.DataFrame:
    """Return what each region holds on 1 January of each of ``jaren``, by indeling, region and year.

    ``tabel`` is regio_gemeente, ``dekking`` (project_id, gm_code) in the gemeenten of ``tekenjaar``. Columns:
    indeling, regio (str), jaar, gemeenten, inwoners (those of 2017), projecten, waarvan_geschat (int64:
    projects that are only there by estimate).
    """
    delen = []
    for jaar in jaren:
        leden = op(tabel, jaar).assign(jaar=jaar)
        leden["inwoners"] = leden["gm_code"].map(inwoners_van(jaar))
        som = leden.groupby(["indeling", "regio", "jaar"])["inwoners"].agg(gemeenten="size", inwoners="sum")
        over = omrekenen(dekking[["project_id", "gm_code"]], tekenjaar, jaar)
        bij = over.merge(leden[["indeling", "gm_code", "regio"]], on="gm_code", validate="many_to_many")
        per = bij.groupby(["indeling", "regio", "project_id"])["geschat"].all()
        telling = per.groupby(level=["indeling", "regio"]).agg(["size", "sum"])
        som = som.join(telling.set_axis(["projecten", "waarvan_geschat"], axis=1)).fillna(0).astype("int64")
        delen.append(som.reset_index())
    return pd.concat(delen).sort_values(["indeling", "regio", "jaar"], ignore_index=True)


def bovenregionaal(dekking: pd.DataFrame, gemeenten: pd.DataFrame) -> pd.DataFrame:
    """Return how many projects (int64) lie in one or in several regions of either division.

    ``dekking``: project_id, gm_code. Columns: indeling_2017 and indeling_2019 (str: in one Wmo-regio or more;
    in one zorgkantoorregio or more), projecten; all four cases, also those that do not occur.
    """
    plaats = gemeenten.set_index("gm_code")[[_RIJ, _KOLOM]]
    per = dekking.astype("str").join(plaats, on="gm_code", validate="many_to_one").groupby("project_id")
    meer = per[[_RIJ, _KOLOM]].nunique().gt(1)
    gevallen = [(wmo, zk) for wmo in (False, True) for zk in (False, True)]
    tekst = {False: "in één", True: "in meer dan één"}
    rijen = [
        (
            f"{tekst[wmo]} Wmo-regio",
            f"{tekst[zk]} zorgkantoorregio",
            int(((meer[_RIJ] == wmo) & (meer[_KOLOM] == zk)).sum()),
        )
        for wmo, zk in gevallen
    ]
    return pd.DataFrame(rijen, columns=["indeling_2017", "indeling_2019", "projecten"])


def wijzigingen(som: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of :func:`totalen` that differ from the version before, after the first of that region.

    Regions that never changed are left out.
    """
    per, cijfers = som.groupby(["indeling", "regio"]), ["gemeenten", "inwoners", "projecten"]
    eerste = per.cumcount() == 0
    anders = eerste | (som[cijfers] != per[cijfers].shift()).any(axis=1)
    ooit = per["inwoners"].transform("nunique").gt(1) | per["projecten"].transform("nunique").gt(1)
    return som[anders & ooit].reset_index(drop=True)


def leesbare_kruisverdeling(tabel: pd.DataFrame) -> pd.DataFrame:
    """Return a table for a page: indeling and gemeenten by name, years as text, shares as percentages."""
    uit = tabel.copy()
    if "indeling" in uit:
        uit["indeling"] = uit["indeling"].replace({"wmo_regio": "Wmo-regio"})
    if "gm_code" in uit:
        uit["gm_code"] = uit["gm_code"].map(naam)
    if "jaar" in uit:
        uit["jaar"] = uit["jaar"].astype("str")
    for kolom in uit.columns.intersection(["aandeel", *AANDELEN]):
        uit[kolom] = 100 * uit[kolom]
    return uit


def veranderd(tabel: pd.DataFrame, van: int, naar: int) -> pd.DataFrame:
    """Return who is in another region in ``naar`` than in ``van`` (earlier): columns ``VERANDERD``.

    A row per gemeente of ``van``, or part of it, and indeling. ``aandeel`` (0-1): of its inhabitants; datum:
    the first day (datetime64); reden: which herindeling, or what verhuizingen.csv says.
    """
    rijen = []
    begin, eind = op(tabel, van), op(tabel, naar)
    for soort, leden in begin.groupby("indeling"):
        toen = leden.set_index("gm_code")["regio"]
        nu = eind[eind["indeling"] == soort].set_index("gm_code")
        for deel in overgang(van, naar).itertuples():
            lid = nu.loc[deel.naar]
            if lid["regio"] != toen[deel.van]:
                ging = f"{naam(deel.van)} ging {'deels ' if deel.geschat else ''}op in {naam(deel.naar)}"
                reden = lid["reden"] if deel.van == deel.naar else ging
                wie = (soort, naam(deel.van), naam(deel.naar), deel.aandeel)
                rijen.append((*wie, toen[deel.van], lid["regio"], lid["geldig_van"], reden))
    return pd.DataFrame(rijen, columns=list(VERANDERD)).sort_values(["datum", "gemeente"], ignore_index=True)


def stand_per_gemeente(tabel: pd.DataFrame, naar: int) -> pd.DataFrame:
    """Return what became of each gemeente of ``naar`` since 2017: indeling, gm_code, stand (str).

    ``stand_per_gemeente`` is verhuisd (it, or most of its inhabitants, lay in another region), deels (a
    smaller part did), heringedeeld (other borders, same region) or ongewijzigd.
    """
    delen = overgang(EERSTE_JAAR, naar).merge(op(tabel, EERSTE_JAAR), left_on="van", right_on="gm_code")
    nu = op(tabel, naar)[["indeling", "gm_code", "regio"]].rename(columns={"gm_code": "naar"})
    delen = delen.merge(nu, on=["indeling", "naar"], suffixes=("_toen", ""), validate="many_to_one")
    elders = delen["aandeel_naar"].where(delen["regio_toen"] != delen["regio"], 0.0)
    per = delen.assign(elders=elders, ander=delen["van"] != delen["naar"]).groupby(["indeling", "naar"])
    som = per.agg(elders=("elders", "sum"), ander=("ander", "any"), geschat=("geschat", "any")).reset_index()
    uit = pd.Series("ongewijzigd", index=som.index, dtype="str")
    uit[som["ander"] | som["geschat"]] = "heringedeeld"
    uit[som["elders"] > 0] = "deels"
    uit[som["elders"] > 0.5] = "verhuisd"
    return pd.DataFrame({"indeling": som["indeling"], "gm_code": som["naar"], "stand": uit})


def lijst(gemeenten: pd.DataFrame, soort: str) -> pd.DataFrame:
    """Return the division as a list: regio, gemeenten, inwoners (int64), welke (names, by name)."""
    per = gemeenten.sort_values("gm_naam").groupby(soort)
    uit = per.agg(
        gemeenten=("gm_code", "size"), inwoners=("inwoners_2017", "sum"), welke=("gm_naam", ", ".join)
    )
    return uit.reset_index().rename(columns={soort: "regio"})
