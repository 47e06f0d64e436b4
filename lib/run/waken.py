"""``--watch``: after each save, run what depends on it, until Ctrl-C.

Each round is a process of its own, so that it always reads the present ``lib``; what takes long, the
parent of the kernels with all libraries imported, lives on from round to round.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from lib.grond.paden import EDITIES, GEEN_BRON, LIB, NOTEBOOKS, RAW, WORTEL
from lib.run.omgeving import omgeving

RUST = 300  # milliseconds between two looks at what was saved
_GEDULD = 5.0  # seconds in which a round ends by itself at Ctrl-C, which a terminal sends to it too


def waak(argumenten: list[str], wortel: Path, gevorkt: bool) -> None:
    """Run with these arguments of the command line, and again after each save; return at Ctrl-C.

    ``wortel`` is where the run writes; with ``gevorkt`` a parent for forked kernels is kept. How a
    round ends, it tells itself; a failure in one does not stop the next.
    """
    _stop_bij_een_sein()
    from watchfiles import watch

    with tempfile.TemporaryDirectory() as map_:
        warm = Warm({**os.environ, **omgeving(wortel)}, Path(map_)) if gevorkt else None
        try:
            mappen = [map_ for map_ in dict.fromkeys((RAW, EDITIES, NOTEBOOKS, LIB)) if map_.is_dir()]
            eerste = True  # a look without a change starts the watch; what is saved from then on is seen
            for wijzigingen in watch(*mappen, watch_filter=_telt, rust_timeout=RUST, yield_on_timeout=True):
                if not (wijzigingen or eerste):
                    continue
                eerste = False
                opdracht = [sys.executable, str(WORTEL / "run_all.py"), *argumenten]
                lijn = warm.lijn() if warm else {}
                _draai(opdracht, {**os.environ, **lijn})
                print("Watching: save a notebook, a module or an input; Ctrl-C stops.", flush=True)
        except KeyboardInterrupt:
            print("Stopped watching.")
        finally:
            if warm:
                warm.ouder.sluit()


def _stop_bij_een_sein() -> None:
    """Let SIGINT and SIGTERM stop the watch, also where a script started it in the background.

    There a shell has SIGINT ignored, and Python leaves that as it is.
    """
    for sein in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sein, signal.default_int_handler)


def _draai(opdracht: list[str], omgeving: Mapping[str, str]) -> None:
    """Run one round; at Ctrl-C it does not outlive the watch."""
    with subprocess.Popen(opdracht, env=omgeving) as ronde:
        try:
            ronde.wait()
        except KeyboardInterrupt:
            with contextlib.suppress(subprocess.TimeoutExpired):
                ronde.wait(_GEDULD)
            ronde.terminate()  # says nothing to one that has ended
            ronde.wait()
            raise


class Warm:
    """The parent of the kernels, which lives on from round to round."""

    def __init__(self, eigen: dict[str, str], map_: Path):
        """``eigen`` is the environment of the kernels; in ``map_`` stands where rounds ask for the parent."""
        self._eigen, self._map = eigen, map_
        self._begin()

    def _begin(self) -> None:
        from lib.run.kern.vorkkern import VORKLIJN, Ouder, deel

        self.ouder = Ouder.start(self._eigen)
        self._lijn = {VORKLIJN: deel(self.ouder, Path(tempfile.mkdtemp(dir=self._map)) / "deur")}

    def lijn(self) -> dict[str, str]:
        """Return what a round must find in its environment; another parent where this one has ended."""
        if not self.ouder.leeft:
            self._begin()
        return self._lijn


def _telt(_: object, pad: str) -> bool:
    """Whether a change of this file can matter to a run."""
    delen = Path(pad).parts
    return not GEEN_BRON.intersection(delen) and delen[-1][0] not in ".~"
