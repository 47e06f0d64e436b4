"""Everything that is written, as bytes: the two editions with their sidecars, and the truth about them."""

import datetime as dt
import hashlib

from scripts.voorbeeld.besluiten import labelbesluiten, project_ids, samenvoegbesluiten
from scripts.voorbeeld.bladen import schrijf_werkboek, zet_op_bladen
from scripts.voorbeeld.duiding import maak_duiding
from scripts.voorbeeld.gebreken import lege_rijen, maak_gebreken
from scripts.voorbeeld.hulpvragen import REGELS as MET_HULPVRAGEN
from scripts.voorbeeld.hulpvragen import TITELS as HULPVRAGEN
from scripts.voorbeeld.hulpvragen import maak_logboek
from scripts.voorbeeld.koppeling import maak_koppeling
from scripts.voorbeeld.naslag import lees_aandelen
from scripts.voorbeeld.opgaven import REGIOS, VERZEKERAARS, Titels, maak_opgaven
from scripts.voorbeeld.polissen import maak_polissen
from scripts.voorbeeld.tabellen import deel_van, instellingen
from scripts.voorbeeld.venster_bladen import NAMEN as VENSTER
from scripts.voorbeeld.venster_waarheid import CODERING, GENODIGD, maak_venster
from scripts.voorbeeld.verloop import laat_verlopen, tel
from scripts.voorbeeld.waarheid import als_csv, als_json, maak_constateringen, maak_waarheid
from scripts.voorbeeld.wereld import Project, maak_wereld
from scripts.voorbeeld.werkstructuur import AANDELEN, maak_werkstructuur
from scripts.voorbeeld.werkstructuur import REGELS as MET_WERKSTRUCTUUR
from scripts.voorbeeld.werkstructuur import TITELS as WERKSTRUCTUUR

PEILDATUM = {"2017": "2017-06-29", "2019": "2019-06-28"}
NAAM = {"2017": "voorbeeld", "2019": "voorbeeld-2019"}
# Mostly real dates, sometimes text, as in life.
PEILDATA = {
    jaar: (
        *(dt.datetime(int(jaar), 6, dag) for dag in (1, 8, 15, 22)),
        *(dt.datetime(int(jaar), maand, 15) for maand in (1, 2, 3, 4, 5)),
        f"1 maart {jaar}",
        f"15-4-{jaar}",
    )
    for jaar in PEILDATUM
}
EDITION = """\
# SYNTHETISCH: alles in deze editie is verzonnen (python -m scripts.voorbeeld).
titel = "Voorbeeld (synthetisch) {jaar}"
reeks = "voorbeeld (synthetisch)"
vorige = "{vorige}"
peildatum = {peildatum}
indelingsjaar = 2017
herkomst = "synthetisch"

[bestanden]
projecten = ["{verzekeraars}", "{regios}"]
samenvoegbesluiten = "samenvoegbesluiten.csv"
labelbesluiten = "labelbesluiten.csv"
duiding = "duiding.toml"
{koppeling}polissen = "polissen.csv"
{venster}
[parameters]
incl_minimacontracten = false
"""
MET_VENSTER = """\
venster = "synthetisch_venster_20*.*"
venster_genodigd = "synthetisch_venster_genodigd.csv"
venster_codering = ["synthetisch_codering_1.csv", "synthetisch_codering_2.csv"]
"""
VERZONNEN = (
    "Verzonnen gegevens om het instrument te tonen en te toetsen; zij zeggen niets over de werkelijkheid. "
    "Namen van gemeenten en zorgverzekeraars staan er alleen als plaats en als partij."
)
ZIJSPAN = """\
titel = "SYNTHETISCH: {titel}"
bron = "Verzonnen door scripts/voorbeeld"
citaat = "Samenwerkingskaarten, synthetisch voorbeeld {jaar}"
licentie = "EUPL-1.2"
datum_toegang = "2026-11-22"
sha256 = "{sha256}"
bytes = {bytes}
synthetisch = true
toelichting = "{toelichting}"
"""
TITELS = {
    VERZEKERAARS: ("opgaven van zorgverzekeraars", "Een blad per zorgverzekeraar of groep."),
    REGIOS: ("opgaven van regio's", "Een blad per landsdeel."),
    "labelbesluiten.csv": (
        "besluiten over labels",
        "Waar de eerste opgave niet klopt of opgaven verschillen.",
    ),
    "samenvoegbesluiten.csv": ("besluiten over dubbele opgaven", "Voor een deel van de twijfelgevallen."),
    "koppeling.csv": (
        "koppeling met de vorige editie",
        "Voor projecten die een nieuwe naam kregen of een titel delen; leeg = nieuw.",
    ),
    "polissen.csv": ("lijst van gemeentepolissen", "Per gemeente de zorgverzekeraars met een contract."),
    GENODIGD: ("wie voor het venster is gevraagd", "Per meetjaar en regio."),
    **HULPVRAGEN,
    **WERKSTRUCTUUR,
    **{naam: (f"antwoorden op het venster (meting {jaar})", "") for jaar, naam in VENSTER.items()},
    **{naam: (f"codering van open antwoorden, codeur {wie}", "") for wie, naam in CODERING.items()},
}


def maak_alles(zaad: int, aantal: int) -> dict[str, dict[str, bytes]]:
    """Return ``{"edities": {path: bytes}, "waarheid": {path: bytes}}``; the paths begin with the edition.

    The findings are only planted in a world of the default size and seed; elsewhere they are left out.
    """
    knoppen = instellingen("parameters.toml")
    projecten = maak_wereld(zaad, aantal)
    later, overgangen = laat_verlopen(projecten, zaad)
    edities, waarheid, ids = {}, {}, {}
    for jaar, lijst in (("2017", projecten), ("2019", later)):
        editie, waar, ids[jaar] = _editie(lijst, zaad, jaar)
        edities |= {f"{NAAM[jaar]}/{naam}": inhoud for naam, inhoud in editie.items()}
        waarheid |= {f"{NAAM[jaar]}/{naam}": inhoud for naam, inhoud in waar.items()}
    if (zaad, aantal) == (knoppen["zaad"], knoppen["aantallen"]["projecten"]):
        polissen = maak_polissen(f"{zaad}/2017", "2017")
        aandelen = lees_aandelen(edities[f"{NAAM['2017']}/{AANDELEN}"].decode())
        waar = maak_constateringen(projecten, polissen, aandelen)
        waarheid[f"{NAAM['2017']}/constateringen.csv"] = waar
    for rij in overgangen:
        rij["project_id_2017"] = ids["2017"].get(rij["waar_2017"], "")
        rij["project_id_2019"] = ids["2019"].get(rij["waar_2019"], "")
    edities |= _met_zijspan(
        NAAM["2019"],
        "koppeling.csv",
        als_csv(
            maak_koppeling(overgangen, str(zaad)),
            "SYNTHETISCH: verzonnen. Welk project van de vorige editie dit is; leeg = nieuw.",
        ),
        "2019",
    )
    waarheid[f"{NAAM['2019']}/overgangen.csv"] = als_csv(
        overgangen,
        "SYNTHETISCH. Wat er van 2017 naar 2019 met elk project gebeurde; leeg = bestaat dat jaar niet.",
    )
    waarheid[f"{NAAM['2019']}/overgangen.json"] = als_json(tel(overgangen))
    return {"edities": edities, "waarheid": waarheid}


def _editie(
    projecten: list[Project], zaad: int, jaar: str
) -> tuple[dict[str, bytes], dict[str, bytes], dict[str, str]]:
    """Return the files of one edition, its truth, and the project_id of each true project."""
    kiem, deel = f"{zaad}/{jaar}", deel_van(len(projecten))
    titels = Titels(projecten)
    opgaven = maak_opgaven(projecten, titels, kiem, PEILDATA[jaar])
    opgaven += maak_gebreken(projecten, titels, kiem, PEILDATA[jaar], deel)
    aantal_leeg = max(2, round(deel * instellingen("parameters.toml")["opgaven"]["lege_rijen"]))
    opgaven += lege_rijen(opgaven, aantal_leeg, kiem)
    bladen = zet_op_bladen(opgaven, kiem)
    polissen = maak_polissen(kiem, jaar)
    titel = f"Voorbeeld {jaar}"
    bestanden = {
        VERZEKERAARS: schrijf_werkboek(VERZEKERAARS, bladen, titel),
        REGIOS: schrijf_werkboek(REGIOS, bladen, titel),
        "labelbesluiten.csv": als_csv(
            labelbesluiten(bladen, kiem, jaar), "SYNTHETISCH: verzonnen besluiten."
        ),
        "samenvoegbesluiten.csv": als_csv(
            samenvoegbesluiten(bladen, kiem, jaar),
            "SYNTHETISCH: verzonnen besluiten. rij: zoals Excel nummert.",
        ),
        "polissen.csv": als_csv(polissen, "SYNTHETISCH: verzonnen contracten."),
    }
    waarheid = maak_waarheid(projecten, bladen, polissen)
    if jaar == "2017":
        venster, waar = maak_venster(zaad)
        logboek, stand = maak_logboek(zaad)
        werkstructuur, wat = maak_werkstructuur(zaad)
        bestanden |= venster | logboek | werkstructuur
        waarheid |= waar | stand | wat
    for naam, inhoud in list(bestanden.items()):
        bestanden[f"{naam}.meta.toml"] = _zijspan(naam, inhoud, jaar)
    bestanden["duiding.toml"] = maak_duiding()
    edition = EDITION.format(
        jaar=jaar,
        vorige=NAAM["2017"] if jaar == "2019" else "",
        peildatum=PEILDATUM[jaar],
        verzekeraars=VERZEKERAARS,
        regios=REGIOS,
        koppeling='koppeling = "koppeling.csv"\n' if jaar == "2019" else "",
        venster=MET_VENSTER + MET_HULPVRAGEN + MET_WERKSTRUCTUUR if jaar == "2017" else "",
    )
    bestanden["edition.toml"] = edition.encode()
    return bestanden, waarheid, project_ids(bladen)


def _met_zijspan(map_: str, naam: str, inhoud: bytes, jaar: str) -> dict[str, bytes]:
    return {f"{map_}/{naam}": inhoud, f"{map_}/{naam}.meta.toml": _zijspan(naam, inhoud, jaar)}


def _zijspan(naam: str, inhoud: bytes, jaar: str) -> bytes:
    titel, toelichting = TITELS[naam]
    return ZIJSPAN.format(
        titel=f"{titel}, {jaar}",
        jaar=jaar,
        sha256=hashlib.sha256(inhoud).hexdigest(),
        bytes=len(inhoud),
        toelichting=f"{VERZONNEN} {toelichting}".strip(),
    ).encode()
