"""Before anything is written: whether every input is there, well-formed, and known.

All editions are read as the notebooks will read them, without writing, so that a fault of
structure stops a run before its first result and all faults are reported together.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from lib.editie.editie import Editie, lees_editie
from lib.editie.herkomst import sha256
from lib.grond.afhankelijkheid import bestanden_van
from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.grond.paden import GEBIEDEN, ORDENING, REGISTER
from lib.grond.schrijven import schrijf_atomair
from lib.grond.staat import lees_staat

if TYPE_CHECKING:
    from lib.inlezen.projecten import Inlezing


_TOON = 30  # faults listed where no row is left


class Afkeuring(NamedTuple):
    """Where the rejected rows of one kind of input are listed: a file, and the page of a notebook."""

    lijst: str
    notebook: str


AFKEURINGEN = {
    "projecten": Afkeuring("afgekeurd.csv", "01"),
    "polissen": Afkeuring("afgekeurd-polissen.csv", "04"),
    "venster": Afkeuring("afgekeurd-venster.csv", "06"),
    "koppeling": Afkeuring("afgekeurd-koppeling.csv", "69"),
    "aanspreekpunten": Afkeuring("afgekeurd-aanspreekpunten.csv", "91"),
    "marktaandelen": Afkeuring("afgekeurd-marktaandelen.csv", "91"),
    "gesprekspunten": Afkeuring("afgekeurd-gesprekspunten.csv", "92"),
    "cijfers": Afkeuring("afgekeurd-cijfers.csv", "29"),
}


def controleer_edities(edities: list[Editie], onthoud: Path) -> dict[str, dict[str, int]]:
    """Return for each edition how many rows of each kind of input (``AFKEURINGEN``) will be rejected.

    Raises InvoerFouten with the faults of structure of all editions. What was found sound is
    remembered below the folder ``onthoud`` and not read again until an input or the code changes.
    """
    afgekeurd, fouten = {}, []
    for editie in edities:
        try:
            afgekeurd[editie.naam] = _onthouden(editie, onthoud / f"{editie.naam}.json")
        except InvoerFouten as fout:
            fouten += fout.fouten
    if fouten:
        raise InvoerFouten(dict.fromkeys(fouten))
    return afgekeurd


def afgekeurde_rijen(editie: Editie) -> list[InvoerFout]:
    """Return every fault of the rows that will be rejected."""
    return [fout for fouten in _lees(editie).values() for fout in _afkeuringen(fouten)]


def _afkeuringen(tabel: pd.DataFrame) -> Iterator[InvoerFout]:
    velden = InvoerFout.__dataclass_fields__
    for rij in tabel.to_dict("records"):
        yield InvoerFout(**{str(k): v for k, v in rij.items() if k in velden})


def _onthouden(editie: Editie, pad: Path) -> dict[str, int]:
    stand = _stand(editie)
    if (eerder := lees_staat(pad, _als_aantallen)) and eerder[0] == stand:
        return eerder[1]
    afgekeurd = {soort: _aantal(fouten) for soort, fouten in _lees(editie).items()}
    schrijf_atomair(pad, json.dumps({"stand": stand, "afgekeurd": afgekeurd}))
    return afgekeurd


def _als_aantallen(inhoud: dict) -> tuple[str, dict[str, int]]:
    return inhoud["stand"], {soort: int(aantal) for soort, aantal in inhoud["afgekeurd"].items()}


def _stand(editie: Editie) -> str:
    """A hash of the content of every file on which the outcome depends."""
    invoer = [
        *editie.invoer,
        *(vorige.invoer if (vorige := _vorige(editie)) else []),
        *(pad for map_ in (GEBIEDEN, ORDENING, REGISTER) for pad in sorted(map_.glob("*.csv"))),
        REGISTER / "constateringen.toml",
        REGISTER / "samenvoegen.toml",
        *sorted((REGISTER / "vragenlijst").glob("*.toml")),
    ]
    code = bestanden_van("import lib.run.invoer")
    return hashlib.sha256("".join(sha256(pad) for pad in [*invoer, *code]).encode()).hexdigest()


def _vorige(editie: Editie) -> Editie | None:
    """Return the edition before, where its projects decide which links of ``editie`` are sound."""
    if not (editie.bestand("koppeling") and editie.bestand("projecten") and editie.vorige):
        return None
    vorige = lees_editie(editie.vorige)
    return vorige if vorige.bestand("projecten") else None


def _lees(editie: Editie) -> dict[str, pd.DataFrame]:
    """Read all that an edition consists of; return the faults of its rows, by kind of input."""
    from lib.analyse.constatering.register import lees_constateringen
    from lib.analyse.duiding import lees_duiding
    from lib.analyse.eigenkaarten import lees_eigen_kaarten
    from lib.editie.register import lees_register
    from lib.gebied.indeling import lees_regio_gemeente

    lees_regio_gemeente(editie)
    register = lees_register()
    lees_constateringen()
    lees_duiding(editie.bestand("duiding"), register.tabellen, register.ordening)
    lees_eigen_kaarten(editie)
    return dict(_afgekeurd(editie))


def _afgekeurd(editie: Editie) -> Iterator[tuple[str, pd.DataFrame]]:
    from lib.analyse.koppeling import koppel, lees_koppeling
    from lib.analyse.samenhang import lees_samenhangbesluiten
    from lib.inlezen.cijfers import lees_cijfers
    from lib.inlezen.polissen import lees_polissen
    from lib.venster.inlezen import lees_venster
    from lib.werkstructuur.aanspreekpunten import lees_aanspreekpunten
    from lib.werkstructuur.gesprekspunten import lees_gesprekspunten
    from lib.werkstructuur.marktaandeel import lees_marktaandelen

    koppeling = lees_koppeling(editie)
    if editie.bestand("projecten"):
        inlezing = _projecten(editie)
        yield "projecten", inlezing.afgekeurd
        lees_samenhangbesluiten(editie, inlezing.ingelezen)
        if vorige := _vorige(editie):
            yield (
                "koppeling",
                koppel(inlezing.ingelezen, _projecten(vorige).ingelezen, koppeling).afgekeurd,
            )
    if editie.bestand("venster"):
        yield "venster", lees_venster(editie).afgekeurd
    for soort, lees in (
        ("polissen", lees_polissen),
        ("aanspreekpunten", lees_aanspreekpunten),
        ("marktaandelen", lees_marktaandelen),
        ("gesprekspunten", lees_gesprekspunten),
        ("cijfers", lees_cijfers),
    ):
        if gelezen := lees(editie):
            yield soort, gelezen.afgekeurd


def _projecten(editie: Editie) -> "Inlezing":
    from lib.editie.ordening import lees_ordening
    from lib.inlezen.projecten import lees_projecten
    from lib.labels.besluiten import besliste_labels, lees_besluiten

    besluiten = lees_besluiten(editie.bestand("labelbesluiten"), lees_ordening())
    inlezing = lees_projecten(editie, besliste_labels(besluiten))
    if inlezing.ingelezen.empty:
        raise InvoerFouten([_niets_over(editie, inlezing), *_afkeuringen(inlezing.afgekeurd)][:_TOON])
    return inlezing


def _niets_over(editie: Editie, inlezing: "Inlezing") -> InvoerFout:
    bestanden = ", ".join(pad.name for pad in editie.alle_bestanden("projecten"))
    aantal = len(inlezing.geweigerd)
    wat = f"alle {aantal} rijen afgekeurd" if aantal else "geen enkele rij is een project"
    return InvoerFout(
        bestanden, f"{wat}; er is niets om te tellen. Herstel ze, ook in notebook 13-herstellen"
    )


def _aantal(fouten: pd.DataFrame) -> int:
    return len(fouten[[naam for naam in ("bestand", "blad", "rij") if naam in fouten]].drop_duplicates())
