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
from proefrun import GEDULD

from lib.grond.paden import EDITIES, WORTEL
from lib.run.waken import _telt


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
        proces = psutil.Popen(
            opdracht,
            cwd=WORTEL,
            env=omgeving,
            stdout=uit,
            stderr=subprocess.STDOUT,
            preexec_fn=_zonder_sigint,
        )
    yield proces, editie, regels
    if proces.is_running():
        proces.kill()
    proces.wait()


def _zonder_sigint() -> None:
    """Ignore it, as a shell has what a script starts in the background do; a child of ours inherits that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def wacht_op(regels: Path, patroon: str, aantal: int) -> None:
    uiterlijk = time.monotonic() + GEDULD
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
    assert proces.wait(timeout=GEDULD) == 0
    assert "Stopped watching." in regels.read_text() and "Traceback" not in regels.read_text()
    assert not ouder.is_running()


@pytest.mark.parametrize("sein", [signal.SIGINT, signal.SIGTERM])
def test_een_sein_beeindigt_ook_de_ronde_die_bezig_is(tmp_path, sein):
    kind = "import time\nprint('bezig', flush=True)\ntime.sleep(600)"
    code = f"""import os, sys
from lib.run import waken
waken.GEDULD = 0.1
waken._stop_bij_een_sein()
try:
    waken._draai([sys.executable, "-c", {kind!r}], os.environ)
except KeyboardInterrupt:
    print("gestopt")
"""
    opdracht = [sys.executable, "-c", code]
    proces = psutil.Popen(opdracht, cwd=WORTEL, stdout=subprocess.PIPE, text=True, preexec_fn=_zonder_sigint)
    assert proces.stdout.readline() == "bezig\n"
    (ronde,) = proces.children()
    proces.send_signal(sein)
    assert proces.communicate(timeout=GEDULD)[0] == "gestopt\n" and not ronde.is_running()


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
