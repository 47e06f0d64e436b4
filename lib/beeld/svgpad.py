"""Path data of an SVG file made short: one decimal, steps instead of places, circles as arcs.

A decimal is a tenth of a point, a thirtieth of a millimetre on the sheet.
"""

import re
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from lib.beeld.lijnen import Lijnpad, tiende
from lib.grond.binnenwerk import svg_stijl, verkort_paden

_KLEIN = 12  # points up to which straight lines are written as they are
KROM = (Path.CURVE3, Path.CURVE4)
CIRKEL = 25  # points of a circle as matplotlib draws it: eight curves
_KOMMANDO = re.compile(r"[MLCz]")
_DECIMALEN = re.compile(r"(?<=\.\d)\d+")


class KorteSvg(RendererSVG):
    """Writes SVG as matplotlib does, with short path data."""

    def __init__(self, *args: Any, **kwargs: Any):
        """Start a file."""
        self._gedeeld: dict[str, str] = {}  # path data → its name in this file
        super().__init__(*args, **kwargs)

    def teken_pad(self, gc: Any, pad: Path, matrix: np.ndarray, vulkleur: Any, gedeeld: bool = False) -> None:
        """Write a path; ``matrix`` (3 × 3) takes it to points from the bottom left.

        One of border lines is joined from their texts; one that is ``gedeeld`` is in the file once.
        """
        if not isinstance(pad, Lijnpad):
            if len(pad) <= _KLEIN and (pad.codes is None or not np.isin(pad.codes, KROM).any()):
                style = svg_stijl(self, gc, vulkleur)
                self.writer.element("path", d=klein_pad(pad, matrix, self.height), style=style)
            else:
                self.draw_path(gc, pad, Affine2D(matrix), vulkleur)
            return
        (a, _, tx), (_, d, ty), _ = matrix
        x, y = pad.lijnen.hoek
        plek = f"{a * x + tx:.2f}", f"{self.height - d * y - ty:.2f}"
        tekst = pad.tekst((float(f"{a:.9g}"), float(f"{d:.9g}")))
        stijl = svg_stijl(self, gc, vulkleur)
        if not gedeeld:
            self.writer.element("path", d=tekst, transform=f"translate({' '.join(plek)})", style=stijl)
            return
        if tekst not in self._gedeeld:
            self._gedeeld[tekst] = f"v{len(self._gedeeld) + 1}"
            self.writer.start("defs")
            self.writer.element("path", id=self._gedeeld[tekst], d=tekst)
            self.writer.end("defs")
        naam = {"xlink:href": f"#{self._gedeeld[tekst]}", "x": plek[0], "y": plek[1]}
        self.writer.element("use", attrib=naam, style=stijl)


def klein_pad(pad: Path, matrix: np.ndarray, hoogte: float) -> str:
    """Return a few straight lines as SVG path data; ``matrix`` takes them to points from the bottom."""
    (a, _, tx), (_, d, ty), _ = matrix
    codes: Any = pad.codes
    if codes is None:
        codes = [Path.MOVETO] + [Path.LINETO] * (len(pad) - 1)
    delen = []
    for code, (x, y) in zip(codes, np.asarray(pad.vertices).tolist(), strict=True):
        if code == Path.CLOSEPOLY:
            delen.append("z")
        else:
            letter = "M" if code == Path.MOVETO else "L"
            delen.append(f"{letter}{a * x + tx:.1f} {hoogte - d * y - ty:.1f}")
    return "".join(delen)


def kort_pad(pad: str) -> str:
    """Return SVG path data with absolute M, L, C, Q and z in fewer characters, to one decimal."""
    if "Q" in pad:
        return _DECIMALEN.sub("", pad).replace("\n", "")
    return _kromme_lijnen(pad) if "C" in pad else _rechte_lijnen(pad)


@lru_cache(maxsize=64)  # hatches and discs, which come back on every map
def _kromme_lijnen(pad: str) -> str:
    return "".join(_kort_deel(deel) for deel in pad.split("M")[1:])


def _rechte_lijnen(pad: str) -> str:
    delen = pad.split("M")[1:]
    punten = np.rint(10 * _getallen(pad)).astype(np.int64).reshape(-1, 2)
    grens = np.cumsum([0, *(deel.count("L") + 1 for deel in delen)])
    stap = np.diff(punten, axis=0, prepend=0)
    stap[grens[:-1]] = punten[grens[:-1]]
    blijft = stap.any(axis=1)
    blijft[grens[:-1]] = True
    waarden, plaats = np.unique(stap, return_inverse=True)
    tekst = np.array([tiende(int(waarde)) for waarde in waarden], dtype=object)[plaats].reshape(-1, 2)
    paren = (tekst[:, 0] + " " + tekst[:, 1])[blijft].tolist()
    grens = np.concatenate([[0], np.cumsum(blijft)])[grens].tolist()
    uit = []
    for deel, begin, eind in zip(delen, grens, grens[1:], strict=False):
        lijn = f"l{' '.join(paren[begin + 1 : eind])}" if eind - begin > 1 else ""
        uit.append(f"M{paren[begin]}{lijn}{'z' if 'z' in deel else ''}")
    return "".join(uit).replace(" -", "-")


def _kort_deel(deel: str) -> str:
    """Return one line with curves: an arc where it is a circle."""
    punten = _getallen(deel).reshape(-1, 2)
    if deel.count("C") * 3 + 1 != CIRKEL or len(punten) != CIRKEL:
        return _DECIMALEN.sub("", f"M{deel}").replace("\n", "")
    (x0, y0), (x1, y1) = punten.min(axis=0), punten.max(axis=0)
    straal, midden = (x1 - x0) / 2, (y0 + y1) / 2
    x, y = punten.T
    rechtsom = int((x * np.roll(y, -1) - y * np.roll(x, -1)).sum() > 0)
    boog = f"a{straal:.2g} {straal:.2g} 0 1 {rechtsom} "
    return f"M{x0:.1f} {midden:.1f}{boog}{2 * straal:.2g} 0{boog}{-2 * straal:.2g} 0z"


def _getallen(pad: str) -> np.ndarray:
    return np.fromstring(_KOMMANDO.sub(" ", pad), sep=" ")


verkort_paden(KorteSvg, kort_pad)
