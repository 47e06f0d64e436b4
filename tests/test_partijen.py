"""Other parties and what people wrote of a project: counted, shown, and no more than is known."""

import dataclasses

import pandas as pd
import pytest
from test_constatering import gegevens

from lib.analyse.partijen import (
    ERVARINGKOPPEN,
    ervaringen,
    groepen_van,
    lees_partijen,
    partijen_in_het_kort,
    tel_partijen,
    veldvulling,
)
from lib.editie.ordening import lees_ordening
from lib.grond.fouten import InvoerFouten
from lib.inlezen.bron import ERVARINGEN, OPTIONEEL
from lib.inlezen.rijen import VRIJ
from lib.inlezen.sjabloon import lees_kolommen, lees_voorbeeldrijen
from lib.pagina.partijen import LEEG, toon_ervaringen, toon_partijen


def stof(*cellen, **meer):
    feiten = gegevens(*({"thema": thema} for thema, _ in cellen))
    projecten = feiten.projecten.assign(andere_partijen=[cel for _, cel in cellen], **meer)
    return dataclasses.replace(feiten, projecten=projecten)


@pytest.mark.parametrize(
    "cel, groepen",
    [
        ("", ()),
        ("huisartsen; POH", ("huisarts",)),
        ("Cliënten;professionals;zorgaanbieders", ("client", "aanbieder")),
        ("GGD, ggz-aanbieders", ("ggd", "ggz")),
        ("cliëntenraden", ("client",)),
        ("de fanfare", ("overig",)),
    ],
)
def test_een_partij_telt_in_haar_groep(cel, groepen):
    assert groepen_van(cel) == groepen


def test_een_project_telt_bij_elk_van_zijn_partijen_en_leeg_is_niet_genoemd():
    feiten = stof(("ouderen", "huisartsen; GGD"), ("ouderen", ""), ("ggz", "huisarts"))
    telling = tel_partijen(feiten.projecten, lees_ordening()).set_index("partij")
    assert telling["projecten"].to_dict() == {
        "huisartsen en praktijkondersteuners": 2,
        "GGD": 1,
        "niet genoemd": 1,
        "totaal": 3,
    }
    assert telling.loc["totaal", ["ouderen", "GGZ"]].tolist() == [2, 1]
    kort = partijen_in_het_kort(feiten.projecten)
    assert kort.startswith("Ook doen mee: huisartsen") and "Van 1 van de 3 projecten" in kort
    assert "niet opgegeven" in partijen_in_het_kort(feiten.projecten.query("andere_partijen == ''"))


def test_een_minimacontract_telt_niet_mee():
    feiten = stof(("anders", "GGD"), ("anders", "GGD"), is_minimacontract=[True, False])
    assert tel_partijen(feiten.projecten, lees_ordening())["projecten"].tolist() == [1, 0, 1]


def test_lege_velden_kosten_niets_en_worden_gezegd():
    feiten = stof(("ouderen", ""))
    assert ervaringen(feiten).empty and veldvulling(feiten)["ingevuld"].sum() == 0
    assert list(toon_ervaringen(feiten))[-1].inhoud == LEEG
    assert all("niet genoemd" in beeld.inhoud for beeld in toon_partijen(feiten))


def test_wat_mensen_schreven_staat_er_met_zijn_veld():
    feiten = stof(("ouderen", ""), ("ggz", ""), condities=["geld", ""], minder_intensief=["", "<b>keuze</b>"])
    gevonden = ervaringen(feiten)
    assert set(zip(gevonden["veld"], gevonden["tekst"], strict=True)) == {
        ("Condities", "geld"),
        ("Bewust minder intensief", "<b>keuze</b>"),
    }
    assert "&lt;b&gt;keuze" in list(toon_ervaringen(feiten))[-1].inhoud


def test_het_sjabloon_en_het_inlezen_kennen_de_velden():
    assert set(ERVARINGEN) <= set(OPTIONEEL) & set(VRIJ) & {kolom.naam for kolom in lees_kolommen()}
    assert tuple(ERVARINGKOPPEN) == ERVARINGEN
    assert not any(kolom.verplicht for kolom in lees_kolommen() if kolom.naam in ERVARINGEN)
    assert lees_voorbeeldrijen()["condities"].str.len().any()


def test_een_kapot_patroon_wordt_met_zijn_plaats_gemeld(tmp_path):
    pad = tmp_path / "partijen.csv"
    pad.write_text("groep,naam,patroon,is_aanbieder,toelichting\nggd,GGD,(,ja,\nggd,GGD,x,soms,\n")
    with pytest.raises(InvoerFouten) as fout:
        lees_partijen(pad)
    assert {een.kolom for een in fout.value.fouten} == {"groep", "patroon", "is_aanbieder"}


def test_elke_groep_is_een_rij_met_een_naam():
    groepen = lees_partijen()
    assert len(groepen) >= 10 and groepen["is_aanbieder"].any()
    assert isinstance(groepen, pd.DataFrame) and groepen["naam"].is_unique
