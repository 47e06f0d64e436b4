"""The private copy of the aanspreekpunten: with names, phone numbers and e-mail, marked as such.

Made only on request (``run_all.py --private``), outside the folders that are published, and ignored by git.
"""

import datetime as dt
import io
from pathlib import Path
from typing import cast

import pandas as pd

from lib.editie.editie import Editie
from lib.gebied.aliassen import sleutel
from lib.grond.schrijven import schrijf_atomair
from lib.grond.woorden import datum
from lib.inlezen.projecten import lees_projecten
from lib.venster.inlezen import lees_venster
from lib.werkstructuur.aanspreekpunten import PARTIJEN, PERSOONLIJK, lees_aanspreekpunten, lees_rijen_van

_MAP = "prive"
WATERMERK = "VERTROUWELIJK"
_KOLOMMEN = ("regio", "niveau", "organisatie", "thema", "vorm", "status", *PERSOONLIJK, "rij", "gebruikt")
BREEDTE = dict.fromkeys(_KOLOMMEN, 14) | {"regio": 26, "organisatie": 24, "naam": 26, "email": 30}


def schrijf_prive(editie: Editie, wortel: Path, vandaag: dt.date) -> Path | None:
    """Write ``<wortel>/prive/<editie>/aanspreekpunten.xlsx`` and return its path; None without such a list.

    A sheet for each partij, every one with a watermark in the header, the background and its first line.
    ``gebruikt`` says whether a row is in the results or was rejected. Only the owner can read the file.
    """
    gelezen = lees_aanspreekpunten(editie)
    if gelezen is None:
        return None
    rijen = lees_rijen_van(cast(Path, editie.bestand("aanspreekpunten")))
    plaats = ["blad", "rij"]
    bekend = pd.MultiIndex.from_frame(gelezen.punten[plaats])
    rijen["gebruikt"] = [
        "ja" if paar in bekend else "nee" for paar in zip(*(rijen[n] for n in plaats), strict=True)
    ]
    pad = wortel / _MAP / editie.naam / "aanspreekpunten.xlsx"
    merk = f"{WATERMERK} – persoonsgegevens, niet verspreiden – {editie.titel} – gemaakt {datum(vandaag)}"
    schrijf_atomair(pad, _werkboek(rijen, merk))
    pad.chmod(0o600)
    return pad


def _werkboek(rijen: pd.DataFrame, merk: str) -> bytes:
    import xlsxwriter

    uit = io.BytesIO()
    # A name that begins with = is a name, never a formula; an address is no link that is followed.
    opties = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    boek = xlsxwriter.Workbook(uit, opties | {"in_memory": True})
    boek.set_properties({"title": merk, "keywords": WATERMERK.lower()})
    waarschuwing = boek.add_format({"bold": True, "font_color": "#ffffff", "bg_color": "#5c1a1a"})
    vet = boek.add_format({"bold": True, "bottom": 1})
    groepen = rijen["partij"].map(sleutel)
    for partij in (*PARTIJEN, "overig"):
        eigen = rijen[groepen == partij] if partij in PARTIJEN else rijen[~groepen.isin(PARTIJEN)]
        if partij == "overig" and eigen.empty:
            continue
        vel = boek.add_worksheet(partij)
        vel.set_header(f'&C&"Arial,Bold"&36&KD0D0D0{WATERMERK}')
        vel.set_footer(f"&C&8{merk}&R&8&P van &N")
        vel.set_background(io.BytesIO(_achtergrond()))
        vel.set_landscape()
        vel.fit_to_pages(1, 0)
        vel.repeat_rows(0, 1)
        vel.freeze_panes(2, 0)
        vel.merge_range(0, 0, 0, len(_KOLOMMEN) - 1, merk, waarschuwing)
        for k, naam in enumerate(_KOLOMMEN):
            vel.set_column(k, k, BREEDTE[naam])
            vel.write_string(1, k, naam, vet)
        for nummer, rij in enumerate(eigen[list(_KOLOMMEN)].itertuples(index=False), start=2):
            for k, cel in enumerate(rij):
                vel.write_string(nummer, k, str(cel))
    boek.close()
    return uit.getvalue()


def _achtergrond() -> bytes:
    """Return the watermark as a pale PNG that Excel repeats behind the cells."""
    from matplotlib.font_manager import FontProperties, findfont
    from PIL import Image, ImageDraw, ImageFont

    beeld = Image.new("RGB", (420, 260), "#ffffff")
    letter = ImageFont.truetype(findfont(FontProperties(family="DejaVu Sans", weight="bold")), 40)
    ImageDraw.Draw(beeld).text((30, 105), WATERMERK, fill="#ededed", font=letter)
    uit = io.BytesIO()
    beeld.rotate(20, fillcolor="#ffffff").save(uit, "PNG")
    return uit.getvalue()


def schrijf_gemaskeerd(editie: Editie, wortel: Path, vandaag: dt.date) -> Path | None:
    """Write ``<wortel>/prive/<editie>/venster-gemaskeerd.csv`` and return its path; None without a venster.

    One row per thing that was masked, with where it stands. Only the owner can read the file.
    """
    if editie.bestand("venster") is None:
        return None
    return _schrijf_lijst("venster", lees_venster(editie).gemaskeerd, editie, wortel, vandaag)


def schrijf_gemaskeerde_projecten(editie: Editie, wortel: Path, vandaag: dt.date) -> Path | None:
    """Write ``projecten-gemaskeerd.csv`` as :func:`schrijf_gemaskeerd`; None without projects."""
    if editie.bestand("projecten") is None:
        return None
    return _schrijf_lijst("projecten", lees_projecten(editie).gemaskeerd, editie, wortel, vandaag)


def _schrijf_lijst(soort: str, lijst: pd.DataFrame, editie: Editie, wortel: Path, vandaag: dt.date) -> Path:
    merk = f"# {WATERMERK} - persoonsgegevens, niet verspreiden - {editie.titel} - gemaakt {datum(vandaag)}\n"
    pad = wortel / _MAP / editie.naam / f"{soort}-gemaskeerd.csv"
    schrijf_atomair(pad, merk + lijst.to_csv(index=False, lineterminator="\n"))
    pad.chmod(0o600)
    return pad
