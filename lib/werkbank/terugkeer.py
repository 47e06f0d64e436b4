"""The answer back: for each sender a workbook with their rows and what is asked, and reading it filled in.

``python -m lib.werkbank.terugkeer EDITIE`` first reads the workbooks in ``antwoorden`` of the edition, and
then writes a new one per project file to ``data/processed/<editie>/terug``. What is settled goes to
``aliassen.csv`` (a name that holds everywhere) or ``correcties.toml`` (a cell), with sender and date.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lib.editie.bestand import voeg_blok_toe
from lib.editie.editie import Editie, lees_editie
from lib.gebied.aliassen import lees_aliassen
from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.grond.opslag import bewaar_tabel
from lib.grond.paden import uitvoer
from lib.grond.schrijven import schrijf_atomair
from lib.inlezen.correcties import lees_correcties
from lib.inlezen.werkblad import schoon
from lib.werkbank.afzenders import tel_afzenders
from lib.werkbank.herstel import OVERAL, PAAR, Twijfel, herstel, lees_nu, lees_twijfels
from lib.werkbank.terugkeerboek import (
    PARENBLAD,
    RIJENBLAD,
    SLEUTEL,
    VERZONDEN,
    lees_rijstanden,
    maak_terugkeer,
    paarsleutel,
)
from lib.werkbank.werkboekcel import bladrijen

ANTWOORDEN, TERUG = "antwoorden", "terug"


@dataclass(frozen=True)
class Celantwoord:
    """A cell that a sender changed: the row, the column, what was sent out and what came back."""

    sleutel: str
    kolom: str
    was: str
    wordt: str


@dataclass(frozen=True)
class Terugkeer:
    """A workbook that came back: of which project file, when it was sent out, and what it answers.

    ``paren`` holds the judgement (zelfde or verschillend) by the hidden key of the pair.
    """

    bestand: str
    gevraagd: str
    antwoorden: tuple[Celantwoord, ...]
    paren: dict[str, str]


def lees_terugkeer(pad: Path) -> Terugkeer:
    """Return what a workbook that came back answers. Raises InvoerFouten where it is no such workbook."""
    bladen = bladrijen(pad)
    verzonden = bladen.get(VERZONDEN) or [[""]]
    if verzonden[0][:1] != ["terugkeer"] or RIJENBLAD not in bladen:
        reden = f"geen terugkeerwerkboek: het blad «{RIJENBLAD}» of het verborgen blad ontbreekt"
        raise InvoerFouten([InvoerFout(pad.name, reden)])
    kolommen = verzonden[1][1:]
    was = {
        rij[0]: dict(zip(kolommen, [*rij[1:], *[""] * len(kolommen)], strict=False)) for rij in verzonden[2:]
    }
    antwoorden = tuple(_antwoorden(pad, bladen[RIJENBLAD], was))
    paren = {rij[0]: rij[4].casefold() for rij in bladen.get(PARENBLAD, [])[1:] if len(rij) > 4 and rij[4]}
    return Terugkeer(verzonden[0][2], verzonden[0][3], antwoorden, paren)


def _antwoorden(pad: Path, rijen: list[list[str]], was: dict[str, dict[str, str]]) -> Iterator[Celantwoord]:
    koppen = [kop.replace(" ", "_") for kop in rijen[0]] if rijen else []
    if SLEUTEL not in koppen:
        reden = "de verborgen kolom met de sleutel van elke rij is weg; vraag een nieuw werkboek"
        raise InvoerFouten([InvoerFout(pad.name, reden, RIJENBLAD)])
    plek = koppen.index(SLEUTEL)
    gezien: set[str] = set()
    for rij in rijen[1:]:
        sleutel = rij[plek]
        if sleutel not in was or sleutel in gezien:
            continue
        gezien.add(sleutel)
        for kop, cel in zip(koppen, rij, strict=False):
            if kop in was[sleutel] and cel != schoon(was[sleutel][kop]):
                yield Celantwoord(sleutel, kop, was[sleutel][kop], cel)


def verwerk_terugkeer(editie: Editie, terug: Terugkeer, dag: date) -> tuple[Editie, list[str]]:
    """Write down what a workbook answers: names as aliases, cells as corrections, pairs as decisions.

    Returns the edition as it then is and a Dutch line for each thing that was settled, or was not and why.
    What was settled before is left; a cell that someone changed since is not overwritten.
    """
    regels: list[str] = []
    reden = f"antwoord van {terug.bestand} op het werkboek van {terug.gevraagd}"
    editie = _verwerk_namen(editie, terug, reden, dag, regels)
    editie = _verwerk_cellen(editie, terug, reden, dag, regels)
    for paar in [een for een in lees_twijfels(lees_nu(editie)) if een.bereik == PAAR]:
        if keuze := terug.paren.get(paarsleutel(paar)):
            try:
                editie, melding = herstel(editie, paar, keuze, PAAR, reden, dag)
                regels.append(f"{paar.titel}: {keuze}. {melding}")
            except InvoerFouten as fouten:
                regels += [str(fout) for fout in fouten.fouten]
    return editie, regels


def _verwerk_namen(editie: Editie, terug: Terugkeer, reden: str, dag: date, regels: list[str]) -> Editie:
    """Settle names that hold everywhere: all rows that have one must answer it alike."""
    per_cel: dict[tuple[str, str], list[str]] = defaultdict(list)
    for antwoord in terug.antwoorden:
        per_cel[antwoord.kolom, schoon(antwoord.was)].append(antwoord.wordt)
    for twijfel in [een for een in lees_twijfels(lees_nu(editie)) if een.bereik == OVERAL]:
        wordt = {
            _vervangt(twijfel, cel, nieuw)
            for (kolom, cel), nieuwe in per_cel.items()
            if kolom == twijfel.kolom and twijfel.waarde in cel
            for nieuw in nieuwe
        }
        if len(wordt) == 1 and (naam := wordt.pop()):
            try:
                editie, melding = herstel(editie, twijfel, naam, OVERAL, reden, dag)
                regels.append(f"«{twijfel.waarde}» is {naam}. {melding}")
            except InvoerFouten:
                continue  # no name that exists: the cell is corrected as it came, and asked again
    return editie


def _vervangt(twijfel: Twijfel, was: str, wordt: str) -> str:
    """Return what took the place of the wrong part of a cell, or ``""`` where more was changed."""
    voor, _, na = was.partition(twijfel.waarde)
    lang_genoeg = len(wordt) > len(voor) + len(na)
    past = lang_genoeg and wordt.startswith(voor) and wordt.endswith(na)
    nieuw = wordt[len(voor) : len(wordt) - len(na)] if past else ""
    return "" if ";" in nieuw else nieuw.strip()


def _verwerk_cellen(editie: Editie, terug: Terugkeer, reden: str, dag: date, regels: list[str]) -> Editie:
    standen = {rij.sleutel: rij for rij in lees_rijstanden(editie, lees_nu(editie)).get(terug.bestand, [])}
    for antwoord in terug.antwoorden:
        rij = standen.get(antwoord.sleutel)
        if rij is None:
            regels.append(f"{antwoord.kolom} «{antwoord.wordt}»: de rij staat niet meer in {terug.bestand}")
            continue
        waar = f"{rij.cellen['titel'] or 'zonder titel'} (rij {rij.rij}), {antwoord.kolom}"
        nu = rij.cellen[antwoord.kolom]
        if nu == antwoord.wordt or (rij.stand == "gebruikt" and _door_alias(editie, antwoord)):
            continue
        if schoon(nu) != schoon(antwoord.was):
            regels.append(f"{waar}: intussen «{nu}»; het antwoord «{antwoord.wordt}» is niet overgenomen")
            continue
        waarden: dict[str, str | int] = {"bestand": terug.bestand, **({"blad": rij.blad} if rij.blad else {})}
        waarden |= {"rij": int(rij.rij), "kolom": antwoord.kolom, "verwacht": nu, "nieuw": antwoord.wordt}
        waarden["reden"] = f"{reden} ({dag.isoformat()})"
        editie, melding = voeg_blok_toe(editie, "correcties", "correctie", waarden, lees_correcties)
        regels.append(f"{waar}: «{nu or 'leeg'}» wordt «{antwoord.wordt or 'leeg'}». {melding}")
    return editie


def _door_alias(editie: Editie, antwoord: Celantwoord) -> bool:
    """Whether an alias of the edition already reads the cell as the answer has it."""
    pad = editie.bestand("aliassen")
    if pad is None:
        return False
    tekst = antwoord.was
    for rij in lees_aliassen(pad).itertuples():
        tekst = tekst.replace(rij.alias, rij.naam)
    return tekst == antwoord.wordt


def main(namen: list[str] | None = None) -> int:
    """Read what came back and write what is asked, for each edition named; 2 where something is wrong."""
    namen = sys.argv[1:] if namen is None else namen
    if not namen:
        print("Noem de editie: python -m lib.werkbank.terugkeer mijn-regio")
        return 2
    try:
        for naam in namen:
            _een_editie(naam, date.today())
    except InvoerFouten as fouten:
        print("\n".join(str(fout) for fout in fouten.fouten))
        return 2
    return 0


def _een_editie(naam: str, dag: date) -> None:
    editie = lees_editie(naam)
    binnen = [
        lees_terugkeer(pad) for pad in sorted((editie.map / ANTWOORDEN).glob("*.xlsx")) if pad.name[0] != "~"
    ]
    for terug in binnen:
        editie, regels = verwerk_terugkeer(editie, terug, dag)
        print(f"{terug.bestand}: {len(regels)} antwoord(en) verwerkt", *regels, sep="\n  ")
    doel = uitvoer(naam).processed / TERUG
    doel.mkdir(parents=True, exist_ok=True)
    for bestand, inhoud in maak_terugkeer(editie, lees_nu(editie), dag).items():
        schrijf_atomair(doel / bestand, inhoud)
        print(f"Geschreven: {doel / bestand}")
    tabel = tel_afzenders(editie)
    bewaar_tabel(tabel, doel / "afzenders.csv")
    print(tabel.to_string(index=False))


if __name__ == "__main__":
    sys.exit(main())
