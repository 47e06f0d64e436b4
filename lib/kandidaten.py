"""Which reports are worth comparing: pairs that share a place and whose titles share a subject.

All pairs of 100,000 rows would be five thousand million. Two projects that share no gemeente are not
the same, so reports are compared within each gemeente; those with many gemeenten, or none, with all
others in the same Wmo-regio. Where that is still many, only those are compared that share the beginning
or the end of a word in the title; a slip of the pen spoils one of the two. No block is larger than
``GROOTSTE``, so that the work grows with the number of rows and not with its square.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from lib.gelijkenis import Profiel

GROOTSTE = 250  # rows compared with each other at once
STUK = 4  # letters of the beginning or the end of a word
WEINIG = 8  # up to so many gemeenten a report is compared in each of them
VEEL_REGIOS = 12  # with more regions a report is compared only with others of which that is true


def kandidaten(profielen: Sequence[Profiel], ondergrens: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs i < j whose subjects are alike: ``token_sort_ratio`` or ``ratio`` ≥ ``ondergrens``.

    Sorted words find another order; a slip in the first letters spoils the sorting, hence the second.

    Two int64 arrays of the same length, sorted, each pair once; empty for fewer than two profiles.
    """
    aantal, gevonden = len(profielen), [np.empty(0, dtype=np.int64)]
    for links, rechts in _blokken(profielen):
        teksten = [profielen[i].kern for i in links], [profielen[j].kern for j in rechts]
        hoe = {"score_cutoff": ondergrens, "dtype": np.uint8, "workers": 1}
        gesorteerd, zoals_het_staat = (
            process.cdist(*teksten, scorer=schaal, **hoe) for schaal in (fuzz.token_sort_ratio, fuzz.ratio)
        )
        een, ander = np.nonzero(gesorteerd | zoals_het_staat)
        een, ander = np.array(links)[een], np.array(rechts)[ander]
        paren = np.minimum(een, ander) * aantal + np.maximum(een, ander)
        gevonden.append(np.unique(paren[een != ander]))
    paren = np.unique(np.concatenate(gevonden))
    return paren // max(aantal, 1), paren % max(aantal, 1)


def _blokken(profielen: Sequence[Profiel]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield pairs of lists of row numbers; each row of the one is to be compared with each of the other."""
    in_gemeente: dict[str, list[int]] = defaultdict(list)
    in_regio: dict[str, list[int]] = defaultdict(list)
    ruim = [not 0 < len(profiel.gemeenten) <= WEINIG for profiel in profielen]
    for i, profiel in enumerate(profielen):
        for regio in _regios(profiel):
            in_regio[regio].append(i)
        for code in () if ruim[i] else profiel.gemeenten:
            in_gemeente[code].append(i)
    for blok in in_gemeente.values():
        for deel in _klein(blok, profielen):
            yield deel, deel
    for blok in in_regio.values():
        for deel in _klein(blok, profielen) if any(ruim[i] for i in blok) else ():
            if links := [i for i in deel if ruim[i]]:
                yield links, deel


def _regios(profiel: Profiel) -> frozenset[str]:
    return (
        frozenset({"vele"})
        if len(profiel.wmo_regios) > VEEL_REGIOS
        else profiel.wmo_regios or frozenset({""})
    )


def _klein(blok: list[int], profielen: Sequence[Profiel]) -> Iterator[list[int]]:
    """Split a block that is too large by pieces of words, and what is still too large by alphabet."""
    if len(blok) <= GROOTSTE:
        yield blok
        return
    per_stuk: dict[str, list[int]] = defaultdict(list)
    for i in blok:
        for stuk in _stukken(profielen[i].kern):
            per_stuk[stuk].append(i)
    for deel in per_stuk.values():
        if len(deel) <= GROOTSTE:
            yield deel
            continue
        op_titel = sorted(deel, key=lambda i: (profielen[i].kern, i))
        for begin in range(0, len(op_titel) - GROOTSTE // 2, GROOTSTE // 2):
            yield op_titel[begin : begin + GROOTSTE]


def _stukken(kern: str) -> set[str]:
    return {stuk for woord in kern.split() for stuk in (f"{woord[:STUK]}-", f"-{woord[-STUK:]}")}
