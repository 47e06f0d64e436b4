"""What reading rejected or doubted, each with the repair that can be proposed; and the repair written down.

A repair goes to a small file of the edition: a spelling that holds everywhere to ``aliassen.csv``, one cell
to ``correcties.toml``, a pair of reports to ``samenvoegbesluiten.csv``. The raw files stay as they are. A
label that is missing is for the label-notebook.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from lib.editie.bestand import voeg_blok_toe, voeg_rij_toe
from lib.editie.editie import Editie, lees_editie
from lib.editie.ordening import DIMENSIES, lees_ordening
from lib.gebied.aliassen import ALIASKOLOMMEN
from lib.gebied.jaar import gemeenten_van
from lib.grond.fouten import InvoerFout, InvoerFouten, plaats_van
from lib.inlezen.correcties import lees_correcties
from lib.inlezen.projecten import Inlezing, lees_maatstaf, lees_projecten
from lib.inlezen.rijen import Rij
from lib.inlezen.samenvoegbesluiten import BESLUITKOLOMMEN as PAARKOLOMMEN
from lib.inlezen.samenvoegbesluiten import lees_samenvoegbesluiten
from lib.labels.besluiten import besliste_labels, lees_besluiten
from lib.labels.gevallen import ONTBREEKT

OVERAL, HIER, PAAR = "overal", "alleen deze rij", "zelfde project?"
ALIAS_VAN = {"gemeenten": "gemeente", "wmo_regios": "wmo_regio", "zorgverzekeraars": "zorgverzekeraar"}
ALIAS_VAN |= {dimensie: f"label_{dimensie}" for dimensie in DIMENSIES}
_ONBEKEND = ("onbekende gemeente", "onbekende Wmo-regio", "onbekende zorgverzekeraar", "onbekend label")
_NOG_NIET = "nog niet overgenomen"  # where a message names a place: there is none yet
KEUZES = ("zelfde", "verschillend")


@dataclass(frozen=True)
class Twijfel:
    """One thing to repair. ``voorstellen``: what it could be, for a cell its whole new content.

    ``bereik``: where the repair holds, one of ``OVERAL``, ``HIER`` and ``PAAR``; ``aantal`` rows have it.
    ``cel`` is what the cell holds now, ``waarde`` the part of it that is wrong. ``plek`` is bestand, blad and
    rij; a pair has ``andere`` as well.
    """

    bereik: str
    plek: tuple[str, str, int]
    titel: str
    kolom: str
    cel: str
    waarde: str
    reden: str
    voorstellen: tuple[str, ...] = ()
    aantal: int = 1
    omschrijving: str = ""
    andere: tuple[str, str, int] | None = None

    @property
    def staat_in(self) -> str:
        """Where it stands, in Dutch; of a pair both places."""
        plekken = [self.plek, *([self.andere] if self.andere else [])]
        return " en ".join(plaats_van(*plek) for plek in plekken)

    @property
    def kan_overal(self) -> bool:
        """Whether an alias could repair it: a name or label that is written otherwise."""
        naam = not any(voorstel.startswith("alle gemeenten") for voorstel in self.voorstellen)
        return naam and self.kolom in ALIAS_VAN and self.reden.startswith(_ONBEKEND) and bool(self.waarde)

    def nieuwe_cel(self, keuze: str) -> str:
        """Return the whole cell with the wrong part replaced by ``keuze``."""
        if self.waarde and self.waarde != self.cel and self.cel.count(self.waarde) == 1:
            return self.cel.replace(self.waarde, keuze)
        return keuze


def lees_nu(editie: Editie) -> Inlezing:
    """Return the edition's projects as reading them gives now, decisions on labels included."""
    besluiten = lees_besluiten(editie.bestand("labelbesluiten"), lees_ordening())
    return lees_projecten(editie, besliste_labels(besluiten))


def lees_twijfels(inlezing: Inlezing) -> list[Twijfel]:
    """Return everything to repair: names and labels that hold everywhere, then cells, then pairs."""
    losse = [twijfel for rij in inlezing.geweigerd for twijfel in _van_rij(rij, rij.fouten)]
    losse += [twijfel for rij in inlezing.betwijfeld for twijfel in _van_rij(rij, rij.twijfels)]
    overal = _samen(twijfel for twijfel in losse if twijfel.bereik == OVERAL)
    paren = inlezing.paren[inlezing.paren["oordeel"] == "twijfel"]
    return [
        *overal,
        *(twijfel for twijfel in losse if twijfel.bereik == HIER),
        *(_van_paar(paar) for paar in paren.to_dict("records")),
    ]


def zonder_label(inlezing: Inlezing) -> int:
    """Return how many rejected rows lack a label: those are for the label-notebook."""
    return sum(any(_is_labelloos(fout) for fout in rij.fouten) for rij in inlezing.geweigerd)


def _is_labelloos(fout: InvoerFout) -> bool:
    return fout.kolom in DIMENSIES and fout.reden.startswith(ONTBREEKT.format(fout.kolom))


def _van_rij(rij: Rij, fouten: Iterable[InvoerFout]) -> Iterator[Twijfel]:
    for fout in fouten:
        if _is_labelloos(fout):
            continue
        twijfel = Twijfel(
            bereik=HIER,
            plek=(fout.bestand, fout.blad, fout.rij),
            titel=fout.titel or rij.ruw["titel"] or "(zonder titel)",
            kolom=fout.kolom,
            cel=str(rij.ruw.get(fout.kolom, "")),
            waarde=fout.waarde,
            reden=fout.reden,
            voorstellen=keuzes_in(fout.suggestie),
            omschrijving=rij.ruw["omschrijving"],
        )
        # a name that can mean two things is settled where it stands; a label has one meaning everywhere
        een_lezing = len(twijfel.voorstellen) < 2 or fout.kolom in DIMENSIES
        yield replace(twijfel, bereik=OVERAL) if twijfel.kan_overal and een_lezing else twijfel


def keuzes_in(suggestie: str) -> tuple[str, ...]:
    """Return the values of a suggestion such as ``a, b of c``; a list cell ``a;b`` is one value."""
    *begin, einde = suggestie.rsplit(" of ", 1)
    return tuple(deel for deel in [*(begin[0].split(", ") if begin else []), einde] if deel)


def _samen(twijfels: Iterable[Twijfel]) -> list[Twijfel]:
    """Return each wrong spelling once, with the number of rows that have it."""
    uit: dict[tuple[str, str], Twijfel] = {}
    for twijfel in twijfels:
        sleutel = twijfel.kolom, twijfel.waarde.casefold()
        eerder = uit.get(sleutel)
        uit[sleutel] = replace(eerder, aantal=eerder.aantal + 1) if eerder else twijfel
    return list(uit.values())


def _van_paar(paar: dict) -> Twijfel:
    plek, andere = (tuple(paar[f"{naam}_{kant}"] for naam in ("bestand", "blad", "rij")) for kant in "ab")
    wat = [_opgave(*(paar[f"{n}_{k}"] for n in ("titel", "zorgverzekeraars", "gemeenten"))) for k in "ab"]
    return Twijfel(PAAR, plek, wat[0], "", wat[1], "", paar["waarom"], KEUZES, andere=andere)


def _opgave(titel: str, *waar: str) -> str:
    return f"{titel} ({'; '.join(filter(None, waar)) or 'zonder zorgverzekeraar of plaats'})"


def twijfeltabel(twijfels: list[Twijfel]) -> pd.DataFrame:
    """Return a line for each: staat_in, titel, wat, reden, voorstel, geldt (str) and rijen (int64)."""
    regels = [
        (
            een.staat_in,
            een.titel,
            f"{een.kolom}: {een.waarde or een.cel or 'leeg'}"
            if een.bereik != PAAR
            else f"lijkt op: {een.cel}",
            een.reden,
            " of ".join(een.voorstellen) or "zelf invullen",
            een.bereik,
            een.aantal,
        )
        for een in twijfels
    ]
    return pd.DataFrame(
        regels, columns=["staat_in", "titel", "wat", "reden", "voorstel", "geldt", "rijen"]
    ).astype({"rijen": "int64"})


def herstel(
    editie: Editie, twijfel: Twijfel, keuze: str, bereik: str, reden: str, dag: date
) -> tuple[Editie, str]:
    """Write the repair of ``twijfel`` down: it is ``keuze``, and holds for ``bereik``.

    Returns the edition as it now is and in Dutch what was done. InvoerFouten, and nothing written, without a
    choice or a reason, or where the choice is no name or label that exists.
    """
    fouten = [] if keuze.strip() else [InvoerFout(_NOG_NIET, "kies of schrijf wat het moet zijn")]
    fouten += [] if reden.strip() else [InvoerFout(_NOG_NIET, "schrijf op waarom")]
    if fouten:
        raise InvoerFouten(fouten)
    editie = lees_editie(editie.naam, editie.map.parent)
    schrijf = {OVERAL: _alias, HIER: _correctie, PAAR: _paar}[bereik]
    return schrijf(editie, twijfel, keuze.strip(), " ".join(reden.split()), dag)


def _alias(editie: Editie, twijfel: Twijfel, keuze: str, reden: str, dag: date) -> tuple[Editie, str]:
    rij = {"soort": ALIAS_VAN[twijfel.kolom], "alias": twijfel.waarde, "naam": keuze}
    rij["opmerking"] = f"{reden} ({dag.isoformat()})"
    gemeenten = gemeenten_van(editie.indelingsjaar, editie)

    def keur(pad: Path) -> None:
        lees_maatstaf(editie.indelingsjaar, pad, gemeenten=gemeenten)

    return voeg_rij_toe(editie, "aliassen", tuple(ALIASKOLOMMEN), rij, keur)


def _correctie(editie: Editie, twijfel: Twijfel, keuze: str, reden: str, dag: date) -> tuple[Editie, str]:
    bestand, blad, rij = twijfel.plek
    waarden: dict[str, str | int] = {"bestand": bestand, **({"blad": blad} if blad else {}), "rij": int(rij)}
    waarden |= {"kolom": twijfel.kolom, "verwacht": twijfel.cel, "nieuw": twijfel.nieuwe_cel(keuze)}
    waarden["reden"] = f"{reden} ({dag.isoformat()})"
    return voeg_blok_toe(editie, "correcties", "correctie", waarden, lees_correcties)


def _paar(editie: Editie, twijfel: Twijfel, keuze: str, reden: str, dag: date) -> tuple[Editie, str]:
    rij = {"besluit": keuze, "argument": reden, "datum": dag.isoformat()}
    for kant, plek in zip("ab", (twijfel.plek, twijfel.andere or ()), strict=True):
        rij |= {f"{naam}_{kant}": str(w) for naam, w in zip(("bestand", "blad", "rij"), plek, strict=True)}
    return voeg_rij_toe(editie, "samenvoegbesluiten", tuple(PAARKOLOMMEN), rij, lees_samenvoegbesluiten)
