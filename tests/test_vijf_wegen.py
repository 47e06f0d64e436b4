"""The same number in five ways: a sample drawn by seed, in page, atlas, slides, workbook and GIS."""

import json
import random
import re
import sqlite3
from collections import defaultdict

import openpyxl
import pytest
from downloadproef import diateksten
from lxml import html
from pptx import Presentation

from lib.analyse.gegevens import als_lijst
from lib.editie.editie import lees_editie
from lib.editie.register import lees_kaarten
from lib.grond.paden import uitvoer
from lib.grond.woorden import getal
from lib.levering.stof import lees_levering

NAAM = "2017-rapport"
ZAAD, HOEVEEL = 2017, 12
FILTERS = ("thema", "instrument", "vorm", "schaal", "zorgverzekeraar")


@pytest.fixture(scope="module")
def plaats(echte_editie):
    return uitvoer(NAAM, echte_editie)


@pytest.fixture(scope="module")
def steekproef(plaats):
    """Return maps with one of their classes, drawn by seed: map, class code, its label."""
    levering = lees_levering(lees_editie(NAAM), plaats)
    kandidaten = [
        (kaart, klasse)
        for kaart in levering.kaarten
        if kaart.beeld is not None and kaart.beeld.soort in ("aanwezigheid", "combinatie")
        if not kaart.beeld.rest
        for klasse in kaart.beeld.klassen
    ]
    return random.Random(ZAAD).sample(kandidaten, HOEVEEL)


def tel(projecten, rij, code):
    """Return in how many gemeenten a class of a map is; labels and gemeenten of a project are sets."""
    eisen = {naam: set(als_lijst(rij[naam])) for naam in FILTERS if rij[naam]}
    minima = {"nee": (False,), "ja": (False, True), "alleen": (True,)}[rij["minimacontracten"]]
    per_gemeente = defaultdict(set)
    for project in projecten:
        if project["minima"] in minima and all(project[naam] & eis for naam, eis in eisen.items()):
            for gemeente in project["gemeenten"]:
                per_gemeente[gemeente] |= project[rij["dimensie"]] if rij["dimensie"] else {""}
    if rij["soort"] == "aanwezigheid":
        return len(per_gemeente)
    return sum(labels == set(code.split(";")) for labels in per_gemeente.values())


def uit_geopakket(pad):
    """Return the projects of the GeoPackage."""
    with sqlite3.connect(pad) as gegevens:
        gegevens.row_factory = sqlite3.Row
        rijen = gegevens.execute("SELECT * FROM projecten").fetchall()
        dekking = defaultdict(set)
        for project, gemeente in gegevens.execute("SELECT project_id, gm_code FROM dekking"):
            dekking[project].add(gemeente)
    return [
        {
            **{naam: {rij[naam]} for naam in ("thema", "vorm", "schaal")},
            "instrument": set(rij["instrument"].split("; ")),
            "zorgverzekeraar": set(rij["zorgverzekeraars"].split("; ")) - {""},
            "minima": bool(rij["is_minimacontract"]),
            "gemeenten": dekking[rij["project_id"]],
        }
        for rij in rijen
    ]


def uit_atlas(pad):
    """Return the projects of the atlas, from the data that stand in the page."""
    data = json.loads(html.parse(str(pad)).getroot().get_element_by_id("gegevens").text)
    moment, dimensies = data["momenten"][0], data["dimensies"]
    projecten = []
    for i, stappen in enumerate(moment["gemeente"]):
        nummers, plek = set(), 0
        for stap in stappen:
            plek += stap
            nummers.add(plek)
        los = {naam: {dimensies[naam]["codes"][moment[naam][i]]} for naam in ("thema", "vorm", "schaal")}
        samen = {
            naam: {dimensies[naam]["codes"][n] for n in moment[naam][i]}
            for naam in ("instrument", "zorgverzekeraar")
        }
        projecten.append({**los, **samen, "minima": bool(moment["minima"][i]), "gemeenten": nummers})
    return projecten


def op_pagina(plaats, kaart, label):
    """Return the number of gemeenten of a class in the table behind a map, on its page."""
    boom = html.parse(str(plaats.rapport / f"{kaart.regel['pagina']}.html"))
    (tabel,) = boom.xpath(f"//table[caption[starts-with(normalize-space(), '{kaart.kaart_id}:')]]")
    rijen = {rij.xpath("string(*[1])").strip(): rij.xpath("string(*[2])") for rij in tabel.iter("tr")}
    return int(rijen[label].replace(".", ""))


def op_dia(dias, kaart, label):
    """Return the number of gemeenten of a class in the legend beside a map, on its slide."""
    (dia,) = [d for d in dias.slides if f"Figuur {kaart.kaart_id}, " in d.notes_slide.notes_text_frame.text]
    (gevonden,) = [
        tekst
        for tekst in diateksten(dia)
        if re.fullmatch(re.escape(label) + r" \([\d.]+ gemeenten?\)", tekst)
    ]
    return int(re.search(r"\(([\d.]+) ", gevonden)[1].replace(".", ""))


def test_hetzelfde_getal_langs_vijf_wegen(plaats, steekproef):
    register = lees_kaarten().set_index("kaart_id", drop=False)
    downloads = plaats.rapport / "downloads"
    boek = openpyxl.load_workbook(downloads / f"{NAAM}.xlsx", read_only=True)
    cellen = [[cel.value for cel in rij] for rij in boek["Kaartcijfers"].iter_rows(min_row=3)]
    kop = cellen[0]
    werkboek = {
        (rij[kop.index("kaart id")], rij[kop.index("klasse")]): rij[kop.index("gemeenten")] for rij in cellen
    }
    dias = Presentation(downloads / f"{NAAM}.pptx")
    gis, atlas = uit_geopakket(downloads / f"{NAAM}.gpkg"), uit_atlas(plaats.rapport / "atlas.html")
    gezien = set()
    for kaart, klasse in steekproef:
        rij = register.loc[kaart.kaart_id].to_dict()
        langs = {
            "pagina": op_pagina(plaats, kaart, klasse.label),
            "atlas": tel(atlas, rij, klasse.code),
            "dia": op_dia(dias, kaart, klasse.label),
            "werkboek": werkboek[kaart.kaart_id, klasse.label],
            "gis": tel(gis, rij, klasse.code),
        }
        assert set(langs.values()) == {klasse.n_gemeenten}, (kaart.kaart_id, klasse.label, langs)
        gezien.add(klasse.n_gemeenten)
    assert len(gezien) > 3, "een steekproef van steeds hetzelfde getal zegt weinig"


def test_het_aantal_projecten_langs_vijf_wegen(plaats):
    downloads = plaats.rapport / "downloads"
    gis = [p for p in uit_geopakket(downloads / f"{NAAM}.gpkg") if not p["minima"]]
    atlas = [p for p in uit_atlas(plaats.rapport / "atlas.html") if not p["minima"]]
    boek = openpyxl.load_workbook(downloads / f"{NAAM}.xlsx", read_only=True)
    rijen = list(boek["Projecten"].iter_rows(min_row=3, values_only=True))
    plek = rijen[0].index("is minimacontract")
    dias = Presentation(downloads / f"{NAAM}.pptx")
    teksten = [
        diateksten(dia) for dia in dias.slides if dia.shapes.title.text_frame.text.startswith("De editie")
    ]
    uit_dia = teksten[0][teksten[0].index("projecten") + 1]
    bladzijde = html.parse(str(plaats.rapport / "20-algemeen.html")).getroot().text_content()
    aantal = getal(len(gis))
    assert len(gis) == len(atlas) == sum(rij[plek] == "nee" for rij in rijen[1:]) > 0
    assert uit_dia == aantal
    assert re.search(rf"over {re.escape(aantal)} projecten", bladzijde.replace("\xa0", " "))
