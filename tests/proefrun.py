"""The folder of a test run, in which editions are run once for all its processes."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from filelock import FileLock

WORTEL = Path(__file__).parents[1]
EDITIE = "2017-rapport"
MAP = "KAARTEN_TESTMAP"
GEDULD = 1800  # seconds after which a command hangs; a busy machine makes tests slower, it fails none
STIL = 600  # seconds without a new line after which a run hangs; a busy machine makes it slow, not silent


@cache
def draai_echte_editie() -> Path:
    """Run the real edition and return where it wrote."""
    return draai(Path(os.environ[MAP]), EDITIE)


def draai(doel: Path, editie: str, *alleen: str) -> Path:
    """Run an edition, or the tasks ``alleen`` of it, once for all processes of this test run.

    Where it fails, every process that asks for it gets the same RuntimeError, without another try.
    """
    doel.mkdir(exist_ok=True)
    goed, fout = doel / "run.ok", doel / "run.fout"
    with FileLock(doel / "run.lock"):
        if not (goed.exists() or fout.exists()):
            opdracht = [sys.executable, "-u", "run_all.py", "--edition", editie, "--output", str(doel)]
            opdracht += [deel for naam in alleen for deel in ("--only", naam)]
            bezig = doel / "run.bezig"
            bezig.rename(goed if voer_uit(opdracht, bezig) else fout)
    if fout.exists():
        raise RuntimeError(f"{editie} draait niet:\n{fout.read_text(encoding='utf-8')}")
    return doel


def voer_uit(opdracht: Sequence[str], verslag: Path, stil: float = STIL) -> bool:
    """Return whether a command that tells how it goes ended well; ``verslag`` gets what it says.

    There is no limit to how long it may take, only to how long it may say nothing.
    """
    with verslag.open("wb") as uit:
        proces = subprocess.Popen(opdracht, cwd=WORTEL, stdout=uit, stderr=subprocess.STDOUT)
        gezien, sinds = 0, time.monotonic()
        while proces.poll() is None:
            if (grootte := verslag.stat().st_size) > gezien:
                gezien, sinds = grootte, time.monotonic()
            if time.monotonic() - sinds > stil:
                proces.kill()
                proces.wait()
                uit.write(f"stopped: it said nothing for {stil} seconds\n".encode())
                return False
            time.sleep(0.05)
    return proces.returncode == 0
