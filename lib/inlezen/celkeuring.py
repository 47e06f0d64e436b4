"""What spreadsheets do to cells, told of the rows below the heads of any sheet.

Error values, formulas that were never computed and dates that Excel made reject their row; what is struck
through or has a comment that says it no longer holds is doubted; what is hidden, computed or padded is told.
Every reader of sheets uses this, so that what one notices all notice.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from lib.grond.fouten import InvoerFout
from lib.inlezen.werkblad import Kop, celtekst, gevuld, kolomletter, niet_leeg

FOUTWAARDE = re.compile(
    r"^#(?:[A-Z][A-Z/_]*[!?]|DIV/0!|DEEL/0!|N/[ABVTD]|NB|GETTING_DATA|GEGEVENS_OPHALEN|SPILL|#+)$"
)
_VERVALLEN = re.compile(
    r"(?i)\b(vervall\w*|vervalt|gestopt|stopt|gestaakt|beëindigd|afgelast|ingetrokken|niet meer opnemen|"
    r"niet meer|verwijderen|schrappen|weg ?laten|gaat niet door|niet doorgegaan|dubbel)\b"
)
_TIJD = (dt.date, dt.time, dt.timedelta)
SAMENGEVOEGD = "cel is leeg doordat hij hoort bij de samengevoegde cellen"
_TOON = 10  # numbers of rows that a notice lists


@dataclass
class Celkeuring:
    """What was found below the heads ``kop``; call :meth:`keur` once.

    ``datum_mag``: columns in which a date is no surprise. ``verplicht``: those in which a cell that is empty
    because it was merged is a fault. ``titel``: the column that says what a row is about. ``naam``: how a
    column is called in messages. ``celfouten`` reject their row, ``twijfels`` make it doubtful.
    """

    kop: Kop
    datum_mag: Collection[str] = ()
    verplicht: Collection[str] = ()
    titel: str = ""
    celfouten: list[InvoerFout] = field(default_factory=list)
    twijfels: list[InvoerFout] = field(default_factory=list)
    meldingen: list[InvoerFout] = field(default_factory=list)

    def keur(self, rijen: Iterable[tuple[int, list[object], list[str]]] | None = None) -> "Celkeuring":
        """Look at every row that holds something (``rijen``, as the heads give them); return this."""
        if rijen is None:
            rijen = (rij for rij in self.kop.rijen() if niet_leeg(rij[1]))
        kolommen, getoond = self.kop.kolommen, self.kop.blad.getoond
        bijzonder = self.kop.blad.formules | getoond.foutcellen | getoond.doorgehaald.keys()
        bijzonder |= getoond.opmerkingen.keys()
        k_titel = next((k for k, naam in kolommen.items() if naam == self.titel), -1)
        randen: Counter[str] = Counter()
        eerste: dict[str, int] = {}
        nummers = []
        for nummer, ruw, cellen in rijen:
            nummers.append(nummer)
            teksten = dict(zip(kolommen, cellen, strict=True))
            for k, naam in kolommen.items():
                waarde, tekst = ruw[k] if k < len(ruw) else None, teksten[k]
                if isinstance(waarde, str):
                    if waarde != tekst:
                        randen[str(naam)] += 1
                        eerste.setdefault(str(naam), nummer)
                    apart = tekst[:1] == "#"
                else:
                    apart = isinstance(waarde, _TIJD)
                if apart or (bijzonder and (nummer, k + 1) in bijzonder):
                    self._keur_cel(nummer, k, str(naam), waarde, teksten.get(k_titel, ""))
            if getoond.doorgehaald:
                self._keur_doorgehaald(nummer, teksten, k_titel)
        for naam, aantal in randen.items():
            reden = f"spaties of onzichtbare tekens rond de waarde weggelaten in {aantal} cel(len)"
            self.meldingen.append(self._plaats(reden, rij=eerste[naam], kolom=naam))
        self._keur_verborgen(nummers)
        self._keur_samengevoegd(nummers)
        return self

    def _plaats(self, reden: str, **cel: Any) -> InvoerFout:
        return InvoerFout(self.kop.blad.bestand, reden, self.kop.blad.naam, **cel)

    def _keur_cel(self, nummer: int, k: int, naam: str, waarde: object, titel: str) -> None:
        blad, plek, tekst = self.kop.blad, (nummer, k + 1), celtekst(waarde)
        cel: dict[str, Any] = {"rij": nummer, "kolom": naam, "waarde": tekst, "titel": titel}
        if plek in blad.getoond.foutcellen or (tekst[:1] == "#" and FOUTWAARDE.match(tekst)):
            self.celfouten.append(self._plaats("foutwaarde van Excel in plaats van een gegeven", **cel))
        elif isinstance(waarde, _TIJD) and naam not in self.datum_mag:
            reden = "Excel heeft van deze cel een datum of tijd gemaakt; maak er tekst van en vul opnieuw in"
            self.celfouten.append(self._plaats(reden, **cel, suggestie=_voor_excel(waarde)))
        if plek in blad.formules:
            self._keur_formule(cel)
        if plek in blad.getoond.opmerkingen:
            self._keur_opmerking(blad.getoond.opmerkingen[plek], cel)

    def _keur_doorgehaald(self, nummer: int, teksten: dict[int, str], k_titel: int) -> None:
        """Doubt what is struck through: a part that was left out, a cell, or the row where most of it is."""
        delen = self.kop.blad.getoond.doorgehaald
        door = [k for k, tekst in teksten.items() if tekst and (nummer, k + 1) in delen]
        heel = [k for k in door if not delen[nummer, k + 1]]
        titel = teksten.get(k_titel, "")
        if len(heel) > 1 and 2 * len(heel) >= sum(map(bool, teksten.values())):
            k = k_titel if k_titel in teksten else heel[0]
            door = [k, *(anders for anders in door if anders not in heel)]
        for k in door:
            deel = delen.get((nummer, k + 1), "")
            reden = (
                f"een deel van de cel is doorgehaald en niet gelezen: {deel}"
                if deel
                else f"{'de rij' if len(heel) > 1 else 'de cel'} is doorgehaald; toch gelezen: geldt dit nog?"
            )
            naam = str(self.kop.kolommen[k])
            self.twijfels.append(self._plaats(reden, rij=nummer, kolom=naam, waarde=teksten[k], titel=titel))

    def _keur_formule(self, cel: dict[str, Any]) -> None:
        if cel["waarde"]:
            self.meldingen.append(self._plaats("formule; de laatst berekende waarde is gelezen", **cel))
        else:
            reden = (
                "formule zonder berekende waarde; open het werkboek in Excel en sla het op, of plak de waarde"
            )
            self.celfouten.append(self._plaats(reden, **cel))

    def _keur_opmerking(self, tekst: str, cel: dict[str, Any]) -> None:
        """Tell of a comment, and of what it says only the word that matters: names may stand in it."""
        if woord := _VERVALLEN.search(tekst):
            self.twijfels.append(self._plaats(f"opmerking bij de cel: «{woord[0]}»; geldt dit nog?", **cel))
        else:
            self.meldingen.append(self._plaats("opmerking bij de cel, niet gelezen", **cel))

    def _keur_verborgen(self, nummers: list[int]) -> None:
        getoond, kolommen = self.kop.blad.getoond, self.kop.kolommen
        if rijen := sorted(set(getoond.verborgen_rijen) & set(nummers)):
            reden = (
                f"{len(rijen)} verborgen rij(en) meegelezen: {opgesomd(rijen)} (filter, groep of verborgen)"
            )
            self.meldingen.append(self._plaats(reden, rij=rijen[0]))
        for k, naam in kolommen.items():
            if k + 1 in getoond.verborgen_kolommen:
                reden = f"verborgen kolom {kolomletter(k)} meegelezen"
                self.meldingen.append(self._plaats(reden, rij=self.kop.rij + 1, kolom=str(naam)))

    def _keur_samengevoegd(self, nummers: list[int]) -> None:
        """A merged area has one value, in its top left cell; no other row silently gets it."""
        blad, kolommen = self.kop.blad, self.kop.kolommen
        for links, boven, rechts, onder, gebied in blad.samengevoegd:
            namen = [kolommen[k] for k in range(links - 1, min(rechts, links + 1000)) if k in kolommen]
            if onder <= self.kop.rij + 1 or not namen:
                continue
            rij = blad.rijen[boven - 1] if boven <= len(blad.rijen) else []
            getoond = celtekst(rij[links - 1]) if links <= len(rij) else ""
            wat: dict[str, Any] = {"waarde": getoond}
            reden = f"samengevoegde cellen {gebied}; alleen de cel linksboven heeft een waarde"
            self.meldingen.append(self._plaats(reden, rij=boven, kolom=str(namen[0]), **wat))
            reden = f"{SAMENGEVOEGD} {gebied}; hef dat op en vul hem in"
            for nummer in (nummer for nummer in nummers if boven <= nummer <= onder):
                for k, naam in kolommen.items():
                    leeg = links <= k + 1 <= rechts and (nummer, k + 1) != (boven, links)
                    if leeg and naam in self.verplicht and not self._gevuld(nummer, k):
                        cel: dict[str, Any] = {"rij": nummer, "kolom": naam, "suggestie": getoond}
                        self.celfouten.append(self._plaats(reden, **cel, **wat))

    def _gevuld(self, nummer: int, k: int) -> bool:
        rij = self.kop.blad.rijen[nummer - 1]
        return k < len(rij) and gevuld(rij[k])


def opgesomd(nummers: Iterable[int]) -> str:
    """Return the first of some row numbers, and that there are more."""
    nummers = list(nummers)
    return ", ".join(map(str, nummers[:_TOON])) + (", …" if len(nummers) > _TOON else "")


def _voor_excel(waarde: object) -> str:
    """Return what was typed before Excel made a date of it: 7-5 or 7.5 became 7 mei."""
    return f"{waarde.day}.{waarde.month}" if isinstance(waarde, dt.date) and waarde.year >= 2000 else ""
