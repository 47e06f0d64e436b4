"""Settings that are wrong: one translation for all of pydantic's findings, each with its place."""

import re
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from lib.grond.fouten import InvoerFout, InvoerFouten, keur, keur_elk
from lib.grond.paden import WORTEL
from lib.grond.toml import lees_toml, vreemde_sleutels


class Binnen(BaseModel):
    model_config = ConfigDict(extra="forbid")

    marge: float = Field(0, ge=0, le=1)


class Buiten(BaseModel):
    model_config = ConfigDict(extra="forbid")

    naam: str = Field(min_length=1)
    soort: Literal["kaart", "tabel"] = "kaart"
    aantal: int = 1
    code: str = Field("a", pattern="^[a-z]+$", description="alleen kleine letters")
    alles: bool = False
    binnen: Binnen = Binnen()


@pytest.mark.parametrize(
    ("inhoud", "kolom", "reden", "suggestie"),
    [
        ({"naam": "x", "sort": "kaart"}, "sort", "onbekende sleutel", "soort"),
        ({"naam": "x", "binnen": {"mage": 1}}, "binnen.mage", "onbekende sleutel", "marge"),
        ({}, "naam", "verplichte sleutel ontbreekt", ""),
        ({"naam": ""}, "naam", "mag niet leeg zijn", ""),
        ({"naam": 3}, "naam", "geen tekst (zet er aanhalingstekens om)", ""),
        ({"naam": "x", "soort": "kart"}, "soort", "onbekende waarde", "kaart of tabel"),
        ({"naam": "x", "aantal": "veel"}, "aantal", "geen geheel getal", ""),
        ({"naam": "x", "aantal": 1.5}, "aantal", "geen geheel getal", ""),
        ({"naam": "x", "alles": 7}, "alles", "geen true of false", ""),
        ({"naam": "x", "code": "A1"}, "code", "alleen kleine letters", ""),
        ({"naam": "x", "binnen": {"marge": 2}}, "binnen.marge", "mag ten hoogste 1.0 zijn", ""),
        ({"naam": "x", "binnen": {"marge": -2}}, "binnen.marge", "moet ten minste 0.0 zijn", ""),
    ],
)
def test_elke_soort_fout_staat_er_in_het_nederlands_met_zijn_plek(inhoud, kolom, reden, suggestie):
    with pytest.raises(InvoerFouten) as gevangen:
        keur(Buiten, inhoud, "proef.toml", "deel 2")
    (fout,) = gevangen.value.fouten
    assert (fout.bestand, fout.blad, fout.kolom) == ("proef.toml", "deel 2", kolom)
    assert (fout.reden, fout.suggestie) == (reden, suggestie)


def test_alle_fouten_komen_samen_en_wat_goed_is_gaat_door():
    fouten: list[InvoerFout] = []
    lijst = [{"naam": "een"}, {"naam": 2, "aantal": "x"}, {"naam": "drie"}]
    goed = [(waar, een.naam) for waar, een in keur_elk(Buiten, lijst, "proef.toml", "kaart", fouten)]
    assert goed == [("kaart 1", "een"), ("kaart 3", "drie")]
    assert [(fout.blad, fout.kolom, fout.waarde) for fout in fouten] == [
        ("kaart 2", "naam", "2"),
        ("kaart 2", "aantal", "x"),
    ]


def test_een_bestand_dat_er_niet_is_of_geen_toml_is_is_een_regel(tmp_path):
    (tmp_path / "stuk.toml").write_text("naam = ", encoding="utf-8")
    (tmp_path / "vreemd.toml").write_bytes(b"naam = '\x81\xff\x01\xfe'")
    for naam in ("stuk.toml", "vreemd.toml", "weg.toml"):
        with pytest.raises(InvoerFouten, match=f"{naam}.*geen leesbare TOML"):
            lees_toml(tmp_path / naam)
    (fout,) = vreemde_sleutels({"labels": [], "taal": 1}, {"label", "taal"}, "x.toml")
    assert (fout.kolom, fout.reden, fout.suggestie) == ("labels", "onbekende sleutel", "label")


def test_nergens_anders_wordt_een_fout_van_pydantic_vertaald():
    gevonden = {
        str(pad.relative_to(WORTEL))
        for pad in (WORTEL / "lib").rglob("*.py")
        if re.search(r"\bValidationError\b", pad.read_text(encoding="utf-8"))
    }
    assert gevonden == {"lib/grond/fouten.py"}
