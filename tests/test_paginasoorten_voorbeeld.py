"""The kinds of page that only the example has, in a browser; a file apart, to run beside the others."""

import pypdfium2
import pytest
from browserproef import alleen_met_chromium, controleer, open_pagina, soorten, start_browser

pytestmark = alleen_met_chromium


@pytest.fixture(scope="module")
def browser():
    with start_browser() as gestart:
        yield gestart


def test_elke_soort_pagina_die_alleen_het_voorbeeld_heeft(browser, alleen_voorbeeld):
    rapport = alleen_voorbeeld / "rapport"
    per_soort = soorten(rapport / "voorbeeld")
    assert {"04", "06", "85-gesprekskaart-wmo", "91", "92", "95", "96"} <= set(per_soort)
    for pad in per_soort.values():
        controleer(browser, pad, rapport.as_uri())


def test_een_gesprekskaart_vol_antwoorden_past_op_een_vel(browser, alleen_voorbeeld):
    (pad,) = (alleen_voorbeeld / "rapport" / "voorbeeld").glob("85-*.html")
    pagina, _, _ = open_pagina(browser, pad)
    assert pagina.locator(".venster th[scope=rowgroup]").count() > 1
    vellen = pypdfium2.PdfDocument(pagina.pdf(prefer_css_page_size=True))
    assert len(vellen) == 1 and "Periodiek venster" in vellen[0].get_textpage().get_text_range()
    pagina.close()
