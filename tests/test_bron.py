"""Reading raw project files: form, places, and what spreadsheets do to data."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from lib.inlezen.bron import PROJECTKOLOMMEN, VERPLICHT, lees_bron
from lib.inlezen.datum import lees_datum

KOP = list(VERPLICHT)
RIJ = ["Een project", "CZ", "Goes", "Zeeland", "ouderen", "beleid", "implementeren", "gemeente"]
ALIASSEN = pd.DataFrame(
    {
        "soort": ["kolom", "kolom", "blad"],
        "alias": ["Naam project", "regio", "Toelichting"],
        "naam": ["titel", "wmo_regios", "overslaan"],
        "opmerking": ["", "", ""],
        "bestand": "aliassen.csv",
        "rij": [2, 3, 4],
    }
)


def csv_bron(tmp_path: Path, inhoud: str | bytes, naam: str = "projecten.csv"):
    pad = tmp_path / naam
    pad.write_bytes(inhoud if isinstance(inhoud, bytes) else inhoud.encode())
    return lees_bron(pad, naam, ALIASSEN)


def regel(cellen: list[str], teken: str = ",") -> str:
    return teken.join(f'"{cel}"' if teken in cel else cel for cel in cellen)


def excel_bron(tmp_path: Path, boek: Workbook):
    pad = tmp_path / "projecten.xlsx"
    boek.save(pad)
    return lees_bron(pad, pad.name, ALIASSEN)


def boek_met(*rijen: list, blad: str = "Projecten") -> Workbook:
    boek = Workbook()
    boek.active.title = blad
    for rij in rijen:
        boek.active.append(rij)
    return boek


def redenen(regels) -> str:
    return "\n".join(str(regel) for regel in regels)


def test_csv_keeps_places_and_skips_comments(tmp_path):
    bron = csv_bron(tmp_path, "\n".join(["# uitleg", regel(KOP), regel(RIJ), "", regel(RIJ)]))
    assert not bron.structuur and not bron.celfouten
    assert bron.rijen[["bestand", "blad", "rij"]].values.tolist() == [
        ["projecten.csv", "", 3],
        ["projecten.csv", "", 5],
    ]
    assert list(bron.rijen.columns) == ["bestand", "blad", "rij", *PROJECTKOLOMMEN]
    assert bron.leeg == 1 and "1 lege rij(en) overgeslagen: 4" in redenen(bron.meldingen)


def test_csv_row_numbers_count_records_as_a_spreadsheet_does(tmp_path):
    bron = csv_bron(tmp_path, regel(KOP) + '\n"Twee\nregels",' + regel(RIJ[1:]) + "\n" + regel(RIJ))
    assert bron.rijen["rij"].tolist() == [2, 3]
    assert bron.rijen["titel"][0] == "Twee\nregels"


@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("teken", [",", ";", "\t"])
def test_csv_encoding_and_delimiter_are_recognised(tmp_path, codering, teken):
    rij = ["Café; een, project", *RIJ[1:]]
    rij = [f'"{cel}"' for cel in rij]
    bron = csv_bron(tmp_path, f"{teken.join(KOP)}\r\n{teken.join(rij)}\r\n".encode(codering))
    assert bron.rijen["titel"].tolist() == ["Café; een, project"]
    assert bron.rijen["schaal"].tolist() == ["gemeente"]
    assert ("Windows-1252" in redenen(bron.meldingen)) == (codering == "cp1252")


def test_csv_row_with_too_many_cells_is_a_fault(tmp_path):
    bron = csv_bron(tmp_path, regel(KOP) + "\n" + regel(RIJ) + ",te veel")
    assert [(f.rij, f.titel) for f in bron.celfouten] == [(2, "Een project")]
    assert "meer cellen" in bron.celfouten[0].reden


def test_csv_with_an_open_quote_loses_no_rows_silently(tmp_path):
    bron = csv_bron(tmp_path, regel(KOP) + '\n"nooit gesloten,' + regel(RIJ) + "\n" + regel(RIJ))
    assert "aanhalingstekens" in bron.structuur[0].reden


@pytest.mark.parametrize(
    ("naam", "inhoud", "reden"),
    [
        ("p.csv", b"", "leeg"),
        ("p.csv", b"# alleen uitleg\n", "leeg"),
        ("p.csv", b"\x81\x8d\xff", "niet te lezen"),
        ("p.xlsx", b"geen werkboek", "beschadigd"),
        ("p.xlsx", b"PK\x03\x04 halverwege afgebroken", "beschadigd"),
        ("p.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "wachtwoord"),
        ("p.ods", b"PK", "onbekend soort bestand"),
    ],
)
def test_unreadable_file_is_one_structural_fault(tmp_path, naam, inhoud, reden):
    bron = csv_bron(tmp_path, inhoud, naam)
    assert len(bron.structuur) == 1 and reden in bron.structuur[0].reden
    assert bron.rijen.empty


def test_missing_file_is_a_structural_fault(tmp_path):
    assert "bestaat niet" in lees_bron(tmp_path / "weg.csv", "weg.csv", ALIASSEN).structuur[0].reden


def test_sheet_without_required_columns_names_them_and_the_nearest(tmp_path):
    boek = boek_met(KOP, RIJ)
    boek.create_sheet("Regio west").append(
        ["titel", "zorgverzekeraars", "gementen", "wmo_regios", "thema", "vorm"]
    )
    bron = excel_bron(tmp_path, boek)
    assert {(f.blad, f.kolom) for f in bron.structuur} == {
        ("Regio west", k) for k in ("gemeenten", "instrument", "schaal")
    }
    assert next(f for f in bron.structuur if f.kolom == "gemeenten").suggestie == "gementen"


def test_missing_column_names_the_heads_that_were_not_recognised(tmp_path):
    bron = excel_bron(tmp_path, boek_met(["Middel" if kop == "instrument" else kop for kop in KOP], RIJ))
    (fout,) = bron.structuur
    assert fout.kolom == "instrument" and "aliassen.csv): Middel" in fout.reden


def test_sheet_about_something_else_is_one_fault_with_the_way_to_leave_it_out(tmp_path):
    boek = boek_met(KOP, RIJ)
    boek.create_sheet("Draaitabel").append(["Thema", "Aantal"])
    (fout,) = excel_bron(tmp_path, boek).structuur
    assert fout.suggestie == "blad,Draaitabel,overslaan" and "Aantal" in fout.reden


def test_sheets_that_hold_no_projects_are_skipped_with_a_notice(tmp_path):
    boek = boek_met(KOP, RIJ)
    boek.create_sheet("Toelichting").append(["Vul dit blad niet in"])
    boek.create_sheet("Blad3")
    verborgen = boek.create_sheet("keuzes")
    verborgen.append(["ouderen"])
    verborgen.sheet_state = "hidden"
    bron = excel_bron(tmp_path, boek)
    assert not bron.structuur and len(bron.rijen) == 1
    assert {m.blad for m in bron.meldingen} == {"Toelichting", "Blad3", "keuzes"}


def test_workbook_with_only_other_sheets_is_a_structural_fault(tmp_path):
    assert (
        "geen enkel werkblad"
        in excel_bron(tmp_path, boek_met(["tekst"], blad="Toelichting")).structuur[0].reden
    )


def test_every_project_sheet_is_read(tmp_path):
    boek = boek_met(KOP, RIJ)
    oost = boek.create_sheet("Oost")
    for rij in (KOP, RIJ, RIJ):
        oost.append(rij)
    bron = excel_bron(tmp_path, boek)
    assert bron.rijen["blad"].tolist() == ["Projecten", "Oost", "Oost"]


def test_header_below_title_rows_and_in_other_words(tmp_path):
    kop = ["Naam project *", "Zorgverzekeraar(s)", "Gemeente(n)", "Regio", *KOP[4:], "Budget", None]
    bron = excel_bron(tmp_path, boek_met(["Database 2017"], [], kop, [*RIJ, 12, "los"]))
    assert not bron.structuur
    assert bron.rijen.loc[0, ["titel", "zorgverzekeraars", "wmo_regios", "rij"]].tolist() == [
        RIJ[0],
        "CZ",
        "Zeeland",
        4,
    ]
    tekst = redenen(bron.meldingen)
    for deel in (
        "1 rij(en) boven de kolomkoppen",
        "kolomkop gelezen als wmo_regios",
        "Budget: onbekende kolom",
        "kolom J",
    ):
        assert deel in tekst


def test_own_name_of_a_column_goes_before_an_alias(tmp_path):
    bron = excel_bron(tmp_path, boek_met([*KOP, "Regio"], [*RIJ, "iets anders"]))
    assert bron.rijen["wmo_regios"].tolist() == ["Zeeland"]
    assert "onbekende kolom" in redenen(bron.meldingen)


def test_duplicate_column_is_structural(tmp_path):
    bron = csv_bron(tmp_path, regel([*KOP, "Thema"]) + "\n" + regel([*RIJ, "ggz"]))
    assert [(f.kolom, f.reden) for f in bron.structuur] == [("thema", "kolom komt meer dan eens voor")]


def test_merged_cells_give_no_row_a_value_that_it_does_not_have(tmp_path):
    boek = boek_met(KOP, RIJ, [*RIJ[:3], None, *RIJ[4:]], RIJ)
    boek.active.merge_cells("D2:D3")
    bron = excel_bron(tmp_path, boek)
    assert bron.rijen["wmo_regios"].tolist() == ["Zeeland", "", "Zeeland"]
    assert [(f.rij, f.kolom, f.waarde) for f in bron.celfouten] == [(3, "wmo_regios", "Zeeland")]
    assert "D2:D3" in bron.celfouten[0].reden and "D2:D3" in redenen(bron.meldingen)


def test_merged_title_above_the_header_is_no_fault(tmp_path):
    boek = boek_met(["Projecten 2017"], KOP, RIJ)
    boek.active.merge_cells("A1:H1")
    assert not excel_bron(tmp_path, boek).celfouten


def test_formula_without_a_computed_value_is_a_fault(tmp_path):
    boek = boek_met(KOP, ["=1+1", *RIJ[1:]])
    bron = excel_bron(tmp_path, boek)  # openpyxl stores no computed value
    assert [(f.rij, f.kolom) for f in bron.celfouten] == [(2, "titel")]
    assert "formule" in bron.celfouten[0].reden


def test_formula_with_a_computed_value_is_read_and_reported(tmp_path):
    import zipfile

    pad = tmp_path / "projecten.xlsx"
    boek_met(KOP, ["=1+1", *RIJ[1:]]).save(pad)
    with zipfile.ZipFile(pad) as zip_:
        delen = {naam: zip_.read(naam) for naam in zip_.namelist()}
    blad = "xl/worksheets/sheet1.xml"
    delen[blad] = (
        delen[blad]
        .replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
        .replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
    )
    assert b"<v>2</v>" in delen[blad]
    with zipfile.ZipFile(pad, "w") as zip_:
        for naam, inhoud in delen.items():
            zip_.writestr(naam, inhoud)
    bron = lees_bron(pad, pad.name, ALIASSEN)
    assert bron.rijen["titel"].tolist() == ["2"] and not bron.celfouten
    assert "formule; de laatst berekende waarde" in redenen(bron.meldingen)


@pytest.mark.parametrize("waarde", ["#REF!", "#N/A", "#WAARDE!", "#NAAM?"])
def test_error_value_is_a_fault(tmp_path, waarde):
    bron = excel_bron(tmp_path, boek_met(KOP, [*RIJ[:4], waarde, *RIJ[5:]]))
    assert [(f.blad, f.rij, f.kolom, f.waarde) for f in bron.celfouten] == [("Projecten", 2, "thema", waarde)]


def test_date_is_kept_as_peildatum_and_is_a_fault_elsewhere(tmp_path):
    datum = dt.datetime(2017, 3, 1)
    bron = excel_bron(
        tmp_path, boek_met([*KOP, "peildatum"], [*RIJ, datum], [*RIJ[:6], datum, RIJ[7], datum])
    )
    assert bron.rijen["peildatum"].tolist() == ["2017-03-01", "2017-03-01"]
    assert [(f.rij, f.kolom, f.waarde) for f in bron.celfouten] == [(3, "vorm", "2017-03-01")]


def test_numbers_booleans_and_hard_spaces(tmp_path):
    rij = ["\u00a0Een project\u00a0", "CZ", 363, "Zeeland ", *RIJ[4:], True]
    bron = excel_bron(tmp_path, boek_met([*KOP, "is_minimacontract"], rij))
    assert bron.rijen.loc[0, ["titel", "gemeenten", "wmo_regios", "is_minimacontract"]].tolist() == [
        "Een project",
        "363",
        "Zeeland",
        "ja",
    ]
    assert {m.kolom for m in bron.meldingen if "spaties" in m.reden} == {"titel", "wmo_regios"}


def test_alias_of_an_unknown_column_is_structural(tmp_path):
    pad = tmp_path / "p.csv"
    pad.write_text(regel(KOP))
    bron = lees_bron(pad, "p.csv", ALIASSEN.assign(naam=["titell", "wmo_regios", "overslaan"]))
    assert [(f.bestand, f.waarde, f.suggestie) for f in bron.structuur] == [
        ("aliassen.csv", "titell", "titel")
    ]


@pytest.mark.parametrize(
    ("tekst", "iso", "suggestie"),
    [
        ("2017-03-01", "2017-03-01", ""),
        ("1-3-2017", "2017-03-01", ""),
        ("01/03/2017", "2017-03-01", ""),
        ("1 maart 2017", "2017-03-01", ""),
        ("1 mrt. 2017", "2017-03-01", ""),
        ("03-31-2017", "", "2017-03-31"),
        ("1-3-17", "", "2017-03-01"),
        ("42795", "", "2017-03-01"),
        ("31-2-2017", "", ""),
        ("voorjaar 2017", "", ""),
        ("feb. 2017", "", "2017-02-01"),
        ("02-2017", "", "2017-02-01"),
        ("13-2017", "", ""),
        ("2017", "", "2017-01-01"),
    ],
)
def test_dates(tekst, iso, suggestie):
    datum = lees_datum(tekst)
    assert (datum.iso, datum.suggestie) == (iso, suggestie)
    assert bool(datum.opmerking) == ("m" in tekst and bool(iso))
