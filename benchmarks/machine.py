"""On what the benchmark ran: the header of its table."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version

PAKKETTEN = (
    "papermill",
    "pytask",
    "nbconvert",
    "jupyter_client",
    "matplotlib",
    "geopandas",
    "pandas",
    "numpy",
    "pillow",
)


def kop() -> str:
    """Return machine, versions and how busy it is, in two lines."""
    kernen = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    druk = f"; load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    waar = (
        f"{kernen} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}{druk}"
    )
    return f"{waar}\n{', '.join(f'{naam} {_versie(naam)}' for naam in PAKKETTEN)}"


def _versie(naam: str) -> str:
    try:
        return version(naam)
    except PackageNotFoundError:
        return "-"
