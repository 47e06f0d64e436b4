"""What slides, workbook and GIS file are made of: one edition, read once, from what the run has written.

Maps are counted again by the engine that drew them, so that a number here is the number on the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from lib.analyse.duiding import duiding_bij, lees_duiding
from lib.analyse.gegevens import Gegevens, lees_gegevens
from lib.analyse.tabellen import analysetabel, bijschrift, toon_analysetabel
from lib.editie.citaat import Citaat, maak_citaat
from lib.editie.editie import Editie
from lib.editie.lezing import lees_lezing, lezing_als_tekst
from lib.editie.register import HOOFDSTUKKEN, lees_kaarten, lees_tabellen
from lib.grond.opslag import laad
from lib.grond.paden import Uitvoer
from lib.grond.tabel import lees_tabel
from lib.kaart.beeld import KAARTSOORTEN, bundels, maak_beeld, maak_bundel
from lib.kaart.beeld import klassentabel as klassentabel
from lib.kaart.hoofdstuk import LIJSTKOLOMMEN
from lib.kaart.inhoud import Kaartbeeld
from lib.pagina.inhoud import lees_hoofdstukken

_BLAD = "-blad-"  # in the name of a sheet that shows each project of a map apart
BIJLAGE = "Bijlage: de ordeningsprincipes"
CIJFERKOLOMMEN = ("kaart_id", "klasse", "gemeenten", "aandeel", "projecten")


@dataclass(frozen=True, eq=False)
class Kaart:
    """A figure of the run: its row in a list ``kaarten-*.csv``, its picture, and what a map shows.

    ``beeld`` is None for a diagram or chart, and for a map that no row of the register asks for.
    ``paneel``: whether another figure holds it too.
    """

    regel: Mapping[str, str]
    png: Path
    beeld: Kaartbeeld | None
    paneel: bool

    @property
    def kaart_id(self) -> str:
        """The name of the figure."""
        return self.regel["kaart_id"]

    @property
    def hoofdstuk(self) -> str:
        """The chapter it belongs to, as in the register."""
        return self.regel["hoofdstuk"]

    @property
    def is_blad(self) -> bool:
        """Whether it shows the projects of another map one by one."""
        return _BLAD in self.kaart_id


@dataclass(frozen=True, eq=False)
class Analyse:
    """An analysis table: its row of the register, the numbers, and the reading of them.

    ``cijfers`` as :func:`lib.analyse.tabellen.analysetabel`, ``getoond`` as its page shows them;
    ``duiding``: per printed row rij (Int64), bewering and duiding (``""`` where the edition has none) and
    lezing, the reason and example of the report.
    """

    rij: Mapping[str, str]
    cijfers: pd.DataFrame
    duiding: pd.DataFrame

    @property
    def getoond(self) -> pd.DataFrame:
        """The numbers as readers see them."""
        return toon_analysetabel(self.cijfers, self.rij)

    @property
    def bijschrift(self) -> str:
        """The caption, which says what is counted."""
        return bijschrift(self.cijfers, self.rij)


@dataclass(frozen=True, eq=False)
class Levering:
    """One edition as it is delivered. ``gegevens`` is None for an edition without projects.

    ``gemeenten`` are those of ``tekenjaar``, as in gebieden.parquet.
    """

    editie: Editie
    plaats: Uitvoer
    citaat: Citaat
    gemeenten: pd.DataFrame
    gegevens: Gegevens | None

    @property
    def verantwoording(self) -> pd.DataFrame:
        """The citation as a table: wat and gegeven (str)."""
        return pd.DataFrame(self.citaat.regels, columns=["wat", "gegeven"], dtype="str")

    def tabel(self, naam: str, soort: str = "projecten") -> pd.DataFrame | None:
        """Return a processed table, ``naam`` with its suffix; None where the edition has no such thing.

        ``soort``: the kind of file without which an edition does not make this table (``""``: each makes
        it); what an earlier run left of it is not read.
        """
        pad = self.plaats.processed / naam
        if (soort and self.editie.bestand(soort) is None) or not pad.is_file():
            return None
        return laad(pad) if pad.suffix == ".parquet" else lees_tabel(pad)

    @cached_property
    def kaarten(self) -> list[Kaart]:
        """Every figure that a page lists and that stands there, by chapter, in the order of the report."""
        regels = [rij for pad in sorted(self.plaats.processed.glob("kaarten-*.csv")) for rij in _lijst(pad)]
        regels.sort(key=lambda rij: (HOOFDSTUKKEN.index(rij["hoofdstuk"]), rij["volgorde"]))
        register = {rij["kaart_id"]: rij for rij in lees_kaarten().to_dict("records")}
        samen = bundels(list(register.values()))
        paneel = {rij["kaart_id"] for onderwerp in samen for rij in samen[onderwerp]}
        kaarten = []
        for regel in regels:
            png = self.plaats.figures / f"{regel['kaart_id']}.png"
            if png.is_file():
                beeld = self._beeld(regel["kaart_id"], register, samen)
                kaarten.append(Kaart(regel, png, beeld, regel["kaart_id"] in paneel))
        return kaarten

    def _beeld(self, kaart_id: str, register: Mapping, samen: Mapping) -> Kaartbeeld | None:
        if self.gegevens is None:
            return None
        if kaart_id in samen:
            return maak_bundel(kaart_id, [self._rij(rij) for rij in samen[kaart_id]], self.gegevens)
        rij = register.get(kaart_id)
        return maak_beeld(self._rij(rij), self.gegevens) if rij and rij["soort"] in KAARTSOORTEN else None

    def _rij(self, rij: Mapping[str, str]) -> Mapping[str, str]:
        meer = self.editie.parameters.incl_minimacontracten and rij["minimacontracten"] == "nee"
        return {**rij, "minimacontracten": "ja"} if meer else rij

    @cached_property
    def kaartcijfers(self) -> pd.DataFrame:
        """The table behind every map, long: ``CIJFERKOLOMMEN`` (kaart_id and klasse str, gemeenten int64,
        aandeel float64 0-1, projecten Int64).
        """
        delen = [
            klassentabel(kaart.beeld).assign(kaart_id=kaart.kaart_id)
            for kaart in self.kaarten
            if kaart.beeld is not None and not kaart.beeld.panelen
        ]
        leeg = pd.DataFrame(columns=list(CIJFERKOLOMMEN))
        return pd.concat(delen, ignore_index=True)[list(CIJFERKOLOMMEN)] if delen else leeg

    @cached_property
    def analyses(self) -> list[Analyse]:
        """Every analysis table of the register, counted in this edition; none without projects."""
        if self.gegevens is None:
            return []
        register = lees_tabellen()
        duiding = lees_duiding(self.editie.bestand("duiding"), register, self.gegevens.ordening)
        lezing = lees_lezing(tabellen=register).reset_index(drop=True)
        lezing["lezing"] = [lezing_als_tekst(rij) for rij in lezing.to_dict("records")]
        analyses = []
        for rij in register[register["soort"] == "analyse"].to_dict("records"):
            eigen = lezing.loc[lezing["tabel_id"] == rij["tabel_id"], ["rij", "lezing"]]
            uitleg = eigen.merge(duiding_bij(duiding, rij, self.gegevens), on="rij", how="left").fillna("")
            analyses.append(Analyse(rij, analysetabel(rij, self.gegevens), uitleg))
        return analyses


def hoofdstuktitels() -> dict[str, str]:
    """Return the title of each chapter of the register, in the order of the report."""
    titels = {**lees_hoofdstukken(), "bijlage": BIJLAGE, "eigen": "Eigen kaarten"}
    return {code: titels["inleiding" if code == "0" else code] for code in HOOFDSTUKKEN}


def lees_levering(editie: Editie, plaats: Uitvoer) -> Levering:
    """Return what the downloads of ``editie`` are made of, from its results at ``plaats``.

    InvoerFouten where an earlier notebook has not made a table yet.
    """
    return Levering(
        editie=editie,
        plaats=plaats,
        citaat=maak_citaat(editie),
        gemeenten=laad(plaats.processed / "gebieden.parquet"),
        gegevens=lees_gegevens(editie) if editie.bestand("projecten") else None,
    )


def _lijst(pad: Path) -> list[dict[str, str]]:
    """The rows of a list of figures; another table with such a name is not one."""
    lijst = lees_tabel(pad)
    return lijst.to_dict("records") if set(lijst.columns) >= set(LIJSTKOLOMMEN) else []
