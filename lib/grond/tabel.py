"""Reading the project's own small tables: CSV files that may open with comment lines."""

import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pandas as pd

from lib.grond.fouten import InvoerFout, InvoerFouten, dichtst
from lib.grond.ontcijfer import OnleesbareTekst, ontcijfer

if TYPE_CHECKING:
    import pandera.pandas as pa_

SOORTEN = {
    "tekst": "",
    "geheel": r"\d+",
    "getal": r"-?\d+([.,]\d+)?",
    "janee": "ja|nee",
    "lijst": r"[^;]+(;[^;]+)*",
}
_REDENEN = {
    "geheel": "geen geheel getal",
    "getal": "geen getal",
    "janee": "geen ja of nee",
    "lijst": "lege plek in de lijst; zet één puntkomma tussen twee waarden",
}


_gelezen: dict[Path, tuple[bytes, Mapping[str, "Kolom"], pd.DataFrame]] = {}


@dataclass(frozen=True)
class Kolom:
    """What may stand in a column.

    ``soort`` is tekst, geheel (whole number), getal (decimal point or comma), janee or lijst (``;`` between
    values); ``keuze`` the values allowed (of each element of a lijst), ``patroon`` a regular expression for
    the whole cell with ``reden`` as its Dutch message, ``leeg`` whether the cell may be empty, ``uniek``
    whether a value may occur only once.
    """

    soort: str = "tekst"
    keuze: tuple[str, ...] | None = None
    patroon: str = ""
    reden: str = "verkeerd geschreven"
    leeg: bool = False
    uniek: bool = False


_NL_DATUM = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
COMMENTAAR = ("#", '"#')  # a program that saves a comment line with a comma puts quotes around it


def lees_tabel(pad: Path, kolommen: Sequence[str] | None = None) -> pd.DataFrame:
    """Return a CSV as a table of strings (dtype ``str``; an empty cell is ``""``).

    Lines at the top that start with ``#`` are comments. It may be saved by Excel: with ``;`` or tabs between
    cells, in Windows-1252, and with dates as 22-6-2017 (read as 2017-06-22 in a column whose name holds
    *datum*). With ``kolommen`` the header must be exactly that; otherwise, or when the file is missing or
    cannot be parsed, InvoerFouten.
    """
    tekst = lees_csvtekst(pad)
    regels = tekst.splitlines(keepends=True)
    commentaar, scheiding = kop_van(tekst)
    rest = io.StringIO("".join(regels[commentaar:]))
    try:
        tabel = pd.read_csv(rest, dtype=str, keep_default_na=False, sep=scheiding)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as fout:
        raise InvoerFouten([InvoerFout(str(pad), f"geen leesbare CSV: {fout}")]) from fout
    if kolommen is not None and list(tabel.columns) != list(kolommen):
        reden = f"kolommen zijn {', '.join(tabel.columns)}; verwacht {', '.join(kolommen)}"
        raise InvoerFouten([InvoerFout(str(pad), reden, rij=commentaar + 1)])
    for naam in (naam for naam in tabel.columns if "datum" in naam):
        tabel[naam] = tabel[naam].map(_iso_datum)
    return tabel


def lees_csvtekst(pad: Path) -> str:
    """Return the text of a CSV, without a mark; InvoerFouten where there is none."""
    try:
        return ontcijfer(Path(pad).read_bytes()).tekst
    except (OSError, OnleesbareTekst) as fout:
        raise InvoerFouten([InvoerFout(str(pad), f"bestand niet te lezen: {fout}")]) from fout


def kop_van(tekst: str) -> tuple[int, str]:
    """Return how many comment lines a CSV opens with, and what stands between its cells."""
    regels = tekst.splitlines()
    boven = next((i for i, regel in enumerate(regels) if not regel.startswith(COMMENTAAR)), len(regels))
    kop = regels[boven] if boven < len(regels) else ""
    return boven, max(",;\t", key=kop.count)


def _iso_datum(cel: str) -> str:
    if not (delen_ := _NL_DATUM.fullmatch(cel.strip())):
        return cel
    dag, maand, jaar = delen_.groups()
    return f"{jaar}-{int(maand):02d}-{int(dag):02d}" if 1 <= int(maand) <= 12 else cel


def delen(cel: str) -> tuple[str, ...]:
    """Return the values of a list cell, without surrounding spaces; an empty cell gives ``()``."""
    return tuple(deel.strip() for deel in cel.split(";") if deel.strip())


def lees_ruw(pad: Path, kolommen: Mapping[str, Kolom]) -> tuple[pd.DataFrame, list[InvoerFout]]:
    """Return the table of strings in ``pad`` and the faults in its cells.

    The index, named ``rij``, is the row as a spreadsheet shows it (comment lines and header included).
    A missing or unknown column raises InvoerFouten, because the cells cannot be judged then. What was found
    sound is not judged again as long as the file holds the same.
    """
    inhoud = Path(pad).read_bytes() if Path(pad).is_file() else b""
    eerder = _gelezen.get(Path(pad))
    if eerder is None or eerder[0] != inhoud or eerder[1] != kolommen:
        ruw, fouten = _lees_ruw(pad, kolommen)
        if fouten:
            return ruw, fouten
        eerder = _gelezen[Path(pad)] = (inhoud, kolommen, ruw)
    return eerder[2].copy(), []


def _lees_ruw(pad: Path, kolommen: Mapping[str, Kolom]) -> tuple[pd.DataFrame, list[InvoerFout]]:
    import pandera.pandas as pa  # slow to import, and only readers of the register need it

    ruw = lees_tabel(pad)
    ruw.index = pd.RangeIndex(_kopregel(pad) + 1, _kopregel(pad) + 1 + len(ruw), name="rij")
    ruw = ruw.apply(lambda kolom: kolom.str.strip())
    schema = pa.DataFrameSchema(
        {naam: _pandera_kolom(pa, kolom) for naam, kolom in kolommen.items()}, strict=True
    )
    try:
        schema.validate(ruw, lazy=True)
    except pa.errors.SchemaErrors as fout:
        gevallen = fout.failure_cases
    else:
        return ruw, []
    structuur = gevallen[gevallen["check"].isin(["column_in_schema", "column_in_dataframe"])]
    if len(structuur):
        raise InvoerFouten(_kolomfout(pad, geval, kolommen) for geval in structuur.itertuples())
    gevallen = gevallen.astype({"index": int}).sort_values("index", kind="stable")
    return ruw, [_celfout(pad, geval, kolommen) for geval in gevallen.itertuples()]


def getypeerd(ruw: pd.DataFrame, kolommen: Mapping[str, Kolom]) -> pd.DataFrame:
    """Return the table in the order of ``kolommen`` with their types.

    tekst: ``str``; geheel: ``Int64`` (missing where empty); getal: ``float64`` (NaN where empty);
    janee: ``bool`` (False where empty); lijst: ``object`` holding tuples of str. The index ``rij`` stays.
    """
    omzetting = {
        "tekst": lambda reeks: reeks,
        "geheel": lambda reeks: pd.to_numeric(reeks.replace("", None)).astype("Int64"),
        "getal": lambda reeks: pd.to_numeric(reeks.str.replace(",", ".").replace("", None)).astype("float64"),
        "janee": lambda reeks: reeks == "ja",
        "lijst": lambda reeks: pd.Series([delen(cel) for cel in reeks], index=reeks.index, dtype=object),
    }
    return pd.DataFrame({naam: omzetting[kolom.soort](ruw[naam]) for naam, kolom in kolommen.items()})


def _kopregel(pad: Path) -> int:
    return 1 + kop_van(lees_csvtekst(pad))[0]


def _pandera_kolom(pa: ModuleType, kolom: Kolom) -> "pa_.Column":
    def toets(goed: Callable[[str], object], reden: str) -> "pa_.Check":
        # pandera reports `error` as the name of the check: our Dutch reason
        return pa.Check(lambda cel: not cel or bool(goed(cel)), element_wise=True, error=reden)

    toetsen = []
    if not kolom.leeg:
        toetsen.append(pa.Check(bool, element_wise=True, error="mag niet leeg zijn"))
    if vorm := SOORTEN[kolom.soort]:
        toetsen.append(toets(re.compile(vorm).fullmatch, _REDENEN[kolom.soort]))
    if kolom.patroon:
        toetsen.append(toets(re.compile(kolom.patroon).fullmatch, kolom.reden))
    if kolom.keuze is not None:
        toetsen.append(toets(lambda cel: not _onbekende(cel, kolom), "onbekende waarde"))
    return pa.Column(checks=toetsen, unique=kolom.uniek, report_duplicates="exclude_first")


def _onbekende(cel: str, kolom: Kolom) -> tuple[str, ...]:
    waarden = delen(cel) if kolom.soort == "lijst" else (cel,)
    return tuple(waarde for waarde in waarden if waarde not in (kolom.keuze or ()))


def _kolomfout(pad: Path, geval: Any, kolommen: Mapping[str, Kolom]) -> InvoerFout:
    naam = str(geval.failure_case)
    if geval.check == "column_in_dataframe":
        return InvoerFout(str(pad), "kolom ontbreekt", rij=_kopregel(pad), kolom=naam)
    return InvoerFout(
        str(pad), "onbekende kolom", rij=_kopregel(pad), kolom=naam, suggestie=dichtst(naam, kolommen)
    )


def _celfout(pad: Path, geval: Any, kolommen: Mapping[str, Kolom]) -> InvoerFout:
    kolom, waarde = kolommen[geval.column], str(geval.failure_case)
    reden, suggestie = str(geval.check), ""
    if reden == "field_uniqueness":
        reden = "waarde komt eerder al voor"
    elif reden == "onbekende waarde":
        waarde = _onbekende(waarde, kolom)[0]
        suggestie = dichtst(waarde, kolom.keuze or ())
    return InvoerFout(
        str(pad), reden, rij=int(geval.index), kolom=geval.column, waarde=waarde, suggestie=suggestie
    )
