"""What people decided on pairs of rows: the same project, or not. A decision goes before the rule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lib.grond.fouten import InvoerFout, dichtst, meld
from lib.grond.tabel import Kolom, lees_ruw
from lib.inlezen.gelijkenis import VERSCHILLEND, ZELFDE

Plek = tuple[str, str, int]  # bestand, blad, rij
Besluiten = Mapping[frozenset[Plek], "Besluit"]
RIJNUMMER = Kolom(soort="geheel")
BESLUITKOLOMMEN = {
    "bestand_a": Kolom(),
    "blad_a": Kolom(leeg=True),
    "rij_a": RIJNUMMER,
    "bestand_b": Kolom(),
    "blad_b": Kolom(leeg=True),
    "rij_b": RIJNUMMER,
    "besluit": Kolom(keuze=(ZELFDE, VERSCHILLEND)),
    "argument": Kolom(),
    "datum": Kolom(patroon=r"\d{4}-\d{2}-\d{2}", reden="geen datum (jjjj-mm-dd)", leeg=True),
}


@dataclass(frozen=True)
class Besluit:
    """One decision: ``besluit`` is zelfde or verschillend; ``bestand`` and ``rij`` say where it stands."""

    besluit: str
    argument: str
    datum: str
    plekken: tuple[Plek, Plek]
    bestand: str
    rij: int


def lees_samenvoegbesluiten(pad: Path | None) -> dict[frozenset[Plek], Besluit]:
    """Return the decisions by the pair of rows that each is about; without a file none.

    Raises InvoerFouten, all together, for other columns, an unknown besluit, no argument, a row compared
    with itself, and a second decision on the same pair.
    """
    if pad is None:
        return {}
    tabel, fouten = lees_ruw(pad, BESLUITKOLOMMEN)
    meld(fouten)
    besluiten: dict[frozenset[Plek], Besluit] = {}
    for rij in tabel.itertuples():
        a = (rij.bestand_a, rij.blad_a, int(rij.rij_a))
        b = (rij.bestand_b, rij.blad_b, int(rij.rij_b))
        if a == b:
            fouten.append(InvoerFout(str(pad), "rij vergeleken met zichzelf", rij=rij.Index, kolom="rij_b"))
        elif eerder := besluiten.get(frozenset((a, b))):
            reden = f"tweede besluit over dezelfde twee rijen; zie rij {eerder.rij}"
            fouten.append(InvoerFout(str(pad), reden, rij=rij.Index, kolom="besluit", waarde=rij.besluit))
        else:
            besluiten[frozenset((a, b))] = Besluit(
                rij.besluit, rij.argument, rij.datum, (a, b), str(pad), rij.Index
            )
    meld(fouten)
    return besluiten


def onbekende_rijen(besluiten: Besluiten, gelezen: Iterable[Plek]) -> list[InvoerFout]:
    """Return a fault for every row in a decision that is not among the rows that were read."""
    gelezen = set(gelezen)
    bestanden = {bestand for bestand, _, _ in gelezen}
    bladen = {(bestand, blad) for bestand, blad, _ in gelezen}
    fouten = []
    for besluit in besluiten.values():
        for kant, plek in zip("ab", besluit.plekken, strict=True):
            if plek in gelezen:
                continue
            bestand, blad, rij = plek
            if bestand not in bestanden:
                plaats = ("bestand", bestand, dichtst(bestand, bestanden))
            elif (bestand, blad) not in bladen:
                plaats = ("blad", blad, dichtst(blad, (naam for b, naam in bladen if b == bestand)))
            else:
                plaats = ("rij", str(rij), "")
            kolom, waarde, suggestie = plaats
            reden = f"besluit over een rij die er niet (meer) is: {kolom} onbekend"
            fouten.append(
                InvoerFout(
                    besluit.bestand,
                    reden,
                    rij=besluit.rij,
                    kolom=f"{kolom}_{kant}",
                    waarde=waarde,
                    suggestie=suggestie,
                )
            )
    return fouten
