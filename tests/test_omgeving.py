"""One set of versions: the lock, the conda environment, pyproject.toml, README and CI agree."""

import ast
import importlib
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import distributions
from importlib.util import find_spec

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from benchmarks.opzet import opdrachten
from lib.grond.paden import WORTEL

LOCK = (WORTEL / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((WORTEL / "pyproject.toml").read_text(encoding="utf-8"))


def vastgelegd():
    """Name → the versions in the lock."""
    versies = {}
    for eis in eisen():
        versies.setdefault(eis.name, set()).add(str(eis.specifier).removeprefix("=="))
    return versies


def eisen():
    """What the lock asks for: name, version and marker of each."""
    return [Requirement(regel.strip(" \\")) for regel in re.findall(r"^\w.*", LOCK, re.M)]


def test_elke_regel_van_het_slot_heeft_een_versie_en_een_hash():
    kop, *blokken = re.split(r"\n(?=[A-Za-z0-9])", LOCK.strip())
    assert kop.strip() == "--only-binary :all:", "bouwen haalt gereedschap dat niet op slot staat"
    zonder = [blok.splitlines()[0] for blok in blokken if "==" not in blok or "--hash=sha256:" not in blok]
    assert zonder == [] and len(blokken) > 100


def test_het_slot_noemt_geen_adres():
    assert not re.search(r"https?://|--(?:extra-)?index-url|--find-links|file:", LOCK)


def test_elke_afhankelijkheid_staat_in_het_slot_met_een_versie_die_mag():
    wensen = [
        *PROJECT["project"]["dependencies"],
        *(wens for groep in PROJECT["dependency-groups"].values() for wens in groep),
    ]
    versies = vastgelegd()
    for wens in map(Requirement, wensen):
        gevonden = versies.get(canonicalize_name(wens.name))
        assert gevonden, wens.name
        assert all(wens.specifier.contains(versie) for versie in gevonden), wens


def test_conda_brengt_alleen_python_en_de_rest_komt_van_het_slot():
    omgeving = yaml.safe_load((WORTEL / "environment.yml").read_text(encoding="utf-8"))
    python, pip = omgeving["dependencies"]
    assert pip == "pip" and python.split("=")[1] in ("3.11", "3.12", "3.13")


def test_wat_hier_is_geinstalleerd_is_wat_in_het_slot_staat():
    nodig = [eis for eis in eisen() if not eis.marker or eis.marker.evaluate()]
    versies = {canonicalize_name(pakket.name): pakket.version for pakket in distributions()}
    afwijkend = {str(eis): versies.get(eis.name) for eis in nodig}
    assert {eis: versie for eis, versie in afwijkend.items() if f"=={versie}" not in eis} == {}


def test_het_slot_is_heel():
    """Nothing that is installed misses a package or has one of a version that it does not take."""
    opdracht = [sys.executable, "-m", "pip", "check"]
    klaar = subprocess.run(opdracht, capture_output=True, text=True, timeout=120)
    assert klaar.returncode == 0, klaar.stdout


def test_alles_wat_de_code_invoert_is_er():
    paden = [pad for map_ in ("lib", "tests", "benchmarks") for pad in (WORTEL / map_).rglob("*.py")]
    bomen = [ast.parse(pad.read_text(encoding="utf-8")) for pad in [*paden, WORTEL / "conftest.py"]]
    knopen = [knoop for boom in bomen for knoop in ast.walk(boom)]
    namen = {knoop.module for knoop in knopen if isinstance(knoop, ast.ImportFrom) and knoop.module}
    namen |= {deel.name for knoop in knopen if isinstance(knoop, ast.Import) for deel in knoop.names}
    basis = {naam.partition(".")[0] for naam in namen}
    assert len(basis) > 50
    assert [naam for naam in sorted(basis) if find_spec(naam) is None] == []


def test_uv_dat_de_rest_installeert_staat_net_zo_in_het_slot():
    eigen = (WORTEL / "requirements-uv.lock").read_text(encoding="utf-8")
    (blok,) = re.findall(r"^uv==.*(?:\n    .*)*\n", LOCK, re.M)
    assert eigen == f"--only-binary :all:\n\n{blok}"


def test_readme_heeft_precies_twee_opdrachten_van_een_regel():
    gevonden = opdrachten()
    assert len(gevonden) == 2
    assert all("\n" not in opdracht for opdracht in gevonden)
    assert "run_all.py" in gevonden[0] and "pytest" in gevonden[1]


def test_ci_voert_de_opdrachten_van_de_readme_zelf_uit():
    ci = (WORTEL / ".ci" / "run").read_text(encoding="utf-8")
    assert "README.md" in ci and "sh opzet" in ci


@pytest.mark.parametrize("naam", ["LICENSE", "CITATION.cff", "CHANGELOG.md", "CONTRIBUTING.md"])
def test_de_papieren_zijn_er(naam):
    assert (WORTEL / naam).stat().st_size > 200


def test_elk_notebook_is_opgeslagen_zoals_pre_commit_het_wil(tmp_path):
    paden = sorted((WORTEL / "notebooks").glob("*.ipynb"))
    kopieen = [shutil.copy(pad, tmp_path) for pad in paden]
    schoon = subprocess.run([sys.executable, WORTEL / "scripts" / "schoon.py", *kopieen])
    anders = [pad.name for pad in paden if (tmp_path / pad.name).read_bytes() != pad.read_bytes()]
    assert paden and not anders and schoon.returncode == 0, f"voer scripts/schoon.py uit over {anders}"


def test_versie_is_overal_dezelfde():
    import lib

    citaat = yaml.safe_load((WORTEL / "CITATION.cff").read_text(encoding="utf-8"))
    assert citaat["version"] == lib.__version__
    assert f"## {lib.__version__}" in (WORTEL / "CHANGELOG.md").read_text(encoding="utf-8")


def test_elk_ingangspunt_van_het_project_leidt_ergens_heen():
    """What another program finds by its name would else be missed without a word."""
    from importlib.metadata import EntryPoint

    groepen = PROJECT["project"]["entry-points"]
    punten = [
        EntryPoint(naam, wijst, groep) for groep, namen in groepen.items() for naam, wijst in namen.items()
    ]
    assert len(punten) == 2 and all(punt.load() for punt in punten)
    plugins = re.findall(r"-p (lib[.\w]*)", PROJECT["tool"]["pytest"]["ini_options"]["addopts"])
    assert [importlib.import_module(plugin).__name__ for plugin in plugins] == plugins != []
    assert (WORTEL / PROJECT["tool"]["flit"]["external-data"]["directory"] / "share").is_dir()
