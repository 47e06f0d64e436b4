"""An edition as arrays: what the tests of findings count with, worked out once and kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

import numpy as np

from lib.analyse.constatering.filter import Voorwaarde, masker
from lib.analyse.constatering.gelijkenis import gelijkenis, lijkt_op_elders
from lib.analyse.constatering.register import Instellingen
from lib.analyse.constatering.velden import EIGEN, waarden_van_gemeenten, waarden_van_projecten
from lib.analyse.gegevens import Gegevens

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


TE_VEEL = "een vergelijking van alle omschrijvingen, die alleen bij minder dan {} projecten wordt gemaakt"


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
        object.__setattr__(self, "_labels", {})

    @property
    def aantal(self) -> int:
        """The number of projects, minimacontracten included."""
        return len(self.gegevens.projecten)

    @property
    def is_groot(self) -> bool:
        """Whether there are too many projects for what grows with their square."""
        return self.aantal >= self.instellingen.steekproef

    def steekproef(self) -> "Stof":
        """Return as many projects as a draw takes, chosen at random with the seed; of fewer all."""
        if not self.is_groot:
            return self
        toeval = np.random.default_rng(self.instellingen.zaad)
        keus = toeval.choice(self.aantal, self.instellingen.steekproef, replace=False)
        projecten = self.gegevens.projecten.iloc[np.sort(keus)]
        dekking = self.gegevens.dekking
        dekking = dekking[dekking["project_id"].isin(projecten["project_id"])]
        deel = replace(self.gegevens, projecten=projecten, dekking=dekking)
        return Stof(deel, self.instellingen)

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
        if self.is_groot:
            raise GeenGegevens(TE_VEEL.format(self.instellingen.steekproef))
        return gelijkenis(self.gegevens.projecten["omschrijving"].fillna("").tolist())

    @cached_property
    def _elders(self) -> np.ndarray | None:
        if "omschrijving" not in self.gegevens.projecten or self.is_groot:
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
        if dimensie not in self._labels:
            namen = self._namen(dimensie)
            self._labels[dimensie] = namen, _leden(self.kolommen[dimensie], namen)
        return self._labels[dimensie]

    def _namen(self, dimensie: str) -> tuple[str, ...]:
        return (
            self.regionamen
            if dimensie == "wmo_regio"
            else tuple(sorted(set(self.gegevens.gemeenten["provincie"])))
            if dimensie == "provincie"
            else self.gegevens.ordening.codes(dimensie)
        )

    def plekken(self, telt: str, gebied: Filter | None) -> np.ndarray:
        """Return projects × places (bool): those that lie, at least in part, in ``gebied``."""
        binnen = self.gemeenten(gebied)
        if telt.startswith("gemeenten"):
            return self.dekking if binnen.all() else self.dekking[:, binnen]
        kolom = telt.split("_")[0].removesuffix("s")
        kolom = {"regio": "wmo_regio", "kernwerkgebieden": "kernwerkgebied"}.get(kolom, kolom)
        van_gemeenten = self.gemeentekolommen[kolom]
        namen = sorted({naam for i in np.flatnonzero(binnen) for naam in van_gemeenten[i]} - {EIGEN})
        return _leden(self.kolommen[kolom], namen)

    def projecten(self, filter_: Filter | None) -> np.ndarray:
        """Return which projects (bool) pass; without a filter all. Minimacontracten only if it asks for them.

        Raises GeenGegevens where a field has no values in this edition.
        """
        voorwaarden = filter_ or ()
        if voorwaarden not in self._maskers:
            eisen = [self._eis(voorwaarde) for voorwaarde in voorwaarden]
            if not any(v.veld == "minimacontract" for v in voorwaarden):
                eisen.append(~self.minima)
            self._maskers[voorwaarden] = np.logical_and.reduce(eisen)
        return self._maskers[voorwaarden]

    def _eis(self, voorwaarde: Voorwaarde) -> np.ndarray:
        """Return which projects meet one condition; many filters share theirs."""
        if voorwaarde not in self._maskers:
            self._maskers[voorwaarde] = self._masker((voorwaarde,), self.kolommen, self.aantal)
        return self._maskers[voorwaarde]

    def gemeenten(self, filter_: Filter | None) -> np.ndarray:
        """Return which gemeenten (bool) pass; without a filter all. Raises GeenGegevens likewise."""
        return self._masker(filter_ or (), self.gemeentekolommen, len(self.gegevens.gm_code))

    def _masker(self, voorwaarden: Filter, kolommen: dict[str, object], aantal: int) -> np.ndarray:
        for voorwaarde in voorwaarden:
            if voorwaarde.veld not in kolommen:
                te_veel = voorwaarde.veld == "lijkt_op_elders" and "omschrijving" in kolommen
                reden = (
                    TE_VEEL.format(self.instellingen.steekproef) if te_veel else ONTBREEKT[voorwaarde.veld]
                )
                raise GeenGegevens(reden)
        return masker(voorwaarden, kolommen, aantal)


def _leden(waarden: Sequence[Sequence[str]], namen: Sequence[str]) -> np.ndarray:
    """Return which of ``namen`` each of ``waarden`` holds (bool, values × names)."""
    nummer = {naam: i for i, naam in enumerate(namen)}
    lengtes = np.fromiter(map(len, waarden), dtype=np.int64, count=len(waarden))
    kolom = (nummer.get(naam, len(namen)) for naam in chain.from_iterable(waarden))  # the last is thrown away
    uit = np.zeros((len(waarden), len(namen) + 1), dtype=bool)
    uit[np.repeat(np.arange(len(waarden)), lengtes), np.fromiter(kolom, np.int64, int(lengtes.sum()))] = True
    return uit[:, :-1]
