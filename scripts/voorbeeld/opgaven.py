"""What insurers and regions report of the true projects: overlapping, in their own spelling, with slips.

An :class:`Opgave` is one row to be; :mod:`scripts.voorbeeld.bladen` gives it a file, a sheet and a number.
"""

import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache

from scripts.voorbeeld.tabellen import (
    DIMENSIES,
    RAW,
    deel_van,
    instellingen,
    land,
    lees,
    programmas_van,
    slug,
)
from scripts.voorbeeld.wereld import Project

VERZEKERAARS, REGIOS = "synthetisch_projecten_verzekeraars.xlsx", "synthetisch_projecten_regios.xlsx"
BRON = "SYNTHETISCH: verzonnen voor het voorbeeld"


@dataclass
class Opgave:
    """One reported row: its cells, which project it reports, and why it is to be rejected, if it is.

    ``afwijking``: the labels that differ from the truth (dimensie → reported label). ``bewerkingen`` counts
    what was done to the title. ``gebrek`` and ``kolom`` name the fault; ``leeg`` marks an empty row.
    """

    bestand: str
    blad: str
    cellen: dict[str, object]
    project: Project | None = None
    afwijking: dict[str, str] = field(default_factory=dict)
    bewerkingen: int = 0
    gebrek: str = ""
    kolom: str = ""
    leeg: bool = False
    vorm: str = ""  # how the sheet shows it: formule, formule_zonder_waarde, samengevoegd_met_vorige
    rij: int = 0


class Titels:
    """Hands out reported titles; a slug never serves two projects unless they truly have the same title."""

    def __init__(self, projecten: list[Project]):
        self.eigenaar: dict[str, set[str]] = defaultdict(set)
        for project in projecten:
            self.eigenaar[slug(project.titel)].add(project.nummer)

    def neem(self, titel: str, project: Project) -> bool:
        """Whether ``titel`` can stand for this project and no other; if so it is taken."""
        if self.eigenaar[slug(titel)] - {project.nummer}:
            return False
        if programmas_van(titel, project.zorgverzekeraars) != programmas_van(
            project.titel, project.zorgverzekeraars
        ):
            return False
        self.eigenaar[slug(titel)].add(project.nummer)
        return True


def maak_opgaven(projecten: list[Project], titels: Titels, zaad: str, peildata: tuple) -> list[Opgave]:
    """Return the reports of all projects, in order of the projects and, of one project, of reading.

    Of some the label is not the true one, or missing; a decision then settles it.
    """
    kans, opgaven = random.Random(f"{zaad}/opgaven"), []
    for project in projecten:
        opgaven += _opgaven_van(project, kans, titels, peildata)
    _laat_afwijken(opgaven, titels, kans)
    return opgaven


def _laat_afwijken(opgaven: list[Opgave], titels: Titels, kans: random.Random) -> None:
    """Change, or leave out, a label of some projects that are reported only once."""
    knoppen = instellingen("parameters.toml")["opgaven"]
    aantal = Counter(opgave.project.nummer for opgave in opgaven)
    enkel = [
        opgave
        for opgave in opgaven
        if aantal[opgave.project.nummer] == 1
        and opgave.project.soort == "gewoon"
        and len(titels.eigenaar[slug(opgave.project.titel)]) == 1
        and not opgave.project.is_minimacontract
    ]
    deel = deel_van(len(aantal))
    anders, leeg = (max(1, round(deel * knoppen[naam])) for naam in ("losse_besluiten", "leeg_met_besluit"))
    gekozen = kans.sample(enkel, anders + leeg)
    for opgave in gekozen[:anders]:
        _ander_label(opgave, opgave.project, kans)
    for opgave in gekozen[anders:]:
        dimensie = kans.choice(("thema", "vorm"))
        opgave.afwijking[dimensie] = opgave.cellen[dimensie] = ""


def blad_van(verzekeraar: str) -> str:
    """Return the sheet on which an insurer reports."""
    return next(b for b, namen in instellingen("spelling.toml")["bladen"].items() if verzekeraar in namen)


def landsdeel_van(project: Project) -> str:
    """Return the sheet of the workbook of the regions in which a project belongs."""
    return land().landsdeel[project.wmo_regios[0]]


def _opgaven_van(project: Project, kans: random.Random, titels: Titels, peildata: tuple) -> list[Opgave]:
    knoppen = instellingen("parameters.toml")["opgaven"]
    worp = kans.random()
    bladen = []
    if worp < knoppen["beide"] + knoppen["alleen_verzekeraar"]:
        bladen.append((VERZEKERAARS, blad_van(project.zorgverzekeraars[0])))
        tweede = {blad_van(z) for z in project.zorgverzekeraars[1:]} - {bladen[0][1]}
        bladen += [
            (VERZEKERAARS, blad) for blad in sorted(tweede) if kans.random() < knoppen["tweede_verzekeraar"]
        ]
    if worp < knoppen["beide"] or not bladen:
        bladen.append((REGIOS, landsdeel_van(project)))
    bladen.sort(key=_leesvolgorde)
    opgaven = [maak_opgave(project, *bladen[0], kans, peildata)]
    for bestand, blad in bladen[1:]:
        herhaling = maak_opgave(project, bestand, blad, kans, peildata, eerste=False)
        herhaling.cellen["titel"], herhaling.bewerkingen = andere_titel(project, kans, titels)
        opgaven.append(herhaling)
    if len(opgaven) > 1 and kans.random() < knoppen["labels_anders"]:
        _ander_label(kans.choice(opgaven), project, kans)
    return opgaven


def _leesvolgorde(waar: tuple[str, str]) -> tuple[int, int]:
    bladen = [*instellingen("spelling.toml")["bladen"], *dict.fromkeys(land().landsdeel.values())]
    return (VERZEKERAARS, REGIOS).index(waar[0]), bladen.index(waar[1])


def maak_opgave(
    project: Project,
    bestand: str,
    blad: str,
    kans: random.Random,
    peildata: tuple,
    eerste: bool = True,
) -> Opgave:
    """Return one report of a project; one that is not the first may say less than the truth."""
    spelling, knoppen = instellingen("spelling.toml"), instellingen("parameters.toml")["opgaven"]
    codes, namen = project.gemeenten, project.zorgverzekeraars
    lijst = project.plaats == ("gemeenten",)
    if not eerste and lijst and len(codes) > 2 and kans.random() < knoppen["minder_gemeenten"]:
        codes = tuple(sorted(kans.sample(codes, len(codes) - 1)))
    if not eerste and len(namen) > 1 and kans.random() < knoppen["minder_verzekeraars"]:
        # The insurer on whose sheet it stands does not forget itself.
        namen = tuple(n for n in namen if bestand == VERZEKERAARS and blad_van(n) == blad) or namen[:1]
    gemeenten, regios = plaatscellen(project, codes, kans)
    inleiding = "" if eerste else kans.choice(spelling["inleidingen"])
    cellen = {
        "titel": project.titel,
        "omschrijving": inleiding + project.omschrijving,
        "zorgverzekeraars": "; ".join(_verzekeraar(naam, kans) for naam in namen),
        "gemeenten": gemeenten,
        "wmo_regios": regios,
        "is_minimacontract": ("ja" if project.is_minimacontract else kans.choice(("nee", "nee", ""))),
        "peildatum": kans.choice(peildata),
        "subthema": project.subthema,
        "andere_partijen": "; ".join(kans.sample(spelling["andere_partijen"], kans.choice((0, 0, 1, 2)))),
        "reden_geen_gemeenten": project.reden_geen_gemeenten,
        "herkomst": "synthetisch",
        "bron": BRON,
    }
    cellen |= {dimensie: labelcel(dimensie, project.label(dimensie), kans) for dimensie in DIMENSIES}
    if kans.random() < 0.03:
        cellen["titel"] = f"  {cellen['titel']} "
    return Opgave(bestand, blad, cellen, project)


def _verzekeraar(naam: str, kans: random.Random) -> str:
    anders = instellingen("spelling.toml")["zorgverzekeraars"].get(naam, [])
    return kans.choice(anders) if anders and kans.random() < 0.3 else naam


# ---- labels ---------------------------------------------------------------------------------------


@cache
def _schrijfwijzen(dimensie: str, code: str) -> tuple[str, ...]:
    rijen = lees(RAW / "ordening" / "ordening.csv")
    rij = next(r for r in rijen if (r["dimensie"], r["code"]) == (dimensie, code))
    return tuple(dict.fromkeys([rij["label"], rij["naam"], *filter(None, rij["spelling"].split(";"))]))


def labelcel(dimensie: str, label: str, kans: random.Random) -> str:
    """Return a label as someone writes it: mostly the code, sometimes its name or another spelling."""
    delen = []
    for code in label.split(";"):
        anders = [vorm for vorm in _schrijfwijzen(dimensie, code) if ";" not in vorm]
        delen.append(kans.choice(anders) if kans.random() < 0.25 else code)
    if len(delen) > 1 and kans.random() < 0.3:
        delen.reverse()
    return "; ".join(delen)


def _ander_label(opgave: Opgave, project: Project, kans: random.Random) -> None:
    dimensie = kans.choice(("thema", "vorm", "vorm", "instrument"))
    andere = ander_label(dimensie, project, kans)
    opgave.afwijking[dimensie] = andere
    opgave.cellen[dimensie] = labelcel(dimensie, andere, kans)
    if dimensie == "thema":
        opgave.cellen["subthema"] = ""


def ander_label(dimensie: str, project: Project, kans: random.Random) -> str:
    """Return a label that could be argued for, but is not the true one."""
    keus = {
        "thema": [t for t in ("ouderen", "ggz", "preventie", "esw") if t != project.thema],
        "vorm": [v for v in ("ontwikkelproject", "doorontwikkelen", "implementeren") if v != project.vorm],
        "instrument": [
            i
            for i in ("werkwijze", "beleid", "inkoop", "samenwerkingsdocument")
            if (i,) != project.instrument
        ],
    }[dimensie]
    return kans.choice(keus)


# ---- places ---------------------------------------------------------------------------------------


@cache
def _andere_namen() -> dict[str, list[str]]:
    """Return other names of gemeenten by code: aliases that mean one gemeente, and names of before 2017."""
    op_naam = {rij["gm_naam"]: code for code, rij in land().gemeente.items()}
    namen: dict[str, list[str]] = defaultdict(list)
    for rij in lees(RAW / "gebieden" / "aliassen.csv"):
        if rij["soort"] == "gemeente" and rij["naam"] in op_naam and "(" not in rij["alias"]:
            namen[op_naam[rij["naam"]]].append(rij["alias"])
    stappen = [
        r
        for r in lees(RAW / "gebieden" / "herindelingen.csv")
        if r["datum"] <= "2017-01-01" and r["oud_vervalt"] == "ja" and r["soort"] in ("fusie", "toevoeging")
    ]
    dubbelzinnig = {
        slug(r["alias"])
        for r in lees(RAW / "gebieden" / "aliassen.csv")
        if ";" in r["naam"] or "?" in r["naam"]
    }
    for stap in stappen:
        if stap["nieuw_code"] in land().gemeente and slug(stap["oud_naam"]) not in dubbelzinnig:
            namen[stap["nieuw_code"]].append(stap["oud_naam"])
    return namen


@cache
def _regio_aliassen() -> dict[str, list[str]]:
    namen: dict[str, list[str]] = defaultdict(list)
    for rij in lees(RAW / "gebieden" / "aliassen.csv"):
        if rij["soort"] == "wmo_regio" and rij["naam"] in land().regio:
            namen[rij["naam"]].append(rij["alias"])
    return namen


def gemeentecel(code: str, kans: random.Random) -> str:
    """Return a gemeente as someone writes it."""
    worp, anders = kans.random(), _andere_namen().get(code, [])
    if anders and worp < 0.3:
        return kans.choice(anders)
    if worp > 0.93:
        return code
    naam = land().naam(code)
    return f"gemeente {naam}" if worp > 0.89 else naam.upper() if worp > 0.87 else naam


def regiocel(regio: str, kans: random.Random) -> str:
    """Return a Wmo-regio as someone writes it."""
    aliassen = _regio_aliassen().get(regio, [])
    return kans.choice(aliassen) if aliassen and kans.random() < 0.25 else regio


def plaatscellen(project: Project, codes: tuple[str, ...], kans: random.Random) -> tuple[str, str]:
    """Return the cells gemeenten and wmo_regios that stand for ``codes``."""
    regios = "; ".join(regiocel(regio, kans) for regio in project.wmo_regios)
    if not codes:
        return "", regios
    if project.plaats[0] == "kern":
        vorm = kans.choice(("kernwerkgebied {}", "alle gemeenten in kernwerkgebied {}"))
        return vorm.format(project.plaats[1]), ""
    worp = kans.random()
    if project.plaats[0] == "regio" and worp < 0.75:
        if worp < 0.2:
            return "", regios
        vorm = "hele regio {}" if worp < 0.5 else "alle gemeenten in regio {}"
        kaal = [naam.removeprefix("Regio ").removeprefix("Stadsregio ") for naam in project.plaats[1:]]
        return "; ".join(vorm.format(naam) for naam in kaal), regios if kans.random() < 0.5 else ""
    namen = [gemeentecel(code, kans) for code in codes]
    kans.shuffle(namen)
    return "; ".join(namen), regios if kans.random() < 0.4 else ""


# ---- titles ---------------------------------------------------------------------------------------


def andere_titel(
    project: Project, kans: random.Random, titels: Titels, zelfde_mag: bool = True
) -> tuple[str, int]:
    """Return a title for a repeated report, and how many changes were made to the true one.

    Without ``zelfde_mag`` it is a title that no row has, so that a rejected row never takes an identifier.
    """
    knoppen = instellingen("parameters.toml")["opgaven"]
    if zelfde_mag and kans.random() < knoppen["zelfde_titel"] and titels.neem(project.titel, project):
        return project.titel, 0
    for _ in range(100):
        aantal = kans.choices((1, 2, 3), knoppen["bewerkingen"])[0]
        titel = project.titel
        for bewerk in kans.sample(BEWERKINGEN, aantal):
            titel = bewerk(titel, project, kans)
        titel = " ".join(titel.split())
        if not zelfde_mag and slug(titel) in titels.eigenaar:
            continue
        if titel != project.titel and len(slug(titel)) > 5 and titels.neem(titel, project):
            return titel, aantal
    raise RuntimeError(f"geen andere titel te vinden voor {project.titel}")


def _tikfout(titel: str, project: Project, kans: random.Random) -> str:
    woorden = titel.split(" ")
    lang = [i for i, woord in enumerate(woorden) if len(woord) > 5 and woord.isalpha()]
    if not lang:
        return titel
    i = kans.choice(lang)
    woord, plek = woorden[i], kans.randrange(1, len(woorden[i]) - 2)
    woorden[i] = kans.choice(
        (
            woord[:plek] + woord[plek + 1] + woord[plek] + woord[plek + 2 :],
            woord[:plek] + woord[plek + 1 :],
            woord[:plek] + woord[plek] + woord[plek:],
        )
    )
    return " ".join(woorden)


def _zonder_plaats(titel: str, project: Project, kans: random.Random) -> str:
    return project.onderwerp if project.onderwerp and project.soort == "gewoon" else titel


def _woordvolgorde(titel: str, project: Project, kans: random.Random) -> str:
    for scheiding in (": ", " – ", " in "):
        voor, _, na = titel.partition(scheiding)
        if na:
            return f"{na} – {voor}" if scheiding != " – " else f"{na}: {voor}"
    return titel


def _afkorting(titel: str, project: Project, kans: random.Random) -> str:
    tabel = instellingen("spelling.toml")["afkortingen"]
    kan = [woord for woord in tabel if re.search(rf"\b{woord}\b", titel)]
    if not kan:
        return titel
    woord = kans.choice(kan)
    return re.sub(rf"\b{woord}\b", tabel[woord], titel, count=1)


def _rand(titel: str, project: Project, kans: random.Random) -> str:
    spelling = instellingen("spelling.toml")
    if kans.random() < 0.5:
        return kans.choice(spelling["voorvoegsels"]) + titel
    return titel + kans.choice(spelling["achtervoegsels"])


def _leestekens(titel: str, project: Project, kans: random.Random) -> str:
    return kans.choice((titel.replace(" – ", ", ").replace(": ", " / "), f"'{titel}'", titel.upper()))


BEWERKINGEN = (_tikfout, _zonder_plaats, _woordvolgorde, _afkorting, _rand, _leestekens)
