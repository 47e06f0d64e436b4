"""The sorts of maps without combinations: each says of every gemeente which class it has."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from lib.analyse.gegevens import Gegevens, als_lijst
from lib.analyse.selectie import GEEN_KLASSE, Selectie
from lib.beeld.stijl import (
    CATEGORIE,
    PROJECTEN,
    VORMGEVING,
    op_volgorde,
    vulling,
    vulling_reeks,
    vulling_zorgverzekeraar,
)
from lib.grond.woorden import aantal
from lib.kaart.inhoud import Inhoud, Klasse, Laag
from lib.kaart.klassen import (
    aantal_projecten,
    eerste,
    gedeelde_klassen,
    geschatte_plaatsen,
    leeg,
    maak_klasse,
    nergens,
    omlijning_van,
)

_GENOEMD = "Zonder stip of streep: in een bron genoemd, zonder cijfer."
PER_REGIO = "Tussen haakjes: het aantal gemeenten."
GEEN_POLIS = "geen polis bekend"
GEEN_POLISLIJST = "Zonder polislijst in deze editie: alleen de minimacontracten uit de projecten."
_APART = "Deze kaart telt de {projecten} per gemeente; elk staat apart op {bladen}."
PER_BLAD = int(PROJECTEN["kolommen"] * PROJECTEN["rijen"])  # projects that are drawn apart on one sheet
_AANTAL = VORMGEVING["aantal"]  # the smallest number of projects of a class → how it looks
GRONDSLAG = {"gemeten": "gemeten", "genoemd": None, "proxy": "proxy"}  # how a largest insurer is known → mark


def regio_overzicht(rij: Mapping[str, str], gegevens: Gegevens, selectie: Selectie | None) -> Inhoud:
    """Return every region as a numbered class; neighbours get different tints."""
    nummer, namen = gegevens.regio_van(rij["grenzen"])
    aantal = np.bincount(nummer, minlength=len(namen))
    klassen = [
        Klasse(naam, naam, "", n_gemeenten=int(n), nummer=str(i + 1))
        for i, (naam, n) in enumerate(zip(namen, aantal, strict=True))
    ]
    return Inhoud(
        klassen=tuple(klassen),
        klasse_van=nummer,
        geen_opgave=nergens(gegevens),
        leeswijzer=PER_REGIO,
        nul="",
    )


def kernwerkgebied(rij: Mapping[str, str], gegevens: Gegevens, selectie: Selectie) -> Inhoud:
    """Return the largest zorgverzekeraar of each Wmo-regio, with a mark for how that is known."""
    if gegevens.kernwerkgebieden is None:
        return leeg(gegevens)
    sleutels = gegevens.gemeenten[["gm_code", "wmo_regio"]]
    per_gemeente = sleutels.merge(
        gegevens.kernwerkgebieden, on="wmo_regio", how="left", validate="many_to_one"
    )
    houder = per_gemeente["grootste_verzekeraar"].fillna("")
    namen = op_volgorde(set(houder) - {""})
    lid = np.array([(houder == naam).to_numpy() for naam in namen], dtype=bool).reshape(
        len(namen), len(houder)
    )
    klassen = [
        maak_klasse(naam, naam, vulling_zorgverzekeraar(naam), leden)
        for naam, leden in zip(namen, lid, strict=True)
    ]
    lagen = []
    for grondslag, categorie in GRONDSLAG.items():
        gemeenten = (per_gemeente["grondslag"] == grondslag).to_numpy()
        if categorie and gemeenten.any():
            stijl = CATEGORIE[categorie]
            regios = gegevens.gemeenten.loc[gemeenten, "wmo_regio"].nunique()
            telling = aantal(regios, "Wmo-regio")
            lagen.append(Laag(stijl["label"], telling, stijl["arcering"], stijl["inkt"], gemeenten))
    return Inhoud(
        klassen=tuple(klassen),
        klasse_van=eerste(lid),
        geen_opgave=nergens(gegevens),
        lagen=tuple(lagen),
        leeswijzer=_GENOEMD if (per_gemeente["grondslag"] == "genoemd").any() else "",
        nul="",
    )


def aanwezigheid(rij: Mapping[str, str], gegevens: Gegevens, selectie: Selectie) -> Inhoud:
    """Return in which gemeenten there is a project, in the colour of the thema or zorgverzekeraar."""
    verzekeraars, themas = als_lijst(rij.get("zorgverzekeraar")), als_lijst(rij.get("thema"))
    if len(themas) == 1:
        code, label, stijl = (
            themas[0],
            gegevens.ordening.label("thema", themas[0]),
            vulling("thema", themas[0]),
        )
    elif len(verzekeraars) == 1:
        code = label = verzekeraars[0]
        stijl = vulling_zorgverzekeraar(code)
    else:
        code, label, stijl = "aanwezig", CATEGORIE["aanwezig"]["label"], vulling("categorie", "aanwezig")
    klasse = maak_klasse(code, label, replace(stijl, arcering=""), selectie.aanwezig)
    klasse = replace(klasse, n_projecten=selectie.aantal)
    return Inhoud(
        klassen=(klasse,) if selectie.aantal else (),
        klasse_van=np.where(selectie.aanwezig, 0, GEEN_KLASSE),
        geen_opgave=selectie.geen_opgave,
        lagen=geschatte_plaatsen(selectie),
        omlijning=omlijning_van(verzekeraars, gegevens),
    )


def paneel(rij: Mapping[str, str], gegevens: Gegevens, selectie: Selectie) -> Inhoud:
    """The thema wins: a gemeente with projects on both gets its colour."""
    thema = rij["thema"]
    van_thema = gegevens.projecten["thema"].to_numpy() == thema
    met_thema = np.zeros_like(selectie.aanwezig)
    met_thema[selectie.gemeente[van_thema[selectie.project]]] = True
    lid = np.array([met_thema, selectie.aanwezig & ~met_thema])
    overig = (selectie.projecten & ~van_thema).sum()
    klassen = (
        replace(
            maak_klasse(thema, gegevens.ordening.label("thema", thema), vulling("thema", thema), lid[0]),
            arcering="",
            n_projecten=int((selectie.projecten & van_thema).sum()),
        ),
        replace(
            maak_klasse("overig", CATEGORIE["overig"]["label"], vulling("categorie", "overig"), lid[1]),
            n_projecten=int(overig),
        ),
    )
    return Inhoud(
        klassen=klassen if selectie.aantal else (),
        klasse_van=eerste(lid),
        geen_opgave=selectie.geen_opgave,
        met=met_thema,
    )


def vlekken(rij: Mapping[str, str], gegevens: Gegevens, selectie: Selectie) -> Inhoud:
    """A patch per project, each with its own fill and number; gemeenten with several are split.

    Of more projects than can be told apart the map shows how many there are.
    """
    rijen = np.flatnonzero(selectie.projecten)
    projecten = gegevens.projecten.iloc[rijen]
    ids, titels = projecten["project_id"].to_numpy(), projecten["titel"].to_numpy()
    volgorde = np.lexsort((ids, titels))
    rijen = rijen[volgorde]
    lid = np.zeros((len(rijen), len(gegevens.gm_code)), dtype=bool)
    plaats = np.full(len(gegevens.projecten), GEEN_KLASSE)
    plaats[rijen] = np.arange(len(rijen))
    lid[plaats[selectie.project], selectie.gemeente] = True
    klassen = []
    kleur = np.argsort(np.argsort(~lid.any(axis=1), kind="stable"))  # what is drawn has a colour of its own
    for i, (project_id, titel) in enumerate(zip(ids[volgorde], titels[volgorde], strict=True)):
        klasse = maak_klasse(project_id, titel, vulling_reeks(int(kleur[i])), lid[i])
        klassen.append(replace(klasse, n_projecten=1, nummer=str(i + 1)))
    if len(klassen) > PROJECTEN["los"]:
        telkaart = _telkaart(lid.sum(axis=0), selectie)
        return replace(telkaart, geteld=tuple(klassen), toevoeging=_apart(rij, len(klassen)))
    return Inhoud(
        klassen=tuple(klassen),
        klasse_van=eerste(lid),
        geen_opgave=selectie.geen_opgave,
        delen=gedeelde_klassen(lid),
    )


def _apart(rij: Mapping[str, str], n: int) -> str:
    """Return the sentence that says on which sheets each of ``n`` projects is drawn apart."""
    laatste = -(-n // PER_BLAD)
    bladen = f"{rij['kaart_id']}-blad-1" + (f" tot en met -{laatste}" if laatste > 1 else "")
    return _APART.format(projecten=aantal(n, "project"), bladen=bladen)


def _telkaart(hoeveel: np.ndarray, selectie: Selectie) -> Inhoud:
    """Return the classes of ``hoeveel`` (int per gemeente, the number of projects), those that occur."""
    vanaf = np.array([int(code) for code in _AANTAL])
    stand = np.searchsorted(vanaf, hoeveel, side="right") - 1
    komt_voor = [i for i in range(len(vanaf)) if (stand == i).any()]
    lid = np.array([stand == i for i in komt_voor], dtype=bool).reshape(len(komt_voor), len(hoeveel))
    klassen = []
    for code, leden in zip(vanaf[komt_voor].astype(str).tolist(), lid, strict=True):
        klasse = maak_klasse(code, _AANTAL[code]["label"], vulling("aantal", code), leden)
        klassen.append(replace(klasse, n_projecten=aantal_projecten(selectie, leden)))
    return Inhoud(klassen=tuple(klassen), klasse_van=eerste(lid), geen_opgave=selectie.geen_opgave)


def _telling_van(polissen: pd.DataFrame) -> str:
    """Say over how many contracts is counted, and of how many the place is estimated."""
    geschat = int(np.sum(polissen.get("geschat", 0)))
    over = f"Geteld is per gemeente, over {aantal(len(polissen), 'polis')}"
    return (
        f"{over}; {geschat} daarvan geschat, want de gemeente is sindsdien verdeeld."
        if geschat
        else f"{over}."
    )


def polissen(rij: Mapping[str, str], gegevens: Gegevens, selectie: Selectie) -> Inhoud:
    """A patch per insurer, from the list of contracts or else the projects; shared gemeenten are split."""
    polissen = gegevens.polissen
    per_project = gegevens.lijsten("zorgverzekeraar")
    if polissen is not None:
        gemeente = gegevens.gemeente_nr(polissen["gm_code"])
        namen_per_rij = polissen["zorgverzekeraar"].to_numpy()
        tekst: dict[str, Any] = {
            "nul": GEEN_POLIS,
            "telling": _telling_van(polissen),
        }
    else:
        paren = [
            (g, naam)
            for p, g in zip(selectie.project, selectie.gemeente, strict=True)
            for naam in per_project[p]
        ]
        gemeente = np.array([g for g, _ in paren], dtype=np.int64)
        namen_per_rij = np.array([naam for _, naam in paren], dtype=object)
        tekst = {"toevoeging": GEEN_POLISLIJST}
    namen = op_volgorde(set(namen_per_rij))
    lid = np.zeros((len(namen), len(gegevens.gm_code)), dtype=bool)
    for i, naam in enumerate(namen):
        lid[i, gemeente[namen_per_rij == naam]] = True
    partijen = [naam for p in np.flatnonzero(selectie.projecten) for naam in per_project[p]]
    klassen = []
    for i, (naam, leden) in enumerate(zip(namen, lid, strict=True)):
        klasse = maak_klasse(naam, naam, vulling_zorgverzekeraar(naam), leden)
        klassen.append(replace(klasse, n_projecten=partijen.count(naam), nummer=str(i + 1)))
    return Inhoud(
        klassen=tuple(klassen),
        klasse_van=eerste(lid),
        geen_opgave=selectie.geen_opgave if polissen is None else nergens(gegevens),
        delen=gedeelde_klassen(lid),
        **tekst,
    )
