"""Files with rows, CSV or Excel, read untouched: every sheet as rows of cells, with what was odd about it.

What a sheet means is for its reader (:mod:`lib.inlezen.bron`, :mod:`lib.werkstructuur.aanspreekpunten`, ...).
Damaged or locked workbooks, strange encodings and delimiters are dealt with here, once.
"""

import csv
import datetime as dt
import io
import re
import warnings
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from lib.gebied.aliassen import sleutel
from lib.grond.fouten import InvoerFout
from lib.grond.ontcijfer import OnleesbareTekst, ontcijfer
from lib.grond.tabel import COMMENTAAR
from lib.inlezen.omvang import TeGroot, keur_omvang, keur_regels
from lib.inlezen.werkmap import GeenWerkmap, Getoond, open_werkmap

_Kolom = TypeVar("_Kolom")  # what a reader calls a column

KOPRIJEN = 30  # the header stands within this many rows
EXCEL = (".xlsx", ".xlsm")
_TEKST = (".csv", ".txt", ".tsv")
_BREED = 0.8  # part of the widest row that a row of heads is wide
KOPHOOGTE = 3  # rows that one head may take
_ZIP = b"PK\x03\x04"
_WEBPAGINA = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|table|meta|head|body)\b", re.I)
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
    getoond: Getoond = field(default_factory=Getoond)


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
    if _WEBPAGINA.match(inhoud):
        reden = (
            "bestand is een webpagina (HTML) met een andere naam; open het in Excel en sla het op als .xlsx"
        )
        raise Structuurfout(InvoerFout(bestand, reden))
    if soort in EXCEL or (inhoud.startswith(_ZIP) and soort in (*_TEKST, ".xls")):
        if soort not in EXCEL:
            reden = f"bestand heet {soort} en is een Excel-werkmap; zo gelezen"
            meldingen.append(InvoerFout(bestand, reden))
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
    regels = io.StringIO(tekst, newline=None).readlines()  # only line ends, also those of a Mac
    vooraf = 0
    while vooraf < len(regels) and _is_commentaar(regels[vooraf], koppen):
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


def _is_commentaar(regel: str, koppen: Container[str]) -> bool:
    """Return whether a line goes before the table: a head that begins with ``#`` is none."""
    if regel.lower().startswith("sep="):
        return True
    bekend = max(sum(sleutel(cel) in koppen for cel in regel.split(teken)) for teken in ",;\t")
    return regel.startswith(COMMENTAAR) and bekend < 2


def _ontcijfer(inhoud: bytes, bestand: str, meldingen: list[InvoerFout]) -> str:
    try:
        ontcijferd = ontcijfer(inhoud)
    except OnleesbareTekst as fout:
        reden = "tekens zijn niet te lezen (geen UTF-8 en geen Windows-1252); sla op als CSV UTF-8"
        raise Structuurfout(InvoerFout(bestand, reden)) from fout
    if ontcijferd.opmerking:
        meldingen.append(InvoerFout(bestand, ontcijferd.opmerking))
    return ontcijferd.tekst


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
        except (GeenWerkmap, TeGroot) as fout:
            raise Structuurfout(InvoerFout(bestand, str(fout))) from fout
        except kapot as fout:
            reden = "werkboek is beschadigd of geen Excel-bestand; open het in Excel en sla het op als .xlsx"
            raise Structuurfout(InvoerFout(bestand, reden)) from fout


def _bladen_van(inhoud: bytes, bestand: str) -> list[Blad]:
    """Read values; go through the workbook again only where it has formulas, for that is slow."""
    from openpyxl import load_workbook
    from openpyxl.utils import range_boundaries

    inhoud, getoond = open_werkmap(inhoud)
    bladen = []
    for werkblad in load_workbook(io.BytesIO(inhoud), read_only=True, data_only=True).worksheets:
        werkblad.reset_dimensions()  # some programs write a wrong size, which would cut off rows
        rijen = [_zonder_staart(list(rij)) for rij in werkblad.iter_rows(values_only=True)]
        while rijen and not rijen[-1]:
            rijen.pop()
        blad = Blad(bestand, werkblad.title, rijen, verborgen=werkblad.sheet_state != "visible")
        blad.getoond = getoond.get(werkblad.title, Getoond())
        blad.samengevoegd = [
            (*cast(tuple[int, int, int, int], range_boundaries(waar)), waar)
            for waar in blad.getoond.samengevoegd
        ]
        blad.samengevoegd.sort(key=lambda gebied: (gebied[1], gebied[0]))
        bladen.append(blad)
    if any(blad.getoond.formules for blad in bladen):
        met_formules = load_workbook(io.BytesIO(inhoud), read_only=True)
        for blad, werkblad in zip(bladen, met_formules.worksheets, strict=True):
            werkblad.reset_dimensions()
            blad.formules = {
                (int(cel.row or 0), int(cel.column or 0))
                for rij in (werkblad.iter_rows() if blad.getoond.formules else ())
                for cel in rij
                if cel.data_type == "f"
            }
    return bladen


def _zonder_staart(rij: list[object]) -> list[object]:
    """Return a row without the cells at its end that hold nothing."""
    if rij and isinstance(rij[-1], str) and rij[-1][:1] > " ":
        return rij
    breedte = len(rij)
    while breedte and not gevuld(rij[breedte - 1]):
        breedte -= 1
    return rij[:breedte]


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
    """Where the heads of a sheet stand: the row (from 0), and what each column that is known is.

    ``hoogte``: over how many rows they stand, of which ``rij`` is the last.
    """

    blad: Blad
    rij: int
    kolommen: dict[int, _Kolom]
    hoogte: int = 1

    @property
    def plaats(self) -> dict[str, Any]:
        """Where the heads stand, as a fault says it."""
        return {"bestand": self.blad.bestand, "blad": self.blad.naam, "rij": self.rij + 1}

    @property
    def teksten(self) -> list[str]:
        """The heads as they are written, one for each column; ``""`` for none."""
        return [celtekst(cel) for cel in koptekst(self.blad, self.rij, self.hoogte)]

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


def koptekst(blad: Blad, rij: int, hoogte: int) -> list[object]:
    """Return the heads that end at ``rij`` (from 0): of each column the lowest of ``hoogte`` cells."""
    rijen = [blad.rijen[i] for i in range(rij, rij - hoogte, -1)]
    breedte = max(map(len, rijen))
    return [
        next((cellen[k] for cellen in rijen if k < len(cellen) and gevuld(cellen[k])), None)
        for k in range(breedte)
    ]


def zoek_kop(
    blad: Blad, herken: Callable[[list[object]], dict[int, _Kolom]], telt: Callable[[_Kolom], bool]
) -> Kop[_Kolom]:
    """Return the heads of a sheet that holds something.

    They are the row, within the first ``KOPRIJEN`` that hold something, in which most columns are known and
    count; of equals the first. Where the rows above it name columns that it leaves empty, they belong to the
    heads. ``herken`` tells of a row what its columns are, by number (from 0).
    """
    kandidaten = [i for i, rij in enumerate(blad.rijen) if niet_leeg(rij)][:KOPRIJEN]
    herkend = {i: herken(blad.rijen[i]) for i in kandidaten}

    def tel(kolommen: dict[int, _Kolom]) -> int:
        return len(set(filter(telt, kolommen.values())))

    beste = max(kandidaten, key=lambda i: tel(herkend[i]))
    gevonden = Kop(blad, beste, herkend[beste])
    for laatste in kandidaten:
        for hoogte in range(2, min(KOPHOOGTE, laatste + 1) + 1):
            kolommen = herken(koptekst(blad, laatste, hoogte))
            if tel(kolommen) <= tel(gevonden.kolommen):
                continue
            erboven = set(herken(koptekst(blad, laatste - 1, hoogte - 1)))
            if _vult_aan(blad, laatste, hoogte, set(kolommen), erboven):
                gevonden = Kop(blad, laatste, kolommen, hoogte)
    return gevonden


def eerste_brede_rij(blad: Blad) -> int:
    """Return the first row (from 0) that is about as wide as the table: heads, where none is known."""
    gevulde = [i for i, rij in enumerate(blad.rijen) if niet_leeg(rij)][:KOPRIJEN]
    breedte = {i: sum(map(gevuld, blad.rijen[i])) for i in gevulde}
    return next(i for i in gevulde if breedte[i] >= _BREED * max(breedte.values()))


def _vult_aan(blad: Blad, laatste: int, hoogte: int, bekend: set[int], erboven: set[int]) -> bool:
    """Return whether the last of several head rows is no row of data: it is empty below heads above it."""
    onder = blad.rijen[laatste]
    boven = [blad.rijen[i] for i in range(laatste - hoogte + 1, laatste)]
    if not all(map(niet_leeg, boven)):
        return False
    van_boven = {k for k in bekend if not (k < len(onder) and gevuld(onder[k]))}
    if erboven - bekend:  # below a head stands something that is none
        return False
    van_onder = bekend - van_boven
    return bool(van_boven and van_onder)


def herken(rij: list[object], koppen: Mapping[str, str]) -> dict[int, str]:
    """Return ``{column number: name}`` for the heads in ``koppen`` (by what ``sleutel`` makes of them).

    Where a column stands under its own name, another head for it is not it.
    """
    vormen = {k: sleutel(celtekst(cel)) for k, cel in enumerate(rij)}
    gevonden = {k: (vorm, koppen[vorm]) for k, vorm in vormen.items() if vorm in koppen}
    eigen = {naam for vorm, naam in gevonden.values() if vorm == sleutel(naam)}
    return {k: naam for k, (vorm, naam) in gevonden.items() if vorm == sleutel(naam) or naam not in eigen}


def niet_leeg(rij: list[object]) -> bool:
    """Return whether a row has a cell that holds something."""
    return any(map(gevuld, rij))
