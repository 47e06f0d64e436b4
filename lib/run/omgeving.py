"""The environment of every kernel: where it writes, and no chance in how."""

from pathlib import Path


def omgeving(uitvoer: Path) -> dict[str, str]:
    """Return what a kernel must find in its environment: where to write, and no chance in how.

    One thread each, since notebooks run side by side; sums then have one order on every machine.
    """
    eenmaal = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {"KAARTEN_UITVOER": str(uitvoer), "PYTHONHASHSEED": "0", "MPLBACKEND": "agg", **eenmaal}
