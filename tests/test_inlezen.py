"""From raw file to clean table: which rows are used, which are not, and why."""

import datetime as dt
import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from lib.editie.editie import lees_editie
from lib.gebied.aliassen import alle_aliassen
from lib.grond.fouten import InvoerFouten
from lib.inlezen import projecten as inlezen
from lib.inlezen.bron import OPTIONEEL, PROJECTKOLOMMEN, VERPLICHT, Bron, lees_bron
from lib.inlezen.dubbelen import project_ids
from lib.inlezen.projecten import (
    INGELEZEN,
    REGELKOLOMMEN,
    Inlezing,
    WatervalFout,
    lees_maatstaf,
    lees_projecten,
    verwerk,
)
from lib.inlezen.rijen import Maatstaf
from lib.inlezen.samenvoegen import voeg_samen

GOED = {
    "titel": "Samen in de wijk",
    "zorgverzekeraars": "CZ",
    "gemeenten": "Goes",
    "wmo_regios": "Zeeland",
    "thema": "esw",
    "instrument": "werkwijze",
    "vorm": "ontwikkelproject",
    "schaal": "gemeente",
}
TOML = """titel = "Proef"
reeks = ""
peildatum = 2017-06-29
indelingsjaar = 2017
herkomst = "synthetisch"
[bestanden]
"""


@pytest.fixture(scope="module")
def maatstaf() -> Maatstaf:
    return lees_maatstaf(2017)


def rij(**anders: str) -> dict[str, str]:
    return GOED | anders


def lees(maatstaf: Maatstaf, *rijen: dict[str, str]) -> Inlezing:
    ruw = (
        pd.DataFrame(list(rijen), dtype=str).reindex(columns=list(PROJECTKOLOMMEN), fill_value="").fillna("")
    )
    ruw.insert(0, "bestand", "p.csv")
    ruw.insert(1, "blad", "")
    ruw.insert(2, "rij", range(2, 2 + len(ruw)))
    return verwerk(Bron(ruw, [], [], [], 0), maatstaf)


def editie(map_: Path, **bestanden: str):
    """Write an edition folder with these files and read its configuration."""
    map_ = map_ / "proef"
    map_.mkdir(exist_ok=True)
    regels = []
    for soort, inhoud in bestanden.items():
        naam = f"{soort}.toml" if soort == "correcties" else f"{soort}.csv"
        (map_ / naam).write_text(inhoud, encoding="utf-8")
        regels.append(f'{soort} = "{naam}"')
    (map_ / "edition.toml").write_text(TOML + "\n".join(regels), encoding="utf-8")
    return lees_editie("proef", map_.parent)


def csv_van(*rijen: dict[str, str]) -> str:
    uit = io.StringIO()
    pd.DataFrame(list(rijen)).fillna("").to_csv(uit, index=False)
    return uit.getvalue()


def stappen(inlezing: Inlezing) -> dict[str, int]:
    return dict(zip(inlezing.waterval["stap"], inlezing.waterval["aantal"], strict=True))


def fouten(inlezing: Inlezing) -> list[tuple]:
    return list(inlezing.afgekeurd[["rij", "kolom", "waarde"]].itertuples(index=False, name=None))


# ---- the whole way --------------------------------------------------------------------------------


def test_workbook_with_every_kind_of_fault_gives_one_report(tmp_path):
    boek = Workbook()
    blad = boek.active
    blad.title = "Projecten"
    kop = [*VERPLICHT, "peildatum"]
    blad.append(kop)

    def voeg_toe(**anders):
        blad.append([anders.get(naam, GOED.get(naam)) for naam in kop])

    voeg_toe()  # 2: sound
    voeg_toe(titel="Tweede", gemeenten="Vlisingen")  # 3: no such gemeente
    voeg_toe(titel="Derde", thema="oudere")  # 4: no such label
    voeg_toe(gemeenten="Goes; GM0664")  # 5: the first project again
    blad.append([])  # 6: empty
    voeg_toe(titel="Zevende")  # 7: merged with 8
    voeg_toe(titel="Achtste", zorgverzekeraars=None)  # 8
    blad.merge_cells("B7:B8")
    voeg_toe(titel="=A2")  # 9: a formula that was never computed
    voeg_toe(titel="Tiende", vorm=dt.datetime(2017, 3, 1))  # 10: a label that became a date
    voeg_toe(titel="Elfde", peildatum="1 maart 2017")  # 11: sound, with a date as text
    voeg_toe(titel="Twaalfde", peildatum="lente", gemeenten="Goess", schaal="wijk")  # 12: three faults
    proef = editie(tmp_path, projecten="wordt vervangen")
    boek.save(proef.map / "projecten.xlsx")
    toml = (proef.map / "edition.toml").read_text().replace("projecten.csv", "projecten.xlsx")
    (proef.map / "edition.toml").write_text(toml)
    inlezing = lees_projecten(lees_editie("proef", tmp_path))

    assert [(r, k) for r, k, _ in fouten(inlezing)] == [
        (3, "gemeenten"),
        (4, "thema"),
        (8, "zorgverzekeraars"),
        (9, "titel"),
        (10, "vorm"),
        (12, "schaal"),
        (12, "gemeenten"),
        (12, "peildatum"),
    ]
    assert set(inlezing.afgekeurd["bestand"]) == {"projecten.xlsx"} and set(inlezing.afgekeurd["blad"]) == {
        "Projecten"
    }
    voorstel = inlezing.afgekeurd.set_index(["rij", "kolom"])["suggestie"]
    assert voorstel[3, "gemeenten"] == "Vlissingen" and voorstel[4, "thema"] == "ouderen"
    assert "CZ" in voorstel[8, "zorgverzekeraars"]
    assert inlezing.ingelezen["rij"].tolist() == [2, 7, 11]
    assert inlezing.ingelezen["peildatum"].tolist() == ["", "", "2017-03-01"]
    assert inlezing.ingelezen["samengevoegd_met"].tolist()[0] == ["projecten.xlsx, blad Projecten, rij 5"]
    assert stappen(inlezing) == {
        "gelezen": 11,
        "leeg": 1,
        "afgekeurd": 6,
        "samengevoegd": 1,
        "gebruikt": 3,
        "getekend": 3,
        "alleen geteld": 0,
    }
    meldingen = " ".join(inlezing.meldingen["reden"])
    for deel in (
        "1 lege rij(en) overgeslagen: 6",
        "samengevoegde cellen B7:B8",
        "samengevoegd",
        "datum als tekst",
    ):
        assert deel in meldingen


def test_columns_and_types(maatstaf):
    inlezing = lees(maatstaf, rij(is_minimacontract="ja"), rij(gemeenten="bestaat niet"))
    assert tuple(inlezing.ingelezen.columns) == INGELEZEN
    assert inlezing.ingelezen["is_minimacontract"].tolist() == [True]
    for naam in ("zorgverzekeraars", "gemeenten", "wmo_regios", "instrument"):
        assert isinstance(inlezing.ingelezen[naam].iloc[0], list)
    for tabel in (inlezing.afgekeurd, inlezing.meldingen):
        assert tuple(tabel.columns) == REGELKOLOMMEN and tabel["rij"].dtype == "int64"


def test_empty_table_gives_empty_results_of_the_same_shape(maatstaf):
    leeg = lees(maatstaf, *[])
    assert tuple(leeg.ingelezen.columns) == INGELEZEN and leeg.ingelezen["rij"].dtype == "int64"
    assert set(stappen(leeg).values()) == {0}


def test_structural_faults_of_all_files_come_together(tmp_path):
    proef = editie(
        tmp_path,
        projecten="titel,zorgverzekeraars\nx,y\n",
        aliassen="soort,alias,naam,opmerking\ngemeente,Vlek,Bestaat Niet,\n",
        correcties='[[correctie]]\nkolom = "titel"\n',
    )
    with pytest.raises(InvoerFouten) as gevangen:
        lees_projecten(proef)
    assert {fout.bestand for fout in gevangen.value.fouten} == {
        "projecten.csv",
        "aliassen.csv",
        "correcties.toml",
    }
    ontbrekend = {fout.kolom for fout in gevangen.value.fouten if fout.bestand == "projecten.csv"}
    assert ontbrekend == set(VERPLICHT) - {"titel", "zorgverzekeraars"}


def test_aliases_of_the_edition_are_used_for_names_labels_and_columns(tmp_path):
    regels = ["gemeente,Ganzestad,Goes,", "label_thema,buurt,esw,", "kolom,Hoe heet het,titel,"]
    tabel = csv_van(rij(gemeenten="Ganzestad", thema="Buurt")).replace("titel", "Hoe heet het", 1)
    proef = editie(tmp_path, projecten=tabel, aliassen="soort,alias,naam,opmerking\n" + "\n".join(regels))
    project = lees_projecten(proef).ingelezen.iloc[0]
    assert (project["gemeenten"], project["thema"]) == (["GM0664"], "esw")


def test_alias_of_an_unknown_label_is_structural(tmp_path):
    proef = editie(
        tmp_path,
        projecten=csv_van(rij()),
        aliassen="soort,alias,naam,opmerking\nlabel_vorm,proef,ontwikelproject,\n",
    )
    with pytest.raises(InvoerFouten, match="ontwikkelproject"):
        lees_projecten(proef)


def test_a_row_of_totals_is_one_fault_and_no_question_about_each_label(maatstaf):
    totaal = {"titel": "Totaal", "omschrijving": "12"}
    inlezing = lees(maatstaf, rij(), totaal, rij(titel="Alleen zonder thema", thema=""))
    assert fouten(inlezing) == [(3, "titel", "Totaal"), (4, "thema", "")]
    assert "totaal of tussenkop" in inlezing.afgekeurd["reden"][0]


@pytest.mark.parametrize(
    ("cellen", "melding"),
    [
        ({"instrument": "minimapolis"}, "gelezen als nee"),
        ({"titel": "Gemeentepolis Goes"}, "gelezen als nee"),
        ({"instrument": "minimapolis", "is_minimacontract": "nee"}, ""),
        ({"instrument": "minimapolis", "is_minimacontract": "ja"}, ""),
        ({"is_minimacontract": "ja"}, "noemen er geen"),
        ({}, ""),
    ],
)
def test_a_minimapolis_without_a_yes_or_no_is_a_doubt_and_nothing_is_set(maatstaf, cellen, melding):
    inlezing = lees(maatstaf, rij(**cellen))
    assert inlezing.ingelezen["is_minimacontract"][0] == (cellen.get("is_minimacontract") == "ja")
    gemeld = inlezing.meldingen[inlezing.meldingen["kolom"] == "is_minimacontract"]
    assert len(gemeld) == bool(melding) and melding in " ".join(gemeld["reden"])
    assert len(inlezing.betwijfeld) == (melding == "gelezen als nee")


# ---- places ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cellen", "aantal", "afgeleid", "regios"),
    [
        ({"gemeenten": "Goes;Veere"}, 2, False, ["Zeeland"]),
        ({"gemeenten": "alle gemeenten in regio Zeeland"}, 13, True, ["Zeeland"]),
        ({"gemeenten": "", "schaal": "regionaal"}, 13, True, ["Zeeland"]),
        ({"gemeenten": "Goes", "wmo_regios": ""}, 1, False, ["Zeeland"]),
        ({"gemeenten": "Goes; Rotterdam"}, 2, False, ["Stadsregio Rijnmond", "Zeeland"]),
        (
            {"gemeenten": "", "reden_geen_gemeenten": "niet genoemd", "schaal": "regionaal"},
            0,
            False,
            ["Zeeland"],
        ),
        ({"gemeenten": "", "reden_geen_gemeenten": "niet genoemd", "wmo_regios": ""}, 0, False, []),
    ],
)
def test_places(maatstaf, cellen, aantal, afgeleid, regios):
    project = lees(maatstaf, rij(**cellen)).ingelezen.iloc[0]
    assert len(project["gemeenten"]) == aantal and project["gemeenten"] == sorted(project["gemeenten"])
    assert project["gemeenten_afgeleid"] == afgeleid
    assert project["wmo_regios"] == regios


@pytest.mark.parametrize("cellen", [{"schaal": "gemeente"}, {"schaal": "regionaal", "wmo_regios": ""}])
def test_project_without_places_and_without_reason_is_rejected(maatstaf, cellen):
    inlezing = lees(maatstaf, rij(gemeenten="", **cellen))
    assert fouten(inlezing) == [(2, "gemeenten", "")]
    assert "reden_geen_gemeenten" in inlezing.afgekeurd["reden"][0]


def test_region_that_does_not_fit_the_gemeenten_is_noticed(maatstaf):
    meldingen = lees(maatstaf, rij(gemeenten="Goes", wmo_regios="Twente")).meldingen
    assert set(meldingen["kolom"]) == {"wmo_regios"} and len(meldingen) == 2


def test_alias_and_old_gemeente_are_noticed(maatstaf):
    inlezing = lees(maatstaf, rij(gemeenten="Den Haag;Veghel", wmo_regios="", zorgverzekeraars="ZenZ"))
    assert inlezing.ingelezen["gemeenten"][0] == ["GM0518", "GM1948"]
    assert inlezing.ingelezen["zorgverzekeraars"][0] == ["Zorg en Zekerheid"]
    assert inlezing.meldingen["waarde"].tolist() == ["ZenZ", "Den Haag", "Veghel"]
    assert "'s-Gravenhage (GM0518)" in inlezing.meldingen["reden"][1]


def test_missing_zorgverzekeraar_is_only_allowed_where_the_source_names_none(maatstaf):
    inlezing = lees(
        maatstaf, rij(zorgverzekeraars=""), rij(zorgverzekeraars="", zekerheid_zorgverzekeraars="open")
    )
    assert fouten(inlezing) == [(2, "zorgverzekeraars", "")]
    assert inlezing.ingelezen["zorgverzekeraars"].tolist() == [[]]


# ---- labels and the rest --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cellen", "kolom", "deel", "suggestie"),
    [
        ({"thema": "ouderen;ggz"}, "thema", "2 thema's", "ouderen of ggz"),
        ({"thema": "ouderen en GGZ"}, "thema", "2 thema's", "ouderen of ggz"),
        ({"vorm": "implementern"}, "vorm", "onbekend label", "implementeren"),
        ({"instrument": ""}, "instrument", "instrument ontbreekt", ""),
        ({"instrument": "werkwijze, beleid"}, "instrument", "puntkomma", "werkwijze;beleid"),
        ({"titel": " - "}, "titel", "titel ontbreekt", ""),
        ({"is_minimacontract": "misschien"}, "is_minimacontract", "geen ja of nee", "ja of nee"),
        ({"peildatum": "31-2-2017"}, "peildatum", "geen geldige datum", ""),
        ({"zekerheid_thema": "stellig"}, "zekerheid_thema", "onbekende waarde", "gesteld, afgeleid of open"),
        ({"thema": "anders", "subthema": "minnima"}, "subthema", "onbekende waarde", "minima"),
        ({"zorgverzekeraars": "Mensis"}, "zorgverzekeraars", "onbekende zorgverzekeraar", "Menzis"),
        ({"wmo_regios": "Zeelant"}, "wmo_regios", "onbekende Wmo-regio", "Zeeland"),
        ({"gemeenten": "Bergen"}, "gemeenten", "twee gemeenten Bergen", "Bergen (NH.) of Bergen (L.)"),
    ],
)
def test_row_fault_names_column_reason_and_proposal(maatstaf, cellen, kolom, deel, suggestie):
    inlezing = lees(maatstaf, rij(**cellen))
    assert inlezing.ingelezen.empty
    assert inlezing.afgekeurd["kolom"].tolist() == [kolom]
    assert deel in inlezing.afgekeurd["reden"][0]
    assert inlezing.afgekeurd["suggestie"][0] == suggestie


def test_labels_in_other_spellings_become_codes_in_fixed_order(maatstaf):
    project = lees(
        maatstaf, rij(thema="Effectief samenwerken in de Wijk", instrument="Inkoop; werkwijze")
    ).ingelezen.iloc[0]
    assert (project["thema"], project["instrument"]) == ("esw", ["werkwijze", "inkoop"])


def test_missing_label_is_allowed_where_a_decision_stands():
    maatstaf = lees_maatstaf(2017, beslist={("samen-in-de-wijk", "thema")})
    inlezing = lees(maatstaf, rij(thema=""), rij(titel="Iets anders", thema=""))
    assert inlezing.ingelezen["thema"].tolist() == [""]
    assert fouten(inlezing) == [(3, "thema", "")]


def test_subthema_only_counts_with_thema_anders(maatstaf):
    inlezing = lees(maatstaf, rij(thema="anders", subthema="Minima"), rij(titel="B", subthema="minima"))
    assert inlezing.ingelezen["subthema"].tolist() == ["minima", ""]
    assert "subthema" in inlezing.meldingen["kolom"].tolist()


# ---- twice the same -------------------------------------------------------------------------------


def test_same_project_twice_is_merged_with_both_origins(maatstaf):
    inlezing = lees(
        maatstaf,
        rij(gemeenten="Goes;Veere", omschrijving="kort"),
        rij(titel="SAMEN in de Wijk", gemeenten="Veere;GM0664", omschrijving="lang"),
    )
    assert inlezing.ingelezen["samengevoegd_met"].tolist() == [["p.csv, rij 3"]]
    assert inlezing.ingelezen["omschrijving"].tolist() == ["kort"]
    assert "omschrijving" in inlezing.meldingen["reden"][0]
    assert stappen(inlezing)["samengevoegd"] == 1


@pytest.mark.parametrize("anders", [{"gemeenten": "Veere"}, {"zorgverzekeraars": "VGZ"}])
def test_same_title_with_other_content_is_kept_and_reported(maatstaf, anders):
    inlezing = lees(maatstaf, rij(), rij(**anders))
    assert inlezing.ingelezen["project_id"].tolist() == ["samen-in-de-wijk", "samen-in-de-wijk-2"]
    assert "mogelijk hetzelfde project als p.csv, rij 2" in inlezing.meldingen["reden"][0]
    assert next(iter(anders)) in inlezing.meldingen["reden"][0]


def test_given_project_id_on_two_projects_rejects_both(maatstaf):
    inlezing = lees(
        maatstaf, rij(project_id="a"), rij(project_id="a", titel="Iets anders"), rij(project_id="b")
    )
    assert fouten(inlezing) == [(2, "project_id", "a"), (3, "project_id", "a")]
    assert "rij 3" in inlezing.afgekeurd["reden"][0]
    assert inlezing.ingelezen["project_id"].tolist() == ["b"]


def test_given_project_id_twice_on_the_same_project_is_a_duplicate(maatstaf):
    inlezing = lees(maatstaf, rij(project_id="a"), rij(project_id="a"))
    assert inlezing.afgekeurd.empty and stappen(inlezing)["samengevoegd"] == 1


def test_made_project_ids_are_unique_and_leave_given_ones_alone():
    gegeven = ["", "", "een-project-2", "", ""]
    assert project_ids(gegeven, ["Één project!", "Een project", "x", "een  project", "?!"]) == [
        "een-project",
        "een-project-3",
        "een-project-2",
        "een-project-4",
        "",
    ]


# ---- corrections ----------------------------------------------------------------------------------

CORRECTIE = """[[correctie]]
{waar}
kolom = "gemeenten"
verwacht = "Goess"
nieuw = "Goes"
reden = "tikfout in de opgave"
"""


@pytest.mark.parametrize(
    "waar", ["rij = 2", 'project_id = "samen-in-de-wijk"', 'bestand = "projecten.csv"\nrij = 2']
)
def test_correction_repairs_the_row_and_is_reported(tmp_path, waar):
    proef = editie(
        tmp_path, projecten=csv_van(rij(gemeenten="Goess")), correcties=CORRECTIE.format(waar=waar)
    )
    inlezing = lees_projecten(proef)
    assert inlezing.ingelezen["gemeenten"].tolist() == [["GM0664"]]
    assert "tikfout in de opgave" in inlezing.meldingen["reden"][0]
    assert "Goess" in (proef.map / "projecten.csv").read_text()


@pytest.mark.parametrize(
    ("tabel", "waar", "reden"),
    [
        (rij(gemeenten="Veere"), "rij = 2", "past niet meer"),
        (rij(gemeenten="Goess"), "rij = 9", "geen rij"),
        (rij(gemeenten="Goess"), "", "noem de rij of het project_id"),
        (rij(gemeenten="Goess"), 'rij = 2\nkollom = "x"', "onbekend"),
    ],
)
def test_correction_that_does_not_fit_is_structural(tmp_path, tabel, waar, reden):
    proef = editie(tmp_path, projecten=csv_van(tabel), correcties=CORRECTIE.format(waar=waar))
    with pytest.raises(InvoerFouten, match=reden):
        lees_projecten(proef)


def test_correction_of_an_error_value_takes_the_fault_away(tmp_path):
    correctie = CORRECTIE.format(waar="rij = 2").replace("Goess", "#N/B")
    proef = editie(tmp_path, projecten=csv_van(rij(gemeenten="#N/B")), correcties=correctie)
    assert lees_projecten(proef).afgekeurd.empty


# ---- no row is lost -------------------------------------------------------------------------------

MOGELIJK = {
    "titel": ["Samen", "samen", "Anders", ""],
    "zorgverzekeraars": ["CZ", "CZ;VGZ", "Mensis", ""],
    "gemeenten": ["Goes", "Den Haag", "hele regio Zeeland", "363", "Goess", ""],
    "wmo_regios": ["Zeeland", "Haaglanden", "Nergens", ""],
    "thema": ["esw", "GGZ", "ouderen;ggz", ""],
    "instrument": ["werkwijze", "beleid;inkoop", "x", ""],
    "vorm": ["implementeren", "x"],
    "schaal": ["gemeente", "regionaal", ""],
    "project_id": ["", "a", "b"],
}
GEWOON = st.fixed_dictionaries({naam: st.sampled_from(waarden) for naam, waarden in MOGELIJK.items()})
WILD = st.fixed_dictionaries(
    {
        naam: st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
        for naam in VERPLICHT + OPTIONEEL[:4]
    }
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(GEWOON | WILD, max_size=8))
def test_no_row_is_lost_whatever_the_cells(tmp_path, maatstaf, rijen):
    pad = tmp_path / "p.csv"
    tabel = pd.DataFrame(rijen, columns=[*VERPLICHT, *OPTIONEEL[:4]], dtype=str).fillna("")
    tabel.to_csv(pad, index=False, quoting=1)
    bron = lees_bron(pad, "p.csv", alle_aliassen())
    assert not bron.structuur
    aantal = stappen(verwerk(bron, maatstaf))
    assert aantal["gelezen"] == len(rijen)
    assert (
        aantal["gelezen"]
        == aantal["gebruikt"] + aantal["afgekeurd"] + aantal["samengevoegd"] + aantal["leeg"]
    )
    assert aantal["gebruikt"] == aantal["getekend"] + aantal["alleen geteld"]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=300), st.sampled_from([".csv", ".xlsx"]), st.booleans())
def test_any_bytes_give_rows_or_structural_faults(tmp_path, inhoud, soort, met_kop):
    pad = tmp_path / f"p{soort}"
    pad.write_bytes((",".join(VERPLICHT) + "\n").encode() * met_kop + inhoud)
    bron = lees_bron(pad, pad.name, alle_aliassen())
    assert bron.structuur or list(bron.rijen.columns[3:]) == list(PROJECTKOLOMMEN)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(GEWOON, min_size=2, max_size=8).flatmap(lambda r: st.tuples(st.just(r), st.permutations(r))))
def test_order_of_the_rows_does_not_matter_for_what_is_accepted(maatstaf, twee):
    # labels are left out: where reports of one project differ, those of the first stand
    kolommen = ["titel", "zorgverzekeraars", "gemeenten", "wmo_regios"]
    inhoud = [
        sorted(
            str(project)
            for project in lees(maatstaf, *rijen)
            .ingelezen[kolommen]
            .assign(titel=lambda t: t["titel"].str.casefold())
            .itertuples(index=False)
        )
        for rijen in twee
    ]
    assert inhoud[0] == inhoud[1]


def test_account_that_does_not_add_up_is_refused(maatstaf, monkeypatch):
    def verlies_een_rij(groepen):
        blijft, samengevoegd = voeg_samen(groepen)
        return blijft[1:], samengevoegd

    monkeypatch.setattr(inlezen, "voeg_samen", verlies_een_rij)
    with pytest.raises(WatervalFout, match="2 rijen gelezen"):
        lees(maatstaf, rij(), rij(titel="Iets anders"))


def test_unknown_text_that_holds_known_names_is_proposed_apart(maatstaf):
    inlezing = lees(maatstaf, rij(zorgverzekeraars="CZ/VGZ", wmo_regios="Zeeland en Twente"), rij(titel="b"))
    assert inlezing.afgekeurd["suggestie"].tolist() == ["CZ; VGZ", "Zeeland; Twente"]


def test_other_separators_count_only_where_the_edition_says_so(tmp_path):
    kop = ",".join(GOED)
    regel = 'a,CZ/VGZ,"Goes, Borsele",,esw,"beleid, inkoop",ontwikkelproject,gemeente'
    proef = editie(tmp_path, projecten=f"{kop}\n{regel}\n")
    assert set(lees_projecten(proef).afgekeurd["kolom"]) == {"zorgverzekeraars", "gemeenten", "instrument"}
    pad = tmp_path / "proef" / "edition.toml"
    pad.write_text(
        pad.read_text(encoding="utf-8") + '\n[parameters]\nscheidingstekens = ",/"\n', encoding="utf-8"
    )
    inlezing = lees_projecten(lees_editie("proef", tmp_path))
    (project,) = inlezing.ingelezen.itertuples()
    assert project.zorgverzekeraars == ["CZ", "VGZ"] and len(project.gemeenten) == 2
    assert project.instrument == ["beleid", "inkoop"]
    assert inlezing.meldingen["reden"].str.contains("zoals edition.toml zegt").sum() == 3


def test_edition_without_a_row_says_so(tmp_path):
    proef = editie(tmp_path, projecten=",".join(GOED) + "\n")
    with pytest.raises(InvoerFouten, match=r"projecten\.csv: nog geen projecten"):
        lees_projecten(proef)
