"""Workbooks as people send them, made from a seed; and the account of what reading one gave.

``keur_zaad`` makes the workbook of a seed, reads it as an edition does, and holds the account against what
was written: no row may vanish, and nothing may end in a traceback.
"""

import random
from functools import cache
from pathlib import Path
from typing import Any

import xlsxwriter

from lib.gebied.aliassen import alle_aliassen
from lib.inlezen.bron import lees_bron
from lib.inlezen.kolommen import VERPLICHT
from lib.inlezen.projecten import Inlezing, bereid, lees_maatstaf, verwerk
from lib.inlezen.rijen import Maatstaf

_KOPPEN = {
    "titel": ("titel", "Projectnaam", "Naam van het project", "Project"),
    "zorgverzekeraars": ("zorgverzekeraars", "Zorgverzekeraar", "Verzekeraar(s)"),
    "gemeenten": ("gemeenten", "Gemeente(n)", "Deelnemende gemeenten"),
    "wmo_regios": ("wmo_regios", "Wmo-regio", "Regio"),
    "thema": ("thema", "Inhoudelijk thema", "Thema"),
    "instrument": ("instrument", "Instrumenten", "Instrumenteel"),
    "vorm": ("vorm", "Samenwerkingsvorm"),
    "schaal": ("schaal", "Schaalniveau", "Geografisch"),
}
_WAARDEN: dict[str, tuple[Any, ...]] = {
    "titel": ("Langer thuis", "Valpreventie in de wijk", "Één loket – “thuis”", "#REF!", "", 12, "?"),
    "zorgverzekeraars": ("CZ", "Menzis; VGZ", "Achmea", "Menzsi", "Menzis?", "", "CZ/VGZ", "#N/B"),
    "gemeenten": ("Almelo", "Almelo;Hengelo", "alle gemeenten", "hele regio", "14", 34, "",
                  "diverse gemeenten", "Nuenen, Gerwen en Nederwetten", "Almelo\r\nHengelo", "o.a. Goes",
                  "Goess", "?", "landelijk"),
    "wmo_regios": ("Twente", "", "Twente; Achterhoek", "Zeeland", "Twnte", "Regio Twente"),
    "thema": ("ouderen", "GGZ", "Ouderen/GGZ", "preventie", "", "GGZ?", "jeugd"),
    "instrument": ("beleid", "Beleid; inkoop", "Beleid + inkoop", "convenant", ""),
    "vorm": ("implementeren", "Pilot", "ontwikkelproject", ""),
    "schaal": ("gemeente", "Regionaal", "bovenregionaal", "", "lokaal"),
}  # fmt: skip
_GEWOON = 0.85  # of the cells
_KOPREGELS = ("Regio Twente", "Zeeland", "Menzis", "Overige projecten", "Totaal", "Subtotaal Twente", "3")
_BLADEN = ("Projecten", "Blad1", "Menzis", "CZ", "Twente", "Lijst", "Overzicht 2017")


def maak_werkboek(zaad: int, pad: Path) -> int:
    """Write the workbook of ``zaad`` to ``pad``; return how many rows stand below heads that are whole."""
    toeval = random.Random(zaad)
    boek = xlsxwriter.Workbook(str(pad), {"strings_to_formulas": False, "nan_inf_to_errors": True})
    aantal = sum(_schrijf_blad(boek, naam, toeval) for naam in toeval.sample(_BLADEN, toeval.randint(1, 3)))
    if toeval.random() < 0.3:
        vel = boek.add_worksheet("Toelichting")
        vel.write_row(0, 0, ["Over dit bestand", "Versie 3"])
    boek.close()
    return aantal


def _schrijf_blad(boek: Any, naam: str, toeval: random.Random) -> int:
    vel = boek.add_worksheet(naam)
    door = boek.add_format({"font_strikeout": True})
    kolommen = list(VERPLICHT)
    toeval.shuffle(kolommen)
    rij = toeval.choice((0, 0, 0, 1, 3, 11))
    for i in range(rij):
        vel.write_string(i, 0, f"Toelichting {i}")
    begin = toeval.choice((0, 0, 1))
    if begin:
        vel.write_string(rij, 0, "Nr")
    for k, kolom in enumerate(kolommen, start=begin):
        vel.write_string(rij, k, toeval.choice(_KOPPEN[kolom]))
    eerste = rij + 1
    for nummer in range(eerste, eerste + toeval.randint(0, 12)):
        _schrijf_rij(vel, nummer, begin, kolommen, toeval, door)
        rij = nummer
    vel.write_string(rij + 1, begin + len(kolommen), "einde")  # a last row that surely holds something
    if toeval.random() < 0.2:
        vel.set_row(eerste, None, None, {"hidden": True})
    if toeval.random() < 0.2:
        vel.set_column(begin, begin, None, None, {"hidden": True})
    if toeval.random() < 0.1:
        vel.hide()
    if toeval.random() < 0.1:
        vel.write_blank(toeval.choice((5_000, 1_048_575)), 3, None, door)
    if toeval.random() < 0.1:
        vel.write_string(eerste - 1, 16_383, "ver weg")
    return rij + 2 - eerste


def _schrijf_rij(
    vel: Any, nummer: int, begin: int, kolommen: list[str], toeval: random.Random, door: Any
) -> None:
    soort = toeval.random()
    if soort < 0.1:
        return
    if soort < 0.25:
        vel.write_string(
            nummer, toeval.choice((0, begin + kolommen.index("titel"))), toeval.choice(_KOPREGELS)
        )
        return
    for k, kolom in enumerate(kolommen, start=begin):
        waarde = _WAARDEN[kolom][0] if toeval.random() < _GEWOON else toeval.choice(_WAARDEN[kolom])
        if kolom == "titel" and waarde == "Langer thuis":
            waarde = f"{waarde} {nummer}"
        opmaak = door if toeval.random() < 0.05 else None
        if toeval.random() < 0.03:
            vel.write_formula(nummer, k, "=A1", opmaak, toeval.choice(("", "#VALUE!", 3, "CZ")))
        elif toeval.random() < 0.02:
            vel.write_rich_string(nummer, k, door, "weg; ", "blijft")
        elif waarde != "":
            vel.write(nummer, k, waarde, opmaak)
        if toeval.random() < 0.02:
            vel.write_comment(nummer, k, toeval.choice(("vervallen", "zie mail")))


@cache
def _maatstaf() -> Maatstaf:
    return lees_maatstaf()


def keur_zaad(zaad: int, map_: Path) -> Inlezing | None:
    """Write and read the workbook of ``zaad`` in ``map_``; AssertionError where a row is not accounted for.

    Returns the reading, or None where the workbook as a whole was refused, with faults in Dutch.
    """
    pad = map_ / f"opgave-{zaad}.xlsx"
    rijen = maak_werkboek(zaad, pad)
    bron = lees_bron(pad, pad.name, alle_aliassen())
    if bron.structuur:
        assert all(fout.reden and fout.bestand for fout in bron.structuur), zaad
        return None
    inlezing = verwerk(bereid(bron, _maatstaf(), ","), _maatstaf())
    stap = dict(zip(inlezing.waterval["stap"], inlezing.waterval["aantal"], strict=True))
    delen = [stap.get(een, 0) for een in ("leeg", "tussenkop", "afgekeurd", "samengevoegd", "gebruikt")]
    assert stap["gelezen"] == sum(delen), (zaad, stap)
    assert stap["gelezen"] == rijen, (zaad, stap, rijen)
    return inlezing
