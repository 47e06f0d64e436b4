"""The real edition: every row says what the 2017 report says, no more, and every label is accounted for."""

import re

import pandas as pd
import pytest

from lib.editie.editie import lees_editie
from lib.editie.herkomst import controleer_zijspannen, lees_zijspan
from lib.editie.register import lees_ordening, lees_programmas, programma_van
from lib.gebied.jaar import gemeenten_van
from lib.gebied.namen import Naamgids, lees_naamgids
from lib.gebied.tabellen import lees_regios, lees_zorgverzekeraars
from lib.grond.tabel import lees_tabel
from lib.labels.besluiten import DIMENSIES, controleer_schaal, lees_besluiten

ZEKERHEDEN = {"gesteld", "afgeleid", "open"}
VERPLICHT = ["titel", "zorgverzekeraars", "gemeenten", "wmo_regios", "thema", "instrument", "vorm", "schaal"]
KOP = re.compile(r"(0|I|II|III|IV|V|VI|VII|Bijlage)(\.\d)? \S.*")
REDENEN_NIET = {
    "historisch",
    "metagegeven",
    "niet_genoemd",
    "verkenning",
    "onleesbaar",
    "onderdeel",
    "waarschijnlijk_dubbel",
    "geen_afgebakend_project",
}


@pytest.fixture(scope="module")
def editie():
    return lees_editie("2017-rapport")


@pytest.fixture(scope="module")
def projecten(editie) -> pd.DataFrame:
    return lees_tabel(editie.bestand("projecten"))


@pytest.fixture(scope="module")
def besluiten(editie) -> pd.DataFrame:
    return lees_tabel(editie.bestand("labelbesluiten"))


@pytest.fixture(scope="module")
def gids() -> Naamgids:
    return lees_naamgids()


def delen(cel: str) -> list[str]:
    return cel.split(";") if cel else []


def titels(projecten: pd.DataFrame, masker: pd.Series) -> list[str]:
    return projecten.loc[masker, "titel"].tolist()


def test_editie_is_echt_en_van_de_peildatum_van_het_rapport(editie, projecten):
    assert not editie.synthetisch
    assert f"{editie.peildatum}" == "2017-06-29"
    assert set(projecten["peildatum"]) == {"2017-06-29"}


def test_genoeg_projecten_met_eigen_id_en_titel(projecten):
    assert len(projecten) >= 65
    assert projecten["project_id"].is_unique
    assert projecten["titel"].is_unique
    assert projecten["project_id"].map(lambda i: bool(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i))).all()
    assert set(VERPLICHT) <= set(projecten.columns)
    assert (projecten["omschrijving"] != "").all()


def test_elk_project_heeft_vier_besluiten_die_bij_de_rij_horen(projecten, besluiten):
    breed = projecten.melt("project_id", list(DIMENSIES), "dimensie", "label")
    zeker = projecten.melt("project_id", [f"zekerheid_{d}" for d in DIMENSIES], "dimensie", "zekerheid_rij")
    zeker["dimensie"] = zeker["dimensie"].str.removeprefix("zekerheid_")
    samen = breed.merge(zeker, on=["project_id", "dimensie"], validate="1:1").merge(
        besluiten, on=["project_id", "dimensie"], how="outer", validate="1:1", indicator=True
    )
    assert (samen["_merge"] == "both").all()
    assert (samen["voorstel"] == samen["label"]).all()
    assert (samen["zekerheid"] == samen["zekerheid_rij"]).all()


def test_labels_zijn_codes_van_de_ordening_in_vaste_volgorde(editie, projecten):
    ordening = lees_ordening()
    assert len(lees_besluiten(editie.bestand("labelbesluiten"), ordening)) == 4 * len(projecten)
    for dimensie in DIMENSIES:
        for cel in projecten[dimensie]:
            codes = delen(cel)
            assert codes and set(codes) <= set(ordening.codes(dimensie)), cel
            assert len(codes) == 1 or dimensie == "instrument"
            assert codes == sorted(codes, key=list(ordening.codes(dimensie)).index)


def test_een_tegenlezing_verschilt_en_heeft_een_argument(besluiten):
    tegen = besluiten[besluiten["tegenvoorstel"] != ""]
    assert len(tegen) > 20
    assert (tegen["tegenvoorstel"] != tegen["voorstel"]).all()
    assert (tegen["argument"] != "").all()


def test_wat_niet_in_de_tekst_staat_is_beargumenteerd_en_niet_aan_aef_toegeschreven(besluiten):
    eigen = besluiten[besluiten["zekerheid"] != "gesteld"]
    assert (eigen["argument"] != "").all()
    assert set(eigen["voorstel_partij"]) == {"redactie"}
    assert "redactie" not in set(besluiten.loc[besluiten["zekerheid"] == "gesteld", "voorstel_partij"])


def test_zekerheid_kent_drie_woorden_en_leeg_is_open(projecten):
    kolommen = [kolom for kolom in projecten if kolom.startswith("zekerheid_")]
    assert len(kolommen) == 6
    assert set(projecten[kolommen].to_numpy().ravel()) == ZEKERHEDEN
    for kolom in ("zorgverzekeraars", "gemeenten"):
        assert ((projecten[kolom] == "") == (projecten[f"zekerheid_{kolom}"] == "open")).all()


def test_zonder_gemeenten_een_reden_en_alleen_dan(projecten):
    assert ((projecten["gemeenten"] == "") == (projecten["reden_geen_gemeenten"] != "")).all()


def test_plaatsen_zijn_officiele_namen_of_een_heel_gebied(projecten, gids):
    namen = set(gemeenten_van(2017)["gm_naam"])
    for cel in projecten["gemeenten"]:
        for plaats in delen(cel):
            heel_gebied = plaats.startswith(("alle gemeenten in regio ", "alle gemeenten in kernwerkgebied "))
            assert heel_gebied or plaats in namen, plaats
            assert gids.plaatsen(plaats).gevonden, plaats


def test_een_heel_gebied_is_afgeleid(projecten):
    heel = projecten["gemeenten"].str.contains("alle gemeenten in")
    assert heel.any()
    assert set(projecten.loc[heel, "zekerheid_gemeenten"]) == {"afgeleid"}


def test_regios_en_verzekeraars_bestaan(projecten):
    regios = lees_regios().query("regio_soort == 'wmo_regio'")["naam"]
    verzekeraars = set(lees_zorgverzekeraars()["naam"])
    assert {naam for cel in projecten["wmo_regios"] for naam in delen(cel)} <= set(regios)
    assert {naam for cel in projecten["zorgverzekeraars"] for naam in delen(cel)} <= verzekeraars


def test_de_schaal_spreekt_de_plaatsen_alleen_tegen_bij_cz(projecten, gids):
    gevonden = [
        sorted({code for deel in delen(cel) for code in gids.plaatsen(deel).codes})
        for cel in projecten["gemeenten"]
    ]
    regios = [
        sorted({*delen(cel), *map(gids.wmo_regio, codes)})
        for cel, codes in zip(projecten["wmo_regios"], gevonden, strict=True)
    ]
    tabel = projecten.assign(gemeenten=gevonden, wmo_regios=regios)
    strijdig = set(controleer_schaal(tabel, gemeenten_van(2017))["project_id"])
    assert strijdig == {"convenant-cz-zeeland", "samenwerking-cz-zuid-limburg"}


def test_cz_met_zeeland_en_zuid_limburg_blijft_bovenregionaal_met_de_tegenlezing(besluiten):
    cz = besluiten[
        besluiten["project_id"].isin(["convenant-cz-zeeland", "samenwerking-cz-zuid-limburg"])
        & (besluiten["dimensie"] == "schaal")
    ]
    assert cz["eindoordeel"].tolist() == ["bovenregionaal"] * 2
    assert cz["tegenvoorstel"].tolist() == ["regionaal"] * 2
    assert cz["voorstel_partij"].str.startswith("CZ en regio").all()


def test_subthema_hoort_bij_anders(projecten):
    assert ((projecten["thema"] == "anders") == (projecten["subthema"] != "")).all()
    assert set(projecten["subthema"]) == {"", "algemeen", "minima"}


def test_alleen_de_gemeentepolissen_zijn_een_minimacontract(projecten):
    assert titels(projecten, projecten["is_minimacontract"] == "ja") == [
        "Gemeentepolissen (collectieve zorg minima)"
    ]
    assert set(projecten["is_minimacontract"]) == {"ja", "nee"}


def test_programma_volgt_uit_titel_en_verzekeraar(projecten):
    programmas = lees_programmas()
    uit_titel = [
        programma_van(programmas, rij.titel, delen(rij.zorgverzekeraars)) for rij in projecten.itertuples()
    ]
    assert projecten["programma"].tolist() == uit_titel
    assert set(programmas["programma"]) <= set(uit_titel)


def test_drie_ggz_projecten_van_de_werkagenda(projecten):
    ggz = (projecten["programma"] == "werkagenda_menzis") & (projecten["thema"] == "ggz")
    assert sorted(projecten.loc[ggz, "gemeenten"]) == ["'s-Gravenhage", "Arnhem", "Groningen"]


def test_een_soortaanduiding_heeft_plaats_noch_verzekeraar(projecten):
    soort = projecten[projecten["opmerking"].str.startswith("Soortaanduiding")]
    assert len(soort) >= 15
    assert (soort[["gemeenten", "wmo_regios", "zorgverzekeraars", "plaatsen_genoemd"]] == "").all(axis=None)


def test_elke_vindplaats_begint_met_een_hoofdstuk(projecten, besluiten):
    for cel in [*projecten["bron_kop"], *besluiten["bron_kop"]]:
        assert all(KOP.fullmatch(kop) for kop in cel.split("; ")), cel


def test_tegenstrijdigheden_verwijzen_naar_projecten_en_tonen_twee_lezingen(editie, projecten):
    tabel = lees_tabel(editie.bestand("tegenstrijdigheden"))
    assert tabel["nummer"].tolist() == [str(i + 1) for i in range(len(tabel))]
    assert len(tabel) >= 12
    assert {i for cel in tabel["projecten"] for i in delen(cel)} <= set(projecten["project_id"])
    assert (tabel.drop(columns="projecten") != "").all(axis=None)
    assert (tabel["lezing_a"] != tabel["lezing_b"]).all()


def test_wat_niet_is_opgenomen_heeft_een_reden_en_geen_dubbelganger(editie, projecten):
    tabel = lees_tabel(editie.bestand("niet_opgenomen"))
    assert set(tabel["reden"]) <= REDENEN_NIET
    assert not set(tabel["titel"]) & set(projecten["titel"])
    assert {i for cel in tabel["verwante_projecten"] for i in delen(cel)} <= set(projecten["project_id"])
    assert set(projecten["herkomst"]) == {"AEF-rapport 2017"}
    assert set(tabel["herkomst"]) == {"AEF-rapport 2017", "VNG-ledenbrief 2019"}


def test_zijspannen_kloppen_en_waarschuwen(editie):
    tabellen = [pad for pad in editie.invoer if pad.suffix == ".csv"]
    assert len(tabellen) == 5
    assert controleer_zijspannen(tabellen) == []
    for pad in tabellen:
        assert "geen telling" in lees_zijspan(pad)["toelichting"]
        assert lees_zijspan(pad)["synthetisch"] is False
