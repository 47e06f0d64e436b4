"""From a consultant's project database to one clean table, with an account of every row.

Read the sources untouched, apply the edition's corrections, judge each row, merge what was reported
twice. A row is used, merged into another, rejected or empty, and the four add up to what was read.
"""

import gc
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from lib.editie.jaren import EERSTE_JAAR
from lib.editie.ordening import lees_ordening
from lib.gebied.aliassen import alle_aliassen
from lib.gebied.jaar import gemeenten_van
from lib.gebied.namen import lees_naamgids
from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.inlezen.afscherming import lees_uitzonderingen, scherm_af
from lib.inlezen.bron import OPTIONEEL, PLAATS, PROJECTKOLOMMEN, Bron, lees_bron
from lib.inlezen.correcties import Correctie, lees_correcties, pas_correcties_toe
from lib.inlezen.dubbelen import keur_dubbele_ids, project_ids, vul_labels_aan
from lib.inlezen.gelijkenis import lees_samenvoegregel
from lib.inlezen.koppelen import Afspraak, lees_koppelen
from lib.inlezen.rijen import Maatstaf, Rij, beoordeel_rij
from lib.inlezen.rijjaar import Gidsen, verenig
from lib.inlezen.samenvoegbesluiten import Besluiten, lees_samenvoegbesluiten, onbekende_rijen
from lib.inlezen.samenvoegen import groepeer, vind_paren, voeg_samen
from lib.inlezen.samenvoegen import parentabel as als_parentabel
from lib.inlezen.tussenkoppen import nummers_per_blad, zonder_tussenkoppen

if TYPE_CHECKING:
    import pandera.pandas as pa

    from lib.editie.editie import Editie


_LIJSTEN = (
    "zorgverzekeraars",
    "gemeenten",
    "wmo_regios",
    "wmo_regios_genoemd",
    "instrument",
    "themas",
    "samengevoegd_met",
)
# As sources give them: in these a cell may hold several values.
LIJSTCELLEN = ("zorgverzekeraars", "gemeenten", "wmo_regios", "instrument", "themas")
VLAGGEN = ("gemeenten_afgeleid", "is_minimacontract", "eerste")
_BEGIN = (
    "project_id",
    "titel",
    "omschrijving",
    "zorgverzekeraars",
    "gemeenten",
    "wmo_regios",
    "wmo_regios_genoemd",
    "gemeenten_afgeleid",
    "reden_geen_gemeenten",
    "thema",
    "instrument",
    "vorm",
    "schaal",
    "is_minimacontract",
)
INGELEZEN = (*_BEGIN, *(naam for naam in OPTIONEEL if naam not in _BEGIN), *PLAATS, "samengevoegd_met")
OPGAVEN = ("project_id", "eigen_id", "eerste", *INGELEZEN[1:-1])
GESCHAT = {"project_id": "str", "gm_code": "str", "aandeel": "float64"}
REGELKOLOMMEN = ("bestand", "blad", "rij", "kolom", "waarde", "reden", "suggestie", "titel")


@dataclass(frozen=True)
class Inlezing:
    """What reading an edition gave.

    ``ingelezen``: one row per project, columns ``INGELEZEN``: ``_LIJSTEN`` are lists of str (dtype object),
    ``VLAGGEN`` bool, rij int64, the rest str. ``afgekeurd`` and ``meldingen``: one row per fault and per
    notice, columns ``REGELKOLOMMEN`` (rij int64, 0 for no single row; the rest str), by place.
    ``waterval``: stap (str), aantal (int64), toelichting (str). ``opgaven``: one row per report that was
    used or merged, as it was read, columns ``OPGAVEN``: project_id is that of the project it became,
    eigen_id its own, eerste (bool) whether the project has its labels. ``paren``: the pairs of reports that
    were merged or may be the same (:func:`lib.inlezen.samenvoegen.parentabel`). ``geweigerd``: the rejected
    rows with all their faults, and ``betwijfeld``: the rows that are used and have a doubt, for whoever
    repairs them. ``geschat``: the places that are estimated, since a row named a gemeente of another year
    that was divided (columns ``GESCHAT``).
    ``gemaskeerd``: the personal data that were taken out of texts (:mod:`lib.inlezen.afscherming`), for the
    consultant only.
    """

    ingelezen: pd.DataFrame
    opgaven: pd.DataFrame
    paren: pd.DataFrame
    afgekeurd: pd.DataFrame
    meldingen: pd.DataFrame
    waterval: pd.DataFrame
    geweigerd: list[Rij]
    betwijfeld: list[Rij]
    geschat: pd.DataFrame
    gemaskeerd: pd.DataFrame = field(default_factory=pd.DataFrame)


class WatervalFout(Exception):
    """The account of rows does not add up: rows were lost or counted twice. A fault in this program."""


def lees_projecten(editie: "Editie", beslist: Collection[tuple[str, str]] = frozenset()) -> Inlezing:
    """Return the projects of an edition, what was rejected, what was noticed, and the account of rows.

    ``beslist`` holds the (project_id, dimensie) for which labelbesluiten.csv has a final decision; only
    there may a label be missing. Nothing is written. Raises InvoerFouten with every fault of structure
    (file, sheet, column, alias, correction, decision on a row that is not there); a fault in a row never
    raises. All files with projects are read, in the order in which the edition names them.
    """
    fouten: list[InvoerFout] = []
    extra, correctiepad = editie.bestand("aliassen"), editie.bestand("correcties")
    besluitpad, paden = editie.bestand("samenvoegbesluiten"), editie.alle_bestanden("projecten")
    if not paden:
        raise InvoerFouten([InvoerFout(str(editie.map), "editie heeft geen bestand met projecten")])
    aliassen = _verzamel(fouten, lambda: alle_aliassen(extra), alle_aliassen)
    gemeenten = _verzamel(fouten, lambda: gemeenten_van(editie.indelingsjaar, editie))
    maatstaf = _verzamel(fouten, lambda: lees_maatstaf(editie.indelingsjaar, extra, beslist, gemeenten))
    correcties = _verzamel(fouten, lambda: lees_correcties(correctiepad), list)
    besluiten = _verzamel(fouten, lambda: lees_samenvoegbesluiten(besluitpad), dict)
    uitzonderingen = _verzamel(
        fouten, lambda: lees_uitzonderingen(editie.bestand("niet_maskeren")), frozenset
    )
    afspraken = _verzamel(fouten, lambda: lees_koppelen(editie.bestand("koppelen")), list)
    bron = lees_bronnen(editie, aliassen, afspraken)
    if bron.rijen.empty and not bron.structuur:
        namen = ", ".join(pad.name for pad in paden)
        fouten.append(InvoerFout(namen, "nog geen projecten: er staat niets onder de kolomkoppen"))
    fouten += bron.structuur or onbekende_rijen(besluiten, _plekken(bron.rijen))
    if fouten:
        raise InvoerFouten(dict.fromkeys(fouten))
    bron = bereid(bron, maatstaf, editie.parameters.scheidingstekens, correcties, correctiepad)
    bron, gemaskeerd = scherm_af(bron, uitzonderingen)
    return replace(verwerk(bron, maatstaf, besluiten), gemaskeerd=gemaskeerd)


def bereid(
    bron: Bron,
    maatstaf: Maatstaf,
    tekens: str = "",
    correcties: Sequence[Correctie] = (),
    correctiepad: Path | None = None,
) -> Bron:
    """Return a source ready to be judged: without headings, with its corrections, its cells separated.

    ``tekens``: what separates values besides the semicolon.
    """
    bron = nummers_per_blad(zonder_tussenkoppen(bron, maatstaf.gids))
    bron = _gecorrigeerd(bron, correcties, correctiepad.name if correctiepad else "")
    return _gesplitst(bron, tekens, maatstaf)


def lees_bronnen(
    editie: "Editie", aliassen: pd.DataFrame | None = None, afspraken: Sequence[Afspraak] | None = None
) -> Bron:
    """Return all that the project files of an edition hold, as it stands, in the order of the edition.

    ``aliassen``: those of the edition with the project's (default: read); ``afspraken``: what is agreed with
    senders (default: read). Nothing is raised for what stands in a file; InvoerFouten for the aliases and
    agreements.
    """
    if aliassen is None:
        aliassen = alle_aliassen(editie.bestand("aliassen"))
    if afspraken is None:
        afspraken = lees_koppelen(editie.bestand("koppelen"))
    return _bijeen(
        [
            lees_bron(pad, pad.relative_to(editie.map).as_posix(), aliassen, afspraken)
            for pad in editie.alle_bestanden("projecten")
        ]
    )


def lees_bron_nu(editie: "Editie") -> Bron:
    """Return what the project files hold with the edition's corrections; InvoerFouten as for these."""
    pad = editie.bestand("correcties")
    return _gecorrigeerd(lees_bronnen(editie), lees_correcties(pad), pad.name if pad else "")


def _bijeen(bronnen: list[Bron]) -> Bron:
    """Return several sources as one, in their order."""
    return Bron(
        rijen=pd.concat([bron.rijen for bron in bronnen], ignore_index=True),
        structuur=[fout for bron in bronnen for fout in bron.structuur],
        celfouten=[fout for bron in bronnen for fout in bron.celfouten],
        meldingen=[melding for bron in bronnen for melding in bron.meldingen],
        leeg=sum(bron.leeg for bron in bronnen),
        twijfels=[twijfel for bron in bronnen for twijfel in bron.twijfels],
        alleen={plek: wat for bron in bronnen for plek, wat in bron.alleen.items()},
        scheiding={plek: wat for bron in bronnen for plek, wat in bron.scheiding.items()},
    )


def _plekken(rijen: pd.DataFrame) -> Iterator[tuple[str, str, int]]:
    return zip(*(rijen[naam].tolist() for naam in PLAATS), strict=True)


def lees_maatstaf(
    jaar: int = EERSTE_JAAR,
    extra: Path | None = None,
    beslist: Collection[tuple[str, str]] = frozenset(),
    gemeenten: pd.DataFrame | None = None,
) -> Maatstaf:
    """Return what rows are judged by: the project's tables for ``jaar``, with an edition's own aliases.

    ``gemeenten``: those of ``jaar`` in the regions of the edition (default: the project's).
    """
    eigen = lees_naamgids(jaar, extra, gemeenten)
    gidsen = Gidsen(eigen, jaar, lambda ander: lees_naamgids(ander, extra))
    return Maatstaf(eigen, lees_ordening(), alle_aliassen(extra), beslist, gidsen)


def _verzamel(fouten: list[InvoerFout], lees: Callable, anders: Callable = lambda: None) -> Any:
    """Return what ``lees`` returns; where it raises InvoerFouten, keep those and return ``anders()``."""
    try:
        return lees()
    except InvoerFouten as fout:
        fouten += fout.fouten
        return anders()


def verwerk(bron: Bron, maatstaf: Maatstaf, besluiten: Besluiten | None = None) -> Inlezing:
    """Return the reading of a source that has no fault of structure (see :func:`lees_projecten`).

    ``besluiten`` are the decisions on pairs of rows (:mod:`lib.inlezen.samenvoegbesluiten`).
    """
    return voeg_bijeen(keur_bronnen(bron, maatstaf), bron, maatstaf, besluiten)


@contextmanager
def _zonder_opruimen() -> Iterator[None]:
    """Let no collection of garbage go through all rows, time and again: they hold no cycles."""
    stond_aan = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if stond_aan:
            gc.enable()


@_zonder_opruimen()
def keur_bronnen(bron: Bron, maatstaf: Maatstaf) -> list[Rij]:
    """Return every row of a source with what it came to and what is wrong with it, in order of reading."""
    ruw = _ruw_schema().validate(bron.rijen)
    ids = project_ids(ruw["project_id"], ruw["titel"])
    rijen = [beoordeel_rij(rij, id_, maatstaf) for rij, id_ in zip(_records(ruw), ids, strict=True)]
    _voeg_celfouten_toe(rijen, bron.celfouten)
    _voeg_twijfels_toe(rijen, bron.twijfels)
    return rijen


@_zonder_opruimen()
def voeg_bijeen(
    rijen: list[Rij], bron: Bron, maatstaf: Maatstaf, besluiten: Besluiten | None = None
) -> Inlezing:
    """Return the reading, from the rows of ``bron`` that :func:`keur_bronnen` judged: merged, and as
    tables.
    """
    goed = [rij for rij in rijen if rij.bruikbaar]
    paren = vind_paren(goed, maatstaf.gids, lees_samenvoegregel(), besluiten or {})
    beslist = [paar for paar in paren if paar.grond == "besluit"]
    vul_labels_aan(groepeer(goed, beslist).groepen, maatstaf.beslist)
    keur_dubbele_ids(rijen, groepeer(goed, paren).groepen)
    goed = [rij for rij in goed if not rij.fouten]
    paren = [paar for paar in paren if not paar.een.fouten and not paar.ander.fouten]
    samen = groepeer(goed, paren)
    gebruikt, samengevoegd = voeg_samen(samen.groepen)
    ingelezen = _ingelezen(gebruikt)
    van_rijen = (melding for rij in goed for melding in (*rij.meldingen, *rij.twijfels))
    meldingen = [*bron.meldingen, *van_rijen]
    return Inlezing(
        ingelezen=ingelezen,
        opgaven=_opgaven(samen.groepen),
        paren=als_parentabel(samen.paren, maatstaf.gids),
        afgekeurd=als_tabel(fout for rij in rijen for fout in rij.fouten),
        meldingen=als_tabel(meldingen),
        waterval=_waterval(bron, len(rijen), len(rijen) - len(goed), len(samengevoegd), ingelezen),
        geweigerd=[rij for rij in rijen if rij.fouten],
        betwijfeld=[rij for rij in goed if rij.twijfels],
        geschat=_geschat(samen.groepen),
    )


def als_tabel(regels: Iterable[InvoerFout]) -> pd.DataFrame:
    """Return faults or notices as a table (columns ``REGELKOLOMMEN``), by bestand, blad and rij."""
    tabel = pd.DataFrame(
        [[getattr(regel, naam) for naam in REGELKOLOMMEN] for regel in regels], columns=REGELKOLOMMEN
    )
    tabel = tabel.astype({naam: "int64" if naam == "rij" else "str" for naam in REGELKOLOMMEN})
    return tabel.sort_values(["bestand", "blad", "rij"], kind="stable", ignore_index=True)


def _gecorrigeerd(bron: Bron, correcties: Sequence[Correctie], bestand: str) -> Bron:
    """Apply the corrections; a corrected cell no longer has the fault that it had in the source."""
    if not correcties:
        return bron
    ids = project_ids(bron.rijen["project_id"], bron.rijen["titel"])
    rijen, meldingen = pas_correcties_toe(bron.rijen, ids, list(correcties), bestand)
    hersteld = {(m.bestand, m.blad, m.rij, m.kolom) for m in meldingen}
    celfouten = [f for f in bron.celfouten if (f.bestand, f.blad, f.rij, f.kolom) not in hersteld]
    twijfels = [f for f in bron.twijfels if (f.bestand, f.blad, f.rij, f.kolom) not in hersteld]
    return replace(
        bron, rijen=rijen, celfouten=celfouten, twijfels=twijfels, meldingen=[*bron.meldingen, *meldingen]
    )


def _gesplitst(bron: Bron, tekens: str, maatstaf: Maatstaf) -> Bron:
    """Read other separators in list cells as a semicolon, where the edition or *koppelen* says that they are.

    A name that holds such a separator is not cut.
    """
    algemeen = f"[{re.escape(tekens)}]" if tekens else ""
    if not (algemeen or bron.scheiding):
        return bron
    rijen, meldingen = bron.rijen.copy(), []
    for (bestand, blad), groep in rijen.groupby(["bestand", "blad"], sort=False):
        eigen = bron.scheiding.get((bestand, blad), "")
        if not (patroon := "|".join(filter(None, (algemeen, eigen)))):
            continue
        waar = "koppelen.toml" if eigen else "edition.toml"
        for kolom in LIJSTCELLEN:
            nieuw = [scheid(cel, patroon, maatstaf.kent(kolom)) for cel in groep[kolom]]
            anders = [i for i, cel, oud in zip(groep.index, nieuw, groep[kolom], strict=True) if cel != oud]
            if anders:
                rijen.loc[groep.index, kolom] = nieuw
                reden = f"in {len(anders)} cel(len) ook {tekens or 'andere tekens'} gelezen als puntkomma"
                eerste = int(groep.at[anders[0], "rij"])
                meldingen.append(InvoerFout(bestand, f"{reden}, zoals {waar} zegt", blad, eerste, kolom))
    return replace(bron, rijen=rijen, meldingen=[*bron.meldingen, *meldingen])


def scheid(cel: str, patroon: str, kent: Callable[[str], bool]) -> str:
    """Return a cell with semicolons where ``patroon`` separates values; a name ``kent`` knows is whole."""
    if not cel or not re.search(patroon, cel):
        return cel
    return ";".join(deel for stuk in cel.split(";") for deel in _gescheiden(stuk, patroon, kent))


def _gescheiden(stuk: str, patroon: str, kent: Callable[[str], bool]) -> Iterator[str]:
    grenzen = [vondst.span() for vondst in re.finditer(patroon, stuk)]
    begin = [0, *(einde for _, einde in grenzen)]
    einde = [*(van for van, _ in grenzen), len(stuk)]
    i = 0
    while i < len(begin):
        j = next((j for j in range(len(begin) - 1, i, -1) if kent(stuk[begin[i] : einde[j]].strip())), i)
        yield stuk[begin[i] : einde[j]]
        i = j + 1


def _records(ruw: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the rows as dicts; ``to_dict("records")`` is four times slower."""
    namen = list(ruw.columns)
    return (
        dict(zip(namen, rij, strict=True))
        for rij in zip(*(ruw[naam].tolist() for naam in namen), strict=True)
    )


def _voeg_celfouten_toe(rijen: list[Rij], celfouten: list[InvoerFout]) -> None:
    """Put the faults of form with their rows; what the row says of the same cell is then no news."""
    per_rij: dict[tuple[str, str, int], list[InvoerFout]] = defaultdict(list)
    for fout in celfouten:
        per_rij[fout.bestand, fout.blad, fout.rij].append(fout)
    if not per_rij:
        return
    for rij in rijen:
        eigen = per_rij.get((rij.ruw["bestand"], rij.ruw["blad"], rij.ruw["rij"]), [])
        kolommen = {fout.kolom for fout in eigen}
        eigen = [replace(fout, titel=rij.ruw["titel"]) for fout in eigen]
        rij.fouten = eigen + [fout for fout in rij.fouten if fout.kolom not in kolommen]


def _voeg_twijfels_toe(rijen: list[Rij], twijfels: list[InvoerFout]) -> None:
    per_rij: dict[tuple[str, str, int], list[InvoerFout]] = defaultdict(list)
    for twijfel in twijfels:
        per_rij[twijfel.bestand, twijfel.blad, twijfel.rij].append(twijfel)
    for rij in rijen if per_rij else ():
        rij.twijfels += per_rij.get((rij.ruw["bestand"], rij.ruw["blad"], rij.ruw["rij"]), [])


def _ingelezen(rijen: list[Rij]) -> pd.DataFrame:
    tabel = pd.DataFrame({naam: _reeks(naam, [rij.waarden[naam] for rij in rijen]) for naam in INGELEZEN})
    return _schoon_schema().validate(tabel)


def _opgaven(groepen: list[list[Rij]]) -> pd.DataFrame:
    """Return every report that was used or merged, in reading order within each project."""
    regels = [
        rij.waarden
        | {"eigen_id": rij.project_id, "project_id": groep[0].project_id, "eerste": rij is groep[0]}
        for groep in groepen
        for rij in groep
    ]
    return pd.DataFrame({naam: _reeks(naam, [regel[naam] for regel in regels]) for naam in OPGAVEN})


def _geschat(groepen: list[list[Rij]]) -> pd.DataFrame:
    """Return the estimated places of each project, which no report of it names for certain."""
    rijen = [
        (groep[0].project_id, code, aandeel)
        for groep in groepen
        if any(rij.geschat for rij in groep)
        for code, aandeel in sorted(_schatting(groep).items())
    ]
    return pd.DataFrame(rijen, columns=list(GESCHAT)).astype(GESCHAT)


def _schatting(groep: list[Rij]) -> dict[str, float]:
    zeker = (code for rij in groep for code in rij.waarden["gemeenten"] if code not in rij.geschat)
    return verenig((rij.geschat for rij in groep), zeker)


def _reeks(naam: str, waarden: list) -> pd.Series:
    soort = (
        "object" if naam in _LIJSTEN else "bool" if naam in VLAGGEN else "int64" if naam == "rij" else "str"
    )
    return pd.Series(waarden, dtype=soort)


def _waterval(
    bron: Bron, beoordeeld: int, afgekeurd: int, samengevoegd: int, ingelezen: pd.DataFrame
) -> pd.DataFrame:
    """Return the account of rows; raises WatervalFout when it does not add up."""
    gelezen, leeg, gebruikt = beoordeeld + bron.leeg + bron.koppen, bron.leeg, len(ingelezen)
    getekend = sum(1 for codes in ingelezen["gemeenten"] if codes)
    if gelezen != leeg + bron.koppen + afgekeurd + samengevoegd + gebruikt:
        som = f"{leeg} leeg + {bron.koppen} tussenkoppen + {afgekeurd} afgekeurd"
        som += f" + {samengevoegd} samengevoegd + {gebruikt} gebruikt"
        raise WatervalFout(f"{gelezen} rijen gelezen, maar {som}")
    tussen = ("tussenkop", bron.koppen, "tussenkoppen en totalen, geen projecten; zie meldingen.csv")
    stappen = [
        ("gelezen", gelezen, "rijen onder de kolomkoppen"),
        ("leeg", leeg, "lege rijen, overgeslagen"),
        *([tussen] if bron.koppen else []),
        ("afgekeurd", afgekeurd, "rijen met een of meer fouten; zie afgekeurd.csv"),
        (
            "samengevoegd",
            samengevoegd,
            "rijen die een project herhalen; bij de eerste opgave gevoegd, zie samenvoegen.csv",
        ),
        ("gebruikt", gebruikt, "projecten"),
        ("getekend", getekend, "waarvan met gemeenten, dus op de kaart"),
        ("alleen geteld", gebruikt - getekend, "waarvan zonder gemeenten, dus alleen in de tellingen"),
    ]
    return pd.DataFrame(stappen, columns=["stap", "aantal", "toelichting"])


@cache
def _ruw_schema() -> "pa.DataFrameSchema":
    import pandera.pandas as pa

    kolommen = {naam: pa.Column("int64" if naam == "rij" else "str") for naam in (*PLAATS, *PROJECTKOLOMMEN)}
    return pa.DataFrameSchema(kolommen, strict=True, ordered=True)


@cache
def _schoon_schema() -> "pa.DataFrameSchema":
    import pandera.pandas as pa

    def soort(naam: str) -> str:
        return (
            "object"
            if naam in _LIJSTEN
            else "bool"
            if naam in VLAGGEN
            else "int64"
            if naam == "rij"
            else "str"
        )

    kolommen = {naam: pa.Column(soort(naam)) for naam in INGELEZEN}
    kolommen["project_id"] = pa.Column("str", pa.Check.str_length(min_value=1), unique=True)
    kolommen["titel"] = pa.Column("str", pa.Check.str_length(min_value=1))
    lijst = pa.Check(lambda cel: isinstance(cel, list), element_wise=True, error="geen lijst")
    kolommen |= {naam: pa.Column("object", lijst) for naam in _LIJSTEN}
    return pa.DataFrameSchema(kolommen, strict=True, ordered=True)
