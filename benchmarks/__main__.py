"""The benchmark: ours against the usual way, other engines and the floor.

    python -m benchmarks [--quick] [--only NAME] [--json FILE] [--beeld FILE]

Prints each row as it comes, then the table; with ``--json`` writes after each row what is known so far, a
list of ``{name, n, ours_s, usual_s, best_peer_s, floor_s, ratio_usual, ratio_peer, ratio_floor, ...}`` (null:
not measured). ``--quick`` measures less of everything and ends within five minutes on any machine: what takes
longer than its share of the time is stopped. Ratios are of one run; seconds differ per machine and moment.
"""

import argparse
import json
import math
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.budget import SNEL, binnen, rest
from benchmarks.machine import kop
from benchmarks.meting import NAMEN, Meting, als_tabel
from benchmarks.wegen import GeenTijd, Mislukt
from lib.grond.schrijven import schrijf_atomair

# Which module measures which lines; imported only when asked for.
ONDERDELEN = {
    "notebooks": ("notebooks_20",),
    "ronde": ("run_cold", "run_noop"),
    "platen": ("maps_100", "panels_6"),
    "celproef": ("nbval",),
    "miljoen": ("coverage_1e6",),
    "paspoorten": ("passports",),
    "opzet": ("opzet",),
}
KIND = multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")
UITLOOP = 2.0  # seconds in which a part that is out of time stops by itself
Onderdeel = Callable[[bool, Path], Iterable[Meting]]


class Verslag:
    """What has been measured: each row is printed, and written to ``json``, as soon as it is known."""

    def __init__(self, json: Path | None):
        """``json`` is where the rows are written, if anywhere."""
        self.json, self._op_naam, self.mislukt = json, dict[str, Meting](), False

    @property
    def metingen(self) -> list[Meting]:
        """Return the rows in the order of ``NAMEN``."""
        return [self._op_naam[naam] for naam in NAMEN if naam in self._op_naam]

    def neem_op(self, meting: Meting) -> None:
        """Keep a row; one that is stopped after it loses nothing."""
        self._op_naam[meting.name] = meting
        print(als_tabel([meting]).splitlines()[1], flush=True)
        if self.json:
            inhoud = [een.als_json() for een in self.metingen]
            schrijf_atomair(self.json, json.dumps(inhoud, indent=1) + "\n")


def meet_alles(namen: Sequence[str], snel: bool, verslag: Verslag) -> None:
    """Measure the rows ``namen``; with ``snel`` each has its share of the time that is left.

    A part that fails does not stop the others.
    """
    over = [rijen for rijen in ONDERDELEN.items() if set(rijen[1]) & set(namen)]
    with binnen(SNEL if snel else math.inf):
        while over:
            deel = rest() * len(over[0][1]) / sum(len(levert) for _, levert in over)
            module, levert = over.pop(0)
            begin = time.perf_counter()
            try:
                with binnen(deel), tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as map_:
                    for meting in (_op_tijd if snel else _meet)(module, snel, Path(map_).resolve()):
                        if meting.name in namen:
                            verslag.neem_op(meting)
            except Mislukt as fout:
                print(f"not measured: {fout}", file=sys.stderr)
                verslag.mislukt |= not isinstance(fout, GeenTijd)
            print(f"{', '.join(levert)}: {time.perf_counter() - begin:.0f} s", flush=True)


def _meet(module: str, snel: bool, map_: Path) -> Iterable[Meting]:
    return import_module(f"benchmarks.{module}").meet(snel, map_)


def _op_tijd(module: str, snel: bool, map_: Path) -> Iterator[Meting]:
    """Yield what a part measures in a process of its own; it is killed where it does not stop in time."""
    ontvangt, zendt = KIND.Pipe(duplex=False)
    proces = KIND.Process(target=_in_kind, args=(module, snel, map_, over := rest(), zendt))
    proces.start()
    zendt.close()
    uiterlijk = time.monotonic() + over + UITLOOP
    try:
        while ontvangt.poll(max(0.0, uiterlijk - time.monotonic())):
            if isinstance(bericht := ontvangt.recv(), Mislukt):
                raise bericht
            yield bericht
        raise GeenTijd(f"{module}: stopped after {over:.0f} s")
    except EOFError:
        proces.join()
        if proces.exitcode:
            raise Mislukt(f"{module}: ended with {proces.exitcode}") from None
    finally:
        proces.kill()
        proces.join()


def _in_kind(module: str, snel: bool, map_: Path, over: float, zendt: Connection) -> None:
    with binnen(over):
        try:
            for meting in _meet(module, snel, map_):
                zendt.send(meting)
        except Mislukt as fout:
            zendt.send(fout)


def main(argumenten: Sequence[str] | None = None) -> int:
    """Measure, print, and write what is asked; return 0, 1 (a part failed) or 130 (stopped by Ctrl-C)."""
    opties = _ontleder().parse_args(argumenten)
    print(kop())
    verslag, code = Verslag(opties.json), 0
    try:
        meet_alles(opties.only or NAMEN, opties.quick, verslag)
    except KeyboardInterrupt:
        code = 130
    print(als_tabel(verslag.metingen))
    if opties.beeld and verslag.metingen:
        from benchmarks.beeld import teken

        teken([meting.als_json() for meting in verslag.metingen], opties.beeld)
    return code or int(verslag.mislukt)


def _ontleder() -> argparse.ArgumentParser:
    ontleder = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.split("\n")[0])
    ontleder.add_argument("--quick", action="store_true", help="less of everything, within five minutes")
    ontleder.add_argument("--only", action="append", choices=NAMEN, metavar="NAME", help=", ".join(NAMEN))
    ontleder.add_argument("--json", type=Path, metavar="FILE", help="write the numbers to this file")
    ontleder.add_argument("--beeld", type=Path, metavar="FILE", help="draw the ratios to this PNG")
    return ontleder


if __name__ == "__main__":
    sys.exit(main())
