"""One hexagon per gemeente, for every year: ``python -m scripts.zeshoeken`` writes ``zeshoeken.csv``.

Three steps, the same every time. Gemeenten become discs of one size that push each other apart and pull those
they border on (after Dorling 1996, *Area cartograms*). Discs are assigned to the cells of a hexagonal lattice
with the least squared distance (scipy, linear_sum_assignment). Then cells are swapped as long as more true
neighbours touch, directions stay truer and places stay nearer (simulated annealing, Kirkpatrick 1983).

The lattice has cells as large as the average gemeente of 2017, in RD (EPSG:28992), pointed tops.
"""

import argparse
import math
import random
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from scipy.optimize import linear_sum_assignment

from lib.editie.jaren import JAREN
from lib.gebied.grenzen import lees_grenzen
from lib.gebied.zeshoek import RIJHOOGTE, STEEK, ZESHOEKEN_CSV, midden
from lib.grond.schrijven import schrijf_atomair

RAAKT = 500.0  # metres: gemeenten with a shorter border in common are no neighbours
STAPPEN, AFKOELING = 900, 250_000
POGINGEN = 4
STIL = 0.25  # how much of the pull to its own place a disc keeps
RAND = 2  # rings of cells around the discs that may be used
WEGING = {"buur": 1.0, "afstand": 0.035, "richting": 0.45, "vreemd": 0.18}
GAT = (0.0, 0.0, 0.0, 0.0, 0.5, 1.8, 4.0)  # of an empty cell, by the number of gemeenten around it
KOP = (
    "# Een zeshoek per gemeente van 1 januari van elk jaar; kolom en rij van een raster in RD."
    " Gemaakt door scripts/zeshoeken.py.\n"
)


@dataclass(frozen=True, eq=False)
class Land:
    """The gemeenten of a year: codes, points (float (n, 2), metres) and who borders on whom (int (m, 2))."""

    codes: tuple[str, ...]
    punt: np.ndarray
    paren: np.ndarray


def lees_land(jaar: int) -> Land:
    """Return the gemeenten of 1 January ``jaar`` with their centroids and neighbours."""
    grenzen = lees_grenzen(jaar).sort_values("gm_code", ignore_index=True)
    vlak = np.asarray(grenzen.geometry)
    boom = shapely.STRtree(vlak)
    links, rechts = boom.query(vlak, predicate="intersects")
    eens = links < rechts
    links, rechts = links[eens], rechts[eens]
    lang = shapely.length(shapely.intersection(vlak[links], vlak[rechts])) >= RAAKT
    paren = np.column_stack([links[lang], rechts[lang]])
    return Land(tuple(grenzen["gm_code"]), shapely.get_coordinates(shapely.centroid(vlak)), paren)


def schuif(land: Land) -> np.ndarray:
    """Return where discs of one size come to rest, float (n, 2)."""
    begin, plek = land.punt, land.punt.copy()
    links, rechts = land.paren.T
    for stap in range(STAPPEN):
        kracht = (begin - begin.mean(0) - (plek - plek.mean(0))) * 0.02 * STIL
        lijn = plek[rechts] - plek[links]
        lengte = np.linalg.norm(lijn, axis=1) + 1e-9
        trek = lijn * ((lengte - STEEK) / lengte * 0.08)[:, None]
        np.add.at(kracht, links, trek)
        np.add.at(kracht, rechts, -trek)
        dichtbij = np.array(sorted(_te_dicht(plek)), dtype=np.int64).reshape(-1, 2)
        lijn = plek[dichtbij[:, 1]] - plek[dichtbij[:, 0]]
        lengte = np.linalg.norm(lijn, axis=1) + 1e-9
        duw = lijn * ((STEEK - lengte) / lengte * 0.35)[:, None]
        np.add.at(kracht, dichtbij[:, 0], -duw)
        np.add.at(kracht, dichtbij[:, 1], duw)
        plek += kracht * (1.0 if stap < STAPPEN * 0.8 else 0.6)
    return plek - plek.mean(0) + begin.mean(0)


def _te_dicht(plek: np.ndarray) -> set[tuple[int, int]]:
    from scipy.spatial import cKDTree

    return cKDTree(plek).query_pairs(STEEK)


def wijs_toe(plek: np.ndarray) -> list[tuple[int, int]]:
    """Return for each disc its own cell (kolom, rij): the least squared distance in all."""
    cellen = _cellen(plek)
    hart = np.array([midden(*cel) for cel in cellen])
    kosten = ((plek[:, None, :] - hart[None, :, :]) ** 2).sum(2) / STEEK**2
    _, keus = linear_sum_assignment(kosten)
    return [cellen[i] for i in keus]


def _cellen(plek: np.ndarray) -> list[tuple[int, int]]:
    rij = np.rint(plek[:, 1] / RIJHOOGTE).astype(int)
    kolom = np.rint(plek[:, 0] / STEEK - (rij % 2) / 2).astype(int)
    cellen = set(zip(kolom.tolist(), rij.tolist(), strict=True))
    for _ in range(RAND):
        cellen |= {buur for cel in cellen for buur in buren(cel)}
    return sorted(cellen)


def buren(cel: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the six cells around one; odd rows lie half a cell to the right."""
    k, r = cel
    s = r % 2
    return [(k - 1, r), (k + 1, r), (k - 1 + s, r - 1), (k + s, r - 1), (k - 1 + s, r + 1), (k + s, r + 1)]


class Bord:
    """Gemeenten on cells, and what a swap changes in how well they lie."""

    def __init__(self, land: Land, plek: np.ndarray, cellen: list[tuple[int, int]]):
        self.cel = list(cellen)
        self.op = {cel: i for i, cel in enumerate(cellen)}
        self.doel = plek.tolist()
        self.hoek: list[dict[int, tuple[float, float]]] = [{} for _ in cellen]
        for i, j in land.paren.tolist():
            dx, dy = land.punt[j] - land.punt[i]
            lang = math.hypot(dx, dy)
            self.hoek[i][j], self.hoek[j][i] = (dx / lang, dy / lang), (-dx / lang, -dy / lang)
        self.vrij = frozenset(_cellen(plek))

    def last(self, i: int) -> float:
        """Return how badly ``i`` lies: neighbours it misses, wrong directions, strangers, and distance."""
        x, y = midden(*self.cel[i])
        som = WEGING["afstand"] * ((x - self.doel[i][0]) ** 2 + (y - self.doel[i][1]) ** 2) / STEEK**2
        for j, (ux, uy) in self.hoek[i].items():
            xj, yj = midden(*self.cel[j])
            dx, dy = xj - x, yj - y
            lang = math.hypot(dx, dy)
            som += WEGING["buur"] * min(lang / STEEK - 1.0, 2.0)
            som += WEGING["richting"] * (1 - (dx * ux + dy * uy) / lang)
        for buur in buren(self.cel[i]):
            j = self.op.get(buur)
            if j is not None and j not in self.hoek[i]:
                som += WEGING["vreemd"]
        return som

    def wissel(self, een: tuple[int, int], ander: tuple[int, int]) -> None:
        """Swap what lies on two cells; either may be empty."""
        i, j = self.op.pop(een, None), self.op.pop(ander, None)
        if i is not None:
            self.op[ander], self.cel[i] = i, ander
        if j is not None:
            self.op[een], self.cel[j] = j, een

    def bij(self, een: tuple[int, int], ander: tuple[int, int]) -> float:
        """Return the load of all that a swap of two cells touches."""
        raakt = {self.op[c] for c in (een, ander) if c in self.op}
        for i in list(raakt):
            raakt |= self.hoek[i].keys()
        for cel in (een, ander):
            raakt |= {self.op[b] for b in buren(cel) if b in self.op}
        om = {een, ander, *buren(een), *buren(ander)}
        return sum(self.last(i) for i in raakt) + sum(map(self._gat, om))

    def _gat(self, cel: tuple[int, int]) -> float:
        """Return the load of an empty cell that is closed in: it looks like a gemeente that is missing."""
        return 0.0 if cel in self.op else GAT[sum(buur in self.op for buur in buren(cel))]


def koel_af(bord: Bord, zaad: int, stappen: int = AFKOELING) -> None:
    """Swap cells near each other, worse ones ever more seldom, until little is gained."""
    kans = random.Random(zaad)
    n = len(bord.cel)
    for stap in range(stappen):
        warmte = 0.9 * (1 - stap / stappen) ** 2 + 1e-3
        een = bord.cel[kans.randrange(n)]
        ander = kans.choice(buren(een))
        if kans.random() < 0.3:
            ander = kans.choice(buren(ander))
        if ander == een or ander not in bord.vrij:
            continue
        voor = bord.bij(een, ander)
        bord.wissel(een, ander)
        erger = bord.bij(een, ander) - voor
        if erger > 0 and kans.random() >= math.exp(-erger / warmte):
            bord.wissel(een, ander)


def meet(land: Land, cellen: list[tuple[int, int]]) -> dict[str, float]:
    """Return how well it went: neighbours that touch, or are two apart; true pairs; angle (degrees); km."""
    waar = {tuple(paar) for paar in land.paren.tolist()}
    op = {cel: i for i, cel in enumerate(cellen)}
    raakt = {
        tuple(sorted((i, op[buur]))) for i, cel in enumerate(cellen) for buur in buren(cel) if buur in op
    }
    hart = np.array([midden(*cel) for cel in cellen])
    links, rechts = land.paren.T
    echt, nu = land.punt[rechts] - land.punt[links], hart[rechts] - hart[links]
    cos = (echt * nu).sum(1) / np.linalg.norm(echt, axis=1) / np.linalg.norm(nu, axis=1)
    weg = np.linalg.norm(hart - hart.mean(0) - (land.punt - land.punt.mean(0)), axis=1)
    stappen = np.linalg.norm(nu, axis=1) / STEEK
    return {
        "buren": len(waar & raakt) / len(waar),
        "binnen_twee": float((stappen < 2.05).mean()),
        "waar": len(waar & raakt) / len(raakt),
        "hoek": float(np.degrees(np.arccos(np.clip(cos, -1, 1))).mean()),
        "km": float(np.median(weg) / 1000),
        "ingesloten": ingesloten(cellen),
    }


def ingesloten(cellen: list[tuple[int, int]]) -> int:
    """Return how many empty cells cannot be reached from outside: holes in the country."""
    bezet = set(cellen)
    kolommen, rijen = zip(*bezet, strict=True)
    hoek = min(kolommen) - 2, min(rijen) - 2
    leeg = {(k, r) for k in range(hoek[0], max(kolommen) + 3) for r in range(hoek[1], max(rijen) + 3)} - bezet
    zee, rand = {hoek}, [hoek]
    while rand:
        nieuw = {buur for buur in buren(rand.pop()) if buur in leeg} - zee
        zee |= nieuw
        rand += nieuw
    return len(leeg - zee)


def leg(land: Land, zaad: int = 1, stappen: int = AFKOELING) -> list[tuple[int, int]]:
    """Return a cell (kolom, rij) for each gemeente of ``land``: the first of a few tries without holes."""
    plek = schuif(land)
    begin = wijs_toe(plek)
    pogingen = []
    for poging in range(POGINGEN):
        bord = Bord(land, plek, begin)
        koel_af(bord, zaad + poging, stappen)
        pogingen.append(bord.cel)
        if not ingesloten(bord.cel):
            break
    return min(pogingen, key=ingesloten)


def main() -> None:
    """Lay every year and write the file; print how well each went."""
    keus = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    keus.add_argument("--jaar", type=int, nargs="*", default=list(JAREN))
    keus.add_argument("--zaad", type=int, default=1)
    keus.add_argument("--stappen", type=int, default=AFKOELING)
    keus.add_argument("--proef", action="store_true", help="meet alleen, schrijf niets")
    gekozen = keus.parse_args()
    tabellen = []
    gelegd: dict[tuple[str, ...], list[tuple[int, int]]] = {}  # years in which nothing changed look the same
    for jaar in gekozen.jaar:
        land = lees_land(jaar)
        if land.codes not in gelegd:
            gelegd[land.codes] = leg(land, gekozen.zaad, gekozen.stappen)
        kolom, rij = zip(*gelegd[land.codes], strict=True)
        tabellen.append(pd.DataFrame({"jaar": jaar, "gm_code": land.codes, "kolom": kolom, "rij": rij}))
        maat = meet(land, gelegd[land.codes])
        print(jaar, len(land.codes), *(f"{naam} {waarde:.3f}" for naam, waarde in maat.items()), flush=True)
    if not gekozen.proef:
        schrijf_atomair(
            ZESHOEKEN_CSV, (KOP + pd.concat(tabellen).to_csv(index=False, lineterminator="\n")).encode()
        )


if __name__ == "__main__":
    main()
