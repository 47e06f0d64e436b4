"""The harness of the benchmarks: what it writes and how ratios are worked out. Speed is not tested."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from benchmarks import __main__ as banken
from benchmarks import groei, kaarten, miljoen
from benchmarks.dekking import DIMENSIE, maak_projecten
from benchmarks.groeistof import maak_projecten as maak_verzonnen
from benchmarks.groeistof import schrijf_csv
from benchmarks.meting import NAMEN, Meting, als_tabel, beste, om_en_om
from benchmarks.notebooks import maak_opdrachten
from benchmarks.wegen import Mislukt, of_niets, tijd_opdracht
from lib.editie.ordening import lees_ordening
from lib.gebied.aliassen import alle_aliassen
from lib.gebied.grenzen import lees_grenzen
from lib.gebied.tabellen import lees_gemeenten
from lib.inlezen.bron import lees_bron
from lib.inlezen.projecten import keur, lees_maatstaf, voeg_bijeen
from lib.kaart.blad import maak_basis
from lib.labels.dekking import maak_dekking

VELDEN = {
    "name",
    "ours_s",
    "usual_s",
    "best_peer_s",
    "floor_s",
    "ratio_usual",
    "ratio_peer",
    "ratio_floor",
    "n",
}


def test_verhoudingen_zeggen_hoeveel_sneller_dan_anderen_en_hoeveel_trager_dan_de_bodem():
    ons = Meting("maps_100", 100, ours_s=2.0, usual_s=20.0, best_peer_s=6.0, floor_s=1.0).als_json()
    assert (ons["ratio_usual"], ons["ratio_peer"], ons["ratio_floor"]) == (10.0, 3.0, 2.0)
    deel = Meting("maps_100", 100, 4.0, 20.0, floor_s=1.0, naast_bodem_s=1.5).als_json()
    assert (deel["ratio_usual"], deel["ratio_floor"]) == (5.0, 1.5)


def test_wat_niet_gemeten_is_heeft_geen_verhouding():
    ons = Meting("nbval", 3, ours_s=2.0).als_json()
    assert [ons[naam] for naam in ("usual_s", "ratio_usual", "ratio_peer", "ratio_floor")] == [None] * 4
    assert als_tabel([Meting("nbval", 3, 2.0)]).splitlines()[1].split() == ["nbval", "3", "2.00", *"------"]
    assert beste(None, 3.0, 2.0) == 2.0
    assert beste(None) is None


def test_json_heeft_van_elke_naam_een_regel_in_vaste_volgorde(monkeypatch, tmp_path):
    gevraagd = []

    class Nep:
        def __init__(self, namen):
            self.namen = namen

        def meet(self, snel, map_):
            gevraagd.append((snel, map_.is_dir()))
            return [Meting(naam, 1, 1.0, 5.0) for naam in reversed(self.namen)]

    monkeypatch.setattr(banken, "import_module", lambda naam: Nep(banken.ONDERDELEN[naam.rpartition(".")[2]]))
    banken.main(["--quick", "--json", str(tmp_path / "uit.json")])
    uit = json.loads((tmp_path / "uit.json").read_text())
    assert [een["name"] for een in uit] == list(NAMEN)
    assert all(een.keys() >= VELDEN for een in uit)
    assert gevraagd == [(True, True)] * len(banken.ONDERDELEN)
    banken.main(["--only", "run_noop", "--json", str(tmp_path / "een.json")])
    assert [een["name"] for een in json.loads((tmp_path / "een.json").read_text())] == ["run_noop"]


def test_om_en_om_geeft_de_mediaan_van_beurten():
    beurten, tijden = [], iter([1.0, 10.0, 5.0, 30.0, 3.0, 20.0])

    def weg(naam):
        beurten.append(naam)
        return next(tijden)

    uit = om_en_om({"a": lambda: weg("a"), "b": lambda: weg("b")}, 3)
    assert (beurten, uit) == (list("ababab"), {"a": 3.0, "b": 20.0})


def test_een_opdracht_die_mislukt_wordt_niet_als_snelheid_geteld(capsys):
    with pytest.raises(Mislukt, match="boem"):
        tijd_opdracht(["python3", "-c", "raise SystemExit('boem')"])
    assert of_niets(lambda: tijd_opdracht(["python3", "-c", "raise SystemExit('boem')"])) is None
    assert "boem" in capsys.readouterr().err


def test_opdrachten_zijn_uitvoerbare_notebooks(tmp_path):
    opdrachten = maak_opdrachten(2, tmp_path / "n")
    bronnen = [cel["source"] for cel in json.loads(Path(opdrachten[1].notebook).read_text())["cells"]]
    ruimte: dict = {}
    exec("\n".join(bronnen), ruimte)
    assert int(ruimte["per_regio"]["sum"].sum()) == sum(range(100))
    assert len({een.uit for een in opdrachten}) == 2


def test_beide_tellingen_van_een_miljoen_geven_hetzelfde():
    projecten, gemeenten = maak_projecten(300), lees_gemeenten().sort_values("gm_code", ignore_index=True)
    bit = {code: 1 << i for i, code in enumerate(lees_ordening().codes(DIMENSIE))}
    ons = miljoen.onze_telling(maak_dekking(projecten, gemeenten), gemeenten, bit)
    gewoon = miljoen.gewone_telling(projecten, gemeenten, bit)
    assert all(np.array_equal(een, ander) for een, ander in zip(ons, gewoon, strict=True))
    assert ons[0].sum() == 300 * 8


def test_de_verzonnen_opgaven_hebben_geen_fouten_en_herhalen_projecten(tmp_path):
    schrijf_csv(140, tmp_path / "p.csv")
    bron, maatstaf = lees_bron(tmp_path / "p.csv", "p.csv", alle_aliassen()), lees_maatstaf()
    rijen = keur(bron, maatstaf)
    assert len(rijen) == 140 and not [fout for rij in rijen for fout in rij.fouten]
    assert 0 < 140 - len(voeg_bijeen(rijen, bron, maatstaf).ingelezen) <= 40
    assert maak_verzonnen(50).equals(maak_verzonnen(50))


def test_helling_is_de_macht_waarmee_de_tijd_groeit():
    een, ander = {"projecten": 1_000, "seconden": 2.0}, {"projecten": 10_000, "seconden": 20.0}
    assert groei.helling(een, ander) == pytest.approx(1.0)
    assert groei.helling(een, {**ander, "seconden": 200.0}) == pytest.approx(2.0)
    assert math.isclose(groei.helling(een, {**ander, "seconden": 2.0}), 0.0)


def test_elke_weg_tekent_de_kaart_die_gemeten_wordt(tmp_path):
    gegevens = groei.maak_gegevens(200)
    grenzen = lees_grenzen(groei.JAAR)
    kaart = next(rijen for rijen in kaarten.alle_kaarten() if len(rijen) == 1)
    kaarten.onze_weg(kaart, gegevens, maak_basis(grenzen, gegevens.gemeenten), tmp_path / "ons")
    laag = grenzen.merge(gegevens.gemeenten.drop(columns="gm_naam"), on="gm_code", validate="one_to_one")
    laag = laag.set_index("gm_code").loc[list(gegevens.gemeenten["gm_code"])]
    kaarten.gewone_weg(kaarten.beeld_van(kaart, gegevens), laag, laag.dissolve("wmo_regio"), tmp_path / "zij")
    assert sorted(pad.name for pad in tmp_path.iterdir()) == ["ons.png", "ons.svg", "zij.png", "zij.svg"]
    groei.kaarten(200, tmp_path)()
    assert len(list(tmp_path.glob("*.svg"))) > groei.KAARTEN / 2
