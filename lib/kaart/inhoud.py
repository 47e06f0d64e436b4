"""What a map shows, as types: classes, layers, outline, and the texts around them.

A :class:`Kaartbeeld` holds all that the drawing needs; how one is made of a register row stands in
``kaartbeeld``, of one value per gemeente or region in ``gebiedskaart``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import prod

import numpy as np

from lib.analyse.selectie import GEEN_KLASSE
from lib.beeld.figuur import Opschrift

GEEN_PROJECTEN = "geen projecten in deze editie"
GEEN_GEMEENTEN = "bij geen enkel project is een gemeente opgegeven"
NUL_PROJECTEN = "0 projecten"
_NIET_BEKEND = "geen project bekend"  # the same, where an edition is no full count


def nul_woord(volledig: bool) -> str:
    """Return what is said of a place without a project: that there is none, or that none is known."""
    return NUL_PROJECTEN if volledig else _NIET_BEKEND


@dataclass(frozen=True)
class Klasse:
    """One entry of the legend. ``kleur`` is empty where the drawing chooses, so that neighbours differ;
    ``telling`` is the count in words where that is not a number of gemeenten.
    """

    code: str
    label: str
    kleur: str
    arcering: str = ""
    inkt: str = ""
    n_gemeenten: int = 0
    n_projecten: int = 0
    nummer: str = ""
    telling: str = ""


@dataclass(frozen=True, eq=False)
class Laag:
    """A mark on top of the classes: hatch ``arcering`` in ``inkt`` over ``gemeenten`` (bool per gemeente)."""

    label: str
    telling: str
    arcering: str
    inkt: str
    gemeenten: np.ndarray


@dataclass(frozen=True, eq=False)
class Omlijning:
    """A line around ``gemeenten`` (bool per gemeente)."""

    label: str
    gemeenten: np.ndarray


@dataclass(frozen=True)
class As:
    """One of the two variables of a map: its name and its steps, from little to much."""

    naam: str
    trappen: tuple[str, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Inhoud:
    """What one soort of map decides: classes and which gemeente has which."""

    klassen: tuple[Klasse, ...] = ()
    klasse_van: np.ndarray  # int per gemeente, index into klassen; -1: none
    geen_opgave: np.ndarray  # bool per gemeente
    delen: Mapping[int, tuple[int, ...]] = field(default_factory=dict)  # gemeente → its 2 or more classes
    lagen: tuple[Laag, ...] = ()
    omlijning: Omlijning | None = None
    panelen: tuple["Kaartbeeld", ...] = ()  # instead of one map
    per_label: tuple["Kaartbeeld", ...] = ()  # below a map of many combinations: where each label occurs
    assen: tuple[As, ...] = ()  # of a map of two variables: across and up; its first classes are their grid
    rest: tuple[Klasse, ...] = ()  # what the last of klassen stands for, where that is a group
    geteld: tuple[Klasse, ...] = ()  # the projects that klassen counts, where those are numbers of projects
    met: np.ndarray | None = None  # bool per gemeente: what {gemeenten_met} counts; None: every class
    leeswijzer: str = ""
    toevoeging: str = ""  # sentence for the caption
    nul: str = NUL_PROJECTEN  # what a gemeente without a class has; "" where every gemeente has one
    telling: str = ""  # sentence on what is counted, where that is not projects

    @property
    def n_raster(self) -> int:
        """How many of the classes, the first, stand in a grid; 0 where the map is of one variable."""
        return prod(len(een.trappen) for een in self.assen) if self.assen else 0

    @property
    def alle_klassen(self) -> tuple[Klasse, ...]:
        """The classes, a group or a number taken apart: together everything that occurs."""
        los = (*self.klassen[:-1], *self.rest) if self.rest else self.klassen
        return self.geteld or los


@dataclass(frozen=True, eq=False, kw_only=True)
class Kaartbeeld(Inhoud, Opschrift):
    """Everything a map shows. Arrays have one element per gemeente, in the order of ``Gegevens.gm_code``.

    ``grenzen``: the regions whose borders are drawn, if any; ``kort``: the name of the map as a panel;
    ``voorbeelden``: its edition holds examples and is no count.
    """

    grenzen: str | None
    n_projecten: int
    kort: str = ""
    voorbeelden: bool = False

    @property
    def nul_label(self) -> str:
        """What the legend says of a gemeente without a class; see :func:`nul_woord`."""
        return nul_woord(not self.voorbeelden) if self.nul == NUL_PROJECTEN else self.nul

    @property
    def leeg(self) -> bool:
        """Whether there is nothing to draw but the ground."""
        return not (self.panelen or (self.klasse_van != GEEN_KLASSE).any() or self.geen_opgave.any())

    @property
    def n_nul(self) -> int:
        """The number of gemeenten with neither a class nor 'geen opgave'."""
        return int(((self.klasse_van == GEEN_KLASSE) & ~self.geen_opgave).sum())


def bundel(beelden: Sequence[Kaartbeeld], titel: str) -> Kaartbeeld:
    """Return one beeld with ``beelden`` (one or more) as panels; heading and source are of the first."""
    eerste = beelden[0]
    alt = f"{len(beelden)} kleine kaarten. {titel}. " + " ".join(beeld.alt for beeld in beelden)
    bijschrift = " ".join(dict.fromkeys(beeld.bijschrift for beeld in beelden))
    return replace(eerste, panelen=tuple(beelden), titel=titel, alt=alt, bijschrift=bijschrift)
