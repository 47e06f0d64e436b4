"""The geometry that every map is drawn with, prepared once per process.

Borders are kept as lines that know the gemeente on either side, so that any set of gemeenten can be
outlined without a union of polygons. Coordinates are EPSG:28992, in metres.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.path import Path

from lib.beeld.lijnen import Lijnen
from lib.beeld.stijl import VORMGEVING

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd


BUITEN = -1  # the neighbour of a border line along the coast or the frontier
EILANDJE = 8000.0  # metres
DIJK = 250.0  # metres: land no more than twice as wide is a line in the water
WATER = 2500.0  # metres: water up to twice as wide belongs to the land on either side
REGIO_SOORTEN = ("wmo_regio", "zorgkantoorregio")
VEREENVOUDIGING = 350.0  # metres: corners smaller than its square are cut off; less than a pixel
BINNENPUNT_TOLERANTIE = 250.0  # metres


@dataclass(frozen=True, eq=False)
class Kaartbasis:
    """Geometry of all gemeenten, ready to draw. Arrays are in the order of ``gm_code``.

    ``vlakken``: a (multi)polygon per gemeente; together a valid coverage. ``lijnen``: border lines, each
    once, float (n, 2); ``paar``: int (lines, 2), the gemeente on either side (-1: outside). ``punt``: float
    (gemeenten, 2), a point well inside each. ``regio``: per soort the number of each gemeente's region;
    ``regio_punt`` and ``tint``: per soort and region name a point inside and the number of a tint that no
    neighbour has. ``zeshoeken``: whether each gemeente is a cell of one size, not its own shape.
    ``benaderd``: bool, whether the border of the gemeente is approximate. ``kader``: xmin, ymin, xmax, ymax.
    """

    gm_code: tuple[str, ...]
    vlakken: np.ndarray
    lijnen: tuple[np.ndarray, ...]
    paar: np.ndarray
    punt: np.ndarray
    regio: Mapping[str, np.ndarray]
    regio_punt: Mapping[str, Mapping[str, tuple[float, float]]]
    tint: Mapping[str, Mapping[str, int]]
    benaderd: np.ndarray
    kader: tuple[float, float, float, float]
    zeshoeken: bool = False

    @cached_property
    def _lijnen(self) -> Lijnen:
        return Lijnen(self.lijnen, self.kader[:2])

    @cached_property
    def land(self) -> Path:
        """The whole country as one Path."""
        return self.vlak(np.ones(len(self.gm_code), dtype=bool))

    @cached_property
    def binnengrenzen(self) -> Path:
        """All borders between two gemeenten as one Path."""
        return self.lijn(self.paar[:, 1] != BUITEN)

    @cached_property
    def benaderde_grenzen(self) -> Path:
        """The borders between two gemeenten whose borders are approximate, as one Path."""
        return self.lijn(self.benaderd[self.paar].all(axis=1) & (self.paar[:, 1] != BUITEN))

    @cached_property
    def regiogrenzen(self) -> Mapping[str, Path]:
        """Per soort of region the borders between two of them, each soort as one Path."""
        return {soort: self.grens(nummer) for soort, nummer in self.regio.items()}

    def met_regios(self, soort: str, namen: Iterable[str]) -> "Kaartbasis":
        """Return the same with the borders of one more sort of region; ``namen``: that of each gemeente."""
        nummer = np.unique(np.asarray(list(namen), dtype=str), return_inverse=True)[1]
        return replace(self, regio={**self.regio, soort: nummer})

    def grens(self, groep: np.ndarray) -> Path:
        """Return as one Path the lines between gemeenten with a different value of ``groep``."""
        binnen = self.paar[:, 1] != BUITEN
        return self.lijn(binnen & (groep[self.paar[:, 0]] != groep[self.paar[:, 1]]))

    def vlak(self, gemeenten: np.ndarray) -> Path:
        """Return the area of ``gemeenten`` (bool per gemeente) as one Path, without the borders inside it.

        Its rings are strung together from the lines along it: a third of the time of a union of polygons.
        """
        eigen = gemeenten[self.paar] & (self.paar != BUITEN)
        rand = np.flatnonzero(eigen[:, 0] != eigen[:, 1])
        # a line runs with the gemeente that it was taken from on its right hand
        return self._lijnen.omtrek(np.where(eigen[rand, 0], rand, ~rand).tolist())

    def deel(self, gemeente: int, welke: int, hoeveel: int) -> Path:
        """Return the ``welke``-th (from 0) of ``hoeveel`` upright bands of one gemeente, equally wide."""
        import shapely

        xmin, ymin, xmax, ymax = shapely.bounds(self.vlakken[gemeente])
        breed = (xmax - xmin) / hoeveel
        links = xmin + welke * breed
        return _pad(_ringen(shapely.clip_by_rect(self.vlakken[gemeente], links, ymin, links + breed, ymax)))

    def omtrek(self, gemeenten: np.ndarray) -> Path:
        """Return the line all around ``gemeenten`` (bool per gemeente).

        Narrow water inside or between them is part of it; islets, ponds and a dike across open water are
        left out: what counts is the area as a whole.
        """
        sleutel = gemeenten.tobytes()  # an area that is outlined comes back on several maps
        if sleutel not in self._omtrekken:
            self._omtrekken[sleutel] = self._maak_omtrek(gemeenten)
        return self._omtrekken[sleutel]

    @cached_property
    def _omtrekken(self) -> dict[bytes, Path]:
        return {}

    def _maak_omtrek(self, gemeenten: np.ndarray) -> Path:
        import shapely

        gebied = shapely.simplify(self._samen(gemeenten), VEREENVOUDIGING)
        dicht = gebied
        for afstand in (WATER, -WATER - DIJK, DIJK):
            dicht = shapely.buffer(dicht, afstand, quad_segs=2)
        omvat = shapely.simplify(shapely.difference(dicht, self._samen(~gemeenten)), VEREENVOUDIGING)
        ringen = [ring for ring in _ringen(omvat) if np.ptp(ring, axis=0).max() > EILANDJE]
        return _pad(ringen)

    def _samen(self, gemeenten: np.ndarray) -> Any:
        import shapely

        return shapely.coverage_union_all(self.vlakken[gemeenten])

    def middens(self, gemeenten: np.ndarray) -> list[int]:
        """Return the most central gemeente of each patch of adjoining ``gemeenten`` (bool), largest first."""
        binnen = self.paar[(self.paar[:, 1] != BUITEN) & gemeenten[self.paar].all(axis=1)]
        vlek = np.where(gemeenten, np.arange(len(gemeenten)), BUITEN)
        while (vlek[binnen[:, 0]] != vlek[binnen[:, 1]]).any():
            laagste = vlek[binnen].min(axis=1)
            np.minimum.at(vlek, binnen[:, 0], laagste)
            np.minimum.at(vlek, binnen[:, 1], laagste)
        nummers, groottes = np.unique(vlek[gemeenten], return_counts=True)
        middens = []
        for nummer in nummers[np.argsort(-groottes, kind="stable")]:
            leden = np.flatnonzero(vlek == nummer)
            afstand = np.linalg.norm(self.punt[leden] - self.punt[leden].mean(axis=0), axis=1)
            middens.append(int(leden[afstand.argmin()]))
        return middens

    def lijn(self, keus: np.ndarray) -> Path:
        """Return the border lines of ``keus`` (bool per line) as one Path."""
        return self._lijnen.pad(np.flatnonzero(keus).tolist())


def maak_basis(
    grenzen: "gpd.GeoDataFrame", gemeenten: "pd.DataFrame", vereenvoudiging: float = VEREENVOUDIGING
) -> Kaartbasis:
    """Return the geometry for drawing.

    ``grenzen``: gm_code, geometry (EPSG:28992, a valid coverage) and, optionally, grens_benaderd;
    ``gemeenten``: gm_code, wmo_regio, zorgkantoorregio, in the order that every map uses.
    ``vereenvoudiging`` (metres, 0 for none) simplifies shared borders alike on both sides.
    Raises ValueError where the two do not hold the same gemeenten.
    """
    import shapely

    verschil = set(grenzen["gm_code"]) ^ set(gemeenten["gm_code"])
    if verschil or len(grenzen) != len(gemeenten):
        raise ValueError(f"grenzen en gemeenten verschillen: {', '.join(sorted(verschil)) or 'dubbele code'}")
    geordend = grenzen.set_index("gm_code").loc[list(gemeenten["gm_code"])]
    vlakken = np.asarray(geordend.geometry)
    if vereenvoudiging:
        vlakken = shapely.coverage_simplify(vlakken, vereenvoudiging)
    lijnen, paar = _grenslijnen(vlakken)
    soorten = [soort for soort in REGIO_SOORTEN if soort in gemeenten]
    regio, regio_punt, tint = {}, {}, {}
    for soort in soorten:
        namen, nummer = np.unique(gemeenten[soort].to_numpy(dtype=str), return_inverse=True)
        regio[soort] = nummer
        unies = [shapely.coverage_union_all(vlakken[nummer == i]) for i in range(len(namen))]
        regio_punt[soort] = dict(zip(namen.tolist(), map(tuple, _binnenpunten(np.array(unies))), strict=True))
        tint[soort] = dict(zip(namen.tolist(), _tinten(nummer, paar, len(namen)), strict=True))
    benaderd = geordend.get("grens_benaderd", np.zeros(len(vlakken)))
    return Kaartbasis(
        gm_code=tuple(gemeenten["gm_code"]),
        vlakken=vlakken,
        lijnen=tuple(lijnen),
        paar=paar,
        punt=_binnenpunten(vlakken),
        regio=regio,
        regio_punt=regio_punt,
        tint=tint,
        benaderd=np.isin(np.asarray(benaderd, dtype=str), ("ja", "True", "1", "1.0")),
        kader=tuple(shapely.total_bounds(vlakken).tolist()),
    )


def _ringen(vlak: Any) -> list[np.ndarray]:
    """Return the rings of a (multi)polygon, outer ones and holes wound in opposite senses."""
    import shapely

    ringen = []
    for deel in shapely.get_parts(shapely.normalize(vlak)):
        if deel.geom_type == "Polygon":  # what is cut by a line can leave points and lines behind
            ringen += [shapely.get_coordinates(ring) for ring in (deel.exterior, *deel.interiors)]
    return ringen


def _pad(ringen: Sequence[np.ndarray]) -> Path:
    """Return rings, whose last point repeats the first, as one Path."""
    if not ringen:
        return Path(np.empty((0, 2)), np.empty(0, dtype=Path.code_type))
    codes = []
    for ring in ringen:
        code = np.full(len(ring), Path.LINETO, dtype=Path.code_type)
        code[0], code[-1] = Path.MOVETO, Path.CLOSEPOLY
        codes.append(code)
    return Path(np.concatenate(ringen), np.concatenate(codes))


def _grenslijnen(vlakken: np.ndarray) -> tuple[list[np.ndarray], np.ndarray]:
    """Return every border of a coverage once: lines, and per line the two areas beside it.

    Neighbours share their vertices exactly, so a segment with the same two end points in two rings is
    a common border; runs of segments with the same neighbour make a line.
    """
    ringen = [(i, ring) for i, vlak in enumerate(vlakken) for ring in _ringen(vlak)]
    punten, nummer = np.unique(np.concatenate([ring for _, ring in ringen]), axis=0, return_inverse=True)
    nummer = nummer.ravel()
    lengtes = np.array([len(ring) for _, ring in ringen])
    begin = np.concatenate([[0], np.cumsum(lengtes)])
    eigenaar = np.repeat([i for i, _ in ringen], lengtes - 1)
    segment = np.delete(np.arange(len(nummer)), begin[1:] - 1)  # all points but the last of each ring
    van, naar = nummer[segment], nummer[segment + 1]
    sleutel = np.minimum(van, naar).astype(np.int64) * len(punten) + np.maximum(van, naar)
    volgorde = np.argsort(sleutel, kind="stable")
    dubbel = np.flatnonzero(sleutel[volgorde][1:] == sleutel[volgorde][:-1])
    buur = np.full(len(sleutel), BUITEN)
    buur[volgorde[dubbel]] = eigenaar[volgorde[dubbel + 1]]
    buur[volgorde[dubbel + 1]] = eigenaar[volgorde[dubbel]]
    lijnen, paar = [], []
    for ring, eerste in enumerate(begin[:-1] - np.arange(len(ringen))):
        eigen = slice(eerste, eerste + lengtes[ring] - 1)
        wissel = np.flatnonzero(np.diff(buur[eigen])) + 1
        for deel in np.split(np.arange(lengtes[ring] - 1), wissel):
            ander = buur[eigen][deel[0]]
            if ander == BUITEN or ringen[ring][0] < ander:
                lijnen.append(ringen[ring][1][deel[0] : deel[-1] + 2])
                paar.append((ringen[ring][0], ander))
    return lijnen, np.array(paar)


def _binnenpunten(vlakken: np.ndarray) -> np.ndarray:
    """Return for each area the centre of its largest inscribed circle, float (areas, 2)."""
    import shapely

    stralen = [shapely.maximum_inscribed_circle(vlak, tolerance=BINNENPUNT_TOLERANTIE) for vlak in vlakken]
    return np.array([shapely.get_coordinates(straal)[0] for straal in stralen])


def _tinten(regio: np.ndarray, paar: np.ndarray, aantal_regios: int) -> list[int]:
    """Return a small number per region, such that regions with a common border differ (greedy colouring)."""
    buren: list[set[int]] = [set() for _ in range(aantal_regios)]
    for links, rechts in paar[paar[:, 1] != BUITEN]:
        if regio[links] != regio[rechts]:
            buren[regio[links]].add(int(regio[rechts]))
            buren[regio[rechts]].add(int(regio[links]))
    tint = [-1] * aantal_regios
    gebruikt = [0] * len(VORMGEVING["regio"]["tinten"])
    for i in sorted(range(aantal_regios), key=lambda i: (-len(buren[i]), i)):
        bezet = {tint[buur] for buur in buren[i]}
        vrij = [kleur for kleur in range(len(gebruikt)) if kleur not in bezet] or [0]
        tint[i] = min(vrij, key=lambda kleur: (gebruikt[kleur], kleur))
        gebruikt[tint[i]] += 1
    return tint
