"""Findings of an edition with very many projects: draws from a sample, the numbers themselves from all."""

import numpy as np

from benchmarks.groei import maak_gegevens
from lib.analyse.constatering.oordeel import beoordeel_constateringen, constateringentabel
from lib.analyse.constatering.register import Instellingen, lees_constateringen
from lib.analyse.verband.kruistabel import _geschudde_tabellen

SNEL = {
    "herhalingen": 10,
    "zaad": 1,
    "stevig_vanaf": 0.9,
    "marge": 0.1,
    "gelijk_vanaf": 0.5,
    "permutaties": 9,
}


def test_een_steekproef_verandert_geen_getal_en_geen_oordeel():
    gegevens, register = maak_gegevens(250), lees_constateringen()
    alle, deel = (
        constateringentabel(
            beoordeel_constateringen(register, gegevens, Instellingen(**SNEL, steekproef=n))
        ).set_index("id")
        for n in (1000, 200)
    )
    te_groot = deel["reden"].str.contains("bij minder dan 200 projecten")
    assert te_groot.sum() == 3  # those that compare all descriptions with each other
    kolommen = ["waarde", "teller", "noemer", "oordeel", "drempel"]
    assert alle.loc[~te_groot, kolommen].equals(deel.loc[~te_groot, kolommen])
    assert (alle.loc[["I1-02", "I1-03"], "oordeel"] != "niet_toetsbaar").all()
    assert not alle["herhaald"].equals(deel["herhaald"])


def test_geschudde_tabellen_houden_hun_sommen_en_liggen_om_de_verwachting():
    rijen, kolommen = np.array([30, 20, 50]), np.array([60, 40])
    tabellen = _geschudde_tabellen(rijen, kolommen, 2000, 3)
    assert (tabellen.sum(axis=2) == rijen).all() and (tabellen.sum(axis=1) == kolommen).all()
    assert np.allclose(tabellen.mean(axis=0), np.outer(rijen, kolommen) / 100, atol=0.3)
    assert tabellen.min() >= 0
