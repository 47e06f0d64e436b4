"""Names of places and insurers as people write them, matched with the names of the tables.

The order is fixed: the alias table, a CBS code, the name itself (without regard to case, accents,
hyphens, spaces and words such as *gemeente*), older and newer gemeenten. A woonplaats, and a near match
where nothing better is known, is only ever proposed, never applied.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import pandas as pd

from lib.editie.jaren import EERSTE_JAAR
from lib.gebied.aliassen import aliassen_van, alle_aliassen, nabij, sleutel
from lib.gebied.naamvorm import code_van, losse_namen, verzekeraarvormen, zonder_achtervoegsel
from lib.gebied.woonplaatsen import Woonplaats
from lib.grond.fouten import InvoerFout, meld
from lib.grond.woorden import opsomming

VOORVOEGSEL = re.compile(r"^\s*(?:de\s+|het\s+)?(?:(?:wmo[- ]?)?regio|stadsregio|provincie)\s+", re.I)
_GEMEENTE = re.compile(r"^\s*(?:de\s+)?(?:gemeente|gem\.)\s+", re.I)
GEBIED = re.compile(
    r"^(?P<alle>alle\s+(?:\d+\s+)?)?(?:gemeenten\s+(?:in|van|uit|binnen)\s+)?"
    r"(?P<heel>(?:de\s+|het\s+)?(?:heel|hele|gehele)\s+)?(?:de\s+|het\s+)?"
    r"(?:(?P<soort>kernwerkgebied|(?:wmo[- ]?)?regio|stadsregio|provincie|gemeente|zorgkantoor(?:regio)?|"
    r"jeugd(?:hulp|zorg)?regio|(?:ggd|veiligheids)[- ]?regio|corop[- ]?(?:gebied|regio))\b(?:\s+van\b)?)?\s*"
    r"(?P<naam>.*?)\s*(?P<achteraf>\((?:alle|alle gemeenten|(?:ge)?hele regio|(?:ge)?heel)\))?"
    r"\s*(?:\(\d+\))?$",
    re.I | re.S,
)
VAAG = re.compile(
    r"\b(diverse|verschillende|meerdere|enkele|aantal|circa|ca|overige|onbekend|niet genoemd|n\.?v\.?t)\b",
    re.I,
)
_LANDELIJK = frozenset(
    {"allegemeenten", "landelijk", "heelnederland", "nederland", "allegemeenteninnederland", "landsdekkend"}
)
_INDELINGEN = ("provincie", "zorgkantoorregio", "jeugdregio")  # besides the Wmo-regio's: column of gemeenten
ZONDER_NAMEN = "er staan geen namen; laat gemeenten leeg en vul reden_geen_gemeenten in"


Herindeling = Callable[[str, int], tuple[tuple[str, ...], str] | None]
"""What :func:`lib.gebied.herindeling.gemeenten_voor_naam` does: codes in a year, and a Dutch explanation."""


@dataclass(frozen=True)
class Treffer:
    """What a text was matched with.

    ``codes`` are GM codes for gemeenten and official names for regions and insurers, sorted; empty
    when nothing was found. ``hoe`` is exact, alias, code, herindeling, regio, provincie,
    kernwerkgebied or landelijk. ``suggestie`` is the nearest valid value and ``opmerking`` what a
    reader must know about the match; both are Dutch.
    """

    tekst: str
    codes: tuple[str, ...] = ()
    hoe: str = ""
    suggestie: str = ""
    opmerking: str = ""

    @property
    def gevonden(self) -> bool:
        """Whether the text stands for at least one code."""
        return bool(self.codes)


def zonder_voorvoegsel(tekst: str) -> str:
    """Return a name without a leading *regio*, *stadsregio* or *provincie*."""
    return VOORVOEGSEL.sub("", tekst)


def _vormen(soort: str, tekst: str) -> tuple[str, str]:
    """Return how ``tekst`` is compared: as it stands, and without the word for its kind."""
    kaal = _GEMEENTE.sub("", tekst) if soort == "gemeente" else zonder_voorvoegsel(tekst)
    return sleutel(tekst), sleutel(kaal)


@dataclass(frozen=True, eq=False)
class Gidstabellen:
    """The tables of ``data/raw/gebieden`` that hold names; ``gemeenten`` are those of one year.

    ``andere_jaren`` holds the gemeenten of other years ({GM code: name}), ``woonplaatsen`` the places that
    lie in a gemeente, by their sleutel.
    """

    gemeenten: pd.DataFrame
    regios: pd.DataFrame
    kernwerkgebieden: pd.DataFrame
    zorgverzekeraars: pd.DataFrame
    aliassen: pd.DataFrame
    andere_jaren: Mapping[str, str] = field(default_factory=dict)
    woonplaatsen: Mapping[str, Woonplaats] = field(default_factory=dict)


class Naamgids:
    """Looks up gemeenten, regions and insurers; every answer is remembered.

    An alias whose naam ends in ``?``, or holds several names separated by ``;``, is a proposal
    only: the text can mean more than one thing, so it is reported and not applied.
    """

    def __init__(
        self,
        tabellen: Gidstabellen,
        jaar: int = EERSTE_JAAR,
        herindeling: Herindeling = lambda naam, jaar: None,
    ):
        """Take the tables, with the gemeenten of ``jaar``; ``herindeling`` translates those of other years.

        Raises InvoerFouten, all together, for aliases of a name that does not exist.
        """
        gemeenten, regios, aliassen = tabellen.gemeenten, tabellen.regios, tabellen.aliassen
        self._naam_van = dict(zip(gemeenten["gm_code"], gemeenten["gm_naam"], strict=True))
        self._regio_van = dict(zip(gemeenten["gm_code"], gemeenten["wmo_regio"], strict=True))
        self._gemeenten = {sleutel(naam): code for code, naam in self._naam_van.items()}
        self._in_regio = _groepen(gemeenten, "wmo_regio")
        self._provincie_van = dict(zip(gemeenten["gm_code"], gemeenten["provincie"], strict=True))
        self._in = {kolom: _groepen(gemeenten, kolom) for kolom in _INDELINGEN if kolom in gemeenten}
        provincies = {sleutel(naam): naam for naam in self._in["provincie"]}
        self._namen = {
            "wmo_regio": _regionamen(regios, "wmo_regio"),
            "zorgkantoorregio": _regionamen(regios, "zorgkantoorregio"),
            "jeugdregio": _regionamen(regios, "jeugdregio"),
            "provincie": provincies,
            "zorgverzekeraar": {sleutel(naam): naam for naam in tabellen.zorgverzekeraars["naam"]},
        }
        self._omvang = aliassen_van(aliassen, "omvang")
        self._woonplaatsen = tabellen.woonplaatsen
        self._alias = {soort: aliassen_van(aliassen, soort) for soort in ("gemeente", *self._namen)}
        self._jaar, self._herindeling = jaar, herindeling
        andere = tabellen.andere_jaren
        self._andere = {sleutel(naam): naam for naam in andere.values()} | {
            code.casefold(): naam for code, naam in andere.items()
        }
        self._bekend: dict[tuple[str, str], Treffer] = {}
        self._regios_bekend: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._kern = self._kernwerkgebieden(tabellen.kernwerkgebieden)
        self._toets_aliassen(aliassen)

    def voluit(self, code: str) -> str:
        """Return a code as a reader knows it: a GM code with its name, another name as it is."""
        return f"{self._naam_van[code]} ({code})" if code in self._naam_van else code

    def wmo_regio(self, code: str) -> str:
        """Return the Wmo-regio in which the gemeente with this GM code lies."""
        return self._regio_van[code]

    def regios_van(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Return the sorted names of the Wmo-regio's in which gemeenten lie, by their GM codes."""
        if codes not in self._regios_bekend:
            self._regios_bekend[codes] = tuple(sorted({self._regio_van[code] for code in codes}))
        return self._regios_bekend[codes]

    def gemeenten_in(self, wmo_regio: str) -> tuple[str, ...]:
        """Return the sorted GM codes of a Wmo-regio, by its official name."""
        return self._in_regio.get(wmo_regio, ())

    def vormen_van(self, soort: str, naam: str) -> tuple[str, ...]:
        """Return every spelling, as :func:`lib.gebied.aliassen.sleutel` makes it, under which a name is
        known.

        ``soort`` is gemeente (``naam`` is its GM code), wmo_regio, zorgkantoorregio or zorgverzekeraar.
        """
        return self._vormen_van.get((soort, naam), ())

    @cached_property
    def _vormen_van(self) -> dict[tuple[str, str], tuple[str, ...]]:
        vormen: dict[tuple[str, str], set[str]] = defaultdict(set)
        for vorm, code in self._gemeenten.items():
            vormen["gemeente", code].add(vorm)
        for soort, namen in self._namen.items():
            for vorm, naam in namen.items():
                vormen[soort, naam].add(vorm)
        for soort, aliassen in self._alias.items():
            for vorm, (naam, _) in aliassen.items():
                for code in self._zelf(soort, naam).codes:
                    vormen[soort, code].add(vorm)
        return {sleutel_: tuple(sorted(gevonden)) for sleutel_, gevonden in vormen.items()}

    def gemeente(self, tekst: str) -> Treffer:
        """Return the gemeente that ``tekst`` names; several where it was split since."""
        return self._zoek("gemeente", tekst)

    def regio(self, tekst: str) -> Treffer:
        """Return the Wmo-regio that ``tekst`` names."""
        return self._zoek("wmo_regio", tekst)

    def zorgkantoorregio(self, tekst: str) -> Treffer:
        """Return the zorgkantoorregio that ``tekst`` names."""
        return self._zoek("zorgkantoorregio", tekst)

    def zorgverzekeraar(self, tekst: str) -> Treffer:
        """Return the zorgverzekeraar that ``tekst`` names."""
        return self._zoek("zorgverzekeraar", tekst)

    def plaatsen(self, tekst: str) -> Treffer:
        """Return the gemeenten that a place expression stands for.

        Besides a gemeente: *alle gemeenten in regio X*, *hele regio X*, *X (alle gemeenten)*,
        *alle gemeenten in provincie X*, *kernwerkgebied X*, *landelijk*. A bare *regio X* is not
        applied, for it does not say that all its gemeenten take part.
        """
        if ("plaatsen", tekst) not in self._bekend:
            self._bekend["plaatsen", tekst] = self._zoek_plaatsen(tekst)
        return self._bekend["plaatsen", tekst]

    def _zoek(self, soort: str, tekst: str) -> Treffer:
        if (soort, tekst) not in self._bekend:
            treffer = self._zoek_alias(soort, tekst) or self._zelf(soort, tekst)
            if soort == "zorgverzekeraar" and not treffer.gevonden and not treffer.opmerking:
                treffer = self._zoek_vorm(tekst) or treffer
            self._bekend[soort, tekst] = treffer
        return self._bekend[soort, tekst]

    def _zoek_vorm(self, tekst: str) -> Treffer | None:
        """Look an insurer up by the forms of its name; all parts must be the same insurer."""
        soort = "zorgverzekeraar"
        for vormen in verzekeraarvormen(tekst):
            treffers = [self._zoek_alias(soort, vorm) or self._zelf(soort, vorm) for vorm in vormen]
            eerste = treffers[0]
            if eerste.gevonden and all(treffer.codes == eerste.codes for treffer in treffers):
                return replace(eerste, tekst=tekst, hoe="alias")
            if len(treffers) == 1 and eerste.opmerking:
                return replace(eerste, tekst=tekst)
        return None

    def _zelf(self, soort: str, tekst: str) -> Treffer:
        """Look a text up without the aliases."""
        return self._gemeente_zelf(tekst) if soort == "gemeente" else _uit_lijst(tekst, self._namen[soort])

    def _zoek_alias(self, soort: str, tekst: str) -> Treffer | None:
        vormen = _vormen(soort, tekst)
        gevonden = next((self._alias[soort][vorm] for vorm in vormen if vorm in self._alias[soort]), None)
        if gevonden is None:
            return None
        naam, opmerking = gevonden
        if naam.endswith("?") or ";" in naam:
            voorstel = " of ".join(deel.strip() for deel in naam.rstrip("?").split(";"))
            return Treffer(tekst, suggestie=voorstel, opmerking=opmerking or "naam is niet eenduidig")
        treffer = self._zelf(soort, naam)
        samen = "; ".join(deel for deel in (opmerking, treffer.opmerking) if deel)
        return replace(treffer, tekst=tekst, hoe="alias", opmerking=samen)

    def _gemeente_zelf(self, tekst: str) -> Treffer:
        vormen = _vormen("gemeente", tekst)
        for vorm in vormen:
            if vorm in self._gemeenten:
                return Treffer(tekst, (self._gemeenten[vorm],), "exact", opmerking=self._dubbelzinnig(vorm))
        return self._op_code(tekst) or self._van_ander_jaar(tekst, vormen[1]) or self._met_toevoeging(tekst)

    def _op_code(self, tekst: str) -> Treffer | None:
        if not (gelezen := code_van(tekst)):
            return None
        code, naam, kaal = gelezen
        gelijk = not naam or self.gemeente(naam).codes == (code,)
        if code in self._naam_van and gelijk:
            anders = f"een getal, gelezen als de CBS-code van {self._naam_van[code]}; kan ook een aantal zijn"
            return Treffer(tekst, (code,), "code", opmerking=anders if kaal else "")
        return None if naam else self._van_ander_jaar(tekst, code.casefold())

    def _van_ander_jaar(self, tekst: str, vorm: str) -> Treffer | None:
        if vorm not in self._andere or not (nu := self._herindeling(self._andere[vorm], self._jaar)):
            return None
        return Treffer(tekst, tuple(sorted(nu[0])), "herindeling", opmerking=nu[1])

    def _met_toevoeging(self, tekst: str) -> Treffer:
        """Look up a name with its kind or its province in brackets; a province never leads to another."""
        naam, achter = zonder_achtervoegsel(tekst)
        if not achter:
            return self._voorgesteld(tekst, naam, "")
        if sleutel(achter) in ("gemeente", "gem"):
            return replace(self.gemeente(naam), tekst=tekst)
        if sleutel(achter) in ("pv", "provincie"):
            provincie = self._zoek("provincie", naam)
            voorstel = f"alle gemeenten in provincie {provincie.codes[0]}" if provincie.gevonden else ""
            return Treffer(tekst, suggestie=voorstel, opmerking="dit is een provincie")
        provincie = self._zoek("provincie", achter)
        if not provincie.gevonden:
            return self._voorgesteld(tekst, tekst, "")
        treffer = self.gemeente(naam)
        if treffer.gevonden and all(
            self._provincie_van[code] == provincie.codes[0] for code in treffer.codes
        ):
            return replace(treffer, tekst=tekst)
        return self._voorgesteld(tekst, naam, provincie.codes[0])

    def _voorgesteld(self, tekst: str, naam: str, provincie: str) -> Treffer:
        """Propose the gemeente of a woonplaats; else, without a province, what the name is most like."""
        kaal = _vormen("gemeente", naam)[1]
        plaats = self._woonplaatsen.get(sleutel(tekst)) or self._woonplaatsen.get(kaal)
        codes = self._gemeenten_van(plaats) if plaats else ()
        if provincie:
            codes = tuple(code for code in codes if self._provincie_van[code] == provincie)
        if plaats and codes:
            voorstel = " of ".join(self._naam_van[code] for code in codes)
            return Treffer(tekst, suggestie=voorstel, opmerking=f"{plaats.wat}; noem de gemeente")
        if provincie:
            return Treffer(tekst, opmerking=f"geen gemeente met deze naam in {provincie}")
        namen = {vorm: self._naam_van[code] for vorm, code in self._gemeenten.items()}
        return Treffer(tekst, suggestie=nabij(kaal, namen))

    def _gemeenten_van(self, plaats: Woonplaats) -> tuple[str, ...]:
        """Return the gemeenten of this year in which a woonplaats may lie."""
        nu: dict[str, None] = {}
        for code in plaats.codes:
            anders = None if code in self._naam_van else self._van_ander_jaar("", code.casefold())
            nu |= dict.fromkeys(anders.codes if anders else (code,))
        return tuple(code for code in nu if code in self._naam_van)

    def _dubbelzinnig(self, vorm: str) -> str:
        """Say so where a gemeente has the name of a region or a province of more than itself."""
        regio = self._namen["wmo_regio"].get(vorm, "")
        soorten = ["Wmo-regio"] if sleutel(regio) == vorm and len(self.gemeenten_in(regio)) > 1 else []
        soorten += ["provincie"] if vorm in self._namen["provincie"] else []
        return f"ook de naam van een {' en een '.join(soorten)}; gelezen als gemeente" if soorten else ""

    def _zoek_plaatsen(self, tekst: str) -> Treffer:
        tekst = tekst.strip()
        if sleutel(tekst) in _LANDELIJK:
            return Treffer(
                tekst, tuple(sorted(self._naam_van)), "landelijk", opmerking="alle gemeenten van Nederland"
            )
        delen = cast(re.Match[str], GEBIED.match(tekst))  # it matches any text
        soort = (delen["soort"] or "").lower()
        geheel = bool(delen["alle"] or delen["heel"] or delen["achteraf"])
        if soort == "kernwerkgebied":
            return self._zoek_kernwerkgebied(tekst, delen["naam"])
        if geheel:
            return self._zoek_geheel(tekst, soort, delen)
        treffer = Treffer(tekst) if soort and soort != "gemeente" else self.gemeente(tekst)
        if treffer.gevonden or treffer.opmerking:
            return treffer
        if VAAG.search(tekst):
            return Treffer(tekst, opmerking=ZONDER_NAMEN)
        return replace(treffer, suggestie=self._voorstel(tekst, soort, delen["naam"]) or treffer.suggestie)

    def _zoek_geheel(self, tekst: str, soort: str, delen: re.Match[str]) -> Treffer:
        """Look up all gemeenten of an area, or the whole of one gemeente."""
        naam, kolom = delen["naam"], _kolom_van(soort)
        if soort == "gemeente":
            return replace(self.gemeente(naam), tekst=tekst)
        if kolom:
            return self._zoek_indeling(tekst, kolom, naam)
        if soort.startswith(("ggd", "veiligheid", "corop")):
            return self._anders(tekst, soort, naam)
        regio, provincie = self.regio(f"{soort} {naam}".strip()), self._zoek("provincie", naam)
        heel = bool(delen["heel"]) and not soort
        if heel and (gemeente := self._zoek_alias("gemeente", naam) or self._gemeente_op_naam(naam)):
            return self._heel(tekst, gemeente, regio, provincie)
        if provincie.gevonden and not soort and not self._zelfde(regio, provincie):
            return self._zoek_indeling(tekst, "provincie", naam)
        if not regio.gevonden and not regio.opmerking:
            for anders in _INDELINGEN[1:]:
                if self._zoek(anders, naam).gevonden:
                    return self._zoek_indeling(tekst, anders, naam)
        return self._zoek_hele_regio(tekst, f"{soort} {naam}".strip())

    def _zelfde(self, regio: Treffer, provincie: Treffer) -> bool:
        """Whether a Wmo-regio and a province are the same gemeenten."""
        in_provincie = self._in["provincie"][provincie.codes[0]]
        return regio.gevonden and self.gemeenten_in(regio.codes[0]) == in_provincie

    def _gemeente_op_naam(self, naam: str) -> Treffer | None:
        """Return the gemeente with exactly this name, of this year or another."""
        treffer = self.gemeente(naam)
        return treffer if treffer.gevonden else None

    def _heel(self, tekst: str, gemeente: Treffer, regio: Treffer, provincie: Treffer) -> Treffer:
        """Read *heel X*, where X is a gemeente; propose where it is also a province or a larger region."""
        ook = [f"alle gemeenten in provincie {provincie.codes[0]}"] if provincie.gevonden else []
        groter = regio.gevonden and len(self.gemeenten_in(regio.codes[0])) > 1
        if groter and not ook:
            ook = [f"alle gemeenten in regio {zonder_voorvoegsel(regio.codes[0])}"]
        if not gemeente.gevonden or not ook:
            return replace(gemeente, tekst=tekst)
        namen = [self._naam_van[code] for code in gemeente.codes]
        reden = "kan de gemeente zijn, of het hele gebied met die naam"
        return Treffer(tekst, suggestie=" of ".join([*namen, *ook]), opmerking=reden)

    def _anders(self, tekst: str, soort: str, naam: str) -> Treffer:
        """Propose the Wmo-regio for an area of which the gemeenten are not at hand."""
        regio = self.regio(naam)
        lijkt = (*regio.codes, regio.suggestie)[0]
        voorstel = f"alle gemeenten in regio {zonder_voorvoegsel(lijkt)}" if lijkt else ""
        reden = f"welke gemeenten een {soort} heeft staat hier niet; noem de gemeenten, of een Wmo-regio"
        return Treffer(tekst, suggestie=voorstel, opmerking=reden)

    def _zoek_hele_regio(self, tekst: str, naam: str) -> Treffer:
        if omvang := self._omvang.get(sleutel(naam)) or self._omvang.get(sleutel(zonder_voorvoegsel(naam))):
            voorstel = f"alle gemeenten in regio {zonder_voorvoegsel(omvang[0])}"
            return Treffer(tekst, suggestie=voorstel, opmerking=omvang[1])
        regio = self.regio(naam)
        if not regio.gevonden:
            voorstel = f"alle gemeenten in regio {regio.suggestie}" if regio.suggestie else ""
            return Treffer(tekst, suggestie=voorstel, opmerking=regio.opmerking or "onbekende regio")
        codes = self.gemeenten_in(regio.codes[0])
        verschil = self._verschil(naam, codes)
        return Treffer(
            tekst, codes, "regio", opmerking=f"alle {len(codes)} gemeenten van {regio.codes[0]}{verschil}"
        )

    def _verschil(self, naam: str, codes: tuple[str, ...]) -> str:
        """Say that a zorgkantoorregio with the same name has other gemeenten, and which."""
        ander = self._namen["zorgkantoorregio"].get(sleutel(zonder_voorvoegsel(naam)), "")
        van = self._in.get("zorgkantoorregio", {}).get(ander, codes)
        if set(van) == set(codes):
            return ""
        ook, niet = (self._opsomming(set(een) - set(twee)) for een, twee in ((van, codes), (codes, van)))
        delen = [f"{woord} {wie}" for woord, wie in (("ook", ook), ("niet", niet)) if wie]
        return f" (de Wmo-regio; de zorgkantoorregio {ander} heeft {' en '.join(delen)})"

    def _opsomming(self, codes: set[str], hoogstens: int = 4) -> str:
        namen = sorted(self._naam_van[code] for code in codes)
        rest = [f"{len(namen) - hoogstens} andere"] if len(namen) > hoogstens else []
        return opsomming([*namen[:hoogstens], *rest])

    def _zoek_indeling(self, tekst: str, kolom: str, naam: str) -> Treffer:
        gebied, wat = self._zoek(kolom, naam), kolom
        if not gebied.gevonden or gebied.codes[0] not in self._in.get(kolom, {}):
            voorstel = f"{wat} {gebied.suggestie}" if gebied.suggestie else ""
            return Treffer(tekst, suggestie=voorstel, opmerking=gebied.opmerking or f"onbekende {wat}")
        codes = self._in[kolom][gebied.codes[0]]
        wie = gebied.codes[0] if kolom == "provincie" else f"de {wat} {gebied.codes[0]}"
        hoe = "provincie" if kolom == "provincie" else "regio"
        return Treffer(tekst, codes, hoe, opmerking=f"alle {len(codes)} gemeenten van {wie}")

    def _zoek_kernwerkgebied(self, tekst: str, naam: str) -> Treffer:
        verzekeraar = self.zorgverzekeraar(naam)
        if not verzekeraar.gevonden:
            voorstel = f"kernwerkgebied {verzekeraar.suggestie}" if verzekeraar.suggestie else ""
            return Treffer(tekst, suggestie=voorstel, opmerking="onbekende zorgverzekeraar in kernwerkgebied")
        codes = self._kern.get(verzekeraar.codes[0], ())
        if not codes:
            return Treffer(
                tekst, opmerking=f"{verzekeraar.codes[0]} is in geen Wmo-regio de grootste verzekeraar"
            )
        waar = f"de Wmo-regio's waar {verzekeraar.codes[0]} de grootste verzekeraar is"
        return Treffer(tekst, codes, "kernwerkgebied", opmerking=f"alle {len(codes)} gemeenten van {waar}")

    def _voorstel(self, tekst: str, soort: str, naam: str) -> str:
        """Return what an unknown place may have been meant as, other than a misspelt gemeente."""
        if kolom := _kolom_van(soort):
            gebied = self._zoek(kolom, naam)
            return f"alle gemeenten in {kolom} {(*gebied.codes, gebied.suggestie)[0]}"
        regio = self.regio(f"{soort} {naam}".strip())
        if regio.gevonden:
            return f"alle gemeenten in regio {zonder_voorvoegsel(regio.codes[0])}"
        if regio.opmerking:  # an ambiguous region, which an alias explains
            return f"alle gemeenten in regio {regio.suggestie}"
        los = losse_namen(tekst, lambda deel: self.gemeente(deel).gevonden)
        return "; ".join(los) if len(los) > 1 else ""

    def _kernwerkgebieden(self, tabel: pd.DataFrame) -> dict[str, tuple[str, ...]]:
        kern: dict[str, list[str]] = {}
        for regio, naam in zip(tabel["wmo_regio"], tabel["grootste_verzekeraar"], strict=True):
            verzekeraar = self.zorgverzekeraar(naam)
            if verzekeraar.gevonden:
                kern.setdefault(verzekeraar.codes[0], []).extend(self.gemeenten_in(regio))
        return {naam: tuple(sorted(codes)) for naam, codes in kern.items()}

    def _toets_aliassen(self, aliassen: pd.DataFrame) -> None:
        fouten = []
        for rij in aliassen[aliassen["soort"].isin(list(self._alias))].itertuples():
            for naam in rij.naam.rstrip("?").split(";"):
                treffer = self._zelf(rij.soort, naam.strip())
                if not treffer.gevonden:
                    plaats: dict[str, Any] = {
                        "bestand": rij.bestand,
                        "rij": rij.rij,
                        "kolom": "naam",
                        "waarde": naam.strip(),
                    }
                    reden = f"alias «{rij.alias}» verwijst naar een onbekende {rij.soort}"
                    fouten.append(InvoerFout(reden=reden, suggestie=treffer.suggestie, **plaats))
        meld(fouten)


def _kolom_van(soort: str) -> str:
    """Return the column of gemeenten that holds a kind of area, or ``""`` for the Wmo-regio and others."""
    if soort.startswith("jeugd"):
        return "jeugdregio"
    return {"provincie": "provincie", "zorgkantoor": "zorgkantoorregio"}.get(soort.removesuffix("regio"), "")


def _groepen(gemeenten: pd.DataFrame, kolom: str) -> dict[str, tuple[str, ...]]:
    groepen = gemeenten.groupby(kolom, sort=True)["gm_code"]
    return {naam: tuple(sorted(codes)) for naam, codes in groepen}


def _regionamen(regios: pd.DataFrame, soort: str) -> dict[str, str]:
    """Return ``{sleutel: official name}`` for official and printed names, bare names and codes."""
    namen: dict[str, str] = {}
    for rij in regios[regios["regio_soort"] == soort].itertuples():
        for vorm in (rij.naam, rij.naam_gedrukt, zonder_voorvoegsel(rij.naam), rij.code):
            namen.setdefault(sleutel(vorm), rij.naam)
    return namen


def _uit_lijst(tekst: str, namen: Mapping[str, str]) -> Treffer:
    vormen = _vormen("", tekst)
    for vorm in vormen:
        if vorm in namen:
            return Treffer(tekst, (namen[vorm],), "exact")
    return Treffer(tekst, suggestie=nabij(vormen[1], namen))


def lees_naamgids(
    jaar: int = EERSTE_JAAR, extra: Path | None = None, gemeenten: pd.DataFrame | None = None
) -> Naamgids:
    """Return the guide for the division of 1 January ``jaar``, with the project's own tables and aliases.

    ``extra`` is an edition's own alias table, whose rows go before the project's; ``gemeenten`` are those of
    ``jaar`` in its own regions (default: the project's). Raises InvoerFouten.
    """
    from lib.gebied.herindeling import gemeenten_voor_naam, lees_herindelingen
    from lib.gebied.jaar import gemeenten_van
    from lib.gebied.tabellen import lees_kernwerkgebieden, lees_regios, lees_zorgverzekeraars
    from lib.gebied.verzekeraarnamen import verzekeraaraliassen
    from lib.gebied.woonplaatsen import lees_woonplaatsen

    stappen = lees_herindelingen()
    andere = dict(zip(stappen["oud_code"], stappen["oud_naam"], strict=True))
    andere |= dict(zip(stappen["nieuw_code"], stappen["nieuw_naam"], strict=True))
    tabellen = Gidstabellen(
        gemeenten_van(jaar) if gemeenten is None else gemeenten,
        lees_regios(),
        lees_kernwerkgebieden(),
        lees_zorgverzekeraars(),
        pd.concat([verzekeraaraliassen(jaar), alle_aliassen(extra)], ignore_index=True),
        andere,
        lees_woonplaatsen(),
    )
    return Naamgids(tabellen, jaar, gemeenten_voor_naam)
