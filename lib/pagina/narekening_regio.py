"""The reckoning of regions, white spots and the venster: what their tables say, counted once more.

Each number is counted along another way than the notebook that wrote it: from the coverage table, from the
answers themselves. A table that an edition does not have is left out.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from lib.analyse.samenvatting import met_themas
from lib.gebied.indeling import op
from lib.grond.opslag import laad

_THEMAS = ("ouderen", "ggz", "preventie")
_INDELINGEN = ("wmo_regio", "zorgkantoorregio")
Telling = tuple[str, int, int]


def tel_regios(processed: Path, jaar: int) -> Iterator[Telling]:
    """Yield what was counted, how many there are and how many there should be; ``jaar`` is the tekenjaar.

    ``processed`` is the folder with the tables of an edition, of which gebieden, projecten and dekking must
    be there.
    """
    gebieden = laad(processed / "gebieden.parquet")
    yield from _indeling(processed / "regio_gemeente.parquet", gebieden, jaar)
    if (pad := processed / "witte_vlekken.parquet").is_file():
        yield from _vlekken(laad(pad), processed, gebieden)
    for naam in ("aanspreekpunten", "gesprekspunten"):
        if (pad := processed / f"{naam}.parquet").is_file():
            regio = laad(pad)["regio"]
            bestaand = int(regio.isin(gebieden["zorgkantoorregio"]).sum())
            yield f"{naam} in een regio die bestaat", bestaand, len(regio)
    if (pad := processed / "venster_uitkomst.parquet").is_file():
        yield from _venster(laad(pad), processed)


def _indeling(pad: Path, gebieden: pd.DataFrame, jaar: int) -> Iterator[Telling]:
    leden = op(laad(pad), jaar)
    for soort in _INDELINGEN:
        eigen = leden[leden["indeling"] == soort].set_index("gm_code")["regio"]
        yield f"gemeenten met een {soort.replace('wmo_', 'Wmo-')}", len(eigen), len(gebieden)
        zelfde = eigen.reindex(gebieden["gm_code"]).to_numpy() == gebieden[soort].to_numpy()
        yield f"gemeenten met dezelfde {soort.replace('wmo_', 'Wmo-')}", int(zelfde.sum()), len(gebieden)


def _vlekken(vlekken: pd.DataFrame, processed: Path, gebieden: pd.DataFrame) -> Iterator[Telling]:
    dekking, projecten = laad(processed / "dekking.parquet"), laad(processed / "projecten.parquet")
    # An agenda counts for each thema that it names.
    genoemd = {
        id_: [thema for thema in themas if thema in _THEMAS]
        for id_, themas in zip(projecten["project_id"], met_themas(projecten)["themas"], strict=True)
    }
    telt = projecten["project_id"].map(genoemd).map(len).gt(0) & ~projecten["is_minimacontract"]
    zonder = projecten[telt & (projecten["gemeenten"].map(len) == 0)]
    geraakt = dekking[dekking["project_id"].isin(projecten.loc[telt, "project_id"])]
    for soort in _INDELINGEN:
        deel = vlekken[vlekken["regio_soort"] == soort]
        yield f"vakken thema × {soort}", len(deel), len(_THEMAS) * gebieden[soort].nunique()
        regio = geraakt["gm_code"].map(gebieden.set_index("gm_code")[soort])
        paren = set(zip(geraakt["project_id"], regio, strict=True))
        binnen = _geheel_binnen(gebieden, soort)
        paren |= {
            (id_, binnen[naam])
            for id_, namen in zip(zonder["project_id"], zonder["wmo_regios"], strict=True)
            for naam in namen
            if naam in binnen
        }
        som = sum(len(genoemd[id_]) for id_, _ in paren)
        yield f"projecten in de vakken thema × {soort}", int(deel["n_projecten"].sum()), som
        yield (
            f"witte vlekken per {soort}",
            int((~deel["aanwezig"]).sum()),
            int((deel["n_projecten"] == 0).sum()),
        )


def _geheel_binnen(gebieden: pd.DataFrame, soort: str) -> dict[str, str]:
    """Return the region in which each Wmo-regio lies as a whole, where there is one."""
    in_regio = defaultdict(set)
    for wmo, regio in zip(gebieden["wmo_regio"], gebieden[soort], strict=True):
        in_regio[wmo].add(regio)
    return {wmo: min(regios) for wmo, regios in in_regio.items() if len(regios) == 1}


def _venster(uitkomst: pd.DataFrame, processed: Path) -> Iterator[Telling]:
    antwoorden, genodigd = (laad(processed / f"{naam}.parquet") for naam in ("venster", "venster_genodigd"))
    gegeven = antwoorden[antwoorden["antwoord"].notna()]
    land = uitkomst[(uitkomst["regio"] == "Nederland") & (uitkomst["partij"] == "alle")]
    for rij in land.itertuples():
        wat = f"venster {rij.meetjaar}, {rij.onderdeel}"
        yield f"{wat}: genodigd", int(rij.n_genodigd), int((genodigd["meetjaar"] == rij.meetjaar).sum())
        eigen = gegeven[(gegeven["meetjaar"] == rij.meetjaar) & (gegeven["onderdeel"] == rij.onderdeel)]
        if pd.notna(rij.n_antwoord):
            yield f"{wat}: antwoorden", int(rij.n_antwoord), len(eigen)
        if pd.notna(rij.n_ja):
            yield f"{wat}: ja", int(rij.n_ja), int((eigen["antwoord"] == "ja").sum())
    openbaar = uitkomst[uitkomst["onderdrukt"]]
    yield (
        "onderdrukte cijfers van het venster die toch zichtbaar zijn",
        int(openbaar["n_ja"].notna().sum()),
        0,
    )
