"""Pictures of the division: the regions, who changed, where there is doubt, and the crosswalk."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd

from lib.analyse.gegevens import Gegevens
from lib.beeld.figuur import Kaartfiguur
from lib.beeld.grafiek import HALFDONKER, opschrift, vak
from lib.beeld.letters import breedte
from lib.beeld.stijl import BLAD, LETTER, VLAK, VORMGEVING, stijl
from lib.beeld.vel import maak_vel
from lib.editie.citaat import gemerkt
from lib.grond.woorden import aantal, getal, procent
from lib.kaart.basis import Kaartbasis
from lib.kaart.blad import teken
from lib.kaart.gebiedskaart import EENHEID, Kaarttekst, categorieklasse, teken_gebiedskaart
from lib.kaart.inhoud import Kaartbeeld, Klasse
from lib.kaart.soorten import regio_overzicht
from lib.kaart.tekst import VOOR_ZOVER

if TYPE_CHECKING:
    from lib.editie.editie import Editie
    from lib.editie.ordening import Ordening

_STANDEN = ("ongewijzigd", "heringedeeld", "deels", "verhuisd")
_ZEKERHEDEN = ("hoog", "middel", "laag")
BRON = (
    "Bron: CBS, Gemeentelijke indeling op 1 januari {jaar} en Gebieden in Nederland; Besluit aanwijzing "
    "administratie-instellingen BZ; Wmo-regio's naar AEF (2017). Grenzen naar CBS en Kadaster."
)
_VAK = 4.2  # height of a cell of the crosswalk, mm
GEHEEL = 0.995  # a share that rounds to 100 %


@dataclass(frozen=True, eq=False)
class Jaarbeeld:
    """Draws the division of 1 January ``jaar``: its geometry and ``gemeenten``, for an ``editie``."""

    basis: Kaartbasis
    gemeenten: pd.DataFrame
    editie: "Editie"
    jaar: int

    @property
    def bron(self) -> str:
        """The source line."""
        return gemerkt(BRON.format(jaar=self.jaar), self.editie)

    def regios(self, regios: pd.DataFrame, soort: str = "zorgkantoorregio") -> Kaartfiguur:
        """Return the map of the regions, numbered; ``regios`` as :func:`lib.gebied.tabellen.lees_regios`
        gives.
        """
        leeg = pd.DataFrame()
        gegevens = Gegevens(self.gemeenten, leeg, leeg, cast("Ordening", None), self.editie, regios=regios)
        titel = f"De {aantal(self.gemeenten[soort].nunique(), EENHEID[soort])} op 1 januari {self.jaar}"
        beeld = Kaartbeeld(
            **vars(regio_overzicht({"grenzen": soort}, gegevens, None)),
            kaart_id="WS-indeling",
            soort="regio_overzicht",
            titel=titel,
            ondertitel="Uitgangspunt van de werkstructuur; een gemeente mag anders kiezen",
            bijschrift=f"Elke gemeente ligt in precies één {EENHEID[soort]}.",
            bronregel=self.bron,
            alt=f"Kaart van Nederland. {titel}, genummerd, met {getal(len(self.gemeenten))} gemeenten.",
            grenzen=soort,
            synthetisch=bool(self.editie.synthetisch),
            n_projecten=0,
        )
        return teken(beeld, self.basis)

    def veranderd(self, stand: pd.DataFrame, soort: str) -> Kaartfiguur:
        """Return the map of what became of the gemeenten since 2017
        (:func:`lib.gebied.kruisverdeling.stand_per_gemeente`).
        """
        eigen = stand[stand["indeling"] == soort].set_index("gm_code")["stand"]
        anders = int(eigen.isin(["deels", "verhuisd"]).sum())
        titel = (
            f"Sinds 2017 veranderde bij {anders} van de {len(eigen)} gemeenten iets aan de {EENHEID[soort]}"
        )
        onder = (
            f"De gemeenten zijn die van 1 januari {self.jaar}. De kleur zegt wat er sinds 1 januari 2017 met "
            "de gemeente en haar regio is gebeurd."
        )
        return self._kaart("WS-veranderd", soort, eigen, _STANDEN, titel, onder)

    def zekerheid(self, leden: pd.DataFrame, soort: str) -> Kaartfiguur:
        """Return the map of how sure the region of a gemeente is; ``leden``: regio_gemeente on one day."""
        eigen = leden[leden["indeling"] == soort].set_index("gm_code")["zekerheid"]
        twijfel = int((eigen != "hoog").sum())
        titel = f"Bij {twijfel} van de {len(eigen)} gemeenten is de {EENHEID[soort]} niet zeker"
        onder = f"De gemeenten zijn die van 1 januari {self.jaar}. De lijst op de pagina geeft de redenen."
        return self._kaart("WS-zekerheid", soort, eigen, _ZEKERHEDEN, titel, onder)

    def overgezet(self, over: pd.DataFrame, van: int) -> Kaartfiguur:
        """Return the map of presence carried over from ``van`` (:func:`lib.gebied.omrekenen.omrekenen`)."""
        alleen_geschat = over.groupby("gm_code")["geschat"].all()
        waarden = pd.Series("geen", index=self.gemeenten["gm_code"])
        waarden[alleen_geschat.index] = np.where(alleen_geschat, "geschat", "aanwezig")
        merk = categorieklasse("nee")
        klassen = [
            categorieklasse("aanwezig"),
            Klasse("geschat", "geschat: de gemeente is verdeeld", merk.kleur, merk.arcering, merk.inkt),
            Klasse("geen", "geen project bekend", VLAK["grond"]),
        ]
        titel = f"Projecten in {len(alleen_geschat)} van de {len(waarden)} gemeenten van {self.jaar}"
        titel += "" if getattr(self.editie, "volledig", True) else VOOR_ZOVER
        onder = (
            f"Opgegeven in gemeenten van {van}, overgezet naar die van {self.jaar}. Een gemeente die geheel "
            "opging in een andere, neemt haar projecten mee. Is zij verdeeld, dan krijgt elk deel ze, als "
            "schatting."
        )
        editie = self.editie.model_copy(update={"indelingsjaar": van, "tekenjaar": self.jaar})
        opties = {"gemeenten": self.gemeenten, "editie": editie, "grenzen": "wmo_regio"}
        tekst = Kaarttekst("WS-overgezet", titel, onder)
        return teken_gebiedskaart(self.basis, tekst, waarden, klassen, **opties)

    def _kaart(
        self, naam: str, soort: str, waarden: pd.Series, codes: tuple[str, ...], titel: str, onder: str
    ) -> Kaartfiguur:
        return teken_gebiedskaart(
            self.basis,
            Kaarttekst(f"{naam}-{soort.replace('_', '-')}", titel, onder, bron=BRON.format(jaar=self.jaar)),
            waarden,
            [categorieklasse(code) for code in codes],
            gemeenten=self.gemeenten,
            editie=self.editie,
            grenzen=soort,
        )


def teken_kruisverdeling(kruis: pd.DataFrame, editie: "Editie", jaar: int) -> Kaartfiguur:
    """Return the crosswalk as a matrix: of each Wmo-regio the share of inhabitants per zorgkantoorregio."""
    import seaborn
    from matplotlib.colors import LinearSegmentedColormap

    aandeel = kruis.pivot(index="wmo_regio", columns="zorgkantoorregio", values="wmo_inwoners").fillna(0.0)
    aandeel = _langs_de_diagonaal(aandeel)
    heel = int((aandeel >= GEHEEL).any(axis=1).sum())
    titel = f"Geheel binnen één zorgkantoorregio: {heel} van de {len(aandeel)} Wmo-regio's"
    beeld = opschrift(
        "WS-kruisverdeling",
        editie,
        titel,
        f"Verdeling van de inwoners van elke Wmo-regio over zorgkantoorregio's, gemeenten van {jaar}",
        "Getal: percentage van de inwoners van de Wmo-regio. Donker zonder getal: de hele Wmo-regio. "
        "Cijfers per Wmo-regio en per zorgkantoorregio zijn daardoor niet regio voor regio te vergelijken.",
        f"Matrix. {titel}. " + "; ".join(_gesplitst(aandeel)) + ".",
    )
    beeld = replace(beeld, bronregel=gemerkt(BRON.format(jaar=jaar), editie))
    kleuren = LinearSegmentedColormap.from_list(
        "aandeel", [VLAK["papier"], *VORMGEVING["oplopend"]["kleuren"]]
    )
    with stijl():
        boven = max(breedte(naam, LETTER["klein"]) for naam in aandeel.columns) + 3
        figuur, _, y = maak_vel(beeld, _VAK * len(aandeel) + boven)
        links = BLAD["marge"] + max(breedte(naam, LETTER["klein"]) for naam in aandeel.index) + 3
        breed = BLAD["breedte"] - BLAD["marge"] - links
        assen = vak(figuur, links, y + boven, breed, _VAK * len(aandeel))
        teksten = aandeel.map(lambda deel: getal(100 * deel) if 0 < deel < GEHEEL else "").to_numpy()
        seaborn.heatmap(
            aandeel.to_numpy(),
            ax=assen,
            annot=teksten,
            fmt="",
            cmap=kleuren,
            vmin=0,
            vmax=1,
            cbar=False,
            linewidths=0.4,
            linecolor=VLAK["grond"],
            annot_kws={"size": LETTER["klein"]},
            xticklabels=list(aandeel.columns),
            yticklabels=list(aandeel.index),
        )
        for tekst, kleur in zip(assen.texts, assen.collections[0].get_facecolors(), strict=True):
            donker = seaborn.utils.relative_luminance(kleur) < HALFDONKER
            tekst.set_color(VLAK["papier"] if donker else VLAK["inkt"])
        assen.xaxis.tick_top()
        assen.tick_params(length=0, labelsize=LETTER["klein"], colors=VLAK["inkt"])
        assen.tick_params(axis="x", labelrotation=90)
        assen.tick_params(axis="y", labelrotation=0)
        return figuur


def _langs_de_diagonaal(aandeel: pd.DataFrame) -> pd.DataFrame:
    """Return the matrix with its rows in the order of the column that holds most of them."""
    kolommen = sorted(aandeel.columns, key=lambda naam: naam.lstrip("'").lower())
    plaats = {naam: i for i, naam in enumerate(kolommen)}
    hoofd = aandeel.idxmax(axis=1).map(plaats)
    rijen = sorted(aandeel.index, key=lambda naam: (hoofd[naam], -aandeel.loc[naam].max(), naam))
    return aandeel.loc[rijen, kolommen]


def _gesplitst(aandeel: pd.DataFrame) -> list[str]:
    """Return a phrase for each Wmo-regio that lies in several zorgkantoorregio's."""
    zinnen = []
    for naam, rij in aandeel[(aandeel < GEHEEL).all(axis=1)].iterrows():
        delen = rij[rij > 0].sort_values(ascending=False)
        zinnen.append(f"{naam}: " + ", ".join(f"{zk} {procent(deel)}" for zk, deel in delen.items()))
    return zinnen
