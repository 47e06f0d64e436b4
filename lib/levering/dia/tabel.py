"""Tables on slides: widths that follow from the texts, and as many slides as the rows need."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from lib.beeld.letters import breedte
from lib.beeld.schemabeeld import SCHEMAS, Waarde
from lib.beeld.tonen import teksten
from lib.editie.ordening import Ordening
from lib.grond.leesbaar import leesbaar
from lib.levering.dia.vorm import CELRAND, RUIM, Tabelstuk, langste_woord, teksthoogte

DAN = "Dan ligt er: "
GEBEURT, BETEKENT = "wat er gebeurt", "wat het betekent"

LANGSTE_CEL = 600  # characters; a longer text is cut off here and whole in the workbook
WIJDST = 130.0  # mm that a column may ask for before all others have what they need


def verdeel_tabel(tabel: pd.DataFrame, breed: float, hoog: float, punt: float = 10) -> list[Tabelstuk]:
    """Return ``tabel`` as parts that are ``breed`` mm wide and at most ``hoog`` mm high, each with the head.

    Numbers stand right, in Dutch notation, as on the pages. A row higher than a slide stands alone.
    """
    koppen = [str(naam).replace("_", " ") for naam in tabel.columns]
    kolommen = [tabel.iloc[:, i] for i in range(tabel.shape[1])]
    rechts = tuple(is_numeric_dtype(kolom) and not is_bool_dtype(kolom) for kolom in kolommen)
    cellen = [[_cel(tekst) for tekst in teksten(kolom)] for kolom in kolommen]
    breedten = _breedten(koppen, cellen, breed, punt)
    kop = tuple(koppen)
    kophoogte = _rijhoogte(kop, breedten, punt, vet=True)
    bladen: list[Tabelstuk] = []
    rijen, hoogten = [kop], [kophoogte]
    for rij in zip(*cellen, strict=True):
        hoog_rij = _rijhoogte(rij, breedten, punt)
        if len(rijen) > 1 and sum(hoogten) + hoog_rij > hoog:
            bladen.append(Tabelstuk(tuple(rijen), breedten, tuple(hoogten), rechts, punt))
            rijen, hoogten = [kop], [kophoogte]
        rijen.append(rij)
        hoogten.append(hoog_rij)
    return [*bladen, Tabelstuk(tuple(rijen), breedten, tuple(hoogten), rechts, punt)]


def _cel(tekst: str) -> str:
    tekst = leesbaar(tekst).replace("\n", " ")
    return tekst if len(tekst) <= LANGSTE_CEL else tekst[:LANGSTE_CEL] + "…"


def _rijhoogte(rij: Sequence[str], breedten: Sequence[float], punt: float, vet: bool = False) -> float:
    hoogten = (
        teksthoogte(tekst, breed - 2 * CELRAND, punt, vet) for tekst, breed in zip(rij, breedten, strict=True)
    )
    return max(hoogten) + CELRAND + 0.6


def _breedten(
    koppen: Sequence[str], cellen: Sequence[Sequence[str]], breed: float, punt: float
) -> tuple[float, ...]:
    """Return a width per column: at least its longest word, and the rest as the longest texts ask."""
    nodig, graag = [], []
    for kop, teksten_ in zip(koppen, cellen, strict=True):
        woord = max((langste_woord(tekst, punt) for tekst in set(teksten_)), default=0.0)
        lang = max((breedte(tekst[:80], punt) for tekst in set(teksten_)), default=0.0)
        minst = max(woord, langste_woord(kop, punt, vet=True))
        nodig.append(min(minst * RUIM + 2 * CELRAND + 0.5, breed / 3))
        graag.append(max(nodig[-1], min(lang * RUIM + 2 * CELRAND + 0.5, WIJDST)))
    smal, wens = np.array(nodig), np.array(graag)
    if smal.sum() >= breed:
        return tuple(smal * breed / smal.sum())
    over = breed - smal.sum()
    extra = wens - smal
    if extra.sum() <= over:
        return tuple(wens * breed / wens.sum())
    return tuple(smal + extra * over / extra.sum())


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
