"""Drawing: geometry, the sheet, the files, and one golden image for each kind of map."""

import dataclasses
import io
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from kaartproef import GEMEENTEN, RIJ, ZIJDE, basis, gegevens, ordening
from matplotlib.colors import to_rgb
from PIL import Image

from lib.kaartbasis import BUITEN, maak_basis
from lib.kaartbeeld import SOORTEN, maak_beeld
from lib.letters import MM_PER_INCH, Tekstregel, blok, breedte
from lib.stijl import CATEGORIE, LETTER, VLAK, VORMGEVING, Vulling, vulling, vulling_combinatie, vulling_reeks
from lib.tekenen import bewaar, naar_png, naar_svg, teken, teken_panelen

PROJECTEN = (
    ("A01 A02 A03", {"titel": "Project Een", "thema": "ggz"}),
    (
        "A02 B01 B02",
        {"titel": "Project Twee", "vorm": "implementeren", "instrument": ["werkwijze", "inkoop"]},
    ),
    ("B02 B03 C04", {"titel": "Project Drie", "vorm": "samenwerkingsafspraken", "thema": "ggz"}),
    ("", {"titel": "Project Vier", "thema": "ggz", "wmo_regios": ["Zuid"]}),
    ("C01", {"titel": "Project Vijf", "is_minimacontract": True}),
)
POLISSEN = pd.DataFrame({"gm_code": ["A01", "A01", "B01"], "zorgverzekeraar": ["VGZ", "CZ", "DSW"]})
GEVALLEN = {
    "regio_overzicht": {"grenzen": "wmo_regio"},
    "kernwerkgebied": {"grenzen": "wmo_regio"},
    "aanwezigheid": {"zorgverzekeraar": "CZ"},
    "combinatie": {"dimensie": "vorm"},
    "uitsplitsing": {"dimensie": "vorm"},
    "paneel": {"thema": "ggz"},
    "vlekken": {},
    "polissen": {"minimacontracten": "alleen"},
    "strategie": {"dimensie": "instrument", "zorgverzekeraar": "CZ"},
}


def beeld(soort: str, projecten=PROJECTEN, synthetisch=False, **anders):
    """Return the map of one kind with the projects above."""
    polissen = POLISSEN if soort == "polissen" else None
    rij = RIJ | {"soort": soort, "voorbehoud": "Een voorbehoud."} | GEVALLEN[soort] | anders
    return maak_beeld(rij, gegevens(*projecten, synthetisch=synthetisch, polissen=polissen))


def test_every_kind_of_map_is_tested_here():
    assert set(GEVALLEN) == set(SOORTEN)


# --- geometry --------------------------------------------------------------------------------------


def test_every_border_is_there_once():
    lengte = {BUITEN: 0.0, 0: 0.0}
    for lijn, (_, buur) in zip(basis().lijnen, basis().paar, strict=True):
        lengte[min(buur, 0)] += np.linalg.norm(np.diff(lijn, axis=0), axis=1).sum()
    assert lengte == {BUITEN: 14 * ZIJDE, 0: 17 * ZIJDE}


def test_region_borders_lie_between_regions_only():
    grens = basis().grens(basis().regio["wmo_regio"])
    assert set(grens.vertices[:, 1]) == {ZIJDE, 2 * ZIJDE}
    assert grens.vertices[:, 0].min() == 0 and grens.vertices[:, 0].max() == 4 * ZIJDE


def test_outline_of_a_region_goes_all_around_it():
    noord = (GEMEENTEN["wmo_regio"] == "Noord").to_numpy()
    punten = basis().grens(noord, kust=True).vertices
    assert (punten.min(axis=0).tolist(), punten.max(axis=0).tolist()) == (
        [0, 2 * ZIJDE],
        [4 * ZIJDE, 3 * ZIJDE],
    )
    assert set(basis().grens(noord).vertices[:, 1]) == {2 * ZIJDE}


def test_gemeenten_stand_in_the_order_of_the_table_whatever_the_order_of_the_file():
    x, y = basis().paden[GEMEENTEN["gm_code"].tolist().index("B03")].vertices.mean(axis=0)
    assert 2 * ZIJDE < x < 3 * ZIJDE and ZIJDE < y < 2 * ZIJDE


def test_neighbouring_regions_have_different_tints():
    tint = basis().tint["wmo_regio"]
    assert tint["Noord"] != tint["Midden"] != tint["Zuid"]


def test_a_patch_is_a_set_of_adjoining_gemeenten():
    keus = GEMEENTEN["gm_code"].isin(["A01", "B01", "C01", "C04"]).to_numpy()
    assert [basis().gm_code[g] for g in basis().middens(keus)] == ["B01", "C04"]


def test_boundaries_and_gemeenten_must_be_the_same_set():
    import geopandas as gpd

    grenzen = gpd.GeoDataFrame({"gm_code": ["A01"]}, geometry=gpd.points_from_xy([0], [0]))
    with pytest.raises(ValueError, match="A02"):
        maak_basis(grenzen, GEMEENTEN)


# --- text and sheet --------------------------------------------------------------------------------


def test_text_is_broken_at_spaces_and_fits():
    tekst = blok("werkwijze + beleid + samenwerkingsdocument (3\xa0gemeenten)", 40, 8)
    assert len(tekst.regels) > 1 and all(breedte(regel, 8) <= 40 for regel in tekst.regels)
    assert " ".join(tekst.regels) == "werkwijze + beleid + samenwerkingsdocument (3\xa0gemeenten)"


def test_a_word_too_long_for_its_line_is_broken():
    tekst = blok("x" * 60, 20, 8)
    assert all(breedte(regel, 8) <= 20 for regel in tekst.regels)
    assert "".join(tekst.regels).replace("-", "") == "x" * 60


def test_measured_width_is_that_of_the_font():
    from matplotlib.textpath import TextPath

    omvang = TextPath((0, 0), "hamburgefonts", size=100, prop={"family": "DejaVu Sans"}).get_extents().width
    assert breedte("hamburgefonts", 100) == pytest.approx(omvang * MM_PER_INCH / 72, rel=0.03)


def teksten(figuur) -> list[Tekstregel]:
    """Return every line of text in a figure."""
    return [tekst for tekst in figuur.findobj(Tekstregel) if tekst.get_text()]


def vakken(figuur, label: str) -> np.ndarray:
    """Return x0, y0, x1, y1 in pixels of everything in the figure with this label."""
    figuur.canvas.draw()
    dingen = figuur.findobj(lambda ding: ding.get_label() == label)
    return np.array([ding.get_window_extent().extents for ding in dingen])


LANG = {"titel": "Een project met een naam die heel lang is en in geen enkele kolom op een regel past"}
VOL = [("A01 A02", LANG), *(("B01 C02", LANG | {"thema": thema}) for thema in ordening().codes("thema"))]


@pytest.mark.parametrize("soort", GEVALLEN)
@pytest.mark.parametrize("projecten", [(), PROJECTEN, VOL], ids=["leeg", "gewoon", "vol"])
def test_no_text_is_small_or_runs_off_the_sheet(soort, projecten):
    figuur = teken(beeld(soort, projecten, titel="Een titel van {projecten} projecten " * 5), basis())
    breed, hoog = figuur.canvas.get_width_height()
    for tekst in teksten(figuur):
        assert tekst.get_fontsize() >= 7
        vak = tekst.get_window_extent()
        assert vak.x0 >= 0 and vak.y0 >= 0 and vak.x1 <= breed and vak.y1 <= hoog, tekst.get_text()


@pytest.mark.parametrize("soort", sorted(set(GEVALLEN) - {"uitsplitsing"}))
def test_legend_stands_beside_the_map(soort):
    figuur = teken(beeld(soort, VOL), basis(), benaderd=True)
    (kaart,) = (assen for assen in figuur.axes if assen.get_label() == "kaart")
    legenda = vakken(figuur, "legenda")
    assert legenda[:, 0].min() > kaart.bbox.x1
    assert legenda[:, 1].min() > vakken(figuur, "bijschrift")[:, 3].max()


def test_a_map_without_projects_carries_a_sentence():
    figuur = teken(beeld("aanwezigheid", ()), basis())
    assert [t.get_text() for t in teksten(figuur) if t.get_label() == "leeg"] == [
        "geen projecten in deze editie"
    ]


def test_legend_counts_gemeenten_and_explains_grey_and_hatching():
    legenda = " ".join(
        t.get_text() for t in teksten(teken(beeld("combinatie"), basis())) if t.get_label() == "legenda"
    )
    for zin in (
        "ontwikkelproject + implementeren (1\xa0gemeente)",
        "geen opgave",
        "0 projecten (2\xa0gemeenten)",
    ):
        assert zin in legenda


@pytest.mark.parametrize("benaderd", [True, False])
def test_approximate_borders_are_drawn_on_demand(benaderd):
    legenda = [t.get_text() for t in teksten(teken(beeld("aanwezigheid"), basis(), benaderd=benaderd))]
    assert ("grens benaderd" in legenda) == benaderd


def test_a_synthetic_edition_has_a_banner():
    assert len(vakken(teken(beeld("aanwezigheid", synthetisch=True), basis()), "synthetisch"))
    assert not len(vakken(teken(beeld("aanwezigheid"), basis()), "synthetisch"))


def test_panels_share_one_sheet():
    figuur = teken_panelen([beeld("paneel"), beeld("aanwezigheid")], basis(), "Twee kaarten")
    assert len([assen for assen in figuur.axes if assen.get_label() == "kaart"]) == 2
    assert figuur.beeld.titel == "Twee kaarten"


def test_drawing_leaves_the_settings_of_matplotlib_alone():
    import matplotlib

    voor = dict(matplotlib.rcParams)
    naar_svg(teken(beeld("combinatie"), basis()))
    assert dict(matplotlib.rcParams) == voor


# --- files -----------------------------------------------------------------------------------------


def test_the_same_map_gives_the_same_bytes(tmp_path):
    een = bewaar(teken(beeld("vlekken"), basis()), tmp_path / "een" / "III-1.a")
    twee = bewaar(teken(beeld("vlekken"), basis()), tmp_path / "twee" / "III-1.a")
    assert [pad.name for pad in een] == ["III-1.a.png", "III-1.a.svg"]
    assert [pad.read_bytes() for pad in een] == [pad.read_bytes() for pad in twee]


def test_files_carry_title_source_and_whether_they_are_synthetic():
    figuur = teken(beeld("aanwezigheid", synthetisch=True, titel="Titel <met> & tekens"), basis())
    plaatje = Image.open(io.BytesIO(naar_png(figuur)))
    assert plaatje.info["Title"] == "Titel <met> & tekens" and plaatje.info["Synthetisch"] == "ja"
    assert plaatje.mode == "P" and round(plaatje.info["dpi"][0]) == 150
    svg = naar_svg(figuur)
    assert "<desc>Kaart van Nederland" in svg and 'role="img"' in svg and "synthetisch: ja" in svg
    assert "Titel &lt;met&gt; &amp; tekens" in svg


def test_svg_is_valid_and_its_text_is_text():
    from xml.etree import ElementTree

    boom = ElementTree.fromstring(naar_svg(teken(beeld("combinatie"), basis())))
    regels = {"".join(tekst.itertext()) for tekst in boom.iter("{http://www.w3.org/2000/svg}text")}
    assert "1. Kop" in regels and "Verdana" in ElementTree.tostring(boom, encoding="unicode")


def test_palette_keeps_the_colours_of_the_legend():
    een = beeld("aanwezigheid")
    plaatje = Image.open(io.BytesIO(naar_png(teken(een, basis())))).convert("RGB")
    kleuren = {kleur for _, kleur in plaatje.getcolors(10**6)}
    for kleur in (een.klassen[0].kleur, VLAK["grond"], VLAK["papier"]):
        assert tuple(round(255 * deel) for deel in to_rgb(kleur)) in kleuren


def test_a_notebook_shows_the_map_with_its_text_alternative():
    figuur = teken(beeld("aanwezigheid"), basis())
    inhoud, metadata = figuur._repr_mimebundle_()
    assert metadata["image/png"]["alt"] == figuur.beeld.alt and inhoud["image/png"].startswith("iVBOR")


# --- colours ---------------------------------------------------------------------------------------

# Severe deuteranopia on linear RGB: Machado, Oliveira and Fernandes 2009, table for severity 1.0.
DEUTERANOPIE = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
)
NAAR_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WIT = np.array([0.9505, 1.0, 1.089])
VERSCHIL_KLEUR = 9.0  # CIE76; about four times the difference that can just be seen
VERSCHIL_GRIJS = 8.0  # in L*


def lab(kleur: str, matrix: np.ndarray) -> np.ndarray:
    """Return CIELAB (D65) of a hex colour after ``matrix`` on its linear RGB."""
    rgb = np.array(to_rgb(kleur))
    lineair = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    xyz = NAAR_XYZ @ np.clip(matrix @ lineair, 0, 1) / WIT
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def niet_te_onderscheiden(vullingen: dict[str, Vulling]) -> list[tuple[str, str]]:
    """Return the pairs with the same hatch that are too alike for a colour-blind reader or in grey."""
    paren = []
    for (een, a), (ander, b) in combinations(vullingen.items(), 2):
        if a.arcering == b.arcering:
            kleur = min(np.linalg.norm(lab(a.kleur, m) - lab(b.kleur, m)) for m in (np.eye(3), DEUTERANOPIE))
            grijs = abs(lab(a.kleur, np.eye(3))[0] - lab(b.kleur, np.eye(3))[0])
            if kleur < VERSCHIL_KLEUR or grijs < VERSCHIL_GRIJS:
                paren.append((een, ander))
    return paren


ACHTERGROND = {
    "0 projecten": Vulling(VLAK["grond"]),
    **{naam: vulling("categorie", naam) for naam in ("geen_opgave", "overig")},
}


@pytest.mark.parametrize("dimensie", ["thema", "instrument", "vorm", "schaal"])
def test_every_combination_of_labels_looks_different(dimensie):
    codes = list(VORMGEVING[dimensie])
    alle = [keus for n in range(1, len(codes) + 1) for keus in combinations(codes, n)]
    vullingen = {"+".join(keus): vulling_combinatie(dimensie, keus) for keus in alle}
    assert niet_te_onderscheiden(vullingen | ACHTERGROND) == []


@pytest.mark.parametrize("dimensie", ["thema", "instrument", "vorm", "schaal"])
def test_every_label_has_its_colour(dimensie):
    assert set(VORMGEVING[dimensie]) == set(ordening().codes(dimensie))


def test_scales_run_from_dark_to_light():
    for dimensie in ("vorm", "schaal"):
        licht = [lab(waarde["kleur"], np.eye(3))[0] for waarde in VORMGEVING[dimensie].values()]
        assert licht == sorted(licht)


def test_insurers_look_different_and_each_has_a_colour():
    vullingen = {naam: vulling("zorgverzekeraar", naam) for naam in ordening().zorgverzekeraars}
    assert niet_te_onderscheiden(vullingen | ACHTERGROND) == []


def test_the_series_for_projects_does_not_repeat_itself():
    vullingen = {str(i): vulling_reeks(i) for i in range(40)}
    assert niet_te_onderscheiden(vullingen | ACHTERGROND) == []


def test_a_thema_stands_out_from_overig_without_its_hatch():
    for code in ordening().codes("thema"):
        effen = dataclasses.replace(vulling("thema", code), arcering="")
        assert niet_te_onderscheiden({code: effen} | ACHTERGROND) == []


def test_marks_on_top_and_lines_differ():
    assert CATEGORIE["proxy"]["arcering"] != CATEGORIE["gemeten"]["arcering"]
    assert min(LETTER.values()) >= 7


# --- golden images ---------------------------------------------------------------------------------

GOUD = {"baseline_dir": "golden", "style": "default", "tolerance": 4, "savefig_kwargs": {"dpi": 72}}


@pytest.mark.parametrize("soort", GEVALLEN)
@pytest.mark.mpl_image_compare(**GOUD)
def test_golden(soort):
    return teken(beeld(soort), basis(), benaderd=soort == "aanwezigheid")


@pytest.mark.mpl_image_compare(**GOUD)
def test_golden_empty_and_synthetic():
    return teken(beeld("combinatie", (), synthetisch=True), basis())
