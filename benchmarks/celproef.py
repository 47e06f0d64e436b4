"""The tests of notebooks (nbval) with forked kernels and with Jupyter's own."""

import sys
from pathlib import Path

from benchmarks.meting import Meting, om_en_om
from benchmarks.wegen import WERKERS, tijd_opdracht
from lib.grond.paden import NOTEBOOKS, WORTEL
from lib.run.kern.namen import GEVORKT, GEWOON

SNEL = ("00-bronnen", "02-gebieden", "20-algemeen", "65-verbanden")
EDITIE = "2017-rapport"
KEREN = 2


def meet(snel: bool, map_: Path) -> list[Meting]:
    """Measure ``nbval``; the edition that the notebooks read is run beforehand and not timed."""
    paden = [NOTEBOOKS / f"{naam}.ipynb" for naam in SNEL] if snel else sorted(NOTEBOOKS.glob("*.ipynb"))
    alleen = [deel for naam in SNEL for deel in ("--only", f"notebooks/{naam}.ipynb")] if snel else []
    run = [sys.executable, str(WORTEL / "run_all.py"), "--edition", EDITIE, "--output", str(map_), *alleen]
    tijd_opdracht(run)
    (map_ / "run.ok").touch()  # what conftest.py looks for

    def weg(kernel: str) -> float:
        opties = [f"--nbval-kernel-name={kernel}", "-q", "-p", "no:randomly", "-n", str(WERKERS)]
        commando = [sys.executable, "-m", "pytest", *map(str, paden), *opties]
        return tijd_opdracht(commando, {"KAARTEN_TESTMAP": str(map_)})

    tijden = om_en_om({naam: lambda naam=naam: weg(naam) for naam in (GEVORKT, GEWOON)}, 1 if snel else KEREN)
    toelichting = (
        f"pytest over {len(paden)} notebooks with {WERKERS} processes; usual: the same, plain kernels"
    )
    return [Meting("nbval", len(paden), tijden[GEVORKT], tijden[GEWOON], toelichting=toelichting)]
