"""Every kind of page of the real edition in a browser: no request, no error, whole, readable by all."""

import pytest
from browserproef import alleen_met_chromium, controleer, soorten, start_browser

pytestmark = alleen_met_chromium


@pytest.fixture(scope="module")
def browser():
    with start_browser() as gestart:
        yield gestart


def test_elke_soort_pagina_van_de_echte_editie(browser, echte_editie):
    rapport = echte_editie / "rapport"
    per_soort = soorten(rapport / "2017-rapport")
    assert len(per_soort) > 25
    assert {"85-gesprekskaart-wmo", "85-gesprekskaart-zorgkantoorregio"} <= set(per_soort)
    for pad in (rapport / "index.html", *per_soort.values()):
        controleer(browser, pad, rapport.as_uri())
