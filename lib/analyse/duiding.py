"""Interpretation beside the analysis tables: text of our own, per edition, with its figures filled in.

``duiding.toml`` holds an entry ``[[duiding]]`` per printed row of a table: ``tabel_id``, ``rij`` (from 1),
``bewering`` (what the report claims there, in our words) and ``duiding`` (how this edition's figures may be
read). Both may hold fields, which :func:`velden` lists for each table:

    {projecten} {gemeenten} {wmo_regios} {zonder_gemeenten} {projecten_overig}   the whole selection
    {projecten_<code>} {gemeenten_<code>} {wmo_regios_<code>}                    one label: counts
    {aandeel_<code>} {aandeel_overig_<code>}        '26,3 % (n = 19)'; '2 van 6' where n is below 10
    {binnen_<code>}             of all projects with this label, the share in this selection; same notation
    {volgorde}                                      all labels, the most frequent first: 'inkoop (4), ...'
    {polissen_0} ... {polissen_4}                   gemeenten with so many contracts; 4 is four or more

A zorgverzekeraar as <code> is written in small letters with _ for a space; for tables with several labels
per project there is also ``meer_dan_een``, and for zorgverzekeraars ``niet_genoemd``.
"""

import re
import string
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from lib.analyse.gegevens import Gegevens
from lib.analyse.tabellen import (
    CONTRACTEN,
    KLEINSTE_NOEMER,
    MEER,
    NIET_GENOEMD,
    TOTAAL,
    analysetabel,
    polistabel,
    rijcodes,
)
from lib.editie.ordening import Ordening
from lib.grond.fouten import InvoerFout, InvoerFouten, dichtst
from lib.grond.toml import lees_toml, lees_toml_tekst, vreemde_sleutels
from lib.grond.woorden import aandeel, getal

_SLEUTELS = {"tabel_id": str, "rij": int, "bewering": str, "duiding": str}
_TEKSTEN = ("bewering", "duiding")
ALGEMEEN = ("projecten", "gemeenten", "wmo_regios", "zonder_gemeenten", "projecten_overig")
PER_CODE = ("projecten", "gemeenten", "wmo_regios", "aandeel", "aandeel_overig", "binnen")
_ONBEKEND = "onbekend"


_KOP = re.compile(r"\s*\[\[\s*duiding\s*\]\]\s*(?:#.*)?")


def lees_duiding(pad: Path | None, tabellen: pd.DataFrame, ordening: Ordening) -> pd.DataFrame:
    """Return the interpretations of an edition, one row each: ``_SLEUTELS`` (rij ``int64``, the rest
    ``str``).

    ``tabellen`` are those of the register. Without a file the table is empty. Raises InvoerFouten with
    every unknown key, tabel_id or field (and the nearest valid one), empty text, and second entry for
    the same row; ``rij`` of such a fault is the line of the entry in the file.
    """
    if pad is None:
        return _tabel([])
    inhoud = lees_toml(pad)
    analyses = tabellen[tabellen["soort"] == "analyse"].set_index("tabel_id")["dimensie"]
    vragen = {naam: velden(dimensie, ordening) for naam, dimensie in analyses.items()}
    fouten = vreemde_sleutels(inhoud, {"duiding"}, str(pad))
    stukken = inhoud.get("duiding", [])
    if not isinstance(stukken, list) or not all(isinstance(stuk, dict) for stuk in stukken):
        raise InvoerFouten([*fouten, InvoerFout(str(pad), "schrijf elke duiding onder [[duiding]]")])
    regels = [i for i, regel in enumerate(_regels(pad), 1) if _KOP.fullmatch(regel)]
    if len(regels) != len(stukken):  # written in another way that TOML knows
        regels = [0] * len(stukken)
    gezien: set[tuple] = set()
    for stuk, regel in zip(stukken, regels, strict=True):
        fouten += _fouten_in(stuk, InvoerFout(str(pad), "", rij=regel), vragen, gezien)
    if fouten:
        raise InvoerFouten(fouten)
    return _tabel(stukken)


def _tabel(stukken: list[dict]) -> pd.DataFrame:
    soorten = {naam: "int64" if soort is int else "str" for naam, soort in _SLEUTELS.items()}
    tabel = pd.DataFrame(stukken, columns=list(_SLEUTELS)).astype(soorten)
    return tabel.sort_values(["tabel_id", "rij"], ignore_index=True)


def _regels(pad: Path) -> list[str]:
    return lees_toml_tekst(pad).splitlines()


def _fouten_in(
    stuk: dict, plaats: InvoerFout, vragen: Mapping[str, tuple[str, ...]], gezien: set[tuple]
) -> list[InvoerFout]:
    def fout(reden: str, kolom: str, waarde: object = "", suggestie: str = "") -> InvoerFout:
        return InvoerFout(
            plaats.bestand, reden, rij=plaats.rij, kolom=kolom, waarde=str(waarde), suggestie=suggestie
        )

    vreemd = [
        fout("onbekende sleutel", naam, suggestie=dichtst(naam, _SLEUTELS))
        for naam in stuk.keys() - _SLEUTELS
    ]
    fouten = sorted(vreemd, key=lambda een: een.kolom)
    for naam, soort in _SLEUTELS.items():
        if type(stuk.get(naam)) is not soort or not stuk[naam]:
            wat = "een geheel getal vanaf 1" if soort is int else "tekst"
            fouten.append(fout(f"ontbreekt of is geen {wat}", naam, stuk.get(naam, "")))
    tabel_id = stuk.get("tabel_id")
    if not isinstance(tabel_id, str) or not tabel_id:
        return fouten
    if tabel_id not in vragen:
        return [
            *fouten,
            fout("geen analysetabel van het register", "tabel_id", tabel_id, dichtst(tabel_id, vragen)),
        ]
    sleutel = (tabel_id, str(stuk.get("rij")))
    if sleutel in gezien:
        fouten.append(fout("tweede duiding bij dezelfde rij van deze tabel", "rij", stuk["rij"]))
    gezien.add(sleutel)
    for naam in _TEKSTEN:
        tekst = stuk.get(naam)
        if isinstance(tekst, str):
            fouten += [
                fout(reden, naam, waarde, na) for reden, waarde, na in _veldfouten(tekst, vragen[tabel_id])
            ]
    return fouten


def _veldfouten(tekst: str, geldig: tuple[str, ...]) -> list[tuple[str, str, str]]:
    try:
        delen = [deel for deel in string.Formatter().parse(tekst) if deel[1] is not None]
    except ValueError:
        return [("accolades kloppen niet", tekst, "")]
    gebruikt = [str(veld) for _, veld, _, _ in delen]
    opmaak = [
        ("tussen accolades staat alleen de naam van een veld", f"{{{veld}}}", "")
        for _, veld, vorm, omzetting in delen
        if vorm or omzetting
    ]
    return opmaak + [
        ("onbekend veld", f"{{{veld}}}", f"{{{dichtst(veld, geldig) or geldig[0]}}}")
        for veld in gebruikt
        if veld not in geldig
    ]


def velden(dimensie: str, ordening: Ordening) -> tuple[str, ...]:
    """Return the fields for the text beside a table over ``dimensie``; see the top of this module."""
    codes = [_veldnaam(code) for code in rijcodes(dimensie, ordening) if code != TOTAAL]
    polissen = (
        [f"polissen_{n}" for n in (*CONTRACTEN, len(CONTRACTEN))] if dimensie == "zorgverzekeraar" else []
    )
    return (*ALGEMEEN, *(f"{soort}_{code}" for code in codes for soort in PER_CODE), "volgorde", *polissen)


def _veldnaam(code: str) -> str:
    return re.sub(r"\W+", "_", code.casefold())


def waarden(tabel: pd.DataFrame, polissen: pd.DataFrame | None, dimensie: str) -> dict[str, str]:
    """Return what each field of :func:`velden` stands for, in Dutch notation.

    ``tabel`` is the analysis table and ``polissen`` the table of :func:`lib.analyse.tabellen.polistabel`.
    """
    totaal = tabel[tabel["code"] == TOTAAL].iloc[0]
    uit = {naam: getal(totaal[naam]) for naam in ALGEMEEN}
    for rij in tabel[tabel["code"] != TOTAAL].to_dict("records"):
        code = _veldnaam(rij["code"])
        uit |= {f"{naam}_{code}": getal(rij[naam]) for naam in PER_CODE[:3]}
        uit[f"aandeel_{code}"] = _aandeel(rij["projecten"], rij["noemer"])
        uit[f"aandeel_overig_{code}"] = _aandeel(rij["projecten_overig"], rij["noemer_overig"])
        uit[f"binnen_{code}"] = _aandeel(rij["projecten"], rij["projecten"] + rij["projecten_overig"])
    uit["volgorde"] = _volgorde(tabel)
    if dimensie == "zorgverzekeraar":
        uit |= {
            f"polissen_{n}": _ONBEKEND if polissen is None else getal(polissen["gemeenten"].iloc[n])
            for n in (*CONTRACTEN, len(CONTRACTEN))
        }
    return uit


def _aandeel(teller: int, noemer: int) -> str:
    klein = noemer < KLEINSTE_NOEMER
    return f"{getal(teller)} van {getal(noemer)}" if klein else aandeel(teller, noemer)


def _volgorde(tabel: pd.DataFrame) -> str:
    """Return the labels that occur, most projects first; equal numbers keep the fixed order."""
    labels = tabel[~tabel["code"].isin([TOTAAL, MEER, NIET_GENOEMD]) & (tabel["projecten"] > 0)]
    gesorteerd = labels.sort_values("projecten", ascending=False, kind="stable")
    delen = [f"{rij.label} ({getal(rij.projecten)})" for rij in gesorteerd.itertuples()]
    return ", ".join(delen) or "geen"


def duiding_bij(duiding: pd.DataFrame, rij: Mapping[str, str], gegevens: Gegevens) -> pd.DataFrame:
    """Return the interpretation beside one table, filled in: rij (int64), bewering and duiding (str).

    ``duiding`` is the table of :func:`lees_duiding`, ``rij`` the row of the register. Empty where the
    edition has none for this table.
    """
    eigen = duiding.loc[duiding["tabel_id"] == rij["tabel_id"], ["rij", *_TEKSTEN]]
    ingevuld = waarden(analysetabel(rij, gegevens), polistabel(gegevens), rij["dimensie"])
    teksten = {
        naam: eigen[naam].map(lambda tekst: tekst.format_map(ingevuld)).astype("str") for naam in _TEKSTEN
    }
    return eigen.assign(**teksten).reset_index(drop=True)
