import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkbankproef import maak_editie

from lib.editie.bestand import SLOT
from lib.grond.fouten import InvoerFouten
from lib.inlezen.samenvoegbesluiten import lees_samenvoegbesluiten
from lib.werkbank.doorloop import Doorloop
from lib.werkbank.herstel import (  # fmt: skip
    HIER,
    KEUZES,
    OVERAL,
    PAAR,
    Twijfel,
    herstel,
    keuzes_in,
    lees_nu,
    lees_twijfels,
    twijfeltabel,
    zonder_label,
)
from lib.werkbank.herstellen import Hersteller
from lib.werkbank.labelen import Labelaar

DAG = date(2026, 3, 1)


@pytest.fixture
def editie(tmp_path):
    return maak_editie(tmp_path)


@pytest.fixture
def twijfels(editie):
    return lees_twijfels(lees_nu(editie))


def test_elke_afgekeurde_rij_komt_terug_met_plaats_en_voorstel(editie, twijfels):
    naam, cel = twijfels
    assert (naam.bereik, naam.waarde, naam.voorstellen, naam.aantal) == (
        OVERAL,
        "Gronigen",
        ("Groningen",),
        2,
    )
    assert naam.staat_in == "projecten.csv, rij 26"
    assert (cel.bereik, cel.cel, cel.voorstellen) == (HIER, "ouderen; ggz", ("ouderen", "ggz"))
    assert zonder_label(lees_nu(editie)) == 1
    tabel = twijfeltabel(twijfels)
    assert tabel["voorstel"].tolist() == ["Groningen", "ouderen of ggz"] and tabel["rijen"].tolist() == [2, 1]


def test_na_een_alias_worden_beide_rijen_gelezen(editie, twijfels):
    ruw = (editie.map / "projecten.csv").read_bytes()
    editie, melding = herstel(editie, twijfels[0], "Groningen", OVERAL, "Tikfout.", DAG)
    assert "aliassen.csv" in melding and len(lees_nu(editie).geweigerd) == 2
    assert (editie.map / "projecten.csv").read_bytes() == ruw


def test_na_een_correctie_is_die_ene_cel_anders(editie, twijfels):
    editie, _ = herstel(editie, twijfels[1], "ggz", HIER, "Nagevraagd.", DAG)
    (correctie,) = tomllib.loads(editie.bestand("correcties").read_text(encoding="utf-8"))["correctie"]
    assert correctie["reden"] == "Nagevraagd. (2026-03-01)" and correctie["rij"] == 28
    gelezen = lees_nu(editie).ingelezen.set_index("titel")
    assert gelezen.loc["Twee onderwerpen", "thema"] == "ggz"


def test_een_naam_kan_ook_op_een_plek_worden_hersteld(editie, twijfels):
    editie, _ = herstel(editie, twijfels[0], "Groningen", HIER, "Alleen hier.", DAG)
    assert [twijfel.aantal for twijfel in lees_twijfels(lees_nu(editie))] == [1, 1]


def _inhoud(map_):
    """What stands in a folder, but for the lock that a change takes."""
    return {pad.name: pad.read_bytes() for pad in map_.iterdir() if pad.name != SLOT}


@pytest.mark.parametrize(
    ("keuze", "reden", "wat"),
    [
        ("", "Daarom.", "moet zijn"),
        ("Groningen", "", "waarom"),
        ("Grunn", "Zo heet het.", "aliassen.csv, rij 3"),
    ],
)
def test_een_herstel_dat_niet_kan_laat_alles_zoals_het_was(editie, twijfels, keuze, reden, wat):
    voor = _inhoud(editie.map)
    with pytest.raises(InvoerFouten, match=wat):
        herstel(editie, twijfels[0], keuze, OVERAL, reden, DAG)
    assert _inhoud(editie.map) == voor


@pytest.mark.parametrize(("antwoord", "contract"), [("ja", True), ("nee", False)])
def test_een_minimapolis_zonder_ja_of_nee_wordt_voorgelegd_en_daarna_niet_meer(editie, antwoord, contract):
    bestand = editie.map / "projecten.csv"
    with bestand.open("a", encoding="utf-8") as uit:
        uit.write("Polis Ede,Een polis.,Menzis,Ede,,anders,minimapolis,implementeren,gemeente\n")
    (twijfel,) = [een for een in lees_twijfels(lees_nu(editie)) if een.kolom == "is_minimacontract"]
    assert (twijfel.bereik, twijfel.voorstellen, twijfel.titel) == (HIER, ("ja", "nee"), "Polis Ede")
    assert not lees_nu(editie).ingelezen.set_index("titel").at["Polis Ede", "is_minimacontract"]
    editie, _ = herstel(editie, twijfel, antwoord, HIER, "Nagevraagd.", DAG)
    inlezing = lees_nu(editie)
    assert not [een for een in lees_twijfels(inlezing) if een.kolom == "is_minimacontract"]
    assert inlezing.ingelezen.set_index("titel").at["Polis Ede", "is_minimacontract"] == contract


def test_een_paar_wordt_een_besluit(editie):
    plekken = ("projecten.csv", "", 2), ("projecten.csv", "", 3)
    paar = Twijfel(
        PAAR, plekken[0], "Een", "", "Ander", "", "", ("zelfde", "verschillend"), andere=plekken[1]
    )
    assert paar.staat_in == "projecten.csv, rij 2 en projecten.csv, rij 3"
    editie, _ = herstel(editie, paar, "verschillend", PAAR, "Andere plaats.", DAG)
    (besluit,) = lees_samenvoegbesluiten(editie.bestand("samenvoegbesluiten")).values()
    assert (besluit.besluit, besluit.plekken, besluit.datum) == ("verschillend", plekken, "2026-03-01")
    with pytest.raises(InvoerFouten, match="tweede besluit"):
        herstel(editie, paar, "zelfde", PAAR, "Toch.", DAG)


@given(st.lists(st.text("abcdefgh ()-.", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=5))
def test_keuzes_in_een_suggestie(keuzes):
    *begin, einde = keuzes
    tekst = " of ".join(filter(None, [", ".join(begin), einde]))
    assert keuzes_in(tekst) == tuple(keuzes)


def test_een_deel_van_een_cel():
    twijfel = Twijfel(HIER, ("x.csv", "", 2), "", "gemeenten", "Utrecht; Gronigen", "Gronigen", "")
    assert twijfel.nieuwe_cel("Groningen") == "Utrecht; Groningen"
    leeg = Twijfel(HIER, ("x.csv", "", 2), "", "titel", "", "", "")
    assert leeg.nieuwe_cel("Een titel") == "Een titel"


def test_knoppen_gaan_van_twijfel_naar_twijfel(editie):
    knoppen = Hersteller(editie, lees_nu(editie))
    assert "1 van 2" in knoppen.vraag.value and knoppen.keuze.value == "Groningen"
    assert "Ouderen langer thuis." in knoppen.vraag.value
    assert list(knoppen.bereik.options) == [OVERAL, HIER]
    knoppen.leg_vast.click()
    assert "schrijf op waarom" in knoppen.meldvak.vak.value and len(knoppen.rondgang.over) == 2
    knoppen.reden.value = "Tikfout."
    knoppen.leg_vast.click()
    assert "2 van 2" in knoppen.vraag.value and knoppen.keuze.value == ""
    assert "gemeenten: «Gronigen» wordt «Groningen». Vastgelegd in proef/" in knoppen.meldvak.vak.value
    assert [knop.description for knop in knoppen.voorstellen.children] == ["ouderen", "ggz"]
    knoppen.voorstellen.children[1].click()
    assert knoppen.keuze.value == "ggz"
    knoppen.opnieuw.click()
    assert "Afgekeurde rijen: 2; dat waren er 4." in knoppen.meldvak.vak.value
    knoppen.later.click()
    assert "0 vastgelegd, 1 uitgesteld" in knoppen.vraag.value and knoppen.leg_vast.disabled
    knoppen.terug.click()
    assert "1 van 1" in knoppen.vraag.value and not knoppen.leg_vast.disabled and knoppen.terug.disabled


def test_bij_een_paar_is_te_zien_wat_er_gekozen_is_en_niet_waar_het_geldt(editie, monkeypatch):
    plekken = ("projecten.csv", "", 2), ("projecten.csv", "", 3)
    paar = Twijfel(PAAR, plekken[0], "Een", "", "Ander", "", "titel 81", KEUZES, andere=plekken[1])
    monkeypatch.setattr("lib.werkbank.herstellen.lees_twijfels", lambda _: [paar])
    knoppen = Hersteller(editie, lees_nu(editie))
    assert knoppen.bereik.layout.display == "none" and not knoppen.keuze.layout.display
    knoppen.voorstellen.children[0].click()
    knoppen.reden.value = "Navraag."
    knoppen.leg_vast.click()
    assert "project: «zelfde». Vastgelegd in proef/samenvoegbesluiten.csv" in knoppen.meldvak.vak.value


def test_zonder_twijfel_is_er_niets_te_kiezen(tmp_path):
    editie = maak_editie(tmp_path, fouten=False)
    knoppen = Hersteller(editie, lees_nu(editie))
    assert "niets te herstellen" in knoppen.vraag.value and knoppen.leg_vast.disabled


def test_wat_in_een_bron_staat_is_nooit_opmaak(tmp_path):
    editie = maak_editie(tmp_path)
    pad = editie.map / "projecten.csv"
    pad.write_text(pad.read_text(encoding="utf-8").replace("Gronigen", "<script>alert(1)</script>"))
    knoppen = Hersteller(editie, lees_nu(editie))
    assert "<script" not in knoppen.vraag.value and "&lt;script" in knoppen.vraag.value


def test_het_labelnotebook_en_het_herstelnotebook_delen_hun_knoppen():
    """What both do stands in one class: neither says again how a case is left, brought back or closed."""
    for soort in (Hersteller, Labelaar):
        assert issubclass(soort, Doorloop) and soort.leeg != getattr(Doorloop, "leeg", "") and soort.open
        assert not {"_toon", "_later", "_terug", "_leg_vast", "stil"} & set(vars(soort))
