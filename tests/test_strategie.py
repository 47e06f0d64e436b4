from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kaartproef import GEMEENTEN, gegevens, ordening
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.text import Text

from lib.analyse.koppeling import KOPPELKOLOMMEN, Koppeling, koppel
from lib.analyse.strategie import (
    KERN_BINNEN,
    KERN_BUITEN,
    KERN_ONBEKEND,
    NB_GROTE_VIER,
    ontwikkelpad,
    overgangen,
    portefeuille,
    spreiding,
    zinnen,
)
from lib.analyse.verband.grootte import GROOT, gemeentetabel
from lib.analyse.verband.labels import kruistabel_van
from lib.beeld.figuur import naar_png, naar_svg
from lib.beeld.letters import Tekstregel
from lib.pagina.stroom import teken_ontwikkelpad, teken_overgangen
from lib.pagina.verbandbeeld import teken_grootte, teken_warmtekaart

MENZIS = {"zorgverzekeraars": ["Menzis"]}  # largest in region Noord: A01-A04


@pytest.fixture(scope="module")
def feiten():
    return gegevens(
        ("A01 A02", MENZIS | {"programma": "werkagenda_menzis"}),
        ("A01 B01", MENZIS | {"thema": "ggz", "vorm": "implementeren", "programma": "werkagenda_menzis"}),
        ("C01", {"zorgverzekeraars": ["Menzis", "CZ"], "vorm": "samenwerkingsafspraken"}),
        ("", MENZIS | {"thema": "ggz"}),
        ("B02", {"zorgverzekeraars": ["VGZ"]}),
        ("A03", MENZIS | {"is_minimacontract": True}),
    )


def test_portefeuille_telt_alleen_eigen_projecten(feiten):
    tabel = portefeuille("Menzis", feiten)
    assert list(tabel["dimensie"].unique()) == ["thema", "instrument", "vorm", "schaal"]
    thema = tabel[tabel["dimensie"] == "thema"].set_index("code")
    assert thema["projecten"][["ouderen", "ggz", "totaal"]].tolist() == [2, 2, 4]
    assert thema.loc["totaal", ["gemeenten", "wmo_regios", "projecten_overig"]].tolist() == [4, 3, 1]
    assert thema.loc["totaal", "zonder_gemeenten"] == 1


def test_spreiding_binnen_en_buiten(feiten):
    tabel = spreiding("Menzis", feiten).set_index("waar")
    assert tabel.loc[KERN_BINNEN].tolist() == [2, 2, 4, 3, 5]
    assert tabel.loc[KERN_BUITEN].tolist() == [2, 2, 8, 2, 5]
    assert tabel.at[KERN_ONBEKEND, "projecten"] == 1
    assert tabel["paren"].sum() == tabel["noemer"].iloc[0]


def test_zonder_kernwerkgebied_ligt_alles_erbuiten(feiten):
    andere = replace(feiten, kernwerkgebieden=None)
    assert spreiding("Menzis", andere).set_index("waar").at[KERN_BINNEN, "paren"] == 0
    assert "geen kernwerkgebied" in " ".join(zinnen("Menzis", andere))


def test_pad_per_thema_en_per_programma(feiten):
    pad = ontwikkelpad("Menzis", feiten)
    assert pad["groep"].tolist() == ["ouderen", "ggz"]
    assert pad.set_index("groep").loc["ggz"].tolist() == ["GGZ", 1, 0, 1, 0, 2]
    programma = ontwikkelpad("Menzis", feiten, "programma", {"werkagenda_menzis": "Werkagenda"})
    assert programma["label"].tolist() == ["Werkagenda", "geen programma"]
    assert programma["projecten"].tolist() == [2, 2]
    assert ontwikkelpad("Eno", feiten).empty


plaatsen = st.sampled_from(["", "A01", "A02 B01", "C01 C02 C03"])
partijen = st.lists(st.sampled_from(["Menzis", "CZ", "VGZ"]), unique=True)
vormen = st.sampled_from(["ontwikkelproject", "doorontwikkelen", "implementeren", "samenwerkingsafspraken"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(plaatsen, partijen, vormen), min_size=1, max_size=15), st.randoms())
def test_tellingen_sluiten_en_de_volgorde_maakt_niet_uit(rijen, toeval):
    def maak(lijst):
        return gegevens(*[(p, {"zorgverzekeraars": z, "vorm": v}) for p, z, v in lijst])

    een, ander = maak(rijen), maak(toeval.sample(rijen, len(rijen)))
    pad, waar = ontwikkelpad("Menzis", een), spreiding("Menzis", een)
    n = sum("Menzis" in z for _, z, _ in rijen)
    assert pad["projecten"].sum() == n == pad.drop(columns=["groep", "label", "projecten"]).to_numpy().sum()
    assert waar["paren"].sum() == sum(len(p.split()) for p, z, _ in rijen if "Menzis" in z)
    pd.testing.assert_frame_equal(pad, ontwikkelpad("Menzis", ander))
    pd.testing.assert_frame_equal(waar, spreiding("Menzis", ander))
    assert zinnen("Menzis", een) == zinnen("Menzis", ander)


def test_zinnen_noemen_getallen_en_voorbehoud(feiten):
    tekst = zinnen("Menzis", feiten)
    assert "4 projecten, in 4 gemeenten en 3 Wmo-regio's" in tekst[0]
    assert "Thema's: ouderen 2, GGZ 2." in tekst
    assert any("60,0 % (n = 5)" in zin and "2 van de 4 gemeenten" in zin for zin in tekst)
    assert any("van de ene naar de andere fase" in zin for zin in tekst)
    assert tekst[-1] == NB_GROTE_VIER
    assert zinnen("Eno", feiten)[0] == "In deze editie staat geen project van Eno."


def test_zinnen_melden_een_project_voor_het_hele_kernwerkgebied():
    tekst = zinnen("Menzis", gegevens(("A01 A02 A03 A04", MENZIS)))
    assert "Let op: 1 project noemt precies het hele kernwerkgebied." in tekst


def _editie(**vormen_per_project) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"project_id": naam, "vorm": vorm, "zorgverzekeraars": ["Menzis"], "is_minimacontract": False}
            for naam, vorm in vormen_per_project.items()
        ]
    )


def zonder_koppeling(nu, vorige):
    leeg = pd.DataFrame(columns=list(KOPPELKOLOMMEN), dtype="str")
    return koppel(nu, vorige, Koppeling("", leeg, [])).verloop


def test_overgangen_volgen_het_project():
    vorige = _editie(
        a="ontwikkelproject", b="ontwikkelproject", c="samenwerkingsafspraken", weg="implementeren"
    )
    nu = _editie(a="doorontwikkelen", b="ontwikkelproject", c="ontwikkelproject", d="implementeren")
    verloop = zonder_koppeling(nu, vorige)
    tabel = overgangen("Menzis", nu, vorige, verloop)
    assert list(tabel.itertuples(index=False, name=None)) == [
        ("ontwikkelproject", "ontwikkelproject", 1),
        ("ontwikkelproject", "doorontwikkelen", 1),
        ("implementeren", "niet meer", 1),
        ("samenwerkingsafspraken", "ontwikkelproject", 1),
        ("nieuw", "implementeren", 1),
    ]
    assert overgangen("CZ", nu, vorige, verloop).empty
    minima = overgangen("Menzis", nu.assign(is_minimacontract=True), vorige, verloop)
    assert minima["naar"].eq("niet meer").all()
    assert overgangen("", nu.assign(zorgverzekeraars=[["CZ"], [], ["VGZ"], []]), vorige, verloop).equals(
        tabel
    )


def test_een_hernoemd_project_gaat_mee_als_mensen_het_koppelen():
    vorige = _editie(oud="ontwikkelproject", b="implementeren")
    nu = _editie(nieuw="doorontwikkelen", b="implementeren")
    regels = pd.DataFrame([("nieuw", "oud", "hernoemd")], columns=list(KOPPELKOLOMMEN))
    los, vast = zonder_koppeling(nu, vorige), koppel(nu, vorige, Koppeling("k.csv", regels, [])).verloop
    paren = [overgangen("Menzis", nu, vorige, verloop)[["van", "naar"]] for verloop in (los, vast)]
    assert [set(paar.itertuples(index=False, name=None)) for paar in paren] == [
        {("implementeren", "implementeren"), ("nieuw", "doorontwikkelen"), ("ontwikkelproject", "niet meer")},
        {("implementeren", "implementeren"), ("ontwikkelproject", "doorontwikkelen")},
    ]


# --- figures -------------------------------------------------------------------------------------


def _figuren(feiten):
    editie, o = feiten.editie, ordening()
    inwoners = GEMEENTEN.assign(inwoners_2017=[9_000 * 2**i for i in range(5)] + [20_000] * 7)
    vorige = SimpleNamespace(titel="Vorige editie")
    tabellen = (
        _editie(a="doorontwikkelen", b="implementeren", c="implementeren"),
        _editie(a="ontwikkelproject"),
    )
    stappen = overgangen("Menzis", *tabellen, zonder_koppeling(*tabellen))
    return {
        "pad": teken_ontwikkelpad(ontwikkelpad("Menzis", feiten), "Menzis", o, editie),
        "overgangen": teken_overgangen(stappen, "Menzis", o, editie, vorige),
        "warmte": teken_warmtekaart("vorm-instrument", kruistabel_van("vorm-instrument", feiten), o, editie),
        "grootte": teken_grootte(gemeentetabel(replace(feiten, gemeenten=inwoners)), GROOT, editie),
    }


@pytest.fixture(scope="module")
def figuren(feiten):
    return _figuren(feiten)


def _teksten(figuur) -> list[Text | Tekstregel]:
    alle = [*figuur.findobj(Text), *figuur.findobj(Tekstregel)]
    return [tekst for tekst in alle if tekst.get_text().strip() and tekst.get_visible()]


@pytest.mark.parametrize("naam", ["pad", "overgangen", "warmte", "grootte"])
def test_figuur_is_leesbaar_past_op_het_blad_en_is_steeds_dezelfde(naam, figuren, feiten):
    figuur = figuren[naam]
    png = naar_png(figuur)
    assert png == naar_png(_figuren(feiten)[naam])
    assert figuur.beeld.alt and figuur.beeld.titel in naar_svg(figuur)
    rand = figuur.bbox
    for tekst in _teksten(figuur):
        assert tekst.get_fontsize() >= 7, tekst.get_text()
        vak = tekst.get_window_extent()
        assert vak.x0 >= -1 and vak.x1 <= rand.x1 + 1, tekst.get_text()


def test_stand_verbindt_de_fasen_niet(figuren):
    """Nothing may run from one stage to the next: no bands, and every bar stays within its column."""
    figuur = figuren["pad"]
    assert not figuur.findobj(PathPatch)
    balken = [r for r in figuur.findobj(Rectangle) if r.get_height() == 6.0]
    assert len(balken) == 4 and max(balk.get_width() for balk in balken) < 25
    assert "Het laat niet zien" in figuur.beeld.bijschrift


def test_overgangen_zijn_zo_dik_als_hun_aantal(figuren):
    dikte = [np.ptp(p.get_path().vertices[[0, 7], 1]) for p in figuren["overgangen"].findobj(PathPatch)]
    assert len(dikte) == 2 and dikte[1] == pytest.approx(2 * dikte[0])
    assert figuren["overgangen"].beeld.titel == "Menzis: 1 van 1 gebleven project een fase verder"


def test_warmtekaart_heeft_teken_en_aantal_in_elk_vak(figuren):
    cellen = [t.get_text() for t in _teksten(figuren["warmte"]) if "\n(" in t.get_text()]
    assert len(cellen) == 4 * 5
    assert any(cel.startswith("+") for cel in cellen) or any(cel.startswith("–") for cel in cellen)


def test_synthetische_editie_zegt_het_op_de_figuur(feiten):
    editie = SimpleNamespace(**vars(feiten.editie) | {"synthetisch": True})
    figuur = teken_ontwikkelpad(ontwikkelpad("Menzis", feiten), "Menzis", ordening(), editie)
    assert any("SYNTHETISCH" in tekst.get_text() for tekst in _teksten(figuur))
