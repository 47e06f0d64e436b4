"""The filter notation of the findings: ``thema=ggz & vorm=ontwikkelproject``.

Conditions stand between ``&`` and must all hold. ``=`` and ``!=`` take one or more labels with ``|`` between
them (one of these; none of these); ``>= <= > <`` take a number; ``~`` takes a regular expression that is
looked for anywhere in the text, capitals or not. ``alle`` is a filter without conditions. Nothing is
evaluated: what does not fit the notation, the fields or their labels is a fault.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from lib.grond.fouten import dichtst

ALLES = "alle"
VRIJE_TEKST = "\0"  # words that are not known: any expression may be found in them
VOORWAARDE = re.compile(r"([a-z_]+)\s*(!=|>=|<=|=|>|<|~)\s*(.+)")
GETAL = re.compile(r"\d+(\.\d+)?")
VERGELIJK: dict[str, Callable[[np.ndarray, float], np.ndarray]] = {
    ">=": np.greater_equal,
    "<=": np.less_equal,
    ">": np.greater,
    "<": np.less,
    "=": np.equal,
    "!=": np.not_equal,
}
_TEKENS = {"labels": ("=", "!="), "getal": tuple(VERGELIJK), "tekst": ("~",)}


@dataclass(frozen=True)
class Veld:
    """A field that can be asked for: ``soort`` is labels, getal or tekst; ``labels`` what may be asked."""

    soort: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Voorwaarde:
    """One condition: ``waarden`` are the labels, or the one number or regular expression."""

    veld: str
    teken: str
    waarden: tuple[str, ...]


@dataclass(frozen=True)
class FilterFout(Exception):
    """A filter that cannot be read: why, what stands there, and the nearest valid value."""

    reden: str
    waarde: str
    suggestie: str = ""


def ontleed(tekst: str, velden: Mapping[str, Veld]) -> tuple[Voorwaarde, ...]:
    """Return the conditions of a filter, ``()`` for ``alle``; raises FilterFout."""
    if tekst.strip() == ALLES:
        return ()
    return tuple(_voorwaarde(deel.strip(), velden) for deel in tekst.split("&"))


def _voorwaarde(deel: str, velden: Mapping[str, Veld]) -> Voorwaarde:
    gelezen = VOORWAARDE.fullmatch(deel)
    if gelezen is None:
        raise FilterFout("geen voorwaarde als veld=waarde", deel, ALLES if dichtst(deel, [ALLES]) else "")
    naam, teken, rest = gelezen.groups()
    if naam not in velden:
        raise FilterFout("onbekend veld", naam, dichtst(naam, velden))
    veld = velden[naam]
    if teken not in _TEKENS[veld.soort]:
        raise FilterFout(f"bij {naam} past dit teken niet", teken, " of ".join(_TEKENS[veld.soort]))
    if veld.soort == "tekst":
        _toets_patroon(rest)
        return Voorwaarde(naam, teken, (rest,))
    waarden = tuple(waarde.strip() for waarde in rest.split("|"))
    for waarde in waarden:
        if veld.soort == "getal" and not GETAL.fullmatch(waarde):
            raise FilterFout(f"{naam} is een getal", waarde)
        if veld.soort == "labels" and waarde not in veld.labels:
            raise FilterFout(f"onbekend label voor {naam}", waarde, dichtst(waarde, veld.labels))
    if veld.soort == "getal" and len(waarden) > 1:
        raise FilterFout(f"{naam} neemt één getal", rest)
    return Voorwaarde(naam, teken, waarden)


def _toets_patroon(patroon: str) -> None:
    try:
        re.compile(patroon)
    except re.error as fout:
        raise FilterFout("geen geldige reguliere expressie", patroon) from fout


def masker(voorwaarden: tuple[Voorwaarde, ...], kolommen: Mapping[str, Any], aantal: int) -> np.ndarray:
    """Return which of ``aantal`` rows (bool) meet all conditions.

    ``kolommen`` gives for each field its values: a tuple of labels per row, an array of float64 (NaN meets
    nothing), or a text per row. Raises KeyError for a field whose table the edition does not have.
    """
    uit = np.ones(aantal, dtype=bool)
    for voorwaarde in voorwaarden:
        uit &= _voldoet(voorwaarde, kolommen[voorwaarde.veld])
    return uit


def _voldoet(voorwaarde: Voorwaarde, kolom: Any) -> np.ndarray:
    if isinstance(kolom, np.ndarray):
        met_waarde = np.logical_not(np.isnan(kolom))
        return met_waarde & VERGELIJK[voorwaarde.teken](kolom, float(voorwaarde.waarden[0]))
    if voorwaarde.teken == "~":
        zoek = re.compile(voorwaarde.waarden[0], re.IGNORECASE).search
        return np.array([tekst == VRIJE_TEKST or zoek(tekst) is not None for tekst in kolom], dtype=bool)
    gezocht = set(voorwaarde.waarden)
    raak = np.array([not gezocht.isdisjoint(labels) for labels in kolom], dtype=np.bool_)
    return raak if voorwaarde.teken == "=" else ~raak
