"""Writing a decision on a label down: a row at the end of ``labelbesluiten.csv``, with date and reason.

A decision that stands is never changed. A row that waits for one (an empty eindoordeel) is completed.
"""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from lib.editie.bestand import besluitslot, lees_tekst, vervang_bestand, voeg_rij_toe
from lib.editie.editie import Editie
from lib.editie.ordening import Ordening
from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.labels.besluiten import LABELKOLOMMEN, lees_besluiten
from lib.labels.gevallen import Geval

_SOORT = "labelbesluiten"
_NOG_NIET = "nog niet vastgelegd"  # where a message names a place: there is none yet


def leg_vast(
    editie: Editie, geval: Geval, codes: Sequence[str], reden: str, dag: date, ordening: Ordening
) -> tuple[Editie, str]:
    """Write the decision that ``geval`` has the label ``codes``; return the edition and what was done.

    InvoerFouten, and nothing written, without a label or a reason, where a decision already stands, or
    where the file would break a label rule.
    """
    fouten = [] if codes else [InvoerFout(_NOG_NIET, "kies een label")]
    fouten += [] if reden.strip() else [InvoerFout(_NOG_NIET, "schrijf op waarom")]
    if fouten:
        raise InvoerFouten(fouten)
    rij = _rij(geval, codes, reden.strip(), dag, ordening)

    def keur(pad: Path) -> pd.DataFrame:
        return lees_besluiten(pad, ordening)

    with besluitslot(editie) as editie:
        if (aangevuld := _aangevuld(lees_tekst(editie, _SOORT), rij)) is not None:
            return vervang_bestand(editie, _SOORT, aangevuld, keur)
        return voeg_rij_toe(editie, _SOORT, LABELKOLOMMEN, rij, keur)


def _rij(geval: Geval, codes: Sequence[str], reden: str, dag: date, ordening: Ordening) -> dict[str, str]:
    argumenten = [*([geval.argument] if geval.argument else []), f"Besluit: {reden}"]
    return {
        "project_id": geval.project_id,
        "dimensie": geval.dimensie,
        "voorstel": geval.opgave,
        "voorstel_partij": "bron" if geval.opgave else "",
        "zekerheid": geval.zekerheid,
        "tegenvoorstel": geval.tegenvoorstel,
        "argument": " ".join(" ".join(argumenten).split()),
        "eindoordeel": ";".join(ordening.sorteer(geval.dimensie, codes)),
        "datum": dag.isoformat(),
    }


def _aangevuld(tekst: str, rij: dict[str, str]) -> str | None:
    """Return the file with the row that waited for this decision completed; None where no row waits.

    All other lines stay as they are, to the byte.
    """
    regels = tekst.splitlines(keepends=True)
    begin = next((i for i, regel in enumerate(regels) if not regel.lstrip("\ufeff").startswith("#")), 0)
    lezer = csv.reader(io.StringIO("".join(regels[begin:]), newline=""))
    kop = [cel.lstrip("\ufeff") for cel in next(lezer, [])]
    van = begin + lezer.line_num
    for cellen in lezer:
        tot = begin + lezer.line_num
        oud = dict(zip(kop, cellen, strict=False))
        if all(oud.get(naam) == rij[naam] for naam in ("project_id", "dimensie")) and not oud["eindoordeel"]:
            nieuw = {**oud, **{naam: rij[naam] for naam in ("argument", "eindoordeel", "datum")}}
            uit = io.StringIO()
            einde = "\r\n" if regels[van].endswith("\r\n") else "\n"
            csv.writer(uit, lineterminator=einde).writerow([nieuw[naam] for naam in kop])
            return "".join([*regels[:van], uit.getvalue(), *regels[tot:]])
        van = tot
    return None
