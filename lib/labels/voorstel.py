"""Proposals for labels, with their reasons and how far they can be trusted; a person decides.

The word list (:mod:`lib.labels.boek`) and a text model (:mod:`lib.labels.tekstmodel`: TF-IDF and logistic
regression, probabilities calibrated after Platt) read title and description. The model learns from the
projects that have an undisputed label, and is judged on projects that it did not see (five-fold
cross-validation). Schaal is no matter of words: there the proposal is what the definition makes of the
places.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from lib.labels.besluiten import ENKELVOUDIG, splits
from lib.labels.boek import UIT_TEKST, gevonden_woorden, lees_labelboek
from lib.labels.codeboek import Codeboek
from lib.labels.gevallen import Geval, Labelstand, tekst_van
from lib.labels.tekstmodel import DREMPEL, een_draad, kruiselings, leer
from lib.labels.woordcodering import woordcodes

BUREN = 3  # labelled projects shown beside a proposal: those whose words are most alike
GELIJKEND = 0.15  # least likeness (0-1) at which one is shown


@dataclass(frozen=True)
class Voorstel:
    """What is proposed for one case. ``kansen``: code → probability (0-1), highest first; empty: no model.

    ``woorden``: code → the words of the list that occur; ``buren``: (title, label) of projects that are
    most alike; ``codes``: the proposal itself, empty where nothing points anywhere.
    """

    codes: tuple[str, ...]
    kansen: Mapping[str, float]
    woorden: Mapping[str, Sequence[str]]
    buren: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, eq=False)
class Labellezer:
    """What has learnt from an edition: per dimensie a model, and the projects that it learnt from."""

    boek: Codeboek
    modellen: Mapping[str, Any]
    geleerd: Mapping[str, pd.DataFrame]

    def voorstel(self, geval: Geval) -> Voorstel:
        """Return the proposal for a case, with its reasons."""
        if geval.dimensie not in self.modellen:
            return Voorstel((geval.naar_plaats.split(" ")[0],) if geval.naar_plaats else (), {}, {})
        model = self.modellen[geval.dimensie]
        ruw = model.kansen([geval.tekst]).iloc[0]
        kansen = _op_een(ruw.to_frame().T).iloc[0] if geval.dimensie in ENKELVOUDIG else ruw
        woorden = {code.code: gevonden_woorden(geval.tekst, code, self.boek) for code in model.codes}
        return Voorstel(
            _codes(kansen, geval.dimensie),
            kansen.sort_values(ascending=False, kind="stable").to_dict(),
            {code: lijst for code, lijst in woorden.items() if lijst},
            self._buren(geval),
        )

    def _buren(self, geval: Geval) -> tuple[tuple[str, str], ...]:
        geleerd, vectoren = self.geleerd[geval.dimensie], self.modellen[geval.dimensie].vectoren
        if geleerd.empty:
            return ()
        # words and letter groups are each of length one, so that the product of two texts is at most two
        gelijk = (vectoren.transform(geleerd["tekst"]) @ vectoren.transform([geval.tekst]).T).toarray()[:, 0]
        gelijk = np.where(geleerd["project_id"] == geval.project_id, 0, gelijk / 2)
        beste = [i for i in np.argsort(-gelijk, kind="stable")[:BUREN] if gelijk[i] >= GELIJKEND]
        return tuple((geleerd["titel"].iloc[i], geleerd["eindoordeel"].iloc[i]) for i in beste)


def leer_labels(stand: Labelstand) -> Labellezer:
    """Return what has learnt from the undisputed labels of an edition."""
    boek = lees_labelboek(stand.ordening)
    omschrijving = stand.inlezing.ingelezen.set_index("project_id")["omschrijving"]
    zeker = stand.gelabeld[
        (stand.gelabeld["tegenvoorstel"] == "") | (stand.gelabeld["grondslag"] == "besluit")
    ]
    teksten = [
        tekst_van(t, omschrijving[p]) for t, p in zip(zeker["titel"], zeker["project_id"], strict=True)
    ]
    geleerd: dict[str, pd.DataFrame] = dict(
        tuple(zeker.assign(tekst=teksten).groupby("dimensie", sort=False))
    )
    geleerd = {d: geleerd.get(d, zeker.iloc[:0].assign(tekst="")).reset_index(drop=True) for d in UIT_TEKST}
    with een_draad():
        modellen = {
            d: leer(list(deel["tekst"]), _labels(deel, d, boek), d, boek) for d, deel in geleerd.items()
        }
    return Labellezer(boek, modellen, geleerd)


def toets(lezer: Labellezer) -> pd.DataFrame:
    """Return what the reader says of projects that it has not seen, beside the label that they have.

    Columns: dimensie, project_id, code, mens (bool: the label holds), woordenlijst (bool), kans (float64;
    NaN with too few projects to try).
    """
    delen = []
    with een_draad():
        for dimensie, deel in lezer.geleerd.items():
            teksten, labels = list(deel["tekst"]), _labels(deel, dimensie, lezer.boek)
            kansen = kruiselings(teksten, labels, dimensie, lezer.boek)
            kansen = _op_een(kansen) if dimensie in ENKELVOUDIG else kansen
            woorden = woordcodes(teksten, lezer.boek.van_veld(dimensie), lezer.boek)
            delen.append(_proef(deel, labels, woorden, kansen))
    return pd.concat(delen, ignore_index=True)


def _labels(deel: pd.DataFrame, dimensie: str, boek: Codeboek) -> pd.DataFrame:
    """Return projects × codes (boolean): which labels hold."""
    gegeven = [set(splits(cel)) for cel in deel["eindoordeel"]]
    codes = [code.code for code in boek.van_veld(dimensie)]
    return pd.DataFrame({code: [code in een for een in gegeven] for code in codes}, dtype="boolean")


def _codes(kansen: pd.Series, dimensie: str) -> tuple[str, ...]:
    """The label that is proposed, or for a set every one that is likely enough and at least the likeliest."""
    if dimensie in ENKELVOUDIG:
        return (kansen.idxmax(),)
    return tuple(kansen.index[kansen >= DREMPEL]) or (kansen.idxmax(),)


def _op_een(kansen: pd.DataFrame) -> pd.DataFrame:
    """Return the probabilities of labels of which exactly one holds: they add up to one."""
    return kansen.div(kansen.sum(axis=1), axis=0)


def _proef(
    deel: pd.DataFrame, labels: pd.DataFrame, woorden: pd.DataFrame, kansen: pd.DataFrame
) -> pd.DataFrame:
    herhaald = deel.loc[deel.index.repeat(labels.shape[1]), ["dimensie", "project_id"]].reset_index(drop=True)
    return herhaald.assign(
        code=np.tile(labels.columns, len(deel)),
        mens=labels.to_numpy(dtype=bool).ravel(),
        woordenlijst=woorden.to_numpy(dtype=bool).ravel(),
        kans=kansen.to_numpy(dtype=float).ravel(),
    )
