"""Which gemeente lies in which region, and since when: one table for every day from 2017 on.

It is not kept but computed: gemeenten.csv says where a gemeente lay on 1 January 2017, herindelingen.csv
who became whom, verhuizingen.csv who moved and what a source confirms. A gemeente that goes on keeps its
region; a new one gets the region of most of its inhabitants. Where parts came from different regions, the
membership is doubtful and says why. An edition may add its own moves, or give a whole division instead.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from lib.editie.jaren import BASIS, EERSTE_JAAR
from lib.gebied.herindeling import lees_herindelingen
from lib.gebied.keuze import (
    INDELINGEN,
    INDELINGKOLOMMEN,
    LIGT_IN,
    PLEK,
    ZEKERHEDEN,
    Lid,
    Verhuizingen,
    lees_indeling,
    lees_verhuizingen,
    vervang_indeling,
)
from lib.gebied.sluitend import controleer_indeling, keur_indeling
from lib.gebied.tabellen import lees_gemeenten
from lib.grond.fouten import InvoerFout, meld
from lib.grond.paden import GEBIEDEN
from lib.grond.woorden import procent

if TYPE_CHECKING:
    from lib.editie.editie import Editie


NIPT = 2 / 3  # below this share of the inhabitants the region of a new gemeente could as well be another


def lees_regio_gemeente(
    editie: "Editie | None" = None, map_: Path = GEBIEDEN, alles: bool = False
) -> pd.DataFrame:
    """Return the regions of every gemeente since 2017, one row per period; columns ``KOLOMMEN``.

    ``geldig_van`` (datetime64) is the first day, ``geldig_tot`` the first day on which it no longer holds
    (missing: it still does); the rest is str. Sorted by indeling, gm_code and day. Only ``INDELINGEN``; with
    ``alles`` also jeugdregio and provincie. ``editie`` may have its own ``verhuizingen``, which go before
    the project's, and ``regio_indeling``, which replaces an indeling from its first day on. Raises
    InvoerFouten with every gemeente that is in no region or in two, in an unknown region, or unknown itself.
    """
    gemeenten = lees_gemeenten(map_)
    bekend = {soort: set(gemeenten[soort]) for soort in LIGT_IN}
    verhuizingen = lees_verhuizingen(map_ / "verhuizingen.csv", bekend)
    eigen = lees_verhuizingen(editie.bestand("verhuizingen") if editie else None, bekend)
    ander = lees_indeling(editie.bestand("regio_indeling") if editie else None)
    meld(_overbodig(eigen, set(ander["indeling"])))
    stappen, bestand = lees_herindelingen(map_), str(map_ / "gemeenten.csv")
    if len(ander):
        meld(keur_indeling(ander, bekend, bouw(gemeenten, stappen, verhuizingen, bestand)))
        verhuizingen = vervang_indeling(verhuizingen, ander)
    tabel = bouw(gemeenten, stappen, verhuizingen | eigen, bestand)
    jaren = {editie.indelingsjaar, editie.tekenjaar} if editie else {EERSTE_JAAR}
    tabel = tabel.sort_values(["indeling", "gm_code", "geldig_van"], ignore_index=True)
    meld(controleer_indeling(tabel, jaren, bekend))
    return tabel.loc[alles | tabel["indeling"].isin(INDELINGEN), list(INDELINGKOLOMMEN)].reset_index(
        drop=True
    )


def op(tabel: pd.DataFrame, dag: int | date) -> pd.DataFrame:
    """Return the rows of such a table that hold on a day; a year means its 1 January."""
    moment = pd.Timestamp(date(dag, 1, 1) if isinstance(dag, int) else dag)
    geldt = (tabel["geldig_van"] <= moment) & ~(tabel["geldig_tot"] <= moment)
    return tabel[geldt].reset_index(drop=True)


def verhuisd(tabel: pd.DataFrame) -> pd.DataFrame:
    """Return the moves: indeling, gm_code, van_regio, naar_regio, datum, zekerheid, reden, bron.

    Only gemeenten that existed before and after; what became of one that ended, herindelingen.csv says.
    """
    vorige = tabel.groupby(["indeling", "gm_code"])["regio"].shift()
    keus = vorige.notna() & (vorige != tabel["regio"])
    uit = tabel.assign(van_regio=vorige)[keus].rename(columns={"regio": "naar_regio", "geldig_van": "datum"})
    kolommen = ["indeling", "gm_code", "van_regio", "naar_regio", "datum", "zekerheid", "reden", "bron"]
    return uit[kolommen].sort_values(["datum", "gm_code", "indeling"], ignore_index=True)


def bouw(
    gemeenten: pd.DataFrame,
    herindelingen: pd.DataFrame,
    verhuizingen: Verhuizingen,
    bestand: str = "",
) -> pd.DataFrame:
    """Return the table of all of ``LIGT_IN``: ``KOLOMMEN`` and, for messages, ``PLEK``; not yet checked."""
    stappen: dict[date, list] = {}
    for stap in herindelingen[herindelingen["datum"] > pd.Timestamp(BASIS)].itertuples(index=False):
        stappen.setdefault(stap.datum.date(), []).append(stap)
    rijen = []
    alle = gemeenten.to_dict("records")
    for indeling, (zekerheid, twijfel) in LIGT_IN.items():
        begin = {
            rij["gm_code"]: Lid(
                rij[indeling], rij.get(zekerheid, "hoog"), rij.get(twijfel, ""), "", bestand, nummer
            )
            for nummer, rij in enumerate(alle, start=2)
        }
        inwoners = dict(zip(gemeenten["gm_code"], gemeenten["inwoners_2017"].tolist(), strict=True))
        eigen = {(dag, code): lid for (soort, dag, code), lid in verhuizingen.items() if soort == indeling}
        rijen += [(indeling, *rij) for rij in _perioden(begin, inwoners, stappen, eigen)]
    tabel = pd.DataFrame(rijen, columns=[*INDELINGKOLOMMEN, *PLEK])
    return tabel.astype({naam: "datetime64[ns]" for naam in ("geldig_van", "geldig_tot")})


def _perioden(
    begin: dict[str, Lid],
    inwoners: dict[str, int],
    stappen: Mapping[date, list],
    verhuizingen: Mapping[tuple[date, str], Lid],
) -> Iterator[tuple]:
    """Yield code, regio, first day, day after the last, and the rest of ``Lid``, for each period."""
    nu, sinds = dict(begin), dict.fromkeys(begin, BASIS)
    for dag in sorted({*stappen, *(dag for dag, _ in verhuizingen)}):
        straks = _heringedeeld(nu, inwoners, stappen.get(dag, []))
        straks |= {code: lid for (wanneer, code), lid in verhuizingen.items() if wanneer == dag}
        for code in [code for code in nu if straks.get(code) != nu[code]]:
            if sinds[code] < dag:
                yield _periode(code, nu[code], sinds[code], dag)
            sinds[code] = dag
        sinds |= {code: dag for code in straks if code not in nu}
        nu = straks
    for code, lid in nu.items():
        yield _periode(code, lid, sinds[code], None)


def _periode(code: str, lid: Lid, van: date, tot: date | None) -> tuple:
    return code, lid.regio, van, tot, lid.zekerheid, lid.reden, lid.bron, lid.bestand, lid.rij


def _heringedeeld(nu: dict[str, Lid], inwoners: dict[str, int], stappen: list) -> dict[str, Lid]:
    """Return where all lie after the changes of one day; ``inwoners`` is brought up to date too."""
    straks = dict(nu)
    vertrek: Counter[str] = Counter()
    erbij: dict[str, list[tuple[Lid, int]]] = {}
    for stap in stappen:
        vertrek[stap.oud_code] += int(stap.inwoners)
        erbij.setdefault(stap.nieuw_code, []).append((nu[stap.oud_code], int(stap.inwoners)))
    for ontvanger, delen in erbij.items():
        blijft = inwoners.get(ontvanger, 0) - vertrek[ontvanger]
        straks[ontvanger] = _samengevoegd(nu.get(ontvanger), blijft, delen)
    for stap in stappen:
        inwoners[stap.oud_code] -= int(stap.inwoners)
        inwoners[stap.nieuw_code] = inwoners.get(stap.nieuw_code, 0) + int(stap.inwoners)
        if stap.oud_vervalt:
            straks.pop(stap.oud_code, None)
    return straks


def _samengevoegd(bestond: Lid | None, blijft: int, erbij: list[tuple[Lid, int]]) -> Lid:
    """Return where a gemeente lies that receives parts; ``bestond``: where it lay itself, if it did."""
    delen = [*([(bestond, blijft)] if bestond else []), *erbij]
    per_regio: dict[str, int] = {}
    for lid, aantal in delen:
        per_regio[lid.regio] = per_regio.get(lid.regio, 0) + aantal
    regio = bestond.regio if bestond else max(sorted(per_regio), key=per_regio.__getitem__)
    eigen = [bestond] if bestond else [lid for lid, _ in delen if lid.regio == regio]
    laagst = min((lid.zekerheid for lid in eigen), key=ZEKERHEDEN.index)
    redenen = dict.fromkeys(lid.reden for lid in eigen if lid.reden)
    samen = replace(eigen[0], zekerheid=laagst, reden="; ".join(redenen))
    if len(per_regio) == 1:
        return samen
    deel = per_regio[regio] / sum(per_regio.values())
    twijfel = "middel" if deel >= NIPT else "laag"
    return replace(
        samen,
        zekerheid=min(laagst, twijfel, key=ZEKERHEDEN.index),
        reden="; ".join([*redenen, f"de inwoners komen uit {_verdeling(per_regio)}"]),
        bron="",
    )


def _verdeling(per_regio: dict[str, int]) -> str:
    totaal = sum(per_regio.values())
    groot_eerst = sorted(per_regio.items(), key=lambda deel: -deel[1])
    return " en ".join(f"{naam} ({procent(n, van=totaal)})" for naam, n in groot_eerst)


def _overbodig(verhuizingen: Verhuizingen, vervangen: set[str]) -> Iterator[InvoerFout]:
    """Yield a fault for each move in a division that the edition gives as a whole: it would be lost."""
    for (indeling, _, code), lid in verhuizingen.items():
        if indeling in vervangen:
            reden = "regio_indeling geeft deze indeling al; zet de verhuizing daar"
            yield InvoerFout(lid.bestand, reden, rij=lid.rij, kolom="indeling", waarde=f"{indeling} {code}")
