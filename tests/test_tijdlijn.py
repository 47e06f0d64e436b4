"""The timeline: every date checked, weekdays included, and all of it on the figure."""

import datetime as dt
from types import SimpleNamespace

import pytest
from kaartproef import ordening

from lib.beeld.letters import Tekstregel
from lib.beeld.schemabeeld import maak_schema, teken_schema
from lib.beeld.tijdlijn import TIJDLIJN, WEEKDAGEN, lees_tijdlijn, momenten
from lib.editie.register import kaart_rijen
from lib.grond.fouten import InvoerFouten

KOP = "volgorde,reeks,van,tot,precisie,weekdag,plaats,gebeurtenis,aard,zekerheid,bron,opmerking\n"


def lees(tmp_path, *rijen):
    pad = tmp_path / "tijdlijn.csv"
    pad.write_text(KOP + "".join(f"{rij}\n" for rij in rijen), encoding="utf-8")
    return lees_tijdlijn(pad)


def test_de_zes_bijeenkomsten_vallen_op_de_weekdag_die_de_bron_noemt():
    zes = lees_tijdlijn().query("reeks != ''")
    assert zes["plaats"].tolist() == ["Alkmaar", "Zwolle", "Den Haag", "Arnhem", "Bergen op Zoom", "Venlo"]
    assert (
        [WEEKDAGEN[dag.weekday()] for dag in zes["van"]]
        == ["dinsdag", "donderdag"] * 3
        == zes["weekdag"].tolist()
    )
    assert (zes["van"].min(), zes["van"].max()) == (dt.date(2019, 9, 10), dt.date(2019, 9, 26))
    assert set(zes["aard"]) == {"voorgenomen"}, "the letter announces them"


def test_alles_loopt_van_2016_tot_2020_en_noemt_zijn_bron():
    tabel = lees_tijdlijn()
    assert tabel["van"].is_monotonic_increasing
    assert (tabel["van"].min().year, tabel["tot"].max().year) == (2016, 2020)
    assert (tabel["bron"] != "").all() and TIJDLIJN.with_name("tijdlijn.csv.meta.toml").is_file()
    assert {"2018-10-01", "2019-03-05", "2019-03-07", "2020-01-01"} <= set(tabel["van"].astype(str))


@pytest.mark.parametrize(
    ("rij", "kolom", "suggestie"),
    [
        ("1,,2019-09-10,2019-09-10,dag,woensdag,,x,gemeld,hoog,b,", "weekdag", "dinsdag"),
        ("1,,2019-02-30,2019-02-30,dag,,,x,gemeld,hoog,b,", "van", ""),
        ("1,,2019-02-01,2019-01-01,periode,,,x,gemeld,hoog,b,", "tot", ""),
        ("1,,2019-02-01,2019-02-02,dag,,,x,gemeld,hoog,b,", "tot", ""),
        ("1,,2019-02-01,2019-02-01,dag,,,,gemeld,hoog,b,", "gebeurtenis", ""),
        ("1,,2019-02-01,2019-02-01,dag,,,x,gepland,hoog,b,", "aard", "gemeld"),
        ("1,,2019-02-01,2019-02-01,dag,,,x,gemeld,zeker,b,", "zekerheid", ""),
    ],
)
def test_elke_fout_wordt_gemeld(tmp_path, rij, kolom, suggestie):
    with pytest.raises(InvoerFouten) as gevonden:
        lees(tmp_path, rij)
    assert (kolom, 2) in {(fout.kolom, fout.rij) for fout in gevonden.value.fouten}
    assert suggestie in {fout.suggestie for fout in gevonden.value.fouten}


def test_een_reeks_is_een_regel_met_elke_plaats(tmp_path):
    tabel = lees(
        tmp_path,
        "1,Rondgang,2019-09-10,2019-09-10,dag,dinsdag,Alkmaar,x,voorgenomen,hoog,b,",
        "2,Rondgang,2019-09-12,2019-09-12,dag,donderdag,Zwolle,x,voorgenomen,hoog,b,",
        "3,,2019-10-01,2019-10-31,maand,,,Klaar,gemeld,middel,b,",
    )
    reeks, klaar = momenten(tabel)
    assert (reeks.tekst, reeks.wanneer) == ("Rondgang: Alkmaar (di 10), Zwolle (do 12)", "10 – 12 sep 2019")
    assert reeks.voorgenomen and not klaar.voorgenomen
    assert (klaar.wanneer, klaar.van, klaar.tot) == ("okt 2019", dt.date(2019, 10, 1), dt.date(2019, 10, 31))


def test_op_de_figuur_staat_elk_moment():
    (rij,) = (rij for rij in kaart_rijen() if rij["kaart_id"] == "WS-tijdlijn")
    beeld = maak_schema(rij, ordening(), SimpleNamespace(synthetisch=False))
    tekst = " ".join(regel.get_text() for regel in teken_schema(beeld).findobj(Tekstregel))
    for moment in momenten(lees_tijdlijn()):
        assert moment.wanneer in tekst and moment.tekst in beeld.alt
        assert all(woord in tekst for woord in moment.tekst.split())
    assert all(str(jaar) in tekst for jaar in range(2016, 2021))
