"""What an edition leaves open of its projects: a place, a label, a zorgverzekeraar, a subthema or the words.

A label is open where ``zekerheid_<dimensie>`` says so: what then stands there is a working assumption. A
place is open where no gemeente is named, or where the gemeenten were read from an area that the source names.
What ``reden_geen_gemeenten`` says, and a Wmo-regio without gemeenten, narrow where such a project may lie.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.analyse.constatering.velden import KOLOM_VAN_VELD
from lib.analyse.gegevens import Gegevens, als_lijst
from lib.editie.ordening import DIMENSIES

OPEN, _AFGELEID = "open", "afgeleid"
BINNEN_EEN_REGIO = ("gemeente", "regionaal")
TELWOORDEN = ("twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
_WOORD = "|".join(TELWOORDEN)
_AANTAL = re.compile(rf"\b(circa |ongeveer )?(\d+|{_WOORD}) (?:\w+ )?\S*gemeenten\b(?! of regio)")
_SPELING = 0.2  # about ten may be twelve, as in the finding that speaks of about ten


@dataclass(frozen=True, eq=False)
class Plaats:
    """Where a project may lie: ``mogelijk`` (bool per gemeente), the regions it names for certain, whether it
    keeps within one region, and how many gemeenten it has at most (0: not said).
    """

    mogelijk: np.ndarray
    regios: tuple[str, ...]
    een_regio: bool
    hoogstens: int


def open_velden(gegevens: Gegevens, volledig: bool) -> dict[str, np.ndarray]:
    """Return per field which projects (bool) leave it open.

    In an edition that is no count the descriptions are not the projects' own: a word that is not in one is
    not known to be absent.
    """
    projecten = gegevens.projecten
    niets = np.zeros(len(projecten), dtype=bool)
    uit = {naam: _zekerheid(projecten, naam) == OPEN for naam in DIMENSIES}
    uit["zorgverzekeraar"] = np.array(
        [not namen for namen in gegevens.lijsten("zorgverzekeraar")], dtype=bool
    )
    leeg = [not als_lijst(cel) for cel in projecten["subthema"]] if "subthema" in projecten else niets
    uit["subthema"] = np.asarray(leeg, dtype=bool) & (projecten["thema"] == "anders").to_numpy()
    if "omschrijving" in projecten:
        leeg = projecten["omschrijving"].fillna("").eq("").to_numpy()
        uit["tekst"] = uit["omschrijving"] = leeg if volledig else ~niets
    return uit


def _zekerheid(projecten: pd.DataFrame, naam: str) -> np.ndarray:
    leeg = pd.Series("", index=projecten.index)
    return projecten.get(f"zekerheid_{naam}", leeg).to_numpy(dtype=object)


def mogelijke_labels(gegevens: Gegevens, veld: str) -> tuple[str, ...]:
    """Return the labels that a field may have."""
    if veld == "subthema":
        return ("algemeen", "minima")
    assert veld in KOLOM_VAN_VELD
    return tuple(gegevens.ordening.codes(veld))


def plaatsen(gegevens: Gegevens, volledig: bool) -> dict[int, Plaats]:
    """Return, by row number, where each project may lie of which the place is open."""
    return dict(_plaatsen(gegevens, volledig))


def _plaatsen(gegevens: Gegevens, volledig: bool) -> Iterator[tuple[int, Plaats]]:
    projecten = gegevens.projecten
    project, gemeente = gegevens.dekking_nr
    bekend = np.bincount(project, minlength=len(projecten)) > 0
    onzeker = np.isin(_zekerheid(projecten, "gemeenten").astype(str), (OPEN, _AFGELEID))
    schaal_open = _zekerheid(projecten, "schaal") == OPEN
    kolom = "wmo_regios_genoemd" if "wmo_regios_genoemd" in projecten else "wmo_regios"
    for nummer in np.flatnonzero(~bekend | onzeker):
        rij = projecten.iloc[nummer]
        reden = rij.get("reden_geen_gemeenten", "")
        regios = tuple(als_lijst(rij[kolom]) or ([] if bekend[nummer] else als_lijst(rij["wmo_regios"])))
        mogelijk = _mogelijk(gegevens, gemeente[project == nummer], regios, reden or "")
        een = volledig and rij["schaal"] in BINNEN_EEN_REGIO and not schaal_open[nummer]
        yield int(nummer), Plaats(mogelijk, regios, een, _hoogstens(reden or ""))


def _mogelijk(gegevens: Gegevens, eigen: np.ndarray, regios: tuple[str, ...], reden: str) -> np.ndarray:
    """Return in which gemeenten (bool) a project may be: its own, or those of the areas that are named."""
    gemeenten = gegevens.gemeenten
    uit = np.zeros(len(gemeenten), dtype=bool)
    if len(eigen):
        uit[eigen] = True
    elif regios:
        uit = gemeenten["wmo_regio"].isin(regios).to_numpy()
    else:
        for kolom in ("wmo_regio", "provincie"):
            namen = [
                naam for naam in gemeenten[kolom].unique() if re.search(rf"\b{re.escape(naam)}\b", reden)
            ]
            uit |= gemeenten[kolom].isin(namen).to_numpy()
    return uit if uit.any() else ~uit


def _hoogstens(reden: str) -> int:
    """Return how many gemeenten a reason speaks of at most, 0 where it gives no number."""
    gelezen = _AANTAL.search(reden)
    if gelezen is None:
        return 0
    ongeveer, woord = gelezen.groups()
    aantal = int(woord) if woord.isdigit() else TELWOORDEN.index(woord) + 2
    return math.floor(aantal * (1 + _SPELING)) if ongeveer else aantal
