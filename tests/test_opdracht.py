"""The command line, run as users run it: exit codes, messages, and what stands on disk afterwards."""

import csv
import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from proefrun import GEDULD

from lib.grond.paden import WORTEL

KOPPEN = [
    "titel",
    "zorgverzekeraars",
    "gemeenten",
    "wmo_regios",
    "thema",
    "instrument",
    "vorm",
    "schaal",
    "peildatum",
]
GOED = [
    "Samen thuis",
    "CZ",
    "Goes;Borsele",
    "",
    "ouderen",
    "werkwijze",
    "ontwikkelproject",
    "gemeente",
    date(2017, 3, 1),
]
EDITIE = """titel = "Proef (synthetisch)"
peildatum = 2017-06-29
indelingsjaar = 2017
herkomst = "synthetisch"
[bestanden]
projecten = "projecten.xlsx"
"""


def anders(**velden):
    rij = dict(zip(KOPPEN, GOED, strict=True)) | velden
    return [rij[kop] for kop in KOPPEN]


@pytest.fixture
def edities(tmp_path):
    map_ = tmp_path / "edities" / "proef"
    map_.mkdir(parents=True)
    (map_ / "edition.toml").write_text(EDITIE, encoding="utf-8")
    return map_


def schrijf_werkboek(map_: Path, rijen, koppen=KOPPEN):
    boek = Workbook()
    blad = boek.active
    blad.title = "projecten"
    blad.append(koppen)
    for rij in rijen:
        blad.append(rij)
    return boek, blad, map_ / "projecten.xlsx"


def draai(map_: Path, *argumenten: str) -> subprocess.CompletedProcess:
    omgeving = os.environ | {"KAARTEN_EDITIES": str(map_.parent), "PYTHONWARNINGS": "ignore"}
    opdracht = [sys.executable, "run_all.py", "--output", str(map_.parent.parent / "uit"), *argumenten]
    return subprocess.run(opdracht, cwd=WORTEL, env=omgeving, capture_output=True, text=True, timeout=GEDULD)


def uit(map_: Path) -> Path:
    return map_.parent.parent / "uit"


def afgekeurd(map_: Path) -> list[dict[str, str]]:
    with (uit(map_) / "data/processed/proef/afgekeurd.csv").open(encoding="utf-8", newline="") as bestand:
        return list(csv.DictReader(bestand))


def resultaten(map_: Path) -> dict[str, bytes]:
    alle = [pad for pad in uit(map_).rglob("*") if pad.is_file() and ".kaarten" not in pad.parts]
    return {str(pad.relative_to(uit(map_))): pad.read_bytes() for pad in alle}


def test_werkboek_met_elke_fout_geeft_een_verslag_en_de_rest_telt(edities):
    rijen = [
        GOED,
        anders(titel="Verkeerde gemeente", gemeenten="Goess"),
        anders(titel="Onbekend label", thema="oudern"),
        GOED,
        [None] * len(KOPPEN),
        anders(titel="Samengevoegde cel"),
        anders(titel="Onder de samengevoegde cel", thema=None),
        anders(titel='=CONCATENATE("Pro","ject")'),
        anders(titel="Datum als tekst", peildatum="1 maart 2017"),
        anders(titel="", gemeenten="Tholen"),
    ]
    boek, blad, pad = schrijf_werkboek(edities, rijen)
    blad.merge_cells("E7:E8")
    boek.save(pad)

    gedraaid = draai(edities, "--edition", "proef", "--only", "notebooks/10*")
    assert gedraaid.returncode == 0, gedraaid.stdout + gedraaid.stderr
    assert re.search(r"proef: 5 row\(s\) rejected of projecten; see .*afgekeurd\.csv", gedraaid.stdout)
    fouten = {(int(rij["rij"]), rij["kolom"]): rij for rij in afgekeurd(edities)}
    assert fouten[3, "gemeenten"]["suggestie"] == "Goes" and fouten[3, "gemeenten"]["waarde"] == "Goess"
    assert fouten[4, "thema"]["suggestie"] == "ouderen"
    assert fouten[8, "thema"]["blad"] == "projecten" and "E7:E8" in fouten[8, "thema"]["reden"]
    assert (9, "titel") in fouten and (11, "titel") in fouten
    assert {rij for rij, _ in fouten} == {3, 4, 8, 9, 11}
    with (uit(edities) / "data/processed/proef/projecten.csv").open(encoding="utf-8") as bestand:
        gebruikt = [rij["titel"] for rij in csv.DictReader(bestand)]
    assert gebruikt == ["Samen thuis", "Samengevoegde cel", "Datum als tekst"]
    pagina = (uit(edities) / "rapport/proef/01-inlezen.html").read_text(encoding="utf-8")
    assert all(waarde in pagina for waarde in ("Goess", "oudern", "E7:E8"))
    assert "Synthetisch" in pagina
    stappen = dict(re.findall(r'<td>(\w+)</td><td class="?getal"?>(\d+)</td>', pagina))
    assert (stappen["gelezen"], stappen["leeg"], stappen["samengevoegd"], stappen["gebruikt"]) == (
        "10",
        "1",
        "1",
        "3",
    )

    eerst = resultaten(edities)
    streng = draai(edities, "--strict")
    assert streng.returncode == 2 and "Traceback" not in streng.stderr
    assert all(deel in streng.stderr for deel in ("Goess", "bedoeld: Goes?", "oudern", "rij 8"))
    assert resultaten(edities) == eerst

    boek.create_sheet("nog een blad").append(["titel", "thema"])
    boek.save(pad)
    kapot = draai(edities)
    assert kapot.returncode == 2 and "nog een blad" in kapot.stderr and "Traceback" not in kapot.stderr
    assert resultaten(edities) == eerst


@pytest.mark.parametrize("hoe", ["bestand weg", "kolom weg", "geen werkboek"])
def test_fout_in_de_structuur_stopt_voor_er_iets_is_geschreven(edities, hoe):
    if hoe == "geen werkboek":
        (edities / "projecten.xlsx").write_text("dit is geen Excel")
    elif hoe == "kolom weg":
        boek, _, pad = schrijf_werkboek(edities, [GOED[:4] + GOED[5:]], KOPPEN[:4] + KOPPEN[5:])
        boek.save(pad)
    gedraaid = draai(edities)
    assert gedraaid.returncode == 2
    assert "projecten.xlsx" in gedraaid.stderr and "Traceback" not in gedraaid.stderr
    assert hoe != "kolom weg" or "thema" in gedraaid.stderr
    assert resultaten(edities) == {}


def test_alle_fouten_in_de_instellingen_samen(edities):
    (edities / "edition.toml").write_text(
        EDITIE.replace("titel", "titels").replace("xlsx", "xls"), encoding="utf-8"
    )
    gedraaid = draai(edities, "--edition", "proef", "--edition", "prooef")
    assert gedraaid.returncode == 2
    assert (
        "titels" in gedraaid.stderr and "bedoeld: titel?" in gedraaid.stderr and "prooef" in gedraaid.stderr
    )


def test_lijst_alleen_en_een_patroon_dat_nergens_op_past(edities):
    boek, _, pad = schrijf_werkboek(edities, [GOED])
    boek.save(pad)
    lijst = draai(edities, "--list")
    assert lijst.returncode == 0 and lijst.stdout.count("would run") >= 12
    assert resultaten(edities) == {}
    assert draai(edities, "--only", "IX-*").returncode == 2
    deel = draai(edities, "--only", "notebooks/01*")
    assert deel.returncode == 0
    paginas = {pad.name for pad in (uit(edities) / "rapport/proef").glob("*.html")}
    assert paginas == {"01-inlezen.html", "index.html"}
    assert "up to date  proef/01-inlezen" in draai(edities, "--list").stdout


def test_een_rij_veranderd_en_alleen_wat_daarvan_afhangt(edities):
    deel = ["--only", "notebooks/0*", "--only", "notebooks/20*"]
    boek, blad, pad = schrijf_werkboek(edities, [GOED])
    boek.save(pad)
    assert draai(edities, *deel).returncode == 0
    assert "Nothing to do" in draai(edities, *deel).stdout
    blad["C2"] = "Tholen"
    boek.save(pad)
    gedaan = set(re.findall(r"done +proef/(\S+)", draai(edities, *deel).stdout))
    notebooks = {naam for naam in gedaan if not naam.endswith(".html")}
    assert notebooks == {"00-bronnen", "01-inlezen", "03-ordening", "10-classificeren", "20-algemeen"}


def test_officiele_grenzen_zonder_netwerk_is_een_regel(edities, monkeypatch, tmp_path):
    boek, _, pad = schrijf_werkboek(edities, [GOED])
    boek.save(pad)
    monkeypatch.setenv("KAARTEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    gedraaid = draai(edities, "--boundaries", "official")
    assert gedraaid.returncode == 2 and "Traceback" not in gedraaid.stderr
    assert len(gedraaid.stderr.strip().splitlines()) == 2
    assert resultaten(edities) == {}


def test_officiele_grenzen_uit_de_cache_worden_gebruikt(edities, monkeypatch, tmp_path):
    from lib.editie.herkomst import sha256
    from lib.gebied.grenzen import lees_grenzen

    boek, _, pad = schrijf_werkboek(edities, [GOED])
    boek.save(pad)
    cache = tmp_path / "cache"
    cache.mkdir()
    officieel = cache / "gemeente_gegeneraliseerd_2017.geojson"
    vlakken = lees_grenzen(2017).rename(columns={"gm_code": "statcode", "gm_naam": "statnaam"})
    vlakken.drop(columns="grens_benaderd").to_file(officieel, driver="GeoJSON")
    officieel.with_name(officieel.name + ".sha256").write_text(sha256(officieel), encoding="ascii")
    monkeypatch.setenv("KAARTEN_CACHE", str(cache))
    gedraaid = draai(edities, "--boundaries", "official", "--only", "notebooks/02*")
    assert gedraaid.returncode == 0, gedraaid.stdout + gedraaid.stderr
    manifest = json.loads((uit(edities) / "rapport/proef/manifest.json").read_text(encoding="utf-8"))
    assert manifest["notebooks"]["02-gebieden"]["parameters"]["grenzen"] == "officieel"
    assert officieel.name in manifest["invoer"]
    assert "geen grens is benaderd" in (uit(edities) / "rapport/proef/02-gebieden.html").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("argumenten", [["--workers", "0"], ["--onbekend"], ["--boundaries", "mooi"]])
def test_verkeerd_argument_is_exit_2(edities, argumenten):
    gedraaid = draai(edities, *argumenten)
    assert gedraaid.returncode == 2 and "usage:" in gedraaid.stderr


def test_manifest_van_de_echte_editie_klopt_met_de_bestanden(echte_editie):
    from lib.editie.herkomst import sha256

    manifest = json.loads((echte_editie / "rapport/2017-rapport/manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["uitvoer"]) > 30
    for naam, vingerafdruk in manifest["uitvoer"].items():
        assert sha256(echte_editie / naam) == vingerafdruk, naam
    for naam, vingerafdruk in manifest["invoer"].items():
        assert sha256(WORTEL / naam) == vingerafdruk, naam
    assert "data/raw/edities/2017-rapport/projecten.csv" in manifest["invoer"]
    assert all(gegevens["duur"] > 0 for gegevens in manifest["notebooks"].values())
