"""Going through cases one by one: some are settled, some left for later, and at the end it is said which."""

from collections.abc import Sequence
from typing import Generic, TypeVar

_Geval = TypeVar("_Geval")


class Rondgang(Generic[_Geval]):
    """``over``: the cases still to come, the present one first; ``uitgesteld``: those left for later;
    ``gedaan``: how many were settled.
    """

    def __init__(self, gevallen: Sequence[_Geval]):
        """Start with the first case."""
        self.over, self.gedaan = list(gevallen), 0
        self.uitgesteld: list[_Geval] = []

    @property
    def totaal(self) -> int:
        """How many cases there are."""
        return len(self.over) + len(self.uitgesteld) + self.gedaan

    @property
    def nummer(self) -> int:
        """The number of the present case, from 1."""
        return self.totaal - len(self.over) + 1

    def is_gedaan(self) -> None:
        """Go on to the next case; this one is settled."""
        self.over.pop(0)
        self.gedaan += 1

    def stel_uit(self) -> None:
        """Go on to the next case; this one is left."""
        self.uitgesteld.append(self.over.pop(0))

    def neem_terug(self) -> None:
        """Put what was left behind what is still to come."""
        self.over, self.uitgesteld = [*self.over, *self.uitgesteld], []

    def slot(self, leeg: str, editie: str) -> list[str]:
        """Return what is said at the end, in sentences; ``leeg`` where there was nothing from the start."""
        if not self.totaal:
            return [leeg]
        zinnen = [f"Alle gevallen zijn bekeken: {self.gedaan} vastgelegd, {len(self.uitgesteld)} uitgesteld."]
        if self.gedaan:
            zinnen.append(f"Overal verwerken: python run_all.py --edition {editie}")
        return zinnen
