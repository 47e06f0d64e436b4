"""A demand of a finding in words: what was observed, the threshold, and a small picture of a share."""

import html
import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from lib.analyse.constatering.meten import waarde_van
from lib.analyse.constatering.oordeel import ZO, Uitslag, bereik_van
from lib.analyse.constatering.soorten import Grens, Toets
from lib.grond.woorden import MEERVOUD, aantal, getal

_BREED, _HOOG, _RAND = 120, 14, 4
_EENHEID = {
    "projecten": "project",
    "regios_met": "Wmo-regio",
    "regios_zonder": "Wmo-regio",
    "gemeenten_met": "gemeente",
    "gemeenten_zonder": "gemeente",
    "gemeenten_meest": "gemeente",
    "provincies_met": "provincie",
    "zorgkantoorregios_met": "zorgkantoorregio",
    "kernwerkgebieden_met": "kernwerkgebied",
    "gemeenten": "gemeente",
}
MAATNAMEN = {
    "aandeel": "{}",
    "aantal": "{}",
    "verschil": "verschil {}",
    "rang": "plaats {}",
    "rang_van_onder": "plaats {} van onderen",
    "lq": "{} keer het gemiddelde",
    "verhouding": "{} keer",
    "cramers_v": "Cramérs V {}",
    "p_waarde": "p {}",
    "gini": "Gini {}",
    "spreiding": "spreiding {}",
    "gelijkenis": "gelijkenis {}",
    "mediaan": "mediaan {}",
    "gemiddelde": "gemiddeld {}",
}
IN_PROCENT = ("aandeel",)
_HEEL = ("aantal", "rang", "rang_van_onder", "mediaan")


ROLLEN = {
    "teller": "geteld",
    "noemer": "van",
    "tegen_teller": "tegenover",
    "tegen_noemer": "van",
    "gebied": "in gemeenten met",
    "tegen_gebied": "tegenover gemeenten met",
}
_TEKENS = {"=": "{}: {}", "!=": "{} niet: {}", "~": "{} bevat: {}"}


def wat_telt(toets: Toets) -> str:
    """Return what a demand counts, in words: ``geteld thema: ouderen + vorm: doorontwikkelen; van alle``."""
    delen = [
        f"{rol} {' + '.join(map(_voorwaarde, re.split(' *& *', toets.tekst[naam])))}"
        for naam, rol in ROLLEN.items()
        if toets.tekst[naam]
    ]
    return "; ".join(delen)


def _voorwaarde(tekst: str) -> str:
    gelezen = re.fullmatch(r"(\w+?)\s*(!=|>=|<=|=|>|<|~)\s*(.*)", tekst)
    if gelezen is None:
        return tekst
    naam, teken, waarde = gelezen.groups()
    waarde = waarde if teken == "~" else waarde.replace("_", " ")
    return _TEKENS.get(teken, f"{{}} {teken} {{}}").format(
        naam.replace("_", " "), waarde.replace("|", " of ")
    )


def in_maat(maat: str, waarde: float) -> str:
    """Return a value as its measure is written: a share as a percentage, a number without decimals."""
    if np.isinf(waarde):
        return "oneindig veel"
    if maat in IN_PROCENT:
        return f"{getal(100 * waarde, 0 if round(100 * waarde, 6).is_integer() else 1)} %"
    return getal(waarde, 0 if maat in _HEEL or float(waarde).is_integer() else 2)


def cijfer(uitslag: Uitslag) -> str:
    """Return what was observed for a demand, with its n: ``53 % (456 van de 860 projecten)``."""
    toets, meting = uitslag.toets, uitslag.meting
    if meting is None or uitslag.leeg:
        return uitslag.reden
    teller, noemer = meting.teller[ZO], meting.noemer[ZO]
    maat, eenheid = hoofdmaat(uitslag), _EENHEID[toets.telt]
    waarde = float(waarde_van(maat, toets, meting)[ZO])
    if toets.soort == "volgorde":
        return f"{getal(teller)} van de {getal(noemer)} stappen kloppen"
    if toets.soort == "verschil":
        punten = getal(100 * waarde, 1)
        return (
            f"{in_maat('aandeel', teller)} tegen {in_maat('aandeel', noemer)} (verschil {punten} procentpunt)"
        )
    if toets.soort in ("rang", "rang_aandeel"):
        return f"plaats {getal(waarde)} van de {getal(noemer)}"
    if toets.soort == "verschil_aantal":
        return f"{getal(teller)} tegen {getal(noemer)} projecten"
    if maat == "aandeel":
        return f"{in_maat('aandeel', waarde)} ({getal(teller)} van de {getal(noemer)} {MEERVOUD[eenheid]})"
    if toets.soort in ("aantal", "aandeel"):
        return aantal(waarde, eenheid)
    tekst = MAATNAMEN[maat].format(in_maat(maat, waarde))
    if toets.soort == "correlatie":
        tekst += f"; p = {getal(meting.p, 3)}"
    if toets.soort in ("lq", "verhouding", "verhouding_per_gemeente", "intensiteit", "tekstgelijkenis"):
        return tekst
    return f"{tekst} (n = {getal(noemer)})"


def bereik_in_woorden(uitslag: Uitslag) -> str:
    """Return between what the number may lie, ``tussen 12 % en 58 %``; "" where nothing is open."""
    maat = hoofdmaat(uitslag)
    laag, hoog = bereik_van(uitslag, maat) if maat in uitslag.bereik else (np.nan, np.nan)
    if np.isnan(laag) or round(laag, 9) == round(hoog, 9):
        return ""
    hoogste = "meer" if np.isinf(hoog) else in_maat(maat, hoog)
    return f"kan zijn: van {in_maat(maat, laag)} tot {hoogste}"


def hoofdmaat(uitslag: Uitslag) -> str:
    """Return the measure in which a demand is shown: a share where it has one."""
    maten = [grens.maat for grens in uitslag.toets.grenzen]
    return "aandeel" if "aandeel" in maten else maten[0]


def drempel(uitslag: Uitslag) -> str:
    """Return the thresholds of a demand in words: ``meer dan 50 %``."""
    return " en ".join(_in_woorden(grens) for grens in uitslag.toets.grenzen)


def _in_woorden(grens: Grens) -> str:
    if grens.onder == grens.boven:
        kern = f"precies {in_maat(grens.maat, grens.onder)}"
    else:
        delen = []
        if not np.isinf(grens.onder):
            delen.append(
                f"{'ten minste' if grens.onder_mee else 'meer dan'} {in_maat(grens.maat, grens.onder)}"
            )
        if not np.isinf(grens.boven):
            delen.append(
                f"{'hoogstens' if grens.boven_mee else 'minder dan'} {in_maat(grens.maat, grens.boven)}"
            )
        kern = " en ".join(delen)
    return kern if grens.maat in ("aandeel", "aantal") else MAATNAMEN[grens.maat].format(kern)


def lijntje(uitslag: Uitslag) -> str:
    """Return a share as a dot on a line from 0 to 100 %, with a band where the claim holds; else ``""``.

    An inline SVG with a text alternative; shape and place tell the verdict, not colour.
    """
    maat = hoofdmaat(uitslag)
    if maat != "aandeel" or uitslag.meting is None or uitslag.leeg:
        return ""
    grens = next(g for g in uitslag.toets.grenzen if g.maat == "aandeel")
    waarde = float(uitslag.meting.waarde[ZO])
    links, rechts = (_x(w, anders) for w, anders in ((grens.onder, 0.0), (grens.boven, 1.0)))
    midden, punt = _HOOG // 2, _x(min(max(waarde, 0.0), 1.0), 0.0)
    vol = "#1b1b1b" if uitslag.zeker == 1 else "#fff"
    laag, hoog = (_x(min(max(w, 0.0), 1.0), 0.0) for w in uitslag.bereik[maat])
    open_ = f'<path d="M{laag} {midden}H{hoog}" stroke="#1b1b1b" stroke-width="3"/>' if hoog > laag else ""
    alt = html.escape(f"{cijfer(uitslag)}; drempel: {drempel(uitslag)}", quote=True)
    return (
        f'<svg width="{_BREED}" height="{_HOOG}" role="img" aria-label="{alt}">'
        f'<path d="M{links} {midden}H{max(rechts, links + 2)}" stroke="#9ac3dc" stroke-width="8"/>'
        f'<path d="M{_RAND} {midden}H{_BREED - _RAND}" stroke="#5a5a5a"/>{open_}'
        f'<circle cx="{punt}" cy="{midden}" r="3.5" fill="{vol}" stroke="#1b1b1b" stroke-width="1.5"/></svg>'
    )


def _x(waarde: float, anders: float) -> int:
    return round(_RAND + (_BREED - 2 * _RAND) * (anders if np.isinf(waarde) else waarde))


def kort_titel(titel: str) -> str:
    """Return what a map is called, without the number that its title goes on to tell."""
    return re.split(r":| in \d", titel)[0]


def kenmerken(rij: Mapping[str, Any]) -> str:
    """Return by what a project is counted: its labels, zorgverzekeraars and places (projecten.parquet)."""
    labels = (rij["thema"], ", ".join(rij["instrument"]), rij["vorm"], rij["schaal"])
    n = len(rij["gemeenten"])
    plaats = aantal(n, "gemeente") if n else "gemeenten onbekend"
    delen = (
        *(str(label).replace("_", " ") for label in labels),
        ", ".join(rij["zorgverzekeraars"]) or "verzekeraar onbekend",
        f"{', '.join(rij['wmo_regios']) or 'regio onbekend'} ({plaats})",
    )
    return " · ".join(delen)
