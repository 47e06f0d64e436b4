"""A page for each project: its source with organisation and year, its labels with arguments, relations."""

import pandas as pd
import pytest
from lxml import html

from lib.analyse.samenvatting import met_themas, tel_themas
from lib.editie.editie import lees_editie
from lib.editie.ordening import lees_ordening
from lib.gebied.jaar import gemeenten_van_editie
from lib.gebied.omrekenen import breng_over, merk_geschat
from lib.grond.opslag import bewaar_tabel
from lib.grond.paden import uitvoer
from lib.inlezen.projecten import lees_projecten
from lib.labels import besluiten as labels
from lib.labels.dekking import maak_dekking
from lib.pagina.projectpagina import MAP, projectadres, schrijf_projectpaginas


@pytest.fixture(scope="module")
def wortel(tmp_path_factory):
    """The tables of the real edition as notebooks 01 and 10 write them, and the pages made of them."""
    wortel = tmp_path_factory.mktemp("uitvoer")
    editie, ordening = lees_editie("openbaar-2026"), lees_ordening()
    besluiten = labels.lees_besluiten(editie.bestand("labelbesluiten"), ordening)
    inlezing = lees_projecten(editie, labels.besliste_labels(besluiten))
    gelabeld = labels.label(inlezing.ingelezen, besluiten, ordening, inlezing.opgaven)
    gemeenten = gemeenten_van_editie(editie)
    projecten = met_themas(labels.pas_toe(inlezing.ingelezen, gelabeld))
    projecten, geschat = breng_over(projecten, gemeenten, 2026, 2026, inlezing.geschat)
    tabellen = {
        "projecten": projecten,
        "opgaven": inlezing.opgaven,
        "labels": gelabeld,
        "gemeenten": gemeenten,
        "dekking": merk_geschat(maak_dekking(projecten, gemeenten), geschat),
    }
    for naam, tabel in tabellen.items():
        bewaar_tabel(tabel, uitvoer(editie.naam, wortel).processed / f"{naam}.parquet")
    oud = uitvoer(editie.naam, wortel).rapport / MAP / "weg.html"
    oud.parent.mkdir(parents=True)
    oud.write_text("van een project dat er niet meer is")
    assert schrijf_projectpaginas(editie, wortel) == len(projecten)
    return wortel


def pagina(wortel, project_id: str):
    pad = uitvoer("openbaar-2026", wortel).rapport / projectadres(project_id)
    return html.fromstring(pad.read_text(encoding="utf-8"))


def test_each_project_has_a_page_and_no_other_is_left(wortel):
    plaats = uitvoer("openbaar-2026", wortel)
    projecten = pd.read_parquet(plaats.processed / "projecten.parquet")
    gemaakt = {pad.name for pad in (plaats.rapport / MAP).glob("*.html")}
    assert gemaakt == {projectadres(id_).partition("/")[2] for id_ in projecten["project_id"]}


def test_page_names_every_source_with_organisation_and_year(wortel):
    plaats = uitvoer("openbaar-2026", wortel)
    opgaven = pd.read_parquet(plaats.processed / "opgaven.parquet")
    for project_id, groep in opgaven.groupby("project_id"):
        boom = pagina(wortel, project_id)
        adressen = set(boom.xpath("//main//a[starts-with(@href, 'http')]/@href"))
        assert adressen == set(groep["bron_url"])
        tekst = " ".join(boom.text_content().split())
        for opgave in groep.to_dict("records"):
            assert opgave["bron_organisatie"] in tekst
            assert opgave["jaar_bron"] in tekst or "jaar van de pagina onbekend" in tekst


def test_page_says_how_each_label_was_decided(wortel):
    plaats = uitvoer("openbaar-2026", wortel)
    gelabeld = pd.read_parquet(plaats.processed / "labels.parquet")
    for project_id, groep in gelabeld.groupby("project_id"):
        tekst = " ".join(pagina(wortel, project_id).xpath("//table")[0].text_content().split())
        assert all(" ".join(argument.split()) in tekst for argument in groep["argument"])


def test_parts_sequels_and_the_report_of_2017_are_linked(wortel):
    geheel = pagina(wortel, "doorbraakprojecten-hart-van-brabant")
    assert len(geheel.xpath("//h2[text()='Hoort bij']/following-sibling::ul[1]/li")) == 3
    deel = pagina(wortel, "fact-teams-hart-van-brabant")
    assert deel.xpath("//li/a[@href='doorbraakprojecten-hart-van-brabant.html']")
    agenda = pagina(wortel, "werkagenda-twente-2019")
    regels = [
        " ".join(li.text_content().split())
        for li in agenda.xpath("//h2[text()='Hoort bij']/following-sibling::ul[1]/li")
    ]
    assert any("editie Samenwerkingskaarten 2017" in regel for regel in regels)


def test_agenda_is_found_by_each_theme_that_it_names():
    projecten = pd.DataFrame(
        {"project_id": ["a", "b"], "thema": ["anders", "ggz"], "themas": [["ouderen", "ggz"], []]}
    )
    uit = met_themas(projecten)
    assert uit["themas"].tolist() == [["ouderen", "ggz"], ["ggz"]]
    telling = tel_themas(uit, lees_ordening()).set_index("thema")
    assert telling.loc["GGZ"].tolist() == [1, 2] and telling.loc["ouderen"].tolist() == [0, 1]
    assert met_themas(projecten.drop(columns="themas"))["themas"].tolist() == [["anders"], ["ggz"]]
