"""Subjects: a competition-sensitive one is never a joint agreement, whatever its row claims."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.editie.editie import lees_editie
from lib.grond.fouten import InvoerFouten
from lib.grond.paden import WORTEL
from lib.grond.tabel import lees_tabel
from lib.werkstructuur.gesprekspunten import (
    OPGAVE,
    STANDEN,
    bepaal_stand,
    lees_gesprekspunten,
    per_verzekeraar,
    verplichte_themas,
)

WAARHEID = WORTEL / "tests" / "waarheid" / "voorbeeld" / "werkstructuur"
KOP = "regio,onderwerp,thema,willen,kunnen,afspraak_mogelijk,concurrentiegevoelig,toelichting\n"
JA_NEE = st.sampled_from(["ja", "nee"])


def editie(pad):
    def bestand(naam):
        return pad if naam == "gesprekspunten" else None

    return SimpleNamespace(indelingsjaar=2017, tekenjaar=2017, bestand=bestand)


def lees(tmp_path, *rijen):
    pad = tmp_path / "gesprekspunten.csv"
    pad.write_text(KOP + "".join(f"{rij}\n" for rij in rijen), encoding="utf-8")
    return lees_gesprekspunten(editie(pad))


@given(willen=JA_NEE, kunnen=JA_NEE, mogelijk=st.sampled_from(OPGAVE), gevoelig=JA_NEE)
def test_gevoelig_is_nooit_gezamenlijk(willen, kunnen, mogelijk, gevoelig):
    punt = {
        "willen": willen,
        "kunnen": kunnen,
        "afspraak_mogelijk": mogelijk,
        "concurrentiegevoelig": gevoelig,
    }
    stand = bepaal_stand(punt)
    assert stand in STANDEN
    assert not (gevoelig == "ja" and stand == "gezamenlijk")
    assert (stand == "gezamenlijk") == (
        (willen, kunnen, mogelijk, gevoelig) == ("ja", "ja", "gezamenlijk", "nee")
    )


def test_tegenstrijdige_rij_wordt_gemeld_en_bilateraal_getoond(tmp_path):
    gelezen = lees(
        tmp_path,
        "Zeeland,Leefstijl in de polis,preventie,ja,ja,ja,ja,",
        "Zeeland,Wijkzorg,ouderen,ja,ja,gezamenlijk,nee,",
        "Zeeland,Dure zorg,ggz,nee,ja,gezamenlijk,nee,",
    )
    assert gelezen.punten["stand"].tolist() == ["bilateraal", "gezamenlijk", "niet_bespreken"]
    assert gelezen.punten["afspraak_mogelijk"].tolist() == ["bilateraal", "gezamenlijk", "nee"]
    assert gelezen.punten["tegenstrijdig"].tolist() == [True, False, True]
    meldingen = gelezen.meldingen[["rij", "waarde"]].values.tolist()
    assert meldingen == [[2, "ja"], [4, "gezamenlijk"]]
    assert gelezen.afgekeurd.empty, "a contradiction is used, not rejected"


def test_bilateraal_is_een_regel_per_verzekeraar(tmp_path):
    punten = lees(
        tmp_path,
        "Zeeland,Polis,preventie,ja,ja,bilateraal,ja,",
        "Twente,Polis,preventie,ja,ja,bilateraal,ja,",
        "Twente,Wijkzorg,ouderen,ja,ja,gezamenlijk,nee,",
    ).punten
    apart = per_verzekeraar(punten, {"Zeeland": {"VGZ", "CZ"}})
    assert apart[["regio", "zorgverzekeraar"]].values.tolist() == [
        ["Zeeland", "CZ"],
        ["Zeeland", "VGZ"],
        ["Twente", ""],
    ]


@pytest.mark.parametrize(
    ("rij", "kolom", "suggestie"),
    [
        ("Zeelandd,x,ggz,ja,ja,nee,nee,", "regio", "Zeeland"),
        ("Zeeland,,ggz,ja,ja,nee,nee,", "onderwerp", ""),
        ("Zeeland,x,ggzz,ja,ja,nee,nee,", "thema", "ggz"),
        ("Zeeland,x,ggz,misschien,ja,nee,nee,", "willen", ""),
        ("Zeeland,x,ggz,ja,,nee,nee,", "kunnen", ""),
        ("Zeeland,x,ggz,ja,ja,samen,nee,", "afspraak_mogelijk", ""),
        ("Zeeland,x,ggz,ja,ja,nee,deels,", "concurrentiegevoelig", ""),
        ("Zeeland,eerste ,ggz,ja,ja,nee,nee,", "onderwerp", ""),
    ],
)
def test_elke_fout_wordt_gemeld(tmp_path, rij, kolom, suggestie):
    gelezen = lees(tmp_path, "Zeeland,Eerste,ouderen,ja,ja,nee,nee,", rij)
    assert gelezen.punten["onderwerp"].tolist() == ["Eerste"]
    (fout,) = gelezen.afgekeurd.to_dict("records")
    assert (fout["rij"], fout["kolom"], fout["suggestie"]) == (3, kolom, suggestie)


def test_ontbrekende_kolom_is_een_fout_van_de_structuur(tmp_path):
    pad = tmp_path / "gesprekspunten.csv"
    pad.write_text("regio,onderwerp,thema,willen,kunnen,afspraak_mogelijk\n", encoding="utf-8")
    with pytest.raises(InvoerFouten, match="concurrentiegevoelig"):
        lees_gesprekspunten(editie(pad))


def test_drie_themas_per_regio_alleen_aanwezigheid(tmp_path):
    punten = lees(
        tmp_path,
        "Zeeland,a,ouderen,ja,ja,nee,nee,",
        "Zeeland,b,ouderen,ja,nee,nee,nee,",
        "Zeeland,c,esw,ja,ja,nee,nee,",
    ).punten
    telling = verplichte_themas(punten, ["Twente", "Zeeland"])
    assert telling.values.tolist() == [[0, 0, 0], [1, 0, 0]]


def test_voorbeeld_is_zoals_het_is_verzonnen_en_noemt_niemand():
    gelezen = lees_gesprekspunten(lees_editie("voorbeeld"))
    waar = lees_tabel(WAARHEID / "gesprekspunten.csv")
    kolommen = ["regio", "onderwerp", "stand"]
    assert gelezen.punten[kolommen].values.tolist() == waar[kolommen].values.tolist()
    assert gelezen.punten["tegenstrijdig"].tolist() == (waar["strijdig"] == "ja").tolist()
    assert len(gelezen.meldingen) == (waar["strijdig"] == "ja").sum() > 0
    slecht = lees_tabel(WAARHEID / "afgekeurd.csv").query("bestand.str.contains('gespreks')")
    assert (
        gelezen.afgekeurd[["rij", "kolom"]].astype(str).values.tolist()
        == slecht[["rij", "kolom"]].values.tolist()
    )
    alles = gelezen.punten.to_csv() + gelezen.meldingen.to_csv() + gelezen.afgekeurd.to_csv()
    assert "example.org" not in alles and "Jan Voorbeeld" not in alles


def test_editie_zonder_lijst():
    assert lees_gesprekspunten(lees_editie("2017-rapport")) is None
