"""Reading the project's own settings: TOML files."""

import tomllib
from pathlib import Path
from typing import Any

from lib.grond.fouten import InvoerFout, InvoerFouten, dichtst


def lees_toml(pad: Path) -> dict[str, Any]:
    """Return what a TOML file holds; InvoerFouten where it is not there or cannot be read."""
    try:
        return tomllib.loads(pad.read_text(encoding="utf-8"))
    except RecursionError as fout:
        raise InvoerFouten([InvoerFout(str(pad), "geen leesbare TOML: lijsten te diep in elkaar")]) from fout
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fout:
        raise InvoerFouten([InvoerFout(str(pad), f"geen leesbare TOML: {fout}")]) from fout


def vreemde_sleutels(inhoud: dict[str, Any], bekend: set[str], bestand: str) -> list[InvoerFout]:
    """Return a fault for each key of a file that is not one of ``bekend``, with the nearest that is."""
    return [
        InvoerFout(bestand, "onbekende sleutel", kolom=naam, suggestie=dichtst(naam, bekend))
        for naam in inhoud
        if naam not in bekend
    ]
