"""Keeping the processed tables: Parquet for the next notebook, CSV for people."""

import io
from pathlib import Path

import pandas as pd

from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.grond.schrijven import schrijf_atomair


def bewaar_tabel(tabel: pd.DataFrame, *paden: Path) -> None:
    """Write ``tabel`` to each path, as its suffix says (``.parquet`` or ``.csv``), in one stroke.

    In a CSV a list becomes ``a;b``. The same table gives the same bytes.
    """
    for pad in paden:
        schrijf_atomair(pad, _parquet(tabel) if pad.suffix == ".parquet" else _csv(tabel))


def laad(pad: Path) -> pd.DataFrame:
    """Return a table that :func:`bewaar_tabel` wrote as Parquet; list columns hold Python lists.

    Raises InvoerFouten, one clear line, where an earlier notebook has not made it yet.
    """
    if not pad.is_file():
        reden = "bestaat nog niet; voer eerst het notebook uit dat deze tabel maakt"
        raise InvoerFouten([InvoerFout(str(pad), reden)])
    tabel = pd.read_parquet(pad)
    lijsten = [naam for naam in tabel.columns if tabel[naam].dtype == object]
    return tabel.assign(**{naam: tabel[naam].map(list) for naam in lijsten})


def _parquet(tabel: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    tabel.reset_index(drop=True).to_parquet(buffer, index=False)
    return buffer.getvalue()


def _csv(tabel: pd.DataFrame) -> str:
    lijsten = [naam for naam in tabel.columns if tabel[naam].dtype == object]
    plat = tabel.assign(
        **{naam: tabel[naam].map(lambda waarden: ";".join(map(str, waarden))) for naam in lijsten}
    )
    return plat.to_csv(index=False, lineterminator="\n")
