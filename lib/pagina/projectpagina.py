"""A page for each project: what it is, where it was read, how its labels were decided, what it belongs to."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pandas as pd

import lib
from lib.analyse.relaties import alle_relaties
from lib.editie.editie import Editie, lees_editie
from lib.editie.ordening import DIMENSIES, Ordening, lees_ordening
from lib.grond.fouten import plaats_van
from lib.grond.opslag import laad
from lib.grond.paden import uitvoer
from lib.grond.schrijven import schrijf_atomair
from lib.grond.woorden import datum
from lib.labels.bevestiging import bevestigd, lees_bevestigingen
from lib.pagina.site import sjabloonomgeving

MAP = "projecten"  # below rapport/<editie>
_LANGST = 120  # characters of the name of a page
_SJABLOON = "project.html.j2"
_TABELLEN = ("projecten", "opgaven", "labels", "gemeenten", "dekking")
_KOPPEN = {"thema": "Thema", "instrument": "Instrument", "vorm": "Vorm", "schaal": "Schaal"}
ZEKER = {"gesteld": "staat in de bron", "afgeleid": "afgeleid uit de bron", "open": "onze lezing"}
_NIET_GENOEMD = "niet genoemd"


def projectadres(project_id: str) -> str:
    """Return where the page of a project stands below ``rapport/<editie>``: fit for a link and a file."""
    naam = re.sub(r"[^a-z0-9-]", lambda t: f"_{ord(t[0]):x}", project_id)
    if len(naam) > _LANGST:  # longer than a file system takes
        naam = f"{naam[: _LANGST - 9]}-{hashlib.sha256(naam.encode()).hexdigest()[:8]}"
    return f"{MAP}/{naam}.html"


def schrijf_projectpaginas(editie: Editie, wortel: Path) -> int:
    """Write a page for each project of an edition, remove those of projects that are gone; return how many.

    Reads the tables of the run and the relations of all editions beside it. Without projects there are none.
    """
    plaats = uitvoer(editie.naam, wortel)
    paden = {naam: plaats.processed / f"{naam}.parquet" for naam in _TABELLEN}
    map_ = plaats.rapport / MAP
    geschreven = set()
    if all(pad.is_file() for pad in paden.values()):
        stof = {naam: laad(pad) for naam, pad in paden.items()}
        sjabloon = sjabloonomgeving().get_template(_SJABLOON)
        kop = {
            "editie": editie,
            "peildatum": datum(editie.peildatum),
            "versie": lib.__version__,
            "atlas": "../atlas.html" if (plaats.rapport / "atlas.html").is_file() else "",
        }
        for project_id, inhoud in _paginas(editie, stof, wortel):
            pad = plaats.rapport / projectadres(project_id)
            tekst = sjabloon.render(**kop, **inhoud)
            if not pad.is_file() or pad.read_text(encoding="utf-8") != tekst:
                schrijf_atomair(pad, tekst)
            geschreven.add(pad.name)
    for pad in map_.glob("*.html"):
        if pad.name not in geschreven:
            pad.unlink()
    return len(geschreven)


def _paginas(
    editie: Editie, stof: Mapping[str, pd.DataFrame], wortel: Path
) -> Iterator[tuple[str, dict[str, Any]]]:
    ordening = lees_ordening()
    naam = dict(zip(stof["gemeenten"]["gm_code"], stof["gemeenten"]["gm_naam"], strict=True))
    dekking = stof["dekking"].astype({"project_id": "str", "gm_code": "str"})
    geschat = set(
        dekking.loc[dekking["geschat"], ["project_id", "gm_code"]].itertuples(index=False, name=None)
    )
    per_project = {soort: _per_project(stof[soort]) for soort in ("opgaven", "labels")}
    relaties = _relaties(editie, stof["projecten"], wortel)
    gezegd = _bevestigingen(editie, stof["projecten"]["project_id"], naam)
    for project in stof["projecten"].to_dict("records"):
        id_ = project["project_id"]
        plaatsen = sorted(
            f"{naam[code]} (geschat)" if (id_, code) in geschat else naam[code]
            for code in project["gemeenten"]
        )
        bronnen = [_bron(opgave) for opgave in per_project["opgaven"].get(id_, [])]
        yield (
            id_,
            {
                "project": project,
                "anker": quote(id_),
                "feiten": [
                    *_feiten(project, plaatsen, ordening, len(bronnen) == 1),
                    ("Wederhoor", gezegd.get(id_, "")),
                ],
                "bronnen": bronnen,
                "labels": _labels(per_project["labels"].get(id_, []), ordening),
                "relaties": relaties.get(id_, []),
            },
        )


def _bevestigingen(editie: Editie, project_ids: pd.Series, naam: Mapping[str, str]) -> dict[str, str]:
    """Return per project by whom it is confirmed, in Dutch; none where the edition asked no one."""
    if (pad := editie.bestand("bevestigingen")) is None:
        return {}
    gezegd = lees_bevestigingen(pad)
    stand = bevestigd(project_ids, gezegd.assign(partij=gezegd["partij"].replace(dict(naam))))
    return {
        rij.project_id: f"{rij.stand} ({rij.door})" if rij.door else rij.stand for rij in stand.itertuples()
    }


def _per_project(tabel: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of a table by project, in their order."""
    uit: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for rij in tabel.to_dict("records"):
        uit[rij["project_id"]].append(rij)
    return uit


def _feiten(
    project: Mapping[str, Any], plaatsen: list[str], ordening: Ordening, alleen: bool
) -> Iterator[tuple[str, str]]:
    """Yield what is known of a project, as a reader's word and a text, ``""`` where it is not.

    ``alleen``: whether the project has one source, whose remark then stands here.
    """

    def met(tekst: str, kolom: str) -> str:
        zeker = ZEKER.get(project.get(f"zekerheid_{kolom}") or "", "")
        return f"{tekst} ({zeker})" if tekst and zeker and zeker != ZEKER["gesteld"] else tekst

    verzekeraars = ", ".join(project["zorgverzekeraars"])
    yield "Zorgverzekeraars", verzekeraars or f"{_NIET_GENOEMD} in de bron"
    genoemd = _lijst(project.get("plaatsen_genoemd"))
    yield "Plaatsen zoals genoemd", genoemd
    yield (
        "Gemeenten",
        met(", ".join(plaatsen), "gemeenten") or project["reden_geen_gemeenten"] or _NIET_GENOEMD,
    )
    yield "Wmo-regio's", ", ".join(project["wmo_regios"])
    themas = [ordening.label("thema", code) for code in project.get("themas", ())]
    yield "Thema's die de bron noemt", ", ".join(themas) if len(themas) > 1 else ""
    yield "Andere partijen", _lijst(project.get("andere_partijen"))
    yield "Begonnen", project.get("jaar_begin") or ""
    if alleen:  # else each source has its own
        yield "Wat nog meer, en wat niet zeker is", project.get("opmerking") or ""


def _lijst(cel: str | None) -> str:
    return ", ".join(deel.strip() for deel in (cel or "").split(";") if deel.strip())


def _bron(opgave: Mapping[str, Any]) -> dict[str, str]:
    """Return one report of the project: whose page, of which year, its address, and where the row stands."""
    jaar = opgave.get("jaar_bron") or ""
    return {
        "organisatie": opgave.get("bron_organisatie") or opgave.get("bron") or "",
        "kop": opgave.get("bron_kop") or "",
        "jaar": jaar if jaar.isdigit() else "jaar van de pagina onbekend" if opgave.get("bron_url") else "",
        "adres": opgave.get("bron_url") or "",
        "titel": opgave["titel"],
        "herkomst": opgave.get("herkomst") or "",
        "plaats": plaats_van(*(opgave[naam] for naam in ("bestand", "blad", "rij"))),
        "opmerking": opgave.get("opmerking") or "",
    }


def _labels(rijen: list[dict[str, Any]], ordening: Ordening) -> list[dict[str, str]]:
    per_dimensie = {rij["dimensie"]: rij for rij in rijen}
    return [
        {
            "kop": _KOPPEN[dimensie],
            "label": _woorden(rij["eindoordeel"], dimensie, ordening),
            "zeker": ZEKER.get(rij["zekerheid"], ""),
            "opgave": _woorden(rij["opgave"], dimensie, ordening),
            "tegen": _woorden(rij["tegenvoorstel"], dimensie, ordening),
            "argument": rij["argument"],
        }
        for dimensie in DIMENSIES
        if (rij := per_dimensie.get(dimensie))
    ]


def _woorden(codes: str, dimensie: str, ordening: Ordening) -> str:
    return ", ".join(ordening.label(dimensie, code) for code in codes.split(";") if code)


def _relaties(editie: Editie, projecten: pd.DataFrame, wortel: Path) -> dict[str, list[dict[str, str]]]:
    """Return per project what it is part of, follows on, holds or is followed by, with where that stands."""
    titels = {"": dict(zip(projecten["project_id"], projecten["titel"], strict=True))}
    uit: dict[str, list[dict[str, str]]] = {}
    for rij in alle_relaties(editie, set(projecten["project_id"])).itertuples():
        if rij.editie not in titels:
            titels[rij.editie] = _titels(rij.editie, wortel)
        titel = titels[rij.editie].get(rij.ander_project_id)
        adres = projectadres(rij.ander_project_id)
        adres = f"../../{rij.editie}/{adres}" if rij.editie else Path(adres).name
        uit.setdefault(rij.project_id, []).append(
            {
                "woord": rij.woord,
                "titel": titel or rij.ander_project_id,
                "editie": lees_editie(rij.editie, editie.map.parent).titel if rij.editie else "",
                "adres": adres if titel else "",
                "argument": rij.argument,
            }
        )
    return uit


def _titels(naam: str, wortel: Path) -> dict[str, str]:
    """Return the titles of the projects of another edition by project_id; none where it was not run."""
    pad = uitvoer(naam, wortel).processed / "projecten.parquet"
    tabel = laad(pad) if pad.is_file() else pd.DataFrame({"project_id": [], "titel": []})
    return dict(zip(tabel["project_id"], tabel["titel"], strict=True))
