"""Raw project files, CSV or Excel, read untouched into a table of strings that remembers its places.

Nothing is judged here but form: what a cell says is for :mod:`lib.inlezen.rijen`. What spreadsheets do to
data (merged cells, formulas, error values, dates made of text, title rows, forgotten columns) is found and
reported with its place.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from lib.gebied.aliassen import aliassen_van, sleutel
from lib.grond.fouten import InvoerFout
from lib.grond.tabel import dichtst
from lib.inlezen.werkblad import KOPRIJEN, Blad, Structuurfout, celtekst, gevuld, kolomletter, lees_bladen

VERPLICHT = ("titel", "zorgverzekeraars", "gemeenten", "wmo_regios", "thema", "instrument", "vorm", "schaal")
# What people can write of how a project went; empty is not known.
ERVARINGEN = ("kwaliteit", "ervaren_resultaten", "werkzame_elementen", "condities", "minder_intensief")
OPTIONEEL = (
    "project_id",
    "omschrijving",
    "is_minimacontract",
    "peildatum",
    "programma",
    "subthema",
    "andere_partijen",
    *ERVARINGEN,
    "herkomst",
    "bron",
    "bron_kop",
    "bron_organisatie",
    "bron_url",
    "jaar_bron",
    "jaar_begin",
    "themas",
    "plaatsen_genoemd",
    "reden_geen_gemeenten",
    "zekerheid_zorgverzekeraars",
    "zekerheid_gemeenten",
    "zekerheid_thema",
    "zekerheid_instrument",
    "zekerheid_vorm",
    "zekerheid_schaal",
    "opmerking",
)
KOLOMMEN = VERPLICHT + OPTIONEEL
PLAATS = ("bestand", "blad", "rij")
# Only in these columns is a date no surprise; in the others Excel made it out of something else.
DATUM_MAG = (
    "peildatum",
    "omschrijving",
    "bron",
    "bron_kop",
    "opmerking",
    "programma",
    "reden_geen_gemeenten",
)
FOUTWAARDE = re.compile(
    r"^#(REF!|VERW!|N/A|N/B|NAME\?|NAAM\?|VALUE!|WAARDE!|DIV/0!|DEEL/0!|NULL!|LEEG!|NUM!|GETAL!|SPILL!|CALC!)$"
)


@dataclass
class Bron:
    """What reading gave.

    ``rijen``: bestand, blad, rij (int) and ``KOLOMMEN`` (str, ``""`` for nothing), in order of reading.
    ``structuur``: faults for which nothing can be used. ``celfouten``: faults that reject their row.
    ``meldingen``: notices. ``leeg``: the number of empty rows left out.
    """

    rijen: pd.DataFrame
    structuur: list[InvoerFout]
    celfouten: list[InvoerFout]
    meldingen: list[InvoerFout]
    leeg: int


def lees_bron(pad: Path, bestand: str, aliassen: pd.DataFrame) -> Bron:
    """Return everything in the project file ``pad``; ``bestand`` is its name in messages.

    ``aliassen`` (see :func:`lib.gebied.aliassen.lees_aliassen`) holds other column names and the names of
    sheets without projects. Nothing is raised for what stands in the file: see :class:`Bron`.
    """
    bron = Bron(pd.DataFrame(), [], [], [], 0)
    delen: list[pd.DataFrame] = []
    overslaan, koppen = aliassen_van(aliassen, "blad"), _koppen(aliassen, bron.structuur)
    try:
        bladen = lees_bladen(pad, bestand, koppen, bron.meldingen)
    except Structuurfout as fout:
        bron.structuur.append(fout.fout)
        bladen = []
    for blad in _projectbladen(bladen, overslaan, koppen, bron):
        delen.append(_lees_blad(blad, koppen, bron))
    if bladen and not delen and not bron.structuur:
        bron.structuur.append(InvoerFout(bestand, "geen enkel werkblad met projecten"))
    leeg = pd.DataFrame(columns=[*PLAATS, *KOLOMMEN], dtype=str).astype({"rij": "int64"})
    bron.rijen = pd.concat(delen, ignore_index=True) if delen else leeg
    return bron


def _koppen(aliassen: pd.DataFrame, structuur: list[InvoerFout]) -> dict[str, str]:
    """Return ``{sleutel: column}``; the column's own name comes last and so wins."""
    kolommen = aliassen[aliassen["soort"] == "kolom"]
    for rij in kolommen[~kolommen["naam"].isin(KOLOMMEN)].itertuples():
        reden = f"alias «{rij.alias}» verwijst naar een onbekende kolom"
        nabij = dichtst(rij.naam, KOLOMMEN)
        structuur.append(
            InvoerFout(rij.bestand, reden, rij=rij.rij, kolom="naam", waarde=rij.naam, suggestie=nabij)
        )
    anders = {vorm: naam for vorm, (naam, _) in aliassen_van(aliassen, "kolom").items()}
    return anders | {sleutel(naam): naam for naam in KOLOMMEN}


# ---- sheets ---------------------------------------------------------------------------------------


def _projectbladen(
    bladen: list[Blad], overslaan: Mapping[str, Any], koppen: Mapping[str, str], bron: Bron
) -> Iterator[tuple[Blad, int, dict[int, str]]]:
    """Yield the sheets with projects, each with its header row (0-based) and ``{column number: name}``."""
    for blad in bladen:
        plaats: dict[str, Any] = {"bestand": blad.bestand, "blad": blad.naam}
        if sleutel(blad.naam) in overslaan:
            bron.meldingen.append(
                InvoerFout(reden="werkblad overgeslagen: naam van een blad zonder projecten", **plaats)
            )
            continue
        if not any(gevuld(cel) for rij in blad.rijen for cel in rij):
            if not blad.naam:
                bron.structuur.append(InvoerFout(reden="bestand is leeg", **plaats))
            else:
                bron.meldingen.append(InvoerFout(reden="leeg werkblad overgeslagen", **plaats))
            continue
        koprij, kolommen, fouten = _kop(blad, koppen)
        if blad.verborgen:
            wat = "overgeslagen" if fouten else "meegelezen"
            bron.meldingen.append(InvoerFout(reden=f"verborgen werkblad {wat}", **plaats))
            if fouten:
                continue
        if fouten:
            bron.structuur.extend(fouten)
            continue
        yield blad, koprij, kolommen


def _kop(blad: Blad, koppen: Mapping[str, str]) -> tuple[int, dict[int, str], list[InvoerFout]]:
    """Find the header: the row, within the first ten that hold something, with most required columns."""
    kandidaten = [i for i, rij in enumerate(blad.rijen) if any(gevuld(cel) for cel in rij)][:KOPRIJEN]
    tellingen = {i: len(set(_herken(blad.rijen[i], koppen).values()) & set(VERPLICHT)) for i in kandidaten}
    koprij = max(kandidaten, key=lambda i: tellingen[i])
    plaats: dict[str, Any] = {"bestand": blad.bestand, "blad": blad.naam, "rij": koprij + 1}
    kolommen = _herken(blad.rijen[koprij], koppen)
    fouten = []
    for naam in dict.fromkeys(kolommen.values()):
        dubbel = [celtekst(blad.rijen[koprij][k]) for k, n in kolommen.items() if n == naam]
        if len(dubbel) > 1:
            reden = "kolom komt meer dan eens voor"
            fouten.append(InvoerFout(reden=reden, kolom=naam, waarde=" / ".join(dubbel), **plaats))
    return koprij, kolommen, fouten + _ontbrekende_kolommen(blad.rijen[koprij], kolommen, plaats)


def _ontbrekende_kolommen(kop: list[object], kolommen: dict[int, str], plaats: dict) -> list[InvoerFout]:
    """Return a fault per required column that is not there; one for a sheet that is about something else."""
    ontbreekt = [naam for naam in VERPLICHT if naam not in kolommen.values()]
    over = [celtekst(cel) for k, cel in enumerate(kop) if gevuld(cel) and k not in kolommen]
    if plaats["blad"] and len(ontbreekt) >= len(VERPLICHT) - 1:
        anders = "staan er geen projecten op, noem het dan in aliassen.csv"
        reden = f"werkblad zonder kolommen van projecten ({', '.join(over) or 'geen koppen'}); {anders}"
        return [InvoerFout(reden=reden, suggestie=f"blad,{plaats['blad']},overslaan", **plaats)]
    reden = "verplichte kolom ontbreekt"
    if over:
        reden += f"; is het een van deze, noem die dan in aliassen.csv (soort kolom): {', '.join(over)}"
    return [
        InvoerFout(reden=reden, kolom=naam, suggestie=dichtst(naam, over), **plaats) for naam in ontbreekt
    ]


def _herken(rij: list[object], koppen: Mapping[str, str]) -> dict[int, str]:
    """Return ``{column number: name}``; where a column stands under its own name, an alias is not it."""
    vormen = {k: sleutel(celtekst(cel)) for k, cel in enumerate(rij)}
    gevonden = {k: (vorm, koppen[vorm]) for k, vorm in vormen.items() if vorm in koppen}
    eigen = {naam for vorm, naam in gevonden.values() if vorm == sleutel(naam)}
    return {k: naam for k, (vorm, naam) in gevonden.items() if vorm == sleutel(naam) or naam not in eigen}


def _lees_blad(
    gevonden: tuple[Blad, int, dict[int, str]], koppen: Mapping[str, str], bron: Bron
) -> pd.DataFrame:
    """Return the rows below the header, and add to ``bron`` what was noticed in them."""
    blad, koprij, kolommen = gevonden
    bron.meldingen.extend(_meld_kop(blad, koprij, kolommen))
    volgorde = sorted(kolommen)
    namen = [kolommen[k] for k in volgorde]
    rijen, nummers, lege = [], [], []
    for nummer, rij in enumerate(blad.rijen[koprij + 1 :], start=koprij + 2):
        cellen = [celtekst(rij[k]) if k < len(rij) else "" for k in volgorde]
        if not any(cellen) and not any(gevuld(cel) for cel in rij):
            lege.append(nummer)
            continue
        rijen.append(cellen)
        nummers.append(nummer)
    bron.leeg += len(lege)
    if lege:
        waar = ", ".join(str(nummer) for nummer in lege[:10]) + (", …" if len(lege) > 10 else "")
        reden = f"{len(lege)} lege rij(en) overgeslagen: {waar}"
        bron.meldingen.append(InvoerFout(blad.bestand, reden, blad.naam, rij=lege[0]))
    tabel = pd.DataFrame(rijen, columns=namen, dtype=str).reindex(columns=list(KOLOMMEN), fill_value="")
    _bekijk_cellen(blad, koprij, dict(zip(nummers, rijen, strict=True)), kolommen, bron)
    _bekijk_samengevoegd(blad, nummers, koprij + 1, kolommen, bron)
    tabel.insert(0, "bestand", blad.bestand)
    tabel.insert(1, "blad", blad.naam)
    tabel.insert(2, "rij", pd.Series(nummers, dtype="int64"))
    return tabel


def _meld_kop(blad: Blad, koprij: int, kolommen: Mapping[int, str]) -> Iterator[InvoerFout]:
    plaats: dict[str, Any] = {"bestand": blad.bestand, "blad": blad.naam}
    boven = sum(1 for rij in blad.rijen[:koprij] if any(gevuld(cel) for cel in rij))
    if boven:
        yield InvoerFout(reden=f"{boven} rij(en) boven de kolomkoppen niet gelezen", rij=koprij + 1, **plaats)
    kop = blad.rijen[koprij]
    for k, naam in kolommen.items():
        if sleutel(celtekst(kop[k])) != sleutel(naam):
            reden = f"kolomkop gelezen als {naam}"
            yield InvoerFout(reden=reden, rij=koprij + 1, kolom=naam, waarde=celtekst(kop[k]), **plaats)
    breedte = max(len(rij) for rij in blad.rijen) if blad.naam else len(kop)
    for k in range(breedte):
        tekst = celtekst(kop[k]) if k < len(kop) else ""
        if k in kolommen:
            continue
        cellen = sum(1 for rij in blad.rijen[koprij + 1 :] if k < len(rij) and gevuld(rij[k]))
        if tekst:
            suggestie = dichtst(tekst, KOLOMMEN)
            reden = "onbekende kolom, niet gelezen"
            yield InvoerFout(reden=reden, rij=koprij + 1, kolom=tekst, suggestie=suggestie, **plaats)
        elif cellen:
            reden = f"kolom {kolomletter(k)} heeft geen kop en is niet gelezen ({cellen} gevulde cellen)"
            yield InvoerFout(reden=reden, rij=koprij + 1, **plaats)


# ---- cells ----------------------------------------------------------------------------------------


def _bekijk_cellen(
    blad: Blad, koprij: int, rijen: Mapping[int, list[str]], kolommen: Mapping[int, str], bron: Bron
) -> None:
    """Report error values, formulas, dates where no date belongs, cells beyond the header, stray spaces."""
    volgorde = sorted(kolommen)
    namen = [kolommen[k] for k in volgorde]
    titel, breedte = namen.index("titel"), len(blad.rijen[koprij])
    randen: dict[str, list[int]] = {}
    for nummer, cellen in rijen.items():
        ruw = blad.rijen[nummer - 1]
        plaats: dict[str, Any] = {
            "bestand": blad.bestand,
            "blad": blad.naam,
            "rij": nummer,
            "titel": cellen[titel],
        }
        for k, naam, tekst in zip(volgorde, namen, cellen, strict=True):
            waarde = ruw[k] if k < len(ruw) else None
            cel = plaats | {"kolom": naam, "waarde": tekst}
            if FOUTWAARDE.match(tekst):
                bron.celfouten.append(
                    InvoerFout(reden="foutwaarde van Excel in plaats van een gegeven", **cel)
                )
            elif isinstance(waarde, dt.date | dt.time | dt.timedelta) and naam not in DATUM_MAG:
                reden = (
                    "Excel heeft van deze cel een datum of tijd gemaakt; maak er tekst van en vul opnieuw in"
                )
                bron.celfouten.append(InvoerFout(reden=reden, **cel))
            if (nummer, k + 1) in blad.formules:
                _bekijk_formule(cel, bron)
            if isinstance(waarde, str) and waarde != tekst:
                randen.setdefault(naam, []).append(nummer)
        if not blad.naam and any(gevuld(cel) for cel in ruw[breedte:]):
            reden = "rij heeft meer cellen dan er kolommen zijn; ontbreken er aanhalingstekens om een tekst?"
            bron.celfouten.append(InvoerFout(reden=reden, **plaats))
    for naam, nummers in randen.items():
        reden = f"spaties of onzichtbare tekens rond de waarde weggelaten in {len(nummers)} cel(len)"
        bron.meldingen.append(InvoerFout(blad.bestand, reden, blad.naam, rij=nummers[0], kolom=naam))


def _bekijk_formule(cel: dict, bron: Bron) -> None:
    if cel["waarde"]:
        bron.meldingen.append(InvoerFout(reden="formule; de laatst berekende waarde is gelezen", **cel))
    else:
        reden = "formule zonder berekende waarde; open het werkboek in Excel en sla het op, of plak de waarde"
        bron.celfouten.append(InvoerFout(reden=reden, **cel))


def _bekijk_samengevoegd(
    blad: Blad, nummers: list[int], koprij: int, kolommen: Mapping[int, str], bron: Bron
) -> None:
    """A merged area has one value, in its top left cell; no other row silently gets it."""
    for links, boven, rechts, onder, gebied in blad.samengevoegd:
        namen = [kolommen[k] for k in range(links - 1, rechts) if k in kolommen]
        if onder <= koprij or not namen:
            continue
        rij = blad.rijen[boven - 1] if boven <= len(blad.rijen) else []
        getoond = celtekst(rij[links - 1]) if links <= len(rij) else ""
        plaats: dict[str, Any] = {"bestand": blad.bestand, "blad": blad.naam, "waarde": getoond}
        reden = f"samengevoegde cellen {gebied}; alleen de cel linksboven heeft een waarde"
        bron.meldingen.append(InvoerFout(reden=reden, rij=boven, kolom=namen[0], **plaats))
        reden = (
            f"cel is leeg doordat hij hoort bij de samengevoegde cellen {gebied}; hef dat op en vul hem in"
        )
        for nummer in (nummer for nummer in nummers if boven <= nummer <= onder):
            for k, naam in kolommen.items():
                leeg = links <= k + 1 <= rechts and (nummer, k + 1) != (boven, links)
                if leeg and naam in VERPLICHT:
                    cel: dict[str, Any] = {"rij": nummer, "kolom": naam, "suggestie": getoond}
                    bron.celfouten.append(InvoerFout(reden=reden, **cel, **plaats))
