"""The planted truth, in small files for the tests; the pipeline never reads them."""

import csv
import io
import json
from collections import Counter, defaultdict

from scripts.voorbeeld import constateringen
from scripts.voorbeeld.besluiten import Bladen, per_project, project_ids
from scripts.voorbeeld.kaarten import Gekozen, tel_kaarten
from scripts.voorbeeld.naslag import toets_alles
from scripts.voorbeeld.tabellen import DIMENSIES, THEMAS, eigen, land, slug
from scripts.voorbeeld.vlekken import UITLEG as VLEKKEN
from scripts.voorbeeld.vlekken import maak_vlekken
from scripts.voorbeeld.wereld import Project


def als_csv(rijen: list[dict[str, str]], *commentaar: str) -> bytes:
    """Return a table as CSV with comment lines on top."""
    uit = io.StringIO()
    uit.writelines(f"# {regel}\n" for regel in commentaar)
    schrijver = csv.DictWriter(uit, list(rijen[0]), lineterminator="\n")
    schrijver.writeheader()
    schrijver.writerows(rijen)
    return uit.getvalue().encode()


def als_json(inhoud: dict) -> bytes:
    """Return JSON with one line per key, so that a difference is easy to see."""
    regels = [f" {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in inhoud.items()]
    return ("{\n" + ",\n".join(regels) + "\n}\n").encode()


def maak_waarheid(
    projecten: list[Project], bladen: Bladen, polissen: list[dict[str, str]]
) -> dict[str, bytes]:
    """Return the truth of one edition: file name to bytes."""
    groepen, ids = per_project(bladen), project_ids(bladen)
    alle = [
        Gekozen(p, ids[p.nummer], groepen[p.nummer][0].cellen["titel"].strip())
        for p in _op_volgorde(projecten, ids)
    ]
    bestanden = {
        "rijen.csv": als_csv(_rijen(bladen, ids), *RIJEN),
        "projecten.csv": als_csv(
            [_project(een, len(groepen[een.project.nummer])) for een in alle], *PROJECTEN
        ),
        "gemeenten.csv": als_csv(_gemeenten(projecten), *GEMEENTEN),
        "wittevlekken.csv": als_csv(maak_vlekken(projecten, bladen), *VLEKKEN),
        "kaarten.json": als_json(tel_kaarten(alle, polissen)),
        "tellingen.json": als_json(_tellingen(projecten) | _van_rijen(bladen, projecten)),
    }
    return bestanden


RIJEN = (
    "SYNTHETISCH. Per rij van de werkboeken het ware project dat zij meldt; rij: zoals Excel nummert.",
    "lot: gebruikt | afgekeurd | leeg. gebrek en kolom: waarom en waar een rij moet worden afgekeurd.",
    "project_id: zoals het samengevoegde project moet heten; leeg als de rij niet gebruikt wordt.",
    "bewerkingen: hoeveel er aan de titel is veranderd. afwijking: dimensie=label dat de rij anders heeft.",
)
PROJECTEN = (
    "SYNTHETISCH. De ware projecten; titel zoals in de eerste opgave, labels zoals na de besluiten.",
    "soort: gewoon | vast (van een programma) | zuster (titel van een ander project) | fase (tweede fase).",
    "schaal_klopt: nee = de schaal is niet wat de gemeenten zeggen, met opzet.",
)
GEMEENTEN = ("SYNTHETISCH. Per gemeente wat er is, zonder minimacontracten; lijsten met puntkomma.",)


def _op_volgorde(projecten: list[Project], ids: dict[str, str]) -> list[Project]:
    op_nummer = {p.nummer: p for p in projecten}
    return [op_nummer[nummer] for nummer in ids]


def _rijen(bladen: Bladen, ids: dict[str, str]) -> list[dict[str, str]]:
    rijen = []
    for (bestand, blad), opgaven in bladen.items():
        for opgave in opgaven:
            gebruikt = not opgave.leeg and not opgave.gebrek
            rijen.append(
                {
                    "bestand": bestand,
                    "blad": blad,
                    "rij": str(opgave.rij),
                    "lot": "leeg" if opgave.leeg else "gebruikt" if gebruikt else "afgekeurd",
                    "waar_id": opgave.project.nummer if opgave.project else "",
                    "project_id": ids[opgave.project.nummer] if gebruikt else "",
                    "gebrek": opgave.gebrek,
                    "kolom": opgave.kolom,
                    "bewerkingen": str(opgave.bewerkingen),
                    "afwijking": "|".join(f"{d}={label}" for d, label in opgave.afwijking.items()),
                }
            )
    return rijen


def _project(een: Gekozen, opgaven: int) -> dict[str, str]:
    p = een.project
    schendt = bool(constateringen.schaalschendingen([p]))
    return {
        "waar_id": p.nummer,
        "project_id": een.project_id,
        "titel": een.titel,
        "zorgverzekeraars": ";".join(p.zorgverzekeraars),
        "gemeenten": ";".join(p.gemeenten),
        "wmo_regios": ";".join(p.wmo_regios),
        **{dimensie: p.label(dimensie) for dimensie in DIMENSIES},
        "is_minimacontract": "ja" if p.is_minimacontract else "nee",
        "programma": ";".join(een.waarden("programma")),
        "soort": p.soort,
        "opgaven": str(opgaven),
        "schaal_klopt": "nee" if schendt else "ja",
    }


def _gemeenten(projecten: list[Project]) -> list[dict[str, str]]:
    per_gemeente: dict[str, list[Project]] = defaultdict(list)
    for project in projecten:
        if not project.is_minimacontract:
            for code in project.gemeenten:
                per_gemeente[code].append(project)
    rijen = []
    for code in sorted(land().gemeente):
        eigen_projecten = per_gemeente[code]
        labels = {d: {x for p in eigen_projecten for x in p.label(d).split(";")} for d in DIMENSIES}
        rijen.append(
            {"gm_code": code, "projecten": str(len(eigen_projecten))}
            | {d: ";".join(x for x in waarden if x in labels[d]) for d, waarden in DIMENSIES.items()}
        )
    return rijen


def _tellingen(projecten: list[Project]) -> dict[str, dict]:
    """Return counts without minimacontracten; an instrument set counts for each of its instruments."""
    gewone = [p for p in projecten if not p.is_minimacontract]

    def labels(p: Project, dimensie: str) -> list[str]:
        return p.label(dimensie).split(";")

    tabel: dict[str, dict] = {
        "projecten": {"zonder_minima": len(gewone), "minima": len(projecten) - len(gewone)}
    }
    for d, waarden in DIMENSIES.items():
        tabel[d] = {w: sum(w in labels(p, d) for p in gewone) for w in waarden}
    for een, ander in (
        ("thema", "vorm"),
        ("thema", "instrument"),
        ("thema", "schaal"),
        ("vorm", "instrument"),
        ("vorm", "schaal"),
        ("instrument", "schaal"),
    ):
        tabel[f"{een} x {ander}"] = {
            a: {
                b: sum(a in labels(p, een) and b in labels(p, ander) for p in gewone)
                for b in DIMENSIES[ander]
            }
            for a in DIMENSIES[een]
        }
    verzekeraars = sorted({z for p in gewone for z in p.zorgverzekeraars}, key=str.casefold)
    tabel["zorgverzekeraar"] = {z: sum(z in p.zorgverzekeraars for p in gewone) for z in verzekeraars}
    tabel["wmo_regio"] = {r: sum(r in p.wmo_regios for p in gewone) for r in land().regio}
    tabel["gemeenten_met"] = {
        t: len({c for p in gewone if p.thema == t for c in p.gemeenten}) for t in THEMAS
    } | {"alle": len({c for p in gewone for c in p.gemeenten})}
    return tabel


def _van_rijen(bladen: Bladen, projecten: list[Project]) -> dict[str, dict]:
    rijen = [opgave for opgaven in bladen.values() for opgave in opgaven]
    leeg = sum(o.leeg for o in rijen)
    gebreken = Counter(o.gebrek for o in rijen if o.gebrek)
    goed = len(rijen) - leeg - gebreken.total()
    getekend = sum(bool(p.gemeenten) for p in projecten)
    groepen = per_project(bladen).values()
    return {
        "waterval": {
            "gelezen": len(rijen),
            "leeg": leeg,
            "afgekeurd": gebreken.total(),
            "samengevoegd": goed - len(projecten),
            "gebruikt": len(projecten),
            "getekend": getekend,
            "alleen geteld": len(projecten) - getekend,
        },
        "gebreken": dict(sorted(gebreken.items())),
        "opgaven_per_project": {str(n): a for n, a in sorted(Counter(len(g) for g in groepen).items())},
        "labels": {
            "projecten_met_afwijking": sum(any(o.afwijking for o in g) for g in groepen),
            "eerste_opgave_fout": sum(bool(g[0].afwijking) for g in groepen),
        },
        "schaal_klopt_niet": {
            "projecten": [slug(p.titel) for p in constateringen.schaalschendingen(projecten)]
        },
    }


def maak_constateringen(
    projecten: list[Project], polissen: list[dict[str, str]], aandelen: dict[str, dict[str, float]]
) -> bytes:
    """Return which findings hold in this world: id, gepland, waarde, oordeel; raise where a plan failed."""
    uitkomst = toets_alles(projecten, polissen, aandelen)
    rijen = [
        rij | {"waarde": f"{waarde:g}", "oordeel": "ja" if oordeel else "nee"}
        for rij in eigen("constateringen.csv")
        for waarde, oordeel in [uitkomst.pop(rij["id"])]
    ]
    if uitkomst:
        raise ValueError(f"niet gepland: {', '.join(uitkomst)}")
    mislukt = [rij["id"] for rij in rijen if rij["gepland"] != rij["oordeel"]]
    if mislukt:
        raise ValueError(f"de wereld is niet zoals gepland: {', '.join(mislukt)}")
    return als_csv(
        rijen,
        "SYNTHETISCH. Constateringen van 2017 in de verzonnen wereld: gepland (ja = waar) en nagerekend.",
        "waarde: de maat van de toets, of 1 en 0 waar de toets uit meer eisen bestaat.",
    )
