"""The parts of a slide: text that is measured before it is placed, tables, charts and pictures.

Everything is in millimetres on a sheet of 16:9. Nothing is shrunk by the program that opens it: what does not
fit goes to the next slide.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lib.beeld.letters import blok, breedte
from lib.beeld.stijl import VLAK
from lib.grond.binnenwerk import voeg_beeld_toe
from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.grond.leesbaar import leesbaar

if TYPE_CHECKING:
    from pptx.slide import Slide


SJABLOON = Path(__file__).resolve().with_name("sjabloon.pptx")
DIA_BREED, HOOG = 338.67, 190.5
MARGE = 12.0
DIA_INHOUD = (30.0, 173.0)  # top and bottom of what a slide is about
VOET = 177.0
TITELBREED, TITELHOOG = 274.0, 18.0
TITELPUNTEN = (20, 17, 14, 12)
CELRAND = 1.2  # mm around the text in a cell
_LEEG = "\xa0"  # an empty cell would be as high as letters of 18 points
RUIM = 1.06  # programs break lines a little earlier than we measure


@dataclass(frozen=True)
class Vak:
    """A rectangle on a slide: left, top, width and height in mm."""

    x: float
    y: float
    breed: float
    hoog: float


def teksthoogte(tekst: str, breed: float, punt: float, vet: bool = False) -> float:
    """Return the height in mm of ``tekst`` set in ``punt`` points over ``breed`` mm, its line ends kept."""
    return sum(blok(deel or " ", breed / RUIM, punt, vet).hoogte or punt * 0.42 for deel in tekst.split("\n"))


def passend(tekst: str, vak: Vak, punten: Sequence[float], vet: bool = False) -> tuple[str, float]:
    """Return ``tekst`` and the largest of ``punten`` in which it fits ``vak``.

    Where even the smallest is too large it is cut off, with an ellipsis: the notes have it whole.
    """
    for punt in punten:
        if teksthoogte(tekst, vak.breed, punt, vet) <= vak.hoog:
            return tekst, punt
    regels = max(1, int(vak.hoog / blok("x", vak.breed, punten[-1]).regelhoogte))
    kort = blok(tekst.replace("\n", " "), vak.breed / RUIM, punten[-1], vet, hoogstens=regels)
    return " ".join(kort.regels), punten[-1]


def lees_sjabloon(pad: Path = SJABLOON) -> Any:
    """Return the template, a Presentation without slides; InvoerFouten where it lacks a layout."""
    from pptx import Presentation

    boek = Presentation(str(pad))
    aanwezig = {layout.name for layout in boek.slide_layouts}
    if zonder := [naam for naam in ("Titel", "Hoofdstuk", "Inhoud") if naam not in aanwezig]:
        reden = f"sjabloon zonder indeling {', '.join(zonder)}; wel: {', '.join(sorted(aanwezig))}"
        raise InvoerFouten([InvoerFout(str(pad), reden)])
    return boek


class Dia:
    """One slide that is being filled; ``notities`` are what the speaker reads."""

    def __init__(
        self, boek: Any, beelden: dict, indeling: str, titel: str, voet: str, waarschuwing: str = ""
    ):
        """``beelden`` remembers the pictures of all slides; ``waarschuwing`` stands in a band below."""
        self.beelden = beelden
        layout = boek.slide_layouts.get_by_name(indeling)
        self.slide: Slide = boek.slides.add_slide(layout)
        for vorm in [v for v in self.slide.placeholders if v.placeholder_format.idx >= 20]:
            vorm.element.getparent().remove(vorm.element)  # a logo is for the layout, not for each slide
        kop = self.slide.shapes.title
        tekst, punt = leesbaar(titel), None
        if indeling == "Inhoud":
            tekst, punt = passend(tekst, Vak(0, 0, TITELBREED, TITELHOOG), TITELPUNTEN, vet=True)
        kop.text_frame.text = tekst
        kop.text_frame.word_wrap = True
        if punt:
            self._zet(kop.text_frame.paragraphs[0], punt, vet=True)
        self._voet(voet, waarschuwing)

    def _voet(self, voet: str, waarschuwing: str) -> None:
        if waarschuwing:
            self.balk(waarschuwing)
        vak = Vak(MARGE, VOET, 285, 7)
        self.tekst(voet, vak, (8, 7), VLAK["zacht"])
        self._nummer()

    def balk(self, tekst: str) -> None:
        """Write a warning in a dark band along the bottom."""
        from pptx.dml.color import RGBColor
        from pptx.enum.shapes import MSO_SHAPE
        from pptx.util import Mm

        vorm = self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Mm(0), Mm(HOOG - 6), Mm(DIA_BREED), Mm(6))
        vorm.name = "Waarschuwing"
        vorm.fill.solid()
        vorm.fill.fore_color.rgb = RGBColor.from_string(VLAK["synthetisch"].lstrip("#").upper())
        vorm.line.fill.background()
        vorm.shadow.inherit = False
        vorm.text_frame.margin_top = vorm.text_frame.margin_bottom = 0
        vorm.text_frame.text = tekst
        self._zet(vorm.text_frame.paragraphs[0], 9, vet=True, kleur=VLAK["papier"])

    def _nummer(self) -> None:
        """Write the number of the slide, as a field that follows when slides are moved."""
        from lxml import etree
        from pptx.oxml.ns import qn
        from pptx.util import Mm

        vorm = self.slide.shapes.add_textbox(Mm(DIA_BREED - MARGE - 20), Mm(VOET), Mm(20), Mm(5))
        vorm.name = "Dianummer"
        alinea = vorm.element.xpath(".//a:p")[0]
        veld = etree.SubElement(alinea, qn("a:fld"))
        veld.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
        veld.set("type", "slidenum")
        etree.SubElement(veld, qn("a:rPr")).set("lang", "nl-NL")
        etree.SubElement(veld, qn("a:t")).text = "‹nr›"
        veld.find(qn("a:rPr")).set("sz", "800")
        alinea.get_or_add_pPr().set("algn", "r")

    def tekst(
        self,
        tekst: str,
        vak: Vak,
        punten: Sequence[float],
        kleur: str = VLAK["inkt"],
        vet: bool = False,
    ) -> float:
        """Write text in ``vak`` in the largest of ``punten`` that fits; return the height it takes, in mm."""
        from pptx.enum.text import MSO_AUTO_SIZE
        from pptx.util import Mm

        tekst, punt = passend(leesbaar(tekst), vak, punten, vet)
        hoog = teksthoogte(tekst, vak.breed, punt, vet)
        vorm = self.slide.shapes.add_textbox(Mm(vak.x), Mm(vak.y), Mm(vak.breed), Mm(max(hoog, 3)))
        kader = vorm.text_frame
        kader.word_wrap, kader.auto_size = True, MSO_AUTO_SIZE.NONE
        kader.margin_left = kader.margin_right = kader.margin_top = kader.margin_bottom = 0
        for nummer, deel in enumerate(tekst.split("\n")):
            alinea = kader.paragraphs[0] if nummer == 0 else kader.add_paragraph()
            alinea.add_run().text = deel
            self._zet(alinea, punt, vet, kleur)
        return hoog

    def _zet(self, alinea: Any, punt: float, vet: bool = False, kleur: str = VLAK["inkt"]) -> None:
        from pptx.dml.color import RGBColor
        from pptx.util import Pt

        for run in alinea.runs:
            run.font.size, run.font.bold = Pt(punt), vet
            run.font.color.rgb = RGBColor.from_string(kleur.lstrip("#").upper())
            run.font.language_id = 1043  # Dutch

    def plaat(
        self, bron: Path | bytes, vak: Vak, alt: str, snede: Vak | None = None, maat: Vak | None = None
    ) -> Vak:
        """Place a picture as large as fits in ``vak``; return where it stands.

        ``snede``: the part of it to show, on a picture of the size ``maat`` (both in mm).
        """
        from pptx.util import Mm

        beeld = self._beeld(bron)
        deel = Vak(0, 0, beeld.width, beeld.height)
        if snede and maat:
            beeld.crop_left, beeld.crop_top = snede.x / maat.breed, snede.y / maat.hoog
            beeld.crop_right = 1 - (snede.x + snede.breed) / maat.breed
            beeld.crop_bottom = 1 - (snede.y + snede.hoog) / maat.hoog
            deel = snede
        schaal = min(vak.breed / deel.breed, vak.hoog / deel.hoog)
        plek = Vak(vak.x, vak.y, deel.breed * schaal, deel.hoog * schaal)
        beeld.left, beeld.top, beeld.width, beeld.height = (
            Mm(maat_) for maat_ in (plek.x, plek.y, plek.breed, plek.hoog)
        )
        self.beschrijf(beeld, alt)
        return plek

    def _beeld(self, bron: Path | bytes) -> Any:
        """Add a picture in its own size; one that another slide has too is stored once.

        The library looks for it among all parts of the file each time; here it is remembered.
        """
        from pptx.opc.constants import RELATIONSHIP_TYPE

        vormen, sleutel = self.slide.shapes, bron if isinstance(bron, bytes) else str(bron)
        if sleutel not in self.beelden:
            inhoud = io.BytesIO(bron) if isinstance(bron, bytes) else str(bron)
            self.beelden[sleutel] = self.slide.part.get_or_add_image_part(inhoud)[0]
        deel = self.beelden[sleutel]
        relatie = self.slide.part.relate_to(deel, RELATIONSHIP_TYPE.IMAGE)
        return voeg_beeld_toe(vormen, deel, relatie)

    @staticmethod
    def beschrijf(vorm: Any, alt: str) -> None:
        """Give a picture, table or chart its text alternative."""
        vorm.element.xpath(".//p:cNvPr")[0].set("descr", leesbaar(alt))

    def tabel(self, tabel: "Tabelstuk", vak: Vak, alt: str) -> None:
        """Place one part of a table (see :mod:`lib.levering.dia.tabel`) with its top left in ``vak``."""
        from pptx.util import Mm

        hoog = sum(tabel.hoogten)
        vorm = self.slide.shapes.add_table(
            len(tabel.rijen), len(tabel.breedten), Mm(vak.x), Mm(vak.y), Mm(sum(tabel.breedten)), Mm(hoog)
        )
        self.beschrijf(vorm, alt)
        vorm.element.xpath(".//a:tableStyleId")[0].text = "{5940675A-B579-460E-94D1-54222C63F5DA}"
        raster = vorm.table
        raster.horz_banding = False
        for i, breed in enumerate(tabel.breedten):
            raster.columns[i].width = Mm(breed)
        for r, rij in enumerate(tabel.rijen):
            raster.rows[r].height = Mm(tabel.hoogten[r])
            for k, tekst in enumerate(rij):
                self._cel(raster.cell(r, k), tekst, tabel.punt, r == 0, tabel.rechts[k])

    def _cel(self, cel: Any, tekst: str, punt: float, kop: bool, rechts: bool) -> None:
        from pptx.dml.color import RGBColor
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Mm

        cel.margin_left = cel.margin_right = Mm(CELRAND)
        cel.margin_top = cel.margin_bottom = Mm(CELRAND / 2)
        cel.text_frame.word_wrap = True
        alinea = cel.text_frame.paragraphs[0]
        alinea.add_run().text = tekst or _LEEG
        alinea.alignment = PP_ALIGN.RIGHT if rechts else PP_ALIGN.LEFT
        self._zet(alinea, punt, vet=kop)
        cel.fill.solid()
        cel.fill.fore_color.rgb = RGBColor.from_string((VLAK["grond"] if kop else VLAK["papier"])[1:].upper())

    def grafiek(
        self,
        titel: str,
        namen: Sequence[str],
        reeksen: Mapping[str, Sequence[float | None]],
        vak: Vak,
        **opties: Any,
    ) -> None:
        """Place a native bar chart: ``reeksen`` is name → a number per name.

        ``kleuren``: hex, per bar where there is one series, else per series; ``opmaak``: an Excel number
        format; ``alt``: the text alternative.
        """
        from pptx.chart.data import CategoryChartData
        from pptx.dml.color import RGBColor
        from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
        from pptx.util import Mm, Pt

        gegevens: Any = CategoryChartData(number_format=opties.get("opmaak", "#,##0"))
        gegevens.categories = [leesbaar(naam) for naam in namen]
        for naam, waarden in reeksen.items():
            gegevens.add_series(leesbaar(naam), waarden)
        x, y, breed, hoog = (Mm(maat) for maat in (vak.x, vak.y, vak.breed, vak.hoog))
        vorm: Any = self.slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, x, y, breed, hoog, gegevens)
        self.beschrijf(vorm, opties.get("alt", titel))
        kaart = vorm.chart
        kaart.has_title, kaart.has_legend = True, len(reeksen) > 1
        kaart.chart_title.text_frame.text = leesbaar(titel)
        self._zet(kaart.chart_title.text_frame.paragraphs[0], 12, vet=True)
        kaart.font.size = Pt(10)
        if kaart.has_legend:
            kaart.legend.position, kaart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        kaart.category_axis.reverse_order = True
        kaart.value_axis.visible = kaart.value_axis.has_major_gridlines = False
        kaart.value_axis.minimum_scale = 0
        staaf = kaart.plots[0]
        staaf.gap_width, staaf.has_data_labels = 40, True
        staaf.data_labels.number_format = opties.get("opmaak", "#,##0")
        staaf.data_labels.number_format_is_linked = False
        staaf.data_labels.font.size = Pt(10)
        kleuren = opties.get("kleuren", [])
        for nummer, reeks in enumerate(staaf.series):
            doelen = [reeks] if len(reeksen) > 1 else [reeks.points[i] for i in range(len(namen))]
            eigen = kleuren[nummer : nummer + 1] if len(reeksen) > 1 else kleuren
            for doel, kleur in zip(doelen, eigen, strict=False):
                doel.format.fill.solid()
                doel.format.fill.fore_color.rgb = RGBColor.from_string(kleur.lstrip("#").upper())

    def notitie(self, *delen: str) -> None:
        """Write what the speaker must know."""
        notitie: Any = self.slide.notes_slide.notes_text_frame  # a slide of our template has one
        notitie.text = "\n".join(leesbaar(deel) for deel in delen if deel)


@dataclass(frozen=True)
class Tabelstuk:
    """A part of a table that fits a slide: texts with the head first, widths and heights in mm."""

    rijen: tuple[tuple[str, ...], ...]
    breedten: tuple[float, ...]
    hoogten: tuple[float, ...]
    rechts: tuple[bool, ...]
    punt: float


def langste_woord(tekst: str, punt: float, vet: bool = False) -> float:
    """Return the width in mm of the longest word in ``tekst``."""
    return max((breedte(woord, punt, vet) for woord in tekst.split()), default=0.0)
