"""Nothing changed: said at once. Something changed: seen, and only what depends on it would run."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from argparse import Namespace
from pathlib import Path

import pytest

from lib.editie.editie import lees_editie
from lib.editie.register import kaart_rijen
from lib.grond import afhankelijkheid
from lib.grond.paden import EDITIES, NOTEBOOKS, RAW, WORTEL, Uitvoer
from lib.pagina import taken
from lib.run import draaien, gedaan
from lib.run.draaien import Wijze

SLOT = ["Nothing to do"]
INVOER = ("raw/register/a.csv", "notebooks/01-een.ipynb", "lib/een.py", "lock")


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A small project that was run completely: the folder, and what is asked of it."""
    for naam in ("raw/register", "notebooks", "lib", "uit/rapport"):
        (tmp_path / naam).mkdir(parents=True)
    for naam in (
        "raw/register/a.csv",
        "notebooks/01-een.ipynb",
        "lib/een.py",
        "lock",
        "uit/rapport/index.html",
    ):
        (tmp_path / naam).write_text(naam)
        os.utime(tmp_path / naam, (1_000_000_000, 1_000_000_000))
    for naam, waarde in {
        "RAW": "raw",
        "EDITIES": "raw/edities",
        "NOTEBOOKS": "notebooks",
        "LIB": "lib",
    }.items():
        monkeypatch.setattr(gedaan, naam, tmp_path / waarde)
    monkeypatch.setattr(gedaan, "LOS", (tmp_path / "lock",))
    opties = Namespace(edition=["proef"], only=None, strict=False, boundaries="embedded", passports=False)
    gedaan.onthoud_ronde(
        tmp_path / "uit", opties, gedaan.zie_invoer(), [tmp_path / "uit/rapport/index.html"], SLOT
    )
    return tmp_path, opties


def antwoord(project, **anders):
    return gedaan.niets_te_doen(project[0] / "uit", Namespace(**{**vars(project[1]), **anders}))


def test_niets_veranderd(project):
    assert antwoord(project) == SLOT
    assert gedaan.niets_te_doen(project[0] / "elders", project[1]) is None


@pytest.mark.parametrize("naam", INVOER)
def test_elk_bestand_telt_mee_naar_inhoud_niet_naar_tijd(project, naam, monkeypatch):
    monkeypatch.setattr("lib.grond.afdruk.TIK", 0)  # what has only just changed is read whatever its mark
    pad = project[0] / naam
    pad.touch()
    assert antwoord(project) == SLOT
    monkeypatch.setattr(gedaan, "afdruk", lambda pad: pytest.fail("read again, though nothing changed since"))
    assert antwoord(project) == SLOT
    monkeypatch.undo()
    pad.write_text(naam[:-1] + "x")  # as long as it was
    assert antwoord(project) is None


VERANDERINGEN = {
    "een uitkomst weg": lambda map_: (map_ / "uit/rapport/index.html").unlink(),
    "een uitkomst anders": lambda map_: (map_ / "uit/rapport/index.html").write_text("x"),
    "een bestand erbij dat op een patroon past": lambda map_: (map_ / "raw/register/b.csv").write_text("b"),
    "een editie erbij": lambda map_: shutil.copytree(map_ / "lib", map_ / "raw/edities/nieuw"),
    "een module weg": lambda map_: (map_ / "lib/een.py").unlink(),
    "een map in plaats van een bestand": lambda map_: ((map_ / "lock").unlink(), (map_ / "lock").mkdir()),
}


@pytest.mark.parametrize("wat", VERANDERINGEN)
def test_verandering_wordt_gezien(project, wat):
    VERANDERINGEN[wat](project[0])
    assert antwoord(project) is None


def test_wat_een_editor_of_python_achterlaat_telt_niet(project):
    (project[0] / "lib/__pycache__").mkdir()
    (project[0] / "lib/__pycache__/een.pyc").write_text("x")
    (project[0] / "raw/register/.~lock.a.csv#").write_text("x")
    assert antwoord(project) == SLOT


@pytest.mark.parametrize(
    "vraag", [{"edition": None}, {"only": ["II-*"]}, {"strict": True}, {"passports": True}]
)
def test_een_andere_vraag_krijgt_dit_antwoord_niet(project, vraag):
    assert antwoord(project, **vraag) is None


def test_een_andere_python_krijgt_dit_antwoord_niet(project, monkeypatch):
    monkeypatch.setattr(sys, "version", "3.99.0")
    assert antwoord(project) is None


def test_wat_tijdens_de_run_verandert_is_niet_gezien(project):
    map_, opties = project
    (map_ / "uit" / gedaan.STAAT / gedaan.BEWAARD).unlink()
    ervoor = gedaan.zie_invoer()
    (map_ / "raw/register/a.csv").write_text("tijdens de run bewaard")
    gedaan.onthoud_ronde(map_ / "uit", opties, ervoor, [], SLOT)
    assert antwoord(project) is None


def test_niets_te_doen_binnen_twee_seconden(echte_editie):
    """Seconds of processor, those of the clock where nothing else runs: a busy machine is no fault."""
    opdracht = [sys.executable, "run_all.py", "--edition", "2017-rapport", "--output", str(echte_editie)]
    duren = []
    for _ in range(3):
        begin = os.times()
        uit = subprocess.run(opdracht, cwd=WORTEL, capture_output=True, text=True, check=True)
        einde = os.times()
        duren.append(sum(einde[2:4]) - sum(begin[2:4]))  # of child processes: user and system
        assert uit.stdout.startswith("Nothing to do: all ")
    assert min(duren) < 2


class Heel:
    """The real edition with all its tasks, of which the work is replaced by copying fingerprints."""

    def __init__(self, map_: Path, monkeypatch):
        self.map, self.uit = map_, map_ / "uit"
        shutil.copytree(RAW, map_ / "raw")
        shutil.copytree(afhankelijkheid.LIB, map_ / "lib", ignore=shutil.ignore_patterns("__pycache__"))
        monkeypatch.setattr(taken, "RAW", map_ / "raw")
        lees = afhankelijkheid.bestanden_van
        monkeypatch.setattr(taken, "bestanden_van", lambda bron: lees(bron, map_ / "lib"))
        monkeypatch.setattr(draaien, "_voer_uit", doe_alsof)
        monkeypatch.setattr(draaien, "_teken_pagina", doe_alsof)

    def taken(self) -> list[taken.Taak]:
        editie = lees_editie("2017-rapport", self.map / "raw" / EDITIES.name)
        return taken.maak_taken(editie, Uitvoer(editie.naam, self.uit), kaart_rijen())

    def draai(self, **opties) -> set[str]:
        """Run and return the names, without edition, of all that was not up to date."""
        uitkomsten = draaien.draai(self.taken(), self.uit, Wijze(1, **opties))
        assert not [u.fout for u in uitkomsten if u.stand == "mislukt"]
        return {u.naam.partition("/")[2] for u in uitkomsten if u.stand != "actueel"}

    def afhankelijk(self, pad: Path) -> set[str]:
        """The tasks that read ``pad``, those that read what these make, and so on; and their pages."""
        geraakt, bestanden = set(), {pad}
        for taak in self.taken():
            if bestanden & {*taak.leest, *taak.code, taak.notebook}:
                geraakt |= {taak.stam, f"{taak.stam}.html"}
                bestanden |= {*taak.schrijft}
        return geraakt


def doe_alsof(opdracht: dict, leest: list[Path], schrijft: list[Path]) -> None:
    """Write to each product what depends on all that is read and on nothing else."""
    stand = hashlib.sha256(b"".join(pad.read_bytes() for pad in leest)).hexdigest()
    for pad in schrijft:
        pad.write_text(f"{stand} {time.time_ns()}")


@pytest.fixture(scope="module")
def heel(tmp_path_factory):
    with pytest.MonkeyPatch.context() as monkeypatch:
        geheel = Heel(tmp_path_factory.mktemp("heel"), monkeypatch)
        assert len(geheel.draai()) == 2 * len(geheel.taken())
        assert geheel.draai() == set()
        yield geheel


KLEIN = {
    "een projectrij": "raw/edities/2017-rapport/projecten.csv",
    "een label": "raw/edities/2017-rapport/labelbesluiten.csv",
    "een drempel": "raw/register/drempels.csv",
    "een hulpfunctie": "lib/analyse/strategie.py",
}
WEL_EN_NIET = {
    "een projectrij": ("01-inlezen", "02-gebieden"),
    "een label": ("10-classificeren", "02-gebieden"),
    "een drempel": ("65-verbanden", "02-gebieden"),
    "een hulpfunctie": ("70-strategie-cz", "65-verbanden"),
}


@pytest.mark.parametrize("wat", KLEIN)
def test_een_kleine_verandering_raakt_alleen_wat_ervan_afhangt(heel, wat):
    pad = heel.map / KLEIN[wat]
    pad.write_bytes(pad.read_bytes() + b"# anders\n")
    verwacht = heel.afhankelijk(pad)
    wel, niet = WEL_EN_NIET[wat]
    assert wel in verwacht and niet not in verwacht
    assert heel.draai(alleen_tonen=True) == verwacht
    pad.write_bytes(pad.read_bytes().removesuffix(b"# anders\n"))


def test_een_notebook_veranderd(heel, monkeypatch):
    kopie = heel.map / "notebooks"
    shutil.copytree(NOTEBOOKS, kopie)
    maak = taken.maak_taken
    monkeypatch.setattr(taken, "maak_taken", lambda *args: maak(*args, notebooks=kopie))
    pad = kopie / "65-verbanden.ipynb"
    pad.write_text(pad.read_text().replace("alle_verbanden", "alle_verbanden  # anders"))
    assert heel.draai(alleen_tonen=True) == heel.afhankelijk(pad)
