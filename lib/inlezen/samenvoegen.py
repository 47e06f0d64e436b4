"""Reports of the same project become one project, with every origin and every other reading kept.

Each pair of reports that could be the same gets a judgement from the rule (:mod:`lib.inlezen.gelijkenis`) or,
where people decided, from their decision. What hangs together by *zelfde* is one project. The report
that is read first gives the title, the project_id and the labels; places and zorgverzekeraars are those
of all reports together; a text that the first leaves empty comes from the next that has it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from lib.editie.ordening import DIMENSIES
from lib.gebied.aliassen import sleutel
from lib.gebied.namen import Naamgids
from lib.grond.fouten import plaats_van
from lib.inlezen.dubbelen import plaats
from lib.inlezen.gelijkenis import (
    TWIJFEL,
    VERSCHILLEND,
    ZELFDE,
    Oordeel,
    Profiel,
    Samenvoegregel,
    maak_profiel,
    oordeel_per_paar,
)
from lib.inlezen.kandidaten import kandidaten
from lib.inlezen.rijen import VRIJ, Rij
from lib.inlezen.samenvoegbesluiten import Besluiten, Plek

_LIJSTEN = ("zorgverzekeraars", "gemeenten", "wmo_regios", "wmo_regios_genoemd")
# What is filled from another report where the first leaves it empty, with what is known of its certainty.
AANGEVULD = (*DIMENSIES, "peildatum", *(naam for naam in VRIJ if naam != "reden_geen_gemeenten"))
_MEESTE = 6  # places named one by one in the table of pairs
PAARKOLOMMEN = (
    *(f"{naam}_{kant}" for kant in "ab" for naam in ("bestand", "blad", "rij")),
    "oordeel",
    "score",
    "grond",
    "waarom",
    *(
        f"{naam}_{kant}"
        for naam in ("titel", "zorgverzekeraars", "gemeenten", "labels")
        for kant in "ab"
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Paar:
    """Two reports, the first read first, and what is said of them; ``grond`` is regel or besluit."""

    een: Rij
    ander: Rij
    oordeel: Oordeel
    grond: str = "regel"

    @property
    def sterkte(self) -> tuple[bool, float]:
        """How much the judgement weighs: a decision more than any score."""
        return self.grond == "besluit", self.oordeel.score


@dataclass(frozen=True)
class Groepen:
    """Which reports are one project (in reading order), and the pairs that remain to be shown."""

    groepen: list[list[Rij]]
    paren: list[Paar]


def vind_paren(
    rijen: Sequence[Rij], gids: Naamgids, regel: Samenvoegregel, besluiten: Besluiten
) -> list[Paar]:
    """Return the pairs that are zelfde or twijfel, and all that are decided, in reading order."""
    profielen: list[Profiel] = [maak_profiel(rij, gids, regel) for rij in rijen]
    links, rechts, titels = kandidaten(profielen, regel)
    gevonden = {
        (i, j): Paar(rijen[i], rijen[j], oordeel)
        for i, j, oordeel in oordeel_per_paar(profielen, links, rechts, titels, regel)
    }
    nummer = {_plek(rij): i for i, rij in enumerate(rijen)}
    for plekken, besluit in besluiten.items():
        if not plekken <= nummer.keys():
            continue  # one of the two was rejected
        i, j = sorted(nummer[plek] for plek in plekken)
        waarom = (besluit.argument, *([f"besluit van {besluit.datum}"] if besluit.datum else []))
        gevonden[i, j] = Paar(rijen[i], rijen[j], Oordeel(besluit.besluit, 0, waarom), "besluit")
    return [gevonden[paar] for paar in sorted(gevonden)]


def _plek(rij: Rij) -> Plek:
    return rij.ruw["bestand"], rij.ruw["blad"], rij.ruw["rij"]


# ---- groups ---------------------------------------------------------------------------------------


def groepeer(rijen: Sequence[Rij], paren: Iterable[Paar]) -> Groepen:
    """Return the rows as groups that are one project: connected by pairs that are zelfde.

    Two rows that a decision calls verschillend never end up in one group. Where they would, through
    others, the strongest links (decisions, then the highest scores) hold as far as they keep the two
    apart; the rest become twijfel. A twijfel within a group, or between two groups of which a decision
    says that they differ, is settled and left out; between two groups only the strongest is kept.
    """
    paren = list(paren)
    zelfde = [paar for paar in paren if paar.oordeel.uitspraak == ZELFDE]
    verboden = [paar for paar in paren if paar.oordeel.uitspraak == VERSCHILLEND]
    geldig = _zonder_botsing(zelfde, verboden)
    houdt = {id(paar) for paar in geldig}
    wijst = _verbind(geldig)
    groepen: dict[int, list[Rij]] = defaultdict(list)
    for rij in rijen:
        groepen[wijst.get(id(rij), id(rij))].append(rij)

    def tussen(paar: Paar) -> frozenset[int]:
        return frozenset(wijst.get(id(rij), id(rij)) for rij in (paar.een, paar.ander))

    beslist = {tussen(paar) for paar in verboden}
    botst = [_als_twijfel(paar) for paar in zelfde if id(paar) not in houdt]
    open_ = [paar for paar in paren if paar.oordeel.uitspraak == TWIJFEL and tussen(paar) not in beslist]
    sterkste: dict[frozenset[int], Paar] = {}
    for paar in [*botst, *open_]:
        groep = tussen(paar)
        if len(groep) == 2 and (groep not in sterkste or paar.sterkte > sterkste[groep].sterkte):
            sterkste[groep] = paar
    getoond = {id(paar) for paar in sterkste.values()} | houdt
    volgorde = {id(rij): i for i, rij in enumerate(rijen)}
    over = [paar for paar in [*paren, *botst] if id(paar) in getoond]
    over.sort(key=lambda paar: (volgorde[id(paar.een)], volgorde[id(paar.ander)]))
    return Groepen(list(groepen.values()), over)


def _als_twijfel(paar: Paar) -> Paar:
    reden = "zou, ook via andere rijen, samenvoegen wat volgens een besluit verschilt"
    oordeel = paar.oordeel
    return replace(paar, oordeel=Oordeel(TWIJFEL, oordeel.score, (*oordeel.redenen, reden)))


def _zonder_botsing(zelfde: list[Paar], verboden: list[Paar]) -> list[Paar]:
    """Return the pairs of ``zelfde`` that can hold together without joining a pair of ``verboden``."""
    wijst = _verbind(zelfde)
    botsing = {wijst[id(v.een)] for v in verboden if _verbonden(wijst, v)}
    goed = [paar for paar in zelfde if wijst[id(paar.een)] not in botsing]
    for wortel in sorted(botsing):
        deel = [paar for paar in zelfde if wijst[id(paar.een)] == wortel]
        houdt: list[Paar] = []
        # pairs of equal strength stand or fall together, so that the order of the rows decides nothing
        for sterkte in sorted({paar.sterkte for paar in deel}, reverse=True):
            meer = houdt + [paar for paar in deel if paar.sterkte == sterkte]
            if any(_verbonden(_verbind(meer), v) for v in verboden):
                break
            houdt = meer
        goed += houdt
    return goed


def _verbonden(wijst: Mapping[int, int], paar: Paar) -> bool:
    een = wijst.get(id(paar.een))
    return een is not None and een == wijst.get(id(paar.ander))


def _verbind(paren: Iterable[Paar]) -> dict[int, int]:
    """Return for each row in a pair (by ``id``) the row that stands for all it is connected with."""
    ouder: dict[int, int] = {}

    def wortel(k: int) -> int:
        while ouder.setdefault(k, k) != k:
            ouder[k] = ouder[ouder[k]]
            k = ouder[k]
        return k

    for paar in paren:
        ouder[wortel(id(paar.ander))] = wortel(id(paar.een))
    return {k: wortel(k) for k in list(ouder)}


# ---- one project of several reports ---------------------------------------------------------------


def voeg_samen(groepen: Iterable[list[Rij]]) -> tuple[list[Rij], list[Rij]]:
    """Return the projects and the rows merged into them; both in the order of ``groepen``.

    A project is the first row of its group with other ``waarden``, among which ``samengevoegd_met`` (the
    places of the other rows). A merged row gets a notice that names the row it went into, what was taken
    over from it and what was not; projects that share a title get one that they may be the same.
    """
    projecten, weg = [], []
    for eerste, *andere in groepen:
        waarden = eerste.waarden | {"samengevoegd_met": [plaats(rij) for rij in andere]}
        for rij in andere:
            overgenomen = _vul_aan(waarden, rij.waarden)
            _meld_samengevoegd(rij, eerste, waarden, overgenomen)
        projecten.append(replace(eerste, waarden=waarden))
        weg += andere
    _meld_gelijknamig(projecten)
    return projecten, weg


def _vul_aan(waarden: dict[str, Any], ander: Mapping[str, Any]) -> list[str]:
    """Add to ``waarden`` what another report has more; return the names of what was empty and is filled."""
    nieuw = [naam for naam in (*_LIJSTEN[:2], *AANGEVULD) if not waarden[naam] and ander[naam]]
    afgeleid = _afgeleid(waarden, ander)
    for naam in nieuw:
        waarden[naam] = ander[naam]
        if f"zekerheid_{naam}" in waarden:
            waarden[f"zekerheid_{naam}"] = ander[f"zekerheid_{naam}"]
    if waarden["thema"] == ander["thema"]:
        waarden["subthema"] = waarden["subthema"] or ander["subthema"]
    for naam in _LIJSTEN:
        volgorde = str.casefold if naam == "zorgverzekeraars" else str
        waarden[naam] = sorted({*waarden[naam], *ander[naam]}, key=volgorde)
    waarden["gemeenten_afgeleid"] = afgeleid
    reden = waarden["reden_geen_gemeenten"] or ander["reden_geen_gemeenten"]
    waarden["reden_geen_gemeenten"] = "" if waarden["gemeenten"] else reden
    return nieuw


def _afgeleid(een: Mapping[str, Any], ander: Mapping[str, Any]) -> bool:
    """Whether the gemeenten of two reports together rest on a whole region, and on no full list of names."""
    samen = {*een["gemeenten"], *ander["gemeenten"]}
    bronnen = [bron for bron in (een, ander) if bron["gemeenten"]]
    genoemd = any(set(bron["gemeenten"]) == samen and not bron["gemeenten_afgeleid"] for bron in bronnen)
    return any(bron["gemeenten_afgeleid"] for bron in bronnen) and not genoemd


def _meld_samengevoegd(rij: Rij, eerste: Rij, waarden: Mapping[str, Any], overgenomen: list[str]) -> None:
    eigen = [
        naam
        for naam in (*DIMENSIES, *VRIJ)
        if rij.waarden[naam] and rij.waarden[naam] != waarden[naam] and naam != "reden_geen_gemeenten"
    ]
    eigen = ["project_id"] * (rij.ruw["project_id"] not in ("", eerste.project_id)) + eigen
    delen = [f"zelfde project als {plaats(eerste)}; samengevoegd"]
    delen += [f"overgenomen: {', '.join(overgenomen)}"] if overgenomen else []
    delen += [f"anders en niet overgenomen: {', '.join(eigen)}"] if eigen else []
    rij.meld("titel", "; ".join(delen), rij.ruw["titel"])


def _meld_gelijknamig(projecten: list[Rij]) -> None:
    """Note on projects that stay apart though they share a title in what they differ."""
    kenmerken = (*_LIJSTEN[:2], "wmo_regios_genoemd", *DIMENSIES, "is_minimacontract")
    eerder: dict[str, Rij] = {}
    for rij in projecten:
        eerste = eerder.setdefault(sleutel(rij.ruw["titel"]), rij)
        if eerste is not rij:
            verschil = [naam for naam in kenmerken if eerste.waarden[naam] != rij.waarden[naam]]
            anders = f"niet samengevoegd; anders: {', '.join(verschil) or 'niets'}"
            rij.meld("titel", f"mogelijk hetzelfde project als {plaats(eerste)}; {anders}", rij.ruw["titel"])


# ---- for people -----------------------------------------------------------------------------------


def parentabel(paren: Iterable[Paar], gids: Naamgids) -> pd.DataFrame:
    """Return the pairs that are zelfde or twijfel, columns ``PAARKOLOMMEN``.

    The first six name the two rows as samenvoegbesluiten.csv does. rij_a and rij_b are int64, score (0-100)
    is float64 and missing (NaN) for a decision, the rest str.
    """
    regels = []
    for paar in paren:
        oordeel = paar.oordeel
        if oordeel.uitspraak == VERSCHILLEND:
            continue
        regel = {
            "oordeel": oordeel.uitspraak,
            "score": None if paar.grond == "besluit" else oordeel.score,
            "grond": paar.grond,
            "waarom": "; ".join(oordeel.redenen),
        }
        for kant, rij in (("a", paar.een), ("b", paar.ander)):
            regel |= {f"{naam}_{kant}": waarde for naam, waarde in _in_woorden(rij, gids).items()}
        regels.append(regel)
    soorten = dict.fromkeys(PAARKOLOMMEN, "str") | {"score": "float64", "rij_a": "int64", "rij_b": "int64"}
    return pd.DataFrame(regels, columns=list(PAARKOLOMMEN)).astype(soorten)


def _in_woorden(rij: Rij, gids: Naamgids) -> dict[str, Any]:
    waarden = rij.waarden
    codes = waarden["gemeenten"]
    namen = ", ".join(gids.voluit(code).rsplit(" (", 1)[0] for code in codes)
    if len(codes) > _MEESTE:
        namen = f"{len(codes)} gemeenten in {', '.join(waarden['wmo_regios'])}"
    labels = [waarden[d] if isinstance(waarden[d], str) else ", ".join(waarden[d]) for d in DIMENSIES]
    return {
        **{naam: rij.ruw[naam] for naam in ("bestand", "blad", "rij")},
        "titel": waarden["titel"],
        "zorgverzekeraars": ", ".join(waarden["zorgverzekeraars"]),
        "gemeenten": namen or ", ".join(waarden["wmo_regios"]),
        "labels": " · ".join(label.replace("_", " ") for label in labels if label),
    }


def onder_elkaar(paren: pd.DataFrame) -> pd.DataFrame:
    """Return a table of pairs (:func:`parentabel`) for a page: two lines for each pair, one per report."""
    regels = []
    for nummer, paar in enumerate(paren.to_dict("records"), start=1):
        for kant in "ab":
            eerste = kant == "a"
            plek = plaats_van(*(paar[f"{naam}_{kant}"] for naam in ("bestand", "blad", "rij")))
            regels.append(
                {
                    "paar": str(nummer) if eerste else "",
                    "staat_in": plek,
                    **{n: paar[f"{n}_{kant}"] for n in ("titel", "zorgverzekeraars", "gemeenten", "labels")},
                    "score": paar["score"] if eerste and paar["grond"] == "regel" else "",
                    "grond": paar["grond"] if eerste else "",
                    "waarom": paar["waarom"] if eerste else "",
                }
            )
    return pd.DataFrame(regels)
