"""Before anything is written: whether every input is there, well-formed, and known.

All editions are read as the notebooks will read them, without writing, so that a fault of
structure stops a run before its first result and all faults are reported together.
"""

import hashlib
import json
from pathlib import Path

from lib.afhankelijkheid import bestanden_van
from lib.editie import Editie
from lib.fouten import InvoerFout, InvoerFouten
from lib.herkomst import sha256
from lib.paden import GEBIEDEN, ORDENING, REGISTER
from lib.uitvoeren import schrijf_atomair


def controleer_edities(edities: list[Editie], onthoud: Path) -> dict[str, int]:
    """Return for each edition the number of rows that will be rejected.

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
        raise InvoerFouten(fouten)
    return afgekeurd


def afgekeurde_rijen(editie: Editie) -> list[InvoerFout]:
    """Return every fault of the rows that will be rejected."""
    velden = InvoerFout.__dataclass_fields__
    afgekeurd = _lees(editie).afgekeurd
    return [
        InvoerFout(**{k: v for k, v in rij.items() if k in velden}) for rij in afgekeurd.to_dict("records")
    ]


def _onthouden(editie: Editie, pad: Path) -> int:
    stand = _stand(editie)
    if pad.is_file() and (eerder := json.loads(pad.read_text()))["stand"] == stand:
        return eerder["afgekeurd"]
    afgekeurd = _aantal(_lees(editie))
    schrijf_atomair(pad, json.dumps({"stand": stand, "afgekeurd": afgekeurd}))
    return afgekeurd


def _stand(editie: Editie) -> str:
    """A hash of the content of every file on which the outcome depends."""
    invoer = [
        *editie.invoer,
        *(pad for map_ in (GEBIEDEN, ORDENING, REGISTER) for pad in sorted(map_.glob("*.csv"))),
        REGISTER / "constateringen.toml",
        REGISTER / "samenvoegen.toml",
    ]
    code = bestanden_van("import lib.voorcontrole")
    return hashlib.sha256("".join(sha256(pad) for pad in [*invoer, *code]).encode()).hexdigest()


def _lees(editie: Editie):
    """Read all that an edition consists of; return the reading of its projects."""
    from lib.constatering_register import lees_constateringen
    from lib.duiding import lees_duiding
    from lib.inlezen import lees_projecten
    from lib.labels import besliste_labels, lees_besluiten
    from lib.polissen import lees_polissen
    from lib.register import lees_register

    register = lees_register()
    lees_constateringen()
    lees_duiding(editie.bestand("duiding"), register.tabellen, register.ordening)
    lees_polissen(editie)
    besluiten = lees_besluiten(editie.bestand("labelbesluiten"), register.ordening)
    return lees_projecten(editie, besliste_labels(besluiten))


def _aantal(inlezing) -> int:
    return len(inlezing.afgekeurd[["bestand", "blad", "rij"]].drop_duplicates())
