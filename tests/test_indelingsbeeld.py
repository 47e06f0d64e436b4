"""The pictures of the division say what the tables say."""

import pandas as pd
import pytest
from kaartproef import GEMEENTEN, REGIOS, basis

from lib.editie.editie import lees_editie
from lib.gebied.kruisverdeling import kruisverdeling
from lib.kaart.jaarbeeld import Jaarbeeld, teken_kruisverdeling

CODES = GEMEENTEN["gm_code"].tolist()


@pytest.fixture(scope="module")
def beeld():
    return Jaarbeeld(basis(), GEMEENTEN, lees_editie("2017-rapport"), 2024)


def klassen(figuur):
    """Return the number of gemeenten per class of a map."""
    return {klasse.code: klasse.n_gemeenten for klasse in figuur.beeld.klassen}


def test_wie_veranderde_wordt_geteld_en_genoemd(beeld):
    waarden = ["verhuisd", "deels", "heringedeeld", *["ongewijzigd"] * 9]
    stand = pd.DataFrame({"indeling": "wmo_regio", "gm_code": CODES, "stand": waarden})
    ander = stand.assign(indeling="zorgkantoorregio", stand="ongewijzigd")
    figuur = beeld.veranderd(pd.concat([stand, ander]), "wmo_regio")
    assert klassen(figuur) == {"ongewijzigd": 9, "heringedeeld": 1, "deels": 1, "verhuisd": 1}
    assert figuur.beeld.titel == "Sinds 2017 veranderde bij 2 van de 12 gemeenten iets aan de Wmo-regio"
    assert figuur.beeld.kaart_id == "WS-veranderd-wmo-regio" and "1 januari 2024" in figuur.beeld.bronregel


def test_twijfel_is_wat_niet_zeker_is(beeld):
    leden = pd.DataFrame(
        {"indeling": "zorgkantoorregio", "gm_code": CODES, "zekerheid": ["laag", "middel", *["hoog"] * 10]}
    )
    figuur = beeld.zekerheid(leden, "zorgkantoorregio")
    assert klassen(figuur) == {"hoog": 10, "middel": 1, "laag": 1}
    assert figuur.beeld.titel.startswith("Bij 2 van de 12 gemeenten is de zorgkantoorregio")


def test_een_schatting_is_alleen_wat_nergens_zeker_is(beeld):
    over = pd.DataFrame(
        [("p", "A01", True), ("q", "A01", False), ("p", "A02", True)],
        columns=["project_id", "gm_code", "geschat"],
    )
    figuur = beeld.overgezet(over, 2017)
    assert klassen(figuur) == {"aanwezig": 1, "geschat": 1, "geen": 10}
    assert "Gemeenten van 2024, overgezet van die van 2017" in figuur.beeld.bronregel


def test_de_kaart_noemt_elke_regio(beeld):
    figuur = beeld.regios(REGIOS, "wmo_regio")
    assert [klasse.label for klasse in figuur.beeld.klassen] == ["Noord", "Zuid", "Midden"]  # printed order
    assert figuur.beeld.titel == "De 3 Wmo-regio's op 1 januari 2024"


def test_de_matrix_drukt_alleen_percentages_van_verdeelde_regios(beeld):
    gemeenten = GEMEENTEN.assign(inwoners_2017=[25, 25, 25, 25, *[10] * 8])
    gemeenten.loc[4:7, "zorgkantoorregio"] = "West"
    figuur = teken_kruisverdeling(kruisverdeling(gemeenten), beeld.editie, 2024)
    (assen,) = [as_ for as_ in figuur.axes if as_.get_yticklabels() and as_.texts]
    cijfers = [tekst.get_text() for tekst in assen.texts if tekst.get_text()]
    assert cijfers == ["50", "50", "50", "50"]  # Noord and Zuid; Midden lies wholly in West
    assert figuur.beeld.titel == "Geheel binnen één zorgkantoorregio: 1 van de 3 Wmo-regio's"
    assert "Noord: Oost 50 %, West 50 %" in figuur.beeld.alt
