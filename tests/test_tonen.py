import pandas as pd
import pytest
from lxml import html

from lib.beeld.tonen import gevouwen, regel, tabel
from lib.grond.woorden import aandeel, getal


@pytest.mark.parametrize(
    ("waarde", "decimalen", "tekst"),
    [(1234.5, 1, "1.234,5"), (1234567, 0, "1.234.567"), (0, 0, "0"), (-3.14, 2, "-3,14"), (None, 0, "–")],
)
def test_getallen_zoals_nederlanders_ze_schrijven(waarde, decimalen, tekst):
    assert getal(waarde, decimalen) == tekst


def test_aandeel_heeft_altijd_een_noemer():
    assert aandeel(1, 8) == "12,5 % (n = 8)"
    assert aandeel(0, 0) == "– (n = 0)"


def test_tabel_is_toegankelijk_en_onschadelijk():
    inhoud = pd.DataFrame(
        {"naam": ["<script>x</script>", "b"], "aantal_gemeenten": [1200, 3], "lijst": [["a", "b"], []]}
    )
    bundel, gegevens = tabel(inhoud, "Proef & toets")._repr_mimebundle_()
    boom = html.fromstring(bundel["text/html"])
    assert (
        boom.xpath("caption/text()") == ["Proef & toets"] and gegevens["text/html"]["naam"] == "Proef & toets"
    )
    assert boom.xpath("thead//th/@scope") == ["col"] * 3
    assert boom.xpath("thead//th/text()") == ["naam", "aantal gemeenten", "lijst"]
    assert not boom.xpath("//script")
    assert boom.xpath("tbody/tr[1]/td/text()") == ["<script>x</script>", "1.200", "a, b"]
    assert boom.xpath("tbody/tr[1]/td[@class='getal']/text()") == ["1.200"]


def test_getallen_in_een_kolom_hebben_dezelfde_decimalen():
    inhoud = pd.DataFrame({"%": [28.0, 17.25, None], "n": [1, 2, 3], "klopt": [True, False, True]})
    boom = html.fromstring(tabel(inhoud, "x")._repr_mimebundle_()[0]["text/html"])
    assert boom.xpath("tbody/tr/td[1]/text()") == ["28,0", "17,2", "–"]
    assert boom.xpath("tbody/tr/td[2]/text()") == ["1", "2", "3"]
    assert boom.xpath("tbody/tr/td[3]/text()") == ["ja", "nee", "ja"]


def test_lege_tabel_zegt_dat_er_niets_is():
    bundel, _ = tabel(pd.DataFrame({"a": []}), "Afgekeurd", leeg="Geen enkele rij.")._repr_mimebundle_()
    assert bundel["text/markdown"] == "*Afgekeurd:* Geen enkele rij."


def test_wat_gevouwen_is_staat_achter_een_regel_en_is_onschadelijk():
    delen = tabel(pd.DataFrame({"a": [1]}), "Tabel"), regel("*Geen* <b>.")
    beeld = gevouwen("Tabel: 1 < 2", "II-3", *delen, anker="hier")
    boom = html.fromstring(beeld.inhoud)
    assert boom.tag == "details" and boom.get("open") is None and boom.get("id") == "hier"
    assert boom.findtext("summary") == "Tabel: 1 < 2" and len(boom.xpath(".//table")) == 1
    assert boom.findtext("p") == "Geen <b>." and beeld.gegevens["naam"] == "II-3"
