"""Running notebooks on a Dask cluster: code and inputs go there, what they write comes back.

Nothing has to be shared: a task names all it needs by sha256, and the worker that gets it is sent what it
does not have yet. A worker that is lost costs time and nothing else. What may hold personal data never
leaves this machine: notebooks that read it run here.
"""

import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from lib.editie.editie import Editie
from lib.grond.afdruk import afdruk
from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.grond.paden import WORTEL
from lib.grond.schrijven import schrijf_atomair
from lib.pagina.taken import Taak
from lib.run.cluster import werk as troswerk
from lib.run.cluster.pak import Pak
from lib.run.omgeving import omgeving
from lib.run.uitvoeren import NotebookMislukt, voer_notebook_uit

_GEDULD = 10  # seconds in which a scheduler must answer, and have a worker
_KIJK, GEDULD_ZONDER = 20, 60  # seconds between two looks at the workers, and to wait for one to come back
HERKANSEN = 2  # times that a notebook is tried again of which Dask says that its workers died
VEEL = "1GB"  # what may be sent with a task: what a worker lacks goes there once, and again if it is lost
PER_PLEK = 2  # tasks under way for each thread of a worker, so that none waits for the next


class TrosFout(Exception):
    """The cluster could not run a notebook; the message is one line."""


@contextmanager
def verbonden(adres: str, gekozen: list[Editie]) -> Iterator["Tros"]:
    """Connect to the scheduler at ``adres`` for a run of these editions.

    Raises InvoerFouten where no scheduler answers, it has no workers, or a worker has another Python or
    other packages than this machine: then results would not be the same everywhere.
    """
    from distributed import Client
    from distributed.comm import get_address_host_port

    reden = "hier antwoordt geen Dask-scheduler"
    try:
        socket.create_connection(get_address_host_port(adres), _GEDULD).close()
        klant = Client(adres, timeout=_GEDULD, set_as_default=False)
    except (OSError, ValueError) as fout:
        raise InvoerFouten([_fout(f"{reden} ({fout})", adres)]) from None
    with klant:
        _controleer(klant, adres)
        yield Tros(klant, gekozen)


class Tros:
    """A cluster and the code that is sent there."""

    def __init__(self, klant: Any, gekozen: list[Editie]):
        """``klant`` is a connected ``distributed.Client``."""
        from dask import config

        config.set({"distributed.admin.large-graph-warning-threshold": VEEL})
        self._klant = klant
        self.pak, self._eisen = Pak(gekozen), eisen()

    @property
    def breedte(self) -> int:
        """How many tasks to have under way."""
        return PER_PLEK * sum(self._klant.nthreads().values())

    def uitvoerder(self, taak: Taak) -> Callable[[Path, Path, dict, str], float]:
        """Return what executes the notebook of ``taak``, as :func:`lib.run.uitvoeren.voer_notebook_uit`
        does.
        """
        if self.pak.prive.intersection(taak.leest):
            return voer_notebook_uit

        def voer_uit(notebook: Path, uitgevoerd: Path, parameters: dict[str, Any], kernel: str) -> float:
            wortel = taak.uitvoer.wortel
            bestanden = {f"notebooks/{notebook.name}": notebook, **self.pak.bestanden_bij(taak)}
            afdrukken = {naam: str(afdruk(pad)) for naam, pad in bestanden.items()}
            opdracht = {
                "code": self.pak.sha,
                "eisen": self._eisen,
                "bestanden": afdrukken,
                "notebook": f"notebooks/{notebook.name}",
                "uitgevoerd": f"{troswerk.UIT}/{uitgevoerd.relative_to(wortel).as_posix()}",
                "parameters": parameters,
                "kernel": kernel,
                "omgeving": {n: w for n, w in omgeving(wortel).items() if n != "KAARTEN_UITVOER"},
            }
            antwoord = self._doe(opdracht, {afdrukken[naam]: pad for naam, pad in bestanden.items()})
            mislukt = uitgevoerd.with_suffix(".mislukt.ipynb")
            mislukt.unlink(missing_ok=True)
            for naam, stuk in antwoord["uit"].items():
                schrijf_atomair(wortel / naam, stuk)
            if antwoord["fout"]:
                raise NotebookMislukt(antwoord["fout"], mislukt)
            return antwoord["duur"]

        return voer_uit

    def _doe(self, opdracht: dict[str, Any], waar: dict[str, Path]) -> dict[str, Any]:
        """Have it done; each worker that gets it may lack other contents, which stand in ``waar``."""
        stukken: dict[str, bytes] = {}
        while mist := (antwoord := self._vraag(opdracht, stukken)).get("mist"):
            if anders := stukken.keys() & mist:
                namen = ", ".join(sorted(waar[sha].name for sha in anders if sha in waar))
                raise TrosFout(f"veranderd tijdens de run: {namen}")
            stukken |= {sha: waar[sha].read_bytes() if sha in waar else self.pak.zip for sha in mist}
        if "afwijkingen" in antwoord:
            raise TrosFout(f"een worker is anders dan deze machine: {_opsomming(antwoord['afwijkingen'])}")
        return antwoord

    def _vraag(self, opdracht: dict[str, Any], stukken: dict[str, bytes]) -> dict[str, Any]:
        from distributed import KilledWorker
        from distributed.client import CancelledError

        for _ in range(1 + HERKANSEN):
            vraag = self._klant.submit(troswerk.voer_uit, opdracht, stukken, pure=False)
            try:
                return self._wacht_op(vraag)
            except KilledWorker:
                continue  # it may only have been waiting there
            except (CancelledError, OSError) as fout:
                raise TrosFout("de verbinding met de scheduler is verbroken") from fout
        raise TrosFout("elke worker die dit notebook kreeg is uitgevallen; te weinig geheugen?")

    def _wacht_op(self, vraag: Any) -> dict[str, Any]:
        """Wait for the answer; TrosFout where there has been no worker for a while that could give it."""
        zonder = 0
        while zonder < GEDULD_ZONDER:
            with suppress(TimeoutError):
                return vraag.result(timeout=_KIJK)
            zonder = 0 if self._klant.nthreads() else zonder + _KIJK
        raise TrosFout("er is geen worker meer over")


def eisen() -> dict[str, str]:
    """Return requirement → version for each package of ``requirements.lock`` that is installed here."""
    gevonden = {}
    for regel in re.findall(r"^[\w.-]+==[^\\\n]+", (WORTEL / "requirements.lock").read_text(), re.M):
        naam = regel.partition("==")[0]
        try:
            gevonden[regel.strip()] = version(naam)
        except PackageNotFoundError:
            continue  # for another system, or not needed to run
    return gevonden


def _controleer(klant: Any, adres: str) -> None:
    """Raise InvoerFouten, all workers together, unless each can give the same results as this machine."""
    import cloudpickle

    try:
        klant.wait_for_workers(1, timeout=_GEDULD)
    except TimeoutError:
        raise InvoerFouten([_fout("deze scheduler heeft geen workers", adres)]) from None
    gegevens = klant.get_versions()  # asked before any code of ours is sent, which needs the same Python
    hier = _python(gegevens["client"])
    fouten = [
        _fout(f"worker {worker} heeft Python {_python(zijn)}, hier is het {hier}", adres)
        for worker, zijn in gegevens["workers"].items()
        if _python(zijn) != hier
    ]
    if fouten:
        raise InvoerFouten(fouten)
    cloudpickle.register_pickle_by_value(troswerk)
    anders = klant.run(troswerk.afwijkingen, eisen())
    fouten = [
        _fout(f"worker {worker} is anders ingericht: {_opsomming(regels)}", adres)
        for worker, regels in anders.items()
        if regels
    ]
    if fouten:
        raise InvoerFouten(fouten)


def _python(gegevens: dict[str, Any]) -> str:
    return ".".join(gegevens["host"]["python"].split(".")[:2])


def _opsomming(regels: list[str]) -> str:
    meer = f" en nog {len(regels) - 3}" if len(regels) > 3 else ""
    return "; ".join(regels[:3]) + meer


def _fout(reden: str, adres: str) -> InvoerFout:
    return InvoerFout("--scheduler", reden, waarde=adres)
