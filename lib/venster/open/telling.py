"""What may be shown of the open answers: counts per code, needs, and sentences without sender."""

import re
from collections.abc import Iterable

import pandas as pd

from lib.labels.codeboek import GEEN_BEHOEFTE, Codeboek
from lib.venster.tellen import AFZENDER, ALLE, PARTIJEN

DUIDELIJK = 0.5  # less certain answers are counted, but no example
_JA, _NEE, _LEEG = "ja", "nee", "niets ingevuld"


def tel_codes(codes: pd.DataFrame, boek: Codeboek, minimum: int) -> pd.DataFrame:
    """Return how often each code was given: meetjaar, veld, soort, label, n (Int64), onderdrukt (bool).

    ``n`` counts respondents (an organisation in a region), each once; below ``minimum`` it is missing.
    Codes that did not occur in a year have 0. In the order of the codebook.
    """
    gegeven = codes[codes["toegekend"]].drop_duplicates([*AFZENDER, "code"])
    n = gegeven.groupby(["meetjaar", "code"]).size()
    rijen = [
        (jaar, code.veld, code.soort, code.label, int(n.get((jaar, code.code), 0)))
        for jaar in sorted(codes["meetjaar"].unique().tolist(), reverse=True)
        for code in boek.codes
    ]
    tabel = pd.DataFrame(rijen, columns=["meetjaar", "veld", "soort", "label", "n"]).astype({"n": "Int64"})
    weg = tabel["n"].between(1, minimum - 1)
    return tabel.assign(n=tabel["n"].mask(weg), onderdrukt=weg.astype(bool))


def behoefte_ja_nee(codes: pd.DataFrame, genodigd: pd.DataFrame) -> pd.DataFrame:
    """Return the need for support of each invited respondent: SLEUTEL, behoefte_ja_nee (str).

    Derived, the questionnaire does not ask it so: ``ja`` where the open field of some onderdeel names a need,
    ``nee`` where it only says that none is needed, else ``niets ingevuld``.
    """
    eigen = codes[codes["veld"] == "ondersteuningsbehoefte"]
    geen = eigen["toegekend"] & (eigen["code"] == GEEN_BEHOEFTE)
    ander = eigen["toegekend"] & (eigen["code"] != GEEN_BEHOEFTE)
    per_tekst = (
        eigen.assign(geen=geen, ander=ander).groupby([*AFZENDER, "onderdeel"])[["geen", "ander"]].any()
    )
    per_tekst["ja"] = per_tekst["ander"] | ~per_tekst["geen"]
    per = per_tekst.groupby(AFZENDER)["ja"].any().rename("ja").reset_index()
    samen = genodigd[AFZENDER].merge(per, on=AFZENDER, how="left", validate="one_to_one")
    uit = samen["ja"].map({True: _JA, False: _NEE}).fillna(_LEEG)
    return samen[AFZENDER].assign(behoefte_ja_nee=uit.astype("str"))


def tel_behoefte(behoefte: pd.DataFrame, minimum: int) -> pd.DataFrame:
    """Return meetjaar, partij (``alle`` last), ja, nee, niets ingevuld (Int64), onderdrukt (bool).

    A row with a count from 1 to below ``minimum`` is emptied; and, where that is one party of a year, the
    total as well, because otherwise it follows from the others.
    """
    alle = pd.concat([behoefte, behoefte.assign(partij=ALLE)])
    telling = alle.groupby(["meetjaar", "partij", "behoefte_ja_nee"]).size().unstack(fill_value=0)
    telling = (
        telling.reindex(columns=[_JA, _NEE, _LEEG], fill_value=0).rename_axis(columns=None).reset_index()
    )
    volgorde = {partij: i for i, partij in enumerate((*PARTIJEN, ALLE))}
    telling = telling.sort_values(
        ["meetjaar", "partij"], key=lambda k: k.map(volgorde) if k.name == "partij" else -k, ignore_index=True
    )
    weg = telling[[_JA, _NEE, _LEEG]].apply(lambda kolom: kolom.between(1, minimum - 1)).any(axis=1)
    een = weg.where(telling["partij"] != ALLE, False).groupby(telling["meetjaar"]).transform("sum") == 1
    weg |= een & (telling["partij"] == ALLE)
    waarden = telling[[_JA, _NEE, _LEEG]].astype("Int64").mask(weg)
    return telling[["meetjaar", "partij"]].join(waarden).assign(onderdrukt=weg)


def zonder_afzender(tekst: str, namen: Iterable[str]) -> str:
    """Return a text in which the names of regions and organisations are masked."""
    keuze = "|".join(re.escape(naam) for naam in sorted(namen, key=len, reverse=True) if naam)
    return re.sub(rf"(?<!\w)(?:{keuze})(?!\w)", "[naam]", tekst) if keuze else tekst


def citaten(
    codes: pd.DataFrame, code: str, meetjaar: int, hoeveel: int, minimum: int, namen: Iterable[str]
) -> list[str]:
    """Return at most ``hoeveel`` different answers with a code, the clearest first, without sender.

    Clearest: the fewest other codes, then the most certain to the model, so that a slip of a coder does not
    stand as an example. None where fewer than ``minimum`` respondents gave such an answer.
    """
    eigen = codes[codes["toegekend"] & (codes["code"] == code) & (codes["meetjaar"] == meetjaar)]
    if len(eigen.drop_duplicates(AFZENDER)) < max(minimum, 1):
        return []
    eigen = eigen.assign(tekst=[zonder_afzender(tekst, namen) for tekst in eigen["tekst"]])
    eigen = eigen[eigen["kans"] >= DUIDELIJK]
    per_tekst = codes[codes["toegekend"]].groupby([*AFZENDER, "onderdeel", "veld"]).size().rename("samen")
    eigen = eigen.join(per_tekst, on=[*AFZENDER, "onderdeel", "veld"])
    eigen = eigen.sort_values(["samen", "kans", "tekst"], ascending=[True, False, True])
    eigen = eigen.drop_duplicates("tekst")
    return eigen["tekst"].head(hoeveel).tolist()
