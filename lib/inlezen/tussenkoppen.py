"""Rows between projects that are no project: sub-headings and totals; and numbers that restart per sheet.

A sub-heading that names a region or an insurer holds for the rows below it, until the next; only cells that
are empty get its value, and that is told.
"""

import re
from collections import defaultdict
from dataclasses import replace

import pandas as pd

from lib.gebied.aliassen import sleutel
from lib.gebied.namen import Naamgids
from lib.grond.fouten import InvoerFout
from lib.inlezen.bron import PLAATS, Alleen, Bron
from lib.inlezen.celkeuring import opgesomd

_TOTAAL = re.compile(r"(?i)^\W*((sub|eind|deel)?\W?tota+l(en)?|som|aantal)\b")
_GETAL = re.compile(r"[\d.,%€\s]*")
_NUMMER = re.compile(r"\d{1,5}")
_KOPPLEKKEN = ("", "titel", "project_id")  # in these columns a lone text can be a heading
_HERHAALD = 0.5  # part of the repeated numbers of which the titles differ, for a number that restarts


def zonder_tussenkoppen(bron: Bron, gids: Naamgids) -> Bron:
    """Return a source without the rows that are headings or totals, and with what those say filled in below.

    A row with only a title stays where its text names no region or insurer: it may be a project that was not
    filled in.
    """
    rijen = bron.rijen.copy()
    weg: list[int] = []
    meldingen: list[InvoerFout] = []
    for _, groep in rijen.groupby(["bestand", "blad"], sort=False):
        if any((b, s, r) in bron.alleen for b, s, r in zip(*(groep[n] for n in PLAATS), strict=True)):
            weg += _verwerk_blad(rijen, groep, bron, gids, meldingen)
    over = rijen.drop(index=weg).reset_index(drop=True)
    plekken = {tuple(rij) for rij in rijen.loc[weg, list(PLAATS)].itertuples(index=False)}
    return replace(
        bron,
        rijen=over,
        meldingen=[*bron.meldingen, *meldingen],
        celfouten=[fout for fout in bron.celfouten if (fout.bestand, fout.blad, fout.rij) not in plekken],
        koppen=bron.koppen + len(weg),
    )


def _verwerk_blad(
    rijen: pd.DataFrame, groep: pd.DataFrame, bron: Bron, gids: Naamgids, meldingen: list[InvoerFout]
) -> list[int]:
    """Fill in what headings say of the rows of one sheet; return the rows that are headings or totals."""
    weg: list[int] = []
    geldig: dict[str, tuple[str, InvoerFout]] = {}
    gevuld: dict[InvoerFout, tuple[str, str, list[int]]] = {}
    volgorde: list[InvoerFout] = []
    for i, bestand, blad, nummer in zip(groep.index, *(groep[naam] for naam in PLAATS), strict=True):
        alleen = bron.alleen.get((bestand, blad, nummer))
        soort, kolom, waarde = _soort(alleen, gids) if alleen else ("", "", "")
        if alleen and soort:
            weg.append(i)
            tekst = " | ".join(alleen.teksten)
            melding = InvoerFout(bestand, f"{soort}, geen project", blad, int(nummer), waarde=tekst)
            volgorde.append(melding)
            geldig = {} if kolom == "zorgverzekeraars" else _zonder_regio(geldig)
            if kolom:
                geldig[kolom] = waarde, melding
                gevuld[melding] = kolom, waarde, []
            continue
        if alleen and alleen.kolommen == ("titel",):
            geldig = _zonder_regio(geldig)
            continue
        for kolom, (waarde, melding) in geldig.items():
            if not rijen.at[i, kolom]:
                rijen.at[i, kolom] = waarde
                gevuld[melding][2].append(int(nummer))
                bron.boven[bestand, blad, nummer] = waarde
    meldingen += [_met_gevuld(melding, gevuld.get(melding)) for melding in volgorde]
    return weg


def _zonder_regio(geldig: dict[str, tuple[str, InvoerFout]]) -> dict[str, tuple[str, InvoerFout]]:
    return {kolom: wat for kolom, wat in geldig.items() if kolom != "wmo_regios"}


def _met_gevuld(melding: InvoerFout, wat: tuple[str, str, list[int]] | None) -> InvoerFout:
    if not wat or not wat[2]:
        return melding
    kolom, waarde, nummers = wat
    gevuld = f"{kolom} {waarde} ingevuld in {len(nummers)} rij(en) eronder: {opgesomd(nummers)}"
    return replace(melding, kolom=kolom, reden=f"{melding.reden}; {gevuld}")


def _soort(alleen: Alleen, gids: Naamgids) -> tuple[str, str, str]:
    """Return what a row of few cells is (tussenkop, totaal, or empty), and the column and value it gives."""
    eerste, *rest = alleen.teksten
    if _TOTAAL.match(eerste) and all(_GETAL.fullmatch(tekst) for tekst in rest):
        return "totaal", "", ""
    if rest or alleen.kolommen[0] not in _KOPPLEKKEN:
        return "", "", ""
    if _NUMMER.fullmatch(eerste):
        return ("", "", "") if alleen.kolommen[0] == "titel" else ("rij met alleen een nummer", "", "")
    regio = gids.regio(_kaal(eerste))
    if regio.gevonden:
        return "tussenkop", "wmo_regios", regio.codes[0]
    verzekeraar = gids.zorgverzekeraar(_kaal(eerste))
    if verzekeraar.gevonden:
        return "tussenkop", "zorgverzekeraars", verzekeraar.codes[0]
    return ("", "", "") if alleen.kolommen[0] == "titel" else ("tussenkop", "", "")


def _kaal(tekst: str) -> str:
    """Return a heading without its number, its count and the colon behind it."""
    return re.sub(r"^\s*(?:\d+|[A-Z])[.)]\s+|\s*\(\d+[^)]*\)\s*$|\s*:\s*$", "", tekst).strip()


def nummers_per_blad(bron: Bron) -> Bron:
    """Return a source in which numbers that restart on every sheet are made unique by the sheet.

    That is so where a number stands once on each of several sheets of a file, with other titles.
    """
    rijen = bron.rijen
    genummerd = rijen["project_id"].str.fullmatch(_NUMMER.pattern) & (rijen["blad"] != "")
    if not genummerd.any():
        return bron
    nieuw, meldingen = rijen["project_id"].copy(), []
    for bestand, groep in rijen[genummerd].groupby("bestand", sort=False):
        if not _herbegint(groep):
            continue
        nieuw[groep.index] = groep["blad"] + "-" + groep["project_id"]
        for blad, deel in groep.groupby("blad", sort=False):
            reden = "de nummers beginnen op elk blad opnieuw; de naam van het blad is ervoor gezet"
            rij, waarde = int(deel["rij"].iloc[0]), f"{blad}-{deel['project_id'].iloc[0]}"
            meldingen.append(InvoerFout(str(bestand), reden, str(blad), rij, "project_id", waarde))
    return replace(bron, rijen=rijen.assign(project_id=nieuw), meldingen=[*bron.meldingen, *meldingen])


def _herbegint(groep: pd.DataFrame) -> bool:
    if groep.duplicated(["blad", "project_id"]).any():
        return False
    titels: dict[str, list[str]] = defaultdict(list)
    for id_, titel in zip(groep["project_id"], groep["titel"], strict=True):
        titels[id_].append(sleutel(titel))
    herhaald = [vormen for vormen in titels.values() if len(vormen) > 1]
    anders = sum(len(set(vormen)) > 1 for vormen in herhaald)
    return bool(herhaald) and anders >= _HERHAALD * len(herhaald)
