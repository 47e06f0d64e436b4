"""The reading of 2017: whole, in its place, and beside the verdict of the edition."""

import dataclasses
import re

import pandas as pd
import pytest
from test_constatering import gegevens

from lib.editie.editie import GEEN_TELLING, Bestanden, lees_editie
from lib.editie.lezing import LEZING, OVERZICHTEN, lees_lezing, lees_overzichten, punten, tabellen_van
from lib.editie.register import lees_tabellen
from lib.grond.fouten import InvoerFouten
from lib.grond.tabel import lees_tabel
from lib.pagina.lezing import (
    PAST,
    oordeel_over,
    terug,
    toon_lezing,
    toon_overzicht,
    toon_strategie,
    verhouding,
)

INSTRUMENTEN = ("werkwijze", "beleid", "inkoop", "collectieve_zorg_minima", "samenwerkingsdocument")
VORMEN = ("ontwikkelproject", "doorontwikkelen", "implementeren", "samenwerkingsafspraken")
OVERALL = (
    {("III", code) for code in ("preventie", "ggz", "ouderen", "esw", "jeugd_18")}
    | {("IV", code) for code in INSTRUMENTEN}
    | {("V", code) for code in VORMEN}
)


@pytest.fixture(scope="module")
def feiten():
    stof = gegevens({}, {"thema": "ggz"}, {"vorm": "samenwerkingsafspraken", "gemeenten": []})
    kaal = {"bestanden": Bestanden(projecten="projecten.csv")}  # no file that names its real projects
    return dataclasses.replace(stof, editie=lees_editie("2017-rapport").model_copy(update=kaal))


@pytest.fixture(scope="module")
def lezing():
    return lees_lezing()


@pytest.fixture(scope="module")
def constateringen():
    return lees_tabel(LEZING.parent / "constateringen.csv").set_index("id")


def test_elke_gedrukte_rij_heeft_een_reden_met_vindplaats(lezing):
    tabellen = lees_tabellen().query("soort == 'analyse'").set_index("tabel_id")
    verwacht = {(naam, n + 1) for naam, rij in tabellen.iterrows() for n in range(rij["rijen_gedrukt"])}
    assert set(zip(lezing["tabel_id"], lezing["rij"], strict=True)) == verwacht and len(verwacht) == 56
    for rij in lezing.itertuples():
        tabel = tabellen.loc[rij.tabel_id]
        assert rij.bron_kop.startswith(tabel["hoofdstuk"]), rij
        assert rij.bron_kop.endswith(tabel["kop"].partition(" ")[2]), rij
        assert 40 <= len(rij.reden) <= 300 and len(rij.voorbeeld) <= 200, rij
    assert (lezing["voorbeeld"] != "").sum() >= 34


def test_de_zeven_totaalbeelden_openen_de_paginas_van_drie_hoofdstukken(constateringen):
    beelden = lees_overzichten()
    assert set(zip(beelden["hoofdstuk"], beelden["code"], strict=True)) == OVERALL
    assert beelden["bron_kop"].nunique() == 7
    assert beelden["tekst"].str.len().between(40, 300).all()
    for _, groep in beelden.groupby(["hoofdstuk", "code"]):
        assert groep["volgorde"].tolist() == list(range(1, len(groep) + 1))


def test_elke_bewering_staat_bij_de_rij_of_het_beeld_waar_zij_gedrukt_is(lezing, constateringen):
    """Both ways: none is left out, and none stands under another heading than it was printed."""
    alles = pd.concat([lezing, lees_overzichten()])
    bij_kop = alles.groupby("bron_kop")["constateringen"].agg(lambda rijen: [id_ for r in rijen for id_ in r])
    koppen = {kop.split(" ", 1)[1]: kop for kop in bij_kop.index}
    for kop, ids in constateringen.reset_index().groupby("kop")["id"]:
        kaal = re.sub(r"^\d+\. ", "", kop)
        if kaal in koppen:
            assert sorted(bij_kop[koppen[kaal]]) == sorted(ids), kop
            del koppen[kaal]
    assert not koppen, "een kop waarbij geen constatering hoort"


@pytest.mark.parametrize(
    "bestand, lees, oud, nieuw, kolom, suggestie",
    [
        (LEZING, lees_lezing, "T-III-1-vorm,1,", "T-III-1-vrom,1,", "tabel_id", "T-III-1-vorm"),
        (LEZING, lees_lezing, "T-III-1-vorm,1,", "T-III-1-vorm,7,", "rij", ""),
        (LEZING, lees_lezing, "T-III-1-vorm,2,", "T-III-1-vorm,1,", "rij", ""),
        (LEZING, lees_lezing, "III1v-03;", "III1v-99;", "constateringen", "III1v-0"),
        (OVERZICHTEN, lees_overzichten, "III,ggz,", "III,beleid,", "code", ""),
    ],
)
def test_een_fout_wordt_met_zijn_plaats_gemeld(tmp_path, bestand, lees, oud, nieuw, kolom, suggestie):
    pad = tmp_path / bestand.name
    tekst = bestand.read_text(encoding="utf-8")
    assert oud in tekst
    pad.write_text(tekst.replace(oud, nieuw, 1), encoding="utf-8")
    with pytest.raises(InvoerFouten) as fout:
        lees(pad)
    (een,) = fout.value.fouten
    assert een.kolom == kolom and een.rij and een.suggestie.startswith(suggestie)


def test_de_rij_zegt_wat_het_rapport_zei_en_of_deze_editie_daarbij_past(feiten, lezing):
    eigen = lezing[lezing["tabel_id"] == "T-III-3-vorm"]
    oordelen = oordeel_over((id_ for ids in eigen["constateringen"] for id_ in ids), feiten)
    duiding = pd.DataFrame({"rij": [2], "bewering": ["Onze bewering <b>."], "duiding": ["Onze duiding."]})
    beeld = toon_lezing("T-III-3-vorm", lezing, duiding, oordelen, feiten.editie)
    rijen = re.findall(r"<tr><td.*?</tr>", beeld.inhoud, re.S)
    assert len(rijen) == 4 and 'id="T-III-3-vorm"' in beeld.inhoud
    assert "Onze bewering &lt;b&gt;." in rijen[1] and "Onze duiding." in rijen[1]
    for rij, tekst in zip(rijen, eigen.to_dict("records"), strict=True):
        uitkomsten = [oordelen[id_] for id_ in tekst["constateringen"]]
        assert verhouding(uitkomsten) in rij
        for een in uitkomsten:
            assert f'href="80-constateringen.html#c-{een.constatering.id}"' in rij
            assert PAST[een.oordeel] in rij


def _uitkomst(oordeel):
    @dataclasses.dataclass
    class Uitkomst:
        oordeel: str

    return Uitkomst(oordeel)


@pytest.mark.parametrize(
    "oordelen, woorden",
    [
        (["ja", "ja"], "Past erbij."),
        (["nee"], "Past er niet bij."),
        (["ja", "nee", "niet_toetsbaar"], "Past er deels bij."),
        (["ja", "niet_toetsbaar"], "Past erbij, voor zover te zeggen."),
        (["niet_toetsbaar"], "Niet te zeggen."),
    ],
)
def test_beweringen_samen(oordelen, woorden):
    assert verhouding([_uitkomst(oordeel) for oordeel in oordelen]) == woorden


def test_een_editie_van_voorbeelden_zegt_in_de_tabel_dat_zij_geen_telling_is(feiten, lezing):
    voorbeelden = feiten.editie.model_copy(update={"volledig": False})
    telling = feiten.editie.model_copy(update={"volledig": True})
    kaal = pd.DataFrame(columns=["rij", "bewering", "duiding"])
    for editie, verwacht in ((voorbeelden, True), (telling, False)):
        ids = lezing.loc[lezing["tabel_id"] == "T-VI-2", "constateringen"].explode()
        beeld = toon_lezing("T-VI-2", lezing, kaal, oordeel_over(ids, feiten), editie)
        assert (GEEN_TELLING in beeld.inhoud) == verwacht


@pytest.mark.parametrize(
    "eisen, verwacht",
    [
        ({"hoofdstuk": "III", "thema": "ggz"}, "III20-06"),
        ({"hoofdstuk": "III", "thema": "anders"}, "III6-01"),  # no overall picture: the findings on its maps
        ({"hoofdstuk": "II"}, "II-01"),
        ({"hoofdstuk": "VII", "zorgverzekeraar": "VGZ"}, "VII-07"),
        ({"hoofdstuk": "VII", "zorgverzekeraar": "DSW"}, ""),
    ],
)
def test_elke_pagina_opent_met_haar_bevindingen(feiten, eisen, verwacht):
    getoond = list(toon_overzicht(feiten, **eisen))
    assert (f"#c-{verwacht}" in getoond[-1].inhoud) if verwacht else len(getoond) == 1


@pytest.mark.parametrize("wie, verwacht", [("Menzis", "80 gemeenten"), ("DSW", "niet")])
def test_een_strategie_staat_naast_de_projecten(feiten, wie, verwacht):
    getoond = list(toon_strategie(wie, feiten))
    assert verwacht in getoond[-1].inhoud
    assert (GEEN_TELLING in getoond[-1].inhoud) == (wie == "Menzis")


def test_elke_bevinding_verwijst_terug_naar_haar_tabel_en_totaalbeeld(lezing):
    tabellen = lees_tabellen().query("soort == 'analyse'")
    paginas = {
        "III-3-vorm": ("30-inhoudelijk-ouderen", "Ouderen"),
        "VI-1-totaal": ("60-geografisch", "Alles"),
    }
    waar = terug(paginas)
    assert waar["III3v-02"] == [("30-inhoudelijk-ouderen.html#T-III-3-vorm", "cijfers T-III-3-vorm")]
    assert ("30-inhoudelijk-ouderen.html#overzicht", "totaalbeeld") in waar["III30-01"]
    assert "III2v-01" not in waar, "deze pagina is er niet"
    assert set(tabellen_van(lezing)["III3v-02"]) == {"T-III-3-vorm"} and len(tabellen) == 20
    assert punten(lees_overzichten(), "VI", "").empty
