"""Where things stand: the project root, the raw inputs, and the folders a run writes."""

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WORTEL = Path(__file__).resolve().parents[2]
LIB = WORTEL / "lib"
RAW = WORTEL / "data" / "raw"
GEBIEDEN = RAW / "gebieden"
ORDENING = RAW / "ordening"
REGISTER = RAW / "register"
# A consultant may keep editions outside the project, where they cannot be committed by accident.
EDITIES = Path(os.environ.get("KAARTEN_EDITIES") or RAW / "edities").expanduser().resolve()
NOTEBOOKS = WORTEL / "notebooks"
GEEN_BRON = {"__pycache__", ".ipynb_checkpoints"}  # folders in which nobody writes by hand


def uitvoer_wortel() -> Path:
    """Return the folder below which a run writes: ``$KAARTEN_UITVOER``, else the project root."""
    return Path(os.environ.get("KAARTEN_UITVOER") or WORTEL).resolve()


@dataclass(frozen=True)
class Uitvoer:
    """The folders in which one edition's results stand."""

    editie: str
    wortel: Path

    @property
    def processed(self) -> Path:
        """``data/processed/<editie>``: tidy tables."""
        return self.wortel / "data" / "processed" / self.editie

    @property
    def figures(self) -> Path:
        """``figures/<editie>``: a PNG and an SVG for each map."""
        return self.wortel / "figures" / self.editie

    @property
    def zelf(self) -> Path:
        """``figures/<editie>/zelf``: figures that someone made, which are no results of a run."""
        return self.figures / "zelf"

    @property
    def rapport(self) -> Path:
        """``rapport/<editie>``: rendered pages and downloads."""
        return self.wortel / "rapport" / self.editie


def uitvoer(editie: str, wortel: Path | str | None = None) -> Uitvoer:
    """Return the output folders of ``editie`` below ``wortel`` (default: :func:`uitvoer_wortel`)."""
    return Uitvoer(editie, Path(wortel).resolve() if wortel else uitvoer_wortel())


def paginanaam(notebook: str, *waarden: str) -> str:
    """Return the name of the page of ``notebook`` for these values of its parameters: a safe file name."""
    los = unicodedata.normalize("NFKD", "-".join([notebook, *waarden]).lower())
    kaal = "".join(teken for teken in los if not unicodedata.combining(teken))
    return re.sub(r"[^a-z0-9]+", "-", kaal).strip("-")


def bestanden_onder(map_: Path) -> Iterator[str]:
    """Every file below a folder, but for what editors and Python leave behind."""
    for pad, onder, namen in os.walk(map_):
        onder[:] = [naam for naam in onder if naam not in GEEN_BRON]
        yield from (os.path.join(pad, naam) for naam in namen if naam[0] not in ".~")
