"""How far a number may be off where the edition is silent: its tables completed at their worst and best.

Unknown is not no. A project of which a place, a label, a zorgverzekeraar or the words are open stands in the
completed tables once for each way in which it may be filled in. A weighting in which one copy of each project
counts is one completed table, so that the function that measures a kind of test also gives its bounds.

The extremes are found by taking the projects in turn and keeping of each the copy that moves the number
furthest, until none does (coordinate ascent), from the best of several starts. Where every project adds on
its own (shares, counts, places) that is the extreme itself; of measures in which projects depend on each
other (Gini, Cramér's V, a median) it is the furthest that this search reaches.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from lib.analyse.constatering.filter import VERGELIJK, VRIJE_TEKST, Voorwaarde
from lib.analyse.constatering.meten import (
    Meting,
    meet,
    paren_van_toets,
    per_label,
    rang_van_onder,
    waarde_van,
)
from lib.analyse.constatering.open import Plaats
from lib.analyse.constatering.soorten import Toets
from lib.analyse.constatering.stof import Filter, Toetsstof
from lib.analyse.constatering.velden import ALLE_REGIOS, EIGEN, KOLOM_VAN_VELD, PLAATSVELDEN
from lib.analyse.verband.kruistabel import cramers_v, kruistabel

_RONDES = 4  # times that all projects are looked at again; three are nearly always enough
_EENHEDEN = 240  # projects that are moved one by one; of more, alike ones move together
NODIG = (
    *("project_id", "titel", "omschrijving", "zorgverzekeraars", "gemeenten", "wmo_regios", "thema"),
    *("instrument", "vorm", "schaal", "is_minimacontract", "programma", "subthema"),
)
_SAMEN = (  # more starts
    *("rang", "rang_aandeel", "volgorde", "soorten", "spreiding", "ongelijkheid", "correlatie"),
    *("concentratie", "mediaan", "herhaling", "tekstgelijkenis", "tekstverschil"),
)
ELDERS = "_elders"  # a column of completed tables only
BIJSTUREN = 1e-6  # weight of what breaks ties between completions that leave the number as it is
Bereik = dict[str, tuple[float, float]]
Invulling = dict[str, Any]


def bereik(toets: Toets, stof: Toetsstof) -> Bereik:
    """Return for each measure of the thresholds of ``toets`` the lowest and highest that it may be.

    With all fields known both are the number itself. Raises GeenGegevens as :func:`meet` does.
    """
    maten = list(dict.fromkeys(grens.maat for grens in toets.grenzen))
    if toets.over_gemeenten:
        basis = meet(toets, stof, np.ones((1, stof.aantal)))
        return {maat: _punt(waarde_van(maat, toets, basis)[0]) for maat in maten}
    zoeker = _Zoeker(toets, stof)
    return {maat: _onvolledig(toets, maat, zoeker.uitersten(maat), stof) for maat in maten}


def _punt(waarde: float) -> tuple[float, float]:
    return float(waarde), float(waarde)


# --- an edition that is no count: what was not reported may exist --------------------------------------


def _onvolledig(
    toets: Toets, maat: str, grenzen: tuple[float, float], stof: Toetsstof
) -> tuple[float, float]:
    """Return the bounds with room for projects that the edition does not have, where amounts are counted."""
    laag, hoog = grenzen
    if stof.volledig or np.isnan(laag):
        return grenzen
    if toets.soort in ("aandeel", "aantal") and toets.telt == "projecten":
        return (laag, np.inf) if maat == "aantal" else grenzen
    if toets.soort in ("aandeel", "aantal"):
        vrij = toets.filters["noemer"] is not None or toets.telt == "gemeenten_meest"
        alle = 1.0 if maat == "aandeel" else _plekken(toets, stof)
        zonder = toets.telt.endswith("_zonder")
        return (0.0 if vrij or zonder else laag), (hoog if zonder and not vrij else max(hoog, alle))
    if toets.soort in ("verschil", "verhouding") and toets.telt != "projecten":
        return (-1.0, 1.0) if toets.soort == "verschil" else (0.0, np.inf)
    if toets.soort in ("per_gemeente", "soorten"):
        return laag, np.inf
    if toets.soort in ("verhouding_per_gemeente", "herhaling"):
        return 0.0, np.inf
    return (0.0, 1.0) if toets.dimensie == ("gemeente",) else grenzen


def _telt_hoeveel(toets: Toets) -> bool:
    """Return whether a test counts places, or projects per place."""
    per_plek = ("per_gemeente", "verhouding_per_gemeente", "herhaling")
    return toets.telt != "projecten" or toets.soort in per_plek or toets.dimensie == ("gemeente",)


def _plekken(toets: Toets, stof: Toetsstof) -> float:
    return float(stof.plekken(toets.telt, toets.filters["gebied"]).shape[1])


# --- the search ----------------------------------------------------------------------------------------


class _Zoeker:
    """Looks for the extremes of one test over all completed tables of ``stof``."""

    def __init__(self, toets: Toets, stof: Toetsstof):
        self.toets = toets
        self.stof, aantal = vul_aan(toets, stof)
        self.eenheden, self.vast = self._eenheden(aantal)

    def uitersten(self, maat: str) -> tuple[float, float]:
        """Return the lowest and highest value in a measure; NaN twice where there is nothing to measure."""
        basis = self.waarden(self._gewicht([een[0][0] for een in self.eenheden])[None], maat)[0]
        if np.isnan(basis) or not self.eenheden:
            return _punt(self._p(self._eerste()) if maat == "p_waarde" and not np.isnan(basis) else basis)
        zoekmaat = "cramers_v" if maat == "p_waarde" else maat
        keuzes = [self._klim(zoekmaat, richting) for richting in (-1, 1)]
        if maat == "p_waarde":
            gevonden = [self._p(keus) for keus in (self._eerste(), *keuzes)]
        else:
            gevonden = [self.waarden(self._gewicht(keus)[None], maat)[0] for keus in keuzes]
        alle = [basis, *gevonden] if maat != "p_waarde" else gevonden
        return float(min(alle)), float(max(alle))

    def _eerste(self) -> list[int]:
        return [kopieen[0] for kopieen, _ in self.eenheden]

    def _eenheden(self, aantal: np.ndarray) -> tuple[list[tuple[list[int], float]], np.ndarray]:
        """Return what can move (the rows that differ, how many projects it stands for), and the rest."""
        if not self.stof.aantal:
            return [], np.zeros(0)
        rij = _gelijken(_merken(self.toets, self.stof))[0]
        begin = np.flatnonzero(np.diff(self.stof.oorsprong, prepend=-1))
        vast = np.zeros(self.stof.aantal)
        gelijk: dict[tuple[int, ...], int] = defaultdict(int)
        for plek, kopieen in zip(begin, np.split(rij, begin[1:]), strict=True):
            verschillend = tuple(dict.fromkeys(kopieen.tolist()))
            if len(verschillend) == 1:
                vast[verschillend[0]] += aantal[plek]
            else:
                gelijk[verschillend] += 1
        delen = max(1, _EENHEDEN // max(len(gelijk), 1))
        eenheden = [
            (list(kopieen), float(len(stuk)))
            for kopieen, hoeveel in gelijk.items()
            for stuk in np.array_split(np.arange(hoeveel), min(delen, hoeveel))
        ]
        return eenheden, vast

    def waarden(self, gewicht: np.ndarray, maat: str) -> np.ndarray:
        """Return the value in ``maat`` for each weighting of the copies."""
        meting = _meet(self.toets, self.stof, gewicht)
        onder = rang_van_onder(self.toets, self.stof, gewicht) if maat == "rang_van_onder" else None
        return waarde_van(maat if maat != "p_waarde" else "cramers_v", self.toets, meting, onder)

    def _scores(self, gewicht: np.ndarray, maat: str, richting: int) -> np.ndarray:
        waarden = self.waarden(gewicht, maat) + BIJSTUREN * _bijsturing(self.toets, self.stof, gewicht, maat)
        return np.where(np.isnan(waarden), -np.inf, richting * waarden)

    def _gewicht(self, keus: Sequence[int]) -> np.ndarray:
        gewicht = self.vast.copy()
        np.add.at(gewicht, np.array(keus, dtype=int), [aantal for _, aantal in self.eenheden])
        return gewicht

    def _klim(self, maat: str, richting: int) -> list[int]:
        """Return the row that each unit has in the table with the furthest value."""
        starts = [self._eerste(), *(self._gelijke_starts() if self.toets.soort in _SAMEN else ())]
        scores = self._scores(np.array([self._gewicht(keus) for keus in starts]), maat, richting)
        keus, stand = starts[int(scores.argmax())], float(scores.max())
        for _ in range(_RONDES):
            eerder = stand
            for nummer, (kopieen, aantal) in enumerate(self.eenheden):
                proef = np.repeat(self._gewicht(keus)[None], len(kopieen), axis=0)
                proef[:, keus[nummer]] -= aantal
                proef[np.arange(len(kopieen)), kopieen] += aantal
                scores = self._scores(proef, maat, richting)
                if scores.max() > stand + 1e-12:
                    stand, keus[nummer] = float(scores.max()), kopieen[int(scores.argmax())]
            if stand <= eerder + 1e-12:
                break
        return keus

    def _gelijke_starts(self) -> Iterator[list[int]]:
        """Yield a completion per row that occurs: every unit that may have it has it."""
        for rij in dict.fromkeys(kopie for kopieen, _ in self.eenheden for kopie in kopieen[1:]):
            yield [rij if rij in kopieen else kopieen[0] for kopieen, _ in self.eenheden]

    def _p(self, keus: Sequence[int]) -> float:
        """Return the permutation p of one completed table."""
        rijen = np.repeat(np.arange(self.stof.aantal), self._gewicht(keus).astype(int))
        rijen = rijen[self.stof.projecten(self.toets.filters["teller"])[rijen]]
        een, ander = (pd.DataFrame(self.stof.labels(d)[1][rijen]) for d in self.toets.dimensie)
        instellingen = self.stof.instellingen
        return kruistabel(een, ander, instellingen.permutaties, instellingen.zaad).p


def _meet(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> Meting:
    """Return what is observed, without the p-value of a correlation: that is of one table only."""
    if toets.soort != "correlatie":
        return meet(toets, stof, gewicht)
    tabel, _, keus = paren_van_toets(toets, stof, gewicht)
    totaal = gewicht @ keus
    return Meting(totaal, totaal, cramers_v(tabel), keus, keus)


def _bijsturing(toets: Toets, stof: Toetsstof, gewicht: np.ndarray, maat: str) -> np.ndarray | float:
    """Return what shows the way where the number stands still: places and orders move in steps."""
    if toets.soort not in ("rang", "rang_aandeel", "volgorde"):
        return 0.0
    per, _ = per_label(toets, stof, gewicht)
    stappen = [np.mean([per[naam] for naam in labels], axis=0) for _, labels in toets.labels]
    if toets.soort == "volgorde":
        return sum(links - rechts for links, rechts in zip(stappen, stappen[1:], strict=False))
    eigen = toets.labels[0][1][0]
    andere = [label for _, labels in toets.labels[1:] for label in labels] or [n for n in per if n != eigen]
    voorsprong = per[eigen] - np.mean([per[naam] for naam in andere], axis=0)
    return -voorsprong if maat == "rang" else voorsprong


def _merken(toets: Toets, stof: Toetsstof) -> np.ndarray:
    """Return rows × what a measure can see of them (uint8); equal rows are the same to this test."""
    kolommen = [stof.projecten(filter_)[:, None] for filter_ in _projectfilters(toets)]
    kolommen += [stof.projecten(None)[:, None]]
    kolommen += [_als_kolommen(stof, dimensie) for dimensie in toets.dimensie]
    if toets.telt != "projecten":
        kolommen.append(stof.plekken(toets.telt, toets.filters["gebied"]))
    if toets.soort in ("per_gemeente", "verhouding_per_gemeente"):
        for naam in ("gebied", "tegen_gebied"):
            kolommen.append(_bytes(stof.dekking[:, stof.gemeenten(toets.filters[naam])].sum(axis=1)))
    if toets.soort in ("intensiteit", "per_gemeente", "verhouding_per_gemeente"):
        kolommen.append(_bytes(stof.intensiteit))
    if toets.soort.startswith("tekst"):
        kolommen.append(_bytes(np.unique(stof.oorsprong, return_inverse=True)[1]))
    if toets.soort == "herhaling":
        kolommen.append(stof.plekken("regios_met", None))
    return np.hstack([np.ascontiguousarray(kolom, dtype=np.uint8) for kolom in kolommen])


def _als_kolommen(stof: Toetsstof, dimensie: str) -> np.ndarray:
    if dimensie == "gemeente":
        return stof.dekking
    if dimensie.startswith("aantal_"):
        return _bytes(np.asarray(stof.kolommen[dimensie]))
    return np.zeros((stof.aantal, 0), np.uint8) if dimensie == "intensiteit" else stof.labels(dimensie)[1]


def _bytes(getallen: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(getallen, dtype=np.float64).view(np.uint8).reshape(len(getallen), -1)


def _projectfilters(toets: Toets) -> list[Filter]:
    namen = ("teller", "noemer", "tegen_teller", "tegen_noemer")
    return [filter_ for naam in namen if (filter_ := toets.filters[naam]) is not None]


# --- the completed tables ------------------------------------------------------------------------------


class Aangevuld(Toetsstof):
    """Projects with their copies; what is alike in two descriptions is that of the projects themselves."""

    bron: Toetsstof

    @cached_property
    def alike(self) -> np.ndarray:
        """How alike the descriptions of two rows are (0-1)."""
        return self.bron.alike[np.ix_(self.oorsprong, self.oorsprong)]

    @cached_property
    def _elders(self) -> np.ndarray | None:
        gelijk = self.bron._elders
        if gelijk is None:
            return None
        ook = self.gegevens.projecten.get(ELDERS, pd.Series(False, index=range(self.aantal)))
        return gelijk[self.oorsprong] | ook.to_numpy(dtype=bool)


def vul_aan(toets: Toets, stof: Toetsstof) -> tuple[Toetsstof, np.ndarray]:
    """Return the projects with a copy for each way in which what this test asks may be filled in, and for
    how many projects each row stands (float64).

    The first copy of a project is as it is now. Of projects of which nothing is open that the test asks,
    one stands for all that are the same to it.
    """
    open_ = Open(toets, stof)
    if not open_.raakt.any():
        return stof, np.ones(stof.aantal)
    dicht = np.flatnonzero(~open_.raakt)
    eerste, telling = _gelijken(_merken(toets, stof)[dicht])
    kies = np.flatnonzero(telling)
    rijen: list[tuple[int, Invulling, float]] = [(int(dicht[i]), {}, float(telling[i])) for i in kies]
    for nummer in np.flatnonzero(open_.raakt):
        rijen += [(int(nummer), vulling, 1.0) for vulling in open_.vullingen(int(nummer))]
    rijen.sort(key=lambda rij: rij[0])
    aantal = np.array([hoeveel for *_, hoeveel in rijen])
    return _tabellen(stof, [nummer for nummer, *_ in rijen], [vulling for _, vulling, _ in rijen]), aantal


def _gelijken(merken: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return for each row the first that is equal, and for each row how many it is the first of (int)."""
    if not len(merken):
        return np.zeros(0, dtype=int), np.zeros(0, dtype=int)
    _, eerste, nummer = np.unique(merken, axis=0, return_index=True, return_inverse=True)
    rij = eerste[nummer.ravel()]
    return rij, np.bincount(rij, minlength=len(merken))


def _tabellen(stof: Toetsstof, oorsprong: list[int], vullingen: list[Invulling]) -> Toetsstof:
    gegevens = stof.gegevens
    kolommen = [naam for naam in NODIG if naam in gegevens.projecten]
    projecten = gegevens.projecten[kolommen].iloc[oorsprong].reset_index(drop=True)
    breed = len(str(len(projecten)))
    projecten["project_id"] = [f"{i:0{breed}}" for i in range(len(projecten))]  # keeps the order
    for kolom in dict.fromkeys(naam for vulling in vullingen for naam in vulling):
        oud = projecten[kolom].tolist() if kolom in projecten else [False] * len(projecten)
        nieuw = [v.get(kolom, o) for v, o in zip(vullingen, oud, strict=True)]
        projecten[kolom] = pd.Series(nieuw, dtype=object)
    paren = [
        (rij, code)
        for rij, project, vulling in zip(projecten["project_id"], oorsprong, vullingen, strict=True)
        for code in (vulling["gemeenten"] if "gemeenten" in vulling else _codes(stof, project))
    ]
    dekking = pd.DataFrame(paren, columns=["project_id", "gm_code"])
    uit = Aangevuld(replace(gegevens, projecten=projecten, dekking=dekking), stof.instellingen, stof.vorige)
    object.__setattr__(uit, "bron", stof)
    object.__setattr__(uit, "oorsprong", np.array(oorsprong, dtype=int))
    return uit


def _codes(stof: Toetsstof, project: int) -> Iterable[str]:
    return stof.gegevens.gm_code[stof.dekking[project]]


class Open:
    """What the edition leaves open of the fields that one test asks; ``raakt``: of which projects (bool)."""

    def __init__(self, toets: Toets, stof: Toetsstof):
        self.toets, self.stof = toets, stof
        self.eisen: list[Voorwaarde] = [v for filter_ in _projectfilters(toets) for v in filter_]
        self.velden = {v.veld for v in self.eisen} | {d for d in toets.dimensie}
        if {"intensiteit"} & {toets.soort, *toets.dimensie}:
            self.velden.add("vorm")
        self.plaatst = bool(self.velden & PLAATSVELDEN) or toets.telt != "projecten"
        self.plaatst |= bool(toets.filters["gebied"]) or toets.soort in ("per_gemeente", "herhaling")
        self.raakt = self._raakt()

    def _raakt(self) -> np.ndarray:
        """Return for which projects something open may change what the test sees."""
        stof, niets = self.stof, np.zeros(self.stof.aantal, dtype=bool)
        ergens = niets.copy()
        for filter_ in _projectfilters(self.toets) or [()]:
            kan = ~stof.minima if not any(v.veld == "minimacontract" for v in filter_) else ~niets
            onzeker = niets.copy()
            for eis in filter_:
                open_ = self._is_open(eis.veld, eis.waarden)
                kan &= stof.projecten_met(eis) | open_
                onzeker |= open_
            if self.plaatst:
                onzeker |= stof.plaats_open
            for naam in (*self.toets.dimensie, *({"vorm"} & self.velden)):
                onzeker |= self._is_open(naam)
            ergens |= kan & onzeker
        return ergens

    def _is_open(self, veld: str, waarden: Iterable[str] = ()) -> np.ndarray:
        uit = self.stof.open_velden.get(veld, np.zeros(self.stof.aantal, dtype=bool))
        if veld in PLAATSVELDEN:
            uit = uit | self.stof.plaats_open
        if veld == "kernwerkgebied" and EIGEN in waarden:
            return uit | self.stof.open_velden["zorgverzekeraar"]
        return uit

    def vullingen(self, nummer: int) -> list[Invulling]:
        """Return the ways in which a project may be filled in; the first leaves it as it is."""
        assen = [self._plaatsen(nummer)] if self.plaatst and self.stof.plaats_open[nummer] else []
        for veld in KOLOM_VAN_VELD:
            gevraagd = veld in self.velden or (veld == "zorgverzekeraar" and self._vraagt_eigen)
            if gevraagd and self.stof.open_velden[veld][nummer]:
                assen.append(self._labels(veld))
        if {"tekst", "omschrijving"} & self.velden and self.stof.open_velden["tekst"][nummer]:
            assen.append([{}, {"omschrijving": VRIJE_TEKST}])
        if "lijkt_op_elders" in self.velden and self.stof.open_velden["lijkt_op_elders"][nummer]:
            assen.append([{}, {ELDERS: True}])
        return [{k: w for deel in delen for k, w in deel.items()} for delen in product(*assen)]

    @property
    def _vraagt_eigen(self) -> bool:
        return any(v.veld == "kernwerkgebied" and EIGEN in v.waarden for v in self.eisen)

    def _labels(self, veld: str) -> list[Invulling]:
        """Return one label each; of a list column also all that the test names."""
        kolom, lijst = KOLOM_VAN_VELD[veld]
        codes = list(self.stof.mogelijke_labels(veld))
        genoemd = [c for c in codes if any(v.veld == veld and c in v.waarden for v in self.eisen)]
        if veld not in self.toets.dimensie and not (veld == "zorgverzekeraar" and self._vraagt_eigen):
            codes = [*genoemd, *[c for c in codes if c not in genoemd][:1]]
        if not lijst:
            return [{}, *({kolom: code} for code in codes)]
        return [{}, *({kolom: [code]} for code in codes), *([{kolom: genoemd}] if len(genoemd) > 1 else [])]

    # --- places ---

    def _plaatsen(self, nummer: int) -> list[Invulling]:
        """Return one gemeente of each kind that the test tells apart, all of that kind, and all together."""
        plaats = self.stof.plaatsen[nummer]
        mogelijk = np.flatnonzero(plaats.mogelijk)
        if not self.stof.volledig and _telt_hoeveel(self.toets):
            return [{}, *self._zuinigst(nummer, mogelijk.tolist(), plaats)]
        groepen: dict[int, list[int]] = {}
        for gemeente in mogelijk:
            groepen.setdefault(int(self._soort_gemeente[gemeente]), []).append(int(gemeente))
        keuzes: list[list[int]] = []
        for leden in groepen.values():
            keuzes += [leden[:1], self._past(leden, plaats)]
        keuzes += self._samen(mogelijk.tolist(), plaats)
        verschillend = dict.fromkeys(tuple(keus) for keus in keuzes if keus)
        return [{}, *(self._als_plaats(keus, plaats) for keus in verschillend)]

    def _zuinigst(self, nummer: int, mogelijk: list[int], plaats: Plaats) -> Iterator[Invulling]:
        """Yield the fewest gemeenten that a project has which names areas: where others may exist that were
        not reported, only the lowest amount has a bound.
        """
        if self.stof.dekking[nummer].any():
            regio = self.stof.gemeenteregio
            per_regio = {regio[g]: g for g in reversed(mogelijk) if regio[g] in plaats.regios}
            yield self._als_plaats(tuple(per_regio.values()) or (mogelijk[0],), plaats)

    def _past(self, leden: list[int], plaats: Plaats) -> list[int]:
        """Return as many of ``leden`` as one project may have."""
        if plaats.een_regio:
            regio = self.stof.gemeenteregio
            leden = [gemeente for gemeente in leden if regio[gemeente] == regio[leden[0]]]
        return leden[: plaats.hoogstens] if plaats.hoogstens else leden

    def _samen(self, mogelijk: list[int], plaats: Plaats) -> Iterator[list[int]]:
        """Yield the gemeenten that the test names together, each whole region, and all that may be."""
        namen = {w for v in self.eisen if v.veld == "gemeente" for w in v.waarden}
        gm_naam = self.stof.gegevens.gemeenten["gm_naam"].to_numpy()
        yield self._past([g for g in mogelijk if gm_naam[g] in namen], plaats)
        if not plaats.een_regio:
            yield self._past(mogelijk, plaats)
        elif namen or {"aantal_gemeenten", "schaal_klopt", *ALLE_REGIOS} & self.velden:
            regio = self.stof.gemeenteregio
            for naam in dict.fromkeys(regio[g] for g in mogelijk):
                yield self._past([g for g in mogelijk if regio[g] == naam], plaats)

    def _als_plaats(self, keus: tuple[int, ...], plaats: Plaats) -> Invulling:
        codes = self.stof.gegevens.gm_code[list(keus)].tolist()
        regios = {*plaats.regios, *(self.stof.gemeenteregio[g] for g in keus)}
        return {"gemeenten": codes, "wmo_regios": sorted(regios)}

    @cached_property
    def _soort_gemeente(self) -> np.ndarray:
        """The number of the kind of each gemeente: what the test can tell apart."""
        stof, kolommen = self.stof, []
        for naam in ("gebied", "tegen_gebied"):
            kolommen.append(stof.gemeenten(self.toets.filters[naam]).astype(int))
        for eis in self.eisen:
            kolommen += self._per_gemeente(eis)
        for naam in self._onderscheiden():
            waarden = [tuple(w) if not isinstance(w, str) else w for w in stof.gemeentekolommen[naam]]
            kolommen.append(pd.factorize(np.array([str(w) for w in waarden], dtype=object))[0])
        tabel = np.column_stack(kolommen)
        return np.unique(tabel, axis=0, return_inverse=True)[1].ravel()

    def _onderscheiden(self) -> Iterator[str]:
        """Yield the fields of a gemeente of which every value counts apart."""
        telt = self.toets.telt.split("_")[0]
        yield from {"provincies": ["provincie"], "kernwerkgebieden": ["kernwerkgebied"]}.get(telt, [])
        if telt == "zorgkantoorregios":
            yield "zorgkantoorregio"
        per_regio = telt in ("regios", "gemeenten") or "gemeente" in self.toets.dimensie
        if per_regio or self.toets.soort == "herhaling" or "wmo_regio" in self.toets.dimensie:
            yield "wmo_regio"
        if "provincie" in self.toets.dimensie:
            yield "provincie"
        if self._vraagt_eigen:
            yield "kernwerkgebied"

    def _per_gemeente(self, eis: Voorwaarde) -> list[np.ndarray]:
        """Return per label of a condition on places whether each gemeente has it (int)."""
        if eis.veld in ("gemeente", "provincie", "wmo_regio", "zorgkantoorregio", "kernwerkgebied"):
            waarden = self.stof.gemeentekolommen[eis.veld]
            return [np.array([label in w for w in waarden], dtype=int) for label in eis.waarden]
        if eis.veld == "inwoners_grootste":
            inwoners = np.asarray(self.stof.gemeentekolommen["inwoners"])
            return [VERGELIJK[eis.teken](inwoners, float(eis.waarden[0])).astype(int)]
        return []
