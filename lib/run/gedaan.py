"""What the last complete run saw and made, so that the next can tell at once that there is nothing to do.

The record holds every file that could matter, whoever reads it: all raw inputs, notebooks and code,
and all that was made. Where one of them differs, pytask finds out what that touches; this module only
answers whether anything differs at all, without importing more than it needs for that.
"""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from lib.grond.afdruk import afdruk, is_vers, merk
from lib.grond.paden import EDITIES, LIB, NOTEBOOKS, RAW, WORTEL, bestanden_onder
from lib.grond.staat import lees_staat

STAAT = ".kaarten"  # the folder, below the output, of all that a run keeps for the next
BEWAARD = "gedaan.json"
# The options that decide what must stand in the end.
_VRAAG = ("edition", "only", "strict", "boundaries", "passports")
LOS = (WORTEL / "run_all.py", WORTEL / "requirements.lock")


def zie_invoer() -> dict[str, str | None]:
    """Return path → fingerprint of every file that a run could read, as they are now."""
    return {pad: afdruk(pad) for pad in _invoer()}


def onthoud_ronde(
    wortel: Path,
    opties: Namespace,
    invoer: dict[str, str | None],
    uitvoer: list[Path],
    slot: list[str],
) -> None:
    """Write the record of a run below ``wortel`` that did all it was asked.

    ``invoer`` is what :func:`zie_invoer` returned before the run, ``slot`` the lines with which a run
    ends that has nothing to do. Where an input changed during the run nothing is written, and the
    next one looks closer.
    """
    from lib.grond.schrijven import schrijf_atomair

    if zie_invoer() != invoer:
        return
    gezien = {**invoer, **{str(pad): afdruk(pad) for pad in uitvoer}}
    inhoud = {
        "vraag": _vraag(opties),
        "slot": slot,
        "invoer": sorted(invoer),
        "bestanden": {pad: [_vast_merk(pad), hash_] for pad, hash_ in sorted(gezien.items())},
    }
    schrijf_atomair(wortel / STAAT / BEWAARD, json.dumps(inhoud))


def vergeet_ronde(wortel: Path) -> None:
    """Remove the record below ``wortel``: from now on, until a run ends whole, there is something to do."""
    (wortel / STAAT / BEWAARD).unlink(missing_ok=True)


def _vast_merk(pad: str) -> list[int] | None:
    """Return the mark of a file; None, so that it is read next time, where it has only just changed."""
    stand = merk(pad)
    return None if is_vers(stand) else stand


def niets_te_doen(wortel: Path, opties: Namespace) -> list[str] | None:
    """Return the closing lines where the same was asked before and nothing has changed, else None.

    A file whose time or place changed is read; with the same content it counts as unchanged, and its
    new time is remembered.
    """
    bewaard = wortel / STAAT / BEWAARD
    if opties.boundaries != "embedded" or not bewaard.is_file():  # the official ones stand elsewhere
        return None
    return lees_staat(bewaard, lambda eerder: _slot_van(eerder, bewaard, opties))


def _slot_van(eerder: dict[str, Any], bewaard: Path, opties: Namespace) -> list[str] | None:
    """Return the closing lines of the record ``eerder`` where it holds; keep in it what was touched."""
    if eerder["vraag"] != _vraag(opties) or eerder["invoer"] != sorted(_invoer()):
        return None
    bestanden = eerder["bestanden"]
    aangeraakt = [pad for pad in bestanden if bestanden[pad][0] is None or merk(pad) != bestanden[pad][0]]
    if any(afdruk(pad) != bestanden[pad][1] for pad in aangeraakt):
        return None
    verder = {pad: stand for pad in aangeraakt if (stand := _vast_merk(pad)) != bestanden[pad][0]}
    if verder:
        from lib.grond.schrijven import schrijf_atomair

        for pad, stand in verder.items():
            bestanden[pad][0] = stand
        with suppress(OSError):  # a folder that cannot be written can still be up to date
            schrijf_atomair(bewaard, json.dumps(eerder))
    return [str(regel) for regel in eerder["slot"]]


def _vraag(opties: Namespace) -> dict[str, Any]:
    """Return what was asked and where it holds: this Python, this project, this place for editions."""
    plaats: dict[str, Any] = {"python": sys.version, "wortel": str(WORTEL), "edities": str(EDITIES)}
    return {**{naam: getattr(opties, naam) for naam in _VRAAG}, **plaats}


def _invoer() -> Iterator[str]:
    mappen = dict.fromkeys((RAW, EDITIES, NOTEBOOKS, LIB))
    for map_ in mappen:
        if not any(andere in map_.parents for andere in mappen):
            yield from bestanden_onder(map_)
    yield from (str(pad) for pad in LOS)
