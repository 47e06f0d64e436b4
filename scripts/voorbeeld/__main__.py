"""Write the synthetic editions: ``python -m scripts.voorbeeld`` in the project root.

``--map`` is where the editions go (default: data/raw/edities), ``--waarheid`` where their truth goes
(default: tests/waarheid), ``--aantal`` the number of projects of 2017, ``--zaad`` the seed.
"""

import argparse
from pathlib import Path

from scripts.voorbeeld.maken import maak_alles
from scripts.voorbeeld.tabellen import RAW, WORTEL, instellingen


def main() -> int:
    """Write all files; what stood there under the same names is replaced."""
    knoppen = instellingen("parameters.toml")
    ontleder = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ontleder.add_argument("--map", type=Path, default=RAW / "edities")
    ontleder.add_argument("--waarheid", type=Path, default=WORTEL / "tests" / "waarheid")
    ontleder.add_argument("--aantal", type=int, default=knoppen["aantallen"]["projecten"])
    ontleder.add_argument("--zaad", type=int, default=knoppen["zaad"])
    keus = ontleder.parse_args()
    for soort, bestanden in maak_alles(keus.zaad, keus.aantal).items():
        for naam, inhoud in bestanden.items():
            pad = (keus.map if soort == "edities" else keus.waarheid) / naam
            pad.parent.mkdir(parents=True, exist_ok=True)
            pad.write_bytes(inhoud)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
