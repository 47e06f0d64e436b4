"""How well and how fast reports of the same project are found: ``python -m benchmarks.samenvoegen``.

Quality is measured on made-up editions whose truth is known, by pairs of rows, with the rule alone (no
decisions): precision is the share of merged pairs that are one project, recall the share of true pairs
that were merged. The thresholds were set on seed 11; every other seed was only ever measured. Each edition is
measured once more without descriptions, for two real sources would not share them word for word.

Speed is that of merging only, after reading.
"""

import argparse
import itertools
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from lib.editie.editie import Editie, lees_editie
from lib.editie.ordening import lees_ordening
from lib.gebied.aliassen import alle_aliassen
from lib.grond.tabel import lees_tabel
from lib.inlezen.bron import PROJECTKOLOMMEN, Bron, lees_bron
from lib.inlezen.gelijkenis import lees_samenvoegregel
from lib.inlezen.projecten import Inlezing, lees_maatstaf, lees_projecten, verwerk
from lib.inlezen.regeltoets import toets_regel
from lib.inlezen.rijen import Maatstaf, Rij, beoordeel_rij
from lib.inlezen.samenvoegen import groepeer, vind_paren, voeg_samen
from lib.labels.besluiten import besliste_labels, lees_besluiten

GESTELD_OP, NIET_GEZIEN = 11, (2017, 12, 13, 14)
ECHT = "openbaar-2026"
AANTALLEN = (1_000, 10_000, 100_000)
LETTERGREPEN = ("ba", "dor", "fel", "gim", "hus", "kor", "lem", "nip", "ros", "tam", "vun", "zel")
Plek = tuple[str, str, int]


@dataclass(frozen=True)
class Uitslag:
    """Pairs of rows that are truly one project, that were merged, and that are both; pairs in doubt."""

    waar: int
    gevonden: int
    goed: int
    twijfel: int

    @property
    def precisie(self) -> float:
        """The share of merged pairs that are one project."""
        return self.goed / self.gevonden

    @property
    def volledigheid(self) -> float:
        """The share of true pairs that were merged (recall)."""
        return self.goed / self.waar


def maak_editie(zaad: int, map_: Path) -> None:
    """Write the made-up editions of a seed and their truth below ``map_``."""
    from scripts.voorbeeld.maken import maak_alles
    from scripts.voorbeeld.tabellen import instellingen

    aantal = instellingen("parameters.toml")["aantallen"]["projecten"]
    for soort, bestanden in maak_alles(zaad, aantal).items():
        for naam, inhoud in bestanden.items():
            pad = map_ / soort / naam
            pad.parent.mkdir(parents=True, exist_ok=True)
            pad.write_bytes(inhoud)


def zonder_besluiten(editie: Editie) -> Editie:
    """Return the edition without its decisions on pairs of rows."""
    bestanden = editie.bestanden.model_copy(update={"samenvoegbesluiten": None})
    return editie.model_copy(update={"bestanden": bestanden})


def meet(editie: Editie, waarheid: Path, omschrijvingen: bool = True) -> Uitslag:
    """Return how the rows of an edition were merged, against the ``rijen.csv`` of its truth."""
    beslist = besliste_labels(lees_besluiten(editie.bestand("labelbesluiten"), lees_ordening()))
    lees = lees_projecten if omschrijvingen else _lees_zonder_omschrijvingen
    inlezing = lees(editie, beslist)
    opgaven = inlezing.opgaven[["bestand", "blad", "rij", "project_id"]].itertuples(index=False)
    gevonden = _paren({(bestand, blad, rij): project for bestand, blad, rij, project in opgaven})
    waar = _paren(_waarheid(waarheid))
    twijfel = int((inlezing.paren["oordeel"] == "twijfel").sum())
    return Uitslag(len(waar), len(gevonden), len(gevonden & waar), twijfel)


def _lees_zonder_omschrijvingen(editie: Editie, beslist: set[tuple[str, str]]) -> Inlezing:
    bronnen = [lees_bron(pad, pad.name, alle_aliassen()) for pad in editie.alle_bestanden("projecten")]
    rijen = pd.concat([bron.rijen for bron in bronnen], ignore_index=True).assign(omschrijving="")
    celfouten = [fout for bron in bronnen for fout in bron.celfouten]
    maatstaf = lees_maatstaf(editie.indelingsjaar, beslist=beslist)
    return verwerk(Bron(rijen.astype({"omschrijving": "str"}), [], celfouten, [], 0), maatstaf)


def _waarheid(map_: Path) -> dict[Plek, str]:
    rijen = lees_tabel(map_ / "rijen.csv")
    gebruikt = rijen[rijen["lot"] == "gebruikt"]
    return {(rij.bestand, rij.blad, int(rij.rij)): rij.waar_id for rij in gebruikt.itertuples()}


def _paren(project_van: dict[Plek, Hashable]) -> set[tuple[Plek, Plek]]:
    per_project = defaultdict(list)
    for plek, project in project_van.items():
        per_project[project].append(plek)
    return {paar for plekken in per_project.values() for paar in itertools.combinations(sorted(plekken), 2)}


# ---- speed ----------------------------------------------------------------------------------------


def maak_rijen(aantal: int, maatstaf: Maatstaf) -> list[Rij]:
    """Return ``aantal`` judged rows; two in five report a project once more, with a slip in the title.

    Titles are three words from a vocabulary that grows with the root of the number of rows, as that of
    real texts does (Heaps' law), and a gemeente; seeded, so always the same rows.
    """
    kans = random.Random(2017)
    codes = sorted(maatstaf.gids.plaatsen("landelijk").codes)
    woorden = ["".join(kans.choices(LETTERGREPEN, k=3)) for _ in range(int(20 * aantal**0.5))]
    rijen: list[Rij] = []
    while len(rijen) < aantal:
        eigen = kans.sample(codes, kans.choice((1, 1, 1, 2, 3)))
        naam = maatstaf.gids.voluit(eigen[0]).rsplit(" (", 1)[0]
        cellen = dict.fromkeys(PROJECTKOLOMMEN, "") | {
            "titel": f"{' '.join(kans.sample(woorden, 3))} {naam}",
            "omschrijving": " ".join(kans.choices(woorden, k=10)),
            "zorgverzekeraars": kans.choice(("CZ", "Menzis", "VGZ", "Zilveren Kruis")),
            "gemeenten": ";".join(eigen),
            "thema": kans.choice(("ouderen", "ggz", "preventie", "esw")),
            "instrument": kans.choice(("werkwijze", "beleid")),
            "vorm": kans.choice(("ontwikkelproject", "implementeren")),
            "schaal": "gemeente" if len(eigen) == 1 else "bovenregionaal",
        }
        for bestand in ("verzekeraars.csv", "regios.csv")[: kans.choice((1, 1, 1, 2, 2))]:
            plek = {"bestand": bestand, "blad": "", "rij": len(rijen) + 2}
            rijen.append(beoordeel_rij(cellen | plek, "", maatstaf))
            weg = kans.randrange(1, 8)
            cellen["titel"] = cellen["titel"][:weg] + cellen["titel"][weg + 1 :]
    return rijen[:aantal]


def tijd(rijen: list[Rij], maatstaf: Maatstaf) -> tuple[float, int]:
    """Return the seconds that merging takes, and the number of projects that are left."""
    begin = time.perf_counter()
    samen = groepeer(rijen, vind_paren(rijen, maatstaf.gids, lees_samenvoegregel(), {}))
    projecten, _ = voeg_samen(samen.groepen)
    return time.perf_counter() - begin, len(projecten)


def tijd_alle_paren(rijen: list[Rij]) -> float:
    """Return the seconds for the usual way, which does less: the titles of all rows with those of all."""
    from rapidfuzz import fuzz, process

    titels = [rij.waarden["titel"].casefold() for rij in rijen]
    begin = time.perf_counter()
    process.cdist(titels, titels, scorer=fuzz.WRatio, score_cutoff=80, dtype="uint8", workers=1)
    return time.perf_counter() - begin


def kwaliteit(zaden: Iterable[int]) -> None:
    """Print precision and recall for each seed."""
    print(
        "zaad  editie          waar  precisie  volledigheid  twijfel"
        "  zonder omschrijving: precisie volledigheid"
    )
    for zaad in zaden:
        with tempfile.TemporaryDirectory() as map_:
            maak_editie(zaad, Path(map_))
            for pad in sorted((Path(map_) / "edities").iterdir()):
                editie, waarheid = (
                    zonder_besluiten(lees_editie(pad.name, pad.parent)),
                    Path(map_) / "waarheid",
                )
                uit = meet(editie, waarheid / pad.name)
                kaal = meet(editie, waarheid / pad.name, omschrijvingen=False)
                print(
                    f"{zaad:<5} {pad.name:<14} {uit.waar:>5} {uit.precisie:>9.4f} {uit.volledigheid:>13.4f}"
                    f" {uit.twijfel:>8} {kaal.precisie:>30.4f} {kaal.volledigheid:>12.4f}",
                    flush=True,
                )


def echt() -> None:
    """Print the same for the pairs of a real edition that people judged (:mod:`lib.inlezen.regeltoets`)."""
    toets = toets_regel(lees_editie(ECHT))
    print(
        f"{'-':<5} {ECHT:<14} {toets.waar:>5} {toets.precisie:>9.4f} {toets.volledigheid:>13.4f}"
        f" {toets.twijfel:>8}"
    )


def snelheid(aantallen: Iterable[int]) -> None:
    """Print the time for each number of rows; the usual way up to 1,000, for it grows as a square."""
    maatstaf = lees_maatstaf(2017)
    print("rijen    seconden  projecten  alle paren (WRatio)")
    for aantal in aantallen:
        rijen = maak_rijen(aantal, maatstaf)
        seconden, projecten = tijd(rijen, maatstaf)
        alle = f"{tijd_alle_paren(rijen):.1f}" if aantal <= 1_000 else ""
        print(f"{aantal:<8} {seconden:>8.1f} {projecten:>10}  {alle}", flush=True)


def main() -> None:
    """Print quality, then speed."""
    ontleder = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ontleder.add_argument("--aantal", type=int, nargs="*", default=AANTALLEN, help="numbers of rows")
    ontleder.add_argument("--zaad", type=int, nargs="*", default=(GESTELD_OP, *NIET_GEZIEN), help="seeds")
    keus = ontleder.parse_args()
    kwaliteit(keus.zaad)
    echt()
    snelheid(keus.aantal)


if __name__ == "__main__":
    main()
