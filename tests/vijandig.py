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
"""
VENSTER = "Partij;Organisatie;Regio;Agenda;Toelichting agenda;Proces;Resultaat"


def maak_vijandige_editie(edities: Path, naam: str = "vijandig") -> Path:
    """Write the edition ``naam`` below ``edities`` and return its folder."""
    map_ = edities / naam
    map_.mkdir(parents=True)
    (map_ / "edition.toml").write_text(EDITIE, encoding="utf-8")
    with (map_ / "synthetisch_vijandig.csv").open("w", encoding="utf-8", newline="") as bestand:
        schrijver = csv.writer(bestand)
        schrijver.writerow(KOPPEN)
        for i, kwaad in enumerate(KWAAD):
            labels = (THEMAS[i % 3], "werkwijze;beleid", VORMEN[i % 4], "gemeente")
            plaats = ("Menzis", PLAATSEN[i % 5], "")
            schrijver.writerow([f"{kwaad} {i}", kwaad, kwaad, kwaad, kwaad, *plaats, *labels])
    regels = [
        ";".join(
            ["gemeente", f"Gemeente {plaats}", regio, "ja", f'"{kwaad.replace(chr(34), "")}"', "ja", "nee"]
        )
        for plaats, regio, kwaad in zip(
            ("Zwolle", "Utrecht", "Groningen"), ("Zwolle", "Utrecht", "Groningen"), KWAAD, strict=False
        )
    ]
    venster = "\n".join([VENSTER, *regels]) + "\n"
    (map_ / "synthetisch_venster_2020.csv").write_text(venster, encoding="utf-8")
    return map_
