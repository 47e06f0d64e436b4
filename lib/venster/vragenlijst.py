"""The questionnaire of the venster as data: versions, parts, kinds of answer, and how exports spell them.

A version is a file ``data/raw/register/vragenlijst/<versie>.toml``; kinds of answer stand in
``antwoordsoorten.toml`` and column heads in ``koppen.toml`` beside it. A new part or kind is a few lines
there. Source of question 1: VNG and ZN (2019), Werkstructuur, par. 4.3.3.
"""

from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field

from lib.gebied.aliassen import nabij, sleutel
from lib.grond.fouten import InvoerFout, InvoerFouten, dichtst, keur, meld
from lib.grond.paden import REGISTER
from lib.grond.toml import lees_toml

if TYPE_CHECKING:
    pass

VRAGENMAP = REGISTER / "vragenlijst"
_Veld = Literal["antwoord", "toelichting", "ondersteuningsbehoefte"]
VRAAGVELDEN = ("antwoord", "toelichting", "ondersteuningsbehoefte")


class _Streng(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Antwoordsoort(_Streng):
    """A kind of answer; :meth:`lees` turns a cell into an answer."""

    naam: str
    vorm: Literal["keuze", "getal", "tekst"]
    waarden: dict[str, tuple[str, ...]] = {}
    laagste: float = 0
    hoogste: float = 0
    decimalen: int = 0

    def lees(self, tekst: str) -> tuple[str, str, str]:
        """Return the answer, and where there is none the reason and the nearest valid value (Dutch).

        A choice gives its value, a number the shortest notation with a decimal point (``7``, ``6.5``).
        """
        if self.vorm == "keuze":
            return self._keuze(tekst)
        return self._getal(tekst) if self.vorm == "getal" else (tekst, "", "")

    def _keuze(self, tekst: str) -> tuple[str, str, str]:
        vormen = {sleutel(v): waarde for waarde, alle in self.waarden.items() for v in (waarde, *alle)}
        waarde = vormen.get(sleutel(tekst), "")
        if waarde:
            return waarde, "", ""
        return (
            "",
            f"geen geldig antwoord; verwacht {' of '.join(self.waarden)}",
            nabij(sleutel(tekst), vormen),
        )

    def _getal(self, tekst: str) -> tuple[str, str, str]:
        grenzen = f"van {self.laagste:g} tot en met {self.hoogste:g}"
        try:
            getal = float(tekst.replace(",", "."))
        except ValueError:
            return "", f"geen getal; verwacht een {self.naam} {grenzen}", ""
        if not self.laagste <= getal <= self.hoogste:
            grens = f"{min(max(getal, self.laagste), self.hoogste):g}" if isfinite(getal) else ""
            return "", f"{self.naam} ligt niet {grenzen}", grens
        if round(getal, self.decimalen) != getal:
            return "", f"{self.naam} heeft te veel decimalen", f"{round(getal, self.decimalen):g}"
        return f"{getal:g}", "", ""


class Vraag(_Streng):
    """A question; ``letterlijk`` when its wording is a quotation from ``bron``."""

    tekst: str = Field(min_length=1)
    letterlijk: bool
    bron: str = Field(min_length=1)


class Onderdeel(_Streng):
    """A part that is answered: of which question, with which kind of answer, with which open fields."""

    code: str
    naam: str
    vraag: str
    soort: str
    uitleg: str = ""
    toelichting: bool
    ondersteuningsbehoefte: bool
    koppen: tuple[str, ...] = ()

    @property
    def velden(self) -> tuple[str, ...]:
        """The fields it has, in order: antwoord and, if any, the open ones."""
        return tuple(veld for veld in VRAAGVELDEN if veld == "antwoord" or getattr(self, veld))


class Vragenlijst(_Streng):
    """One version; ``indeling`` is the kind of region, ``soorten`` the kinds of answer its parts use."""

    versie: str
    titel: str
    indeling: Literal["zorgkantoorregio", "wmo_regio"]
    vragen: dict[str, Vraag]
    onderdelen: tuple[Onderdeel, ...]
    soorten: dict[str, Antwoordsoort]
    leeg: frozenset[str]

    def soort(self, onderdeel: Onderdeel) -> Antwoordsoort:
        """Return the kind of answer of a part."""
        return self.soorten[onderdeel.soort]

    def is_leeg(self, tekst: str) -> bool:
        """Return whether a cell is no answer: empty, or one of the ways of saying so."""
        return not sleutel(tekst) or sleutel(tekst) in self.leeg

    def onderdeel(self, tekst: str) -> Onderdeel | None:
        """Return the part that ``tekst`` names by code, name or head."""
        vorm = sleutel(tekst)
        return next((een for een in self.onderdelen if vorm in map(sleutel, _namen(een))), None)


class Koppen(_Streng):
    """What ``koppen.toml`` says: spellings of columns, fields, parties, and the rules for rows."""

    kolom: dict[str, tuple[str, ...]]
    veld: dict[_Veld, tuple[str, ...]]
    voorvoegsel: dict[Literal["onderdeel"], tuple[str, ...]]
    overslaan: dict[Literal["kolommen"], tuple[str, ...]]
    woorden: dict[Literal["organisatie"], tuple[str, ...]]
    partij: dict[Literal["gemeenten", "zorgverzekeraar", "zorgkantoor"], tuple[str, ...]]
    regiocontact: "Regiocontact"
    regel: "_Regel"

    def kolommen(self) -> dict[str, str]:
        """Return ``{sleutel: column}`` for the columns that every export has; own names win."""
        anders = {sleutel(vorm): naam for naam, vormen in self.kolom.items() for vorm in vormen}
        return anders | {sleutel(naam): naam for naam in self.kolom}

    def brede_kolommen(self, lijst: Vragenlijst) -> dict[str, tuple[str, str]]:
        """Return ``{sleutel: (onderdeel, veld)}`` for a wide export.

        Raises InvoerFouten where one head would stand for two things.
        """
        gevonden: dict[str, tuple[str, str]] = {}
        fouten = []
        for een in lijst.onderdelen:
            for kop, veld in self._spellingen(een):
                if gevonden.setdefault(kop, (een.code, veld)) != (een.code, veld):
                    reden = f"kop staat voor twee dingen: {gevonden[kop]} en {(een.code, veld)}"
                    fouten.append(InvoerFout(f"{lijst.versie}.toml", reden, kolom="koppen", waarde=kop))
        meld(fouten)
        return gevonden

    def _spellingen(self, een: Onderdeel) -> Iterator[tuple[str, str]]:
        for veld in een.velden:
            for woord in self.veld[cast(_Veld, veld)]:
                for naam in _namen(een):
                    for voor in self.voorvoegsel["onderdeel"]:
                        kern = sleutel(voor + naam)
                        if not kern.isdigit():
                            yield kern + sleutel(woord), veld
                            yield sleutel(woord) + kern, veld

    def partij_van(self, tekst: str) -> tuple[str, str]:
        """Return the party that ``tekst`` names, or an empty text and the nearest party."""
        vormen = {sleutel(v): naam for naam, alle in self.partij.items() for v in (naam, *alle)}
        gevonden = vormen.get(sleutel(tekst), "")
        return gevonden, "" if gevonden else nabij(sleutel(tekst), vormen)

    def is_regiocontact(self, tekst: str) -> bool:
        """Return whether ``tekst`` names the contact who answers for all gemeenten of a region."""
        vormen = map(sleutel, (self.regiocontact.naam, *self.regiocontact.schrijfwijzen))
        return sleutel(tekst) in vormen


class Regiocontact(_Streng):
    """How the contact of the gemeenten in a region is called, and what respondents write."""

    naam: str
    schrijfwijzen: tuple[str, ...]


class _Regel(_Streng):
    """What happens to a double answer, to one of somebody not invited, and where nobody says who is."""

    dubbel: Literal["eerste", "laatste"]
    niet_uitgenodigd: Literal["afkeuren", "melden"]
    zonder_lijst: Literal["afkeuren", "melden"]


def lees_koppen(map_: Path = VRAGENMAP) -> Koppen:
    """Return the column heads and rules; InvoerFouten for an unknown key or value."""
    return keur(Koppen, lees_toml(map_ / "koppen.toml"), str(map_ / "koppen.toml"))


def vragenlijstversies(map_: Path = VRAGENMAP) -> list[int]:
    """Return the years of the versions there are, in order."""
    return sorted(int(pad.stem) for pad in map_.glob("*.toml") if pad.stem.isdigit())


def lees_vragenlijst(meetjaar: int, map_: Path = VRAGENMAP) -> Vragenlijst:
    """Return the questionnaire of ``meetjaar``: the newest version of that year or before.

    Raises InvoerFouten, all together: no version yet, an unknown key, an unknown kind of answer or question.
    """
    passend = [jaar for jaar in vragenlijstversies(map_) if jaar <= meetjaar]
    if not passend:
        eerste = min(vragenlijstversies(map_), default="-")
        reden = f"geen vragenlijst voor {meetjaar}; de eerste is die van {eerste}"
        raise InvoerFouten([InvoerFout(str(map_), reden)])
    pad, soortpad = map_ / f"{passend[-1]}.toml", map_ / "antwoordsoorten.toml"
    inhoud, antwoorden = lees_toml(pad), lees_toml(soortpad)
    soorten = {
        code: keur(Antwoordsoort, waarde, str(soortpad)) for code, waarde in antwoorden["soort"].items()
    }
    onderdelen = [
        keur(Onderdeel, {"code": code} | waarde, str(pad))
        for code, waarde in inhoud.pop("onderdeel", {}).items()
    ]
    vragen = inhoud.pop("vraag", {})
    _toets(pad, onderdelen, soorten, vragen)
    leeg = [sleutel(tekst) for tekst in antwoorden["leeg"]]
    samen = {"vragen": vragen, "onderdelen": onderdelen, "soorten": soorten, "leeg": leeg}
    return keur(Vragenlijst, inhoud | samen, str(pad))


def _namen(een: Onderdeel) -> tuple[str, ...]:
    return een.code, een.naam, *een.koppen, *(f"{kop} {een.naam}" for kop in een.koppen)


def _toets(pad: Path, onderdelen: list[Onderdeel], soorten: dict[str, Antwoordsoort], vragen: dict) -> None:
    fouten = [] if onderdelen else [InvoerFout(str(pad), "vragenlijst heeft geen onderdelen")]
    for een in onderdelen:
        for kolom, bekend in (("soort", soorten), ("vraag", vragen)):
            waarde = getattr(een, kolom)
            if waarde not in bekend:
                plaats: dict[str, Any] = {"kolom": f"onderdeel.{een.code}.{kolom}", "waarde": waarde}
                fouten.append(
                    InvoerFout(str(pad), "onbekende waarde", suggestie=dichtst(waarde, bekend), **plaats)
                )
    meld(fouten)
