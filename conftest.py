"""Where the tests write: a folder of their own, in which editions are run once for all of them."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from lib.editie import lees_editie
from lib.paden import uitvoer
from lib.taken import maak_taken
from lib.uitvoeren import GEVORKT, GEWOON, VOORLADEN
from lib.vorkkern import is_beschikbaar

WORTEL = Path(__file__).parent
EDITIE, VOORBEELD = "2017-rapport", "voorbeeld"
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
    # what most notebooks under test use
    os.environ[VOORLADEN] = "lib.hoofdstuk lib.bladzijde seaborn lib.herindeling:lees_herindelingen"
    os.environ[VOORLADEN] += " lib.gebieden:lees_kernwerkgebieden lib.gebieden:lees_gemeenten"


def pytest_collection_finish(session: pytest.Session) -> None:
    """A notebook reads what earlier ones wrote, so the run comes before the first notebook under test."""
    if any(item.path.suffix == ".ipynb" for item in session.items):
        draai_echte_editie()


def draai_echte_editie() -> Path:
    """Run the real edition and return where it wrote."""
    return _draai(Path(os.environ[MAP]), EDITIE)


def _draai(doel: Path, editie: str, *alleen: str) -> Path:
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


@pytest.fixture(scope="session")
def echte_editie() -> Path:
    """The output folder in which the real edition was run from nothing."""
    return draai_echte_editie()


@pytest.fixture(scope="session")
def alleen_voorbeeld() -> Path:
    """The output folder with the pages of the example of a kind that the real edition lacks, and one
    gesprekskaart, of an area of several zorgkantoorregio's: only the example has the venster on it.
    """
    doel = Path(os.environ[MAP]) / VOORBEELD
    soorten = [
        {taak.regel.notebook for taak in maak_taken(lees_editie(naam), uitvoer(naam, doel), [])}
        for naam in (VOORBEELD, EDITIE)
    ]
    alleen = [f"notebooks/{naam}*" for naam in sorted(soorten[0] - soorten[1])]
    return _draai(doel, VOORBEELD, *alleen, "85-gesprekskaart-wmo-regio-stadsregio-rijnmond")
