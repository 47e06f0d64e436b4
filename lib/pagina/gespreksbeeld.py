"""A gesprekskaart as a page part: a small map that is drawn as SVG, bars and lists, on one A4."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import numpy as np
import pandas as pd

from lib.beeld.stijl import VLAK, VORMGEVING, leesbaar_op
from lib.beeld.tonen import Beeld
from lib.editie.citaat import bronregel
from lib.editie.editie import lees_editie
from lib.grond.woorden import aantal, getal, procent
from lib.pagina.gesprek import GEBIEDSOORTEN, Gesprek, opsomming, verzekeraars
from lib.pagina.projectpagina import projectadres
from lib.pagina.site import SJABLONEN

if TYPE_CHECKING:
    from jinja2 import Template


_SJABLOON = "gesprekskaart.html.j2"
_BREED, _HOOG = 330.0, 300.0  # px of the map
_RUIM = 0.06  # of the area's extent, around it
DETAIL = 0.4  # px: corners smaller than this are left out
_KLASSEN = 4
_PARTIJEN = {"gemeenten": "gemeenten", "zorgverzekeraar": "verzekeraars", "zorgkantoor": "zorgkantoor"}


@cache
def sjabloon() -> "Template":
    """Return the page part to fill in; to compile it takes longer than to fill it in."""
    from jinja2 import Environment, FileSystemLoader

    omgeving = Environment(loader=FileSystemLoader(SJABLONEN), autoescape=True, trim_blocks=True)
    omgeving.filters["getal"] = getal
    omgeving.filters["procent"] = lambda deel: procent(deel).replace(" ", "\u00a0")
    omgeving.filters["aantal"] = aantal
    return omgeving.get_template(_SJABLOON)


def toon_gesprekskaart(gesprek: Gesprek, grenzen: pd.DataFrame) -> Beeld:
    """Return the gesprekskaart as HTML; ``grenzen``: gm_code and geometry (EPSG:28992) of all gemeenten."""
    pagina = sjabloon().render(
        g=gesprek,
        soort=GEBIEDSOORTEN[gesprek.soort],
        kaart=teken_gebied(gesprek, grenzen),
        legenda=[klasse for klasse in klassen(gesprek.per_gemeente)],
        alt=alternatief(gesprek),
        landelijk=_landelijk(gesprek),
        verdelingen=[(naam, _balken(gesprek, naam)) for naam in ("thema", "vorm")],
        projecten=_projectregels(gesprek),
        over=max(0, len(gesprek.projecten) - gesprek.getoond),
        vlekken=[
            (gesprek.gegevens.ordening.label("thema", rij.thema), rij.n, rij.voorbeeld)
            for rij in gesprek.vlekken.itertuples()
        ],
        venster=_venster(gesprek),
        bron=bronregel(gesprek.gegevens.editie),
        plek=_plek(gesprek),
        opsomming=opsomming,
        eerder=lees_editie(gesprek.gegevens.editie.vorige).titel if gesprek.eerder else "",
    )
    return Beeld("text/html", pagina, f"Gesprekskaart {gesprek.gebied}", naam=gesprek.gebied, los=True)


def klassen(per_gemeente: pd.Series) -> list[tuple[int, int, str]]:
    """Return the classes of a number of projects: from, to (0: no end) and colour; alike in every area.

    Borders are quartiles of the gemeenten that have any: they tell the areas of this edition apart.
    """
    if per_gemeente.empty:
        return []
    delen = np.quantile(per_gemeente.to_numpy(), np.linspace(0, 1, _KLASSEN + 1)[:-1])
    onder = sorted({1, *(int(np.ceil(grens)) for grens in delen[1:])})
    kleuren = VORMGEVING["oplopend"]["kleuren"]
    plaatsen = np.linspace(0, len(kleuren) - 1, len(onder)).round().astype(int)
    boven = [*(grens - 1 for grens in onder[1:]), 0]
    return [(a, b, kleuren[i]) for a, b, i in zip(onder, boven, plaatsen, strict=True)]


def teken_gebied(gesprek: Gesprek, grenzen: pd.DataFrame) -> str:
    """Return the map of the area within its surroundings: SVG elements, gemeenten numbered as in ``leden``.

    For a gemeente the area drawn is its Wmo-regio, with the gemeente outlined.
    """
    import shapely

    vlakken = grenzen.set_index("gm_code")["geometry"]
    binnen = gesprek.leden["gm_code"].tolist()
    kader_van = binnen
    if gesprek.soort == "gemeente":
        alle = gesprek.gegevens.gemeenten
        kader_van = alle.loc[alle["wmo_regio"].isin(gesprek.leden["wmo_regio"]), "gm_code"].tolist()
    kader, schaal = _kader(shapely.total_bounds(vlakken[kader_van].to_numpy()).tolist())
    dichtbij = vlakken[shapely.intersects(vlakken.to_numpy(), shapely.box(*kader))]
    vormen = shapely.coverage_simplify(dichtbij.to_numpy(), DETAIL / schaal)
    vormen = shapely.transform(
        shapely.clip_by_rect(vormen, *kader), lambda xy: (xy - (kader[0], kader[3])) * (schaal, -schaal)
    )
    delen, nummers = [], []
    nummer_van = dict(zip(binnen, gesprek.leden["nr"], strict=True))
    for code, vorm in zip(dichtbij.index, vormen, strict=True):
        mee = code in kader_van
        kleur = _kleur(gesprek, code) if mee else VLAK["grond"]
        delen.append(f'<path d="{_pad(vorm)}" fill="{kleur}" class="{"mee" if mee else "om"}"/>')
        if code in nummer_van and gesprek.soort != "gemeente":
            punt = shapely.get_coordinates(shapely.maximum_inscribed_circle(vorm, tolerance=1))[0]
            inkt = leesbaar_op(kleur)
            nummers.append(
                f'<text x="{punt[0]:.0f}" y="{punt[1]:.0f}" fill="{inkt}">{nummer_van[code]}</text>'
            )
    omtrek = shapely.coverage_union_all(vormen[np.isin(dichtbij.index, binnen)])
    delen.append(f'<path d="{_pad(omtrek)}" class="omtrek"/>')
    return "".join([*delen, *nummers])


def _kader(grenzen: Sequence[float]) -> tuple[tuple[float, float, float, float], float]:
    """Return the part of the country that the map shows (metres) and its scale in px per metre."""
    xmin, ymin, xmax, ymax = grenzen
    breed, hoog = (xmax - xmin) * (1 + 2 * _RUIM), (ymax - ymin) * (1 + 2 * _RUIM)
    schaal = min(_BREED / breed, _HOOG / hoog)
    x, y = (xmin + xmax) / 2, (ymin + ymax) / 2
    half = _BREED / schaal / 2, _HOOG / schaal / 2
    return (x - half[0], y - half[1], x + half[0], y + half[1]), schaal


def _kleur(gesprek: Gesprek, code: str) -> str:
    n = int(gesprek.per_gemeente.get(code, 0))
    passend = [kleur for onder, _, kleur in klassen(gesprek.per_gemeente) if n >= onder]
    return passend[-1] if passend else "#ffffff"


def _pad(vorm: Any) -> str:
    import shapely

    ringen = []
    for deel in shapely.get_parts(vorm):
        if deel.geom_type == "Polygon":
            for ring in (deel.exterior, *deel.interiors):
                punten = shapely.get_coordinates(ring)[:-1]
                ringen.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in punten) + "Z")
    return "".join(ringen)


def alternatief(gesprek: Gesprek) -> str:
    """Return what the map shows, in words."""
    leden = gesprek.leden
    meeste = leden["projecten"].max()
    if gesprek.soort == "gemeente":
        regio = leden["wmo_regio"].iloc[0]
        return f"Kaart van {gesprek.gebied} in de Wmo-regio {regio}: {_projecten(meeste)}."
    van = aantal(len(leden), "gemeente")
    tekst = f"Kaart van {gesprek.gebied}: {gesprek.met} van de {van} met minstens één project"
    if not gesprek.met:
        return f"{tekst}."
    waar = opsomming(leden.loc[leden["projecten"] == meeste, "gm_naam"].tolist())
    return f"{tekst}; de meeste, {_projecten(meeste)}, in {waar}."


def _projecten(n: int) -> str:
    return aantal(int(n), "project")


def _plek(gesprek: Gesprek) -> str:
    """What the address of the atlas calls the area."""
    if gesprek.soort == "gemeente":
        return gesprek.leden["gm_code"].iloc[0]
    return quote(f"{gesprek.soort}:{gesprek.gebied}")


def _landelijk(gesprek: Gesprek) -> dict[str, Any]:
    n = len(gesprek.gegevens.gemeenten)
    return {"met": len(gesprek.per_gemeente), "gemeenten": n, "aandeel": len(gesprek.per_gemeente) / n}


def _balken(gesprek: Gesprek, dimensie: str) -> list[dict[str, Any]]:
    tabel = gesprek.verdeling(dimensie)
    return [{**rij, "weinig": np.isnan(rij["aandeel"])} for rij in tabel.to_dict("records")]


def _projectregels(gesprek: Gesprek) -> list[dict[str, Any]]:
    ordening = gesprek.gegevens.ordening
    return [
        {
            "titel": rij["titel"],
            "thema": ordening.label("thema", rij["thema"]),
            "vorm": ordening.label("vorm", rij["vorm"]),
            "wie": verzekeraars(rij),
            "hier": int(rij["hier"]),
            "adres": projectadres(rij["project_id"]),
        }
        for _, rij in gesprek.projecten.head(gesprek.getoond).iterrows()
    ]


def _venster(gesprek: Gesprek) -> dict[str, Any]:
    """The answers as a table: per region its parties, each with what is published of each part."""
    tabel = gesprek.venster
    if tabel.empty:
        return {}
    onderdelen = list(dict.fromkeys(tabel["onderdeel"]))
    cellen = {(r.regio, r.partij, r.onderdeel): _antwoord(r) for r in tabel.itertuples()}
    regios = {
        regio: [
            (naam, [cellen.get((regio, partij, deel), "–") for deel in onderdelen])
            for partij, naam in _PARTIJEN.items()
            if any((regio, partij, deel) in cellen for deel in onderdelen)
        ]
        for regio in gesprek.zorgkantoorregios
    }
    gevonden = [(regio, rijen) for regio, rijen in regios.items() if rijen]
    return {"jaar": int(tabel["meetjaar"].iloc[0]), "onderdelen": onderdelen, "regios": gevonden}


def _antwoord(rij: Any) -> str:
    if rij.onderdrukt:
        return "niet getoond"
    return f"{int(rij.n_ja)} van {int(rij.n_antwoord)} ja" if rij.n_antwoord else "geen antwoord"
