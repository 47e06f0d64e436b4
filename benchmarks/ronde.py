"""The example edition from nothing, and once more when nothing changed, against the same notebooks elsewhere.

A full run has the gesprekskaarten of all regions; those of the gemeenten have a line of their own.
"""

import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from benchmarks.gewoon import maak_profiel
from benchmarks.meting import Meting, om_en_om
from benchmarks.slang import slang
from benchmarks.wegen import WERKERS, Opdracht, of_niets, tijd, tijd_opdracht
from lib.editie.editie import lees_editie
from lib.editie.register import kaart_rijen
from lib.grond.paden import WORTEL, uitvoer
from lib.pagina.taken import Taak, kies_taken, maak_taken
from lib.run.omgeving import omgeving

EDITIE, SNEL = "voorbeeld", ("notebooks/40*",)
NIETS_KEREN = 3
FIGUUR = (".png", ".svg")


def meet(snel: bool, map_: Path) -> Iterator[Meting]:
    """Measure ``run_cold`` and ``run_noop``."""
    keuze = list(SNEL) if snel else []
    koud = draai(keuze, map_ / "ons")
    eigen = {
        "ons": lambda: draai(keuze, map_ / "ons"),
        "Python and the command line": lambda: tijd_opdracht(
            [sys.executable, "-c", "import lib.run.opdracht"]
        ),
    }
    niets = of_niets(lambda: om_en_om(eigen, NIETS_KEREN))
    n = len(opdrachten(keuze, map_ / "ons"))
    gewoon = of_niets(lambda: gewone_ronde(keuze, map_ / "gewoon")) or {}
    samen = sum(gewoon.values()) if gewoon else None
    anderen = {"snakemake": None, "snakemake, nothing changed": None}
    if slang():
        anderen = {naam: of_niets(lambda: _slangronde(keuze, map_ / "slang")) for naam in anderen}
    yield Meting(
        "run_cold",
        n,
        koud,
        samen,
        anderen["snakemake"],
        None,
        {"ons": koud, **gewoon, **anderen},
        "usual: papermill as library, GeoDataFrame.plot, one nbconvert command for all pages;"
        " peer: snakemake -c2 with our maps and without pages",
    )
    if not niets:
        return
    yield Meting(
        "run_noop",
        n,
        niets["ons"],
        samen,
        anderen["snakemake, nothing changed"],
        niets["Python and the command line"],
        {**niets, **anderen},
        "the usual way does everything again; the floor is the start of Python with our command line",
    )


def _taken(map_: Path) -> list[Taak]:
    return maak_taken(lees_editie(EDITIE), uitvoer(EDITIE, map_), kaart_rijen())


def opdrachten(keuze: list[str], map_: Path) -> list[Opdracht]:
    """Return the jobs of the chosen tasks and of what they need, or of all, writing below ``map_``."""
    taken = kies_taken(_taken(map_), keuze) if keuze else _taken(map_)
    gemaakt = {pad for taak in taken for pad in taak.schrijft if pad.suffix not in FIGUUR}
    return [als_opdracht(taak, gemaakt) for taak in taken]


def als_opdracht(taak: Taak, gemaakt: Collection[Path]) -> Opdracht:
    """Return a task of the run as a job; of what it reads ``gemaakt`` is made by others.

    Figures are many; the list that a notebook writes of them stands for all.
    """
    return Opdracht(
        taak.stam,
        str(taak.notebook),
        str(taak.uitgevoerd),
        taak.parameters,
        [str(pad) for pad in taak.leest if pad in gemaakt],
        [str(pad) for pad in taak.schrijft if pad.suffix not in FIGUUR],
        bool(taak.kaarten),
    )


def draai(keuze: list[str], map_: Path) -> float:
    """Return the seconds of our run, writing below ``map_``."""
    opties = ["--edition", EDITIE, "--output", str(map_), "--workers", str(WERKERS)]
    alleen = [deel for patroon in keuze for deel in ("--only", patroon)]
    return tijd_opdracht([sys.executable, str(WORTEL / "run_all.py"), *opties, *alleen])


def gewone_ronde(keuze: list[str], map_: Path) -> dict[str, float]:
    """Return the seconds of papermill with GeoDataFrame.plot, and of nbconvert on all its results."""
    lijst = opdrachten(keuze, map_)
    profiel = maak_profiel(map_ / "ipython")
    extra = {**omgeving(map_), "GEWOON_TEKENEN": str(profiel)}
    papermill = tijd("papermill", lijst, map_, extra)
    paginas = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", *(een.uit for een in lijst)]
    return {"papermill": papermill, "nbconvert": tijd_opdracht(paginas)}


def _slangronde(keuze: list[str], map_: Path) -> float:
    extra = {**omgeving(map_), "SNAKEMAKE": str(slang())}
    return tijd("snakemake", opdrachten(keuze, map_), map_, extra)
