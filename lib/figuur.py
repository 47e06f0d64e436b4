"""A figure that knows what it shows, and its files: a palette PNG and an SVG, the same bytes each time."""

import io
import re
from base64 import b64encode
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from lib.kaartbeeld import Kaartbeeld
from lib.letters import LETTERTYPE, MM_PER_INCH
from lib.stijl import BLAD, stijl
from lib.uitvoeren import schrijf_atomair

KLEUREN_PNG = 160
VASTE_KLEUREN = 48
SVG_LETTERS = f"'{LETTERTYPE}', Verdana, sans-serif"  # Verdana is as wide, where DejaVu Sans is missing
DECIMALEN = re.compile(r"(?<=\.\d)\d+")
PADEN = re.compile(r'(?<= d=")[^"]*')


class Kaartfiguur(Figure):
    """A figure that knows what it shows; a notebook displays it as PNG with its text alternative."""

    def __init__(self, beeld: Kaartbeeld, hoogte: float):
        """Make an empty sheet of the width of ``stijl.toml`` and ``hoogte`` mm, with an Agg canvas."""
        super().__init__(figsize=(BLAD["breedte"] / MM_PER_INCH, hoogte / MM_PER_INCH), dpi=BLAD["dpi"])
        FigureCanvasAgg(self)
        self.beeld = beeld

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict, dict]:
        png = b64encode(naar_png(self)).decode("ascii")
        return {"image/png": png}, {"image/png": {"alt": self.beeld.alt}}


def naar_png(figuur: Kaartfiguur) -> bytes:
    """Return the figure as a palette PNG (150 dpi) that carries title, description, source and origin."""
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    with stijl():
        figuur.canvas.draw()
    maat = figuur.canvas.get_width_height()
    beeld = Image.frombuffer("RGBA", maat, figuur.canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")
    gegevens = PngInfo()
    for sleutel, waarde in _metadata(figuur.beeld).items():
        gegevens.add_itxt(sleutel, waarde)
    uit = io.BytesIO()
    _met_palet(beeld).save(uit, "PNG", dpi=(BLAD["dpi"], BLAD["dpi"]), compress_level=3, pnginfo=gegevens)
    return uit.getvalue()


def _met_palet(beeld: Any) -> Any:
    """Return a Pillow image in palette colours: what covers much of it keeps its exact colour."""
    from PIL import Image

    palet = beeld.quantize(KLEUREN_PNG, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    kleuren = np.array(palet.getpalette()).reshape(-1, 3)
    staal = Image.fromarray(np.asarray(beeld)[::4, ::4])
    vrij = np.ones(len(kleuren), dtype=bool)
    for _, kleur in sorted(staal.getcolors(staal.width * staal.height), reverse=True)[:VASTE_KLEUREN]:
        nabij = int(np.abs(kleuren - kleur).sum(axis=1).argmin())
        if vrij[nabij]:
            kleuren[nabij], vrij[nabij] = kleur, False
    palet.putpalette(kleuren.ravel().tolist())
    return palet


def naar_svg(figuur: Kaartfiguur) -> str:
    """Return the figure as SVG, in which text is text, with title and description."""
    metadata = _metadata(figuur.beeld)
    vast = {
        "Date": None,
        "Creator": "samenwerkingskaarten",
        "Title": metadata["Title"],
        "Source": metadata["Source"],
    }
    vast["Keywords"] = [f"synthetisch: {metadata['Synthetisch']}"]
    uit = io.StringIO()
    with stijl():
        figuur.savefig(uit, format="svg", metadata=vast)
    svg = PADEN.sub(lambda pad: _kort_pad(pad[0]), uit.getvalue())
    svg = svg.replace(f"'{LETTERTYPE}'", SVG_LETTERS)
    beschrijving = f" <desc>{escape(metadata['Description'], quote=False)}</desc>\n"
    return svg.replace("<svg ", '<svg role="img" ', 1).replace("</title>\n", f"</title>\n{beschrijving}", 1)


def _kort_pad(pad: str) -> str:
    """Return SVG path data with one decimal (a thirtieth of a millimetre); straight lines as steps."""
    if "C" in pad or "Q" in pad:
        return DECIMALEN.sub("", pad).replace("\n", "")
    return "".join(_stappen(deel) for deel in pad.split("M")[1:])


def _stappen(deel: str) -> str:
    """Return one line or ring as its first point and the steps to the next ones."""
    getallen = [round(10 * float(getal)) for getal in deel.replace("L", "").replace("z", "").split()]
    xs, ys = getallen[::2], getallen[1::2]
    stappen = [
        f"{(x - x0) / 10:g} {(y - y0) / 10:g}"
        for x0, x, y0, y in zip(xs, xs[1:], ys, ys[1:], strict=False)
        if x != x0 or y != y0
    ]
    lijn = f"l{' '.join(stappen)}" if stappen else ""
    return f"M{xs[0] / 10:g} {ys[0] / 10:g}{lijn}{'z' if 'z' in deel else ''}"


def _metadata(beeld: Kaartbeeld) -> dict[str, str]:
    return {
        "Title": beeld.titel,
        "Description": beeld.alt,
        "Source": beeld.bronregel,
        "Synthetisch": "ja" if beeld.synthetisch else "nee",
    }


def bewaar(figuur: Kaartfiguur, pad: Path) -> tuple[Path, Path]:
    """Write ``pad``.png and ``pad``.svg (``pad`` has no suffix), each in one piece; return both paths."""
    png, svg = pad.with_name(f"{pad.name}.png"), pad.with_name(f"{pad.name}.svg")
    schrijf_atomair(png, naar_png(figuur))
    schrijf_atomair(svg, naar_svg(figuur).encode("utf-8"))
    return png, svg
