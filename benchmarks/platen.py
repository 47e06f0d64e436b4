"""A hundred maps and six-panel figures, against ``GeoDataFrame.plot`` and against Agg drawing alone.

One process, from a row of the register to PNG and SVG. The usual way gets its classes ready made and draws
less (:mod:`benchmarks.kaarten`). The floor is the pixels of a figure that is laid out already, and their
palette PNG; beside it stands our PNG, selection and layout included.
"""

import tempfile
from collections.abc import Iterator, Sequence
from itertools import cycle, islice, takewhile
from pathlib import Path

from benchmarks.budget import binnen, rest
from benchmarks.kaarten import (
    EDITIE,
    Rijen,
    alle_kaarten,
    beeld_van,
    gewone_weg,
    maak_gegevens,
    onze_weg,
    tijd_van,
)
from benchmarks.meting import Meting
from lib.analyse.gegevens import Gegevens
from lib.gebied.grenzen import lees_grenzen
from lib.kaart.blad import Kaartbasis, maak_basis, naar_png, teken

KAARTEN, KAARTEN_SNEL = 100, 10
PANELEN, PANELEN_SNEL = 6, 2  # figures
DELEN = 6  # panels in each


def meet(snel: bool, map_: Path) -> Iterator[Meting]:
    """Measure ``maps_100`` and ``panels_6``."""
    atelier = Atelier(maak_gegevens(EDITIE))
    alle = alle_kaarten()
    enkel = islice(cycle(rijen for rijen in alle if len(rijen) == 1), KAARTEN)
    stap = KAARTEN // KAARTEN_SNEL if snel else 1
    samen = [rijen for rijen in alle if len(rijen) == DELEN][: PANELEN_SNEL if snel else PANELEN]
    with binnen(rest() / 2):
        los = atelier.meet("maps_100", list(enkel)[::stap], "PNG + SVG; floor: the PNG alone")
    yield los
    yield atelier.meet("panels_6", samen, "the same for figures of six maps")


class Atelier:
    """Draws both ways, with the geometry of each prepared once."""

    def __init__(self, gegevens: Gegevens):
        """Prepare the shapes: ours, and the tables that ``GeoDataFrame.plot`` takes."""
        self.gegevens = gegevens
        grenzen = lees_grenzen(gegevens.editie.tekenjaar)
        self.basis: Kaartbasis = maak_basis(grenzen, gegevens.gemeenten)
        laag = grenzen.merge(gegevens.gemeenten.drop(columns="gm_naam"), on="gm_code", validate="one_to_one")
        self.laag = laag.set_index("gm_code").loc[list(gegevens.gemeenten["gm_code"])]
        self.regios = {soort: self.laag.dissolve(soort) for soort in ("wmo_regio", "zorgkantoorregio")}

    def meet(self, naam: str, kaarten: Sequence[Rijen], toelichting: str) -> Meting:
        """Return the sums over the maps that there is time for, each drawn in every way in turn."""
        with tempfile.TemporaryDirectory() as map_:
            pad = Path(map_) / "kaart"
            list(self._tijden(kaarten[0], pad))  # warms up
            binnentijds = takewhile(lambda kaart: not kaart[0] or rest(), enumerate(kaarten))
            per_kaart = [list(self._tijden(rijen, pad)) for _, rijen in binnentijds]
        ons, gewoon, png, bodem = (sum(reeks) for reeks in zip(*per_kaart, strict=True))
        wegen = {"ons": ons, "GeoDataFrame.plot": gewoon, "ons, PNG": png, "Agg and palette": bodem}
        return Meting(naam, len(per_kaart), ons, gewoon, None, bodem, wegen, toelichting, naast_bodem_s=png)

    def _tijden(self, rijen: Rijen, pad: Path) -> Iterator[float]:
        beeld = beeld_van(rijen, self.gegevens)
        yield tijd_van(onze_weg, rijen, self.gegevens, self.basis, pad)[0]
        yield tijd_van(gewone_weg, beeld, self.laag, self.regios[beeld.grenzen or "wmo_regio"], pad)[0]
        yield tijd_van(self._png, rijen)[0]
        yield tijd_van(naar_png, teken(beeld, self.basis))[0]

    def _png(self, rijen: Rijen) -> None:
        naar_png(teken(beeld_van(rijen, self.gegevens), self.basis))
