"""The slides of an edition: the report's chapters with its maps, tables and findings, ready to be edited.

Text, tables and charts are native; a map is the picture that the run drew, with its legend as text. What
opens the slides stands in :mod:`lib.levering.dia.vorm`; the same inputs give the same bytes.
"""

import datetime
import io
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from lib.beeld.stijl import VLAK
from lib.editie.ordening import lees_ordening
from lib.grond.schrijven import schrijf_atomair
from lib.grond.vastzip import vast_gezipt
from lib.grond.woorden import aantal
from lib.levering.dia.blok import constateringen, overzichtsdia, venster
from lib.levering.dia.kaart import herkomst, kaartdias
from lib.levering.dia.reeks import HEEL, Diareeks, _deel
from lib.levering.dia.tabel import schematabellen, verdeel_tabel
from lib.levering.dia.vorm import DIA_INHOUD, MARGE, Vak
from lib.levering.stof import Analyse, Kaart, Levering, hoofdstuktitels

TABELVAK = Vak(MARGE, DIA_INHOUD[0] + 8, 198, DIA_INHOUD[1] - DIA_INHOUD[0] - 8)
DUIDINGVAK = Vak(MARGE + 202, TABELVAK.y, 112, TABELVAK.hoog)
_RUIM = (16, 14, 13, 12)  # points of a table that is read out
_KORT = {  # heads that a column on a slide has room for
    "verschil in procentpunten": "verschil (%-punt)",
    "zonder opgave van gemeenten": "zonder opgave",
}
_LEZEN = (
    "Een gekleurde gemeente heeft minstens één project; lichtgrijs is: geen project bekend. Een lichte "
    "gemeente kan wel baat hebben bij samenwerking elders, en een volle kaart is geen doel.",
    "Gearceerd met «geen opgave» is: er is een project in de Wmo-regio, maar de bron zegt niet in welke "
    "gemeenten.",
    "Een combinatie van labels hoort bij de gemeente en niet bij één project: zij is wat alle projecten daar "
    "samen hebben.",
    "Onder elke dia staan bron en voorbehoud in de notities. Elk getal staat ook in het werkboek, de atlas "
    "en het GIS-bestand van deze editie.",
)


def schrijf_dias(levering: Levering, doel: Path) -> None:
    """Write the slides of ``levering`` to ``doel``, in one piece."""
    reeks = Diareeks(levering)
    _opening(reeks)
    if levering.gegevens is not None:
        overzichtsdia(reeks)
    for hoofdstuk, titel, kaarten in _hoofdstukken(levering):
        reeks.hoofdstuk(titel, aantal(len(kaarten), "figuur"))
        over = [een for een in levering.analyses if een.rij["hoofdstuk"] == hoofdstuk]
        for plaats, kaart in enumerate(kaarten):
            _figuur(reeks, kaart)
            klaar = [een for een in over if not _komt_nog(een, kaarten[plaats + 1 :])]
            over = [een for een in over if een not in klaar]
            for analyse in klaar:
                _analyse(reeks, analyse)
    constateringen(reeks)
    venster(reeks)
    _slot(reeks)
    schrijf_atomair(doel, _als_bytes(reeks))


def _figuur(reeks: Diareeks, kaart: Kaart) -> None:
    """Add the slides of a figure: its picture, or where that is all text, the texts as tables."""
    tabellen = schematabellen(kaart.kaart_id, lees_ordening())
    for kop, uitleg, tabel in tabellen:
        titel = f"{kaart.regel['titel']}: {kop.lower()}" if kop else kaart.regel["titel"]
        punt = next(
            (p for p in _RUIM if len(verdeel_tabel(tabel, HEEL.breed, TABELVAK.hoog, p)) == 1), _RUIM[-1]
        )
        notities = kaart.regel["alt"], herkomst(kaart), kaart.regel["bijschrift"]
        reeks.tabel(titel, tabel, uitleg, punt, *notities)
    if not tabellen:
        kaartdias(reeks, kaart)


def _opening(reeks: Diareeks) -> None:
    citaat = reeks.levering.citaat
    dia = reeks.nieuw(citaat.titel, "Titel")
    dia.slide.placeholders[
        1
    ].text_frame.text = f"Samenwerking tussen zorgverzekeraars en gemeenten\nPeildatum {citaat.peildatum}"
    dia.notitie(citaat.voorbehoud, citaat.zin)
    dia = reeks.nieuw("Zo leest u deze dia's")
    delen = [*([citaat.voorbehoud] if citaat.voorbehoud else []), *_LEZEN, f"Citeren: {citaat.zin}"]
    dia.tekst("\n\n".join(delen), HEEL, (14, 13, 12, 11, 10, 9))
    dia.notitie(citaat.zin)


def _slot(reeks: Diareeks) -> None:
    uitleg = "Waar de gegevens vandaan komen en hoe u deze dia's citeert."
    reeks.tabel("Verantwoording", reeks.levering.verantwoording, uitleg)


def _hoofdstukken(levering: Levering) -> Iterator[tuple[str, str, list[Kaart]]]:
    """Yield each chapter, its title and its figures, no sheets of projects or panels shown elsewhere."""
    for hoofdstuk, titel in hoofdstuktitels().items():
        kaarten = [
            kaart
            for kaart in levering.kaarten
            if kaart.hoofdstuk == hoofdstuk and not kaart.paneel and not kaart.is_blad
        ]
        if kaarten:
            yield hoofdstuk, titel, kaarten


def _komt_nog(analyse: Analyse, kaarten: list[Kaart]) -> bool:
    """Whether a map to which the table belongs, perhaps as one of its panels, is still to come."""
    panelen = [paneel for kaart in kaarten if kaart.beeld is not None for paneel in kaart.beeld.panelen]
    namen = {kaart.kaart_id for kaart in kaarten} | {paneel.kaart_id for paneel in panelen}
    return any(fnmatchcase(naam, patroon) for naam in namen for patroon in analyse.rij["kaarten"])


def _analyse(reeks: Diareeks, analyse: Analyse) -> None:
    """Add an analysis table: the numbers left, our reading of them right."""
    titel = f"{analyse.rij['kop']}: de cijfers"
    links = verdeel_tabel(analyse.getoond.rename(columns=_KORT), TABELVAK.breed, TABELVAK.hoog, 9)
    uitleg = analyse.duiding[["bewering", "lezing", "duiding"]]
    uitleg = uitleg.set_axis(["het rapport zegt", "en geeft als reden (2017)", "onze duiding"], axis=1)
    rechts = verdeel_tabel(uitleg, DUIDINGVAK.breed, DUIDINGVAK.hoog, 9) if len(uitleg) else []
    aantal_dias = max(len(links), len(rechts))
    for nummer in range(aantal_dias):
        dia = reeks.nieuw(titel + _deel(nummer + 1, aantal_dias))
        dia.tekst(analyse.bijschrift, Vak(HEEL.x, HEEL.y, HEEL.breed, 7.5), (10, 9, 8, 7), VLAK["zacht"])
        if nummer < len(links):
            dia.tabel(links[nummer], TABELVAK, f"{titel}. {analyse.bijschrift}")
        if nummer < len(rechts):
            dia.tabel(rechts[nummer], DUIDINGVAK, f"Duiding bij {titel}: onze lezing, geen meting")
        dia.notitie(
            f"{analyse.rij['tabel_id']}. {analyse.bijschrift}",
            "Links wat is geteld. Rechts wat het rapport van 2017 zegt, en onze duiding; die is geen meting.",
            reeks.levering.citaat.zin,
        )


def _als_bytes(reeks: Diareeks) -> bytes:
    citaat, eigenschappen = reeks.levering.citaat, reeks.boek.core_properties
    dag = datetime.datetime.combine(reeks.levering.editie.peildatum, datetime.time())
    eigenschappen.title, eigenschappen.author = citaat.titel[:255], "Samenwerkingskaarten"
    eigenschappen.subject = "SYNTHETISCH" if citaat.synthetisch else "Samenwerkingskaarten"
    eigenschappen.comments = citaat.zin[:255]
    eigenschappen.keywords = f"invoer sha256 {citaat.vingerafdruk}"
    eigenschappen.last_modified_by, eigenschappen.revision = "Samenwerkingskaarten", 1
    eigenschappen.created = eigenschappen.modified = dag
    buffer = io.BytesIO()
    reeks.boek.save(buffer)
    return vast_gezipt(buffer.getvalue(), dag.strftime("%Y-%m-%dT00:00:00Z").encode())
