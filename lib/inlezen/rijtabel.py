"""Small lists of an edition (contacts, contracts, subjects), CSV or Excel, as a table of strings."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import pandas as pd

from lib.gebied.aliassen import sleutel
from lib.grond.fouten import InvoerFout, InvoerFouten, dichtst
from lib.inlezen.celkeuring import Celkeuring
from lib.inlezen.werkblad import Kop, Structuurfout, herken, lees_bladen, niet_leeg, zoek_kop


def lees_rijen(
    pad: Path,
    verplicht: Collection[str],
    optioneel: Collection[str] = (),
    anders: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Return the rows of every sheet of ``pad``: bestand, blad (str), rij (int64) and the columns (str).

    The heads (:func:`zoek_kop`) are matched as :func:`lib.gebied.aliassen.sleutel` compares names;
    ``anders`` holds other heads for a column. A sheet without any of ``verplicht`` (a guide, a list) is left
    out where another sheet has them; so are empty rows and columns that are not asked for. What Excel shows
    besides (hidden rows, struck-through cells, formulas) stands in ``attrs["meldingen"]`` (InvoerFout).
    Raises InvoerFouten, all together: an unreadable file, a column of ``verplicht`` that is missing or
    double, a cell that Excel could not compute.
    """
    namen = [*verplicht, *optioneel]
    koppen = {sleutel(kop): naam for kop, naam in [*(anders or {}).items(), *zip(namen, namen, strict=True)]}
    meldingen: list[InvoerFout] = []
    try:
        bladen = [
            blad for blad in lees_bladen(pad, pad.name, koppen, meldingen) if any(map(niet_leeg, blad.rijen))
        ]
    except Structuurfout as fout:
        raise InvoerFouten([fout.fout]) from fout
    gevonden = [zoek_kop(blad, lambda rij: herken(rij, koppen), verplicht.__contains__) for blad in bladen]
    met = [kop for kop in gevonden if set(kop.kolommen.values()) & set(verplicht)] or gevonden[:1]
    fouten = [fout for kop in met for fout in _kopfouten(kop, verplicht)]
    if fouten or not met:
        raise InvoerFouten(fouten or [InvoerFout(pad.name, "bestand is leeg")])
    gekeurd = [Celkeuring(kop, datum_mag=namen).keur() for kop in met]
    if fouten := [fout for een in gekeurd for fout in een.celfouten]:
        raise InvoerFouten(fouten)
    meldingen += [melding for een in gekeurd for melding in (*een.twijfels, *een.meldingen)]
    rijen = [
        {**kop.plaats, "rij": nummer, **dict(zip(kop.kolommen.values(), cellen, strict=True))}
        for kop in met
        for nummer, rij, cellen in kop.rijen()
        if niet_leeg(rij)
    ]
    tabel = pd.DataFrame(rijen, columns=["bestand", "blad", "rij", *namen])
    soorten = dict.fromkeys(("bestand", "blad", *namen), "str") | {"rij": "int64"}
    tabel = tabel.astype(object).fillna("").astype(soorten)
    tabel.attrs["meldingen"] = meldingen
    return tabel


def _kopfouten(kop: Kop[str], verplicht: Collection[str]) -> Iterator[InvoerFout]:
    namen = list(kop.kolommen.values())
    for naam in verplicht:
        if namen.count(naam) != 1:
            reden = "kolom komt meer dan eens voor" if naam in namen else "verplichte kolom ontbreekt"
            nabij = "" if naam in namen else dichtst(naam, kop.vreemd)
            yield InvoerFout(reden=reden, kolom=naam, suggestie=nabij, **kop.plaats)
