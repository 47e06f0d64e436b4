"""``--new``: the folder of a new edition, its workbook, and the way from there to a result."""

import csv
import datetime as dt
import os
import subprocess
import sys

import openpyxl
import pytest
from proefrun import GEDULD

from lib.editie.editie import lees_editie
from lib.editie.ordening import DIMENSIES
from lib.grond.fouten import InvoerFouten
from lib.grond.paden import WORTEL
from lib.inlezen.bron import PROJECTKOLOMMEN, VERPLICHT, lees_bron
from lib.inlezen.projecten import lees_maatstaf, lees_projecten
from lib.inlezen.rijen import beoordeel_rij
from lib.inlezen.sjabloon import lees_kolommen, lees_voorbeeldrijen, maak_keuzes
from lib.run.nieuw import maak_editie

DAG = dt.date(2026, 11, 22)
RIJEN = [
    {"titel": "Samen thuis", "gemeenten": "Goes; Borsele", "thema": "Ouderen", "schaal": "Gemeentelijk"},
    {"titel": "Uit de instelling", "gemeenten": "hele regio Twente", "thema": "GGZ", "schaal": "Regionaal"},
    {"titel": "Valpreventie", "gemeenten": "Assen", "thema": "Preventie", "schaal": "Gemeentelijk"},
]
OVERIG = {"zorgverzekeraars": "Menzis", "instrument": "Beleid; Inkoop", "vorm": "Implementeren"}


def draai(edities, uit, *argumenten):
    omgeving = os.environ | {"KAARTEN_EDITIES": str(edities), "KAARTEN_UITVOER": str(uit)}
    opdracht = [sys.executable, "run_all.py", *argumenten]
    return subprocess.run(opdracht, cwd=WORTEL, env=omgeving, capture_output=True, text=True, timeout=GEDULD)


def vul_in(pad, rijen):
    boek = openpyxl.load_workbook(pad)
    vel = boek["Projecten"]
    kolom = {cel.value: cel.column for cel in vel[1]}
    for nummer, rij in enumerate(rijen, start=2):
        for naam, waarde in (OVERIG | rij).items():
            vel.cell(nummer, kolom[naam], waarde)
    boek.save(pad)


def test_nieuw_invullen_en_draaien(tmp_path):
    edities, uit = tmp_path / "nog" / "niet", tmp_path / "uit"
    gemaakt = draai(edities, uit, "--new", "mijn-regio")
    assert gemaakt.returncode == 0 and "run_all.py --edition mijn-regio" in gemaakt.stdout, gemaakt.stderr
    leeg = draai(edities, uit, "--edition", "mijn-regio")
    assert leeg.returncode == 2 and "projecten.xlsx: nog geen projecten" in leeg.stderr
    assert "Traceback" not in leeg.stderr and not uit.exists()
    vul_in(edities / "mijn-regio" / "projecten.xlsx", RIJEN)
    vol = draai(edities, uit, "--strict", "--only", "notebooks/10*")
    assert vol.returncode == 0, vol.stdout + vol.stderr
    with (uit / "data/processed/mijn-regio/projecten.csv").open(encoding="utf-8") as bestand:
        projecten = list(csv.DictReader(bestand))
    assert [rij["titel"] for rij in projecten] == [rij["titel"] for rij in RIJEN]
    assert [rij["thema"] for rij in projecten] == ["ouderen", "ggz", "preventie"]
    assert {rij["instrument"] for rij in projecten} == {"beleid;inkoop"}
    assert projecten[1]["gemeenten"].count("GM") == 14


def inhoud(map_):
    return {pad.name: pad.read_bytes() for pad in map_.iterdir()}


def test_wat_er_staat_blijft_staan(tmp_path):
    map_ = maak_editie("proef", DAG, tmp_path)
    (map_ / "projecten.xlsx").write_bytes(b"uren werk")
    eerst = inhoud(map_)
    with pytest.raises(InvoerFouten, match="bestaat al"):
        maak_editie("proef", DAG, tmp_path)
    (tmp_path / "ANDERS").mkdir()
    with pytest.raises(InvoerFouten, match="bestaat al"):
        maak_editie("anders", DAG, tmp_path)
    assert inhoud(map_) == eerst and sorted(pad.name for pad in tmp_path.iterdir()) == ["ANDERS", "proef"]


@pytest.mark.parametrize(
    "naam",
    ["", "../x", "a/b", "a\\b", ".", "..", "-x", "x-", "Mijn Regio", "é", "con", "x" * 61, "a\n"],
)
def test_onveilige_namen(tmp_path, naam):
    with pytest.raises(InvoerFouten, match="geen bruikbare naam"):
        maak_editie(naam, DAG, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_een_betere_naam_wordt_voorgesteld(tmp_path):
    with pytest.raises(InvoerFouten, match="bedoeld: mijn-regio"):
        maak_editie("Mijn Regio", DAG, tmp_path)


def test_een_map_die_niet_te_maken_is_geeft_een_regel(tmp_path):
    (tmp_path / "bestand").write_text("geen map")
    with pytest.raises(InvoerFouten, match="niet te maken"):
        maak_editie("proef", DAG, tmp_path / "bestand")


def test_de_bestanden_zijn_geldig_en_elke_dag_dezelfde(tmp_path):
    map_ = maak_editie("proef", DAG, tmp_path)
    assert inhoud(map_) == inhoud(maak_editie("proef", DAG, tmp_path / "nog-eens"))
    editie = lees_editie("proef", tmp_path)
    assert (editie.peildatum, editie.indelingsjaar, editie.herkomst) == (DAG, 2026, "bron")
    vul_in(map_ / "projecten.xlsx", RIJEN)
    assert lees_projecten(editie).afgekeurd.empty
    oud = maak_editie("oud", dt.date(2031, 1, 1), tmp_path)
    assert lees_editie(oud.name, tmp_path).indelingsjaar == 2026


def test_elke_regel_met_een_voorbeeld_in_edition_toml_mag_aan(tmp_path):
    pad = maak_editie("proef", DAG, tmp_path) / "edition.toml"
    aan = [
        regel.removeprefix("# ") if regel.startswith("# ") and " = " in regel else regel
        for regel in pad.read_text(encoding="utf-8").splitlines()
    ]
    pad.write_text("\n".join(aan), encoding="utf-8")
    with pytest.raises(InvoerFouten) as fouten:
        lees_editie("proef", tmp_path)
    redenen = {fout.reden for fout in fouten.value.fouten}
    assert redenen == {"bestand bestaat niet", "geen enkel bestand past op dit patroon"}


def test_voorbeeldrijen_zijn_goed_en_worden_niet_gelezen(tmp_path):
    map_ = maak_editie("proef", DAG, tmp_path)
    vul_in(map_ / "projecten.xlsx", RIJEN)
    maatstaf = lees_maatstaf(2026)
    bron = lees_bron(map_ / "projecten.xlsx", "projecten.xlsx", _aliassen())
    assert bron.rijen["titel"].tolist() == [rij["titel"] for rij in RIJEN]
    assert set(bron.rijen["blad"]) == {"Projecten"} and not bron.structuur and not bron.celfouten
    voorbeelden = lees_voorbeeldrijen()
    assert len(voorbeelden) >= 3 and voorbeelden["titel"].str.startswith("VOORBEELD").all()
    for nummer, rij in enumerate(voorbeelden.to_dict("records"), start=2):
        ruw = dict.fromkeys(PROJECTKOLOMMEN, "") | rij | {"bestand": "", "blad": "", "rij": nummer}
        assert beoordeel_rij(ruw, "x", maatstaf).fouten == []


def _aliassen():
    from lib.gebied.aliassen import alle_aliassen

    return alle_aliassen()


@pytest.mark.parametrize("jaar", [2017, 2026])
def test_elke_keuze_wordt_begrepen(jaar):
    maatstaf, keuzes = lees_maatstaf(jaar), maak_keuzes(jaar)
    for dimensie in DIMENSIES:
        codes = {maatstaf.code(dimensie, deel) for keuze in keuzes[dimensie] for deel in keuze.split("; ")}
        assert codes == set(maatstaf.ordening.codes(dimensie))
    gids = maatstaf.gids
    onbegrepen = [keuze for keuze in keuzes["gemeenten"] if not gids.plaatsen(keuze).gevonden]
    onbegrepen += [keuze for keuze in keuzes["regios"] if not gids.regio(keuze).gevonden]
    onbegrepen += [keuze for keuze in keuzes["zorgverzekeraars"] if not gids.zorgverzekeraar(keuze).gevonden]
    assert onbegrepen == []
    assert len(keuzes["regios"]) == 43 and len(keuzes["gemeenten"]) == len(set(keuzes["gemeenten"]))


def test_het_werkboek_controleert_wat_er_wordt_ingevuld(tmp_path):
    boek = openpyxl.load_workbook(maak_editie("proef", DAG, tmp_path) / "projecten.xlsx")
    assert boek.sheetnames == ["Uitleg", "Projecten", "Voorbeeldrijen", "Lijsten"]
    koppen = [cel.value for cel in boek["Projecten"][1]]
    assert set(VERPLICHT) <= set(koppen) <= set(PROJECTKOLOMMEN)
    assert {kolom.naam for kolom in lees_kolommen() if kolom.verplicht} == set(VERPLICHT)
    regels = {
        koppen[bereik.min_col - 1]: regel
        for regel in boek["Projecten"].data_validations.dataValidation
        for bereik in regel.sqref.ranges
    }
    assert set(regels) == set(koppen) and all(regel.prompt for regel in regels.values())
    for naam, aantal in (("thema", 6), ("vorm", 4), ("schaal", 3), ("is_minimacontract", 2)):
        assert (regels[naam].type, regels[naam].errorStyle or "stop") == ("list", "stop")
        assert len(keuzes_van(boek, regels[naam])) == aantal
    assert len(keuzes_van(boek, regels["instrument"])) == 5 + 10
    for naam in ("zorgverzekeraars", "gemeenten", "wmo_regios", "instrument"):
        assert regels[naam].errorStyle == "warning", naam  # several values must be possible
    assert regels["peildatum"].type == "date" and regels["project_id"].type == "custom"


def keuzes_van(boek, regel):
    blad, _, bereik = regel.formula1.partition("!")
    waarden = [cel.value for (cel,) in boek[blad][bereik.replace("$", "")]]
    assert all(waarden)
    return waarden
