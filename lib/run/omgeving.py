"""The environment of every kernel: where it writes, and no chance in how."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lib.grond.schrijven import is_levend_proces, maak_eigen_map

_WERKMAP = re.compile(r"(\d+)-\w+")  # of which process, and what makes it its own


def omgeving(uitvoer: Path) -> dict[str, str]:
    """Return what a kernel must find in its environment: where to write, and no chance in how.

    One thread each, since notebooks run side by side; sums then have one order on every machine.
    """
    eenmaal = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {"KAARTEN_UITVOER": str(uitvoer), "PYTHONHASHSEED": "0", "MPLBACKEND": "agg", **eenmaal}


@contextmanager
def eigen_werkmap(staat: Path) -> Iterator[dict[str, str]]:
    """Yield what lets a run and its kernels keep what is temporary in a folder below ``staat``.

    It goes when the run ends; those of runs that were killed are removed when the next one begins.
    """
    werk = maak_eigen_map(staat / "werk")
    for oud in werk.iterdir():
        if (naam := _WERKMAP.fullmatch(oud.name)) and not is_levend_proces(int(naam[1])):
            shutil.rmtree(oud, ignore_errors=True)
    eerder = tempfile.tempdir
    map_ = tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=werk)
    tempfile.tempdir = map_
    try:
        yield {"TMPDIR": map_, "JUPYTER_RUNTIME_DIR": map_}
    finally:
        tempfile.tempdir = eerder
        shutil.rmtree(map_, ignore_errors=True)
