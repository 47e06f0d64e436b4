"""The tables of data/raw/gebieden agree with each other, and faults in them are named with their place."""

import shutil

import pandas as pd
import pytest

from lib.gebied.tabellen import (
    lees_gemeenten,
    lees_kernwerkgebieden,
    lees_regios,
    lees_zorgkantoren,
    lees_zorgverzekeraars,
)
from lib.grond.fouten import InvoerFouten
from lib.grond.paden import GEBIEDEN


@pytest.fixture
def kopie(tmp_path):
    """Return a function that changes one text in a copy of the tables and returns the folder."""

    def wijzig(bestand, oud, nieuw):
        for pad in GEBIEDEN.glob("*.csv"):
            shutil.copy(pad, tmp_path)
        tekst = (tmp_path / bestand).read_text(encoding="utf-8")
        assert oud in tekst
        (tmp_path / bestand).write_text(tekst.replace(oud, nieuw, 1), encoding="utf-8")
        return tmp_path

    return wijzig


def fouten_van(lezer, map_):
    """Return the faults that a loader reports for the tables in ``map_``."""
    with pytest.raises(InvoerFouten) as gevangen:
        lezer(map_)
    return gevangen.value.fouten


def test_gemeenten_zijn_die_van_2017():
    gemeenten = lees_gemeenten()
    assert len(gemeenten) == gemeenten["gm_code"].nunique() == gemeenten["gm_naam"].nunique() == 388
    assert gemeenten["inwoners_2017"].dtype == "int64"
    assert gemeenten["inwoners_2017"].sum() == 17_081_507  # CBS: population of the Netherlands, 1-1-2017
    assert gemeenten["gm_code"].is_monotonic_increasing
    assert gemeenten["provincie"].nunique() == 12


@pytest.mark.parametrize(
    ("soort", "aantal"), [("wmo_regio", 43), ("zorgkantoorregio", 31), ("jeugdregio", 42)]
)
def test_elke_regio_heeft_gemeenten_en_staat_een_keer_in_regios(soort, aantal):
    regios = lees_regios(soort)
    assert len(regios) == regios["naam"].nunique() == aantal
    assert set(lees_gemeenten()[soort]) == set(regios["naam"])
    assert list(regios["volgorde"]) == list(range(1, aantal + 1))


@pytest.mark.parametrize(
    ("gemeente", "wmo_regio", "zorgkantoorregio", "jeugdregio"),
    [
        ("Dordrecht", "Drechtsteden", "Waardenland", "Zuid-Holland Zuid"),
        ("Helmond", "Peelregio", "Zuidoost-Brabant", "Zuidoost-Brabant"),
        ("Deventer", "IJsselland", "Midden-IJssel", "IJsselland"),
        ("Schiedam", "Stadsregio Rijnmond", "Westland Schieland Delfland", "Rijnmond"),
        ("Utrecht", "Utrecht Stad", "Utrecht", "Utrecht Stad"),
    ],
)
def test_bekende_gemeenten_liggen_in_hun_regio(gemeente, wmo_regio, zorgkantoorregio, jeugdregio):
    rij = lees_gemeenten().set_index("gm_naam").loc[gemeente]
    assert (rij["wmo_regio"], rij["zorgkantoorregio"], rij["jeugdregio"]) == (
        wmo_regio,
        zorgkantoorregio,
        jeugdregio,
    )


def test_wie_van_de_jeugdregio_afwijkt_en_niet_heel_zeker_is_zegt_waarom():
    gemeenten = lees_gemeenten()
    onzeker = gemeenten[gemeenten["wmo_zekerheid"] != "hoog"]
    assert {"Zeewolde", "Eemnes", "Helmond", "Wijdemeren"} <= set(onzeker["gm_naam"])
    assert (onzeker["wmo_twijfel"] != "").all()


def test_drie_wmo_regios_zijn_in_de_bron_uitgesplitst():
    regios = lees_regios("wmo_regio")
    uitgesplitst = set(regios.loc[regios["uitgesplitst"] == "ja", "naam"])
    assert uitgesplitst == {"Amsterdam-Amstelland", "IJsselland", "Stadsregio Rijnmond"}


def test_kernwerkgebied_by_proxy_is_de_zorgkantoorhouder_met_de_meeste_inwoners():
    """The shares in the table are recomputed from the inhabitants and the zorgkantoren."""
    gemeenten = lees_gemeenten().merge(
        lees_zorgkantoren()[["zorgkantoorregio", "houder_2017"]],
        on="zorgkantoorregio",
        validate="many_to_one",
    )
    inwoners = gemeenten.pivot_table(
        index="wmo_regio", columns="houder_2017", values="inwoners_2017", aggfunc="sum", fill_value=0
    )
    aandeel = inwoners.div(inwoners.sum(axis=1), axis=0)
    kern = lees_kernwerkgebieden().set_index("wmo_regio")
    pd.testing.assert_series_equal(
        kern["aandeel_inwoners_proxy"], aandeel.max(axis=1), check_names=False, check_like=True, atol=0.0006
    )
    proxy = kern[kern["grondslag"] == "proxy"]
    assert (proxy["grootste_verzekeraar"] == aandeel.idxmax(axis=1).loc[proxy.index]).all()


def test_alleen_een_gemeten_kernwerkgebied_heeft_een_marktaandeel():
    kern = lees_kernwerkgebieden().set_index("wmo_regio")
    assert list(kern.index[kern["grondslag"] == "gemeten"]) == ["Zeeland"]
    assert kern["marktaandeel_pct"].notna().sum() == 1
    assert kern.loc["Zeeland", "marktaandeel_pct"] < 60  # the source says: almost 60


def test_achmea_heet_zilveren_kruis_en_de_friesland_staat_apart():
    verzekeraars = lees_zorgverzekeraars().set_index("naam")
    assert "Achmea" not in verzekeraars.index
    assert set(verzekeraars.index[verzekeraars["concern"] == "Achmea"]) == {"Zilveren Kruis", "De Friesland"}
    assert set(verzekeraars.index[verzekeraars["groot_vier"] == "ja"]) == {
        "CZ",
        "Menzis",
        "VGZ",
        "Zilveren Kruis",
    }
    assert lees_zorgkantoren().set_index("zorgkantoorregio").loc["Friesland", "houder_2017"] == "De Friesland"


def test_tikfout_in_een_regio_noemt_rij_kolom_en_dichtstbijzijnde_naam(kopie):
    map_ = kopie("gemeenten.csv", "GM0106,Assen,Drenthe,67551,Drenthe", "GM0106,Assen,Drenthe,67551,Drente")
    (fout,) = fouten_van(lees_gemeenten, map_)
    regel = (map_ / "gemeenten.csv").read_text(encoding="utf-8").splitlines()[fout.rij - 1]
    assert regel.startswith("GM0106,")
    assert (fout.kolom, fout.waarde, fout.suggestie) == ("wmo_regio", "Drente", "Drenthe")


@pytest.mark.parametrize(
    ("oud", "nieuw", "kolom", "reden"),
    [
        (",11971,", ",veel,", "inwoners_2017", "geen getal"),
        (",11971,", ",0,", "inwoners_2017", "moet tussen"),
        ("GM0003,", "0003,", "gm_code", "geen geldige code"),
        ("GM0003,", "GM0005,", "gm_code", "komt vaker voor"),
        ("ZK09,,hoog", "ZK09,,zeker", "zk_zekerheid", "hoog, middel of laag"),
        ("ZK09,,hoog", "ZK08,,hoog", "zk_code", "klopt niet"),
    ],
)
def test_fout_in_gemeenten_wordt_op_haar_plaats_gemeld(kopie, oud, nieuw, kolom, reden):
    fouten = fouten_van(lees_gemeenten, kopie("gemeenten.csv", oud, nieuw))
    assert any(fout.kolom == kolom and reden in fout.reden and fout.rij == 2 for fout in fouten), fouten


def test_alle_fouten_komen_samen(kopie):
    map_ = kopie("kernwerkgebieden.csv", "Zeeland,CZ,gemeten,59", "Zeelnd,Cee Zet,proxy,59")
    assert {fout.kolom for fout in fouten_van(lees_kernwerkgebieden, map_)} == {
        "wmo_regio",
        "grootste_verzekeraar",
        "marktaandeel_pct",
    }


def test_ontbrekende_gemeente_en_leeggevallen_regio_worden_gemeld(kopie):
    regel = next(
        r for r in (GEBIEDEN / "gemeenten.csv").read_text(encoding="utf-8").splitlines() if "GM0394" in r
    )
    redenen = [fout.reden for fout in fouten_van(lees_gemeenten, kopie("gemeenten.csv", regel + "\n", ""))]
    assert (
        redenen.count("regio zonder gemeente") == 2
    )  # Haarlemmermeer is a Wmo-regio and a jeugdregio by itself
    assert "387 gemeenten, verwacht 388" in redenen


def test_onbekende_zorgkantoorhouder_krijgt_een_suggestie(kopie):
    fouten = fouten_van(
        lees_zorgkantoren, kopie("zorgkantoren.csv", ",Menzis,Menzis,hoog", ",Menzes,Menzis,hoog")
    )
    assert [(fout.kolom, fout.waarde, fout.suggestie) for fout in fouten] == [
        ("houder_2017", "Menzes", "Menzis")
    ]


def test_onbekende_soort_regio_is_een_fout_van_de_aanroeper():
    with pytest.raises(ValueError, match="onbekende soort"):
        lees_regios("veiligheidsregio")


def test_ontbrekende_regio_valt_op(kopie):
    map_ = kopie("regios.csv", "jeugdregio,JZ04,Drenthe,Drenthe,4,nee,\n", "")
    redenen = [fout.reden for fout in fouten_van(lambda m: lees_regios(map_=m), map_)]
    assert redenen == ["41 jeugdregio, verwacht 42"]
