"""What a chapter's page shows besides its maps: the numbers of the report's tables, and what lies behind."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from lib.analyse import analysetabel, bijschrift, polistabel, toon_analysetabel
from lib.duiding import duiding_bij, lees_duiding
from lib.hoofdstuk import kies_rijen
from lib.pergemeente import per_gemeente, uitval
from lib.register import lees_kaarten, lees_tabellen
from lib.selectie import Gegevens
from lib.tonen import Beeld, regel, tabel

DUIDING_KOPPEN = ("rij", "wat het rapport zegt", "onze duiding")


def toon_tabellen(gegevens: Gegevens, duiding: Path | None, **eisen: str) -> Iterator[Beeld]:
    """Yield each analysis table that passes ``eisen`` (as in :func:`lib.hoofdstuk.kies_rijen`).

    Per table a heading, the numbers, and the interpretation of the edition's file ``duiding``. Without
    any table one sentence says so.
    """
    register = lees_tabellen()
    uitleg = lees_duiding(duiding, register, gegevens.ordening)
    rijen = kies_rijen(register, **eisen, soort="analyse").to_dict("records")
    if not rijen:
        yield regel("Bij deze kaarten heeft het rapport geen tabel.")
    for rij in rijen:
        yield regel(f"### {rij['kop']}")
        cijfers = analysetabel(rij, gegevens)
        yield tabel(toon_analysetabel(cijfers, rij), f"{rij['tabel_id']}. {bijschrift(cijfers, rij)}")
        if rij["dimensie"] == "zorgverzekeraar" and (polissen := polistabel(gegevens)) is not None:
            yield tabel(_procent(polissen), "Gemeenten naar het aantal verzekeraars met een gemeentepolis")
        eigen = duiding_bij(uitleg, rij, gegevens)
        if not eigen.empty:
            yield tabel(eigen, f"Duiding bij {rij['tabel_id']}: onze lezing, geen meting", DUIDING_KOPPEN)


def toon_achtergrond(gegevens: Gegevens, **eisen: str) -> Iterator[Beeld]:
    """Yield, for a page with the maps that pass ``eisen``: projects left out, and projects per gemeente."""
    filters = {naam: waarde for naam, waarde in eisen.items() if naam != "hoofdstuk"}
    rij = {"minimacontracten": _minima(eisen), **filters}
    yield tabel(uitval(rij, gegevens), "Van alle projecten naar de projecten op deze kaarten")
    yield tabel(per_gemeente(rij, gegevens), "Per gemeente de projecten op deze kaarten")


def _minima(eisen: Mapping[str, str]) -> str:
    """How the maps of a page treat minimacontracten; without a map they are left out, as everywhere."""
    keuzen = kies_rijen(lees_kaarten(), **eisen)["minimacontracten"]
    return keuzen.iloc[0] if keuzen.nunique() == 1 else "nee"


def _procent(polissen: pd.DataFrame) -> pd.DataFrame:
    return polissen.assign(aandeel=(100 * polissen["aandeel"]).round(1)).rename(columns={"aandeel": "%"})
