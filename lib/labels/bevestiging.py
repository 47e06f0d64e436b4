"""What parties say of the projects that bear their name: confirmed by whom, contradicted, or not asked yet.

A party argues; what holds is decided by a person (:mod:`lib.labels.vastleggen`). Method: AEF 2017, on
hearing both sides.
"""

from pathlib import Path

import pandas as pd

from lib.grond.fouten import meld
from lib.grond.tabel import Kolom, lees_ruw
from lib.grond.woorden import opsomming

PARTIJSOORTEN = ("zorgverzekeraar", "wmo_regio", "gemeente")
KLOPT, KLOPT_NIET = "klopt", "klopt niet"
BEVESTIGINGKOLOMMEN = {
    "project_id": Kolom(),
    "soort_partij": Kolom(keuze=PARTIJSOORTEN),
    "partij": Kolom(),
    "oordeel": Kolom(keuze=(KLOPT, KLOPT_NIET)),
    "bewijs": Kolom(leeg=True),
    "datum": Kolom(patroon=r"\d{4}-\d{2}-\d{2}", reden="geen datum (jjjj-mm-dd)"),
}
BEIDE, EEN, TEGEN, NIET = (
    "bevestigd door gemeente en verzekeraar",
    "bevestigd door één van beide",
    "niet bevestigd: een partij zegt dat het niet klopt",
    "nog niet gevraagd",
)


def lees_bevestigingen(pad: Path | None) -> pd.DataFrame:
    """Return what parties said: a row each (str, columns ``BEVESTIGINGKOLOMMEN``), the last of each party.

    Without a file there are none. Raises InvoerFouten for bad rows.
    """
    if pad is None:
        return pd.DataFrame(columns=list(BEVESTIGINGKOLOMMEN), dtype=str)
    tabel, fouten = lees_ruw(pad, BEVESTIGINGKOLOMMEN)
    meld(fouten)
    return tabel.drop_duplicates(["project_id", "soort_partij", "partij"], keep="last")


def bevestigd(project_ids: pd.Series, bevestigingen: pd.DataFrame) -> pd.DataFrame:
    """Return per project, in order: project_id, stand (one of four) and door (who said what, in Dutch).

    A Wmo-regio speaks for its gemeenten. One party that contradicts outweighs those that confirm.
    """
    per_project = dict(list(bevestigingen.groupby("project_id")))
    rijen = [(id_, *_stand(per_project.get(id_))) for id_ in project_ids]
    return pd.DataFrame(rijen, columns=["project_id", "stand", "door"], dtype=str)


def _stand(rijen: pd.DataFrame | None) -> tuple[str, str]:
    if rijen is None:
        return NIET, ""
    tegen = rijen[rijen["oordeel"] == KLOPT_NIET]
    if len(tegen):
        return TEGEN, opsomming(sorted(tegen["partij"]))
    kanten = {soort == "zorgverzekeraar" for soort in rijen["soort_partij"]}
    return BEIDE if len(kanten) == 2 else EEN, opsomming(sorted(rijen["partij"]))


def tel_bevestigd(project_ids: pd.Series, bevestigingen: pd.DataFrame) -> pd.Series:
    """Return how many projects stand in each of the four ways (int64), zeros included."""
    stand = bevestigd(project_ids, bevestigingen)["stand"]
    return stand.value_counts().reindex([BEIDE, EEN, TEGEN, NIET], fill_value=0)
