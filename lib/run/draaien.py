"""Running the tasks: pytask decides what is stale, orders and spreads the work; papermill does it.

pytask compares the content of every file that a task reads or makes with what it was when the
task last succeeded; its records stand in ``.kaarten`` below the output. A task that was cut off
has no record and runs again. What a task reads and no other makes counts as it was before the
first task began: a file that is saved during a run is noticed in the next one.
"""

import hashlib
import json
import os
import re
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from lib.beeld.beelden import PATROON, ontbreekt_beeld, ontbreekt_figuur, zet_los
from lib.grond.afdruk import afdruk, bewaar_afdrukken, laad_afdrukken, vergeet_afdrukken
from lib.grond.afhankelijkheid import bestanden_van, modulenaam
from lib.grond.binnenwerk import bewaar_alleen_in_slot, is_heel_slot, kijk_vaker, laat_zoekpad_staan
from lib.grond.schrijven import maak_eigen_map, schrijf_atomair
from lib.grond.staat import begin_opnieuw, lees_staat
from lib.pagina.html import schrijf_pagina
from lib.pagina.taken import Taak
from lib.run.gedaan import STAAT
from lib.run.kern.namen import GEVORKT, GEWOON, VOORLADEN
from lib.run.omgeving import eigen_werkmap, omgeving
from lib.run.uitvoeren import NotebookMislukt, voer_notebook_uit

if TYPE_CHECKING:
    from lib.run.cluster.cluster import Tros


AFDRUKKEN = "afdrukken.json"
_WACHT = [0.001, 0.02]  # seconds between two looks: while tasks are up to date, while they run
LATER = ("seaborn", "openpyxl")  # imported where they are used, which takes long
# Read once for all kernels: these keep what they read, for as long as the file holds the same.
GELEZEN = (
    "lib.gebied.tabellen:lees_gemeenten",
    "lib.gebied.tabellen:lees_kernwerkgebieden",
    "lib.gebied.jaar:gemeenten_van",
    "lib.pagina.gespreksbeeld:sjabloon",
    "lib.gebied.herindeling:lees_herindelingen",
    "lib.editie.ordening:lees_ordening",
    "lib.editie.register:lees_kaarten",
    "lib.editie.register:lees_tabellen",
    "lib.kaart.jaarbasis:onthoud_basis",
)
_STANDEN = {
    "SUCCESS": "gedaan",
    "SKIP_UNCHANGED": "actueel",
    "FAIL": "mislukt",
    "SKIP_PREVIOUS_FAILED": "overgeslagen",
    "WOULD_BE_EXECUTED": "te doen",
}


@dataclass(frozen=True)
class Taakuitkomst:
    """How one task ended: ``stand`` is a value of ``_STANDEN``; ``fout`` one line where it failed."""

    naam: str
    stand: str
    fout: str = ""


@dataclass(frozen=True)
class Wijze:
    """How tasks are run: ``workers`` at a time.

    ``alles`` runs them all; ``alleen_tonen`` runs none and says which would run. With ``cluster`` the
    notebooks run there, as many at a time as it can take. ``kernel`` is the kernelspec that they run
    with. ``melden`` is called as each task ends.
    """

    workers: int
    alles: bool = False
    alleen_tonen: bool = False
    cluster: "Tros | None" = None
    kernel: str = GEWOON
    melden: Callable[[Taakuitkomst], None] = lambda uitkomst: None


def draai(taken: list[Taak], uitvoer: Path, wijze: Wijze) -> list[Taakuitkomst]:
    """Bring the tasks up to date and return how each ended, in the order in which they ended.

    A task whose predecessor failed is not run; the others go on.
    """
    staat = maak_eigen_map(uitvoer / STAAT)
    if wijze.alles:
        vergeet_afdrukken()
    else:
        laad_afdrukken(staat / AFDRUKKEN)
    gemaakt = {pad for taak in taken for pad in (*taak.schrijft, taak.uitgevoerd)}
    gelezen = {pad for taak in taken for pad in taak.leest}
    opdrachten = [
        opdracht
        for taak in taken
        for opdracht in (
            _notebooktaak(taak, staat, wijze, _voorrang(taak, gelezen)),
            _paginataak(taak),
        )
    ]
    uitkomsten: list[Taakuitkomst] = []

    def einde(report: Any) -> None:
        stand = _STANDEN.get(report.outcome.name, "mislukt")
        fout = str(report.exc_info[1]).strip() if stand == "mislukt" and report.exc_info else ""
        uitkomsten.append(Taakuitkomst(report.task.name, stand, fout))
        wijze.melden(uitkomsten[-1])

    breedte = wijze.cluster.breedte if wijze.cluster else wijze.workers
    instellingen = {"force": wijze.alles, "dry_run": wijze.alleen_tonen, "n_workers": breedte}
    with (
        eigen_werkmap(staat) as werkmap,
        _in_omgeving(omgeving(uitvoer) | _voorladen(taken, wijze.kernel) | werkmap),
    ):
        if wijze.kernel == GEVORKT and not (wijze.alleen_tonen or wijze.cluster):
            _begin_ouder()
        _bouw([_pytask_taak(werk, gemaakt) for werk in opdrachten], staat, einde, instellingen)
    bewaar_afdrukken(staat / AFDRUKKEN)
    if not wijze.alleen_tonen:
        _ruim_mislukt_op(taken, uitkomsten)
    return uitkomsten


def _ruim_mislukt_op(taken: list[Taak], uitkomsten: list[Taakuitkomst]) -> None:
    """Remove what an earlier failure left of a notebook whose results now stand."""
    staat = {uitkomst.naam for uitkomst in uitkomsten if uitkomst.stand in ("gedaan", "actueel")}
    for taak in taken:
        if taak.naam in staat:
            taak.mislukt.unlink(missing_ok=True)
            taak.uitgevoerd.with_suffix(".mislukt.ipynb").unlink(missing_ok=True)


def _voorrang(taak: Taak, gelezen: set[Path]) -> str:
    """Return when pytask is to take a task that is ready: first what others wait for or takes long.

    Pages of which there are many, and for which nothing waits, fill what is left.
    """
    if taak.regel.levert or not gelezen.isdisjoint(taak.schrijft):
        return "try_first"
    return "try_last" if taak.regel.per else ""


def _begin_ouder() -> None:
    """Let the parent of the kernels import what it must while this process imports its own."""
    from lib.run.kern.vorkkern import ouder

    ouder(os.environ)


def _voorladen(taken: list[Taak], kernel: str) -> dict[str, str]:
    """Name what the notebooks use of ``lib``, so that forked kernels need not import it one by one."""
    if kernel != GEVORKT:
        return {}
    code = {pad for taak in taken for pad in taak.code if pad.suffix == ".py" and pad.stem != "__init__"}
    bron = "\n".join(pad.read_text("utf-8") for pad in code)
    later = {naam for naam in LATER if re.search(rf"(import|from) {naam}\b", bron)}
    modules = {modulenaam(pad) for pad in code}
    gelezen = [wat for wat in GELEZEN if wat.partition(":")[0] in modules]
    return {VOORLADEN: " ".join([*sorted(later), *sorted(modules), *gelezen])}


@contextmanager
def _in_omgeving(extra: dict[str, str]) -> Iterator[None]:
    """Let kernels inherit ``extra`` and leave this process's environment as it was."""
    eerder = dict(os.environ)
    os.environ.update(extra)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(eerder)


def duren(uitvoer: Path) -> dict[str, float]:
    """Return for each task the seconds that its last execution took."""
    paden = sorted((uitvoer / STAAT / "duur").rglob("*.json"))
    gelezen = [lees_staat(pad, lambda duur: {str(n): float(s) for n, s in duur.items()}) for pad in paden]
    return {naam: duur for een in gelezen if een for naam, duur in een.items()}


def _voer_uit(opdracht: dict[str, Any], **_: Any) -> None:
    """Execute a notebook; the rest of what pytask passes are the files that it watches."""
    os.environ.update(opdracht["omgeving"])
    uitgevoerd, mislukt = Path(opdracht["uitgevoerd"]), Path(opdracht["mislukt"])
    try:
        notebook, parameters = Path(opdracht["notebook"]), opdracht["parameters"]
        duur = opdracht["voer_uit"](notebook, uitgevoerd, parameters, opdracht["kernel"])
    except NotebookMislukt as fout:
        zet_los(fout.bewaard)
        schrijf_pagina(fout.bewaard, mislukt, opdracht["titel"], opdracht["editie"])
        raise
    zet_los(uitgevoerd)
    mislukt.unlink(missing_ok=True)
    schrijf_atomair(Path(opdracht["duur"]), json.dumps({opdracht["naam"]: round(duur, 3)}))


def _teken_pagina(opdracht: dict[str, Any], **_: Any) -> None:
    """Render an executed notebook."""
    schrijf_pagina(
        Path(opdracht["uitgevoerd"]), Path(opdracht["pagina"]), opdracht["titel"], opdracht["editie"]
    )


@dataclass(frozen=True)
class _Werk:
    """A task before pytask has it: ``functie`` does ``opdracht``.

    ``kenmerk`` is what is compared besides the files; ``voorrang`` the name of pytask's mark, if any, that
    says when it is taken.
    """

    naam: str
    functie: Callable[..., None]
    opdracht: dict[str, Any]
    kenmerk: str
    leest: list[Path]
    schrijft: list[Path]
    voorrang: str = ""


def _notebooktaak(taak: Taak, staat: Path, wijze: Wijze, voorrang: str) -> _Werk:
    opdracht = {
        "naam": taak.naam,
        "notebook": str(taak.notebook),
        "uitgevoerd": str(taak.uitgevoerd),
        "mislukt": str(taak.mislukt),
        "titel": taak.titel,
        "editie": taak.editie,
        "parameters": taak.parameters,
        "kernel": wijze.kernel,
        "voer_uit": wijze.cluster.uitvoerder(taak) if wijze.cluster else voer_notebook_uit,
        "duur": str(staat / "duur" / f"{taak.naam}.json"),
        "omgeving": omgeving(taak.uitvoer.wortel),
    }
    schrijft = [*taak.schrijft, taak.uitgevoerd]
    leest = [*taak.leest, *taak.code]
    return _Werk(taak.naam, _voer_uit, opdracht, taak.kenmerk, leest, schrijft, voorrang)


def _paginataak(taak: Taak) -> _Werk:
    opdracht = {
        "uitgevoerd": str(taak.uitgevoerd),
        "pagina": str(taak.pagina),
        "titel": taak.titel,
        "editie": taak.editie,
    }
    leest = [taak.uitgevoerd, *bestanden_van("import lib.pagina.html")]
    naam, schrijft = f"{taak.naam}.html", [taak.pagina]
    return _Werk(naam, _teken_pagina, opdracht, taak.titel, leest, schrijft)


def _pytask_taak(werk: _Werk, gemaakt: set[Path]) -> Any:
    """Return the task in pytask's terms.

    pytask sees a file by itself where one task makes it (``gemaakt``) and another reads it, which is
    what gives the order; all others together are part of what is compared. That is a hundred times
    fewer records, and most of the time of a run in which nothing changed.
    """
    from pytask import Mark, NodeInfo, PythonNode, TaskWithoutPath

    vast = {str(pad): afdruk(pad) for pad in werk.leest if pad not in gemaakt}
    # What is missing is for pytask to say.
    tussen = [pad for pad in werk.leest if pad in gemaakt or vast[str(pad)] is None]
    geheel = hashlib.sha256(json.dumps([werk.kenmerk, vast], sort_keys=True).encode()).hexdigest()
    # Without this pytask takes all values of all tasks for one and the same.
    eigen = NodeInfo(arg_name="opdracht", path=(), task_path=None, task_name=werk.naam, value=None)
    return TaskWithoutPath(
        name=werk.naam,
        function=werk.functie,
        depends_on={
            "opdracht": PythonNode(value=werk.opdracht, hash=lambda _: geheel, node_info=eigen),
            "leest": _knopen(tussen),
        },
        produces={"schrijft": _knopen(werk.schrijft)},
        markers=[Mark(werk.voorrang, (), {})] if werk.voorrang else [],
    )


def _knopen(paden: Iterable[Path]) -> list:
    soort = _knoop()
    return [soort(name=str(pad), path=pad) for pad in dict.fromkeys(paden)]


@cache
def _knoop() -> type:
    """Return the kind of file that pytask compares by :func:`lib.grond.afdruk.afdruk`, which reads it
    once.
    """
    from pytask import PathNode

    class Bestand(PathNode):
        def state(self) -> str | None:
            pad = cast(Path, self.path)
            if pad.match(PATROON) and ontbreekt_figuur(pad):
                return None  # a list counts as there when all figures that it names are
            if pad.suffix == ".ipynb" and ontbreekt_beeld(pad):
                return None  # and an executed notebook when all its pictures are
            return afdruk(pad)

    return Bestand


def _bouw(opdrachten: list, staat: Path, einde: Callable, instellingen: dict) -> None:
    import pytask

    bewaar_alleen_in_slot()
    if not is_heel_slot(slot := staat / "pytask.lock"):
        begin_opnieuw(slot)
        slot.with_name("pytask.lock.journal").unlink(missing_ok=True)
    pytask.console.quiet = True  # the run has its own progress
    config = staat / "pytask.toml"  # where it stands, pytask keeps its records
    config.write_text("[tool.pytask.ini_options]\n", encoding="utf-8")
    with _luister_naar_onderbreking() as onderbroken:
        sessie = pytask.build(
            tasks=opdrachten,
            paths=[staat],
            config=config,
            database_url="sqlite://",  # in memory, and empty
            capture="no",
            verbose=0,
            show_traceback=False,
            kaarten_melden=einde,
            parallel_backend=_motor(instellingen["dry_run"]),
            **instellingen,
        )
    if len(sessie.execution_reports) < len(opdrachten):
        if onderbroken:
            raise KeyboardInterrupt
        raise RuntimeError(f"pytask stopte voortijdig: {sessie.exit_code!r}")


@contextmanager
def _luister_naar_onderbreking() -> Iterator[list[int]]:
    """Yield a list in which a Ctrl-C leaves its mark, since pytask keeps it to itself."""
    gehoord: list[int] = []
    eerder = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(eerder):
        yield gehoord
        return

    def hoor(sein: int, plek: Any) -> None:
        gehoord.append(sein)
        eerder(sein, plek)

    signal.signal(signal.SIGINT, hoor)
    try:
        yield gehoord
    finally:
        signal.signal(signal.SIGINT, eerder)


def _motor(alleen_tonen: bool) -> Any:
    """Return pytask's backend: threads, since each notebook has a process of its own."""
    from pytask_parallel import ParallelBackend

    kijk_vaker(_WACHT)
    laat_zoekpad_staan()
    return ParallelBackend.NONE if alleen_tonen else ParallelBackend.THREADS
