"""A made-up project database of any size, as projects and as the CSV that a consultant would hand in.

Seeded: the same number of rows is always the same table. Two in five projects are reported once more, with
a slip in the title. Titles are three words and a gemeente; the vocabulary grows with the root of the number
of rows, as that of real texts does (Heaps 1978, Information Retrieval).
"""

from pathlib import Path

import numpy as np
import pandas as pd

from lib.editie.ordening import DIMENSIES, lees_ordening
from lib.gebied.tabellen import lees_gemeenten

LETTERGREPEN = (  # 38³ words: more than there are in a vocabulary for a million rows
    "ba bre chi dor dra eik fel fry gim gro hus hei iep jan jul kor kwa lem lui mos nip nuk oor pra pil ros "
    "rie sta sche tam trui uit vun vla wer wij zel zwa"
)
HERHAALD = 2 / 7  # of all rows: two in five projects stand there twice
WOORDEN_PER_WORTEL = 20
OMSCHRIJVING = 10  # words
KANS_GEMEENTEN = (0.6, 0.2, 0.2)  # of one, two or three gemeenten in a project
LIJSTEN = ("gemeenten", "wmo_regios", "instrument", "zorgverzekeraars")


def maak_projecten(aantal: int) -> pd.DataFrame:
    """Return ``aantal`` projects as notebook 10 leaves them, with the columns that are used later.

    gemeenten, wmo_regios, instrument and zorgverzekeraars are lists of str (object), is_minimacontract and
    gemeenten_afgeleid are bool, the rest str.
    """
    toeval, ordening = np.random.default_rng(aantal), lees_ordening()
    gemeenten = lees_gemeenten().sort_values("gm_code", ignore_index=True)
    hoeveel = toeval.choice((1, 2, 3), aantal, p=KANS_GEMEENTEN)
    # a random start and as many steps: different gemeenten, without a draw for each project
    plek = toeval.integers(0, len(gemeenten), (aantal, 1)) + np.cumsum(toeval.integers(1, 40, (aantal, 3)), 1)
    plek = np.sort(plek % len(gemeenten), axis=1)
    codes, regio = (gemeenten[naam].to_numpy(dtype=object) for naam in ("gm_code", "wmo_regio"))
    eigen = [rij[:n] for rij, n in zip(plek.tolist(), hoeveel.tolist(), strict=True)]
    woorden = _woordenschat(aantal, toeval)
    naam = gemeenten["gm_naam"].to_numpy(dtype=object)[plek[:, 0]]
    tabel = {
        "project_id": [f"p{nummer:07d}" for nummer in range(aantal)],
        "titel": _zinnen(woorden, 3, aantal, toeval) + " " + naam,
        "omschrijving": _zinnen(woorden, OMSCHRIJVING, aantal, toeval),
        "gemeenten": [[codes[i] for i in rij] for rij in eigen],
        "wmo_regios": [sorted({regio[i] for i in rij}) for rij in eigen],
        "is_minimacontract": toeval.random(aantal) < 0.1,
        "programma": "",
        "subthema": "",
    }
    for dimensie in DIMENSIES:
        een = toeval.choice(ordening.codes(dimensie), aantal)
        tabel[dimensie] = [[str(code)] for code in een] if dimensie == "instrument" else een
    tabel["zorgverzekeraars"] = [[str(n)] for n in toeval.choice(ordening.codes("zorgverzekeraar"), aantal)]
    return pd.DataFrame(tabel).astype(
        {naam: "str" for naam in tabel if naam not in (*LIJSTEN, "is_minimacontract")}
    )


def schrijf_csv(aantal: int, pad: Path) -> None:
    """Write ``aantal`` rows of reports to ``pad``, in a form that gives no faults."""
    eerste = maak_projecten(aantal - round(HERHAALD * aantal)).drop(columns="project_id")
    toeval = np.random.default_rng(aantal)
    weer = eerste.iloc[toeval.choice(len(eerste), aantal - len(eerste), replace=False)].copy()
    weg = toeval.integers(1, 8, len(weer))
    weer["titel"] = [titel[:k] + titel[k + 1 :] for titel, k in zip(weer["titel"], weg, strict=True)]
    rijen = pd.concat([eerste, weer])
    plat = {naam: rijen[naam].map(";".join) for naam in LIJSTEN}
    plat["is_minimacontract"] = rijen["is_minimacontract"].map({True: "ja", False: "nee"})
    rijen.assign(**plat).to_csv(pad, index=False, lineterminator="\n")


def _woordenschat(aantal: int, toeval: np.random.Generator) -> np.ndarray:
    deel = toeval.choice(LETTERGREPEN.split(), (round(WOORDEN_PER_WORTEL * aantal**0.5), 3))
    return np.array(["".join(drie) for drie in deel], dtype=object)


def _zinnen(woorden: np.ndarray, lengte: int, aantal: int, toeval: np.random.Generator) -> np.ndarray:
    gekozen = woorden[toeval.integers(0, len(woorden), (aantal, lengte))]
    return np.array([" ".join(rij) for rij in gekozen.tolist()], dtype=object)
