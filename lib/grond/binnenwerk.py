"""The private parts of libraries that the kit cannot do without, each for want of a public way.

They are used nowhere else. ``GECONTROLEERD`` says with which version each was checked; a test compares that
with what is installed and exercises each part, so that an upgrade that breaks one is named at once.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from jupyter_client.client import KernelClient
    from matplotlib.backends.backend_svg import RendererSVG
    from pptx.parts.image import ImagePart
    from pptx.shapes.picture import Picture
    from pptx.shapes.shapetree import SlideShapes

GECONTROLEERD = {
    "jupyter_client": "8.10.0",
    "matplotlib": "3.11.2",
    "pytask": "0.6.0",
    "pytask-parallel": "0.5.5",
    "python-pptx": "1.0.2",
}


def bewaar_alleen_in_slot() -> None:
    """Let pytask keep its records once: it writes them to a database too, and looks in its lock file only."""
    from _pytask import state

    state.update_states_in_database = lambda *_: None


def is_heel_slot(pad: Path) -> bool:
    """Return whether pytask can read its lock file ``pad``, and the journal beside it, or there are none."""
    from _pytask.lockfile import LockfileState

    try:
        LockfileState.from_path(pad, pad.parent)
    except Exception:  # whatever is wrong with it: the answer is the same
        return False
    return True


def kijk_vaker(wachten: list[float]) -> None:
    """Let pytask-parallel look for finished tasks after ``wachten`` seconds, the last again and again.

    By itself it looks ever less often, up to once a second.
    """
    from pytask_parallel import execute

    soort = getattr(execute._Sleeper, "func", execute._Sleeper)
    vars(execute)["_Sleeper"] = partial(soort, timings=wachten)


def laat_zoekpad_staan() -> None:
    """Let pytask-parallel leave PYTHONPATH alone.

    It puts a folder there for processes that it may start: kernels would ask for another parent.
    """
    from pytask_parallel import execute

    vars(execute)["set_worker_root"] = lambda path: None


async def bericht(klant: "KernelClient", kanaal: str, wacht: float) -> dict[str, Any]:
    """Return the next message on ``kanaal`` (shell or iopub); queue.Empty after ``wacht`` seconds.

    The public way waits in the one client and is awaited in the other; this is awaited in both.
    """
    return await getattr(klant, f"_async_get_{kanaal}_msg")(timeout=wacht)


async def leeft(klant: "KernelClient") -> bool:
    """Return whether the kernel of a client is alive; awaited in every client."""
    return await klant._async_is_alive()


def onthoud_kernel(klant: "KernelClient", antwoord: dict[str, Any]) -> None:
    """Let a client take from a kernel's first answer how to speak with it."""
    klant._handle_kernel_info_reply(antwoord)


def verkort_paden(soort: "type[RendererSVG]", kort: Callable[[str], str]) -> None:
    """Let a class that writes SVG put the text of each path through ``kort``."""
    gewoon = soort._convert_path

    def pad_als_tekst(doek: "RendererSVG", *wat: Any, **hoe: Any) -> str:
        return kort(gewoon(doek, *wat, **hoe))

    setattr(soort, "_convert_path", pad_als_tekst)  # noqa: B010


def svg_stijl(doek: "RendererSVG", gc: Any, kleur: Any) -> str:
    """Return the CSS of a shape as matplotlib writes it: its line from ``gc``, filled with ``kleur``."""
    return doek._get_style(gc, kleur)


def voeg_beeld_toe(vormen: "SlideShapes", deel: "ImagePart", relatie: str) -> "Picture":
    """Put a picture that is in the file already on a slide, in its own size.

    The public way reads the picture again and looks for it among all parts of the file.
    """
    from pptx.util import Mm

    breed, hoog = deel.scale(None, None)
    hoek = Mm(0)
    element = vormen._add_pic_from_image_part(deel, relatie, hoek, hoek, cast(Mm, breed), cast(Mm, hoog))
    return cast("Picture", vormen._shape_factory(element))
