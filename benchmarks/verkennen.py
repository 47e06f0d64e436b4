"""How long the verken-notebook takes from a change in a list to the new map, count and list of projects.

Measured is what the kernel does, in processor and in wall-clock milliseconds: choose, count, draw, make the
picture and the list. Each map is shown, and then each list changed in turn, with what came before kept. The
edition (default: the synthetic one, of some 900 projects) must have been run. Run from the root of the
project:

    python -m benchmarks.verkennen [--edition NAME] [--keren N]
"""

import argparse
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator

from lib.editie.editie import lees_editie
from lib.kaart.hoofdstuk import lees_tekenaar
from lib.kaart.keuze import BEELDEN, Keuze
from lib.werkbank.verkennen import Verkenner

HOOGSTENS_MS = 200.0  # of processor time; a consultant on a busy machine then stays below 300
EERSTE = "*"  # the first choice that is one
WISSELS = (
    ("minima", "ja"),
    ("schaal", "gemeente"),
    ("zorgverzekeraar", "Menzis"),
    ("schaal", ""),
    ("thema", "ouderen"),
    ("thema", ""),
    ("moment", EERSTE),
    ("wmo_regio", "Twente"),
)
Tijd = tuple[float, float]


def meet(verkenner: Verkenner) -> Iterator[tuple[str, str, Tijd]]:
    """Change everything once; yield which map is shown, what was changed, and the milliseconds it took."""
    lijsten = {**verkenner.filters, "minima": verkenner.minima, "beeld": verkenner.beeld}
    for beeld in BEELDEN:
        yield beeld, "beeld", _zet(lijsten["beeld"], beeld)
        for naam, waarde in WISSELS:
            lijst = lijsten[naam]
            yield beeld, naam, _zet(lijst, lijst.options[1][1] if waarde == EERSTE else waarde)
        verkenner.zet(Keuze(beeld=beeld))


def _zet(lijst: object, waarde: str) -> Tijd:
    processor, klok = time.process_time(), time.perf_counter()
    lijst.value = waarde
    return 1000 * (time.process_time() - processor), 1000 * (time.perf_counter() - klok)


def main() -> int:
    """Measure; exit code 1 where the slowest change takes too long."""
    ontleder = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ontleder.add_argument("--edition", default="voorbeeld")
    ontleder.add_argument("--keren", type=int, default=3)
    opties = ontleder.parse_args()
    verkenner = Verkenner(lees_tekenaar(lees_editie(opties.edition)))
    print(f"{opties.edition}: {len(verkenner.gegevens.projecten)} projects; milliseconds of the processor")
    per: dict[str, list[Tijd]] = defaultdict(list)
    for _ in range(opties.keren):
        for beeld, wissel, tijd in meet(verkenner):
            per[f"map: {beeld}"].append(tijd)
            per[f"change: {wissel}"].append(tijd)
            per["all"].append(tijd)
    print(f"{'':32}{'n':>5}{'median':>8}{'worst':>8}{'worst on the clock':>20}")
    for naam in sorted(per):
        processor, klok = zip(*per[naam], strict=True)
        maten = f"{statistics.median(processor):8.0f}{max(processor):8.0f}{max(klok):20.0f}"
        print(f"{naam:32}{len(processor):5}{maten}")
    te_traag = max(processor for processor, _ in per["all"]) > HOOGSTENS_MS
    print(f"target: {HOOGSTENS_MS:.0f} ms of the processor: {'missed' if te_traag else 'met'}")
    return int(te_traag)


if __name__ == "__main__":
    sys.exit(main())
