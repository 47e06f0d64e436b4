"""Store the key numbers that the tests compare: the output of each cell tagged ``nbval-check-output``.

Run ``python scripts/kerngetallen.py [notebook ...]`` after a number changed on purpose, and look at the
difference before committing. All other outputs are left out, as in every stored notebook.
"""

import ast
import json
import sys
from pathlib import Path

from schoon import schoon

from lib.grond.paden import NOTEBOOKS, paginanaam, uitvoer
from lib.pagina.taken import lees_lijst

EDITIE = "2017-rapport"  # the edition of the notebooks' default parameters
MERK = "nbval-check-output"


def werk_bij(notebook: Path, per: list[str]) -> bool:
    """Copy the checked outputs of the last run into ``notebook``; return whether anything changed.

    ``per`` are the parameters for whose values it runs; its own defaults say which run is meant.
    """
    oud = notebook.read_text(encoding="utf-8")
    inhoud = json.loads(oud)
    waarden = [_standaard(inhoud)[naam] for naam in per]
    uitgevoerd = uitvoer(EDITIE).rapport / "notebooks" / f"{paginanaam(notebook.stem, *waarden)}.ipynb"
    if not uitgevoerd.is_file():
        return False  # this edition has no use for it
    gedraaid = {_bron(cel): cel for cel in json.loads(uitgevoerd.read_text(encoding="utf-8"))["cells"]}
    for cel in inhoud["cells"]:
        if MERK in cel["metadata"].get("tags", []):
            cel["outputs"] = gedraaid[_bron(cel)]["outputs"]
    notebook.write_text(json.dumps(inhoud, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    schoon(notebook)
    return notebook.read_text(encoding="utf-8") != oud


def _standaard(inhoud: dict) -> dict[str, str]:
    """The defaults in the cell tagged ``parameters``."""
    cel = next(cel for cel in inhoud["cells"] if "parameters" in cel["metadata"].get("tags", []))
    return {regel.targets[0].id: ast.literal_eval(regel.value) for regel in ast.parse(_bron(cel)).body}


def _bron(cel: dict) -> str:
    return "".join(cel["source"])


if __name__ == "__main__":
    gekozen = [Path(naam) for naam in sys.argv[1:]] or sorted(NOTEBOOKS.glob("*.ipynb"))
    per = {regel.notebook: list(regel.per) for regel in lees_lijst()}
    for pad in gekozen:
        print(f"{pad.name}: {'changed' if werk_bij(pad, per[pad.stem]) else 'unchanged'}")
