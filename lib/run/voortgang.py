"""What a run tells while it goes: a bar in a terminal, lines elsewhere, a list where nothing is run."""

import sys
import time

from lib.pagina.taken import Taak
from lib.run.draaien import Taakuitkomst


def voortgang(taken: list[Taak], alleen_tonen: bool) -> "Regels":
    """Return what to call as each of these tasks, and each of their pages, ends."""
    if alleen_tonen:
        return Lijst()
    return Balk(2 * len(taken)) if sys.stdout.isatty() else Regels(2 * len(taken))


class Regels:
    """Plain lines: one for each task that did something."""

    def __init__(self, totaal: int):
        self.totaal, self.klaar, self.begin = totaal, 0, time.monotonic()

    def meld(self, uitkomst: Taakuitkomst) -> None:
        """Take in how one task ended."""
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


class Balk(Regels):
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

    def meld(self, uitkomst: Taakuitkomst) -> None:
        """Take in how one task ended."""
        if uitkomst.stand == "mislukt":
            self.balk.console.print(
                f"FAILED  {uitkomst.naam}: {uitkomst.fout}", markup=False, highlight=False
            )
        self.balk.update(self.taak, advance=1, description=uitkomst.naam)

    def einde(self) -> None:
        """Take the bar away."""
        self.balk.stop()


class Lijst(Regels):
    """What ``--list`` shows: each task and whether it would run."""

    def __init__(self) -> None:
        self.stand: list[tuple[str, str]] = []

    def meld(self, uitkomst: Taakuitkomst) -> None:
        """Take in how one task ended."""
        self.stand.append((uitkomst.naam, "up to date" if uitkomst.stand == "actueel" else "would run"))

    def einde(self) -> None:
        """Print the list, in the order of the names."""
        for naam, stand in sorted(self.stand):
            print(f"{stand:11} {naam}")
