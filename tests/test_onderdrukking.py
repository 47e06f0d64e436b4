"""Suppression: an attacker with every published number must not get a hidden cell back."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from lib.grond.fouten import InvoerFouten
from lib.venster.onderdrukking import BESCHERMD, WAARDEN, lees_beleid, onderdruk, onderdruk_gemiddelde

BELEID = lees_beleid("openbaar")
STRENG = BELEID.model_copy(update={"breedte": 2})
ALLES = ("Nederland", "alle")


def maak_tabel(cellen, **vast):
    """Return the table of ``{(regio, partij): (n, ja)}`` with all its totals, and a share."""
    regios, partijen = (list(dict.fromkeys(kant)) for kant in zip(*cellen, strict=True))
    rijen = []
    for regio, partij in itertools.product([*regios, "Nederland"], [*partijen, "alle"]):
        eigen = [w for (r, p), w in cellen.items() if regio in (r, "Nederland") and partij in (p, "alle")]
        n, ja = (sum(kant) for kant in zip(*eigen, strict=True)) if eigen else (0, 0)
        rijen.append(vast | {"regio": regio, "partij": partij, "n_antwoord": n, "n_ja": ja})
    tabel = pd.DataFrame(rijen)
    return tabel.assign(aandeel_ja=tabel["n_ja"] / tabel["n_antwoord"], laag=0.0, hoog=1.0)


def aanval(openbaar, sommen):
    """Return for each row, and each rest, the lowest and highest n_ja that agree with what is published.

    The attacker knows every count of answers, every published number of JA, and what adds up; ``sommen``
    are (row of the total, rows of its parts, answers that the parts leave).
    """
    aantal = len(openbaar)
    resten = [rest for *_, rest in sommen]
    hoog = np.array([*openbaar["n_antwoord"], *resten], dtype=float)
    laag = np.zeros(aantal + len(sommen))
    bekend = openbaar["n_ja"].notna().to_numpy()
    hoog[:aantal][bekend] = laag[:aantal][bekend] = openbaar["n_ja"][bekend].astype(float)
    matrix = np.zeros((len(sommen), len(laag)))
    for k, (totaal, delen, _) in enumerate(sommen):
        matrix[k, totaal], matrix[k, aantal + k] = -1, 1
        matrix[k, list(delen)] = 1
    regels = LinearConstraint(matrix, 0, 0)
    grenzen = np.column_stack([laag, hoog]).astype(int)
    for i in np.flatnonzero(laag < hoog):
        doel = np.eye(len(laag))[i]
        opgelost = [
            milp(teken * doel, integrality=np.ones(len(doel)), bounds=Bounds(laag, hoog), constraints=regels)
            for teken in (1, -1)
        ]
        grenzen[i] = [round(teken * een.fun) for teken, een in zip((1, -1), opgelost, strict=True)]
    return grenzen


def sommen_van(tabel):
    """Return the sums over regio and over partij, worked out without lib."""
    plek = {(r, p): i for i, (r, p) in enumerate(zip(tabel["regio"], tabel["partij"], strict=True))}
    regios = [r for r in dict.fromkeys(tabel["regio"]) if r != "Nederland"]
    partijen = [p for p in dict.fromkeys(tabel["partij"]) if p != "alle"]
    for partij in [*partijen, "alle"]:
        yield plek["Nederland", partij], [plek[r, partij] for r in regios], 0
    for regio in [*regios, "Nederland"]:
        yield plek[regio, "alle"], [plek[regio, p] for p in partijen], 0


def toets(tabel, openbaar, sommen, beleid):
    """Assert that no hidden cell is exact, and that each sensitive one keeps its width."""
    grenzen = aanval(openbaar, sommen)
    for i, (laag, hoog) in enumerate(grenzen[: len(tabel)]):
        n, ja = tabel["n_antwoord"][i], tabel["n_ja"][i]
        gevoelig = 0 < n < beleid.minimum_n or (ja in (0, n) and 0 < n < beleid.gelijk_tot_n)
        if openbaar["onderdrukt"][i]:
            assert hoog > laag, openbaar.loc[i].to_dict()
        if gevoelig:
            assert openbaar["onderdrukt"][i] and hoog - laag >= min(beleid.breedte, n)
    for (totaal, delen, n), (laag, hoog) in zip(sommen, grenzen[len(tabel) :], strict=True):
        ja = tabel["n_ja"][totaal] - tabel["n_ja"][delen].sum()
        if 0 < n < beleid.minimum_n or (ja in (0, n) and 0 < n < beleid.gelijk_tot_n):
            assert hoog - laag >= min(beleid.breedte, n), tabel.loc[[totaal, *delen]]


cel = st.integers(0, 6).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


@st.composite
def tabellen(trek):
    regios = [f"R{i}" for i in range(trek(st.integers(1, 5)))]
    plekken = itertools.product(regios, ("gemeenten", "zorgverzekeraar", "zorgkantoor"))
    return {plek: trek(cel) for plek in plekken}


@given(tabellen(), st.sampled_from([BELEID, STRENG]))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_attacker_cannot_recover_a_hidden_cell(cellen, beleid):
    tabel = maak_tabel(cellen)
    toets(tabel, onderdruk(tabel, beleid), list(sommen_van(tabel)), beleid)


@given(tabellen(), st.data())
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_attacker_cannot_use_the_difference_between_everybody_and_a_subset(cellen, data):
    """Those who answered both times, and everybody: the difference is the answers of the few others."""
    deel = {}
    for plek, (n, ja) in cellen.items():
        ja_beide = data.draw(st.integers(0, ja))
        deel[plek] = (ja_beide + data.draw(st.integers(0, n - ja)), ja_beide)
    groepen = [maak_tabel(cellen, groep="allen"), maak_tabel(deel, groep="ook in 2020")]
    tabel = pd.concat(groepen, ignore_index=True)
    half = len(groepen[0])
    sommen = list(sommen_van(groepen[0]))
    sommen += [(t + half, [d + half for d in delen], 0) for t, delen, _ in sommen]
    rest = tabel["n_antwoord"][:half].to_numpy() - tabel["n_antwoord"][half:].to_numpy()
    sommen += [(i, [i + half], int(rest[i])) for i in range(half)]
    toets(tabel, onderdruk(tabel, BELEID), sommen, BELEID)


def test_hidden_rows_show_no_value_and_give_no_reason_that_tells():
    cellen = {("R1", "gemeenten"): (4, 4), ("R1", "zorgkantoor"): (1, 0), ("R2", "gemeenten"): (9, 5)}
    cellen |= {("R2", "zorgkantoor"): (1, 1), ("R3", "gemeenten"): (8, 3), ("R3", "zorgkantoor"): (1, 1)}
    tabel = maak_tabel(cellen)
    openbaar = onderdruk(tabel, BELEID)
    verborgen = openbaar[openbaar["onderdrukt"]]
    kolommen = [naam for naam in WAARDEN if naam in verborgen]
    assert len(kolommen) == 4 and verborgen[kolommen].isna().all(axis=None)
    assert openbaar["n_antwoord"].tolist() == tabel["n_antwoord"].tolist()
    assert set(verborgen["reden"]) <= {BESCHERMD, "minder dan 3 antwoorden"}
    assert (verborgen.loc[verborgen["n_antwoord"] >= 3, "reden"] == BESCHERMD).all()
    assert openbaar.loc[~openbaar["onderdrukt"], "reden"].eq("").all()
    zichtbaar = openbaar[~openbaar["onderdrukt"]]
    assert zichtbaar["n_ja"].tolist() == tabel.loc[zichtbaar.index, "n_ja"].tolist()


def test_one_small_cell_takes_another_with_it():
    """With the total of the region and of the party shown, hiding one cell alone hides nothing."""
    cellen = {(f"R{i}", p): (8, 4) for i in range(4) for p in ("gemeenten", "zorgverzekeraar")}
    cellen["R0", "gemeenten"] = (2, 1)
    openbaar = onderdruk(maak_tabel(cellen), BELEID)
    verborgen = set(zip(*(openbaar.loc[openbaar["onderdrukt"], k] for k in ("regio", "partij")), strict=True))
    assert ("R0", "gemeenten") in verborgen and 4 <= len(verborgen) <= 6
    assert ALLES not in verborgen


def test_table_without_small_cells_is_shown_whole():
    cellen = {(f"R{i}", p): (9, 4) for i in range(3) for p in ("gemeenten", "zorgkantoor")}
    assert not onderdruk(maak_tabel(cellen), BELEID)["onderdrukt"].any()


def test_rest_of_a_total_that_is_not_split_is_protected():
    """Two shown regions and the country: what is left is one answer, and must not follow from them."""
    tabel = maak_tabel({("R1", "gemeenten"): (9, 4), ("R2", "gemeenten"): (8, 3)})
    tabel.loc[tabel["regio"] == "Nederland", ["n_antwoord", "n_ja"]] += [1, 1]
    openbaar = onderdruk(tabel, BELEID)
    n = tabel["n_antwoord"]
    toets(
        tabel, openbaar, [(t, delen, int(n[t] - n[delen].sum())) for t, delen, _ in sommen_van(tabel)], BELEID
    )
    assert openbaar["onderdrukt"].any()


def test_blocks_are_dealt_with_apart_and_the_policy_can_be_off():
    klein = maak_tabel({("R1", "gemeenten"): (1, 1)}, meetjaar=2020, onderdeel="agenda")
    groot = maak_tabel({("R1", "gemeenten"): (9, 4)}, meetjaar=2020, onderdeel="proces")
    openbaar = onderdruk(pd.concat([klein, groot]), BELEID)
    assert openbaar.groupby("onderdeel")["onderdrukt"].sum().to_dict() == {"agenda": 4, "proces": 0}
    intern = onderdruk(pd.concat([klein, groot]), lees_beleid("intern"))
    assert not intern["onderdrukt"].any() and intern["n_ja"].notna().all()


def test_mean_of_few_is_hidden_and_does_not_follow_from_the_total():
    rijen = [("R1", 1, 4.0), ("R2", 9, 6.5), ("R3", 8, 7.0), ("Nederland", 18, (4 + 58.5 + 56) / 18)]
    tabel = pd.DataFrame(rijen, columns=["regio", "n_antwoord", "gemiddelde"])
    openbaar = onderdruk_gemiddelde(tabel, BELEID).set_index("regio")
    assert openbaar.loc["R1", "onderdrukt"] and pd.isna(openbaar.loc["R1", "gemiddelde"])
    assert openbaar.loc[["R2", "R3", "Nederland"], "onderdrukt"].any()


@pytest.mark.parametrize(("veld", "waarde"), [("n_antwoord", 3), ("n_ja", 0)])
def test_parts_larger_than_their_total_are_refused(veld, waarde):
    tabel = maak_tabel({("R1", "gemeenten"): (5, 2), ("R2", "gemeenten"): (4, 2)})
    tabel.loc[(tabel["regio"] == "Nederland"), veld] = waarde
    with pytest.raises(ValueError, match="delen zijn meer dan hun totaal"):
        onderdruk(tabel, BELEID)


def test_unknown_policy_names_the_nearest():
    with pytest.raises(InvoerFouten, match=r"onbekend beleid «openbar» \(bedoeld: openbaar\?\)"):
        lees_beleid("openbar")
