"""The made-up werkstructuur: contacts, subjects and market shares, with the truth about them.

Every person is called Voorbeeldpersoon and lives at example.org: their data must never be found in a result.
"""

import io
import random
from collections import Counter, defaultdict
from fractions import Fraction

from scripts.voorbeeld.bladen import VAST, vaste_bytes
from scripts.voorbeeld.tabellen import RAW, instellingen, land, lees, loot
from scripts.voorbeeld.waarheid import als_csv

PUNTEN, GESPREK, AANDELEN = (
    "synthetisch_aanspreekpunten.xlsx",
    "synthetisch_gesprekspunten.csv",
    "synthetisch_marktaandelen.csv",
)
REGELS = f'aanspreekpunten = "{PUNTEN}"\ngesprekspunten = "{GESPREK}"\nmarktaandelen = "{AANDELEN}"\n'
TITELS = {
    PUNTEN: ("aanspreekpunten per regio", "Personen, nummers en adressen bestaan niet."),
    GESPREK: ("gesprekspunten per regio", "Een deel spreekt zichzelf met opzet tegen."),
    AANDELEN: ("marktaandelen per gemeente", "Voor twee gemeenten ontbreken zij met opzet."),
}
PARTIJEN, NIVEAUS = ("gemeenten", "zorgverzekeraar", "zorgkantoor"), ("bestuurlijk", "ambtelijk")
KOLOMMEN = ("regio", "partij", "niveau", "status", "organisatie", "thema", "vorm", "regionaal_coordinator")
KOLOMMEN += ("naam", "functie", "telefoon", "e-mail", "adres")
PERSOON = KOLOMMEN[8:]
OVERIGE = ("Zilveren Kruis", "VGZ", "CZ", "Menzis", "Zorg en Zekerheid", "DSW", "ASR", "ONVZ")
PROCENTEN = (("eerste", 30, 49), ("tweede", 15, 28), ("derde", 4, 12))


def maak_werkstructuur(zaad: int) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the files of the edition and, below ``werkstructuur/``, the truth, as bytes."""
    kans = random.Random(f"{zaad}/werkstructuur")
    regios: dict[str, list[str]] = defaultdict(list)
    for code, rij in sorted(land().gemeente.items()):
        regios[rij["zorgkantoorregio"]].append(code)
    houder = {r["zorgkantoorregio"]: r["houder_2017"] for r in lees(RAW / "gebieden" / "zorgkantoren.csv")}
    aandelen, top = _aandelen(kans, regios, houder)
    bladen, tafel, standen, slecht = _aanspreekpunten(kans, regios, houder, top)
    punten, gesprek_waar, dubbel = _gesprekspunten(kans, sorted(regios))
    zinnen = "SYNTHETISCH: verzonnen"
    bestanden = {
        PUNTEN: _werkboek(bladen),
        GESPREK: als_csv(punten, f"{zinnen} onderwerpen."),
        AANDELEN: als_csv(aandelen, f"{zinnen} aandelen."),
    }
    waar = {
        "volledigheid.csv": standen,
        "grootste_regio.csv": [{"regio": r, "eerste": a, "tweede": b} for r, (a, b) in sorted(top.items())],
        "grootste_gemeente.csv": _grootste(aandelen, tafel),
        "gesprekspunten.csv": gesprek_waar,
        "afgekeurd.csv": slecht + dubbel,
    }
    return bestanden, {f"werkstructuur/{n}": als_csv(r, "SYNTHETISCH: de waarheid.") for n, r in waar.items()}


def _aandelen(
    kans: random.Random, regios: dict[str, list[str]], houder: dict[str, str]
) -> tuple[list[dict[str, str]], dict[str, tuple[str, str]]]:
    """Return the shares per gemeente and the two largest insurers of each region."""
    knoppen, rijen, top = instellingen("werkstructuur.toml"), [], {}
    for regio, codes in sorted(regios.items()):
        namen = [houder[regio], *kans.sample([naam for naam in OVERIGE if naam != houder[regio]], 2)]
        gewogen: Counter = Counter()
        for code in codes:
            procent = [kans.randint(laag, hoog) for _, laag, hoog in PROCENTEN]
            if kans.random() < knoppen["afwijkende_gemeente"]:
                procent[0], procent[1] = procent[1], procent[0]
            for naam, deel in zip(namen, procent, strict=True):
                gewogen[naam] += Fraction(deel * int(land().gemeente[code]["inwoners_2017"]))
                if land().naam(code) not in knoppen["zonder_aandeel"]:
                    rijen.append({"gemeente": code, "zorgverzekeraar": naam, "aandeel_pct": str(deel)})
        if any(land().naam(code) in knoppen["zonder_aandeel"] for code in codes):
            gewogen = _benaderd(codes, rijen)
        volgorde = sorted(gewogen, key=lambda naam: (-gewogen[naam], naam))
        top[regio] = volgorde[0], volgorde[1] if len(volgorde) > 1 else ""
    return rijen, top


def _benaderd(codes: list[str], rijen: list[dict[str, str]]) -> Counter:
    """Return the inhabitants per insurer that is the largest: known, or else that of the Wmo-regio."""
    grootste = {code: land().grootste[land().gemeente[code]["wmo_regio"]] for code in codes}
    for code in codes:
        eigen = [rij for rij in rijen if rij["gemeente"] == code]
        if eigen:
            grootste[code] = max(eigen, key=lambda rij: int(rij["aandeel_pct"]))["zorgverzekeraar"]
    gewogen: Counter = Counter()
    for code, naam in grootste.items():
        gewogen[naam] += int(land().gemeente[code]["inwoners_2017"])
    return gewogen


def _aanspreekpunten(
    kans: random.Random, regios: dict[str, list[str]], houder: dict[str, str], top: dict[str, tuple[str, str]]
) -> tuple[dict[str, list[list[str]]], dict[str, set[str]], list[dict], list[dict]]:
    """Return the rows of each sheet, who is at the table, how complete each region is, and the bad rows."""
    knoppen = instellingen("werkstructuur.toml")
    bladen: dict[str, list[list[str]]] = {partij: [] for partij in PARTIJEN}
    tafel: dict[str, set[str]] = defaultdict(set)
    standen, nummer = [], iter(range(1, 10_000))
    for regio, codes in sorted(regios.items()):
        vorm, coordinator = kans.choice(knoppen["vormen"]), kans.random() < knoppen["coordinator"]
        beide = kans.random() < knoppen["beide_verzekeraars"]
        for partij in PARTIJEN:
            wie = {
                "gemeenten": [land().naam(code) for code in kans.sample(codes, min(len(codes), 2))],
                "zorgverzekeraar": [naam for naam in top[regio][: 1 + beide] if naam],
                "zorgkantoor": [houder[regio]],
            }[partij]
            for niveau in NIVEAUS:
                stand = loot(kans, knoppen["status"])
                bekend = wie if stand == "bekend" else []
                if partij != "gemeenten":
                    tafel[regio] |= set(bekend)
                for organisatie in bekend or ([""] if stand == "ontbreekt" else []):
                    vast = [regio, _netjes(kans, partij), _netjes(kans, niveau), stand, organisatie, "alle"]
                    vast += [vorm.replace("_", " ") if partij == "gemeenten" else ""]
                    vast += ["ja" if coordinator and (partij, niveau) == ("gemeenten", "ambtelijk") else ""]
                    persoon = _persoon(next(nummer)) if stand == "bekend" else [""] * len(PERSOON)
                    bladen[partij].append([*vast, *persoon])
                waar = {"regio": regio, "partij": partij, "niveau": niveau, "aantal": len(bekend)}
                standen.append({**waar, "stand": stand.replace("geen_rij", "niet_opgegeven")})
    return bladen, tafel, standen, _gebreken(bladen, nummer)


def _netjes(kans: random.Random, code: str) -> str:
    return kans.choice([code, code.capitalize(), f"{code} "])


def _persoon(n: int) -> list[str]:
    naam, telefoon = f"Voorbeeldpersoon {n}", f"000-{n:07d}"
    return [
        naam,
        f"Voorbeeldfunctie {n}",
        telefoon,
        f"persoon{n}@example.org",
        f"Voorbeeldstraat {n}, Nergenshuizen",
    ]


def _gebreken(bladen: dict[str, list[list[str]]], nummer) -> list[dict]:
    """Add rows that must be rejected, at the end of their sheets; return where they stand and why."""
    slecht = []
    for kolom, fout in (
        ("regio", {"regio": "Arnhen"}),
        ("partij", {"partij": "gementen"}),
        ("niveau", {"niveau": "Voorbeeldpersoon 9001"}),  # the columns of this row have shifted
        ("organisatie", {"organisatie": "Voorbeeldpersoon 9002"}),
        ("status", {"status": "ontbreekt"}),
    ):
        rij = dict(
            zip(
                KOLOMMEN,
                ["Arnhem", "zorgkantoor", "ambtelijk", "bekend", "Menzis", "alle", "", ""],
                strict=False,
            )
        )
        rij |= dict(zip(PERSOON, _persoon(next(nummer)), strict=True)) | fout
        bladen["zorgkantoor"].append([rij[naam] for naam in KOLOMMEN])
        plaats = {"bestand": PUNTEN, "blad": "zorgkantoor", "rij": len(bladen["zorgkantoor"]) + 2}
        slecht.append({**plaats, "kolom": kolom})
    return slecht


def _gesprekspunten(
    kans: random.Random, regios: list[str]
) -> tuple[list[dict[str, str]], list[dict[str, str]], list[dict]]:
    """Return the rows of the file, what may be shown of each, and the rows that must be rejected."""
    knoppen, rijen, waar = instellingen("werkstructuur.toml"), [], []
    for regio in regios:
        aantal = kans.randint(*knoppen["onderwerpen_per_regio"])
        for onderwerp in kans.sample(knoppen["onderwerp"], aantal):
            mogelijk = kans.choice(["bilateraal", "nee"] if onderwerp["gevoelig"] else ["gezamenlijk", "nee"])
            praten = kans.random() >= knoppen["niet_bespreken"]
            rijen.append(
                {
                    "regio": regio,
                    "onderwerp": onderwerp["naam"],
                    "thema": onderwerp["thema"],
                    "willen": "ja",
                    "kunnen": "ja" if praten else "nee",
                    "afspraak_mogelijk": mogelijk if praten else "nee",
                    "concurrentiegevoelig": "ja" if onderwerp["gevoelig"] else "nee",
                    "toelichting": "",
                }
            )
    gevoelig = [r for r in rijen if r["concurrentiegevoelig"] == "ja" and r["kunnen"] == "ja"]
    for rij in kans.sample(gevoelig, knoppen["strijdig"]):
        rij |= {
            "afspraak_mogelijk": "ja",
            "toelichting": "Bel Jan Voorbeeld via persoon9003@example.org.",
        }
    for rij in rijen:
        stand = {"nee": "geen_afspraak", "ja": "bilateraal"}.get(
            rij["afspraak_mogelijk"], rij["afspraak_mogelijk"]
        )
        stand = stand if rij["kunnen"] == "ja" else "niet_bespreken"
        strijdig = "ja" if rij["afspraak_mogelijk"] == "ja" else "nee"
        waar.append(
            {"regio": rij["regio"], "onderwerp": rij["onderwerp"], "stand": stand, "strijdig": strijdig}
        )
    fout = {**rijen[0], "onderwerp": "Onderwerp zonder bestaand thema", "thema": "sport"}
    slecht = [dict(rijen[0]), fout]
    plaats = {"bestand": GESPREK, "blad": ""}
    begin = len(rijen) + 3  # a comment line and the head stand above the rows
    plaatsen = [{**plaats, "rij": begin + i, "kolom": k} for i, k in enumerate(("onderwerp", "thema"))]
    return rijen + slecht, waar, plaatsen


def _grootste(aandelen: list[dict[str, str]], tafel: dict[str, set[str]]) -> list[dict[str, str]]:
    """Return for each gemeente its largest insurer and whether that one is at the table of its region."""
    concern = {rij["naam"]: rij["concern"] for rij in lees(RAW / "gebieden" / "zorgverzekeraars.csv")}
    beste: dict[str, tuple[int, str]] = {}
    for rij in aandelen:
        paar = int(rij["aandeel_pct"]), rij["zorgverzekeraar"]
        beste[rij["gemeente"]] = max(beste.get(rij["gemeente"], paar), paar)
    uit = []
    for code, gegevens in sorted(land().gemeente.items()):
        naam = beste[code][1] if code in beste else land().grootste[gegevens["wmo_regio"]]
        aanwezig = tafel[gegevens["zorgkantoorregio"]]
        via = concern[naam] in {concern[een] for een in aanwezig}
        stand = (
            "ja" if naam in aanwezig else "via_concern" if via else "nee" if aanwezig else "geen_verzekeraar"
        )
        uit.append({"gm_code": code, "zorgverzekeraar": naam, "aan_tafel": stand})
    return uit


def _werkboek(bladen: dict[str, list[list[str]]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    boek = Workbook()
    uitleg = boek.active
    uitleg.title = "Leeswijzer"
    for regel in (
        "SYNTHETISCH VOORBEELD",
        "Alle personen, nummers en adressen in dit werkboek zijn verzonnen.",
    ):
        uitleg.append([regel])
    uitleg["A1"].font = Font(bold=True, color="C00000", size=14)
    for naam, rijen in bladen.items():
        vel = boek.create_sheet(naam)
        vel.append([f"SYNTHETISCH – aanspreekpunten van {naam}"])
        vel.append(list(KOLOMMEN))
        for rij in rijen:
            vel.append([cel or None for cel in rij])
    boek.properties.title = "Voorbeeld – SYNTHETISCH"
    boek.properties.creator, boek.properties.keywords = "scripts/voorbeeld", "synthetisch"
    boek.properties.created = VAST
    stroom = io.BytesIO()
    boek.save(stroom)
    return vaste_bytes(stroom.getvalue(), {})
