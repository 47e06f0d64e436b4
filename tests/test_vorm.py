"""Shapes that maps share are drawn once and copied: the picture must stay the same."""

import numpy as np
import pytest
from matplotlib.path import Path

from lib.beeld import vorm
from lib.beeld.figuur import Kaartfiguur, Opschrift, naar_svg, teken_pixels
from lib.beeld.kader import MM_PER_INCH, Kader
from lib.beeld.stijl import BLAD, stijl
from lib.beeld.vorm import Stapel, Stijl, Vorm, rechthoek

HOEK = Path([(0, 0), (60, 0), (60, 20), (0, 90), (0, 0)])  # the same in no other direction


def figuur(x: float):
    """Return a figure with a filled, hatched and outlined shape, shared, ``x`` mm from the left."""
    woorden = dict.fromkeys(
        ("kaart_id", "soort", "titel", "ondertitel", "bijschrift", "bronregel", "alt"), "x"
    )
    uit = Kaartfiguur(Opschrift(**woorden, synthetisch=False), 120 * MM_PER_INCH / BLAD["dpi"] * 6)
    kader = Kader(uit, x, 10 * MM_PER_INCH / BLAD["dpi"], 60, 90, (0, 0, 60, 90), "proef")
    with stijl():
        vlak = Vorm(HOEK, Stijl("#c2577e", "///", "#ffffff"))
        kader.voeg_toe(
            Stapel(kader.venster, vlak, Vorm(HOEK, Stijl(rand="#1a1a1a", dikte=2.0, streep=(3, 1))))
        )
    return uit


@pytest.mark.parametrize("keer", [1, 2])
def test_a_copy_looks_like_the_drawing(keer, monkeypatch):
    een = figuur(100 * MM_PER_INCH / BLAD["dpi"])
    kopie = [teken_pixels(een).copy() for _ in range(keer)][-1].astype(int)
    monkeypatch.setattr(vorm, "_HEEL", -1.0)  # nothing is on whole pixels: everything is drawn
    getekend = teken_pixels(een).astype(int)
    verschil = np.abs(kopie - getekend).max(axis=2)
    assert (getekend != 255).any() and np.quantile(verschil, 0.999) <= 3 and (verschil > 60).sum() == 0


def test_what_is_not_on_wholeteken_pixels_is_drawn():
    heel, half = (teken_pixels(figuur(x * MM_PER_INCH / BLAD["dpi"])).astype(int) for x in (100, 100.5))
    assert np.abs(heel - half).max() > 0


def test_a_shared_outline_stands_in_a_vector_file_once():
    svg = naar_svg(figuur(20))
    assert svg.count("<path") >= 2 and "stroke-dasharray" in svg


def test_a_rectangle_is_closed():
    assert rechthoek(1, 2, 3, 4).get_extents().bounds == (1, 2, 3, 4)
