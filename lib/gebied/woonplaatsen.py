"""Woonplaatsen and gemeenten that ended before 2015: in which gemeente of 2017 they lie, and in any year.

They only serve to propose a gemeente. ``data/raw/gebieden/woonplaatsen.csv``, made by
``scripts/woonplaatsen.py``, says where it is from.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lib.gebied.aliassen import sleutel
from lib.grond.fouten import meld
from lib.grond.paden import GEBIEDEN
from lib.grond.tabel import Kolom, lees_ruw

_KOLOMMEN = {
    "woonplaats": Kolom(),
    "gm_2017": Kolom(patroon=r"GM\d{4}(;GM\d{4})*", reden="geen gemeentecodes, gescheiden door ;"),
    "gemeente_tot": Kolom(leeg=True, patroon=r"\d{4}", reden="geen jaartal"),
    "bron": Kolom(keuze=("geonames", "kernen", "eigen")),
}


class Woonplaats(NamedTuple):
    """A place: its name, the gemeenten of 2017 in which places of that name lie, and until which year it was
    a gemeente itself (or ``""``).
    """

    naam: str
    codes: tuple[str, ...]
    gemeente_tot: str = ""

    @property
    def wat(self) -> str:
        """What it is, in Dutch: a woonplaats, or a gemeente that is no more."""
        return f"gemeente tot {self.gemeente_tot}" if self.gemeente_tot else "woonplaats"


@cache
def lees_woonplaatsen(map_: Path = GEBIEDEN) -> Mapping[str, Woonplaats]:
    """Return the places by their :func:`~lib.gebied.aliassen.sleutel`. Raises InvoerFouten for bad rows."""
    tabel, fouten = lees_ruw(map_ / "woonplaatsen.csv", _KOLOMMEN)
    meld(fouten)
    rijen = zip(tabel["woonplaats"], tabel["gm_2017"], tabel["gemeente_tot"], strict=True)
    return {sleutel(naam): Woonplaats(naam, tuple(codes.split(";")), tot) for naam, codes, tot in rijen}
