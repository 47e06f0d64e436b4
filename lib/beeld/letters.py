"""Text on a sheet that is laid out in millimetres: measured, broken into lines, drawn fast.

One font, DejaVu Sans, which comes with matplotlib. Its outlines are read once; measuring and drawing use
the same widths, so text that was made to fit does fit.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox

from lib.beeld.kader import MM_PER_INCH, Kader
from lib.beeld.stijl import VLAK

LETTERTYPE = "DejaVu Sans"
HALVE_CIJFERHOOGTE, STOK, STAART = 0.365, 0.76, 0.236  # of DejaVu Sans, as parts of the size
PT_IN_MM = MM_PER_INCH / 72
REGELAFSTAND = 1.28
AFGEKORT = "…"
EVENWICHT = 2.0  # mm, as exactly as lines are made equally long


@cache
def _letter(teken: str, vet: bool) -> tuple[np.ndarray, np.ndarray, float]:
    """Return the outline of one character, vertices and codes, and its advance, at a size of 1."""
    letter = get_font(findfont(FontProperties(family=LETTERTYPE, weight="bold" if vet else "normal")))
    letter.set_size(100, 72)
    glief = letter.load_char(ord(teken), flags=LoadFlags.NO_HINTING)
    punten, codes = letter.get_path()
    return punten.reshape(-1, 2) / 100, codes, glief.linearHoriAdvance / 65536 / 100


@cache
def _lettertype(punt: float, vet: bool) -> FontProperties:
    return FontProperties(family=LETTERTYPE, weight="bold" if vet else "normal", size=punt)


def breedte(tekst: str, punt: float, vet: bool = False) -> float:
    """Return the width in millimetres of a line of text of ``punt`` points."""
    return sum([_letter(teken, vet)[2] for teken in tekst]) * punt * PT_IN_MM


@lru_cache(maxsize=1024)
def _omtrek(tekst: str, vet: bool) -> Path:
    """Return the outline of a line of text at a size of 1, starting at the origin."""
    x, punten, codes = 0.0, [np.empty((0, 2))], [np.empty(0, dtype=Path.code_type)]
    for teken in tekst:
        vorm, code, stap = _letter(teken, vet)
        punten.append(vorm + (x, 0))
        codes.append(code)
        x += stap
    return Path(np.concatenate(punten), np.concatenate(codes))


@dataclass(frozen=True)
class Schrift:
    """How a line is written: ``size`` in points; ``va`` is ``baseline`` or ``center_baseline``."""

    size: float
    weight: str = "normal"
    color: str = VLAK["inkt"]
    ha: str = "left"
    va: str = "baseline"


class Tekstregel(Artist):
    """One line of text: on the Agg canvas drawn as one outline, ten times as fast as letter by letter; in
    a vector file it stays text. Alignment is left or centred; no rotation, no mathematics.
    """

    zorder = 3

    def __init__(self, plaats: tuple[float, float], tekst: str, schrift: Schrift, label: str = ""):
        """Keep what is written, where, and how."""
        super().__init__()
        self._plaats, self._tekst = plaats, tekst
        self._punt, self._kleur, self._vet = schrift.size, to_rgba(schrift.color), schrift.weight == "bold"
        self._midden, self._halverwege = schrift.ha == "center", schrift.va == "center_baseline"
        self.set_label(label)

    def get_text(self) -> str:
        """Return what is written."""
        return self._tekst

    def get_fontsize(self) -> float:
        """Return the size in points."""
        return self._punt

    def draw(self, renderer: Any) -> None:
        """Draw the line."""
        x, y, per_punt = self._begin()
        gc = renderer.new_gc()
        gc.set_foreground(self._kleur, isRGBA=True)
        gc.set_linewidth(0)
        if isinstance(renderer, RendererAgg):
            maat = self._punt * per_punt
            plaatsing = Affine2D.from_values(maat, 0, 0, maat, x, y)
            renderer.draw_path(gc, _omtrek(self._tekst, self._vet), plaatsing, self._kleur)
        else:
            y = renderer.height - y if renderer.flipy() else y
            renderer.draw_text(gc, x, y, self._tekst, _lettertype(self._punt, self._vet), 0.0)
        gc.restore()

    def get_window_extent(self, renderer: Any = None, dpi: float | None = None) -> Bbox:
        """Return the box of the line in pixels, from descender to ascender."""
        x, y, per_punt = self._begin()
        hoogte = self._punt * per_punt
        return Bbox.from_extents(x, y - STAART * hoogte, x + self._lengte(per_punt), y + STOK * hoogte)

    def _lengte(self, per_punt: float) -> float:
        return breedte(self._tekst, self._punt, self._vet) / PT_IN_MM * per_punt

    def _begin(self) -> tuple[float, float, float]:
        """Return where the baseline starts, x and y in pixels, and the pixels per point."""
        per_punt = self.figure.dpi / 72
        (a, _, tx), (_, d, ty), _ = self.get_transform().get_matrix()
        x, y = a * self._plaats[0] + tx, d * self._plaats[1] + ty
        if self._midden:
            x -= self._lengte(per_punt) / 2
        if self._halverwege:
            y -= HALVE_CIJFERHOOGTE * self._punt * per_punt
        return x, y, per_punt


def zet(kader: Kader, x: float, y: float, tekst: str, label: str, **opties: Any) -> None:
    """Put one line of text in ``kader`` at its coordinates; ``label`` says what it is part of.

    ``opties``: how, as :class:`Schrift` says.
    """
    kader.voeg_toe(Tekstregel((x, y), tekst, Schrift(**opties), label))


@lru_cache(maxsize=4096)
def _regels(tekst: str, ruimte: float, punt: float, vet: bool = False) -> tuple[str, ...]:
    """Return ``tekst`` broken into lines of at most ``ruimte`` mm, at spaces; a longer word is broken too."""
    regels = [""]
    for woord in tekst.split(" "):
        langer = f"{regels[-1]} {woord}".strip()
        if breedte(langer, punt, vet) <= ruimte:
            regels[-1] = langer
            continue
        while breedte(woord, punt, vet) > ruimte:
            past = next(
                n for n in range(len(woord) - 1, 0, -1) if breedte(woord[:n] + "-", punt, vet) <= ruimte
            )
            regels.append(woord[:past] + "-")
            woord = woord[past:]
        regels.append(woord)
    return tuple(regel for regel in regels if regel)


@dataclass(frozen=True)
class Blok:
    """Lines of text of one size; ``hoogte`` in millimetres."""

    regels: tuple[str, ...]
    punt: float
    vet: bool = False
    kleur: str = VLAK["inkt"]

    @property
    def regelhoogte(self) -> float:
        """The distance between two lines, in millimetres."""
        return self.punt * REGELAFSTAND * PT_IN_MM

    @property
    def hoogte(self) -> float:
        """The height of all lines, in millimetres."""
        return len(self.regels) * self.regelhoogte


def _afgekort(regel: str, ruimte: float, punt: float, vet: bool) -> str:
    """Return a line that goes on, cut off where an ellipsis still fits in ``ruimte`` mm."""
    while breedte(regel + AFGEKORT, punt, vet) > ruimte:
        regel = regel[:-1]
    return regel.rstrip(" -") + AFGEKORT


def blok(
    tekst: str,
    ruimte: float,
    punt: float,
    vet: bool = False,
    kleur: str = VLAK["inkt"],
    evenwicht: bool = False,
    hoogstens: int | None = None,
) -> Blok:
    """Return ``tekst`` broken into lines that fit in ``ruimte`` mm; a no-break space keeps words together.

    ``evenwicht``: as few lines, but about equally long, so that no word stands alone on the last one.
    ``hoogstens``: the number of lines after which the text is cut off, with an ellipsis.
    """
    regels = _regels(tekst, ruimte, punt, vet)
    if hoogstens and len(regels) > hoogstens:
        laatste = _afgekort(regels[hoogstens - 1], ruimte, punt, vet)
        return Blok((*regels[: hoogstens - 1], laatste), punt, vet, kleur)
    smal = max(breedte(woord, punt, vet) for woord in tekst.split(" "))
    while evenwicht and len(regels) > 1 and ruimte - smal > EVENWICHT:
        midden = (smal + ruimte) / 2
        smaller = _regels(tekst, midden, punt, vet)
        if len(smaller) > len(regels):
            smal = midden
        else:
            regels, ruimte = smaller, midden
    return Blok(regels, punt, vet, kleur)


def schrijf(blad: Kader, x: float, y: float, tekst: Blok, label: str) -> float:
    """Write a block with its top left at (x, y) mm, in a frame whose y runs down; return the y below it."""
    stijl = {"size": tekst.punt, "weight": "bold" if tekst.vet else "normal", "color": tekst.kleur}
    for i, regel in enumerate(tekst.regels):
        zet(blad, x, y + i * tekst.regelhoogte + tekst.punt * PT_IN_MM, regel, label, **stijl)
    return y + tekst.hoogte
