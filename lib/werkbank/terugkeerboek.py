"""The workbook that goes back to a sender: their rows as they stand, and what is asked of them.

A row is known by a hash of what the sender sent, in a hidden column, so that it may be sorted or deleted.
"""

import hashlib
import io
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from math import ceil
from pathlib import Path
from typing import Any

import pandas as pd

from lib.editie.editie import Editie
from lib.grond.fouten import InvoerFout
from lib.grond.paden import paginanaam
from lib.grond.woorden import datum
from lib.inlezen.bron import PLAATS, PROJECTKOLOMMEN, VERPLICHT
from lib.inlezen.invulboek import keuzeregel, schrijf_lijsten, schrijf_uitleg
from lib.inlezen.projecten import Inlezing, lees_bron_nu, lees_bronnen
from lib.inlezen.sjabloon import PAGINABREEDTE, lees_kolommen, maak_keuzes
from lib.werkbank.herstel import PAAR, Twijfel, lees_twijfels
from lib.werkbank.werkboekcel import op_a4

SLEUTEL, STAND, VRAAG = "sleutel", "stand", "wat wij vragen"
RIJENBLAD, PARENBLAD, LEESMIJ, VERZONDEN = "Uw rijen", "Zelfde project", "Uitleg", "Verzonden"
_VAST = (SLEUTEL, STAND, VRAAG, "blad", "rij")
_BREED = {
    VRAAG: 46,
    "titel": 36,
    "omschrijving": 40,
    "gemeenten": 28,
    "wmo_regios": 24,
    "zorgverzekeraars": 20,
}
_PAARKOLOMMEN = {SLEUTEL: 4, "deze opgave": 40, "andere opgave": 60, "wat voor en tegen spreekt": 50}
_PAARKOLOMMEN |= {"oordeel": 14}
_SMAL, _REGEL = 16, 15  # width of other columns in characters, height of a line in points
_STANDEN = {"afgekeurd": "#f4cccc", "twijfel": "#fff2cc", "gebruikt": "#ffffff"}


@dataclass
class Rijstand:
    """A row of a sender: what it holds now, and what is asked of each column (Dutch, with the proposal)."""

    sleutel: str
    blad: str
    rij: int
    cellen: dict[str, str]
    vragen: dict[str, str] = field(default_factory=dict)
    stand: str = "gebruikt"


def rijsleutels(rijen: pd.DataFrame) -> pd.Series:
    """Return a key per row of ``Bron.rijen`` (:mod:`lib.inlezen.bron`) as sent; equal rows are numbered."""
    inhoud = rijen[["bestand", *PROJECTKOLOMMEN]].astype(str).agg("\x1f".join, axis=1)
    hash_ = inhoud.map(lambda tekst: hashlib.sha256(tekst.encode()).hexdigest()[:12])
    nummer = hash_.groupby(hash_).cumcount()
    return hash_ + nummer.map(lambda keer: f"-{keer + 1}" if keer else "")


def lees_rijstanden(editie: Editie, inlezing: Inlezing) -> dict[str, list[Rijstand]]:
    """Return the rows per project file, in their order, with what is asked of them."""
    bron = lees_bronnen(editie)
    nu = lees_bron_nu(editie).rijen
    vragen = _vragen(inlezing)
    uit: dict[str, list[Rijstand]] = defaultdict(list)
    for sleutel, rij in zip(rijsleutels(bron.rijen), nu.to_dict("records"), strict=True):
        plek = tuple(rij[naam] for naam in PLAATS)
        stand, van_rij = vragen.get(plek, ("gebruikt", {}))
        cellen = {naam: rij[naam] for naam in PROJECTKOLOMMEN}
        uit[rij["bestand"]].append(Rijstand(sleutel, rij["blad"], rij["rij"], cellen, van_rij, stand))
    return dict(uit)


def _vragen(inlezing: Inlezing) -> dict[tuple, tuple[str, dict[str, str]]]:
    """Return per place whether the row was rejected or doubted, and the question for each column."""
    uit: dict[tuple, tuple[str, dict[str, str]]] = {}
    for stand, rijen in (("afgekeurd", inlezing.geweigerd), ("twijfel", inlezing.betwijfeld)):
        for rij in rijen:
            vragen: dict[str, str] = {}
            for fout in rij.fouten if stand == "afgekeurd" else rij.twijfels:
                kolom = fout.kolom if fout.kolom in PROJECTKOLOMMEN else "titel"
                vragen[kolom] = "; ".join(filter(None, (vragen.get(kolom), _vraag(fout))))
            uit.setdefault(tuple(rij.ruw[naam] for naam in PLAATS), (stand, vragen))
    return uit


def _vraag(fout: InvoerFout) -> str:
    waarde = f" («{fout.waarde}»)" if fout.waarde else ""
    voorstel = f". Voorstel: {fout.suggestie}" if fout.suggestie else ""
    reden = fout.reden.replace(
        ", of leg een eindoordeel vast in labelbesluiten.csv", ""
    )  # that is ours to do
    return f"{reden}{waarde}{voorstel}"


def paarsleutel(paar: Twijfel) -> str:
    """Return the key of a pair of reports: both their places."""
    return "|".join(map(str, (*paar.plek, *(paar.andere or ()))))


def maak_terugkeer(editie: Editie, inlezing: Inlezing, dag: date) -> dict[str, bytes]:
    """Return a workbook per project file, by a safe file name."""
    paren = [twijfel for twijfel in lees_twijfels(inlezing) if twijfel.bereik == PAAR]
    uit = {}
    for bestand, rijen in lees_rijstanden(editie, inlezing).items():
        eigen = [paar for paar in paren if paar.plek[0] == bestand]
        naam = f"terug-{paginanaam(Path(bestand).stem)}.xlsx"
        uit[naam] = _Werkboek(editie, bestand, dag).maak(rijen, eigen, inlezing)
    return uit


class _Werkboek:
    """Writes the workbook of one sender."""

    def __init__(self, editie: Editie, bestand: str, dag: date):
        import xlsxwriter

        self.uit = io.BytesIO()
        self.boek = xlsxwriter.Workbook(self.uit, {"in_memory": True, "strings_to_formulas": False})
        self.boek.set_properties({"created": datetime(dag.year, dag.month, dag.day)})
        self.editie, self.bestand, self.dag = editie, bestand, dag
        self.keuzes = maak_keuzes(editie.indelingsjaar) | {"oordeel": ["zelfde", "verschillend"]}
        tekst = {
            "num_format": "@",
            "text_wrap": True,
            "valign": "top",
            "border": 1,
            "border_color": "#d9d9d9",
        }
        self.cel = self.boek.add_format(tekst)
        self.fout = {s: self.boek.add_format({**tekst, "bg_color": k}) for s, k in _STANDEN.items()}
        self.kop = self.boek.add_format({"bold": True, "bg_color": "#cfe2f3", "bottom": 1, "text_wrap": True})

    def maak(self, rijen: list[Rijstand], paren: list[Twijfel], inlezing: Inlezing) -> bytes:
        """Return the bytes of the workbook."""
        regels = self._regels(rijen, paren, inlezing)
        schrijf_uitleg(self.boek, ((regel, "tekst" if nr else "titel") for nr, regel in enumerate(regels)))
        kolommen = [
            n for n in PROJECTKOLOMMEN if n in VERPLICHT or any(r.cellen[n] or n in r.vragen for r in rijen)
        ]
        self._rijen(rijen, kolommen)
        if paren:
            self._paren(paren)
        self._verzonden(rijen, kolommen)
        schrijf_lijsten(self.boek, self.keuzes)
        self.boek.close()
        return self.uit.getvalue()

    def _regels(self, rijen: list[Rijstand], paren: list[Twijfel], inlezing: Inlezing) -> list[str]:
        """Return the ten lines that say how it went and what is asked."""
        aantal = {stand: sum(rij.stand == stand for rij in rijen) for stand in _STANDEN}
        opgaven = inlezing.opgaven[inlezing.opgaven["bestand"] == self.bestand]
        samen = int((~opgaven["eerste"]).sum())
        cellen = sum(len(rij.vragen) for rij in rijen)
        merk = " Deze editie is verzonnen (synthetisch)." if self.editie.synthetisch else ""
        return [
            f"Wat wij lazen in {self.bestand}, en wat wij u vragen",
            f"Voor: {self.editie.titel}. Gemaakt op {datum(self.dag)}.{merk}",
            f"Rijen gelezen: {len(rijen)}.",
            f"Gebruikt: {len(opgaven)}; daarvan {samen} samengevoegd met een opgave van hetzelfde project.",
            f"Nog niet bruikbaar (rood): {aantal['afgekeurd']}. "
            f"Gebruikt, met een vraag (geel): {aantal['twijfel']}.",
            f"Wij vragen u {cellen} gekleurde cel(len) op het blad «{RIJENBLAD}» te verbeteren. "
            f"In de kolom «{VRAAG}» en in de notitie bij de cel staat waarom, met een voorstel.",
            "Kies uit de lijst in de cel, of typ. Meer waarden in een cel scheidt u met een puntkomma.",
            f"Blad «{PARENBLAD}»: {len(paren)} keer de vraag of twee opgaven hetzelfde project zijn."
            if paren
            else "U mag ook andere cellen verbeteren; wat u niet verandert, blijft zoals het is.",
            "Sorteren, filteren en rijen weghalen mag. Laat de koppen en de verborgen kolom staan.",
            "Stuur dit bestand terug. Uw eigen bestand is niet veranderd.",
        ]

    def _rijen(self, rijen: list[Rijstand], kolommen: list[str]) -> None:
        blad = self.boek.add_worksheet(RIJENBLAD)
        koppen = [*_VAST, *kolommen]
        for k, naam in enumerate(koppen):
            blad.set_column(k, k, _BREED.get(naam, _SMAL), None, {"hidden": naam == SLEUTEL})
            blad.write_string(0, k, naam.replace("_", " "), self.kop)
        volgorde = sorted(rijen, key=lambda rij: list(_STANDEN).index(rij.stand))
        for nummer, rij in enumerate(volgorde, start=1):
            vraag = "\n".join(f"{kolom.replace('_', ' ')}: {tekst}" for kolom, tekst in rij.vragen.items())
            blad.set_row(nummer, _hoogte({**rij.cellen, VRAAG: vraag}, kolommen))
            for k, waarde in enumerate((rij.sleutel, rij.stand, vraag, rij.blad, str(rij.rij))):
                blad.write_string(nummer, k, waarde, self.fout[rij.stand] if k in (1, 2) else self.cel)
            for k, naam in enumerate(kolommen, start=len(_VAST)):
                blad.write_string(nummer, k, rij.cellen[naam], self._vorm(rij, naam))
                if naam in rij.vragen:
                    blad.write_comment(nummer, k, rij.vragen[naam], {"x_scale": 2, "y_scale": 1.5})
        self._lijsten(blad, koppen, len(rijen))
        blad.autofilter(0, 0, max(len(rijen), 1), len(koppen) - 1)
        blad.freeze_panes(1, koppen.index("titel") + 1)
        blad.repeat_columns(koppen.index("titel"))
        op_a4(blad, PAGINABREEDTE)

    def _vorm(self, rij: Rijstand, naam: str) -> Any:
        return self.fout[rij.stand] if naam in rij.vragen else self.cel

    def _lijsten(self, blad: Any, koppen: list[str], aantal: int) -> None:
        for kolom in lees_kolommen():
            if kolom.keuze and kolom.naam in koppen and aantal:
                regel = keuzeregel(kolom.keuze, self.keuzes)
                regel |= {"error_type": "warning"} if kolom.meer else {}
                k = koppen.index(kolom.naam)
                blad.data_validation(1, k, aantal, k, regel)

    def _paren(self, paren: list[Twijfel]) -> None:
        blad = self.boek.add_worksheet(PARENBLAD)
        for k, (naam, breed) in enumerate(
            (
                (SLEUTEL, 4),
                ("deze opgave", 40),
                ("andere opgave", 60),
                ("wat voor en tegen spreekt", 50),
                ("oordeel", 14),
            )
        ):
            blad.set_column(k, k, breed, None, {"hidden": naam == SLEUTEL})
            blad.write_string(0, k, naam, self.kop)
        for nummer, paar in enumerate(paren, start=1):
            for k, waarde in enumerate((paarsleutel(paar), paar.titel, paar.cel, paar.reden)):
                blad.write_string(nummer, k, waarde, self.cel)
            blad.write_blank(nummer, 4, None, self.fout["twijfel"])
        blad.data_validation(1, 4, len(paren), 4, keuzeregel("oordeel", self.keuzes))
        op_a4(blad)

    def _verzonden(self, rijen: list[Rijstand], kolommen: list[str]) -> None:
        """Add a sheet that no one sees: what was sent out, so that a change can be told."""
        blad = self.boek.add_worksheet(VERZONDEN)
        blad.very_hidden()
        for k, waarde in enumerate(("terugkeer", self.editie.naam, self.bestand, self.dag.isoformat())):
            blad.write_string(0, k, waarde)
        for nummer, cellen in enumerate(
            [[SLEUTEL, *kolommen], *([r.sleutel, *(r.cellen[n] for n in kolommen)] for r in rijen)], start=1
        ):
            for k, waarde in enumerate(cellen):
                blad.write_string(nummer, k, waarde)


def _komt_voor(naam: str, rijen: list[Rijstand]) -> bool:
    return any(rij.cellen[naam] or naam in rij.vragen for rij in rijen)


def _hoogte(cellen: dict[str, str], kolommen: list[str]) -> int:
    """Return the height of a row, in points, in which its longest cell can be read, up to eight lines."""
    regels = [
        sum(ceil(max(len(regel), 1) / (_BREED.get(naam, _SMAL) - 1)) for regel in cellen[naam].split("\n"))
        for naam in (VRAAG, *kolommen)
    ]
    return _REGEL * min(max(regels), 8)
