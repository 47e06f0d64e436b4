"""Which reports are worth comparing: pairs that share a place and whose titles share a subject.

All pairs of 100,000 rows would be five thousand million. Two projects that share no gemeente are not
the same, so reports are compared within each gemeente; those with many gemeenten, or none, with all
others in the same Wmo-regio. Where that is still many, only those are compared that share the beginning
or the end of a word in the title; a slip of the pen spoils one of the two. The more rows a place has,
the longer these pieces, and no block is larger than ``GROOTSTE``, so that the work grows with the number
of rows and not with its square.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from lib.inlezen.gelijkenis import Profiel, Samenvoegregel, Titels

GROOTSTE = 250  # rows compared with each other at once
KLEINSTE = 8  # a block of fewer rows is not worth a table of its own: its pairs are compared one by one
STUK = 4  # letters of the beginning or the end of a word in a place with some more rows than GROOTSTE
_MEER = 4  # in a place with so many times as many rows a letter more: it makes about so many more pieces
_WEINIG = 8  # up to so many gemeenten a report is compared in each of them
VEEL_REGIOS = 12  # with more regions a report is compared only with others of which that is true


def kandidaten(
    profielen: Sequence[Profiel], regel: Samenvoegregel
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the pairs i < j whose titles are so alike that they could be one project (``ondergrens``).

    Those that rest on the same page come with them. Of the others, only the pairs are looked at whose
    subjects, or these with their words sorted, have a ``ratio`` of ``kandidaat`` or more. Sorted words find
    another order; a slip in the first letters spoils the sorting.

    Three arrays of the same length: i and j (int64), sorted, each pair once, and how alike the titles are
    (float32, 0-100; :meth:`lib.inlezen.gelijkenis.Titels.gelijkenis`). Empty for fewer than two profiles.
    """
    aantal = len(profielen)
    titels = Titels([profiel.kern for profiel in profielen])
    gevonden, gelijk = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.float32)]
    for wie, blok in _plaatsen(profielen):
        een, ander = _paren(wie, blok, titels, regel).T
        codes = np.unique(np.minimum(een, ander) * aantal + np.maximum(een, ander))  # each pair once
        lijkt = titels.gelijkenis(codes // aantal, codes % aantal, regel.score.kandidaat)
        gevonden.append(codes[lijkt >= regel.ondergrens])
        gelijk.append(lijkt[lijkt >= regel.ondergrens])
    pagina = _zelfde_pagina(profielen)
    gevonden.append(pagina)
    gelijk.append(titels.gelijkenis(pagina // max(aantal, 1), pagina % max(aantal, 1)))
    codes, eerste = np.unique(np.concatenate(gevonden), return_index=True)
    return codes // max(aantal, 1), codes % max(aantal, 1), np.concatenate(gelijk)[eerste]


def _zelfde_pagina(profielen: Sequence[Profiel]) -> np.ndarray:
    """Return the pairs that rest on the same page, whatever their titles: i * number + j (int64).

    A page that very many rows cite, such as the front page of a site, says nothing.
    """
    bij: dict[str, list[int]] = defaultdict(list)
    for i, profiel in enumerate(profielen):
        if profiel.pagina:
            bij[profiel.pagina].append(i)
    paren = [paar for wie in bij.values() if len(wie) <= GROOTSTE for paar in combinations(wie, 2)]
    return np.array([i * len(profielen) + j for i, j in paren], dtype=np.int64)


def _paren(wie: list[bool], blok: list[int], titels: Titels, regel: Samenvoegregel) -> np.ndarray:
    """Return the pairs of one place that are worth comparing: int64, two columns."""
    los: list[tuple[int, int]] = []
    paren = []
    for deel in _delen(blok, titels.tekst):
        if len(deel) < KLEINSTE:
            los += combinations(deel, 2)
        else:
            paren.append(_in_blok([i for i in deel if wie[i]], deel, titels, regel))
    eigen = np.array([(i, j) for i, j in los if wie[i] or wie[j]], dtype=np.int64).reshape(-1, 2)
    return np.concatenate([*paren, eigen])


def _in_blok(links: list[int], rechts: list[int], titels: Titels, regel: Samenvoegregel) -> np.ndarray:
    """Return the pairs, one of each list, that are worth more than a look: int64, two columns."""
    hoe: dict[str, Any] = {
        "scorer": fuzz.ratio,
        "score_cutoff": regel.score.kandidaat,
        "dtype": np.uint8,
        "workers": 1,
    }
    gesorteerd, zoals_het_staat = (
        process.cdist(teksten[links], teksten[rechts], **hoe) for teksten in (titels.gesorteerd, titels.tekst)
    )
    een, ander = np.nonzero(gesorteerd | zoals_het_staat)
    een, ander = np.array(links, dtype=np.int64)[een], np.array(rechts, dtype=np.int64)[ander]
    return np.column_stack([een, ander])[een != ander]


def _plaatsen(profielen: Sequence[Profiel]) -> Iterator[tuple[list[bool], list[int]]]:
    """Yield of each place who is to be compared with all others there (by row number), and who is there."""
    in_gemeente: dict[str, list[int]] = defaultdict(list)
    in_regio: dict[str, list[int]] = defaultdict(list)
    ruim = [not 0 < len(profiel.gemeenten) <= _WEINIG for profiel in profielen]
    for i, profiel in enumerate(profielen):
        for regio in _regios(profiel):
            in_regio[regio].append(i)
        for code in () if ruim[i] else profiel.gemeenten:
            in_gemeente[code].append(i)
    ieder = [True] * len(profielen)
    for blok in in_gemeente.values():
        yield ieder, blok
    for blok in in_regio.values():
        if any(ruim[i] for i in blok):
            yield ruim, blok


def _regios(profiel: Profiel) -> frozenset[str]:
    return (
        frozenset({"vele"})
        if len(profiel.wmo_regios) > VEEL_REGIOS
        else profiel.wmo_regios or frozenset({""})
    )


def _delen(blok: list[int], kernen: np.ndarray) -> Iterator[list[int]]:
    """Split a block that is too large by pieces of words, and what is still too large by alphabet."""
    if len(blok) <= GROOTSTE:
        yield blok
        return
    per_stuk: dict[str, list[int]] = defaultdict(list)
    letters = STUK + int(math.log(len(blok) / GROOTSTE, _MEER))
    for i in blok:
        for stuk in _stukken(kernen[i], letters):
            per_stuk[stuk].append(i)
    for deel in per_stuk.values():
        if len(deel) <= GROOTSTE:
            yield deel
            continue
        op_titel = sorted(deel, key=lambda i: (kernen[i], i))
        for begin in range(0, len(op_titel) - GROOTSTE // 2, GROOTSTE // 2):
            yield op_titel[begin : begin + GROOTSTE]


def _stukken(kern: str, letters: int) -> set[str]:
    return {stuk for woord in kern.split() for stuk in (f"{woord[:letters]}-", f"-{woord[-letters:]}")}
