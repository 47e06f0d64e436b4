"""The diagrams: which rows have one, and whether everything that the tables say is on it."""

from types import SimpleNamespace

import pytest
from kaartproef import ordening
from matplotlib.patches import FancyArrow

from lib.beeld.figuur import naar_svg
from lib.beeld.letters import Tekstregel
from lib.beeld.schemabeeld import SCHEMAS, lees_aanpak, maak_schema, teken_schema
from lib.beeld.schemapijl import lees_stappen
from lib.editie.register import kaart_rijen
from lib.grond.fouten import InvoerFouten

RIJEN = {rij["kaart_id"]: rij for rij in kaart_rijen() if rij["soort"] == "schema"}
EDITIE = SimpleNamespace(synthetisch=False)


def tekst(kaart_id: str, editie=EDITIE) -> str:
    """Return all text on a diagram, in the order in which it was written."""
    figuur = teken_schema(maak_schema(RIJEN[kaart_id], ordening(), editie))
    return " ".join(regel.get_text() for regel in figuur.findobj(Tekstregel))


def test_every_diagram_is_a_row_of_the_register():
    assert set(SCHEMAS) <= set(RIJEN)


def test_ordering_shows_every_label_and_the_appendix_what_it_means():
    kort, lang = tekst("0-ordening"), tekst("bijlage-ordening")
    for rij in ordening().tabel.itertuples():
        assert rij.naam in kort and rij.naam in lang
        assert rij.definitie in lang and rij.definitie not in kort
    assert "gemeente +++ verzekeraar +++" in lang and "+++" not in kort
    assert "gemeente ++ verzekeraar + " in lang, "implementeren asks more of a gemeente than of an insurer"


def test_approach_follows_the_file(tmp_path):
    pad = tmp_path / "aanpak.csv"
    pad.write_text("volgorde,stap,uitleg,uitkomst\n2,Daarna,Dit ook.,b\n1,Eerst,Dit.,a\n", encoding="utf-8")
    assert [(stap.kop, stap.uitleg) for stap in lees_aanpak(pad)] == [
        ("1. Eerst", "Dit."),
        ("2. Daarna", "Dit ook."),
    ]
    op_papier = tekst("0-aanpak")
    assert all(stap.kop in op_papier and stap.uitleg in op_papier for stap in lees_aanpak())


def test_a_step_without_words_is_reported(tmp_path):
    pad = tmp_path / "aanpak.csv"
    pad.write_text("volgorde,stap,uitleg,uitkomst\neen,Eerst,,a\n", encoding="utf-8")
    with pytest.raises(InvoerFouten) as gevonden:
        lees_aanpak(pad)
    assert {fout.kolom for fout in gevonden.value.fouten} == {"volgorde", "uitleg"}


def test_diagram_of_a_synthetic_edition_says_so():
    assert "SYNTHETISCHE GEGEVENS" in tekst("0-aanpak", SimpleNamespace(synthetisch=True))
    assert "SYNTHETISCHE" not in tekst("0-aanpak")


def test_help_from_the_country_comes_after_a_request_from_the_region():
    beeld = maak_schema(RIJEN["WS-fig-1"], ordening(), EDITIE)
    vraag, hulp = beeld.tussen
    assert (vraag.van, vraag.naar) == ("In de regio", "Landelijk") == (hulp.naar, hulp.van)
    assert "vraagt" in vraag.tekst and "vraagt" in beeld.alt and hulp.tekst in beeld.alt
    heen, terug = (pijl.get_xy()[:, 0] for pijl in teken_schema(beeld).findobj(FancyArrow))
    assert heen[0] == heen.max() and terug[0] == terug.min(), "an arrow starts with its point"


@pytest.mark.parametrize("kolom", ["van", "naar"])
def test_an_arrow_from_or_to_a_layer_that_is_not_there_is_reported(tmp_path, kolom):
    rij = {"volgorde": "1", "van": "In de regio", "naar": "Landelijk", "tekst": "Vraag"} | {kolom: "Landelik"}
    pad = tmp_path / "stappen.csv"
    pad.write_text(",".join(rij) + "\n" + ",".join(rij.values()) + "\n", encoding="utf-8")
    with pytest.raises(InvoerFouten) as gevonden:
        lees_stappen(("In de regio", "Landelijk"), pad)
    assert [(fout.kolom, fout.suggestie) for fout in gevonden.value.fouten] == [(kolom, "Landelijk")]


def test_text_alternative_tells_what_is_on_it():
    beeld = maak_schema(RIJEN["0-ordening"], ordening(), EDITIE)
    assert "Inhoudelijk: Ouderen, GGZ" in beeld.alt
    assert f"<desc>{beeld.alt[:40]}" in naar_svg(teken_schema(beeld))


def test_a_row_without_a_drawing_is_refused():
    with pytest.raises(KeyError):
        maak_schema(RIJEN["II-1-regio"], ordening(), EDITIE)
