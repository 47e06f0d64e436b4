"""How long a measurement may take: with ``--quick`` each row gets a share of what is left of five minutes."""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager

SNEL = 270.0  # seconds for all rows together; what is left of five minutes is for starting and tidying up

_uiterlijk = math.inf


@contextmanager
def binnen(seconden: float) -> Iterator[None]:
    """Give what is measured here so many seconds at most, and no more than it had already."""
    global _uiterlijk
    eerder = _uiterlijk
    _uiterlijk = min(eerder, time.monotonic() + seconden)
    try:
        yield
    finally:
        _uiterlijk = eerder


def rest() -> float:
    """Return how many seconds are left, 0 where none are, infinity where nobody set a limit."""
    return max(0.0, _uiterlijk - time.monotonic())
