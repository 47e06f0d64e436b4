import json
from dataclasses import replace

import pytest
from proefnotebooks import keten, maak_notebook

from lib.editie.editie import lees_editie
from lib.editie.register import kaart_rijen
from lib.grond.fouten import InvoerFouten
from lib.grond.paden import NOTEBOOKS, Uitvoer
from lib.pagina.taken import bekende_parameters, kies_taken, lees_lijst, maak_taken

EDITIE = lees_editie("2017-rapport")
KAARTEN = [
    {"kaart_id": "II-1", "hoofdstuk": "II", "thema": ""},
    {"kaart_id": "III-1", "hoofdstuk": "III", "thema": "ggz"},
    {"kaart_id": "III-2", "hoofdstuk": "III", "thema": "esw"},
]


@pytest.fixture
def taken(tmp_path):
    keten(tmp_path / "nb")
    return maak_taken(EDITIE, Uitvoer(EDITIE.naam, tmp_path), KAARTEN, notebooks=tmp_path / "nb")


def voeg_toe(tmp_path, **sleutels):
    keten(tmp_path / "nb")
    with (tmp_path / "nb" / "taken.toml").open("a") as bestand:
        bestand.write("[[taak]]\n")
        bestand.writelines(f"{sleutel} = {json.dumps(waarde)}\n" for sleutel, waarde in sleutels.items())


def fouten(tmp_path):
    with pytest.raises(InvoerFouten) as gevangen:
        maak_taken(EDITIE, Uitvoer(EDITIE.naam, tmp_path), [], notebooks=tmp_path / "nb")
    return gevangen.value.fouten


def test_paden_en_namen(taken, tmp_path):
    een = taken[0]
    assert een.naam == "2017-rapport/01-een"
    assert een.pagina == tmp_path / "rapport" / "2017-rapport" / "01-een.html"
    assert een.schrijft == (tmp_path / "data" / "processed" / "2017-rapport" / "een.txt",)
    assert EDITIE.invoer[0] in een.leest and een.parameters == {"editie": "2017-rapport"}


def test_wat_een_lezer_krijgt_staat_bij_het_rapport(tmp_path):
    voeg_toe(tmp_path, notebook="04-vier", titel="x", levert=["atlas.html", "downloads/a.xlsx"])
    taken = maak_taken(EDITIE, Uitvoer("e", tmp_path), [], notebooks=tmp_path / "nb")
    rapport = tmp_path / "rapport" / "e"
    assert taken[-1].schrijft == (rapport / "atlas.html", rapport / "downloads" / "a.xlsx")


def test_kiezen_neemt_mee_wat_nodig_is(taken):
    namen = [taak.stam for taak in kies_taken(taken, ["notebooks/03*"])]
    assert namen == ["01-een", "02-twee", "03-drie"]
    assert [taak.stam for taak in kies_taken(taken, ["04-vier"])] == ["04-vier"]


def test_kiezen_op_kaart_en_een_patroon_dat_nergens_op_past(tmp_path):
    voeg_toe(tmp_path, notebook="04-vier", titel="x", **{"kaarten.hoofdstuk": "II"})
    taken = maak_taken(EDITIE, Uitvoer("e", tmp_path), KAARTEN, notebooks=tmp_path / "nb")
    assert [pad.name for pad in taken[-1].schrijft] == ["II-1.png", "II-1.svg"]
    assert taken[-1] in kies_taken(taken, ["II-*"])
    with pytest.raises(InvoerFouten, match=r"past op geen enkele taak «IX-\*»"):
        kies_taken(taken, ["II-*", "IX-*"])


def test_parameter_die_het_notebook_niet_kent_wordt_geweigerd(tmp_path):
    voeg_toe(tmp_path, notebook="04-vier", titel="x", **{"per.editje": ["a"]})
    (fout,) = fouten(tmp_path)
    assert (fout.kolom, fout.suggestie) == ("editje", "editie") and "04-vier.ipynb" in fout.reden


def test_een_uitvoering_per_waarde(tmp_path):
    selectie = {"kaarten.hoofdstuk": "III", "kaarten.thema": "$thema"}
    voeg_toe(tmp_path, notebook="05-per", titel="x", **{"per.thema": ["ggz", "jeugd_18"]}, **selectie)
    maak_notebook(tmp_path / "nb", "05-per", "", 'editie = ""\nthema = "ggz"')
    taken = maak_taken(EDITIE, Uitvoer("e", tmp_path), KAARTEN, notebooks=tmp_path / "nb")
    assert [(taak.stam, taak.parameters["thema"], taak.kaarten) for taak in taken[4:]] == [
        ("05-per-ggz", "ggz", ("III-1",)),
        ("05-per-jeugd-18", "jeugd_18", ()),
    ]


def test_schrijven_per_pagina_en_lezen_wat_eerdere_schreven(tmp_path):
    voeg_toe(
        tmp_path, notebook="05-per", titel="x", schrijft=["kaarten-{stam}.csv"], **{"per.thema": ["a", "b"]}
    )
    maak_notebook(tmp_path / "nb", "05-per", "", 'editie = ""\nthema = "a"')
    with (tmp_path / "nb" / "taken.toml").open("a") as bestand:
        bestand.write('[[taak]]\nnotebook = "04-vier"\ntitel = "x"\nleest = ["processed/kaarten-*.csv"]\n')
    taken = maak_taken(EDITIE, Uitvoer("e", tmp_path), KAARTEN, notebooks=tmp_path / "nb")
    namen = ["kaarten-05-per-a.csv", "kaarten-05-per-b.csv"]
    assert [pad.name for taak in taken[4:6] for pad in taak.schrijft] == namen
    assert [pad.name for pad in taken[-1].leest if pad.suffix == ".csv"] == namen
    assert [taak.stam for taak in kies_taken(taken, ["05-per-a"])] == ["05-per-a"]


def test_onbekende_sleutel_en_ontbrekend_notebook_samen(tmp_path):
    voeg_toe(tmp_path, notebook="09-weg", titel="x")
    with (tmp_path / "nb" / "taken.toml").open("a") as bestand:
        bestand.write('[[taak]]\nnotebook = "04-vier"\ntitel = "x"\nlees = []\n')
    gevonden = {(fout.kolom, fout.waarde) for fout in fouten(tmp_path)}
    assert gevonden == {("lees", ""), ("notebook", "09-weg")}


def test_zonder_het_bestand_dat_nodig_is_slaat_de_editie_het_notebook_over(tmp_path):
    voeg_toe(tmp_path, notebook="04-vier", titel="x", nodig=["venster"])
    assert len(maak_taken(EDITIE, Uitvoer("e", tmp_path), [], notebooks=tmp_path / "nb")) == 4


def test_kenmerk_volgt_cellen_en_parameters_maar_niet_de_uitkomsten(taken):
    pad = taken[0].notebook
    eerst, inhoud = taken[0].kenmerk, json.loads(pad.read_text())

    def opnieuw():
        pad.write_text(json.dumps(inhoud))
        return replace(taken[0]).kenmerk  # as a new run would make it

    inhoud["cells"][2]["execution_count"] = 7
    inhoud["cells"][2]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x"}]
    assert opnieuw() == eerst
    inhoud["cells"][0]["source"] = "# Anders"
    assert opnieuw() != eerst


def test_elk_notebook_van_het_project_staat_in_de_lijst_en_kent_zijn_parameters():
    in_lijst = {regel.notebook for regel in lees_lijst()}
    assert in_lijst == {pad.stem for pad in NOTEBOOKS.glob("*.ipynb")}
    for naam in in_lijst:
        assert "editie" in bekende_parameters(NOTEBOOKS / f"{naam}.ipynb")
    taken = maak_taken(EDITIE, Uitvoer("e", NOTEBOOKS), kaart_rijen())
    gemaakt = [pad for taak in taken for pad in taak.schrijft]
    assert len(gemaakt) == len(set(gemaakt)), "twee notebooks schrijven hetzelfde bestand"


def test_elk_notebook_leest_alleen_wat_er_is_of_eerder_is_gemaakt():
    taken = maak_taken(EDITIE, Uitvoer("e", NOTEBOOKS), kaart_rijen())
    gemaakt = set()
    for taak in taken:
        onbekend = [pad for pad in taak.leest if not pad.is_file() and pad not in gemaakt]
        assert onbekend == [], taak.naam
        gemaakt |= set(taak.schrijft)


def test_kenmerk_verschilt_per_parameter(taken):
    anders = replace(taken[0], parameters={"editie": "andere"})
    assert anders.kenmerk != taken[0].kenmerk
    assert replace(taken[0]).kenmerk == taken[0].kenmerk


WERKPLAATSEN = (
    "11-verkennen",
    "12-labelen",
    "13-herstellen",
)  # who works there reads of files


@pytest.mark.parametrize("pad", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda pad: pad.stem)
def test_een_pagina_opent_met_wat_een_lezer_ziet_en_niet_met_hoe_zij_is_gemaakt(pad):
    """What a notebook reads and makes stands in its head, which the page leaves out."""
    opening = "".join(json.loads(pad.read_text(encoding="utf-8"))["cells"][0]["source"])
    woorden = ("parquet", "schrijft `", "lib/", "register") + (
        () if pad.stem in WERKPLAATSEN else ("notebook",)
    )
    assert not [woord for woord in woorden if woord in opening.casefold()]
