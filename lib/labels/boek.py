"""The words that betray a label, as data that a consultant can edit: ``labelwoorden.toml``.

It has the shape of the codebook of open answers, so that word list and text model are the same
(:mod:`lib.labels.woordcodering`, :mod:`lib.labels.tekstmodel`). The definition of a label is its example
sentence.
"""

from pathlib import Path
from typing import cast

from pydantic import BaseModel, ConfigDict

from lib.editie.ordening import DIMENSIES, Ordening
from lib.grond.fouten import InvoerFout, dichtst, keur_elk, meld
from lib.grond.paden import REGISTER
from lib.grond.toml import lees_toml, vreemde_sleutels
from lib.labels.codeboek import Code, Codeboek, lees_codeboek
from lib.labels.woordcodering import heeft_code

_BESTAND = REGISTER / "labelwoorden.toml"
UIT_TEKST = ("thema", "instrument", "vorm")  # schaal follows from the places


class Labelcode(BaseModel):
    """The words of one label: of a :class:`lib.labels.codeboek.Code` what word list and model ask for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    dimensie: str
    code: str
    woorden: tuple[str, ...] = ()
    stammen: tuple[str, ...] = ()
    geheel: tuple[str, ...] = ()
    tekort: tuple[str, ...] = ()
    voorbeelden: tuple[str, ...] = ()

    @property
    def veld(self) -> str:
        """The dimensie."""
        return self.dimensie


def lees_labelboek(ordening: Ordening, pad: Path = _BESTAND) -> Codeboek:
    """Return the words of every label of ``UIT_TEKST``, in the order of the ordening.

    A label without a row has its definition only. InvoerFouten with every unknown key, dimensie or code.
    """
    inhoud = lees_toml(pad)
    fouten = vreemde_sleutels(inhoud, {"label"}, pad.name)
    gelezen: dict[tuple[str, str], Labelcode] = {}
    for waar, label in keur_elk(Labelcode, inhoud.get("label", []), pad.name, "label", fouten):
        fouten += _onbekend(label, ordening, waar, pad.name)
        gelezen[label.dimensie, label.code] = label
    meld(fouten)
    return Codeboek(lees_codeboek().taal, cast(tuple[Code, ...], tuple(_codes(ordening, gelezen))))


def _onbekend(label: Labelcode, ordening: Ordening, waar: str, bestand: str) -> list[InvoerFout]:
    for kolom, waarde, bekend in (
        ("dimensie", label.dimensie, DIMENSIES),
        ("code", label.code, ordening.codes(label.dimensie) if label.dimensie in DIMENSIES else ()),
    ):
        if waarde not in bekend:
            tip = dichtst(waarde, bekend)
            return [
                InvoerFout(bestand, f"onbekende {kolom}", waar, kolom=kolom, waarde=waarde, suggestie=tip)
            ]
    return []


def _codes(ordening: Ordening, gelezen: dict[tuple[str, str], Labelcode]) -> list[Labelcode]:
    definitie = ordening.tabel.set_index(["dimensie", "code"])["definitie"]
    return [
        gelezen.get((dimensie, code), Labelcode(dimensie=dimensie, code=code)).model_copy(
            update={"voorbeelden": (definitie[dimensie, code],)}
        )
        for dimensie in UIT_TEKST
        for code in ordening.codes(dimensie)
    ]


def gevonden_woorden(tekst: str, label: Labelcode, boek: Codeboek) -> list[str]:
    """Return which words of ``label`` occur in ``tekst`` and are not turned around, as the list has them.

    The beginning of a word (``dement…``) is left out where a whole word that was found begins so.
    """

    def komt_voor(**deel: tuple[str, ...]) -> bool:
        alleen = {"woorden": (), "stammen": (), **deel}
        return heeft_code(tekst, label.model_copy(update=alleen), boek.taal)

    woorden = [woord for woord in label.woorden if komt_voor(woorden=(woord,))]
    stammen = [stam for stam in label.stammen if komt_voor(stammen=(stam,))]
    return woorden + [f"{stam}…" for stam in stammen if not any(w.startswith(stam) for w in woorden)]
