"""How large an input file may be: looked at first, so that a small file cannot cost a large machine.

A workbook is a zip: what its directory declares is not believed, each part that is read is counted as it
is unpacked, up to the bound. Parts that no reader needs (pictures, macros) are not unpacked at all.
"""

import re
import zipfile
from collections.abc import Iterator

MB = 1024 * 1024
GROOTSTE_BESTAND = 100 * MB  # of a file, and of all that a workbook unpacks to
LEDEN = 2_000  # parts of a workbook
RIJEN, KOLOMMEN = 1_048_576, 16_384  # as many as Excel has
CELLEN, VLAK, SAMENGEVOEGD = 5_000_000, 10_000_000, 100_000  # of one sheet; VLAK counts gaps in rows too
REGELTEKENS, SCHEIDINGEN = 1_000_000, 100_000  # in one line of a CSV
_NODIG = re.compile(r"(\[Content_Types\]|.*)\.(xml|rels)")
_STUK = 1 * MB
_RIJ = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
_CEL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"')
_GEBIED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?"')
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class TeGroot(Exception):
    """The file goes over a bound; the message is the reason, in Dutch."""


def keur_omvang(aantal: int) -> None:
    """Raise TeGroot for a file of ``aantal`` bytes that is too large to read."""
    if aantal > GROOTSTE_BESTAND:
        raise TeGroot(f"bestand is groter dan {GROOTSTE_BESTAND // MB} MB; deel het op")


def keur_regels(tekst: str) -> None:
    """Raise TeGroot for a CSV with a line or a number of lines over the bounds."""
    begin = aantal = 0
    while begin < len(tekst):
        eind = tekst.find("\n", begin)
        eind = len(tekst) if eind < 0 else eind
        aantal += 1
        if eind - begin > REGELTEKENS:
            raise TeGroot(f"regel {aantal} heeft meer dan {REGELTEKENS} tekens")
        if max(tekst.count(teken, begin, eind) for teken in ",;\t") > SCHEIDINGEN:
            raise TeGroot(f"regel {aantal} heeft meer dan {SCHEIDINGEN} scheidingstekens")
        begin = eind + 1


def keur_werkboek(zip_: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the parts of a workbook that tell how it is built, by name; TeGroot where it is over a bound.

    Raises also for a document type: a workbook has none, and entities can unfold without end.
    """
    leden = zip_.infolist()
    if len(leden) > LEDEN:
        raise TeGroot(f"werkboek heeft meer dan {LEDEN} onderdelen")
    over, delen = GROOTSTE_BESTAND, {}
    for lid in leden:
        if _NODIG.fullmatch(lid.filename):
            inhoud = b"".join(_begrensd(zip_, lid, over))
            over -= len(inhoud)
            _keur_deel(inhoud)
            delen[lid.filename] = inhoud
    return delen


def _begrensd(zip_: zipfile.ZipFile, lid: zipfile.ZipInfo, over: int) -> Iterator[bytes]:
    """Yield what a part really unpacks to, as long as that is not more than ``over`` bytes."""
    reden = f"werkboek is uitgepakt groter dan {GROOTSTE_BESTAND // MB} MB; verwijder wat niet nodig is"
    if lid.file_size > over:
        raise TeGroot(reden)
    with zip_.open(lid) as bron:
        while stuk := bron.read(_STUK):
            over -= len(stuk)
            if over < 0:
                raise TeGroot(reden)
            yield stuk


def _keur_deel(xml: bytes) -> None:
    """Raise TeGroot for a sheet that would cost more than it holds: gaps and merged areas count too."""
    if _DOCTYPE.search(xml):
        raise TeGroot("werkboek bevat een documenttype, wat Excel nooit schrijft; sla het op als .xlsx")
    _keur_maat("rijen", max((int(gevonden[1]) for gevonden in _RIJ.finditer(xml)), default=0), RIJEN)
    breedste: dict[int, int] = {}
    aantal = 0
    for cel in _CEL.finditer(xml):
        rij, kolom = int(cel[2]), kolomnummer(cel[1])
        breedste[rij] = max(breedste.get(rij, 0), kolom)
        aantal += 1
    _keur_maat("rijen", max(breedste, default=0), RIJEN)
    _keur_maat("kolommen", max(breedste.values(), default=0), KOLOMMEN)
    _keur_maat("cellen", aantal, CELLEN)
    _keur_maat("cellen, lege meegeteld", sum(breedste.values()), VLAK)
    gebieden = (gebied.groups() for gebied in _GEBIED.finditer(xml) if gebied[3])
    samen = sum(
        (int(onder) - int(boven) + 1) * (kolomnummer(rechts) - kolomnummer(links) + 1)
        for links, boven, rechts, onder in gebieden
    )
    _keur_maat("samengevoegde cellen", samen, SAMENGEVOEGD)


def _keur_maat(wat: str, aantal: int, grens: int) -> None:
    if aantal > grens:
        raise TeGroot(f"blad heeft meer dan {grens} {wat} (gevonden: {aantal}); verwijder wat leeg is")


def kolomnummer(letters: bytes) -> int:
    """Return the number, from 1, of the column that Excel calls ``letters``."""
    nummer = 0
    for letter in letters:
        nummer = nummer * 26 + letter - ord("A") + 1
    return nummer
