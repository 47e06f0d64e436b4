"""A project list as it comes in: title rows, own headings, merged cells, slips, old names, a total below.

Every name in it is made up but those of gemeenten, regions and zorgverzekeraars.
"""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

KOPPEN = (
    "Nr.", "Projectnaam", "Verzekeraar(s)", "Deelnemende gemeenten", "Regio", "Inhoudelijk thema",
    "Middel", "Samenwerkingsvorm", "Schaalniveau", "Contactpersoon", "Stand per",
)  # fmt: skip
RIJEN = (
    (1, "Langer thuis in de Kop", "Zilveren Kruis", "Steenwijkerland", None, "Ouderen", "Werkwijze",
     "Ontwikkelproject", "Gemeente", "A. Voorbeeld", "1-3-2017"),
    (2, "Wijkzorg Zeeland", "CZ", "Goes, Borsele, Kapelle", "Zeeland", "ESW", "Werkwijze; Inkoop",
     "Doorontwikkelen", "Regionaal", "B. Voorbeeld", "1 maart 2017"),
    (3, "Vangnet verwarde personen", "Achmea", "Den Bosch; Uden; Veghel", None, "GGZ", "Werkwijze",
     "Ontwikkelproject", "Regionaal", None, None),
    (4, "Convenant Twente", "Menzis", "hele regio Twente", "Twente", None, "Convenant",
     "Samenwerkingsafspraken", "Regionaal", None, None),
    (5, "Valpreventie Friesland", "De Friesland", "Leeuwarderadeel; Leeuwarden", None, "Preventie", "Beleid",
     "Implementeren", "Regionaal", None, None),
    (6, "Gezond gewicht", "Menzsi", "Enschede", None, "Preventie", "Werkwijze", "Implementeren", "Gemeente",
     None, None),
    (7, "Gemeentepolis Nijmegen", "VGZ", "Nijmegen", None, "Anders, nl.", "Minimapolis", "Implementeren",
     "Gemeente", None, None),
    (8, "Dementievriendelijk", "CZ", "Goess", "Zeeland", "Ouderen", "Werkwijze", "Implementeren", "Gemeente",
     None, None),
    (9, "Overgang naar volwassenheid", "Zilveren Kruis", "Zwolle", None, "Jeugd/GGZ", "Werkwijze",
     "Pilot", "Gemeente", None, None),
    (10, "Preventiecoalitie Drenthe", "Zilveren Kruis", None, "Drenthe", "Preventie", "Beleid",
     "Samenwerkingsafspraken", "Regionaal", None, None),
    (11, "Ketenaanpak wonen", "CZ/VGZ", "Tilburg; Breda", None, "Ouderen", "Werkwijze", "Doorontwikkelen",
     "Bovenregionaal", None, None),
    (12, "Langer thuis in de kop", "Zilveren Kruis", "Steenwijkerland", None, "Ouderen", "Werkwijze",
     "Ontwikkelproject", "Gemeente", "A. Voorbeeld", "1-3-2017"),
    ("Totaal", 12, None, None, None, None, None, None, None, None, None),
)  # fmt: skip
EERSTE_RIJ = 5  # of the rows with projects, as Excel counts


def schrijf_rommelig(pad: Path) -> Path:
    """Write the workbook to ``pad`` and return that path."""
    boek = Workbook()
    blad = boek.active
    blad.title = "Overzicht 2017"
    blad["A1"] = "Overzicht samenwerkingsprojecten"
    blad["A1"].font = Font(bold=True, size=16)
    blad["A2"] = "Versie 3, concept"
    for k, kop in enumerate(KOPPEN, start=1):
        blad.cell(EERSTE_RIJ - 1, k, kop)
    for nummer, rij in enumerate(RIJEN, start=EERSTE_RIJ):
        for k, waarde in enumerate(rij, start=1):
            blad.cell(nummer, k, waarde)
    blad.merge_cells("F7:F8")  # the thema of row 7 was meant for row 8 as well
    blad["N5"] = "let op: nog nagaan"
    draaitabel = boek.create_sheet("Draaitabel")
    for rij in (("Thema", "Aantal"), ("Ouderen", 4), ("GGZ", 2)):
        draaitabel.append(rij)
    pad.parent.mkdir(parents=True, exist_ok=True)
    boek.save(pad)
    return pad
