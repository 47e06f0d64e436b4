"""The tables of an edition as arrays, read once: projects, labels and coverage."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lib.editie.editie import Editie
from lib.editie.ordening import lees_ordening
from lib.gebied.tabellen import lees_kernwerkgebieden, lees_regios
from lib.grond.opslag import laad
from lib.grond.paden import uitvoer

if TYPE_CHECKING:
    from lib.editie.ordening import Ordening

ENKELE_WAARDE = ("thema", "vorm", "schaal", "programma")
MEERVOUDIG = ("instrument", "zorgverzekeraar")
KOLOM = {"zorgverzekeraar": "zorgverzekeraars", "wmo_regio": "wmo_regios"}


@dataclass(frozen=True, eq=False)
class Gegevens:
    """All tables that maps are made from.

    ``gemeenten`` has one row per gemeente (gm_code, gm_naam, wmo_regio, zorgkantoorregio, ...) and sets
    the order of every array over gemeenten; ``projecten``, ``dekking`` (project_id, gm_code) and
    ``editie`` (titel, peildatum, indelingsjaar, synthetisch) belong to one edition. ``ordening`` gives
    ``codes(dimensie)``, ``label(dimensie, code)`` and ``combinatie_label(dimensie, codes)``.
    ``kernwerkgebieden``, ``regios``, ``polissen`` (gm_code, zorgverzekeraar, and maybe geschat) and
    ``marktaandelen`` (gm_code, zorgverzekeraar, aandeel_pct) are optional.
    """

    gemeenten: pd.DataFrame
    projecten: pd.DataFrame
    dekking: pd.DataFrame
    ordening: "Ordening"
    editie: Editie
    kernwerkgebieden: pd.DataFrame | None = None
    regios: pd.DataFrame | None = None
    polissen: pd.DataFrame | None = None
    marktaandelen: pd.DataFrame | None = None

    @property
    def tabellen(self) -> tuple[str, ...]:
        """The names of the tables of the edition that the maps rest on."""
        return ("projecten", "dekking", "gemeenten", *(["polissen"] if self.polissen is not None else []))

    @cached_property
    def gm_code(self) -> pd.Index:
        """The codes of the gemeenten, in the order of every array over gemeenten."""
        return pd.Index(self.gemeenten["gm_code"])

    @cached_property
    def dekking_nr(self) -> tuple[np.ndarray, np.ndarray]:
        """Coverage as two int arrays of equal length: row number in projecten, row number in gemeenten."""
        project = pd.Index(self.projecten["project_id"]).get_indexer(self.dekking["project_id"])
        return project, self.gemeente_nr(self.dekking["gm_code"], project)

    @cached_property
    def dekking_geschat(self) -> np.ndarray:
        """Return which pairs of the coverage (bool) are an estimate, after :mod:`lib.gebied.omrekenen`."""
        return self.dekking.get("geschat", pd.Series(False, index=self.dekking.index)).to_numpy(dtype=bool)

    def gemeente_nr(self, codes: Iterable[str], *andere: np.ndarray) -> np.ndarray:
        """Return the row numbers of gemeente ``codes``; ValueError where one, or one of ``andere``, is -1."""
        nummers = self.gm_code.get_indexer(pd.Index(codes))
        onbekend = np.flatnonzero(np.logical_or.reduce([reeks < 0 for reeks in (nummers, *andere)]))
        if onbekend.size:
            raise ValueError(
                f"onbekende gemeente of onbekend project op rij {onbekend[:5].tolist()} van de dekking"
            )
        return nummers

    @cached_property
    def _verschillend(self) -> dict[str, tuple[np.ndarray, list[list[str]]]]:
        return {}

    def verschillend(self, dimensie: str) -> tuple[np.ndarray, list[list[str]]]:
        """Return, per project, the number (int) of its list in a list column, and the different lists.

        A million projects have a few dozen different lists; what depends on the list is worked out per list.
        """
        kolom = KOLOM.get(dimensie, dimensie)
        if kolom not in self._verschillend:
            nummer: dict[Any, int] = {}
            cellen = self.projecten[kolom]
            sleutels = (tuple(cel) if isinstance(cel, (list, np.ndarray)) else cel for cel in cellen)
            nummers = (nummer.setdefault(sleutel, len(nummer)) for sleutel in sleutels)
            per_project = np.fromiter(nummers, dtype=np.int64, count=len(cellen))
            self._verschillend[kolom] = per_project, [als_lijst(sleutel) for sleutel in nummer]
        return self._verschillend[kolom]

    def lijsten(self, dimensie: str) -> list[list[str]]:
        """Return, per project, the values of a list column (instrument, zorgverzekeraar, wmo_regios)."""
        nummers, lijsten = self.verschillend(dimensie)
        return [lijsten[nummer] for nummer in nummers]

    def genoemd(self, dimensie: str, keus: np.ndarray) -> set[str]:
        """Return the values of a list column that occur among the projects ``keus`` (bool per project)."""
        nummers, lijsten = self.verschillend(dimensie)
        voorkomend = np.flatnonzero(np.bincount(nummers[keus], minlength=len(lijsten)))
        return {waarde for i in voorkomend for waarde in lijsten[i]}

    @cached_property
    def _bits(self) -> dict[str, np.ndarray]:
        return {}

    def bits(self, dimensie: str) -> np.ndarray:
        """Return the labels of each project as an int: bit i is the i-th of ``ordening.codes(dimensie)``."""
        if dimensie not in self._bits:
            self._bits[dimensie] = self._maak_bits(dimensie)
        return self._bits[dimensie]

    def _maak_bits(self, dimensie: str) -> np.ndarray:
        bit = {code: 1 << i for i, code in enumerate(self.ordening.codes(dimensie))}
        if dimensie in ENKELE_WAARDE:
            return self.projecten[dimensie].map(bit).to_numpy(dtype=np.int64)
        nummers, lijsten = self.verschillend(dimensie)
        per_lijst = [sum(bit[code] for code in set(lijst)) for lijst in lijsten]
        return np.array(per_lijst, dtype=np.int64)[nummers]

    @cached_property
    def wmo_regio(self) -> tuple[np.ndarray, np.ndarray]:
        """For each gemeente the number of its Wmo-regio, and the names of those in alphabetical order."""
        namen, nummer = np.unique(self.gemeenten["wmo_regio"].to_numpy(dtype=str), return_inverse=True)
        return nummer, namen

    def regio_van(self, regio_soort: str) -> tuple[np.ndarray, pd.Index]:
        """Return for each gemeente the number of its region, and the names of the regions.

        The regions stand in the printed order (``regios.volgorde``) where that is given, else by name.
        """
        kolom = self.gemeenten[regio_soort]
        namen = pd.Index(sorted(kolom.unique()))
        if self.regios is not None:
            gedrukt = self.regios[self.regios["regio_soort"] == regio_soort]
            nummer = dict(zip(gedrukt["naam"], pd.to_numeric(gedrukt["volgorde"]), strict=True))
            namen = pd.Index(sorted(namen, key=lambda naam: (nummer.get(naam, np.inf), naam)))
        return namen.get_indexer(kolom), namen

    def kernwerkgebied(self, zorgverzekeraar: str) -> np.ndarray:
        """Return which gemeenten (bool) lie in a Wmo-regio where ``zorgverzekeraar`` is the largest."""
        if self.kernwerkgebieden is None:
            return np.zeros(len(self.gm_code), dtype=bool)
        eigen = self.kernwerkgebieden["grootste_verzekeraar"] == zorgverzekeraar
        return self.gemeenten["wmo_regio"].isin(self.kernwerkgebieden.loc[eigen, "wmo_regio"]).to_numpy()


def lees_gegevens(editie: Editie) -> Gegevens:
    """Return the tables of an edition that maps and counts are made from.

    InvoerFouten where an earlier notebook has not made one yet.
    """
    processed = uitvoer(editie.naam).processed
    polissen = processed / "polissen.parquet"
    return Gegevens(
        gemeenten=laad(processed / "gemeenten.parquet"),
        projecten=laad(processed / "projecten.parquet"),
        dekking=laad(processed / "dekking.parquet"),
        ordening=lees_ordening(),
        editie=editie,
        kernwerkgebieden=lees_kernwerkgebieden(),
        regios=lees_regios(),
        polissen=laad(polissen) if editie.bestand("polissen") else None,
    )


def als_lijst(waarde: Any) -> list[str]:
    """Return a list cell as a list: split at ``;`` where it is text, empty where it is missing."""
    if isinstance(waarde, str):
        return [deel.strip() for deel in waarde.split(";") if deel.strip()]
    return [str(deel) for deel in waarde] if isinstance(waarde, Iterable) else []
