"""What the page on reading the venster shows: the questions, the template, what was masked."""

import pandas as pd

from lib.beeld.tonen import Beeld, regel
from lib.grond.paden import Uitvoer
from lib.grond.schrijven import schrijf_atomair
from lib.venster.sjabloon import maak_sjabloon
from lib.venster.vragenlijst import Vragenlijst, lees_koppen, lees_vragenlijst

_SJABLOON = "venster-sjabloon.xlsx"


def vragen(lijsten: dict[int, Vragenlijst]) -> pd.DataFrame:
    """Return vraag, formulering, letterlijk (bool), bron and sinds (the first year that asked it)."""
    rijen: dict[str, tuple] = {}
    for jaar, lijst in sorted(lijsten.items()):
        for nummer, een in lijst.vragen.items():
            rijen.setdefault(nummer, (nummer, een.tekst, een.letterlijk, een.bron, str(jaar)))
    return pd.DataFrame(list(rijen.values()), columns=["vraag", "formulering", "letterlijk", "bron", "sinds"])


def onderdelen(lijsten: dict[int, Vragenlijst]) -> pd.DataFrame:
    """Return meetjaar, versie, onderdeel, soort antwoord and open velden (list): a row per part and year."""
    rijen = [
        (str(jaar), lijst.versie, een.naam, lijst.soort(een).naam, list(een.velden[1:]))
        for jaar, lijst in sorted(lijsten.items())
        for een in lijst.onderdelen
    ]
    return pd.DataFrame(rijen, columns=["meetjaar", "versie", "onderdeel", "soort antwoord", "open velden"])


def sjabloon_link(lijsten: dict[int, Vragenlijst], plaats: Uitvoer) -> Beeld:
    """Write the template for the year after the last into ``downloads`` and return a link to it."""
    jaar = max(lijsten) + 1
    inhoud = maak_sjabloon(lees_vragenlijst(jaar), lees_koppen(), jaar)
    schrijf_atomair(plaats.rapport / "downloads" / _SJABLOON, inhoud)
    return regel(f"[Invulformulier {jaar} (Excel)](downloads/{_SJABLOON})")


def gemaskeerd_per_soort(gemaskeerd: pd.DataFrame) -> pd.DataFrame:
    """Return soort and aantal: how much was masked, without what it was."""
    return gemaskeerd["soort"].value_counts().rename_axis("soort").reset_index(name="aantal")
