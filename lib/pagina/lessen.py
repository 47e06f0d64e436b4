"""Which lessons travel, for readers: a map with arrows per method, its steps, and what taking over needs."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.patches import FancyArrowPatch

from lib.analyse.gegevens import Gegevens
from lib.beeld.figuur import Kaartfiguur, bewaar_figuur
from lib.beeld.stijl import VLAK, stijl
from lib.beeld.tonen import Beeld, figuur, regel, tabel
from lib.editie.lessen import LESSEN, PLAATS_ONBEKEND, VOORNEMEN, lees_lessen, lees_methoden, soort_en_namen
from lib.gebied.jaar import gemeenten_van
from lib.kaart.basis import Kaartbasis
from lib.kaart.blad import teken
from lib.kaart.gebiedskaart import Kaarttekst, maak_gebiedskaart, oplopend
from lib.kaart.hoofdstuk import Tekenaar

_KLASSEN = {"toegepast": "toegepast", "verder": "verder ontwikkeld", "gemaakt": "gemaakt"}
VAN_VORM = {"doorontwikkelen": "verder", "implementeren": "toegepast"}
PIJLLIJN = {"hoog": "solid", "middel": (0, (6, 2)), "laag": (0, (1.5, 2))}
_UITLEG = (
    "Doorgetrokken pijl: zeker. Gestreept: middel. Gestippeld: onzeker. Een pijl loopt tussen de middens van "
    "twee gebieden en zegt niets over de weg. Een dunne pijl is een voornemen. Wat het rapport niet bij naam "
    "noemt, staat alleen in de tabel."
)
_AFGELEID = "Een kernwerkgebied is door ons afgeleid; het rapport noemt die gemeenten niet bij naam."
_KOPPEN = ("van", "naar", "hoe", "stand", "zekerheid", "waarom", "bron")


def toon_lessen(tekenaar: Tekenaar) -> Iterator[Beeld]:
    """Yield per method its map, where a place is known, its steps and what taking over needs.

    The figures are kept as ``les-<methode>``.
    """
    gegevens, methoden = tekenaar.gegevens, lees_methoden()
    lessen = lees_lessen(gemeenten_van(2017), methoden=methoden)
    for methode in methoden.to_dict("records"):
        stappen = lessen[lessen["methode"] == methode["methode"]]
        yield regel(f"## {methode['naam']} ({', '.join(methode['zorgverzekeraars'])})")
        getekend = teken_les(methode, stappen, gegevens, tekenaar.basis)
        if getekend is not None:
            pad = tekenaar.plaats.figures / f"les-{methode['methode'].replace('_', '-')}"
            png, _ = bewaar_figuur(getekend, pad, [LESSEN])
            yield figuur(png, getekend.beeld.alt, getekend.beeld.bijschrift)
        yield tabel(
            _stappen(stappen), f"De stappen van {methode['naam']} volgens het rapport van 2017", _KOPPEN
        )
        yield regel(f"**Wat overnemen vraagt.** {methode['nodig']} ({methode['bron_kop']})")


def teken_les(
    methode: dict, stappen: pd.DataFrame, gegevens: Gegevens, basis: Kaartbasis
) -> Kaartfiguur | None:
    """Return the map of one method with its arrows; None where no place of it is known.

    A gemeente has the last stage that reached it. An arrow is drawn where both ends are known.
    """
    stand = _standen(stappen, gegevens)
    if stand.isna().all():
        return None
    kleuren = [klasse for klasse in oplopend(_KLASSEN) if klasse.code in set(stand.dropna())]
    afgeleid = stappen[["van", "naar"]].apply(lambda kolom: kolom.str.startswith("kern")).any(axis=None)
    tekst = Kaarttekst(
        f"les-{methode['methode'].replace('_', '-')}",
        f"{methode['naam']}: waar gemaakt, waar naartoe",
        f"{_UITLEG} {_AFGELEID}" if afgeleid else _UITLEG,
        "Welke lessen reizen (lezing van 2017)",
        "AEF, werkdocument van 29 juni 2017, onze lezing",
        "niet genoemd",
    )
    waar: dict[str, Any] = {"gemeenten": gegevens.gemeenten, "grenzen": "wmo_regio"}
    beeld = maak_gebiedskaart(tekst, stand, kleuren, editie=gegevens.editie, **waar)
    getekend = teken(beeld, basis)
    with stijl():
        for rij in stappen.itertuples():
            _pijl(getekend, rij, gegevens, basis)
    return getekend


def _leden(cel: str, gegevens: Gegevens) -> np.ndarray:
    """Return which gemeenten (bool) a place is; none for one that is not known by name."""
    soort, namen = soort_en_namen(cel)
    if soort == "kernwerkgebied":
        return np.logical_or.reduce([gegevens.kernwerkgebied(naam) for naam in namen])
    kolom = {"gemeenten": "gm_naam", "wmo_regio": "wmo_regio"}.get(soort)
    leeg = np.zeros(len(gegevens.gemeenten), dtype=bool)
    return leeg if kolom is None else gegevens.gemeenten[kolom].isin(namen).to_numpy()


def _standen(stappen: pd.DataFrame, gegevens: Gegevens) -> pd.Series:
    """Return per gm_code the stage: gemaakt, verder or toegepast; missing where nothing is named."""
    uit = pd.Series(None, index=gegevens.gemeenten["gm_code"], dtype=object)
    bereikt = set(stappen["naar"])
    for rij in stappen.itertuples():
        if rij.van not in bereikt:
            uit[_leden(rij.van, gegevens)] = "gemaakt"
    for rij in stappen[stappen["stand"] != VOORNEMEN].itertuples():
        uit[_leden(rij.naar, gegevens)] = VAN_VORM[rij.vorm]
    return uit


def _midden(cel: str, gegevens: Gegevens, basis: Kaartbasis) -> np.ndarray | None:
    leden = _leden(cel, gegevens)
    return basis.punt[basis.middens(leden)[0]] if leden.any() else None


def _pijl(getekend: Kaartfiguur, rij: Any, gegevens: Gegevens, basis: Kaartbasis) -> None:
    van, naar = (_midden(cel, gegevens, basis) for cel in (rij.van, rij.naar))
    if van is None or naar is None:
        return
    dikte = 0.9 if rij.stand == VOORNEMEN else 1.6
    halo = (VLAK["papier"], dikte + 2, "solid")
    for kleur, breed, lijn in (halo, (VLAK["inkt"], dikte, PIJLLIJN[rij.zekerheid])):
        vast: dict[str, Any] = {"arrowstyle": "-|>", "connectionstyle": "arc3,rad=0.18", "mutation_scale": 11}
        stijl_: dict[str, Any] = {"color": kleur, "linewidth": breed, "linestyle": lijn, "zorder": 9}
        getekend.kaarten[0].voeg_toe(FancyArrowPatch(tuple(van), tuple(naar), **vast, **stijl_))


def _stappen(stappen: pd.DataFrame) -> pd.DataFrame:
    uit = stappen.drop(columns="methode").copy()
    for kolom in ("van", "naar"):
        uit[kolom] = [_in_woorden(cel) for cel in uit[kolom]]
    return uit


def _in_woorden(cel: str) -> str:
    soort, namen = soort_en_namen(cel)
    tekst = ", ".join(namen)
    voor = {
        "wmo_regio": "Wmo-regio ",
        "kernwerkgebied": "kernwerkgebied van ",
        PLAATS_ONBEKEND: "zonder naam: ",
    }
    return f"{voor.get(soort, '')}{tekst}"
