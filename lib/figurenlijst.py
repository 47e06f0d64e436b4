"""The figures that a page lists in ``kaarten-<pagina>.csv``: also those that only the data can count."""

import csv
from pathlib import Path

PATROON = "kaarten-*.csv"


def figuren_van(lijst: Path) -> list[Path]:
    """Return the PNG and the SVG of each figure in a list below ``data/processed/<editie>``, if any."""
    if not lijst.is_file():
        return []
    figures = lijst.parents[3] / "figures" / lijst.parent.name
    with lijst.open(encoding="utf-8", newline="") as bestand:
        namen = [rij["kaart_id"] for rij in csv.DictReader(bestand) if "gemeenten" in rij]
    return [figures / f"{naam}.{soort}" for naam in namen for soort in ("png", "svg")]


def ontbreekt_figuur(lijst: Path) -> bool:
    """Return whether a list names a figure that is not there: then the page must be drawn again."""
    return not all(pad.is_file() for pad in figuren_van(lijst))
