"""What the pages of the venster are made of: the answers, and the counts that may be shown."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from lib.editie.editie import Editie
from lib.grond.paden import REGISTER, uitvoer
from lib.grond.tabel import lees_tabel
from lib.venster.onderdrukking import Beleid, lees_beleid, onderdruk_gemiddelde
from lib.venster.tellen import (
    lees_antwoorden,
    meetjaren,
    paren,
    publiceer,
    regios_met_antwoord,
    respons,
    tel,
    tel_cijfers,
    tel_paren,
)
from lib.venster.uitschieters import Uitschieterregel, lees_uitschieterregel
from lib.venster.verschil import antwoordovergangen, onderdruk_overgangen, standpunten

IJKPUNT = REGISTER / "ijkpunt_venster.csv"


@dataclass(frozen=True, eq=False)
class Vensterstof:
    """The venster of one edition. All that pages show of a region comes from ``uitkomst``."""

    editie: Editie
    antwoorden: pd.DataFrame
    genodigd: pd.DataFrame
    beleid: Beleid
    regel: Uitschieterregel

    @cached_property
    def jaren(self) -> list[int]:
        """The years, the latest first."""
        return meetjaren(self.antwoorden)

    @cached_property
    def cellen(self) -> pd.DataFrame:
        """All counts before suppression, from :func:`lib.venster.tellen.tel`: not for a page."""
        return tel(self.antwoorden, self.genodigd)

    @cached_property
    def _stellen(self) -> pd.DataFrame:
        return paren(self.antwoorden)

    @cached_property
    def _gepubliceerd(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        return publiceer(self.cellen, tel_paren(self._stellen), self.beleid)

    @property
    def uitkomst(self) -> pd.DataFrame:
        """``venster_uitkomst``: all counts after suppression."""
        return self._gepubliceerd[0]

    @cached_property
    def cijfers(self) -> pd.DataFrame:
        """The grades after suppression; without rows where none was asked."""
        return onderdruk_gemiddelde(tel_cijfers(self.antwoorden, self.genodigd), self.beleid)

    @cached_property
    def respons(self) -> pd.DataFrame:
        """Who answered, from :func:`lib.venster.tellen.respons`."""
        return respons(self.antwoorden, self.genodigd)

    @cached_property
    def overgangen(self) -> pd.DataFrame:
        """Who changed since the first year, what may be shown of it."""
        return onderdruk_overgangen(antwoordovergangen(self._stellen), self._gepubliceerd[1])

    def punten(self, meetjaar: int) -> pd.DataFrame:
        """What each party in each region says in a year, from the suppressed counts."""
        return standpunten(self.uitkomst, meetjaar)

    def ijkpunt(self, meetjaar: int) -> pd.DataFrame:
        """Return what was published about a year beside this edition.

        Columns (str): maat, gepubliceerd, deze_editie, let_op, bron. Without rows where nothing was
        published about that year.
        """
        bekend = lees_tabel(IJKPUNT)
        bekend = bekend[bekend["meetjaar"] == str(meetjaar)]
        eigen = regios_met_antwoord(self.respons)
        eigen = eigen[eigen["meetjaar"] == meetjaar].set_index("partij")
        rijen = []
        for rij in bekend.to_dict("records"):
            if rij["maat"] == "regios_met_antwoord":
                toen, nu = f"{rij['waarde']} van {rij['van']}", "niet gevraagd"
                if rij["partij"] in eigen.index:
                    hier = eigen.loc[rij["partij"]]
                    nu = f"{hier['regios_met_antwoord']} van {hier['regios']}"
                rijen.append(
                    (f"regio's met antwoord van {rij['partij']}", toen, nu, rij["let_op"], rij["bron"])
                )
            else:
                toen = rij["waarde"].replace(".", ",")
                rijen.append(
                    ("gemiddeld cijfer", toen, self._gemiddelde(meetjaar), rij["let_op"], rij["bron"])
                )
        kolommen = ["maat", "gepubliceerd", "deze_editie", "let_op", "bron"]
        return pd.DataFrame(rijen, columns=kolommen, dtype="str")

    def _gemiddelde(self, meetjaar: int) -> str:
        from lib.grond.woorden import getal
        from lib.venster.tellen import ALLE, NEDERLAND

        land = self.cijfers[(self.cijfers["regio"] == NEDERLAND) & (self.cijfers["partij"] == ALLE)]
        land = land[land["meetjaar"] == meetjaar]
        if land.empty:
            return "niet gevraagd"
        waarde = land["gemiddelde"].iloc[0]
        return "niet getoond" if pd.isna(waarde) else getal(float(waarde), 1)


def lees_vensterstof(editie: Editie) -> Vensterstof | None:
    """Return the venster of ``editie``, as read by the reading notebook, or None where it has none."""
    if editie.bestand("venster") is None:
        return None
    antwoorden, genodigd = lees_antwoorden(uitvoer(editie.naam).processed)
    return Vensterstof(
        editie, antwoorden, genodigd, lees_beleid(editie.parameters.venster_beleid), lees_uitschieterregel()
    )
