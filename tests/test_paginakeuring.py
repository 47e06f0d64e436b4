"""Each row names its page, a year and no person; pages are asked only when told to, here a local server."""

import http.server
import sys
import threading

import pandas as pd
import pytest

from lib.editie.editie import lees_editie
from lib.inlezen import paginakeuring
from lib.inlezen.paginakeuring import keur_links, keur_paginas, paginas, vraag_op

RIJ = {
    "titel": "Werkagenda ouderen",
    "zorgverzekeraars": "CZ",
    "gemeenten": "Goes",
    "wmo_regios": "",
    "thema": "ouderen",
    "instrument": "werkwijze",
    "vorm": "implementeren",
    "schaal": "gemeente",
    "bron_url": "https://www.voorbeeld.nl/nieuws/1",
    "bron_organisatie": "Gemeente Voorbeeld",
    "jaar_bron": "2023",
    "jaar_begin": "",
    "opmerking": "",
}
TOML = """titel = "Proef"
peildatum = 2026-01-01
indelingsjaar = 2026
herkomst = "bron"
[bestanden]
projecten = "p.csv"
"""


def editie(map_, *rijen: dict):
    (map_ / "proef").mkdir()
    pd.DataFrame([RIJ | rij for rij in rijen]).to_csv(map_ / "proef" / "p.csv", index=False)
    (map_ / "proef" / "edition.toml").write_text(TOML)
    return lees_editie("proef", map_)


@pytest.mark.parametrize(
    ("rij", "kolom"),
    [
        ({"bron_url": "zie website"}, "bron_url"),
        ({"bron_url": ""}, "bron_url"),
        ({"bron_organisatie": ""}, "bron_organisatie"),
        ({"jaar_bron": ""}, "jaar_bron"),
        ({"opmerking": "Bel wethouder Jansen"}, "opmerking"),
        ({"opmerking": "Mail j.jansen@voorbeeld.nl"}, "opmerking"),
        ({"titel": "Aanpak van Annemarie de Vries"}, "titel"),
    ],
)
def test_fault_names_row_and_column(tmp_path, rij, kolom):
    fouten = keur_paginas(editie(tmp_path, {}, rij))
    assert fouten[["rij", "kolom"]].to_numpy().tolist() == [[3, kolom]]


@pytest.mark.parametrize("rij", [{}, {"jaar_bron": "onbekend"}, {"jaar_bron": "", "jaar_begin": "2019"}])
def test_row_with_a_page_and_a_year_is_sound(tmp_path, rij):
    assert keur_paginas(editie(tmp_path, rij)).empty


def test_edition_without_pages_is_not_judged(tmp_path):
    assert keur_paginas(editie(tmp_path, {"bron_url": "", "bron_organisatie": ""})) is None


class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/oud":
            self.send_response(301)
            self.send_header("Location", "/goed")
        else:
            self.send_response(200 if self.path == "/goed" else 404)
        self.end_headers()
        self.wfile.write(b"pagina")

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    dienst = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=dienst.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{dienst.server_port}"
    dienst.shutdown()
    dienst.server_close()


def test_links_of_a_site(site):
    goed, verhuisd, weg = keur_links([f"{site}/goed", f"{site}/oud", f"{site}/weg"])
    assert goed.goed and goed.waar == f"{site}/goed"
    assert verhuisd.goed and verhuisd.waar == f"{site}/goed"
    assert not weg.goed and weg.status == 404


def test_site_that_does_not_answer(site):
    poort = int(site.rpartition(":")[2])
    stil = vraag_op(f"http://127.0.0.1:{poort}1/" if poort < 6000 else "http://127.0.0.1:1/")
    assert not stil.goed and stil.status == 0 and stil.reden


def test_command_asks_pages_only_when_told_to(tmp_path, monkeypatch, capsys, site):
    proef = editie(
        tmp_path, {"bron_url": f"{site}/goed"}, {"bron_url": f"{site}/weg"}, {"bron_url": f"{site}/goed"}
    )
    gevraagd = []
    monkeypatch.setattr(paginakeuring, "lees_editie", lambda naam: proef)
    echt = paginakeuring.keur_links
    monkeypatch.setattr(
        paginakeuring, "keur_links", lambda adressen: gevraagd.extend(adressen) or echt(adressen)
    )
    monkeypatch.setattr(sys, "argv", ["keuring", "proef"])
    assert paginakeuring.main() == 0 and not gevraagd
    monkeypatch.setattr(sys, "argv", ["keuring", "proef", "--links"])
    assert paginakeuring.main() == 1 and gevraagd == paginas(proef) == [f"{site}/goed", f"{site}/weg"]
    assert f"{site}/weg: 404" in capsys.readouterr().out


def test_unknown_edition_is_one_plain_line(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["keuring", "bestaat-niet"])
    assert paginakeuring.main() == 2
    assert "onbekende editie" in capsys.readouterr().err
