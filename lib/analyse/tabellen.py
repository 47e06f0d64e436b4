"""The analysis tables: for a row of the register the numbers behind what the report claims beside its maps.

One engine makes all of them. The row says which projects (its filters) and which labels (its dimensie);
each label is counted within those projects and, for comparison, within all other projects.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from lib.analyse.gegevens import KOLOM, MEERVOUDIG, Gegevens
from lib.analyse.selectie import filter_projecten
from lib.editie.ordening import Ordening
from lib.grond.woorden import getal

KLEINSTE_NOEMER = 10  # below this a share says too little: only counts are given
TOTAAL = "totaal"
MEER = "meer_dan_een"
NIET_GENOEMD = "niet_genoemd"
CONTRACTEN = (0, 1, 2, 3)
TABELKOLOMMEN = {
    "code": "str",
    "label": "str",
    "projecten": "int64",
    "noemer": "int64",
    "aandeel": "float64",
    "projecten_overig": "int64",
    "noemer_overig": "int64",
    "aandeel_overig": "float64",
    "verschil": "float64",
    "gemeenten": "int64",
    "wmo_regios": "int64",
    "zonder_gemeenten": "int64",
}


def analysetabel(rij: Mapping[str, str], gegevens: Gegevens, zonder_afspraken: bool = False) -> pd.DataFrame:
    """Return the numbers behind one table of the register, dtypes as in ``TABELKOLOMMEN``.

    A row per label of the dimensie, in fixed order; then, where a project can have several labels
    (instrument, zorgverzekeraar), ``meer_dan_een`` and, where it can have none, ``niet_genoemd``; last
    ``totaal``. Columns: code and label; projecten with the label, out of ``noemer`` projects that pass the
    filters; the same with ``_overig`` out of the projects that pass all but the filters on labels and are
    not in the selection (the other thema's, instrumenten, ...); aandeel, aandeel_overig and their
    ``verschil`` (0-1, NaN where a denominator is below ``KLEINSTE_NOEMER``); gemeenten and wmo_regios
    touched by at least one of the projects; zonder_gemeenten: projects whose gemeenten are not known.
    Minimacontracten count as the row says. ``zonder_afspraken`` leaves out samenwerkingsafspraken, which
    by definition are no projects yet. Raises ValueError where the row has no dimensie.
    """
    dimensie = rij["dimensie"]
    if not dimensie:
        raise ValueError(f"{rij['tabel_id']}: deze tabel telt niets (geen dimensie)")
    binnen = filter_projecten(rij, gegevens)
    alle = filter_projecten({"minimacontracten": rij["minimacontracten"]}, gegevens)
    if zonder_afspraken:
        concreet = (gegevens.projecten["vorm"] != "samenwerkingsafspraken").to_numpy()
        binnen, alle = binnen & concreet, alle & concreet
    overig = alle & ~binnen
    rijen = [
        {"code": code, "label": label}
        | _tel(lid & binnen, gegevens)
        | {"noemer": int(binnen.sum()), "projecten_overig": int((lid & overig).sum())}
        | {"noemer_overig": int(overig.sum())}
        for code, label, lid in _groepen(dimensie, gegevens)
    ]
    tabel = pd.DataFrame(rijen)
    tabel["aandeel"] = _deel(tabel["projecten"], tabel["noemer"])
    tabel["aandeel_overig"] = _deel(tabel["projecten_overig"], tabel["noemer_overig"])
    tabel["verschil"] = tabel["aandeel"] - tabel["aandeel_overig"]
    return tabel[list(TABELKOLOMMEN)].astype(TABELKOLOMMEN)


def rijcodes(dimensie: str, ordening: Ordening) -> dict[str, str]:
    """Return code and label of each row of a table over ``dimensie``, in order; independent of the data."""
    rijen = {code: ordening.label(dimensie, code) for code in ordening.codes(dimensie)}
    if dimensie in MEERVOUDIG:
        rijen[MEER] = "waarvan meer dan één"
    if dimensie == "zorgverzekeraar":
        rijen[NIET_GENOEMD] = "niet genoemd"
    return rijen | {TOTAAL: "totaal"}


def _deel(teller: pd.Series, noemer: pd.Series) -> pd.Series:
    """Return teller / noemer (float, 0-1), NaN where the denominator is below ``KLEINSTE_NOEMER``."""
    return (teller / noemer.where(noemer >= KLEINSTE_NOEMER)).astype("float64")


def _groepen(dimensie: str, gegevens: Gegevens) -> list[tuple[str, str, np.ndarray]]:
    """Return code, label and members (bool per project) of each row."""
    bits = gegevens.bits(dimensie)
    aantal = np.bitwise_count(bits)
    bijzonder = {MEER: aantal > 1, NIET_GENOEMD: aantal == 0, TOTAAL: np.ones(len(bits), dtype=bool)}
    codes = gegevens.ordening.codes(dimensie)
    lid = {code: (bits >> i & 1).astype(bool) for i, code in enumerate(codes)} | bijzonder
    return [(code, label, lid[code]) for code, label in rijcodes(dimensie, gegevens.ordening).items()]


def _tel(keus: np.ndarray, gegevens: Gegevens) -> dict[str, int]:
    project, gemeente = gegevens.dekking_nr
    met = np.isin(np.arange(len(keus)), project)
    return {
        "projecten": int(keus.sum()),
        "gemeenten": len(np.unique(gemeente[keus[project]])),
        "wmo_regios": len(gegevens.genoemd("wmo_regios", keus)),
        "zonder_gemeenten": int((keus & ~met).sum()),
    }


def toon_analysetabel(tabel: pd.DataFrame, rij: Mapping[str, str]) -> pd.DataFrame:
    """Return an analysis table for readers: Dutch heads with the denominators, shares in percent.

    All columns but the first are numbers; a share that may not be given is missing, and is shown as ``–``.
    Zorgverzekeraars without any project in the edition are not listed.
    """
    naam = KOLOM.get(rij["dimensie"], rij["dimensie"])
    if rij["dimensie"] == "zorgverzekeraar":
        tabel = tabel[(tabel["projecten"] + tabel["projecten_overig"] > 0) | (tabel["code"] == TOTAAL)]
    uit = pd.DataFrame({naam: tabel["label"], "projecten": tabel["projecten"]})
    uit[f"% van {_n(tabel, 'noemer')}"] = _procent(tabel["aandeel"])
    if tabel["noemer_overig"].iloc[0]:
        uit["elders"] = tabel["projecten_overig"]
        uit[f"% van {_n(tabel, 'noemer_overig')} elders"] = _procent(tabel["aandeel_overig"])
        uit["verschil in procentpunten"] = _procent(tabel["verschil"])
    uit["gemeenten"] = tabel["gemeenten"]
    uit["Wmo-regio's"] = tabel["wmo_regios"]
    uit["zonder opgave van gemeenten"] = tabel["zonder_gemeenten"]
    return uit


def _n(tabel: pd.DataFrame, kolom: str) -> str:
    return f"n = {getal(tabel[kolom].iloc[0])}"


def _procent(reeks: pd.Series) -> pd.Series:
    return (100 * reeks).round(1)


def bijschrift(tabel: pd.DataFrame, rij: Mapping[str, str]) -> str:
    """Return the caption of an analysis table: heading, unit of counting and caveats, in Dutch."""
    zinnen = [f"{rij['kop']}. Geteld in projecten"]
    zinnen[0] += {"nee": ", zonder minimacontracten.", "ja": ".", "alleen": ": alleen minimacontracten."}[
        rij["minimacontracten"]
    ]
    if rij["dimensie"] in MEERVOUDIG:
        zinnen.append("Een project telt mee bij elk van zijn labels; samen is dat meer dan het totaal.")
    if tabel["noemer"].iloc[0] < KLEINSTE_NOEMER:
        zinnen.append(f"Minder dan {KLEINSTE_NOEMER} projecten: alleen aantallen, geen percentages.")
    if tabel["noemer_overig"].iloc[0]:
        zinnen.append("Elders: alle andere projecten van deze editie.")
    return " ".join(zinnen)


def polistabel(gegevens: Gegevens) -> pd.DataFrame | None:
    """Return how many gemeenten have a contract for minima with 0, 1, 2, 3 or more zorgverzekeraars.

    Columns: contracten (str), gemeenten and noemer (int64: all gemeenten), aandeel (float64, 0-1).
    None where the edition has no list of contracts: its projects hold only some of them.
    """
    if gegevens.polissen is None:
        return None
    uniek = gegevens.polissen[["gm_code", "zorgverzekeraar"]].drop_duplicates()
    nummers = gegevens.gemeente_nr(uniek["gm_code"])
    per_gemeente = np.bincount(nummers, minlength=len(gegevens.gm_code))
    aantallen = np.bincount(np.minimum(per_gemeente, len(CONTRACTEN)), minlength=len(CONTRACTEN) + 1)
    labels = [*map(str, CONTRACTEN), f"{len(CONTRACTEN)} of meer"]
    uit = pd.DataFrame({"contracten": labels, "gemeenten": aantallen, "noemer": len(gegevens.gm_code)})
    return uit.assign(aandeel=_deel(uit["gemeenten"], uit["noemer"]))
