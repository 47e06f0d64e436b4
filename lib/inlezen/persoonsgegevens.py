"""Personal data in free text: found by patterns and lists of names, and masked.

Meant to mask rather too much than too little; a surname alone is not found, so a consultant reads texts
before they are published. Letters are compared without diacritics, and spaces, dashes, full stops and
words such as "(at)" between the parts do not hide anything. The lists stand in ``persoonsgegevens.toml``.
Each pattern begins at the front of a word and repeats within a bound, so that the time grows with the
length of the text and no faster.
"""

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from lib.grond.paden import REGISTER
from lib.grond.toml import lees_toml

_LIJST = REGISTER / "persoonsgegevens.toml"
TEKSTKOLOMMEN = ("toelichting", "ondersteuningsbehoefte")
_APE = r"(?:\s?[@＠]\s?|\s?[(\[{<]\s?(?i:at|a|apenstaart(?:je)?)\s?[)\]}>]\s?|\s(?i:at|apenstaartje)\s)"
_PUNT = r"(?:\s?[(\[{<]\s?(?i:punt|dot)\s?[)\]}>]\s?|\s(?i:punt|dot)\s|\.)"
E_MAIL = rf"(?<![\w.+-])[\w.+'-]+{_APE}[\w-]{{1,63}}(?:{_PUNT}[\w-]{{1,63}}){{1,5}}"
_LENGTE_IBAN = {
    "NL": 18,
    "BE": 16,
    "DE": 22,
    "FR": 27,
    "LU": 20,
    "GB": 22,
    "ES": 24,
    "IT": 27,
    "PL": 28,
    "TR": 26,
}
IBAN = "|".join(
    rf"\b(?i:{land})[\s.-]?\d\s?\d(?:[\s.-]{{0,2}}(?i:[A-Z0-9])){{{lang - 4}}}(?!\w)"
    for land, lang in _LENGTE_IBAN.items()
)
_REKENING = r"(?i:\b(?:bank|giro)?rekening(?:nr\.?|nummer)?\b[^\d\n]{0,12})(\d(?:[ .-]?\d){6,9})(?!\d)"
_TUSSEN = r"[\s().\-\u2010-\u2015/·_]{0,3}"
# Ten digits, or nine after +31, however they are grouped; a date with a time is no telephone number.
TELEFOON = (
    rf"(?<![\w.,])(?!\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}})(?:(?:\+\s?|00\s?)31{_TUSSEN}(?:\(?0\)?{_TUSSEN})?"
    rf"|31\s?(?=6)|\(?[0Oo])\d(?:{_TUSSEN}\d){{8}}(?!\d)"
)
_BUITENLAND = r"(?<!\w)(?:\+\s?|00)[1-9][\d\s().\-/]{6,20}\d(?!\d)"
_GENOEMD_NUMMER = (
    r"(?i:\b(?:tel(?:efoon)?(?:nr|nummer)?|mobiel|mob|gsm|fax|doorkiesnummer)\b[^\d\n]{0,8})"
    r"(\d(?:[\s.-]?\d){5,10})(?!\d)"
)
BSN_GENOEMD = (
    r"(?i:\b(?:bsn|burgerservicen(?:umme)?r|sofin(?:umme)?r)(?:-?n(?:umme)?r)?\b\D{0,20})"
    r"(\d(?:[ .\-/]{0,2}\d){7,8})(?!\d)"
)
NEGEN = (
    r"(?<![\d.,€])(?:\d{9}|\d{3}([ .-])\d{3}\1\d{3}|\d{4}([ .-])\d{2}\2\d{3}|\d{4}([ .-])\d{3}\3\d{2}"
    r"|\d{2}([ .-])\d{2}\4\d{2}\4\d{3})(?![\d])"
)
POSTCODE = r"\b[1-9]\d{3}(?:\s{0,2}-?[A-Z]{2}|[a-z]{2}|\s[A-Z][a-z](?=\s[A-Z])|\s[a-z]{2})\b"
_ACHTERVOEGSEL = (
    "straat|laan|weg|plein|kade|gracht|dijk|singel|pad|hof|steeg|dreef|markt|park|wal|plantsoen|str\\."
)
_HUISNUMMER = r"(?:nr\.?\s?|nummer\s)?\d{1,4}(?:\s?-\s?\d{1,4}|[\s-]?(?:[a-zA-Z]|bis|hs|huis|I{1,3}))?(?!\w)"
_AANLOOP = r"[A-Z][\w'’.]{0,25}\s(?:(?:[A-Z][\w'’.]{0,25}|van|der|den|de|het)\s){0,3}"
_ADRES = (
    rf"\b(?:(?:{_AANLOOP})?[A-Z][\w'’-]{{0,30}}?(?i:{_ACHTERVOEGSEL})|{_AANLOOP}(?i:{_ACHTERVOEGSEL})"
    r"|(?i:laan|weg|plein|hof)\s(?i:van|der|den|de|het|\s){1,5}[A-Z][\w'’-]{1,30}(?:\s[A-Z][\w'’-]{1,30})?"
    rf"|[a-z]{{3,30}}?(?:straat|laan|gracht|plein|kade|singel))[\s,]{{1,2}}{_HUISNUMMER}"
)
_S = r"\s{1,3}"
_WOORD = r"[A-Z][\w'’]{1,30}(?:-[A-Z][\w'’]{1,30}){0,3}"
INITIALEN = r"(?:[A-Z](?:h|j|r)?\.\s?){1,5}"


@dataclass(frozen=True)
class _Treffer:
    """Something that was masked: ``soort`` (naam, e-mail, telefoon, ...) and what stood there."""

    soort: str
    waarde: str


def maskeer(tekst: str, behoud: Container[str] = ()) -> tuple[str, list[_Treffer]]:
    """Return the text with ``[naam]``, ``[e-mail]`` and so on, and what they stand for, in their order.

    What ``behoud`` holds stays as it is.
    """
    zichtbaar = _ONZICHTBAAR.sub("", tekst)
    plekken = [een for een in sorted(_vind(zichtbaar)) if zichtbaar[een[0] : een[1]] not in behoud]
    if not plekken:
        return tekst, []
    delen, tot = [], 0
    for begin, eind, soort in plekken:
        delen += [zichtbaar[tot:begin], f"[{soort}]"]
        tot = eind
    gevonden = [_Treffer(soort, zichtbaar[begin:eind]) for begin, eind, soort in plekken]
    return "".join([*delen, zichtbaar[tot:]]), gevonden


def _vind(tekst: str) -> Iterator[tuple[int, int, str]]:
    """Yield begin, end and soort of what is personal; nothing is found twice."""
    vlak = _zonder_accenten(tekst)
    for soort, patroon, telt in _regels():
        plekken = []
        for plek in patroon.finditer(vlak):
            groep = 1 if soort in _MET_AANLOOP and plek.lastindex else 0
            waarde = plek[groep].rstrip()
            begin = plek.start(groep) + len(waarde) - len(waarde.lstrip())
            if telt(waarde.strip()):
                plekken.append((begin, plek.start(groep) + len(waarde)))
        delen, tot = [], 0
        for begin, eind in plekken:
            yield begin, eind, soort.strip()
            delen += [vlak[tot:begin], "\0" * (eind - begin)]
            tot = eind
        vlak = "".join([*delen, vlak[tot:]])


_ONZICHTBAAR = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")
_MET_AANLOOP = frozenset({"bsn ", "telefoon ", "iban "})  # with a space: found by the word before it


def _zonder_accenten(tekst: str) -> str:
    """Return the text, as long as it was, with plain letters for those with diacritics."""
    return tekst if tekst.isascii() else "".join(map(_kaal, tekst))


@cache
def _kaal(teken: str) -> str:
    letter = unicodedata.normalize("NFKD", teken)[:1]
    return (
        letter if letter.isalpha() and letter.isascii() else {"ø": "o", "Ø": "O", "ı": "i"}.get(teken, teken)
    )


def maskeer_kolommen(
    tabel: pd.DataFrame, sleutels: Iterable[str], kolommen: Iterable[str] = TEKSTKOLOMMEN
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the table with masked texts, and what was masked: ``sleutels``, veld, soort, waarde (str).

    The second table is for the consultant only; it must not be published.
    """
    sleutels, gemaskeerd, lijst = list(sleutels), tabel.copy(), []
    for kolom in kolommen:
        delen = [maskeer(tekst) for tekst in tabel[kolom]]
        gemaskeerd[kolom] = pd.Series([tekst for tekst, _ in delen], index=tabel.index, dtype="str")
        plekken = zip(tabel[sleutels].itertuples(index=False, name=None), delen, strict=True)
        lijst += [(*plek, kolom, een.soort, een.waarde) for plek, (_, alle) in plekken for een in alle]
    return gemaskeerd, pd.DataFrame(lijst, columns=[*sleutels, "veld", "soort", "waarde"])


@cache
def _regels() -> tuple[tuple[str, re.Pattern, Callable[[str], bool]], ...]:
    """Return soort, pattern and what a match must pass besides, in the order in which they are applied."""
    lijst = _lees(_LIJST)
    altijd: Callable[[str], bool] = bool
    geen_postcode = frozenset(lijst["geen_postcode"])
    geen_straat = tuple(lijst["geen_straat"])
    namen = [("naam", re.compile(patroon), altijd) for patroon in _naampatronen(lijst)]
    return (
        ("e-mail", re.compile(E_MAIL), altijd),
        ("iban", re.compile(IBAN), _is_iban),
        ("iban ", re.compile(_REKENING), altijd),
        ("bsn ", re.compile(BSN_GENOEMD), altijd),
        ("telefoon", re.compile(TELEFOON), altijd),
        ("telefoon", re.compile(_BUITENLAND), _is_nummer),
        ("telefoon ", re.compile(_GENOEMD_NUMMER), altijd),
        ("bsn", re.compile(NEGEN), _is_bsn),
        ("adres", re.compile(_ADRES), lambda waarde: not waarde.casefold().startswith(geen_straat)),
        ("postcode", re.compile(POSTCODE), lambda waarde: _is_postcode(waarde, geen_postcode)),
        *namen,
    )


def _lees(pad: Path) -> dict[str, list[str]]:
    return lees_toml(pad)


def _naampatronen(lijst: dict[str, list[str]]) -> Iterator[str]:
    """Yield patterns: title and name, initials and name, first name and surname, first name alone."""
    eerste = [_zonder_accenten(naam) for naam in lijst["voornamen"]]
    bekend = f"(?i:{_of(map(_zonder_accenten, lijst['achternamen']))})(?!\\w)"
    tussen = rf"(?:(?:{_of(lijst['tussenvoegsels'], klein=True)}){_S}){{0,3}}"
    kort = rf"(?:(?i:{_of(['van der', 'van den', 'van de', 'van', 'de', 'den', 'der'])}){_S})?"
    los = rf"{_WOORD}(?:\s?-\s?{tussen}{_WOORD}|-{tussen}{_WOORD})?"  # van den Berg-de Wit
    achter = rf"(?:{tussen}{los}(?:{_S}{tussen}{los}){{0,2}}|{tussen}{bekend})"
    een_titel = rf"(?i:{_of(lijst['titels'])})"
    titel = rf"(?<!\w){een_titel}(?:{_S}{een_titel}){{0,3}}"
    niet = rf"(?!{_of(map(_zonder_accenten, lijst['geen_persoon']))})"
    yield rf"{titel}{_S}(?:{INITIALEN})?{achter}"
    yield rf"{titel}{_S}(?:{_of(eerste)})(?!\w)"
    alle = {*eerste, *map(str.upper, eerste)}
    voornaam = rf"\b{niet}(?:[A-Z][\w'’]{{1,30}}-)?(?:{_of(alle)})(?:-{_WOORD})?"
    yield rf"{voornaam}{_S}(?:{INITIALEN}|[A-Z]\s)?{achter}"
    yield rf"\b(?i:{_of(eerste)}){_S}{kort}{bekend}"
    yield rf"(?<![\w.]){INITIALEN}{tussen}(?:{_WOORD}|{bekend})(?:\s?-\s?{tussen}{_WOORD})?"
    letters = rf"(?!{_of(map(str.upper, [*lijst['tussenvoegsels'], *lijst['geen_letters']]))}\b)[A-Z]{{2,3}}"
    dubbel = rf"(?:\s?-\s?{tussen}{_WOORD})?"
    yield rf"(?<![\w.])(?:[A-Z]\s|[a-z]\.\s?|{letters}\s){{1,3}}{kort}{bekend}{dubbel}"
    yield rf"\b{niet}{_WOORD},\s?{INITIALEN}(?!\w)(?:\s?(?i:van der|van den|van de|van|de|den|der)(?!\w))?"
    yield rf"\b{niet}(?i:{bekend}),\s?(?:{_of(eerste)})(?!\w)"
    dubbelzinnig = {_zonder_accenten(naam) for naam in lijst["dubbelzinnig"]}
    alleen = [naam for naam in eerste if naam not in dubbelzinnig]
    groot = [naam.upper() for naam in alleen if len(naam) > 4]
    yield rf"\b{niet}(?:{_of([*alleen, *groot])})(?:-{_WOORD})?(?:['’]s)?(?![\w'’-])"


def _of(woorden: Iterable[str], klein: bool = False) -> str:
    """Return the alternatives, longest first; ``klein`` also takes a capital at the front (El, Van)."""
    langste = sorted(woorden, key=len, reverse=True)
    delen = (re.escape(woord) for woord in langste)
    return f"(?i:{'|'.join(delen)})" if klein else "|".join(delen)


def _is_iban(waarde: str) -> bool:
    """Whether the check digits of an IBAN are right (ISO 13616, modulo 97)."""
    kaal = re.sub(r"[\s.-]", "", waarde)
    return int("".join(str(int(teken, 36)) for teken in kaal[4:] + kaal[:4])) % 97 == 1


def _is_bsn(waarde: str) -> bool:
    """Whether nine digits pass the elfproef of a burgerservicenummer."""
    cijfers = re.sub(r"\D", "", waarde)
    gewichten = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    som = sum(int(cijfer) * gewicht for cijfer, gewicht in zip(cijfers, gewichten, strict=True))
    return som % 11 == 0 and som > 0


def _is_nummer(waarde: str) -> bool:
    """Whether digits after a + or 00 can be a telephone number of the country that they begin with."""
    import phonenumbers

    try:
        nummer = phonenumbers.parse(re.sub(r"^00", "+", waarde), None)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(nummer)


def _is_postcode(waarde: str, geen: frozenset[str]) -> bool:
    """Whether four digits and two letters are no year, or number, and a word."""
    letters = waarde[-2:]
    if letters.upper() in geen:
        return False
    return letters.isupper() or not (waarde[4].isspace() and 1900 <= int(waarde[:4]) <= 2099)
