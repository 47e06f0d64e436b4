"""Which lessons travel: the methods of the report of 2017, each step from one place to another, as data.

``methoden.csv`` says what taking over a method needs, ``lessen.csv`` holds its steps with their certainty.
A place that the report does not name stays unknown, in words.
"""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from lib.editie.ordening import Ordening, lees_ordening
from lib.editie.register import CODE
from lib.grond.fouten import InvoerFout, dichtst, meld
from lib.grond.paden import REGISTER
from lib.grond.tabel import Kolom, delen, getypeerd, lees_ruw

_METHODEN, LESSEN = REGISTER / "methoden.csv", REGISTER / "lessen.csv"
PLAATS_ONBEKEND = "onbekend"
PLAATSEN = ("gemeenten", "wmo_regio", "kernwerkgebied")  # a kind of place, with the names after the colon
_ZEKERHEDEN = ("hoog", "middel", "laag")
GEBEURD, VOORNEMEN = "gebeurd", "voornemen"
_VORMEN = ("doorontwikkelen", "implementeren")


def lees_methoden(pad: Path = _METHODEN, ordening: Ordening | None = None) -> pd.DataFrame:
    """Return the methods: methode, naam, nodig, bron_kop (str), zorgverzekeraars (tuples of str).

    Raises InvoerFouten.
    """
    wie = (ordening or lees_ordening()).codes("zorgverzekeraar")
    kolommen = {
        "methode": Kolom(patroon=CODE.patroon, reden=CODE.reden, uniek=True),
        "naam": Kolom(),
        "zorgverzekeraars": Kolom(soort="lijst", keuze=wie),
        "nodig": Kolom(),
        "bron_kop": Kolom(),
    }
    ruw, fouten = lees_ruw(pad, kolommen)
    meld(fouten)
    return getypeerd(ruw, kolommen)


def lees_lessen(
    gemeenten: pd.DataFrame, pad: Path = LESSEN, methoden: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the steps in the order of the file, all columns str.

    ``gemeenten``: gm_naam and wmo_regio of the year of the report. Raises InvoerFouten with each unknown
    method, kind of place and name, and the nearest valid one.
    """
    methoden = lees_methoden() if methoden is None else methoden
    plaats = Kolom(patroon=f"({'|'.join((*PLAATSEN, PLAATS_ONBEKEND))}):.+", reden="schrijf soort:namen")
    kolommen = {
        "methode": Kolom(keuze=tuple(methoden["methode"])),
        "van": plaats,
        "naar": plaats,
        "vorm": Kolom(keuze=_VORMEN),
        "stand": Kolom(keuze=(GEBEURD, VOORNEMEN)),
        "zekerheid": Kolom(keuze=_ZEKERHEDEN),
        "waarom": Kolom(),
        "bron_kop": Kolom(),
    }
    ruw, fouten = lees_ruw(pad, kolommen)
    meld([*fouten, *_naamfouten(pad, ruw, gemeenten)])
    return getypeerd(ruw, kolommen)


def soort_en_namen(cel: str) -> tuple[str, tuple[str, ...]]:
    """Return the kind of place in a cell and its names; of an unknown place the words of the cell."""
    soort, _, rest = cel.partition(":")
    return soort, (rest.strip(),) if soort == PLAATS_ONBEKEND else delen(rest)


def _naamfouten(pad: Path, ruw: pd.DataFrame, gemeenten: pd.DataFrame) -> Iterable[InvoerFout]:
    geldig = {
        "gemeenten": set(gemeenten["gm_naam"]),
        "wmo_regio": set(gemeenten["wmo_regio"]),
        "kernwerkgebied": set(lees_ordening().codes("zorgverzekeraar")),
    }
    for rij in ruw.itertuples():
        for kolom in ("van", "naar"):
            soort, namen = soort_en_namen(getattr(rij, kolom))
            for naam in namen if soort in geldig else ():
                if naam not in geldig[soort]:
                    tip = dichtst(naam, geldig[soort])
                    yield InvoerFout(
                        str(pad),
                        f"onbekend in {soort}",
                        rij=rij.Index,
                        kolom=kolom,
                        waarde=naam,
                        suggestie=tip,
                    )
