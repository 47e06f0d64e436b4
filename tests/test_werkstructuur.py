"""The 68 statements: all there, every pointer real, and what the documents forbid is not in the code."""

from itertools import pairwise

import pytest

from lib.editie.ordening import lees_ordening
from lib.venster.open.hulpvragen import BEGIN, OVERGANGEN
from lib.venster.vragenlijst import lees_vragenlijst, vragenlijstversies
from lib.werkstructuur.aanspreekpunten import AANSPREEKKOLOMMEN as CONTACTKOLOMMEN
from lib.werkstructuur.gesprekspunten import GESPREKKOLOMMEN as GESPREKSKOLOMMEN
from lib.werkstructuur.uitspraken import (
    AANTAL,
    DOCUMENT,
    UITSPRAKEN,
    als_markdown,
    bestaat,
    lees_werkstructuur,
)

TABEL = lees_werkstructuur()
INHOUD = ("kwaliteit van zorg", "wachttijd", "zorguitkomst", "gezondheid", "kosten")


def test_alle_uitspraken_staan_er_een_keer():
    assert TABEL["nr"].tolist() == list(range(1, AANTAL + 1))


@pytest.mark.parametrize("nr", range(1, AANTAL + 1))
def test_elke_uitspraak_wijst_ergens_heen_of_zegt_waarom_niet(nr):
    rij = TABEL.iloc[nr - 1]
    weg = [verwijzing for verwijzing in rij["verwijzing"] if not bestaat(verwijzing)]
    assert not weg
    if rij["geborgd"] == "niet_toetsbaar":
        assert rij["reden"] and not rij["verwijzing"]
    else:
        assert rij["verwijzing"]


@pytest.mark.parametrize(
    "verwijzing",
    [
        "lib.bestaatniet:iets",
        "lib.werkstructuur.uitspraken:bestaatniet",
        "tests/test_werkstructuur.py::test_bestaat_niet",
        "data/raw/register/bestaatniet.csv",
        "notebooks/25-werkstructuur.ipynb#Bestaat niet",
    ],
)
def test_wat_er_niet_is_wordt_gezien(verwijzing):
    assert not bestaat(verwijzing)


def test_document_is_gemaakt_van_de_tabel():
    assert DOCUMENT.read_text(encoding="utf-8") == als_markdown(TABEL), (
        "python -m lib.werkstructuur.uitspraken"
    )
    assert UITSPRAKEN.with_name("werkstructuur.csv.meta.toml").is_file()


def test_vragenlijst_van_2020_is_een_vraag_met_drie_onderdelen():
    lijst = lees_vragenlijst(2020)
    assert [onderdeel.code for onderdeel in lijst.onderdelen] == ["agenda", "proces", "resultaat"]
    assert {onderdeel.soort for onderdeel in lijst.onderdelen} == {"ja_nee"}
    assert all(onderdeel.toelichting and onderdeel.ondersteuningsbehoefte for onderdeel in lijst.onderdelen)


def test_vragenlijst_vraagt_niet_naar_inhoud():
    for jaar in vragenlijstversies():
        lijst = lees_vragenlijst(jaar)
        woorden = [vraag.tekst for vraag in lijst.vragen.values()]
        woorden += [f"{onderdeel.naam} {onderdeel.uitleg}" for onderdeel in lijst.onderdelen]
        tekst = " ".join(woorden).lower()
        assert not [woord for woord in INHOUD if woord in tekst]
        assert "samenwerking" in tekst


def test_geen_volgorde_en_wel_andere_themas():
    for kolommen in (CONTACTKOLOMMEN, GESPREKSKOLOMMEN):
        assert not {"volgorde", "rang", "norm"} & set(kolommen)
    assert {"esw", "jeugd_18"} <= set(lees_ordening().codes("thema"))


def test_regios_staan_op_naam_en_nergens_op_rang():
    from test_wittevlekken import BUURT, GEMEENTEN, PROJECTEN

    from lib.werkstructuur.vlekken import aanwezig_per_regio, witte_vlekken

    aanwezig = aanwezig_per_regio(PROJECTEN, GEMEENTEN, "zorgkantoorregio", lees_ordening())
    vlekken = witte_vlekken(aanwezig.assign(aanwezig=True), BUURT, "zorgkantoorregio")
    assert all(een <= twee for een, twee in pairwise(vlekken["regio"]))
    assert not {"rang", "norm", "score"} & set(vlekken.columns)


def test_landelijk_helpt_alleen_na_een_verzoek():
    voor = {van for van, naar in OVERGANGEN.items() if "landelijk" in naar}
    assert voor == {"verzoek"}
    assert {van for van, naar in OVERGANGEN.items() if "verzoek" in naar} == {"regio_aan_zet"}
    assert OVERGANGEN[BEGIN] == ("signaal",) and OVERGANGEN["signaal"] == ("regio_aan_zet",)
