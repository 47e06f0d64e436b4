"""The pictures of contacts and subjects: matrices per region, and a map of who is at the table.

They count; they do not rank. Nothing in them names a person.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from lib.beeld.legenda import Post
from lib.beeld.regiomatrix import Cel, Matrixbeeld
from lib.beeld.stijl import CATEGORIE
from lib.editie.citaat import gemerkt
from lib.editie.ordening import Ordening
from lib.grond.woorden import aantal, datum
from lib.kaart.gebiedskaart import Kaarttekst, categorieklasse, maak_gebiedskaart, oplopend
from lib.kaart.inhoud import Kaartbeeld
from lib.werkstructuur.aanspreekpunten import NIVEAUS, PARTIJEN, bekend_per_regio
from lib.werkstructuur.gesprekspunten import STANDEN, THEMAS

if TYPE_CHECKING:
    from lib.editie.editie import Editie

PARTIJNAAM = dict(zip(PARTIJEN, ("Gemeenten", "Zorgverzekeraars", "Zorgkantoor"), strict=True))
STANDNAAM = {"bekend": "ja", "ontbreekt": "nee", "niet_opgegeven": "geen_gegevens"}  # stand → [categorie]
STANDLABEL = {"bekend": "bekend", "ontbreekt": "ontbreekt", "niet_opgegeven": "niet opgegeven"}
VAKKEN = len(PARTIJEN) * len(NIVEAUS)
TRAPPEN = {  # step of the map → its label, and how many of the six it holds; at most as many as grey can tell
    "weinig": ("0, 1 of 2 bekend", (0, 1, 2)),
    "half": ("3 bekend", (3,)),
    "ruim": ("4 bekend", (4,)),
    "bijna": ("5 bekend", (5,)),
    "alle": ("alle 6 bekend", (6,)),
}
TAFELNAAM = {
    "ja": ("ja", "eigen grootste verzekeraar aan tafel"),
    "via_concern": ("via_concern", "alleen een ander merk van hetzelfde concern"),
    "nee": ("nee", "eigen grootste verzekeraar niet aan tafel"),
    "geen_verzekeraar": ("geen_gegevens", "geen verzekeraar bekend in de regio"),
}
GESPREKSLABEL = {
    "gezamenlijk": ("ja", "gezamenlijke afspraak mogelijk"),
    "bilateraal": ("bilateraal", "alleen met elke verzekeraar apart"),
    "geen_afspraak": ("alleen_bespreken", "alleen bespreken"),
    "niet_bespreken": ("nee", "niet te bespreken"),
}


def bron(wat: str, editie: "Editie") -> str:
    """Return the source of a picture made from the edition's list of ``wat``."""
    return f"Bron: {editie.titel}, {wat}, peildatum {datum(editie.peildatum)}."


def maak_volledigheidsmatrix(volledig: pd.DataFrame, editie: "Editie") -> Matrixbeeld:
    """Return region × partij × niveau, from :func:`lib.werkstructuur.aanspreekpunten.volledigheid`."""
    vak = volledig.set_index(["regio", "partij", "niveau"])
    regios = tuple(volledig["regio"].unique())
    compleet = volledig["stand"].eq("bekend").groupby(volledig["regio"]).all().sum()
    titel = f"Alle aanspreekpunten bekend in {compleet} van de {len(regios)} zorgkantoorregio's"
    cellen = tuple(
        tuple(
            _contactcel(cast(pd.Series, vak.loc[(regio, partij, niveau), :]))
            for partij in PARTIJEN
            for niveau in NIVEAUS
        )
        for regio in regios
    )
    weg = volledig[volledig["stand"] != "bekend"]
    return Matrixbeeld(
        kaart_id="WS-aanspreekpunten",
        soort="matrix",
        titel=titel,
        ondertitel="Aanspreekpunten per partij, bestuurlijk en ambtelijk",
        bijschrift="Het getal is het aantal bekende aanspreekpunten; meer is niet beter. Niet opgegeven: de "
        "lijst noemt dit aanspreekpunt niet. Namen en nummers staan niet in deze uitvoer. Regio's staan op "
        "naam.",
        bronregel=gemerkt(bron("aanspreekpunten", editie), editie),
        alt=f"Tabel als figuur. {titel}. Niet bekend: {len(weg)} van {len(volledig)} vakken.",
        synthetisch=bool(editie.synthetisch),
        regios=regios,
        kolommen=tuple((PARTIJNAAM[partij], niveau) for partij in PARTIJEN for niveau in NIVEAUS),
        cellen=cellen,
        legenda=tuple(_post(code, STANDLABEL[stand]) for stand, code in STANDNAAM.items()),
    )


def maak_volledigheidskaart(volledig: pd.DataFrame, gemeenten: pd.DataFrame, editie: "Editie") -> Kaartbeeld:
    """Return the map of how many of its six aanspreekpunten are known in each region, in ordered steps."""
    bekend = bekend_per_regio(volledig)
    alle = int((bekend == VAKKEN).sum())
    trap_van = {aantal: code for code, (_, aantallen) in TRAPPEN.items() for aantal in aantallen}
    tekst = Kaarttekst(
        "WS-aanspreekpunten-kaart",
        f"Alle zes aanspreekpunten bekend in {alle} van de {len(bekend)} zorgkantoorregio's",
        "Geteld zijn drie partijen (gemeenten, zorgverzekeraars, zorgkantoor), elk bestuurlijk en ambtelijk. "
        "Hoe donkerder, hoe meer er in de lijst van deze editie bekend zijn. Dat zegt niets over hoe goed "
        "partijen elkaar weten te vinden. Wat ontbreekt, staat per regio in de lijst.",
        "Aanspreekpunten per zorgkantoorregio",
        bron("aanspreekpunten", editie),
    )
    klassen = oplopend({code: label for code, (label, _) in TRAPPEN.items()})
    waarden = bekend.map(trap_van).astype("str")
    gebied: dict[str, Any] = {"gemeenten": gemeenten, "indeling": "zorgkantoorregio"}
    return maak_gebiedskaart(tekst, waarden, klassen, editie=editie, **gebied)


def _post(code: str, tekst: str) -> Post:
    stijl = CATEGORIE[code]
    return Post(tekst, stijl["kleur"], stijl.get("arcering", ""), stijl.get("inkt", ""))


def _cel(code: str, tekst: str) -> Cel:
    stijl = CATEGORIE[code]
    return Cel(tekst, stijl["kleur"], stijl.get("arcering", ""), stijl.get("inkt", ""))


def _contactcel(vak: pd.Series) -> Cel:
    bekend = vak["stand"] == "bekend"
    return _cel(STANDNAAM[vak["stand"]], str(vak["aantal"]) if bekend else STANDLABEL[vak["stand"]])


def maak_tafelkaart(eigen: pd.DataFrame, gemeenten: pd.DataFrame, editie: "Editie") -> Kaartbeeld:
    """Return the map of gemeenten whose own largest insurer is, or is not, at the table of their region.

    ``eigen`` is that of :func:`lib.werkstructuur.marktaandeel.eigen_grootste_aan_tafel`.
    """
    met = int((eigen["aan_tafel"] == "ja").sum())
    proxy = int(eigen["grondslag"].isin(["proxy", "genoemd"]).sum())
    naam = {stand: code for stand, (code, _) in TAFELNAAM.items()}
    tekst = Kaarttekst(
        "WS-eigen-verzekeraar",
        f"In {met} van de {len(eigen)} gemeenten zit de eigen grootste verzekeraar aan tafel",
        "Aan tafel: als verzekeraar of als zorgkantoor een bekend aanspreekpunt in de regio. Marktaandelen "
        f"per gemeente zijn niet openbaar: bij {aantal(proxy, 'gemeente')} is de grootste benaderd met die "
        "van de Wmo-regio; de andere staan in de lijst van deze editie of zijn gemeten.",
        "De grootste zorgverzekeraar van elke gemeente",
    )
    klassen = [categorieklasse(code, label) for code, label in TAFELNAAM.values()]
    waarden = eigen.set_index("gm_code")["aan_tafel"].map(naam).astype("str")
    gebied: dict[str, Any] = {"gemeenten": gemeenten, "grenzen": "zorgkantoorregio"}
    return maak_gebiedskaart(tekst, waarden, klassen, editie=editie, **gebied)


def maak_gespreksmatrix(
    punten: pd.DataFrame, regios: Sequence[str], ordening: Ordening, editie: "Editie"
) -> Matrixbeeld:
    """Return region × the three themes: what can be agreed on at most, and on how many subjects."""
    per_vak = punten.groupby(["regio", "thema"])["stand"].agg(list).to_dict()
    standen = [[per_vak.get((regio, thema), []) for thema in THEMAS] for regio in regios]
    open_ = punten[punten["thema"].isin(THEMAS) & (punten["stand"] != "niet_bespreken")]
    compleet = int((open_.groupby("regio")["thema"].nunique() == len(THEMAS)).sum())
    titel = f"Over alle drie de thema's is te praten in {compleet} van de {len(regios)} zorgkantoorregio's"
    return Matrixbeeld(
        kaart_id="WS-gesprekspunten",
        soort="matrix",
        titel=titel,
        ondertitel="Waarover partijen willen en kunnen praten: ouderen, GGZ en preventie",
        bijschrift="De kleur is wat in dat vak ten hoogste kan; het getal is het aantal onderwerpen. Over "
        "een concurrentiegevoelig onderwerp maken verzekeraars geen gezamenlijke afspraak (Mededingingswet). "
        "Een leeg vak zegt niet dat er niet gepraat wordt. Regio's staan op naam.",
        bronregel=gemerkt(bron("gesprekspunten", editie), editie),
        alt=f"Tabel als figuur. {titel}.",
        synthetisch=bool(editie.synthetisch),
        regios=tuple(regios),
        kolommen=tuple(("", ordening.naam("thema", thema)) for thema in THEMAS),
        cellen=tuple(tuple(map(_gesprekscel, rij)) for rij in standen),
        legenda=(
            *(_post(code, label) for code, label in GESPREKSLABEL.values()),
            _post("geen_gegevens", "geen onderwerp opgegeven"),
        ),
    )


def _gesprekscel(standen: list[str]) -> Cel:
    if not standen:
        return _cel("geen_gegevens", "")
    hoogste = min(standen, key=STANDEN.index)
    return _cel(GESPREKSLABEL[hoogste][0], str(len(standen)))


def toon_gezamenlijk(punten: pd.DataFrame, ordening: Ordening) -> pd.DataFrame:
    """Return the subjects on which all can agree, as a page shows them (str)."""
    samen = _leesbaar(punten[punten["stand"] == "gezamenlijk"], ordening)
    return samen if samen["Toelichting"].any() else samen.drop(columns="Toelichting")


def toon_apart(apart: pd.DataFrame, ordening: Ordening) -> pd.DataFrame:
    """Return :func:`lib.werkstructuur.gesprekspunten.per_verzekeraar` as a page shows it (str)."""
    return _leesbaar(apart, ordening)


def _leesbaar(tabel: pd.DataFrame, ordening: Ordening) -> pd.DataFrame:
    kolommen = ["regio", "thema", "onderwerp", "zorgverzekeraar", "toelichting"]
    uit = tabel[[naam for naam in kolommen if naam in tabel]]
    uit = uit.assign(thema=[ordening.label("thema", code) for code in uit["thema"]])
    return uit.rename(columns=str.capitalize)
