"""Clients of a kernel that do not wait longer than needed until it is ready."""

import time
from queue import Empty

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.client import KernelClient
from jupyter_client.manager import AsyncKernelManager, KernelManager
from jupyter_core.utils import run_sync
from traitlets import Type

OPNIEUW = 0.25  # seconds after which a question that was sent too early is asked again


class _Klant(KernelClient):
    """A client that is ready once a kernel has answered on both channels.

    Jupyter's own listens in addition until nothing has come for 0.2 s; here the kernel's `idle`, the
    last message that belongs to the answer, tells the same.
    """

    async def _async_wait_for_ready(self, timeout: float | None = None) -> None:
        uiterlijk = time.monotonic() + (float("inf") if timeout is None else timeout)
        while True:
            vraag = self.kernel_info()
            try:
                while (antwoord := await self._async_get_shell_msg(timeout=OPNIEUW))["parent_header"].get(
                    "msg_id"
                ) != vraag:
                    pass
                while not _is_klaar(await self._async_get_iopub_msg(timeout=OPNIEUW), vraag):
                    pass
            except Empty:
                if not await self._async_is_alive():
                    raise RuntimeError("Kernel died before replying to kernel_info") from None
                if time.monotonic() > uiterlijk:
                    raise RuntimeError(f"Kernel didn't respond in {timeout} seconds") from None
            else:
                return self._handle_kernel_info_reply(antwoord)


class Kernelklant(_Klant, AsyncKernelClient):
    """The client of papermill."""

    wait_for_ready = _Klant._async_wait_for_ready


class Wachtende(_Klant, BlockingKernelClient):
    """The client of nbval, which waits for each answer."""

    wait_for_ready = run_sync(_Klant._async_wait_for_ready)


class Kernelbeheer(AsyncKernelManager):
    """A manager whose clients are papermill's."""

    client_class = f"{__name__}.Kernelklant"
    client_factory = Type(klass=Kernelklant)


class Celbeheer(KernelManager):
    """A manager whose clients are nbval's."""

    client_class = f"{__name__}.Wachtende"
    client_factory = Type(klass=Wachtende)


def _is_klaar(bericht: dict, vraag: str) -> bool:
    return (
        bericht["parent_header"].get("msg_id") == vraag
        and bericht["msg_type"] == "status"
        and bericht["content"]["execution_state"] == "idle"
    )
