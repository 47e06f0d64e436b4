import pandas as pd
import pytest

from lib.editie.ordening import lees_ordening
from lib.grond.fouten import InvoerFouten
from lib.labels import besluiten as labels

ORDENING = lees_ordening()
GEMEENTEN = pd.DataFrame(
    {"gm_code": ["GM1", "GM2", "GM3", "GM4"], "wmo_regio": ["A", "A", "B", "Stad"]}, dtype="str"
)


def projecten(**anders):
    basis = {
        "project_id": ["p", "q"],
        "titel": ["P", "Q"],
        "thema": ["ouderen", "ggz"],
        "instrument": [["werkwijze"], ["beleid", "inkoop"]],
        "vorm": ["ontwikkelproject", "implementeren"],
        "schaal": ["gemeente", "regionaal"],
        "gemeenten": [["GM1"], ["GM1", "GM2"]],
        "wmo_regios": [["A"], ["A"]],
    }
    return pd.DataFrame({**basis, **anders})


def besluit(**velden):
    leeg = dict.fromkeys(labels.LABELKOLOMMEN, "")
    return pd.DataFrame([{**leeg, "project_id": "p", "dimensie": "thema", "zekerheid": "gesteld", **velden}])


def schrijf(pad, tabel):
    pad.write_text("# besluiten\n" + tabel.to_csv(index=False), encoding="utf-8")
    return pad


def test_besluit_gaat_voor_opgave_en_de_opgave_blijft_zichtbaar():
    uit = labels.label(projecten(), besluit(voorstel="ouderen", eindoordeel="preventie"), ORDENING)
    rij = uit.set_index(["project_id", "dimensie"]).loc[("p", "thema")]
    assert (rij["opgave"], rij["eindoordeel"], rij["grondslag"]) == ("ouderen", "preventie", "besluit")
    assert labels.pas_toe(projecten(), uit)["thema"].tolist() == ["preventie", "ggz"]


def test_zonder_besluit_geldt_de_opgave_in_vaste_volgorde():
    omgekeerd = projecten(instrument=[["werkwijze"], ["inkoop", "beleid"]])
    uit = labels.label(omgekeerd, labels.lees_besluiten(None, ORDENING), ORDENING)
    assert set(uit["grondslag"]) == {"opgave"}
    assert labels.pas_toe(omgekeerd, uit)["instrument"].tolist() == [["werkwijze"], ["beleid", "inkoop"]]


def test_besluit_op_een_ander_voorstel_wordt_gemeld_en_niet_hersteld():
    uit = labels.label(projecten(), besluit(voorstel="esw", eindoordeel="esw"), ORDENING)
    (rij,) = uit[uit["opmerking"] != ""].itertuples()
    assert (rij.project_id, rij.eindoordeel) == ("p", "esw")
    assert "«esw»" in rij.opmerking and "«ouderen»" in rij.opmerking


def test_besluit_zonder_project_verdwijnt_niet():
    wees = besluit(project_id="bestaat-niet", eindoordeel="ggz")
    assert labels.besluiten_zonder_project(projecten(), wees)["project_id"].tolist() == ["bestaat-niet"]


def test_fouten_in_besluiten_komen_samen_met_rij_en_dichtstbijzijnde(tmp_path):
    tabel = pd.concat(
        [
            besluit(eindoordeel="oudern"),
            besluit(project_id="q", dimensie="temha", eindoordeel="ggz"),
            besluit(project_id="r", eindoordeel="ggz;ouderen"),
            besluit(project_id="s", eindoordeel="ggz", zekerheid="zeker"),
            besluit(project_id="s", eindoordeel="ggz"),
        ]
    )
    with pytest.raises(InvoerFouten) as gevangen:
        labels.lees_besluiten(schrijf(tmp_path / "b.csv", tabel), ORDENING)
    gevonden = [(fout.rij, fout.reden, fout.suggestie) for fout in gevangen.value.fouten]
    assert gevonden == [
        (3, "onbekend label voor thema", "ouderen"),
        (4, "onbekende dimensie", "thema"),
        (5, "thema is enkelvoudig", ""),
        (6, "onbekende zekerheid", ""),
        (7, "tweede besluit over hetzelfde", ""),
    ]


def test_beslist_is_alleen_wat_een_eindoordeel_heeft():
    tabel = pd.concat([besluit(eindoordeel="ggz"), besluit(project_id="q")])
    assert labels.besliste_labels(tabel) == {("p", "thema")}


def test_schendingen_per_project():
    fout = projecten(
        thema=["ouderen", "ouderen;ggz"], instrument=[[], ["inkoop"]], vorm=["", "implementeren"]
    )
    gevonden = labels.schendingen(fout)[["project_id", "dimensie", "reden"]].values.tolist()
    assert gevonden == [
        ["p", "vorm", "geen label"],
        ["p", "instrument", "geen label"],
        ["q", "thema", "2 labels, de regel is één"],
    ]
    assert labels.schendingen(projecten()).empty


@pytest.mark.parametrize(
    ("codes", "regios", "schaal", "goed"),
    [
        (["GM1"], ["A"], "gemeente", True),
        (["GM1"], ["A"], "regionaal", False),
        (["GM1", "GM2"], ["A"], "regionaal", True),
        (["GM1", "GM2"], ["A"], "gemeente", False),
        (["GM1", "GM2"], ["A"], "bovenregionaal", False),
        (["GM1", "GM3"], ["A", "B"], "bovenregionaal", True),
        (["GM1", "GM3"], ["A", "B"], "regionaal", False),
        (["GM4"], ["Stad"], "gemeente", True),
        (["GM4"], ["Stad"], "regionaal", True),
        ([], ["A"], "gemeente", True),
        ([], ["A"], "bovenregionaal", False),
        ([], [], "bovenregionaal", True),
    ],
)
def test_schaal_tegen_de_plaatsen(codes, regios, schaal, goed):
    een = projecten(
        gemeenten=[codes, ["GM1", "GM2"]], wmo_regios=[regios, ["A"]], schaal=[schaal, "regionaal"]
    )
    gemeld = labels.controleer_schaal(een, GEMEENTEN)
    assert gemeld["project_id"].tolist() == ([] if goed else ["p"])
