"""The contents page of an edition: its pages by chapter with small pictures, search, downloads, projects."""

import csv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import lib
from lib.beeld.beelden import Paginabeeld, figuren_op, klein_beeld, ruim_op, titel_van
from lib.editie.editie import Editie
from lib.editie.herkomst import lees_zijspan, zijspan
from lib.grond.paden import REGISTER, Uitvoer, uitvoer
from lib.grond.schrijven import schrijf_atomair
from lib.grond.toml import lees_toml
from lib.grond.woorden import datum, getal
from lib.labels.besluiten import DIMENSIES
from lib.pagina.projectpagina import projectadres
from lib.pagina.site import als_json, downloads, sjabloonomgeving
from lib.pagina.taken import Taak
from lib.pagina.zoeklijst import ZOEKSOORTEN, zoeklijst

_SJABLOON = "inhoud.html.j2"
INHOUD, VOLGORDE, ZOEKLIJST, ATLAS = "index.html", "volgorde.js", "zoeklijst.js", "atlas.html"
GESPREK = {  # the kinds of area that a gesprekskaart can be about
    "wmo_regio": "Wmo-regio's",
    "zorgkantoorregio": "Zorgkantoorregio's",
    "gemeente": "Gemeenten",
}
_OORDEEL = {
    "ja": "gaan op",
    "nee": "gaan niet op",
    "niet_toetsbaar": "zijn niet te toetsen of niet te zeggen",
}
_KOPPEN = ("Project", "Zorgverzekeraars", "Plaatsen", "Thema", "Instrument", "Vorm", "Schaal")


def schrijf_inhoud(editie: Editie, taken: list[Taak], wortel: Path) -> None:
    """Write ``rapport/<editie>/index.html`` and what it searches in, about the pages that are there.

    ``taken`` are all tasks of the edition. Pictures that no page shows any more are removed.
    """
    plaats = uitvoer(editie.naam, wortel)
    if not plaats.rapport.is_dir():
        return
    paginas = [taak for taak in in_leesvolgorde(taken) if taak.pagina.is_file()]
    beelden = {taak.stam: figuren_op(taak.pagina) for taak in paginas}
    titels = {b.adres: titel_van(plaats.rapport / b.adres) for lijst in beelden.values() for b in lijst}
    volgorde = [[taak.pagina.name, taak.titel] for taak in paginas]
    posten = zoeklijst(plaats, paginas, beelden, titels)
    _schrijf_script(plaats.rapport / VOLGORDE, VOLGORDE=volgorde)
    _schrijf_script(plaats.rapport / ZOEKLIJST, SOORTEN=ZOEKSOORTEN, ZOEK=posten)
    sjabloon = sjabloonomgeving().get_template(_SJABLOON)
    pagina = sjabloon.render(
        **_kop(editie, plaats, taken),
        hoofdstukken=_hoofdstukken(plaats, paginas, beelden, titels),
        oordelen=_oordelen(plaats.processed),
        koppen=_KOPPEN,
        projecten=[_project(rij) for rij in lees_csv(plaats.processed / "projecten.csv")],
        atlas=ATLAS if (plaats.rapport / ATLAS).is_file() else "",
    )
    schrijf_atomair(plaats.rapport / INHOUD, pagina)
    ruim_op(plaats.rapport)


def in_leesvolgorde(taken: list[Taak]) -> list[Taak]:
    """Return the tasks by chapter, those of a chapter in the order of the run; unknown chapters last."""
    volgorde = list(lees_hoofdstukken())
    return sorted(taken, key=lambda taak: volgorde.index(_hoofdstuk(taak, volgorde)))


def lees_hoofdstukken() -> dict[str, str]:
    """Return the chapters of a contents page in their order, code → title, from ``hoofdstukken.toml``."""
    return lees_toml(REGISTER / "hoofdstukken.toml")


def _hoofdstuk(taak: Taak, bekend: list[str]) -> str:
    return taak.regel.hoofdstuk if taak.regel.hoofdstuk in bekend else bekend[-1]


def mislukte(rapport: Path, taken: list[Taak] | None = None) -> list[dict[str, str]]:
    """Return the pages of notebooks that failed: titel (the name of the file without ``taken``) and adres."""
    titels = {taak.mislukt.name: taak.titel for taak in taken or []}
    paden = sorted(rapport.glob("*.mislukt.html"))
    return [
        {"titel": titels.get(pad.name, pad.name.removesuffix(".mislukt.html")), "adres": pad.name}
        for pad in paden
    ]


def afgekeurd(processed: Path) -> int:
    """Return how many rows of the input were rejected, wholly or in part."""
    rijen = [
        (rij["bestand"], rij["blad"], rij["rij"])
        for pad in processed.glob("afgekeurd*.csv")
        for rij in lees_csv(pad)
    ]
    return len(set(rijen))


def lees_csv(pad: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV that a run wrote; none where there is no such file."""
    if not pad.is_file():
        return []
    with pad.open(encoding="utf-8", newline="") as bestand:
        return list(csv.DictReader(bestand))


def _schrijf_script(pad: Path, **waarden: Any) -> None:
    """Write values as a script: a page that is opened from disk may not read a file in another way."""
    schrijf_atomair(pad, "".join(f"var {naam} = {als_json(waarde)};\n" for naam, waarde in waarden.items()))


def _kop(editie: Editie, plaats: Uitvoer, taken: list[Taak]) -> dict[str, Any]:
    keuring = next((t for t in taken if t.regel.notebook in ("01-inlezen", "06-venster-inlezen")), None)
    return {
        "editie": editie,
        "toelichting": editie.toelichting.replace("**", ""),
        "peildatum": datum(editie.peildatum),
        "bronnen": _bronnen(editie),
        "watervallen": _watervallen(plaats.processed),
        "mislukt": mislukte(plaats.rapport, taken),
        "afgekeurd": getal(afgekeurd(plaats.processed)),
        "keuring": keuring.pagina.name if keuring and keuring.pagina.is_file() else "",
        "downloads": downloads(plaats.rapport),
        "versie": lib.__version__,
    }


def _watervallen(processed: Path) -> list[tuple[str, list[dict[str, str]]]]:
    gevonden = [
        ("Projecten: van invoer naar kaart", lees_csv(processed / "waterval.csv")),
        ("Venster: van invoer naar antwoord", lees_csv(processed / "waterval-venster.csv")),
    ]
    return [
        (kop, [{**stap, "aantal": getal(int(stap["aantal"]))} for stap in stappen])
        for kop, stappen in gevonden
        if stappen
    ]


def _bronnen(editie: Editie) -> list[str]:
    """What the sidecars of the files with projects or answers cite; a user's own file may have none."""
    paden = [pad for soort in ("projecten", "venster") for pad in editie.alle_bestanden(soort)]
    return list(dict.fromkeys(lees_zijspan(pad)["citaat"] for pad in paden if zijspan(pad).is_file()))


def _hoofdstukken(
    plaats: Uitvoer, paginas: list[Taak], beelden: dict[str, list[Paginabeeld]], titels: dict[str, str]
) -> list[dict[str, Any]]:
    """Each chapter that has pages; those about areas stand together, by kind.

    A page shows its first picture; ``meer`` says how many a chapter has, where that is more.
    """
    alle = lees_hoofdstukken()
    with ThreadPoolExecutor() as tegelijk:
        klein = dict(
            zip(titels, tegelijk.map(lambda adres: klein_beeld(adres, plaats.rapport), titels), strict=True)
        )
    gevonden = []
    for code, titel in alle.items():
        eigen = [taak for taak in paginas if _hoofdstuk(taak, list(alle)) == code]
        gewoon = [taak for taak in eigen if "gebied" not in taak.parameters]
        delen = [
            {
                "titel": taak.titel,
                "kort": _binnen(titel, taak),
                "adres": taak.pagina.name,
                "beelden": [_miniatuur(taak, beeld, klein, titels) for beeld in beelden[taak.stam]],
            }
            for taak in gewoon
        ]
        if eigen:
            gebieden = _per_soort([taak for taak in eigen if taak not in gewoon])
            aantallen = [len(deel["beelden"]) for deel in delen]
            meer = sum(aantallen) if max(aantallen, default=0) > 1 else 0
            vast = {"code": code, "titel": titel}
            gevonden.append({**vast, "paginas": delen, "meer": meer, "gebieden": gebieden})
    return gevonden


def _binnen(hoofdstuk: str, taak: Taak) -> str:
    """Return the title of a page without the name of its chapter; of a page per value only that value."""
    rest = taak.titel.removeprefix(hoofdstuk.partition(":")[0] + ": ")
    if taak.regel.per:
        rest = rest.rpartition(", ")[2]
    return rest[0].upper() + rest[1:]


def _miniatuur(
    taak: Taak, beeld: Paginabeeld, klein: dict[str, tuple[str, int, int]], titels: dict[str, str]
) -> dict[str, Any]:
    adres, breedte, hoogte = klein[beeld.adres]
    return {
        "id": f"{taak.stam}-{beeld.id}",
        "adres": f"{taak.pagina.name}#{beeld.id}",
        "beeld": adres,
        "breedte": breedte,
        "hoogte": hoogte,
        "alt": beeld.alt,
        "titel": titels[beeld.adres],
    }


def _per_soort(taken: list[Taak]) -> list[tuple[str, list[tuple[str, str]]]]:
    leden: dict[str, list[tuple[str, str]]] = {soort: [] for soort in GESPREK}
    for taak in taken:
        leden[taak.parameters["gebied_soort"]].append((taak.parameters["gebied"], taak.pagina.name))
    return [(GESPREK[soort], eigen) for soort, eigen in leden.items() if eigen]


def _oordelen(processed: Path) -> list[tuple[str, str]]:
    """How many claims of the report hold, do not hold, or cannot be told; of examples no such totals."""
    alle = lees_csv(processed / "constateringen.csv")
    if any(rij["voorbehoud"] for rij in alle):  # of examples no verdicts are added up
        return [(getal(len(alle)), "naast de voorbeelden gelegd; een telling is dit niet")]
    rijen = [rij["oordeel"] for rij in alle]
    return [(getal(rijen.count(code)), woord) for code, woord in _OORDEEL.items()] if rijen else []


def _project(rij: dict[str, str]) -> dict[str, Any]:
    """The id and the cells of one project, a derived label or place marked with °."""

    def cel(waarde: str, zekerheid: str) -> str:
        return waarde.replace(";", ", ").replace("_", " ") + (
            " °" if waarde and zekerheid == "afgeleid" else ""
        )

    plaatsen = rij.get("plaatsen_genoemd") or rij["wmo_regios"]
    cellen = [
        rij["titel"],
        cel(rij["zorgverzekeraars"] or "niet genoemd", rij.get("zekerheid_zorgverzekeraars", "")),
        cel(plaatsen or "niet genoemd", rij.get("zekerheid_gemeenten", "")),
        *(cel(rij[dimensie], rij.get(f"zekerheid_{dimensie}", "")) for dimensie in DIMENSIES),
    ]
    return {"id": rij["project_id"], "adres": projectadres(rij["project_id"]), "cellen": cellen}
