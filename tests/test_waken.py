"""``--watch``, run as a user runs it: a save is followed by what depends on it, Ctrl-C leaves nothing."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from lib.grond.paden import EDITIES, WORTEL
from lib.run.waken import _telt

WACHT = 120  # seconds; a busy machine is no fault of the code


@pytest.fixture
def waker(tmp_path):
    """An edition in a folder of its own, watched; its output is read from a file."""
    editie = tmp_path / "edities" / "proef"
    editie.mkdir(parents=True)
    for pad in (EDITIES / "2017-rapport").glob("*"):
        (editie / pad.name).write_bytes(pad.read_bytes())
    regels = tmp_path / "regels.txt"
    opties = ["--watch", "--only", "notebooks/02*", "--output", str(tmp_path / "uit")]
    omgeving = {**os.environ, "KAARTEN_EDITIES": str(tmp_path / "edities"), "PYTHONUNBUFFERED": "1"}
    with regels.open("w") as uit:
        opdracht = [sys.executable, "run_all.py", *opties]
        proces = psutil.Popen(opdracht, cwd=WORTEL, env=omgeving, stdout=uit, stderr=subprocess.STDOUT)
    yield proces, editie, regels
    if proces.is_running():
        proces.kill()
    proces.wait()


def wacht_op(regels: Path, patroon: str, aantal: int) -> None:
    uiterlijk = time.monotonic() + WACHT
    while len(re.findall(patroon, regels.read_text())) < aantal and time.monotonic() < uiterlijk:
        time.sleep(0.1)
    assert len(re.findall(patroon, regels.read_text())) == aantal, regels.read_text()


def test_na_bewaren_draait_wat_ervan_afhangt_en_ctrl_c_ruimt_op(waker):
    proces, editie, regels = waker
    wacht_op(regels, "Watching", 1)
    assert "2 done, 0 up to date" in regels.read_text()
    (ouder,) = proces.children()
    for pad, aantal in ((editie / "edition.toml", 2), (editie / "projecten.csv", 3)):
        pad.write_bytes(pad.read_bytes() + b"\n")
        wacht_op(regels, "Watching", aantal)
    # The settings are read by each notebook, the projects not by this one.
    assert len(re.findall("done     proef/02-gebieden\n", regels.read_text())) == 2
    assert proces.children() == [ouder]  # warm from the first round to the last
    proces.send_signal(signal.SIGINT)
    assert proces.wait(timeout=20) == 0
    assert "Stopped watching." in regels.read_text() and "Traceback" not in regels.read_text()
    assert not ouder.is_running()


@pytest.mark.parametrize(
    ("pad", "telt"),
    [
        ("/p/lib/labels/besluiten.py", True),
        ("/p/notebooks/10-x.ipynb", True),
        ("/p/lib/__pycache__/labels.pyc", False),
        ("/p/notebooks/.ipynb_checkpoints/10-x.ipynb", False),
        ("/p/data/raw/.~lock.a.csv#", False),
        ("/p/data/raw/~$a.xlsx", False),
    ],
)
def test_wat_een_programma_achterlaat_telt_niet(pad, telt):
    assert _telt(None, pad) is telt
