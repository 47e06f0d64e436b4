"""One line of the benchmark: our seconds beside those of others, and how many times as fast that is."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from statistics import median

from benchmarks.budget import rest
from benchmarks.wegen import GeenTijd

NAMEN = (
    "notebooks_20",
    "run_cold",
    "run_noop",
    "maps_100",
    "panels_6",
    "nbval",
    "coverage_1e6",
    "passports",
    "opzet",
)


@dataclass(frozen=True)
class Meting:
    """Seconds for ``n`` things: our way, the usual way, the best other engine, and the floor; None: none.

    ``ratio_usual`` and ``ratio_peer`` say how many times as fast we are, ``ratio_floor`` how many times as
    long we take as the floor. ``wegen``: each way that was measured; ``toelichting``: what to know;
    ``naast_bodem_s``: our seconds for what the floor does, where that is only a part of ours.
    """

    name: str
    n: int
    ours_s: float
    usual_s: float | None = None
    best_peer_s: float | None = None
    floor_s: float | None = None
    wegen: Mapping[str, float | None] = field(default_factory=dict)
    toelichting: str = ""
    naast_bodem_s: float | None = None

    def als_json(self) -> dict:
        """Return the fields with the ratios between them."""
        ratio = {
            "ratio_usual": deel(self.usual_s, self.ours_s),
            "ratio_peer": deel(self.best_peer_s, self.ours_s),
            "ratio_floor": deel(self.naast_bodem_s or self.ours_s, self.floor_s),
        }
        return asdict(self) | {"wegen": dict(self.wegen)} | ratio


def deel(een: float | None, ander: float | None) -> float | None:
    """Return ``een / ander``; None where either was not measured."""
    return None if een is None or not ander else een / ander


def beste(*tijden: float | None) -> float | None:
    """Return the shortest that was measured."""
    return min((tijd for tijd in tijden if tijd is not None), default=None)


def om_en_om(wegen: Mapping[str, Callable[[], float]], keren: int) -> dict[str, float | None]:
    """Return the median seconds of each way, each called ``keren`` times, in turns.

    Once the time for the measurement is up no turn begins; None for a way that had none. Ours is the first:
    GeenTijd where that one was not at its end.
    """
    tijden: dict[str, list[float]] = {naam: [] for naam in wegen}
    try:
        for keer in range(keren):
            for naam, weg in wegen.items():
                if rest() or not keer:
                    tijden[naam].append(weg())
    except GeenTijd as fout:
        if not tijden[next(iter(wegen))]:
            raise
        print(f"not compared: {fout}", file=sys.stderr)
    return {naam: median(reeks) if reeks else None for naam, reeks in tijden.items()}


def als_tabel(metingen: list[Meting]) -> str:
    """Return the table that is printed: seconds and ratios, a dash where nothing was measured."""
    kop = ("name", "n", "ours s", "usual s", "best peer s", "floor s", "× usual", "× peer", "÷ floor")
    rijen = [kop]
    for meting in metingen:
        ons = meting.als_json()
        seconden = [_getal(ons[naam], 2) for naam in ("ours_s", "usual_s", "best_peer_s", "floor_s")]
        ratios = [_getal(ons[naam], 1) for naam in ("ratio_usual", "ratio_peer", "ratio_floor")]
        rijen.append((meting.name, str(meting.n), *seconden, *ratios))
    breedtes = [max(map(len, kolom)) for kolom in zip(*rijen, strict=True)]
    vorm = "  ".join([f"{{:<{breedtes[0]}}}", *(f"{{:>{breed}}}" for breed in breedtes[1:])])
    regels = [vorm.format(*rij) for rij in rijen]
    return "\n".join([*regels, *(f"{m.name}: {m.toelichting}" for m in metingen if m.toelichting)])


def _getal(waarde: float | None, decimalen: int) -> str:
    return "-" if waarde is None else f"{waarde:.{decimalen}f}"
