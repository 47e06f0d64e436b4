"""A drawing in few colours: a palette image is a quarter of the size and much faster to compress.

A map has a few dozen flat colours and the blends between them along edges. The flat ones keep their exact
value; the blends go to the nearest of the palette.
"""

from functools import cache

import numpy as np
from PIL import Image

_VAST = 96  # colours that cover most of the sheet, exact
_TOTAAL = 128
VERSCHIL = 24  # red, green and blue together, that a blend must differ from the palette to be added
_STAP = 4  # of the sample in which the flat colours are counted
_BINS = 1 << 15  # 5 bits of each of red, green and blue


def met_palet(pixels: np.ndarray) -> Image.Image:
    """Return an opaque drawing, uint8 (height, width, 4), as a Pillow image with a palette."""
    samen = np.ascontiguousarray(pixels).view("<u4").ravel()
    begin = np.flatnonzero(np.concatenate([[True], samen[1:] != samen[:-1]]))  # runs of one colour: a tenth
    lengte = np.diff(begin, append=samen.size)
    bak = _bak(samen[begin])
    aantal = np.bincount(bak, lengte, _BINS)
    vast = _vaste_kleuren(pixels)
    palet = _palet(vast, aantal)
    nummer = np.zeros(_BINS, dtype=np.uint8)
    gebruikt = np.flatnonzero(aantal)
    nummer[gebruikt] = _dichtst(_middens()[gebruikt], palet)
    vaste_bak, eerste = np.unique((vast >> 3) @ [1 << 10, 1 << 5, 1], return_index=True)
    nummer[vaste_bak] = eerste
    beeld = Image.fromarray(np.repeat(nummer[bak], lengte).reshape(pixels.shape[:2]))
    beeld.putpalette(palet.astype(np.uint8).ravel().tolist())
    return beeld


def _bak(samen: np.ndarray) -> np.ndarray:
    """Return the bin of each pixel value (uint32: red in the lowest byte)."""
    return (samen & 0xF8) << 7 | (samen & 0xF800) >> 6 | (samen & 0xF80000) >> 19


def _vaste_kleuren(pixels: np.ndarray) -> np.ndarray:
    staal = Image.fromarray(np.ascontiguousarray(pixels[::_STAP, ::_STAP, :3]))
    geteld = sorted(staal.getcolors(staal.width * staal.height) or [], reverse=True)[:_VAST]
    return np.array([kleur for _, kleur in geteld], dtype=np.int32)


def _palet(vast: np.ndarray, aantal: np.ndarray) -> np.ndarray:
    """Return ``vast`` and the most frequent blends that differ enough, int32 (colours, 3)."""
    palet = np.concatenate([vast, np.zeros((_TOTAAL - len(vast), 3), dtype=np.int32)])
    n = len(vast)
    gebruikt = np.flatnonzero(aantal)
    kandidaten = _middens()[gebruikt[np.argsort(-aantal[gebruikt], kind="stable")]]
    afstand = np.abs(kandidaten[:, None] - vast[None]).sum(axis=2).min(axis=1)
    while n < _TOTAAL and (ver := np.flatnonzero(afstand > VERSCHIL)).size:
        palet[n] = kandidaten[ver[0]]
        afstand = np.minimum(afstand, np.abs(kandidaten - palet[n]).sum(axis=1))
        n += 1
    return palet[:n]


def _dichtst(kleuren: np.ndarray, palet: np.ndarray) -> np.ndarray:
    return np.abs(kleuren[:, None] - palet[None]).sum(axis=2).argmin(axis=1)


@cache
def _middens() -> np.ndarray:
    """Return the colour in the middle of each bin, int32 (32768, 3)."""
    bak = np.arange(_BINS)
    return np.stack([bak >> 10, bak >> 5 & 31, bak & 31], axis=1).astype(np.int32) * 8 + 4
