"""What a finding may ask of a project or a gemeente: the fields, their labels, their values."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import numpy as np
import pandas as pd

from lib.analyse.constatering.filter import VRIJE_TEKST, Veld
from lib.analyse.gegevens import Gegevens, als_lijst
from lib.editie.ordening import DIMENSIES, Ordening
from lib.labels.besluiten import controleer_schaal

HART = 0.5  # the share of the insured from which a gemeente is the heart of a kernwerkgebied; ours
_JA_NEE = Veld("labels", ("ja", "nee"))
PLAATSVELDEN = {
    *("gemeente", "provincie", "wmo_regio", "zorgkantoorregio", "kernwerkgebied", "aantal_gemeenten"),
    *("aantal_regios", "inwoners_grootste", "schaal_klopt", "hart_van_kern"),
}
ALLE_REGIOS = ("aantal_regios",)
# the column of projecten.parquet in which a field stands, and whether its cells are lists
KOLOM_VAN_VELD = {
    "thema": ("thema", False),
    "vorm": ("vorm", False),
    "schaal": ("schaal", False),
    "instrument": ("instrument", True),
    "zorgverzekeraar": ("zorgverzekeraars", True),
    "subthema": ("subthema", False),
}
EIGEN = "eigen"  # the kernwerkgebied of an insurer that takes part in the project itself


PLAATSKOLOM = {
    "gemeente": "gm_naam",
    "provincie": "provincie",
    "wmo_regio": "wmo_regio",
    "zorgkantoorregio": "zorgkantoorregio",
}


@dataclass(frozen=True)
class Velden:
    """The fields that a filter on projects, and one on gemeenten, may name."""

    project: Mapping[str, Veld]
    gemeente: Mapping[str, Veld]


def maak_velden(
    ordening: Ordening, gemeenten: pd.DataFrame, kernwerkgebieden: pd.DataFrame, programmas: pd.DataFrame
) -> Velden:
    """Return the fields with every label there is, whatever the edition holds."""
    verzekeraars = ordening.codes("zorgverzekeraar")
    grootste = tuple(sorted(set(kernwerkgebieden["grootste_verzekeraar"])))
    plaats = {
        naam: Veld("labels", tuple(sorted(set(gemeenten[kolom]))))
        for naam, kolom in PLAATSKOLOM.items()
        if kolom in gemeenten
    }
    getallen = ("aantal_gemeenten", "aantal_regios", "aantal_instrumenten", "inwoners_grootste")
    project = {
        **{dimensie: Veld("labels", ordening.codes(dimensie)) for dimensie in DIMENSIES},
        "zorgverzekeraar": Veld("labels", verzekeraars),
        "programma": Veld("labels", tuple(programmas["programma"])),
        "subthema": Veld("labels", ("algemeen", "minima")),
        "minimacontract": _JA_NEE,
        "schaal_klopt": _JA_NEE,
        "lijkt_op_elders": _JA_NEE,
        "hart_van_kern": _JA_NEE,
        "kernwerkgebied": Veld("labels", (EIGEN, *grootste)),
        **plaats,
        **dict.fromkeys(getallen, Veld("getal")),
        **dict.fromkeys(("titel", "omschrijving", "tekst"), Veld("tekst")),
    }
    gemeente = {
        **plaats,
        "kernwerkgebied": Veld("labels", grootste),
        "polis": Veld("labels", verzekeraars),
        "polis_bij_grootste": _JA_NEE,
        "polissen": Veld("getal"),
        "inwoners": Veld("getal"),
        "grootsten": Veld("getal"),
        "aandeel_grootste": Veld("getal"),
    }
    return Velden(project, gemeente)


class Kolommen(dict[str, Any]):
    """Values by field, of which some are worked out when they are first asked for."""

    def __init__(self, klaar: Mapping[str, Any], later: Mapping[str, Callable[[], object]]) -> None:
        """``later`` makes the values of its fields."""
        super().__init__(klaar)
        self.later = later

    def __missing__(self, naam: str) -> object:
        """Work out a field."""
        self[naam] = self.later[naam]()
        return self[naam]

    def __contains__(self, naam: object) -> bool:
        """Whether the field is there, worked out or not."""
        return super().__contains__(naam) or naam in self.later


def waarden_van_projecten(gegevens: Gegevens, lijkt_op_elders: np.ndarray | None) -> dict[str, Any]:
    """Return the values of the project fields as :func:`lib.analyse.constatering.filter.masker` takes them.

    ``lijkt_op_elders`` is bool per project, None where there are no descriptions. A field is left out
    where the edition has no such column.
    """
    projecten = gegevens.projecten
    project, gemeente = gegevens.dekking_nr
    regio_van = gegevens.gemeenten["wmo_regio"].to_numpy()
    grootste = _grootste(gegevens)
    op_project = np.argsort(project, kind="stable")
    grenzen = np.searchsorted(project[op_project], np.arange(1, len(projecten)))
    codes = np.split(gemeente[op_project], grenzen) if len(projecten) else []
    regios = [
        sorted({*genoemd, *regio_van[rij]})
        for genoemd, rij in zip(gegevens.lijsten("wmo_regios"), codes, strict=True)
    ]
    gebied = [tuple({grootste[regio] for regio in lijst if regio in grootste}) for lijst in regios]
    partijen = [tuple(lijst) for lijst in gegevens.lijsten("zorgverzekeraar")]
    inwoners = gegevens.gemeenten["inwoners_2017"].to_numpy(dtype=np.float64)
    namen = gegevens.gemeenten["gm_naam"].to_numpy()
    uit: dict[str, Any] = {
        **{naam: [(label,) for label in projecten[naam]] for naam in ("thema", "vorm", "schaal")},
        "instrument": [tuple(lijst) for lijst in gegevens.lijsten("instrument")],
        "zorgverzekeraar": partijen,
        "minimacontract": _ja_nee(projecten["is_minimacontract"]),
        "kernwerkgebied": [
            (*labels, EIGEN) if set(labels) & set(partij) else labels
            for labels, partij in zip(gebied, partijen, strict=True)
        ],
        "gemeente": [tuple(namen[rij]) for rij in codes],
        "wmo_regio": [tuple(lijst) for lijst in regios],
        "aantal_gemeenten": np.array([len(rij) for rij in codes], dtype=np.float64),
        "aantal_regios": np.array([len(lijst) for lijst in regios], dtype=np.float64),
        "aantal_instrumenten": np.array(
            [len(lijst) for lijst in gegevens.lijsten("instrument")], dtype=float
        ),
        "inwoners_grootste": np.array([max(inwoners[rij], default=np.nan) for rij in codes]),
        "titel": projecten["titel"].fillna("").tolist(),
    }
    later: dict[str, Callable[[], object]] = {
        kolom: partial(_gebieden, gegevens.gemeenten, kolom, codes, regios)
        for kolom in ("provincie", "zorgkantoorregio")
        if kolom in gegevens.gemeenten
    }
    later["schaal_klopt"] = partial(_schaal_klopt, gegevens)
    if gegevens.marktaandelen is not None:
        later["hart_van_kern"] = partial(_in_hart, gegevens, codes, partijen)
    for naam in ("programma", "subthema"):
        if naam in projecten:
            uit[naam] = [tuple(als_lijst(cel)) for cel in projecten[naam]]
    if "omschrijving" in projecten:
        uit["omschrijving"] = projecten["omschrijving"].fillna("").tolist()
        uit["tekst"] = [
            o if o == VRIJE_TEKST else f"{t} {o}"
            for t, o in zip(uit["titel"], uit["omschrijving"], strict=True)
        ]
    if lijkt_op_elders is not None:
        uit["lijkt_op_elders"] = _ja_nee(lijkt_op_elders)
    return Kolommen(uit, later)


def waarden_van_gemeenten(gegevens: Gegevens) -> dict[str, Any]:
    """Return the values of the gemeente fields; those on contracts only where the edition has that list."""
    gemeenten, grootste = gegevens.gemeenten, _grootste(gegevens)
    kern = [(grootste[regio],) if regio in grootste else () for regio in gemeenten["wmo_regio"]]
    uit: dict[str, Any] = {
        "gemeente": [(naam,) for naam in gemeenten["gm_naam"]],
        "provincie": [(naam,) for naam in gemeenten["provincie"]],
        "wmo_regio": [(naam,) for naam in gemeenten["wmo_regio"]],
        "kernwerkgebied": kern,
        "inwoners": gemeenten["inwoners_2017"].to_numpy(dtype=np.float64),
    }
    if "zorgkantoorregio" in gemeenten:
        uit["zorgkantoorregio"] = [(naam,) for naam in gemeenten["zorgkantoorregio"]]
    if gegevens.marktaandelen is not None:
        uit |= _koplopers(gegevens)
    if gegevens.polissen is not None:
        namen_per: Any = gegevens.polissen.groupby("gm_code")["zorgverzekeraar"]
        per = namen_per.agg(lambda namen: tuple(sorted(set(namen))))
        polis = [per.get(code, ()) for code in gegevens.gm_code]
        uit["polis"] = polis
        uit["polissen"] = np.array([len(namen) for namen in polis], dtype=np.float64)
        uit["polis_bij_grootste"] = _ja_nee([bool(set(a) & set(b)) for a, b in zip(polis, kern, strict=True)])
    return uit


def _gebieden(
    gemeenten: pd.DataFrame, kolom: str, codes: list[np.ndarray], regios: list[list[str]]
) -> list[tuple[str, ...]]:
    """Return per project the areas of its gemeenten, and of a Wmo-regio that it only names where the whole
    region lies in one.
    """
    per_gemeente = gemeenten[kolom].to_numpy()
    regio_van = gemeenten["wmo_regio"].to_numpy()
    namen: dict[str, set[str]] = {}
    for regio, gebied in zip(regio_van, per_gemeente, strict=True):
        namen.setdefault(regio, set()).add(gebied)
    van_regio = {regio: next(iter(gebieden)) for regio, gebieden in namen.items() if len(gebieden) == 1}
    return [
        tuple({*per_gemeente[rij], *(van_regio[r] for r in {*lijst} - {*regio_van[rij]} if r in van_regio)})
        for rij, lijst in zip(codes, regios, strict=True)
    ]


def _aandelen(gegevens: Gegevens) -> pd.DataFrame:
    """Return gemeenten × zorgverzekeraars: the share of the insured (0-1, NaN where it is not known)."""
    breed = cast(pd.DataFrame, gegevens.marktaandelen).pivot(
        index="gm_code", columns="zorgverzekeraar", values="aandeel_pct"
    )
    return breed.reindex(gegevens.gm_code) / 100


def _koplopers(gegevens: Gegevens) -> dict[str, np.ndarray]:
    """Return per gemeente how many insurers have the largest share, and what that share is (float64)."""
    aandelen = _aandelen(gegevens)
    hoogste = aandelen.max(axis=1)
    aantal = aandelen.eq(hoogste, axis=0).sum(axis=1).where(hoogste.notna())
    return {"grootsten": aantal.to_numpy(float), "aandeel_grootste": hoogste.to_numpy(float)}


def _in_hart(
    gegevens: Gegevens, codes: list[np.ndarray], partijen: list[tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """Return whether a project has a gemeente where an insurer of its own insures half or more."""
    aandelen = _aandelen(gegevens)
    kolom = {naam: i for i, naam in enumerate(aandelen)}
    half = aandelen.to_numpy() >= HART
    return _ja_nee(
        half[np.ix_(rij, np.array([kolom[naam] for naam in namen if naam in kolom], dtype=np.intp))].any()
        for rij, namen in zip(codes, partijen, strict=True)
    )


def _schaal_klopt(gegevens: Gegevens) -> list[tuple[str, ...]]:
    afwijkend = set(controleer_schaal(gegevens.projecten, gegevens.gemeenten)["project_id"])
    return _ja_nee(~gegevens.projecten["project_id"].isin(afwijkend))


def _grootste(gegevens: Gegevens) -> dict[str, str]:
    tabel = gegevens.kernwerkgebieden
    if tabel is None:
        return {}
    return dict(zip(tabel["wmo_regio"], tabel["grootste_verzekeraar"], strict=True))


def _ja_nee(reeks: Iterable[Any]) -> list[tuple[str, ...]]:
    return [("ja",) if waar else ("nee",) for waar in reeks]
