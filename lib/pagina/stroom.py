"""The path from ontwikkelen to implementeren as a picture: a stock, or real moves between editions."""

from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.patches import PathPatch, Polygon, Rectangle
from matplotlib.path import Path

from lib.analyse.strategie import APART, FASEN, GEEN_STROOM, NIEUW, VERVALLEN
from lib.beeld.figuur import Kaartfiguur
from lib.beeld.grafiek import breekbaar, opschrift
from lib.beeld.kader import Kader
from lib.beeld.letters import blok, breedte, schrijf, zet
from lib.beeld.stijl import BLAD, CATEGORIE, LETTER, VLAK, vulling
from lib.beeld.vel import maak_vel
from lib.editie.ordening import Ordening
from lib.grond.woorden import aantal, getal, woord
from lib.kaart.tekst import VOOR_ZOVER

if TYPE_CHECKING:
    from lib.editie.editie import Editie

LABELRUIMTE = 46.0  # mm for the names of the groups
ZIJRUIMTE = 53.0  # the same beside the bands between two editions, block included
_DIK = 5.0
ZIJDEN = {  # x where the bands start and end, mm
    "van": BLAD["marge"] + ZIJRUIMTE,
    "naar": BLAD["breedte"] - BLAD["marge"] - ZIJRUIMTE,
}
BANDHOOGTE = 90.0
TUSSEN_BLOKKEN = 6.0
_REGEL = 3.4  # two numbers closer than this, mm, would touch
INSPRING = 7.0  # so the second stands this much further along its band
_KOP = 9.0
BAAN = 10.0  # height of the lane of a group
_BALK = 6.0
PIJLPUNT = 3.0
_KOLOMMEN = (*FASEN, APART)


def teken_ontwikkelpad(
    pad: pd.DataFrame, zorgverzekeraar: str, ordening: Ordening, editie: "Editie"
) -> Kaartfiguur:
    """Return the stock per stage of an insurer: a lane per group, a bar per stage as long as its projects.

    ``pad`` is the table of :func:`lib.analyse.strategie.ontwikkelpad`. The heads of the three stages are
    arrows in the intended order; nothing connects the bars, because a stock does not show that a project
    moved.
    """
    totaal = {fase: int(pad[fase].sum()) for fase in _KOLOMMEN}
    opsomming = ", ".join(f"{ordening.label('vorm', fase)} {getal(n)}" for fase, n in totaal.items())
    beeld = opschrift(
        "strategie-pad",
        editie,
        f"{zorgverzekeraar}: {aantal(int(pad['projecten'].sum()), 'project')} naar fase"
        + ("" if getattr(editie, "volledig", True) else VOOR_ZOVER),
        "Van ontwikkelen via doorontwikkelen naar implementeren; samenwerkingsafspraken staan apart",
        f"{GEEN_STROOM} De lengte van een balk is het aantal projecten; een fase kan worden overgeslagen.",
        f"Balken per fase en groep van {zorgverzekeraar}. {opsomming}. Dit is een stand, geen verloop.",
    )
    namen = [blok(label, LABELRUIMTE - 3, LETTER["legenda"]) for label in pad["label"]]
    hoogten = [max(BAAN, naam.hoogte + 3) for naam in namen]
    figuur, blad, y = maak_vel(beeld, _KOP + 3 + sum(hoogten))
    ruimte = BLAD["breedte"] - 2 * BLAD["marge"] - LABELRUIMTE
    kolom = (ruimte - 4) / len(_KOLOMMEN)
    begin = [
        BLAD["marge"] + LABELRUIMTE + i * kolom + (4 if fase == APART else 0)
        for i, fase in enumerate(_KOLOMMEN)
    ]
    for x, fase in zip(begin, _KOLOMMEN, strict=True):
        _kop(blad, x, y, kolom, f"{ordening.label('vorm', fase)} ({getal(totaal[fase])})", fase)
    grootste = max(1, int(pad[list(_KOLOMMEN)].to_numpy().max(initial=1)))
    y += _KOP + 3
    for naam, hoog, rij in zip(namen, hoogten, pad.to_dict("records"), strict=True):
        blad.voeg_toe(_lijn(y, BLAD["breedte"] - BLAD["marge"]))
        schrijf(blad, BLAD["marge"], y + (hoog - naam.hoogte) / 2, naam, "groep")
        for x, fase in zip(begin, _KOLOMMEN, strict=True):
            _balk(blad, x, y + (hoog - _BALK) / 2, (kolom - 10) * rij[fase] / grootste, fase, rij[fase])
        y += hoog
    return figuur


def _kop(blad: Kader, x: float, y: float, kolom: float, tekst: str, fase: str) -> None:
    """Draw the head of a stage: an arrow for those on the path, a plain box for what stands apart."""
    punt = 0 if fase == APART else PIJLPUNT
    rechts, midden = x + kolom - 1.5, y + _KOP / 2
    hoeken = [(x, y), (rechts - punt, y), (rechts, midden), (rechts - punt, y + _KOP), (x, y + _KOP)]
    stijl_: dict[str, Any] = {
        "facecolor": VLAK["papier"] if fase == APART else VLAK["grond"],
        "edgecolor": VLAK["zacht"],
    }
    blad.voeg_toe(Polygon(hoeken, closed=True, linewidth=0.6, label="kop", **stijl_))
    regels = blok(breekbaar(tekst), kolom - punt - 3, LETTER["klein"], vet=True)
    schrijf(blad, x + 1.5, y + (_KOP - regels.hoogte) / 2, regels, "kop")


def _balk(blad: Kader, x: float, y: float, lengte: float, fase: str, n: int) -> None:
    if n:
        stijl_: dict[str, Any] = {
            "facecolor": vulling("vorm", fase).kleur,
            "edgecolor": VLAK["inkt"],
            "linewidth": 0.4,
        }
        blad.voeg_toe(Rectangle((x, y), lengte, _BALK, **stijl_))
    opties = {"size": LETTER["legenda"], "va": "center_baseline", "color": VLAK["inkt" if n else "zacht"]}
    zet(blad, x + (lengte + 1 if n else 0), y + _BALK / 2, getal(n) if n else "–", "aantal", **opties)


def _lijn(y: float, tot: float) -> Rectangle:
    return Rectangle((BLAD["marge"], y), tot - BLAD["marge"], 0.1, facecolor=VLAK["grond"])


def teken_overgangen(
    overgangen: pd.DataFrame, zorgverzekeraar: str, ordening: Ordening, editie: "Editie", vorige: "Editie"
) -> Kaartfiguur:
    """Return the real moves of projects between two editions as bands, as thick as their number.

    ``overgangen`` is the table of :func:`lib.analyse.strategie.overgangen`; ``vorige`` the earlier edition.
    """
    totaal = int(overgangen["projecten"].sum())
    in_beide = (overgangen["van"] != NIEUW) & (overgangen["naar"] != VERVALLEN)
    gebleven = int(overgangen.loc[in_beide, "projecten"].sum())
    verder = int(overgangen.loc[[_verder(rij) for rij in overgangen.itertuples()], "projecten"].sum())
    van = f"{getal(gebleven)} gebleven {woord(gebleven, 'project')}"
    zin = f"{zorgverzekeraar}: {getal(verder)} van {van} een fase verder"
    beeld = opschrift(
        "strategie-overgangen",
        editie,
        zin,
        f"Dezelfde projecten in twee edities: {vorige.titel} (links) en {editie.titel} (rechts)",
        "Een band is zo dik als zijn aantal projecten, herkend aan hun project_id of aan een koppeling die "
        "mensen hebben gelegd. Wie zonder koppeling van naam veranderde, telt als niet meer en als nieuw.",
        f"Stroomschema tussen twee edities. {zin}.",
    )
    meeste = overgangen[["van", "naar"]].nunique().max() if totaal else 0
    schaal = BANDHOOGTE / max(totaal, 1)
    figuur, blad, y = maak_vel(beeld, BANDHOOGTE + TUSSEN_BLOKKEN * meeste + 4)
    boven_van, boven_naar = (_blokken(blad, overgangen, kant, ordening, y + 3, schaal) for kant in ZIJDEN)
    vorig, inspring = ("", 0.0), 0.0
    for rij in overgangen.itertuples():
        hoog = rij.projecten * schaal
        midden = boven_van[rij.van] + hoog / 2
        te_dicht = rij.van == vorig[0] and midden - vorig[1] < _REGEL
        inspring = inspring + INSPRING if te_dicht else 0.0
        vorig = (rij.van, midden)
        _band(blad, boven_van[rij.van], boven_naar[rij.naar], hoog, rij, inspring)
        boven_van[rij.van] += hoog
        boven_naar[rij.naar] += hoog
    return figuur


def _verder(rij: Any) -> bool:
    """Return whether a pair of stages is a step on the path; from afspraken to any stage is one too."""
    plaats = {APART: -1} | {fase: i for i, fase in enumerate(FASEN)}
    return rij.van in plaats and rij.naar in plaats and plaats[rij.naar] > plaats[rij.van]


def _kleur(code: str) -> str:
    return vulling("vorm", code).kleur if code in _KOLOMMEN else CATEGORIE["overig"]["kleur"]


def _blokken(
    blad: Kader, overgangen: pd.DataFrame, kant: str, ordening: Ordening, y: float, schaal: float
) -> dict[str, float]:
    """Draw the blocks on one side (``van`` or ``naar``) with their labels; return where each starts."""
    boven, x = {}, ZIJDEN[kant] - (_DIK if kant == "van" else 0)
    aantallen = overgangen.groupby(kant)["projecten"].sum()
    for code in (code for code in (*_KOLOMMEN, NIEUW, VERVALLEN) if code in aantallen):
        n = int(aantallen[code])
        boven[code] = y
        stijl_: dict[str, Any] = {"facecolor": _kleur(code), "edgecolor": VLAK["inkt"], "linewidth": 0.4}
        blad.voeg_toe(Rectangle((x, y), _DIK, n * schaal, **stijl_))
        tekst = f"{ordening.label('vorm', code) if code in _KOLOMMEN else code} ({getal(n)})"
        plek = x - 2 - breedte(tekst, LETTER["legenda"]) if kant == "van" else x + _DIK + 2
        zet(blad, plek, y + n * schaal / 2, tekst, kant, size=LETTER["legenda"], va="center_baseline")
        y += n * schaal + TUSSEN_BLOKKEN
    return boven


def _band(blad: Kader, y0: float, y1: float, hoog: float, rij: Any, inspring: float) -> None:
    """Draw a band between two heights, with its number where it starts, ``inspring`` mm further in."""
    x0, x1 = ZIJDEN.values()
    midden = (x0 + x1) / 2
    punten = [(x0, y0), (midden, y0), (midden, y1), (x1, y1), (x1, y1 + hoog)]
    punten += [(midden, y1 + hoog), (midden, y0 + hoog), (x0, y0 + hoog), (x0, y0)]
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    stijl_: dict[str, Any] = {
        "facecolor": _kleur(rij.van),
        "edgecolor": VLAK["papier"],
        "linewidth": 0.6,
        "alpha": 0.55,
    }
    blad.voeg_toe(PathPatch(Path(punten, codes), **stijl_))
    opties = {"size": LETTER["klein"], "va": "center_baseline", "color": VLAK["inkt"]}
    zet(blad, x0 + 2 + inspring, y0 + hoog / 2, getal(rij.projecten), "aantal", **opties)
