"""Small input files: CSV or Excel, title rows and guides, each cell as text with its place."""

import datetime as dt

import openpyxl
import pytest

from lib.grond.fouten import InvoerFouten
from lib.inlezen.werkblad import lees_rijen

VERPLICHT, OPTIONEEL = ("regio", "aantal"), ("e_mail",)


def werkboek(tmp_path, **bladen):
    boek = openpyxl.Workbook()
    boek.remove(boek.active)
    for naam, rijen in bladen.items():
        vel = boek.create_sheet(naam)
        for rij in rijen:
            vel.append(rij)
    pad = tmp_path / "boek.xlsx"
    boek.save(pad)
    return pad


def csv(tmp_path, tekst, codering="utf-8"):
    pad = tmp_path / "lijst.csv"
    pad.write_bytes(tekst.encode(codering))
    return pad


def test_bladen_met_een_kop_worden_gelezen_de_leeswijzer_niet(tmp_path):
    pad = werkboek(
        tmp_path,
        Leeswijzer=[["Zo vult u dit in"]],
        Noord=[
            ["Titel"],
            [],
            ["Regio", "Aantal", "iets anders"],
            ["Twente", 3, "x"],
            [],
            ["Zeeland", 2.5, ""],
        ],
        Zuid=[["aantal", "REGIO", "E-mail"], [True, dt.datetime(2019, 3, 7), "a@b.nl"]],
    )
    tabel = lees_rijen(pad, VERPLICHT, OPTIONEEL)
    assert tabel[["blad", "rij", "regio", "aantal", "e_mail"]].values.tolist() == [
        ["Noord", 4, "Twente", "3", ""],
        ["Noord", 6, "Zeeland", "2.5", ""],
        ["Zuid", 2, "2019-03-07", "ja", "a@b.nl"],
    ]
    assert tabel["rij"].dtype == "int64" and set(tabel.dtypes[list(VERPLICHT)].astype(str)) == {"str"}


@pytest.mark.parametrize("scheiding", [",", ";", "\t"])
@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_in_elke_vorm(tmp_path, scheiding, codering):
    regels = [("Regio", "Aantal"), ("Súdwest-Fryslân", "4")]
    tekst = "# uitleg\n" + "\n".join(scheiding.join(rij) for rij in regels)
    tabel = lees_rijen(csv(tmp_path, tekst, codering), VERPLICHT)
    assert tabel[["rij", "regio", "aantal"]].values.tolist() == [[3, "Súdwest-Fryslân", "4"]]


def test_elke_ontbrekende_en_dubbele_kolom_tegelijk(tmp_path):
    with pytest.raises(InvoerFouten) as gevonden:
        lees_rijen(csv(tmp_path, "# uitleg\nregio,Regio,aantallen\nTwente,Twente,3\n"), VERPLICHT)
    gemeld = {(fout.kolom, fout.rij, fout.suggestie) for fout in gevonden.value.fouten}
    assert gemeld == {("regio", 2, ""), ("aantal", 2, "aantallen")}


@pytest.mark.parametrize("inhoud", [b"", b"PK\x03\x04 geen werkboek", b"\xd0\xcf\x11\xe0wachtwoord"])
def test_onleesbaar_werkboek_is_een_fout_en_geen_traceback(tmp_path, inhoud):
    pad = tmp_path / "boek.xlsx"
    pad.write_bytes(inhoud)
    with pytest.raises(InvoerFouten):
        lees_rijen(pad, VERPLICHT)


def test_zonder_rijen_een_lege_tabel(tmp_path):
    tabel = lees_rijen(csv(tmp_path, "regio,aantal\n"), VERPLICHT, OPTIONEEL)
    assert tabel.empty and list(tabel.columns) == ["bestand", "blad", "rij", *VERPLICHT, *OPTIONEEL]
