"""The years of which the gemeenten are known on 1 January: they stand here, and nowhere else.

A new year needs its rows in herindelingen.csv, if gemeenten changed, and ``LAATSTE_JAAR``.
"""

from datetime import date

EERSTE_JAAR, LAATSTE_JAAR = 2017, 2026
JAREN = range(EERSTE_JAAR, LAATSTE_JAAR + 1)
BASIS, EINDE = date(EERSTE_JAAR, 1, 1), date(LAATSTE_JAAR, 12, 31)


def naaste_jaar(jaar: int) -> int:
    """Return ``jaar``, or the nearest year of which the gemeenten are known."""
    return min(max(jaar, EERSTE_JAAR), LAATSTE_JAAR)
