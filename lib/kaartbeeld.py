"""What a map shows, without drawing it: classes, counts, texts and the table behind the map.

A row of the register and the tables of an edition become a :class:`Kaartbeeld`. For each soort of
map there is one small function in :data:`SOORTEN`; none for a single map.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from lib.kaarttekst import (
    NUL_PROJECTEN,
    Opschrift,
    aantal,
    alternatief,
    bijschrift,
    bronregel,
    titelvelden,
)
from lib.selectie import GEEN_KLASSE, Gegevens, Selectie, als_lijst, selecteer
from lib.stijl import (
    CATEGORIE,
    COMBINATIE,
    PROJECTEN,
    VORMGEVING,
    Vulling,
    op_volgorde,
    vulling,
    vulling_combinatie,
    vulling_reeks,
    vulling_zorgverzekeraar,
)

LET_OP = (
    "Een combinatie hoort bij de gemeente en niet bij een project: geteld zijn alle labels die er voorkomen, "
    "over al haar projecten samen."
)
LEESWIJZER = "Kleur: {leidend}. Streep of stip: wat erbij komt."
LEESWIJZER_MATRIX = (
    "Rij: een combinatie; een volle stip is een label dat erbij hoort. Balk: aantal gemeenten. "
    "De rijen staan in de vaste volgorde van de labels."
)
LEIDEND = {
    "thema": "het eerste thema",
    "instrument": "het eerste instrument",
    "vorm": "de meest intensieve vorm",
    "schaal": "de grootste schaal",
}
GENOEMD = "Zonder stip of streep: in een bron genoemd, zonder cijfer."
PER_REGIO = "Tussen haakjes: het aantal gemeenten."
GEEN_POLIS = "geen polis bekend"
GEEN_POLISLIJST = "Zonder polislijst in deze editie: alleen de minimacontracten uit de projecten."
APART = "Deze kaart telt de {projecten} per gemeente; elk staat apart op {bladen}."
PER_BLAD = int(PROJECTEN["kolommen"] * PROJECTEN["rijen"])  # projects that are drawn apart on one sheet
AANTAL = VORMGEVING["aantal"]  # the smallest number of projects of a class → how it looks
GRONDSLAG = {"gemeten": "gemeten", "genoemd": None, "proxy": "proxy"}  # how a largest insurer is known → mark


@dataclass(frozen=True)
class Klasse:
    """One entry of the legend. ``kleur`` is empty where the drawing chooses, so that neighbours differ."""

    code: str
    label: str
    kleur: str
    arcering: str = ""
    inkt: str = ""
    n_gemeenten: int = 0
    n_projecten: int = 0
    nummer: str = ""


@dataclass(frozen=True, eq=False)
class Laag:
    """A mark on top of the classes: hatch ``arcering`` in ``inkt`` over ``gemeenten`` (bool per gemeente)."""

    label: str
    telling: str
    arcering: str
    inkt: str
    gemeenten: np.ndarray


@dataclass(frozen=True, eq=False)
class Omlijning:
    """A line around ``gemeenten`` (bool per gemeente)."""

    label: str
    gemeenten: np.ndarray


@dataclass(frozen=True, eq=False, kw_only=True)
class Inhoud:
    """What one soort of map decides: classes and which gemeente has which."""

    klassen: tuple[Klasse, ...] = ()
    klasse_van: np.ndarray  # int per gemeente, index into klassen; -1: none
    geen_opgave: np.ndarray  # bool per gemeente
    delen: Mapping[int, tuple[int, ...]] = field(default_factory=dict)  # gemeente → its 2 or more classes
    lagen: tuple[Laag, ...] = ()
    omlijning: Omlijning | None = None
    panelen: tuple["Kaartbeeld", ...] = ()  # instead of one map
    per_label: tuple["Kaartbeeld", ...] = ()  # below a map of many combinations: where each label occurs
    rest: tuple[Klasse, ...] = ()  # what the last of klassen stands for, where that is a group
    geteld: tuple[Klasse, ...] = ()  # the projects that klassen counts, where those are numbers of projects
    met: np.ndarray | None = None  # bool per gemeente: what {gemeenten_met} counts; None: every class
    leeswijzer: str = ""
    toevoeging: str = ""  # sentence for the caption
    nul: str = NUL_PROJECTEN  # what a gemeente without a class has; "" where every gemeente has one
    telling: str = ""  # sentence on what is counted, where that is not projects

    @property
    def alle_klassen(self) -> tuple[Klasse, ...]:
        """The classes, a group or a number taken apart: together everything that occurs."""
        los = (*self.klassen[:-1], *self.rest) if self.rest else self.klassen
        return self.geteld or los


@dataclass(frozen=True, eq=False, kw_only=True)
class Kaartbeeld(Inhoud, Opschrift):
    """Everything a map shows. Arrays have one element per gemeente, in the order of ``Gegevens.gm_code``.

    ``grenzen``: the regions whose borders are drawn, if any; ``kort``: the name of the map as a panel.
    """

    grenzen: str | None
    n_projecten: int
    kort: str = ""

    @property
    def leeg(self) -> bool:
        """Whether there is nothing to draw but the ground."""
        return not (self.panelen or (self.klasse_van != GEEN_KLASSE).any() or self.geen_opgave.any())

    @property
    def n_nul(self) -> int:
        """The number of gemeenten with neither a class nor 'geen opgave'."""
        return int(((self.klasse_van == GEEN_KLASSE) & ~self.geen_opgave).sum())


def maak_beeld(rij: Mapping[str, str], gegevens: Gegevens) -> Kaartbeeld:
    """Return what the map of register row ``rij`` shows of ``gegevens``.

    Raises ValueError where the soort is not a map or a filter names a column that projecten lacks.
    """
    rij = dict(rij)
    if rij["soort"] not in SOORTEN:
        raise ValueError(
            f"{rij['kaart_id']}: soort {rij['soort']!r} is geen kaart; wel: {', '.join(SOORTEN)}"
        )
    selectie = selecteer(_filters(rij), gegevens)
    inhoud = SOORTEN[rij["soort"]](rij, gegevens, selectie)
    velden = titelvelden(rij, gegevens, selectie, inhoud)
    titel = rij["titel"].format_map(velden)
    return Kaartbeeld(
        **vars(inhoud),
        kaart_id=rij["kaart_id"],
        soort=rij["soort"],
        titel=titel,
        ondertitel=rij.get("kop", ""),
        bijschrift=bijschrift(rij, selectie, inhoud),
        bronregel=bronregel(gegevens.editie),
        alt=alternatief(titel, gegevens, selectie, inhoud),
        grenzen=None if rij.get("grenzen") in (None, "", "geen") else rij["grenzen"],
        synthetisch=bool(gegevens.editie.synthetisch),
        n_projecten=selectie.aantal,
    )


def tabel(beeld: Kaartbeeld) -> pd.DataFrame:
    """Return the table behind a map: klasse, gemeenten, aandeel (0-1, of all gemeenten), projecten.

    Rows: the classes in the order of the legend, each combination by itself also where the map draws the
    rare ones as one class and each project also where the map counts them, then 'geen opgave' and
    '0 projecten' where they occur; projecten is missing where the map counts something else. Where a
    gemeente can have several classes the numbers add up to more than all gemeenten.
    """
    over_projecten = beeld.nul == NUL_PROJECTEN
    rijen = [
        (f"{k.nummer} {k.label}".strip(), k.n_gemeenten, k.n_projecten if over_projecten else pd.NA)
        for k in beeld.alle_klassen
    ]
    if beeld.geen_opgave.any():
        rijen.append((CATEGORIE["geen_opgave"]["label"], int(beeld.geen_opgave.sum()), pd.NA))
    if beeld.nul:
        rijen.append((beeld.nul, beeld.n_nul, 0 if over_projecten else pd.NA))
    uit = pd.DataFrame(rijen, columns=["klasse", "gemeenten", "projecten"]).astype({"projecten": "Int64"})
    uit.insert(2, "aandeel", uit["gemeenten"] / len(beeld.klasse_van))
    return uit


def bundel(beelden: Sequence[Kaartbeeld], titel: str) -> Kaartbeeld:
    """Return one beeld with ``beelden`` (one or more) as panels; heading and source are of the first."""
    eerste = beelden[0]
    alt = f"{len(beelden)} kleine kaarten. {titel}. " + " ".join(beeld.alt for beeld in beelden)
    bijschrift = " ".join(dict.fromkeys(beeld.bijschrift for beeld in beelden))
    return replace(eerste, panelen=tuple(beelden), titel=titel, alt=alt, bijschrift=bijschrift)


def bundels(rijen: Sequence[Mapping[str, str]]) -> dict[str, list[Mapping[str, str]]]:
    """Return the register rows that are panels of one subject, per subject, in order: at least two each.

    The panels of a subject have a kaart_id that differs in the last part only: IV-1-werkwijze-ggz is one of
    IV-1-werkwijze.
    """
    gevonden: dict[str, list[Mapping[str, str]]] = {}
    for rij in rijen:
        if rij["soort"] == "paneel":
            gevonden.setdefault(rij["kaart_id"].rpartition("-")[0], []).append(rij)
    return {onderwerp: panelen for onderwerp, panelen in gevonden.items() if len(panelen) > 1}


def maak_bundel(onderwerp: str, rijen: Sequence[Mapping[str, str]], gegevens: Gegevens) -> Kaartbeeld:
    """Return the panels ``rijen`` of one subject as one beeld, whose kaart_id is ``onderwerp``."""
    panelen = [
        replace(maak_beeld(rij, gegevens), kort=gegevens.ordening.label("thema", rij["thema"]))
        for rij in rijen
    ]
    filters = (d for d in ("instrument", "vorm", "schaal") if als_lijst(rijen[0].get(d)))
    waarover = ", ".join(gegevens.ordening.naam(d, c) for d in filters for c in als_lijst(rijen[0][d]))
    met = int((panelen[0].klasse_van != GEEN_KLASSE).sum())
    titel = f"{waarover} per thema: projecten in {met} van de {len(gegevens.gm_code)} gemeenten"
    themas = tuple(paneel.klassen[0] for paneel in panelen if paneel.klassen)
    return replace(bundel(panelen, titel), kaart_id=onderwerp, klassen=themas)


# --- one function per soort ------------------------------------------------------------------------


def _regio_overzicht(rij: Mapping[str, str], gegevens: Gegevens, selectie: Selectie) -> Inhoud:
    nummer, namen = gegevens.regio_van(rij["grenzen"])
    aantal = np.bincount(nummer, minlength=len(namen))
    klassen = [
        Klasse(naam, naam, "", n_gemeenten=int(n), nummer=str(i + 1))
        for i, (naam, n) in enumerate(zip(namen, aantal, strict=True))
    ]
    return Inhoud(
        klassen=tuple(klassen),
        klasse_van=nummer,
        geen_opgave=_nergens(gegevens),
        leeswijzer=PER_REGIO,
        nul="",
    )


def _kernwerkgebied(rij: Mapping[str, str], gegevens: Gegevens, selectie: Selectie) -> Inhoud:
    if gegevens.kernwerkgebieden is None:
        return _leeg(gegevens)
    sleutels = gegevens.gemeenten[["gm_code", "wmo_regio"]]
    per_gemeente = sleutels.merge(
        gegevens.kernwerkgebieden, on="wmo_regio", how="left", validate="many_to_one"
    )
    houder = per_gemeente["grootste_verzekeraar"].fillna("")
    namen = op_volgorde(set(houder) - {""})
    lid = np.array([(houder == naam).to_numpy() for naam in namen], dtype=bool).reshape(
        len(namen), len(houder)
    )
    klassen = [
        _klasse(naam, naam, vulling_zorgverzekeraar(naam), leden)
        for naam, leden in zip(namen, lid, strict=True)
    ]
    lagen = []
    for grondslag, categorie in GRONDSLAG.items():
        gemeenten = (per_gemeente["grondslag"] == grondslag).to_numpy()
        if categorie and gemeenten.any():
            stijl = CATEGORIE[categorie]
            regios = gegevens.gemeenten.loc[gemeenten, "wmo_regio"].nunique()
            telling = aantal(regios, "Wmo-regio")
            lagen.append(Laag(stijl["label"], telling, stijl["arcering"], stijl["inkt"], gemeenten))
    return Inhoud(
        klassen=tuple(klassen),
        klasse_van=_eerste(lid),
        geen_opgave=_nergens(gegevens),
        lagen=tuple(lagen),
        leeswijzer=GENOEMD if (per_gemeente["grondslag"] == "genoemd").any() else "",
        nul="",
    )


def _aanwezigheid(rij: Mapping[str, str], gegevens: Gegevens, selectie: Selectie) -> Inhoud:
    verzekeraars, themas = als_lijst(rij.get("zorgverzekeraar")), als_lijst(rij.get("thema"))
    if len(themas) == 1:
        code, label, stijl = (
            themas[0],
            gegevens.ordening.label("thema", themas[0]),
            vulling("thema", themas[0]),
        )
    elif len(verzekeraars) == 1:
        code = label = verzekeraars[0]
        stijl = vulling_zorgverzekeraar(code)
    else:
        code, label, stijl = "aanwezig", CATEGORIE["aanwezig"]["label"], vulling("categorie", "aanwezig")
    klasse = replace(_klasse(code, label, stijl, selectie.aanwezig), arcering="", n_projecten=selectie.aantal)
    return Inhoud(
        klassen=(klasse,) if selectie.aantal else (),
        klasse_van=np.where(selectie.aanwezig, 0, GEEN_KLASSE),
        geen_opgave=selectie.geen_opgave,
        omlijning=_omlijning(verzekeraars, gegevens),
    )


def _combinatie(rij: Mapping[str, str], gegevens: Gegevens, selectie: Selectie) -> Inhoud:
    dimensie = rij["dimensie"]
    codes = list(gegevens.ordening.codes(dimensie))
    masker = np.zeros(len(gegevens.gm_code), dtype=np.int64)
    np.bitwise_or.at(masker, selectie.gemeente, gegevens.bits(dimensie)[selectie.project])
    voorkomend = sorted(set(masker.tolist()) - {0}, key=lambda m: _drukvolgorde(m, len(codes)))
    lid = np.array([masker == m for m in voorkomend], dtype=bool).reshape(len(voorkomend), masker.size)
    klassen = []
    for m, leden in zip(voorkomend, lid, strict=True):
        labels = [code for i, code in enumerate(codes) if m >> i & 1]
        naam = gegevens.ordening.combinatie_label(dimensie, labels)
        klasse = _klasse(";".join(labels), naam, vulling_combinatie(dimensie, labels), leden)
        klassen.append(replace(klasse, n_projecten=_projecten(selectie, leden)))
    inhoud = Inhoud(
        klassen=tuple(klassen),
        klasse_van=_eerste(lid),
        geen_opgave=selectie.geen_opgave,
        leeswijzer=LEESWIJZER.format(leidend=LEIDEND[dimensie])
        if any(";" in klasse.code for klasse in klassen)
        else "",
        toevoeging=LET_OP,
    )
    if len(klassen) <= COMBINATIE["los"]:
        return inhoud
    leeswijzer = f"{LEESWIJZER_MATRIX} {inhoud.leeswijzer}"
    per_label = tuple(paneel for _, paneel in _per_label(rij, gegevens))
    return replace(_gegroepeerd(inhoud, lid, selectie), leeswijzer=leeswijzer, per_label=per_label)


def _gegroepeerd(inhoud: Inhoud, lid: np.ndarray, selectie: Selectie) -> Inhoud:
    """Return the content with all but the most frequent classes as one; their order stays the fixed one."""
    klassen, hoogstens = inhoud.klassen, int(COMBINATIE["rijen"])
    if len(klassen) <= hoogstens + 1:
        return inhoud
    vaakst = sorted(range(len(klassen)), key=lambda i: -klassen[i].n_gemeenten)[:hoogstens]
    blijft = np.isin(np.arange(len(klassen)), vaakst)
    rest = tuple(klasse for klasse, mee in zip(klassen, blijft, strict=True) if not mee)
    leden = lid[~blijft].any(axis=0)
    label = f"{CATEGORIE['overige_combinaties']['label']} ({len(rest)} soorten)"
    groep = _klasse("overige_combinaties", label, vulling("categorie", "overige_combinaties"), leden)
    groep = replace(groep, n_projecten=_projecten(selectie, leden))
    return replace(
        inhoud,
        klassen=(*(klasse for klasse, mee in zip(klassen, blijft, strict=True) if mee), groep),
        klasse_van=_eerste(np.concatenate([lid[blijft], leden[None]])),
        rest=rest,
    )


def _strategie(rij: Mapping[str, str], gegevens: Gegevens, selectie: Selectie) -> Inhoud:
    basis = _combinatie if rij.get("dimensie") in ("thema", "instrument", "vorm", "schaal") else _aanwezigheid
    inhoud = basis(rij, gegevens, selectie)
    return replace(inhoud, omlijning=_omlijning(als_lijst(rij.get("zorgverzekeraar")), gegevens))


def _uitsplitsing(rij: Mapping[str, str], gegevens: Gegevens, selectie: Selectie) -> Inhoud:
    delen = _per_label(rij, gegevens)
    return Inhoud(
        klassen=tuple(klasse for klasse, _ in delen),
        klasse_van=np.where(selectie.aanwezig, 0, GEEN_KLASSE),
        geen_opgave=selectie.geen_opgave,
        panelen=tuple(paneel for _, paneel in delen),
        toevoeging="Een gemeente kan op meer dan een kaartje staan.",
    )


def _per_label(rij: Mapping[str, str], gegevens: Gegevens) -> list[tuple[Klasse, Kaartbeeld]]:
    """Return for each label of the dimensie its class and a map of where it occurs, alone or with others."""
    dimensie, delen = rij["dimensie"], []
    for code in gegevens.ordening.codes(dimensie):
        deel = _filters(rij) | {"soort": "aanwezigheid", dimensie: code}
        label, keus = gegevens.ordening.label(dimensie, code), selecteer(deel, gegevens)
        klasse = _klasse(code, label, replace(vulling(dimensie, code), arcering=""), keus.aanwezig)
        klasse = replace(klasse, n_projecten=keus.aantal)
        paneel = maak_beeld(deel | {"titel": label}, gegevens)
        eigen = (klasse,) if keus.aantal else ()
        delen.append((klasse, replace(paneel, klassen=eigen, omlijning=None, kort=label)))
    return delen


def _paneel(rij: Mapping[str, str], gegevens: Gegevens, selectie: Selectie) -> Inhoud:
    """The thema wins: a gemeente with projects on both gets its colour."""
    thema = rij["thema"]
    van_thema = gegevens.projecten["thema"].to_numpy() == thema
    met_thema = np.zeros_like(selectie.aanwezig)
    met_thema[selectie.gemeente[van_thema[selectie.project]]] = True
    lid = np.array([met_thema, selectie.aanwezig & ~met_thema])
    overig = (selectie.projecten & ~van_thema).sum()
    klassen = (
        replace(
            _klasse(thema, gegevens.ordening.label("thema", thema), vulling("thema", thema), lid[0]),
            arcering="",
            n_projecten=int((selectie.projecten & van_thema).sum()),
        ),
        replace(
            _klasse("overig", CATEGORIE["overig"]["label"], vulling("categorie", "overig"), lid[1]),
            n_projecten=int(overig),
        ),
    )
    return Inhoud(
        klassen=klassen if selectie.aantal else (),
        klasse_van=_eerste(lid),
        geen_opgave=selectie.geen_opgave,
        met=met_thema,
    )


def _vlekken(rij: Mapping[str, str], gegevens: Gegevens, selectie: Selectie) -> Inhoud:
    """A patch per project, each with its own fill and number; gemeenten with several are split.

    Of more projects than can be told apart the map shows how many there are.
    """
    rijen = np.flatnonzero(selectie.projecten)
    projecten = gegevens.projecten.iloc[rijen]
    rijen = rijen[np.lexsort((projecten["project_id"].to_numpy(), projecten["titel"].to_numpy()))]
    lid = np.zeros((len(rijen), len(gegevens.gm_code)), dtype=bool)
    plaats = np.full(len(gegevens.projecten), GEEN_KLASSE)
    plaats[rijen] = np.arange(len(rijen))
    lid[plaats[selectie.project], selectie.gemeente] = True
    klassen = []
    for i, nummer in enumerate(rijen):
        project = gegevens.projecten.iloc[nummer]
        klasse = _klasse(project["project_id"], project["titel"], vulling_reeks(i), lid[i])
        klassen.append(replace(klasse, n_projecten=1, nummer=str(i + 1)))
    if len(klassen) > PROJECTEN["los"]:
        telkaart = _telkaart(lid.sum(axis=0), selectie)
        return replace(telkaart, geteld=tuple(klassen), toevoeging=_apart(rij, len(klassen)))
    return Inhoud(
        klassen=tuple(klassen),
        klasse_van=_eerste(lid),
        geen_opgave=selectie.geen_opgave,
        delen=_delen(lid),
    )


def _apart(rij: Mapping[str, str], n: int) -> str:
    """Return the sentence that says on which sheets each of ``n`` projects is drawn apart."""
    laatste = -(-n // PER_BLAD)
    bladen = f"{rij['kaart_id']}-blad-1" + (f" tot en met -{laatste}" if laatste > 1 else "")
    return APART.format(projecten=aantal(n, "project"), bladen=bladen)


def _telkaart(hoeveel: np.ndarray, selectie: Selectie) -> Inhoud:
    """Return the classes of ``hoeveel`` (int per gemeente, the number of projects), those that occur."""
    vanaf = np.array([int(code) for code in AANTAL])
    stand = np.searchsorted(vanaf, hoeveel, side="right") - 1
    komt_voor = [i for i in range(len(vanaf)) if (stand == i).any()]
    lid = np.array([stand == i for i in komt_voor], dtype=bool).reshape(len(komt_voor), len(hoeveel))
    klassen = []
    for code, leden in zip(vanaf[komt_voor].astype(str).tolist(), lid, strict=True):
        klasse = _klasse(code, AANTAL[code]["label"], vulling("aantal", code), leden)
        klassen.append(replace(klasse, n_projecten=_projecten(selectie, leden)))
    return Inhoud(klassen=tuple(klassen), klasse_van=_eerste(lid), geen_opgave=selectie.geen_opgave)


def _polissen(rij: Mapping[str, str], gegevens: Gegevens, selectie: Selectie) -> Inhoud:
    """A patch per insurer, from the list of contracts or else the projects; shared gemeenten are split."""
    polissen = gegevens.polissen
    per_project = gegevens.lijsten("zorgverzekeraar")
    if polissen is not None:
        gemeente = gegevens.gemeente_nr(polissen["gm_code"])
        namen_per_rij = polissen["zorgverzekeraar"].to_numpy()
        tekst = {
            "nul": GEEN_POLIS,
            "telling": f"Geteld is per gemeente, over {aantal(len(polissen), 'polis')}.",
        }
    else:
        paren = [
            (g, naam)
            for p, g in zip(selectie.project, selectie.gemeente, strict=True)
            for naam in per_project[p]
        ]
        gemeente = np.array([g for g, _ in paren], dtype=np.int64)
        namen_per_rij = np.array([naam for _, naam in paren], dtype=object)
        tekst = {"toevoeging": GEEN_POLISLIJST}
    namen = op_volgorde(set(namen_per_rij))
    lid = np.zeros((len(namen), len(gegevens.gm_code)), dtype=bool)
    for i, naam in enumerate(namen):
        lid[i, gemeente[namen_per_rij == naam]] = True
    partijen = [naam for p in np.flatnonzero(selectie.projecten) for naam in per_project[p]]
    klassen = []
    for i, (naam, leden) in enumerate(zip(namen, lid, strict=True)):
        klasse = _klasse(naam, naam, vulling_zorgverzekeraar(naam), leden)
        klassen.append(replace(klasse, n_projecten=partijen.count(naam), nummer=str(i + 1)))
    return Inhoud(
        klassen=tuple(klassen),
        klasse_van=_eerste(lid),
        geen_opgave=selectie.geen_opgave if polissen is None else _nergens(gegevens),
        delen=_delen(lid),
        **tekst,
    )


SOORTEN: dict[str, Callable[[Mapping[str, str], Gegevens, Selectie], Inhoud]] = {
    "regio_overzicht": _regio_overzicht,
    "kernwerkgebied": _kernwerkgebied,
    "aanwezigheid": _aanwezigheid,
    "combinatie": _combinatie,
    "uitsplitsing": _uitsplitsing,
    "paneel": _paneel,
    "vlekken": _vlekken,
    "polissen": _polissen,
    "strategie": _strategie,
}


# --- classes ---------------------------------------------------------------------------------------


def _filters(rij: Mapping[str, str]) -> dict[str, str]:
    """Return the row without what is no filter: in a panel the thema is the class that stands out."""
    return dict(rij) | ({"thema": ""} if rij["soort"] == "paneel" else {})


def _klasse(code: str, label: str, stijl: Vulling, leden: np.ndarray) -> Klasse:
    return Klasse(code, label, stijl.kleur, stijl.arcering, stijl.inkt, n_gemeenten=int(leden.sum()))


def _nergens(gegevens: Gegevens) -> np.ndarray:
    return np.zeros(len(gegevens.gm_code), dtype=bool)


def _leeg(gegevens: Gegevens) -> Inhoud:
    nergens = _nergens(gegevens)
    return Inhoud(klasse_van=np.where(nergens, 0, GEEN_KLASSE), geen_opgave=nergens)


def _eerste(lid: np.ndarray) -> np.ndarray:
    """Return for each gemeente its first class from ``lid`` (bool, classes × gemeenten), or -1."""
    if not len(lid):
        return np.full(lid.shape[1], GEEN_KLASSE)
    return np.where(lid.any(axis=0), lid.argmax(axis=0), GEEN_KLASSE)


def _delen(lid: np.ndarray) -> dict[int, tuple[int, ...]]:
    """Return the gemeenten with several classes, and which, from ``lid`` (bool, classes × gemeenten)."""
    meer = np.flatnonzero(lid.sum(axis=0) > 1)
    return {int(g): tuple(np.flatnonzero(lid[:, g]).tolist()) for g in meer}


def _drukvolgorde(masker: int, breedte: int) -> tuple[int, int, int]:
    """Return the sort key of the printed legends: first label, then the larger combinations, then label."""
    gespiegeld = int(f"{masker:0{breedte}b}"[::-1], 2)
    return -gespiegeld.bit_length(), -masker.bit_count(), -gespiegeld


def _projecten(selectie: Selectie, leden: np.ndarray) -> int:
    """Return how many of the projects reach at least one gemeente of ``leden``."""
    return len(np.unique(selectie.project[leden[selectie.gemeente]]))


def _omlijning(verzekeraars: Sequence[str], gegevens: Gegevens) -> Omlijning | None:
    """Return the outline of the kernwerkgebied where the map is about one insurer that has one."""
    if len(verzekeraars) != 1 or not (gebied := gegevens.kernwerkgebied(verzekeraars[0])).any():
        return None
    return Omlijning(f"kernwerkgebied {verzekeraars[0]}", gebied)
