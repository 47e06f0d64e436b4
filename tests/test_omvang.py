"""Small files with large costs, and damaged ones: a fault that names the bound, and no traceback."""

import io
import random
import zipfile

import krippendorff_voorbeelden as voorbeelden
import pandas as pd
import pytest
from openpyxl import Workbook

from lib.editie.editie import Bestanden
from lib.inlezen import omvang
from lib.inlezen.werkblad import Structuurfout, lees_bladen
from lib.labels.overeenstemming import alpha
from lib.run.cluster.pak import OPENBAAR, PRIVE

BLAD = "xl/worksheets/sheet1.xml"
_KOP = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def _werkboek() -> bytes:
    boek, uit = Workbook(), io.BytesIO()
    boek.active.append(["titel", "plaats"])
    boek.active.append(["Een", "Utrecht"])
    boek.save(uit)
    return uit.getvalue()


def _met(delen: dict[str, bytes]) -> bytes:
    """Return the workbook with these parts in place of its own, or beside them."""
    uit = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_werkboek())) as oud,
        zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as nieuw,
    ):
        alle = {naam: oud.read(naam) for naam in oud.namelist()} | delen
        for naam, inhoud in alle.items():
            nieuw.writestr(naam, inhoud)
    return uit.getvalue()


def _cellen(*cellen: tuple[int, str]) -> bytes:
    rijen = b"".join(b'<row r="%d"><c r="%s%d"><v>1</v></c></row>' % (r, k.encode(), r) for r, k in cellen)
    return _KOP + rijen + b"</sheetData></worksheet>"


_GEBIED = _KOP + b'</sheetData><mergeCells><mergeCell ref="A1:A200000"/></mergeCells></worksheet>'
_BOM = b'<!DOCTYPE a [<!ENTITY b "c">]>' + _cellen((1, "A"))
GEVALLEN = {
    "rij 99.999.999": ({BLAD: _cellen((99_999_999, "A"))}, "rijen"),
    "XFD op 20.000 rijen": ({BLAD: _cellen(*((r, "XFD") for r in range(1, 20_001)))}, "cellen"),
    "kolom voorbij XFD": ({BLAD: _cellen((1, "ZZZZ"))}, "kolommen"),
    "een gebied van 200.000 rijen": ({BLAD: _GEBIED}, "samengevoegde"),
    "entiteiten": ({BLAD: _BOM}, "documenttype"),
    "entiteiten in de opmaak": ({"xl/styles.xml": _BOM}, "documenttype"),
    "te veel onderdelen": ({f"xl/media/{n}.png": b"" for n in range(omvang.LEDEN)}, "onderdelen"),
}


def _lees(inhoud: bytes, tmp_path, naam="proef.xlsx"):
    pad = tmp_path / naam
    pad.write_bytes(inhoud)
    return lees_bladen(pad, naam, {"titel"}, [])


@pytest.mark.parametrize("geval", GEVALLEN)
def test_een_klein_werkboek_met_grote_kosten_is_een_fout_die_de_grens_noemt(geval, tmp_path):
    delen, woord = GEVALLEN[geval]
    with pytest.raises(Structuurfout, match=woord):
        _lees(_met(delen), tmp_path)


def test_wat_een_werkboek_werkelijk_uitpakt_telt_en_wat_niet_nodig_is_niet(tmp_path, monkeypatch):
    monkeypatch.setattr(omvang, "GROOTSTE_BESTAND", 200_000)
    assert _lees(_met({"xl/media/plaat.png": bytes(5_000_000)}), tmp_path)[0].rijen[1] == ["Een", "Utrecht"]
    with pytest.raises(Structuurfout, match="uitgepakt"):
        _lees(_met({"xl/extra.xml": b" " * 300_000}), tmp_path)


def test_een_bestand_of_regel_voorbij_de_grens(tmp_path, monkeypatch):
    with pytest.raises(Structuurfout, match="regel 2 .*scheidingstekens"):
        _lees(b"titel\n" + b"," * 200_000, tmp_path, "proef.csv")
    with pytest.raises(Structuurfout, match="regel 1 .*tekens"):
        _lees(b"x" * 1_100_000, tmp_path, "proef.csv")
    monkeypatch.setattr(omvang, "GROOTSTE_BESTAND", 10)
    with pytest.raises(Structuurfout, match="groter dan"):
        _lees(b"titel,plaats\n", tmp_path, "proef.csv")


@pytest.mark.parametrize("deel", ["xl/workbook.xml", "xl/styles.xml", BLAD, "[Content_Types].xml"])
def test_beschadigde_xml_is_een_nette_fout(deel, tmp_path):
    """Each part cut, garbled and emptied at seeded places: read, or a fault; never another error."""
    with zipfile.ZipFile(io.BytesIO(_werkboek())) as boek:
        heel = boek.read(deel)
    toeval = random.Random(20)
    for _ in range(25):
        stuk = bytearray(heel)
        for _ in range(toeval.randint(1, 4)):
            stuk[toeval.randrange(len(stuk))] = toeval.randrange(256)
        gekort = bytes(stuk)[: toeval.randrange(len(stuk))] if toeval.random() < 0.3 else bytes(stuk)
        try:
            _lees(_met({deel: gekort}), tmp_path)
        except Structuurfout as fout:
            assert "proef.xlsx" in str(fout)


def test_wat_niet_openbaar_is_verklaard_gaat_niet_naar_een_cluster():
    assert set(PRIVE) | OPENBAAR == set(Bestanden.model_fields)
    assert {"aanspreekpunten", "venster", "venster_genodigd", "hulpvragen", "gesprekspunten"} <= set(PRIVE)


@pytest.mark.parametrize(("een", "ander", "verwacht"), voorbeelden.GEVALLEN)
def test_alpha_als_in_de_gepubliceerde_uitgewerkte_voorbeelden(een, ander, verwacht):
    assert alpha(pd.DataFrame({"een": een, "ander": ander})) == pytest.approx(verwacht, abs=5e-4)
