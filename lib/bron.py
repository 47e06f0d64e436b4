"""Raw project files, CSV or Excel, read untouched into a table of strings that remembers its places.

Nothing is judged here but form: what a cell says is for :mod:`lib.rijen`. What spreadsheets do to data
(merged cells, formulas, error values, dates made of text, title rows, forgotten columns) is found and
reported with its place.
"""

import csv
import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from lib.aliassen import aliassen_van, sleutel
from lib.fouten import InvoerFout
from lib.schema import dichtst

VERPLICHT = ("titel", "zorgverzekeraars", "gemeenten", "wmo_regios", "thema", "instrument", "vorm", "schaal")
OPTIONEEL = (
    "project_id",
    "omschrijving",
    "is_minimacontract",
    "peildatum",
    "programma",
    "subthema",
    "andere_partijen",
    "herkomst",
    "bron",
    "bron_kop",
    "plaatsen_genoemd",
    "reden_geen_gemeenten",
    "zekerheid_zorgverzekeraars",
    "zekerheid_gemeenten",
    "zekerheid_thema",
    "zekerheid_instrument",
    "zekerheid_vorm",
    "zekerheid_schaal",
    "opmerking",
)
KOLOMMEN = VERPLICHT + OPTIONEEL
PLAATS = ("bestand", "blad", "rij")
# Only in these columns is a date no surprise; in the others Excel made it out of something else.
DATUM_MAG = (
    "peildatum",
    "omschrijving",
    "bron",
    "bron_kop",
    "opmerking",
    "programma",
    "reden_geen_gemeenten",
)
KOPRIJEN = 10  # the header stands within this many rows
EXCEL = (".xlsx", ".xlsm")
TEKST = (".csv", ".txt", ".tsv")
OUD_EXCEL = b"\xd0\xcf\x11\xe0"  # a compound file: .xls, or a workbook with a password
FOUTWAARDE = re.compile(
    r"^#(REF!|VERW!|N/A|N/B|NAME\?|NAAM\?|VALUE!|WAARDE!|DIV/0!|DEEL/0!|NULL!|LEEG!|NUM!|GETAL!|SPILL!|CALC!)$"
)
ONZICHTBAAR = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass
class Bron:
    """What reading gave.

    ``rijen``: bestand, blad, rij (int) and ``KOLOMMEN`` (str, ``""`` for nothing), in order of reading.
    ``structuur``: faults for which nothing can be used. ``celfouten``: faults that reject their row.
    ``meldingen``: notices. ``leeg``: the number of empty rows left out.
    """

    rijen: pd.DataFrame
    structuur: list[InvoerFout]
    celfouten: list[InvoerFout]
    meldingen: list[InvoerFout]
    leeg: int


@dataclass
class _Blad:
    """One sheet as it stands: rows of cells from row 1, where formulas and merged areas are."""

    bestand: str
    naam: str
    rijen: list[list[object]]
    formules: set[tuple[int, int]] = field(default_factory=set)
    samengevoegd: list[tuple[int, int, int, int, str]] = field(default_factory=list)
    verborgen: bool = False


class _Structuur(Exception):
    """Carries one structural fault out of a reader."""

    def __init__(self, fout: InvoerFout):
        self.fout = fout
        super().__init__(str(fout))


def lees_bron(pad: Path, bestand: str, aliassen: pd.DataFrame) -> Bron:
    """Return everything in the project file ``pad``; ``bestand`` is its name in messages.

    ``aliassen`` (see :func:`lib.aliassen.lees_aliassen`) holds other column names and the names of sheets
    without projects. Nothing is raised for what stands in the file: see :class:`Bron`.
    """
    bron = Bron(pd.DataFrame(), [], [], [], 0)
    delen: list[pd.DataFrame] = []
    overslaan, koppen = aliassen_van(aliassen, "blad"), _koppen(aliassen, bron.structuur)
    try:
        bladen = _lees_bladen(pad, bestand, koppen, bron.meldingen)
    except _Structuur as fout:
        bron.structuur.append(fout.fout)
        bladen = []
    for blad in _projectbladen(bladen, overslaan, koppen, bron):
        delen.append(_lees_blad(blad, koppen, bron))
    if bladen and not delen and not bron.structuur:
        bron.structuur.append(InvoerFout(bestand, "geen enkel werkblad met projecten"))
    leeg = pd.DataFrame(columns=[*PLAATS, *KOLOMMEN], dtype=str).astype({"rij": "int64"})
    bron.rijen = pd.concat(delen, ignore_index=True) if delen else leeg
    return bron


def schoon(waarde: str) -> str:
    """Return a text without invisible characters and surrounding space; a hard space is a space."""
    return ONZICHTBAAR.sub("", waarde.replace("\u00a0", " ").replace("\u202f", " ")).strip()


def _koppen(aliassen: pd.DataFrame, structuur: list[InvoerFout]) -> dict[str, str]:
    """Return ``{sleutel: column}``; the column's own name comes last and so wins."""
    kolommen = aliassen[aliassen["soort"] == "kolom"]
    for rij in kolommen[~kolommen["naam"].isin(KOLOMMEN)].itertuples():
        reden = f"alias «{rij.alias}» verwijst naar een onbekende kolom"
        nabij = dichtst(rij.naam, KOLOMMEN)
        structuur.append(
            InvoerFout(rij.bestand, reden, rij=rij.rij, kolom="naam", waarde=rij.naam, suggestie=nabij)
        )
    anders = {vorm: naam for vorm, (naam, _) in aliassen_van(aliassen, "kolom").items()}
    return anders | {sleutel(naam): naam for naam in KOLOMMEN}


# ---- files ----------------------------------------------------------------------------------------


def _lees_bladen(
    pad: Path, bestand: str, koppen: Mapping[str, str], meldingen: list[InvoerFout]
) -> list[_Blad]:
    try:
        inhoud = pad.read_bytes()
    except OSError as fout:
        raise _Structuur(InvoerFout(bestand, "bestand is niet te lezen of bestaat niet")) from fout
    soort = pad.suffix.lower()
    if not inhoud:
        raise _Structuur(InvoerFout(bestand, "bestand is leeg"))
    if inhoud.startswith(OUD_EXCEL):
        reden = "werkboek heeft een wachtwoord of is een oude .xls; sla het zonder wachtwoord op als .xlsx"
        raise _Structuur(InvoerFout(bestand, reden))
    if soort in EXCEL:
        return _lees_werkboek(inhoud, bestand)
    if soort in TEKST:
        return [_lees_csv(_ontcijfer(inhoud, bestand, meldingen), bestand, koppen)]
    raise _Structuur(InvoerFout(bestand, "onbekend soort bestand", waarde=soort, suggestie=".csv of .xlsx"))


def _lees_csv(tekst: str, bestand: str, koppen: Mapping[str, str]) -> _Blad:
    regels = tekst.splitlines(keepends=True)
    vooraf = 0
    while vooraf < len(regels) and (
        regels[vooraf].startswith("#") or regels[vooraf].lower().startswith("sep=")
    ):
        vooraf += 1
    scheiding = _scheiding(regels[vooraf:][:KOPRIJEN], koppen)
    lezer = csv.reader(io.StringIO("".join(regels[vooraf:]), newline=""), delimiter=scheiding, strict=True)
    rijen: list[list[object]] = [[] for _ in range(vooraf)]
    try:
        rijen.extend(lezer)
    except csv.Error as fout:
        reden = "geen leesbare CSV: aanhalingstekens kloppen niet, of een cel is te groot"
        raise _Structuur(InvoerFout(bestand, reden, rij=len(rijen) + 1)) from fout
    return _Blad(bestand, "", rijen)


def _ontcijfer(inhoud: bytes, bestand: str, meldingen: list[InvoerFout]) -> str:
    codering = "utf-16" if inhoud.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return inhoud.decode(codering)
    except UnicodeDecodeError:
        pass
    try:
        tekst = inhoud.decode("cp1252")
    except UnicodeDecodeError as fout:
        reden = "tekens zijn niet te lezen (geen UTF-8 en geen Windows-1252); sla op als CSV UTF-8"
        raise _Structuur(InvoerFout(bestand, reden)) from fout
    meldingen.append(InvoerFout(bestand, "geen UTF-8; gelezen als Windows-1252 (zo bewaart Excel een CSV)"))
    return tekst


def _scheiding(regels: list[str], koppen: Mapping[str, str]) -> str:
    """Return the delimiter that makes most column names out of one of the first lines."""

    def namen(teken: str) -> int:
        return max((sum(sleutel(cel) in koppen for cel in regel.split(teken)) for regel in regels), default=0)

    return max(",;\t", key=namen)


def _lees_werkboek(inhoud: bytes, bestand: str) -> list[_Blad]:
    import zipfile
    import zlib
    from xml.etree.ElementTree import ParseError

    from openpyxl.utils.exceptions import InvalidFileException

    # What openpyxl raises on a damaged workbook depends on where the damage is.
    kapot = (zipfile.BadZipFile, InvalidFileException, ParseError, zlib.error, OSError, EOFError)
    kapot += (KeyError, ValueError, TypeError, IndexError, AttributeError, NotImplementedError)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # on styles and validations, which we do not read
        try:
            return _bladen_van(inhoud, bestand)
        except kapot as fout:
            reden = "werkboek is beschadigd of geen Excel-bestand; open het in Excel en sla het op als .xlsx"
            raise _Structuur(InvoerFout(bestand, reden)) from fout


def _bladen_van(inhoud: bytes, bestand: str) -> list[_Blad]:
    """Read values; open the workbook again only where it has formulas or merged cells, for that is slow."""
    import zipfile

    from openpyxl import load_workbook

    with zipfile.ZipFile(io.BytesIO(inhoud)) as zip_:
        namen = [naam for naam in zip_.namelist() if naam.endswith(".xml") and "sharedStrings" not in naam]
        xml = [zip_.read(naam) for naam in namen]
    bladen = []
    for werkblad in load_workbook(io.BytesIO(inhoud), read_only=True, data_only=True).worksheets:
        werkblad.reset_dimensions()  # some programs write a wrong size, which would cut off rows
        rijen = [list(rij) for rij in werkblad.iter_rows(values_only=True)]
        while rijen and not any(_gevuld(cel) for cel in rijen[-1]):
            rijen.pop()
        bladen.append(_Blad(bestand, werkblad.title, rijen, verborgen=werkblad.sheet_state != "visible"))
    if any(re.search(rb"<(\w+:)?f[\s>/]", blad) for blad in xml):
        met_formules = load_workbook(io.BytesIO(inhoud), read_only=True)
        for blad, werkblad in zip(bladen, met_formules.worksheets, strict=True):
            werkblad.reset_dimensions()
            blad.formules = {
                (cel.row, cel.column) for rij in werkblad.iter_rows() for cel in rij if cel.data_type == "f"
            }
    if any(b"mergeCell " in blad for blad in xml):
        for blad, werkblad in zip(bladen, load_workbook(io.BytesIO(inhoud)).worksheets, strict=True):
            blad.samengevoegd = [(*gebied.bounds, gebied.coord) for gebied in werkblad.merged_cells.ranges]
            blad.samengevoegd.sort(key=lambda gebied: (gebied[1], gebied[0]))
    return bladen


# ---- sheets ---------------------------------------------------------------------------------------


def _projectbladen(
    bladen: list[_Blad], overslaan: Mapping[str, object], koppen: Mapping[str, str], bron: Bron
) -> Iterator[tuple[_Blad, int, dict[int, str]]]:
    """Yield the sheets with projects, each with its header row (0-based) and ``{column number: name}``."""
    for blad in bladen:
        plaats = {"bestand": blad.bestand, "blad": blad.naam}
        if sleutel(blad.naam) in overslaan:
            bron.meldingen.append(
                InvoerFout(reden="werkblad overgeslagen: naam van een blad zonder projecten", **plaats)
            )
            continue
        if not any(_gevuld(cel) for rij in blad.rijen for cel in rij):
            if not blad.naam:
                bron.structuur.append(InvoerFout(reden="bestand is leeg", **plaats))
            else:
                bron.meldingen.append(InvoerFout(reden="leeg werkblad overgeslagen", **plaats))
            continue
        koprij, kolommen, fouten = _kop(blad, koppen)
        if blad.verborgen:
            wat = "overgeslagen" if fouten else "meegelezen"
            bron.meldingen.append(InvoerFout(reden=f"verborgen werkblad {wat}", **plaats))
            if fouten:
                continue
        if fouten:
            bron.structuur.extend(fouten)
            continue
        yield blad, koprij, kolommen


def _kop(blad: _Blad, koppen: Mapping[str, str]) -> tuple[int, dict[int, str], list[InvoerFout]]:
    """Find the header: the row, within the first ten that hold something, with most required columns."""
    gevuld = [i for i, rij in enumerate(blad.rijen) if any(_gevuld(cel) for cel in rij)][:KOPRIJEN]
    tellingen = {i: len(set(_herken(blad.rijen[i], koppen).values()) & set(VERPLICHT)) for i in gevuld}
    koprij = max(gevuld, key=lambda i: tellingen[i])
    plaats = {"bestand": blad.bestand, "blad": blad.naam, "rij": koprij + 1}
    kolommen = _herken(blad.rijen[koprij], koppen)
    fouten = []
    for naam in dict.fromkeys(kolommen.values()):
        dubbel = [_tekst(blad.rijen[koprij][k]) for k, n in kolommen.items() if n == naam]
        if len(dubbel) > 1:
            reden = "kolom komt meer dan eens voor"
            fouten.append(InvoerFout(reden=reden, kolom=naam, waarde=" / ".join(dubbel), **plaats))
    over = [_tekst(cel) for k, cel in enumerate(blad.rijen[koprij]) if _gevuld(cel) and k not in kolommen]
    for naam in VERPLICHT:
        if naam not in kolommen.values():
            nabij = dichtst(naam, over)
            fouten.append(
                InvoerFout(reden="verplichte kolom ontbreekt", kolom=naam, suggestie=nabij, **plaats)
            )
    return koprij, kolommen, fouten


def _herken(rij: list[object], koppen: Mapping[str, str]) -> dict[int, str]:
    """Return ``{column number: name}``; where a column stands under its own name, an alias is not it."""
    vormen = {k: sleutel(_tekst(cel)) for k, cel in enumerate(rij)}
    gevonden = {k: (vorm, koppen[vorm]) for k, vorm in vormen.items() if vorm in koppen}
    eigen = {naam for vorm, naam in gevonden.values() if vorm == sleutel(naam)}
    return {k: naam for k, (vorm, naam) in gevonden.items() if vorm == sleutel(naam) or naam not in eigen}


def _lees_blad(
    gevonden: tuple[_Blad, int, dict[int, str]], koppen: Mapping[str, str], bron: Bron
) -> pd.DataFrame:
    """Return the rows below the header, and add to ``bron`` what was noticed in them."""
    blad, koprij, kolommen = gevonden
    bron.meldingen.extend(_meld_kop(blad, koprij, kolommen))
    volgorde = sorted(kolommen)
    namen = [kolommen[k] for k in volgorde]
    rijen, nummers, lege = [], [], []
    for nummer, rij in enumerate(blad.rijen[koprij + 1 :], start=koprij + 2):
        cellen = [_tekst(rij[k]) if k < len(rij) else "" for k in volgorde]
        if not any(cellen) and not any(_gevuld(cel) for cel in rij):
            lege.append(nummer)
            continue
        rijen.append(cellen)
        nummers.append(nummer)
    bron.leeg += len(lege)
    if lege:
        waar = ", ".join(str(nummer) for nummer in lege[:10]) + (", …" if len(lege) > 10 else "")
        reden = f"{len(lege)} lege rij(en) overgeslagen: {waar}"
        bron.meldingen.append(InvoerFout(blad.bestand, reden, blad.naam, rij=lege[0]))
    tabel = pd.DataFrame(rijen, columns=namen, dtype=str).reindex(columns=list(KOLOMMEN), fill_value="")
    _bekijk_cellen(blad, koprij, dict(zip(nummers, rijen, strict=True)), kolommen, bron)
    _bekijk_samengevoegd(blad, nummers, koprij + 1, kolommen, bron)
    tabel.insert(0, "bestand", blad.bestand)
    tabel.insert(1, "blad", blad.naam)
    tabel.insert(2, "rij", pd.Series(nummers, dtype="int64"))
    return tabel


def _meld_kop(blad: _Blad, koprij: int, kolommen: Mapping[int, str]) -> Iterator[InvoerFout]:
    plaats = {"bestand": blad.bestand, "blad": blad.naam}
    boven = sum(1 for rij in blad.rijen[:koprij] if any(_gevuld(cel) for cel in rij))
    if boven:
        yield InvoerFout(reden=f"{boven} rij(en) boven de kolomkoppen niet gelezen", rij=koprij + 1, **plaats)
    kop = blad.rijen[koprij]
    for k, naam in kolommen.items():
        if sleutel(_tekst(kop[k])) != sleutel(naam):
            reden = f"kolomkop gelezen als {naam}"
            yield InvoerFout(reden=reden, rij=koprij + 1, kolom=naam, waarde=_tekst(kop[k]), **plaats)
    breedte = max(len(rij) for rij in blad.rijen) if blad.naam else len(kop)
    for k in range(breedte):
        tekst = _tekst(kop[k]) if k < len(kop) else ""
        if k in kolommen:
            continue
        gevuld = sum(1 for rij in blad.rijen[koprij + 1 :] if k < len(rij) and _gevuld(rij[k]))
        if tekst:
            suggestie = dichtst(tekst, KOLOMMEN)
            reden = "onbekende kolom, niet gelezen"
            yield InvoerFout(reden=reden, rij=koprij + 1, kolom=tekst, suggestie=suggestie, **plaats)
        elif gevuld:
            reden = f"kolom {_letter(k)} heeft geen kop en is niet gelezen ({gevuld} gevulde cellen)"
            yield InvoerFout(reden=reden, rij=koprij + 1, **plaats)


# ---- cells ----------------------------------------------------------------------------------------


def _bekijk_cellen(
    blad: _Blad, koprij: int, rijen: Mapping[int, list[str]], kolommen: Mapping[int, str], bron: Bron
) -> None:
    """Report error values, formulas, dates where no date belongs, cells beyond the header, stray spaces."""
    volgorde = sorted(kolommen)
    namen = [kolommen[k] for k in volgorde]
    titel, breedte = namen.index("titel"), len(blad.rijen[koprij])
    randen: dict[str, list[int]] = {}
    for nummer, cellen in rijen.items():
        ruw = blad.rijen[nummer - 1]
        plaats = {"bestand": blad.bestand, "blad": blad.naam, "rij": nummer, "titel": cellen[titel]}
        for k, naam, tekst in zip(volgorde, namen, cellen, strict=True):
            waarde = ruw[k] if k < len(ruw) else None
            cel = plaats | {"kolom": naam, "waarde": tekst}
            if FOUTWAARDE.match(tekst):
                bron.celfouten.append(
                    InvoerFout(reden="foutwaarde van Excel in plaats van een gegeven", **cel)
                )
            elif isinstance(waarde, dt.date | dt.time | dt.timedelta) and naam not in DATUM_MAG:
                reden = (
                    "Excel heeft van deze cel een datum of tijd gemaakt; maak er tekst van en vul opnieuw in"
                )
                bron.celfouten.append(InvoerFout(reden=reden, **cel))
            if (nummer, k + 1) in blad.formules:
                _bekijk_formule(cel, bron)
            if isinstance(waarde, str) and waarde != tekst:
                randen.setdefault(naam, []).append(nummer)
        if not blad.naam and any(_gevuld(cel) for cel in ruw[breedte:]):
            reden = "rij heeft meer cellen dan er kolommen zijn; ontbreken er aanhalingstekens om een tekst?"
            bron.celfouten.append(InvoerFout(reden=reden, **plaats))
    for naam, nummers in randen.items():
        reden = f"spaties of onzichtbare tekens rond de waarde weggelaten in {len(nummers)} cel(len)"
        bron.meldingen.append(InvoerFout(blad.bestand, reden, blad.naam, rij=nummers[0], kolom=naam))


def _bekijk_formule(cel: dict, bron: Bron) -> None:
    if cel["waarde"]:
        bron.meldingen.append(InvoerFout(reden="formule; de laatst berekende waarde is gelezen", **cel))
    else:
        reden = "formule zonder berekende waarde; open het werkboek in Excel en sla het op, of plak de waarde"
        bron.celfouten.append(InvoerFout(reden=reden, **cel))


def _bekijk_samengevoegd(
    blad: _Blad, nummers: list[int], koprij: int, kolommen: Mapping[int, str], bron: Bron
) -> None:
    """A merged area has one value, in its top left cell; no other row silently gets it."""
    for links, boven, rechts, onder, gebied in blad.samengevoegd:
        namen = [kolommen[k] for k in range(links - 1, rechts) if k in kolommen]
        if onder <= koprij or not namen:
            continue
        rij = blad.rijen[boven - 1] if boven <= len(blad.rijen) else []
        getoond = _tekst(rij[links - 1]) if links <= len(rij) else ""
        plaats = {"bestand": blad.bestand, "blad": blad.naam, "waarde": getoond}
        reden = f"samengevoegde cellen {gebied}; alleen de cel linksboven heeft een waarde"
        bron.meldingen.append(InvoerFout(reden=reden, rij=boven, kolom=namen[0], **plaats))
        reden = (
            f"cel is leeg doordat hij hoort bij de samengevoegde cellen {gebied}; hef dat op en vul hem in"
        )
        for nummer in (nummer for nummer in nummers if boven <= nummer <= onder):
            for k, naam in kolommen.items():
                leeg = links <= k + 1 <= rechts and (nummer, k + 1) != (boven, links)
                if leeg and naam in VERPLICHT:
                    cel = {"rij": nummer, "kolom": naam, "suggestie": getoond}
                    bron.celfouten.append(InvoerFout(reden=reden, **cel, **plaats))


def _gevuld(waarde: object) -> bool:
    return waarde is not None and (not isinstance(waarde, str) or bool(schoon(waarde)))


def _tekst(waarde: object) -> str:
    """Return a cell as text: ISO dates, whole numbers without decimals, ja and nee for booleans."""
    if waarde is None:
        return ""
    if isinstance(waarde, str):
        return schoon(waarde)
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, dt.datetime):
        return waarde.date().isoformat() if waarde.time() == dt.time() else waarde.isoformat(sep=" ")
    if isinstance(waarde, float) and waarde.is_integer():
        return str(int(waarde))
    return str(waarde)


def _letter(kolom: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(kolom + 1)
