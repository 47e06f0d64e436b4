"""The legend of a map of two variables: a grid of its classes, one variable across and the other up.

In each cell stands the number of areas. After Trumbo (1981), "A theory for coloring bivariate statistical
maps".
"""

from dataclasses import dataclass

from lib.beeld.kader import Kader
from lib.beeld.letters import Blok, blok, breedte, schrijf
from lib.beeld.stijl import LETTER, VLAK, leesbaar_op
from lib.beeld.vorm import Stijl, Vorm, rechthoek
from lib.kaart.inhoud import Kaartbeeld, Klasse

_RIJ = 9.0  # height of a cell, mm
ZIJ = 16.0  # width of the column with the steps of the variable that runs up, mm
_WIT = 1.0  # mm


@dataclass(frozen=True, eq=False)
class Raster:
    """The grid of ``beeld``, ``breed`` mm wide; ``hoogte`` in millimetres."""

    beeld: Kaartbeeld
    breed: float

    @property
    def hoogte(self) -> float:
        """The height of the grid with the names and steps of both variables."""
        trappen = max(tekst.hoogte for tekst in self._onder)
        return self._boven.hoogte + _WIT + self._rijen * _RIJ + _WIT + trappen + _WIT + self._naam.hoogte

    @property
    def _rijen(self) -> int:
        return len(self.beeld.assen[1].trappen)

    @property
    def _kolom(self) -> float:
        return (self.breed - ZIJ) / len(self.beeld.assen[0].trappen)

    @property
    def _boven(self) -> Blok:
        """The name of the variable that runs up, above the grid."""
        return blok(f"↑ {self.beeld.assen[1].naam}", self.breed, LETTER["legenda"], vet=True)

    @property
    def _naam(self) -> Blok:
        """The name of the variable that runs across, below the grid."""
        return blok(f"→ {self.beeld.assen[0].naam}", self.breed, LETTER["legenda"], vet=True)

    @property
    def _onder(self) -> list[Blok]:
        return [blok(trap, self._kolom - _WIT, LETTER["klein"]) for trap in self.beeld.assen[0].trappen]

    def teken(self, blad: Kader, x: float, y: float) -> float:
        """Draw the grid with its top left at (x, y) mm; return the y below it."""
        boven = schrijf(blad, x, y, self._boven, "legenda") + _WIT
        onder = boven + self._rijen * _RIJ
        for i, klasse in enumerate(self.beeld.klassen[: self.beeld.n_raster]):
            rij, kolom = divmod(i, len(self.beeld.assen[0].trappen))
            self._cel(blad, x + ZIJ + kolom * self._kolom, onder - (rij + 1) * _RIJ, klasse)
        for rij, trap in enumerate(self.beeld.assen[1].trappen):
            tekst = blok(trap, ZIJ - _WIT, LETTER["klein"])
            schrijf(blad, x, onder - (rij + 0.5) * _RIJ - tekst.hoogte / 2, tekst, "legenda")
        for kolom, tekst in enumerate(self._onder):
            schrijf(blad, x + ZIJ + kolom * self._kolom, onder + _WIT, tekst, "legenda")
        begin = onder + _WIT + max(tekst.hoogte for tekst in self._onder) + _WIT
        return schrijf(blad, x, begin, self._naam, "legenda")

    def _cel(self, blad: Kader, x: float, y: float, klasse: Klasse) -> None:
        vak = rechthoek(x, y, self._kolom, _RIJ)
        vulling = Stijl(klasse.kleur, klasse.arcering, klasse.inkt)
        blad.voeg_toe(Vorm(vak, vulling, "legenda"), Vorm(vak, Stijl(rand=VLAK["papier"], dikte=0.8)))
        aantal = klasse.telling.partition(" ")[0]
        tekst = Blok((aantal,), LETTER["legenda"], vet=True, kleur=leesbaar_op(klasse.kleur))
        links = x + (self._kolom - breedte(aantal, LETTER["legenda"], vet=True)) / 2
        if klasse.arcering:
            self._vlakje(blad, links, y + (_RIJ - tekst.hoogte) / 2, tekst, klasse.kleur)
        schrijf(blad, links, y + (_RIJ - tekst.hoogte) / 2, tekst, "legenda")

    def _vlakje(self, blad: Kader, x: float, y: float, tekst: Blok, kleur: str) -> None:
        """Keep the hatch away from a number."""
        breed = breedte(tekst.regels[0], LETTER["legenda"], vet=True)
        blad.voeg_toe(Vorm(rechthoek(x - 0.6, y, breed + 1.2, tekst.hoogte), Stijl(kleur)))
