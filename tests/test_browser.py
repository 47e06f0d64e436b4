"""What readers do with the pages in a real browser: search, sort, leaf through, use the keyboard, print."""

import json

import pytest
from browserproef import alleen_met_chromium, open_pagina, overtredingen, start_browser
from test_pagina import EDITIE, KWAAD, PROJECT, schrijf_csv, site

from lib.grond.paden import uitvoer

A4 = 841  # points high
pytestmark = alleen_met_chromium


@pytest.fixture(scope="module")
def browser():
    with start_browser() as gestart:
        yield gestart


@pytest.fixture(scope="module")
def rapport(echte_editie):
    return echte_editie / "rapport" / EDITIE.naam


def test_kwaadaardige_titels_doen_niets_ook_niet_bij_het_zoeken(browser, tmp_path):
    titel = f"{KWAAD}<img src=x onerror=alert(2)>"
    processed = uitvoer(EDITIE.naam, tmp_path).processed
    schrijf_csv(processed / "projecten.csv", {"project_id": "p1", "titel": titel, **PROJECT})
    pagina, adressen, klachten = open_pagina(browser, site(tmp_path), anker="#zoek=script")
    assert pagina.locator("#gevonden a").all_inner_texts() == [titel]
    pagina.locator("#gevonden a").click()
    assert pagina.locator("#p-p1 th").inner_text() == titel and pagina.locator("#p-p1").is_visible()
    assert (klachten, [adres for adres in adressen if not adres.startswith("file:")]) == ([], [])
    assert overtredingen(pagina) == []
    pagina.close()


def test_zoeken_vindt_zonder_accenten_en_brengt_naar_de_gesprekskaart(browser, rapport):
    pagina, _, klachten = open_pagina(browser, rapport / "index.html")
    pagina.locator("#zoekveld").fill("sudwest")
    assert "1 gevonden" in pagina.locator("#zoekstand").inner_text()
    pagina.locator("#zoekveld").fill("regio utrecht")
    alle = pagina.locator("#gevonden button").first
    aantal = pagina.locator("#gevonden li").count()
    alle.press("Enter")
    assert pagina.locator("#gevonden li").count() > aantal
    assert pagina.evaluate("document.activeElement.tagName") == "A"
    pagina.locator("#gevonden a", has_text="Utrecht Stad").first.click()
    assert pagina.url.endswith("/85-gesprekskaart-wmo-regio-utrecht-stad.html")
    pagina.locator("#zoekveld").wait_for(state="detached")
    pagina.close()
    assert klachten == []


def test_niets_gevonden_wordt_gezegd(browser, rapport):
    pagina, _, _ = open_pagina(browser, rapport / "index.html", anker="#zoek=zzzz")
    assert pagina.locator("#zoekstand").inner_text().startswith("Niets gevonden")
    pagina.close()


def test_vorige_en_volgende_lopen_langs_alle_paginas(browser, rapport):
    regel = (rapport / "volgorde.js").read_text(encoding="utf-8")
    volgorde = [adres for adres, _ in json.loads(regel.removeprefix("var VOLGORDE = ").rstrip(";\n"))]
    assert sorted([*volgorde, "atlas.html", "index.html"]) == sorted(p.name for p in rapport.glob("*.html"))
    pagina, _, _ = open_pagina(browser, rapport / volgorde[0])
    assert pagina.locator("#bladeren a").count() == 1
    pagina.locator("#bladeren a[rel=next]").click()
    pagina.wait_for_url(f"**/{volgorde[1]}")
    pagina.locator("#bladeren a[rel=prev]").click()
    pagina.wait_for_url(f"**/{volgorde[0]}")
    pagina.locator("header nav a").nth(1).click()
    pagina.wait_for_url("**/index.html")
    pagina.close()


def test_met_het_toetsenbord_eerst_naar_de_inhoud_en_de_code_opent(browser, rapport):
    pagina, _, _ = open_pagina(browser, rapport / "01-inlezen.html")
    pagina.keyboard.press("Tab")
    assert pagina.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    pagina.keyboard.press("Enter")
    assert pagina.url.endswith("#inhoud")
    pagina.locator("details.code summary").first.press("Enter")
    assert pagina.locator("details.code[open]").count() == 1
    pagina.close()


def test_tabellen_sorteren_op_naam_en_op_getal(browser, rapport):
    pagina, _, klachten = open_pagina(browser, rapport / "10-classificeren.html")
    tabel = pagina.locator("table", has=pagina.locator("caption", has_text="Projecten naar thema"))

    def kolom(nummer):
        return tabel.locator(f"tbody td:nth-child({nummer})").all_inner_texts()

    namen, aantallen = kolom(1), [int(tekst) for tekst in kolom(2)]
    tabel.locator("thead button").nth(1).click()
    assert [int(tekst) for tekst in kolom(2)] == sorted(aantallen)
    assert tabel.locator("thead th").nth(1).get_attribute("aria-sort") == "ascending"
    tabel.locator("thead button").nth(1).press("Enter")
    assert [int(tekst) for tekst in kolom(2)] == sorted(aantallen, reverse=True)
    tabel.locator("thead button").nth(0).click()
    assert kolom(1) == sorted(namen, key=str.lower) and klachten == []
    pagina.close()


def test_in_druk_geen_code_en_geen_navigatie(browser, rapport):
    pagina, _, _ = open_pagina(browser, rapport / "20-algemeen.html")
    pagina.emulate_media(media="print")
    assert not pagina.locator("details.code").first.is_visible()
    assert not [nav for nav in pagina.locator("nav").all() if nav.is_visible()]
    assert pagina.locator("figure img").first.is_visible()
    pagina.close()


def test_een_hoofdstuk_klapt_open_met_het_toetsenbord_en_wordt_dan_afgedrukt(browser, rapport):
    pagina, _, _ = open_pagina(browser, rapport / "index.html")
    vouwen = pagina.locator("details.meer")
    vouwen.nth(1).locator("summary").press("Enter")
    pagina.emulate_media(media="print")
    assert pagina.locator(".druk").is_visible()
    open_, dicht = vouwen.nth(1), vouwen.nth(2)
    assert open_.locator("img").first.is_visible() and not open_.locator("summary").is_visible()
    assert dicht.locator("summary").is_visible() and not dicht.locator("img").first.is_visible()
    pagina.close()


@pytest.mark.parametrize(
    "gebied", ["wmo-regio-friesland", "zorgkantoorregio-friesland", "zorgkantoorregio-utrecht"]
)
def test_een_gesprekskaart_past_op_een_vel_met_editie_en_datum(browser, rapport, gebied):
    import pypdfium2

    pagina, _, _ = open_pagina(browser, rapport / f"85-gesprekskaart-{gebied}.html")
    vellen = pypdfium2.PdfDocument(pagina.pdf(prefer_css_page_size=True))
    tekst = vellen[0].get_textpage().get_text_range()
    assert len(vellen) == 1 and int(vellen[0].get_height()) == A4
    assert "peildatum 29-6-2017" in tekst and "Om over te praten" in tekst and "Alle edities" not in tekst
    assert not pagina.locator("thead.verborgen button").count()  # nothing unseen can be reached with Tab
    pagina.close()
