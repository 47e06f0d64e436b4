"""What a new sender's columns may be: proposed by their heads and by what stands below them.

Nothing is applied: a person chooses, in notebook 14-koppelen or in ``koppelen.toml``.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from lib.editie.bestand import vervang_bestand
from lib.editie.editie import Editie
from lib.editie.ordening import DIMENSIES
from lib.gebied.aliassen import alle_aliassen, nabij, sleutel
from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.inlezen.bron import kolomkoppen
from lib.inlezen.datum import lees_datum
from lib.inlezen.kolommen import PROJECTKOLOMMEN, VERPLICHT
from lib.inlezen.koppelen import BLADKOLOMMEN, Afspraak, als_koppen, lees_koppelen
from lib.inlezen.projecten import LIJSTCELLEN, lees_maatstaf, scheid
from lib.inlezen.rijen import Maatstaf
from lib.inlezen.werkblad import (
    Blad,
    Kop,
    Structuurfout,
    celtekst,
    eerste_brede_rij,
    gevuld,
    herken,
    lees_bladen,
    niet_leeg,
    zoek_kop,
)

if TYPE_CHECKING:
    from lib.inlezen.projecten import Inlezing

_NAAM_NABIJ = 80  # likeness (0-100) at which a head is proposed for a column of that name
_HERKEND = 0.5  # part of the values that must be known for a column to be proposed by its content
_MONSTER = 60  # values looked at per column
_VOORBEELDEN = 3
_LANG, _UNIEK = 12, 0.9  # mean length, and part of the values that differs, of titles
_TEKENS = {teken: re.escape(teken) for teken in ",/+&"} | {" en": r"\s+en\s+"}
_SCHEIDING = "[,/+&]|\\s+en\\s+"


@dataclass(frozen=True)
class Koppelvoorstel:
    """One head of a sender: ``voorbeelden`` below it, the column proposed (or empty) and why (Dutch)."""

    kop: str
    voorbeelden: tuple[str, ...]
    kolom: str = ""
    waarom: str = ""


@dataclass(frozen=True)
class Bladbeeld:
    """One sheet as it came: its heads with proposals, its first rows, and whether projects stand on it.

    ``bladkolom``: the column that the name of the sheet is a value of, empty for none. ``scheidingstekens``:
    what seems to separate values besides ``;``.
    """

    naam: str
    voorstellen: tuple[Koppelvoorstel, ...]
    rijen: tuple[tuple[str, ...], ...]
    lijkt_op_projecten: bool
    bladkolom: str = ""
    scheidingstekens: str = ""


def bekijk_bestand(editie: Editie, pad: Path, maatstaf: Maatstaf | None = None) -> list[Bladbeeld]:
    """Return the sheets of a project file with what may be proposed; InvoerFouten where it is unreadable."""
    maatstaf = maatstaf or lees_maatstaf(editie.indelingsjaar, editie.bestand("aliassen"))
    koppen = kolomkoppen(alle_aliassen(editie.bestand("aliassen")))
    try:
        bladen = lees_bladen(pad, pad.name, koppen, [])
    except Structuurfout as fout:
        raise InvoerFouten([fout.fout]) from fout
    return [_bekijk_blad(blad, koppen, maatstaf) for blad in bladen if any(map(niet_leeg, blad.rijen))]


def _bekijk_blad(blad: Blad, koppen: Mapping[str, str], maatstaf: Maatstaf) -> Bladbeeld:
    kop = _kop_van(blad, koppen)
    waarden: dict[int, list[str]] = {k: [] for k in range(len(kop.teksten))}
    for _, rij, _ in kop.rijen():
        if sum(map(gevuld, rij)) > 1:  # not a sub-heading
            for k in waarden:
                if k < len(rij) and gevuld(rij[k]) and len(waarden[k]) < _MONSTER:
                    waarden[k].append(celtekst(rij[k]))
    voorstellen = _voorstellen(kop, waarden, koppen, maatstaf)
    eerste = [rij for _, rij, _ in kop.rijen() if niet_leeg(rij)][:5]
    rijen = tuple(tuple(map(celtekst, rij[: len(kop.teksten)])) for rij in eerste)
    gevonden = {een.kolom for een in voorstellen} & set(VERPLICHT)
    ontbreekt = [naam for naam in BLADKOLOMMEN if naam not in gevonden]
    kolom = next((naam for naam in ontbreekt if _kent(naam, maatstaf)(blad.naam)), "")
    van_kop = {een.kop: een.kolom for een in voorstellen}
    lijsten = {k: van_kop[tekst] for k, tekst in enumerate(kop.teksten) if van_kop.get(tekst) in LIJSTCELLEN}
    tekens = _tekens({naam: waarden[k] for k, naam in lijsten.items()}, maatstaf)
    lijkt = len(gevonden) >= len(VERPLICHT) // 2
    return Bladbeeld(blad.naam, tuple(voorstellen), rijen, lijkt, kolom, tekens)


def _tekens(waarden: Mapping[str, Sequence[str]], maatstaf: Maatstaf) -> str:
    """Return the characters, and *en*, that stand between known names in a cell that is none itself."""
    gevonden = ""
    for teken, patroon in _TEKENS.items():
        for kolom, cellen in waarden.items():
            kent = _kent(kolom, maatstaf)
            delen = [re.split(patroon, cel) for cel in cellen if re.search(patroon, cel) and not kent(cel)]
            if any(all(deel.strip() and kent(deel.strip()) for deel in een) for een in delen):
                gevonden += teken
                break
    return gevonden


def _kop_van(blad: Blad, koppen: Mapping[str, str]) -> Kop[str]:
    """Return the heads: the row in which most are known, else the first that is as wide as the table."""
    kop = zoek_kop(blad, lambda rij: herken(rij, koppen), PROJECTKOLOMMEN.__contains__)
    if len(set(kop.kolommen.values())) > 1:
        return kop
    eerste = eerste_brede_rij(blad)
    return Kop(blad, eerste, herken(blad.rijen[eerste], koppen))


def _voorstellen(
    kop: Kop[str], waarden: Mapping[int, Sequence[str]], koppen: Mapping[str, str], maatstaf: Maatstaf
) -> list[Koppelvoorstel]:
    """Return a proposal per head; each column is proposed once, to the head that suits it best."""
    scores: list[tuple[float, int, str, str]] = []
    for k, tekst in enumerate(kop.teksten):
        for kolom, score, waarom in _kansen(tekst, waarden[k], koppen, maatstaf) if tekst else ():
            scores.append((score, k, kolom, waarom))
    gekozen: dict[int, tuple[str, str]] = {}
    bezet: set[str] = set()
    for _, k, kolom, waarom in sorted(scores, key=lambda een: (-een[0], een[1])):
        if k not in gekozen and kolom not in bezet:
            gekozen[k] = kolom, waarom
            bezet.add(kolom)
    return [
        Koppelvoorstel(tekst, tuple(dict.fromkeys(waarden[k]))[:_VOORBEELDEN], *gekozen.get(k, ("", "")))
        for k, tekst in enumerate(kop.teksten)
        if tekst
    ]


def _kansen(
    tekst: str, waarden: Sequence[str], koppen: Mapping[str, str], maatstaf: Maatstaf
) -> Iterator[tuple[str, float, str]]:
    vorm = sleutel(tekst)
    if vorm in koppen:
        yield koppen[vorm], 3.0, "zo heet de kolom"
    elif naam := nabij(vorm, koppen, _NAAM_NABIJ):
        yield naam, 1.5, "de kop lijkt erop"
    for kolom, kent in _inhoud(maatstaf).items():
        if waarden and (deel := _herkend(waarden, kent)) >= _HERKEND:
            yield kolom, 1.0 + deel, f"{deel:.0%} van de waarden is zo'n waarde"
    if len(waarden) > 2 and len(set(waarden)) >= _UNIEK * len(waarden):
        lengte = sum(map(len, waarden)) / len(waarden)
        if lengte >= _LANG and not all(waarde[:1].isdigit() for waarde in waarden):
            yield "titel", 0.5, "elke rij heeft er een eigen tekst"


def _inhoud(maatstaf: Maatstaf) -> dict[str, Callable[[str], bool]]:
    kolommen = ("zorgverzekeraars", "gemeenten", "wmo_regios", *DIMENSIES)
    return {naam: _kent(naam, maatstaf) for naam in kolommen} | {
        "peildatum": lambda tekst: bool(lees_datum(tekst).iso)
    }


def _kent(kolom: str, maatstaf: Maatstaf) -> Callable[[str], bool]:
    return maatstaf.kent(kolom)


def _herkend(waarden: Sequence[str], kent: Callable[[str], bool]) -> float:
    cellen = (scheid(waarde, _SCHEIDING, kent).replace("\n", ";") for waarde in waarden)
    delen = [deel.strip() for cel in cellen for deel in cel.split(";")]
    goed = [deel for deel in delen if deel and not deel.isdigit()]
    return sum(map(kent, goed)) / len(delen) if delen else 0.0


def onbekende_labels(inlezing: "Inlezing", maatstaf: Maatstaf) -> list[tuple[str, str, int, str]]:
    """Return the labels of rejected rows that are not ours: dimensie, word, rows, and the nearest code."""
    telling = Counter(
        (fout.kolom, fout.waarde)
        for rij in inlezing.geweigerd
        for fout in rij.fouten
        if fout.kolom in DIMENSIES and fout.reden.startswith("onbekend label")
    )
    return [
        (dimensie, woord, aantal, maatstaf.nabij(dimensie, woord))
        for (dimensie, woord), aantal in telling.most_common()
    ]


# ---- writing --------------------------------------------------------------------------------------


def leg_koppeling_vast(editie: Editie, afspraak: Afspraak) -> tuple[Editie, str]:
    """Write what is agreed with a sender in ``koppelen.toml``; another agreement of that name is replaced.

    Returns the edition as it now is and in Dutch what was done. InvoerFouten, and nothing written, for a
    column that does not exist or that two heads are for.
    """
    if not afspraak.naam.strip():
        raise InvoerFouten([InvoerFout("koppelen.toml", "geef de afzender een naam", kolom="naam")])
    eerder = [een for een in lees_koppelen(editie.bestand("koppelen")) if een.naam != afspraak.naam]
    tekst = "# Wat met elke afzender is afgesproken; vastgelegd in een notebook.\n" + "".join(
        map(als_toml, [*eerder, afspraak])
    )
    return vervang_bestand(editie, "koppelen", tekst, lees_koppelen)


def als_toml(afspraak: Afspraak) -> str:
    """Return an agreement as it stands in ``koppelen.toml``; what it does not say is left out."""
    inhoud = afspraak.model_dump(exclude_defaults=True)
    plat = {naam: waarde for naam, waarde in inhoud.items() if not isinstance(waarde, dict)}
    regels = ["", "[[afzender]]", *(f"{naam} = {_toml(waarde)}" for naam, waarde in plat.items())]
    for naam, waarde in inhoud.items():
        if isinstance(waarde, dict):
            diep = {k: w for k, w in waarde.items() if isinstance(w, dict)}
            if vlak := {k: w for k, w in waarde.items() if k not in diep}:
                regels += ["", f"[afzender.{naam}]", *_paren(vlak)]
            for onder, paren in diep.items():
                regels += ["", f"[afzender.{naam}.{_toml(onder)}]", *_paren(paren)]
    return "\n".join(regels) + "\n"


def _paren(paren: Mapping[str, object]) -> Iterable[str]:
    return (f"{_toml(naam)} = {_toml(waarde)}" for naam, waarde in paren.items())


def _toml(waarde: object) -> str:
    if isinstance(waarde, tuple | list):
        return f"[{', '.join(map(_toml, waarde))}]"
    return json.dumps(waarde, ensure_ascii=False).replace("\x7f", "\\u007f")


def maak_afspraak(
    naam: str, bestanden: Sequence[str], gekozen: Mapping[str, str], beelden: Sequence[Bladbeeld]
) -> Afspraak:
    """Return an agreement with the heads that were chosen (``{head: our column}``).

    A sheet that looks like no projects is left out; where every other is called after a value, its name is
    that value.
    """
    kolommen: dict[str, list[str]] = {}
    for kop, kolom in gekozen.items():
        if kolom:
            kolommen.setdefault(kolom, []).append(kop)
    met = [beeld for beeld in beelden if beeld.lijkt_op_projecten]
    bladkolommen = {beeld.bladkolom for beeld in met}
    bladnaam = bladkolommen.pop() if len(bladkolommen) == 1 else ""
    gezien = dict.fromkeys(een.kop for beeld in met for een in beeld.voorstellen)
    return Afspraak(
        naam=naam,
        bestanden=tuple(bestanden),
        kolommen={kolom: als_een(koppen) for kolom, koppen in kolommen.items()},
        bladnaam="" if bladnaam in kolommen else bladnaam,
        overslaan=tuple(beeld.naam for beeld in beelden if not beeld.lijkt_op_projecten and beeld.naam),
        scheidingstekens="".join(t for t in _TEKENS if any(t in beeld.scheidingstekens for beeld in met)),
        gezien=tuple(gezien),
    )


def als_een(koppen: Sequence[str]) -> str | tuple[str, ...]:
    """Return one head as itself, several as several."""
    return koppen[0] if len(koppen) == 1 else tuple(koppen)


def koppeltabel(beelden: Sequence[Bladbeeld]) -> pd.DataFrame:
    """Return a row per head: blad, kop, voorbeelden, kolom and waarom (str)."""
    rijen = [
        (beeld.naam, een.kop, " | ".join(een.voorbeelden), een.kolom, een.waarom)
        for beeld in beelden
        for een in beeld.voorstellen
    ]
    return pd.DataFrame(rijen, columns=["blad", "kop", "voorbeelden", "kolom", "waarom"], dtype=str)


def alle_koppen(afspraak: Afspraak) -> dict[str, str]:
    """Return ``{head: our column}`` of an agreement."""
    return {kop: kolom for kolom, koppen in afspraak.kolommen.items() for kop in als_koppen(koppen)}
