"""What every chart shares: its heading, labels that may break, and ink that can be read on a fill."""

import re
from typing import TYPE_CHECKING, Any

from lib.beeld.figuur import Kaartfiguur, Opschrift
from lib.beeld.kader import MM_PER_INCH
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
