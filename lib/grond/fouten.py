"""Faults in the input, each with its place, collected so that they are reported together."""

from collections.abc import Iterable
from dataclasses import dataclass

DETAILS = "Meer weten? Voer uit:  from lib.beeld.tonen import details; details()"


@dataclass(frozen=True)
class InvoerFout:
    """One fault or notice: where it stands, what stands there, why it is wrong, what would be right.

    ``rij`` is 1-based as a spreadsheet shows it (the header is row 1); 0 means: no single row.
    ``reden`` and ``suggestie`` are Dutch, because consultants and reviewers read them.
    """

    bestand: str
    reden: str
    blad: str = ""
    rij: int = 0
    kolom: str = ""
    waarde: str = ""
    suggestie: str = ""
    titel: str = ""

    def __str__(self) -> str:
        """One line, for the command line."""
        plaats = [self.bestand]
        plaats += [f"blad {self.blad}"] if self.blad else []
        plaats += [f"rij {self.rij}"] if self.rij else []
        plaats += [f"kolom {self.kolom}"] if self.kolom else []
        waarde = f" «{self.waarde}»" if self.waarde else ""
        suggestie = f" (bedoeld: {self.suggestie}?)" if self.suggestie else ""
        return f"{', '.join(plaats)}: {self.reden}{waarde}{suggestie}"


class InvoerFouten(Exception):
    """The input or the configuration is wrong; ``fouten`` lists every fault found."""

    def __init__(self, fouten: Iterable[InvoerFout]):
        """Keep the faults in the order in which they were found."""
        self.fouten = list(fouten)
        super().__init__("\n".join(str(fout) for fout in self.fouten))

    def _render_traceback_(self) -> list[str]:
        """What IPython shows below a cell instead of a traceback: what is wrong, and where."""
        aantal = len(self.fouten)
        kop = "Er klopt iets niet in de invoer" + (f" ({aantal} fouten):" if aantal > 1 else ":")
        return [kop, *(f"  • {fout}" for fout in self.fouten), DETAILS]


def plaats_van(bestand: str, blad: str, rij: int) -> str:
    """Return where a row stands, in Dutch: ``projecten.xlsx, blad Blad1, rij 7``."""
    return f"{bestand}{f', blad {blad}' if blad else ''}, rij {rij}"
