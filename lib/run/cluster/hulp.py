"""The process beside a Dask worker in which notebooks run, one after another, with the code that was sent.

``python -m lib.run.cluster.hulp`` reads a task as one line of JSON on stdin and answers with one on stdout;
it keeps the parent of the forked kernels warm between tasks. It ends with its stdin, or with its worker.
"""

import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

from lib.run.kern.namen import GEWOON
from lib.run.kern.vorkkern import is_beschikbaar
from lib.run.uitvoeren import NotebookMislukt, voer_notebook_uit

_KIJK = 0.5  # seconds between two looks whether the worker still lives


def _main() -> None:
    """Serve until stdin ends."""
    threading.Thread(target=_eindig_met, args=[os.getppid()], daemon=True).start()
    # The answers alone go to the worker; what kernels print goes to its log.
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as antwoorden:
        os.dup2(2, 1)
        for regel in sys.stdin:
            print(json.dumps(_doe(json.loads(regel))), file=antwoorden, flush=True)


def _doe(vraag: dict[str, Any]) -> dict[str, Any]:
    os.environ.update(vraag["omgeving"])
    notebook, uitgevoerd = Path(vraag["notebook"]), Path(vraag["uitgevoerd"])
    kernel = vraag["kernel"] if is_beschikbaar() else GEWOON
    try:
        duur = voer_notebook_uit(notebook, uitgevoerd, vraag["parameters"], kernel)
    except NotebookMislukt as fout:
        return {"duur": 0.0, "fout": str(fout)}
    return {"duur": duur, "fout": ""}


def _eindig_met(worker: int) -> None:
    """End this process, also halfway a notebook, when the worker is gone: someone else runs it now."""
    while os.getppid() == worker:
        time.sleep(_KIJK)
    os._exit(1)


if __name__ == "__main__":
    _main()
