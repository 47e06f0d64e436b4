"""An edition opened in pandas: its examples, counts beside a count by hand, and every kind of map."""

import doctest
import io
import subprocess
import sys
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from handleiding import blokken
from matplotlib.figure import Figure
from PIL import Image
from proefrun import draai
from test_tekenen import lab, niet_te_onderscheiden

import lib
import lib.zelf
from lib.analyse.zonder_run import bereken
from lib.beeld.figuur import naar_png, naar_svg
from lib.beeld.letters import Tekstregel
from lib.beeld.stijl import VORMGEVING, Vulling
from lib.editie.editie import lees_editie
from lib.gebied.tabellen import lees_regios
from lib.grond.afhankelijkheid import bestanden_van
from lib.grond.fouten import InvoerFouten
from lib.grond.opslag import laad
from lib.grond.paden import LIB, WORTEL, uitvoer
from lib.kaart.eigen import MEESTE_CATEGORIEEN, METHODEN, deel_in
from lib.kaart.inhoud import As

EDITIE = "2017-rapport"
OPTIES = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
UIT_DE_README = [blok for blok in blokken(WORTEL / "README.md") if blok.taal == "python"]


@pytest.fixture(scope="module")
def leeg(tmp_path_factory):
    """A place where no run has written."""
    patch = pytest.MonkeyPatch()
    patch.setenv("KAARTEN_UITVOER", str(tmp_path_factory.mktemp("uit")))
    yield uitvoer(EDITIE)
    patch.undo()


@pytest.fixture(scope="module")
def e(leeg):
    return lib.open_editie(EDITIE)


def labels(figuur):
    return [klasse.label for klasse in figuur.beeld.klassen]


def tekst(figuur):
    return " ".join(regel.get_text() for regel in figuur.findobj(Tekstregel))


def test_elk_voorbeeld_klopt(leeg):
    uitkomst = doctest.testmod(lib.zelf, extraglobs={"open_editie": lib.open_editie}, optionflags=OPTIES)
    assert uitkomst.failed == 0
    gevonden = doctest.DocTestFinder().find(lib.zelf)
    met = {een.name.rpartition(".")[2] for een in gevonden if een.examples}
    assert {*lib.zelf.NAMEN, "open_editie"} <= met


def test_import_lib_laadt_niets(leeg):
    code = "import sys; voor = set(sys.modules); import lib; print(*set(sys.modules) - voor)"
    uit = subprocess.run([sys.executable, "-c", code], cwd=WORTEL, capture_output=True, text=True, check=True)
    geladen = {naam.partition(".")[0] for naam in uit.stdout.split()}
    assert geladen - sys.stdlib_module_names == {"lib"} and "lib.zelf" not in uit.stdout
    assert "open_editie" in dir(lib)
    with pytest.raises(AttributeError, match="bestaat_niet"):
        lib.bestaat_niet  # noqa: B018


def test_een_notebook_hangt_af_van_het_gezicht_en_niet_van_het_inlezen():
    namen = {pad.relative_to(LIB).as_posix() for pad in bestanden_van("from lib import open_editie")}
    assert {"zelf.py", "analyse/deelname.py"} <= namen
    assert not [naam for naam in namen if naam.startswith("inlezen/") or naam == "analyse/zonder_run.py"]


def test_de_lijst_van_namen_is_kort(e):
    assert dir(e) == sorted(lib.zelf.NAMEN)
    assert all(hasattr(type(e), naam) for naam in lib.zelf.NAMEN)


@pytest.mark.parametrize("naam", [EDITIE, "voorbeeld"])
def test_zonder_run_staat_er_hetzelfde_als_een_run_schrijft(naam, tmp_path_factory):
    """The tables from the files are those of notebooks 01, 04 and 10."""
    editie = lees_editie(naam)
    polissen = ["notebooks/04*"] if editie.bestand("polissen") else []
    doel = draai(tmp_path_factory.mktemp("uit") / naam, naam, "notebooks/10*", *polissen)
    plaats, berekend = uitvoer(naam, doel), bereken(editie)
    for tabel in ("gemeenten", "projecten", "dekking", "polissen"):
        eigen = getattr(berekend.gegevens, tabel)
        assert (eigen is not None) == (plaats.processed / f"{tabel}.parquet").is_file()
        if eigen is not None:
            pd.testing.assert_frame_equal(
                eigen, laad(plaats.processed / f"{tabel}.parquet"), check_categorical=False
            )
    pd.testing.assert_frame_equal(berekend.opgaven, laad(plaats.processed / "opgaven.parquet"))


def test_na_een_run_komen_de_tabellen_van_de_run(leeg, monkeypatch, tmp_path):
    monkeypatch.setenv("KAARTEN_UITVOER", str(tmp_path))
    plaats, gegevens = uitvoer(EDITIE), bereken(lees_editie(EDITIE)).gegevens
    plaats.processed.mkdir(parents=True)
    for naam in ("gemeenten", "dekking"):
        getattr(gegevens, naam).to_parquet(plaats.processed / f"{naam}.parquet")
    anders = gegevens.projecten.assign(titel="uit de run")
    assert "uit de run" not in set(lib.open_editie(EDITIE).projecten["titel"])  # one table is missing
    anders.to_parquet(plaats.processed / "projecten.parquet")
    assert set(lib.open_editie(EDITIE).projecten["titel"]) == {"uit de run"}


def test_wie_een_tabel_verandert_verandert_de_editie_niet(e):
    projecten, gemeenten = e.projecten, e.gemeenten
    projecten["thema"], gemeenten["inwoners_2017"] = "weg", 0
    assert e.tel(per="thema").sum() == len(e.kies()) and e.gemeenten["inwoners_2017"].sum() > 0


def test_gebieden_zijn_die_van_de_editie(e):
    assert len(e.gemeenten) == 388 and e.gemeenten.crs.to_epsg() == 28992
    for soort, aantal in {"wmo_regio": 43, "zorgkantoorregio": 31, "jeugdregio": 42, "provincie": 12}.items():
        regios = e.regios(soort)
        assert len(regios) == aantal == e.gemeenten[soort].nunique() and regios.crs.to_epsg() == 28992
        assert regios["inwoners_2017"].sum() == e.gemeenten["inwoners_2017"].sum()
        assert regios.area.sum() == pytest.approx(e.gemeenten.area.sum())
        assert list(e.tel(per=soort).index) == list(regios.index)
    assert list(e.regios("wmo_regio").index) == list(lees_regios("wmo_regio")["naam"])  # in printed order


@pytest.mark.parametrize(
    ("keuze", "verwacht"),
    [
        ({}, lambda p: ~p["is_minimacontract"]),
        ({"minimacontracten": "ja"}, lambda p: p["is_minimacontract"] | True),
        ({"minimacontracten": True, "thema": "GGZ"}, lambda p: p["thema"] == "ggz"),
        ({"minimacontracten": "alleen"}, lambda p: p["is_minimacontract"]),
        ({"thema": ["ouderen", "ggz"]}, lambda p: p["thema"].isin(["ouderen", "ggz"])),
        ({"zorgverzekeraar": "menzis"}, lambda p: p["zorgverzekeraars"].map(lambda n: "Menzis" in n)),
        ({"wmo_regio": "Twente", "moment": 2017}, lambda p: p["wmo_regios"].map(lambda n: "Twente" in n)),
        ({"thema": None, "vorm": "implementeren"}, lambda p: p["vorm"] == "implementeren"),
    ],
    ids=lambda waarde: str(waarde) if isinstance(waarde, dict) else "pandas",
)  # fmt: skip
def test_kies_is_wat_pandas_kiest(e, keuze, verwacht):
    projecten = e.projecten
    eigen = projecten[verwacht(projecten) & (~projecten["is_minimacontract"] | ("minimacontracten" in keuze))]
    assert sorted(e.kies(**keuze)["project_id"]) == sorted(eigen["project_id"]) != []
    assert list(e.kies(**keuze).columns) == list(projecten.columns)


def test_tel_is_wat_pandas_telt(e):
    gekozen = e.kies(thema="preventie")
    los = gekozen.explode("wmo_regios").dropna(subset="wmo_regios")
    regio = e.tel(per="wmo_regio", thema="preventie")
    assert regio[regio > 0].to_dict() == los["wmo_regios"].value_counts().to_dict()
    assert len(regio) == 43 and (regio == 0).any() and regio.dtype == "int64"
    assert regio.attrs == {"projecten": len(gekozen), "zonder": len(gekozen) - los["project_id"].nunique()}
    gemeente = e.tel(per="gemeente", minimacontracten="ja")
    assert gemeente.sum() == len(e.dekking) and list(gemeente.index) == list(e.gemeenten.index)
    assert gemeente.attrs["zonder"] == (e.projecten["gemeenten"].map(len) == 0).sum() > 0
    instrument = e.tel(per="instrument")
    assert instrument.sum() == e.kies()["instrument"].map(len).sum() > len(e.kies())
    assert e.tel(per="zorgverzekeraar")["Eno"] == 0


def test_een_project_met_alleen_een_regio_telt_elders_waar_die_heel_ligt(e):
    """Beside the coverage: the Wmo-regio's of such a project, where all their gemeenten lie in one region."""
    gekozen, gemeenten = e.kies(), e.gemeenten
    verwacht = dict.fromkeys(e.regios("zorgkantoorregio").index, 0)
    zonder = 0
    for project in gekozen.itertuples():
        plekken = set(gemeenten["zorgkantoorregio"].reindex(project.gemeenten))
        for regio in [] if project.gemeenten else project.wmo_regios:
            in_regio = set(gemeenten.loc[gemeenten["wmo_regio"] == regio, "zorgkantoorregio"])
            plekken |= in_regio if len(in_regio) == 1 else set()
        zonder += not plekken
        for plek in plekken:
            verwacht[plek] += 1
    telling = e.tel(per="zorgkantoorregio")
    assert telling.to_dict() == verwacht and telling.attrs["zonder"] == zonder


FOUTEN = {
    "editie": (lambda e: lib.open_editie("2017-raport"), "bedoeld: 2017-rapport"),
    "kenmerk": (lambda e: e.kies(tema="ouderen"), r"onbekend kenmerk.*«tema» \(bedoeld: thema\?\)"),
    "waarde": (lambda e: e.tel("thema", vorm="implementren"), r"«implementren» \(bedoeld: implementeren\?\)"),
    "regio": (lambda e: e.kies(wmo_regio="Twentte"), r"«Twentte» \(bedoeld: Twente\?\)"),
    "verzekeraar": (lambda e: e.kaart(zorgverzekeraar="Menzus"), r"«Menzus» \(bedoeld: Menzis\?\)"),
    "leeg": (lambda e: e.kies(thema=[]), "thema is leeg"),
    "per": (lambda e: e.tel(per="wmo regio"), r"«wmo regio» \(bedoeld: wmo_regio\?\)"),
    "soort": (lambda e: e.regios("provincies"), r"\(bedoeld: provincie\?\)"),
    "beeld": (lambda e: e.kaart(beeld="vlek"), r"\(bedoeld: vlekken\?\)"),
    "gemeente": (lambda e: e.kaart(pd.Series({"GM0363": 1, "GM9999": 2})), "onbekende gemeente «GM9999»"),
    "naam": (lambda e: e.kaart(pd.Series({"Twentte": 1}).rename_axis("wmo_regio")), r"\(bedoeld: Twente\?\)"),
    "niets": (lambda e: e.kaart(pd.Series({"a": 1})), "noemt geen gemeenten"),
    "dubbel": (lambda e: e.kaart(pd.Series([1, 2], ["GM0363", "GM0363"])), "meer dan één keer in «GM0363»"),
    "soorten": (lambda e: e.kaart(pd.Series({"Groningen": 1})), "rename_axis"),
    "oneindig": (lambda e: e.kaart(e.tel("gemeente") / 0.0), "oneindig"),
    "waardeloos": (lambda e: e.kaart(e.tel("gemeente") * np.nan), "geen enkele waarde"),
    "klassen": (lambda e: e.kaart(e.tel("gemeente"), klassen=6), "1 tot en met 5 klassen"),
    "grenzen": (lambda e: e.kaart(e.tel("gemeente"), klassen=[3, 1]), "van laag naar hoog"),
    "methode": (lambda e: e.kaart(e.tel("gemeente"), methode="natuurlik"), r"\(bedoeld: natuurlijk\?\)"),
    "categorieen": (lambda e: e.kaart(e.gemeenten["gm_naam"]), "1 tot en met 12 categorieën"),
    "kolommen": (lambda e: e.kaart(e.gemeenten.iloc[:, :3]), "één of twee kolommen"),
    "tekst": (lambda e: e.kaart(e.gemeenten[["inwoners_2017", "provincie"]]), "«provincie»"),
    "keuze": (lambda e: e.kaart(e.tel("gemeente"), thema="ouderen"), "eigen waarden"),
    "figuur": (lambda e: e.bewaar("tekst", "naam"), "geen figuur"),
    "naamloos": (lambda e: e.bewaar(Figure(), "…"), "geef de figuur een naam"),
}  # fmt: skip


@pytest.mark.parametrize("naam", FOUTEN)
def test_een_fout_is_een_regel_in_het_nederlands(e, naam):
    doe, zegt = FOUTEN[naam]
    with pytest.raises(InvoerFouten, match=zegt) as fout:
        doe(e)
    assert len(fout.value.fouten) == 1 and "\n" not in str(fout.value)


def test_een_editie_zonder_projecten_zegt_dat(leeg, monkeypatch, tmp_path):
    e = lib.open_editie(EDITIE)
    e._editie = e._editie.model_copy(
        update={"bestanden": e._editie.bestanden.model_copy(update={"projecten": None})}
    )
    with pytest.raises(InvoerFouten, match="geen projecten"):
        e.tel(per="thema")


# --- maps ------------------------------------------------------------------------------------------


def test_getallen_worden_klassen_met_nul_apart(e):
    telling = e.tel(per="gemeente")
    figuur = e.kaart(telling, titel="Projecten")
    assert labels(figuur)[0] == "0" and len(labels(figuur)) == 4
    assert figuur.beeld.klassen[0].n_gemeenten == (telling == 0).sum()
    leden = figuur.beeld.klasse_van
    for klasse in range(4):
        eigen = telling.to_numpy()[leden == klasse]
        assert labels(figuur)[klasse] == " – ".join(dict.fromkeys([str(eigen.min()), str(eigen.max())]))
    assert "Nul is: geen project bekend. Bij 42 van 73 projecten" in figuur.beeld.bijschrift
    assert "Projecten" in figuur.beeld.alt and "0: 142 gemeenten" in figuur.beeld.alt


@pytest.mark.parametrize("methode", METHODEN)
def test_klassen_sluiten_aan_en_delen_alles_in(methode):
    waarden = pd.Series(np.random.default_rng(1).gamma(1, 2, 60), index=[f"g{i}" for i in range(60)])
    indeling = deel_in(waarden, None, 5, methode)
    grenzen = waarden.groupby(indeling.waarden).agg(["min", "max"]).sort_values("min")
    assert (
        len(grenzen) == 5 and (grenzen["min"].iloc[1:].to_numpy() > grenzen["max"].iloc[:-1].to_numpy()).all()
    )
    assert list(grenzen.index) == [klasse.code for klasse in indeling.klassen]
    assert len({klasse.label for klasse in indeling.klassen}) == 5


def test_eigen_grenzen_en_een_klasse_zonder_gebied(e):
    figuur = e.kaart(e.tel(per="wmo_regio"), klassen=[1, 4.5, 100])
    assert labels(figuur) == [
        "tot en met 1",
        "meer dan 1 tot en met 4,5",
        "meer dan 4,5 tot en met 100",
        "meer dan 100",
    ]
    assert figuur.beeld.klassen[-1].telling == "0 Wmo-regio's"


def test_een_waarde_die_er_niet_is_heet_geen_gegevens(e):
    waarden = e.gemeenten["inwoners_2017"].astype("float64").where(e.gemeenten["provincie"] != "Drenthe")
    assert e.kaart(waarden).beeld.klassen[-1].telling == "12 gemeenten"
    assert labels(e.kaart(waarden.dropna()))[-1] == "geen gegevens"


def test_een_klein_getal_heet_niet_nul(e):
    waarden = e.tel(per="wmo_regio", thema="ggz") / e.regios("wmo_regio")["inwoners_2017"] * 1e5
    assert labels(e.kaart(waarden)) == ["0", "0,09", "0,17 – 0,22", "0,37"]


def test_categorieen_houden_hun_kleur(e):
    thema = pd.Series({"GM0363": "ouderen", "GM0034": "ggz"})
    kleuren = {klasse.label: klasse.kleur for klasse in e.kaart(thema).beeld.klassen}
    assert (
        kleuren["GGZ"] == VORMGEVING["thema"]["ggz"]["kleur"]
        and kleuren["ouderen"] == VORMGEVING["thema"]["ouderen"]["kleur"]
    )
    provincie = e.kaart(e.gemeenten["provincie"])
    assert len(labels(provincie)) == 12 == MEESTE_CATEGORIEEN and labels(provincie) == sorted(
        labels(provincie)
    )
    assert labels(e.kaart(e.tel(per="gemeente") > 0)) == ["ja", "nee"]


def test_een_geordende_reeks_loopt_van_licht_naar_donker(e):
    grootte = pd.cut(
        e.gemeenten["inwoners_2017"], [0, 20_000, 50_000, 1e6], labels=["klein", "middel", "groot"]
    )
    klassen = e.kaart(grootte).beeld.klassen
    assert [klasse.label for klasse in klassen] == ["klein", "middel", "groot"]
    licht = [lab(klasse.kleur, np.eye(3))[0] for klasse in klassen]
    assert licht == sorted(licht, reverse=True)


def twee_kenmerken(e):
    dichtheid = (e.gemeenten["inwoners_2017"] / e.gemeenten.area * 1e6).rename("inwoners per km²")
    return pd.concat([dichtheid, e.tel(per="gemeente").rename("aantal projecten")], axis=1)


def test_twee_kenmerken_staan_in_een_raster(e):
    tabel = twee_kenmerken(e)
    figuur = e.kaart(tabel, titel="Dichtheid en projecten")
    over, op = figuur.beeld.assen
    assert over.naam == "inwoners per km²" and op == As("aantal projecten", ("0", "1", "2 – 4"))
    assert figuur.beeld.n_raster == 9 == len({klasse.kleur for klasse in figuur.beeld.klassen})
    nul = sum(klasse.n_gemeenten for klasse in figuur.beeld.klassen[:3])
    assert nul == (tabel["aantal projecten"] == 0).sum()
    for woord in ("→ inwoners per km²", "↑ aantal projecten", *op.trappen):
        assert woord in tekst(figuur)
    getallen = [str(klasse.n_gemeenten) for klasse in figuur.beeld.klassen]
    assert all(getal in tekst(figuur).split() for getal in getallen)
    assert "aantal projecten 0: " in figuur.beeld.alt


def test_ja_nee_en_een_geordende_reeks_kunnen_ook_in_een_raster(e):
    grootte = pd.cut(e.gemeenten["inwoners_2017"], [0, 50_000, 1e6], labels=["klein", "groot"])
    figuur = e.kaart(pd.DataFrame({"project": e.tel(per="gemeente") > 0, "grootte": grootte}))
    assert [een.trappen for een in figuur.beeld.assen] == [("nee", "ja"), ("klein", "groot")]
    assert sum(klasse.n_gemeenten for klasse in figuur.beeld.klassen) == 388
    gat = pd.DataFrame({"a": [1.0, np.nan], "b": [True, False]}, index=["GM0363", "GM0034"])
    assert e.kaart(gat).beeld.klassen[-1].label == "geen gegevens"


def test_kleuren_van_twee_kenmerken_zijn_te_onderscheiden():
    kleuren, arceringen = VORMGEVING["twee"]["kleuren"], VORMGEVING["twee"]["arceringen"]
    vullingen = {
        f"{rij}-{kolom}": Vulling(kleur, arceringen[rij])
        for rij, reeks in enumerate(kleuren)
        for kolom, kleur in enumerate(reeks)
    }
    assert niet_te_onderscheiden(vullingen) == [] and len(set(arceringen)) == 3
    effen = {naam: lab(vulling.kleur, np.eye(3)) for naam, vulling in vullingen.items()}
    assert min(np.linalg.norm(a - b) for a, b in combinations(effen.values(), 2)) > 14


def test_een_tabel_met_namen_in_een_kolom_en_namen_van_gemeenten(e):
    tabel = pd.DataFrame({"gemeente": ["Amsterdam", "Almere"], "waarde": [1, 2]})
    assert [klasse.n_gemeenten for klasse in e.kaart(tabel).beeld.klassen] == [1, 1, 386]
    assert e.kaart(tabel).beeld.titel == "Waarde per gemeente"


@pytest.mark.parametrize("soort", ["wmo_regio", "zorgkantoorregio", "jeugdregio", "provincie"])
def test_elke_soort_regio_heeft_haar_grenzen(e, soort):
    figuur = e.kaart(e.tel(per=soort))
    assert figuur.beeld.grenzen == soort and "grens" in tekst(figuur)


def test_een_keuze_tekent_wat_kies_kiest(e):
    figuur = e.kaart(zorgverzekeraar=["CZ", "VGZ"])
    gekozen = e.kies(zorgverzekeraar=["CZ", "VGZ"])
    assert figuur.beeld.n_projecten == len(gekozen)
    assert (figuur.beeld.klasse_van >= 0).sum() == e.dekking["gm_code"][
        e.dekking["project_id"].isin(gekozen["project_id"])
    ].nunique()
    assert figuur.beeld.titel.startswith("CZ of VGZ: ")
    assert e.kaart(None, "Ons onderwerp", thema="ggz", beeld="vlekken").beeld.titel.startswith(
        "Ons onderwerp: "
    )


def test_een_figuur_in_een_notebook_heeft_een_tekst_voor_wie_niet_ziet(e):
    inhoud, metadata = e.kaart(thema="ouderen")._repr_mimebundle_()
    assert inhoud["image/png"] and metadata["image/png"]["alt"].startswith("Kaart van Nederland")


def test_een_synthetische_editie_zegt_dat_op_elke_figuur(leeg):
    e = lib.open_editie("voorbeeld")
    for figuur in (e.kaart(thema="ouderen"), e.kaart(e.tel("provincie"), bron="Bron: eigen telling.")):
        assert "SYNTHETISCHE GEGEVENS" in figuur.beeld.bronregel and "SYNTHETISCHE GEGEVENS" in tekst(figuur)
    grafiek = e.tel(per="thema").plot().figure
    assert "SYNTHETISCHE GEGEVENS" in e.bewaar(grafiek, "grafiek").with_suffix(".svg").read_text(
        encoding="utf-8"
    )


def test_bewaren_geeft_png_en_svg_met_bron(e, leeg):
    pad = e.bewaar(e.kaart(thema="ouderen"), "Mijn kaart / ouderen")
    assert pad == leeg.zelf / "mijn-kaart-ouderen.png"
    gegevens = Image.open(pad).text
    assert gegevens["Source"].startswith("Bron: ") and EDITIE in gegevens["Edition"]
    assert "Bron: " in pad.with_suffix(".svg").read_text(encoding="utf-8")
    grafiek = e.tel(per="thema").plot.bar().figure
    teksten = len(grafiek.texts)
    pad = e.bewaar(grafiek, "grafiek")
    assert Image.open(pad).text["Source"].startswith("Bron: ") and len(grafiek.texts) == teksten
    assert "Bron: " in pad.with_suffix(".svg").read_text(encoding="utf-8")


def test_de_regels_van_de_readme_geven_de_kaart_die_er_staat(leeg, e):
    """GGZ per 100,000 inhabitants per Wmo-regio, in at most eight lines, with the README alone."""
    (blok,) = UIT_DE_README
    regels = [regel for regel in blok.tekst.splitlines() if regel.strip()]
    assert len(regels) <= 8
    exec(compile(blok.tekst, "README.md", "exec"), (ruimte := {}))
    (pad,) = [leeg.zelf / f"{naam.stem}.png" for naam in leeg.zelf.glob("ggz*.svg")]
    figuur = next(waarde for waarde in ruimte.values() if hasattr(waarde, "beeld"))
    aantallen, inwoners = (
        e.kies(thema="ggz").explode("wmo_regios")["wmo_regios"].value_counts(),
        e.regios("wmo_regio")["inwoners_2017"],
    )
    met = (aantallen / inwoners * 100_000).dropna()
    gekleurd = set(e.gemeenten["wmo_regio"][figuur.beeld.klasse_van > 0])
    assert gekleurd == set(met.index) and labels(figuur)[-1] == f"{met.max():.2f}".replace(".", ",")
    (gedrukt,) = [doel for doel in (WORTEL / "docs").glob("ggz*.png")]
    assert f"]({gedrukt.relative_to(WORTEL)})" in (WORTEL / "README.md").read_text(encoding="utf-8")
    assert gedrukt.stat().st_size < 300_000
    een, ander = (np.asarray(Image.open(een).convert("RGB"), dtype=int) for een in (gedrukt, pad))
    assert een.shape == ander.shape and np.abs(een - ander).mean() < 1
    assert naar_svg(figuur) and Image.open(io.BytesIO(naar_png(figuur))).size == Image.open(gedrukt).size
