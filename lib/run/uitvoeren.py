"""Executing one notebook: papermill runs it, the result is cleaned of times and written in one stroke."""

import json
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

from lib.grond.schrijven import schrijf_atomair
from lib.run.kern.namen import GEWOON
from lib.run.zuinig import sla_over

TIJDSLIMIET = 600  # seconds per cell; a notebook that hangs must not hold the run


class NotebookMislukt(Exception):
    """A cell raised an error; the message names the notebook, the cell and the error.

    ``bewaard`` is where the notebook was kept, up to and with its error.
    """

    def __init__(self, bericht: str, bewaard: Path):
        """Keep where the failed notebook stands."""
        super().__init__(bericht)
        self.bewaard = bewaard


def voer_notebook_uit(
    notebook: Path,
    uitgevoerd: Path,
    parameters: dict[str, Any],
    kernel: str = GEWOON,
    tijdslimiet: int = TIJDSLIMIET,
) -> float:
    """Execute ``notebook`` with ``parameters`` and write the result to ``uitgevoerd``.

    The kernel, of the kernelspec called ``kernel``, runs in the notebook's folder, with the
    environment of this process; no cell may take more than ``tijdslimiet`` seconds. Returns the
    duration in seconds. Raises NotebookMislukt after keeping the notebook, error included, as
    ``<name>.mislukt.ipynb``; what stood at ``uitgevoerd`` then stays as it was.
    """
    sla_over()
    import papermill
    from papermill.exceptions import PapermillExecutionError
    from traitlets.config import Config

    from lib.run.kern.klant import Kernelbeheer
    from lib.run.kern.motor import MOTOR

    begin = time.monotonic()
    mislukt = uitgevoerd.with_suffix(".mislukt.ipynb")
    uitgevoerd.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as tijdelijk:
        kladversie = Path(tijdelijk) / notebook.name
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # libraries' own deprecations say nothing to a user
                papermill.execute_notebook(
                    notebook,
                    kladversie,
                    parameters=parameters,
                    engine_name=MOTOR,
                    kernel_name=kernel,
                    progress_bar=False,
                    request_save_on_cell_execute=False,
                    autosave_cell_every=0,
                    execution_timeout=tijdslimiet,
                    shutdown_kernel="immediate",
                    kernel_manager_class=Kernelbeheer,
                    resources={"metadata": {"path": str(notebook.parent)}},
                    config=Config(KernelManager={"transport_encryption": "auto"}),
                )
        except PapermillExecutionError as fout:
            schrijf_atomair(mislukt, _zonder_tijden(kladversie))
            bericht = f"{notebook.name}, cel {fout.exec_count}: {fout.ename}: {fout.evalue}"
            raise NotebookMislukt(bericht, mislukt) from None
        schrijf_atomair(uitgevoerd, _zonder_tijden(kladversie))
    mislukt.unlink(missing_ok=True)
    return time.monotonic() - begin


def _zonder_tijden(pad: Path) -> str:
    """Return the executed notebook as text without what differs from run to run."""
    inhoud = json.loads(pad.read_text(encoding="utf-8"))
    inhoud["metadata"] = {"kernelspec": inhoud["metadata"]["kernelspec"], "language_info": {"name": "python"}}
    for nummer, cel in enumerate(inhoud["cells"]):
        cel["id"] = f"cel-{nummer:02d}"
        cel["metadata"] = {"tags": cel["metadata"].get("tags", [])}
        for output in cel.get("outputs", []):
            output.pop("transient", None)
    return json.dumps(inhoud, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
