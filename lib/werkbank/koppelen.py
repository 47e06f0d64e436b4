"""The buttons of the notebook in which a sender's heads are told to be our columns."""

import html
from collections.abc import Mapping
from pathlib import Path

import ipywidgets as widgets

from lib.editie.editie import Editie
from lib.editie.ordening import lees_ordening
from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.inlezen.kolommen import PROJECTKOLOMMEN, VERPLICHT
from lib.inlezen.koppelen import Afspraak, afspraak_van, lees_koppelen
from lib.inlezen.koppelvoorstel import (
    Bladbeeld,
    alle_koppen,
    bekijk_bestand,
    leg_koppeling_vast,
    maak_afspraak,
    onbekende_labels,
)
from lib.inlezen.projecten import Inlezing, lees_maatstaf
from lib.werkbank.bediening import (
    Bediening,
    Meldvak,
    invulveld,
    keuzelijst,
    knop,
    naast,
    stapel,
    tekst,
    veldopmaak,
    werkvlak,
)
from lib.werkbank.herstel import lees_nu

_NIETS = {"": "(niet lezen)"}
_KOLOMMEN = _NIETS | {naam: naam + (" *" if naam in VERPLICHT else "") for naam in PROJECTKOLOMMEN}


class Koppelaar(Bediening):
    """Shows the project files of ``editie`` as they came, with a drop-down for each head.

    ``bestand`` chooses the file; ``naam``, ``koppen`` (head → drop-down), ``bladnaam``, ``tekens``,
    ``schaal`` and ``overslaan`` hold the agreement, ``labels`` (dimensie, their word → drop-down) how their
    words read.
    ``leg_vast`` writes it down and reads the edition again.
    """

    def __init__(self, editie: Editie):
        """Build the buttons and show the first file."""
        self._editie = editie
        self._paden = {pad.name: pad for pad in editie.alle_bestanden("projecten")}
        self._maatstaf = lees_maatstaf(editie.indelingsjaar, editie.bestand("aliassen"))
        self.meldvak, self.beelden = Meldvak(), list[Bladbeeld]()
        self.bestand = keuzelijst("Bestand", {naam: naam for naam in self._paden})
        self.naam = invulveld("Afzender", "van wie komt dit bestand?")
        self.koppen: dict[str, widgets.Dropdown] = {}
        self.labels: dict[tuple[str, str], widgets.Dropdown] = {}
        self.bladnaam = keuzelijst("Bladnaam is", {"": "(geen kolom)"} | {een: een for een in VERPLICHT})
        self.tekens = invulveld("Scheiding", "naast de puntkomma, bijvoorbeeld ,/ en")
        self.schaal = widgets.Checkbox(description="De schaal volgt uit de plaatsen", indent=False)
        self.overslaan = widgets.SelectMultiple(description="Overslaan", **veldopmaak())
        self.leg_vast = knop("Leg vast en lees", "Schrijft koppelen.toml en leest de editie opnieuw", True)
        self.meldvak.verbind({self.leg_vast: self._leg_vast})
        self._voorbeeld, self._velden, self._woorden = tekst(""), stapel(), stapel()
        self.bestand.observe(lambda _: self._kies(), names="value")
        self.doos = werkvlak(
            naast(self.bestand, self.naam),
            self._voorbeeld,
            self._velden,
            naast(self.bladnaam, self.tekens, self.schaal),
            self.overslaan,
            self._woorden,
            self.leg_vast,
            self.meldvak.vak,
        )
        self._kies()

    def stil(self) -> Mapping[str, str]:
        """Return which files there are, for where there are no buttons."""
        return {"text/markdown": f"Bestanden: {', '.join(self._paden)}. Open dit notebook in JupyterLab."}

    def _kies(self) -> None:
        """Show the file that was chosen, with what is agreed or else proposed."""
        pad = self._paden[self.bestand.value]
        try:
            self.beelden = bekijk_bestand(self._editie, pad, self._maatstaf)
        except InvoerFouten as fouten:
            self.beelden = []
            self.meldvak.fout(*map(str, fouten.fouten))
        afspraak = afspraak_van(pad.name, lees_koppelen(self._editie.bestand("koppelen")))
        if not afspraak.naam:
            afspraak = self._voorgesteld(pad)
        self._toon(afspraak)

    def _voorgesteld(self, pad: Path) -> Afspraak:
        gekozen = {een.kop: een.kolom for blad in self._met_projecten() for een in blad.voorstellen}
        return maak_afspraak(
            pad.stem, (f"{pad.stem.rstrip('0123456789-_ ')}*{pad.suffix}",), gekozen, self.beelden
        )

    def _met_projecten(self) -> list[Bladbeeld]:
        return [blad for blad in self.beelden if blad.lijkt_op_projecten] or self.beelden

    def _toon(self, afspraak: Afspraak) -> None:
        self._afspraak, gekozen = afspraak, alle_koppen(afspraak)
        self.naam.value, self.bladnaam.value = afspraak.naam, afspraak.bladnaam
        self.tekens.value, self.schaal.value = afspraak.scheidingstekens, afspraak.schaal_uit_plaatsen
        bladen = [blad.naam for blad in self.beelden if blad.naam]
        self.overslaan.options = bladen
        self.overslaan.value = [naam for naam in bladen if afspraak.slaat_over(naam)]
        self._voorbeeld.value = "".join(map(_tabel, self._met_projecten()[:1]))
        self.koppen, regels = {}, []
        for blad in self._met_projecten():
            for een in blad.voorstellen:
                if een.kop not in self.koppen:
                    keuze = keuzelijst(een.kop, _KOLOMMEN, gekozen.get(een.kop, ""))
                    self.koppen[een.kop] = keuze
                    uitleg = " | ".join((*een.voorbeelden, f"({een.waarom})" if een.waarom else ""))
                    regels.append(naast(keuze, tekst(f"<small>{html.escape(uitleg)}</small>")))
        self._velden.children = tuple(regels)

    def _gekozen(self) -> Afspraak:
        """Return the agreement as the fields say it now; InvoerFouten where two heads are one column."""
        gekozen = {kop: keuze.value for kop, keuze in self.koppen.items()}
        nieuw = maak_afspraak(self.naam.value.strip(), self._afspraak.bestanden, gekozen, self.beelden)
        waarden = {naam: dict(woorden) for naam, woorden in self._afspraak.waarden.items()}
        for (dimensie, woord), keuze in self.labels.items():
            if keuze.value:
                waarden.setdefault(dimensie, {})[woord] = keuze.value
        anders = {
            "bladnaam": self.bladnaam.value,
            "scheidingstekens": self.tekens.value,
            "schaal_uit_plaatsen": self.schaal.value,
            "overslaan": tuple(self.overslaan.value),
            "waarden": waarden,
        }
        bewaard = self._afspraak.model_dump(include={"vast", "blad", "doortrekken"})
        return nieuw.model_copy(update=anders | bewaard)

    def _leg_vast(self) -> None:
        afspraak = self._gekozen()
        if not any(naam in afspraak.kolommen for naam in VERPLICHT):
            raise InvoerFouten([InvoerFout("koppelen.toml", "kies bij ten minste één kop een kolom")])
        self._editie, melding = leg_koppeling_vast(self._editie, afspraak)
        self._afspraak = afspraak
        inlezing = lees_nu(self._editie)
        self._toon_labels(inlezing)
        stap = dict(zip(inlezing.waterval["stap"], inlezing.waterval["aantal"], strict=True))
        vraag = (
            f"{len(self.labels)} woord(en) voor een label kent de ordening niet: kies hierboven wat zij zijn."
        )
        self.meldvak.goed(
            melding,
            ", ".join(f"{naam}: {aantal}" for naam, aantal in stap.items()),
            *(
                [vraag]
                if self.labels
                else ["Wat is afgekeurd of betwijfeld staat in notebook 13-herstellen."]
            ),
        )

    def _toon_labels(self, inlezing: Inlezing) -> None:
        """Show a drop-down for each word for a label that is not ours."""
        ordening = lees_ordening()
        self.labels = {}
        for dimensie, woord, aantal, nabij in onbekende_labels(inlezing, self._maatstaf):
            opties = {"": "(laat staan)"} | {
                code: ordening.naam(dimensie, code) for code in ordening.codes(dimensie)
            }
            self.labels[dimensie, woord] = keuzelijst(f"{dimensie}: {woord} ({aantal})", opties, nabij)
        self._woorden.children = tuple(self.labels.values())


def _tabel(blad: Bladbeeld) -> str:
    """Return the first rows of a sheet as HTML, below their heads."""
    kop = "".join(f"<th>{html.escape(een.kop)}</th>" for een in blad.voorstellen)
    rijen = "".join(
        f"<tr>{''.join(f'<td>{html.escape(cel[:40])}</td>' for cel in rij)}</tr>" for rij in blad.rijen
    )
    naam = html.escape(blad.naam or "Zo ziet het bestand eruit")
    return f"<p><b>{naam}</b></p><table><tr>{kop}</tr>{rijen}</table>"
