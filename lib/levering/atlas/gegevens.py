"""What the atlas knows, as plain lists and numbers: ready for JSON, small enough for one page.

A label, gemeente, region or text is a number in a list; coverage is a row of steps between the numbers of
gemeenten. The page repeats the selection of :mod:`lib.analyse.selectie`, so that it counts what the report
counts.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from lib.analyse.gegevens import als_lijst
from lib.editie.editie import Editie
from lib.editie.ordening import DIMENSIES, Ordening
from lib.grond.woorden import datum, maand_en_jaar
from lib.kaart.basis import Kaartbasis
from lib.levering.atlas.stijl import maak_dimensies, maak_kleuren, maak_woorden
from lib.levering.atlas.venster import maak_venster
from lib.levering.atlas.vormen import maak_vormen

MAANDEN_LOS = 12  # with more months than this the dates of projects are grouped by year
_REGIOS = {"wmo_regio": "Wmo-regio", "zorgkantoorregio": "zorgkantoorregio"}
_TEKSTEN = ("omschrijving", "andere_partijen", "plaatsen_genoemd", "bron", "bron_kop", "reden_geen_gemeenten")
_ZEKERHEDEN = ("zorgverzekeraars", "gemeenten", *DIMENSIES)  # what a source can leave to be derived


@dataclass(frozen=True, eq=False)
class Editiemoment:
    """An edition with its tables ``projecten`` and ``dekking``, as notebook 10 wrote them."""

    editie: Editie
    projecten: pd.DataFrame
    dekking: pd.DataFrame


def maak_atlasdata(
    momenten: Sequence[Editiemoment],
    gemeenten: pd.DataFrame,
    vormen: Mapping[str, Kaartbasis],
    ordening: Ordening,
    kernwerkgebieden: pd.DataFrame | None = None,
    venster: pd.DataFrame | None = None,
) -> dict[str, Any]:
    """Return all that the atlas shows, but for the words of its edition: dicts, lists, numbers and str.

    ``momenten``: the edition of the atlas first, then the one to compare it with; none where there are no
    projects. ``gemeenten`` and each of ``vormen`` (kaart and zeshoek) are in the same order. ``venster`` is
    ``venster_uitkomst``. Raises ValueError for a gemeente, region or label that is not in the other tables.
    """
    regios = {soort: sorted(gemeenten[soort].unique()) for soort in _REGIOS}
    teksten = Teksten()
    perioden = maak_perioden([dag for moment in momenten for dag in moment.projecten["peildatum"]])
    genoemd = {naam for m in momenten for cel in m.projecten["zorgverzekeraars"] for naam in als_lijst(cel)}
    plaatsen = {"gemeente": list(gemeenten["gm_code"]), **regios}
    return {
        "dimensies": maak_dimensies(ordening, genoemd, perioden),
        "gemeenten": _gemeenten(gemeenten, vormen["kaart"], regios),
        "regios": {soort: {"naam": naam, "namen": regios[soort]} for soort, naam in _REGIOS.items()},
        "vormen": {naam: maak_vormen(basis) for naam, basis in vormen.items()},
        "kern": _kern(kernwerkgebieden, regios["wmo_regio"]),
        "venster": None if venster is None else maak_venster(venster, regios["zorgkantoorregio"]),
        "momenten": [_moment(moment, ordening, plaatsen, perioden, teksten) for moment in momenten],
        "teksten": teksten.lijst,
        "zekerheden": list(_ZEKERHEDEN),
        "kleuren": maak_kleuren(),
        "woorden": maak_woorden(all(moment.editie.volledig for moment in momenten)),
    }


class Teksten:
    """Texts, each once; ``lijst[0]`` is the empty one."""

    def __init__(self) -> None:
        self.lijst = [""]
        self._nummers = {"": 0}

    def nummer(self, tekst: str) -> int:
        """Return the number of ``tekst``, that of an earlier one where it is the same."""
        if tekst not in self._nummers:
            self._nummers[tekst] = len(self.lijst)
            self.lijst.append(tekst)
        return self._nummers[tekst]


def maak_perioden(dagen: Sequence[str]) -> dict[str, str]:
    """Return code → name of the months of the ISO dates ``dagen``, in order; where those are many, years.

    The code opens each date of the period, so '2017-04' is april 2017; a project without a date has ''.
    """
    maanden = sorted({dag[:7] for dag in dagen})
    if len(maanden) > MAANDEN_LOS:
        return {jaar: jaar or "onbekend" for jaar in sorted({dag[:4] for dag in dagen})}
    dag = dt.date.fromisoformat
    return {maand: maand_en_jaar(dag(f"{maand}-01")) if maand else "onbekend" for maand in maanden}


def _gemeenten(gemeenten: pd.DataFrame, basis: Kaartbasis, regios: Mapping[str, list[str]]) -> dict[str, Any]:
    inwoners = next((naam for naam in gemeenten if naam.startswith("inwoners")), None)
    return {
        "code": list(gemeenten["gm_code"]),
        "naam": list(gemeenten["gm_naam"]),
        "inwoners": gemeenten[inwoners].tolist() if inwoners else [],
        "inwoners_jaar": inwoners.rpartition("_")[2] if inwoners else "",
        "benaderd": np.flatnonzero(basis.benaderd).tolist(),
        **{
            soort: pd.Index(regios[soort]).get_indexer(pd.Index(gemeenten[soort])).tolist()
            for soort in _REGIOS
        },
    }


def _moment(
    moment: Editiemoment,
    ordening: Ordening,
    plaatsen: Mapping[str, Sequence[str]],
    perioden: Mapping[str, str],
    teksten: Teksten,
) -> dict[str, Any]:
    """Return an edition with a list per column of its projects, in the order of their titles."""
    projecten = moment.projecten.sort_values(["titel", "project_id"], ignore_index=True)
    gemeente = _dekking(projecten, moment.dekking, plaatsen["gemeente"])
    geschat = moment.dekking[moment.dekking.get("geschat", pd.Series(False, moment.dekking.index))]
    bron = _bronnen(projecten)
    lengte = max(map(len, perioden), default=0)
    afgeleid = [projecten.get(f"zekerheid_{naam}", pd.Series("", projecten.index)) for naam in _ZEKERHEDEN]
    return {
        "naam": moment.editie.naam,
        "titel": moment.editie.titel,
        "peildatum": datum(moment.editie.peildatum),
        "synthetisch": moment.editie.synthetisch,
        "voorbeelden": not moment.editie.volledig,
        "id": list(projecten["project_id"]),
        "titels": list(projecten["titel"]),
        "minima": projecten["is_minimacontract"].astype(int).tolist(),
        **{
            naam: _nummers(projecten[naam].map(lambda code: [code]), ordening.codes(naam), plat=True)
            for naam in ("thema", "vorm", "schaal")
        },
        "instrument": _nummers(projecten["instrument"], ordening.codes("instrument")),
        "zorgverzekeraar": _nummers(projecten["zorgverzekeraars"], ordening.zorgverzekeraars),
        "periode": _nummers(
            projecten["peildatum"].map(lambda dag: [dag[:lengte]]), list(perioden), plat=True
        ),
        "dag": [teksten.nummer(dag) for dag in projecten["peildatum"]],
        "wmo_regio": _nummers(projecten["wmo_regios"], plaatsen["wmo_regio"]),
        "gemeente": [[nummers[0], *np.diff(nummers).tolist()] if nummers else [] for nummers in gemeente],
        "geschat": _dekking(projecten, geschat, plaatsen["gemeente"]),
        **{
            naam: [teksten.nummer(tekst) for tekst in (bron if naam == "bron" else projecten[naam])]
            for naam in _TEKSTEN
            if naam in projecten
        },
        "afgeleid": [
            [i for i, waarde in enumerate(rij) if waarde == "afgeleid"] for rij in zip(*afgeleid, strict=True)
        ],
    }


def _bronnen(projecten: pd.DataFrame) -> list[str]:
    """Return the source of each project: as it is given, else whose page it is, of which year, and where."""
    leeg = [""] * len(projecten)
    namen = ("bron", "bron_organisatie", "jaar_bron", "bron_url")
    kolommen = (projecten.get(naam, leeg) for naam in namen)
    return [
        bron or ", ".join(filter(None, (van, jaar if jaar.isdigit() else "", adres)))
        for bron, van, jaar, adres in zip(*kolommen, strict=True)
    ]


def _nummers(cellen: pd.Series, codes: Sequence[str], plat: bool = False) -> list:
    """Return each list cell as the sorted numbers of its values in ``codes``; ``plat``: the only one."""
    nummer = {code: i for i, code in enumerate(codes)}
    vreemd = sorted({waarde for cel in cellen for waarde in als_lijst(cel)} - nummer.keys())
    if vreemd:
        raise ValueError(f"{cellen.name}: onbekend: {', '.join(vreemd)}")
    rijen = [sorted({nummer[waarde] for waarde in als_lijst(cel)}) for cel in cellen]
    return [rij[0] for rij in rijen] if plat else rijen


def _dekking(projecten: pd.DataFrame, dekking: pd.DataFrame, codes: Sequence[str]) -> list[list[int]]:
    """Return for each of ``projecten`` the sorted numbers of its gemeenten in ``codes``."""
    project = pd.Index(projecten["project_id"]).get_indexer(pd.Index(dekking["project_id"]))
    gemeente = pd.Index(codes).get_indexer(pd.Index(dekking["gm_code"]))
    if (project < 0).any() or (gemeente < 0).any():
        raise ValueError("de dekking noemt een project of gemeente die er niet is")
    rijen: list[list[int]] = [[] for _ in range(len(projecten))]
    for p, g in sorted(zip(project.tolist(), gemeente.tolist(), strict=True)):
        rijen[p].append(g)
    return rijen


def _kern(kernwerkgebieden: pd.DataFrame | None, regios: Sequence[str]) -> list[list[str]] | None:
    """Return per Wmo-regio its largest zorgverzekeraar and what that rests on; '' where not known."""
    if kernwerkgebieden is None:
        return None
    eigen = kernwerkgebieden.set_index("wmo_regio")[["grootste_verzekeraar", "grondslag"]]
    return eigen.reindex(list(regios)).fillna("").to_numpy().tolist()
