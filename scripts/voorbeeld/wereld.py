"""The true world: every project as it 'really' is, before anyone reports it."""

import random
from collections import Counter
from dataclasses import dataclass, field, replace

from scripts.voorbeeld.tabellen import (
    INSTRUMENTEN,
    eigen,
    instellingen,
    land,
    loot,
    slug,
    verdeel,
)

REDEN = "synthetisch: de opgave noemt alleen de regio"


@dataclass(frozen=True)
class Project:
    """One true project. ``plaats`` says how its places are best described: ``("gemeenten",)``,
    ``("regio", name, ...)`` or ``("kern", insurer)``; ``soort`` is gewoon, zuster, fase or vast.
    """

    nummer: str
    titel: str
    omschrijving: str
    zorgverzekeraars: tuple[str, ...]
    gemeenten: tuple[str, ...]
    plaats: tuple[str, ...]
    thema: str
    instrument: tuple[str, ...]
    vorm: str
    schaal: str
    is_minimacontract: bool = False
    subthema: str = ""
    reden_geen_gemeenten: str = ""
    onderwerp: str = ""
    soort: str = "gewoon"

    @property
    def wmo_regios(self) -> tuple[str, ...]:
        """The Wmo-regio's in which it is: those of its gemeenten, else those it names."""
        return land().regios_van(self.gemeenten) if self.gemeenten else tuple(sorted(self.plaats[1:]))

    def label(self, dimensie: str) -> str:
        """Return the label of a dimension; instruments in the fixed order, joined by ``;``."""
        waarde = getattr(self, dimensie)
        return ";".join(x for x in INSTRUMENTEN if x in waarde) if dimensie == "instrument" else waarde


@dataclass
class Wereld:
    """Projects under construction, with what keeps them apart: no two are the same in all that identifies."""

    kans: random.Random
    voorzet: str = "P"
    projecten: list[Project] = field(default_factory=list)
    bezet: set[tuple] = field(default_factory=set)
    titels: set[str] = field(default_factory=set)
    geteld: Counter = field(default_factory=Counter)

    def voeg_toe(self, project: Project) -> Project:
        """Add a project under the next number."""
        project = replace(project, nummer=f"{self.voorzet}{len(self.projecten) + 1:04d}")
        self.projecten.append(project)
        self.bezet.add(_kenmerk(project))
        self.titels.add(slug(project.titel))
        if not project.is_minimacontract:
            self.geteld.update(project.gemeenten)
        return project

    def reserveer(self, project: Project) -> None:
        """Keep anything like this project, which is no longer there, from being made anew."""
        self.bezet.add(_kenmerk(project))

    def is_nieuw(self, project: Project) -> bool:
        """Whether nothing like it exists: same subject and places, or the same title unless a sister."""
        zelfde_titel = slug(project.titel) in self.titels and project.soort != "zuster"
        return _kenmerk(project) not in self.bezet and not zelfde_titel


def _kenmerk(project: Project) -> tuple:
    return project.onderwerp or project.titel, project.plaats, project.gemeenten


def maak_wereld(zaad: int, aantal: int | None = None) -> list[Project]:
    """Return the projects of 2017: ``aantal`` (default: the setting), and some minimacontracten."""
    knoppen = instellingen("parameters.toml")
    totaal = aantal or knoppen["aantallen"]["projecten"]
    deel = totaal / knoppen["aantallen"]["projecten"]
    wereld = Wereld(random.Random(f"{zaad}/wereld"))
    for rij in eigen("vaste_projecten.csv"):
        wereld.voeg_toe(_vast(rij))
    bijzonder = {naam: round(deel * knoppen["aantallen"][naam]) for naam in ("fasen", "andere_verzekeraar")}
    vakken = vakken_van(totaal - sum(bijzonder.values()), wereld.projecten)
    wereld.kans.shuffle(vakken)
    zonder = round(deel * knoppen["aantallen"]["zonder_gemeenten"])
    for i, vak in enumerate(vakken):
        wereld.voeg_toe(maak_project(wereld, *vak, zonder_gemeenten=i < zonder))
    _tweelingen(wereld, **bijzonder)
    _dek_af(wereld)
    for _ in range(round(deel * knoppen["aantallen"]["minimacontracten"])):
        wereld.voeg_toe(_minimacontract(wereld))
    return wereld.projecten


def _vast(rij: dict[str, str]) -> Project:
    soort, _, rest = rij["plaatsen"].partition(":")
    if soort == "regio":
        plaats = ("regio", *rest.split("|"))
        codes = tuple(sorted(code for naam in plaats[1:] for code in land().regio[naam]))
    elif soort == "kern":
        plaats, codes = ("kern", rest), land().kern(rest)
    else:
        plaats = ("gemeenten",)
        codes = tuple(sorted(land().code(naam) for naam in rij["plaatsen"].split(";")))
    return Project(
        "",
        rij["titel"],
        rij["omschrijving"],
        tuple(sorted(rij["zorgverzekeraars"].split(";"))),
        codes,
        plaats,
        rij["thema"],
        tuple(rij["instrument"].split(";")),
        rij["vorm"],
        rij["schaal"],
        subthema="algemeen" if rij["thema"] == "anders" else "",
        soort="vast",
    )


def vakken_van(totaal: int, al: list[Project]) -> list[tuple[str, str, tuple[str, ...], str]]:
    """Return thema, vorm, instrument and schaal of every project to make, next to those there are ``al``.

    The shares of thema and vorm hold exactly for all of them together.
    """
    knoppen, vakken = instellingen("parameters.toml"), []
    op = Counter((project.thema, project.vorm) for project in al)
    for thema, n in verdeel(totaal, knoppen["thema"]).items():
        for vorm, m in verdeel(n, knoppen["vorm"][thema]).items():
            rest = max(m - op[thema, vorm], 0)
            for instrument, k in verdeel(rest, instrumenten_bij(thema, vorm)).items():
                for schaal, j in verdeel(k, schalen_bij(thema, instrument)).items():
                    vakken += [(thema, vorm, tuple(instrument.split(";")), schaal)] * j
    return vakken


def instrumenten_bij(thema: str, vorm: str) -> dict[str, float]:
    """Return the weight of each set of instruments (joined by ``;``) for a thema and a vorm."""
    rijen = [rij for rij in eigen("instrumenten.csv") if rij["vorm"] == vorm]
    eigen_rijen = [rij for rij in rijen if rij["thema"] == thema] or [r for r in rijen if r["thema"] == "*"]
    return {rij["instrument"]: float(rij["gewicht"]) for rij in eigen_rijen}


def klasse_van(instrument: tuple[str, ...]) -> str:
    """Return what kind of cooperation a set of instruments is: minima, borging, document or werkwijze."""
    if "collectieve_zorg_minima" in instrument:
        return "minima"
    if "werkwijze" in instrument:
        return "werkwijze"
    return "document" if "samenwerkingsdocument" in instrument else "borging"


def schalen_bij(thema: str, instrument: str) -> dict[str, float]:
    """Return the weight of each schaal."""
    knoppen = instellingen("parameters.toml")
    tabel = knoppen["schaal_ggz" if thema == "ggz" else "schaal"]
    klasse = klasse_van(tuple(instrument.split(";")))
    return dict(
        zip(("gemeente", "regionaal", "bovenregionaal"), tabel.get(klasse, tabel["werkwijze"]), strict=True)
    )


def maak_project(
    wereld: Wereld,
    thema: str,
    vorm: str,
    instrument: tuple[str, ...],
    schaal: str,
    zonder_gemeenten: bool = False,
) -> Project:
    """Return a new project with these labels, unlike any that exists."""
    kans, knoppen = wereld.kans, instellingen("parameters.toml")
    for _ in range(200):
        module = thema == "esw" and vorm == "implementeren" and "inkoop" in instrument
        zk = module and kans.random() < knoppen["verzekeraars"]["module_zilveren_kruis"]
        regio = _regio(kans, thema, schaal, "Zilveren Kruis" if zk else "")
        codes, plaats = _plaatsen(wereld, regio, schaal)
        if zonder_gemeenten:
            # Only regions that are named by others too, so that this adds nothing but 'not stated'.
            codes, plaats = (), ("regio", *land().regios_van(codes))
        verzekeraars = ("Zilveren Kruis",) if zk else _verzekeraars(kans, regio, thema)
        onderwerp = kans.choice(onderwerpen_bij(thema, instrument))
        zuster = schaal == "gemeente" and kans.random() < knoppen["plaats"]["zonder_plaatsnaam"]
        titel = onderwerp["onderwerp"] if zuster else maak_titel(kans, onderwerp["onderwerp"], codes, plaats)
        project = Project(
            "",
            titel,
            onderwerp["omschrijving"],
            verzekeraars,
            codes,
            plaats,
            thema,
            instrument,
            vorm,
            schaal,
            subthema=_subthema(thema, instrument),
            reden_geen_gemeenten=REDEN if zonder_gemeenten else "",
            onderwerp=onderwerp["onderwerp"],
            soort="zuster" if zuster else "gewoon",
        )
        if wereld.is_nieuw(project):
            return project
    raise RuntimeError(f"te weinig verschillende projecten mogelijk voor {thema}, {vorm}, {instrument}")


def _subthema(thema: str, instrument: tuple[str, ...]) -> str:
    if thema != "anders":
        return ""
    return "minima" if "collectieve_zorg_minima" in instrument else "algemeen"


def onderwerpen_bij(thema: str, instrument: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the subjects that fit a thema and a set of instruments."""
    klasse = klasse_van(instrument)
    rijen = [rij for rij in eigen("onderwerpen.csv") if rij["thema"] == thema]
    passend = [r for r in rijen if r["bij"] == klasse] or [r for r in rijen if not r["bij"]]
    return passend if klasse in ("document", "minima") else [r for r in rijen if r["bij"] in ("", klasse)]


def _regio(kans: random.Random, thema: str, schaal: str, houder: str) -> str:
    knoppen = instellingen("parameters.toml")["plaats"]
    factor = {r["wmo_regio"]: float(r["factor"]) for r in eigen("nadruk.csv") if r["thema"] == thema}
    gewichten = {}
    for regio, codes in land().regio.items():
        inwoners = sum(int(land().gemeente[code]["inwoners_2017"]) for code in codes)
        gewicht = inwoners ** knoppen["macht_inwoners"] * factor.get(regio, factor.get("*", 1))
        if schaal != "gemeente" and regio in knoppen["losse_regios"]:
            gewicht = 0
        if houder and land().grootste[regio] != houder:
            gewicht = 0
        gewichten[regio] = gewicht
    return loot(kans, gewichten)


def _plaatsen(wereld: Wereld, regio: str, schaal: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    kans, knoppen = wereld.kans, instellingen("parameters.toml")["plaats"]
    if schaal == "regionaal":
        return land().regio[regio], ("regio", regio)
    if schaal == "gemeente":
        return _enkele(wereld, regio, kans.choices((1, 2, 3, 4), knoppen["aantal_gemeenten"])[0]), (
            "gemeenten",
        )
    buren = [
        naam
        for naam in land().regio
        if land().landsdeel[naam] == land().landsdeel[regio]
        and naam != regio
        and naam not in knoppen["losse_regios"]
    ]
    regios = sorted([regio, *kans.sample(buren, min(len(buren), kans.choice((1, 1, 2))))])
    if kans.random() < knoppen["regio_heel"]:
        return tuple(sorted(c for naam in regios for c in land().regio[naam])), ("regio", *regios)
    codes = {code for naam in regios for code in _enkele(wereld, naam, kans.choice((1, 2)))}
    return tuple(sorted(codes)), ("gemeenten",)


def _enkele(wereld: Wereld, regio: str, aantal: int) -> tuple[str, ...]:
    """Return up to ``aantal`` gemeenten of a region, sooner the large; never all, unless it has but one."""
    kans, knoppen = wereld.kans, instellingen("parameters.toml")["plaats"]
    over = [code for code in land().regio[regio] if land().naam(code) not in knoppen["wit"]]
    aantal = min(aantal, max(len(land().regio[regio]) - 1, 1), len(over))
    gekozen: set[str] = set()
    while len(gekozen) < aantal:
        gewicht = {c: int(land().gemeente[c]["inwoners_2017"]) ** knoppen["macht_inwoners"] for c in over}
        gekozen.add(loot(kans, gewicht))
    return tuple(sorted(gekozen))


def _verzekeraars(kans: random.Random, regio: str, thema: str) -> tuple[str, ...]:
    knoppen = instellingen("parameters.toml")["verzekeraars"]
    gewichten = dict(knoppen["andere"])
    for naam, extra in knoppen["plaatselijk"].get(regio, {}).items():
        gewichten[naam] = gewichten.get(naam, 0) + extra
    grootste = land().grootste[regio]
    eerste = grootste if kans.random() < knoppen["grootste"] else loot(kans, gewichten)
    if thema == "jeugd_18" and eerste != "Menzis":
        eerste = grootste  # a small theme, kept with those who know the region
    namen = {eerste}
    if kans.random() < knoppen["tweede_erbij"]:
        namen.add(loot(kans, gewichten))
    return tuple(sorted(namen, key=str.casefold))


def maak_titel(kans: random.Random, onderwerp: str, codes: tuple[str, ...], plaats: tuple[str, ...]) -> str:
    """Return a title of a subject in a place, in one of the patterns people use."""
    spelling = instellingen("spelling.toml")
    if plaats[0] == "regio":
        namen = [naam.removeprefix("Regio ").removeprefix("Stadsregio ") for naam in plaats[1:]]
        patronen = spelling["titelpatronen_regio"]
    else:
        namen, patronen = [land().naam(code) for code in codes], spelling["titelpatronen"]
    waar = namen[0] if len(namen) == 1 else f"{', '.join(namen[:-1])} en {namen[-1]}"
    if len(namen) > 3:
        waar = f"{namen[0]} en omstreken"
    return kans.choice(patronen).format(onderwerp=onderwerp, plaats=waar)


def _tweelingen(wereld: Wereld, fasen: int, andere_verzekeraar: int) -> None:
    """Add projects that look like another one but are not: a second phase, another insurer."""
    kans = wereld.kans
    gewone = [p for p in wereld.projecten if p.soort == "gewoon" and p.schaal == "gemeente" and p.gemeenten]
    bron = kans.sample([p for p in gewone if p.vorm == "ontwikkelproject"], fasen)
    for project in bron:
        fase = replace(
            project, titel=f"{project.titel}, fase 2", soort="fase", onderwerp=f"{project.onderwerp}, fase 2"
        )
        wereld.voeg_toe(fase)
    over = [p for p in gewone if p not in bron and len(p.zorgverzekeraars) == 1]
    for project in kans.sample(over, andere_verzekeraar):
        andere = {
            z: 1 for z in ("CZ", "Menzis", "VGZ", "Zilveren Kruis") if z not in project.zorgverzekeraars
        }
        wereld.voeg_toe(replace(project, zorgverzekeraars=(loot(kans, andere),), soort="zuster"))


def _dek_af(wereld: Wereld) -> None:
    """Give every gemeente that is not meant to be white a place in some project of its region."""
    wit = instellingen("parameters.toml")["plaats"]["wit"]
    for code, rij in land().gemeente.items():
        if wereld.geteld[code] or rij["gm_naam"] in wit:
            continue
        for i, project in enumerate(wereld.projecten):
            ruim = len(land().regio[rij["wmo_regio"]]) > len(project.gemeenten) + 1
            past = project.schaal == "gemeente" and project.wmo_regios == (rij["wmo_regio"],) and ruim
            if past and project.gemeenten and project.soort == "gewoon" and len(project.gemeenten) < 4:
                nieuw = replace(project, gemeenten=tuple(sorted({*project.gemeenten, code})))
                if _kenmerk(nieuw) not in wereld.bezet and not _heeft_tweeling(wereld, project):
                    wereld.projecten[i] = nieuw
                    wereld.bezet.add(_kenmerk(nieuw))
                    wereld.geteld[code] += 1
                    break


def _heeft_tweeling(wereld: Wereld, project: Project) -> bool:
    return (
        sum(
            p.onderwerp.startswith(project.onderwerp) and p.gemeenten == project.gemeenten
            for p in wereld.projecten
        )
        > 1
    )


def _minimacontract(wereld: Wereld) -> Project:
    kans = wereld.kans
    for _ in range(200):
        regio = _regio(kans, "anders", "gemeente", "")
        codes = _enkele(wereld, regio, kans.choice((1, 1, 2, 3)))
        project = Project(
            "",
            maak_titel(kans, "Collectieve zorgverzekering minima", codes, ("gemeenten",)),
            "De gemeente biedt inwoners met een laag inkomen een collectieve zorgverzekering aan.",
            _verzekeraars(kans, regio, "anders")[:1],
            codes,
            ("gemeenten",),
            "anders",
            ("collectieve_zorg_minima",),
            "samenwerkingsafspraken",
            "gemeente",
            is_minimacontract=True,
            subthema="minima",
            onderwerp="Collectieve zorgverzekering minima",
        )
        if wereld.is_nieuw(project):
            return project
    raise RuntimeError("te weinig verschillende minimacontracten mogelijk")
