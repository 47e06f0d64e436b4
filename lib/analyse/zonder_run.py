"""The tables of an edition straight from its files, where no run has written them yet.

The same steps as notebooks 01 and 10 take, without writing anything; a test holds the two to the same tables.
"""

from typing import NamedTuple

import pandas as pd

from lib.analyse.gegevens import Gegevens
from lib.analyse.samenvatting import met_programma, met_themas
from lib.editie.editie import Editie
from lib.editie.ordening import lees_ordening
from lib.editie.register import lees_programmas
from lib.gebied.jaar import gemeenten_van_editie
from lib.gebied.omrekenen import breng_over, merk_geschat
from lib.gebied.tabellen import lees_kernwerkgebieden, lees_regios
from lib.inlezen.polissen import lees_polissen
from lib.inlezen.projecten import lees_projecten
from lib.labels.besluiten import besliste_labels, label, lees_besluiten, pas_toe
from lib.labels.dekking import maak_dekking


class Berekend(NamedTuple):
    """What :func:`bereken` returns: the tables of an edition, and the reports behind its projects."""

    gegevens: Gegevens
    opgaven: pd.DataFrame


def bereken(editie: Editie) -> Berekend:
    """Return the tables of an edition with projects, dtypes as a run writes them. Raises InvoerFouten."""
    ordening, gemeenten = lees_ordening(), gemeenten_van_editie(editie)
    besluiten = lees_besluiten(editie.bestand("labelbesluiten"), ordening)
    inlezing = lees_projecten(editie, besliste_labels(besluiten))
    gelabeld = label(inlezing.ingelezen, besluiten, ordening, inlezing.opgaven)
    opgegeven = met_themas(met_programma(pas_toe(inlezing.ingelezen, gelabeld), lees_programmas()))
    jaren = editie.indelingsjaar, editie.tekenjaar
    projecten, geschat = breng_over(opgegeven, gemeenten, *jaren, inlezing.geschat)
    polissen = lees_polissen(editie)
    gegevens = Gegevens(
        gemeenten=gemeenten,
        projecten=projecten,
        dekking=merk_geschat(maak_dekking(projecten, gemeenten), geschat),
        ordening=ordening,
        editie=editie,
        kernwerkgebieden=lees_kernwerkgebieden(),
        regios=lees_regios(),
        polissen=polissen.polissen if polissen else None,
    )
    return Berekend(gegevens, inlezing.opgaven)
