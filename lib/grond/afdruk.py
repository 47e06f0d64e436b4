"""Fingerprints of files, computed once: what has the same size, times and place on disk is the same.

They are kept between runs, so that a run in which little changed reads little. Of the times one is the
file system's own, of the last change of anything in the file: no program can set it back. A file that
was written just before it was read is not remembered, since a second write within one tick of the clock
would go unseen. What stays unseen is a change below the file system (a disk that is written while not
mounted), and on Windows one whose size and time are both set back; ``--force`` reads everything.
"""

import hashlib
import json
import os
import stat
import time
from pathlib import Path

TIK = 2_000_000_000  # nanoseconds; coarser than the clock of any file system in use

_kent: dict[str, list] = {}  # path → [mark, fingerprint]
_gebruikt: set[str] = set()


def merk(pad: Path | str) -> list[int] | None:
    """Return size, both times of change and number on disk of a file, or None where there is none."""
    try:
        stand = os.stat(pad)
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not stat.S_ISREG(stand.st_mode):
        return None
    return [stand.st_size, stand.st_mtime_ns, stand.st_ctime_ns, stand.st_ino]


def is_vers(stand: list[int] | None) -> bool:
    """Whether a file was changed so recently that its mark would not show the next change."""
    return stand is not None and time.time_ns() - max(stand[1], stand[2]) <= TIK


def afdruk(pad: Path | str) -> str | None:
    """Return the sha256 of a file as 64 hexadecimal digits, or None where there is none."""
    naam, stand = str(pad), merk(pad)
    if stand is None:
        return None
    _gebruikt.add(naam)
    if naam in _kent and _kent[naam][0] == stand:
        return _kent[naam][1]
    with open(pad, "rb") as bestand:
        gevonden = hashlib.file_digest(bestand, "sha256").hexdigest()
    if merk(pad) == stand and not is_vers(stand):
        _kent[naam] = [stand, gevonden]
    return gevonden


def laad_afdrukken(bewaard: Path) -> None:
    """Take over the fingerprints that an earlier run kept in the file ``bewaard``, if it did."""
    from lib.grond.staat import lees_staat

    _kent.update(lees_staat(bewaard, _als_afdrukken) or {})


def vergeet_afdrukken() -> None:
    """Read every file again when its fingerprint is next asked for."""
    _kent.clear()


def _als_afdrukken(inhoud: dict[str, list]) -> dict[str, list]:
    return {naam: [list(stand), str(gevonden)] for naam, (stand, gevonden) in inhoud.items()}


def bewaar_afdrukken(bewaard: Path) -> None:
    """Keep in the file ``bewaard`` the fingerprints that were asked for in this process."""
    from lib.grond.schrijven import schrijf_atomair

    schrijf_atomair(bewaard, json.dumps({naam: _kent[naam] for naam in sorted(_gebruikt & _kent.keys())}))
