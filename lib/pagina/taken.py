"""What a run consists of: each notebook with each edition, what it reads, and what it makes.

The list stands in ``notebooks/taken.toml``; this module turns it into tasks with real paths. It
runs nothing.
"""

import ast
import fnmatch
import glob
import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from lib.editie.editie import Editie
from lib.grond.afhankelijkheid import bestanden_van
from lib.grond.fouten import InvoerFout, InvoerFouten, dichtst, keur_elk
from lib.grond.paden import NOTEBOOKS, RAW, WORTEL, Uitvoer, paginanaam
from lib.grond.tabel import lees_tabel
from lib.grond.toml import lees_toml

if TYPE_CHECKING:
    import pandas as pd


_LIJST = "taken.toml"


class TaakRegel(BaseModel):
    """One ``[[taak]]`` of the list.

    ``leest``: patterns, each with what it is relative to: ``raw/…``, ``editie/<soort>`` (a file of
    ``[bestanden]``), ``processed/…`` (with ``*``: what earlier notebooks write there) or ``vorige/…``
    (the same of the edition before, where that has results), or ``figures/…`` (what earlier notebooks draw).
    ``schrijft``: files below ``data/processed/<editie>``; ``{stam}`` is the name of the page. ``levert``:
    files below ``rapport/<editie>`` besides the page; ``{editie}`` is the name of the edition.
    ``kaarten``: the rows of the map register that the notebook draws, as column = value, or value|value; a
    value ``$naam`` is that of a parameter. ``figuren``: other figures that it draws. ``per``: a parameter
    with the values for each of which the notebook runs once; ``raw/….csv#kolom`` stands for what that column
    holds, so that a row more is a page more, and ``editie/gemeenten#kolom`` for that of the gemeenten that
    the edition is about. ``hoofdstuk``: where the page stands on the contents page, a key of
    ``hoofdstukken.toml``. ``optie``: it runs only where the command asks for it. ``nodig``: the kinds of file
    without which an edition skips it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    notebook: str
    titel: str
    hoofdstuk: str = ""
    nodig: list[str] = []
    leest: list[str] = []
    schrijft: list[str] = []
    levert: list[str] = []
    kaarten: dict[str, str] = {}
    figuren: list[str] = []
    parameters: dict[str, Any] = {}
    per: dict[str, list[str] | str] = {}
    optie: str = ""


@dataclass(frozen=True)
class Taak:
    """One execution of a notebook, with every path it reads and makes."""

    regel: TaakRegel
    editie: str
    uitvoer: Uitvoer
    notebook: Path
    parameters: dict[str, Any]
    kaarten: tuple[str, ...]
    leest: tuple[Path, ...]
    schrijft: tuple[Path, ...]

    @property
    def stam(self) -> str:
        """The name of its page without suffix: ``<nn>-<naam>[-<parameter>]``."""
        return _stam(self.regel, self.parameters)

    @property
    def titel(self) -> str:
        """What readers call the page; ``{thema}`` and the like stand for its parameters."""
        return self.regel.titel.format_map({naam: _woord(naam, w) for naam, w in self.parameters.items()})

    @property
    def naam(self) -> str:
        """``<editie>/<stam>``."""
        return f"{self.editie}/{self.stam}"

    @property
    def uitgevoerd(self) -> Path:
        """The executed notebook, from which the page is rendered."""
        return self.uitvoer.rapport / "notebooks" / f"{self.stam}.ipynb"

    @property
    def pagina(self) -> Path:
        """The rendered page."""
        return self.uitvoer.rapport / f"{self.stam}.html"

    @property
    def mislukt(self) -> Path:
        """Where the page of a failed execution is kept, beside the last good one."""
        return self.uitvoer.rapport / f"{self.stam}.mislukt.html"

    @cached_property
    def cellen(self) -> list[list]:
        """Type, tags and source of each cell: what a change in the notebook means for staleness."""
        inhoud = json.loads(self.notebook.read_text(encoding="utf-8"))
        return [
            [cel["cell_type"], cel["metadata"].get("tags", []), "".join(cel["source"])]
            for cel in inhoud["cells"]
        ]

    @cached_property
    def code(self) -> list[Path]:
        """The files of ``lib`` that the notebook's code depends on."""
        return bestanden_van("\n".join(bron for soort, _, bron in self.cellen if soort == "code"))

    @property
    def kenmerk(self) -> str:
        """A hash of what else decides the result: parameters, cells, version of Python."""
        deel = {"parameters": self.parameters, "cellen": self.cellen, "python": sys.version_info[:2]}
        return hashlib.sha256(json.dumps(deel, sort_keys=True, default=str).encode()).hexdigest()

    def heet(self, patroon: str) -> bool:
        """Whether ``patroon`` (a glob) names this task: by notebook, page, edition/page or map id."""
        namen = [
            self.stam,
            self.naam,
            f"notebooks/{self.regel.notebook}.ipynb",
            f"notebooks/{self.stam}",
            *self.kaarten,
        ]
        return any(fnmatch.fnmatchcase(naam, patroon) for naam in namen)


def _stam(regel: TaakRegel, parameters: dict[str, Any]) -> str:
    return paginanaam(regel.notebook, *(str(parameters[naam]) for naam in regel.per))


def lees_lijst(notebooks: Path = NOTEBOOKS) -> list[TaakRegel]:
    """Return the rows of ``taken.toml``; InvoerFouten where it, or a notebook it names, is wrong."""
    pad = notebooks / _LIJST
    fouten: list[InvoerFout] = []
    regels = [regel for _, regel in keur_elk(TaakRegel, lees_toml(pad)["taak"], str(pad), "taak", fouten)]
    for regel in regels:
        if not (notebooks / f"{regel.notebook}.ipynb").is_file():
            fouten.append(
                InvoerFout(str(pad), "notebook bestaat niet", kolom="notebook", waarde=regel.notebook)
            )
    if fouten:
        raise InvoerFouten(fouten)
    return regels


def maak_taken(editie: Editie, uitvoer: Uitvoer, kaarten: Iterable[dict], **opties: Any) -> list[Taak]:
    """Return the tasks of an edition, in the order of the list.

    ``kaarten`` are the rows of the map register.
    ``opties``: ``notebooks`` (the folder with ``taken.toml``), ``extra`` (files that every task
    reads), ``parameters`` (values for each notebook that knows the parameter), ``eerdere`` (the
    tasks of other editions in the same run) and ``gevraagd`` (the opties that the command asks for).
    """
    notebooks = opties.get("notebooks", NOTEBOOKS)
    kaarten = list(kaarten)
    taken: list[Taak] = []
    gemeenten = cache(lambda: _gemeenten(editie))  # only where a row asks for them, and once
    for regel in lees_lijst(notebooks):
        if any(editie.bestand(soort) is None for soort in regel.nodig):
            continue
        if regel.optie and regel.optie not in opties.get("gevraagd", ()):
            continue
        for keuze in _keuzes(regel, gemeenten, notebooks):
            gemaakt = [pad for taak in [*opties.get("eerdere", ()), *taken] for pad in taak.schrijft]
            taken.append(_maak_taak(regel, editie, uitvoer, kaarten, keuze, {**opties, "gemaakt": gemaakt}))
    return taken


def _gemeenten(editie: Editie) -> "pd.DataFrame":
    from lib.gebied.jaar import gemeenten_van_editie

    return gemeenten_van_editie(editie)


def _keuzes(
    regel: TaakRegel, gemeenten: Callable[[], "pd.DataFrame"], notebooks: Path
) -> list[dict[str, str]]:
    keuzes: list[dict[str, str]] = [{}]
    for naam, opgave in regel.per.items():
        waarden = _uit_tabel(opgave, naam, gemeenten, notebooks) if isinstance(opgave, str) else opgave
        keuzes = [{**keuze, naam: waarde} for keuze in keuzes for waarde in waarden]
    return keuzes


def _woord(parameter: str, waarde: Any) -> str:
    """Return what readers call a value: for a code of the ordering its label."""
    return _labels().get((parameter, str(waarde)), str(waarde).replace("_", " "))


@cache
def _labels() -> dict[tuple[str, str], str]:
    from lib.editie.ordening import DIMENSIES, lees_ordening

    ordening = lees_ordening()
    return {(d, code): ordening.label(d, code) for d in DIMENSIES for code in ordening.codes(d)}


def _uit_tabel(
    verwijzing: str, parameter: str, gemeenten: Callable[[], "pd.DataFrame"], notebooks: Path
) -> list[str]:
    """Return the values of ``raw/….csv#kolom`` or ``editie/gemeenten#kolom``, each once; the latter sorted.

    InvoerFouten where there is no such column, or the division of the edition is wrong.
    """
    pad, _, kolom = verwijzing.partition("#")
    eigen = pad == "editie/gemeenten"
    tabel = gemeenten() if eigen else lees_tabel(RAW / pad.removeprefix("raw/"))
    if kolom not in tabel:
        waar, reden = str(notebooks / _LIJST), "kolom bestaat niet"
        tip = dichtst(kolom, tabel.columns)
        raise InvoerFouten([InvoerFout(waar, reden, "", 0, f"per.{parameter}", verwijzing, tip)])
    waarden = list(dict.fromkeys(filter(None, tabel[kolom])))
    return sorted(waarden, key=str.casefold) if eigen else waarden


def _maak_taak(
    regel: TaakRegel,
    editie: Editie,
    uitvoer: Uitvoer,
    register: list[dict],
    keuze: dict[str, str],
    opties: dict,
) -> Taak:
    notebook = opties.get("notebooks", NOTEBOOKS) / f"{regel.notebook}.ipynb"
    kaarten = _kaarten(regel, register, keuze)
    namen = (*kaarten, *_bundels(register, kaarten), *regel.figuren)
    figuren = [uitvoer.figures / f"{naam}.{soort}" for naam in namen for soort in ("png", "svg")]
    eigen = {"editie": editie.naam, **regel.parameters, **keuze}
    bekend = bekende_parameters(notebook)
    algemeen = {**editie.parameters.model_dump(), **opties.get("parameters", {})}
    _weiger_onbekende(notebook, eigen, bekend)
    return Taak(
        regel=regel,
        editie=editie.naam,
        uitvoer=uitvoer,
        notebook=notebook,
        parameters={**{naam: w for naam, w in algemeen.items() if naam in bekend}, **eigen},
        kaarten=kaarten,
        leest=(*_paden(regel, editie, uitvoer, opties["gemaakt"]), *opties.get("extra", ())),
        schrijft=(
            *(uitvoer.processed / naam.format(stam=_stam(regel, eigen)) for naam in regel.schrijft),
            *(uitvoer.rapport / naam.format(editie=editie.naam) for naam in regel.levert),
            *figuren,
        ),
    )


def _kaarten(regel: TaakRegel, register: list[dict], keuze: dict[str, str]) -> tuple[str, ...]:
    """Return the ids of the rows of the register that pass ``regel.kaarten``; none where it asks nothing."""
    waarden = {f"${naam}": waarde for naam, waarde in keuze.items()}
    eisen = {kolom: waarden.get(waarde, waarde).split("|") for kolom, waarde in regel.kaarten.items()}
    passend = (rij for rij in register if all(rij[kolom] in eis for kolom, eis in eisen.items()))
    return tuple(rij["kaart_id"] for rij in passend) if eisen else ()


def _bundels(register: list[dict], kaarten: tuple[str, ...]) -> list[str]:
    """Return the names of the figures that hold several panels: what the ids of the panels share."""
    panelen = Counter(
        rij["kaart_id"].rpartition("-")[0]
        for rij in register
        if rij["kaart_id"] in kaarten and rij.get("soort") == "paneel"
    )
    return [naam for naam, aantal in panelen.items() if aantal > 1]


def _paden(regel: TaakRegel, editie: Editie, uitvoer: Uitvoer, gemaakt: list[Path]) -> list[Path]:
    # In which region a gemeente lies matters to every page.
    indeling = [*editie.alle_bestanden("verhuizingen"), *editie.alle_bestanden("regio_indeling")]
    paden = [editie.invoer[0], WORTEL / "requirements.lock", *indeling]
    for patroon in regel.leest:
        soort, _, rest = patroon.partition("/")
        if soort == "raw":
            paden += sorted(RAW.glob(rest))
        elif soort == "editie":
            paden += editie.alle_bestanden(rest)
        elif soort == "vorige":
            pad = uitvoer.processed.parent / (editie.vorige or "-") / rest
            paden += [pad] if pad in gemaakt or pad.is_file() else []
        elif soort == "figures":
            paden += [pad for pad in gemaakt if pad.match(f"figures/{uitvoer.editie}/{rest}")]
        elif "*" in rest:
            patroon = f"{glob.escape(str(uitvoer.processed))}{os.sep}{rest}"
            paden += map(Path, fnmatch.filter(map(str, gemaakt), patroon))
        else:
            paden.append(uitvoer.processed / rest)
    return paden


def bekende_parameters(notebook: Path) -> set[str]:
    """Return the names that the notebook's cell tagged ``parameters`` assigns."""
    return _parameters(notebook.read_text(encoding="utf-8"))


@cache
def _parameters(tekst: str) -> set[str]:
    inhoud = json.loads(tekst)
    bron = "\n".join(
        "".join(c["source"]) for c in inhoud["cells"] if "parameters" in c["metadata"].get("tags", [])
    )
    toekenningen = [knoop for knoop in ast.parse(bron).body if isinstance(knoop, (ast.Assign, ast.AnnAssign))]
    doelen = [doel for k in toekenningen for doel in (k.targets if isinstance(k, ast.Assign) else [k.target])]
    return {doel.id for doel in doelen if isinstance(doel, ast.Name)}


def _weiger_onbekende(notebook: Path, parameters: dict[str, Any], bekend: set[str]) -> None:
    fouten = [
        InvoerFout(
            str(notebook.parent / _LIJST),
            f"parameter die notebook {notebook.name} niet kent",
            kolom=naam,
            suggestie=dichtst(naam, sorted(bekend)),
        )
        for naam in parameters
        if naam not in bekend
    ]
    if fouten:
        raise InvoerFouten(fouten)


def kies_taken(taken: list[Taak], patronen: Iterable[str]) -> list[Taak]:
    """Return the tasks that a pattern names and those whose results they need, in the same order.

    InvoerFouten names each pattern that fits no task.
    """
    patronen = list(patronen)
    zonder = [patroon for patroon in patronen if not any(taak.heet(patroon) for taak in taken)]
    if zonder:
        raise InvoerFouten(
            InvoerFout("--only", "past op geen enkele taak", waarde=patroon) for patroon in zonder
        )
    gekozen = {taak.naam for taak in taken if any(taak.heet(patroon) for patroon in patronen)}
    maker = {pad: taak for taak in taken for pad in taak.schrijft}
    wachtend = [taak for taak in taken if taak.naam in gekozen]
    while wachtend:
        for pad in wachtend.pop().leest:
            if pad in maker and maker[pad].naam not in gekozen:
                gekozen.add(maker[pad].naam)
                wachtend.append(maker[pad])
    return [taak for taak in taken if taak.naam in gekozen]
