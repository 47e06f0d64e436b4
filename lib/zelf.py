"""An edition to work with in pandas: its projects, its gemeenten and regions, counts, and maps of them.

>>> from lib import open_editie
>>> e = open_editie("2017-rapport")
>>> int(e.tel(per="thema")["ouderen"])
11

Everything is a plain DataFrame, Series or GeoDataFrame. The tables are those of the last run or, where there
is none, are computed from the files of the edition. What is asked for in a wrong way is an InvoerFout, which
a notebook shows as one line with the nearest value that is right.
"""

import io
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from lib.analyse.deelname import tel_per
from lib.analyse.gegevens import Gegevens, lees_gegevens
from lib.beeld.figuur import Kaartfiguur
from lib.beeld.figuur import bewaar_figuur as bewaar_figuur
from lib.beeld.stijl import BLAD, LETTER, VLAK
from lib.editie.citaat import bronregel, figuurgegevens
from lib.editie.editie import Editie, lees_editie
from lib.editie.ordening import DIMENSIES
from lib.gebied.grenzen import CRS, los_op
from lib.gebied.zeshoek import lees_zeshoeken
from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.grond.opslag import laad
from lib.grond.paden import Uitvoer, paginanaam, uitvoer
from lib.grond.schrijven import schrijf_atomair
from lib.grond.tabel import dichtst
from lib.grond.woorden import aantal
from lib.kaart.basis import Kaartbasis
from lib.kaart.beeld import maak_beeld
from lib.kaart.blad import teken
from lib.kaart.eigen import Grenzen, deel_in, deel_in_twee, per_gebied
from lib.kaart.gebiedskaart import EENHEID, Kaarttekst, maak_gebiedskaart
from lib.kaart.jaarbasis import lees_basis, lees_vlakken, lees_zeshoekbasis
from lib.kaart.keuze import BEELDEN, FILTERS, MINIMA, Keuze, als_rij, kies, past

if TYPE_CHECKING:
    import geopandas as gpd
    from matplotlib.figure import Figure

NAMEN = (
    "bewaar",
    "dekking",
    "gemeenten",
    "kaart",
    "kies",
    "opgaven",
    "projecten",
    "regios",
    "tel",
    "zeshoeken",
)
_REGIOS = ("wmo_regio", "zorgkantoorregio", "jeugdregio", "provincie")
PER = ("gemeente", *_REGIOS, *DIMENSIES, "zorgverzekeraar")
_KORT = 12  # so many values a fault can list
# By name, not by import: a notebook of a run reads tables, so that reading sources does not make it stale.
ZONDER_RUN = "lib.analyse.zonder_run"


def open_editie(naam: str) -> "OpenEditie":
    """Return the edition called ``naam``, a folder of ``data/raw/edities`` or of ``$KAARTEN_EDITIES``.

    >>> from lib import open_editie
    >>> open_editie("2017-rapport")
    Editie 2017-rapport: bewaar, dekking, gemeenten, kaart, kies, opgaven, projecten, regios, tel, zeshoeken
    >>> open_editie("2017-raport")
    Traceback (most recent call last):
    lib.grond.fouten.InvoerFouten: ...bekend zijn: 2017-rapport... «2017-raport» (bedoeld: 2017-rapport?)

    Raises InvoerFouten, also for every fault in its ``edition.toml``.
    """
    return OpenEditie(lees_editie(naam))


class OpenEditie:
    """One edition: the tables, the counts and the maps that are asked of it. Made by :func:`open_editie`."""

    def __init__(self, editie: Editie, zeshoeken: bool = False):
        """Nothing is read before it is asked for."""
        self._editie, self._zeshoekig = editie, zeshoeken

    def __repr__(self) -> str:
        return f"Editie {self._editie.naam}: {', '.join(NAMEN)}"

    def __dir__(self) -> Iterable[str]:
        return NAMEN

    @property
    def projecten(self) -> pd.DataFrame:
        """All projects of the edition, one row each; minimacontracten included.

        Columns (str where nothing is said): project_id, titel, omschrijving; zorgverzekeraars, gemeenten (GM
        codes), wmo_regios (those of the gemeenten and those named) and wmo_regios_genoemd, each a list;
        gemeenten_afgeleid (bool), reden_geen_gemeenten; the labels thema, instrument (a list), vorm and
        schaal, as codes; is_minimacontract (bool), peildatum, programma, subthema, andere_partijen; where it
        is from: herkomst, bron, bron_kop, plaatsen_genoemd, bestand, blad, rij (int64), samengevoegd_met (a
        list); themas (a list: what an agenda over several names); ``zekerheid_`` of zorgverzekeraars,
        gemeenten and each label (gesteld, afgeleid or open); and opmerking.

        >>> e = open_editie("2017-rapport")
        >>> e.projecten["thema"].value_counts().head(2).to_dict()
        {'anders': 22, 'preventie': 19}
        """
        return self._gegevens.projecten.copy()

    @property
    def zeshoeken(self) -> "OpenEditie":
        """The same edition, with each gemeente as a hexagon of one size: small ones then count as much.

        What :attr:`gemeenten`, :meth:`regios` and :meth:`kaart` give has those shapes; counts stay the same.

        >>> e = open_editie("2017-rapport")
        >>> e.zeshoeken.gemeenten.area.round(-6).unique().tolist()
        [87000000.0]
        >>> e.zeshoeken.kaart(thema="ouderen").beeld.bijschrift[-77:]
        'Elke zeshoek is één gemeente, even groot getekend en ongeveer op haar plaats.'
        """
        return OpenEditie(self._editie, zeshoeken=True)

    @property
    def dekking(self) -> pd.DataFrame:
        """Which project is in which gemeente, one row per pair, minimacontracten included.

        Columns (categories of str): project_id, gm_code, wmo_regio and the labels of the project: thema,
        instrument and zorgverzekeraars (``a;b``), vorm, schaal; is_minimacontract and geschat (bool: the
        gemeente was divided since the source was made).

        >>> e = open_editie("2017-rapport")
        >>> len(e.dekking), e.dekking["gm_code"].nunique()
        (378, 246)
        """
        return self._gegevens.dekking.copy()

    @property
    def opgaven(self) -> pd.DataFrame:
        """Every report that was used, as it was read: a project that two sources name has two rows.

        Columns as in :attr:`projecten` up to rij, before merging and decisions, with eigen_id (str) and
        eerste (bool: the report that gave the project its name and labels).

        >>> e = open_editie("2017-rapport")
        >>> len(e.opgaven) == len(e.projecten)
        True
        """
        return self._opgaven.copy()

    @property
    def gemeenten(self) -> "gpd.GeoDataFrame":
        """The gemeenten of the edition, by GM code (the index), in RD (EPSG:28992), areas in metres.

        Columns: gm_naam, provincie, inwoners_2017 (int64: those of 1 January 2017 on its territory);
        wmo_regio, zorgkantoorregio and jeugdregio, each with its certainty (wmo_zekerheid, zk_zekerheid,
        jeugdregio_zekerheid: hoog, middel, laag) and, but for the last, the doubt (wmo_twijfel, zk_twijfel);
        zk_code, zk_deelregio, jeugdregio_code; and geometry.

        >>> e = open_editie("2017-rapport")
        >>> e.gemeenten.at["GM0363", "gm_naam"], str(e.gemeenten.crs)
        ('Amsterdam', 'EPSG:28992')
        """
        import geopandas as gpd

        tabel = self._gegevens.gemeenten.set_index("gm_code")
        lees = lees_zeshoeken if self._zeshoekig else lees_vlakken
        vlakken = lees(self._editie.tekenjaar).set_index("gm_code")["geometry"]
        return gpd.GeoDataFrame(tabel, geometry=vlakken.reindex(tabel.index), crs=CRS)

    def regios(self, soort: str) -> "gpd.GeoDataFrame":
        """Return the regions of one sort, by name (the index), in printed order and in RD (EPSG:28992).

        ``soort``: wmo_regio, zorgkantoorregio, jeugdregio or provincie. Columns: gemeenten and inwoners_2017
        (int64) and geometry.

        >>> e = open_editie("2017-rapport")
        >>> len(e.regios("wmo_regio")), int(e.regios("provincie")["inwoners_2017"].sum())
        (43, 17081507)
        >>> e.regios("wmoregio")
        Traceback (most recent call last):
        lib.grond.fouten.InvoerFouten: e.regios: onbekende soort; ... «wmoregio» (bedoeld: wmo_regio?)
        """
        _keur("e.regios", "onbekende soort", soort, _REGIOS)
        gemeenten = self.gemeenten
        vlakken = los_op(gemeenten.reset_index(), self._gegevens.gemeenten, soort).set_index("naam")
        inwoners = gemeenten.groupby(soort)["inwoners_2017"].agg(["size", "sum"])
        inwoners.columns = ["gemeenten", "inwoners_2017"]
        return vlakken.join(inwoners)[["gemeenten", "inwoners_2017", "geometry"]].loc[self._namen(soort)]

    def kies(self, **keuze: Any) -> pd.DataFrame:
        """Return the projects that pass, by title; columns as :attr:`projecten`.

        ``keuze``: thema, instrument, vorm, schaal (code or name), zorgverzekeraar, wmo_regio (that takes
        part), moment (how the peildatum begins: 2017 or "2017-04"); several values in a list mean 'or',
        different names mean 'and'. ``minimacontracten``: "nee", "ja" or "alleen"; by default as the edition
        counts.

        >>> e = open_editie("2017-rapport")
        >>> e.kies(thema="ouderen", zorgverzekeraar="VGZ")["titel"].to_list()
        ['Leertuin Drechtsteden (de Alliantie) – ouderen']
        >>> e.kies(thema="ouderem")
        Traceback (most recent call last):
        lib.grond.fouten.InvoerFouten: e.kies: onbekende waarde voor thema...«ouderem» (bedoeld: ouderen?)
        """
        return kies(self._keuze("e.kies", keuze), self._gegevens)

    def tel(self, per: str, **keuze: Any) -> pd.Series:
        """Return the number of projects (int64) per area or label, zeros included.

        ``per``: gemeente (index: GM code), wmo_regio, zorgkantoorregio, jeugdregio, provincie, thema,
        instrument, vorm, schaal or zorgverzekeraar. ``keuze`` as for :meth:`kies`. A project counts in each
        area that it touches, so the sum can be more than the number of projects. One that names a Wmo-regio
        and no gemeenten counts for that region, and for another region where that holds it whole. How many
        projects there were, and how many have no place and count nowhere, is in ``attrs``.

        >>> e = open_editie("2017-rapport")
        >>> ggz = e.tel(per="wmo_regio", thema="ggz")
        >>> len(ggz), ggz[ggz > 0].index.to_list()
        (43, ['Drechtsteden', 'Groningen', 'Regio Arnhem', 'Stadsregio Haaglanden'])
        >>> ggz.attrs
        {'projecten': 9, 'zonder': 5}
        >>> e.tel(per="vorm", thema="ouderen")["ontwikkelproject"]
        np.int64(8)
        """
        _keur("e.tel", "onbekend om per te tellen", per, PER)
        projecten = kies(self._keuze("e.tel", keuze), self._gegevens)
        soort = "gm_code" if per == "gemeente" else per
        return tel_per(projecten, self._gegevens.gemeenten, soort, self._namen(soort))

    def kaart(
        self,
        waarden: "pd.Series | pd.DataFrame | None" = None,
        titel: str = "",
        klassen: Grenzen | None = None,
        *,
        methode: str = "natuurlijk",
        toelichting: str = "",
        bron: str = "",
        beeld: str = "aanwezigheid",
        **keuze: Any,
    ) -> Kaartfiguur:
        """Return a map, with a text alternative, of a choice of projects or of values of your own.

        Without ``waarden``: the map of the projects that :meth:`kies` returns for ``keuze``. ``beeld``:
        aanwezigheid, vlekken (how many), or combinatie: or uitsplitsing: with thema, instrument, vorm or
        schaal behind it.

        ``waarden``: a Series, or a DataFrame of one or two columns, with GM codes, names of gemeenten or
        names of regions as index. Numbers become ``klassen`` classes (4, or 3 of each of two variables) by
        ``methode``: natuurlijk, gelijke aantallen or gelijke stappen; or give the bounds, as in
        ``klassen=[10, 20]``. Zero is a class by itself. Yes and no, text and categoricals are drawn as they
        are; two columns as a map of two variables. ``toelichting`` is added to the caption; ``bron`` takes
        the place of the source, where that is not the edition.

        >>> e = open_editie("2017-rapport")
        >>> e.kaart(thema="ouderen").beeld.alt[:66]
        'Kaart van Nederland met 388 gemeenten. Ouderen: 7 van de 388 gemee'
        >>> figuur = e.kaart(e.tel(per="provincie"), titel="Projecten per provincie")
        >>> [klasse.label for klasse in figuur.beeld.klassen]
        ['1 – 3', '4 – 5', '7', '11']
        >>> e.kaart(e.tel(per="provincie"), klassen=9)
        Traceback (most recent call last):
        lib.grond.fouten.InvoerFouten: e.kaart: op één kaart zijn 1 tot en met 5 klassen te onderscheiden...
        """
        if waarden is None:
            return self._keuzekaart(titel, beeld, keuze)
        if keuze:
            raise _fout(
                "e.kaart", "een keuze hoort bij e.tel of e.kies, niet bij eigen waarden", *list(keuze)[:1]
            )
        tabel = waarden.to_frame() if isinstance(waarden, pd.Series) else waarden
        return self._waardenkaart(tabel, titel, klassen, methode, toelichting, bron)

    def bewaar(self, figuur: "Kaartfiguur | Figure", naam: str) -> Path:
        """Write a figure as PNG and SVG to ``figures/<editie>/zelf`` and return the path of the PNG.

        A map has its source line already; any other figure of matplotlib (of what ``.plot()`` returns:
        ``.figure``) gets that of the edition below it. Both files carry source and licence. A file of that
        name is replaced.

        >>> e = open_editie("2017-rapport")
        >>> e.bewaar(e.kaart(thema="ouderen"), "Mijn kaart").name
        'mijn-kaart.png'
        """
        if not (schoon := paginanaam(str(naam))):
            raise _fout("e.bewaar", "geef de figuur een naam")
        pad = self._plaats.zelf / schoon
        if isinstance(figuur, Kaartfiguur):
            return bewaar_figuur(figuur, pad, self._gelezen)[0]
        if not hasattr(figuur, "savefig"):
            raise _fout(
                "e.bewaar", "geen figuur; geef wat e.kaart teruggaf, of een figuur van matplotlib", figuur
            )
        return _bewaar_ander(figuur, pad, bronregel(self._editie), figuurgegevens(pad, self._gelezen))

    @property
    def _plaats(self) -> Uitvoer:
        return uitvoer(self._editie.naam)

    @property
    def _gelezen(self) -> list[Path]:
        return [self._plaats.processed / f"{naam}.parquet" for naam in self._gegevens.tabellen]

    @cached_property
    def _gegevens(self) -> Gegevens:
        if not self._editie.bestand("projecten"):
            raise _fout(f"editie {self._editie.naam}", "deze editie heeft geen projecten")
        namen = [
            "projecten",
            "dekking",
            "gemeenten",
            *(["polissen"] if self._editie.bestand("polissen") else []),
        ]
        if all((self._plaats.processed / f"{naam}.parquet").is_file() for naam in namen):
            return lees_gegevens(self._editie)
        return self._berekend.gegevens

    @cached_property
    def _opgaven(self) -> pd.DataFrame:
        pad = self._plaats.processed / "opgaven.parquet"
        return laad(pad) if pad.is_file() else self._berekend.opgaven

    @cached_property
    def _berekend(self) -> Any:
        return import_module(ZONDER_RUN).bereken(self._editie)

    def _namen(self, soort: str) -> pd.Index:
        """Return all areas or labels of a sort, in their fixed order."""
        if soort == "gm_code":
            return self._gegevens.gm_code
        if soort in _REGIOS:
            return self._gegevens.regio_van(soort)[1]
        return pd.Index(self._gegevens.ordening.codes(soort))

    def _keuze(self, waar: str, keuze: dict[str, Any], beeld: str = "aanwezigheid") -> Keuze:
        """Return what was asked for as a choice; InvoerFouten for a name or a value that does not exist."""
        minima = "ja" if self._editie.parameters.incl_minimacontracten else "nee"
        velden = {"minimacontracten": minima, "beeld": beeld}
        for naam, waarde in keuze.items():
            _keur(waar, "onbekend kenmerk", naam, (*FILTERS, "minimacontracten"))
            if waarde is not None:
                velden[naam] = ";".join(self._code(waar, naam, een) for een in _losse(waar, naam, waarde))
        return past(Keuze(**velden))

    def _code(self, waar: str, naam: str, waarde: str) -> str:
        """Return the code that ``waarde`` means, in the fixed spelling."""
        if naam == "moment":
            return waarde
        ordening = self._gegevens.ordening
        if naam == "minimacontracten":
            bekend = {code: code for code in MINIMA}
        elif naam == "wmo_regio":
            bekend = {regio: regio for regio in self._namen("wmo_regio")}
        else:
            if code := ordening.code_van(naam, waarde):
                return code
            bekend = {code: code for code in ordening.codes(naam)}
        _keur(waar, f"onbekende waarde voor {naam}", waarde, bekend)
        return bekend[waarde]

    def _keuzekaart(self, titel: str, beeld: str, keuze: dict[str, Any]) -> Kaartfiguur:
        _keur("e.kaart", "onbekend beeld", beeld, BEELDEN)
        gekozen = self._keuze("e.kaart", keuze, beeld)
        rij = als_rij(gekozen, self._gegevens, titel) | {"kaart_id": "zelf"}
        return teken(
            maak_beeld(rij, self._gegevens), self._basis(), self._editie.parameters.benaderde_grenzen
        )

    def _waardenkaart(
        self,
        waarden: pd.DataFrame,
        titel: str,
        klassen: Grenzen | None,
        methode: str,
        toelichting: str,
        bron: str,
    ) -> Kaartfiguur:
        gemeenten, editie = self._gegevens.gemeenten, self._editie
        soort, tabel = per_gebied(waarden, gemeenten)
        ordening = self._gegevens.ordening
        if tabel.shape[1] == 2:
            indeling = deel_in_twee(tabel, klassen or 3, methode)
        else:
            indeling = deel_in(tabel.iloc[:, 0], ordening, klassen or 4, methode)
        kolommen: list[Any] = tabel.columns.tolist()
        namen = " en ".join(str(naam) for naam in kolommen if naam is not None and naam != 0)
        titel = titel or f"{(namen or 'waarden').capitalize()} per {EENHEID[soort]}"
        zinnen = [
            f"Per {EENHEID[soort]}.",
            indeling.uitleg,
            _geteld(cast(dict[str, Any], waarden.attrs)),
            toelichting,
        ]
        tekst = Kaarttekst("zelf", titel, " ".join(filter(None, zinnen)), bron=bron)
        vlak = indeling.waarden, indeling.klassen
        kaart = maak_gebiedskaart(tekst, *vlak, gemeenten=gemeenten, editie=editie, indeling=soort)
        kaart = replace(kaart, assen=indeling.assen)
        return teken(kaart, self._basis(soort), editie.parameters.benaderde_grenzen)

    def _basis(self, soort: str = "gm_code") -> Kaartbasis:
        gemeenten = self._gegevens.gemeenten
        lees = lees_zeshoekbasis if self._zeshoekig else lees_basis
        basis = lees(gemeenten, self._editie.tekenjaar)
        return (
            basis if soort == "gm_code" or soort in basis.regio else basis.met_regios(soort, gemeenten[soort])
        )


def _fout(waar: str, reden: str, waarde: object = "", naast: str = "") -> InvoerFouten:
    return InvoerFouten([InvoerFout(waar, reden, waarde=str(waarde), suggestie=naast)])


def _keur(waar: str, reden: str, waarde: object, keuze: Iterable[str]) -> None:
    """Raise InvoerFouten where ``waarde`` is not in ``keuze``, with what is nearest, and a short choice."""
    if waarde not in (keuze := tuple(keuze)):
        lijst = f"; kies uit {', '.join(keuze)};" if len(keuze) <= _KORT else ""
        raise _fout(waar, f"{reden}{lijst}", waarde, dichtst(str(waarde), keuze))


def _losse(waar: str, naam: str, waarde: Any) -> list[str]:
    """Return the values that were asked for, as text: one, or each of a list."""
    if isinstance(waarde, bool):
        return ["ja" if waarde else "nee"]
    losse = [waarde] if isinstance(waarde, str | int) else list(waarde)
    if not losse or "" in losse:
        raise _fout(waar, f"{naam} is leeg; laat het weg om alles te kiezen")
    return [str(een) for een in losse]


def _geteld(attrs: dict[str, Any]) -> str:
    """Return what a reader of a count must know, where the values come from :meth:`OpenEditie.tel`."""
    if "zonder" not in attrs:
        return ""
    zinnen = ["Nul is: geen project bekend."]
    if n := attrs["zonder"]:
        van = aantal(attrs["projecten"], "project")
        zinnen.append(f"Bij {n} van {van} is geen (zekere) plaats bekend; die tellen nergens mee.")
    return " ".join(zinnen)


def _bewaar_ander(figuur: "Figure", pad: Path, bron: str, citaat: dict[str, str]) -> Path:
    """Write a figure of matplotlib with ``bron`` below it; the figure itself stays as it was."""
    regel = figuur.text(0.01, -0.01, bron, va="top", size=LETTER["klein"], color=VLAK["zacht"], wrap=True)
    png, svg = pad.with_suffix(".png"), pad.with_suffix(".svg")
    gegevens = {"Source": bron, "Title": pad.name}
    rechten = {"Rights": citaat["Copyright"]} if "Copyright" in citaat else {}
    try:
        for doel, meer in (
            (png, {"Copyright": citaat.get("Copyright", "")}),
            (svg, {"Date": None, **rechten}),
        ):
            uit = io.BytesIO()
            opties: dict[str, Any] = {
                "format": doel.suffix[1:],
                "dpi": BLAD["dpi"],
                "metadata": gegevens | meer,
            }
            figuur.savefig(uit, bbox_inches="tight", **opties)
            schrijf_atomair(doel, uit.getvalue())
    finally:
        regel.remove()
    return png
