"""Numbers, dates and plurals in words: said in one place, and nowhere else."""

import datetime as dt
import re

import pytest

from lib.grond.paden import WORTEL
from lib.grond.woorden import (
    MAANDEN,
    MAANDEN_KORT,
    MEERVOUD,
    aandeel,
    aantal,
    datum,
    datum_voluit,
    maand_en_jaar,
    maandnummer,
    opsomming,
    procent,
    woord,
)

DAG = dt.date(2019, 3, 7)


def test_datums_in_cijfers_en_in_woorden():
    assert (datum(DAG), datum_voluit(DAG)) == ("7-3-2019", "7 maart 2019")
    assert (maand_en_jaar(DAG), maand_en_jaar(DAG, kort=True)) == ("maart 2019", "mrt 2019")


def test_elke_maand_heeft_een_naam_een_kort_woord_en_een_nummer():
    assert len(MAANDEN) == len(MAANDEN_KORT) == 12
    for nummer, (maand, kort) in enumerate(zip(MAANDEN, MAANDEN_KORT, strict=True), start=1):
        assert {maandnummer(maand), maandnummer(kort), maandnummer(maand.upper())} == {nummer}
    assert {maandnummer("maandag"[:1]), maandnummer("herfst"), maandnummer("")} == {0}


def test_aantallen_delen_en_opsommingen():
    assert (aantal(1, "polis"), aantal(1234, "gemeente"), aantal(0, "project")) == (
        "1 polis",
        "1.234 gemeenten",
        "0 projecten",
    )
    assert {woord(1, naam) for naam in MEERVOUD} == set(MEERVOUD)
    assert (procent(0.125, 1), procent(3, van=4), procent(float("nan"))) == ("12,5 %", "75 %", "– %")
    assert (aandeel(8, 65), aandeel(0, 0)) == ("12,3 % (n = 65)", "– (n = 0)")
    assert [opsomming("ABC"[:n]) for n in range(4)] == ["", "A", "A en B", "A, B en C"]


@pytest.mark.parametrize(
    ("wat", "patroon"),
    [
        ("een lijst van maanden", r"februari|[\"']feb[\"']"),
        ("een tabel van meervouden", r"^MEERVOUD\b|gemeente\{|project\{|[\"']en[\"'] if"),
        ("een datum in cijfers", r"\.day\}-|%-d-%-m"),
        ("een percentage", r"100 \* [^{}]*:\.\df\}"),
        ("een opsomming", r"join\(\w+\[:-1\]\)"),
    ],
)
def test_alleen_woorden_schrijft(wat, patroon):
    gevonden = {
        str(pad.relative_to(WORTEL / "lib"))
        for soort in ("*.py", "*.j2")
        for pad in (WORTEL / "lib").rglob(soort)
        if re.search(patroon, pad.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert gevonden <= {"grond/woorden.py"}, wat
