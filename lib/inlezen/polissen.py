"""Gemeentepolissen: which gemeenten have a collective contract for minima, with which zorgverzekeraars.

The full list stands apart from the projects, of which only some are such contracts (AEF 2017, IV.4).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from lib.gebied.jaar import gemeenten_van
from lib.gebied.namen import Naamgids, Treffer, lees_naamgids
from lib.gebied.omrekenen import omrekenen
from lib.inlezen.rijjaar import Gidsen, jaar_van
from lib.inlezen.rijtabel import lees_rijen

if TYPE_CHECKING:
    from lib.editie.editie import Editie


_VERPLICHT = ("gemeente", "zorgverzekeraar")
_KOLOMMEN = ("gm_code", "zorgverzekeraar", "jaar")
_EIGEN_JAAR = ("jaar_bron",)  # ``jaar`` is that of the contract, which says nothing of the names
_AFGEKEURD = ("bestand", "rij", "kolom", "waarde", "reden", "suggestie")


class Polissen(NamedTuple):
    """The contracts, each once, and a row per fault (columns ``_AFGEKEURD``).

    ``polissen``: the columns ``_KOLOMMEN`` (str) and ``geschat`` (bool): the gemeente of the row was divided
    since, and this is one of its parts.
    """

    polissen: pd.DataFrame
    afgekeurd: pd.DataFrame


def lees_polissen(editie: "Editie") -> Polissen | None:
    """Return the contracts of an edition and the rows that were rejected; None where it has no list.

    The list, CSV or Excel, has ``gemeente`` (or ``gm_code``), ``zorgverzekeraar`` and, if need be, ``jaar``
    (of the contract) and ``jaar_bron``. Names are matched as in projects, in the division of ``jaar_bron``,
    else of the edition's year, and carried to its ``tekenjaar``. A row with an unknown name is rejected;
    InvoerFouten for a missing column.
    """
    pad = editie.bestand("polissen")
    if pad is None:
        return None
    tabel = lees_rijen(pad, _VERPLICHT, ("jaar", *_EIGEN_JAAR), {"gm_code": "gemeente"})
    gidsen = _gidsen(editie)
    goed, fouten = [], []
    for rij in tabel.to_dict("records"):
        jaar = jaar_van(rij, editie.indelingsjaar, _EIGEN_JAAR).jaar
        gelezen = list(_lees_rij(rij, gidsen.van(jaar)))
        fouten += [_fout(rij, *een) for een in gelezen if not een[2].gevonden]
        if all(treffer.gevonden for _, _, treffer in gelezen):
            gemeente, verzekeraar = (treffer.codes[0] for _, _, treffer in gelezen)
            goed.append((gemeente, verzekeraar, rij["jaar"], jaar))
    gelezen_in = pd.DataFrame(goed, columns=[*_KOLOMMEN, "gelezen_in"])
    polissen = _in_tekenjaar(gelezen_in, editie.tekenjaar)
    return Polissen(polissen, pd.DataFrame(fouten, columns=list(_AFGEKEURD)))


def _gidsen(editie: "Editie") -> Gidsen:
    """Return the guides to names: of the edition's own year, and of another when a row is of that."""
    jaar, eigen = editie.indelingsjaar, editie.bestand("aliassen")
    gids = lees_naamgids(jaar, eigen, gemeenten_van(jaar, editie))
    return Gidsen(gids, jaar, lambda ander: lees_naamgids(ander, eigen))


def _in_tekenjaar(polissen: pd.DataFrame, tekenjaar: int) -> pd.DataFrame:
    """Return the contracts, each once, in the gemeenten of the year in which the edition is drawn."""
    delen = [
        omrekenen(groep[list(_KOLOMMEN)], int(str(jaar)), tekenjaar).drop(columns="aandeel")
        for jaar, groep in polissen.groupby("gelezen_in")
    ]
    if not delen:
        return polissen[list(_KOLOMMEN)].astype("str").assign(geschat=pd.Series(dtype=bool))
    per = pd.concat(delen).groupby(list(_KOLOMMEN), sort=True)["geschat"].all().reset_index()
    return per.astype(dict.fromkeys(_KOLOMMEN, "str"))


def _lees_rij(rij: dict[str, str], gids: Naamgids) -> Iterator[tuple[str, str, Treffer]]:
    yield "gemeente", rij["gemeente"], gids.gemeente(rij["gemeente"])
    yield "zorgverzekeraar", rij["zorgverzekeraar"], gids.zorgverzekeraar(rij["zorgverzekeraar"])


def _fout(rij: dict[str, Any], kolom: str, waarde: str, treffer: Treffer) -> tuple:
    reden = f"onbekende {kolom}" if waarde.strip() else f"{kolom} ontbreekt"
    return rij["bestand"], rij["rij"], kolom, waarde, reden, treffer.suggestie
