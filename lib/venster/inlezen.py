"""From the exports of the yearly survey to one table of answers, with an account of every row.

Who may answer for which region follows from the list of those invited; what counts as an answer from the
questionnaire of the year. Nothing is guessed: a near match is a proposal. Open texts leave this module
masked (:mod:`lib.inlezen.persoonsgegevens`).
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.inlezen.persoonsgegevens import maskeer, maskeer_kolommen
from lib.inlezen.projecten import WatervalFout
from lib.venster.blad import PLAATS, WIE, Export, lees_exports
from lib.venster.vragenlijst import Koppen, Onderdeel, Vragenlijst, lees_koppen, lees_vragenlijst
from lib.venster.wie import Deelnemers, Gevonden, lees_deelnemers

if TYPE_CHECKING:
    from lib.editie.editie import Editie


ANTWOORDSLEUTEL = (*WIE, "onderdeel")
VENSTER = (
    "meetjaar",
    "versie",
    "regio",
    "partij",
    "organisatie",
    "onderdeel",
    "soort",
    "antwoord",
    "toelichting",
    "ondersteuningsbehoefte",
    *PLAATS,
)
_REGELKOLOMMEN = ("bestand", "blad", "rij", "kolom", "waarde", "reden", "suggestie")
GETALLEN = ("meetjaar", "rij")


@dataclass(frozen=True)
class Venster:
    """What reading the venster of an edition gave.

    ``venster``: columns ``VENSTER`` (meetjaar and rij int64, the rest str; antwoord missing where nothing or
    nothing valid was filled in), one row per respondent × regio × meetjaar × onderdeel of that year, texts
    masked. ``genodigd``: columns ``GENODIGD``. ``afgekeurd`` and ``meldingen``: columns ``_REGELKOLOMMEN``.
    ``waterval``: stap (str), aantal (int64), toelichting (str). ``gemaskeerd``: ``ANTWOORDSLEUTEL``, veld,
    soort, waarde; for the consultant only. ``vragenlijsten``: the questionnaire of each year.
    """

    venster: pd.DataFrame
    genodigd: pd.DataFrame
    afgekeurd: pd.DataFrame
    meldingen: pd.DataFrame
    waterval: pd.DataFrame
    gemaskeerd: pd.DataFrame
    vragenlijsten: dict[int, Vragenlijst]


_Plek = tuple[str, str, int]


@dataclass
class _Oordeel:
    """What became of the rows: the answers used, and the faults and notices with their places."""

    antwoorden: list[dict[str, Any]]
    fouten: list[InvoerFout]
    meldingen: list[InvoerFout]
    ongeldig: int = 0


def lees_venster(editie: "Editie") -> Venster:
    """Return the venster of an edition; nothing is written.

    Raises InvoerFouten with every fault of structure: a file or column that is missing, a year without a
    questionnaire, a fault in the list of those invited. A fault in a row or an answer never raises.
    """
    koppen = lees_koppen()
    paden = {pad.relative_to(editie.map).as_posix(): pad for pad in editie.alle_bestanden("venster")}
    export = lees_exports(paden, koppen)
    if export.structuur:
        raise InvoerFouten(export.structuur)
    jaren = sorted({int(jaar) for jaar in export.rijen["meetjaar"] if jaar.isdigit()})
    lijsten = {jaar: lees_vragenlijst(jaar) for jaar in jaren if 2000 <= jaar < 2100}
    wie = lees_deelnemers(editie, lijsten, koppen)
    oordeel = _beoordeel(export, lijsten, wie)
    export.meldingen += wie.meldingen(lijsten)
    _weiger_dubbele(oordeel, koppen, export)
    _vul_aan(oordeel, lijsten)
    return _uitkomst(export, oordeel, wie, lijsten)


def _beoordeel(export: Export, lijsten: dict[int, Vragenlijst], wie: Deelnemers) -> _Oordeel:
    oordeel = _Oordeel([], [], [])
    for plek, rijen in export.rijen.groupby(list(PLAATS), sort=False):
        delen = rijen.to_dict("records")
        gevonden = wie.zoek(delen[0])
        for kolom, waarde, reden, suggestie in gevonden.fouten:
            kop = export.koppen.get((*plek[:2], "", kolom), kolom)
            oordeel.fouten.append(_fout(plek, kop, waarde, reden, suggestie))
        oordeel.meldingen += [_fout(plek, kolom, *rest) for kolom, *rest in gevonden.meldingen]
        if not gevonden.fouten:
            for deel in delen:
                _beoordeel_deel(deel, plek, gevonden, lijsten[gevonden.meetjaar], export, oordeel)
    return oordeel


def _beoordeel_deel(
    deel: dict, plek: _Plek, gevonden: Gevonden, lijst: Vragenlijst, export: Export, oordeel: _Oordeel
) -> None:
    """Judge what a row says of one part; an invalid answer is reported and counts as none."""
    onderdeel = lijst.onderdeel(deel["onderdeel"])
    breed = (*plek[:2], deel["onderdeel"], "antwoord") in export.koppen
    if onderdeel is None:
        if not breed or not lijst.is_leeg(deel["antwoord"]):
            kolom = export.koppen[*plek[:2], "", "onderdeel"] if not breed else deel["onderdeel"]
            bekend = ", ".join(een.code for een in lijst.onderdelen)
            reden = f"hoort niet bij de vragenlijst van {lijst.versie}; die heeft {bekend}"
            oordeel.fouten.append(_fout(plek, kolom, deel["onderdeel"], reden, ""))
        return
    antwoord, fout = _lees_antwoord(deel["antwoord"], onderdeel, lijst)
    if fout:
        kop = export.koppen.get((*plek[:2], deel["onderdeel"] if breed else "", "antwoord"), "antwoord")
        oordeel.fouten.append(_fout(plek, kop, deel["antwoord"], *fout))
        oordeel.ongeldig += 1
    teksten = {veld: deel[veld] if veld in onderdeel.velden else "" for veld in onderdeel.velden[1:]}
    oordeel.antwoorden.append(
        {
            "meetjaar": gevonden.meetjaar,
            "regio": gevonden.regio,
            "partij": gevonden.partij,
            "organisatie": gevonden.organisatie,
            "onderdeel": onderdeel.code,
            "antwoord": antwoord or None,
            "toelichting": "",
            "ondersteuningsbehoefte": "",
            **teksten,
            **dict(zip(PLAATS, plek, strict=True)),
        }
    )


def _lees_antwoord(
    tekst: str, onderdeel: Onderdeel, lijst: Vragenlijst
) -> tuple[str, tuple[str, str] | None]:
    """Return the answer and, where a cell holds something else, the reason and the nearest valid value."""
    soort = lijst.soort(onderdeel)
    if lijst.is_leeg(tekst) and soort.vorm != "tekst":
        return "", None
    antwoord, reden, suggestie = soort.lees(tekst)
    return antwoord, (reden, suggestie) if reden else None


def _weiger_dubbele(oordeel: _Oordeel, koppen: Koppen, export: Export) -> None:
    """Keep one answer per respondent and part; a filled one goes before an empty one."""
    laatste = koppen.regel.dubbel == "laatste"
    op_volgorde = oordeel.antwoorden[::-1] if laatste else oordeel.antwoorden
    gekozen: dict[tuple, dict] = {}
    for een in sorted(op_volgorde, key=_is_leeg):
        gekozen.setdefault(_sleutel(een), een)
    dubbel = [een for een in oordeel.antwoorden if gekozen[_sleutel(een)] is not een]
    oordeel.antwoorden = [een for een in oordeel.antwoorden if gekozen[_sleutel(een)] is een]
    per_rij: dict[_Plek, list[dict]] = defaultdict(list)
    for een in dubbel:
        per_rij[_plek(een)].append(een)
    for plek, delen in per_rij.items():
        ander = gekozen[_sleutel(delen[0])]
        waar = (
            f"{ander['bestand']}, rij {ander['rij']}"
            if ander["bestand"] != plek[0]
            else f"rij {ander['rij']}"
        )
        wat = ", ".join(een["onderdeel"] for een in delen)
        reden = f"dubbel: {delen[0]['organisatie']} ({delen[0]['regio']}) antwoordt in {waar} al op {wat}"
        anders = [een for een in delen if een["antwoord"] != gekozen[_sleutel(een)]["antwoord"]]
        reden += "; met een ander antwoord" if anders else ""
        kop = export.koppen[*plek[:2], "", "organisatie"]
        oordeel.fouten.append(_fout(plek, kop, delen[0]["organisatie"], reden))


def _sleutel(een: dict) -> tuple:
    return tuple(een[naam] for naam in ANTWOORDSLEUTEL)


def _plek(een: dict) -> _Plek:
    return een["bestand"], een["blad"], een["rij"]


def _is_leeg(een: dict) -> bool:
    return not (een["antwoord"] or een["toelichting"] or een["ondersteuningsbehoefte"])


def _vul_aan(oordeel: _Oordeel, lijsten: dict[int, Vragenlijst]) -> None:
    """Add the parts that a respondent of a long export has no row for: not answered."""
    eerste: dict[tuple, dict] = {}
    bekend = {_sleutel(een) for een in oordeel.antwoorden}
    for een in oordeel.antwoorden:
        eerste.setdefault(_sleutel(een)[:-1], een)
    for sleutel, een in eerste.items():
        for onderdeel in lijsten[sleutel[0]].onderdelen:
            if (*sleutel, onderdeel.code) not in bekend:
                leeg = {"antwoord": None, "toelichting": "", "ondersteuningsbehoefte": ""}
                oordeel.antwoorden.append(een | leeg | {"onderdeel": onderdeel.code})


def _uitkomst(export: Export, oordeel: _Oordeel, wie: Deelnemers, lijsten: dict[int, Vragenlijst]) -> Venster:
    ruw = _tabel(oordeel.antwoorden, lijsten)
    venster, gemaskeerd = maskeer_kolommen(ruw, ANTWOORDSLEUTEL)
    genodigd = wie.tabel(venster)
    return Venster(
        venster=venster,
        genodigd=genodigd,
        afgekeurd=_regels(oordeel.fouten),
        meldingen=_regels([*export.meldingen, *oordeel.meldingen]),
        waterval=_waterval(export, oordeel, venster),
        gemaskeerd=gemaskeerd,
        vragenlijsten=lijsten,
    )


def _tabel(antwoorden: list[dict[str, Any]], lijsten: dict[int, Vragenlijst]) -> pd.DataFrame:
    soort = {(jaar, een.code): een.soort for jaar, lijst in lijsten.items() for een in lijst.onderdelen}
    plek = {(jaar, een.code): i for jaar, lijst in lijsten.items() for i, een in enumerate(lijst.onderdelen)}
    rijen = [
        een
        | {
            "versie": lijsten[een["meetjaar"]].versie,
            "soort": soort[een["meetjaar"], een["onderdeel"]],
            "plek": plek[een["meetjaar"], een["onderdeel"]],
        }
        for een in antwoorden
    ]
    tabel = pd.DataFrame(rijen, columns=[*VENSTER, "plek"])
    tabel = tabel.sort_values([*WIE, "plek"], kind="stable", ignore_index=True)[list(VENSTER)]
    return tabel.astype({naam: "int64" if naam in GETALLEN else "str" for naam in VENSTER})


def _fout(plek: _Plek, kolom: str, waarde: str, reden: str, suggestie: str = "") -> InvoerFout:
    """Return a fault or notice; a respondent may have filled in a name, so the value is masked."""
    return InvoerFout(plek[0], reden, plek[1], plek[2], kolom, maskeer(waarde)[0], suggestie)


def _regels(fouten: list[InvoerFout]) -> pd.DataFrame:
    rijen = [[getattr(fout, naam) for naam in _REGELKOLOMMEN] for fout in fouten]
    tabel = pd.DataFrame(rijen, columns=list(_REGELKOLOMMEN))
    tabel = tabel.astype({naam: "int64" if naam == "rij" else "str" for naam in _REGELKOLOMMEN})
    return tabel.sort_values(["bestand", "blad", "rij"], kind="stable", ignore_index=True)


def _waterval(export: Export, oordeel: _Oordeel, venster: pd.DataFrame) -> pd.DataFrame:
    """Return the account of rows and of answers; raises WatervalFout when it does not add up."""
    gelezen = {tuple(plek) for plek in export.rijen[list(PLAATS)].itertuples(index=False, name=None)}
    gebruikt = {_plek(een) for een in oordeel.antwoorden}
    fout = {(een.bestand, een.blad, een.rij) for een in oordeel.fouten}
    afgekeurd = gelezen - gebruikt
    if export.gelezen != export.leeg + len(gelezen) or not afgekeurd <= fout:
        raise WatervalFout(f"{export.gelezen} rijen gelezen; niet elke rij is gebruikt of afgekeurd")
    ingevuld = int(venster["antwoord"].notna().sum())
    stappen = [
        ("gelezen", export.gelezen, "rijen onder de kolomkoppen"),
        ("leeg", export.leeg, "lege rijen, overgeslagen"),
        ("afgekeurd", len(afgekeurd), "rijen waarvan niets is gebruikt; zie afgekeurd-venster.csv"),
        ("gebruikt", len(gebruikt), "rijen met antwoorden"),
        ("waarvan met een fout", len(gebruikt & fout), "een antwoord is niet gebruikt, de rest wel"),
        ("respondenten", len(venster[list(WIE)].drop_duplicates()), "organisatie × regio × meetjaar"),
        ("onderdelen", len(venster), "respondenten × onderdelen van de vragenlijst"),
        ("ingevuld", ingevuld, "met een geldig antwoord"),
        (
            "niet ingevuld",
            len(venster) - ingevuld,
            "leeg of niet geldig; telt nooit als nee",
        ),
        ("ongeldig", oordeel.ongeldig, "waarvan ongeldige antwoorden"),
    ]
    return pd.DataFrame(stappen, columns=["stap", "aantal", "toelichting"])
