"""Write at the head of each notebook what it reads and makes: ``python -m scripts.notebookkop``.

It follows from ``notebooks/taken.toml``, stands in a cell of its own below the title, and is left off the
page. :func:`bijgewerkt` says what should stand there.
"""

from pathlib import Path

import nbformat

from lib.grond.paden import NOTEBOOKS
from lib.pagina.taken import TaakRegel, lees_lijst

KOP = "kop"  # the tag of the cell, and its id
TAGS = [KOP, "remove_cell"]


def kop(regel: TaakRegel) -> str:
    """Return the text of the cell: what the notebook reads, makes and draws, and how often it runs."""
    maakt = [*(f"processed/{naam}" for naam in regel.schrijft), *(f"rapport/{naam}" for naam in regel.levert)]
    tekent = [*(f"{kolom} = {waarde}" for kolom, waarde in regel.kaarten.items()), *regel.figuren]
    per = [f"{naam} ({', '.join(waarden)})" for naam, waarden in _keuzes(regel).items()]
    delen = {"Leest": regel.leest, "Maakt": maakt, "Tekent": tekent, "Draait per": per}
    regels = [f"- {naam}: {', '.join(f'`{een}`' for een in wat)}" for naam, wat in delen.items() if wat]
    return "\n".join([f"**{regel.titel}** (uit `taken.toml`)", "", *regels])


def _keuzes(regel: TaakRegel) -> dict[str, list[str]]:
    return {naam: [waarden] if isinstance(waarden, str) else waarden for naam, waarden in regel.per.items()}


def bijgewerkt(notebook: Path, regel: TaakRegel) -> str:
    """Return the notebook as text, with its head as it should be."""
    inhoud = nbformat.read(notebook, as_version=4)
    cellen = [cel for cel in inhoud.cells if KOP not in cel.metadata.get("tags", [])]
    nieuw = nbformat.v4.new_markdown_cell(kop(regel), id=KOP, metadata={"tags": TAGS})
    inhoud.cells = [cellen[0], nieuw, *cellen[1:]]
    return nbformat.writes(inhoud) + "\n"


def regels() -> dict[Path, TaakRegel]:
    """Return for each notebook of the list what it reads and makes; the first line where it has more."""
    gevonden: dict[Path, TaakRegel] = {}
    for regel in lees_lijst(NOTEBOOKS):
        gevonden.setdefault(NOTEBOOKS / f"{regel.notebook}.ipynb", regel)
    return gevonden


if __name__ == "__main__":
    for pad, een in regels().items():
        pad.write_text(bijgewerkt(pad, een), encoding="utf-8")
