"""A rectangle of a figure with coordinates of its own: what axes are, without ticks, spines and clipping.

Making axes takes longer than drawing a map in them, and a sheet can hold eight.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D, Bbox, Transform

MM_PER_INCH = 25.4


@dataclass(frozen=True, eq=False)
class Kader:
    """A part of ``figuur``, in millimetres from its top left: ``x``, ``y``, ``breed`` and ``hoog``.

    ``venster``: the coordinates xleft, ybottom, xright, ytop of its edges; ``label`` says what it is.
    """

    figuur: Figure
    x: float
    y: float
    breed: float
    hoog: float
    venster: tuple[float, float, float, float]
    label: str

    @cached_property
    def per_mm(self) -> float:
        """The units of x in a millimetre on the sheet."""
        return (self.venster[2] - self.venster[0]) / self.breed

    @cached_property
    def naar_pixels(self) -> Transform:
        """The transform from coordinates to pixels, at whatever resolution the figure is drawn."""
        links, onder, rechts, boven = self.venster
        schaal = self.breed / (rechts - links), self.hoog / (boven - onder)
        blad_hoog = self.figuur.get_figheight() * MM_PER_INCH
        naar_mm = Affine2D().translate(-links, -onder).scale(*schaal)
        naar_inch = naar_mm.translate(self.x, blad_hoog - self.y - self.hoog).scale(1 / MM_PER_INCH)
        return naar_inch + self.figuur.dpi_scale_trans

    @property
    def bbox(self) -> Bbox:
        """The rectangle in pixels."""
        links, onder, rechts, boven = self.venster
        return Bbox(self.naar_pixels.transform([(links, onder), (rechts, boven)]))

    def voeg_toe(self, *dingen: Any) -> None:
        """Add artists whose coordinates are those of this rectangle."""
        for ding in dingen:
            ding.set_transform(self.naar_pixels)
            ding.set_clip_on(False)
            self.figuur.add_artist(ding)
