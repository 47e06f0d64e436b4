"""The timeline of the werkstructuur: when something was agreed, and how exactly that is known.

``data/raw/register/tijdlijn.csv`` has a row per moment. A day that is known is a dot; where the source gives
only a month, a season or a year, a bar shows all days that are possible. What a source announces is open,
what it reports is filled.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from lib.beeld.figuur import Kaartfiguur
from lib.beeld.kader import Kader
from lib.beeld.letters import PT_IN_MM, REGELAFSTAND, Blok, blok, schrijf
from lib.beeld.stijl import BLAD, LETTER, VLAK
from lib.beeld.vel import BREED, maak_vel
from lib.grond.fouten import InvoerFout, meld
from lib.grond.paden import REGISTER
from lib.grond.tabel import Kolom, getypeerd, lees_ruw
from lib.grond.woorden import MAANDEN_KORT, maand_en_jaar

if TYPE_CHECKING:
    from lib.beeld.figuur import Opschrift

TIJDLIJN = REGISTER / "tijdlijn.csv"
WEEKDAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_DATUM: dict[str, Any] = {"patroon": r"\d{4}-\d\d-\d\d", "reden": "geen datum (jjjj-mm-dd)"}
_KOLOMMEN = {
    "volgorde": Kolom(soort="geheel", uniek=True),
    "reeks": Kolom(leeg=True),
    "van": Kolom(**_DATUM),
    "tot": Kolom(**_DATUM),
    "precisie": Kolom(keuze=("dag", "maand", "seizoen", "jaar", "periode")),
    "weekdag": Kolom(keuze=WEEKDAGEN, leeg=True),
    "plaats": Kolom(leeg=True),
    "gebeurtenis": Kolom(),
    "aard": Kolom(keuze=("gemeld", "voorgenomen")),
    "zekerheid": Kolom(keuze=("hoog", "middel", "laag")),
    "bron": Kolom(),
    "opmerking": Kolom(leeg=True),
}
TEKSTBREED, DATUMBREED = 78.0, 30.0  # mm: what happened, and when in words
_TUSSEN, _RAND = 3.0, 1.4  # mm
_DIK = 2.2  # height of a bar and width of a dot, mm
_LEESWIJZER = (
    ("gemeld", "was of is, zegt de bron"),
    ("voorgenomen", "was het plan"),
)


@dataclass(frozen=True)
class Moment:
    """A line of the timeline, from ``van`` to ``tot``: the days that are possible, or one that is known."""

    tekst: str
    wanneer: str
    van: dt.date
    tot: dt.date
    voorgenomen: bool


def lees_tijdlijn(pad: Path = TIJDLIJN) -> pd.DataFrame:
    """Return the table in its order, van and tot as datetime.date, the rest as in ``_KOLOMMEN``.

    Raises InvoerFouten, all together: cells that do not fit, a date that does not exist, an end before its
    begin, a day that is not one day, a weekday that is not the one of its date.
    """
    ruw, fouten = lees_ruw(pad, _KOLOMMEN)
    meld(fouten)
    tabel = getypeerd(ruw, _KOLOMMEN).sort_values("volgorde")
    for naam in ("van", "tot"):
        for rij, tekst in tabel[naam].items():
            if pd.isna(pd.to_datetime(tekst, errors="coerce")):
                fouten.append(
                    InvoerFout(str(pad), "deze datum bestaat niet", rij=rij, kolom=naam, waarde=tekst)
                )
    meld(fouten)
    tabel[["van", "tot"]] = tabel[["van", "tot"]].map(dt.date.fromisoformat)
    for rij in tabel.itertuples():
        if rij.tot < rij.van or (rij.precisie == "dag" and rij.tot != rij.van):
            reden = "ligt voor van, of is bij precisie dag een andere dag"
            fouten.append(InvoerFout(str(pad), reden, rij=rij.Index, kolom="tot", waarde=str(rij.tot)))
        juist = WEEKDAGEN[rij.van.weekday()]
        if rij.weekdag and rij.weekdag != juist:
            reden = f"{rij.van.isoformat()} is een andere dag"
            plaats: dict[str, Any] = {
                "rij": rij.Index,
                "kolom": "weekdag",
                "waarde": rij.weekdag,
                "suggestie": juist,
            }
            fouten.append(InvoerFout(str(pad), reden, **plaats))
    meld(fouten)
    return tabel.reset_index(drop=True)


def momenten(tabel: pd.DataFrame) -> tuple[Moment, ...]:
    """Return the lines of the figure; the rows of a series share one that names them, at its first day."""
    gevonden = []
    for sleutel, groep in groupby(tabel.itertuples(), key=lambda rij: rij.reeks or rij.volgorde):
        rijen = list(groep)
        eerste, laatste = rijen[0], rijen[-1]
        plaatsen = ", ".join(f"{rij.plaats} ({rij.weekdag[:2]} {rij.van.day})" for rij in rijen)
        gevonden.append(
            Moment(
                f"{sleutel}: {plaatsen}" if eerste.reeks else eerste.gebeurtenis,
                _in_woorden(eerste.van, laatste.tot, "periode" if eerste.reeks else eerste.precisie),
                eerste.van,
                eerste.tot,
                eerste.aard == "voorgenomen",
            )
        )
    return tuple(gevonden)


def toonbare_tijdlijn(tabel: pd.DataFrame) -> pd.DataFrame:
    """Return the table as a reader sees it: wanneer, wat, aard, zekerheid, bron, opmerking (str)."""
    wanneer = [_in_woorden(rij.van, rij.tot, rij.precisie) for rij in tabel.itertuples()]
    dagen = [f"{rij.weekdag} {dag}".strip() for rij, dag in zip(tabel.itertuples(), wanneer, strict=True)]
    wat = [f"{rij.gebeurtenis}{', ' * bool(rij.plaats)}{rij.plaats}" for rij in tabel.itertuples()]
    return tabel[["aard", "zekerheid", "bron", "opmerking"]].assign(wanneer=dagen, wat=wat)[
        ["wanneer", "wat", "aard", "zekerheid", "bron", "opmerking"]
    ]


def _in_woorden(van: dt.date, tot: dt.date, precisie: str) -> str:
    maand, einde = MAANDEN_KORT[van.month - 1], maand_en_jaar(tot, kort=True)
    return {
        "dag": f"{van.day} {maand} {van.year}",
        "maand": f"{maand} {van.year}",
        "seizoen": f"voorjaar {van.year}",
        "jaar": f"{van.year}",
        "periode": f"{van.day} – {tot.day} {einde}" if maand == einde[:3] else f"{maand} – {einde}",
    }[precisie]


def teken_tijdlijn(beeld: "Opschrift", lijnen: Sequence[Moment]) -> Kaartfiguur:
    """Return the figure: a line per moment with words, date, and its place on an axis of years."""
    teksten = [blok(moment.tekst, TEKSTBREED, LETTER["klein"]) for moment in lijnen]
    hoogtes = [tekst.hoogte + 2 * _RAND for tekst in teksten]
    regel = LETTER["klein"] * REGELAFSTAND * PT_IN_MM
    figuur, blad, y = maak_vel(beeld, regel + 1 + sum(hoogtes) + 2 + 2 * (regel + 0.6))
    links = BLAD["marge"] + TEKSTBREED + DATUMBREED + 2 * _TUSSEN
    jaren = range(min(moment.van.year for moment in lijnen), max(moment.tot.year for moment in lijnen) + 1)
    per_dag = (BLAD["marge"] + BREED - links) / (dt.date(jaren[-1] + 1, 1, 1) - dt.date(jaren[0], 1, 1)).days

    def plek(dag: dt.date) -> float:
        return links + (dag - dt.date(jaren[0], 1, 1)).days * per_dag

    boven = y + regel + 1
    onder = boven + sum(hoogtes)
    for jaar in jaren:
        x = plek(dt.date(jaar, 1, 1))
        blad.voeg_toe(Line2D([x, x], [boven, onder], color=VLAK["zacht"], linewidth=0.4))
        schrijf(blad, x + 0.6, y, Blok((str(jaar),), LETTER["klein"], vet=True), "schema")
    y = boven
    for nummer, (moment, tekst, hoog) in enumerate(zip(lijnen, teksten, hoogtes, strict=True)):
        if nummer % 2 == 0:
            grond = Rectangle((BLAD["marge"], y), BREED, hoog, facecolor="#f2f2f2", linewidth=0, zorder=0)
            blad.voeg_toe(grond)
        schrijf(blad, BLAD["marge"] + 0.6, y + _RAND, tekst, "schema")
        datum = Blok((moment.wanneer,), LETTER["klein"], vet=True)
        schrijf(blad, BLAD["marge"] + TEKSTBREED + _TUSSEN, y + _RAND, datum, "schema")
        begin, eind = plek(moment.van), plek(moment.tot + dt.timedelta(days=1))
        _teken_moment(blad, begin, eind, y + hoog / 2, moment.van == moment.tot, moment.voorgenomen)
        y += hoog
    for aard, uitleg in _LEESWIJZER:
        y += 0.6 + (2 if aard == _LEESWIJZER[0][0] else 0)
        begin, midden, plan = BLAD["marge"] + 1, y + regel / 2, aard == "voorgenomen"
        _teken_moment(blad, begin, begin, midden, True, plan)
        _teken_moment(blad, begin + 4, begin + 11, midden, False, plan)
        y = schrijf(blad, BLAD["marge"] + 15, y, Blok((f"{aard}: {uitleg}",), LETTER["klein"]), "legenda")
    return figuur


def _teken_moment(blad: Kader, x: float, x_tot: float, midden: float, dag: bool, plan: bool) -> None:
    """Draw a dot for one day, or a bar for all days that are possible."""
    vulling = VLAK["papier"] if plan else VLAK["regiogrens"]
    if dag:
        maat: dict[str, Any] = {
            "markersize": _DIK / PT_IN_MM,
            "markeredgewidth": 1.0,
            "markeredgecolor": VLAK["regiogrens"],
        }
        blad.voeg_toe(Line2D([x], [midden], marker="o", markerfacecolor=vulling, linestyle="none", **maat))
        return
    vlak = Rectangle((x, midden - _DIK / 2), x_tot - x, _DIK, facecolor=vulling, linewidth=0.9)
    vlak.set_edgecolor(VLAK["regiogrens"])
    blad.voeg_toe(vlak)
