"""What the workbooks that go out and come back share: cells as text, and sheets on paper."""

from datetime import datetime
from pathlib import Path
from typing import Any

from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.inlezen.werkblad import schoon


def bladrijen(pad: Path) -> dict[str, list[list[str]]]:
    """Return the cells of every sheet as text, hidden ones too. Raises InvoerFouten for another file."""
    from openpyxl import load_workbook

    try:
        boek = load_workbook(pad, read_only=True, data_only=True)
        bladen = {naam: _tekstrijen(boek[naam]) for naam in boek.sheetnames}
        boek.close()
    except Exception as fout:  # a file can be broken in many ways; all are the user's
        raise InvoerFouten([InvoerFout(pad.name, "geen werkboek dat te openen is")]) from fout
    return bladen


def _tekstrijen(blad: Any) -> list[list[str]]:
    return [[_tekst(cel) for cel in rij] for rij in blad.iter_rows(values_only=True)]


def _tekst(cel: Any) -> str:
    if isinstance(cel, datetime):
        return cel.date().isoformat()
    if isinstance(cel, bool):
        return "ja" if cel else "nee"
    if isinstance(cel, float) and cel.is_integer():
        cel = int(cel)
    return "" if cel is None else schoon(str(cel))


def op_a4(blad: Any, breed: int = 1) -> None:
    """Let a sheet print on A4, ``breed`` pages wide, with its head on each."""
    blad.set_landscape()
    blad.set_paper(9)
    blad.fit_to_pages(breed, 0)
    blad.repeat_rows(0)
