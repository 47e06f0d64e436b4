"""The command line of ``run_all.py``: what to run, how it went, in plain words and an exit code."""

import argparse
import datetime as dt
import errno
import os
import sys
from pathlib import Path

from lib.grond.fouten import InvoerFouten
from lib.grond.paden import WORTEL, uitvoer_wortel
from lib.run.gedaan import niets_te_doen

GOED, MISLUKT, VERKEERDE_INVOER = 0, 1, 2
# A folder that may not be written in, or a disk that is full: no fault of ours.
_NIET_TE_SCHRIJVEN = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC)


def ontleder() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="run_all.py", description="Run the notebooks and render the report."
    )
    parser.add_argument(
        "--edition", action="append", metavar="NAME", help="only this edition (repeat for more)"
    )
    parser.add_argument("--only", action="append", metavar="GLOB", help="only these tasks and what they need")
    parser.add_argument("--workers", type=_positief, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--scheduler", metavar="tcp://HOST:PORT", help="run the notebooks on a Dask cluster")
    parser.add_argument(
        "--kernel", choices=["forked", "plain"], help="how kernels start (default: forked where possible)"
    )
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="write below DIR (default: the project root)"
    )
    parser.add_argument(
        "--list", action="store_true", help="show each task and whether it would run; run nothing"
    )
    parser.add_argument(
        "--watch", action="store_true", help="run again what depends on a file as it is saved, until Ctrl-C"
    )
    parser.add_argument("--force", action="store_true", help="run all, also what is up to date")
    parser.add_argument("--strict", action="store_true", help="a rejected row is an error")
    parser.add_argument("--passports", action="store_true", help="also a gesprekskaart for each gemeente")
    parser.add_argument("--private", action="store_true", help="also write prive/, with the personal data")
    parser.add_argument("--boundaries", choices=["embedded", "official"], default="embedded")
    parser.add_argument("--new", metavar="NAME", help="make the folder of a new edition; run nothing")
    return parser


def _positief(tekst: str) -> int:
    getal = int(tekst)
    if getal < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return getal


def main(argumenten: list[str] | None = None) -> int:
    """Run what the command line asks; return 0, 1 (a notebook failed) or 2 (the input is wrong)."""
    opties = ontleder().parse_args(argumenten)
    wortel = opties.output.resolve() if opties.output else uitvoer_wortel()
    try:
        if opties.new:
            return _maak_nieuw(opties.new)
        if opties.watch:
            return _waak(argumenten, wortel, opties.kernel)
        if not (opties.force or opties.list or opties.private) and (slot := niets_te_doen(wortel, opties)):
            print(*slot, sep="\n")
            return GOED
        from lib.run.ronde import draai_ronde  # only now, since it imports everything

        return GOED if draai_ronde(opties, wortel) else MISLUKT
    except InvoerFouten as fouten:
        print(f"The input is wrong; nothing was run. {len(fouten.fouten)} fault(s):", file=sys.stderr)
        for fout in fouten.fouten:
            print(f"  {fout}", file=sys.stderr)
        return VERKEERDE_INVOER
    except OSError as fout:
        if fout.errno not in _NIET_TE_SCHRIJVEN:
            raise
        print(f"Cannot write {fout.filename or wortel}: {fout.strerror}.", file=sys.stderr)
        print("Free that folder, or name another with --output.", file=sys.stderr)
        return VERKEERDE_INVOER
    except KeyboardInterrupt:
        print("Stopped; what was finished stays, the rest runs next time.", file=sys.stderr)
        return 130


def _maak_nieuw(naam: str) -> int:
    from lib.run.nieuw import WERKBOEK, maak_editie

    map_ = maak_editie(naam, dt.date.today())
    print(f"Made {map_}", f"Fill in {WERKBOEK}, then: python run_all.py --edition {naam}", sep="\n")
    if map_.is_relative_to(WORTEL):
        print("It lies inside the project, where git sees it; KAARTEN_EDITIES can name a folder elsewhere.")
    return GOED


def _waak(argumenten: list[str] | None, wortel: Path, kernel: str | None) -> int:
    from lib.run.kern.namen import GEVORKT
    from lib.run.ronde import kies_kernel
    from lib.run.waken import waak

    per_ronde = [een for een in (sys.argv[1:] if argumenten is None else argumenten) if een != "--watch"]
    waak(per_ronde, wortel, kies_kernel(kernel) == GEVORKT)
    return GOED
