"""The findings as data: what the report says, and the tests that decide whether it holds in an edition.

``constateringen.csv`` has one row per finding, ``constatering_toetsen.csv`` one row per demand that its
test makes. The comment lines that open each file explain its columns; adding a finding is adding rows.
"""

from pathlib import Path
from typing import Any, cast

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from lib.analyse.constatering.lezer import ID, Lezer, toetskolommen
from lib.analyse.constatering.soorten import Constatering, Toets
from lib.analyse.constatering.velden import maak_velden
from lib.editie.ordening import lees_ordening
from lib.editie.register import HOOFDSTUKKEN, lees_drempels, lees_kaarten, lees_programmas
from lib.gebied.tabellen import lees_gemeenten, lees_kernwerkgebieden
from lib.grond.fouten import InvoerFout, dichtst, keur, meld
from lib.grond.paden import REGISTER
from lib.grond.tabel import Kolom, delen, getypeerd, lees_ruw
from lib.grond.toml import lees_toml

_CONSTATERINGEN = "constateringen.csv"
TOETSEN = "constatering_toetsen.csv"
INSTELLINGEN = "constateringen.toml"
RELATIES = ("herhaalt", "versterkt", "tegenspraak", "verwant")


class Instellingen(BaseModel):
    """Choices for the sensitivity of a verdict (``constateringen.toml``)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    herhalingen: int = Field(ge=1)
    zaad: int
    stevig_vanaf: float = Field(ge=0, le=1)
    marge: float = Field(ge=0, le=1)
    gelijk_vanaf: float = Field(ge=0, le=1)
    permutaties: int = Field(ge=1)
    steekproef: int = Field(default=5000, ge=1)


def lees_instellingen(pad: Path = REGISTER / INSTELLINGEN) -> Instellingen:
    """Return the settings; raises InvoerFouten with each that is missing, unknown or out of range."""
    return keur(Instellingen, lees_toml(pad), str(pad))


def lees_constateringen(map_: Path = REGISTER) -> list[Constatering]:
    """Return the findings in the order of the file; raises InvoerFouten with all faults of both files."""
    ordening = lees_ordening()
    programmas = lees_programmas(map_ / "programmas.csv", ordening)
    velden = maak_velden(ordening, lees_gemeenten(), lees_kernwerkgebieden(), programmas)
    kaarten = tuple(lees_kaarten(map_ / "kaarten.csv", ordening, programmas)["kaart_id"])
    drempels, marge = lees_drempels(map_ / "drempels.csv"), lees_instellingen(map_ / INSTELLINGEN).marge
    ruw, fouten = lees_ruw(map_ / _CONSTATERINGEN, _kolommen(kaarten))
    toetsen, toetsfouten = lees_ruw(map_ / TOETSEN, toetskolommen(drempels))
    fouten += _relatiefouten(map_ / _CONSTATERINGEN, ruw) + toetsfouten
    fouten += _samenhang(map_, ruw, toetsen)
    lezer = Lezer(map_ / TOETSEN, velden, ordening, drempels, marge)
    gelezen = [(rij.id, lezer.toets(rij)) for rij in toetsen.itertuples()]
    meld(fouten + lezer.fouten)
    per_id: dict[str, list[Toets]] = {}
    for id_, toets in gelezen:
        per_id.setdefault(id_, []).append(cast(Toets, toets))  # None comes with a fault
    tabel = getypeerd(ruw, _kolommen(kaarten))
    return [_constatering(rij, per_id.get(rij.id, [])) for rij in tabel.itertuples()]


def _constatering(rij: Any, toetsen: list[Toets]) -> Constatering:
    relaties = tuple((soort, ander) for soort, _, ander in (deel.partition(":") for deel in rij.relaties))
    return Constatering(
        rij.id,
        rij.hoofdstuk,
        rij.kop,
        rij.blok,
        rij.bewering,
        rij.toetsbaar,
        rij.samen or "alle",
        relaties,
        rij.kaarten,
        rij.reden_niet_toetsbaar,
        rij.toelichting,
        tuple(toetsen),
        rij.hoeveelheid == "ja",
        rij.woord,
    )


def _kolommen(kaarten: tuple[str, ...]) -> dict[str, Kolom]:
    return {
        "id": Kolom(patroon=ID.patroon, reden=ID.reden, uniek=True),
        "hoofdstuk": Kolom(keuze=("I", *HOOFDSTUKKEN)),
        "kop": Kolom(),
        "blok": Kolom(),
        "bewering": Kolom(),
        "toetsbaar": Kolom(keuze=("ja", "benaderd", "nee")),
        "samen": Kolom(keuze=("alle", "een"), leeg=True),
        "relaties": Kolom(soort="lijst", leeg=True),
        "kaarten": Kolom(soort="lijst", keuze=kaarten, leeg=True),
        "reden_niet_toetsbaar": Kolom(leeg=True),
        "toelichting": Kolom(leeg=True),
        "woord": Kolom(leeg=True),
        "hoeveelheid": Kolom(keuze=("ja",), leeg=True),
    }


def _relatiefouten(pad: Path, ruw: pd.DataFrame) -> list[InvoerFout]:
    ids = set(ruw["id"])
    fouten = []
    for rij in ruw.itertuples():
        for deel in delen(rij.relaties):
            soort, _, ander = deel.partition(":")
            plaats: dict[str, Any] = {"rij": rij.Index, "kolom": "relaties", "waarde": deel}
            if soort not in RELATIES:
                tip = dichtst(soort, RELATIES)
                fouten.append(InvoerFout(str(pad), "onbekende soort relatie", suggestie=tip, **plaats))
            elif ander not in ids or ander == rij.id:
                tip = f"{soort}:{dichtst(ander, ids - {rij.id})}"
                fouten.append(InvoerFout(str(pad), "geen andere constatering", suggestie=tip, **plaats))
    return fouten


def _samenhang(map_: Path, ruw: pd.DataFrame, toetsen: pd.DataFrame) -> list[InvoerFout]:
    """A finding that can be tested has a test; one that cannot has a reason instead."""
    fouten, bekend, getoetst = [], set(ruw["id"]), set(toetsen["id"])
    for rij in ruw.itertuples():
        plaats: dict[str, Any] = {"bestand": str(map_ / _CONSTATERINGEN), "rij": rij.Index, "waarde": rij.id}
        if rij.toetsbaar == "nee" and not rij.reden_niet_toetsbaar:
            fouten.append(InvoerFout(reden="reden ontbreekt", kolom="reden_niet_toetsbaar", **plaats))
        if (rij.toetsbaar == "nee") == (rij.id in getoetst):
            wel = "wel" if rij.id in getoetst else "niet"
            reden = f"toetsbaar is {rij.toetsbaar}, maar toetsen zijn er {wel}"
            fouten.append(InvoerFout(reden=reden, kolom="toetsbaar", **plaats))
    for rij in toetsen[~toetsen["id"].isin(bekend)].itertuples():
        tip = dichtst(rij.id, bekend)
        reden = "constatering bestaat niet"
        fouten.append(InvoerFout(str(map_ / TOETSEN), reden, "", rij.Index, "id", rij.id, tip))
    return fouten
