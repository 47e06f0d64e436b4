"""The buttons of the repair-notebook: one doubt at a time, with the repair that is proposed."""

from datetime import date

import ipywidgets as widgets

from lib.editie.editie import Editie
from lib.inlezen.projecten import Inlezing
from lib.werkbank.bediening import (
    knop,
    naast,
    veldopmaak,
)
from lib.werkbank.doorloop import Doorloop
from lib.werkbank.herstel import HIER, OVERAL, PAAR, Twijfel, herstel, lees_nu, lees_twijfels
from lib.werkbank.rondgang import Rondgang

_VRAAG = {
    OVERAL: "Wat is hiermee bedoeld?",
    HIER: "Wat moet er in deze cel staan?",
    PAAR: "Zijn deze twee opgaven hetzelfde project?",
}


class Hersteller(Doorloop[Twijfel]):
    """Goes through what reading ``editie`` rejected or doubted; ``inlezing`` is that reading.

    ``keuze`` holds what it should be, ``bereik`` where that holds; ``opnieuw`` reads the edition again.
    ``voorstellen`` holds a button per proposal where there are several.
    """

    leeg = "Er is niets te herstellen: alle rijen zijn gelezen en er is geen twijfel."
    open = "Te herstellen"

    def __init__(self, editie: Editie, inlezing: Inlezing):
        """Build the buttons and show the first doubt."""
        neem_over = knop("Neem over", "Schrijft het herstel in een bestand van de editie", True)
        super().__init__(editie, Rondgang(lees_twijfels(inlezing)), neem_over, "herstel-geval")
        self._geweigerd = len(inlezing.geweigerd)
        self.voorstellen = naast()
        self.keuze = widgets.Combobox(description="Wordt", placeholder="kies of schrijf", **veldopmaak())
        self.bereik = widgets.Dropdown(description="Geldt", **veldopmaak())
        self.opnieuw = knop("Lees opnieuw", "Leest de editie met wat nu is hersteld")
        self._bouw([self.voorstellen, self.keuze, self.bereik], {self.opnieuw: self._lees_opnieuw})

    def _toon_geval(self, twijfel: Twijfel) -> str:
        self._toon_voorstellen(twijfel.voorstellen)
        self.bereik.layout.display = "none" if twijfel.bereik == PAAR else ""
        self.bereik.options = [twijfel.bereik] if not twijfel.kan_overal else [OVERAL, HIER]
        self.bereik.value = twijfel.bereik
        return f"{self.kop(twijfel.titel, _over(twijfel))}<p><b>{_VRAAG[twijfel.bereik]}</b></p>"

    def _toon_voorstellen(self, voorstellen: tuple[str, ...]) -> None:
        """Fill in the only proposal; of several, show a button for each."""
        self.keuze.options = voorstellen
        self.keuze.value = voorstellen[0] if len(voorstellen) == 1 else ""
        knoppen = [knop(een, "Vul dit in") for een in voorstellen if len(voorstellen) > 1]
        for deze in knoppen:
            deze.on_click(lambda gedrukt: setattr(self.keuze, "value", gedrukt.description))
        self.voorstellen.children = tuple(knoppen)

    def _beslis(self, twijfel: Twijfel) -> tuple[Editie, str]:
        wordt = self.keuze.value
        wat = (wordt, self.bereik.value, self.reden.value, date.today())
        editie, melding = herstel(self._editie, twijfel, *wat)
        was = f"«{twijfel.waarde or twijfel.cel or 'leeg'}» wordt " if twijfel.bereik != PAAR else ""
        return editie, f"{twijfel.kolom or 'project'}: {was}«{wordt}». {melding}"

    def _lees_opnieuw(self) -> None:
        inlezing = lees_nu(self._editie)
        self.rondgang = Rondgang(lees_twijfels(inlezing))
        toen, self._geweigerd = self._geweigerd, len(inlezing.geweigerd)
        self._toon()
        self.meldvak.goed(f"Afgekeurde rijen: {self._geweigerd}; dat waren er {toen}.")


def _over(twijfel: Twijfel) -> list[tuple[str, str]]:
    """Return where a doubt stands, what stands there, and what is the matter."""
    rijen = f" (en nog {twijfel.aantal - 1} keer)" if twijfel.aantal > 1 else ""
    return [
        ("Omschrijving", twijfel.omschrijving),
        ("Staat in", twijfel.staat_in + rijen),
        ("Kolom", twijfel.kolom),
        ("Andere opgave" if twijfel.bereik == PAAR else "In de cel", twijfel.cel),
        ("Het gaat om", twijfel.waarde if twijfel.waarde != twijfel.cel else ""),
        ("Voor en tegen" if twijfel.bereik == PAAR else "Reden", twijfel.reden),
    ]
