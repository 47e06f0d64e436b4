"""How alike the descriptions of projects are: cosine of weighted words (tf-idf; Salton & Buckley 1988)."""

import re
from collections import Counter

import numpy as np

WOORD = re.compile(r"[^\W\d_]{3,}")


def gelijkenis(teksten: list[str]) -> np.ndarray:
    """Return the likeness (0-1, float64) of every pair of texts; an empty text is like nothing.

    Words of three letters or more; term frequency 1 + ln(f), inverse document frequency ln(n / df) + 1.
    """
    tellingen = [Counter(WOORD.findall(tekst.casefold())) for tekst in teksten]
    woorden = {woord: i for i, woord in enumerate(sorted({w for telling in tellingen for w in telling}))}
    matrix = np.zeros((len(teksten), len(woorden)))
    for rij, telling in enumerate(tellingen):
        for woord, aantal in telling.items():
            matrix[rij, woorden[woord]] = 1 + np.log(aantal)
    in_teksten = (matrix > 0).sum(axis=0)
    matrix *= np.log(len(teksten) / np.maximum(in_teksten, 1)) + 1
    lengte = np.linalg.norm(matrix, axis=1, keepdims=True)
    matrix /= np.where(lengte > 0, lengte, 1)
    return matrix @ matrix.T


def lijkt_op_elders(alike: np.ndarray, regios: np.ndarray, vanaf: float) -> np.ndarray:
    """Return which projects (bool) are like one in other regions only.

    ``alike`` is from :func:`gelijkenis`, ``regios`` bool projects × regions; ``vanaf`` is from which
    likeness on two descriptions count as alike.
    """
    zelfde_regio = (regios.astype(np.float32) @ regios.T.astype(np.float32)) > 0
    ergens = regios.any(axis=1)
    paar = (alike >= vanaf) & ~zelfde_regio & ergens[:, None] & ergens[None, :]
    return paar.any(axis=1)
