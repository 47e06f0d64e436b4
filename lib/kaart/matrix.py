"""The legend of a map with many combinations of labels: a matrix in the manner of UpSet.

A row for each combination that has a fill of its own, in the fixed order of the labels; a column for each
label, with a dot where the combination has it; a bar with the number of gemeenten. After Lex and others
(2014), "UpSet: visualization of intersecting sets".
"""

from dataclasses import dataclass
from typing import Any, Literal

from matplotlib.lines import Line2D
from matplotlib.path import Path

from lib.beeld.kader import Kader
from lib.beeld.legenda import MONSTER, MONSTER_WIT, Post, teken_monster
from lib.beeld.letters import PT_IN_MM, Blok, breedte, schrijf
from lib.beeld.stijl import LETTER, VLAK
from lib.beeld.vorm import Stijl, Vorm, rechthoek
from lib.kaart.inhoud import Kaartbeeld, Klasse

_RIJ = 4.6  # height of a row, mm
_KOLOM = 3.6  # width of a column, mm
STIP = 2.1  # diameter of a dot, mm
KOPREGEL = 3.4  # height of the line on which a column has its name, mm
_LEEG = "#d4d4d4"
_STREEP = "#f2f2f2"
BALK = "#7d7d7d"


@dataclass(frozen=True, eq=False)
class Matrix:
    """The matrix of ``beeld``, ``breed`` mm wide; ``hoogte`` in millimetres."""

    beeld: Kaartbeeld
    breed: float

    @property
    def hoogte(self) -> float:
        """The height of names and rows together; a group takes two rows."""
        return len(self._labels) * KOPREGEL + 1 + (len(self.beeld.klassen) + bool(self.beeld.rest)) * _RIJ

    @property
    def _labels(self) -> list[str]:
        return [paneel.kort for paneel in self.beeld.per_label]

    @property
    def _codes(self) -> list[str]:
        """The labels of the columns as they stand in the code of a class."""
        voor = {k.label: k.code for k in self.beeld.alle_klassen if ";" not in k.code}
        voor |= {k.label: k.code for paneel in self.beeld.per_label for k in paneel.klassen}
        return [voor.get(label, label) for label in self._labels]

    def teken(self, blad: Kader, x: float, y: float) -> float:
        """Draw the matrix with its top left at (x, y) mm; return the y below it."""
        links = x + MONSTER[0] + MONSTER_WIT
        kolommen = [links + (i + 0.5) * _KOLOM for i in range(len(self._labels))]
        onder = y + self.hoogte
        begin = y + len(kolommen) * KOPREGEL + 1
        self._kop(blad, kolommen, y, begin)
        meeste = max(klasse.n_gemeenten for klasse in self.beeld.klassen)
        telbreed = breedte(str(meeste), LETTER["klein"], vet=True) + 1
        balk = links + len(kolommen) * _KOLOM + 1
        per_gemeente = (x + self.breed - balk - telbreed) / meeste
        y = begin
        for i, klasse in enumerate(self.beeld.klassen):
            groep = bool(self.beeld.rest) and i == len(self.beeld.klassen) - 1
            if i % 2 == 0:
                hoog = _RIJ * (1 + groep)
                blad.voeg_toe(Vorm(rechthoek(x, y, self.breed, hoog), Stijl(_STREEP)))
            monster = Post("", klasse.kleur, klasse.arcering, klasse.inkt)
            teken_monster(blad, x, y + (_RIJ - MONSTER[1]) / 2, monster)
            if groep:
                self._tekst(blad, links + 0.5, y, klasse.label)
                y += _RIJ
            else:
                self._stippen(blad, kolommen, y + _RIJ / 2, klasse)
            lang = klasse.n_gemeenten * per_gemeente
            blad.voeg_toe(Vorm(rechthoek(balk, y + 1, lang, _RIJ - 2), Stijl(BALK), "legenda"))
            self._tekst(blad, balk + lang + 0.8, y, str(klasse.n_gemeenten), vet=True)
            y += _RIJ
        return onder

    def _kop(self, blad: Kader, kolommen: list[float], y: float, begin: float) -> None:
        """Name the columns, one name on each line, with a line down to its column."""
        for i, (plaats, label) in enumerate(zip(kolommen, self._labels, strict=True)):
            hoogte = y + i * KOPREGEL
            midden = hoogte + KOPREGEL / 2
            lijn = Path([(plaats + 1.2, midden), (plaats, midden), (plaats, begin)])
            blad.voeg_toe(Vorm(lijn, Stijl(rand=VLAK["zacht"], dikte=0.5), "legenda"))
            schrijf(blad, plaats + 1.7, hoogte, Blok((label,), LETTER["klein"]), "legenda")

    def _stippen(self, blad: Kader, kolommen: list[float], y: float, klasse: Klasse) -> None:
        aanwezig = set(klasse.code.split(";"))
        vol = [plaats for plaats, code in zip(kolommen, self._codes, strict=True) if code in aanwezig]
        leeg = [plaats for plaats in kolommen if plaats not in vol]
        for plaatsen, kleur in ((leeg, _LEEG), (vol, VLAK["inkt"])):
            stip: dict[str, Any] = {
                "marker": "o",
                "markersize": STIP / PT_IN_MM,
                "markeredgewidth": 0,
                "color": kleur,
            }
            lijn: Literal["-", "none"] = "-" if kleur != _LEEG else "none"
            blad.voeg_toe(Line2D(plaatsen, [y] * len(plaatsen), linestyle=lijn, linewidth=1.2, **stip))

    def _tekst(self, blad: Kader, x: float, y: float, tekst: str, vet: bool = False) -> None:
        blok = Blok((tekst,), LETTER["klein"], vet)
        schrijf(blad, x, y + (_RIJ - blok.hoogte) / 2, blok, "legenda")
