"""The manifest of an edition: what went in, what came out, with which versions, and how long it took."""

import json
import platform
from importlib.metadata import version
from pathlib import Path

import lib
from lib.editie.editie import Editie
from lib.grond.afdruk import afdruk
from lib.grond.paden import WORTEL, uitvoer
from lib.grond.schrijven import schrijf_atomair
from lib.pagina.taken import Taak
from lib.run.draaien import duren

MANIFEST = "manifest.json"
PAKKETTEN = ("pandas", "geopandas", "shapely", "matplotlib", "numpy", "papermill", "nbconvert", "pytask")


def schrijf_manifest(editie: Editie, taken: list[Taak], wortel: Path) -> None:
    """Write ``rapport/<editie>/manifest.json`` about all that stands there; ``taken`` are all its tasks.

    Keys: ``editie``, ``versies``, ``invoer`` and ``uitvoer`` (path → sha256, each sorted; inputs
    relative to the project, outputs to ``wortel``), ``notebooks`` (parameters and duration in
    seconds per page; null where it never ran). But for the durations the same inputs give the same
    bytes.
    """
    duur = duren(wortel)
    plaats = uitvoer(editie.naam, wortel)
    mappen = (plaats.processed, plaats.figures, plaats.rapport)
    gemaakt = {pad for map_ in mappen for pad in map_.rglob("*") if _is_uitkomst(pad)}
    gemaakt -= set(plaats.zelf.rglob("*"))
    invoer = {pad for taak in taken for pad in (*taak.leest, *taak.code, taak.notebook)} - gemaakt
    inhoud = {
        "editie": {"naam": editie.naam, "titel": editie.titel, "herkomst": editie.herkomst},
        "versies": {
            "samenwerkingskaarten": lib.__version__,
            "python": platform.python_version(),
            **{naam: version(naam) for naam in PAKKETTEN},
        },
        "invoer": _vingerafdrukken([*invoer, *editie.invoer], WORTEL),
        "uitvoer": _vingerafdrukken(gemaakt, wortel),
        "notebooks": {
            taak.stam: {"parameters": taak.parameters, "duur": duur.get(taak.naam)} for taak in taken
        },
    }
    schrijf_atomair(
        plaats.rapport / MANIFEST,
        json.dumps(inhoud, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n",
    )


def _is_uitkomst(pad: Path) -> bool:
    return pad.is_file() and pad.name != MANIFEST and ".mislukt." not in pad.name


def _vingerafdrukken(paden: set[Path] | list[Path], wortel: Path) -> dict[str, str]:
    """Return path → sha256 of the files that exist; a path outside ``wortel`` by its name alone."""
    return {
        pad.relative_to(wortel).as_posix() if pad.is_relative_to(wortel) else pad.name: som
        for pad in sorted(set(paden))
        if pad.is_file() and (som := afdruk(pad)) is not None
    }
