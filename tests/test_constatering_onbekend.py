"""Unknown is not no: bounds against every way of filling in, and what the real edition may not decide."""

from dataclasses import replace
from itertools import combinations, product
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.analyse.constatering.onbeslist import lees_onbeslist
from lib.analyse.constatering.oordeel import als_toetstabel, beoordeel_constateringen, constateringentabel
from lib.analyse.constatering.open import _hoogstens
from lib.analyse.constatering.register import lees_constateringen
from lib.editie.bronnen import tegenstrijdigheden
from lib.editie.editie import GEEN_TELLING, lees_editie
from lib.grond.fouten import InvoerFouten
from lib.grond.tabel import lees_tabel
from lib.pagina.constateringen import Scorekaart, lees_stof, leeswijzer
from tests.test_constatering import EEN_KEER, GEMEENTEN, OUD, constatering, gegevens, uitkomst, waarde

ONBEKEND = {"gemeenten": [], "wmo_regios": []}
NOORD, ZUID = ["GM0001", "GM0002"], ["GM0003", "GM0004"]
BINNEN = [list(deel) for regio in (NOORD, ZUID) for n in (1, 2) for deel in combinations(regio, n)]
EISEN = [
    {"soort": "aandeel", "teller": "provincie=Limburg"},
    {"soort": "aandeel", "teller": "provincie!=Limburg", "noemer": OUD},
    {"soort": "aantal", "teller": "gemeente=Aa & thema=ouderen"},
    {"soort": "aandeel", "teller": "inwoners_grootste<100000", "noemer": OUD},
    {"soort": "aandeel", "teller": "kernwerkgebied=eigen"},
    {"soort": "aandeel", "teller": "aantal_gemeenten=1"},
    {"soort": "aandeel", "teller": OUD, "telt": "regios_met"},
    {"soort": "aandeel", "teller": "alle", "telt": "gemeenten_met"},
    {"soort": "aantal", "teller": "alle", "telt": "provincies_met"},
    {"soort": "lq", "teller": "wmo_regio=Noord", "noemer": OUD},
    {
        "soort": "verschil",
        "teller": "provincie=Limburg",
        "noemer": OUD,
        "tegen_teller": "provincie=Groningen",
    },
    {"soort": "rang", "teller": "provincie=Limburg", "dimensie": "thema", "labels": "ouderen : ggz|esw"},
]


def bereik_van(stof, eis):
    rij = constateringentabel([uitkomst(stof, {"grens": ">=0"} | eis, keuze=EEN_KEER)]).iloc[0]
    return rij["laagst"], rij["hoogst"]


plek = st.sampled_from([*BINNEN, None, None])
rij = st.fixed_dictionaries({"thema": st.sampled_from(["ouderen", "ggz", "esw"]), "gemeenten": plek})


hoogstens_twee = st.lists(rij, min_size=1, max_size=3).filter(
    lambda rijen: 0 < sum(r["gemeenten"] is None for r in rijen) <= 2
)


@pytest.mark.parametrize("eis", EISEN, ids=str)
@settings(max_examples=3, deadline=None)
@given(hoogstens_twee)
def test_de_grenzen_zijn_die_van_alle_manieren_van_invullen(eis, rijen):
    vast = [r | ONBEKEND if r["gemeenten"] is None else r for r in rijen]
    open_ = [i for i, r in enumerate(rijen) if r["gemeenten"] is None]
    waarden = [waarde(gegevens(*vast), **eis)]
    for keus in product(BINNEN, repeat=len(open_)):
        vol = [dict(r) for r in vast]
        for i, gemeenten in zip(open_, keus, strict=True):
            vol[i] = {"thema": vol[i]["thema"], "gemeenten": gemeenten}
        waarden.append(waarde(gegevens(*vol), **eis))
    bekend = [w for w in waarden if not np.isnan(w)]
    laag, hoog = bereik_van(gegevens(*vast), eis)
    if np.isnan(waarden[0]):
        assert np.isnan(laag) and np.isnan(hoog)
    else:
        assert (laag, hoog) == (pytest.approx(min(bekend)), pytest.approx(max(bekend)))


def met_zekerheid(stof, **kolommen):
    return replace(stof, projecten=stof.projecten.assign(**kolommen))


def test_een_label_dat_een_aanname_is_kan_ook_een_ander_zijn():
    stof = met_zekerheid(gegevens({}, {}, {}), zekerheid_vorm=["gesteld", "open", "open"])
    eis = {"soort": "aandeel", "teller": "vorm=ontwikkelproject"}
    een = uitkomst(stof, eis | {"term": "merendeel"}, keuze=EEN_KEER)
    assert bereik_van(stof, eis) == (pytest.approx(1 / 3), 1.0)
    assert een.oordeel == "niet_toetsbaar" and een.reden.startswith("Niet te zeggen")
    assert een.teken == "– niet te zeggen" and not een.gevoeligheid


def test_een_onbekende_verzekeraar_is_niet_geen_verzekeraar():
    stof = gegevens({}, {"zorgverzekeraars": []})
    assert bereik_van(stof, {"soort": "aandeel", "teller": "zorgverzekeraar=CZ"}) == (0.0, 0.5)


def test_een_regio_zonder_gemeenten_telt_voor_haar_provincie():
    stof = gegevens({"gemeenten": [], "wmo_regios": ["Zuid"]})
    assert bereik_van(stof, {"soort": "aandeel", "teller": "provincie=Limburg"}) == (1.0, 1.0)
    assert bereik_van(stof, {"soort": "aandeel", "teller": "gemeente=Cee"}) == (0.0, 1.0)
    assert bereik_van(stof, {"soort": "aandeel", "teller": "provincie=Groningen"}) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("reden", "hoogst"),
    [("De opgave noemt alleen Limburg.", 2), ("Twee gemeenten, zonder namen.", 2), ("", 4)],
)
def test_de_reden_maakt_de_grenzen_nauwer(reden, hoogst):
    stof = gegevens(ONBEKEND | {"schaal": "bovenregionaal"})
    stof = met_zekerheid(stof, reden_geen_gemeenten=[reden.lower() if reden.startswith("Twee") else reden])
    assert bereik_van(stof, {"soort": "aantal", "teller": "alle", "telt": "gemeenten_met"}) == (0.0, hoogst)


def test_circa_tien_is_hoogstens_twaalf_en_gemeenten_of_regios_geen_grens():
    assert _hoogstens("De tekst spreekt van circa tien geselecteerde gemeenten, zonder namen.") == 12
    assert _hoogstens("De tekst spreekt van zes gemeenten of regio's, zonder namen.") == 0


def test_afgeleide_gemeenten_zijn_hoogstens_en_niet_zeker():
    stof = met_zekerheid(
        gegevens({"gemeenten": NOORD, "schaal": "regionaal"}),
        zekerheid_gemeenten=["afgeleid"],
        wmo_regios_genoemd=[["Noord"]],
    )
    assert bereik_van(stof, {"soort": "aantal", "teller": "alle", "telt": "gemeenten_met"}) == (1.0, 2.0)


def voorbeelden(*rijen):
    return replace(gegevens(*rijen), editie=SimpleNamespace(volledig=False))


def test_van_voorbeelden_is_nooit_te_zeggen_hoeveel_er_is_en_wat_er_is_wel():
    stof = voorbeelden({}, {})
    veel = uitkomst(stof, {"soort": "aantal", "teller": "alle", "grens": ">=100"}, keuze=EEN_KEER)
    weinig = uitkomst(stof, {"soort": "aantal", "teller": "alle", "grens": "<=10"}, keuze=EEN_KEER)
    enkele = uitkomst(stof, {"soort": "aantal", "teller": "alle", "grens": ">=2"}, keuze=EEN_KEER)
    overal = uitkomst(stof, {"soort": "aandeel", "teller": "alle", "telt": "regios_met", "term": "alle"})
    assert [u.oordeel for u in (veel, weinig, enkele, overal)] == [
        *("niet_toetsbaar", "niet_toetsbaar", "ja", "niet_toetsbaar")
    ]
    assert enkele.teken == "deze voorbeelden passen erbij" and enkele.gevoeligheid == ""
    hoeveel = replace(
        constatering({"soort": "aandeel", "teller": OUD, "term": "merendeel"}), hoeveelheid=True
    )
    assert beoordeel_constateringen([hoeveel], stof, EEN_KEER)[0].oordeel == "niet_toetsbaar"
    assert beoordeel_constateringen([hoeveel], gegevens({}), EEN_KEER)[0].oordeel == "ja"


# --- the real edition ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def echt(echte_editie):
    """The real edition: what it is, what its findings are judged on, and the outcomes."""
    editie = lees_editie("2017-rapport")
    with pytest.MonkeyPatch.context() as lap:
        lap.setenv("KAARTEN_UITVOER", str(echte_editie))
        stof = lees_stof(editie)
    return SimpleNamespace(
        editie=editie,
        stof=stof,
        uitkomsten=(uit := beoordeel_constateringen(lees_constateringen(), **stof)),
        per_id=per_id(uit),
    )


def per_id(uitkomsten):
    return {u.constatering.id: u for u in uitkomsten}


GENOEMD = (
    "I2-06",
    "III30-02",
    "I2-14",
    "III10-03",
    "V0-08",
    "V3-01",
    "III1v-01",
    "I2-11",
    "VII-06",
    "III10-06",
)


def test_wat_de_bestanden_openlaten_wordt_niet_beslist_en_wat_er_staat_wel(echt):
    uit = echt.per_id
    assert {uit[id_].oordeel for id_ in (*GENOEMD, "I5-06")} == {"niet_toetsbaar"}
    assert all(uit[id_].reden.startswith("Niet te zeggen") for id_ in (*GENOEMD, "I5-06"))
    assert uit["III10-13"].oordeel == "ja" and "leefstijlcoach-zuid-limburg" in uit["III10-13"].geteld


def test_geen_enkel_nee_rust_op_een_onbekende_plaats_en_niets_heet_stevig(echt):
    editie, uitkomsten = echt.editie, echt.uitkomsten
    assert not editie.volledig
    for een in uitkomsten:
        assert een.gevoeligheid == "" and not een.fragiel_door and np.isnan(een.herhaald)
        for uitslag in een.uitslagen:
            if uitslag.zeker == 0 and not uitslag.toets.over_gemeenten:
                assert uitslag.toets.telt == "projecten", een.constatering.id
    tabel = constateringentabel(uitkomsten)
    bekend = tabel[tabel["laagst"].notna()]
    assert (bekend["laagst"] <= bekend["waarde"] + 1e-9).all()
    assert (bekend["hoogst"] >= bekend["waarde"] - 1e-9).all()


def test_elke_constatering_naast_elke_tegenstrijdigheid(echt):
    editie, stof = echt.editie, echt.stof
    uit, kop = echt.per_id, {c.id: c for c in lees_constateringen()}
    onbeslist = lees_onbeslist(editie, uit, set(stof["gegevens"].projecten["project_id"]))
    van = onbeslist[onbeslist["bron"] == "tegenstrijdigheid"]
    geraakt = {(rij.verwijzing, rij.constatering) for rij in van.itertuples()}
    tegen = lees_tabel(editie.bestand("tegenstrijdigheden"))
    gezien = 0
    for rij, id_ in product(tegen.itertuples(), uit):
        gezien += 1
        if (rij.nummer, id_) in geraakt:
            assert uit[id_].oordeel == "niet_toetsbaar", (rij.nummer, id_)
        paren = {ander for soort, ander in kop[id_].relaties if soort == "tegenspraak"}
        if (rij.nummer, id_) in geraakt:  # neither side of a contradiction is decided
            assert all(uit[ander].oordeel == "niet_toetsbaar" for ander in paren), (id_, paren)
    assert gezien == 268 * len(tegen)
    zonder_toets = {"3"}  # where leefstijl is insured is no finding that can be tested
    assert set(tegen["nummer"]) - {nummer for nummer, _ in geraakt} == zonder_toets


def test_de_andere_lezing_van_een_tegenstrijdigheid_draait_niets_om_wat_niet_openstaat(echt):
    editie, stof, uitkomsten = echt.editie, echt.stof, echt.uitkomsten
    besluiten = lees_tabel(editie.bestand("labelbesluiten"))
    betwist = {p for cel in tegenstrijdigheden(editie)["projecten"] for p in cel.split(";") if p}
    anders = besluiten[(besluiten["tegenvoorstel"] != "") & besluiten["project_id"].isin(betwist)]
    assert len(anders) >= 5
    projecten = stof["gegevens"].projecten.set_index("project_id", drop=False)
    for b in anders.itertuples():
        tekst = b.tegenvoorstel
        projecten.at[b.project_id, b.dimensie] = tekst.split(";") if b.dimensie == "instrument" else tekst
    gegevens_ = replace(stof["gegevens"], projecten=projecten.reset_index(drop=True))
    tegen = beoordeel_constateringen(lees_constateringen(), **(stof | {"gegevens": gegevens_}))
    omgedraaid = [
        een.constatering.id
        for een, ander in zip(uitkomsten, tegen, strict=True)
        if {een.oordeel, ander.oordeel} == {"ja", "nee"}
    ]
    assert omgedraaid == []


def test_geen_pagina_tabel_of_bestand_van_voorbeelden_leest_als_een_oordeel(echt):
    editie, stof, uitkomsten = echt.editie, echt.stof, echt.uitkomsten
    tabel = constateringentabel(uitkomsten)
    assert set(tabel["uitkomst"]) == {
        *("deze voorbeelden passen erbij", "deze voorbeelden passen er niet bij"),
        "deze voorbeelden zeggen niets",
    }
    assert set(tabel["voorbehoud"]) == set(als_toetstabel(uitkomsten)["voorbehoud"]) == {GEEN_TELLING}
    assert set(tabel["oordeel"]) == {"ja", "nee", "niet_toetsbaar"}
    kaart = Scorekaart(uitkomsten, stof["gegevens"].projecten, {})
    beelden = [leeswijzer(editie), *kaart.blokken()]
    assert not any(
        teken in beeld.inhoud for beeld in beelden for teken in ("✓", "✗", "klopt niet", "fragiel")
    )
    assert all(GEEN_TELLING in beeld.inhoud for beeld in beelden[1:] if beeld.soort == "text/html")
    assert list(kaart.tellingen(pd.DataFrame())) == []
    assert all("Alleen" not in zin for zin in kaart.tegenspraken()["wat de gegevens zeggen"])


def test_een_verkeerde_koppeling_wordt_gemeld(tmp_path):
    editie = lees_editie("2017-rapport")
    pad = tmp_path / "onbeslist.csv"
    pad.write_text(
        "constatering,bron,verwijzing,reden\nI2-60,tegenstrijdigheid,8,x\nI2-06,tegenstrijdigheid,88,x\n"
        "I2-06,project,epa-taskforce,x\nI2-06,duiding,T-III-1-vorm/9,x\n",
        encoding="utf-8",
    )
    anders = editie.model_copy(
        update={"bestanden": editie.bestanden.model_copy(update={"onbeslist": str(pad)})}
    )
    with pytest.raises(InvoerFouten) as gevangen:
        lees_onbeslist(anders, {"I2-06", "I2-05"}, {"epa-taskforces"})
    gevonden = {(f.kolom, f.waarde): f.suggestie for f in gevangen.value.fouten}
    assert gevonden[("constatering", "I2-60")] == "I2-06"
    assert gevonden[("verwijzing", "epa-taskforce")] == "epa-taskforces"
    assert {("verwijzing", "88"), ("verwijzing", "T-III-1-vorm/9")} <= set(gevonden)


def test_de_vier_gemeenten_van_de_proef_liggen_in_twee_regios():
    assert GEMEENTEN.groupby("wmo_regio")["gm_code"].agg(list).to_dict() == {"Noord": NOORD, "Zuid": ZUID}
