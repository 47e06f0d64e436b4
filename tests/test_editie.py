import re

import pytest

from lib.editie.editie import edities, lees_editie
from lib.editie.jaren import EERSTE_JAAR, LAATSTE_JAAR, naaste_jaar
from lib.grond.fouten import InvoerFouten
from lib.grond.paden import WORTEL

GOED = """
titel = "Proef"
peildatum = 2017-06-29
indelingsjaar = 2017
herkomst = "synthetisch"
[bestanden]
projecten = "projecten.csv"
"""


def schrijf(map_, inhoud, naam="proef", projecten=True):
    (map_ / naam).mkdir()
    (map_ / naam / "edition.toml").write_text(inhoud, encoding="utf-8")
    if projecten:
        (map_ / naam / "projecten.csv").write_text("titel\n", encoding="utf-8")


def fouten(map_, naam="proef"):
    with pytest.raises(InvoerFouten) as gevangen:
        lees_editie(naam, map_)
    return gevangen.value.fouten


def test_leest_titel_bestanden_en_standaardwaarden(tmp_path):
    schrijf(tmp_path, GOED)
    editie = lees_editie("proef", tmp_path)
    assert (editie.naam, editie.titel, editie.synthetisch) == ("proef", "Proef", True)
    assert editie.bestand("projecten") == tmp_path / "proef" / "projecten.csv"
    assert editie.bestand("polissen") is None
    assert editie.parameters.incl_minimacontracten is False
    assert [pad.name for pad in editie.invoer] == ["edition.toml", "projecten.csv"]


def test_projecten_mogen_meer_bestanden_zijn(tmp_path):
    schrijf(tmp_path, GOED.replace('"projecten.csv"', '["projecten.csv", "tweede.csv"]'))
    (tmp_path / "proef" / "tweede.csv").touch()
    namen = [pad.name for pad in lees_editie("proef", tmp_path).alle_bestanden("projecten")]
    assert namen == ["projecten.csv", "tweede.csv"]


def test_alle_fouten_samen_met_de_dichtstbijzijnde_sleutel(tmp_path):
    inhoud = GOED.replace("titel =", "titels =").replace("2017-06-29", '"gisteren"') + "polis = 'x.csv'\n"
    schrijf(tmp_path, inhoud)
    gevonden = {(fout.kolom, fout.reden, fout.suggestie) for fout in fouten(tmp_path)}
    assert ("titels", "onbekende sleutel", "titel") in gevonden
    assert ("titel", "verplichte sleutel ontbreekt", "") in gevonden
    assert ("bestanden.polis", "onbekende sleutel", "polissen") in gevonden
    assert any(kolom == "peildatum" for kolom, *_ in gevonden)


@pytest.mark.parametrize("herkomst", ["bronn", "echt", ""])
def test_herkomst_is_bron_of_synthetisch(tmp_path, herkomst):
    schrijf(tmp_path, GOED.replace("synthetisch", herkomst))
    (fout,) = fouten(tmp_path)
    assert (fout.kolom, fout.suggestie) == ("herkomst", "bron of synthetisch")


def test_ontbrekend_bestand_noemt_het_dichtstbijzijnde(tmp_path):
    schrijf(tmp_path, GOED.replace("projecten.csv", "projekten.csv"))
    (fout,) = fouten(tmp_path)
    assert (fout.reden, fout.waarde, fout.suggestie) == (
        "bestand bestaat niet",
        "projekten.csv",
        "projecten.csv",
    )


def test_zonder_projecten_of_venster_is_er_niets_te_doen(tmp_path):
    schrijf(tmp_path, GOED.replace('projecten = "projecten.csv"', ""))
    (fout,) = fouten(tmp_path)
    assert fout.reden == "noem ten minste projecten of venster"


def test_onbekende_editie_noemt_de_bekende(tmp_path):
    schrijf(tmp_path, GOED)
    (fout,) = fouten(tmp_path, "prof")
    assert "proef" in fout.reden and fout.suggestie == "proef"


def test_kapotte_toml_is_een_regel(tmp_path):
    schrijf(tmp_path, "titel = ")
    (fout,) = fouten(tmp_path)
    assert fout.reden.startswith("geen leesbare TOML")


def test_tekenjaar_is_het_indelingsjaar_tenzij_anders_gezegd(tmp_path):
    schrijf(tmp_path, GOED.replace("2017\n", "2024\n"))
    assert lees_editie("proef", tmp_path).tekenjaar == 2024
    schrijf(tmp_path, GOED.replace("2017\n", "2024\ntekenjaar = 2019\n"), "anders")
    anders = lees_editie("anders", tmp_path)
    assert (anders.indelingsjaar, anders.tekenjaar) == (2024, 2019)


def test_de_jaren_zijn_die_van_de_herindelingen(tmp_path):
    for jaar, grens in (
        (EERSTE_JAAR - 1, EERSTE_JAAR),
        (LAATSTE_JAAR + 1, LAATSTE_JAAR),
        ('"2017"', "geheel"),
    ):
        schrijf(tmp_path, GOED.replace("2017\n", f"{jaar}\n"), f"proef-{jaar}".replace('"', ""))
        (fout,) = fouten(tmp_path, f"proef-{jaar}".replace('"', ""))
        assert fout.kolom == "indelingsjaar" and str(grens) in fout.reden
    schrijf(tmp_path, GOED.replace("2017\n", "2016\n"))
    (fout,) = fouten(tmp_path)  # not one more for tekenjaar, which follows from it
    assert (fout.kolom, fout.waarde) == ("indelingsjaar", "2016")


def test_de_echte_editie_is_er():
    assert "2017-rapport" in edities()
    assert not lees_editie("2017-rapport").synthetisch


def test_de_jaren_staan_op_een_plek():
    bronnen = [*(WORTEL / "lib").rglob("*.py"), *(WORTEL / "notebooks").glob("*.ipynb")]
    vorm = rf"(^|[=(, ])({LAATSTE_JAAR}|{LAATSTE_JAAR + 1})[,)\]\n]|range\({EERSTE_JAAR}"
    gevonden = [pad.name for pad in bronnen if re.search(vorm, pad.read_text(encoding="utf-8"), re.MULTILINE)]
    assert gevonden == ["jaren.py"]
    for jaar, naaste in ((EERSTE_JAAR - 9, EERSTE_JAAR), (LAATSTE_JAAR + 9, LAATSTE_JAAR), (2020, 2020)):
        assert naaste_jaar(jaar) == naaste
