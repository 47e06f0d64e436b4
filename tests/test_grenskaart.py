import geopandas as gpd
import pytest
from kaartproef import GEMEENTEN, basis, gegevens

from lib.beeld.letters import Tekstregel
from lib.kaart.grenskaart import teken_grenskaart


@pytest.mark.parametrize(("codes", "titel"), [({"A01", "A02"}, "van 2 gemeenten"), (set(), "geen grens is")])
def test_geschatte_grenzen_zijn_geteld_en_gemarkeerd(codes, titel):
    benaderd = GEMEENTEN["gm_code"].isin(codes)
    tabel = {"gm_code": GEMEENTEN["gm_code"], "grens_benaderd": benaderd}
    grenzen = gpd.GeoDataFrame(tabel, geometry=list(basis().vlakken), crs=28992)
    figuur = teken_grenskaart(GEMEENTEN, grenzen, gegevens().editie)
    assert titel in figuur.beeld.titel
    assert [klasse.n_gemeenten for klasse in figuur.beeld.klassen] == [len(codes), 12 - len(codes)]
    legenda = [t.get_text() for t in figuur.findobj(Tekstregel) if t.get_label() == "legenda"]
    assert ("grens benaderd" in legenda) == bool(codes)
