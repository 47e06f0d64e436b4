"""The atlas as a page: the data stand in it as JSON, the style and the scripts as text.

A policy in the page itself forbids every request, and every script but this one.
"""

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lib.pagina.site import als_json

ATLASMAP = Path(__file__).resolve().parent / "sjabloon"
_SJABLOON = "atlas.html.j2"
_STIJL = "atlas.css"
# In the order in which they build on each other; together one script.
SCRIPTS = (
    "gegevens.js",
    "toestand.js",
    "selectie.js",
    "vormen.js",
    "arcering.js",
    "kleuring.js",
    "maak.js",
    "kaart.js",
    "filters.js",
    "plek.js",
    "lijst.js",
    "tabel.js",
    "csv.js",
    "beeld.js",
    "start.js",
)


def maak_pagina(data: Mapping[str, Any]) -> str:
    """Return the page that shows ``data``, of :class:`lib.levering.atlas.stof.Atlasstof`; all text is
    escaped.
    """
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    script = _script()
    omgeving = Environment(loader=FileSystemLoader(ATLASMAP), autoescape=True, keep_trailing_newline=True)
    return omgeving.get_template(_SJABLOON).render(
        editie=data["editie"],
        data=Markup(als_json(data)),
        stijl=Markup((ATLASMAP / _STIJL).read_text(encoding="utf-8")),
        script=Markup(script),
        toegestaan=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


def _script() -> str:
    delen = [(ATLASMAP / naam).read_text(encoding="utf-8") for naam in SCRIPTS]
    return "\n(() => {\n'use strict';\n" + "\n".join(delen) + "})();\n"
