"""Writing a file in one stroke or not at all."""

import os
import tempfile
from pathlib import Path


def schrijf_atomair(pad: Path, inhoud: str | bytes) -> None:
    """Write ``inhoud`` to ``pad`` so that a reader sees the old or the new file, never half of one."""
    pad.parent.mkdir(parents=True, exist_ok=True)
    gegevens = inhoud.encode() if isinstance(inhoud, str) else inhoud
    with tempfile.NamedTemporaryFile(dir=pad.parent, prefix=f".{pad.name}.", delete=False) as tijdelijk:
        tijdelijk.write(gegevens)
    os.chmod(tijdelijk.name, 0o644)
    os.replace(tijdelijk.name, pad)
