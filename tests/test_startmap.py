"""A notebook runs wherever it was started: no cell depends on the folder of the kernel."""

import re

import nbformat
import pytest
from nbclient import NotebookClient

from lib.grond.paden import NOTEBOOKS, WORTEL
from lib.run.kern import vorkkern
from lib.run.kern.namen import GEVORKT, GEWOON

PADEN = sorted(NOTEBOOKS.glob("*.ipynb"))
# What would find its file only from one folder; lib.grond.paden and the tables of an edition know the place.
PLAATSGEBONDEN = re.compile(r"\.\./|\bgetcwd\b|\bchdir\b|\bPath\(\s*[\"']|\bopen\(|__file__|^\s*[!%]", re.M)
KERNELS = [
    (GEWOON, "elders"),
    (GEWOON, "wortel"),
    pytest.param(
        GEVORKT, "elders", marks=pytest.mark.skipif(not vorkkern.is_beschikbaar(), reason="no forking here")
    ),
]


@pytest.fixture(scope="module", autouse=True)
def _geen_ouder_blijft():
    yield
    vorkkern.sluit_ouders()


@pytest.mark.parametrize("pad", PADEN, ids=lambda pad: pad.stem)
def test_geen_cel_noemt_een_plek_vanuit_de_map_van_de_kernel(pad):
    cellen = [cel.source for cel in nbformat.read(pad, as_version=4).cells if cel.cell_type == "code"]
    assert [bron for bron in cellen if PLAATSGEBONDEN.search(bron)] == []


@pytest.mark.parametrize(("kernel", "map_"), KERNELS)
def test_een_notebook_draait_vanuit_elke_map(kernel, map_, tmp_path):
    """13 stands for all: each begins by reading its edition, and imports nothing but the project."""
    notebook = nbformat.read(NOTEBOOKS / "13-herstellen.ipynb", as_version=4)
    start = {"elders": tmp_path, "wortel": WORTEL}[map_]
    NotebookClient(notebook, kernel_name=kernel, resources={"metadata": {"path": str(start)}}).execute()
    uitkomst = notebook.cells[-1].outputs[0].data["text/plain"]
    assert uitkomst == "{'te herstellen': 2, 'zonder label': 0}"
    assert list(tmp_path.iterdir()) == []
