"""The folder of a test run, in which editions are run once for all its processes."""

import os
import subprocess
import sys
from pathlib import Path

from filelock import FileLock

WORTEL = Path(__file__).parents[1]
EDITIE = "2017-rapport"
MAP = "KAARTEN_TESTMAP"


def draai_echte_editie() -> Path:
    """Run the real edition and return where it wrote."""
    return draai(Path(os.environ[MAP]), EDITIE)


def draai(doel: Path, editie: str, *alleen: str) -> Path:
    """Run an edition, or the tasks ``alleen`` of it, once for all processes of this test run."""
    doel.mkdir(exist_ok=True)
    with FileLock(doel / "run.lock"):
        if not (doel / "run.ok").exists():
            opdracht = [sys.executable, "run_all.py", "--edition", editie, "--output", str(doel)]
            opdracht += [deel for naam in alleen for deel in ("--only", naam)]
            uitkomst = subprocess.run(opdracht, cwd=WORTEL, capture_output=True, text=True, timeout=600)
            if uitkomst.returncode:
                raise RuntimeError(f"{editie} draait niet:\n{uitkomst.stdout}{uitkomst.stderr}")
            (doel / "run.ok").write_text(uitkomst.stdout, encoding="utf-8")
    return doel
