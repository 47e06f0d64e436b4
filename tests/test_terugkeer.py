"""The answer back: a sender's workbook, filled in, sorted and cut, becomes aliases and corrections."""

import random
from datetime import date

import pytest
from openpyxl import load_workbook
from werkbankproef import maak_editie

from lib.editie.editie import lees_editie
from lib.grond.fouten import InvoerFouten
from lib.werkbank.afzenders import tel_afzenders
from lib.werkbank.herstel import lees_nu
from lib.werkbank.terugkeer import lees_terugkeer, verwerk_terugkeer
from lib.werkbank.terugkeerboek import LEESMIJ, RIJENBLAD, maak_terugkeer

TOEN, DAG = date(2026, 3, 1), date(2026, 3, 9)


@pytest.fixture
def editie(tmp_path):
    return maak_editie(tmp_path)


def _bewaar(editie, pad):
    ((naam, inhoud),) = maak_terugkeer(editie, lees_nu(editie), TOEN).items()
    pad.write_bytes(inhoud)
    return naam, load_workbook(pad)


def _vul(blad, titel, kolom, waarde):
    koppen = [cel.value for cel in blad[1]]
    for rij in blad.iter_rows(min_row=2):
        if rij[koppen.index("titel")].value == titel:
            rij[koppen.index(kolom)].value = waarde


def _schud(blad):
    """Sort the rows otherwise and delete the sound ones, as people do."""
    rijen = [[cel.value for cel in rij] for rij in blad.iter_rows(min_row=2)]
    rijen = [rij for rij in rijen if rij[1] != "gebruikt"]
    random.Random(3).shuffle(rijen)
    blad.delete_rows(2, blad.max_row)
    for rij in rijen:
        blad.append(rij)


def test_workbook_shows_every_row_and_what_is_asked(editie, tmp_path):
    naam, boek = _bewaar(editie, tmp_path / "terug.xlsx")
    assert naam == "terug-projecten.xlsx"
    regels = [rij[0].value for rij in boek[LEESMIJ].iter_rows()]
    assert len(regels) == 10 and "Rijen gelezen: 28." in regels and "4" in regels[4]
    blad = boek[RIJENBLAD]
    koppen = [cel.value for cel in blad[1]]
    assert blad.max_row == 29 and blad.column_dimensions["A"].hidden
    cel = blad.cell(2, koppen.index("gemeenten") + 1)
    assert cel.value == "Gronigen" and "Groningen" in cel.comment.text and cel.fill.fgColor.rgb == "FFF4CCCC"
    assert {str(regel.sqref).split(":")[0][0] for regel in blad.data_validations.dataValidation} >= {"G"}


def test_answers_survive_sorting_and_deleted_rows(editie, tmp_path):
    ruw = (editie.map / "projecten.csv").read_bytes()
    pad = tmp_path / "terug.xlsx"
    _, boek = _bewaar(editie, pad)
    blad = boek[RIJENBLAD]
    for titel in ("Wijkteam ouderen", "Nog een wijkteam"):
        _vul(blad, titel, "gemeenten", "Groningen")
    _vul(blad, "Twee onderwerpen", "thema", "Ggz")
    _vul(blad, "Zonder onderwerp", "thema", "ouderen")
    _schud(blad)
    boek.save(pad)
    editie, regels = verwerk_terugkeer(editie, lees_terugkeer(pad), DAG)
    assert len(regels) == 3 and (editie.map / "projecten.csv").read_bytes() == ruw
    aliassen = (editie.map / "aliassen.csv").read_text(encoding="utf-8")
    assert (
        "Gronigen,Groningen" in aliassen
        and "projecten.csv op het werkboek van 2026-03-01 (2026-03-09)" in aliassen
    )
    assert (editie.map / "correcties.toml").read_text(encoding="utf-8").count("[[correctie]]") == 2
    assert not lees_nu(editie).geweigerd
    (telling,) = tel_afzenders(editie).to_dict("records")
    assert (telling["gestuurd"], telling["gebruikt"], telling["beantwoord"]) == (28, 28, 3)
    assert telling["dagen"] == 8
    assert verwerk_terugkeer(editie, lees_terugkeer(pad), DAG)[1] == [], "a second time there is nothing new"


def test_an_answer_on_one_row_only_stays_with_that_row(editie, tmp_path):
    pad = tmp_path / "terug.xlsx"
    _, boek = _bewaar(editie, pad)
    _vul(boek[RIJENBLAD], "Wijkteam ouderen", "gemeenten", "Groningen")
    _vul(boek[RIJENBLAD], "Nog een wijkteam", "gemeenten", "Emmen; Assen")
    boek.save(pad)
    editie, _ = verwerk_terugkeer(editie, lees_terugkeer(pad), DAG)
    assert editie.bestand("aliassen") is None
    nu = lees_nu(editie).ingelezen.set_index("titel")["gemeenten"]
    assert nu["Wijkteam ouderen"] == ["GM0014"] and nu["Nog een wijkteam"] == ["GM0106", "GM0114"]


def test_what_changed_since_is_not_overwritten(editie, tmp_path):
    pad = tmp_path / "terug.xlsx"
    _, boek = _bewaar(editie, pad)
    _vul(boek[RIJENBLAD], "Twee onderwerpen", "thema", "ggz")
    boek.save(pad)
    editie, _ = verwerk_terugkeer(editie, lees_terugkeer(pad), DAG)
    _vul(boek[RIJENBLAD], "Twee onderwerpen", "thema", "preventie")
    boek.save(pad)
    editie, regels = verwerk_terugkeer(editie, lees_terugkeer(pad), DAG)
    assert len(regels) == 1 and "niet overgenomen" in regels[0]


def test_the_source_may_have_moved_but_not_vanished(editie, tmp_path):
    pad = tmp_path / "terug.xlsx"
    _, boek = _bewaar(editie, pad)
    _vul(boek[RIJENBLAD], "Twee onderwerpen", "thema", "ggz")
    _vul(boek[RIJENBLAD], "Zonder onderwerp", "thema", "ouderen")
    boek.save(pad)
    bron = editie.map / "projecten.csv"
    regels = bron.read_text(encoding="utf-8").splitlines()
    bron.write_text("\n".join([regels[0], *reversed(regels[1:-1])]) + "\n", encoding="utf-8")
    editie, uitkomst = verwerk_terugkeer(
        lees_editie(editie.naam, editie.map.parent), lees_terugkeer(pad), DAG
    )
    assert lees_nu(editie).ingelezen.set_index("titel")["thema"]["Twee onderwerpen"] == "ggz"
    assert any("staat niet meer in projecten.csv" in regel for regel in uitkomst)


@pytest.mark.parametrize("inhoud", [b"geen werkboek", b""])
def test_another_file_is_told(tmp_path, inhoud):
    (tmp_path / "x.xlsx").write_bytes(inhoud)
    with pytest.raises(InvoerFouten, match="geen werkboek"):
        lees_terugkeer(tmp_path / "x.xlsx")
