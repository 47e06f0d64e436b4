"""The same project reported twice: identifiers, exact duplicates and look-alikes.

Two rows are the same project when title, zorgverzekeraars, places and labels are all the same; then the
later one is merged into the earlier. Rows that share only a title are kept and reported.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from lib.aliassen import sleutel
from lib.rijen import VRIJ, Rij

# What, with the title, makes two rows the same project.
KENMERKEN = (
    "zorgverzekeraars",
    "gemeenten",
    "wmo_regios_genoemd",
    "thema",
    "instrument",
    "vorm",
    "schaal",
    "is_minimacontract",
    "reden_geen_gemeenten",
)


def project_ids(gegeven: Iterable[str], titels: Iterable[str]) -> list[str]:
    """Return a project_id for each row: the given one, else made from the title.

    A made one is the title in small letters with hyphens; a repeat, or one that is already given to
    another row, gets ``-2``, ``-3``... A row without either gets ``""``.
    """
    gegeven = list(gegeven)
    bezet, gebruikt, ids = set(gegeven), defaultdict(int), []
    for eigen, titel in zip(gegeven, titels, strict=True):
        if eigen or not sleutel(titel):
            ids.append(eigen)
            continue
        basis = _slug(titel)
        kandidaat = basis
        while True:
            gebruikt[basis] += 1
            kandidaat = basis if gebruikt[basis] == 1 else f"{basis}-{gebruikt[basis]}"
            if kandidaat not in bezet:
                break
        bezet.add(kandidaat)
        ids.append(kandidaat)
    return ids


def _slug(titel: str) -> str:
    plat = unicodedata.normalize("NFKD", titel.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plat).strip("-") or "project"


def keur_dubbele_ids(rijen: list[Rij]) -> None:
    """Add a fault to every row whose given project_id also stands on a row that is not the same project.

    All of them are rejected, for nothing says which one is right.
    """
    groepen: dict[str, list[Rij]] = defaultdict(list)
    for rij in rijen:
        if rij.ruw["project_id"]:
            groepen[rij.project_id].append(rij)
    for project_id, groep in groepen.items():
        zelfde = not any(rij.fouten for rij in groep) and len({kenmerk(rij) for rij in groep}) == 1
        if len(groep) > 1 and not zelfde:
            for rij in groep:
                andere = ", ".join(plaats(ander) for ander in groep[:6] if ander is not rij)
                rij.fout("project_id", f"project_id komt vaker voor, ook op {andere}", project_id)


def voeg_samen(rijen: list[Rij]) -> tuple[list[Rij], list[Rij]]:
    """Return the rows that stay and the rows merged into them; both lists in reading order.

    A row that stays gets the places of its duplicates in ``waarden["samengevoegd_met"]`` (list of str),
    a merged row gets a notice that names the row it went into and the columns in which they differ.
    Rows with the same title that stay apart get a notice that they may be one project.
    """
    blijft: dict[tuple, Rij] = {}
    titels: dict[str, Rij] = {}
    weg = []
    for rij in rijen:
        eerste = blijft.setdefault(kenmerk(rij), rij)
        if eerste is not rij:
            eerste.waarden["samengevoegd_met"].append(plaats(rij))
            _meld_samengevoegd(rij, eerste)
            weg.append(rij)
            continue
        rij.waarden["samengevoegd_met"] = []
        gelijknamig = titels.setdefault(sleutel(rij.ruw["titel"]), rij)
        if gelijknamig is not rij:
            _meld_gelijknamig(rij, gelijknamig)
    return list(blijft.values()), weg


def _meld_samengevoegd(rij: Rij, eerste: Rij) -> None:
    vrij = (naam for naam in VRIJ if naam != "reden_geen_gemeenten")
    verschil = [naam for naam in ("project_id", *vrij) if rij.ruw[naam] != eerste.ruw[naam]]
    anders = f"; anders en niet overgenomen: {', '.join(verschil)}" if verschil else ""
    rij.meld("titel", f"zelfde project als {plaats(eerste)}; samengevoegd{anders}", rij.ruw["titel"])


def _meld_gelijknamig(rij: Rij, eerste: Rij) -> None:
    verschil = [naam for naam in KENMERKEN if eerste.waarden[naam] != rij.waarden[naam]]
    anders = f"niet samengevoegd, want anders: {', '.join(verschil)}"
    rij.meld("titel", f"mogelijk hetzelfde project als {plaats(eerste)}; {anders}", rij.ruw["titel"])


def kenmerk(rij: Rij) -> tuple:
    """Return what makes a row this project and no other."""
    waarden = (rij.waarden[naam] for naam in KENMERKEN)
    return (sleutel(rij.ruw["titel"]), *(tuple(w) if isinstance(w, list) else w for w in waarden))


def plaats(rij: Rij) -> str:
    """Return where a row stands, in Dutch: ``projecten.xlsx, blad Blad1, rij 7``."""
    blad = f", blad {rij.ruw['blad']}" if rij.ruw["blad"] else ""
    return f"{rij.ruw['bestand']}{blad}, rij {rij.ruw['rij']}"
