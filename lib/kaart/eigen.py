"""A map of a reader's own numbers, categories, or two variables: which classes, and in which colours.

Numbers become classes with mapclassify; drawing is that of every map of one value per area
(:mod:`lib.kaart.gebiedskaart`). What cannot be drawn is an InvoerFout that says why.
"""

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from lib.beeld.stijl import VORMGEVING, Vulling, vulling, vulling_reeks
from lib.editie.ordening import DIMENSIES, Ordening
from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.grond.tabel import dichtst
from lib.grond.woorden import getal
from lib.kaart.gebiedskaart import EENHEID, categorieklasse, oplopend
from lib.kaart.inhoud import As, Klasse

# How numbers are divided: our word → the classifier of mapclassify and what a reader should know of it.
METHODEN = {
    "natuurlijk": ("FisherJenks", "met grenzen waar de waarden het verst uiteenliggen (Fisher-Jenks)"),
    "gelijke aantallen": ("Quantiles", "met in elke klasse ongeveer evenveel gebieden"),
    "gelijke stappen": ("EqualInterval", "die alle even breed zijn"),
}
MEESTE_TRAPPEN = len(VORMGEVING["oplopend"]["kleuren"])
MEESTE_CATEGORIEEN = 12
MEESTE_TWEE = len(VORMGEVING["twee"]["kleuren"])
WAAR = "e.kaart"
UITLEG_RASTER = "Opzij en omhoog in de legenda: van weinig naar veel; het getal in een vak telt de gebieden."

Grenzen = int | Sequence[float]


@dataclass(frozen=True, eq=False)
class Indeling:
    """``waarden``: the code of a class per area, missing where there is none; ``klassen``: those classes in
    the order of the legend; ``uitleg``: how they were made, in Dutch, or nothing; ``assen``: of a grid.
    """

    waarden: pd.Series
    klassen: tuple[Klasse, ...]
    uitleg: str = ""
    assen: tuple[As, ...] = ()


def fout(reden: str, waarde: object = "", keuze: Iterable[str] = ()) -> InvoerFouten:
    """Return the fault that a map cannot be drawn, with the value of ``keuze`` nearest to ``waarde``."""
    naast = dichtst(str(waarde), keuze)
    return InvoerFouten([InvoerFout(WAAR, reden, waarde=str(waarde), suggestie=naast)])


def deel_in(
    waarden: pd.Series, ordening: Ordening, klassen: Grenzen = 4, methode: str = "natuurlijk"
) -> Indeling:
    """Return ``waarden`` (per area: numbers, yes or no, or categories) as classes with their colours.

    ``klassen``: how many, or the bounds between them; zero is a class by itself where nothing is less.
    An ordered categorical runs from light to dark; labels and insurers of ``ordening`` keep their colours.
    InvoerFouten for what cannot be told apart on a map, or is no value.
    """
    if waarden.dropna().empty:
        raise fout("er is geen enkele waarde om te tekenen")
    if _is_janee(waarden):
        codes = waarden.map({True: "ja", False: "nee"})
        return Indeling(codes, (categorieklasse("ja"), categorieklasse("nee")))
    if is_numeric_dtype(waarden):
        labels, codes, uitleg = _trappen(waarden, klassen, methode, MEESTE_TRAPPEN)
        return Indeling(codes, oplopend(labels), uitleg)
    if _is_geordend(waarden):
        namen = [str(naam) for naam in waarden.cat.categories]
        _keur_aantal(len(namen), MEESTE_TRAPPEN, "trappen van een geordende reeks")
        return Indeling(_tekst(waarden), oplopend(dict(zip(namen, namen, strict=True))))
    return _categorieen(waarden, ordening)


def deel_in_twee(tabel: pd.DataFrame, klassen: Grenzen = 3, methode: str = "natuurlijk") -> Indeling:
    """Return the two columns of ``tabel`` as the classes of a grid, the first variable across.

    Each is a column of numbers, of yes and no, or an ordered categorical, in two or three steps. The code of
    a class is ``a-b``, the numbers of its steps. InvoerFouten as :func:`deel_in`.
    """
    delen = [_stappen(tabel.iloc[:, i], klassen, methode) for i in (0, 1)]
    (trappen, eerste), (rijen, tweede) = delen
    codes = eerste.str.cat(tweede, sep="-")
    kleuren, arceringen = VORMGEVING["twee"]["kleuren"], VORMGEVING["twee"]["arceringen"]
    over, op = (_plaatsen(len(een), MEESTE_TWEE) for een in (trappen, rijen))
    namen = [str(naam) for naam in tabel.columns[:2]]
    lijst = []
    for rij, boven in enumerate(rijen.items()):
        for kolom, opzij in enumerate(trappen.items()):
            stijl = Vulling(kleuren[op[rij]][over[kolom]], arceringen[op[rij]])
            label = f"{namen[0]} {opzij[1]} en {namen[1]} {boven[1]}"
            lijst.append(Klasse(f"{opzij[0]}-{boven[0]}", label, stijl.kleur, stijl.arcering, stijl.inkt))
    assen = tuple(As(naam, tuple(een.values())) for naam, een in zip(namen, (trappen, rijen), strict=True))
    return Indeling(codes, tuple(lijst), UITLEG_RASTER, assen)


def _stappen(kolom: pd.Series, klassen: Grenzen, methode: str) -> tuple[dict[str, str], pd.Series]:
    """Return the steps of one of two variables (code → label), and the code of each area."""
    if _is_janee(kolom):
        return {"0": "nee", "1": "ja"}, kolom.map({True: "1", False: "0"}).astype("str")
    if is_numeric_dtype(kolom):
        labels, codes, _ = _trappen(kolom, klassen, methode, MEESTE_TWEE)
        return labels, codes
    if not _is_geordend(kolom):
        reden = "twee kenmerken samen kunnen alleen getallen, ja/nee of een geordende reeks zijn; kolom"
        raise fout(reden, kolom.name)
    _keur_aantal(len(kolom.cat.categories), MEESTE_TWEE, "trappen per kenmerk")
    nummers = {naam: str(i) for i, naam in enumerate(kolom.cat.categories)}
    return {nummer: str(naam) for naam, nummer in nummers.items()}, kolom.astype(object).map(nummers)


def _trappen(
    waarden: pd.Series, klassen: Grenzen, methode: str, meeste: int
) -> tuple[dict[str, str], pd.Series, str]:
    """Return the classes of numbers (code → label), the code of each area, and how they were made."""
    getallen = waarden.astype("float64")
    bekend = getallen.dropna()
    if bekend.empty:
        raise fout("er is geen enkele waarde om te tekenen")
    if np.isinf(bekend).any():
        naam = bekend.index[np.isinf(bekend)][0]
        raise fout("een waarde is oneindig; is er door nul gedeeld? Bij", naam)
    if not isinstance(klassen, int | np.integer):
        return _vaste_grenzen(getallen, list(klassen), meeste)
    _keur_aantal(int(klassen), meeste, "klassen")
    if methode not in METHODEN:
        raise fout(f"onbekende methode; kies uit {', '.join(METHODEN)}", methode, METHODEN)
    met_nul = bool((bekend == 0).any() and (bekend >= 0).all())
    rest = bekend[bekend != 0] if met_nul else bekend
    hoeveel = min(max(int(klassen) - met_nul, 1), rest.nunique())
    nummers = pd.Series(0, index=bekend.index)
    if hoeveel:
        nummers.loc[rest.index] = _klasse_van(rest, METHODEN[methode][0], hoeveel) + met_nul
    labels = _bereiken(bekend, nummers)
    zin = f"{len(labels)} klassen, {METHODEN[methode][1]}." if hoeveel > 1 else ""
    return labels, nummers.astype("str").reindex(waarden.index), zin


def _klasse_van(waarden: pd.Series, classificatie: str, hoeveel: int) -> np.ndarray:
    """Return the number of the class of each value, from 0, without the numbers that no value has."""
    import mapclassify

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Numba not installed")  # it would only be faster
        warnings.filterwarnings("ignore", message="Not enough unique values")
        gevonden = mapclassify.classify(waarden.to_numpy(), classificatie, k=hoeveel)
    return np.unique(gevonden.yb, return_inverse=True)[1]


def _vaste_grenzen(
    waarden: pd.Series, grenzen: list[float], meeste: int
) -> tuple[dict[str, str], pd.Series, str]:
    if not grenzen or sorted(set(grenzen)) != grenzen:
        raise fout("geef de grenzen van laag naar hoog, elk één keer", grenzen)
    _keur_aantal(len(grenzen) + 1, meeste, "klassen")
    import mapclassify

    bekend = waarden.dropna()
    nummers = mapclassify.UserDefined(bekend.to_numpy(), [*grenzen, np.inf]).yb
    woorden = [_precies(grens) for grens in grenzen]
    midden = [f"meer dan {a} tot en met {b}" for a, b in zip(woorden, woorden[1:], strict=False)]
    labels = [f"tot en met {woorden[0]}", *midden, f"meer dan {woorden[-1]}"]
    codes = pd.Series(nummers, index=bekend.index).astype("str").reindex(waarden.index)
    return {str(i): label for i, label in enumerate(labels)}, codes, ""


def _bereiken(waarden: pd.Series, nummers: pd.Series) -> dict[str, str]:
    """Return code → what the values of each class run from and to, with as many decimals as it takes."""
    grenzen = waarden.groupby(nummers).agg(["min", "max"])
    op_rij = grenzen.to_numpy().ravel()  # of each class the least and the most, from low to high
    decimalen = _decimalen(np.unique(op_rij))
    labels = {}
    for nummer, (laagste, hoogste) in zip(grenzen.index, grenzen.itertuples(index=False), strict=True):
        van, tot = (getal(grens, decimalen if grens else 0) for grens in (laagste, hoogste))
        labels[str(nummer)] = van if van == tot else f"{van} – {tot}" if laagste >= 0 else f"{van} tot {tot}"
    return labels


def _decimalen(waarden: np.ndarray) -> int:
    """Return in how many decimals these numbers, each once, still differ: as few as can be, at most six."""
    genoeg = (n for n in range(6) if len(np.unique(waarden.round(n))) == len(waarden))
    return next(genoeg, 6)


def _precies(grens: float) -> str:
    """Return a bound with the decimals that it has, at most six."""
    return getal(grens, next((n for n in range(6) if round(grens, n) == grens), 6))


def _categorieen(waarden: pd.Series, ordening: Ordening) -> Indeling:
    tekst = _tekst(waarden)
    eigen = waarden.cat.categories if isinstance(waarden.dtype, pd.CategoricalDtype) else tekst.dropna()
    namen = list(dict.fromkeys(str(naam) for naam in eigen))
    for dimensie in (*DIMENSIES, "zorgverzekeraar"):
        if set(namen) <= set(ordening.codes(dimensie)):
            namen = list(ordening.sorteer(dimensie, namen))
            stijlen = [vulling(dimensie, naam) for naam in namen]
            labels = [ordening.label(dimensie, naam) for naam in namen]
            break
    else:
        namen = namen if isinstance(waarden.dtype, pd.CategoricalDtype) else sorted(namen)
        stijlen, labels = [vulling_reeks(i) for i in range(len(namen))], namen
    _keur_aantal(len(namen), MEESTE_CATEGORIEEN, "categorieën")
    klassen = [
        Klasse(naam, label, stijl.kleur, stijl.arcering, stijl.inkt)
        for naam, label, stijl in zip(namen, labels, stijlen, strict=True)
    ]
    return Indeling(tekst, tuple(klassen))


def _tekst(waarden: pd.Series) -> pd.Series:
    return waarden.astype(object).map(str, na_action="ignore")


def _is_janee(waarden: pd.Series) -> bool:
    return is_bool_dtype(waarden) or set(map(type, waarden.dropna())) == {bool}


def _is_geordend(waarden: pd.Series) -> bool:
    return isinstance(waarden.dtype, pd.CategoricalDtype) and bool(waarden.dtype.ordered)


def _keur_aantal(aantal: int, meeste: int, wat: str) -> None:
    if not 1 <= aantal <= meeste:
        raise fout(f"op één kaart zijn 1 tot en met {meeste} {wat} te onderscheiden; gevraagd", aantal)


def _plaatsen(aantal: int, van: int) -> list[int]:
    """Return which of ``van`` colours ``aantal`` steps get, from the first to the last."""
    return np.linspace(0, van - 1, aantal).round().astype(int).tolist() if aantal > 1 else [0]


def per_gebied(tabel: pd.DataFrame, gemeenten: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """Return of which sort of area the rows of ``tabel`` are, and ``tabel`` by the code or name of those.

    The sort is a key of ``EENHEID``. The index, or the first column where the index only numbers the rows,
    holds GM codes, names of gemeenten, or names of regions; its name decides, else where all of it fits.
    InvoerFouten for an area that does not exist or stands there twice, and where several sorts fit.
    """
    if isinstance(tabel.index, pd.RangeIndex) and tabel.shape[1] > 1:
        tabel = tabel.set_index(tabel.columns[0])
    if not 1 <= tabel.shape[1] <= 2:
        raise fout("geef één of twee kolommen; gekregen", tabel.shape[1])
    bekend = {soort: pd.Index(gemeenten[soort].unique()) for soort in (*EENHEID, "gm_naam")}
    soort = _soort_gebied(tabel.index, bekend)
    if len(vreemd := tabel.index.difference(bekend[soort], sort=False)):
        meer = f" (en {len(vreemd) - 1} andere)" if len(vreemd) > 1 else ""
        raise fout(f"onbekende {EENHEID.get(soort, 'gemeente')}{meer}", vreemd[0], bekend[soort])
    if tabel.index.has_duplicates:
        raise fout("een gebied staat er meer dan één keer in", tabel.index[tabel.index.duplicated()][0])
    if soort == "gm_naam":
        tabel, soort = (
            tabel.set_axis(tabel.index.map(gemeenten.set_index(soort)["gm_code"].to_dict())),
            "gm_code",
        )
    return soort, tabel


def _soort_gebied(index: pd.Index, bekend: dict[str, pd.Index]) -> str:
    """Return what sort of area ``index`` names; that with the fewest unknown names where none fits."""
    if (naam := {"gemeente": "gm_naam"}.get(str(index.name), str(index.name))) in bekend:
        return naam
    vreemd = {soort: len(index.difference(namen)) for soort, namen in bekend.items()}
    minst = min(vreemd.values())
    if minst == len(index.unique()):
        waarden = [waarde for namen in bekend.values() for waarde in namen]
        raise fout("de index noemt geen gemeenten of regio's", index[0] if len(index) else "", waarden)
    passend = [soort for soort, aantal in vreemd.items() if aantal == minst]
    if len(passend) > 1:
        reden = f"deze namen kunnen van een {' of een '.join(passend)} zijn; zeg het met .rename_axis"
        raise fout(reden, f'"{passend[0]}"')
    return passend[0]
