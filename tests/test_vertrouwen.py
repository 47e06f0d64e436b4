"""Nothing lost and nothing stale: decisions, records and pages, whatever becomes of a process."""

import json
import os
import signal
import subprocess
import sys
import time
from argparse import Namespace
from pathlib import Path

import pytest

from lib.editie.editie import lees_editie
from lib.grond import afdruk as afdrukken
from lib.grond import schrijven
from lib.grond.afdruk import afdruk, bewaar_afdrukken, laad_afdrukken, vergeet_afdrukken
from lib.grond.binnenwerk import is_heel_slot
from lib.grond.fouten import InvoerFouten
from lib.grond.schrijven import ruim_klad_op, schrijf_atomair
from lib.grond.toml import lees_toml
from lib.run import gedaan, opdracht
from lib.run.draaien import duren
from lib.run.omgeving import eigen_werkmap

EDITIE = """titel = "Proef"
peildatum = 2026-01-01
indelingsjaar = 2017

herkomst = "synthetisch"
toelichting = "Proef."
[bestanden]
venster = "venster.csv"
"""
SCHRIJVER = """
import sys
from pathlib import Path
from lib.editie.bestand import voeg_rij_toe
from lib.editie.editie import lees_editie
wie, map_ = sys.argv[1], Path(sys.argv[2])
editie = lees_editie("proef", map_)
print("klaar", flush=True); sys.stdin.readline()
for nummer in range(20):
    rij = {"soort": "gemeente", "alias": f"{wie}{nummer}", "naam": "Utrecht"}
    voeg_rij_toe(editie, "aliassen", ("soort", "alias", "naam"), rij, lambda pad: pad.read_text())
"""
DOOD = 2**22 + 1  # no process has this number


@pytest.fixture
def leeg_geheugen():
    vergeet_afdrukken()
    yield
    vergeet_afdrukken()


def test_geen_besluit_gaat_verloren_als_twee_tegelijk_schrijven(tmp_path):
    (tmp_path / "proef").mkdir()
    (tmp_path / "proef/edition.toml").write_text(EDITIE)
    (tmp_path / "proef/venster.csv").write_text("a\n")
    mensen = [
        subprocess.Popen(
            [sys.executable, "-c", SCHRIJVER, wie, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        for wie in "ab"
    ]
    for mens in mensen:
        assert mens.stdout.readline() == "klaar\n"
    for mens in mensen:
        mens.stdin.write("\n")
        mens.stdin.flush()
    assert [mens.wait(60) for mens in mensen] == [0, 0]
    regels = (tmp_path / "proef/aliassen.csv").read_text().splitlines()[2:]
    assert sorted(regels) == sorted(f"gemeente,{wie}{n},Utrecht" for wie in "ab" for n in range(20))
    assert (tmp_path / "proef/edition.toml").read_text().count("aliassen =") == 1


def test_een_andere_inhoud_met_dezelfde_grootte_tijd_en_plek_wordt_gezien(
    tmp_path, leeg_geheugen, monkeypatch
):
    monkeypatch.setattr(afdrukken, "TIK", 0)
    pad, staat = tmp_path / "invoer.csv", tmp_path / "afdrukken.json"
    pad.write_text("een")
    eerst, stand = afdruk(pad), pad.stat()
    bewaar_afdrukken(staat)
    vergeet_afdrukken()
    time.sleep(0.02)
    pad.write_text("twe")
    os.utime(pad, ns=(stand.st_atime_ns, stand.st_mtime_ns))
    assert (pad.stat().st_size, pad.stat().st_mtime_ns, pad.stat().st_ino) == (
        stand.st_size, stand.st_mtime_ns, stand.st_ino
    )  # fmt: skip
    laad_afdrukken(staat)
    assert afdruk(pad) != eerst


def test_wat_kort_voor_het_einde_van_een_ronde_is_geschreven_wordt_nog_eens_gelezen(tmp_path, monkeypatch):
    pad = tmp_path / "uit.csv"
    pad.write_text("een")
    monkeypatch.setattr(gedaan, "_invoer", lambda: iter(()))
    opties = Namespace(edition=None, only=None, strict=False, boundaries="embedded", passports=False)
    gedaan.onthoud_ronde(tmp_path, opties, {}, [pad], ["niets"])
    # within one tick of a coarse clock: the mark is what it was
    oud = gedaan.merk(pad)
    monkeypatch.setattr(gedaan, "merk", lambda _: oud)
    pad.write_text("twe")
    assert gedaan.niets_te_doen(tmp_path, opties) is None


def test_na_het_begin_van_een_ronde_is_er_iets_te_doen_tot_zij_heel_is(tmp_path, monkeypatch):
    monkeypatch.setattr(gedaan, "_invoer", lambda: iter(()))
    opties = Namespace(edition=None, only=None, strict=False, boundaries="embedded", passports=False)
    gedaan.onthoud_ronde(tmp_path, opties, {}, [], ["niets"])
    assert gedaan.niets_te_doen(tmp_path, opties) == ["niets"]
    gedaan.vergeet_ronde(tmp_path)
    assert gedaan.niets_te_doen(tmp_path, opties) is None


STUK = [b"", b"{", b"[]", b"null", b"{}", b'{"a": 1}', b"\xff\xfe", b'"x"', b"[" * 100_000]


@pytest.mark.parametrize("inhoud", STUK, ids=range(len(STUK)))
def test_een_beschadigd_eigen_bestand_wordt_opnieuw_begonnen(inhoud, tmp_path, capsys, leeg_geheugen):
    from lib.run import invoer

    paden = [tmp_path / ".kaarten" / naam for naam in ("gedaan.json", "afdrukken.json", "duur/a/01.json")]
    paden.append(tmp_path / "voorcontrole.json")
    for pad in paden:
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_bytes(inhoud)
    opties = Namespace(edition=None, only=None, strict=False, boundaries="embedded", passports=False)
    assert gedaan.niets_te_doen(tmp_path, opties) is None
    laad_afdrukken(paden[1])
    assert set(duren(tmp_path)) <= {"a"}
    assert invoer.lees_staat(paden[3], invoer._als_aantallen) is None
    assert "was damaged" in capsys.readouterr().err
    for pad in paden[:1] + paden[3:]:
        assert not pad.exists()


@pytest.mark.parametrize("inhoud", [b"\xff", b"= =", b"[]", b'lock-version = "99"\n', b"a = 1\n"])
def test_een_beschadigd_slot_van_pytask_wordt_herkend(inhoud, tmp_path):
    slot = tmp_path / "pytask.lock"
    assert is_heel_slot(slot)
    slot.write_bytes(inhoud)
    assert not is_heel_slot(slot)


def test_wat_niet_te_schrijven_is_laat_niets_achter(tmp_path, monkeypatch):
    doel = tmp_path / "pagina.html"
    doel.write_text("oud")
    monkeypatch.setattr(schrijven.os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "vol")))
    with pytest.raises(OSError, match="vol"):
        schrijf_atomair(doel, "nieuw")
    assert [pad.name for pad in tmp_path.iterdir()] == ["pagina.html"]
    assert doel.read_text() == "oud"


def test_het_klad_van_een_gedood_proces_verdwijnt_en_dat_van_een_levend_blijft(tmp_path):
    map_ = tmp_path / "rapport"
    map_.mkdir()
    dood, leeft, ander = (
        map_ / n for n in (f".kaarten-{DOOD}-ab", f".kaarten-{os.getpid()}-ab", ".kaarten-x")
    )
    for pad in (dood, leeft, ander):
        pad.write_text("half")
    ruim_klad_op([tmp_path / "bestaat-niet", map_])
    assert sorted(map_.iterdir()) == sorted([leeft, ander])


def test_een_lange_naam_is_te_schrijven(tmp_path):
    schrijf_atomair(tmp_path / ("n" * 250 + ".csv"), "goed")
    assert len([*tmp_path.iterdir()]) == 1


def test_de_werkmap_van_een_gedode_ronde_verdwijnt_en_is_van_de_eigenaar(tmp_path):
    oud = tmp_path / "werk" / f"{DOOD}-ab"
    oud.mkdir(parents=True)
    (oud / "kernel-1.json").write_text("{}")
    vorige = os.umask(0)
    try:
        with eigen_werkmap(tmp_path) as omgeving:
            assert not oud.exists()
            map_ = Path(omgeving["JUPYTER_RUNTIME_DIR"])
            assert {map_.stat().st_mode & 0o777, map_.parent.stat().st_mode & 0o777} == {0o700}
    finally:
        os.umask(vorige)
    assert not [*(tmp_path / "werk").iterdir()]


@pytest.mark.parametrize(
    "nummer, woord", [(28, "full"), (30, "only be read"), (13, "may not"), (2, "gone"), (5, "")]
)
def test_een_schijf_die_weigert_geeft_een_zin_met_de_plek(nummer, woord, tmp_path, monkeypatch, capsys):
    def weiger(*_):
        raise OSError(nummer, os.strerror(nummer), str(tmp_path / "rapport/x.html"))

    monkeypatch.setattr("lib.run.ronde.draai_ronde", weiger)
    assert opdracht.main(["--output", str(tmp_path)]) == opdracht.MISLUKT
    fout = capsys.readouterr().err
    assert fout.count("\n") == 1 and str(tmp_path / "rapport/x.html") in fout and woord in fout


def test_ctrl_c_tijdens_de_taken_is_een_onderbreking(tmp_path, monkeypatch):
    """pytask takes the signal for itself; the run must still know that it was stopped."""
    from pytask import TaskWithoutPath
    from pytask_parallel import ParallelBackend

    from lib.run import draaien

    monkeypatch.setattr(draaien, "_motor", lambda alleen_tonen: ParallelBackend.NONE)

    def stop(**_):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(5)

    taken = [TaskWithoutPath(name="een", function=stop), TaskWithoutPath(name="twee", function=stop)]
    hoe = {"force": False, "dry_run": False, "n_workers": 1}
    was = signal.signal(signal.SIGINT, signal.default_int_handler)  # tests in the background ignore it
    try:
        with pytest.raises(KeyboardInterrupt):
            draaien._bouw(taken, tmp_path, lambda report: None, hoe)
    finally:
        signal.signal(signal.SIGINT, was)


def test_een_ouder_die_nog_laadt_stopt_als_zijn_opdrachtgever_dood_is(tmp_path):
    """The other end closes while modules are imported: the next one is not."""
    import socket

    from lib.run.kern.ouder import is_verlaten, laad_voor

    een, ander = socket.socketpair()
    ander.sendall(b"k")
    assert not is_verlaten(een)
    ander.close()
    assert is_verlaten(een)
    pid = os.fork()
    if not pid:
        laad_voor(["niet_te_vinden"], lambda: is_verlaten(een))
        os._exit(9)
    assert os.waitpid(pid, 0)[1] == 0


def test_de_uitkomst_van_een_eerdere_mislukking_verdwijnt_als_alles_staat(tmp_path):
    from test_draaien import Proef

    proef = Proef(tmp_path)
    proef.draai()
    [uitgevoerd] = proef.wortel.rglob("01-een.ipynb")
    for pad in (proef.rapport / "01-een.mislukt.html", uitgevoerd.with_suffix(".mislukt.ipynb")):
        pad.write_text("stuk")
    assert set(proef.draai().values()) == {"actueel"}
    assert not [*proef.wortel.rglob("*.mislukt.*")]
    assert json.loads((proef.wortel / ".kaarten/afdrukken.json").read_text())
    assert (proef.wortel / ".kaarten").stat().st_mode & 0o777 == 0o700


NAMEN = ["/etc/hosts", "C:\\\\a.csv", "a**b", "n" * 300, "", " ", "map/a**/b.csv", "a\\u0000b"]


@pytest.mark.parametrize("naam", NAMEN, ids=range(len(NAMEN)))
def test_een_naam_die_geen_bestand_kan_hebben_is_een_fout(naam, tmp_path):
    (tmp_path / "proef").mkdir()
    (tmp_path / "proef/venster.csv").write_text("a\n")
    (tmp_path / "proef/edition.toml").write_text(EDITIE + f'projecten = "{naam}"\n')
    with pytest.raises(InvoerFouten, match=r"bestanden\.projecten"):
        lees_editie("proef", tmp_path)


def test_lijsten_die_te_diep_zijn_zijn_een_fout(tmp_path):
    pad = tmp_path / "diep.toml"
    pad.write_text("a = " + "[" * 5_000 + "]" * 5_000)
    with pytest.raises(InvoerFouten, match="diep"):
        lees_toml(pad)


DUIDING = [
    "duiding = 5", "duiding = [1]", "[[duiding]]\nrij = [1]\ntabel_id = 'X'",
    "[[duiding]] # opmerking\nrij = true",
    "duiding = [{rij = 1}]", "[duiding]\nrij = 1",
]  # fmt: skip


@pytest.mark.parametrize("tekst", DUIDING)
def test_een_duiding_van_de_verkeerde_soort_is_een_fout(tekst, tmp_path):
    from lib.analyse.duiding import lees_duiding
    from lib.editie.register import lees_register

    register = lees_register()
    pad = tmp_path / "duiding.toml"
    pad.write_text(tekst.replace("'X'", f"'{register.tabellen['tabel_id'].iloc[0]}'"))
    with pytest.raises(InvoerFouten, match=r"duiding\.toml"):
        lees_duiding(pad, register.tabellen, register.ordening)


@pytest.mark.parametrize(
    "veld", ["{projecten:d}", "{projecten!z}", "{projecten!r}", "{projecten:>999999999}"]
)
def test_opmaak_in_een_veld_van_een_duiding_is_een_fout(veld):
    from lib.analyse.duiding import _veldfouten

    assert _veldfouten(veld, ("projecten",))
    assert _veldfouten("{projecten} en {{dit}}", ("projecten",)) == []
