"""Whether insurers have more projects where they are the largest, and where their share is larger.

Market shares per region are not public. Who is the largest is measured, named in a text or approximated
(``kernwerkgebieden.csv`` says which), and a share that is not measured is approximated too.
"""

from collections import Counter
from itertools import product
from typing import cast

import numpy as np
import pandas as pd

from lib.analyse.gegevens import Gegevens
from lib.analyse.selectie import gewone_projecten
from lib.analyse.verband.permutatie import permutatie_p, rangcorrelatie
from lib.analyse.verband.uitkomst import (
    ALLEEN_EDITIE,
    MINSTE_MET_PLAATS,
    Verband,
    Verbandgrens,
    te_weinig,
    uitkomst,
    zin_p,
)
from lib.grond.woorden import getal


def regiotabel(gegevens: Gegevens) -> pd.DataFrame:
    """Return per Wmo-regio, by name, its largest insurer and how many projects that one has there.

    Columns: wmo_regio, grootste_verzekeraar, grondslag (str); aandeel (float64, 0-1: the measured share, or
    else the part of the inhabitants whose zorgkantoor that insurer holds, a proxy); projecten (int64, of
    that insurer). Minimacontracten are left out, and projects that lie in exactly the kernwerkgebied of an
    insurer: their places were filled in from this same table.
    """
    kern = _kern(gegevens).sort_values("wmo_regio", ignore_index=True)
    aandeel = (kern["marktaandeel_pct"] / 100).fillna(kern["aandeel_inwoners_proxy"])
    per_paar = _projecten(gegevens, kern)
    eigen = [per_paar.at[rij.wmo_regio, rij.grootste_verzekeraar] for rij in kern.itertuples()]
    return kern[["wmo_regio", "grootste_verzekeraar", "grondslag"]].assign(
        aandeel=aandeel, projecten=np.array(eigen, dtype=np.int64)
    )


def _projecten(gegevens: Gegevens, kern: pd.DataFrame) -> pd.DataFrame:
    """Return the number of projects: Wmo-regio's × the insurers that are the largest in one of them."""
    verzekeraars = sorted(set(kern["grootste_verzekeraar"]))
    regios, partijen = gegevens.lijsten("wmo_regios"), gegevens.lijsten("zorgverzekeraar")
    telling = Counter(
        paar
        for i in np.flatnonzero(gewone_projecten(gegevens) & ~uit_de_tabel(gegevens))
        for paar in product(set(regios[i]), set(partijen[i]))
    )
    aantal = [[telling[regio, naam] for naam in verzekeraars] for regio in kern["wmo_regio"]]
    return pd.DataFrame(aantal, index=kern["wmo_regio"], columns=verzekeraars)


def uit_de_tabel(gegevens: Gegevens) -> np.ndarray:
    """Return which projects (bool) lie in exactly the kernwerkgebied of one of their insurers.

    Such places were filled in from the table of kernwerkgebieden, so they are no evidence about it.
    """
    if gegevens.kernwerkgebieden is None:
        return np.zeros(len(gegevens.projecten), dtype=bool)
    project, gemeente = gegevens.dekking_nr
    plaatsen = pd.Series(gemeente).groupby(project).agg(frozenset).to_dict()
    namen = set(gegevens.kernwerkgebieden["grootste_verzekeraar"])
    gebied = {naam: frozenset(np.flatnonzero(gegevens.kernwerkgebied(naam))) for naam in namen}
    return np.array(
        [
            i in plaatsen and any(plaatsen[i] == gebied.get(naam) for naam in partijen)
            for i, partijen in enumerate(gegevens.lijsten("zorgverzekeraar"))
        ],
        dtype=bool,
    )


def _kern(gegevens: Gegevens) -> pd.DataFrame:
    return cast(pd.DataFrame, gegevens.kernwerkgebieden)  # who asks for these has them


def kernverband(gegevens: Gegevens, grens: Verbandgrens, zaad: int = 0) -> Verband:
    """Return whether insurers have more projects in the regions where they are the largest.

    Unit: each pair of a Wmo-regio and an insurer that is the largest somewhere. The test shuffles who is
    the largest over the regions, so that each insurer keeps its number of regions and of projects.
    """
    kern = _kern(gegevens).sort_values("wmo_regio", ignore_index=True)
    aantal = _projecten(gegevens, kern)
    houder = aantal.columns.get_indexer(pd.Index(kern["grootste_verzekeraar"]))
    tabel, rijen = aantal.to_numpy(), np.arange(len(aantal))
    eigen = int(tabel[rijen, houder].sum())
    vast = {
        "verband_id": "kernwerkgebied-projecten",
        "titel": "Projecten van een verzekeraar binnen en buiten zijn kernwerkgebied",
        "eenheid": "Wmo-regio × zorgverzekeraar",
        "n": tabel.size,
        "maat": "verschil in gemiddelde",
        "betekent_niet": f"{_niet(gegevens)} Projecten die precies een kernwerkgebied noemen, tellen hier "
        "niet mee: die liggen er per definitie in.",
    }
    if tabel.sum() < MINSTE_MET_PLAATS or tabel.shape[1] < 2:
        return te_weinig(vast, MINSTE_MET_PLAATS)
    binnen, buiten = eigen / len(tabel), (tabel.sum() - eigen) / (tabel.size - len(tabel))
    verwacht = tabel.sum(axis=0) @ np.bincount(houder) / len(tabel)
    p = permutatie_p(
        houder, lambda blok: tabel[rijen, blok].sum(axis=1) - verwacht, eigen - verwacht, zaad=zaad
    )
    cijfers = (
        f"Gemiddeld heeft een verzekeraar {getal(binnen, 2)} projecten in een Wmo-regio van zijn "
        f"kernwerkgebied en {getal(buiten, 2)} in een andere, {zin_p(p)}."
    )
    conclusie = f"Binnen het kernwerkgebied zijn het er {'meer' if eigen > verwacht else 'minder'}."
    return uitkomst(vast, binnen - buiten, p, p < grens.p, cijfers, conclusie)


def aandeelverband(gegevens: Gegevens, grens: Verbandgrens, zaad: int = 0) -> Verband:
    """Return whether the largest insurer has more projects in a region as its (proxy) share is larger."""
    tabel = regiotabel(gegevens)
    aandeel, aantal = tabel["aandeel"].to_numpy(), tabel["projecten"].to_numpy()
    rho, p = rangcorrelatie(aandeel, aantal, zaad=zaad)
    vast = {
        "verband_id": "marktaandeel-projecten",
        "titel": "Aandeel van de grootste verzekeraar en aantal van zijn projecten",
        "eenheid": "Wmo-regio",
        "n": len(tabel),
        "maat": "Spearmans rho",
        "betekent_niet": f"{_niet(gegevens)} Waar niet gemeten is, staat het aandeel van de inwoners met dat "
        "zorgkantoor: geen marktaandeel.",
    }
    if aantal.sum() < MINSTE_MET_PLAATS or np.isnan(p):
        return te_weinig(vast, MINSTE_MET_PLAATS)
    cijfers = (
        f"De rangcorrelatie is {getal(rho, 2)} (van -1 tot 1) over {getal(len(tabel))} Wmo-regio's, "
        f"{zin_p(p)}."
    )
    conclusie = f"Bij een groter aandeel zijn er {'meer' if rho > 0 else 'minder'} projecten."
    return uitkomst(vast, rho, p, grens.haalt(rho, p), cijfers, conclusie)


def _niet(gegevens: Gegevens) -> str:
    grondslag = _kern(gegevens)["grondslag"].value_counts()
    gemeten, genoemd, proxy = (getal(grondslag.get(soort, 0)) for soort in ("gemeten", "genoemd", "proxy"))
    return (
        f"{ALLEEN_EDITIE} Wie de grootste is, is in {gemeten} van de {getal(grondslag.sum())} Wmo-regio's "
        f"gemeten, in {genoemd} genoemd zonder cijfer en in {proxy} benaderd met wie het "
        "zorgkantoor houdt."
    )
