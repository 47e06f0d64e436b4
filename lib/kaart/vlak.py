"""The map itself: a Kaartbeeld drawn into axes that are exactly as large as the country at some scale."""

import numpy as np
from matplotlib.path import Path

from lib.beeld.figuur import Kaartfiguur
from lib.beeld.kader import MM_PER_INCH, Kader
from lib.beeld.letters import blok, breedte, zet
from lib.beeld.nummers import teken_nummers, zet_nummers
from lib.beeld.stijl import BLAD, CATEGORIE, LETTER, LIJN, NUMMER, VLAK
from lib.beeld.vorm import Stapel, Stijl, Vorm
from lib.kaart.basis import Kaartbasis
from lib.kaart.inhoud import Kaartbeeld
from lib.kaart.legenda import STIJL_BENADERD, STIJL_OMLIJNING, STIJL_REGIOGRENS, tintkleur
from lib.kaart.tekst import leegmelding

SCHAALBALK_KM = 50
_KLEIN = 50.0  # mm: a narrower map has no borders between gemeenten


def kaarthoogte(breedte_mm: float, basis: Kaartbasis) -> float:
    """Return the height of a map of this width, both in millimetres."""
    xmin, ymin, xmax, ymax = basis.kader
    return breedte_mm * (ymax - ymin) / (xmax - xmin)


def maak_kader(figuur: Kaartfiguur, x: float, y: float, breedte_mm: float, basis: Kaartbasis) -> Kader:
    """Return the frame of a map with its top left at (x, y) mm, as large as the country at this scale."""
    hoogte = kaarthoogte(breedte_mm, basis)
    blad_hoog = figuur.get_figheight() * MM_PER_INCH
    onder = _heel(blad_hoog - y - hoogte, figuur)  # on whole pixels: what maps share can then be copied
    kader = Kader(
        figuur, _heel(x, figuur), blad_hoog - onder - hoogte, breedte_mm, hoogte, basis.kader, "kaart"
    )
    figuur.kaarten.append(kader)
    return kader


def _heel(maat: float, figuur: Kaartfiguur) -> float:
    """Return millimetres as the nearest that are whole pixels."""
    return round(maat / MM_PER_INCH * figuur.dpi) * MM_PER_INCH / figuur.dpi


def teken_kaart(kader: Kader, beeld: Kaartbeeld, basis: Kaartbasis, benaderd: bool) -> None:
    """Fill ``kader`` (see :func:`maak_kader`) with the map."""
    _stapel(kader, Vorm(basis.land, Stijl(VLAK["grond"])))
    _vul(kader, beeld, basis)
    _deel(kader, beeld, basis)
    for laag in beeld.lagen:
        _vlak(kader, basis.vlak(laag.gemeenten), "", laag.arcering, laag.inkt)
    _stapel(kader, *_grenzen(kader, beeld, basis, benaderd))
    if beeld.omlijning is not None:
        omtrek = basis.omtrek(beeld.omlijning.gemeenten)
        halo = Stijl(rand=VLAK["papier"], dikte=LIJN["halo"])
        kader.voeg_toe(Vorm(omtrek, halo), Vorm(omtrek, STIJL_OMLIJNING))
    _nummer(kader, beeld, basis)
    if beeld.leeg:
        _meld_leeg(kader, basis, leegmelding(beeld.n_projecten))


def schaalbalk(kader: Kader, basis: Kaartbasis) -> None:
    """Draw a bar of 50 km in the empty corner below Zeeland; a map of hexagons has no scale."""
    if basis.zeshoeken:
        return
    x, y = basis.kader[0], basis.kader[1]
    lengte = SCHAALBALK_KM * 1000
    kader.voeg_toe(Vorm(Path([(x, y), (x + lengte, y)]), Stijl(rand=VLAK["zacht"], dikte=0.8)))
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


def _grenzen(kader: Kader, beeld: Kaartbeeld, basis: Kaartbasis, benaderd: bool) -> list[Vorm]:
    """Return the borders that lie on top; in a small map those of gemeenten and regions are left out."""
    rand = Stijl(rand=VLAK["zacht"], dikte=LIJN["gemeente"], hoek="bevel")
    vormen = [Vorm(basis.land, rand)]
    if kader.breed > _KLEIN:
        dikte = kader.breed / BLAD["kaart"] * LIJN["gemeente"]  # thinner in a smaller map
        wit = Stijl(rand=VLAK["gemeentegrens"], dikte=dikte, hoek="bevel")
        vormen.insert(0, Vorm(basis.binnengrenzen, wit))
    if benaderd:
        vormen.append(Vorm(basis.benaderde_grenzen, STIJL_BENADERD))
    if beeld.grenzen and kader.breed > _KLEIN:
        vormen.append(Vorm(basis.regiogrenzen[beeld.grenzen], STIJL_REGIOGRENS))
    return vormen


def _stapel(kader: Kader, *vormen: Vorm) -> None:
    kader.voeg_toe(Stapel(kader.venster, *vormen))


def _vlak(kader: Kader, pad: Path, kleur: str, arcering: str = "", inkt: str = "") -> None:
    if len(pad):
        kader.voeg_toe(Vorm(pad, Stijl(kleur, arcering, inkt)))


def _deel(kader: Kader, beeld: Kaartbeeld, basis: Kaartbasis) -> None:
    """Split each gemeente that has several classes into as many upright bands."""
    banden: dict[int, list[Path]] = {}
    for gemeente, klassen in beeld.delen.items():
        for i, welke in enumerate(klassen):
            banden.setdefault(welke, []).append(basis.deel(gemeente, i, len(klassen)))
    for nummer, paden in sorted(banden.items()):
        klasse = beeld.klassen[nummer]
        _vlak(kader, Path.make_compound_path(*paden), klasse.kleur, klasse.arcering, klasse.inkt)


def _nummer(kader: Kader, beeld: Kaartbeeld, basis: Kaartbasis) -> None:
    """Number the regions, or the largest patches of each class."""
    plaatsen: list[tuple[float, float] | np.ndarray] = []
    ankers: list[np.ndarray] = []
    nummers: list[str] = []
    for i, klasse in enumerate(beeld.klassen):
        if not klasse.nummer:
            continue
        if not klasse.kleur:
            plaatsen.append(basis.regio_punt[beeld.grenzen or ""][klasse.code])
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
    strook = Stijl(rand=VLAK["papier"], dikte=1.8 * LETTER["klein"])
    opties = {"ha": "center", "va": "center_baseline", "weight": "bold", "color": VLAK["inkt"]}
    x, y = (xmin + xmax) / 2, (ymin + ymax) / 2
    y += (len(tekst.regels) - 1) / 2 * tekst.regelhoogte * kader.per_mm
    for i, regel in enumerate(tekst.regels):
        midden = y - i * tekst.regelhoogte * kader.per_mm
        half = kader.per_mm * (breedte(regel, LETTER["klein"], vet=True) / 2 + 1)
        kader.voeg_toe(Vorm(Path([(x - half, midden), (x + half, midden)]), strook))
        zet(kader, x, midden, regel, "leeg", size=LETTER["klein"], **opties)
