"""Drawing: geometry, the sheet, the files, and one golden image for each kind of map."""

import dataclasses
import html
import io
import re
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kaartproef import GEMEENTEN, RIJ, ZIJDE, basis, gegevens, ordening
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from PIL import Image

from lib.beeld.kader import MM_PER_INCH
from lib.beeld.letters import Tekstregel, blok, breedte
from lib.beeld.nummers import spreid
from lib.beeld.palet import met_palet
from lib.beeld.stijl import (
    CATEGORIE,
    LETTER,
    VLAK,
    VORMGEVING,
    Vulling,
    vulling,
    vulling_combinatie,
    vulling_reeks,
)
from lib.beeld.stijl import PROJECTEN as PROJECTEN_APART
from lib.beeld.svgpad import kort_pad
from lib.beeld.vorm import Vorm
from lib.kaart.basis import BUITEN, VEREENVOUDIGING, maak_basis
from lib.kaart.beeld import KAARTSOORTEN, bundels, klassentabel, maak_beeld, maak_bundel
from lib.kaart.blad import bewaar_figuur, naar_png, naar_svg, teken, teken_panelen
from lib.kaart.gebiedskaart import Kaarttekst, oplopend, teken_gebiedskaart
from lib.kaart.matrix import BALK
from lib.kaart.projectbladen import maak_projectbladen

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
    assert set(GEVALLEN) == set(KAARTSOORTEN)


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
    punten = basis().omtrek(noord).vertices
    hoeken = [(0, 2 * ZIJDE), (4 * ZIJDE, 2 * ZIJDE), (4 * ZIJDE, 3 * ZIJDE), (0, 3 * ZIJDE)]
    assert max(np.linalg.norm(punten - hoek, axis=1).min() for hoek in hoeken) < 2 * VEREENVOUDIGING
    assert np.linalg.norm(np.diff(punten, axis=0), axis=1).sum() == pytest.approx(10 * ZIJDE, rel=0.02)
    assert set(basis().grens(noord).vertices[:, 1]) == {2 * ZIJDE}


def test_area_of_several_gemeenten_has_no_borders_inside():
    noord = (GEMEENTEN["wmo_regio"] == "Noord").to_numpy()
    punten = basis().vlak(noord).vertices
    assert not ((punten[:, 0] % (4 * ZIJDE) > 0) & (punten[:, 1] % ZIJDE > 0)).any()
    assert basis().vlak(noord).contains_points(
        [(2 * ZIJDE, 2.5 * ZIJDE), (2 * ZIJDE, 1.5 * ZIJDE)]
    ).tolist() == [
        True,
        False,
    ]
    assert not len(basis().vlak(np.zeros(12, dtype=bool)).vertices)


def test_a_gemeente_is_split_into_bands_of_equal_width():
    links, rechts = (basis().deel(0, welke, 2).get_extents() for welke in (0, 1))
    assert (links.width, rechts.x0) == (ZIJDE / 2, ZIJDE / 2) and links.height == ZIJDE


def test_gemeenten_stand_in_the_order_of_the_table_whatever_the_order_of_the_file():
    x, y = basis().punt[GEMEENTEN["gm_code"].tolist().index("B03")]
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


def test_balanced_lines_leave_no_word_alone():
    tekst = "Ouderen: combinaties van instrumenten in 120 van de 388 gemeenten"
    ruim = breedte(tekst, 8) - 1
    assert blok(tekst, ruim, 8).regels[-1] == "gemeenten"
    boven, onder = blok(tekst, ruim, 8, evenwicht=True).regels
    assert f"{boven} {onder}" == tekst and abs(breedte(boven, 8) - breedte(onder, 8)) < breedte(
        "combinaties ", 8
    )


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
    (kaart,) = figuur.kaarten
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


VEEL = [
    (code, {"instrument": list(keus)})
    for code, keus in zip(
        GEMEENTEN["gm_code"],
        [keus for n in (1, 2, 3) for keus in combinations(ordening().codes("instrument"), n)],
        strict=False,
    )
]


def legendatekst(figuur) -> list[str]:
    """Return the lines of the legend, in the order in which they were written."""
    return [tekst.get_text() for tekst in teksten(figuur) if tekst.get_label() == "legenda"]


def test_many_combinations_get_a_matrix_and_a_map_for_each_label():
    figuur = teken(beeld("combinatie", VEEL, dimensie="instrument"), basis())
    labels = [ordening().label("instrument", code) for code in ordening().codes("instrument")]
    assert legendatekst(figuur)[:5] == labels
    assert len(figuur.kaarten) == 1 + len(labels)
    assert "overige combinaties (2 soorten)" in legendatekst(figuur)
    koppen = [t.get_text() for t in teksten(figuur) if t.get_label() == "paneelkop"]
    assert koppen[1:3] == ["werkwijze", "5 gemeenten"]


def genoemde_vakken(figuur):
    """Return the parts of a sheet that its PNG names: left, top, width and height in mm."""
    info = Image.open(io.BytesIO(naar_png(figuur))).info
    return {naam: list(map(float, info[naam].split())) for naam in info if naam.endswith("vak")}


def test_a_sheet_says_where_its_maps_are_so_that_a_slide_can_show_them_apart():
    matrix = teken(beeld("combinatie", VEEL, dimensie="instrument"), basis())
    groot, klein = genoemde_vakken(matrix)["Kaartvak"], genoemde_vakken(matrix)["Labelvak"]
    assert klein[1] >= groot[1] + groot[3]
    for kaart in matrix.kaarten[1:]:
        assert klein[1] < kaart.y and kaart.y + kaart.hoog <= klein[1] + klein[3] + 0.2
    raster = teken_panelen([beeld("aanwezigheid"), beeld("vlekken")], basis(), "Samen")
    heel, maten = genoemde_vakken(raster)["Inhoudsvak"], genoemde_vakken(raster)["Kaartvak"]
    assert maten[:3] == heel[:3] and maten[3] < heel[3], "the legend below the maps is left out"
    assert "Labelvak" not in genoemde_vakken(raster)


def test_matrix_has_a_dot_for_each_label_of_a_combination_and_a_bar_as_long_as_its_count():
    drie = [*VEEL[:11], ("A01 A02 A03", {"instrument": list(ordening().codes("instrument"))})]
    een = beeld("combinatie", drie, dimensie="instrument")
    figuur = teken(een, basis())
    vol = [
        lijn
        for lijn in figuur.findobj(Line2D)
        if lijn.get_marker() == "o" and lijn.get_color() == VLAK["inkt"]
    ]
    assert [len(lijn.get_xdata()) for lijn in vol] == [len(k.code.split(";")) for k in een.klassen]
    balken = [np.ptp(vorm.pad.vertices[:, 0]) for vorm in figuur.findobj(Vorm) if vorm.stijl.kleur == BALK]
    assert np.allclose(
        np.array(balken) / balken[0], [k.n_gemeenten / een.klassen[0].n_gemeenten for k in een.klassen]
    )


def test_few_combinations_keep_an_ordinary_legend():
    assert len(teken(beeld("combinatie", VEEL[:7], dimensie="instrument"), basis()).kaarten) == 1
    assert len(teken(beeld("combinatie", VEEL[:8], dimensie="instrument"), basis()).kaarten) > 1


def test_a_legend_longer_than_the_map_goes_on_below_it():
    lang = "met een naam die telkens opnieuw een paar regels lang is " * 3
    projecten = [("A01", {"titel": f"Project {i} {lang}"}) for i in range(int(PROJECTEN_APART["los"]))]
    figuur = teken(beeld("vlekken", projecten), basis())
    legenda, (kaart,) = vakken(figuur, "legenda"), figuur.kaarten
    onder = legenda[:, 3] <= kaart.bbox.y0
    assert onder.any() and (legenda[~onder, 0] > kaart.bbox.x1).all()
    assert sum("Project" in regel for regel in legendatekst(figuur)) == len(projecten)


def veel_projecten(n: int, titel: str = "Project") -> list[tuple[str, dict]]:
    """Return ``n`` projects, each in two gemeenten, but for the last: it names a region only."""
    codes = GEMEENTEN["gm_code"].tolist()
    plaatsen = [f"{codes[i % 12]} {codes[(i + 1) % 12]}" for i in range(n - 1)]
    met = [(plaats, {"titel": f"{titel} {i:03d}"}) for i, plaats in enumerate(plaatsen)]
    return [*met, ("", {"titel": "Zonder gemeenten", "wmo_regios": ["Zuid"]})]


def bladen(projecten, **anders):
    """Return the sheets that go with the map of these projects."""
    return maak_projectbladen(RIJ | {"soort": "vlekken"} | anders, gegevens(*projecten))


def koppen(figuur) -> list[str]:
    """Return the lines above the panels of a figure, in the order in which they were written."""
    return [tekst.get_text() for tekst in teksten(figuur) if tekst.get_label() == "paneelkop"]


def test_a_map_of_the_number_of_projects_explains_its_shades_and_has_no_numbers():
    figuur = teken(beeld("vlekken", veel_projecten(30)), basis())
    legenda = "4–5 projecten (8\xa0gemeenten) 6 of meer projecten (4\xa0gemeenten) 0 projecten"
    assert " ".join(legendatekst(figuur)).startswith(legenda)
    assert not [tekst for tekst in teksten(figuur) if tekst.get_label() == "nummer"]


def test_every_project_has_a_small_map_with_its_number_and_count():
    eerste, tweede = (teken(blad, basis()) for blad in bladen(veel_projecten(22)))
    assert (len(eerste.kaarten), len(tweede.kaarten)) == (11, 11)  # evenly filled
    assert koppen(eerste)[:4] == ["1\xa0Project 000", "2 gemeenten", "2\xa0Project 001", "2 gemeenten"]
    assert koppen(tweede)[-4:] == [
        "21\xa0Project 020",
        "2 gemeenten",
        "22\xa0Zonder gemeenten",
        "geen opgave van gemeenten",
    ]
    assert legendatekst(tweede) == [
        "gemeente in het project",
        "andere gemeenten",
        "geen opgave van gemeenten",
    ]


def test_small_maps_of_projects_are_of_one_size_in_columns_however_few_there_are():
    eerste, tweede = (teken(blad, basis()).kaarten for blad in bladen(veel_projecten(22)))
    assert {kaart.breed for kaart in (*eerste, *tweede)} == {PROJECTEN_APART["kaart"]}
    assert len({kaart.x for kaart in eerste}) == 4 and [k.x for k in tweede] == [k.x for k in eerste]


def test_a_long_title_above_a_small_map_is_cut_off_after_three_lines():
    (blad, *_) = bladen(veel_projecten(13, "Samen werken aan zorg en ondersteuning dicht bij huis " * 3))
    regels = koppen(teken(blad, basis()))
    assert regels[3] == "2 gemeenten" and regels[2].endswith("…") and not regels[1].endswith("…")


@pytest.mark.parametrize("titel", ["Project", LANG["titel"], "x" * 200])
def test_no_text_on_a_sheet_of_projects_is_small_or_touches_another(titel):
    for blad in bladen([*veel_projecten(24, titel), ("", {"titel": titel, "wmo_regios": []})]):
        figuur = teken(blad, basis())
        vak = np.array([tekst.get_window_extent().extents for tekst in teksten(figuur)])
        assert min(tekst.get_fontsize() for tekst in teksten(figuur)) >= 7
        assert vak.min() >= 0 and (vak[:, 2:] <= figuur.canvas.get_width_height()).all()
        overlap = np.minimum(vak[:, None, 2:], vak[None, :, 2:]) - np.maximum(
            vak[:, None, :2], vak[None, :, :2]
        )
        assert not np.triu((overlap > 1).all(axis=2), 1).any()


def test_a_line_is_cut_off_where_the_ellipsis_fits():
    tekst = blok("een twee drie vier vijf zes zeven acht", 15, 8, hoogstens=2)
    assert len(tekst.regels) == 2 and tekst.regels[1].endswith("…") and breedte(tekst.regels[1], 8) <= 15
    assert blok("een twee", 15, 8, hoogstens=2) == blok("een twee", 15, 8)


def kleinste_afstand(punten: np.ndarray) -> float:
    """Return the distance of the two points that are nearest to each other."""
    afstand = np.linalg.norm(punten[:, None] - punten[None], axis=2)
    return (afstand + 1e9 * np.eye(len(punten))).min()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=1, max_size=40))
def test_numbers_are_moved_until_they_are_apart_and_no_further(punten):
    plaats = spreid(np.array(punten), 5.0, (0, 0, 100, 100))
    afstand = np.linalg.norm(plaats[:, None] - plaats[None], axis=2) + 1e9 * np.eye(len(plaats))
    assert afstand.min() >= 5.0 * 0.999
    los = np.linalg.norm(np.array(punten)[:, None] - np.array(punten)[None], axis=2) + 1e9 * np.eye(
        len(plaats)
    )
    if los.min() >= 5.0:
        assert (plaats == punten).all()


def test_panels_share_one_sheet_and_one_legend():
    figuur = teken_panelen([beeld("paneel"), beeld("paneel", thema="ouderen")], basis(), "Twee kaarten")
    assert len(figuur.kaarten) == 2 and figuur.beeld.titel == "Twee kaarten"
    assert legendatekst(figuur) == [
        "GGZ",
        "ouderen",
        "overig",
        "geen opgave van gemeenten (3\xa0gemeenten)",
        "0 projecten (2\xa0gemeenten)",
    ]


def test_panels_of_one_subject_are_told_apart_by_the_end_of_their_id():
    rijen = [
        {"kaart_id": naam, "soort": soort}
        for naam, soort in (
            ("IV-1-werkwijze-ggz", "paneel"),
            ("IV-1-werkwijze-esw", "paneel"),
            ("IV-1-geografisch", "combinatie"),
            ("IV-2-beleid-ggz", "paneel"),
        )
    ]
    assert {naam: len(panelen) for naam, panelen in bundels(rijen).items()} == {"IV-1-werkwijze": 2}


def test_panels_of_one_subject_in_one_figure():
    rij = RIJ | {"soort": "paneel", "instrument": "werkwijze"}
    een = maak_bundel("X-1", [rij | {"thema": "ggz"}, rij | {"thema": "ouderen"}], gegevens(*PROJECTEN))
    assert een.titel == "Werkwijze (primair proces) per thema: projecten in 7 van de 12 gemeenten"
    assert [(paneel.kort, paneel.klassen[0].n_gemeenten) for paneel in een.panelen] == [
        ("GGZ", 6),
        ("ouderen", 3),
    ]
    assert klassentabel(een)["klasse"].tolist()[:2] == ["GGZ", "ouderen"]


def test_a_vector_file_holds_the_country_once_for_all_panels():
    een, twee = (naar_svg(teken_panelen([beeld("paneel")] * n, basis(), "Kaarten")) for n in (2, 4))
    assert een.count('"#v1"') * 2 == twee.count('"#v1"') > 0
    assert een.count('<path id="v') == twee.count('<path id="v')


def test_drawing_leaves_the_settings_of_matplotlib_alone():
    import matplotlib

    voor = dict(matplotlib.rcParams)
    naar_svg(teken(beeld("combinatie"), basis()))
    assert dict(matplotlib.rcParams) == voor


# --- files -----------------------------------------------------------------------------------------


def test_the_same_map_gives_the_same_bytes(tmp_path):
    een = bewaar_figuur(teken(beeld("vlekken"), basis()), tmp_path / "een" / "III-1.a", [])
    twee = bewaar_figuur(teken(beeld("vlekken"), basis()), tmp_path / "twee" / "III-1.a", [])
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


@pytest.mark.parametrize(
    ("pad", "kort"),
    [
        ("M 10.04 20\nL 11.1 19.5\nL 11.12 19.5\nz\n", "M10 20l1.1-.5z"),
        ("M 0 0\nL 5 5\nM 7 7\nL 7 8\n", "M0 0l5 5M7 7l0 1"),
        ("M 1 1\n", "M1 1"),
    ],
)
def test_paths_are_written_as_steps(pad, kort):
    assert kort_pad(pad) == kort


def test_circles_are_written_as_arcs():
    cirkel = Path.unit_circle().transformed(Affine2D().scale(2).translate(10, 10))
    bestand = io.StringIO()
    doek = RendererSVG(20, 20, bestand)
    doek.draw_path(GraphicsContextBase(), cirkel, Affine2D().scale(1, -1).translate(0, 20), "#000000")
    tekst = html.unescape(re.search(r' d="([^"]*)"', bestand.getvalue())[1])
    assert kort_pad(tekst) == "M8.0 10.0a2 2 0 1 1 4 0a2 2 0 1 1 -4 0z"
    schuin = "M 0 0\nC 1 1 2 2 3 3\n"
    assert kort_pad(schuin) == "M 0 0C 1 1 2 2 3 3"


def test_palette_keeps_the_colours_of_the_legend():
    een = beeld("aanwezigheid")
    plaatje = Image.open(io.BytesIO(naar_png(teken(een, basis())))).convert("RGB")
    kleuren = {kleur for _, kleur in plaatje.getcolors(10**6)}
    assert plaatje.getpixel((0, 0)) == (255, 255, 255)
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
def test_combinations_with_the_same_first_label_differ_in_grey_by_the_number_of_others(dimensie):
    codes = list(VORMGEVING[dimensie])
    for i, eerste in enumerate(codes[:-1]):
        ladder = [
            vulling_combinatie(dimensie, [eerste, *codes[i + 1 : i + n]])
            for n in range(1, len(codes) - i + 1)
        ]
        licht = sorted(lab(trede.kleur, np.eye(3))[0] for trede in ladder)
        assert np.diff(licht).min() > VERSCHIL_GRIJS, eerste


@pytest.mark.parametrize("dimensie", ["thema", "instrument", "vorm", "schaal"])
def test_no_combination_is_told_from_another_by_one_mark_more(dimensie):
    """In grey an extra mark on a hatched fill is not enough: the fills must differ in lightness too."""
    codes = list(VORMGEVING[dimensie])
    alle = [keus for n in range(2, len(codes) + 1) for keus in combinations(codes, n)]
    for een, ander in combinations(alle, 2):
        if set(een) < set(ander) and een[0] == ander[0]:
            a, b = (lab(vulling_combinatie(dimensie, keus).kleur, np.eye(3))[0] for keus in (een, ander))
            assert abs(a - b) > VERSCHIL_GRIJS, (een, ander)


@pytest.mark.parametrize("dimensie", ["thema", "instrument", "vorm", "schaal"])
def test_every_label_has_its_colour(dimensie):
    assert set(VORMGEVING[dimensie]) == set(ordening().codes(dimensie))


def test_scales_run_from_dark_to_light():
    for dimensie in ("vorm", "schaal"):
        licht = [lab(waarde["kleur"], np.eye(3))[0] for waarde in VORMGEVING[dimensie].values()]
        assert licht == sorted(licht)


def test_numbers_of_projects_run_from_light_to_dark_and_differ_in_grey():
    vullingen = {code: vulling("aantal", code) for code in VORMGEVING["aantal"]}
    assert niet_te_onderscheiden(vullingen | ACHTERGROND) == []
    licht = [lab(waarde.kleur, np.eye(3))[0] for waarde in vullingen.values()]
    assert licht == sorted(licht, reverse=True) and lab(VLAK["grond"], np.eye(3))[0] > licht[0]
    assert list(vullingen) == sorted(vullingen, key=int)


def test_insurers_look_different_and_each_has_a_colour():
    vullingen = {naam: vulling("zorgverzekeraar", naam) for naam in ordening().zorgverzekeraars}
    assert niet_te_onderscheiden(vullingen | ACHTERGROND) == []


def test_the_series_for_projects_has_a_colour_for_each_that_a_map_can_hold():
    vullingen = {str(i): vulling_reeks(i) for i in range(PROJECTEN_APART["los"])}
    assert niet_te_onderscheiden(vullingen | ACHTERGROND) == []
    kaal = {naam: dataclasses.replace(een, arcering="") for naam, een in vullingen.items()}
    for een, ander in combinations(kaal.values(), 2):
        afstanden = [
            np.linalg.norm(lab(een.kleur, m) - lab(ander.kleur, m)) for m in (np.eye(3), DEUTERANOPIE)
        ]
        assert min(afstanden) > 18, (een, ander)


def test_no_two_projects_of_a_map_share_a_colour_and_those_that_are_drawn_come_first():
    projecten = [("A01" if i % 2 else "", {"titel": f"Project {i}"}) for i in range(PROJECTEN_APART["los"])]
    klassen = beeld("vlekken", projecten).klassen
    assert len({klasse.kleur for klasse in klassen}) == len(klassen) == PROJECTEN_APART["los"]
    reeks = [vulling_reeks(i).kleur for i in range(len(klassen) // 2)]
    assert {klasse.kleur for klasse in klassen if klasse.n_gemeenten} == set(reeks)


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
def test_golden_gebiedskaart():
    trappen = oplopend({"weinig": "0–50 %", "veel": "50–100 %"})
    waarden = pd.Series({"Noord": "weinig", "Midden": "veel"})
    opties = {"gemeenten": GEMEENTEN, "editie": gegevens().editie, "indeling": "wmo_regio"}
    return teken_gebiedskaart(basis(), Kaarttekst("X-1", "Aandeel", "Per regio."), waarden, trappen, **opties)


@pytest.mark.mpl_image_compare(**GOUD)
def test_golden_projectblad():
    return teken(bladen(veel_projecten(15))[0], basis())


@pytest.mark.mpl_image_compare(**GOUD)
def test_golden_matrix():
    return teken(beeld("combinatie", VEEL, dimensie="instrument"), basis())


@pytest.mark.mpl_image_compare(**GOUD)
def test_golden_empty_and_synthetic():
    return teken(beeld("combinatie", (), synthetisch=True), basis())


def test_a_drawing_of_eighty_tints_keeps_each_of_them():
    tinten = np.array([(i % 10 * 24, i // 10 * 28, 128, 255) for i in range(80)], dtype=np.uint8)
    pixels = np.repeat(np.repeat(tinten.reshape(8, 10, 4), 12, axis=0), 12, axis=1)
    assert (np.asarray(met_palet(pixels).convert("RGB")) == pixels[..., :3]).all()
