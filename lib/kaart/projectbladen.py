"""Sheets with a small map for each project, where one map cannot hold them all."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from lib.analyse.gegevens import Gegevens
from lib.analyse.selectie import GEEN_KLASSE
from lib.beeld.stijl import CATEGORIE, vulling
from lib.grond.woorden import aantal
from lib.kaart.beeld import maak_beeld
from lib.kaart.inhoud import Kaartbeeld, Klasse
from lib.kaart.soorten import PER_BLAD

GENUMMERD = "Een kaartje per project; de nummers en de volledige titels staan in de tabel bij {kaart_id}."
ANDERE = "andere gemeenten"


def maak_projectbladen(rij: Mapping[str, str], gegevens: Gegevens) -> list[Kaartbeeld]:
    """Return the sheets that go with the map of register row ``rij``, in the order of its table.

    Each has the projects as panels and as classes; its kaart_id is that of the map and ``-blad-1``, ...
    None where the map shows each project itself, or is of another soort.
    """
    if rij["soort"] != "vlekken" or not (geheel := maak_beeld(rij, gegevens)).geteld:
        return []
    panelen = [_paneel(geheel, klasse, gegevens) for klasse in geheel.geteld]
    voorbehoud = f"{rij.get('voorbehoud', '')} {GENUMMERD.format_map(rij)}".strip()
    delen = np.array_split(np.arange(len(panelen)), -(-len(panelen) // PER_BLAD))  # no sheet nearly empty
    return [
        replace(
            _blad(geheel, slice(deel[0], deel[-1] + 1), panelen),
            kaart_id=f"{geheel.kaart_id}-blad-{i}",
            bijschrift=voorbehoud,
        )
        for i, deel in enumerate(delen, start=1)
    ]


def _blad(geheel: Kaartbeeld, deel: slice, alle: list[Kaartbeeld]) -> Kaartbeeld:
    """Return the sheet with a part of the panels; its gemeenten are those with a project on it."""
    panelen, klassen = tuple(alle[deel]), geheel.geteld[deel]
    nummers = "–".join(dict.fromkeys((klassen[0].nummer, klassen[-1].nummer)))
    titel = f"{geheel.titel}: {nummers} van {len(alle)}"
    met = np.any([paneel.klasse_van != GEEN_KLASSE for paneel in panelen], axis=0)
    return replace(
        geheel,
        soort="projectblad",
        titel=titel,
        alt=f"{len(panelen)} kleine kaarten. {titel}. " + " ".join(paneel.alt for paneel in panelen),
        n_projecten=len(panelen),
        panelen=panelen,
        klassen=klassen,
        geteld=(),
        klasse_van=np.where(met, 0, GEEN_KLASSE),
        geen_opgave=np.any([paneel.geen_opgave for paneel in panelen], axis=0) & ~met,
    )


def _paneel(geheel: Kaartbeeld, klasse: Klasse, gegevens: Gegevens) -> Kaartbeeld:
    """Return the map of one project: its gemeenten or, where it gives none, the regions that it names."""
    nummer = gegevens.projecten["project_id"].tolist().index(klasse.code)
    project, gemeente = gegevens.dekking_nr
    met = np.zeros(len(gegevens.gm_code), dtype=bool)
    met[gemeente[project == nummer]] = True
    genoemd = gegevens.gemeenten["wmo_regio"].isin(gegevens.lijsten("wmo_regios")[nummer]).to_numpy()
    stijl = vulling("categorie", "dit_project")
    eigen = Klasse(
        klasse.code,
        CATEGORIE["dit_project"]["label"],
        stijl.kleur,
        n_gemeenten=klasse.n_gemeenten,
        n_projecten=1,
    )
    titel = f"{klasse.nummer} {klasse.label}"
    return replace(
        geheel,
        titel=titel,
        kort=titel.replace(" ", "\xa0", 1),  # the number stays with the first word
        alt=f"{titel}: {aantal(klasse.n_gemeenten, 'gemeente')}.",
        n_projecten=1,
        klassen=(eigen,),
        geteld=(),
        klasse_van=np.where(met, 0, GEEN_KLASSE),
        geen_opgave=genoemd & ~met.any(),
        grenzen=None,
        nul=ANDERE,
    )
