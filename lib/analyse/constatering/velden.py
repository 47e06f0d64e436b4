"""What a finding may ask of a project or a gemeente: the fields, their labels, their values."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.analyse.constatering.filter import Veld
from lib.analyse.gegevens import Gegevens, als_lijst
from lib.editie.ordening import DIMENSIES, Ordening
from lib.labels.besluiten import controleer_schaal

JA_NEE = Veld("labels", ("ja", "nee"))
EIGEN = "eigen"  # the kernwerkgebied of an insurer that takes part in the project itself


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
        for naam, kolom in (("gemeente", "gm_naam"), ("provincie", "provincie"), ("wmo_regio", "wmo_regio"))
    }
    getallen = ("aantal_gemeenten", "aantal_regios", "aantal_instrumenten", "inwoners_grootste")
    project = {
        **{dimensie: Veld("labels", ordening.codes(dimensie)) for dimensie in DIMENSIES},
        "zorgverzekeraar": Veld("labels", verzekeraars),
        "programma": Veld("labels", tuple(programmas["programma"])),
        "subthema": Veld("labels", ("algemeen", "minima")),
        "minimacontract": JA_NEE,
        "schaal_klopt": JA_NEE,
        "lijkt_op_elders": JA_NEE,
        "kernwerkgebied": Veld("labels", (EIGEN, *grootste)),
        **plaats,
        **dict.fromkeys(getallen, Veld("getal")),
        **dict.fromkeys(("titel", "omschrijving", "tekst"), Veld("tekst")),
    }
    gemeente = {
        **plaats,
        "kernwerkgebied": Veld("labels", grootste),
        "polis": Veld("labels", verzekeraars),
        "polis_bij_grootste": JA_NEE,
        "polissen": Veld("getal"),
        "inwoners": Veld("getal"),
    }
    return Velden(project, gemeente)


def waarden_van_projecten(gegevens: Gegevens, lijkt_op_elders: np.ndarray | None) -> dict[str, object]:
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
    provincie = gegevens.gemeenten["provincie"].to_numpy()
    afwijkend = set(controleer_schaal(projecten, gegevens.gemeenten)["project_id"])
    uit: dict[str, object] = {
        **{naam: [(label,) for label in projecten[naam]] for naam in ("thema", "vorm", "schaal")},
        "instrument": [tuple(lijst) for lijst in gegevens.lijsten("instrument")],
        "zorgverzekeraar": partijen,
        "minimacontract": _ja_nee(projecten["is_minimacontract"]),
        "schaal_klopt": _ja_nee(~projecten["project_id"].isin(afwijkend)),
        "kernwerkgebied": [
            (*labels, EIGEN) if set(labels) & set(partij) else labels
            for labels, partij in zip(gebied, partijen, strict=True)
        ],
        "gemeente": [tuple(namen[rij]) for rij in codes],
        "provincie": [tuple(set(provincie[rij])) for rij in codes],
        "wmo_regio": [tuple(lijst) for lijst in regios],
        "aantal_gemeenten": np.array([len(rij) for rij in codes], dtype=np.float64),
        "aantal_regios": np.array([len(lijst) for lijst in regios], dtype=np.float64),
        "aantal_instrumenten": np.array(
            [len(lijst) for lijst in gegevens.lijsten("instrument")], dtype=float
        ),
        "inwoners_grootste": np.array([max(inwoners[rij], default=np.nan) for rij in codes]),
        "titel": projecten["titel"].fillna("").tolist(),
    }
    for naam in ("programma", "subthema"):
        if naam in projecten:
            uit[naam] = [tuple(als_lijst(cel)) for cel in projecten[naam]]
    if "omschrijving" in projecten:
        uit["omschrijving"] = projecten["omschrijving"].fillna("").tolist()
        uit["tekst"] = [f"{t} {o}" for t, o in zip(uit["titel"], uit["omschrijving"], strict=True)]
    if lijkt_op_elders is not None:
        uit["lijkt_op_elders"] = _ja_nee(lijkt_op_elders)
    return uit


def waarden_van_gemeenten(gegevens: Gegevens) -> dict[str, object]:
    """Return the values of the gemeente fields; those on contracts only where the edition has that list."""
    gemeenten, grootste = gegevens.gemeenten, _grootste(gegevens)
    kern = [(grootste[regio],) if regio in grootste else () for regio in gemeenten["wmo_regio"]]
    uit: dict[str, object] = {
        "gemeente": [(naam,) for naam in gemeenten["gm_naam"]],
        "provincie": [(naam,) for naam in gemeenten["provincie"]],
        "wmo_regio": [(naam,) for naam in gemeenten["wmo_regio"]],
        "kernwerkgebied": kern,
        "inwoners": gemeenten["inwoners_2017"].to_numpy(dtype=np.float64),
    }
    if gegevens.polissen is not None:
        per = gegevens.polissen.groupby("gm_code")["zorgverzekeraar"].agg(
            lambda namen: tuple(sorted(set(namen)))
        )
        polis = [per.get(code, ()) for code in gegevens.gm_code]
        uit["polis"] = polis
        uit["polissen"] = np.array([len(namen) for namen in polis], dtype=np.float64)
        uit["polis_bij_grootste"] = _ja_nee([bool(set(a) & set(b)) for a, b in zip(polis, kern, strict=True)])
    return uit


def _grootste(gegevens: Gegevens) -> dict[str, str]:
    tabel = gegevens.kernwerkgebieden
    if tabel is None:
        return {}
    return dict(zip(tabel["wmo_regio"], tabel["grootste_verzekeraar"], strict=True))


def _ja_nee(reeks: object) -> list[tuple[str, ...]]:
    return [("ja",) if waar else ("nee",) for waar in reeks]
