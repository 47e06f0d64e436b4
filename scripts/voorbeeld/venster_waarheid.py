"""The files of the made-up venster with the truth about them, as bytes."""

from collections.abc import Iterator

from scripts.voorbeeld.venster import CIJFER, PARTIJEN, Gevraagd, Jaar, maak_jaren, onderdelen_van
from scripts.voorbeeld.venster_bladen import BLAD, KOPPEN, NAMEN, Rij, maak_rijen, schrijf
from scripts.voorbeeld.venster_teksten import (
    alle_teksten,
    codeer,
    gemaskeerd,
    overeenstemming,
    persoonlijk,
    plaats_van,
    schrijf_teksten,
)
from scripts.voorbeeld.waarheid import als_csv, als_json

GENODIGD = "synthetisch_venster_genodigd.csv"
CODERING = {"A": "synthetisch_codering_1.csv", "B": "synthetisch_codering_2.csv"}
ZIN = "SYNTHETISCH: verzonnen door scripts/voorbeeld."
LAND, ALLE = "Nederland", "alle"


def maak_venster(zaad: int) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the files of the edition and those of the truth, each by name.

    The truth: ``tellingen`` (counts per year, region, party and part, with totals), ``antwoorden`` (every
    answer), ``teksten`` (every open answer with its codes, as it may be shown), ``gemaskeerd`` (what must
    not be shown), ``rijen`` (what must become of each row) and ``overeenstemming`` (of the two coders).
    """
    jaren = maak_jaren(zaad)
    schrijf_teksten(jaren, zaad)
    rijen = {jaar.meetjaar: maak_rijen(jaar, zaad) for jaar in jaren}
    codes = codeer(jaren, zaad)
    bestanden = {NAMEN[jaar.meetjaar]: schrijf(jaar, rijen[jaar.meetjaar]) for jaar in jaren}
    bestanden[GENODIGD] = als_csv([_wie(jaar, wie) for jaar in jaren for wie in jaar.gevraagd], ZIN)
    bestanden |= {CODERING[codeur]: als_csv(eigen, ZIN) for codeur, eigen in codes.items()}
    waarheid = {
        "tellingen.csv": als_csv([rij for jaar in jaren for rij in _tellingen(jaar)], ZIN),
        "antwoorden.csv": als_csv([rij for jaar in jaren for rij in _antwoorden(jaar)], ZIN),
        "teksten.csv": als_csv(_teksten(jaren), ZIN),
        "gemaskeerd.csv": als_csv(_gemaskeerd(jaren), ZIN),
        "rijen.csv": als_csv([_rij(jaar, rij) for jaar, alle in rijen.items() for rij in alle], ZIN),
        "overeenstemming.json": als_json(overeenstemming(codes)),
    }
    return bestanden, {f"venster/{naam}": inhoud for naam, inhoud in waarheid.items()}


def _wie(jaar: Jaar, wie: Gevraagd) -> dict[str, str]:
    plaats = {"regio": wie.regio, "partij": wie.partij, "organisatie": wie.organisatie}
    return {"meetjaar": str(jaar.meetjaar), **plaats}


def _tellingen(jaar: Jaar) -> Iterator[dict[str, str]]:
    for regio in [*dict.fromkeys(wie.regio for wie in jaar.gevraagd), LAND]:
        for partij in (*PARTIJEN, ALLE):
            hier = [
                wie for wie in jaar.gevraagd if regio in (LAND, wie.regio) and partij in (ALLE, wie.partij)
            ]
            for onderdeel in onderdelen_van(jaar.meetjaar):
                yield {
                    "meetjaar": str(jaar.meetjaar),
                    "regio": regio,
                    "partij": partij,
                    "onderdeel": onderdeel,
                    **_tel(jaar, hier, onderdeel),
                }


def _tel(jaar: Jaar, wie: list[Gevraagd], onderdeel: str) -> dict[str, str]:
    waarden = [jaar.antwoorden[een][onderdeel].waarde for een in wie if een in jaar.antwoorden]
    gegeven = [waarde for waarde in waarden if waarde]
    cijfers = [float(waarde) for waarde in gegeven] if onderdeel == CIJFER else []
    return {
        "n_genodigd": str(len(wie)),
        "n_antwoord": str(len(gegeven)),
        "n_ja": "" if onderdeel == CIJFER else str(gegeven.count("ja")),
        "gemiddelde": f"{sum(cijfers) / len(cijfers):.4f}" if cijfers else "",
    }


def _antwoorden(jaar: Jaar) -> Iterator[dict[str, str]]:
    for wie, delen in sorted(jaar.antwoorden.items()):
        for onderdeel, antwoord in delen.items():
            yield _wie(jaar, wie) | {"onderdeel": onderdeel, "antwoord": antwoord.waarde}


def _teksten(jaren: list[Jaar]) -> list[dict[str, str]]:
    rijen = []
    for tekst in alle_teksten(jaren):
        veld, antwoord = tekst[3], tekst[-1]
        eigen = {
            "codes": ";".join(antwoord.codes[veld]),
            "lastig": "ja" if antwoord.lastig[veld] else "nee",
            "tekst": gemaskeerd(getattr(antwoord, veld)),
        }
        rijen.append(plaats_van(tekst) | eigen)
    return rijen


def _gemaskeerd(jaren: list[Jaar]) -> list[dict[str, str]]:
    return [
        plaats_van(tekst) | {"soort": soort, "waarde": waarde}
        for tekst in alle_teksten(jaren)
        for soort, waarde in persoonlijk(getattr(tekst[-1], tekst[3]))
    ]


def _rij(jaar: int, rij: Rij) -> dict[str, str]:
    return {
        "bestand": NAMEN[jaar],
        "blad": BLAD.get(jaar, ""),
        "rij": str(rij.rij),
        "lot": rij.lot,
        "gebrek": rij.gebrek,
        "kolom": KOPPEN[jaar].get(rij.kolom, ""),
    }
