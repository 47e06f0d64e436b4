"""An insurer's strategy as the report of 2017 describes it, beside what its projects show.

``strategieen.csv`` holds each part of a strategy in our own words. A part is compared by a measurement of
this module or, without one, by the verdicts on its findings. What cannot be compared says why: a project
of which the place is not known never counts as evidence for or against.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from lib.analyse.constatering.oordeel import Uitkomst
from lib.analyse.gegevens import Gegevens, als_lijst
from lib.analyse.selectie import filter_projecten
from lib.analyse.strategie import FASEN
from lib.editie.lezing import constateringen_kolom
from lib.editie.ordening import Ordening, lees_ordening
from lib.grond.fouten import meld
from lib.grond.paden import REGISTER
from lib.grond.tabel import Kolom, getypeerd, lees_ruw
from lib.grond.woorden import aantal, getal

STRATEGIEEN = REGISTER / "strategieen.csv"
KOMT_OVEREEN, ANDERS, NIET = "komt overeen", "verschilt", "niet te vergelijken"
_SPELING = 0.05  # a number of gemeenten that differs by a twentieth or less is the same
_WEINIG = 1 / 3  # of the gemeenten in the kernwerkgebied; above it a strategy is not 'a few places'
_BREED = FASEN[1:]  # stages in which a lesson has gone on


@dataclass(frozen=True)
class _Vergelijking:
    """What comparing one part gave: ``uitslag`` is one of EENS, ANDERS and NIET, ``zin`` says by what."""

    uitslag: str
    zin: str


def lees_strategieen(pad: Path = STRATEGIEEN, ordening: Ordening | None = None) -> pd.DataFrame:
    """Return the parts of the strategies, in the order of the file.

    Columns as the file: waarde and volgorde Int64; constateringen tuples of str; the rest str. Raises
    InvoerFouten.
    """
    kolommen = {
        "zorgverzekeraar": Kolom(keuze=(ordening or lees_ordening()).codes("zorgverzekeraar")),
        "onderdeel": Kolom(),
        "bron_kop": Kolom(),
        "volgorde": Kolom(soort="geheel"),
        "tekst": Kolom(),
        "meting": Kolom(keuze=tuple(METINGEN), leeg=True),
        "waarde": Kolom(soort="geheel", leeg=True),
        "twijfel": Kolom(leeg=True),
        "constateringen": constateringen_kolom(leeg=True),
    }
    ruw, fouten = lees_ruw(pad, kolommen)
    meld(fouten)
    return getypeerd(ruw, kolommen)


def vergelijk(rij: Mapping[str, Any], gegevens: Gegevens, uitkomsten: Sequence[Uitkomst]) -> _Vergelijking:
    """Return how one row of ``strategieen.csv`` compares with the projects of an edition."""
    if rij["meting"]:
        return METINGEN[str(rij["meting"])](rij, gegevens)
    oordelen = {een.oordeel for een in uitkomsten}
    if "niet_toetsbaar" in oordelen or not oordelen:
        reden = next((een.reden for een in uitkomsten if een.reden), "De gegevens zeggen hier niets over.")
        return _Vergelijking(NIET, reden)
    return _Vergelijking(KOMT_OVEREEN, "") if oordelen == {"ja"} else _Vergelijking(ANDERS, "")


def _eigen(rij: Mapping[str, Any], gegevens: Gegevens) -> np.ndarray:
    keuze = {"zorgverzekeraar": str(rij["zorgverzekeraar"]), "minimacontracten": "nee"}
    return filter_projecten(keuze, gegevens)


def _kernwerkgebied(rij: Mapping[str, Any], gegevens: Gegevens) -> _Vergelijking:
    """Compare the number of gemeenten that the report gives with those of the kernwerkgebied."""
    n, genoemd = int(gegevens.kernwerkgebied(str(rij["zorgverzekeraar"])).sum()), int(rij["waarde"])
    zin = f"Het rapport noemt {genoemd} gemeenten, ons kernwerkgebied telt er {getal(n)}."
    if not n:
        return _Vergelijking(NIET, "Van deze zorgverzekeraar is geen kernwerkgebied bekend.")
    return _Vergelijking(KOMT_OVEREEN if abs(n - genoemd) <= _SPELING * genoemd else ANDERS, zin)


def _binnen_kern(rij: Mapping[str, Any], gegevens: Gegevens) -> _Vergelijking:
    """Compare: whether most projects lie wholly in Wmo-regio's where the insurer is the largest.

    Bounds as if all projects without a known regio lay outside, and as if all lay inside.
    """
    kern = set(gegevens.gemeenten["wmo_regio"][gegevens.kernwerkgebied(str(rij["zorgverzekeraar"]))])
    regios = [set(als_lijst(cel)) for cel in gegevens.projecten["wmo_regios"][_eigen(rij, gegevens)]]
    binnen = sum(bool(namen) and namen <= kern for namen in regios)
    onbekend, n = sum(not namen for namen in regios), len(regios)
    zin = f"In het eigen gebied liggen {getal(binnen)} van de {aantal(n, 'project')}."
    zin += f" Van {getal(onbekend)} is de plaats onbekend." if onbekend else ""
    if not n or binnen / n <= 0.5 < (binnen + onbekend) / n:
        return _Vergelijking(NIET, zin)
    return _Vergelijking(KOMT_OVEREEN if binnen / n > 0.5 else ANDERS, zin)


def _weinig_gemeenten(rij: Mapping[str, Any], gegevens: Gegevens) -> _Vergelijking:
    """Compare: whether ontwikkelprojecten are in no more than a third of the kernwerkgebied."""
    keus = _eigen(rij, gegevens) & (gegevens.projecten["vorm"] == FASEN[0]).to_numpy()
    project, gemeente = gegevens.dekking_nr
    geraakt = len(set(gemeente[keus[project]]))
    onbekend = int(keus.sum()) - len(set(project[keus[project]]))
    kern = int(gegevens.kernwerkgebied(str(rij["zorgverzekeraar"])).sum())
    zin = (
        f"Ontwikkelprojecten zijn bekend in {aantal(geraakt, 'gemeente')}; het kernwerkgebied telt er "
        f"{getal(kern)}. Van {aantal(onbekend, 'project')} is de plaats onbekend."
    )
    if geraakt > _WEINIG * kern and kern:
        return _Vergelijking(ANDERS, zin)
    return _Vergelijking(KOMT_OVEREEN if geraakt and not onbekend else NIET, zin)


def _verder(rij: Mapping[str, Any], gegevens: Gegevens) -> _Vergelijking:
    """Compare: whether anything was developed further or applied elsewhere. None known is no evidence."""
    n = int(gegevens.projecten.loc[_eigen(rij, gegevens), "vorm"].isin(_BREED).sum())
    zin = f"{aantal(n, 'project')} in doorontwikkelen of implementeren."
    return _Vergelijking(
        KOMT_OVEREEN if n else NIET, zin if n else "Van verder brengen is geen project bekend."
    )


def _aanbieders(rij: Mapping[str, Any], gegevens: Gegevens) -> _Vergelijking:
    """Compare: whether other parties than gemeenten take part in most projects. Empty is not known."""
    partijen = gegevens.projecten.get("andere_partijen")
    keus = _eigen(rij, gegevens)
    met, n = 0 if partijen is None else int((partijen[keus] != "").sum()), int(keus.sum())
    zin = f"Bij {getal(met)} van de {aantal(n, 'project')} zijn aanbieders of andere partijen genoemd."
    return _Vergelijking(KOMT_OVEREEN if n and met / n > 0.5 else NIET, zin)


METINGEN: dict[str, Callable[[Mapping[str, Any], Gegevens], _Vergelijking]] = {
    "kernwerkgebied": _kernwerkgebied,
    "binnen_kern": _binnen_kern,
    "weinig_gemeenten": _weinig_gemeenten,
    "verder": _verder,
    "aanbieders": _aanbieders,
}
