"""White spots: in which regions nothing is known on ouderen, GGZ or preventie.

Gemeenten, zorgverzekeraars and zorgkantoren work together on at least these three in every region (VNG
ledenbrief 19/053, 2019). Only presence is looked at: one project or agreement is enough, and nothing here
says how good or how large it is.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from lib.analyse.deelname import deelname
from lib.analyse.samenvatting import met_themas
from lib.editie.ordening import Ordening
from lib.werkstructuur.buren import Buur, Buurt
from lib.werkstructuur.gesprekspunten import THEMAS

VLEKSOORTEN = ("zorgkantoorregio", "wmo_regio")
VLEKKOLOMMEN = (
    "regio_soort",
    "regio",
    "thema",
    "aanwezig",
    "n_projecten",
    "vormen",
    "sinds",
    "n_onzeker",
    "voorbeeld_regio",
    "grond",
    "gelijkende_regio",
    "grond_gelijkend",
)


def aanwezig_per_regio(
    projecten: pd.DataFrame,
    gemeenten: pd.DataFrame,
    soort: str,
    ordening: Ordening,
    eerder: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return region × thema for all regions of ``soort``, sorted by name.

    Columns: regio, thema (str), aanwezig (bool), n_projecten (int64), vormen (list of str, in the order of
    the ordering), sinds (datetime64, the oldest date of a report, in this edition or among the projects
    ``eerder`` of the one before; missing where there is none) and n_onzeker (int64: projects that may or may
    not lie there; they do not count). Minimacontracten do not count.
    """
    rijen = _rijen(projecten, gemeenten, soort)
    vakken = pd.MultiIndex.from_product([sorted(gemeenten[soort].unique()), THEMAS], names=["regio", "thema"])
    zeker = rijen[rijen["zeker"]].groupby(["regio", "thema"])
    onzeker = rijen[~rijen["zeker"]].groupby(["regio", "thema"])["project_id"].nunique()
    n = zeker["project_id"].nunique().reindex(vakken, fill_value=0).astype("int64")
    vormen = zeker["vorm"].agg(lambda kolom: list(ordening.sorteer("vorm", set(kolom) - {""})))
    toen = rijen if eerder is None else pd.concat([rijen, _rijen(eerder, gemeenten, soort)])
    sinds = toen[toen["zeker"]].groupby(["regio", "thema"])["peildatum"].min().reindex(vakken)
    tabel = pd.DataFrame(
        {
            "aanwezig": n > 0,
            "n_projecten": n,
            "vormen": [cel if isinstance(cel, list) else [] for cel in vormen.reindex(vakken)],
            "sinds": sinds.where(n > 0).astype("datetime64[s]"),
            "n_onzeker": onzeker.reindex(vakken, fill_value=0).astype("int64"),
        }
    )
    return tabel.reset_index()


def _rijen(projecten: pd.DataFrame, gemeenten: pd.DataFrame, soort: str) -> pd.DataFrame:
    """Return :func:`deelname` of the projects that count, with thema, vorm and peildatum (datetime64).

    An agenda over several thema's counts for each that it names.
    """
    gewoon = projecten[~projecten["is_minimacontract"]]
    los = gewoon.assign(thema=met_themas(gewoon)["themas"]).explode("thema")
    gegevens = los.loc[los["thema"].isin(THEMAS), ["project_id", "thema", "vorm", "peildatum"]]
    mee = gewoon[gewoon["project_id"].isin(gegevens["project_id"])]
    rijen = deelname(mee, gemeenten, soort).merge(gegevens, on="project_id", validate="many_to_many")
    return rijen.assign(peildatum=pd.to_datetime(rijen["peildatum"], errors="coerce"))


def profiel(
    projecten: pd.DataFrame, gemeenten: pd.DataFrame, soort: str, dimensies: Sequence[str]
) -> pd.DataFrame:
    """Return what the projects of each region are like: region × label, per dimensie shares that add up to 1.

    Only single-valued ``dimensies``; minimacontracten do not count. A region without projects has only zeros.
    """
    gewoon = projecten[~projecten["is_minimacontract"]]
    samen = (
        deelname(gewoon, gemeenten, soort)
        .query("zeker")
        .merge(gewoon[["project_id", *dimensies]], on="project_id", validate="many_to_one")
    )
    regios = sorted(gemeenten[soort].unique())
    delen = [pd.crosstab(samen["regio"], samen[dimensie], normalize="index") for dimensie in dimensies]
    return pd.concat(delen, axis=1, keys=list(dimensies)).reindex(regios).fillna(0.0)


def witte_vlekken(aanwezig: pd.DataFrame, buurt: Buurt, soort: str) -> pd.DataFrame:
    """Return :func:`aanwezig_per_regio` with, for each white spot, a region that does have something:
    ``VLEKKOLOMMEN``.

    ``voorbeeld_regio`` is the nearest, ``gelijkende_regio`` the one most alike, and ``grond`` and
    ``grond_gelijkend`` say in Dutch why. Empty where nothing is missing, or where no region has any.
    """
    met = {thema: set(deel["regio"]) for thema, deel in aanwezig[aanwezig["aanwezig"]].groupby("thema")}
    dichtst, gelijk = [], []
    for rij in aanwezig.itertuples():
        kandidaten = set() if rij.aanwezig else met.get(rij.thema, set())
        dichtst.append(buurt.dichtst(rij.regio, kandidaten) if kandidaten else Buur("", ""))
        gelijk.append(buurt.meest_gelijk(rij.regio, kandidaten) if kandidaten else Buur("", ""))
    tabel = aanwezig.assign(
        regio_soort=soort,
        voorbeeld_regio=[buur.regio for buur in dichtst],
        grond=[buur.grond for buur in dichtst],
        gelijkende_regio=[buur.regio for buur in gelijk],
        grond_gelijkend=[buur.grond for buur in gelijk],
    )
    tekst = (
        "regio_soort",
        "regio",
        "thema",
        "voorbeeld_regio",
        "grond",
        "gelijkende_regio",
        "grond_gelijkend",
    )
    return tabel[list(VLEKKOLOMMEN)].astype(dict.fromkeys(tekst, "str"))


def tel_bekend(vlekken: pd.DataFrame) -> Mapping[str, tuple[int, int]]:
    """Return for each thema in how many regions something is known, and the number of regions."""
    per_thema = vlekken.groupby("thema")["aanwezig"]
    return {thema: (int(per_thema.sum()[thema]), int(np.size(vlekken["regio"].unique()))) for thema in THEMAS}
