"""The sheet that every figure stands on: title, subtitle, caption and source, laid out in millimetres."""

from lib.beeld.figuur import Kaartfiguur, Opschrift
from lib.beeld.kader import Kader
from lib.beeld.letters import Blok, blok, schrijf
from lib.beeld.stijl import BLAD, LETTER, VLAK
from lib.beeld.vorm import Stijl, Vorm, rechthoek

_BAND = 5.5  # height of the banner of a synthetic edition, mm
TUSSEN = 2.5
BANNER = "SYNTHETISCHE GEGEVENS – geen werkelijke projecten"
BREED = BLAD["breedte"] - 2 * BLAD["marge"]  # mm between the margins


def maak_vel(beeld: Opschrift, inhoud: float, dpi: float = BLAD["dpi"]) -> tuple[Kaartfiguur, Kader, float]:
    """Return a sheet with title and caption, its frame, and the y where its ``inhoud`` mm of space start.

    ``dpi``: of the picture that will be made of it. The frame covers the sheet, with (0, 0) at the top left
    and y running down.
    """
    titel = blok(beeld.titel, BREED, LETTER["titel"], vet=True, evenwicht=True)
    kop = blok(beeld.ondertitel, BREED, LETTER["kop"], kleur=VLAK["zacht"])
    bijschrift = blok(beeld.bijschrift, BREED, LETTER["klein"])
    bron = blok(beeld.bronregel, BREED, LETTER["klein"], kleur=VLAK["zacht"])
    boven = BLAD["marge"] + (_BAND + 1 if beeld.synthetisch else 0)
    begin = boven + titel.hoogte + kop.hoogte + TUSSEN
    onder = begin + inhoud + TUSSEN
    hoogte = onder + bijschrift.hoogte + bron.hoogte + BLAD["marge"]
    figuur = Kaartfiguur(beeld, hoogte, dpi)
    figuur.inhoud = (begin, inhoud)
    blad = Kader(figuur, 0, 0, BLAD["breedte"], hoogte, (0, hoogte, BLAD["breedte"], 0), "blad")
    if beeld.synthetisch:
        band = rechthoek(0, 0, BLAD["breedte"], _BAND)
        blad.voeg_toe(Vorm(band, Stijl(VLAK["synthetisch"]), "band"))
        waarschuwing = Blok((BANNER,), LETTER["legenda"], True, VLAK["papier"])
        schrijf(blad, BLAD["marge"], 1, waarschuwing, "synthetisch")
    schrijf(blad, BLAD["marge"], schrijf(blad, BLAD["marge"], boven, titel, "titel"), kop, "ondertitel")
    schrijf(blad, BLAD["marge"], schrijf(blad, BLAD["marge"], onder, bijschrift, "bijschrift"), bron, "bron")
    return figuur, blad, begin
