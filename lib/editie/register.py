"""The report as data: which maps and tables it has, and from which number on a word of it is true.

Adding a map is adding a row to ``kaarten.csv``. The comment lines that open each file explain its columns.
"""

import re
import string
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pandas as pd

from lib.editie.ordening import DIMENSIES, Ordening, lees_ordening
from lib.grond.fouten import InvoerFout, InvoerFouten, dichtst, meld
from lib.grond.paden import REGISTER
from lib.grond.tabel import Kolom, delen, getypeerd, lees_ruw, lees_tabel

__all__ = [
    "DIMENSIES",
    "Ordening",
    "Register",
    "kaart_rijen",
    "lees_drempels",
    "lees_kaarten",
    "lees_ordening",
    "lees_programmas",
    "lees_register",
    "lees_tabellen",
    "programma_van",
]

KAARTEN = REGISTER / "kaarten.csv"
_TABELLEN = REGISTER / "tabellen.csv"
DREMPELS = REGISTER / "drempels.csv"
PROGRAMMAS = REGISTER / "programmas.csv"

HOOFDSTUKKEN = ("0", "II", "III", "IV", "V", "VI", "VII", "bijlage", "werkstructuur", "eigen")
TITELVELDEN = ("gemeenten_met", "gemeenten_totaal", "regio_met", "regio_totaal", "projecten", "klassen")
MATEN = ("aandeel", "aantal", "rang", "rang_van_onder", "lq", "cramers_v", "p_waarde")
_EENHEDEN = ("project", "regio", "gemeente", "thema")
# words in a printed legend that are no label of the ordering and no insurer
LEGENDAWOORDEN = ("overig", "aanwezig", "wmo_regio", "ja", "nee")
# what each kind of map may have as classes: "" is none
DIMENSIES_PER_SOORT = {
    "schema": ("",),
    "regio_overzicht": ("",),
    "kernwerkgebied": ("zorgverzekeraar",),
    "aanwezigheid": ("", *DIMENSIES, "zorgverzekeraar"),
    "combinatie": DIMENSIES,
    "uitsplitsing": DIMENSIES,
    "paneel": ("thema",),
    "vlekken": ("",),
    "polissen": ("zorgverzekeraar",),
    "strategie": ("", *DIMENSIES),
    "venster": ("",),
}
BESTANDSNAAM = Kolom(patroon=r"[A-Za-z0-9-]+", reden="alleen letters, cijfers en streepjes", uniek=True)
CODE = Kolom(patroon=r"[a-z][a-z0-9_]*", reden="alleen kleine letters, cijfers en _")


@dataclass(frozen=True, eq=False)
class Register:
    """Everything the report is made of, read and checked together by :func:`lees_register`."""

    ordening: Ordening
    kaarten: pd.DataFrame
    tabellen: pd.DataFrame
    drempels: pd.DataFrame
    programmas: pd.DataFrame


def lees_register(map_: Path = REGISTER) -> Register:
    """Return the whole register; raises InvoerFouten with the faults of all its files together.

    Besides each file by itself this checks that kaarten.csv and tabellen.csv name each other.
    """
    ordening = lees_ordening()
    programmas = lees_programmas(map_ / PROGRAMMAS.name, ordening)
    lezers = {
        "kaarten": lambda: lees_kaarten(map_ / KAARTEN.name, ordening, programmas),
        "tabellen": lambda: lees_tabellen(map_ / _TABELLEN.name, ordening),
        "drempels": lambda: lees_drempels(map_ / DREMPELS.name),
    }
    tabellen, fouten = _lees_alle(lezers)
    meld(fouten)
    meld(_samenhang(map_, tabellen["kaarten"], tabellen["tabellen"]))
    return Register(ordening, programmas=programmas, **tabellen)


def kaart_rijen(pad: Path = KAARTEN) -> list[dict[str, str]]:
    """Return the rows of the maps as they stand in the file, unchecked and therefore fast."""
    return lees_tabel(pad).to_dict("records")


def lees_kaarten(
    pad: Path = KAARTEN,
    ordening: Ordening | None = None,
    programmas: pd.DataFrame | None = None,
    anders: Mapping[str, Kolom] | None = None,
) -> pd.DataFrame:
    """Return the maps, one row each, in the order of the file.

    ``anders``: columns that differ from those of the project's own register, or come after them.

    Columns as the file: volgorde ``Int64``; tabel_id tuples of str; legenda_gedrukt tuples (the classes, in
    printed order) of tuples of codes, ``()`` when the printed legend is unknown; the rest ``str``, a filter
    being ``""`` when absent. Index ``rij``. Raises InvoerFouten.
    """
    ordening = ordening or lees_ordening()
    programmas = lees_programmas(ordening=ordening) if programmas is None else programmas
    kolommen = _kaartkolommen(ordening, tuple(programmas["programma"])) | dict(anders or {})
    ruw, fouten = lees_ruw(pad, kolommen)
    codes = [code for dimensie in (*DIMENSIES, "zorgverzekeraar") for code in ordening.codes(dimensie)]
    woorden = (*codes, *LEGENDAWOORDEN)
    for kaart in ruw.itertuples():
        fouten += _titelfouten(pad, kaart) + _soortfouten(pad, kaart) + _legendafouten(pad, kaart, woorden)
    meld(fouten)
    return getypeerd(ruw, kolommen).assign(legenda_gedrukt=ruw["legenda_gedrukt"].map(_klassen))


def lees_tabellen(pad: Path = _TABELLEN, ordening: Ordening | None = None) -> pd.DataFrame:
    """Return the printed tables, one row each.

    Columns as the file: volgorde and rijen_gedrukt ``Int64``; kaarten tuples of kaart_id's, which may hold
    ``*``; the rest ``str``. Index ``rij``. Raises InvoerFouten.
    """
    kolommen = _tabelkolommen(ordening or lees_ordening())
    ruw, fouten = lees_ruw(pad, kolommen)
    meld(fouten)
    return getypeerd(ruw, kolommen)


def lees_drempels(pad: Path = DREMPELS) -> pd.DataFrame:
    """Return the thresholds; where a code has several rows, all of them must hold.

    Columns as the file: termen tuples of str; ondergrens, bovengrens and marge ``float64`` (NaN: none);
    ondergrens_telt_mee, bovengrens_telt_mee and keuze_van_ons ``bool``; the rest ``str``. Index ``rij``.
    Raises InvoerFouten.
    """
    ruw, fouten = lees_ruw(pad, DREMPELKOLOMMEN)
    meld(fouten + _grensfouten(pad, ruw))
    drempels = getypeerd(ruw, DREMPELKOLOMMEN)
    meld(_termfouten(pad, drempels) + _omgekeerde_grenzen(pad, drempels))
    return drempels


def lees_programmas(pad: Path = PROGRAMMAS, ordening: Ordening | None = None) -> pd.DataFrame:
    """Return the programmes on which a map can filter; all columns ``str``. Raises InvoerFouten."""
    verzekeraars = (ordening or lees_ordening()).codes("zorgverzekeraar")
    kolommen = {
        "programma": Kolom(patroon=CODE.patroon, reden=CODE.reden, uniek=True),
        "naam": Kolom(),
        "patroon": Kolom(),
        "zorgverzekeraar": Kolom(keuze=verzekeraars, leeg=True),
        "toelichting": Kolom(leeg=True),
    }
    ruw, fouten = lees_ruw(pad, kolommen)
    meld(fouten + [fout for rij in ruw.itertuples() for fout in _patroonfouten(pad, rij)])
    return getypeerd(ruw, kolommen)


def programma_van(programmas: pd.DataFrame, titel: str, zorgverzekeraars: Iterable[str]) -> str:
    """Return the first programme that fits a project's title and insurers, else ``""``."""
    partijen = {"", *zorgverzekeraars}
    for rij in programmas.itertuples():
        if rij.zorgverzekeraar in partijen and re.search(rij.patroon, titel, flags=re.IGNORECASE):
            return rij.programma
    return ""


def _filters(ordening: Ordening) -> dict[str, Kolom]:
    return {dimensie: Kolom(keuze=ordening.codes(dimensie), leeg=True) for dimensie in DIMENSIES}


def _kaartkolommen(ordening: Ordening, programmas: tuple[str, ...]) -> dict[str, Kolom]:
    return {
        "kaart_id": BESTANDSNAAM,
        "hoofdstuk": Kolom(keuze=HOOFDSTUKKEN),
        "volgorde": Kolom(soort="geheel"),
        "kop": Kolom(),
        "titel": Kolom(),
        "soort": Kolom(keuze=tuple(DIMENSIES_PER_SOORT)),
        "dimensie": Kolom(keuze=(*DIMENSIES, "zorgverzekeraar"), leeg=True),
        **_filters(ordening),
        "zorgverzekeraar": Kolom(keuze=ordening.codes("zorgverzekeraar"), leeg=True),
        "programma": Kolom(keuze=programmas, leeg=True),
        "minimacontracten": Kolom(keuze=("nee", "ja", "alleen")),
        "grenzen": Kolom(keuze=("wmo_regio", "zorgkantoorregio", "geen")),
        "tabel_id": Kolom(soort="lijst", leeg=True),
        "legenda_gedrukt": Kolom(),
        "status": Kolom(keuze=("gedrukt", "impliciet", "voorstel")),
        "voorbehoud": Kolom(leeg=True),
        "toelichting": Kolom(leeg=True),
    }


def _tabelkolommen(ordening: Ordening) -> dict[str, Kolom]:
    return {
        "tabel_id": BESTANDSNAAM,
        "hoofdstuk": Kolom(keuze=HOOFDSTUKKEN),
        "volgorde": Kolom(soort="geheel"),
        "kop": Kolom(),
        "soort": Kolom(keuze=("analyse", "lijst", "definitie")),
        "kaarten": Kolom(soort="lijst"),
        "dimensie": Kolom(keuze=(*DIMENSIES, "zorgverzekeraar"), leeg=True),
        **_filters(ordening),
        "minimacontracten": Kolom(keuze=("nee", "ja", "alleen")),
        "rijen_gedrukt": Kolom(soort="geheel"),
        "toelichting": Kolom(leeg=True),
    }


DREMPELKOLOMMEN = {
    "code": CODE,
    "termen": Kolom(soort="lijst"),
    "eenheid": Kolom(keuze=_EENHEDEN, leeg=True),
    "maat": Kolom(keuze=MATEN),
    "ondergrens": Kolom(soort="getal", leeg=True),
    "ondergrens_telt_mee": Kolom(soort="janee", leeg=True),
    "bovengrens": Kolom(soort="getal", leeg=True),
    "bovengrens_telt_mee": Kolom(soort="janee", leeg=True),
    "marge": Kolom(soort="getal", leeg=True),
    "keuze_van_ons": Kolom(soort="janee"),
    "toelichting": Kolom(leeg=True),
}


def _titelfouten(pad: Path, kaart: Any) -> list[InvoerFout]:
    try:
        velden = [veld for _, veld, _, _ in string.Formatter().parse(kaart.titel) if veld is not None]
    except ValueError:
        reden = "accolades in de titel kloppen niet"
        return [InvoerFout(str(pad), reden, rij=kaart.Index, kolom="titel", waarde=kaart.titel)]
    return [
        InvoerFout(
            str(pad),
            "onbekend veld in de titel",
            rij=kaart.Index,
            kolom="titel",
            waarde=f"{{{veld}}}",
            suggestie=f"{{{dichtst(veld, TITELVELDEN) or TITELVELDEN[0]}}}",
        )
        for veld in velden
        if veld not in TITELVELDEN
    ]


def _soortfouten(pad: Path, kaart: Any) -> list[InvoerFout]:
    """A map must have the classes and filters that its kind can draw."""

    def fout(reden: str, kolom: str, suggestie: str = "") -> InvoerFout:
        waarde = getattr(kaart, kolom)
        return InvoerFout(str(pad), reden, rij=kaart.Index, kolom=kolom, waarde=waarde, suggestie=suggestie)

    fouten = []
    mogelijk = DIMENSIES_PER_SOORT.get(kaart.soort, (kaart.dimensie,))
    if kaart.dimensie not in mogelijk:
        genoemd = ", ".join(dimensie or "leeg" for dimensie in mogelijk)
        fouten.append(fout(f"een {kaart.soort} heeft als dimensie: {genoemd}", "dimensie", mogelijk[0]))
    if (
        kaart.soort in ("combinatie", "uitsplitsing")
        and kaart.dimensie in DIMENSIES
        and getattr(kaart, kaart.dimensie)
    ):
        fouten.append(fout("filter op de eigen klassen laat één klasse over", kaart.dimensie))
    if kaart.soort == "paneel" and not kaart.thema:
        fouten.append(fout("een paneel licht één thema uit; vul het in", "thema"))
    return fouten


def _klassen(legenda: str) -> tuple[tuple[str, ...], ...]:
    if legenda == "onbekend":
        return ()
    return tuple(tuple(deel.strip() for deel in klasse.split("+")) for klasse in delen(legenda))


def _legendafouten(pad: Path, kaart: Any, woorden: tuple[str, ...]) -> list[InvoerFout]:
    def fout(reden: str, waarde: str, suggestie: str = "") -> InvoerFout:
        return InvoerFout(
            str(pad), reden, rij=kaart.Index, kolom="legenda_gedrukt", waarde=waarde, suggestie=suggestie
        )

    klassen = _klassen(kaart.legenda_gedrukt)
    fouten = [
        fout("onbekend woord in de legenda", woord, dichtst(woord, woorden))
        for klasse in klassen
        for woord in klasse
        if woord not in woorden
    ]
    verzamelingen = [frozenset(klasse) for klasse in klassen]
    for i, klasse in enumerate(klassen):
        if verzamelingen[i] in verzamelingen[:i]:
            fouten.append(fout("klasse staat al in deze legenda (de volgorde telt niet)", " + ".join(klasse)))
    return fouten


def _grensfouten(pad: Path, ruw: pd.DataFrame) -> list[InvoerFout]:
    """A bound and whether it counts itself go together, and a row has at least one bound."""
    fouten = []
    for rij in ruw.itertuples():
        for grens in ("ondergrens", "bovengrens"):
            telt_mee = f"{grens}_telt_mee"
            if bool(getattr(rij, grens)) != bool(getattr(rij, telt_mee)):
                reden = f"{grens} en {telt_mee} zijn allebei gevuld of allebei leeg"
                fouten.append(InvoerFout(str(pad), reden, rij=rij.Index, kolom=telt_mee))
        if not rij.ondergrens and not rij.bovengrens:
            fouten.append(InvoerFout(str(pad), "drempel zonder grens", rij=rij.Index, kolom="ondergrens"))
    return fouten


def _omgekeerde_grenzen(pad: Path, drempels: pd.DataFrame) -> list[InvoerFout]:
    omgekeerd = drempels[drempels["ondergrens"] > drempels["bovengrens"]]
    reden = "bovengrens ligt onder de ondergrens"
    return [
        InvoerFout(str(pad), reden, rij=rij, kolom="bovengrens", waarde=str(waarde))
        for rij, waarde in omgekeerd["bovengrens"].items()
    ]


def _termfouten(pad: Path, drempels: pd.DataFrame) -> list[InvoerFout]:
    """A term with its unit means one code, or the rule for a sentence would be ambiguous."""
    fouten: list[InvoerFout] = []
    eigenaars: dict[tuple[str, str], str] = {}
    for rij in drempels.itertuples():
        for term in rij.termen:
            eigenaar = eigenaars.setdefault((term, rij.eenheid), rij.code)
            if eigenaar != rij.code:
                reden = f"term hoort met deze eenheid al bij {eigenaar}"
                fouten.append(InvoerFout(str(pad), reden, rij=rij.Index, kolom="termen", waarde=term))
    return fouten


def _patroonfouten(pad: Path, rij: Any) -> list[InvoerFout]:
    try:
        re.compile(rij.patroon)
    except re.error as fout:
        reden = f"geen geldige reguliere expressie: {fout}"
        return [InvoerFout(str(pad), reden, rij=rij.Index, kolom="patroon", waarde=rij.patroon)]
    return []


def _lees_alle(
    lezers: dict[str, Callable[[], pd.DataFrame]],
) -> tuple[dict[str, pd.DataFrame], list[InvoerFout]]:
    tabellen, fouten = {}, []
    for naam, lees in lezers.items():
        try:
            tabellen[naam] = lees()
        except InvoerFouten as gevonden:
            fouten += gevonden.fouten
    return tabellen, fouten


def _samenhang(map_: Path, kaarten: pd.DataFrame, tabellen: pd.DataFrame) -> list[InvoerFout]:
    """kaarten.csv says which tables explain a map, tabellen.csv which maps a table explains: the same."""
    fouten, paren = [], set()
    for tabel in tabellen.itertuples():
        for patroon in tabel.kaarten:
            passend = [kaart_id for kaart_id in kaarten["kaart_id"] if fnmatchcase(kaart_id, patroon)]
            paren |= {(kaart_id, tabel.tabel_id) for kaart_id in passend}
            if not passend:
                fouten.append(
                    InvoerFout(
                        str(map_ / _TABELLEN.name),
                        "past op geen enkele kaart",
                        rij=tabel.Index,
                        kolom="kaarten",
                        waarde=patroon,
                        suggestie=dichtst(patroon, kaarten["kaart_id"]),
                    )
                )
    for kaart in kaarten.itertuples():
        fouten += _tabelverwijzingen(map_ / KAARTEN.name, kaart, paren, tuple(tabellen["tabel_id"]))
    return fouten


def _tabelverwijzingen(
    pad: Path, kaart: Any, paren: set[tuple[str, str]], tabel_ids: tuple[str, ...]
) -> list[InvoerFout]:
    def fout(reden: str, waarde: str, suggestie: str = "") -> InvoerFout:
        return InvoerFout(
            str(pad), reden, rij=kaart.Index, kolom="tabel_id", waarde=waarde, suggestie=suggestie
        )

    fouten = []
    for tabel_id in kaart.tabel_id:
        if tabel_id not in tabel_ids:
            fouten.append(fout("tabel bestaat niet", tabel_id, dichtst(tabel_id, tabel_ids)))
        elif (kaart.kaart_id, tabel_id) not in paren:
            fouten.append(fout("tabellen.csv noemt deze kaart niet bij deze tabel", tabel_id))
    for tabel_id in tabel_ids:
        if (kaart.kaart_id, tabel_id) in paren and tabel_id not in kaart.tabel_id:
            fouten.append(
                fout("tabellen.csv noemt hier een tabel die ontbreekt", ";".join(kaart.tabel_id), tabel_id)
            )
    return fouten
