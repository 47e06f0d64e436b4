"""Where the tests write: a folder of their own, in which the real edition is run once for all of them."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from lib.uitvoeren import GEVORKT, GEWOON
from lib.vorkkern import is_beschikbaar

WORTEL = Path(__file__).parent
EDITIE = "2017-rapport"
MAP = "KAARTEN_TESTMAP"

settings.register_profile("kaarten", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("kaarten")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the folder, in the process that starts all others; notebooks under test write there too."""
    if MAP not in os.environ:
        os.environ[MAP] = tempfile.mkdtemp(prefix="kaarten-test-")
        config.add_cleanup(lambda: shutil.rmtree(os.environ.pop(MAP), ignore_errors=True))
    os.environ["KAARTEN_UITVOER"] = os.environ[MAP]
    if config.option.nbval_kernel_name == GEVORKT and not is_beschikbaar():
        config.option.nbval_kernel_name = GEWOON


def pytest_collection_finish(session: pytest.Session) -> None:
    """A notebook reads what earlier ones wrote, so the run comes before the first notebook under test."""
    if any(item.path.suffix == ".ipynb" for item in session.items):
        draai_echte_editie()


def draai_echte_editie() -> Path:
    """Run the real edition, once for all processes of this test run, and return where it wrote."""
    doel = Path(os.environ[MAP])
    with FileLock(doel / "run.lock"):
        if not (doel / "run.ok").exists():
            opdracht = [sys.executable, "run_all.py", "--edition", EDITIE, "--output", str(doel)]
            uitkomst = subprocess.run(opdracht, cwd=WORTEL, capture_output=True, text=True, timeout=600)
            if uitkomst.returncode:
                raise RuntimeError(f"de echte editie draait niet:\n{uitkomst.stdout}{uitkomst.stderr}")
            (doel / "run.ok").write_text(uitkomst.stdout, encoding="utf-8")
    return doel


@pytest.fixture(scope="session")
def echte_editie() -> Path:
    """The output folder in which the real edition was run from nothing."""
    return draai_echte_editie()
