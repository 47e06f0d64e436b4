"""How the files of each sender fared, over the editions of a series: sent, used, doubted, settled, and in how
many days.
"""

import re
import tomllib
from datetime import date

import pandas as pd

from lib.editie.bestand import lees_tekst
from lib.editie.editie import Editie, lees_editie
from lib.inlezen.projecten import Inlezing
from lib.labels.bevestiging import KLOPT, lees_bevestigingen
from lib.werkbank.herstel import lees_nu

_ANTWOORD = re.compile(
    r"antwoord van (?P<wie>.+?) op het werkboek van (?P<toen>\d{4}-\d\d-\d\d) \((?P<dag>\d{4}-\d\d-\d\d)\)"
)
_SOORTEN = {
    "editie": "str",
    "bestand": "str",
    "gestuurd": "int64",
    "gebruikt": "int64",
    "betwijfeld": "int64",
}
_SOORTEN |= {"beantwoord": "int64", "bevestigd": "int64", "dagen": "float64"}


def tel_afzenders(editie: Editie) -> pd.DataFrame:
    """Return a row per edition of the series and project file, the oldest first.

    ``gestuurd``: rows; ``gebruikt``: of those used or merged; ``betwijfeld``: used, with a doubt;
    ``beantwoord``: answers of the sender that were taken over; ``bevestigd``: projects of the file that a
    party confirmed (all int64); ``dagen``: mean days between question and answer, NaN without answers.
    Raises InvoerFouten as reading does.
    """
    rijen = [rij for een in _reeks(editie) for rij in _van_editie(een, lees_nu(een))]
    return pd.DataFrame(rijen, columns=list(_SOORTEN)).astype(_SOORTEN)


def _reeks(editie: Editie) -> list[Editie]:
    """Return the editions before this one that have projects, and this one."""
    reeks = [editie]
    while (vorige := reeks[0].vorige) and vorige not in {een.naam for een in reeks}:
        reeks.insert(0, lees_editie(vorige, editie.map.parent))
    return [een for een in reeks if een.bestand("projecten") or een.alle_bestanden("projecten")]


def _van_editie(editie: Editie, inlezing: Inlezing) -> list[tuple]:
    dagen = _dagen(editie)
    gezegd = lees_bevestigingen(editie.bestand("bevestigingen"))
    klopt = set(gezegd.loc[gezegd["oordeel"] == KLOPT, "project_id"])
    afgekeurd = pd.Series([rij.ruw["bestand"] for rij in inlezing.geweigerd], dtype=str).value_counts()
    twijfel = pd.Series([rij.ruw["bestand"] for rij in inlezing.betwijfeld], dtype=str).value_counts()
    uit = []
    for pad in editie.alle_bestanden("projecten"):
        naam = pad.relative_to(editie.map).as_posix()
        eigen = inlezing.opgaven[inlezing.opgaven["bestand"] == naam]
        wachttijd = pd.Series(dagen.get(naam, []), dtype="float64")
        bevestigd = len(set(eigen["project_id"]) & klopt)
        gestuurd = len(eigen) + int(afgekeurd.get(naam, 0))
        tel = (gestuurd, len(eigen), int(twijfel.get(naam, 0)), len(wachttijd), bevestigd)
        uit.append((editie.naam, naam, *tel, wachttijd.mean()))
    return uit


def _dagen(editie: Editie) -> dict[str, list[int]]:
    """Return per sender the days that each answer took, as the reasons in the edition's files say."""
    correcties = tomllib.loads(lees_tekst(editie, "correcties").lstrip("\ufeff")).get("correctie", [])
    redenen = [een.get("reden", "") for een in correcties] + lees_tekst(editie, "aliassen").splitlines()
    uit: dict[str, list[int]] = {}
    for reden in redenen:
        if gevonden := _ANTWOORD.search(reden):
            toen, dag = (date.fromisoformat(gevonden[naam]) for naam in ("toen", "dag"))
            uit.setdefault(gevonden["wie"], []).append((dag - toen).days)
    return uit
