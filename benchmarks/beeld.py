"""A picture of the benchmark for the docs: how many times as fast, on a scale of powers."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib.figure import Figure

DOEL = {
    "notebooks_20": 10,
    "run_cold": 6,
    "maps_100": 8,
    "panels_6": 25,
    "nbval": 2.5,
    "coverage_1e6": 50,
    "opzet": 4,
}
NAAM = {
    "notebooks_20": "small notebooks",
    "run_cold": "a run from nothing",
    "run_noop": "a run with nothing to do",
    "maps_100": "maps, PNG + SVG",
    "panels_6": "six-panel figures",
    "nbval": "tests of notebooks",
    "coverage_1e6": "combinations per gemeente",
    "passports": "passports",
    "opzet": "set-up",
}
GEWOON, MOTOR = "#0072B2", "#E69F00"  # Okabe-Ito
DIKTE = 0.36


def teken(metingen: Sequence[dict], pad: Path) -> None:
    """Write a PNG with a bar for each ratio of ``metingen`` (:meth:`benchmarks.meting.Meting.als_json`)."""
    figuur = Figure(figsize=(8, 0.62 * len(metingen) + 1.3), layout="constrained")
    as_ = figuur.subplots()
    for plek, meting in enumerate(metingen):
        doel = DOEL.get(meting["name"], 0)
        _staaf(as_, plek - DIKTE / 2, meting["ratio_usual"], GEWOON, doel)
        _staaf(as_, plek + DIKTE / 2, meting["ratio_peer"], MOTOR)
        if doel:
            as_.plot([doel, doel], [plek - DIKTE, plek], color="black", linewidth=2)
    as_.set_yticks(range(len(metingen)), [f"{NAAM[m['name']]} (n = {m['n']:,})" for m in metingen])
    as_.invert_yaxis()
    as_.set_xscale("log")
    hoogste = max(m[r] or 1 for m in metingen for r in ("ratio_usual", "ratio_peer"))
    as_.set_xlim(1, 2.5 * hoogste)
    as_.xaxis.set_major_formatter(lambda waarde, _: f"{waarde:g}×")
    as_.set_xlabel("times as fast; one run on one machine")
    as_.spines[["top", "right"]].set_visible(False)
    for kleur, naam in ((GEWOON, "than the usual way"), (MOTOR, "than the best other engine")):
        as_.barh([0], [0], color=kleur, label=naam)
    as_.plot([], [], color="black", linewidth=2, label="target")
    figuur.legend(loc="outside upper left", ncols=3, frameon=False)
    figuur.savefig(pad, dpi=120)


def _staaf(as_, plek: float, ratio: float | None, kleur: str, doel: float = 0) -> None:
    if ratio:
        as_.barh(plek, ratio, height=DIKTE, color=kleur)
        as_.text(max(ratio, doel) * 1.05, plek, f"{ratio:.1f}×", va="center", fontsize=9)
