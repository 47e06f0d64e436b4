"""Whether large gemeenten have more, and more intensive, projects than small ones."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from lib.analyse.gegevens import Gegevens
from lib.analyse.selectie import gewone_projecten
from lib.analyse.verband.permutatie import rangcorrelatie, verschil_in_gemiddelde
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

GROOT = 100_000  # inhabitants
_WAARDEN = {"projecten": "projecten", "intensiteit": "plustekens voor intensiteit"}


def gemeentetabel(gegevens: Gegevens) -> pd.DataFrame:
    """Return per gemeente, in the order of ``gegevens``, how much goes on there; no minimacontracten.

    Columns: gm_code, gm_naam (str), inwoners (int64), groot (bool: ``GROOT`` or more), projecten (int64),
    intensiteit (float64: sum over its projects of the plus signs that their vorm has for the gemeente).
    """
    vormen = gegevens.ordening.tabel.query("dimensie == 'vorm'").set_index("code")
    gewicht = gegevens.projecten["vorm"].map(vormen["intensiteit_gemeente"]).to_numpy(dtype=np.float64)
    project, gemeente = gegevens.dekking_nr
    mee = gewone_projecten(gegevens)[project]
    project, gemeente, aantal = project[mee], gemeente[mee], len(gegevens.gm_code)
    inwoners = gegevens.gemeenten["inwoners_2017"].to_numpy(dtype=np.int64)
    return gegevens.gemeenten[["gm_code", "gm_naam"]].assign(
        inwoners=inwoners,
        groot=inwoners >= GROOT,
        projecten=np.bincount(gemeente, minlength=aantal),
        intensiteit=np.bincount(gemeente, weights=gewicht[project], minlength=aantal),
    )


def grootteverbanden(gegevens: Gegevens, grens: Verbandgrens, zaad: int = 0) -> Iterator[Verband]:
    """Yield three associations: large gemeenten against number and intensity, and inhabitants by rank."""
    tabel, n = gemeentetabel(gegevens), _met_plaats(gegevens)
    vast = {
        "eenheid": "gemeente",
        "n": len(tabel),
        "betekent_niet": f"{ALLEEN_EDITIE} Alleen de {getal(n)} projecten met bekende gemeenten tellen. Een "
        "project voor een hele regio telt in al haar gemeenten; buren lijken daardoor op elkaar en p is te "
        "gunstig.",
    }
    for kolom in _WAARDEN:
        yield _verschil(vast, tabel, kolom, n, grens, zaad)
    yield _rang(vast, tabel, n, grens, zaad)


def _verschil(vast: dict, tabel: pd.DataFrame, kolom: str, n: int, grens: Verbandgrens, zaad: int) -> Verband:
    vast = vast | {
        "verband_id": f"grootte-{kolom}",
        "titel": f"Gemeenten met {getal(GROOT)} inwoners of meer: {_WAARDEN[kolom]}",
        "maat": "verschil in gemiddelde",
    }
    groot, waarde = tabel["groot"].to_numpy(), tabel[kolom].to_numpy()
    verschil, p = verschil_in_gemiddelde(waarde, groot, zaad=zaad)
    if n < MINSTE_MET_PLAATS or np.isnan(p):
        return te_weinig(vast, MINSTE_MET_PLAATS)
    cijfers = (
        f"Gemiddeld {getal(waarde[groot].mean(), 2)} {_WAARDEN[kolom]} in de {getal(groot.sum())} grote "
        f"gemeenten en {getal(waarde[~groot].mean(), 2)} in de {getal((~groot).sum())} andere, {zin_p(p)}."
    )
    return uitkomst(vast, verschil, p, p < grens.p, cijfers, _richting(verschil))


def _rang(vast: dict, tabel: pd.DataFrame, n: int, grens: Verbandgrens, zaad: int) -> Verband:
    vast = vast | {
        "verband_id": "inwoners-projecten",
        "titel": "Inwonertal en aantal projecten",
        "maat": "Spearmans rho",
    }
    rho, p = rangcorrelatie(tabel["inwoners"].to_numpy(), tabel["projecten"].to_numpy(), zaad=zaad)
    if n < MINSTE_MET_PLAATS or np.isnan(p):
        return te_weinig(vast, MINSTE_MET_PLAATS)
    cijfers = (
        f"De rangcorrelatie is {getal(rho, 2)} (van -1 tot 1) over {getal(len(tabel))} gemeenten, {zin_p(p)}."
    )
    return uitkomst(vast, rho, p, grens.haalt(rho, p), cijfers, _richting(rho))


def _richting(waarde: float) -> str:
    return f"Grotere gemeenten hebben er {'meer' if waarde > 0 else 'minder'}."


def _met_plaats(gegevens: Gegevens) -> int:
    project, _ = gegevens.dekking_nr
    return len(np.unique(project[gewone_projecten(gegevens)[project]]))
