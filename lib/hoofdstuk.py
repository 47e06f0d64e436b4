"""The figures of one chapter: every row of the register that can be drawn, kept, and shown in order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from lib.editie import Editie
from lib.figuur import Kaartfiguur
from lib.gebieden import lees_gemeenten, lees_kernwerkgebieden, lees_regios
from lib.grenzen import lees_grenzen
from lib.kaartbeeld import SOORTEN, Kaartbeeld, bundels, maak_beeld, maak_bundel, tabel
from lib.kaarttekst import Opschrift
from lib.opslag import bewaar, laad
from lib.ordening import lees_ordening
from lib.paden import Uitvoer, uitvoer
from lib.projectblad import maak_bladen
from lib.register import lees_kaarten
from lib.schemabeeld import SCHEMAS, maak_schema, teken_schema
from lib.selectie import Gegevens
from lib.tekenen import Kaartbasis, maak_basis, teken
from lib.tekenen import bewaar as bewaar_figuur
from lib.tonen import Beeld, figuur, regel
from lib.tonen import tabel as toon_tabel

TELLINGEN = ("gemeenten", "geen_opgave", "nul", "projecten")
LIJSTKOLOMMEN = (
    "kaart_id",
    "hoofdstuk",
    "volgorde",
    "pagina",
    "titel",
    "ondertitel",
    "alt",
    "bijschrift",
    *TELLINGEN,
)


@dataclass(frozen=True, eq=False)
class Getekend:
    """A figure that was drawn: what it shows and where it stands."""

    beeld: Opschrift
    png: Path


@dataclass(frozen=True, eq=False)
class Tekenaar:
    """Draws maps of one edition: its tables and the geometry, read once."""

    gegevens: Gegevens
    basis: Kaartbasis
    plaats: Uitvoer
    incl_minimacontracten: bool

    def pagina(self, naam: str, **eisen: str) -> list[Getekend]:
        """Draw the figures that page ``naam`` shows and list them in ``kaarten-<naam>.csv``.

        ``eisen`` select rows of the register: column = value, or ``value|value``. Panels of one subject
        are drawn together, and then each by itself; projects too many for one map have sheets. The list
        has ``LIJSTKOLOMMEN`` (all str), one row per figure: for a map how many gemeenten have a class, no
        statement, or nothing, and its projects.
        """
        eigen = kies_rijen(lees_kaarten(), **eisen).sort_values(["hoofdstuk", "volgorde"]).to_dict("records")
        samen = {
            panelen[0]["kaart_id"]: (onderwerp, panelen) for onderwerp, panelen in bundels(eigen).items()
        }
        getekend, rijen = [], []
        for rij in filter(is_tekenbaar, eigen):
            figuren = [self.bundel(*samen[rij["kaart_id"]])] if rij["kaart_id"] in samen else []
            getekend += (figuren := [*figuren, self.kaart(rij), *self.bladen(rij)])
            rijen += [_lijstregel(een, rij, naam) for een in figuren]
        bewaar(
            pd.DataFrame(rijen, columns=LIJSTKOLOMMEN, dtype="str"),
            self.plaats.processed / f"kaarten-{naam}.csv",
        )
        return getekend

    def kaart(self, rij: Mapping[str, str]) -> Getekend:
        """Draw one row of the register, a map or a diagram."""
        if rij["kaart_id"] in SCHEMAS:
            schema = maak_schema(rij, self.gegevens.ordening, self.gegevens.editie)
            return self._bewaar(teken_schema(schema))
        return self._bewaar(teken(maak_beeld(self._rij(rij), self.gegevens), self.basis))

    def bundel(self, onderwerp: str, rijen: Sequence[Mapping[str, str]]) -> Getekend:
        """Draw the panels ``rijen`` of one subject in one figure, which is called ``onderwerp``."""
        beeld = maak_bundel(onderwerp, [self._rij(rij) for rij in rijen], self.gegevens)
        return self._bewaar(teken(beeld, self.basis))

    def bladen(self, rij: Mapping[str, str]) -> list[Getekend]:
        """Draw the sheets that go with one row of the register, if any: each project apart."""
        return [self._bewaar(teken(blad, self.basis)) for blad in maak_bladen(self._rij(rij), self.gegevens)]

    def _rij(self, rij: Mapping[str, str]) -> Mapping[str, str]:
        meer = self.incl_minimacontracten and rij["minimacontracten"] == "nee"
        return {**rij, "minimacontracten": "ja"} if meer else rij

    def _bewaar(self, getekend: Kaartfiguur) -> Getekend:
        png, _ = bewaar_figuur(getekend, self.plaats.figures / getekend.beeld.kaart_id)
        return Getekend(getekend.beeld, png)


def kies_rijen(register: pd.DataFrame, **eisen: str) -> pd.DataFrame:
    """Return the rows of a register that pass ``eisen``: column = value, or ``value|value``."""
    keus = pd.Series(True, index=register.index)
    for kolom, waarde in eisen.items():
        keus &= register[kolom].isin(waarde.split("|"))
    return register[keus]


def _lijstregel(getekend: Getekend, rij: Mapping[str, str], pagina: str) -> list[str]:
    beeld = getekend.beeld
    plaats = [beeld.kaart_id, rij["hoofdstuk"], f"{rij['volgorde']:03d}", pagina]
    return [*plaats, beeld.titel, beeld.ondertitel, beeld.alt, beeld.bijschrift, *_tellingen(beeld)]


def _tellingen(beeld: Opschrift) -> list[str]:
    if not isinstance(beeld, Kaartbeeld):
        return [""] * len(TELLINGEN)
    gekleurd = int((beeld.klasse_van >= 0).sum())
    return [str(n) for n in (gekleurd, int(beeld.geen_opgave.sum()), beeld.n_nul, beeld.n_projecten)]


def is_tekenbaar(rij: Mapping[str, str]) -> bool:
    """Return whether a register row can be drawn: it is a map, or a diagram that there is a drawing of."""
    return rij["soort"] in SOORTEN or rij["kaart_id"] in SCHEMAS


def lees_gegevens(editie: Editie) -> Gegevens:
    """Return the tables of an edition that maps and counts are made from.

    InvoerFouten where an earlier notebook has not made one yet.
    """
    processed = uitvoer(editie.naam).processed
    polissen = processed / "polissen.parquet"
    return Gegevens(
        gemeenten=lees_gemeenten(),
        projecten=laad(processed / "projecten.parquet"),
        dekking=laad(processed / "dekking.parquet"),
        ordening=lees_ordening(),
        editie=editie,
        kernwerkgebieden=lees_kernwerkgebieden(),
        regios=lees_regios(),
        polissen=laad(polissen) if editie.bestand("polissen") else None,
    )


def lees_tekenaar(editie: Editie, grenzen: str = "ingebed", incl_minimacontracten: bool = False) -> Tekenaar:
    """Return what draws the maps of ``editie``; ``grenzen`` is ``ingebed`` or ``officieel``."""
    gegevens = lees_gegevens(editie)
    basis = maak_basis(lees_grenzen(editie.indelingsjaar, grenzen), gegevens.gemeenten)
    return Tekenaar(gegevens, basis, uitvoer(editie.naam), incl_minimacontracten)


def toon(getekend: list[Getekend]) -> Iterator[Beeld]:
    """Yield what a page shows: the printed heading, each figure, and the table behind it if it is a map."""
    vorige = ""
    for een in getekend:
        if een.beeld.ondertitel != vorige:
            yield regel(f"## {een.beeld.ondertitel}")
        vorige = een.beeld.ondertitel
        yield figuur(een.png, een.beeld.alt, een.beeld.bijschrift)
        if not isinstance(een.beeld, Kaartbeeld):
            continue
        cijfers = tabel(een.beeld)
        cijfers["aandeel"] = (100 * cijfers["aandeel"]).round(1)
        koppen = ("Klasse", "Gemeenten", "% van alle gemeenten", "Projecten")
        yield toon_tabel(cijfers, f"{een.png.stem}: {een.beeld.titel}", koppen)
