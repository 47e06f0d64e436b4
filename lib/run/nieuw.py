"""``--new``: the folder of a new edition, ready to be filled in."""

import datetime as dt
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from lib.editie.editie import CONFIGURATIE
from lib.editie.jaren import EERSTE_JAAR, LAATSTE_JAAR, naaste_jaar
from lib.gebied.aliassen import ALIASKOLOMMEN, ALIASSOORTEN
from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.grond.paden import EDITIES, paginanaam
from lib.inlezen.sjabloon import PROJECTENBLAD, STARTMAP, maak_projectsjabloon
from lib.labels.besluiten import DIMENSIES
from lib.labels.besluiten import LABELKOLOMMEN as BESLUITKOLOMMEN

WERKBOEK = "projecten.xlsx"
_NAAM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGST = 60
# Windows cannot have a folder with such a name.
BEZET = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")


def maak_editie(naam: str, dag: dt.date, map_: Path = EDITIES) -> Path:
    """Make the folder ``map_/naam`` with everything an edition needs and return its path.

    ``dag`` becomes the peildatum, the gemeenten are those of its year. The folder appears as a whole or
    not at all. Raises InvoerFouten where the name is not safe as a folder and in an address, or taken.
    """
    doel = map_ / naam
    _keur(naam, map_)
    bestanden = _bestanden(naam, dag)
    try:
        map_.mkdir(parents=True, exist_ok=True)
        _schrijf_ineens(bestanden, doel)
    except OSError as fout:
        reden = f"de map is niet te maken ({fout.strerror}); is KAARTEN_EDITIES goed?"
        raise InvoerFouten([InvoerFout("--new", reden, waarde=str(doel))]) from fout
    return doel


def _schrijf_ineens(bestanden: dict[str, bytes], doel: Path) -> None:
    tijdelijk = Path(tempfile.mkdtemp(dir=doel.parent, prefix=".nieuw-"))
    try:
        for pad, inhoud in bestanden.items():
            (tijdelijk / pad).write_bytes(inhoud)
        tijdelijk.chmod(0o755)
        os.rename(tijdelijk, doel)
    except OSError:
        shutil.rmtree(tijdelijk)
        raise


def _keur(naam: str, map_: Path) -> None:
    waar: dict[str, Any] = {"bestand": "--new", "waarde": naam}
    if not _NAAM.fullmatch(naam) or len(naam) > LANGST or BEZET.fullmatch(naam):
        reden = (
            f"geen bruikbare naam; gebruik kleine letters, cijfers en streepjes, hoogstens {LANGST} tekens"
        )
        voorstel = paginanaam(naam)[:LANGST].strip("-")
        goed = voorstel != naam and _NAAM.fullmatch(voorstel) and not BEZET.fullmatch(voorstel)
        raise InvoerFouten([InvoerFout(reden=reden, suggestie=voorstel if goed else "", **waar)])
    if map_.is_dir() and naam in {pad.name.casefold() for pad in map_.iterdir()}:
        reden = f"bestaat al en blijft zoals het is: {map_ / naam}; kies een andere naam"
        raise InvoerFouten([InvoerFout(reden=reden, **waar)])


def _bestanden(naam: str, dag: dt.date) -> dict[str, bytes]:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    jaar = naaste_jaar(dag.year)
    titel = naam.replace("-", " ").capitalize()
    tabelkoppen = {"aliassen.csv": ALIASKOLOMMEN, "labelbesluiten.csv": BESLUITKOLOMMEN}
    waarden = {
        "naam": naam,
        "titel": titel,
        "peildatum": dag.isoformat(),
        "indelingsjaar": jaar,
        "eerste_jaar": EERSTE_JAAR,
        "laatste_jaar": LAATSTE_JAAR,
        "werkboek": WERKBOEK,
        "blad": PROJECTENBLAD,
        "dimensies": ", ".join(DIMENSIES),
        "soorten": ", ".join(ALIASSOORTEN),
    }
    omgeving = Environment(
        loader=FileSystemLoader(STARTMAP), undefined=StrictUndefined, keep_trailing_newline=True
    )
    bestanden = {WERKBOEK: maak_projectsjabloon(titel, jaar, dag)}
    for pad in (CONFIGURATIE, *tabelkoppen, "correcties.toml", "LEESMIJ.md"):
        kolommen = ",".join(tabelkoppen.get(pad, ()))
        bestanden[pad] = omgeving.get_template(f"{pad}.j2").render(waarden, kolommen=kolommen).encode()
    return bestanden
