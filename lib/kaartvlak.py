"""The map itself: a Kaartbeeld drawn into axes that are exactly as large as the country at some scale."""

from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, IdentityTransform

from lib.figuur import Kaartfiguur
from lib.kaartbasis import BUITEN, Kaartbasis
from lib.kaartbeeld import Kaartbeeld
from lib.kaarttekst import leegmelding
from lib.kader import Kader
from lib.legenda import STIJL_BENADERD, STIJL_OMLIJNING, STIJL_REGIOGRENS, tintkleur
from lib.letters import blok, breedte, zet
from lib.nummers import teken_nummers, zet_nummers
from lib.stijl import BLAD, CATEGORIE, LETTER, LIJN, NUMMER, VLAK

SCHAALBALK_KM = 50
KLEIN = 50.0  # mm: a narrower map has no borders between gemeenten


class Gedeeld(PathPatch):
    """A shape that several maps of a sheet share: a vector file holds its outline once for each scale."""

    def draw(self, renderer: Any) -> None:
        """Draw the shape, in a vector file as a marker that is defined once and put where it belongs."""
        if isinstance(renderer, RendererAgg):
            super().draw(renderer)
            return
        (a, _, tx), (_, d, ty), _ = self.get_transform().get_affine().get_matrix()
        hoek = self.get_path().vertices.min(axis=0)
        schaal = Affine2D().translate(*-hoek).scale(float(f"{a:.9g}"), float(f"{d:.9g}"))
        gc = renderer.new_gc()
        gc.set_foreground(self.get_edgecolor(), isRGBA=True)
        gc.set_linewidth(self.get_linewidth())
        gc.set_joinstyle(self.get_joinstyle())
        vulkleur = self.get_facecolor() if self.get_fill() else None
        plek = Path([hoek * (a, d) + (tx, ty)])
        renderer.draw_markers(gc, self.get_path(), schaal, plek, IdentityTransform(), vulkleur)
        gc.restore()


def kaarthoogte(breedte_mm: float, basis: Kaartbasis) -> float:
    """Return the height of a map of this width, both in millimetres."""
    xmin, ymin, xmax, ymax = basis.kader
    return breedte_mm * (ymax - ymin) / (xmax - xmin)


def maak_kader(figuur: Kaartfiguur, x: float, y: float, breedte_mm: float, basis: Kaartbasis) -> Kader:
    """Return the frame of a map with its top left at (x, y) mm, as large as the country at this scale."""
    kader = Kader(figuur, x, y, breedte_mm, kaarthoogte(breedte_mm, basis), basis.kader, "kaart")
    figuur.kaarten.append(kader)
    return kader


def teken_kaart(kader: Kader, beeld: Kaartbeeld, basis: Kaartbasis, benaderd: bool) -> None:
    """Fill ``kader`` (see :func:`maak_kader`) with the map."""
    _gedeeld(kader, basis.land, facecolor=VLAK["grond"], linewidth=0)
    _vul(kader, beeld, basis)
    _deel(kader, beeld, basis)
    for laag in beeld.lagen:
        _vlak(kader, basis.vlak(laag.gemeenten), "none", laag.arcering, laag.inkt)
    if kader.breed > KLEIN:  # thinner in a smaller map
        dikte = kader.breed / BLAD["kaart"] * LIJN["gemeente"]
        _gedeeld(kader, basis.binnengrenzen, fill=False, edgecolor=VLAK["gemeentegrens"], linewidth=dikte)
    _gedeeld(kader, basis.land, fill=False, edgecolor=VLAK["zacht"], linewidth=LIJN["gemeente"])
    if benaderd:
        beide = basis.benaderd[basis.paar].all(axis=1) & (basis.paar[:, 1] != BUITEN)
        _lijn(kader, basis.lijn(beide), **STIJL_BENADERD)
    if beeld.grenzen and kader.breed > KLEIN:
        _lijn(kader, basis.grens(basis.regio[beeld.grenzen]), **STIJL_REGIOGRENS)
    if beeld.omlijning is not None:
        omtrek = basis.omtrek(beeld.omlijning.gemeenten)
        _lijn(kader, omtrek, color=VLAK["papier"], linewidth=LIJN["halo"])
        _lijn(kader, omtrek, **STIJL_OMLIJNING)
    _nummer(kader, beeld, basis)
    if beeld.leeg:
        _meld_leeg(kader, basis, leegmelding(beeld.n_projecten))


def schaalbalk(kader: Kader, basis: Kaartbasis) -> None:
    """Draw a bar of 50 km in the empty corner below Zeeland."""
    x, y = basis.kader[0], basis.kader[1]
    lengte = SCHAALBALK_KM * 1000
    balk = {"color": VLAK["zacht"], "linewidth": 0.8, "solid_capstyle": "butt"}
    kader.voeg_toe(Line2D([x, x + lengte], [y, y], **balk))
    opties = {"size": LETTER["klein"], "ha": "center", "color": VLAK["zacht"]}
    zet(kader, x + lengte / 2, y + 0.7 * kader.per_mm, f"{SCHAALBALK_KM} km", "schaalbalk", **opties)


def _vul(kader: Kader, beeld: Kaartbeeld, basis: Kaartbasis) -> None:
    """Fill the gemeenten, one path per fill: a hatch is then made once, not once per gemeente."""
    geen = CATEGORIE["geen_opgave"]
    per_kleur = {(geen["kleur"], geen["arcering"], geen["inkt"]): beeld.geen_opgave}
    for i, klasse in enumerate(beeld.klassen):
        sleutel = (klasse.kleur or tintkleur(beeld, basis, klasse.code), klasse.arcering, klasse.inkt)
        per_kleur[sleutel] = per_kleur.get(sleutel, False) | (beeld.klasse_van == i)
    for sleutel, gemeenten in per_kleur.items():
        if gemeenten.any():
            _vlak(kader, basis.vlak(gemeenten), *sleutel)


def _vlak(kader: Kader, pad: Path, kleur: str, arcering: str = "", inkt: str = "") -> None:
    if len(pad.vertices):
        vlak = PathPatch(pad, facecolor=kleur, linewidth=0)
        if arcering:
            vlak.set(hatch=arcering, hatchcolor=inkt)
        kader.voeg_toe(vlak)


def _deel(kader: Kader, beeld: Kaartbeeld, basis: Kaartbasis) -> None:
    """Split each gemeente that has several classes into as many upright bands."""
    banden: dict[int, list[Path]] = {}
    for gemeente, klassen in beeld.delen.items():
        for i, klasse in enumerate(klassen):
            banden.setdefault(klasse, []).append(basis.deel(gemeente, i, len(klassen)))
    for nummer, paden in sorted(banden.items()):
        klasse = beeld.klassen[nummer]
        _vlak(kader, Path.make_compound_path(*paden), klasse.kleur, klasse.arcering, klasse.inkt)


def _gedeeld(kader: Kader, pad: Path, **stijl: Any) -> None:
    kader.voeg_toe(Gedeeld(pad, joinstyle="bevel", **stijl))


def _lijn(kader: Kader, pad: Path, **stijl: Any) -> None:
    if len(pad.vertices):
        patch = PathPatch(pad, fill=False, joinstyle="round", capstyle="butt", **stijl)
        kader.voeg_toe(patch)


def _nummer(kader: Kader, beeld: Kaartbeeld, basis: Kaartbasis) -> None:
    """Number the regions, or the largest patches of each class."""
    plaatsen, ankers, nummers = [], [], []
    for i, klasse in enumerate(beeld.klassen):
        if not klasse.nummer:
            continue
        if not klasse.kleur:
            plaatsen.append(basis.regio_punt[beeld.grenzen][klasse.code])
            nummers.append(klasse.nummer)
            continue
        leden = beeld.klasse_van == i
        leden[[gemeente for gemeente, klassen in beeld.delen.items() if i in klassen]] = True
        middens = basis.middens(leden)[: int(NUMMER["per_klasse"])]
        for gemeente in middens:
            plaats, anker = _in_band(gemeente, i, beeld, basis, kader.per_mm)
            plaatsen.append(plaats)
            ankers.append(anker)
        nummers += [klasse.nummer] * len(middens)
    if any(klasse.kleur for klasse in beeld.klassen):
        teken_nummers(kader, plaatsen, ankers, nummers)
    else:
        zet_nummers(kader, plaatsen, nummers, rond=False)


def _in_band(
    gemeente: int, klasse: int, beeld: Kaartbeeld, basis: Kaartbasis, per_mm: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return where the number of a class stands in a gemeente, and the point that it belongs to.

    In a split gemeente that is the middle of its band or, where the bands are narrow, one above another.
    """
    punt = basis.punt[gemeente]
    if gemeente not in beeld.delen:
        return punt, punt
    klassen = beeld.delen[gemeente]
    xmin, _, xmax, _ = basis.vlakken[gemeente].bounds
    band, welke = (xmax - xmin) / len(klassen), klassen.index(klasse)
    if band >= NUMMER["schijf"] * per_mm:
        in_band = np.array([xmin + (welke + 0.5) * band, punt[1]])
        return in_band, in_band
    return punt + (0, ((len(klassen) - 1) / 2 - welke) * NUMMER["schijf"] * per_mm), punt


def _meld_leeg(kader: Kader, basis: Kaartbasis, melding: str) -> None:
    """Write on a white strip across the map, in as many lines as it needs, that there is nothing to show."""
    xmin, ymin, xmax, ymax = basis.kader
    tekst = blok(melding, kader.breed, LETTER["klein"], vet=True, evenwicht=True)
    strook = {"color": VLAK["papier"], "linewidth": 1.8 * LETTER["klein"]}
    opties = {"ha": "center", "va": "center_baseline", "weight": "bold", "color": VLAK["inkt"]}
    x, y = (xmin + xmax) / 2, (ymin + ymax) / 2
    y += (len(tekst.regels) - 1) / 2 * tekst.regelhoogte * kader.per_mm
    for i, regel in enumerate(tekst.regels):
        midden = y - i * tekst.regelhoogte * kader.per_mm
        half = kader.per_mm * (breedte(regel, LETTER["klein"], vet=True) / 2 + 1)
        kader.voeg_toe(Line2D([x - half, x + half], [midden] * 2, solid_capstyle="butt", **strook))
        zet(kader, x, midden, regel, "leeg", size=LETTER["klein"], **opties)
