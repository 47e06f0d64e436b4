"""The division with its periods: computed, moved by an edition, and refused when it leaves a gemeente out."""

from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from lib.editie.jaren import JAREN
from lib.gebied.herindeling import indeling
from lib.gebied.indeling import bouw, lees_regio_gemeente, op, verhuisd
from lib.gebied.jaar import gemeenten_van
from lib.gebied.keuze import INDELINGEN, Lid
from lib.gebied.sluitend import controleer_indeling, indelingsoverzicht
from lib.gebied.tabellen import lees_gemeenten
from lib.grond.fouten import InvoerFouten

VERHUIZINGEN = "indeling,gm_code,gm_naam,regio,datum,zekerheid,reden,bron\n"
INDELING = "indeling,gm_code,regio,geldig_van,geldig_tot,zekerheid,reden\n"
HARDINXVELD, VIJFHEERENLANDEN, VIANEN, AMSTERDAM = "GM0523", "GM1961", "GM0620", "GM0363"


@pytest.fixture(scope="module")
def tabel():
    return lees_regio_gemeente()


def editie(tmp_path, jaar=2024, **bestanden):
    """Return an edition with files of its own: kind = text."""
    paden = {}
    for soort, tekst in bestanden.items():
        paden[soort] = tmp_path / f"{soort}.csv"
        paden[soort].write_text(tekst, encoding="utf-8")
    return SimpleNamespace(indelingsjaar=jaar, tekenjaar=jaar, bestand=paden.get)


def fouten(*args, **kwargs):
    with pytest.raises(InvoerFouten) as gevangen:
        lees_regio_gemeente(*args, **kwargs)
    return gevangen.value.fouten


def regio(tabel, dag, code, soort="zorgkantoorregio"):
    nu = op(tabel, dag)
    (gevonden,) = nu.loc[(nu["indeling"] == soort) & (nu["gm_code"] == code), "regio"]
    return gevonden


# The project's own division


def test_elk_jaar_is_landsdekkend_en_sluitend(tabel):
    uitkomst = indelingsoverzicht(tabel, JAREN)
    assert len(uitkomst) == len(INDELINGEN) * len(JAREN)
    assert not uitkomst[["zonder_regio", "in_meer_regios"]].to_numpy().any()
    for jaar in JAREN:
        for _, leden in op(tabel, jaar).groupby("indeling"):
            assert sorted(leden["gm_code"]) == sorted(indeling(jaar))


@pytest.mark.parametrize("dag", [date(2022, 3, 23), date(2022, 3, 24)])
def test_ook_midden_in_een_jaar(tabel, dag):
    for _, leden in op(tabel, dag).groupby("indeling"):
        assert sorted(leden["gm_code"]) == sorted(indeling(dag))


def test_2017_is_precies_gemeenten_csv(tabel):
    gemeenten = lees_gemeenten()
    pd.testing.assert_frame_equal(gemeenten_van(2017), gemeenten)
    begin = op(tabel, 2017)
    for soort in INDELINGEN:
        eigen = begin[begin["indeling"] == soort].set_index("gm_code")["regio"]
        assert eigen.to_dict() == gemeenten.set_index("gm_code")[soort].to_dict()


def test_andere_jaren_tellen_dezelfde_inwoners():
    for jaar in (2018, 2022, 2026):
        gemeenten = gemeenten_van(jaar)
        assert set(gemeenten["gm_code"]) == indeling(jaar)
        assert gemeenten["inwoners_2017"].sum() == 17_081_507


def test_een_fusie_binnen_een_regio_houdt_die_regio(tabel):
    assert regio(tabel, 2018, "GM1949") == "Friesland"  # Waadhoeke
    eigen = tabel[(tabel["gm_code"] == "GM1949") & (tabel["indeling"] == "zorgkantoorregio")]
    assert eigen["zekerheid"].tolist() == ["hoog"] and eigen["geldig_van"].tolist() == [
        pd.Timestamp(2018, 1, 1)
    ]


def test_delen_uit_twee_regios_geven_twijfel_met_de_reden(tabel):
    nu = op(tabel, 2024).set_index(["indeling", "gm_code"])
    wmo = nu.loc[("wmo_regio", VIJFHEERENLANDEN)]
    assert (wmo["regio"], wmo["zekerheid"]) == ("Alblasserwaard-Vijfheerenlanden", "laag")
    assert "(64 %)" in wmo["reden"] and "Lekstroom (36 %)" in wmo["reden"]
    tilburg = nu.loc[("wmo_regio", "GM0855")]
    assert (tilburg["regio"], tilburg["zekerheid"]) == ("Midden-Brabant", "middel")


def test_een_bron_gaat_voor_de_regel(tabel):
    zk = op(tabel, 2024).set_index(["indeling", "gm_code"]).loc[("zorgkantoorregio", VIJFHEERENLANDEN)]
    assert (zk["regio"], zk["zekerheid"]) == ("Waardenland", "hoog") and zk["bron"].startswith("CBS")
    assert regio(tabel, date(2018, 12, 31), VIANEN) == "Utrecht"
    assert gemeenten_van(2019).set_index("gm_code").loc[VIJFHEERENLANDEN, "provincie"] == "Utrecht"


def test_verhuizing_heeft_datum_en_reden(tabel):
    (rij,) = verhuisd(tabel).itertuples()
    assert (rij.gm_code, rij.van_regio, rij.naar_regio) == (
        HARDINXVELD,
        "Alblasserwaard-Vijfheerenlanden",
        "Drechtsteden",
    )
    assert rij.datum == pd.Timestamp(2018, 1, 1) and rij.reden
    assert regio(tabel, date(2017, 12, 31), HARDINXVELD, "wmo_regio") == "Alblasserwaard-Vijfheerenlanden"


def test_een_gemeente_houdt_op_waar_zij_verdwijnt(tabel):
    weesp = tabel[(tabel["gm_code"] == "GM0457") & (tabel["indeling"] == "wmo_regio")]
    assert weesp["geldig_tot"].tolist() == [pd.Timestamp(2022, 3, 24)]
    assert tabel[tabel["gm_code"] == AMSTERDAM]["geldig_tot"].isna().sum() == len(INDELINGEN)


def test_een_kleine_wereld_met_de_hand():
    gemeenten = pd.DataFrame(
        {"gm_code": ["A", "B", "C"], "inwoners_2017": [60, 40, 100]}
        | {
            soort: ["west", "oost", "oost"]
            for soort in ("wmo_regio", "zorgkantoorregio", "jeugdregio", "provincie")
        }
        | {soort: "hoog" for soort in ("wmo_zekerheid", "zk_zekerheid", "jeugdregio_zekerheid")}
        | {"wmo_twijfel": "", "zk_twijfel": ""}
    )
    fusie = {"datum": pd.Timestamp(2020, 1, 1), "nieuw_code": "D", "oud_vervalt": True}
    stappen = pd.DataFrame(
        [fusie | {"oud_code": "A", "inwoners": 60}, fusie | {"oud_code": "B", "inwoners": 40}]
    )
    keuze = {("wmo_regio", date(2021, 1, 1), "D"): Lid("oost", "hoog", "eigen keuze")}
    tabel = bouw(gemeenten, stappen, keuze)
    d = tabel[(tabel["gm_code"] == "D") & (tabel["indeling"] == "wmo_regio")]
    assert d["regio"].tolist() == ["west", "oost"]
    assert d["zekerheid"].tolist() == ["laag", "hoog"]  # 60 % is below two thirds
    assert d["geldig_van"].dt.year.tolist() == [2020, 2021]
    assert tabel[tabel["gm_code"] == "C"]["geldig_tot"].isna().all()


# An edition that chooses otherwise


def test_eigen_verhuizing_geldt_vanaf_haar_datum(tmp_path):
    regel = (
        f"zorgkantoorregio,{HARDINXVELD},Hardinxveld-Giessendam,Rotterdam,2020-07-01,hoog,eigen keuze,brief\n"
    )
    deze = editie(tmp_path, verhuizingen=VERHUIZINGEN + regel)
    tabel = lees_regio_gemeente(deze)
    assert regio(tabel, date(2020, 6, 30), HARDINXVELD) == "Waardenland"
    assert regio(tabel, date(2020, 7, 1), HARDINXVELD) == "Rotterdam"
    assert len(verhuisd(tabel)) == 2
    rij = gemeenten_van(2024, deze).set_index("gm_code").loc[HARDINXVELD]
    assert rij["zorgkantoorregio"] == "Rotterdam" and rij["zk_code"] == "ZK20"


def test_wat_eenmaal_gemaakt_is_geldt_zolang_de_bestanden_hetzelfde_zijn(tmp_path):
    def regio_van(**bestanden):
        gemeenten = gemeenten_van(2024, editie(tmp_path, **bestanden)).set_index("gm_code")
        return gemeenten.loc[HARDINXVELD, "zorgkantoorregio"]

    regel = f"zorgkantoorregio,{HARDINXVELD},,%s,2020-07-01,hoog,eigen keuze,brief\n"
    for keuze in ("Rotterdam", "Utrecht", "Rotterdam"):
        assert regio_van(verhuizingen=VERHUIZINGEN + regel % keuze) == keuze
    assert regio_van() == "Waardenland"
    eigen = gemeenten_van(2024)
    eigen["zorgkantoorregio"] = "weg"  # whoever changes theirs changes no other's
    assert gemeenten_van(2024)["zorgkantoorregio"].nunique() == 31


def test_alle_fouten_in_verhuizingen_samen_met_het_naaste(tmp_path):
    regels = [
        "zorgkantoorregio,GM0620,Vianen,Utrecht,2020-01-01,hoog,bestaat niet meer,",
        f"zorgkantoorregio,{HARDINXVELD},,Roterdam,2020-01-01,hoog,tikfout,",
        f"zorgkantoorregio,{AMSTERDAM},Rotterdam,Amsterdam,2020-01-01,hoog,verkeerde naam,",
        f"zorgkantoorregio,{AMSTERDAM},,Amsterdam,2020-13-01,hoog,dertiende maand,",
        f"zorgkantoorregios,{AMSTERDAM},,Amsterdam,2020-01-01,zeker,kop en zekerheid,",
    ]
    gevonden = fouten(editie(tmp_path, verhuizingen=VERHUIZINGEN + "\n".join(regels)))
    per_cel = {(fout.rij, fout.kolom): fout for fout in gevonden}
    assert per_cel[2, "gm_code"].suggestie == f"{VIJFHEERENLANDEN} (Vijfheerenlanden)"
    assert per_cel[3, "regio"].suggestie == "Rotterdam"
    assert per_cel[4, "gm_naam"].suggestie == "Amsterdam"
    assert per_cel[5, "datum"].reden == "datum bestaat niet"
    assert per_cel[6, "indeling"].suggestie == "zorgkantoorregio" and (6, "zekerheid") in per_cel
    assert all(fout.bestand.endswith("verhuizingen.csv") for fout in gevonden)


def hele_indeling(jaar, anders=lambda regels: regels):
    nu = op(lees_regio_gemeente(), jaar)
    nu = nu[nu["indeling"] == "zorgkantoorregio"]
    regels = [
        f"zorgkantoorregio,{code},{naam},{jaar}-01-01,,hoog,"
        for code, naam in zip(nu["gm_code"], nu["regio"], strict=True)
    ]
    return INDELING + "\n".join(anders(regels)) + "\n"


def test_eigen_indeling_vervangt_die_van_het_project(tmp_path):
    def amsterdam_weg(regels):
        return [regel.replace(",Amsterdam,", ",Kennemerland,") for regel in regels]

    deze = editie(tmp_path, regio_indeling=hele_indeling(2024, amsterdam_weg))
    tabel = lees_regio_gemeente(deze)
    assert regio(tabel, 2024, AMSTERDAM) == "Kennemerland"
    assert regio(tabel, 2024, AMSTERDAM, "wmo_regio") == "Amsterdam-Amstelland"


def test_een_eigen_indeling_van_2017_gaat_over_op_latere_gemeenten(tmp_path):
    def zeeland_bij_rotterdam(regels):
        return [regel.replace(",Waardenland,", ",Rotterdam,") for regel in regels]

    deze = editie(tmp_path, 2017, regio_indeling=hele_indeling(2017, zeeland_bij_rotterdam))
    tabel = lees_regio_gemeente(deze)
    assert regio(tabel, 2019, VIJFHEERENLANDEN) == "Rotterdam"  # most came from what was Waardenland
    assert (
        "Utrecht (36 %)"
        in op(tabel, 2019).set_index(["indeling", "gm_code"])["reden"]["zorgkantoorregio", VIJFHEERENLANDEN]
    )
    assert not indelingsoverzicht(tabel, JAREN)[["zonder_regio", "in_meer_regios"]].to_numpy().any()


def test_voor_een_eigen_indeling_begint_geldt_die_van_het_project(tmp_path):
    def amsterdam_weg(regels):
        return [regel.replace(",Amsterdam,", ",Kennemerland,") for regel in regels]

    tabel = lees_regio_gemeente(editie(tmp_path, 2017, regio_indeling=hele_indeling(2024, amsterdam_weg)))
    assert [regio(tabel, jaar, AMSTERDAM) for jaar in (2017, 2023, 2024, 2026)] == [
        "Amsterdam",
        "Amsterdam",
        "Kennemerland",
        "Kennemerland",
    ]


def test_een_lidmaatschap_dat_zonder_vervolg_eindigt(tmp_path):
    def houdt_op(regels):
        return [
            regel.replace(",,hoog", ",2025-01-01,hoog") if AMSTERDAM in regel else regel for regel in regels
        ]

    (fout,) = fouten(editie(tmp_path, regio_indeling=hele_indeling(2024, houdt_op)))
    assert (fout.kolom, fout.waarde) == ("geldig_tot", "2025-01-01") and "geen andere regio" in fout.reden


@pytest.mark.parametrize(
    ("inhoud", "reden"),
    [
        ("", "geen enkele rij"),
        ("zorgkantoorregio,GM0363,Amsterdam,2024-02-30,,hoog,\n", "datum bestaat niet"),
    ],
)
def test_lege_indeling_of_onmogelijke_datum(tmp_path, inhoud, reden):
    (fout,) = fouten(editie(tmp_path, regio_indeling=INDELING + inhoud))
    assert fout.reden == reden


def test_wees_dubbel_en_onbekend_worden_alle_genoemd(tmp_path):
    def stuk(regels):
        regels = [regel for regel in regels if AMSTERDAM not in regel]
        regels.append(f"zorgkantoorregio,{HARDINXVELD},Utrecht,2024-01-01,,hoog,")
        regels.append("zorgkantoorregio,GM0457,Amsterdam,2024-01-01,,hoog,")  # Weesp
        return [regel.replace("Zeeland", "Zeelandt") if "GM0664" in regel else regel for regel in regels]

    gevonden = fouten(editie(tmp_path, regio_indeling=hele_indeling(2024, stuk)))
    teksten = [str(fout) for fout in gevonden]
    assert any(
        "zonder zorgkantoorregio op 1-1-2024 «GM0363 (Amsterdam)» (bedoeld: Amsterdam?)" in t for t in teksten
    )
    assert any(f"{HARDINXVELD}: in twee regio's tegelijk" in t for t in teksten)
    assert any(
        "gemeente bestaat niet op 1-1-2024 «GM0457» (bedoeld: GM0363 (Amsterdam)?)" in t for t in teksten
    )
    assert any("onbekende zorgkantoorregio «Zeelandt» (bedoeld: Zeeland?)" in t for t in teksten)
    assert len(gevonden) == 4


def test_eigen_indeling_en_verhuizing_van_hetzelfde_gaat_niet_verloren(tmp_path):
    regel = f"zorgkantoorregio,{AMSTERDAM},,Utrecht,2024-01-01,hoog,keuze,\n"
    bestanden = {"verhuizingen": VERHUIZINGEN + regel, "regio_indeling": hele_indeling(2024)}
    (fout,) = fouten(editie(tmp_path, **bestanden))
    assert fout.rij == 2 and "regio_indeling geeft deze indeling al" in fout.reden


# The check by itself


def perioden(*rijen):
    tabel = pd.DataFrame(rijen, columns=["gm_code", "regio", "geldig_van", "geldig_tot"])
    datums = {naam: pd.to_datetime(tabel[naam]) for naam in ("geldig_van", "geldig_tot")}
    return tabel.assign(
        **datums, indeling="zorgkantoorregio", bestand="proef.csv", rij=range(2, len(tabel) + 2)
    )


@pytest.mark.parametrize(
    ("tweede", "reden", "voorstel"),
    [
        (("2020-01-01", None), None, ""),
        (("2019-12-31", None), "in twee regio's tegelijk, ook in Utrecht", ""),
        (("2020-01-02", None), "een gat na Utrecht", "2020-01-01"),
        (("2020-01-01", "2019-01-01"), "periode eindigt voor zij begint", ""),
    ],
)
def test_perioden_sluiten_aan(tweede, reden, voorstel):
    tabel = perioden((AMSTERDAM, "Utrecht", "2017-01-01", "2020-01-01"), (AMSTERDAM, "Amsterdam", *tweede))
    gevonden = controleer_indeling(tabel, [], {"zorgkantoorregio": {"Utrecht", "Amsterdam"}})
    if reden is None:
        assert gevonden == []
    else:
        assert [
            fout for fout in gevonden if reden in fout.reden and fout.suggestie == voorstel and fout.rij == 3
        ]
