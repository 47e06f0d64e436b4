"""The tables that the made-up world stands on: real places, and our own small lists beside this module."""

import csv
import math
import random
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HIER = Path(__file__).resolve().parent
WORTEL = HIER.parent.parent
RAW = WORTEL / "data" / "raw"
THEMAS = ("ouderen", "ggz", "preventie", "esw", "jeugd_18", "anders")
INSTRUMENTEN = ("werkwijze", "beleid", "inkoop", "collectieve_zorg_minima", "samenwerkingsdocument")
VORMEN = ("ontwikkelproject", "doorontwikkelen", "implementeren", "samenwerkingsafspraken")
SCHALEN = ("gemeente", "regionaal", "bovenregionaal")
DIMENSIES = {"thema": THEMAS, "instrument": INSTRUMENTEN, "vorm": VORMEN, "schaal": SCHALEN}


def lees(pad: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV as dicts of str; lines at the top that start with ``#`` are comments."""
    regels = pad.read_text(encoding="utf-8").splitlines(keepends=True)
    begin = next(i for i, regel in enumerate(regels) if not regel.startswith("#"))
    return list(csv.DictReader(regels[begin:]))


@cache
def eigen(naam: str) -> list[dict[str, str]]:
    """Return a CSV that stands beside this module."""
    return lees(HIER / naam)


@cache
def instellingen(naam: str) -> dict:
    """Return a TOML file that stands beside this module."""
    return tomllib.loads((HIER / naam).read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Land:
    """Gemeenten of 2017 by code, the codes of each Wmo-regio, its largest insurer, and the alias tables."""

    gemeente: dict[str, dict[str, str]]
    regio: dict[str, tuple[str, ...]]
    grootste: dict[str, str]
    landsdeel: dict[str, str]

    def code(self, naam: str) -> str:
        """Return the code of the gemeente with exactly this name."""
        return next(code for code, rij in self.gemeente.items() if rij["gm_naam"] == naam)

    def naam(self, code: str) -> str:
        """Return the name of a gemeente."""
        return self.gemeente[code]["gm_naam"]

    def regios_van(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Return the sorted names of the Wmo-regio's in which gemeenten lie."""
        return tuple(sorted({self.gemeente[code]["wmo_regio"] for code in codes}))

    def kern(self, verzekeraar: str) -> tuple[str, ...]:
        """Return the sorted codes of the gemeenten in regions where this insurer is the largest."""
        eigen_regios = {regio for regio, naam in self.grootste.items() if naam == verzekeraar}
        return tuple(sorted(c for c, rij in self.gemeente.items() if rij["wmo_regio"] in eigen_regios))


@cache
def land() -> Land:
    """Return the country of 1 January 2017."""
    rijen = {rij["gm_code"]: rij for rij in lees(RAW / "gebieden" / "gemeenten.csv")}
    regio: dict[str, list[str]] = {}
    for code, rij in sorted(rijen.items()):
        regio.setdefault(rij["wmo_regio"], []).append(code)
    kern = {
        r["wmo_regio"]: r["grootste_verzekeraar"] for r in lees(RAW / "gebieden" / "kernwerkgebieden.csv")
    }
    deel = {rij["wmo_regio"]: rij["landsdeel"] for rij in eigen("landsdelen.csv")}
    return Land(rijen, {naam: tuple(codes) for naam, codes in sorted(regio.items())}, kern, deel)


def slug(titel: str) -> str:
    """Return a title as an identifier: small letters and digits with hyphens."""
    plat = unicodedata.normalize("NFKD", titel.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plat).strip("-") or "project"


def programmas_van(titel: str, zorgverzekeraars: tuple[str, ...]) -> list[str]:
    """Return the programmes of programmas.csv that a title and its insurers belong to."""
    return [
        rij["programma"]
        for rij in lees_programmas()
        if re.search(rij["patroon"], titel, re.IGNORECASE)
        and (not rij["zorgverzekeraar"] or rij["zorgverzekeraar"] in zorgverzekeraars)
    ]


@cache
def lees_programmas() -> list[dict[str, str]]:
    """Return the programmes on which the register filters."""
    return lees(RAW / "register" / "programmas.csv")


def deel_van(aantal: int) -> float:
    """Return how large a world of ``aantal`` projects is compared with the default."""
    aantallen = instellingen("parameters.toml")["aantallen"]
    return aantal / (aantallen["projecten"] + aantallen["minimacontracten"])


def verdeel(totaal: int, gewichten: dict[str, float]) -> dict[str, int]:
    """Return whole numbers in proportion to the weights that add up to ``totaal`` (largest remainders)."""
    som = math.fsum(gewichten.values())  # unlike sum, the same on every version of Python
    precies = {naam: totaal * gewicht / som for naam, gewicht in gewichten.items()}
    aantal = {naam: int(waarde) for naam, waarde in precies.items()}
    op_rest = sorted(precies, key=lambda naam: (aantal[naam] - precies[naam], list(gewichten).index(naam)))
    for naam in op_rest[: totaal - sum(aantal.values())]:
        aantal[naam] += 1
    return aantal


def loot(kans: random.Random, gewichten: dict[str, float]) -> str:
    """Return one name, drawn with the weights."""
    return kans.choices(list(gewichten), list(gewichten.values()))[0]
