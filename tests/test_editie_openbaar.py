"""The edition of public pages: each row of the lists is accounted for, each judgement has its argument."""

import pandas as pd
import pytest

from lib.analyse.koppeling import lees_koppeling
from lib.analyse.relaties import lees_relaties
from lib.editie.bronnen import verantwoord
from lib.editie.editie import lees_editie
from lib.editie.ordening import DIMENSIES, lees_ordening
from lib.grond.tabel import lees_tabel
from lib.inlezen.paginakeuring import keur_paginas
from lib.inlezen.polissen import lees_polissen
from lib.inlezen.projecten import lees_projecten
from lib.inlezen.regeltoets import toets_regel
from lib.labels.besluiten import besliste_labels, lees_besluiten

RIJEN = {"lijst verzekeraars en regio's": 76, "lijst koepels en nieuws": 56}


@pytest.fixture(scope="module")
def editie():
    return lees_editie("openbaar-2026")


@pytest.fixture(scope="module")
def besluiten(editie):
    return lees_besluiten(editie.bestand("labelbesluiten"), lees_ordening())


@pytest.fixture(scope="module")
def inlezing(editie, besluiten):
    return lees_projecten(editie, besliste_labels(besluiten))


@pytest.fixture(scope="module")
def rekening(editie):
    return lees_tabel(editie.bestand("verantwoording"))


def test_every_row_of_the_lists_became_something_and_the_account_adds_up(editie, inlezing, rekening):
    per_lijst = rekening.groupby("lijst")["nummer"].agg(list)
    assert {lijst: sorted(map(int, nummers)) for lijst, nummers in per_lijst.items()} == {
        lijst: list(range(1, aantal + 1)) for lijst, aantal in RIJEN.items()
    }
    stap = dict(zip(inlezing.waterval["stap"], inlezing.waterval["aantal"], strict=True))
    uitkomst = rekening["uitkomst"].value_counts().to_dict()
    assert uitkomst["project"] == stap["gebruikt"] == len(inlezing.ingelezen)
    assert uitkomst["samengevoegd"] == stap["samengevoegd"]
    assert uitkomst["project"] + uitkomst["samengevoegd"] == stap["gelezen"]
    assert sum(uitkomst.values()) == sum(RIJEN.values()) and stap["afgekeurd"] == 0
    telling = verantwoord(editie)
    assert telling["alle"].tolist() == [RIJEN[lijst] for lijst in telling["lijst"]]


def test_account_names_the_project_that_each_row_went_into(inlezing, rekening):
    mee = rekening[rekening["uitkomst"].isin(["project", "samengevoegd"])]
    gezegd = mee.groupby(["project_id", "lijst"]).size().to_dict()
    gelezen = inlezing.opgaven.groupby(["project_id", "herkomst"]).size().to_dict()
    assert gezegd == gelezen
    eerste = mee.loc[mee["uitkomst"] == "project", "project_id"]
    assert sorted(eerste) == sorted(inlezing.ingelezen["project_id"])


def test_what_is_no_project_has_a_reason_and_stands_where_it_says(editie, rekening):
    rest = rekening[~rekening["uitkomst"].isin(["project", "samengevoegd"])]
    assert set(rest["uitkomst"]) == {"polis", "niet_opgenomen"} and (rest["toelichting"] != "").all()
    weg = lees_tabel(editie.bestand("niet_opgenomen"))
    assert sorted(weg["titel"]) == sorted(rest.loc[rest["uitkomst"] == "niet_opgenomen", "titel"])
    polissen = lees_polissen(editie)
    assert polissen.afgekeurd.empty and len(polissen.polissen) >= (rest["uitkomst"] == "polis").sum() - 5


def test_every_label_is_decided_with_an_argument(besluiten, inlezing):
    paren = set(zip(besluiten["project_id"], besluiten["dimensie"], strict=True))
    assert paren == {(id_, d) for id_ in inlezing.ingelezen["project_id"] for d in DIMENSIES}
    assert (besluiten[["eindoordeel", "argument", "zekerheid"]] != "").all(axis=None)
    anders = besluiten[(besluiten["dimensie"] == "thema") & (besluiten["eindoordeel"] == "anders")]
    themas = inlezing.ingelezen.set_index("project_id")["themas"]
    assert themas[anders["project_id"]].map(len).gt(1).sum() > 10  # agendas that name several
    assert not themas.drop(anders["project_id"]).map(len).any()


def test_every_row_has_a_page_a_year_and_no_person(editie):
    assert keur_paginas(editie).empty


def test_pairs_that_people_judged_are_a_fair_test_of_the_rule(editie, inlezing):
    """Every pair that people call one project is merged, and no other; the rule alone comes near."""
    toets = toets_regel(editie)
    assert toets.beoordeeld > 100 and toets.waar == inlezing.waterval["aantal"][3]
    assert toets.precisie >= 0.95 and toets.volledigheid >= 0.7
    gemist = toets.waar - toets.goed
    assert len(toets.afwijkend) == gemist + toets.gevonden - toets.goed


def test_relations_and_links_are_between_projects_that_exist(editie, inlezing):
    ids = set(inlezing.ingelezen["project_id"])
    relaties = lees_relaties(editie, ids)
    assert not relaties.fouten and len(relaties.regels) > 10
    toen = set(lees_tabel(lees_editie(editie.vorige).bestand("projecten"))["project_id"])
    elders = relaties.regels[relaties.regels["editie"] != ""]
    assert set(elders["editie"]) == {editie.vorige} and set(elders["ander_project_id"]) <= toen
    koppeling = lees_koppeling(editie)
    assert not koppeling.fouten and set(koppeling.regels["project_id"]) <= ids
    assert set(koppeling.regels["vorige_project_id"]) - {""} <= toen
    assert (koppeling.regels["reden"] != "").all()


def test_edition_is_no_count_and_says_so(editie):
    assert not editie.volledig and not editie.synthetisch
    assert "geen telling" in editie.toelichting and "geen steekproef" in editie.toelichting


def test_doubt_travels_along(inlezing):
    """Where the page names no insurer or no gemeente, the row says so, and nothing is filled in."""
    tabel = inlezing.opgaven
    zonder = tabel["zorgverzekeraars"].map(len) == 0
    assert zonder.sum() == 10 and (tabel.loc[zonder, "zekerheid_zorgverzekeraars"] == "open").all()
    leeg = tabel["gemeenten"].map(len) == 0
    assert leeg.any() and (tabel.loc[leeg, "reden_geen_gemeenten"] != "").all()
    onbekend = tabel[["jaar_bron", "jaar_begin"]].eq("onbekend").any(axis=1)
    assert onbekend.any() and isinstance(tabel, pd.DataFrame)
