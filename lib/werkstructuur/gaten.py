"""What peers have and an area lacks: per thema, instrument and vorm, with the projects to go and look at.

The largest gap first: a whole thema of which nothing is known here, then an instrument within it, then a
vorm; then what most of the peers have; then the most alike of those. A theme on which an area does less on
purpose (``minder_intensief``) is kept apart and said. Absence here means only that nothing is known.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from lib.analyse.deelname import deelname
from lib.analyse.samenvatting import met_themas
from lib.werkstructuur.gelijken import Gebieden, geschaald

GATEN = {
    "thema": "niets over dit thema",
    "instrument": "niet met dit instrument",
    "vorm": "niet in deze vorm",
}
GATKOLOMMEN = (
    "soort", "gebied", "thema", "instrument", "vorm", "gat", "met", "van", "gelijke", "afstand", "lenzen",
    "projecten", "misschien", "bewust",
)  # fmt: skip
MEESTE = 12  # gaps of one area that are kept


def vind_gaten(
    gelijken: pd.DataFrame,
    gebieden: Gebieden,
    projecten: pd.DataFrame,
    gemeenten: pd.DataFrame,
    meeste: int = MEESTE,
) -> pd.DataFrame:
    """Return what the peers of each area have and it lacks: ``GATKOLOMMEN``, the first first within an area.

    ``gelijken`` is that of :func:`lib.werkstructuur.gelijken.vind_gelijken`. ``gat``: a key of ``GATEN``;
    ``met`` of ``van`` peers (int64) have it; ``gelijke`` is the most alike of those, at ``afstand`` (float64,
    standard deviations over all figures, missing where unknown) and found through ``lenzen`` (list);
    ``projecten`` (list of project_id): those of that peer. ``misschien`` (bool): a project of which the place
    is uncertain may lie here. ``bewust``: what the area says about doing less on purpose, else empty.
    Minimacontracten do not count, and a project that was made less intensive is no example.
    """
    waar = _waar(projecten, gemeenten, gebieden.soort)
    zeker = waar[waar["zeker"]]
    voorbeeld = zeker[zeker["minder_intensief"] == ""]
    heeft = {gebied: deel for gebied, deel in voorbeeld.groupby("gebied")}
    maat = geschaald(gebieden.kenmerken.dropna())
    stof = _Stof(heeft, _sleutels(zeker), _sleutels(waar[~waar["zeker"]]), _bewust(zeker), maat)
    rijen = [
        (gebieden.soort, *rij)
        for gebied, deel in gelijken.groupby("gebied")
        for rij in list(stof.gaten(str(gebied), deel))[:meeste]
    ]
    return pd.DataFrame(rijen, columns=list(GATKOLOMMEN))


def _waar(projecten: pd.DataFrame, gemeenten: pd.DataFrame, soort: str) -> pd.DataFrame:
    """Return project × area × thema × instrument × vorm, with zeker (bool) and minder_intensief (str)."""
    gewoon = met_themas(projecten[~projecten["is_minimacontract"]])
    if "minder_intensief" not in gewoon:
        gewoon = gewoon.assign(minder_intensief="")
    kolommen = ["project_id", "themas", "instrument", "vorm", "minder_intensief"]
    labels = gewoon[kolommen].explode("themas").explode("instrument").rename(columns={"themas": "thema"})
    waar = deelname(gewoon, gemeenten.assign(gebied=gemeenten[soort]), "gebied")
    waar = waar.rename(columns={"regio": "gebied"})
    samen = waar.merge(labels.fillna(""), on="project_id", validate="many_to_many")
    return samen[(samen["thema"] != "") & (samen["instrument"] != "") & (samen["vorm"] != "")]


def _sleutels(waar: pd.DataFrame) -> dict[str, set[tuple[str, ...]]]:
    """Return for each area the (thema,), (thema, instrument) and (thema, instrument, vorm) that it has."""
    uit: dict[str, set[tuple[str, ...]]] = {}
    for gebied, *labels in (
        waar[["gebied", "thema", "instrument", "vorm"]].drop_duplicates().itertuples(index=False)
    ):
        uit.setdefault(gebied, set()).update(tuple(labels[:n]) for n in (1, 2, 3))
    return uit


def _bewust(zeker: pd.DataFrame) -> dict[tuple[str, str], str]:
    met = zeker[zeker["minder_intensief"] != ""]
    return met.groupby(["gebied", "thema"])["minder_intensief"].first().to_dict()


class _Stof:
    """What each area has, and how far areas lie apart."""

    def __init__(
        self,
        heeft: dict[str, pd.DataFrame],
        eigen: dict[str, set[tuple[str, ...]]],
        onzeker: dict[str, set[tuple[str, ...]]],
        bewust: dict[tuple[str, str], str],
        maat: pd.DataFrame,
    ):
        self.heeft, self.eigen, self.onzeker, self.bewust, self.maat = heeft, eigen, onzeker, bewust, maat

    def gaten(self, gebied: str, gelijken: pd.DataFrame) -> Iterator[tuple]:
        """Yield the gaps of one area, in order."""
        eigen, misschien = self.eigen.get(gebied, set()), self.onzeker.get(gebied, set())
        lenzen = gelijken.groupby("gelijke")["lens"].agg(list).to_dict()
        wie: dict[tuple[str, ...], list[str]] = {}
        for gelijke in lenzen:
            for sleutel in self._vol(gelijke):
                if sleutel not in eigen:
                    wie.setdefault(sleutel, []).append(gelijke)
        gevonden = []
        for sleutel, met in wie.items():
            beste = min(met, key=lambda een: (self._ver(gebied, een), -len(lenzen[een]), een))
            soort = next(naam for n, naam in enumerate(GATEN, start=1) if sleutel[:n] not in eigen)
            ver = self._ver(gebied, beste)
            bewust = self.bewust.get((gebied, sleutel[0]), "")
            rij = (
                gebied, *sleutel, soort, len(met), len(lenzen), beste, ver if np.isfinite(ver) else np.nan,
                lenzen[beste], self._projecten(beste, sleutel), sleutel in misschien, bewust,
            )  # fmt: skip
            orde = (bool(bewust), list(GATEN).index(soort), -len(met), ver, sleutel)
            gevonden.append((orde, rij))
        yield from (rij for _, rij in sorted(gevonden, key=lambda paar: paar[0]))

    def _vol(self, gebied: str) -> set[tuple[str, ...]]:
        deel = self.heeft.get(gebied)
        return (
            set()
            if deel is None
            else set(deel[["thema", "instrument", "vorm"]].itertuples(index=False, name=None))
        )

    def _projecten(self, gebied: str, sleutel: tuple[str, ...]) -> list[str]:
        deel = self.heeft[gebied]
        keus = (deel[["thema", "instrument", "vorm"]] == list(sleutel)).all(axis=1)
        return sorted(set(deel.loc[keus, "project_id"]))

    def _ver(self, een: str, ander: str) -> float:
        if een not in self.maat.index or ander not in self.maat.index:
            return float("inf")
        return float(np.linalg.norm(self.maat.loc[een].to_numpy() - self.maat.loc[ander].to_numpy()))
