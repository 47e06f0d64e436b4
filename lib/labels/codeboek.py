"""The codebook of the open answers: subjects an answer may mention, as data that a consultant can edit."""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.grond.paden import REGISTER

CODEBOEK = REGISTER / "codeboek.toml"
VELDEN = ("toelichting", "ondersteuningsbehoefte")
GEEN_BEHOEFTE = "geen"  # the code of an answer that says that no support is needed
Sleutels = TypeVar("Sleutels", bound=BaseModel)


class Code(BaseModel):
    """One ``[[code]]``; the head of the file explains its keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(pattern=r"^[a-z_]+$")
    label: str = Field(min_length=1)
    omschrijving: str = Field(min_length=1)
    soort: Literal["knelpunt", "sterk", "behoefte"]
    veld: Literal["toelichting", "ondersteuningsbehoefte"]
    woorden: tuple[str, ...] = ()
    stammen: tuple[str, ...] = ()
    tekort: tuple[str, ...] = ()
    geheel: tuple[str, ...] = ()
    voorbeelden: tuple[str, ...] = Field(min_length=2)


class Taal(BaseModel):
    """How Dutch says that something is not so, or lacking; ``bereik`` in words, ``grens`` ends a clause."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ontkenning: tuple[str, ...]
    gemis: tuple[str, ...]
    bereik: int = Field(ge=1)
    grens: tuple[str, ...]


@dataclass(frozen=True)
class Codeboek:
    """The codes in the order of the file, and the words of negation."""

    taal: Taal
    codes: tuple[Code, ...]

    @cached_property
    def labels(self) -> dict[str, str]:
        """Code → label, in the order of the file."""
        return {code.code: code.label for code in self.codes}

    def van_veld(self, veld: str) -> list[Code]:
        """Return the codes that can occur in a field (one of ``VELDEN``)."""
        return [code for code in self.codes if code.veld == veld]


def lees_codeboek(pad: Path = CODEBOEK) -> Codeboek:
    """Return the codebook; InvoerFouten with every unknown or missing key and every code that comes twice."""
    try:
        inhoud = tomllib.loads(pad.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fout:
        raise InvoerFouten([InvoerFout(pad.name, f"geen leesbare TOML: {fout}")]) from fout
    fouten: list[InvoerFout] = []
    codes: list[Code] = []
    for naam in inhoud.keys() - {"taal", "code"}:
        fouten.append(InvoerFout(pad.name, "onbekende sleutel", kolom=naam, suggestie="code"))
    for nummer, gegevens in enumerate(inhoud.get("code", []), start=1):
        code = _lees(Code, gegevens, f"code {nummer}", pad.name, fouten)
        if code and any(eerder.code == code.code for eerder in codes):
            fouten.append(InvoerFout(pad.name, "code staat er al", blad=f"code {nummer}", waarde=code.code))
        codes += [code] if code else []
    taal = _lees(Taal, inhoud.get("taal", {}), "taal", pad.name, fouten)
    if fouten or taal is None:
        raise InvoerFouten(fouten)
    return Codeboek(taal, tuple(codes))


def _lees(
    model: type[Sleutels], gegevens: dict, waar: str, bestand: str, fouten: list[InvoerFout]
) -> Sleutels | None:
    try:
        return model.model_validate(gegevens)
    except ValidationError as fout:
        for een in fout.errors():
            kolom = ".".join(str(deel) for deel in een["loc"])
            reden = "sleutel ontbreekt, is onbekend of heeft een verkeerde waarde"
            fouten.append(InvoerFout(bestand, reden, blad=waar, kolom=kolom, waarde=str(een["input"])[:60]))
        return None
