"""The legend beside a map: what each colour, hatch and line means, with counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from lib.kaartbasis import Kaartbasis
from lib.kaartbeeld import Kaartbeeld
from lib.kaarttekst import aantal, leegmelding
from lib.letters import Blok, blok, schrijf, zet
from lib.stijl import CATEGORIE, LETTER, LIJN, VLAK, VORMGEVING

MONSTER = (6.5, 3.4)  # width and height of a swatch, mm
MONSTER_WIT = 2.0


@dataclass(frozen=True)
class Post:
    """One entry: a swatch (``vlak``, ``lijn`` or none) with its text."""

    tekst: str
    kleur: str = ""
    arcering: str = ""
    inkt: str = VLAK["inkt"]
    nummer: str = ""
    lijn: Mapping[str, Any] | None = None


STIJL_REGIOGRENS = {"color": VLAK["regiogrens"], "linewidth": LIJN["regio"]}
STIJL_OMLIJNING = {"color": VLAK["inkt"], "linewidth": LIJN["omlijning"], "linestyle": (0, (3.5, 1.5))}
STIJL_BENADERD = {
    "color": CATEGORIE["grens_benaderd"]["inkt"],
    "linewidth": LIJN["benaderd"],
    "linestyle": (0, (0.6, 1.6)),
}


def maak_posten(beeld: Kaartbeeld, basis: Kaartbasis, benaderd: bool) -> list[Post]:
    """Return the entries of the legend, in order."""
    posten = []
    for klasse in beeld.klassen:
        telling = aantal(klasse.n_gemeenten, "gemeente") if klasse.kleur else str(klasse.n_gemeenten)
        kleur = klasse.kleur or tintkleur(beeld, basis, klasse.code)
        posten.append(
            Post(_met_telling(klasse.label, telling), kleur, klasse.arcering, klasse.inkt, klasse.nummer)
        )
    posten += [
        Post(_met_telling(laag.label, laag.telling), VLAK["zacht"], laag.arcering, laag.inkt)
        for laag in beeld.lagen
    ]
    if n := int(beeld.geen_opgave.sum()):
        geen = CATEGORIE["geen_opgave"]
        tekst = _met_telling(geen["label"], aantal(n, "gemeente"))
        posten.append(Post(tekst, geen["kleur"], geen["arcering"], geen["inkt"]))
    if beeld.leeg:
        posten.append(Post(leegmelding(beeld.n_projecten), VLAK["grond"]))
    elif beeld.nul:
        posten.append(Post(_met_telling(beeld.nul, aantal(beeld.n_nul, "gemeente")), VLAK["grond"]))
    if beeld.grenzen:
        posten.append(Post(f"grens {beeld.grenzen.capitalize().replace('_', '-')}", lijn=STIJL_REGIOGRENS))
    if beeld.omlijning is not None:
        posten.append(Post(beeld.omlijning.label, lijn=STIJL_OMLIJNING))
    if benaderd and basis.benaderd.any():
        posten.append(Post(CATEGORIE["grens_benaderd"]["label"], lijn=STIJL_BENADERD))
    return posten


def _met_telling(label: str, telling: str) -> str:
    """Return a label with its count behind it, which no line break may split."""
    return f"{label} ({telling.replace(' ', chr(0xA0))})"


def tintkleur(beeld: Kaartbeeld, basis: Kaartbasis, regio: str) -> str:
    """Return the tint of a region, which none of its neighbours has."""
    return VORMGEVING["regio"]["tinten"][basis.tint[beeld.grenzen][regio]]


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

    def _stap(self, tekst: Blok) -> float:
        return max(tekst.hoogte, MONSTER[1]) + self.wit

    def teken(self, blad: Any, x: float, y: float) -> float:
        """Draw the legend with its top left at (x, y) mm; return the y below it."""
        for post, tekst in zip(self.posten, self.blokken, strict=True):
            _teken_monster(blad, x, y, post)
            lucht = max(0.0, (MONSTER[1] - tekst.hoogte) / 2)
            schrijf(blad, x + MONSTER[0] + MONSTER_WIT, y + lucht, tekst, "legenda")
            y += self._stap(tekst)
        return schrijf(blad, x, y + self.wit, self.slot, "legenda")


def maak_legenda(posten: Sequence[Post], leeswijzer: str, breedte: float, hoogte: float) -> Legenda:
    """Return the legend for a column of ``breedte`` mm: smaller, then tighter, to stay within ``hoogte``."""
    tekstbreedte = breedte - MONSTER[0] - MONSTER_WIT
    for punt, wit in ((LETTER["legenda"], 1.3), (LETTER["klein"], 0.8), (LETTER["klein"], 0.1)):
        blokken = tuple(blok(post.tekst, tekstbreedte, punt) for post in posten)
        slot = blok(leeswijzer, breedte, LETTER["klein"], kleur=VLAK["zacht"])
        legenda = Legenda(tuple(posten), blokken, slot, wit)
        if legenda.hoogte <= hoogte:
            break
    return legenda


def _teken_monster(blad: Any, x: float, y: float, post: Post) -> None:
    breed, hoog = MONSTER
    if post.lijn is not None:
        blad.add_artist(Line2D([x, x + breed], [y + hoog / 2] * 2, label="legenda", **post.lijn))
        return
    vlak = Rectangle((x, y), breed, hoog, facecolor=post.kleur, linewidth=0, label="legenda")
    if post.arcering:
        vlak.set(hatch=post.arcering, hatchcolor=post.inkt)
    blad.add_artist(vlak)
    blad.add_artist(Rectangle((x, y), breed, hoog, fill=False, edgecolor=VLAK["zacht"], linewidth=0.4))
    if post.nummer:
        zet_nummers(blad, [(x + breed / 2, y + hoog / 2)], [post.nummer], rond=bool(post.arcering))


def zet_nummers(
    assen: Any, plaatsen: Sequence[tuple[float, float]], nummers: Sequence[str], rond: bool
) -> None:
    """Write numbers at data coordinates, each on a white disc where ``rond``."""
    if rond and plaatsen:
        schijf = {
            "marker": "o",
            "markersize": 10,
            "markeredgewidth": 0.5,
            "linestyle": "none",
            "clip_on": False,
        }
        x, y = zip(*plaatsen, strict=True)
        assen.add_artist(
            Line2D(x, y, markerfacecolor=VLAK["papier"], markeredgecolor=VLAK["zacht"], **schijf)
        )
    for (x, y), nummer in zip(plaatsen, nummers, strict=True):
        stand = {"ha": "center", "va": "center_baseline"}
        zet(assen, x, y, nummer, "nummer", size=LETTER["klein"], weight="bold", color=VLAK["inkt"], **stand)
