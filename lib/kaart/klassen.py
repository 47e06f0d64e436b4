"""What the sorts of maps make their classes with: which gemeente has which, and how many there are."""

from collections.abc import Mapping, Sequence

import numpy as np

from lib.analyse.gegevens import Gegevens
from lib.analyse.selectie import GEEN_KLASSE, Selectie
from lib.beeld.stijl import CATEGORIE, Vulling
from lib.grond.woorden import aantal
from lib.kaart.inhoud import Inhoud, Klasse, Laag, Omlijning


def filters(rij: Mapping[str, str]) -> dict[str, str]:
    """Return the row without what is no filter: in a panel the thema is the class that stands out."""
    return dict(rij) | ({"thema": ""} if rij["soort"] == "paneel" else {})


def maak_klasse(code: str, label: str, stijl: Vulling, leden: np.ndarray) -> Klasse:
    """Return the class that looks like ``stijl``, counted over ``leden`` (bool per gemeente)."""
    return Klasse(code, label, stijl.kleur, stijl.arcering, stijl.inkt, n_gemeenten=int(leden.sum()))


def nergens(gegevens: Gegevens) -> np.ndarray:
    """Return False for every gemeente."""
    return np.zeros(len(gegevens.gm_code), dtype=bool)


def leeg(gegevens: Gegevens) -> Inhoud:
    """Return a map with nothing on it."""
    return Inhoud(klasse_van=np.full(len(gegevens.gm_code), GEEN_KLASSE), geen_opgave=nergens(gegevens))


def eerste(lid: np.ndarray) -> np.ndarray:
    """Return for each gemeente its first class from ``lid`` (bool, classes × gemeenten), or -1."""
    if not len(lid):
        return np.full(lid.shape[1], GEEN_KLASSE)
    return np.where(lid.any(axis=0), lid.argmax(axis=0), GEEN_KLASSE)


def gedeelde_klassen(lid: np.ndarray) -> dict[int, tuple[int, ...]]:
    """Return the gemeenten with several classes, and which, from ``lid`` (bool, classes × gemeenten)."""
    meer = np.flatnonzero(lid.sum(axis=0) > 1)
    return {int(g): tuple(np.flatnonzero(lid[:, g]).tolist()) for g in meer}


def aantal_projecten(selectie: Selectie, leden: np.ndarray) -> int:
    """Return how many of the projects reach at least one gemeente of ``leden``."""
    return int(np.count_nonzero(np.bincount(selectie.project[leden[selectie.gemeente]])))


def omlijning_van(verzekeraars: Sequence[str], gegevens: Gegevens) -> Omlijning | None:
    """Return the outline of the kernwerkgebied where the map is about one insurer that has one."""
    if len(verzekeraars) != 1 or not (gebied := gegevens.kernwerkgebied(verzekeraars[0])).any():
        return None
    return Omlijning(f"kernwerkgebied {verzekeraars[0]}", gebied)


def geschatte_plaatsen(selectie: Selectie) -> tuple[Laag, ...]:
    """Return a mark on the gemeenten whose presence is an estimate, if there are any."""
    if not (n := int(selectie.geschat.sum())):
        return ()
    stijl = CATEGORIE["geschat"]
    return (Laag(stijl["label"], aantal(n, "gemeente"), stijl["arcering"], stijl["inkt"], selectie.geschat),)
