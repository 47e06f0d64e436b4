"""The maps that an edition adds to the register: rows of its own ``kaarten.csv``, drawn like any other.

The columns are those of the register, with two filters more: ``wmo_regio`` (projects in which that region
takes part) and ``moment`` (how the peildatum begins: ``2017`` or ``2017-04``). A third may be there:
``themas`` (projects and agendas that name one of these).
"""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from lib.editie.bestand import voeg_rij_toe
from lib.editie.editie import Editie
from lib.editie.ordening import lees_ordening
from lib.editie.register import KAARTEN, kaart_rijen, lees_kaarten
from lib.gebied.tabellen import lees_regios
from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.grond.paden import paginanaam
from lib.grond.tabel import Kolom, lees_tabel

_SOORT = "kaarten"
HOOFDSTUK, _KOP = "eigen", "Eigen kaarten"
_MOMENT = Kolom(patroon=r"\d{4}(-\d{2})?", reden="geen jaar (2017) of maand (2017-04)", leeg=True)


def lees_eigen_kaarten(editie: Editie) -> pd.DataFrame:
    """Return the maps of an edition, as :func:`lib.editie.register.lees_kaarten` with wmo_regio and moment
    (str).

    Without a file the table is empty. InvoerFouten, all together, also for a kaart_id of the register.
    """
    pad = editie.bestand(_SOORT)
    return _lees(pad) if pad else lees_kaarten().iloc[:0]


def alle_kaarten(editie: Editie) -> pd.DataFrame:
    """Return the maps of the register followed by those of the edition; columns as the register."""
    eigen = lees_eigen_kaarten(editie)
    return pd.concat([lees_kaarten(), eigen]).fillna("") if len(eigen) else lees_kaarten()


def eigen_kaart_rijen(editie: Editie) -> list[dict[str, str]]:
    """Return the rows of an edition's maps as they stand in the file, unchecked."""
    pad = editie.bestand(_SOORT)
    return kaart_rijen(pad) if pad else []


def voeg_kaart_toe(editie: Editie, rij: Mapping[str, str], naam: str) -> tuple[Editie, str, str]:
    """Add ``rij`` (columns of the register) as the map called ``naam``.

    Returns the edition as it now is, the kaart_id, and in Dutch what was done. InvoerFouten where the name
    is empty, or taken by another map.
    """
    if not paginanaam(naam):
        raise InvoerFouten([InvoerFout(f"{_SOORT}.csv", "geef de kaart een naam", kolom="titel")])
    kaart_id = paginanaam("eigen", naam)
    volgorde = str(1 + max([0, *(int(een["volgorde"]) for een in eigen_kaart_rijen(editie))]))
    eigen = {"kaart_id": kaart_id, "hoofdstuk": HOOFDSTUK, "volgorde": volgorde, "kop": _KOP}
    kolommen = (*lees_tabel(KAARTEN).columns, *_extra())
    editie, melding = voeg_rij_toe(editie, _SOORT, kolommen, {**rij, **eigen}, _lees)
    return editie, kaart_id, melding


def _extra() -> dict[str, Kolom]:
    regios = lees_regios()
    namen = tuple(regios.loc[regios["regio_soort"] == "wmo_regio", "naam"])
    return {"wmo_regio": Kolom(keuze=namen, leeg=True), "moment": _MOMENT}


def _lees(pad: Path) -> pd.DataFrame:
    extra = _extra()
    if "themas" in lees_tabel(pad).columns:
        extra["themas"] = Kolom(soort="lijst", keuze=lees_ordening().codes("thema"), leeg=True)
    eigen = lees_kaarten(pad, anders={"hoofdstuk": Kolom(keuze=(HOOFDSTUK,)), **extra})
    bekend = {rij["kaart_id"] for rij in kaart_rijen()}
    fouten = [
        InvoerFout(str(pad), "kaart_id staat al in het register", rij=rij, kolom="kaart_id", waarde=kaart_id)
        for rij, kaart_id in eigen["kaart_id"].items()
        if kaart_id in bekend
    ]
    if fouten:
        raise InvoerFouten(fouten)
    return eigen
