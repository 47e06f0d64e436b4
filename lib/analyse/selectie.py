"""Which projects a row of the register selects, and in which gemeenten they are, as arrays.

Tables are turned into integer arrays once; a map is then a few array operations.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lib.analyse.gegevens import ENKELE_WAARDE, MEERVOUDIG, Gegevens, als_lijst

# a region and the themes that an agenda names, like a moment, only in an edition's own maps
FILTERS_OP_LIJST = (*MEERVOUDIG, "wmo_regio", "themas")
_MOMENT = "moment"  # the opening of the peildatum: 2017 or 2017-04
GEEN_KLASSE = -1


@dataclass(frozen=True, eq=False)
class Selectie:
    """The projects of one map. ``projecten``: bool per project; ``project`` and ``gemeente``: int, the
    coverage of those projects; ``aanwezig`` and ``geen_opgave``: bool per gemeente, never both true;
    ``geschat``: which of ``aanwezig`` rest on a gemeente that was divided since the source was made.
    """

    projecten: np.ndarray
    project: np.ndarray
    gemeente: np.ndarray
    aanwezig: np.ndarray
    geschat: np.ndarray
    geen_opgave: np.ndarray
    regios: frozenset[str]
    zonder_gemeenten: int

    @property
    def aantal(self) -> int:
        """The number of projects selected, those without gemeenten included."""
        return int(self.projecten.sum())


def filter_projecten(rij: Mapping[str, str], gegevens: Gegevens) -> np.ndarray:
    """Return which projects (bool) pass the filters of a register row; several values in a cell mean 'or'."""
    minima = gegevens.projecten["is_minimacontract"].to_numpy(dtype=bool)
    keus = {"nee": ~minima, "ja": np.ones_like(minima), "alleen": minima}[
        rij.get("minimacontracten") or "nee"
    ]
    for dimensie in ENKELE_WAARDE:
        if gezocht := als_lijst(rij.get(dimensie)):
            keus = keus & gegevens.projecten[dimensie].isin(gezocht).to_numpy()
    for dimensie in FILTERS_OP_LIJST:
        if samen := set(als_lijst(rij.get(dimensie))):
            nummers, lijsten = gegevens.verschillend(dimensie)
            treft = np.array([not samen.isdisjoint(lijst) for lijst in lijsten], dtype=bool)
            keus = keus & treft[nummers]
    if begin := rij.get(_MOMENT):
        keus = keus & gegevens.projecten["peildatum"].str.startswith(begin).to_numpy(dtype=bool)
    return keus


def selecteer(rij: Mapping[str, str], gegevens: Gegevens) -> Selectie:
    """Return the projects that pass the filters of a register row, with their gemeenten.

    ``geen_opgave``: the gemeente has none of these projects, but lies in a Wmo-regio named by one of
    them that does not say which gemeenten take part.
    """
    keus = filter_projecten(rij, gegevens)
    project, gemeente = gegevens.dekking_nr
    mee = keus[project]
    project, gemeente = project[mee], gemeente[mee]
    aanwezig = np.zeros(len(gegevens.gm_code), dtype=bool)
    aanwezig[gemeente] = True
    zeker = np.zeros_like(aanwezig)
    zeker[gemeente[~gegevens.dekking_geschat[mee]]] = True
    zonder = keus.copy()
    zonder[project] = False
    alleen_regio = gegevens.genoemd("wmo_regios", zonder)
    return Selectie(
        projecten=keus,
        project=project,
        gemeente=gemeente,
        aanwezig=aanwezig,
        geschat=aanwezig & ~zeker,
        geen_opgave=gegevens.gemeenten["wmo_regio"].isin(alleen_regio).to_numpy() & ~aanwezig,
        regios=frozenset(gegevens.genoemd("wmo_regios", keus)),
        zonder_gemeenten=int(zonder.sum()),
    )


def gewone_projecten(gegevens: Gegevens, thema: str = "") -> np.ndarray:
    """Return which projects (bool) are no minimacontract and, if given, of ``thema``."""
    return filter_projecten({"thema": thema, "minimacontracten": "nee"}, gegevens)
