"""The label-notebook's tables in the words of a reader."""

from collections.abc import Sequence

import pandas as pd
from pandas.api.types import is_float_dtype

from lib.grond.woorden import procent
from lib.labels.besluiten import splits
from lib.labels.gevallen import Labelstand
from lib.labels.voorstel import Labellezer

_KOLOMMEN = ("project", "ordening", "soort", "bron_zegt", "anders", "voorstel", "kans", "woorden", "staat_in")


def gevallentabel(stand: Labelstand, lezer: Labellezer) -> pd.DataFrame:
    """Return what is to be decided, with the proposal: columns ``_KOLOMMEN`` (str; kans in %, as text)."""
    regels = []
    for geval in stand.gevallen:
        voorstel = lezer.voorstel(geval)

        def naam(codes: Sequence[str], dimensie: str = geval.dimensie) -> str:
            return stand.ordening.combinatie_label(dimensie, codes) if codes else ""

        kans = " + ".join(procent(voorstel.kansen[c]) for c in voorstel.codes if c in voorstel.kansen)
        woorden = ", ".join(woord for code in voorstel.codes for woord in voorstel.woorden.get(code, ()))
        opgave, anders = splits(geval.opgave), splits(geval.tegenvoorstel)
        regels.append(
            (
                geval.titel,
                geval.dimensie,
                geval.soort,
                naam(opgave),
                naam(anders),
                naam(voorstel.codes) if voorstel.kansen else geval.naar_plaats,
                kans,
                woorden,
                geval.staat_in,
            )
        )
    return pd.DataFrame(regels, columns=list(_KOLOMMEN), dtype="str")


def in_procenten(tabel: pd.DataFrame) -> pd.DataFrame:
    """Return the table with its shares (0-1, float columns) as percentages, one decimal."""
    delen = [naam for naam in tabel if is_float_dtype(tabel[naam])]
    return tabel.assign(**{naam: (100 * tabel[naam]).round(1) for naam in delen})
