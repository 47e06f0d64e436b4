import pytest
from hypothesis import given
from hypothesis import strategies as st
from kaartproef import GEMEENTEN, gegevens

from lib.pergemeente import per_gemeente, uitval


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
