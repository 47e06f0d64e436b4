"""Bytes to text, as spreadsheets and editors save them; told by how the text looks.

A file without a mark can be UTF-8, UTF-16, Windows-1252, Mac Roman or an old DOS code. Only UTF-8 and UTF-16
can be told from the bytes; between the others the letters decide that Dutch texts hold.
"""

import re
from dataclasses import dataclass

_GEWOON = frozenset("áàäâãåçéèëêíìïîñóòöôøúùüûÿýæœßÁÀÄÂÅÇÉÈËÊÍÏÎÓÖÔÚÜÛ‘’“”„–—…•€°½¼²³·«»©®§µ\u00a0")
_NAMEN = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "DOS (cp850)"}
_UITLEG = {"cp1252": "zo bewaart Excel een CSV", "mac_roman": "zo bewaart Excel op een Mac"}
# A byte of UTF-8 read as Windows-1252, and saved so: Ã© for é.
_DUBBEL = re.compile("[ÃÂ][\u0080-\u00bf]|â€[\u0090-\u009d™œ“”˜]")
# In no word: a capital with an accent after a small letter, a sign between two letters.
_ONWAARSCHIJNLIJK = re.compile(r"[a-z][À-ÖØ-ÞŽŠƒ]|[a-z][^\w\s\x00-\x7f’‘][a-z]")
_VREEMD = 0.6  # part of a text that is not ASCII, above which it is none
_NULLEN = 0.3  # part of the bytes at even or odd places that is 0 in UTF-16 without a mark


@dataclass(frozen=True)
class Ontcijferd:
    """A text, and in Dutch what is to be known of how it was read: ``opmerking``, empty for nothing."""

    tekst: str
    opmerking: str = ""


class OnleesbareTekst(Exception):
    """The bytes are no text in any coding that is known."""


def ontcijfer(inhoud: bytes) -> Ontcijferd:
    """Return the text of a file; raises OnleesbareTekst where it is none."""
    if codering := _utf16(inhoud):
        zonder_merk = (
            "" if inhoud.startswith((b"\xff\xfe", b"\xfe\xff")) else "UTF-16 zonder merk; zo gelezen"
        )
        return _ontcijferd(inhoud, codering, zonder_merk)
    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _oude_codering(inhoud)
    return Ontcijferd(tekst, _bedenking(tekst))


def _utf16(inhoud: bytes) -> str:
    if inhoud.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    begin = inhoud[:4000]
    for plaats, codering in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(begin) > 3 and begin[plaats::2].count(0) > _NULLEN * len(begin) / 2:
            return codering
    return ""


def _ontcijferd(inhoud: bytes, codering: str, opmerking: str) -> Ontcijferd:
    try:
        return Ontcijferd(inhoud.decode(codering).lstrip("\ufeff"), opmerking)
    except UnicodeDecodeError as fout:
        raise OnleesbareTekst(str(fout)) from fout


def _oude_codering(inhoud: bytes) -> Ontcijferd:
    """Read in the coding that gives most of the letters that Dutch texts hold, and least of the others."""
    beste: tuple[int, str, str] | None = None
    for codering in _NAMEN:
        try:
            tekst = inhoud.decode(codering)
        except UnicodeDecodeError:
            continue
        punten = _punten(tekst)
        if beste is None or punten > beste[0]:
            beste = punten, codering, tekst
    if beste is None or not _is_tekst(beste[2]):
        raise OnleesbareTekst("geen UTF-8, Windows-1252, Mac Roman of DOS")
    _, codering, tekst = beste
    uitleg = f" ({_UITLEG[codering]})" if codering in _UITLEG else "; kijk na of letters met accenten kloppen"
    vreemd = sum(ord(teken) > 127 and teken not in _GEWOON for teken in tekst)
    twijfel = f"; {vreemd} teken(s) zien er vreemd uit, kijk ze na" if vreemd else ""
    return Ontcijferd(tekst, f"geen UTF-8; gelezen als {_NAMEN[codering]}{uitleg}{twijfel}")


def _is_tekst(tekst: str) -> bool:
    """Return whether most of it is what people type: no control characters, and mostly plain letters."""
    vreemd = sum(ord(teken) > 127 for teken in tekst)
    return not any(ord(teken) < 9 for teken in tekst) and vreemd < _VREEMD * len(tekst)


def _punten(tekst: str) -> int:
    """Count the letters that a Dutch text would hold, less what it would not."""
    goed = sum(1 if teken in _GEWOON else -1 for teken in tekst if ord(teken) > 127)
    return goed - 2 * len(_ONWAARSCHIJNLIJK.findall(tekst))


def _bedenking(tekst: str) -> str:
    if "\ufffd" in tekst:
        return f"{tekst.count(chr(0xFFFD))} teken(s) zijn eerder al verloren gegaan; vraag het opnieuw"
    aantal = len(_DUBBEL.findall(tekst))
    return f"{aantal} plek(ken) lijken twee keer omgezet (Ã© voor é); vraag het opnieuw" if aantal else ""
