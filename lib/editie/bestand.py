"""Adding to an edition's own small files, from a notebook: whole or not at all, and nothing overwritten.

A row is added at the end. What the file then holds is read by the reader of that kind of file before it
takes the place of the old one, so that no file is left that a run would refuse. A file that the edition
does not have yet is made, and named under ``[bestanden]`` of ``edition.toml``.
"""

import csv
import io
import json
import re
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from filelock import FileLock

from lib.editie.editie import CONFIGURATIE, Editie, lees_editie
from lib.editie.herkomst import ZIJSPANVELDEN, ververs, zijspan
from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.grond.ontcijfer import ontcijfer
from lib.grond.schrijven import schrijf_atomair
from lib.grond.tabel import kop_van
from lib.grond.toml import lees_toml_tekst

Keur = Callable[[Path], Any]  # reads the file; raises InvoerFouten where something in it is wrong
SLOT = ".besluiten.slot"  # in the folder of the edition; whoever has it may change a file there
_GEDULD = 60.0  # seconds that a change waits for another one
_NAMEN = {
    "correcties": "correcties.toml",
    "koppelen": "koppelen.toml",
}  # how a new file is called; the others <soort>.csv
_KOP = re.compile(r"(?m)^\[bestanden\][ \t]*(?:#.*)?$")


def voeg_rij_toe(
    editie: Editie, soort: str, kolommen: Sequence[str], rij: Mapping[str, str], keur: Keur
) -> tuple[Editie, str]:
    """Add ``rij`` to the CSV of ``soort`` (a key of ``[bestanden]``) that has ``kolommen``.

    Returns the edition as it now is, and in Dutch what was done. InvoerFouten, and nothing written, where
    the file has other columns or ``keur`` refuses the result. A column that ``rij`` lacks stays empty.
    """
    with besluitslot(editie) as editie:
        return _voeg_toe(editie, soort, kolommen, rij, keur)


@contextmanager
def besluitslot(editie: Editie) -> Iterator[Editie]:
    """Let no other process change the files of this edition meanwhile; yield the edition as it now is.

    Around every reading that is followed by a change. Who has it may ask for it again.
    """
    with _slot_van(str(editie.map.resolve())):
        yield lees_editie(editie.naam, editie.map.parent)


@cache
def _slot_van(map_: str) -> FileLock:
    return FileLock(Path(map_) / SLOT, timeout=_GEDULD)


def _voeg_toe(
    editie: Editie, soort: str, kolommen: Sequence[str], rij: Mapping[str, str], keur: Keur
) -> tuple[Editie, str]:
    pad = _plaats(editie, soort)
    oud = _lees(pad) or _begin(editie, soort) + _regel(kolommen, "\n")
    boven, scheiding = kop_van(oud.removeprefix("\ufeff"))
    kop = "".join(oud.splitlines()[boven : boven + 1])
    if next(csv.reader([kop.lstrip("\ufeff")], delimiter=scheiding), []) != list(kolommen):
        reden = f"kolommen zijn {kop}; verwacht {','.join(kolommen)}"
        raise InvoerFouten([InvoerFout(pad.name, reden)])
    einde = "\r\n" if "\r\n" in oud else "\n"
    nieuw = _regel([rij.get(naam, "") for naam in kolommen], einde, scheiding)
    return _bewaar(editie, soort, pad, _met_regeleinde(oud, einde) + nieuw, keur)


def voeg_blok_toe(
    editie: Editie, soort: str, naam: str, waarden: Mapping[str, str | int], keur: Keur
) -> tuple[Editie, str]:
    """Add a table ``[[naam]]`` with ``waarden`` to the TOML of ``soort``; as :func:`voeg_rij_toe`."""
    regels = [f"[[{naam}]]", *(f"{sleutel} = {_toml(waarde)}" for sleutel, waarde in waarden.items())]
    with besluitslot(editie) as editie:
        pad = _plaats(editie, soort)
        oud = _lees(pad) or _begin(editie, soort)
        tekst = _met_regeleinde(oud, "\n") + ("\n" if oud else "") + "\n".join(regels) + "\n"
        return _bewaar(editie, soort, pad, tekst, keur)


def vervang_bestand(editie: Editie, soort: str, tekst: str, keur: Keur) -> tuple[Editie, str]:
    """Write ``tekst`` as the file of ``soort``; for a change that is more than a row at the end.

    What ``tekst`` was made of is to be read within the same :func:`besluitslot`.
    """
    with besluitslot(editie) as editie:
        return _bewaar(editie, soort, _plaats(editie, soort), tekst, keur)


def lees_tekst(editie: Editie, soort: str) -> str:
    """Return the file of ``soort`` as it stands; empty where the edition has none."""
    return _lees(_plaats(editie, soort))


def _plaats(editie: Editie, soort: str) -> Path:
    return editie.bestand(soort) or editie.map / _NAMEN.get(soort, f"{soort}.csv")


def _lees(pad: Path) -> str:
    # line ends stay as they are, and so does the mark that Excel puts first
    if not pad.is_file():
        return ""
    inhoud = pad.read_bytes()
    merk = "\ufeff" if inhoud.startswith(b"\xef\xbb\xbf") and pad.suffix == ".csv" else ""
    return merk + ontcijfer(inhoud).tekst


def _begin(editie: Editie, soort: str) -> str:
    merk = "SYNTHETISCH: verzonnen editie. " if editie.synthetisch else ""
    return f"# {merk}{soort.capitalize()} van deze editie, vastgelegd in een notebook.\n"


def _regel(cellen: Sequence[str], einde: str, scheiding: str = ",") -> str:
    uit = io.StringIO()
    csv.writer(uit, delimiter=scheiding, lineterminator=einde).writerow(cellen)
    return uit.getvalue()


def _met_regeleinde(tekst: str, einde: str) -> str:
    return tekst if not tekst or tekst.endswith("\n") else tekst + einde


def _toml(waarde: str | int) -> str:
    # a JSON text is a TOML text, but for the one control character that JSON leaves alone
    return json.dumps(waarde, ensure_ascii=False).replace("\x7f", "\\u007f")


def _bewaar(editie: Editie, soort: str, pad: Path, tekst: str, keur: Keur) -> tuple[Editie, str]:
    _keur(pad, tekst, keur)
    nieuw = not pad.is_file()
    instelling = _met_sleutel(editie, soort, pad) if editie.bestand(soort) is None else None
    schrijf_atomair(pad, tekst.encode())
    if pad.suffix != ".toml":
        _ververs_zijspan(editie, pad, soort)
    melding = f"Vastgelegd in {editie.naam}/{pad.name}."
    if instelling is not None:
        schrijf_atomair(editie.map / CONFIGURATIE, instelling)
        melding += f" {CONFIGURATIE} noemt dit bestand nu onder [bestanden]"
        melding += "; het is nieuw." if nieuw else "."
    return lees_editie(editie.naam, editie.map.parent), melding


def _keur(pad: Path, tekst: str, keur: Keur) -> None:
    """Read what would be written, under its own name elsewhere; messages name the real file."""
    with tempfile.TemporaryDirectory() as tijdelijk:
        proef = Path(tijdelijk) / pad.name
        proef.write_bytes(tekst.encode())
        try:
            keur(proef)
        except InvoerFouten as fouten:
            raise InvoerFouten(
                replace(fout, bestand=pad.name) if Path(fout.bestand).name == pad.name else fout
                for fout in fouten.fouten
            ) from None


def _met_sleutel(editie: Editie, soort: str, pad: Path) -> str:
    """Return ``edition.toml`` with the file under ``[bestanden]``; every other line stays as it is."""
    instelling = editie.map / CONFIGURATIE
    oud = lees_toml_tekst(instelling)
    regel = f"{soort} = {_toml(pad.name)}"
    nieuw = _KOP.sub(lambda kop: f"{kop.group()}\n{regel}", oud, count=1)
    verwacht = tomllib.loads(oud)
    verwacht["bestanden"] = {**verwacht["bestanden"], soort: pad.name}
    try:
        goed = tomllib.loads(nieuw) == verwacht
    except tomllib.TOMLDecodeError:
        goed = False
    if not goed:
        reden = f"zet zelf onder [bestanden]: {regel}"
        raise InvoerFouten([InvoerFout(str(instelling), reden, kolom=f"bestanden.{soort}")])
    return nieuw


def _ververs_zijspan(editie: Editie, pad: Path, soort: str) -> None:
    if not zijspan(pad).exists():
        gegevens = {
            "titel": f"{soort.capitalize()} bij {editie.titel}",
            "bron": "Vastgelegd in een notebook door wie de editie bewerkt",
            "citaat": editie.titel,
            "licentie": "als die van de editie",
            "datum_toegang": date.today().isoformat(),
            "sha256": "",
            "bytes": 0,
            "synthetisch": editie.synthetisch,
            "toelichting": "Elke rij is een besluit van mensen; de bronbestanden blijven zoals zij zijn.",
        }
        regels = [f"{naam} = {json.dumps(gegevens[naam], ensure_ascii=False)}" for naam in ZIJSPANVELDEN]
        schrijf_atomair(zijspan(pad), "\n".join(regels) + "\n")
    ververs(pad)
