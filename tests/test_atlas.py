"""The atlas as data and as a page: nothing lost, nothing that a text of a user can break."""

import base64
import hashlib
import io
import json
import re

import numpy as np
import pandas as pd
import pytest
from atlasproef import GEMEENTEN, maak_moment, maak_stof, schrijf, venster_uitkomst
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from lib.beeld.stijl import vulling_combinatie
from lib.editie.editie import lees_editie
from lib.editie.ordening import lees_ordening
from lib.grond.fouten import InvoerFouten
from lib.grond.paden import uitvoer
from lib.levering.atlas.gegevens import Editiemoment, maak_perioden
from lib.levering.atlas.pagina import SCRIPTS, maak_pagina
from lib.levering.atlas.stof import lees_atlasstof, teken_eerste_beeld
from lib.levering.atlas.vormen import STAP
from lib.pagina.site import als_json

KWAAD = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "=cmd|'/c calc'!A1",
    "  +1+2",
    "\t@SUM(A1)",
    "-2+3",
    "](javascript:alert(1))",
    '"><img src=x onerror=alert(1)>',
    "een; twee\n# drie",
]
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def moment():
    return maak_moment("2017-rapport")


@pytest.fixture(scope="module")
def stof(moment):
    return maak_stof([moment], venster_uitkomst())


def kwaad(moment):
    """The edition with hostile text in every column that the atlas shows."""
    n = len(moment.projecten)
    teksten = [KWAAD[i % len(KWAAD)] for i in range(n)]
    kolommen = ("titel", "omschrijving", "andere_partijen", "plaatsen_genoemd", "bron", "bron_kop")
    editie = moment.editie.model_copy(update={"titel": KWAAD[1], "toelichting": KWAAD[0]})
    return Editiemoment(editie, moment.projecten.assign(**dict.fromkeys(kolommen, teksten)), moment.dekking)


def test_elk_project_en_elk_paar_staat_erin(stof, moment):
    (gelezen,) = stof.data["momenten"]
    assert sorted(gelezen["id"]) == sorted(moment.projecten["project_id"])
    codes = stof.data["gemeenten"]["code"]
    paren = {
        (project, codes[g])
        for project, stappen in zip(gelezen["id"], gelezen["gemeente"], strict=True)
        for g in np.cumsum(stappen, dtype=int)
    }
    assert paren == set(zip(moment.dekking["project_id"], moment.dekking["gm_code"], strict=True))
    thema = stof.data["dimensies"]["thema"]["codes"]
    per_project = dict(zip(gelezen["id"], gelezen["thema"], strict=True))
    echt = moment.projecten.set_index("project_id")["thema"]
    assert {project: thema[i] for project, i in per_project.items()} == echt.to_dict()


def test_een_combinatie_ziet_eruit_als_op_de_kaarten(stof):
    for dimensie in ("thema", "instrument", "vorm", "schaal"):
        codes = lees_ordening().codes(dimensie)
        combinaties = stof.data["dimensies"][dimensie]["combinaties"]
        assert len(combinaties) == 2 ** len(codes) - 1
        assert combinaties[0b101 - 1] == vars(vulling_combinatie(dimensie, [codes[0], codes[2]]))


def test_vormen_zijn_die_van_de_kaart_op_een_rooster(stof):
    vormen, basis = stof.data["vormen"]["kaart"], stof.basis
    for boog, lijn in zip(vormen["bogen"], basis.lijnen, strict=True):
        einde = np.array(boog).reshape(-1, 2).sum(axis=0) * (STAP, -STAP) + (basis.kader[0], basis.kader[3])
        assert np.abs(einde - lijn[-1]).max() <= STAP / 2
    for vorm in stof.data["vormen"].values():
        assert len(vorm["paar"]) == 2 * len(vorm["bogen"]) and len(vorm["punt"]) == 2 * len(stof.gemeenten)


def test_van_wat_onderdrukt_is_blijft_alleen_de_reden(stof):
    venster = stof.data["venster"]
    (dicht,) = [rij for rij in venster["rijen"] if rij[-1]]
    assert dicht[-3:] == [None, None, "te weinig antwoorden"]
    assert venster["standpunten"][dicht[4]]["code"] == "venster:onderdrukt"
    assert len(venster["rijen"]) == len(venster_uitkomst()) - 1, "Nederland is geen regio"


def test_een_andere_indeling_met_wat_geschat_is():
    later = maak_moment("2017-rapport", tekenjaar=2024)
    merk = later.dekking.assign(geschat=later.dekking.index < 5)
    data = maak_stof([Editiemoment(later.editie, later.projecten, merk)]).data
    assert len(data["gemeenten"]["code"]) == 342 < len(GEMEENTEN)
    (moment,) = data["momenten"]
    geschat = {
        (project, data["gemeenten"]["code"][g])
        for project, nummers in zip(moment["id"], moment["geschat"], strict=True)
        for g in nummers
    }
    rijen = merk[merk["geschat"]]
    assert len(geschat) == 5 and geschat == set(zip(rijen["project_id"], rijen["gm_code"], strict=True))


def test_een_onbekende_regio_of_gemeente_gaat_niet_stil_verloren(moment):
    vreemd = venster_uitkomst().replace({"regio": {"Twente": "Tukkerland"}})
    with pytest.raises(ValueError, match="Tukkerland"):
        _ = maak_stof([moment], vreemd).data
    buiten = pd.DataFrame({"project_id": moment.projecten["project_id"][:1], "gm_code": ["GM9999"]})
    with pytest.raises(ValueError, match="gemeente die er niet is"):
        _ = maak_stof([Editiemoment(moment.editie, moment.projecten, buiten)]).data


@pytest.mark.parametrize(
    ("dagen", "perioden"),
    [
        (
            ["2017-06-29", "2017-01-15", ""],
            {"": "onbekend", "2017-01": "januari 2017", "2017-06": "juni 2017"},
        ),
        ([f"{2010 + i}-0{1 + i % 9}-01" for i in range(13)], {str(j): str(j) for j in range(2010, 2023)}),
        ([], {}),
    ],
)
def test_perioden_zijn_maanden_en_bij_veel_maanden_jaren(dagen, perioden):
    assert maak_perioden(dagen) == perioden


@given(st.text())
def test_json_kan_het_element_niet_sluiten_en_komt_heel_terug(tekst):
    geschreven = als_json({"a": tekst})
    assert not re.search(r"[<>&\u2028\u2029]", geschreven)
    assert json.loads(geschreven) == {"a": tekst}


def test_de_pagina_is_een_bestand_zonder_adres_erbuiten(stof, tmp_path):
    pad = schrijf(stof, tmp_path / "atlas.html")
    boom = html.parse(str(pad)).getroot()
    assert boom.get("lang") == "nl" and len(boom.xpath("//h1")) == 1
    assert boom.xpath("//@src | //link[not(starts-with(@href, 'data:'))]") == []
    script = boom.xpath("//script[not(@type)]")[0].text
    toegestaan = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    beleid = boom.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in beleid and f"'sha256-{toegestaan}'" in beleid
    assert pad.stat().st_size < MEGABYTE
    assert maak_pagina(stof.data) == pad.read_text(encoding="utf-8")


def test_bron_licentie_peildatum_en_vingerafdruk_staan_onderaan(stof, tmp_path):
    voet = html.parse(str(schrijf(stof, tmp_path / "a.html"))).getroot().xpath("//footer")[0].text_content()
    assert "29 juni 2017" in voet and "Andersson Elffers Felix" in voet and "EUPL-1.2" in voet
    assert re.search(r"\b[0-9a-f]{64}\b", voet)


def test_het_voorbehoud_van_de_editie_staat_boven_de_kaart(stof, tmp_path):
    kop = html.parse(str(schrijf(stof, tmp_path / "a.html"))).getroot().xpath("//header//summary")[0]
    assert kop.text_content() == "Dit is geen telling."


def test_alleen_een_synthetische_editie_heeft_een_banier(moment, tmp_path):
    verzonnen = moment.editie.model_copy(update={"herkomst": "synthetisch"})
    momenten = {"echt": moment, "verzonnen": Editiemoment(verzonnen, moment.projecten, moment.dekking)}
    banieren = {
        naam: "verzonnen om de werkwijze" in schrijf(maak_stof([een]), tmp_path / f"{naam}.html").read_text()
        for naam, een in momenten.items()
    }
    assert banieren == {"echt": False, "verzonnen": True}


def test_vijandige_tekst_wordt_nooit_opmaak(moment, tmp_path):
    pad = schrijf(maak_stof([kwaad(moment)]), tmp_path / "kwaad.html")
    boom = html.parse(str(pad)).getroot()
    assert len(boom.xpath("//script")) == 2 and boom.xpath("//img") == []
    gegevens = json.loads(boom.get_element_by_id("gegevens").text)
    assert set(gegevens["momenten"][0]["titels"]) == set(KWAAD)
    assert boom.findtext(".//title") == f"Atlas – {KWAAD[1]}"


def test_vijandige_editie_in_de_browser_en_in_het_rekenblad(moment, tmp_path):
    from browserproef import CHROMIUM, OPTIES
    from test_atlas_browser import Atlas

    if CHROMIUM is None:
        pytest.skip("geen Chromium op deze machine")
    from playwright.sync_api import sync_playwright

    pad = schrijf(maak_stof([kwaad(moment)]), tmp_path / "kwaad.html")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIES)
        atlas = Atlas(browser, pad, "minimacontracten=ja")
        atlas.pagina.click("#meer")
        assert {KWAAD[0], KWAAD[3]} <= set(atlas.pagina.locator("#lijst .titel").all_inner_texts())
        atlas.pagina.locator("#lijst details").evaluate_all("alle => alle.forEach(e => { e.open = true; })")
        assert atlas.pagina.locator("#lijst img, #lijst script, #lijst a").count() == 0
        with atlas.pagina.expect_download() as wacht:
            atlas.pagina.click("#csv")
        tekst = wacht.value.path().read_text(encoding="utf-8-sig")
        assert atlas.klachten == []
        browser.close()
    begin = next(i for i, regel in enumerate(tekst.splitlines()) if not regel.startswith("#"))
    tabel = pd.read_csv(io.StringIO(tekst), sep=";", skiprows=begin, dtype=str, keep_default_na=False)
    assert len(tabel) == len(moment.projecten)
    cellen = tabel.to_numpy().ravel()
    assert [cel for cel in cellen if re.match(r"\s*[=+\-@]", cel)] == []
    assert set(tabel["titel"].str.lstrip("'")) == set(KWAAD)


def test_zonder_projecten_en_zonder_venster(tmp_path):
    stof = maak_stof([])
    assert stof.data["momenten"] == [] and stof.data["venster"] is None
    eerste = teken_eerste_beeld(stof, uitvoer("2017-rapport", tmp_path))
    assert eerste.png.is_file() and "geen projecten" in eerste.beeld.alt
    assert stof.telling()["aantal"].tolist() == [len(GEMEENTEN)]


def test_zonder_gebieden_een_heldere_fout(tmp_path):
    with pytest.raises(InvoerFouten, match="gebieden.parquet: bestaat nog niet"):
        lees_atlasstof(lees_editie("2017-rapport"), uitvoer("2017-rapport", tmp_path))


def test_de_atlas_van_de_run_is_die_van_haar_tabellen(echte_editie):
    plaats = uitvoer("2017-rapport", echte_editie)
    geschreven = (plaats.rapport / "atlas.html").read_text(encoding="utf-8")
    assert geschreven == maak_pagina(lees_atlasstof(lees_editie("2017-rapport"), plaats).data)


def test_elk_script_hoort_bij_de_pagina():
    from lib.levering.atlas.pagina import ATLASMAP

    assert {pad.name for pad in ATLASMAP.glob("*.js")} == set(SCRIPTS)
