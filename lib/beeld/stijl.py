"""The one visual language: colours, hatches and sizes from ``stijl.toml``, settings from ``matplotlibrc``."""

import tomllib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_MAP = Path(__file__).parent
VORMGEVING = tomllib.loads((_MAP / "stijl.toml").read_text(encoding="utf-8"))
LETTER: dict[str, float] = VORMGEVING["letter"]
BLAD: dict[str, float] = VORMGEVING["blad"]
COMBINATIE: dict[str, float] = VORMGEVING["combinatie"]
PROJECTEN: dict[str, float] = VORMGEVING["projecten"]
NUMMER: dict[str, float] = VORMGEVING["nummer"]
LIJN: dict[str, float] = VORMGEVING["lijn"]
VLAK: dict[str, str] = VORMGEVING["vlak"]
CATEGORIE: dict[str, dict[str, str]] = VORMGEVING["categorie"]


@dataclass(frozen=True)
class Vulling:
    """How an area is filled: ``kleur`` (hex), ``arcering`` (a matplotlib hatch) and its ``inkt``."""

    kleur: str
    arcering: str = ""
    inkt: str = ""

    def __post_init__(self) -> None:
        """Choose a hatch colour that shows on ``kleur`` when none is given."""
        if not self.inkt:
            object.__setattr__(self, "inkt", inkt_op(self.kleur))


def inkt_op(kleur: str) -> str:
    """Return white or near-black, whichever stands out on the hex colour ``kleur`` (luma of ITU-R BT.601)."""
    rood, groen, blauw = (int(kleur[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return "#ffffff" if 0.299 * rood + 0.587 * groen + 0.114 * blauw < 0.62 else VLAK["inkt"]


def leesbaar_op(kleur: str) -> str:
    """Return white or near-black, whichever contrasts most with the hex colour ``kleur`` (WCAG 2.1)."""
    kanalen = [int(kleur[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    lineair = [
        kanaal / 12.92 if kanaal <= 0.04045 else ((kanaal + 0.055) / 1.055) ** 2.4 for kanaal in kanalen
    ]
    licht = 0.2126 * lineair[0] + 0.7152 * lineair[1] + 0.0722 * lineair[2]
    return VLAK["papier"] if 1.05 / (licht + 0.05) > (licht + 0.05) / 0.06 else VLAK["inkt"]


def vulling(dimensie: str, code: str) -> Vulling:
    """Return the plain fill of one label or insurer; ``dimensie`` is the table in ``stijl.toml``."""
    gegevens = VORMGEVING[dimensie][code]
    return Vulling(gegevens["kleur"], gegevens.get("arcering", ""), gegevens.get("inkt", ""))


def vulling_zorgverzekeraar(naam: str) -> Vulling:
    """Return the fill of an insurer; one without a fixed colour gets the neutral 'overig'."""
    return (
        vulling("zorgverzekeraar", naam)
        if naam in VORMGEVING["zorgverzekeraar"]
        else vulling("categorie", "overig")
    )


def op_volgorde(zorgverzekeraars: Collection[str]) -> list[str]:
    """Return the names, each once, in the fixed order of ``stijl.toml``; names not in it follow, sorted."""
    vast = [naam for naam in VORMGEVING["zorgverzekeraar"] if naam in zorgverzekeraars]
    return vast + sorted(set(zorgverzekeraars) - set(vast))


def vulling_combinatie(dimensie: str, codes: Collection[str]) -> Vulling:
    """Return the fill of a combination of labels, whatever the order of ``codes``.

    The label that comes first in ``stijl.toml`` gives the colour (and the hatch, where the dimension
    needs one in grey); each further label adds its mark and makes it another tint.
    """
    eerste, *rest = (gegevens for code, gegevens in VORMGEVING[dimensie].items() if code in codes)
    kleur = eerste["tinten"][len(rest) - 1] if rest else eerste["kleur"]
    return Vulling(kleur, eerste.get("arcering", "") + "".join(label["merk"] for label in rest))


def vulling_reeks(nummer: int) -> Vulling:
    """Return the ``nummer``-th (from 0) of a series of fills without a meaning; twelve differ in colour."""
    kleuren, arceringen = VORMGEVING["reeks"]["kleuren"], VORMGEVING["reeks"]["arceringen"]
    ronde, plaats = divmod(nummer, len(kleuren))
    return Vulling(kleuren[plaats], arceringen[(ronde + plaats) % len(arceringen)])


@cache
def _instellingen() -> dict:
    """Return the settings of ``matplotlibrc``, parsed once."""
    from matplotlib import rc_params_from_file

    return dict(rc_params_from_file(_MAP / "matplotlibrc", use_default_template=False))


@contextmanager
def stijl() -> Iterator[None]:
    """Return a context in which matplotlib draws with the settings of the project.

    Only these are kept and put back: ``rc_context`` copies all three hundred, for each map again.
    """
    from matplotlib import rcParams

    buiten = {naam: rcParams[naam] for naam in _instellingen()}
    rcParams.update(_instellingen())
    try:
        yield
    finally:
        rcParams.update(buiten)


def _pas_toe() -> None:
    """Make the settings of the project the settings of this process, for charts in a notebook."""
    from matplotlib import rcParams

    rcParams.update(_instellingen())
