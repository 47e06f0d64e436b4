"""What the sources page tells: every raw file with its origin, and what the sources leave in doubt."""

from pathlib import Path

import pandas as pd

from lib.editie.editie import Editie
from lib.editie.herkomst import lees_zijspan, ruwe_bestanden, zijspan
from lib.grond.paden import EDITIES, RAW, REGISTER
from lib.grond.tabel import lees_tabel


def bronnenoverzicht(editie: Editie) -> pd.DataFrame:
    """Return the raw files of an edition: bestand, titel, bron, licentie, toelichting, sha256 (all str).

    Files of the project first, then the edition's own; one without a sidecar says so. The sha256 is
    shortened to twelve digits.
    """
    eigen = [pad for pad in editie.invoer[1:] if pad.suffix != ".toml"]
    paden = [pad for pad in ruwe_bestanden() if not pad.is_relative_to(EDITIES)] + eigen
    return pd.DataFrame([_rij(pad) for pad in paden])


def _rij(pad: Path) -> dict[str, str]:
    naam = str(pad.relative_to(RAW)) if pad.is_relative_to(RAW) else pad.name
    if not zijspan(pad).is_file():
        return {
            "bestand": naam,
            "titel": "herkomst niet beschreven",
            "bron": "",
            "licentie": "",
            "toelichting": "",
            "sha256": "",
        }
    gegevens = lees_zijspan(pad)
    velden = {veld: gegevens[veld] for veld in ("titel", "bron", "licentie", "toelichting")}
    return {"bestand": naam, **velden, "sha256": gegevens["sha256"][:12]}


def tegenstrijdigheden(editie: Editie) -> pd.DataFrame:
    """Return where the sources contradict themselves or each other, as the edition lists it (str)."""
    return _lijst(editie.bestand("tegenstrijdigheden"))


def niet_opgenomen(editie: Editie) -> pd.DataFrame:
    """Return what a source names and the edition leaves out, with the reason (str)."""
    return _lijst(editie.bestand("niet_opgenomen"))


def verantwoord(editie: Editie) -> pd.DataFrame:
    """Return how many rows of each source list became what: lijst (str), an int64 per uitkomst, and alle.

    Empty where the edition keeps no such account (``verantwoording``).
    """
    rijen = _lijst(editie.bestand("verantwoording"))
    if rijen.empty:
        return rijen
    telling = pd.crosstab(rijen["lijst"], rijen["uitkomst"])
    telling = telling[list(dict.fromkeys(rijen["uitkomst"]))].assign(alle=telling.sum(axis=1))
    return telling.reset_index().rename_axis(columns=None)


def ernaast(editie: Editie) -> pd.DataFrame:
    """Return the figures of others to lay beside real maps (str); none beside what was made up."""
    if editie.synthetisch:
        return pd.DataFrame()
    tabel = lees_tabel(REGISTER / "ernaast.csv")
    tabel["waarde"] = tabel["waarde"].str.replace(".", ",")
    return tabel[["onderwerp", "jaar", "wat", "waarde", "eenheid", "let_op", "bron"]]


def _lijst(pad: Path | None) -> pd.DataFrame:
    return lees_tabel(pad) if pad else pd.DataFrame()
