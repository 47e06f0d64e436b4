"""What is agreed with a sender of project files: which of their heads is which of our columns.

It stands in ``koppelen.toml`` of an edition, once per sender, and holds for every file whose name fits. It
also says what holds for a whole file or sheet (the insurer, the region), that the name of a sheet is a value,
what separates values, how their words for a label read, and that merged cells are filled down. What a later
file does otherwise is told.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from lib.gebied.aliassen import sleutel
from lib.grond.fouten import InvoerFout, InvoerFouten, dichtst, keur_elk, meld
from lib.grond.toml import lees_toml, vreemde_sleutels
from lib.inlezen.celkeuring import SAMENGEVOEGD, Celkeuring
from lib.inlezen.kolommen import PROJECTKOLOMMEN
from lib.inlezen.werkblad import Kop

BLADKOLOMMEN = ("zorgverzekeraars", "wmo_regios", "gemeenten", "thema")  # what a sheet is often called after
UIT_PLAATSEN = "volgt uit de plaatsen"  # instead of a schaal
ANDERS_INGEDEELD = "de indeling is veranderd"


class Afspraak(BaseModel):
    """One ``[[afzender]]``; of nobody in particular it says nothing.

    ``bestanden``: patterns of file names. ``kolommen``: ``{our column: their head or heads}``. ``vast``:
    ``{column: value}`` for the whole file, ``blad``: the same per sheet; a filled cell goes before both.
    ``bladnaam``: the column of which the name of a sheet is the value. ``overslaan``: sheets without
    projects. ``doortrekken``: columns whose merged cells hold for all their rows. ``waarden``: ``{column:
    {their word: ours}}``. ``scheidingstekens``: what separates values besides ``;``; ``en`` may be one.
    ``gezien``: the heads that stood there when this was agreed.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    naam: str = ""
    bestanden: tuple[str, ...] = ("*",)
    kolommen: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)
    vast: dict[str, str] = Field(default_factory=dict)
    blad: dict[str, dict[str, str]] = Field(default_factory=dict)
    bladnaam: str = ""
    overslaan: tuple[str, ...] = ()
    doortrekken: tuple[str, ...] = ()
    waarden: dict[str, dict[str, str]] = Field(default_factory=dict)
    scheidingstekens: str = Field(
        "", pattern=r"^[,/+&| ]*(en)?[,/+&| ]*$", description="alleen deze mogen: , / + & | en"
    )
    schaal_uit_plaatsen: bool = False
    gezien: tuple[str, ...] = ()

    @property
    def koppen(self) -> dict[str, str]:
        """``{sleutel of a head: our column}``."""
        return {sleutel(kop): naam for naam, koppen in self.kolommen.items() for kop in als_koppen(koppen)}

    @property
    def scheiding(self) -> str:
        """The pattern of what separates values besides ``;``; empty for nothing."""
        tekens = re.sub(r"en|\s", "", self.scheidingstekens)
        delen = [f"[{re.escape(tekens)}]"] if tekens else []
        return "|".join([*delen, *([r"\s+en\s+"] if "en" in self.scheidingstekens else [])])

    def slaat_over(self, blad: str) -> bool:
        """Return whether a sheet is agreed to hold no projects."""
        return any(fnmatch(sleutel(blad), sleutel_met_ster(naam)) for naam in self.overslaan)

    def geeft(self, kolom: str, blad: str) -> bool:
        """Return whether a column need not stand on a sheet, since its value is agreed."""
        if kolom == "schaal" and self.schaal_uit_plaatsen:
            return True
        return kolom == self.bladnaam or kolom in self.vast or kolom in self.blad.get(blad, {})

    def ontbrekende_bladen(self, bladen: Sequence[str], bestand: str) -> Iterator[InvoerFout]:
        """Yield a fault for each sheet that something is agreed on and that is not there."""
        for naam in self.blad:
            if naam not in bladen:
                reden = f"de koppeling met {self.naam} noemt een werkblad dat er niet (meer) is"
                yield InvoerFout(bestand, reden, waarde=naam, suggestie=dichtst(naam, bladen))

    def veranderd(self, kop: Kop[str]) -> Iterator[InvoerFout]:
        """Yield a fault for each agreed column of which no head stands there any more."""
        for naam, koppen in self.kolommen.items():
            if naam not in kop.kolommen.values() and not self.geeft(naam, kop.blad.naam):
                verwacht = " of ".join(als_koppen(koppen))
                reden = f"{ANDERS_INGEDEELD}: de koppeling met {self.naam} verwacht hier de kop {verwacht}"
                tip = dichtst(als_koppen(koppen)[0], kop.vreemd)
                yield InvoerFout(reden=reden, kolom=naam, suggestie=tip, **kop.plaats)

    def pas_toe(
        self, tabel: pd.DataFrame, kop: Kop[str], nummers: Sequence[int], keuring: Celkeuring
    ) -> pd.DataFrame:
        """Return the rows of a sheet with what is agreed filled in; tell of it in ``keuring``."""
        if not self.naam:
            return tabel
        tabel, plaats = tabel.copy(), kop.plaats
        nieuw = [tekst for tekst in kop.vreemd if self.gezien and tekst not in self.gezien]
        if nieuw:
            reden = f"{ANDERS_INGEDEELD}: nieuwe koppen sinds de koppeling met {self.naam}, niet gelezen"
            keuring.meldingen.append(InvoerFout(reden=reden, waarde=", ".join(nieuw), **plaats))
        self._trek_door(tabel, kop, nummers, keuring)
        vast = self.vast | ({self.bladnaam: kop.blad.naam} if self.bladnaam else {})
        vast |= self.blad.get(kop.blad.naam, {})
        vast |= {"schaal": UIT_PLAATSEN} if self.schaal_uit_plaatsen else {}
        for naam, waarde in vast.items():
            leeg = tabel[naam] == ""
            if leeg.any():
                tabel.loc[leeg, naam] = waarde
                reden = f"gevuld waar de cel leeg was, zoals de koppeling met {self.naam} zegt"
                keuring.meldingen.append(InvoerFout(reden=reden, kolom=naam, waarde=waarde, **plaats))
        for naam, woorden in self.waarden.items():
            vertaald = {sleutel(hun): ons for hun, ons in woorden.items()}
            tabel[naam] = [vertaald.get(sleutel(cel), cel) if cel else cel for cel in tabel[naam]]
        return tabel

    def _trek_door(
        self, tabel: pd.DataFrame, kop: Kop[str], nummers: Sequence[int], keuring: Celkeuring
    ) -> None:
        """Give the rows of merged cells the value of their first, in the columns of ``doortrekken``."""
        gevuld = {(fout.rij, fout.kolom): fout for fout in keuring.celfouten if self._is_samengevoegd(fout)}
        plek = {nummer: i for i, nummer in enumerate(nummers)}
        for (nummer, naam), fout in gevuld.items():
            tabel.at[plek[nummer], naam] = fout.suggestie
        keuring.celfouten = [fout for fout in keuring.celfouten if not self._is_samengevoegd(fout)]
        for naam in dict.fromkeys(naam for _, naam in gevuld):
            aantal = sum(een == naam for _, een in gevuld)
            reden = f"samengevoegde cellen doorgetrokken in {aantal} rij(en)"
            keuring.meldingen.append(InvoerFout(reden=reden, kolom=naam, **kop.plaats))

    def _is_samengevoegd(self, fout: InvoerFout) -> bool:
        return fout.kolom in self.doortrekken and fout.reden.startswith(SAMENGEVOEGD)


def als_koppen(waarde: str | Iterable[str]) -> tuple[str, ...]:
    """Return one text or several as several."""
    return (waarde,) if isinstance(waarde, str) else tuple(waarde)


def sleutel_met_ster(patroon: str) -> str:
    """Return a pattern as names are compared, with its stars."""
    return "*".join(map(sleutel, patroon.split("*")))


def afspraak_van(bestand: str, afspraken: Iterable[Afspraak]) -> Afspraak:
    """Return what is agreed on a file: the first whose ``bestanden`` its name fits."""
    naam = PurePosixPath(bestand).name.casefold()
    for afspraak in afspraken:
        if any(
            fnmatch(naam, patroon.casefold()) or naam == patroon.casefold() for patroon in afspraak.bestanden
        ):
            return afspraak
    return Afspraak()


def lees_koppelen(pad: Path | None) -> list[Afspraak]:
    """Return what is agreed with senders, in the order of the file; without a file nothing.

    Raises InvoerFouten with every unknown key and column.
    """
    if pad is None:
        return []
    inhoud = lees_toml(pad)
    fouten = vreemde_sleutels(inhoud, {"afzender"}, pad.name)
    lijst = inhoud.get("afzender", [])
    if not isinstance(lijst, list):
        raise InvoerFouten([InvoerFout(pad.name, "schrijf elke afzender onder [[afzender]]")])
    afspraken = []
    for waar, afspraak in keur_elk(Afspraak, lijst, pad.name, "afzender", fouten):
        if not afspraak.naam:
            fouten.append(InvoerFout(pad.name, "verplichte sleutel ontbreekt", waar, kolom="naam"))
        fouten += _fouten(afspraak, waar, pad.name)
        afspraken.append(afspraak)
    meld(fouten)
    return afspraken


def _fouten(afspraak: Afspraak, waar: str, bestand: str) -> Iterator[InvoerFout]:
    genoemd: Mapping[str, Iterable[str]] = {
        "kolommen": afspraak.kolommen,
        "vast": afspraak.vast,
        "blad": [naam for vast in afspraak.blad.values() for naam in vast],
        "bladnaam": [afspraak.bladnaam] if afspraak.bladnaam else [],
        "doortrekken": afspraak.doortrekken,
        "waarden": afspraak.waarden,
    }
    for sleutel_, namen in genoemd.items():
        for naam in namen:
            if naam not in PROJECTKOLOMMEN:
                tip = dichtst(naam, PROJECTKOLOMMEN)
                cel: dict[str, Any] = {"kolom": sleutel_, "waarde": naam, "suggestie": tip}
                yield InvoerFout(bestand, "onbekende kolom", waar, **cel)
    dubbel: dict[str, str] = {}
    for naam, koppen in afspraak.kolommen.items():
        for kop in als_koppen(koppen):
            if (eerder := dubbel.setdefault(sleutel(kop), naam)) != naam:
                reden = f"de kop staat bij twee kolommen: {eerder} en {naam}"
                yield InvoerFout(bestand, reden, waar, kolom="kolommen", waarde=kop)
