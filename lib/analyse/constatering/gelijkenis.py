"""How alike the descriptions of projects are: cosine of weighted words (tf-idf; Salton & Buckley 1988)."""

import re
from collections import Counter

import numpy as np

_WOORD = re.compile(r"[^\W\d_]{3,}")


ZIN = re.compile(r"(?<=[.!?;])\s+")
_VAST = 3  # a sentence that stands word for word with so many projects is a template; it says nothing of one


def eigen_zinnen(teksten: list[str]) -> list[str]:
    """Return the texts without the sentences that ``_VAST`` or more of them share word for word."""
    zinnen = [[zin.strip() for zin in ZIN.split(tekst) if zin.strip()] for tekst in teksten]
    telling = Counter(zin.casefold() for lijst in zinnen for zin in set(lijst))
    return [" ".join(zin for zin in lijst if telling[zin.casefold()] < _VAST) for lijst in zinnen]


def gelijkenis(teksten: list[str]) -> np.ndarray:
    """Return the likeness (0-1, float64) of every pair of texts; an empty text is like nothing.

    Words of three letters or more; term frequency 1 + ln(f), inverse document frequency ln(n / df) + 1.
    """
    tellingen = [Counter(_WOORD.findall(tekst.casefold())) for tekst in teksten]
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


def lijkt_op_elders(paar: np.ndarray, regios: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return which projects (bool) belong with one in other regions, and which may if all regions were known.

    ``paar`` says which two belong together (bool projects × projects), ``regios`` is bool projects × regions.
    """
    zelfde_regio = (regios.astype(np.float32) @ regios.T.astype(np.float32)) > 0
    ergens = np.asarray(regios.any(axis=1))
    elders: np.ndarray = paar & ~zelfde_regio
    np.fill_diagonal(elders, False)
    zeker: np.ndarray = elders & ergens[:, None] & ergens[None, :]
    return np.asarray(zeker.any(axis=1)), np.asarray(elders.any(axis=1))
