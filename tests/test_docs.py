"""The docs hold: every code block is executed, every command, link and file that they name exists."""

import csv
import re
import shlex
import shutil
import subprocess

import pandas as pd
import pytest
from handleiding import Werkplek, blokken, maak_geschiedenis
from rommelig import schrijf_rommelig

from lib.editie.editie import Bestanden, lees_editie
from lib.editie.register import kaart_rijen
from lib.grond.paden import LIB, RAW, WORTEL, uitvoer
from lib.grond.tabel import lees_tabel
from lib.inlezen.bron import VERPLICHT
from lib.pagina.taken import maak_taken
from lib.run.opdracht import ontleder
from scripts import notebookkop
from scripts.modulelijst import bijgewerkt, docstring, pakketten

PAGINAS = sorted((WORTEL / "docs").glob("*.md"))
TEKSTEN = [*PAGINAS, WORTEL / "README.md", WORTEL / "CONTRIBUTING.md"]
ALLEEN_KIJKEN = {
    "beginnen",
    "problemen",
    "zelf-analyseren",
}  # they change nothing, so they share the run of the real edition
IN_EEN_KOPIE = {"uitbreiden", "notebooks-beoordelen"}  # they change the project itself
NIET_MEE = shutil.ignore_patterns(
    ".git", ".venv", ".kaarten", ".hypothesis", ".*_cache", ".benchmarks", "__pycache__", "processed",
    "figures", "rapport", "prive", "golden",
)  # fmt: skip


@pytest.fixture
def werkplek(request, tmp_path):
    """Where the page of ``request.param`` is carried out."""
    naam, thuis, wortel = request.param, tmp_path / "thuis", WORTEL
    schrijf_rommelig(thuis / "Downloads" / "opgave.xlsx")
    if naam in IN_EEN_KOPIE:
        wortel = shutil.copytree(WORTEL, tmp_path / "project", ignore=NIET_MEE)
        maak_geschiedenis(wortel)
    uit = None if naam in IN_EEN_KOPIE else tmp_path / "uit"
    if naam in ALLEEN_KIJKEN:
        uit = request.getfixturevalue("echte_editie")
    plek = Werkplek(tmp_path, wortel, uit, thuis)
    plek.uitvoer = uit or wortel
    yield plek
    plek.sluit()


MET_BLOKKEN = [pad.stem for pad in PAGINAS if any(blok.taal != "mermaid" for blok in blokken(pad))]


@pytest.mark.parametrize("naam, werkplek", [(naam, naam) for naam in MET_BLOKKEN], indirect=["werkplek"])
def test_elk_blok_doet_wat_er_staat(naam, werkplek):
    for blok in blokken(WORTEL / "docs" / f"{naam}.md"):
        werkplek.voer_uit(blok)
    if naam in BELOFTE:
        BELOFTE[naam](werkplek)


def na_beginnen(plek):
    plaats = uitvoer("2017-rapport", plek.uitvoer)
    genoemd = ["20-algemeen.html", "80-constateringen.html", "atlas.html"]
    assert all((plaats.rapport / naam).is_file() for naam in genoemd)
    assert all((plaats.figures / f"II-3-totaal.{soort}").is_file() for soort in ("png", "svg"))
    assert "Nothing to do" in plek.log.read_text() and "preventie" in plek.log.read_text()


def na_eigen_database(plek):
    plaats = uitvoer("mijn-regio", plek.uitvoer)
    assert lees_tabel(plaats.processed / "afgekeurd.csv").empty
    meldingen = lees_tabel(plaats.processed / "meldingen.csv")
    assert meldingen.loc[meldingen["reden"].str.startswith("totaal"), "rij"].tolist() == ["17"]
    projecten = pd.read_parquet(plaats.processed / "projecten.parquet")
    assert len(projecten) == 11
    assert {"Goes", "Borsele"} <= {naam for naam in _namen(plaats, "Wijkzorg Zeeland")}
    besloten = pd.read_parquet(plaats.processed / "labels.parquet").query("grondslag == 'besluit'")
    assert besloten["project_id"].tolist() == ["valpreventie-friesland"]
    assert (plaats.figures / "II-3-totaal.png").is_file() and (plaats.rapport / "atlas.html").is_file()
    assert "Middel" in plek.log.read_text() and "blad,Draaitabel,overslaan" in plek.log.read_text()


def _namen(plaats, titel):
    dekking = pd.read_parquet(plaats.processed / "dekking.parquet")
    projecten = pd.read_parquet(plaats.processed / "projecten.parquet")
    gebieden = pd.read_parquet(plaats.processed / "gebieden.parquet").set_index("gm_code")["gm_naam"]
    project_id = projecten.set_index("titel").at[titel, "project_id"]
    return gebieden[dekking.loc[dekking["project_id"] == project_id, "gm_code"]]


def na_uitbreiden(plek):
    figuur = uitvoer("2017-rapport", plek.uitvoer).figures / "II-9-menzis-ouderen.png"
    assert figuur.is_file() and (plek.thuis / "venster_2024.xlsx").is_file()
    log = plek.log.read_text()
    assert all(tekst in log for tekst in ("Achterhoek", "De helft of meer", "['Resultaat']"))


def na_notebooks_beoordelen(plek):
    log = plek.log.read_text()
    assert "Zin een." in log and "Zin twee." in log
    assert "nbdime" in (plek.wortel / ".git" / "config").read_text()


def na_cluster(plek):
    assert (uitvoer("2017-rapport", plek.uitvoer).processed / "gebieden.parquet").is_file()


def na_zelf_analyseren(plek):
    zelf = uitvoer("2017-rapport", plek.uitvoer).zelf
    assert {pad.name for pad in zelf.glob("*.png")} >= {"projecten-per-regio.png", "verdeling.png"}


BELOFTE = {
    "zelf-analyseren": na_zelf_analyseren,
    "beginnen": na_beginnen,
    "eigen-database": na_eigen_database,
    "uitbreiden": na_uitbreiden,
    "notebooks-beoordelen": na_notebooks_beoordelen,
    "cluster": na_cluster,
}


def test_readme_geeft_op_windows_dezelfde_opdrachten():
    """Those in ``sh opzet`` CI executes on a clean clone; a ``bat`` cannot run; test_zelf runs Python."""
    alle = blokken(WORTEL / "README.md")
    assert {(blok.taal, blok.optie) for blok in alle} == {("sh", "opzet"), ("bat", ""), ("python", "")}
    sh = [blok.tekst.strip() for blok in alle if blok.taal == "sh"]
    (bat,) = [blok.tekst.strip().splitlines() for blok in alle if blok.taal == "bat"]
    vertaald = [
        regel.replace("python3 -m venv", "py -m venv").replace(".venv/bin/", r".venv\Scripts" + "\\")
        for regel in sh
    ]
    assert bat == vertaald


def opdrachten():
    """Every command with run_all.py in the docs, in a block or in a sentence."""
    for pad in TEKSTEN:
        for regel in re.findall(
            r"`([^`\n]*run_all\.py[^`\n]*)`|^([^|`\n]*run_all\.py.*)$", pad.read_text(), re.M
        ):
            tekst = next(filter(None, regel))
            if "[" not in tekst and re.search(r"run_all\.py( |$)", tekst) and "run_all.py:" not in tekst:
                yield pad.name, tekst


def test_elke_opdracht_bestaat_en_past_op_een_taak():
    taken = maak_taken(lees_editie("voorbeeld"), uitvoer("voorbeeld"), kaart_rijen())
    gezien = 0
    for naam, tekst in opdrachten():
        if (deel := tekst.partition("run_all.py")[2]).strip().startswith("-"):
            opties = ontleder().parse_args(shlex.split(deel.replace("…", "II-*").partition("&&")[0]))
            for patroon in opties.only or ():
                assert patroon == "II-9-menzis-ouderen" or any(t.heet(patroon) for t in taken), (
                    f"{naam}: {tekst}"
                )
            gezien += 1
    assert gezien > 10


def test_elke_optie_staat_in_de_readme():
    gedrukt = (WORTEL / "README.md").read_text(encoding="utf-8")
    opties = {naam for actie in ontleder()._actions for naam in actie.option_strings} - {"-h", "--help"}
    assert [naam for naam in sorted(opties) if naam not in gedrukt] == []


@pytest.mark.parametrize("map_", ["data/processed", "figures"])
def test_wat_een_run_maakt_heeft_een_plek_die_zegt_wat_er_komt(map_):
    """Only the note stands in git; what a run puts beside it is ignored."""
    nieuw = f"{map_}/2017-rapport/iets.csv"
    opdracht = ["git", "check-ignore", "--no-index", nieuw, f"{map_}/README.md"]
    genegeerd = subprocess.run(opdracht, cwd=WORTEL, capture_output=True, text=True).stdout.split()
    assert genegeerd == [nieuw] or not (WORTEL / ".git").exists()
    assert "run_all.py" in (WORTEL / map_ / "README.md").read_text(encoding="utf-8")


def test_elk_notebook_staat_in_de_readme():
    gedrukt = (WORTEL / "README.md").read_text(encoding="utf-8")
    namen = [pad.stem for pad in (WORTEL / "notebooks").glob("*.ipynb")]
    assert [naam for naam in sorted(namen) if f"`{naam}`" not in gedrukt] == []


@pytest.mark.parametrize("pad", TEKSTEN, ids=lambda pad: pad.name)
def test_elke_verwijzing_en_elk_bestand_bestaat(pad):
    tekst = pad.read_text(encoding="utf-8")
    for doel in re.findall(r"\]\((?!https?:)([^)#]+)", tekst):
        assert (pad.parent / doel).exists(), doel
    for naam in re.findall(r"`((?:data/raw|lib|notebooks|scripts|tests|docs)/[^`\s*<…:#]+)`", tekst):
        assert (WORTEL / naam).exists() or "mijn-regio" in naam, naam


@pytest.mark.parametrize("pakket", pakketten(), ids=lambda map_: map_.relative_to(LIB).as_posix())
def test_elk_pakket_noemt_zijn_modules(pakket):
    assert (pakket / "__init__.py").read_text(encoding="utf-8") == bijgewerkt(pakket), (
        "python -m scripts.modulelijst"
    )
    assert all(docstring(pad) for pad in pakket.glob("*.py"))


def test_elk_pakket_staat_met_zijn_verhaal_in_de_architectuur():
    tekst = (WORTEL / "docs" / "architectuur.md").read_text(encoding="utf-8")
    for pakket in (map_ for map_ in pakketten() if map_.parent == LIB):
        verhaal = docstring(pakket / "__init__.py").partition("\n\n")[0]
        assert f"| `lib/{pakket.name}` | {verhaal} |" in tekst
    wandeling = tekst.split("## Three walks")[1].split("## Rules")[0]
    for pakket, module in re.findall(r"`([a-z]+)\.([a-z]+)`", wandeling):
        assert (LIB / pakket / f"{module}.py").is_file() or (LIB / pakket / module).is_dir(), module


def test_elk_soort_bestand_van_een_editie_staat_in_de_handleiding():
    tekst = (WORTEL / "docs" / "eigen-database.md").read_text(encoding="utf-8")
    assert [soort for soort in Bestanden.model_fields if f"`{soort}`" not in tekst] == []
    assert all(kolom in tekst for kolom in VERPLICHT)


def drempelregels():
    """The thresholds as docs/aannames.md lists them."""
    with (RAW / "register" / "drempels.csv").open(encoding="utf-8") as bestand:
        rijen = csv.DictReader(regel for regel in bestand if not regel.startswith("#"))
        return [f"| {rij['termen']} | {rij['eenheid']} | {rij['maat']} | {_grens(rij)} |" for rij in rijen]


def _grens(rij):
    onder = (
        f"{'≥' if rij['ondergrens_telt_mee'] == 'ja' else '>'} {rij['ondergrens']}"
        if rij["ondergrens"]
        else ""
    )
    boven = (
        f"{'≤' if rij['bovengrens_telt_mee'] == 'ja' else '<'} {rij['bovengrens']}"
        if rij["bovengrens"]
        else ""
    )
    return " en ".join(filter(None, (onder, boven))).replace(".", ",")


def test_aannames_noemen_elke_drempel_en_hun_zekerheid():
    tekst = (WORTEL / "docs" / "aannames.md").read_text(encoding="utf-8")
    drempels = tekst.partition("## Drempels")[2]
    assert re.findall(r"^\| .*", drempels, re.M)[1:] == drempelregels()
    kleuren = re.findall(r"^\| [^|]+ \| (\w+) \| [^|]+ \| `[^`]+` \|$", tekst, re.M)
    assert set(kleuren) == {"groen", "oranje", "rood"} and len(kleuren) > 20


@pytest.mark.parametrize("pad", notebookkop.regels(), ids=lambda pad: pad.stem)
def test_de_kop_van_elk_notebook_zegt_wat_het_leest_en_maakt(pad):
    staat_er = pad.read_text(encoding="utf-8")
    assert staat_er == notebookkop.bijgewerkt(pad, notebookkop.regels()[pad]), "python -m scripts.notebookkop"
