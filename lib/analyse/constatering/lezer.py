"""Reading the rows of ``constatering_toetsen.csv``: each cell checked, every fault kept with its row."""

import math
import re
from pathlib import Path
from typing import Any

import pandas as pd

from lib.analyse.constatering.filter import FilterFout, Voorwaarde, ontleed
from lib.analyse.constatering.soorten import (
    FILTERVELDEN,
    LABELDIMENSIES,
    TELT,
    TOETSSOORTEN,
    VASTE_KOLOMMEN,
    Grens,
    Toets,
    Toetssoort,
)
from lib.analyse.constatering.velden import Velden
from lib.editie.ordening import Ordening
from lib.grond.fouten import InvoerFout, dichtst
from lib.grond.tabel import Kolom, delen

GRENS = re.compile(r"(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)")
ID = Kolom(patroon=r"[A-Za-z0-9-]+", reden="alleen letters, cijfers en streepjes")


def toetskolommen(drempels: pd.DataFrame) -> dict[str, Kolom]:
    """Return the columns of the file; a term is a code of ``drempels``."""
    leeg = Kolom(leeg=True)
    return {
        "id": ID,
        "soort": Kolom(keuze=tuple(TOETSSOORTEN)),
        "telt": Kolom(keuze=TELT, leeg=True),
        **dict.fromkeys(FILTERVELDEN, leeg),
        "dimensie": Kolom(soort="lijst", leeg=True),
        "labels": leeg,
        "minstens": Kolom(soort="getal", leeg=True),
        "minstens_noemer": Kolom(soort="getal", leeg=True),
        "term": Kolom(keuze=tuple(drempels["code"].unique()), leeg=True),
        "grens": leeg,
        "reden_grens": leeg,
        "toelichting": leeg,
    }


class Lezer:
    """Reads the rows of the tests and keeps their ``fouten``."""

    def __init__(
        self, pad: Path, velden: Velden, ordening: Ordening, drempels: pd.DataFrame, marge: float
    ) -> None:
        """``marge`` shifts an own threshold on a share; that of a term stands in ``drempels``."""
        self.pad, self.velden, self.ordening = pad, velden, ordening
        self.drempels, self.marge = drempels, marge
        self.fouten: list[InvoerFout] = []

    def toets(self, rij: Any) -> Toets | None:
        """Return the test in a row, None where it has a fault."""
        eerder, soort = len(self.fouten), TOETSSOORTEN.get(rij.soort)
        if soort is None or (rij.telt and rij.telt not in TELT):
            return None  # reported by the columns
        self._kolommen(rij, soort)
        filters = {naam: self._filter(rij, naam) for naam in FILTERVELDEN}
        labels = self._labels(rij) if rij.labels else ()
        grenzen = self._grenzen(rij, soort)
        if len(self.fouten) > eerder:
            return None
        return Toets(
            soort=rij.soort,
            telt=rij.telt or "projecten",
            filters=filters,
            dimensie=delen(rij.dimensie),
            labels=labels,
            minstens=float(rij.minstens or 1),
            minstens_noemer=float(rij.minstens_noemer or 1),
            term=rij.term,
            grenzen=grenzen,
            tekst={naam: getattr(rij, naam) for naam in (*FILTERVELDEN, "grens", "labels")},
        )

    def _fout(self, rij: Any, reden: str, kolom: str, waarde: str = "", suggestie: str = "") -> None:
        self.fouten.append(
            InvoerFout(str(self.pad), reden, rij=rij.Index, kolom=kolom, waarde=waarde, suggestie=suggestie)
        )

    def _kolommen(self, rij: Any, soort: Toetssoort) -> None:
        mag = {*VASTE_KOLOMMEN, *soort.nodig, *soort.mag}
        for naam in toetskolommen(self.drempels):
            gevuld = bool(getattr(rij, naam))
            if gevuld and naam not in mag:
                self._fout(rij, f"hoort niet bij soort {rij.soort}", naam, getattr(rij, naam))
            if not gevuld and naam in soort.nodig:
                self._fout(rij, f"nodig bij soort {rij.soort}", naam)
        for naam in delen(rij.dimensie):
            if naam not in soort.dimensies:
                tip = dichtst(naam, soort.dimensies)
                self._fout(rij, "onbekende dimensie bij deze soort", "dimensie", naam, tip)
        aantal = len(delen(rij.dimensie))
        if "dimensie" in soort.nodig and aantal not in (0, soort.hoeveel):
            self._fout(rij, f"noem er {soort.hoeveel}", "dimensie", rij.dimensie)

    def _filter(self, rij: Any, naam: str) -> tuple[Voorwaarde, ...] | None:
        tekst = getattr(rij, naam)
        if not tekst:
            return None
        op_gemeenten = naam.endswith("gebied") or rij.telt == "gemeenten"
        try:
            return ontleed(tekst, self.velden.gemeente if op_gemeenten else self.velden.project)
        except FilterFout as fout:
            self._fout(rij, fout.reden, naam, fout.waarde, fout.suggestie)
            return None

    def _labels(self, rij: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the steps of a chain, ``a > b|c`` is ("", (a,)), (">", (b, c))."""
        dimensie = rij.dimensie if rij.dimensie in LABELDIMENSIES else "thema"
        stappen = []
        for stap in re.split(r"(?=[<>:])", rij.labels):
            gelezen = re.fullmatch(r"(>=|>|:)?\s*([a-zA-Z0-9_ |]+?)\s*", stap)
            if gelezen is None:
                self._fout(rij, "geen volgorde als a > b|c >= d", "labels", rij.labels)
                return ()
            labels = tuple(label.strip() for label in gelezen[2].split("|"))
            for label in labels:
                if label not in self.ordening.codes(dimensie):
                    tip = dichtst(label, self.ordening.codes(dimensie))
                    self._fout(rij, f"onbekend label voor {dimensie}", "labels", label, tip)
            stappen.append((gelezen[1] or "", labels))
        return tuple(stappen)

    def _grenzen(self, rij: Any, soort: Toetssoort) -> tuple[Grens, ...]:
        if bool(rij.term) == bool(rij.grens):
            self._fout(rij, "vul term of grens, een van beide", "term", rij.term)
        elif rij.term:
            return self._uit_lexicon(rij, soort)
        elif not rij.reden_grens:
            self._fout(rij, "een eigen grens heeft een reden", "reden_grens")
        else:
            return self._eigen_grens(rij, soort)
        return ()

    def _uit_lexicon(self, rij: Any, soort: Toetssoort) -> tuple[Grens, ...]:
        rijen = self.drempels[self.drempels["code"] == rij.term]
        vreemd = [maat for maat in rijen["maat"] if maat not in soort.maten]
        if vreemd:
            reden = f"een term in {vreemd[0]} past niet bij soort {rij.soort}"
            self._fout(rij, reden, "term", rij.term)
        return tuple(
            Grens(
                d.maat,
                -math.inf if pd.isna(d.ondergrens) else d.ondergrens,
                d.ondergrens_telt_mee,
                math.inf if pd.isna(d.bovengrens) else d.bovengrens,
                d.bovengrens_telt_mee,
                0.0 if pd.isna(d.marge) else d.marge,
            )
            for d in rijen.itertuples()
        )

    def _eigen_grens(self, rij: Any, soort: Toetssoort) -> tuple[Grens, ...]:
        waarden = {"onder": (-math.inf, False), "boven": (math.inf, False)}
        for deel in delen(rij.grens):
            gelezen = GRENS.fullmatch(deel)
            if gelezen is None:
                self._fout(rij, "geen grens als >=0.5 of >=8;<=12", "grens", deel)
                return ()
            kant = "onder" if gelezen[1].startswith(">") else "boven"
            waarden[kant] = (float(gelezen[2]), gelezen[1].endswith("="))
        maat = soort.maten[0]
        marge = self.marge if maat == "aandeel" else 0.0
        return (Grens(maat, *waarden["onder"], *waarden["boven"], marge),)
