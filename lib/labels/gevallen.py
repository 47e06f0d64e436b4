"""What a person still has to decide about labels: projects without one, and labels that are contested.

Also everything the decider needs beside it: what the project says of itself, where it stands, who says
what. Nothing is decided here; the proposals stand in :mod:`lib.labels.voorstel`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lib.editie.editie import Editie
from lib.editie.ordening import DIMENSIES, Ordening, lees_ordening
from lib.gebied.jaar import gemeenten_van
from lib.grond.fouten import plaats_van
from lib.inlezen.bron import ERVARINGEN
from lib.inlezen.projecten import Inlezing, lees_projecten
from lib.inlezen.rijen import Rij
from lib.labels.besluiten import besliste_labels, controleer_schaal, label, lees_besluiten

ZONDER, BETWIST = "geen label", "betwist"
ONTBREEKT = "{} ontbreekt"  # how the reason begins of a row that is rejected for want of a label


@dataclass(frozen=True)
class Geval:
    """One label to decide on. ``opgave`` is what the source says (``;`` between several, empty for none).

    ``andere_fouten`` are faults for which the row stays rejected also with this label.
    """

    project_id: str
    dimensie: str
    soort: str
    titel: str
    omschrijving: str
    zorgverzekeraars: str
    plaatsen: str
    staat_in: str
    ervaring: str = ""
    opgave: str = ""
    tegenvoorstel: str = ""
    argument: str = ""
    zekerheid: str = ""
    naar_plaats: str = ""
    andere_fouten: tuple[str, ...] = ()

    @property
    def tekst(self) -> str:
        """What word list and text model read."""
        return tekst_van(self.titel, self.omschrijving)


@dataclass(frozen=True, eq=False)
class Labelstand:
    """How the labels of an edition stand, read afresh.

    ``gelabeld``: :func:`lib.labels.besluiten.label`; ``gevallen``: what is to be decided, projects without a
    label first; ``besluiten``: the decisions that stand.
    """

    editie: Editie
    ordening: Ordening
    inlezing: Inlezing
    besluiten: pd.DataFrame
    gelabeld: pd.DataFrame
    gevallen: list[Geval]


def tekst_van(titel: str, omschrijving: str) -> str:
    """Return the words of a project as one text."""
    return f"{titel}. {omschrijving}".strip()


def lees_labelstand(editie: Editie) -> Labelstand:
    """Return how the labels of ``editie`` stand now; InvoerFouten as
    :func:`lib.inlezen.projecten.lees_projecten`.
    """
    ordening = lees_ordening()
    besluiten = lees_besluiten(editie.bestand("labelbesluiten"), ordening)
    inlezing = lees_projecten(editie, besliste_labels(besluiten))
    gelabeld = label(inlezing.ingelezen, besluiten, ordening, inlezing.opgaven)
    gemeenten = gemeenten_van(editie.indelingsjaar, editie)
    naam = gemeenten.set_index("gm_code")["gm_naam"].to_dict()
    gevallen = [
        *_zonder_label(inlezing.geweigerd, gemeenten, naam),
        *_betwist(inlezing.ingelezen, gelabeld, gemeenten, naam),
    ]
    return Labelstand(editie, ordening, inlezing, besluiten, gelabeld, gevallen)


def _zonder_label(rijen: list[Rij], gemeenten: pd.DataFrame, naam: dict[str, str]) -> Iterator[Geval]:
    for rij in rijen:
        leeg = [
            f for f in rij.fouten if f.kolom in DIMENSIES and f.reden.startswith(ONTBREEKT.format(f.kolom))
        ]
        andere = tuple(f"{f.kolom}: {f.reden}" for f in rij.fouten if f not in leeg)
        for fout in leeg if rij.project_id else []:
            yield _geval(
                rij.waarden, rij.project_id, fout.kolom, ZONDER, gemeenten, naam, andere_fouten=andere
            )


def _betwist(
    ingelezen: pd.DataFrame, gelabeld: pd.DataFrame, gemeenten: pd.DataFrame, naam: dict[str, str]
) -> Iterator[Geval]:
    project = ingelezen.set_index("project_id", drop=False).to_dict("index")
    open_ = gelabeld[(gelabeld["tegenvoorstel"] != "") & (gelabeld["grondslag"] == "opgave")]
    for rij in open_.to_dict("records"):
        wat = {n: rij[n] for n in ("opgave", "tegenvoorstel", "argument", "zekerheid")}
        waarden = project[rij["project_id"]]
        yield _geval(waarden, rij["project_id"], rij["dimensie"], BETWIST, gemeenten, naam, **wat)


def _geval(
    waarden: dict, project_id: str, dimensie: str, soort: str,
    gemeenten: pd.DataFrame, naam: dict[str, str], **meer: Any,
) -> Geval:  # fmt: skip
    plaatsen = [naam.get(code, code) for code in waarden["gemeenten"]] or list(waarden["wmo_regios"])
    return Geval(
        project_id=project_id,
        dimensie=dimensie,
        soort=soort,
        titel=waarden["titel"],
        omschrijving=waarden["omschrijving"],
        zorgverzekeraars=", ".join(waarden["zorgverzekeraars"]),
        plaatsen=", ".join(plaatsen),
        staat_in=plaats_van(waarden["bestand"], waarden["blad"], waarden["rij"]),
        ervaring="; ".join(filter(None, (waarden.get(n, "") for n in ("andere_partijen", *ERVARINGEN)))),
        naar_plaats=_naar_plaats(waarden, project_id, gemeenten) if dimensie == "schaal" else "",
        **meer,
    )


def _naar_plaats(waarden: dict, project_id: str, gemeenten: pd.DataFrame) -> str:
    """What the definition makes of the places: 'regionaal (alle 14 gemeenten van Twente)'; empty: unknown."""
    een = pd.DataFrame([{**waarden, "project_id": project_id, "schaal": ""}])
    gevonden = controleer_schaal(een, gemeenten)
    return "" if gevonden.empty else f"{gevonden.iloc[0]['naar_plaats']} ({gevonden.iloc[0]['reden']})"
