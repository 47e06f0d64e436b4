"""The projects of a choice as cards to open one by one, and as a file for a spreadsheet."""

import csv
import html
import io
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from lib.analyse.gegevens import Gegevens, als_lijst
from lib.editie.citaat import bronregel, maak_citaat
from lib.grond.fouten import plaats_van
from lib.grond.paden import paginanaam
from lib.grond.schrijven import schrijf_atomair
from lib.inlezen.bron import ERVARINGEN
from lib.labels.besluiten import DIMENSIES
from lib.werkbank.bediening import feiten

PER_LIJST = 20
# What a spreadsheet could take for a formula gets a mark before it (OWASP, CSV injection).
FORMULE = ("=", "+", "-", "@", "\t", "\r")
_KOLOMMEN = (
    "project_id", "titel", "omschrijving", "zorgverzekeraars", "gemeenten", "wmo_regios", *DIMENSIES,
    "is_minimacontract", "peildatum", "andere_partijen", "bron", "bestand", "blad", "rij",
)  # fmt: skip


def kaarten(projecten: pd.DataFrame, gegevens: Gegevens, blad: int = 0) -> str:
    """Return HTML: a line per project of sheet ``blad`` (from 0), that opens to all that is known of it."""
    deel = projecten.iloc[blad * PER_LIJST : (blad + 1) * PER_LIJST]
    naam = gegevens.gemeenten.set_index("gm_code")["gm_naam"].to_dict()
    return "".join(_kaart(project, gegevens, naam) for project in deel.to_dict("records"))


def bladen(aantal: int) -> int:
    """Return how many sheets of cards so many projects take; at least one."""
    return max(1, -(-aantal // PER_LIJST))


def _kaart(project: dict, gegevens: Gegevens, naam: dict[str, str]) -> str:
    kort = ", ".join(
        filter(None, [" en ".join(als_lijst(project["zorgverzekeraars"])), *_labels(project, gegevens)])
    )
    titel, kort = html.escape(project["titel"]), html.escape(kort)
    over = feiten(_over(project, naam))
    return f"<details><summary><b>{titel}</b> <small>{kort}</small></summary>{over}</details>"


def _labels(project: dict, gegevens: Gegevens) -> Iterator[str]:
    for dimensie in DIMENSIES:
        yield " + ".join(gegevens.ordening.label(dimensie, code) for code in als_lijst(project[dimensie]))


def _over(project: dict, naam: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield "Omschrijving", project["omschrijving"]
    plaatsen = ", ".join(naam.get(code, code) for code in als_lijst(project["gemeenten"]))
    yield "Gemeenten", plaatsen or project["reden_geen_gemeenten"] or "niet opgegeven"
    yield "Wmo-regio's", ", ".join(als_lijst(project["wmo_regios"]))
    yield "Andere partijen", project["andere_partijen"]
    for veld in ERVARINGEN:
        yield veld.replace("_", " ").capitalize(), project.get(veld, "")
    yield "Peildatum", project["peildatum"]
    yield "Bron", " · ".join(filter(None, [project["bron"], project["bron_kop"]]))
    yield "Staat in", plaats_van(project["bestand"], project["blad"], project["rij"])
    yield "Ook gemeld in", "; ".join(als_lijst(project["samengevoegd_met"]))


def schrijf_csv(projecten: pd.DataFrame, gegevens: Gegevens, keuze: str, map_: Path) -> Path:
    """Write the projects as a CSV that Excel opens well (``;``, with a byte mark) and return its path.

    ``keuze`` is the choice in words; it names the file and stands above the table, with the source.
    """
    uit = io.StringIO()
    uit.writelines(f"# {' '.join(regel.split())}\r\n" for regel in _verantwoording(gegevens, keuze))
    schrijver = csv.writer(uit, delimiter=";")
    schrijver.writerow(_KOLOMMEN)
    schrijver.writerows([_veilig(cel) for cel in rij] for rij in _rijen(projecten))
    return _bewaar(map_, keuze, "csv", uit.getvalue().encode("utf-8-sig"))


def schrijf_xlsx(projecten: pd.DataFrame, gegevens: Gegevens, keuze: str, map_: Path) -> Path:
    """Write the projects as a workbook in which every cell is text, and return its path."""
    import xlsxwriter

    uit = io.BytesIO()
    opties = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    boek = xlsxwriter.Workbook(uit, opties)
    vet, gevouwen = boek.add_format({"bold": True, "bottom": 1}), boek.add_format({"text_wrap": True})
    vel = boek.add_worksheet("projecten")
    regels = _verantwoording(gegevens, keuze)
    for nummer, regel in enumerate(regels):
        vel.write_string(nummer, 0, regel)
    for k, naam in enumerate(_KOLOMMEN):
        vel.set_column(k, k, {"titel": 45, "omschrijving": 60}.get(naam, 18), gevouwen)
        vel.write_string(len(regels), k, naam, vet)
    for nummer, rij in enumerate(_rijen(projecten), start=len(regels) + 1):
        for k, cel in enumerate(rij):
            vel.write_string(nummer, k, cel)
    vel.freeze_panes(len(regels) + 1, 2)
    vel.autofilter(len(regels), 0, len(regels) + len(projecten), len(_KOLOMMEN) - 1)
    boek.close()
    return _bewaar(map_, keuze, "xlsx", uit.getvalue())


def _verantwoording(gegevens: Gegevens, keuze: str) -> list[str]:
    toelichting = gegevens.editie.toelichting.replace("**", "")
    opening = [bronregel(gegevens.editie), *([toelichting] if toelichting else [])]
    return [*opening, maak_citaat(gegevens.editie).zin, f"Keuze: {keuze}"]


def _rijen(projecten: pd.DataFrame) -> Iterator[list[str]]:
    for project in projecten[list(_KOLOMMEN)].to_dict("records"):
        yield [_tekst(cel) for cel in project.values()]


def _tekst(cel: object) -> str:
    if isinstance(cel, bool):
        return "ja" if cel else "nee"
    return cel if isinstance(cel, str) else ";".join(als_lijst(cel)) if hasattr(cel, "__iter__") else str(cel)


def _veilig(cel: str) -> str:
    return f"'{cel}" if cel.lstrip(" \n\x00").startswith(FORMULE) or cel.startswith(FORMULE) else cel


def _bewaar(map_: Path, keuze: str, soort: str, inhoud: bytes) -> Path:
    pad = map_ / f"{paginanaam('selectie', keuze)[:80]}.{soort}"
    schrijf_atomair(pad, inhoud)
    return pad
