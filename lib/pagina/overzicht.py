"""The front page of the report: what it is, how to read it, and its editions."""

from pathlib import Path
from typing import Any

import lib
from lib.editie.editie import Editie, edities, lees_editie
from lib.grond.paden import Uitvoer, uitvoer
from lib.grond.schrijven import schrijf_atomair
from lib.grond.woorden import datum, getal
from lib.pagina.inhoud import ATLAS, INHOUD, afgekeurd, lees_csv, mislukte
from lib.pagina.site import downloads, sjabloonomgeving
from lib.pagina.vragen import lees_doelen

_SJABLOON = "overzicht.html.j2"


def schrijf_overzicht(wortel: Path) -> None:
    """Write ``rapport/index.html`` about every edition that has a contents page below ``wortel``.

    Those with real projects come first.
    """
    aanwezig = [naam for naam in edities() if (uitvoer(naam, wortel).rapport / INHOUD).is_file()]
    gelezen = sorted((lees_editie(naam) for naam in aanwezig), key=lambda editie: editie.synthetisch)
    kaartjes = [_editie(editie, uitvoer(editie.naam, wortel)) for editie in gelezen]
    sjabloon = sjabloonomgeving().get_template(_SJABLOON)
    pagina = sjabloon.render(edities=kaartjes, doelen=lees_doelen(), versie=lib.__version__)
    schrijf_atomair(wortel / "rapport" / INHOUD, pagina)


def _editie(editie: Editie, plaats: Uitvoer) -> dict[str, Any]:
    zinnen = editie.toelichting.replace("**", "").split(". ")
    return {
        "naam": editie.naam,
        "titel": editie.titel,
        "toelichting": ". ".join(zinnen[:2]).removesuffix(".") + "." if editie.toelichting else "",
        "synthetisch": editie.synthetisch,
        "peildatum": datum(editie.peildatum),
        "jaar": editie.tekenjaar,
        "getallen": _getallen(plaats.processed),
        "afgekeurd": getal(afgekeurd(plaats.processed)),
        "mislukt": mislukte(plaats.rapport),
        "inhoud": f"{editie.naam}/{INHOUD}",
        "atlas": f"{editie.naam}/{ATLAS}" if (plaats.rapport / ATLAS).is_file() else "",
        "downloads": downloads(plaats.rapport),
    }


def _getallen(processed: Path) -> list[tuple[str, str]]:
    """How much an edition is about, with its nouns."""
    projecten = {stap["stap"]: int(stap["aantal"]) for stap in lees_csv(processed / "waterval.csv")}
    venster = {stap["stap"]: int(stap["aantal"]) for stap in lees_csv(processed / "waterval-venster.csv")}
    getallen = [
        ("projecten", projecten.get("gebruikt")),
        ("daarvan op de kaart", projecten.get("getekend")),
        ("antwoorden op het venster", venster.get("ingevuld")),
    ]
    return [(getal(n), woord) for woord, n in getallen if n is not None]
