"""The crosswalk, the totals per version and the lists of who changed, small and real."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.editie.jaren import JAREN
from lib.gebied.herindeling import indeling
from lib.gebied.indeling import lees_regio_gemeente
from lib.gebied.kruisverdeling import (
    bovenregionaal,
    indelingsversies,
    kruisverdeling,
    leesbare_kruisverdeling,
    lijst,
    stand_per_gemeente,
    totalen,
    veranderd,
    wijzigingen,
)

GEMEENTEN = pd.DataFrame(
    {
        "gm_code": ["A", "B", "C", "D"],
        "gm_naam": ["Aa", "Be", "Ce", "De"],
        "wmo_regio": ["Noord", "Noord", "Noord", "Zuid"],
        "zorgkantoorregio": ["Oost", "Oost", "West", "West"],
        "inwoners_2017": [10, 20, 70, 100],
    }
)


@pytest.fixture(scope="module")
def tabel():
    return lees_regio_gemeente()


def dekking(*paren):
    return pd.DataFrame(paren, columns=["project_id", "gm_code"], dtype="str")


def test_kruisverdeling_met_de_hand():
    kruis = kruisverdeling(GEMEENTEN).set_index(["wmo_regio", "zorgkantoorregio"])
    assert kruis.loc[("Noord", "Oost")].to_dict() == pytest.approx(
        {
            "gemeenten": 2,
            "inwoners": 30,
            "wmo_gemeenten": 2 / 3,
            "wmo_inwoners": 0.3,
            "zk_gemeenten": 1,
            "zk_inwoners": 1,
        }
    )
    assert kruis.loc[("Noord", "West"), "zk_inwoners"] == pytest.approx(70 / 170)
    assert len(kruis) == 3


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("pq"), st.integers(1, 999)), min_size=1))
def test_aandelen_van_een_regio_zijn_samen_een(rijen):
    gemeenten = pd.DataFrame(rijen, columns=["wmo_regio", "zorgkantoorregio", "inwoners_2017"])
    kruis = kruisverdeling(gemeenten)
    for voor, soort in (("wmo", "wmo_regio"), ("zk", "zorgkantoorregio")):
        for wat in ("gemeenten", "inwoners"):
            assert kruis.groupby(soort)[f"{voor}_{wat}"].sum().to_numpy() == pytest.approx(1)
    assert kruis["inwoners"].sum() == gemeenten["inwoners_2017"].sum()
    assert kruis["gemeenten"].sum() == len(gemeenten)


def test_lijst_noemt_elke_gemeente_bij_haar_regio():
    assert lijst(GEMEENTEN, "wmo_regio").values.tolist() == [
        ["Noord", 3, 100, "Aa, Be, Ce"],
        ["Zuid", 1, 100, "De"],
    ]


def test_bovenregionaal_hangt_van_de_indeling_af():
    paren = dekking(
        ("a", "A"), ("a", "B"), ("b", "B"), ("b", "C"), ("c", "C"), ("c", "D"), ("d", "A"), ("d", "D")
    )
    assert bovenregionaal(paren, GEMEENTEN)["projecten"].tolist() == [1, 1, 1, 1]


def test_totalen_tellen_op_in_elke_versie(tabel):
    jaren = indelingsversies(tabel, JAREN)
    assert jaren == [2017, 2018, 2019, 2021, 2022, 2023]
    som = totalen(tabel, jaren, dekking(("p", "GM0788"), ("q", "GM0140")), 2017)
    per = som.groupby(["indeling", "jaar"])[["gemeenten", "inwoners"]].sum().reset_index()
    assert (per["inwoners"] == 17_081_507).all()
    assert (per["gemeenten"] == per["jaar"].map(lambda jaar: len(indeling(jaar)))).all()
    zk = som[som["indeling"] == "zorgkantoorregio"].set_index(["regio", "jaar"])
    assert zk.loc[("Noordoost-Brabant", 2017), ["projecten", "waarvan_geschat"]].tolist() == [1, 0]
    assert zk.loc[("Midden-Brabant", 2021), ["projecten", "waarvan_geschat"]].tolist() == [1, 1]
    assert zk.loc[("Friesland", 2023), ["projecten", "waarvan_geschat"]].tolist() == [1, 1]
    assert zk.loc[("Zeeland", 2017), "projecten"] == 0


def test_wijzigingen_laat_weg_wat_gelijk_bleef(tabel):
    som = totalen(tabel, [2017, 2018, 2019], dekking(("p", "GM0523")), 2017)
    anders = wijzigingen(som)
    assert "Achterhoek" not in set(anders["regio"])
    assert anders[anders["regio"] == "Drechtsteden"]["jaar"].tolist() == [2017, 2018]


def test_wie_veranderde_staat_er_met_datum_en_reden(tabel):
    anders = veranderd(tabel, 2017, 2024).set_index(["indeling", "gemeente", "wordt"])
    assert len(anders) == 11 and (anders["van_regio"] != anders["naar_regio"]).all()
    weesp = anders.loc[("zorgkantoorregio", "Weesp", "Amsterdam")]
    assert (weesp["van_regio"], weesp["naar_regio"], weesp["datum"]) == (
        "'t Gooi",
        "Amsterdam",
        pd.Timestamp(2022, 3, 24),
    )
    haaren = anders.loc[("wmo_regio", "Haaren", "Tilburg")]
    assert haaren["reden"] == "Haaren ging deels op in Tilburg" and haaren["aandeel"] == pytest.approx(
        1407 / 13912
    )
    assert anders.loc[("wmo_regio", "Hardinxveld-Giessendam", "Hardinxveld-Giessendam"), "reden"].startswith(
        "per 1-1-2018"
    )
    assert veranderd(tabel, 2023, 2026).empty


def test_stand_van_elke_gemeente(tabel):
    nu = stand_per_gemeente(tabel, 2024).set_index(["indeling", "gm_code"])["stand"]
    assert len(nu) == 2 * 342
    assert nu["wmo_regio", "GM0523"] == "verhuisd" and nu["zorgkantoorregio", "GM0523"] == "ongewijzigd"
    assert nu["wmo_regio", "GM1961"] == "deels"  # a third of Vijfheerenlanden came from Lekstroom
    assert nu["wmo_regio", "GM1966"] == "heringedeeld" and nu["wmo_regio", "GM0664"] == "ongewijzigd"
    assert set(stand_per_gemeente(tabel, 2017)["stand"]) == {"ongewijzigd"}


def test_leesbaar_voor_een_pagina():
    rij = {"indeling": ["wmo_regio"], "gm_code": ["GM0363"], "aandeel": [0.25], "jaar": [2019]}
    assert leesbare_kruisverdeling(pd.DataFrame(rij)).values.tolist() == [
        ["Wmo-regio", "Amsterdam", 25.0, "2019"]
    ]
