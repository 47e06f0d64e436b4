"""Which projects belong together, and why: a shared programme, parties, places and text.

Every reason gives points (``samenhang.toml``); enough of them make a link, and what hangs together by links
is a group. Sentences that stand in several projects are template text and weigh nothing. ``samenhang`` of an
edition holds what people decided: they go before the rule.
"""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from lib.analyse.constatering.gelijkenis import gelijkenis
from lib.analyse.gegevens import Gegevens, als_lijst
from lib.editie.editie import Editie
from lib.grond.fouten import InvoerFout, dichtst, meld
from lib.grond.paden import REGISTER
from lib.grond.tabel import Kolom, lees_ruw

_REGEL = REGISTER / "samenhang.toml"
_SAMEN, _APART = "samen", "apart"
BANDKOLOMMEN = {
    "project_id": Kolom(),
    "bij": Kolom(),
    "oordeel": Kolom(keuze=(_SAMEN, _APART)),
    "reden": Kolom(),
}
BESLUIT = "besluit"
_WOORDEN = {
    "programma": "zelfde programma",
    "tekst": "eigen tekst lijkt erop",
    "partij": "zelfde partij",
    "zorgverzekeraar": "zelfde zorgverzekeraar",
    "plaats": "zelfde plaats",
}
EIGENNAAM = re.compile(r"[A-Z][a-z]")  # GGD and POH are kinds, Drechtzorg is a name
_Paar = tuple[int, int]


class _Regel(BaseModel):
    """The points of each reason and its bounds, as ``samenhang.toml`` explains."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    vanaf: int = Field(ge=1)
    punten: dict[str, int]
    grens: dict[str, float]


def lees_regel(pad: Path = _REGEL) -> _Regel:
    """Return the rule of ``samenhang.toml``."""
    return _Regel(**tomllib.loads(pad.read_text(encoding="utf-8")))


def lees_samenhangbesluiten(editie: Editie, projecten: pd.DataFrame) -> pd.DataFrame:
    """Return what people decided, columns ``BANDKOLOMMEN`` (str); empty where the edition has no such file.

    ``apart``: project_id does not belong to the group of ``bij``. Raises InvoerFouten with each unknown
    project and the nearest one there is, and each project that is put beside itself.
    """
    pad = editie.bestand("samenhang")
    if pad is None:
        return pd.DataFrame(columns=list(BANDKOLOMMEN), dtype="str")
    ruw, fouten = lees_ruw(pad, BANDKOLOMMEN)
    bekend = set(projecten["project_id"])
    for rij in ruw.itertuples():
        for kolom in ("project_id", "bij"):
            waarde = getattr(rij, kolom)
            if waarde and waarde not in bekend:
                tip = dichtst(waarde, bekend)
                plek = {"rij": rij.Index, "kolom": kolom, "waarde": waarde, "suggestie": tip}
                fouten.append(InvoerFout(str(pad), "onbekend project", **plek))
        if rij.project_id and rij.project_id == rij.bij:
            fouten.append(InvoerFout(str(pad), "een project naast zichzelf", rij=rij.Index, kolom="bij"))
    meld(fouten)
    return ruw


def vind_banden(gegevens: Gegevens, besluiten: pd.DataFrame, regel: _Regel | None = None) -> pd.DataFrame:
    """Return the links between projects without minimacontracten, one row per pair.

    Columns: een, ander (project_id), waarom, grond (``regel`` or ``besluit``), all str, and punten (int64).
    """
    regel = regel or lees_regel()
    projecten = gegevens.projecten[~gegevens.projecten["is_minimacontract"].astype(bool)]
    projecten = projecten.reset_index(drop=True)
    redenen = _redenen(projecten, gegevens, regel)
    ids = projecten["project_id"].tolist()
    rijen = []
    for (i, j), waarom in sorted(redenen.items()):
        punten = sum(regel.punten[naam] for naam in waarom)
        if punten >= regel.vanaf:
            tekst = "; ".join(f"{_WOORDEN[n]}{f' ({w})' if w else ''}" for n, w in waarom.items())
            rijen.append((ids[i], ids[j], tekst, "regel", punten))
    banden = pd.DataFrame(rijen, columns=["een", "ander", "waarom", "grond", "punten"])
    return _met_besluiten(banden.astype({"punten": "int64"}), besluiten)


def _redenen(projecten: pd.DataFrame, gegevens: Gegevens, regel: _Regel) -> dict[_Paar, dict[str, str]]:
    """Return per pair its reasons with what is shared; none for insurer and place alone."""
    redenen: dict[_Paar, dict[str, str]] = defaultdict(dict)
    for naam, leden in _groepen(projecten["programma"].map(lambda code: [code] if code else [])):
        for paar in combinations(leden, 2):
            redenen[paar]["programma"] = naam.replace("_", " ")
    for naam, leden in _groepen(_partijen(projecten)):
        for paar in combinations(leden, 2) if len(leden) <= regel.grens["partij"] else ():
            redenen[paar].setdefault("partij", naam)
    for paar in _gelijke_teksten(projecten, gegevens, regel):
        redenen[paar]["tekst"] = ""
    wie = [set(als_lijst(cel)) for cel in projecten["zorgverzekeraars"]]
    waar = [_plaats(*cellen) for cellen in zip(projecten["gemeenten"], projecten["wmo_regios"], strict=True)]
    for (i, j), waarom in redenen.items():
        if samen := wie[i] & wie[j]:
            waarom["zorgverzekeraar"] = ", ".join(sorted(samen))
        if waar[i] & waar[j]:
            waarom["plaats"] = ""
    return redenen


def _groepen(lijsten: Iterable[Sequence[str]]) -> Iterator[tuple[str, list[int]]]:
    """Yield each value that occurs with two or more, and in which rows."""
    leden: dict[str, list[int]] = defaultdict(list)
    for nummer, waarden in enumerate(lijsten):
        for waarde in waarden:
            leden[waarde].append(nummer)
    return ((naam, eigen) for naam, eigen in leden.items() if len(eigen) > 1)


def _partijen(projecten: pd.DataFrame) -> list[list[str]]:
    """Return per project the parties that it calls by name: with a capital, and nowhere without one."""
    cellen = projecten.get("andere_partijen", pd.Series("", index=projecten.index))
    delen = [[deel.strip() for deel in re.split("[;,]", cel) if deel.strip()] for cel in cellen]
    soorten = {deel for eigen in delen for deel in eigen if deel == deel.lower()}
    return [
        sorted({deel for deel in eigen if EIGENNAAM.search(deel) and deel.lower() not in soorten})
        for eigen in delen
    ]


def _plaats(gemeenten: Any, regios: Any) -> set[str]:
    return set(als_lijst(gemeenten)) or set(als_lijst(regios))


def _gelijke_teksten(projecten: pd.DataFrame, gegevens: Gegevens, regel: _Regel) -> Iterator[_Paar]:
    teksten = eigen_tekst(projecten, gegevens, int(regel.grens["sjabloon"]))
    mee = [i for i, tekst in enumerate(teksten) if tekst]
    if not mee or len(mee) > regel.grens["projecten"]:
        return
    alike = np.triu(gelijkenis([teksten[i] for i in mee]), k=1)
    for a, b in zip(*np.nonzero(alike >= regel.grens["tekst"]), strict=True):
        yield mee[a], mee[b]


def eigen_tekst(projecten: pd.DataFrame, gegevens: Gegevens, sjabloon: int) -> list[str]:
    """Return what each project says in words of its own: title and description without places and insurers,
    and without every sentence that stands in ``sjabloon`` or more projects.
    """
    namen = [*gegevens.gemeenten["gm_naam"], *gegevens.gemeenten["wmo_regio"].unique()]
    namen += [*gegevens.ordening.codes("zorgverzekeraar"), "regio", "gemeenten", "gemeente", "en omstreken"]
    op_lengte = sorted(set(namen), key=len, reverse=True)
    patroon = re.compile(rf"\b({'|'.join(map(re.escape, op_lengte))})\b", re.IGNORECASE)
    stukken = [
        [_kaal(patroon.sub(" ", stuk)) for stuk in (rij.titel, *re.split(r"[.!?]\s*", rij.omschrijving))]
        for rij in projecten[["titel", "omschrijving"]].itertuples()
    ]
    telling = Counter(stuk for eigen in stukken for stuk in set(eigen))
    return [" ".join(s for s in eigen if s and telling[s] < sjabloon) for eigen in stukken]


def _kaal(stuk: str) -> str:
    """A sentence without what may differ between two uses of one template: case, signs and small words."""
    return " ".join(woord for woord in re.findall(r"[^\W\d_]+", stuk.casefold()) if len(woord) > 2)


def _met_besluiten(banden: pd.DataFrame, besluiten: pd.DataFrame) -> pd.DataFrame:
    """Apply decisions: apart takes a project's own links with that group away, samen adds one."""
    for rij in besluiten[besluiten["oordeel"] == _APART].itertuples():
        groep = groepen(banden).set_index("project_id")["groep"]
        if rij.project_id in groep.index and groep.get(rij.bij) == groep[rij.project_id]:
            leden = set(groep.index[groep == groep[rij.project_id]])
            van_hem = (banden["een"] == rij.project_id) & banden["ander"].isin(leden)
            naar_hem = (banden["ander"] == rij.project_id) & banden["een"].isin(leden)
            banden = banden[~(van_hem | naar_hem)]
    samen = besluiten[besluiten["oordeel"] == _SAMEN]
    erbij = pd.DataFrame(
        {"een": samen["project_id"], "ander": samen["bij"], "waarom": samen["reden"]}
    ).assign(grond=BESLUIT, punten=0)
    return pd.concat([banden, erbij], ignore_index=True) if len(erbij) else banden.reset_index(drop=True)


def groepen(banden: pd.DataFrame) -> pd.DataFrame:
    """Return what hangs together: groep (int64, from 1, the largest first) and project_id (str)."""
    van: dict[str, str] = {}

    def top(naam: str) -> str:
        while van.setdefault(naam, naam) != naam:
            van[naam] = naam = van[van[naam]]
        return naam

    for een, ander in zip(banden["een"], banden["ander"], strict=True):
        van[top(ander)] = top(een)
    leden: dict[str, list[str]] = defaultdict(list)
    for naam in sorted(van):
        leden[top(naam)].append(naam)
    gesorteerd = sorted(leden.values(), key=lambda groep: (-len(groep), groep))
    rijen = [(nummer, naam) for nummer, groep in enumerate(gesorteerd, 1) for naam in groep]
    return pd.DataFrame(rijen, columns=["groep", "project_id"]).astype({"groep": "int64"})


def zuiverheid(groep: pd.DataFrame, waarheid: Mapping[str, str]) -> tuple[float, float]:
    """Return precision and recall (0-1) of pairs in one group against what is known to belong together.

    ``waarheid``: project_id → programme ("" for none). Precision: of the pairs in a group of which at least
    one project has a programme, the share with the same; recall: of the pairs of one programme, the share in
    one group. NaN where there is no such pair.
    """
    in_groep = dict(zip(groep["project_id"], groep["groep"], strict=True))
    samen = {frozenset(p) for _, g in groep.groupby("groep") for p in combinations(g["project_id"], 2)}
    geplant = [naam for naam, programma in waarheid.items() if programma]
    paren = [(a, b) for a, b in combinations(geplant, 2) if waarheid[a] == waarheid[b]]
    raak = [p for p in samen if any(waarheid.get(naam) for naam in p)]
    goed = sum(len({waarheid.get(naam, "") for naam in p}) == 1 for p in raak)
    gevonden = sum(a in in_groep and in_groep[a] == in_groep.get(b) for a, b in paren)
    return (
        goed / len(raak) if raak else float("nan"),
        gevonden / len(paren) if paren else float("nan"),
    )
