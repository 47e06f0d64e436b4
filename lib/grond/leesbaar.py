"""Text of users as it may stand in a file that others open: no character that XML forbids or that hides."""

import re
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_list_like

from lib.grond.woorden import datum

VERBODEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Marks that turn the direction of the text around them: what stands there reads as something else.
KEREND = re.compile("[\u202a-\u202e\u2066-\u2069]")
VERVANGING = "\ufffd"


def leesbaar(waarde: Any) -> str:
    """Return a value as text: a list joined by ``; ``, a date as 29-6-2017, a bool as ja or nee.

    What is missing gives ``""``. Control characters and lone surrogates become ``�``; marks that turn the
    direction of text are left out.
    """
    if isinstance(waarde, str):
        return KEREND.sub("", VERBODEN.sub(VERVANGING, waarde))
    if is_list_like(waarde):
        return "; ".join(leesbaar(deel) for deel in waarde)
    if waarde is None or pd.isna(waarde):
        return ""
    if isinstance(waarde, (bool, np.bool_)):
        return "ja" if waarde else "nee"
    return datum(waarde) if hasattr(waarde, "day") else str(waarde)
