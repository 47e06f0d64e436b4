"""The benchmark: ours against the usual way, other engines and the floor.

    python -m benchmarks [--quick] [--only NAME] [--json FILE] [--beeld FILE]

Prints a table; with ``--json`` writes it as a list of ``{name, n, ours_s, usual_s, best_peer_s, floor_s,
ratio_usual, ratio_peer, ratio_floor, ...}`` (null: not measured). ``--quick`` measures less of everything,
in under five minutes on a quiet machine. Ratios are of one run; seconds differ per machine and per moment.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from benchmarks.machine import kop
from benchmarks.meting import NAMEN, Meting, als_tabel

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
Onderdeel = Callable[[bool, Path], list[Meting]]


def meet_alles(namen: Sequence[str], snel: bool) -> list[Meting]:
    """Return the measurements called ``namen``, in the order of ``NAMEN``."""
    metingen: list[Meting] = []
    for module, levert in ONDERDELEN.items():
        if set(levert) & set(namen):
            begin = time.perf_counter()
            with tempfile.TemporaryDirectory() as map_:
                metingen += import_module(f"benchmarks.{module}").meet(snel, Path(map_).resolve())
            print(f"{', '.join(levert)}: measured in {time.perf_counter() - begin:.0f} s", flush=True)
    return sorted((een for een in metingen if een.name in namen), key=lambda een: NAMEN.index(een.name))


def main(argumenten: Sequence[str] | None = None) -> None:
    """Measure, print, and write what is asked."""
    opties = _ontleder().parse_args(argumenten)
    print(kop())
    metingen = meet_alles(opties.only or NAMEN, opties.quick)
    print(als_tabel(metingen))
    if opties.json:
        inhoud = [meting.als_json() for meting in metingen]
        opties.json.write_text(json.dumps(inhoud, indent=1) + "\n", encoding="utf-8")
    if opties.beeld:
        from benchmarks.beeld import teken

        teken([meting.als_json() for meting in metingen], opties.beeld)


def _ontleder() -> argparse.ArgumentParser:
    ontleder = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.split("\n")[0])
    ontleder.add_argument("--quick", action="store_true", help="less of everything, in under five minutes")
    ontleder.add_argument("--only", action="append", choices=NAMEN, metavar="NAME", help=", ".join(NAMEN))
    ontleder.add_argument("--json", type=Path, metavar="FILE", help="write the numbers to this file")
    ontleder.add_argument("--beeld", type=Path, metavar="FILE", help="draw the ratios to this PNG")
    return ontleder


if __name__ == "__main__":
    main()
