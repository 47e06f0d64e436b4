from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kaartproef import GEMEENTEN, KERNWERKGEBIEDEN, gegevens, ordening

from lib.analyse.verband.grootte import gemeentetabel, grootteverbanden
from lib.analyse.verband.kernwerkgebied import aandeelverband, kernverband, regiotabel
from lib.analyse.verband.kruistabel import cramers_v, kruistabel, zuivere_v
from lib.analyse.verband.labels import MINSTE_PROJECTEN, kruistabel_van, labelverband
from lib.analyse.verband.permutatie import rangcorrelatie, verschil_in_gemiddelde
from lib.analyse.verband.uitkomst import (
    SAMENHANG,
    TE_WEINIG,
    TOEVAL,
    Verbandgrens,
    lees_grens,
    toon_verbanden,
    verbandentabel,
)
from lib.editie.register import lees_drempels

GRENS = Verbandgrens(waarde=0.2, p=0.05)


def _leden(codes: list, soorten: str) -> pd.DataFrame:
    """Return items × letters: whether the item (a string of letters) has the letter."""
    return pd.DataFrame({soort: [soort in code for code in codes] for soort in soorten})


def _uit_tabel(aantallen: list[list[int]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    paren = [(i, j) for i, rij in enumerate(aantallen) for j, n in enumerate(rij) for _ in range(n)]
    breed = len(aantallen[0])
    a = pd.DataFrame({i: [p[0] == i for p in paren] for i in range(len(aantallen))})
    return a, pd.DataFrame({j: [p[1] == j for p in paren] for j in range(breed)})


# --- the table -----------------------------------------------------------------------------------


def test_cramers_v_met_de_hand():
    """[[10, 20], [30, 40]]: chi² = 100 (10·40 - 20·30)² / (30·70·40·60) = 0.7937, V = sqrt(chi² / 100)."""
    tabel = np.array([[10, 20], [30, 40]])
    assert cramers_v(tabel[None])[0] == pytest.approx(np.sqrt(4e6 / 5_040_000 / 100))
    phi = max(0, 4e6 / 5_040_000 / 100 - 1 / 99)
    assert zuivere_v(tabel) == phi == 0
    assert zuivere_v(np.diag([20, 20, 20])) == pytest.approx(1)


@pytest.mark.parametrize("tabel", [[[12, 3, 5], [4, 9, 2], [1, 1, 14]], [[30, 2], [5, 9], [0, 7]]])
def test_cramers_v_als_in_scipy(tabel):
    from scipy.stats import contingency

    assert cramers_v(np.array([tabel]))[0] == pytest.approx(contingency.association(tabel, correction=False))


def test_lege_rijen_en_kolommen_tellen_niet():
    vol = np.array([[8, 2], [1, 9]])
    met_lege = np.array([[8, 0, 2], [0, 0, 0], [1, 0, 9]])
    assert cramers_v(met_lege[None])[0] == pytest.approx(cramers_v(vol[None])[0])
    assert np.isnan(cramers_v(np.array([[[5, 7], [0, 0]]]))[0]) and np.isnan(zuivere_v(np.array([[5, 7]])))


def test_verwacht_en_residu_zijn_die_van_alle_permutaties():
    a, b = _leden(["x", "x", "y", "y"], "xy"), _leden(["p", "pq", "q", "q"], "pq")
    kruis = kruistabel(a, b, permutaties=99)
    alle = []
    for i in range(4):
        for j in range(i + 1, 4):
            alle.append(b.iloc[[i, j]]["q"].sum())  # the two projects that get x
    assert kruis.verwacht.at["x", "q"] == pytest.approx(np.mean(alle))
    assert kruis.residu.at["x", "q"] == pytest.approx((1 - np.mean(alle)) / np.std(alle))
    assert kruis.aantal.loc["x"].tolist() == [2, 1] and kruis.n == 4


def test_geplante_samenhang_wordt_gevonden_en_onafhankelijkheid_niet():
    samen = kruistabel(*_uit_tabel([[20, 2, 1], [1, 18, 2], [2, 1, 15]]))
    assert samen.v_zuiver > 0.6 and samen.p == pytest.approx(1 / 10_000)
    los = kruistabel(*_uit_tabel([[10, 10, 10], [10, 10, 10], [10, 10, 10]]), permutaties=999)
    assert los.v == 0 and los.p == 1 and los.v_zuiver == 0


def test_de_toets_is_eerlijk_zonder_samenhang():
    """Of random tables without association about one in twenty has p below 0.05."""
    rng = np.random.default_rng(1)
    eronder = 0
    for _ in range(200):
        a = pd.DataFrame(np.eye(3, dtype=bool)[rng.integers(0, 3, 40)])
        b = pd.DataFrame(rng.random((40, 4)) < 0.4)
        b.loc[~b.any(axis=1), 0] = True
        eronder += kruistabel(a, b, permutaties=199).p < 0.05
    assert 2 <= eronder <= 22


def test_verzamelingen_worden_als_geheel_geschud():
    """Two labels that always come together are one observation per project, not two."""
    a = _leden(["x"] * 6 + ["y"] * 6, "xy")
    enkel = kruistabel(a, _leden(["p"] * 4 + ["q"] * 2 + ["p"] * 2 + ["q"] * 4, "pq"))
    dubbel = kruistabel(a, _leden(["pr"] * 4 + ["qs"] * 2 + ["pr"] * 2 + ["qs"] * 4, "pqrs"))
    assert dubbel.p == pytest.approx(enkel.p, abs=0.02) and enkel.p > 0.2


def test_twee_labels_in_de_rijen_is_een_fout():
    with pytest.raises(ValueError, match="hoogstens één"):
        kruistabel(_leden(["xy"], "xy"), _leden(["p"], "p"))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("xyz"), st.sampled_from(["p", "q", "pq", "r"])), min_size=1, max_size=20
    ),
    st.randoms(use_true_random=False),
)
def test_de_volgorde_van_projecten_maakt_niet_uit(paren, toeval):
    def uitkomst(lijst):
        return kruistabel(
            _leden([a for a, _ in lijst], "xyz"), _leden([b for _, b in lijst], "pqr"), permutaties=50, zaad=3
        )

    een, ander = uitkomst(paren), uitkomst(toeval.sample(paren, len(paren)))
    assert (een.v, een.v_zuiver, een.p) == pytest.approx((ander.v, ander.v_zuiver, ander.p), nan_ok=True)
    pd.testing.assert_frame_equal(een.residu, ander.residu)
    assert np.isnan(een.v) or 0 <= een.v <= 1 + 1e-9


# --- permutation tests on numbers ----------------------------------------------------------------


def test_rangcorrelatie_met_de_hand():
    """Ranks 1 2 3 4 5 and 2 1 4 3 5: rho = 1 - 6·4 / (5·24) = 0.8."""
    rho, p = rangcorrelatie(np.array([1, 2, 3, 4, 5]), np.array([20, 10, 40, 30, 500]))
    assert rho == pytest.approx(0.8)
    assert p == pytest.approx(16 / 120, abs=0.02)  # two-sided, exact: 2·8 of the 120 orders
    assert all(np.isnan(rangcorrelatie(np.array([1, 2, 3]), np.array([7, 7, 7]))))


def test_verschil_in_gemiddelde_met_de_hand():
    verschil, p = verschil_in_gemiddelde(
        np.array([5, 6, 1, 2, 3]), np.array([True, True, False, False, False])
    )
    assert verschil == pytest.approx(3.5)
    assert p == pytest.approx(1 / 10, abs=0.02)  # only this one of the ten choices of two is as far from 0
    assert all(np.isnan(verschil_in_gemiddelde(np.array([1, 2]), np.array([True, True]))))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5)), min_size=3, max_size=15), st.randoms())
def test_rangcorrelatie_hangt_niet_van_de_volgorde_af(paren, toeval):
    def uitkomst(lijst):
        return rangcorrelatie(*np.array(lijst).T, permutaties=49, zaad=5)

    assert uitkomst(paren) == pytest.approx(uitkomst(toeval.sample(paren, len(paren))), nan_ok=True)


# --- what an edition says ------------------------------------------------------------------------


def _veel(n: int, plaatsen: str = "A01", **anders) -> list[tuple[str, dict]]:
    return [(plaatsen, anders)] * n


def test_drempels_komen_uit_het_register():
    assert lees_grens(lees_drempels()) == GRENS


def test_labelverband_vindt_vorm_bij_instrument():
    feiten = gegevens(
        *_veel(20),
        *_veel(15, vorm="samenwerkingsafspraken", instrument=["samenwerkingsdocument"]),
        *_veel(50, is_minimacontract=True),
    )
    verband = labelverband("vorm-instrument", feiten, GRENS)
    assert (verband.oordeel, verband.n) == (SAMENHANG, 35) and verband.waarde == pytest.approx(1)
    assert "35 projecten" in verband.betekenis and "p < 0,001" in verband.betekenis
    assert "geen oorzaak" in verband.betekent_niet
    assert kruistabel_van("vorm-instrument", feiten).aantal.at["ontwikkelproject", "werkwijze"] == 20


def test_labelverband_zonder_samenhang_en_met_te_weinig():
    themas = [
        dict(thema=t, vorm=v) for t in ("ouderen", "ggz") for v in ("ontwikkelproject", "implementeren")
    ]
    los = gegevens(*[("A01", anders) for anders in themas * 10])
    assert labelverband("vorm-thema", los, GRENS).oordeel == TOEVAL
    weinig = labelverband("vorm-thema", gegevens(*_veel(MINSTE_PROJECTEN - 1)), GRENS)
    assert (
        weinig.oordeel == TE_WEINIG and np.isnan(weinig.waarde) and str(MINSTE_PROJECTEN) in weinig.betekenis
    )
    gelijk = labelverband("vorm-thema", gegevens(*_veel(MINSTE_PROJECTEN)), GRENS)
    assert gelijk.oordeel == TE_WEINIG  # one label only: nothing to compare


def _met_inwoners(*projecten):
    inwoners = [200_000, 150_000, 120_000] + [10_000 * i for i in range(1, 10)]
    return replace(gegevens(*projecten), gemeenten=GEMEENTEN.assign(inwoners_2017=inwoners))


def test_gemeentetabel_weegt_met_de_plustekens():
    tabel = gemeentetabel(
        _met_inwoners(
            ("A01 A02", {}), ("A01", {"vorm": "samenwerkingsafspraken"}), ("A01", {"is_minimacontract": True})
        )
    ).set_index("gm_code")
    assert tabel.loc["A01", ["projecten", "intensiteit", "groot"]].tolist() == [2, 4.0, True]
    assert tabel.loc["A02", ["projecten", "intensiteit"]].tolist() == [1, 3.0]
    assert tabel["projecten"].sum() == 3 and tabel["groot"].sum() == 3


def test_grote_gemeenten_met_meer_projecten():
    verbanden = list(grootteverbanden(_met_inwoners(*_veel(12, "A01 A02 A03"), ("B01", {})), GRENS))
    assert [verband.oordeel for verband in verbanden[:2]] == [SAMENHANG, SAMENHANG]
    assert "Grotere gemeenten hebben er meer." in verbanden[0].betekenis
    assert verbanden[0].waarde == pytest.approx(12 - 1 / 9)
    assert "13 projecten met bekende gemeenten" in verbanden[0].betekent_niet
    assert {v.oordeel for v in grootteverbanden(_met_inwoners(*_veel(3), *_veel(40, "")), GRENS)} == {
        TE_WEINIG
    }


def _met_kern(*projecten):
    kern = KERNWERKGEBIEDEN.assign(
        marktaandeel_pct=[np.nan, np.nan, 45.0], aandeel_inwoners_proxy=[1.0, 0.6, 0.9]
    )
    return replace(gegevens(*projecten), kernwerkgebieden=kern)


def test_regiotabel_neemt_de_meting_en_laat_kringredeneringen_weg():
    feiten = _met_kern(
        ("A01", {"zorgverzekeraars": ["Menzis"]}),
        ("A01 A02 A03 A04", {"zorgverzekeraars": ["Menzis"]}),  # exactly its kernwerkgebied
        ("A01 A02 A03 A04", {"zorgverzekeraars": ["VGZ"]}),
        ("C01", {"zorgverzekeraars": ["CZ", "VGZ"]}),
    )
    tabel = regiotabel(feiten).set_index("wmo_regio")
    assert tabel["aandeel"].to_dict() == {"Midden": 0.6, "Noord": 1.0, "Zuid": 0.45}
    assert tabel["projecten"].to_dict() == {"Midden": 0, "Noord": 1, "Zuid": 1}


def test_kernverband_telt_binnen_en_buiten():
    binnen = [
        (plaats, {"zorgverzekeraars": [naam]})
        for plaats, naam in (("A01", "Menzis"), ("B01", "VGZ"), ("C01", "CZ"))
        for _ in range(4)
    ]
    verband = kernverband(_met_kern(*binnen, ("A02", {"zorgverzekeraars": ["VGZ"]})), GRENS)
    assert verband.waarde == pytest.approx(12 / 3 - 1 / 6) and verband.n == 9
    # three regions can be shuffled in six ways only, so this cannot be convincing
    assert verband.p == pytest.approx(1 / 6, abs=0.03) and verband.oordeel == TOEVAL
    assert "1 van de 3 Wmo-regio's gemeten" in verband.betekent_niet
    assert aandeelverband(_met_kern(*binnen), GRENS).oordeel == TE_WEINIG  # everywhere as many


def test_verbanden_als_tabel():
    tabel = verbandentabel([labelverband("vorm-thema", gegevens(*_veel(3)), GRENS)])
    assert list(tabel.columns)[:4] == ["verband_id", "titel", "eenheid", "n"] and len(tabel) == 1
    assert verbandentabel([]).empty


def test_verbanden_voor_lezers():
    weinig = labelverband("vorm-thema", gegevens(*_veel(3)), GRENS)
    genoeg = labelverband(
        "vorm-thema", gegevens(*_veel(20), *_veel(20, thema="ggz", vorm="implementeren")), GRENS
    )
    tabel = toon_verbanden([weinig, genoeg])
    assert tabel["toets"].tolist() == ["p = –", "p < 0,001"]
    assert tabel["maat"].tolist() == ["Cramérs V, gecorrigeerd: –", "Cramérs V, gecorrigeerd: 1,00"]


# --- space ---------------------------------------------------------------------------------------


def _vlakken(weg: tuple[int, ...] = ()):
    import geopandas as gpd
    import shapely

    vakken = [shapely.box(i % 6, i // 6, i % 6 + 1, i // 6 + 1) for i in range(36) if i not in weg]
    namen = [f"r{i:02d}" for i in range(36) if i not in weg]
    return gpd.GeoDataFrame({"naam": namen}, geometry=vakken, crs=28992)


def test_buren_raken_elkaar_en_een_eiland_krijgt_zijn_naaste():
    from lib.analyse.verband.ruimte import buren

    gewichten = buren(_vlakken())
    assert sorted(gewichten.neighbors[0]) == [1, 6, 7]  # a corner counts
    eiland = buren(_vlakken(weg=(1, 6, 7)))
    assert not eiland.islands and len(eiland.neighbors[0]) == 1


def test_moran_vindt_een_cluster_en_geen_ruis():
    from lib.analyse.verband.ruimte import buren, moran

    gewichten = buren(_vlakken())
    cluster = np.array([float(i % 6 < 3) for i in range(36)])
    waarde, p = moran(cluster, gewichten)
    assert waarde > 0.5 and p == pytest.approx(1 / 10_000)
    schaakbord = np.array([float((i % 6 + i // 6) % 2) for i in range(36)])
    assert moran(schaakbord, gewichten)[0] < 0
    ruis = np.random.default_rng(4).permutation(cluster)
    assert moran(ruis, gewichten)[1] > 0.05
    assert all(np.isnan(moran(np.ones(36), gewichten)))


def test_concentratie_per_thema():
    from lib.analyse.verband.ruimte import concentratie

    vlakken = _vlakken()
    linker = [naam for i, naam in enumerate(vlakken["naam"]) if i % 6 < 2]
    feiten = gegevens(*[("", {"wmo_regios": [naam]}) for naam in linker], *_veel(2, thema="ggz"))
    per_thema = {v.verband_id: v for v in concentratie(feiten, vlakken.sample(frac=1, random_state=3), GRENS)}
    assert len(per_thema) == len(ordening().codes("thema"))
    assert per_thema["concentratie-ouderen"].oordeel == SAMENHANG
    assert "12 van de 36 Wmo-regio's" in per_thema["concentratie-ouderen"].betekenis
    assert per_thema["concentratie-ggz"].oordeel == TE_WEINIG
