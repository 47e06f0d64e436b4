"""Whether each row of a public source says where it comes from, and names no person.

``python -m lib.inlezen.paginakeuring EDITIE`` checks an edition whose rows rest on public pages; with
``--links`` it also asks each page whether it is still there. Only that goes over the network, and only when
asked for: no page, test or run of the project does.
"""

import argparse
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple
from typing import Any, NamedTuple

import pandas as pd

from lib.editie.editie import Editie, lees_editie
from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.inlezen.bron import PLAATS
from lib.inlezen.persoonsgegevens import maskeer
from lib.inlezen.projecten import lees_bronnen
from lib.inlezen.rijjaar import JAAR_ONBEKEND, is_jaar
from lib.inlezen.rijjaar import JAARKOLOMMEN as JAREN

_TEKSTEN = (
    "titel",
    "omschrijving",
    "andere_partijen",
    "bron_organisatie",
    "reden_geen_gemeenten",
    "opmerking",
)
_ADRES = re.compile(r"https?://[^\s/]+\.[^\s]+")
_VELDEN = ("bestand", "rij", "kolom", "waarde", "reden", "titel")
_WACHT = 20  # seconds for a page
TEGELIJK = 4  # pages asked at once: a check is no flood
_AFZENDER = "samenwerkingskaarten (controle van verwijzingen)"


class Antwoord(NamedTuple):
    """What became of a page: ``status`` (HTTP, 0 for no answer) and ``waar``, the address that answered."""

    adres: str
    status: int
    waar: str
    reden: str

    @property
    def goed(self) -> bool:
        """Whether the page is there."""
        return 200 <= self.status < 400


def keur_paginas(editie: Editie) -> pd.DataFrame | None:
    """Return a row per fault, columns ``_VELDEN`` (rij int64, the rest str); None where no row names a page.

    Each row must have the address of its page, the organisation, and a year (or ``onbekend``, said outright),
    and its texts no name, address, telephone number or e-mail of a person.
    """
    rijen = lees_bronnen(editie).rijen
    if rijen.empty or not rijen["bron_url"].any():
        return None
    fouten = [fout for rij in rijen.to_dict("records") for fout in _fouten(rij)]
    tabel = pd.DataFrame([astuple(fout) for fout in fouten], columns=list(InvoerFout.__dataclass_fields__))
    return tabel[list(_VELDEN)].astype({naam: "int64" if naam == "rij" else "str" for naam in _VELDEN})


def _fouten(rij: dict[str, Any]) -> Iterator[InvoerFout]:
    def fout(kolom: str, reden: str, waarde: str = "") -> InvoerFout:
        plaats: dict[str, Any] = {naam: rij[naam] for naam in PLAATS}
        return InvoerFout(reden=reden, kolom=kolom, waarde=waarde, titel=rij["titel"], **plaats)

    if not _ADRES.fullmatch(rij["bron_url"]):
        yield fout("bron_url", "geen adres van een pagina", rij["bron_url"])
    if not rij["bron_organisatie"]:
        yield fout("bron_organisatie", "van wie de pagina is, ontbreekt")
    if not any(is_jaar(rij[naam]) or rij[naam] == JAAR_ONBEKEND for naam in JAREN):
        yield fout(
            JAREN[0], f"geen jaar van de bron of het begin; is dat er niet, schrijf dan «{JAAR_ONBEKEND}»"
        )
    for kolom in _TEKSTEN:
        for treffer in maskeer(rij[kolom])[1]:
            yield fout(kolom, f"lijkt op een persoonsgegeven ({treffer.soort})", treffer.waarde)


def paginas(editie: Editie) -> list[str]:
    """Return the addresses that the rows of an edition rest on, each once, sorted."""
    return sorted({adres for adres in lees_bronnen(editie).rijen["bron_url"] if _ADRES.fullmatch(adres)})


def vraag_op(adres: str) -> Antwoord:
    """Ask a page whether it is there: the first bytes of it, since many sites do not know HEAD."""
    verzoek = urllib.request.Request(adres, headers={"User-Agent": _AFZENDER, "Accept": "text/html,*/*"})
    try:
        with urllib.request.urlopen(verzoek, timeout=_WACHT) as antwoord:
            antwoord.read(1)
            return Antwoord(adres, antwoord.status, antwoord.url, "")
    except urllib.error.HTTPError as fout:
        return Antwoord(adres, fout.code, adres, str(fout.reason))
    except (OSError, ValueError) as fout:
        return Antwoord(adres, 0, adres, str(getattr(fout, "reason", fout)) or type(fout).__name__)


def keur_links(adressen: Iterable[str], vraag: Callable[[str], Antwoord] = vraag_op) -> list[Antwoord]:
    """Return the answer of each page, in the order of ``adressen``."""
    with ThreadPoolExecutor(TEGELIJK) as tegelijk:
        return list(tegelijk.map(vraag, adressen))


def _regels(antwoorden: list[Antwoord]) -> Iterator[str]:
    for een in antwoorden:
        if not een.goed:
            yield f"  {een.adres}: {een.status or 'geen antwoord'} {een.reden}".rstrip()
        elif een.waar.rstrip("/") != een.adres.rstrip("/"):
            yield f"  {een.adres}: verhuisd naar {een.waar}"


def main() -> int:
    """Check one edition; 0 where nothing is wrong, 1 for a fault or a page that is gone, 2 for no edition."""
    ontleder = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ontleder.add_argument("editie", help="name of the edition")
    ontleder.add_argument("--links", action="store_true", help="also ask each page whether it is still there")
    keus = ontleder.parse_args()
    try:
        editie = lees_editie(keus.editie)
    except InvoerFouten as fout:
        print(fout, file=sys.stderr)
        return 2
    fouten = keur_paginas(editie)
    if fouten is None:
        print("Geen enkele rij van deze editie noemt een pagina (kolom bron_url).")
        return 0
    for rij in fouten.itertuples():
        print(f"{rij.bestand}, rij {rij.rij}, {rij.kolom}: {rij.reden} {rij.waarde}".rstrip())
    weg = 0
    if keus.links:
        antwoorden = keur_links(paginas(editie))
        weg = sum(not een.goed for een in antwoorden)
        print(
            f"{len(antwoorden)} pagina's gevraagd, {weg} zonder goed antwoord", *_regels(antwoorden), sep="\n"
        )
    print(f"{len(fouten)} fouten in de rijen")
    return 1 if len(fouten) or weg else 0


if __name__ == "__main__":
    sys.exit(main())
