"""An edition as arrays: what the tests of findings count with, worked out once and kept."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from lib.constatering_filter import Voorwaarde, masker
from lib.constatering_register import Instellingen
from lib.constatering_tekst import gelijkenis, lijkt_op_elders
from lib.constatering_velden import EIGEN, waarden_van_gemeenten, waarden_van_projecten
from lib.selectie import Gegevens

Filter = tuple[Voorwaarde, ...]
ONTBREEKT = {
    "polis": "de lijst van gemeentepolissen",
    "polissen": "de lijst van gemeentepolissen",
    "polis_bij_grootste": "de lijst van gemeentepolissen",
    "subthema": "de kolom subthema",
    "programma": "de kolom programma",
    "omschrijving": "de kolom omschrijving",
    "tekst": "de kolom omschrijving",
    "lijkt_op_elders": "de kolom omschrijving",
}


class GeenGegevens(Exception):
    """A test needs a table or column that the edition does not have; the message names it in Dutch."""


@dataclass(frozen=True, eq=False)
class Stof:
    """The projects of an edition, in order of identifier, so that the order of rows is no matter."""

    gegevens: Gegevens
    instellingen: Instellingen

    def __post_init__(self) -> None:
        """Put the projects in order."""
        projecten = self.gegevens.projecten.sort_values("project_id", ignore_index=True)
        object.__setattr__(self, "gegevens", replace(self.gegevens, projecten=projecten))
        object.__setattr__(self, "_maskers", {})

    @property
    def aantal(self) -> int:
        """The number of projects, minimacontracten included."""
        return len(self.gegevens.projecten)

    @cached_property
    def project_id(self) -> np.ndarray:
        """The identifiers (object), in the order of every array over projects."""
        return self.gegevens.projecten["project_id"].to_numpy(dtype=object)

    @cached_property
    def minima(self) -> np.ndarray:
        """Which projects (bool) are a minimacontract."""
        return self.gegevens.projecten["is_minimacontract"].to_numpy(dtype=bool)

    @cached_property
    def dekking(self) -> np.ndarray:
        """Projects × gemeenten (bool)."""
        uit = np.zeros((self.aantal, len(self.gegevens.gm_code)), dtype=bool)
        uit[self.gegevens.dekking_nr] = True
        return uit

    @cached_property
    def kolommen(self) -> dict[str, object]:
        """The values of the project fields."""
        return waarden_van_projecten(self.gegevens, self._elders)

    @cached_property
    def gemeentekolommen(self) -> dict[str, object]:
        """The values of the gemeente fields."""
        return waarden_van_gemeenten(self.gegevens)

    @cached_property
    def alike(self) -> np.ndarray:
        """How alike the descriptions of two projects are (0-1), projects × projects."""
        if "omschrijving" not in self.gegevens.projecten:
            raise GeenGegevens(ONTBREEKT["omschrijving"])
        return gelijkenis(self.gegevens.projecten["omschrijving"].fillna("").tolist())

    @cached_property
    def _elders(self) -> np.ndarray | None:
        if "omschrijving" not in self.gegevens.projecten:
            return None
        namen = self.regionamen
        regios = np.array([[naam in lijst for naam in namen] for lijst in self._regiolijsten], dtype=bool)
        regios = regios.reshape(self.aantal, len(namen))
        return lijkt_op_elders(self.alike, regios, self.instellingen.gelijk_vanaf)

    @cached_property
    def _regiolijsten(self) -> list[set[str]]:
        regio_van = self.gegevens.gemeenten["wmo_regio"].to_numpy()
        genoemd = self.gegevens.lijsten("wmo_regios")
        return [{*namen, *regio_van[rij]} for namen, rij in zip(genoemd, self.dekking, strict=True)]

    @cached_property
    def regionamen(self) -> tuple[str, ...]:
        """The names of the Wmo-regio's."""
        return tuple(sorted(set(self.gegevens.gemeenten["wmo_regio"])))

    @cached_property
    def intensiteit(self) -> np.ndarray:
        """The number of plus signs that the vorm of each project gives a gemeente (float64, 0-3)."""
        tabel = self.gegevens.ordening.tabel
        tabel = tabel[tabel["dimensie"] == "vorm"].set_index("code")["intensiteit_gemeente"]
        return self.gegevens.projecten["vorm"].map(tabel).fillna(0).to_numpy(dtype=np.float64)

    def labels(self, dimensie: str) -> tuple[tuple[str, ...], np.ndarray]:
        """Return the labels of a dimensie and which projects carry each (bool, projects × labels)."""
        namen = (
            self.regionamen
            if dimensie == "wmo_regio"
            else tuple(sorted(set(self.gegevens.gemeenten["provincie"])))
            if dimensie == "provincie"
            else self.gegevens.ordening.codes(dimensie)
        )
        waarden = self.kolommen[dimensie]
        matrix = np.array([[naam in eigen for naam in namen] for eigen in waarden], dtype=bool)
        return namen, matrix.reshape(self.aantal, len(namen))

    def plekken(self, telt: str, gebied: Filter | None) -> np.ndarray:
        """Return projects × places (bool): those that lie, at least in part, in ``gebied``."""
        binnen = self.gemeenten(gebied)
        if telt.startswith("gemeenten"):
            return self.dekking[:, binnen]
        kolom = telt.split("_")[0].removesuffix("s")
        kolom = {"regio": "wmo_regio", "kernwerkgebieden": "kernwerkgebied"}.get(kolom, kolom)
        van_gemeenten = self.gemeentekolommen[kolom]
        namen = sorted({naam for i in np.flatnonzero(binnen) for naam in van_gemeenten[i]} - {EIGEN})
        matrix = np.array([[naam in eigen for naam in namen] for eigen in self.kolommen[kolom]], dtype=bool)
        return matrix.reshape(self.aantal, len(namen))

    def projecten(self, filter_: Filter | None) -> np.ndarray:
        """Return which projects (bool) pass; without a filter all. Minimacontracten only if it asks for them.

        Raises GeenGegevens where a field has no values in this edition.
        """
        voorwaarden = filter_ or ()
        if voorwaarden not in self._maskers:
            uit = self._masker(voorwaarden, self.kolommen, self.aantal)
            if not any(v.veld == "minimacontract" for v in voorwaarden):
                uit = uit & ~self.minima
            self._maskers[voorwaarden] = uit
        return self._maskers[voorwaarden]

    def gemeenten(self, filter_: Filter | None) -> np.ndarray:
        """Return which gemeenten (bool) pass; without a filter all. Raises GeenGegevens likewise."""
        return self._masker(filter_ or (), self.gemeentekolommen, len(self.gegevens.gm_code))

    @staticmethod
    def _masker(voorwaarden: Filter, kolommen: dict[str, object], aantal: int) -> np.ndarray:
        for voorwaarde in voorwaarden:
            if voorwaarde.veld not in kolommen:
                raise GeenGegevens(ONTBREEKT[voorwaarde.veld])
        return masker(voorwaarden, kolommen, aantal)
