"""Statistical disclosure control: which cells of a table of answers stay hidden.

A cell is sensitive when few answered, or when all gave the same answer. Hiding it is not enough: totals, and
tables of the same people, give it back. So further cells are hidden (complementary suppression) until, for
somebody who knows everything published and how many answered, each sensitive cell can differ by a stated
width. For each such cell a second table is looked for that agrees with all that is published (an integer
programme); where there is none, the cheapest further cells are hidden, which makes one. Method: Fischetti
and Salazar (2001), Solving the Cell Suppression Problem on Tabular Data with Linear Constraints; Hundepool
et al. (2012), Statistical Disclosure Control.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from pydantic import BaseModel, ConfigDict, ValidationError

from lib.celspeling import Zoeker
from lib.fouten import InvoerFout, InvoerFouten
from lib.paden import REGISTER
from lib.schema import dichtst

LIJST = REGISTER / "onderdrukking.toml"
SLEUTELS = ("meetjaar", "regio", "partij", "onderdeel", "groep")
WAARDEN = ("n_ja", "n_nee", "aandeel_ja", "laag", "hoog", "gemiddelde")
# Neutral on purpose: to say which cell has equal answers would give them away.
BESCHERMD = "niet getoond, om antwoorden van enkelen te beschermen"


class Beleid(BaseModel):
    """A policy; ``totalen`` and ``deelverzameling``: {column: name of the total}. See onderdrukking.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    aan: bool
    minimum_n: int
    gelijk_tot_n: int
    breedte: int
    breedte_cijfer: int
    totalen: dict[str, str]
    deelverzameling: dict[str, str]


@dataclass(frozen=True)
class Maat:
    """What is added up: a value per cell in whole units, and what one answer can be (in those units)."""

    laagste: int
    hoogste: int
    breedte: int


def lees_beleid(naam: str = "openbaar", pad: Path = LIJST) -> Beleid:
    """Return the policy called ``naam``; InvoerFouten for an unknown name, key or value."""
    inhoud = tomllib.loads(pad.read_text(encoding="utf-8"))
    gedeeld = {kolom: inhoud.pop(kolom) for kolom in ("totalen", "deelverzameling")}
    if naam not in inhoud:
        fout = InvoerFout(str(pad), "onbekend beleid", waarde=naam, suggestie=dichtst(naam, inhoud))
        raise InvoerFouten([fout])
    try:
        return Beleid(**inhoud[naam], **gedeeld)
    except ValidationError as fout:
        raise InvoerFouten(
            InvoerFout(str(pad), een["msg"], blad=naam, kolom=".".join(map(str, een["loc"])))
            for een in fout.errors()
        ) from fout


def onderdruk(uitkomst: pd.DataFrame, beleid: Beleid) -> pd.DataFrame:
    """Return the table with ``onderdrukt`` (bool) and ``reden`` (str); hidden rows have no values.

    ``uitkomst``: a row per cell with those of ``SLEUTELS`` that apply, ``n_antwoord`` and ``n_ja`` (whole,
    missing where there is nothing), totals included: everything that is published about the same answers
    must be in one call. Of hidden rows every column of ``WAARDEN`` becomes missing; the number of answers
    stays. Raises ValueError where parts are more than their total.
    """
    return _onderdruk(uitkomst, uitkomst["n_ja"], beleid, Maat(0, 1, beleid.breedte))


def onderdruk_gemiddelde(
    uitkomst: pd.DataFrame, beleid: Beleid, laagste: float = 1, hoogste: float = 10
) -> pd.DataFrame:
    """Return the same for a table of mean grades: columns ``n_antwoord`` and ``gemiddelde``.

    Grades lie between ``laagste`` and ``hoogste``, in tenths.
    """
    som = (10 * uitkomst["gemiddelde"].astype("float64") * uitkomst["n_antwoord"].astype("float64")).round()
    maat = Maat(round(10 * laagste), round(10 * hoogste), 10 * beleid.breedte_cijfer)
    return _onderdruk(uitkomst, som, beleid, maat)


def _onderdruk(uitkomst: pd.DataFrame, teller: pd.Series, beleid: Beleid, maat: Maat) -> pd.DataFrame:
    uit = uitkomst.reset_index(drop=True)
    cellen = uit.assign(_n=uit["n_antwoord"], _x=teller.to_numpy())
    cellen = cellen[cellen["_n"].notna() & cellen["_x"].notna()].astype({"_n": "int64", "_x": "int64"})
    verborgen = pd.Series(False, index=uit.index)
    if beleid.aan and len(cellen):
        for _, blok in _blokken(cellen, beleid):
            verborgen[blok.index] = Blok(blok, beleid, maat).verberg()
    klein = verborgen & (uit["n_antwoord"].fillna(0) < beleid.minimum_n)
    redenen = np.where(klein, f"minder dan {beleid.minimum_n} antwoorden", np.where(verborgen, BESCHERMD, ""))
    leeg = {naam: uit[naam].mask(verborgen) for naam in WAARDEN if naam in uit}
    return uit.assign(**leeg, onderdrukt=verborgen, reden=pd.Series(redenen, index=uit.index, dtype="str"))


def _blokken(cellen: pd.DataFrame, beleid: Beleid) -> Iterator[tuple[object, pd.DataFrame]]:
    """Yield the parts of the table that share no totals; each can be dealt with by itself."""
    sleutels = [naam for naam in SLEUTELS if naam in cellen]
    totaal = beleid.totalen | beleid.deelverzameling
    los = [naam for naam in sleutels if not (cellen[naam] == totaal[naam]).any()]
    if cellen.duplicated(sleutels).any():
        raise ValueError("een cel staat er meer dan eens")
    yield from cellen.groupby(los, sort=True) if los else [(None, cellen)]


@dataclass
class Blok:
    """Cells that add up: ``n`` answers and value ``x`` of each, and which sums are zero by definition.

    The rest of a total that is not split is a hidden cell of its own, after the cells of the table.
    """

    tabel: pd.DataFrame
    beleid: Beleid
    maat: Maat
    n: list[int] = field(default_factory=list)
    x: list[int] = field(default_factory=list)
    kosten: list[float] = field(default_factory=list)
    sommen: list[tuple[int, list[int]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.n, self.x = self.tabel["_n"].tolist(), self.tabel["_x"].tolist()
        totaal = self.beleid.totalen | self.beleid.deelverzameling
        niveaus = sum((self.tabel[k] == naam).astype(int) for k, naam in totaal.items() if k in self.tabel)
        # A total is worth more to readers than a cell, and a large cell more than a small one.
        self.kosten = [
            30.0**niveau * (1 + n / 10) for niveau, n in zip(niveaus.tolist(), self.n, strict=True)
        ]
        self.sommen = [
            (totaal, [*delen, *self._rest(totaal, delen)]) for totaal, delen in self._optellingen()
        ]

    def verberg(self) -> np.ndarray:
        """Return which cells of the table stay hidden (bool, in its order)."""
        verborgen = np.array([self._gevoelig(i) or i >= len(self.tabel) for i in range(len(self.n))])
        te_doen = [i for i in range(len(self.n)) if self._gevoelig(i)]
        if not te_doen:
            return verborgen[: len(self.tabel)]
        zoeker = Zoeker(self)
        nodig = {i: min(self.maat.breedte, self._ruimte(i)) for i in te_doen}
        zoeker.verken(te_doen, verborgen)
        for i in te_doen:
            if zoeker.speling(i) < nodig[i]:
                verborgen |= zoeker.maak_ruimte(i, nodig[i], verborgen)
        return verborgen[: len(self.tabel)]

    def _gevoelig(self, i: int) -> bool:
        n, x = self.n[i], self.x[i]
        gelijk = x in (n * self.maat.laagste, n * self.maat.hoogste) and n < self.beleid.gelijk_tot_n
        return n > 0 and (n < self.beleid.minimum_n or gelijk)

    def _ruimte(self, i: int) -> int:
        return self.n[i] * (self.maat.hoogste - self.maat.laagste)

    def _optellingen(self) -> Iterator[tuple[int, list[int]]]:
        """Yield each total (its place in the table) with its parts; a subset is the only part of a sum."""
        nummers = pd.Series(range(len(self.tabel)), index=self.tabel.index)
        aanwezig = [naam for naam in SLEUTELS if naam in self.tabel]
        for kolom, naam in (self.beleid.totalen | self.beleid.deelverzameling).items():
            if kolom not in aanwezig or not (self.tabel[kolom] == naam).any():
                continue
            rest = [andere for andere in aanwezig if andere != kolom]
            for _, groep in self.tabel.groupby(rest, sort=False) if rest else [(None, self.tabel)]:
                is_totaal = groep[kolom] == naam
                delen = nummers[groep.index[~is_totaal]].tolist()
                for totaal in nummers[groep.index[is_totaal]].tolist():
                    if kolom in self.beleid.deelverzameling:
                        yield from ((totaal, [deel]) for deel in delen)
                    elif delen:
                        yield totaal, delen

    def _rest(self, totaal: int, delen: list[int]) -> list[int]:
        """Add a hidden cell for what the parts leave of their total; nothing where they are all of it."""
        n = self.n[totaal] - sum(self.n[i] for i in delen)
        x = self.x[totaal] - sum(self.x[i] for i in delen)
        if n < 0 or not n * self.maat.laagste <= x <= n * self.maat.hoogste:
            raise ValueError(f"delen zijn meer dan hun totaal: {self.tabel.iloc[totaal][:5].to_dict()}")
        if n == 0:
            return []
        self.n.append(n)
        self.x.append(x)
        self.kosten.append(0.0)
        return [len(self.n) - 1]
