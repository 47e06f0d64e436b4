"""Hearing the parties: what they say is kept, another label is a proposal, and a person decides."""

from datetime import date

import pandas as pd
import pytest
from openpyxl import load_workbook
from werkbankproef import maak_editie

from lib.editie.bestand import voeg_rij_toe
from lib.editie.ordening import lees_ordening
from lib.grond.fouten import InvoerFouten
from lib.labels.besluiten import lees_besluiten
from lib.labels.bevestiging import (  # fmt: skip
    BEIDE,
    BEVESTIGINGKOLOMMEN,
    EEN,
    KLOPT,
    KLOPT_NIET,
    NIET,
    TEGEN,
    bevestigd,
    lees_bevestigingen,
    tel_bevestigd,
)
from lib.labels.gevallen import BETWIST, lees_labelstand
from lib.pagina.projectpagina import _bevestigingen
from lib.werkbank.wederhoor import BLAD, lees_wederhoor, maak_wederhoor, partijen_van, verwerk_wederhoor

TOEN, DAG = date(2026, 3, 1), date(2026, 3, 9)


@pytest.fixture
def editie(tmp_path):
    return maak_editie(tmp_path, fouten=False)


def _vul(pad, stand, soort, partij, **antwoorden):
    """Fill in the workbook of a party: title → (oordeel, wat klopt niet, moet zijn, bewijs)."""
    pad.write_bytes(maak_wederhoor(stand, soort, partij, TOEN))
    boek = load_workbook(pad)
    blad = boek[BLAD]
    koppen = [cel.value for cel in blad[1]]
    for rij in blad.iter_rows(min_row=2):
        antwoord = antwoorden.get(rij[1].value, ())
        for cel, waarde in zip(rij[koppen.index("oordeel") :], antwoord, strict=False):
            cel.value = waarde
    boek.save(pad)
    return [rij[1].value for rij in blad.iter_rows(min_row=2)]


def test_a_party_gets_its_own_projects(editie, tmp_path):
    stand = lees_labelstand(editie)
    partijen = list(partijen_van(stand, gemeenten=True))
    assert ("zorgverzekeraar", "Menzis") in partijen and ("gemeente", "GM0014") in partijen
    assert len([soort for soort, _ in partijen if soort == "gemeente"]) == 8
    titels = _vul(tmp_path / "a.xlsx", stand, "gemeente", "GM0014")
    assert titels == ["Dementie thuis Groningen", "Beschermd wonen Groningen", "Gezonde leefstijl Groningen"]


def test_what_is_said_is_kept_and_a_label_is_only_proposed(editie, tmp_path):
    pad, stand = tmp_path / "a.xlsx", lees_labelstand(editie)
    antwoorden = {
        "Dementie thuis Groningen": ("Klopt",),
        "Beschermd wonen Groningen": ("klopt niet", "thema", "Ouderen", "Convenant 2016."),
        "Gezonde leefstijl Groningen": ("klopt niet", "vorm", "iets anders", ""),
    }
    _vul(pad, stand, "gemeente", "GM0014", **antwoorden)
    editie, regels = verwerk_wederhoor(editie, lees_wederhoor(pad), DAG)
    gezegd = lees_bevestigingen(editie.bestand("bevestigingen"))
    assert gezegd["oordeel"].tolist() == [KLOPT, KLOPT_NIET, KLOPT_NIET]
    assert any("«iets anders» is geen vorm" in regel for regel in regels)
    besluiten = lees_besluiten(editie.bestand("labelbesluiten"), lees_ordening())
    (besluit,) = besluiten.to_dict("records")
    assert (besluit["tegenvoorstel"], besluit["eindoordeel"]) == ("ouderen", "")
    assert besluit["argument"] == "Groningen (wederhoor): Convenant 2016."
    (geval,) = lees_labelstand(editie).gevallen
    assert geval.soort == BETWIST, "a person decides, in the label-notebook"
    assert verwerk_wederhoor(editie, lees_wederhoor(pad), DAG)[1] == [], "a second time there is nothing new"


def test_cells_without_a_meaning_are_told_together(editie, tmp_path):
    pad = tmp_path / "a.xlsx"
    antwoord = {"Dementie thuis Groningen": ("misschien",), "Beschermd wonen Groningen": ("klopt", "kleur")}
    _vul(pad, lees_labelstand(editie), "gemeente", "GM0014", **antwoord)
    with pytest.raises(InvoerFouten) as fouten:
        lees_wederhoor(pad)
    assert [(fout.kolom, fout.waarde) for fout in fouten.value.fouten] == [
        ("oordeel", "misschien"),
        ("wat klopt niet", "kleur"),
    ]


def test_stand_of_each_project():
    gezegd = pd.DataFrame(
        [
            ("a", "zorgverzekeraar", "CZ", KLOPT),
            ("a", "wmo_regio", "Twente", KLOPT),
            ("b", "gemeente", "GM0014", KLOPT),
            ("b", "wmo_regio", "Groningen", KLOPT),
            ("c", "zorgverzekeraar", "CZ", KLOPT),
            ("c", "gemeente", "GM0014", KLOPT_NIET),
        ],
        columns=["project_id", "soort_partij", "partij", "oordeel"],
    )
    ids = pd.Series(list("abcd"))
    assert bevestigd(ids, gezegd)["stand"].tolist() == [BEIDE, EEN, TEGEN, NIET]
    assert tel_bevestigd(ids[:1], gezegd).to_dict() == {BEIDE: 1, EEN: 0, TEGEN: 0, NIET: 0}


def test_page_of_a_project_says_by_whom_it_is_confirmed(editie):
    ids = pd.Series(["dementie-thuis-groningen", "een-ander"])
    assert _bevestigingen(editie, ids, {}) == {}, "no one was asked"
    rij = {"project_id": ids[0], "soort_partij": "gemeente", "partij": "GM0014"}
    rij |= {"oordeel": KLOPT, "datum": "2026-03-01"}
    editie, _ = voeg_rij_toe(editie, "bevestigingen", tuple(BEVESTIGINGKOLOMMEN), rij, lees_bevestigingen)
    assert _bevestigingen(editie, ids, {"GM0014": "Groningen"}) == {
        ids[0]: f"{EEN} (Groningen)",
        ids[1]: NIET,
    }
