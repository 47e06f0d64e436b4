"""The harness of the benchmarks: what it writes and how ratios are worked out. Speed is not tested."""

import json
import math
import sys
import time
from pathlib import Path

import numpy as np
import psutil
import pytest

from benchmarks import __main__ as banken
from benchmarks import budget, groei, kaarten, miljoen
from benchmarks.budget import rest
from benchmarks.dekking import DIMENSIE, maak_projecten
from benchmarks.groeistof import maak_projecten as maak_verzonnen
from benchmarks.groeistof import schrijf_csv
from benchmarks.meting import NAMEN, Meting, als_tabel, beste, om_en_om
from benchmarks.notebooks import maak_opdrachten
from benchmarks.wegen import GeenTijd, Mislukt, of_niets, tijd_opdracht
from lib.editie.ordening import lees_ordening
from lib.gebied.aliassen import alle_aliassen
from lib.gebied.grenzen import lees_grenzen
from lib.gebied.tabellen import lees_gemeenten
from lib.inlezen.bron import lees_bron
from lib.inlezen.projecten import keur_bronnen, lees_maatstaf, voeg_bijeen
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
    class Nep:
        def __init__(self, namen):
            self.namen = namen

        def meet(self, snel, map_):
            assert map_.is_dir()
            (tmp_path / f"{self.namen[0]}-{snel}").touch()  # it may be another process
            return [Meting(naam, 1, 1.0, 5.0) for naam in reversed(self.namen)]

    monkeypatch.setattr(banken, "import_module", lambda naam: Nep(banken.ONDERDELEN[naam.rpartition(".")[2]]))
    banken.main(["--quick", "--json", str(tmp_path / "uit.json")])
    uit = json.loads((tmp_path / "uit.json").read_text())
    assert [een["name"] for een in uit] == list(NAMEN)
    assert all(een.keys() >= VELDEN for een in uit)
    assert len(list(tmp_path.glob("*-True"))) == len(banken.ONDERDELEN)
    banken.main(["--only", "run_noop", "--json", str(tmp_path / "een.json")])
    assert [een["name"] for een in json.loads((tmp_path / "een.json").read_text())] == ["run_noop"]


class Rijen:
    """A part of the benchmark in which each row does as ``doe`` says; it may raise."""

    def __init__(self, namen, doe):
        self.namen, self.doe = namen, doe

    def meet(self, snel, map_):
        for naam in self.namen:
            yield Meting(naam, 1, self.doe(naam), 5.0)


def met_rijen(monkeypatch, doe):
    monkeypatch.setattr(
        banken, "import_module", lambda naam: Rijen(banken.ONDERDELEN[naam.rpartition(".")[2]], doe)
    )


@pytest.mark.parametrize(("fout", "code"), [(KeyboardInterrupt, 130), (Mislukt, 1)])
def test_wat_gemeten_is_staat_er_al_als_het_volgende_misgaat(monkeypatch, tmp_path, fout, code, capsys):
    pad, gezien = tmp_path / "uit.json", {}

    def doe(naam):
        gezien[naam] = [een["name"] for een in json.loads(pad.read_text())] if pad.exists() else []
        if naam == "run_noop":
            raise fout("boem")
        return 1.0

    met_rijen(monkeypatch, doe)
    assert banken.main(["--json", str(pad)]) == code
    assert gezien["run_noop"] == ["notebooks_20", "run_cold"]
    over = [een["name"] for een in json.loads(pad.read_text())]
    assert over == (gezien["run_noop"] if code == 130 else [naam for naam in NAMEN if naam != "run_noop"])
    assert capsys.readouterr().out.count("run_cold ") >= 2  # as it came, and in the table


@pytest.mark.parametrize(
    "traag",
    [lambda: tijd_opdracht([sys.executable, "-c", "import time; time.sleep(300)"]), lambda: time.sleep(300)],
    ids=["een opdracht", "in het proces zelf"],
)
def test_snel_eindigt_op_tijd_ook_waar_elke_meting_te_lang_duurt(monkeypatch, tmp_path, traag):
    met_rijen(monkeypatch, lambda naam: traag())
    monkeypatch.setattr(banken, "SNEL", 6.0)
    begin = time.monotonic()
    assert banken.main(["--quick", "--json", str(tmp_path / "uit.json")]) == 0
    assert time.monotonic() - begin < 60 and not (tmp_path / "uit.json").exists()


def test_wie_snel_klaar_is_laat_tijd_over_voor_de_rest(monkeypatch, tmp_path):
    met_rijen(monkeypatch, lambda naam: rest())
    banken.main(["--quick", "--json", str(tmp_path / "uit.json")])
    over = {een["name"]: een["ours_s"] for een in json.loads((tmp_path / "uit.json").read_text())}
    assert over["notebooks_20"] == pytest.approx(banken.SNEL / len(NAMEN), rel=0.2)
    assert over[NAMEN[-1]] == pytest.approx(banken.SNEL, rel=0.2)
    assert math.isinf(rest())


def _is_weg(nummer: int) -> bool:
    """Whether a process that was killed has ended; the system may take a moment to tidy it up."""
    try:
        proces = psutil.Process(nummer)
        return proces.status() == psutil.STATUS_ZOMBIE or proces.wait(timeout=10) is None
    except psutil.NoSuchProcess:
        return True


def test_een_opdracht_die_te_lang_duurt_laat_niets_achter(tmp_path):
    kind = f"import os, time; open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid())); time.sleep(300)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {kind!r}])"
    with budget.binnen(10), pytest.raises(GeenTijd, match="not done after"):
        tijd_opdracht([sys.executable, "-c", code])
    assert _is_weg(int((tmp_path / "pid").read_text()))
    with budget.binnen(0), pytest.raises(GeenTijd, match="no time left"):
        tijd_opdracht([sys.executable, "-c", "pass"])


def test_is_de_tijd_op_dan_begint_geen_beurt_meer():
    def te_traag():
        raise GeenTijd("te traag")

    with budget.binnen(0):
        assert om_en_om({"a": lambda: 1.0, "b": lambda: 2.0}, 3) == {"a": 1.0, "b": 2.0}
    assert om_en_om({"a": lambda: 1.0, "b": te_traag, "c": lambda: 2.0}, 3) == {
        "a": 1.0,
        "b": None,
        "c": None,
    }
    with pytest.raises(GeenTijd):
        om_en_om({"a": te_traag, "b": lambda: 1.0}, 3)


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
    rijen = keur_bronnen(bron, maatstaf)
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
