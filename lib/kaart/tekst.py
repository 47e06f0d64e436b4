"""The sentences around a map: title, caption, source line and text alternative, filled in from the data."""

from collections.abc import Mapping

import numpy as np

from lib.analyse.gegevens import Gegevens
from lib.analyse.selectie import GEEN_KLASSE, Selectie
from lib.editie.citaat import bronregel
from lib.grond.woorden import aantal, getal, opsomming
from lib.kaart.inhoud import GEEN_GEMEENTEN, GEEN_PROJECTEN, NUL_PROJECTEN, Inhoud, Kaartbeeld

# What a map says of an edition that holds examples: neither its colours nor its numbers count what there is.
VOOR_ZOVER = ", voor zover genoemd"
_VOORBEELDEN = "Dit zijn voorbeelden die een bron noemt, geen telling."


def _met(inhoud: Inhoud) -> np.ndarray:
    return inhoud.met if inhoud.met is not None else inhoud.klasse_van != GEEN_KLASSE


def titelvelden(
    rij: Mapping[str, str], gegevens: Gegevens, selectie: Selectie, inhoud: Inhoud
) -> dict[str, str]:
    """Return what the fields of a title stand for, in Dutch notation (see the head of kaarten.csv).

    A project that names a region but no gemeenten counts for that region all the same.
    """
    soort = "zorgkantoorregio" if rij.get("grenzen") == "zorgkantoorregio" else "wmo_regio"
    regio = gegevens.gemeenten[soort]
    met = set(regio[_met(inhoud)])
    if soort == "wmo_regio" and inhoud.met is None:
        met |= selectie.regios
    return {
        "gemeenten_met": getal(int(_met(inhoud).sum())),
        "gemeenten_totaal": getal(len(regio)),
        "regio_met": getal(len(met)),
        "regio_totaal": getal(regio.nunique()),
        "projecten": getal(selectie.aantal),
        "klassen": getal(len(inhoud.alle_klassen)),
    }


def _bijschrift(rij: Mapping[str, str], selectie: Selectie, inhoud: Inhoud) -> str:
    """Return the caption: the caveat of the row, what the kind of map adds, and what is counted."""
    voorbehoud = rij.get("voorbehoud", "")
    zinnen = [voorbehoud] + ([inhoud.toevoeging] if inhoud.toevoeging not in voorbehoud else [])
    zinnen.append(inhoud.telling)
    if inhoud.nul == NUL_PROJECTEN:
        zinnen.append(f"Geteld is per gemeente, over {aantal(selectie.aantal, 'project')}.")
        if n := selectie.zonder_gemeenten:
            zinnen.append(
                f"Bij {aantal(n, 'project')} zijn geen gemeenten opgegeven; dat telt alleen per regio mee."
            )
        if n := int(selectie.geschat.sum()):
            zinnen.append(
                f"In {aantal(n, 'gemeente')} is de plaats geschat: de opgegeven gemeente is verdeeld."
            )
        if (rij.get("minimacontracten") or "nee") == "nee":
            zinnen.append("Minimacontracten tellen niet mee.")
    return " ".join(zin for zin in zinnen if zin)


def leegmelding(aantal_projecten: int) -> str:
    """Return what an empty map says: there are no projects, or none of them says where."""
    return GEEN_GEMEENTEN if aantal_projecten else GEEN_PROJECTEN


def _alternatief(titel: str, gegevens: Gegevens, selectie: Selectie, inhoud: Inhoud) -> str:
    """Return the text alternative: what is to be seen, how much, the largest class, and where."""
    totaal, met = len(gegevens.gm_code), _met(inhoud)
    zinnen = [f"Kaart van Nederland met {aantal(totaal, 'gemeente')}. {titel}."]
    if inhoud.nul and not (inhoud.klasse_van != GEEN_KLASSE).any() and not inhoud.geen_opgave.any():
        return f"{zinnen[0]} Leeg: {leegmelding(selectie.aantal)}."
    if inhoud.nul:
        aandeel = getal(100 * met.sum() / totaal, 1)
        zinnen.append(f"Gekleurd: {aantal(int(met.sum()), 'gemeente')} ({aandeel} %).")
    if len(inhoud.klassen) > 1 and any(klasse.kleur for klasse in inhoud.klassen):
        grootste = max(inhoud.alle_klassen, key=lambda klasse: klasse.n_gemeenten)
        zinnen.append(f"Grootste klasse: {grootste.label}, {aantal(grootste.n_gemeenten, 'gemeente')}.")
    if inhoud.nul and met.any():
        zinnen.append(f"Vooral in {_zwaartepunt(gegevens, met)}.")
    if n := int(inhoud.geen_opgave.sum()):
        zinnen.append(f"Voor {aantal(n, 'gemeente')} is alleen de regio opgegeven.")
    return " ".join(zinnen)


def _zwaartepunt(gegevens: Gegevens, met: np.ndarray, hoeveel: int = 3) -> str:
    """Return the Wmo-regio's with the most gemeenten in ``met``, as '… (3 van 8), … en …'."""
    nummer, namen = gegevens.wmo_regio
    hoeveel_met = np.bincount(nummer[met], minlength=len(namen))
    van = np.bincount(nummer, minlength=len(namen))
    meeste = [i for i in np.argsort(-hoeveel_met, kind="stable")[:hoeveel] if hoeveel_met[i]]
    delen = [f"{namen[i]} ({hoeveel_met[i]} van {van[i]})" for i in meeste]
    return opsomming(delen)


def als_beeld(rij: Mapping[str, str], gegevens: Gegevens, selectie: Selectie, inhoud: Inhoud) -> Kaartbeeld:
    """Return ``inhoud`` with the texts of register row ``rij``: title, caption, source, text alternative."""
    titel = rij["titel"].format_map(titelvelden(rij, gegevens, selectie, inhoud))
    voorbeelden = not getattr(gegevens.editie, "volledig", True)
    voorbehoud = _VOORBEELDEN if voorbeelden and inhoud.nul else ""
    titel += VOOR_ZOVER if voorbehoud else ""
    return Kaartbeeld(
        **vars(inhoud),
        kaart_id=rij["kaart_id"],
        soort=rij["soort"],
        titel=titel,
        ondertitel=rij.get("kop", ""),
        bijschrift=" ".join(filter(None, (_bijschrift(rij, selectie, inhoud), voorbehoud))),
        bronregel=bronregel(gegevens.editie),
        alt=_alternatief(titel, gegevens, selectie, inhoud),
        grenzen=None if rij.get("grenzen") in (None, "", "geen") else rij["grenzen"],
        synthetisch=bool(gegevens.editie.synthetisch),
        n_projecten=selectie.aantal,
        voorbeelden=voorbeelden,
    )
