"""One row of a project table judged: what it says, every fault in it, and what a reader should know.

A row is used when it has no fault at all; otherwise it is rejected with all its faults. Nothing is
guessed: a near match is a proposal in the message. What counts as a valid label is in the ordering,
what counts as a valid name in the tables of gebieden.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import pandas as pd

from lib.editie.ordening import DIMENSIES, Ordening
from lib.gebied.aliassen import aliassen_van, nabij, sleutel
from lib.gebied.herindeling import BASIS
from lib.gebied.naamvorm import losse_namen
from lib.gebied.namen import VAAG, Naamgids, Treffer, zonder_voorvoegsel
from lib.grond.fouten import InvoerFout, meld
from lib.grond.woorden import MEERVOUD, opsomming
from lib.inlezen.bron import OPTIONEEL, PLAATS, VERPLICHT
from lib.inlezen.datum import lees_datum
from lib.inlezen.koppelen import UIT_PLAATSEN
from lib.inlezen.rijjaar import JAAR_ONBEKEND, Gidsen, Overgezet, is_jaar, jaar_van, zet_over
from lib.inlezen.rijjaar import JAARKOLOMMEN as JAARKOLOMMEN
from lib.inlezen.werkblad import schoon

_ENKELVOUDIG = ("thema", "vorm", "schaal")
_ZEKERHEDEN = ("gesteld", "afgeleid", "open")
SUBTHEMAS = ("algemeen", "minima")
_JA_NEE = {"": False, "nee": False, "n": False, "0": False, "false": False, "onwaar": False} | {
    "ja": True, "j": True, "x": True, "1": True, "true": True, "waar": True,
}  # fmt: skip
ALLEEN_TITEL = "alleen een titel: een totaal of tussenkop hoeft niets; een project mist de rest"
VERKLAREND = frozenset({"regio", "provincie", "kernwerkgebied", "landelijk"})
_MINIMA = ("instrument", "collectieve_zorg_minima")  # the label of what is_minimacontract marks
_LABEL_NABIJ = 60
_LOS = r",|/|\+|&|\ben\b"  # what people write between values, besides the semicolon
_EERSTE_JAAR, _LAATSTE_JAAR = 2000, 2040  # of a date that nobody asks about
# How a source says that it is not sure of a value.
_MISSCHIEN = "mogelijk|wellicht|misschien|waarschijnlijk|eventueel"
_ONDER_ANDERE = r"o\.? ?a\.?|onder (?:andere|meer)|m\.?n\.?|met name|bijv\.?|bijvoorbeeld"
_NOG = r"nog (?:af ?te ?stemmen|afstemmen|te bepalen|onzeker|niet zeker|nagaan)|onder voorbehoud|n\.?t\.?b"
ONZEKER = re.compile(
    r"^\s*\?+\s*|\s*\(?\?+\)?\s*$"
    rf"|\s*\((?:nog|{_MISSCHIEN}|{_NOG}|tbc|concept|onzeker|wsch|onbekend|niet zeker)\b[^()]*\)\s*$"
    rf"|\s*[,-]?\s*\b(?:{_NOG})\.?\s*$|^\s*(?:{_MISSCHIEN}|{_ONDER_ANDERE})\s+",
    re.I,
)
_MOGELIJK_ONZEKER = re.compile(
    rf"[?(]|\bnog\b|voorbehoud|n\.?t\.?b|{_MISSCHIEN}|{_ONDER_ANDERE}", re.I
).search
_HET_LAND = frozenset({"allegemeenten"})  # without a region, the whole country
_ALLE = _HET_LAND | {
    *("alle", "alledeelnemendegemeenten", "regiobreed", "heelderegio", "allegemeentenindezeregio"),
    *(f"{heel}regio" for heel in ("hele", "gehele", "dehele", "degehele")),
    *(f"allegemeenten{woord}deregio" for woord in ("in", "van", "uit", "binnen")),
}
_BIJNA_ALLE, _BIJNA = {*_ALLE, "diversegemeenten"}, 88  # of a misspelling, and how like
_AANTAL = re.compile(r"[1-9]\d{0,2}")  # GM0034 that Excel made 34, or 34 gemeenten
# Columns taken over as they stand.
VRIJ = tuple(
    naam
    for naam in OPTIONEEL
    if naam not in ("project_id", "is_minimacontract", "peildatum", "subthema", "themas")
    and not naam.startswith("zekerheid_")
)


class Maatstaf:
    """What rows are judged by: names, labels, and what a decision settles; answers are remembered."""

    def __init__(
        self,
        gids: Naamgids,
        ordening: Ordening,
        aliassen: pd.DataFrame,
        beslist: Collection[tuple[str, str]] = frozenset(),
        gidsen: Gidsen | None = None,
    ):
        """Take the guide to names, the ordering, the aliases (for labels) and the (project_id, dimensie)
        for which a decision stands, so that the source's label may be missing.

        ``gidsen``: the guides for rows that are of another year than the edition (default: none).
        """
        self.gids, self.ordening, self.beslist = gids, ordening, beslist
        self.gidsen = gidsen or Gidsen(gids, BASIS.year)
        self._alias = {dimensie: aliassen_van(aliassen, f"label_{dimensie}") for dimensie in DIMENSIES}
        self._vormen = {
            dimensie: {
                sleutel(tekst): rij.code
                for rij in ordening.tabel[ordening.tabel["dimensie"] == dimensie].itertuples()
                for tekst in (rij.code, rij.label, rij.naam, *rij.spelling)
            }
            for dimensie in DIMENSIES
        }
        self._toets_aliassen(aliassen)
        self._code: dict[tuple[str, str], str | None] = {}
        self._nabij: dict[tuple[str, str], str] = {}

    def _toets_aliassen(self, aliassen: pd.DataFrame) -> None:
        """Raise InvoerFouten, all together, for aliases of a label that does not exist."""
        labels = aliassen[aliassen["soort"].str.startswith("label_")]
        fouten = []
        for rij in labels.itertuples():
            dimensie = rij.soort.removeprefix("label_")
            if self.ordening.code_van(dimensie, rij.naam) is None:
                reden = f"alias «{rij.alias}» verwijst naar een onbekend label voor {dimensie}"
                nabij_ = nabij(sleutel(rij.naam), self._vormen[dimensie], _LABEL_NABIJ)
                plaats: dict[str, Any] = {"rij": rij.rij, "kolom": "naam", "waarde": rij.naam}
                fouten.append(InvoerFout(rij.bestand, reden, suggestie=nabij_, **plaats))
        meld(fouten)

    def code(self, dimensie: str, tekst: str) -> str | None:
        """Return the label code of ``tekst``, through an alias or the ordering, else None."""
        if (dimensie, tekst) not in self._code:
            naam, _ = self._alias[dimensie].get(sleutel(tekst), (tekst, ""))
            self._code[dimensie, tekst] = self.ordening.code_van(dimensie, naam)
        return self._code[dimensie, tekst]

    def kent(self, kolom: str) -> Callable[[str], bool]:
        """Return the test whether a text is one name or label of a list column, whatever it holds."""
        if kolom in DIMENSIES or kolom == "themas":
            dimensie = "thema" if kolom == "themas" else kolom
            return lambda tekst: self.code(dimensie, tekst) is not None
        zoek = {"gemeenten": self.gids.plaatsen, "wmo_regios": self.gids.regio}
        vind = zoek.get(kolom, self.gids.zorgverzekeraar)
        return lambda tekst: vind(tekst).gevonden or vind(ONZEKER.sub("", tekst)).gevonden

    def noemt(self, dimensie: str, code: str, tekst: str) -> bool:
        """Return whether a label occurs in ``tekst``, in one of its spellings."""
        vorm = sleutel(tekst)
        return any(een in vorm for een, van in self._vormen[dimensie].items() if van == code)

    def nabij(self, dimensie: str, tekst: str) -> str:
        """Return the label code whose code, label, name or spelling is most like ``tekst``, or ``""``."""
        if (dimensie, tekst) not in self._nabij:
            self._nabij[dimensie, tekst] = nabij(sleutel(tekst), self._vormen[dimensie], _LABEL_NABIJ)
        return self._nabij[dimensie, tekst]


@dataclass
class Rij:
    """A raw row under judgement: ``waarden`` is what it came to, valid when ``fouten`` is empty.

    ``meldingen``: what a reader should know; ``twijfels``: what a person should decide, and until then is
    read as the notice says. ``geschat``: the gemeenten that are estimated, with the share (0-1).
    ``mist``: the faults that are only a missing label, by dimension; another report of the project may have
    it.
    """

    ruw: Mapping[str, Any]
    project_id: str
    fouten: list[InvoerFout] = field(default_factory=list)
    meldingen: list[InvoerFout] = field(default_factory=list)
    twijfels: list[InvoerFout] = field(default_factory=list)
    waarden: dict[str, Any] = field(default_factory=dict)
    geschat: Mapping[str, float] = field(default_factory=dict)
    mist: dict[str, InvoerFout] = field(default_factory=dict)

    def fout(self, kolom: str, reden: str, waarde: str = "", suggestie: str = "") -> None:
        """Add a fault, which rejects the row."""
        self.fouten.append(self._regel(kolom, reden, waarde, suggestie))

    @property
    def bruikbaar(self) -> bool:
        """Whether nothing is wrong with the row but a label that another report may give."""
        return len(self.fouten) == len(self.mist)

    def meld(self, kolom: str, reden: str, waarde: str = "", suggestie: str = "") -> None:
        """Add a notice, which does not."""
        self.meldingen.append(self._regel(kolom, reden, waarde, suggestie))

    def betwijfel(self, kolom: str, reden: str, waarde: str = "", suggestie: str = "") -> None:
        """Add a doubt, which does not reject the row either."""
        self.twijfels.append(self._regel(kolom, reden, waarde, suggestie))

    def _regel(self, kolom: str, reden: str, waarde: str, suggestie: str) -> InvoerFout:
        plaats: dict[str, Any] = {naam: self.ruw[naam] for naam in PLAATS}
        return InvoerFout(
            reden=reden, kolom=kolom, waarde=waarde, suggestie=suggestie, titel=self.ruw["titel"], **plaats
        )


def beoordeel_rij(ruw: Mapping[str, Any], project_id: str, maatstaf: Maatstaf) -> Rij:
    """Return the judgement of one raw row (columns of :mod:`lib.inlezen.bron`)."""
    rij = Rij(ruw, project_id)
    rij.waarden = {"project_id": project_id, **{naam: ruw[naam] for naam in (*PLAATS, *VRIJ)}}
    rij.waarden["titel"] = " ".join(ruw["titel"].split())
    if not sleutel(ruw["titel"]):
        rij.fout("titel", "titel ontbreekt", ruw["titel"])
    elif not any(ruw[naam] for naam in VERPLICHT if naam != "titel"):
        rij.fout("titel", ALLEEN_TITEL, ruw["titel"])
        return rij
    _labels(rij, maatstaf)
    _verzekeraars(rij, maatstaf.gids)
    _plaatsen(rij, maatstaf.gidsen)
    _overige(rij, maatstaf)
    return rij


@lru_cache(maxsize=1 << 17)
def _splits(cel: str) -> tuple[str, ...]:
    """Return the values of a list cell: separated by ``;`` or a line break, without empties and repeats."""
    return tuple(dict.fromkeys(deel for ruw in re.split(r"[;\n\r]", cel) if (deel := schoon(ruw))))


@lru_cache(maxsize=1 << 17)
def _zonder_twijfel(cel: str) -> tuple[tuple[str, str], ...]:
    """Return the values of a list cell, each as it stands and without the mark that it is doubted."""
    return tuple(
        (tekst, ONZEKER.sub("", tekst).strip() if _MOGELIJK_ONZEKER(tekst) else tekst)
        for tekst in _splits(cel)
    )


def _waarden(rij: Rij, kolom: str) -> list[str]:
    """Return the values of a list cell; one that the source itself doubts is read without its mark."""
    waarden = []
    for tekst, kaal in _zonder_twijfel(rij.ruw[kolom]):
        if kaal != tekst and sleutel(kaal):
            rij.betwijfel(
                kolom, f"de bron is hier niet zeker of niet volledig; gelezen als {kaal}", tekst, kaal
            )
            waarden.append(kaal)
        else:
            waarden.append(tekst)
    return waarden


def _labels(rij: Rij, maatstaf: Maatstaf) -> None:
    for dimensie in DIMENSIES:
        cel = rij.ruw[dimensie]
        codes = []
        for tekst in () if cel == UIT_PLAATSEN else _waarden(rij, dimensie):
            code = maatstaf.code(dimensie, tekst)
            if code is None:
                _onbekend_label(rij, dimensie, tekst, maatstaf)
            else:
                codes.append(code)
        codes = list(maatstaf.ordening.sorteer(dimensie, codes)) if len(codes) > 1 else codes
        if dimensie in _ENKELVOUDIG and len(codes) > 1:
            _meer_dan_een(rij, dimensie, cel, codes)
        if not _splits(cel) and (rij.project_id, dimensie) not in maatstaf.beslist:
            anders = "vul een label in, of leg een eindoordeel vast in labelbesluiten.csv"
            rij.fout(dimensie, f"{dimensie} ontbreekt; {anders}")
            rij.mist[dimensie] = rij.fouten[-1]
        rij.waarden[dimensie] = codes if dimensie == "instrument" else "".join(codes[:1])
        if cel == UIT_PLAATSEN:
            rij.waarden[dimensie] = "regionaal"  # until the places are known


def _onbekend_label(rij: Rij, dimensie: str, tekst: str, maatstaf: Maatstaf) -> None:
    los = [deel.strip() for deel in re.split(_LOS, tekst)]
    codes = [code for deel in los if (code := maatstaf.code(dimensie, deel)) is not None]
    if len(los) < 2 or len(codes) < len(los):
        voorstel = maatstaf.nabij(dimensie, tekst) or _opsomming(maatstaf.ordening.codes(dimensie))
        rij.fout(dimensie, f"onbekend label voor {dimensie}", tekst, voorstel)
    elif dimensie in _ENKELVOUDIG:
        _meer_dan_een(rij, dimensie, tekst, codes)
    else:
        rij.fout(dimensie, "instrumenten niet gescheiden door een puntkomma", tekst, ";".join(codes))


def _meer_dan_een(rij: Rij, dimensie: str, tekst: str, codes: list[str]) -> None:
    reden = f"{len(codes)} {MEERVOUD[dimensie]}, er mag er één staan; kies er een of maak er twee rijen van"
    rij.fout(dimensie, reden, tekst, " of ".join(codes))


def _opsomming(waarden: Sequence[str]) -> str:
    """Return values as a Dutch choice: ``a, b of c``."""
    return opsomming(waarden, "of")


def _verzekeraars(rij: Rij, gids: Naamgids) -> None:
    kolom = "zorgverzekeraars"
    treffers = [gids.zorgverzekeraar(tekst) for tekst in _waarden(rij, kolom)]
    for treffer in treffers:
        los = _los(treffer, gids.zorgverzekeraar)
        _bericht(rij, gids, kolom, los, "onbekende zorgverzekeraar")
    if not treffers and rij.ruw["zekerheid_zorgverzekeraars"].casefold() == "open":
        rij.meld(kolom, "de bron noemt geen zorgverzekeraar; telt bij geen enkele zorgverzekeraar mee")
    elif not treffers:
        anders = "noem er een, of zet zekerheid_zorgverzekeraars op open als de bron er geen noemt"
        rij.fout(kolom, f"zorgverzekeraar ontbreekt; {anders}")
    rij.waarden[kolom] = sorted({code for treffer in treffers for code in treffer.codes}, key=str.casefold)


def _los(treffer: Treffer, zoek: Callable[[str], Treffer]) -> Treffer:
    """Propose several names where an unknown text holds nothing but those, with another separator."""
    delen = [] if treffer.gevonden else losse_namen(treffer.tekst, lambda deel: zoek(deel).gevonden)
    return replace(treffer, suggestie="; ".join(delen)) if len(delen) > 1 else treffer


def _plaatsen(rij: Rij, gidsen: Gidsen) -> None:
    jaar = jaar_van(rij.ruw, gidsen.jaar)
    gids = gidsen.van(jaar.jaar)
    if jaar.opmerking:
        rij.meld(jaar.kolom, jaar.opmerking, str(jaar.gegeven))
    regios = [gids.regio(tekst) for tekst in _waarden(rij, "wmo_regios")]
    for treffer in regios:
        _bericht(rij, gids, "wmo_regios", _los(treffer, gids.regio), "onbekende Wmo-regio")
    genoemd = sorted({code for treffer in regios for code in treffer.codes})
    teksten, reden = _waarden(rij, "gemeenten"), rij.ruw["reden_geen_gemeenten"]
    if genoemd and len(teksten) == 1 and VAAG.search(teksten[0]) and not gids.plaatsen(teksten[0]).gevonden:
        reden, teksten = reden or teksten[0], _noemt_geen_namen(rij, teksten[0], genoemd)
    plaatsen = [_plaats(tekst, genoemd, gids) for tekst in teksten]
    for treffer in plaatsen:
        _bericht(rij, gids, "gemeenten", treffer, "onbekende gemeente")
    codes = _verenig(plaatsen)
    afgeleid = any(treffer.hoe in VERKLAREND for treffer in plaatsen)
    if plaatsen and reden:
        rij.meld("reden_geen_gemeenten", "er zijn gemeenten ingevuld; de reden telt niet", reden)
        reden = ""
    if not plaatsen and not reden:
        codes, afgeleid = _gemeenten_van_regios(rij, genoemd, gids), True
    over = _in_editiejaar(rij, codes, jaar.jaar, gidsen)
    codes, eigen = over.codes, gidsen.eigen.regios_van(over.zeker)
    rij.geschat = over.geschat
    if genoemd and (buiten := sorted(set(eigen) - set(genoemd))):
        rij.meld(
            "wmo_regios", "gemeenten liggen ook in een Wmo-regio die niet genoemd is", "", "; ".join(buiten)
        )
    if leeg := sorted(set(genoemd) - set(eigen) if codes else set()):
        rij.meld("wmo_regios", "Wmo-regio genoemd, maar geen gemeente daaruit", "; ".join(leeg))
    if rij.ruw["schaal"] == UIT_PLAATSEN:
        aantal = len(set(eigen) | set(genoemd))
        schaal = "bovenregionaal" if aantal > 1 else "gemeente" if len(codes) == 1 else "regionaal"
        rij.waarden["schaal"] = schaal
    rij.waarden |= {
        "gemeenten": list(codes),
        "wmo_regios": sorted({*eigen, *genoemd}),
        "wmo_regios_genoemd": genoemd,
        "gemeenten_afgeleid": bool(codes) and afgeleid,
        "reden_geen_gemeenten": reden,
    }


def _plaats(tekst: str, genoemd: list[str], gids: Naamgids) -> Treffer:
    """Look a place up: all gemeenten are those of the regions of the row; a bare number may be a count."""
    vorm = sleutel(tekst)
    if vorm in _ALLE and genoemd:
        codes = tuple(sorted({code for regio in genoemd for code in gids.gemeenten_in(regio)}))
        opmerking = f"alle {len(codes)} gemeenten van de genoemde Wmo-regio's ({'; '.join(genoemd)})"
        return Treffer(tekst, codes, "regio", opmerking=opmerking)
    if vorm in _ALLE - _HET_LAND:
        return Treffer(tekst, opmerking="van welke regio? vul wmo_regios in, of schrijf: hele regio …")
    if _AANTAL.fullmatch(tekst):
        code = f"GM{int(tekst):04d}"
        naam = gids.voluit(code)
        anders = f"; is het de code van {naam}, schrijf dan {code}" if naam != code else ""
        opmerking = f"{tekst} is een getal en kan een aantal zijn{anders}"
        return Treffer(tekst, suggestie=code if naam != code else "", opmerking=opmerking)
    treffer = gids.plaatsen(tekst)
    if genoemd and not treffer.gevonden and nabij(vorm, {een: een for een in _BIJNA_ALLE}, _BIJNA):
        return replace(treffer, suggestie=_hele_regios(genoemd))
    return treffer


def _hele_regios(regios: list[str]) -> str:
    return "; ".join(f"alle gemeenten in regio {zonder_voorvoegsel(regio)}" for regio in regios)


def _noemt_geen_namen(rij: Rij, tekst: str, genoemd: list[str]) -> list[str]:
    """Doubt a cell that says that there are gemeenten and names none: the project is only counted."""
    reden = (
        "er staan geen namen; telt mee, maar staat niet op de kaart. Noem de gemeenten, of deden alle mee?"
    )
    rij.betwijfel("gemeenten", reden, tekst, _hele_regios(genoemd))
    return []


def _in_editiejaar(rij: Rij, codes: tuple[str, ...], jaar: int, gidsen: Gidsen) -> Overgezet:
    """Carry the places of a row to the year of the edition, with a notice where that changes something."""
    over = zet_over(codes, jaar, gidsen.jaar)
    if nieuw := sorted(set(over.codes) - set(codes)):
        namen = ", ".join(
            gidsen.eigen.voluit(code) + (" (geschat)" if code in over.geschat else "") for code in nieuw
        )
        rij.meld("gemeenten", f"namen van {jaar}; in {gidsen.jaar} ook of in plaats daarvan: {namen}")
    return over


def _verenig(treffers: list[Treffer]) -> tuple[str, ...]:
    if len(treffers) == 1:
        return treffers[0].codes  # already sorted, and may be the whole country
    return tuple(sorted({code for treffer in treffers for code in treffer.codes}))


def _gemeenten_van_regios(rij: Rij, genoemd: list[str], gids: Naamgids) -> tuple[str, ...]:
    """Without gemeenten: those of the regions, where the schaal says that a whole region takes part."""
    if genoemd and rij.waarden["schaal"] in ("regionaal", "bovenregionaal"):
        codes = tuple(sorted(code for regio in genoemd for code in gids.gemeenten_in(regio)))
        alle = f"alle {len(codes)} gemeenten van de genoemde Wmo-regio's"
        rij.meld("gemeenten", f"leeg, schaal {rij.waarden['schaal']}: {alle}", "; ".join(genoemd))
        return codes
    if not _splits(rij.ruw["wmo_regios"]) or rij.waarden["schaal"] == "gemeente" or not rij.ruw["schaal"]:
        anders = "noem ze, of geef een reden in reden_geen_gemeenten"
        rij.fout("gemeenten", f"gemeenten ontbreken; {anders}", suggestie=_hele_regios(genoemd))
    return ()


def _bericht(rij: Rij, gids: Naamgids, kolom: str, treffer: Treffer, onbekend: str) -> None:
    """Turn a match into a fault, a notice, or nothing."""
    if not treffer.gevonden:
        reden = f"{onbekend}: {treffer.opmerking}" if treffer.opmerking else onbekend
        rij.fout(kolom, reden, treffer.tekst, treffer.suggestie)
    elif treffer.hoe == "alias" or treffer.opmerking:
        gelezen = (
            f"gelezen als {', '.join(map(gids.voluit, treffer.codes))}" if treffer.hoe == "alias" else ""
        )
        rij.meld(kolom, "; ".join(deel for deel in (gelezen, treffer.opmerking) if deel), treffer.tekst)


def _overige(rij: Rij, maatstaf: Maatstaf) -> None:
    ruw = rij.ruw
    _minimacontract(rij, maatstaf)
    datum = lees_datum(ruw["peildatum"])
    if ruw["peildatum"] and not datum.iso:
        rij.fout("peildatum", "geen geldige datum (jjjj-mm-dd)", ruw["peildatum"], datum.suggestie)
    elif datum.opmerking:
        rij.meld("peildatum", datum.opmerking, ruw["peildatum"])
    if datum.iso and not _EERSTE_JAAR <= int(datum.iso[:4]) <= _LAATSTE_JAAR:
        rij.betwijfel("peildatum", f"datum ver van onze tijd: {datum.iso}; klopt het jaar?", ruw["peildatum"])
    rij.waarden["peildatum"] = datum.iso
    for kolom in (naam for naam in OPTIONEEL if naam.startswith("zekerheid_")):
        _keuze(rij, kolom, _ZEKERHEDEN)
    _keuze(rij, "subthema", SUBTHEMAS)
    _themas(rij, maatstaf)
    for kolom in JAARKOLOMMEN:
        if ruw[kolom] not in ("", JAAR_ONBEKEND) and not is_jaar(ruw[kolom]):
            rij.fout(kolom, f"geen jaartal (jjjj) en niet «{JAAR_ONBEKEND}»", ruw[kolom])
    if rij.waarden["subthema"] and rij.waarden["thema"] not in ("anders", ""):
        reden = f"subthema hoort bij thema anders, niet bij {rij.waarden['thema']}; niet gebruikt"
        rij.meld("subthema", reden, ruw["subthema"])
        rij.waarden["subthema"] = ""


def _themas(rij: Rij, maatstaf: Maatstaf) -> None:
    """Read which thema's a project is about: those of an agenda over several, which itself has none."""
    codes = []
    for tekst in _splits(rij.ruw["themas"]):
        code = maatstaf.code("thema", tekst)
        if code is None:
            rij.fout("themas", "onbekend thema", tekst, maatstaf.nabij("thema", tekst))
        else:
            codes.append(code)
    rij.waarden["themas"] = list(maatstaf.ordening.sorteer("thema", codes))


def _minimacontract(rij: Rij, maatstaf: Maatstaf) -> None:
    """Read the flag; a project about such a contract is not that contract, so an empty cell is a doubt."""
    kolom, cel = "is_minimacontract", rij.ruw["is_minimacontract"]
    if (minima := cel.casefold()) not in _JA_NEE:
        rij.fout(kolom, "geen ja of nee", cel, "ja of nee")
    rij.waarden[kolom] = _JA_NEE.get(minima, False)
    dimensie, code = _MINIMA
    noemt = code in rij.waarden[dimensie] or maatstaf.noemt(dimensie, code, rij.ruw["titel"])
    if noemt and not cel:
        anders = "is dit de polis zelf, dan ja; gaat het project erover, dan nee"
        rij.betwijfel(kolom, f"noemt een minimapolis en is leeg; gelezen als nee: {anders}", "", "ja of nee")
    elif rij.waarden[kolom] and not noemt:
        rij.meld(kolom, "gelezen als minimacontract, maar instrument en titel noemen er geen", cel)


def _keuze(rij: Rij, kolom: str, geldig: tuple[str, ...]) -> None:
    waarde = rij.ruw[kolom].casefold()
    if waarde and waarde not in geldig:
        voorstel = nabij(sleutel(waarde), {naam: naam for naam in geldig}, _LABEL_NABIJ)
        rij.fout(kolom, "onbekende waarde", rij.ruw[kolom], voorstel or _opsomming(geldig))
    rij.waarden[kolom] = waarde if waarde in geldig else ""
