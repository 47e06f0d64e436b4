"""What every party in every region says, on one sheet: a mark per party and onderdeel, and none left out."""

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.patches import Rectangle

from lib.beeld.figuur import Kaartfiguur, Opschrift
from lib.beeld.grafiek import opschrift
from lib.beeld.kader import Kader
from lib.beeld.legenda import MONSTER, Post, maak_rijlegenda, teken_monster
from lib.beeld.letters import Blok, blok, schrijf
from lib.beeld.stijl import BLAD, CATEGORIE, LETTER, VLAK, stijl
from lib.beeld.vel import BREED, maak_vel
from lib.venster.tellen import ALLE, PARTIJEN
from lib.venster.verschil import GEEN, JA, NEE, ONDERDRUKT, ONEENS, STANDPUNTEN, VERDEELD, eens_of_oneens

if TYPE_CHECKING:
    from lib.editie.editie import Editie

_RIJ = 4.5  # height of a row, mm
_KOP = 10.0
_VAK = MONSTER[0] + 1.2  # width of a mark, mm
_TUSSEN = 6.0  # between onderdelen, with the sign of disagreement
_NAAM = 49.0
_APART = 1.2  # before the mark of all answers together, mm
_KORT = {"gemeenten": "gem.", "zorgverzekeraar": "verz.", "zorgkantoor": "zk.", ALLE: "alle"}
_ANDERS = "≠"
_STREEP = "#f4f4f4"
_CATEGORIE_VAN = {JA: "ja", NEE: "nee", VERDEELD: "verdeeld", ONDERDRUKT: "onderdrukt", GEEN: "geen_gegevens"}


def teken_standpunten(punten: pd.DataFrame, meetjaar: int, editie: "Editie") -> Kaartfiguur:
    """Return the sheet of one year: a row per region, alphabetical, and per onderdeel a mark for each party.

    A fourth mark is for all answers of the region together: it says JA and NEE as soon as one differs.

    ``punten``: from :func:`lib.venster.verschil.standpunten`. The sign ≠ stands where parties say otherwise.
    """
    regios, delen = sorted(punten["regio"].unique()), punten["onderdeel"].unique().tolist()
    code = punten.set_index(["regio", "onderdeel", "partij"])["standpunt"]
    oordeel = eens_of_oneens(punten).set_index(["regio", "onderdeel"])["oordeel"]
    legenda = maak_rijlegenda([_post(code) for code in STANDPUNTEN], BREED)
    with stijl():
        figuur, blad, y = maak_vel(
            _opschrift(punten, oordeel, meetjaar, editie), _KOP + _RIJ * len(regios) + 2 + legenda.hoogte
        )
        _kop(blad, y, delen)
        for i, regio in enumerate(regios):
            hoogte = y + _KOP + i * _RIJ
            if i % 2 == 0:
                rand = Rectangle((BLAD["marge"], hoogte), BREED, _RIJ, facecolor=_STREEP, linewidth=0)
                blad.voeg_toe(rand)
            _tekst(blad, BLAD["marge"] + 1, hoogte, regio)
            for j, onderdeel in enumerate(delen):
                for k, partij in enumerate(_KORT):
                    if (regio, onderdeel, partij) in code.index:
                        _teken_vak(blad, _x(j, k), hoogte, code[regio, onderdeel, partij])
                if oordeel.get((regio, onderdeel)) == ONEENS:
                    _tekst(blad, _x(j, len(_KORT)) - 0.4, hoogte, _ANDERS, vet=True)
        legenda.teken(blad, BLAD["marge"], y + _KOP + _RIJ * len(regios) + 2)
        return figuur


def _opschrift(punten: pd.DataFrame, oordeel: pd.Series, meetjaar: int, editie: "Editie") -> Opschrift:
    regios = punten["regio"].nunique()
    anders = set(oordeel[oordeel == ONEENS].index.get_level_values("regio"))
    anders |= set(punten.loc[punten["standpunt"] == VERDEELD, "regio"])
    titel = f"In {len(anders)} van de {regios} regio's lopen de antwoorden op een of meer onderdelen uiteen"
    telling = punten.loc[punten["partij"].isin(PARTIJEN), "standpunt"].value_counts()
    geteld = "; ".join(f"{naam}: {telling.get(code, 0)}" for code, naam in STANDPUNTEN.items())
    return opschrift(
        f"venster-standpunten-{meetjaar}",
        editie,
        titel,
        f"Periodiek venster {meetjaar}: wat elke partij antwoordt, per regio en onderdeel",
        "Gem.: gemeenten; verz.: zorgverzekeraars; zk.: zorgkantoor; alle: alle antwoorden uit de regio bij "
        f"elkaar, niet gemiddeld. {_ANDERS}: partijen antwoorden verschillend, of één partij is verdeeld. "
        "Regio's staan op alfabet; er is geen norm en geen rangorde. Niet getoond: zo weinig of zulke "
        "gelijke antwoorden dat zij naar een enkele organisatie te herleiden zouden zijn.",
        f"Tabel van {regios} regio's met per onderdeel een teken per partij. {titel}. Aantal tekens: "
        f"{geteld}.",
    )


def _post(code: str) -> Post:
    vorm = CATEGORIE[_CATEGORIE_VAN[code]]
    return Post(STANDPUNTEN[code], vorm["kleur"], vorm.get("arcering", ""), vorm.get("inkt", VLAK["papier"]))


def _teken_vak(blad: Kader, x: float, y: float, code: str) -> None:
    teken_monster(blad, x, y + (_RIJ - MONSTER[1]) / 2, _post(code))


def _x(onderdeel: int, partij: int) -> float:
    """Return the left of a mark, mm."""
    ruimte = _APART if partij >= len(PARTIJEN) else 0
    return BLAD["marge"] + _NAAM + onderdeel * (len(_KORT) * _VAK + _APART + _TUSSEN) + partij * _VAK + ruimte


def _kop(blad: Kader, y: float, delen: list[str]) -> None:
    for j, onderdeel in enumerate(delen):
        schrijf(blad, _x(j, 0), y, blok(onderdeel, 40, LETTER["legenda"], vet=True), "kop")
        for k, partij in enumerate(_KORT):
            schrijf(blad, _x(j, k), y + 5, Blok((_KORT[partij],), LETTER["klein"]), "kop")


def _tekst(blad: Kader, x: float, y: float, tekst: str, vet: bool = False) -> None:
    regel = Blok((tekst,), LETTER["klein"], vet)
    schrijf(blad, x, y + (_RIJ - regel.hoogte) / 2, regel, "rij")
