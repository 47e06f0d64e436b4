"""The exports of survey tools, wide or long, as one table of answers that remembers their places.

Nothing is judged here but form; who may answer what is for :mod:`lib.venster.inlezen`. How heads are
spelled stands in ``koppen.toml``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from lib.gebied.aliassen import sleutel
from lib.grond.fouten import InvoerFout, dichtst
from lib.inlezen.bron import PLAATS
from lib.inlezen.werkblad import Blad, Kop, Structuurfout, celtekst, lees_bladen, niet_leeg, zoek_kop
from lib.venster.vragenlijst import VRAAGVELDEN, Koppen, lees_vragenlijst, vragenlijstversies

WIE = ("meetjaar", "regio", "partij", "organisatie")
_VERPLICHT = ("regio", "partij", "organisatie")
RUW = (*PLAATS, *WIE, "onderdeel", *VRAAGVELDEN)
_JAAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass
class Export:
    """What the files gave.

    ``rijen``: a row per answer to a part, columns ``RUW`` (rij int64, the rest str, ``""`` for nothing), in
    order of reading. ``koppen``: ``{(bestand, blad, onderdeel, veld): head}``, onderdeel ``""`` for what is
    not of one part. ``gelezen`` and ``leeg``: rows below the heads, and how many of them held nothing.
    """

    rijen: pd.DataFrame
    koppen: dict[tuple[str, str, str, str], str] = field(default_factory=dict)
    structuur: list[InvoerFout] = field(default_factory=list)
    meldingen: list[InvoerFout] = field(default_factory=list)
    gelezen: int = 0
    leeg: int = 0


_Kolom = tuple[str, str]  # onderdeel and veld; onderdeel is "" for a column of a long export, or of who


def lees_exports(paden: Mapping[str, Path], koppen: Koppen) -> Export:
    """Return everything in the files ``{name in messages: path}``; nothing is raised for what they hold."""
    export, bekend = Export(pd.DataFrame()), _bekende_koppen(koppen)
    rijen: list[dict[str, Any]] = []
    for bestand, pad in paden.items():
        try:
            bladen = lees_bladen(pad, bestand, bekend, export.meldingen)
        except Structuurfout as fout:
            export.structuur.append(fout.fout)
            continue
        rijen += _lees_bestand(bladen, bestand, bekend, koppen, export)
    tabel = pd.DataFrame(rijen, columns=list(RUW))
    export.rijen = tabel.astype({naam: "int64" if naam == "rij" else "str" for naam in RUW})
    return export


def _bekende_koppen(koppen: Koppen) -> dict[str, _Kolom]:
    """Return ``{sleutel: (onderdeel, veld)}`` for every version of the questionnaire; the newest wins."""
    bekend: dict[str, _Kolom] = {}
    for jaar in vragenlijstversies():
        bekend |= koppen.brede_kolommen(lees_vragenlijst(jaar))
    return bekend | {vorm: ("", naam) for vorm, naam in koppen.kolommen().items()}


def _lees_bestand(
    bladen: list[Blad], bestand: str, bekend: Mapping[str, _Kolom], koppen: Koppen, export: Export
) -> Iterator[dict[str, Any]]:
    """Yield the answers on the sheets with answers; other sheets (a guide, lists) are noted and left out."""
    gevonden = 0
    for blad in bladen:
        if not any(map(niet_leeg, blad.rijen)):
            continue
        kop = zoek_kop(blad, lambda rij: _herken(rij, bekend), bool)
        namen = {veld for onderdeel, veld in kop.kolommen.values() if not onderdeel}
        if len(namen & set(_VERPLICHT)) < 2 and len(bladen) > 1:
            reden = "werkblad zonder antwoorden overgeslagen"
            export.meldingen.append(InvoerFout(bestand, reden, blad.naam))
            continue
        gevonden += 1
        fouten = list(_kopfouten(kop))
        export.structuur += fouten
        if not fouten:
            export.meldingen += _meld_kop(kop, koppen)
            yield from _rijen(kop, export)
    if not gevonden:
        export.structuur.append(InvoerFout(bestand, "geen enkel werkblad met antwoorden op het venster"))


def _herken(rij: list[object], bekend: Mapping[str, _Kolom]) -> dict[int, _Kolom]:
    """Return what the columns are; in a wide export a text that belongs to no part is not read."""
    vormen = {k: sleutel(celtekst(cel)) for k, cel in enumerate(rij)}
    kolommen = {k: bekend[vorm] for k, vorm in vormen.items() if vorm in bekend}
    if any(onderdeel for onderdeel, _ in kolommen.values()):
        return {k: kolom for k, kolom in kolommen.items() if kolom[0] or kolom[1] in WIE}
    return kolommen


def _kopfouten(kop: Kop[_Kolom]) -> Iterator[InvoerFout]:
    plaats, aanwezig = kop.plaats, list(kop.kolommen.values())
    for naam in _VERPLICHT:
        if ("", naam) not in aanwezig:
            reden = "verplichte kolom ontbreekt"
            yield InvoerFout(reden=reden, kolom=naam, suggestie=dichtst(naam, kop.vreemd), **plaats)
    for kolom, dubbel in kop.dubbel():
        reden = f"twee kolommen voor {' van '.join(deel for deel in kolom[::-1] if deel)}"
        yield InvoerFout(reden=reden, kolom=dubbel[0], waarde=" / ".join(dubbel), **plaats)
    breed = any(onderdeel for onderdeel, _ in aanwezig)
    lang = {("", "onderdeel"), ("", "antwoord")} <= set(aanwezig)
    if not breed and not lang:
        reden = "geen kolommen met antwoorden: een kolom per onderdeel, of de kolommen onderdeel en antwoord"
        yield InvoerFout(reden=reden, **plaats)
    if ("", "meetjaar") not in aanwezig and not _jaar(kop.blad):
        reden = "meetjaar onbekend: geen kolom meetjaar, en geen jaar in de naam van het blad of het bestand"
        yield InvoerFout(reden=reden, kolom="meetjaar", **plaats)


def _meld_kop(kop: Kop[_Kolom], koppen: Koppen) -> Iterator[InvoerFout]:
    zelf = {sleutel(naam) for naam in koppen.overslaan["kolommen"]}
    for k, tekst in enumerate(kop.teksten):
        if not tekst or sleutel(tekst) in zelf:
            continue
        if k not in kop.kolommen:
            yield InvoerFout(reden="onbekende kolom, niet gelezen", kolom=tekst, **kop.plaats)
        elif sleutel(tekst) != sleutel(kop.kolommen[k][1]):
            wat = ", ".join(deel for deel in kop.kolommen[k] if deel)
            yield InvoerFout(reden=f"kolomkop gelezen als {wat}", kolom=tekst, **kop.plaats)


def _jaar(blad: Blad) -> str:
    """Return the year in the name of the sheet, else of the file, else an empty text."""
    gevonden = _JAAR.search(blad.naam) or _JAAR.search(Path(blad.bestand).name)
    return gevonden[1] if gevonden else ""


def _rijen(kop: Kop[_Kolom], export: Export) -> Iterator[dict[str, Any]]:
    """Yield the answers below the heads: one per row of a long export, one per part of a wide one."""
    blad, kolommen, teksten = kop.blad, kop.kolommen, kop.teksten
    for k, (onderdeel, veld) in kolommen.items():
        export.koppen[blad.bestand, blad.naam, onderdeel, veld] = teksten[k]
    jaar = _jaar(blad)
    delen = list(dict.fromkeys(onderdeel for onderdeel, _ in kolommen.values() if onderdeel))
    for nummer, _, gelezen in kop.rijen():
        export.gelezen += 1
        cellen = dict(zip(kolommen.values(), gelezen, strict=True))
        if not any(cellen.values()):
            export.leeg += 1
            continue
        wie = {naam: cellen.get(("", naam), "") for naam in WIE}
        basis = {"bestand": blad.bestand, "blad": blad.naam, "rij": nummer} | wie
        basis["meetjaar"] = wie["meetjaar"] or jaar
        if delen:
            for onderdeel in delen:
                antwoord = {veld: cellen.get((onderdeel, veld), "") for veld in VRAAGVELDEN}
                yield {**basis, "onderdeel": onderdeel, **antwoord}
        else:
            antwoord = {veld: cellen.get(("", veld), "") for veld in ("onderdeel", *VRAAGVELDEN)}
            yield {**basis, **antwoord}
