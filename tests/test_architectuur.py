"""Imports go down the floors of the architecture page, and in no circle: the contract of pyproject.toml."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

from lib.grond.paden import WORTEL

PROJECT = tomllib.loads((WORTEL / "pyproject.toml").read_text(encoding="utf-8"))
LINT = Path(sys.executable).with_name("lint-imports")


def keur(map_: Path) -> subprocess.CompletedProcess:
    """Judge the imports of the package ``lib`` in ``map_``."""
    return subprocess.run([LINT, "--no-logo", "--no-cache"], cwd=map_, capture_output=True, text=True)


def test_imports_gaan_naar_beneden_en_niet_in_een_kring():
    uitslag = keur(WORTEL)
    assert uitslag.returncode == 0, uitslag.stdout
    assert "2 kept, 0 broken" in uitslag.stdout


@pytest.mark.parametrize(
    ("module", "regel", "reden"),
    [
        (
            "grond/woorden.py",
            "from lib.kaart.blad import teken",
            "lib.grond is not allowed to import lib.kaart",
        ),
        (
            "gebied/namen.py",
            "from lib.beeld.palet import PALET",
            "lib.gebied is not allowed to import lib.beeld",
        ),
        (
            "analyse/constatering/woorden.py",
            "import lib.analyse.strategie",
            "No cycles are allowed in lib.analyse",
        ),
        ("nieuw/kamer.py", "", "The following modules are not listed as layers"),
    ],
)
def test_wat_niet_mag_wordt_gemeld(tmp_path, module, regel, reden):
    shutil.copytree(WORTEL / "lib", tmp_path / "lib", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(WORTEL / "pyproject.toml", tmp_path)
    if module.startswith("analyse"):
        omhoog = tmp_path / "lib/analyse/strategie.py"
        omhoog.write_text(f"import lib.analyse.constatering.woorden\n{omhoog.read_text(encoding='utf-8')}")
    pad = tmp_path / "lib" / module
    pad.parent.mkdir(exist_ok=True)
    (pad.parent / "__init__.py").touch()
    oud = pad.read_text(encoding="utf-8") if pad.exists() else ""
    pad.write_text(f"{regel}\n{oud}", encoding="utf-8")
    uitslag = keur(tmp_path)
    assert uitslag.returncode == 1
    assert reden in " ".join(uitslag.stdout.split())


def test_de_verdiepingen_van_de_bladzijde_zijn_die_van_het_contract():
    lagen = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
    contract = [set(laag.split(" | ")) for laag in lagen if not laag.startswith("(")]
    pagina = (WORTEL / "docs/architectuur.md").read_text(encoding="utf-8")
    kamers: dict[int, set[str]] = {}
    for verdieping, kamer in re.findall(r"^\| (\d+) \| `lib/(\w+)` \|", pagina, re.M):
        kamers.setdefault(int(verdieping), set()).add(kamer)
    assert [kamers[nummer] for nummer in sorted(kamers, reverse=True)] == contract
    assert set.union(*contract) == {pad.parent.name for pad in (WORTEL / "lib").glob("*/__init__.py")}


def _openbaar(pad: Path) -> dict[str, str]:
    """Name → what is assigned ("" for a function or class), for all public names that a module defines."""
    namen = {}
    for knoop in ast.parse(pad.read_text(encoding="utf-8")).body:
        if isinstance(knoop, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            namen[knoop.name] = ""
        elif isinstance(knoop, ast.Assign):
            namen |= {doel.id: ast.dump(knoop.value) for doel in knoop.targets if isinstance(doel, ast.Name)}
    return {naam: waarde for naam, waarde in namen.items() if not naam.startswith("_")}


def test_geen_naam_van_lib_betekent_twee_dingen():
    """A function, a class or a constant that two modules define is the same constant."""
    waar = defaultdict(list)
    for pad in sorted((WORTEL / "lib").rglob("*.py")):
        for naam, waarde in _openbaar(pad).items():
            waar[naam].append((waarde, pad.relative_to(WORTEL).as_posix()))
    dubbel = {naam: plekken for naam, plekken in waar.items() if len({w for w, _ in plekken}) < len(plekken)}
    anders = {naam: plekken for naam, plekken in waar.items() if len({w for w, _ in plekken}) > 1}
    assert {naam for naam, plekken in dubbel.items() if not plekken[0][0]} <= {"main"}  # of two commands
    assert anders == {}
