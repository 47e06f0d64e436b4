import csv
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkbankproef import maak_editie

from lib.editie.bestand import SLOT, voeg_blok_toe, voeg_rij_toe
from lib.editie.herkomst import controleer_zijspannen
from lib.grond.fouten import InvoerFout, InvoerFouten

KOLOMMEN = ("soort", "alias", "naam", "opmerking")
RIJ = {"soort": "gemeente", "alias": "Gronigen", "naam": "Groningen"}


def goed(pad):
    return pad.read_text(encoding="utf-8")


@pytest.fixture
def editie(tmp_path):
    return maak_editie(tmp_path)


def rijen_van(pad):
    regels = [regel for regel in pad.read_text(encoding="utf-8").splitlines() if not regel.startswith("#")]
    return list(csv.reader(regels))


def test_een_nieuw_bestand_komt_met_zijspan_en_onder_bestanden(editie):
    voor = (editie.map / "edition.toml").read_text(encoding="utf-8")
    nieuw, melding = voeg_rij_toe(editie, "aliassen", KOLOMMEN, RIJ, goed)
    pad = nieuw.bestand("aliassen")
    assert rijen_van(pad) == [list(KOLOMMEN), ["gemeente", "Gronigen", "Groningen", ""]]
    assert pad.read_text(encoding="utf-8").startswith("# SYNTHETISCH")
    assert controleer_zijspannen([pad]) == []
    na = (editie.map / "edition.toml").read_text(encoding="utf-8")
    assert na.replace('aliassen = "aliassen.csv"\n', "") == voor and "nieuw" in melding


def test_een_tweede_rij_laat_de_eerste_staan_en_edition_toml_met_rust(editie):
    nieuw, _ = voeg_rij_toe(editie, "aliassen", KOLOMMEN, RIJ, goed)
    instelling = (editie.map / "edition.toml").read_bytes()
    eerst = nieuw.bestand("aliassen").read_bytes()
    nieuw, melding = voeg_rij_toe(
        nieuw, "aliassen", KOLOMMEN, {**RIJ, "alias": 'G, "stad"\nen ommeland'}, goed
    )
    pad = nieuw.bestand("aliassen")
    assert pad.read_bytes().startswith(eerst) and controleer_zijspannen([pad]) == []
    assert (editie.map / "edition.toml").read_bytes() == instelling
    assert melding == "Vastgelegd in proef/aliassen.csv."


def test_wat_de_lezer_afkeurt_wordt_niet_geschreven(editie):
    def afgekeurd(pad):
        raise InvoerFouten([InvoerFout(str(pad), "kan niet", rij=3)])

    voor = {pad.name: pad.read_bytes() for pad in editie.map.iterdir()}
    with pytest.raises(InvoerFouten, match=r"^aliassen\.csv, rij 3: kan niet$"):
        voeg_rij_toe(editie, "aliassen", KOLOMMEN, RIJ, afgekeurd)
    assert {pad.name: pad.read_bytes() for pad in editie.map.iterdir() if pad.name != SLOT} == voor


def test_andere_kolommen_dan_verwacht_is_een_fout(tmp_path):
    editie = maak_editie(tmp_path)
    (editie.map / "aliassen.csv").write_text("alias,naam\nx,y\n", encoding="utf-8")
    with pytest.raises(InvoerFouten, match="verwacht soort,alias,naam,opmerking"):
        voeg_rij_toe(editie, "aliassen", KOLOMMEN, RIJ, goed)


def test_regeleinden_van_windows_en_een_laatste_regel_zonder_einde(tmp_path):
    editie = maak_editie(tmp_path)
    (editie.map / "aliassen.csv").write_bytes(b"soort,alias,naam,opmerking\r\ngemeente,a,b,c")
    nieuw, _ = voeg_rij_toe(editie, "aliassen", KOLOMMEN, RIJ, goed)
    verwacht = b"soort,alias,naam,opmerking\r\ngemeente,a,b,c\r\ngemeente,Gronigen,Groningen,\r\n"
    assert nieuw.bestand("aliassen").read_bytes() == verwacht


def test_zonder_kop_bestanden_zegt_wat_te_doen_en_schrijft_niets(tmp_path):
    editie = maak_editie(tmp_path)
    pad = editie.map / "edition.toml"
    tekst = pad.read_text(encoding="utf-8").replace("[bestanden]  # wat er is\n", "")
    pad.write_text(
        f'bestanden.projecten = "projecten.csv"\n{tekst}'.replace('\nprojecten = "projecten.csv"', "")
    )
    with pytest.raises(InvoerFouten, match="zet zelf onder"):
        voeg_rij_toe(editie, "aliassen", KOLOMMEN, RIJ, goed)
    assert not (editie.map / "aliassen.csv").exists()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_elke_tekst_komt_heel_terug_uit_toml(tmp_path_factory, waarde):
    editie = maak_editie(tmp_path_factory.mktemp("e"), fouten=False)
    gegevens = {"rij": 3, "verwacht": waarde}
    nieuw, _ = voeg_blok_toe(editie, "correcties", "correctie", gegevens, goed)
    inhoud = tomllib.loads(nieuw.bestand("correcties").read_bytes().decode())
    assert inhoud == {"correctie": [gegevens]}
