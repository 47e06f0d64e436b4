"""Personal data in open answers: found by patterns and a list of first names, and masked.

Meant to mask rather too much than too little; a name in small letters or a surname alone is not found, so
a consultant reads texts before they are published. The list stands in ``persoonsgegevens.toml``.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import pandas as pd

from lib.grond.paden import REGISTER
from lib.grond.toml import lees_toml

_LIJST = REGISTER / "persoonsgegevens.toml"
TEKSTKOLOMMEN = ("toelichting", "ondersteuningsbehoefte")
E_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
IBAN = r"\b[A-Z]{2}\d{2} ?[A-Z0-9]{4}(?: ?[A-Z0-9]{4}){1,6}(?: ?[A-Z0-9]{1,3})?\b"
# Ten digits, or nine after +31, however they are grouped; a date with a time is no telephone number.
TELEFOON = (
    r"(?<![\w.,])(?!\d{1,2}-\d{1,2}-\d{4})(?:(?:\+|00)31[\s-]?(?:\(0\)[\s-]?)?|\(?0)"
    r"\d(?:[\s()./-]{0,2}\d){8}(?!\d)"
)
BSN_GENOEMD = r"(?i:\b(?:bsn|burgerservicenummer|sofinummer)\b\D{0,20})(\d(?:[ .]?\d){7,8})(?!\d)"
NEGEN = r"(?<!\d)\d{9}(?!\d)"
POSTCODE = r"\b[1-9]\d{3} ?[A-Z]{2}\b"
_ADRES = r"\b[A-Z][\w'’-]*(?:straat|laan|weg|plein|kade|gracht|dijk|singel|pad|hof) \d+ ?[a-zA-Z]?\b"
_WOORD = r"[A-ZÀ-ÖØ-Þ][\w'’]+(?:-[A-ZÀ-ÖØ-Þ][\w'’]+)*"
INITIALEN = r"(?:[A-Z]\. ?){1,5}"


@dataclass(frozen=True)
class _Treffer:
    """Something that was masked: ``soort`` (naam, e-mail, telefoon, ...) and what stood there."""

    soort: str
    waarde: str


def maskeer(tekst: str) -> tuple[str, list[_Treffer]]:
    """Return the text with ``[naam]``, ``[e-mail]`` and so on, and what they stand for, by soort."""
    gevonden: list[_Treffer] = []
    for soort, patroon, telt in _regels():
        tekst = patroon.sub(partial(_vervang, soort=soort, telt=telt, gevonden=gevonden), tekst)
    return tekst, gevonden


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


def _vervang(plek: re.Match, soort: str, telt: Callable[[str], bool], gevonden: list[_Treffer]) -> str:
    groep = 1 if plek.re.groups else 0
    waarde = plek[groep].strip()
    if not telt(waarde):
        return plek[0]
    gevonden.append(_Treffer(soort, waarde))
    begin, eind = plek.span(groep)
    rest = plek[groep][len(plek[groep].rstrip()) :]
    return plek.string[plek.start() : begin] + f"[{soort}]{rest}" + plek.string[eind : plek.end()]


@cache
def _regels() -> tuple[tuple[str, re.Pattern, Callable[[str], bool]], ...]:
    """Return soort, pattern and what a match must pass besides, in the order in which they are applied."""
    lijst = _lees(_LIJST)
    altijd: Callable[[str], bool] = bool
    geen_postcode = frozenset(lijst["geen_postcode"])
    namen = [("naam", re.compile(patroon), altijd) for patroon in _naampatronen(lijst)]
    return (
        ("e-mail", re.compile(E_MAIL), altijd),
        ("iban", re.compile(IBAN), _is_iban),
        ("bsn", re.compile(BSN_GENOEMD), altijd),
        ("bsn", re.compile(NEGEN), _is_bsn),
        ("telefoon", re.compile(TELEFOON), altijd),
        ("adres", re.compile(_ADRES), altijd),
        ("postcode", re.compile(POSTCODE), lambda waarde: waarde[-2:] not in geen_postcode),
        *namen,
    )


def _lees(pad: Path) -> dict[str, list[str]]:
    return lees_toml(pad)


def _naampatronen(lijst: dict[str, list[str]]) -> Iterator[str]:
    """Yield patterns: title and name, initials and name, first name and surname, first name alone."""
    tussen = rf"(?:(?:{_of(lijst['tussenvoegsels'], klein=True)}) )*"
    los = rf"{_WOORD}(?:-{tussen}{_WOORD})?"  # van den Berg-de Wit
    achter = rf"{tussen}{los}(?: {tussen}{los}){{0,2}}"
    titel = rf"(?<!\w)(?i:{_of(lijst['titels'])})(?: (?i:{_of(lijst['titels'])}))*"
    yield rf"{titel} (?:{INITIALEN})?{achter}"
    yield rf"(?<![\w.]){INITIALEN}{tussen}{_WOORD}"
    voornaam = rf"\b(?!{_of(lijst['geen_persoon'])})(?:{_of(lijst['voornamen'])})(?:-{_WOORD})?"
    yield rf"{voornaam} (?:{INITIALEN})?{achter}"
    alleen = [naam for naam in lijst["voornamen"] if naam not in lijst["dubbelzinnig"]]
    yield rf"\b(?!{_of(lijst['geen_persoon'])})(?:{_of(alleen)})(?![\w'’-])"


def _of(woorden: Iterable[str], klein: bool = False) -> str:
    """Return the alternatives, longest first; ``klein`` also takes a capital at the front (El, Van)."""
    langste = sorted(woorden, key=len, reverse=True)
    delen = (re.escape(woord) for woord in langste)
    return f"(?i:{'|'.join(delen)})" if klein else "|".join(delen)


def _is_iban(waarde: str) -> bool:
    """Whether the check digits of an IBAN are right (ISO 13616, modulo 97)."""
    kaal = waarde.replace(" ", "")
    return int("".join(str(int(teken, 36)) for teken in kaal[4:] + kaal[:4])) % 97 == 1


def _is_bsn(waarde: str) -> bool:
    """Whether nine digits pass the elfproef of a burgerservicenummer."""
    gewichten = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    som = sum(int(cijfer) * gewicht for cijfer, gewicht in zip(waarde, gewichten, strict=True))
    return som % 11 == 0 and som > 0
