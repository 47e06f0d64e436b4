"""Writing a file in one stroke or not at all, and what that leaves when a process is killed."""

import contextlib
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

# A file in the making: whose process, then what makes the name its own. Short, whatever the file is called.
_KLAD = re.compile(r"\.kaarten-(\d+)-\w+")


def schrijf_atomair(pad: Path, inhoud: str | bytes) -> None:
    """Write ``inhoud`` to ``pad`` so that a reader sees the old or the new file, never half of one.

    Where it cannot be written (OSError), nothing stays behind.
    """
    pad.parent.mkdir(parents=True, exist_ok=True)
    gegevens = inhoud.encode() if isinstance(inhoud, str) else inhoud
    nummer, klad = tempfile.mkstemp(dir=pad.parent, prefix=f".kaarten-{os.getpid()}-")
    try:
        with open(nummer, "wb") as tijdelijk:
            tijdelijk.write(gegevens)
        os.chmod(klad, 0o644)
        os.replace(klad, pad)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(klad)
        raise


def ruim_klad_op(mappen: Iterable[Path]) -> None:
    """Remove below ``mappen`` what processes that are no more were writing when they were killed."""
    for map_ in mappen:
        for pad in map_.rglob(".kaarten-*-*"):
            if (naam := _KLAD.fullmatch(pad.name)) and pad.is_file() and not is_levend_proces(int(naam[1])):
                pad.unlink(missing_ok=True)


def is_levend_proces(pid: int) -> bool:
    """Return whether a process of this machine has the number ``pid``."""
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def maak_eigen_map(map_: Path) -> Path:
    """Make a folder that only its owner can enter, whatever the umask; return it."""
    map_.mkdir(mode=0o700, parents=True, exist_ok=True)
    map_.chmod(0o700)
    return map_
