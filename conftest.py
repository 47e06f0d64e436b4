"""Where the tests write, and which kernels the notebooks under test get."""

import os
import shutil
import tempfile
from pathlib import Path

import nbval.kernel
import pytest
from proefrun import MAP, draai_echte_editie

from lib.grond.paden import NOTEBOOKS
from lib.run.draaien import GELEZEN, LATER
from lib.run.kern.klant import Celbeheer
from lib.run.kern.namen import GEVORKT, GEWOON, VOORLADEN
from lib.run.kern.vorkkern import VORKLIJN, deel, is_beschikbaar, ouder

# What most notebooks under test use, loaded once for all their kernels.
GEBRUIKT = " ".join(["lib.kaart.hoofdstuk", "lib.pagina.bladzijde", *LATER, *GELEZEN])
# What takes longest goes first, so that no process is left with it at the end.
LANGST = ("98-downloads", "12-labelen", "80-constateringen", "65-verbanden", "26-indeling")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the folder, in the process that starts all others; notebooks under test write there too."""
    if MAP not in os.environ:
        os.environ[MAP] = tempfile.mkdtemp(prefix="kaarten-test-")
        config.add_cleanup(lambda: shutil.rmtree(os.environ.pop(MAP), ignore_errors=True))
        # Or each of hundreds of processes compiles all again.
        if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
            os.environ["PYTHONPYCACHEPREFIX"] = str(Path(os.environ[MAP]) / "pyc")
    os.environ["KAARTEN_UITVOER"] = os.environ[MAP]
    if config.option.nbval_kernel_name == GEVORKT and not is_beschikbaar():
        config.option.nbval_kernel_name = GEWOON
    os.environ[VOORLADEN] = GEBRUIKT
    if config.option.nbval_kernel_name == GEVORKT:
        nbval.kernel.KernelManager = Celbeheer
        if _toetst_notebooks(config) and "PYTEST_XDIST_WORKER" not in os.environ:
            deur = Path(tempfile.mkdtemp(dir=os.environ[MAP])) / "deur"
            os.environ[VORKLIJN] = deel(ouder(os.environ), deur, os.environ)


def _toetst_notebooks(config: pytest.Config) -> bool:
    return any(NOTEBOOKS.is_relative_to(pad) or pad.is_relative_to(NOTEBOOKS) for pad in _gevraagd(config))


def _gevraagd(config: pytest.Config) -> list[Path]:
    return [config.invocation_params.dir / arg.split("::")[0] for arg in config.args]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files of ``LANGST`` in front, and let nobody give up on the output of a cell too soon."""
    rang = {naam: nummer for nummer, naam in enumerate(LANGST)}
    items.sort(key=lambda item: rang.get(item.path.stem, len(rang)))
    for item in items:
        if item.path.suffix == ".ipynb":
            item.output_timeout = 60  # seconds; the 5 of nbval are few on a busy machine


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A notebook reads what earlier ones wrote, so the run comes before the first notebook under test.

    Here, where it fails a test by name: an error while tests are collected ends a process of xdist, and
    with it the whole run without a result.
    """
    if item.path.suffix == ".ipynb":
        draai_echte_editie()
