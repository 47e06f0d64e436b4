"""The buttons of the label-notebook: one case at a time, a proposal with its reasons, and a decision."""

import html
from collections.abc import Mapping
from datetime import date

import ipywidgets as widgets

from lib.editie.ordening import Ordening
from lib.grond.woorden import getal
from lib.labels.besluiten import ENKELVOUDIG, splits
from lib.labels.gevallen import Geval, Labelstand
from lib.labels.vastleggen import leg_vast
from lib.labels.voorstel import Lezer, Voorstel
from lib.werkbank.bediening import (
    Bediening,
    Meldvak,
    invulveld,
    knop,
    naast,
    slottekst,
    stapel,
    tekst,
    werkvlak,
)
from lib.werkbank.rondgang import Rondgang

LEEG = "Er is niets te beslissen: elk label staat vast en wordt niet betwist."


class Labelaar(Bediening):
    """Goes through the open cases of ``stand``; ``lezer`` proposes, a person decides.

    ``vraag`` shows the case, ``labels`` holds a button per label, ``reden`` the reason; ``leg_vast``
    writes the decision, ``later`` leaves the case for another time, ``terug`` brings back what was left.
    ``rondgang`` knows which cases are still to come.
    """

    def __init__(self, stand: Labelstand, lezer: Lezer):
        """Build the buttons and show the first case."""
        self._editie, self._ordening, self._lezer = stand.editie, stand.ordening, lezer
        self.rondgang = Rondgang(stand.gevallen)
        self.vraag, self.meldvak = tekst("", "label-geval"), Meldvak()
        self.labels: dict[str, widgets.ToggleButton] = {}
        self._keuzes = naast()
        self.reden = invulveld("Waarom", "in één zin, voor wie het later naleest")
        self.leg_vast = knop("Leg vast", "Schrijft uw besluit in labelbesluiten.csv", True)
        self.later = knop("Later", "Laat dit geval open en ga naar het volgende")
        self.terug = knop("Toon uitgestelde", "Laat de gevallen zien waarbij u op Later drukte")
        doen = {self.leg_vast: self._leg_vast, self.later: self._later, self.terug: self._terug}
        for deze, doe in doen.items():
            deze.on_click(self.meldvak.bewaakt(doe))
        self._invoer = stapel(self._keuzes, self.reden)
        knoppen = naast(self.leg_vast, self.later, self.terug)
        self.doos = werkvlak(self.vraag, self._invoer, knoppen, self.meldvak.vak)
        self._toon()

    def stil(self) -> Mapping[str, str]:
        """Return how many cases are open, for where there are no buttons."""
        return {"text/markdown": f"Te beslissen: {self.rondgang.totaal}. Open dit notebook in JupyterLab."}

    @property
    def gekozen(self) -> list[str]:
        """The labels whose button is down."""
        return [code for code, deze in self.labels.items() if deze.value]

    def _toon(self) -> None:
        rondgang, bezig = self.rondgang, bool(self.rondgang.over)
        for deel in (self.reden, self.leg_vast, self.later):
            deel.disabled = not bezig
        self.terug.disabled = not rondgang.uitgesteld
        self._invoer.layout.display = "" if bezig else "none"
        self.reden.value = ""
        self.labels, self._keuzes.children = {}, ()
        if not bezig:
            self.vraag.value = slottekst(rondgang.slot(LEEG, self._editie.naam))
            return
        geval = rondgang.over[0]
        voorstel = self._lezer.voorstel(geval)
        self.vraag.value = _vraag(geval, voorstel, self._ordening, rondgang.nummer, rondgang.totaal)
        for code in self._ordening.codes(geval.dimensie):
            naam = self._ordening.label(geval.dimensie, code)
            definitie = self._definitie(geval.dimensie, code)
            breed = widgets.Layout(width="auto")
            self.labels[code] = widgets.ToggleButton(description=naam, tooltip=definitie, layout=breed)
            if geval.dimensie in ENKELVOUDIG:
                self.labels[code].observe(self._een_tegelijk, names="value")
        self._keuzes.children = tuple(self.labels.values())

    def _definitie(self, dimensie: str, code: str) -> str:
        return self._ordening.tabel.set_index(["dimensie", "code"])["definitie"][dimensie, code]

    def _een_tegelijk(self, wissel: Mapping) -> None:
        if wissel["new"]:
            for deze in self.labels.values():
                deze.value = deze is wissel["owner"]

    def _leg_vast(self) -> None:
        geval = self.rondgang.over[0]
        besluit = (geval, self.gekozen, self.reden.value, date.today(), self._ordening)
        self._editie, melding = leg_vast(self._editie, *besluit)
        self.rondgang.is_gedaan()
        self._toon()
        namen = self._ordening.combinatie_label(geval.dimensie, besluit[1])
        self.meldvak.goed(f"«{geval.titel}»: {geval.dimensie} is {namen}. {melding}")

    def _later(self) -> None:
        self.rondgang.stel_uit()
        self._toon()

    def _terug(self) -> None:
        self.rondgang.neem_terug()
        self._toon()


def _vraag(geval: Geval, voorstel: Voorstel, ordening: Ordening, nummer: int, totaal: int) -> str:
    """Return the case as HTML: what the project is, who says what, and what is proposed and why."""
    over = [
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
    regels = "".join(f"<dt>{kop}</dt><dd>{html.escape(wat)}</dd>" for kop, wat in over if wat)
    kop = f"<h3>{nummer} van {totaal}: {html.escape(geval.titel)}</h3>"
    vraag = f"<p><b>Welk label voor {geval.dimensie}?</b> ({geval.soort})</p>"
    return f"{kop}<dl>{regels}</dl>{vraag}{_toelichting(geval, voorstel, ordening)}"


def _namen(cel: str, geval: Geval, ordening: Ordening) -> str:
    return ordening.combinatie_label(geval.dimensie, splits(cel)) if cel else ""


def _toelichting(geval: Geval, voorstel: Voorstel, ordening: Ordening) -> str:
    if geval.dimensie == "schaal":
        schaal = geval.naar_plaats or "geen, de plaatsen zijn onbekend"
        return f"<p>Voorstel naar de definitie: {html.escape(schaal)}</p>"
    rijen = "".join(
        f"<tr><td>{html.escape(ordening.label(geval.dimensie, code))}</td>"
        f"<td class='getal'>{getal(100 * kans)} %</td>"
        f"<td>{html.escape(', '.join(voorstel.woorden.get(code, [])) or '–')}</td></tr>"
        for code, kans in voorstel.kansen.items()
    )
    kop = "<tr><th>Voorstel</th><th>Kans</th><th>Woorden in de tekst</th></tr>"
    lijkt = "; ".join(f"«{titel}» ({_namen(label, geval, ordening)})" for titel, label in voorstel.buren)
    onder = f"<p><small>Lijkt het meest op: {html.escape(lijkt)}</small></p>" if lijkt else ""
    return f"<table>{kop}{rijen}</table>{onder}"
