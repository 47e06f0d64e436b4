"""The questionnaire as data: versions, new parts and kinds without code, and faults at the start."""

import shutil

import pytest

from lib.grond.fouten import InvoerFouten
from lib.venster.vragenlijst import VRAGENMAP, lees_koppen, lees_vragenlijst


@pytest.fixture
def map_(tmp_path):
    return shutil.copytree(VRAGENMAP, tmp_path / "vragenlijst")


def vervang(pad, oud, nieuw):
    tekst = pad.read_text(encoding="utf-8")
    assert oud in tekst
    pad.write_text(tekst.replace(oud, nieuw, 1), encoding="utf-8")


def test_question_one_is_a_quotation_with_its_three_parts():
    lijst = lees_vragenlijst(2020)
    assert [een.code for een in lijst.onderdelen] == ["agenda", "proces", "resultaat"]
    assert {een.soort for een in lijst.onderdelen} == {"ja_nee"}
    assert all(
        een.velden == ("antwoord", "toelichting", "ondersteuningsbehoefte") for een in lijst.onderdelen
    )
    vraag = lijst.vragen["1"]
    assert vraag.letterlijk and vraag.tekst.startswith("Bent u tevreden over de samenwerking")
    assert "4.3.3" in vraag.bron


@pytest.mark.parametrize(("jaar", "versie"), [(2020, "2020"), (2021, "2021"), (2029, "2021")])
def test_a_year_uses_the_newest_version_there_is(jaar, versie):
    assert lees_vragenlijst(jaar).versie == versie


def test_new_part_and_new_kind_need_no_code(map_):
    nieuw = (map_ / "2021.toml").read_text(encoding="utf-8").replace('"2021"', '"2024"', 1)
    nieuw += '\n[onderdeel.rol]\nnaam = "Rol"\nvraag = "1"\nsoort = "eens"\ntoelichting = true\n'
    nieuw += "ondersteuningsbehoefte = false\n"
    (map_ / "2024.toml").write_text(nieuw, encoding="utf-8")
    with (map_ / "antwoordsoorten.toml").open("a", encoding="utf-8") as pad:
        pad.write(
            '\n[soort.eens]\nnaam = "stelling"\nvorm = "keuze"\nwaarden.eens = ["++"]\nwaarden.oneens = []\n'
        )
    lijst = lees_vragenlijst(2024, map_)
    rol = lijst.onderdeel("Rol")
    assert lijst.soort(rol).lees("Oneens") == ("oneens", "", "")
    assert lees_koppen(map_).brede_kolommen(lijst)["toelichtingrol"] == ("rol", "toelichting")


@pytest.mark.parametrize(
    ("bestand", "oud", "nieuw", "melding"),
    [
        (
            "2020.toml",
            'soort = "ja_nee"',
            'soort = "ja_ne"',
            "onbekende waarde «ja_ne» .bedoeld: ja_nee",
        ),
        ("2020.toml", 'vraag = "1"', 'vraag = "9"', "onbekende waarde «9»"),
        (
            "2020.toml",
            "toelichting = true",
            "toelichtng = true",
            "onbekende sleutel .bedoeld: toelichting",
        ),
        ("2020.toml", "letterlijk = true\n", "", "verplichte sleutel ontbreekt"),
        ("antwoordsoorten.toml", 'vorm = "getal"', 'vorm = "schuif"', "onbekende waarde «schuif»"),
        ("2020.toml", "[vraag.1]", "[vraag.1", "geen leesbare TOML"),
    ],
)
def test_unknown_keys_and_kinds_fail_at_the_start(map_, bestand, oud, nieuw, melding):
    vervang(map_ / bestand, oud, nieuw)
    with pytest.raises(InvoerFouten, match=melding):
        lees_vragenlijst(2020, map_)


def test_unknown_rule_fails_at_the_start(map_):
    vervang(map_ / "koppen.toml", 'dubbel = "eerste"', 'dubbel = "alle"')
    with pytest.raises(InvoerFouten, match="regel.dubbel"):
        lees_koppen(map_)


def test_head_for_two_things_is_refused(map_):
    vervang(map_ / "2020.toml", 'koppen = ["1b"]', 'koppen = ["agenda"]')
    with pytest.raises(InvoerFouten, match="kop staat voor twee dingen"):
        lees_koppen(map_).brede_kolommen(lees_vragenlijst(2020, map_))


@pytest.mark.parametrize(
    ("soort", "tekst", "antwoord", "suggestie"),
    [
        ("ja_nee", "Jaa", "", "ja"),
        ("ja_nee", "misschien", "", ""),
        ("cijfer", "7.25", "", "7.2"),
        ("cijfer", "12", "", "10"),
        ("cijfer", "nan", "", ""),
        ("cijfer", " 8,0 ", "8", ""),
        ("open", "Wat dan ook", "Wat dan ook", ""),
    ],
)
def test_answers_and_the_nearest_valid_value(soort, tekst, antwoord, suggestie):
    gelezen, reden, nabij = lees_vragenlijst(2021).soorten[soort].lees(tekst)
    assert (gelezen, nabij) == (antwoord, suggestie) and bool(reden) == (antwoord == "")
