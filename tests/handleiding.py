"""The pages of ``docs/`` as something to carry out: their code blocks, and a place in which to execute them.

What stands behind the language of a block says how: nothing (execute it), ``faalt=2`` (it must end with that
code), ``achtergrond`` (it starts what goes on), ``opzet`` (CI executes it on a clean clone), and for the
content of a file ``nieuw=``, ``erbij=``, ``vervang=`` (these keys) or ``na=…#key`` with the file.
"""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import NamedTuple

import nbformat
from proefrun import GEDULD

HEK = re.compile(r"^```(\w+)(?: ([^\n]+))?\n(.*?)^```$", re.M | re.S)
BIN = Path(sys.executable).parent


class Blok(NamedTuple):
    """A code block: language, option with its value, the text."""

    taal: str
    optie: str
    waarde: str
    tekst: str


def blokken(pad: Path) -> list[Blok]:
    tekst = pad.read_text(encoding="utf-8")
    stukken = HEK.findall(tekst)
    gevonden = [Blok(taal, *(optie.partition("=")[::2]), inhoud) for taal, optie, inhoud in stukken]
    assert tekst.count("```") == 2 * len(gevonden), f"{pad.name}: een blok zonder taal, of dat niet sluit"
    return gevonden


class Werkplek:
    """A shell that stays open, so that what one block sets holds in the next."""

    def __init__(self, map_: Path, wortel: Path, uitvoer: Path | None, thuis: Path):
        self.map, self.wortel, self.thuis = map_, wortel, thuis
        self.nummer = 0
        weg = ("KAARTEN_EDITIES", "KAARTEN_UITVOER")
        omgeving = {naam: waarde for naam, waarde in os.environ.items() if naam not in weg}
        omgeving |= {
            "HOME": str(thuis),
            "PYTHONPATH": str(wortel),
            "GIT_CONFIG_NOSYSTEM": "1",
            "PAGER": "cat",
        }
        if uitvoer:
            omgeving["KAARTEN_UITVOER"] = str(uitvoer)
        self.omgeving = omgeving
        self.log = map_ / "log.txt"
        with self.log.open("w") as log:
            self.schil = subprocess.Popen(
                ["bash", "--norc"], cwd=wortel, env=omgeving, stdin=subprocess.PIPE, stdout=log,
                stderr=subprocess.STDOUT, text=True,
            )  # fmt: skip

    def sluit(self) -> None:
        self.schil.stdin.write("kill $(jobs -p) 2>/dev/null; exit\n")
        self.schil.stdin.close()
        self.schil.wait(30)

    def voer_uit(self, blok: Blok) -> None:
        if blok.taal in ("sh", "python"):
            self._opdracht(blok)
        else:
            assert blok.taal in ("csv", "toml"), f"onbekende taal: {blok.taal}"
            self._bestand(blok)

    def _opdracht(self, blok: Blok) -> None:
        tekst = blok.tekst.replace(".venv/bin/", f"{BIN}/")
        if gevonden := re.fullmatch(r"(\S*/jupyter) lab (\S+)\s*", tekst):
            return self._jupyter(*gevonden.groups())
        self.nummer += 1
        pad = self.map / f"blok{self.nummer}.{'py' if blok.taal == 'python' else 'sh'}"
        pad.write_text(tekst, encoding="utf-8")
        regel = f'"{sys.executable}" "{pad}"' if blok.taal == "python" else f'. "{pad}"'
        merk = f"__klaar{self.nummer}__"
        self.schil.stdin.write(f"mis=0; trap 'mis=$?' ERR; {regel} </dev/null; echo {merk} $mis\n")
        self.schil.stdin.flush()
        uiterlijk = time.monotonic() + GEDULD
        while not (klaar := re.search(rf"{merk} (\d+)", self.log.read_text(encoding="utf-8"))):
            assert time.monotonic() < uiterlijk and self.schil.poll() is None, self.log.read_text()
            time.sleep(0.05)
        verwacht = int(blok.waarde) if blok.optie == "faalt" else 0
        assert blok.optie in ("", "faalt", "achtergrond"), f"onbekende optie: {blok.optie}"
        assert int(klaar[1]) == verwacht, f"{blok.tekst}\n{self.log.read_text()}"

    def _jupyter(self, jupyter: str, map_: str) -> None:
        """Start JupyterLab without a browser, ask whether it serves the folder, and stop it."""
        log = self.map / "jupyter.txt"
        opties = [
            "--no-browser",
            "--ip=127.0.0.1",
            "--port=0",
            "--allow-root",
            "--IdentityProvider.token=proef",
        ]
        with log.open("w") as uit:
            opdracht = [jupyter, "lab", map_, *opties]
            proces = subprocess.Popen(opdracht, cwd=self.wortel, env=self.omgeving, stdout=uit, stderr=uit)
        try:
            uiterlijk = time.monotonic() + GEDULD
            while not (adres := re.search(r"http://127\.0\.0\.1:\d+/", log.read_text())):
                assert proces.poll() is None and time.monotonic() < uiterlijk, log.read_text()
                time.sleep(0.1)
            assert b"20-algemeen.ipynb" in _haal(f"{adres[0]}api/contents?token=proef", uiterlijk)
        finally:
            proces.terminate()
            proces.wait(30)

    def _bestand(self, blok: Blok) -> None:
        naam, _, sleutel = blok.waarde.partition("#")
        pad = (self.thuis if naam.startswith("kaarten/") else self.wortel) / naam
        if blok.optie == "nieuw":
            assert not pad.exists()
            pad.write_text(blok.tekst, encoding="utf-8")
        elif blok.optie == "erbij":
            pad.write_text(pad.read_text(encoding="utf-8").rstrip("\n") + "\n" + blok.tekst, encoding="utf-8")
        elif blok.optie == "na":
            nieuw, aantal = re.subn(rf"^{sleutel} = .*\n", rf"\g<0>{blok.tekst}", _lees(pad), flags=re.M)
            assert aantal == 1, sleutel
            pad.write_text(nieuw, encoding="utf-8")
        else:
            assert blok.optie == "vervang", f"zeg in welk bestand dit komt: {blok.tekst}"
            for regel in blok.tekst.splitlines():
                patroon = rf"^(# )?{regel.partition(' = ')[0]} = .*$"
                nieuw, aantal = re.subn(patroon, lambda _, regel=regel: regel, _lees(pad), flags=re.M)
                assert aantal == 1, regel
                pad.write_text(nieuw, encoding="utf-8")


def _lees(pad: Path) -> str:
    return pad.read_text(encoding="utf-8")


def maak_geschiedenis(project: Path) -> None:
    """Make a git repository in which a notebook was changed and committed, and then changed again."""

    def git(*argumenten: str) -> None:
        wie = ["-c", "user.name=proef", "-c", "user.email=proef@example.org"]
        subprocess.run(["git", *wie, *argumenten], cwd=project, check=True, capture_output=True)

    git("init", "-q")
    git("add", "notebooks", ".gitignore")
    git("commit", "-qm", "eerst")
    pad = project / "notebooks" / "20-algemeen.ipynb"
    for ronde in ("een", "twee"):
        notebook = nbformat.read(pad, as_version=4)
        notebook.cells[0].source += f"\n\nZin {ronde}."
        nbformat.write(notebook, pad)
        if ronde == "een":
            git("commit", "-qam", "een zin erbij")


def _haal(adres: str, uiterlijk: float) -> bytes:
    """Return what a server answers; one that has told its address may not listen yet."""
    while True:
        try:
            with urllib.request.urlopen(adres, timeout=60) as antwoord:
                return antwoord.read()
        except urllib.error.URLError:
            if time.monotonic() > uiterlijk:
                raise
            time.sleep(0.1)
