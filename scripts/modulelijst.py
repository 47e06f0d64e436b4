"""Write the list of modules in the docstring of each package of ``lib``: ``python -m scripts.modulelijst``.

The first paragraph of a package is its story, written by hand; below it this fills in the first sentence of
each of its modules. :func:`bijgewerkt` says what should stand there.
"""

import ast
import re
import textwrap
from pathlib import Path

from lib.grond.paden import LIB

BREEDTE = 110


def pakketten() -> list[Path]:
    """Return the folders below ``lib`` that are packages, sorted."""
    return sorted(init.parent for init in LIB.rglob("__init__.py") if init.parent != LIB)


def docstring(pad: Path) -> str:
    """Return the docstring of a Python file, or nothing."""
    return ast.get_docstring(ast.parse(pad.read_text(encoding="utf-8"))) or ""


def eerste_zin(tekst: str) -> str:
    """Return the first sentence of a docstring, without its full stop."""
    zin = re.split(r"(?<=\.)\s|\n\n", tekst, maxsplit=1)[0]
    return " ".join(zin.split()).rstrip(".")


def bijgewerkt(pakket: Path) -> str:
    """Return what ``__init__.py`` of a package should hold: its story and its modules."""
    init = pakket / "__init__.py"
    verhaal = docstring(init).partition("\n\n")[0]
    namen = [pad.stem for pad in pakket.glob("*.py") if pad != init]
    namen += [f"{pad.parent.name}/" for pad in pakket.glob("*/__init__.py")]
    regels = [_regel(pakket, naam) for naam in sorted(namen)]
    return '"""' + "\n".join([verhaal, "", *regels]) + '\n"""\n'


def _regel(pakket: Path, naam: str) -> str:
    bron = pakket / naam / "__init__.py" if naam.endswith("/") else pakket / f"{naam}.py"
    tekst = f"``{naam}``: {eerste_zin(docstring(bron))}."
    heel = {"break_long_words": False, "break_on_hyphens": False}
    return textwrap.fill(tekst, BREEDTE, initial_indent="- ", subsequent_indent="  ", **heel)


if __name__ == "__main__":
    for map_ in pakketten():
        (map_ / "__init__.py").write_text(bijgewerkt(map_), encoding="utf-8")
