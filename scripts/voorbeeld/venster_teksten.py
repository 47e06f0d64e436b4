"""The open answers of the made-up venster: sentences with a known code, hard ones, and personal data.

A text is built from an opening, one or two sentences with a code, and a closing; ``venster_zinnen.toml``
holds them. Two people code a part of the texts, each with errors of their own.
"""

import random
import re

from scripts.voorbeeld.tabellen import instellingen
from scripts.voorbeeld.venster import ONDERDELEN, Antwoord, Gevraagd, Jaar, knoppen

MERK = re.compile("«([^|»]+)\\|([^»]+)»")
VELDEN = ("toelichting", "ondersteuningsbehoefte")
LIJST = {"toelichting": "toelichting", "ondersteuningsbehoefte": "behoefte"}


def ruw(tekst: str) -> str:
    """Return the text as the respondent wrote it."""
    return MERK.sub(r"\2", tekst)


def gemaskeerd(tekst: str) -> str:
    """Return the text as it may be shown."""
    return MERK.sub(r"[\1]", tekst)


def persoonlijk(tekst: str) -> list[tuple[str, str]]:
    """Return what must be masked: (soort, waarde), in order."""
    return MERK.findall(tekst)


def schrijf_teksten(jaren: list[Jaar], zaad: int) -> None:
    """Add the open answers to those who answered ja or nee."""
    kans = random.Random(f"{zaad}/venster/teksten")
    for jaar in jaren:
        for antwoorden in jaar.antwoorden.values():
            for onderdeel in ONDERDELEN:
                if antwoorden[onderdeel].waarde:
                    _schrijf(antwoorden[onderdeel], kans)


def _schrijf(antwoord: Antwoord, kans: random.Random) -> None:
    teksten = knoppen()["teksten"]
    for veld in VELDEN:
        if kans.random() >= teksten[LIJST[veld]][antwoord.waarde]:
            continue
        lastig = kans.random() < teksten["lastig"]
        tekst, codes = _kern(LIJST[veld], antwoord.waarde, lastig, kans)
        if veld == "toelichting" and kans.random() < teksten["persoonlijk"]:
            tekst += kans.choice(instellingen("venster_zinnen.toml")["persoonlijk"]["zinnen"])
        setattr(antwoord, veld, tekst)
        antwoord.codes[veld], antwoord.lastig[veld] = codes, lastig


def _kern(lijst: str, waarde: str, lastig: bool, kans: random.Random) -> tuple[str, tuple[str, ...]]:
    zinnen = instellingen("venster_zinnen.toml")
    if lastig:
        keus = kans.choice(zinnen[lijst]["lastig"][waarde])
        return keus["tekst"], tuple(filter(None, keus["codes"].split(";")))
    per_code = zinnen[lijst][waarde]
    code = kans.choices(list(per_code), [len(alle) for alle in per_code.values()])[0]
    codes, delen = [code], [kans.choice(per_code[code])]
    if code != "geen" and kans.random() < knoppen()["teksten"]["tweede_code"]:
        andere = kans.choice([naam for naam in per_code if naam not in ("geen", code)] or [code])
        if andere != code:
            codes.append(andere)
            delen.append(kans.choice(per_code[andere]))
    tekst = " ".join(delen)
    if lijst == "toelichting":
        tekst = kans.choice(zinnen["opening"]["zinnen"]) + tekst + kans.choice(zinnen["slot"]["zinnen"])
    return _vul(tekst, kans), tuple(sorted(codes))


def _vul(tekst: str, kans: random.Random) -> str:
    invulling = instellingen("venster_zinnen.toml")["invulling"]
    tekst = re.sub(r"\{(\w+)\}", lambda plek: kans.choice(invulling[plek[1]]), tekst)
    return re.sub(r"(^|[.!?] )([a-z])", lambda plek: plek[1] + plek[2].upper(), tekst)


Tekst = tuple[int, Gevraagd, str, str, Antwoord]


def alle_teksten(jaren: list[Jaar]) -> list[Tekst]:
    """Return every open answer: year, respondent, part, field and the answer it belongs to."""
    return [
        (jaar.meetjaar, wie, onderdeel, veld, antwoord)
        for jaar in jaren
        for wie, antwoorden in jaar.antwoorden.items()
        for onderdeel, antwoord in antwoorden.items()
        for veld in VELDEN
        if getattr(antwoord, veld)
    ]


def plaats_van(tekst: Tekst) -> dict[str, str]:
    """Return the columns that name a text."""
    jaar, wie, onderdeel, veld, _ = tekst
    return {
        "meetjaar": str(jaar),
        "regio": wie.regio,
        "partij": wie.partij,
        "organisatie": wie.organisatie,
        "onderdeel": onderdeel,
        "veld": veld,
    }


def codeer(jaren: list[Jaar], zaad: int) -> dict[str, list[dict[str, str]]]:
    """Return what two coders made of a part of the texts: ``{"A": rows, "B": rows}``."""
    kans, codering = random.Random(f"{zaad}/venster/codering"), knoppen()["codering"]
    zinnen = instellingen("venster_zinnen.toml")
    per_veld = {veld: sorted({*zinnen[lijst]["ja"], *zinnen[lijst]["nee"]}) for veld, lijst in LIJST.items()}
    rijen: dict[str, list[dict[str, str]]] = {"A": [], "B": []}
    for tekst in alle_teksten(jaren):
        if kans.random() >= codering["aandeel"]:
            continue
        wie = ("A", "B") if kans.random() < codering["dubbel"] else ("A",)
        for codeur in wie:
            codes = tekst[-1].codes[tekst[3]]
            if kans.random() < codering["fout"][codeur]:
                codes = (kans.choice([code for code in per_veld[tekst[3]] if code not in codes]),)
            rijen[codeur].append(plaats_van(tekst) | {"codeur": codeur, "codes": ";".join(codes)})
    return rijen


def overeenstemming(rijen: dict[str, list[dict[str, str]]]) -> dict[str, dict[str, int]]:
    """Return, over the texts that both coded, how many sets are the same, and per code how it was used."""
    per_codeur = {
        codeur: {tuple(rij.values())[:6]: set(filter(None, rij["codes"].split(";"))) for rij in eigen}
        for codeur, eigen in rijen.items()
    }
    beide = [plek for plek in per_codeur["A"] if plek in per_codeur["B"]]
    paren = [(per_codeur["A"][plek], per_codeur["B"][plek]) for plek in beide]
    alle = sorted(set().union(*(a | b for a, b in paren)))
    uit = {"teksten": {"dubbel": len(paren), "gelijk": sum(a == b for a, b in paren)}}
    for code in alle:
        paar = [(code in a, code in b) for a, b in paren]
        uit[code] = {f"n{int(a)}{int(b)}": paar.count((a, b)) for a in (True, False) for b in (True, False)}
    return uit
