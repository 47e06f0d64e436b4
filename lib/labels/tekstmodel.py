"""A text model that proposes codes for open answers, with a calibrated probability for each.

Words and letter groups (TF-IDF), and the hits of the word list, go into a logistic regression per code; its
scores are turned into probabilities by Platt's method (scikit-learn). It learns from the answers that people
coded in this edition and from the example sentences of the codebook, and needs no network. Sentence models
that come in a package (all-MiniLM-L6-v2, WordLlama) were left out: they were trained on English.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from lib.labels.codeboek import Code, Codeboek
from lib.labels.woordcodering import lemma, woordcodes, zinsdelen

DREMPEL = (
    0.4  # from this probability on a code is given: half of what F1 is at best (Lipton and others, 2014)
)
MINSTE = 7  # different coded answers with a code, its example sentences included, to learn it from
_DELEN = 5  # of the cross-validation
_ZAAD = 0
STERKTE = 10.0  # C of the regression: weak regularisation, as the features are many and small
GEWICHT = 1.0  # of a hit of the word list, beside features of about 0.1


@dataclass(frozen=True, eq=False)
class _Model:
    """The codes of one field, learnt: vectors, and per code a classifier or a table of the word list."""

    codes: tuple[Code, ...]
    boek: Codeboek
    vectoren: Any
    indeler: dict[str, Any]

    def kansen(self, teksten: Sequence[str]) -> pd.DataFrame:
        """Return texts × codes: the probability (float64, 0-1) that the code applies."""
        treffers = woordcodes(teksten, self.codes, self.boek)
        kenmerken = _kenmerken(self.vectoren.transform(teksten), treffers)
        uit = {}
        for code in self.codes:
            indeler = self.indeler[code.code]
            if isinstance(indeler, tuple):
                zonder, met = indeler
                uit[code.code] = np.where(treffers[code.code], met, zonder)
            else:
                uit[code.code] = indeler.predict_proba(kenmerken)[:, 1]
        return pd.DataFrame(uit, index=treffers.index, dtype="float64")

    def geleerd(self, code: str) -> bool:
        """Whether there were examples enough; otherwise the probability is the word list's track record."""
        return not isinstance(self.indeler[code], tuple)


def een_draad() -> AbstractContextManager:
    """Return a context with one thread: for hundreds of small fits, more cost more than they bring."""
    import sklearn.calibration  # noqa: F401 - only what is loaded is limited
    from threadpoolctl import threadpool_limits

    return threadpool_limits(1)


def leer(teksten: Sequence[str], labels: pd.DataFrame, veld: str, boek: Codeboek) -> _Model:
    """Return a model of the codes of ``veld``.

    ``labels``: texts × codes, True, False, or missing where people did not agree (dtype boolean). The
    example sentences of the codebook are added.
    """
    codes = tuple(boek.van_veld(veld))
    voorbeelden = [(zin, code.code) for code in codes for zin in code.voorbeelden]
    alle = [*teksten, *(zin for zin, _ in voorbeelden)]
    zaaisel = pd.DataFrame(
        {code.code: [van == code.code for _, van in voorbeelden] for code in codes}, dtype="boolean"
    )
    bekend = pd.concat([labels[[code.code for code in codes]], zaaisel], ignore_index=True)
    vectoren = _maak_vectoren(boek)
    treffers = woordcodes(alle, codes, boek)
    kenmerken = _kenmerken(vectoren.fit_transform(alle), treffers)
    groep = pd.factorize(pd.Series(alle).str.lower().str.strip())[0]
    indeler = {
        naam: _leer_code(kenmerken, bekend[naam], treffers[naam].to_numpy(), groep) for naam in bekend.columns
    }
    return _Model(codes, boek, vectoren, indeler)


def kruiselings(teksten: Sequence[str], labels: pd.DataFrame, veld: str, boek: Codeboek) -> pd.DataFrame:
    """Return texts × codes: the probability given by a model that did not see that answer.

    Equal answers are never on both sides, so that a model cannot pass by remembering.
    """
    from sklearn.model_selection import GroupKFold

    rij = pd.Series(list(teksten)).str.lower().str.strip()
    groep = pd.factorize(rij)[0]
    kansen = pd.DataFrame(index=range(len(rij)), columns=labels.columns, dtype="float64")
    if len(set(groep)) < _DELEN:
        return kansen
    for oefen, proef in GroupKFold(_DELEN).split(rij, groups=groep):
        model = leer([teksten[i] for i in oefen], labels.iloc[oefen].reset_index(drop=True), veld, boek)
        kansen.iloc[proef] = model.kansen([teksten[i] for i in proef]).to_numpy()
    return kansen


def _maak_vectoren(boek: Codeboek) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import FeatureUnion

    def ontleed(tekst: str) -> list[str]:
        """Lemmas, pairs of lemmas, and each word again where its clause has a negation."""
        tekens = []
        for deel in zinsdelen(tekst, boek.taal):
            woorden = [lemma(woord) for woord in deel]
            tekens += woorden + [f"{a} {b}" for a, b in zip(woorden, woorden[1:], strict=False)]
            if not set(deel).isdisjoint(boek.taal.ontkenning):
                tekens += [f"niet:{woord}" for woord in woorden]
        return tekens

    woorden = TfidfVectorizer(analyzer=ontleed, sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True)
    return FeatureUnion([("woorden", woorden), ("letters", letters)])


def _kenmerken(vectoren: Any, treffers: pd.DataFrame) -> Any:
    from scipy.sparse import csr_matrix, hstack

    return hstack([vectoren, csr_matrix(treffers.to_numpy() * GEWICHT)]).tocsr()


def _leer_code(kenmerken: Any, label: pd.Series, treffer: np.ndarray, groep: np.ndarray) -> Any:
    """Return a calibrated classifier; with too few examples (chance without a hit, chance with one)."""
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.linear_model import LogisticRegression

    gegeven = label.notna().to_numpy()
    y, g = label[gegeven].astype(bool).to_numpy(), groep[gegeven]
    if len(set(g[y])) < MINSTE or len(set(g[~y])) < MINSTE:
        kans = [(y[hit].sum() + 1) / (hit.sum() + 2) for hit in (~treffer[gegeven], treffer[gegeven])]
        return kans[0], kans[1]
    regressie = LogisticRegression(C=STERKTE, solver="liblinear", random_state=_ZAAD)
    geijkt = CalibratedClassifierCV(regressie, method="sigmoid", cv=_delen(y, g), ensemble=False)
    return geijkt.fit(kenmerken[gegeven], y)


def _delen(y: np.ndarray, groep: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return three divisions into rows to learn from and rows to try, equal texts on one side.

    The different texts are divided, and those with the code evenly: scikit-learn's StratifiedGroupKFold does
    the same one text at a time, which takes longer than all the learning.
    """
    from sklearn.model_selection import StratifiedKFold

    teksten, nummer = np.unique(groep, return_inverse=True)
    met_code = np.bincount(nummer, weights=y) > 0
    delen = StratifiedKFold(3).split(teksten, met_code)
    return [
        (np.flatnonzero(np.isin(nummer, een)), np.flatnonzero(np.isin(nummer, ander))) for een, ander in delen
    ]
