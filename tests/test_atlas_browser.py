"""The atlas in a real browser without network: twenty questions, answered as pandas answers them."""

import io
import re

import pandas as pd
import pytest
from atlasproef import GEMEENTEN, kies, maak_moment, maak_stof, per_gemeente, schrijf, tel, venster_uitkomst
from browserproef import alleen_met_chromium, start_browser

pytestmark = alleen_met_chromium
RIJEN = """rijen => rijen.map(rij => [
    rij.querySelector("span").firstChild.textContent.trim(),
    rij.querySelector("small")?.textContent || ""])"""
NAAM = GEMEENTEN.set_index("gm_code")["gm_naam"]


@pytest.fixture(scope="module")
def momenten():
    return [maak_moment("voorbeeld-2019"), maak_moment("voorbeeld")]


@pytest.fixture(scope="module")
def pad(momenten, tmp_path_factory):
    return schrijf(maak_stof(momenten, venster_uitkomst()), tmp_path_factory.mktemp("atlas") / "atlas.html")


@pytest.fixture(scope="module")
def browser():
    with start_browser() as gestart:
        yield gestart


class Atlas:
    """An open atlas: what a reader does with it, and what it then says."""

    def __init__(self, browser, pad, adres="", breed=1400, hoog=900, **opties):
        self.context = browser.new_context(viewport={"width": breed, "height": hoog}, offline=True, **opties)
        self.pagina = self.context.new_page()
        self.klachten, self.verzoeken = [], []
        self.pagina.on("console", lambda bericht: self.klachten.append(bericht.text))
        self.pagina.on("pageerror", lambda fout: self.klachten.append(str(fout)))
        self.pagina.on("request", lambda verzoek: self.verzoeken.append(verzoek.url))
        self.pagina.goto(f"{pad.as_uri()}#{adres}")

    def ga(self, adres):
        self.pagina.evaluate("adres => { location.hash = adres || 'kleur=aanwezig'; }", adres)
        self.pagina.wait_for_function("document.body.dataset.adres === location.hash.slice(1)")

    def kies(self, naam, code):
        invoer = self.pagina.locator(f"#filters input[name='{naam}'][value='{code}']")
        invoer.evaluate("knop => { knop.closest('details').open = true; }")
        invoer.click()

    def kop(self):
        return self.pagina.inner_text("#kop-kaart")

    def tellingen(self):
        """Per selection the numbers of projects, gemeenten and Wmo-regio's of the heading."""
        gevonden = re.findall(
            r"([\d.]+) project\w* in ([\d.]+) van de [\d.]+ gemeenten en (\d+) van", self.kop()
        )
        return [tuple(int(getal.replace(".", "")) for getal in drie) for drie in gevonden]

    def lijst(self):
        return int(re.search(r"([\d.]+) project", self.pagina.inner_text("#kop-lijst"))[1].replace(".", ""))

    def legenda(self):
        """Label → the numbers that stand behind it."""
        rijen = self.pagina.locator("#legenda li").evaluate_all(RIJEN)
        return {label: [int(n) for n in re.findall(r"\d+", telling)] for label, telling in rijen if telling}


@pytest.fixture(scope="module")
def geopend(browser, pad):
    atlas = Atlas(browser, pad)
    yield atlas
    atlas.context.close()


@pytest.fixture
def atlas(geopend):
    geopend.ga("")
    yield geopend
    assert geopend.klachten == []
    assert [adres for adres in geopend.verzoeken if not adres.startswith(("file:", "data:", "blob:"))] == []


VRAGEN = [
    {},
    {"thema": "ouderen"},
    {"thema": "ggz|jeugd_18"},
    {"instrument": "inkoop"},
    {"instrument": "beleid|samenwerkingsdocument", "vorm": "samenwerkingsafspraken"},
    {"schaal": "bovenregionaal"},
    {"zorgverzekeraar": "Menzis"},
    {"zorgverzekeraar": "VGZ|CZ", "thema": "preventie"},
    {"zorgverzekeraar": "Zilveren Kruis", "vorm": "ontwikkelproject", "schaal": "gemeente"},
    {"periode": "2019-04|2019-05"},
    {"minima": "ja"},
    {"minima": "alleen"},
    {"minima": "alleen", "zorgverzekeraar": "De Friesland"},
    {"thema": "esw", "instrument": "werkwijze", "schaal": "regionaal", "minima": "ja"},
]


def als_adres(eisen):
    namen = {"minima": "minimacontracten"}
    paren = [(namen.get(naam, naam), code) for naam, codes in eisen.items() for code in codes.split("|")]
    return "&".join(f"{naam}={code}" for naam, code in paren)


@pytest.mark.parametrize("nummer", range(2))
def test_aantallen_bij_elke_keuze_zijn_die_van_pandas(atlas, momenten, nummer):
    moment = momenten[nummer]
    for eisen in VRAGEN:
        atlas.ga("&".join([f"moment={moment.editie.naam}", als_adres(eisen)]))
        verwacht = tel(moment, kies(moment, **eisen))
        assert atlas.tellingen() == [verwacht], eisen
        assert atlas.lijst() == verwacht[0], eisen


def test_klikken_op_keuzes_telt_door_en_staat_in_het_adres(atlas, momenten):
    moment = momenten[0]
    atlas.kies("thema", "ouderen")
    assert atlas.tellingen() == [tel(moment, kies(moment, thema="ouderen"))]
    teller = atlas.pagina.locator("#filters label", has_text="Zilveren Kruis").locator(".teller")
    assert int(teller.text_content()) == len(kies(moment, thema="ouderen", zorgverzekeraar="Zilveren Kruis"))
    atlas.kies("zorgverzekeraar", "Zilveren Kruis")
    atlas.kies("thema", "ggz")
    samen = tel(moment, kies(moment, thema="ouderen|ggz", zorgverzekeraar="Zilveren Kruis"))
    assert atlas.tellingen() == [samen]
    atlas.pagina.reload()
    assert atlas.tellingen() == [samen]
    assert atlas.pagina.locator("#filters input[value='ggz']").is_checked()
    atlas.pagina.click("#wis")
    assert atlas.tellingen() == [tel(moment, kies(moment))]


@pytest.mark.parametrize("vorm", ("kaart", "zeshoek"))
def test_wijzen_en_klikken_op_een_gemeente(atlas, momenten, vorm):
    moment, code = momenten[0], "GM0363"
    atlas.pagina.select_option("#vorm", vorm)
    hier = set(moment.dekking.loc[moment.dekking["gm_code"] == code, "project_id"])
    verwacht = kies(moment)[lambda projecten: projecten["project_id"].isin(hier)]
    vlak = atlas.pagina.locator(".vlakken path").nth(GEMEENTEN.index[GEMEENTEN["gm_code"] == code][0])
    vlak.hover()
    assert f"{len(verwacht)} projecten" in atlas.pagina.inner_text("#tip")
    vlak.click()
    assert atlas.lijst() == len(verwacht)
    assert atlas.pagina.inner_text("#plek h2") == NAAM[code]
    eerste = atlas.pagina.locator("#lijst details").first
    eerste.locator("summary").click()
    project = verwacht.set_index("project_id").loc[eerste.get_attribute("data-id")]
    assert project["omschrijving"] in eerste.inner_text()


def test_klikken_op_een_regio(atlas, momenten):
    moment, regio = momenten[0], "Twente"
    atlas.pagina.select_option("#kies", "regio")
    leden = GEMEENTEN.index[GEMEENTEN["wmo_regio"] == regio]
    atlas.pagina.locator(".vlakken path").nth(leden[3]).click()
    genoemd = kies(moment)["wmo_regios"].map(lambda namen: regio in list(namen))
    assert atlas.lijst() == int(genoemd.sum())
    assert atlas.pagina.inner_text("#plek h2") == "Wmo-regio Twente"


def test_zoeken_en_toetsen(atlas):
    atlas.pagina.fill("#zoekveld", "zorgkantoorregio Zeeland")
    atlas.pagina.press("#zoekveld", "Enter")
    assert atlas.pagina.inner_text("#plek h2") == "Zorgkantoorregio Zeeland"
    vak = atlas.pagina.locator(".vak").first
    vak.press("ArrowRight")
    gemeld = atlas.pagina.text_content("#melding").split(" (")[0]
    vak.press("Enter")
    assert atlas.pagina.inner_text("#plek h2") == gemeld and gemeld in set(NAAM)
    vak.press("Escape")
    assert atlas.pagina.locator("#plek").is_hidden()


def test_kleur_naar_aantal_en_de_tabel(atlas, momenten):
    moment = momenten[0]
    atlas.ga("thema=ggz&kleur=aantal")
    aantal = per_gemeente(moment, kies(moment, thema="ggz"))
    legenda = atlas.legenda()
    assert legenda["1 project"] == [int((aantal == 1).sum())]
    assert legenda["4–5 projecten"] == [int(aantal.between(4, 5).sum())]
    atlas.pagina.click("#tabelblok summary")
    atlas.pagina.wait_for_selector("#tabel table >> nth=1")
    tabel = pd.read_html(io.StringIO(atlas.pagina.inner_html("#tabel")), thousands=".")[1]
    assert tabel.set_index("Gemeente")["Projecten"].loc[aantal.index.map(NAAM)].tolist() == aantal.tolist()
    assert len(tabel) == len(GEMEENTEN) and tabel["Projecten"].sum() == aantal.sum()


@pytest.mark.parametrize("dimensie", ["schaal", "thema"])
def test_kleur_naar_combinatie(atlas, momenten, dimensie):
    moment = momenten[0]
    atlas.ga(f"zorgverzekeraar=CZ&kleur=combinatie:{dimensie}")
    projecten = kies(moment, zorgverzekeraar="CZ")
    dekking = moment.dekking[moment.dekking["project_id"].isin(projecten["project_id"])]
    labels = dekking[dimensie].astype(str).groupby(dekking["gm_code"], observed=True).agg(frozenset)
    aantal = labels.value_counts()
    losse = {
        label: n for label, n in atlas.legenda().items() if not label.startswith(("0 ", "geen", "overige"))
    }
    assert sum(n for (n,) in losse.values()) == aantal.sort_values(ascending=False)[: len(losse)].sum()
    enkel = {"schaal": "gemeente", "thema": "ouderen"}[dimensie]
    assert losse[enkel] == [int(aantal[frozenset([enkel])])]
    assert "hoort bij de gemeente en niet bij een project" in atlas.pagina.inner_text("#bijschrift")


def test_kleur_naar_grootste_verzekeraar_hangt_niet_af_van_de_keuze(atlas):
    atlas.ga("thema=ggz&kleur=kern")
    legenda = atlas.legenda()
    assert sum(sum(legenda[naam]) for naam in ("CZ", "VGZ", "Menzis", "Zilveren Kruis")) < len(GEMEENTEN)
    assert legenda["De Friesland"] == [24]


def test_venster_toont_geen_onderdrukt_antwoord(atlas, pad):
    atlas.pagina.select_option("#kleur", "venster")
    assert atlas.pagina.input_value("#grens") == "zorgkantoorregio"
    legenda = atlas.legenda()
    assert (
        legenda["JA en NEE"] == [1]
        and legenda["alle antwoorden JA"] == [1]
        and legenda["niet getoond"] == [1]
    )
    atlas.ga("kleur=venster&venster=agenda~alle~2020&plek=zorgkantoorregio:Groningen")
    assert "2 van de 3 ja" in atlas.pagina.inner_text("#plek")
    atlas.ga("kleur=venster&venster=agenda~alle~2020&plek=zorgkantoorregio:Zeeland")
    assert "niet getoond: te weinig antwoorden" in atlas.pagina.inner_text("#plek")


def test_vergelijken_naast_elkaar_en_gedeelde_link(browser, atlas, pad, momenten):
    nu, toen = momenten
    atlas.kies("thema", "jeugd_18")
    atlas.pagina.click("#vergelijk")
    atlas.kies("moment", toen.editie.naam)
    atlas.kies("zorgverzekeraar", "Menzis")
    a, b = kies(nu, thema="jeugd_18"), kies(toen, zorgverzekeraar="Menzis")
    assert atlas.tellingen() == [tel(nu, a), tel(toen, b)]
    met_a, met_b = (set(per_gemeente(m, p).index) for m, p in ((nu, a), (toen, b)))
    overlap = [int(n) for n in re.findall(r"(\d+) gemeente", atlas.pagina.inner_text("#overlap"))]
    assert overlap[:3] == [len(met_a & met_b), len(met_a - met_b), len(met_b - met_a)]
    assert sum(overlap) == len(GEMEENTEN)
    ander = Atlas(browser, pad, atlas.pagina.url.partition("#")[2])
    assert (ander.kop(), ander.legenda()) == (atlas.kop(), atlas.legenda())
    assert ander.pagina.locator("figure").nth(1).is_visible()
    ander.context.close()


def test_csv_is_de_lijst_met_haar_herkomst(atlas, momenten):
    moment = momenten[0]
    atlas.ga("zorgverzekeraar=DSW&minimacontracten=ja")
    with atlas.pagina.expect_download() as wacht:
        atlas.pagina.click("#csv")
    bestand = wacht.value
    assert bestand.suggested_filename == "voorbeeld-2019-projecten-synthetisch.csv"
    tekst = bestand.path().read_text(encoding="utf-8-sig")
    assert "SYNTHETISCHE GEGEVENS" in tekst.splitlines()[0] and "sha256" in tekst
    tabel = pd.read_csv(io.StringIO(tekst), sep=";", comment="#", dtype=str, keep_default_na=False)
    verwacht = kies(moment, "ja", zorgverzekeraar="DSW").set_index("project_id").sort_index()
    tabel = tabel.set_index("project_id").sort_index()
    assert tabel.index.tolist() == verwacht.index.tolist()
    assert tabel["gm_codes"].tolist() == [", ".join(sorted(cel)) for cel in verwacht["gemeenten"]]
    assert tabel["thema"].tolist() == verwacht["thema"].tolist()


@pytest.mark.parametrize("adres", ["kleur=combinatie:vorm&plek=GM0363", "vergelijk=b&b.thema=ggz"])
def test_png_is_een_beeld_met_kleur(atlas, adres):
    from PIL import Image

    atlas.ga(adres)
    with atlas.pagina.expect_download() as wacht:
        atlas.pagina.click("#png")
    assert wacht.value.suggested_filename == "voorbeeld-2019-kaart-synthetisch.png"
    beeld = Image.open(wacht.value.path())
    assert beeld.format == "PNG" and beeld.width == 1600 and beeld.height > 1000
    assert len(beeld.convert("RGB").resize((400, 300)).getcolors(120_000)) > 100


@pytest.mark.parametrize(
    ("adres", "breed", "open_"),
    [
        ("vergelijk=b&kleur=aantal&plek=GM0363&schaal=regionaal", 1400, "details"),
        ("kleur=venster&thema=ggz", 390, "#filterblok, #filterblok details, #lijst details"),
    ],
)
def test_axe_vindt_niets_en_alles_past(browser, pad, adres, breed, open_):
    from axe_playwright_python.sync_playwright import Axe

    atlas = Atlas(browser, pad, adres, breed=breed)
    atlas.pagina.locator(open_).evaluate_all("alle => alle.forEach(een => { een.open = true; })")
    gevonden = Axe().run(atlas.pagina)
    assert gevonden.violations_count == 0, gevonden.generate_report()
    assert len(gevonden.response["passes"]) > 20
    buiten = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert atlas.pagina.evaluate(buiten) == 0
    assert atlas.klachten == []
    atlas.context.close()


def test_van_vorm_wisselen_houdt_kleur_en_keuze(atlas):
    """The same fills on cells of one size; the choice stands in the address; back again all is as before."""

    def stand():
        paden = atlas.pagina.locator(".vak").first.locator(".vlakken path")
        return paden.evaluate_all(
            "paden => paden.map((pad) => ['d', 'fill'].map((a) => pad.getAttribute(a)))"
        )

    atlas.ga("thema=ggz&plek=GM0363")
    gewoon = stand()
    atlas.pagina.select_option("#vorm", "zeshoek")
    zeshoekig = stand()
    assert [vulling for _, vulling in zeshoekig] == [vulling for _, vulling in gewoon]
    assert {pad.count(" ") for pad, _ in zeshoekig} == {zeshoekig[0][0].count(" ")}  # as many corners each
    assert len({pad for pad, _ in zeshoekig}) == len(GEMEENTEN) and zeshoekig != gewoon
    assert "Elke zeshoek is één gemeente" in atlas.pagina.inner_text("#bijschrift")
    assert "vorm=zeshoek" in atlas.pagina.url and "plek=GM0363" in atlas.pagina.url
    atlas.pagina.select_option("#vorm", "kaart")
    assert stand() == gewoon and not atlas.klachten


def test_dichterbij_met_knop_toets_en_plek(atlas):
    def breed():
        return float(atlas.pagina.locator(".vak svg").first.get_attribute("viewBox").split()[2])

    heel = breed()
    atlas.pagina.get_by_role("button", name="Dichterbij").first.click()
    atlas.pagina.locator(".vak").first.press("+")
    assert breed() == pytest.approx(0.36 * heel)
    atlas.pagina.get_by_role("button", name="Heel Nederland").first.click()
    assert breed() == heel
    atlas.ga("plek=GM0363")
    atlas.pagina.get_by_role("button", name="Bekijk dichtbij").click()
    assert breed() < heel / 3
    atlas.pagina.get_by_role("button", name="Heel Nederland").first.click()


def test_met_een_vinger_op_een_telefoon(browser, pad):
    atlas = Atlas(browser, pad, breed=390, hoog=844, has_touch=True, is_mobile=True)
    vlak = atlas.pagina.locator(".vlakken path").nth(GEMEENTEN.index[GEMEENTEN["gm_naam"] == "Emmen"][0])
    vlak.tap()
    assert atlas.pagina.inner_text("#naar-plek").startswith("Emmen: ")
    atlas.pagina.locator("#naar-plek").tap()
    assert atlas.pagina.evaluate("document.activeElement.textContent") == "Emmen"
    assert atlas.pagina.locator("#tip").is_hidden() and atlas.klachten == []
    atlas.context.close()


def test_wie_in_het_kader_klikt_blijft_daar(atlas):
    atlas.ga("plek=GM0363")
    atlas.pagina.get_by_role("button", name="Amsterdam-Amstelland").press("Enter")
    assert atlas.pagina.evaluate("document.activeElement.textContent") == "Wmo-regio Amsterdam-Amstelland"
    atlas.pagina.get_by_role("button", name="Sluit").press("Enter")
    assert atlas.pagina.evaluate("document.activeElement.id") == "zoekveld"


def test_grootte_en_eerste_beeld(atlas, pad):
    assert pad.stat().st_size < 3_000_000
    atlas.pagina.wait_for_function("performance.getEntriesByName('eerste-beeld').length")


def test_in_druk_blijft_de_kaart_over(atlas):
    atlas.pagina.emulate_media(media="print")
    assert not atlas.pagina.locator("#kiezen").is_visible()
    assert atlas.pagina.locator(".vak svg").first.is_visible()
    assert atlas.pagina.locator("#legenda").is_visible()


def test_zonder_projecten_blijft_het_venster(browser, tmp_path):
    atlas = Atlas(browser, schrijf(maak_stof([], venster_uitkomst()), tmp_path / "leeg.html"))
    assert "Geen projecten" in atlas.kop()
    assert atlas.legenda()["JA en NEE"] == [1]
    assert atlas.klachten == []
    atlas.context.close()
