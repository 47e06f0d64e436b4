"""Hearing the parties: a workbook for each insurer, region and gemeente with its projects, and reading it.

``python -m lib.werkbank.wederhoor EDITIE [--gemeenten]`` first reads the workbooks in ``wederhoor`` of the
edition, then writes new ones to ``data/processed/<editie>/wederhoor``. What a party says goes to
``bevestigingen.csv``; another label goes, with its argument, to ``labelbesluiten.csv`` as a proposal that a
person decides on in the label-notebook. The party argues, the final say is the consultant's.
"""

import io
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from lib.editie.bestand import voeg_rij_toe
from lib.editie.editie import Editie, lees_editie
from lib.editie.ordening import DIMENSIES, Ordening
from lib.gebied.jaar import gemeenten_van
from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.grond.paden import paginanaam, uitvoer
from lib.grond.schrijven import schrijf_atomair
from lib.grond.woorden import datum
from lib.inlezen.invulboek import keuzeregel, schrijf_lijsten, schrijf_uitleg
from lib.labels.besluiten import ENKELVOUDIG, LABELKOLOMMEN, lees_besluiten, pas_toe, splits
from lib.labels.bevestiging import (
    BEVESTIGINGKOLOMMEN,
    KLOPT,
    KLOPT_NIET,
    PARTIJSOORTEN,
    lees_bevestigingen,
    tel_bevestigd,
)
from lib.labels.gevallen import Labelstand, lees_labelstand
from lib.werkbank.werkboekcel import bladrijen, op_a4

MAP, BLAD, VERZONDEN = "wederhoor", "Projecten", "Verzonden"
_ANDERS = "anders"
_KOLOM_VAN = {"zorgverzekeraar": "zorgverzekeraars", "wmo_regio": "wmo_regios", "gemeente": "gemeenten"}
_BREED = {"project_id": 8, "titel": 34, "omschrijving": 44, "zorgverzekeraars": 18, "gemeenten": 24}
_BREED |= dict.fromkeys(DIMENSIES, 23) | {"oordeel": 11, "wat klopt niet": 14, "moet zijn": 20, "bewijs": 34}
_IN = ("oordeel", "wat klopt niet", "moet zijn", "bewijs")  # what the party fills in


@dataclass(frozen=True)
class Weerwoord:
    """What a party says of a project; ``dimensie`` is what is wrong (or anders), ``label`` what is right."""

    project_id: str
    oordeel: str
    dimensie: str
    label: str
    bewijs: str
    rij: int


@dataclass(frozen=True)
class Wederhoor:
    """A workbook that came back from a party: of a gemeente ``partij`` is its code and ``wie`` its name."""

    soort: str
    partij: str
    wie: str
    bestand: str
    weerwoorden: tuple[Weerwoord, ...]


def partijen_van(stand: Labelstand, gemeenten: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the parties that have projects: soort and name (of a gemeente its code), in order."""
    for soort in PARTIJSOORTEN if gemeenten else PARTIJSOORTEN[:2]:
        tel = Counter(naam for lijst in stand.inlezing.ingelezen[_KOLOM_VAN[soort]] for naam in lijst)
        yield from ((soort, naam) for naam in sorted(tel))


def maak_wederhoor(stand: Labelstand, soort: str, partij: str, dag: date) -> bytes:
    """Return the workbook for a party, with its projects as they are labelled now; on paper it is A4."""
    import xlsxwriter

    uit = io.BytesIO()
    boek = xlsxwriter.Workbook(uit, {"in_memory": True, "strings_to_formulas": False})
    boek.set_properties({"created": datetime(dag.year, dag.month, dag.day)})
    naam = gemeenten_van(stand.editie.indelingsjaar, stand.editie).set_index("gm_code")["gm_naam"].to_dict()
    tabel = _projecten(stand, soort, partij, naam)
    keuzes = {"oordeel": [KLOPT, KLOPT_NIET], "wat klopt niet": [*DIMENSIES, _ANDERS]}
    wie = naam.get(partij, partij)
    regels = enumerate(_regels(stand.editie, wie, len(tabel), dag))
    schrijf_uitleg(boek, ((regel, "tekst" if nummer else "titel") for nummer, regel in regels))
    _schrijf_projecten(boek, tabel, keuzes)
    verborgen = boek.add_worksheet(VERZONDEN)
    verborgen.very_hidden()
    for k, waarde in enumerate(("wederhoor", stand.editie.naam, soort, partij, wie)):
        verborgen.write_string(0, k, waarde)
    schrijf_lijsten(boek, keuzes)
    boek.close()
    return uit.getvalue()


def _projecten(stand: Labelstand, soort: str, partij: str, naam: dict[str, str]) -> pd.DataFrame:
    """Return the projects of a party as it reads them: labels and places in words (str)."""
    alle = pas_toe(stand.inlezing.ingelezen, stand.gelabeld)
    eigen = alle[[partij in lijst for lijst in alle[_KOLOM_VAN[soort]]]]
    tabel = eigen[["project_id", "titel", "omschrijving"]].copy()
    tabel["zorgverzekeraars"] = [", ".join(lijst) for lijst in eigen["zorgverzekeraars"]]
    tabel["gemeenten"] = [
        ", ".join(naam[code] for code in rij.gemeenten) or ", ".join(rij.wmo_regios)
        for rij in eigen.itertuples()
    ]
    for dimensie in DIMENSIES:
        codes = eigen[dimensie].map(lambda cel: cel if isinstance(cel, list) else splits(cel))
        tabel[dimensie] = [", ".join(stand.ordening.naam(dimensie, code) for code in een) for een in codes]
    leeg = [] if tabel["omschrijving"].any() else ["omschrijving"]
    return tabel.drop(columns=leeg).astype(str)


def _regels(editie: Editie, wie: str, aantal: int, dag: date) -> list[str]:
    merk = " Deze editie is verzonnen (synthetisch)." if editie.synthetisch else ""
    return [
        f"Wederhoor: {wie}",
        f"{editie.titel}. Gemaakt op {datum(dag)}.{merk}",
        f"Op het blad «{BLAD}» staan {aantal} project(en) die op uw naam staan, met onze labels en plaatsen.",
        f"Kies bij elk project in de kolom «oordeel»: {KLOPT} of {KLOPT_NIET}.",
        f"Bij {KLOPT_NIET}: kies wat er niet klopt, en schrijf wat het moet zijn.",
        "Schrijf in «bewijs» waarop u dat baseert: een afspraak, een pagina, een jaar.",
        "Weet u het niet, laat de cel dan leeg: leeg telt als niet gevraagd.",
        "Sorteren en rijen weghalen mag. Laat de koppen en de verborgen kolom staan.",
        "Uw argument wordt bewaard en gewogen. Wie de kaart maakt, beslist, en schrijft op waarom.",
        "Zet geen namen van personen in dit bestand. Stuur het daarna terug.",
    ]


def _schrijf_projecten(boek: Any, tabel: pd.DataFrame, keuzes: dict[str, list[str]]) -> None:
    blad = boek.add_worksheet(BLAD)
    blad.activate()
    cel = {"num_format": "@", "text_wrap": True, "valign": "top", "border": 1, "border_color": "#d9d9d9"}
    vormen = [boek.add_format(cel), boek.add_format(cel | {"bg_color": "#fff2cc"})]
    kop = boek.add_format({"bold": True, "bg_color": "#cfe2f3", "bottom": 1, "text_wrap": True})
    koppen = [*map(str, tabel.columns), *_IN]
    for k, naam in enumerate(koppen):
        blad.set_column(k, k, _BREED[naam], None, {"hidden": naam == "project_id"})
        blad.write_string(0, k, naam, kop)
    for nummer, rij in enumerate(tabel.itertuples(index=False), start=1):
        cellen = zip(koppen, rij, strict=False)
        regels = max(-(-len(tekst) // (_BREED[naam] - 1)) for naam, tekst in cellen if naam != "project_id")
        blad.set_row(nummer, 15 * min(max(regels, 1), 8))
        for k, tekst in enumerate(rij):
            blad.write_string(nummer, k, tekst, vormen[0])
        for k in range(len(rij), len(koppen)):
            blad.write_blank(nummer, k, None, vormen[1])
    for naam in keuzes:
        k = koppen.index(naam)
        blad.data_validation(1, k, max(len(tabel), 1), k, keuzeregel(naam, keuzes))
    blad.freeze_panes(1, 2)
    op_a4(blad)


def lees_wederhoor(pad: Path) -> Wederhoor:
    """Return what a party filled in. Raises InvoerFouten where it is no such workbook, or a cell has no
    meaning; all together.
    """
    bladen = bladrijen(pad)
    kop = (bladen.get(VERZONDEN) or [[""]])[0]
    if kop[:1] != ["wederhoor"] or not bladen.get(BLAD) or "project_id" not in bladen[BLAD][0]:
        raise InvoerFouten(
            [InvoerFout(pad.name, "geen werkboek voor wederhoor, of de verborgen kolom is weg")]
        )
    fouten: list[InvoerFout] = []
    gezegd = [_weerwoord(pad, nr, rij, bladen[BLAD][0], fouten) for nr, rij in enumerate(bladen[BLAD][1:], 2)]
    if fouten:
        raise InvoerFouten(fouten)
    return Wederhoor(kop[2], kop[3], kop[4], pad.name, tuple(een for een in gezegd if een))


def _weerwoord(
    pad: Path, nummer: int, cellen: list[str], koppen: list[str], fouten: list[InvoerFout]
) -> Weerwoord | None:
    rij = dict(zip(koppen, cellen, strict=False))
    oordeel, dimensie = rij.get("oordeel", "").casefold(), rij.get("wat klopt niet", "").casefold()
    if not oordeel and not dimensie:
        return None
    for kolom, cel, mag in (
        ("oordeel", oordeel, (KLOPT, KLOPT_NIET)),
        ("wat klopt niet", dimensie, ("", *DIMENSIES, _ANDERS)),
    ):
        if cel not in mag:
            keus = " of ".join(filter(None, mag))
            fouten.append(InvoerFout(pad.name, "onbekende waarde", BLAD, nummer, kolom, cel, keus))
    return Weerwoord(
        rij["project_id"], oordeel, dimensie, rij.get("moet zijn", ""), rij.get("bewijs", ""), nummer
    )


def verwerk_wederhoor(editie: Editie, gehoord: Wederhoor, dag: date) -> tuple[Editie, list[str]]:
    """Write down what a party said: in ``bevestigingen.csv``, and another label as a proposal.

    Returns the edition as it then is, and a Dutch line for each thing written, or not and why. What was said
    before is not written again; a label that is decided on stays so.
    """
    stand = lees_labelstand(editie)
    bekend = set(stand.inlezing.ingelezen["project_id"])
    eerder = lees_bevestigingen(editie.bestand("bevestigingen"))
    al = set(
        eerder[["project_id", "soort_partij", "partij", "oordeel", "bewijs"]].itertuples(
            index=False, name=None
        )
    )
    regels: list[str] = []
    for een in gehoord.weerwoorden:
        if een.project_id not in bekend:
            regels.append(f"{een.project_id}: dit project is er niet meer")
            continue
        rij = (een.project_id, gehoord.soort, gehoord.partij, een.oordeel, een.bewijs)
        if rij in al:
            continue
        waarden = dict(zip(BEVESTIGINGKOLOMMEN, (*rij, dag.isoformat()), strict=True))
        editie, _ = voeg_rij_toe(
            editie, "bevestigingen", tuple(BEVESTIGINGKOLOMMEN), waarden, lees_bevestigingen
        )
        regels.append(f"{een.project_id}: {een.oordeel} volgens {gehoord.wie}")
        if een.oordeel == KLOPT_NIET and een.dimensie in DIMENSIES:
            editie, regel = _stel_voor(editie, stand, gehoord, een)
            regels.append(regel)
    return editie, regels


def _stel_voor(editie: Editie, stand: Labelstand, gehoord: Wederhoor, een: Weerwoord) -> tuple[Editie, str]:
    """Add another label to ``labelbesluiten.csv``, without a decision; or say why not."""
    codes = _codes(een, stand.ordening)
    if not codes:
        keus = ", ".join(stand.ordening.codes(een.dimensie))
        return editie, f"{een.project_id}: «{een.label}» is geen {een.dimensie}; kies uit {keus}"
    besluiten = lees_besluiten(editie.bestand("labelbesluiten"), stand.ordening)
    er_is = besluiten[(besluiten["project_id"] == een.project_id) & (besluiten["dimensie"] == een.dimensie)]
    if len(er_is):
        wat = "is al beslist" if er_is.iloc[0]["eindoordeel"] else "heeft al een tegenvoorstel"
        return editie, f"{een.project_id}: {een.dimensie} {wat}; het bezwaar staat in bevestigingen.csv"
    nu = stand.gelabeld.set_index(["project_id", "dimensie"])["opgave"]
    rij = {
        "project_id": een.project_id,
        "dimensie": een.dimensie,
        "voorstel": nu.get((een.project_id, een.dimensie), ""),
        "voorstel_partij": "bron",
        "tegenvoorstel": ";".join(codes),
        "argument": f"{gehoord.wie} (wederhoor): {een.bewijs or 'zonder bewijs'}",
    }
    editie, _ = voeg_rij_toe(
        editie, "labelbesluiten", LABELKOLOMMEN, rij, lambda pad: lees_besluiten(pad, stand.ordening)
    )
    return editie, f"{een.project_id}: {een.dimensie} wordt voorgelegd als {', '.join(codes)}"


def _codes(een: Weerwoord, ordening: Ordening) -> list[str]:
    """Return the labels that a party names; none where one is unknown, or there are too many."""
    codes = [ordening.code_van(een.dimensie, tekst) for tekst in splits(een.label)]
    te_veel = een.dimensie in ENKELVOUDIG and len(codes) > 1
    goed = [code for code in codes if code]
    return [] if te_veel or len(goed) < len(codes) else list(ordening.sorteer(een.dimensie, goed))


def main(woorden: list[str] | None = None) -> int:
    """Read what parties sent back and write what they are asked; 2 where something is wrong."""
    woorden = sys.argv[1:] if woorden is None else woorden
    namen = [woord for woord in woorden if not woord.startswith("-")]
    if not namen:
        print("Noem de editie: python -m lib.werkbank.wederhoor mijn-regio [--gemeenten]")
        return 2
    try:
        for naam in namen:
            _een_editie(naam, "--gemeenten" in woorden, date.today())
    except InvoerFouten as fouten:
        print("\n".join(str(fout) for fout in fouten.fouten))
        return 2
    return 0


def _een_editie(naam: str, gemeenten: bool, dag: date) -> None:
    editie = lees_editie(naam)
    paden = [pad for pad in sorted((editie.map / MAP).glob("*.xlsx")) if pad.name[0] != "~"]
    for gehoord in [lees_wederhoor(pad) for pad in paden]:
        editie, regels = verwerk_wederhoor(editie, gehoord, dag)
        print(f"{gehoord.bestand}: {len(gehoord.weerwoorden)} oordelen", *regels, sep="\n  ")
    stand = lees_labelstand(editie)
    ids = stand.inlezing.ingelezen["project_id"]
    for wat, aantal in tel_bevestigd(ids, lees_bevestigingen(editie.bestand("bevestigingen"))).items():
        print(f"{aantal} project(en) {wat}")
    doel = uitvoer(naam).processed / MAP
    doel.mkdir(parents=True, exist_ok=True)
    for soort, partij in partijen_van(stand, gemeenten):
        schrijf_atomair(doel / f"{paginanaam(soort, partij)}.xlsx", maak_wederhoor(stand, soort, partij, dag))
    print(f"Geschreven: {doel}")


if __name__ == "__main__":
    sys.exit(main())
