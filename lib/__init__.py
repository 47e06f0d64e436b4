"""Samenwerkingskaarten: maps of how Dutch zorgverzekeraars and gemeenten work together.

``from lib import open_editie`` is the way in (:mod:`lib.zelf`); it is imported only where it is asked for.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lib.zelf import open_editie as open_editie

__version__ = "0.1.0"
__all__ = ["open_editie"]


def __getattr__(naam: str) -> object:
    if naam == "open_editie":
        from lib.zelf import open_editie

        return open_editie
    raise AttributeError(f"module {__name__!r} has no attribute {naam!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
