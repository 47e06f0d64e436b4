from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kaartproef import gegevens, ordening

from lib.analyse.duiding import duiding_bij, lees_duiding, velden, waarden
from lib.analyse.tabellen import (
    KLEINSTE_NOEMER,
    MEER,
    NIET_GENOEMD,
    TABELKOLOMMEN,
    TOTAAL,
    analysetabel,
    bijschrift,
    polistabel,
    toon_analysetabel,
)
from lib.editie.register import lees_tabellen
from lib.grond.fouten import InvoerFouten
from lib.grond.paden import EDITIES

RIJ = {
    "tabel_id": "T-1",
    "kop": "1. Ouderen",
    "dimensie": "vorm",
    "thema": "ouderen",
    "minimacontracten": "nee",
}


def _veel(n: int, plaatsen: str = "A01", **anders) -> list[tuple[str, dict]]:
    return [(plaatsen, anders)] * n


def _rij(tabel: pd.DataFrame, code: str) -> dict:
    return tabel.set_index("code").loc[code].to_dict()


def test_telt_per_label_en_vergelijkt_met_de_andere_projecten():
    tabel = analysetabel(
        RIJ,
        gegevens(
            *_veel(6, "A01 A02", vorm="ontwikkelproject"),
            *_veel(4, "B01", vorm="implementeren"),
            *_veel(3, thema="ggz", vorm="ontwikkelproject"),
            *_veel(9, thema="preventie", vorm="samenwerkingsafspraken"),
        ),
    )
    assert list(tabel["code"]) == [*ordening().codes("vorm"), TOTAAL]
    assert {naam: str(soort) for naam, soort in tabel.dtypes.items()} == TABELKOLOMMEN
    ontwikkel = _rij(tabel, "ontwikkelproject")
    assert (ontwikkel["projecten"], ontwikkel["noemer"], ontwikkel["aandeel"]) == (6, 10, 0.6)
    assert (ontwikkel["projecten_overig"], ontwikkel["noemer_overig"]) == (3, 12)
    assert ontwikkel["verschil"] == pytest.approx(0.6 - 0.25)
    assert (ontwikkel["gemeenten"], ontwikkel["wmo_regios"]) == (2, 1)
    assert _rij(tabel, TOTAAL)["gemeenten"] == 3 and _rij(tabel, TOTAAL)["wmo_regios"] == 2


@pytest.mark.parametrize(("n", "geeft_aandeel"), [(KLEINSTE_NOEMER - 1, False), (KLEINSTE_NOEMER, True)])
def test_kleine_noemer_geeft_aantallen_en_geen_percentages(n, geeft_aandeel):
    tabel = analysetabel(RIJ, gegevens(*_veel(n), *_veel(20, thema="ggz")))
    assert tabel["aandeel"].notna().all() == geeft_aandeel
    assert tabel["verschil"].notna().all() == geeft_aandeel
    assert _rij(tabel, TOTAAL)["projecten"] == n and tabel["aandeel_overig"].notna().all()
    assert ("geen percentages" in bijschrift(tabel, RIJ)) != geeft_aandeel


def test_een_project_telt_bij_elk_van_zijn_instrumenten():
    rij = RIJ | {"dimensie": "instrument"}
    tabel = analysetabel(rij, gegevens(*_veel(2, instrument=["beleid", "inkoop"]), *_veel(3)))
    assert [_rij(tabel, code)["projecten"] for code in ("werkwijze", "beleid", "inkoop", MEER)] == [
        3,
        2,
        2,
        2,
    ]
    assert _rij(tabel, TOTAAL)["projecten"] == 5
    assert "meer dan het totaal" in bijschrift(tabel, rij)


def test_projecten_zonder_verzekeraar_of_plaats_worden_geteld():
    rij = RIJ | {"dimensie": "zorgverzekeraar"}
    feiten = gegevens(("A01", {}), ("", {"zorgverzekeraars": []}), ("", {"zorgverzekeraars": ["CZ", "VGZ"]}))
    tabel = analysetabel(rij, feiten)
    assert [_rij(tabel, code)["projecten"] for code in ("CZ", "VGZ", MEER, NIET_GENOEMD)] == [2, 1, 1, 1]
    assert _rij(tabel, "CZ")["zonder_gemeenten"] == 1
    assert list(toon_analysetabel(tabel, rij)["zorgverzekeraars"])[:2] == ["CZ", "VGZ"]
    assert "Menzis" not in set(toon_analysetabel(tabel, rij)["zorgverzekeraars"])


@pytest.mark.parametrize(("minimacontracten", "verwacht"), [("nee", 2), ("ja", 3), ("alleen", 1)])
def test_minimacontracten_zoals_de_rij_zegt(minimacontracten, verwacht):
    feiten = gegevens(*_veel(2), ("A02", {"is_minimacontract": True}))
    tabel = analysetabel(RIJ | {"minimacontracten": minimacontracten}, feiten)
    assert _rij(tabel, TOTAAL)["projecten"] == verwacht


def test_zonder_samenwerkingsafspraken_verandert_ook_de_noemer():
    feiten = gegevens(*_veel(10), *_veel(10, vorm="samenwerkingsafspraken"))
    assert _rij(analysetabel(RIJ, feiten), "ontwikkelproject")["aandeel"] == 0.5
    assert _rij(analysetabel(RIJ, feiten, zonder_afspraken=True), "ontwikkelproject")["aandeel"] == 1.0


def test_een_tabel_die_niets_telt_is_een_fout():
    with pytest.raises(ValueError, match="T-1"):
        analysetabel(RIJ | {"dimensie": ""}, gegevens(*_veel(1)))


labels = st.fixed_dictionaries(
    {
        "thema": st.sampled_from(["ouderen", "ggz"]),
        "vorm": st.sampled_from(["ontwikkelproject", "implementeren", "samenwerkingsafspraken"]),
        "instrument": st.lists(st.sampled_from(["werkwijze", "beleid", "inkoop"]), min_size=1, unique=True),
    }
)
projecten = st.lists(
    st.tuples(st.sampled_from(["", "A01", "A01 B02", "C03"]), labels), min_size=1, max_size=25
)


@settings(max_examples=40, deadline=None)
@given(projecten, st.randoms(use_true_random=False), st.sampled_from(["vorm", "instrument"]))
def test_noemers_tellen_op_en_de_volgorde_maakt_niet_uit(rijen, toeval, dimensie):
    rij = RIJ | {"dimensie": dimensie}
    tabel = analysetabel(rij, gegevens(*rijen))
    totaal = _rij(tabel, TOTAAL)
    assert totaal["noemer"] + totaal["noemer_overig"] == len(rijen)
    per_label = tabel[~tabel["code"].isin([TOTAAL, MEER])]["projecten"]
    assert per_label.sum() == totaal["noemer"] if dimensie == "vorm" else per_label.sum() >= totaal["noemer"]
    assert (tabel["projecten"] <= tabel["noemer"]).all() and (tabel["gemeenten"] <= totaal["gemeenten"]).all()
    geschud = toeval.sample(rijen, len(rijen))
    pd.testing.assert_frame_equal(tabel, analysetabel(rij, gegevens(*geschud)))


def test_weergave_heeft_noemers_in_de_kop_en_streepjes_waar_geen_aandeel_mag():
    tabel = analysetabel(RIJ, gegevens(*_veel(3), *_veel(12, thema="ggz")))
    tonen = toon_analysetabel(tabel, RIJ)
    assert "% van n = 3" in tonen and "% van n = 12 elders" in tonen
    assert tonen["% van n = 3"].isna().all() and tonen["% van n = 12 elders"].iloc[0] == 100
    zonder_filter = RIJ | {"thema": ""}
    alles = toon_analysetabel(analysetabel(zonder_filter, gegevens(*_veel(3))), zonder_filter)
    assert "elders" not in alles


def test_polissen_per_gemeente():
    polissen = pd.DataFrame(
        [
            ("A01", "CZ"),
            ("A01", "VGZ"),
            ("A01", "Menzis"),
            ("A02", "CZ"),
            ("A02", "CZ"),
            ("B01", "CZ"),
            ("B01", "DSW"),
        ],
        columns=["gm_code", "zorgverzekeraar"],
    )
    tabel = polistabel(replace(gegevens(*_veel(1)), polissen=polissen))
    assert list(tabel["contracten"]) == ["0", "1", "2", "3", "4 of meer"]
    assert list(tabel["gemeenten"]) == [9, 1, 1, 1, 0] and tabel["aandeel"].sum() == pytest.approx(1)
    assert polistabel(gegevens(*_veel(1))) is None


# --- duiding -----------------------------------------------------------------------------------------

STUK = """[[duiding]]
tabel_id = "{tabel_id}"
rij = {rij}
bewering = "Er is veel."
duiding = "{tekst}"
"""


@pytest.fixture(scope="module")
def tabellen():
    return lees_tabellen()


def _lees(tmp_path, tabellen, *stukken: str) -> pd.DataFrame:
    pad = tmp_path / "duiding.toml"
    pad.write_text("# uitleg\n" + "\n".join(stukken), encoding="utf-8")
    return lees_duiding(pad, tabellen, ordening())


def test_duiding_wordt_ingevuld_met_de_cijfers(tmp_path, tabellen):
    tekst = (
        "{projecten} in {gemeenten} gemeenten: {volgorde}. {aandeel_implementeren}; {binnen_implementeren}"
    )
    duiding = _lees(tmp_path, tabellen, STUK.format(tabel_id="T-III-3-vorm", rij=1, tekst=tekst))
    rij = tabellen.set_index("tabel_id", drop=False).loc["T-III-3-vorm"].to_dict()
    feiten = gegevens(
        *_veel(8, "A01 A02"), *_veel(4, vorm="implementeren"), *_veel(1, thema="ggz", vorm="implementeren")
    )
    ingevuld = duiding_bij(duiding, rij, feiten)
    assert ingevuld["duiding"].tolist() == [
        "12 in 2 gemeenten: ontwikkelproject (8), implementeren (4). 33,3 % (n = 12); 4 van 5"
    ]
    assert ingevuld["bewering"].tolist() == ["Er is veel."]


def test_zonder_bestand_geen_duiding(tabellen):
    assert lees_duiding(None, tabellen, ordening()).empty


@pytest.mark.parametrize(
    ("tabel_id", "tekst", "kolom", "waarde", "suggestie"),
    [
        ("T-III-3-vrom", "x", "tabel_id", "T-III-3-vrom", "T-III-3-vorm"),
        ("D-B-1", "x", "tabel_id", "D-B-1", None),
        ("T-III-3-vorm", "{projekten}", "duiding", "{projekten}", "{projecten}"),
        ("T-III-3-vorm", "{aandeel_werkwijze}", "duiding", "{aandeel_werkwijze}", None),
        ("T-III-3-vorm", "{projecten", "duiding", "{projecten", ""),
        ("T-III-3-vorm", "", "duiding", "", ""),
    ],
)
def test_fout_in_de_duiding_wordt_met_plaats_gemeld(
    tmp_path, tabellen, tabel_id, tekst, kolom, waarde, suggestie
):
    goed = STUK.format(tabel_id="T-IV-1", rij=1, tekst="{projecten_jeugd_18}")
    with pytest.raises(InvoerFouten) as gevonden:
        _lees(tmp_path, tabellen, goed, STUK.format(tabel_id=tabel_id, rij=1, tekst=tekst))
    (fout,) = gevonden.value.fouten
    assert (fout.rij, fout.kolom, fout.waarde) == (8, kolom, waarde)
    assert suggestie is None or fout.suggestie == suggestie


def test_alle_fouten_in_de_duiding_komen_samen(tmp_path, tabellen):
    stuk = STUK.format(tabel_id="T-V-1", rij=1, tekst="x")
    with pytest.raises(InvoerFouten) as gevonden:
        _lees(
            tmp_path, tabellen, stuk, stuk, stuk.replace("bewering", "beweerd").replace("rij = 1", "rij = 2")
        )
    redenen = [(fout.rij, fout.reden) for fout in gevonden.value.fouten]
    assert (8, "tweede duiding bij dezelfde rij van deze tabel") in redenen
    assert (14, "onbekende sleutel") in redenen and (14, "ontbreekt of is geen tekst") in redenen


def test_elk_veld_heeft_een_waarde(tabellen):
    feiten = gegevens(*_veel(3), *_veel(2, thema="ggz"))
    for rij in tabellen[tabellen["soort"] == "analyse"].to_dict("records"):
        ingevuld = waarden(analysetabel(rij, feiten), None, rij["dimensie"])
        assert set(ingevuld) == set(velden(rij["dimensie"], ordening()))


@pytest.mark.parametrize("editie", ["2017-rapport", "voorbeeld", "voorbeeld-2019"])
def test_elke_editie_heeft_een_duiding_bij_elke_gedrukte_rij(tabellen, editie):
    duiding = lees_duiding(EDITIES / editie / "duiding.toml", tabellen, ordening())
    gedrukt = tabellen[tabellen["soort"] == "analyse"]
    verwacht = {(t.tabel_id, i) for t in gedrukt.itertuples() for i in range(1, t.rijen_gedrukt + 1)}
    assert set(zip(duiding["tabel_id"], duiding["rij"], strict=True)) == verwacht
    assert np.all(duiding["duiding"].str.len() > 20)
    voorop = duiding.loc[duiding["rij"] == 1, "duiding"].str.startswith("Voorbeeld van een duiding; ")
    assert voorop.all() if editie.startswith("voorbeeld") else not voorop.any()
