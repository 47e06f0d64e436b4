"""What a reader must know of the labels and the proposals: how sure, where grey, how far sources agree.

``proef`` is what :func:`lib.labels.voorstel.toets` returns.
"""

import pandas as pd

from lib.editie.ordening import Ordening
from lib.labels.besluiten import DIMENSIES, ENKELVOUDIG
from lib.labels.ijking import ijking, scores
from lib.labels.overeenstemming import alpha, kappa
from lib.labels.tekstmodel import DREMPEL

_ANDERS = 0.6  # probability from which a label that the model sees and the edition does not is worth a look
_WEINIG = 0.15  # probability at which the model does not see the label that the edition has


def score(proef: pd.DataFrame) -> pd.DataFrame:
    """Return how well labels are read, on projects that the reader did not see, one row per dimensie.

    Columns: dimensie, projecten (int64), meest_voorkomend (share of the commonest label: what guessing
    gives), woordenlijst (share in which the words that occur point to the label and to no other), model
    (share in which the likeliest label is right); shares 0-1, NaN where there are too few projects to try.
    """
    rijen = []
    for dimensie, deel in proef.groupby("dimensie", sort=False):
        mens, kans, woord = (
            deel.pivot(index="project_id", columns="code", values=n) for n in ("mens", "kans", "woordenlijst")
        )
        beste = kans.idxmax(axis=1) if kans.notna().all(axis=None) else None
        raak = [mens.at[i, code] for i, code in beste.items()] if beste is not None else [float("nan")]
        rijen.append(
            {
                "dimensie": dimensie,
                "projecten": len(mens),
                "meest_voorkomend": mens.mean().max(),
                "woordenlijst": ((woord & mens).any(axis=1) & (woord.sum(axis=1) == 1)).mean(),
                "model": pd.Series(raak, dtype=float).mean(),
            }
        )
    kolommen = ["dimensie", "projecten", "meest_voorkomend", "woordenlijst", "model"]
    return pd.DataFrame(rijen, columns=kolommen)


def scores_per_label(proef: pd.DataFrame) -> pd.DataFrame:
    """Return what the model finds: dimensie, code, projecten (int64), precisie, vangst and f1 (0-1)."""
    proef = proef.dropna(subset="kans")
    rijen = []
    for (dimensie, code), deel in proef.groupby(["dimensie", "code"], sort=False):
        gevonden = deel["kans"] >= (0.5 if dimensie in ENKELVOUDIG else DREMPEL)
        gemeten = scores(deel["mens"], gevonden)
        rijen.append({"dimensie": dimensie, "code": code, "projecten": int(deel["mens"].sum()), **gemeten})
    return pd.DataFrame(rijen, columns=["dimensie", "code", "projecten", "precisie", "vangst", "f1"])


def betrouwbaarheid(proef: pd.DataFrame) -> pd.DataFrame:
    """Return whether the probabilities mean what they say (:func:`lib.labels.ijking.ijking`)."""
    return ijking(proef.dropna(subset="kans"))


def grijs(proef: pd.DataFrame, gelabeld: pd.DataFrame) -> pd.DataFrame:
    """Return labels that nobody contests, but that a reader of the text alone would not give.

    Columns: titel, dimensie, label, leest_als (str), kans (float64, 0-1), surest first. No fault is
    claimed: it is where a second look pays.
    """
    proef = proef.dropna(subset="kans")
    proef = proef[proef["dimensie"].isin(ENKELVOUDIG)]
    eigen = proef[proef["mens"] & (proef["kans"] <= _WEINIG)]
    ander = proef[~proef["mens"] & (proef["kans"] >= _ANDERS)]
    sleutel = ["dimensie", "project_id"]
    samen = eigen.merge(ander, on=sleutel, suffixes=("", "_ander"), validate="one_to_one")
    titel = gelabeld.drop_duplicates("project_id").set_index("project_id")["titel"]
    uit = pd.DataFrame(
        {
            "titel": samen["project_id"].map(titel),
            "dimensie": samen["dimensie"],
            "label": samen["code"],
            "leest_als": samen["code_ander"],
            "kans": samen["kans_ander"],
        }
    )
    return uit.sort_values(["kans", "titel"], ascending=[False, True], ignore_index=True)


def tussen_bronnen(opgaven: pd.DataFrame, ordening: Ordening) -> pd.DataFrame:
    """Return how far two sources that report the same project give it the same label, per dimensie.

    The first two reports of a project with a label count. Columns: dimensie, projecten (int64, reported
    twice), gelijk (share, 0-1), alpha (Krippendorff) and kappa (Cohen), NaN where they cannot be
    determined. Of instrument, a set, each label apart is a judgement.
    """
    vaker = opgaven[opgaven.duplicated("project_id", keep=False)]
    rijen = []
    for dimensie in DIMENSIES:
        met = vaker[vaker[dimensie].map(len) > 0]
        paren = [list(groep[dimensie])[:2] for _, groep in met.groupby("project_id") if len(groep) > 1]
        gelijk = [set(a) == set(b) if dimensie == "instrument" else a == b for a, b in paren]
        oordelen = pd.DataFrame(_oordelen(paren, dimensie, ordening), columns=["een", "ander"])
        maten = (alpha(oordelen), kappa(oordelen)) if len(oordelen) else (float("nan"),) * 2
        aandeel = pd.Series(gelijk, dtype=float).mean()
        rijen.append((dimensie, len(paren), aandeel, *maten))
    return pd.DataFrame(rijen, columns=["dimensie", "projecten", "gelijk", "alpha", "kappa"])


def _oordelen(paren: list[list], dimensie: str, ordening: Ordening) -> list[tuple[int, int]]:
    codes = ordening.codes(dimensie)
    if dimensie == "instrument":
        return [(int(code in a), int(code in b)) for a, b in paren for code in codes]
    return [(codes.index(a), codes.index(b)) for a, b in paren]
