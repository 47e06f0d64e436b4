"""Ways to execute the same notebooks, each as one command on a list of jobs: ours, the usual ones, the floor.

``python -m benchmarks.wegen WAY JOBS.json`` executes the jobs in that way; :func:`tijd` times it, start of
Python and imports included. A job says which notebook, with which parameters, where the result goes, and
which files it needs of other jobs and makes, so that an engine can order them.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.budget import rest
from lib.grond.paden import WORTEL

WERKERS = 2
GEDULD = 1200  # seconds for one command
NIETS: Mapping[str, str] = {}
T = TypeVar("T")


class Mislukt(Exception):
    """A way ended with an error; a benchmark of something that does not run says nothing."""


class GeenTijd(Mislukt):
    """A way was not at its end when its time was up; see :mod:`benchmarks.budget`."""


@dataclass(frozen=True)
class Opdracht:
    """One execution of a notebook; all paths are text. ``tekent``: whether it draws maps of the register."""

    naam: str
    notebook: str
    uit: str
    parameters: dict[str, Any] = field(default_factory=dict)
    leest: Sequence[str] = ()
    schrijft: Sequence[str] = ()
    tekent: bool = False


def tijd(weg: str, opdrachten: Sequence[Opdracht], map_: Path, omgeving: Mapping[str, str] = NIETS) -> float:
    """Return the seconds of a way as a command; ``map_`` is for its own files. Raises Mislukt."""
    map_.mkdir(parents=True, exist_ok=True)
    lijst = map_ / "opdrachten.json"
    lijst.write_text(json.dumps([asdict(een) for een in opdrachten]), encoding="utf-8")
    return tijd_opdracht([sys.executable, "-m", "benchmarks.wegen", weg, str(lijst)], omgeving)


def tijd_opdracht(opdracht: Sequence[str], omgeving: Mapping[str, str] = NIETS) -> float:
    """Return the seconds that a command takes.

    Raises Mislukt with the end of what it wrote, and GeenTijd where its time was up: then it is stopped.
    """
    if not (geduld := min(GEDULD, rest())):
        raise GeenTijd(f"no time left for {' '.join(opdracht)[:200]}")
    omgeving = {**os.environ, "PYTHONPATH": str(WORTEL), **omgeving}
    with tempfile.TemporaryFile() as uit:  # no pipe: what the command started may hold on to it
        begin = time.perf_counter()
        hoe = {"stdin": subprocess.DEVNULL, "stdout": uit, "stderr": subprocess.STDOUT}
        proces = subprocess.Popen(opdracht, cwd=WORTEL, env=omgeving, start_new_session=True, **hoe)
        try:
            proces.wait(geduld)
        except subprocess.TimeoutExpired as fout:
            raise GeenTijd(f"not done after {geduld:.0f} s: {' '.join(opdracht)[:200]}") from fout
        finally:
            _maak_af(proces)
        duur = time.perf_counter() - begin
        if proces.returncode:
            uit.seek(0)
            raise Mislukt(f"{' '.join(opdracht)}\n{uit.read().decode(errors='replace')[-4000:]}")
    return duur


def _maak_af(proces: subprocess.Popen) -> None:
    """Kill a command that has not ended, and what it started in its own session."""
    if proces.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(proces.pid, signal.SIGKILL)
    else:
        proces.kill()
    proces.wait()


def of_niets(meet: Callable[[], T]) -> T | None:
    """Return what ``meet`` returns; None, and a word about it, where another engine fails or is too slow."""
    try:
        return meet()
    except Mislukt as fout:
        print(f"not compared: {fout}", file=sys.stderr)
        return None


# ---- the ways -------------------------------------------------------------------------------------


def ons(opdrachten: Sequence[Opdracht], map_: Path) -> None:
    """Forked kernels, as a run uses them: a thread for each notebook that is being executed."""
    from lib.run.kern.namen import GEVORKT
    from lib.run.kern.vorkkern import ouder
    from lib.run.uitvoeren import voer_notebook_uit

    ouder(os.environ)  # imports while we do

    def voer(een: Opdracht) -> float:
        return voer_notebook_uit(Path(een.notebook), Path(een.uit), een.parameters, GEVORKT)

    with ThreadPoolExecutor(WERKERS) as werkers:
        list(werkers.map(voer, opdrachten))


def papermill(opdrachten: Sequence[Opdracht], map_: Path) -> None:
    """Use papermill as a library, one notebook after another, with Jupyter's own kernels.

    Where ``GEWOON_TEKENEN`` names a profile of IPython, a notebook that draws gets it: in it maps are drawn
    with GeoDataFrame.plot (:mod:`benchmarks.gewoon`).
    """
    from papermill import execute_notebook

    profiel, eigen = os.environ.get("GEWOON_TEKENEN", ""), os.environ.get("IPYTHONDIR", "")
    for een in opdrachten:
        os.environ["IPYTHONDIR"] = profiel if profiel and een.tekent else eigen
        if not os.environ["IPYTHONDIR"]:
            del os.environ["IPYTHONDIR"]
        Path(een.uit).parent.mkdir(parents=True, exist_ok=True)
        map_ = Path(een.notebook).parent
        execute_notebook(
            een.notebook, een.uit, een.parameters, kernel_name="python3", progress_bar=False, cwd=str(map_)
        )


def nbconvert(opdrachten: Sequence[Opdracht], map_: Path) -> None:
    """``jupyter nbconvert --execute``, a command for each notebook; it takes no parameters."""
    for een in opdrachten:
        uit = Path(een.uit)
        opties = ["--to", "notebook", "--execute", "--output-dir", str(uit.parent), "--output", uit.name]
        commando = [sys.executable, "-m", "jupyter", "nbconvert", een.notebook, *opties]
        subprocess.run(commando, check=True, capture_output=True)


def pytask(opdrachten: Sequence[Opdracht], map_: Path) -> None:
    """Let pytask run them with two processes (loky), a task for each notebook; papermill executes."""
    (map_ / "task_notebooks.py").write_text(PYTASK, encoding="utf-8")
    opties = ["-n", str(WERKERS), "--parallel-backend", "loky", "--capture", "no"]
    commando = [sys.executable, "-m", "pytask", str(map_), *opties]
    subprocess.run(commando, check=True)


def snakemake(opdrachten: Sequence[Opdracht], map_: Path) -> None:
    """``snakemake -c2``, a rule for each notebook; its shell command is papermill's."""
    regels = [_snakeregel(nummer, een, map_) for nummer, een in enumerate(opdrachten)]
    alle = [een.uit for een in opdrachten]
    tekst = f"rule all:\n    input: {json.dumps(alle)}\n" + "".join(regels)
    (map_ / "Snakefile").write_text(tekst, encoding="utf-8")
    opties = ["-c", str(WERKERS), "-s", str(map_ / "Snakefile"), "-d", str(map_), "--quiet"]
    subprocess.run([os.environ["SNAKEMAKE"], *opties], check=True)


def _snakeregel(nummer: int, een: Opdracht, map_: Path) -> str:
    waarden = map_ / f"{nummer}.yaml"
    waarden.write_text(json.dumps(een.parameters), encoding="utf-8")  # JSON is YAML
    commando = f"{sys.executable} -m papermill {een.notebook} {een.uit} -f {waarden} -k python3"
    commando += f" --cwd {Path(een.notebook).parent} --no-progress-bar --log-level ERROR"
    uit = [een.uit, *een.schrijft]
    return f"""
rule r{nummer}:
    input: {json.dumps(list(een.leest))}
    output: {json.dumps(uit)}
    shell: {json.dumps(commando)}
"""


def bodem(opdrachten: Sequence[Opdracht], map_: Path) -> None:
    """The floor: a fork of a process that has imported everything, and IPython's shell without Jupyter."""
    import importlib

    import matplotlib

    from lib.run.kern.ouder import VOORGELADEN

    matplotlib.use("agg")
    for naam in VOORGELADEN:
        importlib.import_module(naam)
    bezig = 0
    for een in opdrachten:
        if bezig == WERKERS:
            _wacht()
            bezig -= 1
        if os.fork() == 0:
            os._exit(_in_schil(een))
        bezig += 1
    for _ in range(bezig):
        _wacht()


def _wacht() -> None:
    if os.wait()[1]:
        raise Mislukt("een notebook op de bodem mislukte")


def _in_schil(een: Opdracht) -> int:
    from IPython.core.interactiveshell import InteractiveShell

    schil = InteractiveShell.instance()
    cellen = json.loads(Path(een.notebook).read_text(encoding="utf-8"))["cells"]
    bronnen = ("".join(cel["source"]) for cel in cellen if cel["cell_type"] == "code")
    return int(not all(schil.run_cell(bron).success for bron in bronnen))


PYTASK = '''"""One task for each notebook of the list beside this file."""
import json
from pathlib import Path

from pytask import task

LIJST = json.loads((Path(__file__).parent / "opdrachten.json").read_text())
for een in LIJST:
    @task(id=een["naam"])
    def task_notebook(
        een=een,
        leest: list[Path] = [Path(pad) for pad in (een["notebook"], *een["leest"])],
        produces: list[Path] = [Path(pad) for pad in (een["uit"], *een["schrijft"])],
    ):
        import papermill
        papermill.execute_notebook(
            een["notebook"], een["uit"], een["parameters"], kernel_name="python3", progress_bar=False,
            cwd=str(Path(een["notebook"]).parent),
        )
'''
WEGEN: dict[str, Callable[[Sequence[Opdracht], Path], None]] = {
    weg.__name__: weg for weg in (ons, papermill, nbconvert, pytask, snakemake, bodem)
}


def main() -> None:
    """Execute a list of jobs in one of ``WEGEN``."""
    weg, lijst = sys.argv[1], Path(sys.argv[2])
    opdrachten = [Opdracht(**een) for een in json.loads(lijst.read_text(encoding="utf-8"))]
    WEGEN[weg](opdrachten, lijst.parent)


if __name__ == "__main__":
    main()
