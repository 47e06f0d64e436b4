"""The maps of one chapter: every row of the register that is a map, drawn, kept, and shown in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from lib.editie import Editie
from lib.gebieden import lees_gemeenten, lees_kernwerkgebieden, lees_regios
from lib.grenzen import lees_grenzen
from lib.kaartbeeld import SOORTEN, Kaartbeeld, maak_beeld, tabel
from lib.opslag import bewaar, laad
from lib.ordening import lees_ordening
from lib.paden import Uitvoer, uitvoer
from lib.register import lees_kaarten
from lib.selectie import Gegevens
from lib.tekenen import Kaartbasis, maak_basis, teken
from lib.tekenen import bewaar as bewaar_figuur
from lib.tonen import Beeld, figuur, regel
from lib.tonen import tabel as toon_tabel


@dataclass(frozen=True, eq=False)
class Getekend:
    """A map that was drawn: what it shows and where it stands."""

    beeld: Kaartbeeld
    png: Path


@dataclass(frozen=True, eq=False)
class Tekenaar:
    """Draws maps of one edition: its tables and the geometry, read once."""

    gegevens: Gegevens
    basis: Kaartbasis
    plaats: Uitvoer
    incl_minimacontracten: bool

    def hoofdstuk(self, nummer: str, pagina: str) -> list[Getekend]:
        """Draw the maps of a chapter and list them in ``kaarten-<nummer>.csv``; ``pagina`` shows them.

        The list has kaart_id, pagina, titel, kop, alt and bijschrift (all str), one row per map.
        """
        kaarten = lees_kaarten()
        eigen = kaarten[(kaarten["hoofdstuk"] == nummer) & kaarten["soort"].isin(SOORTEN)]
        getekend = [self.kaart(rij) for rij in eigen.sort_values("volgorde").to_dict("records")]
        velden = ("titel", "ondertitel", "alt", "bijschrift")
        rijen = [
            {"kaart_id": g.png.stem, "pagina": pagina, **{v: getattr(g.beeld, v) for v in velden}}
            for g in getekend
        ]
        bewaar(pd.DataFrame(rijen), self.plaats.processed / f"kaarten-{nummer}.csv")
        return getekend

    def kaart(self, rij: dict) -> Getekend:
        """Draw one row of the register."""
        if self.incl_minimacontracten and rij["minimacontracten"] == "nee":
            rij = {**rij, "minimacontracten": "ja"}
        beeld = maak_beeld(rij, self.gegevens)
        png, _ = bewaar_figuur(teken(beeld, self.basis), self.plaats.figures / rij["kaart_id"])
        return Getekend(beeld, png)


def lees_tekenaar(editie: Editie, grenzen: str = "ingebed", incl_minimacontracten: bool = False) -> Tekenaar:
    """Return what draws the maps of ``editie``, from the tables that earlier notebooks made.

    ``grenzen`` is ``ingebed`` or ``officieel``. InvoerFouten where a table is not there yet.
    """
    plaats = uitvoer(editie.naam)
    gemeenten = lees_gemeenten()
    gegevens = Gegevens(
        gemeenten=gemeenten,
        projecten=laad(plaats.processed / "projecten.parquet"),
        dekking=laad(plaats.processed / "dekking.parquet"),
        ordening=lees_ordening(),
        editie=editie,
        kernwerkgebieden=lees_kernwerkgebieden(),
        regios=lees_regios(),
    )
    basis = maak_basis(lees_grenzen(editie.indelingsjaar, grenzen), gemeenten)
    return Tekenaar(gegevens, basis, plaats, incl_minimacontracten)


def toon(getekend: list[Getekend]) -> Iterator[Beeld]:
    """Yield what a page shows of the maps: the printed heading, each map, and the table behind it."""
    vorige = ""
    for een in getekend:
        if een.beeld.ondertitel != vorige:
            yield regel(f"## {een.beeld.ondertitel}")
        vorige = een.beeld.ondertitel
        yield figuur(een.png, een.beeld.alt, een.beeld.bijschrift)
        cijfers = tabel(een.beeld)
        cijfers["aandeel"] = (100 * cijfers["aandeel"]).round(1)
        koppen = ("Klasse", "Gemeenten", "% van alle gemeenten", "Projecten")
        yield toon_tabel(cijfers, f"{een.png.stem}: {een.beeld.titel}", koppen)
