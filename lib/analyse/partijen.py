"""Who takes part besides gemeenten and zorgverzekeraars, and what people wrote of how a project went.

Both are optional for a source: an empty cell is not known, and never 'nobody' or 'no'. The groups stand in
``partijen.csv``; a named party counts in the first group of which the pattern fits, else as ``overig``.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pandas as pd

from lib.analyse.gegevens import Gegevens
from lib.editie.ordening import DIMENSIES, Ordening
from lib.grond.fouten import InvoerFout, meld
from lib.grond.paden import REGISTER
from lib.grond.tabel import Kolom, getypeerd, lees_ruw
from lib.inlezen.bron import ERVARINGEN

_PARTIJEN = REGISTER / "partijen.csv"
_OVERIG, OVERIG_NAAM = "overig", "overig"
ERVARINGKOPPEN = {
    "kwaliteit": "Kwaliteit",
    "ervaren_resultaten": "Ervaren resultaten",
    "werkzame_elementen": "Werkzame elementen",
    "condities": "Condities",
    "minder_intensief": "Bewust minder intensief",
}


@cache
def lees_partijen(pad: Path = _PARTIJEN) -> pd.DataFrame:
    """Return the groups, in the order in which they are tried.

    Columns: groep, naam, patroon, toelichting (str), is_aanbieder (bool). Raises InvoerFouten, also with
    each pattern that is no regular expression.
    """
    kolommen = {
        "groep": Kolom(patroon="[a-z_]+", reden="alleen kleine letters en _", uniek=True),
        "naam": Kolom(),
        "patroon": Kolom(),
        "is_aanbieder": Kolom(soort="janee"),
        "toelichting": Kolom(leeg=True),
    }
    ruw, fouten = lees_ruw(pad, kolommen)
    meld([*fouten, *_patroonfouten(pad, ruw)])
    return getypeerd(ruw, kolommen)


def _patroonfouten(pad: Path, ruw: pd.DataFrame) -> Iterable[InvoerFout]:
    for rij in ruw.itertuples():
        try:
            re.compile(rij.patroon)
        except re.error as fout:
            reden = f"geen reguliere expressie: {fout}"
            yield InvoerFout(str(pad), reden, rij=rij.Index, kolom="patroon", waarde=rij.patroon)


def groepen_van(cel: str, groepen: pd.DataFrame | None = None) -> tuple[str, ...]:
    """Return the groups of the parties in a cell, ``;`` or ``,`` between them, without doubles."""
    groepen = lees_partijen() if groepen is None else groepen
    delen = [deel.strip() for deel in re.split("[;,]", cel) if deel.strip()]
    return tuple(dict.fromkeys(_groep(deel, groepen) for deel in delen))


def _groep(partij: str, groepen: pd.DataFrame) -> str:
    paren = zip(groepen["groep"], groepen["patroon"], strict=True)
    return next((naam for naam, patroon in paren if re.search(patroon, partij, re.IGNORECASE)), _OVERIG)


def tel_partijen(projecten: pd.DataFrame, ordening: Ordening, dimensie: str = "thema") -> pd.DataFrame:
    """Return how many projects name each group, in all and per label of ``dimensie`` (thema, vorm or schaal).

    Columns: partij (str), projecten and a column per label that occurs (int64); last the rows 'niet
    genoemd' (it is not known who takes part) and 'totaal'. A project counts in each of its groups.
    ``projecten`` as in projecten.parquet; minimacontracten do not count.
    """
    if dimensie not in DIMENSIES or dimensie == "instrument":
        raise ValueError(f"{dimensie}: een project heeft hier niet één label")
    gewoon = projecten[~projecten["is_minimacontract"].astype(bool)]
    leden = gewoon["andere_partijen"].map(groepen_van)
    namen = {**dict(zip(*(lees_partijen()[k] for k in ("groep", "naam")), strict=True)), _OVERIG: OVERIG_NAAM}
    codes = [code for code in ordening.codes(dimensie) if (gewoon[dimensie] == code).any()]
    rijen = [(naam, leden.map(lambda groep, c=code: c in groep)) for code, naam in namen.items()]
    rijen += [("niet genoemd", leden.map(len) == 0), ("totaal", leden.map(len) >= 0)]
    uit = pd.DataFrame({"partij": [naam for naam, _ in rijen]}).astype("str")
    uit["projecten"] = [int(keus.sum()) for _, keus in rijen]
    for code in codes:
        hier = gewoon[dimensie] == code
        uit[ordening.label(dimensie, code)] = [int((keus & hier).sum()) for _, keus in rijen]
    return uit[(uit["projecten"] > 0) | uit["partij"].isin(["niet genoemd", "totaal"])].reset_index(drop=True)


def partijen_in_het_kort(projecten: pd.DataFrame) -> str:
    """Return one sentence on who takes part in these projects; "" without projects."""
    if projecten.empty:
        return ""
    telling = projecten["andere_partijen"].map(groepen_van).explode().dropna().value_counts(sort=False)
    naam = {**dict(zip(*(lees_partijen()[k] for k in ("groep", "naam")), strict=True)), _OVERIG: OVERIG_NAAM}
    delen = [f"{naam[code]} {n}" for code, n in telling.sort_values(ascending=False, kind="stable").items()]
    onbekend = int((projecten["andere_partijen"] == "").sum())
    wie = f"Ook doen mee: {', '.join(delen)}." if delen else "Wie er verder meedoet, is niet opgegeven."
    rest = f" Van {onbekend} van de {len(projecten)} projecten is dat niet bekend."
    return wie + (rest if delen and onbekend else "")


def ervaringen(gegevens: Gegevens) -> pd.DataFrame:
    """Return what was written of how projects went, one row per project and field that is filled.

    Columns: project_id, titel, veld (a head of ``ERVARINGKOPPEN``) and tekst, all str.
    """
    smal = gegevens.projecten.reindex(columns=["project_id", "titel", *ERVARINGEN], fill_value="")
    lang = smal.melt(["project_id", "titel"], var_name="veld", value_name="tekst")
    lang = lang[lang["tekst"] != ""]
    return lang.assign(veld=lang["veld"].map(ERVARINGKOPPEN)).reset_index(drop=True).astype("str")


def veldvulling(gegevens: Gegevens) -> pd.DataFrame:
    """Return per optional field in how many projects it is filled: veld (str), ingevuld, noemer (int64)."""
    gevuld = ervaringen(gegevens)["veld"].value_counts()
    rijen = [(kop, int(gevuld.get(kop, 0)), len(gegevens.projecten)) for kop in ERVARINGKOPPEN.values()]
    return pd.DataFrame(rijen, columns=["veld", "ingevuld", "noemer"])
