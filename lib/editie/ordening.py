"""The four ordering principles: which labels exist, how they are printed, how else they are written."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from lib.grond.fouten import InvoerFout, meld
from lib.grond.paden import GEBIEDEN, ORDENING
from lib.grond.tabel import Kolom, getypeerd, lees_ruw, lees_tabel

BESTAND = ORDENING / "ordening.csv"
_ZORGVERZEKERAARS = GEBIEDEN / "zorgverzekeraars.csv"
DIMENSIES = ("thema", "instrument", "vorm", "schaal")
_CODE = Kolom(patroon=r"[a-z][a-z0-9_]*", reden="code mag alleen kleine letters, cijfers en _ bevatten")
INTENSITEIT = Kolom(soort="geheel", keuze=("0", "1", "2", "3"), leeg=True)
_KOLOMMEN = {
    "dimensie": Kolom(keuze=DIMENSIES),
    "code": _CODE,
    "volgorde": Kolom(soort="geheel"),
    "label": Kolom(),
    "naam": Kolom(),
    "definitie": Kolom(),
    "intensiteit_gemeente": INTENSITEIT,
    "intensiteit_zorgverzekeraar": INTENSITEIT,
    "spelling": Kolom(soort="lijst", leeg=True),
}


def normaliseer(tekst: str) -> str:
    """Return ``tekst`` as compared: no capitals, no accents, only letters and digits."""
    ontleed = unicodedata.normalize("NFKD", tekst.casefold())
    return re.sub(r"[^a-z0-9]", "", ontleed)


@dataclass(frozen=True, eq=False)
class Ordening:
    """The labels of the four dimensies, and the zorgverzekeraars as a fifth whose codes are their names.

    ``tabel`` has one row per dimensie and code in fixed printing order, columns as ``_KOLOMMEN``: volgorde
    and the intensities (number of plus signs, 0-3) ``Int64``, spelling tuples of str, the rest ``str``.
    """

    tabel: pd.DataFrame
    zorgverzekeraars: tuple[str, ...] = ()

    def codes(self, dimensie: str) -> tuple[str, ...]:
        """Return the codes of ``dimensie`` in fixed printing order; an unknown dimensie raises KeyError."""
        return tuple(self._labels[dimensie])

    def label(self, dimensie: str, code: str) -> str:
        """Return the short label for legends ('samenwerken in de wijk'); unknown raises KeyError."""
        return self._labels[dimensie][code]

    def naam(self, dimensie: str, code: str) -> str:
        """Return the full name ('Effectief Samenwerken in de Wijk'); unknown raises KeyError."""
        return self._namen[dimensie][code]

    def sorteer(self, dimensie: str, codes: Iterable[str]) -> tuple[str, ...]:
        """Return the distinct ``codes`` in fixed order; an unknown code raises KeyError."""
        volgorde = {code: i for i, code in enumerate(self.codes(dimensie))}
        return tuple(sorted(set(codes), key=volgorde.__getitem__))

    def combinatie_label(self, dimensie: str, codes: Iterable[str]) -> str:
        """Return the printed name of a combination, whatever the order given: 'werkwijze + beleid'."""
        return " + ".join(self.label(dimensie, code) for code in self.sorteer(dimensie, codes))

    def code_van(self, dimensie: str, tekst: str) -> str | None:
        """Return the code that ``tekst`` means (code, label, name or other spelling), else None.

        Capitals, accents, spaces and punctuation make no difference.
        """
        return self._spellingen[dimensie].get(normaliseer(tekst))

    @cached_property
    def _labels(self) -> dict[str, dict[str, str]]:
        return self._per_dimensie("label")

    @cached_property
    def _namen(self) -> dict[str, dict[str, str]]:
        return self._per_dimensie("naam")

    @cached_property
    def _spellingen(self) -> dict[str, dict[str, str]]:
        uit = {
            dimensie: {normaliseer(code): code for code in codes} for dimensie, codes in self._labels.items()
        }
        for rij in self.tabel.itertuples():
            uit[rij.dimensie] |= {normaliseer(t): rij.code for t in (rij.label, rij.naam, *rij.spelling)}
        return uit

    def _per_dimensie(self, kolom: str) -> dict[str, dict[str, str]]:
        uit = {"zorgverzekeraar": {naam: naam for naam in self.zorgverzekeraars}}
        for dimensie, groep in self.tabel.groupby("dimensie", sort=False):
            uit[dimensie] = dict(zip(groep["code"], groep[kolom], strict=True))
        return uit


def lees_ordening(pad: Path = BESTAND, zorgverzekeraars: Path = _ZORGVERZEKERAARS) -> Ordening:
    """Return the ordering in ``pad``, with the names of the file ``zorgverzekeraars`` in their order.

    Raises InvoerFouten with every fault in the ordering.
    """
    inhoud = tuple(een.read_bytes() if een.is_file() else b"" for een in (pad, zorgverzekeraars))
    return _lees_ordening(pad, zorgverzekeraars, inhoud)


@lru_cache(maxsize=4)  # asked for all over; nobody changes it
def _lees_ordening(pad: Path, zorgverzekeraars: Path, _inhoud: tuple[bytes, bytes]) -> Ordening:
    ruw, fouten = lees_ruw(pad, _KOLOMMEN)
    fouten += [
        InvoerFout(str(pad), "dimensie heeft geen enkele waarde", kolom="dimensie", waarde=dimensie)
        for dimensie in DIMENSIES
        if dimensie not in set(ruw["dimensie"])
    ]
    fouten += _dubbele(pad, ruw, "code") + _dubbele(pad, ruw, "volgorde") + _dubbele_spelling(pad, ruw)
    meld(fouten)
    tabel = getypeerd(ruw, _KOLOMMEN)
    plaats = tabel["dimensie"].map(DIMENSIES.index)
    tabel = tabel.assign(plaats=plaats).sort_values(["plaats", "volgorde"]).drop(columns="plaats")
    return Ordening(tabel, tuple(lees_tabel(zorgverzekeraars)["naam"]))


def _dubbele(pad: Path, ruw: pd.DataFrame, kolom: str) -> list[InvoerFout]:
    dubbel = ruw[ruw.duplicated(["dimensie", kolom])]
    reden = "waarde komt binnen deze dimensie eerder al voor"
    return [
        InvoerFout(str(pad), reden, rij=rij, kolom=kolom, waarde=waarde)
        for rij, waarde in dubbel[kolom].items()
    ]


def _dubbele_spelling(pad: Path, ruw: pd.DataFrame) -> list[InvoerFout]:
    """A spelling must lead to one code, or reading would depend on the order of the rows."""
    fouten: list[InvoerFout] = []
    gezien: dict[tuple[str, str], str] = {}
    for rij in ruw.itertuples():
        for tekst in (rij.code, rij.label, rij.naam, *rij.spelling.split(";")):
            eigenaar = gezien.setdefault((rij.dimensie, normaliseer(tekst)), rij.code)
            if normaliseer(tekst) and eigenaar != rij.code:
                reden = f"schrijfwijze hoort al bij {eigenaar}"
                fouten.append(
                    InvoerFout(str(pad), reden, rij=rij.Index, kolom="spelling", waarde=tekst.strip())
                )
    return fouten


def met_woorden(tabel: pd.DataFrame, ordening: Ordening) -> pd.DataFrame:
    """Return ``tabel`` with the codes of thema, instrument, vorm and schaal as the words for them."""
    uit = tabel.copy()
    for dimensie in ("thema", "instrument", "vorm", "schaal"):
        if dimensie in uit:
            uit[dimensie] = [
                [ordening.label(dimensie, code) for code in _codes(cel)] for cel in uit[dimensie]
            ]
            uit[dimensie] = uit[dimensie].map("; ".join)
    return uit


def _codes(cel: Any) -> list[str]:
    return cel.split(";") if isinstance(cel, str) else list(cel)
