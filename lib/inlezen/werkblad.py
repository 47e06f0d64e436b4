"""Files with rows, CSV or Excel, read untouched: every sheet as rows of cells, with what was odd about it.

What a sheet means is for its reader (:mod:`lib.inlezen.bron`, :mod:`lib.werkstructuur.aanspreekpunten`, ...).
Damaged or locked workbooks, strange encodings and delimiters are dealt with here, once.
"""

import csv
import datetime as dt
import io
import re
import warnings
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

import pandas as pd

from lib.gebied.aliassen import sleutel
from lib.grond.fouten import InvoerFout, InvoerFouten, dichtst
from lib.inlezen.omvang import TeGroot, keur_omvang, keur_regels, keur_werkboek

_Kolom = TypeVar("_Kolom")  # what a reader calls a column

KOPRIJEN = 10  # the header stands within this many rows
EXCEL = (".xlsx", ".xlsm")
_TEKST = (".csv", ".txt", ".tsv")
OUD_EXCEL = b"\xd0\xcf\x11\xe0"  # a compound file: .xls, or a workbook with a password
ONZICHTBAAR = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass
class Blad:
    """One sheet as it stands: rows of cells from row 1, where formulas and merged areas are."""

    bestand: str
    naam: str
    rijen: list[list[object]]
    formules: set[tuple[int, int]] = field(default_factory=set)
    samengevoegd: list[tuple[int, int, int, int, str]] = field(default_factory=list)
    verborgen: bool = False


class Structuurfout(Exception):
    """Carries one structural fault out of a reader."""

    def __init__(self, fout: InvoerFout):
        """Keep the fault."""
        self.fout = fout
        super().__init__(str(fout))


def schoon(waarde: str) -> str:
    """Return a text without invisible characters and surrounding space; a hard space is a space."""
    return ONZICHTBAAR.sub("", waarde.replace("\u00a0", " ").replace("\u202f", " ")).strip()


def lees_bladen(pad: Path, bestand: str, koppen: Container[str], meldingen: list[InvoerFout]) -> list[Blad]:
    """Return the sheets of ``pad``; a CSV is one sheet without a name.

    ``bestand`` is its name in messages, ``koppen`` the known heads (as :func:`lib.gebied.aliassen.sleutel`
    gives them) by which a delimiter is chosen; notices are added to ``meldingen``. Raises Structuurfout.
    """
    try:
        keur_omvang(pad.stat().st_size)
        inhoud = pad.read_bytes()
    except OSError as fout:
        raise Structuurfout(InvoerFout(bestand, "bestand is niet te lezen of bestaat niet")) from fout
    except TeGroot as fout:
        raise Structuurfout(InvoerFout(bestand, str(fout))) from fout
    soort = pad.suffix.lower()
    if not inhoud:
        raise Structuurfout(InvoerFout(bestand, "bestand is leeg"))
    if inhoud.startswith(OUD_EXCEL):
        reden = "werkboek heeft een wachtwoord of is een oude .xls; sla het zonder wachtwoord op als .xlsx"
        raise Structuurfout(InvoerFout(bestand, reden))
    if soort in EXCEL:
        return _lees_werkboek(inhoud, bestand)
    if soort in _TEKST:
        return [_lees_csv(_ontcijfer(inhoud, bestand, meldingen), bestand, koppen)]
    raise Structuurfout(
        InvoerFout(bestand, "onbekend soort bestand", waarde=soort, suggestie=".csv of .xlsx")
    )


def _lees_csv(tekst: str, bestand: str, koppen: Container[str]) -> Blad:
    try:
        keur_regels(tekst)
    except TeGroot as fout:
        raise Structuurfout(InvoerFout(bestand, str(fout))) from fout
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
        rijen.extend(cast(Iterable[list[object]], lezer))
    except csv.Error as fout:
        reden = "geen leesbare CSV: aanhalingstekens kloppen niet, of een cel is te groot"
        raise Structuurfout(InvoerFout(bestand, reden, rij=len(rijen) + 1)) from fout
    return Blad(bestand, "", rijen)


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
        raise Structuurfout(InvoerFout(bestand, reden)) from fout
    meldingen.append(InvoerFout(bestand, "geen UTF-8; gelezen als Windows-1252 (zo bewaart Excel een CSV)"))
    return tekst


def _scheiding(regels: list[str], koppen: Container[str]) -> str:
    """Return the delimiter that makes most column names out of one of the first lines."""

    def namen(teken: str) -> int:
        return max((sum(sleutel(cel) in koppen for cel in regel.split(teken)) for regel in regels), default=0)

    return max(",;\t", key=namen)


def _lees_werkboek(inhoud: bytes, bestand: str) -> list[Blad]:
    import struct
    import zipfile
    import zlib
    from xml.etree.ElementTree import ParseError

    from openpyxl.utils.exceptions import InvalidFileException

    # What openpyxl raises on a damaged workbook depends on where the damage is.
    kapot: tuple[type[Exception], ...] = (
        zipfile.BadZipFile,
        InvalidFileException,
        ParseError,
        zlib.error,
        OSError,
        EOFError,
    )
    kapot += (SyntaxError, struct.error, RecursionError, OverflowError)  # lxml's own is a SyntaxError
    kapot += (KeyError, ValueError, TypeError, IndexError, AttributeError, NotImplementedError)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # on styles and validations, which we do not read
        try:
            return _bladen_van(inhoud, bestand)
        except TeGroot as fout:
            raise Structuurfout(InvoerFout(bestand, str(fout))) from fout
        except kapot as fout:
            reden = "werkboek is beschadigd of geen Excel-bestand; open het in Excel en sla het op als .xlsx"
            raise Structuurfout(InvoerFout(bestand, reden)) from fout


def _bladen_van(inhoud: bytes, bestand: str) -> list[Blad]:
    """Read values; open the workbook again only where it has formulas or merged cells, for that is slow."""
    import zipfile

    from openpyxl import load_workbook

    with zipfile.ZipFile(io.BytesIO(inhoud)) as zip_:
        delen = keur_werkboek(zip_)
        xml = [deel for naam, deel in delen.items() if naam.endswith(".xml") and "sharedStrings" not in naam]
    bladen = []
    for werkblad in load_workbook(io.BytesIO(inhoud), read_only=True, data_only=True).worksheets:
        werkblad.reset_dimensions()  # some programs write a wrong size, which would cut off rows
        rijen: list[list[object]] = [list(rij) for rij in werkblad.iter_rows(values_only=True)]
        while rijen and not any(gevuld(cel) for cel in rijen[-1]):
            rijen.pop()
        bladen.append(Blad(bestand, werkblad.title, rijen, verborgen=werkblad.sheet_state != "visible"))
    if any(re.search(rb"<(\w+:)?f[\s>/]", blad) for blad in xml):
        met_formules = load_workbook(io.BytesIO(inhoud), read_only=True)
        for blad, werkblad in zip(bladen, met_formules.worksheets, strict=True):
            werkblad.reset_dimensions()
            blad.formules = {
                (int(cel.row or 0), int(cel.column or 0))
                for rij in werkblad.iter_rows()
                for cel in rij
                if cel.data_type == "f"
            }
    if any(b"mergeCell " in blad for blad in xml):
        for blad, werkblad in zip(bladen, load_workbook(io.BytesIO(inhoud)).worksheets, strict=True):
            blad.samengevoegd = [(*gebied.bounds, gebied.coord) for gebied in werkblad.merged_cells.ranges]
            blad.samengevoegd.sort(key=lambda gebied: (gebied[1], gebied[0]))
    return bladen


def gevuld(waarde: object) -> bool:
    """Return whether a cell holds something that can be seen."""
    return waarde is not None and (not isinstance(waarde, str) or bool(schoon(waarde)))


def celtekst(waarde: object) -> str:
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


def kolomletter(kolom: int) -> str:
    """Return the letter of a column (from 0) as Excel shows it."""
    from openpyxl.utils import get_column_letter

    return get_column_letter(kolom + 1)


@dataclass(frozen=True)
class Kop(Generic[_Kolom]):
    """Where the heads of a sheet stand: the row (from 0), and what each column that is known is."""

    blad: Blad
    rij: int
    kolommen: dict[int, _Kolom]

    @property
    def plaats(self) -> dict[str, Any]:
        """Where the heads stand, as a fault says it."""
        return {"bestand": self.blad.bestand, "blad": self.blad.naam, "rij": self.rij + 1}

    @property
    def teksten(self) -> list[str]:
        """The heads as they are written, one for each column; ``""`` for none."""
        return [celtekst(cel) for cel in self.blad.rijen[self.rij]]

    @property
    def vreemd(self) -> list[str]:
        """The heads that are not known, from left to right."""
        return [tekst for k, tekst in enumerate(self.teksten) if tekst and k not in self.kolommen]

    def dubbel(self) -> Iterator[tuple[_Kolom, list[str]]]:
        """Yield each column that stands there more than once, with its heads."""
        for kolom in dict.fromkeys(self.kolommen.values()):
            koppen = [self.teksten[k] for k, een in self.kolommen.items() if een == kolom]
            if len(koppen) > 1:
                yield kolom, koppen

    def rijen(self) -> Iterator[tuple[int, list[object], list[str]]]:
        """Yield what stands below: the number of the row (from 1), its cells, and the text of known ones."""
        for nummer, rij in enumerate(self.blad.rijen[self.rij + 1 :], start=self.rij + 2):
            yield nummer, rij, [celtekst(rij[k]) if k < len(rij) else "" for k in self.kolommen]


def zoek_kop(
    blad: Blad, herken: Callable[[list[object]], dict[int, _Kolom]], telt: Callable[[_Kolom], bool]
) -> Kop[_Kolom]:
    """Return the heads of a sheet that holds something.

    They are the row, within the first ten that hold something, in which most columns are known and count;
    of equals the first. ``herken`` tells of a row what its columns are, by number (from 0).
    """
    kandidaten = [i for i, rij in enumerate(blad.rijen) if niet_leeg(rij)][:KOPRIJEN]
    herkend = {i: herken(blad.rijen[i]) for i in kandidaten}
    beste = max(kandidaten, key=lambda i: len(set(filter(telt, herkend[i].values()))))
    return Kop(blad, beste, herkend[beste])


def herken(rij: list[object], koppen: Mapping[str, str]) -> dict[int, str]:
    """Return ``{column number: name}`` for the heads in ``koppen`` (by what ``sleutel`` makes of them).

    Where a column stands under its own name, another head for it is not it.
    """
    vormen = {k: sleutel(celtekst(cel)) for k, cel in enumerate(rij)}
    gevonden = {k: (vorm, koppen[vorm]) for k, vorm in vormen.items() if vorm in koppen}
    eigen = {naam for vorm, naam in gevonden.values() if vorm == sleutel(naam)}
    return {k: naam for k, (vorm, naam) in gevonden.items() if vorm == sleutel(naam) or naam not in eigen}


def lees_rijen(
    pad: Path,
    verplicht: Collection[str],
    optioneel: Collection[str] = (),
    anders: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Return the rows of every sheet of ``pad``: bestand, blad (str), rij (int64) and the columns (str).

    The heads (:func:`zoek_kop`) are matched as :func:`lib.gebied.aliassen.sleutel` compares names;
    ``anders`` holds other heads for a column. A sheet without any of ``verplicht`` (a guide, a list) is left
    out where another sheet has them; so are empty rows and columns that are not asked for.
    Raises InvoerFouten, all together: an unreadable file, a column of ``verplicht`` that is missing or
    double.
    """
    namen = [*verplicht, *optioneel]
    koppen = {sleutel(kop): naam for kop, naam in [*(anders or {}).items(), *zip(namen, namen, strict=True)]}
    try:
        bladen = [blad for blad in lees_bladen(pad, pad.name, koppen, []) if any(map(niet_leeg, blad.rijen))]
    except Structuurfout as fout:
        raise InvoerFouten([fout.fout]) from fout
    gevonden = [zoek_kop(blad, lambda rij: herken(rij, koppen), verplicht.__contains__) for blad in bladen]
    met = [kop for kop in gevonden if set(kop.kolommen.values()) & set(verplicht)] or gevonden[:1]
    fouten = [fout for kop in met for fout in _kopfouten(kop, verplicht)]
    if fouten or not met:
        raise InvoerFouten(fouten or [InvoerFout(pad.name, "bestand is leeg")])
    rijen = [
        {**kop.plaats, "rij": nummer, **dict(zip(kop.kolommen.values(), cellen, strict=True))}
        for kop in met
        for nummer, rij, cellen in kop.rijen()
        if niet_leeg(rij)
    ]
    tabel = pd.DataFrame(rijen, columns=["bestand", "blad", "rij", *namen])
    soorten = dict.fromkeys(("bestand", "blad", *namen), "str") | {"rij": "int64"}
    return tabel.astype(object).fillna("").astype(soorten)


def niet_leeg(rij: list[object]) -> bool:
    """Return whether a row has a cell that holds something."""
    return any(map(gevuld, rij))


def _kopfouten(kop: Kop[str], verplicht: Collection[str]) -> Iterator[InvoerFout]:
    namen = list(kop.kolommen.values())
    for naam in verplicht:
        if namen.count(naam) != 1:
            reden = "kolom komt meer dan eens voor" if naam in namen else "verplichte kolom ontbreekt"
            nabij = "" if naam in namen else dichtst(naam, kop.vreemd)
            yield InvoerFout(reden=reden, kolom=naam, suggestie=nabij, **kop.plaats)
