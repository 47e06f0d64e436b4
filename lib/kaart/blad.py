"""Drawing: a Kaartbeeld becomes a sheet with title, map, legend and caption, laid out in millimetres."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from lib.beeld.figuur import Kaartfiguur, bewaar_figuur, naar_png, naar_svg
from lib.beeld.kader import Kader
from lib.beeld.legenda import Legenda, maak_rijlegenda
from lib.beeld.letters import Blok, blok, schrijf
from lib.beeld.stijl import BLAD, CATEGORIE, COMBINATIE, LETTER, PROJECTEN, VLAK, stijl
from lib.beeld.vel import BREED, TUSSEN, maak_vel
from lib.grond.woorden import aantal
from lib.kaart.basis import Kaartbasis, maak_basis
from lib.kaart.inhoud import Kaartbeeld, bundel
from lib.kaart.legenda import bijposten, gedeelde_posten, maak_legenda, maak_posten
from lib.kaart.matrix import Matrix
from lib.kaart.raster import Raster
from lib.kaart.vlak import kaarthoogte, maak_kader, schaalbalk, teken_kaart

__all__ = ["Kaartbasis", "bewaar_figuur", "maak_basis", "naar_png", "naar_svg", "teken", "teken_panelen"]

MAX_PER_RIJ = 3
LANGER = 1.2  # a legend may be this many times as high as the map beside it
WIT_KLEIN = 3.0  # mm between the small maps below a large one
ZESHOEKEN = "Elke zeshoek is één gemeente, even groot getekend en ongeveer op haar plaats."
PER_LABEL = "Waar komt elk label voor, alleen of samen met andere?"


def teken(
    beeld: Kaartbeeld, basis: Kaartbasis, benaderd: bool = False, dpi: float = BLAD["dpi"]
) -> Kaartfiguur:
    """Return the map of ``beeld`` as a figure; a beeld with panels becomes a grid of small maps, one with
    many combinations gets a matrix for a legend and a small map for each label below it.

    ``benaderd`` draws the borders that are known approximately, with an entry in the legend. ``dpi``: of the
    picture that will be made of it; what maps share is then drawn once.
    """
    if basis.zeshoeken:
        beeld = replace(
            beeld, bijschrift=f"{beeld.bijschrift} {ZESHOEKEN}".strip(), alt=f"{beeld.alt} {ZESHOEKEN}"
        )
    with stijl():
        if beeld.panelen:
            return _teken_raster(beeld, basis, benaderd, dpi)
        return (_teken_matrixkaart if beeld.per_label else _teken_een)(beeld, basis, benaderd, dpi)


def teken_panelen(
    beelden: Sequence[Kaartbeeld], basis: Kaartbasis, titel: str, benaderd: bool = False
) -> Kaartfiguur:
    """Return several maps as small ones in one figure, under one title."""
    return teken(bundel(beelden, titel), basis, benaderd)


def _teken_een(beeld: Kaartbeeld, basis: Kaartbasis, benaderd: bool, dpi: float) -> Kaartfiguur:
    hoog = kaarthoogte(BLAD["kaart"], basis)
    kolom = BREED - BLAD["kaart"] - BLAD["wit"]
    raster = Raster(beeld, kolom) if beeld.assen else None
    boven = raster.hoogte + TUSSEN if raster else 0.0
    posten = maak_posten(beeld, basis, benaderd)
    legenda = maak_legenda(posten, beeld.leeswijzer, kolom, hoog - boven)
    onder: list[Legenda] = []
    if boven + legenda.hoogte > LANGER * hoog:  # too long to stand beside the map: go on below it
        legenda, onder = legenda.verdeel(hoog, MAX_PER_RIJ)
    hoog = max(hoog, boven + legenda.hoogte)
    figuur, blad, y = maak_vel(beeld, hoog + max((deel.hoogte + TUSSEN for deel in onder), default=0), dpi)
    kader = maak_kader(figuur, BLAD["marge"], y, BLAD["kaart"], basis)
    teken_kaart(kader, beeld, basis, benaderd)
    schaalbalk(kader, basis)
    rechts = BLAD["breedte"] - BLAD["marge"] - kolom
    if raster:
        raster.teken(blad, rechts, y + 1)
    legenda.teken(blad, rechts, y + 1 + boven)
    for i, deel in enumerate(onder):
        deel.teken(blad, BLAD["marge"] + i * (BREED - kolom) / (MAX_PER_RIJ - 1), y + hoog + TUSSEN)
    return figuur


def _teken_matrixkaart(beeld: Kaartbeeld, basis: Kaartbasis, benaderd: bool, dpi: float) -> Kaartfiguur:
    hoog = kaarthoogte(COMBINATIE["kaart"], basis)
    kolom = BREED - COMBINATIE["kaart"] - BLAD["wit"]
    matrix = Matrix(beeld, kolom)
    legenda = maak_legenda(bijposten(beeld, basis, benaderd), beeld.leeswijzer, kolom, hoog - matrix.hoogte)
    boven = max(hoog, matrix.hoogte + TUSSEN + legenda.hoogte) + TUSSEN
    kop = Blok((PER_LABEL,), LETTER["legenda"], vet=True)
    n = len(beeld.per_label)
    breed = (BREED - (n - 1) * WIT_KLEIN) / n
    koppen = [_paneelkop(paneel, breed, LETTER["klein"], vet=False) for paneel in beeld.per_label]
    kophoogte = max(sum(deel.hoogte for deel in delen) for delen in koppen)
    klein = kaarthoogte(breed, basis)
    figuur, blad, y = maak_vel(beeld, boven + kop.hoogte + 1 + kophoogte + 1 + klein, dpi)
    kader = maak_kader(figuur, BLAD["marge"], y, COMBINATIE["kaart"], basis)
    teken_kaart(kader, beeld, basis, benaderd)
    schaalbalk(kader, basis)
    links = BLAD["breedte"] - BLAD["marge"] - kolom
    legenda.teken(blad, links, matrix.teken(blad, links, y + 1) + TUSSEN)
    y = schrijf(blad, BLAD["marge"], y + boven, kop, "paneelkop") + 1
    figuur.per_label = (y, kophoogte + 1 + klein)
    for i, (paneel, delen) in enumerate(zip(beeld.per_label, koppen, strict=True)):
        x = BLAD["marge"] + i * (breed + WIT_KLEIN)
        _schrijf_kop(blad, x, y, delen)
        teken_kaart(maak_kader(figuur, x, y + kophoogte + 1, breed, basis), paneel, basis, False)
    return figuur


def _teken_raster(beeld: Kaartbeeld, basis: Kaartbasis, benaderd: bool, dpi: float) -> Kaartfiguur:
    """Draw the panels in rows, with one legend for all of them below."""
    per_project = beeld.soort == "projectblad"
    kolommen = 2 if len(beeld.panelen) in (2, 4) else MAX_PER_RIJ
    kolommen = int(PROJECTEN["kolommen"]) if per_project else kolommen
    kolom = (BREED - (kolommen - 1) * BLAD["wit"]) / kolommen
    breed = PROJECTEN["kaart"] if per_project else kolom
    hoog = kaarthoogte(breed, basis)
    kop = _projectkop if per_project else partial(_paneelkop, punt=LETTER["legenda"], vet=True)
    koppen = [kop(paneel, kolom) for paneel in beeld.panelen]
    legenda = maak_rijlegenda(gedeelde_posten(beeld.panelen, basis, benaderd), BREED)
    rijen = [range(i, min(i + kolommen, len(koppen))) for i in range(0, len(koppen), kolommen)]
    kophoogte = [max(sum(deel.hoogte for deel in koppen[i]) for i in rij) + 1 for rij in rijen]
    figuur, blad, y = maak_vel(beeld, sum(kophoogte) + len(rijen) * (hoog + TUSSEN) + legenda.hoogte, dpi)
    for rij, boven in zip(rijen, kophoogte, strict=True):
        for plaats, i in enumerate(rij):
            x = BLAD["marge"] + plaats * (kolom + BLAD["wit"])
            _schrijf_kop(blad, x, y, koppen[i])
            kader = maak_kader(figuur, x, y + boven, breed, basis)
            teken_kaart(kader, beeld.panelen[i], basis, benaderd)
            if i == 0:
                schaalbalk(kader, basis)
        y += boven + hoog + TUSSEN
    legenda.teken(blad, BLAD["marge"], y)
    return figuur


def _paneelkop(paneel: Kaartbeeld, breed: float, punt: float, vet: bool) -> tuple[Blok, Blok]:
    """Return the name of a panel and, below it, in how many gemeenten each of its classes is."""
    eerste, *andere = paneel.klassen or (None,)
    telling = eerste.telling if eerste else ""
    telling = telling or aantal(eerste.n_gemeenten if eerste else 0, "gemeente")
    telling += "".join(
        f"; {klasse.label} {klasse.telling.partition(' ')[0] or klasse.n_gemeenten}" for klasse in andere
    )
    naam = blok(paneel.kort or paneel.titel, breed, punt, vet, evenwicht=True)
    return naam, blok(telling, breed, LETTER["klein"], kleur=VLAK["zacht"])


def _projectkop(paneel: Kaartbeeld, breed: float) -> tuple[Blok, Blok]:
    """Return the number and title of a project, a long one cut off, and below it its number of gemeenten."""
    n, punt = paneel.klassen[0].n_gemeenten, LETTER["klein"]
    telling = aantal(n, "gemeente") if n else CATEGORIE["geen_opgave"]["label"]
    naam = blok(paneel.kort, breed, punt, vet=True, evenwicht=True, hoogstens=int(PROJECTEN["regels"]))
    return naam, blok(telling, breed, punt, kleur=VLAK["zacht"])


def _schrijf_kop(blad: Kader, x: float, y: float, delen: tuple[Blok, Blok]) -> None:
    for deel in delen:
        y = schrijf(blad, x, y, deel, "paneelkop")
