"""A diagram of boxes with long explanations, as native tables: its picture would be too small to read."""

import pandas as pd

from lib.ordening import Ordening
from lib.schemabeeld import SCHEMAS, Waarde

DAN = "Dan ligt er: "
GEBEURT, BETEKENT = "wat er gebeurt", "wat het betekent"


def schematabellen(kaart_id: str, ordening: Ordening) -> list[tuple[str, str, pd.DataFrame]]:
    """Return the tables that say what diagram ``kaart_id`` says: heading, question and texts (str) of each.

    None for what is no diagram, and for one that its picture tells better: arrows, a timeline, bare names.
    """
    inhoud = SCHEMAS[kaart_id](ordening) if kaart_id in SCHEMAS else {}
    if "stappen" in inhoud:
        return [
            ("", "Wat er in elke stap gebeurt.", _tabel("stap", inhoud["stappen"], GEBEURT, "dan ligt er"))
        ]
    groepen = inhoud.get("groepen", ())
    if inhoud.get("tussen") or not all(waarde.uitleg for groep in groepen for waarde in groep.waarden):
        return []
    return [
        (groep.kop, groep.vraag, _tabel(groep.kop, groep.waarden, BETEKENT, "inzet")) for groep in groepen
    ]


def _tabel(kop: str, waarden: tuple[Waarde, ...], midden: str, extra: str) -> pd.DataFrame:
    rijen = [(een.kop, een.uitleg, ", ".join(een.grijs).removeprefix(DAN)) for een in waarden]
    tabel = pd.DataFrame(rijen, columns=[kop.lower(), midden, extra], dtype="str")
    return tabel if (tabel[extra] != "").any() else tabel.drop(columns=extra)
