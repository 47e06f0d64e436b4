"""What every chart shares: its heading, labels that may break, and ink that can be read on a fill."""

import re
from itertools import product
from typing import TYPE_CHECKING, Any

import pandas as pd

from lib.beeld.figuur import Kaartfiguur, Opschrift
from lib.beeld.kader import MM_PER_INCH
from lib.beeld.letters import PT_IN_MM, breedte
from lib.beeld.stijl import LETTER, VLAK
from lib.editie.citaat import bronregel

if TYPE_CHECKING:
    from lib.editie.editie import Editie

HALFDONKER = 0.18  # relative luminance at which black and white stand out equally (WCAG 2)


def opschrift(
    naam: str, editie: "Editie", titel: str, ondertitel: str, bijschrift: str, alt: str
) -> Opschrift:
    """Return the words on the sheet of figure ``naam``, with the source line of ``editie`` (an Editie)."""
    return Opschrift(
        kaart_id=naam,
        soort="grafiek",
        titel=titel,
        ondertitel=ondertitel,
        bijschrift=bijschrift,
        bronregel=bronregel(editie),
        alt=alt,
        synthetisch=bool(editie.synthetisch),
    )


def breekbaar(label: str) -> str:
    """Return a label with a space where the longest compound words may be broken."""
    return re.sub(r"samenwerkings(?=\w)", "samenwerkings- ", label)


def vak(figuur: Kaartfiguur, x: float, y: float, breed: float, hoog: float) -> Any:
    """Return new axes with their top left at (x, y) mm from the top left of the sheet."""
    blad_breed, blad_hoog = figuur.get_size_inches() * MM_PER_INCH
    return figuur.add_axes((x / blad_breed, 1 - (y + hoog) / blad_hoog, breed / blad_breed, hoog / blad_hoog))


HALF_TEKEN = 0.8  # half the width of a mark, mm
_RICHTINGEN = sorted(product((0, 1, -1), repeat=2), key=lambda paar: abs(paar[0]) + abs(paar[1]))[1:]


def schrijf_namen(assen: Any, punten: pd.DataFrame, wie: pd.DataFrame, ver: int = 1) -> list[str]:
    """Write names beside the marks of a scatter, none over a mark or over another; return those written.

    ``punten`` (x, y): every mark; ``wie`` (x, y, naam): those to be named, the most important first. A name
    stands up to ``ver`` steps from its mark, from the second on with a line between; one for which there is
    no room is left out.
    """
    from matplotlib.transforms import Bbox

    per_mm = assen.figure.dpi / MM_PER_INCH

    def in_mm(tabel: pd.DataFrame) -> Any:
        return assen.transData.transform(tabel[["x", "y"]].to_numpy(dtype=float)) / per_mm

    kader = assen.get_window_extent().transformed(assen.transData.inverted())
    grens = Bbox(in_mm(pd.DataFrame(kader.get_points(), columns=["x", "y"])))
    bezet = [
        Bbox.from_extents(x - HALF_TEKEN, y - HALF_TEKEN, x + HALF_TEKEN, y + HALF_TEKEN)
        for x, y in in_mm(punten)
    ]
    genoemd = []
    for naam, (x, y) in zip(wie["naam"], in_mm(wie), strict=True):
        breed, hoog = breedte(naam, LETTER["klein"]), LETTER["klein"] * PT_IN_MM
        for stap, (dx, dy) in product(range(ver), _RICHTINGEN):
            midden_x = x + dx * (HALF_TEKEN + 0.6 + breed / 2 + 3 * stap)
            midden_y = y + dy * (HALF_TEKEN + 0.6 + hoog / 2 + 3 * stap)
            vlak = Bbox.from_bounds(midden_x - breed / 2, midden_y - hoog / 2, breed, hoog)
            binnen = (
                grens.x0 - 2 <= vlak.x0
                and vlak.x1 <= grens.x1 + 2
                and grens.y0 <= vlak.y0
                and vlak.y1 <= grens.y1
            )
            if (ver > 1 and not binnen) or any(vlak.overlaps(ander) for ander in bezet):
                continue
            bezet.append(vlak)
            plek = assen.transData.inverted().transform((midden_x * per_mm, midden_y * per_mm))
            lijn = {"arrowstyle": "-", "color": VLAK["zacht"], "linewidth": 0.3, "shrinkA": 0, "shrinkB": 1}
            mark = assen.transData.inverted().transform((x * per_mm, y * per_mm))
            assen.annotate(
                naam,
                mark,
                plek,
                ha="center",
                va="center",
                fontsize=LETTER["klein"],
                bbox={"facecolor": VLAK["papier"], "edgecolor": "none", "pad": 0.4},
                arrowprops=lijn if stap else None,
            )
            genoemd.append(naam)
            break
    return genoemd
