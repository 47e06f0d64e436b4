"""Numbers per gemeente that an edition brings itself: CSV or Excel, a row per gemeente, a column per figure.

The head of a column is a figure of ``kerncijfers.toml`` (its name or its code) or one of your own; a year
after it says of when, ``ouderen:`` before it for which theme a high value means need. An empty cell is
unknown, never zero.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from lib.editie.herkomst import lees_zijspan, zijspan
from lib.editie.ordening import lees_ordening
from lib.gebied.aliassen import sleutel
from lib.gebied.jaar import gemeenten_van
from lib.gebied.kerncijfers import KERNCIJFERKOLOMMEN, Cijfer, breng_cijfers_over, lees_kerncijferlijst
from lib.gebied.namen import lees_naamgids
from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.inlezen.rijkeuring import Rijkeuring, afkeurtabel
from lib.inlezen.rijtabel import lees_rijen
from lib.inlezen.werkblad import Structuurfout, lees_bladen, zoek_kop

if TYPE_CHECKING:
    from lib.editie.editie import Editie

_GEMEENTE, _GESCHAT = "gemeente", "geschat"
_KOP = re.compile(r"(?:(?P<thema>[^:]+):\s*)?(?P<naam>.+?)(?:\s+\(?(?P<jaar>20\d\d)\)?)?")
_GETAL = re.compile(r"-?\d+(\.\d+)?")
_DUIZEND = re.compile(r"-?\d{1,3}(\.\d{3}){2,}(,\d+)?|-?\d{1,3}(\.\d{3})+,\d+")  # sure to be thousands
_DUIZENDTAL = re.compile(r"-?\d{1,3}\.\d{3}")  # so in a count


class EigenCijfers(NamedTuple):
    """``waarden``: ``KERNCIJFERKOLOMMEN``; ``wat``: what each figure is; ``afgekeurd``: a row per fault."""

    waarden: pd.DataFrame
    wat: dict[str, Cijfer]
    afgekeurd: pd.DataFrame


class _Kolom(NamedTuple):
    kop: str
    code: str
    jaar: int
    cijfer: Cijfer


def lees_cijfers(editie: "Editie") -> EigenCijfers | None:
    """Return the figures that an edition brings, in the gemeenten of its ``tekenjaar``; None without a file.

    Gemeenten are named in the division of ``indelingsjaar``. A row with an unknown gemeente, a gemeente given
    twice or a cell that is no number is rejected; so is a percentage outside 0-100. A column ``geschat`` (ja)
    marks the numbers of a row as estimated. Raises InvoerFouten for
    an unreadable file, a missing column ``gemeente``, or an unknown theme.
    """
    paden = editie.alle_bestanden("cijfers")
    if not paden:
        return None
    gids = lees_naamgids(
        editie.indelingsjaar, editie.bestand("aliassen"), gemeenten_van(editie.indelingsjaar, editie)
    )
    goed, fouten = [], []
    wat: dict[str, Cijfer] = {}
    for pad in paden:
        kolommen = _kolommen(pad, editie.peildatum.year)
        wat |= {kolom.code: kolom.cijfer for kolom in kolommen}
        gezien: set[str] = set()
        koppen = [_GESCHAT, *(kolom.kop for kolom in kolommen)]
        for rij in lees_rijen(pad, (_GEMEENTE,), koppen).to_dict("records"):
            keuring = Rijkeuring(rij)
            code = keuring.naam(_GEMEENTE, gids.gemeente)
            if code and code in gezien:
                keuring.fout(_GEMEENTE, "staat er al")
            geschat = keuring.keuze(_GESCHAT, ("ja", "nee"), leeg_mag=True) == "ja"
            waarden = [(kolom, _getal(keuring, kolom)) for kolom in kolommen if keuring.cel(kolom.kop)]
            fouten += keuring.fouten
            if not keuring.fouten:
                gezien.add(code)
                goed += [(code, een.code, een.jaar, waarde, geschat, _bron(pad)) for een, waarde in waarden]
    los = pd.DataFrame(goed, columns=["gm_code", "cijfer", "jaar", "waarde", "geschat", "bron"])
    return EigenCijfers(_overgezet(los, editie), wat, afkeurtabel(fouten))


def _overgezet(los: pd.DataFrame, editie: "Editie") -> pd.DataFrame:
    delen = [
        breng_cijfers_over(deel, editie.indelingsjaar, editie.tekenjaar).assign(jaar=jaar, bron=bron)
        for (jaar, bron), deel in los.groupby(["jaar", "bron"])
    ]
    leeg = pd.DataFrame(columns=list(KERNCIJFERKOLOMMEN))
    uit = pd.concat(delen, ignore_index=True) if delen else leeg
    return uit[list(KERNCIJFERKOLOMMEN)].astype(
        {
            "gm_code": "str",
            "cijfer": "str",
            "jaar": "int64",
            "waarde": "float64",
            "geschat": "bool",
            "bron": "str",
        }
    )


def _bron(pad: Path) -> str:
    """Return the source of a file: that of its sidecar, else that the edition brings it."""
    return lees_zijspan(pad)["bron"] if zijspan(pad).is_file() else f"eigen cijfers ({pad.name})"


def _kolommen(pad: Path, jaar: int) -> list[_Kolom]:
    """Return the columns of the file that hold a figure; InvoerFouten for an unknown theme."""
    try:
        bladen = lees_bladen(pad, pad.name, {_GEMEENTE}, [])
    except Structuurfout as fout:
        raise InvoerFouten([fout.fout]) from fout
    gevonden = [zoek_kop(blad, _namen_in, _GEMEENTE.__eq__) for blad in bladen if blad.rijen]
    koppen = [kop for een in gevonden if _GEMEENTE in een.kolommen.values() for kop in een.teksten]
    namen = [kop for kop in dict.fromkeys(koppen) if kop and sleutel(kop) not in (_GEMEENTE, _GESCHAT)]
    if koppen and not namen:
        raise InvoerFouten([InvoerFout(pad.name, "naast gemeente is er geen kolom met een cijfer")])
    return [_lees_kop(kop, jaar, pad.name) for kop in namen]


def _namen_in(rij: list[object]) -> dict[int, str]:
    return {nummer: sleutel(str(cel)) for nummer, cel in enumerate(rij) if cel is not None}


def _lees_kop(kop: str, jaar: int, bestand: str) -> _Kolom:
    deel = _KOP.fullmatch(kop)
    thema, naam = (sleutel(deel["thema"] or ""), deel["naam"].strip()) if deel else ("", kop)
    lijst, ordening = lees_kerncijferlijst().cijfer, lees_ordening()
    bekend = {sleutel(vorm): code for code, een in lijst.items() for vorm in (code, een.naam)}
    code = bekend.get(sleutel(naam), naam)
    themas = {
        sleutel(vorm): een for een in ordening.codes("thema") for vorm in (een, ordening.label("thema", een))
    }
    if thema and thema not in themas:
        reden = f"onbekend thema; kies uit {', '.join(ordening.codes('thema'))}"
        raise InvoerFouten([InvoerFout(bestand, reden, kolom=kop, waarde=thema)])
    cijfer = lijst.get(code, Cijfer(naam=naam, eenheid=""))
    if thema:
        cijfer = cijfer.model_copy(update={"themas": (themas[thema],)})
    return _Kolom(kop, code, int(deel["jaar"]) if deel and deel["jaar"] else jaar, cijfer)


def _getal(rij: Rijkeuring, kolom: _Kolom) -> float:
    tekst = rij.cel(kolom.kop).replace("%", "").replace(" ", "").strip()
    if _DUIZEND.fullmatch(tekst) or (kolom.cijfer.soort == "aantal" and _DUIZENDTAL.fullmatch(tekst)):
        tekst = tekst.replace(".", "")
    tekst = tekst.replace(",", ".")
    if not _GETAL.fullmatch(tekst):
        rij.fout(kolom.kop, "geen getal")
        return float("nan")
    waarde = float(tekst)
    if kolom.cijfer.eenheid.startswith("%") and not 0 <= waarde <= 100:
        rij.fout(kolom.kop, "geen percentage tussen 0 en 100")
    return waarde
