"""The sheets of the workbook, in their order: which table, what it says, and which columns are shares.

To add a sheet: write ``naam(levering) -> Werkblad | None`` and put it in :data:`BLADEN`; None leaves it out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from lib.editie.ordening import met_woorden
from lib.kaart.pergemeente import projectnummers
from lib.levering.gebiedstelling import tel_gebieden
from lib.levering.stof import Levering

INDEX = ("kaart_id", "hoofdstuk", "titel", "ondertitel", "bijschrift", "alt", "pagina")
_PROJECT = ("nummer", "project_id", "titel", "omschrijving", "zorgverzekeraars", "gemeenten", "wmo_regios")
_TABEL = (
    *("tabel_id", "kop", "rij", "projecten", "noemer", "aandeel", "projecten_elders", "noemer_elders"),
    *("aandeel_elders", "verschil", "gemeenten", "wmo_regios", "zonder_gemeenten"),
)
_ANDERS = {"label": "rij", "projecten_overig": "projecten_elders", "noemer_overig": "noemer_elders"}
_ANDERS |= {"aandeel_overig": "aandeel_elders"}


@dataclass(frozen=True, eq=False)
class Werkblad:
    """A sheet: its name (31 characters at most), a sentence on what it holds, the table, and the names
    (``_`` as a space) of the columns that are shares of 0 to 1.
    """

    naam: str
    uitleg: str
    tabel: pd.DataFrame
    aandelen: tuple[str, ...] = ()


def maak_werkbladen(levering: Levering) -> Iterator[Werkblad]:
    """Yield the sheets that ``levering`` has something for."""
    for maak in BLADEN:
        if (blad := maak(levering)) is not None:
            yield blad


def _projecten(levering: Levering) -> Werkblad | None:
    gegevens = levering.gegevens
    if gegevens is None:
        return None
    tabel = met_woorden(gegevens.projecten, gegevens.ordening)
    tabel.insert(0, "nummer", projectnummers(gegevens))
    naam = dict(zip(levering.gemeenten["gm_code"], levering.gemeenten["gm_naam"], strict=True))
    tabel["gemeenten"] = [[naam[code] for code in codes] for codes in tabel["gemeenten"]]
    tabel["peildatum"] = pd.to_datetime(tabel["peildatum"], errors="coerce")
    tabel = tabel[[*_PROJECT, *(kolom for kolom in tabel.columns if kolom not in _PROJECT)]]
    return Werkblad("Projecten", "Een rij per project; het nummer is dat van de pagina's.", tabel)


def _dekking(levering: Levering) -> Werkblad | None:
    gegevens = levering.gegevens
    if gegevens is None:
        return None
    dekking = gegevens.dekking.astype({"gm_code": "str", "project_id": "str", "instrument": "str"})
    dekking = dekking.astype({naam: "str" for naam in ("thema", "vorm", "schaal", "zorgverzekeraars")})
    sleutels = levering.gemeenten[["gm_code", "gm_naam"]].rename(columns={"gm_naam": "gemeente"})
    titels = gegevens.projecten[["project_id", "titel"]]
    tabel = dekking.merge(sleutels, on="gm_code", how="left", validate="many_to_one")
    tabel = tabel.merge(titels, on="project_id", how="left", validate="many_to_one")
    voor = ["titel", "gemeente"]
    tabel = met_woorden(tabel, gegevens.ordening)[[*voor, *tabel.columns.drop(voor)]]
    return Werkblad("Dekking", "Een rij per project en gemeente, met alle labels.", tabel)


def _gebieden(soort: str, naam: str, uitleg: str) -> Callable[[Levering], Werkblad]:
    def maak(levering: Levering) -> Werkblad:
        geteld = tel_gebieden(levering, soort)
        zin = f"{uitleg} Geteld zijn projecten{_minima(levering)}; een regio telt ook wie alleen haar noemt."
        return Werkblad(naam, zin if levering.gegevens else uitleg, geteld)

    return maak


def _minima(levering: Levering) -> str:
    return "" if levering.editie.parameters.incl_minimacontracten else " zonder minimacontracten"


def _kaartindex(levering: Levering) -> Werkblad | None:
    if not levering.kaarten:
        return None
    tabel = pd.DataFrame([kaart.regel for kaart in levering.kaarten])[list(INDEX)]
    return Werkblad("Kaarten", "Elke figuur van de editie, in de volgorde van het rapport.", tabel)


def _kaartcijfers(levering: Levering) -> Werkblad | None:
    if levering.kaartcijfers.empty:
        return None
    uitleg = "De tabel achter elke kaart: per klasse van de legenda de gemeenten en de projecten."
    return Werkblad("Kaartcijfers", uitleg, levering.kaartcijfers, ("aandeel",))


def _tabelcijfers(levering: Levering) -> Werkblad | None:
    if not levering.analyses:
        return None
    delen = [
        een.cijfers.rename(columns=_ANDERS).assign(tabel_id=een.rij["tabel_id"], kop=een.rij["kop"])
        for een in levering.analyses
    ]
    tabel = pd.concat(delen, ignore_index=True)[list(_TABEL)]
    uitleg = "Alle analysetabellen: projecten met een label binnen de selectie en elders."
    return Werkblad("Tabelcijfers", uitleg, tabel, ("aandeel", "aandeel elders", "verschil"))


def _duiding(levering: Levering) -> Werkblad | None:
    delen = [een.duiding.assign(tabel_id=een.rij["tabel_id"]) for een in levering.analyses]
    tabel = pd.concat(delen, ignore_index=True) if delen else pd.DataFrame()
    if tabel.empty:
        return None
    kolommen = ["tabel_id", "rij", "bewering", "lezing", "duiding"]
    uitleg = "Wat het rapport van 2017 bij een tabel zegt en waarom (lezing), en onze duiding; geen meting."
    return Werkblad("Duiding", uitleg, tabel[kolommen])


def _gelezen(
    bestand: str, naam: str, uitleg: str, soort: str = "projecten", aandelen: tuple[str, ...] = ()
) -> Callable[[Levering], Werkblad | None]:
    """Return what makes a sheet of a table as a notebook wrote it; numbers in a CSV become numbers."""

    def maak(levering: Levering) -> Werkblad | None:
        tabel = levering.tabel(bestand, soort)
        if tabel is None or tabel.empty:
            return None
        if bestand.endswith(".csv"):
            tabel = tabel.apply(_als_getal)
        if levering.gegevens is not None:
            tabel = met_woorden(tabel, levering.gegevens.ordening) if "project_id" in tabel else tabel
        return Werkblad(naam, uitleg, tabel, aandelen)

    return maak


def _als_getal(kolom: pd.Series) -> pd.Series:
    """Return a column of text as numbers where each cell that is not empty is one."""
    getallen = pd.to_numeric(kolom.replace("", None), errors="coerce")
    heel = bool(getallen.notna().any()) and getallen.notna().eq(kolom != "").all()
    return getallen.convert_dtypes() if heel else kolom


BLADEN: tuple[Callable[[Levering], Werkblad | None], ...] = (
    _projecten,
    _dekking,
    _gebieden("gm_code", "Gemeenten", "Een rij per gemeente."),
    _gebieden("wmo_regio", "Wmo-regio's", "Een rij per Wmo-regio."),
    _gebieden("zorgkantoorregio", "Zorgkantoorregio's", "Een rij per zorgkantoorregio."),
    _kaartindex,
    _kaartcijfers,
    _tabelcijfers,
    _duiding,
    _gelezen(
        "constateringen.csv", "Constateringen", "Elke bewering van het rapport, naast de gegevens gelegd."
    ),
    _gelezen("verbanden.csv", "Verbanden", "Wat samengaat, en wat dat niet betekent."),
    _gelezen(
        "witte_vlekken.parquet", "Witte vlekken", "Waar op een thema niets bekend is, en wie wel iets heeft."
    ),
    _gelezen("kerncijfers.parquet", "Kerncijfers", "Cijfers per gemeente, van wanneer en van wie."),
    _gelezen("gelijken.parquet", "Gelijken", "Wie op een gebied lijkt, en waarom; geen rangorde."),
    _gelezen("gaten.parquet", "Wat gelijken hebben", "Wat hier niet bekend is en bij gelijken wel."),
    _gelezen(
        "regio_gemeente.parquet", "Indeling", "Welke gemeente in welke regio ligt, en sinds wanneer.", ""
    ),
    _gelezen(
        "aanspreekpunten.parquet",
        "Aanspreekpunten",
        "Wie bekend is, zonder persoonsgegevens.",
        "aanspreekpunten",
    ),
    _gelezen(
        "gesprekspunten.parquet",
        "Gesprekspunten",
        "Waarover samen afspraken mogelijk zijn.",
        "gesprekspunten",
    ),
    _gelezen(
        "venster_uitkomst.parquet",
        "Venster",
        "Zoals gepubliceerd: wat niet mag worden getoond, staat er niet.",
        "venster",
        ("aandeel ja", "laag", "hoog"),
    ),
    _gelezen("polissen.parquet", "Polissen", "De gemeentepolissen van de editie.", "polissen"),
    _gelezen("afgekeurd.csv", "Afgekeurd", "Elke rij die niet is gebruikt, met plaats en reden."),
)
