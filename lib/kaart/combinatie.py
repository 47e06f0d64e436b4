"""Maps of several labels in a gemeente: as combinations, as a matrix, or as a small map for each label."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from lib.analyse.gegevens import Gegevens, als_lijst
from lib.analyse.selectie import GEEN_KLASSE, Selectie, selecteer
from lib.beeld.stijl import CATEGORIE, COMBINATIE, vulling, vulling_combinatie
from lib.kaart.inhoud import Inhoud, Kaartbeeld, Klasse
from lib.kaart.klassen import aantal_projecten, eerste, filters, maak_klasse, omlijning_van
from lib.kaart.soorten import aanwezigheid
from lib.kaart.tekst import als_beeld

LET_OP = (
    "Een combinatie hoort bij de gemeente en niet bij een project: geteld zijn alle labels die er voorkomen, "
    "over al haar projecten samen."
)
LEESWIJZER = "Kleur: {leidend}, in een andere tint als er meer bij komt. Streep of stip: wat erbij komt."
LEESWIJZER_MATRIX = (
    "Rij: een combinatie; een volle stip is een label dat erbij hoort. Balk: aantal gemeenten. "
    "De rijen staan in de vaste volgorde van de labels."
)
LEIDEND = {
    "thema": "het eerste thema",
    "instrument": "het eerste instrument",
    "vorm": "de meest intensieve vorm",
    "schaal": "de grootste schaal",
}


def combinatie(rij: Mapping[str, str], gegevens: Gegevens, selectie: Selectie) -> Inhoud:
    """Return a class for each combination of labels of the dimensie; many are drawn with a matrix."""
    dimensie = rij["dimensie"]
    codes = list(gegevens.ordening.codes(dimensie))
    masker = np.zeros(len(gegevens.gm_code), dtype=np.int64)
    np.bitwise_or.at(masker, selectie.gemeente, gegevens.bits(dimensie)[selectie.project])
    voorkomend = sorted(set(masker.tolist()) - {0}, key=lambda m: _drukvolgorde(m, len(codes)))
    lid = np.array([masker == m for m in voorkomend], dtype=bool).reshape(len(voorkomend), masker.size)
    klassen = []
    for m, leden in zip(voorkomend, lid, strict=True):
        labels = [code for i, code in enumerate(codes) if m >> i & 1]
        naam = gegevens.ordening.combinatie_label(dimensie, labels)
        klasse = maak_klasse(";".join(labels), naam, vulling_combinatie(dimensie, labels), leden)
        klassen.append(replace(klasse, n_projecten=aantal_projecten(selectie, leden)))
    inhoud = Inhoud(
        klassen=tuple(klassen),
        klasse_van=eerste(lid),
        geen_opgave=selectie.geen_opgave,
        leeswijzer=LEESWIJZER.format(leidend=LEIDEND[dimensie])
        if any(";" in klasse.code for klasse in klassen)
        else "",
        toevoeging=LET_OP,
    )
    if len(klassen) <= COMBINATIE["los"]:
        return inhoud
    leeswijzer = f"{LEESWIJZER_MATRIX} {inhoud.leeswijzer}"
    per_label = tuple(paneel for _, paneel in _per_label(rij, gegevens))
    return replace(_gegroepeerd(inhoud, lid, selectie), leeswijzer=leeswijzer, per_label=per_label)


def _gegroepeerd(inhoud: Inhoud, lid: np.ndarray, selectie: Selectie) -> Inhoud:
    """Return the content with all but the most frequent classes as one; their order stays the fixed one."""
    klassen, hoogstens = inhoud.klassen, int(COMBINATIE["rijen"])
    if len(klassen) <= hoogstens + 1:
        return inhoud
    vaakst = sorted(range(len(klassen)), key=lambda i: -klassen[i].n_gemeenten)[:hoogstens]
    blijft = np.asarray(np.isin(np.arange(len(klassen)), vaakst))
    rest = tuple(klasse for klasse, mee in zip(klassen, blijft, strict=True) if not mee)
    leden = np.asarray(lid[~blijft].any(axis=0))
    label = f"{CATEGORIE['overige_combinaties']['label']} ({len(rest)} soorten)"
    groep = maak_klasse("overige_combinaties", label, vulling("categorie", "overige_combinaties"), leden)
    groep = replace(groep, n_projecten=aantal_projecten(selectie, leden))
    return replace(
        inhoud,
        klassen=(*(klasse for klasse, mee in zip(klassen, blijft, strict=True) if mee), groep),
        klasse_van=eerste(np.concatenate([lid[blijft], leden[None]])),
        rest=rest,
    )


def strategie(rij: Mapping[str, str], gegevens: Gegevens, selectie: Selectie) -> Inhoud:
    """Return where an insurer has projects, or which labels those have, with its kernwerkgebied outlined."""
    basis = combinatie if rij.get("dimensie") in ("thema", "instrument", "vorm", "schaal") else aanwezigheid
    inhoud = basis(rij, gegevens, selectie)
    return replace(inhoud, omlijning=omlijning_van(als_lijst(rij.get("zorgverzekeraar")), gegevens))


def uitsplitsing(rij: Mapping[str, str], gegevens: Gegevens, selectie: Selectie) -> Inhoud:
    """Return a panel for each label of the dimensie."""
    delen = _per_label(rij, gegevens)
    return Inhoud(
        klassen=tuple(klasse for klasse, _ in delen),
        klasse_van=np.where(selectie.aanwezig, 0, GEEN_KLASSE),
        geen_opgave=selectie.geen_opgave,
        panelen=tuple(paneel for _, paneel in delen),
        toevoeging="Een gemeente kan op meer dan een kaartje staan.",
    )


def _per_label(rij: Mapping[str, str], gegevens: Gegevens) -> list[tuple[Klasse, Kaartbeeld]]:
    """Return for each label of the dimensie its class and a map of where it occurs, alone or with others."""
    dimensie, delen = rij["dimensie"], []
    for code in gegevens.ordening.codes(dimensie):
        deel = filters(rij) | {"soort": "aanwezigheid", dimensie: code}
        label, keus = gegevens.ordening.label(dimensie, code), selecteer(deel, gegevens)
        klasse = maak_klasse(code, label, replace(vulling(dimensie, code), arcering=""), keus.aanwezig)
        klasse = replace(klasse, n_projecten=keus.aantal)
        inhoud = aanwezigheid(deel, gegevens, keus)
        paneel = als_beeld(deel | {"titel": label}, gegevens, keus, inhoud)
        eigen = (klasse,) if keus.aantal else ()
        delen.append((klasse, replace(paneel, klassen=eigen, omlijning=None, kort=label)))
    return delen


def _drukvolgorde(masker: int, breedte: int) -> tuple[int, int, int]:
    """Return the sort key of the printed legends: first label, then the larger combinations, then label."""
    gespiegeld = int(f"{masker:0{breedte}b}"[::-1], 2)
    return -gespiegeld.bit_length(), -masker.bit_count(), -gespiegeld
