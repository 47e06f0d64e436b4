"""The pictures of white spots: a matrix of regions and themes, and a map per theme."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from lib.beeld.legenda import Post
from lib.beeld.regiomatrix import Cel, Matrixbeeld
from lib.beeld.stijl import CATEGORIE, VLAK, vulling
from lib.editie.citaat import bronregel
from lib.editie.ordening import Ordening
from lib.grond.woorden import MEERVOUD, maand_en_jaar, opsomming
from lib.kaart.gebiedskaart import EENHEID, Kaarttekst, categorieklasse, maak_gebiedskaart
from lib.kaart.inhoud import Kaartbeeld, bundel
from lib.kaart.tekst import VOOR_ZOVER
from lib.werkstructuur.vlekken import THEMAS, tel_bekend

if TYPE_CHECKING:
    from lib.editie.editie import Editie

_UITLEG = (
    "Een regio is vol zodra er één project of afspraak bekend is. Dat zegt niet of de samenwerking goed of "
    "groot is; een witte vlek zegt niet dat er niets gebeurt."
)
_LEESWIJZER = (
    "De blokjes staan in vaste volgorde, van links naar rechts als in de legenda. Daarachter: het aantal "
    "projecten en de oudste peildatum van een opgave in deze editie of de vorige; een project kan ouder "
    "zijn. Minimacontracten tellen niet mee. Regio's staan op naam, niet op rang."
)


def maak_vlekkenmatrix(
    vlekken: pd.DataFrame, soort: str, ordening: Ordening, editie: "Editie"
) -> Matrixbeeld:
    """Return region × theme: which forms occur, how many projects, since when; ``vlekken`` of one soort."""
    vormen, per_vak = ordening.codes("vorm"), vlekken.set_index(["regio", "thema"])
    regios = sorted(vlekken["regio"].unique(), key=str.casefold)
    cellen = tuple(tuple(_cel(per_vak.loc[(regio, thema)], vormen) for thema in THEMAS) for regio in regios)
    posten = [Post(ordening.label("vorm", code), vulling("vorm", code).kleur) for code in vormen]
    wit = CATEGORIE["witte_vlek"]
    geteld = [f"{ordening.label('thema', thema)} {met}" for thema, (met, _) in tel_bekend(vlekken).items()]
    titel = f"Samenwerking bekend: {opsomming(geteld)} van de {len(regios)} {MEERVOUD[EENHEID[soort]]}"
    titel += "" if getattr(editie, "volledig", True) else VOOR_ZOVER
    open_ = vlekken[~vlekken["aanwezig"]]
    waar = "; ".join(f"{rij.regio}: {ordening.naam('thema', rij.thema)}" for rij in open_.itertuples())
    return Matrixbeeld(
        kaart_id=f"WS-witte-vlekken-{soort.replace('_', '-')}",
        soort="matrix",
        titel=titel,
        ondertitel="Witte vlekken: ouderen, GGZ en preventie per regio, met de vormen van samenwerking",
        bijschrift=f"{_UITLEG} {_LEESWIJZER}",
        bronregel=bronregel(editie),
        alt=f"Tabel als figuur. {titel}. Witte vlekken: {waar or 'geen'}.",
        synthetisch=bool(editie.synthetisch),
        regios=tuple(regios),
        kolommen=tuple(("", ordening.naam("thema", thema)) for thema in THEMAS),
        cellen=cellen,
        legenda=(*posten, Post(wit["label"], wit["kleur"], wit["arcering"], wit["inkt"])),
    )


def _cel(vak: pd.Series, vormen: tuple[str, ...]) -> Cel:
    if not vak["aanwezig"]:
        wit = CATEGORIE["witte_vlek"]
        twijfel = f"onzeker ({vak['n_onzeker']})" if vak["n_onzeker"] else ""
        return Cel(twijfel, wit["kleur"], wit["arcering"], wit["inkt"])
    merken = tuple(vulling("vorm", code).kleur if code in vak["vormen"] else "" for code in vormen)
    sinds = "" if pd.isna(vak["sinds"]) else f" · {maand_en_jaar(vak['sinds'], kort=True)}"
    return Cel(f"{vak['n_projecten']}{sinds}", VLAK["papier"], merken=merken)


def maak_vlekkenkaart(
    vlekken: pd.DataFrame, soort: str, gemeenten: pd.DataFrame, ordening: Ordening, editie: "Editie"
) -> Kaartbeeld:
    """Return one sheet with a map per theme: the regions with and without; ``gemeenten`` as for every map."""
    beelden = []
    for thema, (met, van) in tel_bekend(vlekken).items():
        deel = vlekken[vlekken["thema"] == thema].set_index("regio")["aanwezig"]
        waarden: Mapping[bool, str] = {True: "aanwezig", False: "witte_vlek"}
        beelden.append(
            maak_gebiedskaart(
                Kaarttekst(
                    f"WS-witte-vlekken-kaart-{soort.replace('_', '-')}",
                    f"{ordening.naam('thema', thema)}: {met} van de {van}",
                    _UITLEG,
                ),
                deel.map(waarden).astype("str"),
                [categorieklasse("aanwezig"), categorieklasse("witte_vlek")],
                gemeenten=gemeenten,
                editie=editie,
                indeling=soort,
            )
        )
    n = int((~vlekken["aanwezig"]).sum())
    wat = {0: "Geen witte vlek", 1: "Eén witte vlek"}.get(n, f"{n} witte vlekken")
    titel = f"{wat} op ouderen, GGZ en preventie in de {MEERVOUD[EENHEID[soort]]}"
    if not getattr(editie, "volledig", True):
        titel = f"In {n} van de {len(vlekken)} combinaties van regio en thema noemen de voorbeelden niets"
    return bundel(beelden, titel)


def toon_open(vlekken: pd.DataFrame, ordening: Ordening) -> pd.DataFrame:
    """Return the white spots as a reader sees them: where, on what, and where to go and look."""
    wit = vlekken[~vlekken["aanwezig"]]
    return pd.DataFrame(
        {
            "regio": wit["regio"],
            "thema": [ordening.naam("thema", thema) for thema in wit["thema"]],
            "onzekere projecten": wit["n_onzeker"],
            "buurregio": _met_grond(wit["voorbeeld_regio"], wit["grond"]),
            "gelijkende regio": _met_grond(wit["gelijkende_regio"], wit["grond_gelijkend"]),
        }
    )


def _met_grond(regio: pd.Series, grond: pd.Series) -> pd.Series:
    return (regio + " (" + grond + ")").where(regio != "", "nergens bekend")
