import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.labels.dekking import DEKKING_KOLOMMEN, maak_dekking

CODES = [f"GM{i:04d}" for i in range(9)]
GEMEENTEN = pd.DataFrame({"gm_code": CODES, "wmo_regio": list("AAABBBCCC")}, dtype="str")


def projecten(lijsten):
    aantal = len(lijsten)
    return pd.DataFrame(
        {
            "project_id": pd.Series([f"p{i}" for i in range(aantal)], dtype="str"),
            "thema": pd.Series(["ggz"] * aantal, dtype="str"),
            "vorm": pd.Series(["implementeren"] * aantal, dtype="str"),
            "schaal": pd.Series(["gemeente"] * aantal, dtype="str"),
            "is_minimacontract": pd.Series([False] * aantal, dtype=bool),
            "instrument": pd.Series([["werkwijze", "beleid"]] * aantal, dtype=object),
            "zorgverzekeraars": pd.Series([["CZ", "VGZ"]] * aantal, dtype=object),
            "gemeenten": pd.Series(lijsten, dtype=object),
        }
    )


def test_een_rij_per_project_en_gemeente_met_labels_en_regio():
    dekking = maak_dekking(projecten([["GM0004", "GM0000"], [], ["GM0008"]]), GEMEENTEN)
    assert tuple(dekking.columns) == DEKKING_KOLOMMEN
    assert dekking[["project_id", "gm_code", "wmo_regio"]].values.tolist() == [
        ["p0", "GM0000", "A"],
        ["p0", "GM0004", "B"],
        ["p2", "GM0008", "C"],
    ]
    assert set(dekking["instrument"]) == {"werkwijze;beleid"} and set(dekking["zorgverzekeraars"]) == {
        "CZ;VGZ"
    }


def test_onbekende_gemeente_is_een_fout():
    with pytest.raises(KeyError, match="GM9999"):
        maak_dekking(projecten([["GM9999"]]), GEMEENTEN)


@given(st.lists(st.lists(st.sampled_from(CODES), unique=True), max_size=12))
def test_geen_paar_verdwijnt_of_komt_erbij(lijsten):
    dekking = maak_dekking(projecten(lijsten), GEMEENTEN)
    paren = set(zip(dekking["project_id"], dekking["gm_code"], strict=True))
    assert paren == {(f"p{i}", code) for i, lijst in enumerate(lijsten) for code in lijst}
    assert len(dekking) == sum(map(len, lijsten))
