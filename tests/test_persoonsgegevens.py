"""Masking: what must go is gone, and ordinary words about regions and insurers stay."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.gebied.tabellen import lees_gemeenten, lees_regios, lees_zorgverzekeraars
from lib.inlezen.persoonsgegevens import maskeer, maskeer_kolommen


@pytest.mark.parametrize(
    ("tekst", "soort", "waarde"),
    [
        ("Bel Joke even.", "naam", "Joke"),
        ("Volgens mevrouw van den Berg-de Wit klopt dit.", "naam", "mevrouw van den Berg-de Wit"),
        ("Volgens dhr. P. de Vries klopt dit.", "naam", "dhr. P. de Vries"),
        ("Met Mark Rutter gesproken.", "naam", "Mark Rutter"),
        ("A.B. Jansen weet meer.", "naam", "A.B. Jansen"),
        ("Fatima El Idrissi weet meer.", "naam", "Fatima El Idrissi"),
        ("mail j.p.jansen+zorg@gemeente.example!", "e-mail", "j.p.jansen+zorg@gemeente.example"),
        ("bel 06-12345678.", "telefoon", "06-12345678"),
        ("bel 06 12 34 56 78", "telefoon", "06 12 34 56 78"),
        ("bel +31 (0)6 12345678", "telefoon", "+31 (0)6 12345678"),
        ("bel (020) 123 45 67", "telefoon", "(020) 123 45 67"),
        ("bel 071-5123456", "telefoon", "071-5123456"),
        ("rekening NL91ABNA0417164300", "iban", "NL91ABNA0417164300"),
        ("nummer 123456782", "bsn", "123456782"),
        ("BSN: 1234.56.789", "bsn", "1234.56.789"),
        ("in 1234 AB", "postcode", "1234 AB"),
        ("op Dorpsstraat 12a", "adres", "Dorpsstraat 12a"),
    ],
)
def test_what_is_found(tekst, soort, waarde):
    gemaskeerd, gevonden = maskeer(tekst)
    assert [(een.soort, een.waarde) for een in gevonden] == [(soort, waarde)]
    assert gemaskeerd == tekst.replace(waarde, f"[{soort}]")


@pytest.mark.parametrize(
    "tekst",
    [
        "In 2020 ZN en in 2021 VNG.",
        "Op 01-02-2020 10:30 uur was er overleg.",
        "Er zijn 123456789 redenen en 1.200.000 inwoners.",
        "De Wet maatschappelijke ondersteuning en de Wet langdurige zorg.",
        "De heren en dames van het Zorgkantoor.",
        "Wij Mark niet.",
        "Anna Paulowna doet mee.",
        "NL12ABNA0000000000 is geen rekening.",
    ],
)
def test_what_is_left_alone(tekst):
    assert maskeer(tekst) == (tekst, [])


def test_names_of_gemeenten_regions_and_insurers_are_left_alone():
    namen = [*lees_gemeenten()["gm_naam"], *lees_regios()["naam"], *lees_zorgverzekeraars()["naam"]]
    geraakt = [naam for naam in namen if maskeer(f"Bij {naam} gaat het goed.")[1]]
    assert geraakt == []


@given(st.from_regex(r"06[- ]?[0-9]{8}", fullmatch=True), st.text("abc ,.", max_size=20))
def test_mobile_number_never_comes_through(nummer, omgeving):
    gemaskeerd, _ = maskeer(f"{omgeving} {nummer} {omgeving}")
    assert nummer not in gemaskeerd


@given(st.text(max_size=60))
def test_masking_twice_changes_nothing_more(tekst):
    eenmaal, _ = maskeer(tekst)
    assert maskeer(eenmaal)[0] == eenmaal


def test_list_says_where_each_was():
    tabel = pd.DataFrame({"regio": ["Twente", "Zeeland"], "toelichting": ["Bel Joke.", ""], "x": ["", ""]})
    gemaskeerd, lijst = maskeer_kolommen(tabel, ["regio"], ["toelichting"])
    assert gemaskeerd["toelichting"].tolist() == ["Bel [naam].", ""]
    assert lijst.to_dict("records") == [
        {"regio": "Twente", "veld": "toelichting", "soort": "naam", "waarde": "Joke"}
    ]
