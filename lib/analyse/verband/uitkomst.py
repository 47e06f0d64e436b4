"""One association in an edition: its numbers, and plain sentences on what it means and does not mean."""

from dataclasses import asdict, dataclass

import pandas as pd

from lib.grond.woorden import getal

MINSTE_MET_PLAATS = 10  # projects of which a gemeente or region is known
TE_WEINIG, SAMENHANG, TOEVAL = "te weinig projecten", "samenhang", "kan toeval zijn"
ALLEEN_EDITIE = "Het gaat alleen over de projecten in deze editie, en samenhang is geen oorzaak."
KAN_TOEVAL = "Dat kan toeval zijn."
VEEL_TOETSEN = (
    "Hier staan meer toetsen bij elkaar. Van elke twintig is er gemiddeld één door toeval overtuigend: "
    "lees een enkele uitkomst dus als aanleiding voor een gesprek, niet als bewijs."
)


@dataclass(frozen=True)
class Verband:
    """One association. ``waarde`` of ``maat`` and ``p`` are NaN where ``oordeel`` is 'te weinig projecten'.

    ``n`` counts ``eenheid``; ``betekenis`` says what it means and ``betekent_niet`` what it does not.
    """

    verband_id: str
    titel: str
    eenheid: str
    n: int
    maat: str
    waarde: float
    p: float
    oordeel: str
    betekenis: str
    betekent_niet: str


@dataclass(frozen=True)
class Verbandgrens:
    """From which size on (``waarde``, of a measure from -1 to 1) and below which ``p`` things go together."""

    waarde: float
    p: float

    def haalt(self, waarde: float, p: float) -> bool:
        """Return whether a measure from -1 to 1 is large enough and convincing."""
        return abs(waarde) >= self.waarde and p < self.p


def lees_grens(drempels: pd.DataFrame) -> Verbandgrens:
    """Return the thresholds of code ``correlatie`` in the thresholds of the register."""
    eigen = drempels[drempels["code"] == "correlatie"].set_index("maat")
    return Verbandgrens(
        float(eigen.at["cramers_v", "ondergrens"]),
        float(eigen.at["p_waarde", "bovengrens"]),
    )


def verbandentabel(verbanden: list[Verband]) -> pd.DataFrame:
    """Return associations as a table, one row each, columns the fields of :class:`Verband`."""
    velden = list(Verband.__dataclass_fields__)
    return pd.DataFrame([asdict(verband) for verband in verbanden], columns=velden)


def toon_verbanden(verbanden: list[Verband]) -> pd.DataFrame:
    """Return associations for readers, one row each, all text, with Dutch heads."""
    return pd.DataFrame(
        [
            {
                "verband": een.titel,
                "oordeel": een.oordeel,
                "maat": f"{een.maat}: {getal(een.waarde, 2)}",
                "toets": zin_p(een.p),
                "wat het betekent": een.betekenis,
                "wat het niet betekent": een.betekent_niet,
            }
            for een in verbanden
        ]
    )


def uitkomst(vast: dict, waarde: float, p: float, sterk: bool, cijfers: str, conclusie: str) -> Verband:
    """Return a judged association; ``vast`` are the other fields, ``conclusie`` what holds if ``sterk``."""
    return Verband(
        **vast,
        waarde=waarde,
        p=p,
        oordeel=SAMENHANG if sterk else TOEVAL,
        betekenis=f"{cijfers} {conclusie if sterk else KAN_TOEVAL}",
    )


def te_weinig(vast: dict, minimum: int) -> Verband:
    """Return an association on which nothing can be said: fewer than ``minimum`` projects, or all alike."""
    zin = f"Te weinig om iets te zeggen: nodig zijn ten minste {minimum} projecten die onderling verschillen."
    return Verband(**vast, waarde=float("nan"), p=float("nan"), oordeel=TE_WEINIG, betekenis=zin)


def zin_p(p: float) -> str:
    """Return a p-value as ``p = 0,034``."""
    return "p < 0,001" if p < 0.001 else f"p = {getal(p, 3)}"  # a missing p is a dash
