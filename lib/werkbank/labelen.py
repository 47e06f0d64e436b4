"""The buttons of the label-notebook: one case at a time, a proposal with its reasons, and a decision."""

import html
from collections.abc import Mapping
from datetime import date

import ipywidgets as widgets

from lib.editie.editie import Editie
from lib.editie.ordening import Ordening
from lib.grond.woorden import procent
from lib.labels.besluiten import ENKELVOUDIG, splits
from lib.labels.gevallen import Geval, Labelstand
from lib.labels.vastleggen import leg_vast
from lib.labels.voorstel import Labellezer, Voorstel
from lib.werkbank.bediening import knop, naast
from lib.werkbank.doorloop import Doorloop
from lib.werkbank.rondgang import Rondgang


class Labelaar(Doorloop[Geval]):
    """Goes through the open cases of ``stand``; ``lezer`` proposes, a person decides.

    ``labels`` holds a button per label.
    """

    leeg = "Er is niets te beslissen: elk label staat vast en wordt niet betwist."
    open = "Te beslissen"

    def __init__(self, stand: Labelstand, lezer: Labellezer):
        """Build the buttons and show the first case."""
        vast = knop("Leg vast", "Schrijft uw besluit in labelbesluiten.csv", True)
        super().__init__(stand.editie, Rondgang(stand.gevallen), vast, "label-geval")
        self._ordening, self._lezer = stand.ordening, lezer
        self.labels: dict[str, widgets.ToggleButton] = {}
        self._keuzes = naast()
        self._bouw([self._keuzes])

    @property
    def gekozen(self) -> list[str]:
        """The labels whose button is down."""
        return [code for code, deze in self.labels.items() if deze.value]

    def _toon_geval(self, geval: Geval) -> str:
        self.labels = {}
        for code in self._ordening.codes(geval.dimensie):
            naam = self._ordening.label(geval.dimensie, code)
            definitie = self._definitie(geval.dimensie, code)
            breed = widgets.Layout(width="auto")
            self.labels[code] = widgets.ToggleButton(description=naam, tooltip=definitie, layout=breed)
            if geval.dimensie in ENKELVOUDIG:
                self.labels[code].observe(self._een_tegelijk, names="value")
        self._keuzes.children = tuple(self.labels.values())
        voorstel = _toelichting(geval, self._lezer.voorstel(geval), self._ordening)
        vraag = f"<p><b>Welk label voor {geval.dimensie}?</b> ({geval.soort})</p>"
        return f"{self.kop(geval.titel, _over(geval, self._ordening))}{vraag}{voorstel}"

    def _definitie(self, dimensie: str, code: str) -> str:
        return self._ordening.tabel.set_index(["dimensie", "code"])["definitie"][dimensie, code]

    def _een_tegelijk(self, wissel: Mapping) -> None:
        if wissel["new"]:
            for deze in self.labels.values():
                deze.value = deze is wissel["owner"]

    def _beslis(self, geval: Geval) -> tuple[Editie, str]:
        gekozen = self.gekozen
        besluit = (geval, gekozen, self.reden.value, date.today(), self._ordening)
        editie, melding = leg_vast(self._editie, *besluit)
        namen = self._ordening.combinatie_label(geval.dimensie, gekozen)
        return editie, f"«{geval.titel}»: {geval.dimensie} is {namen}. {melding}"


def _over(geval: Geval, ordening: Ordening) -> list[tuple[str, str]]:
    """Return what the project is, and who says what."""
    return [
        ("Omschrijving", geval.omschrijving or "–"),
        ("Zorgverzekeraars", geval.zorgverzekeraars),
        ("Plaatsen", geval.plaatsen),
        ("Partijen en ervaring", geval.ervaring),
        ("Staat in", geval.staat_in),
        ("Bron zegt", _namen(geval.opgave, geval, ordening)),
        ("Anders", _namen(geval.tegenvoorstel, geval, ordening)),
        ("Argument", geval.argument),
        ("Ook nog mis", "; ".join(geval.andere_fouten)),
    ]


def _namen(cel: str, geval: Geval, ordening: Ordening) -> str:
    return ordening.combinatie_label(geval.dimensie, splits(cel)) if cel else ""


def _toelichting(geval: Geval, voorstel: Voorstel, ordening: Ordening) -> str:
    if geval.dimensie == "schaal":
        schaal = geval.naar_plaats or "geen, de plaatsen zijn onbekend"
        return f"<p>Voorstel naar de definitie: {html.escape(schaal)}</p>"
    rijen = "".join(
        f"<tr><td>{html.escape(ordening.label(geval.dimensie, code))}</td>"
        f"<td class='getal'>{procent(kans)}</td>"
        f"<td>{html.escape(', '.join(voorstel.woorden.get(code, [])) or '–')}</td></tr>"
        for code, kans in voorstel.kansen.items()
    )
    kop = "<tr><th>Voorstel</th><th>Kans</th><th>Woorden in de tekst</th></tr>"
    lijkt = "; ".join(f"«{titel}» ({_namen(label, geval, ordening)})" for titel, label in voorstel.buren)
    onder = f"<p><small>Lijkt het meest op: {html.escape(lijkt)}</small></p>" if lijkt else ""
    return f"<table>{kop}{rijen}</table>{onder}"
