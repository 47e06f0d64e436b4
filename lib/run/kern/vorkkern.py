"""Kernels forked from a process that has already imported everything, for any client of Jupyter.

:class:`Vorkkern` is a *kernel provisioner*: whoever chooses the kernelspec ``samenwerkingskaarten``
(papermill, nbclient, nbval, JupyterLab) gets kernels that start in a tenth of the time. Their
parent (``ouder.py``) is started with the first kernel and ends with the process that started
it, which may let others use it too (:func:`deel`). A process that ends soon, as a run does, may have
it load modules of this project (``VOORLADEN``); once a file of ``lib`` changes, the next kernel gets
another parent. Where a process cannot fork (Windows), where something is asked that a fork cannot
give, or where the parent does not come up, the kernel is an ordinary one.
"""

import asyncio
import contextlib
import hashlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import sysconfig
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.provisioning import LocalProvisioner

from lib.grond.paden import LIB, bestanden_onder
from lib.run.kern.namen import GEVORKT, VOORLADEN

OUDER = Path(__file__).resolve().with_name("ouder.py")
KAN_VORKEN = hasattr(os, "fork") and hasattr(socket, "send_fds")
# What an interpreter or a library reads once, when it starts: another value asks for another parent.
BIJ_START = (
    *("PYTHON", "LANG", "LC_", "LD_", "DYLD_", "OMP_", "OPENBLAS_", "MKL_", "GDAL_", "PROJ_", "HOME"),
    *("KAARTEN_EDITIES", VOORLADEN),
)
BEGREPEN = {"env", "cwd", "stdin", "stdout", "stderr", "extra_arguments", "kernel_id"}
_GEDULD = 60.0  # seconds in which a killed kernel must be gone; on a busy machine its end takes a while
POGINGEN = 2  # the second with a new parent

# Names a parent that whoever started this process keeps: the door (:func:`deel`) and, where it has loaded
# modules of ours, for which environment it is. Read once, and not passed on.
VORKLIJN = "KAARTEN_VORKLIJN"
_gedeeld = os.environ.pop(VORKLIJN, None)
_ouders: dict[str, "Ouder"] = {}
_slot = threading.Lock()


class GeenKernel(Exception):
    """The kernel that was asked for ended before it listened."""


class Ouder:
    """A running parent, and the line over which it is given channels."""

    def __init__(self, lijn: socket.socket, proces: subprocess.Popen | None = None):
        """``proces`` is None where another process of ours started it."""
        self.lijn, self.proces = lijn, proces

    @classmethod
    def start(cls, omgeving: Mapping[str, str]) -> "Ouder":
        """Start a parent in ``omgeving``; it writes where we write, so no pipe of its can fill up."""
        lijn, haar_eind = socket.socketpair()
        with haar_eind:
            proces = subprocess.Popen(
                [sys.executable, str(OUDER), str(haar_eind.fileno()), *omgeving.get(VOORLADEN, "").split()],
                pass_fds=[haar_eind.fileno()],
                stdin=subprocess.DEVNULL,
                # Without this macOS ends a process that forks after some system library was used.
                env={**omgeving, "OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES"},
                start_new_session=True,  # Ctrl-C is for the run, which then closes the line
            )
        return cls(lijn, proces)

    @property
    def leeft(self) -> bool:
        """Whether it is not known to have ended."""
        return self.proces is None or self.proces.poll() is None

    def kanaal(self) -> socket.socket:
        """Return our end of a new channel; OSError where the parent is gone."""
        eigen, haar_eind = socket.socketpair()
        with haar_eind:
            socket.send_fds(self.lijn, [b"k"], [haar_eind.fileno()])
        return eigen

    def sluit(self) -> None:
        """End the parent and all its kernels, unless it was started by another process of ours."""
        if self.proces:
            with contextlib.suppress(OSError):  # so that it ends also where another process has the line
                self.lijn.shutdown(socket.SHUT_RDWR)
        self.lijn.close()
        if self.proces:
            self.proces.wait()

    def vergeet(self) -> None:
        """In a process that was forked from ours: keep nothing alive."""
        self.lijn.close()


def is_beschikbaar() -> bool:
    """Whether forked kernels can be had here: by the system, and by a kernelspec that is installed."""
    return KAN_VORKEN and GEVORKT in KernelSpecManager().find_kernel_specs()


def ouder(omgeving: Mapping[str, str]) -> Ouder:
    """Return the parent for kernels with this environment; start one where there is none alive."""
    sleutel = _sleutel(omgeving)
    with _slot:
        if gedeeld := _gedeelde(sleutel):
            _ouders[sleutel] = gedeeld
        if sleutel not in _ouders or not _ouders[sleutel].leeft:
            _ouders[sleutel] = Ouder.start(omgeving)
        return _ouders[sleutel]


def _sleutel(omgeving: Mapping[str, str]) -> str:
    """Return what two environments share whose kernels can have one parent."""
    bibliotheken = os.stat(sysconfig.get_path("purelib")).st_mtime_ns  # changes when one is installed
    start = sorted((naam, waarde) for naam, waarde in omgeving.items() if naam.startswith(BIJ_START))
    eigen = _eigen_stand() if omgeving.get(VOORLADEN) else []
    return hashlib.sha256(repr((bibliotheken, eigen, start)).encode()).hexdigest()


def _eigen_stand() -> list[tuple[str, int]]:
    """Return what changes with a file of ``lib``: a parent that has loaded it is then no use."""
    return sorted((pad, os.stat(pad).st_mtime_ns) for pad in bestanden_onder(LIB))


def deel(ouder: Ouder, deur: Path, omgeving: Mapping[str, str] | None = None) -> str:
    """Let other processes of this user have the parent, while this one lives; return ``VORKLIJN`` for them.

    They ask for its line at ``deur``, a socket that is made. With ``omgeving`` only those kernels get
    it that have the same; without, the first kernels of each process do.
    """
    luik = socket.socket(socket.AF_UNIX)
    luik.bind(str(deur))
    luik.listen()

    def geef() -> None:
        while True:
            bezoeker, _ = luik.accept()
            with bezoeker, contextlib.suppress(OSError, ValueError):  # the parent has been closed
                socket.send_fds(bezoeker, [b"l"], [ouder.lijn.fileno()])

    threading.Thread(target=geef, daemon=True).start()
    return f"{deur}|{_sleutel(omgeving) if omgeving else ''}"


def _gedeelde(sleutel: str) -> Ouder | None:
    """Return the parent that another process shares, once, if it is for these kernels."""
    global _gedeeld
    deur, _, voor = (_gedeeld or "").rpartition("|")
    if not deur or (voor or sleutel) != sleutel:
        return None
    _gedeeld = None
    with socket.socket(socket.AF_UNIX) as vraag, contextlib.suppress(OSError):
        vraag.connect(deur)
        _, lijnen, *_ = socket.recv_fds(vraag, 1, 1)
        if lijnen:
            return Ouder(socket.socket(fileno=lijnen[0]))
    return None  # it has ended


def _verwerp(ouder: Ouder) -> None:
    """Do not ask this parent again: it has ended."""
    with _slot:
        for sleutel in [sleutel for sleutel, een in _ouders.items() if een is ouder]:
            del _ouders[sleutel]


def sluit_ouders() -> None:
    """End every parent of this process, and their kernels."""
    with _slot:
        while _ouders:
            _ouders.popitem()[1].sluit()


def _na_fork() -> None:
    global _slot
    _slot = threading.Lock()
    while _ouders:
        _ouders.popitem()[1].vergeet()


if KAN_VORKEN:
    os.register_at_fork(after_in_child=_na_fork)


class Kernelproces:
    """A forked kernel, as far as a provisioner knows processes: the part of ``Popen`` that it uses."""

    stdin = stdout = stderr = None

    def __init__(self, kanaal: socket.socket):
        """``kanaal`` is the channel over which the kernel was asked for."""
        self._kanaal, self._ontvangen = kanaal, b""
        kanaal.setblocking(False)
        self.pid, self.luistert, self.returncode = 0, False, None

    def poll(self) -> int | None:
        """Return the exit code (negative for a signal), or None while the kernel runs."""
        while self.returncode is None and select.select([self._kanaal], [], [], 0)[0]:
            self._verwerk(self._kanaal.recv(4096))
        return self.returncode

    async def wacht(self, waarop: Callable[["Kernelproces"], Any]) -> None:
        """Wait, without asking time and again, until ``waarop`` holds or the kernel has ended."""
        lus = asyncio.get_running_loop()
        while not waarop(self) and self.poll() is None:
            self._verwerk(await lus.sock_recv(self._kanaal, 4096))

    def send_signal(self, signaal: int) -> None:
        """Send a signal to the kernel and what it started, unless it has ended."""
        if self.poll() is None:
            os.killpg(self.pid, signaal)

    def kill(self) -> None:
        """Kill the kernel."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)

    def _verwerk(self, stuk: bytes) -> None:
        """Take in part of what the channel says; its end means that the parent and its kernels are gone."""
        self._ontvangen += stuk
        *regels, self._ontvangen = self._ontvangen.split(b"\n")
        berichten = [json.loads(regel) for regel in regels] + ([] if stuk else [{"einde": -signal.SIGKILL}])
        for bericht in berichten:
            self.pid = bericht.get("pid", self.pid)
            self.luistert |= "gereed" in bericht
            self.returncode = bericht.get("einde", self.returncode)
        if self.returncode is not None:
            self._kanaal.close()


class Vorkkern(LocalProvisioner):
    """Provides forked kernels; in all else it is Jupyter's own provisioner of local processes."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork the kernel and return, when it listens, how to reach it."""
        if KAN_VORKEN and _is_te_vorken(cmd, kwargs):
            try:
                proces = await _vork(cmd, kwargs)
            except (GeenKernel, OSError) as fout:
                self.log.warning("an ordinary kernel, since none could be forked: %s", fout)
            else:
                self.process: Any = proces
                self.pid = self.pgid = proces.pid
                self.cwd = kwargs.get("cwd") or os.getcwd()
                return self.connection_info
        return await super().launch_kernel(cmd, **kwargs)

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel and wait until it is gone, so that nobody needs to poll for it."""
        await super().kill(restart)
        if isinstance(self.process, Kernelproces):
            await asyncio.wait_for(self.process.wacht(lambda kern: False), _GEDULD)

    async def wait(self) -> int | None:
        """Wait for the end of the kernel and return its exit code."""
        if not isinstance(self.process, Kernelproces):
            return await super().wait()
        kern = self.process
        await kern.wacht(lambda kern: False)
        self.process = None  # what `has_process` looks at
        return kern.returncode


def _is_te_vorken(cmd: list[str], kwargs: Mapping[str, Any]) -> bool:
    """Whether a fork can give what is asked: a kernel of this Python, with streams that exist already."""
    stromen = [kwargs.get(naam) for naam in ("stdin", "stdout", "stderr")]
    return (
        cmd[:3] == [sys.executable, "-m", "ipykernel_launcher"]
        and kwargs.keys() <= BEGREPEN
        and not any(stroom in (subprocess.PIPE, subprocess.STDOUT) for stroom in stromen)
    )


async def _vork(cmd: list[str], kwargs: Mapping[str, Any]) -> Kernelproces:
    """Ask for a kernel; where the parent has just gone, ask a new one, once."""
    omgeving = kwargs.get("env") or os.environ
    opdracht = {"argv": cmd[2:], "env": dict(omgeving), "cwd": str(kwargs.get("cwd") or os.getcwd())}
    for poging in range(POGINGEN):
        bron = ouder(omgeving)
        try:
            kern = Kernelproces(_vraag(bron, opdracht, kwargs))
        except OSError:
            _verwerp(bron)
            if poging:
                raise
            continue
        await kern.wacht(lambda kern: kern.pid and kern.luistert)
        if kern.returncode is None:
            return kern
    raise GeenKernel(f"it ended at its start with code {kern.returncode}")


def _vraag(ouder: Ouder, opdracht: dict, stromen: Mapping[str, Any]) -> socket.socket:
    """Send a request for a kernel and return the channel over which it will be answered."""
    regel = json.dumps(opdracht).encode() + b"\n"
    kanaal = ouder.kanaal()
    with open(os.devnull, "r+b") as niets:
        standaard = {"stdin": niets.fileno(), "stdout": 1, "stderr": 2}
        eindpunten = [_eindpunt(stromen.get(naam), nr, niets.fileno()) for naam, nr in standaard.items()]
        verzonden = socket.send_fds(kanaal, [regel], eindpunten)
    kanaal.sendall(regel[verzonden:])
    return kanaal


def _eindpunt(stroom: Any, standaard: int, niets: int) -> int:
    """Return the descriptor of a stream as ``Popen`` takes it."""
    if stroom is None:
        return standaard
    if stroom == subprocess.DEVNULL:
        return niets
    return stroom if isinstance(stroom, int) else stroom.fileno()
