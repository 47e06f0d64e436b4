"""Border lines put together to shapes: as a path for pixels, and as text for a vector file.

A map of the country is a few hundred lines that come back in every map, forwards or backwards. Each is
turned into the text of an SVG path once for each scale; the text of an area is then only joined.
"""

from collections.abc import Sequence
from functools import cache, cached_property
from typing import ClassVar

import numpy as np
from matplotlib.path import Path


class Lijnen:
    """Lines, float (n, 2) each, with ``hoek`` the point that texts count from (x, y)."""

    def __init__(self, punten: Sequence[np.ndarray], hoek: tuple[float, float]):
        """Keep the lines; what depends on a scale is made when it is asked for."""
        self.punten, self.hoek = tuple(punten), hoek
        self._teksten: dict[tuple[float, float], _Teksten] = {}

    @cached_property
    def _einden(self) -> tuple[list[int], list[int]]:
        """The number of the point where each line starts, and where it ends; at ``~i`` those backwards."""
        uiteinden = np.array([lijn[[0, -1]] for lijn in self.punten]).reshape(-1, 2)
        _, nummer = np.unique(uiteinden, axis=0, return_inverse=True)
        begin, eind = nummer.reshape(-1, 2).T.tolist()
        return begin + eind[::-1], eind + begin[::-1]

    @cached_property
    def heen_en_terug(self) -> list[np.ndarray]:
        """The lines, followed by those backwards: line ``i`` the other way is at ``~i``."""
        return [*self.punten, *(lijn[::-1] for lijn in reversed(self.punten))]

    @cached_property
    def zonder_begin(self) -> list[np.ndarray]:
        """The same, each without its first point."""
        return [lijn[1:] for lijn in self.heen_en_terug]

    def pad(self, nummers: Sequence[int]) -> "Lijnpad":
        """Return lines as they are, each by itself."""
        return Lijnpad(self, [[int(i)] for i in nummers], gesloten=False)

    def omtrek(self, nummers: Sequence[int]) -> "Lijnpad":
        """Return closed rings of lines that go on where another ends; ``~i`` is line ``i`` backwards."""
        begin, eind = self._einden
        vanaf: dict[int, list[int]] = {}
        for i in nummers:
            vanaf.setdefault(begin[i], []).append(i)
        ringen = []
        while vanaf:
            start = plek = next(reversed(vanaf))
            ring = []
            while True:
                rest = vanaf[plek]
                lijn = rest.pop()
                ring.append(lijn)
                if not rest:
                    del vanaf[plek]
                plek = eind[lijn]
                if plek == start:
                    break
            ringen.append(ring)
        return Lijnpad(self, ringen, gesloten=True)

    def teksten(self, schaal: tuple[float, float]) -> "_Teksten":
        """Return the lines as text at a scale (points per unit of x and y)."""
        if schaal not in self._teksten:
            self._teksten[schaal] = _Teksten(self, schaal)
        return self._teksten[schaal]


class Lijnpad(Path):
    """A path of border lines: ``delen`` are their numbers, ``~i`` backwards, in rings where ``gesloten``."""

    def __init__(self, lijnen: Lijnen, delen: Sequence[Sequence[int]], gesloten: bool):
        """Put the points of the lines in order."""
        self.lijnen, self.delen, self.gesloten = lijnen, delen, gesloten
        heel, kort = lijnen.heen_en_terug, lijnen.zonder_begin
        los: list[np.ndarray] = []
        begin: list[int] = []
        for deel in delen:
            begin.append(len(los))
            los.append(heel[deel[0]])
            los += [kort[i] for i in deel[1:]]
        stuk = np.fromiter(map(len, los), dtype=np.int64, count=len(los))
        lengte = np.add.reduceat(stuk, begin) if delen else stuk
        eind = np.cumsum(lengte)
        codes = np.full(lengte.sum(), Path.LINETO, dtype=Path.code_type)
        codes[eind - lengte] = Path.MOVETO
        if gesloten:
            codes[eind - 1] = Path.CLOSEPOLY
        self._teksten: dict[tuple[float, float], str] = {}
        super().__init__(np.concatenate(los) if los else np.empty((0, 2)), codes, readonly=True)

    def tekst(self, schaal: tuple[float, float]) -> str:
        """Return SVG path data at a scale, from the corner that the lines count from; y runs down."""
        if schaal not in self._teksten:
            van, slot = self.lijnen.teksten(schaal), "z" if self.gesloten else ""
            self._teksten[schaal] = "".join(
                f"M{van.begin(deel[0])}l{' '.join([van.stappen[i] for i in deel])}{slot}"
                for deel in self.delen
            )
        return self._teksten[schaal]


class _Teksten:
    """Lines as text at one scale: where each begins, and its steps, in tenths of a point.

    ``stappen[i]`` are those of line ``i`` and ``stappen[~i]`` those of the way back.
    """

    _leeg: ClassVar[str] = "0 0"

    def __init__(self, lijnen: Lijnen, schaal: tuple[float, float]):
        """Round all points to tenths; neighbours keep the points that they share."""
        lengte = np.array([len(lijn) for lijn in lijnen.punten])
        naar = np.array([schaal[0], -schaal[1]]) * 10
        alle = np.rint((np.concatenate(lijnen.punten) - lijnen.hoek) * naar).astype(np.int64)
        eind = np.cumsum(lengte)
        self._eerste, self._laatste = alle[eind - lengte].tolist(), alle[eind - 1].tolist()
        stap = np.diff(alle, axis=0, append=0)
        stap[eind - 1] = 0
        blijft = stap.any(axis=1)
        grens = np.concatenate([[0], np.cumsum(blijft)])
        grens = grens[np.concatenate([[0], eind])].tolist()
        heen, terug = _paren(stap[blijft]), _paren(-stap[blijft])
        paren = list(zip(grens, grens[1:], strict=False))
        self.stappen = [" ".join(heen[van:tot]) or self._leeg for van, tot in paren]
        # at -1, -2, …: the way back
        self.stappen += [" ".join(terug[van:tot][::-1]) or self._leeg for van, tot in reversed(paren)]

    def begin(self, lijn: int) -> str:
        """Return where a line starts."""
        x, y = self._eerste[lijn] if lijn >= 0 else self._laatste[~lijn]
        return f"{tiende(x)} {tiende(y)}"


def _paren(stappen: np.ndarray) -> list[str]:
    """Return each step, int (n, 2), as text."""
    waarden, plaats = np.unique(stappen, return_inverse=True)
    tekst = np.array([tiende(int(waarde)) for waarde in waarden], dtype=object)[plaats].reshape(-1, 2)
    scheiding = np.where(stappen[:, 1] < 0, "", " ").astype(object)
    return (tekst[:, 0] + scheiding + tekst[:, 1]).tolist()


@cache
def tiende(waarde: int) -> str:
    """Return a number of tenths as text, as short as it can be: ``-.5``."""
    tekst = f"{waarde / 10:g}"
    return tekst.replace("0.", ".", 1) if tekst.lstrip("-").startswith("0.") else tekst
