"""An Excel file taken apart: what Excel shows of a sheet besides its values, and bytes that openpyxl reads.

Hidden rows and columns, text that is struck through, comments and merged areas stand in the XML beside the
values. They are found there by pattern, which takes a fraction of the time of reading all styles. On the way
is set right what openpyxl reads wrongly or slowly: Strict Open XML, escaped control characters, and a million
empty cells.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

from lib.inlezen.omvang import keur_werkboek

_Cel = tuple[int, int]  # row and column, from 1

_STRICT = b"http://purl.oclc.org/ooxml/"
_RUIM = 20_000  # empty elements in a sheet above which they are taken out first
_T = rb"<(?:\w+:)?"  # the begin of a tag, with a prefix or without
_PLAATS = rb'\br="([A-Z]{1,3})(\d+)"'
_LEGE_CEL = re.compile(_T + rb"c(?:\s[^<>]*)?(?:/>|>\s*</(?:\w+:)?c>)")
_LEGE_RIJ = re.compile(_T + rb'row\s[^<>]*\br="\d+"[^<>]*(?:/>|>\s*</(?:\w+:)?row>)')
_LAATSTE_RIJ = re.compile(_T + rb'row\s[^<>]*\br="(\d+)"')
_RIJ = re.compile(_T + rb'row\s[^<>]*\b(?:hidden="(?:1|true)"|ht="0(?:\.0*)?")[^<>]*>')
_KOLOM = re.compile(_T + rb'col\s[^<>]*\b(?:hidden="(?:1|true)"|width="0(?:\.0*)?")[^<>]*>')
_SAMEN = re.compile(_T + rb'mergeCell\s[^<>]*\bref="([A-Z]+\d+:[A-Z]+\d+)"')
_FOUTCEL = re.compile(_T + rb'c\s(?=[^<>]*\bt="e")[^<>]*' + _PLAATS)
_TEKSTBLOK = re.compile(_T + rb"(?:si|is)(?:\s[^<>]*)?>.*?</(?:\w+:)?(?:si|is)>|" + _T + rb"si/>", re.S)
_INCEL = re.compile(_T + rb"c\s[^<>]*" + _PLAATS + rb"[^<>]*>\s*(" + _T + rb"is>.*?</(?:\w+:)?is>)", re.S)
_STUK = re.compile(_T + rb"r>.*?</(?:\w+:)?r>", re.S)
_DOORGEHAALD = re.compile(_T + rb'strike(?:\s*/|\s+val="(?:1|true)")')
_ONTSNAPT = re.compile(rb"_x005F_x[0-9A-Fa-f]{4}_|_x00([01][0-9A-Fa-f])_")


class GeenWerkmap(Exception):
    """The file is something else than an Excel workbook; the message says what, in Dutch."""


@dataclass
class Getoond:
    """What Excel shows of one sheet besides its values; rows and columns count from 1.

    ``doorgehaald``: the struck-through part of a cell, empty where that is all of it. ``opmerkingen``: the
    comment at a cell. ``samengevoegd``: merged areas, as ``A1:B2``.
    """

    verborgen_rijen: tuple[int, ...] = ()
    verborgen_kolommen: tuple[int, ...] = ()
    doorgehaald: dict[_Cel, str] = field(default_factory=dict)
    opmerkingen: dict[_Cel, str] = field(default_factory=dict)
    foutcellen: set[_Cel] = field(default_factory=set)
    samengevoegd: list[str] = field(default_factory=list)
    formules: bool = False


def open_werkmap(inhoud: bytes) -> tuple[bytes, dict[str, Getoond]]:
    """Return bytes that openpyxl reads as they are shown, and for each sheet what else Excel shows.

    Raises GeenWerkmap for another kind of file, TeGroot for one that costs too much, and what zipfile and
    ElementTree raise for a damaged one.
    """
    with zipfile.ZipFile(io.BytesIO(inhoud)) as zip_:
        _keur_soort(zip_.namelist())
        delen = keur_werkboek(zip_)
        nieuw = {naam: _gewoon(deel) for naam, deel in delen.items() if _STRICT in deel}
        delen |= nieuw
        bladen = _bladpaden(delen)
        doorgehaald, zonder = _zonder_doorgehaald(delen)
        nieuw |= zonder
        delen |= zonder
        stijlen = _doorgehaalde_stijlen(delen)
        getoond = {}
        for titel, pad in bladen.items():
            getoond[titel] = _bekijk(delen, pad, stijlen, doorgehaald)
            if (licht := _licht(delen[pad])) != delen[pad]:
                nieuw[pad] = licht
        for naam in (naam for naam in delen if naam.endswith("sharedStrings.xml") and b"_x00" in delen[naam]):
            nieuw[naam] = _ONTSNAPT.sub(_teken, delen[naam])
        return (_opnieuw(zip_, nieuw) if nieuw else inhoud), getoond


def _keur_soort(namen: list[str]) -> None:
    if "xl/workbook.bin" in namen:
        raise GeenWerkmap("werkboek is een binaire werkmap (.xlsb); sla het op als .xlsx")
    if "content.xml" in namen:
        raise GeenWerkmap("werkboek is een OpenDocument (.ods); sla het op als .xlsx")


def _gewoon(deel: bytes) -> bytes:
    """Return a part of a Strict workbook with the namespaces of an ordinary one."""
    deel = deel.replace(
        _STRICT + b"spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    )
    deel = deel.replace(_STRICT + b"drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/")
    return deel.replace(
        _STRICT + b"officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    )


def _verwijzingen(delen: Mapping[str, bytes], pad: str) -> Iterator[tuple[str, str, str]]:
    """Yield id, kind and path of what a part refers to."""
    map_, naam = posixpath.split(pad)
    inhoud = delen.get(f"{map_}/_rels/{naam}.rels")
    for knoop in ElementTree.fromstring(inhoud) if inhoud else ():
        doel = knoop.get("Target", "")
        pad_ = doel.lstrip("/") if doel.startswith("/") else posixpath.normpath(posixpath.join(map_, doel))
        yield knoop.get("Id", ""), knoop.get("Type", "").rsplit("/", 1)[-1], pad_


def _bladpaden(delen: Mapping[str, bytes]) -> dict[str, str]:
    """Return ``{title: path}`` of the sheets, in their order."""
    boek = next((naam for naam in delen if re.fullmatch(r"(?i)xl/workbook\d*\.xml", naam)), "")
    if not boek:
        return {}
    waar = {id_: pad for id_, soort, pad in _verwijzingen(delen, boek) if soort == "worksheet"}
    paden = {}
    for knoop in ElementTree.fromstring(delen[boek]).iter():
        if knoop.tag.rsplit("}", 1)[-1] == "sheet":
            id_ = next((w for naam, w in knoop.attrib.items() if naam.endswith("}id")), "")
            if waar.get(id_) in delen:
                paden[knoop.get("name", "")] = waar[id_]
    return paden


# ---- one sheet ------------------------------------------------------------------------------------


def _bekijk(
    delen: Mapping[str, bytes], pad: str, stijlen: set[bytes], gedeeld: Mapping[str, Mapping[bytes, str]]
) -> Getoond:
    xml = delen[pad]
    verborgen = b' hidden="' in xml or b' ht="0' in xml
    getoond = Getoond(
        verborgen_rijen=tuple(sorted(_nummers(_RIJ, xml, rb'\br="(\d+)"'))) if verborgen else (),
        verborgen_kolommen=tuple(sorted(_kolommen(xml))),
        opmerkingen=dict(_opmerkingen(delen, pad)),
        foutcellen={_cel(*vondst.groups()) for vondst in _FOUTCEL.finditer(xml)}
        if b't="e"' in xml
        else set(),
        samengevoegd=[een[1].decode() for een in _SAMEN.finditer(xml)] if b"mergeCell " in xml else [],
        formules=re.search(_T + rb"f[\s>/]", xml) is not None,
    )
    if stijlen:
        keuze = rb"|".join(map(re.escape, stijlen))
        patroon = _T + rb'c\s(?=[^<>]*\bs="(?:' + keuze + rb')")[^<>]*' + _PLAATS + rb"[^<>/]*>"
        getoond.doorgehaald |= {_cel(*vondst.groups()): "" for vondst in re.finditer(patroon, xml)}
    if gedeeld[""]:
        keuze = rb"|".join(gedeeld[""])
        patroon = (
            _T + rb'c\s(?=[^<>]*\bt="s")[^<>]*' + _PLAATS + rb"[^<>]*>\s*" + _T + rb"v>(" + keuze + rb")<"
        )
        for vondst in re.finditer(patroon, xml):
            getoond.doorgehaald[_cel(vondst[1], vondst[2])] = gedeeld[""][vondst[3]]
    for plaats, deel in gedeeld.get(pad, {}).items():
        letters, cijfers = plaats.split(b"!")
        getoond.doorgehaald[_cel(letters, cijfers)] = deel
    return getoond


def _nummers(patroon: re.Pattern[bytes], xml: bytes, welk: bytes) -> Iterator[int]:
    for vondst in patroon.finditer(xml):
        if nummer := re.search(welk, vondst[0]):
            yield int(nummer[1])


def _kolommen(xml: bytes) -> Iterator[int]:
    for vondst in _KOLOM.finditer(xml):
        van, tot = (re.search(rb"\b" + naam + rb'="(\d+)"', vondst[0]) for naam in (b"min", b"max"))
        if van and tot and int(tot[1]) - int(van[1]) < 1000:  # else all that is right of the table
            yield from range(int(van[1]), int(tot[1]) + 1)


def _cel(letters: bytes, cijfers: bytes) -> _Cel:
    kolom = 0
    for letter in letters:
        kolom = kolom * 26 + letter - 64
    return int(cijfers), kolom


def _opmerkingen(delen: Mapping[str, bytes], pad: str) -> Iterator[tuple[_Cel, str]]:
    for _, soort, doel in _verwijzingen(delen, pad):
        if soort != "comments" or doel not in delen:
            continue
        for knoop in ElementTree.fromstring(delen[doel]).iter():
            plaats = re.fullmatch(r"([A-Z]+)(\d+)", knoop.get("ref", ""))
            if knoop.tag.endswith("}comment") and plaats:
                yield _cel(plaats[1].encode(), plaats[2].encode()), " ".join(knoop.itertext()).strip()


def _licht(xml: bytes) -> bytes:
    """Return a sheet without what is empty, where there is much of that, and with characters unescaped."""
    laatste = _LAATSTE_RIJ.search(xml, max(0, xml.rfind(b"row ") - 10))
    ver = laatste is not None and int(laatste[1]) > xml.count(b"row ") + _RUIM
    if ver or xml.count(b"/>") + xml.count(b'"></') > _RUIM:
        xml = _LEGE_RIJ.sub(b"", _LEGE_CEL.sub(b"", _LEGE_RIJ.sub(b"", xml)))
    return _ONTSNAPT.sub(_teken_in_cel, xml) if b"_x00" in xml else xml


def _teken(vondst: re.Match[bytes]) -> bytes:
    """Return an escaped control character as Excel shows it; an escaped escape stays, openpyxl undoes it."""
    if vondst[1] is None:
        return vondst[0]
    nummer = int(vondst[1], 16)
    return b"&#%d;" % nummer if nummer in (9, 10, 13) else b""


def _teken_in_cel(vondst: re.Match[bytes]) -> bytes:
    return vondst[0].replace(b"x005F_", b"") if vondst[1] is None else _teken(vondst)


# ---- struck through -------------------------------------------------------------------------------


def _doorgehaalde_stijlen(delen: Mapping[str, bytes]) -> set[bytes]:
    """Return the numbers of the cell styles whose letters are struck through."""
    xml = next((deel for naam, deel in delen.items() if naam.endswith("xl/styles.xml")), b"")
    if b"strike" not in xml:
        return set()
    wortel = ElementTree.fromstring(xml)
    naam = wortel.tag.removesuffix("styleSheet")
    weg = {
        i
        for i, letter in enumerate(wortel.find(f"{naam}fonts") or ())
        if (streep := letter.find(f"{naam}strike")) is not None and streep.get("val", "1") in ("1", "true")
    }
    stijlen = enumerate(wortel.find(f"{naam}cellXfs") or ())
    return {str(i).encode() for i, stijl in stijlen if int(stijl.get("fontId", "0")) in weg}


def _zonder_doorgehaald(
    delen: Mapping[str, bytes],
) -> tuple[dict[str, dict[bytes, str]], dict[str, bytes]]:
    """Return which texts are partly struck through, and the parts of the file without those parts.

    Shared texts stand under ``""`` by their number, texts within a sheet under its path as ``A!3``.
    """
    weg: dict[str, dict[bytes, str]] = {"": {}}
    nieuw: dict[str, bytes] = {}
    for naam, xml in delen.items():
        if b"strike" not in xml or not naam.startswith("xl/") or naam.endswith("styles.xml"):
            continue
        if naam.endswith("sharedStrings.xml"):
            nieuw[naam] = _TEKSTBLOK.sub(_teller(weg[""]), xml)
        elif "/worksheets/" in naam:
            eigen = weg.setdefault(naam, {})
            nieuw[naam] = _INCEL.sub(_in_cel(eigen), xml)
    return weg, nieuw


def _teller(weg: dict[bytes, str]) -> Callable[[re.Match[bytes]], bytes]:
    nummer = -1

    def vervang(vondst: re.Match[bytes]) -> bytes:
        nonlocal nummer
        nummer += 1
        blok, deel = _gesplitst(vondst[0])
        if deel is not None:
            weg[str(nummer).encode()] = deel
        return blok

    return vervang


def _in_cel(weg: dict[bytes, str]) -> Callable[[re.Match[bytes]], bytes]:
    def vervang(vondst: re.Match[bytes]) -> bytes:
        blok, deel = _gesplitst(vondst[3])
        if deel is not None:
            weg[vondst[1] + b"!" + vondst[2]] = deel
        return vondst[0].replace(vondst[3], blok)

    return vervang


def _gesplitst(blok: bytes) -> tuple[bytes, str | None]:
    """Return a text without the runs that are struck through, and what they said; None for no such runs.

    Where all of it is struck through it stays, and the second is empty.
    """
    stukken = _STUK.findall(blok)
    door = [stuk for stuk in stukken if _DOORGEHAALD.search(stuk)]
    if not door:
        return blok, None
    if all(stuk in door or not _kaal(stuk).strip() for stuk in stukken):
        return blok, ""
    for stuk in door:
        blok = blok.replace(stuk, b"", 1)
    return blok, "".join(map(_kaal, door)).strip()


def _kaal(stuk: bytes) -> str:
    from html import unescape

    return unescape(re.sub(rb"<[^<>]*>", b"", stuk).decode("utf-8", "replace"))


def _opnieuw(zip_: zipfile.ZipFile, nieuw: Mapping[str, bytes]) -> bytes:
    """Return the file with other parts; not compressed, for it is read at once."""
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_STORED) as ander:
        for naam in dict.fromkeys(zip_.namelist()):
            if naam.endswith((".xml", ".rels", ".vml")):
                ander.writestr(naam, nieuw[naam] if naam in nieuw else zip_.read(naam))
    return uit.getvalue()
