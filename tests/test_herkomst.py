import pytest

from lib.editie.herkomst import controleer_zijspannen, ruwe_bestanden, sha256, ververs, zijspan

ZIJSPAN = """titel = "Proef"
bron = "hand"
citaat = "c"
licentie = "EUPL-1.2"
datum_toegang = "2026-11-22"
sha256 = "0"
bytes = 0
synthetisch = true
toelichting = "t"
"""


@pytest.fixture
def bestand(tmp_path):
    pad = tmp_path / "a.csv"
    pad.write_text("x\n1\n", encoding="utf-8")
    zijspan(pad).write_text(ZIJSPAN, encoding="utf-8")
    return pad


def test_elk_ruw_bestand_van_het_project_klopt_met_zijn_zijspan():
    bestanden = ruwe_bestanden()
    assert len(bestanden) > 15
    assert controleer_zijspannen(bestanden) == []


def test_gewijzigde_inhoud_valt_op_en_verversen_herstelt(bestand):
    (fout,) = controleer_zijspannen([bestand])
    assert "komt niet overeen" in fout.reden
    ververs(bestand)
    assert controleer_zijspannen([bestand]) == [] and sha256(bestand) in zijspan(bestand).read_text()
    bestand.write_text("x\n2\n", encoding="utf-8")
    assert len(controleer_zijspannen([bestand])) == 1


def test_ontbrekend_of_onvolledig_zijspan_valt_op(bestand):
    zijspan(bestand).write_text(ZIJSPAN.replace('bron = "hand"\n', ""), encoding="utf-8")
    assert "bron" in controleer_zijspannen([bestand])[0].reden
    zijspan(bestand).unlink()
    assert "ontbreekt" in controleer_zijspannen([bestand])[0].reden
    assert ruwe_bestanden(bestand.parent) == [bestand]
