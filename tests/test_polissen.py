from types import SimpleNamespace

import openpyxl
import pytest

from lib.editie.editie import lees_editie
from lib.grond.fouten import InvoerFouten
from lib.inlezen.polissen import lees_polissen

KOLOMMEN = ["gm_code", "zorgverzekeraar", "jaar"]


def editie(tmp_path, tekst, tekenjaar=2017):
    pad = tmp_path / "polissen.csv"
    pad.write_text(tekst, encoding="utf-8")
    bestanden = {"polissen": pad if tekst else None}
    return SimpleNamespace(
        indelingsjaar=2017, tekenjaar=tekenjaar, bestand=lambda soort: bestanden.get(soort)
    )


def test_namen_codes_en_aliassen_en_elk_contract_een_keer(tmp_path):
    rijen = [
        "gemeente,zorgverzekeraar,jaar",
        "Den Haag,ZenZ,2017",
        "GM0518,Zorg en Zekerheid,2017",
        "Goes,CZ,2017",
    ]
    tekst = "\n".join(["# let op", *rijen])
    gelezen = lees_polissen(editie(tmp_path, tekst))
    assert gelezen.polissen[KOLOMMEN].values.tolist() == [
        ["GM0518", "Zorg en Zekerheid", "2017"],
        ["GM0664", "CZ", "2017"],
    ]
    assert gelezen.afgekeurd.empty


def test_contracten_gaan_mee_naar_het_tekenjaar(tmp_path):
    tekst = "gemeente,zorgverzekeraar\nLeeuwarden,CZ\nLeeuwarderadeel,CZ\nGoes,CZ\n"
    gelezen = lees_polissen(editie(tmp_path, tekst, tekenjaar=2018))
    assert gelezen.polissen[KOLOMMEN].values.tolist() == [["GM0080", "CZ", ""], ["GM0664", "CZ", ""]]


def test_een_contract_wordt_gelezen_in_het_jaar_van_zijn_eigen_rij(tmp_path):
    tekst = "\n".join(
        [
            "gemeente,zorgverzekeraar,jaar_bron,jaar",
            "Molenlanden,CZ,2019,2019",  # 2019: from Giessenlanden and Molenwaard
            "Giessenlanden,VGZ,2018,2018",
            "Haaren,CZ,2020,2020",  # 2021: over four gemeenten
            "Giessenlanden,VGZ,2019,2019",
            "Goes,CZ,onbekend,onbekend",
        ]
    )
    gelezen = lees_polissen(editie(tmp_path, tekst, tekenjaar=2026))
    per = gelezen.polissen
    assert per.loc[per["gm_code"] == "GM1978"].values.tolist() == [
        ["GM1978", "CZ", "2019", False],
        ["GM1978", "VGZ", "2018", False],
        ["GM1978", "VGZ", "2019", False],  # the name it had is known in a later year too
    ]
    haaren = per[per["jaar"] == "2020"]
    assert len(haaren) > 1 and haaren["geschat"].all()
    assert per.loc[per["jaar"] == "onbekend", ["gm_code", "geschat"]].values.tolist() == [["GM0664", False]]
    assert gelezen.afgekeurd.empty


def test_onbekende_naam_wordt_afgekeurd_met_rij_en_suggestie(tmp_path):
    tekst = "# let op\ngm_code,zorgverzekeraar\nGoess,CZ\nGoes,\nGoes,Menzis\n"
    gelezen = lees_polissen(editie(tmp_path, tekst))
    assert gelezen.polissen["zorgverzekeraar"].tolist() == ["Menzis"]
    assert gelezen.afgekeurd[["rij", "kolom", "waarde", "suggestie"]].values.tolist() == [
        [3, "gemeente", "Goess", "Goes"],
        [4, "zorgverzekeraar", "", ""],
    ]


def test_ontbrekende_kolom_is_een_fout_van_de_structuur(tmp_path):
    with pytest.raises(InvoerFouten, match="zorgverzekeraar"):
        lees_polissen(editie(tmp_path, "gemeente\nGoes\n"))


def test_een_werkboek_met_een_titel_erboven_leest_als_een_csv(tmp_path):
    boek = openpyxl.Workbook()
    for rij in (["Polissen 2017"], [], ["Zorgverzekeraar", "Gemeente", "Jaar"], ["CZ", "Goes", 2017]):
        boek.active.append(rij)
    boek.save(tmp_path / "polissen.xlsx")
    bij = SimpleNamespace(
        indelingsjaar=2017,
        tekenjaar=2017,
        bestand=lambda soort: tmp_path / "polissen.xlsx" if soort == "polissen" else None,
    )
    assert lees_polissen(bij).polissen[KOLOMMEN].values.tolist() == [["GM0664", "CZ", "2017"]]


def test_editie_zonder_lijst():
    assert lees_polissen(lees_editie("2017-rapport")) is None


def test_het_voorbeeld_heeft_er_twee_en_drie_in_een_gemeente():
    gelezen = lees_polissen(lees_editie("voorbeeld"))
    per_gemeente = gelezen.polissen.groupby("gm_code").size()
    assert gelezen.afgekeurd.empty and {1, 2, 3} <= set(per_gemeente)
