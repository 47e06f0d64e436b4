"""Path data of an SVG file made short: one decimal, steps instead of places, circles as arcs.

A decimal is a tenth of a point, a thirtieth of a millimetre on the sheet.
"""

import re
from functools import cache, lru_cache
from typing import Any, ClassVar

import numpy as np
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.path import Path

LANG = 500  # points from which a path that cannot change is worth keeping as text
CIRKEL = 25  # points of a circle as matplotlib draws it: eight curves
_KOMMANDO = re.compile(r"[MLCz]")
_DECIMALEN = re.compile(r"(?<=\.\d)\d+")


class KorteSvg(RendererSVG):
    """Writes SVG as matplotlib does, with short path data.

    The only way in is the method that turns a path into text, which matplotlib keeps to itself; the
    version of matplotlib is pinned, and a test reads the file that comes out.
    """

    _gedeeld: ClassVar[dict[tuple[Path, bytes], str]] = {}

    def _convert_path(self, path: Path, transform: Any = None, clip: Any = None, **opties: Any) -> str:
        if clip or not path.readonly or len(path.vertices) < LANG:
            return kort_pad(super()._convert_path(path, transform, clip=clip, **opties))
        sleutel = path, transform.get_matrix().tobytes()  # the country, which comes back on every map
        if sleutel not in self._gedeeld:
            self._gedeeld[sleutel] = kort_pad(super()._convert_path(path, transform, **opties))
        return self._gedeeld[sleutel]


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
    tekst = np.array([_tiende(int(waarde)) for waarde in waarden], dtype=object)[plaats].reshape(-1, 2)
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


@cache
def _tiende(waarde: int) -> str:
    tekst = f"{waarde / 10:g}"
    return tekst.replace("0.", ".", 1) if tekst.lstrip("-").startswith("0.") else tekst
