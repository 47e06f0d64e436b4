"""Divisions replayed from 2017, shares of successors, and names of gemeenten of another year."""

import shutil
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.editie.jaren import LAATSTE_JAAR
from lib.gebied.herindeling import gemeenten_voor_naam, indeling, lees_herindelingen, naam, opvolgers
from lib.gebied.tabellen import lees_gemeenten
from lib.grond.fouten import InvoerFouten
from lib.grond.paden import GEBIEDEN

JAREN = st.integers(2017, LAATSTE_JAAR)


def codes(*namen):
    """Return the codes of names of gemeenten of 2017, sorted."""
    op_naam = lees_gemeenten().set_index("gm_naam")["gm_code"]
    return tuple(sorted(op_naam[list(namen)]))


@pytest.mark.parametrize(
    ("op", "aantal"),
    [
        (2017, 388),
        (2018, 380),
        (2019, 355),
        (2020, 355),
        (2021, 352),
        (2022, 345),
        (date(2022, 3, 23), 345),
        (date(2022, 3, 24), 344),  # Weesp joins Amsterdam in the middle of the year
        (2023, 342),
        (2024, 342),
        (2026, 342),
    ],
)
def test_aantal_gemeenten_is_dat_van_het_cbs(op, aantal):
    assert len(indeling(op)) == aantal


def test_indeling_2019_kent_de_nieuwe_en_niet_de_oude_gemeenten():
    in_2019 = indeling(2019)
    assert {"GM1969", "GM1966", "GM1961", "GM1978", "GM1949", "GM0394"} <= in_2019
    assert not in_2019 & {"GM0053", "GM0140", "GM0620", "GM0393", "GM0545"}
    assert "GM0788" in in_2019 - indeling(2021)  # Haaren


def test_geen_indeling_buiten_de_bekende_jaren():
    with pytest.raises(ValueError, match="geen indeling bekend"):
        indeling(2016)
    with pytest.raises(ValueError, match="geen indeling bekend"):
        indeling(LAATSTE_JAAR + 1)


@given(st.sampled_from(sorted(indeling(2017))), JAREN, JAREN)
def test_aandelen_tellen_op_tot_een_en_liggen_in_de_indeling(code, een, twee):
    van, naar = sorted((een, twee))
    if code not in indeling(van):
        with pytest.raises(ValueError, match="bestaat niet"):
            opvolgers(code, van, naar)
        return
    delen = opvolgers(code, van, naar)
    assert sum(delen.values()) == pytest.approx(1)
    assert set(delen) <= indeling(naar)
    assert all(0 < deel <= 1 for deel in delen.values())


@given(JAREN)
def test_er_gaan_geen_inwoners_verloren(jaar):
    over = dict.fromkeys(indeling(jaar), 0.0)
    gemeenten = lees_gemeenten()
    for code, inwoners in zip(gemeenten["gm_code"], gemeenten["inwoners_2017"], strict=True):
        for opvolger, deel in opvolgers(code, 2017, jaar).items():
            over[opvolger] += deel * inwoners
    assert sum(over.values()) == pytest.approx(gemeenten["inwoners_2017"].sum())
    assert min(over.values()) > 0  # no gemeente appears out of nothing


@given(st.sampled_from(sorted(indeling(2017))), JAREN)
def test_een_omweg_langs_een_tussenjaar_geeft_dezelfde_aandelen(code, tussen):
    via = {}
    for halte, deel in opvolgers(code, 2017, tussen).items():
        for eind, verder in opvolgers(halte, tussen, LAATSTE_JAAR).items():
            via[eind] = via.get(eind, 0) + deel * verder
    assert via == pytest.approx(opvolgers(code, 2017, LAATSTE_JAAR))


def test_gewone_fusie_geeft_een_opvolger():
    assert opvolgers("GM0022", 2017, 2019) == {"GM1969": 1.0}  # Leek: Westerkwartier
    assert opvolgers("GM0457", 2017, 2022) == {"GM0457": 1.0}  # Weesp still exists on 1-1-2022
    assert opvolgers("GM0457", 2017, 2023) == {"GM0363": 1.0}


def test_splitsing_verdeelt_naar_inwoners():
    assert opvolgers("GM0053", 2017, 2019) == pytest.approx({"GM1966": 12015 / 13596, "GM1969": 1581 / 13596})
    assert set(opvolgers("GM0140", 2017, 2018)) == {"GM0080", "GM1900", "GM1949"}
    haaren = opvolgers("GM0788", 2017, 2021)
    assert set(haaren) == {"GM0757", "GM0824", "GM0855", "GM0865"}
    assert haaren["GM0855"] == pytest.approx(1407 / 13912)  # Biezenmortel


def test_grenscorrectie_laat_de_rest_staan_en_loopt_door_in_een_latere_fusie():
    delen = opvolgers("GM1930", 2017, 2023)  # Oudenhoorn: Nissewaard, Hellevoetsluis, Voorne aan Zee
    assert delen == pytest.approx({"GM1930": 84301 / 85401, "GM1992": 1100 / 85401})
    assert opvolgers("GM1930", 2018, 2026) == {"GM1930": 1.0}  # the change of 1-1-2018 is past by then


def test_opvolgers_gaan_niet_terug_in_de_tijd():
    with pytest.raises(ValueError, match="ligt voor"):
        opvolgers("GM0363", 2020, 2019)


def test_delen_van_een_splitsing_zijn_samen_de_hele_gemeente():
    tabel = lees_herindelingen()
    na = tabel[tabel["oud_vervalt"] & (tabel["datum"] > "2017-01-01")]
    inwoners = lees_gemeenten().set_index("gm_code")["inwoners_2017"]
    som = na.groupby("oud_code")["inwoners"].sum()
    assert (som == inwoners.loc[som.index]).all()


def test_oude_namen_leiden_terug_tot_het_aantal_van_2015():
    """CBS counts 393 gemeenten on 1-1-2015 and 390 on 1-1-2016; the rows before 2017 bring that to 388."""
    tabel = lees_herindelingen()

    def verschil(na, tot):
        deel = tabel[(tabel["datum"] > na) & (tabel["datum"] <= tot)]
        nieuw = deel.loc[deel["soort"].isin(["fusie", "naamswijziging"]), "nieuw_code"].nunique()
        return nieuw - deel.loc[deel["oud_vervalt"], "oud_code"].nunique()

    assert verschil("2015-01-01", "2016-01-01") == 390 - 393
    assert verschil("2016-01-01", "2017-01-01") == 388 - 390


def test_naam_van_voor_2017_wijst_naar_de_opvolger():
    assert gemeenten_voor_naam("Schijndel")[0] == codes("Meierijstad")
    assert gemeenten_voor_naam("ubbergen ")[0] == codes("Berg en Dal")  # by way of Groesbeek
    gevonden, toelichting = gemeenten_voor_naam("Maasdonk")
    assert gevonden == codes("'s-Hertogenbosch", "Oss")
    assert toelichting == "Maasdonk bestaat sinds 1-1-2015 niet meer; in 2017: 's-Hertogenbosch en Oss"


def test_naam_van_na_2017_wijst_naar_de_voorgangers():
    gevonden, toelichting = gemeenten_voor_naam("Westerkwartier")
    assert gevonden == codes("Grootegast", "Leek", "Marum", "Winsum", "Zuidhorn")
    assert toelichting.startswith("Westerkwartier bestaat sinds 1-1-2019; in 2017: ")
    assert "een deel van Winsum" in toelichting
    assert "een deel van Leek" not in toelichting
    # Oudenhoorn came to Voorne aan Zee by a grenscorrectie: that does not make Nissewaard a predecessor.
    assert gemeenten_voor_naam("Voorne aan Zee")[0] == codes("Brielle", "Hellevoetsluis", "Westvoorne")


def test_naam_hangt_af_van_het_jaar_van_de_indeling():
    assert gemeenten_voor_naam("Westerkwartier", 2019) == (("GM1969",), "")
    assert gemeenten_voor_naam("Winsum", 2017) == (("GM0053",), "")
    assert gemeenten_voor_naam("Winsum", 2024)[0] == ("GM1966", "GM1969")
    assert gemeenten_voor_naam("Lutjebroek") is None


def test_elke_code_van_elk_jaar_heeft_een_eigen_naam():
    alle = set().union(*(indeling(jaar) for jaar in range(2017, LAATSTE_JAAR + 1)))
    assert len({naam(code).casefold() for code in alle}) == len(alle)
    assert all(gemeenten_voor_naam(naam(code), 2026)[0] for code in alle)


def test_splitsing_zonder_inwoners_wordt_geweigerd(tmp_path):
    shutil.copy(GEBIEDEN / "herindelingen.csv", tmp_path)
    pad = tmp_path / "herindelingen.csv"
    pad.write_text(pad.read_text(encoding="utf-8").replace(",1581,hoog,", ",,,"), encoding="utf-8")
    with pytest.raises(InvoerFouten, match="inwoners ontbreken, dus geen verdeling te maken «Winsum»"):
        lees_herindelingen(tmp_path)
