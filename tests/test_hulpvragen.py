"""The log of requests for help: no step to national parties but by an explicit request of the region."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.editie.editie import lees_editie
from lib.gebied.tabellen import lees_gemeenten
from lib.grond.fouten import InvoerFouten
from lib.grond.paden import WORTEL
from lib.grond.tabel import lees_tabel
from lib.venster.open.hulpvragen import (
    HULPVRAAGKOLOMMEN,
    OVERGANGEN,
    STATUS,
    lees_hulpvragen,
    stand_per_vraag,
    tel_hulpvragen,
)
from lib.venster.open.pagina import toon_hulpvragen

GOED = ("signaal", "regio_aan_zet", "verzoek", "landelijk", "afgerond")
AAN = {"verzoek": "VNG;ZN", "landelijk": "ZN"}


def schrijf(pad: Path, *stappen: dict) -> Path:
    vast = {"vraag_id": "H1", "datum": "2021-03-01", "regio": "Zeeland", "partij": "gemeenten"}
    vast |= {"onderwerp": "ggz in de wijk", "status": "signaal", "gericht_aan": "", "toelichting": ""}
    rijen = [{**vast, "gericht_aan": AAN.get(stap.get("status", ""), ""), **stap} for stap in stappen]
    pad.write_text(
        "# proef\n" + pd.DataFrame(rijen, columns=list(HULPVRAAGKOLOMMEN)).to_csv(index=False),
        encoding="utf-8",
    )
    return pad


def fouten(pad: Path) -> list:
    with pytest.raises(InvoerFouten) as gevangen:
        lees_hulpvragen(pad, {"Zeeland", "Twente"})
    return gevangen.value.fouten


def test_de_hele_weg_mag(tmp_path):
    log = lees_hulpvragen(schrijf(tmp_path / "h.csv", *({"status": s} for s in GOED)), {"Zeeland"})
    assert log["status"].tolist() == list(GOED)
    assert stand_per_vraag(log).iloc[0][["regio", "status", "stappen"]].tolist() == ["Zeeland", "afgerond", 5]
    assert dict(tel_hulpvragen(log).itertuples(index=False)) == {
        naam: int(naam == "afgerond") for naam in STATUS.values()
    }


def test_landelijk_zonder_verzoek_mag_niet(tmp_path):
    stappen = ({"status": s} for s in ("signaal", "regio_aan_zet", "landelijk"))
    eerste = fouten(schrijf(tmp_path / "h.csv", *stappen))[0]
    assert (eerste.rij, eerste.kolom, eerste.waarde) == (5, "status", "landelijk")
    assert eerste.reden == "deze stap mag niet na regio_aan_zet; toegestaan is: verzoek, afgerond"


@given(st.lists(st.sampled_from(sorted(STATUS)), min_size=1, max_size=7))
def test_wie_landelijk_is_heeft_om_hulp_gevraagd_en_de_regio_was_eerst(tmp_path_factory, reeks):
    pad = schrijf(tmp_path_factory.mktemp("h") / "h.csv", *({"status": s} for s in reeks))
    mag = all(nu in OVERGANGEN[vorige] for vorige, nu in zip(["", *reeks], reeks, strict=False))
    if mag:
        log = lees_hulpvragen(pad, {"Zeeland"})["status"].tolist()
        for plek, status in enumerate(log):
            if status == "landelijk":
                assert log[plek - 1] == "verzoek" and "regio_aan_zet" in log[:plek]
    else:
        assert any(fout.kolom == "status" for fout in fouten(pad))


def test_alleen_wie_gevraagd_is_helpt_mee(tmp_path):
    stappen = [{"status": s} for s in GOED[:4]]
    stappen[3]["gericht_aan"] = "VWS"
    (fout,) = fouten(schrijf(tmp_path / "h.csv", *stappen))
    assert fout.reden == "niet gevraagd in het verzoek; gevraagd is: VNG, ZN" and fout.rij == 6


def test_alle_fouten_samen_met_hun_plaats(tmp_path):
    stappen = [
        {"regio": "Zeelnd", "gericht_aan": "VNG"},
        {"regio": "Zeelnd", "status": "regio_aan_zt", "datum": "2020-01-01"},
        {"vraag_id": "H2", "partij": "VWS", "datum": "gisteren"},
        {"vraag_id": "H2", "status": "regio_aan_zet", "onderwerp": ""},
    ]
    gevonden = {(f.rij, f.kolom): f for f in fouten(schrijf(tmp_path / "h.csv", *stappen))}
    assert gevonden[3, "regio"].suggestie == "Zeeland" and gevonden[4, "status"].suggestie == "regio_aan_zet"
    assert {(3, "gericht_aan"), (5, "partij"), (5, "datum"), (6, "onderwerp")} <= set(gevonden)


def test_tijd_loopt_niet_terug_en_een_vraag_blijft_van_een_regio(tmp_path):
    stappen = [{}, {"status": "regio_aan_zet", "datum": "2021-02-01", "regio": "Twente"}]
    assert {f.kolom for f in fouten(schrijf(tmp_path / "h.csv", *stappen))} == {"datum", "regio"}


def test_namen_komen_niet_op_de_pagina(tmp_path):
    pad = schrijf(tmp_path / "h.csv", {"onderwerp": "bel 06-12345678 of jan.jansen@voorbeeld.nl"})
    onderwerp = lees_hulpvragen(pad, {"Zeeland"}).at[0, "onderwerp"]
    assert "12345678" not in onderwerp and "@" not in onderwerp


def test_het_voorbeeld_staat_waar_de_waarheid_het_zegt():
    regios = set(lees_gemeenten()["zorgkantoorregio"])
    log = lees_hulpvragen(lees_editie("voorbeeld").bestand("hulpvragen"), regios)
    waar = lees_tabel(WORTEL / "tests" / "waarheid" / "voorbeeld" / "venster" / "hulpvragen.csv")
    nu = log.groupby("vraag_id")[["regio", "status", "datum"]].last().reset_index()
    assert nu.to_dict("records") == waar.to_dict("records")
    getoond = stand_per_vraag(log)
    assert getoond["regio"].tolist() == sorted(getoond["regio"]) and len(getoond) == len(waar)
    assert set(waar["status"]) == set(STATUS)


def test_de_regel_staat_er_ook_zonder_logboek():
    teksten = [beeld.inhoud for beeld in toon_hulpvragen(None)]
    assert "altijd eerst aan zet" in teksten[0] and "geen logboek" in teksten[1]
