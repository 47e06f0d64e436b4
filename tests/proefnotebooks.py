"""Small notebooks for the tests of the run: each writes a file made of what it reads."""

import json
from pathlib import Path

SCHRIJF = """from lib.grond.paden import uitvoer
plaats = uitvoer(editie).processed
plaats.mkdir(parents=True, exist_ok=True)
"""


def maak_notebook(map_: Path, naam: str, code: str, parameters: str = 'editie = "proef"') -> Path:
    """Write a notebook of a title, parameters and one cell of code."""
    cellen = [
        ("markdown", [], f"# {naam}"),
        ("code", ["parameters"], parameters),
        ("code", [], SCHRIJF + code),
    ]
    cells = []
    for nummer, (soort, tags, bron) in enumerate(cellen):
        cel = {"cell_type": soort, "id": f"cel-{nummer}", "metadata": {"tags": tags}, "source": bron}
        cells.append(cel | ({"outputs": [], "execution_count": None} if soort == "code" else {}))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    inhoud = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    pad = map_ / f"{naam}.ipynb"
    pad.write_text(json.dumps(inhoud), encoding="utf-8")
    return pad


def keten(map_: Path) -> None:
    """Write four notebooks: 01 → 02 → 03, and 04 that stands alone."""
    map_.mkdir(parents=True, exist_ok=True)
    maak_notebook(map_, "01-een", "(plaats / 'een.txt').write_text('1')")
    maak_notebook(map_, "02-twee", "(plaats / 'twee.txt').write_text((plaats / 'een.txt').read_text() + '2')")
    maak_notebook(
        map_, "03-drie", "(plaats / 'drie.txt').write_text((plaats / 'twee.txt').read_text() + '3')"
    )
    maak_notebook(
        map_, "04-vier", "from lib.grond.fouten import InvoerFout\n(plaats / 'vier.txt').write_text('4')"
    )
    regels = [
        ("01-een", "", "een"),
        ("02-twee", "een", "twee"),
        ("03-drie", "twee", "drie"),
        ("04-vier", "", "vier"),
    ]
    lijst = ""
    for notebook, leest, schrijft in regels:
        bron = f'leest = ["processed/{leest}.txt"]' if leest else ""
        kop = f'[[taak]]\nnotebook = "{notebook}"\ntitel = "{notebook}"'
        lijst += f'{kop}\n{bron}\nschrijft = ["{schrijft}.txt"]\n'
    (map_ / "taken.toml").write_text(lijst, encoding="utf-8")


def uitkomsten(wortel: Path, editie: str) -> dict[str, bytes]:
    """Return what notebooks made below ``wortel``, by path: tables, figures, executed notebooks and pages."""
    rapport = wortel / "rapport" / editie
    paden = [
        *(wortel / "data/processed" / editie).glob("*.*"),
        *(wortel / "figures" / editie).glob("*.*"),
        *(rapport / "notebooks").glob("*.ipynb"),
        *rapport.glob("[0-9]*.html"),
    ]
    return {pad.relative_to(wortel).as_posix(): pad.read_bytes() for pad in paden}
