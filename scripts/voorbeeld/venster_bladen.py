"""The files of the made-up venster: three exports of three survey tools, with faults that are known.

2020 is a wide CSV, 2021 a long workbook, 2022 a wide CSV of another tool. The list of those invited is
a CSV of its own.
"""

import csv
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from scripts.voorbeeld.bladen import VAST, vaste_bytes
from scripts.voorbeeld.venster import (
    CIJFER,
    ONDERDELEN,
    Antwoord,
    Gevraagd,
    Jaar,
    gemeenten_van,
    knoppen,
    onderdelen_van,
)
from scripts.voorbeeld.venster_teksten import ruw

NAMEN = {2020: "synthetisch_venster_2020.csv", 2021: "synthetisch_venster_2021.xlsx"}
NAMEN[2022] = "synthetisch_venster_2022.csv"
BLAD = {2021: "Antwoorden"}
LETTER = dict(zip(ONDERDELEN, ("1a", "1b", "1c"), strict=True))
KOPPEN = {
    2020: {
        "id": "Respondent ID",
        "tijd": "Startdatum",
        "partij": "Soort organisatie",
        "organisatie": "Naam organisatie",
        "regio": "Uw regio",
    },
    2021: {
        "meetjaar": "Jaar",
        "regio": "Zorgkantoorregio",
        "partij": "Partij",
        "organisatie": "Organisatie",
        "onderdeel": "Onderdeel",
        "antwoord": "Antwoord",
        "toelichting": "Toelichting",
        "ondersteuningsbehoefte": "Behoefte",
    },
    2022: {
        "tijd": "Tijdstempel",
        "organisatie": "Uw organisatie",
        "partij": "U vult in namens",
        "regio": "Regio",
    },
}
for _onderdeel in ONDERDELEN:
    _kop = f"{LETTER[_onderdeel]}. {_onderdeel.capitalize()}"
    KOPPEN[2020] |= {
        f"{_onderdeel}/antwoord": _kop,
        f"{_onderdeel}/toelichting": f"{_kop} - toelichting",
        f"{_onderdeel}/ondersteuningsbehoefte": f"{_kop} - ondersteuningsbehoefte",
    }
    KOPPEN[2022] |= {
        f"{_onderdeel}/antwoord": f"Tevreden over {_onderdeel}",
        f"{_onderdeel}/toelichting": f"Toelichting {_onderdeel}",
        f"{_onderdeel}/ondersteuningsbehoefte": f"Welke ondersteuning: {_onderdeel}",
    }
KOPPEN[2022][f"{CIJFER}/antwoord"] = "Rapportcijfer"
SPELLING = {
    2020: {"ja": ("Ja", "JA", "ja", "Ja "), "nee": ("Nee", "NEE", "nee")},
    2021: {"ja": ("ja", "yes", "waar", True), "nee": ("nee", "no", "onwaar", False)},
    2022: {"ja": ("1",), "nee": ("0",)},
}
PARTIJNAAM = {
    "gemeenten": ("gemeenten", "Gemeente", "gemeente"),
    "zorgverzekeraar": ("zorgverzekeraar", "Zorgverzekeraar", "verzekeraar"),
    "zorgkantoor": ("zorgkantoor", "Zorgkantoor"),
}
TWIJFEL = ("misschien", "deels", "soms")
BUITEN = ("11", "0", "12")


@dataclass
class Rij:
    """A row of an export; ``sleutel`` says whose it is, ``gebrek`` and ``kolom`` what must be found in it."""

    cellen: dict[str, object]
    sleutel: Gevraagd | None = None
    lot: str = "gebruikt"
    gebrek: str = ""
    kolom: str = ""
    rij: int = field(default=0)


def maak_rijen(jaar: Jaar, zaad: int) -> list[Rij]:
    """Return the rows of one export in order, each with its number; changes the answers that get a fault.

    An invalid answer is no answer, so it is taken out of the true answers as well.
    """
    kans = random.Random(f"{zaad}/venster/{jaar.meetjaar}")
    stuk = _bederf(jaar, kans)
    rijen = [
        rij for wie, antwoorden in jaar.antwoorden.items() for rij in _rijen(jaar, wie, antwoorden, kans)
    ]
    for rij in rijen:
        for kolom, waarde in stuk.get(
            (rij.sleutel, str(rij.cellen.get("onderdeel", "")).lower()), {}
        ).items():
            rij.cellen[kolom], rij.gebrek, rij.kolom = waarde, "ongeldig_antwoord", kolom
    kans.shuffle(rijen)
    for nieuw in _gebreken(jaar, rijen, kans):
        rijen.insert(kans.randrange(len(rijen) // 2, len(rijen)), nieuw)
    for nieuw in _dubbelen(rijen, kans):
        rijen.append(nieuw)
    for _ in range(knoppen()["gebreken"]["lege_rijen"]):
        rijen.insert(kans.randrange(1, len(rijen)), Rij({}, lot="leeg"))
    kop = {2020: 2, 2021: 1, 2022: 2}[jaar.meetjaar]  # a CSV has a line that says it is synthetic
    for nummer, rij in enumerate(rijen, start=kop + 1):
        rij.rij = nummer
    return rijen


def _bederf(jaar: Jaar, kans: random.Random) -> dict[tuple[Gevraagd, str], dict[str, str]]:
    """Take away some answers and return what stands there instead, by respondent and (long) part."""
    gebreken, stuk = knoppen()["gebreken"], {}
    soorten = [(kans.choice(ONDERDELEN), TWIJFEL)] * gebreken["ongeldig_antwoord"]
    if CIJFER in onderdelen_van(jaar.meetjaar):
        soorten += [(CIJFER, BUITEN)] * gebreken["cijfer_buiten_bereik"]
    for onderdeel, waarden in soorten:
        vrij = [wie for wie, a in jaar.antwoorden.items() if a[onderdeel].waarde and not a[onderdeel].codes]
        wie = kans.choice([een for een in vrij if not any(een is anders for anders, _ in stuk)])
        jaar.antwoorden[wie][onderdeel].waarde = ""
        breed = jaar.meetjaar != 2021
        plek = (wie, "" if breed else onderdeel)
        stuk[plek] = {f"{onderdeel}/antwoord" if breed else "antwoord": kans.choice(waarden)}
    return stuk


def _rijen(jaar: Jaar, wie: Gevraagd, antwoorden: dict[str, Antwoord], kans: random.Random) -> Iterator[Rij]:
    basis = {
        "partij": kans.choice(PARTIJNAAM[wie.partij]),
        "organisatie": _organisatie(wie, kans),
        "regio": _regio(wie.regio, kans),
    }
    delen = {onderdeel: _cellen(jaar.meetjaar, antwoord, kans) for onderdeel, antwoord in antwoorden.items()}
    if jaar.meetjaar == 2021:
        for onderdeel, cellen in delen.items():
            naam = onderdeel if kans.random() < 0.5 else onderdeel.capitalize()
            yield Rij({"meetjaar": 2021, **basis, "onderdeel": naam, **cellen}, wie)
        return
    breed = {f"{deel}/{veld}": waarde for deel, cellen in delen.items() for veld, waarde in cellen.items()}
    yield Rij(basis | breed, wie)


def _cellen(jaar: int, antwoord: Antwoord, kans: random.Random) -> dict[str, object]:
    waarde: object = antwoord.waarde
    if antwoord.waarde in ("ja", "nee"):
        waarde = kans.choice(SPELLING[jaar][antwoord.waarde])
    elif antwoord.waarde:
        waarde = kans.choice((antwoord.waarde, antwoord.waarde.replace(".", ",")))
    elif kans.random() < 0.3:
        waarde = "n.v.t."
    return {
        "antwoord": waarde,
        "toelichting": ruw(antwoord.toelichting),
        "ondersteuningsbehoefte": ruw(antwoord.ondersteuningsbehoefte),
    }


def _organisatie(wie: Gevraagd, kans: random.Random) -> str:
    naam = wie.organisatie
    if naam == knoppen()["regiocontact"]:
        return kans.choice((naam, "Regiocontact", "namens de regio", "Alle gemeenten in de regio"))
    vormen = {
        "gemeenten": (naam, f"Gemeente {naam}", f"gem. {naam}", naam.upper()),
        "zorgverzekeraar": (naam, naam.lower(), f"{naam} zorgverzekeraar"),
        "zorgkantoor": (naam, f"Zorgkantoor {naam}", f"{naam} Zorgkantoor"),
    }
    return kans.choice(vormen[wie.partij])


def _regio(naam: str, kans: random.Random) -> str:
    return kans.choice((naam, naam, naam, naam.upper(), f"regio {naam}", naam.replace("-", " ")))


def _gebreken(jaar: Jaar, rijen: list[Rij], kans: random.Random) -> Iterator[Rij]:
    """Yield rows of people that must be rejected; each is a copy of a good row with another place or name."""
    elders = {
        "onbekende_regio": ("regio", lambda rij: {"regio": kans.choice(("Zeeuws-Limburg", "Randstad Oost"))}),
        "onbekende_organisatie": ("organisatie", lambda rij: {"organisatie": _verzin(rij, kans)}),
        "niet_actief": ("organisatie", lambda rij: {"organisatie": "DSW", "partij": "zorgverzekeraar"}),
        "gemeente_andere_regio": ("organisatie", lambda rij: _andere_gemeente(rij, kans)),
        "onbekende_partij": ("partij", lambda rij: {"partij": "Welzijnsorganisatie"}),
    }
    goed = [rij for rij in rijen if not rij.gebrek and rij.sleutel]
    goed = [rij for rij in goed if rij.sleutel.regio not in ("Westland Schieland Delfland",)]
    for gebrek, (kolom, nieuw) in elders.items():
        for _ in range(knoppen()["gebreken"][gebrek]):
            rij = kans.choice(goed)
            yield Rij(rij.cellen | nieuw(rij), None, "afgekeurd", gebrek, kolom)


def _verzin(rij: Rij, kans: random.Random) -> str:
    gemeente = rij.sleutel.partij == "gemeenten"
    return kans.choice(("Gemeente Onderdendijk", "Nieuw-Overmeer") if gemeente else ("Zorgkas Delta",))


def _andere_gemeente(rij: Rij, kans: random.Random) -> dict[str, str]:
    """A gemeente of another region, in the region of the row."""
    ander = "Zeeland" if rij.sleutel.regio != "Zeeland" else "Drenthe"
    return {"partij": "gemeente", "organisatie": kans.choice(gemeenten_van(ander))}


def _dubbelen(rijen: list[Rij], kans: random.Random) -> list[Rij]:
    goed = [rij for rij in rijen if rij.lot == "gebruikt" and not rij.gebrek]
    aantal = knoppen()["gebreken"]
    zelfde = kans.sample(goed, aantal["dubbel_zelfde"] + aantal["dubbel_anders"])
    nieuw = [Rij(dict(rij.cellen), None, "afgekeurd", "dubbel", "organisatie") for rij in zelfde]
    for rij in nieuw[aantal["dubbel_zelfde"] :]:
        for kolom in [kolom for kolom in rij.cellen if kolom.endswith("antwoord")]:
            rij.cellen[kolom] = (
                "nee" if str(rij.cellen[kolom]).lower() in ("ja", "1", "yes", "waar") else "ja"
            )
            if CIJFER in (kolom.split("/")[0], str(rij.cellen.get("onderdeel", "")).lower()):
                rij.cellen[kolom] = "3"
    return nieuw


def schrijf(jaar: Jaar, rijen: list[Rij]) -> bytes:
    """Return the export of a year as bytes."""
    koppen = KOPPEN[jaar.meetjaar]
    tabel = [[rij.cellen.get(kolom, "") if rij.lot != "leeg" else "" for kolom in koppen] for rij in rijen]
    if jaar.meetjaar == 2021:
        return _werkboek(list(koppen.values()), tabel)
    for i, (rij, regel) in enumerate(zip(rijen, tabel, strict=True)):
        for k, kolom in enumerate(koppen):
            if rij.lot != "leeg" and kolom == "id":
                regel[k] = 1000 + i
            elif rij.lot != "leeg" and kolom == "tijd":
                regel[k] = f"{jaar.meetjaar}-01-{i % 28 + 1:02d} 10:{i % 60:02d}"
    return _csv(list(koppen.values()), tabel, ";" if jaar.meetjaar == 2020 else ",")


def _csv(kop: list[str], tabel: list[list[object]], scheiding: str) -> bytes:
    uit = io.StringIO()
    uit.write("# SYNTHETISCH: verzonnen antwoorden (python -m scripts.voorbeeld).\n")
    schrijver = csv.writer(uit, delimiter=scheiding, lineterminator="\n")
    schrijver.writerow(kop)
    schrijver.writerows(tabel)
    return uit.getvalue().encode()


def _werkboek(kop: list[str], tabel: list[list[object]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    werkboek = Workbook()
    uitleg = werkboek.active
    uitleg.title = "Leeswijzer"
    uitleg.append(["SYNTHETISCH VOORBEELD"])
    uitleg.append(["Alle antwoorden zijn verzonnen door een programma (scripts/voorbeeld)."])
    uitleg["A1"].font = Font(bold=True, color="C00000", size=14)
    vel = werkboek.create_sheet(BLAD[2021])
    for regel in [kop, *tabel]:
        vel.append([None if cel == "" else cel for cel in regel])
    for veld in ("title", "subject", "description"):
        setattr(werkboek.properties, veld, "Venster 2021 – SYNTHETISCH")
    werkboek.properties.creator = "scripts/voorbeeld"
    werkboek.properties.created = VAST
    stroom = io.BytesIO()
    werkboek.save(stroom)
    return vaste_bytes(stroom.getvalue(), {})
