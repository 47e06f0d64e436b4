"""An edition as arrays: what the tests of findings count with, worked out once and kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np

from lib.analyse.constatering.filter import Voorwaarde, masker
from lib.analyse.constatering.gelijkenis import eigen_zinnen, gelijkenis, lijkt_op_elders
from lib.analyse.constatering.open import Plaats, mogelijke_labels, open_velden, plaatsen
from lib.analyse.constatering.register import Instellingen
from lib.analyse.constatering.velden import EIGEN, waarden_van_gemeenten, waarden_van_projecten
from lib.analyse.gegevens import Gegevens

Filter = tuple[Voorwaarde, ...]
_ONTBREEKT = {
    "grootsten": "de lijst van marktaandelen",
    "aandeel_grootste": "de lijst van marktaandelen",
    "hart_van_kern": "de lijst van marktaandelen",
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
class Toetsstof:
    """The projects of an edition, in order of identifier, so that the order of rows is no matter."""

    gegevens: Gegevens
    instellingen: Instellingen
    vorige: Gegevens | None = None
    onthouden: dict[Any, Any] = field(init=False, repr=False, default_factory=dict)
    oorsprong: np.ndarray = field(init=False, repr=False)
    _maskers: dict[Any, np.ndarray] = field(init=False, repr=False, default_factory=dict)
    _labels: dict[str, tuple[tuple[str, ...], np.ndarray]] = field(
        init=False, repr=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Put the projects in order."""
        projecten = self.gegevens.projecten.sort_values("project_id", ignore_index=True)
        object.__setattr__(self, "gegevens", replace(self.gegevens, projecten=projecten))
        object.__setattr__(self, "oorsprong", np.arange(len(projecten)))

    @property
    def aantal(self) -> int:
        """The number of projects, minimacontracten included."""
        return len(self.gegevens.projecten)

    @property
    def volledig(self) -> bool:
        """Whether the edition is a count: what is not in it was not there."""
        return getattr(self.gegevens.editie, "volledig", True)

    @cached_property
    def open_velden(self) -> dict[str, np.ndarray]:
        """Per field which projects (bool) leave it open."""
        uit = open_velden(self.gegevens, self.volledig)
        if self._paren_elders is not None:
            zeker, misschien = self._paren_elders
            uit["lijkt_op_elders"] = misschien & ~zeker
        return uit

    @cached_property
    def plaatsen(self) -> dict[int, Plaats]:
        """Where each project may lie of which the place is open, by row number."""
        return plaatsen(self.gegevens, self.volledig)

    @cached_property
    def plaats_open(self) -> np.ndarray:
        """Of which projects (bool) the place is open."""
        uit = np.zeros(self.aantal, dtype=bool)
        uit[list(self.plaatsen)] = True
        return uit

    @cached_property
    def gemeenteregio(self) -> np.ndarray:
        """The Wmo-regio of each gemeente (object)."""
        return self.gegevens.gemeenten["wmo_regio"].to_numpy(dtype=object)

    def mogelijke_labels(self, veld: str) -> tuple[str, ...]:
        """Return the labels that a field may have."""
        return mogelijke_labels(self.gegevens, veld)

    @cached_property
    def vroeger(self) -> "Toetsstof":
        """The edition before this one. GeenGegevens where there is none, or where one of both is no count."""
        if self.vorige is None:
            raise GeenGegevens("een eerdere editie in dezelfde reeks")
        eerder = Toetsstof(self.vorige, self.instellingen)
        if not (self.volledig and eerder.volledig):
            raise GeenGegevens("een telling van toen en nu: een van beide edities heeft alleen voorbeelden")
        return eerder

    @property
    def is_groot(self) -> bool:
        """Whether there are too many projects for what grows with their square."""
        return self.aantal >= self.instellingen.steekproef

    def steekproef(self) -> "Toetsstof":
        """Return as many projects as a draw takes, chosen at random with the seed; of fewer all."""
        if not self.is_groot:
            return self
        toeval = np.random.default_rng(self.instellingen.zaad)
        keus = toeval.choice(self.aantal, self.instellingen.steekproef, replace=False)
        projecten = self.gegevens.projecten.iloc[np.sort(keus)]
        dekking = self.gegevens.dekking
        dekking = dekking[dekking["project_id"].isin(projecten["project_id"])]
        deel = replace(self.gegevens, projecten=projecten, dekking=dekking)
        return Toetsstof(deel, self.instellingen, self.vorige)

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
    def kolommen(self) -> dict[str, Any]:
        """The values of the project fields."""
        return waarden_van_projecten(self.gegevens, self._elders)

    @cached_property
    def gemeentekolommen(self) -> dict[str, Any]:
        """The values of the gemeente fields."""
        return waarden_van_gemeenten(self.gegevens)

    @cached_property
    def alike(self) -> np.ndarray:
        """How alike the descriptions of two projects are (0-1), projects × projects."""
        if "omschrijving" not in self.gegevens.projecten:
            raise GeenGegevens(_ONTBREEKT["omschrijving"])
        if self.is_groot:
            raise GeenGegevens(TE_VEEL.format(self.instellingen.steekproef))
        return gelijkenis(self.gegevens.projecten["omschrijving"].fillna("").tolist())

    @cached_property
    def _elders(self) -> np.ndarray | None:
        return None if self._paren_elders is None else self._paren_elders[0]

    @cached_property
    def _paren_elders(self) -> tuple[np.ndarray, np.ndarray] | None:
        """Which projects belong with one elsewhere, and which may: by words of their own or a programme."""
        projecten = self.gegevens.projecten
        if "omschrijving" not in projecten or self.is_groot:
            return None
        namen = self.regionamen
        regios = np.array([[naam in lijst for naam in namen] for lijst in self._regiolijsten], dtype=bool)
        eigen = gelijkenis(eigen_zinnen(projecten["omschrijving"].fillna("").tolist()))
        paar = eigen >= self.instellingen.gelijk_vanaf
        if "programma" in projecten:
            programma = projecten["programma"].fillna("").astype(str).to_numpy()
            paar |= (programma[:, None] == programma[None, :]) & (programma != "")[:, None]
        return lijkt_op_elders(paar, regios.reshape(self.aantal, len(namen)))

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
        per_vorm = tabel[tabel["dimensie"] == "vorm"].set_index("code")["intensiteit_gemeente"]
        return self.gegevens.projecten["vorm"].map(per_vorm).fillna(0).to_numpy(dtype=np.float64)

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
        if (telt, gebied) not in self.onthouden:
            self.onthouden[telt, gebied] = self._maak_plekken(telt, gebied)
        return self.onthouden[telt, gebied]

    def _maak_plekken(self, telt: str, gebied: Filter | None) -> np.ndarray:
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
            eisen = [self.projecten_met(voorwaarde) for voorwaarde in voorwaarden]
            if not any(v.veld == "minimacontract" for v in voorwaarden):
                eisen.append(~self.minima)
            self._maskers[voorwaarden] = np.logical_and.reduce(eisen)
        return self._maskers[voorwaarden]

    def projecten_met(self, voorwaarde: Voorwaarde) -> np.ndarray:
        """Return which projects meet one condition; many filters share theirs."""
        if voorwaarde not in self._maskers:
            self._maskers[voorwaarde] = self._masker((voorwaarde,), self.kolommen, self.aantal)
        return self._maskers[voorwaarde]

    def gemeenten(self, filter_: Filter | None) -> np.ndarray:
        """Return which gemeenten (bool) pass; without a filter all. Raises GeenGegevens likewise."""
        sleutel = ("gemeenten", filter_ or ())
        if sleutel not in self._maskers:
            aantal = len(self.gegevens.gm_code)
            self._maskers[sleutel] = self._masker(filter_ or (), self.gemeentekolommen, aantal)
        return self._maskers[sleutel]

    def _masker(self, voorwaarden: Filter, kolommen: dict[str, Any], aantal: int) -> np.ndarray:
        for voorwaarde in voorwaarden:
            if voorwaarde.veld not in kolommen:
                te_veel = voorwaarde.veld == "lijkt_op_elders" and "omschrijving" in kolommen
                reden = (
                    TE_VEEL.format(self.instellingen.steekproef) if te_veel else _ONTBREEKT[voorwaarde.veld]
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
