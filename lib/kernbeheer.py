"""How papermill talks to a kernel in a run: without fixed waits, and with an error for every end."""

import time
from queue import Empty
from typing import Any

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output
from papermill.engines import NBClientEngine, papermill_engines
from traitlets import Type

MOTOR = "kaarten"  # the name by which papermill knows the engine below
OPNIEUW = 0.25  # seconds after which a question that was sent too early is asked again


class Kernelklant(AsyncKernelClient):
    """A client that is ready once a kernel has answered on both channels.

    Jupyter's own listens in addition until nothing has come for 0.2 s; here the kernel's `idle`, the
    last message that belongs to the answer, tells the same.
    """

    async def _async_wait_for_ready(self, timeout: float | None = None) -> None:
        uiterlijk = time.monotonic() + (float("inf") if timeout is None else timeout)
        while True:
            vraag = self.kernel_info()
            try:
                while (antwoord := await self.get_shell_msg(timeout=OPNIEUW))["parent_header"].get(
                    "msg_id"
                ) != vraag:
                    pass
                while not _is_klaar(await self.get_iopub_msg(timeout=OPNIEUW), vraag):
                    pass
            except Empty:
                if not await self._async_is_alive():
                    raise RuntimeError("Kernel died before replying to kernel_info") from None
                if time.monotonic() > uiterlijk:
                    raise RuntimeError(f"Kernel didn't respond in {timeout} seconds") from None
            else:
                return self._handle_kernel_info_reply(antwoord)

    wait_for_ready = _async_wait_for_ready


class Kernelbeheer(AsyncKernelManager):
    """A manager whose clients are of the kind above."""

    client_class = f"{__name__}.Kernelklant"
    client_factory = Type(klass=Kernelklant)


def _is_klaar(bericht: dict, vraag: str) -> bool:
    return (
        bericht["parent_header"].get("msg_id") == vraag
        and bericht["msg_type"] == "status"
        and bericht["content"]["execution_state"] == "idle"
    )


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
