"""A strategy beside its projects: what agrees, what differs, and what cannot be compared."""

from types import SimpleNamespace

import pytest
from test_constatering import gegevens

from lib.analyse.strategietoets import ANDERS, KOMT_OVEREEN, NIET, lees_strategieen, vergelijk
from lib.editie.lezing import REGISTER
from lib.grond.tabel import lees_tabel

# Menzis is the largest in Noord (GM0001 and GM0002), CZ in Zuid (GM0003 and GM0004)
HIER, DAAR, NERGENS = {"gemeenten": ["GM0001"]}, {"gemeenten": ["GM0003"]}, {"gemeenten": []}
VERDER = {"vorm": "implementeren"}


def _rij(meting, waarde=0):
    return {"zorgverzekeraar": "Menzis", "meting": meting, "waarde": waarde}


@pytest.mark.parametrize(
    "meting, waarde, projecten, uitslag",
    [
        ("kernwerkgebied", 2, [HIER], KOMT_OVEREEN),
        ("kernwerkgebied", 80, [HIER], ANDERS),
        ("binnen_kern", 0, [HIER, HIER, DAAR], KOMT_OVEREEN),
        ("binnen_kern", 0, [HIER, DAAR, DAAR], ANDERS),
        ("binnen_kern", 0, [HIER, NERGENS, DAAR], NIET),  # the one without a place decides
        ("binnen_kern", 0, [HIER, HIER, NERGENS], KOMT_OVEREEN),  # wherever it lies, two of three are inside
        ("binnen_kern", 0, [HIER, {"gemeenten": ["GM0001", "GM0003"]}], ANDERS),  # half is not most
        ("weinig_gemeenten", 0, [HIER], ANDERS),  # one of two is not few
        ("weinig_gemeenten", 0, [NERGENS], NIET),
        ("weinig_gemeenten", 0, [HIER | VERDER], NIET),
        ("verder", 0, [HIER | VERDER, HIER], KOMT_OVEREEN),
        ("verder", 0, [HIER], NIET),
        ("aanbieders", 0, [HIER], NIET),
    ],
)
def test_een_meting_zegt_wat_de_projecten_laten_zien(meting, waarde, projecten, uitslag):
    gezien = vergelijk(_rij(meting, waarde), gegevens(*projecten), ())
    assert gezien.uitslag == uitslag and gezien.zin.endswith(".")


def test_een_project_van_een_ander_telt_niet_mee():
    vreemd = VERDER | {"zorgverzekeraars": ["CZ"]}
    assert vergelijk(_rij("verder"), gegevens(vreemd), ()).uitslag == NIET


def test_aanbieders_tellen_waar_zij_genoemd_zijn():
    feiten = gegevens(HIER, HIER, DAAR)
    feiten.projecten["andere_partijen"] = ["huisartsen", "GGD", ""]
    gezien = vergelijk(_rij("aanbieders"), feiten, ())
    assert (gezien.uitslag, gezien.zin[:20]) == (KOMT_OVEREEN, "Bij 2 van de 3 proje")
    feiten.projecten["andere_partijen"] = ["huisartsen", "", ""]
    assert vergelijk(_rij("aanbieders"), feiten, ()).uitslag == NIET, "leeg is niet bekend"


@pytest.mark.parametrize(
    "oordelen, uitslag",
    [(["ja", "ja"], KOMT_OVEREEN), (["ja", "nee"], ANDERS), (["ja", "niet_toetsbaar"], NIET), ([], NIET)],
)
def test_zonder_meting_beslissen_de_beweringen(oordelen, uitslag):
    uitkomsten = [SimpleNamespace(oordeel=een, reden="Onbekend.") for een in oordelen]
    assert vergelijk(_rij(""), gegevens(HIER), uitkomsten).uitslag == uitslag


def test_vier_strategieen_met_doel_plaatskeuze_en_hoe_lessen_verder_gaan():
    alle = lees_strategieen()
    assert set(alle["zorgverzekeraar"]) == {"Menzis", "Zilveren Kruis", "VGZ", "CZ"}
    for wie, groep in alle.groupby("zorgverzekeraar"):
        assert {"doel", "keuze van plaatsen", "hoe lessen verder gaan"} <= set(groep["onderdeel"]), wie
        assert groep["volgorde"].tolist() == list(range(1, len(groep) + 1))
        assert groep["bron_kop"].str.startswith(f"VII Samenwerkingsstrategie {wie}").all()
    getallen = alle[alle["meting"] == "kernwerkgebied"].set_index("zorgverzekeraar")
    assert getallen["waarde"].to_dict() == {"Menzis": 80, "Zilveren Kruis": 108}
    assert (getallen["twijfel"] != "").all() and alle["tekst"].str.len().between(40, 250).all()


def test_elke_bewering_van_hoofdstuk_zeven_staat_bij_een_strategie():
    alle = set(lees_strategieen()["constateringen"].explode())
    register = lees_tabel(REGISTER / "constateringen.csv")
    assert set(register.loc[register["hoofdstuk"] == "VII", "id"]) <= alle
