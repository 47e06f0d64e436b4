"""A small edition of one's own, with the mistakes that people make, for the tests of the workbench."""

import csv
from pathlib import Path

from lib.editie.editie import Editie, lees_editie

KOLOMMEN = ("titel", "omschrijving", "zorgverzekeraars", "gemeenten", "wmo_regios")
KOLOMMEN += ("thema", "instrument", "vorm", "schaal")
INSTELLING = """# De editie van een adviseur; dit commentaar moet blijven staan.
titel = "Proef van de werkbank"
peildatum = 2017-06-29
indelingsjaar = 2017
herkomst = "synthetisch"

[bestanden]  # wat er is
projecten = "projecten.csv"
{meer}
[parameters]
incl_minimacontracten = false
"""
SOORTEN = {
    "ouderen": ("Dementie thuis", "Hulp aan ouderen met dementie en hun mantelzorgers."),
    "ggz": ("Beschermd wonen", "Wonen met begeleiding voor mensen met een psychische kwetsbaarheid."),
    "preventie": ("Gezonde leefstijl", "Gezonder leven, tegen overgewicht en eenzaamheid."),
}
PLAATSEN = ("Groningen", "Zwolle", "Utrecht", "Tilburg", "Emmen", "Deventer", "Breda", "Delft")
SLOT = ("werkwijze", "implementeren", "gemeente")
FOUTEN = [
    ("Wijkteam ouderen", "Ouderen langer thuis.", "Menzis", "Gronigen", "", "ouderen", *SLOT),
    ("Nog een wijkteam", "Ouderen langer thuis.", "Menzis", "Gronigen", "", "ouderen", *SLOT),
    ("Twee onderwerpen", "Ouderen en ggz samen.", "VGZ", "Tilburg", "", "ouderen; ggz", *SLOT),
    ("Zonder onderwerp", "Hulp aan ouderen met dementie en mantelzorg.", "CZ", "Breda", "", "", *SLOT),
]


def maak_editie(edities: Path, naam: str = "proef", besluiten: str = "", fouten: bool = True) -> Editie:
    """Write the edition below ``edities`` and return it: 24 sound projects, and four rows with a fault.

    ``besluiten``: what its labelbesluiten.csv holds, if it has one.
    """
    map_ = edities / naam
    map_.mkdir(parents=True)
    meer = 'labelbesluiten = "labelbesluiten.csv"' if besluiten else ""
    (map_ / "edition.toml").write_text(INSTELLING.format(meer=meer), encoding="utf-8")
    if besluiten:
        (map_ / "labelbesluiten.csv").write_text(besluiten, encoding="utf-8")
    rijen = [
        (f"{titel} {plaats}", wat, ("Menzis", "CZ", "VGZ")[i % 3], plaats, "", thema, "werkwijze",
         ("ontwikkelproject", "implementeren")[i % 2], "gemeente")
        for thema, (titel, wat) in SOORTEN.items()
        for i, plaats in enumerate(PLAATSEN)
    ]  # fmt: skip
    with (map_ / "projecten.csv").open("w", encoding="utf-8", newline="") as bestand:
        schrijver = csv.writer(bestand)
        schrijver.writerow(KOLOMMEN)
        schrijver.writerows(rijen + (FOUTEN if fouten else []))
    return lees_editie(naam, edities)
