"""Agreement, change and regions that stand out, on tables small enough to check by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.editie.editie import lees_editie
from lib.grond.fouten import InvoerFouten
from lib.venster.beeld import teken_standpunten
from lib.venster.grafiek import teken_trechter
from lib.venster.onderdrukking import lees_beleid
from lib.venster.tellen import ALLE, NEDERLAND, PARTIJEN, maten, paren, publiceer, tel_paren
from lib.venster.uitschieters import (
    bij_toeval,
    eenstemmig,
    grenzen,
    lees_uitschieterregel,
    niet_te_beoordelen,
    trechter,
)
from lib.venster.verschil import (
    EENS,
    GEEN,
    JA,
    NEE,
    ONBEKEND,
    ONDERDRUKT,
    ONEENS,
    VERDEELD,
    antwoordovergangen,
    eens_of_oneens,
    omgeslagen,
    onderdruk_overgangen,
    standpunten,
)

REGEL = lees_uitschieterregel()


def uitkomst(*rijen: tuple) -> pd.DataFrame:
    """Return published cells from (meetjaar, regio, partij, n_antwoord, n_ja); n_ja None: hidden."""
    tabel = pd.DataFrame(rijen, columns=["meetjaar", "regio", "partij", "n_antwoord", "n_ja"])
    tabel = tabel.astype({"n_ja": "Int64"}).assign(onderdeel="agenda", n_genodigd=tabel["n_antwoord"])
    return maten(tabel).assign(onderdrukt=tabel["n_ja"].isna() & (tabel["n_antwoord"] > 0), indicatief=True)


def punten(**codes: str) -> pd.DataFrame:
    """Return what the three parties say in each region, as letters: j n v - ?"""
    letter = {"j": JA, "n": NEE, "v": VERDEELD, "-": GEEN, "?": ONDERDRUKT}
    rijen = [
        (regio, onderdeel, partij, letter[teken])
        for regio, delen in codes.items()
        for onderdeel, tekens in zip(("agenda", "proces"), delen.split(), strict=False)
        for partij, teken in zip(PARTIJEN, tekens, strict=True)
    ]
    return pd.DataFrame(rijen, columns=["regio", "onderdeel", "partij", "standpunt"])


def test_standpunt_uit_de_getoonde_aantallen():
    cellen = uitkomst(
        (2020, "A", "gemeenten", 3, 3),
        (2020, "A", "zorgverzekeraar", 2, 1),
        (2020, "A", "zorgkantoor", 1, 0),
        (2020, "B", "gemeenten", 1, None),
        (2020, "B", "zorgkantoor", 0, 0),
        (2020, NEDERLAND, ALLE, 7, 4),
    )
    assert standpunten(cellen, 2020)["standpunt"].tolist() == [JA, VERDEELD, NEE, ONDERDRUKT, GEEN]


@pytest.mark.parametrize(
    ("tekens", "oordeel"),
    [
        ("jjj", EENS),
        ("nn-", EENS),
        ("jnj", ONEENS),
        ("vjj", ONEENS),
        ("j--", ONBEKEND),
        ("jj?", ONBEKEND),
        ("jn?", ONEENS),
        ("???", ONBEKEND),
    ],
)
def test_een_afwijkende_partij_verdwijnt_nooit(tekens, oordeel):
    assert eens_of_oneens(punten(A=tekens))["oordeel"].tolist() == [oordeel]


def _antwoorden(*paar: str, partij: str = "gemeenten") -> pd.DataFrame:
    """Return answers of 2020 and 2021 from pairs such as 'jn'."""
    woord = {"j": "ja", "n": "nee", "-": None}
    rijen = [
        (jaar, "A", partij, f"{partij}{i}", "agenda", "ja_nee", woord[teken])
        for i, twee in enumerate(paar)
        for jaar, teken in zip((2020, 2021), twee, strict=True)
    ]
    kolommen = ["meetjaar", "regio", "partij", "organisatie", "onderdeel", "soort", "antwoord"]
    return pd.DataFrame(rijen, columns=kolommen).astype({"antwoord": "str"})


def test_mcnemar_met_de_hand():
    """8 changes, 7 of them to JA: p = 2 · (C(8,0) + C(8,1)) / 2⁸ = 18/256."""
    telling = antwoordovergangen(paren(_antwoorden(*["nj"] * 7, "jn", "jj", "nn", "j-", "-n")))
    rij = telling.set_index("partij").loc[ALLE]
    assert rij[["n_beide", "ja_ja", "ja_nee", "nee_ja", "nee_nee"]].tolist() == [10, 1, 1, 7, 1]
    assert rij["p"] == pytest.approx(18 / 256)


def test_bij_minder_dan_zes_overstappers_geen_toets():
    assert antwoordovergangen(paren(_antwoorden(*["nj"] * 5)))["p"].isna().all()
    assert antwoordovergangen(paren(_antwoorden(*["nj"] * 6)))["p"].tolist() == [2 / 2**6] * 2


@given(st.lists(st.sampled_from(["jj", "jn", "nj", "nn", "j-", "-n", "--"]), min_size=1, max_size=30))
def test_overgangen_tellen_op_tot_wie_twee_keer_antwoordde(paar):
    stellen = paren(_antwoorden(*paar))
    if len(stellen):
        telling = antwoordovergangen(stellen)
        assert (telling["n_beide"] == sum("-" not in twee for twee in paar)).all()
        nu = tel_paren(stellen).query("meetjaar == 2021").set_index("partij")["n_ja"]
        assert (telling.set_index("partij").eval("ja_ja + nee_ja") == nu).all()


def test_te_weinig_wordt_niet_getoond():
    from lib.venster.tellen import tel

    gegeven = pd.concat([_antwoorden("jj", "jn"), _antwoorden(*["jj", "nn", "jn"] * 4, partij="zorgkantoor")])
    wie = gegeven[["meetjaar", "regio", "partij", "organisatie"]].drop_duplicates()
    weer = publiceer(tel(gegeven, wie), tel_paren(paren(gegeven)), lees_beleid("openbaar"))[1]
    over = onderdruk_overgangen(antwoordovergangen(paren(gegeven)), weer).set_index("partij")
    assert over.at["gemeenten", "onderdrukt"] and pd.isna(over.at["gemeenten", "ja_nee"])
    assert over["onderdrukt"].sum() >= 2  # one alone would follow from the total
    intern = publiceer(tel(gegeven, wie), tel_paren(paren(gegeven)), lees_beleid("intern"))[1]
    assert not onderdruk_overgangen(antwoordovergangen(paren(gegeven)), intern)["onderdrukt"].any()


def test_omgeslagen_van_ja_naar_nee():
    cellen = uitkomst(
        (2020, "B", "gemeenten", 3, 3), (2022, "B", "gemeenten", 4, 0),
        (2020, "A", "zorgkantoor", 1, 1), (2022, "A", "zorgkantoor", 1, 0),
        (2020, "A", "gemeenten", 3, 0), (2022, "A", "gemeenten", 3, 3),
    )  # fmt: skip
    assert omgeslagen(cellen, 2020, 2022)["regio"].tolist() == ["A", "B"]


# --- regions that stand out ----------------------------------------------------------------------


def _trechter(*regios: tuple[str, int, int]) -> pd.DataFrame:
    n, ja = sum(r[1] for r in regios), sum(r[2] for r in regios)
    cellen = uitkomst(*[(2020, naam, ALLE, n, ja) for naam, n, ja in regios], (2020, NEDERLAND, ALLE, n, ja))
    return trechter(cellen, 2020, REGEL)


def test_trechter_tegen_de_binomiale_verdeling():
    """At a share of one half, of 10 answers 2 to 8 lie within 95 %: P(X ≤ 1) = 11/1024 < 2,5 %."""
    laag, hoog = grenzen(np.array([10]), 0.5, 0.95)
    assert (laag[0], hoog[0]) == (2, 8)
    regios = [("Midden", 400, 200), ("Onder", 10, 1), ("Rand", 10, 2), ("Boven", 10, 9), ("Weinig", 2, 0)]
    ligt = _trechter(*regios).set_index("regio")["ligt"].to_dict()
    assert ligt == {"Boven": "boven", "Midden": "", "Onder": "onder", "Rand": ""}


def test_verborgen_regio_s_komen_niet_in_de_trechter():
    cellen = uitkomst((2020, "A", ALLE, 9, None), (2020, "B", ALLE, 9, 4), (2020, NEDERLAND, ALLE, 18, 9))
    assert trechter(cellen, 2020, REGEL)["regio"].tolist() == ["B"]


@given(st.integers(1, 60), st.floats(0.05, 0.95))
def test_bij_toeval_ligt_hoogstens_een_op_de_twintig_buiten(n, aandeel):
    vergeleken = pd.DataFrame({"n_antwoord": [n], "landelijk": [aandeel]})
    assert 0 <= bij_toeval(vergeleken, REGEL) <= 0.05 + 1e-9


def test_eenstemmig_vraagt_twee_partijen_op_alle_onderdelen():
    stand = punten(
        A="nnj nnv", B="nn- nn-", C="nnj njj", D="jj- jj-", E="jjn jjj", F="jjj jjj", G="jj? jj?", H="n-- n--"
    )
    gevonden = eenstemmig(stand, REGEL)
    assert list(zip(gevonden["regio"], gevonden["richting"], strict=True)) == [
        ("A", NEE), ("B", NEE), ("D", JA), ("F", JA),
    ]  # fmt: skip
    assert gevonden["partijen"].iloc[0] == ["gemeenten", "zorgverzekeraar"]
    assert niet_te_beoordelen(stand) == ["G"]


def test_de_regel_staat_op_de_pagina_en_is_te_veranderen(tmp_path):
    assert "95 van de 100" in REGEL.in_woorden() and "2 of meer van de drie" in REGEL.in_woorden()
    ander = tmp_path / "uitschieters.toml"
    tekst = (
        "[trechter]\nzekerheid = {}\nminste_antwoorden = 5\n[eenstemmig]\npartijen_nee = 3\npartijen_ja = 3\n"
    )
    ander.write_text(tekst.format(0.99), encoding="utf-8")
    streng = lees_uitschieterregel(ander)
    assert eenstemmig(punten(A="nnj nnj", B="nnn nnn"), streng)["regio"].tolist() == ["B"]
    ander.write_text(tekst.format(95) + "norm = 1\n", encoding="utf-8")
    with pytest.raises(InvoerFouten) as fouten:
        lees_uitschieterregel(ander)
    assert {fout.kolom for fout in fouten.value.fouten} == {"trechter.zekerheid", "eenstemmig.norm"}


# --- pictures ------------------------------------------------------------------------------------


def test_standpunten_als_figuur_tonen_elke_partij():
    stand = punten(Aa="jnj vj-", Bb="jj? jjj")
    beeld = teken_standpunten(stand, 2021, lees_editie("voorbeeld")).beeld
    assert beeld.titel.startswith("In 1 van de 2 regio's")
    assert (
        "alle antwoorden JA: 8; JA en NEE: 1; alle antwoorden NEE: 1; geen antwoord: 1; niet getoond: 1"
        in beeld.alt
    )
    assert beeld.synthetisch


def test_trechter_noemt_wie_erbuiten_valt_en_heeft_geen_norm():
    figuur = teken_trechter(
        _trechter(("Midden", 400, 200), ("Onder", 10, 1)), REGEL, 2020, lees_editie("voorbeeld")
    )
    assert figuur.beeld.titel == "1 regio buiten de trechter in 2020"
    teksten = [tekst.get_text() for assen in figuur.axes for tekst in assen.texts]
    assert "Onder (10)" in teksten and not any("Midden" in tekst for tekst in teksten)
    assert not any(assen.get_lines() for assen in figuur.axes)
