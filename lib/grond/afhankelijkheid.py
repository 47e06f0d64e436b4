"""Which files of ``lib`` a piece of Python depends on: the imports, followed through, and the data they name.

A notebook is stale when a module that it uses has changed, and only then. Imports are read from
the source (also those inside functions). A name that a package hands on (``from lib import open_editie``)
leads to the module that defines it, not to all of the package. A file in ``lib`` that is not a module (a
style sheet, a template) belongs to every module whose source spells its name.
"""

import ast
import os
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from lib.grond.paden import LIB, bestanden_onder


def modules_in(bron: str, lib: Path = LIB) -> set[str]:
    """Return the full names of the modules below ``lib`` that the Python source ``bron`` imports."""
    return {naam for knoop in ast.walk(ast.parse(bron)) for naam in _genoemd(knoop, lib)}


def bestanden_van(bron: str, lib: Path = LIB) -> list[Path]:
    """Return, sorted, every file below ``lib`` on which the Python source ``bron`` depends."""
    return list(_bestanden_van(bron, lib, _stand(str(lib))))


def _stand(map_: str) -> tuple[tuple[str, int], ...]:
    """Return path and time of all modules and folders below a folder: while they last, so does an answer."""
    stand: list[tuple[str, int]] = []
    for item in os.scandir(map_):
        if item.is_dir() and item.name != "__pycache__":
            stand += _stand(item.path)
        elif item.name.endswith(".py"):
            stand.append((item.path, item.stat().st_mtime_ns))
    return (*stand, (map_, os.stat(map_).st_mtime_ns))


@lru_cache(maxsize=256)
def _bestanden_van(bron: str, lib: Path, _stand: tuple[tuple[str, int], ...]) -> tuple[Path, ...]:
    gevonden: set[Path] = {lib / "__init__.py"}
    wachtend = modules_in(bron, lib)
    while wachtend:
        naam = wachtend.pop()
        pad = _bestand(naam, lib)
        if pad and pad not in gevonden:
            modules, bijlagen = _inhoud(pad, pad.stat().st_mtime_ns, lib)
            gevonden |= {pad, *bijlagen, *_pakketten(pad, lib)}
            wachtend |= modules
    return tuple(sorted(gevonden))


def modulenaam(pad: Path, lib: Path = LIB) -> str:
    """Return the name by which a file below ``lib`` is imported: ``lib/a/b.py`` is ``lib.a.b``."""
    delen = pad.relative_to(lib).with_suffix("").parts
    return ".".join(("lib", *(deel for deel in delen if deel != "__init__")))


def _genoemd(knoop: ast.AST, lib: Path) -> Iterator[str]:
    """Yield the modules that one import names, each that there is."""
    if isinstance(knoop, ast.Import):
        yield from (alias.name for alias in knoop.names if _bestand(alias.name, lib))
    elif isinstance(knoop, ast.ImportFrom) and knoop.module and _bestand(knoop.module, lib):
        for alias in knoop.names:
            yield _van(knoop.module, alias.name, lib)


def _van(module: str, naam: str, lib: Path) -> str:
    """Return where ``from module import naam`` leads: a module in a package, or where a name is from."""
    if _bestand(onder := f"{module}.{naam}", lib):
        return onder
    pad = _bestand(module, lib)
    if pad and pad.name == "__init__.py":
        return _doorgegeven(pad, pad.stat().st_mtime_ns).get(naam, module)
    return module


def _bestand(module: str, lib: Path) -> Path | None:
    """Return the file of a module of ours, or None where there is none."""
    eerste, *delen = module.split(".")
    if eerste != "lib":
        return None
    plaats = lib.joinpath(*delen)
    kandidaten = (plaats / "__init__.py", plaats.with_name(f"{plaats.name}.py"))
    return next((pad for pad in kandidaten if pad.is_file()), None)


def _pakketten(pad: Path, lib: Path) -> set[Path]:
    """Return what Python runs before the module: ``__init__.py`` of each package, where it holds code."""
    boven = (map_ / "__init__.py" for map_ in pad.parents if map_.is_relative_to(lib))
    return {init for init in boven if init.is_file() and _heeft_code(init, init.stat().st_mtime_ns)}


@cache
def _heeft_code(pad: Path, _gewijzigd: int) -> bool:
    """Whether a file holds more than a docstring."""
    return any(not isinstance(knoop, ast.Expr) for knoop in ast.parse(pad.read_text(encoding="utf-8")).body)


@cache
def _doorgegeven(init: Path, _gewijzigd: int) -> dict[str, str]:
    """Return name → module for what a package hands on lazily: what it imports for type checkers."""
    knopen = ast.walk(ast.parse(init.read_text(encoding="utf-8")))
    imports = [knoop for knoop in knopen if isinstance(knoop, ast.ImportFrom) and knoop.module]
    return {alias.asname or alias.name: str(knoop.module) for knoop in imports for alias in knoop.names}


@cache
def _inhoud(pad: Path, _gewijzigd: int, lib: Path) -> tuple[set[str], set[Path]]:
    bron = pad.read_text(encoding="utf-8")
    modules = set() if pad.name == "__init__.py" else modules_in(bron, lib)
    return modules, {bijlage for bijlage in _bijlagen(lib) if f'"{bijlage.name}"' in bron}


@cache
def _bijlagen(lib: Path) -> frozenset[Path]:
    return frozenset(pad for pad in map(Path, bestanden_onder(lib)) if pad.suffix not in (".py", ".pyc"))
