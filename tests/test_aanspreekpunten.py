"""Contacts: every fault is reported without its value, gaps are counted, and no personal data leaves."""

import datetime as dt
import io
import os
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from types import SimpleNamespace

import openpyxl
import pandas as pd
import pytest
from proefrun import GEDULD

from lib.editie.editie import lees_editie
from lib.gebied.jaar import gemeenten_van
from lib.gebied.tabellen import lees_gemeenten, lees_kernwerkgebieden, lees_zorgverzekeraars
from lib.grond.fouten import InvoerFouten
from lib.grond.paden import WORTEL
from lib.grond.tabel import lees_tabel
from lib.run.prive import WATERMERK, schrijf_prive
from lib.werkstructuur.aanspreekbeeld import TRAPPEN, VAKKEN, maak_volledigheidskaart
from lib.werkstructuur.aanspreekpunten import (
    AANSPREEKKOLOMMEN,
    NIVEAUS,
    PARTIJEN,
    PERSOONLIJK,
    aan_tafel,
    lacunes,
    lees_aanspreekpunten,
    volledigheid,
    vormen_per_regio,
)
from lib.werkstructuur.marktaandeel import (
    eigen_grootste_aan_tafel,
    grootste_per_gemeente,
    grootste_per_regio,
    lees_marktaandelen,
    twee_grootste,
)

WAARHEID = WORTEL / "tests" / "waarheid" / "voorbeeld" / "werkstructuur"
KOP = "regio,partij,niveau,status,organisatie,thema,vorm,regionaal_coordinator,naam,telefoon,e-mail\n"
GEHEIM = ("Voorbeeldpersoon", "Voorbeeldfunctie", "Voorbeeldstraat", "@example.org", "000-0000")


def editie(tmp_path, tekst, soort="aanspreekpunten"):
    pad = tmp_path / f"{soort}.csv"
    pad.write_text(tekst, encoding="utf-8")
    return SimpleNamespace(
        naam="proef",
        titel="Proef",
        indelingsjaar=2017,
        tekenjaar=2017,
        bestand=lambda naam: pad if naam == soort else None,
    )


def lees(tmp_path, *rijen):
    return lees_aanspreekpunten(editie(tmp_path, KOP + "".join(f"{rij}\n" for rij in rijen)))


def test_kaart_telt_per_regio_hoeveel_van_de_zes_bekend_zijn():
    regios = sorted(set(lees_gemeenten()["zorgkantoorregio"]))
    eerste, tweede, *rest = regios
    vakken = [(regio, partij, niveau) for regio in regios for partij in PARTIJEN for niveau in NIVEAUS]
    wel = {vak for vak in vakken if vak[0] == eerste} | {(tweede, "zorgkantoor", "ambtelijk")}
    stand = ["bekend" if vak in wel else "ontbreekt" for vak in vakken]
    volledig = pd.DataFrame(vakken, columns=["regio", "partij", "niveau"]).assign(stand=stand)
    deze = SimpleNamespace(titel="Proef", peildatum=date(2020, 1, 1), synthetisch=True)
    beeld = maak_volledigheidskaart(volledig, lees_gemeenten(), deze)
    telling = {klasse.label: klasse.telling for klasse in beeld.klassen}
    assert telling["alle 6 bekend"] == "1 zorgkantoorregio" and "1 van de 31" in beeld.titel
    assert telling["0, 1 of 2 bekend"] == f"{len(rest) + 1} zorgkantoorregio's"
    assert beeld.bronregel.count("SYNTHETISCHE") == 1
    assert {n for _, aantallen in TRAPPEN.values() for n in aantallen} == set(range(VAKKEN + 1))


def test_een_rij_wordt_gelezen_zonder_de_persoon(tmp_path):
    gelezen = lees(
        tmp_path, "Zeeland,Gemeenten,Bestuurlijk,bekend,Goes,alle,een wethouder,ja,Jan,0113,j@x.nl"
    )
    (rij,) = gelezen.punten[list(AANSPREEKKOLOMMEN)].values.tolist()
    assert rij == ["Zeeland", "gemeenten", "bestuurlijk", "Goes", "alle", "een_wethouder", True, "bekend"]
    assert not set(PERSOONLIJK) & set(gelezen.punten)
    assert gelezen.afgekeurd.empty and gelezen.gelezen == 1


@pytest.mark.parametrize(
    ("rij", "kolom", "suggestie"),
    [
        ("Zeelandd,gemeenten,bestuurlijk,bekend,,,,,,,", "regio", "Zeeland"),
        (",gemeenten,bestuurlijk,bekend,,,,,,,", "regio", ""),
        ("Zeeland,zorgkantor,bestuurlijk,bekend,,,,,,,", "partij", "zorgkantoor"),
        ("Zeeland,gemeenten,Piet Puk,bekend,,,,,,,", "niveau", ""),
        ("Zeeland,gemeenten,ambtelijk,misschien,,,,,,,", "status", ""),
        ("Zeeland,gemeenten,ambtelijk,bekend,Piet Puk,,,,,,", "organisatie", ""),
        ("Zeeland,zorgverzekeraar,ambtelijk,bekend,Menzi,,,,,,", "organisatie", "Menzis"),
        ("Zeeland,gemeenten,ambtelijk,bekend,,ouder,,,,,", "thema", "ouderen"),
        ("Zeeland,gemeenten,ambtelijk,bekend,,,tafelgesprek,,,,", "vorm", ""),
        ("Zeeland,gemeenten,ambtelijk,bekend,,,,soms,,,", "regionaal_coordinator", ""),
        ("Zeeland,gemeenten,ambtelijk,ontbreekt,,,,,Piet Puk,,", "status", ""),
    ],
)
def test_elke_fout_wordt_gemeld_met_plaats_en_zonder_waarde(tmp_path, rij, kolom, suggestie):
    gelezen = lees(tmp_path, "Zeeland,zorgkantoor,ambtelijk,bekend,CZ,,,,,,", rij)
    assert len(gelezen.punten) == 1, "a row with a fault is left out, the other stays"
    (fout,) = gelezen.afgekeurd.to_dict("records")
    assert (fout["rij"], fout["kolom"], fout["suggestie"]) == (3, kolom, suggestie)
    assert fout["waarde"] == "" and "Piet" not in str(fout)


def test_ontbrekende_kolom_meldt_niets_van_de_inhoud(tmp_path):
    with pytest.raises(InvoerFouten) as gevonden:
        lees_aanspreekpunten(
            editie(tmp_path, "regio,partij,niveau,stadius Piet Puk\nZeeland,gemeenten,x,y\n")
        )
    assert "status" in str(gevonden.value) and "Piet" not in str(gevonden.value)


def test_een_regio_die_de_editie_niet_kent_is_geen_regio(tmp_path):
    """An edition whose own division puts Amsterdam in Kennemerland has no region Amsterdam to approach."""
    eigen = gemeenten_van(2017)[["gm_code", "zorgkantoorregio"]].replace("Amsterdam", "Kennemerland")
    regels = [
        f"zorgkantoorregio,{code},{regio},2017-01-01,,hoog,Zelf gekozen." for code, regio in eigen.values
    ]
    indeling = tmp_path / "indeling.csv"
    kop = "indeling,gm_code,regio,geldig_van,geldig_tot,zekerheid,reden"
    indeling.write_text("\n".join([kop, *regels]) + "\n", encoding="utf-8")
    zonder = editie(tmp_path, KOP + "Amsterdam,zorgkantoor,ambtelijk,bekend,,,,,,,\n")
    assert len(lees_aanspreekpunten(zonder).punten) == 1
    lijst = zonder.bestand("aanspreekpunten")
    bestanden = {"aanspreekpunten": lijst, "regio_indeling": indeling}
    anders = SimpleNamespace(**vars(zonder) | {"bestand": bestanden.get})
    assert lees_aanspreekpunten(anders).afgekeurd["kolom"].tolist() == ["regio"]


def test_zes_vakken_per_regio_en_de_lijst_van_wat_ontbreekt(tmp_path):
    gelezen = lees(
        tmp_path,
        "Zeeland,gemeenten,bestuurlijk,bekend,Goes,,,,,,",
        "Zeeland,gemeenten,bestuurlijk,bekend,Vlissingen,,,,,,",
        "Zeeland,gemeenten,ambtelijk,ontbreekt,,,,,,,",
        "Zeeland,zorgkantoor,ambtelijk,ontbreekt,,,,,,,",
        "Zeeland,zorgkantoor,ambtelijk,bekend,CZ,,,,,,",
    )
    volledig = volledigheid(gelezen.punten, ["Twente", "Zeeland"])
    vak = volledig.set_index(["regio", "partij", "niveau"]).sort_index()
    assert len(volledig) == 12 and list(volledig["regio"].unique()) == ["Twente", "Zeeland"]
    assert vak.loc[("Zeeland", "gemeenten", "bestuurlijk")].tolist() == ["bekend", 2]
    assert vak.loc[("Zeeland", "gemeenten", "ambtelijk")].tolist() == ["ontbreekt", 0]
    assert vak.loc[("Zeeland", "zorgkantoor", "ambtelijk")].tolist() == ["bekend", 1]
    assert (vak.loc["Twente", "stand"] == "niet_opgegeven").all()
    weg = lacunes(volledig).set_index("regio")["ontbreekt"]
    assert "gemeenten, ambtelijk (ontbreekt)" in weg["Zeeland"]
    assert "zorgkantoor, bestuurlijk (niet opgegeven)" in weg["Zeeland"]
    assert vormen_per_regio(gelezen.punten, ["Zeeland"])["regionaal_coordinator"].tolist() == ["onbekend"]


def aandelen(*rijen):
    return pd.DataFrame(rijen, columns=["gm_code", "zorgverzekeraar", "aandeel_pct"])


GEMEENTEN = pd.DataFrame(
    {
        "gm_code": ["GM1", "GM2", "GM3"],
        "gm_naam": ["Een", "Twee", "Drie"],
        "wmo_regio": ["W", "W", "V"],
        "regio": ["R", "R", "S"],
        "inwoners_2017": [90, 10, 50],
    }
)
KERN = pd.DataFrame({"wmo_regio": ["W", "V"], "grootste_verzekeraar": ["CZ", "VGZ"], "grondslag": "proxy"})


def test_de_grootste_weegt_naar_inwoners_en_zegt_waarop_zij_rust():
    eigen = aandelen(("GM1", "CZ", 40.0), ("GM1", "VGZ", 30.0), ("GM2", "VGZ", 90.0), ("GM2", "CZ", 5.0))
    grootste = grootste_per_gemeente(GEMEENTEN, KERN, eigen)
    assert grootste["zorgverzekeraar"].tolist() == ["CZ", "VGZ", "VGZ"]
    assert grootste["grondslag"].tolist() == ["opgegeven", "opgegeven", "proxy"]
    per_regio = grootste_per_regio(GEMEENTEN, grootste, eigen)
    assert per_regio.values.tolist() == [
        ["R", 1, "CZ", 36.5, "opgegeven"],
        ["R", 2, "VGZ", 36.0, "opgegeven"],
        ["S", 1, "VGZ", 100.0, "proxy"],
    ]


def test_zonder_lijst_is_alles_proxy_en_de_tweede_soms_onbekend():
    grootste = grootste_per_gemeente(GEMEENTEN, KERN, None)
    per_regio = grootste_per_regio(GEMEENTEN, grootste, None)
    punten = pd.DataFrame(
        {"regio": ["R"], "partij": ["zorgkantoor"], "status": ["bekend"], "organisatie": ["CZ"]}
    )
    assert aan_tafel(punten) == {"R": {"CZ"}}
    samen = twee_grootste(per_regio, punten).set_index("regio")
    assert set(per_regio["grondslag"]) == {"proxy"}
    assert samen["samen"].to_dict() == {"R": "onbekend", "S": "nee"}


def test_eigen_grootste_aan_tafel_ook_via_het_concern():
    grootste = pd.DataFrame(
        {
            "gm_code": ["GM1", "GM2", "GM3"],
            "zorgverzekeraar": ["CZ", "De Friesland", "CZ"],
            "grondslag": "proxy",
        }
    )
    punten = pd.DataFrame(
        {
            "regio": ["R", "R"],
            "partij": ["zorgkantoor", "gemeenten"],
            "status": "bekend",
            "organisatie": ["Zilveren Kruis", "Een"],
        }
    )
    concern = {"Zilveren Kruis": "Achmea", "De Friesland": "Achmea", "CZ": "CZ"}
    stand = eigen_grootste_aan_tafel(GEMEENTEN, grootste, punten, concern)
    assert stand["aan_tafel"].tolist() == ["nee", "via_concern", "geen_verzekeraar"]


def test_marktaandelen_keuren_elke_fout(tmp_path):
    rijen = ["Goes,CZ,60", "Goes,CZ,60", "Goess,CZ,5", "Borsele,VGZ,101", "Hulst,CZ,80", "Hulst,VGZ,30,5"]
    rijen[-1] = '"Hulst","VGZ","30,5"'
    tekst = "gemeente,zorgverzekeraar,aandeel_pct\n" + "\n".join(rijen)
    gelezen = lees_marktaandelen(editie(tmp_path, tekst, "marktaandelen"))
    assert gelezen.aandelen.values.tolist() == [["GM0664", "CZ", 60.0]]
    redenen = gelezen.afgekeurd.set_index("rij")["reden"].to_dict()
    assert "al" in redenen[3] and "onbekende naam" in redenen[4] and "tussen 0 en 100" in redenen[5]
    assert "meer dan 100" in redenen[6] and "meer dan 100" in redenen[7], "each row that is left out"


def test_voorbeeld_is_zoals_het_is_verzonnen():
    deze = lees_editie("voorbeeld")
    gelezen, lijst = lees_aanspreekpunten(deze), lees_marktaandelen(deze)
    gemeenten = lees_gemeenten()
    gemeenten["regio"] = gemeenten["zorgkantoorregio"]
    waar = lees_tabel(WAARHEID / "volledigheid.csv")
    volledig = volledigheid(gelezen.punten, sorted(set(gemeenten["regio"])))
    kolommen = ["regio", "partij", "niveau", "stand", "aantal"]
    assert set(map(tuple, volledig[kolommen].astype(str).values)) == set(map(tuple, waar[kolommen].values))
    slecht = lees_tabel(WAARHEID / "afgekeurd.csv").query("bestand.str.contains('aanspreek')")
    plaats = ["blad", "rij", "kolom"]
    assert gelezen.afgekeurd[plaats].astype(str).values.tolist() == slecht[plaats].values.tolist()
    assert (
        len(gelezen.punten) + gelezen.afgekeurd[["blad", "rij"]].drop_duplicates().shape[0] == gelezen.gelezen
    )
    grootste = grootste_per_gemeente(gemeenten, lees_kernwerkgebieden(), lijst.aandelen)
    per_regio = twee_grootste(grootste_per_regio(gemeenten, grootste, lijst.aandelen), gelezen.punten)
    regio = ["regio", "eerste", "tweede"]
    assert (
        per_regio[regio].values.tolist() == lees_tabel(WAARHEID / "grootste_regio.csv")[regio].values.tolist()
    )
    concern = lees_zorgverzekeraars().set_index("naam")["concern"]
    eigen = eigen_grootste_aan_tafel(gemeenten, grootste, gelezen.punten, concern)
    kolom = ["gm_code", "zorgverzekeraar", "aan_tafel"]
    assert (
        eigen[kolom].values.tolist() == lees_tabel(WAARHEID / "grootste_gemeente.csv")[kolom].values.tolist()
    )


def bytes_van(pad):
    """Every byte of a file, also of what is packed in it."""
    inhoud = pad.read_bytes()
    if zipfile.is_zipfile(pad):
        with zipfile.ZipFile(io.BytesIO(inhoud)) as archief:
            inhoud += b"".join(archief.read(naam) for naam in archief.namelist())
    if pad.suffix == ".parquet":
        inhoud += pd.read_parquet(pad).to_csv().encode()
    return inhoud


def lekken(map_):
    gezocht = [woord.encode() for woord in GEHEIM]
    bestanden = [pad for pad in map_.rglob("*") if pad.is_file()]
    return [str(pad) for pad in bestanden if any(woord in bytes_van(pad) for woord in gezocht)]


@pytest.fixture
def eigen_editie(tmp_path):
    """A small edition of a consultant: one project, and the made-up contacts and subjects."""
    map_, voorbeeld = tmp_path / "edities" / "proef", lees_editie("voorbeeld")
    map_.mkdir(parents=True)
    namen = {soort: voorbeeld.bestand(soort).name for soort in ("aanspreekpunten", "gesprekspunten")}
    for soort in namen:
        shutil.copy(voorbeeld.bestand(soort), map_)
    kop = "titel,zorgverzekeraars,gemeenten,wmo_regios,thema,instrument,vorm,schaal"
    rij = "Proef,CZ,Goes,,ouderen,werkwijze,ontwikkelproject,gemeente"
    (map_ / "projecten.csv").write_text(f"{kop}\n{rij}\n", encoding="utf-8")
    bestanden = "".join(f'{soort} = "{naam}"\n' for soort, naam in namen.items())
    (map_ / "edition.toml").write_text(
        'titel = "Proef"\npeildatum = 2019-10-01\nindelingsjaar = 2017\nherkomst = "synthetisch"\n'
        f'[bestanden]\nprojecten = "projecten.csv"\n{bestanden}',
        encoding="utf-8",
    )
    return map_.parent


def test_geen_byte_van_een_persoon_in_de_uitvoer(tmp_path, eigen_editie):
    """Both pages as a user runs them: tables, pages, notebooks, manifest, records, and what is printed."""
    uit = tmp_path / "uit"
    opdracht = [sys.executable, "run_all.py", "--edition", "proef", "--output", str(uit), "--workers", "2"]
    opdracht += ["--only", "notebooks/91*", "--only", "notebooks/92*"]
    omgeving = os.environ | {"KAARTEN_EDITIES": str(eigen_editie)}
    uitkomst = subprocess.run(
        opdracht, cwd=WORTEL, env=omgeving, capture_output=True, text=True, timeout=GEDULD
    )
    assert uitkomst.returncode == 0, uitkomst.stdout + uitkomst.stderr
    assert (uit / "data/processed/proef/aanspreekpunten.parquet").is_file()
    assert (uit / "rapport/proef/manifest.json").is_file()
    assert lekken(uit) == []
    assert not any(woord in uitkomst.stdout + uitkomst.stderr for woord in GEHEIM)
    assert not (uit / "prive").exists(), "only on request"


def test_prive_kopie_heeft_alles_en_op_elk_blad_een_watermerk(tmp_path):
    pad = schrijf_prive(lees_editie("voorbeeld"), tmp_path, dt.date(2026, 1, 2))
    assert pad == tmp_path / "prive" / "voorbeeld" / "aanspreekpunten.xlsx"
    assert pad.stat().st_mode & 0o077 == 0, "nobody else may read it"
    boek = openpyxl.load_workbook(pad)
    namen = 0
    for vel in boek.worksheets:
        assert WATERMERK in vel["A1"].value and WATERMERK in vel.oddHeader.center.text
        assert "2-1-2026" in vel["A1"].value
        namen += sum("Voorbeeldpersoon" in str(cel.value) for rij in vel.iter_rows(min_row=3) for cel in rij)
    assert namen > 100 and WATERMERK in boek.properties.title
    with zipfile.ZipFile(pad) as archief:
        assert any(naam.startswith("xl/media/") for naam in archief.namelist()), "a picture behind the cells"
    assert lekken(tmp_path) == [str(pad)], "the search does find what is there"


def test_prive_kopie_voert_geen_formule_uit(tmp_path):
    deze = editie(tmp_path, KOP + "Zeeland,gemeenten,ambtelijk,bekend,Goes,,,,=1+1,+31,\n")
    pad = schrijf_prive(deze, tmp_path, dt.date(2026, 1, 2))
    cellen = [cel for rij in openpyxl.load_workbook(pad)["gemeenten"].iter_rows() for cel in rij]
    assert any(cel.value == "=1+1" and cel.data_type != "f" for cel in cellen)


def test_git_bewaart_de_prive_kopie_niet():
    assert "prive/" in (WORTEL / ".gitignore").read_text(encoding="utf-8").splitlines()
