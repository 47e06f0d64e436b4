"""A country of twelve square gemeenten in three Wmo-regio's, for the tests of the maps.

A01 A02 A03 A04     region Noord: row 1
B01 B02 B03 B04     region Midden: row 2
C01 C02 C03 C04     region Zuid: row 3
"""

from datetime import date
from functools import cache
from types import SimpleNamespace

import pandas as pd

from lib.analyse.gegevens import Gegevens
from lib.editie.ordening import Ordening, lees_ordening
from lib.kaart.basis import Kaartbasis, maak_basis

RIJEN = {"A": "Noord", "B": "Midden", "C": "Zuid"}
ZIJDE = 20_000  # metres
GEMEENTEN = pd.DataFrame(
    [
        {"gm_code": f"{rij}0{kolom}", "gm_naam": f"{rij}{kolom}", "wmo_regio": regio, "zorgkantoorregio": zk}
        for rij, regio in RIJEN.items()
        for kolom, zk in ((1, "West"), (2, "West"), (3, "Oost"), (4, "Oost"))
    ]
)
KERNWERKGEBIEDEN = pd.DataFrame(
    {
        "wmo_regio": ["Noord", "Midden", "Zuid"],
        "grootste_verzekeraar": ["Menzis", "VGZ", "CZ"],
        "grondslag": ["genoemd", "proxy", "gemeten"],
    }
)
REGIOS = pd.DataFrame(
    {"regio_soort": "wmo_regio", "naam": ["Noord", "Midden", "Zuid"], "volgorde": ["1", "3", "2"]}
)
STANDAARD = {
    "titel": "Project",
    "zorgverzekeraars": ["CZ"],
    "thema": "ouderen",
    "instrument": ["werkwijze"],
    "vorm": "ontwikkelproject",
    "schaal": "gemeente",
    "is_minimacontract": False,
    "programma": "",
}
RIJ = {
    "kaart_id": "X-1",
    "kop": "1. Kop",
    "titel": "In {gemeenten_met} van {gemeenten_totaal}",
    "grenzen": "geen",
}


@cache
def ordening() -> Ordening:
    """Return the ordering of the project."""
    return lees_ordening()


def gegevens(*projecten: tuple[str, dict], synthetisch: bool = False, **extra) -> Gegevens:
    """Return the tables of an edition: per project its gemeenten ('A01 A02' or '') and what differs."""
    rijen, dekking = [], []
    for i, (plaatsen, anders) in enumerate(projecten):
        codes = plaatsen.split()
        regios = sorted({RIJEN[code[0]] for code in codes})
        rijen.append({"project_id": f"p{i}", "wmo_regios": regios} | STANDAARD | anders)
        dekking += [{"project_id": f"p{i}", "gm_code": code} for code in codes]
    editie = SimpleNamespace(
        titel="Proefeditie",
        peildatum=date(2017, 6, 29),
        indelingsjaar=2017,
        tekenjaar=2017,
        synthetisch=synthetisch,
    )
    return Gegevens(
        gemeenten=GEMEENTEN,
        projecten=pd.DataFrame(rijen, columns=["project_id", "wmo_regios", *STANDAARD]),
        dekking=pd.DataFrame(dekking, columns=["project_id", "gm_code"]),
        ordening=ordening(),
        editie=editie,
        kernwerkgebieden=KERNWERKGEBIEDEN,
        regios=REGIOS,
        **extra,
    )


@cache
def basis() -> Kaartbasis:
    """Return the geometry of the twelve squares; the borders of A01 and A02 are approximate."""
    import geopandas as gpd
    import shapely

    vlakken = []
    for code in GEMEENTEN["gm_code"]:
        x, y = (int(code[2]) - 1) * ZIJDE, (2 - "ABC".index(code[0])) * ZIJDE
        hoeken = [(x, y), (x + ZIJDE, y), (x + ZIJDE, y + ZIJDE), (x, y + ZIJDE)]
        vlakken.append(shapely.Polygon(hoeken))
    benaderd = GEMEENTEN["gm_code"].isin(["A01", "A02"])
    grenzen = gpd.GeoDataFrame(
        {"gm_code": GEMEENTEN["gm_code"], "grens_benaderd": benaderd}, geometry=vlakken, crs=28992
    )
    return maak_basis(grenzen.sample(frac=1, random_state=1), GEMEENTEN)
