"""The front page of the report: each edition with its source, its counts, its maps and its projects."""

import csv
import html
import struct
from pathlib import Path
from typing import Any

import lib
from lib.editie import Editie, edities, lees_editie
from lib.herkomst import lees_zijspan, zijspan
from lib.labels import DIMENSIES
from lib.paden import Uitvoer, uitvoer
from lib.pagina import SJABLONEN, stijlblad
from lib.taken import lees_lijst
from lib.tonen import datum
from lib.uitvoeren import schrijf_atomair

SJABLOON = "overzicht.html.j2"
LIJST = {"kaart_id", "hoofdstuk", "volgorde", "pagina", "titel", "alt"}  # what this page needs of a list
KOP = 1000  # characters of a page within which its title stands
KOPPEN = ("Project", "Zorgverzekeraars", "Plaatsen", "Thema", "Instrument", "Vorm", "Schaal")
HOOFDSTUKKEN = {
    "0": "Inleiding",
    "II": "Hoofdstuk II: algemene kaarten",
    "III": "Hoofdstuk III: inhoud",
    "IV": "Hoofdstuk IV: instrumenten",
    "V": "Hoofdstuk V: vormen van samenwerking",
    "VI": "Hoofdstuk VI: schaal",
    "VII": "Hoofdstuk VII: strategieën van verzekeraars",
    "bijlage": "Bijlage: de ordeningsprincipes",
    "werkstructuur": "Werkstructuur",
}


def schrijf_overzicht(wortel: Path) -> None:
    """Write ``rapport/index.html`` about every edition that has results below ``wortel``."""
    from jinja2 import Environment, FileSystemLoader

    gegevens = []
    for naam in edities():
        if uitvoer(naam, wortel).rapport.is_dir():
            gegevens.append(_editie(lees_editie(naam), uitvoer(naam, wortel)))
    omgeving = Environment(loader=FileSystemLoader(SJABLONEN), autoescape=True, keep_trailing_newline=True)
    pagina = omgeving.get_template(SJABLOON).render(
        edities=gegevens, stijl=_veilig(stijlblad()), versie=lib.__version__
    )
    schrijf_atomair(wortel / "rapport" / "index.html", pagina)


def _veilig(css: str) -> Any:
    from markupsafe import Markup

    return Markup(css)


def _editie(editie: Editie, plaats: Uitvoer) -> dict[str, Any]:
    paginas = [
        {"titel": _titel(pad), "adres": f"{editie.naam}/{pad.name}"}
        for regel in lees_lijst()
        for pad in sorted(plaats.rapport.glob(f"{regel.notebook}*.html"))
        if not pad.name.endswith(".mislukt.html")
    ]
    mislukt = [
        {"titel": pad.name.removesuffix(".mislukt.html"), "adres": f"{editie.naam}/{pad.name}"}
        for pad in sorted(plaats.rapport.glob("*.mislukt.html"))
    ]
    return {
        "naam": editie.naam,
        "titel": editie.titel,
        "toelichting": editie.toelichting.replace("**", ""),
        "synthetisch": editie.synthetisch,
        "peildatum": datum(editie.peildatum),
        "indelingsjaar": editie.indelingsjaar,
        "bronnen": list(dict.fromkeys(bron["citaat"] for bron in _bronnen(editie))),
        "waterval": _csv(plaats.processed / "waterval.csv"),
        "paginas": paginas,
        "mislukt": mislukt,
        "hoofdstukken": _hoofdstukken(plaats),
        "koppen": KOPPEN,
        "projecten": [_project(rij) for rij in _csv(plaats.processed / "projecten.csv")],
    }


def _titel(pagina: Path) -> str:
    """The title of a page, as it stands in the file: the part before the title of the edition."""
    kop = pagina.read_text(encoding="utf-8")[:KOP]
    return html.unescape(kop.partition("<title>")[2].partition(" – ")[0])


def _csv(pad: Path) -> list[dict[str, str]]:
    if not pad.is_file():
        return []
    with pad.open(encoding="utf-8", newline="") as bestand:
        return list(csv.DictReader(bestand))


def _bronnen(editie: Editie) -> list[dict[str, str]]:
    """The sidecars of the files with projects or answers; a user's own file may have none."""
    paden = [pad for soort in ("projecten", "venster") for pad in editie.alle_bestanden(soort)]
    return [lees_zijspan(pad) for pad in paden if zijspan(pad).is_file()]


def _hoofdstukken(plaats: Uitvoer) -> list[dict[str, Any]]:
    """Each chapter that has drawn maps, with what its notebooks wrote about them."""
    rijen = [rij for lijst in sorted(plaats.processed.glob("kaarten-*.csv")) for rij in _csv(lijst)]
    rijen = [
        rij for rij in rijen if rij.keys() >= LIJST and (plaats.figures / f"{rij['kaart_id']}.png").is_file()
    ]
    rijen.sort(key=lambda rij: rij["volgorde"])  # stable: a bundle of panels stays before its first
    gevonden = []
    for hoofdstuk, titel in HOOFDSTUKKEN.items():
        kaarten = [_kaart(rij, plaats) for rij in rijen if rij["hoofdstuk"] == hoofdstuk]
        if kaarten:
            gevonden.append({"titel": titel, "kaarten": kaarten})
    return gevonden


def _kaart(rij: dict[str, str], plaats: Uitvoer) -> dict[str, Any]:
    png = plaats.figures / f"{rij['kaart_id']}.png"
    breedte, hoogte = struct.unpack(">II", png.read_bytes()[16:24])
    return {
        **rij,
        "beeld": f"../figures/{plaats.editie}/{png.name}",
        "adres": f"{plaats.editie}/{rij['pagina']}.html#{rij['kaart_id']}",
        "breedte": breedte,
        "hoogte": hoogte,
    }


def _project(rij: dict[str, str]) -> list[str]:
    """The cells of one project, a derived label or place marked with °."""

    def cel(waarde: str, zekerheid: str) -> str:
        return waarde.replace(";", ", ").replace("_", " ") + (
            " °" if waarde and zekerheid == "afgeleid" else ""
        )

    plaatsen = rij.get("plaatsen_genoemd") or rij["wmo_regios"]
    return [
        rij["titel"],
        cel(rij["zorgverzekeraars"] or "niet genoemd", rij.get("zekerheid_zorgverzekeraars", "")),
        cel(plaatsen or "niet genoemd", rij.get("zekerheid_gemeenten", "")),
        *(cel(rij[dimensie], rij.get(f"zekerheid_{dimensie}", "")) for dimensie in DIMENSIES),
    ]
