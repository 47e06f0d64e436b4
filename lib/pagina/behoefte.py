"""What the page on need beside supply shows: the figures there are, and per theme a matrix, a scatter with
names, a map of two variables, and where to ask what.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lib.analyse.behoefte import (
    BEHOEFTETRAPPEN,
    GEEN_OORDEEL,
    STANDEN_AANBOD,
    Cijferstof,
    naast_aanbod,
    per_regio,
    tel_vakken,
)
from lib.beeld.figuur import Kaartfiguur
from lib.beeld.grafiek import opschrift, schrijf_namen, vak
from lib.beeld.regiomatrix import toon_figuur
from lib.beeld.stijl import BLAD, LETTER, VLAK, stijl
from lib.beeld.tonen import Beeld, gevouwen, regel, tabel
from lib.beeld.vel import maak_vel
from lib.editie.ordening import Ordening
from lib.gebied.kerncijfers import Cijfer
from lib.grond.woorden import aantal, getal
from lib.kaart.blad import teken
from lib.kaart.eigen import deel_in_twee
from lib.kaart.gebiedskaart import Kaarttekst, maak_gebiedskaart
from lib.kaart.hoofdstuk import Tekenaar

if TYPE_CHECKING:
    from lib.editie.editie import Editie

_AANBOD = {
    "nee": "geen project bekend",
    "onzeker": "misschien (alleen de regio genoemd)",
    "ja": "project bekend",
}
_STREPEN = (0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_KOPPEN = ("Cijfer", "Eenheid", "Jaar", "Bron", "Gemeenten", "Waarvan geschat", "Behoefte bij")


def toon_cijfers(stof: Cijferstof, ordening: Ordening) -> Iterator[Beeld]:
    """Yield which figures there are, of when and from whom, and which are missing and how to get them."""
    per = stof.waarden.groupby("cijfer")
    rijen = [
        (
            een.naam,
            een.eenheid,
            str(deel["jaar"].iloc[0]),
            deel["bron"].iloc[0],
            len(deel),
            int(deel["geschat"].sum()),
            _themas(een, ordening),
        )
        for code, een in stof.wat.items()
        if code in per.groups
        for deel in [per.get_group(code)]
    ]
    yield tabel(pd.DataFrame(rijen, columns=list(_KOPPEN)), "Kerncijfers per gemeente")
    ontbreekt = [
        (een.naam, _themas(een, ordening), _hoe(code, een))
        for code, een in stof.wat.items()
        if code not in per.groups
    ]
    lijst = pd.DataFrame(ontbreekt, columns=["Cijfer", "Behoefte bij", "Hoe het erbij komt"])
    yield tabel(lijst, "Wat ontbreekt", leeg="Niets: van elk cijfer zijn er waarden.")


def _themas(cijfer: Cijfer, ordening: Ordening) -> str:
    return ", ".join(ordening.label("thema", thema) for thema in cijfer.themas)


def _hoe(code: str, cijfer: Cijfer) -> str:
    eigen = "als kolom in een eigen bestand cijfers"
    if cijfer.haal is None:
        return eigen
    return f"python -m lib.inlezen.cijfers_halen --edition NAAM {code}, of {eigen}"


def themas_met_cijfer(stof: Cijferstof, ordening: Ordening) -> dict[str, str | None]:
    """Return for each theme of which figures say something of need its main figure; None without one."""
    return {thema: stof.hoofdcijfer(thema) for thema in ordening.codes("thema") if stof.bij(thema)}


def toon_thema(stof: Cijferstof, thema: str, tekenaar: Tekenaar) -> Iterator[Beeld]:
    """Yield all of one theme: the matrix, the scatter, the map, and the question with where to ask it."""
    gegevens = tekenaar.gegevens
    code, label = stof.hoofdcijfer(thema), gegevens.ordening.label("thema", thema)
    label = label[:1].upper() + label[1:]
    yield regel(f"## {label}")
    if code is None:
        namen = ", ".join(stof.wat[een].naam.lower() for een in stof.bij(thema))
        yield regel(f"Voor dit thema is geen cijfer bekend ({namen}). Hierboven staat hoe het erbij komt.")
        return
    naast = naast_aanbod(stof, code, thema, gegevens.projecten, gegevens.gemeenten)
    cijfer, rij = stof.wat[code], stof.waarden[stof.waarden["cijfer"] == code].iloc[0]
    wanneer = f"{cijfer.naam} ({cijfer.eenheid}), {rij['jaar']}; {rij['bron']}"
    yield regel(f"**Behoefte:** {wanneer}. {_grenzen(naast, cijfer)}\n\n> {GEEN_OORDEEL}")
    yield _toon_vakken(naast, label)
    regios = per_regio(naast, thema, gegevens.projecten)
    for figuur in (
        teken_wolk(regios, thema, label, cijfer, wanneer, gegevens.editie),
        _kaart(naast, thema, label, cijfer, wanneer, tekenaar),
    ):
        yield toon_figuur(figuur, tekenaar.plaats.figures, tekenaar.plaats.processed / "dekking.parquet")
    yield _toon_vraag(naast, label, cijfer)


def _grenzen(naast: pd.DataFrame, cijfer: Cijfer) -> str:
    laag, hoog = naast.attrs["grenzen"]
    tekst = f"Hoog is meer dan {getal(hoog, 1)}, laag tot en met {getal(laag, 1)}: elk ongeveer een derde. "
    onbekend = int((naast["trap"] == "").sum())
    if cijfer.marge:
        grens = aantal(int(naast["op_de_grens"].sum()), "gemeente")
        tekst += (
            f"{grens} liggen binnen {getal(cijfer.marge, 1)} van zo'n grens en kunnen ook net anders vallen. "
        )
    return tekst + (f"Van {aantal(onbekend, 'gemeente')} is het cijfer onbekend." if onbekend else "")


def _toon_vakken(naast: pd.DataFrame, label: str) -> Beeld:
    vakken = tel_vakken(naast)
    vakken["bekend"] = vakken["bekend"].map(_AANBOD)
    vakken = vakken[(vakken["gemeenten"] > 0) | (vakken["bekend"] != _AANBOD["onzeker"])]
    koppen = (
        "Behoefte",
        "Aanbod",
        "Gemeenten",
        "Inwoners (2017)",
        "Waarvan vlak bij een grens",
        "Waarvan cijfer geschat",
    )
    return tabel(vakken, f"{label}: behoefte naast aanbod, in aantallen gemeenten", koppen)


def teken_wolk(
    regios: pd.DataFrame, thema: str, label: str, cijfer: Cijfer, wanneer: str, editie: "Editie"
) -> Kaartfiguur:
    """Return a mark with its name per Wmo-regio: the figure against the share of people with a known project.

    ``regios`` is that of :func:`lib.analyse.behoefte.per_regio`. The names of regions with much need and
    little that is known are placed first; those without room are called in the caption.
    """
    punten = regios.dropna().rename(columns={"waarde": "x", "n_projecten": "y", "wmo_regio": "naam"})
    zonder = int((punten["y"] == 0).sum())
    kop = f"{label}: {cijfer.naam.lower()} en bekende projecten, per Wmo-regio"
    uitleg = (
        f"{wanneer}; per regio gemiddeld naar inwoners. Omhoog: het aantal bekende "
        f"projecten waaraan de regio meedoet. {GEEN_OORDEEL}"
    )
    alt = f"Puntenwolk van {len(punten)} Wmo-regio's. {kop}. In {zonder} daarvan is geen project bekend."
    beeld = opschrift(f"behoefte-{thema}-wolk", editie, kop, "Elk teken is een Wmo-regio", uitleg, alt)
    from matplotlib.ticker import FixedLocator, MaxNLocator, NullLocator

    with stijl():
        figuur, _, y = maak_vel(beeld, 122)
        assen = vak(figuur, BLAD["marge"] + 12, y + 2, BLAD["breedte"] - 2 * BLAD["marge"] - 14, 108)
        assen.scatter(punten["x"], punten["y"], s=12, facecolors=VLAK["inkt"], linewidths=0, clip_on=False)
        ruim = max(0.5, 0.06 * float(punten["x"].max() - punten["x"].min()))
        assen.set_xlim(punten["x"].min() - ruim, punten["x"].max() + ruim)
        assen.set_yscale("symlog", linthresh=1, linscale=0.6)
        assen.set_ylim(-1.5, max(2.0, 1.6 * punten["y"].max()))
        assen.yaxis.set_major_locator(FixedLocator(_STREPEN))
        assen.yaxis.set_minor_locator(NullLocator())
        assen.xaxis.set_major_locator(MaxNLocator(integer=True))
        assen.set_xlabel(f"{cijfer.naam}, {cijfer.eenheid}", fontsize=LETTER["legenda"])
        assen.set_ylabel("bekende projecten (samengedrukte schaal)", fontsize=LETTER["legenda"])
        for as_ in (assen.xaxis, assen.yaxis):
            as_.set_major_formatter(lambda waarde, _: getal(waarde))
        assen.tick_params(labelsize=LETTER["klein"])
        mate = (punten["x"] - punten["x"].mean()) / (punten["x"].std() or 1) - np.log1p(punten["y"])
        schrijf_namen(assen, punten, punten.assign(mate=mate).sort_values("mate", ascending=False), ver=8)
        return figuur


def _kaart(
    naast: pd.DataFrame, thema: str, label: str, cijfer: Cijfer, wanneer: str, tekenaar: Tekenaar
) -> Kaartfiguur:
    """Return the map of two variables: need across, what is known up."""
    gegevens = tekenaar.gegevens
    namen = [een for een in STANDEN_AANBOD[::-1] if een != "onzeker" or (naast["bekend"] == een).any()]
    trap = pd.Categorical(naast["trap"].replace("", None), BEHOEFTETRAPPEN, ordered=True)
    aanbod = pd.Categorical(naast["bekend"].map(_AANBOD), [_AANBOD[een] for een in namen], ordered=True)
    twee = pd.DataFrame({cijfer.naam: trap, label: aanbod}, index=pd.Index(naast["gm_code"]))
    indeling = deel_in_twee(twee)
    leeg = int((naast["trap"].eq("hoog") & naast["bekend"].eq("nee")).sum())
    titel = f"{label}: in {aantal(leeg, 'gemeente')} is de behoefte hoog en geen project bekend"
    uitleg = (
        f"{wanneer}; hoog is ongeveer het hoogste derde van de gemeenten. {indeling.uitleg} {GEEN_OORDEEL}"
    )
    tekst = Kaarttekst(f"behoefte-{thema}-kaart", titel, uitleg)
    kaart = maak_gebiedskaart(
        tekst,
        indeling.waarden,
        indeling.klassen,
        gemeenten=gegevens.gemeenten,
        editie=gegevens.editie,
        grenzen="wmo_regio",
    )
    return teken(replace(kaart, assen=indeling.assen), tekenaar.basis, tekenaar.benaderd)


def _toon_vraag(naast: pd.DataFrame, label: str, cijfer: Cijfer) -> Beeld:
    """Return the gemeenten where need is high and nothing is known, by region, and what to ask there."""
    keus = naast[(naast["trap"] == "hoog") & (naast["bekend"] == "nee")]
    vraag = (
        f"**De vraag die hieruit volgt.** {cijfer.naam}: hier hoog, en over {label} is geen project "
        "bekend. Gebeurt er al iets dat hier niet staat? Zo nee: is dat een keuze, en met wie zou u het "
        "gesprek beginnen?"
    )
    lijst = keus.assign(
        naam=keus["gm_naam"]
        + keus["geschat"].map({True: " (cijfer geschat)", False: ""})
        + keus["op_de_grens"].map({True: " (vlak bij de grens)", False: ""})
    )
    per = lijst.groupby("wmo_regio")["naam"].agg(", ".join).reset_index()
    getoond = tabel(
        per,
        f"{label}: hoge behoefte en geen project bekend, per Wmo-regio, op naam",
        ("Wmo-regio", "Gemeenten"),
    )
    return gevouwen(
        f"{aantal(len(keus), 'gemeente')} om het over te hebben",
        f"vraag-{label}",
        regel(vraag),
        getoond,
    )
