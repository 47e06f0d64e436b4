"""Which files of ``lib`` a piece of Python depends on: the imports, followed through, and the data they name.

A notebook is stale when a module that it uses has changed, and only then. Imports are read from
the source (also those inside functions); a file in ``lib`` that is not a module (a style sheet, a
template) belongs to every module whose source spells its name.
"""

import ast
from functools import cache
from pathlib import Path

LIB = Path(__file__).resolve().parent


def modules_in(bron: str) -> set[str]:
    """Return the names of the modules of ``lib`` that the Python source ``bron`` imports."""
    namen = set()
    for knoop in ast.walk(ast.parse(bron)):
        if isinstance(knoop, ast.Import):
            namen |= {alias.name.split(".")[1] for alias in knoop.names if alias.name.startswith("lib.")}
        elif isinstance(knoop, ast.ImportFrom) and knoop.module == "lib":
            namen |= {alias.name for alias in knoop.names}
        elif isinstance(knoop, ast.ImportFrom) and (knoop.module or "").startswith("lib."):
            namen.add(knoop.module.split(".")[1])
    return {naam for naam in namen if (LIB / f"{naam}.py").is_file()}


def bestanden_van(bron: str, lib: Path = LIB) -> list[Path]:
    """Return, sorted, every file below ``lib`` on which the Python source ``bron`` depends."""
    gevonden: set[Path] = {lib / "__init__.py"}
    wachtend = modules_in(bron)
    while wachtend:
        pad = lib / f"{wachtend.pop()}.py"
        if pad not in gevonden:
            modules, bijlagen = _inhoud(pad, pad.stat().st_mtime_ns)
            gevonden |= {pad, *bijlagen}
            wachtend |= modules
    return sorted(gevonden)


@cache
def _inhoud(pad: Path, _gewijzigd: int) -> tuple[set[str], set[Path]]:
    bron = pad.read_text(encoding="utf-8")
    bijlagen = {
        bijlage
        for bijlage in pad.parent.rglob("*")
        if bijlage.is_file() and bijlage.suffix not in (".py", ".pyc") and f'"{bijlage.name}"' in bron
    }
    return modules_in(bron), bijlagen
