"""What the search on a contents page finds: pages, figures, gemeenten, regions, findings and projects."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from lib.beeld.beelden import Paginabeeld
from lib.grond.opslag import laad
from lib.grond.paden import Uitvoer
from lib.grond.tabel import lees_tabel
from lib.grond.woorden import aantal
from lib.pagina.taken import Taak

ZOEKSOORTEN = ("Pagina's", "Kaarten en figuren", "Gemeenten", "Regio's", "Constateringen", "Projecten")
_PAGINA, FIGUUR, _GEMEENTE, REGIO, CONSTATERING, _PROJECT = range(len(ZOEKSOORTEN))
REGIOSOORTEN = {"wmo_regio": "Wmo-regio", "zorgkantoorregio": "zorgkantoorregio"}
_ATLAS, _GEBIEDEN, BEVINDINGEN = "atlas.html", "02-gebieden.html", "80-constateringen.html"
_Post = tuple[int, str, str, str, str]


def zoeklijst(
    plaats: Uitvoer, paginas: list[Taak], beelden: dict[str, list[Paginabeeld]], titels: dict[str, str]
) -> list[_Post]:
    """Return what can be found: number in ``ZOEKSOORTEN``, title, what else is known of it, and where it
    stands.

    The last of the five is its place in the atlas, or ``""``. ``paginas`` are the pages that are there,
    ``beelden`` the figures on each, ``titels`` the title of each picture.
    """
    posten: list[_Post] = [
        (_PAGINA, taak.titel, "", taak.pagina.name, "") for taak in paginas if "gebied" not in taak.parameters
    ]
    for taak in paginas:
        for beeld in beelden[taak.stam]:
            adres = f"{taak.pagina.name}#{quote(beeld.id)}"
            posten.append((FIGUUR, titels[beeld.adres], f"{beeld.id}; {taak.titel}", adres, ""))
    atlas = _ATLAS if (plaats.rapport / _ATLAS).is_file() else ""
    kaarten = {
        (taak.parameters["gebied_soort"], taak.parameters["gebied"]): taak.pagina.name
        for taak in paginas
        if "gebied" in taak.parameters
    }
    posten += _gebieden(plaats, kaarten, atlas)
    posten += _constateringen(plaats)
    posten += _projecten(plaats.processed, atlas)
    return posten


def _gebieden(plaats: Uitvoer, kaarten: dict[tuple[str, str], str], atlas: str) -> Iterator[_Post]:
    pad = plaats.processed / "gebieden.parquet"
    if not pad.is_file():
        return
    gemeenten = laad(pad).sort_values("gm_naam")
    for rij in gemeenten.itertuples():
        eigen = kaarten.get(("gemeente", rij.gm_naam)) or kaarten.get(("wmo_regio", rij.wmo_regio))
        ook = f"{atlas}#plek={rij.gm_code}" if atlas else ""
        regios = f"{rij.gm_code}, Wmo-regio {rij.wmo_regio}, zorgkantoorregio {rij.zorgkantoorregio}"
        yield _GEMEENTE, rij.gm_naam, regios, eigen or ook or _GEBIEDEN, ook
    for soort, woord in REGIOSOORTEN.items():
        for naam, n in gemeenten[soort].value_counts().sort_index().items():
            ook = f"{atlas}#plek={quote(f'{soort}:{naam}')}" if atlas else ""
            adres = kaarten.get((soort, naam)) or ook or _GEBIEDEN
            yield REGIO, naam, f"{woord} met {aantal(n, 'gemeente')}", adres, ook


def _constateringen(plaats: Uitvoer) -> Iterator[_Post]:
    pad = plaats.processed / "constateringen.csv"
    if pad.is_file() and (plaats.rapport / BEVINDINGEN).is_file():
        for rij in lees_tabel(pad).itertuples():
            yield (
                CONSTATERING,
                rij.bewering,
                f"{rij.id}: {rij.uitkomst}",
                f"{BEVINDINGEN}#c-{quote(rij.id)}",
                "",
            )


def _projecten(processed: Path, atlas: str) -> Iterator[_Post]:
    pad = processed / "projecten.csv"
    if not pad.is_file():
        return
    for rij in lees_tabel(pad).itertuples():
        ook = f"{atlas}#project={quote(rij.project_id)}" if atlas else ""
        delen = (rij.thema, rij.vorm, rij.zorgverzekeraars, rij.wmo_regios)
        rest = "; ".join(deel.replace(";", ", ").replace("_", " ") for deel in delen if deel)
        yield _PROJECT, rij.titel, rest, f"#p-{quote(rij.project_id)}", ook
