"""Reading the venster: exports as they come, against the planted truth, and back from the template."""

import io
import json
import shutil
from functools import cache

import openpyxl
import pandas as pd
import pytest

from lib.editie.editie import lees_editie
from lib.grond.fouten import InvoerFouten
from lib.grond.opslag import bewaar_tabel, laad
from lib.grond.paden import EDITIES, WORTEL
from lib.grond.tabel import lees_tabel
from lib.venster.inlezen import ANTWOORDSLEUTEL, VENSTER, lees_venster
from lib.venster.sjabloon import maak_sjabloon
from lib.venster.vragenlijst import lees_koppen, lees_vragenlijst

WAAR = WORTEL / "tests" / "waarheid" / "voorbeeld" / "venster"
KOP = "Partij;Organisatie;Regio;Agenda;Toelichting agenda;Proces;Resultaat"


@cache
def gelezen():
    return lees_venster(lees_editie("voorbeeld"))


def waar(naam):
    return lees_tabel(WAAR / naam)


def lees(map_, *regels, kop=KOP, naam="venster_2020.csv", genodigd=None, **meer):
    """Return the venster of a small edition with one export, and a list of those invited if given."""
    eigen = map_ / "proef"
    eigen.mkdir(exist_ok=True)
    (eigen / naam).write_text("\n".join([kop, *regels]) + "\n", encoding="utf-8")
    bestanden = 'venster = "venster_*.*"\n'
    if genodigd is not None:
        tekst = "\n".join(["meetjaar,regio,partij,organisatie", *genodigd])
        (eigen / "genodigd.csv").write_text(tekst, encoding="utf-8")
        bestanden += 'venster_genodigd = "genodigd.csv"\n'
    (eigen / "edition.toml").write_text(
        'titel = "Proef"\npeildatum = 2020-01-01\nindelingsjaar = 2017\nherkomst = "synthetisch"\n'
        f"[bestanden]\n{bestanden}",
        encoding="utf-8",
    )
    return lees_venster(lees_editie("proef", map_))


def antwoorden(venster):
    return dict(zip(venster.venster["onderdeel"], venster.venster["antwoord"].fillna(""), strict=True))


# ---- the example, against its truth -----------------------------------------------------------------


def test_every_answer_of_the_example_is_the_planted_one():
    tabel = gelezen().venster
    verwacht = waar("antwoorden.csv").set_index(list(ANTWOORDSLEUTEL))["antwoord"]
    eigen = tabel.astype({"meetjaar": "str"}).set_index(list(ANTWOORDSLEUTEL))["antwoord"].fillna("")
    assert len(eigen) == len(verwacht) > 1000
    assert eigen.sort_index().to_dict() == verwacht.sort_index().to_dict()


def test_every_text_of_the_example_is_the_planted_one_masked():
    tabel = gelezen().venster.astype({"meetjaar": "str"})
    teksten = tabel.melt(list(ANTWOORDSLEUTEL), ["toelichting", "ondersteuningsbehoefte"], "veld", "tekst")
    eigen = teksten[teksten["tekst"] != ""].set_index([*ANTWOORDSLEUTEL, "veld"])["tekst"]
    verwacht = waar("teksten.csv").set_index([*ANTWOORDSLEUTEL, "veld"])["tekst"]
    assert eigen.sort_index().to_dict() == verwacht.sort_index().to_dict()


def test_what_was_masked_is_exactly_what_was_planted():
    kolommen = [*ANTWOORDSLEUTEL, "veld", "soort", "waarde"]
    eigen = gelezen().gemaskeerd.astype("str")[kolommen].to_numpy().tolist()
    assert sorted(eigen) == sorted(waar("gemaskeerd.csv")[kolommen].to_numpy().tolist())
    alles = "".join(gelezen().venster[["toelichting", "ondersteuningsbehoefte"]].to_numpy().ravel())
    assert eigen and not any(waarde in alles for *_, waarde in eigen)


def test_rejected_rows_are_the_planted_ones_each_in_its_column():
    afgekeurd = gelezen().afgekeurd
    eigen = sorted(zip(afgekeurd["bestand"], afgekeurd["rij"], afgekeurd["kolom"], strict=True))
    rijen = waar("rijen.csv")
    fout = rijen[rijen["gebrek"] != ""]
    assert eigen == sorted(zip(fout["bestand"], fout["rij"].astype(int), fout["kolom"], strict=True))
    stap = dict(zip(gelezen().waterval["stap"], gelezen().waterval["aantal"], strict=True))
    for lot in ("gebruikt", "afgekeurd", "leeg"):
        assert stap[lot] == (rijen["lot"] == lot).sum(), lot
    assert stap["gelezen"] == len(rijen)


def test_those_invited_and_the_counts_are_the_planted_ones():
    tabel, genodigd = gelezen().venster, gelezen().genodigd
    tellingen = waar("tellingen.csv")
    land = tellingen[(tellingen["regio"] == "Nederland") & (tellingen["partij"] == "alle")]
    for rij in land.itertuples():
        jaar = int(rij.meetjaar)
        deel = tabel[(tabel["meetjaar"] == jaar) & (tabel["onderdeel"] == rij.onderdeel)]
        assert (genodigd["meetjaar"] == jaar).sum() == int(rij.n_genodigd)
        assert deel["antwoord"].notna().sum() == int(rij.n_antwoord)
        if rij.n_ja:
            assert (deel["antwoord"] == "ja").sum() == int(rij.n_ja)


def test_types_survive_being_kept(tmp_path):
    bewaar_tabel(gelezen().venster, tmp_path / "venster.parquet")
    terug = laad(tmp_path / "venster.parquet")
    assert list(terug.columns) == list(VENSTER)
    assert terug["antwoord"].isna().sum() == gelezen().venster["antwoord"].isna().sum() > 0
    assert not terug.duplicated(list(ANTWOORDSLEUTEL)).any()


def test_coders_agree_as_planted():
    paden = lees_editie("voorbeeld").alle_bestanden("venster_codering")
    a, b = (lees_tabel(pad).set_index([*ANTWOORDSLEUTEL, "veld"])["codes"] for pad in paden)
    beide = a.index.intersection(b.index)
    gelijk = sum(set(a[plek].split(";")) == set(b[plek].split(";")) for plek in beide)
    planted = json.loads((WAAR / "overeenstemming.json").read_text(encoding="utf-8"))["teksten"]
    assert planted == {"dubbel": len(beide), "gelijk": gelijk} and 0 < gelijk < len(beide)


# ---- small exports ----------------------------------------------------------------------------------


GEMEENTEN = ("Assen", "Aa en Hunze", "Borger-Odoorn", "Coevorden", "Emmen", "Hoogeveen", "Meppel")


def test_spellings_of_yes_and_no(tmp_path):
    ja, nee = ("ja", "Ja ", "JA", "yes", "1", "waar", "TRUE"), ("nee", "NEE", "no", "0", "onwaar", "Nee", "n")
    regels = [f"gemeente;{g};Drenthe;{a};;{b};" for g, a, b in zip(GEMEENTEN, ja, nee, strict=True)]
    tabel = lees(tmp_path, *regels).venster
    per = tabel.groupby("onderdeel")["antwoord"].agg(lambda kolom: sorted(kolom.fillna("")))
    assert per.to_dict() == {"agenda": ["ja"] * 7, "proces": ["nee"] * 7, "resultaat": [""] * 7}


def test_blank_is_missing_and_never_no(tmp_path):
    leeg = ("", "  ", "n.v.t.", "-", "weet niet")
    regels = [f"gemeente;{g};Drenthe;{a};;ja;ja" for g, a in zip(GEMEENTEN, leeg, strict=False)]
    venster = lees(tmp_path, *regels)
    agenda = venster.venster[venster.venster["onderdeel"] == "agenda"]
    assert len(agenda) == 5 and agenda["antwoord"].isna().all() and venster.afgekeurd.empty


def test_filled_row_goes_before_an_empty_one_of_the_same_respondent(tmp_path):
    venster = lees(
        tmp_path, "gemeente;Assen;Drenthe;;;;", "gemeente;Gemeente Assen;regio Drenthe;ja;;nee;nee"
    )
    assert antwoorden(venster) == {"agenda": "ja", "proces": "nee", "resultaat": "nee"}
    assert venster.afgekeurd["rij"].tolist() == [2]


def test_zorgkantoor_and_insurer_of_one_name_are_two_respondents(tmp_path):
    regels = [
        "zorgkantoor;Zorgkantoor Menzis;Groningen;ja;;ja;ja",
        "verzekeraar;Menzis;Groningen;nee;;nee;nee",
    ]
    venster = lees(tmp_path, *regels)
    assert len(venster.venster) == 6 and venster.afgekeurd.empty
    assert set(venster.venster["organisatie"]) == {"Menzis"}


def test_insurer_answers_only_where_it_was_asked(tmp_path):
    lijst = ["2020,Groningen,zorgverzekeraar,Menzis", "2020,Twente,zorgverzekeraar,Menzis"]
    regels = ["verzekeraar;Menzis;Groningen;ja;;ja;ja", "verzekeraar;Menzis;Zeeland;nee;;nee;nee"]
    venster = lees(tmp_path, *regels, genodigd=lijst)
    assert venster.venster["regio"].unique().tolist() == ["Groningen"]
    (fout,) = venster.afgekeurd.to_dict("records")
    assert (fout["rij"], fout["kolom"], fout["waarde"]) == (3, "Organisatie", "Menzis")
    assert "daar niet actief" in fout["reden"] and "Twente" in fout["suggestie"]
    assert len(venster.genodigd) == 2


def test_gemeente_of_another_region_is_told_its_own(tmp_path):
    (fout,) = lees(tmp_path, "gemeente;Assen;Zeeland;ja;;ja;ja").afgekeurd.to_dict("records")
    assert fout["reden"] == "gemeente ligt niet in Zeeland" and fout["suggestie"] == "Drenthe"


def test_gemeente_is_that_of_the_year_of_the_answers(tmp_path):
    """Westerkwartier exists since 2019; Leek, that went into it, is read as such with a notice."""
    venster = lees(tmp_path, "gemeente;Leek;Groningen;ja;;ja;ja")
    assert venster.venster["organisatie"].unique().tolist() == ["Westerkwartier"]
    assert venster.meldingen["waarde"].tolist().count("Leek") == 1


def test_name_of_a_person_in_a_fault_is_masked(tmp_path):
    (fout,) = lees(tmp_path, "gemeente;Joke Hendriks;Drenthe;ja;;ja;ja").afgekeurd.to_dict("records")
    assert fout["waarde"] == "[naam]"


def test_grade_is_no_part_of_the_questionnaire_of_2020(tmp_path):
    kop = KOP + ";Rapportcijfer"
    venster = lees(tmp_path, "gemeente;Assen;Drenthe;ja;;ja;ja;7", kop=kop)
    assert set(venster.venster["onderdeel"]) == {"agenda", "proces", "resultaat"}
    assert "hoort niet bij de vragenlijst van 2020" in venster.afgekeurd["reden"].item()


def test_grades_with_comma_and_out_of_range(tmp_path):
    cijfers = {"7": "7", "6,5": "6.5", "10": "10", "11": "", "0": "", "zes": ""}
    regels = [f"gemeente;{g};Drenthe;ja;;ja;ja;{c}" for g, c in zip(GEMEENTEN, cijfers, strict=False)]
    venster = lees(tmp_path, *regels, kop=KOP + ";Rapportcijfer", naam="venster_2021.csv")
    cijfer = venster.venster[venster.venster["onderdeel"] == "cijfer"].sort_values("rij")
    assert cijfer["antwoord"].fillna("").tolist() == list(cijfers.values())
    assert venster.afgekeurd["waarde"].tolist() == ["11", "0", "zes"]
    assert (venster.venster["antwoord"] == "ja").sum() == 18


def test_unknown_head_is_named_and_text_of_no_part_is_not_read(tmp_path):
    kop = KOP.replace("Toelichting agenda", "Toelichtng agenda") + ";Opmerking"
    meldingen = lees(tmp_path, "gemeente;Assen;Drenthe;ja;x;ja;ja;y", kop=kop).meldingen
    onbekend = meldingen[meldingen["reden"] == "onbekende kolom, niet gelezen"]
    assert onbekend["kolom"].tolist() == ["Toelichtng agenda", "Opmerking"]


@pytest.mark.parametrize(
    ("kop", "naam", "reden"),
    [
        ("Partij;Organisatie;Agenda", "venster_2020.csv", "verplichte kolom ontbreekt"),
        ("Partij;Organisatie;Regio", "venster_2020.csv", "geen kolommen met antwoorden"),
        (KOP, "venster_nieuw.csv", "meetjaar onbekend"),
        (KOP + ";1a", "venster_2020.csv", "twee kolommen voor"),
        (KOP, "venster_2018.csv", "geen vragenlijst voor 2018"),
    ],
)
def test_faults_of_structure_stop_the_reading(tmp_path, kop, naam, reden):
    with pytest.raises(InvoerFouten, match=reden):
        lees(tmp_path, "gemeente;Assen;Drenthe;ja;;ja;ja", kop=kop, naam=naam)


def test_new_year_is_dropped_in_without_editing_anything(tmp_path):
    shutil.copytree(EDITIES / "voorbeeld", tmp_path / "voorbeeld")
    nieuw = tmp_path / "voorbeeld" / "synthetisch_venster_2023.csv"
    nieuw.write_text(f"{KOP}\ngemeente;Assen;Drenthe;ja;;ja;nee\n", encoding="utf-8")
    venster = lees_venster(lees_editie("voorbeeld", tmp_path))
    assert sorted(venster.vragenlijsten) == [2020, 2021, 2022, 2023]
    assert len(venster.venster) == len(gelezen().venster) + 4
    assert any("geen genodigden voor 2023" in reden for reden in venster.meldingen["reden"])


def test_pattern_names_every_file_that_fits_and_one_without_any_is_a_fault(tmp_path):
    lees(tmp_path, "gemeente;Assen;Drenthe;ja;;ja;nee")
    map_ = tmp_path / "proef"
    for naam in ("venster_2021.csv", "venster_2021.csv.meta.toml", "~venster_2022.csv"):
        (map_ / naam).write_text("x", encoding="utf-8")
    gevonden = [pad.name for pad in lees_editie("proef", tmp_path).alle_bestanden("venster")]
    assert gevonden == ["venster_2020.csv", "venster_2021.csv"]
    toml = (map_ / "edition.toml").read_text(encoding="utf-8")
    (map_ / "edition.toml").write_text(toml.replace("venster_*", "vensters_*"), encoding="utf-8")
    with pytest.raises(InvoerFouten, match="geen enkel bestand past op dit patroon"):
        lees_editie("proef", tmp_path)


# ---- the template -----------------------------------------------------------------------------------


def test_filled_template_reads_back_as_it_was_filled_in(tmp_path):
    lijst = lees_vragenlijst(2021)
    inhoud = maak_sjabloon(lijst, lees_koppen(), 2021)
    assert inhoud == maak_sjabloon(lijst, lees_koppen(), 2021)
    boek = openpyxl.load_workbook(io.BytesIO(inhoud))
    assert boek.sheetnames == ["Uitleg", "Antwoorden 2021", "Lijsten"]
    vel = boek["Antwoorden 2021"]
    koppen = {cel.value: cel.column for cel in vel[3]}
    gegeven = {"Regio": "'t Gooi", "Partij": "zorgkantoor", "Organisatie": "Zilveren Kruis", "Agenda": "JA"}
    gegeven |= {"Agenda: toelichting": "Samen gekozen.", "Proces": "NEE", "Rapportcijfer": 7.5}
    gegeven |= {"Proces: ondersteuningsbehoefte": "Een voorzitter."}
    for kop, waarde in gegeven.items():
        vel.cell(4, koppen[kop], waarde)
    lijsten = {een.min_col: regel for regel in vel.data_validations.dataValidation for een in regel.sqref}
    assert {koppen[k] for k in ("Regio", "Partij", "Organisatie", "Agenda", "Rapportcijfer")} <= set(lijsten)
    assert lijsten[koppen["Rapportcijfer"]].type == "decimal"
    lees(tmp_path, "gemeente;Assen;Drenthe;ja;;ja;ja")
    boek.save(tmp_path / "proef" / "venster_ingevuld.xlsx")
    venster = lees_venster(lees_editie("proef", tmp_path))
    eigen = venster.venster[venster.venster["meetjaar"] == 2021].set_index("onderdeel")
    assert eigen["antwoord"].fillna("").to_dict() == {
        "agenda": "ja", "proces": "nee", "resultaat": "", "cijfer": "7.5",
    }  # fmt: skip
    assert eigen["regio"].unique().tolist() == ["'t Gooi"] and venster.afgekeurd.empty
    assert eigen.loc["agenda", "toelichting"] == "Samen gekozen."
    assert eigen.loc["proces", "ondersteuningsbehoefte"] == "Een voorzitter."


def test_drop_downs_offer_every_region_and_party():
    boek = openpyxl.load_workbook(io.BytesIO(maak_sjabloon(lees_vragenlijst(2020), lees_koppen(), 2020)))
    lijsten = pd.DataFrame(list(boek["Lijsten"].values)[1:]).dropna(how="all", axis=1)
    assert lijsten[0].dropna().nunique() == 31
    assert lijsten[1].dropna().tolist() == ["gemeenten", "zorgverzekeraar", "zorgkantoor"]
    assert lijsten[3].dropna().tolist() == ["JA", "NEE"] and lijsten[2].dropna().nunique() > 350
