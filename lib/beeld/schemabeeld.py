"""The diagrams of the report: drawings that are no map, made from tables.

Which register rows have one stands in :data:`SCHEMAS`; they are drawn with :func:`teken_schema` on the same
sheet as the maps.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.patches import FancyArrow, Rectangle

from lib.beeld.figuur import Kaartfiguur, Opschrift
from lib.beeld.kader import Kader
from lib.beeld.letters import Blok, blok, schrijf
from lib.beeld.schemapijl import RUIMTE, Stap, lees_stappen, stappenhoogte, teken_stappen
from lib.beeld.stijl import BLAD, LETTER, VLAK, leesbaar_op, stijl, vulling
from lib.beeld.tijdlijn import Moment, lees_tijdlijn, momenten, teken_tijdlijn
from lib.beeld.vel import BREED, maak_vel
from lib.editie.citaat import gemerkt
from lib.editie.ordening import DIMENSIES, Ordening
from lib.grond.fouten import meld
from lib.grond.paden import REGISTER
from lib.grond.tabel import Kolom, getypeerd, lees_ruw

if TYPE_CHECKING:
    from lib.editie.editie import Editie

AANPAK = REGISTER / "aanpak.csv"
AANPAK_KOLOMMEN = {
    "volgorde": Kolom(soort="geheel", uniek=True),
    "stap": Kolom(uniek=True),
    "uitleg": Kolom(),
    "uitkomst": Kolom(),
}
GOVERNANCE = REGISTER / "governance.csv"
GOVERNANCE_KOLOMMEN = {
    "laag": Kolom(),
    "vraag": Kolom(),
    "volgorde": Kolom(soort="geheel", uniek=True),
    "partij": Kolom(uniek=True),
    "uitleg": Kolom(),
}
_BRONNEN = {  # chapter of the register → where its diagrams come from
    "werkstructuur": "Bron: Werkstructuur in de regio (VNG en ZN, 7 maart 2019) en ledenbrief 19/053 "
    "(VNG, 12 juli 2019), in onze woorden.",
    "": "Bron: werkdocument Samenwerking zorgverzekeraars en gemeenten (AEF, 29 juni 2017), in onze woorden.",
}
_KOP = {
    "thema": ("Inhoudelijk", "Waar gaat het over?"),
    "instrument": ("Instrumenteel", "Wat wordt er afgesproken?"),
    "vorm": ("Samenwerkingsvorm", "Hoe intensief?"),
    "schaal": ("Geografisch", "Over welk gebied?"),
}
_WIT = 4.0  # mm between columns
_RAND = 1.5  # mm between a box and its text
PIJL = 5.0  # mm between two steps


@dataclass(frozen=True)
class Waarde:
    """A box: ``kop`` on ``kleur``, below it ``regels``, the last ones in grey."""

    kop: str
    kleur: str
    uitleg: str = ""
    grijs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Groep:
    """A column of boxes under a heading."""

    kop: str
    vraag: str
    waarden: tuple[Waarde, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Schemabeeld(Opschrift):
    """A diagram: columns of boxes, ``tussen`` them the arrows from one to the other; with ``stappen``, boxes
    below one another with arrows between them; with ``momenten``, a timeline.
    """

    groepen: tuple[Groep, ...] = ()
    tussen: tuple[Stap, ...] = ()
    momenten: tuple[Moment, ...] = ()
    stappen: tuple[Waarde, ...] = ()


def maak_schema(rij: Mapping[str, str], ordening: Ordening, editie: "Editie") -> Schemabeeld:
    """Return the diagram of register row ``rij``; KeyError where it has none, InvoerFouten for its table."""
    inhoud = SCHEMAS[rij["kaart_id"]](ordening)
    return Schemabeeld(
        kaart_id=rij["kaart_id"],
        soort=rij["soort"],
        titel=rij["titel"],
        ondertitel=rij["kop"],
        bijschrift=rij["voorbehoud"],
        bronregel=gemerkt(_BRONNEN.get(rij["hoofdstuk"], _BRONNEN[""]), editie),
        alt=f"Schema. {rij['titel']}. {_in_woorden(inhoud)}",
        synthetisch=bool(editie.synthetisch),
        **inhoud,
    )


def lees_aanpak(pad: Path = AANPAK) -> tuple[Waarde, ...]:
    """Return the steps of the approach, in their order; raises InvoerFouten."""
    ruw, fouten = lees_ruw(pad, AANPAK_KOLOMMEN)
    meld(fouten)
    return tuple(
        Waarde(
            f"{rij.volgorde}. {rij.stap}", VLAK["regiogrens"], rij.uitleg, (f"Dan ligt er: {rij.uitkomst}.",)
        )
        for rij in getypeerd(ruw, AANPAK_KOLOMMEN).sort_values("volgorde").itertuples()
    )


def lees_governance(pad: Path = GOVERNANCE) -> tuple[Groep, ...]:
    """Return the layers of the werkstructuur with their parties, in their order; raises InvoerFouten."""
    ruw, fouten = lees_ruw(pad, GOVERNANCE_KOLOMMEN)
    meld(fouten)
    tabel = getypeerd(ruw, GOVERNANCE_KOLOMMEN).sort_values("volgorde")
    return tuple(
        Groep(laag, vraag, tuple(Waarde(r.partij, VLAK["regiogrens"], r.uitleg) for r in deel.itertuples()))
        for (laag, vraag), deel in tabel.groupby(["laag", "vraag"], sort=False)
    )


def _kolommen(ordening: Ordening, met_uitleg: bool) -> dict[str, Any]:
    """Return a column for each dimensie; with the definitions and, where they are given, the plus signs."""
    groepen = []
    for dimensie in DIMENSIES:
        waarden = []
        for rij in ordening.tabel.query("dimensie == @dimensie").itertuples():
            plus = {"gemeente": rij.intensiteit_gemeente, "verzekeraar": rij.intensiteit_zorgverzekeraar}
            inzet = tuple(f"{wie} {'+' * n}" for wie, n in plus.items() if met_uitleg and pd.notna(n))
            uitleg = rij.definitie if met_uitleg else ""
            waarden.append(Waarde(rij.naam, vulling(dimensie, rij.code).kleur, uitleg, inzet))
        groepen.append(Groep(*_KOP[dimensie], tuple(waarden)))
    return {"groepen": tuple(groepen)}


def _governance() -> dict[str, Any]:
    groepen = lees_governance()
    return {"groepen": groepen, "tussen": lees_stappen([groep.kop for groep in groepen])}


SCHEMAS: dict[str, Callable[[Ordening], dict[str, Any]]] = {
    "0-aanpak": lambda ordening: {"stappen": lees_aanpak()},
    "0-ordening": lambda ordening: _kolommen(ordening, met_uitleg=False),
    "WS-fig-1": lambda ordening: _governance(),
    "WS-tijdlijn": lambda ordening: {"momenten": momenten(lees_tijdlijn())},
    "bijlage-ordening": lambda ordening: _kolommen(ordening, met_uitleg=True),
}


def _in_woorden(inhoud: Mapping[str, Any]) -> str:
    if "momenten" in inhoud:
        return " ".join(f"{moment.wanneer}: {moment.tekst}." for moment in inhoud["momenten"])
    if "stappen" in inhoud:
        return " ".join(f"{stap.kop}: {stap.uitleg}" for stap in inhoud["stappen"])
    groepen = [f"{groep.kop}: {', '.join(een.kop for een in groep.waarden)}." for groep in inhoud["groepen"]]
    tussen = [f"Pijl van '{stap.van}' naar '{stap.naar}': {stap.tekst}." for stap in inhoud.get("tussen", ())]
    return " ".join([*groepen, *tussen])


# --- drawing ---------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Doos:
    """A box of ``breed`` mm with its text broken into lines."""

    waarde: Waarde
    breed: float
    naast: bool = False  # the explanation beside the heading instead of below it

    @property
    def _delen(self) -> tuple[Blok, list[Blok]]:
        ruimte = self.breed - 2 * _RAND
        kop = blok(
            self.waarde.kop, self._kopbreed - 2 * _RAND, LETTER["klein"], True, leesbaar_op(self.waarde.kleur)
        )
        if self.naast:
            ruimte -= self._kopbreed
        tekst = [blok(self.waarde.uitleg, ruimte, LETTER["klein"])] if self.waarde.uitleg else []
        grijs = [blok(regel, ruimte, LETTER["klein"], kleur=VLAK["zacht"]) for regel in self.waarde.grijs]
        return kop, tekst + grijs

    @property
    def _kopbreed(self) -> float:
        return self.breed / 4 if self.naast else self.breed

    @property
    def hoogte(self) -> float:
        kop, delen = self._delen
        tekst = sum(deel.hoogte for deel in delen) + 2 * _RAND * bool(delen)
        return max(kop.hoogte + 2 * _RAND, tekst) if self.naast else kop.hoogte + 2 * _RAND + tekst

    def teken(self, blad: Kader, x: float, y: float) -> None:
        kop, delen = self._delen
        hoog, hoogte = kop.hoogte + 2 * _RAND, self.hoogte
        kopvak = Rectangle((x, y), self._kopbreed, hoogte if self.naast else hoog, linewidth=0)
        kopvak.set_facecolor(self.waarde.kleur)
        blad.voeg_toe(kopvak)
        if delen:
            rand = Rectangle((x, y), self.breed, hoogte, fill=False, linewidth=0.6)
            rand.set_edgecolor(VLAK["zacht"])
            blad.voeg_toe(rand)
        schrijf(blad, x + _RAND, y + _RAND, kop, "schema")
        x, y = (x + self._kopbreed, y) if self.naast else (x, y + hoog)
        y += _RAND
        for deel in delen:
            y = schrijf(blad, x + _RAND, y, deel, "schema")


def teken_schema(beeld: Schemabeeld) -> Kaartfiguur:
    """Return the diagram as a figure."""
    with stijl():
        if beeld.momenten:
            return teken_tijdlijn(beeld, beeld.momenten)
        return _teken_stappen(beeld) if beeld.stappen else _teken_kolommen(beeld)


def _teken_stappen(beeld: Schemabeeld) -> Kaartfiguur:
    dozen = [_Doos(stap, BREED, naast=True) for stap in beeld.stappen]
    figuur, blad, y = maak_vel(beeld, sum(doos.hoogte + PIJL for doos in dozen) - PIJL)
    midden = BLAD["marge"] + dozen[0].breed / 8
    for nummer, doos in enumerate(dozen, start=1):
        doos.teken(blad, BLAD["marge"], y)
        y += doos.hoogte
        if nummer < len(dozen):
            pijl: dict[str, Any] = {
                "width": 0.5,
                "head_width": 2.4,
                "head_length": 1.8,
                "length_includes_head": True,
            }
            blad.voeg_toe(
                FancyArrow(midden, y + 0.6, 0, PIJL - 1.2, color=VLAK["zacht"], linewidth=0, **pijl)
            )
        y += PIJL
    return figuur


def _teken_kolommen(beeld: Schemabeeld) -> Kaartfiguur:
    n, wit = len(beeld.groepen), RUIMTE if beeld.tussen else _WIT
    breed = (BREED - (n - 1) * wit) / n
    koppen = [
        (blok(groep.kop, breed, LETTER["kop"], vet=True), blok(groep.vraag, breed, LETTER["legenda"]))
        for groep in beeld.groepen
    ]
    dozen = [[_Doos(waarde, breed) for waarde in groep.waarden] for groep in beeld.groepen]
    kophoogte = max(kop.hoogte + vraag.hoogte for kop, vraag in koppen) + _RAND
    inhoud = max(sum(doos.hoogte + _RAND for doos in kolom) for kolom in dozen)
    figuur, blad, boven = maak_vel(beeld, kophoogte + max(inhoud, stappenhoogte(beeld.tussen)))
    if beeld.tussen:
        x, namen = BLAD["marge"] + breed, [groep.kop for groep in beeld.groepen]
        teken_stappen(blad, beeld.tussen, namen, x, boven + kophoogte)
    for i, ((kop, vraag), kolom) in enumerate(zip(koppen, dozen, strict=True)):
        x, y = BLAD["marge"] + i * (breed + wit), boven + kophoogte
        schrijf(blad, x, schrijf(blad, x, boven, kop, "schema"), vraag, "schema")
        for doos in kolom:
            doos.teken(blad, x, y)
            y += doos.hoogte + _RAND
    return figuur
