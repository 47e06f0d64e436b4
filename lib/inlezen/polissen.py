"""Gemeentepolissen: which gemeenten have a collective contract for minima, with which zorgverzekeraars.

The full list stands apart from the projects, of which only some are such contracts (AEF 2017, IV.4).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from lib.gebied.jaar import gemeenten_van
from lib.gebied.namen import Naamgids, Treffer, lees_naamgids
from lib.gebied.omrekenen import omrekenen
from lib.inlezen.werkblad import lees_rijen

if TYPE_CHECKING:
    from lib.editie.editie import Editie


_VERPLICHT = ("gemeente", "zorgverzekeraar")
_KOLOMMEN = ("gm_code", "zorgverzekeraar", "jaar")
_AFGEKEURD = ("bestand", "rij", "kolom", "waarde", "reden", "suggestie")


class Polissen(NamedTuple):
    """The contracts (columns ``_KOLOMMEN``, str, each once) and a row per fault (columns ``_AFGEKEURD``)."""

    polissen: pd.DataFrame
    afgekeurd: pd.DataFrame


def lees_polissen(editie: "Editie") -> Polissen | None:
    """Return the contracts of an edition and the rows that were rejected; None where it has no list.

    The list, CSV or Excel, has ``gemeente`` (or ``gm_code``), ``zorgverzekeraar`` and, if need be, ``jaar``.
    Names are matched as in projects. A row with an unknown name is rejected; InvoerFouten for a missing
    column.
    """
    pad = editie.bestand("polissen")
    if pad is None:
        return None
    tabel = lees_rijen(pad, _VERPLICHT, ("jaar",), {"gm_code": "gemeente"})
    gemeenten = gemeenten_van(editie.indelingsjaar, editie)
    gids = lees_naamgids(editie.indelingsjaar, editie.bestand("aliassen"), gemeenten)
    goed, fouten = [], []
    for rij in tabel.to_dict("records"):
        gelezen = list(_lees_rij(rij, gids))
        fouten += [_fout(rij, *een) for een in gelezen if not een[2].gevonden]
        if all(treffer.gevonden for _, _, treffer in gelezen):
            gemeente, verzekeraar = (treffer.codes[0] for _, _, treffer in gelezen)
            goed.append((gemeente, verzekeraar, rij["jaar"]))
    polissen = _in_tekenjaar(pd.DataFrame(goed, columns=list(_KOLOMMEN), dtype="str"), editie)
    return Polissen(polissen, pd.DataFrame(fouten, columns=list(_AFGEKEURD)))


def _in_tekenjaar(polissen: pd.DataFrame, editie: "Editie") -> pd.DataFrame:
    """Return the contracts, each once, in the gemeenten of the year in which the edition is drawn."""
    if editie.tekenjaar == editie.indelingsjaar:
        return polissen.drop_duplicates(ignore_index=True)
    return omrekenen(polissen, editie.indelingsjaar, editie.tekenjaar)[list(_KOLOMMEN)].astype("str")


def _lees_rij(rij: dict[str, str], gids: Naamgids) -> Iterator[tuple[str, str, Treffer]]:
    yield "gemeente", rij["gemeente"], gids.gemeente(rij["gemeente"])
    yield "zorgverzekeraar", rij["zorgverzekeraar"], gids.zorgverzekeraar(rij["zorgverzekeraar"])


def _fout(rij: dict[str, Any], kolom: str, waarde: str, treffer: Treffer) -> tuple:
    reden = f"onbekende {kolom}" if waarde.strip() else f"{kolom} ontbreekt"
    return rij["bestand"], rij["rij"], kolom, waarde, reden, treffer.suggestie
