"""Pictures that are no map: a heat map of residuals, and size of gemeenten against number of projects.

They lie on the same sheet as the maps, with title, caption and source, and are saved the same way.
"""

from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd

from lib.analyse.verband.kruistabel import Kruistabel
from lib.analyse.verband.labels import PAREN
from lib.beeld.figuur import Kaartfiguur
from lib.beeld.grafiek import HALFDONKER, breekbaar, opschrift, schrijf_namen, vak
from lib.beeld.letters import breedte
from lib.beeld.stijl import BLAD, LETTER, VLAK, stijl
from lib.beeld.vel import maak_vel
from lib.editie.ordening import Ordening
from lib.grond.woorden import getal

if TYPE_CHECKING:
    from lib.editie.editie import Editie

KLEURENSCHAAL = "PuOr_r"  # purple below, orange above: told apart by the colour-blind; the sign is printed
UITERSTE = 4.0  # residuals beyond this get the strongest colour
_CEL = 12.0  # height of a cell, mm
STAPEL = 0.075  # of a project
_GENOEMD = 5  # gemeenten with most projects that get their name


def teken_warmtekaart(naam: str, kruis: Kruistabel, ordening: Ordening, editie: "Editie") -> Kaartfiguur:
    """Return the heat map of the table ``naam`` (in ``lib.analyse.verband.labels.PAREN``).

    Each cell has the residual with its sign and, in brackets, the number of projects; so it can be read
    without colour.
    """
    import seaborn

    titel, rij, kolom, _ = PAREN[naam]
    rijlabels = [ordening.label(rij, code) for code in kruis.aantal.index]
    kolomlabels = [ordening.label(kolom, code) for code in kruis.aantal.columns]
    teksten = _celteksten(kruis)
    beeld = opschrift(
        f"verband-{naam}",
        editie,
        f"{titel}: waar meer en waar minder dan bij toeval",
        f"Over {getal(kruis.n)} projecten, zonder minimacontracten",
        "Getal: hoeveel standaardafwijkingen het aantal projecten boven (+) of onder (-) toeval ligt; vanaf "
        "ongeveer 2 is dat opvallend. Tussen haakjes: het aantal projecten. Een project telt bij elk van "
        "zijn labels. Samenhang is geen oorzaak.",
        _alternatief(titel, kruis, rijlabels, kolomlabels),
    )
    with stijl():
        figuur, _, y = maak_vel(beeld, _CEL * len(rijlabels) + 12)
        links = BLAD["marge"] + max(breedte(label, LETTER["legenda"]) for label in rijlabels) + 4
        assen = vak(figuur, links, y + 2, BLAD["breedte"] - BLAD["marge"] - links, _CEL * len(rijlabels))
        seaborn.heatmap(
            kruis.residu.to_numpy(dtype=np.float64, na_value=0.0),
            ax=assen,
            annot=teksten,
            fmt="",
            cmap=KLEURENSCHAAL,
            vmin=-UITERSTE,
            vmax=UITERSTE,
            cbar=False,
            linewidths=1.5,
            linecolor=VLAK["papier"],
            annot_kws={"size": LETTER["legenda"]},
            xticklabels=[breekbaar(label).replace(" ", "\n", 1) for label in kolomlabels],
            yticklabels=rijlabels,
        )
        for tekst, kleur in zip(assen.texts, assen.collections[0].get_facecolors(), strict=True):
            donker = seaborn.utils.relative_luminance(kleur) < HALFDONKER
            tekst.set_color(VLAK["papier"] if donker else VLAK["inkt"])
        assen.tick_params(length=0, labelsize=LETTER["legenda"], labelrotation=0, colors=VLAK["inkt"])
        return figuur


def _celteksten(kruis: Kruistabel) -> np.ndarray:
    """Return '+2,3 (12)' for each cell, '– (0)' where the count cannot vary."""
    return np.array(
        [
            [_celtekst(residu, aantal) for residu, aantal in zip(*rijen, strict=True)]
            for rijen in zip(kruis.residu.to_numpy(), kruis.aantal.to_numpy(), strict=True)
        ]
    )


def _celtekst(residu: float, aantal: int) -> str:
    afgerond = round(residu, 1) + 0.0  # no minus before a zero
    return f"{'+' if afgerond > 0 else ''}{getal(afgerond, 1)}\n({getal(aantal)})"


def _alternatief(titel: str, kruis: Kruistabel, rijlabels: list[str], kolomlabels: list[str]) -> str:
    paren = kruis.residu.set_axis(rijlabels).set_axis(kolomlabels, axis=1).stack()
    residu = cast(pd.Series, paren).sort_values()
    if residu.empty:
        return f"Warmtekaart. {titel}. Te weinig projecten."
    (laag_rij, laag_kolom), (hoog_rij, hoog_kolom) = residu.index[0], residu.index[-1]
    return (
        f"Warmtekaart van {len(rijlabels)} bij {len(kolomlabels)} vakken. {titel}. Het verst boven toeval: "
        f"{hoog_rij} met {hoog_kolom} ({getal(residu.iloc[-1], 1)}). Het verst eronder: {laag_rij} met "
        f"{laag_kolom} ({getal(residu.iloc[0], 1)})."
    )


def teken_grootte(tabel: pd.DataFrame, grens: int, editie: "Editie") -> Kaartfiguur:
    """Return a dot per gemeente: inhabitants (logarithmic) against number of projects.

    ``tabel`` is that of :func:`lib.analyse.verband.grootte.gemeentetabel`; gemeenten of ``grens`` inhabitants
    or more are diamonds, the others circles.
    """
    groot = tabel["groot"]
    gemiddeld = [tabel.loc[keus, "projecten"].mean() for keus in (groot, ~groot)]
    kop = (
        f"Gemiddeld {getal(gemiddeld[0], 1)} projecten in de {getal(groot.sum())} grote gemeenten, "
        f"{getal(gemiddeld[1], 1)} in de {getal((~groot).sum())} andere"
    )
    beeld = opschrift(
        "verband-grootte",
        editie,
        kop,
        f"Inwonertal en aantal projecten per gemeente; groot is {getal(grens)} inwoners of meer",
        "Elk teken is een gemeente; tekens vlak boven elkaar hebben hetzelfde aantal. Een project voor een "
        "hele regio telt in al haar gemeenten. Projecten zonder opgave van gemeenten en "
        "minimacontracten tellen niet mee.",
        f"Puntenwolk van {getal(len(tabel))} gemeenten. {kop}.",
    )
    with stijl():
        figuur, _, y = maak_vel(beeld, 92)
        hoogte = tabel["projecten"] + _stapeling(tabel)
        assen = vak(figuur, BLAD["marge"] + 12, y + 2, BLAD["breedte"] - 2 * BLAD["marge"] - 14, 78)
        for keus, vorm, kleur, naam in (
            (~groot, "o", VLAK["zacht"], "andere gemeente"),
            (groot, "D", VLAK["inkt"], "grote gemeente"),
        ):
            assen.scatter(
                tabel.loc[keus, "inwoners"],
                hoogte[keus],
                s=12,
                marker=vorm,
                facecolors=VLAK["papier"] if vorm == "o" else kleur,
                edgecolors=kleur,
                linewidths=0.6,
                label=naam,
                clip_on=False,
            )
        assen.set_xscale("log")
        assen.axvline(grens, color=VLAK["zacht"], linewidth=0.8, linestyle="--")
        _assen_in_het_nederlands(assen, tabel)
        _noem(assen, tabel)
        assen.legend(loc="upper left", fontsize=LETTER["klein"], frameon=False)
        return figuur


def _stapeling(tabel: pd.DataFrame) -> pd.Series:
    """Return how much higher to draw each mark, so that gemeenten of one size do not overlap."""
    maat = (np.log10(tabel["inwoners"]) / 0.03).round()
    volgnummer = tabel.groupby([maat, tabel["projecten"]]).cumcount()
    return (volgnummer * STAPEL).clip(upper=0.8)


def _assen_in_het_nederlands(assen: Any, tabel: pd.DataFrame) -> None:
    from matplotlib.ticker import FixedLocator, MaxNLocator, NullLocator

    assen.set_xlabel("inwoners (logaritmische schaal)", fontsize=LETTER["legenda"])
    assen.set_ylabel("projecten", fontsize=LETTER["legenda"])
    assen.xaxis.set_major_locator(FixedLocator([1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000]))
    assen.xaxis.set_minor_locator(NullLocator())
    assen.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
    assen.set_xlim(800, 1_200_000)
    assen.set_ylim(-0.3, max(1, tabel["projecten"].max()) + 0.9)
    for as_ in (assen.xaxis, assen.yaxis):
        as_.set_major_formatter(lambda waarde, _: getal(waarde))
    assen.tick_params(labelsize=LETTER["klein"])


def _noem(assen: Any, tabel: pd.DataFrame) -> None:
    """Write the names of the gemeenten with most projects beside their marks, where there is room."""
    punten = tabel.rename(columns={"inwoners": "x", "projecten": "y", "gm_naam": "naam"})
    op_aantal = punten.sort_values(["y", "x"], ascending=False)
    schrijf_namen(assen, punten, op_aantal[op_aantal["y"] > 0].head(_GENOEMD))
