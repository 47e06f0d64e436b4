"""Small input files: CSV or Excel, title rows and guides, each cell as text with its place."""

import datetime as dt

import openpyxl
import pytest

from lib.grond.fouten import InvoerFouten
from lib.grond.paden import WORTEL
from lib.inlezen.rijtabel import lees_rijen
from lib.inlezen.werkblad import KOPRIJEN, Blad, herken, zoek_kop

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


# ---- the heads: one finder for projects, the venster, polissen and contacts -------------------------


def test_de_kop_is_de_rij_met_de_meeste_kolommen_die_tellen_van_gelijke_de_eerste():
    koppen = {"regio": "regio", "aantal": "aantal", "bron": "bron"}
    blad = Blad("x.csv", "b", [[], ["regio", "bron", "bron"], ["Regio", "?", "Aantal"], ["aantal", "regio"]])
    kop = zoek_kop(blad, lambda rij: herken(rij, koppen), ("regio", "aantal").__contains__)
    assert (kop.rij, kop.kolommen, kop.vreemd) == (2, {0: "regio", 2: "aantal"}, ["?"])
    assert kop.plaats == {"bestand": "x.csv", "blad": "b", "rij": 3}
    assert [(nummer, cellen) for nummer, _, cellen in kop.rijen()] == [(4, ["aantal", ""])]


def test_een_kop_mag_de_tiende_gevulde_rij_zijn_en_de_elfde_niet():
    for boven, rij in ((KOPRIJEN - 1, KOPRIJEN), (KOPRIJEN, 0)):
        blad = Blad("x.csv", "", [[], *([f"regel {i}"] for i in range(boven)), ["regio"]])
        kop = zoek_kop(blad, lambda rij: herken(rij, {"regio": "regio"}), bool)
        assert kop.rij == (rij or 1), boven


def test_de_eigen_naam_wint_van_een_andere_en_een_dubbele_kolom_wordt_genoemd():
    koppen = {"gm": "gemeente", "gemeente": "gemeente", "jaar": "jaar"}
    assert herken(["gm", "Gemeente", "jaar"], koppen) == {1: "gemeente", 2: "jaar"}
    assert herken(["gm", "jaar"], koppen) == {0: "gemeente", 1: "jaar"}
    kop = zoek_kop(Blad("x.csv", "", [["jaar", "Jaar", "gm"]]), lambda rij: herken(rij, koppen), bool)
    assert list(kop.dubbel()) == [("jaar", ["jaar", "Jaar"])]


def test_geen_andere_lezer_zoekt_zelf_naar_de_kop():
    gevonden = [
        pad for pad in (WORTEL / "lib").rglob("*.py") if "KOPRIJEN" in pad.read_text(encoding="utf-8")
    ]
    assert [pad.name for pad in gevonden] == ["werkblad.py"]
