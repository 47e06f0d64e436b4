"""The forms in which people write a name: codes, suffixes, legal forms, and several names in one text.

Nothing here knows which names there are; :mod:`lib.gebied.namen` does.
"""

import re
from collections.abc import Callable, Iterator

_CODE = re.compile(
    r"^(?P<rand>=?[\"'’]?)\s*(?P<voor>(?:20\d\d)?gm?[-_ ]*|nl\.imbag\.gemeente\.|gemeente\s+|gem\.\s*)?"
    r"(?P<cijfers>\d{1,5})(?:[.,]0+)?\"?(?:\s+(?P<naam>[^\d\s].*))?\s*$",
    re.I,
)
_ACHTERVOEGSEL = re.compile(r"^(?P<naam>.*\S)\s*\(\s*(?P<achter>[^()]+?)\s*\)$", re.S)
SCHEIDING = re.compile(r"\s*(?:[;,/+&]|\s[-–]\s|\b(?:en|alsook)\b)\s*", re.I)
# Words that say what kind of thing an insurer is, not which one.
_RECHTSVORM = re.compile(
    r"\b(?:n\.?\s?v\.?|b\.?\s?v\.?|u\.?\s?a\.?|s\.?a\.?|o\.?w\.?m\.?|stichting|co[oö]p(?:eratie|eratieve|\.)?|"
    r"wlz[- ]?uitvoerder|zorgkantoor|zorgverzekeraars?|zorgverzekeringe?n?|ziektekosten(?:verzekering(?:en)?|"
    r"verzekeraar)?|verzekering(?:en)?|verzekeraar|groep|basis|life)(?![\w])\.?",
    re.I,
)


def code_van(tekst: str) -> tuple[str, str, bool] | None:
    """Return the GM code that a text is, the name behind it (or ""), and whether it is a bare number.

    Known forms: ``34``, ``0034``, ``34.0``, ``'0034``, ``="0034"``, ``GM-0034``, ``2017GM0034``,
    ``NL.IMBAG.Gemeente.0034``, ``gemeente 0034``, ``0034 Almere``. None for anything else.
    """
    vorm = _CODE.match(tekst.strip())
    if not vorm or not 0 < int(vorm["cijfers"]) < 10_000:
        return None
    kaal = not vorm["voor"] and not vorm["naam"] and not vorm["cijfers"].startswith("0")
    return f"GM{int(vorm['cijfers']):04d}", vorm["naam"] or "", kaal


def zonder_achtervoegsel(tekst: str) -> tuple[str, str]:
    """Return a name and what stands in brackets behind it (or ``""``): ``Ede (Gld)`` → ``Ede``, ``Gld``."""
    vorm = _ACHTERVOEGSEL.match(tekst.strip())
    return (vorm["naam"], vorm["achter"]) if vorm else (tekst.strip(), "")


def verzekeraarvormen(tekst: str) -> Iterator[tuple[str, ...]]:
    """Yield what an insurer may be called by within a text: without its legal form, then by its parts.

    All names of one tuple must stand for the same insurer; the owner in brackets goes first.
    """
    kaal = kale_verzekeraar(tekst)
    if kaal != tekst:
        yield (kaal,)
    naam, achter = zonder_achtervoegsel(tekst)
    if achter:
        yield (kale_verzekeraar(achter),)
        yield (kale_verzekeraar(naam),)
    delen = tuple(kale_verzekeraar(deel) for deel in re.split(r"[/,–-]", tekst))
    if len(delen) > 1:
        yield delen


def kale_verzekeraar(tekst: str) -> str:
    """Return the name of an insurer without legal form and words such as *zorgkantoor*."""
    return " ".join(_RECHTSVORM.sub(" ", tekst).split()) or tekst


def losse_namen(tekst: str, bekend: Callable[[str], bool]) -> list[str]:
    """Return the names in a text, where it holds nothing but known names and separators; else nothing.

    The longest name goes first, so that a separator never cuts ``Nuenen, Gerwen en Nederwetten``.
    """
    tekst = tekst.strip()
    if not tekst:
        return []
    if bekend(tekst):
        return [tekst]
    for scheiding in reversed(list(SCHEIDING.finditer(tekst))):
        voor, na = tekst[: scheiding.start()].strip(), tekst[scheiding.end() :]
        if voor and bekend(voor) and (rest := losse_namen(na, bekend)):
            return [voor, *rest]
    return []
