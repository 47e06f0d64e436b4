"""The year of a row: in which division its places are named, and what those are in the edition's own.

Rows of one edition may come from sources of many years. A place is read in the division of 1 January of the
row's own year: ``jaar_bron``, else ``jaar_begin``, else the edition's. Then it is carried to the edition's
``indelingsjaar``; where a gemeente was divided since, each part gets it and is marked as estimated.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import NamedTuple

from lib.gebied.herindeling import BASIS, LAATSTE_JAAR
from lib.gebied.namen import Naamgids
from lib.gebied.omrekenen import MINSTE_DEEL, overgang

JAARKOLOMMEN = ("jaar_bron", "jaar_begin")  # the first that is filled in decides
JAAR_ONBEKEND = "onbekend"  # said outright: the source gives no year
VROEGST = 1990  # before that a year of a source or a start is a slip


class _Jaar(NamedTuple):
    """``jaar``: that of the division; ``gegeven``: what the row says; ``kolom``: where, or ``""``."""

    jaar: int
    gegeven: int
    kolom: str

    @property
    def opmerking(self) -> str:
        """What a reader must know: that the division of the year itself is not known."""
        if self.jaar == self.gegeven:
            return ""
        return f"de indeling van {self.gegeven} is niet bekend; plaatsen gelezen in die van {self.jaar}"


class Overgezet(NamedTuple):
    """Places in another division: ``codes`` (sorted) and, of those that are estimated, the share (0-1)."""

    codes: tuple[str, ...]
    geschat: Mapping[str, float]

    @property
    def zeker(self) -> tuple[str, ...]:
        """The places that are not estimated; all of them where each is."""
        return tuple(code for code in self.codes if code not in self.geschat) or self.codes


def is_jaar(tekst: str) -> bool:
    """Return whether a cell holds a year that a source can be of: 1990 up to the last known division."""
    return bool(re.fullmatch(r"\d{4}", tekst)) and VROEGST <= int(tekst) <= LAATSTE_JAAR


def jaar_van(rij: Mapping[str, object], anders: int, kolommen: Iterable[str] = JAARKOLOMMEN) -> _Jaar:
    """Return the year in whose division the places of a row are named; ``anders`` where it gives none.

    The first of ``kolommen`` that holds a year decides; other text does not count. A year before 2017 stands
    for 2017, the first that is known.
    """
    for kolom in kolommen:
        if is_jaar(tekst := str(rij[kolom])):
            return _Jaar(max(int(tekst), BASIS.year), int(tekst), kolom)
    return _Jaar(anders, anders, "")


@cache
def _delen(van: int, naar: int) -> dict[str, tuple[tuple[str, float], ...]]:
    """Return what each gemeente of ``van`` became, without parts that are too small to count."""
    tabel = overgang(van, naar)
    tabel = tabel[tabel[["aandeel", "aandeel_naar"]].max(axis=1) >= MINSTE_DEEL]
    delen: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for oud, nieuw, aandeel in zip(tabel["van"], tabel["naar"], tabel["aandeel"].tolist(), strict=True):
        delen[oud].append((nieuw, aandeel))
    return {oud: tuple(paren) for oud, paren in delen.items()}


@cache
def zet_over(codes: tuple[str, ...], van: int, naar: int) -> Overgezet:
    """Return the gemeenten of ``naar`` for those of ``van``, as :func:`lib.gebied.omrekenen.omrekenen` does.

    One is estimated where every gemeente that it comes from lies elsewhere too. Raises KeyError for a code
    that ``van`` lacks and ValueError outside 2017-2026.
    """
    if van == naar:
        return Overgezet(codes, {})
    aandelen: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for code in codes:
        paren = _delen(van, naar)[code]
        for nieuw, aandeel in paren:
            aandelen[nieuw].append((aandeel, len(paren) > 1))
    geschat = {
        nieuw: max(deel for deel, _ in delen)
        for nieuw, delen in aandelen.items()
        if all(gedeeld for _, gedeeld in delen)
    }
    return Overgezet(tuple(sorted(aandelen)), geschat)


class Gidsen:
    """The guide to names of every year: that of the edition's own, and of another when a row asks for it."""

    def __init__(self, eigen: Naamgids, jaar: int, maak: Callable[[int], Naamgids] | None = None):
        """Take the guide for the edition's ``jaar``, and what makes that of another year."""
        self.eigen, self.jaar, self._maak = eigen, jaar, maak
        self._gidsen = {jaar: eigen}

    def van(self, jaar: int) -> Naamgids:
        """Return the guide for the division of 1 January ``jaar``."""
        if jaar not in self._gidsen:
            self._gidsen[jaar] = self._maak(jaar) if self._maak else self.eigen
        return self._gidsen[jaar]


def verenig(geschat: Iterable[Mapping[str, float]], zeker: Iterable[str]) -> dict[str, float]:
    """Return the estimates of several rows together: what one of them knows for certain is none."""
    vast = set(zeker)
    samen: dict[str, float] = {}
    for een in geschat:
        for code, aandeel in een.items():
            if code not in vast:
                samen[code] = max(aandeel, samen.get(code, 0.0))
    return samen
