"""Key figures per gemeente: what is measured of people and places, in the gemeenten of any year.

``data/raw/kerncijfers`` holds tables of CBS, GGD'en and RIVM; ``kerncijfers.toml`` says what each figure is.
A gemeente that stayed as it was keeps its value; one that merged or was split gets a mean weighted by the
inhabitants of 1 January 2017 (a count: the sum of its parts), and is marked ``geschat``.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict

from lib.gebied.herindeling import indeling
from lib.gebied.omrekenen import overgang
from lib.grond.fouten import keur
from lib.grond.paden import RAW
from lib.grond.tabel import lees_tabel
from lib.grond.toml import lees_toml

KERNCIJFERS_MAP = RAW / "kerncijfers"
KERNCIJFERKOLOMMEN = ("gm_code", "cijfer", "jaar", "waarde", "geschat", "bron")
_SOORTEN = {"gm_code": "str", "cijfer": "str", "jaar": "int64", "waarde": "float64", "geschat": "bool"}
GENOEG = 0.8  # of the inhabitants of a new gemeente must live where the value is known
ONVERANDERD = 0.999  # a share above which a gemeente counts as unchanged


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Haal(_Model):
    """Where a figure can be fetched: a service, a table, a year, and a part of the title of its column."""

    dienst: str
    tabel: str
    jaar: int
    kolom: str


class Cijfer(_Model):
    """What a figure is; the keys are explained in ``kerncijfers.toml``."""

    naam: str
    eenheid: str
    soort: Literal["aandeel", "aantal", "klasse"] = "aandeel"
    marge: float = 0.0
    themas: tuple[str, ...] = ()
    haal: Haal | None = None


class Tabel(_Model):
    """A file of figures: the year they are about, the division they name gemeenten in, and their source."""

    jaar: int
    indelingsjaar: int
    bron: str
    samen: dict[str, tuple[str, ...]] = {}


class Dienst(_Model):
    """A service that publishes tables as OData."""

    naam: str
    url: str
    licentie: str


class Kerncijfers(_Model):
    """All of ``kerncijfers.toml``."""

    tabel: dict[str, Tabel]
    cijfer: dict[str, Cijfer]
    dienst: dict[str, Dienst]


@cache
def lees_kerncijferlijst(map_: Path = KERNCIJFERS_MAP) -> Kerncijfers:
    """Return which figures and tables there are; InvoerFouten where the list is wrong."""
    pad = map_ / "kerncijfers.toml"
    return keur(Kerncijfers, lees_toml(pad), str(pad))


def lees_kerncijfers(indelingsjaar: int, map_: Path = KERNCIJFERS_MAP) -> pd.DataFrame:
    """Return every figure of every year in the gemeenten of ``indelingsjaar``: ``KERNCIJFERKOLOMMEN``.

    gm_code, cijfer and bron are str, jaar int64, waarde float64 (never missing: what is not known has no
    row), geschat bool. Raises InvoerFouten for a file that cannot be read.
    """
    delen = (
        breng_cijfers_over(los, tabel.indelingsjaar, indelingsjaar).assign(jaar=tabel.jaar, bron=tabel.bron)
        for los, tabel in _tabellen(map_)
    )
    return pd.concat(delen, ignore_index=True)[list(KERNCIJFERKOLOMMEN)].astype(_SOORTEN)


def _tabellen(map_: Path) -> Iterator[tuple[pd.DataFrame, Tabel]]:
    """Yield each file as gm_code, cijfer, waarde, geschat, with what it is."""
    for naam, tabel in lees_kerncijferlijst(map_).tabel.items():
        breed = lees_tabel(map_ / f"{naam}.csv").set_index("gm_code")
        los = breed.reset_index().melt("gm_code", var_name="cijfer", value_name="waarde")
        los["waarde"] = pd.to_numeric(los["waarde"])
        yield _voeg_samen(los.dropna().assign(geschat=False), tabel.samen), tabel


def _voeg_samen(los: pd.DataFrame, samen: dict[str, tuple[str, ...]]) -> pd.DataFrame:
    """Return the figures with gemeenten that merged since as one, by the plain mean of their parts."""
    nieuw = {deel: heel for heel, delen in samen.items() for deel in delen}
    erbij = los[los["gm_code"].isin(nieuw)].assign(gm_code=lambda t: t["gm_code"].map(nieuw), geschat=True)
    erbij = erbij.groupby(["gm_code", "cijfer"], as_index=False).agg(
        waarde=("waarde", "mean"), geschat=("geschat", "any")
    )
    return pd.concat([los[~los["gm_code"].isin(nieuw)], erbij], ignore_index=True)


def breng_cijfers_over(los: pd.DataFrame, van: int, naar: int) -> pd.DataFrame:
    """Return figures (gm_code, cijfer, waarde, geschat) of the gemeenten of ``van`` in those of ``naar``.

    Figures that ``kerncijfers.toml`` does not know are carried over as shares. A gemeente of which less than
    ``GENOEG`` of the inhabitants live where the figure is known gets none. Codes that ``van`` does not have
    are left out.
    """
    if van == naar:
        return los[los["gm_code"].isin(indeling(naar))].reset_index(drop=True)
    over = los.merge(overgang(van, naar), left_on="gm_code", right_on="van", suffixes=("", "_deel"))
    soort = over["cijfer"].map({naam: een.soort for naam, een in lees_kerncijferlijst().cijfer.items()})
    over["weegt"] = over["aandeel"].where(soort == "aantal", over["aandeel_naar"])
    over["gewogen"] = over["waarde"] * over["weegt"]
    over["anders"] = over["geschat"] | (over[["aandeel", "aandeel_naar"]].min(axis=1) < ONVERANDERD)
    grootste = over.sort_values("aandeel_naar").groupby(["naar", "cijfer"])["waarde"].last()
    per = over.groupby(["naar", "cijfer"])
    uit = per.agg(
        som=("gewogen", "sum"),
        gewicht=("weegt", "sum"),
        bekend=("aandeel_naar", "sum"),
        geschat=("anders", "any"),
    )
    soort = pd.Series(soort.to_numpy(), index=[over["naar"], over["cijfer"]]).groupby(level=[0, 1]).first()
    gemiddeld = (uit["som"] / uit["gewicht"]).where(soort != "klasse", grootste)
    uit["waarde"] = gemiddeld.where(soort != "aantal", uit["som"])
    uit = uit[uit["bekend"] >= GENOEG].reset_index().rename(columns={"naar": "gm_code"})
    return uit[["gm_code", "cijfer", "waarde", "geschat"]]


def kies_jaar(cijfers: pd.DataFrame, jaar: int) -> pd.DataFrame:
    """Return one year of each figure: that nearest to ``jaar``, of equals the latest."""
    jaren = cijfers[["cijfer", "jaar"]].drop_duplicates()
    jaren = jaren.assign(ver=(jaren["jaar"] - jaar).abs()).sort_values(
        ["ver", "jaar"], ascending=[True, False]
    )
    beste = jaren.drop_duplicates("cijfer")[["cijfer", "jaar"]]
    return cijfers.merge(beste, on=["cijfer", "jaar"], validate="many_to_one")
