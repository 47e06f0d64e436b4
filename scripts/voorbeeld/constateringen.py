"""Findings of the report of 2017, tested on the made-up world the slow and obvious way.

``constateringen.csv`` says which were planted true and which false. The rules are those of the findings
themselves, written out once more in plain Python; nothing of the engine that tests findings is used.
"""

from collections import Counter
from collections.abc import Callable

from scripts.voorbeeld.tabellen import DIMENSIES, INSTRUMENTEN, THEMAS, VORMEN, land, programmas_van
from scripts.voorbeeld.wereld import Project

Test = Callable[["Meter"], tuple[float, bool]]


class Meter:
    """Counts over the projects that are no minimacontract (``alle``)."""

    def __init__(
        self,
        projecten: list[Project],
        polissen: list[dict[str, str]],
        aandelen: dict[str, dict[str, float]] | None = None,
        vroeger: "Meter | None" = None,
    ):
        """``aandelen``: the market shares (0-1) per gemeente; ``vroeger``: the year before."""
        self.aandelen, self.vroeger = aandelen or {}, vroeger
        self.alle = [p for p in projecten if not p.is_minimacontract]
        self._kenmerken = {p.nummer: _kenmerken(p) for p in self.alle}
        self.minima = [p for p in projecten if p.is_minimacontract]
        self.polis: dict[str, set[str]] = {}
        for rij in polissen:
            self.polis.setdefault(rij["gm_code"], set()).add(rij["zorgverzekeraar"])

    def lijst(self, **eisen: str | tuple[str, ...]) -> list[Project]:
        """Return the projects that meet all demands; a tuple means one of these."""
        return [p for p in self.alle if self._voldoet(p, eisen)]

    def n(self, **eisen: str | tuple[str, ...]) -> int:
        """Return how many projects meet the demands."""
        return len(self.lijst(**eisen))

    def s(self, van: dict, **eisen: str | tuple[str, ...]) -> float:
        """Return which share of the projects ``van`` meets the demands too."""
        lijst = self.lijst(**van)
        return sum(self._voldoet(p, eisen) for p in lijst) / max(len(lijst), 1)

    def _voldoet(self, project: Project, eisen: dict[str, str | tuple[str, ...]]) -> bool:
        for naam, eis in eisen.items():
            gezocht = {eis} if isinstance(eis, str) else set(eis)
            if naam == "titel":
                if not any(deel in project.titel.casefold() for deel in gezocht):
                    return False
            elif not gezocht & self._kenmerken[project.nummer][naam]:
                return False
        return True

    def lq(self, van: dict, **eisen: str | tuple[str, ...]) -> float:
        """Return the location quotient: the share among ``van`` over the share among all."""
        return self.s(van, **eisen) / self.s({}, **eisen)

    def regios(self, **eisen: str | tuple[str, ...]) -> set[str]:
        """Return the Wmo-regio's with such a project."""
        return {regio for p in self.lijst(**eisen) for regio in p.wmo_regios}

    def gemeenten(self, **eisen: str | tuple[str, ...]) -> set[str]:
        """Return the gemeenten with such a project."""
        return {code for p in self.lijst(**eisen) for code in p.gemeenten}

    def rang(self, dimensie: str, waarden: tuple[str, ...], **eisen: str | tuple[str, ...]) -> list[int]:
        """Return the number of projects for each of ``waarden``."""
        return [self.n(**eisen, **{dimensie: waarde}) for waarde in waarden]


def _kenmerken(project: Project) -> dict[str, set[str]]:
    """Return what can be asked of a project."""
    return {
        **{dimensie: set(project.label(dimensie).split(";")) for dimensie in DIMENSIES},
        "programma": set(programmas_van(project.titel, project.zorgverzekeraars)),
        "zorgverzekeraar": set(project.zorgverzekeraars),
    }


OUD, GGZ, PREV, ESW, JEUGD = ({"thema": t} for t in ("ouderen", "ggz", "preventie", "esw", "jeugd_18"))
ONTW, DOOR, IMPL, AFSPR = ({"vorm": v} for v in VORMEN)
VERDER = {"vorm": ("doorontwikkelen", "implementeren")}
BEGIN = {"vorm": ("ontwikkelproject", "samenwerkingsafspraken")}
WERKWIJZE, BELEID, INKOOP, MINIMA, DOCUMENT = ({"instrument": i} for i in INSTRUMENTEN)
BORGING = {"instrument": ("beleid", "inkoop")}
LOKAAL, BOVEN = {"schaal": "gemeente"}, {"schaal": "bovenregionaal"}
GENOEMD = THEMAS[:5]
SW = ("Zeeland", "West-Brabant", "Stadsregio Rijnmond", "Drechtsteden", "Hoeksche Waard")
NOORDOOST = ("Groningen", "Drenthe", "Overijssel", "Gelderland", "Flevoland", "Utrecht")


def _ten_minste(grens: float, maat: Callable[[Meter], float]) -> Test:
    return lambda m: (maat(m), maat(m) >= grens)


def _meer_dan(grens: float, maat: Callable[[Meter], float]) -> Test:
    return lambda m: (maat(m), maat(m) > grens)


def _hoogstens(grens: float, maat: Callable[[Meter], float]) -> Test:
    return lambda m: (maat(m), maat(m) <= grens)


def _tussen(laag: float, hoog: float, maat: Callable[[Meter], float]) -> Test:
    return lambda m: (maat(m), laag <= maat(m) <= hoog)


def _waar(uitspraak: Callable[[Meter], bool]) -> Test:
    return lambda m: (float(uitspraak(m)), uitspraak(m))


def _thema_meeste(m: Meter, thema: str, **eisen: str | tuple[str, ...]) -> bool:
    andere = [m.n(thema=t, **eisen) for t in THEMAS if t != thema]
    return m.n(thema=thema, **eisen) > max(andere)


def _aandeel_gebied(m: Meter, regios: tuple[str, ...], **eisen: str) -> float:
    lijst = m.lijst(**eisen)
    return sum(bool(set(p.wmo_regios) & set(regios)) for p in lijst) / len(lijst)


def _grote(p: Project) -> bool:
    return any(int(land().gemeente[code]["inwoners_2017"]) >= 100_000 for code in p.gemeenten)


def _schaal_klopt(p: Project) -> bool:
    if not p.gemeenten:
        return True
    regios = p.wmo_regios
    heel = set(p.gemeenten) == set(land().regio[regios[0]])
    if len(regios) > 1:
        return p.schaal == "bovenregionaal"
    if len(land().regio[regios[0]]) == 1:
        return p.schaal in ("gemeente", "regionaal")
    return p.schaal == ("regionaal" if heel else "gemeente")


def _grote_gemeenten_meervoudig(m: Meter) -> float:
    groot = [c for c, g in land().gemeente.items() if int(g["inwoners_2017"]) >= 100_000]
    rijk = 0
    for code in groot:
        eigen = [p for p in m.alle if code in p.gemeenten]
        rijk += len(eigen) >= 2 and len({p.thema for p in eigen}) >= 2
    return rijk / len(groot)


def _meer_dan_een(m: Meter) -> float:
    per_regio = Counter(regio for p in m.lijst(**PREV) for regio in p.wmo_regios)
    return sum(n >= 2 for n in per_regio.values()) / len(per_regio)


def _met_polis(m: Meter, aantal: int) -> int:
    return sum(len(namen) == aantal for namen in m.polis.values())


def _polis_met_afspraken(m: Meter) -> float:
    return len(m.gemeenten(**MINIMA) & set(m.polis)) / len(m.polis)


def _polis_bij_grootste(m: Meter) -> float:
    bij = [land().grootste[land().gemeente[c]["wmo_regio"]] in namen for c, namen in m.polis.items()]
    return sum(bij) / len(bij)


def _zonder_gemeente_schaal(m: Meter) -> float:
    """Of the regions with a project, those without one in a single gemeente."""
    return len(m.regios() - m.regios(**LOKAAL)) / len(m.regios())


def _per_zorgkantoorregio(m: Meter) -> Counter:
    regio = {code: rij["zorgkantoorregio"] for code, rij in land().gemeente.items()}
    telling: Counter = Counter(dict.fromkeys(regio.values(), 0))
    for p in m.alle:
        telling.update({regio[code] for code in p.gemeenten})
    return telling


def _lokaal_klein(m: Meter) -> float:
    lijst = m.lijst(**ONTW, **LOKAAL)
    return sum(bool(p.gemeenten) and not _grote(p) for p in lijst) / len(lijst)


def _provincies(m: Meter) -> int:
    return len({land().gemeente[code]["provincie"] for code in m.gemeenten(**PREV)})


def _noordoost(m: Meter) -> float:
    lijst = m.lijst(**ESW)
    return sum(any(land().gemeente[c]["provincie"] in NOORDOOST for c in p.gemeenten) for p in lijst) / len(
        lijst
    )


TESTS: dict[str, Test] = {
    "I1-01": _ten_minste(150, lambda m: m.n()),
    "I1-06": _meer_dan(0.5, lambda m: m.s({}, **ONTW)),
    "I1-07": _meer_dan(0.5, lambda m: m.s(ONTW, **WERKWIJZE)),
    "I1-09": _meer_dan(0.5, lambda m: m.s(ONTW | WERKWIJZE, **LOKAAL)),
    "I2-01": _ten_minste(0.9, lambda m: len(m.polis) / 388),
    "I2-02": _meer_dan(0.5, _polis_bij_grootste),
    "I2-03": _hoogstens(0.25, _polis_met_afspraken),
    "I2-05": _meer_dan(0.5, lambda m: m.s({}, thema=("ouderen", "esw"))),
    "I2-06": _ten_minste(0.9, lambda m: len(m.regios(**OUD) & m.regios(**ESW)) / 43),
    "I2-07": _meer_dan(0.5, lambda m: m.s(OUD, **ONTW)),
    "I2-08": _waar(lambda m: m.s(ESW, **VERDER) > 0.5 and m.s(ESW | VERDER, **INKOOP) > 0.5),
    "I2-09": _waar(
        lambda m: (
            min(m.n(**OUD), m.n(**ESW)) >= max(m.n(**GGZ), m.n(**PREV))
            and min(m.n(**GGZ), m.n(**PREV)) > m.n(**JEUGD)
        )
    ),
    "I2-10": _meer_dan(0.5, lambda m: m.s(GGZ, programma="epa_taskforce")),
    "I2-11": _waar(
        lambda m: (
            8 <= len(m.gemeenten(programma="epa_taskforce")) <= 12
            and m.gemeenten(programma="epa_taskforce") <= set(land().kern("Zilveren Kruis"))
        )
    ),
    "I2-12": _waar(
        lambda m: m.n(programma="epa_taskforce", **DOOR) >= 1 and m.n(titel="leergemeenschap") >= 1
    ),
    "I2-13": _waar(
        lambda m: (
            m.n(**GGZ, programma="werkagenda_menzis") == 3 and m.s(GGZ, programma="werkagenda_menzis") <= 0.33
        )
    ),
    "I2-14": _waar(lambda m: _provincies(m) >= 10 and m.s({}, **PREV) >= 0.15),
    "I2-20": _waar(lambda m: m.n(**JEUGD) < min(m.n(thema=t) for t in GENOEMD if t != "jeugd_18")),
    "I3-02": _waar(lambda m: m.s(ONTW, **WERKWIJZE) > max(0.5, m.s({"vorm": VORMEN[1:]}, **WERKWIJZE))),
    "I3-03": _meer_dan(0.5, lambda m: m.s({}, **ONTW, **WERKWIJZE)),
    "I3-05": _ten_minste(0.33, lambda m: m.s({}, **LOKAAL)),
    "I3-06": _waar(lambda m: m.s({}, **BORGING) <= 0.33 and m.s({}, **BORGING) < m.s({}, **WERKWIJZE)),
    "I3-07": _waar(lambda m: _thema_meeste(m, "esw", **BORGING) and m.s(BORGING, **ESW) > 0.33),
    "I4-01": _ten_minste(0.67, lambda m: m.s({}, **BEGIN)),
    "I4-02": _hoogstens(0.25, lambda m: m.s({}, **VERDER)),
    "I4-05": _waar(
        lambda m: (
            min(m.s(ESW, **VERDER), m.s(JEUGD, **VERDER)) >= 0.33
            and min(m.s(ESW, **VERDER), m.s(JEUGD, **VERDER))
            > max(m.s(t, **VERDER) for t in (OUD, GGZ, PREV))
        )
    ),
    "I4-06": _waar(
        lambda m: all(m.n(**ESW, **INKOOP, zorgverzekeraar=z) for z in ("Menzis", "Zilveren Kruis"))
    ),
    "I5-01": _waar(lambda m: len(m.regios()) == 43),
    "I5-02": _ten_minste(0.9, lambda m: len(m.gemeenten()) / 388),
    "I5-05": _meer_dan(0.5, _grote_gemeenten_meervoudig),
    "I5-06": lambda m: (_lokaal_klein(m), _lokaal_klein(m) < 0.5),
    "I6-05": _waar(
        lambda m: (
            1 <= m.n(programma="leertuin") <= 10
            and len({p.thema for p in m.lijst(programma="leertuin")}) <= 3
        )
    ),
    "II-01": _waar(lambda m: len(m.regios()) == 43),
    "II-02": _waar(lambda m: 1 <= 388 - len(m.gemeenten()) <= 0.05 * 388),
    "III10-01": _waar(lambda m: 0 < sorted(m.rang("thema", GENOEMD)).index(m.n(**PREV)) < 4),
    "III10-02": _ten_minste(0.6, lambda m: len(m.regios(**PREV)) / 43),
    "III10-04": _ten_minste(1.5, lambda m: _aandeel_gebied(m, SW, **PREV) / _aandeel_gebied(m, SW)),
    "III10-07": _ten_minste(0.67, lambda m: m.s(PREV, **BEGIN)),
    "III10-08": _waar(lambda m: m.s(PREV, **VERDER) <= min(0.25, 0.5 * m.s(PREV, **BEGIN))),
    "III10-14": _hoogstens(0.25, lambda m: m.s(PREV, **BORGING)),
    "III1v-02": _tussen(0.4, 0.6, _meer_dan_een),
    "III1v-04": _meer_dan(0.5, lambda m: m.s(PREV, **AFSPR)),
    "III1v-08": _hoogstens(0.8, lambda m: m.lq(PREV, **VERDER)),
    "III1i-03": _hoogstens(
        0.1,
        lambda m: (
            sum(
                "werkwijze" in p.instrument and len({"beleid", "inkoop"} & set(p.instrument)) > 0
                for p in m.lijst(**PREV)
            )
            / m.n(**PREV)
        ),
    ),
    "III20-01": _waar(
        lambda m: (
            0 < sorted(m.rang("thema", GENOEMD)).index(m.n(**GGZ)) < 4 and len(m.regios(**GGZ)) / 43 >= 0.6
        )
    ),
    "III20-02": _hoogstens(0.2, lambda m: m.s(GGZ, **AFSPR)),
    "III20-03": _ten_minste(0.67, lambda m: m.s(GGZ, **LOKAAL)),
    "III20-04": _meer_dan(0.5, lambda m: m.s(GGZ, **ONTW)),
    "III20-07": _hoogstens(0.1, lambda m: m.s(GGZ, **VERDER)),
    "III20-08": _waar(lambda m: m.s(GGZ, **WERKWIJZE) > 2 * m.s(GGZ, **BORGING)),
    "III2v-01": _waar(lambda m: m.lq(GGZ, **ONTW) >= 1.2 and m.s(GGZ, **ONTW) > m.s(GGZ, **AFSPR)),
    "III2v-02": _waar(lambda m: m.n(**GGZ, **DOOR) == 0),
    "III2v-03": _waar(lambda m: m.n(**GGZ, **IMPL) >= 1 and m.s(GGZ, **IMPL) <= 0.33),
    "III2v-04": _waar(lambda m: m.s(GGZ, **AFSPR) < 0.8 * m.s(PREV, **AFSPR)),
    "III2i-01": _ten_minste(1.2, lambda m: m.lq(GGZ, **WERKWIJZE)),
    "III2i-03": _hoogstens(0.1, lambda m: m.s(GGZ, **INKOOP)),
    "III30-01": _waar(lambda m: _thema_meeste(m, "ouderen")),
    "III30-02": _meer_dan(0.5, lambda m: len(m.regios(**OUD)) / 43),
    "III30-03": _meer_dan(0.5, lambda m: m.s(OUD, **ONTW)),
    "III30-04": _waar(lambda m: m.s(OUD, **VERDER) > max(m.s(GGZ, **VERDER), m.s(PREV, **VERDER))),
    "III30-06": _meer_dan(0.5, lambda m: m.s(OUD, **WERKWIJZE)),
    "III30-08": _meer_dan(0.5, lambda m: m.s(OUD, schaal=("gemeente", "regionaal"))),
    "III30-09": _ten_minste(2, lambda m: m.n(**OUD, **BOVEN)),
    "III3v-03": _waar(lambda m: m.n(**OUD, **VERDER) >= 3 and m.s(OUD, **VERDER) > m.s(GGZ, **VERDER)),
    "III40-01": _ten_minste(0.15, lambda m: m.s({}, **ESW)),
    "III40-02": _meer_dan(0.5, lambda m: m.s(ESW, **VERDER)),
    "III40-04": _meer_dan(0.5, _noordoost),
    "III40-05": _meer_dan(0.5, lambda m: m.s(ESW, **BELEID)),
    "III4v-01": _ten_minste(1.5, lambda m: m.lq(ESW, **VERDER)),
    "III4v-03": _waar(lambda m: m.n(**ESW, **ONTW) >= 2 and m.s(ESW, **ONTW) <= 0.25),
    "III4i-01": _meer_dan(0.5, lambda m: m.s(ESW, **BORGING)),
    "III50-01": _hoogstens(0.1, lambda m: m.s({}, **JEUGD)),
    "III50-04": _hoogstens(0.25, lambda m: len(m.regios(**JEUGD)) / 43),
    "III5i-01": _meer_dan(0.5, lambda m: m.s(JEUGD, **WERKWIJZE)),
    "IV0-02": _ten_minste(0.67, lambda m: m.s(WERKWIJZE, schaal=("gemeente", "regionaal"))),
    "IV0-04": _ten_minste(0.67, lambda m: m.s(BELEID, **BOVEN)),
    "IV0-05": _waar(
        lambda m: (
            m.n(**ESW, **INKOOP)
            > m.n(**PREV, **INKOOP)
            > max(m.n(thema=t, **INKOOP) for t in ("ouderen", "ggz", "jeugd_18", "anders"))
        )
    ),
    "IV0-08": _ten_minste(0.67, lambda m: m.s(INKOOP, **BOVEN)),
    "IV0-09": _waar(
        lambda m: (
            bool(m.gemeenten(**INKOOP, schaal="regionaal"))
            and m.gemeenten(**INKOOP, schaal="regionaal")
            <= {c for c, g in land().gemeente.items() if g["provincie"] == "Friesland"}
        )
    ),
    "IV1-01": _waar(
        lambda m: (
            m.n(**OUD, **WERKWIJZE)
            > m.n(**GGZ, **WERKWIJZE)
            > max(m.n(thema=t, **WERKWIJZE) for t in ("preventie", "esw", "anders"))
            and m.n(**JEUGD, **WERKWIJZE) < min(m.n(thema=t, **WERKWIJZE) for t in THEMAS if t != "jeugd_18")
        )
    ),
    "IV1-04": _hoogstens(0.8, lambda m: m.lq(ESW, **WERKWIJZE)),
    "IV2-01": _waar(lambda m: m.n(**WERKWIJZE) > m.n(**BELEID)),
    "IV3-01": _waar(lambda m: _thema_meeste(m, "esw", **INKOOP)),
    "IV4-02": _waar(
        lambda m: (
            0.05 <= _met_polis(m, 2) / 388 <= 0.33
            and 1 <= _met_polis(m, 3) <= 0.02 * 388
            and max(len(namen) for namen in m.polis.values()) == 3
        )
    ),
    "IV4-03": _hoogstens(0.05, _polis_met_afspraken),
    "IV4-04": _waar(lambda m: len({c for p in m.minima for c in p.gemeenten}) < len(m.polis)),
    "V0-01": _waar(lambda m: m.n(**ONTW) >= 50 and len(m.regios(**ONTW)) / 43 >= 0.8),
    "V0-02": _ten_minste(0.67, lambda m: m.s(ONTW, thema=("ouderen", "ggz"))),
    "V0-05": _hoogstens(0.1, lambda m: m.s({}, **DOOR)),
    "V0-06": _ten_minste(0.67, lambda m: m.s(DOOR, **ESW)),
    "V0-08": _hoogstens(0.25, lambda m: m.s({}, **IMPL)),
    "V0-09": _waar(
        lambda m: (
            m.s(IMPL, thema=("ouderen", "esw", "preventie")) > 0.5
            and min(m.n(thema=t, **IMPL) for t in ("ouderen", "esw", "preventie"))
            > max(m.n(thema=t, **IMPL) for t in ("ggz", "jeugd_18", "anders"))
        )
    ),
    "V0-11": _meer_dan(0.5, lambda m: m.s(ESW | IMPL, zorgverzekeraar="Zilveren Kruis", **INKOOP)),
    "V0-13": _waar(lambda m: 1 <= m.n(**JEUGD, **IMPL) <= 5 and m.lq(JEUGD, **IMPL) >= 1.2),
    "V0-14": _meer_dan(0.5, lambda m: m.s(AFSPR, thema="anders")),
    "V1-01": _waar(
        lambda m: (
            (r := m.rang("thema", ("ouderen", "ggz", "preventie", "esw", "jeugd_18"), **ONTW))
            and r[0] > r[1] >= r[2] >= r[3] > r[4]
        )
    ),
    "V2-01": _hoogstens(0.25, lambda m: m.n(**DOOR) / m.n(**ONTW)),
    "V3-02": _waar(
        lambda m: (
            min(m.n(**OUD, **IMPL), m.n(**ESW, **IMPL))
            > max(m.n(thema=t, **IMPL) for t in ("ggz", "preventie", "jeugd_18", "anders"))
            and min(m.n(**PREV, **IMPL), m.n(thema="anders", **IMPL))
            > max(m.n(**GGZ, **IMPL), m.n(**JEUGD, **IMPL))
        )
    ),
    "V3-03": _ten_minste(0.9, lambda m: m.s(ESW | IMPL, zorgverzekeraar="Zilveren Kruis", **INKOOP)),
    "V4-02": _meer_dan(0.5, lambda m: m.s(AFSPR, thema="anders")),
    "V4-03": _waar(lambda m: 0 < m.s(AFSPR, thema=("ggz", "ouderen", "jeugd_18")) <= 0.05),
    "V4-04": _ten_minste(0.9, lambda m: m.s(AFSPR, **DOCUMENT)),
    "VI1-05": _waar(lambda m: 1 <= 388 - len(m.gemeenten()) <= 0.05 * 388),
    "VI1-07": _hoogstens(0.25, _zonder_gemeente_schaal),
    "VI2-01": _ten_minste(2, lambda m: m.n(**BOVEN)),
    "VII-04": _waar(
        lambda m: (
            m.n(**GGZ, **ONTW, zorgverzekeraar="Menzis") == 3
            and {land().code(naam) for naam in ("'s-Gravenhage", "Arnhem", "Groningen")}
            <= m.gemeenten(**GGZ, **ONTW, zorgverzekeraar="Menzis")
        )
    ),
    "VII-09": _waar(
        lambda m: {p.thema for p in m.lijst(titel="leertuin drechtsteden")} == {"ouderen", "ggz"}
    ),
    "VII-11": _meer_dan(0.5, lambda m: m.s({"zorgverzekeraar": "CZ"}, thema=("preventie", "ggz", "esw"))),
    "BIJ-01": lambda m: (len(m.polis) / 388, 0.7 <= len(m.polis) / 388 < 0.75),
    "BIJ-03": _waar(lambda m: all(_schaal_klopt(p) for p in m.alle)),
    "W-03": _waar(lambda m: min(_per_zorgkantoorregio(m).values()) <= 1),
    "W-05": _ten_minste(0.33, lambda m: m.s({}, **ONTW)),
}


def toets(projecten: list[Project], polissen: list[dict[str, str]]) -> dict[str, tuple[float, bool]]:
    """Return the value and the verdict of every finding tested here, by id."""
    meter = Meter(projecten, polissen)
    uitkomsten = {id_: test(meter) for id_, test in TESTS.items()}
    return {id_: (round(waarde, 4), bool(oordeel)) for id_, (waarde, oordeel) in uitkomsten.items()}


def schaalschendingen(projecten: list[Project]) -> list[Project]:
    """Return the projects whose schaal is not what their gemeenten say."""
    return [p for p in projecten if not _schaal_klopt(p)]
