"""What the page on peers shows: who is like each area and why, and what those have that it lacks."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from lib.analyse.behoefte import Cijferstof
from lib.beeld.tonen import Beeld, gevouwen, regel, tabel
from lib.grond.opslag import bewaar_tabel, laad
from lib.grond.woorden import getal, letterlijk, opsomming
from lib.kaart.gebiedskaart import EENHEID
from lib.kaart.hoofdstuk import Tekenaar
from lib.pagina.projectpagina import projectadres
from lib.werkstructuur.gaten import GATEN, vind_gaten
from lib.werkstructuur.gelijken import LENZEN, maak_gebieden, vind_gelijken

if TYPE_CHECKING:
    from lib.analyse.gegevens import Gegevens

SOORTEN_GEBIED = ("wmo_regio", "zorgkantoorregio", "gm_code")
GEEN_RANGORDE = (
    "Gelijken zijn geen voorbeeld en geen maat: geen enkel gebied staat hoger dan een ander. "
    "Wat hier ontbreekt, is alleen niet bekend."
)
_MEESTE = 3  # projects that are named of one gap
_GETOOND = {"wmo_regio": 8, "zorgkantoorregio": 8, "gm_code": 3}  # gaps on the page


@dataclass(frozen=True, eq=False)
class Gelijkheid:
    """The peers and gaps of all areas: ``GELIJKKOLOMMEN`` and ``GATKOLOMMEN``."""

    gelijken: pd.DataFrame
    gaten: pd.DataFrame


def vind_alle(tekenaar: Tekenaar, stof: Cijferstof) -> Gelijkheid:
    """Return the peers and gaps of each of ``SOORTEN_GEBIED``."""
    gegevens = tekenaar.gegevens
    gelijken, gaten = [], []
    for soort in SOORTEN_GEBIED:
        gebieden = maak_gebieden(soort, gegevens, stof, tekenaar.basis)
        gelijken.append(vind_gelijken(gebieden))
        gaten.append(vind_gaten(gelijken[-1], gebieden, gegevens.projecten, gegevens.gemeenten))
    return Gelijkheid(pd.concat(gelijken, ignore_index=True), pd.concat(gaten, ignore_index=True))


def bewaar_gelijkheid(gelijkheid: Gelijkheid, tekenaar: Tekenaar) -> None:
    """Write ``gelijken.parquet`` and ``gaten.parquet``, with the names of areas beside their codes."""
    gemeenten = tekenaar.gegevens.gemeenten
    naam_van = dict(zip(gemeenten["gm_code"], gemeenten["gm_naam"], strict=True))
    for naam, inhoud in vars(gelijkheid).items():
        namen = {
            f"{kolom}_naam": inhoud[kolom].replace(naam_van).astype("str") for kolom in ("gebied", "gelijke")
        }
        bewaar_tabel(inhoud.assign(**namen), tekenaar.plaats.processed / f"{naam}.parquet")


class Gelijkenblad:
    """Shows the peers and gaps of one area at a time; made once for a page."""

    def __init__(self, gelijkheid: Gelijkheid, gegevens: "Gegevens", punten: pd.DataFrame | None = None):
        """``punten``: aanspreekpunten without personal data, by whose role a reader can call someone."""
        self.gegevens = gegevens
        self.gelijken = {sleutel: deel for sleutel, deel in gelijkheid.gelijken.groupby(["soort", "gebied"])}
        self.gaten = {sleutel: deel for sleutel, deel in gelijkheid.gaten.groupby(["soort", "gebied"])}
        self.project = gegevens.projecten.set_index("project_id")
        self.naam_van = dict(zip(gegevens.gemeenten["gm_code"], gegevens.gemeenten["gm_naam"], strict=True))
        self.punten = {} if punten is None else _bekende_punten(punten)

    def naam(self, gebied: str) -> str:
        """Return the name of an area; that of a gemeente for its code."""
        return self.naam_van.get(gebied, gebied)

    def toon(self, soort: str, gebied: str, anker: str = "") -> Beeld:
        """Return all of one area, folded behind its name."""
        return gevouwen(
            self.naam(gebied),
            f"gelijken-{soort}-{gebied}",
            *self.delen(soort, gebied, _GETOOND[soort]),
            anker=anker,
        )

    def delen(self, soort: str, gebied: str, meeste: int = 8) -> list[Beeld]:
        """Return the peers of one area, and what those have that it lacks; ``meeste`` gaps at most."""
        naam = self.naam(gebied)
        lenzen = self.gelijken.get((soort, gebied), pd.DataFrame(columns=["lens"]))
        rijen = [(titel, *self._gelijken(lenzen[lenzen["lens"] == lens])) for lens, titel in LENZEN.items()]
        wie = tabel(
            pd.DataFrame(rijen, columns=["Lens", "Gelijken en waarom", "Zekerheid"]),
            f"{naam}: wie lijkt hierop",
        )
        gaten = self.gaten.get((soort, gebied))
        if gaten is None or gaten.empty:
            return [wie, regel(f"{naam}: de gelijken hebben niets bekends dat hier ontbreekt.")]
        bewust = gaten[gaten["bewust"] != ""]
        zinnen = [regel(self._bewust(thema, deel)) for thema, deel in bewust.groupby("thema")]
        return [wie, *zinnen, self._toon_gaten(naam, gaten[gaten["bewust"] == ""].head(meeste))]

    def _gelijken(self, deel: pd.DataFrame) -> tuple[str, str]:
        """Return the peers of one lens with their reasons, and how sure; or that there are none."""
        if deel.empty:
            return "geen: een cijfer is onbekend, of geen ander gebied heeft deze verzekeraar", "–"
        wie = (f"{self.naam(een.gelijke)} ({een.grond}{self._ver(een)})" for een in deel.itertuples())
        return "; ".join(wie), _zeker(deel)

    def _ver(self, rij: Any) -> str:
        """Return how far a peer is, in the unit of its lens; nothing where the reason says so already."""
        if rij.lens != "buren":
            return f"; afstand {getal(rij.afstand, 2)}"
        return "" if "hart op hart" in rij.grond else f"; hart op hart {getal(rij.afstand)} km"

    def _bewust(self, thema: str, deel: pd.DataFrame) -> str:
        label = self.gegevens.ordening.label("thema", thema)
        waarom = letterlijk(deel["bewust"].iloc[0])
        zin = "Wat gelijken daarover hebben, staat hier daarom niet."
        return f"Bewust minder intensief over {label}: {waarom} {zin}"

    def _toon_gaten(self, naam: str, gaten: pd.DataFrame) -> Beeld:
        koppen = ("Wat gelijken hebben", "Hier", "Hoeveel", "Meest gelijk", "Projecten daar", "Wie te bellen")
        if gaten.empty:
            return regel(f"{naam}: verder niets.")
        rijen = "".join(_rij(self._cellen(rij)) for rij in gaten.to_dict("records"))
        kop = "".join(f"<th scope='col'>{een}</th>" for een in koppen)
        titel = html.escape(f"{naam}: wat gelijken hebben en hier niet bekend is")
        deel = f"<caption>{titel}</caption>\n<thead><tr>{kop}</tr></thead>\n<tbody>{rijen}</tbody>"
        inhoud = f"<table>{deel}</table>"
        return Beeld("text/html", inhoud, titel, naam=titel)

    def _cellen(self, gat: Mapping) -> Sequence[str]:
        label = self.gegevens.ordening.label
        wat = " · ".join(html.escape(label(soort, gat[soort])) for soort in ("thema", "instrument", "vorm"))
        hier = GATEN[gat["gat"]] + (
            "; misschien wel, een project noemt alleen de regio" if gat["misschien"] else ""
        )
        via = opsomming([LENZEN[lens].lower() for lens in gat["lenzen"]])
        ver = "" if pd.isna(gat["afstand"]) else f", afstand {getal(gat['afstand'], 2)}"
        meer = len(gat["projecten"]) - _MEESTE
        projecten = [self._project(een) for een in list(gat["projecten"])[:_MEESTE]]
        projecten += [f"en {meer} andere"] if meer > 0 else []
        return (
            wat,
            html.escape(hier),
            f"{gat['met']} van {gat['van']} gelijken",
            html.escape(f"{self.naam(gat['gelijke'])} ({via}{ver})"),
            "<br>".join(projecten),
            html.escape(self._bellen(gat)),
        )

    def _project(self, project_id: str) -> str:
        rij: Any = self.project.loc[project_id]
        wie = [*rij["zorgverzekeraars"], *filter(None, [rij.get("andere_partijen", "")])]
        fase = self.gegevens.ordening.label("vorm", rij["vorm"])
        link = f'<a href="{projectadres(project_id)}">{html.escape(rij["titel"])}</a>'
        return f"{link} ({html.escape(fase)}; {html.escape(', '.join(wie) or 'partijen niet genoemd')})"

    def _bellen(self, gat: Mapping) -> str:
        """Return whom to ask, by role: contact points of the peer, else the peer itself; and its insurers."""
        gebied = gat["gelijke"]
        rollen = self.punten.get(self._regio_van(gat["soort"], gebied), [])
        verzekeraars = sorted(
            {een for id_ in gat["projecten"] for een in self.project.at[id_, "zorgverzekeraars"]}
        )
        zelf = f"beleidsmedewerker zorg of Wmo van {self.naam(gebied)}"
        via = f"regiomanager van {opsomming(verzekeraars)}" if verzekeraars else ""
        return "; ".join(filter(None, [*(rollen or [zelf]), via]))

    def _regio_van(self, soort: str, gebied: str) -> str:
        if soort == "zorgkantoorregio":
            return gebied
        gemeenten = self.gegevens.gemeenten
        regios = gemeenten.loc[gemeenten[soort] == gebied, "zorgkantoorregio"].unique()
        return str(regios[0]) if len(regios) == 1 else ""


def _rij(cellen: Sequence[str]) -> str:
    return "<tr>" + "".join(f"<td>{cel}</td>" for cel in cellen) + "</tr>\n"


def _zeker(deel: pd.DataFrame) -> str:
    return max(deel["zekerheid"], key=["hoog", "middel", "laag"].index)


def _bekende_punten(punten: pd.DataFrame) -> dict[str, list[str]]:
    """Return for each zorgkantoorregio the roles of which someone is known, at most one for each party."""
    bekend = punten[(punten["status"] == "bekend") & (punten["niveau"] == "ambtelijk")]
    eerste = bekend.sort_values("regionaal_coordinator", ascending=False).drop_duplicates(["regio", "partij"])
    uit: dict[str, list[str]] = {}
    for rij in eerste.itertuples():
        van = f" ({rij.organisatie})" if rij.organisatie else ""
        uit.setdefault(str(rij.regio), []).append(f"ambtelijk aanspreekpunt {rij.partij}{van}, {rij.regio}")
    return uit


def lees_blad(gelijkheid: Gelijkheid, tekenaar: Tekenaar) -> Gelijkenblad:
    """Return what shows the areas, with the contact points of the run where the edition has those."""
    pad = tekenaar.plaats.processed / "aanspreekpunten.parquet"
    heeft = tekenaar.gegevens.editie.bestand("aanspreekpunten") is not None and pad.is_file()
    return Gelijkenblad(gelijkheid, tekenaar.gegevens, laad(pad) if heeft else None)


def toon_gelijke_regios(blad: Gelijkenblad, soort: str) -> Beeld:
    """Return every region of ``soort``, each folded behind its name."""
    namen = sorted({gebied for een, gebied in blad.gelijken if een == soort})
    delen = [blad.toon(soort, naam) for naam in namen]
    return _onder_elkaar(f"{EENHEID[soort]}-alle", delen)


def toon_gemeenten(blad: Gelijkenblad) -> Beeld:
    """Return every gemeente, folded behind its name, within its Wmo-regio."""
    gemeenten = blad.gegevens.gemeenten.sort_values("gm_naam")
    delen = [
        gevouwen(
            f"Gemeenten in {regio}",
            f"gelijken-in-{regio}",
            *(blad.toon("gm_code", code) for code in deel["gm_code"]),
        )
        for regio, deel in gemeenten.groupby("wmo_regio")
    ]
    return _onder_elkaar("gemeente-alle", delen)


def _onder_elkaar(naam: str, delen: Sequence[Beeld]) -> Beeld:
    inhoud = "\n".join(een.inhoud for een in delen)
    return Beeld("text/html", f"<div>{inhoud}</div>", f"{len(delen)} gebieden", naam=naam)
