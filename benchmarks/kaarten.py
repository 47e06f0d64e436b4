"""Drawing every map of the example edition, our way and the usual way: seconds, and how many times as fast.

The usual way is what the manuals show: a column with the class of each gemeente, ``GeoDataFrame.plot`` with
a legend, the borders of the regions on top, ``savefig`` as PNG and as SVG, on the borders as they are in the
file. It gets its classes ready made, so only drawing and writing are compared, and it draws less: no
numbers, caption, matrix or outline. Both draw the same map in turns, so that a busy moment hits both; our
way also in two processes, as ``run_all`` draws. Run from the root of the project:

    python -m benchmarks.kaarten [--quick] [--json FILE]
"""

import argparse
import gc
import json
import multiprocessing
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from multiprocessing.synchronize import Barrier
from pathlib import Path

import geopandas as gpd
import matplotlib
import pandas as pd

from lib.analyse import samenvatting
from lib.analyse.gegevens import Gegevens
from lib.analyse.selectie import GEEN_KLASSE
from lib.editie.editie import lees_editie
from lib.editie.ordening import lees_ordening
from lib.editie.register import kaart_rijen, lees_programmas
from lib.gebied.grenzen import lees_grenzen
from lib.gebied.tabellen import lees_gemeenten, lees_kernwerkgebieden, lees_regios
from lib.inlezen.polissen import lees_polissen
from lib.inlezen.projecten import lees_projecten
from lib.kaart.beeld import KAARTSOORTEN, bundels, maak_beeld, maak_bundel
from lib.kaart.blad import Kaartbasis, bewaar_figuur, maak_basis, naar_png, teken
from lib.kaart.inhoud import Kaartbeeld
from lib.labels import besluiten as labels
from lib.labels.dekking import maak_dekking

EDITIE = "voorbeeld"
DOEL = 8.0  # times as fast, over all maps
SNEL = 8  # every so many maps with --quick
PROCESSEN = 2
KEREN = 3  # the two processes are timed this often; the median counts
ONS, GEWOON = "this project", "GeoDataFrame.plot"
DPI = 150
MAAT = (7.1, 6.5)  # inches, that of our sheet
PAKKETTEN = ("matplotlib", "geopandas", "shapely", "pandas", "numpy", "pillow")
Rijen = Sequence[Mapping[str, str]]  # one row of the register, or the panels of one subject


def main() -> None:
    opties = _opties()
    versies = {naam: version(naam) for naam in PAKKETTEN}
    kernen = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"Python {platform.python_version()}, {', '.join(map(' '.join, versies.items()))}; {kernen} cores")
    gegevens = maak_gegevens(EDITIE)
    kaarten = alle_kaarten()[:: SNEL if opties.quick else 1]
    tijden = _tijd_om_en_om(kaarten, gegevens)
    samen = statistics.median(_tijd_processen(kaarten, gegevens) for _ in range(KEREN))
    totaal = tijden.sum()
    enkel, panelen = tijden[~tijden["panelen"]].sum(), tijden[tijden["panelen"]].sum()
    uit = {
        "editie": EDITIE,
        "kaarten": len(kaarten),
        "versies": versies | {"python": platform.python_version()},
        "kernen": kernen,
        "mediaan_ms": {ONS: tijden[ONS].median() * 1000, GEWOON: tijden[GEWOON].median() * 1000},
        "totaal_s": {ONS: totaal[ONS], GEWOON: totaal[GEWOON], f"{ONS}, {PROCESSEN} processes": samen},
        "verhouding": {
            "totals": totaal[GEWOON] / totaal[ONS],
            f"totals, {PROCESSEN} processes": totaal[GEWOON] / samen,
            "totals, processor time": totaal[f"{GEWOON}, cpu"] / totaal[f"{ONS}, cpu"],
            "totals, sheets of one map": enkel[GEWOON] / enkel[ONS],
            "the same, processor time": enkel[f"{GEWOON}, cpu"] / enkel[f"{ONS}, cpu"],
            "totals, sheets of panels": panelen[GEWOON] / panelen[ONS],
            "medians": tijden[GEWOON].median() / tijden[ONS].median(),
        },
        "png_op_bodem": _png_op_bodem(kaarten, gegevens),
    }
    print(f"{len(kaarten)} maps of edition {EDITIE}, PNG + SVG")
    for naam, totaal in uit["totaal_s"].items():
        mediaan = uit["mediaan_ms"].get(naam)
        print(f"{naam:27} total {totaal:6.2f} s" + (f"   median {mediaan:5.0f} ms" if mediaan else ""))
    print(f"times as fast (target: {DOEL:.0f} for the totals)")
    for naam, verhouding in uit["verhouding"].items():
        print(f"  {naam:27} {verhouding:5.1f}")
    print(f"PNG against Agg drawing and palette encoding alone: {uit['png_op_bodem']:.2f} times as long")
    if opties.json:
        opties.json.write_text(json.dumps(uit, indent=1, default=float) + "\n", encoding="utf-8")


def _opties() -> argparse.Namespace:
    ontleder = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ontleder.add_argument("--quick", action="store_true", help=f"every {SNEL}th map")
    ontleder.add_argument("--json", type=Path, metavar="FILE", help="write the numbers to this file")
    return ontleder.parse_args()


def maak_gegevens(naam: str) -> Gegevens:
    """Return the tables of an edition, made in this process from its sources as the notebooks do."""
    editie, gemeenten, ordening = lees_editie(naam), lees_gemeenten(), lees_ordening()
    besluiten = labels.lees_besluiten(editie.bestand("labelbesluiten"), ordening)
    inlezing = lees_projecten(editie, labels.besliste_labels(besluiten))
    gelabeld = labels.label(inlezing.ingelezen, besluiten, ordening, inlezing.opgaven)
    projecten = samenvatting.met_programma(labels.pas_toe(inlezing.ingelezen, gelabeld), lees_programmas())
    gelezen = lees_polissen(editie)
    return Gegevens(
        gemeenten=gemeenten,
        projecten=projecten,
        dekking=maak_dekking(projecten, gemeenten),
        ordening=ordening,
        editie=editie,
        kernwerkgebieden=lees_kernwerkgebieden(),
        regios=lees_regios(),
        polissen=gelezen.polissen if gelezen else None,
    )


def alle_kaarten() -> list[Rijen]:
    """Return every map of the register and every sheet of panels, in the order of the register."""
    rijen = [rij for rij in kaart_rijen() if rij["soort"] in KAARTSOORTEN]
    return [[rij] for rij in rijen] + list(bundels(rijen).values())


def beeld_van(rijen: Rijen, gegevens: Gegevens) -> Kaartbeeld:
    """Return what a sheet shows: one map, or the panels of one subject."""
    if len(rijen) == 1:
        return maak_beeld(rijen[0], gegevens)
    return maak_bundel(rijen[0]["kaart_id"].rpartition("-")[0], rijen, gegevens)


def tijd_van(doe: Callable[..., None], *wat: object) -> tuple[float, float]:
    """Return the seconds on the clock and of the processor."""
    gc.collect()  # not the litter of the other way
    klok, cpu = time.perf_counter(), time.process_time()
    doe(*wat)
    return time.perf_counter() - klok, time.process_time() - cpu


def _tijd_om_en_om(kaarten: Sequence[Rijen], gegevens: Gegevens) -> pd.DataFrame:
    """Return the seconds of each map, drawn both ways in turns; and whether it has panels."""
    grenzen = lees_grenzen(gegevens.editie.indelingsjaar)
    begin = time.perf_counter()
    basis = maak_basis(grenzen, gegevens.gemeenten)
    print(f"our geometry is prepared once a process, in {1000 * (time.perf_counter() - begin):.0f} ms")
    laag = grenzen.merge(gegevens.gemeenten.drop(columns="gm_naam"), on="gm_code", validate="one_to_one")
    laag = laag.set_index("gm_code").loc[list(gegevens.gemeenten["gm_code"])]
    regios = {soort: laag.dissolve(soort) for soort in ("wmo_regio", "zorgkantoorregio")}
    tijden = []
    with tempfile.TemporaryDirectory() as map_:
        pad = Path(map_) / "kaart"
        for rijen in [kaarten[0], *kaarten]:  # the first warms up
            beeld = beeld_van(rijen, gegevens)
            wij = tijd_van(onze_weg, rijen, gegevens, basis, pad)
            zij = tijd_van(gewone_weg, beeld, laag, regios[beeld.grenzen or "wmo_regio"], pad)
            tijden.append((*wij, *zij, bool(beeld.panelen)))
    return pd.DataFrame(tijden[1:], columns=[ONS, f"{ONS}, cpu", GEWOON, f"{GEWOON}, cpu", "panelen"])


def _png_op_bodem(kaarten: Sequence[Rijen], gegevens: Gegevens) -> float:
    """Return how many times as long a PNG takes, selection and layout included, as pixels and palette alone.

    Of each map the shortest of ``KEREN`` times counts, both for the whole and for that floor.
    """
    basis = maak_basis(lees_grenzen(gegevens.editie.indelingsjaar), gegevens.gemeenten)
    geheel = bodem = 0.0
    for rijen in kaarten:
        figuur = teken(beeld_van(rijen, gegevens), basis)
        naar_png(figuur)  # what maps share is drawn
        geheel += min(tijd_van(_png, rijen, gegevens, basis)[1] for _ in range(KEREN))
        bodem += min(tijd_van(naar_png, figuur)[1] for _ in range(KEREN))
    return geheel / bodem


def _png(rijen: Rijen, gegevens: Gegevens, basis: Kaartbasis) -> None:
    naar_png(teken(beeld_van(rijen, gegevens), basis))


def onze_weg(rijen: Rijen, gegevens: Gegevens, basis: Kaartbasis, pad: Path) -> None:
    """Select, draw and write as a notebook does."""
    bewaar_figuur(teken(beeld_van(rijen, gegevens), basis), pad, gelezen=())


def gewone_weg(beeld: Kaartbeeld, laag: gpd.GeoDataFrame, regios: gpd.GeoDataFrame, pad: Path) -> None:
    """Draw the classes of ``beeld`` with GeoDataFrame.plot; a beeld with panels as a grid of axes."""
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    panelen = beeld.panelen or (beeld,)
    kolommen = min(3, len(panelen))
    rijen = -(-len(panelen) // kolommen)
    figuur, assen = plt.subplots(rijen, kolommen, figsize=MAAT, squeeze=False)
    for as_ in assen.flat:
        as_.set_axis_off()
    for as_, paneel in zip(assen.flat, panelen, strict=False):
        namen = [klasse.label for klasse in paneel.klassen]
        klasse = ["0 projecten" if nr == GEEN_KLASSE else namen[nr] for nr in paneel.klasse_van]
        kaart = laag.assign(klasse=klasse)
        stijl = {"categorical": True, "legend": True, "edgecolor": "white", "linewidth": 0.3}
        kaart.plot("klasse", ax=as_, legend_kwds={"loc": "upper left", "fontsize": 5}, **stijl)
        regios.boundary.plot(ax=as_, color="#333333", linewidth=0.8)
        as_.set_title(paneel.titel, fontsize=8)
    figuur.savefig(pad.with_suffix(".png"), dpi=DPI, bbox_inches="tight")
    figuur.savefig(pad.with_suffix(".svg"), bbox_inches="tight")
    plt.close(figuur)


def _tijd_processen(kaarten: Sequence[Rijen], gegevens: Gegevens) -> float:
    """Return the seconds in which ``PROCESSEN`` processes draw all maps, from the moment all are ready."""
    soort = multiprocessing.get_context("spawn")
    klaar, af = soort.Barrier(PROCESSEN + 1), soort.Barrier(PROCESSEN + 1)
    werkers = [
        soort.Process(target=_werk, args=(kaarten[i::PROCESSEN], gegevens, klaar, af))
        for i in range(PROCESSEN)
    ]
    for werker in werkers:
        werker.start()
    klaar.wait()
    begin = time.perf_counter()
    af.wait()
    duur = time.perf_counter() - begin
    for werker in werkers:
        werker.join()
    return duur


def _werk(kaarten: Sequence[Rijen], gegevens: Gegevens, klaar: Barrier, af: Barrier) -> None:
    basis = maak_basis(lees_grenzen(gegevens.editie.indelingsjaar), gegevens.gemeenten)
    with tempfile.TemporaryDirectory() as map_:
        klaar.wait()
        for rijen in kaarten:
            onze_weg(rijen, gegevens, basis, Path(map_) / "kaart")
        af.wait()


if __name__ == "__main__":
    main()
