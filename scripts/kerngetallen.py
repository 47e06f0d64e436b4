"""Store the key numbers that the tests compare: the output of each cell tagged ``nbval-check-output``.

Run ``python scripts/kerngetallen.py [notebook ...]`` after a number changed on purpose, and look at the
difference before committing. All other outputs are left out, as in every stored notebook.
"""

import json
import sys
from pathlib import Path

from schoon import schoon

from lib.paden import NOTEBOOKS, uitvoer

EDITIE = "2017-rapport"  # the edition of the notebooks' default parameters
MERK = "nbval-check-output"


def werk_bij(notebook: Path) -> bool:
    """Copy the checked outputs of the last run into ``notebook``; return whether anything changed."""
    uitgevoerd = uitvoer(EDITIE).rapport / "notebooks" / notebook.name
    gedraaid = {_bron(cel): cel for cel in json.loads(uitgevoerd.read_text(encoding="utf-8"))["cells"]}
    oud = notebook.read_text(encoding="utf-8")
    inhoud = json.loads(oud)
    for cel in inhoud["cells"]:
        if MERK in cel["metadata"].get("tags", []):
            cel["outputs"] = gedraaid[_bron(cel)]["outputs"]
    notebook.write_text(json.dumps(inhoud, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    schoon(notebook)
    return notebook.read_text(encoding="utf-8") != oud


def _bron(cel: dict) -> str:
    return "".join(cel["source"])


if __name__ == "__main__":
    gekozen = [Path(naam) for naam in sys.argv[1:]] or sorted(NOTEBOOKS.glob("*.ipynb"))
    for pad in gekozen:
        print(f"{pad.name}: {'changed' if werk_bij(pad) else 'unchanged'}")
