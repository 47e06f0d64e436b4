"""A table as a picture: a row per region, a column per subject, a coloured cell with a few words.

It lies on the same sheet as the maps and is saved the same way. Regions stand by name: their order says
nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from matplotlib.patches import Rectangle

from lib.beeld.figuur import Kaartfiguur, Opschrift, bewaar_figuur
from lib.beeld.kader import Kader
from lib.beeld.legenda import Post, maak_rijlegenda
from lib.beeld.letters import PT_IN_MM, REGELAFSTAND, Blok, blok, breedte, schrijf
from lib.beeld.stijl import BLAD, LETTER, VLAK, leesbaar_op, stijl
from lib.beeld.tonen import Beeld, figuur
from lib.beeld.vel import BREED, maak_vel

_RIJ = 4.5  # height of a row, mm
_WIT = 1.0  # between two columns, mm
BLOKJE = (3.6, 2.6)  # width and height of a mark in a cell, mm
_STREEP = "#f2f2f2"


@dataclass(frozen=True)
class Cel:
    """A cell: ``tekst`` on ``kleur``, hatched or not, after ``merken``: a colour each, or empty for none."""

    tekst: str
    kleur: str
    arcering: str = ""
    inkt: str = ""
    merken: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Matrixbeeld(Opschrift):
    """What the picture holds. ``kolommen``: group and name of each column; ``cellen``: a row per region."""

    regios: tuple[str, ...]
    kolommen: tuple[tuple[str, str], ...]
    cellen: tuple[tuple[Cel, ...], ...]
    legenda: tuple[Post, ...]


def teken_matrix(beeld: Matrixbeeld) -> Kaartfiguur:
    """Return the picture as a figure; it is as high as its rows need."""
    with stijl():
        links = max(breedte(naam, LETTER["klein"]) for naam in beeld.regios) + 3
        breed = (BREED - links) / len(beeld.kolommen)
        groepen, namen = _koppen(beeld.kolommen, breed)
        hoogte_groep = max((kop.hoogte for _, _, kop in groepen), default=0.0)
        kophoogte = hoogte_groep + max(kop.hoogte for kop in namen) + 1
        sleutel = maak_rijlegenda(beeld.legenda, BREED)
        vel, blad, y = maak_vel(beeld, kophoogte + len(beeld.regios) * _RIJ + 2 + sleutel.hoogte)
        x0 = BLAD["marge"] + links
        for begin, aantal, kop in groepen:
            schrijf(blad, x0 + begin * breed, y, kop, "kolomgroep")
            onder = y + hoogte_groep - 0.2
            blad.voeg_toe(
                Rectangle((x0 + begin * breed, onder), aantal * breed - _WIT, 0.2, color=VLAK["zacht"], lw=0)
            )
        for i, kop in enumerate(namen):
            schrijf(blad, x0 + i * breed, y + hoogte_groep, kop, "kolom")
        y += kophoogte
        for nummer, (regio, cellen) in enumerate(zip(beeld.regios, beeld.cellen, strict=True)):
            if nummer % 2 == 0:
                blad.voeg_toe(Rectangle((BLAD["marge"], y), BREED, _RIJ, facecolor=_STREEP, linewidth=0))
            _schrijf_midden(blad, BLAD["marge"] + 0.8, y, regio, VLAK["inkt"], "regio")
            for i, cel in enumerate(cellen):
                _teken_cel(blad, x0 + i * breed, y, breed - _WIT, cel)
            y += _RIJ
        sleutel.teken(blad, BLAD["marge"], y + 2)
        return vel


def _koppen(
    kolommen: Sequence[tuple[str, str]], breed: float
) -> tuple[list[tuple[int, int, Blok]], list[Blok]]:
    """Return the groups (first column, number of columns, heading) and the heading of every column."""
    groepen = []
    for i, (groep, _) in enumerate(kolommen):
        if groep and (i == 0 or kolommen[i - 1][0] != groep):
            aantal = sum(naam == groep for naam, _ in kolommen)
            groepen.append((i, aantal, blok(groep, aantal * breed - _WIT, LETTER["klein"], vet=True)))
    namen = [blok(naam, breed - _WIT, LETTER["klein"], vet=not groep) for groep, naam in kolommen]
    return groepen, namen


def _teken_cel(blad: Kader, x: float, y: float, breed: float, cel: Cel) -> None:
    vlak = Rectangle((x, y + 0.4), breed, _RIJ - 0.8, facecolor=cel.kleur, linewidth=0, label="cel")
    if cel.arcering:
        vlak.set(hatch=cel.arcering, hatchcolor=cel.inkt)
    blad.voeg_toe(vlak)
    rand = Rectangle((x, y + 0.4), breed, _RIJ - 0.8, fill=False, edgecolor=VLAK["zacht"], linewidth=0.3)
    blad.voeg_toe(rand)
    links = x + 0.8
    for kleur in cel.merken:
        hoek = links, y + (_RIJ - BLOKJE[1]) / 2
        if kleur:
            blad.voeg_toe(Rectangle(hoek, *BLOKJE, facecolor=kleur, edgecolor=VLAK["zacht"], linewidth=0.3))
        links += BLOKJE[0] + 0.5
    links += 0.8 * bool(cel.merken)
    if not cel.tekst:
        return
    if cel.arcering:  # words on a hatch need ground under them
        lengte = breedte(cel.tekst, LETTER["klein"])
        grond = Rectangle((links - 0.4, y + 0.6), lengte + 0.8, _RIJ - 1.2, facecolor=cel.kleur, linewidth=0)
        blad.voeg_toe(grond)
    _schrijf_midden(blad, links, y, cel.tekst, leesbaar_op(cel.kleur), "celtekst")


def _schrijf_midden(blad: Kader, x: float, y: float, tekst: str, kleur: str, label: str) -> None:
    hoog = LETTER["klein"] * REGELAFSTAND * PT_IN_MM
    schrijf(blad, x, y + (_RIJ - hoog) / 2, Blok((tekst,), LETTER["klein"], kleur=kleur), label)


def toon_figuur(getekend: Kaartfiguur, map_: Path, *gelezen: Path) -> Beeld:
    """Keep a figure as PNG and SVG in the folder ``map_``, named after its id, and return it for a page.

    ``gelezen``: the tables that it shows.
    """
    png, _ = bewaar_figuur(getekend, map_ / getekend.beeld.kaart_id, gelezen)
    return figuur(png, getekend.beeld.alt, getekend.beeld.bijschrift)
