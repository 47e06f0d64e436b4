"""The buttons of the repair-notebook: one doubt at a time, with the repair that is proposed."""

import html
from collections.abc import Mapping
from datetime import date

import ipywidgets as widgets

from lib.bediening import Bediening, Meldvak, invulveld, knop, naast, tekst, werkvlak
from lib.editie import Editie
from lib.herstel import HIER, OVERAL, PAAR, Twijfel, herstel, lees_nu, lees_twijfels
from lib.inlezen import Inlezing

KLAAR = "Er is niets meer te herstellen. Voer run_all.py uit om alles opnieuw te verwerken."
VRAAG = {
    OVERAL: "Wat is hiermee bedoeld?",
    HIER: "Wat moet er in deze cel staan?",
    PAAR: "Zijn deze twee opgaven hetzelfde project?",
}


class Hersteller(Bediening):
    """Goes through what reading ``editie`` rejected or doubted; ``inlezing`` is that reading.

    ``vraag`` shows the doubt, ``keuze`` what it should be, ``bereik`` where that holds, ``reden`` why;
    ``neem_over`` writes the repair, ``later`` leaves it, ``opnieuw`` reads the edition again. ``over`` are
    the doubts still to come.
    """

    def __init__(self, editie: Editie, inlezing: Inlezing):
        """Build the buttons and show the first doubt."""
        self._editie, self._geweigerd = editie, len(inlezing.geweigerd)
        self.over = lees_twijfels(inlezing)
        self._totaal = len(self.over)
        self.vraag, self.meldvak = tekst("", "herstel-geval"), Meldvak()
        breed = {"layout": widgets.Layout(width="560px"), "style": {"description_width": "110px"}}
        self.keuze = widgets.Combobox(description="Wordt", placeholder="kies of schrijf", **breed)
        self.bereik = widgets.Dropdown(description="Geldt", **breed)
        self.reden = invulveld("Waarom", "in één zin, voor wie het later naleest")
        self.neem_over = knop("Neem over", "Schrijft het herstel in een bestand van de editie", True)
        self.later = knop("Later", "Laat dit staan en ga naar het volgende")
        self.opnieuw = knop("Lees opnieuw", "Leest de editie met wat nu is hersteld")
        doen = {self.neem_over: self._neem_over, self.later: self._later, self.opnieuw: self._lees_opnieuw}
        for deze, doe in doen.items():
            deze.on_click(self.meldvak.bewaakt(doe))
        knoppen = naast(self.neem_over, self.later, self.opnieuw)
        velden = (self.keuze, self.bereik, self.reden)
        self.doos = werkvlak(self.vraag, *velden, knoppen, self.meldvak.vak)
        self._toon()

    def stil(self) -> Mapping[str, str]:
        """Return how much there is to repair, for where there are no buttons."""
        return {"text/markdown": f"Te herstellen: {self._totaal}. Open dit notebook in JupyterLab."}

    def _toon(self) -> None:
        bezig = bool(self.over)
        for deel in (self.keuze, self.bereik, self.reden, self.neem_over, self.later):
            deel.disabled = not bezig
        self.keuze.value = self.reden.value = ""
        if not bezig:
            self.vraag.value = f"<p><b>{KLAAR}</b></p>"
            self.keuze.options, self.bereik.options = (), ()
            return
        twijfel = self.over[0]
        self.vraag.value = _vraag(twijfel, self._totaal - len(self.over) + 1, self._totaal)
        self.keuze.options = twijfel.voorstellen
        self.keuze.value = twijfel.voorstellen[0] if len(twijfel.voorstellen) == 1 else ""
        self.bereik.options = [twijfel.bereik] if not twijfel.kan_overal else [OVERAL, HIER]
        self.bereik.value = twijfel.bereik

    def _neem_over(self) -> None:
        if not self.over:
            return
        twijfel = self.over[0]
        wat = (self.keuze.value, self.bereik.value, self.reden.value, date.today())
        self._editie, melding = herstel(self._editie, twijfel, *wat)
        self.over.pop(0)
        self._toon()
        self.meldvak.goed(f"{twijfel.kolom or 'paar'} wordt «{wat[0]}». {melding}")

    def _later(self) -> None:
        if self.over:
            self.over.pop(0)
            self._toon()

    def _lees_opnieuw(self) -> None:
        inlezing = lees_nu(self._editie)
        self.over = lees_twijfels(inlezing)
        self._totaal, toen, self._geweigerd = len(self.over), self._geweigerd, len(inlezing.geweigerd)
        self._toon()
        self.meldvak.goed(f"Afgekeurde rijen: {self._geweigerd}; dat waren er {toen}.")


def _vraag(twijfel: Twijfel, nummer: int, totaal: int) -> str:
    """Return the doubt as HTML: where it stands, what stands there, and what is the matter."""
    rijen = f" (en nog {twijfel.aantal - 1} keer)" if twijfel.aantal > 1 else ""
    over = [
        ("Staat in", twijfel.staat_in + rijen),
        ("Kolom", twijfel.kolom),
        ("Andere opgave" if twijfel.bereik == PAAR else "In de cel", twijfel.cel),
        ("Het gaat om", twijfel.waarde if twijfel.waarde != twijfel.cel else ""),
        ("Reden", twijfel.reden),
    ]
    regels = "".join(f"<dt>{kop}</dt><dd>{html.escape(wat)}</dd>" for kop, wat in over if wat)
    kop = f"<h3>{nummer} van {totaal}: {html.escape(twijfel.titel)}</h3>"
    return f"{kop}<dl>{regels}</dl><p><b>{VRAAG[twijfel.bereik]}</b></p>"
