import pytest
from hypothesis import given
from hypothesis import strategies as st
from kaartproef import GEMEENTEN, RIJ, gegevens

from lib.kaart.beeld import maak_beeld, maak_bundel
from lib.kaart.pergemeente import achter_kaart, per_gemeente, projectnummers, uitval


@pytest.fixture
def proef():
    alles = gegevens(
        ("A01 A02", {"titel": "Beta"}),
        ("A01", {"titel": "Alfa", "thema": "ggz"}),
        ("B01", {"titel": "Minima", "is_minimacontract": True}),
        ("", {"titel": "Nergens"}),
        ("C01", {"titel": "Anders", "vorm": "implementeren", "zorgverzekeraars": ["Menzis"]}),
    )
    alles.gemeenten["inwoners_2017"] = range(len(GEMEENTEN))
    return alles


def test_per_gemeente_de_projecten_op_naam(proef):
    tabel = per_gemeente({"minimacontracten": "nee"}, proef)
    assert tabel[["gemeente", "aantal"]].values.tolist() == [["A1", 2], ["A2", 1], ["C1", 1]]
    assert tabel["projecten"].tolist() == [["Alfa", "Beta"], ["Beta"], ["Anders"]]


def test_bij_een_paneel_telt_elk_thema(proef):
    rij = {"soort": "paneel", "thema": "ggz", "minimacontracten": "nee"}
    assert per_gemeente(rij, proef)["gemeente"].tolist() == ["A1", "A2", "C1"]


def test_uitval_zegt_waarom_en_telt_op(proef):
    rij = {"minimacontracten": "nee", "thema": "ouderen", "vorm": "ontwikkelproject"}
    tabel = uitval(rij, proef)
    assert tabel.values.tolist() == [
        ["alle projecten van de editie", 5],
        ["minimacontracten", -1],
        ["thema is niet ouderen", -1],
        ["vorm is niet ontwikkelproject", -1],
        ["geteld, zonder gemeenten", -1],
        ["op de kaart", 1],
    ]


def test_projecten_zijn_genummerd_op_titel(proef):
    assert projectnummers(proef).tolist() == ["P3", "P1", "P4", "P5", "P2"]


def achter(proef, **rij):
    """Return the rows of the table behind one map."""
    rij = RIJ | {"minimacontracten": "nee"} | rij
    return achter_kaart(maak_beeld(rij, proef), rij, proef).values.tolist()


def test_achter_een_kaart_staat_per_gemeente_wat_haar_kleurt(proef):
    assert achter(proef, soort="combinatie", dimensie="thema") == [
        ["A1", "ouderen + GGZ", 2, ["P1", "P3"]],
        ["A2", "ouderen", 1, ["P3"]],
        ["C1", "ouderen", 1, ["P2"]],
    ]


def test_achter_een_paneel_staan_de_projecten_van_zijn_thema(proef):
    assert achter(proef, soort="paneel", thema="ggz") == [["A1", "GGZ", 1, ["P1"]]]


def test_achter_alle_panelen_samen_staat_alles(proef):
    rijen = [RIJ | {"soort": "paneel", "instrument": "werkwijze", "thema": t} for t in ("ggz", "ouderen")]
    tabel = achter_kaart(maak_bundel("X", rijen, proef), rijen[0], proef)
    assert tabel.values.tolist()[0] == ["A1", 2, ["P1", "P3"]] and list(tabel["gemeente"]) == [
        "A1",
        "A2",
        "C1",
    ]


def test_achter_een_kaart_zonder_projecten_staat_alleen_de_klasse(proef):
    rijen = achter(proef, soort="kernwerkgebied", grenzen="wmo_regio")
    assert rijen[0] == ["A1", "Menzis"] and len(rijen) == 12


THEMAS = st.sampled_from(["", "ouderen", "ggz", "esw"])
PROJECT = st.tuples(
    st.sampled_from(["", "A01", "A01 B02"]),
    st.fixed_dictionaries({"thema": st.sampled_from(["ouderen", "ggz"]), "is_minimacontract": st.booleans()}),
)


@given(st.lists(PROJECT, min_size=1, max_size=8), THEMAS, st.sampled_from(["ja", "nee", "alleen"]))
def test_de_stappen_tellen_altijd_op(projecten, thema, minima):
    tabel = uitval({"thema": thema, "minimacontracten": minima}, gegevens(*projecten))
    *stappen, slot = tabel["projecten"].tolist()
    assert sum(stappen) == slot >= 0
