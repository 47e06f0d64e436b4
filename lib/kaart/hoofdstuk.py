"""The figures of one chapter: every row of the register that can be drawn, kept and listed in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from lib.analyse.eigenkaarten import alle_kaarten
from lib.analyse.gegevens import Gegevens, lees_gegevens
from lib.beeld.beelden import titel_van
from lib.beeld.figuur import Kaartfiguur, Opschrift
from lib.beeld.schemabeeld import SCHEMAS, maak_schema, teken_schema
from lib.beeld.tonen import Beeld
from lib.editie.editie import Editie
from lib.grond.opslag import bewaar_tabel
from lib.grond.paden import Uitvoer, uitvoer
from lib.kaart.beeld import KAARTSOORTEN, bundels, maak_beeld, maak_bundel
from lib.kaart.blad import Kaartbasis, teken
from lib.kaart.blad import bewaar_figuur as bewaar_figuur
from lib.kaart.inhoud import Kaartbeeld
from lib.kaart.jaarbasis import Grenzenbron, lees_basis
from lib.kaart.projectbladen import maak_projectbladen

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
    """A figure that was drawn: what it shows, where it stands, and its row of the register."""

    beeld: Opschrift
    png: Path
    rij: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Tekenaar:
    """Draws maps of one edition: its tables and the geometry, read once.

    ``benaderd``: whether the maps mark borders that are approximate.
    """

    gegevens: Gegevens
    basis: Kaartbasis
    plaats: Uitvoer
    incl_minimacontracten: bool
    benaderd: bool = False

    @property
    def gelezen(self) -> list[Path]:
        """The tables that its maps rest on."""
        return [self.plaats.processed / f"{naam}.parquet" for naam in self.gegevens.tabellen]

    def pagina(self, naam: str, **eisen: str) -> list[Getekend]:
        """Draw the figures that page ``naam`` shows and list them in ``kaarten-<naam>.csv``.

        ``eisen`` select rows of the register: column = value, or ``value|value``. Panels of one subject
        are drawn together, and then each by itself; projects too many for one map have sheets. The list
        has ``LIJSTKOLOMMEN`` (all str), one row per figure: for a map how many gemeenten have a class, no
        statement, or nothing, and its projects.
        """
        register = alle_kaarten(self.gegevens.editie)
        eigen = kies_rijen(register, **eisen).sort_values(["hoofdstuk", "volgorde"]).to_dict("records")
        samen = {
            panelen[0]["kaart_id"]: (onderwerp, panelen) for onderwerp, panelen in bundels(eigen).items()
        }
        getekend, rijen = [], []
        for rij in filter(is_tekenbaar, eigen):
            figuren = [self.bundel(*samen[rij["kaart_id"]])] if rij["kaart_id"] in samen else []
            getekend += (figuren := [*figuren, self.kaart(rij), *self.bladen(rij)])
            rijen += [lijstregel(een, rij, naam) for een in figuren]
        bewaar_lijst(rijen, naam, self.plaats)
        return getekend

    def kaart(self, rij: Mapping[str, str]) -> Getekend:
        """Draw one row of the register, a map or a diagram."""
        if rij["kaart_id"] in SCHEMAS:
            schema = maak_schema(rij, self.gegevens.ordening, self.gegevens.editie)
            return self._bewaar(teken_schema(schema), rij)
        rij = self._rij(rij)
        return self._bewaar(self._teken(maak_beeld(rij, self.gegevens)), rij)

    def bundel(self, onderwerp: str, rijen: Sequence[Mapping[str, str]]) -> Getekend:
        """Draw the panels ``rijen`` of one subject in one figure, which is called ``onderwerp``."""
        rijen = [self._rij(rij) for rij in rijen]
        return self._bewaar(self._teken(maak_bundel(onderwerp, rijen, self.gegevens)), rijen[0])

    def bladen(self, rij: Mapping[str, str]) -> list[Getekend]:
        """Draw the sheets that go with one row of the register, if any: each project apart."""
        rij = self._rij(rij)
        return [self._bewaar(self._teken(blad), rij) for blad in maak_projectbladen(rij, self.gegevens)]

    def _teken(self, beeld: Kaartbeeld) -> Kaartfiguur:
        return teken(beeld, self.basis, self.benaderd)

    def _rij(self, rij: Mapping[str, str]) -> Mapping[str, str]:
        meer = self.incl_minimacontracten and rij["minimacontracten"] == "nee"
        return {**rij, "minimacontracten": "ja"} if meer else rij

    def _bewaar(self, getekend: Kaartfiguur, rij: Mapping[str, str]) -> Getekend:
        pad = self.plaats.figures / getekend.beeld.kaart_id
        png, _ = bewaar_figuur(getekend, pad, self.gelezen)
        return Getekend(getekend.beeld, png, rij)


def kies_rijen(register: pd.DataFrame, **eisen: str) -> pd.DataFrame:
    """Return the rows of a register that pass ``eisen``: column = value, or ``value|value``."""
    keus = pd.Series(True, index=register.index)
    for kolom, waarde in eisen.items():
        keus &= register[kolom].isin(waarde.split("|"))
    return register[keus]


def bewaar_lijst(regels: list[list[str]], naam: str, plaats: Uitvoer) -> None:
    """Write ``kaarten-<naam>.csv``, the figures of a page, of rows of :func:`lijstregel`."""
    lijst = pd.DataFrame(regels, columns=LIJSTKOLOMMEN, dtype="str")
    bewaar_tabel(lijst, plaats.processed / f"kaarten-{naam}.csv")


def lijstregel(getekend: Getekend, rij: Mapping[str, str], pagina: str) -> list[str]:
    """Return the row of ``LIJSTKOLOMMEN`` for a figure that row ``rij`` of the register asks for."""
    beeld = getekend.beeld
    plaats = [beeld.kaart_id, rij["hoofdstuk"], f"{rij['volgorde']:03d}", pagina]
    return [*plaats, beeld.titel, beeld.ondertitel, beeld.alt, beeld.bijschrift, *_tellingen(beeld)]


def lijst_figuren(getoond: Sequence[Beeld], pagina: str, deel: str, hoofdstuk: str, plaats: Uitvoer) -> None:
    """Write ``kaarten-<pagina>-<deel>.csv``: those of ``getoond`` that are figures, for which no row asks.

    They stand last in their hoofdstuk; like every listed figure one that is missing is drawn again.
    """
    regels = []
    for gegevens in (beeld.gegevens for beeld in getoond if "id" in beeld.gegevens):
        titel = titel_van(plaats.figures / f"{gegevens['id']}.png")
        waar = [gegevens["id"], hoofdstuk, "999", pagina]
        regels.append([*waar, titel, "", gegevens["alt"], gegevens["bijschrift"], *[""] * len(TELLINGEN)])
    bewaar_lijst(regels, f"{pagina}-{deel}", plaats)


def _tellingen(beeld: Opschrift) -> list[str]:
    if not isinstance(beeld, Kaartbeeld):
        return [""] * len(TELLINGEN)
    gekleurd = int((beeld.klasse_van >= 0).sum())
    return [str(n) for n in (gekleurd, int(beeld.geen_opgave.sum()), beeld.n_nul, beeld.n_projecten)]


def is_tekenbaar(rij: Mapping[str, str]) -> bool:
    """Return whether a register row can be drawn: it is a map, or a diagram that there is a drawing of."""
    return rij["soort"] in KAARTSOORTEN or rij["kaart_id"] in SCHEMAS


def lees_tekenaar(
    editie: Editie,
    grenzen: Grenzenbron = "ingebed",
    incl_minimacontracten: bool = False,
    benaderd: bool = False,
) -> Tekenaar:
    """Return what draws the maps of ``editie``; ``grenzen`` is ``ingebed`` or ``officieel``.

    ``benaderd``: mark the borders between gemeenten that are approximate.
    """
    gegevens = lees_gegevens(editie)
    basis = lees_basis(gegevens.gemeenten, editie.tekenjaar, grenzen)
    return Tekenaar(gegevens, basis, uitvoer(editie.naam), incl_minimacontracten, benaderd)
