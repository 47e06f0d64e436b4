"""Records that the kit keeps for itself: read where they are whole, begun afresh where they are not."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


def lees_staat(pad: Path, lees: Callable[[Any], T]) -> T | None:
    """Return what ``lees`` makes of the JSON in ``pad``; None where there is none, or it is damaged.

    Of a damaged record a line on stderr says so, and it is removed: all that it held can be found again.
    """
    try:
        return lees(json.loads(pad.read_bytes()))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        begin_opnieuw(pad)
        return None


def begin_opnieuw(pad: Path) -> None:
    """Remove a damaged record and say so."""
    print(f"{pad.name} was damaged and is made afresh; nothing is lost but time.", file=sys.stderr)
    pad.unlink(missing_ok=True)
