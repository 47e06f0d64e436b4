"""What tests share: how hypothesis tries, and the editions that were run for all of them."""

import os
from pathlib import Path

import pytest
from hypothesis import settings
from proefrun import EDITIE, MAP, draai, draai_echte_editie

from lib.editie.editie import lees_editie
from lib.grond.paden import uitvoer
from lib.pagina.taken import maak_taken

VOORBEELD = "voorbeeld"

settings.register_profile("kaarten", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("kaarten")


@pytest.fixture(scope="session")
def echte_editie() -> Path:
    """The output folder in which the real edition was run from nothing."""
    return draai_echte_editie()


@pytest.fixture(scope="session")
def alleen_voorbeeld() -> Path:
    """The output folder with the pages of the example of a kind that the real edition lacks, and one
    gesprekskaart, of an area of several zorgkantoorregio's: only the example has the venster on it.
    """
    doel = Path(os.environ[MAP]) / VOORBEELD
    soorten = [
        {taak.regel.notebook for taak in maak_taken(lees_editie(naam), uitvoer(naam, doel), [])}
        for naam in (VOORBEELD, EDITIE)
    ]
    alleen = [f"notebooks/{naam}*" for naam in sorted(soorten[0] - soorten[1])]
    return draai(doel, VOORBEELD, *alleen, "85-gesprekskaart-wmo-regio-stadsregio-rijnmond")
