"""Two charts of the venster: the funnel with the regions that stand out, and the shares over the years."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lib.beeld.figuur import Kaartfiguur
from lib.beeld.grafiek import opschrift, vak
from lib.beeld.stijl import BLAD, LETTER, VLAK, stijl
from lib.beeld.vel import BREED, maak_vel
from lib.grond.woorden import getal, procent
from lib.venster.tellen import ALLE, NEDERLAND, PARTIJEN
from lib.venster.uitschieters import BINNEN, Uitschieterregel, grenzen

if TYPE_CHECKING:
    from lib.editie.editie import Editie

_HOOG = 70.0  # of a panel, mm
_LINKS, _WIT = 13.0, 7.0  # of the axes and between panels, mm
_BAND = "#dfe7ea"
MERK = {"gemeenten": ("o", "#8c4a00"), "zorgverzekeraar": ("s", "#3b3866"), "zorgkantoor": ("^", "#2b7a8c")}
SCHUIF = {"gemeenten": -0.14, "zorgverzekeraar": 0.0, "zorgkantoor": 0.14}


def _panelen(figuur: Kaartfiguur, y: float, namen: list[str]) -> list[Any]:
    """Return axes beside one another, from 0 to 100 %, each with its name above it."""
    breed = (BREED - _LINKS - (len(namen) - 1) * _WIT) / len(namen)
    panelen = []
    for i, naam in enumerate(namen):
        assen = vak(figuur, BLAD["marge"] + _LINKS + i * (breed + _WIT), y + 5, breed, _HOOG)
        assen.set_title(naam, fontsize=LETTER["legenda"], loc="left", fontweight="bold")
        assen.set_ylim(-4, 104)
        assen.set_yticks(range(0, 101, 25))
        assen.tick_params(labelsize=LETTER["klein"], labelleft=i == 0)
        panelen.append(assen)
    panelen[0].set_ylabel("antwoordt JA (%)", fontsize=LETTER["legenda"])
    return panelen


def teken_trechter(
    vergeleken: pd.DataFrame, regel: Uitschieterregel, meetjaar: int, editie: "Editie"
) -> Kaartfiguur:
    """Return the funnel of one year, a panel per onderdeel; a region outside it has its name.

    ``vergeleken``: from :func:`lib.venster.uitschieters.trechter`. There is no line for the mean: it is no
    norm.
    """
    buiten = vergeleken[vergeleken["ligt"] != BINNEN]
    namen = sorted(buiten["regio"].unique())
    hoeveel = {0: "Geen regio", 1: "1 regio"}.get(len(namen), f"{len(namen)} regio's")
    titel = f"{hoeveel} buiten de trechter"
    zekerheid = getal(100 * regel.trechter.zekerheid)
    beeld = opschrift(
        f"venster-trechter-{meetjaar}",
        editie,
        f"{titel} in {meetjaar}",
        "Aandeel JA van alle antwoorden in een regio, naar het aantal antwoorden",
        f"Vlak: waar {zekerheid} van de 100 regio's bij toeval liggen. Een stip is een of meer regio's; het "
        "getal erin zegt hoeveel. Buiten het vlak staat de naam, met het aantal antwoorden: een aanleiding "
        "voor een gesprek, geen oordeel. Alleen regio's waarvan het antwoord getoond mag worden.",
        f"Trechterfiguur met {getal(vergeleken['regio'].nunique())} regio's. {titel}: "
        f"{', '.join(namen) or 'geen'}.",
    )
    with stijl():
        figuur, _, y = maak_vel(beeld, _HOOG + 18)
        delen = vergeleken["onderdeel"].unique().tolist() or ["geen regio te vergelijken"]
        for assen, onderdeel in zip(_panelen(figuur, y, delen), delen, strict=True):
            eigen = vergeleken[vergeleken["onderdeel"] == onderdeel]
            assen.set_xlabel("antwoorden in de regio", fontsize=LETTER["legenda"])
            if not eigen.empty:
                _trechter(assen, eigen, regel)
        return figuur


def _trechter(assen: Any, eigen: pd.DataFrame, regel: Uitschieterregel) -> None:
    meeste = int(eigen["n_antwoord"].max())
    n = np.arange(regel.trechter.minste_antwoorden, meeste + 1)
    laag, hoog = grenzen(n, float(eigen["landelijk"].iloc[0]), regel.trechter.zekerheid)
    assen.fill_between(n, 100 * laag / n, 100 * hoog / n, color=_BAND, linewidth=0)
    assen.set_xlim(n[0] - 0.7, meeste + 0.7)
    assen.xaxis.get_major_locator().set_params(integer=True)
    for (aantal, ja), groep in eigen.groupby(["n_antwoord", "n_ja"]):
        buiten = (groep["ligt"] != BINNEN).any()
        kleur = "#8c4a00" if buiten else VLAK["zacht"]
        assen.scatter(aantal, 100 * ja / aantal, s=52, marker="D" if buiten else "o", color=kleur, zorder=3)
        opties = {"ha": "center", "va": "center", "color": VLAK["papier"], "zorder": 4}
        assen.text(aantal, 100 * ja / aantal, str(len(groep)), size=LETTER["klein"], **opties)
    _noem(assen, eigen[eigen["ligt"] != BINNEN], (n[0] + meeste) / 2)


def _noem(assen: Any, buiten: pd.DataFrame, midden: float) -> None:
    """Write the regions outside the funnel beside their mark, with their number of answers.

    Names at about the same height stand below one another; at the bottom they go up.
    """
    gezet: list[float] = []
    for rij in buiten.sort_values(["n_antwoord", "regio"]).itertuples():
        links, hoogte = rij.n_antwoord > midden, 100 * rij.aandeel_ja
        stap = 10 * sum(abs(hoogte - ander) < 8 for ander in gezet)
        gezet.append(hoogte)
        assen.annotate(
            f"{rij.regio} ({rij.n_antwoord})",
            (rij.n_antwoord, hoogte),
            (-6 if links else 6, 4 + stap if hoogte < 10 else -4 - stap),
            textcoords="offset points",
            ha="right" if links else "left",
            va="bottom" if hoogte < 10 else "top",
            fontsize=LETTER["klein"],
            bbox={"facecolor": VLAK["papier"], "linewidth": 0, "pad": 0.5},
            zorder=5,
        )


def teken_verloop(uitkomst: pd.DataFrame, editie: "Editie") -> Kaartfiguur:
    """Return the share JA of the country per party over the years, a panel per onderdeel, with intervals.

    A hollow mark is *indicatief*: nearly all answered. What is suppressed is not drawn.
    """
    land = uitkomst[(uitkomst["regio"] == NEDERLAND) & (uitkomst["partij"] != ALLE)]
    jaren = sorted(land["meetjaar"].unique().tolist())
    delen = land["onderdeel"].drop_duplicates().tolist()
    beeld = opschrift(
        "venster-verloop",
        editie,
        f"Tevreden over agenda, proces en resultaat: aandeel JA per partij, {jaren[0]}"
        + (f" tot en met {jaren[-1]}" if len(jaren) > 1 else ""),
        "Heel Nederland, alle antwoorden van dat jaar; niet steeds dezelfde organisaties",
        "Teken: aandeel JA. Streep: interval van Wilson (95 %). Open teken: indicatief, want (bijna) "
        "iedereen antwoordde en het aandeel is dan vrijwel een telling. Elke partij staat apart; er is geen "
        "gemiddelde en geen norm.",
        _alternatief(land, jaren),
    )
    with stijl():
        figuur, _, y = maak_vel(beeld, _HOOG + 20)
        panelen = _panelen(figuur, y, delen)
        for assen, onderdeel in zip(panelen, delen, strict=True):
            for partij in PARTIJEN:
                _lijn(assen, land[(land["onderdeel"] == onderdeel) & (land["partij"] == partij)], partij)
            assen.set_xticks(jaren)
            assen.set_xlim(jaren[0] - 0.5, jaren[-1] + 0.5)
        figuur.legend(
            *panelen[0].get_legend_handles_labels(),
            loc="lower center",
            bbox_to_anchor=(0.5, 1 - (y + _HOOG + 20) / (figuur.get_figheight() * 25.4)),
            ncols=3,
            fontsize=LETTER["legenda"],
            frameon=False,
        )
        return figuur


def _lijn(assen: Any, rijen: pd.DataFrame, partij: str) -> None:
    from matplotlib.lines import Line2D

    vorm, kleur = MERK[partij]
    getoond = rijen.dropna(subset=["aandeel_ja"]).sort_values("meetjaar")
    x = getoond["meetjaar"].to_numpy(float) + SCHUIF[partij]
    delen = getoond[["aandeel_ja", "laag", "hoog"]].to_numpy(float) * 100
    for xi, (aandeel, laag, hoog), open_ in zip(x, delen, getoond["indicatief"], strict=True):
        assen.plot([xi, xi], [laag, hoog], color=kleur, linewidth=1)
        vulling = VLAK["papier"] if open_ else kleur
        assen.plot(xi, aandeel, marker=vorm, color=kleur, markerfacecolor=vulling, markersize=5.5, zorder=3)
    assen.plot(x, delen[:, 0], color=kleur, linewidth=0.6, linestyle=":")
    assen.add_line(Line2D([], [], marker=vorm, color=kleur, linestyle="none", markersize=5.5, label=partij))


def _alternatief(land: pd.DataFrame, jaren: list[int]) -> str:
    laatste = land[land["meetjaar"] == jaren[-1]].dropna(subset=["aandeel_ja"])
    delen = [f"{rij.onderdeel}, {rij.partij}: {procent(rij.aandeel_ja)}" for rij in laatste.itertuples()]
    return f"Aandeel JA per partij in {jaren[0]} tot en met {jaren[-1]}. In {jaren[-1]}: {'; '.join(delen)}."
