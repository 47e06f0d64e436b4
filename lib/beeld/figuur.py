"""A figure that knows what it shows, and its files: a palette PNG and an SVG, the same bytes each time."""

import io
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, cast
from zlib import Z_RLE

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from lib.beeld.kader import MM_PER_INCH, Kader
from lib.beeld.letters import LETTERTYPE
from lib.beeld.stijl import BLAD, stijl
from lib.beeld.svgpad import KorteSvg
from lib.editie.citaat import figuurgegevens
from lib.grond.schrijven import schrijf_atomair


@dataclass(frozen=True, eq=False, kw_only=True)
class Opschrift:
    """The words on a sheet. ``alt`` is the text alternative; ``bijschrift`` the caption with caveat and unit
    of counting; ``bronregel`` the source; ``synthetisch`` whether the edition is made up.
    """

    kaart_id: str
    soort: str
    titel: str
    ondertitel: str
    bijschrift: str
    bronregel: str
    alt: str
    synthetisch: bool


SVG_LETTERS = f"'{LETTERTYPE}', Verdana, sans-serif"  # Verdana is as wide, where DejaVu Sans is missing
PUNT_PER_INCH = 72


class Kaartfiguur(Figure):
    """A figure that knows what it shows; a notebook displays it as PNG with its text alternative.

    ``kaarten``: the frames of the maps on it; ``inhoud``: where what stands between the title and the caption
    begins, and how high it is, in mm; ``per_label``: the same of the row of small maps below a large one.
    """

    def __init__(self, beeld: Opschrift, hoogte: float, dpi: float = BLAD["dpi"]):
        """Make an empty sheet of the width of ``stijl.toml`` and ``hoogte`` mm, with an Agg canvas."""
        super().__init__(figsize=(BLAD["breedte"] / MM_PER_INCH, hoogte / MM_PER_INCH), dpi=dpi)
        FigureCanvasAgg(self)
        self.beeld = beeld
        self.kaarten: list[Kader] = []
        self.inhoud: tuple[float, float] | None = None
        self.per_label: tuple[float, float] | None = None

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict, dict]:
        png = b64encode(naar_png(self)).decode("ascii")
        return {"image/png": png}, {"image/png": {"alt": self.beeld.alt}}


def naar_png(figuur: Kaartfiguur, citaat: Mapping[str, str] | None = None) -> bytes:
    """Return the figure as a palette PNG that carries title, description, source and origin.

    It has the dpi of the figure: 150 in print. ``citaat``: what else it carries, of
    :func:`lib.editie.citaat.figuurgegevens`. ``Inhoudsvak`` says where all between title and caption stands,
    ``Kaartvak`` the map or the grid of maps in it, and ``Labelvak`` the row of small maps below a map of many
    combinations: left, top, width and height in mm.
    """
    from PIL.PngImagePlugin import PngInfo

    from lib.beeld.palet import met_palet

    beeld = met_palet(teken_pixels(figuur))
    gegevens = PngInfo()
    for sleutel, waarde in {**_metadata(figuur.beeld), **_vakken(figuur), **(citaat or {})}.items():
        gegevens.add_itxt(sleutel, waarde)
    uit = io.BytesIO()
    # run lengths: for flat colours about as small as the usual way, and faster
    beeld.save(uit, "PNG", dpi=(figuur.dpi,) * 2, compress_type=Z_RLE, pnginfo=gegevens)
    return uit.getvalue()


def teken_pixels(figuur: Kaartfiguur) -> np.ndarray:
    """Return the drawn figure, uint8 (height, width, 4), on paper that is white from the start."""
    renderer = cast(FigureCanvasAgg, figuur.canvas).get_renderer()
    pixels = np.asarray(renderer.buffer_rgba())
    pixels[:] = 255
    figuur.patch.set_visible(False)
    try:
        figuur.draw(renderer)
    finally:
        figuur.patch.set_visible(True)
    return pixels


def naar_svg(figuur: Kaartfiguur, citaat: Mapping[str, str] | None = None) -> str:
    """Return the figure as SVG, in which text is text, with title, description and ``citaat``."""
    citaat = citaat or {}
    metadata = _metadata(figuur.beeld)
    vast: dict[str, Any] = {
        "Date": citaat.get("Date"),
        "Creator": "samenwerkingskaarten",
        "Title": metadata["Title"],
        "Source": metadata["Source"],
    }
    if "Copyright" in citaat:
        vast["Rights"] = citaat["Copyright"]
    vast["Keywords"] = [f"synthetisch: {metadata['Synthetisch']}"]
    vast["Keywords"] += [citaat[naam] for naam in ("Edition", "Inputs") if naam in citaat]
    uit = io.StringIO()
    breed, hoog = (PUNT_PER_INCH * maat for maat in figuur.get_size_inches())
    dpi = figuur.dpi
    with stijl():
        figuur.dpi = PUNT_PER_INCH
        try:
            renderer = KorteSvg(breed, hoog, uit, metadata=vast)
            figuur.draw(renderer)
            renderer.finalize()
        finally:
            figuur.dpi = dpi
    svg = uit.getvalue()
    svg = svg.replace(f"'{LETTERTYPE}'", SVG_LETTERS)
    beschrijving = f" <desc>{escape(metadata['Description'], quote=False)}</desc>\n"
    return svg.replace("<svg ", '<svg role="img" ', 1).replace("</title>\n", f"</title>\n{beschrijving}", 1)


def _metadata(beeld: Opschrift) -> dict[str, str]:
    return {
        "Title": beeld.titel,
        "Description": beeld.alt,
        "Source": beeld.bronregel,
        "Synthetisch": "ja" if beeld.synthetisch else "nee",
    }


def _vakken(figuur: Kaartfiguur) -> dict[str, str]:
    stroken = {"Inhoudsvak": figuur.inhoud, "Labelvak": figuur.per_label}
    if figuur.inhoud and getattr(figuur.beeld, "panelen", None):
        begin, _ = figuur.inhoud
        stroken["Kaartvak"] = begin, max(kaart.y + kaart.hoog for kaart in figuur.kaarten) - begin
    breed = BLAD["breedte"]
    vakken = {naam: f"0 {deel[0]:.1f} {breed:.1f} {deel[1]:.1f}" for naam, deel in stroken.items() if deel}
    if figuur.kaarten and "Kaartvak" not in vakken:
        kaart = figuur.kaarten[0]
        vakken["Kaartvak"] = f"{kaart.x:.1f} {kaart.y:.1f} {kaart.breed:.1f} {kaart.hoog:.1f}"
    return vakken


def bewaar_figuur(figuur: Kaartfiguur, pad: Path, gelezen: Iterable[Path]) -> tuple[Path, Path]:
    """Write ``pad``.png and ``pad``.svg (``pad`` has no suffix), each in one piece; return both paths.

    ``gelezen``: the tables that the figure shows; it carries their hash, and what its edition is.
    """
    citaat = figuurgegevens(pad, gelezen)
    png, svg = pad.with_name(f"{pad.name}.png"), pad.with_name(f"{pad.name}.svg")
    schrijf_atomair(png, naar_png(figuur, citaat))
    schrijf_atomair(svg, naar_svg(figuur, citaat).encode("utf-8"))
    return png, svg
