"""A map of one value per gemeente or per regio, for a table that does not count projects.

``teken_gebiedskaart`` draws it without a row in the register; ``inhoud_per_gebied`` is what a soort of
register map returns (see ``kaartbeeld``). Rows without a value are drawn as 'geen gegevens'.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lib.beeld.figuur import Kaartfiguur
from lib.beeld.stijl import CATEGORIE, VORMGEVING, vulling
from lib.editie.citaat import bronregel, gemerkt
from lib.grond.woorden import aantal
from lib.kaart.basis import Kaartbasis
from lib.kaart.blad import teken
from lib.kaart.inhoud import Inhoud, Kaartbeeld, Klasse

if TYPE_CHECKING:
    from lib.editie.editie import Editie

EENHEID = {
    "gm_code": "gemeente",
    "wmo_regio": "Wmo-regio",
    "zorgkantoorregio": "zorgkantoorregio",
    "jeugdregio": "jeugdregio",
    "provincie": "provincie",
}
GEEN_GEGEVENS = "geen gegevens"


def categorieklasse(code: str, label: str = "") -> Klasse:
    """Return the class ``code`` of ``[categorie]`` in ``stijl.toml``, with its label or another."""
    stijl = vulling("categorie", code)
    return Klasse(code, label or CATEGORIE[code]["label"], stijl.kleur, stijl.arcering, stijl.inkt)


def oplopend(labels: Mapping[str, str]) -> tuple[Klasse, ...]:
    """Return classes that run from light to dark: ``labels`` is code → label, from little to much.

    ValueError for more steps than can be told apart in grey.
    """
    kleuren = VORMGEVING["oplopend"]["kleuren"]
    if len(labels) > len(kleuren):
        raise ValueError(f"{len(labels)} trappen; op één kaart zijn er hoogstens {len(kleuren)} te zien")
    plaatsen = np.linspace(0, len(kleuren) - 1, len(labels)).round().astype(int)
    return tuple(
        Klasse(code, label, kleuren[plaats])
        for (code, label), plaats in zip(labels.items(), plaatsen, strict=True)
    )


def inhoud_per_gebied(
    waarden: pd.Series,
    categorieen: Sequence[Klasse],
    gemeenten: pd.DataFrame,
    indeling: str = "gm_code",
    leeg: str = GEEN_GEGEVENS,
) -> Inhoud:
    """Return a map of ``waarden``: the code of a category (str, or missing) per gemeente or regio.

    ``waarden`` has the name of the area as index: the gm_code, or the name of the regio where ``indeling``
    is another key of ``EENHEID``. ``categorieen``: the classes in the order of the legend; one
    that occurs nowhere keeps its entry, with a count of 0. ``gemeenten``: gm_code, wmo_regio,
    zorgkantoorregio, in the order of every map. What has no value is called ``leeg``.
    Raises ValueError for an area, or a category, that does not exist or stands in ``waarden`` twice.
    """
    gebieden = gemeenten[indeling]
    codes = [klasse.code for klasse in categorieen]
    bekend = waarden.dropna()
    vreemd = sorted(set(waarden.index) - set(gebieden)) + sorted(set(bekend) - set(codes))
    dubbel = sorted(set(waarden.index[waarden.index.duplicated()]))
    if vreemd or dubbel:
        raise ValueError(f"onbekend: {vreemd}, dubbel: {dubbel} (indeling {indeling})")
    per_gebied = bekend.map(dict(zip(codes, range(len(codes)), strict=True))).astype("int64")
    klasse_van = gebieden.map(per_gebied).fillna(len(codes)).to_numpy(dtype=np.int64)
    geen = CATEGORIE["geen_gegevens"]
    alle = [*categorieen, Klasse("", leeg, geen["kleur"], geen["arcering"], geen["inkt"])]
    klassen = []
    for i, klasse in enumerate(alle):
        leden = klasse_van == i
        telling = aantal(gebieden[leden].nunique(), EENHEID[indeling])
        klassen.append(replace(klasse, n_gemeenten=int(leden.sum()), telling=telling))
    if not klassen[-1].n_gemeenten:
        klassen.pop()
    return Inhoud(
        klassen=tuple(klassen),
        klasse_van=klasse_van,
        geen_opgave=np.zeros(len(gemeenten), dtype=bool),
        met=klasse_van < len(codes),
        nul="",
    )


@dataclass(frozen=True)
class Kaarttekst:
    """What stands around such a map, and its name (``kaart_id``).

    ``titel`` says what is to be seen, ``onderschrift`` is the caption with what is counted. ``bron``: the
    source, where it is not the edition; a synthetic edition says so in any case. What has no value is called
    ``leeg``.
    """

    kaart_id: str
    titel: str
    onderschrift: str
    ondertitel: str = ""
    bron: str = ""
    leeg: str = GEEN_GEGEVENS


def maak_gebiedskaart(
    tekst: Kaarttekst,
    waarden: pd.Series,
    categorieen: Sequence[Klasse],
    *,
    gemeenten: pd.DataFrame,
    editie: "Editie",
    indeling: str = "gm_code",
    grenzen: str = "",
) -> Kaartbeeld:
    """Return the map of :func:`inhoud_per_gebied` with its texts; several make one sheet by ``bundel``.

    ``grenzen``: the regions whose borders are drawn (default: those of ``indeling``). Errors as
    :func:`inhoud_per_gebied`.
    """
    inhoud = inhoud_per_gebied(waarden, categorieen, gemeenten, indeling, tekst.leeg)
    telling = "; ".join(f"{klasse.label}: {klasse.telling}" for klasse in inhoud.klassen)
    return Kaartbeeld(
        **vars(inhoud),
        kaart_id=tekst.kaart_id,
        soort="gebiedskaart",
        titel=tekst.titel,
        ondertitel=tekst.ondertitel,
        bijschrift=tekst.onderschrift,
        bronregel=gemerkt(tekst.bron, editie) if tekst.bron else bronregel(editie),
        alt=f"Kaart van Nederland. {tekst.titel.rstrip('.?!')}. {telling}.",
        grenzen=grenzen or (indeling if indeling != "gm_code" else None),
        synthetisch=bool(editie.synthetisch),
        n_projecten=0,
        kort=tekst.titel,
    )


def teken_gebiedskaart(basis: Kaartbasis, *wat: Any, **opties: Any) -> Kaartfiguur:
    """Return the map of :func:`maak_gebiedskaart` as a figure; keep it with ``lib.kaart.blad.bewaar``."""
    return teken(maak_gebiedskaart(*wat, **opties), basis)


def tabel_per_gebied(beeld: Kaartbeeld, gemeenten: pd.DataFrame, indeling: str = "gm_code") -> pd.DataFrame:
    """Return the table behind such a map: one row per area with its class, by name; all str."""
    namen = gemeenten["gm_naam"] if indeling == "gm_code" else gemeenten[indeling]
    labels = np.array([klasse.label for klasse in beeld.klassen])
    tabel = pd.DataFrame({EENHEID[indeling]: namen, "klasse": labels[beeld.klasse_van]}, dtype="str")
    return tabel.drop_duplicates().sort_values(EENHEID[indeling], ignore_index=True)
