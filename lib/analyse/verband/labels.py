"""Which labels go together: samenwerkingsvorm with instrument, and with thema."""

from typing import cast

import numpy as np
import pandas as pd

from lib.analyse.gegevens import Gegevens
from lib.analyse.selectie import gewone_projecten
from lib.analyse.verband.kruistabel import Kruistabel, kruistabel
from lib.analyse.verband.uitkomst import ALLEEN_EDITIE, Verband, Verbandgrens, te_weinig, uitkomst, zin_p
from lib.grond.woorden import getal

MINSTE_PROJECTEN = 30
# name: title, dimensie of the rows (one label per project), dimensie of the columns, what it does not mean
PAREN = {
    "vorm-instrument": (
        "Samenwerkingsvorm en instrument",
        "vorm",
        "instrument",
        "Deels volgt het uit de definities: samenwerkingsafspraken staan vaak in een document. Een project "
        "met twee instrumenten telt bij allebei; de toets schudt daarom hele projecten.",
    ),
    "vorm-thema": ("Samenwerkingsvorm en thema", "vorm", "thema", ""),
}


def kruistabel_van(naam: str, gegevens: Gegevens, zaad: int = 0) -> Kruistabel:
    """Return the table behind a name in ``PAREN``; its rows and columns carry the codes of the labels."""
    _, rij, kolom, _ = PAREN[naam]
    keus = gewone_projecten(gegevens)
    return kruistabel(_leden(rij, gegevens)[keus], _leden(kolom, gegevens)[keus], zaad=zaad)


def _leden(dimensie: str, gegevens: Gegevens) -> pd.DataFrame:
    """Return projects × labels (bool)."""
    bits, codes = gegevens.bits(dimensie), gegevens.ordening.codes(dimensie)
    return pd.DataFrame({code: (bits >> i & 1).astype(bool) for i, code in enumerate(codes)})


def labelverband(naam: str, gegevens: Gegevens, grens: Verbandgrens, zaad: int = 0) -> Verband:
    """Return how the two kinds of labels of ``PAREN[naam]`` go together.

    The corrected V is judged: with few projects and many labels the plain one is never near 0.
    """
    titel, _, _, niet = PAREN[naam]
    kruis = kruistabel_van(naam, gegevens, zaad)
    vast = {
        "verband_id": naam,
        "titel": titel,
        "eenheid": "project",
        "n": kruis.n,
        "maat": "Cramérs V, gecorrigeerd",
        "betekent_niet": f"{ALLEEN_EDITIE} {niet}".strip(),
    }
    if kruis.n < MINSTE_PROJECTEN or np.isnan(kruis.p):
        return te_weinig(vast, MINSTE_PROJECTEN)
    cijfers = (
        f"Over {getal(kruis.n)} projecten is Cramérs V {getal(kruis.v_zuiver, 2)} "
        f"(ongecorrigeerd {getal(kruis.v, 2)}; 0 is geen samenhang, 1 volledige), {zin_p(kruis.p)}."
    )
    conclusie = f"De twee hangen samen. {_opvallend(kruis, naam, gegevens)}"
    return uitkomst(vast, kruis.v_zuiver, kruis.p, grens.haalt(kruis.v_zuiver, kruis.p), cijfers, conclusie)


def _opvallend(kruis: Kruistabel, naam: str, gegevens: Gegevens) -> str:
    """Return a sentence on the count that is furthest above what chance gives."""
    _, *dimensies, _ = PAREN[naam]
    paar = cast(tuple[str, str], kruis.residu.stack().idxmax())
    labels = [gegevens.ordening.label(soort, code) for soort, code in zip(dimensies, paar, strict=True)]
    return (
        f"Het meest valt op: {labels[0]} met {labels[1]} komt {getal(kruis.aantal.at[paar])} keer voor, "
        f"waar het bij toeval gemiddeld {getal(kruis.verwacht.at[paar], 1)} keer zou zijn."
    )
