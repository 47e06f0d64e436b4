"""Borders: the embedded file, the official download with its cache, and regions dissolved from gemeenten."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from lib.editie.herkomst import sha256
from lib.gebied.grenzen import haal_officieel, lees_grenzen, los_op
from lib.gebied.herindeling import indeling, naam
from lib.gebied.tabellen import AANTAL_REGIOS, lees_gemeenten
from lib.grond.fouten import InvoerFouten


def vierkanten(codes):
    """Return a square of 10 km for each code, side by side in rows of 20, in EPSG:28992."""
    vakken = [(20_000 + 10_000 * (i % 20), 310_000 + 10_000 * (i // 20)) for i in range(len(codes))]
    return gpd.GeoDataFrame(
        {"gm_code": codes, "gm_naam": [f"naam {code}" for code in codes], "grens_benaderd": False},
        geometry=[shapely.box(x, y, x + 10_000, y + 10_000) for x, y in vakken],
        crs="EPSG:28992",
    )


NEDERLAND_2017 = vierkanten(sorted(indeling(2017), reverse=True))


@pytest.fixture
def ingebed(tmp_path):
    """Return a function that writes borders as the embedded file of 2017 and returns the folder."""

    def schrijf(grenzen, laag="gemeenten"):
        grenzen.to_file(tmp_path / "gemeenten_2017.gpkg", layer=laag)
        return tmp_path

    return schrijf


def reden(*args, **kwargs):
    """Return the message of the InvoerFouten that lees_grenzen raises."""
    with pytest.raises(InvoerFouten) as gevangen:
        lees_grenzen(*args, **kwargs)
    assert len(gevangen.value.fouten) == 1
    assert "\n" not in str(gevangen.value)
    return str(gevangen.value)


# The embedded file


def test_ingebedde_grenzen_komen_op_volgorde_en_in_rd(ingebed):
    grenzen = lees_grenzen(2017, map_=ingebed(NEDERLAND_2017.to_crs("EPSG:4326").assign(grens_benaderd=True)))
    assert list(grenzen.columns) == ["gm_code", "gm_naam", "grens_benaderd", "geometry"]
    assert grenzen.crs == "EPSG:28992"
    assert list(grenzen["gm_code"]) == sorted(indeling(2017))
    assert grenzen["grens_benaderd"].dtype == bool
    assert grenzen["grens_benaderd"].all()
    oorsprong = NEDERLAND_2017.set_index("gm_code").geometry["GM0363"]
    assert grenzen.set_index("gm_code").geometry["GM0363"].hausdorff_distance(oorsprong) < 1  # metres


def test_andere_gemeenten_dan_die_van_het_jaar_worden_geweigerd(ingebed):
    map_ = ingebed(NEDERLAND_2017[NEDERLAND_2017["gm_code"] != "GM0363"])
    melding = reden(2017, map_=map_)
    assert "ontbrekende gemeenten van 2017: 1 «GM0363»" in melding
    assert melding.startswith(str(map_ / "gemeenten_2017.gpkg"))
    dubbel = pd.concat([NEDERLAND_2017, NEDERLAND_2017.iloc[[0]]])
    assert "dubbele gemeenten: 1" in reden(2017, map_=ingebed(dubbel))


def test_de_indeling_moet_die_van_het_gevraagde_jaar_zijn(ingebed):
    map_ = ingebed(NEDERLAND_2017)
    (map_ / "gemeenten_2017.gpkg").rename(map_ / "gemeenten_2024.gpkg")
    with pytest.raises(InvoerFouten, match="ontbrekende gemeenten van 2024") as gevangen:
        lees_grenzen(2024, map_=map_)
    assert "gemeenten die er in 2024 niet zijn" in str(gevangen.value)


def test_lege_grens_en_verkeerde_coordinaten_worden_geweigerd(ingebed):
    leeg = NEDERLAND_2017.copy()
    leeg.loc[0, "geometry"] = None
    assert "gemeenten zonder grens: 1" in reden(2017, map_=ingebed(leeg))
    gespiegeld = NEDERLAND_2017.set_geometry(
        shapely.transform(NEDERLAND_2017.geometry, lambda xy: xy[:, ::-1])
    )
    assert "buiten Nederland" in reden(
        2017, map_=ingebed(gespiegeld.set_crs("EPSG:28992", allow_override=True))
    )


def test_ontbrekend_bestand_laag_of_kolom_wordt_gemeld(ingebed, tmp_path):
    assert "bestand met grenzen ontbreekt" in reden(2017, map_=tmp_path)
    assert "laag ontbreekt «gemeenten»" in reden(2017, map_=ingebed(NEDERLAND_2017, laag="iets anders"))
    (tmp_path / "gemeenten_2017.gpkg").unlink()
    zonder = NEDERLAND_2017.drop(columns="grens_benaderd")
    assert "kolom grens_benaderd: kolom ontbreekt" in reden(2017, map_=ingebed(zonder))


@pytest.mark.parametrize("jaar", [2017, 2024])
def test_meegeleverde_grenzen_zijn_die_van_hun_jaar(jaar):
    grenzen = lees_grenzen(jaar)
    assert set(grenzen["gm_code"]) == indeling(jaar)
    assert shapely.coverage_is_valid(grenzen.geometry.values)
    assert (grenzen["gm_naam"] == grenzen["gm_code"].map(naam)).all()


def test_meegeleverde_grenzen_vormen_alle_regios():
    grenzen = lees_grenzen(2017)
    for soort, aantal in AANTAL_REGIOS.items():
        regios = los_op(grenzen, lees_gemeenten(), soort)
        assert len(regios) == aantal
        assert regios.area.sum() == pytest.approx(grenzen.area.sum())


# The official source


class Server:
    """A local web server with one answer, which counts how often it is asked."""

    def __init__(self):
        self.status, self.inhoud, self.afkappen, self.verzoeken = 200, b"", 0, 0
        server = self

        class Antwoord(BaseHTTPRequestHandler):
            def do_GET(self):
                server.verzoeken += 1
                self.send_response(server.status)
                self.send_header("Content-Length", str(len(server.inhoud)))
                self.end_headers()
                self.wfile.write(server.inhoud[: len(server.inhoud) - server.afkappen])

            def log_message(self, *_):
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Antwoord)
        self.url = f"http://127.0.0.1:{self._http.server_port}/wfs?typeName=gemeente_gegeneraliseerd"
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self):
        self._http.shutdown()
        self._http.server_close()


GEOJSON = (
    NEDERLAND_2017.rename(columns={"gm_code": "statcode", "gm_naam": "statnaam"})
    .drop(columns="grens_benaderd")
    .to_json(show_bbox=False, drop_id=True)
    .encode()
)


@pytest.fixture
def server():
    """Return a running server that gives the squares with the field names of CBS."""
    dienst = Server()
    dienst.inhoud = GEOJSON
    yield dienst
    dienst.stop()


@pytest.fixture
def bron(server, tmp_path):
    """Return the keyword arguments for lees_grenzen that point at the server and an empty cache."""

    def maak(controlesom=""):
        map_ = tmp_path / "gebieden"
        map_.mkdir(exist_ok=True)
        (map_ / "officieel.toml").write_text(
            f'[2017]\nurl = "{server.url}"\nbestand = "officieel.geojson"\nlaag = ""\n'
            f'velden = {{ statcode = "gm_code", statnaam = "gm_naam" }}\nsha256 = "{controlesom}"\n'
        )
        return {"jaar": 2017, "bron": "officieel", "cache": tmp_path / "cache", "map_": map_}

    return maak


def in_cache(tmp_path):
    """Return the names of all files and folders in the cache."""
    return sorted(pad.name for pad in (tmp_path / "cache").glob("*"))


def test_officiele_grenzen_worden_een_keer_gehaald(server, bron, tmp_path):
    eerste = lees_grenzen(**bron())
    assert list(eerste["gm_code"]) == sorted(indeling(2017))
    assert not eerste["grens_benaderd"].any()
    assert eerste.crs == "EPSG:28992"
    assert in_cache(tmp_path) == ["officieel.geojson", "officieel.geojson.sha256"]
    server.stop()  # the second time needs no network
    pd.testing.assert_frame_equal(lees_grenzen(**bron()), eerste)
    assert server.verzoeken == 1


def test_cache_staat_waar_de_omgeving_zegt(bron, tmp_path, monkeypatch):
    monkeypatch.setenv("KAARTEN_CACHE", str(tmp_path / "cache"))
    haal_officieel(2017, map_=bron()["map_"])
    assert "officieel.geojson" in in_cache(tmp_path)


def test_wat_sinds_de_eerste_keer_veranderde_wordt_geweigerd(server, bron, tmp_path):
    lees_grenzen(**bron())
    pad = tmp_path / "cache" / "officieel.geojson"
    pad.write_bytes(pad.read_bytes().replace(b"naam GM0363", b"naam GM9999"))
    assert "sha256 is niet die" in reden(**bron())
    pad.unlink()  # as the message advises
    server.inhoud = GEOJSON.replace(b'"features"', b'"timeStamp": "later", "features"')
    assert len(lees_grenzen(**bron())) == 388


def test_opgegeven_controlesom_moet_kloppen(server, bron, tmp_path):
    goed = tmp_path / "goed"
    goed.write_bytes(GEOJSON)
    assert len(lees_grenzen(**bron(sha256(goed)))) == 388
    for pad in (tmp_path / "cache").iterdir():
        pad.unlink()
    assert "sha256 van het gehaalde bestand klopt niet" in reden(**bron("0" * 64))
    assert in_cache(tmp_path) == []


@pytest.mark.parametrize(
    ("antwoord", "verwacht"),
    [
        ({"status": 404}, "HTTP 404"),
        ({"status": 503}, "HTTP 503"),
        ({"afkappen": 1000}, "afgebroken"),
        ({"inhoud": b"<html>Onderhoud</html>"}, "geen leesbaar bestand met grenzen"),
        ({"inhoud": b""}, "geen leesbaar bestand met grenzen"),
        ({"inhoud": GEOJSON.replace(b"statcode", b"gemeentecode")}, "kolom gm_code: kolom ontbreekt"),
        ({"inhoud": GEOJSON.replace(b'"GM0363"', b'"GM0364"')}, "ontbrekende gemeenten van 2017: 1 «GM0363»"),
    ],
)
def test_mislukt_halen_geeft_een_melding_en_laat_niets_achter(server, bron, tmp_path, antwoord, verwacht):
    for veld, waarde in antwoord.items():
        setattr(server, veld, waarde)
    with pytest.raises(InvoerFouten) as gevangen:
        lees_grenzen(**bron())
    assert verwacht in str(gevangen.value)
    assert gevangen.value.fouten[0].bestand == server.url
    assert in_cache(tmp_path) == []


def test_zonder_netwerk_een_duidelijke_melding(server, bron, tmp_path):
    server.stop()
    assert "geen verbinding" in reden(**bron())
    assert in_cache(tmp_path) == []


def test_jaar_zonder_opgave_wordt_gemeld(bron):
    assert "geen officiële grenzen opgegeven voor dit jaar; wel voor 2017 «2020»" in reden(
        **bron() | {"jaar": 2020}
    )


# Regions


def test_regios_zijn_de_som_van_hun_gemeenten():
    grenzen = vierkanten(["GM0001", "GM0002", "GM0003"])
    gemeenten = pd.DataFrame(
        {"gm_code": ["GM0003", "GM0002", "GM0001"], "wmo_regio": ["West", "Oost", "West"]}
    )
    regios = los_op(grenzen, gemeenten, "wmo_regio")
    assert list(regios["naam"]) == ["Oost", "West"]
    assert regios.crs == grenzen.crs
    vlak = grenzen.geometry
    assert regios.geometry[0].equals(vlak[1])
    assert regios.geometry[1].equals(shapely.union(vlak[0], vlak[2]))


def test_binnengrens_verdwijnt_ook_als_de_buren_niet_precies_passen():
    grenzen = vierkanten(["GM0001", "GM0002"])
    grenzen.loc[1, "geometry"] = shapely.box(
        29_990, 310_000, 40_000, 320_000
    )  # overlaps its neighbour by 10 m
    gemeenten = pd.DataFrame({"gm_code": ["GM0001", "GM0002"], "jeugdregio": ["Een", "Een"]})
    (regio,) = los_op(grenzen, gemeenten, "jeugdregio").geometry
    assert regio.area == pytest.approx(20_000 * 10_000)


def test_gemeente_zonder_regio_wordt_gemeld():
    gemeenten = pd.DataFrame({"gm_code": ["GM0001"], "wmo_regio": ["West"]})
    with pytest.raises(InvoerFouten, match="gemeente zonder regio «GM0002»"):
        los_op(vierkanten(["GM0001", "GM0002"]), gemeenten, "wmo_regio")
