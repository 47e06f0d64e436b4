"""The run, over small notebooks: what is stale runs, what fails is kept, what is cut off runs again."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from proefnotebooks import keten, maak_notebook
from proefrun import GEDULD

from lib.editie.editie import lees_editie
from lib.grond.paden import WORTEL, Uitvoer
from lib.pagina.taken import maak_taken
from lib.run import draaien
from lib.run.draaien import Wijze
from lib.run.kern import vorkkern
from lib.run.kern.namen import GEVORKT, GEWOON
from lib.run.kern.vorkkern import is_beschikbaar

EDITIE = lees_editie("2017-rapport")
KERNEL = GEVORKT if is_beschikbaar() else GEWOON
PLAATJE = """import matplotlib.pyplot as plt, pandas as pd
from IPython.display import Image, display
fig, as_ = plt.subplots(figsize=(2, 1))
as_.plot([1, 2])
fig.savefig(plaats / 'vier.txt', format='png', metadata={'Software': None})
display(Image((plaats / 'vier.txt').read_bytes(), format='png'), pd.DataFrame({'a': [1.5]}))
print(sum(map(hash, 'abc')))
"""


class Proef:
    """A folder of notebooks and where they write."""

    def __init__(self, map_: Path):
        self.notebooks, self.wortel = map_ / "nb", map_ / "uit"
        keten(self.notebooks)

    def draai(self, **opties) -> dict[str, str]:
        plaats = Uitvoer(EDITIE.naam, self.wortel)
        taken = maak_taken(EDITIE, plaats, [], notebooks=self.notebooks)
        uitkomsten = draaien.draai(taken, self.wortel, Wijze(2, **{"kernel": KERNEL, **opties}))
        self.fouten = {u.naam.split("/")[1]: u.fout for u in uitkomsten if u.fout}
        return {u.naam.split("/")[1]: u.stand for u in uitkomsten}

    def gedaan(self, **opties) -> set[str]:
        return {naam for naam, stand in self.draai(**opties).items() if stand == "gedaan"}

    def inhoud(self) -> dict[str, bytes]:
        """Every result by its path, without pytask's records."""
        alle = [p for p in self.wortel.rglob("*") if p.is_file() and draaien.STAAT not in p.parts]
        return {str(p.relative_to(self.wortel)): p.read_bytes() for p in alle}

    @property
    def rapport(self) -> Path:
        return self.wortel / "rapport" / EDITIE.naam


@pytest.fixture
def proef(tmp_path):
    return Proef(tmp_path)


def test_eerst_alles_dan_niets_dan_alleen_wat_afhangt(proef):
    assert len(proef.gedaan()) == 8
    assert (proef.wortel / "data/processed/2017-rapport/drie.txt").read_text() == "123"
    eerst = proef.inhoud()
    assert set(proef.draai().values()) == {"actueel"}

    maak_notebook(proef.notebooks, "02-twee", "(plaats / 'twee.txt').write_text('12')  # hetzelfde resultaat")
    assert proef.gedaan() == {"02-twee", "02-twee.html"}

    (proef.wortel / "data/processed/2017-rapport/een.txt").unlink()
    assert "01-een" in proef.gedaan()
    assert proef.inhoud().keys() == eerst.keys()


def test_een_module_van_lib_raakt_alleen_wie_haar_gebruikt(proef, monkeypatch, tmp_path):
    from lib.grond import afhankelijkheid

    kopie = tmp_path / "lib"
    shutil.copytree(afhankelijkheid.LIB, kopie)
    monkeypatch.setattr("lib.run.draaien.modulenaam", lambda pad: afhankelijkheid.modulenaam(pad, kopie))
    monkeypatch.setattr(
        "lib.pagina.taken.bestanden_van", lambda bron: afhankelijkheid.bestanden_van(bron, kopie)
    )
    proef.draai()
    with (kopie / "grond" / "fouten.py").open("a") as bestand:
        bestand.write("# gewijzigd\n")
    assert {naam for naam in proef.gedaan() if not naam.endswith(".html")} == {"04-vier"}


def test_de_omgeving_blijft_zoals_zij_was(proef):
    eerder = dict(os.environ)
    proef.draai()
    assert dict(os.environ) == eerder


@pytest.mark.skipif(not is_beschikbaar(), reason="kernels cannot fork here")
def test_een_ronde_begint_een_ouder_voor_al_haar_kernels(proef, monkeypatch):
    begonnen, begin = [], vorkkern.Ouder.start

    def tel(omgeving):
        begonnen.append(begin(omgeving))
        return begonnen[-1]

    monkeypatch.setattr(vorkkern, "_ouders", {})
    monkeypatch.setattr(vorkkern.Ouder, "start", tel)
    assert len(proef.gedaan()) == 8
    for ouder in begonnen:
        ouder.sluit()
    assert len(begonnen) == 1  # it imports for seconds


def test_naast_de_uitkomsten_staat_alleen_de_staat(proef):
    proef.wortel.mkdir()
    (proef.wortel / ".git").mkdir()  # a place that pytask would take for the root of a project
    proef.draai()
    assert {pad.name for pad in proef.wortel.iterdir()} == {".git", draaien.STAAT, "data", "rapport"}


def test_tonen_voert_niets_uit(proef):
    assert set(proef.draai(alleen_tonen=True).values()) == {"te doen"}
    assert proef.inhoud() == {}
    proef.draai()
    maak_notebook(proef.notebooks, "03-drie", "(plaats / 'drie.txt').write_text('x')")
    stand = proef.draai(alleen_tonen=True)
    assert {naam for naam, wat in stand.items() if wat == "te doen"} == {"03-drie", "03-drie.html"}


def test_alles_opnieuw_geeft_dezelfde_bytes(proef):
    proef.draai()
    eerst = proef.inhoud()
    assert len(proef.gedaan(alles=True)) == 8
    assert proef.inhoud() == eerst


@pytest.mark.skipif(not is_beschikbaar(), reason="kernels cannot fork here")
def test_gevorkte_en_gewone_kernels_geven_dezelfde_bytes(proef, tmp_path):
    gewoon = Proef(tmp_path / "gewoon")
    for elk in (proef, gewoon):
        maak_notebook(elk.notebooks, "04-vier", PLAATJE)
    assert (
        set(proef.draai(kernel=GEVORKT).values()) == set(gewoon.draai(kernel=GEWOON).values()) == {"gedaan"}
    )
    assert proef.inhoud() == gewoon.inhoud()
    assert (proef.rapport / "notebooks" / "04-vier.ipynb").read_text().count('"figuur"') == 1
    assert set(proef.draai(kernel=GEWOON).values()) == {"actueel"}  # how kernels start changes nothing


def test_mislukt_notebook_blijft_bewaard_en_de_rest_gaat_door(proef):
    proef.draai()
    goed = (proef.rapport / "02-twee.html").read_bytes()
    maak_notebook(proef.notebooks, "02-twee", "raise ValueError('stuk <b>')")
    maak_notebook(proef.notebooks, "04-vier", "(plaats / 'vier.txt').write_text('vier')")
    stand = proef.draai()
    assert (stand["02-twee"], stand["03-drie"], stand["04-vier"]) == ("mislukt", "overgeslagen", "gedaan")
    assert proef.fouten["02-twee"] == "02-twee.ipynb, cel 3: ValueError: stuk <b>"
    assert (proef.rapport / "02-twee.html").read_bytes() == goed
    bewaard = (proef.rapport / "02-twee.mislukt.html").read_text()
    assert "stuk &lt;b&gt;" in bewaard and 'role="alert"' in bewaard

    maak_notebook(proef.notebooks, "02-twee", "(plaats / 'twee.txt').write_text('twee')")
    assert proef.draai()["03-drie"] == "gedaan"
    assert not list(proef.rapport.rglob("*.mislukt.*"))


def test_notebook_dat_zijn_bestand_niet_maakt_is_mislukt(proef):
    maak_notebook(proef.notebooks, "04-vier", "pass")
    assert proef.draai()["04-vier"] == "mislukt"
    assert "vier.txt" in proef.fouten["04-vier"]


def test_uitgevoerd_notebook_kent_geen_tijd_en_geen_plaats(proef):
    proef.draai()
    inhoud = (proef.rapport / "notebooks" / "01-een.ipynb").read_text()
    assert str(proef.wortel) not in inhoud and str(WORTEL) not in inhoud
    assert "papermill" not in json.loads(inhoud)["metadata"]
    assert draaien.duren(proef.wortel)["2017-rapport/01-een"] > 0


def test_kill_9_halverwege_en_opnieuw_geeft_hetzelfde(proef, tmp_path):
    ongestoord = Proef(tmp_path / "ongestoord")
    traag = "import time\ntime.sleep(1.5)\n(plaats / 'twee.txt').write_text('12')"
    for elk in (proef, ongestoord):
        maak_notebook(elk.notebooks, "02-twee", traag)
    ongestoord.draai()
    script = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from pathlib import Path; from test_draaien import Proef\n"
        "from unittest.mock import patch\n"
        "import test_draaien\n"
        "with patch('test_draaien.keten'):\n"
        f"    p = Proef(Path({str(tmp_path)!r}))\n"
        "p.draai()\n"
    )
    proces = subprocess.Popen([sys.executable, "-c", script], cwd=WORTEL, start_new_session=True)
    eerste = proef.wortel / "data/processed/2017-rapport/een.txt"
    uiterlijk = time.monotonic() + GEDULD
    while not eerste.exists() and time.monotonic() < uiterlijk:
        time.sleep(0.05)
    os.killpg(proces.pid, signal.SIGKILL)
    proces.wait()
    assert not (proef.rapport / "03-drie.html").exists()
    proef.draai()
    assert proef.inhoud() == ongestoord.inhoud()
    assert set(proef.draai().values()) == {"actueel"}
