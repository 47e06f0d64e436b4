"""Rendered pages and the site around them: Dutch, without a request, pictures once, hostile text harmless."""

import base64
import json
import re
from dataclasses import replace
from functools import cache
from html import unescape
from urllib.parse import unquote

import pytest
from lxml import html

from lib.beeld.beelden import figuren_op, klein_beeld, ontbreekt_beeld, ruim_op, zet_los
from lib.editie.editie import lees_editie
from lib.grond.paden import uitvoer
from lib.pagina import overzicht
from lib.pagina.html import schrijf_pagina
from lib.pagina.inhoud import in_leesvolgorde, lees_hoofdstukken, schrijf_inhoud
from lib.pagina.site import als_css, schrijf_stijl
from lib.pagina.taken import lees_lijst, maak_taken

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg=="
KWAAD = "<script>alert(1)</script>"
EDITIE = lees_editie("2017-rapport")
PROJECT = dict.fromkeys(
    ("omschrijving", "zorgverzekeraars", "wmo_regios", "thema", "instrument", "vorm", "schaal"), ""
)


def notebook(rapport, *outputs):
    cellen = [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# Kop\n\n## Deel\n\nTekst."},
        {
            "cell_type": "code",
            "id": "b",
            "metadata": {},
            "source": "x = 1",
            "execution_count": 1,
            "outputs": list(outputs),
        },
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    inhoud = {"cells": cellen, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    pad = rapport / "notebooks" / "n.ipynb"
    pad.parent.mkdir(parents=True, exist_ok=True)
    pad.write_text(json.dumps(inhoud), encoding="utf-8")
    zet_los(pad)
    return pad


def pagina(tmp_path, *outputs):
    doel = tmp_path / "pagina.html"
    schrijf_pagina(notebook(tmp_path, *outputs), doel, "Proef", "2017-rapport")
    return html.fromstring(doel.read_text(encoding="utf-8"))


def uitkomst(soort, inhoud, **gegevens):
    data, metadata = {"text/plain": "x", soort: inhoud}, {soort: gegevens}
    return {"output_type": "execute_result", "execution_count": 1, "data": data, "metadata": metadata}


def test_taal_titel_en_gevouwen_code(tmp_path):
    boom = pagina(tmp_path)
    assert boom.get("lang") == "nl"
    assert boom.findtext(".//title").startswith("Proef – Samenwerkingskaarten 2017")
    assert boom.xpath("//details[@class='code']/summary/text()") == ["Code"]
    assert boom.xpath("//details[@open]") == []


def test_figuur_heeft_alt_en_bijschrift(tmp_path):
    boom = pagina(
        tmp_path,
        uitkomst("image/png", PIXEL, id="II-3", alt='Kaart "A"', bijschrift="Bij", width=10, height=5),
    )
    (beeld,) = boom.xpath("//figure[@id='II-3']/img")
    assert (tmp_path / beeld.get("src")).read_bytes() == base64.b64decode(PIXEL)
    assert (beeld.get("alt"), beeld.get("width")) == ('Kaart "A"', "10")
    assert boom.xpath("//figcaption/text()") == ["Bij"]


@pytest.mark.parametrize(
    "output",
    [
        {"output_type": "stream", "name": "stdout", "text": KWAAD},
        {"output_type": "stream", "name": "stderr", "text": KWAAD},
        {"output_type": "error", "ename": KWAAD, "evalue": KWAAD, "traceback": [KWAAD]},
        uitkomst("text/plain", KWAAD),
        uitkomst("image/png", PIXEL, alt=f'">{KWAAD}', bijschrift=KWAAD),
    ],
)
def test_vreemde_tekst_wordt_nooit_opmaak(tmp_path, output):
    boom = pagina(tmp_path, output)
    assert [script.text for script in boom.xpath("//script")] == [None, None]  # those with an address
    assert "alert(1)" in boom.text_content() + "".join(boom.xpath("//img/@alt"))


def test_geen_regel_met_tijd_of_plaats(tmp_path):
    pagina(tmp_path)
    eerst = (tmp_path / "pagina.html").read_bytes()
    pagina(tmp_path)
    assert (tmp_path / "pagina.html").read_bytes() == eerst


def test_een_beeld_staat_er_eenmaal_en_verdwijnt_met_zijn_pagina(tmp_path):
    twee = [uitkomst("image/png", PIXEL, id="II-3", alt=f"tekst {i}") for i in range(2)]
    pagina(tmp_path, *twee)
    assert [(b.id, b.alt) for b in figuren_op(tmp_path / "pagina.html")] == [
        ("II-3", "tekst 0"),
        ("II-3", "tekst 1"),
    ]
    (adres,) = {beeld.adres for beeld in figuren_op(tmp_path / "pagina.html")}
    assert [pad.name for pad in (tmp_path / "beelden").iterdir()] == [adres.removeprefix("beelden/")]
    klein_beeld(adres, tmp_path)
    ruim_op(tmp_path)
    assert (tmp_path / adres).is_file() and not list((tmp_path / "beelden/klein").iterdir())
    pagina(tmp_path)
    ruim_op(tmp_path)
    assert not (tmp_path / adres).exists()


def test_een_notebook_zonder_zijn_beeld_telt_als_ontbrekend(tmp_path):
    uitgevoerd = notebook(tmp_path, uitkomst("image/png", PIXEL))
    assert not ontbreekt_beeld(uitgevoerd) and PIXEL not in uitgevoerd.read_text()
    next((tmp_path / "beelden").iterdir()).unlink()
    assert ontbreekt_beeld(uitgevoerd) and not ontbreekt_beeld(tmp_path / "notebooks" / "geen.ipynb")


def test_de_stijl_wordt_alleen_herschreven_waar_zij_anders_is(tmp_path):
    schrijf_stijl(tmp_path)
    paden = {pad: pad.stat().st_mtime_ns for pad in (tmp_path / "_stijl").iterdir()}
    assert {pad.name for pad in paden} == {"stijl.css", "pagina.js", "zoek.js"}
    (tmp_path / "_stijl" / "zoek.js").write_text("oud")
    schrijf_stijl(tmp_path)
    anders = {pad.name for pad, tijd in paden.items() if pad.stat().st_mtime_ns != tijd}
    assert anders == {"zoek.js"} and (tmp_path / "_stijl" / "zoek.js").read_text() != "oud"


@pytest.mark.parametrize("tekst", ['a"; } body { display: none', "</style><script>", "regel\nregel", "\\"])
def test_tekst_in_een_stijlblad_kan_er_niet_uit(tekst):
    uit = als_css(tekst)
    assert not re.search(r'["<>;{}\n]', uit)
    assert re.sub(r"\\([0-9a-f]{6})", lambda code: chr(int(code[1], 16)), uit) == tekst


def schrijf_csv(pad, *rijen):
    pad.parent.mkdir(parents=True, exist_ok=True)
    regels = [",".join(rijen[0])] + [",".join(f'"{w}"' for w in rij.values()) for rij in rijen]
    pad.write_text("\n".join(regels) + "\n", encoding="utf-8")


def site(wortel, editie=EDITIE, taken=()):
    """Write the pages around the pages, and return the contents page."""
    plaats = uitvoer(editie.naam, wortel)
    plaats.rapport.mkdir(parents=True, exist_ok=True)
    schrijf_stijl(wortel / "rapport")
    schrijf_inhoud(editie, list(taken), wortel)
    return plaats.rapport / "index.html"


def zoekposten(pad):
    regel = (pad.parent / "zoeklijst.js").read_text(encoding="utf-8").splitlines()[1]
    return json.loads(regel.removeprefix("var ZOEK = ").removesuffix(";"))


def test_kwaadaardige_titels_blijven_tekst_op_de_inhoudspagina_en_in_de_zoeklijst(tmp_path):
    plaats = uitvoer(EDITIE.naam, tmp_path)
    titel = f"{KWAAD}</script><img src=x onerror=alert(2)> {{{{ 7*7 }}}}"
    schrijf_csv(plaats.processed / "projecten.csv", {"project_id": "p'1", "titel": titel, **PROJECT})
    pad = site(tmp_path)
    boom = html.fromstring(pad.read_text(encoding="utf-8"))
    assert boom.xpath('//tr[@id="p-p\'1"]/th')[0].text_content() == titel
    assert not boom.xpath("//img | //script[not(@src)]")
    assert "<" not in (pad.parent / "zoeklijst.js").read_text(encoding="utf-8")
    assert [post[1] for post in zoekposten(pad)] == [titel]


def test_een_editie_met_alleen_een_venster_heeft_een_inhoudspagina_en_een_kaartje(tmp_path, monkeypatch):
    editie = EDITIE.model_copy(update={"map": tmp_path / "alleen-venster", "toelichting": ""})
    stap = {"stap": "ingevuld", "aantal": "1712", "toelichting": ""}
    schrijf_csv(uitvoer(editie.naam, tmp_path).processed / "waterval-venster.csv", stap)
    pad = site(tmp_path, editie)
    assert "1.712" in pad.read_text(encoding="utf-8") and "projecten</h2>" not in pad.read_text(
        encoding="utf-8"
    )
    monkeypatch.setattr(overzicht, "edities", lambda: [editie.naam])
    monkeypatch.setattr(overzicht, "lees_editie", lambda naam: editie)
    overzicht.schrijf_overzicht(tmp_path)
    boom = html.parse(str(tmp_path / "rapport" / "index.html")).getroot()
    (kaartje,) = boom.xpath("//section[@id='alleen-venster']")
    assert "1.712 antwoorden op het venster" in " ".join(kaartje.text_content().split())
    assert kaartje.xpath(".//h3/a/@href") == ["alleen-venster/index.html"]


def test_wat_mislukt_of_is_afgekeurd_staat_vooraan(tmp_path, monkeypatch):
    plaats = uitvoer(EDITIE.naam, tmp_path)
    plaats.rapport.mkdir(parents=True)
    (plaats.rapport / "20-algemeen.mislukt.html").write_text("x")
    plek = {"bestand": "a.csv", "blad": "", "rij": "7"}
    schrijf_csv(plaats.processed / "afgekeurd.csv", {**plek, "kolom": "thema"}, {**plek, "kolom": "vorm"})
    pad = site(tmp_path, taken=maak_taken(EDITIE, plaats, []))
    fout = html.fromstring(pad.read_text(encoding="utf-8")).xpath("//p[@role='alert']")
    assert [regel.xpath("a/@href") for regel in fout] == [["20-algemeen.mislukt.html"]]
    assert "Hoofdstuk II" in fout[0].text_content()
    monkeypatch.setattr(overzicht, "edities", lambda: [EDITIE.naam])
    overzicht.schrijf_overzicht(tmp_path)
    tekst = html.parse(str(tmp_path / "rapport" / "index.html")).getroot().text_content()
    assert "Mislukt:" in tekst and "Afgekeurde rijen in de invoer: 1." in tekst


def test_elke_pagina_staat_in_een_hoofdstuk_en_de_leesvolgorde_volgt_ze(tmp_path):
    hoofdstukken = list(lees_hoofdstukken())
    assert {regel.hoofdstuk for regel in lees_lijst()} <= set(hoofdstukken)
    volgorde = [
        taak.regel.hoofdstuk for taak in in_leesvolgorde(maak_taken(EDITIE, uitvoer("x", tmp_path), []))
    ]
    assert volgorde == sorted(volgorde, key=hoofdstukken.index)


def test_een_pagina_die_geen_hoofdstuk_noemt_komt_achteraan(tmp_path):
    taken = maak_taken(EDITIE, uitvoer("x", tmp_path), [])
    taken[0] = replace(taken[0], regel=taken[0].regel.model_copy(update={"hoofdstuk": ""}))
    assert taken[0] in in_leesvolgorde(taken)[-len(taken) // 2 :]


@cache
def ids_op(pad):
    return {unescape(naam) for naam in re.findall(r' id="?([^" >]+)', pad.read_text(encoding="utf-8"))}


def test_de_paginas_van_de_echte_editie(echte_editie):
    paginas = sorted((echte_editie / "rapport").rglob("*.html"))
    assert len(paginas) >= 7
    for pad in paginas:
        tekst = pad.read_text(encoding="utf-8")
        boom = html.fromstring(tekst)
        assert boom.get("lang") == "nl", pad
        assert [kop for kop in boom.xpath("//h1")][1:] == [] and boom.xpath("//h1"), pad
        niveaus = [int(kop.tag[1]) for kop in boom.iter("h1", "h2", "h3", "h4")]
        assert all(na <= voor + 1 for voor, na in zip(niveaus, niveaus[1:], strict=False)), (pad, niveaus)
        assert all(beeld.get("alt") for beeld in boom.iter("img")), pad
        adressen = boom.xpath("//@src | //link/@href | //script/@src")
        assert not [adres for adres in adressen if re.match(r"(?:https?:)?//", adres)], pad
        assert "@import" not in tekst and "url(http" not in tekst, pad
        for adres in boom.xpath("//a/@href"):
            bestand, _, anker = adres.partition("#")
            doel = (pad.parent / bestand) if bestand else pad
            if doel.name == "atlas.html":  # its anchors are what a reader chose
                anker = ""
            assert re.match(r"https?:", adres) or doel.is_file(), (pad, adres)
            if anker and doel.suffix == ".html" and doel.is_file():
                assert unquote(anker) in ids_op(doel), (pad, adres)


def test_de_inhoudspagina_toont_bron_aantallen_kaarten_en_projecten(echte_editie):
    rapport = echte_editie / "rapport" / "2017-rapport"
    boom = html.parse(str(rapport / "index.html")).getroot()
    tekst = " ".join(boom.text_content().split())
    assert "Andersson Elffers Felix" in tekst and "geen telling" in tekst
    kaarten = {naam.rpartition("#")[2] for naam in boom.xpath("//ul[@class='kaarten']//a/@href")}
    assert len(kaarten) > 90 and {"II-1-regio", "III-3-totaal", "VI-1-totaal"} <= kaarten
    for hoofdstuk in boom.xpath("//section[@class='hoofdstuk'][.//details]"):
        getoond = hoofdstuk.xpath("ul[@class='kaarten bladen']/li/a/@href")
        (vouw,) = hoofdstuk.xpath("details")
        assert getoond == vouw.xpath("h3/a/@href"), "elke pagina staat er eenmaal, met haar eerste beeld"
        telling = int(re.search(r"Alle (\d+) ", vouw.findtext("summary"))[1])
        assert telling == len(vouw.xpath("ul/li")) > len(getoond) > 0
    rijen = boom.xpath("//tr[starts-with(@id, 'p-')]")
    assert len(rijen) >= 65
    assert any("°" in rij.text_content() for rij in rijen)
    assert len(boom.xpath("//ul[@class='namen']/li")) == 43 + 31


def test_alles_is_te_vinden_en_elk_adres_bestaat(echte_editie):
    pad = echte_editie / "rapport" / "2017-rapport" / "index.html"
    posten = zoekposten(pad)
    per_soort = [sum(post[0] == soort for post in posten) for soort in range(6)]
    assert per_soort[2:4] == [388, 74] and per_soort[5] >= 65 and min(per_soort) > 20
    for _, titel, _, adres, ook in posten:
        bestand, _, anker = adres.partition("#")
        doel = pad.parent / (bestand or pad.name)
        assert titel and doel.is_file() and (not ook or ook.startswith("atlas.html#")), adres
        assert not anker or unquote(anker) in ids_op(doel), adres


def test_geen_beeld_staat_in_een_pagina_zelf_en_geen_staat_er_ongebruikt(echte_editie):
    rapport = echte_editie / "rapport" / "2017-rapport"
    paginas = [pad for pad in rapport.glob("*.html") if pad.name != "atlas.html"]
    samen = "".join(pad.read_text(encoding="utf-8") for pad in paginas)
    assert "data:image" not in samen and "<style>\n" not in samen
    beelden = list((rapport / "beelden").rglob("*.png"))
    assert len(beelden) > 150 and all(pad.name in samen for pad in beelden)


def test_het_invulblad_van_het_venster_heet_niet_als_het_werkboek(tmp_path):
    from lib.pagina.site import downloads

    (tmp_path / "downloads").mkdir()
    for naam in ("proef.xlsx", "venster-sjabloon.xlsx", "proef.gpkg"):
        (tmp_path / "downloads" / naam).write_bytes(b"x")
    namen = [een["naam"] for een in downloads(tmp_path)]
    assert len(set(namen)) == 3 and "Invulblad van het venster (Excel)" in namen
