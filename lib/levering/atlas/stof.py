"""The atlas of an edition: one page on which a reader chooses projects and sees where they are.

What it knows is made in :mod:`lib.levering.atlas.gegevens`, the page in :mod:`lib.levering.atlas.pagina`.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from lib.analyse.gegevens import Gegevens
from lib.editie.citaat import maak_citaat
from lib.editie.editie import Editie, edities, lees_editie
from lib.editie.ordening import lees_ordening
from lib.gebied.grenzen import lees_grenzen
from lib.gebied.jaar import gemeenten_van_editie
from lib.gebied.omrekenen import breng_over, merk_geschat
from lib.gebied.tabellen import lees_kernwerkgebieden, lees_regios
from lib.grond.opslag import laad
from lib.grond.paden import Uitvoer, uitvoer
from lib.grond.schrijven import schrijf_atomair
from lib.kaart.basis import Kaartbasis, maak_basis
from lib.kaart.beeld import maak_beeld
from lib.kaart.blad import bewaar_figuur, teken
from lib.kaart.hoofdstuk import Getekend
from lib.kaart.jaarbasis import Grenzenbron, lees_zeshoekbasis
from lib.labels.dekking import maak_dekking
from lib.levering.atlas.gegevens import Editiemoment, maak_atlasdata
from lib.levering.atlas.pagina import maak_pagina

ATLAS_VEREENVOUDIGING = (
    150.0  # metres: half of what the printed maps leave out, since a reader can come closer
)
EERSTE_BEELD = {
    "kaart_id": "atlas",
    "soort": "aanwezigheid",
    "kop": "Het eerste beeld van de atlas",
    "titel": "Projecten in {gemeenten_met} van de {gemeenten_totaal} gemeenten",
    "grenzen": "wmo_regio",
}
# What a map needs of an edition that has no projects.
_ZONDER = {
    "projecten": ("project_id", "thema", "vorm", "schaal", "instrument", "zorgverzekeraars", "wmo_regios"),
    "dekking": ("project_id", "gm_code"),
}


@dataclass(frozen=True, eq=False)
class Atlasstof:
    """What an atlas is made of; ``momenten`` has the edition itself first, and is empty without projects."""

    editie: Editie
    momenten: list[Editiemoment]
    gemeenten: pd.DataFrame
    basis: Kaartbasis
    venster: pd.DataFrame | None

    @cached_property
    def data(self) -> dict[str, Any]:
        """All that the page shows."""
        vormen = {"kaart": self.basis, "zeshoek": lees_zeshoekbasis(self.gemeenten, self.editie.tekenjaar)}
        delen = (self.momenten, self.gemeenten, vormen, lees_ordening(), lees_kernwerkgebieden())
        return {**maak_atlasdata(*delen, self.venster), "editie": omschrijving(self.editie)}

    def telling(self) -> pd.DataFrame:
        """Return wat (str) and aantal (int64): how much of each thing is in the atlas."""
        rijen = [("gemeenten", len(self.gemeenten))]
        rijen += [(f"projecten van {m.editie.titel}", len(m.projecten)) for m in self.momenten]
        if self.data["venster"]:
            rijen.append(("uitkomsten van het venster", len(self.data["venster"]["rijen"])))
        return pd.DataFrame(rijen, columns=["wat", "aantal"])


def lees_atlasstof(editie: Editie, plaats: Uitvoer, grenzen: Grenzenbron = "ingebed") -> Atlasstof:
    """Return what the atlas of ``editie`` is made of; ``grenzen`` is ``ingebed`` or ``officieel``.

    Reads ``gebieden.parquet`` and, where the edition has them, ``projecten``, ``dekking`` and
    ``venster_uitkomst`` below ``plaats``, and the projects of the edition before it. InvoerFouten where
    ``gebieden.parquet`` has not been made yet.
    """
    gemeenten = laad(plaats.processed / "gebieden.parquet")
    venster = plaats.processed / "venster_uitkomst.parquet"
    return Atlasstof(
        editie=editie,
        momenten=lees_momenten(editie, plaats),
        gemeenten=gemeenten,
        basis=maak_basis(lees_grenzen(editie.tekenjaar, grenzen), gemeenten, ATLAS_VEREENVOUDIGING),
        venster=laad(venster) if editie.bestand("venster") and venster.is_file() else None,
    )


def lees_momenten(editie: Editie, plaats: Uitvoer) -> list[Editiemoment]:
    """Return the edition and the one before it, as far as they have projects.

    Those of the one before stand in the gemeenten of this edition's ``tekenjaar``, estimates marked.
    """
    eerder = [lees_editie(editie.vorige)] if editie.vorige in edities() else []
    momenten = []
    for een in (editie, *eerder):
        map_ = uitvoer(een.naam, plaats.wortel).processed
        paden = [map_ / f"{naam}.parquet" for naam in ("projecten", "dekking")]
        aanwezig = een.bestand("projecten") and all(pad.is_file() for pad in paden)
        if aanwezig:
            momenten.append(_in_jaar(Editiemoment(een, *map(laad, paden)), editie))
    return momenten if momenten and momenten[0].editie.naam == editie.naam else []


def _in_jaar(moment: Editiemoment, editie: Editie) -> Editiemoment:
    """Return projects with their places in the gemeenten of the year in which ``editie`` is drawn."""
    van, naar = moment.editie.tekenjaar, editie.tekenjaar
    if van == naar:
        return moment
    gemeenten = gemeenten_van_editie(editie)
    eerder = moment.dekking.loc[moment.dekking["geschat"], ["project_id", "gm_code"]].astype("str")
    projecten, geschat = breng_over(moment.projecten, gemeenten, van, naar, eerder)
    dekking = merk_geschat(maak_dekking(projecten, gemeenten), geschat)
    return Editiemoment(moment.editie, projecten, dekking)


def schrijf_atlas(stof: Atlasstof, doel: Path) -> None:
    """Write the atlas to ``doel``: one file that needs nothing else."""
    schrijf_atomair(doel, maak_pagina(stof.data))


def teken_eerste_beeld(stof: Atlasstof, plaats: Uitvoer) -> Getekend:
    """Draw what the atlas shows first, as PNG and SVG ``atlas`` in the figures of ``plaats``; return it."""
    leeg = {naam: pd.DataFrame(columns=list(kolommen), dtype="str") for naam, kolommen in _ZONDER.items()}
    tabellen = (
        {"projecten": stof.momenten[0].projecten, "dekking": stof.momenten[0].dekking}
        if stof.momenten
        else {**leeg, "projecten": leeg["projecten"].assign(is_minimacontract=pd.Series(dtype=bool))}
    )
    gegevens = Gegevens(
        gemeenten=stof.gemeenten,
        ordening=lees_ordening(),
        editie=stof.editie,
        kernwerkgebieden=lees_kernwerkgebieden(),
        regios=lees_regios(),
        **tabellen,
    )
    minima = "ja" if stof.editie.parameters.incl_minimacontracten else "nee"
    beeld = maak_beeld({**EERSTE_BEELD, "minimacontracten": minima}, gegevens)
    gelezen = ["gebieden", *(tabellen if stof.momenten else ())]
    paden = [plaats.processed / f"{naam}.parquet" for naam in gelezen]
    png, _ = bewaar_figuur(teken(beeld, stof.basis), plaats.figures / EERSTE_BEELD["kaart_id"], paden)
    return Getekend(beeld, png)


def omschrijving(editie: Editie) -> dict[str, Any]:
    """Return what identifies an edition in the atlas and in all that is downloaded from it."""
    citaat = maak_citaat(editie)
    return {
        "naam": citaat.naam,
        "titel": citaat.titel,
        "synthetisch": citaat.synthetisch,
        "voorbeelden": citaat.voorbeelden,
        "toelichting": citaat.voorbehoud,
        "incl_minimacontracten": editie.parameters.incl_minimacontracten,
        "bronregel": citaat.bronregel,
        "bronnen": list(citaat.bronnen),
        "licenties": list(citaat.licenties),
        "vingerafdruk": citaat.vingerafdruk,
        "versie": citaat.versie,
    }
