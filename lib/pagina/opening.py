"""What stands above every page of an edition: which one, of when, and how to read it."""

from lib.beeld.tonen import Beeld, regel
from lib.editie.editie import Editie
from lib.grond.woorden import datum, letterlijk


def opening(editie: Editie, **keuze: str) -> Beeld:
    """Return what must stand above every page of an edition: which one, of when, and how to read it.

    ``keuze`` is what the page is about, such as ``thema="ouderen"``.
    """
    kop = "".join(f"**{naam}:** {letterlijk(waarde)} · " for naam, waarde in keuze.items())
    kop += f"**Editie:** {letterlijk(editie.titel)} · **peildatum:** {datum(editie.peildatum)} · "
    kop += f"**gemeentelijke indeling:** 1 januari {editie.tekenjaar}"
    if editie.tekenjaar != editie.indelingsjaar:
        kop += f", overgezet van 1 januari {editie.indelingsjaar}"
    if editie.toelichting:
        kop += f"\n\n> {letterlijk(editie.toelichting, ook='*')}"
    return regel(kop)
