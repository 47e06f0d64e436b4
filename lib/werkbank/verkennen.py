"""The buttons of the verken-notebook: choose, and the map, the counts and the projects follow at once."""

import base64
import gc
import html
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lib.analyse.eigenkaarten import voeg_kaart_toe
from lib.beeld.figuur import naar_png
from lib.editie.editie import edities, lees_editie
from lib.grond.paden import WORTEL, uitvoer
from lib.grond.woorden import aantal
from lib.kaart.blad import teken
from lib.kaart.hoofdstuk import Tekenaar, lees_tekenaar
from lib.kaart.keuze import BEELDEN, MINIMA, Keuze, als_rij, in_woorden, kaart, kies, past
from lib.werkbank.bediening import (
    Bediening,
    Meldvak,
    invulveld,
    keuzelijst,
    knop,
    naast,
    stapel,
    tekst,
    werkvlak,
)
from lib.werkbank.keuze import opties
from lib.werkbank.lijst import bladen, kaarten, schrijf_csv, schrijf_xlsx

DPI = 96  # a screen's; a printed map has 150
_KOPPEN = {"zorgverzekeraar": "Zorgverzekeraar", "wmo_regio": "Wmo-regio", "moment": "Peildatum"}
EIGEN_PAGINA = "75-eigen-kaarten"


class Verkenner(Bediening):
    """The verken-notebook's buttons on ``tekenaar``'s edition; ``keuze`` is what they stand at.

    ``filters`` (by name), ``beeld``, ``minima``, ``editie`` are the drop-downs; ``kop``, ``kaart`` and
    ``lijst`` what follows them; ``naam`` with ``bewaar``, ``als_csv`` and ``als_xlsx`` keep what is shown.
    """

    def __init__(self, tekenaar: Tekenaar, keuze: Keuze | None = None):
        """Build the buttons and show the first map."""
        self._tekenaars = {tekenaar.gegevens.editie.naam: tekenaar}
        self._bezig = False
        self._blad = 0
        keuze = keuze or Keuze()
        deze = tekenaar.gegevens.editie
        self.editie = keuzelijst("Editie", _gemaakte_edities() | {deze.naam: deze.titel}, deze.naam)
        self.filters = {
            naam: keuzelijst(_KOPPEN.get(naam, naam.capitalize()), codes, getattr(keuze, naam))
            for naam, codes in opties(tekenaar.gegevens).items()
        }
        self.minima = keuzelijst("Minimapolissen", MINIMA, keuze.minimacontracten)
        self.beeld = keuzelijst("Kaart toont", BEELDEN, keuze.beeld)
        self._maak_uitvoer()
        self._maak_knoppen()
        self.doos = self._indeling()
        self.editie.observe(self._wissel_editie, names="value")
        for lijst in (*self.filters.values(), self.minima, self.beeld):
            lijst.observe(self._ververs, names="value")
        self._ververs()
        _zet_apart()

    def _maak_uitvoer(self) -> None:
        self.kop, self.kaart = tekst("", "verken-kop"), tekst("", "verken-kaart")
        self.lijst, self.meldvak = tekst("", "verken-lijst"), Meldvak()
        self.bladzijde = tekst("")

    def _maak_knoppen(self) -> None:
        self.wis = knop("Alles wissen", "Laat alle projecten van deze editie zien")
        self.vorige = knop("◀ Vorige", "Vorige projecten")
        self.volgende = knop("Volgende ▶", "Volgende projecten")
        self.naam = invulveld("Naam", "bijvoorbeeld: Ouderenzorg in Twente", "420px")
        self.bewaar = knop("Bewaar als kaart", "Voegt deze kaart toe aan kaarten.csv van de editie", True)
        self.als_csv = knop("Exporteer CSV", "Schrijft de projecten van deze keuze als CSV")
        self.als_xlsx = knop("Exporteer Excel", "Schrijft de projecten van deze keuze als Excelbestand")
        doen = {
            self.wis: self._wis,
            self.vorige: lambda: self._blader(-1),
            self.volgende: lambda: self._blader(1),
            self.bewaar: self._bewaar,
            self.als_csv: lambda: self._exporteer(schrijf_csv),
            self.als_xlsx: lambda: self._exporteer(schrijf_xlsx),
        }
        self.meldvak.verbind(doen)

    def _indeling(self) -> Any:
        links = stapel(self.editie, *self.filters.values(), self.minima, self.beeld, self.wis)
        bewaren = naast(self.naam, self.bewaar, self.als_csv, self.als_xlsx)
        blader = naast(self.vorige, self.bladzijde, self.volgende)
        rechts = stapel(self.kop, self.kaart)
        return werkvlak(naast(links, rechts), bewaren, self.meldvak.vak, self.lijst, blader)

    @property
    def gegevens(self) -> Any:
        """The tables of the edition that is chosen."""
        return self._tekenaars[self.editie.value].gegevens

    @property
    def basis(self) -> Any:
        """The geometry of that edition."""
        return self._tekenaars[self.editie.value].basis

    @property
    def keuze(self) -> Keuze:
        """What the drop-downs stand at, with a map that it can have."""
        velden = {naam: lijst.value for naam, lijst in self.filters.items()}
        return past(Keuze(**velden, minimacontracten=self.minima.value, beeld=self.beeld.value))

    def stil(self) -> Mapping[str, str]:
        """Return the map as it is now, for where there are no buttons."""
        return {"image/png": base64.b64encode(self.png).decode()}

    def _ververs(self, _: Any = None) -> None:
        if self._bezig:
            return
        keuze, self._blad = self.keuze, 0
        self.projecten = kies(keuze, self.gegevens)
        beeld = kaart(keuze, self.gegevens)
        self.png = naar_png(teken(beeld, self.basis, dpi=DPI))
        gecodeerd = base64.b64encode(self.png).decode()
        self.kaart.value = f'<img alt="{html.escape(beeld.alt)}" src="data:image/png;base64,{gecodeerd}">'
        self.kop.value = f"<h3>{self._telling(beeld)}</h3>"
        self._toon_blad()

    def _telling(self, beeld: Any) -> str:
        met = int((beeld.klasse_van >= 0).sum())
        wat = html.escape(in_woorden(self.keuze, self.gegevens))
        return f"{wat}: {aantal(len(self.projecten), 'project')} in {aantal(met, 'gemeente')}"

    def _toon_blad(self) -> None:
        totaal = bladen(len(self.projecten))
        self.lijst.value = kaarten(self.projecten, self.gegevens, self._blad) or "Geen project past hierbij."
        self.bladzijde.value = f"&nbsp;blad {self._blad + 1} van {totaal}&nbsp;"
        self.vorige.disabled, self.volgende.disabled = self._blad == 0, self._blad + 1 >= totaal

    def _blader(self, stap: int) -> None:
        self._blad += stap
        self._toon_blad()

    def _wis(self) -> None:
        self.zet(Keuze())

    def zet(self, keuze: Keuze) -> None:
        """Set all drop-downs, and draw once."""
        self._bezig = True
        for naam, lijst in self.filters.items():
            gewenst = getattr(keuze, naam)
            lijst.value = gewenst if gewenst in dict(map(reversed, lijst.options)) else ""
        self.minima.value, self.beeld.value = keuze.minimacontracten, keuze.beeld
        self._bezig = False
        self._ververs()

    def _wissel_editie(self, _: Any) -> None:
        """Show another edition with the same choice, as far as that edition has it."""
        naam, keuze = self.editie.value, self.keuze
        if naam not in self._tekenaars:
            self._tekenaars[naam] = lees_tekenaar(lees_editie(naam))
        self._bezig = True
        for filter_, codes in opties(self.gegevens).items():
            self.filters[filter_].options = [(label, code) for code, label in codes.items()]
        self.zet(keuze)

    def _bewaar(self) -> None:
        naam, deze = self.naam.value.strip(), self.gegevens.editie
        rij = als_rij(self.keuze, self.gegevens, naam)
        editie, kaart_id, melding = voeg_kaart_toe(lees_editie(deze.naam, deze.map.parent), rij, naam)
        opdracht = f"python run_all.py --edition {editie.naam} --only {EIGEN_PAGINA}"
        self.meldvak.goed(f"{melding} De kaart heet {kaart_id}.", f"Tekenen: {opdracht}")

    def _exporteer(self, schrijf: Any) -> None:
        map_ = uitvoer(self.editie.value).rapport / "selecties"
        pad = schrijf(self.projecten, self.gegevens, in_woorden(self.keuze, self.gegevens), map_)
        self.meldvak.goed(f"{aantal(len(self.projecten), 'project')} geschreven naar {_kort(pad)}")


def _zet_apart() -> None:
    """Set what is loaded by now apart, so that collecting garbage no longer stops a change for 0.1 s."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _kort(pad: Path) -> str:
    return str(pad.relative_to(WORTEL)) if pad.is_relative_to(WORTEL) else str(pad)


def _gemaakte_edities() -> dict[str, str]:
    """The editions whose projects a run has made: name → title."""
    namen = [naam for naam in edities() if (uitvoer(naam).processed / "projecten.parquet").is_file()]
    return {naam: lees_editie(naam).titel for naam in namen}
