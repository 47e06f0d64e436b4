"""A hostile edition: what someone could type in a title, a description or an open answer, in every place."""

import csv
from pathlib import Path

KWAAD = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    '"><img src=x onerror=alert(3)>',
    '=HYPERLINK("http://voorbeeld.invalid/"&A1;"klik")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "[klik](javascript:alert(4)) **vet** `code` <b>vet</b>",
    "{{ 7*7 }} {% raw %} ${7*7} {0} {thema}",
    "\u202eomgekeerd\u202c \u200bonzichtbaar\u200d \u2066gekeerd\u2069",
    "bel\x07 verticaal\x0b escape\x1b[31m \x85 \ufffe",
    "http://voorbeeld.invalid/?q=<a>&b='\"",
    "W" * 400,
    "file:///etc/passwd' OR 1=1; DROP TABLE projecten; --",
    "$$\\frac{1}{0}$$ | tabel | met | strepen | \n# kop",
)
THEMAS = ("ouderen", "ggz", "preventie")
VORMEN = ("ontwikkelproject", "doorontwikkelen", "implementeren", "samenwerkingsafspraken")
PLAATSEN = ("Zwolle", "Utrecht", "Groningen", "Leiden", "Breda")
KOPPEN = ("titel", "omschrijving", "andere_partijen", "bron", "opmerking", "zorgverzekeraars", "gemeenten")
KOPPEN += ("wmo_regios", "thema", "instrument", "vorm", "schaal")
EDITIE = """titel = "Vijandig <script>alert(5)</script> {{ 7*7 }}"
toelichting = "=1+1 <img src=x onerror=alert(6)> [klik](javascript:alert(7))"
peildatum = 2017-06-29
indelingsjaar = 2017
herkomst = "synthetisch"
[bestanden]
projecten = "synthetisch_vijandig.csv"
venster = "synthetisch_venster_2020.csv"
gesprekspunten = "synthetisch_gesprekspunten.csv"
tegenstrijdigheden = "tegenstrijdigheden.csv"
"""
REGIOS = ("Zwolle", "Utrecht", "Groningen")
VENSTER = ("Partij", "Organisatie", "Regio", "Agenda", "Toelichting agenda", "Proces", "Resultaat")
PUNTEN = ("regio", "onderwerp", "thema", "willen", "kunnen", "afspraak_mogelijk", "concurrentiegevoelig")
PUNTEN += ("toelichting",)
TEGEN = ("nummer", "onderwerp", "lezing_a", "plaats_a", "lezing_b", "plaats_b", "projecten", "wat_wij_doen")


def maak_vijandige_editie(edities: Path, naam: str = "vijandig") -> Path:
    """Write the edition ``naam`` below ``edities`` and return its folder."""
    map_ = edities / naam
    map_.mkdir(parents=True)
    (map_ / "edition.toml").write_text(EDITIE, encoding="utf-8")
    projecten = []
    for i, kwaad in enumerate(KWAAD):
        labels = (THEMAS[i % 3], "werkwijze;beleid", VORMEN[i % 4], "gemeente")
        plaats = ("Menzis", PLAATSEN[i % 5], "")
        projecten.append((f"{kwaad} {i}", kwaad, kwaad, kwaad, kwaad, *plaats, *labels))
    _schrijf(map_ / "synthetisch_vijandig.csv", KOPPEN, projecten)
    antwoorden = [
        ("gemeente", f"Gemeente {regio}", regio, "ja", kwaad, "ja", "nee")
        for regio, kwaad in zip(REGIOS, KWAAD, strict=False)
    ]
    _schrijf(map_ / "synthetisch_venster_2020.csv", VENSTER, antwoorden)
    punten = [
        (REGIOS[i % 3], f"{kwaad} {i}", THEMAS[i % 3], "ja", "ja", "ja", "nee", kwaad)
        for i, kwaad in enumerate(KWAAD)
    ]
    _schrijf(map_ / "synthetisch_gesprekspunten.csv", PUNTEN, punten)
    tegen = [(str(i), kwaad, kwaad, kwaad, kwaad, kwaad, "", kwaad) for i, kwaad in enumerate(KWAAD, start=1)]
    _schrijf(map_ / "tegenstrijdigheden.csv", TEGEN, tegen)
    return map_


def _schrijf(pad: Path, koppen: tuple[str, ...], rijen: list[tuple[str, ...]]) -> None:
    with pad.open("w", encoding="utf-8", newline="") as bestand:
        csv.writer(bestand).writerows([koppen, *rijen])
