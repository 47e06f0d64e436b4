import csv
from datetime import date

import pandas as pd
import pytest
from werkbankproef import PLAATSEN, SOORTEN, maak_editie

from lib.editie.ordening import lees_ordening
from lib.grond.fouten import InvoerFouten
from lib.labels.besluiten import LABELKOLOMMEN, lees_besluiten
from lib.labels.boek import gevonden_woorden, lees_labelboek
from lib.labels.gevallen import BETWIST, ZONDER, lees_labelstand
from lib.labels.vastleggen import leg_vast
from lib.labels.verslag import grijs, score, scores_per_label, tussen_bronnen
from lib.labels.voorstel import leer_labels, toets
from lib.werkbank.labelen import Labelaar

ORDENING = lees_ordening()
DAG = date(2026, 3, 1)
BESLUITEN = """# Besluiten van de proef.
project_id,dimensie,voorstel,voorstel_partij,zekerheid,tegenvoorstel,argument,eindoordeel,datum,bron_kop
dementie-thuis-delft,vorm,implementeren,bron,,doorontwikkelen,"De gemeente zegt:
het groeit nog.",,,
beschermd-wonen-delft,thema,ggz,bron,,ouderen,Uitgezocht.,ggz,2026-01-01,
"""


@pytest.fixture
def editie(tmp_path):
    return maak_editie(tmp_path, besluiten=BESLUITEN)


@pytest.fixture(scope="module")
def stand(tmp_path_factory):
    return lees_labelstand(maak_editie(tmp_path_factory.mktemp("labels")))


@pytest.fixture(scope="module")
def lezer(stand):
    return leer_labels(stand)


@pytest.fixture(scope="module")
def proef(lezer):
    return toets(lezer)


def test_te_beslissen_is_wat_geen_label_heeft_en_wat_betwist_is(editie):
    gevallen = lees_labelstand(editie).gevallen
    assert [(geval.project_id, geval.dimensie, geval.soort) for geval in gevallen] == [
        ("zonder-onderwerp", "thema", ZONDER),
        ("dementie-thuis-delft", "vorm", BETWIST),
    ]
    assert (gevallen[1].opgave, gevallen[1].tegenvoorstel) == ("implementeren", "doorontwikkelen")
    assert gevallen[0].staat_in == "projecten.csv, rij 29" and gevallen[0].plaatsen == "Breda"


def test_voorstel_met_kans_woorden_en_wat_erop_lijkt(stand, lezer):
    voorstel = lezer.voorstel(stand.gevallen[0])
    assert voorstel.codes == ("ouderen",)
    assert sum(voorstel.kansen.values()) == pytest.approx(1) and voorstel.kansen["ouderen"] > 0.5
    assert "dementie" in voorstel.woorden["ouderen"] and "ggz" not in voorstel.woorden
    assert {label for _, label in voorstel.buren} == {"ouderen"}


def test_een_ontkend_woord_wijst_nergens_op():
    boek = lees_labelboek(ORDENING)
    ouderen = next(code for code in boek.van_veld("thema") if code.code == "ouderen")
    assert gevonden_woorden("Hulp bij dementie", ouderen, boek) == ["dementie"]
    assert gevonden_woorden("Een demente vader", ouderen, boek) == ["dement…"]
    assert gevonden_woorden("Dit gaat niet over dementie", ouderen, boek) == []


def test_elk_label_uit_de_tekst_heeft_een_definitie_en_een_fout_in_de_lijst_wordt_gemeld(tmp_path):
    boek = lees_labelboek(ORDENING)
    assert [code.code for code in boek.van_veld("thema")] == list(ORDENING.codes("thema"))
    assert all(code.voorbeelden[0] for code in boek.codes)
    pad = tmp_path / "labelwoorden.toml"
    pad.write_text(
        '[[label]]\ndimensie = "thema"\ncode = "oudern"\n[[label]]\nwoorden = 3\n', encoding="utf-8"
    )
    with pytest.raises(InvoerFouten) as fouten:
        lees_labelboek(ORDENING, pad)
    assert [fout.kolom for fout in fouten.value.fouten] == ["code", "dimensie", "code", "woorden"]
    assert fouten.value.fouten[0].suggestie == "ouderen"


def test_toets_ziet_elk_project_een_keer_en_scoort_boven_raden(proef):
    aantal = len(SOORTEN) * len(PLAATSEN)
    assert proef.groupby("dimensie")["project_id"].nunique().to_dict() == dict.fromkeys(
        ("thema", "instrument", "vorm"), aantal
    )
    thema = score(proef).set_index("dimensie").loc["thema"]
    assert thema["model"] > 0.9 > thema["meest_voorkomend"] == pytest.approx(1 / 3)
    assert thema["woordenlijst"] == 1
    per = scores_per_label(proef).set_index("code")
    assert per.loc["ggz", "projecten"] == len(PLAATSEN) and per.loc["ggz", "f1"] > 0.9


def test_grijs_is_waar_de_tekst_ergens_anders_op_wijst():
    proef = pd.DataFrame(
        [
            ("thema", "a", "ggz", True, False, 0.1),
            ("thema", "a", "ouderen", False, True, 0.85),
            ("thema", "b", "ggz", True, False, 0.4),
            ("thema", "b", "ouderen", False, True, 0.6),
        ],
        columns=["dimensie", "project_id", "code", "mens", "woordenlijst", "kans"],
    )
    gelabeld = pd.DataFrame({"project_id": ["a", "b"], "titel": ["Een", "Twee"]})
    gevonden = grijs(proef, gelabeld)
    assert gevonden.to_dict("records") == [
        {"titel": "Een", "dimensie": "thema", "label": "ggz", "leest_als": "ouderen", "kans": 0.85}
    ]


def test_overeenstemming_tussen_twee_bronnen():
    namen = ["project_id", "thema", "instrument", "vorm", "schaal"]
    rijen = [
        ("a", "ggz", ["werkwijze"], "implementeren", "gemeente"),
        ("a", "ggz", ["werkwijze"], "implementeren", ""),
        ("b", "ouderen", ["beleid"], "ontwikkelproject", "regionaal"),
        ("b", "ggz", ["beleid", "inkoop"], "ontwikkelproject", "regionaal"),
        ("c", "esw", ["inkoop"], "implementeren", "gemeente"),
    ]
    per = tussen_bronnen(pd.DataFrame(rijen, columns=namen), ORDENING).set_index("dimensie")
    assert per["projecten"].to_dict() == {"thema": 2, "instrument": 2, "vorm": 2, "schaal": 1}
    assert per["gelijk"].to_dict() == {"thema": 0.5, "instrument": 0.5, "vorm": 1, "schaal": 1}
    # by hand: of thema one of two pairs agrees; expected is (1·2 + 2·1) / 6 of all pairs that could be made
    assert per.loc["thema", "kappa"] == pytest.approx(0.0) and per.loc["vorm", "alpha"] == 1
    assert pd.isna(per.loc["schaal", "kappa"])


def test_een_besluit_komt_erbij_met_datum_en_reden(editie):
    geval = lees_labelstand(editie).gevallen[0]
    voor = (editie.map / "labelbesluiten.csv").read_bytes()
    editie, melding = leg_vast(editie, geval, ["ouderen"], "Gaat over dementie.", DAG, ORDENING)
    assert editie.bestand("labelbesluiten").read_bytes().startswith(voor) and "labelbesluiten.csv" in melding
    laatste = lees_besluiten(editie.bestand("labelbesluiten"), ORDENING).iloc[-1].to_dict()
    gevuld = {naam: waarde for naam, waarde in laatste.items() if waarde}
    assert gevuld == {
        "project_id": "zonder-onderwerp",
        "dimensie": "thema",
        "argument": "Besluit: Gaat over dementie.",
        "eindoordeel": "ouderen",
        "datum": "2026-03-01",
    }
    stand = lees_labelstand(editie)
    assert ZONDER not in {een.soort for een in stand.gevallen}
    gelabeld = stand.gelabeld.set_index(["project_id", "dimensie"])
    assert gelabeld.loc[("zonder-onderwerp", "thema"), "eindoordeel"] == "ouderen"
    assert (gelabeld["opmerking"] == "").all()


def test_een_open_besluit_wordt_aangevuld_en_de_rest_blijft_staan(editie):
    geval = lees_labelstand(editie).gevallen[1]
    editie, _ = leg_vast(editie, geval, ["doorontwikkelen"], "Wij volgen de gemeente.", DAG, ORDENING)
    tekst = editie.bestand("labelbesluiten").read_text(encoding="utf-8")
    assert tekst.startswith(BESLUITEN[: BESLUITEN.index("dementie-thuis-delft")])
    assert tekst.endswith(BESLUITEN[BESLUITEN.index("beschermd-wonen") :])
    rijen = list(csv.DictReader(tekst.splitlines()[1:]))
    assert len(rijen) == 2 and list(rijen[0]) == list(LABELKOLOMMEN)
    argument = "De gemeente zegt: het groeit nog. Besluit: Wij volgen de gemeente."
    assert (rijen[0]["eindoordeel"], rijen[0]["argument"]) == ("doorontwikkelen", argument)


def test_een_besluit_wordt_nooit_overschreven(editie):
    geval = lees_labelstand(editie).gevallen[0]
    leg_vast(editie, geval, ["ouderen"], "Eerst.", DAG, ORDENING)
    voor = (editie.map / "labelbesluiten.csv").read_bytes()
    with pytest.raises(InvoerFouten, match="tweede besluit"):
        leg_vast(editie, geval, ["ggz"], "Toch anders.", DAG, ORDENING)
    assert (editie.map / "labelbesluiten.csv").read_bytes() == voor


@pytest.mark.parametrize(
    ("codes", "reden", "wat"),
    [([], "Daarom.", "kies een label"), (["ggz"], " ", "waarom"), (["ggz", "esw"], "Beide.", "enkelvoudig")],
)
def test_zonder_label_zonder_reden_of_met_te_veel_wordt_niets_geschreven(editie, codes, reden, wat):
    voor = (editie.map / "labelbesluiten.csv").read_bytes()
    with pytest.raises(InvoerFouten, match=wat):
        leg_vast(editie, lees_labelstand(editie).gevallen[0], codes, reden, DAG, ORDENING)
    assert (editie.map / "labelbesluiten.csv").read_bytes() == voor


def test_knoppen_kiezen_niets_uit_zichzelf_en_een_label_tegelijk(stand, lezer):
    labelaar = Labelaar(stand, lezer)
    assert labelaar.gekozen == [] and "1 van 1" in labelaar.vraag.value
    labelaar.leg_vast.click()
    assert "kies een label" in labelaar.meldvak.vak.value and len(labelaar.rondgang.over) == 1
    labelaar.labels["ggz"].value = True
    labelaar.labels["ouderen"].value = True
    assert labelaar.gekozen == ["ouderen"]
    labelaar.later.click()
    assert "0 vastgelegd, 1 uitgesteld" in labelaar.vraag.value and labelaar.leg_vast.disabled
    labelaar.terug.click()
    assert "1 van 1" in labelaar.vraag.value and not labelaar.leg_vast.disabled and labelaar.terug.disabled
    assert stand.editie.bestand("labelbesluiten") is None
