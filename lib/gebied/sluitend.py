"""Landsdekkend en sluitend: each gemeente is in exactly one region of a division, at all times.

The hard condition of the werkstructuur of 2019 (paragraph 4.1). No gemeente may be left out, be in two
regions, or be in a region that does not exist; each offender is named with the nearest valid value.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from lib.editie.jaren import BASIS, EERSTE_JAAR, EINDE, LAATSTE_JAAR
from lib.gebied.herindeling import gemeenten_voor_naam, indeling, naam
from lib.grond.fouten import InvoerFout, dichtst
from lib.grond.woorden import datum

ALTIJD = pd.Timestamp(2200, 1, 1)  # a period without an end


def controleer_indeling(
    tabel: pd.DataFrame, jaren: Collection[int], bekend: Mapping[str, Collection[str]]
) -> list[InvoerFout]:
    """Return every fault of a division with periods (see :mod:`lib.gebied.indeling`; with bestand and rij).

    ``jaren``: of which 1 January each gemeente must have a region. ``bekend``: per indeling the names of its
    regions.
    """
    dagen = [date(jaar, 1, 1) for jaar in sorted(jaren)]
    zonder = (fout for dag in dagen for fout in wezen(tabel, dag))
    return [*_onbekend(tabel, bekend), *_perioden(tabel), *zonder]


def keur_indeling(
    tabel: pd.DataFrame, bekend: Mapping[str, Collection[str]], standaard: pd.DataFrame
) -> list[InvoerFout]:
    """Return every fault of a division that an edition gives as a whole.

    On its first day each gemeente must be in it, and no membership may end without another. ``standaard``: a
    division that is sound, from which the region of an orphan is proposed.
    """
    zonder: list[InvoerFout] = []
    for _, eigen in tabel.groupby("indeling"):
        eerste = min(max(eigen["geldig_van"].min().date(), BASIS), EINDE)
        zonder += wezen(eigen, eerste, standaard)
    return [*_onbekend(tabel, bekend), *_perioden(tabel), *_zonder_vervolg(tabel), *zonder]


def wezen(tabel: pd.DataFrame, dag: date, standaard: pd.DataFrame | None = None) -> Iterator[InvoerFout]:
    """Yield a fault for each gemeente that is in no region on a day, per indeling."""
    moment = pd.Timestamp(dag)
    nu = tabel[(tabel["geldig_van"] <= moment) & ~(tabel["geldig_tot"] <= moment)]
    for soort, alle in tabel.groupby("indeling"):
        eigen = set(nu.loc[nu["indeling"] == soort, "gm_code"])
        for code in sorted(indeling(dag) - eigen):
            yield InvoerFout(
                alle["bestand"].iloc[0],
                f"gemeente zonder {_woord(soort)} op {datum(dag)}",
                kolom="gm_code",
                waarde=f"{code} ({naam(code)})",
                suggestie=_regio_van(standaard, soort, code, moment),
            )


def _zonder_vervolg(tabel: pd.DataFrame) -> Iterator[InvoerFout]:
    """Yield a fault for each last period that ends while its gemeente goes on."""
    for rij in tabel.sort_values("geldig_van").groupby(["indeling", "gm_code"]).tail(1).itertuples():
        if pd.notna(rij.geldig_tot) and rij.gm_code in indeling(
            min(max(rij.geldig_tot.date(), BASIS), EINDE)
        ):
            reden = f"{rij.gm_code} bestaat dan nog en komt in geen andere regio"
            waarde = f"{rij.geldig_tot:%Y-%m-%d}"
            yield InvoerFout(rij.bestand, reden, rij=rij.rij, kolom="geldig_tot", waarde=waarde)


def indelingsoverzicht(tabel: pd.DataFrame, jaren: Iterable[int]) -> pd.DataFrame:
    """Return the outcome per indeling and year: indeling (str), jaar (str), gemeenten, regios, zonder_regio,
    in_meer_regios (int64: gemeenten of that 1 January in none, or in more than one).
    """
    rijen = []
    for soort, eigen in tabel.groupby("indeling"):
        for jaar in jaren:
            dag = pd.Timestamp(date(jaar, 1, 1))
            nu = eigen[(eigen["geldig_van"] <= dag) & ~(eigen["geldig_tot"] <= dag)]
            keer = nu["gm_code"].value_counts().reindex(sorted(indeling(jaar)), fill_value=0)
            telling = (len(keer), nu["regio"].nunique(), int((keer == 0).sum()), int((keer > 1).sum()))
            rijen.append((soort, str(jaar), *telling))
    kolommen = ["indeling", "jaar", "gemeenten", "regios", "zonder_regio", "in_meer_regios"]
    return pd.DataFrame(rijen, columns=kolommen)


def keur_verhuizingen(
    pad: Path, ruw: pd.DataFrame, bekend: Mapping[str, Collection[str]], kapot: Collection[int]
) -> Iterator[InvoerFout]:
    """Yield the faults in a file of moves (str, index: row) beyond those of its cells (rows ``kapot``)."""
    dubbel = ruw.duplicated(["indeling", "gm_code", "datum"])
    for rij in ruw[~ruw.index.isin(kapot)].itertuples():
        plek = {"bestand": str(pad), "rij": rij.Index}
        try:
            dag = date.fromisoformat(rij.datum)
        except ValueError:
            yield InvoerFout(reden="datum bestaat niet", kolom="datum", waarde=rij.datum, **plek)
            continue
        if not BASIS <= dag <= EINDE:
            reden = f"datum ligt buiten {EERSTE_JAAR}-{LAATSTE_JAAR}"
            yield InvoerFout(reden=reden, kolom="datum", waarde=rij.datum, **plek)
            continue
        if rij.gm_code not in indeling(dag):
            yield _vreemde_gemeente(rij.gm_code, dag, plek, rij.gm_naam)
        elif rij.gm_naam and rij.gm_naam != naam(rij.gm_code):
            reden = f"naam hoort niet bij {rij.gm_code}"
            waar = {"kolom": "gm_naam", "waarde": rij.gm_naam, "suggestie": naam(rij.gm_code)}
            yield InvoerFout(reden=reden, **waar, **plek)
        if rij.regio not in bekend[rij.indeling]:
            yield _vreemde_regio(rij.indeling, rij.regio, bekend, plek)
        if dubbel[rij.Index]:
            reden = "tweede verhuizing van dezelfde gemeente op dezelfde dag"
            yield InvoerFout(reden=reden, kolom="gm_code", waarde=rij.gm_code, **plek)


def _onbekend(tabel: pd.DataFrame, bekend: Mapping[str, Collection[str]]) -> Iterator[InvoerFout]:
    """Yield a fault for each row with a region or a gemeente that does not exist."""
    bestaat = {}
    for rij in tabel.itertuples():
        plek = {"bestand": rij.bestand, "rij": rij.rij}
        dag = min(max(rij.geldig_van.date(), BASIS), EINDE)
        if dag not in bestaat:
            bestaat[dag] = indeling(dag)
        if rij.gm_code not in bestaat[dag]:
            yield _vreemde_gemeente(rij.gm_code, dag, plek)
        if rij.regio not in bekend[rij.indeling]:
            yield _vreemde_regio(rij.indeling, rij.regio, bekend, plek)


def _perioden(tabel: pd.DataFrame) -> Iterator[InvoerFout]:
    """Yield a fault for each period that ends before it begins, overlaps the one before, or leaves a gap."""
    open_ = tabel["geldig_tot"].fillna(ALTIJD)
    tabel = tabel.assign(geldig_tot=open_).sort_values(["indeling", "gm_code", "geldig_van", "geldig_tot"])
    vorige = tabel.groupby(["indeling", "gm_code"])[["geldig_tot", "regio"]].shift()
    mis = {
        "periode eindigt voor zij begint": tabel["geldig_tot"] <= tabel["geldig_van"],
        "in twee regio's tegelijk, ook in {vorige}": tabel["geldig_van"] < vorige["geldig_tot"],
        "een gat na {vorige}: de periodes sluiten niet aan": tabel["geldig_van"] > vorige["geldig_tot"],
    }
    for reden, keus in mis.items():
        for rij in tabel[keus].itertuples():
            eind = vorige["geldig_tot"][rij.Index]
            aansluitend = "gat" in reden
            yield InvoerFout(
                rij.bestand,
                f"{rij.gm_code}: {reden.format(vorige=vorige['regio'][rij.Index])}",
                rij=rij.rij,
                kolom="geldig_van" if aansluitend else "gm_code",
                waarde=f"{rij.geldig_van:%Y-%m-%d}" if aansluitend else rij.gm_code,
                suggestie=f"{eind:%Y-%m-%d}" if aansluitend else "",
            )


def _vreemde_gemeente(code: str, dag: date, plek: Mapping, gezegd: str = "") -> InvoerFout:
    """Return the fault of a gemeente that does not exist on a day, with what it became or was meant."""
    try:
        gezocht = gezegd or naam(code)
    except KeyError:
        gezocht = ""
    gevonden = gemeenten_voor_naam(gezocht, dag.year) if gezocht else None
    codes = gevonden[0] if gevonden else (dichtst(code, indeling(dag)),)
    voorstel = " of ".join(f"{c} ({naam(c)})" for c in codes if c)
    reden = f"gemeente bestaat niet op {datum(dag)}"
    return InvoerFout(reden=reden, kolom="gm_code", waarde=code, suggestie=voorstel, **plek)


def _vreemde_regio(
    soort: str, regio: str, bekend: Mapping[str, Collection[str]], plek: Mapping
) -> InvoerFout:
    voorstel = dichtst(regio, sorted(bekend[soort]))
    return InvoerFout(
        reden=f"onbekende {_woord(soort)}", kolom="regio", waarde=regio, suggestie=voorstel, **plek
    )


def _regio_van(standaard: pd.DataFrame | None, soort: str, code: str, dag: pd.Timestamp) -> str:
    """Return the region of a gemeente on a day in a division that is sound, or an empty string."""
    if standaard is None:
        return ""
    keus = (
        (standaard["indeling"] == soort) & (standaard["gm_code"] == code) & (standaard["geldig_van"] <= dag)
    )
    return next(iter(standaard.loc[keus & ~(standaard["geldig_tot"] <= dag), "regio"]), "")


def _woord(soort: str) -> str:
    return {"wmo_regio": "Wmo-regio"}.get(soort, soort)
