"""The findings for readers: a scorecard per block, the number in a small picture, a way to the projects."""

import html
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from lib.analyse.constatering.onbeslist import lees_onbeslist, redenen
from lib.analyse.constatering.oordeel import OORDELEN, WOORDEN, Uitkomst, oordeel_in_woorden
from lib.analyse.constatering.register import lees_constateringen
from lib.analyse.constatering.soorten import Constatering
from lib.analyse.constatering.woorden import (
    bereik_in_woorden,
    cijfer,
    drempel,
    in_maat,
    kenmerken,
    kort_titel,
    lijntje,
    wat_telt,
)
from lib.analyse.gegevens import Gegevens, lees_gegevens
from lib.beeld.tonen import Beeld, regel, tabel
from lib.editie.editie import GEEN_TELLING, Editie, lees_editie
from lib.grond.paden import uitvoer
from lib.grond.tabel import lees_tabel
from lib.grond.woorden import aantal, getal
from lib.werkstructuur.marktaandeel import lees_marktaandelen

_KAARTEN = "Kaarten en cijfers"
OMGEKEERD = {"herhaalt": "herhaald door", "versterkt": "versterkt door"}


def vooraf(editie: Editie) -> Beeld:
    """Return what a reader must know before the first verdict: what verdicts on these projects can say."""
    if editie.synthetisch:
        return regel(
            "> **Deze projecten zijn verzonnen.** De oordelen hieronder laten zien hoe het toetsen werkt. "
            "Over de werkelijkheid zeggen zij niets."
        )
    if not editie.volledig:
        return regel(
            "> **Lees dit eerst.** De projecten van deze editie zijn voorbeelden die in een tekst worden "
            "genoemd. Zij zijn niet geteld en niet geloot: wat opviel werd genoemd, en de rest niet. Daarom "
            "staat hier geen oordeel over een bewering, en ook geen telling van oordelen. Er staat alleen of "
            "deze voorbeelden erbij passen, er niet bij passen, of niets zeggen. Over heel 2017 zeggen zij "
            "**niets**: de database waarop het rapport steunt, is niet openbaar. Wat u hier wel ziet, is hoe "
            "elke bewering kan worden nagerekend zodra iemand die database heeft."
        )
    return regel("De oordelen hieronder gaan over de projecten die voor deze editie zijn opgegeven.")


def lees_stof(editie: Editie, gegevens: Gegevens | None = None) -> dict[str, Any]:
    """Return what :func:`lib.analyse.constatering.oordeel.beoordeel_constateringen` takes beside the
    findings: the tables of an edition with its market shares, those of the edition before it (None where it
    was not run), and why its own files leave findings open. ``gegevens``: the tables of the edition, where
    they were read.
    """
    aandelen = lees_marktaandelen(editie)
    gegevens = gegevens or lees_gegevens(editie)
    ids = [een.id for een in lees_constateringen()]
    return {
        "gegevens": replace(gegevens, marktaandelen=aandelen.aandelen if aandelen else None),
        "vorige": _vorige(editie),
        "onbeslist": redenen(lees_onbeslist(editie, ids, set(gegevens.projecten["project_id"]))),
    }


def _vorige(editie: Editie) -> Gegevens | None:
    if not editie.vorige or not (uitvoer(editie.vorige).processed / "projecten.parquet").is_file():
        return None
    return lees_gegevens(lees_editie(editie.vorige))


_LEZEN = (
    "- **Het woord** uit de gedrukte zin staat bij de drempel. De drempels zijn van ons; het rapport "
    "geeft er geen. Zij staan in `drempels.csv`.",
    "- **Onbekend is niet nee.** Bij elk getal staat ook wat het zou zijn als de projecten waarvan "
    "een plaats of ander kenmerk niet bekend is, zo gunstig en zo ongunstig mogelijk vallen.",
    "- **≈ benaderd**: de toets meet iets dat erop lijkt, zoals woorden in een omschrijving.",
    "- **Het lijntje** loopt van 0 tot 100 %. De brede band is waar de bewering klopt, de stip is wat"
    " wij telden, de dikke streep is wat het kan zijn met wat onbekend is erbij.",
    "- Onder elke tabel staat wat erachter zit: alle eisen, en welke projecten zijn geteld. De "
    "nummers verwijzen naar de lijst onderaan. Minimacontracten tellen niet mee.",
)
OORDELEN_LEZEN = (
    "- **✓ klopt** en **✗ klopt niet**: de bewering haalt de drempel wel of niet, ook met wat "
    "onbekend is erbij.",
    "- **– niet te zeggen**: wat onbekend is, kan het oordeel nog omdraaien.",
    "- **– niet te toetsen**: de gegevens ervoor zijn er niet. Dat is geen goedkeuring.",
    "- **△ fragiel**: onder wat bekend is kantelt het oordeel als de drempel tien punten schuift, als"
    " wij per project en gemeente tellen, als wij samenwerkingsafspraken weglaten, of als wij de "
    "projecten met teruglegging opnieuw trekken. Trek uit een fragiel oordeel geen conclusie.",
)
VOORBEELDEN_LEZEN = (
    "- **passen erbij**, **passen er niet bij**, **zeggen niets**: dat gaat over deze voorbeelden, en"
    " nooit over de bewering. Hoe stevig dat is, staat er niet bij: voorbeelden zijn niet geloot.",
    "- Een bewering over hoeveel er is, en een bewering waarover de bronnen zichzelf tegenspreken, "
    "wordt hier nooit beslist. De reden staat erbij.",
)


def leeswijzer(editie: Editie) -> Beeld:
    """Return how to read the tables of a count, or of examples."""
    eigen = OORDELEN_LEZEN if editie.volledig else VOORBEELDEN_LEZEN
    return regel("\n".join(["## Zo leest u de tabellen", "", *eigen, *_LEZEN]))


def toon_tegenstrijdigheden(editie: Editie, kaart: "Scorekaart") -> Beeld | None:
    """Return the contradictions between the sources with the findings that each leaves open."""
    bestand = editie.bestand("tegenstrijdigheden")
    if bestand is None:
        return None
    onbeslist = lees_onbeslist(editie, kaart.per_id, set(kaart.titels))
    van = (
        onbeslist[onbeslist["bron"] == "tegenstrijdigheid"]
        .groupby("verwijzing")["constatering"]
        .agg(", ".join)
    )
    tegen = lees_tabel(bestand)
    tegen["constateringen"] = tegen["nummer"].map(van).fillna("")
    return tabel(tegen.drop(columns=["nummer", "projecten"]), kaart.titel("Tegenstrijdigheden in de bronnen"))


def kaartpaginas(processed: Path) -> dict[str, tuple[str, str]]:
    """Return for each map that was drawn the page that shows it and its title."""
    lijsten = [lees_tabel(pad) for pad in sorted(processed.glob("kaarten-*.csv"))]
    return {rij.kaart_id: (rij.pagina, rij.titel) for lijst in lijsten for rij in lijst.itertuples()}


class Scorekaart:
    """The findings of one edition as tables for a page.

    ``projecten`` is as in projecten.parquet; ``paginas`` is from :func:`kaartpaginas`,
    ``terug`` from :func:`lib.pagina.lezing.terug`: the tables and overall pictures in which a finding stands.
    """

    def __init__(
        self,
        uitkomsten: Sequence[Uitkomst],
        projecten: pd.DataFrame,
        paginas: Mapping[str, tuple[str, str]],
        terug: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    ):
        self.uitkomsten, self.paginas, self.terug = list(uitkomsten), paginas, terug or {}
        self.volledig = all(uitkomst.volledig for uitkomst in self.uitkomsten)
        self.gewone = int((~projecten["is_minimacontract"]).sum())
        self.titels = dict(sorted(zip(projecten["project_id"], projecten["titel"], strict=True)))
        self.nummer = {id_: nummer for nummer, id_ in enumerate(self.titels, start=1)}
        self.kenmerken = {rij["project_id"]: kenmerken(rij) for rij in projecten.to_dict("records")}
        self.per_id = {uitkomst.constatering.id: uitkomst for uitkomst in uitkomsten}
        self.relaties = _beide_kanten(uitkomst.constatering for uitkomst in uitkomsten)

    def samenvatting(self) -> pd.DataFrame:
        """Return per block the number of findings and of each verdict (int64), and how many are fragile."""
        rijen = pd.DataFrame(
            {
                "blok": [u.constatering.blok for u in self.uitkomsten],
                "oordeel": [u.oordeel for u in self.uitkomsten],
                "fragiel": [bool(u.fragiel_door) for u in self.uitkomsten],
            }
        )
        groepen = rijen.groupby("blok", sort=False)
        uit = pd.DataFrame({"constateringen": groepen.size()})
        for oordeel in OORDELEN.values():
            uit[oordeel] = (
                (rijen["oordeel"] == oordeel).groupby(rijen["blok"], sort=False).sum().astype("int64")
            )
        uit["waarvan fragiel"] = groepen["fragiel"].sum().astype("int64")
        totaal = uit.sum().to_frame("Alles samen").T
        return pd.concat([uit, totaal]).rename_axis("blok").reset_index()

    def titel(self, titel: str) -> str:
        """Return a title, with what examples cannot say behind it."""
        return titel if self.volledig else f"{titel}. {GEEN_TELLING}"

    def tellingen(self, fragiliteit: pd.DataFrame) -> Iterator[Beeld]:
        """Yield how many verdicts there are of each kind and how many turn; of examples nothing."""
        if self.volledig:
            yield tabel(self.samenvatting(), "Oordelen per blok")
            yield tabel(fragiliteit, "Hoe vaak kantelt een oordeel, onder wat bekend is?")

    def blokken(self) -> Iterator[Beeld]:
        """Yield for each block, as printed, a heading and its scorecard."""
        for blok in dict.fromkeys(u.constatering.blok for u in self.uitkomsten):
            eigen = [u for u in self.uitkomsten if u.constatering.blok == blok]
            yield regel(f"## {blok}")
            yield self._tabel(eigen, blok)

    def projectlijst(self) -> Beeld:
        """Return the numbered list of projects to which the scorecards link."""
        rijen = "".join(
            f'<li id="p{nummer}">{html.escape(self.titels[id_])} '
            f"<small>{html.escape(self.kenmerken[id_])}</small></li>\n"
            for id_, nummer in self.nummer.items()
        )
        return Beeld("text/html", f"<ol>\n{rijen}</ol>", f"{len(self.nummer)} projecten", naam="Projecten")

    def _tabel(self, uitkomsten: list[Uitkomst], blok: str) -> Beeld:
        koppen = (
            "Bewering",
            "Oordeel" if self.volledig else "Deze voorbeelden",
            "Getal",
            "Drempel",
            _KAARTEN,
            "Wat erachter zit",
        )
        breed = {"Bewering": " style='width:32%'", _KAARTEN: " style='width:18%'"}
        kop = "".join(f"<th scope='col'{breed.get(naam, '')}>{naam}</th>" for naam in koppen)
        rijen = "".join(self._rij(uitkomst) for uitkomst in uitkomsten)
        titel = self.titel(f"{blok}: {len(uitkomsten)} constateringen")
        hoofd = f"<caption>{html.escape(titel)}</caption>\n<thead><tr>{kop}</tr></thead>"
        achter = "".join(self._achter(uitkomst) for uitkomst in uitkomsten if uitkomst.uitslagen)
        tekst = f"<table>{hoofd}\n<tbody>\n{rijen}</tbody></table>\n{achter}"
        return Beeld("text/html", tekst, titel, naam=titel)

    def _rij(self, uitkomst: Uitkomst) -> str:
        bron = uitkomst.constatering
        cellen = [
            f"{html.escape(bron.bewering)} <small style='white-space:nowrap'>({bron.id})</small>",
            self._oordeel(uitkomst),
            *self._cijfers(uitkomst),
            self._kaarten(bron),
            self._verwijzing(uitkomst),
        ]
        return f'<tr id="c-{bron.id}">{"".join(f"<td>{cel}</td>" for cel in cellen)}</tr>\n'

    def _oordeel(self, uitkomst: Uitkomst) -> str:
        tekst = f"<b>{uitkomst.teken.removeprefix('deze voorbeelden ')}</b>"
        if uitkomst.constatering.toetsbaar == "benaderd":
            tekst += "<br><small>≈ benaderd</small>"
        return tekst + ("<br><small>△ fragiel</small>" if uitkomst.fragiel_door else "")

    def _cijfers(self, uitkomst: Uitkomst) -> tuple[str, str]:
        """Return the number with its bounds and what keeps a verdict away; the word and its rule."""
        beslist = uitkomst.beslist
        if beslist is None or beslist.leeg:
            return html.escape(uitkomst.reden), ""
        svg = lijntje(beslist)
        tekst, grens = (
            html.escape(deel).replace(" %", "&nbsp;%") for deel in (cijfer(beslist), drempel(beslist))
        )
        woord = html.escape(uitkomst.constatering.woord)
        grens = f"‘{woord}’: {grens}" if woord else grens
        open_ = html.escape(bereik_in_woorden(beslist)).replace(" %", "&nbsp;%")
        delen = [svg, tekst, open_, html.escape(uitkomst.reden)]
        return "<br>".join(deel for deel in delen if deel), grens

    def _kaarten(self, bron: Constatering) -> str:
        """Return links to its maps, and to the tables and overall pictures in which it stands."""
        kaarten = [
            (f"{self.paginas[kaart][0]}.html#{kaart}", kort_titel(self.paginas[kaart][1]))
            for kaart in bron.kaarten
            if kaart in self.paginas
        ]
        alle = [*kaarten, *self.terug.get(bron.id, ())]
        return "<br>".join(f'<a href="{waar}">{html.escape(naam)}</a>' for waar, naam in alle)

    def _verwijzing(self, uitkomst: Uitkomst) -> str:
        if not uitkomst.uitslagen:
            return ""
        n = len(uitkomst.geteld)
        geteld = aantal(n, "project") if n else "geen project"
        if uitkomst.gemeenten and not n:
            geteld = aantal(len(uitkomst.gemeenten), "gemeente")
        return f'<a href="#b-{uitkomst.constatering.id}">{geteld}</a>'

    def _achter(self, uitkomst: Uitkomst) -> str:
        """Return what stands behind a verdict; browsers open it when a link leads into it."""
        bron = uitkomst.constatering
        delen = [
            self._eisen(uitkomst),
            self._gevoelig(uitkomst),
            html.escape(bron.toelichting),
            self._relaties(bron.id),
            self._geteld(uitkomst),
        ]
        inhoud = "".join(f"<p>{deel}</p>" for deel in delen if deel)
        kop = f"{bron.id}: {html.escape(bron.bewering)} {uitkomst.teken}"
        return f'<details><summary>{kop}</summary><div id="b-{bron.id}">{inhoud}</div></details>\n'

    def _eisen(self, uitkomst: Uitkomst) -> str:
        kop = "Alle eisen moeten kloppen." if uitkomst.constatering.samen == "alle" else "Eén eis is genoeg."
        regels = [
            f"{oordeel_in_woorden(OORDELEN[u.zeker], u.reden, self.volledig)}: "
            f"{cijfer(u)}; drempel: {drempel(u)}"
            + (f"; {open_}" if (open_ := bereik_in_woorden(u)) else "")
            + (f" ({wat})" if (wat := wat_telt(u.toets)) else "")
            for u in uitkomst.uitslagen
        ]
        return "<br>".join(html.escape(regel_) for regel_ in ([kop, *regels] if len(regels) > 1 else regels))

    def _gevoelig(self, uitkomst: Uitkomst) -> str:
        if not uitkomst.gevoeligheid:
            return ""
        delen = [
            f"{WOORDEN[naam]}: {'zelfde oordeel' if oordeel == uitkomst.oordeel else '<b>ander oordeel</b>'}"
            for naam, oordeel in uitkomst.controles.items()
            if oordeel
        ]
        delen.append(f"zelfde oordeel in {in_maat('aandeel', uitkomst.herhaald)} van de trekkingen")
        return f"Hoe stevig onder wat bekend is? {'; '.join(delen)}."

    def _relaties(self, id_: str) -> str:
        return "; ".join(
            f'{soort}: <a href="#c-{ander}">{ander}</a> ({self.per_id[ander].teken})'
            for soort, ander in self.relaties[id_]
        )

    def _geteld(self, uitkomst: Uitkomst) -> str:
        if uitkomst.gemeenten and not uitkomst.van:
            namen = html.escape(", ".join(uitkomst.gemeenten))
            return f"Geteld ({getal(len(uitkomst.gemeenten))} gemeenten): {namen}"
        rest = sorted(set(uitkomst.van) - set(uitkomst.geteld))
        tekst = f"Geteld: {self._verwijs(uitkomst.geteld)}"
        return f"{tekst}<br>Ook in de noemer: {self._reeksen(rest)}" if rest else tekst

    def _verwijs(self, ids: Sequence[str]) -> str:
        if len(ids) >= self.gewone:
            return f"alle {getal(len(ids))} projecten"
        return ", ".join(f"<a href=#p{self.nummer[id_]}>{self.nummer[id_]}</a>" for id_ in ids) or "geen"

    def _reeksen(self, ids: Sequence[str]) -> str:
        """Return numbers without links, runs as ``3–9``: the denominator may be nearly all projects."""
        nummers = pd.Series(sorted(self.nummer[id_] for id_ in ids))
        runs = nummers.groupby((nummers.diff() != 1).cumsum())
        return ", ".join(f"{r.iloc[0]}–{r.iloc[-1]}" if len(r) > 1 else f"{r.iloc[0]}" for _, r in runs)

    def tegenspraken(self) -> pd.DataFrame:
        """Return each pair of findings that contradict each other, with what the data says (str)."""
        rijen = []
        for een in self.uitkomsten:
            for soort, id_ in een.constatering.relaties:
                if soort == "tegenspraak":
                    ander = self.per_id[id_]
                    rijen.append([*_kort(een), *_kort(ander), _uitspraak(een, ander)])
        koppen = ["het rapport zegt", "uitkomst", "maar ook", "uitkomst daarvan", "wat de gegevens zeggen"]
        return pd.DataFrame(rijen, columns=koppen, dtype="str")


def _beide_kanten(constateringen: Iterable[Constatering]) -> dict[str, list[tuple[str, str]]]:
    """Return the relations of each finding, those that stand with the other one included."""
    uit: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for constatering in constateringen:
        for soort, ander in constatering.relaties:
            uit[constatering.id].append((soort, ander))
            uit[ander].append((OMGEKEERD.get(soort, soort), constatering.id))
    return uit


def _kort(uitkomst: Uitkomst) -> tuple[str, str]:
    bron = uitkomst.constatering
    getal_ = f": {cijfer(uitkomst.beslist)}" if uitkomst.beslist else ""
    return f"{bron.bewering} ({bron.id})", f"{uitkomst.teken}{getal_}"


def _uitspraak(een: Uitkomst, ander: Uitkomst) -> str:
    oordelen = (een.oordeel, ander.oordeel)
    if "niet_toetsbaar" in oordelen:
        return "Niet te beslissen: ten minste een van beide is niet te toetsen of niet te zeggen."
    if not een.volledig:
        return "Niet te beslissen: voorbeelden kiezen niet tussen twee beweringen."
    fragiel = " Let op: ten minste een oordeel is fragiel." if een.fragiel_door or ander.fragiel_door else ""
    if oordelen == ("ja", "ja"):
        return f"Beide kloppen hier: met deze drempels sluiten zij elkaar niet uit.{fragiel}"
    if oordelen == ("nee", "nee"):
        return f"Geen van beide klopt hier.{fragiel}"
    goed = een if een.oordeel == "ja" else ander
    return f"Alleen {goed.constatering.id} klopt hier.{fragiel}"
