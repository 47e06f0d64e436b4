"""The legend beside a map: what each colour, hatch and line means, with counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from matplotlib.path import Path

from lib.beeld.kader import Kader
from lib.beeld.letters import Blok, breedte, schrijf
from lib.beeld.nummers import zet_nummers
from lib.beeld.stijl import LETTER, VLAK, inkt_op
from lib.beeld.vorm import Stijl, Vorm, rechthoek

MONSTER = (6.5, 3.4)  # width and height of a swatch, mm
MONSTER_WIT = 2.0
RIJ_WIT = 1.2


@dataclass(frozen=True)
class Post:
    """One entry: a swatch (``vlak``, ``lijn`` or none) with its text."""

    tekst: str
    kleur: str = ""
    arcering: str = ""
    inkt: str = VLAK["inkt"]
    nummer: str = ""
    lijn: Stijl | None = None

    @property
    def stijl(self) -> tuple[str, ...]:
        """How the swatch looks, to tell equal entries by."""
        return self.kleur, self.arcering, self.inkt, str(self.lijn)


GEEN_SLOT = Blok((), LETTER["klein"])


@dataclass(frozen=True)
class Legenda:
    """Entries with their text already broken into lines; ``hoogte`` in millimetres."""

    posten: tuple[Post, ...]
    blokken: tuple[Blok, ...]
    slot: Blok
    wit: float

    @property
    def hoogte(self) -> float:
        """The height of the whole legend, in millimetres."""
        return sum(self._stap(tekst) for tekst in self.blokken) + self.slot.hoogte + self.wit

    def verdeel(self, hoogte: float, kolommen: int) -> "tuple[Legenda, list[Legenda]]":
        """Return what fits in ``hoogte`` mm, and the rest in that many columns of about the same height."""
        boven = self._tot(hoogte)
        rest = self._stuk(boven, len(self.posten), self.slot)
        onder, begin = [], boven
        for kolom in range(kolommen):
            laatste = kolom == kolommen - 1
            eind = len(self.posten) if laatste else begin + self._stuk(begin)._tot(rest.hoogte / kolommen, 1)
            onder.append(self._stuk(begin, eind, self.slot if laatste else GEEN_SLOT))
            begin = eind
        return self._stuk(0, boven), onder

    def _tot(self, hoogte: float, ruim: int = 0) -> int:
        """Return how many entries fit in ``hoogte`` mm, and ``ruim`` more where there are."""
        stand = list(accumulate(self._stap(tekst) for tekst in self.blokken))
        return min(sum(onder <= hoogte for onder in stand) + ruim, len(stand))

    def _stuk(self, begin: int, eind: int | None = None, slot: Blok = GEEN_SLOT) -> "Legenda":
        return Legenda(self.posten[begin:eind], self.blokken[begin:eind], slot, self.wit)

    def _stap(self, tekst: Blok) -> float:
        return max(tekst.hoogte, MONSTER[1]) + self.wit

    def teken(self, blad: Kader, x: float, y: float) -> float:
        """Draw the legend with its top left at (x, y) mm; return the y below it."""
        for post, tekst in zip(self.posten, self.blokken, strict=True):
            teken_monster(blad, x, y, post)
            lucht = max(0.0, (MONSTER[1] - tekst.hoogte) / 2)
            schrijf(blad, x + MONSTER[0] + MONSTER_WIT, y + lucht, tekst, "legenda")
            y += self._stap(tekst)
        return schrijf(blad, x, y + self.wit, self.slot, "legenda")


def teken_monster(blad: Kader, x: float, y: float, post: Post) -> None:
    """Draw the swatch of an entry with its top left at (x, y) mm."""
    breed, hoog = MONSTER
    if post.lijn is not None:
        lijn = Path([(x, y + hoog / 2), (x + breed, y + hoog / 2)])
        blad.voeg_toe(Vorm(lijn, post.lijn, "legenda"))
        return
    vak = rechthoek(x, y, breed, hoog)
    vulling = Stijl(post.kleur, post.arcering, post.inkt)
    blad.voeg_toe(Vorm(vak, vulling, "legenda"), Vorm(vak, Stijl(rand=VLAK["zacht"], dikte=0.4)))
    if post.nummer:
        rond = bool(post.arcering) or inkt_op(post.kleur) != VLAK["inkt"]
        zet_nummers(blad, [(x + breed / 2, y + hoog / 2)], [post.nummer], rond)


@dataclass(frozen=True)
class Rijlegenda:
    """Entries beside one another, over as many lines as they need; ``hoogte`` in millimetres."""

    posten: tuple[Post, ...]
    plaatsen: tuple[tuple[float, float], ...]
    hoogte: float

    def teken(self, blad: Kader, x: float, y: float) -> None:
        """Draw the legend with its top left at (x, y) mm."""
        for post, (dx, dy) in zip(self.posten, self.plaatsen, strict=True):
            teken_monster(blad, x + dx, y + dy, post)
            tekst = Blok((post.tekst,), LETTER["klein"])
            schrijf(blad, x + dx + MONSTER[0] + MONSTER_WIT, y + dy, tekst, "legenda")


def maak_rijlegenda(posten: Sequence[Post], breed: float) -> Rijlegenda:
    """Return the legend for a strip of ``breed`` mm."""
    plaatsen, x, y = [], 0.0, 0.0
    stap = MONSTER[1] + RIJ_WIT
    for post in posten:
        lengte = MONSTER[0] + MONSTER_WIT + breedte(post.tekst, LETTER["klein"])
        if x and x + lengte > breed:
            x, y = 0.0, y + stap
        plaatsen.append((x, y))
        x += lengte + 2 * MONSTER_WIT
    return Rijlegenda(tuple(posten), tuple(plaatsen), y + stap if posten else 0.0)
