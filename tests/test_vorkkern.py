"""Forked kernels: they leak nothing, fail alone, leave nothing behind, and give what plain kernels give."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from proefnotebooks import maak_notebook, uitkomsten
from proefrun import GEDULD

from lib.editie.editie import lees_editie
from lib.editie.register import kaart_rijen
from lib.grond.paden import WORTEL, uitvoer
from lib.pagina.taken import maak_taken
from lib.run import draaien
from lib.run.kern import vorkkern
from lib.run.kern.klant import Celbeheer, Kernelbeheer
from lib.run.kern.namen import GEVORKT, GEWOON, VOORLADEN
from lib.run.uitvoeren import NotebookMislukt, voer_notebook_uit

pytestmark = pytest.mark.skipif(not vorkkern.is_beschikbaar(), reason="kernels cannot fork here")
LINUX = sys.platform == "linux"


@pytest.fixture(scope="module", autouse=True)
def _een_ouder():
    """Let all tests here share one parent, started in the environment of a run."""
    vorkkern.sluit_ouders()
    with pytest.MonkeyPatch.context() as omgeving:
        for naam, waarde in {
            "PYTHONHASHSEED": "0",
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
        }.items():
            omgeving.setenv(naam, waarde)
        omgeving.delenv(VOORLADEN, raising=False)
        yield
    vorkkern.sluit_ouders()


@pytest.fixture
def draai(tmp_path, monkeypatch):
    """Run code as a notebook and return the outputs of its last cell."""
    monkeypatch.setenv("KAARTEN_UITVOER", str(tmp_path))

    def _draai(code: str, kernel: str = GEVORKT, **opties) -> list[dict]:
        notebook = maak_notebook(tmp_path, "proef", code)
        voer_notebook_uit(notebook, tmp_path / "uit.ipynb", {"editie": "proef"}, kernel, **opties)
        return json.loads((tmp_path / "uit.ipynb").read_text())["cells"][-1]["outputs"]

    return _draai


def tekst(uitvoer: list[dict]) -> str:
    return "".join("".join(o["text"]) for o in uitvoer if o["output_type"] == "stream").strip()


def het_proces() -> psutil.Process:
    """The one parent that the tests of this module share."""
    (ouder,) = (ouder for ouder in vorkkern._ouders.values() if ouder.leeft)
    return psutil.Process(ouder.proces.pid)


def wacht_tot(voorwaarde, seconden: float = 10) -> None:
    uiterlijk = time.monotonic() + seconden
    while not voorwaarde() and time.monotonic() < uiterlijk:
        time.sleep(0.02)
    assert voorwaarde()


def test_de_kernel_is_een_kind_van_de_ouder_en_heeft_alles_al(draai):
    modules = tekst(draai("import sys, os; print(os.getppid(), 'geopandas' in sys.modules)"))
    assert modules == f"{het_proces().pid} True"
    assert tekst(draai("import sys; print('geopandas' in sys.modules)", GEWOON)) == "False"


def test_eigen_modules_zijn_alleen_voorgeladen_waar_dat_gevraagd_is(draai, monkeypatch, tmp_path):
    eigen = tekst(draai("import sys; print(sorted(m for m in sys.modules if m.split('.')[0] == 'lib'))"))
    assert eigen == "['lib', 'lib.grond', 'lib.grond.paden']"  # what the notebook itself imports
    monkeypatch.setenv(
        VOORLADEN, "lib.kaart.hoofdstuk bestaat_niet lib.gebied.tabellen:lees_gemeenten lib.grond.paden:mis"
    )
    code = "import sys; print(*(m in sys.modules for m in ('lib.kaart.hoofdstuk', 'lib.pagina.gesprek')))"
    assert tekst(draai(code)) == "True False"
    assert tekst(draai(code, GEWOON)) == "False False"
    code = "from lib.gebied import tabellen; print(*sorted(pad.name for pad in tabellen._gelezen))"
    assert tekst(draai(code)) == "gemeenten.csv regios.csv"
    assert tekst(draai(code, GEWOON)) == ""
    vorkkern._ouders.pop(vorkkern._sleutel(os.environ)).sluit()


def test_wat_een_run_voorlaadt_is_er_en_wordt_geladen(tmp_path):
    """A name that leads nowhere would cost nothing but time, so nobody would notice."""
    taken = maak_taken(lees_editie("2017-rapport"), uitvoer("2017-rapport", tmp_path), [*kaart_rijen()])
    namen = draaien._voorladen(taken, GEVORKT)[VOORLADEN].split()
    assert {*draaien.GELEZEN, *draaien.LATER} <= {*namen}
    assert len([naam for naam in namen if naam.startswith("lib.")]) > 100
    code = f"from lib.run.kern.ouder import laad_voor; laad_voor({namen!r})"
    klaar = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (klaar.stderr, klaar.returncode) == ("", 0)


def test_wat_niet_geladen_kan_worden_zegt_dat():
    code = "from lib.run.kern.ouder import laad_voor; laad_voor(['bestaat_niet', 'lib.grond.paden:mis'])"
    klaar = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "without bestaat_niet: ModuleNotFoundError" in klaar.stderr
    assert "without lib.grond.paden:mis: AttributeError" in klaar.stderr


def test_wie_eigen_modules_heeft_geladen_wordt_na_een_wijziging_niet_meer_gevraagd(monkeypatch, tmp_path):
    eigen, gestart = tmp_path / "lib", []
    (eigen / "pakket").mkdir(parents=True)
    (eigen / "pakket" / "een.py").write_text("A = 1")
    monkeypatch.setattr(vorkkern, "LIB", eigen)
    monkeypatch.setattr(vorkkern, "_ouders", {})
    monkeypatch.setattr(vorkkern, "_gedeeld", None)

    class Nep:
        leeft = True

        @classmethod
        def start(cls, omgeving):
            gestart.append(omgeving)
            return cls()

    monkeypatch.setattr(vorkkern, "Ouder", Nep)
    met, zonder = {VOORLADEN: "lib.pakket.een"}, {}
    assert vorkkern.ouder(met) is vorkkern.ouder(met) is not vorkkern.ouder(zonder)
    eerst, kaal = vorkkern.ouder(met), vorkkern.ouder(zonder)
    os.utime(eigen / "pakket" / "een.py", ns=(1, 1))
    assert vorkkern.ouder(met) is not eerst
    assert vorkkern.ouder(zonder) is kaal
    assert len(gestart) == 3


@pytest.mark.parametrize("kernel", [GEVORKT, GEWOON])
def test_nbval_wacht_niet_langer_dan_nodig_op_een_kernel(kernel):
    beheer = Celbeheer(kernel_name=kernel)
    beheer.start_kernel()
    klant = beheer.client()
    klant.start_channels()
    try:
        klant.wait_for_ready(timeout=GEDULD)
        begin = time.monotonic()
        klant.wait_for_ready(
            timeout=GEDULD
        )  # a warm kernel answers at once; Jupyter's own client listens 0.2 s
        assert time.monotonic() - begin < 0.2
        vraag = klant.execute("6 * 7")
        assert klant.get_shell_msg(timeout=GEDULD)["parent_header"]["msg_id"] == vraag
        os.kill(beheer.provisioner.pid, signal.SIGKILL)
        wacht_tot(lambda: not klant.is_alive())
        with pytest.raises(RuntimeError, match="died"):
            klant.wait_for_ready(timeout=GEDULD)
    finally:
        klant.stop_channels()
        beheer.shutdown_kernel(now=True)


def test_een_ander_proces_mag_de_ouder_mee_gebruiken(draai, tmp_path):
    """What a process of the tests, or a round of ``--watch``, does with the parent that it finds."""
    draai("1")
    (ouder,) = (ouder for ouder in vorkkern._ouders.values() if ouder.leeft)
    vraag = """import os
from lib.run import draaien
from lib.run.kern import vorkkern
eerst, weer = vorkkern.ouder(os.environ), vorkkern.ouder({**os.environ, 'OMP_NUM_THREADS': '3'})
print(eerst.proces, weer.proces is None)
vorkkern.sluit_ouders()"""

    def elders(lijn: str, **anders: str) -> str:
        omgeving = {**os.environ, vorkkern.VORKLIJN: lijn, **anders}
        uit = subprocess.run([sys.executable, "-c", vraag], env=omgeving, cwd=WORTEL, capture_output=True)
        assert uit.returncode == 0, uit.stderr
        return uit.stdout.decode().strip()

    deur = Path(tempfile.mkdtemp(dir=tmp_path)) / "deur"
    ieder = vorkkern.deel(ouder, deur)
    assert elders(ieder) == "None False"  # ours for the first kernels, one of its own for the others
    zelfde = vorkkern.deel(ouder, deur.with_name("binnen"), os.environ)
    assert elders(zelfde) == "None False"
    assert elders(zelfde, OPENBLAS_NUM_THREADS="2") != "None False"  # not for an environment like that
    assert elders(f"{tmp_path}/weg|") != "None False"  # nobody is there any more
    dicht = socket.socket()
    dicht.close()
    leeg = vorkkern.deel(SimpleNamespace(lijn=dicht), deur.with_name("leeg"))
    assert elders(leeg) != "None False"  # whoever is there has none
    assert draai("2") and het_proces().is_running()  # that others end does not end it


def test_geen_toestand_lekt_naar_de_volgende(draai):
    code = """import builtins, os, sys, pandas as pd, matplotlib as mpl
sporen = [hasattr(builtins, 'spoor'), 'SPOOR' in os.environ, 'nietbestaand' in sys.modules,
          pd.get_option('display.max_rows'), mpl.rcParams['font.size'], os.getcwd()]
print(sporen)
builtins.spoor, os.environ['SPOOR'], sys.modules['nietbestaand'] = 1, '1', sys
pd.set_option('display.max_rows', 3)
mpl.rcParams['font.size'] = 99
os.chdir('/')
"""
    eerste = tekst(draai(code))
    assert "False, False, False" in eerste
    assert tekst(draai(code)) == eerste


def test_elke_kernel_heeft_zijn_eigen_toeval_en_dezelfde_hash(draai):
    code = "import random, numpy as np\nprint(random.random(), np.random.rand(), hash('zorg'))"
    een, twee = tekst(draai(code)).split(), tekst(draai(code)).split()
    assert een[0] != twee[0] and een[1] != twee[1] and een[2] == twee[2]


PLAATJES = """import matplotlib.pyplot as plt, pandas as pd, sys, os
from IPython.display import display
fig, as_ = plt.subplots(figsize=(2, 1))
lijn = as_.plot([1, 2])
plt.show()
display(pd.DataFrame({'a': [1, 2]}))
print(hash('a'), __name__, os.path.basename(os.getcwd()), os.path.basename(sys.argv[0]), sys.path)
lijn = plt.figure(figsize=(1, 1)).gca().plot([2, 1])
"""


@pytest.mark.parametrize("backend", ["", "agg"])
def test_dezelfde_uitvoer_als_een_gewone_kernel_plaatjes_inbegrepen(draai, monkeypatch, backend):
    monkeypatch.setenv("MPLBACKEND", backend)
    gevorkt, gewoon = draai(PLAATJES), draai(PLAATJES, GEWOON)
    assert gevorkt == gewoon
    plaatjes = sum("image/png" in uitvoer.get("data", {}) for uitvoer in gevorkt)
    assert plaatjes == (0 if backend else 2)


def test_coordinaten_omrekenen_kan_in_elke_kernel(draai):
    code = """import geopandas as gpd
punt = gpd.GeoSeries.from_xy([5.3876], [52.1552], crs=4326).to_crs(28992)[0]
print(round(punt.x, -2), round(punt.y, -2))"""
    assert tekst(draai(code)) == tekst(draai(code)) == "155000.0 463000.0"


def test_widgets_melden_zich_als_in_een_gewone_kernel(draai):
    code = "import ipywidgets; print(sorted(get_ipython().kernel.comm_manager.targets))"
    assert tekst(draai(code)) == tekst(draai(code, GEWOON)) != "[]"


def test_echte_notebooks_geven_met_gewone_kernels_dezelfde_bytes(echte_editie, tmp_path):
    vraag = ["--edition", "2017-rapport", "--only", "notebooks/03*", "--only", "notebooks/60*"]
    opdracht = [sys.executable, "run_all.py", *vraag, "--kernel", "plain", "--output", str(tmp_path)]
    uit = subprocess.run(opdracht, cwd=WORTEL, capture_output=True, text=True, timeout=GEDULD)
    assert uit.returncode == 0, uit.stdout + uit.stderr
    gewoon, gevorkt = uitkomsten(tmp_path, "2017-rapport"), uitkomsten(echte_editie, "2017-rapport")
    assert len(gewoon) > 20
    assert [naam for naam in gewoon if gewoon[naam] != gevorkt[naam]] == []


def test_jupyter_kent_de_kernel():
    opdracht = [sys.executable, "-m", "jupyter", "kernelspec", "list", "--json"]
    specs = json.loads(subprocess.run(opdracht, capture_output=True, check=True).stdout)["kernelspecs"]
    assert specs[GEVORKT]["spec"]["metadata"]["kernel_provisioner"]["provisioner_name"] == GEVORKT
    assert "kernel_provisioner" not in specs[GEWOON]["spec"]["metadata"]


RAMPEN = {
    "fout in een cel": ("1 / 0", "ZeroDivisionError: division by zero"),
    "abrupt einde": ("import os; os._exit(3)", "DeadKernelError: de kernel is gestopt"),
    "segfault": ("import ctypes; ctypes.string_at(0)", "DeadKernelError: de kernel is gestopt"),
    "gedood": ("import os; os.kill(os.getpid(), 9)", "DeadKernelError: de kernel is gestopt"),
    "geheugen op": (
        "import psutil, resource\nruimte = psutil.Process().memory_info().vms + (256 << 20)\n"
        "resource.setrlimit(resource.RLIMIT_AS, (ruimte, ruimte))\nx = bytearray(1 << 30)",
        "MemoryError",
    ),
    "te lang": ("import time; time.sleep(60)", "TimeoutError: langer dan 1 seconden bezig"),
    "te lang, doof voor signalen": (
        "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\ntime.sleep(60)",
        "TimeoutError: langer dan 1 seconden bezig",
    ),
}


@pytest.mark.parametrize("ramp", RAMPEN)
def test_een_ramp_in_een_kernel_blijft_bij_die_kernel(draai, tmp_path, ramp):
    code, fout = RAMPEN[ramp]
    assert tekst(draai("print('ervoor')")) == "ervoor"
    ouder = het_proces()
    with pytest.raises(NotebookMislukt) as mislukt:
        draai(code, tijdslimiet=1 if "lang" in ramp else 60)
    assert str(mislukt.value).startswith("proef.ipynb, cel ") and fout in str(mislukt.value)
    assert fout.split(":")[0] in mislukt.value.bewaard.read_text()
    assert tekst(draai("print('erna')")) == "erna"
    assert het_proces() == ouder
    wacht_tot(lambda: not ouder.children())


async def _vraag(kern: Kernelbeheer, *code: str) -> list[str]:
    """Run each line and return how it ended; a line that sleeps is interrupted."""
    klant = kern.client()
    klant.start_channels()
    await klant.wait_for_ready(timeout=GEDULD)
    antwoorden = []
    for regel in code:
        vraag = klant.execute(
            regel, stop_on_error=False
        )  # else what comes too soon after an error is dropped
        if "sleep" in regel:
            await asyncio.sleep(0.3)
            await kern.interrupt_kernel()
        while (antwoord := await klant.get_shell_msg(timeout=GEDULD))["parent_header"]["msg_id"] != vraag:
            pass
        antwoorden.append(antwoord["content"].get("ename", antwoord["content"]["status"]))
    klant.stop_channels()
    return antwoorden


def test_onderbreken_en_herstarten():
    async def proef():
        kern = Kernelbeheer(kernel_name=GEVORKT)
        await kern.start_kernel()
        antwoorden = await _vraag(kern, "import time; time.sleep(60)", "x = 1", "x")
        eerste = kern.provisioner.pid
        await kern.restart_kernel(now=True)
        antwoorden += await _vraag(kern, "x")
        assert kern.provisioner.pid != eerste
        await kern.shutdown_kernel()  # politely
        assert not await kern.is_alive()
        return antwoorden

    assert asyncio.run(proef()) == ["KeyboardInterrupt", "ok", "ok", "NameError"]


def test_na_een_dode_ouder_komt_er_een_nieuwe(draai):
    draai("1")
    eerste = het_proces()
    eerste.kill()
    wacht_tot(lambda: not eerste.is_running() or eerste.status() == psutil.STATUS_ZOMBIE)
    assert tekst(draai("print('verder')")) == "verder"
    assert het_proces() != eerste


def test_een_kernel_overleeft_zijn_ouder_niet(draai):
    draai("1")
    ouder = het_proces()
    with pytest.raises(NotebookMislukt, match="de kernel is gestopt"):
        draai("import os; os.kill(os.getppid(), 9)\nimport time; time.sleep(30)")
    wacht_tot(lambda: not any(kind.is_running() for kind in ouder.children()) if ouder.is_running() else True)


def test_zonder_vork_een_gewone_kernel_zonder_een_woord(draai, monkeypatch, capfd):
    monkeypatch.setattr(vorkkern, "KAN_VORKEN", False)
    assert tekst(draai("import sys; print('geopandas' in sys.modules)")) == "False"
    assert capfd.readouterr() == ("", "")


def test_een_ouder_die_niet_opkomt_kost_alleen_tijd(draai, monkeypatch, tmp_path):
    kapot = tmp_path / "kapot.py"
    kapot.write_text("raise SystemExit(1)")
    monkeypatch.setattr(vorkkern, "OUDER", kapot)
    monkeypatch.setattr(vorkkern, "_ouders", {})  # no living one may serve
    assert tekst(draai("import sys; print('geopandas' in sys.modules)")) == "False"


@pytest.mark.skipif(not LINUX, reason="counts in /proc")
def test_voor_de_vork_geen_draad_en_geen_bestand(draai):
    draai("1")
    ouder = het_proces()
    assert ouder.num_threads() == 1
    # PROJ opens its tables at import, and again by itself after a fork.
    assert {Path(bestand.path).name for bestand in ouder.open_files()} <= {"proj.db"}
    assert not ouder.net_connections(kind="inet")


AANTAL, TEGELIJK = 200, 3


@pytest.mark.skipif(not LINUX, reason="counts in /proc")
def test_tweehonderd_kernels_zonder_groei_en_zonder_verloren_bestandseinden():
    async def een() -> None:
        kern = Kernelbeheer(kernel_name=GEVORKT)
        await kern.start_kernel()
        await kern.shutdown_kernel(now=True)

    async def alle(aantal: int) -> None:
        slot = asyncio.Semaphore(TEGELIJK)

        async def om_de_beurt() -> None:
            async with slot:
                await een()

        await asyncio.gather(*(om_de_beurt() for _ in range(aantal)))

    asyncio.run(alle(5))
    ouder, wij = het_proces(), psutil.Process()
    voor = ouder.num_fds(), wij.num_fds(), ouder.memory_info().rss
    asyncio.run(alle(AANTAL))
    assert het_proces() == ouder and not ouder.children()
    assert (
        ouder.num_fds() <= voor[0] and wij.num_fds() <= voor[1]
    )  # what was open before may have been closed
    assert ouder.memory_info().rss < voor[2] + (4 << 20)


TWEE_LANGE = """
import sys, threading
from pathlib import Path
from lib.run.kern.namen import GEVORKT
from lib.run.uitvoeren import voer_notebook_uit
map_ = Path(sys.argv[1])
for nummer in range(2):
    opdracht = (map_ / "lang.ipynb", map_ / f"{nummer}.ipynb", {"editie": "x"}, GEVORKT)
    threading.Thread(target=voer_notebook_uit, args=opdracht).start()
"""


def test_na_kill_9_van_de_run_blijft_geen_proces_over(tmp_path):
    slaap = "import subprocess, time\nsubprocess.Popen(['sleep', '300'])\ntime.sleep(300)"
    maak_notebook(tmp_path, "lang", slaap)
    omgeving = {**os.environ, "KAARTEN_UITVOER": str(tmp_path)}
    opdracht = [sys.executable, "-c", TWEE_LANGE, str(tmp_path)]
    run = psutil.Popen(opdracht, cwd=WORTEL, env=omgeving, stderr=subprocess.DEVNULL)
    wacht_tot(lambda: sum(p.name() == "sleep" for p in run.children(recursive=True)) == 2, 60)
    alle = run.children(recursive=True)
    assert len(alle) == 5  # a parent, two kernels, and what each of those started
    run.send_signal(signal.SIGKILL)
    run.wait()
    gebleven = psutil.wait_procs(alle, timeout=GEDULD)[1]
    assert [p for p in gebleven if p.status() != psutil.STATUS_ZOMBIE] == []
