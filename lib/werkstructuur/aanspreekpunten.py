"""Aanspreekpunten: who can be approached in a region, for which party and at which level.

What is read here leaves the project, so it holds no personal data: names, phone numbers and e-mail addresses
are never taken over, not even in a message about a fault. :mod:`lib.run.prive` makes the private copy.
Rules: VNG and ZN, Werkstructuur (2019), chapter 4.2, and VNG ledenbrief 19/053.
"""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from lib.editie.ordening import lees_ordening
from lib.gebied.jaar import gemeenten_van_editie
from lib.gebied.namen import Naamgids, Treffer, lees_naamgids
from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.inlezen.rijkeuring import Rijkeuring, afkeurtabel
from lib.inlezen.rijtabel import lees_rijen

if TYPE_CHECKING:
    from lib.editie.editie import Editie


PARTIJEN = ("gemeenten", "zorgverzekeraar", "zorgkantoor")
NIVEAUS = ("bestuurlijk", "ambtelijk")
VORMEN = ("bestuurlijke_tafel", "een_wethouder", "per_onderwerp", "anders")
STATUSSEN = ("bekend", "ontbreekt")
_VERPLICHT = ("regio", "partij", "niveau", "status")
PERSOONLIJK = ("naam", "functie", "telefoon", "email", "adres")
_OPTIONEEL = ("organisatie", "thema", "vorm", "regionaal_coordinator", *PERSOONLIJK)
AANSPREEKKOLOMMEN = (
    "regio",
    "partij",
    "niveau",
    "organisatie",
    "thema",
    "vorm",
    "regionaal_coordinator",
    "status",
)
_PLAATS = ("bestand", "blad", "rij")
NIET_OPGEGEVEN = "niet_opgegeven"


class Aanspreekpunten(NamedTuple):
    """What reading gave.

    ``punten``: ``AANSPREEKKOLOMMEN`` (str; regionaal_coordinator bool) and the place (bestand, blad str; rij
    int64). ``afgekeurd``: a row per fault, without values. ``gelezen``: the number of rows in the file.
    """

    punten: pd.DataFrame
    afgekeurd: pd.DataFrame
    gelezen: int


def lees_aanspreekpunten(editie: "Editie") -> Aanspreekpunten | None:
    """Return the aanspreekpunten of an edition without personal data; None where it has no list.

    CSV or Excel with ``_VERPLICHT`` and, if need be, ``_OPTIONEEL``. Regions are zorgkantoorregio's. A row
    with a fault is rejected, also one about a region that has no gemeenten in this edition. Raises
    InvoerFouten for an unreadable file or a missing column.
    """
    pad = editie.bestand("aanspreekpunten")
    if pad is None:
        return None
    rijen = lees_rijen_van(pad)
    gemeenten = gemeenten_van_editie(editie)
    gids = lees_naamgids(editie.tekenjaar, editie.bestand("aliassen"), gemeenten)
    regios = set(gemeenten["zorgkantoorregio"])
    themas = (*lees_ordening().codes("thema"), "alle")
    goed, fouten = [], []
    for rij in rijen.to_dict("records"):
        keuring = Rijkeuring(rij, geheim=True)
        waarden = _beoordeel(keuring, gids, regios, themas)
        fouten += keuring.fouten
        if not keuring.fouten:
            goed.append({**waarden, **{naam: rij[naam] for naam in _PLAATS}})
    punten = pd.DataFrame(goed, columns=[*AANSPREEKKOLOMMEN, *_PLAATS])
    soorten = dict.fromkeys(punten.columns, "str") | {"regionaal_coordinator": "bool", "rij": "int64"}
    return Aanspreekpunten(punten.astype(soorten), afkeurtabel(fouten), len(rijen))


def lees_rijen_van(pad: Path) -> pd.DataFrame:
    """Return the rows of the file as they stand, personal data included: only for the private copy.

    Raises InvoerFouten that repeat nothing of what stands in the file.
    """
    try:
        return lees_rijen(pad, _VERPLICHT, _OPTIONEEL)
    except InvoerFouten as fouten:
        # Without `from`: a name that stands where a head should be must not come along in the cause.
        veilig = [InvoerFout(een.bestand, een.reden, rij=een.rij, kolom=een.kolom) for een in fouten.fouten]
        raise InvoerFouten(veilig) from None


def _beoordeel(
    rij: Rijkeuring, gids: Naamgids, regios: Collection[str], themas: Sequence[str]
) -> dict[str, Any]:
    regio = rij.naam("regio", gids.zorgkantoorregio, bestaand=regios)
    partij = rij.keuze("partij", PARTIJEN)
    status = rij.keuze("status", STATUSSEN)
    if status == "ontbreekt" and any(rij.cel(naam) for naam in PERSOONLIJK):
        rij.fout("status", "status is ontbreekt, maar er staan gegevens van een persoon")
    return {
        "regio": regio,
        "partij": partij,
        "niveau": rij.keuze("niveau", NIVEAUS),
        "organisatie": rij.naam("organisatie", _zoeker(partij, gids), leeg_mag=True),
        "thema": rij.keuze("thema", themas, leeg_mag=True) or "alle",
        "vorm": rij.keuze("vorm", VORMEN, leeg_mag=True),
        "regionaal_coordinator": rij.keuze("regionaal_coordinator", ("ja", "nee"), leeg_mag=True) == "ja",
        "status": status,
    }


def _zoeker(partij: str, gids: Naamgids) -> Callable[[str], Treffer]:
    """Return what finds an organisation of this party: an insurer; a gemeente or else a Wmo-regio."""
    if partij != "gemeenten":
        return gids.zorgverzekeraar

    def gemeente(tekst: str) -> Treffer:
        treffer, regio = gids.gemeente(tekst), gids.regio(tekst)
        namen = tuple(gids.voluit(code).rpartition(" (")[0] for code in treffer.codes)
        return Treffer(tekst, namen or regio.codes, treffer.hoe, treffer.suggestie)

    return gemeente


def volledigheid(punten: pd.DataFrame, regios: Sequence[str]) -> pd.DataFrame:
    """Return region × partij × niveau: regio, partij, niveau, stand (str) and aantal (int64, those known).

    ``stand`` is bekend, ontbreekt (the list says so) or niet_opgegeven (the list is silent). Every region of
    ``regios`` has all six rows, in fixed order.
    """
    vakken = pd.MultiIndex.from_product([regios, PARTIJEN, NIVEAUS], names=["regio", "partij", "niveau"])
    per_vak = punten.groupby(["regio", "partij", "niveau"])["status"]
    bekend = per_vak.agg(lambda stand: (stand == "bekend").sum()).reindex(vakken)
    stand = pd.Series("bekend", index=vakken, dtype="str")
    stand[bekend.isna()] = NIET_OPGEGEVEN
    stand[bekend == 0] = "ontbreekt"
    aantal = bekend.fillna(0).astype("int64")
    return pd.DataFrame({"stand": stand, "aantal": aantal}).reset_index()


def lacunes(volledig: pd.DataFrame) -> pd.DataFrame:
    """Return the gaps of :func:`volledigheid`: regio and what is missing, one row per region (str)."""
    weg = volledig[volledig["stand"] != "bekend"]
    wat = weg["partij"] + ", " + weg["niveau"] + " (" + weg["stand"].str.replace("_", " ") + ")"
    return wat.groupby(weg["regio"], sort=False).agg("; ".join).rename("ontbreekt").reset_index()


def bekend_per_regio(volledig: pd.DataFrame) -> pd.Series:
    """Return how many of the six of :func:`volledigheid` are known: int64 by regio, in its order."""
    return volledig["stand"].eq("bekend").groupby(volledig["regio"], sort=False).sum().astype("int64")


def aan_tafel(punten: pd.DataFrame) -> dict[str, set[str]]:
    """Return for each region the zorgverzekeraars with a known aanspreekpunt, in whichever role.

    A zorgkantoorhouder counts: in principle it may act for the insurers of the region (4.2.2).
    """
    mee = punten[
        punten["partij"].isin(["zorgverzekeraar", "zorgkantoor"])
        & (punten["status"] == "bekend")
        & (punten["organisatie"] != "")
    ]
    return {regio: set(namen) for regio, namen in mee.groupby("regio")["organisatie"]}


def vormen_per_regio(punten: pd.DataFrame, regios: Sequence[str]) -> pd.DataFrame:
    """Return per region the forms that its gemeenten chose, and whether a coordinator is known (str)."""
    eigen = punten[punten["partij"] == "gemeenten"]
    vormen = eigen[eigen["vorm"] != ""].groupby("regio")["vorm"].agg(lambda kolom: sorted(set(kolom)))
    coordinator = eigen.groupby("regio")["regionaal_coordinator"].any()
    rijen = [
        (
            regio,
            ", ".join(vormen.get(regio, [])).replace("_", " "),
            "ja" if coordinator.get(regio) else "onbekend",
        )
        for regio in regios
    ]
    return pd.DataFrame(rijen, columns=["regio", "vorm", "regionaal_coordinator"], dtype="str")
