"""An edition in gemeenten of one year, drawn in those of another: read, counted and drawn by the real run."""

import csv
import os
import subprocess
import sys

import pandas as pd
import pytest
from proefrun import GEDULD

from lib.grond.paden import WORTEL

EDITIE = """titel = "Proef (synthetisch)"
peildatum = 2024-06-29
indelingsjaar = 2024
herkomst = "synthetisch"
{meer}
[bestanden]
projecten = "projecten.csv"
{bestanden}
"""
PROJECTEN = """titel,zorgverzekeraars,gemeenten,wmo_regios,thema,instrument,vorm,schaal
Nieuwe namen,CZ,Vijfheerenlanden;Goes,,ouderen,werkwijze,ontwikkelproject,bovenregionaal
Oude naam,Menzis,Haaren,,ggz,inkoop,implementeren,gemeente
Hele regio,VGZ,alle gemeenten in regio Drechtsteden,Drechtsteden,preventie,beleid,ontwikkelproject,regionaal
"""


@pytest.fixture
def proef(tmp_path):
    """Return a function that writes the edition and runs the command; ``uit`` is its output folder."""

    def draai(*argumenten, meer="", bestanden="", **tekst):
        map_ = tmp_path / "edities" / "proef"
        map_.mkdir(parents=True, exist_ok=True)
        (map_ / "edition.toml").write_text(EDITIE.format(meer=meer, bestanden=bestanden), encoding="utf-8")
        (map_ / "projecten.csv").write_text(PROJECTEN, encoding="utf-8")
        for naam, inhoud in tekst.items():
            (map_ / f"{naam}.csv").write_text(inhoud, encoding="utf-8")
        omgeving = os.environ | {"KAARTEN_EDITIES": str(map_.parent), "PYTHONWARNINGS": "ignore"}
        opdracht = [sys.executable, "run_all.py", "--output", str(tmp_path / "uit"), *argumenten]
        return subprocess.run(
            opdracht, cwd=WORTEL, env=omgeving, capture_output=True, text=True, timeout=GEDULD
        )

    draai.uit = tmp_path / "uit"
    return draai


def test_namen_van_2024_getekend_op_2019(proef):
    gedraaid = proef("--only", "notebooks/02*", "--only", "II-3-totaal", meer="tekenjaar = 2019")
    assert gedraaid.returncode == 0, gedraaid.stdout + gedraaid.stderr
    processed = proef.uit / "data/processed/proef"
    dekking = pd.read_parquet(processed / "dekking.parquet").astype({"gm_code": str, "project_id": str})
    plaatsen = dekking.groupby("project_id")["gm_code"].agg(set).to_dict()
    assert plaatsen["nieuwe-namen"] == {"GM1961", "GM0664"}
    drechtsteden = {"GM0482", "GM0505", "GM0523", "GM0531", "GM0590", "GM0610", "GM0642"}
    assert plaatsen["hele-regio"] == drechtsteden  # Hardinxveld-Giessendam (GM0523) joined in 2018
    # Haaren ended in 2021: read as its successors, and in 2019 each of those may be Haaren or itself.
    assert plaatsen["oude-naam"] >= {"GM0788", "GM0855"}
    geschat = dekking[dekking["geschat"]]
    assert set(geschat["project_id"]) == {"oude-naam"} and "GM0788" in set(geschat["gm_code"])
    gebieden = pd.read_parquet(processed / "gebieden.parquet")
    assert len(gebieden) == 355
    with (processed / "kaarten-20-algemeen.csv").open(encoding="utf-8", newline="") as bestand:
        kaart = {rij["kaart_id"]: rij for rij in csv.DictReader(bestand)}["II-3-totaal"]
    assert kaart["titel"] == f"Samenwerkingsprojecten in {dekking['gm_code'].nunique()} van de 355 gemeenten"
    assert "is de plaats geschat" in kaart["bijschrift"]
    svg = (proef.uit / "figures/proef/II-3-totaal.svg").read_text(encoding="utf-8")
    assert "plaats geschat na herindeling" in svg
    assert "Gemeenten van 2019, overgezet van die van 2024" in svg.replace("\n", " ")
    leden = pd.read_parquet(processed / "regio_gemeente.parquet")
    assert len(leden) > 700 and set(leden["indeling"]) == {"wmo_regio", "zorgkantoorregio"}


def test_een_indeling_die_niet_sluit_houdt_de_run_tegen(proef):
    kop = "indeling,gm_code,regio,geldig_van,geldig_tot,zekerheid,reden\n"
    een = kop + "zorgkantoorregio,GM0363,Amsterdm,2024-01-01,,hoog,\n"
    gedraaid = proef(bestanden='regio_indeling = "regio_indeling.csv"', regio_indeling=een)
    assert gedraaid.returncode == 2 and "Traceback" not in gedraaid.stderr
    assert "342 fault(s)" in gedraaid.stderr  # 341 orphans and one unknown region
    assert (
        "rij 2, kolom regio: onbekende zorgkantoorregio «Amsterdm» (bedoeld: Amsterdam?)" in gedraaid.stderr
    )
    assert (
        "gemeente zonder zorgkantoorregio op 1-1-2024 «GM0664 (Goes)» (bedoeld: Zeeland?)" in gedraaid.stderr
    )
    assert not (proef.uit / "data").exists()


@pytest.mark.parametrize(("jaar", "grens"), [(2016, "moet ten minste 2017"), (2027, "mag ten hoogste 2026")])
def test_een_jaar_dat_niet_bekend_is(proef, jaar, grens):
    gedraaid = proef(meer=f"tekenjaar = {jaar}")
    assert gedraaid.returncode == 2
    assert f"«{jaar}»" in gedraaid.stderr and f"kolom tekenjaar: {grens} zijn" in gedraaid.stderr
