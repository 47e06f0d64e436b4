"""The buttons of a notebook that goes through cases: one at a time, decided, left, or brought back."""

import html
from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

import ipywidgets as widgets

from lib.editie.editie import Editie
from lib.werkbank.bediening import (
    Bediening,
    Meldvak,
    feiten,
    invulveld,
    knop,
    naast,
    slottekst,
    stapel,
    tekst,
    werkvlak,
)
from lib.werkbank.rondgang import Rondgang

_Geval = TypeVar("_Geval")


class Doorloop(Bediening, Generic[_Geval]):
    """Goes through the cases of ``rondgang``; a subclass says what a case is and what deciding does.

    ``vraag`` shows the case, ``velden`` hold the answer and ``reden`` why; ``leg_vast`` writes the decision,
    ``later`` leaves the case for another time, ``terug`` brings back what was left.
    """

    leeg: str  # what is said where there never was a case
    open: str  # what is counted, where there are no buttons

    def __init__(self, editie: Editie, rondgang: Rondgang[_Geval], leg_vast: widgets.Button, klasse: str):
        """Take the cases and the button that decides; ``_bouw`` makes the rest and shows the first case."""
        self._editie, self.rondgang, self.leg_vast = editie, rondgang, leg_vast
        self.vraag, self.meldvak = tekst("", klasse), Meldvak()
        self.reden = invulveld("Waarom", "in één zin, voor wie het later naleest")
        self.later = knop("Later", "Laat dit staan en ga naar het volgende")
        self.terug = knop("Toon uitgestelde", "Laat zien waarbij u op Later drukte")

    def _bouw(
        self,
        velden: Iterable[widgets.Widget],
        meer: Mapping[widgets.Button, Callable[[], None]] | None = None,
    ) -> None:
        doen = {self.leg_vast: self._leg_vast, self.later: self._later, self.terug: self._terug}
        doen |= meer or {}
        self.meldvak.verbind(doen)
        self._invoer = stapel(*velden, self.reden)
        self.doos = werkvlak(self.vraag, self._invoer, naast(*doen), self.meldvak.vak)
        self._toon()

    def stil(self) -> Mapping[str, str]:
        """Return how many cases are open, for where there are no buttons."""
        return {"text/markdown": f"{self.open}: {self.rondgang.totaal}. Open dit notebook in JupyterLab."}

    def kop(self, titel: str, over: Iterable[tuple[str, str]]) -> str:
        """Return the HTML that opens a case: its number, what it is called, and what is known of it."""
        nummer = f"{self.rondgang.nummer} van {self.rondgang.totaal}"
        return f"<h3>{nummer}: {html.escape(titel)}</h3>{feiten(over)}"

    @abstractmethod
    def _toon_geval(self, geval: _Geval) -> str:
        """Set the fields for a case, and return it as HTML."""

    @abstractmethod
    def _beslis(self, geval: _Geval) -> tuple[Editie, str]:
        """Write the decision; return the edition as it is now, and what was done."""

    def _toon(self) -> None:
        bezig = bool(self.rondgang.over)
        self.leg_vast.disabled = self.later.disabled = self.reden.disabled = not bezig
        self.terug.disabled = not self.rondgang.uitgesteld
        self._invoer.layout.display = "" if bezig else "none"
        self.reden.value = ""
        if bezig:
            self.vraag.value = self._toon_geval(self.rondgang.over[0])
        else:
            self.vraag.value = slottekst(self.rondgang.slot(self.leeg, self._editie.naam))

    def _leg_vast(self) -> None:
        self._editie, gedaan = self._beslis(self.rondgang.over[0])
        self.rondgang.is_gedaan()
        self._toon()
        self.meldvak.goed(gedaan)

    def _later(self) -> None:
        self.rondgang.stel_uit()
        self._toon()

    def _terug(self) -> None:
        self.rondgang.neem_terug()
        self._toon()
