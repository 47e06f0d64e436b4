"""Every number of the synthetic editions, from workbook to web page, against the planted truth.

The pipeline runs as the notebooks do; what it must give is worked out here, the slow way, with plain sets
from ``waarheid/``. Nothing is sampled: all projects, maps, tables, gemeenten and zorgverzekeraars.
"""

import csv
import json
import math
import re
import shutil
import struct
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace

import pandas as pd
import pytest
from lxml import html

from lib.analyse import samenvatting
from lib.analyse.gegevens import Gegevens
from lib.analyse.koppeling import KOPPELKOLOMMEN, Koppeling, koppel, lees_koppeling
from lib.analyse.koppelvoorstel import voorstellen
from lib.analyse.strategie import NIEUW, VERVALLEN, ontwikkelpad, overgangen, portefeuille, spreiding, zinnen
from lib.analyse.tabellen import analysetabel, polistabel
from lib.analyse.verband.kruistabel import kruistabel
from lib.analyse.verband.labels import PAREN, kruistabel_van
from lib.beeld.stijl import CATEGORIE
from lib.editie.editie import lees_editie
from lib.editie.ordening import lees_ordening
from lib.editie.register import lees_programmas, lees_tabellen
from lib.gebied.namen import lees_naamgids
from lib.gebied.tabellen import lees_gemeenten, lees_kernwerkgebieden, lees_regios
from lib.grond.paden import EDITIES, GEBIEDEN, ORDENING, REGISTER, WORTEL
from lib.inlezen.polissen import lees_polissen
from lib.inlezen.projecten import lees_projecten
from lib.kaart.beeld import bundels, klassentabel, maak_beeld, maak_bundel
from lib.kaart.hoofdstuk import Getekend
from lib.kaart.pergemeente import per_gemeente, uitval
from lib.kaart.soorten import GEEN_POLIS
from lib.labels import besluiten as labels
from lib.labels.dekking import maak_dekking
from lib.pagina.bladzijde import toon, toon_projecten, toon_tabellen
from lib.pagina.strategie import toon_portefeuille
from lib.werkstructuur.vlekken import VLEKSOORTEN, aanwezig_per_regio

WAARHEID = WORTEL / "tests" / "waarheid"
BEIDE = ("voorbeeld", "voorbeeld-2019")
DIMENSIES = ("thema", "instrument", "vorm", "schaal")
FILTERS = (*DIMENSIES, "zorgverzekeraar", "programma")
PLEK = ("bestand", "blad", "rij")
KOLOMMEN_LABELS = ("label", "projecten", "op_de_kaart", "label_gesteld_in_de_bron")
# True projects whose reports the rule does not see as a pair at all: a slip in the first letters turns the
# order of the sorted words around. All others that it leaves apart stand in the list of doubtful pairs.
GEMIST: dict[str, set[str]] = {"voorbeeld": set(), "voorbeeld-2019": set()}


def lees(pad):
    regels = [regel for regel in pad.read_text(encoding="utf-8").splitlines() if not regel.startswith("#")]
    return list(csv.DictReader(regels))


def delen(cel):
    return [deel.strip() for deel in cel.split(";") if deel.strip()]


LAND = {rij["gm_code"]: rij for rij in lees(GEBIEDEN / "gemeenten.csv")}
REGIO = {code: rij["wmo_regio"] for code, rij in LAND.items()}
KERN = {rij["wmo_regio"]: rij["grootste_verzekeraar"] for rij in lees(GEBIEDEN / "kernwerkgebieden.csv")}
LABEL = {naam: {} for naam in DIMENSIES}
for _rij in sorted(lees(ORDENING / "ordening.csv"), key=lambda rij: int(rij["volgorde"])):
    LABEL[_rij["dimensie"]][_rij["code"]] = _rij["label"]
VERZEKERAARS = [rij["naam"] for rij in lees(GEBIEDEN / "zorgverzekeraars.csv")]
LABEL["zorgverzekeraar"] = {naam: naam for naam in VERZEKERAARS}
KAARTEN = {rij["kaart_id"]: rij for rij in lees(REGISTER / "kaarten.csv")}
TABELLEN = {rij["tabel_id"]: rij for rij in lees(REGISTER / "tabellen.csv") if rij["soort"] == "analyse"}


# ---- the truth ------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Project:
    """A true project; ``labels`` has a set for everything that can be filtered on."""

    id: str
    waar_id: str
    titel: str
    labels: dict
    gemeenten: frozenset
    regios: frozenset
    minima: bool
    rij: dict


@dataclass(frozen=True)
class Waarheid:
    """The planted truth of one edition."""

    naam: str
    projecten: list
    rijen: dict
    kaarten: dict
    tellingen: dict
    polissen: list

    def kies(self, rij, minima="nee"):
        """Return the projects that a register row selects."""
        wil = rij.get("minimacontracten") or minima
        return [
            p
            for p in self.projecten
            if (wil == "ja" or p.minima == (wil == "alleen"))
            and all(
                p.labels[naam] & set(delen(rij[naam]))
                for naam in FILTERS
                if rij.get(naam) and not (naam == "thema" and rij.get("soort") == "paneel")
            )
        ]


def lees_waarheid(naam):
    map_ = WAARHEID / naam
    projecten = []
    for rij in lees(map_ / "projecten.csv"):
        eigen = {soort: frozenset(delen(rij[soort])) for soort in (*DIMENSIES, "programma")}
        eigen["zorgverzekeraar"] = frozenset(delen(rij["zorgverzekeraars"]))
        plaats = [frozenset(delen(rij[kolom])) for kolom in ("gemeenten", "wmo_regios")]
        minima = rij["is_minimacontract"] == "ja"
        projecten.append(
            Project(rij["project_id"], rij["waar_id"], rij["titel"], eigen, *plaats, minima, rij)
        )
    return Waarheid(
        naam,
        projecten,
        {(r["bestand"], r["blad"], int(r["rij"])): r for r in lees(map_ / "rijen.csv")},
        json.loads((map_ / "kaarten.json").read_text(encoding="utf-8")),
        json.loads((map_ / "tellingen.json").read_text(encoding="utf-8")),
        lees(EDITIES / naam / "polissen.csv"),
    )


def geraakt(projecten):
    return {code for p in projecten for code in p.gemeenten}


def per_code(projecten):
    uit = defaultdict(list)
    for p in projecten:
        for code in p.gemeenten:
            uit[code].append(p)
    return uit


# ---- the pipeline ---------------------------------------------------------------------------------


def lees_in(editie):
    ordening = lees_ordening()
    besluiten = labels.lees_besluiten(editie.bestand("labelbesluiten"), ordening)
    return lees_projecten(editie, labels.besliste_labels(besluiten)), besluiten


def gesplitst(inlezing, waar):
    """Return the reports of each true project that became several: one place per project_id, in order."""
    plekken = defaultdict(dict)
    for *plek, project_id in inlezing.opgaven[[*PLEK, "project_id"]].itertuples(index=False):
        plekken[waar.rijen[tuple(plek)]["project_id"]].setdefault(project_id, tuple(plek))
    return {waar_id: list(eigen.values()) for waar_id, eigen in plekken.items() if len(eigen) > 1}


def met_besluiten(naam, paren, map_):
    """Return the edition with, for each of ``paren``, the decision of a person that the rows are the same."""
    shutil.copytree(EDITIES / naam, map_ / naam)
    with (map_ / naam / "samenvoegbesluiten.csv").open("a", encoding="utf-8", newline="") as bestand:
        for een, ander in paren:
            csv.writer(bestand, lineterminator="\n").writerow([*een, *ander, "zelfde", "Zo is het.", ""])
    return lees_editie(naam, map_)


def maak_tabellen(naam, map_):
    """Read, merge, label and cover an edition as the notebooks do; what people must decide is decided."""
    waar, editie = lees_waarheid(naam), lees_editie(naam)
    geleverd, besluiten = lees_in(editie)
    inlezing = geleverd
    if open_ := gesplitst(geleverd, waar):
        paren = [(groep[0], ander) for groep in open_.values() for ander in groep[1:]]
        inlezing, besluiten = lees_in(met_besluiten(naam, paren, map_))
    gemeenten, ordening = lees_gemeenten(), lees_ordening()
    gelabeld = labels.label(inlezing.ingelezen, besluiten, ordening, inlezing.opgaven)
    projecten = samenvatting.met_programma(labels.pas_toe(inlezing.ingelezen, gelabeld), lees_programmas())
    gegevens = Gegevens(
        gemeenten=gemeenten,
        projecten=projecten,
        dekking=maak_dekking(projecten, gemeenten),
        ordening=ordening,
        editie=editie,
        kernwerkgebieden=lees_kernwerkgebieden(),
        regios=lees_regios(),
        polissen=lees_polissen(editie).polissen,
    )
    beelden = {kaart_id: maak_beeld(KAARTEN[kaart_id], gegevens) for kaart_id in waar.kaarten}
    return SimpleNamespace(
        waar=waar,
        geleverd=geleverd,
        inlezing=inlezing,
        besluiten=besluiten,
        gelabeld=gelabeld,
        gegevens=gegevens,
        beelden=beelden,
    )


@pytest.fixture(scope="session")
def edities(tmp_path_factory):
    return {naam: maak_tabellen(naam, tmp_path_factory.mktemp("editie")) for naam in BEIDE}


@pytest.fixture(scope="session", params=BEIDE)
def deze(request, edities):
    return edities[request.param]


def gelijk(gevonden, verwacht, waar):
    """Assert that two dicts are the same; say which keys differ and how."""
    anders = {
        sleutel: (gevonden.get(sleutel), verwacht.get(sleutel))
        for sleutel in gevonden.keys() | verwacht.keys()
        if gevonden.get(sleutel) != verwacht.get(sleutel)
    }
    assert not anders, f"{waar}: {len(anders)} anders, (gevonden, waar): {dict(list(anders.items())[:5])}"


# ---- 1. rows and projects -------------------------------------------------------------------------


def test_as_shipped_only_what_people_must_decide_is_left_apart(deze):
    """No two projects become one; of those that stay apart the doubtful pairs tell, but for ``GEMIST``."""
    waar, geleverd = deze.waar, deze.geleverd
    samen = defaultdict(set)
    for *plek, project_id in geleverd.opgaven[[*PLEK, "project_id"]].itertuples(index=False):
        samen[project_id].add(waar.rijen[tuple(plek)]["waar_id"])
    assert not {project_id: eigen for project_id, eigen in samen.items() if len(eigen) > 1}
    twijfel = geleverd.paren[geleverd.paren["oordeel"] == "twijfel"]
    gezien = {
        tuple(rij[f"{naam}_{kant}"] for naam in PLEK) for rij in twijfel.to_dict("records") for kant in "ab"
    }
    open_ = gesplitst(geleverd, waar)
    assert {id_ for id_, plekken in open_.items() if not set(plekken) & gezien} == GEMIST[waar.naam]
    telling = dict(zip(geleverd.waterval["stap"], geleverd.waterval["aantal"], strict=True))
    over = sum(len(plekken) - 1 for plekken in open_.values())
    verwacht = waar.tellingen["waterval"]
    assert telling["gebruikt"] == verwacht["gebruikt"] + over
    assert telling["samengevoegd"] == verwacht["samengevoegd"] - over


def test_waterval_is_the_planted_one(deze):
    waterval = deze.inlezing.waterval
    gelijk(
        dict(zip(waterval["stap"], waterval["aantal"], strict=True)), deze.waar.tellingen["waterval"], "rijen"
    )


def test_rejected_rows_are_the_planted_ones_each_in_its_column(deze):
    gevonden = defaultdict(set)
    for *plek, kolom in deze.inlezing.afgekeurd[[*PLEK, "kolom"]].itertuples(index=False):
        gevonden[tuple(plek)].add(kolom)
    verwacht = {plek: {r["kolom"]} for plek, r in deze.waar.rijen.items() if r["lot"] == "afgekeurd"}
    gelijk(gevonden, verwacht, "afgekeurde rijen")
    assert len(verwacht) == sum(deze.waar.tellingen["gebreken"].values())


def test_every_good_row_is_a_report_of_its_project(deze):
    opgaven = deze.inlezing.opgaven
    gevonden = {tuple(plek): id_ for *plek, id_ in opgaven[[*PLEK, "project_id"]].itertuples(index=False)}
    verwacht = {plek: r["project_id"] for plek, r in deze.waar.rijen.items() if r["lot"] == "gebruikt"}
    gelijk(gevonden, verwacht, "gebruikte rijen")
    per_project = Counter(str(len(samen) + 1) for samen in deze.inlezing.ingelezen["samengevoegd_met"])
    gelijk(per_project, deze.waar.tellingen["opgaven_per_project"], "opgaven per project")


def test_projects_are_the_planted_ones_in_every_field(deze):
    kolommen = ("titel", *DIMENSIES, "programma", "zorgverzekeraars", "gemeenten", "wmo_regios")
    gevonden = {
        p["project_id"]: {naam: p[naam] if isinstance(p[naam], str) else set(p[naam]) for naam in kolommen}
        | {"instrument": ";".join(p["instrument"]), "minima": p["is_minimacontract"]}
        for p in deze.gegevens.projecten.to_dict("records")
    }
    verwacht = {
        p.id: {naam: p.rij[naam] for naam in kolommen[:6]}
        | {"zorgverzekeraars": p.labels["zorgverzekeraar"], "gemeenten": p.gemeenten, "wmo_regios": p.regios}
        | {"minima": p.minima}
        for p in deze.waar.projecten
    }
    assert len(gevonden) == len(deze.gegevens.projecten)
    gelijk(gevonden, verwacht, "projecten")
    assert labels.schendingen(deze.gegevens.projecten).empty
    assert labels.besluiten_zonder_project(deze.gegevens.projecten, deze.besluiten).empty


def test_coverage_is_every_gemeente_of_every_project_and_no_other(deze):
    kolommen = ["project_id", "gm_code", "wmo_regio", *DIMENSIES, "is_minimacontract"]
    gevonden = Counter(deze.gegevens.dekking[kolommen].itertuples(index=False, name=None))
    verwacht = Counter(
        (p.id, code, REGIO[code], *(p.rij[naam] for naam in DIMENSIES), p.minima)
        for p in deze.waar.projecten
        for code in p.gemeenten
    )
    gelijk(gevonden, verwacht, "dekking")


def test_schaal_differs_only_where_planted(deze):
    gevonden = set(labels.controleer_schaal(deze.gegevens.projecten, deze.gegevens.gemeenten)["project_id"])
    assert gevonden == {p.id for p in deze.waar.projecten if p.rij["schaal_klopt"] == "nee"}
    assert gevonden == set(deze.waar.tellingen["schaal_klopt_niet"]["projecten"]) and len(gevonden) == 4


@pytest.mark.parametrize("dimensie", DIMENSIES)
def test_count_of_labels_on_the_page_of_classification(deze, dimensie):
    telling = samenvatting.tel_labels(
        deze.gegevens.projecten, deze.gelabeld, dimensie, deze.gegevens.ordening
    ).to_dict("records")
    gesteld = {
        b["project_id"]
        for b in lees(EDITIES / deze.waar.naam / "labelbesluiten.csv")
        if b["dimensie"] == dimensie and b["zekerheid"] == "gesteld"
    }
    for (code, label), rij in zip(LABEL[dimensie].items(), telling, strict=True):
        eigen = [p for p in deze.waar.projecten if code in p.labels[dimensie]]
        op_de_kaart = sum(bool(p.gemeenten) for p in eigen)
        verwacht = [label, len(eigen), op_de_kaart, sum(p.id in gesteld for p in eigen)]
        assert [rij[naam] for naam in KOLOMMEN_LABELS] == verwacht
        gewone = sum(not p.minima for p in eigen)
        assert gewone == deze.waar.tellingen[dimensie][code]


def test_counts_over_all_projects(deze):
    gewone = deze.gegevens.projecten[~deze.gegevens.projecten["is_minimacontract"]]
    waar = deze.waar.tellingen
    minima = len(deze.gegevens.projecten) - len(gewone)
    assert waar["projecten"] == {"zonder_minima": len(gewone), "minima": minima}
    for kolom, naam in (("wmo_regios", "wmo_regio"), ("zorgverzekeraars", "zorgverzekeraar")):
        gevonden = Counter(waarde for cel in gewone[kolom] for waarde in cel)
        gelijk(gevonden, {code: n for code, n in waar[naam].items() if n}, naam)
    met = {
        thema: len({code for cel in eigen["gemeenten"] for code in cel})
        for thema, eigen in [("alle", gewone), *gewone.groupby("thema")]
    }
    gelijk(met, waar["gemeenten_met"], "gemeenten met een project")


def test_list_of_projects_for_readers(deze):
    g = deze.gegevens
    lijst = samenvatting.projectenlijst(g.projecten, deze.gelabeld, g.gemeenten, g.ordening)
    waar = {p.id: p for p in deze.waar.projecten}
    assert len(lijst) == len(waar)
    for id_, rij in zip(g.projecten["project_id"], lijst.to_dict("records"), strict=True):
        for dimensie in DIMENSIES:
            tekst = ", ".join(LABEL[dimensie][c] for c in LABEL[dimensie] if c in waar[id_].labels[dimensie])
            assert rij[dimensie].removesuffix(" °") == tekst, (id_, dimensie)
        assert rij["project"] == waar[id_].titel
        if groot := re.match(r"(\d+) gemeenten in ", rij["plaatsen"]):
            assert int(groot[1]) == len(waar[id_].gemeenten), id_


# ---- 2 and 3. maps, as made and as shown ----------------------------------------------------------


def naam_van(rij, code):
    """Return what the legend calls a class."""
    if code in ("aanwezig", "overig"):
        return CATEGORIE[code]["label"]
    if rij["soort"] in ("aanwezigheid", "paneel", "polissen") or rij["dimensie"] not in DIMENSIES:
        return LABEL["thema"].get(code, code)
    return " + ".join(LABEL[rij["dimensie"]][deel] for deel in code.split(";"))


def verwachte_klassen(rij, waar):
    """Return (class, gemeenten, projects) of every class of a map, the planted truth."""
    klassen = waar.kaarten[rij["kaart_id"]]["klassen"]
    if rij["soort"] != "vlekken":
        return [(naam_van(rij, code), gemeenten, projecten) for code, gemeenten, projecten in klassen]
    titel = {p.id: p.titel for p in waar.projecten}
    klassen = sorted(klassen, key=lambda klasse: (titel[klasse[0]], klasse[0]))
    return [(f"{i} {titel[code]}", *telling) for i, (code, *telling) in enumerate(klassen, start=1)]


def verwachte_tabel(rij, waar):
    """Return the rows of the table behind a map: class, gemeenten, percentage, projects (None: not said)."""
    getal = waar.kaarten[rij["kaart_id"]]
    klassen = verwachte_klassen(rij, waar)
    polissen = rij["soort"] == "polissen"
    met = sum(n for _, n, _ in klassen) if rij["soort"] == "paneel" else getal["gemeenten_met"]
    rijen = [(naam, n, None if polissen else projecten) for naam, n, projecten in klassen]
    if getal["geen_opgave"]:
        rijen.append((CATEGORIE["geen_opgave"]["label"], getal["geen_opgave"], None))
    nul = len(LAND) - met - getal["geen_opgave"]
    rijen.append((GEEN_POLIS, nul, None) if polissen else ("0 projecten", nul, 0))
    return sorted(((naam, n, round(100 * n / len(LAND), 1), p) for naam, n, p in rijen), key=str)


def als_rijen(tabel_, procent):
    return sorted(
        (
            (
                zonder_nummer(naam),
                n,
                procent(a),
                None if pd.isna(p) else p,
            )
            for naam, n, a, p in tabel_
        ),
        key=str,
    )


def zonder_nummer(naam):
    """Drop the number of a contract; that of a patch stays, for it says which project it is."""
    return kaal(naam) if kaal(naam) in VERZEKERAARS else naam


def kaal(naam):
    return re.sub(r"^\d+ ", "", naam)


def test_the_truth_covers_every_map_of_projects():
    zonder = {"schema", "venster", "regio_overzicht", "kernwerkgebied"}
    kaarten = {kaart_id for kaart_id, rij in KAARTEN.items() if rij["soort"] not in zonder}
    for naam in BEIDE:
        assert set(lees_waarheid(naam).kaarten) == kaarten and len(kaarten) == 86


def test_table_behind_every_map(deze):
    for kaart_id, beeld in deze.beelden.items():
        gevonden = als_rijen(
            klassentabel(beeld).itertuples(index=False), lambda aandeel: round(100 * aandeel, 1)
        )
        assert gevonden == verwachte_tabel(KAARTEN[kaart_id], deze.waar), kaart_id


def test_title_of_every_map(deze):
    for kaart_id, beeld in deze.beelden.items():
        getal = deze.waar.kaarten[kaart_id]
        klassen = len(verwachte_klassen(KAARTEN[kaart_id], deze.waar))
        velden = {naam: getal[naam] for naam in ("gemeenten_met", "regio_met", "projecten")}
        velden |= {"gemeenten_totaal": 388, "regio_totaal": 43, "klassen": klassen}
        assert beeld.titel == KAARTEN[kaart_id]["titel"].format(**velden), kaart_id
        # Not every title shows these two; they are right all the same.
        proef = {**KAARTEN[kaart_id], "titel": "{gemeenten_met}|{regio_met}|{projecten}"}
        gevonden = maak_beeld(proef, deze.gegevens).titel
        assert gevonden == f"{getal['gemeenten_met']}|{getal['regio_met']}|{getal['projecten']}", kaart_id


def test_caption_of_every_map(deze):
    for kaart_id, beeld in deze.beelden.items():
        getal = deze.waar.kaarten[kaart_id]
        if KAARTEN[kaart_id]["soort"] == "polissen":
            assert re.findall(r"over ([\d.]+) pol", beeld.bijschrift) == [str(len(deze.waar.polissen))]
            continue
        assert re.findall(r"over ([\d.]+) project", beeld.bijschrift) == [str(getal["projecten"])], kaart_id
        zonder = [str(getal["zonder_gemeenten"])] if getal["zonder_gemeenten"] else []
        assert re.findall(r"Bij ([\d.]+) project", beeld.bijschrift) == zonder, kaart_id


def test_text_alternative_of_every_map(deze):
    van = Counter(REGIO.values())
    for kaart_id, beeld in deze.beelden.items():
        rij, getal = KAARTEN[kaart_id], deze.waar.kaarten[kaart_id]
        met = getal["gemeenten_met"]
        procent = f"{100 * met / 388:.1f}".replace(".", ",")
        assert re.findall(r"Gekleurd: (\d+) gemeenten? \((.*?) %\)", beeld.alt) == [(str(met), procent)], (
            kaart_id
        )
        stil = [str(getal["geen_opgave"])] if getal["geen_opgave"] else []
        assert re.findall(r"Voor (\d+) gemeenten? is alleen", beeld.alt) == stil, kaart_id
        if grootste := re.search(r"Grootste klasse: (.*), (\d+) gemeenten?\.", beeld.alt):
            meeste = max(n for _, n, _ in verwachte_klassen(rij, deze.waar))
            namen = {kaal(naam) for naam, n, _ in verwachte_klassen(rij, deze.waar) if n == meeste}
            assert grootste[1] in namen and int(grootste[2]) == meeste, kaart_id
        codes = plaatsen(rij, deze.waar)
        assert len(codes) == met, kaart_id
        per_regio = Counter(REGIO[code] for code in codes)
        meest = sorted(per_regio, key=lambda regio: (-per_regio[regio], regio))[:3]
        genoemd = re.findall(r"(\d+) van (\d+)\)", beeld.alt)
        assert genoemd == [(str(per_regio[regio]), str(van[regio])) for regio in meest], kaart_id
        assert all(f"{regio} ({per_regio[regio]} van" in beeld.alt for regio in meest), kaart_id


def plaatsen(rij, waar):
    """Return the gemeenten that a map says have something, worked out from the true projects."""
    if rij["soort"] == "polissen":
        return {polis["gm_code"] for polis in waar.polissen}
    gekozen = waar.kies(rij)
    return geraakt(p for p in gekozen if rij["soort"] != "paneel" or rij["thema"] in p.labels["thema"])


def test_which_gemeenten_each_map_colours(deze):
    for kaart_id, beeld in deze.beelden.items():
        rij = KAARTEN[kaart_id]
        met = beeld.klasse_van >= 0 if beeld.met is None else beeld.met
        assert set(deze.gegevens.gm_code[met]) == plaatsen(rij, deze.waar), kaart_id


def test_rare_combinations_that_are_drawn_as_one(deze):
    for kaart_id, beeld in deze.beelden.items():
        rest = {klasse.code for klasse in beeld.alle_klassen} - {klasse.code for klasse in beeld.klassen}
        dimensie, gekozen = KAARTEN[kaart_id]["dimensie"], deze.waar.kies(KAARTEN[kaart_id])
        for groep in (klasse for klasse in beeld.klassen if klasse.code == "overige_combinaties"):
            codes = {
                code
                for code, eigen in per_code(gekozen).items()
                if ";".join(c for c in LABEL[dimensie] if any(c in p.labels[dimensie] for p in eigen)) in rest
            }
            assert groep.n_gemeenten == len(codes) > 0, kaart_id
            assert groep.n_projecten == sum(bool(p.gemeenten & codes) for p in gekozen), kaart_id
            assert f"({len(rest)} soorten)" in groep.label, kaart_id


def test_map_that_counts_projects_where_they_are_too_many_to_tell_apart(deze):
    for kaart_id, beeld in deze.beelden.items():
        vanaf = [int(klasse.code) for klasse in beeld.klassen if klasse.code.isdigit()]
        gekozen = deze.waar.kies(KAARTEN[kaart_id])
        aantal = {code: len(eigen) for code, eigen in per_code(gekozen).items()}
        for klasse, begin, einde in zip(beeld.klassen, vanaf, [*vanaf[1:], math.inf], strict=False):
            codes = {code for code, n in aantal.items() if begin <= n < einde}
            assert klasse.n_gemeenten == len(codes), (kaart_id, begin)
            assert klasse.n_projecten == sum(bool(p.gemeenten & codes) for p in gekozen), (kaart_id, begin)


def test_small_maps_within_a_map(deze):
    """Of a map per label, and below a map of many combinations: gemeenten and projects of each label."""
    aantal = 0
    for kaart_id, beeld in deze.beelden.items():
        rij = KAARTEN[kaart_id]
        for code, paneel in zip(
            LABEL.get(rij["dimensie"], ()), beeld.panelen or beeld.per_label, strict=False
        ):
            eigen = [p for p in deze.waar.kies(rij) if code in p.labels[rij["dimensie"]]]
            telling = [(k.code, k.n_gemeenten, k.n_projecten) for k in paneel.klassen]
            assert telling == ([(code, len(geraakt(eigen)), len(eigen))] if eigen else []), (kaart_id, code)
            assert set(deze.gegevens.gm_code[paneel.klasse_van >= 0]) == geraakt(eigen), (kaart_id, code)
            aantal += 1
        verwacht = len(LABEL[rij["dimensie"]]) if beeld.panelen or beeld.per_label else 0
        assert len(beeld.panelen or beeld.per_label) == verwacht, kaart_id
    assert aantal > 20


def test_panels_that_are_shown_together(deze):
    samen = bundels(list(KAARTEN.values()))
    assert sum(map(len, samen.values())) == sum(rij["soort"] == "paneel" for rij in KAARTEN.values()) == 36
    for onderwerp, rijen in samen.items():
        beeld = maak_bundel(onderwerp, rijen, deze.gegevens)
        for rij, paneel in zip(rijen, beeld.panelen, strict=True):
            gevonden = [(k.label, k.n_gemeenten, k.n_projecten) for k in paneel.klassen]
            assert sorted(gevonden) == sorted(verwachte_klassen(rij, deze.waar)), rij["kaart_id"]
            assert paneel.kort == LABEL["thema"][rij["thema"]]
        met = len(geraakt(deze.waar.kies(rijen[0])))
        assert beeld.titel.endswith(f"projecten in {met} van de 388 gemeenten"), onderwerp


def test_maps_of_regions_count_their_gemeenten(deze):
    for kaart_id, kolom in (("II-1-regio", "wmo_regio"), ("WS-zorgkantoorregio", "zorgkantoorregio")):
        cijfers = klassentabel(maak_beeld(KAARTEN[kaart_id], deze.gegevens))
        namen = [kaal(naam) for naam in cijfers["klasse"]]
        gelijk(
            dict(zip(namen, cijfers["gemeenten"], strict=True)),
            Counter(rij[kolom] for rij in LAND.values()),
            kaart_id,
        )
    cijfers = klassentabel(maak_beeld(KAARTEN["II-2-kernwerkgebied"], deze.gegevens))
    gevonden = dict(zip(cijfers["klasse"], cijfers["gemeenten"], strict=True))
    gelijk(gevonden, Counter(KERN[regio] for regio in REGIO.values()), "kernwerkgebied")


def lees_html(beeld):
    """Return caption, heads and rows of a shown table; numbers as numbers, ``–`` as None."""
    boom = html.fromstring(beeld.inhoud)
    koppen = [kop.text_content() for kop in boom.xpath(".//thead//th")]
    rijen = [
        tuple(lees_cel(cel.text_content(), cel.get("class") == "getal") for cel in rij.xpath("./td"))
        for rij in boom.xpath(".//tbody/tr")
    ]
    return boom.xpath("string(.//caption)"), koppen, rijen


def lees_cel(tekst, getal):
    if not getal:
        return tekst
    if tekst == "–":
        return None
    assert re.fullmatch(r"-?\d{1,3}(\.\d{3})*(,\d+)?", tekst), f"geen Nederlands getal: {tekst}"
    waarde = float(tekst.replace(".", "").replace(",", "."))
    return int(waarde) if waarde.is_integer() and "," not in tekst else waarde


def test_what_a_page_shows_of_every_map(deze, tmp_path):
    """Title, caption, text alternative and table in the page's own HTML, of all maps in one go."""
    kop = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", 150, 300)
    getekend = []
    for kaart_id, beeld in deze.beelden.items():
        (tmp_path / f"{kaart_id}.png").write_bytes(kop)
        getekend.append(Getekend(beeld, tmp_path / f"{kaart_id}.png", KAARTEN[kaart_id]))
    getoond = list(toon(getekend, deze.gegevens))
    gevouwen = {b.gegevens["naam"]: lees_tabellen_in(b) for b in getoond if b.soort == "text/html"}
    tabellen = {naam: inhoud[0] for naam, inhoud in gevouwen.items()}
    figuren = {b.gegevens["id"]: b.gegevens for b in getoond if b.soort == "image/png"}
    assert set(tabellen) == set(figuren) == set(deze.waar.kaarten)
    for kaart_id, (bijschrift, koppen, rijen) in tabellen.items():
        assert koppen == ["Klasse", "Gemeenten", "% van alle gemeenten", "Projecten"][: len(koppen)]
        assert bijschrift == f"{kaart_id}: {deze.beelden[kaart_id].titel}"
        rijen = [(*rij, None)[:4] for rij in rijen]
        assert als_rijen(rijen, float) == verwachte_tabel(KAARTEN[kaart_id], deze.waar), kaart_id
        beeld = deze.beelden[kaart_id]
        assert (figuren[kaart_id]["alt"], figuren[kaart_id]["bijschrift"]) == (beeld.alt, beeld.bijschrift)
    boven = [b.tekst for b in getoond if b.soort == "text/markdown"]
    assert {kop.removeprefix("## ") for kop in boven} == {KAARTEN[i]["kop"] for i in deze.waar.kaarten}
    titels = {rij[0]: rij[1] for rij in lees_tabellen_in(toon_projecten(getekend, deze.gegevens))[0][2]}
    for kaart_id, (_, *achter) in gevouwen.items():
        controleer_achter(kaart_id, achter, titels, deze)


def lees_tabellen_in(beeld):
    """Return caption, heads and rows of each table in what is folded."""
    delen = html.fromstring(beeld.inhoud).xpath(".//table")
    return [lees_html(SimpleNamespace(inhoud=html.tostring(deel, encoding="unicode"))) for deel in delen]


def controleer_achter(kaart_id, achter, titels, deze):
    """Check the tables behind one map: per gemeente its projects, and from all projects to these."""
    rij = KAARTEN[kaart_id]
    if deze.beelden[kaart_id].nul != "0 projecten":
        assert len(achter) <= 1 and all("projecten" not in koppen for _, koppen, _ in achter), kaart_id
        return
    gekozen = deze.waar.kies({**rij, "soort": ""})  # of a paneel its thema only
    waar = {LAND[c]["gm_naam"]: Counter(p.titel for p in er) for c, er in per_code(gekozen).items()}
    *plaatsen, (_, _, weg) = achter
    assert weg[-1] == ("op de kaart", sum(bool(p.gemeenten) for p in gekozen)), kaart_id
    gevonden = {}
    for _, koppen, rijen in plaatsen:
        assert koppen[-2:] == ["aantal", "projecten"], kaart_id
        gevonden = {r[0]: Counter(titels[nummer] for nummer in r[-1].split(", ")) for r in rijen}
        assert [r[-2] for r in rijen] == [sum(gevonden[r[0]].values()) for r in rijen], kaart_id
    gelijk(gevonden, waar, kaart_id)


# ---- 4. analysis tables ---------------------------------------------------------------------------


def tel(projecten):
    return {
        "projecten": len(projecten),
        "gemeenten": len(geraakt(projecten)),
        "wmo_regios": len({regio for p in projecten for regio in p.regios}),
        "zonder_gemeenten": sum(not p.gemeenten for p in projecten),
    }


def groepen(dimensie):
    """Return code → (label, test of a project) for the rows of a table over ``dimensie``."""
    uit = {
        code: (label, lambda p, code=code: code in p.labels[dimensie])
        for code, label in LABEL[dimensie].items()
    }
    if dimensie in ("instrument", "zorgverzekeraar"):
        uit["meer_dan_een"] = "waarvan meer dan één", lambda p: len(p.labels[dimensie]) > 1
    if dimensie == "zorgverzekeraar":
        uit["niet_genoemd"] = "niet genoemd", lambda p: not p.labels[dimensie]
    return uit | {"totaal": ("totaal", lambda p: True)}


def aandeel(teller, noemer):
    return teller / noemer if noemer >= 10 else None


def verwachte_analyse(rij, waar, zonder_afspraken=False):
    binnen, alle = waar.kies(rij), waar.kies({"minimacontracten": rij["minimacontracten"]})
    if zonder_afspraken:
        binnen, alle = (
            [p for p in deel if "samenwerkingsafspraken" not in p.labels["vorm"]] for deel in (binnen, alle)
        )
    elders = set(alle) - set(binnen)
    uit = {}
    for code, (label, hoort) in groepen(rij["dimensie"]).items():
        eigen, overig = [p for p in binnen if hoort(p)], sum(map(hoort, elders))
        delen_ = aandeel(len(eigen), len(binnen)), aandeel(overig, len(elders))
        uit[code] = tel(eigen) | {
            "label": label,
            "noemer": len(binnen),
            "projecten_overig": overig,
            "noemer_overig": len(elders),
            "aandeel": delen_[0],
            "aandeel_overig": delen_[1],
            "verschil": None if None in delen_ else delen_[0] - delen_[1],
        }
    return uit


def afgerond(cijfers):
    """Return a table as code → column → value, shares to nine decimals and a missing one as None."""
    if not isinstance(cijfers, dict):
        cijfers = {rij.pop("code"): rij for rij in cijfers.to_dict("records")}

    def kort(waarde):
        if isinstance(waarde, float):
            return None if math.isnan(waarde) else round(waarde, 9)
        return waarde

    return {
        (code, naam): kort(w)
        for code, rij in cijfers.items()
        for naam, w in rij.items()
        if naam != "dimensie"
    }


@pytest.mark.parametrize("zonder_afspraken", [False, True])
def test_every_cell_of_every_analysis_table(deze, zonder_afspraken):
    register = lees_tabellen()
    rijen = register[register["soort"] == "analyse"].to_dict("records")
    assert {rij["tabel_id"] for rij in rijen} == set(TABELLEN) and len(rijen) == 20
    for rij in rijen:
        gevonden = analysetabel(rij, deze.gegevens, zonder_afspraken)
        assert gevonden["code"].tolist() == list(groepen(rij["dimensie"])), rij["tabel_id"]
        verwacht = verwachte_analyse(TABELLEN[rij["tabel_id"]], deze.waar, zonder_afspraken)
        gelijk(afgerond(gevonden), afgerond(verwacht), rij["tabel_id"])


def procent(waarde):
    return None if waarde is None else round(100 * waarde, 1)


def verwachte_rijen(verwacht, dimensie):
    """Return heads and rows of an analysis table as a page must show it."""
    eerste = verwacht["totaal"]
    ook = eerste["noemer_overig"] > 0
    koppen = ["zorgverzekeraars" if dimensie == "zorgverzekeraar" else dimensie, "projecten"]
    koppen.append(f"% van n = {eerste['noemer']}")
    koppen += (
        ["elders", f"% van n = {eerste['noemer_overig']} elders", "verschil in procentpunten"] if ook else []
    )
    koppen += ["gemeenten", "Wmo-regio's", "zonder opgave van gemeenten"]
    rijen = []
    for code, c in verwacht.items():
        if dimensie == "zorgverzekeraar" and code != "totaal" and not c["projecten"] + c["projecten_overig"]:
            continue
        elders = [c["projecten_overig"], procent(c["aandeel_overig"]), procent(c["verschil"])] if ook else []
        plaats = [c["gemeenten"], c["wmo_regios"], c["zonder_gemeenten"]]
        rijen.append((c["label"], c["projecten"], procent(c["aandeel"]), *elders, *plaats))
    return koppen, rijen


def op_tiende(rijen):
    """Return rows with numbers as float; -0,0 and 0 are the same to a reader."""
    return [
        tuple(cel if isinstance(cel, str) or cel is None else float(cel) + 0.0 for cel in rij)
        for rij in rijen
    ]


def test_every_analysis_table_as_shown(deze):
    getoond = [lees_html(beeld) for beeld in toon_tabellen(deze.gegevens, None) if beeld.soort == "text/html"]
    per_id = {
        bijschrift.split(".")[0]: rest for bijschrift, *rest in getoond if re.match(r"T-[^:]*\.", bijschrift)
    }
    assert set(per_id) == set(TABELLEN)
    for tabel_id, (koppen, rijen) in per_id.items():
        dimensie = TABELLEN[tabel_id]["dimensie"]
        verwacht = verwachte_rijen(verwachte_analyse(TABELLEN[tabel_id], deze.waar), dimensie)
        assert (koppen, op_tiende(rijen)) == (verwacht[0], op_tiende(verwacht[1])), tabel_id
    polissen = [
        rijen for bijschrift, _, rijen in getoond if bijschrift.startswith("Gemeenten naar het aantal")
    ]
    aantallen = verwachte_polissen(deze.waar)
    for rijen in polissen:
        assert op_tiende(rijen) == [
            (label, float(n), 388.0, round(100 * n / 388, 1)) for label, n in aantallen.items()
        ]
    assert len(polissen) == 2


def verwachte_polissen(waar):
    verzekeraars = defaultdict(set)
    for polis in waar.polissen:
        verzekeraars[polis["gm_code"]].add(polis["zorgverzekeraar"])
    aantal = Counter(len(verzekeraars[code]) for code in LAND)
    return {str(n): aantal[n] for n in range(4)} | {"4 of meer": sum(aantal[n] for n in aantal if n >= 4)}


def test_contracts_are_those_of_the_list(deze):
    gevonden = Counter(
        deze.gegevens.polissen[["gm_code", "zorgverzekeraar"]].itertuples(index=False, name=None)
    )
    assert gevonden == Counter((p["gm_code"], p["zorgverzekeraar"]) for p in deze.waar.polissen)
    cijfers = polistabel(deze.gegevens)
    aantal = dict(zip(cijfers["contracten"], cijfers["gemeenten"], strict=True))
    gelijk(aantal, verwachte_polissen(deze.waar), "polissen")
    assert cijfers["aandeel"].tolist() == pytest.approx([n / 388 for n in aantal.values()])


# ---- 5. what each zorgverzekeraar does ------------------------------------------------------------


@pytest.mark.parametrize("naam", VERZEKERAARS)
def test_portfolio_of_every_insurer(deze, naam):
    eigen = {"zorgverzekeraar": naam, "minimacontracten": "nee"}
    alles = portefeuille(naam, deze.gegevens)
    beelden = list(toon_portefeuille(naam, deze.gegevens))
    if not deze.waar.kies(eigen):
        assert [beeld.tekst for beeld in beelden] == [f"In deze editie staat geen project van {naam}."]
        assert not alles["projecten"].any()
        return
    getoond = [lees_html(beeld) for beeld in beelden]
    for dimensie, (_, *shown) in zip(DIMENSIES, getoond, strict=False):
        verwacht = verwachte_analyse({**eigen, "dimensie": dimensie}, deze.waar)
        gelijk(afgerond(alles[alles["dimensie"] == dimensie]), afgerond(verwacht), (naam, dimensie))
        koppen, rijen = verwachte_rijen(verwacht, dimensie)
        assert (shown[0], op_tiende(shown[1])) == (koppen, op_tiende(rijen)), (naam, dimensie)
    assert verwacht["totaal"]["projecten"] == deze.waar.tellingen["zorgverzekeraar"].get(naam, 0)
    waar_rijen = verwachte_spreiding(naam, deze.waar)
    assert list(spreiding(naam, deze.gegevens).itertuples(index=False, name=None)) == waar_rijen, naam
    assert getoond[4][2] == waar_rijen, naam


def verwachte_spreiding(naam, waar):
    eigen = waar.kies({"zorgverzekeraar": naam})
    kern = {code for code, regio in REGIO.items() if KERN[regio] == naam}
    paren = [(p.id, code) for p in eigen for code in p.gemeenten]
    rijen = []
    for plaats, gebied in (("binnen het kernwerkgebied", kern), ("daarbuiten", LAND.keys() - kern)):
        er = [paar for paar in paren if paar[1] in gebied]
        rijen.append(
            (plaats, len({i for i, _ in er}), len({c for _, c in er}), len(gebied), len(er), len(paren))
        )
    zonder = sum(not p.gemeenten for p in eigen)
    return [*rijen, ("zonder opgave van gemeenten", zonder, 0, 0, 0, len(paren))]


@pytest.mark.parametrize("per", ["thema", "programma"])
def test_stages_of_every_insurer(deze, per):
    for naam in VERZEKERAARS:
        eigen = deze.waar.kies({"zorgverzekeraar": naam})
        verwacht = Counter((next(iter(p.labels[per]), ""), *p.labels["vorm"]) for p in eigen)
        cijfers = ontwikkelpad(naam, deze.gegevens, per)
        gevonden = {
            (rij["groep"], vorm): rij[vorm]
            for rij in cijfers.to_dict("records")
            for vorm in LABEL["vorm"]
            if rij[vorm]
        }
        gelijk(gevonden, verwacht, (naam, per))
        per_groep = Counter(next(iter(p.labels[per]), "") for p in eigen)
        gelijk(dict(zip(cijfers["groep"], cijfers["projecten"], strict=True)), per_groep, (naam, per))


def test_sentences_of_every_insurer(deze):
    for naam in VERZEKERAARS:
        eigen = deze.waar.kies({"zorgverzekeraar": naam})
        eerste, *rest = zinnen(naam, deze.gegevens)
        if not eigen:
            assert eerste == f"In deze editie staat geen project van {naam}."
            continue
        telling = tel(eigen)
        getallen = [int(n) for n in re.findall(r"(\d+) (?:project|gemeente|Wmo)", eerste)]
        assert getallen == [telling[soort] for soort in ("projecten", "gemeenten", "wmo_regios")], eerste
        for zin, dimensie in zip(rest, DIMENSIES, strict=False):
            per_label = Counter(code for p in eigen for code in p.labels[dimensie])
            volgorde = sorted(
                per_label, key=lambda c, n=per_label, d=dimensie: (-n[c], list(LABEL[d]).index(c))
            )
            opsomming = ", ".join(f"{LABEL[dimensie][code]} {per_label[code]}" for code in volgorde)
            assert zin.endswith(f": {opsomming}."), zin
        binnen, _, onbekend = verwachte_spreiding(naam, deze.waar)
        zin = rest[4]
        if binnen[3]:
            deel_ = f"{100 * binnen[4] / binnen[5]:.1f}".replace(".", ",")
            noemer = f"{binnen[5]:,}".replace(",", ".")
            assert f"ligt {deel_} % (n = {noemer}) in" in zin, zin
            assert f"zijn {binnen[2]} van de {binnen[3]} gemeente" in zin, zin
        if onbekend[1]:
            assert f"Van {onbekend[1]} project" in zin, zin


def verloop_van(cijfers):
    return {(rij.van, rij.naar): rij.projecten for rij in cijfers.itertuples()}


def verwacht_verloop(waar, nu, eerder):
    """Return the true transitions, in all and per insurer that takes part in either year."""
    oud, nieuw = ({p.waar_id: p for p in jaar.projecten} for jaar in (eerder, nu))
    alle, per = Counter(), defaultdict(Counter)
    for rij in waar:
        jaren = [oud.get(rij["waar_2017"]), nieuw.get(rij["waar_2019"])]
        stap = rij["vorm_2017"] or NIEUW, rij["vorm_2019"] or VERVALLEN
        alle[stap] += 1
        bestaat = [p for p in jaren if p]
        if not any(p.minima for p in bestaat):
            for naam in frozenset().union(*(p.labels["zorgverzekeraar"] for p in bestaat)):
                per[naam][stap] += 1
    return alle, per


def koppelregels(paren):
    """Return links as of an edition: a row for each (project_id, vorige_project_id)."""
    regels = pd.DataFrame([(*paar, "zo is het") for paar in paren], columns=list(KOPPELKOLOMMEN), dtype="str")
    return Koppeling("koppeling.csv", regels, [])


@pytest.fixture(scope="session")
def tussen(edities):
    """The two editions, what truly became of each project, and the links and proposals as shipped."""
    eerder, nu = (edities[naam] for naam in BEIDE)
    tabellen = nu.gegevens.projecten, eerder.gegevens.projecten
    rijen = lees(WAARHEID / BEIDE[1] / "overgangen.csv")
    koppeling = lees_koppeling(nu.gegevens.editie)
    geleverd = koppel(*tabellen, koppeling)
    return SimpleNamespace(
        eerder=eerder,
        nu=nu,
        tabellen=tabellen,
        rijen=rijen,
        was={r["project_id_2019"]: r["project_id_2017"] for r in rijen if r["project_id_2019"]},
        koppeling=koppeling.regels,
        geleverd=geleverd,
        voorstellen=voorstellen(*tabellen, geleverd.verloop, lees_naamgids(2017)),
    )


def verloop_per_id(verloop):
    """Return {project_id: vorige_project_id or ""} of the projects of this edition."""
    nu = verloop.dropna(subset="project_id")
    return dict(zip(nu["project_id"], nu["vorige_project_id"].fillna(""), strict=True))


def test_links_as_shipped_are_true_and_used(tussen):
    assert tussen.geleverd.afgekeurd.empty and len(tussen.koppeling) > 50
    gekoppeld = dict(zip(tussen.koppeling["project_id"], tussen.koppeling["vorige_project_id"], strict=True))
    assert gekoppeld == {id_: tussen.was[id_] for id_ in gekoppeld}
    assert {id_: verloop_per_id(tussen.geleverd.verloop)[id_] for id_ in gekoppeld} == gekoppeld
    anders = {r["project_id_2019"] for r in tussen.rijen if r["hernoemd"] == "anders"}
    assert len(anders) >= 10 and anders <= set(gekoppeld)


def test_what_the_links_leave_wrong_is_proposed_to_people(tussen):
    """Who is not followed rightly stands in the list, with the true predecessor if there is one."""
    gevonden = verloop_per_id(tussen.geleverd.verloop)
    fout = {id_ for id_, was in tussen.was.items() if gevonden[id_] != was}
    paren = set(zip(tussen.voorstellen["project_id"], tussen.voorstellen["vorige_project_id"], strict=True))
    assert len(fout) > 20
    assert {id_ for id_ in fout if tussen.was[id_] and (id_, tussen.was[id_]) not in paren} == set()
    assert {id_ for id_ in fout if not tussen.was[id_]} <= {id_ for id_, _ in paren}
    assert len({id_ for id_, _ in paren} - fout) < len(fout)


def test_transitions_are_the_planted_ones_once_people_decided(tussen):
    """Whoever answers the proposals truly gets the planted transitions, in all and per insurer."""
    gevraagd = [*tussen.koppeling["project_id"], *tussen.voorstellen["project_id"]]
    beslist = {id_: tussen.was[id_] for id_ in gevraagd}
    verloop = koppel(*tussen.tabellen, koppelregels(beslist.items())).verloop
    assert verloop_per_id(verloop) == tussen.was
    alle, per = verwacht_verloop(tussen.rijen, tussen.nu.waar, tussen.eerder.waar)
    for naam in VERZEKERAARS:
        gelijk(verloop_van(overgangen(naam, *tussen.tabellen, verloop)), per[naam], naam)
    allen = [tabel.assign(is_minimacontract=False) for tabel in tussen.tabellen]
    gevonden = verloop_van(overgangen("", *allen, verloop))
    gelijk(gevonden, alle, "alle zorgverzekeraars")
    geplant = json.loads((WAARHEID / BEIDE[1] / "overgangen.json").read_text(encoding="utf-8"))
    namen = {f"{van} > {naar}".replace(VERVALLEN, "beeindigd"): n for (van, naar), n in gevonden.items()}
    gelijk(namen, geplant, "overgangen.json")


def test_transitions_as_shipped_follow_ids_and_links(tussen):
    """Without decisions a proposal changes nothing: who is not linked ends, or is new."""
    gekoppeld = dict(zip(tussen.koppeling["project_id"], tussen.koppeling["vorige_project_id"], strict=True))
    oud, nieuw = ({p.id: p for p in een.waar.projecten} for een in (tussen.eerder, tussen.nu))
    vrij = set(oud) - set(gekoppeld.values())
    paren = [(id_, gekoppeld.get(id_, id_ if id_ in vrij else "")) for id_ in nieuw]
    paren += [("", id_) for id_ in set(oud) - {was for _, was in paren}]
    for naam in VERZEKERAARS:
        verwacht = Counter()
        for id_, was in paren:
            bestaat = [jaar.get(een) for jaar, een in ((oud, was), (nieuw, id_))]
            bestaat = [p if p and not p.minima else None for p in bestaat]
            if any(p and naam in p.labels["zorgverzekeraar"] for p in bestaat):
                van, naar = (p.rij["vorm"] if p else None for p in bestaat)
                verwacht[van or NIEUW, naar or VERVALLEN] += 1
        gevonden = overgangen(naam, *tussen.tabellen, tussen.geleverd.verloop)
        gelijk(verloop_van(gevonden), verwacht, naam)


# ---- 6. labels together, and per gemeente ---------------------------------------------------------


@pytest.mark.parametrize(
    ("een", "ander"),
    [
        ("thema", "vorm"),
        ("thema", "instrument"),
        ("thema", "schaal"),
        ("vorm", "instrument"),
        ("vorm", "schaal"),
        ("schaal", "instrument"),
    ],
)
def test_contingency_tables(deze, een, ander, monkeypatch):
    monkeypatch.setitem(PAREN, "proef", ("", een, ander, ""))
    monkeypatch.setattr("lib.analyse.verband.labels.kruistabel", partial(kruistabel, permutaties=9))
    kruis = kruistabel_van("proef", deze.gegevens)
    waar = deze.waar.tellingen
    geplant = waar.get(f"{een} x {ander}") or {
        a: {b: waar[f"{ander} x {een}"][b][a] for b in LABEL[ander]} for a in LABEL[een]
    }
    gelijk(kruis.aantal.to_dict("index"), geplant, f"{een} x {ander}")
    n = waar["projecten"]["zonder_minima"]
    assert kruis.n == n
    for a in LABEL[een]:
        toeval = [waar[een][a] * waar[ander][b] / n for b in LABEL[ander]]
        assert kruis.verwacht.loc[a].tolist() == pytest.approx(toeval), a
    rij = [sum(geplant[a].values()) for a in LABEL[een]]
    kolom = [sum(geplant[a][b] for a in LABEL[een]) for b in LABEL[ander]]
    chi = sum(
        (geplant[a][b] - r * k / sum(rij)) ** 2 / (r * k / sum(rij))
        for a, r in zip(LABEL[een], rij, strict=True)
        for b, k in zip(LABEL[ander], kolom, strict=True)
    )
    assert kruis.v == pytest.approx(math.sqrt(chi / sum(rij) / (min(len(rij), len(kolom)) - 1)))


def test_every_gemeente_has_its_projects_and_labels(deze):
    """Per label the gemeenten where it occurs, together the sets of labels that were planted per gemeente."""
    naam_code = {rij["gm_naam"]: code for code, rij in LAND.items()}
    assert len(naam_code) == len(LAND)
    waar = {rij["gm_code"]: rij for rij in lees(WAARHEID / deze.waar.naam / "gemeenten.csv")}
    gevonden = {code: {naam: set() for naam in DIMENSIES} for code in LAND}
    for dimensie in DIMENSIES:
        for label in LABEL[dimensie]:
            for naam in per_gemeente({dimensie: label}, deze.gegevens)["gemeente"]:
                gevonden[naam_code[naam]][dimensie].add(label)
    verwacht = {code: {naam: set(delen(rij[naam])) for naam in DIMENSIES} for code, rij in waar.items()}
    gelijk(gevonden, verwacht, "labels per gemeente")
    alle = per_gemeente({}, deze.gegevens)
    aantal = {naam_code[naam]: n for naam, n in zip(alle["gemeente"], alle["aantal"], strict=True)}
    gelijk(
        aantal, {code: int(r["projecten"]) for code, r in waar.items() if r["projecten"] != "0"}, "projecten"
    )


def bladzijden():
    """Yield the filters of every map and of every page with maps of one label or insurer."""
    yield from KAARTEN.values()
    for dimensie in (*DIMENSIES, "zorgverzekeraar"):
        for code in LABEL[dimensie]:
            yield {"kaart_id": code, dimensie: code, "minimacontracten": "nee"}


def test_projects_behind_every_map_and_page(deze):
    for rij in bladzijden():
        verwacht = [
            (
                LAND[code]["gm_naam"],
                REGIO[code],
                int(LAND[code]["inwoners_2017"]),
                len(eigen),
                sorted(p.titel for p in eigen),
            )
            for code, eigen in per_code(deze.waar.kies(rij)).items()
        ]
        gevonden = per_gemeente(rij, deze.gegevens)
        assert list(gevonden.itertuples(index=False, name=None)) == sorted(verwacht), rij["kaart_id"]


def test_from_all_projects_to_those_on_every_map_and_page(deze):
    for rij in bladzijden():
        over, verwacht = deze.waar.projecten, [len(deze.waar.projecten)]
        stappen = [{"minimacontracten": rij["minimacontracten"]}]
        stappen += [{naam: rij.get(naam, ""), "minimacontracten": "ja"} for naam in FILTERS]
        for stap in stappen:
            gekozen = set(deze.waar.kies({**stap, "soort": rij.get("soort")}))
            nu = [p for p in over if p in gekozen]
            verwacht += [len(nu) - len(over)] * (len(nu) < len(over))
            over = nu
        zonder = sum(not p.gemeenten for p in over)
        verwacht += [-zonder] * (zonder > 0) + [len(over) - zonder]
        gevonden = uitval(rij, deze.gegevens)["projecten"].tolist()
        assert gevonden == verwacht, rij["kaart_id"]
        assert sum(gevonden[:-1]) == gevonden[-1], rij["kaart_id"]


# ---- white spots ----------------------------------------------------------------------------------


def vlekken_van(naam, soort):
    rijen = lees(WAARHEID / naam / "wittevlekken.csv")
    return {(rij["regio"], rij["thema"]): rij for rij in rijen if rij["regio_soort"] == soort}


@pytest.mark.parametrize("soort", VLEKSOORTEN)
def test_every_cell_of_the_white_spots(deze, edities, soort):
    naam, gegevens = deze.waar.naam, deze.gegevens
    eerder = edities["voorbeeld"].gegevens.projecten if naam == "voorbeeld-2019" else None
    toen = {} if eerder is None else vlekken_van("voorbeeld", soort)
    gevonden = {
        (rij.regio, rij.thema): {
            "aanwezig": rij.aanwezig,
            "projecten": rij.n_projecten,
            "vormen": list(rij.vormen),
            "sinds": "" if pd.isna(rij.sinds) else rij.sinds.date().isoformat(),
            "onzeker": rij.n_onzeker,
        }
        for rij in aanwezig_per_regio(
            gegevens.projecten, gegevens.gemeenten, soort, gegevens.ordening, eerder
        ).itertuples()
    }
    verwacht = {}
    for vak, rij in vlekken_van(naam, soort).items():
        n, dagen = int(rij["projecten"]), [rij["sinds"], toen.get(vak, {}).get("sinds", "")]
        verwacht[vak] = {
            "aanwezig": n > 0,
            "projecten": n,
            "vormen": delen(rij["vormen"]),
            "sinds": min(filter(None, dagen)) if n else "",
            "onzeker": int(rij["onzeker"]),
        }
    gelijk(gevonden, verwacht, f"witte vlekken per {soort}")
    assert len(gevonden) == 3 * gegevens.gemeenten[soort].nunique()
    assert any(not vak["aanwezig"] for vak in verwacht.values()), "the example must have white spots"
