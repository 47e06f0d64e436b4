"""The tables of an edition without a run, the atlas made of them, and what pandas counts in them."""

from pathlib import Path

import pandas as pd

from lib.analyse import samenvatting
from lib.editie.editie import Editie, lees_editie
from lib.editie.ordening import lees_ordening
from lib.editie.register import lees_programmas
from lib.gebied.grenzen import lees_grenzen
from lib.gebied.jaar import gemeenten_van_editie
from lib.gebied.omrekenen import breng_over, merk_geschat
from lib.gebied.tabellen import lees_gemeenten
from lib.inlezen.projecten import lees_projecten
from lib.kaart.basis import maak_basis
from lib.labels import besluiten as labels
from lib.labels.dekking import maak_dekking
from lib.levering.atlas.gegevens import Editiemoment
from lib.levering.atlas.stof import ATLAS_VEREENVOUDIGING, Atlasstof, schrijf_atlas

GEMEENTEN = lees_gemeenten()
LIJSTEN = {"instrument": "instrument", "zorgverzekeraar": "zorgverzekeraars"}


def maak_moment(naam: str | Editie, **anders: int) -> Editiemoment:
    """Return the edition (or the one called ``naam``) with its tables, as notebooks 01 and 10 make them.

    ``anders``: what differs in its ``edition.toml``, such as ``tekenjaar``.
    """
    gelezen = lees_editie(naam) if isinstance(naam, str) else naam
    editie, ordening = gelezen.model_copy(update=anders), lees_ordening()
    gemeenten = gemeenten_van_editie(editie)
    besluiten = labels.lees_besluiten(editie.bestand("labelbesluiten"), ordening)
    inlezing = lees_projecten(editie, labels.besliste_labels(besluiten))
    gelabeld = labels.label(inlezing.ingelezen, besluiten, ordening, inlezing.opgaven)
    toegepast = labels.pas_toe(inlezing.ingelezen, gelabeld)
    opgegeven = samenvatting.met_programma(toegepast, lees_programmas())
    projecten, geschat = breng_over(opgegeven, gemeenten, editie.indelingsjaar, editie.tekenjaar)
    return Editiemoment(editie, projecten, merk_geschat(maak_dekking(projecten, gemeenten), geschat))


def maak_stof(momenten: list[Editiemoment], venster: pd.DataFrame | None = None) -> Atlasstof:
    """Return what an atlas about the first of ``momenten`` is made of, on the real map."""
    editie = momenten[0].editie if momenten else lees_editie("2017-rapport")
    gemeenten = gemeenten_van_editie(editie)
    basis = maak_basis(lees_grenzen(editie.tekenjaar), gemeenten, ATLAS_VEREENVOUDIGING)
    return Atlasstof(editie, momenten, gemeenten, basis, venster)


def schrijf(stof: Atlasstof, pad: Path) -> Path:
    """Write the atlas of ``stof`` and return ``pad``."""
    schrijf_atlas(stof, pad)
    return pad


def venster_uitkomst() -> pd.DataFrame:
    """Return published answers about three regions, of which one is suppressed."""
    rijen = [
        (2019, "Groningen", "alle", "agenda", 4, 3, 3, False, ""),
        (2020, "Groningen", "alle", "agenda", 4, 3, 2, False, ""),
        (2020, "Groningen", "gemeenten", "agenda", 3, 2, 0, False, ""),
        (2020, "Twente", "alle", "agenda", 5, 4, 4, False, ""),
        (2020, "Zeeland", "alle", "agenda", 3, 2, 1, True, "te weinig antwoorden"),
        (2020, "Nederland", "alle", "agenda", 12, 9, 7, False, ""),
    ]
    kolommen = ["meetjaar", "regio", "partij", "onderdeel", "n_genodigd", "n_antwoord", "n_ja"]
    tabel = pd.DataFrame(rijen, columns=[*kolommen, "onderdrukt", "reden"])
    return tabel.astype({"n_ja": "Int64"}).assign(aandeel_ja=tabel["n_ja"] / tabel["n_antwoord"])


def kies(moment: Editiemoment, minima: str = "nee", **eisen: str) -> pd.DataFrame:
    """Return the projects that pass: dimensie = codes with ``|`` between them, of which one must hold."""
    projecten = moment.projecten
    is_minima = projecten["is_minimacontract"]
    keus = {"nee": ~is_minima, "ja": is_minima | True, "alleen": is_minima}[minima]
    for dimensie, gezocht in eisen.items():
        codes = set(gezocht.split("|"))
        if dimensie == "periode":
            keus &= projecten["peildatum"].str[:7].isin(codes)
        elif dimensie in LIJSTEN:
            cellen = projecten[LIJSTEN[dimensie]]
            keus &= cellen.map(lambda cel, gezocht=codes: bool(gezocht & (set(cel) or {"niet_genoemd"})))
        else:
            keus &= projecten[dimensie].isin(codes)
    return projecten[keus]


def tel(moment: Editiemoment, projecten: pd.DataFrame) -> tuple[int, int, int]:
    """Return how many projects, gemeenten and Wmo-regio's there are."""
    dekking = moment.dekking[moment.dekking["project_id"].isin(projecten["project_id"])]
    genoemd = {regio for cel in projecten["wmo_regios"] for regio in cel}
    return len(projecten), dekking["gm_code"].nunique(), len(set(dekking["wmo_regio"]) | genoemd)


def per_gemeente(moment: Editiemoment, projecten: pd.DataFrame) -> pd.Series:
    """Return the number of projects of each gemeente that has one."""
    dekking = moment.dekking[moment.dekking["project_id"].isin(projecten["project_id"])]
    return dekking["gm_code"].astype(str).value_counts()
