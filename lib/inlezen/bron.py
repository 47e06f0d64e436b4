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
from lib.grond.fouten import InvoerFout, dichtst
from lib.inlezen.werkblad import (
    Blad,
    Kop,
    Structuurfout,
    celtekst,
    gevuld,
    herken,
    kolomletter,
    lees_bladen,
    niet_leeg,
    zoek_kop,
)

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
PROJECTKOLOMMEN = VERPLICHT + OPTIONEEL
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

    ``rijen``: bestand, blad, rij (int) and ``PROJECTKOLOMMEN`` (str, ``""`` for nothing), in order of
    reading. ``structuur``: faults for which nothing can be used. ``celfouten``: faults that reject their row.
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
    for kop in _projectbladen(bladen, overslaan, koppen, bron):
        delen.append(_lees_blad(kop, bron))
    if bladen and not delen and not bron.structuur:
        bron.structuur.append(InvoerFout(bestand, "geen enkel werkblad met projecten"))
    leeg = pd.DataFrame(columns=[*PLAATS, *PROJECTKOLOMMEN], dtype=str).astype({"rij": "int64"})
    bron.rijen = pd.concat(delen, ignore_index=True) if delen else leeg
    return bron


def _koppen(aliassen: pd.DataFrame, structuur: list[InvoerFout]) -> dict[str, str]:
    """Return ``{sleutel: column}``; the column's own name comes last and so wins."""
    kolommen = aliassen[aliassen["soort"] == "kolom"]
    for rij in kolommen[~kolommen["naam"].isin(PROJECTKOLOMMEN)].itertuples():
        reden = f"alias «{rij.alias}» verwijst naar een onbekende kolom"
        nabij = dichtst(rij.naam, PROJECTKOLOMMEN)
        structuur.append(
            InvoerFout(rij.bestand, reden, rij=rij.rij, kolom="naam", waarde=rij.naam, suggestie=nabij)
        )
    anders = {vorm: naam for vorm, (naam, _) in aliassen_van(aliassen, "kolom").items()}
    return anders | {sleutel(naam): naam for naam in PROJECTKOLOMMEN}


# ---- sheets ---------------------------------------------------------------------------------------


def _projectbladen(
    bladen: list[Blad], overslaan: Mapping[str, object], koppen: Mapping[str, str], bron: Bron
) -> Iterator[Kop[str]]:
    """Yield the heads of the sheets with projects."""
    for blad in bladen:
        plaats: dict[str, Any] = {"bestand": blad.bestand, "blad": blad.naam}
        if sleutel(blad.naam) in overslaan:
            bron.meldingen.append(
                InvoerFout(reden="werkblad overgeslagen: naam van een blad zonder projecten", **plaats)
            )
            continue
        if not any(map(niet_leeg, blad.rijen)):
            if not blad.naam:
                bron.structuur.append(InvoerFout(reden="bestand is leeg", **plaats))
            else:
                bron.meldingen.append(InvoerFout(reden="leeg werkblad overgeslagen", **plaats))
            continue
        kop = zoek_kop(blad, lambda rij: herken(rij, koppen), VERPLICHT.__contains__)
        fouten = _kopfouten(kop)
        if blad.verborgen:
            wat = "overgeslagen" if fouten else "meegelezen"
            bron.meldingen.append(InvoerFout(reden=f"verborgen werkblad {wat}", **plaats))
            if fouten:
                continue
        if fouten:
            bron.structuur.extend(fouten)
            continue
        yield kop


def _kopfouten(kop: Kop[str]) -> list[InvoerFout]:
    reden = "kolom komt meer dan eens voor"
    fouten = [
        InvoerFout(reden=reden, kolom=naam, waarde=" / ".join(koppen), **kop.plaats)
        for naam, koppen in kop.dubbel()
    ]
    return fouten + _ontbrekende_kolommen(kop)


def _ontbrekende_kolommen(kop: Kop[str]) -> list[InvoerFout]:
    """Return a fault per required column that is not there; one for a sheet that is about something else."""
    ontbreekt = [naam for naam in VERPLICHT if naam not in kop.kolommen.values()]
    over, blad = kop.vreemd, kop.blad.naam
    if blad and len(ontbreekt) >= len(VERPLICHT) - 1:
        anders = "staan er geen projecten op, noem het dan in aliassen.csv"
        reden = f"werkblad zonder kolommen van projecten ({', '.join(over) or 'geen koppen'}); {anders}"
        return [InvoerFout(reden=reden, suggestie=f"blad,{blad},overslaan", **kop.plaats)]
    reden = "verplichte kolom ontbreekt"
    if over:
        reden += f"; is het een van deze, noem die dan in aliassen.csv (soort kolom): {', '.join(over)}"
    return [
        InvoerFout(reden=reden, kolom=naam, suggestie=dichtst(naam, over), **kop.plaats) for naam in ontbreekt
    ]


def _lees_blad(kop: Kop[str], bron: Bron) -> pd.DataFrame:
    """Return the rows below the heads, and add to ``bron`` what was noticed in them."""
    bron.meldingen.extend(_meld_kop(kop))
    blad, gelezen, lege = kop.blad, {}, []
    for nummer, rij, cellen in kop.rijen():
        if niet_leeg(rij):
            gelezen[nummer] = cellen
        else:
            lege.append(nummer)
    bron.leeg += len(lege)
    if lege:
        waar = ", ".join(str(nummer) for nummer in lege[:10]) + (", …" if len(lege) > 10 else "")
        reden = f"{len(lege)} lege rij(en) overgeslagen: {waar}"
        bron.meldingen.append(InvoerFout(blad.bestand, reden, blad.naam, rij=lege[0]))
    tabel = pd.DataFrame(list(gelezen.values()), columns=list(kop.kolommen.values()), dtype=str)
    tabel = tabel.reindex(columns=list(PROJECTKOLOMMEN), fill_value="")
    _bekijk_cellen(kop, gelezen, bron)
    _bekijk_samengevoegd(kop, list(gelezen), bron)
    tabel.insert(0, "bestand", blad.bestand)
    tabel.insert(1, "blad", blad.naam)
    tabel.insert(2, "rij", pd.Series(list(gelezen), dtype="int64"))
    return tabel


def _meld_kop(kop: Kop[str]) -> Iterator[InvoerFout]:
    blad, teksten = kop.blad, kop.teksten
    boven = sum(map(niet_leeg, blad.rijen[: kop.rij]))
    if boven:
        yield InvoerFout(reden=f"{boven} rij(en) boven de kolomkoppen niet gelezen", **kop.plaats)
    for k, naam in kop.kolommen.items():
        if sleutel(teksten[k]) != sleutel(naam):
            reden = f"kolomkop gelezen als {naam}"
            yield InvoerFout(reden=reden, kolom=naam, waarde=teksten[k], **kop.plaats)
    breedte = max(len(rij) for rij in blad.rijen) if blad.naam else len(teksten)
    for k in range(breedte):
        tekst = teksten[k] if k < len(teksten) else ""
        if k in kop.kolommen:
            continue
        cellen = sum(1 for rij in blad.rijen[kop.rij + 1 :] if k < len(rij) and gevuld(rij[k]))
        if tekst:
            suggestie = dichtst(tekst, PROJECTKOLOMMEN)
            reden = "onbekende kolom, niet gelezen"
            yield InvoerFout(reden=reden, kolom=tekst, suggestie=suggestie, **kop.plaats)
        elif cellen:
            reden = f"kolom {kolomletter(k)} heeft geen kop en is niet gelezen ({cellen} gevulde cellen)"
            yield InvoerFout(reden=reden, **kop.plaats)


# ---- cells ----------------------------------------------------------------------------------------


def _bekijk_cellen(kop: Kop[str], rijen: Mapping[int, list[str]], bron: Bron) -> None:
    """Report error values, formulas, dates where no date belongs, cells beyond the header, stray spaces."""
    blad, breedte = kop.blad, len(kop.teksten)
    titel = list(kop.kolommen.values()).index("titel")
    randen: dict[str, list[int]] = {}
    for nummer, cellen in rijen.items():
        ruw = blad.rijen[nummer - 1]
        plaats: dict[str, Any] = {"bestand": blad.bestand, "blad": blad.naam, "rij": nummer}
        plaats["titel"] = cellen[titel]
        for (k, naam), tekst in zip(kop.kolommen.items(), cellen, strict=True):
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


def _bekijk_samengevoegd(kop: Kop[str], nummers: list[int], bron: Bron) -> None:
    """A merged area has one value, in its top left cell; no other row silently gets it."""
    blad, kolommen = kop.blad, kop.kolommen
    for links, boven, rechts, onder, gebied in blad.samengevoegd:
        namen = [kolommen[k] for k in range(links - 1, rechts) if k in kolommen]
        if onder <= kop.rij + 1 or not namen:
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
