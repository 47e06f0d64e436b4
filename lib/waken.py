"""``--watch``: after each save, run what depends on it, until Ctrl-C.

Each round is a process of its own, so that it always reads the present ``lib``; what takes long, the
parent of the kernels with all libraries imported, lives on from round to round.
"""

import os
import subprocess
import sys
from pathlib import Path

from lib.draaien import omgeving
from lib.gedaan import NIET
from lib.paden import EDITIES, NOTEBOOKS, RAW, WORTEL

LIB = Path(__file__).resolve().parent
RUST = 300  # milliseconds between two looks at what was saved


def waak(argumenten: list[str], wortel: Path, gevorkt: bool) -> None:
    """Run with these arguments of the command line, and again after each save; return at Ctrl-C.

    ``wortel`` is where the run writes; with ``gevorkt`` a parent for forked kernels is kept. How a
    round ends, it tells itself; a failure in one does not stop the next.
    """
    from watchfiles import watch

    from lib.vorkkern import LIJN, Ouder

    eigen = {**os.environ, **omgeving(wortel)}
    ouder = Ouder.start(eigen) if gevorkt else None
    try:
        mappen = [map_ for map_ in dict.fromkeys((RAW, EDITIES, NOTEBOOKS, LIB)) if map_.is_dir()]
        eerste = True  # a look without a change starts the watch; what is saved from then on is seen
        for wijzigingen in watch(*mappen, watch_filter=_telt, rust_timeout=RUST, yield_on_timeout=True):
            if not (wijzigingen or eerste):
                continue
            eerste = False
            if ouder and not ouder.leeft:
                ouder = Ouder.start(eigen)
            lijn = {LIJN: str(ouder.lijn.fileno())} if ouder else {}
            opdracht = [sys.executable, str(WORTEL / "run_all.py"), *argumenten]
            doorgeven = [ouder.lijn.fileno()] if ouder else []
            with subprocess.Popen(opdracht, env={**os.environ, **lijn}, pass_fds=doorgeven) as ronde:
                ronde.wait()
            print("Watching: save a notebook, a module or an input; Ctrl-C stops.", flush=True)
    except KeyboardInterrupt:
        print("Stopped watching.")
    finally:
        if ouder:
            ouder.sluit()


def _telt(_: object, pad: str) -> bool:
    """Whether a change of this file can matter to a run."""
    delen = Path(pad).parts
    return not NIET.intersection(delen) and delen[-1][0] not in ".~"
