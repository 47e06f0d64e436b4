"""Styles for QGIS: the colours of the maps as QML, the form in which a GeoPackage keeps them.

Each layer has one style that opens with it, and gemeenten and regions one more per label. Hatches are left
out: a QGIS user can point at an area, and colours run from light to dark.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast
from xml.etree import ElementTree as ET

from lib.analyse.gegevens import Gegevens
from lib.beeld.stijl import VLAK, VORMGEVING, vulling, vulling_zorgverzekeraar
from lib.editie.ordening import DIMENSIES
from lib.kaart.inhoud import nul_woord
from lib.levering.gebiedstelling import labelkolommen
from lib.levering.stof import Levering

DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
VERSIE = "3.22.0"
VLAKLAGEN = ("gemeenten", "zeshoeken", "wmo_regios", "zorgkantoorregios")
MEEST = 1e9
_RAND = dict.fromkeys(("gemeenten", "zeshoeken"), ("0.15", VLAK["gemeentegrens"]))
REGIORAND = ("0.4", VLAK["regiogrens"])
NAAMLENGTE = 30  # of styleName


@dataclass(frozen=True)
class _Stijl:
    """A style of ``laag``; ``standaard``: QGIS opens the layer with it."""

    laag: str
    naam: str
    qml: str
    standaard: bool


def lees_stijlen(levering: Levering, lagen: set[str]) -> Iterator[_Stijl]:
    """Yield the styles of those of our layers that are in ``lagen``."""
    gegevens, nul = levering.gegevens, nul_woord(levering.editie.volledig)
    for laag in VLAKLAGEN:
        if gegevens is None:
            vlak = VORMGEVING["regio"]["tinten"][0]
            yield _Stijl(laag, "gebied", _qml(_enkel(_vlak(vlak, laag))), True)
            continue
        yield _Stijl(laag, "aantal projecten", _qml(_trappen(laag, "projecten", _telklassen(nul))), True)
        for kolom in labelkolommen(gegevens):
            dimensie, _, code = kolom.partition("_")
            kleur = _kleur(dimensie, kolom, gegevens)
            klassen = [(0.5, MEEST, "minstens één project", kleur)]
            naam = kolom.replace("_", " ")[:NAAMLENGTE]
            yield _Stijl(laag, naam, _qml(_trappen(laag, kolom, [_geen(nul), *klassen])), False)
    if "projecten" in lagen:
        for dimensie in ("thema", "vorm", "schaal"):
            yield _Stijl("projecten", dimensie, _qml(_labels(dimensie, levering)), dimensie == "thema")


def _kleur(dimensie: str, kolom: str, gegevens: Gegevens) -> str:
    for code in gegevens.ordening.codes(dimensie):
        if kolom == f"{dimensie}_{code.lower().replace(' ', '_')}":
            los = dimensie in DIMENSIES
            return (vulling(dimensie, code) if los else vulling_zorgverzekeraar(code)).kleur
    raise ValueError(f"onbekende kolom: {kolom}")


def _geen(nul: str) -> tuple[float, float, str, str]:
    return (-0.5, 0.5, nul, VLAK["grond"])


def _telklassen(nul: str) -> list[tuple[float, float, str, str]]:
    """The classes of the maps that count projects: lower and upper bound, label, colour."""
    aantal = VORMGEVING["aantal"]
    vanaf = [int(code) for code in aantal]
    tot = [*(grens - 0.5 for grens in vanaf[1:]), MEEST]
    klassen = [
        (begin - 0.5, eind, aantal[str(begin)]["label"], aantal[str(begin)]["kleur"])
        for begin, eind in zip(vanaf, tot, strict=True)
    ]
    return [_geen(nul), *klassen]


def _trappen(laag: str, kolom: str, klassen: Sequence[tuple[float, float, str, str]]) -> ET.Element:
    """Return a graduated renderer over ``kolom``."""
    teken = ET.Element(
        "renderer-v2",
        {"type": "graduatedSymbol", "attr": kolom, "graduatedMethod": "GraduatedColor", "symbollevels": "0"},
    )
    reeks, symbolen = ET.SubElement(teken, "ranges"), ET.SubElement(teken, "symbols")
    for nummer, (onder, boven, label, kleur) in enumerate(klassen):
        grens = {"lower": str(onder), "upper": str(boven), "label": label}
        ET.SubElement(reeks, "range", {**grens, "symbol": str(nummer), "render": "true"})
        symbolen.append(_vlak(kleur, laag, str(nummer)))
    return teken


def _labels(dimensie: str, levering: Levering) -> ET.Element:
    """Return a categorised renderer: a dot in the colour of each label."""
    ordening = cast(Gegevens, levering.gegevens).ordening
    teken = ET.Element("renderer-v2", {"type": "categorizedSymbol", "attr": dimensie, "symbollevels": "0"})
    soorten, symbolen = ET.SubElement(teken, "categories"), ET.SubElement(teken, "symbols")
    for nummer, code in enumerate(ordening.codes(dimensie)):
        eigen = {"value": code, "symbol": str(nummer), "label": ordening.label(dimensie, code)}
        ET.SubElement(soorten, "category", {**eigen, "type": "string", "render": "true"})
        symbolen.append(_stip(vulling(dimensie, code).kleur, str(nummer)))
    return teken


def _enkel(symbool: ET.Element) -> ET.Element:
    teken = ET.Element("renderer-v2", {"type": "singleSymbol", "symbollevels": "0"})
    ET.SubElement(teken, "symbols").append(symbool)
    return teken


def _vlak(kleur: str, laag: str, nummer: str = "0") -> ET.Element:
    dikte, rand = _RAND.get(laag, REGIORAND)
    maten = {"outline_color": _rgba(rand), "outline_style": "solid", "outline_width": dikte}
    return _symbool("fill", "SimpleFill", nummer, {"color": _rgba(kleur), "style": "solid", **maten})


def _stip(kleur: str, nummer: str) -> ET.Element:
    maten = {"name": "circle", "size": "2.2", "size_unit": "MM", "outline_color": _rgba(VLAK["papier"])}
    return _symbool("marker", "SimpleMarker", nummer, {"color": _rgba(kleur), **maten})


def _symbool(soort: str, klasse: str, nummer: str, eigenschappen: dict[str, str]) -> ET.Element:
    symbool = ET.Element("symbol", {"type": soort, "name": nummer, "alpha": "1", "clip_to_extent": "1"})
    laag = ET.SubElement(symbool, "layer", {"class": klasse, "enabled": "1", "locked": "0", "pass": "0"})
    opties = ET.SubElement(laag, "Option", {"type": "Map"})
    for naam, waarde in eigenschappen.items():
        ET.SubElement(opties, "Option", {"type": "QString", "name": naam, "value": waarde})
    return symbool


def _qml(teken: ET.Element) -> str:
    wortel = ET.Element("qgis", {"version": VERSIE, "styleCategories": "Symbology"})
    wortel.append(teken)
    return DOCTYPE + ET.tostring(wortel, encoding="unicode")


def _rgba(kleur: str) -> str:
    return ",".join(str(int(kleur[i : i + 2], 16)) for i in (1, 3, 5)) + ",255"
