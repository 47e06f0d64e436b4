"""Which lessons travel: steps with their certainty, drawn only where both ends are known."""

import pytest

from lib.editie.lessen import (
    GEBEURD,
    LESSEN,
    PLAATS_ONBEKEND,
    VOORNEMEN,
    lees_lessen,
    lees_methoden,
    soort_en_namen,
)
from lib.editie.ordening import lees_ordening
from lib.gebied.jaar import gemeenten_van
from lib.gebied.tabellen import lees_kernwerkgebieden
from lib.grond.fouten import InvoerFouten
from lib.kaart.jaarbasis import lees_basis
from lib.pagina.lessen import PIJLLIJN, _standen, teken_les


@pytest.fixture(scope="module")
def lessen():
    return lees_lessen(gemeenten_van(2017))


@pytest.fixture(scope="module")
def feiten():
    from test_constatering import gegevens

    from lib.analyse.gegevens import Gegevens
    from lib.editie.editie import lees_editie

    leeg = gegevens().projecten
    return Gegevens(
        gemeenten=gemeenten_van(2017),
        projecten=leeg,
        dekking=gegevens().dekking,
        ordening=lees_ordening(),
        editie=lees_editie("2017-rapport"),
        kernwerkgebieden=lees_kernwerkgebieden(),
        regios=None,
        polissen=None,
    )


def test_elke_methode_heeft_stappen_en_wat_overnemen_vraagt(lessen):
    methoden = lees_methoden()
    assert set(methoden["methode"]) == set(lessen["methode"])
    assert methoden["nodig"].str.len().between(40, 250).all() and (methoden["bron_kop"] != "").all()
    assert {"jeugd_18", "wijkmodule", "leefstijlcoach"} <= set(methoden["methode"])
    assert (lessen["waarom"].str.len() > 15).all() and (lessen["bron_kop"] != "").all()


def test_de_jeugdmethodiek_gaat_van_groningen_en_oldambt_langs_foodvalley_naar_arnhem(lessen):
    jeugd = lessen[lessen["methode"] == "jeugd_18"]
    eerste, tweede = jeugd.iloc[0], jeugd.iloc[1]
    assert soort_en_namen(eerste["van"]) == ("gemeenten", ("Groningen", "Oldambt"))
    assert (eerste["naar"], tweede["van"]) == ("wmo_regio:FoodValley", "wmo_regio:FoodValley")
    assert (eerste["zekerheid"], tweede["zekerheid"]) == ("hoog", "middel")
    assert tweede["naar"] == "wmo_regio:Regio Arnhem"


def test_een_voornemen_kleurt_geen_gemeente_en_een_onbekende_plaats_ook_niet(lessen, feiten):
    ggz = _standen(lessen[lessen["methode"] == "ggz_werkagenda"], feiten)
    assert set(ggz.dropna()) == {"gemaakt"} and ggz.notna().sum() == 3
    leefstijl = _standen(lessen[lessen["methode"] == "leefstijlcoach"], feiten)
    assert set(leefstijl.dropna()) == {"gemaakt"}, "waar hij is toegepast, staat er niet"


@pytest.mark.parametrize("methode, pijlen", [("jeugd_18", 3), ("wijkmodule", 1), ("leefstijlcoach", 0)])
def test_een_pijl_loopt_tussen_twee_bekende_plaatsen(lessen, feiten, methode, pijlen):
    rij = lees_methoden().set_index("methode", drop=False).loc[methode].to_dict()
    basis = lees_basis(feiten.gemeenten, 2017)
    getekend = teken_les(rij, lessen[lessen["methode"] == methode], feiten, basis)
    gevonden = [een for een in getekend.artists if type(een).__name__ == "FancyArrowPatch"]
    assert len(gevonden) == 2 * pijlen  # each with a halo
    assert "gemeenten" in getekend.beeld.alt


def test_zonder_bekende_plaats_is_er_geen_kaart(lessen, feiten):
    rij = lees_methoden().set_index("methode", drop=False).loc["jeugd_18"].to_dict()
    nergens = lessen[lessen["methode"] == "jeugd_18"].assign(
        van=f"{PLAATS_ONBEKEND}:x", naar=f"{PLAATS_ONBEKEND}:y"
    )
    assert teken_les(rij, nergens, feiten, lees_basis(feiten.gemeenten, 2017)) is None


@pytest.mark.parametrize(
    "oud, nieuw, kolom, suggestie",
    [
        ("wmo_regio:FoodValley", "wmo_regio:FoodVally", "naar", "FoodValley"),
        ("gemeenten:Groningen;Oldambt", "gemeenten:Groningen;Oltambt", "van", "Oldambt"),
        ("wmo_regio:FoodValley", "streek:FoodValley", "naar", ""),
        (f",{GEBEURD},", ",geweest,", "stand", ""),
    ],
)
def test_een_fout_wordt_met_zijn_plaats_gemeld(tmp_path, oud, nieuw, kolom, suggestie):
    pad = tmp_path / "lessen.csv"
    pad.write_text(LESSEN.read_text(encoding="utf-8").replace(oud, nieuw, 1), encoding="utf-8")
    with pytest.raises(InvoerFouten) as fout:
        lees_lessen(gemeenten_van(2017), pad)
    een = fout.value.fouten[0]
    assert (een.kolom, een.suggestie) == (kolom, suggestie) and een.rij


def test_elke_zekerheid_heeft_een_eigen_lijn(lessen):
    assert set(lessen["zekerheid"]) <= set(PIJLLIJN) and len(set(map(str, PIJLLIJN.values()))) == 3
    assert set(lessen["stand"]) == {GEBEURD, VOORNEMEN}
