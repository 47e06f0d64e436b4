"""The colours, hatches and words of the atlas: those of the report, as numbers and text for its script."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from lib.beeld.stijl import (
    CATEGORIE,
    COMBINATIE,
    VLAK,
    VORMGEVING,
    inkt_op,
    vulling,
    vulling_combinatie,
    vulling_zorgverzekeraar,
)
from lib.editie.ordening import DIMENSIES, Ordening
from lib.kaart.blad import ZESHOEKEN
from lib.kaart.combinatie import LEESWIJZER, LEIDEND, LET_OP
from lib.kaart.inhoud import GEEN_PROJECTEN, nul_woord

_KOPPEN = {
    "thema": ("Thema", "Thema's"),
    "instrument": ("Instrument", "Instrumenten"),
    "vorm": ("Vorm", "Vormen"),
    "schaal": ("Schaal", "Schalen"),
    "zorgverzekeraar": ("Zorgverzekeraar", "Zorgverzekeraars"),
    "periode": ("Peildatum", "Peildata"),
}
CATEGORIEEN = ("geen_opgave", "overige_combinaties", "aanwezig", "proxy", "gemeten", "geschat")


def maak_dimensies(
    ordening: Ordening, genoemd: Collection[str], perioden: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """Return what can be chosen from: per dimensie its names, codes, labels and how each is drawn.

    ``genoemd``: the zorgverzekeraars that occur; ``perioden``: code → name of the dates of projects.
    """
    uit = {dimensie: _dimensie(ordening, dimensie) for dimensie in DIMENSIES}
    uit["zorgverzekeraar"] = {
        "codes": list(ordening.zorgverzekeraars),
        "labels": list(ordening.zorgverzekeraars),
        "genoemd": sorted(map(ordening.zorgverzekeraars.index, genoemd)),
        **_vullingen([vulling_zorgverzekeraar(naam) for naam in ordening.zorgverzekeraars]),
    }
    uit["periode"] = {"codes": list(perioden), "labels": list(perioden.values())}
    return {
        dimensie: {"naam": een, "meervoud": meer, **uit[dimensie]}
        for dimensie, (een, meer) in _KOPPEN.items()
    }


def _dimensie(ordening: Ordening, dimensie: str) -> dict[str, Any]:
    codes = ordening.codes(dimensie)
    eigen = ordening.tabel[ordening.tabel["dimensie"] == dimensie].set_index("code")
    return {
        "codes": list(codes),
        "labels": [ordening.label(dimensie, code) for code in codes],
        "uitleg": [eigen.at[code, "definitie"] for code in codes],
        "leidend": LEIDEND[dimensie],
        "combinaties": [_combinatie(dimensie, codes, bits) for bits in range(1, 1 << len(codes))],
        **_vullingen([vulling(dimensie, code) for code in codes]),
    }


def _combinatie(dimensie: str, codes: Sequence[str], bits: int) -> dict[str, str]:
    """The look of the labels whose bits are set: each combination, so that the page need not know how."""
    return asdict(vulling_combinatie(dimensie, [code for i, code in enumerate(codes) if bits >> i & 1]))


def _vullingen(vullingen: Sequence[Any]) -> dict[str, list[str]]:
    return {deel: [getattr(een, deel) for een in vullingen] for deel in ("kleur", "arcering", "inkt")}


def maak_kleuren() -> dict[str, Any]:
    """Return the colours of classes, and from how many a class of its own is too much."""
    return {
        "vlak": VLAK,
        "categorie": {naam: categorie(naam) for naam in CATEGORIEEN},
        "aantal": [
            {"vanaf": int(vanaf), "label": stijl["label"], "kleur": stijl["kleur"]}
            for vanaf, stijl in VORMGEVING["aantal"].items()
        ],
        "rijen": COMBINATIE["rijen"],
    }


def categorie(naam: str) -> dict[str, str]:
    """Return the label, kleur, arcering and inkt of a category of ``stijl.toml``."""
    gegevens = CATEGORIE[naam]
    kleur = gegevens.get("kleur", VLAK["zacht"])
    inkt = gegevens.get("inkt") or inkt_op(kleur)
    return {
        "label": gegevens["label"],
        "kleur": kleur,
        "arcering": gegevens.get("arcering", ""),
        "inkt": inkt,
    }


def maak_woorden(volledig: bool) -> dict[str, str]:
    """The words that the report's maps use too; ``volledig``: the edition is a full count."""
    return {
        "nul": nul_woord(volledig),
        "let_op": LET_OP,
        "leeswijzer": LEESWIJZER,
        "geen_projecten": GEEN_PROJECTEN,
        "zeshoeken": ZESHOEKEN,
    }
