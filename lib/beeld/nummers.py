"""Numbers on a map: where each stands, so that no two cover each other, and how they are drawn."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.lines import Line2D

from lib.beeld.kader import MM_PER_INCH, Kader
from lib.beeld.letters import zet
from lib.beeld.stijl import LETTER, NUMMER, VLAK

_RONDES = 500
GELIJK = 1e-3  # of the distance asked for
_SPELING = 0.3  # mm between two discs
_LOS = 1.1  # diameters from its anchor beyond which a disc gets a line
PUNT_PER_MM = 72 / MM_PER_INCH


def spreid(punten: np.ndarray, afstand: float, kader: tuple[float, float, float, float]) -> np.ndarray:
    """Return ``punten``, float (n, 2), moved as little as needed to lie ``afstand`` or more apart.

    Points that are too close push each other away, in turns, within ``kader`` (xmin, ymin, xmax, ymax);
    the outcome depends on nothing but the points and their order.
    """
    plaats = np.array(punten, dtype=float)
    for ronde in range(_RONDES):
        verschil = plaats[:, None] - plaats[None]
        lengte = np.linalg.norm(verschil, axis=2)
        tekort = np.triu(afstand - lengte, 1)
        paren = np.argwhere(tekort > 1e-6 * afstand)
        if not len(paren):
            break
        for i, j in paren:
            richting = plaats[i] - plaats[j]
            lang = float(np.linalg.norm(richting))
            if lang < afstand * GELIJK:  # the same place: away from each other at an angle of their own
                richting, lang = np.array([np.cos(i + ronde), np.sin(i + ronde)]), 1.0
            te_kort = afstand * 1.001 - np.linalg.norm(plaats[i] - plaats[j])
            if te_kort > 0:
                stap = richting / lang * te_kort / 2
                plaats[i] += stap
                plaats[j] -= stap
        plaats = np.clip(plaats, kader[:2], kader[2:])
    return plaats


def teken_nummers(
    kader: Kader, plaatsen: Sequence[Any], ankers: Sequence[Any], nummers: Sequence[str]
) -> None:
    """Write numbers on white discs near ``plaatsen``, with a line to the anchor of one that stands off it."""
    if not nummers:
        return
    doel = np.array(ankers, dtype=float)
    plaats = spreid(np.array(plaatsen), (NUMMER["schijf"] + _SPELING) * kader.per_mm, kader.venster)
    verschoven = np.linalg.norm(plaats - doel, axis=1) > _LOS * NUMMER["schijf"] * kader.per_mm
    for van, naar in zip(doel[verschoven], plaats[verschoven], strict=True):
        lijn = Line2D(*np.transpose([van, naar]), color=VLAK["inkt"], linewidth=0.6)
        kader.voeg_toe(lijn)
        kader.voeg_toe(Line2D(*van[:, None], marker="o", markersize=1.8, color=VLAK["inkt"]))
    zet_nummers(kader, plaats, nummers, rond=True)


def zet_nummers(
    kader: Kader, plaatsen: "Sequence[Any] | np.ndarray", nummers: Sequence[str], rond: bool
) -> None:
    """Write numbers at coordinates of ``kader``, each on a white disc where ``rond``."""
    if rond and len(nummers):
        schijf: dict[str, Any] = {
            "marker": "o",
            "markersize": NUMMER["schijf"] * PUNT_PER_MM - 0.5,
            "markeredgewidth": 0.5,
        }
        kleur: dict[str, Any] = {"markerfacecolor": VLAK["papier"], "markeredgecolor": VLAK["zacht"]}
        x, y = np.transpose(plaatsen)
        kader.voeg_toe(Line2D(x, y, linestyle="none", **schijf, **kleur))
    for (x, y), nummer in zip(plaatsen, nummers, strict=True):
        stand = {"ha": "center", "va": "center_baseline"}
        zet(kader, x, y, nummer, "nummer", size=LETTER["klein"], weight="bold", color=VLAK["inkt"], **stand)
