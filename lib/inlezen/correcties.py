"""Corrections of a source, kept beside it in ``correcties.toml``: what stood there, what it becomes, why.

A correction names its row by project_id or by blad and rij, and guards itself: once the source no
longer says what was expected, it is a fault of structure and nothing is used.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from lib.grond.fouten import InvoerFout, InvoerFouten, dichtst, keur_elk, meld
from lib.grond.toml import lees_toml, vreemde_sleutels
from lib.inlezen.bron import PROJECTKOLOMMEN
from lib.inlezen.werkblad import schoon


class Correctie(BaseModel):
    """One ``[[correctie]]``: the place, the value expected there, the new value and the reason."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bestand: str = ""
    blad: str = ""
    rij: int = 0
    project_id: str = ""
    kolom: str
    verwacht: str
    nieuw: str
    reden: str = Field(min_length=1)


def lees_correcties(pad: Path | None) -> list[Correctie]:
    """Return the corrections in a file, in order; without a file none.

    Raises InvoerFouten with every unknown or missing key, unknown column, and correction without a row.
    """
    if pad is None:
        return []
    inhoud = lees_toml(pad)
    fouten = vreemde_sleutels(inhoud, {"correctie"}, pad.name)
    lijst = inhoud.get("correctie", [])
    if not isinstance(lijst, list):
        raise InvoerFouten([InvoerFout(pad.name, "schrijf elke correctie onder [[correctie]]")])
    correcties = []
    for waar, correctie in keur_elk(Correctie, lijst, pad.name, "correctie", fouten):
        fouten += _fouten(correctie, waar, pad.name)
        correcties.append(correctie)
    meld(fouten)
    return correcties


def _fouten(correctie: Correctie, waar: str, bestand: str) -> list[InvoerFout]:
    fouten = []
    if correctie.kolom not in PROJECTKOLOMMEN:
        cel, tip = correctie.kolom, dichtst(correctie.kolom, PROJECTKOLOMMEN)
        fouten.append(InvoerFout(bestand, "onbekende kolom", waar, 0, "kolom", cel, tip))
    if bool(correctie.rij) == bool(correctie.project_id):
        fouten.append(InvoerFout(bestand, "noem de rij of het project_id, en niet beide", waar))
    return fouten


def pas_correcties_toe(
    rijen: pd.DataFrame, ids: Sequence[str], correcties: list[Correctie], bestand: str
) -> tuple[pd.DataFrame, list[InvoerFout]]:
    """Return the corrected table and a notice for each correction.

    ``rijen`` is the table of :mod:`lib.inlezen.bron`, ``ids`` the project_id of each row and ``bestand`` the
    name of the file of corrections. Raises InvoerFouten, all together, for a correction that finds no row, or
    more than one, or another value than it expects.
    """
    tabel, fouten, meldingen = rijen.copy(), [], []
    for correctie in correcties:
        plaats: dict[str, Any] = {"kolom": correctie.kolom, "waarde": correctie.verwacht}
        treffers = _rijen_van(rijen, ids, correctie)
        if len(treffers) != 1:
            waar = correctie.project_id or f"{correctie.blad} rij {correctie.rij}".strip()
            reden = f"correctie wijst {len(treffers) or 'geen'} rij(en) aan in plaats van één: {waar}"
            fouten.append(InvoerFout(bestand, reden, **plaats))
            continue
        i = treffers[0]
        nu = tabel.at[i, correctie.kolom]
        if nu != schoon(correctie.verwacht):
            reden = f"correctie past niet meer: in {tabel.at[i, 'bestand']} staat nu «{nu}», verwacht was"
            fouten.append(
                InvoerFout(
                    bestand,
                    reden,
                    tabel.at[i, "blad"],
                    int(tabel.at[i, "rij"]),
                    titel=tabel.at[i, "titel"],
                    **plaats,
                )
            )
            continue
        tabel.at[i, correctie.kolom] = schoon(correctie.nieuw)
        reden = f"gecorrigeerd in «{correctie.nieuw}»: {correctie.reden}"
        meldingen.append(
            InvoerFout(
                tabel.at[i, "bestand"],
                reden,
                tabel.at[i, "blad"],
                int(tabel.at[i, "rij"]),
                titel=tabel.at[i, "titel"],
                **plaats,
            )
        )
    if fouten:
        raise InvoerFouten(fouten)
    return tabel, meldingen


def _rijen_van(rijen: pd.DataFrame, ids: Sequence[str], correctie: Correctie) -> list[int]:
    goed = pd.Series(True, index=rijen.index)
    if correctie.bestand:
        goed &= rijen["bestand"] == correctie.bestand
    if correctie.blad:
        goed &= rijen["blad"] == correctie.blad
    if correctie.rij:
        goed &= rijen["rij"] == correctie.rij
    else:
        goed &= pd.Series(list(ids), index=rijen.index, dtype=str) == correctie.project_id
    return list(rijen.index[goed])
