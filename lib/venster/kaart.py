"""The map of the venster: per onderdeel what the answers of each zorgkantoorregio look like."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from lib.editie.register import lees_kaarten
from lib.gebied.jaar import gemeenten_van_editie
from lib.grond.paden import uitvoer
from lib.grond.woorden import getal
from lib.kaart.blad import bewaar_figuur, teken
from lib.kaart.gebiedskaart import Kaarttekst, categorieklasse, maak_gebiedskaart
from lib.kaart.hoofdstuk import Getekend, bewaar_lijst, lijstregel
from lib.kaart.inhoud import Kaartbeeld, bundel
from lib.kaart.jaarbasis import Grenzenbron, lees_basis
from lib.venster.stof import Vensterstof
from lib.venster.tellen import ALLE
from lib.venster.verschil import GEEN, JA, NEE, ONDERDRUKT, STANDPUNTEN, VERDEELD, standpunten

if TYPE_CHECKING:
    from lib.editie.editie import Editie

KAART = "WS-venster"  # the row of the register
INDELING = "zorgkantoorregio"
_LEESWIJZER = (
    "Per regio staan alle antwoorden van gemeenten, zorgverzekeraars en zorgkantoor samen; er is niets "
    "gemiddeld. Niet getoond: zo weinig of zulke gelijke antwoorden dat een antwoord naar een enkele "
    "organisatie te herleiden zou zijn."
)


def maak_vensterkaart(
    uitkomst: pd.DataFrame, meetjaar: int, rij: Mapping[str, str], gemeenten: pd.DataFrame, editie: "Editie"
) -> Kaartbeeld:
    """Return register row ``rij`` for one year: a small map per onderdeel, on one sheet.

    ``uitkomst`` is ``venster_uitkomst``, after suppression. The title counts the regions with an answer.
    """
    punten = standpunten(uitkomst, meetjaar)
    punten = punten[punten["partij"] == ALLE]
    met = punten.loc[punten["standpunt"] != GEEN, "regio"].nunique()
    velden = {"regio_met": getal(met), "regio_totaal": getal(gemeenten[INDELING].nunique())}
    klassen = [categorieklasse(code, STANDPUNTEN[code]) for code in (JA, VERDEELD, NEE, ONDERDRUKT)]
    onder, kop = f"{rij['voorbehoud']} {_LEESWIJZER}".strip(), f"{rij['kop']}, {meetjaar}"
    tekst = Kaarttekst(rij["kaart_id"], "", onder, kop, leeg=STANDPUNTEN[GEEN])
    kaarten = [
        maak_gebiedskaart(
            replace(tekst, titel=onderdeel.capitalize()),
            eigen.set_index("regio")["standpunt"].where(lambda codes: codes != GEEN),
            klassen,
            gemeenten=gemeenten,
            editie=editie,
            indeling=INDELING,
        )
        for onderdeel, eigen in punten.groupby("onderdeel", sort=False)
    ]
    return replace(bundel(kaarten, rij["titel"].format_map(velden)), soort=rij["soort"])


def teken_kaarten(
    stof: Vensterstof | None, pagina: str, grenzen: Grenzenbron = "ingebed"
) -> dict[int, Getekend]:
    """Draw the map of each year and list that of the latest in ``kaarten-<pagina>.csv``; return them by year.

    The latest is the one that the register asks for; an earlier one has its year behind the name. Without a
    venster nothing is drawn or listed.
    """
    rij = lees_kaarten().set_index("kaart_id", drop=False).loc[KAART].to_dict()
    getekend = {}
    if stof is not None:
        plaats, gemeenten = uitvoer(stof.editie.naam), gemeenten_van_editie(stof.editie)
        basis = lees_basis(gemeenten, stof.editie.tekenjaar, grenzen)
        for jaar in stof.jaren:
            naam = KAART if jaar == stof.jaren[0] else f"{KAART}-{jaar}"
            beeld = maak_vensterkaart(stof.uitkomst, jaar, rij | {"kaart_id": naam}, gemeenten, stof.editie)
            png, _ = bewaar_figuur(
                teken(beeld, basis), plaats.figures / naam, [plaats.processed / "venster.parquet"]
            )
            getekend[jaar] = Getekend(beeld, png)
        bewaar_lijst([lijstregel(getekend[stof.jaren[0]], rij, pagina)], pagina, plaats)
    return getekend
