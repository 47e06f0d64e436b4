"""The steps between the layers of a diagram: arrows with words, from one column to the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matplotlib.patches import FancyArrow

from lib.beeld.kader import Kader
from lib.beeld.letters import Blok, blok, schrijf
from lib.beeld.stijl import LETTER, VLAK
from lib.grond.fouten import meld
from lib.grond.paden import REGISTER
from lib.grond.tabel import Kolom, getypeerd, lees_ruw

STAPPEN = REGISTER / "governance_stappen.csv"
_KOLOMMEN = {"volgorde": Kolom(soort="geheel", uniek=True), "van": Kolom(), "naar": Kolom(), "tekst": Kolom()}
RUIMTE = 34.0  # mm between two columns with arrows between them
LUCHT = 1.5  # mm around the words and the arrow
_HOOG = 5.0  # mm for an arrow
_ONDER = 7.0  # mm below an arrow


@dataclass(frozen=True)
class Stap:
    """An arrow from the column called ``van`` to the one called ``naar``, with ``tekst`` above it."""

    van: str
    naar: str
    tekst: str


def lees_stappen(lagen: Sequence[str], pad: Path = STAPPEN) -> tuple[Stap, ...]:
    """Return the steps between ``lagen``, the layers of the werkstructuur, in their order.

    Raises InvoerFouten, also for a step from or to a layer that is not there.
    """
    kolommen = _KOLOMMEN | dict.fromkeys(("van", "naar"), Kolom(keuze=tuple(lagen)))
    ruw, fouten = lees_ruw(pad, kolommen)
    meld(fouten)
    tabel = getypeerd(ruw, _KOLOMMEN).sort_values("volgorde")
    return tuple(Stap(rij.van, rij.naar, rij.tekst) for rij in tabel.itertuples())


def stappenhoogte(stappen: Sequence[Stap]) -> float:
    """Return how many mm the steps need below one another."""
    return sum(_woorden(stap).hoogte + _HOOG + _ONDER for stap in stappen) - _ONDER * bool(stappen)


def teken_stappen(blad: Kader, stappen: Sequence[Stap], koppen: Sequence[str], x: float, y: float) -> None:
    """Draw the steps below one another in the room that starts at (x, y) between the columns ``koppen``."""
    for stap in stappen:
        y = schrijf(blad, x + LUCHT, y, _woorden(stap), "schema") + _HOOG / 2
        heen = koppen.index(stap.van) < koppen.index(stap.naar)
        lengte = RUIMTE - 2 * LUCHT
        begin, dx = (x + LUCHT, lengte) if heen else (x + RUIMTE - LUCHT, -lengte)
        vorm: dict[str, Any] = {
            "width": 0.9,
            "head_width": 3.6,
            "head_length": 3.0,
            "length_includes_head": True,
        }
        blad.voeg_toe(FancyArrow(begin, y, dx, 0, color=VLAK["inkt"], linewidth=0, **vorm))
        y += _HOOG / 2 + _ONDER


def _woorden(stap: Stap) -> Blok:
    return blok(stap.tekst, RUIMTE - 2 * LUCHT, LETTER["klein"], vet=True)
