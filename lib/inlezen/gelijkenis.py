"""Are two reports the same project? What is compared, and the rule that weighs it.

Titles are compared without what says nothing of the subject: the row's own places and
zorgverzekeraars, years, and common words. The thresholds, with their reasons, stand in
``data/raw/register/samenvoegen.toml``.
"""

import re
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from lib.editie.ordening import DIMENSIES
from lib.gebied.namen import Naamgids
from lib.grond.paden import REGISTER
from lib.grond.tabel import lees_tabel
from lib.grond.toml import lees_toml
from lib.inlezen.rijen import Rij

ZELFDE, TWIJFEL, VERSCHILLEND = "zelfde", "twijfel", "verschillend"
LANGSTE_NAAM = 5  # words: Alphen aan den Rijn, Mill en Sint Hubert
_LANG = 6  # letters from which one slip in the name of a place is seen through
VEEL_NAMEN = 150  # with more names of its own a row (whole regions) is not searched for slips in them
SCHAAL = DIMENSIES.index("schaal")
_AFRONDING = 0.1  # scores have one decimal
_JAAR = re.compile(r"20[0-3]\d")


class _Deel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Score(_Deel):
    """Bounds on the score (0-100)."""

    zelfde: float
    twijfel: float
    kandidaat: float


class Punten(_Deel):
    """What the rest of the row adds to or takes from the likeness of the titles."""

    omschrijving: float
    omschrijving_midden: float
    thema: float
    instrument: float
    vorm: float
    schaal: float
    zorgverzekeraar_open: float
    gemeenten: float
    pagina: float


class _Plaats(_Deel):
    """Bounds on the share of gemeenten (0-1) that both reports name."""

    zelfde: float
    twijfel: float


class Woorden(_Deel):
    """Words without meaning for the comparison, and words that mark a sequel."""

    leeg: frozenset[str]
    vervolg: frozenset[str]


class Samenvoegregel(_Deel):
    """The rule as data: ``samenvoegen.toml``, with a pattern of the words that name a programme.

    ``gemaakt_op``: between which bounds the rows lie for which its thresholds were made
    (:func:`lib.inlezen.regeltoets.rijbeeld`).
    """

    score: Score
    punten: Punten
    plaats: _Plaats
    woorden: Woorden
    gemaakt_op: dict[str, tuple[float, float]]
    programmas: str

    @property
    def ondergrens(self) -> float:
        """How alike titles (0-100) must be for the rest of the row to make of it a twijfel."""
        return self.score.twijfel - self.punten.omschrijving


@cache
def lees_samenvoegregel(map_: Path = REGISTER) -> Samenvoegregel:
    """Return the rule from ``samenvoegen.toml`` and ``programmas.csv`` in ``map_``."""
    inhoud = lees_toml(map_ / "samenvoegen.toml")
    patronen = lees_tabel(map_ / "programmas.csv")["patroon"]
    return Samenvoegregel(**inhoud, programmas="|".join(f"(?:{patroon})" for patroon in patronen))


@dataclass(frozen=True, slots=True)
class Profiel:
    """What is compared of one report.

    ``kern``: the words of the title that name the subject, in their order; ``onderwerp``: those of them
    that are no programme's; ``nummers``: what marks a part or a sequel; ``jaren``: the years in it;
    ``titel``: all words in order; ``namen``: how the row's own places and zorgverzekeraars may be written
    (:func:`_eigen_namen`); ``pagina``: the address of the page that it rests on.
    """

    kern: str
    onderwerp: str
    nummers: frozenset[str]
    jaren: frozenset[str]
    titel: tuple[str, ...]
    namen: Mapping[str, str]
    zorgverzekeraars: frozenset[str]
    gemeenten: frozenset[str]
    wmo_regios: frozenset[str]
    omschrijving: str
    pagina: str
    labels: tuple[object, ...]
    is_minimacontract: bool


def maak_profiel(rij: Rij, gids: Naamgids, regel: Samenvoegregel) -> Profiel:
    """Return what is compared of a row without faults."""
    waarden = rij.waarden
    alle = woorden(waarden["titel"])
    namen = _eigen_namen(rij, gids)
    over, _ = _zonder_namen(alle, namen)
    nummers = {woord for woord in over if woord.isdigit() and not _JAAR.fullmatch(woord)}
    nummers = nummers or {woord for woord in over if woord in regel.woorden.vervolg}
    kern = [woord for woord in over if woord not in regel.woorden.leeg and not _JAAR.fullmatch(woord)] or alle
    onderwerp = [woord for woord in kern if not re.search(regel.programmas, woord, re.I)]
    return Profiel(
        kern=" ".join(kern),
        onderwerp=" ".join(onderwerp or kern),
        nummers=frozenset(nummers),
        jaren=frozenset(woord for woord in alle if _JAAR.fullmatch(woord)),
        titel=tuple(alle),
        namen=namen,
        zorgverzekeraars=frozenset(waarden["zorgverzekeraars"]),
        gemeenten=frozenset(waarden["gemeenten"]),
        wmo_regios=frozenset(waarden["wmo_regios"]),
        omschrijving=" ".join(woorden(waarden["omschrijving"])),
        pagina=_kale_pagina(str(waarden.get("bron_url", ""))),
        labels=tuple(_vast(waarden[dimensie]) for dimensie in DIMENSIES),
        is_minimacontract=waarden["is_minimacontract"],
    )


def woorden(tekst: str) -> list[str]:
    """Return the words of a text in order: small letters and digits, without accents."""
    plat = unicodedata.normalize("NFKD", tekst.casefold().replace("&", " en ").replace("e.o.", " eo "))
    if not plat.isascii():
        plat = "".join(teken for teken in plat if not unicodedata.combining(teken))
    return [woord for woord in re.split(r"[^a-z0-9]+", plat) if len(woord) > 1 or woord.isdigit()]


def _kale_pagina(adres: str) -> str:
    """Return an address as it is compared: without what does not change the page."""
    return re.sub(r"^https?://(www\.)?|[/#?]+$", "", adres.strip().casefold())


def _zelfde_pagina(een: Profiel, ander: Profiel) -> bool:
    return bool(een.pagina) and een.pagina == ander.pagina


def _vast(label: object) -> object:
    return tuple(label) if isinstance(label, list) else label


def _eigen_namen(rij: Rij, gids: Naamgids) -> dict[str, str]:
    """Return ``{sleutel: name}`` of all ways to write the row's own places and zorgverzekeraars.

    A zorgverzekeraar is no place and maps to ``""``.
    """
    namen = {
        vorm: ""
        for naam in rij.waarden["zorgverzekeraars"]
        for vorm in gids.vormen_van("zorgverzekeraar", naam)
    }
    for soort, kolom in (("wmo_regio", "wmo_regios"), ("gemeente", "gemeenten")):
        for naam in rij.waarden[kolom]:
            namen |= dict.fromkeys(gids.vormen_van(soort, naam), naam)
    return {vorm: naam for vorm, naam in namen.items() if not vorm.isdigit()}  # a region's number is no name


def _zonder_namen(delen: Sequence[str], namen: Mapping[str, str]) -> tuple[list[str], set[str]]:
    """Return the words that are no part of a name, and what was named."""
    over, genoemd, begin = [], set(), 0
    while begin < len(delen):
        for eind in range(min(len(delen), begin + LANGSTE_NAAM), begin, -1):
            vorm = _naam("".join(delen[begin:eind]), namen)
            if vorm is not None:
                genoemd.add(namen[vorm])
                begin = eind
                break
        else:
            over.append(delen[begin])
            begin += 1
    return over, genoemd - {""}


def _naam(tekst: str, namen: Mapping[str, str]) -> str | None:
    if tekst in namen or len(tekst) < _LANG or len(namen) > VEEL_NAMEN:
        return tekst if tekst in namen else None
    beste = process.extractOne(tekst, namen.keys(), scorer=OSA.distance, score_cutoff=1)
    return beste[0] if beste else None


# ---- the rule -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Oordeel:
    """What is said of two reports: zelfde, twijfel or verschillend; the score; the reasons (Dutch)."""

    uitspraak: str
    score: float
    redenen: tuple[str, ...] = ()


def oordeel_per_paar(
    profielen: Sequence[Profiel],
    links: np.ndarray,
    rechts: np.ndarray,
    titels: np.ndarray,
    regel: Samenvoegregel,
) -> Iterator[tuple[int, int, Oordeel]]:
    """Yield (i, j, judgement) for the pairs (``links[k]``, ``rechts[k]``) that are not verschillend.

    ``titels`` is how alike their subjects are; what is left of these without programme words counts where
    that is less alike (:meth:`Titels.gelijkenis`).
    """
    eigen = np.array([profiel.onderwerp != profiel.kern for profiel in profielen], dtype=bool)
    nader = eigen[links] | eigen[rechts]
    onderwerpen = Titels([profiel.onderwerp for profiel in profielen])
    titels = titels.copy()
    titels[nader] = np.minimum(titels[nader], onderwerpen.gelijkenis(links[nader], rechts[nader]))
    for k in np.flatnonzero(_hoogstens(profielen, links, rechts, titels, regel) >= regel.score.twijfel):
        i, j = int(links[k]), int(rechts[k])
        oordeel = _oordeel(profielen[i], profielen[j], float(titels[k]), regel)
        if oordeel.uitspraak != VERSCHILLEND:
            yield i, j, oordeel


def _hoogstens(
    profielen: Sequence[Profiel],
    links: np.ndarray,
    rechts: np.ndarray,
    titels: np.ndarray,
    regel: Samenvoegregel,
) -> np.ndarray:
    """Return the score that the pairs cannot exceed (float): of all that :func:`_oordeel` adds or takes,
    what can be told without reading descriptions or places.
    """
    beschreven = np.array([bool(profiel.omschrijving) for profiel in profielen], dtype=bool)
    score = titels + regel.punten.omschrijving * (beschreven[links] & beschreven[rechts]) + _AFRONDING
    if any(profiel.pagina for profiel in profielen):
        pagina = np.array([profiel.pagina for profiel in profielen], dtype=object)
        score += regel.punten.pagina * ((pagina[links] == pagina[rechts]) & (pagina[links] != ""))
    for nummer, dimensie in enumerate(DIMENSIES):
        labels = [profiel.labels[nummer] for profiel in profielen]
        codes = {label: code for code, label in enumerate(dict.fromkeys(filter(None, labels)), start=1)}
        code = np.array([codes[label] if label else 0 for label in labels], dtype=np.int64)
        een, ander = code[links], code[rechts]
        score -= getattr(regel.punten, dimensie) * ((een != ander) & (een > 0) & (ander > 0))
    return score


class Titels:
    """Texts made ready to be compared in many pairs.

    ``tekst`` and ``gesorteerd`` (the words in alphabetical order) are object arrays of str; ``bits`` (uint64)
    has a bit for each word, so that two without a common bit have no common word.
    """

    def __init__(self, teksten: Sequence[str]):
        """``teksten`` are words with spaces between them."""
        woorden = [tekst.split() for tekst in teksten]
        self.tekst = np.array(teksten, dtype=object)
        self.gesorteerd = np.array([" ".join(sorted(een)) for een in woorden], dtype=object)
        self.bits = np.array([_bits(een) for een in woorden], dtype=np.uint64)

    def gelijkenis(self, links: np.ndarray, rechts: np.ndarray, vanaf: float = 0) -> np.ndarray:
        """Return how alike the pairs of row numbers are: float32, 0-100.

        The mean of ``token_sort_ratio`` and ``token_set_ratio`` of rapidfuzz, or ``ratio`` where that is
        higher. Without a common word the first two are the same. 0 where neither ``token_sort_ratio`` nor
        ``ratio`` comes as far as ``vanaf``.
        """
        zoals_het_staat = _vergelijk(self.tekst, links, rechts, fuzz.ratio)
        gesorteerd = _vergelijk(self.gesorteerd, links, rechts, fuzz.ratio)
        verzameling = gesorteerd.copy()
        mager = np.maximum(gesorteerd, zoals_het_staat) < vanaf
        deelt = ((self.bits[links] & self.bits[rechts]) != 0) & ~mager
        verzameling[deelt] = _vergelijk(self.tekst, links[deelt], rechts[deelt], fuzz.token_set_ratio)
        return np.where(mager, 0, np.maximum((gesorteerd + verzameling) / 2, zoals_het_staat))


def _bits(woorden: list[str]) -> int:
    """Return a bit for each word; all bits where a word comes twice, for that makes a set of them differ."""
    if len({*woorden}) < len(woorden):
        return 2**64 - 1
    bits = 0
    for woord in woorden:
        bits |= 1 << zlib.crc32(woord.encode()) % 64
    return bits


def _vergelijk(teksten: np.ndarray, links: np.ndarray, rechts: np.ndarray, schaal: Callable) -> np.ndarray:
    return process.cpdist(teksten[links], teksten[rechts], scorer=schaal, dtype=np.float32)


def _oordeel(een: Profiel, ander: Profiel, titel: float, regel: Samenvoegregel) -> Oordeel:
    stappen = list(_stappen(een, ander, regel))
    score = titel + sum(punten for _, punten in stappen)
    score = round(min(100.0, score), 1)
    bezwaren = _bezwaren(een, ander, regel) if score >= regel.score.twijfel else None
    if bezwaren is None:
        return Oordeel(VERSCHILLEND, score)
    uitspraak = ZELFDE if score >= regel.score.zelfde and not bezwaren else TWIJFEL
    weging = [f"titel {_getal(titel)}", *(f"{wat}: {_getal(punten, '+')}" for wat, punten in stappen)]
    samen = f"samen {_getal(score)} ({_grens(score, regel)})"
    return Oordeel(uitspraak, score, (*weging, samen, *(f"bezwaar: {een}" for een in bezwaren)))


def _stappen(een: Profiel, ander: Profiel, regel: Samenvoegregel) -> Iterator[tuple[str, float]]:
    """Yield what speaks for (above 0) and against one project, besides the titles: in Dutch, and points."""
    punten = regel.punten
    if een.omschrijving and ander.omschrijving:
        gelijk = fuzz.token_set_ratio(een.omschrijving, ander.omschrijving)
        midden = punten.omschrijving_midden
        erbij = punten.omschrijving * max(-1, (gelijk - midden) / (100 - midden))
        yield f"omschrijving lijkt {gelijk:.0f}%", erbij
    for naam, a, b in zip(DIMENSIES, een.labels, ander.labels, strict=True):
        if a and b and a != b:
            yield f"{naam} anders", -getattr(punten, naam)
    if een.gemeenten != ander.gemeenten:
        gedeeld = f"{len(een.gemeenten & ander.gemeenten)} van {len(een.gemeenten | ander.gemeenten)}"
        yield (
            f"{gedeeld} gemeenten gedeeld",
            -punten.gemeenten * (1 - _overlap(een.gemeenten, ander.gemeenten)),
        )
    if bool(een.zorgverzekeraars) != bool(ander.zorgverzekeraars):
        yield "één noemt geen zorgverzekeraar", -punten.zorgverzekeraar_open
    if _zelfde_pagina(een, ander):
        yield "zelfde pagina", punten.pagina


def _getal(waarde: float, teken: str = "") -> str:
    return f"{waarde:{teken}.1f}".replace(".", ",").replace("-", "−")


def _grens(score: float, regel: Samenvoegregel) -> str:
    grens = regel.score
    return (
        f"samen vanaf {grens.zelfde:.0f}"
        if score >= grens.zelfde
        else f"een mens beslist vanaf {grens.twijfel:.0f}"
    )


def _overlap(een: frozenset[str], ander: frozenset[str]) -> float:
    """Return the share of all that both have (Jaccard); of two empty sets 1."""
    return len(een & ander) / len(een | ander) if een or ander else 1.0


def _bezwaren(een: Profiel, ander: Profiel, regel: Samenvoegregel) -> list[str] | None:
    """Return why the rule may not merge these two, whatever their titles; None: they are not the same."""
    bezwaar = _bezwaar_plaats(een, ander, regel)
    if bezwaar is None and _zelfde_pagina(een, ander):
        bezwaar = "te weinig dezelfde gemeenten"
    if bezwaar is None:
        return None
    bezwaren = [bezwaar] if bezwaar else []
    if een.zorgverzekeraars and ander.zorgverzekeraars and not een.zorgverzekeraars & ander.zorgverzekeraars:
        bezwaren.append("andere zorgverzekeraar")
    if een.nummers != ander.nummers:
        bezwaren.append("ander nummer of vervolg in de titel")
    if een.jaren and ander.jaren and not een.jaren & ander.jaren:
        bezwaren.append("andere jaren in de titel")
    if een.is_minimacontract != ander.is_minimacontract:
        bezwaren.append("een van beide is een minimacontract")
    return bezwaren if len(bezwaren) < 2 else None


def _bezwaar_plaats(een: Profiel, ander: Profiel, regel: Samenvoegregel) -> str | None:
    """Return what the places say against merging (``""``: nothing); None: these are two projects."""
    if not een.gemeenten and not ander.gemeenten:
        if een.wmo_regios != ander.wmo_regios:
            deels = een.wmo_regios & ander.wmo_regios or not (een.wmo_regios and ander.wmo_regios)
            return "andere Wmo-regio's" if deels else None
        return (
            ""
            if een.wmo_regios or set(een.kern.split()) == set(ander.kern.split())
            else "geen van beide noemt een plaats"
        )
    if not een.gemeenten or not ander.gemeenten:
        return "een van beide noemt geen gemeenten"
    gedeeld = _overlap(een.gemeenten, ander.gemeenten)
    bevat = een.gemeenten <= ander.gemeenten or ander.gemeenten <= een.gemeenten
    if gedeeld < regel.plaats.twijfel and not (bevat and een.labels == ander.labels):
        return None
    namen = {**een.namen, **ander.namen}
    genoemd = [_zonder_namen(profiel.titel, namen)[1] for profiel in (een, ander)]
    if een.gemeenten == ander.gemeenten:
        anders = all(genoemd) and not genoemd[0] & genoemd[1]
        # Alkmaar is a gemeente and a region: where schaal agrees, the one does not contradict the other
        steden = all(naam & een.gemeenten for naam in genoemd)
        anders = anders and (steden or een.labels[SCHAAL] != ander.labels[SCHAAL])
        return "de titels noemen een andere plaats" if anders else ""
    if all(genoemd) and genoemd[0] != genoemd[1]:
        return "de titels noemen een andere plaats" if gedeeld >= regel.plaats.twijfel else None
    if gedeeld < regel.plaats.zelfde:
        return "te weinig dezelfde gemeenten"
    zelfde_plaats = genoemd[0] == genoemd[1] != set()
    return "" if zelfde_plaats or een.wmo_regios == ander.wmo_regios else "andere Wmo-regio's"
