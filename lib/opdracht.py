"""The command line of ``run_all.py``: what to run, how it went, in plain words and an exit code."""

import argparse
import os
import sys
import time
from pathlib import Path

from lib.draaien import STAAT, Uitkomst, draai
from lib.editie import Editie, edities, lees_editie
from lib.fouten import InvoerFouten
from lib.paden import WORTEL, uitvoer, uitvoer_wortel
from lib.taken import Taak, kies, maak_taken

GOED, MISLUKT, VERKEERDE_INVOER = 0, 1, 2


def ontleder() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="run_all.py", description="Run the notebooks and render the report."
    )
    parser.add_argument(
        "--edition", action="append", metavar="NAME", help="only this edition (repeat for more)"
    )
    parser.add_argument("--only", action="append", metavar="GLOB", help="only these tasks and what they need")
    parser.add_argument("--workers", type=_positief, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--scheduler", metavar="tcp://HOST:PORT", help="run the notebooks on a Dask cluster")
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="write below DIR (default: the project root)"
    )
    parser.add_argument(
        "--list", action="store_true", help="show each task and whether it would run; run nothing"
    )
    parser.add_argument("--force", action="store_true", help="run all, also what is up to date")
    parser.add_argument("--strict", action="store_true", help="a rejected row is an error")
    parser.add_argument("--boundaries", choices=["embedded", "official"], default="embedded")
    return parser


def _positief(tekst: str) -> int:
    getal = int(tekst)
    if getal < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return getal


def main(argumenten: list[str] | None = None) -> int:
    """Run what the command line asks; return 0, 1 (a notebook failed) or 2 (the input is wrong)."""
    opties = ontleder().parse_args(argumenten)
    try:
        return _draai(opties)
    except InvoerFouten as fouten:
        print(f"The input is wrong; nothing was run. {len(fouten.fouten)} fault(s):", file=sys.stderr)
        for fout in fouten.fouten:
            print(f"  {fout}", file=sys.stderr)
        return VERKEERDE_INVOER
    except KeyboardInterrupt:
        print("Stopped; what was finished stays, the rest runs next time.", file=sys.stderr)
        return 130


def _draai(opties: argparse.Namespace) -> int:
    wortel = opties.output.resolve() if opties.output else uitvoer_wortel()
    gekozen = _lees_alle(opties.edition or edities())
    alle = _taken(gekozen, wortel, opties.boundaries)
    taken = kies(alle, opties.only) if opties.only else alle
    afgekeurd = _controleer(gekozen, wortel, opties.strict)
    voortgang = _voortgang(taken, opties.list)
    uitkomsten = draai(
        taken,
        wortel,
        workers=opties.workers,
        alles=opties.force,
        alleen_tonen=opties.list,
        scheduler=opties.scheduler,
        melden=voortgang.meld,
    )
    voortgang.einde()
    if opties.list:
        return GOED
    mislukt = [uitkomst for uitkomst in uitkomsten if uitkomst.stand == "mislukt"]
    _werk_site_bij(gekozen, wortel, alle, uitkomsten)
    _slotregels(uitkomsten, afgekeurd, wortel, taken)
    return MISLUKT if mislukt else GOED


def _lees_alle(namen: list[str]) -> list[Editie]:
    gelezen, fouten = [], []
    for naam in dict.fromkeys(namen):
        try:
            gelezen.append(lees_editie(naam))
        except InvoerFouten as fout:
            fouten += fout.fouten
    if fouten:
        raise InvoerFouten(fouten)
    return gelezen


def _taken(gekozen: list[Editie], wortel: Path, grenzen: str) -> list[Taak]:
    from lib.register import kaart_rijen

    parameters, extra = {}, []
    if grenzen == "official":
        from lib.grenzen import haal_officieel

        extra = [haal_officieel(jaar) for jaar in sorted({editie.indelingsjaar for editie in gekozen})]
        parameters = {"grenzen": "officieel"}
    kaarten = kaart_rijen()
    taken: list[Taak] = []
    for editie in sorted(gekozen, key=lambda editie: _generatie(editie, gekozen)):
        plaats = uitvoer(editie.naam, wortel)
        taken += maak_taken(editie, plaats, kaarten, extra=extra, parameters=parameters, eerdere=taken)
    return taken


def _generatie(editie: Editie, alle: list[Editie]) -> int:
    """How many editions of its series come before this one; an edition compares itself with the last."""
    op_naam = {een.naam: een for een in alle if een.naam != editie.naam}
    return 1 + _generatie(op_naam[editie.vorige], [*op_naam.values()]) if editie.vorige in op_naam else 0


def _controleer(gekozen: list[Editie], wortel: Path, streng: bool) -> dict[str, int]:
    from lib.voorcontrole import afgekeurde_rijen, controleer_edities

    afgekeurd = controleer_edities(gekozen, wortel / STAAT / "voorcontrole")
    if streng and any(afgekeurd.values()):
        raise InvoerFouten(fout for editie in gekozen for fout in afgekeurde_rijen(editie))
    return afgekeurd


def _voortgang(taken: list[Taak], alleen_tonen: bool) -> "_Regels":
    if alleen_tonen:
        return _Lijst()
    return _Balk(2 * len(taken)) if sys.stdout.isatty() else _Regels(2 * len(taken))


class _Regels:
    """Plain lines: one for each task that did something."""

    def __init__(self, totaal: int):
        self.totaal, self.klaar, self.begin = totaal, 0, time.monotonic()

    def meld(self, uitkomst: Uitkomst) -> None:
        self.klaar += 1
        if uitkomst.stand != "actueel":
            verstreken = time.monotonic() - self.begin
            fout = f": {uitkomst.fout}" if uitkomst.fout else ""
            stand = {"gedaan": "done", "mislukt": "FAILED", "overgeslagen": "skipped"}[uitkomst.stand]
            print(
                f"[{self.klaar}/{self.totaal}] {verstreken:5.1f} s  {stand:7}  {uitkomst.naam}{fout}",
                flush=True,
            )

    def einde(self) -> None:
        """Nothing to close."""


class _Balk(_Regels):
    """A progress bar with what is done and the time left, for a terminal."""

    def __init__(self, totaal: int):
        super().__init__(totaal)
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        kolommen = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        self.balk = Progress(*kolommen, console=Console(), transient=True)
        self.taak = self.balk.add_task("notebooks and pages", total=totaal)
        self.balk.start()

    def meld(self, uitkomst: Uitkomst) -> None:
        if uitkomst.stand == "mislukt":
            self.balk.console.print(
                f"FAILED  {uitkomst.naam}: {uitkomst.fout}", markup=False, highlight=False
            )
        self.balk.update(self.taak, advance=1, description=uitkomst.naam)

    def einde(self) -> None:
        self.balk.stop()


class _Lijst(_Regels):
    """What ``--list`` shows: each task and whether it would run."""

    def __init__(self) -> None:
        self.stand: list[tuple[str, str]] = []

    def meld(self, uitkomst: Uitkomst) -> None:
        self.stand.append((uitkomst.naam, "up to date" if uitkomst.stand == "actueel" else "would run"))

    def einde(self) -> None:
        for naam, stand in sorted(self.stand):
            print(f"{stand:11} {naam}")


def _werk_site_bij(
    gekozen: list[Editie], wortel: Path, taken: list[Taak], uitkomsten: list[Uitkomst]
) -> None:
    from lib.manifest import schrijf_manifest
    from lib.overzicht import schrijf_overzicht

    veranderd = {uitkomst.naam.partition("/")[0] for uitkomst in uitkomsten if uitkomst.stand != "actueel"}
    for editie in gekozen:
        eigen = [taak for taak in taken if taak.editie == editie.naam]
        if editie.naam in veranderd or not (wortel / "rapport" / editie.naam / "manifest.json").is_file():
            schrijf_manifest(editie, eigen, wortel)
    if veranderd or not (wortel / "rapport" / "index.html").is_file():
        schrijf_overzicht(wortel)


def _slotregels(
    uitkomsten: list[Uitkomst], afgekeurd: dict[str, int], wortel: Path, taken: list[Taak]
) -> None:
    """Print what was done, what was rejected and what failed, each with where to look."""
    aantal = {
        stand: sum(u.stand == stand for u in uitkomsten) for stand in ("gedaan", "actueel", "overgeslagen")
    }
    if aantal["actueel"] == len(uitkomsten):
        print(f"Nothing to do: all {len(taken)} notebooks and their pages are up to date.")
    else:
        print(f"{aantal['gedaan']} done, {aantal['actueel']} up to date, {aantal['overgeslagen']} skipped.")
    for editie, rijen in afgekeurd.items():
        if rijen:
            pad = _kort(uitvoer(editie, wortel).processed / "afgekeurd.csv", wortel)
            print(f"{editie}: {rijen} row(s) rejected; see {pad} and the page of notebook 01.")
    mislukt = {taak.naam: taak.mislukt for taak in taken if taak.mislukt.is_file()}
    for uitkomst in uitkomsten:
        if uitkomst.stand == "mislukt":
            waar = f" (see {_kort(mislukt[uitkomst.naam], wortel)})" if uitkomst.naam in mislukt else ""
            print(f"FAILED {uitkomst.naam}: {uitkomst.fout}{waar}")
    print(f"Report: {_kort(wortel / 'rapport' / 'index.html', wortel)}")


def _kort(pad: Path, wortel: Path) -> str:
    return str(pad.relative_to(wortel)) if wortel == WORTEL and pad.is_relative_to(wortel) else str(pad)
