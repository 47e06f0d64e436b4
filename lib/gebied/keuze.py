"""Files in which someone says in which region a gemeente lies: moves, and an edition's own division."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from lib.editie.jaren import BASIS
from lib.gebied.sluitend import keur_verhuizingen
from lib.grond.fouten import InvoerFout, meld
from lib.grond.tabel import Kolom, lees_ruw

INDELINGEN = ("wmo_regio", "zorgkantoorregio")
# Everything that a gemeente lies in: column of gemeenten.csv → its columns for certainty and doubt.
LIGT_IN = {
    "wmo_regio": ("wmo_zekerheid", "wmo_twijfel"),
    "zorgkantoorregio": ("zk_zekerheid", "zk_twijfel"),
    "jeugdregio": ("jeugdregio_zekerheid", ""),
    "provincie": ("", ""),
}
INDELINGKOLOMMEN = ("indeling", "gm_code", "regio", "geldig_van", "geldig_tot", "zekerheid", "reden", "bron")
PLEK = ("bestand", "rij")
ZEKERHEDEN = ("laag", "middel", "hoog")
_DATUM: dict[str, Any] = {"patroon": r"\d{4}-\d{2}-\d{2}", "reden": "geen datum (jjjj-mm-dd)"}
VERHUIZING = {
    "indeling": Kolom(keuze=tuple(LIGT_IN)),
    "gm_code": Kolom(patroon=r"GM\d{4}", reden="geen gemeentecode"),
    "gm_naam": Kolom(leeg=True),
    "regio": Kolom(),
    "datum": Kolom(**_DATUM),
    "zekerheid": Kolom(keuze=ZEKERHEDEN),
    "reden": Kolom(),
    "bron": Kolom(leeg=True),
}
EIGEN_INDELING = {
    "indeling": Kolom(keuze=INDELINGEN),
    "gm_code": VERHUIZING["gm_code"],
    "regio": Kolom(),
    "geldig_van": Kolom(**_DATUM),
    "geldig_tot": Kolom(leeg=True, **_DATUM),
    "zekerheid": VERHUIZING["zekerheid"],
    "reden": Kolom(leeg=True),
}


@dataclass(frozen=True)
class Lid:
    """Where a gemeente lies: the region, how sure that is and why, and the row of the file that says so."""

    regio: str
    zekerheid: str
    reden: str
    bron: str = ""
    bestand: str = ""
    rij: int = 0


Verhuizingen = dict[tuple[str, date, str], Lid]
"""Indeling, first day and GM code → where the gemeente lies from that day on."""


def lees_verhuizingen(pad: Path | None, bekend: Mapping[str, set[str]]) -> Verhuizingen:
    """Return the moves of a file.

    ``bekend``: per indeling the names of its regions. Without a file there are none. Raises InvoerFouten for
    unknown codes, regions and days, names that do not fit, and double rows.
    """
    if pad is None:
        return {}
    ruw, fouten = lees_ruw(pad, VERHUIZING)
    fouten += keur_verhuizingen(pad, ruw, bekend, {fout.rij for fout in fouten})
    meld(sorted(fouten, key=lambda fout: fout.rij))
    return {
        (rij.indeling, date.fromisoformat(rij.datum), rij.gm_code): Lid(
            rij.regio, rij.zekerheid, rij.reden, rij.bron, str(pad), rij.Index
        )
        for rij in ruw.itertuples()
    }


def lees_indeling(pad: Path | None) -> pd.DataFrame:
    """Return an edition's own division, a row per period: columns ``INDELINGKOLOMMEN`` and ``PLEK``, not yet
    checked.

    Without a file there are no rows. Raises InvoerFouten for cells that do not fit, and a file without rows.
    """
    if pad is None:
        return pd.DataFrame(columns=[*INDELINGKOLOMMEN, *PLEK])
    ruw, fouten = lees_ruw(pad, EIGEN_INDELING)
    meld(fouten or ([InvoerFout(str(pad), "geen enkele rij")] if ruw.empty else []))
    tabel = ruw.assign(bron="", bestand=str(pad), rij=ruw.index).reset_index(drop=True)
    for kolom in ("geldig_van", "geldig_tot"):
        gezegd = tabel[kolom]
        datums = pd.to_datetime(gezegd.replace("", None), format="%Y-%m-%d", errors="coerce")
        tabel[kolom] = datums.astype("datetime64[ns]")
        for i in tabel.index[datums.isna() & (gezegd != "")]:
            plek = {"rij": int(tabel["rij"][i]), "kolom": kolom, "waarde": gezegd[i]}
            fouten.append(InvoerFout(str(pad), "datum bestaat niet", **plek))
    meld(fouten)
    return tabel[[*INDELINGKOLOMMEN, *PLEK]]


def vervang_indeling(verhuizingen: Verhuizingen, indeling: pd.DataFrame) -> Verhuizingen:
    """Return the moves with those of a whole division in the place of all from its first day on.

    So a gemeente that is formed later gets its region from its parts, as everywhere.
    """
    van = {
        soort: max(eigen["geldig_van"].min().date(), BASIS) for soort, eigen in indeling.groupby("indeling")
    }
    blijft = {plek: lid for plek, lid in verhuizingen.items() if plek[1] < van.get(plek[0], date.max)}
    erbij = {
        (rij.indeling, max(rij.geldig_van.date(), BASIS), rij.gm_code): Lid(
            rij.regio, rij.zekerheid, rij.reden, rij.bron, rij.bestand, rij.rij
        )
        for rij in indeling.sort_values("geldig_van").itertuples()
    }
    return blijft | erbij
