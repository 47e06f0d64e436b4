"""Buttons and lists for the notebooks that a consultant works in; each notebook's own are built of these."""

import html
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import ipywidgets as widgets

from lib.grond.fouten import InvoerFouten

_BREED, _LANG = "320px", "560px"
_STIJL = """<style>
.kaarten-werk summary {cursor: pointer; padding: 2px 0} .kaarten-werk summary small {color: #555}
.kaarten-werk dl {margin: 2px 0 10px 18px; display: grid; gap: 2px 12px}
.kaarten-werk dl {grid-template-columns: max-content 1fr}
.kaarten-werk dl dt {color: #555; float: none; width: auto; margin: 0; white-space: nowrap}
.kaarten-werk dl dd {margin: 0; max-width: 70ch; line-height: 1.4} .kaarten-werk dl dt {line-height: 1.4}
.kaarten-werk .verken-kop, .kaarten-werk .verken-kaart {margin-left: 16px}
.kaarten-werk table {border-collapse: collapse; margin: 6px 0; line-height: 1.4}
.kaarten-werk img {max-width: 100%}
.kaarten-werk th, .kaarten-werk td {padding: 2px 12px 2px 0; text-align: left; vertical-align: top}
.jp-RenderedHTMLCommon :is(th, td):not(.getal) {text-align: left}
.kaarten-werk .getal {text-align: right; font-variant-numeric: tabular-nums}
.kaarten-werk .goed {border-left: 4px solid #2b7a8c; padding-left: 8px}
.kaarten-werk .fout {border-left: 4px solid #7a2e3a; padding-left: 8px}
</style>"""


class Bediening:
    """Something to work with in JupyterLab; elsewhere the cell shows ``stil``, a picture or a sentence.

    ``doos`` is the widget. Where no kernel answers (an exported page) a widget is dead, so that what is
    stored with it must say what it would show.
    """

    doos: widgets.Widget

    def stil(self) -> Mapping[str, str]:
        """Return what stands in place of the widget: mime type → content."""
        return {}

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {**self.doos._repr_mimebundle_(), **self.stil()}


class Meldvak:
    """A line below the buttons: what was done, or what is wrong and where."""

    def __init__(self) -> None:
        self.vak = tekst("")

    def goed(self, *zinnen: str) -> None:
        """Say what was done."""
        self.vak.value = _blok("goed", zinnen)

    def fout(self, *zinnen: str) -> None:
        """Say what is wrong."""
        self.vak.value = _blok("fout", zinnen)

    def wis(self) -> None:
        """Say nothing."""
        self.vak.value = ""

    def verbind(self, doen: Mapping[widgets.Button, Callable[[], None]]) -> None:
        """Let each button do what stands behind it; faults of the input are shown, each on its own line."""
        for deze, doe in doen.items():
            deze.on_click(self._bewaakt(doe))

    def _bewaakt(self, doe: Callable[[], None]) -> Callable[..., None]:

        def op_klik(_: Any = None) -> None:
            self.wis()
            try:
                doe()
            except InvoerFouten as fouten:
                self.fout(*map(str, fouten.fouten))

        return op_klik


def _blok(soort: str, zinnen: Iterable[str]) -> str:
    regels = "<br>".join(html.escape(zin) for zin in zinnen)
    return f'<div class="{soort}" role="status">{regels}</div>'


def keuzelijst(label: str, opties: Mapping[str, str], waarde: str = "") -> widgets.Dropdown:
    """Return a drop-down with its name above it; ``opties`` are code → name."""
    paren = [(naam, code) for code, naam in opties.items()]
    eerste = waarde if waarde in opties else next(iter(opties), None)
    return widgets.Dropdown(options=paren, value=eerste, description=label, **veldopmaak(_BREED))


def knop(label: str, uitleg: str, belangrijk: bool = False) -> widgets.Button:
    """Return a button; ``uitleg`` shows when the pointer rests on it."""
    stijl = "primary" if belangrijk else ""
    breed = widgets.Layout(width="auto")
    return widgets.Button(description=label, tooltip=uitleg, button_style=stijl, layout=breed)


def veldopmaak(breed: str = _LANG) -> dict[str, Any]:
    """Return the layout and style of a field ``breed`` wide, its name included; each field has its own."""
    return {"layout": widgets.Layout(width=breed), "style": {"description_width": "110px"}}


def invulveld(label: str, voorbeeld: str, breed: str = _LANG) -> widgets.Text:
    """Return a field of one line; ``voorbeeld`` shows in it while it is empty."""
    return widgets.Text(description=label, placeholder=voorbeeld, **veldopmaak(breed))


def tekst(inhoud: str, klasse: str = "") -> widgets.HTML:
    """Return a piece of HTML; what comes from a user must have been escaped."""
    vak = widgets.HTML(inhoud)
    if klasse:
        vak.add_class(klasse)
    return vak


def feiten(paren: Iterable[tuple[str, str]]) -> str:
    """Return the HTML of what is known, name by name; what is empty is left out."""
    regels = "".join(f"<dt>{kop}</dt><dd>{html.escape(wat)}</dd>" for kop, wat in paren if wat)
    return f"<dl>{regels}</dl>"


def slottekst(zinnen: Iterable[str]) -> str:
    """Return the HTML of what is said at the end, each sentence on its own line."""
    return f"<p><b>{'<br>'.join(map(html.escape, zinnen))}</b></p>"


def stapel(*delen: widgets.Widget, klasse: str = "") -> widgets.VBox:
    """Return the parts below one another."""
    doos = widgets.VBox(list(delen))
    if klasse:
        doos.add_class(klasse)
    return doos


def naast(*delen: widgets.Widget) -> widgets.HBox:
    """Return the parts beside one another, going on below where the window is narrow."""
    return widgets.HBox(list(delen), layout=widgets.Layout(flex_flow="row wrap", align_items="flex-start"))


def werkvlak(*delen: widgets.Widget) -> widgets.VBox:
    """Return the whole of a notebook's buttons, with the style of what it shows."""
    return stapel(tekst(_STIJL), *delen, klasse="kaarten-werk")
