"""Which projects belong together, for readers: each group with its projects and the reason for each link."""

from collections.abc import Iterator

import pandas as pd

from lib.analyse.gegevens import Gegevens, als_lijst
from lib.analyse.samenhang import groepen
from lib.beeld.tonen import Beeld, gevouwen, regel, tabel
from lib.grond.woorden import aantal

_KOPPEN = ("een", "ander", "waarom", "wie zegt het", "punten")


def toon_samenhang(gegevens: Gegevens, banden: pd.DataFrame) -> Iterator[Beeld]:
    """Yield a table of the groups, and per group, folded, its projects and links; or a sentence."""
    groep = groepen(banden)
    if groep.empty:
        yield regel("In deze editie is geen samenhang gevonden. Dat zegt niet dat zij er niet is.")
        return
    los = int((~gegevens.projecten["is_minimacontract"].astype(bool)).sum()) - len(groep)
    staan = "staat" if los == 1 else "staan"
    hoeveel = aantal(int(groep["groep"].max()), "groep")
    yield regel(f"{aantal(len(groep), 'project')} in {hoeveel}; {los} {staan} los.")
    leden = groep.merge(gegevens.projecten, on="project_id", validate="one_to_one")
    yield tabel(overzicht(leden), "Groepen van projecten, de grootste eerst")
    titel = leden.set_index("project_id")["titel"]
    nummer = leden.set_index("project_id")["groep"]
    for n, eigen in leden.groupby("groep"):
        binnen = banden[banden["een"].map(nummer) == n]
        namen = binnen.assign(een=binnen["een"].map(titel), ander=binnen["ander"].map(titel))
        kop = f"Groep {n}: {aantal(len(eigen), 'project')}, {aantal(len(binnen), 'band')}"
        wie = eigen[["project_id", "titel", "zorgverzekeraars", "wmo_regios", "thema"]]
        yield gevouwen(
            kop,
            kop,
            tabel(wie, f"De projecten van groep {n}"),
            tabel(namen, f"De banden van groep {n}", _KOPPEN),
        )


def overzicht(leden: pd.DataFrame) -> pd.DataFrame:
    """Return per group its number of projects and Wmo-regio's (int64), programmes, insurers, thema's."""
    rijen = []
    for n, eigen in leden.groupby("groep"):
        rijen.append(
            {
                "groep": n,
                "projecten": len(eigen),
                "Wmo-regio's": len({naam for cel in eigen["wmo_regios"] for naam in als_lijst(cel)}),
                "programma": _samen(eigen["programma"].str.replace("_", " ")),
                "zorgverzekeraars": _samen(eigen["zorgverzekeraars"].map(als_lijst).explode()),
                "thema's": _samen(eigen["thema"].str.replace("_", " ")),
                "bijvoorbeeld": eigen["titel"].iloc[0],
            }
        )
    return pd.DataFrame(rijen)


def _samen(waarden: pd.Series) -> str:
    return ", ".join(sorted({waarde for waarde in waarden.dropna() if waarde}, key=str.casefold))
