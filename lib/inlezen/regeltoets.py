"""The rule for merging, tested on real reports: what people decided on pairs, beside what the rule says.

A decision goes before the rule, so the rule is asked again as if nobody had decided. Precision is the share
of the pairs that it merges that are one project; recall the share of the pairs that are one that it merges.
"""

from itertools import combinations
from typing import NamedTuple

import pandas as pd

from lib.editie.editie import Editie
from lib.grond.woorden import procent
from lib.inlezen.gelijkenis import TWIJFEL, VERSCHILLEND, ZELFDE, lees_samenvoegregel
from lib.inlezen.projecten import keur_bronnen, lees_bronnen, lees_maatstaf
from lib.inlezen.rijen import Rij
from lib.inlezen.samenvoegbesluiten import Besluiten, Plek, lees_samenvoegbesluiten
from lib.inlezen.samenvoegen import Paar, groepeer, vind_paren

MINSTENS = 20  # with fewer decisions a share says nothing of the rule
_KOLOMMEN = ("besluit", "regel", "score", "titel_a", "titel_b", "argument")


class _Toets(NamedTuple):
    """``beoordeeld``: pairs that people decided on; ``waar``: of those, one project; ``gevonden``: pairs that
    the rule merges; ``goed``: of those, decided to be one; ``twijfel``: true pairs that it leaves to people.

    ``afwijkend``: the pairs on which rule and people differ, columns ``_KOLOMMEN`` (score float64, rest str).
    """

    beoordeeld: int
    waar: int
    gevonden: int
    goed: int
    twijfel: int
    afwijkend: pd.DataFrame

    @property
    def precisie(self) -> float:
        """The share of merged pairs that are one project; NaN where it merges none."""
        return self.goed / self.gevonden if self.gevonden else float("nan")

    @property
    def volledigheid(self) -> float:
        """The share of true pairs that were merged (recall); NaN where there are none."""
        return self.goed / self.waar if self.waar else float("nan")


def toets_regel(editie: Editie, minstens: int = MINSTENS) -> _Toets | None:
    """Return what the rule alone makes of the pairs that people decided on; None with too few of those.

    A label that a report leaves empty is no reason to leave it out here. Raises InvoerFouten as reading does.
    """
    besluiten = lees_samenvoegbesluiten(editie.bestand("samenvoegbesluiten"))
    if len(besluiten) < minstens:
        return None
    maatstaf = lees_maatstaf(editie.indelingsjaar, editie.bestand("aliassen"))
    rijen = [rij for rij in keur_bronnen(lees_bronnen(editie), maatstaf) if rij.bruikbaar]
    paren = vind_paren(rijen, maatstaf.gids, lees_samenvoegregel(), {})
    return _vergelijk(rijen, paren, besluiten)


def _vergelijk(rijen: list[Rij], paren: list[Paar], besluiten: Besluiten) -> _Toets:
    """Return the test of what the rule says of pairs (``paren``) against decisions on them."""
    besluit = {
        tuple(sorted(plekken)): een
        for plekken, een in besluiten.items()
        if een.besluit in (ZELFDE, VERSCHILLEND)
    }
    gevonden = {
        tuple(sorted((_plek(een), _plek(ander))))
        for groep in groepeer(rijen, paren).groepen
        for een, ander in combinations(groep, 2)
    }
    waar = {paar for paar, een in besluit.items() if een.besluit == ZELFDE}
    gezegd = {tuple(sorted((_plek(p.een), _plek(p.ander)))): p.oordeel for p in paren}
    twijfel = {paar for paar, oordeel in gezegd.items() if oordeel.uitspraak == TWIJFEL}
    titel = {_plek(rij): rij.waarden["titel"] for rij in rijen}
    afwijkend = [
        (
            besluit[paar].besluit if paar in besluit else "niet beoordeeld",
            ZELFDE if paar in gevonden else TWIJFEL if paar in twijfel else VERSCHILLEND,
            gezegd[paar].score if paar in gezegd else None,
            *(titel.get(plek, "") for plek in paar),
            besluit[paar].argument if paar in besluit else "",
        )
        for paar in sorted(waar ^ gevonden)
    ]
    soorten = dict.fromkeys(_KOLOMMEN, "str") | {"score": "float64"}
    tabel = pd.DataFrame(afwijkend, columns=list(_KOLOMMEN)).astype(soorten)
    goed = len(waar & gevonden)
    return _Toets(len(besluit), len(waar), len(gevonden), goed, len(waar & twijfel - gevonden), tabel)


def _plek(rij: Rij) -> Plek:
    return rij.ruw["bestand"], rij.ruw["blad"], rij.ruw["rij"]


def rijbeeld(opgaven: pd.DataFrame) -> dict[str, float]:
    """Return what the reports of an edition (``Inlezing.opgaven``) look like to the rule.

    The mean number of words in a title, and the shares (0-1) with a description, with gemeenten, with an
    insurer, and with a title that occurs again.
    """
    titels = opgaven["titel"].str.casefold()
    return {
        "woorden_in_titel": float(titels.map(lambda titel: len(titel.split())).mean()),
        "met_omschrijving": float((opgaven["omschrijving"] != "").mean()),
        "met_gemeenten": float((opgaven["gemeenten"].str.len() > 0).mean()),
        "met_zorgverzekeraar": float((opgaven["zorgverzekeraars"].str.len() > 0).mean()),
        "titel_komt_vaker_voor": float(titels.duplicated(keep=False).mean()),
    }


def anders_dan_gemaakt(opgaven: pd.DataFrame) -> str:
    """Return, in Dutch, how the reports look unlike those that the thresholds were made on; ``""``: they do
    not, or there are too few to say.
    """
    if len(opgaven) < MINSTENS:
        return ""
    grenzen = lees_samenvoegregel().gemaakt_op
    buiten = [
        f"{naam.replace('_', ' ')} {waarde:.2f}, verwacht {laag:g} tot {hoog:g}".replace(".", ",")
        for naam, waarde in rijbeeld(opgaven).items()
        for laag, hoog in [grenzen[naam]]
        if not laag <= waarde <= hoog
    ]
    if not buiten:
        return ""
    return (
        "Let op: deze opgaven zien er anders uit dan die waarop de grenzen zijn gesteld "
        f"({'; '.join(buiten)}). Kijk de samengevoegde en de betwijfelde paren zelf na."
    )


def in_een_zin(toets: _Toets | None) -> str:
    """Return the figures in Dutch, as Markdown; that there are none where nothing was decided."""
    if toets is None:
        return "Over te weinig paren is door mensen besloten om de regel daaraan te toetsen."
    return (
        f"Mensen beoordeelden {toets.beoordeeld} paren; {toets.waar} daarvan zijn één project. De regel zou, "
        f"zonder hun besluiten, {toets.gevonden} paren samenvoegen. Daarvan zijn er {toets.goed} één project "
        f"(precisie {procent(toets.precisie)}); van de echte dubbelen vindt hij "
        f"{procent(toets.volledigheid)}, en bij {toets.twijfel} andere vraagt hij het aan een mens."
    )
