"""The score of the finder of personal data: on a list of spellings, on ordinary sentences, and in time."""

import re
import time
import tomllib
from pathlib import Path

import nbformat
import pytest

from lib.grond.paden import NOTEBOOKS, RAW
from lib.inlezen.persoonsgegevens import maskeer

LIJST = tomllib.loads(Path(__file__).with_name("persoonsgegevens_lijst.toml").read_text("utf-8"))
ZINNEN = ("Volgens {} klopt dit.", "Neem contact op met {} over de afspraken", "({})")


def gemist() -> list[tuple[str, str, str]]:
    """Return soort, spelling and what was left, of those of which anything that matters comes through."""
    missers = []
    for soort, spellingen in LIJST.items():
        for spelling in spellingen:
            for zin in ZINNEN:
                over, _ = maskeer(zin.format(spelling))
                rest = [
                    woord for woord in re.findall(r"\d{2,}|\w{3,}", spelling) if woord in _overig(over, zin)
                ]
                if rest and not set(map(str.casefold, rest)) <= AANLOOP:
                    missers.append((soort, spelling, over))
                    break
    return missers


# Words that say what follows; they are not personal.
AANLOOP = {"bsn", "nummer", "burgerservicenummer", "burgerservicenr", "sofinummer", "sofinr", "tel", "mobiel"}
AANLOOP |= {"telefoonnummer", "doorkiesnummer", "rekening", "rekeningnummer", "bankrekening", "girorekening"}
AANLOOP |= {"nummer", "wethouder"}


def _overig(gemaskeerd: str, zin: str) -> list[str]:
    zonder = re.sub(r"\[(?:naam|e-mail|telefoon|bsn|iban|adres|postcode)\]", " ", gemaskeerd)
    eigen = re.findall(r"\w{3,}", zin)
    return [woord for woord in re.findall(r"\d{2,}|\w{3,}", zonder) if woord not in eigen]


def gewone_zinnen() -> list[str]:
    """Return the sentences of the notebooks and of the register, in which no person is named."""
    teksten = [
        cel.source
        for pad in sorted(NOTEBOOKS.glob("*.ipynb"))
        for cel in nbformat.read(pad, 4).cells
        if cel.cell_type == "markdown"
    ]
    teksten += [pad.read_text("utf-8") for pad in sorted((RAW / "register").glob("*.csv"))]
    los = (deel.strip() for tekst in teksten for deel in re.split(r"(?<=[.?!])\s+|\n|[;,]\"|\",", tekst))
    return sorted({zin for zin in los if zin.count(" ") >= 4})


def test_ten_minste_98_procent_van_driehonderd_spellingen_wordt_gemaskeerd():
    aantal = sum(map(len, LIJST.values()))
    missers = gemist()
    assert aantal >= 300
    assert 1 - len(missers) / aantal >= 0.98, missers


def test_hoogstens_een_op_vijfhonderd_gewone_zinnen_wordt_geraakt():
    zinnen = gewone_zinnen()
    geraakt = [(zin, [een.waarde for een in maskeer(zin)[1]]) for zin in zinnen]
    geraakt = [(zin, wat) for zin, wat in geraakt if wat]
    assert len(zinnen) >= 1000
    assert len(geraakt) * 500 <= len(zinnen), geraakt


@pytest.mark.parametrize(
    "stuk", ["a", "A-", "Jan ", "1 ", "06 ", "a.", "mevrouw ", "A.", "van de ", "NL91 ", "x@", "Ab "]
)
def test_de_tijd_groeit_met_de_lengte_en_niet_harder(stuk):
    def duur(tekens: int) -> float:
        begin = time.perf_counter()
        maskeer((stuk * tekens)[:tekens])
        return time.perf_counter() - begin

    duur(100)
    assert duur(32_000) < 3
