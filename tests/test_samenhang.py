"""Which projects belong together: reasons, decisions, and how pure the groups of the example are."""

import csv
import dataclasses

import pandas as pd
import pytest
from test_constatering import gegevens

from lib.analyse.samenhang import (
    BANDKOLOMMEN,
    eigen_tekst,
    groepen,
    lees_regel,
    lees_samenhangbesluiten,
    vind_banden,
    zuiverheid,
)
from lib.editie.editie import lees_editie
from lib.editie.ordening import lees_ordening
from lib.editie.register import lees_programmas, programma_van
from lib.gebied.jaar import gemeenten_van_editie
from lib.grond.fouten import InvoerFouten
from lib.grond.paden import WORTEL
from lib.inlezen.projecten import lees_projecten
from lib.pagina.samenhang import toon_samenhang

GEEN = pd.DataFrame(columns=list(BANDKOLOMMEN), dtype="str")
HIER, DAAR = ["GM0001"], ["GM0003"]
TITEL = "Pannenkoeken aan tafel"
EIGEN = "Vrijwilligers bakken pannenkoeken tegen eenzaamheid aan de keukentafel"


def stof(*rijen):
    """Projects that share nothing but what a row says: other insurers, places and words."""
    wie = ("CZ", "DSW", "VGZ", "ONVZ", "Eno")
    basis = [
        {"titel": f"{'abcdef'[i] * 5} {'uvwxyz'[i] * 6}", "omschrijving": "", "zorgverzekeraars": [wie[i]]}
        | {"gemeenten": [f"GM000{i % 4 + 1}"]}
        for i in range(len(rijen))
    ]
    partijen = [rij.get("andere_partijen", "") for rij in rijen]
    feiten = gegevens(*(een | rij for een, rij in zip(basis, rijen, strict=True)))
    return dataclasses.replace(feiten, projecten=feiten.projecten.assign(andere_partijen=partijen))


def paren(feiten, besluiten=GEEN):
    banden = vind_banden(feiten, besluiten)
    return {(rij.een, rij.ander): rij.waarom for rij in banden.itertuples()}


def besluit(*rijen):
    return pd.DataFrame(rijen, columns=list(BANDKOLOMMEN))


@pytest.mark.parametrize(
    "een, ander, waarom",
    [
        ({"programma": "leertuin"}, {"programma": "leertuin"}, "zelfde programma (leertuin)"),
        ({"titel": TITEL}, {"titel": TITEL}, ""),  # text alone is not enough
        (
            {"titel": TITEL, "omschrijving": EIGEN, "zorgverzekeraars": ["CZ"]},
            {"titel": TITEL, "omschrijving": EIGEN, "zorgverzekeraars": ["CZ"]},
            "eigen tekst lijkt erop; zelfde zorgverzekeraar (CZ)",
        ),
        (
            {"andere_partijen": "Drechtzorg", "gemeenten": HIER},
            {"andere_partijen": "GGD; Drechtzorg", "gemeenten": HIER},
            "zelfde partij (Drechtzorg); zelfde plaats",
        ),
        (  # a kind of party is no party
            {"andere_partijen": "huisartsen; GGD", "gemeenten": HIER},
            {"andere_partijen": "huisartsen; GGD", "gemeenten": HIER},
            "",
        ),
        (
            {"gemeenten": HIER, "zorgverzekeraars": ["CZ"]},
            {"gemeenten": HIER, "zorgverzekeraars": ["CZ"]},
            "",
        ),
    ],
)
def test_elke_band_heeft_zijn_reden(een, ander, waarom):
    gevonden = paren(stof(een, ander))
    assert gevonden == ({("p0", "p1"): waarom} if waarom else {})


def test_een_zin_die_vaker_voorkomt_weegt_niets():
    zelfde = {"titel": TITEL, "omschrijving": EIGEN, "zorgverzekeraars": ["CZ"]}
    assert len(paren(stof(zelfde, zelfde))) == 1
    assert paren(stof(zelfde, zelfde, zelfde)) == {}, "drie keer letterlijk is invultekst"
    teksten = eigen_tekst(stof(zelfde, zelfde, zelfde).projecten, stof(zelfde), 3)
    assert not any("pannenkoeken" in tekst for tekst in teksten)


def test_een_minimacontract_hoort_nergens_bij():
    rij = {"programma": "leertuin", "is_minimacontract": True}
    assert paren(stof(rij, rij)) == {}


def test_wat_een_mens_besluit_gaat_voor():
    feiten = stof(*[{"programma": "leertuin"}] * 3, {})
    apart = paren(feiten, besluit(("p0", "p1", "apart", "andere opzet")))
    assert set(apart) == {("p1", "p2")}, "p0 gaat uit de groep, de rest blijft"
    samen = paren(feiten, besluit(("p3", "p0", "samen", "zelfde trekker")))
    assert samen[("p3", "p0")] == "zelfde trekker" and len(samen) == 4
    assert groepen(vind_banden(feiten, GEEN))["project_id"].tolist() == ["p0", "p1", "p2"]


def test_fouten_in_besluiten_worden_met_de_naaste_naam_gemeld(tmp_path):
    pad = tmp_path / "samenhang.csv"
    pad.write_text("project_id,bij,oordeel,reden\nleertuim,b,samen,x\nb,b,apart,y\nb,leertuin,soms,z\n")
    editie = type("E", (), {"bestand": lambda self, soort: pad})()
    with pytest.raises(InvoerFouten) as fout:
        lees_samenhangbesluiten(editie, pd.DataFrame({"project_id": ["leertuin", "b"]}))
    assert {(een.rij, een.kolom) for een in fout.value.fouten} == {
        (2, "project_id"),
        (3, "bij"),
        (4, "oordeel"),
    }
    assert any(een.suggestie == "leertuin" for een in fout.value.fouten)


@pytest.fixture(scope="module")
def voorbeeld():
    """The projects of the example as they are read, before labels are decided."""
    editie = lees_editie("voorbeeld")
    projecten = lees_projecten(editie).ingelezen
    namen, paren_ = lees_programmas(), projecten[["titel", "zorgverzekeraars"]].itertuples(index=False)
    projecten["programma"] = [programma_van(namen, titel, wie) for titel, wie in paren_]
    basis = gegevens()
    return dataclasses.replace(
        basis, projecten=projecten, gemeenten=gemeenten_van_editie(editie), ordening=lees_ordening()
    )


@pytest.fixture(scope="module")
def waarheid():
    with (WORTEL / "tests/waarheid/voorbeeld/projecten.csv").open(encoding="utf-8") as bestand:
        rijen = list(csv.DictReader(regel for regel in bestand if not regel.startswith("#")))
    return {rij["project_id"]: rij["programma"] for rij in rijen}


def test_de_geplante_programmas_worden_zuiver_gevonden(voorbeeld, waarheid):
    precisie, gevonden = zuiverheid(groepen(vind_banden(voorbeeld, GEEN)), waarheid)
    assert precisie >= 0.9 and gevonden >= 0.95


def test_zonder_programma_ontstaan_er_geen_grote_valse_groepen(voorbeeld):
    """The example repeats its sentences over the country: nearly all of it is template text."""
    kaal = dataclasses.replace(voorbeeld, projecten=voorbeeld.projecten.assign(programma=""))
    telling = groepen(vind_banden(kaal, GEEN)).groupby("groep").size()
    assert telling.max() <= 5


def test_zuiverheid_telt_paren():
    groep = pd.DataFrame({"groep": [1, 1, 1, 2, 2], "project_id": list("abcde")})
    precisie, gevonden = zuiverheid(groep, {"a": "x", "b": "x", "c": "", "d": "x", "e": ""})
    assert (precisie, gevonden) == (pytest.approx(1 / 4), pytest.approx(1 / 3))


def test_de_pagina_toont_elke_groep_met_haar_banden():
    feiten = stof(*[{"programma": "leertuin"}] * 3, {})
    getoond = list(toon_samenhang(feiten, vind_banden(feiten, GEEN)))
    assert "3 projecten in 1 groep; 1 staat los." in getoond[0].inhoud
    assert "zelfde programma (leertuin)" in getoond[-1].inhoud
    assert "3 projecten, 3 banden" in getoond[-1].inhoud
    (geen,) = toon_samenhang(feiten, vind_banden(stof({}, {}), GEEN))
    assert "geen samenhang" in geen.inhoud


def test_geen_reden_weegt_meer_dan_de_grens_behalve_een_programma():
    regel = lees_regel()
    assert [naam for naam, punten in regel.punten.items() if punten >= regel.vanaf] == ["programma"]
    assert regel.punten["zorgverzekeraar"] + regel.punten["plaats"] < regel.vanaf
