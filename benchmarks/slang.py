"""snakemake, for the benchmarks only: installed in an environment of its own, from a lock with hashes."""

import hashlib
import subprocess
import sys
from functools import cache
from pathlib import Path

import platformdirs

from benchmarks.budget import rest

LOCK = Path(__file__).with_name("requirements.lock")
GEDULD = 300  # seconds


@cache
def slang() -> Path | None:
    """Return the command ``snakemake``, installed once per lock; None where that cannot be done here."""
    merk = hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]
    map_ = platformdirs.user_cache_path("samenwerkingskaarten") / f"snakemake-{merk}"
    commando = map_ / "bin" / "snakemake"
    if not (map_ / "klaar").is_file():
        uv, hoe = (
            [sys.executable, "-m", "uv"],
            {"check": True, "capture_output": True, "timeout": min(GEDULD, rest())},
        )
        try:
            subprocess.run([*uv, "venv", "--clear", "--python", sys.executable, map_], **hoe)
            subprocess.run([*uv, "pip", "sync", "--python", map_, "--require-hashes", LOCK], **hoe)
        except (subprocess.SubprocessError, OSError) as fout:
            print(f"snakemake cannot be installed here, so it is not compared: {fout}", file=sys.stderr)
            return None
        (map_ / "klaar").touch()
    return commando
