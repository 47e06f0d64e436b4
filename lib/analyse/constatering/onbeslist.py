"""What an edition's own files leave open: findings that they say cannot be decided, so that none is decided.

``onbeslist.csv`` links a finding to the contradiction between the sources (``tegenstrijdigheid``, by number),
to the reading beside a table (``duiding``, as ``tabel_id/rij``) or to the remark with a project (``project``,
by project_id) that leaves it open. Columns constatering, bron, verwijzing, reden.
"""

from collections.abc import Collection, Mapping

import pandas as pd

from lib.editie.editie import Editie
from lib.grond.fouten import InvoerFout, dichtst, meld
from lib.grond.tabel import Kolom, lees_ruw, lees_tabel
from lib.grond.toml import lees_toml

_BRONNEN = {
    "tegenstrijdigheid": "de bronnen spreken zichzelf of elkaar tegen (tegenstrijdigheid {}): {}",
    "duiding": "dat staat ook bij de tabel ({}): {}",
    "project": "dat staat ook bij het project ({}): {}",
}
_KOLOMMEN = {
    "constatering": Kolom(),
    "bron": Kolom(keuze=tuple(_BRONNEN)),
    "verwijzing": Kolom(),
    "reden": Kolom(),
}


def lees_onbeslist(
    editie: Editie, constateringen: Collection[str], projecten: Collection[str]
) -> pd.DataFrame:
    """Return the links of an edition (``_KOLOMMEN``, str); without a file the table is empty.

    Raises InvoerFouten with every finding, contradiction, reading or project that does not exist, and the
    nearest that does.
    """
    pad = editie.bestand("onbeslist")
    if pad is None:
        return pd.DataFrame(columns=list(_KOLOMMEN), dtype="str")
    tabel, fouten = lees_ruw(pad, _KOLOMMEN)
    bekend = {
        "tegenstrijdigheid": _nummers(editie),
        "duiding": _duidingen(editie),
        "project": set(projecten),
    }
    for rij in tabel.itertuples():
        for kolom, geldig in (("constatering", set(constateringen)), ("verwijzing", bekend.get(rij.bron))):
            waarde = getattr(rij, kolom)
            if geldig is not None and waarde not in geldig:
                tip = dichtst(waarde, geldig)
                reden = f"bestaat niet als {kolom if kolom == 'constatering' else rij.bron}"
                fouten.append(InvoerFout(str(pad), reden, "", rij.Index, kolom, waarde, tip))
    meld(fouten)
    return tabel


def _nummers(editie: Editie) -> set[str]:
    pad = editie.bestand("tegenstrijdigheden")
    return set() if pad is None else set(lees_tabel(pad)["nummer"])


def _duidingen(editie: Editie) -> set[str]:
    pad = editie.bestand("duiding")
    if pad is None:
        return set()
    stukken = lees_toml(pad).get("duiding", [])
    return {f"{stuk.get('tabel_id')}/{stuk.get('rij')}" for stuk in stukken}


def redenen(onbeslist: pd.DataFrame) -> Mapping[str, str]:
    """Return, by finding, why it is left open, in a sentence without a capital."""
    uit: dict[str, str] = {}
    for rij in onbeslist.itertuples():
        zin = _BRONNEN[rij.bron].format(rij.verwijzing, rij.reden)
        uit[rij.constatering] = f"{uit[rij.constatering]} {zin}" if rij.constatering in uit else zin
    return uit
