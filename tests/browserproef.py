"""Opening pages in Debian's Chromium: what they ask for, what they complain of, what axe-core finds."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OPTIES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
# Rows of a table, items of a list and links in a row are alike; the first ones stand for the others.
ALS_DE_EERSTE = (
    "tbody tr:nth-child(n+4), .kaarten li:nth-child(n+3), .namen li:nth-child(n+3), "
    ".tabel > details:nth-of-type(n+4), p > a:nth-of-type(n+4)"
)
VOUW_OPEN = "() => document.querySelectorAll('details').forEach((deel) => { deel.open = true; })"
LAAT_WEG = "(kiezer) => document.querySelectorAll(kiezer).forEach((deel) => deel.remove())"
KAPOT = """async () => {  // also of the pictures that would load only when they come into view
    const beelden = [...document.images];
    beelden.forEach((beeld) => { beeld.loading = "eager"; });
    await Promise.all(beelden.map((beeld) => beeld.complete || new Promise((klaar) => {
        beeld.onload = beeld.onerror = klaar;
    })));
    return beelden.filter((beeld) => !beeld.naturalWidth).length;
}"""
TE_BREED = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
alleen_met_chromium = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"),
    reason="geen Chromium op deze machine; in CI is hij verplicht",
)


@contextmanager
def start_browser() -> Iterator:
    """Yield a running Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        gestart = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIES)
        yield gestart
        gestart.close()


def open_pagina(browser, pad, breedte=1200, anker=""):
    """Return the page, the addresses it asked for, and what it complained of."""
    pagina = browser.new_page(viewport={"width": breedte, "height": 800})
    adressen, klachten = [], []
    pagina.on("request", lambda verzoek: adressen.append(verzoek.url))
    pagina.on("console", lambda bericht: klachten.append(bericht.text))
    pagina.on("pageerror", lambda fout: klachten.append(str(fout)))
    pagina.on("dialog", lambda venster: (klachten.append(venster.message), venster.dismiss()))
    pagina.goto(pad.as_uri() + anker)
    return pagina, adressen, klachten


def overtredingen(pagina):
    """What axe-core has against a page with all its folds open, with the first element of each.

    It need not load the style sheet itself, nor tell what it found to be good.
    """
    from axe_playwright_python.sync_playwright import Axe

    pagina.evaluate(VOUW_OPEN)
    pagina.evaluate(LAAT_WEG, ALS_DE_EERSTE)
    uitkomst = Axe().run(pagina, options={"preload": False, "resultTypes": ["violations"]})
    return [(fout["id"], fout["nodes"][0]["html"][:200]) for fout in uitkomst.response["violations"]]


def soorten(rapport):
    """Return the pages of a report by kind: the contents, and of each notebook the fullest page."""
    per_notebook = {}
    paginas = [pad for pad in rapport.glob("*.html") if pad.name != "atlas.html"]  # that has tests of its own
    for pad in sorted(paginas, key=lambda pad: (pad.stat().st_size, pad.name)):
        kort = "-".join(pad.stem.split("-")[:3]) if pad.stem.startswith("85-") else pad.stem[:2]
        per_notebook[kort] = pad
    return per_notebook


def controleer(browser, pad, binnen):
    """Open a page and all that is folded in it; nothing may be wrong."""
    pagina, adressen, klachten = open_pagina(browser, pad)
    kapot = pagina.evaluate(KAPOT)
    pagina.evaluate(VOUW_OPEN)
    pagina.set_viewport_size({"width": 390, "height": 800})
    assert (kapot, pagina.evaluate(TE_BREED), klachten) == (0, 0, []), pad
    assert [adres for adres in adressen if not adres.startswith((binnen, "data:"))] == [], pad
    pagina.set_viewport_size({"width": 1200, "height": 800})
    assert overtredingen(pagina) == [], pad
    pagina.close()
