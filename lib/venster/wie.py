"""Who answers the venster: which party, organisation and region a row means, and whether they were asked.

Insurers and zorgkantoren answer only for regions in which they are active, gemeenten for their own
(VNG and ZN 2019, Werkstructuur, par. 4.3.3); the list of those invited says which these are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from lib.editie.jaren import naaste_jaar
from lib.gebied.jaar import gemeenten_van
from lib.gebied.namen import Naamgids, Treffer, lees_naamgids
from lib.grond.fouten import InvoerFout, dichtst, meld
from lib.inlezen.rijtabel import lees_rijen
from lib.venster.vragenlijst import Koppen, Vragenlijst

if TYPE_CHECKING:
    from lib.editie.editie import Editie


GENODIGD = ("meetjaar", "regio", "partij", "organisatie")


@dataclass
class Gevonden:
    """Whom a row is of; ``fouten`` and ``meldingen`` are (column, value, reason, nearest valid value)."""

    meetjaar: int = 0
    regio: str = ""
    partij: str = ""
    organisatie: str = ""
    fouten: list[tuple[str, str, str, str]] = field(default_factory=list)
    meldingen: list[tuple[str, str, str, str]] = field(default_factory=list)

    @property
    def sleutel(self) -> tuple[int, str, str, str]:
        """Year, region, party and organisation."""
        return self.meetjaar, self.regio, self.partij, self.organisatie


class Deelnemers:
    """Looks up who a row is of, and checks them against the list of those invited."""

    def __init__(self, editie: "Editie", lijsten: dict[int, Vragenlijst], koppen: Koppen):
        """Take the edition (its aliases and moves), the questionnaire of each year, and the spellings."""
        self._editie, self._lijsten, self._koppen = editie, lijsten, koppen
        self._gidsen: dict[int, tuple[Naamgids, dict[str, str], dict[str, str]]] = {}
        self.genodigd: dict[int, set[tuple[int, str, str, str]]] = {}

    def zoek(self, ruw: dict[str, str], toets: bool = True) -> Gevonden:
        """Return whom the row ``ruw`` (meetjaar, regio, partij, organisatie as text) is of.

        ``toets``: also whether they were invited.
        """
        gevonden = Gevonden()
        jaar = ruw["meetjaar"].strip()
        if not jaar.isdigit() or int(jaar) not in self._lijsten:
            reden = f"geen meetjaar met een vragenlijst; bekend: {', '.join(map(str, self._lijsten)) or '-'}"
            gevonden.fouten.append(("meetjaar", jaar, reden if jaar else "meetjaar ontbreekt", ""))
            return gevonden
        gevonden.meetjaar = int(jaar)
        gevonden.partij = self._partij(ruw["partij"], gevonden)
        gevonden.regio = self._regio(ruw["regio"], gevonden)
        if gevonden.partij:
            gevonden.organisatie = self._organisatie(ruw["organisatie"], gevonden)
        if toets and not gevonden.fouten:
            self._toets(ruw["organisatie"], gevonden)
        return gevonden

    def meldingen(self, jaren: dict[int, Vragenlijst]) -> list[InvoerFout]:
        """Return a notice for each year without a list of those invited."""
        waar = self._editie.bestand("venster_genodigd")
        bestand = waar.name if waar else "edition.toml"
        reden = "geen genodigden voor {}: de respons is onbekend, en niet te toetsen is wie waar actief is"
        return [InvoerFout(bestand, reden.format(jaar)) for jaar in jaren if jaar not in self.genodigd]

    def tabel(self, venster: pd.DataFrame) -> pd.DataFrame:
        """Return those invited, columns ``GENODIGD``; in a year that has a list whoever answered is on it."""
        beantwoord = venster[list(GENODIGD)].drop_duplicates().itertuples(index=False, name=None)
        alle = set().union(*self.genodigd.values()) if self.genodigd else set()
        alle |= {een for een in beantwoord if een[0] in self.genodigd}
        tabel = pd.DataFrame(sorted(alle), columns=list(GENODIGD))
        return tabel.astype({naam: "int64" if naam == "meetjaar" else "str" for naam in GENODIGD})

    def _partij(self, tekst: str, gevonden: Gevonden) -> str:
        partij, suggestie = self._koppen.partij_van(tekst)
        if not partij:
            reden = "onbekende partij" if tekst else "partij ontbreekt"
            gevonden.fouten.append(("partij", tekst, reden, suggestie))
        return partij

    def _regio(self, tekst: str, gevonden: Gevonden) -> str:
        gids, _, _ = self._gids(gevonden.meetjaar)
        soort = self._lijsten[gevonden.meetjaar].indeling
        treffer = gids.zorgkantoorregio(tekst) if soort == "zorgkantoorregio" else gids.regio(tekst)
        if not treffer.gevonden:
            reden = f"onbekende {soort.replace('_', '-')}" if tekst else "regio ontbreekt"
            gevonden.fouten.append(("regio", tekst, treffer.opmerking or reden, treffer.suggestie))
            return ""
        return treffer.codes[0]

    def _organisatie(self, tekst: str, gevonden: Gevonden) -> str:
        if not tekst:
            gevonden.fouten.append(("organisatie", "", "organisatie ontbreekt", ""))
            return ""
        if gevonden.partij == "gemeenten":
            return self._gemeente(tekst, gevonden)
        gids, _, _ = self._gids(gevonden.meetjaar)
        treffer = gids.zorgverzekeraar(tekst)
        if not treffer.gevonden:
            treffer = gids.zorgverzekeraar(self._kaal(tekst))
        reden = "onbekend zorgkantoor" if gevonden.partij == "zorgkantoor" else "onbekende zorgverzekeraar"
        return self._naam(tekst, treffer, reden, gevonden)

    def _kaal(self, tekst: str) -> str:
        """Return the text without words such as *zorgkantoor*."""
        woorden = "|".join(re.escape(woord) for woord in self._koppen.woorden["organisatie"])
        return re.sub(rf"\b(?:{woorden})\b", " ", tekst, flags=re.I).strip(" -,")

    def _gemeente(self, tekst: str, gevonden: Gevonden) -> str:
        if self._koppen.is_regiocontact(tekst):
            return self._koppen.regiocontact.naam
        gids, namen, regio_van = self._gids(gevonden.meetjaar)
        treffer = gids.gemeente(tekst)
        if len(treffer.codes) > 1:
            mogelijk = " of ".join(namen[code] for code in treffer.codes)
            gevonden.fouten.append(("organisatie", tekst, "naam is niet eenduidig", mogelijk))
            return ""
        naam = self._naam(tekst, treffer, "onbekende gemeente", gevonden)
        if naam and gevonden.regio and regio_van[naam] != gevonden.regio:
            reden = f"gemeente ligt niet in {gevonden.regio}"
            gevonden.fouten.append(("organisatie", tekst, reden, regio_van[naam]))
        return namen.get(naam, "")

    def _naam(self, tekst: str, treffer: Treffer, reden: str, gevonden: Gevonden) -> str:
        if not treffer.gevonden:
            gevonden.fouten.append(("organisatie", tekst, treffer.opmerking or reden, treffer.suggestie))
            return ""
        if treffer.opmerking and treffer.hoe in ("alias", "herindeling"):
            gevonden.meldingen.append(("organisatie", tekst, treffer.opmerking, ""))
        return treffer.codes[0]

    def _toets(self, tekst: str, gevonden: Gevonden) -> None:
        """Report somebody who was not invited, by the rule of ``koppen.toml``."""
        regel, lijst = self._koppen.regel, self.genodigd.get(gevonden.meetjaar)
        if lijst is None:
            if regel.zonder_lijst == "afkeuren":
                reden = f"er is geen lijst van genodigden voor {gevonden.meetjaar}"
                gevonden.fouten.append(("organisatie", tekst, reden, ""))
            return
        if gevonden.sleutel in lijst:
            return
        waar = sorted({regio for _, regio, *wie in lijst if wie == [gevonden.partij, gevonden.organisatie]})
        reden = f"niet gevraagd voor {gevonden.regio} in {gevonden.meetjaar}"
        if gevonden.partij != "gemeenten":
            reden = f"{reden}: als {gevonden.partij} daar niet actief"
        doel = gevonden.fouten if regel.niet_uitgenodigd == "afkeuren" else gevonden.meldingen
        doel.append(("organisatie", tekst, reden, dichtst(gevonden.regio, waar) or ", ".join(waar[:3])))

    def _gids(self, jaar: int) -> tuple[Naamgids, dict[str, str], dict[str, str]]:
        """Return for a year the guide to names, and of each gemeente (by code) its name and region."""
        if jaar not in self._gidsen:
            indeling = naaste_jaar(jaar)
            gemeenten = gemeenten_van(indeling, self._editie)
            namen = dict(zip(gemeenten["gm_code"], gemeenten["gm_naam"], strict=True))
            regios = dict(zip(gemeenten["gm_code"], gemeenten[self._lijsten[jaar].indeling], strict=True))
            gids = lees_naamgids(indeling, self._editie.bestand("aliassen"), gemeenten)
            self._gidsen[jaar] = gids, namen, regios
        return self._gidsen[jaar]


def lees_deelnemers(editie: "Editie", lijsten: dict[int, Vragenlijst], koppen: Koppen) -> Deelnemers:
    """Return who may answer; years of the list for which there are no answers are left out.

    Raises InvoerFouten for faults in the list of those invited: it is ours, so it must be right.
    """
    wie, pad = Deelnemers(editie, lijsten, koppen), editie.bestand("venster_genodigd")
    fouten: list[InvoerFout] = []
    if pad is None:
        return wie
    for rij in lees_rijen(pad, GENODIGD).to_dict("records"):
        if rij["meetjaar"].isdigit() and int(rij["meetjaar"]) not in lijsten:
            continue
        gevonden = wie.zoek(rij, toets=False)
        lijst = wie.genodigd.setdefault(gevonden.meetjaar, set())
        fouten += _lijstfouten(rij, gevonden, gevonden.sleutel in lijst)
        lijst.add(gevonden.sleutel)
    meld(fouten)
    return wie


def _lijstfouten(rij: dict, gevonden: Gevonden, dubbel: bool) -> Iterator[InvoerFout]:
    plaats: dict[str, Any] = {"bestand": rij["bestand"], "blad": rij["blad"], "rij": rij["rij"]}
    for kolom, waarde, reden, suggestie in gevonden.fouten:
        yield InvoerFout(reden=reden, kolom=kolom, waarde=waarde, suggestie=suggestie, **plaats)
    if dubbel and not gevonden.fouten:
        yield InvoerFout(
            reden="staat al op de lijst", kolom="organisatie", waarde=rij["organisatie"], **plaats
        )
