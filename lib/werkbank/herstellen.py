"""The buttons of the repair-notebook: one doubt at a time, with the repair that is proposed."""

import html
from collections.abc import Mapping
from datetime import date

import ipywidgets as widgets

from lib.editie.editie import Editie
from lib.inlezen.projecten import Inlezing
from lib.werkbank.bediening import (
    Bediening,
    Meldvak,
    invulveld,
    knop,
    naast,
    slottekst,
    stapel,
    tekst,
    veldopmaak,
    werkvlak,
)
from lib.werkbank.herstel import HIER, OVERAL, PAAR, Twijfel, herstel, lees_nu, lees_twijfels
from lib.werkbank.rondgang import Rondgang

LEEG = "Er is niets te herstellen: alle rijen zijn gelezen en er is geen twijfel."
VRAAG = {
    OVERAL: "Wat is hiermee bedoeld?",
    HIER: "Wat moet er in deze cel staan?",
    PAAR: "Zijn deze twee opgaven hetzelfde project?",
}


class Hersteller(Bediening):
    """Goes through what reading ``editie`` rejected or doubted; ``inlezing`` is that reading.

    ``vraag`` shows the doubt, ``keuze`` what it should be, ``bereik`` where that holds, ``reden`` why;
    ``neem_over`` writes the repair, ``later`` leaves it, ``terug`` brings back what was left, ``opnieuw``
    reads the edition again. ``voorstellen`` holds a button per proposal where there are several;
    ``rondgang`` knows which doubts are still to come.
    """

    def __init__(self, editie: Editie, inlezing: Inlezing):
        """Build the buttons and show the first doubt."""
        self._editie, self._geweigerd = editie, len(inlezing.geweigerd)
        self.rondgang = Rondgang(lees_twijfels(inlezing))
        self.vraag, self.meldvak = tekst("", "herstel-geval"), Meldvak()
        self.voorstellen = naast()
        self.keuze = widgets.Combobox(description="Wordt", placeholder="kies of schrijf", **veldopmaak())
        self.bereik = widgets.Dropdown(description="Geldt", **veldopmaak())
        self.reden = invulveld("Waarom", "in één zin, voor wie het later naleest")
        self.neem_over = knop("Neem over", "Schrijft het herstel in een bestand van de editie", True)
        self.later = knop("Later", "Laat dit staan en ga naar het volgende")
        self.opnieuw = knop("Lees opnieuw", "Leest de editie met wat nu is hersteld")
        self.terug = knop("Toon uitgestelde", "Laat zien waarbij u op Later drukte")
        doen = {self.neem_over: self._neem_over, self.later: self._later}
        doen |= {self.terug: self._terug, self.opnieuw: self._lees_opnieuw}
        for deze, doe in doen.items():
            deze.on_click(self.meldvak.bewaakt(doe))
        knoppen = naast(self.neem_over, self.later, self.terug, self.opnieuw)
        self._invoer = stapel(self.voorstellen, self.keuze, self.bereik, self.reden)
        self.doos = werkvlak(self.vraag, self._invoer, knoppen, self.meldvak.vak)
        self._toon()

    def stil(self) -> Mapping[str, str]:
        """Return how much there is to repair, for where there are no buttons."""
        return {"text/markdown": f"Te herstellen: {self.rondgang.totaal}. Open dit notebook in JupyterLab."}

    def _toon(self) -> None:
        rondgang, bezig = self.rondgang, bool(self.rondgang.over)
        for deel in (self.keuze, self.bereik, self.reden, self.neem_over, self.later):
            deel.disabled = not bezig
        self.terug.disabled = not rondgang.uitgesteld
        self._invoer.layout.display = "" if bezig else "none"
        self.keuze.value = self.reden.value = ""
        if not bezig:
            self.vraag.value = slottekst(rondgang.slot(LEEG, self._editie.naam))
            return
        twijfel = rondgang.over[0]
        self.vraag.value = _vraag(twijfel, rondgang.nummer, rondgang.totaal)
        self._toon_voorstellen(twijfel.voorstellen)
        self.bereik.layout.display = "none" if twijfel.bereik == PAAR else ""
        self.bereik.options = [twijfel.bereik] if not twijfel.kan_overal else [OVERAL, HIER]
        self.bereik.value = twijfel.bereik

    def _toon_voorstellen(self, voorstellen: tuple[str, ...]) -> None:
        """Fill in the only proposal; of several, show a button for each."""
        self.keuze.options = voorstellen
        self.keuze.value = voorstellen[0] if len(voorstellen) == 1 else ""
        knoppen = [knop(een, "Vul dit in") for een in voorstellen if len(voorstellen) > 1]
        for deze in knoppen:
            deze.on_click(lambda gedrukt: setattr(self.keuze, "value", gedrukt.description))
        self.voorstellen.children = tuple(knoppen)

    def _neem_over(self) -> None:
        twijfel = self.rondgang.over[0]
        wat = (self.keuze.value, self.bereik.value, self.reden.value, date.today())
        self._editie, melding = herstel(self._editie, twijfel, *wat)
        self.rondgang.is_gedaan()
        self._toon()
        was = f"«{twijfel.waarde or twijfel.cel or 'leeg'}» wordt " if twijfel.bereik != PAAR else ""
        self.meldvak.goed(f"{twijfel.kolom or 'project'}: {was}«{wat[0]}». {melding}")

    def _later(self) -> None:
        self.rondgang.stel_uit()
        self._toon()

    def _terug(self) -> None:
        self.rondgang.neem_terug()
        self._toon()

    def _lees_opnieuw(self) -> None:
        inlezing = lees_nu(self._editie)
        self.rondgang = Rondgang(lees_twijfels(inlezing))
        toen, self._geweigerd = self._geweigerd, len(inlezing.geweigerd)
        self._toon()
        self.meldvak.goed(f"Afgekeurde rijen: {self._geweigerd}; dat waren er {toen}.")


def _vraag(twijfel: Twijfel, nummer: int, totaal: int) -> str:
    """Return the doubt as HTML: where it stands, what stands there, and what is the matter."""
    rijen = f" (en nog {twijfel.aantal - 1} keer)" if twijfel.aantal > 1 else ""
    over = [
        ("Omschrijving", twijfel.omschrijving),
        ("Staat in", twijfel.staat_in + rijen),
        ("Kolom", twijfel.kolom),
        ("Andere opgave" if twijfel.bereik == PAAR else "In de cel", twijfel.cel),
        ("Het gaat om", twijfel.waarde if twijfel.waarde != twijfel.cel else ""),
        ("Gelijkenis (0–100)" if twijfel.bereik == PAAR else "Reden", twijfel.reden),
    ]
    regels = "".join(f"<dt>{kop}</dt><dd>{html.escape(wat)}</dd>" for kop, wat in over if wat)
    kop = f"<h3>{nummer} van {totaal}: {html.escape(twijfel.titel)}</h3>"
    return f"{kop}<dl>{regels}</dl><p><b>{VRAAG[twijfel.bereik]}</b></p>"
