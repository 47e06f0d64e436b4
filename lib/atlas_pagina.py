"""The atlas as a page: the data stand in it as JSON, the style and the scripts as text.

A policy in the page itself forbids every request, and every script but this one.
"""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MAP = Path(__file__).resolve().parent / "sjabloon" / "atlas"
SJABLOON = "atlas.html.j2"
STIJL = "atlas.css"
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
    """Return the page that shows ``data``, of :class:`lib.atlas.Stof`; all text is escaped."""
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    script = _script()
    omgeving = Environment(loader=FileSystemLoader(MAP), autoescape=True, keep_trailing_newline=True)
    return omgeving.get_template(SJABLOON).render(
        editie=data["editie"],
        data=Markup(als_json(data)),
        stijl=Markup((MAP / STIJL).read_text(encoding="utf-8")),
        script=Markup(script),
        toegestaan=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


def als_json(data: Any) -> str:
    """Return JSON that can stand in a ``<script>``: no text in it can end the element or start a comment."""
    tekst = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return re.sub(r"[<>&\u2028\u2029]", lambda teken: f"\\u{ord(teken[0]):04x}", tekst)


def _script() -> str:
    delen = [(MAP / naam).read_text(encoding="utf-8") for naam in SCRIPTS]
    return "\n(() => {\n'use strict';\n" + "\n".join(delen) + "})();\n"
