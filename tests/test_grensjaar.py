"""Borders of the years between: nothing lost, no overlap, and honest about what is approximate."""

import geopandas as gpd
import pytest
import shapely

from lib.editie.jaren import JAREN
from lib.gebied.grensjaar import grenzen_tussen
from lib.gebied.grenzen import INGEBED, lees_grenzen
from lib.gebied.herindeling import indeling, naam


@pytest.fixture(scope="module")
def bekend():
    return {jaar: lees_grenzen(jaar) for jaar in INGEBED}


@pytest.mark.parametrize("jaar", JAREN)
def test_elk_jaar_heeft_grenzen_zonder_gat_of_overlap(jaar, bekend):
    grenzen = lees_grenzen(jaar)
    assert grenzen["gm_code"].tolist() == sorted(indeling(jaar))
    assert (grenzen["gm_naam"] == grenzen["gm_code"].map(naam)).all()
    assert shapely.coverage_is_valid(grenzen.geometry.values)
    assert grenzen.area.sum() == pytest.approx(bekend[2017].area.sum())
    assert grenzen.crs == "EPSG:28992" and grenzen["grens_benaderd"].dtype == bool


@pytest.mark.parametrize("jaar", INGEBED)
def test_de_bekende_jaren_komen_er_precies_zo_uit(jaar, bekend):
    nagemaakt = grenzen_tussen(*bekend.values(), INGEBED, jaar)
    verschil = nagemaakt.geometry.symmetric_difference(bekend[jaar].geometry).area
    assert verschil.max() == pytest.approx(0, abs=1)  # m2
    assert nagemaakt["grens_benaderd"].tolist() == bekend[jaar]["grens_benaderd"].tolist()


def test_een_gemeente_die_pas_later_splitst_is_nog_heel(bekend):
    in_2020 = lees_grenzen(2020).set_index("gm_code")
    oud = bekend[2017].set_index("gm_code")
    assert in_2020.geometry["GM0788"].equals(oud.geometry["GM0788"])  # Haaren, until 2021
    assert in_2020.geometry["GM0855"].equals(oud.geometry["GM0855"])  # Tilburg, without Biezenmortel
    in_2022 = lees_grenzen(2022).set_index("gm_code")
    assert in_2022.area["GM0855"] > in_2020.area["GM0855"]


def test_een_grenscorrectie_gaat_in_op_haar_dag():
    oppervlak = {jaar: lees_grenzen(jaar).set_index("gm_code").area for jaar in (2017, 2018, 2023)}
    erbij = oppervlak[2018]["GM0530"] - oppervlak[2017]["GM0530"]  # Oudenhoorn to Hellevoetsluis
    assert erbij == pytest.approx(oppervlak[2017]["GM1930"] - oppervlak[2018]["GM1930"]) and erbij > 0
    assert oppervlak[2023]["GM1930"] == pytest.approx(oppervlak[2018]["GM1930"])


def test_benaderd_zolang_de_grens_er_is():
    aantal = {jaar: int(lees_grenzen(jaar)["grens_benaderd"].sum()) for jaar in (2017, 2018, 2022, 2024)}
    assert aantal[2017] == 68 and aantal[2024] == 4
    assert aantal[2017] > aantal[2018] > aantal[2022] > aantal[2024]
    in_2022 = lees_grenzen(2022).set_index("gm_naam")["grens_benaderd"]
    assert in_2022["Brielle"] and not in_2022["Purmerend"]  # Brielle merges in 2023, Purmerend did in 2022


def test_stukken_die_elkaar_alleen_raken_tellen_niet_mee():
    """Winsum as a square, of which the right half goes to Westerkwartier and the left to Het Hogeland."""

    def vlakken(**hoe):
        return gpd.GeoDataFrame(
            {"gm_code": list(hoe), "grens_benaderd": False}, geometry=list(hoe.values()), crs="EPSG:28992"
        )

    oud = vlakken(
        GM0053=shapely.box(0, 0, 2, 2), GM0005=shapely.box(-1, 0, 0, 2), GM0022=shapely.box(2, 0, 3, 2)
    )
    nieuw = vlakken(GM1966=shapely.box(-1, 0, 1, 2), GM1969=shapely.box(1, 0, 3, 2))
    in_2019 = grenzen_tussen(oud, nieuw, (2017, 2024), 2019)
    assert in_2019["gm_code"].tolist() == ["GM1966", "GM1969"]
    assert in_2019.area.tolist() == [4, 4]
    assert grenzen_tussen(oud, nieuw, (2017, 2024), 2018)["gm_code"].tolist() == [
        "GM0005",
        "GM0022",
        "GM0053",
    ]
