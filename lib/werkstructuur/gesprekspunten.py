"""Gesprekspunten: per region and subject what the parties want to and can talk about.

Insurers may not jointly agree on what they compete on (Mededingingswet; Werkstructuur 2019, 4.2.4). So a
subject that is marked competition-sensitive is at most agreed on bilaterally, by each insurer apart; a row
that says otherwise is reported and shown as bilateral.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from lib.editie.ordening import lees_ordening
from lib.gebied.aliassen import sleutel
from lib.gebied.jaar import gemeenten_van_editie
from lib.gebied.namen import Naamgids, lees_naamgids
from lib.inlezen.persoonsgegevens import maskeer
from lib.inlezen.rijkeuring import Rijkeuring, afkeurtabel
from lib.inlezen.rijtabel import lees_rijen

if TYPE_CHECKING:
    from lib.editie.editie import Editie


_VERPLICHT = ("regio", "onderwerp", "thema", "willen", "kunnen", "afspraak_mogelijk", "concurrentiegevoelig")
_OPTIONEEL = ("toelichting",)
_VRIJ = ("onderwerp", "toelichting")  # where people write what they like, a name for instance
_JA_NEE = ("ja", "nee")
OPGAVE = ("gezamenlijk", "bilateraal", "nee")  # what the column afspraak_mogelijk may say
STANDEN = ("gezamenlijk", "bilateraal", "geen_afspraak", "niet_bespreken")
THEMAS = ("ouderen", "ggz", "preventie")  # at least these in every region (VNG ledenbrief 19/053)
TEGENSPRAAK = {
    "bilateraal": "concurrentiegevoelig, dus geen gezamenlijke afspraak",
    "niet_bespreken": "partijen willen of kunnen er niet over praten",
}
_PLAATS = ("bestand", "blad", "rij")
GESPREKKOLOMMEN = (*_VERPLICHT, "toelichting", "stand", "tegenstrijdig")


class Gesprekspunten(NamedTuple):
    """What reading gave.

    ``punten``: ``GESPREKKOLOMMEN`` (str; tegenstrijdig bool) and bestand, blad (str), rij (int64). ``stand``
    is what may be shown (``STANDEN``). ``afgekeurd``: a row per fault. ``meldingen``: a row per
    contradiction, which is used as bilateral. ``gelezen``: the number of rows in the file.
    """

    punten: pd.DataFrame
    afgekeurd: pd.DataFrame
    meldingen: pd.DataFrame
    gelezen: int


def lees_gesprekspunten(editie: "Editie") -> Gesprekspunten | None:
    """Return the gesprekspunten of an edition; None where it has none.

    CSV or Excel with ``_VERPLICHT``; ``afspraak_mogelijk`` is gezamenlijk (or ja), bilateraal or nee. A row
    with an unknown name or value, or a subject that its region has already, is rejected. Personal data in
    free text is masked. Raises InvoerFouten for an unreadable file or a missing column.
    """
    pad = editie.bestand("gesprekspunten")
    if pad is None:
        return None
    rijen = lees_rijen(pad, _VERPLICHT, _OPTIONEEL)
    gemeenten = gemeenten_van_editie(editie)
    gids = lees_naamgids(editie.tekenjaar, editie.bestand("aliassen"), gemeenten)
    regios = set(gemeenten["zorgkantoorregio"])
    themas = lees_ordening().codes("thema")
    goed, fouten, meldingen, gezien = [], [], [], set()
    for vak in _VRIJ:
        rijen[vak] = rijen[vak].map(lambda tekst: maskeer(tekst)[0])
    for rij in rijen.to_dict("records"):
        keuring = Rijkeuring(rij)
        punt = _beoordeel(keuring, gids, regios, themas)
        kenmerk = punt["regio"], sleutel(punt["onderwerp"])
        if not keuring.fouten and kenmerk in gezien:
            keuring.fout("onderwerp", "dit onderwerp staat er voor deze regio al")
        fouten += keuring.fouten
        if not keuring.fouten:
            gezien.add(kenmerk)
            plaats: dict[str, Any] = {naam: rij[naam] for naam in _PLAATS}
            goed.append({**punt, **_zonder_tegenspraak(punt, keuring), **plaats})
            meldingen += keuring.fouten  # those found just now: what contradicts itself
    punten = pd.DataFrame(goed, columns=[*GESPREKKOLOMMEN, *_PLAATS])
    soorten = dict.fromkeys(punten.columns, "str") | {"tegenstrijdig": "bool", "rij": "int64"}
    return Gesprekspunten(punten.astype(soorten), afkeurtabel(fouten), afkeurtabel(meldingen), len(rijen))


def _beoordeel(
    rij: Rijkeuring, gids: Naamgids, regios: Collection[str], themas: Sequence[str]
) -> dict[str, str]:
    if not rij.cel("onderwerp"):
        rij.fout("onderwerp", "mag niet leeg zijn")
    ja = sleutel(rij.cel("afspraak_mogelijk")) == "ja"  # a plain yes claims a joint agreement
    return {
        "regio": rij.naam("regio", gids.zorgkantoorregio, bestaand=regios),
        "onderwerp": rij.cel("onderwerp"),
        "thema": rij.keuze("thema", themas),
        **{naam: rij.keuze(naam, _JA_NEE) for naam in ("willen", "kunnen", "concurrentiegevoelig")},
        "afspraak_mogelijk": "gezamenlijk" if ja else rij.keuze("afspraak_mogelijk", OPGAVE),
        "toelichting": rij.cel("toelichting"),
    }


def _zonder_tegenspraak(punt: dict[str, str], rij: Rijkeuring) -> dict[str, Any]:
    """Return what of a subject may be shown; what its row claims beyond that is reported, not kept."""
    stand = bepaal_stand(punt)
    toegestaan = stand if stand in OPGAVE else "nee"
    if punt["afspraak_mogelijk"] != toegestaan:
        reden = f"{TEGENSPRAAK[stand]}; getoond als {stand.replace('_', ' ')}"
        rij.fout("afspraak_mogelijk", reden)
    anders = punt["afspraak_mogelijk"] != toegestaan
    return {"stand": stand, "afspraak_mogelijk": toegestaan, "tegenstrijdig": anders}


def bepaal_stand(punt: dict[str, str]) -> str:
    """Return what may be shown of a subject, one of ``STANDEN``.

    A subject that the parties do not want to, or cannot, talk about is niet_bespreken. A
    competition-sensitive one is never gezamenlijk, whatever its row claims.
    """
    if "nee" in (punt["willen"], punt["kunnen"]):
        return "niet_bespreken"
    if punt["afspraak_mogelijk"] == "nee":
        return "geen_afspraak"
    return "bilateraal" if punt["concurrentiegevoelig"] == "ja" else punt["afspraak_mogelijk"]


def per_verzekeraar(punten: pd.DataFrame, verzekeraars: Mapping[str, Collection[str]]) -> pd.DataFrame:
    """Return the bilateral subjects for each insurer apart: regio, onderwerp, thema, zorgverzekeraar (str).

    ``verzekeraars`` names those at the table of a region; a region without any has one row without a name.
    """
    apart = punten.loc[punten["stand"] == "bilateraal", ["regio", "onderwerp", "thema"]]
    namen = [sorted(verzekeraars.get(regio, ())) or [""] for regio in apart["regio"]]
    return (
        apart.assign(zorgverzekeraar=pd.Series(namen, index=apart.index, dtype=object))
        .explode("zorgverzekeraar", ignore_index=True)
        .astype("str")
    )


def verplichte_themas(punten: pd.DataFrame, regios: Sequence[str]) -> pd.DataFrame:
    """Return regio × the three themes: the number of subjects that can be talked about (int64).

    The index is ``regios``, in their order. Presence only: nothing here says how good the talk is.
    """
    mee = punten[(punten["stand"] != "niet_bespreken") & punten["thema"].isin(THEMAS)]
    telling = mee.groupby(["regio", "thema"]).size().unstack(fill_value=0)
    return telling.reindex(index=list(regios), columns=list(THEMAS), fill_value=0).astype("int64")
