"""Reading the project's own small tables: CSV files that may open with comment lines."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from lib.fouten import InvoerFout, InvoerFouten


def lees_tabel(pad: Path, kolommen: Sequence[str] | None = None) -> pd.DataFrame:
    """Return a CSV as a table of strings (dtype ``str``; an empty cell is ``""``).

    Lines at the top that start with ``#`` are comments. With ``kolommen`` the header must be
    exactly that; otherwise, or when the file is missing or cannot be parsed, InvoerFouten.
    """
    try:
        regels = Path(pad).read_text(encoding="utf-8-sig").splitlines(keepends=True)
    except (OSError, UnicodeDecodeError) as fout:
        raise InvoerFouten([InvoerFout(str(pad), f"bestand niet te lezen: {fout}")]) from fout
    commentaar = next((i for i, regel in enumerate(regels) if not regel.startswith("#")), len(regels))
    try:
        tabel = pd.read_csv(pad, skiprows=commentaar, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as fout:
        raise InvoerFouten([InvoerFout(str(pad), f"geen leesbare CSV: {fout}")]) from fout
    if kolommen is not None and list(tabel.columns) != list(kolommen):
        reden = f"kolommen zijn {', '.join(tabel.columns)}; verwacht {', '.join(kolommen)}"
        raise InvoerFouten([InvoerFout(str(pad), reden, rij=commentaar + 1)])
    return tabel
