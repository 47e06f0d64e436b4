"""Slides, workbook and GeoPackage of the real edition: whole, readable, the same each time, easy to cite."""

import re
import sqlite3
import zipfile
from xml.etree import ElementTree as ET

import openpyxl
import pandas as pd
import pyogrio
import pypdfium2
import pytest
from atlasproef import venster_uitkomst
from downloadproef import alleen_met_soffice, diateksten, inkt_per_bladzijde, naar_pdf
from PIL import Image
from pptx import Presentation
from pptx.util import Mm

from lib.editie.editie import lees_editie
from lib.editie.herkomst import sha256
from lib.editie.ordening import DIMENSIES, lees_ordening
from lib.gebied.tabellen import lees_gemeenten
from lib.grond.fouten import InvoerFouten
from lib.grond.opslag import bewaar_tabel
from lib.grond.paden import uitvoer
from lib.levering.dia.presentatie import schrijf_dias
from lib.levering.dia.tabel import schematabellen
from lib.levering.dia.vorm import DIA_BREED, HOOG, Vak, lees_sjabloon, passend, teksthoogte
from lib.levering.geopakket import schrijf_geopakket
from lib.levering.stof import lees_levering
from lib.levering.werkboek import schrijf_werkboek

NAAM = "2017-rapport"


@pytest.fixture(scope="module")
def levering(echte_editie):
    return lees_levering(lees_editie(NAAM), uitvoer(NAAM, echte_editie))


@pytest.fixture(scope="module")
def map_(levering):
    return levering.plaats.rapport / "downloads"


@pytest.fixture(scope="module")
def boek(map_):
    return openpyxl.load_workbook(map_ / f"{NAAM}.xlsx")


@pytest.fixture(scope="module")
def dias(map_):
    return Presentation(map_ / f"{NAAM}.pptx")


@pytest.fixture(scope="module")
def gpkg(map_):
    return map_ / f"{NAAM}.gpkg"


@pytest.mark.parametrize(
    ("schrijf", "soort"), [(schrijf_werkboek, "xlsx"), (schrijf_geopakket, "gpkg"), (schrijf_dias, "pptx")]
)
def test_dezelfde_invoer_geeft_dezelfde_bytes(levering, map_, tmp_path, schrijf, soort):
    schrijf(levering, tmp_path / f"x.{soort}")
    assert (tmp_path / f"x.{soort}").read_bytes() == (map_ / f"{NAAM}.{soort}").read_bytes()


# ---- the workbook -----------------------------------------------------------------------------------


def test_het_voorblad_zegt_wat_het_is_en_noemt_elk_blad(boek, levering):
    voorblad = boek.worksheets[0]
    tekst = "\n".join(str(cel.value) for rij in voorblad.iter_rows() for cel in rij if cel.value)
    assert levering.citaat.vingerafdruk in tekst and "29-6-2017" in tekst and "Dit is geen telling" in tekst
    for blad in boek.worksheets[1:]:
        assert blad.title in tekst
    assert boek.properties.title == levering.citaat.titel


def test_elk_blad_heeft_een_vaste_kop_filters_en_leesbare_kolommen(boek):
    for blad in boek.worksheets[1:]:
        assert blad.freeze_panes == "B4", blad.title
        assert blad.auto_filter.ref, blad.title
        assert all(9 <= kolom.width <= 62 for kolom in blad.column_dimensions.values()), blad.title
        assert all(cel.value for cel in blad[3]), blad.title


def test_geen_rij_van_projecten_of_dekking_ontbreekt(boek, levering):
    gegevens = levering.gegevens
    assert boek["Projecten"].max_row - 3 == len(gegevens.projecten)
    assert boek["Dekking"].max_row - 3 == len(gegevens.dekking)
    kop = [cel.value for cel in boek["Gemeenten"][3]]
    plaats = kop.index("projecten")
    totaal = sum(rij[plaats].value for rij in boek["Gemeenten"].iter_rows(min_row=4))
    gewoon = gegevens.projecten.set_index("project_id")["is_minimacontract"]
    eigen = gegevens.dekking["project_id"].astype(str)
    assert totaal == int((~gewoon.loc[eigen].to_numpy()).sum())


def test_aandelen_zijn_percentages_en_getallen_zijn_getallen(boek):
    blad = boek["Kaartcijfers"]
    kop = {cel.value: nummer for nummer, cel in enumerate(blad[3])}
    for rij in blad.iter_rows(min_row=4):
        assert rij[kop["aandeel"]].number_format == "0.0%" and 0 <= rij[kop["aandeel"]].value <= 1
        assert rij[kop["gemeenten"]].data_type == "n"


@alleen_met_soffice
def test_het_werkboek_gaat_open(map_, tmp_path):
    pdf = naar_pdf(map_ / f"{NAAM}.xlsx", tmp_path)
    with pypdfium2.PdfDocument(pdf) as document:
        eerste = document[0].get_textpage().get_text_range()
    assert "Peildatum" in eerste and "Dit is geen telling" in eerste
    assert "Err:" not in eerste and "#NAAM" not in eerste


# ---- the slides -------------------------------------------------------------------------------------


def test_elke_figuur_staat_erin_met_woorden_en_een_bron(dias, levering):
    notities = [dia.notes_slide.notes_text_frame.text for dia in dias.slides]
    for kaart in levering.kaarten:
        if kaart.paneel or kaart.is_blad:
            continue
        (plaats,) = [i for i, notitie in enumerate(notities) if f"Figuur {kaart.kaart_id}, " in notitie][:1]
        vormen = list(dias.slides[plaats].shapes)
        beschreven = [vorm.element.xpath(".//p:cNvPr/@descr")[0] for vorm in vormen if vorm.shape_type == 13]
        assert kaart.regel["alt"] in beschreven or any(vorm.has_table for vorm in vormen), kaart.kaart_id
        assert kaart.regel["alt"] in notities[plaats] and levering.citaat.vingerafdruk in notities[plaats]


def test_een_schema_vol_uitleg_is_een_tabel_met_grote_letters(dias):
    ordening = lees_ordening()
    eigen = [
        dia for dia in dias.slides if "Figuur bijlage-ordening, " in dia.notes_slide.notes_text_frame.text
    ]
    cellen = [
        cel for dia in eigen for vorm in dia.shapes if vorm.has_table for cel in vorm.table.iter_cells()
    ]
    teksten = {cel.text_frame.text for cel in cellen}
    assert len(eigen) == len(DIMENSIES) and set(ordening.tabel["naam"]) <= teksten
    assert set(ordening.tabel["definitie"]) <= teksten and "gemeente +++, verzekeraar +++" in teksten
    assert min(cel.text_frame.paragraphs[0].runs[0].font.size.pt for cel in cellen) >= 14
    assert schematabellen("WS-fig-1", ordening) == schematabellen("0-ordening", ordening) == []


def test_tabellen_en_grafieken_zijn_te_bewerken(dias, levering):
    vormen = [vorm for dia in dias.slides for vorm in dia.shapes]
    assert sum(vorm.has_chart for vorm in vormen) >= 5
    assert sum(vorm.has_table for vorm in vormen) >= len(levering.analyses)
    (thema,) = [v.chart for v in vormen if v.has_chart and "per thema" in v.chart.chart_title.text_frame.text]
    gewoon = levering.gegevens.projecten[~levering.gegevens.projecten["is_minimacontract"]]
    assert sum(thema.plots[0].series[0].values) == len(gewoon)


def test_niets_steekt_buiten_de_dia_en_elke_tekst_past(dias):
    for nummer, dia in enumerate(dias.slides, start=1):
        assert dia.shapes.title.text_frame.text, nummer
        for vorm in dia.shapes:
            plek = (nummer, vorm.name)
            assert vorm.left >= 0 and vorm.left + vorm.width <= Mm(DIA_BREED + 0.1), plek
            assert vorm.top >= 0 and vorm.top + vorm.height <= Mm(HOOG + 0.1), plek
            if vorm.has_text_frame and vorm.name.startswith("TextBox"):
                punt = vorm.text_frame.paragraphs[0].runs[0].font.size.pt
                nodig = teksthoogte(vorm.text_frame.text, vorm.width.mm, punt)
                assert punt >= 7 and nodig <= vorm.height.mm + 0.5, plek


def test_een_tabel_blijft_boven_de_voet(dias):
    for dia in dias.slides:
        for vorm in dia.shapes:
            if vorm.has_table and len(vorm.table.rows) > 2:
                assert sum(rij.height.mm for rij in vorm.table.rows) + vorm.top.mm <= 174


@alleen_met_soffice
def test_de_dias_gaan_open_en_geen_is_leeg(map_, dias, tmp_path):
    pdf = naar_pdf(map_ / f"{NAAM}.pptx", tmp_path)
    inkt = inkt_per_bladzijde(pdf)
    assert len(inkt) == len(dias.slides)
    assert min(inkt) > 0.004
    with pypdfium2.PdfDocument(pdf) as document:
        for bladzijde, dia in zip(document, dias.slides, strict=True):
            gelezen = "".join(bladzijde.get_textpage().get_text_range().split())
            titel = "".join(dia.shapes.title.text_frame.text.split())
            assert titel in gelezen.replace("\ufffe", "-"), titel


def test_een_lange_tekst_wordt_kleiner_en_dan_afgekort():
    vak = Vak(0, 0, 60, 10)
    assert passend("kort", vak, (12, 8)) == ("kort", 12)
    kort, punt = passend("een lange zin " * 40, vak, (12, 8))
    assert punt == 8 and kort.endswith("…") and teksthoogte(kort, vak.breed, 8) <= vak.hoog


def test_een_sjabloon_zonder_onze_indelingen_wordt_geweigerd(tmp_path):
    Presentation().save(tmp_path / "huisstijl.pptx")
    with pytest.raises(InvoerFouten, match=r"huisstijl\.pptx.*Titel, Hoofdstuk, Inhoud"):
        lees_sjabloon(tmp_path / "huisstijl.pptx")


def test_het_sjabloon_heeft_plaatsen_voor_logos(dias):
    for layout in lees_sjabloon().slide_layouts:
        assert any(vorm.name.startswith("Logo") for vorm in layout.placeholders), layout.name
    assert not any(vorm.name.startswith("Logo") for dia in dias.slides for vorm in dia.placeholders)


# ---- the GeoPackage ---------------------------------------------------------------------------------


def test_lagen_met_vorm_en_alle_kenmerken(gpkg, levering):
    lagen = dict(pyogrio.list_layers(gpkg).tolist())
    verwacht = {"gemeenten": 388, "zeshoeken": 388, "wmo_regios": 43, "zorgkantoorregios": 31}
    assert set(verwacht) | {"projecten", "dekking", "over", "layer_styles"} == set(lagen)
    for laag, aantal in verwacht.items():
        vlakken = pyogrio.read_dataframe(gpkg, layer=laag)
        assert len(vlakken) == aantal and vlakken.crs.to_epsg() == 28992
        assert vlakken.geometry.is_valid.all() and not vlakken.geometry.is_empty.any()
    projecten = pyogrio.read_dataframe(gpkg, layer="projecten")
    assert set(projecten["project_id"]) == set(levering.gegevens.projecten["project_id"])
    assert set(levering.gegevens.projecten.columns) <= set(projecten.columns)
    punten = projecten.set_index("project_id").geometry.count_coordinates()
    telling = levering.gegevens.dekking["project_id"].astype(str).value_counts()
    assert punten[punten > 0].sort_index().to_dict() == telling[telling > 0].sort_index().to_dict()


def test_elke_laag_opent_met_een_stijl_die_qgis_leest(gpkg):
    with sqlite3.connect(gpkg) as gegevens:
        stijlen = gegevens.execute("SELECT f_table_name, styleQML, useAsDefault FROM layer_styles").fetchall()
        tijden = gegevens.execute("SELECT DISTINCT last_change FROM gpkg_contents").fetchall()
        assert gegevens.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert gegevens.execute("PRAGMA foreign_key_check").fetchall() == []
    assert tijden == [("2017-06-29T00:00:00.000Z",)]
    standaard = [laag for laag, _, eerste in stijlen if eerste]
    assert sorted(standaard) == ["gemeenten", "projecten", "wmo_regios", "zeshoeken", "zorgkantoorregios"]
    for laag, qml, _ in stijlen:
        teken = ET.fromstring(qml[qml.index("<qgis") :]).find("renderer-v2")
        symbolen = {symbool.get("name") for symbool in teken.find("symbols")}
        kolommen = pyogrio.read_info(gpkg, layer=laag)["fields"].tolist()
        assert teken.get("attr") in kolommen, (laag, teken.get("attr"))
        klassen = [*teken.iter("range"), *teken.iter("category")]
        assert {klasse.get("symbol") for klasse in klassen} == symbolen


# ---- an edition without projects --------------------------------------------------------------------


def test_een_editie_met_alleen_een_venster(tmp_path):
    eigen = tmp_path / "edities" / "los"
    eigen.mkdir(parents=True)
    (eigen / "antwoorden.csv").write_text("niets", encoding="utf-8")
    (eigen / "edition.toml").write_text(
        'titel = "Los"\npeildatum = 2020-01-01\nindelingsjaar = 2017\nherkomst = "synthetisch"\n'
        '[bestanden]\nvenster = "antwoorden.csv"\n',
        encoding="utf-8",
    )
    plaats = uitvoer("los", tmp_path)
    uitkomst = venster_uitkomst().assign(laag=0.1, hoog=0.9)
    dicht = ["n_ja", "aandeel_ja", "laag", "hoog"]
    uitkomst.loc[uitkomst["onderdrukt"], dicht] = pd.NA
    bewaar_tabel(lees_gemeenten(), plaats.processed / "gebieden.parquet")
    bewaar_tabel(uitkomst, plaats.processed / "venster_uitkomst.parquet")
    levering = lees_levering(lees_editie("los", tmp_path / "edities"), plaats)
    assert levering.kaarten == [] and levering.analyses == []
    schrijf_werkboek(levering, tmp_path / "los.xlsx")
    boek = openpyxl.load_workbook(tmp_path / "los.xlsx")
    assert "Projecten" not in boek.sheetnames
    assert "SYNTHETISCH" in boek["Voorblad"]["B3"].value and "SYNTHETISCH" in boek["Venster"]["A1"].value
    kop = [cel.value for cel in boek["Venster"][3]]
    rijen = [
        dict(zip(kop, rij, strict=True)) for rij in boek["Venster"].iter_rows(min_row=4, values_only=True)
    ]
    (zeeland,) = [rij for rij in rijen if rij["regio"] == "Zeeland"]
    assert zeeland["aandeel ja"] is None and zeeland["n ja"] is None and zeeland["reden"]
    schrijf_geopakket(levering, tmp_path / "los.gpkg")
    regios = pyogrio.read_dataframe(tmp_path / "los.gpkg", layer="zorgkantoorregios").set_index("naam")
    assert pd.isna(regios.loc["Zeeland", "ja_agenda"]) and regios.loc["Twente", "ja_agenda"] == 1
    schrijf_dias(levering, tmp_path / "los.pptx")
    dias = Presentation(tmp_path / "los.pptx")
    teksten = [diateksten(dia) for dia in dias.slides]
    assert all(any("SYNTHETISCHE GEGEVENS" in tekst for tekst in dia) for dia in teksten)
    assert any("Zeeland" in dia and "te weinig antwoorden" in dia for dia in teksten)


# ---- citing -----------------------------------------------------------------------------------------


NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
SVG_VELDEN = {
    "Title": "dc:title",
    "Date": "dc:date",
    "Source": "dc:source",
    "Copyright": "dc:rights//dc:title",
    "Edition": "dc:subject//rdf:li[2]",
    "Inputs": "dc:subject//rdf:li[3]",
}


def gegevens_van(pad):
    """Return what a figure says of itself, PNG or SVG."""
    if pad.suffix == ".png":
        with Image.open(pad) as beeld:
            return beeld.info
    boom = ET.parse(pad)
    return {naam: boom.findtext(f".//{veld}", namespaces=NAMESPACES) for naam, veld in SVG_VELDEN.items()}


def test_elke_figuur_zegt_waar_zij_vandaan_komt(levering, echte_editie):
    paden = sorted((echte_editie / "figures" / NAAM).glob("*.[ps][nv]g"))
    namen = {pad.stem for pad in paden}
    assert len(paden) == 2 * len(namen) and {"atlas", "verkennen", "grenzen-benaderd", "WS-fig-1"} <= namen
    licentie = levering.citaat.licentie
    for pad in paden:
        gegevens = gegevens_van(pad)
        assert gegevens["Edition"] == f"{levering.citaat.titel} ({NAAM})", pad.name
        assert (gegevens["Date"], gegevens["Copyright"]) == ("2017-06-29", licentie), pad.name
        assert gegevens["Title"] and gegevens["Source"], pad.name
        assert re.fullmatch(r"[\w.-]+ sha256 \w{16}(; [\w.-]+ sha256 \w{16})*", gegevens["Inputs"]), pad.name


def test_een_kaart_draagt_de_hash_van_de_tabellen_die_zij_toont(levering):
    tabel = levering.plaats.processed / "dekking.parquet"
    with Image.open(levering.plaats.figures / "II-3-totaal.png") as beeld:
        assert f"dekking.parquet sha256 {sha256(tabel)[:16]}" in beeld.info["Inputs"]


def test_elke_download_draagt_dezelfde_hash(levering, map_, boek, dias, gpkg):
    afdruk = levering.citaat.vingerafdruk
    assert afdruk in boek.properties.description and afdruk in dias.core_properties.keywords
    over = pyogrio.read_dataframe(gpkg, layer="over")
    assert afdruk in set(over["waarde"])
    with zipfile.ZipFile(map_ / f"{NAAM}.pptx") as pak:
        assert {deel.date_time for deel in pak.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "licentie" in " ".join(diateksten(dias.slides[1])).lower()
