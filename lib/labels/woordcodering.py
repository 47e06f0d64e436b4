"""Codes by the words of the codebook: lemmas, stems, and what a negation turns around.

Simple and readable, but it misses what is said in other words; :mod:`lib.labels.tekstmodel` uses its hits as
one of the signs that a code applies. Lemmas: simplemma (A. Barbaresi), its Dutch list.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from lib.labels.codeboek import Code, Codeboek, Taal

_DELEN = re.compile(r"[^\W_]+(?:[-'.][^\W_]+)*|[.,;:!?()]")
_LEESTEKENS = frozenset(".,;:!?()")


@lru_cache(maxsize=50_000)
def lemma(woord: str) -> str:
    """Return the dictionary form of a Dutch word, in lower case."""
    import simplemma

    return simplemma.lemmatize(woord.lower(), lang="nl").lower()


def zinsdelen(tekst: str, taal: Taal) -> list[list[str]]:
    """Return the words of a text in lower case, clause by clause; one of ``taal.grens`` opens a clause."""
    delen: list[list[str]] = [[]]
    for stuk in _DELEN.findall(tekst):
        if stuk in _LEESTEKENS or stuk.lower() in taal.grens:
            delen.append([])
        else:
            delen[-1].append(stuk.lower())
    return [deel for deel in delen if deel]


@lru_cache(maxsize=100_000)
def heeft_code(tekst: str, code: Code, taal: Taal) -> bool:
    """Return whether the words of ``code`` occur in ``tekst`` and are not turned around by a negation."""
    if tekst.strip().strip(".!").lower() in [woord.strip(".") for woord in code.geheel]:
        return True
    return any(_in_deel(deel, code, taal) for deel in _zinsdelen(tekst, taal))


@lru_cache(maxsize=10_000)
def _zinsdelen(tekst: str, taal: Taal) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(deel) for deel in zinsdelen(tekst, taal))


def _in_deel(deel: tuple[str, ...], code: Code, taal: Taal) -> bool:
    for woorden in map(_woorden, code.woorden):
        if any(not _ontkend(deel, plek, taal) for plek in _plekken(deel, woorden)):
            return True
    for stam in code.stammen:
        plekken = [(i, i + 1) for i, woord in enumerate(deel) if woord.startswith(stam)]
        if any(not _ontkend(deel, plek, taal) for plek in plekken):
            return True
    for woorden in map(_woorden, code.tekort):
        # 'te weinig tijd' and 'geen tijd' say that it lacks; 'geen gebrek aan tijd' that it does not
        if any(_ontkend(deel, plek, taal) != _gemist(deel, plek, taal) for plek in _plekken(deel, woorden)):
            return True
    return False


@lru_cache(maxsize=5_000)
def _woorden(woordgroep: str) -> tuple[str, ...]:
    return tuple(_DELEN.findall(woordgroep.lower()))


@lru_cache(maxsize=100_000)
def _gelijk(een: str, ander: str) -> bool:
    """Whether two words are forms of one; a noun may look like a verb (cijfer, cijferen), so all forms."""
    return not _vormen((een,)).isdisjoint(_vormen((ander,)))


@lru_cache(maxsize=50_000)
def _vormen(woorden: tuple[str, ...]) -> frozenset[str]:
    return frozenset(woorden) | frozenset(map(lemma, woorden))


def _plekken(deel: tuple[str, ...], woorden: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return start and end of each place in a clause where the words stand in this order."""
    vormen = _vormen(deel)
    if any(vormen.isdisjoint(_vormen((woord,))) for woord in woorden):
        return []
    n = len(woorden)
    begin = range(len(deel) - n + 1)
    return [(i, i + n) for i in begin if all(map(_gelijk, deel[i : i + n], woorden))]


def _rond(deel: tuple[str, ...], plek: tuple[int, int], taal: Taal) -> set[str]:
    begin, eind = plek
    return {*deel[max(0, begin - taal.bereik) : begin], *deel[eind : eind + taal.bereik]}


def _ontkend(deel: tuple[str, ...], plek: tuple[int, int], taal: Taal) -> bool:
    return not _rond(deel, plek, taal).isdisjoint(taal.ontkenning)


def _gemist(deel: tuple[str, ...], plek: tuple[int, int], taal: Taal) -> bool:
    return any(_gelijk(woord, gemis) for woord in _rond(deel, plek, taal) for gemis in taal.gemis)


def woordcodes(teksten: Sequence[str], codes: Sequence[Code], boek: Codeboek) -> pd.DataFrame:
    """Return a bool table, texts × codes: where the words of the codebook occur."""
    treffers = {code.code: [heeft_code(tekst, code, boek.taal) for tekst in teksten] for code in codes}
    return pd.DataFrame(treffers, index=range(len(teksten)), dtype=bool)
