"""What a cell shows when the input is wrong: one clear line with the place, and details for who asks."""

import sys

import pytest
from IPython.core.interactiveshell import InteractiveShell

from lib.beeld.tonen import details

FOUT = """
from lib.grond.fouten import InvoerFout, InvoerFouten
raise InvoerFouten([InvoerFout("projecten.xlsx", "onbekende gemeente", blad="CZ", rij=7, kolom="gemeenten",
                               waarde="Gronigen", suggestie="Groningen")]{meer})
"""


@pytest.fixture
def cel(capsys):
    shell = InteractiveShell()

    def voer_uit(code):
        shell.run_cell(code)
        uit = capsys.readouterr()
        return uit.out + uit.err

    return voer_uit


def test_een_fout_in_de_invoer_is_een_regel_met_de_plaats(cel):
    getoond = cel(FOUT.format(meer=""))
    regel = (
        "projecten.xlsx, blad CZ, rij 7, kolom gemeenten: onbekende gemeente «Gronigen» (bedoeld: Groningen?)"
    )
    assert regel in getoond and "Er klopt iets niet in de invoer:" in getoond
    assert "Traceback" not in getoond and 'File "' not in getoond


def test_alle_fouten_staan_er(cel):
    getoond = cel(FOUT.format(meer=" * 3"))
    assert "(3 fouten)" in getoond and getoond.count("Gronigen") == 3


def test_details_op_verzoek(cel):
    cel(FOUT.format(meer=""))
    assert "Traceback (most recent call last)" in details().tekst
    assert "InvoerFouten" in details().tekst


def test_een_fout_in_het_programma_blijft_een_gewone_fout(cel):
    assert "ZeroDivisionError" in cel("1 / 0")


def test_zonder_fout_is_er_niets_te_melden(monkeypatch):
    monkeypatch.delattr(sys, "last_value", raising=False)
    assert "niets misgegaan" in details().tekst
