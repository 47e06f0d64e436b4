"""How gemeenten merged, split and changed names: any division since 2017, and who became whom.

Source: CBS, *Gemeentelijke indeling op 1 januari*, in ``data/raw/gebieden/herindelingen.csv``. The
division of 1 January 2017 (388 gemeenten) is the base; later rows are replayed on it, earlier rows only
serve to recognise old names. CBS gives a new name a new code, so a code has one name for ever.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pandera.pandas as pa

from lib.editie.jaren import BASIS, EERSTE_JAAR, EINDE, LAATSTE_JAAR
from lib.gebied.tabellen import (
    GEVULD,
    JA_NEE,
    TEKST,
    ZEKERHEID,
    codes,
    getalkolom,
    keuze,
    lees_gemeenten,
    lees_met_schema,
)
from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.grond.paden import GEBIEDEN
from lib.grond.woorden import datum, opsomming

HERINDELINGEN = pa.DataFrameSchema(
    {
        "datum": pa.Column("datetime64[ns]"),
        "soort": keuze("fusie", "toevoeging", "splitsing", "naamswijziging", "grenscorrectie"),
        "oud_code": codes(r"GM\d{4}"),
        "oud_naam": GEVULD,
        "nieuw_code": codes(r"GM\d{4}"),
        "nieuw_naam": GEVULD,
        "oud_vervalt": JA_NEE,
        "inwoners": getalkolom("Int64", 0, 2_000_000, nullable=True),
        "inwoners_zekerheid": pa.Column(
            str, pa.Check.isin(["", "hoog", "middel", "laag"], error="geen zekerheid")
        ),
        "zekerheid": ZEKERHEID,
        "bron": GEVULD,
        "opmerking": TEKST,
    },
    coerce=True,
    unique=["datum", "oud_code", "nieuw_code"],
)


def lees_herindelingen(map_: Path = GEBIEDEN) -> pd.DataFrame:
    """Return a row per move of (a part of) a gemeente into another, by date; dtypes as in ``HERINDELINGEN``.

    ``oud_vervalt`` is a bool. ``inwoners`` (Int64, missing if unknown) counts the inhabitants that moved,
    on the footing of 1 January 2017. Raises InvoerFouten, also when a gemeente that ends leaves in parts
    of which the inhabitants are not known.
    """
    pad = map_ / "herindelingen.csv"
    tabel = lees_met_schema(pad, HERINDELINGEN)
    tabel["oud_vervalt"] = tabel["oud_vervalt"] == "ja"
    na = tabel[(tabel["datum"] > pd.Timestamp(BASIS)) & tabel["inwoners"].isna()]
    if len(na):
        reden = "inwoners ontbreken, dus geen verdeling te maken"
        raise InvoerFouten(
            InvoerFout(str(pad), reden, kolom="inwoners", waarde=r.oud_naam) for r in na.itertuples()
        )
    return tabel.sort_values(["datum", "nieuw_code", "oud_code"], ignore_index=True)


def indeling(op: int | date = EERSTE_JAAR) -> frozenset[str]:
    """Return the codes of the gemeenten that exist on a day; a year means its 1 January.

    Raises ValueError outside the years of ``JAREN``.
    """
    dag = _dag(op)
    return _bestaand(dag)


def naam(gm_code: str) -> str:
    """Return the name of a gemeente that existed at any time since 2015; KeyError if there was none."""
    return _namen()[gm_code]


def opvolgers(gm_code: str, van: int | date, naar: int | date) -> dict[str, float]:
    """Return which gemeenten of ``naar`` hold the inhabitants of a gemeente of ``van``, with their shares.

    The shares sum to 1. A gemeente that stayed or merged as a whole gives one successor with share 1.0; a
    split or a grenscorrectie divides by the inhabitants that moved. Raises ValueError when ``gm_code`` does
    not exist on ``van``, when ``naar`` is before ``van``, or outside the years of ``JAREN``.
    """
    begin, eind = _dag(van), _dag(naar)
    if gm_code not in indeling(begin):
        raise ValueError(f"{gm_code} bestaat niet op {begin}")
    if eind < begin:
        raise ValueError(f"{eind} ligt voor {begin}")
    delen = {gm_code: 1.0}
    for dag in (dag for dag in _per_dag() if begin < dag <= eind):
        nieuw: dict[str, float] = defaultdict(float)
        for code, deel in delen.items():
            for ontvanger, aandeel in _verdeling(code, dag).items():
                nieuw[ontvanger] += deel * aandeel
        delen = dict(nieuw)
    return delen


def gemeenten_voor_naam(gezocht: str, jaar: int = EERSTE_JAAR) -> tuple[tuple[str, ...], str] | None:
    """Return which gemeenten of 1 January ``jaar`` a name stands for, with a Dutch explanation.

    A name of that division gives its one code and an empty explanation. The name of a gemeente that had
    ended by then (since 2015) gives its successors; that of one formed later gives what it was formed
    from, also those that joined with a part. Codes are sorted; upper and lower case do not matter. None
    for a name that was no gemeente. Grenscorrecties play no part.
    """
    bestaand = indeling(jaar)
    code = next(
        (c for c, bekend in _namen().items() if bekend.casefold() == gezocht.strip().casefold()), None
    )
    if code is None:
        return None
    if code in bestaand:
        return (code,), ""
    codes_ = tuple(sorted(_wordt(code, date.min, _dag(jaar)) & bestaand))
    if codes_:
        weg = next(stap.datum for stap in _alle_stappen() if stap.oud_code == code and stap.oud_vervalt)
        return codes_, f"{naam(code)} bestaat sinds {datum(weg)} niet meer; in {jaar}: {_som(codes_)}"
    later = {oud: _wordt(oud, _dag(jaar), EINDE) for oud in bestaand}
    codes_ = tuple(sorted(oud for oud in bestaand if code in later[oud]))
    gedeeld = {oud for oud in codes_ if len(later[oud] & indeling(EINDE)) > 1}
    gevormd = min(stap.datum for stap in _alle_stappen() if stap.nieuw_code == code)
    return codes_, f"{naam(code)} bestaat sinds {datum(gevormd)}; in {jaar}: {_som(codes_, gedeeld)}"


class _Stap(NamedTuple):
    """One row of herindelingen.csv, as far as the replay needs it."""

    datum: date
    oud_code: str
    nieuw_code: str
    oud_vervalt: bool
    inwoners: int


@cache
def _alle_stappen() -> tuple[_Stap, ...]:
    # Unknown only up to 1 January 2017, where no shares are asked for.
    tabel = lees_herindelingen().fillna({"inwoners": 0}).astype({"inwoners": "int64"})
    tabel["datum"] = tabel["datum"].dt.date
    return tuple(_Stap(*rij) for rij in tabel[list(_Stap._fields)].itertuples(index=False))


def _stappen(na: date, tot: date) -> list[_Stap]:
    """Return the changes after the day ``na`` up to and including ``tot``, by date."""
    return [stap for stap in _alle_stappen() if na < stap.datum <= tot]


@cache
def _per_dag() -> dict[date, dict[str, list[_Stap]]]:
    """Return the changes by day, in order, and by the gemeente that they take from."""
    dagen: dict[date, dict[str, list[_Stap]]] = {}
    for stap in sorted(_alle_stappen()):
        dagen.setdefault(stap.datum, {}).setdefault(stap.oud_code, []).append(stap)
    return dagen


@cache
def _bestaand(dag: date) -> frozenset[str]:
    bestaand = set(_inwoners())
    for stap in _stappen(BASIS, dag):
        if stap.oud_vervalt:
            bestaand.discard(stap.oud_code)
        bestaand.add(stap.nieuw_code)
    return frozenset(bestaand)


@cache
def _namen() -> dict[str, str]:
    tabel = lees_herindelingen()
    gemeenten = lees_gemeenten()
    return (
        dict(zip(tabel["oud_code"], tabel["oud_naam"], strict=True))
        | dict(zip(tabel["nieuw_code"], tabel["nieuw_naam"], strict=True))
        | dict(zip(gemeenten["gm_code"], gemeenten["gm_naam"], strict=True))
    )


@cache
def _inwoners() -> dict[str, int]:
    gemeenten = lees_gemeenten()
    return dict(zip(gemeenten["gm_code"], gemeenten["inwoners_2017"], strict=True))


def _dag(op: int | date) -> date:
    dag = date(op, 1, 1) if isinstance(op, int) else op
    if not BASIS <= dag <= EINDE:
        raise ValueError(f"geen indeling bekend op {dag}: alleen {BASIS.year}-{LAATSTE_JAAR}")
    return dag


def _verdeling(code: str, dag: date) -> dict[str, float]:
    """Return how one gemeente is divided by the changes of one day; {code: 1.0} when nothing happens."""
    stappen = _per_dag()[dag].get(code, [])
    if not stappen:
        return {code: 1.0}
    weg = {stap.nieuw_code: stap.inwoners for stap in stappen}
    if not any(stap.oud_vervalt for stap in stappen):
        # The rest stays; only gemeenten of 2017 had a grenscorrectie, so the whole is their size of 2017.
        weg[code] = _inwoners()[code] - sum(weg.values())
    return {ontvanger: aantal / sum(weg.values()) for ontvanger, aantal in weg.items()}


def _wordt(code: str, na: date, tot: date) -> set[str]:
    """Return ``code`` and every gemeente it wholly or partly went into after ``na``, up to ``tot``."""
    geworden = {code}
    for stap in _stappen(na, tot):
        if stap.oud_vervalt and stap.oud_code in geworden:
            geworden.add(stap.nieuw_code)
    return geworden


def _som(codes_: tuple[str, ...], gedeeld: Collection[str] = frozenset()) -> str:
    """Return names as a Dutch list: ``A, B en een deel van C``."""
    namen = [f"een deel van {naam(code)}" if code in gedeeld else naam(code) for code in codes_]
    return opsomming(namen)
