"""Spelling: when two names are the same, which are alike, and the table of other names.

``data/raw/gebieden/aliassen.csv`` holds the other names of gemeenten, regions and insurers, of column
headings (soort kolom) and of sheets without projects (soort blad); an edition may add its own.
``naamvormen.csv`` holds short names of provinces, and names of regions that are of another extent than the
Wmo-regio that they resemble (soort omvang).
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pandas as pd

from lib.grond.fouten import meld
from lib.grond.paden import GEBIEDEN
from lib.grond.tabel import Kolom, lees_ruw

ALIASSOORTEN = (
    "gemeente",
    "wmo_regio",
    "zorgkantoorregio",
    "zorgverzekeraar",
    "label_thema",
    "label_instrument",
    "label_vorm",
    "label_schaal",
    "kolom",
    "blad",
    "provincie",
    "omvang",
)
ALIASKOLOMMEN = {
    "soort": Kolom(keuze=ALIASSOORTEN),
    "alias": Kolom(),
    "naam": Kolom(),
    "opmerking": Kolom(leeg=True),
}
NABIJ = 80  # lowest similarity (0-100) at which a name is worth proposing
AFKORTINGEN = {r"\ba[/.]?d\b\.?": "aan den", r"\bst\b\.?": "sint", r"&": " en "}


@lru_cache(maxsize=1 << 17)
def sleutel(tekst: str) -> str:
    """Return what is compared of a name: lower-case letters and digits, without accents or spaces."""
    tekst = tekst.casefold()
    for patroon, voluit in AFKORTINGEN.items():
        tekst = re.sub(patroon, voluit, tekst)
    ontleed = unicodedata.normalize("NFKD", tekst).casefold()  # some capitals only show when taken apart
    return "".join(teken for teken in ontleed if teken.isalnum())


def nabij(vorm: str, namen: Mapping[str, str], ondergrens: int = NABIJ) -> str:
    """Return the value of ``{sleutel: name}`` whose key is most like ``vorm``, or an empty string."""
    from rapidfuzz import fuzz, process

    beste = process.extractOne(vorm, namen.keys(), scorer=fuzz.ratio, score_cutoff=ondergrens)
    return namen[beste[0]] if beste else ""


def lees_aliassen(pad: Path) -> pd.DataFrame:
    """Return an alias table: rij (int), soort, alias, naam, opmerking and bestand (all str).

    Raises InvoerFouten, all together, for other columns, an unknown soort, or an empty alias or naam.
    """
    tabel, fouten = lees_ruw(pad, ALIASKOLOMMEN)
    meld(fouten)
    return tabel.reset_index().assign(bestand=pad.name)


def aliassen_van(aliassen: pd.DataFrame, soort: str) -> dict[str, tuple[str, str]]:
    """Return the aliases of one soort as ``{sleutel(alias): (naam, opmerking)}``; a later row wins."""
    deel = aliassen[aliassen["soort"] == soort]
    rijen = zip(deel["alias"], deel["naam"], deel["opmerking"], strict=True)
    return {sleutel(alias): (naam, opmerking) for alias, naam, opmerking in rijen if sleutel(alias)}


def alle_aliassen(extra: Path | None = None) -> pd.DataFrame:
    """Return the project's aliases followed by those of an edition (see :func:`lees_aliassen`).

    ``eigen`` (bool): whether it is one of the edition.
    """
    paden = [GEBIEDEN / "aliassen.csv", GEBIEDEN / "naamvormen.csv", *([extra] if extra else [])]
    tabellen = [lees_aliassen(pad).assign(eigen=pad == extra) for pad in paden]
    return pd.concat(tabellen, ignore_index=True)
