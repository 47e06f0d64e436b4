"""The gesprekskaart: one area beside the country, on one page."""

import re
from dataclasses import replace
from types import SimpleNamespace

import geopandas as gpd
import kaartproef
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.editie.register import REGISTER
from lib.grond.fouten import InvoerFouten
from lib.pagina.gesprek import Gesprek, maak_gesprek, noem
from lib.pagina.gespreksbeeld import alternatief, klassen, teken_gebied, toon_gesprekskaart
from lib.pagina.vragen import lees_doelen, lees_vragen

SLECHT = "<script>alert(1)</script>"


def gegevens(*projecten):
    basis = kaartproef.gegevens(*projecten)
    plaatsen = [codes.split() for codes, _ in projecten]
    gemeenten = basis.gemeenten.assign(inwoners_2017=np.arange(1, 13) * 1000)
    editie = SimpleNamespace(**vars(basis.editie), naam="proef", toelichting="")
    return replace(
        basis,
        projecten=basis.projecten.assign(gemeenten=plaatsen, andere_partijen=""),
        gemeenten=gemeenten,
        editie=editie,
    )


def gesprek(soort, gebied, *projecten, **tabellen):
    return Gesprek(gegevens(*projecten), soort, gebied, tabellen)


@pytest.fixture(scope="module")
def grenzen():
    namen = kaartproef.GEMEENTEN["gm_code"]
    vlakken = [
        shapely.box(x, y, x + 1000, y + 1000)
        for x, y in ((int(n[1:]) * 1000, -ord(n[0]) * 1000) for n in namen)
    ]
    return gpd.GeoDataFrame({"gm_code": namen}, geometry=vlakken, crs=28992)


def test_a_project_counts_where_its_gemeenten_are_and_only_there():
    g = gesprek("wmo_regio", "Noord", ("A01 A02 B01", {}), ("B02", {}), ("A01", {}))
    assert g.leden.set_index("gm_code")["projecten"].to_dict() == {"A01": 2, "A02": 1, "A03": 0, "A04": 0}
    assert g.projecten["project_id"].tolist() == ["p0", "p2"]
    assert g.projecten["hier"].tolist() == [2, 1]  # of p0 two of its three gemeenten lie here
    assert g.met == 2


def test_a_minimacontract_counts_apart():
    g = gesprek("wmo_regio", "Noord", ("A01", {"is_minimacontract": True}), ("A01", {}))
    assert (len(g.projecten), g.minimacontracten, g.leden["projecten"].sum()) == (1, 1, 1)


def test_few_projects_have_no_shares_and_many_have():
    weinig = gesprek("wmo_regio", "Noord", *[("A01", {})] * 9, *[("B01", {"thema": "ggz"})] * 3)
    veel = gesprek("wmo_regio", "Noord", *[("A01", {})] * 10, *[("B01", {"thema": "ggz"})] * 10)
    assert weinig.verdeling("thema")["aandeel"].isna().all()
    rij = veel.verdeling("thema").set_index("code").loc["ouderen"]
    assert (rij["n"], rij["aandeel"], rij["n_land"], rij["aandeel_land"]) == (10, 1.0, 10, 0.5)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["A01", "A02 B01", "B03 C01", "C04"]), min_size=1, max_size=12))
def test_regions_together_hold_every_project_with_a_gemeente(plaatsen):
    alle = set()
    for regio in ("Noord", "Midden", "Zuid"):
        alle |= set(gesprek("wmo_regio", regio, *[(p, {}) for p in plaatsen]).projecten["project_id"])
    assert len(alle) == len(plaatsen)


def test_white_spots_come_from_their_table_and_make_a_question():
    vlekken = pd.DataFrame(
        [
            ("wmo_regio", "Noord", "ouderen", 1, ""),
            ("wmo_regio", "Noord", "ggz", 0, "Zuid"),
            ("wmo_regio", "Noord", "preventie", 0, "Midden"),
            ("zorgkantoorregio", "West", "ouderen", 3, ""),
        ],
        columns=["regio_soort", "regio", "thema", "n_projecten", "voorbeeld_regio"],
    )
    g = gesprek("wmo_regio", "Noord", ("A01 A02 A03 A04", {}), witte_vlekken=vlekken)
    assert g.vlekken["voorbeeld"].tolist() == ["", "Zuid", "Midden"]
    assert g.vragen[0].startswith("Over GGZ en preventie is hier geen project")


def venster(*rijen):
    kolommen = ["meetjaar", "regio", "partij", "onderdeel", "n_antwoord", "n_ja", "aandeel_ja", "onderdrukt"]
    return pd.DataFrame(rijen, columns=kolommen)


def test_only_the_last_year_of_the_venster_is_shown_and_what_is_suppressed_stays_so(grenzen):
    tabel = venster(
        (2021, "West", "gemeenten", "agenda", 3, 3, 1.0, False),
        (2022, "West", "gemeenten", "agenda", 4, 3, 0.75, False),
        (2022, "West", "zorgkantoor", "agenda", 1, np.nan, np.nan, True),
        (2022, "Oost", "gemeenten", "agenda", 9, 9, 1.0, False),
    )
    html = toon_gesprekskaart(
        gesprek("zorgkantoorregio", "West", ("A01", {}), venster_uitkomst=tabel), grenzen
    ).inhoud
    assert "Periodiek venster 2022" in html and "3 van 4 ja" in html and "niet getoond" in html
    assert "9 van 9" not in html and "2021" not in html
    assert "per partij in zorgkantoorregio West" in html and "rowgroup" not in html


def test_more_zorgkantoorregios_each_have_their_own_rows_in_the_venster(grenzen):
    ja = [(2022, regio, "gemeenten", "agenda", 4, 4, 1.0, False) for regio in ("West", "Oost")]
    kaart = gesprek("wmo_regio", "Noord", ("A01", {}), venster_uitkomst=venster(*ja))
    html = toon_gesprekskaart(kaart, grenzen).inhoud
    assert re.findall(r'<th scope="rowgroup" colspan="2"><b>(\w+)</b>', html) == kaart.zorgkantoorregios
    assert html.count("4 van 4 ja") == 2


def test_parties_that_differ_are_named_and_never_averaged():
    eens = [(2022, "West", p, "agenda", 4, 4, 1.0, False) for p in ("gemeenten", "zorgkantoor")]
    anders = (2022, "West", "zorgverzekeraar", "agenda", 4, 0, 0.0, False)
    assert gesprek("zorgkantoorregio", "West", ("A01", {}), venster_uitkomst=venster(*eens)).verdeeld == []
    g = gesprek("zorgkantoorregio", "West", ("A01", {}), venster_uitkomst=venster(*eens, anders))
    assert g.verdeeld == ["agenda"]
    assert any("agenda" in vraag and "2022" in vraag for vraag in g.vragen)


def test_aanspreekpunten_that_are_not_known_are_asked_for():
    punten = pd.DataFrame(
        [("West", "gemeenten", "bekend"), ("West", "zorgkantoor", "ontbreekt")],
        columns=["regio", "partij", "status"],
    )
    g = gesprek("zorgkantoorregio", "West", ("A01", {}), aanspreekpunten=punten)
    assert g.zonder_aanspreekpunt == [("West", "zorgverzekeraar"), ("West", "zorgkantoor")]
    assert gesprek("zorgkantoorregio", "West", ("A01", {})).zonder_aanspreekpunt == []


def test_there_are_never_more_questions_than_agreed():
    g = gesprek("wmo_regio", "Noord", *[("A01", {})] * 4)
    assert 2 < len(g.vragen) <= lees_vragen()[0]
    assert len(set(g.vragen)) == len(g.vragen)


def test_the_map_numbers_the_gemeenten_and_outlines_the_area(grenzen):
    g = gesprek("wmo_regio", "Noord", ("A01", {}))
    kaart = teken_gebied(g, grenzen)
    assert re.findall(r">(\d+)</text>", kaart) == ["1", "2", "3", "4"]
    assert kaart.count('class="mee"') == 4 and kaart.count('class="omtrek"') == 1
    assert kaart.count('class="om"') >= 4  # the neighbours to the south
    kleur = klassen(g.per_gemeente)[0][2]
    assert kaart.count(f'fill="{kleur}" class="mee"') == 1


def test_the_alternative_says_what_the_map_shows():
    g = gesprek("wmo_regio", "Noord", ("A01 A02", {}), ("A02", {}))
    assert alternatief(g) == (
        "Kaart van Noord: 2 van de 4 gemeenten met minstens één project; de meeste, 2 projecten, in A2."
    )
    assert (
        alternatief(gesprek("gemeente", "A3", ("B01", {})))
        == "Kaart van A3 in de Wmo-regio Noord: 0 projecten."
    )


@given(st.lists(st.integers(1, 60), min_size=1, max_size=40))
def test_each_number_of_projects_has_one_class(aantallen):
    grenzen_van = klassen(pd.Series(aantallen))
    for n in aantallen:
        assert sum(onder <= n and (n <= boven or not boven) for onder, boven, _ in grenzen_van) == 1
    assert len({kleur for _, _, kleur in grenzen_van}) == len(grenzen_van)


def test_text_of_users_is_escaped(grenzen):
    html = toon_gesprekskaart(gesprek("wmo_regio", "Noord", ("A01", {"titel": SLECHT})), grenzen).inhoud
    assert SLECHT not in html and "&lt;script&gt;" in html


def test_an_area_without_projects_says_so(grenzen):
    html = toon_gesprekskaart(gesprek("wmo_regio", "Zuid", ("A01", {})), grenzen).inhoud
    assert "Van dit gebied is geen project bekend." in html


@pytest.mark.parametrize(("soort", "gebied"), [("wmo_regio", "Nergens"), ("provincie", "Noord")])
def test_an_unknown_area_is_refused(soort, gebied):
    with pytest.raises(InvoerFouten, match="onbekend gebied"):
        maak_gesprek(gegevens(("A01", {})), soort, gebied)


def test_a_long_list_is_cut_and_counted():
    assert noem(["a"]) == "a"
    assert noem(["a", "b", "c"]) == "a, b en c"
    assert noem(list("abcdefg")) == "a, b, c, d en 3 andere"


def test_the_questions_stand_in_the_register():
    meest, vragen = lees_vragen()
    assert (REGISTER / "gespreksvragen.toml").is_file()
    assert sum(bij == "altijd" for bij, _ in vragen) < meest


def test_the_aims_of_2017_are_questions_on_every_card():
    doelen = lees_doelen()
    assert len(doelen) == 4 and "condities en inzet" in doelen[-1][0]
    kaart = gesprek("wmo_regio", "Noord", ("A01", {}))
    assert kaart.vragen[-4:] == [vraag for _, vraag in doelen]


def test_other_parties_and_a_deliberate_less_are_said(grenzen):
    kaart = gesprek("wmo_regio", "Noord", ("A01", {}), ("A02", {}))
    assert "niet opgegeven" in kaart.partijen and kaart.bewust_minder == []
    kaart = gesprek("wmo_regio", "Noord", ("A01", {}), ("A02", {}))
    kaart.projecten["andere_partijen"] = ["huisartsen", ""]
    kaart.projecten["minder_intensief"] = ["", "De buurgemeente doet dit al."]
    getoond = toon_gesprekskaart(kaart, grenzen).inhoud
    assert "Bewust minder intensief" in getoond and "De buurgemeente doet dit al." in getoond


def test_examples_name_what_the_edition_before_had_here():
    toen = pd.DataFrame(
        {
            "titel": ["Hier", "In de regio", "Elders", "Polis"],
            "gemeenten": [["A01"], [], ["C01"], ["A01"]],
            "wmo_regios": [["Noord"], ["Noord"], ["Zuid"], ["Noord"]],
            "is_minimacontract": [False, False, False, True],
        }
    )
    assert gesprek("wmo_regio", "Noord", ("A01", {}), vorige=toen).eerder == ["Hier", "In de regio"]
    assert gesprek("zorgkantoorregio", "West", ("A01", {}), vorige=toen).eerder == ["Elders", "Hier"]
    assert gesprek("wmo_regio", "Noord", ("A01", {})).eerder == []
