"""The workbench as a consultant meets it: a real JupyterLab, its notebooks run in a real browser."""

import csv
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import tomllib
from datetime import date
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from atlasproef import maak_moment
from browserproef import alleen_met_chromium, start_browser
from werkbankproef import maak_editie

from lib.editie.editie import lees_editie
from lib.gebied.jaar import gemeenten_van_editie
from lib.grond.opslag import bewaar_tabel
from lib.grond.paden import NOTEBOOKS, WORTEL, uitvoer

pytestmark = alleen_met_chromium
NAMEN = ("11-verkennen", "12-labelen", "13-herstellen", "14-koppelen")
SLEUTEL = "proef"
LANG = 120_000  # milliseconds: a bound on what never takes so long, not a wait
STIL = {  # JupyterLab asks nobody for news, and draws every cell
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "notebook-extension/tracker": {"windowingMode": "none"},
}


@pytest.fixture(scope="module")
def omgeving(tmp_path_factory):
    """The environment of a consultant: an edition with the tables of a run, and a copy of the notebooks."""
    map_ = tmp_path_factory.mktemp("werkbank")
    moment, plaats = maak_moment(maak_editie(map_ / "edities")), uitvoer("proef", map_ / "uit")
    bewaar_tabel(moment.projecten, plaats.processed / "projecten.parquet")
    bewaar_tabel(moment.dekking, plaats.processed / "dekking.parquet")
    bewaar_tabel(gemeenten_van_editie(moment.editie), plaats.processed / "gemeenten.parquet")
    (map_ / "notebooks").mkdir()
    for naam in NAMEN:
        tekst = (NOTEBOOKS / f"{naam}.ipynb").read_text(encoding="utf-8")
        assert "2017-rapport" in tekst
        (map_ / "notebooks" / f"{naam}.ipynb").write_text(tekst.replace("2017-rapport", "proef"))
    for naam, inhoud in STIL.items():
        pad = map_ / "instellingen" / "@jupyterlab" / f"{naam}.jupyterlab-settings"
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_text(json.dumps(inhoud))
    eigen = {
        "KAARTEN_EDITIES": str(map_ / "edities"),
        "KAARTEN_UITVOER": str(map_ / "uit"),
        "PYTHONPATH": str(WORTEL),
        "JUPYTERLAB_SETTINGS_DIR": str(map_ / "instellingen"),
        **{f"JUPYTER_{soort}_DIR": str(map_ / soort) for soort in ("CONFIG", "RUNTIME")},
        "JUPYTERLAB_WORKSPACES_DIR": str(map_ / "werk"),
    }
    yield map_, {**os.environ, **eigen}
    shutil.rmtree(map_)


@pytest.fixture(scope="module")
def lab(omgeving):
    """The address of a JupyterLab that runs while the tests do."""
    map_, variabelen = omgeving
    with socket.socket() as vrij:
        vrij.bind(("127.0.0.1", 0))
        poort = vrij.getsockname()[1]
    opdracht = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    opdracht += [
        f"--port={poort}",
        f"--IdentityProvider.token={SLEUTEL}",
        f"--ServerApp.root_dir={map_ / 'notebooks'}",
    ]
    with (map_ / "lab.log").open("w") as log:
        server = subprocess.Popen(
            opdracht, cwd=map_, env=variabelen, stdout=log, stderr=log, start_new_session=True
        )
    try:
        adres = f"http://127.0.0.1:{poort}"
        wacht_op(f"{adres}/api/status?token={SLEUTEL}", server, map_ / "lab.log")
        yield adres
    finally:
        server.terminate()
        try:
            server.wait(timeout=60)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def wacht_op(adres, server, log):
    uiterlijk = time.monotonic() + LANG / 1000
    while time.monotonic() < uiterlijk and server.poll() is None:
        try:
            with urlopen(adres, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"JupyterLab start niet:\n{log.read_text()}")


@pytest.fixture(scope="module")
def browser():
    with start_browser() as gestart:
        yield gestart


@pytest.fixture
def open_notebook(browser, lab):
    paginas = []

    def doe(naam, klaar):
        """Open a notebook, run all its cells from the menu, and wait until ``klaar`` is there."""
        pagina = browser.new_page(viewport={"width": 1500, "height": 1100})
        paginas.append(pagina)
        pagina.set_default_timeout(LANG)
        pagina.goto(f"{lab}/doc/tree/{naam}.ipynb?token={SLEUTEL}")
        pagina.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
        pagina.locator(".jp-Notebook[data-jp-kernel-user]").first.wait_for()
        kies, klaar_voor = pagina.locator(".jp-Dialog .jp-mod-accept"), pagina.get_by_text("| Idle")
        kies.or_(klaar_voor).first.wait_for()  # JupyterLab may ask first which kernel it is to be
        if kies.is_visible():
            kies.click()
        klaar_voor.first.wait_for()
        pagina.get_by_role("menuitem", name="Run", exact=True).click()
        pagina.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        pagina.locator(klaar).first.wait_for()
        return pagina

    yield doe
    for pagina in paginas:
        pagina.close()


def test_verkennen_twee_lijsten_en_de_kaart_en_het_aantal_volgen(open_notebook):
    pagina = open_notebook("11-verkennen", ".verken-kop h3")
    kop, kaart = pagina.locator(".verken-kop h3"), pagina.locator(".verken-kaart img")
    assert kop.inner_text() == "Alle projecten: 24 projecten in 8 gemeenten"
    beelden = [kaart.get_attribute("src")]
    for lijst, keuze, verwacht in [
        ("Thema", "GGZ", "GGZ: 8 projecten in 8 gemeenten"),
        ("Zorgverzekeraar", "CZ", "GGZ, CZ: 3 projecten in 3 gemeenten"),
    ]:
        pagina.get_by_label(lijst, exact=True).select_option(label=keuze)
        pagina.get_by_text(verwacht, exact=True).wait_for()
        beelden.append(kaart.get_attribute("src"))
    assert len(set(beelden)) == 3 and kaart.evaluate("beeld => beeld.naturalWidth") > 500
    assert "GGZ, CZ" in kaart.get_attribute("alt")
    project = pagina.locator(".verken-lijst details").first
    project.locator("summary").click()
    assert project.get_by_text("psychische kwetsbaarheid").is_visible()
    assert project.get_by_text("projecten.csv, rij").is_visible()


def test_labelen_en_herstellen_schrijven_wat_een_mens_beslist(open_notebook, omgeving):
    edities = omgeving[0] / "edities"
    ruw = (edities / "proef" / "projecten.csv").read_bytes()
    pagina = open_notebook("12-labelen", ".label-geval h3")
    assert "Zonder onderwerp" in pagina.locator(".label-geval h3").inner_text()
    pagina.get_by_role("button", name="ouderen", exact=True).click()
    pagina.get_by_label("Waarom").fill("De tekst gaat over dementie.")
    pagina.get_by_role("button", name="Leg vast").click()
    pagina.locator(".goed", has_text="thema is ouderen").wait_for()

    pagina = open_notebook("13-herstellen", ".herstel-geval h3")
    assert pagina.get_by_label("Wordt").input_value() == "Groningen"
    for keuze, gedaan in [("Groningen", "aliassen.csv"), ("ggz", "correcties.toml")]:
        pagina.get_by_label("Wordt").fill(keuze)
        pagina.get_by_label("Waarom").fill("Nagevraagd bij de bron.")
        pagina.get_by_role("button", name="Neem over").click()
        pagina.locator(".goed", has_text=gedaan).wait_for()
    pagina.get_by_role("button", name="Lees opnieuw").click()
    pagina.locator(".goed", has_text="Afgekeurde rijen: 0").wait_for()

    editie = lees_editie("proef", edities)
    (besluit,) = lees(editie.bestand("labelbesluiten"))
    assert (besluit["project_id"], besluit["eindoordeel"]) == ("zonder-onderwerp", "ouderen")
    assert (besluit["datum"], besluit["argument"]) == (
        date.today().isoformat(),
        "Besluit: De tekst gaat over dementie.",
    )
    (alias,) = lees(editie.bestand("aliassen"))
    assert (alias["soort"], alias["alias"], alias["naam"]) == ("gemeente", "Gronigen", "Groningen")
    (correctie,) = tomllib.loads(editie.bestand("correcties").read_text(encoding="utf-8"))["correctie"]
    assert (correctie["verwacht"], correctie["nieuw"]) == ("ouderen; ggz", "ggz")
    assert (edities / "proef" / "projecten.csv").read_bytes() == ruw


def lees(pad):
    regels = [regel for regel in pad.read_text(encoding="utf-8").splitlines() if not regel.startswith("#")]
    return list(csv.DictReader(regels))
