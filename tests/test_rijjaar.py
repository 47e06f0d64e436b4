"""Places are read in the division of the row's own year, and carried to that of the edition."""

from pathlib import Path

import pandas as pd
import pytest

from lib.editie.editie import lees_editie
from lib.gebied.omrekenen import omrekenen, overgang
from lib.inlezen.projecten import lees_projecten
from lib.inlezen.rijjaar import is_jaar, jaar_van, zet_over

GOED = {
    "titel": "Thuis na een val",
    "zorgverzekeraars": "CZ",
    "gemeenten": "Goes",
    "wmo_regios": "",
    "thema": "preventie",
    "instrument": "werkwijze",
    "vorm": "implementeren",
    "schaal": "gemeente",
    "jaar_bron": "",
    "jaar_begin": "",
    "themas": "",
}
TOML = 'titel = "Proef"\npeildatum = 2026-01-01\nindelingsjaar = {}\nherkomst = "synthetisch"\n[bestanden]\n'


def lees(map_: Path, *rijen: dict, jaar: int = 2026):
    (map_ / "proef").mkdir()
    tabel = pd.DataFrame([GOED | {"titel": f"Project {i}"} | rij for i, rij in enumerate(rijen)])
    tabel.to_csv(map_ / "proef" / "p.csv", index=False)
    (map_ / "proef" / "edition.toml").write_text(TOML.format(jaar) + 'projecten = "p.csv"\n')
    return lees_projecten(lees_editie("proef", map_))


@pytest.mark.parametrize(
    ("bron", "begin", "verwacht"),
    [
        ("2019", "2017", 2019),  # the page decides
        ("", "2021", 2021),  # else the start
        ("", "", 2024),  # else the edition
        ("2016", "2020", 2017),  # the first division that is known
        ("ooit", "2020", 2020),  # no year says nothing
    ],
)
def test_year_of_a_row(bron, begin, verwacht):
    assert jaar_van({"jaar_bron": bron, "jaar_begin": begin}, 2024).jaar == verwacht


@pytest.mark.parametrize("tekst", ["", "19", "1989", "2027", "2019-2020", "tweeduizend"])
def test_what_is_no_year(tekst):
    assert not is_jaar(tekst)


def test_name_stands_for_the_gemeente_of_its_own_year(tmp_path):
    """Groningen of 2018 grew into that of 2019; Cuijk of 2019 went into Land van Cuijk."""
    rijen = [{"gemeenten": "Cuijk", "jaar_bron": "2019"}, {"gemeenten": "Land van Cuijk"}]
    inlezing = lees(tmp_path, *rijen)
    assert inlezing.ingelezen["gemeenten"].tolist() == [["GM1982"], ["GM1982"]]
    assert inlezing.ingelezen["wmo_regios"].tolist() == [["Noordoost-Brabant"]] * 2
    assert any("namen van 2019; in 2026" in reden for reden in inlezing.meldingen["reden"])
    assert inlezing.geschat.empty


def test_region_is_that_of_the_year(tmp_path):
    """Eemnes to Wijdemeren and, until 24 March 2022, Weesp, which is now part of Amsterdam."""
    hele = {"gemeenten": "hele regio Gooi- en Vechtstreek", "schaal": "regionaal"}
    inlezing = lees(tmp_path, hele | {"jaar_bron": "2021"}, hele | {"jaar_bron": "2024"})
    toen, nu = map(set, inlezing.ingelezen["gemeenten"])
    assert toen - nu == {"GM0363"} and len(nu) == 7


def test_part_of_a_divided_gemeente_is_estimated_unless_another_place_is_certain(tmp_path):
    """Haaren was divided over four gemeenten in 2021; Tilburg was also named by itself."""
    los = {"gemeenten": "Haaren", "jaar_bron": "2019"}
    inlezing = lees(tmp_path, los, los | {"gemeenten": "Haaren; Tilburg"})
    eerste, tweede = (g for _, g in inlezing.geschat.groupby("project_id"))
    assert set(eerste["gm_code"]) - set(tweede["gm_code"]) == {"GM0855"}
    assert (inlezing.geschat["aandeel"] < 1).all()
    codes = inlezing.ingelezen["gemeenten"].tolist()
    assert set(codes[0]) == set(eerste["gm_code"]) and "GM0855" in codes[1]


def test_later_year_than_the_edition_goes_back(tmp_path):
    inlezing = lees(tmp_path, {"gemeenten": "Eemsdelta", "jaar_bron": "2023"}, jaar=2017)
    assert inlezing.ingelezen["gemeenten"].tolist() == [["GM0003", "GM0010", "GM0024"]]


def test_fault_of_a_year_or_a_theme_names_its_cell(tmp_path):
    inlezing = lees(
        tmp_path, {"jaar_bron": "vorig jaar"}, {"themas": "ouderen; gzz"}, {"themas": "GGZ;ouderen"}
    )
    fouten = inlezing.afgekeurd[["rij", "kolom", "waarde", "suggestie"]].to_numpy().tolist()
    assert fouten == [[2, "jaar_bron", "vorig jaar", ""], [3, "themas", "gzz", "ggz"]]
    assert inlezing.ingelezen["themas"].tolist() == [["ouderen", "ggz"]]


@pytest.mark.parametrize(("van", "naar"), [(2017, 2026), (2019, 2022), (2024, 2017)])
def test_places_go_over_as_a_whole_table_does(van, naar):
    """All gemeenten together, and each divided one by itself: the same as the table of presence gives."""
    tabel = overgang(van, naar)
    alle = tuple(sorted(set(tabel["van"])))
    gedeeld = sorted(set(tabel.loc[tabel["geschat"], "van"]))
    for codes in [alle, *((code,) for code in gedeeld)]:
        verwacht = omrekenen(pd.DataFrame({"gm_code": list(codes)}), van, naar).set_index("gm_code")[
            "geschat"
        ]
        over = zet_over(codes, van, naar)
        assert over.codes == tuple(sorted(verwacht.index))
        assert set(over.geschat) == set(verwacht[verwacht].index)
