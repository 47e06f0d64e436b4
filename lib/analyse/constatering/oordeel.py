"""Every claim of the report tested on an edition: its number, its verdict, and how firm that verdict is.

A verdict is ja, nee or niet_toetsbaar. It is firm where it stays the same with every threshold moved down
or up, with project × gemeente as the unit of counting, without samenwerkingsafspraken, and in nearly all
draws of projects with replacement (bootstrap; Efron 1979). In a draw some projects are absent, so a claim
that rests on one project is never firm. A p-value belongs to the edition as it is and is not drawn again.
Unknown is not no: a verdict is given only where it is the same however the fields that an edition leaves open
are filled in (:mod:`lib.analyse.constatering.aanvulling`); else it is ``niet_toetsbaar``, with both bounds.
The firmness is that among what is known. An edition that is no count has none: its projects are no draw.
Of an edition with very many projects the draws are made of a sample, in which each project counts for several
(m out of n; Bickel, Götze & van Zwet 1997): that turns a verdict sooner, so what is firm in it is firm.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from lib.analyse.constatering.aanvulling import Bereik, bereik
from lib.analyse.constatering.meten import Meting, achtereen, meet, rang_van_onder, waarde_van
from lib.analyse.constatering.register import Instellingen, lees_instellingen
from lib.analyse.constatering.soorten import Constatering, Grens, Toets
from lib.analyse.constatering.stof import GeenGegevens, Toetsstof
from lib.analyse.gegevens import Gegevens
from lib.editie.editie import GEEN_TELLING

_JA, _NEE, _NIET = 1, 0, -1
OORDELEN = {_JA: "ja", _NEE: "nee", _NIET: "niet_toetsbaar"}
GETELD = {"ja": "✓ klopt", "nee": "✗ klopt niet", "niet_toetsbaar": "– niet te toetsen"}
_VOORBEELDEN = {
    "ja": "deze voorbeelden passen erbij",
    "nee": "deze voorbeelden passen er niet bij",
    "niet_toetsbaar": "deze voorbeelden zeggen niets",
}
# kinds in which a project may count once for each of its gemeenten; numbers and places are chosen per project
GEWOGEN = (
    "aandeel",
    "verschil",
    "verschil_aantal",
    "verhouding",
    "lq",
    "rang",
    "rang_aandeel",
    "volgorde",
    "spreiding",
    "intensiteit",
)
AFSPRAKEN = "samenwerkingsafspraken"
ZO, PER_GEMEENTE, _ZONDER = 0, 1, 2  # the rows of the weightings before the draws
CONTROLES = ("drempel_omlaag", "drempel_omhoog", "per_gemeente", "zonder_afspraken")
WOORDEN = {
    "drempel_omlaag": "met een lagere drempel",
    "drempel_omhoog": "met een hogere drempel",
    "per_gemeente": "geteld per project en gemeente",
    "zonder_afspraken": "zonder samenwerkingsafspraken",
}
LEGE_NOEMER = "In deze editie is er niets om te tellen: de noemer is leeg."
_ONTBREEKT = "Ontbreekt in deze editie: {}."
NIET_TE_ZEGGEN = "Niet te zeggen: "
_ONBEKEND = NIET_TE_ZEGGEN + "wat onbekend is, kan dit nog omdraaien."
HOEVEEL = NIET_TE_ZEGGEN + "dit gaat over hoeveel er is, en deze editie is geen telling."


@dataclass(frozen=True, eq=False)
class Uitslag:
    """The outcome of one demand, per weighting; ``meting`` is None where the edition lacks the data.

    ``oordeel`` is that among what is known, ``zeker`` what it is however the rest is filled in (NIET where
    that turns it); ``bereik`` has the lowest and highest value in each measure.
    """

    toets: Toets
    oordeel: np.ndarray
    lager: int
    hoger: int
    meting: Meting | None
    reden: str
    zeker: int
    bereik: Bereik

    @property
    def leeg(self) -> bool:
        """Whether there is nothing to measure."""
        return self.meting is None or self.oordeel[ZO] == _NIET


@dataclass(frozen=True, eq=False)
class Uitkomst:
    """A finding with its verdict. ``controles``: the verdict in each of ``CONTROLES``, "" where it does
    not apply; ``herhaald``: the share of draws with the same verdict (NaN where not testable);
    ``geteld`` and ``van``: identifiers of the projects counted and of those among which, sorted;
    ``gemeenten``: names of the gemeenten counted, for findings on gemeenten themselves.
    """

    constatering: Constatering
    oordeel: str
    reden: str
    uitslagen: tuple[Uitslag, ...]
    beslist: Uitslag | None
    controles: dict[str, str]
    herhaald: float
    fragiel_door: tuple[str, ...]
    geteld: tuple[str, ...]
    van: tuple[str, ...]
    gemeenten: tuple[str, ...]
    volledig: bool = True

    @property
    def teken(self) -> str:
        """The verdict in words for readers."""
        return oordeel_in_woorden(self.oordeel, self.reden, self.volledig)

    @property
    def gevoeligheid(self) -> str:
        """``stevig``, or ``fragiel`` with what makes the verdict turn; "" where there is no verdict, or where
        the edition is no count.
        """
        if self.oordeel == OORDELEN[_NIET] or not self.volledig:
            return ""
        return f"fragiel: {'; '.join(self.fragiel_door)}" if self.fragiel_door else "stevig"


def oordeel_in_woorden(oordeel: str, reden: str, volledig: bool) -> str:
    """Return a verdict as readers see it: of a count whether it holds, of examples whether they fit."""
    if volledig and reden.startswith(NIET_TE_ZEGGEN):
        return "– niet te zeggen"
    return (GETELD if volledig else _VOORBEELDEN)[oordeel]


def beoordeel_constateringen(
    constateringen: Sequence[Constatering],
    gegevens: Gegevens,
    instellingen: Instellingen | None = None,
    onbeslist: Mapping[str, str] | None = None,
    vorige: Gegevens | None = None,
) -> list[Uitkomst]:
    """Return the verdict on every finding, in their order. The order of the projects makes no difference.

    ``onbeslist`` (by id) says why the sources of the edition leave a finding open; then no verdict is given.
    ``vorige`` is the edition before it, for findings on growth.
    """
    instellingen = instellingen or lees_instellingen()
    stof = Toetsstof(gegevens, instellingen, vorige)
    wegingen = _wegingen(stof)
    onbeslist = onbeslist or {}
    return [_uitkomst(een, stof, wegingen, onbeslist.get(een.id, "")) for een in constateringen]


@dataclass(frozen=True, eq=False)
class Weging:
    """Weightings × projects (float64) of the projects in ``stof``; ``gewogen`` for demands that may count a
    project once for each of its gemeenten, in row PER_GEMEENTE.
    """

    stof: Toetsstof
    gewoon: np.ndarray
    gewogen: np.ndarray


def _wegingen(stof: Toetsstof) -> list[Weging]:
    """Return the weightings: all in one, or those of the draws apart where they are made of a sample."""
    vast = _vast(stof)
    if not stof.volledig:
        return [vast]
    proef = stof.steekproef()
    trekkingen = _trekkingen(proef) * (stof.aantal / max(proef.aantal, 1))
    if proef is not stof:
        return [vast, Weging(proef, trekkingen, trekkingen)]
    samen = (np.vstack([rijen, trekkingen]) for rijen in (vast.gewoon, vast.gewogen))
    return [Weging(stof, *samen)]


def _vast(stof: Toetsstof) -> Weging:
    """Return the weightings before the draws: rows ZO, PER_GEMEENTE and ZONDER."""
    gewoon = np.ones((_ZONDER + 1, stof.aantal))
    gewoon[_ZONDER] = stof.gegevens.projecten["vorm"] != AFSPRAKEN
    gewogen = gewoon.copy()
    gewogen[PER_GEMEENTE] = stof.dekking.sum(axis=1)
    return Weging(stof, gewoon, gewogen)


def _trekkingen(stof: Toetsstof) -> np.ndarray:
    n = stof.aantal
    if not n:
        return np.zeros((1, 0))
    rng = np.random.default_rng(stof.instellingen.zaad)
    return rng.multinomial(n, np.full(n, 1 / n), size=stof.instellingen.herhalingen)


def _uitkomst(
    constatering: Constatering, stof: Toetsstof, wegingen: list[Weging], onbeslist: str
) -> Uitkomst:
    if constatering.toetsbaar == "nee":
        leeg = dict.fromkeys(CONTROLES, "")
        niets, volledig = ((), (), (), ()), stof.volledig
        reden = constatering.reden
        return Uitkomst(constatering, OORDELEN[_NIET], reden, (), None, leeg, np.nan, *niets, volledig)
    uitslagen = tuple(_uitslag(toets, wegingen) for toets in constatering.toetsen)
    samen = _samen(constatering.samen, [uitslag.oordeel for uitslag in uitslagen])
    zeker = int(_samen(constatering.samen, [np.array([uitslag.zeker]) for uitslag in uitslagen])[0])
    hoeveel = HOEVEEL if constatering.hoeveelheid and not stof.volledig else ""
    reden = (NIET_TE_ZEGGEN + onbeslist) if onbeslist else hoeveel
    oordeel = _NIET if reden else zeker
    beslist = _beslist(uitslagen, zeker)
    weg = oordeel == _NIET or not stof.volledig
    geteld, van, genoemd = _spoor(uitslagen, stof)
    controles = dict.fromkeys(CONTROLES, "") if weg else _controles(constatering, uitslagen, samen)
    herhaald = np.nan if weg else float((samen[_ZONDER + 1 :] == oordeel).mean())
    return Uitkomst(
        constatering,
        OORDELEN[oordeel],
        (reden or beslist.reden) if oordeel == _NIET else "",
        uitslagen,
        beslist,
        controles,
        herhaald,
        tuple(() if weg else _fragiel(oordeel, controles, herhaald, stof.instellingen)),
        geteld,
        van,
        genoemd,
        stof.volledig,
    )


def _uitslag(toets: Toets, wegingen: list[Weging]) -> Uitslag:
    delen = [(een.stof, een.gewogen if _weegt(toets) else een.gewoon) for een in wegingen]
    try:
        meting = achtereen([meet(toets, *deel) for deel in delen])
        rang = toets.soort.startswith("rang")
        onder = np.concatenate([rang_van_onder(toets, *deel) for deel in delen]) if rang else None
    except GeenGegevens as fout:
        niet = np.full(sum(len(gewicht) for _, gewicht in delen), _NIET)
        return Uitslag(toets, niet, _NIET, _NIET, None, _ONTBREEKT.format(fout), _NIET, {})
    oordeel = _oordeel(toets, meting, onder)
    lager, hoger = (int(_oordeel(toets, meting, onder, schuif)[ZO]) for schuif in (-1, 1))
    uitersten = bereik(toets, wegingen[0].stof)
    zeker = _NIET if oordeel[ZO] == _NIET else _zeker(toets, uitersten)
    reden = LEGE_NOEMER if oordeel[ZO] == _NIET else _ONBEKEND if zeker == _NIET else ""
    return Uitslag(toets, oordeel, lager, hoger, meting, reden, zeker, uitersten)


def _zeker(toets: Toets, uitersten: Bereik) -> int:
    """Return JA where both bounds lie within every threshold, NEE where one has no value between them."""
    binnen_beide = [binnen(grens, np.array(uitersten[grens.maat])).all() for grens in toets.grenzen]
    if all(binnen_beide):
        return _JA
    return _NEE if any(_ligt_erbuiten(grens, *uitersten[grens.maat]) for grens in toets.grenzen) else _NIET


def _ligt_erbuiten(grens: Grens, laag: float, hoog: float) -> bool:
    """Return whether all values from ``laag`` to ``hoog`` are too low, or all too high."""
    te_laag = replace(grens, boven=np.inf, boven_mee=False)
    te_hoog = replace(grens, onder=-np.inf, onder_mee=False)
    return not binnen(te_laag, np.array([hoog]))[0] or not binnen(te_hoog, np.array([laag]))[0]


def _weegt(toets: Toets) -> bool:
    return toets.soort in GEWOGEN and toets.telt == "projecten"


def _oordeel(toets: Toets, meting: Meting, onder: np.ndarray | None, schuif: int = 0) -> np.ndarray:
    """Return JA, NEE or NIET per weighting; ``schuif`` moves every threshold by its margin."""
    waarden = [waarde_van(grens.maat, toets, meting, onder) for grens in toets.grenzen]
    goed = [binnen(grens, w, schuif) for grens, w in zip(toets.grenzen, waarden, strict=True)]
    onbekend = np.isnan(np.array(waarden)).any(axis=0)
    return np.where(onbekend, _NIET, np.where(np.all(goed, axis=0), _JA, _NEE))


def binnen(grens: Grens, waarde: np.ndarray, schuif: int = 0) -> np.ndarray:
    """Return whether values lie within a threshold; a shifted share stays between 0 and 1.

    Values and bounds are compared to nine decimals, so that 57 of 100 reaches 0,67 - 0,10.
    """
    waarde = np.round(waarde, 9)
    goed = np.ones(len(waarde), dtype=bool)
    for teken, kant, mee in ((1, grens.onder, grens.onder_mee), (-1, grens.boven, grens.boven_mee)):
        if np.isinf(kant):
            continue
        rand = kant + schuif * grens.marge
        rand = round(min(max(rand, 0.0), 1.0) if grens.marge and grens.maat == "aandeel" else rand, 9)
        goed &= (teken * waarde > teken * rand) | (mee & (waarde == rand))
    return goed


def _samen(samen: str, oordelen: list[np.ndarray]) -> np.ndarray:
    """Combine demands: with ``alle`` one that fails decides, with ``een`` one that holds."""
    tabel = np.array(oordelen)
    beslissend, anders = (_NEE, _JA) if samen == "alle" else (_JA, _NEE)
    uit = np.where((tabel == _NIET).any(axis=0), _NIET, anders)
    return np.where((tabel == beslissend).any(axis=0), beslissend, uit)


def _controles(
    constatering: Constatering, uitslagen: tuple[Uitslag, ...], samen: np.ndarray
) -> dict[str, str]:
    lager, hoger = (
        int(_samen(constatering.samen, [np.array([getattr(u, naam)]) for u in uitslagen])[0])
        for naam in ("lager", "hoger")
    )
    schuift = any(grens.marge for u in uitslagen for grens in u.toets.grenzen)
    weegt = any(_weegt(u.toets) for u in uitslagen)
    zonder = not any(_noemt_afspraken(u.toets) for u in uitslagen)
    uit = {
        "drempel_omlaag": lager if schuift else _NIET,
        "drempel_omhoog": hoger if schuift else _NIET,
        "per_gemeente": int(samen[PER_GEMEENTE]) if weegt else _NIET,
        "zonder_afspraken": int(samen[_ZONDER]) if zonder else _NIET,
    }
    return {naam: "" if _NIET in (oordeel, samen[ZO]) else OORDELEN[oordeel] for naam, oordeel in uit.items()}


def _noemt_afspraken(toets: Toets) -> bool:
    filters = [filter_ for filter_ in toets.filters.values() if filter_]
    return any(v.veld == "vorm" and AFSPRAKEN in v.waarden for filter_ in filters for v in filter_)


def _fragiel(
    oordeel: int, controles: dict[str, str], herhaald: float, instellingen: Instellingen
) -> Iterator[str]:
    for naam, uitkomst in controles.items():
        if uitkomst and uitkomst != OORDELEN[oordeel]:
            yield WOORDEN[naam]
    if herhaald < instellingen.stevig_vanaf:
        yield "bij andere projecten uit dezelfde groep"


def _beslist(uitslagen: tuple[Uitslag, ...], oordeel: int) -> Uitslag:
    """Return the first demand with the verdict of the whole: the one whose number is shown first."""
    return next(uitslag for uitslag in uitslagen if uitslag.zeker == oordeel)


def _spoor(uitslagen: tuple[Uitslag, ...], stof: Toetsstof) -> tuple[tuple[str, ...], ...]:
    metingen = [uitslag.meting for uitslag in uitslagen if uitslag.meting is not None]
    if not metingen:
        return (), (), ()
    geteld, van = (np.logical_or.reduce([getattr(m, naam) for m in metingen]) for naam in ("geteld", "van"))
    plekken = [m.gemeenten for m in metingen if m.gemeenten is not None]
    namen = stof.gegevens.gemeenten["gm_naam"].to_numpy()
    genoemd = sorted(namen[np.logical_or.reduce(plekken)]) if plekken else ()
    return tuple(stof.project_id[geteld]), tuple(stof.project_id[van | geteld]), tuple(genoemd)


# --- as tables -----------------------------------------------------------------------------------------


def constateringentabel(uitkomsten: Sequence[Uitkomst]) -> pd.DataFrame:
    """Return one row per finding.

    id, hoofdstuk, blok, bewering, oordeel, reden, gevoeligheid (str); waarde, laagst, hoogst, teller,
    noemer, herhaald (float64; laagst and hoogst are what the value may be where the edition is silent);
    uitkomst (the verdict as readers see it), woord (of the printed sentence), voorbehoud (that the edition
    is no count), drempel, eenheid, fragiel and each of ``CONTROLES`` (str). The number is that of the demand
    that decides: the first that fails, or the first if all hold.
    """
    return pd.DataFrame([_rij(uitkomst) for uitkomst in uitkomsten])


def _rij(uitkomst: Uitkomst) -> dict[str, Any]:
    cijfer = _cijfer(uitkomst.beslist)
    bron = uitkomst.constatering
    return {
        "id": bron.id,
        "hoofdstuk": bron.hoofdstuk,
        "blok": bron.blok,
        "bewering": bron.bewering,
        **{naam: cijfer[naam] for naam in ("waarde", "drempel")},
        "oordeel": uitkomst.oordeel,
        "gevoeligheid": uitkomst.gevoeligheid,
        **{naam: cijfer[naam] for naam in ("laagst", "hoogst", "teller", "noemer", "eenheid")},
        "reden": uitkomst.reden,
        "uitkomst": uitkomst.teken,
        "woord": bron.woord,
        "voorbehoud": "" if uitkomst.volledig else GEEN_TELLING,
        "benaderd": "ja" if bron.toetsbaar == "benaderd" else "nee",
        "fragiel": ("ja" if uitkomst.fragiel_door else "nee") if uitkomst.volledig else "",
        **uitkomst.controles,
        "herhaald": uitkomst.herhaald,
    }


def _cijfer(uitslag: Uitslag | None) -> dict[str, Any]:
    if uitslag is None or uitslag.meting is None:
        drempel = "" if uitslag is None else drempel_tekst(uitslag.toets)
        leeg = dict.fromkeys(("waarde", "laagst", "hoogst", "teller", "noemer"), np.nan)
        return {**leeg, "drempel": drempel, "eenheid": ""}
    toets, meting = uitslag.toets, uitslag.meting
    maat = toets.grenzen[0].maat
    if toets.soort == "aandeel" and any(grens.maat == "aandeel" for grens in toets.grenzen):
        maat = "aandeel"
    laagst, hoogst = bereik_van(uitslag, maat)
    return {
        "waarde": float(waarde_van(maat, toets, meting)[ZO]),
        "laagst": laagst,
        "hoogst": hoogst,
        "teller": float(meting.teller[ZO]),
        "noemer": float(meting.noemer[ZO]),
        "drempel": drempel_tekst(toets),
        "eenheid": maat,
    }


def bereik_van(uitslag: Uitslag, maat: str) -> tuple[float, float]:
    """Return the bounds in a measure as its number is shown: a place from below as the place from above."""
    laag, hoog = uitslag.bereik[maat]
    if maat != "rang_van_onder" or uitslag.meting is None:
        return laag, hoog
    aantal = float(uitslag.meting.noemer[ZO])
    return aantal + 1 - hoog, aantal + 1 - laag


def drempel_tekst(toets: Toets) -> str:
    """Return the thresholds of a demand as ``aandeel >= 0.67``; several are joined by ``en``."""
    return " en ".join(deel for grens in toets.grenzen for deel in _grens_tekst(grens))


def _grens_tekst(grens: Grens) -> Iterator[str]:
    if grens.onder == grens.boven:
        yield f"{grens.maat} = {grens.onder:g}"
        return
    for teken, waarde, mee in ((">", grens.onder, grens.onder_mee), ("<", grens.boven, grens.boven_mee)):
        if not np.isinf(waarde):
            yield f"{grens.maat} {teken}{'=' if mee else ''} {waarde:g}"


def als_toetstabel(uitkomsten: Sequence[Uitkomst]) -> pd.DataFrame:
    """Return one row per demand: id, nummer, soort, telt, term, the filters, and what was observed."""
    rijen = []
    for uitkomst in uitkomsten:
        for nummer, uitslag in enumerate(uitkomst.uitslagen, start=1):
            toets = uitslag.toets
            rijen.append(
                {
                    "id": uitkomst.constatering.id,
                    "nummer": nummer,
                    "soort": toets.soort,
                    "telt": toets.telt,
                    "term": toets.term,
                    **{naam: toets.tekst[naam] for naam in ("teller", "noemer", "gebied")},
                    **_cijfer(uitslag),
                    "oordeel": OORDELEN[uitslag.zeker],
                    "voorbehoud": "" if uitkomst.volledig else GEEN_TELLING,
                }
            )
    return pd.DataFrame(rijen)


def als_spoor(uitkomsten: Sequence[Uitkomst]) -> pd.DataFrame:
    """Return which projects stand behind each verdict: id, project_id, geteld (bool: in the numerator)."""
    delen = [
        pd.DataFrame({"id": u.constatering.id, "project_id": u.van}).assign(
            geteld=pd.Series(u.van).isin(u.geteld)
        )
        for u in uitkomsten
        if u.van
    ]
    if not delen:
        return pd.DataFrame({"id": [], "project_id": [], "geteld": []})
    return pd.concat(delen, ignore_index=True)
