import csv
from dataclasses import replace

import openpyxl
import pytest
from atlasproef import kies as kies_pandas
from atlasproef import maak_moment, tel
from werkbankproef import maak_editie

from lib.analyse.eigenkaarten import alle_kaarten, lees_eigen_kaarten, voeg_kaart_toe
from lib.analyse.gegevens import Gegevens
from lib.beeld.vorm import Stapel
from lib.editie.citaat import maak_citaat
from lib.editie.ordening import lees_ordening
from lib.editie.register import lees_kaarten
from lib.gebied.grenzen import lees_grenzen
from lib.gebied.jaar import gemeenten_van_editie
from lib.grond.fouten import InvoerFouten
from lib.grond.paden import Uitvoer
from lib.kaart.beeld import maak_beeld
from lib.kaart.blad import maak_basis
from lib.kaart.hoofdstuk import Tekenaar
from lib.kaart.keuze import BEELDEN, Keuze, als_rij, in_woorden, kaart, kies, past
from lib.werkbank.keuze import adres, opties
from lib.werkbank.lijst import PER_LIJST, kaarten, schrijf_csv, schrijf_xlsx
from lib.werkbank.verkennen import Verkenner


@pytest.fixture(scope="module")
def moment():
    return maak_moment("2017-rapport")


@pytest.fixture(scope="module")
def gegevens(moment):
    gemeenten = gemeenten_van_editie(moment.editie)
    return Gegevens(gemeenten, moment.projecten, moment.dekking, lees_ordening(), moment.editie)


@pytest.fixture(scope="module")
def tekenaar(gegevens, tmp_path_factory):
    basis = maak_basis(lees_grenzen(2017), gegevens.gemeenten)
    return Tekenaar(gegevens, basis, Uitvoer("2017-rapport", tmp_path_factory.mktemp("uit")), False)


@pytest.fixture
def verkenner(tekenaar, monkeypatch, tmp_path):
    monkeypatch.setenv("KAARTEN_UITVOER", str(tmp_path))
    return Verkenner(tekenaar)


KEUZES = [
    Keuze(),
    Keuze(thema="ouderen"),
    Keuze(thema="ggz", instrument="werkwijze", zorgverzekeraar="Menzis"),
    Keuze(vorm="implementeren", schaal="regionaal"),
    Keuze(minimacontracten="alleen"),
]


@pytest.mark.parametrize("keuze", KEUZES)
def test_gekozen_projecten_zijn_die_van_pandas(keuze, gegevens, moment):
    verwacht = kies_pandas(moment, keuze.minimacontracten, **keuze.filters)
    gekozen = kies(keuze, gegevens)
    assert set(gekozen["project_id"]) == set(verwacht["project_id"])
    beeld = kaart(keuze, gegevens)
    assert int((beeld.klasse_van >= 0).sum()) == tel(moment, verwacht)[1]


def test_een_regio_en_een_moment_beperken(gegevens):
    twente = kies(Keuze(wmo_regio="Twente"), gegevens)
    genoemd = gegevens.projecten["wmo_regios"].map(lambda namen: "Twente" in list(namen))
    gewoon = ~gegevens.projecten["is_minimacontract"]
    assert len(twente) == int((genoemd & gewoon).sum()) > 0
    assert len(kies(Keuze(moment="2017"), gegevens)) == len(kies(Keuze(), gegevens))
    assert kies(Keuze(moment="1999"), gegevens).empty


def test_elk_beeld_kan_van_elke_keuze_die_er_een_heeft(gegevens):
    for beeld in BEELDEN:
        for keuze in (Keuze(beeld=beeld), Keuze(beeld=beeld, thema="ouderen", vorm="implementeren")):
            assert kaart(past(keuze), gegevens).titel
    assert past(Keuze(beeld="combinatie:thema", thema="ouderen")).beeld == "aanwezigheid"


def test_adres_van_de_atlas():
    assert adres(Keuze()) == "atlas.html"
    keuze = Keuze(thema="ggz", zorgverzekeraar="Zilveren Kruis", wmo_regio="Twente", beeld="combinatie:vorm")
    assert adres(keuze) == (
        "atlas.html#thema=ggz&zorgverzekeraar=Zilveren+Kruis&kleur=combinatie%3Avorm&plek=wmo_regio%3ATwente"
    )
    assert adres(Keuze(moment="2017-06", beeld="vlekken")) == "atlas.html#periode=2017-06&kleur=aantal"


def test_een_bewaarde_kaart_tekent_wat_er_te_zien_was(gegevens, tmp_path):
    editie = maak_editie(tmp_path)
    keuze = Keuze(thema="ouderen", wmo_regio="Twente", moment="2017")
    editie, kaart_id, _ = voeg_kaart_toe(
        editie, als_rij(keuze, gegevens, "Ouderen {in} Twente"), "Ouderen Twente"
    )
    (rij,) = lees_eigen_kaarten(editie).to_dict("records")
    assert (kaart_id, rij["hoofdstuk"], rij["volgorde"]) == ("eigen-ouderen-twente", "eigen", 1)
    beeld, verwacht = maak_beeld(rij, gegevens), kaart(keuze, gegevens)
    assert (beeld.klasse_van == verwacht.klasse_van).all() and beeld.n_projecten == verwacht.n_projecten
    assert beeld.titel.startswith("Ouderen {in} Twente: ")
    editie, _, _ = voeg_kaart_toe(editie, als_rij(Keuze(), gegevens), "Alles")
    alle = alle_kaarten(editie)
    assert list(alle["kaart_id"])[-2:] == ["eigen-ouderen-twente", "eigen-alles"]
    assert len(alle) == len(lees_kaarten()) + 2 and alle["volgorde"].iloc[-1] == 2
    with pytest.raises(InvoerFouten, match="waarde komt eerder al voor"):
        voeg_kaart_toe(editie, als_rij(Keuze(), gegevens), "Alles")
    with pytest.raises(InvoerFouten, match="naam"):
        voeg_kaart_toe(editie, als_rij(Keuze(), gegevens), " ")


def test_eigen_kaarten_met_een_fout_en_zonder_bestand(tmp_path, gegevens):
    assert lees_eigen_kaarten(maak_editie(tmp_path, "leeg")).empty
    editie = maak_editie(tmp_path)
    for anders, reden in [({"wmo_regio": "Twentte"}, "Twente"), ({"moment": "juni"}, "geen jaar")]:
        with pytest.raises(InvoerFouten, match=reden):
            voeg_kaart_toe(editie, als_rij(Keuze(), gegevens) | anders, "Fout")
    assert not (editie.map / "kaarten.csv").exists()


def test_lijst_per_blad_en_zonder_opmaak_van_een_ander(gegevens):
    projecten = kies(Keuze(), gegevens)
    eerste = kaarten(projecten, gegevens)
    assert eerste.count("<details>") == PER_LIJST and projecten["titel"].iloc[0] in eerste
    vals = projecten.head(1).assign(titel="<script>alert(1)</script>", omschrijving="<img src=x>")
    assert "<script" not in kaarten(vals, gegevens) and "<img" not in kaarten(vals, gegevens)


def test_export_is_overal_tekst(gegevens, tmp_path):
    projecten = kies(Keuze(thema="ouderen"), gegevens)
    projecten = projecten.assign(omschrijving='=HYPERLINK("x")', bron=" +cmd", andere_partijen="@SUM(A1)")
    pad = schrijf_csv(projecten, gegevens, "Ouderen", tmp_path)
    regels = [regel for regel in pad.read_text(encoding="utf-8-sig").splitlines() if regel[0] != "#"]
    gelezen = list(csv.DictReader(regels, delimiter=";"))
    assert [rij["titel"] for rij in gelezen] == projecten["titel"].tolist()
    assert {(r["omschrijving"], r["bron"], r["andere_partijen"]) for r in gelezen} == {
        ('\'=HYPERLINK("x")', "' +cmd", "'@SUM(A1)")
    }
    blad = openpyxl.load_workbook(schrijf_xlsx(projecten, gegevens, "Ouderen", tmp_path)).active
    cellen = [cel for rij in blad.iter_rows() for cel in rij if cel.value is not None]
    assert {cel.data_type for cel in cellen} == {"s"}
    assert [cel.value for cel in blad["B"]][-len(projecten) :] == projecten["titel"].tolist()
    citaat = maak_citaat(gegevens.editie)
    assert f"# {citaat.zin}" in pad.read_text(encoding="utf-8-sig")
    assert citaat.zin in {cel.value for cel in cellen}
    assert citaat.vingerafdruk in citaat.zin and citaat.licentie in citaat.zin


def test_knoppen_volgen_de_keuze(verkenner, gegevens):
    assert f"{len(kies(Keuze(), gegevens))} projecten" in verkenner.kop.value
    eerste = verkenner.kaart.value
    verkenner.filters["thema"].value = "ouderen"
    assert verkenner.keuze == Keuze(thema="ouderen") and verkenner.kaart.value != eerste
    assert f"{len(kies(Keuze(thema='ouderen'), gegevens))} project" in verkenner.kop.value
    verkenner.beeld.value = "combinatie:thema"
    assert verkenner.keuze.beeld == "aanwezigheid"
    verkenner.wis.click()
    assert verkenner.keuze == Keuze() and verkenner.kaart.value == eerste
    verkenner.volgende.click()
    assert "blad 2 van" in verkenner.bladzijde.value and not verkenner.vorige.disabled


def test_knop_exporteert_en_meldt_waar(verkenner, tmp_path):
    verkenner.filters["thema"].value = "ggz"
    verkenner.als_csv.click()
    assert [pad.name for pad in tmp_path.rglob("*.csv")] == ["selectie-ggz.csv"]
    assert "selectie-ggz.csv" in verkenner.meldvak.vak.value


def test_zonder_naam_zegt_de_knop_wat_er_mist(verkenner):
    verkenner.bewaar.click()
    assert "geef de kaart een naam" in verkenner.meldvak.vak.value


def test_in_een_pagina_staat_een_beeld_en_geen_dode_knop(verkenner):
    bundel = verkenner._repr_mimebundle_()
    assert bundel["image/png"].startswith("iVBOR")
    assert "application/vnd.jupyter.widget-view+json" in bundel


def test_wat_kaarten_delen_wordt_bij_een_volgende_keuze_niet_nog_eens_getekend(verkenner):
    verkenner.beeld.value = "combinatie:instrument"  # a large map and small ones
    getekend = Stapel._tekeningen[verkenner.basis.land]
    eerst = set(getekend)
    assert eerst
    verkenner.filters["thema"].value = "ggz"
    verkenner.filters["schaal"].value = "gemeente"
    assert set(getekend) == eerst


def test_in_woorden(gegevens):
    assert in_woorden(Keuze(), gegevens) == "Alle projecten"
    keuze = Keuze(thema="ggz", wmo_regio="Twente", minimacontracten="ja")
    assert in_woorden(keuze, gegevens) == "GGZ, regio Twente, met minimacontracten"
    assert list(opties(gegevens)["thema"])[0] == ""
    assert in_woorden(replace(keuze, thema="jeugd_18", wmo_regio=""), gegevens).startswith("Jeugd 18-/18+")
