"""One function per kind of test: what is observed, for many weightings of the projects at once.

``gewicht`` is an array weightings × projects: how often each project counts. A weighting of ones is the
edition as it is; the others are for the sensitivity of a verdict. Every function returns a Meting.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from lib.analyse.constatering.soorten import Toets
from lib.analyse.constatering.stof import Toetsstof
from lib.analyse.verband.kruistabel import cramers_v, kruistabel

_BLOK = 50_000  # projects summed at a time; bounds the memory


@dataclass(frozen=True, eq=False)
class Meting:
    """What was observed, float64 per weighting. ``waarde`` is NaN where there is nothing to divide by.

    ``p`` is the p-value of the edition as it is, where the test has one. ``geteld`` and ``van`` say which
    projects (bool) were counted and among which; ``gemeenten`` instead, for tests on gemeenten themselves.
    """

    teller: np.ndarray
    noemer: np.ndarray
    waarde: np.ndarray
    geteld: np.ndarray
    van: np.ndarray
    gemeenten: np.ndarray | None = None
    p: float = float("nan")


def meet(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> Meting:
    """Return what is observed for a test. Raises GeenGegevens where the edition lacks a table or column."""
    return METEN[toets.soort](toets, stof, gewicht)


def achtereen(metingen: Sequence[Meting]) -> Meting:
    """Return the observations as one, their weightings in a row; who was counted is that of the first."""
    eerste, *meer = metingen
    if not meer:
        return eerste
    return replace(
        eerste,
        teller=np.concatenate([een.teller for een in metingen]),
        noemer=np.concatenate([een.noemer for een in metingen]),
        waarde=np.concatenate([een.waarde for een in metingen]),
    )


def waarde_van(maat: str, toets: Toets, meting: Meting, onder: np.ndarray | None = None) -> np.ndarray:
    """Return the observed value per weighting in the measure of a threshold."""
    if maat == "aantal" and toets.soort in ("aandeel", "aantal"):
        return np.where(meting.noemer > 0, meting.teller, np.nan)
    if maat == "p_waarde":  # belongs to the edition as it is: in a draw only the size is looked at again
        return np.full(len(meting.waarde), meting.p)
    return onder if maat == "rang_van_onder" and onder is not None else meting.waarde


def _deel(teller: np.ndarray, noemer: np.ndarray) -> np.ndarray:
    """Return ``teller / noemer``, NaN where the denominator is 0."""
    return np.divide(teller, noemer, out=np.full(len(teller), np.nan), where=noemer != 0)


# --- shares and counts ---------------------------------------------------------------------------------


def _aandeel(toets: Toets, stof: Toetsstof, gewicht: np.ndarray, kant: str = "") -> Meting:
    if toets.over_gemeenten:
        return _gemeenten(toets, stof, gewicht)
    if toets.telt != "projecten":
        return _plekken(toets, stof, gewicht, kant)
    van = stof.projecten(toets.filters[f"{kant}noemer"])
    geteld = stof.projecten(toets.filters[f"{kant}teller"]) & (van | _buiten(toets, kant))
    teller, noemer = gewicht @ geteld, gewicht @ van
    return Meting(teller, noemer, _deel(teller, noemer), geteld, van)


def _buiten(toets: Toets, kant: str) -> bool:
    """A filter on minimacontracten counts outside the default denominator, which leaves these out."""
    return toets.filters[f"{kant}noemer"] is None


def _gemeenten(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> Meting:
    van = stof.gemeenten(toets.filters["noemer"])
    geteld = stof.gemeenten(toets.filters["teller"]) & van
    teller, noemer = (np.full(len(gewicht), float(keus.sum())) for keus in (geteld, van))
    geen = np.zeros(stof.aantal, dtype=bool)
    return Meting(teller, noemer, _deel(teller, noemer), geen, geen, geteld)


def _plekken(toets: Toets, stof: Toetsstof, gewicht: np.ndarray, kant: str = "") -> Meting:
    """Count places with enough projects, or enough different labels, among all or those of ``noemer``."""
    plekken = stof.plekken(toets.telt, toets.filters["gebied"])
    geteld = stof.projecten(toets.filters[f"{kant}teller"])
    noemer_filter = toets.filters[f"{kant}noemer"]
    van = stof.projecten(noemer_filter)
    raak = _per_plek(toets, stof, gewicht, geteld, plekken)
    if toets.telt == "gemeenten_meest":
        bekend = _per_plek(toets, stof, gewicht, van, plekken)
        mee = bekend > 0
        voldoet = raak >= toets.minstens * bekend
    else:
        mee = np.ones_like(raak, dtype=bool)
        if noemer_filter is not None:
            mee = _per_plek(toets, stof, gewicht, van, plekken) >= toets.minstens_noemer
        voldoet = raak >= toets.minstens
        voldoet = ~voldoet if toets.telt.endswith("_zonder") else voldoet
    iets = (gewicht @ stof.projecten(None)) > 0  # an edition without projects says nothing of places
    teller, noemer = ((keus & iets[:, None]).sum(axis=1).astype(float) for keus in (voldoet & mee, mee))
    ergens = plekken.any(axis=1)
    return Meting(teller, noemer, _deel(teller, noemer), geteld & ergens, van & ergens)


def _per_plek(
    toets: Toets, stof: Toetsstof, gewicht: np.ndarray, keus: np.ndarray, plekken: np.ndarray
) -> np.ndarray:
    """Return weightings × places: the number of projects chosen, or of their different labels."""
    if not toets.dimensie:
        return _tel(gewicht, keus, plekken)
    _, labels = stof.labels(toets.dimensie[0])
    return _som((_tel(gewicht, keus & label, plekken) > 0).astype(np.float32) for label in labels.T)


def _tel(gewicht: np.ndarray, keus: np.ndarray, kolommen: np.ndarray) -> np.ndarray:
    """Return weightings × columns: the weights of the projects chosen, summed per column (float32: exact)."""
    nummers = np.flatnonzero(keus)
    delen = [nummers[begin : begin + _BLOK] for begin in range(0, max(len(nummers), 1), _BLOK)]
    return _som(
        gewicht[:, _deel].astype(np.float32) @ kolommen[_deel].astype(np.float32, copy=False)
        for _deel in delen
    )


def _som(delen: Iterable[np.ndarray]) -> np.ndarray:
    return cast(np.ndarray, sum(delen))  # there is one at least, so it is not the 0 that `sum` starts from


# --- two of them against each other --------------------------------------------------------------------


def _tegen(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> tuple[Meting, Meting]:
    return _aandeel(toets, stof, gewicht), _aandeel(toets, stof, gewicht, "tegen_")


def _verschil(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> Meting:
    een, ander = _tegen(toets, stof, gewicht)
    return Meting(een.waarde, ander.waarde, een.waarde - ander.waarde, een.geteld, een.van)


def _verschil_aantal(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> Meting:
    een, ander = _tegen(toets, stof, gewicht)
    verschil = np.where(een.noemer > 0, een.teller - ander.teller, np.nan)
    return Meting(een.teller, ander.teller, verschil, een.geteld, een.geteld | ander.geteld)


def _verhouding(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> Meting:
    een, ander = _tegen(toets, stof, gewicht)
    return Meting(een.waarde, ander.waarde, _keer(een.waarde, ander.waarde), een.geteld, een.van)


def _keer(een: np.ndarray, ander: np.ndarray) -> np.ndarray:
    """Return how many times ``ander`` goes into ``een``: infinite where only ``ander`` is 0."""
    return np.where((ander == 0) & (een > 0), np.inf, _deel(een, ander))


def _lq(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> Meting:
    een = _aandeel(toets, stof, gewicht)
    geheel = stof.projecten(None)
    overal = _deel(gewicht @ (stof.projecten(toets.filters["teller"]) & geheel), gewicht @ geheel)
    return Meting(een.waarde, overal, _deel(een.waarde, overal), een.geteld, een.van)


def _intensiteit(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> Meting:
    keuzes = [stof.projecten(toets.filters[naam]) for naam in ("teller", "noemer")]
    een, ander = (_deel(gewicht @ (keus * stof.intensiteit), gewicht @ keus) for keus in keuzes)
    return Meting(een, ander, _deel(een, ander), keuzes[0], keuzes[0] | keuzes[1])


def _per_gemeente(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> Meting:
    keus = stof.projecten(toets.filters["teller"])
    binnen = stof.gemeenten(toets.filters["gebied"])
    per_project = stof.dekking[:, binnen].sum(axis=1) * (stof.intensiteit if toets.dimensie else 1)
    teller, noemer = gewicht @ (keus * per_project), np.full(len(gewicht), float(binnen.sum()))
    return Meting(teller, noemer, _deel(teller, noemer), keus & (per_project > 0), keus)


def _verhouding_per_gemeente(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> Meting:
    elders = {**toets.filters, "gebied": toets.filters["tegen_gebied"]}
    een = _per_gemeente(toets, stof, gewicht)
    ander = _per_gemeente(_met_filters(toets, elders), stof, gewicht)
    return Meting(een.waarde, ander.waarde, _keer(een.waarde, ander.waarde), een.geteld, een.van)


def _met_filters(toets: Toets, filters: dict) -> Toets:
    return replace(toets, filters=filters)


def _herhaling(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> Meting:
    """Return how much more the ones come back in the same regions than the others do.

    Morisita's index of each (1959): the chance that two projects share a region over that chance if every
    region were as likely. It does not rise with the number of projects, as "at least two" does.
    """
    plekken = stof.plekken("regios_met", toets.filters["gebied"])
    een, ander = (
        _morisita(_tel(gewicht, stof.projecten(toets.filters[naam]), plekken))
        for naam in ("teller", "tegen_teller")
    )
    geteld, tegen = (stof.projecten(toets.filters[naam]) for naam in ("teller", "tegen_teller"))
    ergens = plekken.any(axis=1)
    return Meting(een, ander, _keer(een, ander), geteld & ergens, (geteld | tegen) & ergens)


def _morisita(per: np.ndarray) -> np.ndarray:
    """Return Morisita's index of counts (float64 per row); NaN with fewer than two projects."""
    per = per.astype(np.float64)
    totaal = per.sum(axis=1)
    paren_ = np.where(totaal > 1, totaal * (totaal - 1), 0)
    return _deel(per.shape[1] * (per * (per - 1)).sum(axis=1), paren_)


def _groei(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> Meting:
    """Return the share now and before, and how much it grew; the edition before it stays as it is."""
    vroeger = stof.vroeger
    een = _aandeel(toets, stof, gewicht)
    ander = _aandeel(toets, vroeger, np.ones((1, vroeger.aantal)))
    toen = np.repeat(ander.waarde, len(gewicht))
    return Meting(een.waarde, toen, een.waarde - toen, een.geteld, een.van)


# --- labels against each other -------------------------------------------------------------------------


def per_label(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Return per label its number (or, for rang_aandeel, its share) per weighting, and who was counted."""
    namen, labels = stof.labels(toets.dimensie[0])
    keus = stof.projecten(toets.filters["teller"])
    aantal = gewicht @ (labels & keus[:, None])
    if toets.soort == "rang_aandeel":
        van = stof.projecten(toets.filters["noemer"])
        geheel = gewicht @ (labels & van[:, None])
        aantal = np.divide(
            gewicht @ (labels & (keus & van)[:, None]), geheel, where=geheel > 0, out=0 * geheel
        )
    return dict(zip(namen, aantal.T, strict=True)), keus


def _rang(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> Meting:
    """Return the place of the first label (1 = most); ``teller`` is its number, ``noemer`` how many labels.

    Equal numbers all get the last of the places they share. The place from below is the second measure.
    """
    per, keus = per_label(toets, stof, gewicht)
    (_, (eigen,)), *rest = toets.labels
    andere = [label for _, labels in rest for label in labels] or [naam for naam in per if naam != eigen]
    boven = sum((per[naam] >= per[eigen]).astype(float) for naam in andere) + 1
    iets = sum(per[naam] for naam in (eigen, *andere)) > 0
    _, labels = stof.labels(toets.dimensie[0])
    geteld = keus & labels[:, list(per).index(eigen)]
    noemer = np.where(iets, len(andere) + 1.0, 0.0)
    return Meting(per[eigen], noemer, np.where(iets, boven, np.nan), geteld, keus)


def rang_van_onder(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> np.ndarray:
    """Return the place from below (1 = fewest), NaN where there is nothing to compare."""
    per, _ = per_label(toets, stof, gewicht)
    (_, (eigen,)), *rest = toets.labels
    andere = [label for _, labels in rest for label in labels] or [naam for naam in per if naam != eigen]
    onder = sum((per[naam] <= per[eigen]).astype(float) for naam in andere) + 1
    return np.where(sum(per[naam] for naam in (eigen, *andere)) > 0, onder, np.nan)


def _volgorde(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> Meting:
    """Return which share of the steps of a chain holds; a step holds for each pair of labels beside it."""
    per, keus = per_label(toets, stof, gewicht)
    klopt = []
    for (_, links), (teken, rechts) in zip(toets.labels, toets.labels[1:], strict=False):
        laagste = np.min([per[naam] for naam in links], axis=0)
        hoogste = np.max([per[naam] for naam in rechts], axis=0)
        klopt.append(laagste >= hoogste if teken == ">=" else laagste > hoogste)
    genoemd = [naam for _, labels in toets.labels for naam in labels]
    iets = sum(per[naam] for naam in genoemd) > 0
    noemer = np.where(iets, float(len(klopt)), 0.0)
    teller = np.where(iets, np.sum(klopt, axis=0, dtype=float), 0.0)
    _, labels = stof.labels(toets.dimensie[0])
    geteld = keus & labels[:, [list(per).index(naam) for naam in genoemd]].any(axis=1)
    return Meting(teller, noemer, _deel(teller, noemer), geteld, keus)


def _soorten(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> Meting:
    """Return how many labels occur; ``minstens`` below 1 is the share each must have to count."""
    _, labels = stof.labels(toets.dimensie[0])
    keus = stof.projecten(toets.filters["teller"])
    per, totaal = gewicht @ (labels & keus[:, None]), gewicht @ keus
    eis = toets.minstens * totaal[:, None] if toets.minstens < 1 else toets.minstens
    teller = ((per >= eis) & (per > 0)).sum(axis=1).astype(float)
    return Meting(teller, totaal, np.where(totaal > 0, teller, np.nan), keus, keus)


def _spreiding(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> Meting:
    """Return Shannon's entropy over its maximum: 0 is all in one label, 1 is evenly over all labels."""
    _, labels = stof.labels(toets.dimensie[0])
    keus = stof.projecten(toets.filters["teller"])
    per = gewicht @ (labels & keus[:, None])
    kans = np.divide(
        per, per.sum(axis=1, keepdims=True), where=per.sum(axis=1, keepdims=True) > 0, out=0 * per
    )
    entropie = -(kans * np.log(np.where(kans > 0, kans, 1))).sum(axis=1) / np.log(labels.shape[1])
    totaal = gewicht @ keus
    return Meting(totaal, totaal, np.where(per.sum(axis=1) > 0, entropie, np.nan), keus, keus)


def _ongelijkheid(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> Meting:
    """Return Gini's coefficient over labels or gemeenten: 0 is evenly, near 1 is all in one."""
    keus = stof.projecten(toets.filters["teller"])
    gemeenten = toets.dimensie[0] == "gemeente"
    vakken = stof.dekking if gemeenten else stof.labels(toets.dimensie[0])[1]
    per = np.sort(_tel(gewicht, keus, vakken).astype(np.float64), axis=1)
    n = per.shape[1]
    gewogen = per @ (2 * np.arange(1, n + 1) - n - 1)
    totaal = per.sum(axis=1)
    return Meting(gewicht @ keus, gewicht @ keus, _deel(gewogen, n * totaal), keus, keus)


def paren_van_toets(
    toets: Toets, stof: Toetsstof, gewicht: np.ndarray
) -> tuple[np.ndarray, list[np.ndarray], np.ndarray]:
    """Return weightings × labels × labels of the two dimensies, the two label tables, and who was counted."""
    keus = stof.projecten(toets.filters["teller"])
    een, ander = (stof.labels(dimensie)[1] & keus[:, None] for dimensie in toets.dimensie)
    sleutel = ("paren", toets.filters["teller"], toets.dimensie)
    if sleutel not in stof.onthouden:
        samen = (een[:, :, None] & ander[:, None, :]).reshape(stof.aantal, een.shape[1] * ander.shape[1])
        stof.onthouden[sleutel] = samen.astype(np.float32) if stof.aantal < _BLOK else samen
    samen = stof.onthouden[sleutel]
    # A search asks for weightings that are nearly those of the last time: only what differs is counted.
    vorige, stand = stof.onthouden.get(("stand", *sleutel), (0.0, 0.0))
    verschil = gewicht - vorige
    tabel = _tel(verschil, keus & verschil.any(axis=0), samen).astype(np.float64) + stand
    stof.onthouden["stand", *sleutel] = gewicht[0].copy(), tabel[0].copy()
    return tabel.reshape(len(gewicht), een.shape[1], ander.shape[1]), [een, ander], keus


def _correlatie(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> Meting:
    """Return Cramér's V of the two dimensies, with the permutation p of the edition as it is."""
    import pandas as pd

    tabel, (een, ander), keus = paren_van_toets(toets, stof, gewicht)
    instellingen = stof.instellingen
    p = kruistabel(
        pd.DataFrame(een[keus]), pd.DataFrame(ander[keus]), instellingen.permutaties, instellingen.zaad
    ).p
    totaal = gewicht @ keus
    return Meting(totaal, totaal, cramers_v(tabel), keus, keus, p=p)


def _concentratie(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> Meting:
    """Return the highest location quotient among the cells with at least ``minstens`` projects."""
    tabel, _, keus = paren_van_toets(toets, stof, gewicht)
    rij, kolom = tabel.sum(axis=2, keepdims=True), tabel.sum(axis=1, keepdims=True)
    totaal = tabel.sum(axis=(1, 2), keepdims=True)
    verwacht = rij * kolom / np.where(totaal > 0, totaal, 1)
    lq = np.where((tabel >= toets.minstens) & (verwacht > 0), tabel / np.where(verwacht > 0, verwacht, 1), 0)
    n = gewicht @ keus
    return Meting(n, n, np.where(n > 0, lq.max(axis=(1, 2)), np.nan), keus, keus)


def _mediaan(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> Meting:
    """Return the (lower) median of a number of the projects that have one above 0."""
    getal = np.asarray(stof.kolommen[toets.dimensie[0]])
    keus = stof.projecten(toets.filters["teller"]) & (getal > 0)
    nummers = np.flatnonzero(keus)
    nummers = nummers[np.argsort(getal[nummers], kind="stable")]
    lopend = gewicht[:, nummers].cumsum(axis=1)
    totaal = gewicht @ keus
    if not nummers.size:
        return Meting(totaal, totaal, np.full(len(gewicht), np.nan), keus, keus)
    midden = (lopend >= totaal[:, None] / 2).argmax(axis=1)
    waarde = np.where(totaal > 0, getal[nummers][midden], np.nan)
    return Meting(totaal, totaal, waarde, keus, keus)


# --- descriptions --------------------------------------------------------------------------------------


def _tekstgelijkenis(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> Meting:
    """Return the mean likeness of two descriptions, of projects with the same labels in ``dimensie``."""
    alike, keus = stof.alike, stof.projecten(toets.filters["teller"])
    paar = np.ones((int(keus.sum()),) * 2, dtype=np.float32)
    for dimensie in toets.dimensie:
        labels = stof.labels(dimensie)[1][keus]
        paar *= (labels[:, None, :] == labels[None, :, :]).all(axis=2)
    np.fill_diagonal(paar, 0)
    w = gewicht[:, keus].astype(np.float32)
    gelijk = ((w @ (paar * alike[np.ix_(keus, keus)].astype(np.float32))) * w).sum(axis=1)
    paren = ((w @ paar) * w).sum(axis=1)
    return Meting(gelijk / 2, paren / 2, _deel(gelijk, paren).astype(float), keus, keus)


def _tekstverschil(toets: Toets, stof: Toetsstof, gewicht: np.ndarray) -> Meting:
    een = _tekstgelijkenis(toets, stof, gewicht)
    elders = {**toets.filters, "teller": toets.filters["tegen_teller"]}
    ander = _tekstgelijkenis(_met_filters(toets, elders), stof, gewicht)
    verschil = een.waarde - ander.waarde
    return Meting(een.waarde, ander.waarde, verschil, een.geteld, een.geteld | ander.geteld)


METEN: dict[str, Callable[[Toets, Toetsstof, np.ndarray], Meting]] = {
    "aandeel": _aandeel,
    "aantal": _aandeel,
    "verschil": _verschil,
    "verschil_aantal": _verschil_aantal,
    "verhouding": _verhouding,
    "lq": _lq,
    "rang": _rang,
    "rang_aandeel": _rang,
    "volgorde": _volgorde,
    "soorten": _soorten,
    "spreiding": _spreiding,
    "ongelijkheid": _ongelijkheid,
    "correlatie": _correlatie,
    "concentratie": _concentratie,
    "mediaan": _mediaan,
    "intensiteit": _intensiteit,
    "per_gemeente": _per_gemeente,
    "verhouding_per_gemeente": _verhouding_per_gemeente,
    "herhaling": _herhaling,
    "groei": _groei,
    "tekstgelijkenis": _tekstgelijkenis,
    "tekstverschil": _tekstverschil,
}
