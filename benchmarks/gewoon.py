"""The usual way to draw, put in place of ours: every map with ``GeoDataFrame.plot``, in a kernel of its own.

A profile of IPython whose start-up calls :func:`zet_in` makes the notebooks of this project draw like that;
their selection, counts, tables and pages stay as they are.
"""

from functools import cached_property
from pathlib import Path
from types import SimpleNamespace

from benchmarks.kaarten import gewone_weg
from lib.gebied.grenzen import lees_grenzen
from lib.kaart import hoofdstuk
from lib.kaart.hoofdstuk import Getekend, Tekenaar
from lib.kaart.inhoud import Kaartbeeld

OPSTART = "import benchmarks.gewoon\nbenchmarks.gewoon.zet_in()\n"


class GewoneTekenaar(Tekenaar):
    """Draws the same maps, with the tables and borders that GeoDataFrame.plot needs made once."""

    @cached_property
    def lagen(self) -> tuple:
        """The gemeenten in the order of the tables, and the regions they make up."""
        gemeenten = self.gegevens.gemeenten
        laag = lees_grenzen(self.gegevens.editie.tekenjaar).merge(
            gemeenten.drop(columns="gm_naam"), on="gm_code", validate="one_to_one"
        )
        laag = laag.set_index("gm_code").loc[list(gemeenten["gm_code"])]
        return laag, {soort: laag.dissolve(soort) for soort in ("wmo_regio", "zorgkantoorregio")}

    def _teken(self, beeld: Kaartbeeld) -> SimpleNamespace:
        return SimpleNamespace(beeld=beeld)

    def _bewaar(self, getekend: object, rij: dict) -> Getekend:
        if not isinstance(getekend, SimpleNamespace):
            return super()._bewaar(getekend, rij)  # a diagram
        beeld, (laag, regios) = getekend.beeld, self.lagen
        pad = self.plaats.figures / beeld.kaart_id
        pad.parent.mkdir(parents=True, exist_ok=True)
        gewone_weg(beeld, laag, regios[beeld.grenzen or "wmo_regio"], pad)
        return Getekend(beeld, pad.with_suffix(".png"), rij)


def zet_in() -> None:
    """Let notebooks of this process draw the usual way."""
    hoofdstuk.Tekenaar = GewoneTekenaar
    hoofdstuk.maak_basis = lambda grenzen, gemeenten: None


def maak_profiel(map_: Path) -> Path:
    """Write a profile of IPython that draws the usual way below ``map_`` and return its folder."""
    opstart = map_ / "profile_default" / "startup"
    opstart.mkdir(parents=True)
    (opstart / "00-gewoon.py").write_text(OPSTART, encoding="utf-8")
    return map_
