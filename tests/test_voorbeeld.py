"""The synthetic editions: made the same every time, planted as intended, and read as they were meant."""

import csv
import datetime as dt
import json
from collections import Counter, defaultdict
from functools import cache
from types import SimpleNamespace

import openpyxl
import pandas as pd
import pytest

from lib.analyse.gegevens import Gegevens
from lib.editie.editie import lees_editie
from lib.editie.herkomst import controleer_zijspannen, lees_zijspan
from lib.editie.ordening import lees_ordening
from lib.gebied.namen import alle_aliassen, lees_naamgids
from lib.gebied.tabellen import lees_gemeenten, lees_kernwerkgebieden, lees_regios
from lib.grond.paden import EDITIES, WORTEL
from lib.grond.tabel import lees_tabel
from lib.inlezen.bron import lees_bron
from lib.inlezen.dubbelen import project_ids
from lib.inlezen.rijen import Maatstaf, beoordeel_rij
from lib.kaart.beeld import maak_beeld
from lib.kaart.projectbladen import maak_projectbladen
from lib.labels.besluiten import besliste_labels, besluiten_zonder_project, controleer_schaal, lees_besluiten
from lib.labels.dekking import maak_dekking
from scripts.voorbeeld.maken import maak_alles
from scripts.voorbeeld.tabellen import DIMENSIES, VORMEN, eigen, instellingen, land, slug, verdeel
from scripts.voorbeeld.wereld import maak_wereld

WAARHEID = WORTEL / "tests" / "waarheid"
KNOPPEN = instellingen("parameters.toml")
BEIDE = ("voorbeeld", "voorbeeld-2019")


def waarheid(editie, naam):
    pad = WAARHEID / editie / naam
    if pad.suffix == ".json":
        return json.loads(pad.read_text(encoding="utf-8"))
    regels = [r for r in pad.read_text(encoding="utf-8").splitlines() if not r.startswith("#")]
    return list(csv.DictReader(regels))


@cache
def groot():
    return maak_alles(KNOPPEN["zaad"], KNOPPEN["aantallen"]["projecten"])


@cache
def klein():
    return maak_alles(7, 130)


def test_zelfde_zaad_geeft_zelfde_bytes():
    assert maak_alles(7, 130) == klein()
    assert maak_alles(8, 130) != klein()


@pytest.mark.parametrize(("soort", "map_"), [("edities", EDITIES), ("waarheid", WAARHEID)])
def test_meegeleverde_bestanden_zijn_die_van_het_programma(soort, map_):
    gemaakt = groot()[soort]
    anders = [naam for naam, inhoud in gemaakt.items() if (map_ / naam).read_bytes() != inhoud]
    assert not anders, "maak ze opnieuw: python -m scripts.voorbeeld"
    aanwezig = {p.relative_to(map_).as_posix() for e in BEIDE for p in (map_ / e).rglob("*") if p.is_file()}
    assert aanwezig == set(gemaakt)


def test_waarheid_blijft_klein():
    assert max(len(inhoud) for inhoud in groot()["waarheid"].values()) < 500_000


def test_aandelen_zijn_zoals_ingesteld():
    tellingen = waarheid("voorbeeld", "tellingen.json")
    totaal = KNOPPEN["aantallen"]["projecten"]
    assert tellingen["projecten"] == {
        "zonder_minima": totaal,
        "minima": KNOPPEN["aantallen"]["minimacontracten"],
    }
    ruimte = KNOPPEN["aantallen"]["fasen"] + KNOPPEN["aantallen"]["andere_verzekeraar"]
    for thema, verwacht in verdeel(totaal, KNOPPEN["thema"]).items():
        assert abs(tellingen["thema"][thema] - verwacht) <= ruimte
        vormen = verdeel(tellingen["thema"][thema], KNOPPEN["vorm"][thema])
        for vorm in VORMEN:
            assert abs(tellingen["thema x vorm"][thema][vorm] - vormen[vorm]) <= ruimte
    opgaven = tellingen["opgaven_per_project"]
    meer = sum(n for aantal, n in opgaven.items() if aantal != "1") / sum(opgaven.values())
    assert abs(meer - KNOPPEN["opgaven"]["beide"]) < 0.06


def test_gewichten_zijn_volledig():
    assert set(KNOPPEN["thema"]) == set(DIMENSIES["thema"]) == set(KNOPPEN["vorm"])
    assert all(set(aandelen) == set(VORMEN) for aandelen in KNOPPEN["vorm"].values())
    for rij in eigen("instrumenten.csv"):
        assert set(rij["instrument"].split(";")) <= set(DIMENSIES["instrument"])
    assert set(land().landsdeel) == set(land().regio)


def test_witte_gemeenten_zijn_de_bedoelde():
    wit = {r["gm_code"] for r in waarheid("voorbeeld", "gemeenten.csv") if r["projecten"] == "0"}
    assert {land().naam(code) for code in wit} == set(KNOPPEN["plaats"]["wit"])


def test_ten_minste_een_derde_van_de_constateringen_is_met_opzet_onwaar():
    rijen = waarheid("voorbeeld", "constateringen.csv")
    assert all(rij["gepland"] == rij["oordeel"] for rij in rijen)
    assert len(rijen) == 241
    assert 1 / 3 <= sum(rij["oordeel"] == "nee" for rij in rijen) / len(rijen) <= 0.45


def test_verloop_klopt_met_beide_jaren():
    rijen = waarheid("voorbeeld-2019", "overgangen.csv")
    jaren = {
        jaar: waarheid(naam, "projecten.csv") for jaar, naam in zip(("2017", "2019"), BEIDE, strict=True)
    }
    for jaar, projecten in jaren.items():
        vormen = {rij["project_id"]: rij["vorm"] for rij in projecten}
        assert {r[f"project_id_{jaar}"] for r in rijen} - {""} == set(vormen)
        assert all(vormen[i] == r[f"vorm_{jaar}"] for r in rijen if (i := r[f"project_id_{jaar}"]))
    terug = [r for r in rijen if (r["vorm_2017"], r["vorm_2019"]) == ("implementeren", "ontwikkelproject")]
    assert not terug
    telling = Counter(f"{r['vorm_2017'] or 'nieuw'} > {r['vorm_2019'] or 'beeindigd'}" for r in rijen)
    assert telling == waarheid("voorbeeld-2019", "overgangen.json")


def test_alles_zegt_dat_het_synthetisch_is():
    for naam in BEIDE:
        editie = lees_editie(naam)
        assert editie.synthetisch and "synthetisch" in editie.titel and "synthetisch" in editie.reeks
        bestanden = [pad for pad in editie.invoer if pad.suffix != ".toml"]
        assert controleer_zijspannen(bestanden) == []
        assert all(lees_zijspan(pad)["synthetisch"] for pad in bestanden)
        for pad in bestanden:
            if pad.suffix == ".xlsx":
                boek = openpyxl.load_workbook(pad, read_only=True)
                assert "SYNTHETISCH" in boek.worksheets[0]["A1"].value
                assert "SYNTHETISCH" in boek.properties.title and "synthetisch" in pad.name
            else:
                assert pad.read_text(encoding="utf-8").startswith("# SYNTHETISCH")
    assert lees_editie("voorbeeld-2019").vorige == "voorbeeld"


@cache
def gelezen(naam):
    """Return the rows of an edition as ``lib`` judges them, each with all its faults, by place."""
    editie = lees_editie(naam)
    bronnen = [lees_bron(pad, pad.name, alle_aliassen()) for pad in editie.alle_bestanden("projecten")]
    ordening = lees_ordening()
    beslist = besliste_labels(lees_besluiten(editie.bestand("labelbesluiten"), ordening))
    maatstaf = Maatstaf(lees_naamgids(2017), ordening, alle_aliassen(), beslist)
    ruw = pd.concat([bron.rijen for bron in bronnen], ignore_index=True)
    fouten = defaultdict(list)
    for fout in (fout for bron in bronnen for fout in bron.celfouten):
        fouten[fout.bestand, fout.blad, fout.rij].append(fout)
    rijen = {}
    ids = project_ids(ruw["project_id"], ruw["titel"])
    for cellen, id_ in zip(ruw.to_dict("records"), ids, strict=True):
        plek = (cellen["bestand"], cellen["blad"], cellen["rij"])
        rij = beoordeel_rij(cellen, id_, maatstaf)
        rijen[plek] = (rij, rij.fouten + fouten[plek])
    return rijen, bronnen


@pytest.mark.parametrize("naam", BEIDE)
def test_elke_rij_wordt_gelezen_of_afgekeurd_zoals_bedoeld(naam):
    rijen, bronnen = gelezen(naam)
    waar = {(r["bestand"], r["blad"], int(r["rij"])): r for r in waarheid(naam, "rijen.csv")}
    assert not any(bron.structuur for bron in bronnen)
    assert sum(bron.leeg for bron in bronnen) == sum(r["lot"] == "leeg" for r in waar.values())
    assert set(rijen) == {plek for plek, r in waar.items() if r["lot"] != "leeg"}
    for plek, (_, fouten) in rijen.items():
        verwacht = {waar[plek]["kolom"]} if waar[plek]["lot"] == "afgekeurd" else set()
        assert {fout.kolom for fout in fouten} == verwacht, (plek, waar[plek]["gebrek"])


@pytest.mark.parametrize("naam", BEIDE)
def test_elke_goede_rij_meldt_haar_project(naam):
    """The first report of a project says all of it but some labels; a repeated one may say less."""
    rijen, _ = gelezen(naam)
    projecten = {r["waar_id"]: r for r in waarheid(naam, "projecten.csv")}
    gezien = set()
    for r in waarheid(naam, "rijen.csv"):
        if r["lot"] != "gebruikt":
            continue
        waarden = rijen[r["bestand"], r["blad"], int(r["rij"])][0].waarden
        project = projecten[r["waar_id"]]
        for kolom in ("gemeenten", "zorgverzekeraars", "wmo_regios"):
            waar = set(filter(None, project[kolom].split(";")))
            assert set(waarden[kolom]) <= waar and (r["waar_id"] in gezien or set(waarden[kolom]) == waar), r
        afwijking = dict(deel.split("=") for deel in r["afwijking"].split("|") if deel)
        for dimensie in DIMENSIES:
            label = waarden[dimensie]
            label = ";".join(label) if isinstance(label, list) else label
            assert label == afwijking.get(dimensie, project[dimensie]), r
        if r["waar_id"] not in gezien:
            assert waarden["project_id"] == r["project_id"] == project["project_id"]
            assert waarden["titel"] == project["titel"]
        gezien.add(r["waar_id"])
    assert gezien == set(projecten)


@pytest.mark.parametrize("naam", BEIDE)
def test_besluiten_maken_elk_eerste_label_goed(naam):
    besluiten = lees_besluiten(lees_editie(naam).bestand("labelbesluiten"), lees_ordening())
    projecten = {r["project_id"]: r for r in waarheid(naam, "projecten.csv")}
    assert besluiten_zonder_project(pd.DataFrame({"project_id": list(projecten)}), besluiten).empty
    eindoordeel = {(b.project_id, b.dimensie): b.eindoordeel for b in besluiten.itertuples()}
    assert all(projecten[id_][dimensie] == label for (id_, dimensie), label in eindoordeel.items())
    eerste = {}
    for r in waarheid(naam, "rijen.csv"):
        if r["lot"] == "gebruikt":
            eerste.setdefault(r["project_id"], r["afwijking"])
    fout = {(i, deel.split("=")[0]) for i, afw in eerste.items() for deel in afw.split("|") if deel}
    assert fout and fout <= set(eindoordeel)


@pytest.mark.parametrize("naam", BEIDE)
def test_samenvoegbesluiten_zeggen_de_waarheid(naam):
    waar = {(r["bestand"], r["blad"], r["rij"]): r for r in waarheid(naam, "rijen.csv")}
    besluiten = lees_tabel(lees_editie(naam).bestand("samenvoegbesluiten"))
    assert set(besluiten["besluit"]) == {"zelfde", "verschillend"}
    for b in besluiten.itertuples():
        een, ander = waar[b.bestand_a, b.blad_a, b.rij_a], waar[b.bestand_b, b.blad_b, b.rij_b]
        assert {een["lot"], ander["lot"]} == {"gebruikt"}
        assert (een["waar_id"] == ander["waar_id"]) == (b.besluit == "zelfde")


def gegevens_van(naam):
    projecten = pd.DataFrame(waarheid(naam, "projecten.csv"))
    for kolom in ("zorgverzekeraars", "gemeenten", "wmo_regios", "instrument"):
        lijsten = [[deel for deel in cel.split(";") if deel] for cel in projecten[kolom]]
        projecten[kolom] = pd.Series(lijsten, dtype=object)
    projecten["is_minimacontract"] = projecten["is_minimacontract"] == "ja"
    gemeenten = lees_gemeenten()
    return Gegevens(
        gemeenten=gemeenten,
        projecten=projecten,
        dekking=maak_dekking(projecten, gemeenten),
        ordening=lees_ordening(),
        editie=SimpleNamespace(
            titel="", peildatum=dt.date(2017, 6, 29), indelingsjaar=2017, tekenjaar=2017, synthetisch=True
        ),
        kernwerkgebieden=lees_kernwerkgebieden(),
        regios=lees_regios(),
        polissen=lees_tabel(lees_editie(naam).bestand("polissen")),
    )


@pytest.mark.parametrize("naam", BEIDE)
def test_kaarten_tellen_wat_er_is(naam):
    gegevens, waar = gegevens_van(naam), waarheid(naam, "kaarten.json")
    kaarten = lees_tabel(WORTEL / "data" / "raw" / "register" / "kaarten.csv").to_dict("records")
    assert len(waar) > 80
    for rij in kaarten:
        if rij["kaart_id"] not in waar:
            continue
        verwacht = waar[rij["kaart_id"]]
        beeld = maak_beeld(rij | {"titel": "{gemeenten_met} {regio_met}"}, gegevens)
        # A map may draw its rarest combinations as one class, or how many projects there are; the table
        # behind it keeps them apart.
        tellingen = sorted([k.code, k.n_gemeenten, k.n_projecten] for k in beeld.alle_klassen)
        assert tellingen == verwacht["klassen"], rij["kaart_id"]
        assert beeld.titel == f"{verwacht['gemeenten_met']} {verwacht['regio_met']}", rij["kaart_id"]
        assert beeld.n_projecten == verwacht["projecten"], rij["kaart_id"]
        assert int(beeld.geen_opgave.sum()) == verwacht["geen_opgave"], rij["kaart_id"]


@pytest.mark.parametrize("naam", BEIDE)
def test_elk_bovenregionaal_project_staat_apart_op_een_blad(naam):
    gegevens = gegevens_van(naam)
    kaarten = lees_tabel(WORTEL / "data" / "raw" / "register" / "kaarten.csv").to_dict("records")
    (rij,) = (rij for rij in kaarten if rij["kaart_id"] == "VI-2-bovenregionaal")
    waar = {
        r["project_id"]: set(filter(None, r["gemeenten"].split(";")))
        for r in waarheid(naam, "projecten.csv")
        if r["schaal"] == "bovenregionaal" and r["is_minimacontract"] == "nee"
    }
    per_gemeente = Counter(code for codes in waar.values() for code in codes)
    klassen = Counter(max(grens for grens in (1, 2, 3, 4, 6) if grens <= n) for n in per_gemeente.values())
    beeld = maak_beeld(rij, gegevens)
    assert {int(k.code): k.n_gemeenten for k in beeld.klassen} == klassen and len(waar) > 50
    panelen = [paneel for blad in maak_projectbladen(rij, gegevens) for paneel in blad.panelen]
    assert len(panelen) == len(waar)
    assert {p.klassen[0].code: set(gegevens.gm_code[p.klasse_van >= 0]) for p in panelen} == waar


def test_schaalcontrole_vindt_precies_de_bedoelde_afwijkingen():
    gegevens = gegevens_van("voorbeeld")
    gevonden = set(controleer_schaal(gegevens.projecten, gegevens.gemeenten)["project_id"])
    bedoeld = {r["project_id"] for r in waarheid("voorbeeld", "projecten.csv") if r["schaal_klopt"] == "nee"}
    assert gevonden == bedoeld and len(bedoeld) >= 4


def test_geen_twee_projecten_zijn_in_alles_gelijk():
    wereld = maak_wereld(7, 400)
    kenmerken = Counter((slug(p.titel), p.zorgverzekeraars, p.gemeenten, p.plaats) for p in wereld)
    assert max(kenmerken.values()) == 1
