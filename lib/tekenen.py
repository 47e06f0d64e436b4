"""Drawing: a Kaartbeeld becomes a sheet with title, map, legend and caption, laid out in millimetres."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from lib.figuur import Kaartfiguur, bewaar, naar_png, naar_svg
from lib.kaartbasis import BUITEN, Kaartbasis, maak_basis
from lib.kaartbeeld import Kaartbeeld, bundel
from lib.kaarttekst import leegmelding
from lib.legenda import (
    STIJL_BENADERD,
    STIJL_OMLIJNING,
    STIJL_REGIOGRENS,
    maak_legenda,
    maak_posten,
    tintkleur,
    zet_nummers,
)
from lib.letters import MM_PER_INCH, Blok, blok, breedte, schrijf, zet
from lib.selectie import GEEN_KLASSE
from lib.stijl import BLAD, CATEGORIE, LETTER, LIJN, VLAK, stijl

__all__ = ["Kaartbasis", "bewaar", "maak_basis", "naar_png", "naar_svg", "teken", "teken_panelen"]

SCHAALBALK_KM = 50
SCHIJF = 9000.0  # metres on the ground that a numbered disc covers
BAND = 5.5  # height of the banner of a synthetic edition, mm
TUSSEN = 2.5
BANNER = "SYNTHETISCHE GEGEVENS – geen werkelijke projecten"


def teken(beeld: Kaartbeeld, basis: Kaartbasis, benaderd: bool = False) -> Kaartfiguur:
    """Return the map of ``beeld`` as a figure; a beeld with panels becomes a grid of small maps.

    ``benaderd`` draws the borders that are known approximately, with an entry in the legend.
    """
    with stijl():
        if beeld.panelen:
            return _teken_raster(beeld, basis, benaderd)
        kader_hoog = _kaarthoogte(BLAD["kaart"], basis)
        kolom = BLAD["breedte"] - 2 * BLAD["marge"] - BLAD["kaart"] - BLAD["wit"]
        posten = maak_posten(beeld, basis, benaderd)
        legenda = maak_legenda(posten, beeld.leeswijzer, kolom, kader_hoog)
        figuur, blad, y = _vel(beeld, max(kader_hoog, legenda.hoogte))
        assen = _kader(figuur, BLAD["marge"], y, BLAD["kaart"], basis)
        _teken_kaart(assen, beeld, basis, benaderd)
        _schaalbalk(assen, basis)
        legenda.teken(blad, BLAD["breedte"] - BLAD["marge"] - kolom, y + 1)
        return figuur


def teken_panelen(
    beelden: Sequence[Kaartbeeld], basis: Kaartbasis, titel: str, benaderd: bool = False
) -> Kaartfiguur:
    """Return several maps as small ones in one figure, under one title."""
    return teken(bundel(beelden, titel), basis, benaderd)


def _teken_raster(beeld: Kaartbeeld, basis: Kaartbasis, benaderd: bool) -> Kaartfiguur:
    kolommen = 2 if len(beeld.panelen) in (2, 4) else 3
    breed = (BLAD["breedte"] - 2 * BLAD["marge"] - (kolommen - 1) * BLAD["wit"]) / kolommen
    hoog = _kaarthoogte(breed, basis)
    koppen = [blok(paneel.kort or paneel.titel, breed, LETTER["kop"], vet=True) for paneel in beeld.panelen]
    legendas = [maak_legenda(maak_posten(p, basis, benaderd), p.leeswijzer, breed, 0) for p in beeld.panelen]
    rijen = [range(i, min(i + kolommen, len(koppen))) for i in range(0, len(koppen), kolommen)]
    kophoogte = [max(koppen[i].hoogte for i in rij) + 1 for rij in rijen]
    rijhoogte = [
        kop + hoog + max(legendas[i].hoogte for i in rij) + TUSSEN
        for kop, rij in zip(kophoogte, rijen, strict=True)
    ]
    figuur, blad, y = _vel(beeld, sum(rijhoogte))
    for rij, kop, stap in zip(rijen, kophoogte, rijhoogte, strict=True):
        for kolom, i in enumerate(rij):
            x = BLAD["marge"] + kolom * (breed + BLAD["wit"])
            schrijf(blad, x, y, koppen[i], "paneelkop")
            assen = _kader(figuur, x, y + kop, breed, basis)
            _teken_kaart(assen, beeld.panelen[i], basis, benaderd)
            if i == 0:
                _schaalbalk(assen, basis)
            legendas[i].teken(blad, x, y + kop + hoog + 1)
        y += stap
    return figuur


def _vel(beeld: Kaartbeeld, inhoud: float) -> tuple[Kaartfiguur, Any, float]:
    """Return a sheet with title and caption, its axes in mm, and where its ``inhoud`` mm of space start."""
    breed = BLAD["breedte"] - 2 * BLAD["marge"]
    titel = blok(beeld.titel, breed, LETTER["titel"], vet=True)
    kop = blok(beeld.ondertitel, breed, LETTER["kop"], kleur=VLAK["zacht"])
    bijschrift = blok(beeld.bijschrift, breed, LETTER["klein"])
    bron = blok(beeld.bronregel, breed, LETTER["klein"], kleur=VLAK["zacht"])
    boven = BLAD["marge"] + (BAND + 1 if beeld.synthetisch else 0)
    begin = boven + titel.hoogte + kop.hoogte + TUSSEN
    onder = begin + inhoud + TUSSEN
    hoogte = onder + bijschrift.hoogte + bron.hoogte + BLAD["marge"]
    figuur = Kaartfiguur(beeld, hoogte)
    blad = figuur.add_axes((0, 0, 1, 1), label="blad")
    blad.set(xlim=(0, BLAD["breedte"]), ylim=(hoogte, 0))
    blad.set_axis_off()
    if beeld.synthetisch:
        band = Rectangle((0, 0), BLAD["breedte"], BAND, facecolor=VLAK["synthetisch"], label="synthetisch")
        blad.add_artist(band)
        schrijf(
            blad, BLAD["marge"], 1, Blok((BANNER,), LETTER["legenda"], True, VLAK["papier"]), "synthetisch"
        )
    schrijf(blad, BLAD["marge"], schrijf(blad, BLAD["marge"], boven, titel, "titel"), kop, "ondertitel")
    schrijf(blad, BLAD["marge"], schrijf(blad, BLAD["marge"], onder, bijschrift, "bijschrift"), bron, "bron")
    return figuur, blad, begin


def _kaarthoogte(breedte: float, basis: Kaartbasis) -> float:
    xmin, ymin, xmax, ymax = basis.kader
    return breedte * (ymax - ymin) / (xmax - xmin)


def _kader(figuur: Kaartfiguur, x: float, y: float, breedte: float, basis: Kaartbasis) -> Any:
    """Return axes for a map with its top left at (x, y) mm, exactly as large as the country at this scale."""
    blad_breed, blad_hoog = figuur.get_size_inches() * MM_PER_INCH
    hoogte = _kaarthoogte(breedte, basis)
    vak = (x / blad_breed, 1 - (y + hoogte) / blad_hoog, breedte / blad_breed, hoogte / blad_hoog)
    assen = figuur.add_axes(vak, label="kaart")
    xmin, ymin, xmax, ymax = basis.kader
    assen.set(xlim=(xmin, xmax), ylim=(ymin, ymax))
    assen.set_axis_off()
    return assen


def _teken_kaart(assen: Any, beeld: Kaartbeeld, basis: Kaartbasis, benaderd: bool) -> None:
    """Fill ``assen`` (already sized to the frame) with the map."""
    _vul(assen, beeld, basis)
    _deel(assen, beeld, basis)
    for laag in beeld.lagen:
        _vlak(assen, basis.vlak(laag.gemeenten), "none", laag.arcering, laag.inkt, rand=False)
    kust = basis.lijn(basis.paar[:, 1] == BUITEN)
    _lijn(assen, kust, color=VLAK["zacht"], linewidth=LIJN["gemeente"])
    if benaderd:
        beide = basis.benaderd[basis.paar].all(axis=1) & (basis.paar[:, 1] != BUITEN)
        _lijn(assen, basis.lijn(beide), **STIJL_BENADERD)
    if beeld.grenzen:
        _lijn(assen, basis.grens(basis.regio[beeld.grenzen]), **STIJL_REGIOGRENS)
    if beeld.omlijning is not None:
        _lijn(assen, basis.grens(beeld.omlijning.gemeenten, kust=True), **STIJL_OMLIJNING)
    plaatsen = _nummerplaatsen(beeld, basis)
    rond = any(klasse.kleur for klasse in beeld.klassen)
    zet_nummers(assen, [(x, y) for x, y, _ in plaatsen], [nummer for *_, nummer in plaatsen], rond)
    if beeld.leeg:
        _meld_leeg(assen, basis, leegmelding(beeld.n_projecten))


def _meld_leeg(assen: Any, basis: Kaartbasis, melding: str) -> None:
    """Write on a white strip across the map that there is nothing to show."""
    xmin, ymin, xmax, ymax = basis.kader
    x, y = (xmin + xmax) / 2, (ymin + ymax) / 2
    per_mm = (xmax - xmin) / assen.bbox.width * assen.figure.dpi / MM_PER_INCH
    half = per_mm * (breedte(melding, LETTER["klein"], vet=True) / 2 + 1)
    strook = {"color": VLAK["papier"], "linewidth": 1.8 * LETTER["klein"], "clip_on": False}
    assen.add_artist(Line2D([x - half, x + half], [y, y], solid_capstyle="butt", **strook))
    opties = {"ha": "center", "va": "center_baseline", "weight": "bold", "color": VLAK["inkt"]}
    zet(assen, x, y, melding, "leeg", size=LETTER["klein"], **opties)


def _vul(assen: Any, beeld: Kaartbeeld, basis: Kaartbasis) -> None:
    """Fill the gemeenten, one path per class: a hatch is then made once, not once per gemeente."""
    _vlak(assen, basis.vlak((beeld.klasse_van == GEEN_KLASSE) & ~beeld.geen_opgave), VLAK["grond"])
    geen = CATEGORIE["geen_opgave"]
    _vlak(assen, basis.vlak(beeld.geen_opgave), geen["kleur"], geen["arcering"], geen["inkt"])
    per_kleur: dict[tuple[str, str, str], np.ndarray] = {}
    for i, klasse in enumerate(beeld.klassen):
        sleutel = (klasse.kleur or tintkleur(beeld, basis, klasse.code), klasse.arcering, klasse.inkt)
        per_kleur[sleutel] = per_kleur.get(sleutel, False) | (beeld.klasse_van == i)
    for sleutel, gemeenten in per_kleur.items():
        _vlak(assen, basis.vlak(gemeenten), *sleutel)


def _vlak(assen: Any, pad: Path, kleur: str, arcering: str = "", inkt: str = "", rand: bool = True) -> None:
    """Draw areas; ``rand``: with a white line around each gemeente."""
    if not len(pad.vertices):
        return
    maat = assen.bbox.width / assen.figure.dpi * MM_PER_INCH / BLAD["kaart"]  # thinner in a small map
    lijn = {"edgecolor": VLAK["gemeentegrens"], "linewidth": rand * maat * LIJN["gemeente"]}
    vlak = PathPatch(pad, facecolor=kleur, joinstyle="round", clip_on=False, **lijn)
    if arcering:
        vlak.set(hatch=arcering, hatchcolor=inkt)
    assen.add_artist(vlak)


def _deel(assen: Any, beeld: Kaartbeeld, basis: Kaartbasis) -> None:
    """Split each gemeente that has several classes into as many upright bands."""
    banden: dict[int, list[Path]] = {}
    for gemeente, klassen in beeld.delen.items():
        for i, klasse in enumerate(klassen):
            banden.setdefault(klasse, []).append(_band(basis.paden[gemeente], i, len(klassen)))
    for nummer, paden in sorted(banden.items()):
        klasse = beeld.klassen[nummer]
        _vlak(assen, Path.make_compound_path(*paden), klasse.kleur, klasse.arcering, klasse.inkt, rand=False)
    gedeeld = np.isin(np.arange(len(basis.gm_code)), list(beeld.delen))
    _vlak(assen, basis.vlak(gedeeld), "none")


def _band(pad: Path, welke: int, hoeveel: int) -> Path:
    vak = pad.get_extents()
    breed = vak.width / hoeveel
    return pad.clip_to_bbox(Bbox.from_bounds(vak.x0 + welke * breed, vak.y0, breed, vak.height))


def _lijn(assen: Any, pad: Path, **stijl_: Any) -> None:
    if len(pad.vertices):
        patch = PathPatch(pad, fill=False, joinstyle="round", capstyle="butt", clip_on=False, **stijl_)
        assen.add_artist(patch)


def _nummerplaatsen(beeld: Kaartbeeld, basis: Kaartbasis) -> list[tuple[float, float, str]]:
    """Return x, y and text of each number: one in a region, and one in every separate patch of a class."""
    plaatsen = []
    for i, klasse in enumerate(beeld.klassen):
        if klasse.nummer and not klasse.kleur:
            plaatsen.append((*basis.regio_punt[beeld.grenzen][klasse.code], klasse.nummer))
        elif klasse.nummer:
            leden = beeld.klasse_van == i
            leden[[gemeente for gemeente, klassen in beeld.delen.items() if i in klassen]] = True
            plaatsen += [(*_in_band(g, i, beeld, basis), klasse.nummer) for g in basis.middens(leden)]
    return plaatsen


def _in_band(gemeente: int, klasse: int, beeld: Kaartbeeld, basis: Kaartbasis) -> tuple[float, float]:
    """Return a point in the gemeente; where it is split in the band of the class, or above one another."""
    x, y = basis.punt[gemeente]
    if gemeente in beeld.delen:
        klassen = beeld.delen[gemeente]
        vak = basis.paden[gemeente].get_extents()
        band, welke = vak.width / len(klassen), klassen.index(klasse)
        if band >= SCHIJF:
            x = vak.x0 + (welke + 0.5) * band
        else:
            y += ((len(klassen) - 1) / 2 - welke) * SCHIJF
    return float(x), float(np.clip(y, basis.kader[1], basis.kader[3]))


def _schaalbalk(assen: Any, basis: Kaartbasis) -> None:
    """Draw a bar of 50 km in the empty corner below Zeeland."""
    x, y = basis.kader[0], basis.kader[1]
    lengte = SCHAALBALK_KM * 1000
    balk = {"color": VLAK["zacht"], "linewidth": 0.8, "solid_capstyle": "butt", "clip_on": False}
    assen.add_artist(Line2D([x, x + lengte], [y, y], **balk))
    opties = {"size": LETTER["klein"], "ha": "center", "color": VLAK["zacht"]}
    zet(assen, x + lengte / 2, y + 2500, f"{SCHAALBALK_KM} km", "schaalbalk", **opties)
