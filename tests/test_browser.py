"""Every page in a real browser: nothing asked of any network, no error, readable on a phone and in print."""

import os
import shutil

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OPTIES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"),
    reason="geen Chromium op deze machine; in CI is hij verplicht",
)


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        gestart = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIES)
        yield gestart
        gestart.close()


@pytest.fixture(scope="module")
def paginas(echte_editie):
    return sorted((echte_editie / "rapport").rglob("*.html"))


def open_pagina(browser, pad, breedte=1200):
    """Return the page, the addresses it asked for, and what it complained of."""
    pagina = browser.new_page(viewport={"width": breedte, "height": 800})
    adressen, klachten = [], []
    pagina.on("request", lambda verzoek: adressen.append(verzoek.url))
    pagina.on("console", lambda bericht: klachten.append(bericht.text))
    pagina.on("pageerror", lambda fout: klachten.append(str(fout)))
    pagina.goto(pad.as_uri())
    return pagina, adressen, klachten


def test_geen_verzoek_en_geen_klacht(browser, paginas):
    assert len(paginas) >= 7
    for pad in paginas:
        pagina, adressen, klachten = open_pagina(browser, pad)
        assert klachten == [], pad
        assert [adres for adres in adressen if not adres.startswith(("file:", "data:"))] == [], pad
        pagina.close()


def test_elk_beeld_is_geladen_en_niets_steekt_buiten_het_scherm_van_een_telefoon(browser, paginas):
    for pad in paginas:
        pagina, _, _ = open_pagina(browser, pad, breedte=390)
        kapot = pagina.evaluate("[...document.images].filter(b => b.complete && !b.naturalWidth).length")
        breed = pagina.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (kapot, breed) == (0, 0), pad
        pagina.close()


def test_met_het_toetsenbord_eerst_naar_de_inhoud_en_de_code_opent(browser, paginas):
    pad = next(pad for pad in paginas if pad.stem == "01-inlezen")
    pagina, _, _ = open_pagina(browser, pad)
    pagina.keyboard.press("Tab")
    assert pagina.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    pagina.keyboard.press("Enter")
    assert pagina.url.endswith("#inhoud")
    pagina.locator("details.code summary").first.press("Enter")
    assert pagina.locator("details.code[open]").count() == 1
    pagina.close()


def test_tabellen_sorteren_op_naam_en_op_getal(browser, paginas):
    pad = next(pad for pad in paginas if pad.stem == "10-classificeren")
    pagina, _, klachten = open_pagina(browser, pad)
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


def test_in_druk_geen_code_en_geen_navigatie(browser, paginas):
    pad = next(pad for pad in paginas if pad.stem == "20-algemeen")
    pagina, _, _ = open_pagina(browser, pad)
    pagina.emulate_media(media="print")
    assert not pagina.locator("details.code").first.is_visible()
    assert not pagina.locator("nav").first.is_visible()
    assert pagina.locator("figure img").first.is_visible()
    pagina.close()
