"""The made-up log of requests for help, with every path that the rule allows, and corrections of codes."""

import datetime as dt
import random

from scripts.voorbeeld.tabellen import RAW, instellingen, lees
from scripts.voorbeeld.venster import maak_jaren
from scripts.voorbeeld.venster_teksten import alle_teksten, codeer, plaats_van, schrijf_teksten
from scripts.voorbeeld.waarheid import als_csv

LOGBOEK = "synthetisch_hulpvragen.csv"
CORRECTIES = "synthetisch_codering_correcties.csv"
REGELS = f"""\
codering_correcties = "{CORRECTIES}"
hulpvragen = "{LOGBOEK}"
"""
TITELS = {
    LOGBOEK: ("logboek van hulpvragen", "De regio is altijd eerst aan zet."),
    CORRECTIES: (
        "verbeterde codes van open antwoorden",
        "Voor zinnen die een codeur of model verkeerd leest.",
    ),
}
ZIN = "SYNTHETISCH: verzonnen door scripts/voorbeeld."
PADEN = (
    ("signaal",),
    ("signaal", "regio_aan_zet"),
    ("signaal", "regio_aan_zet", "afgerond"),
    ("signaal", "regio_aan_zet", "verzoek"),
    ("signaal", "regio_aan_zet", "verzoek", "regio_aan_zet"),
    ("signaal", "regio_aan_zet", "verzoek", "landelijk"),
    ("signaal", "regio_aan_zet", "verzoek", "landelijk", "afgerond"),
)
LANDELIJK = ("VNG", "ZN", "VWS")
PARTIJEN = ("gemeenten", "zorgverzekeraar", "zorgkantoor")


def maak_logboek(zaad: int) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the two files of the edition, and the truth: where each request stands."""
    rijen = maak_hulpvragen(zaad)
    laatste = {rij["vraag_id"]: rij for rij in rijen}.values()
    stand = [{naam: rij[naam] for naam in ("vraag_id", "regio", "status", "datum")} for rij in laatste]
    bestanden = {LOGBOEK: als_csv(rijen, ZIN), CORRECTIES: als_csv(maak_correcties(zaad), ZIN)}
    return bestanden, {"venster/hulpvragen.csv": als_csv(stand, ZIN)}


def maak_correcties(zaad: int) -> list[dict[str, str]]:
    """Return the true codes of some hard answers that nobody coded."""
    jaren = maak_jaren(zaad)
    schrijf_teksten(jaren, zaad)
    gezien = {tuple(rij.values())[:6] for rijen in codeer(jaren, zaad).values() for rij in rijen}
    lastig = [
        plaats_van(tekst) | {"codes": ";".join(tekst[-1].codes[tekst[3]]), "reden": "nagelezen"}
        for tekst in alle_teksten(jaren)
        if tekst[-1].lastig[tekst[3]] and tuple(plaats_van(tekst).values()) not in gezien
    ]
    aantal = min(instellingen("hulpvragen.toml")["correcties"], len(lastig))
    return random.Random(f"{zaad}/correcties").sample(lastig, aantal)


def maak_hulpvragen(zaad: int) -> list[dict[str, str]]:
    """Return the steps of all requests, request by request, with the columns of
    ``lib.venster.open.hulpvragen``.
    """
    kans, knoppen = random.Random(f"{zaad}/hulpvragen"), instellingen("hulpvragen.toml")
    regios = [rij["zorgkantoorregio"] for rij in lees(RAW / "gebieden" / "zorgkantoren.csv")]
    rijen = []
    for nummer in range(1, knoppen["aantal"] + 1):
        pad = PADEN[(nummer - 1) % len(PADEN)]
        vast = {"vraag_id": f"H{nummer:03d}", "regio": kans.choice(regios), "partij": kans.choice(PARTIJEN)}
        onderwerp = kans.choice(knoppen["onderwerpen"])
        dag = dt.date(kans.choice(knoppen["jaren"]), kans.randint(2, 9), kans.randint(1, 28))
        aan = ";".join(sorted(kans.sample(LANDELIJK, kans.choice((1, 1, 2))), key=LANDELIJK.index))
        for status in pad:
            gericht = aan if status in ("verzoek", "landelijk") else ""
            stap = {"datum": dag.isoformat(), "onderwerp": onderwerp, "status": status}
            rijen.append(
                {**vast, **stap, "gericht_aan": gericht, "toelichting": knoppen["toelichting"][status]}
            )
            dag += dt.timedelta(days=kans.randint(10, 60))
    volgorde = ("vraag_id", "datum", "regio", "partij", "onderwerp", "status", "gericht_aan", "toelichting")
    return [{naam: rij[naam] for naam in volgorde} for rij in rijen]
