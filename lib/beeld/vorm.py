"""Shapes on a sheet, drawn with no more than they need; what many maps share is drawn once for all.

Matplotlib's patches take longer to prepare than to draw. A :class:`Vorm` is a path with a fill, a hatch or a
line; a :class:`Stapel` is several of them on top of each other that come back on other maps.
"""

from dataclasses import dataclass
from typing import Any, Literal
from weakref import WeakKeyDictionary

import numpy as np
from matplotlib import rcParams
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, Transform

from lib.beeld.svgpad import KorteSvg

_RAND = 4  # pixels around a shared drawing, for the width of its lines
_HEEL = 1e-4  # of a pixel: nearer to a whole one than this is whole
_CODES = np.array([Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY], dtype=Path.code_type)


def rechthoek(x: float, y: float, breed: float, hoog: float) -> Path:
    """Return a rectangle as a path."""
    hoeken = [(x, y), (x + breed, y), (x + breed, y + hoog), (x, y + hoog), (x, y)]
    return Path(np.array(hoeken, dtype=float), _CODES)


@dataclass(frozen=True)
class Stijl:
    """How a shape looks: filled with ``kleur`` and hatched with ``arcering`` in ``inkt``, and a line along it
    of ``dikte`` points in the colour ``rand``; ``streep`` are dashes, in parts of the width.
    """

    kleur: str = ""
    arcering: str = ""
    inkt: str = ""
    rand: str = ""
    dikte: float = 0.0
    streep: tuple[float, ...] = ()
    hoek: Literal["miter", "round", "bevel"] = "round"


class Vorm(Artist):
    """A path that is filled, hatched, or has a line along it."""

    zorder = 1

    def __init__(self, pad: Path, stijl: Stijl, label: str = ""):
        """Keep the path and how it looks; the frame says where it comes."""
        super().__init__()
        self.pad, self.stijl = pad, stijl
        self._streepdikte = rcParams["hatch.linewidth"]
        self.set_label(label)

    def draw(self, renderer: Any) -> None:
        """Draw the shape."""
        if len(self.pad):
            gc, vulkleur = self._pen(renderer)
            naar_pixels = self.get_transform()
            if isinstance(renderer, KorteSvg):
                renderer.teken_pad(gc, self.pad, naar_pixels.get_matrix(), vulkleur)
            else:
                renderer.draw_path(gc, self.pad, naar_pixels, vulkleur)
            gc.restore()

    def draw_gedeeld(self, renderer: KorteSvg) -> None:
        """Draw the shape in a vector file in which it may come back: its outline is there once."""
        if len(self.pad):
            gc, vulkleur = self._pen(renderer)
            matrix = self.get_transform().get_matrix()
            renderer.teken_pad(gc, self.pad, matrix, vulkleur, gedeeld=True)
            gc.restore()

    def get_window_extent(self, renderer: Any = None, dpi: float | None = None) -> Bbox:
        """Return the box around the path in pixels."""
        return Bbox(self.get_transform().transform(self.pad.get_extents().get_points()))

    def _pen(self, renderer: Any) -> tuple[Any, tuple[float, ...] | None]:
        stijl, gc = self.stijl, renderer.new_gc()
        gc.set_linewidth(stijl.dikte if stijl.rand else 0.0)
        gc.set_joinstyle(stijl.hoek)
        if stijl.rand:
            gc.set_foreground(stijl.rand)
        if stijl.streep:
            gc.set_dashes(0, [deel * stijl.dikte for deel in stijl.streep])
        if stijl.arcering:
            gc.set_hatch(stijl.arcering)
            gc.set_hatch_color(to_rgba(stijl.inkt))
            gc.set_hatch_linewidth(self._streepdikte)
        return gc, to_rgba(stijl.kleur) if stijl.kleur else None


class Stapel(Artist):
    """Shapes that other maps have too, in a frame with the coordinates ``venster`` at its edges.

    Where the frame stands on whole pixels they are drawn once for each scale, and copied after that.
    """

    zorder = 1
    _tekeningen: "WeakKeyDictionary[Path, dict[tuple, np.ndarray]]" = WeakKeyDictionary()

    def __init__(self, venster: tuple[float, float, float, float], *vormen: Vorm):
        """Keep the shapes, the lowest first."""
        super().__init__()
        self.venster, self.vormen = venster, vormen

    def set_transform(self, t: Transform | None) -> None:
        """Place all shapes."""
        super().set_transform(t)
        for vorm in self.vormen:
            vorm.set_transform(t)

    def draw(self, renderer: Any) -> None:
        """Draw the shapes."""
        if isinstance(renderer, KorteSvg):
            for vorm in self.vormen:
                vorm.draw_gedeeld(renderer)
            return
        (a, _, tx), (_, d, ty), _ = self.get_transform().get_matrix()
        plek = np.array([a * self.venster[0] + tx, d * self.venster[1] + ty])
        heel = np.rint(plek)
        if not isinstance(renderer, RendererAgg) or np.abs(plek - heel).max() > _HEEL:
            for vorm in self.vormen:
                vorm.draw(renderer)
            return
        gc = renderer.new_gc()
        x, y = heel - _RAND
        renderer.draw_image(gc, x, y, self._tekening(a, d, renderer.dpi))
        gc.restore()

    def _tekening(self, a: float, d: float, dpi: float) -> np.ndarray:
        """Return the shapes in pixels, uint8 (height, width, 4), with ``_RAND`` around the frame."""
        bewaard = self._tekeningen.setdefault(self.vormen[0].pad, {})
        erop = tuple((vorm.pad, vorm.stijl) for vorm in self.vormen[1:])
        sleutel = (float(f"{a:.9g}"), float(f"{d:.9g}"), dpi, self.vormen[0].stijl, erop)
        if sleutel not in bewaard:
            links, onder, rechts, boven = self.venster
            maat = np.ceil([a * (rechts - links), d * (boven - onder)]).astype(int) + 2 * _RAND
            breed, hoog = maat.tolist()
            doek = RendererAgg(breed, hoog, dpi)
            plaatsing = Affine2D().translate(-links, -onder).scale(a, d).translate(_RAND, _RAND)
            for vorm in self.vormen:
                gc, vulkleur = vorm._pen(doek)
                doek.draw_path(gc, vorm.pad, plaatsing, vulkleur)
            bewaard[sleutel] = np.array(doek.buffer_rgba())[::-1].copy()  # draw_image starts at the bottom
        return bewaard[sleutel]
