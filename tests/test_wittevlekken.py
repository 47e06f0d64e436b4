"""White spots: presence only, where a project counts, and which region has something to look at."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.analyse.deelname import deelname
from lib.beeld.letters import Tekstregel
from lib.beeld.regiomatrix import teken_matrix
from lib.editie.ordening import lees_ordening
from lib.werkstructuur.buren import Buurt, maak_buurt
from lib.werkstructuur.vlekken import (
    THEMAS,
    VLEKKOLOMMEN,
    aanwezig_per_regio,
    profiel,
    tel_bekend,
    witte_vlekken,
)
from lib.werkstructuur.vlekkenbeeld import maak_vlekkenmatrix, toon_open

GEMEENTEN = pd.DataFrame(
    {
        "gm_code": ["GM1", "GM2", "GM3", "GM4"],
        "wmo_regio": ["W1", "W1", "W2", "W2"],
        "zorgkantoorregio": ["Z1", "Z1", "Z1", "Z2"],
        "inwoners_2017": [10, 20, 30, 40],
    }
)


def projecten(*rijen):
    """Rows of (thema, vorm, peildatum, gemeenten, wmo_regios, minima)."""
    kolommen = ["thema", "vorm", "peildatum", "gemeenten", "wmo_regios", "is_minimacontract"]
    tabel = pd.DataFrame(rijen, columns=kolommen)
    tabel = tabel.assign(project_id=[f"p{i}" for i in range(len(tabel))], schaal="gemeente")
    tekst = dict.fromkeys(["project_id", "thema", "vorm", "peildatum"], "str")
    return tabel.astype({**tekst, "is_minimacontract": "bool"})


PROJECTEN = projecten(
    ("ouderen", "implementeren", "2016-05-01", ["GM1", "GM2"], ["W1"], False),
    ("ouderen", "ontwikkelproject", "2017-01-01", ["GM1"], ["W1"], False),
    ("ggz", "samenwerkingsafspraken", "", ["GM4"], ["W2"], False),
    ("preventie", "implementeren", "2017-02-01", [], ["W2"], False),
    ("preventie", "implementeren", "2017-02-01", [], ["W1"], False),
    ("ouderen", "implementeren", "2010-01-01", ["GM4"], ["W2"], True),
    ("esw", "implementeren", "2017-02-01", ["GM4"], ["W2"], False),
)


def test_een_project_telt_waar_zijn_gemeenten_liggen_en_anders_alleen_als_het_zeker_is():
    samen = deelname(PROJECTEN, GEMEENTEN, "zorgkantoorregio")
    rijen = set(map(tuple, samen.values.tolist()))
    assert ("p0", "Z1", True) in rijen and ("p0", "Z2", True) not in rijen
    assert {("p3", "Z1", False), ("p3", "Z2", False)} <= rijen, "W2 lies in two: uncertain in both"
    assert ("p4", "Z1", True) in rijen, "all of W1 lies in Z1"
    assert not samen.duplicated(["project_id", "regio"]).any()


def test_aanwezigheid_met_vormen_sinds_en_wat_onzeker_is():
    tabel = aanwezig_per_regio(PROJECTEN, GEMEENTEN, "zorgkantoorregio", lees_ordening())
    vak = tabel.set_index(["regio", "thema"])
    assert len(tabel) == 2 * len(THEMAS)
    ouderen = vak.loc[("Z1", "ouderen")]
    assert (ouderen["aanwezig"], ouderen["n_projecten"]) == (True, 2)
    assert ouderen["vormen"] == ["ontwikkelproject", "implementeren"], "in the order of the ordering"
    assert ouderen["sinds"] == pd.Timestamp("2016-05-01")
    assert not vak.loc[("Z2", "ouderen"), "aanwezig"], "a minimacontract does not count"
    assert vak.loc[("Z2", "ggz"), "aanwezig"] and pd.isna(vak.loc[("Z2", "ggz"), "sinds"])
    assert not vak.loc[("Z2", "preventie"), "aanwezig"] and vak.loc[("Z2", "preventie"), "n_onzeker"] == 1
    assert vak.loc[("Z1", "preventie"), "n_projecten"] == 1


def test_sinds_kan_van_de_vorige_editie_zijn_en_aanwezig_niet():
    eerder = projecten(
        ("ouderen", "implementeren", "2012-03-01", ["GM1"], ["W1"], False),
        ("ggz", "implementeren", "2012-03-01", ["GM1"], ["W1"], False),
    )
    tabel = aanwezig_per_regio(PROJECTEN, GEMEENTEN, "zorgkantoorregio", lees_ordening(), eerder)
    vak = tabel.set_index(["regio", "thema"])
    assert vak.loc[("Z1", "ouderen"), "sinds"] == pd.Timestamp("2012-03-01")
    assert vak.loc[("Z1", "ouderen"), "n_projecten"] == 2
    assert not vak.loc[("Z1", "ggz"), "aanwezig"] and pd.isna(vak.loc[("Z1", "ggz"), "sinds"])


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*THEMAS, "esw"]),
            st.sampled_from(["implementeren", ""]),
            st.sampled_from(["2017-01-01", ""]),
            st.lists(st.sampled_from(["GM1", "GM2", "GM3", "GM4"]), unique=True),
            st.lists(st.sampled_from(["W1", "W2"]), unique=True),
            st.booleans(),
        ),
        max_size=8,
    ),
    st.sampled_from(["wmo_regio", "zorgkantoorregio"]),
)
def test_aanwezig_is_ten_minste_een_en_niets_meer(rijen, soort):
    tabel = aanwezig_per_regio(projecten(*rijen), GEMEENTEN, soort, lees_ordening())
    assert len(tabel) == GEMEENTEN[soort].nunique() * len(THEMAS)
    assert (tabel["aanwezig"] == (tabel["n_projecten"] > 0)).all()
    assert tabel.loc[~tabel["aanwezig"], "sinds"].isna().all()
    assert tabel["n_projecten"].max() <= len(rijen)
    assert sum(met for met, _ in tel_bekend(tabel).values()) == tabel["aanwezig"].sum()


BUURT = Buurt(
    ("A", "B", "C", "D"),
    np.array([[0, 2e3, 9e3, 0], [2e3, 0, 0, 0], [9e3, 0, 0, 0], [0, 0, 0, 0]], dtype=float),
    np.array([[0, 1e4, 3e4, 5e4], [1e4, 0, 9e4, 2e4], [3e4, 9e4, 0, 8e4], [5e4, 2e4, 8e4, 0]], dtype=float),
    np.array([100_000, 200_000, 300_000, 400_000]),
    np.array([[0, 0.5, 0.4, 0.1], [0.5, 0, 0.2, 0.2], [0.4, 0.2, 0, 0.3], [0.1, 0.2, 0.3, 0]]),
)


def test_dichtst_is_de_langste_grens_en_anders_het_naaste_midden():
    assert BUURT.dichtst("A", {"B", "C", "D"}).regio == "C"
    assert BUURT.dichtst("A", {"B", "D"}).grond == "gedeelde grens 2 km"
    ver = BUURT.dichtst("D", {"A", "B", "C"})
    assert (ver.regio, ver.grond) == ("B", "hart op hart 20 km")
    gelijk = BUURT.meest_gelijk("B", {"C", "D"})
    assert gelijk.regio == "C" and "300 duizend inwoners" in gelijk.grond and "80 van 100" in gelijk.grond


def test_elke_witte_vlek_wijst_naar_een_regio_die_wel_iets_heeft():
    aanwezig = pd.DataFrame(
        {
            "regio": np.repeat(["A", "B", "C", "D"], 3),
            "thema": THEMAS * 4,
            "aanwezig": [False, False, False, True, True, False, True, False, False, True, False, False],
            "n_projecten": 0,
            "vormen": [[]] * 12,
            "sinds": pd.NaT,
            "n_onzeker": 0,
        }
    )
    vlekken = witte_vlekken(aanwezig, BUURT, "zorgkantoorregio")
    assert tuple(vlekken.columns) == VLEKKOLOMMEN
    heeft = set(vlekken.loc[vlekken["aanwezig"], ["regio", "thema"]].itertuples(index=False, name=None))
    for rij in vlekken.itertuples():
        if rij.aanwezig or rij.thema == "preventie":  # nobody has anything on preventie
            assert (rij.voorbeeld_regio, rij.grond, rij.gelijkende_regio) == ("", "", "")
        else:
            assert {(rij.voorbeeld_regio, rij.thema), (rij.gelijkende_regio, rij.thema)} <= heeft
    getoond = toon_open(vlekken, lees_ordening())
    assert len(getoond) == (~vlekken["aanwezig"]).sum()
    assert (getoond.loc[getoond["thema"] == "Preventie", "buurregio"] == "nergens bekend").all()


def test_buurt_meet_grens_afstand_en_gelijkenis():
    import shapely

    vierkant = [shapely.box(x * 1000, 0, (x + 1) * 1000, 1000) for x in range(4)]
    lijnen = tuple(np.array([[x * 1000.0, 0.0], [x * 1000.0, 1000.0]]) for x in (1, 2, 3))
    basis = SimpleNamespace(
        vlakken=np.array(vierkant), lijnen=lijnen, paar=np.array([[0, 1], [1, 2], [2, 3]])
    )
    buurt = maak_buurt(basis, GEMEENTEN["zorgkantoorregio"], GEMEENTEN["inwoners_2017"])
    assert buurt.namen == ("Z1", "Z2") and buurt.inwoners.tolist() == [60, 40]
    assert buurt.grens.tolist() == [[0, 1000], [1000, 0]]
    assert buurt.afstand[0, 1] == pytest.approx(2000)
    delen = profiel(PROJECTEN, GEMEENTEN, "zorgkantoorregio", ("thema",))
    assert delen.loc["Z2"].to_dict()[("thema", "ggz")] == 0.5
    met = maak_buurt(basis, GEMEENTEN["zorgkantoorregio"], GEMEENTEN["inwoners_2017"], delen)
    assert met.ongelijk[0, 1] == pytest.approx((1 + 1) / 2), "other labels and the extremes in size"
    assert (met.ongelijk == met.ongelijk.T).all() and (np.diag(met.ongelijk) == 0).all()


@pytest.mark.parametrize("synthetisch", [True, False])
def test_matrix_zegt_wat_er_te_zien_is(synthetisch):
    vlekken = witte_vlekken(
        aanwezig_per_regio(PROJECTEN, GEMEENTEN, "wmo_regio", lees_ordening()),
        Buurt(("W1", "W2"), np.ones((2, 2)), np.ones((2, 2)), np.array([1, 2]), np.ones((2, 2))),
        "wmo_regio",
    )
    jaren = {"indelingsjaar": 2017, "tekenjaar": 2017, "peildatum": pd.Timestamp("2017-06-29")}
    editie = SimpleNamespace(titel="Proef", synthetisch=synthetisch, **jaren)
    beeld = maak_vlekkenmatrix(vlekken, "wmo_regio", lees_ordening(), editie)
    assert beeld.titel == "Samenwerking bekend: ouderen 1, GGZ 1 en preventie 2 van de 2 Wmo-regio's"
    assert "W2: Ouderen" in beeld.alt and "W1: GGZ" in beeld.alt
    tekst = " ".join(regel.get_text() for regel in teken_matrix(beeld).findobj(Tekstregel))
    assert "2 · mei 2016" in tekst and ("SYNTHETISCHE" in tekst) == synthetisch
    assert "goed of groot" in tekst.replace("\n", " "), "presence is no judgement"
