"""Twenty small notebooks, each with the imports of a notebook of ours and a few cells of work."""

import json
import os
from pathlib import Path

from benchmarks.meting import Meting, beste, om_en_om
from benchmarks.slang import slang
from benchmarks.wegen import Opdracht, of_niets, tijd
from lib.run.kern.vorkkern import KAN_VORKEN
from lib.run.omgeving import omgeving

AANTAL, SNEL = 20, 4
KEREN = 3  # the median of so many counts, for us, the usual way and the floor; other engines run once
CELLEN = (
    "import pandas as pd\nimport geopandas as gpd\nimport matplotlib.pyplot as plt",
    "tabel = pd.DataFrame({'regio': list('abcd') * 25, 'projecten': range(100)})",
    "per_regio = tabel.groupby('regio')['projecten'].agg(['sum', 'mean'])\nper_regio",
    "punten = gpd.GeoSeries.from_xy(tabel['projecten'], tabel['projecten'])\nlen(punten.buffer(1))",
    "print(f'{per_regio[\"sum\"].sum()} projecten')",
)


def maak_opdrachten(aantal: int, map_: Path) -> list[Opdracht]:
    """Write ``aantal`` notebooks to ``map_`` and return the jobs; the results go to a folder below it."""
    map_.mkdir(parents=True, exist_ok=True)
    opdrachten = []
    for nummer in range(aantal):
        pad = map_ / f"n{nummer:02d}.ipynb"
        pad.write_text(json.dumps(_notebook()), encoding="utf-8")
        opdrachten.append(Opdracht(pad.stem, str(pad), str(map_ / "uit" / pad.name)))
    (map_ / "uit").mkdir(exist_ok=True)
    return opdrachten


def _notebook() -> dict:
    leeg = {"cell_type": "code", "metadata": {"tags": []}, "outputs": [], "execution_count": None}
    cellen = [{**leeg, "id": f"cel-{nummer}", "source": bron} for nummer, bron in enumerate(CELLEN)]
    kern = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"cells": cellen, "metadata": {"kernelspec": kern}, "nbformat": 4, "nbformat_minor": 5}


def meet(snel: bool, map_: Path) -> list[Meting]:
    """Measure ``notebooks_20``."""
    aantal, keren = (SNEL, 1) if snel else (AANTAL, KEREN)

    def weg(naam: str) -> float:
        eigen = map_ / naam / os.urandom(4).hex()  # an engine must find nothing done
        ander = (
            {"SNAKEMAKE": str(slang())} if naam == "snakemake" else {}
        )  # it may have to be installed first
        return tijd(naam, maak_opdrachten(aantal, eigen), eigen, {**omgeving(eigen), **ander})

    eigen = ("ons", "papermill", "bodem") if KAN_VORKEN else ("ons", "papermill")
    tijden = om_en_om({naam: lambda naam=naam: weg(naam) for naam in eigen}, keren)
    anderen = {naam: of_niets(lambda naam=naam: weg(naam)) for naam in ("pytask", "nbconvert")}
    anderen["snakemake"] = of_niets(lambda: weg("snakemake")) if slang() else None
    meting = Meting(
        "notebooks_20",
        aantal,
        tijden["ons"],
        tijden["papermill"],
        beste(*anderen.values()),
        tijden.get("bodem"),
        {**tijden, **anderen},
        "whole commands; peers: pytask (loky 2), snakemake -c2, nbconvert --execute one by one",
    )
    return [meting]
