"""From an empty folder to an environment: the README's line against plain pip, with nothing cached.

Plain pip is the usual way: ``pip install -r requirements.lock`` in a new environment, with the pip of the
lock, since those up to 23.2 stop at a lock whose packages ask for each other with an extra. Getting that pip
is not timed; making the environment is.
"""

import os
import re
import shutil
import sys
from importlib.metadata import distributions, requires
from pathlib import Path

from packaging.requirements import Requirement

from benchmarks.meting import Meting
from benchmarks.wegen import of_niets, tijd_opdracht
from lib.grond.paden import WORTEL

NODIG = ("README.md", "LICENSE", "pyproject.toml", "requirements.lock", "requirements-uv.lock")
SNEL = ("pandas", "matplotlib", "flit-core")  # with --quick only these, and what they need
MAAK = "python3 -m venv .venv"
GEWOON = (
    ".venv/bin/pip install -r requirements.lock && .venv/bin/pip install --no-deps --no-build-isolation -e ."
)


def opdrachten() -> list[str]:
    """Return the set-up commands of the README, each one line."""
    return re.findall(r"^```sh opzet\n(.+)\n```$", (WORTEL / "README.md").read_text(encoding="utf-8"), re.M)


def stappen(opdracht: str) -> list[str]:
    """Return the steps of a set-up command that install; the last step uses what is installed."""
    return opdracht.split(" && ")[:-1]


def meet(snel: bool, map_: Path) -> list[Meting]:
    """Measure ``opzet``; nothing where this machine cannot install."""
    ons = of_niets(lambda: _tijd(map_ / "ons", " && ".join(stappen(opdrachten()[0])), snel))
    if ons is None:
        return []
    gewoon = of_niets(lambda: _gewoon(map_ / "gewoon", snel))
    aantal = sum(1 for _ in distributions(path=[str(next(map_.glob("ons/.venv/lib/python*/site-packages")))]))
    uitleg = "a new environment, nothing cached; usual: pip (that of the lock) alone"
    return [Meting("opzet", aantal, ons, gewoon, toelichting=uitleg)]


def _gewoon(map_: Path, snel: bool) -> float:
    """Return the seconds of plain pip; in between it is renewed, which is not timed."""
    maken = _tijd(map_, MAAK, snel)
    (map_ / "pip.lock").write_text(_blok("pip"), encoding="utf-8")
    _in(map_, ".venv/bin/python -m pip install --require-hashes -r pip.lock")
    return maken + _in(map_, GEWOON)


def _tijd(map_: Path, opdracht: str, snel: bool) -> float:
    """Return the seconds of a command in a new copy of what the project installs from."""
    shutil.copytree(WORTEL / "lib", map_ / "lib", ignore=shutil.ignore_patterns("__pycache__"))
    for naam in NODIG:
        shutil.copy(WORTEL / naam, map_)
    if snel:
        namen = sorted({"uv", "pip", *(alles for naam in SNEL for alles in behoefte(naam))})
        (map_ / "requirements.lock").write_text("\n".join(map(_blok, namen)), encoding="utf-8")
    return _in(map_, opdracht)


def _in(map_: Path, opdracht: str) -> float:
    eigen = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PIP_CACHE_DIR": str(map_ / "cache-pip"),
        "UV_CACHE_DIR": str(map_ / "cache-uv"),
    }
    return tijd_opdracht(["bash", "-c", f"cd {map_} && {opdracht}"], eigen)


def behoefte(naam: str) -> set[str]:
    """Return the package called ``naam`` and all that it needs here, by what is installed, without extras."""
    gevonden, open_ = set(), [naam]
    while open_:
        if (een := open_.pop().lower().replace("_", "-")) not in gevonden:
            gevonden.add(een)
            wensen = map(Requirement, requires(een) or ())
            open_ += [w.name for w in wensen if not w.marker or w.marker.evaluate({"extra": ""})]
    return gevonden


def _blok(naam: str) -> str:
    """Return what the lock says of one package: its versions with their hashes."""
    lock = (WORTEL / "requirements.lock").read_text(encoding="utf-8")
    return "".join(re.findall(rf"^{naam}==.*(?:\n    .*)*\n", lock, re.M))
