"""A cluster that shares nothing with this machine: the same bytes come back, also when a worker is lost."""

import io
import os
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import psutil
import pytest
from distributed import LocalCluster
from proefnotebooks import maak_notebook, uitkomsten
from proefrun import GEDULD
from test_draaien import EDITIE, Proef

from lib.editie.editie import lees_editie
from lib.editie.register import kaart_rijen
from lib.grond.fouten import InvoerFouten
from lib.grond.paden import NOTEBOOKS, WORTEL, uitvoer
from lib.pagina.taken import maak_taken
from lib.run.cluster import cluster as tros
from lib.run.cluster import werk as troswerk
from lib.run.cluster.pak import PRIVE, Pak
from lib.run.uitvoeren import voer_notebook_uit

VREEMD = f"""import lib
from pathlib import Path
assert not Path(lib.__file__).is_relative_to({str(WORTEL)!r}), lib.__file__
"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Two workers, each with a folder of its own, started where nothing of the project stands."""
    elders = tmp_path_factory.mktemp("elders")
    with pytest.MonkeyPatch.context() as plaats:
        plaats.chdir(elders)
        opties = {"threads_per_worker": 1, "dashboard_address": ":0", "local_directory": str(elders)}
        with LocalCluster(n_workers=2, **opties) as twee:
            yield twee


def werkers(cluster) -> list[psutil.Process]:
    return [psutil.Process(nanny.pid) for nanny in cluster.workers.values()]


def op(cluster, proef: Proef, **opties) -> dict[str, str]:
    with tros.verbonden(cluster.scheduler_address, [EDITIE]) as verbinding:
        return proef.draai(cluster=verbinding, **opties)


def test_code_en_invoer_gaan_heen_en_wat_ontstaat_komt_terug(cluster, tmp_path):
    proef, lokaal = Proef(tmp_path / "tros"), Proef(tmp_path / "lokaal")
    maak_notebook(proef.notebooks, "04-vier", f"{VREEMD}(plaats / 'vier.txt').write_text('4')")
    assert set(op(cluster, proef).values()) == {"gedaan"}, proef.fouten
    lokaal.draai()
    eigen, hier = proef.inhoud(), lokaal.inhoud()
    vier = {naam for naam in eigen if "04-vier" in naam}  # the one whose code is not the same
    assert eigen.keys() == hier.keys()
    assert {naam for naam in eigen if eigen[naam] != hier[naam]} == vier
    assert set(op(cluster, proef).values()) == {"actueel"}


def test_elk_notebook_heeft_genoeg_aan_wat_het_zegt_te_lezen(cluster, tmp_path, echte_editie):
    """On a worker stands only what a task names; each notebook once, with the first of its parameters."""
    kopie = tmp_path / "project"
    for naam in ("lib", "notebooks", "data/raw"):
        shutil.copytree(WORTEL / naam, kopie / naam, ignore=shutil.ignore_patterns("__pycache__"))
    for naam in ("run_all.py", "requirements.lock", "pyproject.toml"):
        shutil.copy(WORTEL / naam, kopie)
    for naam in ("data/processed", "figures", "rapport"):
        shutil.copytree(echte_editie / naam, kopie / naam)
    taken = maak_taken(EDITIE, uitvoer(EDITIE.naam, kopie), kaart_rijen())
    eerste = {taak.notebook: taak for taak in reversed(taken)}.values()
    for taak in eerste:
        for pad in (taak.uitgevoerd, taak.pagina, *taak.schrijft):
            pad.unlink()
    vraag = ["--edition", EDITIE.naam, *(deel for taak in eerste for deel in ("--only", taak.stam))]
    opdracht = [sys.executable, "run_all.py", *vraag, "--scheduler", cluster.scheduler_address]
    omgeving = {**os.environ, "KAARTEN_UITVOER": str(kopie)}
    uit = subprocess.run(opdracht, cwd=kopie, env=omgeving, capture_output=True, text=True, timeout=GEDULD)
    assert uit.returncode == 0, uit.stdout + uit.stderr
    assert uit.stderr == ""
    gemaakt, verwacht = uitkomsten(kopie, EDITIE.naam), uitkomsten(echte_editie, EDITIE.naam)
    assert gemaakt.keys() == verwacht.keys() and len(eerste) > 20
    assert [naam for naam in gemaakt if gemaakt[naam] != verwacht[naam]] == []


def test_een_werker_die_halverwege_wordt_gedood_kost_alleen_tijd(cluster, tmp_path):
    proef, lokaal = Proef(tmp_path / "tros"), Proef(tmp_path / "lokaal")
    spoor = tmp_path / "bezig"  # tells the test, and no task, that the notebook is under way
    traag = f"import os, time\nopen({str(spoor)!r}, 'a').write('%d ' % os.getpid())\ntime.sleep(2)\n"
    for elk in (proef, lokaal):
        maak_notebook(elk.notebooks, "02-twee", f"{traag}(plaats / 'twee.txt').write_text('12')")

    gedood: list[psutil.Process] = []

    def dood() -> None:
        uiterlijk = time.monotonic() + 120
        while not spoor.exists() or not spoor.read_text().endswith(" "):
            if time.monotonic() > uiterlijk:
                return
            time.sleep(0.02)
        kern = psutil.Process(int(spoor.read_text()))
        (werker,) = [een for een in werkers(cluster) if een in kern.parents()]
        gedood.extend([*werker.children(recursive=True), werker])
        werker.kill()

    draad = threading.Thread(target=dood)
    draad.start()
    standen = op(cluster, proef)
    draad.join()
    assert len(gedood) >= 4  # the kernel, its parent, the process beside the worker, and the worker
    assert set(standen.values()) == {"gedaan"}, proef.fouten
    assert len(spoor.read_text().split()) == 2
    gebleven = psutil.wait_procs(gedood, timeout=GEDULD)[1]
    assert [een for een in gebleven if een.status() != psutil.STATUS_ZOMBIE] == []
    lokaal.draai()
    assert proef.inhoud() == lokaal.inhoud()


def test_mislukt_notebook_komt_terug_met_zijn_fout(cluster, tmp_path):
    proef = Proef(tmp_path)
    maak_notebook(proef.notebooks, "02-twee", "raise ValueError('stuk')")
    standen = op(cluster, proef)
    assert (standen["02-twee"], standen["03-drie"], standen["04-vier"]) == (
        "mislukt",
        "overgeslagen",
        "gedaan",
    )
    assert proef.fouten["02-twee"] == "02-twee.ipynb, cel 3: ValueError: stuk"
    assert "ValueError" in (proef.rapport / "02-twee.mislukt.html").read_text()
    maak_notebook(proef.notebooks, "02-twee", "(plaats / 'twee.txt').write_text('12')")
    assert op(cluster, proef)["03-drie"] == "gedaan"
    assert not list(proef.rapport.rglob("*.mislukt.*"))


def test_een_hulpproces_dat_stopt_wordt_gemeld_en_vervangen(cluster, tmp_path):
    proef = Proef(tmp_path)
    dood = "import os, psutil\nfor p in psutil.Process().parents():\n"
    dood += "    if 'lib.run.cluster.hulp' in p.cmdline():\n        p.kill()\n"
    maak_notebook(proef.notebooks, "04-vier", dood)
    standen = op(cluster, proef)
    assert (standen["04-vier"], standen["03-drie"]) == ("mislukt", "gedaan")
    assert proef.fouten["04-vier"].startswith("het proces naast de worker is gestopt")


def test_andere_pakketten_of_geen_scheduler_is_een_regel(cluster, monkeypatch):
    monkeypatch.setattr(tros, "eisen", lambda: {"numpy==0.1": "0.1", "bestaat-niet==1": "1"})
    with pytest.raises(InvoerFouten) as fout, tros.verbonden(cluster.scheduler_address, [EDITIE]):
        pass
    assert "in plaats van 0.1; bestaat-niet niet in plaats van 1" in fout.value.fouten[0].reden
    for adres, woord in (("tcp://127.0.0.1:9", "Connection refused"), ("onzin", "missing port")):
        with (
            pytest.raises(InvoerFouten, match="geen Dask-scheduler") as fout,
            tros.verbonden(adres, [EDITIE]),
        ):
            pass
        assert woord in fout.value.fouten[0].reden


def test_een_andere_python_wordt_geweigerd_voor_er_code_heen_gaat():
    class Klant:
        def wait_for_workers(self, *_, **__):
            pass

        def get_versions(self):
            hier, daar = ({"host": {"python": f"3.{klein}.1.final.0"}} for klein in (11, 12))
            return {"client": hier, "workers": {"tcp://a:1": daar, "tcp://b:1": hier}}

    with pytest.raises(InvoerFouten) as fout:
        tros._controleer(Klant(), "tcp://x:1")
    assert [een.reden for een in fout.value.fouten] == [
        "worker tcp://a:1 heeft Python 3.12, hier is het 3.11"
    ]


def test_wat_persoonlijk_is_blijft_hier():
    editie = lees_editie("voorbeeld")
    verbinding = tros.Tros(None, [editie])
    prive = {pad for soort in PRIVE for pad in editie.alle_bestanden(soort)}
    assert len(prive) >= 4
    with zipfile.ZipFile(io.BytesIO(verbinding.pak.zip)) as archief:
        inhoud = {Path(naam).name: archief.read(naam) for naam in archief.namelist()}
    assert {pad.name: inhoud[pad.name] for pad in prive} == {pad.name: b"" for pad in prive}
    assert inhoud["synthetisch_projecten_verzekeraars.xlsx"] and not inhoud["synthetisch_hulpvragen.csv"]
    taken = maak_taken(editie, uitvoer("voorbeeld", "uit"), kaart_rijen())
    hier = {taak.stam for taak in taken if verbinding.uitvoerder(taak) is voer_notebook_uit}
    assert {"06-venster-inlezen", "91-aanspreekpunten"} <= hier
    assert hier == {taak.stam for taak in taken if prive & {*taak.leest}} and len(hier) < 8


def test_alleen_wat_een_editie_noemt_gaat_mee(tmp_path, monkeypatch):
    map_ = tmp_path / "edities" / "2017-rapport"
    shutil.copytree(EDITIE.map, map_)
    (map_ / "namenlijst.xlsx").write_text("niet genoemd in edition.toml")
    for module in ("run.cluster.pak", "editie.editie"):
        monkeypatch.setattr(f"lib.{module}.EDITIES", tmp_path / "edities")
    with zipfile.ZipFile(io.BytesIO(Pak([lees_editie("2017-rapport", map_.parent)]).zip)) as archief:
        namen = [naam for naam in archief.namelist() if naam.startswith("edities/")]
    assert (
        "edities/2017-rapport/projecten.csv" in namen and "edities/2017-rapport/namenlijst.xlsx" not in namen
    )


def test_beschadigd_onderweg_wordt_niet_bewaard(tmp_path):
    plaats = troswerk.Werkplaats(tmp_path)
    sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"  # of "test"
    plaats.bewaar({sha: b"tset"})
    assert plaats.ontbreekt([sha, sha]) == [sha]
    plaats.bewaar({sha: b"test"})
    assert plaats.ontbreekt([sha]) == []


def test_afwijkingen_letten_op_het_systeem():
    eisen = {"numpy==0.1": "0.1", 'bestaat-niet==1 ; sys_platform == "anders"': "1"}
    (regel,) = troswerk.afwijkingen(eisen)
    assert regel.startswith("numpy ") and regel.endswith(" in plaats van 0.1")
    assert troswerk.afwijkingen(tros.eisen()) == []


def test_de_notebooks_staan_niet_in_het_pak():
    """A change of one notebook must not send all code again; what did not change is the same zip."""
    pak = Pak([EDITIE])
    assert pak.sha == Pak([EDITIE]).sha
    with zipfile.ZipFile(io.BytesIO(pak.zip)) as archief:
        assert not [naam for naam in archief.namelist() if Path(naam).is_relative_to(NOTEBOOKS.name)]
