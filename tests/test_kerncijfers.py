import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest

from lib.analyse.behoefte import Cijferstof, lees_cijferstof, naast_aanbod, per_regio, tel_vakken
from lib.editie.editie import lees_editie
from lib.gebied import kerncijfers
from lib.gebied.kerncijfers import (
    Cijfer,
    Dienst,
    Haal,
    breng_cijfers_over,
    kies_jaar,
    lees_kerncijferlijst,
    lees_kerncijfers,
)
from lib.gebied.omrekenen import inwoners_van
from lib.grond.fouten import InvoerFouten
from lib.inlezen import cijfers_halen
from lib.inlezen.cijfers import lees_cijfers

CONFIG = """titel = "Proef"
peildatum = 2018-05-01
indelingsjaar = 2018
tekenjaar = {jaar}
herkomst = "synthetisch"
[bestanden]
projecten = "p.csv"
cijfers = "cijfers*.csv"
"""


def maak_editie(map_, cijfers, jaar=2018):
    (map_ / "proef").mkdir()
    (map_ / "proef" / "edition.toml").write_text(CONFIG.format(jaar=jaar), encoding="utf-8")
    (map_ / "proef" / "p.csv").write_text("titel\n", encoding="utf-8")
    (map_ / "proef" / "cijfers.csv").write_text(cijfers, encoding="utf-8")
    return lees_editie("proef", map_)


def los(**waarden):
    rijen = [(code, "pct_65plus", waarde, False) for code, waarde in waarden.items()]
    return pd.DataFrame(rijen, columns=["gm_code", "cijfer", "waarde", "geschat"])


def test_cijfer_van_wie_bleef_is_hetzelfde_en_van_wie_fuseerde_een_gewogen_gemiddelde():
    over = breng_cijfers_over(los(GM0014=10.0, GM0009=20.0, GM0017=30.0, GM0344=12.0), 2017, 2024).set_index(
        "gm_code"
    )
    n = inwoners_van(2017)
    delen = {"GM0014": 10.0, "GM0009": 20.0, "GM0017": 30.0}
    verwacht = sum(n[code] * waarde for code, waarde in delen.items()) / sum(n[code] for code in delen)
    assert over.loc["GM0344"].to_list()[1:] == [12.0, False]
    assert over.loc["GM0014", "geschat"]
    assert over.loc["GM0014", "waarde"] == pytest.approx(verwacht, abs=0.2)  # Meerstad and such move too


def test_cijfer_van_een_te_klein_deel_blijft_onbekend():
    assert "GM0014" not in set(breng_cijfers_over(los(GM0009=20.0), 2017, 2024)["gm_code"])


def test_een_aantal_wordt_opgeteld_en_het_land_blijft_even_groot():
    alle = lees_kerncijfers(2024)
    inwoners = alle[(alle["cijfer"] == "inwoners") & (alle["jaar"] == 2017)]
    assert inwoners["waarde"].sum() == pytest.approx(17_081_507, rel=1e-9)
    assert inwoners["geschat"].sum() == 30


def test_van_elk_jaar_is_er_een_cijfer_voor_elke_gemeente_en_meierijstad_is_geschat():
    for jaar in (2017, 2021, 2024):
        keus = kies_jaar(lees_kerncijfers(jaar), jaar)
        assert set(keus.loc[keus["cijfer"] == "pct_65plus", "gm_code"]) == set(inwoners_van(jaar))
    eigen = lees_kerncijfers(2017).query("gm_code == 'GM1948' and cijfer == 'pct_overgewicht'")
    assert eigen.set_index("jaar")["geschat"].to_dict() == {2016: True, 2020: False}  # of three gemeenten


def test_kies_jaar_neemt_het_dichtste_en_bij_gelijk_het_laatste():
    alle = lees_kerncijfers(2017)
    jaren = kies_jaar(alle, 2018).groupby("cijfer")["jaar"].first()
    assert jaren["pct_overgewicht"] == 2020 and jaren["pct_65plus"] == 2017


def test_elk_bestand_staat_in_de_lijst_en_elke_kolom_is_een_cijfer():
    lijst = lees_kerncijferlijst()
    assert {pad.stem for pad in kerncijfers.KERNCIJFERS_MAP.glob("*.csv")} == set(lijst.tabel)
    for naam in lijst.tabel:
        kop = (
            (kerncijfers.KERNCIJFERS_MAP / f"{naam}.csv")
            .read_text(encoding="utf-8")
            .splitlines()[1]
            .split(",")
        )
        assert set(kop[1:]) <= set(lijst.cijfer), naam


def test_eigen_cijfers_gaan_voor_en_een_eigen_naam_kan_bij_een_thema_horen(tmp_path):
    tekst = (
        "gemeente;Inwoners van 65 jaar en ouder 2018;ouderen: valongelukken;Inwoners\n"
        "Groningen;14,5;3,25;200.336\nAmsterdam;;4;\n"
    )
    editie = maak_editie(tmp_path, tekst)
    stof = lees_cijferstof(editie)
    assert stof.reeks("pct_65plus").to_dict() == {"GM0014": 14.5}
    assert stof.reeks("valongelukken").to_dict() == {"GM0014": 3.25, "GM0363": 4.0}
    assert stof.reeks("inwoners").to_dict() == {"GM0014": 200336.0}
    assert stof.hoofdcijfer("ouderen") == "valongelukken"
    assert stof.hoofdcijfer("ggz") is None
    assert stof.afgekeurd.empty


def test_eigen_cijfers_gaan_mee_naar_een_ander_jaar(tmp_path):
    tekst = "gemeente,geschat,pct_65plus\nHaren,nee,20\nTen Boer,nee,20\nGroningen,nee,20\nUtrecht,ja,11\n"
    gelezen = lees_cijfers(maak_editie(tmp_path, tekst, jaar=2024)).waarden.set_index("gm_code")
    assert gelezen.loc["GM0014", ["waarde", "geschat"]].to_list() == [20.0, True]
    assert gelezen.loc["GM0344", "geschat"]  # as the file says


def test_fouten_in_eigen_cijfers_staan_er_alle_met_hun_plaats(tmp_path):
    tekst = "gemeente,pct_65plus\nGronigen,14\nAmsterdam,veel\nUtrecht,140\nDelft,15\nDelft,16\n"
    gelezen = lees_cijfers(maak_editie(tmp_path, tekst))
    assert gelezen.waarden["gm_code"].to_list() == ["GM0503"]
    gevonden = gelezen.afgekeurd[["rij", "kolom", "waarde", "reden"]].to_numpy().tolist()
    assert [rij[:3] for rij in gevonden] == [
        [2, "gemeente", "Gronigen"],
        [3, "pct_65plus", "veel"],
        [4, "pct_65plus", "140"],
        [6, "gemeente", "Delft"],
    ]
    assert gelezen.afgekeurd["suggestie"].iloc[0] == "Groningen"


def test_een_onbekend_thema_voor_een_kolom_is_een_fout(tmp_path):
    with pytest.raises(InvoerFouten, match="onbekend thema"):
        lees_cijfers(maak_editie(tmp_path, "gemeente,oudern: vallen\nDelft,1\n"))


# --- fetching --------------------------------------------------------------------------------------------

EIGENSCHAPPEN = [
    {"Key": "Perioden", "Type": "TimeDimension", "Title": "Perioden"},
    {"Key": "Marges", "Type": "Dimension", "Title": "Marges"},
    {"Key": "WijkenEnBuurten", "Type": "GeoDimension", "Title": "Wijken en buurten"},
    {"Key": "ErnstigEenzaam_31", "Type": "Topic", "Title": "Ernstig eenzaam"},
    {"Key": "Eenzaam_27", "Type": "Topic", "Title": "Eenzaam"},
]
MARGES = [{"Key": "MOG0095", "Title": "Ondergrens 95%-interval"}, {"Key": "MW00000", "Title": "Waarde"}]
WAARDEN = [("GM0014    ", 46.1), ("GM0363    ", 50.2), ("GM0599    ", None)]


@pytest.fixture
def dienst():
    """A server that answers as OData 3 does, two rows a page; what was asked stands in ``.vragen``."""

    class Antwoord(BaseHTTPRequestHandler):
        def do_GET(self):
            delen, vraag = urlsplit(self.path), parse_qs(urlsplit(self.path).query)
            self.server.vragen.append((delen.path.rsplit("/", 1)[1], vraag))
            naam, vanaf = delen.path.rsplit("/", 1)[1], int(vraag.get("$skip", ["0"])[0])
            rijen = [{"WijkenEnBuurten": code, "Eenzaam_27": n} for code, n in WAARDEN]
            inhoud = {"DataProperties": EIGENSCHAPPEN, "Marges": MARGES, "TypedDataSet": rijen}[naam]
            blad = {"odata.metadata": "x", "value": inhoud}
            if naam == "TypedDataSet":
                blad["value"] = inhoud[vanaf : vanaf + 2]
                if vanaf + 2 < len(inhoud):
                    verder = f"50120NED/TypedDataSet?$format=json&$skip={vanaf + 2}"
                    blad["odata.nextLink"] = f"{self.server.adres}/{verder}"
            tekst = self.server.vast or json.dumps(blad)
            self.send_response(self.server.status)
            self.end_headers()
            self.wfile.write(tekst.encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Antwoord)
    server.vragen, server.vast, server.status = [], "", 200
    server.adres = f"http://127.0.0.1:{server.server_port}/odata"
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


HAAL = Haal(dienst="rivm", tabel="50120NED", jaar=2020, kolom="eenzaam")


def vraag(server, cache):
    return cijfers_halen.haal_tabel(HAAL, Dienst(naam="RIVM", url=server.adres, licentie="-"), cache)


def test_halen_volgt_de_bladen_kiest_kolom_jaar_en_waarde_en_onthoudt(dienst, tmp_path):
    tabel = vraag(dienst, tmp_path)
    assert tabel.to_numpy().tolist() == [["GM0014", 46.1], ["GM0363", 50.2]]  # unknown is no row
    eis = next(vraag["$filter"][0] for naam, vraag in dienst.vragen if naam == "TypedDataSet")
    verwacht = {"startswith(WijkenEnBuurten,'GM')", "Perioden eq '2020JJ00'", "Marges eq 'MW00000'"}
    assert set(eis.split(" and ")) == verwacht
    gevraagd = len(dienst.vragen)
    assert vraag(dienst, tmp_path).equals(tabel)
    assert len(dienst.vragen) == gevraagd


def test_wat_in_de_cache_veranderde_wordt_niet_gebruikt(dienst, tmp_path):
    vraag(dienst, tmp_path)
    bewaard = next((tmp_path / "kerncijfers").glob("*.json"))
    bewaard.write_text(bewaard.read_text(encoding="utf-8").replace("46.1", "64.1"), encoding="utf-8")
    with pytest.raises(InvoerFouten, match="niet meer wat er is gehaald"):
        vraag(dienst, tmp_path)


@pytest.mark.parametrize(
    ("vast", "status", "reden"),
    [("<html>", 200, "geen JSON"), ('{"error": 1}', 200, "vorm van OData"), ("x", 503, "HTTP 503")],
)
def test_een_ander_antwoord_is_een_fout_en_laat_niets_achter(dienst, tmp_path, vast, status, reden):
    dienst.vast, dienst.status = vast, status
    with pytest.raises(InvoerFouten, match=reden):
        vraag(dienst, tmp_path)
    assert not list(tmp_path.rglob("*.json"))


def test_gehaalde_cijfers_worden_een_bestand_van_de_editie_dat_zij_weer_leest(dienst, tmp_path, monkeypatch):
    lijst = lees_kerncijferlijst()
    diensten = {naam: een.model_copy(update={"url": dienst.adres}) for naam, een in lijst.dienst.items()}
    nieuw = lijst.model_copy(update={"dienst": diensten})
    monkeypatch.setattr(cijfers_halen, "lees_kerncijferlijst", lambda: nieuw)
    monkeypatch.setenv("KAARTEN_CACHE", str(tmp_path / "cache"))
    editie = maak_editie(tmp_path, "gemeente,pct_65plus\nDelft,15\n")
    pad = cijfers_halen.bewaar_gehaald(cijfers_halen.haal_cijfers(["pct_eenzaam"], editie), editie)
    gelezen = lees_cijfers(lees_editie("proef", tmp_path)).waarden.query("cijfer == 'pct_eenzaam'")
    assert pad.name == "cijfers_gehaald.csv"
    assert gelezen.loc[
        gelezen["gm_code"] == "GM0363", ["waarde", "jaar", "geschat", "bron"]
    ].to_numpy().tolist() == [[50.2, 2020, False, "RIVM 50120NED, 2020"]]


def test_een_cijfer_dat_niet_te_halen_is_noemt_wat_wel_kan(tmp_path):
    editie = maak_editie(tmp_path, "gemeente,pct_65plus\nDelft,15\n")
    with pytest.raises(InvoerFouten, match=r"wel: pct_eenzaam.*bedoeld: pct_eenzaam"):
        cijfers_halen.haal_cijfers(["pct_eenzam"], editie)


# --- need beside supply ----------------------------------------------------------------------------------

GEMEENTEN = pd.DataFrame(
    [(f"GM{n}", f"Plaats {n}", "Noord" if n < 4 else "Zuid", 1000 * n) for n in range(1, 8)],
    columns=["gm_code", "gm_naam", "wmo_regio", "inwoners_2017"],
)


def projecten(*rijen):
    kolommen = ["project_id", "thema", "themas", "gemeenten", "wmo_regios", "is_minimacontract"]
    return pd.DataFrame(rijen, columns=kolommen)


def test_behoefte_naast_aanbod_telt_elke_gemeente_eenmaal_en_onzeker_is_geen_nee():
    waarden = pd.DataFrame(
        [(f"GM{n}", "x", 2020, 10.0 * n, n == 2, "b") for n in range(1, 7)],
        columns=list(kerncijfers.KERNCIJFERKOLOMMEN),
    )
    stof = Cijferstof(
        waarden, {"x": Cijfer(naam="X", eenheid="%", marge=4.0, themas=("ouderen",))}, pd.DataFrame()
    )
    tabel = naast_aanbod(
        stof,
        "x",
        "ouderen",
        projecten(
            ("a", "ouderen", [], ["GM1", "GM6"], ["Noord", "Zuid"], False),
            ("b", "anders", ["ouderen"], [], ["Zuid"], False),
            ("c", "ggz", [], ["GM2"], ["Noord"], False),
            ("d", "ouderen", [], ["GM3"], ["Noord"], True),
        ),
        GEMEENTEN,
    )
    assert tabel["trap"].to_list() == ["laag", "laag", "midden", "midden", "hoog", "hoog", ""]
    assert tabel["bekend"].to_list() == ["ja", "nee", "nee", "onzeker", "onzeker", "ja", "onzeker"]
    assert tabel["op_de_grens"].to_list() == [False, False, True, True, False, False, False]
    vakken = tel_vakken(tabel).set_index(["trap", "bekend"])
    assert vakken["gemeenten"].sum() == 6 and vakken.loc[("hoog", "onzeker"), "gemeenten"] == 1
    assert vakken.loc[("laag", "nee"), "geschat"] == 1


def test_per_regio_is_het_gemiddelde_naar_inwoners_van_wie_een_cijfer_heeft():
    tabel = GEMEENTEN.rename(columns={"inwoners_2017": "inwoners"}).assign(
        waarde=[10.0, 20.0, None, 40.0, 40.0, 40.0, 40.0]
    )
    regios = per_regio(tabel, "ouderen", projecten(("a", "ouderen", [], ["GM1"], ["Noord"], False)))
    assert regios["waarde"].to_list() == pytest.approx([50 / 3, 40.0])
    assert regios["n_projecten"].to_list() == [1, 0]
