"""Make the template of the slides, ``lib/levering/dia/sjabloon.pptx``: ``python -m scripts.sjabloon``.

Three layouts (Titel, Hoofdstuk, Inhoud), each with a place for a logo. A house style is put in by replacing
that file by one with layouts of the same names; what is written stays clear of the places of the logos.
"""

import io
import re
from collections.abc import Mapping
from pathlib import Path

from pptx import Presentation
from pptx.util import Mm

from lib.beeld.stijl import VLAK, VORMGEVING
from lib.grond.schrijven import schrijf_atomair
from lib.grond.vastzip import vast_gezipt
from lib.levering.dia.vorm import DIA_BREED, HOOG, SJABLOON

LETTERTYPE = "Verdana"  # as wide as DejaVu Sans, with which texts are measured
LAYOUTS = {"Title Slide": "Titel", "Section Header": "Hoofdstuk", "Title Only": "Inhoud"}
PLAATSEN = {  # layout → placeholder index → left, top, width, height in mm
    "Titel": {0: (20, 62, 298, 34), 1: (20, 98, 298, 40)},
    "Hoofdstuk": {0: (20, 70, 298, 30), 1: (20, 102, 298, 50)},
    "Inhoud": {0: (12, 7, 274, 18)},
}
LOGOS = {
    "Titel": {"Logo links": (20, 16, 50, 20), "Logo rechts": (268, 16, 50, 20)},
    "Hoofdstuk": {"Logo": (292, 8, 34, 12)},
    "Inhoud": {"Logo": (292, 8, 34, 12)},
}
LETTERS = {"Titel": {0: 30, 1: 16}, "Hoofdstuk": {0: 28, 1: 14}, "Inhoud": {0: 20}}
LOGO_XML = (
    '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr>'
    '<p:cNvPr id="{id}" name="{naam}" descr="Plaats voor een logo"/><p:cNvSpPr/>'
    '<p:nvPr><p:ph type="pic" sz="quarter" idx="{id}"/></p:nvPr></p:nvSpPr>'
    '<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{b}" cy="{h}"/></a:xfrm></p:spPr>'
    '<p:txBody><a:bodyPr/><a:lstStyle><a:lvl1pPr><a:buNone/><a:defRPr sz="900"/></a:lvl1pPr></a:lstStyle>'
    '<a:p><a:r><a:rPr lang="nl-NL"/><a:t>logo</a:t></a:r></a:p></p:txBody></p:sp>'
)


def maak_sjabloon() -> bytes:
    """Return the template as a .pptx without slides."""
    from lxml import etree

    boek = Presentation()
    boek.slide_width, boek.slide_height = Mm(DIA_BREED), Mm(HOOG)
    for layout in list(boek.slide_layouts):
        if layout.name not in LAYOUTS:
            boek.slide_layouts.remove(layout)
    for vorm in list(boek.slide_master.placeholders):
        _plaats(vorm, (12, 36, 314, 136) if vorm.placeholder_format.idx == 1 else (12, 7, 274, 18))
        if vorm.placeholder_format.idx > 1:  # date, footer and number: each slide writes its own
            vorm.element.getparent().remove(vorm.element)
    for layout in boek.slide_layouts:
        naam = LAYOUTS[layout.name]
        layout.element.cSld.set("name", naam)
        for vorm in list(layout.placeholders):
            nummer = vorm.placeholder_format.idx
            if nummer not in PLAATSEN[naam]:
                vorm.element.getparent().remove(vorm.element)
                continue
            _plaats(vorm, PLAATSEN[naam][nummer])
            _letters(vorm, LETTERS[naam][nummer], vet=nummer == 0)
        for nummer, (logo, plaats) in enumerate(LOGOS[naam].items(), start=20):
            maten = dict(zip("xybh", (Mm(maat) for maat in plaats), strict=True))
            layout.shapes.element.append(etree.fromstring(LOGO_XML.format(id=nummer, naam=logo, **maten)))
    _thema(boek)
    buffer = io.BytesIO()
    boek.core_properties.title = "Sjabloon Samenwerkingskaarten"
    boek.save(buffer)
    return vast_gezipt(buffer.getvalue())


def _plaats(vorm, plaats: tuple[float, float, float, float]) -> None:
    vorm.left, vorm.top, vorm.width, vorm.height = (Mm(maat) for maat in plaats)


def _letters(vorm, punt: int, vet: bool) -> None:
    """Set size, weight, colour and alignment of a placeholder, for all slides that use it."""
    from lxml import etree

    ruimte = "http://schemas.openxmlformats.org/drawingml/2006/main"
    kleur = (VLAK["inkt"] if vet else VLAK["zacht"]).lstrip("#").upper()
    lijst = vorm.element.txBody.find(f"{{{ruimte}}}lstStyle")
    for oud in list(lijst):
        lijst.remove(oud)
    lijst.append(
        etree.fromstring(
            f'<a:lvl1pPr xmlns:a="{ruimte}" marL="0" indent="0" algn="l"><a:buNone/>'
            f'<a:defRPr sz="{punt * 100}" b="{int(vet)}" cap="none"><a:solidFill><a:srgbClr val="{kleur}"/>'
            "</a:solidFill></a:defRPr></a:lvl1pPr>"
        )
    )
    lijf = vorm.element.txBody.bodyPr
    for oud in list(lijf):
        lijf.remove(oud)
    lijf.set("anchor", "b" if vet and punt > 20 else "t")
    for kant in ("lIns", "tIns", "rIns", "bIns"):
        lijf.set(kant, "0")


def _thema(boek) -> None:
    """Put the letters and the colours of the maps in the theme."""
    deel = next(
        rel.target_part for rel in boek.slide_master.part.rels.values() if rel.reltype.endswith("/theme")
    )
    tekst = re.sub(r'(<a:latin typeface=")[^"]*', rf"\g<1>{LETTERTYPE}", deel.blob.decode("utf-8"))
    kleuren: Mapping[str, Mapping] = VORMGEVING["thema"]
    for nummer, stijl in enumerate(kleuren.values(), start=1):
        kleur = stijl["kleur"].lstrip("#").upper()
        tekst = re.sub(
            rf"(<a:accent{nummer}>).*?(</a:accent{nummer}>)",
            rf'\1<a:srgbClr val="{kleur}"/>\2',
            tekst,
            flags=re.S,
        )
    deel.blob = tekst.encode("utf-8")


if __name__ == "__main__":
    schrijf_atomair(Path(SJABLOON), maak_sjabloon())
