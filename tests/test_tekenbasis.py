"""The geometry is made once, and only handed on where it is the same."""

import numpy as np
import pytest

from lib.gebied.grenzen import lees_grenzen
from lib.gebied.tabellen import lees_gemeenten
from lib.kaart import jaarbasis as tekenbasis
from lib.kaart.basis import Kaartbasis, maak_basis
from lib.kaart.jaarbasis import lees_basis, lees_vlakken, onthoud_basis


@pytest.fixture(autouse=True)
def niets_gemaakt(monkeypatch):
    for soort in ("_basis", "_vlakken"):
        monkeypatch.setattr(tekenbasis, soort, {})


def is_gelijk(een: Kaartbasis, ander: Kaartbasis) -> bool:
    lijnen = all(np.array_equal(a, b) for a, b in zip(een.lijnen, ander.lijnen, strict=True))
    delen = ("gm_code", "regio_punt", "tint", "kader")
    reeksen = ("vlakken", "paar", "punt", "benaderd")
    return (
        lijnen
        and all(getattr(een, naam) == getattr(ander, naam) for naam in delen)
        and all(np.array_equal(getattr(een, naam), getattr(ander, naam)) for naam in reeksen)
        and all(np.array_equal(een.regio[soort], ander.regio[soort]) for soort in een.regio)
    )


def test_wat_onthouden_is_wordt_gebruikt_en_is_hetzelfde(monkeypatch):
    gemeenten = lees_gemeenten()
    onthoud_basis()
    grenzen = lees_grenzen(2017)
    for maker in ("maak_basis", "lees_grenzen"):
        monkeypatch.setattr(tekenbasis, maker, None)  # not to be asked again
    assert is_gelijk(lees_basis(gemeenten, 2017), maak_basis(grenzen, gemeenten))
    vlakken = lees_vlakken(2017)
    assert vlakken["gm_code"].tolist() == grenzen["gm_code"].tolist()
    assert np.array_equal(vlakken["geometry"].to_numpy(), grenzen.geometry.to_numpy())
    assert lees_basis(gemeenten.copy(), 2017) is lees_basis(gemeenten, 2017)


def test_andere_regios_een_ander_jaar_of_andere_bestanden_geven_een_andere(monkeypatch, tmp_path):
    gemeenten = lees_gemeenten()
    eerst, regios = lees_basis(gemeenten, 2017), gemeenten["wmo_regio"]
    anders = gemeenten.copy()
    anders.loc[0, "wmo_regio"] = regios[regios != regios[0]].iloc[0]
    assert lees_basis(anders, 2017) is not eerst
    assert not np.array_equal(lees_basis(anders, 2017).regio["wmo_regio"], eerst.regio["wmo_regio"])
    assert lees_basis(gemeenten.iloc[::-1], 2017).gm_code == tuple(reversed(eerst.gm_code))
    with pytest.raises(ValueError, match="verschillen"):
        lees_basis(gemeenten, 2024)  # other gemeenten than those that are kept for 2017
    (tmp_path / "gemeenten_2017.gpkg").write_bytes(b"")
    monkeypatch.setattr(tekenbasis, "GEBIEDEN", tmp_path)  # other files
    assert lees_basis(gemeenten, 2017) is not eerst


def test_officiele_grenzen_worden_niet_onthouden(monkeypatch):
    gevraagd = []
    grenzen = lees_grenzen(2017)
    monkeypatch.setattr(tekenbasis, "lees_grenzen", lambda *vraag: gevraagd.append(vraag) or grenzen)
    lees_basis(lees_gemeenten(), 2017, "officieel")
    lees_vlakken(2017, "officieel")
    assert gevraagd == [(2017, "officieel")] * 2
