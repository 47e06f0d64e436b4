"""A run that the tests need and that fails or hangs: tests fail by name, and the test run has a result."""

import os
import subprocess
import sys
import time

import pytest
from proefrun import MAP, WORTEL, draai, voer_uit

TRAAG = "import time\nfor _ in range(8):\n    time.sleep(0.25)\n    print('bezig', flush=True)"


def test_een_mislukte_ronde_laat_een_toets_met_naam_zakken(tmp_path):
    (tmp_path / "run.fout").write_text("de schijf is vol")
    opdracht = [sys.executable, "-m", "pytest", "-q", "-n", "1", "--nbval-kernel-name=python3"]
    notebook = "notebooks/00-bronnen.ipynb"
    uit = subprocess.run(
        [*opdracht, notebook],
        cwd=WORTEL,
        env={**os.environ, MAP: str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert uit.returncode == pytest.ExitCode.TESTS_FAILED, uit.stdout + uit.stderr
    assert f"ERROR {notebook}::Cell 0" in uit.stdout and "de schijf is vol" in uit.stdout
    assert "INTERNALERROR" not in uit.stdout + uit.stderr


def test_wie_langzaam_is_maar_iets_zegt_mag_doorgaan(tmp_path):
    assert voer_uit([sys.executable, "-c", TRAAG], tmp_path / "verslag", stil=1.5)
    assert (tmp_path / "verslag").read_text().count("bezig") == 8


def test_wie_niets_meer_zegt_wordt_gestopt_en_genoemd(tmp_path):
    zwijgt = "import time\nprint('eerste', flush=True)\ntime.sleep(120)"
    begin = time.monotonic()
    assert not voer_uit([sys.executable, "-c", zwijgt], tmp_path / "verslag", stil=1.0)
    assert time.monotonic() - begin < 60
    assert (tmp_path / "verslag").read_text().splitlines()[-1] == "stopped: it said nothing for 1.0 seconds"


def test_een_ronde_die_mislukt_is_wordt_niet_nog_eens_gedraaid(tmp_path):
    for _ in range(2):
        with pytest.raises(RuntimeError, match="geen-editie draait niet"):
            draai(tmp_path, "geen-editie")
        (verslag,) = tmp_path.glob("run.fout")
        verslag.write_text(verslag.read_text() + "\nal gedraaid")
    assert "al gedraaid\nal gedraaid" in verslag.read_text()
