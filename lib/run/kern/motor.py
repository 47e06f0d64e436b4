"""How papermill executes in a run: with an error for every end that a kernel can come to."""

from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output
from papermill.engines import NBClientEngine, papermill_engines

MOTOR = "kaarten"  # the name by which papermill knows the engine below


class Motor(NBClientEngine):
    """papermill's engine, which also keeps a notebook whose kernel could not tell its own error."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **opties: Any) -> None:
        """Execute; a kernel that died or took too long leaves an error in its cell, as any other."""
        try:
            super().execute_managed_notebook(nb_man, kernel_name, **opties)
        except CellTimeoutError:
            reden = f"langer dan {opties['execution_timeout']} seconden bezig"
            _schrijf_fout(nb_man.nb, "TimeoutError", reden)
        except DeadKernelError:
            reden = "de kernel is gestopt, bijvoorbeeld door gebrek aan geheugen"
            _schrijf_fout(nb_man.nb, "DeadKernelError", reden)


def _schrijf_fout(notebook: Any, soort: str, reden: str) -> None:
    code = [cel for cel in notebook.cells if cel.cell_type == "code"]
    begonnen = [cel for cel in code if cel.metadata.papermill.start_time]
    begonnen[-1].execution_count = len(begonnen)
    begonnen[-1].outputs.append(
        new_output("error", ename=soort, evalue=reden, traceback=[f"{soort}: {reden}"])
    )


papermill_engines.register(MOTOR, Motor)
