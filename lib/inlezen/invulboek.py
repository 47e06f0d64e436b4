"""What every workbook to be filled in shares: a guide on paper, lists to choose from, rules for cells."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import Any

_LIJSTEN = "Lijsten"
A4 = 9  # Excel's number for the size of the paper
TITELHOOGTE, REGELHOOGTE, KOLOMBREEDTE = 24, 16, 72
REGELLENGTE = 84  # characters on a line of the guide
LIJSTBREEDTE = 26


def keuzeregel(naam: str, keuzes: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return Excel's rule (for ``data_validation`` of xlsxwriter) that a cell holds one of ``keuzes[naam]``.

    ``keuzes`` are the lists that :func:`schrijf_lijsten` writes, in the same order.
    """
    letter = chr(ord("A") + list(keuzes).index(naam))
    return {
        "validate": "list",
        "source": f"={_LIJSTEN}!${letter}$2:${letter}${len(keuzes[naam]) + 1}",
        "error_title": "Kies uit de lijst",
        "error_message": "Deze waarde staat niet in de lijst. Laat de cel leeg als er geen antwoord is.",
    }


def schrijf_lijsten(boek: Any, keuzes: Mapping[str, Sequence[str]]) -> None:
    """Add the sheet Lijsten to the xlsxwriter workbook: a column for each list, its name above it."""
    vel = boek.add_worksheet(_LIJSTEN)
    vet = boek.add_format({"bold": True})
    vel.set_column(0, len(keuzes) - 1, LIJSTBREEDTE)
    for k, (naam, waarden) in enumerate(keuzes.items()):
        vel.write_string(0, k, f"Keuze {naam.replace('_', ' of ').lower()}", vet)
        for rij, waarde in enumerate(waarden, start=1):
            vel.write_string(rij, k, waarde)


def schrijf_uitleg(boek: Any, regels: Iterable[tuple[str, str]]) -> None:
    """Add the sheet Uitleg, to be read on paper: lines with their kind (titel, kop or tekst)."""
    vel = boek.add_worksheet("Uitleg")
    opmaak = {
        "titel": boek.add_format({"bold": True, "font_size": 14, "text_wrap": True}),
        "kop": boek.add_format({"bold": True, "top": 1, "text_wrap": True, "valign": "top"}),
        "tekst": boek.add_format({"text_wrap": True, "valign": "top"}),
    }
    vel.set_column(0, 0, KOLOMBREEDTE)
    vel.set_paper(A4)
    vel.fit_to_pages(1, 0)
    vel.hide_gridlines(2)
    for nummer, (regel, soort) in enumerate(regels):
        hoogte = TITELHOOGTE if soort == "titel" else REGELHOOGTE
        vel.set_row(nummer, hoogte * ceil(max(len(regel), 1) / REGELLENGTE))
        vel.write_string(nummer, 0, regel, opmaak[soort])
