"""A dense edition made at random, for what must hold on any data: the layout of every map, and its speed."""

from datetime import date
from types import SimpleNamespace

import numpy as np
import pandas as pd

from lib.analyse.gegevens import Gegevens
from lib.editie.ordening import lees_ordening
from lib.editie.register import lees_programmas
from lib.gebied.tabellen import lees_gemeenten, lees_kernwerkgebieden, lees_regios

KANS_SCHAAL = {"gemeente": 0.55, "regionaal": 0.41, "bovenregionaal": 0.04}
KANS_ZONDER_GEMEENTEN, KANS_MINIMA, KANS_PROGRAMMA, KANS_NOG_EEN = 0.06, 0.12, 0.15, 0.35
HOOGSTENS_GEMEENTEN = 4
ONDERWERP = (
    "Zorg en ondersteuning dichtbij huis in",
    "Samen langer gezond in",
    "Versterken van de eerste lijn in",
)


def maak_toevalseditie(projecten: int = 400, seed: int = 1, synthetisch: bool = True) -> Gegevens:
    """Return the tables of an edition with this many random projects; the same seed gives the same tables.

    Every label, insurer, schaal and programma occurs when there are a few hundred projects.
    """
    toeval = np.random.default_rng(seed)
    gemeenten, ordening = lees_gemeenten(), lees_ordening()
    per_regio = {naam: groep.tolist() for naam, groep in gemeenten.groupby("wmo_regio")["gm_code"]}
    programmas = lees_programmas()["programma"].tolist()
    rijen, dekking = [], []
    for nummer in range(projecten):
        schaal = str(toeval.choice(list(KANS_SCHAAL), p=list(KANS_SCHAAL.values())))
        hoeveel = toeval.integers(2, 4) if schaal == "bovenregionaal" else 1
        regios = sorted(map(str, toeval.choice(list(per_regio), hoeveel, replace=False)))
        leden = [code for regio in regios for code in per_regio[regio]]
        if schaal == "gemeente":
            leden = leden[: toeval.integers(1, HOOGSTENS_GEMEENTEN + 1)]
        rij = {
            "project_id": f"p{nummer:03d}",
            "titel": f"{toeval.choice(ONDERWERP)} {regios[0]} ({nummer})",
            "zorgverzekeraars": _enkele(toeval, ordening.codes("zorgverzekeraar")),
            "wmo_regios": regios,
            "thema": str(toeval.choice(ordening.codes("thema"))),
            "instrument": _enkele(toeval, ordening.codes("instrument")),
            "vorm": str(toeval.choice(ordening.codes("vorm"))),
            "schaal": schaal,
            "is_minimacontract": bool(toeval.random() < KANS_MINIMA),
            "programma": str(toeval.choice(programmas)) if toeval.random() < KANS_PROGRAMMA else "",
        }
        rijen.append(rij)
        if toeval.random() >= KANS_ZONDER_GEMEENTEN:
            dekking += [{"project_id": rij["project_id"], "gm_code": code} for code in leden]
    editie = SimpleNamespace(
        titel="Toevalseditie voor de proef op de opmaak",
        peildatum=date(2017, 6, 29),
        indelingsjaar=2017,
        tekenjaar=2017,
        synthetisch=synthetisch,
    )
    return Gegevens(
        gemeenten=gemeenten,
        projecten=pd.DataFrame(rijen, columns=KOLOMMEN),
        dekking=pd.DataFrame(dekking, columns=["project_id", "gm_code"]),
        ordening=ordening,
        editie=editie,
        kernwerkgebieden=lees_kernwerkgebieden(),
        regios=lees_regios(),
    )


KOLOMMEN = ["project_id", "titel", "zorgverzekeraars", "wmo_regios", "thema", "instrument", "vorm", "schaal"]
KOLOMMEN += ["is_minimacontract", "programma"]


def _enkele(toeval: np.random.Generator, codes: tuple[str, ...]) -> list[str]:
    """Return one of ``codes``, now and then a second or third, in their fixed order."""
    hoeveel = 1 + int(toeval.random() < KANS_NOG_EEN) + int(toeval.random() < KANS_NOG_EEN / 2)
    keus = set(map(str, toeval.choice(codes, min(hoeveel, len(codes)), replace=False)))
    return [code for code in codes if code in keus]
