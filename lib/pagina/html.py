"""From an executed notebook to a page that anyone can read: Dutch, code folded, pictures beside it."""

import re
import threading
from functools import cache
from pathlib import Path
from typing import Any

import lib
from lib.editie.editie import lees_editie
from lib.grond.schrijven import schrijf_atomair
from lib.grond.woorden import datum
from lib.pagina.site import SJABLONEN, als_css

_SJABLOON = ("conf.json", "index.html.j2")  # below ``kaarten``; nbconvert finds them by their place
_slot = threading.Lock()  # one exporter serves all pages, one page at a time


def schrijf_pagina(uitgevoerd: Path, pagina: Path, titel: str, editie: str) -> None:
    """Render the executed notebook ``uitgevoerd`` as ``pagina``.

    ``titel`` names the page in the crumb trail, ``editie`` is the name of the edition, whose title,
    date and origin the page shows. Uses one exporter for all pages of a run.
    """
    import nbformat

    gegevens = lees_editie(editie)
    kop = {
        "titel": titel,
        "naam": pagina.name,
        "editie_titel": gegevens.titel,
        "peildatum": datum(gegevens.peildatum),
        "synthetisch": gegevens.synthetisch,
        "voet": als_css(f"{gegevens.titel}, peildatum {datum(gegevens.peildatum)}"),
        "versie": lib.__version__,
    }
    notebook = nbformat.read(uitgevoerd, as_version=4)
    with _slot:
        html, _ = _exporter().from_notebook_node(notebook, {"kaarten": kop})
    schrijf_atomair(pagina, _zonder_lege_regels(html))


@cache
def _exporter() -> Any:
    from nbconvert import HTMLExporter
    from nbconvert.exporters.templateexporter import TemplateExporter
    from nbconvert.filters import Highlight2HTML
    from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter

    class Exporter(HTMLExporter):
        """nbconvert's, without its second parse of the whole page.

        That parse adds a text to pictures that lack one and a tab stop to cells in JupyterLab's
        markup; our pictures have theirs, our template has no such markup, and it is most of the time.
        """

        def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> tuple[Any, dict]:
            taal = nb.metadata.get("language_info", {"name": "python"})["name"]
            soort = WidgetsDataTypeFilter(notebook_metadata=nb.metadata, parent=self, resources=resources)
            self.register_filter("highlight_code", Highlight2HTML(pygments_lexer=taal, parent=self))
            self.register_filter("filter_data_type", soort)
            return TemplateExporter.from_notebook_node(self, nb, resources, **kw)

    return Exporter(
        template_name="kaarten",
        extra_template_basedirs=[str(SJABLONEN)],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )


def _zonder_lege_regels(html: str) -> str:
    return re.sub(r"\n\s*\n+", "\n", html)
