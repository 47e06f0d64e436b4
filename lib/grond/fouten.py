"""Faults in the input, each with its place, collected so that they are reported together."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

_Model = TypeVar("_Model", bound="BaseModel")

DETAILS = "Meer weten? Voer uit:  from lib.beeld.tonen import details; details()"
_REDENEN = {  # by the type of pydantic's error, with what that says of it
    "extra_forbidden": "onbekende sleutel",
    "missing": "verplichte sleutel ontbreekt",
    "literal_error": "onbekende waarde",
    "date_from_datetime_parsing": "geen datum (jjjj-mm-dd)",
    "string_type": "geen tekst (zet er aanhalingstekens om)",
    "string_too_short": "mag niet leeg zijn",
    "int_type": "geen geheel getal",
    "int_parsing": "geen geheel getal",
    "int_from_float": "geen geheel getal",
    "float_type": "geen getal",
    "float_parsing": "geen getal",
    "bool_type": "geen true of false",
    "bool_parsing": "geen true of false",
    "tuple_type": "geen lijst (zet er [ ] om)",
    "dict_type": "geen groep van sleutels",
    "greater_than": "moet groter zijn dan {gt}",
    "greater_than_equal": "moet ten minste {ge} zijn",
    "less_than": "moet kleiner zijn dan {lt}",
    "less_than_equal": "mag ten hoogste {le} zijn",
}


@dataclass(frozen=True)
class InvoerFout:
    """One fault or notice: where it stands, what stands there, why it is wrong, what would be right.

    ``rij`` is 1-based as a spreadsheet shows it (the header is row 1); 0 means: no single row.
    ``reden`` and ``suggestie`` are Dutch, because consultants and reviewers read them.
    """

    bestand: str
    reden: str
    blad: str = ""
    rij: int = 0
    kolom: str = ""
    waarde: str = ""
    suggestie: str = ""
    titel: str = ""

    def __str__(self) -> str:
        """One line, for the command line."""
        plaats = [self.bestand]
        plaats += [f"blad {self.blad}"] if self.blad else []
        plaats += [f"rij {self.rij}"] if self.rij else []
        plaats += [f"kolom {self.kolom}"] if self.kolom else []
        waarde = f" «{self.waarde}»" if self.waarde else ""
        suggestie = f" (bedoeld: {self.suggestie}?)" if self.suggestie else ""
        return f"{', '.join(plaats)}: {self.reden}{waarde}{suggestie}"


class InvoerFouten(Exception):
    """The input or the configuration is wrong; ``fouten`` lists every fault found."""

    def __init__(self, fouten: Iterable[InvoerFout]):
        """Keep the faults in the order in which they were found."""
        self.fouten = list(fouten)
        super().__init__("\n".join(str(fout) for fout in self.fouten))

    def _render_traceback_(self) -> list[str]:
        """What IPython shows below a cell instead of a traceback: what is wrong, and where."""
        aantal = len(self.fouten)
        kop = "Er klopt iets niet in de invoer" + (f" ({aantal} fouten):" if aantal > 1 else ":")
        return [kop, *(f"  • {fout}" for fout in self.fouten), DETAILS]


def plaats_van(bestand: str, blad: str, rij: int) -> str:
    """Return where a row stands, in Dutch: ``projecten.xlsx, blad Blad1, rij 7``."""
    return f"{bestand}{f', blad {blad}' if blad else ''}, rij {rij}"


def dichtst(waarde: str, keuze: Iterable[str]) -> str:
    """Return the value of ``keuze`` that looks most like ``waarde``, or ``""`` when none comes near."""
    kleine = {kandidaat.casefold(): kandidaat for kandidaat in keuze if kandidaat}
    gevonden = difflib.get_close_matches(waarde.casefold(), kleine, n=1, cutoff=0.5)
    return kleine[gevonden[0]] if gevonden else ""


def meld(fouten: Iterable[InvoerFout]) -> None:
    """Raise InvoerFouten when there is any fault."""
    if fouten := list(fouten):
        raise InvoerFouten(fouten)


def keur(model: type[_Model], inhoud: Mapping[str, Any], bestand: str, blad: str = "") -> _Model:
    """Return ``inhoud``, read from ``bestand``, as a ``model``.

    Raises InvoerFouten, all together, with every key that is unknown (and the nearest one that is not) or
    missing, and every value of the wrong kind or out of range. ``blad``: which part of the file it is.
    """
    from pydantic import ValidationError

    try:
        return model.model_validate(inhoud)
    except ValidationError as fout:
        raise InvoerFouten(_vertaal(model, fout, bestand, blad)) from fout


def keur_elk(
    model: type[_Model], lijst: Iterable[Mapping[str, Any]], bestand: str, wat: str, fouten: list[InvoerFout]
) -> Iterator[tuple[str, _Model]]:
    """Yield each of ``lijst`` that is sound, with what it is called (``wat`` and its number, from 1).

    The faults of the others are added to ``fouten``.
    """
    for nummer, inhoud in enumerate(lijst, start=1):
        blad = f"{wat} {nummer}"
        try:
            yield blad, keur(model, inhoud, bestand, blad)
        except InvoerFouten as gevonden:
            fouten += gevonden.fouten


def _vertaal(model: type[_Model], fout: "ValidationError", bestand: str, blad: str) -> Iterator[InvoerFout]:
    for een in fout.errors():
        # A default that rests on another key is no fault of its own.
        if een["type"] != "default_factory_not_called":
            over_sleutel = een["type"] in ("missing", "extra_forbidden")
            waarde = "" if over_sleutel else str(een["input"])[:60]
            kolom = ".".join(map(str, een["loc"]))
            reden, tip = _reden(model, een), _tip(model, een)
            yield InvoerFout(bestand, reden, blad, kolom=kolom, waarde=waarde, suggestie=tip)


def _reden(model: type[_Model], een: "ErrorDetails") -> str:
    *ouders, sleutel = een["loc"]
    if een["type"] == "string_pattern_mismatch":  # what the pattern means, its field says
        return _velden(model, ouders)[sleutel].description or "verkeerd geschreven"
    reden = _REDENEN.get(een["type"])
    return reden.format(**een.get("ctx", {})) if reden else f"ongeldige waarde: {een['msg']}"


def _tip(model: type[_Model], een: "ErrorDetails") -> str:
    if een["type"] == "literal_error":
        return een["ctx"]["expected"].replace("'", "").replace(" or ", " of ")
    *ouders, sleutel = een["loc"]
    return dichtst(str(sleutel), _velden(model, ouders)) if een["type"] == "extra_forbidden" else ""


def _velden(model: type[_Model], ouders: Iterable[Any]) -> Mapping[Any, Any]:
    """Return the fields of the model that stands at ``ouders`` in ``model``: {} where that is no model."""
    velden: Mapping[Any, Any] = model.model_fields
    for ouder in ouders:
        velden = getattr(getattr(velden.get(ouder), "annotation", None), "model_fields", {})
    return velden
