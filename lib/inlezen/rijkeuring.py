"""Judging the cells of one row of a small input file: codes from a list, names from the tables.

All faults of a row are collected; a row with a fault is rejected as a whole and never altered silently.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from lib.gebied.aliassen import nabij, sleutel
from lib.gebied.namen import Treffer
from lib.grond.fouten import InvoerFout

_AFGEKEURD = ("bestand", "blad", "rij", "kolom", "waarde", "reden", "suggestie")
_LABEL_NABIJ = 60  # lowest similarity (0-100) at which a code is worth proposing


@dataclass
class Rijkeuring:
    """One row, as :func:`lib.inlezen.rijtabel.lees_rijen` gives it, with the ``fouten`` found so far.

    ``geheim``: the row may hold personal data anywhere (columns get shifted), so messages name the place
    and never repeat what stands there.
    """

    rij: Mapping[str, Any]
    geheim: bool = False
    fouten: list[InvoerFout] = field(default_factory=list)

    def cel(self, kolom: str) -> str:
        """Return what stands in a column; empty where there is no such column."""
        return str(self.rij.get(kolom, ""))

    def fout(self, kolom: str, reden: str, suggestie: str = "") -> None:
        """Add a fault in a column."""
        plaats: dict[str, Any] = {
            "bestand": self.rij["bestand"],
            "blad": self.rij["blad"],
            "rij": self.rij["rij"],
        }
        waarde = "" if self.geheim else self.cel(kolom)
        self.fouten.append(InvoerFout(reden=reden, kolom=kolom, waarde=waarde, suggestie=suggestie, **plaats))

    def keuze(self, kolom: str, codes: Sequence[str], leeg_mag: bool = False) -> str:
        """Return the code that a cell stands for, whatever its capitals, spaces and hyphens."""
        if not self.cel(kolom):
            return "" if leeg_mag else self._leeg(kolom)
        vormen = {sleutel(code): code for code in codes}
        vorm = sleutel(self.cel(kolom))
        if vorm not in vormen:
            voorstel = nabij(vorm, vormen, _LABEL_NABIJ)
            self.fout(kolom, f"onbekende waarde; kies uit {', '.join(codes)}", voorstel)
        return vormen.get(vorm, "")

    def naam(
        self,
        kolom: str,
        zoek: Callable[[str], Treffer],
        leeg_mag: bool = False,
        bestaand: Collection[str] | None = None,
    ) -> str:
        """Return the one code or official name that ``zoek`` finds for a cell.

        ``bestaand``: the names that the edition has; in its own division a region may have no gemeenten.
        """
        if not self.cel(kolom):
            return "" if leeg_mag else self._leeg(kolom)
        treffer = zoek(self.cel(kolom))
        if len(treffer.codes) != 1:
            self.fout(kolom, "onbekende naam" if not treffer.codes else "niet één naam", treffer.suggestie)
            return ""
        if bestaand is not None and treffer.codes[0] not in bestaand:
            self.fout(kolom, "heeft in de indeling van deze editie geen gemeenten")
            return ""
        return treffer.codes[0]

    def _leeg(self, kolom: str) -> str:
        self.fout(kolom, "mag niet leeg zijn")
        return ""


def afkeurtabel(fouten: Iterable[InvoerFout]) -> pd.DataFrame:
    """Return a row per fault, columns ``_AFGEKEURD`` (str, rij int64), in the order of finding."""
    rijen = [[getattr(fout, naam) for naam in _AFGEKEURD] for fout in fouten]
    tabel = pd.DataFrame(rijen, columns=list(_AFGEKEURD))
    return tabel.astype({naam: "int64" if naam == "rij" else "str" for naam in _AFGEKEURD})
