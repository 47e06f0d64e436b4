"""What was masked in the open answers of the venster, for the consultant: with the personal data itself.

Made only on request (``run_all.py --private``), beside the private copy of the aanspreekpunten.
"""

import datetime as dt
from pathlib import Path

from lib.editie import Editie
from lib.prive import MAP, WATERMERK
from lib.uitvoeren import schrijf_atomair
from lib.venster_inlezen import lees_venster


def schrijf_gemaskeerd(editie: Editie, wortel: Path, vandaag: dt.date) -> Path | None:
    """Write ``<wortel>/prive/<editie>/venster-gemaskeerd.csv`` and return its path; None without a venster.

    One row per thing that was masked, with where it stands. Only the owner can read the file.
    """
    if editie.bestand("venster") is None:
        return None
    lijst = lees_venster(editie).gemaskeerd
    dag = f"{vandaag.day}-{vandaag.month}-{vandaag.year}"
    merk = f"# {WATERMERK} - persoonsgegevens, niet verspreiden - {editie.titel} - gemaakt {dag}\n"
    pad = wortel / MAP / editie.naam / "venster-gemaskeerd.csv"
    schrijf_atomair(pad, merk + lijst.to_csv(index=False, lineterminator="\n"))
    pad.chmod(0o600)
    return pad
