"""What a worker of a Dask cluster does with a notebook of ours; it need not have the project itself.

This module travels by value with each task, so it rests on nothing but Python and Dask. A worker keeps
code and inputs by their sha256 in its own folder and names those that it lacks. The notebook runs in a
process beside the worker (:mod:`lib.run.cluster.hulp`), which has the code that was sent.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO, Any, cast

_NAAM = "samenwerkingskaarten"  # of the folder in a worker's own one, and of what is kept in its memory
PROJECT, EDITIEMAP, UIT, CACHE = "project", "edities", "uit", "cache"  # folders of code, of a task's files


class HulpGestopt(Exception):
    """The process beside the worker ended before it answered; the worker's log may say why."""


def afwijkingen(eisen: Mapping[str, str]) -> list[str]:
    """Return a line for each package that is not the same here; ``eisen``: requirement → version."""
    from packaging.requirements import Requirement

    gevonden = []
    for eis, gevraagd in eisen.items():
        pakket = Requirement(eis)
        if pakket.marker and not pakket.marker.evaluate():
            continue
        try:
            hier = version(pakket.name)
        except PackageNotFoundError:
            hier = "niet"
        if hier != gevraagd:
            gevonden.append(f"{pakket.name} {hier} in plaats van {gevraagd}")
    return gevonden


def voer_uit(opdracht: dict[str, Any], stukken: Mapping[str, bytes]) -> dict[str, Any]:
    """Execute a notebook on this worker; ``stukken`` are the contents that it was found to lack.

    ``opdracht`` has ``code`` (the sha256 of a zip), ``eisen`` (see :func:`afwijkingen`), ``bestanden``
    (place below the task's folder → sha256), ``omgeving``, and what
    :func:`lib.run.uitvoeren.voer_notebook_uit` takes. Returns ``{"mist": [sha256]}`` where contents are
    missing, ``{"afwijkingen": [line]}`` where the worker is not fit, else ``uit`` (path below the output
    → bytes), ``duur`` (seconds) and ``fout`` (one line, or empty).
    """
    from distributed import get_worker

    with _werkplaats(get_worker(), opdracht["code"]) as plaats:
        plaats.bewaar(stukken)
        if mist := plaats.ontbreekt((opdracht["code"], *opdracht["bestanden"].values())):
            return {"mist": mist}
        if plaats.afwijkingen is None:
            plaats.afwijkingen = afwijkingen(opdracht["eisen"])
        if plaats.afwijkingen:
            return {"afwijkingen": plaats.afwijkingen}
        plaats.pak_uit(opdracht["code"])
        return plaats.voer_uit(opdracht)


@contextmanager
def _werkplaats(worker: Any, code: str) -> Iterator["Werkplaats"]:
    """Give the folder for this state of the code; those of others that nobody uses are removed."""
    slot, plaatsen = vars(worker).setdefault(_NAAM, (threading.Lock(), {}))
    with slot:
        map_ = Path(worker.local_directory) / _NAAM / code
        plaats = plaatsen.setdefault(code, Werkplaats(map_))
        plaats.bezig += 1
        for andere in [naam for naam, een in plaatsen.items() if een.bezig == 0]:
            plaatsen.pop(andere).ruim_op()
    try:
        yield plaats
    finally:
        with slot:
            plaats.bezig -= 1


class Werkplaats:
    """The folder of one state of the code on one worker, and the processes that wait there for work."""

    def __init__(self, map_: Path):
        """``map_`` is made where it is not there."""
        self.map, self.bezig = map_, 0
        self.afwijkingen: list[str] | None = None  # not yet looked
        self._slot = threading.Lock()
        self._vrij: list[subprocess.Popen] = []

    def ruim_op(self) -> None:
        """End the processes that wait and remove the folder."""
        while self._vrij:
            hulp = self._vrij.pop()
            naar, van = _stromen(hulp)
            naar.close()
            hulp.wait()
            van.close()
        shutil.rmtree(self.map, ignore_errors=True)

    def bewaar(self, stukken: Mapping[str, bytes]) -> None:
        """Keep contents by their sha256; one that was damaged on its way is not kept."""
        for sha, inhoud in stukken.items():
            if hashlib.sha256(inhoud).hexdigest() == sha:
                self._stuk(sha).parent.mkdir(parents=True, exist_ok=True)
                with tempfile.NamedTemporaryFile(dir=self._stuk(sha).parent, delete=False) as tijdelijk:
                    tijdelijk.write(inhoud)
                os.replace(tijdelijk.name, self._stuk(sha))

    def ontbreekt(self, stukken: Iterable[str]) -> list[str]:
        """Return which contents are not here, each once."""
        return [sha for sha in dict.fromkeys(stukken) if not self._stuk(sha).is_file()]

    def pak_uit(self, code: str) -> None:
        """Unpack the code, once."""
        with self._slot:
            if not (self.map / "code").is_dir():
                with tempfile.TemporaryDirectory(dir=self.map) as tijdelijk:
                    with zipfile.ZipFile(self._stuk(code)) as archief:
                        archief.extractall(f"{tijdelijk}/code")
                    os.rename(f"{tijdelijk}/code", self.map / "code")

    def voer_uit(self, opdracht: dict[str, Any]) -> dict[str, Any]:
        """Execute in a folder in which nothing stands but what the task reads; return what it wrote."""
        with tempfile.TemporaryDirectory(dir=self.map) as tijdelijk:
            klad = Path(tijdelijk)
            for naam, sha in opdracht["bestanden"].items():
                (klad / naam).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(self._stuk(sha), klad / naam)
            (klad / UIT).mkdir(exist_ok=True)
            vraag = {
                "notebook": str(klad / opdracht["notebook"]),
                "uitgevoerd": str(klad / opdracht["uitgevoerd"]),
                "parameters": opdracht["parameters"],
                "kernel": opdracht["kernel"],
                "omgeving": {"KAARTEN_UITVOER": str(klad / UIT), "KAARTEN_CACHE": str(klad / CACHE)},
            }
            antwoord = self._vraag_hulp(vraag, opdracht["omgeving"])
            return {**antwoord, "uit": dict(_geschreven(klad, opdracht["bestanden"]))}

    def _stuk(self, sha: str) -> Path:
        return self.map / "stukken" / sha

    def _vraag_hulp(self, vraag: dict[str, Any], omgeving: Mapping[str, str]) -> dict[str, Any]:
        """Let a process that waits do the work, or a new one; it waits on when it has answered."""
        with self._slot:
            hulp = self._vrij.pop() if self._vrij else None
        if hulp is None or hulp.poll() is not None:
            hulp = self._start_hulp(omgeving)
        try:
            naar, van = _stromen(hulp)
            naar.write(json.dumps(vraag).encode() + b"\n")
            naar.flush()
            antwoord = van.readline()
        except BrokenPipeError:
            antwoord = b""
        if not antwoord:
            raise HulpGestopt(f"het proces naast de worker is gestopt, code {hulp.wait()}")
        with self._slot:
            self._vrij.append(hulp)
        return json.loads(antwoord)

    def _start_hulp(self, omgeving: Mapping[str, str]) -> subprocess.Popen:
        code = self.map / "code"
        eigen = {"PYTHONPATH": str(code / PROJECT)}
        if (code / EDITIEMAP).is_dir():
            eigen["KAARTEN_EDITIES"] = str(code / EDITIEMAP)
        return subprocess.Popen(
            [sys.executable, "-m", "lib.run.cluster.hulp"],
            cwd=code / PROJECT,
            env={**os.environ, **omgeving, **eigen},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )


def _geschreven(klad: Path, bestanden: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield each file below the output that the task did not find there as it is now."""
    for pad in sorted((klad / UIT).rglob("*")):
        if pad.is_file():
            inhoud = pad.read_bytes()
            if bestanden.get(pad.relative_to(klad).as_posix()) != hashlib.sha256(inhoud).hexdigest():
                yield pad.relative_to(klad / UIT).as_posix(), inhoud


def _stromen(hulp: subprocess.Popen) -> tuple[IO[bytes], IO[bytes]]:
    """Return what goes to a process that waits, and what comes from it: both are pipes."""
    return cast(IO[bytes], hulp.stdin), cast(IO[bytes], hulp.stdout)
