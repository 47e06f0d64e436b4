"""Rebuild the gemeente borders of 1 January 2017 and of 2024 from public packages.

    python scripts/grenzen/bouw_grenzen.py                 build the files in data/raw/gebieden
    python scripts/grenzen/bouw_grenzen.py --uit MAP       build them in another folder
    python scripts/grenzen/bouw_grenzen.py --controleer    build in a temporary folder, compare

See README.md in this folder for the set-up, the sources and the method.
All coordinates are metres in EPSG:28992 (RD).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import tomllib
from pathlib import Path

from bronnen import HIER, Zone, lees_parameters, lees_tabel, lees_zones
from indeling import deel_in
from kwaliteit import toon_kwaliteit
from vector import maak_vlakken, voeg_samen
from wegschrijven import schrijf_gpkg, schrijf_meta, som

DOEL = HIER.parents[1] / "data" / "raw" / "gebieden"
JAREN = (2017, 2024)


def bestand(map_: Path, jaar: int) -> Path:
    """Return the path of the GeoPackage of a year."""
    return map_ / f"gemeenten_{jaar}.gpkg"


def bouw(map_: Path) -> tuple[list[Zone], dict]:
    """Build both GeoPackages with their sidecars; return the zones and what was made."""
    par = lees_parameters()
    zones = lees_zones(par)
    indeling = deel_in(zones, par)
    vlakken = maak_vlakken(zones, indeling, par)
    namen = {r["gm_code"]: r["gm_naam"] for r in lees_tabel("gemeenten.csv")}
    tekst = tomllib.loads((HIER / "meta.toml").read_text(encoding="utf-8"))
    benaderd = {2017: indeling.benaderd_2017, 2024: indeling.benaderd_2024}
    map_.mkdir(parents=True, exist_ok=True)
    gemaakt = {}
    for kant, jaar in enumerate(JAREN):
        gemaakt[jaar] = voeg_samen(vlakken, kant)
        schrijf_gpkg(bestand(map_, jaar), gemaakt[jaar], namen, benaderd[jaar])
        schrijf_meta(bestand(map_, jaar), jaar, tekst)
    return zones, {"gebieden": gemaakt, "benaderd": benaderd, "fout": indeling.areaalfout}


def vergelijk(nieuw: Path, oud: Path) -> bool:
    """Print whether two files are the same, byte for byte; return it."""
    gelijk = oud.is_file() and som(nieuw) == som(oud)
    stand = "same" if gelijk else "DIFFERENT" if oud.is_file() else "MISSING"
    print(f"{oud.name}: {stand} ({nieuw.stat().st_size} bytes, sha256 {som(nieuw)})")
    return gelijk


def controleer() -> int:
    """Build in a temporary folder, compare with the files in place; 0 when all is well."""
    with tempfile.TemporaryDirectory() as tijdelijk:
        zones, gemaakt = bouw(Path(tijdelijk))
        namen = [Path(p.name) for p in sorted(Path(tijdelijk).iterdir())]
        gelijk = [vergelijk(Path(tijdelijk) / n, DOEL / n) for n in namen]
    goed = toon_kwaliteit(zones, gemaakt)
    return 0 if all(gelijk) and goed else 1


def main() -> int:
    """Read the command line and do what it asks."""
    lezer = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    lezer.add_argument("--controleer", action="store_true", help="build, compare, print quality")
    lezer.add_argument("--uit", type=Path, default=DOEL, help="folder to write to")
    keuze = lezer.parse_args()
    if keuze.controleer:
        return controleer()
    zones, gemaakt = bouw(keuze.uit)
    for jaar in JAREN:
        pad = bestand(keuze.uit, jaar)
        print(f"{pad.name}: {pad.stat().st_size} bytes, sha256 {som(pad)}")
    return 0 if toon_kwaliteit(zones, gemaakt) else 1


if __name__ == "__main__":
    sys.exit(main())
