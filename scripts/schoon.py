"""Strip notebooks to what is stored: no outputs or counts, but for the key numbers that tests compare.

A cell made by an editor has a random id; it gets the next free number, so that ids say nothing of chance.

The work is nbstripout's. nbval takes an output without a count for one that was never made, so a cell
that keeps its output keeps the count 1. Exit code 1 where a notebook was changed, as pre-commit expects.
"""

import re
import sys
from itertools import count
from pathlib import Path

import nbformat
from nbstripout import strip_output

BEWAARD = "keep_output"
TOEVAL = re.compile(r"[0-9a-f]{8}[0-9a-f-]*")  # how editors name a cell


def schoon(notebook: Path) -> bool:
    """Strip one notebook in place; return whether it changed."""
    oud = notebook.read_text(encoding="utf-8")
    inhoud = nbformat.reads(oud, as_version=4)
    gestript = strip_output(inhoud, keep_output=False, keep_count=False, keep_id=True)
    for cel in gestript.cells:
        if cel.get("outputs") and BEWAARD in cel.metadata.get("tags", []):
            cel.execution_count = 1
    _nummer(gestript.cells)
    nieuw = nbformat.writes(gestript) + "\n"
    notebook.write_text(nieuw, encoding="utf-8")
    return nieuw != oud


def _nummer(cellen: list[nbformat.NotebookNode]) -> None:
    bezet = {cel.id for cel in cellen}
    vrij = (id_ for nummer in count() if (id_ := f"cel-{nummer:02d}") not in bezet)
    for cel in cellen:
        if TOEVAL.fullmatch(cel.id):
            cel.id = next(vrij)


if __name__ == "__main__":
    raise SystemExit(any([schoon(Path(naam)) for naam in sys.argv[1:]]))
