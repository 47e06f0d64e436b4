"""Carried over to another year: totals stay, what is exact stays exact, what is not is marked."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.editie.jaren import LAATSTE_JAAR
from lib.gebied.herindeling import indeling
from lib.gebied.jaar import gemeenten_van
from lib.gebied.omrekenen import (
    breng_over,
    herverdeel,
    inwoners_van,
    merk_geschat,
    omrekenen,
    overgang,
    toelichting,
)
from lib.gebied.tabellen import lees_gemeenten

JAREN = st.integers(2017, LAATSTE_JAAR)
LITTENSERADIEL, HAAREN, WINSUM, NISSEWAARD, VOORNE = "GM0140", "GM0788", "GM0053", "GM1930", "GM1992"


@st.composite
def tellingen(draw):
    """Return a year and counts for some of its gemeenten."""
    jaar = draw(JAREN)
    codes = draw(st.sets(st.sampled_from(sorted(indeling(jaar))), min_size=1, max_size=30))
    return jaar, pd.Series({code: float(draw(st.integers(0, 1000))) for code in sorted(codes)})


def dekking(*paren):
    return pd.DataFrame(paren, columns=["project_id", "gm_code"], dtype="str")


@given(JAREN, JAREN)
def test_aandelen_tellen_van_beide_kanten_op_tot_een(van, naar):
    tabel = overgang(van, naar)
    assert set(tabel["van"]) == indeling(van) and set(tabel["naar"]) == indeling(naar)
    assert tabel.groupby("van")["aandeel"].sum().to_numpy() == pytest.approx(1)
    assert tabel.groupby("naar")["aandeel_naar"].sum().to_numpy() == pytest.approx(1)
    assert (tabel["geschat"] == (tabel["aandeel"] < 1 - 1e-12)).all()


@given(tellingen(), JAREN)
def test_het_totaal_blijft(telling, naar):
    van, aantallen = telling
    over = herverdeel(aantallen, van, naar)
    assert over["aantal"].sum() == pytest.approx(aantallen.sum())
    assert over["gm_code"].tolist() == sorted(indeling(naar))


@given(tellingen())
def test_hetzelfde_jaar_verandert_niets(telling):
    jaar, aantallen = telling
    over = herverdeel(aantallen, jaar, jaar).set_index("gm_code")
    assert over["aantal"].loc[aantallen.index].tolist() == aantallen.tolist()
    assert not over["geschat"].any()


@given(tellingen(), JAREN, JAREN)
def test_via_een_tussenjaar_is_hetzelfde(telling, een, twee):
    van, aantallen = telling
    tussen, naar = sorted((een, twee), reverse=een < van)
    if not (van <= tussen <= naar or van >= tussen >= naar):
        tussen = van
    ineens = herverdeel(aantallen, van, naar)["aantal"]
    stap = herverdeel(aantallen, van, tussen).set_index("gm_code")["aantal"]
    assert herverdeel(stap, tussen, naar)["aantal"].to_numpy() == pytest.approx(ineens.to_numpy())


@given(tellingen(), JAREN)
def test_heen_en_terug_houdt_wat_precies_is(telling, naar):
    van, aantallen = telling
    heen, terug = overgang(van, naar), overgang(naar, van)
    precies = set(heen[~heen["geschat"]]["van"]) & set(terug[~terug["geschat"]]["naar"])
    weer = herverdeel(herverdeel(aantallen, van, naar).set_index("gm_code")["aantal"], naar, van)
    weer = weer.set_index("gm_code")["aantal"]
    vast = [code for code in aantallen.index if code in precies]
    assert weer.loc[vast].tolist() == pytest.approx(aantallen.loc[vast].tolist())


def test_inwoners_van_elk_jaar_zijn_die_van_2017():
    basis = lees_gemeenten().set_index("gm_code")["inwoners_2017"]
    assert inwoners_van(2017) == basis.sort_index().to_dict()
    in_2024 = inwoners_van(2024)
    assert in_2024["GM1966"] == 10479 + 15656 + 10088 + 12015  # Het Hogeland
    assert in_2024[NISSEWAARD] == basis[NISSEWAARD] - 1100


@pytest.mark.parametrize(
    ("code", "naar", "aantal"),
    [(LITTENSERADIEL, 2018, 3), (LITTENSERADIEL, 2024, 3), (HAAREN, 2021, 4), (WINSUM, 2019, 2)],
)
def test_een_gesplitste_gemeente_geeft_elk_deel_het_project_als_schatting(code, naar, aantal):
    over = omrekenen(dekking(("p", code)), 2017, naar)
    assert len(over) == aantal and over["geschat"].all()
    assert over["aandeel"].sum() == pytest.approx(1)


def test_een_fusie_is_precies_en_weegt_zwaarder_dan_een_schatting():
    over = omrekenen(dekking(("p", LITTENSERADIEL), ("p", "GM0080"), ("p", "GM0081")), 2017, 2018)
    geschat = over.set_index("gm_code")["geschat"]
    assert not geschat["GM0080"] and geschat["GM1900"] and geschat["GM1949"]
    assert len(over) == 3  # Leeuwarden and Leeuwarderadeel became one


def test_een_verlegde_grens_neemt_geen_project_mee():
    over = omrekenen(dekking(("p", NISSEWAARD)), 2017, 2024)
    assert over["gm_code"].tolist() == [NISSEWAARD] and not over["geschat"].any()
    alles = omrekenen(dekking(("p", NISSEWAARD)), 2017, 2024, minstens=0)
    assert set(alles["gm_code"]) == {NISSEWAARD, VOORNE} and alles["geschat"].all()


def test_terug_krijgt_elke_voorganger_een_schatting_ook_een_kleine():
    over = omrekenen(dekking(("p", "GM0363"), ("q", "GM0599")), 2024, 2017)  # Amsterdam, Rotterdam
    assert over[over["project_id"] == "p"]["gm_code"].tolist() == ["GM0363", "GM0457"]
    assert over["geschat"].tolist() == [True, True, False]


def test_andere_kolommen_blijven_en_dubbele_vallen_samen():
    polissen = pd.DataFrame({"gm_code": ["GM0081", "GM0080"], "zorgverzekeraar": "CZ", "jaar": "2017"})
    over = omrekenen(polissen, 2017, 2018)
    assert over[["gm_code", "zorgverzekeraar", "jaar"]].values.tolist() == [["GM0080", "CZ", "2017"]]


def test_onbekende_gemeente_wordt_genoemd():
    with pytest.raises(KeyError, match="geen gemeente van 2024: GM0140"):
        omrekenen(dekking(("p", LITTENSERADIEL)), 2024, 2017)


def projecten(**gemeenten):
    return pd.DataFrame(
        {
            "project_id": list(gemeenten),
            "gemeenten": pd.Series(list(gemeenten.values()), dtype=object),
            "wmo_regios": pd.Series([["Noordoost-Brabant"]] * len(gemeenten), dtype=object),
            "wmo_regios_genoemd": pd.Series([[]] * len(gemeenten), dtype=object),
        }
    )


def test_projecten_krijgen_gemeenten_en_regios_van_het_nieuwe_jaar():
    oud = projecten(oss=["GM0828"], haaren=[HAAREN], leeg=[])
    nieuw, geschat = breng_over(oud, gemeenten_van(2024), 2017, 2024)
    assert nieuw["gemeenten"].tolist() == [["GM0828"], ["GM0757", "GM0824", "GM0855", "GM0865"], []]
    assert nieuw["wmo_regios"].tolist() == [
        ["Noordoost-Brabant"],
        ["Midden-Brabant", "Noordoost-Brabant"],  # all is estimated, so every part counts
        ["Noordoost-Brabant"],  # only named: stays as it is
    ]
    assert set(geschat["project_id"]) == {"haaren"} and len(geschat) == 4
    paren = dekking(("haaren", "GM0855"), ("oss", "GM0828"))
    assert merk_geschat(paren, geschat)["geschat"].tolist() == [True, False]


def test_in_hetzelfde_jaar_blijven_projecten_die_zij_zijn():
    oud = projecten(haaren=[HAAREN])
    nieuw, geschat = breng_over(oud, gemeenten_van(2017), 2017, 2017)
    assert nieuw is oud and geschat.empty
    assert not merk_geschat(dekking(("haaren", HAAREN)), geschat)["geschat"].any()


def test_toelichting_noemt_wie_verdeeld_is():
    assert set(toelichting(2017, 2024)["gemeente"]) == {"Littenseradiel", "Haaren", "Winsum", "Nissewaard"}
    assert toelichting(2023, 2026).empty
