"""Who is like us: for each gemeente and region its peers, through five lenses, each with its reason.

The lenses: size, urbanity, ages, the same largest insurer, and neighbours. In the first three the distance
is that between standardised figures (nearest neighbours, scikit-learn), in standard deviations; among
areas with the same insurer it is that over all figures; among neighbours the kilometres between centres.
Being alike says nothing about who does better: areas are never ranked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lib.analyse.behoefte import Cijferstof
from lib.gebied.tabellen import lees_kernwerkgebieden
from lib.grond.woorden import getal
from lib.werkstructuur.buren import KM, Buurt, maak_buurt
from lib.werkstructuur.marktaandeel import grootste_per_gemeente, grootste_per_regio

if TYPE_CHECKING:
    from lib.analyse.gegevens import Gegevens
    from lib.kaart.basis import Kaartbasis

LENZEN = {
    "grootte": "Grootte",
    "stedelijkheid": "Stedelijkheid",
    "leeftijd": "Leeftijdsopbouw",
    "verzekeraar": "Zelfde grootste verzekeraar",
    "buren": "Buren",
}
GELIJKKOLOMMEN = ("soort", "gebied", "lens", "plek", "gelijke", "afstand", "drijft", "grond", "zekerheid")
AANTAL_GELIJKEN = 3  # peers per lens
# Which figures a lens compares, and how a reader says them.
_KENMERKEN = {
    "grootte": {"inwoners": "inwoners"},
    "stedelijkheid": {"oad": "adressen per km²"},
    "leeftijd": {"pct_0_14": "% tot 15 jaar", "pct_65plus": "% 65-plus"},
}
_ZEKER = ("hoog", "middel", "laag")


@dataclass(frozen=True, eq=False)
class Gebieden:
    """The areas of one ``soort``: ``kenmerken`` (index: gm_code or name; float64 columns, missing where
    unknown), ``geschat`` (bool per area: some of these was estimated), ``verzekeraar`` and ``grondslag``
    (str per area), and ``buurt``, the distances between them.
    """

    soort: str
    kenmerken: pd.DataFrame
    geschat: pd.Series
    verzekeraar: pd.Series
    grondslag: pd.Series
    buurt: Buurt


def maak_gebieden(soort: str, gegevens: "Gegevens", stof: Cijferstof, basis: "Kaartbasis") -> Gebieden:
    """Return the areas of ``soort`` (gm_code, or a column of the gemeenten) with what they are compared by.

    A region has the sum of the inhabitants of its gemeenten, and of the other figures their mean by
    inhabitants.
    """
    gemeenten = gegevens.gemeenten
    sleutel, weegt = gemeenten[soort], gemeenten["inwoners_2017"].astype("float64")
    delen = {"inwoners": weegt.groupby(sleutel).sum()}
    for code in ("oad", "pct_0_14", "pct_65plus"):
        waarde = gemeenten["gm_code"].map(stof.reeks(code))
        gewicht = weegt.where(waarde.notna())
        delen[code] = (waarde * gewicht).groupby(sleutel).sum(min_count=1) / gewicht.groupby(sleutel).sum()
    gebruikt = stof.waarden[stof.waarden["cijfer"].isin(["oad", "pct_0_14", "pct_65plus"])]
    geschat = gemeenten["gm_code"].isin(set(gebruikt.loc[gebruikt["geschat"], "gm_code"]))
    grootste = _grootste(soort, gegevens)
    return Gebieden(
        soort,
        pd.DataFrame(delen).sort_index(),
        geschat.groupby(sleutel).any(),
        grootste["zorgverzekeraar"],
        grootste["grondslag"],
        maak_buurt(basis, sleutel, weegt),
    )


def _grootste(soort: str, gegevens: "Gegevens") -> pd.DataFrame:
    """Return the largest insurer of each area, and on what that rests."""
    kern = gegevens.kernwerkgebieden if gegevens.kernwerkgebieden is not None else lees_kernwerkgebieden()
    per = grootste_per_gemeente(gegevens.gemeenten, kern, gegevens.marktaandelen)
    if soort == "gm_code":
        return per.set_index("gm_code")
    leden = gegevens.gemeenten[["gm_code", "inwoners_2017"]].assign(regio=gegevens.gemeenten[soort])
    regios = grootste_per_regio(leden, per, gegevens.marktaandelen)
    return regios[regios["rang"] == 1].set_index("regio")


def vind_gelijken(gebieden: Gebieden, hoeveel: int = AANTAL_GELIJKEN) -> pd.DataFrame:
    """Return the peers of each area: ``GELIJKKOLOMMEN``, by area, lens and nearness.

    ``plek`` (int64) counts from 1; ``afstand`` is float64, in the unit of the lens; ``drijft`` names the
    figure that differs most; ``grond`` is the reason in Dutch, with the figures of both; ``zekerheid`` hoog,
    middel (a figure was estimated) or laag (the largest insurer is only approximated). An area of which a
    figure is unknown has no peers in that lens.
    """
    rijen = [rij for lens in LENZEN for rij in _lens(lens, gebieden, hoeveel)]
    tabel = pd.DataFrame(rijen, columns=list(GELIJKKOLOMMEN[1:])).assign(soort=gebieden.soort)
    volgorde = {lens: nummer for nummer, lens in enumerate(LENZEN)}
    tabel = tabel.sort_values(
        ["gebied", "lens", "plek"], key=lambda k: k.map(volgorde) if k.name == "lens" else k
    )
    tekst = ("soort", "gebied", "lens", "gelijke", "drijft", "grond", "zekerheid")
    return tabel[list(GELIJKKOLOMMEN)].astype(dict.fromkeys(tekst, "str")).reset_index(drop=True)


def _lens(lens: str, gebieden: Gebieden, hoeveel: int) -> Iterator[tuple]:
    if lens == "buren":
        yield from _buren(gebieden, hoeveel)
    elif lens == "verzekeraar":
        for naam, groep in gebieden.verzekeraar.groupby(gebieden.verzekeraar):
            leden = gebieden.kenmerken.loc[gebieden.kenmerken.index.isin(groep.index)]
            yield from _dichtst(lens, leden, gebieden, hoeveel, f"ook hier is {naam} de grootste; ")
    else:
        yield from _dichtst(lens, gebieden.kenmerken[list(_KENMERKEN[lens])], gebieden, hoeveel)


def geschaald(kenmerken: pd.DataFrame) -> pd.DataFrame:
    """Return figures in standard deviations; inhabitants and density by their logarithm."""
    from sklearn.preprocessing import StandardScaler

    maat = kenmerken.copy()
    for naam in maat.columns.intersection(["inwoners", "oad"]):
        maat[naam] = np.log(maat[naam])
    return pd.DataFrame(StandardScaler().fit_transform(maat), index=maat.index, columns=maat.columns)


def _dichtst(
    lens: str, leden: pd.DataFrame, gebieden: Gebieden, hoeveel: int, begin: str = ""
) -> Iterator[tuple]:
    """Yield the nearest of ``leden`` to each of them, on the figures that are their columns."""
    from sklearn.neighbors import NearestNeighbors

    maat = geschaald(gebieden.kenmerken[list(leden.columns)].dropna())
    maat = maat.loc[maat.index.isin(leden.index)]
    if len(maat) < 2:
        return
    zoeker = NearestNeighbors(n_neighbors=min(hoeveel + 1, len(maat))).fit(maat.to_numpy())
    afstanden, nummers = zoeker.kneighbors() if len(maat) > hoeveel + 1 else _alle(maat, hoeveel)
    for zelf, (ver, wie) in enumerate(zip(afstanden, nummers, strict=True)):
        naam = maat.index[zelf]
        for plek, (afstand, nummer) in enumerate(list(zip(ver, wie, strict=True))[:hoeveel], start=1):
            ander = maat.index[nummer]
            verschil = (maat.iloc[zelf] - maat.iloc[nummer]).abs()
            grond = begin + _in_woorden(lens, naam, ander, gebieden.kenmerken)
            zeker = _zekerheid(lens, naam, ander, gebieden)
            yield naam, lens, plek, ander, float(afstand), str(verschil.idxmax()), grond, zeker


def _alle(maat: pd.DataFrame, hoeveel: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the same for so few areas that all of them are peers."""
    ver = np.linalg.norm(maat.to_numpy()[:, None] - maat.to_numpy()[None], axis=2)
    np.fill_diagonal(ver, np.inf)
    wie = ver.argsort(axis=1, kind="stable")[:, : min(hoeveel, len(maat) - 1)]
    return np.take_along_axis(ver, wie, axis=1), wie


def _in_woorden(lens: str, naam: str, ander: str, kenmerken: pd.DataFrame) -> str:
    wat = _KENMERKEN.get(lens, {"inwoners": "inwoners"})
    daar, hier = (
        " en ".join(_waarde(kenmerken.at[een, code], code, woord) for code, woord in wat.items())
        for een in (ander, naam)
    )
    return f"{daar}; bij u {hier}"


def _waarde(waarde: float, code: str, woord: str) -> str:
    if code == "inwoners":
        return f"{getal(round(waarde, -2))} inwoners"
    return f"{getal(waarde, 0 if code == 'oad' else 1)} {woord}"


def _zekerheid(lens: str, naam: str, ander: str, gebieden: Gebieden) -> str:
    grondslagen = {gebieden.grondslag.get(een, "") for een in (naam, ander)}
    if lens == "verzekeraar" and "proxy" in grondslagen:
        return _ZEKER[2]
    return _ZEKER[1] if bool(gebieden.geschat.get(naam) or gebieden.geschat.get(ander)) else _ZEKER[0]


def _buren(gebieden: Gebieden, hoeveel: int) -> Iterator[tuple]:
    """Yield the areas with the longest shared border, or the nearest where none adjoins."""
    buurt = gebieden.buurt
    for zelf, naam in enumerate(buurt.namen):
        lengte, ver = buurt.grens[zelf], buurt.afstand[zelf] / KM
        wie = [nummer for nummer in np.argsort(-lengte, kind="stable") if lengte[nummer] > 0][:hoeveel]
        los = not wie
        wie = wie or [nummer for nummer in np.argsort(ver, kind="stable") if nummer != zelf][:1]
        for plek, nummer in enumerate(wie, start=1):
            km = getal(max(1, round(lengte[nummer] / KM)))
            grond = (
                f"gedeelde grens {km} km"
                if not los
                else f"grenst nergens aan; hart op hart {getal(ver[nummer])} km"
            )
            yield naam, "buren", plek, buurt.namen[nummer], float(ver[nummer]), "ligging", grond, _ZEKER[0]
