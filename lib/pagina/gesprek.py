"""What stands on a gesprekskaart: one area on one page, beside the whole country, as matter for a talk.

It is computed from the same tables as the maps. Nothing on it ranks areas or says what is enough.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from lib.analyse.deelname import deelname
from lib.analyse.gegevens import Gegevens, als_lijst
from lib.analyse.partijen import partijen_in_het_kort
from lib.analyse.tabellen import KLEINSTE_NOEMER
from lib.analyse.verloop import lees_vorige
from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.grond.opslag import laad
from lib.grond.paden import uitvoer
from lib.grond.woorden import aantal, opsomming
from lib.pagina.vragen import lees_vragen
from lib.werkstructuur.vlekken import THEMAS

GEBIEDSOORTEN = {"wmo_regio": "Wmo-regio", "zorgkantoorregio": "zorgkantoorregio", "gemeente": "gemeente"}
_KOLOM = {soort: "gm_naam" if soort == "gemeente" else soort for soort in GEBIEDSOORTEN}
GETOOND = 8  # projects with a line of their own
_MINST_GETOOND = 4
_GENOEMD = 4  # names in a sentence, before the others are counted
PARTIJ = {"gemeenten": "de gemeenten", "zorgverzekeraar": "de verzekeraar", "zorgkantoor": "het zorgkantoor"}


@dataclass(frozen=True, eq=False)
class Gesprek:
    """One area of an edition. ``soort`` is a key of ``GEBIEDSOORTEN``; ``gebied`` its name.

    ``tabellen``: witte_vlekken, aanspreekpunten and venster_uitkomst, where the edition has them, and vorige:
    the projects of the edition before one of examples.
    """

    gegevens: Gegevens
    soort: str
    gebied: str
    tabellen: dict[str, pd.DataFrame]

    @cached_property
    def kolom(self) -> str:
        """The column of gemeenten that holds ``gebied``."""
        return _KOLOM[self.soort]

    @cached_property
    def leden(self) -> pd.DataFrame:
        """The gemeenten of the area, numbered from 1 by name (``nr``), with their number of ``projecten``."""
        eigen = self.gegevens.gemeenten[self.gegevens.gemeenten[self.kolom] == self.gebied]
        eigen = eigen.sort_values("gm_naam", key=lambda namen: namen.str.casefold(), ignore_index=True)
        eigen["projecten"] = eigen["gm_code"].map(self.per_gemeente).fillna(0).astype("int64")
        eigen.insert(0, "nr", range(1, len(eigen) + 1))
        return eigen

    @cached_property
    def gewoon(self) -> pd.DataFrame:
        """The projects of the edition without minimacontracten."""
        return self.gegevens.projecten[~self.gegevens.projecten["is_minimacontract"]]

    @cached_property
    def per_gemeente(self) -> pd.Series:
        """The number of projects (int) per gm_code without minimacontracten, where there are any."""
        mee = self.gegevens.dekking["project_id"].isin(self.gewoon["project_id"])
        return self.gegevens.dekking[mee].groupby("gm_code")["project_id"].nunique()

    @cached_property
    def projecten(self) -> pd.DataFrame:
        """The projects in the area, those in most of its gemeenten first, with ``hier`` (int), that number.

        One that names the area but no gemeenten counts too, and has 0.
        """
        raakt = self.gegevens.dekking.merge(self.leden[["gm_code"]], on="gm_code", validate="many_to_one")
        hier = raakt.groupby("project_id")["gm_code"].nunique()
        namen = set(hier.index)
        if self.soort != "gemeente":
            mee = deelname(self.gewoon, self.gegevens.gemeenten, self.soort).query("zeker")
            namen |= set(mee.loc[mee["regio"] == self.gebied, "project_id"])
        eigen = self.gewoon[self.gewoon["project_id"].isin(namen)].copy()
        eigen["hier"] = eigen["project_id"].map(hier).fillna(0).astype("int64")
        return eigen.sort_values(["hier", "titel"], ascending=[False, True], ignore_index=True)

    @cached_property
    def partijen(self) -> str:
        """One sentence on who else takes part in the projects of the area; "" where it has none."""
        return partijen_in_het_kort(self.projecten)

    @cached_property
    def bewust_minder(self) -> list[tuple[str, str]]:
        """The projects of which people wrote that less was chosen on purpose: title and why."""
        waarom = self.projecten.get("minder_intensief", pd.Series("", index=self.projecten.index))
        return [(titel, tekst) for titel, tekst in zip(self.projecten["titel"], waarom, strict=True) if tekst]

    @cached_property
    def minimacontracten(self) -> int:
        """How many minimacontracten the area has; they are counted nowhere else on the page."""
        minima = self.gegevens.projecten.query("is_minimacontract")["project_id"]
        dekking = self.gegevens.dekking
        eigen = dekking["project_id"].isin(minima) & dekking["gm_code"].isin(self.leden["gm_code"])
        return int(dekking.loc[eigen, "project_id"].nunique())

    def verdeling(self, dimensie: str) -> pd.DataFrame:
        """Return the area beside the country, a row per label of ``dimensie`` (thema, vorm or schaal).

        Columns: code, label (str), n and n_land (int64: projects), aandeel and aandeel_land (0-1, NaN where
        fewer than ``KLEINSTE_NOEMER`` projects are counted).
        """
        ordening = self.gegevens.ordening
        rijen = []
        for code in ordening.codes(dimensie):
            n, n_land = (int((deel[dimensie] == code).sum()) for deel in (self.projecten, self.gewoon))
            delen = (_aandeel(n, len(self.projecten)), _aandeel(n_land, len(self.gewoon)))
            rijen.append((code, ordening.label(dimensie, code), n, n_land, *delen))
        return pd.DataFrame(rijen, columns=["code", "label", "n", "n_land", "aandeel", "aandeel_land"])

    @cached_property
    def vlekken(self) -> pd.DataFrame:
        """What is known on ``THEMAS``: thema, n (int64), voorbeeld (a region nearby that has it)."""
        tabel = self.tabellen.get("witte_vlekken")
        if self.soort != "gemeente" and tabel is not None:
            eigen = tabel[(tabel["regio_soort"] == self.soort) & (tabel["regio"] == self.gebied)]
            return eigen[["thema", "n_projecten", "voorbeeld_regio"]].set_axis(
                ["thema", "n", "voorbeeld"], axis=1
            )
        telling = self.projecten["thema"].value_counts()
        rijen = [(thema, int(telling.get(thema, 0)), "") for thema in THEMAS]
        return pd.DataFrame(rijen, columns=["thema", "n", "voorbeeld"])

    @cached_property
    def zorgkantoorregios(self) -> list[str]:
        """The zorgkantoorregio's in which the gemeenten lie, the one with most of them first."""
        telling = self.leden["zorgkantoorregio"].value_counts()
        return sorted(telling.index, key=lambda naam: (-telling[naam], naam))

    @cached_property
    def zonder_aanspreekpunt(self) -> list[tuple[str, str]]:
        """The zorgkantoorregio and party of each aanspreekpunt that is not known; empty without a list."""
        punten = self.tabellen.get("aanspreekpunten")
        if punten is None:
            return []
        bekend = set(map(tuple, punten.loc[punten["status"] == "bekend", ["regio", "partij"]].to_numpy()))
        return [
            (regio, partij)
            for regio in self.zorgkantoorregios
            for partij in PARTIJ
            if (regio, partij) not in bekend
        ]

    @property
    def getoond(self) -> int:
        """How many projects have a line of their own: fewer where a venster of several regions takes room."""
        regios = self.venster["regio"].nunique() if len(self.venster) else 1
        return max(_MINST_GETOOND, GETOOND - 2 * (regios - 1))

    @cached_property
    def venster(self) -> pd.DataFrame:
        """The published answers of the last year on ja/nee parts, in the zorgkantoorregio's of the area."""
        tabel = self.tabellen.get("venster_uitkomst")
        if tabel is None or tabel.empty:
            return pd.DataFrame(columns=["meetjaar", "regio", "partij", "onderdeel"])
        eigen = tabel[tabel["regio"].isin(self.zorgkantoorregios) & tabel["partij"].isin(PARTIJ)]
        eigen = eigen[eigen["n_ja"].notna() | eigen["onderdrukt"]]
        return eigen[eigen["meetjaar"] == eigen["meetjaar"].max()]

    @cached_property
    def verdeeld(self) -> list[str]:
        """The parts on which the published answers of parties in one region point different ways."""
        bekend = self.venster[~self.venster["onderdrukt"].astype(bool)] if len(self.venster) else self.venster
        return [
            onderdeel
            for onderdeel, deel in bekend.groupby("onderdeel", sort=False)
            if any(len(set(rijen["aandeel_ja"] >= 0.5)) > 1 for _, rijen in deel.groupby("regio"))
        ]

    @cached_property
    def eerder(self) -> list[str]:
        """The titles of projects here in the edition before, where this edition does not count projects."""
        toen = self.tabellen.get("vorige")
        if toen is None:
            return []
        leden = set(self.leden["gm_code"])
        regios = {self.gebied} if self.soort == "wmo_regio" else set()
        titels = (
            titel
            for titel, codes, namen, minima in zip(
                *(toen[naam] for naam in ("titel", "gemeenten", "wmo_regios", "is_minimacontract")),
                strict=True,
            )
            if not minima and not (leden.isdisjoint(codes) and regios.isdisjoint(namen))
        )
        return sorted(titels, key=str.casefold)

    @cached_property
    def met(self) -> int:
        """How many gemeenten of the area have a project."""
        return int((self.leden["projecten"] > 0).sum())

    @cached_property
    def vragen(self) -> list[str]:
        """Questions to start the talk, from ``gespreksvragen.toml``; those that fit the area first."""
        meest, vragen = lees_vragen()
        aanleiding = dict(self._aanleidingen())
        passend = [tekst.format_map(aanleiding[bij]) for bij, tekst in vragen if bij in aanleiding]
        vast = [tekst for bij, tekst in vragen if bij == "altijd"]
        return [*passend[: meest - len(vast)], *vast]

    def _aanleidingen(self) -> Iterator[tuple[str, dict[str, object]]]:
        label = {code: self.gegevens.ordening.label("thema", code) for code in THEMAS}
        if wit := [label[thema] for thema in self.vlekken.query("n == 0")["thema"]]:
            yield "witte_vlek", {"themas": opsomming(wit)}
        zonder = self.leden.query("projecten == 0")["gm_naam"].tolist()
        if zonder and self.soort != "gemeente":
            yield "gemeente_zonder", {"aantal": aantal(len(zonder), "gemeente"), "namen": noem(zonder)}
        vormen = self.projecten["vorm"]
        if len(vormen) and (vormen == "samenwerkingsafspraken").all():
            yield "alleen_afspraken", {}
        if (n := int((vormen == "ontwikkelproject").sum())) > 1:
            yield "ontwikkeling", {"aantal": n, "noemer": len(vormen)}
        if self.zonder_aanspreekpunt:
            wie = [f"{PARTIJ[partij]} in {regio}" for regio, partij in self.zonder_aanspreekpunt]
            yield "aanspreekpunt", {"wie": opsomming(wie)}
        onbekend = int((self.projecten["andere_partijen"] == "").sum())
        if onbekend:
            yield "partij_onbekend", {"aantal": aantal(onbekend, "project")}
        if self.verdeeld:
            jaar = self.venster["meetjaar"].iloc[0]
            yield "venster_verdeeld", {"onderdelen": opsomming(self.verdeeld), "jaar": jaar}
        if len(self.zorgkantoorregios) > 1:
            namen = opsomming(self.zorgkantoorregios)
            yield "meerdere_regios", {"aantal": len(self.zorgkantoorregios), "namen": namen}


def _aandeel(teller: int, noemer: int) -> float:
    return teller / noemer if noemer >= KLEINSTE_NOEMER else float("nan")


def noem(namen: Sequence[str]) -> str:
    """Return names as a Dutch list; beyond ``_GENOEMD`` the others are counted."""
    over = len(namen) - _GENOEMD
    delen = [*namen[:_GENOEMD], f"{over} andere"] if over > 1 else list(namen)
    return opsomming(delen)


def maak_gesprek(gegevens: Gegevens, soort: str, gebied: str) -> Gesprek:
    """Return the gesprek about ``gebied``; InvoerFouten where there is no such area.

    Reads the tables of the werkstructuur and the venster where earlier notebooks made them.
    """
    if soort not in GEBIEDSOORTEN or gebied not in set(gegevens.gemeenten[_KOLOM[soort]]):
        raise InvoerFouten([InvoerFout("85-gesprekskaart", "onbekend gebied", kolom=soort, waarde=gebied)])
    processed = uitvoer(gegevens.editie.naam).processed
    namen = ("witte_vlekken", "aanspreekpunten", "venster_uitkomst")
    paden = {naam: processed / f"{naam}.parquet" for naam in namen}
    tabellen = {naam: laad(pad) for naam, pad in paden.items() if pad.is_file()}
    telt = getattr(gegevens.editie, "volledig", True)
    if not telt and (vorige := lees_vorige(gegevens.editie)) is not None:
        tabellen["vorige"] = vorige
    return Gesprek(gegevens, soort, gebied, tabellen)


def verzekeraars(project: pd.Series) -> str:
    """Return the insurers of a project as a reader sees them."""
    return ", ".join(als_lijst(project["zorgverzekeraars"])) or "niet genoemd"
