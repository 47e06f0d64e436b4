"""Workbooks and small files as people send them: nothing is read wrongly without a word."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from werkboekproef import keur_zaad

from lib.editie.bestand import voeg_rij_toe
from lib.editie.editie import lees_editie
from lib.grond.fouten import InvoerFouten
from lib.grond.ontcijfer import OnleesbareTekst, ontcijfer
from lib.grond.tabel import lees_tabel
from lib.grond.toml import lees_toml
from lib.inlezen.datum import lees_datum
from lib.inlezen.kolommen import VERPLICHT
from lib.inlezen.koppelvoorstel import als_toml, bekijk_bestand, leg_koppeling_vast, maak_afspraak
from lib.inlezen.projecten import Inlezing, lees_projecten
from lib.inlezen.rijtabel import lees_rijen

GOED = ("Langer thuis", "CZ", "Goes", "", "ouderen", "beleid", "implementeren", "gemeente")
INSTELLING = 'titel = "Proef"\npeildatum = 2017-06-29\nindelingsjaar = 2017\nherkomst = "synthetisch"\n'


def rij(titel="Langer thuis", **anders) -> list:
    return list((dict(zip(VERPLICHT, GOED, strict=True)) | {"titel": titel} | anders).values())


def boek(*rijen, blad="Projecten", kop=VERPLICHT) -> openpyxl.Workbook:
    werkboek = openpyxl.Workbook()
    werkboek.active.title = blad
    for een in (list(kop), *rijen):
        werkboek.active.append(een)
    return werkboek


def editie(map_: Path, inhoud, naam="opgave.xlsx", **bestanden: str):
    """Write an edition with one project file and the small files that are given; return it."""
    plek = map_ / "proef"
    plek.mkdir(exist_ok=True)
    if isinstance(inhoud, bytes):
        (plek / naam).write_bytes(inhoud)
    elif inhoud is not None:
        inhoud.save(plek / naam)
    regels = [f'projecten = "{naam}"']
    for soort, tekst in bestanden.items():
        pad = plek / f"{soort}.{'toml' if soort in ('koppelen', 'correcties') else 'csv'}"
        pad.write_bytes(tekst if isinstance(tekst, bytes) else tekst.encode())
        regels.append(f'{soort} = "{pad.name}"')
    (plek / "edition.toml").write_text(f"{INSTELLING}[bestanden]\n" + "\n".join(regels), encoding="utf-8")
    return lees_editie("proef", map_)


def lees(map_: Path, inhoud, naam="opgave.xlsx", **bestanden: str) -> Inlezing:
    return lees_projecten(editie(map_, inhoud, naam, **bestanden))


def twijfels(inlezing: Inlezing) -> list[tuple[int, str, str]]:
    return [(t.rij, t.kolom, t.reden) for een in inlezing.betwijfeld for t in een.twijfels]


def redenen(inlezing: Inlezing) -> str:
    return "\n".join(inlezing.meldingen["reden"])


def herschrijf(pad: Path, verander) -> None:
    """Rewrite the parts of a workbook: ``verander`` gets a name and its bytes."""
    with zipfile.ZipFile(pad) as oud:
        delen = {naam: oud.read(naam) for naam in oud.namelist()}
    with zipfile.ZipFile(pad, "w") as nieuw:
        for naam, deel in delen.items():
            nieuw.writestr(naam, verander(naam, deel))


# ---- what Excel shows ------------------------------------------------------------------------------


def test_verborgen_rijen_en_kolommen_worden_gemeld(tmp_path):
    werkboek = boek(rij("Een"), rij("Twee", gemeenten="Tholen"), rij("Drie", gemeenten="Veere"))
    werkboek.active.row_dimensions[3].hidden = True
    werkboek.active.row_dimensions.group(4, 4, hidden=True)
    werkboek.active.column_dimensions["E"].hidden = True
    inlezing = lees(tmp_path, werkboek)
    assert len(inlezing.ingelezen) == 3
    assert "2 verborgen rij(en) meegelezen: 3, 4" in redenen(inlezing)
    assert "verborgen kolom E meegelezen" in redenen(inlezing)


def test_doorgehaald_en_een_opmerking_vervallen_zijn_twijfel(tmp_path):
    werkboek = boek(rij("Een"), rij("Twee", gemeenten="Tholen"), rij("Drie", gemeenten="Veere"))
    blad = werkboek.active
    for cel in blad[3]:
        cel.font = openpyxl.styles.Font(strike=True)
    blad["C4"].font = openpyxl.styles.Font(strike=True)
    blad["A2"].comment = Comment("Jan: gestopt per 1 mei", "Jan")
    blad["B4"].comment = Comment("zie mail", "Jan")
    inlezing = lees(tmp_path, werkboek)
    assert [(nummer, kolom) for nummer, kolom, _ in twijfels(inlezing)] == [
        (2, "titel"),
        (3, "titel"),
        (4, "gemeenten"),
    ]
    assert "«gestopt»" in twijfels(inlezing)[0][2] and "de rij is doorgehaald" in twijfels(inlezing)[1][2]
    assert "opmerking bij de cel, niet gelezen" in redenen(inlezing) and "Jan" not in redenen(inlezing)


@pytest.mark.parametrize("in_cel", [False, True])
def test_een_doorgehaald_deel_van_een_cel_telt_niet(tmp_path, in_cel):
    pad = tmp_path / "x.xlsx"
    werkboek = xlsxwriter.Workbook(str(pad), {"constant_memory": in_cel})
    blad, door = werkboek.add_worksheet("P"), werkboek.add_format({"font_strikeout": True})
    blad.write_row(0, 0, VERPLICHT)
    for k, waarde in enumerate(GOED):
        if k == 2:
            blad.write_rich_string(1, k, door, "Tholen; ", "Goes")
        else:
            blad.write(1, k, waarde)
    werkboek.close()
    inlezing = lees(tmp_path, pad.read_bytes())
    assert inlezing.ingelezen["gemeenten"].tolist() == [["GM0664"]]
    assert [kolom for _, kolom, reden in twijfels(inlezing) if "Tholen" in reden] == ["gemeenten"]


@pytest.mark.parametrize("waarde", ["#OVERLOOP!", "#VELD!", "#FIELD!", "#BLOCKED!", "#GETTING_DATA", "####"])
def test_elke_foutwaarde_keurt_af(tmp_path, waarde):
    afgekeurd = lees(tmp_path, boek(rij(waarde), rij("Goed"))).afgekeurd
    assert afgekeurd["reden"].str.contains("foutwaarde").tolist() == [True]


def test_een_titel_met_een_hekje_is_geen_foutwaarde(tmp_path):
    assert len(lees(tmp_path, boek(rij("#samen"), rij("#1 in zorg", gemeenten="Veere"))).ingelezen) == 2


def test_ontsnapte_tekens_worden_gelezen_en_letterlijke_blijven(tmp_path):
    pad = tmp_path / "x.xlsx"
    boek(
        rij("Een_x000D_ twee", gemeenten="Goes_x000D_\nTholen"), rij("_x0041_ blijft", gemeenten="Veere")
    ).save(pad)
    herschrijf(pad, lambda naam, deel: deel.replace(b"_x005F_", b"_"))
    inlezing = lees(tmp_path, pad.read_bytes())
    assert inlezing.ingelezen["titel"].tolist() == ["Een twee", "_x0041_ blijft"]
    assert len(inlezing.ingelezen["gemeenten"][0]) == 2


def test_strict_open_xml_wordt_gelezen(tmp_path):
    pad = tmp_path / "x.xlsx"
    boek(rij("Een")).save(pad)
    gewoon = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    herschrijf(pad, lambda _, deel: deel.replace(gewoon, b"http://purl.oclc.org/ooxml/spreadsheetml/main"))
    assert lees(tmp_path, pad.read_bytes()).ingelezen["titel"].tolist() == ["Een"]


def test_een_bestand_dat_zich_anders_voordoet(tmp_path):
    pad = tmp_path / "x.xlsx"
    boek(rij("Een")).save(pad)
    inlezing = lees(tmp_path, pad.read_bytes(), "opgave.csv")
    assert len(inlezing.ingelezen) == 1 and "is een Excel-werkmap" in redenen(inlezing)
    with pytest.raises(InvoerFouten, match="webpagina"):
        lees(tmp_path, b"<html><table><tr><td>titel</td></tr></table></html>", "opgave.xls")


def test_een_cel_op_de_laatste_rij_en_in_de_laatste_kolom(tmp_path):
    pad = tmp_path / "x.xlsx"
    werkboek = xlsxwriter.Workbook(str(pad))
    blad = werkboek.add_worksheet("P")
    blad.write_row(0, 0, VERPLICHT)
    blad.write_row(1, 0, GOED)
    blad.write_blank(1_048_575, 2, None, werkboek.add_format({"bold": True}))
    blad.write_string(1, 16_383, "ver")
    werkboek.close()
    inlezing = lees(tmp_path, pad.read_bytes())
    assert inlezing.waterval.set_index("stap")["aantal"]["gelezen"] == 1
    assert "heeft geen kop" in redenen(inlezing)


# ---- texts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "codering", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"]
)
def test_elke_codering_wordt_herkend(codering):
    tekst = "titel;gemeenten\nÉén loket – “thuis” voor €5, coöperatie;Súdwest-Fryslân\n"
    tekst = tekst if codering != "mac_roman" else tekst.replace("ú", "u")
    gelezen = ontcijfer(tekst.encode(codering))
    assert gelezen.tekst == tekst
    assert bool(gelezen.opmerking) == (codering in ("utf-16-le", "utf-16-be", "cp1252", "mac_roman"))


def test_geen_tekst_en_een_verminkte_tekst():
    with pytest.raises(OnleesbareTekst):
        ontcijfer(b"\x81\x8d\xff\x00\x01")
    assert "twee keer omgezet" in ontcijfer("café".encode().decode("cp1252").encode()).opmerking


def test_een_kop_die_met_een_hekje_begint_is_geen_commentaar(tmp_path):
    inhoud = "\n".join(["# uitleg", ";".join(("#", *VERPLICHT)), ";".join(("1", *GOED))]).encode()
    assert len(lees(tmp_path, inhoud, "p.csv").ingelezen) == 1


# ---- values ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("anders", "gemeenten"),
    [
        ({"gemeenten": "alle gemeenten", "wmo_regios": "Zeeland"}, 13),
        ({"gemeenten": "hele regio", "wmo_regios": "Zeeland"}, 13),
        ({"gemeenten": "alle gemeenten"}, 388),
    ],
)
def test_alle_gemeenten_zijn_die_van_de_regio_van_de_rij(tmp_path, anders, gemeenten):
    inlezing = lees(tmp_path, boek(rij(**anders)))
    assert len(inlezing.ingelezen["gemeenten"][0]) == gemeenten
    assert "alle" in redenen(inlezing)


@pytest.mark.parametrize("waarde", ["14", 34, 3, "388"])
def test_een_getal_bij_de_gemeenten_kan_een_aantal_zijn(tmp_path, waarde):
    afgekeurd = lees(tmp_path, boek(rij(gemeenten=waarde), rij("Goed"))).afgekeurd
    assert "kan een aantal zijn" in afgekeurd.iloc[0]["reden"]


@pytest.mark.parametrize(
    ("kolom", "waarde"),
    [
        ("gemeenten", "Goes?"), ("gemeenten", "Goes (?)"), ("gemeenten", "mogelijk Goes"),
        ("gemeenten", "?Goes"), ("gemeenten", "Goes (nog afstemmen)"), ("gemeenten", "o.a. Goes"),
        ("gemeenten", "Goes, nog te bepalen"),
        ("zorgverzekeraars", "CZ??"), ("thema", "GGZ?"), ("instrument", "beleid (concept)"),
    ],
)  # fmt: skip
def test_wat_de_bron_betwijfelt_is_twijfel(tmp_path, kolom, waarde):
    inlezing = lees(tmp_path, boek(rij(**{kolom: waarde})))
    assert [(nummer, een) for nummer, een, _ in twijfels(inlezing)] == [(2, kolom)]


def test_geen_namen_met_een_regio_telt_alleen_mee(tmp_path):
    inlezing = lees(tmp_path, boek(rij(gemeenten="diverse gemeenten", wmo_regios="Zeeland")))
    assert inlezing.ingelezen["gemeenten"].tolist() == [[]]
    assert inlezing.betwijfeld[0].twijfels[0].suggestie == "alle gemeenten in regio Zeeland"


@pytest.mark.parametrize(
    "tekst", ["2017-06-29T10:00:00", "29-06-2017 10:15", "2017-06-29 23:59:30", "29-6-2017 9:05 uur"]
)
def test_de_tijd_achter_een_datum_vervalt_met_een_melding(tekst):
    assert lees_datum(tekst).iso == "2017-06-29" and "tijd" in lees_datum(tekst).opmerking


def test_een_datum_ver_van_onze_tijd_is_twijfel(tmp_path):
    kop = (*VERPLICHT, "peildatum")
    inlezing = lees(
        tmp_path, boek([*rij(), "1900-01-01"], [*rij("Ander", gemeenten="Veere"), "29-6-2017"], kop=kop)
    )
    assert [(nummer, kolom) for nummer, kolom, _ in twijfels(inlezing)] == [(2, "peildatum")]


# ---- sheets, heads and headings --------------------------------------------------------------------


def test_een_kop_over_twee_rijen_en_laat_op_het_blad(tmp_path):
    werkboek = openpyxl.Workbook()
    blad = werkboek.active
    for i in range(14):
        blad.append([f"Uitleg {i}"])
    blad.append(["Titel", "Zorgverzekeraar", "Waar", None, "Ordening"])
    blad.append([None, None, "Gemeenten", "Regio", "Thema", "Instrumenten", "Vorm", "Schaal"])
    blad.append(rij("Een"))
    inlezing = lees(tmp_path, werkboek)
    assert inlezing.ingelezen["titel"].tolist() == ["Een"]
    assert "uit de rijen 15 tot en met 16" in redenen(inlezing)


def test_tussenkoppen_en_totalen_tellen_apart_en_vullen_naar_beneden(tmp_path):
    werkboek = boek(
        ["Regio Zeeland"], rij("Een", gemeenten="", schaal="regionaal"), rij("Twee"), ["Totaal", 2],
        ["Twente"], rij("Drie", gemeenten="Almelo"), ["Project zonder iets"],
        rij("Vier", gemeenten="", schaal="regionaal"),
    )  # fmt: skip
    inlezing = lees(tmp_path, werkboek)
    stap = inlezing.waterval.set_index("stap")["aantal"]
    assert (stap["gelezen"], stap["tussenkop"], stap["gebruikt"], stap["afgekeurd"]) == (8, 3, 3, 2)
    assert inlezing.ingelezen["wmo_regios_genoemd"].tolist() == [["Zeeland"], ["Zeeland"], ["Twente"]]
    assert "wmo_regios Zeeland ingevuld in 2 rij(en) eronder: 3, 4" in redenen(inlezing)


def test_een_lijst_gemeenten_onder_een_project_is_geen_tussenkop(tmp_path):
    inlezing = lees(tmp_path, boek(rij("Een"), ["", "", "Tholen"]))
    stap = inlezing.waterval.set_index("stap")["aantal"]
    assert stap["afgekeurd"] == 1 and "tussenkop" not in stap


def test_nummers_die_per_blad_herbeginnen(tmp_path):
    kop = ("Nummer", *VERPLICHT)
    werkboek = boek([1, *rij("Een")], [2, *rij("Twee")], blad="CZ", kop=kop)
    ander = werkboek.create_sheet("Menzis")
    for een in (kop, [1, *rij("Drie", gemeenten="Tholen")], [2, *rij("Vier", gemeenten="Veere")]):
        ander.append(list(een))
    inlezing = lees(tmp_path, werkboek)
    assert inlezing.ingelezen["project_id"].tolist() == ["CZ-1", "CZ-2", "Menzis-1", "Menzis-2"]
    assert "beginnen op elk blad opnieuw" in redenen(inlezing)


def test_een_blad_met_de_naam_van_een_lijst_en_projecten_wordt_gelezen(tmp_path):
    assert len(lees(tmp_path, boek(rij("Een"), blad="Definities")).ingelezen) == 1
    alias = "soort,alias,naam,opmerking\nblad,Definities,overslaan,\n"
    werkboek = boek(rij("Een"), blad="Definities")
    werkboek.create_sheet("P").append(list(VERPLICHT))
    werkboek["P"].append(rij("Twee"))
    inlezing = lees(tmp_path, werkboek, aliassen=alias)
    assert len(inlezing.ingelezen) == 1 and "8 kolommen van projecten en 1 rij(en)" in redenen(inlezing)


def test_overslaan_wordt_alleen_voorgesteld_waar_niets_op_een_project_lijkt(tmp_path):
    koppen = ("Partij", "Waar?", "Inhoud", "Type", "Intensiteit", "Niveau")
    met = boek(["CZ", "Goes", "ouderen", "beleid", "implementeren", "gemeente"], kop=koppen)
    with pytest.raises(InvoerFouten, match="14-koppelen") as fout:
        lees(tmp_path, met)
    assert "overslaan" not in str(fout.value)
    with pytest.raises(InvoerFouten, match="overslaan"):
        lees(tmp_path, boek(["CZ", 12], kop=("Partij", "Aantal")))


# ---- koppelen --------------------------------------------------------------------------------------

AFZENDER = """[[afzender]]
naam = "Adviseur"
bestanden = ["opgave*.xlsx"]
bladnaam = "zorgverzekeraars"
overslaan = ["Overzicht"]
scheidingstekens = ",/ en"
schaal_uit_plaatsen = true
doortrekken = ["thema"]
gezien = ["Wat", "Waar", "Regio", "Onderwerp", "Middel", "Hoe"]
[afzender.kolommen]
titel = "Wat"
gemeenten = "Waar"
thema = "Onderwerp"
instrument = "Middel"
vorm = "Hoe"
[afzender.waarden.vorm]
Pilot = "ontwikkelproject"
"""
KOPPEN = ("Wat", "Waar", "Regio", "Onderwerp", "Middel", "Hoe")


def afzenderboek(*meer: str) -> openpyxl.Workbook:
    werkboek = boek(
        ["Een", "Goes en Nuenen, Gerwen en Nederwetten", None, "ouderen", "beleid", "Pilot", *meer],
        ["Twee", "Tholen/Veere", None, None, "beleid", "pilot", *meer],
        ["Drie", "Hulst", None, "ggz", "beleid", "implementeren", *meer],
        blad="CZ",
        kop=(*KOPPEN, *(["Nieuw"] if meer else [])),
    )
    werkboek.active.merge_cells("D2:D3")
    werkboek.create_sheet("Overzicht").append(["CZ", 3])
    return werkboek


def test_koppelen_leest_het_bestand_van_een_afzender(tmp_path):
    inlezing = lees(tmp_path, afzenderboek(), koppelen=AFZENDER)
    assert inlezing.afgekeurd.empty
    projecten = inlezing.ingelezen
    assert projecten["zorgverzekeraars"].tolist() == [["CZ"]] * 3
    assert projecten["schaal"].tolist() == ["bovenregionaal", "regionaal", "gemeente"]
    assert projecten["vorm"].tolist() == ["ontwikkelproject", "ontwikkelproject", "implementeren"]
    assert projecten["thema"].tolist() == ["ouderen", "ouderen", "ggz"]
    assert "doorgetrokken in 1 rij(en)" in redenen(inlezing)
    assert "veranderd" not in redenen(inlezing)


def test_een_volgend_bestand_met_een_andere_indeling_wordt_gemeld(tmp_path):
    inlezing = lees(tmp_path, afzenderboek("x"), "opgave-2.xlsx", koppelen=AFZENDER)
    assert "de indeling is veranderd: nieuwe koppen" in redenen(inlezing)
    anders = afzenderboek()
    anders["CZ"]["D1"] = "Thematiek"
    with pytest.raises(InvoerFouten, match="verwacht hier de kop Onderwerp"):
        lees(tmp_path, anders, koppelen=AFZENDER)


def test_fouten_in_koppelen_worden_samen_gemeld(tmp_path):
    tekst = '[[afzender]]\nnaam = "A"\nonbekend = 1\n[[afzender]]\n[afzender.kolommen]\ntittel = "X"\n'
    with pytest.raises(InvoerFouten) as fout:
        lees(tmp_path, afzenderboek(), koppelen=tekst)
    gevonden = str(fout.value)
    assert "onbekende sleutel" in gevonden and "bedoeld: titel?" in gevonden and "naam" in gevonden


def test_voorstellen_naar_naam_en_inhoud_en_elk_voorstel_wordt_aangenomen(tmp_path):
    deze = editie(tmp_path, afzenderboek())
    beelden = bekijk_bestand(deze, deze.bestand("projecten"))
    cz = next(beeld for beeld in beelden if beeld.naam == "CZ")
    gekozen = {een.kop: een.kolom for een in cz.voorstellen}
    assert gekozen | {"Wat": ""} == dict(
        zip(KOPPEN, ("", "gemeenten", "wmo_regios", "thema", "instrument", ""), strict=True)
    )
    afspraak = maak_afspraak("Adviseur", ["opgave*"], gekozen | {"Wat": "titel", "Hoe": "vorm"}, beelden)
    assert afspraak.bladnaam == "zorgverzekeraars" and afspraak.overslaan == ("Overzicht",)
    nieuw, _ = leg_koppeling_vast(deze, afspraak.model_copy(update={"schaal_uit_plaatsen": True}))
    assert als_toml(afspraak) and nieuw.bestand("koppelen").name == "koppelen.toml"
    assert len(lees_projecten(nieuw).ingelezen) + len(lees_projecten(nieuw).geweigerd) == 3


# ---- the edition's own small files ------------------------------------------------------------------


@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("teken", [",", ";", "\t"])
def test_kleine_bestanden_overleven_excel(tmp_path, codering, teken):
    regels = ["# uitleg, met een komma", "soort,alias,naam,opmerking", "gemeente,Gós,Goes,één"]
    tekst = "\r\n".join(regels[:1] + [regel.replace(",", teken) for regel in regels[1:]]) + "\r\n"
    inlezing = lees(tmp_path, boek(rij(gemeenten="Gós")), aliassen=tekst.encode(codering))
    assert inlezing.ingelezen["gemeenten"].tolist() == [["GM0664"]]
    deze = lees_editie("proef", tmp_path)
    kolommen = ("soort", "alias", "naam", "opmerking")
    voeg_rij_toe(
        deze,
        "aliassen",
        kolommen,
        dict(zip(kolommen, ("gemeente", "Tolen", "Tholen", ""), strict=True)),
        lees_tabel,
    )
    assert lees_tabel(deze.bestand("aliassen"))["alias"].tolist() == ["Gós", "Tolen"]


def test_een_nederlandse_datum_in_een_klein_bestand(tmp_path):
    pad = tmp_path / "b.csv"
    pad.write_text("besluit;datum\nzelfde;22-6-2017\n")
    assert lees_tabel(pad)["datum"].tolist() == ["2017-06-22"]


@pytest.mark.parametrize(
    ("regel", "reden", "goed"),
    [
        ("peildatum = 29-06-2017", "jjjj-mm-dd", "peildatum = 2017-06-29"),
        ("titel = “Proef”", "rechte", 'titel = "Proef"'),
        ('pad = "C:\\Users\\jan"', "gebruik /", 'pad = "C:/Users/jan"'),
        ("titel = Proef", "aanhalingstekens", 'titel = "Proef"'),
    ],
)
def test_een_fout_in_toml_noemt_regel_en_remedie(tmp_path, regel, reden, goed):
    pad = tmp_path / "e.toml"
    pad.write_text(f"a = 1\n{regel}\n", encoding="utf-8")
    with pytest.raises(InvoerFouten) as fout:
        lees_toml(pad)
    (een,) = fout.value.fouten
    assert een.rij == 2 and reden in een.reden and een.suggestie == goed
    pad.write_text(f"a = 1\n{een.suggestie}\n", encoding="utf-8")
    assert lees_toml(pad)  # the proposal, typed in, is accepted


@pytest.mark.parametrize("codering", ["utf-8-sig", "cp1252", "utf-16"])
def test_toml_uit_kladblok_wordt_gelezen(tmp_path, codering):
    pad = tmp_path / "e.toml"
    pad.write_bytes('titel = "coöperatie"\r\n'.encode(codering))
    assert lees_toml(pad) == {"titel": "coöperatie"}


def test_een_naam_met_haken_is_eerst_een_naam(tmp_path):
    assert len(lees(tmp_path, boek(rij()), "opgave [definitief].xlsx").ingelezen) == 1


def test_kleine_lijsten_merken_hetzelfde_op(tmp_path):
    werkboek = boek(["Goes", "CZ"], ["Tholen", "VGZ"], kop=("gemeente", "zorgverzekeraar"))
    werkboek.active.row_dimensions[3].hidden = True
    werkboek.save(tmp_path / "p.xlsx")
    tabel = lees_rijen(tmp_path / "p.xlsx", ("gemeente", "zorgverzekeraar"))
    assert "verborgen" in tabel.attrs["meldingen"][0].reden
    werkboek.active["B2"] = "#VERW!"
    werkboek.save(tmp_path / "p.xlsx")
    with pytest.raises(InvoerFouten, match="foutwaarde"):
        lees_rijen(tmp_path / "p.xlsx", ("gemeente", "zorgverzekeraar"))


# ---- at random -------------------------------------------------------------------------------------


@pytest.mark.parametrize("zaad", range(24))
def test_geen_rij_verdwijnt_in_een_willekeurig_werkboek(tmp_path, zaad):
    keur_zaad(zaad, tmp_path)
