"""The codebook of the open answers: subjects an answer may mention, as data that a consultant can edit."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from lib.grond.fouten import InvoerFout, keur_elk, meld
from lib.grond.paden import REGISTER
from lib.grond.toml import lees_toml, vreemde_sleutels

CODEBOEK = REGISTER / "codeboek.toml"
OPEN_VELDEN = ("toelichting", "ondersteuningsbehoefte")
GEEN_BEHOEFTE = "geen"  # the code of an answer that says that no support is needed
Sleutels = TypeVar("Sleutels", bound=BaseModel)


class Code(BaseModel):
    """One ``[[code]]``; the head of the file explains its keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(pattern=r"^[a-z_]+$", description="alleen kleine letters en _")
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
        """Return the codes that can occur in a field (one of ``OPEN_VELDEN``)."""
        return [code for code in self.codes if code.veld == veld]


def lees_codeboek(pad: Path = CODEBOEK) -> Codeboek:
    """Return the codebook; InvoerFouten with every unknown or missing key and every code that comes twice."""
    inhoud, bestand = lees_toml(pad), pad.name
    fouten = vreemde_sleutels(inhoud, {"taal", "code"}, bestand)
    codes: dict[str, Code] = {}
    for waar, code in keur_elk(Code, inhoud.get("code", []), bestand, "code", fouten):
        if codes.setdefault(code.code, code) is not code:
            fouten.append(InvoerFout(bestand, "code staat er al", blad=waar, waarde=code.code))
    talen = [taal for _, taal in keur_elk(Taal, [inhoud.get("taal", {})], bestand, "taal", fouten)]
    meld(fouten)
    return Codeboek(talen[0], tuple(codes.values()))
