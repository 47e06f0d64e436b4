"""The reckoning finds a number that was changed behind its back."""

import shutil

import pandas as pd
import pytest

from lib.grond.opslag import bewaar_tabel, laad
from lib.grond.paden import Uitvoer
from lib.pagina.narekening import niet_getekend, reken_na

EDITIE = "2017-rapport"


@pytest.fixture
def plaats(echte_editie, tmp_path):
    for deel in ("data", "figures"):
        shutil.copytree(echte_editie / deel, tmp_path / deel)
    return Uitvoer(EDITIE, tmp_path)


def mis(plaats):
    controles = reken_na(plaats)
    return controles.loc[~controles["klopt"], "controle"].tolist()


def test_alles_klopt_na_een_run(plaats):
    assert mis(plaats) == []
    assert len(reken_na(plaats)) > 150


def test_een_rij_minder_in_de_dekking_valt_op(plaats):
    pad = plaats.processed / "dekking.parquet"
    bewaar_tabel(laad(pad).iloc[1:], pad)
    assert "paren project × gemeente" in mis(plaats)


def test_een_verkeerd_getal_op_een_kaart_valt_op(plaats):
    pad = plaats.processed / "kaarten-20-algemeen.csv"
    kaarten = pd.read_csv(pad, dtype=str, keep_default_na=False)
    rij = kaarten["kaart_id"] == "II-3-totaal"
    kaarten.loc[rij, "gemeenten"] = str(int(kaarten.loc[rij, "gemeenten"].iloc[0]) + 1)
    bewaar_tabel(kaarten, pad)
    assert mis(plaats) == ["II-3-totaal: gemeenten op de kaart", "II-3-totaal: gekleurd"]


def test_een_minimacontract_op_een_gewone_kaart_valt_op(plaats):
    pad = plaats.processed / "dekking.parquet"
    dekking = laad(pad)
    bewaar_tabel(dekking.assign(is_minimacontract=dekking["zorgverzekeraars"].str.contains("Menzis")), pad)
    assert "II-4-menzis: gekleurd" in mis(plaats)


def test_een_project_meer_in_een_regio_valt_op(plaats):
    pad = plaats.processed / "witte_vlekken.parquet"
    vlekken = laad(pad)
    een_meer = vlekken["n_projecten"].mask(vlekken.index == 0, vlekken["n_projecten"] + 1)
    bewaar_tabel(vlekken.assign(n_projecten=een_meer, aanwezig=een_meer > 0), pad)
    assert mis(plaats) == [f"projecten in de vakken thema × {vlekken.loc[0, 'regio_soort']}"]


def test_een_gemeente_in_een_andere_regio_valt_op(plaats):
    pad = plaats.processed / "regio_gemeente.parquet"
    leden = laad(pad)
    goes = (leden["gm_code"] == "GM0664") & (leden["indeling"] == "zorgkantoorregio")
    assert goes.any()
    bewaar_tabel(leden.assign(regio=leden["regio"].mask(goes, "Twente")), pad)
    assert mis(plaats) == ["gemeenten met dezelfde zorgkantoorregio"]


def test_een_antwoord_minder_in_het_venster_valt_op(plaats):
    """The real edition has no venster: here are two answers, and what was published about them."""
    antwoorden = pd.DataFrame({"meetjaar": 2020, "onderdeel": "agenda", "antwoord": ["ja", "nee", None]})
    bewaar_tabel(antwoorden.astype({"antwoord": "str"}), plaats.processed / "venster.parquet")
    bewaar_tabel(pd.DataFrame({"meetjaar": [2020] * 5}), plaats.processed / "venster_genodigd.parquet")
    land = {"meetjaar": 2020, "regio": "Nederland", "partij": "alle", "onderdeel": "agenda", "n_genodigd": 5}
    for n_antwoord, verwacht in ((2, []), (1, ["venster 2020, agenda: antwoorden"])):
        rij = {**land, "n_antwoord": n_antwoord, "n_ja": 1, "onderdrukt": False}
        bewaar_tabel(pd.DataFrame([rij]), plaats.processed / "venster_uitkomst.parquet")
        assert mis(plaats) == verwacht


def test_een_project_met_een_onbekend_label_valt_op(plaats):
    pad = plaats.processed / "projecten.parquet"
    projecten = laad(pad)
    projecten.loc[0, "vorm"] = "iets anders"
    bewaar_tabel(projecten, pad)
    assert "projecten over alle labels van vorm" in mis(plaats)


def test_een_ontbrekende_figuur_of_gedrukte_kaart_valt_op(plaats):
    (plaats.figures / "II-3-totaal.svg").unlink()
    (plaats.processed / "kaarten-60-geografisch.csv").unlink()
    gevonden = mis(plaats)
    assert "figuren als svg" in gevonden and "gedrukte kaarten zonder figuur" in gevonden


def test_wat_de_editie_niet_heeft_staat_er_met_de_reden(plaats):
    tabel = niet_getekend(plaats).set_index("kaart_id")
    assert "venster" in tabel.loc["WS-venster", "reden"]
    assert tabel.loc["II-4-eno", "status"] == "leeg" and "geen project" in tabel.loc["II-4-eno", "reden"]
    assert "noemt daarvan geen gemeenten" in tabel.loc["VII-zk-epa", "reden"]
    assert "onbekend" not in set(tabel["reden"])
