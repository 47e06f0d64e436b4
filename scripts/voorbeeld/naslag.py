"""The other findings of the made-up world, worked out the slow way in plain Python over its true projects.

Together with :mod:`scripts.voorbeeld.constateringen` this covers every finding that can be tested. Nothing of
the engine is used: no filters, no arrays, no weights. The words of each finding are in the register.
"""

import csv
import math
import random
import re
from collections import Counter
from functools import cache
from itertools import combinations, product
from statistics import mean, median_low

from scripts.voorbeeld.constateringen import (
    AFSPR,
    BEGIN,
    BELEID,
    BORGING,
    BOVEN,
    DOCUMENT,
    DOOR,
    ESW,
    GGZ,
    IMPL,
    INKOOP,
    JEUGD,
    LOKAAL,
    MINIMA,
    ONTW,
    OUD,
    PREV,
    VERDER,
    WERKWIJZE,
    Meter,
    _grote,
    _met_polis,
    toets,
)
from scripts.voorbeeld.tabellen import THEMAS, land, programmas_van
from scripts.voorbeeld.wereld import Project

ANDERS, REGIO = {"thema": "anders"}, {"schaal": "regionaal"}
ZK, MENZIS, CZ, VGZ = ({"zorgverzekeraar": z} for z in ("Zilveren Kruis", "Menzis", "CZ", "VGZ"))
EPA, AGENDA, GRENS, LEERTUIN, CONVENANT = (
    {"programma": p}
    for p in ("epa_taskforce", "werkagenda_menzis", "grensvlakken", "leertuin", "convenant_cz")
)
GROTE_VIER = ("CZ", "Menzis", "VGZ", "Zilveren Kruis")
AGENDAREGIOS = {"Twente", "Regio Arnhem", "Groningen", "FoodValley", "Achterhoek"}
PLUSSEN = {"ontwikkelproject": 3, "doorontwikkelen": 2, "implementeren": 2, "samenwerkingsafspraken": 1}
WEST = {"Noord-Holland", "Zuid-Holland", "Utrecht", "Zeeland"}
VAL = r"valpreventie|valincident|\bval\b|\bvallen\b"
ZORG = r"huisarts|verpleeg|verpleging|\bpoh\b|FACT|\bggz\b|psychiater|behandel|thuiszorg"


def _zegt(project: Project, patroon: str) -> bool:
    return re.search(patroon, f"{project.titel} {project.omschrijving}", re.IGNORECASE) is not None


def _met_tekst(m: Meter, patroon: str, **van) -> list[Project]:
    return [p for p in m.lijst(**van) if _zegt(p, patroon)]


def _s_tekst(m: Meter, patroon: str, **van) -> float:
    return len(_met_tekst(m, patroon, **van)) / m.n(**van)


def _in(m: Meter, regio: str, **van) -> list[Project]:
    return [p for p in m.lijst(**van) if regio in p.wmo_regios]


def _bij(m: Meter, gemeente: str, **van) -> list[Project]:
    return [p for p in m.lijst(**van) if land().code(gemeente) in p.gemeenten]


def _provincies(p: Project) -> set[str]:
    return {land().gemeente[code]["provincie"] for code in p.gemeenten}


def _kern(verzekeraar: str) -> set[str]:
    return set(land().kern(verzekeraar))


def _kernregios(verzekeraar: str) -> set[str]:
    return {regio for regio, naam in land().grootste.items() if naam == verzekeraar}


def _eigen(p: Project) -> bool:
    return any(land().grootste[regio] in p.zorgverzekeraars for regio in p.wmo_regios)


def _gebieden(m: Meter, **van) -> set[str]:
    return {land().grootste[regio] for regio in m.regios(**van)}


def _schalen_per(m: Meter, plekken: str) -> dict[str, set[str]]:
    uit: dict[str, set[str]] = {}
    for p in m.alle:
        for plek in getattr(p, plekken):
            uit.setdefault(plek, set()).add(p.schaal)
    return uit


def _intensiteit_per_gemeente(projecten: list[Project]) -> Counter:
    telling: Counter = Counter()
    for p in projecten:
        for code in p.gemeenten:
            telling[code] += PLUSSEN[p.vorm]
    return telling


def _sterker_thuis(m: Meter, verzekeraar: str) -> bool:
    per, kern = _intensiteit_per_gemeente(m.lijst(zorgverzekeraar=verzekeraar)), _kern(verzekeraar)
    buiten = set(land().gemeente) - kern
    return mean(per[c] for c in kern) > mean(per[c] for c in buiten)


def _gini(aantallen: list[int]) -> float:
    return sum(abs(a - b) for a, b in product(aantallen, repeat=2)) / (2 * len(aantallen) * sum(aantallen))


def _per_gemeente(m: Meter) -> list[int]:
    telling = Counter(code for p in m.alle for code in p.gemeenten)
    return [telling[code] for code in land().gemeente]


def _cramers_v(paren: Counter) -> float:
    rij, kolom = Counter(), Counter()
    for (a, b), n in paren.items():
        rij[a] += n
        kolom[b] += n
    totaal = paren.total()
    chi = sum((paren[a, b] - (e := rij[a] * kolom[b] / totaal)) ** 2 / e for a in rij for b in kolom)
    return math.sqrt(chi / (totaal * (min(len(rij), len(kolom)) - 1)))


def _samenhang(projecten: list[Project], een: str, ander: str, keren: int = 25) -> tuple[float, float]:
    links = [getattr(p, een) for p in projecten]
    rechts = [getattr(p, ander) for p in projecten]

    def v(labels: list[str]) -> float:
        paren = Counter((a, b) for a, lijst in zip(labels, rechts, strict=True) for b in lijst)
        return _cramers_v(paren)

    gemeten, kans = v(links), random.Random(1)
    hoger = sum(v(kans.sample(links, len(links))) >= gemeten for _ in range(keren))
    return gemeten, (1 + hoger) / (1 + keren)


def _hangt_samen(projecten: list[Project], een: str, ander: str) -> bool:
    v, p = _samenhang(projecten, een, ander)
    return v >= 0.2 and p < 0.05


def _spreiding(telling: Counter, soorten: int) -> float:
    totaal = telling.total()
    return -sum(n / totaal * math.log(n / totaal) for n in telling.values()) / math.log(soorten)


def _zwaarste(m: Meter) -> float:
    paren = Counter((p.thema, provincie) for p in m.lijst(**ONTW) for provincie in _provincies(p))
    rij, kolom = Counter(), Counter()
    for (thema, provincie), n in paren.items():
        rij[thema] += n
        kolom[provincie] += n
    totaal = paren.total()
    return max(n * totaal / rij[t] / kolom[q] for (t, q), n in paren.items() if n >= 3)


@cache
def _vectoren(teksten: tuple[str, ...]) -> list[dict[str, float]]:
    tellingen = [Counter(re.findall(r"[^\W\d_]{3,}", tekst.casefold())) for tekst in teksten]
    in_teksten = Counter(woord for telling in tellingen for woord in telling)
    uit = []
    for telling in tellingen:
        gewicht = {
            w: (1 + math.log(f)) * (math.log(len(teksten) / in_teksten[w]) + 1) for w, f in telling.items()
        }
        lengte = math.sqrt(sum(x * x for x in gewicht.values()))
        uit.append({w: x / lengte for w, x in gewicht.items()} if lengte else {})
    return uit


def _lijkt(m: Meter) -> dict[str, dict[str, float]]:
    """The words of each project with their weight, over all projects with those that are a contract."""
    projecten = [*m.alle, *m.minima]
    vectoren = _vectoren(tuple(p.omschrijving for p in projecten))
    return dict(zip((p.nummer for p in projecten), vectoren, strict=True))


def _eigen_woorden(m: Meter) -> dict[str, dict[str, float]]:
    """The same without the sentences that three or more projects have word for word."""
    projecten = [*m.alle, *m.minima]
    zinnen = {p.nummer: re.split(r"(?<=[.!?;])\s+", p.omschrijving.strip()) for p in projecten}
    in_projecten = Counter(zin.casefold() for lijst in zinnen.values() for zin in set(lijst))
    teksten = tuple(
        " ".join(zin for zin in zinnen[p.nummer] if in_projecten[zin.casefold()] < 3) for p in projecten
    )
    return dict(zip(zinnen, _vectoren(teksten), strict=True))


def _cosinus(een: dict[str, float], ander: dict[str, float]) -> float:
    return sum(gewicht * ander.get(woord, 0.0) for woord, gewicht in een.items())


def _gemiddelde_gelijkenis(m: Meter, projecten: list[Project], zelfde=lambda p: 0) -> float:
    v = _lijkt(m)
    paren = [(a, b) for a, b in combinations(projecten, 2) if zelfde(a) == zelfde(b)]
    return mean(_cosinus(v[a.nummer], v[b.nummer]) for a, b in paren)


def _lijkt_op_elders(m: Meter) -> float:
    v, alle, raak = _eigen_woorden(m), [*m.alle, *m.minima], set()
    programma = {p.nummer: tuple(programmas_van(p.titel, p.zorgverzekeraars))[:1] for p in alle}
    for a, b in combinations(alle, 2):
        if a.nummer in raak and b.nummer in raak:
            continue
        elders = a.wmo_regios and b.wmo_regios and not set(a.wmo_regios) & set(b.wmo_regios)
        samen = programma[a.nummer] and programma[a.nummer] == programma[b.nummer]
        if elders and (samen or _cosinus(v[a.nummer], v[b.nummer]) >= 0.5):
            raak |= {a.nummer, b.nummer}
    return sum(p.nummer in raak for p in m.alle) / len(m.alle)


def _los(m: Meter) -> list[Project]:
    """Projects in the neighbourhood outside the two insurers, and outside beleid and inkoop."""
    return [
        p
        for p in m.lijst(**ESW)
        if not {"Menzis", "Zilveren Kruis"} & set(p.zorgverzekeraars)
        and not {"beleid", "inkoop"} & set(p.instrument)
    ]


def _apart(m: Meter) -> float:
    """Of the gemeenten with several instruments for preventie: where projects with one do it alone."""
    alle: dict[str, set[str]] = {}
    enkel: dict[str, set[str]] = {}
    for p in m.lijst(**PREV):
        for code in p.gemeenten:
            alle.setdefault(code, set()).update(p.instrument)
            if len(p.instrument) == 1:
                enkel.setdefault(code, set()).update(p.instrument)
    meer = [code for code, labels in alle.items() if len(labels) >= 2]
    return sum(len(enkel.get(code, ())) >= 2 for code in meer) / len(meer)


def _regionaal_werk(m: Meter) -> float:
    per: dict[str, list[bool]] = {}
    for p in m.alle:
        for code in p.gemeenten:
            per.setdefault(code, []).append(p.schaal != "gemeente")
    return mean(mean(lijst) >= 0.5 for lijst in per.values())


def _morisita(m: Meter, **van) -> float:
    """How often two of the projects share a region, over how often they would by chance."""
    telling = Counter(regio for p in m.lijst(**van) for regio in p.wmo_regios)
    n, samen = telling.total(), sum(k * (k - 1) for k in telling.values())
    return len(land().regio) * samen / (n * (n - 1))


def _met_aandelen(m: Meter) -> dict[str, dict[str, float]]:
    if not m.aandelen:
        raise ValueError("no market shares in this world")
    return m.aandelen


def _in_hart(m: Meter, p: Project) -> bool:
    """Whether it has a gemeente where an insurer of its own insures half."""
    aandelen = _met_aandelen(m)
    return any(aandelen.get(code, {}).get(z, 0) >= 0.5 for code in p.gemeenten for z in p.zorgverzekeraars)


def _thuis(m: Meter, verzekeraar: str) -> list[Project]:
    regios = _kernregios(verzekeraar)
    return [p for p in m.lijst(zorgverzekeraar=verzekeraar, **ONTW) if regios & set(p.wmo_regios)]


def _gemiddeld(m: Meter, koploper: bool) -> float:
    """Projects per gemeente, where one insurer has 35 % or more, or where none has."""
    telling = Counter(code for p in m.alle for code in p.gemeenten)
    eigen = [c for c, per in _met_aandelen(m).items() if (max(per.values()) >= 0.35) == koploper]
    return mean(telling[code] for code in eigen)


def _borging(m: Meter) -> float:
    return m.s(OUD, **BORGING)


def _vroeger(m: Meter) -> Meter:
    if m.vroeger is None:
        raise ValueError("no year before this one")
    return m.vroeger


def _ruime_borging(m: Meter) -> bool:
    boven = m.n(**INKOOP, thema=("esw", "anders"))
    return boven > m.n(**INKOOP, thema=("ggz", "jeugd_18", "ouderen", "preventie"))


def _verder_in(m: Meter, thema: str) -> float:
    door, ontw = m.n(thema=thema, **DOOR), m.n(thema=thema, **ONTW)
    return door / (door + ontw)


def _themas_per_regio(projecten: list[Project]) -> dict[str, set[str]]:
    uit: dict[str, set[str]] = {}
    for p in projecten:
        for regio in p.wmo_regios:
            uit.setdefault(regio, set()).add(p.thema)
    return uit


def _alle_schalen(m: Meter, plekken: str) -> set[str]:
    return {plek for plek, schalen in _schalen_per(m, plekken).items() if len(schalen) == 3}


def _naast_lokaal(m: Meter, schaal: str) -> float:
    lokaal = m.gemeenten(**LOKAAL)
    return len(lokaal & m.gemeenten(schaal=schaal)) / len(lokaal)


def _module(m: Meter, verzekeraar: str) -> set[str]:
    return m.gemeenten(**ESW, **INKOOP, zorgverzekeraar=verzekeraar)


def _steden(*namen: str) -> set[str]:
    return {land().code(naam) for naam in namen}


def _beperkt(aantal: int, hoogste: int) -> bool:
    return 1 <= aantal <= hoogste


def _leertuinen(m: Meter) -> bool:
    return _beperkt(m.n(**LEERTUIN), 10) and len({p.thema for p in m.lijst(**LEERTUIN)}) <= 3


def _agenda(m: Meter) -> list[Project]:
    return [p for p in m.lijst(**AGENDA) if p.vorm != "samenwerkingsafspraken"]


OVER_JAREN = ("III30-10",)
NASLAG = {
    "I1-02": lambda m: (
        _gemiddelde_gelijkenis(m, m.alle, lambda p: (p.thema, p.vorm, frozenset(p.instrument))) < 0.2
    ),
    "I1-03": lambda m: _lijkt_op_elders(m) <= 0.25,
    "I1-04": lambda m: _s_tekst(m, "langer.*thuis|zelfstandig.*thuis|thuis.*blijven wonen", **OUD) > 0.5,
    "I1-05": lambda m: (
        _spreiding(Counter(i for p in m.lijst(**OUD) for i in p.instrument), 5) >= 0.6
        and sum(n >= 0.05 * m.n(**OUD) for n in Counter(p.vorm for p in m.lijst(**OUD)).values()) >= 3
    ),
    "I1-08": lambda m: (
        mean(
            _zegt(p, ZORG) and _zegt(p, "wijkteam|Wmo|welzijn|gemeente|sociaal|buurt")
            for p in m.lijst(**WERKWIJZE)
        )
        >= 0.33
    ),
    "I1-11": lambda m: m.n(**VERDER) / m.n(**ONTW) < 0.5,
    "I2-04": lambda m: len(m.gemeenten(**MINIMA) & set(m.polis)) / len(m.polis) < 0.5,
    "I2-15": lambda m: (
        _beperkt(len({c for p in _met_tekst(m, "leefstijlcoach", **ONTW) for c in p.gemeenten}), 20)
        and len(_met_tekst(m, "leefstijlcoach", **IMPL)) >= 2
    ),
    "I2-16": lambda m: (
        mean(bool({"CZ", "VGZ"} & set(p.zorgverzekeraars)) for p in _met_tekst(m, "leefstijl", **PREV)) > 0.5
    ),
    "I2-21": lambda m: (
        any(_steden("Groningen", "Oldambt") <= set(p.gemeenten) for p in m.lijst(**JEUGD, **ONTW, **MENZIS))
        and m.n(**JEUGD, **VERDER, **MENZIS) >= 2
        and bool(m.gemeenten(**JEUGD, **MENZIS) - _kern("Menzis"))
    ),
    "I3-01": lambda m: _hangt_samen(m.alle, "vorm", "instrument"),
    "I3-04": lambda m: m.s(WERKWIJZE, **VERDER) <= 0.25,
    "I3-08": lambda m: m.n(**PREV, **INKOOP) >= 2 and bool(_met_tekst(m, "leefstijl", **CZ, **INKOOP)),
    "I4-07": lambda m: all(
        len(_module(m, z) & _kern(z)) / len(_kern(z)) > 0.5 for z in ("Menzis", "Zilveren Kruis")
    ),
    "I5-03": lambda m: _regionaal_werk(m) > 0.5,
    "I5-04": lambda m: (
        mean(not _grote(p) and not _in_hart(m, p) for p in m.lijst(**ONTW) if p.gemeenten) < 0.5
    ),
    "I5-09": lambda m: _gemiddeld(m, koploper=False) < _gemiddeld(m, koploper=True),
    "I5-07": lambda m: all(_sterker_thuis(m, z) for z in GROTE_VIER),
    "I5-10": lambda m: _hangt_samen(m.lijst(**ONTW), "thema", "wmo_regios"),
    "I5-11": lambda m: _zwaarste(m) >= 2,
    "I6-02": lambda m: any(_hangt_samen(_thuis(m, z), "thema", "wmo_regios") for z in GROTE_VIER),
    "I6-03": lambda m: 76 <= len(_kern("Menzis")) <= 84 and m.n(**AGENDA) >= 1,
    "I6-07": lambda m: (
        len({p.thema for p in m.lijst(**CZ, **VERDER)}) <= 3
        and mean(bool(set(p.wmo_regios) & _kernregios("CZ")) for p in m.lijst(**CZ, **VERDER)) > 0.5
    ),
    "I6-08": lambda m: (
        bool(_in(m, "Zeeland", **CZ, **AFSPR))
        and _beperkt(m.n(**CZ, **DOCUMENT, schaal=("regionaal", "bovenregionaal")), 10)
    ),
    "I6-09": lambda m: 103 <= len(_kern("Zilveren Kruis")) <= 113,
    "I6-10": lambda m: (
        _steden("Amsterdam", "Rotterdam", "Utrecht", "Zwolle", "Apeldoorn", "Almere")
        <= m.gemeenten(**ZK, **AFSPR)
        and m.regios(**ZK, **AFSPR) >= {"Drenthe", "IJsselland"}
    ),
    "I6-11": lambda m: all(_beperkt(len(m.gemeenten(**p, **ONTW)), 12) for p in (EPA, GRENS)),
    "II-04": lambda m: (
        _hangt_samen(m.alle, "thema", "wmo_regios") and _hangt_samen(m.alle, "vorm", "wmo_regios")
    ),
    "II-05": lambda m: all(
        sum(deel == max(per.values()) for deel in per.values()) == 1 for per in _met_aandelen(m).values()
    ),
    "III10-03": lambda m: mean(bool(_provincies(p) & WEST) for p in m.lijst(**PREV)) > 0.5,
    "III10-05": lambda m: 0.1 <= mean(len(p.gemeenten) == 1 for p in m.lijst(**PREV)) <= 0.9,
    "III10-06": lambda m: all(
        sum(len(p.gemeenten) == 1 for p in _bij(m, g, **PREV, **ONTW)) >= 2
        for g in ("'s-Gravenhage", "Breda")
    ),
    "III10-10": lambda m: m.s({}, **PREV) >= 0.15,
    "III10-11": lambda m: _s_tekst(m, VAL, **PREV) <= 0.1,
    "III10-13": lambda m: any(
        "Limburg" in _provincies(p) for p in _met_tekst(m, "leefstijl", **PREV, **INKOOP)
    ),
    "III1v-01": lambda m: _gebieden(m, **PREV) == set(land().grootste.values()),
    "III1v-03": lambda m: (
        sum(n >= 0.1 * m.n(**PREV) for n in Counter(p.vorm for p in m.lijst(**PREV)).values()) >= 3
    ),
    "III1v-05": lambda m: len(m.regios(**PREV, **ONTW)) >= 2,
    "III1v-06": lambda m: _s_tekst(m, "kind|jeugd|jongeren|overgewicht|JOGG|school", **PREV, **ONTW) > 0.5,
    "III1v-07": lambda m: (
        _s_tekst(m, "ouderen|senioren|75-plus|mantelzorg|valpreventie|valincident|na een val", **PREV, **ONTW)
        >= 0.15
    ),
    "III1i-01": lambda m: m.s(PREV, **WERKWIJZE) >= 0.15 and m.n(**PREV, **WERKWIJZE) >= 3,
    "III1i-02": lambda m: _apart(m) > 0.5,
    "III1i-04": lambda m: m.n(**PREV, **BELEID) >= 1 and m.n(**PREV, **INKOOP) >= 1,
    "III1i-05": lambda m: m.n(**PREV, **DOCUMENT) >= 1,
    "III1i-06": lambda m: (
        (n := m.n(**PREV, **MINIMA)) == 1 or (n >= 1 and n / (m.n(**MINIMA) + len(m.minima)) <= 0.05)
    ),
    "III20-05": lambda m: (
        median_low(len(p.gemeenten) for p in m.lijst(**GGZ, **ONTW) if p.gemeenten) <= 3
        and len(m.gemeenten(**GGZ, **ONTW)) / 388 <= 0.15
    ),
    "III20-06": lambda m: (
        _gemiddelde_gelijkenis(m, m.lijst(**GGZ, **EPA)) - _gemiddelde_gelijkenis(m, m.lijst(**GGZ, **AGENDA))
        > 0.1
    ),
    "III2v-05": lambda m: m.s(GGZ, **IMPL) <= 0.25,
    "III2i-02": lambda m: m.n(**GGZ, **BELEID) >= 1 and m.s(GGZ, **BELEID) <= 0.33,
    "III2i-04": _ruime_borging,
    "III30-05": lambda m: m.n(**OUD, **AFSPR) >= 3,
    "III30-07": lambda m: _s_tekst(m, "zorgpad|dement|crisisbed", **OUD) >= 0.2,
    "III30-10": lambda m: _borging(m) > _borging(_vroeger(m)),
    "III3v-01": lambda m: (
        mean(PLUSSEN[p.vorm] for p in m.lijst(**OUD)) >= mean(PLUSSEN[p.vorm] for p in m.alle)
    ),
    "III3v-02": lambda m: (
        m.lq(OUD, **ONTW) >= 1.2 and m.n(**OUD, **ONTW) > max(m.n(**GGZ, **ONTW), m.n(**JEUGD, **ONTW))
    ),
    "III3v-05": lambda m: m.n(**OUD, **AFSPR) >= 1 and m.s(OUD, **AFSPR) <= 0.33,
    "III3i-01": lambda m: m.lq(OUD, **WERKWIJZE) >= 1.2,
    "III3i-02": lambda m: m.n(**OUD, **BELEID) >= 2,
    "III3i-03": lambda m: len(m.regios(**OUD, **INKOOP)) >= 2,
    "III3i-04": lambda m: len(m.regios(**OUD, **DOCUMENT)) >= 2,
    "III40-03": lambda m: m.s(ESW, schaal=("regionaal", "bovenregionaal")) >= 0.33,
    "III40-06": lambda m: (
        m.s(ESW | WERKWIJZE, **LOKAAL) > m.s(ESW | BORGING, **LOKAAL)
        and m.s(ESW | BORGING, schaal=("regionaal", "bovenregionaal")) > 0.5
    ),
    "III40-07": lambda m: m.s(ESW, **BEGIN) <= 0.33,
    "III40-08": lambda m: (
        len(
            (_module(m, "Menzis") | _module(m, "Zilveren Kruis"))
            & (kern := _kern("Menzis") | _kern("Zilveren Kruis"))
        )
        / len(kern)
        > 0.5
    ),
    "III40-09": lambda m: mean(len(p.gemeenten) == 1 for p in _los(m)) > 0.5,
    "III40-10": lambda m: (
        mean(_zegt(p, r"wijkteam|verpleeg|verpleging|huisarts|\bpoh\b") for p in _los(m)) > 0.5
    ),
    "III4v-02": lambda m: bool(_module(m, "Menzis")) and bool(_module(m, "Zilveren Kruis")),
    "III4v-04": lambda m: (
        0 < m.s(ESW, **AFSPR) <= 0.33
        and any(
            set(p.gemeenten) == _steden("Maassluis", "Vlaardingen", "Schiedam")
            for p in m.lijst(**ESW, **AFSPR, zorgverzekeraar="DSW")
        )
    ),
    "III4i-02": lambda m: (
        len(m.regios(**ESW, **WERKWIJZE)) >= 2 and m.s(ESW, **WERKWIJZE) < m.s(ESW, **BORGING)
    ),
    "III50-02": lambda m: (
        bool(_in(m, "FoodValley", **JEUGD, **MENZIS, **DOOR))
        and bool(_in(m, "Regio Arnhem", **JEUGD, **MENZIS, **IMPL))
    ),
    "III50-03": lambda m: len(m.gemeenten(**JEUGD, **AFSPR)) / 388 <= 0.1,
    "III5v-01": lambda m: 2 <= len(m.regios(**JEUGD)) <= 0.25 * 43,
    "III5v-02": lambda m: (
        len(m.gemeenten(**JEUGD, **AFSPR)) >= 2
        and any({"CZ", "VGZ"} <= set(p.zorgverzekeraars) for p in _in(m, "Midden-Brabant", **JEUGD))
    ),
    "III5i-02": lambda m: len(m.gemeenten(**JEUGD, **BELEID)) >= 2,
    "III6-01": lambda m: mean(p.subthema in ("algemeen", "minima") for p in m.lijst(**ANDERS)) >= 0.9,
    "IV0-01": lambda m: (
        m.s(WERKWIJZE | {"vorm": ("ontwikkelproject", "doorontwikkelen")}, thema=("ouderen", "ggz")) > 0.5
    ),
    "IV0-03": lambda m: (
        m.s(BELEID, thema=("esw", "ouderen")) > 0.5
        and min(m.n(**BELEID, **ESW), m.n(**BELEID, **OUD))
        > max(m.n(**BELEID, thema=t) for t in ("ggz", "preventie", "jeugd_18", "anders"))
    ),
    "IV0-06": lambda m: all(
        any(r in p.wmo_regios for p in _met_tekst(m, "leefstijl", **PREV, **INKOOP, **CZ))
        for r in ("West-Brabant", "Zuid-Limburg")
    ),
    "IV0-07": lambda m: m.n(**OUD, **INKOOP) >= 2 and m.s(OUD, **INKOOP) <= m.s({}, **INKOOP),
    "IV0-10": lambda m: m.s({}, **MINIMA) <= 0.1,
    "IV0-11": lambda m: m.n(**MINIMA) >= 2,
    "IV0-13": lambda m: (
        m.s(DOCUMENT, **AFSPR) > 0.5
        and all(m.n(**DOCUMENT, **ANDERS) > m.n(**DOCUMENT, thema=t) for t in THEMAS if t != "anders")
    ),
    "IV1-02": lambda m: m.n(**ANDERS, **WERKWIJZE) >= 5 or m.s(WERKWIJZE, **ANDERS) >= 0.1,
    "IV1-03": lambda m: m.n(**PREV, **WERKWIJZE) >= 1,
    "IV1-05": lambda m: len(m.regios(**WERKWIJZE)) / 43 >= 0.5,
    "IV1-06": lambda m: _gebieden(m, **ONTW) == set(land().grootste.values()),
    "IV1-07": lambda m: m.n(**GGZ, **WERKWIJZE) < m.n(**OUD, **WERKWIJZE),
    "IV2-02": lambda m: m.n(**BELEID, **OUD) > m.n(**BELEID, **GGZ) > m.n(**BELEID, **JEUGD),
    "IV2-03": lambda m: (
        m.n(**BELEID, **OUD) > m.n(**BELEID, **GGZ) > m.n(**BELEID, **JEUGD)
        and m.n(**OUD) > m.n(**GGZ) > m.n(**JEUGD)
    ),
    "IV2-04": lambda m: all(m.s(ESW, **BELEID) > m.s({"thema": t}, **BELEID) for t in THEMAS if t != "esw"),
    "IV2-05": lambda m: max(m.s(ANDERS, **BELEID), m.s(PREV, **BELEID)) < m.s({}, **BELEID),
    "IV2-06": lambda m: _morisita(m, **BELEID) >= 1.2 * _morisita(m, **WERKWIJZE),
    "IV3-02": lambda m: m.n(**INKOOP, **OUD) > max(m.n(**INKOOP, **GGZ), m.n(**INKOOP, **JEUGD)),
    "IV3-03": lambda m: max(m.s(GGZ, **INKOOP), m.s(JEUGD, **INKOOP)) <= 0.1,
    "IV3-04": lambda m: (
        m.n(**PREV, **INKOOP) >= 2
        and len({z for p in m.lijst(**PREV, **INKOOP) for z in p.zorgverzekeraars}) >= 2
    ),
    "IV4-01": lambda m: sum(_met_polis(m, n) for n in (1, 2, 3)) / 388 >= 0.9,
    "V0-04": lambda m: m.s(ONTW, thema=("preventie", "jeugd_18", "esw")) <= 0.33,
    "V0-07": lambda m: m.s({"thema": tuple(t for t in THEMAS if t != "esw")}, **DOOR) <= 0.1,
    "V0-10": lambda m: m.s(IMPL | OUD, **WERKWIJZE) > 0.5,
    "V0-12": lambda m: _s_tekst(m, f"{VAL}|leefstijl", **IMPL, **PREV) > 0.5,
    "V0-15": lambda m: m.n(**VERDER) / m.n(**ONTW) < 0.5,
    "V1-02": lambda m: m.n(**ONTW, **ANDERS) >= 2,
    "V1-03": lambda m: (
        len(m.regios(**ONTW)) / 43 >= 0.6 and _gebieden(m, **ONTW) == set(land().grootste.values())
    ),
    "V1-04": lambda m: all(
        _s_tekst(m, patroon, **ONTW, **thema) > 0.5
        for thema, patroon in (
            (OUD, "thuis|mantelzorg"),
            (GGZ, "wijkteam|wijk|buurt|netwerk|keten|sociaal|gemeente"),
            (PREV, "kind|jeugd|jongeren|gezond|beweg|leefstijl|gewicht"),
            (ESW, r"huisarts|wijkteam|verpleeg|verpleging|\bpoh\b"),
            (JEUGD, "achttien|18|volwassen"),
        )
    ),
    "V1-05": lambda m: _s_tekst(m, "kind|jeugd|jongeren|JOGG|school", **ONTW, **PREV) > 0.5,
    "V2-02": lambda m: (
        m.n(**ESW, **DOOR) / m.n(**ESW, **ONTW) > 0.5
        and all(_verder_in(m, "esw") > _verder_in(m, t) for t in THEMAS if t != "esw")
    ),
    "V3-01": lambda m: len(m.regios(**IMPL)) / 43 >= 0.6,
    "V3-04": lambda m: m.s(IMPL, **WERKWIJZE) > 0.5,
    "V4-01": lambda m: len(m.regios(**AFSPR)) / 43 >= 0.5,
    "VI1-01": lambda m: len(_alle_schalen(m, "wmo_regios")) >= 2,
    "VI1-02": lambda m: (
        len((drie := _alle_schalen(m, "gemeenten")) & m.gemeenten(**AGENDA)) / len(drie) > 0.5
        and len(m.regios(**AGENDA)) == 6
    ),
    "VI1-03": lambda m: len(_alle_schalen(m, "wmo_regios") - AGENDAREGIOS - {"Stadsregio Haaglanden"}) >= 2,
    "VI1-04": lambda m: m.regios() == set(land().regio),
    "VI1-06": lambda m: len(m.gemeenten()) / 388 >= 0.9,
    "VI1-08": lambda m: (
        all(m.n(**WERKWIJZE) > m.n(**i) for i in (BELEID, INKOOP, MINIMA, DOCUMENT))
        and m.s(WERKWIJZE, **LOKAAL) > 0.5
    ),
    "VI1-09": lambda m: (
        _naast_lokaal(m, "regionaal") >= 0.33
        and 0.05 <= _naast_lokaal(m, "bovenregionaal") < _naast_lokaal(m, "regionaal")
    ),
    "VI2-02": lambda m: m.n(**BOVEN, **AFSPR) >= 1 and m.n(**BOVEN) > m.n(**BOVEN, **ANDERS),
    "VI2-03": lambda m: (
        bool(_in(m, "Zeeland", **CZ, **BOVEN))
        and bool(_in(m, "Zuid-Limburg", **CZ, **BOVEN))
        and not any({"Zeeland", "Zuid-Limburg"} <= set(p.wmo_regios) for p in m.lijst(**CZ, **BOVEN))
    ),
    "VII-01": lambda m: (
        _steden("Arnhem", "Enschede", "'s-Gravenhage", "Groningen") <= m.gemeenten(**AGENDA)
        and AGENDAREGIOS <= m.regios(**AGENDA) <= AGENDAREGIOS | {"Stadsregio Haaglanden"}
    ),
    "VII-02": lambda m: {p.thema for p in _agenda(m)} == {"ggz", "esw", "ouderen", "jeugd_18"},
    "VII-03": lambda m: 76 <= len(_kern("Menzis")) <= 84 and m.n(**AGENDA) >= 1,
    "VII-05": lambda m: _kernregios("Zilveren Kruis") <= m.regios(**ZK, **ESW, **IMPL),
    "VII-06": lambda m: m.n(**GRENS) == 6 and 103 <= len(_kern("Zilveren Kruis")) <= 113,
    "VII-07": _leertuinen,
    "VII-12": lambda m: all(len(themas) <= 3 for themas in _themas_per_regio(m.lijst(**CONVENANT)).values()),
    "W-01": lambda m: m.n() >= 100,
    "W-02": lambda m: (
        median_low(len(p.gemeenten) for p in m.alle if p.gemeenten) <= 2 and m.s({}, **LOKAAL) > 0.5
    ),
    "W-04": lambda m: (
        _gini(list(Counter(p.thema for p in m.alle).values())) > 0.2 and _gini(_per_gemeente(m)) > 0.3
    ),
    "W-06": lambda m: (
        mean(n for c, n in _volledig(m).items() if _inwoners(c) >= 100_000)
        > mean(n for c, n in _volledig(m).items() if _inwoners(c) < 100_000)
        and all(_sterker_thuis(m, z) for z in GROTE_VIER)
    ),
    "W-07": lambda m: _gini(_per_gemeente(m)) > 0.3,
}


def _inwoners(code: str) -> int:
    return int(land().gemeente[code]["inwoners_2017"])


def _volledig(m: Meter) -> dict[str, int]:
    per = _intensiteit_per_gemeente(m.alle)
    return {code: per[code] for code in land().gemeente}


def lees_aandelen(tekst: str) -> dict[str, dict[str, float]]:
    """Return the market shares (0-1) per gemeente and insurer from the file of the edition."""
    uit: dict[str, dict[str, float]] = {}
    for rij in csv.DictReader(regel for regel in tekst.splitlines() if not regel.startswith("#")):
        uit.setdefault(rij["gemeente"], {})[rij["zorgverzekeraar"]] = int(rij["aandeel_pct"]) / 100
    return uit


def toets_alles(
    projecten: list[Project], polissen: list[dict[str, str]], aandelen: dict[str, dict[str, float]]
) -> dict[str, tuple[float, bool]]:
    """Return the value and the verdict of every finding that one year can test, by id; these have 1 or 0."""
    meter = Meter(projecten, polissen, aandelen)
    eigen = {id_: bool(regel(meter)) for id_, regel in NASLAG.items() if id_ not in OVER_JAREN}
    return toets(projecten, polissen) | {id_: (float(waar), waar) for id_, waar in eigen.items()}
