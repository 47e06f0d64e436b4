"""Raw project files, CSV or Excel, read untouched into a table of strings that remembers its places.

Nothing is judged here but form: what a cell says is for :mod:`lib.inlezen.rijen`. What spreadsheets do to
data (merged cells, formulas, error values, dates made of text, title rows, forgotten columns) is found and
reported with its place.
"""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from lib.gebied.aliassen import aliassen_van, sleutel
from lib.grond.fouten import InvoerFout, dichtst
from lib.inlezen.celkeuring import Celkeuring, opgesomd
from lib.inlezen.kolommen import ERVARINGEN as ERVARINGEN
from lib.inlezen.kolommen import OPTIONEEL as OPTIONEEL
from lib.inlezen.kolommen import PROJECTKOLOMMEN, VERPLICHT
from lib.inlezen.koppelen import BLADKOLOMMEN, Afspraak, afspraak_van
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

PLAATS = ("bestand", "blad", "rij")
Plek = tuple[str, str, int]  # bestand, blad, rij
_TE_BREED = "rij heeft meer cellen dan er kolommen zijn; ontbreken er aanhalingstekens om een tekst?"
_BREED = 5  # columns that must be filled for a sheet to look like projects
_WEINIG = 3  # filled cells that a heading or a total has at most
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


@dataclass(frozen=True)
class Alleen:
    """The few cells of a row that holds little else: their texts and columns, ``""`` for one not read."""

    teksten: tuple[str, ...]
    kolommen: tuple[str, ...]


@dataclass
class Bron:
    """What reading gave.

    ``rijen``: bestand, blad, rij (int) and ``PROJECTKOLOMMEN`` (str, ``""`` for nothing), in order of
    reading. ``structuur``: faults for which nothing can be used. ``celfouten``: faults that reject their row,
    ``twijfels``: what makes it doubtful. ``meldingen``: notices. ``leeg``: the number of empty rows left out.
    ``alleen``: of a row in which one cell holds something, its text; ``boven``: the heading above a row.
    ``koppen``: how many rows were headings or totals. ``scheiding``: what separates the values in the cells
    of a file, where *koppelen* says so.
    """

    rijen: pd.DataFrame
    structuur: list[InvoerFout]
    celfouten: list[InvoerFout]
    meldingen: list[InvoerFout]
    leeg: int
    twijfels: list[InvoerFout] = field(default_factory=list)
    alleen: dict[Plek, Alleen] = field(default_factory=dict)
    boven: dict[Plek, str] = field(default_factory=dict)
    koppen: int = 0
    scheiding: dict[tuple[str, str], str] = field(default_factory=dict)


def lees_bron(pad: Path, bestand: str, aliassen: pd.DataFrame, afspraken: Sequence[Afspraak] = ()) -> Bron:
    """Return everything in the project file ``pad``; ``bestand`` is its name in messages.

    ``aliassen`` (see :func:`lib.gebied.aliassen.lees_aliassen`) holds other column names and the names of
    sheets without projects; ``afspraken`` what is agreed with its sender (:mod:`lib.inlezen.koppelen`).
    Nothing is raised for what stands in the file: see :class:`Bron`.
    """
    bron = Bron(pd.DataFrame(), [], [], [], 0)
    delen: list[pd.DataFrame] = []
    afspraak = afspraak_van(bestand, afspraken)
    overslaan, koppen = aliassen_van(aliassen, "blad"), _koppen(aliassen, bron.structuur)
    koppen = koppen | afspraak.koppen
    try:
        bladen = lees_bladen(pad, bestand, koppen, bron.meldingen)
    except Structuurfout as fout:
        bron.structuur.append(fout.fout)
        bladen = []
    zelf = _zelf_genoemd(aliassen)
    for kop in _projectbladen(bladen, overslaan, zelf, koppen, afspraak, bron):
        delen.append(_lees_blad(kop, afspraak, bron))
    if bladen:
        bron.structuur.extend(afspraak.ontbrekende_bladen([blad.naam for blad in bladen], bestand))
    if bladen and not delen and not bron.structuur:
        bron.structuur.append(InvoerFout(bestand, "geen enkel werkblad met projecten"))
    leeg = pd.DataFrame(columns=[*PLAATS, *PROJECTKOLOMMEN], dtype=str).astype({"rij": "int64"})
    bron.rijen = pd.concat(delen, ignore_index=True) if delen else leeg
    return bron


def kolomkoppen(aliassen: pd.DataFrame) -> dict[str, str]:
    """Return ``{sleutel of a head: column}``: the columns' own names and their aliases."""
    return _koppen(aliassen, [])


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


def _zelf_genoemd(aliassen: pd.DataFrame) -> set[str]:
    """Return the sheets that an edition itself leaves out; others are known only by their name."""
    if "eigen" not in aliassen:
        return set()
    return {
        sleutel(naam) for naam in aliassen.loc[aliassen["eigen"] & (aliassen["soort"] == "blad"), "alias"]
    }


# ---- sheets ---------------------------------------------------------------------------------------


def _projectbladen(
    bladen: list[Blad],
    overslaan: Mapping[str, object],
    zelf: Container[str],
    koppen: Mapping[str, str],
    afspraak: Afspraak,
    bron: Bron,
) -> Iterator[Kop[str]]:
    """Yield the heads of the sheets with projects."""
    for blad in bladen:
        plaats: dict[str, Any] = {"bestand": blad.bestand, "blad": blad.naam}
        if not any(map(niet_leeg, blad.rijen)):
            if not blad.naam:
                bron.structuur.append(InvoerFout(reden="bestand is leeg", **plaats))
            else:
                bron.meldingen.append(InvoerFout(reden="leeg werkblad overgeslagen", **plaats))
            continue
        if afspraak.slaat_over(blad.naam):
            reden = f"werkblad overgeslagen, zoals de koppeling met {afspraak.naam} zegt"
            bron.meldingen.append(InvoerFout(reden=reden, **plaats))
            continue
        kop = zoek_kop(blad, lambda rij: herken(rij, koppen), VERPLICHT.__contains__)
        if sleutel(blad.naam) in overslaan:
            bekend = len(_verplichte(kop))
            vol = bekend >= len(VERPLICHT) - 1 and not _is_voorbeeldblad(blad.naam)
            if sleutel(blad.naam) in zelf or not vol:
                bron.meldingen.append(_overgeslagen(kop, bekend))
                continue
            reden = "heet als een blad zonder projecten, maar heeft kolommen van projecten; gelezen"
            bron.meldingen.append(InvoerFout(reden=reden, **plaats))
        fouten = _kopfouten(kop, afspraak)
        if blad.verborgen:
            wat = "overgeslagen" if fouten else "meegelezen"
            bron.meldingen.append(InvoerFout(reden=f"verborgen werkblad {wat}", **plaats))
            if fouten:
                continue
        if fouten:
            bron.structuur.extend(fouten)
            continue
        yield kop


def _is_voorbeeldblad(naam: str) -> bool:
    return "voorbeeld" in sleutel(naam)


def _verplichte(kop: Kop[str]) -> set[str]:
    return set(kop.kolommen.values()) & set(VERPLICHT)


def _overgeslagen(kop: Kop[str], bekend: int) -> InvoerFout:
    """Say that a sheet was left out, and how much stands on it that looks like projects."""
    reden = "werkblad overgeslagen: naam van een blad zonder projecten"
    if bekend > 1:
        aantal = sum(niet_leeg(rij) for _, rij, _ in kop.rijen())
        reden += f", maar het heeft {bekend} kolommen van projecten en {aantal} rij(en): klopt dat?"
    return InvoerFout(kop.blad.bestand, reden, kop.blad.naam)


def _kopfouten(kop: Kop[str], afspraak: Afspraak) -> list[InvoerFout]:
    reden = "kolom komt meer dan eens voor"
    fouten = [
        InvoerFout(reden=reden, kolom=naam, waarde=" / ".join(koppen), **kop.plaats)
        for naam, koppen in kop.dubbel()
    ]
    fouten += afspraak.veranderd(kop)
    return fouten + _ontbrekende_kolommen(kop, afspraak)


def _ontbrekende_kolommen(kop: Kop[str], afspraak: Afspraak) -> list[InvoerFout]:
    """Return a fault per required column that is not there; one for a sheet that is about something else."""
    over, blad = kop.vreemd, kop.blad
    ontbreekt = [naam for naam in VERPLICHT if naam not in _verplichte(kop)]
    ontbreekt = [naam for naam in ontbreekt if not afspraak.geeft(naam, blad.naam)]
    if not ontbreekt:
        return []
    if blad.naam and len(_verplichte(kop)) <= 1:
        if breed := _brede_rij(kop):
            reden = (
                f"nog geen kolommen van projecten herkend; zeg in notebook 14-koppelen of "
                f"koppelen.toml welke van deze koppen welke kolom is: {', '.join(breed)}"
            )
            return [InvoerFout(reden=reden, **kop.plaats)]
        anders = "staan er geen projecten op, noem het dan in aliassen.csv"
        reden = f"werkblad zonder kolommen van projecten ({', '.join(over) or 'geen koppen'}); {anders}"
        return [InvoerFout(reden=reden, suggestie=f"blad,{blad.naam},overslaan", **kop.plaats)]
    reden = "verplichte kolom ontbreekt"
    if over:
        hoe = "koppel die dan (notebook 14-koppelen, of soort kolom in aliassen.csv)"
        reden += f"; is het een van deze, {hoe}: {', '.join(over)}"
    fouten = []
    for naam in ontbreekt:
        wat, tip = reden, dichtst(naam, over)
        if naam in BLADKOLOMMEN and blad.naam and not tip:
            wat = f"{reden}; is «{blad.naam}», de naam van het blad, de waarde, zeg dat dan in koppelen.toml"
            tip = f'bladnaam = "{naam}"'
        fouten.append(InvoerFout(reden=wat, kolom=naam, suggestie=tip, **kop.plaats))
    return fouten


def _brede_rij(kop: Kop[str]) -> list[str]:
    """Return what may be the heads of a sheet of which at most one column is known; nothing for none.

    It may hold projects where a title is known, or where two rows or more are filled in five columns.
    """
    if "titel" in kop.kolommen.values():
        return [tekst for tekst in kop.teksten if tekst]
    breed = [rij for rij in kop.blad.rijen if sum(map(gevuld, rij)) >= _BREED]
    return [celtekst(cel) for cel in breed[0] if gevuld(cel)] if len(breed) > 1 else []


def _lees_blad(kop: Kop[str], afspraak: Afspraak, bron: Bron) -> pd.DataFrame:
    """Return the rows below the heads, and add to ``bron`` what was noticed in them."""
    bron.meldingen.extend(_meld_kop(kop))
    blad, gevonden, lege, breedte = kop.blad, [], [], len(kop.teksten)
    for nummer, rij, cellen in kop.rijen():
        if not niet_leeg(rij):
            lege.append(nummer)
            continue
        gevonden.append((nummer, rij, cellen))
        if not blad.naam and any(map(gevuld, rij[breedte:])):
            titel = dict(zip(kop.kolommen.values(), cellen, strict=True)).get("titel", "")
            bron.celfouten.append(InvoerFout(blad.bestand, _TE_BREED, rij=nummer, titel=titel))
        if len(rij) - rij.count(None) - rij.count("") > 2 * _WEINIG:
            continue
        waar = [k for k, cel in enumerate(rij) if gevuld(cel)]
        if len(waar) <= _WEINIG:
            bron.alleen[blad.bestand, blad.naam, nummer] = Alleen(
                tuple(celtekst(rij[k]) for k in waar), tuple(kop.kolommen.get(k, "") for k in waar)
            )
    bron.leeg += len(lege)
    if lege:
        reden = f"{len(lege)} lege rij(en) overgeslagen: {opgesomd(lege)}"
        bron.meldingen.append(InvoerFout(blad.bestand, reden, blad.naam, rij=lege[0]))
    nummers = [nummer for nummer, _, _ in gevonden]
    tabel = pd.DataFrame(
        [cellen for _, _, cellen in gevonden], columns=list(kop.kolommen.values()), dtype=str
    )
    tabel = tabel.reindex(columns=list(PROJECTKOLOMMEN), fill_value="")
    keuring = Celkeuring(kop, DATUM_MAG, VERPLICHT, "titel").keur(gevonden)
    tabel = afspraak.pas_toe(tabel, kop, nummers, keuring)
    bron.celfouten += keuring.celfouten
    bron.twijfels += keuring.twijfels
    bron.meldingen += keuring.meldingen
    if afspraak.scheiding:
        bron.scheiding[blad.bestand, blad.naam] = afspraak.scheiding
    tabel.insert(0, "bestand", blad.bestand)
    tabel.insert(1, "blad", blad.naam)
    tabel.insert(2, "rij", pd.Series(nummers, dtype="int64"))
    return tabel


def _meld_kop(kop: Kop[str]) -> Iterator[InvoerFout]:
    blad, teksten = kop.blad, kop.teksten
    boven = sum(map(niet_leeg, blad.rijen[: kop.rij + 1 - kop.hoogte]))
    if kop.hoogte > 1:
        van = kop.rij + 2 - kop.hoogte
        yield InvoerFout(
            reden=f"kolomkoppen gelezen uit de rijen {van} tot en met {kop.rij + 1}", **kop.plaats
        )
    if boven:
        yield InvoerFout(reden=f"{boven} rij(en) boven de kolomkoppen niet gelezen", **kop.plaats)
    for k, naam in kop.kolommen.items():
        if sleutel(teksten[k]) != sleutel(naam):
            reden = f"kolomkop gelezen als {naam}"
            yield InvoerFout(reden=reden, kolom=naam, waarde=teksten[k], **kop.plaats)
    zonder_kop = [k for k, tekst in enumerate(teksten) if not tekst]
    gevulde: Counter[int] = Counter()
    for _, rij, _ in kop.rijen() if blad.naam else ():
        gevulde.update(k for k in range(len(teksten), len(rij)) if gevuld(rij[k]))
        gevulde.update(k for k in zonder_kop if k < len(rij) and gevuld(rij[k]))
    for k in sorted({*range(len(teksten)), *gevulde}):
        tekst = teksten[k] if k < len(teksten) else ""
        if k in kop.kolommen:
            continue
        cellen = gevulde[k]
        if tekst:
            suggestie = dichtst(tekst, PROJECTKOLOMMEN)
            reden = "onbekende kolom, niet gelezen"
            yield InvoerFout(reden=reden, kolom=tekst, suggestie=suggestie, **kop.plaats)
        elif cellen:
            reden = f"kolom {kolomletter(k)} heeft geen kop en is niet gelezen ({cellen} gevulde cellen)"
            yield InvoerFout(reden=reden, **kop.plaats)
