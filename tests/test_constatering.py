"""Findings: each kind of test on a handful of projects, faults in the register, and the planted truth."""

import csv
import shutil
from dataclasses import replace
from functools import cache
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.analyse.constatering.filter import FilterFout, Veld, masker, ontleed
from lib.analyse.constatering.gelijkenis import gelijkenis
from lib.analyse.constatering.lezer import Lezer, toetskolommen
from lib.analyse.constatering.oordeel import beoordeel_constateringen, binnen, constateringentabel
from lib.analyse.constatering.register import Instellingen, lees_constateringen, lees_instellingen
from lib.analyse.constatering.soorten import Constatering, Grens
from lib.analyse.constatering.velden import maak_velden
from lib.analyse.constatering.vergelijk import vergelijk_oordelen
from lib.analyse.constatering.woorden import kort_titel, wat_telt
from lib.analyse.gegevens import Gegevens
from lib.editie.editie import lees_editie
from lib.editie.ordening import lees_ordening
from lib.editie.register import kaart_rijen, lees_drempels, lees_programmas
from lib.gebied.tabellen import lees_gemeenten, lees_kernwerkgebieden
from lib.grond.fouten import InvoerFouten
from lib.grond.paden import REGISTER, uitvoer
from lib.labels.dekking import maak_dekking
from lib.pagina.constateringen import vooraf
from lib.pagina.taken import maak_taken

SNEL = Instellingen(herhalingen=40, zaad=1, stevig_vanaf=0.9, marge=0.1, gelijk_vanaf=0.5, permutaties=99)
EEN_KEER = SNEL.model_copy(update={"herhalingen": 1})
ECHT = lees_constateringen()
OUD, ESW = "thema=ouderen", "thema=esw"

# --- a country of four gemeenten -------------------------------------------------------------------------

GEMEENTEN = pd.DataFrame(
    [
        ("GM0001", "Aa", "Groningen", 120_000, "Noord"),
        ("GM0002", "Bee", "Groningen", 20_000, "Noord"),
        ("GM0003", "Cee", "Limburg", 150_000, "Zuid"),
        ("GM0004", "Dee", "Limburg", 10_000, "Zuid"),
    ],
    columns=["gm_code", "gm_naam", "provincie", "inwoners_2017", "wmo_regio"],
)
KERN = pd.DataFrame({"wmo_regio": ["Noord", "Zuid"], "grootste_verzekeraar": ["Menzis", "CZ"]})
GEWOON = {
    "omschrijving": "huisarts en wijkteam",
    "zorgverzekeraars": ["Menzis"],
    "gemeenten": ["GM0001"],
    "thema": "ouderen",
    "instrument": ["werkwijze"],
    "vorm": "ontwikkelproject",
    "schaal": "gemeente",
    "is_minimacontract": False,
    "programma": "",
}


def gegevens(*rijen, polissen=None):
    """The projects ``rijen``, each given by what differs from ``GEWOON``."""
    projecten = [
        GEWOON | {"project_id": f"p{i}", "titel": f"Project {i}"} | rij for i, rij in enumerate(rijen)
    ]
    regio = dict(zip(GEMEENTEN["gm_code"], GEMEENTEN["wmo_regio"], strict=True))
    for rij in projecten:
        rij.setdefault("wmo_regios", sorted({regio[code] for code in rij["gemeenten"]}))
    kolommen = ["project_id", "titel", *GEWOON, "wmo_regios"]
    tabel = pd.DataFrame(projecten, columns=kolommen).astype({"is_minimacontract": bool})
    contracten = None if polissen is None else pd.DataFrame(polissen, columns=["gm_code", "zorgverzekeraar"])
    dekking = (
        maak_dekking(tabel, GEMEENTEN) if len(tabel) else pd.DataFrame(columns=["project_id", "gm_code"])
    )
    return Gegevens(GEMEENTEN, tabel, dekking, lees_ordening(), None, KERN, None, contracten)


@cache
def maak_lezer():
    velden = maak_velden(lees_ordening(), GEMEENTEN, KERN, lees_programmas())
    return Lezer(REGISTER, velden, lees_ordening(), lees_drempels(), SNEL.marge)


def constatering(*eisen, samen="alle"):
    lezer = maak_lezer()
    lezer.fouten.clear()
    kolommen = dict.fromkeys(toetskolommen(lezer.drempels), "")
    rijen = [SimpleNamespace(**{**kolommen, "Index": 1, "reden_grens": "proef", **eis}) for eis in eisen]
    toetsen = tuple(lezer.toets(rij) for rij in rijen)
    assert not lezer.fouten, lezer.fouten
    return Constatering("X-1", "I", "kop", "blok", "zin", "ja", samen, (), (), "", "", toetsen)


def uitkomst(stof, *eisen, samen="alle", keuze=SNEL):
    return beoordeel_constateringen([constatering(*eisen, samen=samen)], stof, keuze)[0]


def waarde(stof, **eis):
    eis = {"grens": ">=0"} | eis
    return constateringentabel([uitkomst(stof, eis)])["waarde"].item()


# --- the kinds of test -----------------------------------------------------------------------------------


def drie_en_een():
    """Three for ouderen (one of them an agreement), one for the neighbourhood; places differ."""
    return gegevens(
        {"gemeenten": ["GM0001", "GM0002"], "schaal": "regionaal"},
        {"gemeenten": ["GM0001"], "instrument": ["werkwijze", "inkoop"]},
        {"vorm": "samenwerkingsafspraken", "instrument": ["samenwerkingsdocument"], "gemeenten": ["GM0001"]},
        {"thema": "esw", "gemeenten": ["GM0003"], "vorm": "implementeren", "zorgverzekeraars": ["CZ", "VGZ"]},
    )


@pytest.mark.parametrize(
    ("eis", "verwacht"),
    [
        ({"soort": "aandeel", "teller": OUD}, 3 / 4),
        ({"soort": "aandeel", "teller": "vorm=ontwikkelproject", "noemer": OUD}, 2 / 3),
        ({"soort": "aandeel", "teller": "instrument=inkoop|beleid"}, 1 / 4),
        ({"soort": "aandeel", "teller": "instrument!=inkoop", "noemer": OUD}, 2 / 3),
        ({"soort": "aantal", "teller": "zorgverzekeraar=CZ & zorgverzekeraar=VGZ"}, 1),
        ({"soort": "aantal", "teller": "tekst~WIJKTEAM|niets"}, 4),
        ({"soort": "aantal", "teller": "aantal_gemeenten>=2"}, 1),
        ({"soort": "aantal", "teller": "kernwerkgebied=eigen & thema=esw"}, 1),
        ({"soort": "aandeel", "teller": "alle", "telt": "gemeenten_met"}, 3 / 4),
        ({"soort": "aandeel", "teller": "alle", "telt": "gemeenten_zonder"}, 1 / 4),
        ({"soort": "aandeel", "teller": OUD, "telt": "regios_met"}, 1 / 2),
        ({"soort": "aandeel", "teller": OUD, "telt": "gemeenten_met", "minstens": "2"}, 1 / 4),
        ({"soort": "aandeel", "teller": OUD, "noemer": OUD, "telt": "gemeenten_met", "minstens": "2"}, 1 / 2),
        ({"soort": "aandeel", "teller": "alle", "telt": "gemeenten_met", "gebied": "wmo_regio=Zuid"}, 1 / 2),
        (
            {
                "soort": "aantal",
                "teller": "alle",
                "telt": "gemeenten_met",
                "dimensie": "vorm",
                "minstens": "2",
            },
            1,
        ),
        (
            {"soort": "aandeel", "teller": "schaal=regionaal", "telt": "gemeenten_meest", "minstens": "0.5"},
            1 / 3,
        ),
        ({"soort": "aantal", "teller": "alle", "telt": "provincies_met"}, 2),
        ({"soort": "aantal", "teller": OUD, "telt": "kernwerkgebieden_met"}, 1),
        ({"soort": "aandeel", "teller": "inwoners>=100000", "telt": "gemeenten"}, 1 / 2),
        ({"soort": "lq", "teller": "vorm=implementeren", "noemer": ESW}, 4),
        (
            {"soort": "verschil", "teller": "instrument=inkoop", "noemer": OUD, "tegen_teller": ESW},
            1 / 3 - 1 / 4,
        ),
        ({"soort": "verschil_aantal", "teller": OUD, "tegen_teller": ESW}, 2),
        ({"soort": "verhouding", "teller": OUD, "tegen_teller": ESW}, 3),
        ({"soort": "rang", "teller": "alle", "dimensie": "thema", "labels": "esw : ouderen|ggz"}, 2),
        ({"soort": "rang", "teller": "vorm=implementeren", "dimensie": "thema", "labels": "esw"}, 1),
        ({"soort": "rang_aandeel", "teller": "vorm=implementeren", "dimensie": "thema", "labels": "esw"}, 1),
        (
            {
                "soort": "volgorde",
                "teller": "alle",
                "dimensie": "thema",
                "labels": "ouderen > esw > ggz|preventie",
            },
            1,
        ),
        (
            {"soort": "volgorde", "teller": "alle", "dimensie": "thema", "labels": "esw > ouderen > ggz"},
            1 / 2,
        ),
        (
            {
                "soort": "volgorde",
                "teller": "alle",
                "dimensie": "thema",
                "labels": "ouderen > ggz >= preventie",
            },
            1,
        ),
        ({"soort": "soorten", "teller": "alle", "dimensie": "vorm"}, 3),
        ({"soort": "soorten", "teller": "alle", "dimensie": "vorm", "minstens": "0.5"}, 1),
        ({"soort": "spreiding", "teller": ESW, "dimensie": "vorm"}, 0),
        ({"soort": "ongelijkheid", "teller": "alle", "dimensie": "gemeente"}, 0.45),
        ({"soort": "mediaan", "teller": "alle", "dimensie": "aantal_gemeenten"}, 1),
        ({"soort": "intensiteit", "teller": OUD, "noemer": ESW}, (3 + 3 + 1) / 3 / 2),
        ({"soort": "per_gemeente", "teller": "alle"}, 5 / 4),
        ({"soort": "per_gemeente", "teller": "alle", "dimensie": "intensiteit"}, (3 + 3 + 3 + 1 + 2) / 4),
        (
            {"soort": "verhouding_per_gemeente", "teller": "alle", "gebied": "wmo_regio=Noord"}
            | {"tegen_gebied": "wmo_regio=Zuid"},
            4,
        ),
        ({"soort": "tekstgelijkenis", "teller": OUD}, 1),
    ],
    ids=str,
)
def test_elke_soort_toets_op_een_handvol_projecten(eis, verwacht):
    assert waarde(drie_en_een(), **eis) == pytest.approx(verwacht)


def test_minimacontracten_tellen_alleen_mee_als_ernaar_gevraagd_wordt():
    stof = gegevens({}, {"is_minimacontract": True, "gemeenten": ["GM0004"]})
    assert waarde(stof, soort="aantal", teller="alle") == 1
    assert waarde(stof, soort="aantal", teller="minimacontract=ja") == 1
    assert waarde(stof, soort="aantal", teller="minimacontract=ja", telt="gemeenten_met") == 1


def test_samenhang_is_er_of_niet():
    samen = [{"vorm": v, "thema": t} for v, t in [("implementeren", "esw"), ("ontwikkelproject", "ggz")] * 10]
    los = [{"vorm": v, "thema": t} for v in ("implementeren", "ontwikkelproject") for t in ("esw", "ggz")] * 5
    eis = {"soort": "correlatie", "teller": "alle", "dimensie": "vorm;thema", "term": "correlatie"}
    assert uitkomst(gegevens(*samen), eis).oordeel == "ja"
    assert uitkomst(gegevens(*los), eis).oordeel == "nee"


def test_concentratie_kijkt_alleen_naar_vakken_met_genoeg_projecten():
    noord, zuid = {"gemeenten": ["GM0001"]}, {"gemeenten": ["GM0003"]}
    stof = gegevens(*[noord | {"thema": "ggz"}] * 3, *[zuid] * 6, zuid | {"thema": "preventie"})
    eis = {"soort": "concentratie", "teller": "alle", "dimensie": "thema;provincie"}
    assert waarde(stof, **eis, minstens="3") == pytest.approx(10 / 3)
    assert waarde(stof, **eis, minstens="4") == pytest.approx(6 * 10 / (6 * 7))


def test_polissen_per_gemeente():
    stof = gegevens({}, polissen=[("GM0001", "Menzis"), ("GM0001", "CZ"), ("GM0003", "VGZ")])
    assert waarde(stof, soort="aandeel", teller="polissen>=1", telt="gemeenten") == 1 / 2
    assert waarde(stof, soort="aandeel", teller="polissen=2", telt="gemeenten") == 1 / 4
    assert (
        waarde(stof, soort="aandeel", teller="polis_bij_grootste=ja", noemer="polissen>=1", telt="gemeenten")
        == 1 / 2
    )
    assert waarde(stof, soort="aandeel", teller=OUD, telt="gemeenten_met", gebied="polissen>=1") == 1 / 2


def test_gelijkenis_van_teksten():
    alike = gelijkenis(["een leefstijlcoach", "leefstijlcoach een", "heel andere woorden", ""])
    assert alike[0, 1] == pytest.approx(1) and alike[0, 2] == 0
    assert not alike[3].any()


# --- no denominator, no table ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "eis",
    [
        {"soort": "aandeel", "teller": OUD, "noemer": "thema=ggz", "grens": ">=0"},
        {"soort": "aantal", "teller": OUD, "noemer": "thema=ggz", "grens": "<=9"},
        {"soort": "lq", "teller": OUD, "noemer": "thema=ggz", "grens": "<=9"},
        {"soort": "verhouding", "teller": "thema=ggz", "tegen_teller": "thema=ggz", "grens": "<=9"},
        {"soort": "rang", "teller": "thema=ggz", "dimensie": "thema", "labels": "ggz", "term": "het_meest"},
        {"soort": "volgorde", "teller": "vorm=implementeren", "dimensie": "thema", "labels": "ouderen > esw"}
        | {"term": "alle"},
        {"soort": "soorten", "teller": "thema=ggz", "dimensie": "vorm", "grens": "<=9"},
        {"soort": "spreiding", "teller": "thema=ggz", "dimensie": "vorm", "grens": ">=0"},
        {"soort": "ongelijkheid", "teller": "thema=ggz", "dimensie": "gemeente", "grens": ">=0"},
        {"soort": "mediaan", "teller": "thema=ggz", "dimensie": "aantal_gemeenten", "grens": "<=9"},
        {"soort": "intensiteit", "teller": "thema=ggz", "noemer": OUD, "grens": "<=9"},
        {"soort": "correlatie", "teller": "thema=ggz", "dimensie": "vorm;thema", "term": "correlatie"},
        {"soort": "tekstgelijkenis", "teller": "thema=ggz", "grens": "<=9"},
        {"soort": "aandeel", "teller": OUD, "telt": "gemeenten_met", "gebied": "polissen>=1", "grens": ">=0"},
        {"soort": "aandeel", "teller": OUD, "noemer": "thema=ggz", "telt": "regios_met", "grens": ">=0"},
    ],
    ids=str,
)
def test_lege_noemer_is_niet_te_toetsen_en_nooit_ja(eis):
    een = uitkomst(gegevens({}, polissen=[]), eis)
    assert (een.oordeel, een.gevoeligheid, een.fragiel_door) == ("niet_toetsbaar", "", ())
    assert "noemer is leeg" in een.reden


@pytest.mark.parametrize(
    ("eis", "ontbreekt"),
    [
        ({"soort": "aandeel", "teller": "polissen>=1", "telt": "gemeenten"}, "gemeentepolissen"),
        ({"soort": "aandeel", "teller": "subthema=minima"}, "subthema"),
        ({"soort": "aandeel", "teller": "omschrijving~x"}, "omschrijving"),
        ({"soort": "tekstgelijkenis", "teller": "alle"}, "omschrijving"),
    ],
)
def test_ontbrekende_tabel_of_kolom_staat_in_de_reden(eis, ontbreekt):
    vol = gegevens({})
    kaal = Gegevens(
        GEMEENTEN, vol.projecten.drop(columns="omschrijving"), vol.dekking, vol.ordening, None, KERN
    )
    een = uitkomst(kaal, eis | {"grens": ">=0"})
    assert een.oordeel == "niet_toetsbaar" and ontbreekt in een.reden


def test_editie_zonder_projecten_levert_geen_enkel_ja_over_projecten():
    van_projecten = [c for c in ECHT if not all(t.over_gemeenten for t in c.toetsen)]
    echt = Gegevens(
        lees_gemeenten(),
        gegevens().projecten,
        gegevens().dekking,
        lees_ordening(),
        None,
        lees_kernwerkgebieden(),
    )
    assert {u.oordeel for u in beoordeel_constateringen(van_projecten, echt, SNEL)} <= {
        "nee",
        "niet_toetsbaar",
    }


# --- thresholds ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "raak", "mis"),
    [("merendeel", 51, 50), ("overgrote_deel", 67, 66), ("vaak", 33, 32), ("bijna_alle", 90, 89)],
)
def test_oordeel_op_de_grens(term, raak, mis):
    eis = {"soort": "aandeel", "teller": OUD, "term": term}
    for aantal, oordeel in ((raak, "ja"), (mis, "nee")):
        stof = gegevens(*[{}] * aantal, *[{"thema": "ggz"}] * (100 - aantal))
        assert uitkomst(stof, eis, keuze=EEN_KEER).oordeel == oordeel


def test_gedeelde_plaats_is_niet_de_eerste():
    eis = {"soort": "rang", "teller": "alle", "dimensie": "thema", "labels": "ouderen", "term": "het_meest"}
    assert uitkomst(gegevens({}, {"thema": "ggz"}), eis).oordeel == "nee"
    assert uitkomst(gegevens({}, {}, {"thema": "ggz"}), eis).oordeel == "ja"


def test_verschoven_aandeel_blijft_tussen_nul_en_een():
    grens = Grens("aandeel", 0.95, True, np.inf, False, 0.1)
    assert binnen(grens, np.array([1.0, 0.99, 0.86]), schuif=1).tolist() == [True, False, False]
    assert binnen(grens, np.array([0.85, 0.84]), schuif=-1).tolist() == [True, False]


def test_alle_eisen_of_een_ervan():
    goed = {"soort": "aandeel", "teller": OUD, "grens": ">=0.5"}
    fout = {"soort": "aandeel", "teller": OUD, "grens": "<0.5"}
    leeg = {"soort": "aandeel", "teller": OUD, "noemer": "thema=ggz", "grens": ">=0"}
    oordeel = {
        (samen, naam): uitkomst(gegevens({}), *eisen, samen=samen).oordeel
        for samen in ("alle", "een")
        for naam, eisen in (("gf", (goed, fout)), ("gl", (goed, leeg)), ("fl", (fout, leeg)))
    }
    assert oordeel == {
        ("alle", "gf"): "nee",
        ("alle", "gl"): "niet_toetsbaar",
        ("alle", "fl"): "nee",
        ("een", "gf"): "ja",
        ("een", "gl"): "ja",
        ("een", "fl"): "niet_toetsbaar",
    }


# --- sensitivity -----------------------------------------------------------------------------------------


def test_stevig_als_niets_kantelt():
    een = uitkomst(gegevens(*[{}] * 30), {"soort": "aandeel", "teller": OUD, "term": "merendeel"})
    assert (een.oordeel, een.gevoeligheid, een.herhaald) == ("ja", "stevig", 1.0)


def test_een_hogere_drempel_kantelt():
    stof = gegevens(*[{}] * 580, *[{"thema": "ggz"}] * 420)
    een = uitkomst(stof, {"soort": "aandeel", "teller": OUD, "term": "merendeel"})
    assert een.controles["drempel_omhoog"] == "nee" and een.controles["drempel_omlaag"] == "ja"
    assert een.fragiel_door == ("met een hogere drempel",)


def test_tellen_per_gemeente_kantelt():
    breed = {"thema": "ggz", "gemeenten": list(GEMEENTEN["gm_code"]), "schaal": "bovenregionaal"}
    een = uitkomst(
        gegevens(*[{}] * 70, *[breed] * 30), {"soort": "aandeel", "teller": OUD, "term": "merendeel"}
    )
    assert (een.oordeel, een.controles["per_gemeente"]) == ("ja", "nee")
    plek = {"soort": "aandeel", "teller": OUD, "telt": "gemeenten_met", "grens": ">=0.2"}
    assert uitkomst(gegevens({}), plek).controles["per_gemeente"] == ""


def test_weglaten_van_afspraken_kantelt_tenzij_de_toets_erover_gaat():
    stof = gegevens(*[{}] * 30, *[{"thema": "ggz", "vorm": "samenwerkingsafspraken"}] * 60)
    een = uitkomst(stof, {"soort": "aandeel", "teller": OUD, "term": "merendeel"})
    assert (een.oordeel, een.controles["zonder_afspraken"]) == ("nee", "ja")
    over = {"soort": "aandeel", "teller": "vorm=samenwerkingsafspraken", "term": "merendeel"}
    assert uitkomst(stof, over).controles["zonder_afspraken"] == ""


def test_een_enkel_geval_houdt_geen_stand_bij_herhaald_trekken():
    stof = gegevens({"thema": "esw"}, *[{}] * 50)
    een = uitkomst(
        stof,
        {"soort": "aantal", "teller": ESW, "grens": ">=1"},
        keuze=SNEL.model_copy(update={"herhalingen": 500}),
    )
    assert een.oordeel == "ja" and een.herhaald == pytest.approx(1 - (1 - 1 / 51) ** 51, abs=0.08)
    assert een.fragiel_door == ("bij andere projecten uit dezelfde groep",)


# --- properties ------------------------------------------------------------------------------------------

project = st.fixed_dictionaries(
    {
        "thema": st.sampled_from(["ouderen", "ggz", "esw"]),
        "vorm": st.sampled_from(["ontwikkelproject", "implementeren", "samenwerkingsafspraken"]),
        "gemeenten": st.lists(st.sampled_from(list(GEMEENTEN["gm_code"])), unique=True, max_size=3).map(
            sorted
        ),
    }
)
EIGENSCHAPPEN = [
    {"soort": "aandeel", "teller": "vorm=implementeren", "noemer": OUD, "term": "vaak"},
    {"soort": "aandeel", "teller": OUD, "telt": "gemeenten_met", "grens": ">=0.5"},
    {"soort": "rang", "teller": "alle", "dimensie": "thema", "labels": "ouderen", "term": "het_meest"},
    {"soort": "tekstgelijkenis", "teller": "alle", "grens": "<0.5"},
    {"soort": "correlatie", "teller": "alle", "dimensie": "vorm;thema", "term": "correlatie"},
]


@settings(max_examples=8, deadline=None)
@given(st.lists(project, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_de_volgorde_van_de_rijen_maakt_niets_uit(rijen, kans):
    stof = gegevens(*rijen)
    geschud = list(range(len(rijen)))
    kans.shuffle(geschud)
    anders = Gegevens(
        GEMEENTEN,
        stof.projecten.iloc[geschud].reset_index(drop=True),
        stof.dekking.sample(frac=1, random_state=1),
        stof.ordening,
        None,
        KERN,
    )
    lijst = [constatering(eis) for eis in EIGENSCHAPPEN]
    pd.testing.assert_frame_equal(
        constateringentabel(beoordeel_constateringen(lijst, stof, SNEL)),
        constateringentabel(beoordeel_constateringen(lijst, anders, SNEL)),
    )


@settings(max_examples=10, deadline=None)
@given(st.lists(project, min_size=1, max_size=8), project)
def test_een_project_erbij_schuift_een_aandeel_de_goede_kant_op(rijen, erbij):
    eis = {"soort": "aandeel", "teller": OUD}
    eerst, daarna = waarde(gegevens(*rijen), **eis), waarde(gegevens(*rijen, erbij), **eis)
    assert daarna >= eerst if erbij["thema"] == "ouderen" else daarna <= eerst
    binnen_ggz = {"soort": "aandeel", "teller": "vorm=implementeren", "noemer": "thema=ggz"}
    if erbij["thema"] != "ggz":  # unrelated: nothing changes
        assert waarde(gegevens(*rijen), **binnen_ggz) == pytest.approx(
            waarde(gegevens(*rijen, erbij), **binnen_ggz), nan_ok=True
        )


# --- the filter notation ---------------------------------------------------------------------------------

VELDEN = {"thema": Veld("labels", ("ouderen", "ggz")), "aantal": Veld("getal"), "titel": Veld("tekst")}


@pytest.mark.parametrize(
    ("tekst", "fout"),
    [
        ("thema", ("geen voorwaarde als veld=waarde", "thema", "")),
        ("tema=ggz", ("onbekend veld", "tema", "thema")),
        ("thema=oudere", ("onbekend label voor thema", "oudere", "ouderen")),
        ("thema=ggz|oudere", ("onbekend label voor thema", "oudere", "ouderen")),
        ("thema>=ggz", ("bij thema past dit teken niet", ">=", "= of !=")),
        ("thema=ggz & ", ("geen voorwaarde als veld=waarde", "", "")),
        ("aantal>=veel", ("aantal is een getal", "veel", "")),
        ("titel~(", ("geen geldige reguliere expressie", "(", "")),
        ("alles", ("geen voorwaarde als veld=waarde", "alles", "alle")),
        ("__import__('os')", ("geen voorwaarde als veld=waarde", "__import__('os')", "")),
    ],
)
def test_wat_geen_filter_is_wordt_geweigerd(tekst, fout):
    with pytest.raises(FilterFout) as gevangen:
        ontleed(tekst, VELDEN)
    assert (gevangen.value.reden, gevangen.value.waarde, gevangen.value.suggestie) == fout


def test_een_onbekend_getal_voldoet_nergens_aan():
    kolommen = {"aantal": np.array([1.0, np.nan])}
    for filter_ in ("aantal>=1", "aantal<=1", "aantal!=2"):
        assert masker(ontleed(filter_, VELDEN), kolommen, 2).tolist() == [True, False]


# --- the register ----------------------------------------------------------------------------------------


@pytest.fixture
def map_(tmp_path):
    return shutil.copytree(REGISTER, tmp_path / "register")


def vervang(pad, oud, nieuw):
    tekst = pad.read_text(encoding="utf-8")
    assert oud in tekst
    pad.write_text(tekst.replace(oud, nieuw, 1), encoding="utf-8")


def test_het_register_heeft_alle_constateringen_in_volgorde():
    assert len(ECHT) == 268 == len({c.id for c in ECHT})
    assert list(dict.fromkeys(c.hoofdstuk for c in ECHT)) == [
        *("I", "II", "III", "IV", "V", "VI", "VII", "bijlage", "werkstructuur")
    ]
    assert len({c.blok for c in ECHT if c.hoofdstuk == "I"}) == 6
    assert all(c.reden and not c.toetsen for c in ECHT if c.toetsbaar == "nee")
    assert len({c.bewering for c in ECHT}) == 268


def test_alle_fouten_van_beide_bestanden_tegelijk_met_de_naaste_goede_waarde(map_):
    vervang(map_ / "constateringen.csv", "verwant:I4-02", "verwand:I4-02")
    vervang(map_ / "constateringen.csv", "verwant:I2-07", "verwant:II-99")
    toetsen = map_ / "constatering_toetsen.csv"
    vervang(toetsen, "I1-06,aandeel,,vorm=ontwikkelproject", "I1-06,aandeel,,vorm=ontwikkelprojekt")
    vervang(toetsen, "I2-01,aandeel,gemeenten,polissen>=1", "I2-01,aandeel,gemeenten,polisen>=1")
    vervang(toetsen, "I2-05,aandeel", "I2-05,aandel")
    vervang(toetsen, ",,,,,,,,,overgrote_deel", ",,,,,,,,,overgrote_del")
    with pytest.raises(InvoerFouten) as gevangen:
        lees_constateringen(map_)
    gevonden = {(fout.waarde, fout.suggestie) for fout in gevangen.value.fouten}
    assert gevonden >= {
        ("verwand:I4-02", "verwant"),
        ("ontwikkelprojekt", "ontwikkelproject"),
        ("polisen", "polissen"),
        ("aandel", "aandeel"),
        ("overgrote_del", "overgrote_deel"),
    }
    assert any(fout.waarde == "verwant:II-99" and fout.suggestie for fout in gevangen.value.fouten)
    assert all(fout.rij > 1 for fout in gevangen.value.fouten)


@pytest.mark.parametrize(
    ("rij", "reden"),
    [
        ("I1-06,aandeel,,,,,,,,,,,,merendeel,,,", "nodig bij soort aandeel"),
        ("I1-06,lq,,thema=esw,thema=esw,,,,,,,,,merendeel,,,", "een term in aandeel past niet bij soort lq"),
        ("I1-06,aandeel,,alle,,,,,,,,,,merendeel,>0.5,,", "vul term of grens, een van beide"),
        ("I1-06,aandeel,,alle,,,,,,,,,,,>0.5,,", "een eigen grens heeft een reden"),
        ("I1-06,aandeel,,alle,,,,,,,,,,,meer dan 5,om,", "geen grens als >=0.5 of >=8;<=12"),
        ("I1-06,rang,,alle,,,,,,thema,esw!,,,het_meest,,,", "geen volgorde als a > b|c >= d"),
        ("I1-06,correlatie,,alle,,,,,,vorm,,,,correlatie,,,", "noem er 2"),
        ("I9-99,aandeel,,alle,,,,,,,,,,merendeel,,,", "constatering bestaat niet"),
        ("I1-10,aandeel,,alle,,,,,,,,,,merendeel,,,", "toetsbaar is nee, maar toetsen zijn er wel"),
    ],
)
def test_een_verkeerde_toets_wordt_gemeld(map_, rij, reden):
    with (map_ / "constatering_toetsen.csv").open("a", encoding="utf-8") as bestand:
        bestand.write(rij + "\n")
    with pytest.raises(InvoerFouten) as gevangen:
        lees_constateringen(map_)
    assert [fout.reden for fout in gevangen.value.fouten] == [reden]


# --- beside the verdicts ---------------------------------------------------------------------------------


def test_tussen_edities_alleen_wat_veranderde_en_het_verschil_in_getal():
    nu = constateringentabel(
        [
            uitkomst(
                gegevens(*[{}] * 6, *[{"thema": "ggz"}] * 4),
                eis := {"soort": "aandeel"} | {"teller": OUD, "term": "merendeel"},
            )
        ]
    )
    toen = constateringentabel([uitkomst(gegevens(*[{}] * 4, *[{"thema": "ggz"}] * 6), eis)])
    assert vergelijk_oordelen(nu, nu).empty
    rij = vergelijk_oordelen(nu, toen).iloc[0]
    assert (rij["toen"], rij["nu"], rij["verandering"]) == ("✗ klopt niet", "✓ klopt", "+20,0 procentpunt")
    assert (rij["getal_toen"], rij["getal_nu"]) == ("40 %", "60 %")


def test_een_editie_met_toelichting_waarschuwt_voor_het_eerste_oordeel():
    tekst = vooraf(SimpleNamespace(synthetisch=False, volledig=False)).inhoud
    assert "voorbeelden" in tekst and "niets" in tekst
    assert "verzonnen" in vooraf(SimpleNamespace(synthetisch=True, volledig=True)).inhoud


def test_bestanden_zijn_leesbare_csv():
    for naam in ("constateringen.csv", "constatering_toetsen.csv"):
        regels = [
            r for r in (REGISTER / naam).read_text(encoding="utf-8").splitlines() if not r.startswith("#")
        ]
        breedtes = {len(rij) for rij in csv.reader(regels)}
        assert len(breedtes) == 1


def test_verkeerde_instellingen_worden_alle_gemeld(tmp_path):
    pad = tmp_path / "constateringen.toml"
    pad.write_text("herhalingen = 0\nzaad = 1\nstevig = 1\n", encoding="utf-8")
    with pytest.raises(InvoerFouten) as gevangen:
        lees_instellingen(pad)
    assert {"herhalingen", "stevig", "marge"} <= {fout.kolom for fout in gevangen.value.fouten}


def test_wat_een_eis_telt_staat_er_in_woorden():
    per_id = {c.id: c for c in lees_constateringen()}
    assert [wat_telt(t) for t in per_id["I2-11"].toetsen] == [
        "geteld programma: epa taskforce",
        "geteld programma: epa taskforce; in gemeenten met kernwerkgebied niet: Zilveren Kruis",
    ]
    assert wat_telt(per_id["I2-01"].toetsen[0]) == "geteld polissen >= 1"
    assert wat_telt(per_id["I3-02"].toetsen[1]) == (
        "geteld instrument: werkwijze; van vorm: ontwikkelproject; tegenover instrument: werkwijze; "
        "van vorm niet: ontwikkelproject"
    )
    assert "tekst bevat: langer.*thuis of " in wat_telt(per_id["I1-04"].toetsen[0])
    assert all(wat_telt(t) or t.soort in ("rang", "volgorde") for c in per_id.values() for t in c.toetsen)


def test_een_kaart_heet_naar_wat_zij_toont_zonder_het_getal():
    assert kort_titel("Ouderen: projecten in 41 van de 43 Wmo-regio's") == "Ouderen"
    assert (
        kort_titel("Gemeentepolissen voor minima in 341 van de 388 gemeenten")
        == "Gemeentepolissen voor minima"
    )


def test_een_drempel_raakt_alleen_de_paginas_die_oordelen_tonen():
    """The chapters, which say beside the reading of 2017 whether the edition agrees; no map of an area."""
    taken = maak_taken(lees_editie("voorbeeld"), uitvoer("voorbeeld"), kaart_rijen())
    assert {t.regel.notebook for t in taken if REGISTER / "drempels.csv" in t.leest} == {
        "20-algemeen",
        "30-inhoudelijk",
        "40-instrumenteel",
        "50-samenwerkingsvorm",
        "60-geografisch",
        "65-verbanden",
        "70-strategie",
        "80-constateringen",
    }


@pytest.mark.parametrize("welke", ("nu", "toen", "geen"))
def test_groei_tussen_edities_die_geen_telling_zijn_is_niet_te_zeggen(welke):
    """A larger share among other examples says nothing of what there is."""
    rijen = [{"thema": "ggz", "instrument": ["beleid"]}, {"thema": "ggz", "instrument": ["werkwijze"]}]
    voorbeelden = SimpleNamespace(volledig=False, indelingsjaar=2017, tekenjaar=2017)
    nu, toen = gegevens(rijen[0]), gegevens(*rijen)
    nu = replace(nu, editie=voorbeelden) if welke == "nu" else nu
    toen = replace(toen, editie=voorbeelden) if welke == "toen" else toen
    eis = {"soort": "groei", "teller": "thema=ggz & instrument=beleid", "noemer": "thema=ggz", "grens": ">0"}
    een = beoordeel_constateringen([constatering(eis)], nu, SNEL, vorige=toen)[0]
    assert een.oordeel == ("ja" if welke == "geen" else "niet_toetsbaar")
    assert welke == "geen" or "alleen voorbeelden" in een.reden
