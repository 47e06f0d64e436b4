"""Labels, former names and concerns of insurers: which insurer bore them in a year, and how sure that is."""

from functools import cache
from pathlib import Path

import pandas as pd

from lib.gebied.aliassen import ALIASKOLOMMEN
from lib.grond.fouten import meld
from lib.grond.paden import GEBIEDEN
from lib.grond.tabel import Kolom, lees_ruw

_JAAR = Kolom(leeg=True, patroon=r"\d{4}", reden="geen jaartal")
_KOLOMMEN = {
    "naam": Kolom(),
    "zorgverzekeraar": Kolom(),
    "soort": Kolom(keuze=("label", "volmacht", "vroegere naam", "concern")),
    "van": _JAAR,
    "tot": _JAAR,
    "zekerheid": Kolom(keuze=("hoog", "middel", "laag")),
    "opmerking": Kolom(leeg=True),
}
_BESTAND = "zorgverzekeraarnamen.csv"


def verzekeraaraliassen(jaar: int) -> pd.DataFrame:
    """Return these names as rows of an alias table (:func:`lib.gebied.aliassen.lees_aliassen`) for ``jaar``.

    Of a name with several insurers the one of ``jaar``, else the nearest in time; with a low certainty it is
    a proposal (``?``). Raises InvoerFouten for bad rows.
    """
    tabel = _lees(GEBIEDEN / _BESTAND)
    van = pd.to_numeric(tabel["van"]).fillna(0)
    tot = pd.to_numeric(tabel["tot"]).fillna(9999)
    ernaast = (van - jaar).clip(lower=0) + (jaar - tot).clip(lower=0)
    keus = tabel.assign(ernaast=ernaast).sort_values("ernaast", kind="stable").drop_duplicates("naam")
    keus = keus.sort_index()
    wat = keus["opmerking"] + " (zekerheid " + keus["zekerheid"] + ")"
    wanneer = keus["ernaast"].map(lambda jaren: f"; niet in {jaar} zelf" if jaren else "")
    vraag = keus["zekerheid"].map({"laag": "?"}).fillna("")
    rijen = {"soort": "zorgverzekeraar", "alias": keus["naam"], "naam": keus["zorgverzekeraar"] + vraag}
    uit = pd.DataFrame({**rijen, "opmerking": wat + wanneer, "bestand": _BESTAND})
    return uit.rename_axis("rij").reset_index()[["rij", *ALIASKOLOMMEN, "bestand"]]


@cache
def _lees(pad: Path) -> pd.DataFrame:
    tabel, fouten = lees_ruw(pad, _KOLOMMEN)
    meld(fouten)
    return tabel
