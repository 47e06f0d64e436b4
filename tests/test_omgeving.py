"""One set of versions: the lock, the conda environment, pyproject.toml, README and CI agree."""

import importlib
import re
import subprocess
import sys
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement

from lib.grond.paden import WORTEL

LOCK = (WORTEL / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((WORTEL / "pyproject.toml").read_text(encoding="utf-8"))


def vastgelegd():
    """Name → the versions in the lock, with their markers."""
    regels = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*([^\\\n]+))?", LOCK, re.M)
    versies = {}
    for naam, versie, _ in regels:
        versies.setdefault(naam.lower().replace("_", "-"), set()).add(versie)
    return versies


def test_elke_regel_van_het_slot_heeft_een_versie_en_een_hash():
    blokken = re.split(r"\n(?=[A-Za-z0-9])", LOCK.strip())
    zonder = [blok.splitlines()[0] for blok in blokken if "==" not in blok or "--hash=sha256:" not in blok]
    assert zonder == [] and len(blokken) > 100


def test_het_slot_noemt_geen_adres():
    assert not re.search(r"https?://|--(?:extra-)?index-url|--find-links|file:", LOCK)


def test_elke_afhankelijkheid_staat_in_het_slot_met_een_versie_die_mag():
    wensen = [
        *PROJECT["project"]["dependencies"],
        *(w for groep in PROJECT["dependency-groups"].values() for w in groep),
    ]
    versies = vastgelegd()
    for wens in map(Requirement, wensen):
        gevonden = versies.get(wens.name.lower().replace("_", "-"))
        assert gevonden, wens.name
        assert all(wens.specifier.contains(versie) for versie in gevonden), wens


def test_conda_installeert_uit_hetzelfde_slot_en_niets_anders():
    omgeving = yaml.safe_load((WORTEL / "environment.yml").read_text(encoding="utf-8"))
    python, pip, lijst = omgeving["dependencies"]
    assert lijst == {"pip": ["-r requirements.lock"]} and pip == "pip"
    assert Requirement(python.replace("=", "==", 1)).name == "python"
    assert python.split("=")[1] in ("3.11", "3.12", "3.13")


def test_wat_hier_is_geinstalleerd_is_wat_in_het_slot_staat():
    from importlib.metadata import PackageNotFoundError, version

    afwijkend = {}
    for naam, versies in vastgelegd().items():
        try:
            if version(naam) not in versies:
                afwijkend[naam] = (version(naam), versies)
        except PackageNotFoundError:
            continue  # for another platform or Python
    assert afwijkend == {}


def opdrachten():
    readme = (WORTEL / "README.md").read_text(encoding="utf-8")
    return re.findall(r"```sh opzet\n(.+?)\n```", readme, re.S)


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
    for pad in sorted((WORTEL / "notebooks").glob("*.ipynb")):
        kopie = tmp_path / pad.name
        kopie.write_bytes(pad.read_bytes())
        schoon = subprocess.run([sys.executable, WORTEL / "scripts" / "schoon.py", kopie], timeout=60)
        assert schoon.returncode == 0, f"{pad.name}: voer scripts/schoon.py uit"


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
