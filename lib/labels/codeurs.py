"""Codes that people gave to open answers: files of coders, and a file of corrections that wins.

A file has a row per answer: which one it is (:data:`lib.labels.overeenstemming.CODEERSLEUTEL`) and its codes,
joined by ``;``; an empty cell says that none applies. A coding says who (``codeur``), a correction why
(``reden``).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from lib.grond.fouten import InvoerFout, InvoerFouten, dichtst
from lib.grond.tabel import kop_van, lees_csvtekst, lees_tabel
from lib.labels.codeboek import Codeboek
from lib.labels.overeenstemming import CODEERSLEUTEL


def lees_coderingen(paden: Sequence[Path], teksten: pd.DataFrame, boek: Codeboek) -> pd.DataFrame:
    """Return :data:`SLEUTEL`, codeur (str), codes (list of str).

    ``teksten``: the open answers, as from :func:`lib.venster.open.codering.open_teksten`. InvoerFouten, all
    together, for a row that is about no open answer, stands twice, or has a code that the codebook lacks.
    """
    return _lees(paden, [*CODEERSLEUTEL, "codeur", "codes"], teksten, boek)


def lees_codecorrecties(pad: Path | None, teksten: pd.DataFrame, boek: Codeboek) -> pd.DataFrame:
    """Return :data:`SLEUTEL`, codes (list of str), reden (str); without a file no rows. Faults as above."""
    paden = [] if pad is None else [pad]
    return _lees(paden, [*CODEERSLEUTEL, "codes", "reden"], teksten, boek)


def _lees(paden: Sequence[Path], kolommen: list[str], teksten: pd.DataFrame, boek: Codeboek) -> pd.DataFrame:
    bekend = set(teksten[CODEERSLEUTEL].itertuples(index=False, name=None))
    delen, fouten = [], []
    for pad in paden:
        tabel = lees_tabel(pad, kolommen)
        rij = tabel.index + 1 + _kopregel(pad)
        fouten += _fouten(tabel, rij, pad.name, bekend, boek)
        codes = [[code.strip() for code in cel.split(";") if code.strip()] for cel in tabel["codes"]]
        delen.append(tabel.assign(codes=pd.Series(codes, index=tabel.index, dtype=object)))
    if fouten:
        raise InvoerFouten(fouten)
    if not delen:
        return pd.DataFrame(columns=kolommen, dtype="str").astype({"meetjaar": "int64"})
    return pd.concat(delen, ignore_index=True).astype({"meetjaar": "int64"})


def _kopregel(pad: Path) -> int:
    """The number of the line that holds the header; comments may stand above it."""
    return kop_van(lees_csvtekst(pad))[0] + 1


def _fouten(
    tabel: pd.DataFrame, rijen: pd.Index, bestand: str, bekend: set[tuple], boek: Codeboek
) -> list[InvoerFout]:
    fouten, gezien = [], set()
    for nummer, rij in zip(rijen, tabel.to_dict("records"), strict=True):
        plaats: dict[str, Any] = {"rij": int(nummer)}
        if not rij["meetjaar"].isdecimal():
            fouten.append(
                InvoerFout(bestand, "geen jaartal", kolom="meetjaar", waarde=rij["meetjaar"], **plaats)
            )
            continue
        sleutel = (int(rij["meetjaar"]), *(rij[naam] for naam in CODEERSLEUTEL[1:]))
        welk: dict[str, Any] = {"waarde": " · ".join(map(str, sleutel)), **plaats}
        if sleutel not in bekend:
            fouten.append(InvoerFout(bestand, "geen open antwoord op deze plaats", **welk))
        if (wie := (sleutel, rij.get("codeur"))) in gezien:
            fouten.append(InvoerFout(bestand, "dit antwoord staat er al", **welk))
        gezien.add(wie)
        geldig = [code.code for code in boek.van_veld(rij["veld"])]
        for code in filter(None, map(str.strip, rij["codes"].split(";"))):
            if code not in geldig:
                reden = f"geen code voor het veld {rij['veld']}"
                nabij = dichtst(code, geldig)
                fouten.append(
                    InvoerFout(bestand, reden, kolom="codes", waarde=code, suggestie=nabij, **plaats)
                )
    return fouten
