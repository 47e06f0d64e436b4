"""Rendered pages: Dutch, without a request, with alt text, headings in order and hostile text harmless."""

import base64
import json
import re

import pytest
from lxml import html

from lib.pagina import schrijf_pagina

PIXEL = base64.b64encode(b"\x89PNG\r\n").decode()
KWAAD = "<script>alert(1)</script>"


def notebook(pad, *outputs):
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
    pad.write_text(json.dumps(inhoud), encoding="utf-8")
    return pad


def pagina(tmp_path, *outputs):
    doel = tmp_path / "pagina.html"
    schrijf_pagina(notebook(tmp_path / "n.ipynb", *outputs), doel, "Proef", "2017-rapport")
    return html.fromstring(doel.read_text(encoding="utf-8"))


def uitkomst(soort, inhoud, **gegevens):
    data, metadata = {soort: inhoud, "text/plain": "x"}, {soort: gegevens}
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
    assert len(boom.xpath("//script")) == 1 and "alert(" not in boom.xpath("//script")[0].text


def test_geen_regel_met_tijd_of_plaats(tmp_path):
    pagina(tmp_path)
    eerst = (tmp_path / "pagina.html").read_bytes()
    pagina(tmp_path)
    assert (tmp_path / "pagina.html").read_bytes() == eerst


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
            assert re.match(r"https?:", adres) or doel.is_file(), (pad, adres)
            if anker and doel.suffix == ".html" and doel.is_file():
                assert f'id="{anker}"' in doel.read_text(encoding="utf-8"), (pad, adres)


def test_het_overzicht_toont_bron_aantallen_kaarten_en_projecten(echte_editie):
    boom = html.parse(str(echte_editie / "rapport" / "index.html")).getroot()
    tekst = " ".join(boom.text_content().split())
    assert "Andersson Elffers Felix" in tekst and "geen telling" in tekst
    kaarten = {naam.rpartition("#")[2] for naam in boom.xpath("//ul[@class='kaarten']//a/@href")}
    assert len(kaarten) > 90 and {"II-1-regio", "III-3-totaal", "VI-1-totaal"} <= kaarten
    rijen = boom.xpath("//section[@id='2017-rapport']//tbody/tr")
    assert len(rijen) >= 65
    assert any("°" in rij.text_content() for rij in rijen)
