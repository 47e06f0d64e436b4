"""The process from which kernels are forked: it imports the libraries once, each kernel starts with them.

It runs as a script, ``python ouder.py FD [NAME ...]``. Of this project's own modules it knows
none; the process that wants kernels names what is to be loaded as well (``module``, or
``module:function`` to call), and answers for its being the present one. Before a fork nothing is
imported that starts a thread, and no file, ZeroMQ socket or database is opened. FD is a socket to
that process; for each kernel it receives over it one end of a channel of the kernel's own. When
either is closed, also by kill -9 at the other end, the kernels it belongs to are killed.

On a channel: a request (one line of JSON: ``argv``, ``env``, ``cwd``; with it three descriptors for
stdin, stdout and stderr) is answered by ``{"pid"}``, by ``{"gereed"}`` from the kernel itself as soon
as it listens, and by ``{"einde"}`` with its exit code, negative for a signal as in ``subprocess``.
"""

import contextlib
import ctypes
import gc
import importlib
import json
import os
import random
import select
import selectors
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

# What notebooks import, and what a kernel itself imports at its start. What fails is told and passed over.
VOORGELADEN = (
    "ipykernel_launcher",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.historyapp",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "psutil",
    "numpy",
    "pandas",
    "pandas.io.formats.style",
    "pyarrow.parquet",
    "pyarrow.dataset",
    "pyarrow.pandas_compat",
    "shapely",
    "pyogrio",
    "geopandas",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "PIL.Image",
)
INLINE = "module://matplotlib_inline.backend_inline"
SIGNAAL_BIJ_DOOD_OUDER = 1  # PR_SET_PDEATHSIG of Linux's prctl


class Vorkouder:
    """Forks kernels on request and tells how each ended."""

    def __init__(self, opdrachtgever: socket.socket):
        """``opdrachtgever`` is the socket over which channels arrive."""
        self.opdrachtgever = opdrachtgever
        self.kanalen: dict[socket.socket, int] = {}  # channel → process id of its kernel, 0 before the fork
        self.kiezer = selectors.DefaultSelector()
        self.wekker, self._wek = socket.socketpair()
        for eind in (self.wekker, self._wek):
            eind.setblocking(False)

    def luister(self) -> None:
        """Serve until the other end is gone, then kill what is left."""
        signal.signal(signal.SIGCHLD, lambda *_: None)  # only to be woken
        signal.set_wakeup_fd(self._wek.fileno(), warn_on_full_buffer=False)
        for eind in (self.opdrachtgever, self.wekker):
            self.kiezer.register(eind, selectors.EVENT_READ)
        while True:
            for sleutel, _ in self.kiezer.select():
                if sleutel.fileobj is self.wekker:
                    self.wekker.recv(4096)
                elif sleutel.fileobj is not self.opdrachtgever:
                    self._lees(cast(socket.socket, sleutel.fileobj))
                elif not self._ontvang_kanaal():
                    return self._ruim_op()
            self._meld_einden()

    def _ontvang_kanaal(self) -> bool:
        bericht, eindpunten, *_ = socket.recv_fds(self.opdrachtgever, 1, 1)
        for eindpunt in eindpunten:
            kanaal = socket.socket(fileno=eindpunt)
            self.kanalen[kanaal] = 0
            self.kiezer.register(kanaal, selectors.EVENT_READ)
        return bool(bericht)

    def _lees(self, kanaal: socket.socket) -> None:
        """Fork the kernel that is asked for, or kill the one whose owner is gone."""
        try:
            bericht, eindpunten, *_ = socket.recv_fds(kanaal, 1 << 16, 3)
        except ConnectionResetError:
            bericht, eindpunten = b"", []
        if self.kanalen[kanaal] or not bericht:
            _dood(self.kanalen[kanaal])
            return self._sluit(kanaal)
        while not bericht.endswith(b"\n"):
            bericht += (stuk := kanaal.recv(1 << 16))
            if not stuk:
                return self._sluit(kanaal)
        pid = os.fork()
        if not pid:
            self._word_kernel(kanaal, json.loads(bericht), eindpunten)
        for eindpunt in eindpunten:
            os.close(eindpunt)
        self.kanalen[kanaal] = pid
        _schrijf(kanaal, pid=pid)

    def _meld_einden(self) -> None:
        """Reap what has ended; a kernel whose owner is gone has no channel any more."""
        op_pid = {pid: kanaal for kanaal, pid in self.kanalen.items() if pid}
        while True:
            try:
                pid, stand = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            if pid in op_pid:
                _schrijf(op_pid[pid], einde=os.waitstatus_to_exitcode(stand))
                self._sluit(op_pid[pid])

    def _sluit(self, kanaal: socket.socket) -> None:
        self.kiezer.unregister(kanaal)
        del self.kanalen[kanaal]
        kanaal.close()

    def _ruim_op(self) -> None:
        for pid in self.kanalen.values():
            _dood(pid)
        os._exit(0)  # nothing to tidy up that the end of a process does not

    def _word_kernel(self, kanaal: socket.socket, opdracht: dict, eindpunten: list[int]) -> None:
        """From here on this process is the kernel; it never returns."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self.kiezer.close()
            for eind in (*self.kanalen, self.opdrachtgever, self.wekker, self._wek):
                if eind is not kanaal:
                    eind.close()
            _maak_los(opdracht, eindpunten)
            _eigen_toestand()
            _kernel(kanaal, opdracht["argv"])
            code = 0
        except SystemExit as einde:
            code = einde.code if isinstance(einde.code, int) else int(bool(einde.code))
        except BaseException:  # whatever it is, the copy of the parent must not live on
            traceback.print_exc(file=sys.__stderr__)
        finally:
            for stroom in filter(None, (sys.__stdout__, sys.__stderr__)):
                stroom.flush()
            os._exit(code)


def _maak_los(opdracht: dict, eindpunten: list[int]) -> None:
    """Give the process its own session, end, folder, environment and standard streams."""
    os.setsid()
    _sterf_met_ouder()
    for doel, eindpunt in enumerate(eindpunten):
        os.dup2(eindpunt, doel)
        os.close(eindpunt)
    os.environ.clear()
    os.environ.update(opdracht["env"], JPY_PARENT_PID=str(os.getppid()))
    time.tzset()
    os.chdir(opdracht["cwd"])


def _eigen_toestand() -> None:
    """Undo what the parent's imports settled for all: chance, and how matplotlib shows a figure."""
    random.seed()
    sys.modules["numpy"].random.seed()
    mpl = sys.modules["matplotlib"]
    if mpl.matplotlib_fname() != MATPLOTLIBRC:  # the folder or the environment names another
        mpl.rcParams.update(mpl.rc_params())
    mpl.rcParams["backend"] = os.environ.get("MPLBACKEND") or INLINE


def _kernel(kanaal: socket.socket, argv: list[str]) -> None:
    kernelapp = sys.modules["ipykernel.kernelapp"]
    sys.argv = [str(sys.modules["ipykernel_launcher"].__file__), *argv[1:]]
    app = kernelapp.IPKernelApp.instance()
    # The module took this from the environment when the parent imported it.
    app.initialize([*argv[1:], f"--IPKernelApp.parent_handle={os.getppid()}"])
    if "ipywidgets" in sys.modules:  # drawn in by seaborn; by itself it does this when a kernel imports it
        sys.modules["ipywidgets"].register_comm_target()
    _schrijf(kanaal, gereed=True)
    kanaal.close()
    app.start()


def _sterf_met_ouder() -> None:
    """On Linux, die at once when the parent does; elsewhere the kernel looks each second."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SIGNAAL_BIJ_DOOD_OUDER, signal.SIGKILL)


def _dood(pid: int) -> None:
    """Kill a kernel and what it started."""
    if pid:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)


def _schrijf(kanaal: socket.socket, **bericht: object) -> None:
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the owner is gone; the channel says so
        kanaal.sendall(json.dumps(bericht).encode() + b"\n")


def is_verlaten(opdrachtgever: socket.socket) -> bool:
    """Return whether the other end is closed; what was sent over it stays to be read."""
    kijker = select.poll()
    kijker.register(opdrachtgever, 0)  # an end that is gone is told always
    return any(wat & select.POLLHUP for _, wat in kijker.poll(0))


def laad_voor(namen: Sequence[str] = VOORGELADEN, verlaten: Callable[[], bool] = lambda: False) -> None:
    """Import modules, and call what is named as ``module:function``, so that kernels have what it keeps.

    Let no collection of garbage touch, and so copy, their pages. Ends the process as soon as ``verlaten``.
    """
    for naam in namen:
        if verlaten():
            os._exit(0)  # whoever wanted kernels was killed meanwhile
        module, _, functie = naam.partition(":")
        try:
            geladen = importlib.import_module(module)
            if functie:
                getattr(geladen, functie)()
        except Exception as fout:  # kernels do without; the notebook that needs it says what is wrong
            print(f"kernels start without {naam}: {type(fout).__name__}: {fout}", file=sys.stderr, flush=True)
    if "pandera.pandas" in sys.modules:
        _keur_niets(sys.modules["pandera.pandas"], sys.modules["pandas"])
    gc.collect()
    gc.freeze()


def _keur_niets(pandera: Any, pandas: Any) -> None:
    """Validate a table of one cell: pandera looks for what it validates with when it is first used."""
    pandera.DataFrameSchema({"a": pandera.Column(str)}).validate(pandas.DataFrame({"a": ["b"]}), lazy=True)


if __name__ == "__main__":
    if Path(sys.path[0]) == Path(__file__).resolve().parent:
        del sys.path[0]  # as ipykernel does: what is imported must not depend on where this stands
    os.environ.pop("MPLBACKEND", None)
    os.environ["JE_ARROW_MALLOC_CONF"] = "background_thread:false"
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # a warning that says nothing to a reader
    OPDRACHTGEVER = socket.socket(fileno=int(sys.argv[1]))
    laad_voor([*VOORGELADEN, *sys.argv[2:]], lambda: is_verlaten(OPDRACHTGEVER))
    MATPLOTLIBRC = sys.modules["matplotlib"].matplotlib_fname()
    Vorkouder(OPDRACHTGEVER).luister()
