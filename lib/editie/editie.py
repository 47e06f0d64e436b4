"""An edition: a folder with ``edition.toml`` and the files it names."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from lib.editie.jaren import EERSTE_JAAR, LAATSTE_JAAR
from lib.grond.fouten import InvoerFout, InvoerFouten, dichtst, keur
from lib.grond.paden import EDITIES
from lib.grond.toml import lees_toml

CONFIGURATIE = "edition.toml"
_Jaar = Annotated[int, Field(strict=True, ge=EERSTE_JAAR, le=LAATSTE_JAAR)]

_LANGSTE_NAAM = 255  # bytes, as file systems have it
GEEN_TELLING = "Voorbeelden uit een tekst, geen telling: dit zegt niets over wat er verder is."


class Bestanden(BaseModel):
    """The files of an edition, relative to its folder; projecten or venster is required.

    ``projecten`` may be several files: sources that report on the same projects. A name with ``*`` or ``?``
    stands for every file that fits, so that a new year's ``venster`` only has to be put there.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    projecten: str | tuple[str, ...] | None = None
    samenvoegbesluiten: str | None = None
    labelbesluiten: str | None = None
    bevestigingen: str | None = None
    tegenstrijdigheden: str | None = None
    onbeslist: str | None = None
    niet_opgenomen: str | None = None
    duiding: str | None = None
    aliassen: str | None = None
    correcties: str | None = None
    niet_maskeren: str | None = None
    koppelen: str | None = None
    koppeling: str | None = None
    samenhang: str | None = None
    relaties: str | None = None
    verantwoording: str | None = None
    verhuizingen: str | None = None
    regio_indeling: str | None = None
    polissen: str | None = None
    venster: str | tuple[str, ...] | None = None
    venster_genodigd: str | None = None
    venster_codering: str | tuple[str, ...] | None = None
    codering_correcties: str | None = None
    hulpvragen: str | None = None
    kaarten: str | None = None
    aanspreekpunten: str | None = None
    gesprekspunten: str | None = None
    marktaandelen: str | None = None
    cijfers: str | tuple[str, ...] | None = None


class Parameters(BaseModel):
    """Choices that change what is counted, or shown.

    ``scheidingstekens``: what separates the values in a cell besides the semicolon, such as ``,`` or ``,/``.
    ``benaderde_grenzen``: whether maps mark the borders between gemeenten that are approximate.
    ``venster_beleid``: which policy of ``onderdrukking.toml`` the pages of the venster follow.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    incl_minimacontracten: bool = False
    scheidingstekens: str = Field(
        "", pattern=r"^[,/+&|]*$", description="alleen deze tekens mogen: , / + & |"
    )
    benaderde_grenzen: bool = False
    venster_beleid: Literal["openbaar", "intern"] = "openbaar"


class Editie(BaseModel):
    """What ``edition.toml`` says, with the folder in which it stands.

    ``toelichting`` is what a reader must know before the first number: it opens every page.
    ``indelingsjaar`` is the division in which the files name gemeenten, ``tekenjaar`` the one in which all
    results are counted and drawn; what cannot be carried over exactly is marked as estimated.
    ``volledig``: whether the projects are a count of all there are; of examples no verdicts are given.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    map: Path
    titel: str = Field(min_length=1)
    toelichting: str = ""
    reeks: str = ""
    vorige: str = ""
    peildatum: date
    indelingsjaar: _Jaar
    tekenjaar: _Jaar = Field(default_factory=lambda velden: velden["indelingsjaar"])
    herkomst: Literal["bron", "synthetisch"]
    volledig: bool = True
    bestanden: Bestanden
    parameters: Parameters = Parameters()

    @property
    def naam(self) -> str:
        """The name of the edition: that of its folder."""
        return self.map.name

    @property
    def synthetisch(self) -> bool:
        """Whether its projects were made up; then every page, figure and export says so."""
        return self.herkomst == "synthetisch"

    @property
    def voorbeelden(self) -> str:
        """What stands in every table, slide, sheet and export of an edition that is no count; else ``""``."""
        return "" if self.volledig else GEEN_TELLING

    def bestand(self, soort: str) -> Path | None:
        """Return the path of the (first) file of a kind in ``[bestanden]``, or None where there is none."""
        return next(iter(self.alle_bestanden(soort)), None)

    def alle_bestanden(self, soort: str) -> list[Path]:
        """Return the paths of all files of a kind in ``[bestanden]``, in their order there, each once.

        Those that fit a pattern are sorted; sidecars and the locks of an open workbook do not count.
        """
        paden = [pad for naam in self.namen(soort) for pad in _passend(self.map, naam)]
        return list(dict.fromkeys(paden))

    def namen(self, soort: str) -> tuple[str, ...]:
        """Return what ``[bestanden]`` says for a kind: names and patterns."""
        namen = getattr(self.bestanden, soort)
        return (namen,) if isinstance(namen, str) else namen or ()

    @cached_property
    def invoer(self) -> list[Path]:
        """Every file the edition consists of: ``edition.toml`` and what it names, in that order."""
        namen = [pad for soort in Bestanden.model_fields for pad in self.alle_bestanden(soort)]
        return [self.map / CONFIGURATIE, *namen]


def edities(map_: Path = EDITIES) -> list[str]:
    """Return the names of all editions below ``map_``, sorted."""
    return sorted(pad.parent.name for pad in map_.glob(f"*/{CONFIGURATIE}"))


def lees_editie(naam: str, map_: Path = EDITIES) -> Editie:
    """Return the edition called ``naam``.

    Raises InvoerFouten, all faults together, where the edition or a file it names does not exist,
    or where ``edition.toml`` has an unknown key, lacks one, or holds a value of the wrong kind.
    """
    pad = map_ / naam / CONFIGURATIE
    if not pad.is_file():
        bekend = edities(map_)
        nabij = dichtst(naam, bekend)
        reden = f"onbekende editie; bekend zijn: {', '.join(bekend) or 'geen'}"
        raise InvoerFouten([InvoerFout(str(pad), reden, waarde=naam, suggestie=nabij)])
    inhoud = lees_toml(pad)
    editie = keur(Editie, inhoud | {"map": pad.parent}, str(pad))
    fouten = [InvoerFout(str(pad), "onbekende sleutel", kolom="map")] if "map" in inhoud else []
    fouten += [*_naamfouten(editie)] or _ontbrekende_bestanden(editie)
    if editie.bestanden.projecten is None and editie.bestanden.venster is None:
        fouten.append(InvoerFout(str(pad), "noem ten minste projecten of venster", kolom="bestanden"))
    if fouten:
        raise InvoerFouten(fouten)
    return editie


def _is_patroon(naam: str) -> bool:
    return any(teken in naam for teken in "*?[")


def _passend(map_: Path, naam: str) -> list[Path]:
    if not _is_patroon(naam) or (map_ / naam).is_file():
        return [map_ / naam]
    if Path(naam).is_absolute():
        return []
    paden = (pad for pad in map_.glob(naam) if pad.is_file() and pad.name[0] not in ".~")
    return sorted(pad for pad in paden if not pad.name.endswith(".meta.toml"))


def _naamfouten(editie: Editie) -> Iterator[InvoerFout]:
    """Yield a fault for each name that no file in the folder of an edition can have."""
    for soort in Bestanden.model_fields:
        for naam in editie.namen(soort):
            delen = naam.replace("\\", "/").split("/")
            reden = ""
            if not naam.strip() or "\0" in naam:
                reden = "geen naam van een bestand"
            elif PurePosixPath(naam).is_absolute() or PureWindowsPath(naam).is_absolute():
                reden = "noem een bestand in de map van de editie, niet een heel pad"
            elif any("**" in deel and deel != "**" for deel in delen):
                reden = "twee sterren staan alleen, als naam van een map"
            elif any(len(deel.encode("utf-8", "replace")) > _LANGSTE_NAAM for deel in delen):
                reden = f"naam is langer dan {_LANGSTE_NAAM} tekens"
            if reden:
                waar, kolom = str(editie.map / CONFIGURATIE), f"bestanden.{soort}"
                yield InvoerFout(waar, reden, kolom=kolom, waarde=naam[:80])


def _ontbrekende_bestanden(editie: Editie) -> list[InvoerFout]:
    aanwezig = [str(pad.relative_to(editie.map)) for pad in editie.map.rglob("*") if pad.is_file()]
    fouten = []
    for soort in Bestanden.model_fields:
        for naam in filter(_is_patroon, editie.namen(soort)):
            if not _passend(editie.map, naam):
                reden, kolom = "geen enkel bestand past op dit patroon", f"bestanden.{soort}"
                fouten.append(InvoerFout(str(editie.map / CONFIGURATIE), reden, kolom=kolom, waarde=naam))
        for pad in editie.alle_bestanden(soort):
            if not pad.is_file():
                naam = str(pad.relative_to(editie.map))
                waar, reden, tip = (
                    str(editie.map / CONFIGURATIE),
                    "bestand bestaat niet",
                    dichtst(naam, aanwezig),
                )
                kolom = f"bestanden.{soort}"
                fouten.append(InvoerFout(waar, reden, kolom=kolom, waarde=naam, suggestie=tip))
    return fouten
