"""The venster in the atlas: what may be shown of the answers per zorgkantoorregio."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lib.levering.atlas.stijl import categorie
from lib.venster.tellen import ALLE, NEDERLAND, PARTIJEN
from lib.venster.verschil import GEEN, ONDERDRUKT, STANDPUNTEN, standpunt

_CATEGORIE_VAN = {GEEN: "geen_gegevens"}  # how an answer looks, where that is not called the same


def maak_venster(venster: pd.DataFrame, regios: Sequence[str]) -> dict[str, Any]:
    """Return the published answers per zorgkantoorregio; of what is suppressed only the reason.

    ``venster``: ``venster_uitkomst``; ``regios``: the names that the numbers of regions stand for. A row is
    the numbers of year, party, onderdeel, regio and standpunt, then n_antwoord, n_ja and the reason.
    Raises ValueError for a region that is not in ``regios``.
    """
    eigen = venster[venster["regio"] != NEDERLAND]
    vreemd = sorted(set(eigen["regio"]) - set(regios))
    if vreemd:
        raise ValueError(f"venster: onbekende zorgkantoorregio: {', '.join(vreemd)}")
    partijen = [naam for naam in (ALLE, *PARTIJEN) if naam in set(eigen["partij"])]
    sleutels: dict[str, list[Any]] = {
        "jaren": sorted({int(jaar) for jaar in eigen["meetjaar"]}),
        "partijen": partijen,
        "onderdelen": list(dict.fromkeys(eigen["onderdeel"])),
    }
    rijen = []
    for rij, code in zip(eigen.to_dict("records"), standpunt(eigen), strict=True):
        dicht = code == ONDERDRUKT
        plaats = [
            sleutels["jaren"].index(int(rij["meetjaar"])),
            partijen.index(rij["partij"]),
            sleutels["onderdelen"].index(rij["onderdeel"]),
            regios.index(rij["regio"]),
            list(STANDPUNTEN).index(code),
        ]
        cijfers = [None if dicht or pd.isna(rij[naam]) else int(rij[naam]) for naam in ("n_antwoord", "n_ja")]
        rijen.append([*plaats, *cijfers, str(rij["reden"]) if dicht and pd.notna(rij["reden"]) else ""])
    namen = {ALLE: "alle partijen samen"}
    return {
        **sleutels,
        "partijnamen": [namen.get(partij, partij) for partij in partijen],
        "standpunten": [
            {"code": f"venster:{code}", **categorie(_CATEGORIE_VAN.get(code, code)), "label": label}
            for code, label in STANDPUNTEN.items()
        ],
        "rijen": rijen,
    }
