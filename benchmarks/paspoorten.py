"""Passports: one page for each gemeente and region, many executions of the same notebook."""

import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.meting import Meting, deel
from benchmarks.ronde import EDITIE, als_opdracht
from benchmarks.wegen import of_niets, tijd, tijd_opdracht
from lib.editie.editie import lees_editie
from lib.editie.register import kaart_rijen
from lib.grond.paden import WORTEL, uitvoer
from lib.pagina.taken import Taak, maak_taken
from lib.run.omgeving import omgeving

NOTEBOOK = "85-gesprekskaart"
SNEL = 8  # passports in a quick measurement
GEWOON, GEWOON_SNEL = 8, 3  # of these the usual way does so many, for it takes seconds each
MET = ("28-witte-vlekken", "91-aanspreekpunten", "95-venster")  # what a passport shows where it is there


def meet(snel: bool, map_: Path) -> list[Meting]:
    """Measure ``passports``: with one worker and with two; a few of them by the usual way."""
    _maak_klaar(map_)
    alle = alle_paspoorten(map_)
    taken = [alle[i * len(alle) // SNEL] for i in range(SNEL)] if snel else alle
    twee = _ronde(taken, map_, 2)
    een = of_niets(lambda: _ronde(taken, map_, 1))
    gewoon, n = GEWOON_SNEL if snel else GEWOON, len(taken)
    lijst = [als_opdracht(taak, ()) for taak in taken[:: n // gewoon][:gewoon]]
    som = of_niets(lambda: tijd("papermill", lijst, map_ / "gewoon", omgeving(map_)))
    sneller = deel(een, twee)
    return [
        Meting(
            "passports",
            n,
            twee,
            som and som / gewoon * n,
            wegen={"one worker": een, "two workers": twee, "two against one": sneller},
            toelichting=f"usual: papermill as library, {gewoon} measured and carried over to {n}"
            + (f"; two workers are {sneller:.2f} times as fast as one" if sneller else ""),
        )
    ]


def _maak_klaar(map_: Path) -> None:
    """Run, once and untimed, the notebooks that the passports read."""
    alleen = [deel for naam in ("10-classificeren", *MET) for deel in ("--only", f"notebooks/{naam}.ipynb")]
    opties = ["--edition", EDITIE, "--output", str(map_)]
    tijd_opdracht([sys.executable, str(WORTEL / "run_all.py"), *opties, *alleen])


def alle_paspoorten(map_: Path) -> list[Taak]:
    """Return the tasks of all passports of the edition, writing below ``map_``."""
    plaats = uitvoer(EDITIE, map_)
    taken = maak_taken(lees_editie(EDITIE), plaats, kaart_rijen(), gevraagd=["passports"])
    return [taak for taak in taken if taak.regel.notebook == NOTEBOOK]


def _ronde(taken: Sequence[Taak], map_: Path, werkers: int) -> float:
    """Return the seconds of our run of these passports from nothing, pages included."""
    for taak in taken:
        taak.uitgevoerd.unlink(missing_ok=True)
        taak.pagina.unlink(missing_ok=True)
    alleen = [deel for taak in taken for deel in ("--only", taak.naam)]
    opties = ["--edition", EDITIE, "--passports", "--workers", str(werkers), "--output", str(map_)]
    return tijd_opdracht([sys.executable, str(WORTEL / "run_all.py"), *opties, *alleen])
