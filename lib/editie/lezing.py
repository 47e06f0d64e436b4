"""The report's own reading of 2017 as data: reason and example per printed table row, and its overviews.

``lezing.csv`` has a row per printed row of an analysis table, ``overzichten.csv`` a row per point of the
seven slides with an overall picture. Both are in our own words and say which findings they hold, so that
the verdict of an edition can stand beside them. The comment lines that open each file explain its columns.
"""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from lib.editie.ordening import Ordening, lees_ordening
from lib.editie.register import lees_tabellen
from lib.grond.fouten import InvoerFout, dichtst, meld
from lib.grond.paden import REGISTER
from lib.grond.tabel import Kolom, getypeerd, lees_ruw, lees_tabel

LEZING = REGISTER / "lezing.csv"
OVERZICHTEN = REGISTER / "overzichten.csv"
_CONSTATERINGEN = REGISTER / "constateringen.csv"
DIMENSIE_VAN = {"III": "thema", "IV": "instrument", "V": "vorm"}  # what the pages of a chapter are about


def lees_lezing(pad: Path = LEZING, tabellen: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return what the report gives as reason and example, one row per printed row of an analysis table.

    Columns: tabel_id, bron_kop, reden, voorbeeld (str, ``""`` where the report gives none), rij (Int64, from
    1), constateringen (tuples of str). Raises InvoerFouten with each unknown table, row or finding, and each
    row that stands there twice.
    """
    tabellen = lees_tabellen() if tabellen is None else tabellen
    gedrukt = tabellen[tabellen["soort"] == "analyse"].set_index("tabel_id")["rijen_gedrukt"].to_dict()
    kolommen = {
        "tabel_id": Kolom(keuze=tuple(gedrukt)),
        "rij": Kolom(soort="geheel"),
        "bron_kop": Kolom(),
        "reden": Kolom(),
        "voorbeeld": Kolom(leeg=True),
        "constateringen": constateringen_kolom(),
    }
    ruw, fouten = lees_ruw(pad, kolommen)
    meld([*fouten, *_dubbel(pad, ruw, ["tabel_id", "rij"]), *_rijfouten(pad, ruw, gedrukt)])
    return getypeerd(ruw, kolommen)


def lees_overzichten(pad: Path = OVERZICHTEN, ordening: Ordening | None = None) -> pd.DataFrame:
    """Return the points of the overall pictures, in the order of the file.

    Columns: hoofdstuk, code (of the thema, instrument or vorm), bron_kop, tekst (str), volgorde (Int64),
    constateringen (tuples of str). Raises InvoerFouten.
    """
    ordening = ordening or lees_ordening()
    codes = {naam: ordening.codes(dimensie) for naam, dimensie in DIMENSIE_VAN.items()}
    kolommen = {
        "hoofdstuk": Kolom(keuze=tuple(DIMENSIE_VAN)),
        "code": Kolom(keuze=tuple(code for groep in codes.values() for code in groep)),
        "bron_kop": Kolom(),
        "volgorde": Kolom(soort="geheel"),
        "tekst": Kolom(),
        "constateringen": constateringen_kolom(leeg=True),
    }
    ruw, fouten = lees_ruw(pad, kolommen)
    vreemd = [
        InvoerFout(str(pad), f"hoort niet bij hoofdstuk {rij.hoofdstuk}", rij=rij.Index, kolom="code",
                   waarde=rij.code, suggestie=dichtst(rij.code, codes[rij.hoofdstuk]))
        for rij in ruw.itertuples()
        if rij.hoofdstuk in codes and rij.code not in codes[rij.hoofdstuk]
    ]  # fmt: skip
    meld([*fouten, *vreemd, *_dubbel(pad, ruw, ["hoofdstuk", "code", "volgorde"])])
    return getypeerd(ruw, kolommen)


def constateringen_kolom(leeg: bool = False) -> Kolom:
    """Return the column that names findings, ``;`` between two."""
    return Kolom(soort="lijst", keuze=tuple(lees_tabel(_CONSTATERINGEN)["id"]), leeg=leeg)


def _dubbel(pad: Path, ruw: pd.DataFrame, sleutel: list[str]) -> list[InvoerFout]:
    tweede = ruw[ruw.duplicated(sleutel)]
    reden = f"{' en '.join(sleutel)} staan er al"
    return [
        InvoerFout(str(pad), reden, rij=int(rij["index"]), kolom=sleutel[-1], waarde=rij[sleutel[-1]])
        for rij in tweede.rename_axis("index").reset_index().to_dict("records")
    ]


def _rijfouten(pad: Path, ruw: pd.DataFrame, gedrukt: Mapping[str, int]) -> list[InvoerFout]:
    return [
        InvoerFout(
            str(pad),
            f"deze tabel heeft {gedrukt[rij.tabel_id]} gedrukte rijen",
            rij=rij.Index,
            kolom="rij",
            waarde=rij.rij,
        )
        for rij in ruw.itertuples()
        if rij.tabel_id in gedrukt
        and rij.rij.isdigit()
        and not 1 <= int(rij.rij) <= int(gedrukt[rij.tabel_id])
    ]


def punten(overzichten: pd.DataFrame, hoofdstuk: str, code: str) -> pd.DataFrame:
    """Return the points of one overall picture, in order; empty where the report has none."""
    eigen = overzichten[(overzichten["hoofdstuk"] == hoofdstuk) & (overzichten["code"] == code)]
    return eigen.sort_values("volgorde")


def tabellen_van(lezing: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Return per finding the analysis tables in whose rows it stands."""
    uit: dict[str, list[str]] = defaultdict(list)
    for rij in lezing.itertuples():
        for id_ in rij.constateringen:
            uit[id_].append(rij.tabel_id)
    return {id_: tuple(dict.fromkeys(namen)) for id_, namen in uit.items()}


def lezing_als_tekst(rij: Mapping[str, str]) -> str:
    """Return reason and example of a row of ``lezing.csv`` as one text."""
    return f"{rij['reden']} Voorbeeld: {rij['voorbeeld']}" if rij["voorbeeld"] else rij["reden"]
