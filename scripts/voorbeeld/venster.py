"""The made-up venster: who is asked, who answers, and what they say, in three years.

Everyone keeps a character over the years (how satisfied, how faithful), so that changes mean something.
"""

import math
import random
from dataclasses import dataclass, field
from functools import cache

from scripts.voorbeeld.tabellen import RAW, instellingen, land, lees

PARTIJEN = ("gemeenten", "zorgverzekeraar", "zorgkantoor")
ONDERDELEN = ("agenda", "proces", "resultaat")
CIJFER = "cijfer"  # asked from 2021 on


@dataclass(frozen=True, order=True)
class Gevraagd:
    """Somebody who is asked about a region."""

    regio: str
    partij: str
    organisatie: str


@dataclass
class Antwoord:
    """What somebody answers to one part; ``waarde`` is ja, nee, a grade, or empty for no answer.

    The texts hold marks for what is personal: ``«soort|waarde»``; ``codes`` are their true codes.
    """

    waarde: str = ""
    toelichting: str = ""
    ondersteuningsbehoefte: str = ""
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lastig: dict[str, bool] = field(default_factory=dict)


@dataclass
class Jaar:
    """One year: who was asked, and the answers of those who answered, per part."""

    meetjaar: int
    gevraagd: list[Gevraagd]
    antwoorden: dict[Gevraagd, dict[str, Antwoord]]


@cache
def knoppen() -> dict:
    """Return the settings of the venster."""
    return instellingen("venster.toml")


def onderdelen_van(jaar: int) -> tuple[str, ...]:
    """Return the parts of the questionnaire of a year."""
    return ONDERDELEN if jaar < 2021 else (*ONDERDELEN, CIJFER)


def regios() -> dict[str, dict[str, str]]:
    """Return the 31 zorgkantoorregio's with their row of zorgkantoren.csv."""
    return {rij["zorgkantoorregio"]: rij for rij in lees(RAW / "gebieden" / "zorgkantoren.csv")}


def gemeenten_van(regio: str) -> list[str]:
    """Return the names of the gemeenten of a region that existed all of 2017-2022, sorted."""
    stappen = lees(RAW / "gebieden" / "herindelingen.csv")
    veranderd = {rij[kant] for rij in stappen for kant in ("oud_naam", "nieuw_naam")}
    eigen = (rij["gm_naam"] for rij in land().gemeente.values() if rij["zorgkantoorregio"] == regio)
    return sorted(naam for naam in eigen if naam not in veranderd)


def maak_jaren(zaad: int) -> list[Jaar]:
    """Return the three years without texts."""
    kans = random.Random(f"{zaad}/venster")
    gevraagd = {een: kans.random() < knoppen()["nieuw_na_2020"] for een in _vraag(kans)}
    regio_aard = {regio: kans.gauss(0, knoppen()["tevreden"]["regio"]) for regio in regios()}
    trouw = {regio: kans.uniform(*knoppen()["respons"]["regio"]) for regio in regios()}
    aard = {
        een: regio_aard[een.regio] + kans.gauss(0, knoppen()["tevreden"]["organisatie"]) for een in gevraagd
    }
    jaren = []
    for jaar in knoppen()["jaren"]:
        wie = [een for een, later in gevraagd.items() if not (later and jaar == 2020 and _los(een))]
        doet_mee = [een for een in wie if _antwoordt(een, jaar, trouw[een.regio], kans)]
        jaren.append(Jaar(jaar, wie, {een: _vul_in(een, jaar, aard[een], kans) for een in doet_mee}))
    return jaren


def _vraag(kans: random.Random) -> list[Gevraagd]:
    gevraagd = []
    for regio, rij in regios().items():
        gevraagd.append(Gevraagd(regio, "gemeenten", knoppen()["regiocontact"]))
        namen = gemeenten_van(regio)
        aantal = kans.choices(knoppen()["gemeenten"], knoppen()["gewicht_gemeenten"])[0]
        losse = sorted(kans.sample(namen, min(aantal, len(namen))))
        gevraagd += [Gevraagd(regio, "gemeenten", naam) for naam in losse]
        houder = rij["houder_2019"]
        tweede = kans.choice([naam for naam in knoppen()["verzekeraars_erbij"] if naam != houder])
        gevraagd += [Gevraagd(regio, "zorgverzekeraar", naam) for naam in (houder, tweede)]
        gevraagd.append(Gevraagd(regio, "zorgkantoor", houder))
    return gevraagd


def _los(een: Gevraagd) -> bool:
    return een.partij == "gemeenten" and een.organisatie != knoppen()["regiocontact"]


def _antwoordt(een: Gevraagd, jaar: int, trouw: float, kans: random.Random) -> bool:
    respons, loting = knoppen()["respons"], kans.random()
    stil = respons["geen_gemeenten"] if een.partij == "gemeenten" else respons["geen_verzekeraars"]
    if jaar == 2020 and een.regio in stil:
        return False
    if een.regio in (knoppen()["tevreden"]["alles_nee"][str(jaar)],):
        return True
    soort = "gemeente" if _los(een) else "regiocontact" if een.partij == "gemeenten" else een.partij
    return loting < respons[soort] * trouw * respons["jaar"][str(jaar)]


def _vul_in(een: Gevraagd, jaar: int, aard: float, kans: random.Random) -> dict[str, Antwoord]:
    tevreden = knoppen()["tevreden"]
    hoe = tevreden["basis"] + aard + tevreden["partij"][een.partij] + tevreden["jaar"][str(jaar)]
    antwoorden = {}
    for onderdeel in ONDERDELEN:
        logit = hoe + tevreden["onderdeel"][onderdeel] + kans.gauss(0, tevreden["antwoord"])
        ja = kans.random() < 1 / (1 + math.exp(-logit))
        leeg = kans.random() < knoppen()["respons"]["onderdeel_leeg"]
        vast = _vastgesteld(een, jaar)
        antwoorden[onderdeel] = Antwoord(vast or ("" if leeg else "ja" if ja else "nee"))
    if CIJFER in onderdelen_van(jaar):
        half = round(2 * (6.2 + 0.9 * hoe + kans.gauss(0, 0.6) - 0.9 * tevreden["basis"])) / 2
        antwoorden[CIJFER] = Antwoord(f"{min(max(half, 1), 10):g}")
    return antwoorden


def _vastgesteld(een: Gevraagd, jaar: int) -> str:
    """Return the answer that was planted for a region in a year, or an empty text."""
    tevreden = knoppen()["tevreden"]
    if een.regio == tevreden["alles_nee"][str(jaar)] and een.partij != "gemeenten":
        return "nee"
    return "ja" if een.regio == tevreden["alles_ja"][str(jaar)] else ""
