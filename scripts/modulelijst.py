"""Write the lists of modules in docs/architectuur.md: ``python -m scripts.modulelijst``.

A comment ``<!-- modules: namen lezen_* -->`` on that page says which modules the story above it tells; this
fills in what stands below it, up to the next blank line, with the first sentence of each. A module belongs
to the story that names it, else to the first with a pattern that fits. Exit code 1 where one fits nowhere.
"""

import ast
import fnmatch
import re
import sys

from lib.paden import WORTEL

PAGINA = WORTEL / "docs" / "architectuur.md"
LIB = WORTEL / "lib"
PLEK = re.compile(r"^(<!-- modules: (.+?) -->\n)(?:\n\|.*(?:\n\|.*)*\n)?", re.M)


def eerste_zin(module: str) -> str:
    """Return the first sentence of the docstring of a module of ``lib``, without its full stop."""
    docstring = ast.get_docstring(ast.parse((LIB / f"{module}.py").read_text(encoding="utf-8"))) or ""
    zin = re.split(r"(?<=\.)\s|\n\n", docstring, maxsplit=1)[0]
    return " ".join(zin.split()).rstrip(".").replace("|", "\\|").replace("``", "`")


def verdeel(verhalen: list[list[str]], modules: list[str]) -> tuple[list[list[str]], list[str]]:
    """Return the modules of each story, sorted, and those that fit none."""
    gevonden: list[list[str]] = [[] for _ in verhalen]
    over = []
    for module in modules:
        noemt = [i for i, patronen in enumerate(verhalen) if module in patronen]
        past = [i for i, patronen in enumerate(verhalen) if any(fnmatch.fnmatch(module, p) for p in patronen)]
        if not past:
            over.append(module)
            continue
        gevonden[(noemt or past)[0]].append(module)
    return gevonden, over


def bijgewerkt(tekst: str, modules: list[str]) -> tuple[str, list[str]]:
    """Return the page with its lists filled in, and the modules for which it has no place."""
    plekken = list(PLEK.finditer(tekst))
    verdeling, over = verdeel([plek[2].split() for plek in plekken], modules)
    tabellen = iter(verdeling)

    def vul(plek: re.Match[str]) -> str:
        rijen = "".join(f"| `{module}` | {eerste_zin(module)} |\n" for module in next(tabellen))
        return f"{plek[1]}\n| module | story |\n|---|---|\n{rijen}"

    return PLEK.sub(vul, tekst), over


def alle_modules() -> list[str]:
    """Return the names of all modules of ``lib``, sorted."""
    return sorted(pad.stem for pad in LIB.glob("*.py") if pad.stem != "__init__")


if __name__ == "__main__":
    nieuw, zonder = bijgewerkt(PAGINA.read_text(encoding="utf-8"), alle_modules())
    PAGINA.write_text(nieuw, encoding="utf-8")
    if zonder:
        sys.exit(f"no place on the page for: {', '.join(zonder)}")
