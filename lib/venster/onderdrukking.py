"""Statistical disclosure control: which cells of a table of answers stay hidden.

A cell is sensitive when few answered, or when all gave the same answer. Hiding it is not enough: totals, and
tables of the same people, give it back. So further cells are hidden (complementary suppression) until, for
somebody who knows everything published and how many answered, each sensitive cell can differ by a stated
width. For each such cell a second table is looked for that agrees with all that is published (an integer
programme); where there is none, the cheapest further cells are hidden, which makes one. Method: Fischetti
and Salazar (2001), Solving the Cell Suppression Problem on Tabular Data with Linear Constraints; Hundepool
et al. (2012), Statistical Disclosure Control.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import numpy as np
import pandas as pd
from pydantic import BaseModel, ConfigDict

from lib.grond.fouten import InvoerFout, InvoerFouten, dichtst, keur
from lib.grond.paden import REGISTER
from lib.grond.toml import lees_toml

_RONDES = 4  # attempts to find second tables for many cells at once
_ZAAD = 20


class _Zoeker:
    """Looks for other tables that agree with what is published: deviations from the true one.

    Of each cell it keeps the lowest and highest deviation found, so that the attacker's interval is at least
    that wide. Deviations are whole, so each is a table that could be the true one.
    """

    def __init__(self, blok: "_Blok"):
        from scipy.sparse import csr_array

        self._aantal = len(blok.n)
        laag = np.array([n * blok.maat.laagste for n in blok.n])
        hoog = np.array([n * blok.maat.hoogste for n in blok.n])
        x = np.array(blok.x)
        self._omhoog, self._omlaag = hoog - x, x - laag
        self._kosten = np.array(blok.kosten)
        plekken = [(k, i, teken) for k, (totaal, delen) in enumerate(blok.sommen)
                   for i, teken in [(totaal, -1), *((deel, 1) for deel in delen)]]  # fmt: skip
        rijen, kolommen, tekens = zip(*plekken, strict=True) if plekken else ((), (), ())
        self._sommen = csr_array((tekens, (rijen, kolommen)), shape=(len(blok.sommen), self._aantal))
        self._min, self._max = np.zeros(self._aantal, int), np.zeros(self._aantal, int)

    def speling(self, i: int) -> int:
        """Return how much cell ``i`` can differ at least, by the tables found so far."""
        return int(self._max[i] - self._min[i])

    def verken(self, cellen: list[int], verborgen: np.ndarray) -> None:
        """Look for tables in which many of ``cellen`` differ, changing hidden cells only."""
        kans = np.random.default_rng(_ZAAD)
        doel = np.zeros(self._aantal)
        for _ in range(_RONDES):
            doel[:] = 0
            doel[cellen] = kans.choice((-1.0, 1.0), len(cellen)) * kans.uniform(0.5, 1, len(cellen))
            for teken in (1, -1):
                self._los_op(
                    np.concatenate([-teken * doel, teken * doel]), np.zeros_like(verborgen), verborgen
                )

    def maak_ruimte(self, i: int, nodig: int, verborgen: np.ndarray) -> np.ndarray:
        """Return which cells must be hidden so that cell ``i`` can differ by ``nodig``; the cheapest way.

        How far up and how far down is free, so both extremes are tried.
        """
        keuzes = {(min(nodig, self._omhoog[i]), nodig - min(nodig, self._omhoog[i]))}
        keuzes |= {(nodig - min(nodig, self._omlaag[i]), min(nodig, self._omlaag[i]))}
        oplossingen = [self._combineer(i, int(op), int(neer), verborgen) for op, neer in sorted(keuzes)]
        kosten, extra, afwijkingen = min(oplossingen, key=lambda een: een[0])
        for afwijking in afwijkingen:
            self._onthoud(afwijking)
        return extra

    def _combineer(
        self, i: int, op: int, neer: int, verborgen: np.ndarray
    ) -> tuple[float, np.ndarray, list[np.ndarray]]:
        """Return cost, cells to hide, and deviations with cell ``i`` ``op`` higher and ``neer`` lower."""
        extra, afwijkingen = np.zeros(self._aantal, bool), []
        for stap in filter(None, (op, -neer)):
            vast = np.zeros(self._aantal, int)
            vast[i] = stap
            kosten = np.where(verborgen | extra, 0.0, self._kosten)
            afwijking = self._los_op(np.concatenate([kosten, kosten]) + 1e-6, vast, np.ones_like(verborgen))
            extra |= (afwijking != 0) & ~verborgen
            afwijkingen.append(afwijking)
        return float(self._kosten[extra].sum()), extra, afwijkingen

    def _los_op(self, doel: np.ndarray, vast: np.ndarray, vrij: np.ndarray) -> np.ndarray:
        """Return the deviation that minimises ``doel`` (over rises, then falls); ``vast`` are given ones.

        There always is one: with every cell free, a cell can change together with its totals.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import hstack

        gegeven = vast != 0
        hoog = np.concatenate([np.where(vrij, self._omhoog, 0), np.where(vrij, self._omlaag, 0)])
        laag = np.zeros(2 * self._aantal)
        for begin, teken in ((0, 1), (self._aantal, -1)):
            deel = slice(begin, begin + self._aantal)
            hoog[deel][gegeven] = laag[deel][gegeven] = np.maximum(teken * vast[gegeven], 0)
        sommen = LinearConstraint(hstack([self._sommen, -self._sommen], format="csr"), 0, 0)
        opgelost = milp(doel, integrality=np.ones(len(doel)), bounds=Bounds(laag, hoog), constraints=sommen)
        if opgelost.x is None:
            raise ValueError(f"geen tweede tabel gevonden: {opgelost.message}")
        waarden = np.rint(opgelost.x).astype(int)
        afwijking = waarden[: self._aantal] - waarden[self._aantal :]
        if not gegeven.any():
            self._onthoud(afwijking)
        return afwijking

    def _onthoud(self, afwijking: np.ndarray) -> None:
        self._min, self._max = np.minimum(self._min, afwijking), np.maximum(self._max, afwijking)


_LIJST = REGISTER / "onderdrukking.toml"
_SLEUTELS = ("meetjaar", "regio", "partij", "onderdeel", "groep")
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


def lees_beleid(naam: str = "openbaar", pad: Path = _LIJST) -> Beleid:
    """Return the policy called ``naam``; InvoerFouten for an unknown name, key or value."""
    inhoud = lees_toml(pad)
    gedeeld = {kolom: inhoud.pop(kolom) for kolom in ("totalen", "deelverzameling")}
    if naam not in inhoud:
        fout = InvoerFout(str(pad), "onbekend beleid", waarde=naam, suggestie=dichtst(naam, inhoud))
        raise InvoerFouten([fout])
    return keur(Beleid, inhoud[naam] | gedeeld, str(pad), naam)


def onderdruk(uitkomst: pd.DataFrame, beleid: Beleid) -> pd.DataFrame:
    """Return the table with ``onderdrukt`` (bool) and ``reden`` (str); hidden rows have no values.

    ``uitkomst``: a row per cell with those of ``_SLEUTELS`` that apply, ``n_antwoord`` and ``n_ja`` (whole,
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
            verborgen[blok.index] = _Blok(blok, beleid, maat).verberg()
    klein = verborgen & (uit["n_antwoord"].fillna(0) < beleid.minimum_n)
    redenen = np.where(klein, f"minder dan {beleid.minimum_n} antwoorden", np.where(verborgen, BESCHERMD, ""))
    leeg = {naam: uit[naam].mask(verborgen) for naam in WAARDEN if naam in uit}
    return uit.assign(**leeg, onderdrukt=verborgen, reden=pd.Series(redenen, index=uit.index, dtype="str"))


def _blokken(cellen: pd.DataFrame, beleid: Beleid) -> Iterator[tuple[object, pd.DataFrame]]:
    """Yield the parts of the table that share no totals; each can be dealt with by itself."""
    sleutels = [naam for naam in _SLEUTELS if naam in cellen]
    totaal = beleid.totalen | beleid.deelverzameling
    los = [naam for naam in sleutels if not (cellen[naam] == totaal[naam]).any()]
    if cellen.duplicated(sleutels).any():
        raise ValueError("een cel staat er meer dan eens")
    yield from cellen.groupby(los, sort=True) if los else [(None, cellen)]


@dataclass
class _Blok:
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
        is_totaal = [(self.tabel[k] == naam).astype(int) for k, naam in totaal.items() if k in self.tabel]
        niveaus = cast(pd.Series, sum(is_totaal))
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
        zoeker = _Zoeker(self)
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
        aanwezig = [naam for naam in _SLEUTELS if naam in self.tabel]
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
