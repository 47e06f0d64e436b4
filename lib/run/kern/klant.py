"""Clients of a kernel that do not wait longer than needed until it is ready."""

import time
from queue import Empty
from typing import Any

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.client import KernelClient
from jupyter_client.manager import AsyncKernelManager, KernelManager
from jupyter_core.utils import run_sync
from traitlets import Type

from lib.grond.binnenwerk import bericht, leeft, onthoud_kernel

OPNIEUW = 0.25  # seconds after which a question that was sent too early is asked again


class _Klant(KernelClient):
    """A client that is ready once a kernel has answered on both channels.

    Jupyter's own listens in addition until nothing has come for 0.2 s; here the kernel's `idle`, the
    last message that belongs to the answer, tells the same.
    """

    async def wacht(self, timeout: float | None = None) -> None:
        """Wait until the kernel is ready; RuntimeError where it ends, or ``timeout`` seconds have passed."""
        uiterlijk = time.monotonic() + (float("inf") if timeout is None else timeout)
        while True:
            vraag = self.kernel_info()
            try:
                while not _op(antwoord := await bericht(self, "shell", OPNIEUW), vraag):
                    pass
                while not _is_klaar(await bericht(self, "iopub", OPNIEUW), vraag):
                    pass
            except Empty:
                if not await leeft(self):
                    raise RuntimeError("Kernel died before replying to kernel_info") from None
                if time.monotonic() > uiterlijk:
                    raise RuntimeError(f"Kernel didn't respond in {timeout} seconds") from None
            else:
                return onthoud_kernel(self, antwoord)


class Kernelklant(_Klant, AsyncKernelClient):
    """The client of papermill."""

    wait_for_ready = _Klant.wacht


class Wachtende(_Klant, BlockingKernelClient):
    """The client of nbval, which waits for each answer."""

    wait_for_ready = run_sync(_Klant.wacht)


class Kernelbeheer(AsyncKernelManager):
    """A manager whose clients are papermill's."""

    client_class = f"{__name__}.Kernelklant"
    client_factory = Type(klass=Kernelklant)


class Celbeheer(KernelManager):
    """A manager whose clients are nbval's."""

    client_class = f"{__name__}.Wachtende"
    client_factory = Type(klass=Wachtende)


def _op(gekomen: dict[str, Any], vraag: str) -> bool:
    return gekomen["parent_header"].get("msg_id") == vraag


def _is_klaar(gekomen: dict[str, Any], vraag: str) -> bool:
    stand = gekomen["msg_type"] == "status" and gekomen["content"]["execution_state"]
    return _op(gekomen, vraag) and stand == "idle"
