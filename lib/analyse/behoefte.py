"""Need beside supply: a key figure of each gemeente beside whether a project on the theme is known there.

Nothing here is a verdict: a high share of elderly people is no fault, and where no project is known there may
well be some. Need is high in the highest third of the gemeenten, low in the lowest; how many lie so near the
bounds that they could be on the other side is counted with it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lib.analyse.deelname import tel_per
from lib.analyse.samenvatting import met_themas
from lib.gebied.kerncijfers import Cijfer, kies_jaar, lees_kerncijferlijst, lees_kerncijfers
from lib.grond.opslag import bewaar_tabel
from lib.inlezen.cijfers import lees_cijfers
from lib.inlezen.rijkeuring import afkeurtabel

if TYPE_CHECKING:
    from lib.editie.editie import Editie
    from lib.grond.paden import Uitvoer

BEHOEFTETRAPPEN = ("laag", "midden", "hoog")
STANDEN_AANBOD = ("ja", "onzeker", "nee")
GEEN_OORDEEL = (
    "Geen oordeel: een hoog cijfer is geen fout, en waar geen project bekend is kan er best iets gebeuren."
)


@dataclass(frozen=True, eq=False)
class Cijferstof:
    """``waarden``: the figures of the year nearest to the edition, ``KERNCIJFERKOLOMMEN``; ``wat``: what each
    figure is, those that are missing included; ``afgekeurd``: rows of the edition's own file not used.
    """

    waarden: pd.DataFrame
    wat: dict[str, Cijfer]
    afgekeurd: pd.DataFrame

    def hoofdcijfer(self, thema: str) -> str | None:
        """Return the figure that stands for need on ``thema``: the first of :meth:`bij` with values."""
        aanwezig = set(self.waarden["cijfer"])
        return next((code for code in self.bij(thema) if code in aanwezig), None)

    def bij(self, thema: str) -> list[str]:
        """Return the figures of which a high value means need on ``thema``, an edition's own first."""
        lijst = lees_kerncijferlijst().cijfer
        volgorde = [*(code for code in self.wat if code not in lijst), *lijst]
        return [code for code in volgorde if thema in self.wat[code].themas]

    def reeks(self, code: str) -> pd.Series:
        """Return the values of a figure (float64) by gm_code."""
        return self.waarden[self.waarden["cijfer"] == code].set_index("gm_code")["waarde"]


def lees_cijferstof(editie: "Editie") -> Cijferstof:
    """Return all figures of the gemeenten of an edition; its own take the place of ours of the same name.

    Raises InvoerFouten for a file of the edition that cannot be read.
    """
    eigen = lees_cijfers(editie)
    onze = kies_jaar(lees_kerncijfers(editie.tekenjaar), editie.peildatum.year)
    lijst = dict(lees_kerncijferlijst().cijfer)
    if eigen is None:
        return Cijferstof(onze, lijst, afkeurtabel([]))
    gebracht = kies_jaar(eigen.waarden, editie.peildatum.year)
    rest = onze[~onze["cijfer"].isin(gebracht["cijfer"])]
    return Cijferstof(pd.concat([rest, gebracht], ignore_index=True), lijst | eigen.wat, eigen.afgekeurd)


def naast_aanbod(
    stof: Cijferstof, code: str, thema: str, projecten: pd.DataFrame, gemeenten: pd.DataFrame
) -> pd.DataFrame:
    """Return a row per gemeente of ``gemeenten``, in their order.

    Columns: gm_code, gm_naam, wmo_regio (str), inwoners (int64, of 2017), waarde (float64, missing where
    unknown), geschat (bool), trap (str, of ``BEHOEFTETRAPPEN``, empty where unknown), op_de_grens (bool:
    within the margin of the figure of a bound), n_projecten (int64) and bekend (str, of ``STANDEN_AANBOD``;
    onzeker: a project names only the region). ``attrs``: grenzen, the two bounds. Minimacontracten do not
    count.
    """
    eigen = stof.waarden[stof.waarden["cijfer"] == code].set_index("gm_code")
    tabel = gemeenten[["gm_code", "gm_naam", "wmo_regio"]].assign(inwoners=gemeenten["inwoners_2017"])
    tabel["waarde"] = tabel["gm_code"].map(eigen["waarde"])
    tabel["geschat"] = tabel["gm_code"].map(eigen["geschat"]).fillna(False).astype(bool)
    laag, hoog = (float(tabel["waarde"].quantile(deel)) for deel in (1 / 3, 2 / 3))
    trap = np.select(
        [tabel["waarde"] <= laag, tabel["waarde"] <= hoog], BEHOEFTETRAPPEN[:2], BEHOEFTETRAPPEN[2]
    )
    tabel["trap"] = pd.Series(trap, index=tabel.index).where(tabel["waarde"].notna(), "")
    marge = stof.wat[code].marge
    ver = np.minimum((tabel["waarde"] - laag).abs(), (tabel["waarde"] - hoog).abs())
    tabel["op_de_grens"] = (ver <= marge) & (marge > 0)
    aantal, misschien = _projecten(thema, projecten)
    tabel["n_projecten"] = tabel["gm_code"].map(aantal).fillna(0).astype("int64")
    regio = tabel["wmo_regio"].isin(misschien)
    tabel["bekend"] = np.select([tabel["n_projecten"] > 0, regio], STANDEN_AANBOD[:2], STANDEN_AANBOD[2])
    tabel.attrs = {"grenzen": (laag, hoog)}
    return tabel


def _projecten(thema: str, projecten: pd.DataFrame) -> tuple[pd.Series, set[str]]:
    """Return how many projects on ``thema`` name each gemeente, and the regions of those that name none."""
    eigen = _over(thema, projecten)
    plaatsen = eigen[["project_id", "gemeenten"]].explode("gemeenten").dropna().drop_duplicates()
    zonder = eigen[eigen["gemeenten"].map(len) == 0]
    return plaatsen["gemeenten"].value_counts(), set(zonder["wmo_regios"].explode().dropna())


def tel_vakken(tabel: pd.DataFrame) -> pd.DataFrame:
    """Return the matrix of :func:`naast_aanbod`: a row per trap × bekend, zeros included.

    Columns: trap, bekend (str), gemeenten, inwoners, op_de_grens and geschat (int64: of how many gemeenten).
    Gemeenten without a value are left out.
    """
    vakken = pd.MultiIndex.from_product([BEHOEFTETRAPPEN[::-1], STANDEN_AANBOD], names=["trap", "bekend"])
    per = tabel[tabel["trap"] != ""].groupby(["trap", "bekend"])
    telling = per.agg(
        gemeenten=("gm_code", "size"),
        inwoners=("inwoners", "sum"),
        op_de_grens=("op_de_grens", "sum"),
        geschat=("geschat", "sum"),
    )
    return telling.reindex(vakken, fill_value=0).astype("int64").reset_index()


def per_regio(tabel: pd.DataFrame, thema: str, projecten: pd.DataFrame) -> pd.DataFrame:
    """Return :func:`naast_aanbod` per Wmo-regio, by name.

    Columns: wmo_regio (str), waarde (float64, the mean by inhabitants of the gemeenten of which it is known)
    and n_projecten (int64: projects on ``thema`` in which the region takes part).
    """
    bekend = tabel[tabel["waarde"].notna()]
    som = (bekend["waarde"] * bekend["inwoners"]).groupby(bekend["wmo_regio"]).sum()
    waarde = som / bekend.groupby("wmo_regio")["inwoners"].sum()
    namen = pd.Index(sorted(tabel["wmo_regio"].unique()), name="wmo_regio")
    telling = tel_per(_over(thema, projecten), tabel, "wmo_regio", namen)
    return pd.DataFrame({"waarde": waarde.reindex(namen), "n_projecten": telling}).reset_index()


def _over(thema: str, projecten: pd.DataFrame) -> pd.DataFrame:
    """Return the projects that name ``thema``, without minimacontracten."""
    met = met_themas(projecten[~projecten["is_minimacontract"]])
    return met[[thema in themas for themas in met["themas"]]]


def bewaar_cijferstof(stof: Cijferstof, plaats: "Uitvoer") -> None:
    """Write ``kerncijfers.parquet`` and ``afgekeurd-cijfers.csv``, empty where all rows were used."""
    bewaar_tabel(stof.waarden, plaats.processed / "kerncijfers.parquet")
    bewaar_tabel(stof.afgekeurd, plaats.processed / "afgekeurd-cijfers.csv")
