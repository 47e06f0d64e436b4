"""What is sent to a cluster: the code and raw inputs as one zip, and the files that are a task's own.

Of an edition only the files that it names are sent. Of those that may hold personal data only the names.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from lib.editie.editie import Bestanden, Editie, edities, lees_editie
from lib.grond.fouten import InvoerFouten
from lib.grond.paden import EDITIES, LIB, RAW, WORTEL, bestanden_onder
from lib.pagina.taken import Taak
from lib.run.cluster import werk as troswerk
from lib.run.gedaan import LOS

# Kinds of files of an edition that may leave this machine; all others may hold names, addresses or what
# people wrote, a kind that is added later too. See lib.editie.editie.Bestanden.
OPENBAAR = frozenset(
    {
        *("projecten", "samenvoegbesluiten", "labelbesluiten", "tegenstrijdigheden", "onbeslist"),
        *("niet_opgenomen", "duiding", "aliassen", "correcties", "koppeling", "samenhang", "relaties"),
        *("verantwoording", "verhuizingen", "regio_indeling", "polissen", "venster_codering"),
        *("codering_correcties", "kaarten", "marktaandelen"),
    }
)
PRIVE = tuple(soort for soort in Bestanden.model_fields if soort not in OPENBAAR)
_DATUM = (1980, 1, 1, 0, 0, 0)  # of each file in the zip: the same code gives the same bytes


class Pak:
    """What every task of a run may read, as ``zip`` (bytes) with its ``sha`` (sha256).

    ``prive`` are the files that stay on this machine.
    """

    def __init__(self, gekozen: list[Editie]):
        """Pack for a run of these editions; the others may be looked at by their names."""
        bekend = [*gekozen, *(editie for editie in _alle_edities() if editie not in gekozen)]
        self.prive = {pad for editie in bekend for soort in PRIVE for pad in editie.alle_bestanden(soort)}
        self._vast = {*_vaste_bestanden(bekend)}
        self.zip = _pak_in(self._vast, self.prive)
        self.sha = hashlib.sha256(self.zip).hexdigest()

    def bestanden_bij(self, taak: Taak) -> dict[str, Path]:
        """Return place below the task's folder → file, for what it reads that is not in the zip.

        Of figures also those that no task names: a map can have more sheets than one.
        """
        plaatsen = {}
        for pad in (*taak.leest, *_getekend(taak)):
            if pad.is_relative_to(taak.uitvoer.wortel) and not _is_ruw(pad):
                plaatsen[f"{troswerk.UIT}/{pad.relative_to(taak.uitvoer.wortel).as_posix()}"] = pad
            elif not _is_ruw(pad):  # the official borders, from the user's cache, with their checksum
                vingerafdruk = pad.with_name(f"{pad.name}.sha256")
                plaatsen |= {f"{troswerk.CACHE}/{een.name}": een for een in (pad, vingerafdruk)}
        return {plaats: pad for plaats, pad in plaatsen.items() if pad not in self._vast and pad.is_file()}


def _getekend(taak: Taak) -> Iterator[Path]:
    """Yield the figures that are there of those that the task reads."""
    for wat in taak.regel.leest:
        if wat.startswith("figures/"):
            yield from taak.uitvoer.figures.glob(wat.removeprefix("figures/"))


def _is_ruw(pad: Path) -> bool:
    return pad.is_relative_to(RAW) or pad.is_relative_to(EDITIES)


def _alle_edities() -> Iterator[Editie]:
    """Yield every edition that is right; of another, a run in which it takes part says what is wrong."""
    for map_ in dict.fromkeys((EDITIES, RAW / "edities")):
        for naam in edities(map_):
            with suppress(InvoerFouten):
                yield lees_editie(naam, map_)


def _vaste_bestanden(bekend: list[Editie]) -> Iterator[Path]:
    """Yield what every task may read: ``lib``, the raw inputs, and of editions only what they name."""
    yield from (Path(pad) for pad in bestanden_onder(LIB))
    yield from LOS
    yield from (pad for pad in map(Path, bestanden_onder(RAW)) if not pad.is_relative_to(RAW / "edities"))
    for editie in bekend:
        for pad in editie.invoer:
            meta = pad.with_name(f"{pad.name}.meta.toml")
            yield from [pad, meta] if meta.is_file() else [pad]


def _pak_in(bestanden: set[Path], prive: set[Path]) -> bytes:
    """Return a zip with the files; those in ``prive`` are empty there."""
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as archief:
        for naam, pad in sorted((_plaats(pad), pad) for pad in bestanden):
            inhoud = b"" if pad in prive else pad.read_bytes()
            archief.writestr(zipfile.ZipInfo(naam, _DATUM), inhoud, zipfile.ZIP_DEFLATED, compresslevel=1)
    return uit.getvalue()


def _plaats(pad: Path) -> str:
    """Return where a file stands in the zip."""
    if pad.is_relative_to(WORTEL):
        return f"{troswerk.PROJECT}/{pad.relative_to(WORTEL).as_posix()}"
    return f"{troswerk.EDITIEMAP}/{pad.relative_to(EDITIES).as_posix()}"
