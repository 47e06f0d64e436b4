"""The hexagon map: every gemeente of every year once, and neighbours near each other."""

import numpy as np
import pytest
import shapely

from lib import open_editie
from lib.editie.jaren import JAREN
from lib.gebied.herindeling import indeling
from lib.gebied.zeshoek import OPPERVLAK, ZESHOEKEN_CSV, lees_zeshoeken
from lib.grond.tabel import lees_tabel
from lib.kaart.blad import naar_svg
from scripts.zeshoeken import Bord, Land, buren, ingesloten, koel_af, lees_land, meet, wijs_toe


@pytest.mark.parametrize("jaar", JAREN)
def test_every_gemeente_of_every_year_has_one_cell_of_one_size(jaar):
    cellen = lees_zeshoeken(jaar)
    assert list(cellen["gm_code"]) == sorted(indeling(jaar))
    vormen = np.asarray(cellen.geometry)
    assert shapely.coverage_is_valid(vormen) and np.allclose(shapely.area(vormen), OPPERVLAK)
    assert len(np.unique(shapely.get_coordinates(cellen.centroid).round(), axis=0)) == len(cellen)


@pytest.mark.parametrize("jaar", (2017, 2026))
def test_neighbours_stay_near_and_directions_true(jaar):
    """What is stored, measured again from the borders; three in four neighbours touch, by far most nearly."""
    land, tabel = lees_land(jaar), lees_tabel(ZESHOEKEN_CSV)
    eigen = tabel[tabel["jaar"] == str(jaar)].set_index("gm_code").loc[list(land.codes)]
    maat = meet(land, list(zip(eigen["kolom"].astype(int), eigen["rij"].astype(int), strict=True)))
    assert maat["ingesloten"] == 0  # a hole looks like a gemeente that is missing
    assert maat["buren"] > 0.74 and maat["waar"] > 0.74 and maat["binnen_twee"] > 0.97
    assert maat["hoek"] < 28 and maat["km"] < 12


def test_cells_around_one_are_six_and_mutual():
    for cel in ((0, 0), (3, 1), (-2, 5)):
        om = buren(cel)
        assert len(set(om)) == 6 and all(cel in buren(ander) for ander in om)


def test_a_hole_is_counted_and_a_bay_is_not():
    ring = buren((0, 0))
    assert [ingesloten(ring), ingesloten(ring[1:]), ingesloten([(0, 0)])] == [1, 0, 0]


def test_swapping_brings_neighbours_together_that_were_put_apart():
    """Seven gemeenten in a row; two of them laid in each other's place are put back."""
    punt = np.array([[i * 10_000.0, 0.0] for i in range(7)])
    land = Land(tuple(f"GM{i:04}" for i in range(7)), punt, np.array([[i, i + 1] for i in range(6)]))
    goed = wijs_toe(punt)
    bord = Bord(land, punt, [goed[4], *goed[1:4], goed[0], *goed[5:]])
    slecht = meet(land, bord.cel)
    koel_af(bord, zaad=1, stappen=4_000)
    assert meet(land, bord.cel)["buren"] == 1.0 > slecht["buren"]
    assert len(set(bord.cel)) == 7 and all(bord.op[cel] == i for i, cel in enumerate(bord.cel))


def test_a_year_without_hexagons_is_refused():
    with pytest.raises(ValueError, match="geen zeshoeken van 2016; wel van 2017"):
        lees_zeshoeken(2016)


def test_a_map_of_hexagons_counts_the_same_says_so_and_has_no_scale():
    e = open_editie("2017-rapport")
    gewoon, zeshoekig = e.kaart(thema="ggz"), e.zeshoeken.kaart(thema="ggz")
    assert [k.n_gemeenten for k in zeshoekig.beeld.klassen] == [k.n_gemeenten for k in gewoon.beeld.klassen]
    assert ["50 km" in str(naar_svg(figuur)) for figuur in (gewoon, zeshoekig)] == [True, False]
    assert "Elke zeshoek is één gemeente" in zeshoekig.beeld.alt and "zeshoek" not in gewoon.beeld.alt
    assert e.zeshoeken.tel(per="wmo_regio").equals(e.tel(per="wmo_regio"))
    assert set(e.zeshoeken.regios("provincie")["gemeenten"]) == set(e.regios("provincie")["gemeenten"])
