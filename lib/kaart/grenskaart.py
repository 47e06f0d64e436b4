"""The map of how sure the drawn borders are: which were rebuilt exactly, and which are approximate."""

from typing import TYPE_CHECKING

import pandas as pd

from lib.beeld.figuur import Kaartfiguur
from lib.grond.woorden import aantal
from lib.kaart.basis import maak_basis
from lib.kaart.blad import teken
from lib.kaart.gebiedskaart import Kaarttekst, categorieklasse, maak_gebiedskaart

if TYPE_CHECKING:
    import geopandas as gpd

    from lib.editie.editie import Editie


KAART_ID = "grenzen-benaderd"
_KLASSEN = {True: "grens_geschat", False: "grens_bekend"}
_UITLEG = (
    "Gestippeld: een grens tussen twee gemeenten waarvan de ligging is geschat, omdat zij na 2017 is "
    "opgeheven. Wat een gemeente telt hangt hier niet van af, alleen hoe zij eruitziet. "
    "Geteld is per gemeente."
)


def teken_grenskaart(gemeenten: pd.DataFrame, grenzen: "gpd.GeoDataFrame", editie: "Editie") -> Kaartfiguur:
    """Return the map of the borders of an edition, those that are approximate marked.

    ``gemeenten`` and ``grenzen`` as for :func:`lib.kaart.basis.maak_basis`; ``editie`` is an Editie.
    """
    benaderd = grenzen.set_index("gm_code")["grens_benaderd"].astype(bool)
    n = int(benaderd.sum())
    waar = (
        f"van {aantal(n, 'gemeente')} is de grens geheel of deels benaderd" if n else "geen grens is benaderd"
    )
    beeld = maak_gebiedskaart(
        Kaarttekst(KAART_ID, f"Gemeentegrenzen: {waar}", _UITLEG, "Hoe zeker de getekende grenzen zijn"),
        benaderd.map(_KLASSEN),
        [categorieklasse(code) for code in _KLASSEN.values()],
        gemeenten=gemeenten,
        editie=editie,
    )
    return teken(beeld, maak_basis(grenzen, gemeenten), benaderd=True)
