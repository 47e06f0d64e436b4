"""Running the tasks: pytask decides what is stale, orders and spreads the work; papermill does it.

pytask compares the content of every file that a task reads or makes with what it was when the
task last succeeded; its records stand in ``.kaarten`` below the output. A task that was cut off
has no record and runs again.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from lib.pagina import schrijf_pagina
from lib.taken import Taak
from lib.uitvoeren import NotebookMislukt, schrijf_atomair, voer_notebook_uit

STAAT = ".kaarten"
WACHT = 0.02  # seconds between two looks at what has finished
STANDEN = {
    "SUCCESS": "gedaan",
    "SKIP_UNCHANGED": "actueel",
    "FAIL": "mislukt",
    "SKIP_PREVIOUS_FAILED": "overgeslagen",
    "WOULD_BE_EXECUTED": "te doen",
}


@dataclass(frozen=True)
class Uitkomst:
    """How one task ended: ``stand`` is a value of ``STANDEN``; ``fout`` one line where it failed."""

    naam: str
    stand: str
    fout: str = ""


def draai(
    taken: list[Taak],
    uitvoer: Path,
    *,
    workers: int,
    alles: bool = False,
    alleen_tonen: bool = False,
    scheduler: str | None = None,
    melden: Callable[[Uitkomst], None] = lambda uitkomst: None,
) -> list[Uitkomst]:
    """Bring the tasks up to date and return how each ended, in the order in which they ended.

    ``alles`` runs them all; ``alleen_tonen`` runs none and says which would run. ``scheduler`` is
    the address of a Dask scheduler; its workers must see the same files. ``melden`` is called as
    each task ends. A task whose predecessor failed is not run; the others go on.
    """
    staat = uitvoer / STAAT
    staat.mkdir(parents=True, exist_ok=True)
    opdrachten = [opdracht for taak in taken for opdracht in (_notebooktaak(taak, staat), _paginataak(taak))]
    uitkomsten: list[Uitkomst] = []

    def einde(report: Any) -> None:
        stand = STANDEN.get(report.outcome.name, "mislukt")
        fout = str(report.exc_info[1]).strip() if stand == "mislukt" and report.exc_info else ""
        uitkomsten.append(Uitkomst(report.task.name, stand, fout))
        melden(uitkomsten[-1])

    instellingen = {"force": alles, "dry_run": alleen_tonen, "n_workers": workers}
    with _in_omgeving(uitvoer):
        _bouw(opdrachten, staat, einde, scheduler, instellingen)
    return uitkomsten


def _omgeving(uitvoer: Path) -> dict[str, str]:
    """Return what a kernel must find in its environment: where to write, and no chance in how."""
    return {"KAARTEN_UITVOER": str(uitvoer), "PYTHONHASHSEED": "0", "MPLBACKEND": "agg"}


@contextmanager
def _in_omgeving(uitvoer: Path) -> Iterator[None]:
    """Let kernels inherit :func:`_omgeving` and leave this process's environment as it was."""
    eerder = dict(os.environ)
    os.environ.update(_omgeving(uitvoer))
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(eerder)


def duren(uitvoer: Path) -> dict[str, float]:
    """Return for each task the seconds that its last execution took."""
    paden = sorted((uitvoer / STAAT / "duur").rglob("*.json"))
    return {naam: duur for pad in paden for naam, duur in json.loads(pad.read_text()).items()}


def _voer_uit(opdracht: dict[str, Any], **_: Any) -> None:
    """Execute a notebook; the rest of what pytask passes are the files that it watches."""
    os.environ.update(opdracht["omgeving"])
    uitgevoerd, mislukt = Path(opdracht["uitgevoerd"]), Path(opdracht["mislukt"])
    try:
        duur = voer_notebook_uit(Path(opdracht["notebook"]), uitgevoerd, opdracht["parameters"])
    except NotebookMislukt as fout:
        schrijf_pagina(fout.bewaard, mislukt, opdracht["titel"], opdracht["editie"])
        raise
    mislukt.unlink(missing_ok=True)
    schrijf_atomair(Path(opdracht["duur"]), json.dumps({opdracht["naam"]: round(duur, 3)}))


def _teken_pagina(opdracht: dict[str, Any], **_: Any) -> None:
    """Render an executed notebook."""
    schrijf_pagina(
        Path(opdracht["uitgevoerd"]), Path(opdracht["pagina"]), opdracht["titel"], opdracht["editie"]
    )


def _notebooktaak(taak: Taak, staat: Path) -> Any:
    opdracht = {
        "naam": taak.naam,
        "notebook": str(taak.notebook),
        "uitgevoerd": str(taak.uitgevoerd),
        "mislukt": str(taak.mislukt),
        "titel": taak.titel,
        "editie": taak.editie,
        "parameters": taak.parameters,
        "duur": str(staat / "duur" / f"{taak.naam}.json"),
        "omgeving": _omgeving(taak.uitvoer.wortel),
    }
    leest = [*taak.leest, *taak.code]
    return _pytask_taak(
        taak.naam, _voer_uit, opdracht, taak.kenmerk, leest, [*taak.schrijft, taak.uitgevoerd]
    )


def _paginataak(taak: Taak) -> Any:
    from lib.afhankelijkheid import bestanden_van

    opdracht = {
        "uitgevoerd": str(taak.uitgevoerd),
        "pagina": str(taak.pagina),
        "titel": taak.titel,
        "editie": taak.editie,
    }
    leest = [taak.uitgevoerd, *bestanden_van("import lib.pagina")]
    return _pytask_taak(f"{taak.naam}.html", _teken_pagina, opdracht, taak.titel, leest, [taak.pagina])


def _pytask_taak(
    naam: str,
    functie: Callable,
    opdracht: dict,
    kenmerk: str,
    leest: Iterable[Path],
    schrijft: Iterable[Path],
) -> Any:
    """Return the task in pytask's terms; ``kenmerk`` is what is compared besides the files."""
    from _pytask.models import NodeInfo
    from pytask import PathNode, PythonNode, TaskWithoutPath

    def knopen(paden: Iterable[Path]) -> list[PathNode]:
        return [PathNode(name=str(pad), path=pad) for pad in dict.fromkeys(paden)]

    # Without this pytask takes all values of all tasks for one and the same.
    eigen = NodeInfo(arg_name="opdracht", path=(), task_path=None, task_name=naam, value=None)
    return TaskWithoutPath(
        name=naam,
        function=functie,
        depends_on={
            "opdracht": PythonNode(value=opdracht, hash=lambda _: kenmerk, node_info=eigen),
            "leest": knopen(leest),
        },
        produces={"schrijft": knopen(schrijft)},
    )


def _bouw(opdrachten: list, staat: Path, einde: Callable, scheduler: str | None, instellingen: dict) -> None:
    import pytask

    pytask.console.quiet = True  # the run has its own progress
    config = staat / "pytask.toml"  # where it stands, pytask keeps its records
    config.write_text("[tool.pytask.ini_options]\n", encoding="utf-8")
    sessie = pytask.build(
        tasks=opdrachten,
        paths=[staat],
        config=config,
        capture="no",
        verbose=0,
        show_traceback=False,
        kaarten_melden=einde,
        parallel_backend=_motor(scheduler, instellingen["dry_run"]),
        **instellingen,
    )
    if len(sessie.execution_reports) < len(opdrachten):
        raise RuntimeError(f"pytask stopte voortijdig: {sessie.exit_code!r}")


def _motor(scheduler: str | None, alleen_tonen: bool) -> Any:
    """Return pytask's backend: threads, since each notebook has a process of its own, or Dask."""
    from pytask_parallel import ParallelBackend, WorkerType, execute, registry

    # It looks for finished tasks ever less often, up to once a second; a notebook takes no longer.
    execute._Sleeper = partial(execute._Sleeper, timings=[WACHT])
    if alleen_tonen:
        return ParallelBackend.NONE
    if scheduler is None:
        return ParallelBackend.THREADS

    def verbind(n_workers: int) -> Any:
        from distributed import Client

        return Client(scheduler, timeout=10, set_as_default=False).get_executor(pure=False)

    registry.register_parallel_backend(
        ParallelBackend.CUSTOM, verbind, worker_type=WorkerType.PROCESSES, remote=False
    )
    return ParallelBackend.CUSTOM
