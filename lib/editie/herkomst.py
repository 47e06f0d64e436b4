"""Sidecars: beside every raw file ``<file>.meta.toml`` says where it comes from and what it must hash to.

Run ``python -m lib.editie.herkomst`` to check all of them, with ``--ververs FILE ...`` to write the present
sha256 and size into the sidecars of files that were changed on purpose.
"""

import argparse
import hashlib
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from lib.grond.fouten import InvoerFout
from lib.grond.paden import RAW
from lib.grond.toml import lees_toml

ZIJSPANVELDEN = (
    "titel",
    "bron",
    "citaat",
    "licentie",
    "datum_toegang",
    "sha256",
    "bytes",
    "synthetisch",
    "toelichting",
)
ACHTERVOEGSEL = ".meta.toml"


def zijspan(pad: Path) -> Path:
    """Return the path of the sidecar that belongs to the raw file ``pad``."""
    return pad.with_name(pad.name + ACHTERVOEGSEL)


def lees_zijspan(pad: Path) -> dict:
    """Return the sidecar of the raw file ``pad`` as a dict with the keys of ``ZIJSPANVELDEN``."""
    return lees_toml(zijspan(pad))


def sha256(pad: Path) -> str:
    """Return the sha256 of a file as 64 hexadecimal digits."""
    with open(pad, "rb") as bestand:
        return hashlib.file_digest(bestand, "sha256").hexdigest()


def vingerafdruk(bestanden: Iterable[Path]) -> str:
    """Return one sha256 (64 hexadecimal digits) for several files: the same names and bytes give the same."""
    regels = sorted(f"{sha256(pad)}  {pad.name}" for pad in bestanden)
    return hashlib.sha256("\n".join(regels).encode()).hexdigest()


def ruwe_bestanden(map_: Path = RAW) -> list[Path]:
    """Return every raw file below ``map_`` that must have a sidecar, sorted: all but the sidecars
    themselves and the settings (``.toml``), which are ours and explain themselves.
    """
    return sorted(
        pad for pad in map_.rglob("*") if pad.is_file() and pad.suffix != ".toml" and pad.name[0] not in ".~"
    )


def controleer_zijspannen(bestanden: Iterable[Path]) -> list[InvoerFout]:
    """Return a fault for each file whose sidecar is missing, incomplete, or does not match its bytes."""
    fouten = []
    for pad in bestanden:
        if not zijspan(pad).exists():
            fouten.append(InvoerFout(str(pad), f"zijspan ontbreekt: {zijspan(pad).name}"))
            continue
        gegevens = lees_zijspan(pad)
        if set(gegevens) != set(ZIJSPANVELDEN):
            reden = f"velden van het zijspan kloppen niet: {sorted(set(gegevens) ^ set(ZIJSPANVELDEN))}"
            fouten.append(InvoerFout(str(zijspan(pad)), reden))
        elif gegevens["sha256"] != sha256(pad) or gegevens["bytes"] != pad.stat().st_size:
            fouten.append(InvoerFout(str(pad), "inhoud komt niet overeen met sha256 of bytes in het zijspan"))
    return fouten


def ververs(pad: Path) -> None:
    """Write the present sha256 and size of ``pad`` into its sidecar; the other lines stay as they are."""
    tekst = zijspan(pad).read_text(encoding="utf-8")
    tekst = re.sub(r"(?m)^sha256 = .*$", f'sha256 = "{sha256(pad)}"', tekst)
    tekst = re.sub(r"(?m)^bytes = .*$", f"bytes = {pad.stat().st_size}", tekst)
    zijspan(pad).write_text(tekst, encoding="utf-8")


def _main() -> int:
    """Check all sidecars, or refresh those of the files named; exit code 1 on any fault."""
    ontleder = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ontleder.add_argument("--ververs", nargs="+", type=Path, default=[], metavar="FILE")
    for pad in ontleder.parse_args().ververs:
        ververs(pad)
    fouten = controleer_zijspannen(ruwe_bestanden())
    sys.stdout.writelines(f"{fout}\n" for fout in fouten)
    return 1 if fouten else 0


if __name__ == "__main__":
    raise SystemExit(_main())
