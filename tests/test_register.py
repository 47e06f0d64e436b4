"""The register: what is shipped is right, and what a consultant mistypes is reported with its place."""

import re
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.editie.ordening import BESTAND, DIMENSIES, lees_ordening
from lib.editie.register import (
    TITELVELDEN,
    kaart_rijen,
    lees_drempels,
    lees_kaarten,
    lees_programmas,
    lees_register,
    lees_tabellen,
    programma_van,
)
from lib.grond.fouten import InvoerFouten
from lib.grond.paden import REGISTER

ORDENING = lees_ordening()
GEVULD = lees_register()


@pytest.fixture
def register(tmp_path):
    """A copy of the shipped register that a test may spoil."""
    return shutil.copytree(REGISTER, tmp_path / "register")


def vervang(pad, oud, nieuw):
    """Replace the first ``oud`` in the file; the row in which it stood is returned."""
    tekst = pad.read_text(encoding="utf-8")
    assert oud in tekst
    pad.write_text(tekst.replace(oud, nieuw, 1), encoding="utf-8")
    return tekst[: tekst.index(oud)].count("\n") + 1


def fouten_van(lees, *args):
    with pytest.raises(InvoerFouten) as gevangen:
        lees(*args)
    return gevangen.value.fouten


# --- the ordering ----------------------------------------------------------------------------------


def test_achttien_codes_in_vaste_volgorde():
    assert ORDENING.codes("thema") == ("ouderen", "ggz", "preventie", "esw", "jeugd_18", "anders")
    assert ORDENING.codes("instrument")[::4] == ("werkwijze", "samenwerkingsdocument")
    assert ORDENING.codes("schaal") == ("gemeente", "regionaal", "bovenregionaal")
    assert sum(len(ORDENING.codes(dimensie)) for dimensie in DIMENSIES) == 18


def test_intensiteit_loopt_af_met_de_vorm():
    vorm = ORDENING.tabel.query("dimensie == 'vorm'")
    assert vorm["intensiteit_gemeente"].tolist() == [3, 2, 2, 1]
    assert vorm["intensiteit_zorgverzekeraar"].tolist() == [3, 2, 1, 1]
    assert ORDENING.tabel.query("dimensie != 'vorm'")["intensiteit_gemeente"].isna().all()


@pytest.mark.parametrize(
    ("dimensie", "tekst", "code"),
    [
        ("thema", "Jeugd 18min/18plus", "jeugd_18"),
        ("thema", "jeugd18-/18+", "jeugd_18"),
        ("thema", "'anders'", "anders"),
        ("thema", "Anders, nl....", "anders"),
        ("thema", "EFFECTIEF samenwerken  in de wijk", "esw"),
        ("instrument", "Collectieve zorgminima", "collectieve_zorg_minima"),
        ("instrument", "collectieve zorg minima (contract)", "collectieve_zorg_minima"),
        ("instrument", "béleid", "beleid"),
        ("vorm", "Implementatie", "implementeren"),
        ("schaal", "gemeenten", "gemeente"),
        ("zorgverzekeraar", "zilveren kruis", "Zilveren Kruis"),
        ("thema", "inkoop", None),
        ("thema", "", None),
    ],
)
def test_schrijfwijzen_leiden_tot_een_code(dimensie, tekst, code):
    assert ORDENING.code_van(dimensie, tekst) == code


@given(st.sampled_from(DIMENSIES), st.data())
def test_combinatie_kent_geen_volgorde(dimensie, data):
    codes = data.draw(st.lists(st.sampled_from(ORDENING.codes(dimensie)), min_size=1))
    gehusseld = data.draw(st.permutations(codes))
    assert ORDENING.combinatie_label(dimensie, codes) == ORDENING.combinatie_label(dimensie, gehusseld)
    plaatsen = [ORDENING.codes(dimensie).index(code) for code in ORDENING.sorteer(dimensie, gehusseld)]
    assert plaatsen == sorted(set(plaatsen))


def test_combinatie_leest_als_gedrukt():
    assert ORDENING.combinatie_label("instrument", ["beleid", "werkwijze", "beleid"]) == "werkwijze + beleid"
    with pytest.raises(KeyError, match="verkoop"):
        ORDENING.sorteer("instrument", ["verkoop"])


def test_fouten_in_de_ordening_komen_samen(tmp_path):
    pad = shutil.copy(BESTAND, tmp_path / "ordening.csv")
    rij = vervang(pad, "thema,ggz,2", "tema,ggz,2")
    vervang(pad, "vorm,doorontwikkelen,2", "vorm,doorontwikkelen,1")
    vervang(pad, ",3,3,", ",4,3,")
    vervang(pad, ",Implementatie", ",ontwikkelen")
    gevonden = {(fout.kolom, fout.waarde, fout.suggestie) for fout in fouten_van(lees_ordening, pad)}
    assert gevonden == {
        ("dimensie", "tema", "thema"),
        ("volgorde", "1", ""),
        ("intensiteit_gemeente", "4", ""),
        ("spelling", "ontwikkelen", ""),
    }
    assert rij in {fout.rij for fout in fouten_van(lees_ordening, pad)}


# --- what is shipped -------------------------------------------------------------------------------


def test_omvang_van_wat_wordt_meegeleverd():
    assert (len(GEVULD.kaarten), len(GEVULD.tabellen), len(ORDENING.tabel)) == (95, 26, 18)
    assert [rij["kaart_id"] for rij in kaart_rijen()] == GEVULD.kaarten["kaart_id"].tolist()


def test_gedrukte_legenda_kent_evenveel_klassen_als_het_rapport():
    aantal = GEVULD.kaarten.set_index("kaart_id")["legenda_gedrukt"].map(len)
    gedrukt = {
        "preventie": ("III-1", 9, 20),
        "ggz": ("III-2", 7, 13),
        "ouderen": ("III-3", 9, 12),
        "esw": ("III-4", 9, 13),
    }
    for kaart, vormen, instrumenten in gedrukt.values():
        assert (aantal[f"{kaart}-vorm"], aantal[f"{kaart}-instrument"]) == (vormen, instrumenten)
    assert aantal["VI-1-totaal"] == 7
    assert aantal["III-5-vorm"] == 0


def test_gedrukte_combinaties_horen_bij_de_dimensie_en_staan_in_vaste_volgorde():
    for kaart in GEVULD.kaarten.query("soort == 'combinatie'").itertuples():
        for klasse in kaart.legenda_gedrukt:
            assert ORDENING.sorteer(kaart.dimensie, klasse) == klasse


def test_panelen_lichten_elk_thema_uit_en_jeugd_heet_jeugd_18():
    panelen = GEVULD.kaarten.query("soort == 'paneel'")
    assert panelen.groupby(["instrument", "vorm"])["thema"].agg(set).map(len).tolist() == [6] * 6
    assert set(panelen[panelen["kaart_id"].str.endswith("-jeugd")]["thema"]) == {"jeugd_18"}
    assert all(kaart.legenda_gedrukt == ((kaart.thema,), ("overig",)) for kaart in panelen.itertuples())


def test_alleen_de_poliskaart_gaat_over_minimacontracten():
    met = GEVULD.kaarten.query("minimacontracten != 'nee'")
    assert met["kaart_id"].tolist() == ["IV-4-gemeentepolissen"]


@pytest.mark.parametrize("tabel", ["kaarten", "tabellen"])
def test_volgorde_nummert_elk_hoofdstuk_zonder_gaten(tabel):
    for _, groep in getattr(GEVULD, tabel).groupby("hoofdstuk"):
        assert sorted(groep["volgorde"]) == list(range(1, len(groep) + 1))


def test_titel_klopt_bij_0_1_en_veel():
    """'in 1 van de 388 gemeenten' reads well with any number; '1 projecten' would not."""
    for titel in GEVULD.kaarten["titel"]:
        assert set(re.findall(r"\{(\w+)\}", titel)) <= set(TITELVELDEN) - {"projecten", "klassen"}
        zonder = re.sub(r"\{(gemeenten|regio)_met\} van de \{\1_totaal\}", "VEEL", titel)
        zonder = zonder.replace("{regio_totaal}", "VEEL")
        assert "{" not in zonder
        assert not re.search(r"VEEL (?!gemeenten|Wmo-regio's|zorgkantoorregio's)", zonder)


def test_drempels_zeggen_wat_de_woorden_betekenen():
    drempels = GEVULD.drempels.set_index("code")
    merendeel = drempels.loc["merendeel"]
    assert (merendeel["ondergrens"], merendeel["ondergrens_telt_mee"]) == (0.5, False)
    assert "meestal" in merendeel["termen"]
    assert drempels.loc["soms", "maat"].tolist() == ["aantal", "aandeel"]
    assert drempels["keuze_van_ons"].all()
    assert drempels["maat"].eq("aandeel").eq(drempels["marge"].notna()).drop("alle").all()


def test_programma_volgt_uit_titel_en_verzekeraar():
    programmas = lees_programmas()
    assert programma_van(programmas, "Leergemeenschap EPA", ["Zilveren Kruis"]) == "epa_taskforce"
    assert programma_van(programmas, "Convenant – Zeeland", ["CZ", "VGZ"]) == "convenant_cz"
    assert programma_van(programmas, "Convenant DSW", ["DSW"]) == ""
    assert programma_van(programmas, "Separaties terugdringen", ["Zilveren Kruis"]) == ""


# --- what a consultant may mistype -----------------------------------------------------------------


def test_alle_fouten_in_een_kaartregel_worden_samen_gemeld(register):
    pad = register / "kaarten.csv"
    rij = vervang(pad, "III-0-ggz,III,2,", "II-3-totaal,IIII,twee,")
    vervang(pad, "aanwezigheid,thema,ggz,", "aanwezig,thema,gzz,")
    fouten = fouten_van(lees_kaarten, pad)
    assert {fout.rij for fout in fouten} == {rij}
    assert {(fout.kolom, fout.waarde, fout.suggestie) for fout in fouten} == {
        ("kaart_id", "II-3-totaal", ""),
        ("hoofdstuk", "IIII", "III"),
        ("volgorde", "twee", ""),
        ("soort", "aanwezig", "aanwezigheid"),
        ("thema", "gzz", "ggz"),
    }
    assert all(fout.bestand == str(pad) for fout in fouten)


@pytest.mark.parametrize(
    ("oud", "nieuw", "kolom", "suggestie"),
    [
        ("Menzis: projecten in {gemeenten_met}", "Menzis: {gemeente_met}", "titel", "{gemeenten_met}"),
        ("Menzis: projecten in {gemeenten_met}", "Menzis: {gemeenten_met", "titel", ""),
        ("combinatie,vorm,preventie,,,,", "combinatie,vorm,preventie,,implementeren,,", "vorm", ""),
        ("combinatie,vorm,preventie", "combinatie,zorgverzekeraar,preventie", "dimensie", "thema"),
        ("paneel,thema,ouderen,", "paneel,thema,,", "thema", ""),
        ("ggz;overig", "gggz;overig", "legenda_gedrukt", "ggz"),
        (
            ";regionaal + bovenregionaal;",
            ";bovenregionaal + regionaal;bovenregionaal+regionaal;",
            "legenda_gedrukt",
            "",
        ),
        ("Menzis,werkagenda_menzis", "Menzis,werkagenda", "programma", "werkagenda_menzis"),
        ("strategie,,,,,,Menzis", "strategie,,,,,,Mensis", "zorgverzekeraar", "Menzis"),
        (",nee,wmo_regio,D-II-1,", ",nee,wmo_regio,D-II-1;;D-B-1,", "tabel_id", ""),
    ],
)
def test_fout_in_een_kaart_krijgt_plaats_en_voorstel(register, oud, nieuw, kolom, suggestie):
    rij = vervang(register / "kaarten.csv", oud, nieuw)
    assert [(f.rij, f.kolom, f.suggestie) for f in fouten_van(lees_kaarten, register / "kaarten.csv")] == [
        (rij, kolom, suggestie)
    ]


def test_onbekende_en_ontbrekende_kolom_worden_allebei_genoemd(register):
    vervang(register / "kaarten.csv", ",grenzen,tabel_id,", ",grens,tabel_id,")
    fouten = fouten_van(lees_kaarten, register / "kaarten.csv")
    assert {(fout.kolom, fout.suggestie) for fout in fouten} == {("grens", "grenzen"), ("grenzen", "")}


def test_fouten_uit_alle_bestanden_komen_samen(register):
    vervang(register / "kaarten.csv", ",impliciet,", ",verzonnen,")
    vervang(register / "tabellen.csv", ",analyse,", ",analise,")
    vervang(register / "drempels.csv", ",0.9,ja,", ",negentig,ja,")
    fouten = fouten_van(lees_register, register)
    assert [fout.bestand.rsplit("/", 1)[-1] for fout in fouten] == [
        "kaarten.csv",
        "tabellen.csv",
        "drempels.csv",
    ]
    assert fouten[1].suggestie == "analyse"


@pytest.mark.parametrize(
    ("bestand", "oud", "nieuw", "kolom", "suggestie"),
    [
        ("kaarten.csv", ",T-V-2,", ",T-V-22,", "tabel_id", "T-V-2"),
        ("kaarten.csv", ",T-V-2,", ",,", "tabel_id", "T-V-2"),
        ("kaarten.csv", ",geen,T-V-2,", ",geen,T-V-2;T-V-1,", "tabel_id", ""),
        (
            "tabellen.csv",
            ",V-2-doorontwikkelen,",
            ",V-2-doorontwikelen;V-2-*,",
            "kaarten",
            "V-2-doorontwikkelen",
        ),
    ],
)
def test_kaarten_en_tabellen_noemen_elkaar(register, bestand, oud, nieuw, kolom, suggestie):
    rij = vervang(register / bestand, oud, nieuw)
    fouten = fouten_van(lees_register, register)
    assert (fouten[0].rij, fouten[0].kolom, fouten[0].suggestie) == (rij, kolom, suggestie)
    assert fouten[0].bestand.endswith(bestand)


def test_een_regel_erbij_is_een_kaart_erbij(register):
    pad = register / "kaarten.csv"
    regel = "eigen-1,II,12,Eigen kaart,Eigen titel,aanwezigheid,,,,,,,,nee,geen,,onbekend,voorstel,,\n"
    pad.write_text(pad.read_text(encoding="utf-8") + regel, encoding="utf-8")
    assert lees_register(register).kaarten["kaart_id"].iloc[-1] == "eigen-1"


@pytest.mark.parametrize(
    ("oud", "nieuw", "kolom"),
    [
        ("0.4,ja,0.6,ja", "0.4,ja,0.3,ja", "bovengrens"),
        ("0.4,ja,0.6,ja", "0.4,ja,0.6,", "bovengrens_telt_mee"),
        ("een aantal;enkele,,aantal,2,ja", "een aantal;enkele,,aantal,,", "ondergrens"),
        ("een aantal;enkele", "een aantal;soms", "termen"),
    ],
)
def test_drempel_die_niet_toe_te_passen_is_wordt_geweigerd(register, oud, nieuw, kolom):
    rij = vervang(register / "drempels.csv", oud, nieuw)
    assert [(f.rij, f.kolom) for f in fouten_van(lees_drempels, register / "drempels.csv")] == [(rij, kolom)]


def test_decimale_komma_uit_nederlands_excel_mag(register):
    vervang(register / "drempels.csv", ",0.9,ja,", ',"0,9",ja,')
    assert lees_drempels(register / "drempels.csv").set_index("code").loc["bijna_alle", "ondergrens"] == 0.9


def test_ongeldig_patroon_van_een_programma(register):
    rij = vervang(register / "programmas.csv", "leertuin,VGZ", "leertuin(,VGZ")
    (fout,) = fouten_van(lees_programmas, register / "programmas.csv")
    assert (fout.rij, fout.kolom, fout.waarde) == (rij, "patroon", "leertuin(")


def test_tabel_leest_jokers_als_lijst():
    tabellen = lees_tabellen().set_index("tabel_id")
    assert tabellen.loc["T-IV-1", "kaarten"] == ("IV-1-werkwijze-*",)
    assert tabellen.query("soort == 'analyse'")["rijen_gedrukt"].sum() == 56
    waarden = [len(ORDENING.codes(dimensie)) for dimensie in DIMENSIES]
    assert tabellen.loc[["D-B-1", "D-B-2", "D-B-3", "D-B-4"], "rijen_gedrukt"].tolist() == waarden
