"""The 68 statements of the documents of 2019, and where each can be seen in this project.

``data/raw/register/werkstructuur.csv`` has a row per statement. ``python -m lib.werkstructuur.uitspraken``
writes them as docs/werkstructuur.md.
"""

import ast
import json
from functools import cache
from pathlib import Path

import pandas as pd

from lib.grond.fouten import meld
from lib.grond.paden import REGISTER, WORTEL
from lib.grond.schrijven import schrijf_atomair
from lib.grond.tabel import Kolom, getypeerd, lees_ruw

UITSPRAKEN = REGISTER / "werkstructuur.csv"
AANTAL = 68
DOCUMENT = WORTEL / "docs" / "werkstructuur.md"
_SOORT = {
    "R": "regel",
    "E": "verwachting",
    "D": "datum",
    "F": "feit",
    "N": "wat niet mag",
    "O": "open punt",
    "X": "spanning",
}
GEBORGD = {
    "code": "in code",
    "data": "in een bestand",
    "tekst": "in de tekst",
    "niet_toetsbaar": "niet te toetsen",
}
_KOLOMMEN = {
    "nr": Kolom(soort="geheel", uniek=True),
    "soort": Kolom(keuze=tuple(_SOORT)),
    "uitspraak": Kolom(),
    "bron": Kolom(),
    "geborgd": Kolom(keuze=tuple(GEBORGD)),
    "verwijzing": Kolom(soort="lijst", leeg=True),
    "reden": Kolom(leeg=True),
}
_KOP = """\
# The werkstructuur of 2019, statement by statement

Made from `data/raw/register/werkstructuur.csv` by `python -m lib.werkstructuur.uitspraken`; edit that
file, not this one. The statements are in our own words. L: VNG ledenbrief 19/053
(12 July 2019). W: Werkstructuur in de regio (VNG and ZN, 7 March 2019), with its paragraph.

"""


def lees_werkstructuur(pad: Path = UITSPRAKEN) -> pd.DataFrame:
    """Return the statements in the order of their numbers: nr (Int64), verwijzing (tuple), the rest str.

    Raises InvoerFouten, all together.
    """
    ruw, fouten = lees_ruw(pad, _KOLOMMEN)
    meld(fouten)
    return getypeerd(ruw, _KOLOMMEN).sort_values("nr", ignore_index=True)


def bestaat(verwijzing: str, wortel: Path = WORTEL) -> bool:
    """Return whether what a pointer names exists: a name in a module, a test, a heading, a file."""
    if verwijzing.startswith("lib."):
        module, _, naam = verwijzing.partition(":")
        pad = wortel / f"{module.replace('.', '/')}.py"
        return pad.is_file() and (not naam or naam in _namen(pad))
    bestand, _, toets = verwijzing.partition("::")
    bestand, _, kop = bestand.partition("#")
    pad = wortel / bestand
    if not pad.is_file():
        return False
    if kop:
        return kop in _koppen(pad)
    return not toets or toets in _namen(pad)


@cache
def _namen(pad: Path) -> frozenset[str]:
    """Return the names that a module defines at its top level."""
    namen = set()
    for knoop in ast.parse(pad.read_text(encoding="utf-8")).body:
        if isinstance(knoop, ast.FunctionDef | ast.ClassDef):
            namen.add(knoop.name)
        elif isinstance(knoop, ast.Assign | ast.AnnAssign):
            doelen = knoop.targets if isinstance(knoop, ast.Assign) else [knoop.target]
            namen |= {doel.id for doel in doelen if isinstance(doel, ast.Name)}
        elif isinstance(knoop, ast.ImportFrom):
            namen |= {alias.asname or alias.name for alias in knoop.names}
    return frozenset(namen)


@cache
def _koppen(pad: Path) -> frozenset[str]:
    """Return the headings of a notebook."""
    cellen = json.loads(pad.read_text(encoding="utf-8"))["cells"]
    regels = [
        regel
        for cel in cellen
        if cel["cell_type"] == "markdown"
        for regel in "".join(cel["source"]).splitlines()
    ]
    return frozenset(regel.lstrip("#").strip() for regel in regels if regel.startswith("#"))


def toonbare_uitspraken(tabel: pd.DataFrame) -> pd.DataFrame:
    """Return the statements as a reader sees them (nr int64, the rest str)."""
    return pd.DataFrame(
        {
            "nr": tabel["nr"].astype("int64"),
            "soort": tabel["soort"].map(_SOORT),
            "uitspraak": tabel["uitspraak"],
            "bron": tabel["bron"],
            "geborgd": tabel["geborgd"].map(GEBORGD),
            "waar": tabel["verwijzing"].map("; ".join),
            "opmerking": tabel["reden"],
        }
    )


def als_markdown(tabel: pd.DataFrame) -> str:
    """Return the document: a count of how the statements are kept, and a table."""
    telling = tabel["geborgd"].value_counts().reindex(list(GEBORGD))
    regels = [f"- {GEBORGD[hoe]}: {aantal}" for hoe, aantal in telling.items()]
    rijen = toonbare_uitspraken(tabel)
    rijen["waar"] = tabel["verwijzing"].map(lambda delen: "<br>".join(f"`{deel}`" for deel in delen))
    kop = f"| {' | '.join(rijen.columns)} |\n|{'---|' * len(rijen.columns)}\n"
    cellen = "".join(f"| {' | '.join(str(cel) for cel in rij)} |\n" for rij in rijen.itertuples(index=False))
    return _KOP + "\n".join(regels) + "\n\n" + kop + cellen


if __name__ == "__main__":
    schrijf_atomair(DOCUMENT, als_markdown(lees_werkstructuur()))
