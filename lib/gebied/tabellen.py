"""The tables of gemeenten, regions, zorgkantoren and zorgverzekeraars, read with their types and checked.

Every loader reads one file of ``data/raw/gebieden`` (or of the folder ``map_``), coerces it to the schema
below and raises InvoerFouten that lists all faults at once. Keys are CBS codes for gemeenten (``GM0363``,
division of 1 January 2017) and names for regions. ``zekerheid`` is always hoog, middel or laag.
"""

from collections.abc import Collection
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa

from lib.grond.fouten import InvoerFout, InvoerFouten, dichtst
from lib.grond.paden import GEBIEDEN
from lib.grond.tabel import kop_van, lees_csvtekst, lees_tabel

AANTAL_GEMEENTEN = 388
AANTAL_REGIOS = {"wmo_regio": 43, "zorgkantoorregio": 31, "jeugdregio": 42}
# Which column of gemeenten.csv holds the code of a region; a Wmo-regio has no official code.
CODEKOLOM = {"zorgkantoorregio": "zk_code", "jeugdregio": "jeugdregio_code"}

_gelezen: dict[Path, tuple[bytes, pa.DataFrameSchema, pd.DataFrame]] = {}

TEKST = pa.Column(str)
GEVULD = pa.Column(str, pa.Check.str_length(min_value=1, error="mag niet leeg zijn"))
JA_NEE = pa.Column(str, pa.Check.isin(["ja", "nee"], error="moet ja of nee zijn"))
ZEKERHEID = pa.Column(str, pa.Check.isin(["hoog", "middel", "laag"], error="moet hoog, middel of laag zijn"))


def codes(patroon: str, **opties: Any) -> pa.Column:
    """Return a column of codes that match the whole of the regular expression ``patroon``."""
    return pa.Column(str, pa.Check.str_matches(f"^(?:{patroon})$", error="geen geldige code"), **opties)


def keuze(*waarden: str) -> pa.Column:
    """Return a column whose cells are one of ``waarden``."""
    return pa.Column(str, pa.Check.isin(waarden, error=f"moet een zijn van: {', '.join(waarden)}"))


def getalkolom(soort: str, laagste: float, hoogste: float, **opties: Any) -> pa.Column:
    """Return a column of numbers of dtype ``soort`` between the two bounds, ends included."""
    grens = pa.Check.in_range(laagste, hoogste, error=f"moet tussen {laagste} en {hoogste} liggen")
    return pa.Column(soort, grens, **opties)


GEMEENTEN = pa.DataFrameSchema(
    {
        "gm_code": codes(r"GM\d{4}", unique=True),
        "gm_naam": GEVULD,
        "provincie": GEVULD,
        "inwoners_2017": getalkolom("int64", 1, 2_000_000),
        "wmo_regio": GEVULD,
        "wmo_zekerheid": ZEKERHEID,
        "wmo_twijfel": TEKST,
        "zorgkantoorregio": GEVULD,
        "zk_code": codes(r"ZK\d{2}"),
        "zk_deelregio": TEKST,
        "zk_zekerheid": ZEKERHEID,
        "zk_twijfel": TEKST,
        "jeugdregio": GEVULD,
        "jeugdregio_code": codes(r"JZ\d{2}"),
        "jeugdregio_zekerheid": ZEKERHEID,
    },
    coerce=True,
)
_REGIOS = pa.DataFrameSchema(
    {
        "regio_soort": keuze(*AANTAL_REGIOS),
        "code": codes(r"WMO\d{2}|ZK\d{2}|JZ\d{2}", unique=True),
        "naam": GEVULD,
        "naam_gedrukt": GEVULD,
        "volgorde": getalkolom("int64", 1, 43),
        "uitgesplitst": JA_NEE,
        "opmerking": TEKST,
    },
    coerce=True,
    unique=["regio_soort", "naam"],
)
ZORGKANTOREN = pa.DataFrameSchema(
    {
        "zk_code": codes(r"ZK\d{2}", unique=True),
        "zorgkantoorregio": GEVULD,
        "rechtspersoon_2015": GEVULD,
        "houder_2017": GEVULD,
        "concern_2017": GEVULD,
        "zekerheid_2017": ZEKERHEID,
        "houder_2019": GEVULD,
        "zekerheid_2019": ZEKERHEID,
        "opmerking": TEKST,
    },
    coerce=True,
)
KERNWERKGEBIEDEN = pa.DataFrameSchema(
    {
        "wmo_regio": pa.Column(str, unique=True),
        "grootste_verzekeraar": GEVULD,
        "grondslag": keuze("gemeten", "genoemd", "proxy"),
        "marktaandeel_pct": getalkolom("float64", 0, 100, nullable=True),
        "aandeel_inwoners_proxy": getalkolom("float64", 0, 1),
        "zekerheid": ZEKERHEID,
        "bron": GEVULD,
        "opmerking": TEKST,
    },
    coerce=True,
)
_ZORGVERZEKERAARS = pa.DataFrameSchema(
    {"naam": pa.Column(str, unique=True), "concern": GEVULD, "groot_vier": JA_NEE, "opmerking": TEKST},
    coerce=True,
)


def lees_gemeenten(map_: Path = GEBIEDEN) -> pd.DataFrame:
    """Return the 388 gemeenten of 1 January 2017, columns and dtypes as in ``GEMEENTEN``, by gm_code.

    Each gemeente lies in exactly one region of each kind; the names and codes agree with regios.csv and
    no region is empty. Raises InvoerFouten. Source: CBS, and the decrees in the sidecar.
    """
    pad = map_ / "gemeenten.csv"
    gemeenten = lees_met_schema(pad, GEMEENTEN)
    fouten = _aantal(pad, len(gemeenten), AANTAL_GEMEENTEN, "gemeenten")
    alle = lees_regios(map_=map_)
    for soort in AANTAL_REGIOS:
        regios = alle[alle["regio_soort"] == soort]
        fouten += _verwijzing(pad, gemeenten[soort], regios["naam"])
        leeg = sorted(set(regios["naam"]) - set(gemeenten[soort]))
        fouten += [InvoerFout(str(pad), "regio zonder gemeente", kolom=soort, waarde=naam) for naam in leeg]
        if soort in CODEKOLOM:
            juist = gemeenten[soort].map(regios.set_index("naam")["code"])
            fouten += _afwijking(pad, gemeenten[CODEKOLOM[soort]], juist)
    _meld(fouten)
    return gemeenten.sort_values("gm_code", ignore_index=True)


def lees_regios(soort: str | None = None, map_: Path = GEBIEDEN) -> pd.DataFrame:
    """Return the regions of one ``soort`` (wmo_regio, zorgkantoorregio, jeugdregio), or of all three.

    Columns and dtypes as in ``_REGIOS``, in printed order (``volgorde``). There are 43 Wmo-regio's,
    31 zorgkantoorregio's and 42 jeugdregio's; any other number raises InvoerFouten.
    """
    pad = map_ / "regios.csv"
    regios = lees_met_schema(pad, _REGIOS)
    aantallen = regios["regio_soort"].value_counts()
    _meld([f for s, n in AANTAL_REGIOS.items() for f in _aantal(pad, int(aantallen.get(s, 0)), n, s)])
    if soort is not None:
        if soort not in AANTAL_REGIOS:
            raise ValueError(f"onbekende soort regio: {soort}")
        regios = regios[regios["regio_soort"] == soort]
    return regios.sort_values(["regio_soort", "volgorde"], ignore_index=True)


def lees_zorgkantoren(map_: Path = GEBIEDEN) -> pd.DataFrame:
    """Return the 31 zorgkantoorregio's with who held the zorgkantoor, dtypes as in ``ZORGKANTOREN``.

    The holders are names of zorgverzekeraars.csv, the regions are those of regios.csv; else InvoerFouten.
    """
    pad = map_ / "zorgkantoren.csv"
    zorgkantoren = lees_met_schema(pad, ZORGKANTOREN)
    regios = lees_regios("zorgkantoorregio", map_)
    verzekeraars = lees_zorgverzekeraars(map_).set_index("naam")["concern"]
    fouten = _aantal(pad, len(zorgkantoren), len(regios), "zorgkantoorregio's")
    fouten += _verwijzing(pad, zorgkantoren["zorgkantoorregio"], regios["naam"])
    juist = zorgkantoren["zorgkantoorregio"].map(regios.set_index("naam")["code"])
    fouten += _afwijking(pad, zorgkantoren["zk_code"], juist)
    for kolom in ("houder_2017", "houder_2019"):
        fouten += _verwijzing(pad, zorgkantoren[kolom], verzekeraars.index)
    fouten += _afwijking(pad, zorgkantoren["concern_2017"], zorgkantoren["houder_2017"].map(verzekeraars))
    _meld(fouten)
    return zorgkantoren


def lees_kernwerkgebieden(map_: Path = GEBIEDEN) -> pd.DataFrame:
    """Return the largest zorgverzekeraar of each of the 43 Wmo-regio's, dtypes as in ``KERNWERKGEBIEDEN``.

    ``grondslag`` says what the row rests on: gemeten (a figure, then ``marktaandeel_pct`` is filled, in
    percent), genoemd (a text says so) or proxy (holder of the zorgkantoor with most inhabitants, whose
    share of the inhabitants, 0-1, is ``aandeel_inwoners_proxy``). Raises InvoerFouten.
    """
    pad = map_ / "kernwerkgebieden.csv"
    kern = lees_met_schema(pad, KERNWERKGEBIEDEN)
    regios = lees_regios("wmo_regio", map_)["naam"]
    fouten = _aantal(pad, len(kern), len(regios), "Wmo-regio's")
    fouten += _verwijzing(pad, kern["wmo_regio"], regios)
    fouten += _verwijzing(pad, kern["grootste_verzekeraar"], lees_zorgverzekeraars(map_)["naam"])
    reden = "marktaandeel hoort bij grondslag gemeten, en alleen daarbij"
    scheef = kern.index[kern["marktaandeel_pct"].notna() != (kern["grondslag"] == "gemeten")]
    fouten += [InvoerFout(str(pad), reden, rij=_rij(pad, i), kolom="marktaandeel_pct") for i in scheef]
    _meld(fouten)
    return kern


def lees_zorgverzekeraars(map_: Path = GEBIEDEN) -> pd.DataFrame:
    """Return the zorgverzekeraars in the one spelling of this project, dtypes as in ``_ZORGVERZEKERAARS``."""
    return lees_met_schema(map_ / "zorgverzekeraars.csv", _ZORGVERZEKERAARS)


def lees_met_schema(pad: Path, schema: pa.DataFrameSchema) -> pd.DataFrame:
    """Return the CSV ``pad`` with exactly the columns and dtypes of ``schema``.

    An empty cell of a nullable column becomes missing. Every cell that does not fit is an InvoerFout
    with its row as a spreadsheet shows it; all are raised together as InvoerFouten. What was found sound
    is not validated again as long as the file holds the same.
    """
    inhoud = pad.read_bytes() if pad.is_file() else b""
    eerder = _gelezen.get(pad)
    if eerder is None or eerder[0] != inhoud or eerder[1] is not schema:
        eerder = _gelezen[pad] = (inhoud, schema, _lees_met_schema(pad, schema))
    return eerder[2].copy()


def _lees_met_schema(pad: Path, schema: pa.DataFrameSchema) -> pd.DataFrame:
    tabel = lees_tabel(pad, list(schema.columns))
    leeg_mag = [naam for naam, kolom in schema.columns.items() if kolom.nullable]
    tabel[leeg_mag] = tabel[leeg_mag].replace("", None)
    try:
        return schema.validate(tabel, lazy=True)
    except pa.errors.SchemaErrors as fout:
        # A failed coercion is reported again as a wrong dtype, and as a check that could not run (no index).
        dubbel = (
            fout.failure_cases["check"].astype(str).str.startswith("dtype(")
            | fout.failure_cases["index"].isna()
        )
        gevallen = fout.failure_cases[~dubbel]
        raise InvoerFouten(
            InvoerFout(
                str(pad), _reden(g.check), rij=_rij(pad, g.index), kolom=g.column, waarde=str(g.failure_case)
            )
            for g in gevallen.sort_values("index").itertuples(index=False, name="Geval")
        ) from fout


def _reden(controle: str) -> str:
    """Return the Dutch reason for a failed pandera check; our own checks carry theirs."""
    if controle.startswith("coerce_dtype"):
        return "geen datum (jjjj-mm-dd)" if "datetime" in controle else "geen getal"
    vertaald = {
        "field_uniqueness": "komt vaker voor",
        "multiple_fields_uniqueness": "combinatie komt vaker voor",
    }
    return vertaald.get(controle, "mag niet leeg zijn" if controle == "not_nullable" else controle)


def _rij(pad: Path, index: int) -> int:
    """Return the spreadsheet row of the table row ``index``: after the comment lines and the header."""
    return int(index) + 2 + kop_van(lees_csvtekst(pad))[0]


def _aantal(pad: Path, aantal: int, verwacht: int, wat: str) -> list[InvoerFout]:
    return [] if aantal == verwacht else [InvoerFout(str(pad), f"{aantal} {wat}, verwacht {verwacht}")]


def _verwijzing(pad: Path, kolom: pd.Series, toegestaan: Collection[str]) -> list[InvoerFout]:
    """Return a fault, with the nearest name, for each cell that is not one of the names ``toegestaan``."""
    fouten = []
    for index, waarde in kolom[~kolom.isin(toegestaan)].items():
        naast = dichtst(waarde, toegestaan)
        fouten.append(InvoerFout(str(pad), "onbekende naam", "", _rij(pad, index), kolom.name, waarde, naast))
    return fouten


def _afwijking(pad: Path, kolom: pd.Series, juist: pd.Series) -> list[InvoerFout]:
    """Return a fault for each cell that is not what another table says; unknown names are not repeated."""
    anders = juist.notna() & (kolom != juist)
    return [
        InvoerFout(
            str(pad), "klopt niet met de andere tabel", "", _rij(pad, i), kolom.name, kolom[i], juist[i]
        )
        for i in kolom.index[anders]
    ]


def _meld(fouten: list[InvoerFout]) -> None:
    if fouten:
        raise InvoerFouten(fouten)
