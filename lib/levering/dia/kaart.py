"""A figure on a slide: the picture that the run drew, cut to its map, with the legend as text beside it."""

from typing import TYPE_CHECKING

from PIL import Image

from lib.beeld.kader import MM_PER_INCH
from lib.beeld.legenda import MONSTER, Post
from lib.beeld.stijl import BLAD, VLAK
from lib.grond.leesbaar import leesbaar
from lib.kaart.blad import PER_LABEL
from lib.levering.dia.legenda import Legendatekenaar
from lib.levering.dia.vorm import DIA_INHOUD, MARGE, Dia, Vak, passend, teksthoogte
from lib.levering.stof import Kaart

if TYPE_CHECKING:
    from lib.levering.dia.reeks import Diareeks


_LINKS = 148.0  # mm: width of the picture
BIJ = 17.0  # mm: the caption below it takes at most this
_VOL = Vak(MARGE, DIA_INHOUD[0], 314, DIA_INHOUD[1] - DIA_INHOUD[0])
PUNTEN = (12, 11, 10, 9)
REGELWIT = 1.6


def kaartdias(reeks: "Diareeks", kaart: Kaart) -> None:
    """Add the slide of a figure, more where its legend does not fit beside it, and one of its small maps."""
    dia, regel = reeks.nieuw(kaart.regel["titel"]), kaart.regel
    posten = reeks.legenda.posten(kaart)
    if regel["ondertitel"]:
        dia.tekst(regel["ondertitel"], Vak(MARGE, DIA_INHOUD[0] - 4, 250, 6), (12, 11, 10), VLAK["zacht"])
    bijschrift = Vak(MARGE, 0, _VOL.breed, BIJ)
    bijtekst, punt = passend(leesbaar(regel["bijschrift"]), bijschrift, (11, 10, 9, 8))
    onder = DIA_INHOUD[1] - teksthoogte(bijtekst, _VOL.breed, punt) - 1
    vak = Vak(MARGE, DIA_INHOUD[0] + 3, _LINKS if posten else _VOL.breed, onder - DIA_INHOUD[0] - 5)
    _plaats(dia, kaart, vak, kaart.regel["alt"])
    dia.tekst(bijtekst, Vak(MARGE, onder, _VOL.breed, BIJ), (punt,), VLAK["zacht"])
    rechts = Vak(MARGE + _LINKS + 6, DIA_INHOUD[0] + 3, _VOL.breed - _LINKS - 6, onder - DIA_INHOUD[0] - 5)
    rest = _legenda(dia, reeks.legenda, posten, rechts)
    _notities(dia, reeks, kaart)
    while rest:
        dia = reeks.nieuw(f"{regel['titel']}: legenda, vervolg")
        rest = _legenda(dia, reeks.legenda, rest, _VOL)
        _notities(dia, reeks, kaart)
    if kaart.beeld is not None and kaart.beeld.per_label:
        dia = reeks.nieuw(f"{regel['titel']}: per label")
        dia.tekst(PER_LABEL, Vak(MARGE, DIA_INHOUD[0] - 4, _VOL.breed, 6), (12, 11, 10), VLAK["zacht"])
        alt = " ".join(paneel.alt for paneel in kaart.beeld.per_label)
        _plaats(dia, kaart, Vak(MARGE, DIA_INHOUD[0] + 5, _VOL.breed, _VOL.hoog - 5), alt, "Labelvak")
        _notities(dia, reeks, kaart)


def _plaats(dia: Dia, kaart: Kaart, vak: Vak, alt: str, deel: str = "Kaartvak") -> None:
    """Place part ``deel`` of the picture; of one that is no map all but its title and caption."""
    with Image.open(kaart.png) as beeld:
        breed, hoog = (zijde / BLAD["dpi"] * MM_PER_INCH for zijde in beeld.size)
        heel = beeld.info.get("Inhoudsvak")
        vakje = beeld.info.get(deel, heel) if kaart.beeld is not None else heel
    snede = Vak(*map(float, vakje.split())) if vakje else None
    dia.plaat(kaart.png, vak, alt, snede, Vak(0, 0, breed, hoog))


def _notities(dia: Dia, reeks: "Diareeks", kaart: Kaart) -> None:
    citaat, regel = reeks.levering.citaat, kaart.regel
    delen = (regel["alt"], regel["bijschrift"], citaat.voorbehoud, citaat.bronregel, herkomst(kaart))
    dia.notitie(*delen, citaat.zin)


def herkomst(kaart: Kaart) -> str:
    """Return what the notes of a slide say of where its figure stands in the report."""
    return f"Figuur {kaart.kaart_id}, pagina {kaart.regel['pagina']}."


def _legenda(dia: Dia, tekenaar: Legendatekenaar, posten: list[Post], vak: Vak) -> list[Post]:
    """Write entries in ``vak``, in the largest size and fewest columns that hold them; return the rest."""
    for punt, kolommen in [(punt, 1) for punt in PUNTEN] + [(punt, 2) for punt in (11, 10, 9)] + [(9, 3)]:
        plaatsen = _plaatsen(posten, vak, punt, kolommen)
        if len(plaatsen) == len(posten):
            break
    for post, (x, y, breed) in zip(posten, plaatsen, strict=False):
        monster = Vak(x, y, MONSTER[0] * 1.1, MONSTER[1] * 1.25)
        dia.plaat(tekenaar.monster(post), monster, "")
        dia.tekst(leesbaar(_tekst(post)), Vak(x + 10, y, breed - 10, vak.hoog), (punt,))
    return posten[len(plaatsen) :]


def _plaatsen(posten: list[Post], vak: Vak, punt: float, kolommen: int) -> list[tuple[float, float, float]]:
    """Return where each entry stands (left, top and width in mm), of as many as fit."""
    breed = vak.breed / kolommen - 4
    plaatsen, kolom, y = [], 0, vak.y
    for post in posten:
        hoog = max(teksthoogte(leesbaar(_tekst(post)), breed - 10, punt), MONSTER[1] * 1.25) + REGELWIT
        if y + hoog > vak.y + vak.hoog:
            kolom, y = kolom + 1, vak.y
        if kolom == kolommen:
            break
        plaatsen.append((vak.x + kolom * (breed + 4), y, breed))
        y += hoog
    return plaatsen


def _tekst(post: Post) -> str:
    return f"{post.nummer}. {post.tekst}" if post.nummer else post.tekst
