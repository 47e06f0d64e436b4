"""Which zorgverzekeraars are the largest, per gemeente and per region.

Market shares per gemeente are not public. An edition may bring its own list; without one the largest insurer
of the Wmo-regio stands in for each of its gemeenten, and ``grondslag`` says on what that rests.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from lib.gebied.jaar import gemeenten_van_editie
from lib.gebied.namen import lees_naamgids
from lib.inlezen.rijkeuring import Rijkeuring, afkeurtabel
from lib.inlezen.rijtabel import lees_rijen
from lib.werkstructuur.aanspreekpunten import aan_tafel

if TYPE_CHECKING:
    from lib.editie.editie import Editie


_VERPLICHT = ("gemeente", "zorgverzekeraar", "aandeel_pct")
_KOLOMMEN = ("gm_code", "zorgverzekeraar", "aandeel_pct")
TOPAANTAL = 2  # insurers of a region that act together (VNG ledenbrief 19/053)
_AFRONDING = 0.5  # percent points that rounded shares of one gemeente may add up to above 100


class Marktaandelen(NamedTuple):
    """``aandelen``: ``_KOLOMMEN`` (str, str, float64 in percent); ``afgekeurd``: a row per fault."""

    aandelen: pd.DataFrame
    afgekeurd: pd.DataFrame


def lees_marktaandelen(editie: "Editie") -> Marktaandelen | None:
    """Return the market shares that an edition brings; None where it has none.

    A row is a gemeente, a zorgverzekeraar and its share of the insured in percent. Rejected are unknown
    names, a share outside 0-100, a pair given twice, and gemeenten whose shares add up to more than 100.
    Raises InvoerFouten for an unreadable file or a missing column.
    """
    pad = editie.bestand("marktaandelen")
    if pad is None:
        return None
    gids = lees_naamgids(editie.tekenjaar, editie.bestand("aliassen"), gemeenten_van_editie(editie))
    goed, fouten, gezien = [], [], set()
    per_gemeente: dict[str, list[Rijkeuring]] = {}
    for rij in lees_rijen(pad, _VERPLICHT).to_dict("records"):
        keuring = Rijkeuring(rij)
        paar = keuring.naam("gemeente", gids.gemeente), keuring.naam("zorgverzekeraar", gids.zorgverzekeraar)
        aandeel = _procent(keuring)
        if all(paar) and paar in gezien:
            keuring.fout("zorgverzekeraar", "staat er voor deze gemeente al")
        fouten += keuring.fouten
        if not keuring.fouten:
            gezien.add(paar)
            goed.append((*paar, aandeel))
            per_gemeente.setdefault(paar[0], []).append(keuring)
    aandelen = pd.DataFrame(goed, columns=list(_KOLOMMEN)).astype({"aandeel_pct": "float64"})
    som = aandelen.groupby("gm_code")["aandeel_pct"].sum()
    te_veel = som.index[som > 100 + _AFRONDING]
    for keuring in (een for code in te_veel for een in per_gemeente[code]):
        keuring.fout("aandeel_pct", "aandelen van deze gemeente tellen op tot meer dan 100 %")
        fouten += keuring.fouten
    goede = aandelen[~aandelen["gm_code"].isin(te_veel)]
    return Marktaandelen(goede.reset_index(drop=True), afkeurtabel(fouten))


def _procent(rij: Rijkeuring) -> float:
    tekst = rij.cel("aandeel_pct").replace("%", "").replace(",", ".").strip()
    try:
        waarde = float(tekst)
    except ValueError:
        waarde = float("nan")
    if not 0 <= waarde <= 100:
        rij.fout("aandeel_pct", "geen percentage tussen 0 en 100")
    return waarde


def grootste_per_gemeente(
    gemeenten: pd.DataFrame, kernwerkgebieden: pd.DataFrame, aandelen: pd.DataFrame | None
) -> pd.DataFrame:
    """Return gm_code, zorgverzekeraar, aandeel_pct (float64) and grondslag, a row for each of ``gemeenten``.

    ``grondslag`` is opgegeven (the edition's own shares) or that of the Wmo-regio in kernwerkgebieden.csv:
    gemeten, genoemd or proxy; the share is then missing.
    """
    kern = kernwerkgebieden.rename(columns={"grootste_verzekeraar": "zorgverzekeraar"})
    basis = gemeenten[["gm_code", "wmo_regio"]].merge(
        kern[["wmo_regio", "zorgverzekeraar", "grondslag"]],
        on="wmo_regio",
        how="left",
        validate="many_to_one",
    )
    basis = basis.drop(columns="wmo_regio").assign(aandeel_pct=float("nan"))
    if aandelen is not None and len(aandelen):
        volgorde = aandelen.sort_values(["aandeel_pct", "zorgverzekeraar"], ascending=[False, True])
        eigen = volgorde.drop_duplicates("gm_code").assign(grondslag="opgegeven")
        basis = pd.concat([eigen, basis[~basis["gm_code"].isin(eigen["gm_code"])]])
    kolommen = ["gm_code", "zorgverzekeraar", "aandeel_pct", "grondslag"]
    return basis[basis["gm_code"].isin(gemeenten["gm_code"])][kolommen].sort_values(
        "gm_code", ignore_index=True
    )


def grootste_per_regio(
    gemeenten: pd.DataFrame, grootste: pd.DataFrame, aandelen: pd.DataFrame | None
) -> pd.DataFrame:
    """Return the two largest insurers of each region, ranked.

    Columns: regio, rang (1, 2), zorgverzekeraar, aandeel_pct (float64), grondslag. ``gemeenten``: gm_code,
    regio and inwoners_2017. Where the edition brings shares for every gemeente of a region they are averaged
    by inhabitants (``opgegeven``). Elsewhere (``proxy``) an insurer's share is that of the inhabitants who
    live where ``grootste`` calls it the largest; a second one may then be unknown.
    """
    gegeven = pd.DataFrame(columns=list(_KOLOMMEN)) if aandelen is None else aandelen
    rijen = []
    for regio, leden in gemeenten.groupby("regio"):
        eigen = gegeven[gegeven["gm_code"].isin(leden["gm_code"])]
        compleet = set(leden["gm_code"]) == set(eigen["gm_code"])
        bron = eigen if compleet else grootste.assign(aandeel_pct=100.0)
        met = bron.merge(leden[["gm_code", "inwoners_2017"]], on="gm_code", validate="many_to_one")
        deel = met["aandeel_pct"].astype(float) * met["inwoners_2017"] / leden["inwoners_2017"].sum()
        top = deel.groupby(met["zorgverzekeraar"]).sum().rename("deel").reset_index()
        top = top.sort_values(["deel", "zorgverzekeraar"], ascending=[False, True]).head(TOPAANTAL)
        grondslag = "opgegeven" if compleet else "proxy"
        for rang, een in enumerate(top.itertuples(), start=1):
            rijen.append((regio, rang, een.zorgverzekeraar, round(een.deel, 1), grondslag))
    return pd.DataFrame(rijen, columns=["regio", "rang", "zorgverzekeraar", "aandeel_pct", "grondslag"])


def twee_grootste(per_regio: pd.DataFrame, punten: pd.DataFrame) -> pd.DataFrame:
    """Return per region its largest and second largest insurer, who is at the table, and the verdict.

    Columns: regio, eerste, tweede, aan_tafel, samen (str), grondslag. ``samen`` is ja, nee, or onbekend where
    the second largest is not known.
    """
    tafel = aan_tafel(punten)
    rijen = []
    for regio, top in per_regio.groupby("regio", sort=False):
        namen = list(top.sort_values("rang")["zorgverzekeraar"])
        aanwezig = tafel.get(regio, set())
        samen = "ja" if set(namen) <= aanwezig else "nee"
        if len(namen) < TOPAANTAL and samen == "ja":
            samen = "onbekend"
        tweede = namen[1] if len(namen) > 1 else ""
        rijen.append((regio, namen[0], tweede, ", ".join(sorted(aanwezig)), samen, top["grondslag"].iloc[0]))
    return pd.DataFrame(rijen, columns=["regio", "eerste", "tweede", "aan_tafel", "samen", "grondslag"])


def eigen_grootste_aan_tafel(
    gemeenten: pd.DataFrame, grootste: pd.DataFrame, punten: pd.DataFrame, concern_van: Mapping[str, str]
) -> pd.DataFrame:
    """Return for each gemeente whether its own largest insurer is at the table of its region.

    Columns: gm_code, gm_naam, regio, zorgverzekeraar, grondslag, aan_tafel (str): ja, via_concern (another
    insurer of the same concern is), nee, or geen_verzekeraar (nobody is known there).
    """
    tafel = aan_tafel(punten)

    def stand(regio: str, verzekeraar: str) -> str:
        aanwezig = tafel.get(regio)
        if not aanwezig:
            return "geen_verzekeraar"
        if verzekeraar in aanwezig:
            return "ja"
        via = {concern_van.get(naam) for naam in aanwezig}
        return "via_concern" if concern_van.get(verzekeraar) in via else "nee"

    samen = gemeenten[["gm_code", "gm_naam", "regio"]].merge(
        grootste[["gm_code", "zorgverzekeraar", "grondslag"]], on="gm_code", validate="one_to_one"
    )
    standen = [stand(*paar) for paar in zip(samen["regio"], samen["zorgverzekeraar"], strict=True)]
    return samen.assign(aan_tafel=pd.Series(standen, index=samen.index, dtype="str"))
