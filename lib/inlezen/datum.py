"""Dates as people write them, read to ISO."""

import datetime as dt
import re
from dataclasses import dataclass

from lib.grond.woorden import maandnummer

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
CIJFERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})")
VOLUIT = re.compile(r"(\d{1,2})\s+([a-z]+)\.?\s+(\d{4})", re.I)
MAAND = re.compile(r"(?:([a-z]+)\.?\s+|(\d{1,2})[-/])?(\d{4})", re.I)  # the day is missing, or the month too
_TIJD = re.compile(
    r"(.*\d)(?:[T,]\s*|\s+)(?!00:00(?::00)?$)\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?:Z|\s*uur)?"
)
SERIE = re.compile(r"\d{5}")  # days since 1899-12-30, what Excel shows of a date without date format
EXCEL_BEGIN = dt.date(1899, 12, 30)


@dataclass(frozen=True)
class Datum:
    """``iso``: the date as yyyy-mm-dd, empty when the text is none; then ``suggestie`` may hold one.

    ``opmerking`` (Dutch) says how a text that was no plain date was read.
    """

    iso: str = ""
    suggestie: str = ""
    opmerking: str = ""


def lees_datum(tekst: str) -> Datum:
    """Return the date in ``tekst``: 2017-03-01, 1-3-2017 or, with a remark, 1 maart 2017.

    A year of two digits, month and day the wrong way round, and a bare Excel number are proposals only; so is
    the first day of a month or year that has none.
    """
    tekst = tekst.strip()
    if (deel := _TIJD.fullmatch(tekst)) and (datum := lees_datum(deel[1])).iso:
        return Datum(datum.iso, opmerking=f"tijd weggelaten; gelezen als {datum.iso}")
    if deel := ISO.fullmatch(tekst):
        return Datum(_iso(deel[1], deel[2], deel[3]))
    if deel := CIJFERS.fullmatch(tekst):
        dag, maand, jaar = deel.groups()
        voluit = jaar if len(jaar) == 4 else f"20{jaar}"
        goed, omgekeerd = _iso(voluit, maand, dag), _iso(voluit, dag, maand)
        return Datum(goed) if goed and len(jaar) == 4 else Datum(suggestie=goed or omgekeerd)
    if deel := VOLUIT.fullmatch(tekst):
        iso = _iso(deel[3], maandnummer(deel[2]), deel[1])
        return Datum(iso, opmerking=f"datum als tekst, gelezen als {iso}" if iso else "")
    if deel := MAAND.fullmatch(tekst):
        return Datum(suggestie=_iso(deel[3], maandnummer(deel[1]) if deel[1] else deel[2] or "1", "1"))
    if SERIE.fullmatch(tekst):
        return Datum(suggestie=(EXCEL_BEGIN + dt.timedelta(days=int(tekst))).isoformat())
    return Datum()


def _iso(jaar: str, maand: str | int, dag: str) -> str:
    try:
        return dt.date(int(jaar), int(maand), int(dag)).isoformat()
    except ValueError:
        return ""
