"""The gemeenten of any year that is known, in the columns of gemeenten.csv.

Names and codes follow from the herindelingen, regions from :mod:`lib.gebied.indeling`, and inhabitants are
those of 1 January 2017 on the territory of today's gemeente, so that every year counts the same people.
"""

from collections.abc import Hashable
from typing import TYPE_CHECKING

import pandas as pd

from lib.editie.jaren import EERSTE_JAAR
from lib.gebied.herindeling import naam
from lib.gebied.indeling import lees_regio_gemeente, op
from lib.gebied.keuze import LIGT_IN
from lib.gebied.omrekenen import inwoners_van
from lib.gebied.tabellen import CODEKOLOM, GEMEENTEN, lees_gemeenten, lees_regios
from lib.grond.paden import GEBIEDEN

if TYPE_CHECKING:
    from lib.editie.editie import Editie


_EIGEN = ("verhuizingen", "regio_indeling")  # files of an edition that decide in which region a gemeente lies
_gemaakt: dict[Hashable, pd.DataFrame] = {}


def gemeenten_van(jaar: int = EERSTE_JAAR, editie: "Editie | None" = None) -> pd.DataFrame:
    """Return the gemeenten of 1 January ``jaar``, columns and dtypes as in ``GEMEENTEN``, by gm_code.

    ``editie``: with the moves and the division of that edition. ``zk_deelregio`` is empty for a gemeente
    formed since 2017. Made once for each state of the files that it rests on. Raises InvoerFouten, and
    ValueError outside the years of ``JAREN``.
    """
    sleutel = (jaar, *_stand(editie))
    if sleutel not in _gemaakt:
        _gemaakt[sleutel] = _maak(jaar, editie)
    return _gemaakt[sleutel].copy()


def _stand(editie: "Editie | None") -> tuple[Hashable, ...]:
    """Return the years that must be covered, and what the files hold."""
    jaren = {editie.indelingsjaar, editie.tekenjaar} if editie else {EERSTE_JAAR}
    eigen = list(filter(None, map(editie.bestand, _EIGEN))) if editie else []
    bestanden = (pad for pad in (*sorted(GEBIEDEN.glob("*.csv")), *eigen) if pad.is_file())
    return frozenset(jaren), *((pad.name, pad.read_bytes()) for pad in bestanden)


def _maak(jaar: int, editie: "Editie | None") -> pd.DataFrame:
    basis = lees_gemeenten().set_index("gm_code")
    inwoners = inwoners_van(jaar)
    tabel = pd.DataFrame({"gm_code": list(inwoners)}, dtype="str")
    tabel["gm_naam"] = tabel["gm_code"].map(naam)
    tabel["inwoners_2017"] = tabel["gm_code"].map(inwoners)
    leden = op(lees_regio_gemeente(editie, alles=True), jaar)
    for soort, (zekerheid, twijfel) in LIGT_IN.items():
        eigen = leden[leden["indeling"] == soort].set_index("gm_code")
        kolommen = {soort: "regio", zekerheid: "zekerheid", twijfel: "reden"}
        for kolom, bron in kolommen.items():
            if kolom:
                tabel[kolom] = tabel["gm_code"].map(eigen[bron])
    code_van = lees_regios().set_index(["regio_soort", "naam"])["code"]
    for soort, kolom in CODEKOLOM.items():
        tabel[kolom] = tabel[soort].map(code_van[soort])
    tabel["zk_deelregio"] = tabel["gm_code"].map(basis["zk_deelregio"]).fillna("")
    tekst = dict.fromkeys(tabel.columns.drop("inwoners_2017"), "str")
    return tabel.astype(tekst)[list(GEMEENTEN.columns)]


def gemeenten_van_editie(editie: "Editie") -> pd.DataFrame:
    """Return the gemeenten that the results of an edition are about: those of its ``tekenjaar``."""
    return gemeenten_van(editie.tekenjaar, editie)
