"""The layout of every figure of the register, on a dense random edition and on an empty one."""

from functools import cache

import numpy as np
import pytest

from benchmarks.toeval import maak_toevalseditie
from lib.beeld.kader import MM_PER_INCH
from lib.beeld.letters import Tekstregel
from lib.beeld.schemabeeld import SCHEMAS, maak_schema, teken_schema
from lib.beeld.stijl import BLAD
from lib.editie.register import kaart_rijen
from lib.gebied.grenzen import lees_grenzen
from lib.kaart.beeld import bundels, maak_beeld, maak_bundel
from lib.kaart.blad import Kaartbasis, maak_basis, teken
from lib.kaart.hoofdstuk import is_tekenbaar
from lib.kaart.projectbladen import maak_projectbladen

RIJEN = {rij["kaart_id"]: rij for rij in kaart_rijen() if is_tekenbaar(rij)}
BUNDELS = bundels(list(RIJEN.values()))
A4 = 297 - 2 * 10  # mm between margins of a centimetre
PIXEL = 1.0  # boxes may share an edge


@cache
def gegevens(projecten: int):
    """Return a random edition with this many projects."""
    return maak_toevalseditie(projecten)


@cache
def basis() -> Kaartbasis:
    """Return the country, with some borders that are approximate."""
    return maak_basis(lees_grenzen(2017), gegevens(0).gemeenten)


def getekend(kaart_id: str, projecten: int):
    """Return the figure of a register row or of a bundle of panels, drawn."""
    tabellen = gegevens(projecten)
    if kaart_id in SCHEMAS:
        figuur = teken_schema(maak_schema(RIJEN[kaart_id], tabellen.ordening, tabellen.editie))
    elif kaart_id in BUNDELS:
        figuur = teken(maak_bundel(kaart_id, BUNDELS[kaart_id], tabellen), basis(), benaderd=True)
    else:
        figuur = teken(maak_beeld(RIJEN[kaart_id], tabellen), basis(), benaderd=True)
    figuur.canvas.draw()
    return figuur


def vakken(dingen) -> np.ndarray:
    """Return x0, y0, x1, y1 in pixels of artists, one row each."""
    return np.array([ding.get_window_extent().extents for ding in dingen]).reshape(-1, 4)


def overlapt(een: np.ndarray, ander: np.ndarray) -> np.ndarray:
    """Return which boxes of ``een`` cover which of ``ander``, bool (een, ander)."""
    onder = np.maximum(een[:, None, :2], ander[None, :, :2])
    boven = np.minimum(een[:, None, 2:], ander[None, :, 2:])
    return (boven - onder > PIXEL).all(axis=2)


@pytest.mark.parametrize("projecten", [400, 0], ids=["vol", "leeg"])
@pytest.mark.parametrize("kaart_id", [*RIJEN, *BUNDELS])
def test_layout(kaart_id, projecten):
    controleer_vel(getekend(kaart_id, projecten))


def test_layout_of_the_sheets_with_a_map_for_each_project():
    (rij,) = (rij for rij in RIJEN.values() if rij["soort"] == "vlekken")
    bladen = maak_projectbladen(rij | {"schaal": "regionaal;bovenregionaal"}, gegevens(400))
    assert len(bladen) == 8
    for blad in (bladen[0], bladen[-1]):
        figuur = teken(blad, basis(), benaderd=True)
        figuur.canvas.draw()
        controleer_vel(figuur)


def controleer_vel(figuur):
    """Check a drawn figure: it fits on a page, and nothing is small, cut off or on top of another."""
    breed, hoog = figuur.canvas.get_width_height()
    assert figuur.get_figwidth() * MM_PER_INCH == pytest.approx(BLAD["breedte"])
    assert figuur.get_figheight() * MM_PER_INCH <= A4

    teksten = [ding for ding in figuur.findobj(Tekstregel) if ding.get_text()]
    assert min(tekst.get_fontsize() for tekst in teksten) >= 7
    vak = vakken(teksten)
    buiten = (vak[:, :2] < 0).any(axis=1) | (vak[:, 2] > breed) | (vak[:, 3] > hoog)
    assert [teksten[i].get_text() for i in np.flatnonzero(buiten)] == []
    botst = np.argwhere(np.triu(overlapt(vak, vak), 1))
    assert [(teksten[i].get_text(), teksten[j].get_text()) for i, j in botst] == []

    legenda = vakken(figuur.findobj(lambda ding: ding.get_label() == "legenda"))
    kaarten = np.array([kader.bbox.extents for kader in figuur.kaarten]).reshape(-1, 4)
    assert not overlapt(legenda, kaarten).any()
    assert not np.triu(overlapt(kaarten, kaarten), 1).any()


def test_the_random_edition_is_dense_and_the_same_each_time():
    een, ander = gegevens(400), maak_toevalseditie(400)
    assert een.dekking.equals(ander.dekking) and een.editie.synthetisch
    combinaties = [maak_beeld(rij, een) for rij in RIJEN.values() if rij["soort"] == "combinatie"]
    assert max(len(beeld.alle_klassen) for beeld in combinaties) > 20
    assert len(gegevens(0).projecten) == 0


def test_boxes_that_share_an_edge_do_not_overlap():
    vak = np.array([[0.0, 0.0, 10.0, 10.0], [10.0, 0.0, 20.0, 10.0], [8.0, 8.0, 12.0, 12.0]])
    assert overlapt(vak, vak).tolist() == [[True, False, True], [False, True, True], [True, True, True]]
