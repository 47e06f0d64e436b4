"""The legend beside the picture of a slide, as shapes that can be edited."""

import io
from functools import cached_property

from lib.beeld.kader import MM_PER_INCH, Kader
from lib.beeld.legenda import MONSTER, Post, teken_monster
from lib.beeld.stijl import stijl
from lib.kaart.basis import Kaartbasis
from lib.kaart.jaarbasis import lees_basis
from lib.kaart.legenda import gedeelde_posten, maak_posten
from lib.levering.stof import Kaart, Levering

_RAND = 0.5  # mm around a swatch


class Legendatekenaar:
    """Makes the legend of a map: its entries, and a picture of each swatch as the map draws it."""

    def __init__(self, levering: Levering):
        self.levering = levering
        self._monsters: dict[tuple, bytes] = {}

    @cached_property
    def basis(self) -> Kaartbasis:
        """The geometry, for the tints of regions that have no colour of their own."""
        return lees_basis(self.levering.gemeenten, self.levering.editie.tekenjaar)

    def posten(self, kaart: Kaart) -> list[Post]:
        """Return the entries of the legend of ``kaart``; none for a diagram or chart."""
        benaderd = self.levering.editie.parameters.benaderde_grenzen
        if kaart.beeld is None:
            return []
        if kaart.beeld.panelen:
            return gedeelde_posten(kaart.beeld.panelen, self.basis, benaderd)
        return maak_posten(kaart.beeld, self.basis, benaderd)

    def monster(self, post: Post) -> bytes:
        """Return the swatch of an entry as PNG."""
        sleutel = (*post.stijl, post.nummer)
        if sleutel not in self._monsters:
            self._monsters[sleutel] = _teken_monster(post)
        return self._monsters[sleutel]


def _teken_monster(post: Post) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    breed, hoog = MONSTER[0] + 2 * _RAND, MONSTER[1] + 2 * _RAND
    with stijl():
        figuur = Figure(figsize=(breed / MM_PER_INCH, hoog / MM_PER_INCH), dpi=200)
        FigureCanvasAgg(figuur)
        teken_monster(Kader(figuur, 0, 0, breed, hoog, (0, hoog, breed, 0), "blad"), _RAND, _RAND, post)
        uit = io.BytesIO()
        figuur.savefig(uit, format="png", metadata={"Software": None})
    return uit.getvalue()
