"""A series of slides that grows: titles, text, tables and pictures, in the order in which they come."""

import pandas as pd

from lib.beeld.stijl import VLAK
from lib.levering.dia.legenda import Legendatekenaar
from lib.levering.dia.tabel import verdeel_tabel
from lib.levering.dia.vorm import DIA_INHOUD, MARGE, Dia, Vak, lees_sjabloon
from lib.levering.stof import Levering

_WAARSCHUWING = "SYNTHETISCHE GEGEVENS: alles op deze dia is verzonnen"
HEEL = Vak(MARGE, DIA_INHOUD[0], 314, DIA_INHOUD[1] - DIA_INHOUD[0])


class Diareeks:
    """The slides while they are made. ``nieuw`` adds one with its source line and warning."""

    def __init__(self, levering: Levering):
        self.levering, self.boek = levering, lees_sjabloon()
        self.beelden: dict = {}
        self.legenda = Legendatekenaar(levering)

    def nieuw(self, titel: str, indeling: str = "Inhoud") -> Dia:
        """Add a slide."""
        citaat = self.levering.citaat
        waarschuwing = _WAARSCHUWING if citaat.synthetisch else citaat.voorbeelden
        return Dia(self.boek, self.beelden, indeling, titel, citaat.bronregel, waarschuwing)

    def hoofdstuk(self, titel: str, inhoud: str) -> None:
        """Add the slide that opens a chapter."""
        dia = self.nieuw(titel, "Hoofdstuk")
        dia.slide.placeholders[1].text_frame.text = inhoud
        dia.notitie(titel, inhoud, self.levering.citaat.zin)

    def tabel(self, titel: str, tabel: pd.DataFrame, uitleg: str, punt: float = 10, *notities: str) -> None:
        """Add a table over the full width, on as many slides as it needs; ``notities`` come first."""
        if tabel.empty:
            return
        delen = verdeel_tabel(tabel, HEEL.breed, HEEL.hoog - 8, punt)
        for nummer, deel in enumerate(delen, start=1):
            dia = self.nieuw(titel + _deel(nummer, len(delen)))
            dia.tekst(uitleg, Vak(HEEL.x, HEEL.y, HEEL.breed, 7), (10, 9, 8), VLAK["zacht"])
            dia.tabel(deel, Vak(HEEL.x, HEEL.y + 8, HEEL.breed, HEEL.hoog - 8), f"{titel}. {uitleg}")
            dia.notitie(*notities, uitleg, self.levering.citaat.zin)


def _deel(nummer: int, totaal: int) -> str:
    return f" ({nummer} van {totaal})" if totaal > 1 else ""
