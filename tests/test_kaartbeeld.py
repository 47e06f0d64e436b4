"""What a map shows: selection, classes, counts, texts, and the table behind it."""

from collections import Counter
from dataclasses import replace
from itertools import combinations
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kaartproef import GEMEENTEN, RIJ, gegevens, ordening

from lib.analyse.gegevens import als_lijst
from lib.analyse.selectie import GEEN_KLASSE
from lib.beeld.stijl import COMBINATIE, PROJECTEN
from lib.grond.woorden import aantal
from lib.kaart.beeld import KAARTSOORTEN, klassentabel, maak_beeld
from lib.kaart.combinatie import LET_OP
from lib.kaart.inhoud import bundel
from lib.kaart.projectbladen import maak_projectbladen


def beeld(soort: str, *projecten: tuple[str, dict], **rij):
    """Return the map of a register row with these projects."""
    return maak_beeld(RIJ | {"soort": soort} | rij, gegevens(*projecten))


def codes(keus: np.ndarray) -> list[str]:
    """Return the codes of the gemeenten that are true."""
    return GEMEENTEN.loc[keus, "gm_code"].tolist()


def per_klasse(een) -> dict[str, list[str]]:
    """Return for each class its gemeenten."""
    return {klasse.code: codes(een.klasse_van == i) for i, klasse in enumerate(een.klassen)}


def test_presence_counts_each_gemeente_once():
    een = beeld("aanwezigheid", ("A01 A02", {}), ("A02 B01", {}))
    assert codes(een.klasse_van == 0) == ["A01", "A02", "B01"]
    assert (een.klassen[0].n_gemeenten, een.klassen[0].n_projecten, een.n_nul) == (3, 2, 9)
    assert een.titel == "In 3 van 12"


@pytest.mark.parametrize(
    ("keus", "verwacht"), [("nee", ["A01"]), ("ja", ["A01", "B01"]), ("alleen", ["B01"]), ("", ["A01"])]
)
def test_minimacontracten_are_left_out_unless_asked_for(keus, verwacht):
    projecten = ("A01", {}), ("B01", {"is_minimacontract": True})
    een = beeld("aanwezigheid", *projecten, minimacontracten=keus)
    assert codes(een.klasse_van == 0) == verwacht


@pytest.mark.parametrize(
    ("filter_", "verwacht"),
    [
        ({"thema": "ggz"}, ["A02"]),
        ({"thema": "ggz;preventie"}, ["A02", "A03"]),
        ({"instrument": "inkoop"}, ["A03"]),
        ({"zorgverzekeraar": "Menzis"}, ["A02", "A03"]),
        ({"programma": "leertuin"}, ["A04"]),
        ({"thema": "ggz", "instrument": "inkoop"}, []),
    ],
)
def test_filters_select_projects(filter_, verwacht):
    een = beeld(
        "aanwezigheid",
        ("A01", {}),
        ("A02", {"thema": "ggz", "zorgverzekeraars": ["CZ", "Menzis"]}),
        ("A03", {"thema": "preventie", "instrument": ["beleid", "inkoop"], "zorgverzekeraars": "Menzis"}),
        ("A04", {"programma": "leertuin"}),
        **filter_,
    )
    assert codes(een.klasse_van == 0) == verwacht


def test_a_region_named_without_gemeenten_is_geen_opgave_not_zero():
    een = beeld("aanwezigheid", ("A01", {}), ("", {"wmo_regios": ["Noord"]}), titel="{regio_met}/{projecten}")
    assert codes(een.geen_opgave) == ["A02", "A03", "A04"]
    assert not een.geen_opgave[een.klasse_van != GEEN_KLASSE].any()
    assert een.n_nul == 8
    assert een.titel == "1/2"
    assert "Bij 1 project zijn geen gemeenten opgegeven" in een.bijschrift
    assert "Voor 3 gemeenten is alleen de regio opgegeven" in een.alt


def test_a_project_that_names_gemeenten_does_not_make_its_region_geen_opgave():
    assert not beeld("aanwezigheid", ("A01", {"wmo_regios": ["Noord", "Zuid"]})).geen_opgave.any()


def test_combination_is_the_union_over_the_projects_of_a_gemeente():
    een = beeld(
        "combinatie",
        ("A01 A02", {"vorm": "implementeren"}),
        ("A02 A03", {"vorm": "ontwikkelproject"}),
        ("A02", {"vorm": "implementeren"}),
        dimensie="vorm",
    )
    assert per_klasse(een) == {
        "ontwikkelproject;implementeren": ["A02"],
        "ontwikkelproject": ["A03"],
        "implementeren": ["A01"],
    }
    assert [klasse.n_projecten for klasse in een.klassen] == [3, 1, 1]
    assert LET_OP in een.bijschrift


def test_a_project_with_two_instruments_gives_its_gemeenten_both():
    een = beeld("combinatie", ("A01", {"instrument": ["inkoop", "werkwijze"]}), dimensie="instrument")
    assert [klasse.label for klasse in een.klassen] == ["werkwijze + inkoop"]


def test_let_op_is_not_printed_twice():
    een = beeld("combinatie", ("A01", {}), dimensie="vorm", voorbehoud=f"Eerst dit. {LET_OP}")
    assert een.bijschrift.count(LET_OP) == 1


PROJECT = st.tuples(
    st.lists(st.sampled_from(GEMEENTEN["gm_code"].tolist()), unique=True, max_size=5).map(" ".join),
    st.fixed_dictionaries(
        {
            "vorm": st.sampled_from(ordening().codes("vorm")),
            "thema": st.sampled_from(ordening().codes("thema")),
            "instrument": st.lists(st.sampled_from(ordening().codes("instrument")), min_size=1, unique=True),
            "is_minimacontract": st.booleans(),
            "wmo_regios": st.lists(st.sampled_from(["Noord", "Zuid"]), unique=True),
        }
    ),
)


@settings(max_examples=40, deadline=None)
@given(projecten=st.lists(PROJECT, max_size=6), toeval=st.randoms(use_true_random=False))
def test_order_of_rows_and_of_labels_makes_no_difference(projecten, toeval):
    geschud = [
        (p, o | {"instrument": toeval.sample(o["instrument"], len(o["instrument"]))}) for p, o in projecten
    ]
    toeval.shuffle(geschud)
    for soort, extra in (("combinatie", {"dimensie": "instrument"}), ("paneel", {"thema": "ggz"})):
        een, ander = (beeld(soort, *rijen, **extra) for rijen in (projecten, geschud))
        assert een.klassen == ander.klassen
        assert (een.klasse_van == ander.klasse_van).all() and (een.geen_opgave == ander.geen_opgave).all()
        assert (een.titel, een.alt, een.bijschrift) == (ander.titel, ander.alt, ander.bijschrift)


@settings(max_examples=40, deadline=None)
@given(projecten=st.lists(PROJECT, max_size=6), dimensie=st.sampled_from(["vorm", "thema", "instrument"]))
def test_combination_agrees_with_sets_counted_by_hand(projecten, dimensie):
    een = beeld("combinatie", *projecten, dimensie=dimensie)
    verwacht = {}
    for plaatsen, anders in projecten:
        if not anders["is_minimacontract"]:
            for code in plaatsen.split():
                verwacht.setdefault(code, set()).update(als_lijst(anders[dimensie]))
    geteld = Counter(frozenset(labels) for labels in verwacht.values())
    assert {frozenset(k.code.split(";")): k.n_gemeenten for k in een.alle_klassen} == geteld
    if not een.rest:
        gevonden = {code: set(naam.split(";")) for naam, leden in per_klasse(een).items() for code in leden}
        assert gevonden == verwacht
    assert all(klasse.n_gemeenten for klasse in een.klassen), "only combinations that occur have a class"
    assert klassentabel(een)["gemeenten"].sum() == len(GEMEENTEN)


def een_per_gemeente(keuzes) -> list[tuple[str, dict]]:
    """Return a project in each gemeente, with these sets of instruments."""
    return [
        (code, {"instrument": list(keus)}) for code, keus in zip(GEMEENTEN["gm_code"], keuzes, strict=False)
    ]


def test_rare_combinations_are_one_class_on_the_map_and_all_in_the_table(monkeypatch):
    monkeypatch.setitem(COMBINATIE, "los", 2)
    monkeypatch.setitem(COMBINATIE, "rijen", 2)
    een = beeld(
        "combinatie",
        ("A01", {"instrument": ["werkwijze"]}),
        ("A02 A03", {"instrument": ["werkwijze", "inkoop"]}),
        ("A04", {"instrument": ["beleid"]}),
        ("B01 B02 B03", {"instrument": ["samenwerkingsdocument"]}),
        dimensie="instrument",
        titel="{klassen}",
    )
    assert [klasse.label for klasse in een.klassen] == [
        "werkwijze + inkoop",
        "samenwerkingsdocument",
        "overige combinaties (2 soorten)",
    ]
    assert per_klasse(een)["overige_combinaties"] == ["A01", "A04"]
    assert (een.klassen[-1].n_gemeenten, een.klassen[-1].n_projecten) == (2, 2)
    alle = ["werkwijze + inkoop", "samenwerkingsdocument", "werkwijze", "beleid"]
    assert klassentabel(een)["klasse"].tolist() == [*alle, "0 projecten"]
    assert klassentabel(een)["gemeenten"].tolist() == [2, 3, 1, 1, 5]
    assert een.titel == "4" and "Grootste klasse: samenwerkingsdocument" in een.alt


def test_below_a_map_of_many_combinations_each_label_has_a_map_of_its_own():
    keuzes = [keus for n in (1, 2) for keus in combinations(ordening().codes("instrument"), n)][:8]
    projecten = [
        (code, {"instrument": list(k)}) for code, k in zip(GEMEENTEN["gm_code"], keuzes, strict=False)
    ]
    een = beeld("combinatie", *projecten, dimensie="instrument")
    verwacht = [sum(code in keus for keus in keuzes) for code in ordening().codes("instrument")]
    assert [p.klassen[0].n_gemeenten if p.klassen else 0 for p in een.per_label] == verwacht
    assert not beeld("combinatie", *projecten[:7], dimensie="instrument").per_label


def test_in_a_panel_the_thema_wins_from_overig():
    een = beeld(
        "paneel",
        ("A01 A02", {"thema": "ggz"}),
        ("A02 A03", {"thema": "ouderen"}),
        thema="ggz",
        titel="{gemeenten_met}",
    )
    assert per_klasse(een) == {"ggz": ["A01", "A02"], "overig": ["A03"]}
    assert een.titel == "2", "the title counts the thema only"


def test_overlapping_projects_are_all_kept_and_their_gemeenten_split():
    een = beeld("vlekken", ("A01 A02", {"titel": "Een"}), ("A02 B02", {"titel": "Twee"}))
    assert [(k.nummer, k.label, k.n_gemeenten) for k in een.klassen] == [("1", "Een", 2), ("2", "Twee", 2)]
    assert dict(een.delen) == {1: (0, 1)}
    assert een.klassen[0].kleur != een.klassen[1].kleur


def reeks_projecten(n: int) -> list[tuple[str, dict]]:
    """Return ``n`` projects: number i in the first i gemeenten, so that the first has all of them."""
    alle = GEMEENTEN["gm_code"].tolist()
    return [(" ".join(alle[:i]), {"titel": f"Project {i:02d}"}) for i in range(1, n + 1)]


def test_projects_are_drawn_together_up_to_a_limit_and_counted_beyond():
    los = int(PROJECTEN["los"])
    samen, geteld = (beeld("vlekken", *[("A01", {})] * n) for n in (los, los + 1))
    assert len(samen.klassen) == los and samen.delen and not samen.geteld
    assert len(geteld.geteld) == los + 1 and not geteld.delen
    assert per_klasse(geteld) == {"6": ["A01"]}


def test_a_map_of_many_projects_shows_how_many_in_the_classes_that_occur():
    telling = {"A01": 13, "A02": 6, "A03": 5, "A04": 4, "B01": 1}
    projecten = [(" ".join(c for c, n in telling.items() if i < n), {}) for i in range(13)]
    een = beeld("vlekken", *projecten, ("", {"wmo_regios": ["Zuid"]}))
    assert per_klasse(een) == {"1": ["B01"], "4": ["A03", "A04"], "6": ["A01", "A02"]}
    assert [(k.label, k.n_gemeenten, k.n_projecten) for k in een.klassen] == [
        ("1 project", 1, 1),
        ("4–5 projecten", 2, 5),
        ("6 of meer projecten", 2, 13),
    ]
    assert (een.titel, een.n_nul, codes(een.geen_opgave)) == ("In 5 van 12", 3, ["C01", "C02", "C03", "C04"])


def test_the_table_behind_a_map_of_many_projects_has_each_of_them():
    een = beeld("vlekken", *reeks_projecten(12), ("", {"titel": "Zonder", "wmo_regios": ["Zuid"]}))
    uit = klassentabel(een)
    assert uit["klasse"].tolist()[:2] == ["1 Project 01", "2 Project 02"]
    assert uit["klasse"].tolist()[12:] == ["13 Zonder", "0 projecten"]
    assert uit["gemeenten"].tolist() == [*range(1, 13), 0, 0] and set(uit["projecten"][:13]) == {1}


def test_the_caption_of_a_map_of_many_projects_says_where_each_is_drawn():
    een, veel = (beeld("vlekken", *[("A01", {})] * n) for n in (13, 45))
    assert "telt de 13 projecten per gemeente; elk staat apart op X-1-blad-1." in een.bijschrift
    assert "telt de 45 projecten per gemeente" in veel.bijschrift
    assert "elk staat apart op X-1-blad-1 tot en met -3." in veel.bijschrift


def bladen(*projecten: tuple[str, dict], **rij):
    """Return the sheets of a register row with these projects."""
    return maak_projectbladen(RIJ | {"soort": "vlekken"} | rij, gegevens(*projecten))


def test_sheets_hold_every_project_once_in_the_order_of_the_table():
    projecten = [("A01", {"titel": f"Project {i:03d}"}) for i in range(41)]
    alle = bladen(*projecten, voorbehoud="Let op.")
    assert [(blad.kaart_id, len(blad.panelen)) for blad in alle] == [
        ("X-1-blad-1", 14),
        ("X-1-blad-2", 14),
        ("X-1-blad-3", 13),
    ]
    assert [k for blad in alle for k in blad.klassen] == list(beeld("vlekken", *projecten).geteld)
    assert [blad.titel for blad in alle[1:]] == ["In 1 van 12: 15–28 van 41", "In 1 van 12: 29–41 van 41"]
    assert alle[0].bijschrift.startswith("Let op. Een kaartje per project")
    assert "41 Project 040: 1 gemeente." in alle[2].alt


def test_a_panel_of_a_sheet_shows_the_gemeenten_of_its_project_only():
    zonder = ("", {"titel": "Zonder", "wmo_regios": ["Zuid"]})
    (blad,) = bladen(*reeks_projecten(12), zonder)
    assert [codes(p.klasse_van == 0) for p in blad.panelen[:2]] == [["A01"], ["A01", "A02"]]
    assert not any(p.geen_opgave.any() for p in blad.panelen[:12])
    assert codes(blad.panelen[12].geen_opgave) == ["C01", "C02", "C03", "C04"]
    assert not blad.geen_opgave.any(), "another project on the sheet is in those gemeenten"


def test_the_gemeenten_of_a_sheet_are_those_with_a_project_on_it():
    overal = [("A01 B02", {"titel": f"A {i:02d}"}) for i in range(11)]
    daar = [("C03", {"titel": f"B {i:02d}"}) for i in range(10)]
    _, tweede = bladen(*overal, *daar, ("", {"titel": "C", "wmo_regios": ["Midden"]}))
    assert codes(tweede.klasse_van >= 0) == ["C03"]
    assert codes(tweede.geen_opgave) == ["B01", "B02", "B03", "B04"]
    assert (tweede.n_nul, tweede.n_projecten) == (7, 11)


def test_few_projects_and_other_kinds_of_map_have_no_sheets():
    assert bladen(*[("A01", {})] * int(PROJECTEN["los"])) == []
    assert bladen(*[("A01", {})] * 40, soort="aanwezigheid") == []


def test_policies_come_from_their_list_and_a_gemeente_can_have_three():
    lijst = pd.DataFrame({"gm_code": ["A01"] * 3 + ["B01"], "zorgverzekeraar": ["VGZ", "CZ", "DSW", "VGZ"]})
    rij = RIJ | {"soort": "polissen", "minimacontracten": "alleen"}
    een = maak_beeld(rij, gegevens(("C01", {}), polissen=lijst))
    assert [k.code for k in een.klassen] == ["CZ", "VGZ", "DSW"]
    assert dict(een.delen) == {0: (0, 1, 2)}
    assert een.titel == "In 2 van 12"


def test_without_a_list_of_policies_the_caption_says_so():
    een = beeld("polissen", ("C01", {"is_minimacontract": True}), minimacontracten="alleen")
    assert per_klasse(een) == {"CZ": ["C01"]}
    assert "Zonder polislijst" in een.bijschrift


def test_kernwerkgebied_shows_measured_named_and_approximated_apart():
    een = beeld("kernwerkgebied")
    assert {k.code: k.n_gemeenten for k in een.klassen} == {"CZ": 4, "VGZ": 4, "Menzis": 4}
    assert {codes(laag.gemeenten)[0]: laag.telling for laag in een.lagen} == {
        "B01": "1 Wmo-regio",
        "C01": "1 Wmo-regio",
    }


def test_the_map_of_one_insurer_has_its_colour_and_the_outline_of_its_kernwerkgebied():
    een = beeld("aanwezigheid", ("A01", {}), zorgverzekeraar="CZ", dimensie="zorgverzekeraar")
    assert codes(een.omlijning.gemeenten) == ["C01", "C02", "C03", "C04"]
    ander = beeld("aanwezigheid", ("A01", {"zorgverzekeraars": ["DSW"]}), zorgverzekeraar="DSW")
    assert ander.omlijning is None and ander.klassen[0].kleur != een.klassen[0].kleur


def test_regions_are_numbered_in_the_printed_order():
    een = beeld("regio_overzicht", grenzen="wmo_regio", titel="{regio_totaal}")
    assert [(k.nummer, k.code) for k in een.klassen] == [("1", "Noord"), ("2", "Zuid"), ("3", "Midden")]
    assert een.titel == "3" and not een.leeg


def test_zorgkantoorregios_are_counted_where_their_borders_are_asked_for():
    een = beeld(
        "aanwezigheid", ("A01 C02", {}), grenzen="zorgkantoorregio", titel="{regio_met}/{regio_totaal}"
    )
    assert (een.titel, een.grenzen) == ("1/2", "zorgkantoorregio")


def test_uitsplitsing_has_a_panel_for_every_label():
    een = beeld("uitsplitsing", ("A01", {"vorm": "implementeren"}), ("A01 A02", {}), dimensie="vorm")
    assert [p.kort for p in een.panelen] == [ordening().label("vorm", c) for c in ordening().codes("vorm")]
    assert [k.n_gemeenten for k in een.klassen] == [2, 0, 1, 0]
    assert [p.leeg for p in een.panelen] == [False, True, False, True]


@pytest.mark.parametrize("soort", sorted(set(KAARTSOORTEN) - {"regio_overzicht", "kernwerkgebied"}))
def test_a_map_without_projects_says_so(soort):
    een = beeld(soort, dimensie="vorm", thema="ggz" if soort == "paneel" else "")
    assert not (een.klasse_van != GEEN_KLASSE).any()
    assert "geen projecten in deze editie" in een.alt
    assert klassentabel(een)["gemeenten"].iloc[-1] == 12


def test_table_gives_shares_of_all_gemeenten():
    een = beeld("aanwezigheid", ("A01 A02 A03", {}), ("", {"wmo_regios": ["Zuid"]}))
    uit = klassentabel(een)
    assert list(uit.columns) == ["klasse", "gemeenten", "aandeel", "projecten"]
    assert uit["klasse"].tolist() == ["minstens één project", "geen opgave van gemeenten", "0 projecten"]
    assert uit["aandeel"].tolist() == [3 / 12, 4 / 12, 5 / 12]


def test_a_synthetic_edition_is_announced_in_the_source_line():
    een = maak_beeld(RIJ | {"soort": "aanwezigheid"}, gegevens(("A01", {}), synthetisch=True))
    assert een.synthetisch and een.bronregel.startswith("SYNTHETISCHE GEGEVENS")
    echt = beeld("aanwezigheid", ("A01", {}))
    assert not echt.synthetisch and "29 juni 2017" in echt.bronregel


def test_alt_text_names_the_largest_class_and_the_regions_with_most():
    een = beeld("combinatie", ("A01 A02 B01", {}), ("C01", {"vorm": "implementeren"}), dimensie="vorm")
    assert "Grootste klasse: ontwikkelproject, 3 gemeenten." in een.alt
    assert "Noord (2 van 4)" in een.alt


def test_bundle_keeps_every_panel_and_caption_once():
    delen = [beeld("aanwezigheid", ("A01", {})), beeld("aanwezigheid", ("A02", {}))]
    een = bundel(delen, "Samen")
    assert len(een.panelen) == 2 and een.bijschrift == delen[0].bijschrift and een.titel == "Samen"


def test_a_diagram_is_not_a_map():
    with pytest.raises(ValueError, match="schema"):
        beeld("schema")


def test_coverage_of_an_unknown_gemeente_is_refused():
    tabellen = gegevens(("A01", {}))
    tabellen.dekking.loc[0, "gm_code"] = "GM9999"
    with pytest.raises(ValueError, match="onbekende gemeente"):
        maak_beeld(RIJ | {"soort": "aanwezigheid"}, tabellen)


def test_counts_in_words_are_dutch():
    assert (aantal(1, "gemeente"), aantal(1234, "Wmo-regio")) == ("1 gemeente", "1.234 Wmo-regio's")


def test_projects_without_any_place_are_not_called_absent():
    een = beeld("combinatie", ("", {"wmo_regios": []}), dimensie="vorm")
    assert een.leeg and "bij geen enkel project is een gemeente opgegeven" in een.alt


def test_map_of_examples_says_so_and_that_of_a_count_does_not():
    vol = gegevens(("A01 A02", {}))
    los = replace(vol, editie=SimpleNamespace(**{**vars(vol.editie), "volledig": False}))
    rij = RIJ | {"soort": "aanwezigheid"}
    van, telling = maak_beeld(rij, los), maak_beeld(rij, vol)
    assert van.titel == telling.titel + ", voor zover genoemd"
    assert van.nul_label == "geen project bekend" and telling.nul_label == "0 projecten"
    assert "geen telling" in van.bijschrift and "geen telling" not in telling.bijschrift
    kern = maak_beeld(RIJ | {"soort": "kernwerkgebied"}, los)  # about insurers, not about projects
    assert "voor zover" not in kern.titel and "geen telling" not in kern.bijschrift


def test_agenda_is_on_the_map_of_each_theme_that_it_names():
    stof = gegevens(("A01", {"thema": "anders"}), ("A02", {"thema": "ggz"}))
    genoemd = pd.Series([["ouderen", "ggz"], ["ggz"]], dtype=object)
    stof = replace(stof, projecten=stof.projecten.assign(themas=genoemd))
    rij = RIJ | {"soort": "aanwezigheid"}
    kaart = {naam: maak_beeld(rij | {"themas": naam}, stof) for naam in ("ggz", "ouderen")}
    assert codes(kaart["ggz"].klasse_van == 0) == ["A01", "A02"]
    assert codes(kaart["ouderen"].klasse_van == 0) == ["A01"]
