"""The reading of 2017 beside what this edition says: with each claim its verdict, number and link."""

import html
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase

import pandas as pd

from lib.analyse.constatering.oordeel import Uitkomst, beoordeel_constateringen
from lib.analyse.constatering.register import lees_constateringen
from lib.analyse.constatering.soorten import Constatering
from lib.analyse.constatering.woorden import bereik_in_woorden, cijfer
from lib.analyse.eigenkaarten import alle_kaarten
from lib.analyse.gegevens import Gegevens
from lib.analyse.strategietoets import lees_strategieen, vergelijk
from lib.beeld.tonen import Beeld, regel
from lib.editie.editie import GEEN_TELLING, Editie
from lib.editie.lezing import DIMENSIE_VAN, lees_lezing, lees_overzichten, punten
from lib.editie.register import lees_tabellen
from lib.grond.paden import paginanaam
from lib.kaart.hoofdstuk import kies_rijen
from lib.pagina.constateringen import lees_stof

OVERZICHT = "overzicht"  # where the overall picture stands on its page
_PAGINA = "80-constateringen.html"
PAST = {"ja": "past erbij", "nee": "past er niet bij", "niet_toetsbaar": "niet te zeggen"}
PAGINA_VAN = {"III": "30-inhoudelijk", "IV": "40-instrumenteel", "V": "50-samenwerkingsvorm"}
_KOPPEN = (
    "wat het rapport zegt",
    "reden en voorbeeld in het rapport",
    "onze duiding van deze editie",
    "past dat bij elkaar?",
)
STRATEGIEKOPPEN = ("onderdeel", "wat het rapport zegt", "wat de projecten laten zien", "en samen?")
VOORAF = (
    "Links staat, in onze woorden, wat het rapport in 2017 zag. Rechts staat of de projecten van deze editie "
    "daarbij passen, met het woord uit het rapport, het getal en een verwijzing naar de toets."
)


def toon_overzicht(gegevens: Gegevens, **eisen: str) -> Iterable[Beeld]:
    """Yield what opens a chapter's page: the report's overall picture with the verdict on each of its claims.

    ``eisen`` select rows of the register of maps, as in :func:`lib.kaart.hoofdstuk.kies_rijen`. Where the
    report has no overall picture these are the findings on the maps of the page; without any, one sentence.
    """
    hoofdstuk = eisen["hoofdstuk"]
    eigen = punten(lees_overzichten(), hoofdstuk, eisen.get(DIMENSIE_VAN.get(hoofdstuk, ""), ""))
    if eigen.empty:
        ids = _op_de_kaarten(gegevens, hoofdstuk, eisen)
        rijen = [(een.bewering, (een.id,)) for een in ids]
        bron, kop = "", "Wat het rapport van 2017 hier vond"
    else:
        rijen = list(zip(eigen["tekst"], eigen["constateringen"], strict=True))
        bron, kop = f" Bron: {eigen['bron_kop'].iloc[0]}.", "Wat het rapport van 2017 zag"
    if not rijen:
        yield regel("Over wat op deze pagina staat, doet het rapport van 2017 geen uitspraak.")
        return
    yield regel(f"## {kop}\n\n{VOORAF}{bron}")
    oordelen = oordeel_over((id_ for _, ids in rijen for id_ in ids), gegevens)
    cellen = [(html.escape(tekst), _cel(ids, oordelen, kort=eigen.empty)) for tekst, ids in rijen]
    titel = _titel(f"{kop}, in onze woorden", gegevens.editie)
    yield _tabel(cellen, ("wat het rapport zegt", "en deze editie?"), titel, OVERZICHT)


def toon_strategie(zorgverzekeraar: str, gegevens: Gegevens) -> Iterable[Beeld]:
    """Yield an insurer's strategy as the report describes it, beside what its projects show.

    One sentence where the report does not describe it.
    """
    alle = lees_strategieen()
    eigen = alle[alle["zorgverzekeraar"] == zorgverzekeraar].sort_values("volgorde").to_dict("records")
    if not eigen:
        yield regel("Het rapport van 2017 beschrijft de strategie van deze zorgverzekeraar niet.")
        return
    oordelen = oordeel_over((id_ for rij in eigen for id_ in rij["constateringen"]), gegevens)
    cellen = []
    for rij in eigen:
        uitkomsten = [oordelen[id_] for id_ in rij["constateringen"]]
        gezien = vergelijk(rij, gegevens, uitkomsten)
        zin = html.escape(" ".join(deel for deel in (gezien.zin, rij["twijfel"]) if deel))
        regels = "".join(f"<li>{_bewering(een, False)}</li>" for een in uitkomsten)
        praktijk = f"{zin}<ul>{regels}</ul>" if regels else zin
        tekst = f"{html.escape(rij['tekst'])} <small>({html.escape(rij['bron_kop'])})</small>"
        cellen.append((html.escape(rij["onderdeel"]), tekst, praktijk, f"<b>{gezien.uitslag}</b>"))
    kop = f"De strategie van {zorgverzekeraar} in 2017, in onze woorden, naast de projecten"
    yield regel("## Strategie en praktijk")
    yield _tabel(cellen, STRATEGIEKOPPEN, _titel(kop, gegevens.editie), OVERZICHT)


def toon_lezing(
    tabel_id: str,
    lezing: pd.DataFrame,
    duiding: pd.DataFrame,
    oordelen: Mapping[str, Uitkomst],
    editie: Editie,
) -> Beeld:
    """Return what stands beside one analysis table: per printed row the report's claim, its reason and
    example, what this edition says of it, and whether they agree.

    ``lezing`` as :func:`lib.editie.lezing.lees_lezing`, ``duiding`` as
    :func:`lib.analyse.duiding.duiding_bij` (may be empty), ``oordelen`` as :func:`oordeel_over`. The table
    can be linked to by its ``tabel_id``.
    """
    eigen = duiding.set_index("rij")
    cellen = []
    for rij in lezing[lezing["tabel_id"] == tabel_id].to_dict("records"):
        ids, nummer = rij["constateringen"], int(rij["rij"])
        beweringen = " ".join(oordelen[id_].constatering.bewering for id_ in ids)
        bewering = eigen.at[nummer, "bewering"] if nummer in eigen.index else beweringen
        uitleg = eigen.at[nummer, "duiding"] if nummer in eigen.index else "–"
        tekst = html.escape(rij["reden"])
        if rij["voorbeeld"]:
            tekst += f"<br><b>Voorbeeld:</b> {html.escape(rij['voorbeeld'])}"
        cellen.append((html.escape(bewering), tekst, html.escape(uitleg), _cel(ids, oordelen)))
    titel = _titel(f"{tabel_id}: het rapport van 2017 naast deze editie, in onze woorden", editie)
    return _tabel(cellen, _KOPPEN, titel, tabel_id)


def oordeel_over(ids: Iterable[str], gegevens: Gegevens) -> dict[str, Uitkomst]:
    """Return the verdict of this edition on each of these findings."""
    gevraagd = set(ids)
    eigen = [een for een in lees_constateringen() if een.id in gevraagd]
    stof = lees_stof(gegevens.editie, gegevens)
    return {uitkomst.constatering.id: uitkomst for uitkomst in beoordeel_constateringen(eigen, **stof)}


def terug(paginas: Mapping[str, tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Return per finding where else it stands: address and name of each table and overall picture.

    ``paginas`` as :func:`lib.pagina.constateringen.kaartpaginas`: the page of each map that was drawn.
    """
    uit: dict[str, list[tuple[str, str]]] = defaultdict(list)
    patronen = lees_tabellen().set_index("tabel_id")["kaarten"]
    for rij in lees_lezing().itertuples():
        namen = [naam for naam in paginas if any(fnmatchcase(naam, p) for p in patronen[rij.tabel_id])]
        for id_ in rij.constateringen if namen else ():
            plek = (f"{paginas[namen[0]][0]}.html#{rij.tabel_id}", f"cijfers {rij.tabel_id}")
            uit[id_] += [plek] if plek not in uit[id_] else []
    for rij in lees_overzichten().itertuples():
        pagina = paginanaam(PAGINA_VAN[rij.hoofdstuk], rij.code)
        if any(naam == pagina for naam, _ in paginas.values()):
            for id_ in rij.constateringen:
                uit[id_].append((f"{pagina}.html#{OVERZICHT}", "totaalbeeld"))
    return dict(uit)


def verhouding(uitkomsten: Sequence[Uitkomst]) -> str:
    """Return in a few words whether this edition agrees with the report, over several claims together."""
    oordelen = {een.oordeel for een in uitkomsten}
    if oordelen <= {"niet_toetsbaar"}:
        return "Niet te zeggen."
    if {"ja", "nee"} <= oordelen:
        return "Past er deels bij."
    kern = "Past erbij" if "ja" in oordelen else "Past er niet bij"
    return f"{kern}, voor zover te zeggen." if "niet_toetsbaar" in oordelen else f"{kern}."


def _op_de_kaarten(gegevens: Gegevens, hoofdstuk: str, eisen: Mapping[str, str]) -> list[Constatering]:
    kaarten = set(kies_rijen(alle_kaarten(gegevens.editie), **eisen)["kaart_id"])
    return [een for een in lees_constateringen() if een.hoofdstuk == hoofdstuk and kaarten & set(een.kaarten)]


def _cel(ids: Sequence[str], oordelen: Mapping[str, Uitkomst], kort: bool = False) -> str:
    """Return the claims of a row as a list of links; ``kort``: without repeating the claim itself."""
    if not ids:
        return "Een voorstel van het rapport; er is niets te toetsen."
    eigen = [oordelen[id_] for id_ in ids]
    regels = "".join(f"<li>{_bewering(een, kort)}</li>" for een in eigen)
    kop = "" if kort else f"<b>{verhouding(eigen)}</b>"
    return f"{kop}<ul>{regels}</ul>"


def _bewering(uitkomst: Uitkomst, kort: bool) -> str:
    bron, beslist = uitkomst.constatering, uitkomst.beslist
    getallen = [cijfer(beslist), bereik_in_woorden(beslist)] if beslist and beslist.meting else []
    alles = [PAST[uitkomst.oordeel], f"«{bron.woord}»" if bron.woord else "", *getallen, uitkomst.reden]
    delen = list(dict.fromkeys(deel.rstrip(".") for deel in alles if deel))
    tekst = PAST[uitkomst.oordeel] if kort else bron.bewering.rstrip(".")
    rest = delen[1:] if kort else delen
    return f'<a href="{_PAGINA}#c-{bron.id}">{html.escape(tekst)}</a>: {html.escape("; ".join(rest))}'


def _titel(kop: str, editie: Editie) -> str:
    return kop if editie.volledig else f"{kop}. {GEEN_TELLING}"


def _tabel(rijen: Iterable[Sequence[str]], koppen: Sequence[str], titel: str, anker: str) -> Beeld:
    """A table whose cells hold HTML; on a phone each row is a block that repeats the heads."""
    kop = "".join(f"<th scope='col'>{html.escape(naam)}</th>" for naam in koppen)
    lijf = "".join(_rij(koppen, rij) for rij in rijen)
    inhoud = (
        f'<table class="lezing" id="{anker}"><caption>{html.escape(titel)}</caption>\n'
        f"<thead><tr>{kop}</tr></thead>\n<tbody>\n{lijf}</tbody></table>"
    )
    return Beeld("text/html", inhoud, titel, naam=titel)


def _rij(koppen: Sequence[str], cellen: Sequence[str]) -> str:
    delen = [f"<td data-kop='{html.escape(k)}'>{cel}</td>" for k, cel in zip(koppen, cellen, strict=True)]
    return f"<tr>{''.join(delen)}</tr>\n"
