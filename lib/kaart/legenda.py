"""The legend of a map: its classes with their counts, the borders, and the dot matrix of combinations."""

from collections.abc import Sequence
from dataclasses import replace

from lib.beeld.legenda import MONSTER, MONSTER_WIT, Legenda, Post
from lib.beeld.letters import blok
from lib.beeld.stijl import CATEGORIE, LETTER, LIJN, VLAK, VORMGEVING
from lib.beeld.vorm import Stijl
from lib.grond.woorden import aantal
from lib.kaart.basis import Kaartbasis
from lib.kaart.inhoud import Kaartbeeld
from lib.kaart.tekst import leegmelding

STIJL_REGIOGRENS = Stijl(rand=VLAK["regiogrens"], dikte=LIJN["regio"])
STIJL_OMLIJNING = Stijl(rand=VLAK["inkt"], dikte=LIJN["omlijning"], streep=(3.5, 1.5))
STIJL_BENADERD = Stijl(rand=CATEGORIE["grens_benaderd"]["inkt"], dikte=LIJN["benaderd"], streep=(0.6, 1.6))


def maak_posten(beeld: Kaartbeeld, basis: Kaartbasis, benaderd: bool) -> list[Post]:
    """Return the entries of the legend, in order; those of a grid stand in that (:mod:`lib.kaart.raster`)."""
    posten = []
    for klasse in beeld.klassen[beeld.n_raster :]:
        telling = klasse.telling or aantal(klasse.n_gemeenten, "gemeente")
        telling = telling if klasse.kleur else str(klasse.n_gemeenten)
        if klasse.nummer and not klasse.n_gemeenten:
            telling = CATEGORIE["geen_opgave"]["label"]
        kleur = klasse.kleur or tintkleur(beeld, basis, klasse.code)
        posten.append(
            Post(_met_telling(klasse.label, telling), kleur, klasse.arcering, klasse.inkt, klasse.nummer)
        )
    return posten + bijposten(beeld, basis, benaderd)


def bijposten(beeld: Kaartbeeld, basis: Kaartbasis, benaderd: bool) -> list[Post]:
    """Return the entries that follow those of the classes: layers, what is empty, lines."""
    posten = [
        Post(_met_telling(laag.label, laag.telling), VLAK["zacht"], laag.arcering, laag.inkt)
        for laag in beeld.lagen
    ]
    if n := int(beeld.geen_opgave.sum()):
        geen = CATEGORIE["geen_opgave"]
        tekst = _met_telling(geen["label"], aantal(n, "gemeente"))
        posten.append(Post(tekst, geen["kleur"], geen["arcering"], geen["inkt"]))
    if beeld.leeg:
        posten.append(Post(leegmelding(beeld.n_projecten), VLAK["grond"]))
    elif beeld.nul:
        posten.append(Post(_met_telling(beeld.nul_label, aantal(beeld.n_nul, "gemeente")), VLAK["grond"]))
    if beeld.grenzen:
        posten.append(Post(f"grens {beeld.grenzen.replace('wmo_', 'Wmo-')}", lijn=STIJL_REGIOGRENS))
    if beeld.omlijning is not None:
        posten.append(Post(beeld.omlijning.label, lijn=STIJL_OMLIJNING))
    if benaderd and basis.benaderd.any():
        posten.append(Post(CATEGORIE["grens_benaderd"]["label"], lijn=STIJL_BENADERD))
    return posten


def _met_telling(label: str, telling: str) -> str:
    """Return a label with its count behind it, which no line break may split."""
    return f"{label} ({telling.replace(' ', chr(0xA0))})"


def tintkleur(beeld: Kaartbeeld, basis: Kaartbasis, regio: str) -> str:
    """Return the tint of a region, which none of its neighbours has."""
    return VORMGEVING["regio"]["tinten"][basis.tint[beeld.grenzen or ""][regio]]


def maak_legenda(posten: Sequence[Post], leeswijzer: str, breedte: float, hoogte: float) -> Legenda:
    """Return the legend for a column of ``breedte`` mm: smaller, then tighter, to stay within ``hoogte``."""
    tekstbreedte = breedte - MONSTER[0] - MONSTER_WIT
    for punt, wit in ((LETTER["legenda"], 1.3), (LETTER["klein"], 0.8), (LETTER["klein"], 0.1)):
        blokken = tuple(blok(post.tekst, tekstbreedte, punt) for post in posten)
        slot = blok(leeswijzer, breedte, LETTER["klein"], kleur=VLAK["zacht"])
        legenda = Legenda(tuple(posten), blokken, slot, wit)
        if legenda.hoogte <= hoogte:
            break
    return legenda


def gedeelde_posten(panelen: Sequence[Kaartbeeld], basis: Kaartbasis, benaderd: bool) -> list[Post]:
    """Return the entries that explain all panels of a sheet; with a count where it is that of every panel."""
    geteld: dict[tuple, list[Post]] = {}
    gevuld = [paneel for paneel in panelen if not paneel.leeg] or panelen
    for paneel in gevuld:
        for post in maak_posten(paneel, basis, benaderd):
            geteld.setdefault((post.tekst.rpartition(" (")[0] or post.tekst, *post.stijl), []).append(post)
    posten = []
    for (label, *_), gelijk in geteld.items():
        overal = len(gelijk) == len(gevuld) and len({post.tekst for post in gelijk}) == 1
        posten.append(gelijk[0] if overal else replace(gelijk[0], tekst=label))
    eigen = {klasse.kleur for paneel in panelen for klasse in paneel.klassen[:1]}
    return sorted(posten, key=lambda post: post.kleur not in eigen)
