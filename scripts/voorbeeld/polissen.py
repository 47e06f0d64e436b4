"""The made-up list of gemeentepolissen: which gemeente has a contract with which insurers."""

import random

from scripts.voorbeeld.tabellen import instellingen, land, loot


def maak_polissen(zaad: str, jaar: str) -> list[dict[str, str]]:
    """Return gm_code, zorgverzekeraar and jaar, by code; how many have 0, 2 and 3 is exact."""
    kans, knoppen = random.Random(f"{zaad}/polissen"), instellingen("parameters.toml")["polissen"]
    codes = sorted(land().gemeente)
    n = {naam: round(knoppen[naam] * len(codes)) for naam in ("zonder", "twee", "drie", "met_grootste")}
    volgorde = kans.sample(codes, len(codes))
    met = volgorde[n["zonder"] :]
    aantal = {code: 1 for code in met}
    aantal |= {code: 2 for code in met[: n["twee"]]}
    aantal |= {code: 3 for code in met[n["twee"] : n["twee"] + n["drie"]]}
    met_grootste = set(kans.sample(met, round(knoppen["met_grootste"] * len(met))))
    rijen = []
    for code in sorted(met):
        grootste = land().grootste[land().gemeente[code]["wmo_regio"]]
        namen = {grootste} if code in met_grootste else set()
        andere = {
            "Zilveren Kruis": 4,
            "VGZ": 5,
            "CZ": 4,
            "Menzis": 4,
            "Zorg en Zekerheid": 1,
            "DSW": 1,
            "ASR": 1,
        }
        andere.pop(grootste, None)
        while len(namen) < aantal[code]:
            namen.add(loot(kans, andere))
        rijen += [{"gm_code": code, "zorgverzekeraar": naam, "jaar": jaar} for naam in sorted(namen)]
    return rijen
