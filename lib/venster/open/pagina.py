"""What the page of the open answers shows: subjects, needs, how sure the codes are, and requests for help."""

import datetime as dt
from collections.abc import Iterator
from typing import cast

import pandas as pd

from lib.beeld.tonen import Beeld, regel, tabel
from lib.grond.woorden import datum_voluit, getal, procent
from lib.labels.codeboek import Codeboek
from lib.labels.ijking import ijking
from lib.labels.overeenstemming import OORDEEL, UITLEG, Overeenstemming
from lib.labels.tekstmodel import DREMPEL
from lib.venster.open.codering import Codering, prestatie
from lib.venster.open.hulpvragen import REGEL, stand_per_vraag, tel_hulpvragen
from lib.venster.open.telling import behoefte_ja_nee, citaten, tel_behoefte, tel_codes, zonder_afzender
from lib.venster.pagina import BELEID, GEEN_VENSTER, NIET_GETOOND
from lib.venster.stof import Vensterstof
from lib.venster.tellen import ALLE
from lib.venster.uitschieters import BOVEN, eenstemmig, trechter
from lib.venster.verschil import JA

KOPPEN_SOORT = {
    "knelpunt": "Wat zit in de weg?",
    "sterk": "Wat gaat goed?",
    "behoefte": "Waaraan is behoefte?",
}
CITATEN = 2
VERZONNEN = " De zinnen in deze verzonnen editie lijken op elkaar; bij echte antwoorden is het lastiger."


def toon_vooraf_open(stof: Vensterstof | None) -> Iterator[Beeld]:
    """Yield for whom this page is, and where the codes come from."""
    if stof is None:
        yield regel(GEEN_VENSTER)
        return
    yield regel(BELEID[stof.editie.parameters.venster_beleid])
    yield regel(
        "Elk open antwoord kreeg een of meer codes uit het codeboek (`data/raw/register/codeboek.toml`). "
        "Mensen codeerden een deel; voor de rest doet een tekstmodel een voorstel, met een zekerheid. Een "
        f"code telt mee vanaf {procent(DREMPEL)}. Van een code met weinig voorbeelden kan het model "
        "niet leren; dan beslist de woordenlijst, en is het aantal eerder te laag dan te hoog. Wat iemand "
        "in het bestand met correcties zet, gaat voor alles. Namen, adressen en telefoonnummers zijn vooraf "
        "weggehaald."
    )


def toon_onderwerpen(stof: Vensterstof | None, codering: Codering, boek: Codeboek) -> Iterator[Beeld]:
    """Yield per kind of code how many respondents named it, per year, and sentences of the latest year."""
    if stof is None:
        return
    minimum = stof.beleid.minimum_n
    geteld = tel_codes(codering.codes, boek, minimum)
    tekst = geteld["n"].map(getal).mask(geteld["onderdrukt"], f"minder dan {minimum}")
    breed = geteld.assign(n=tekst).pivot(index=["soort", "label"], columns="meetjaar", values="n")
    breed = breed[sorted(breed.columns)].rename(columns=str)
    for soort, kop in KOPPEN_SOORT.items():
        codes = [code for code in boek.codes if code.soort == soort]
        eigen: pd.DataFrame = cast(pd.DataFrame, breed.loc[soort]).reindex([code.label for code in codes])
        eigen["zo wordt het gezegd"] = [_gezegd(stof, codering, code.code) for code in codes]
        titel = f"{kop} Aantal organisaties in een regio dat dit noemt, per meting"
        yield tabel(eigen.rename_axis(columns=None).reset_index(names="onderwerp"), titel)


def _gezegd(stof: Vensterstof, codering: Codering, code: str) -> str:
    zinnen = citaten(codering.codes, code, stof.jaren[0], CITATEN, stof.beleid.minimum_n, _namen(stof))
    return " · ".join(f"“{zin}”" for zin in zinnen)


def _namen(stof: Vensterstof) -> set[str]:
    return {*stof.genodigd["regio"], *stof.genodigd["organisatie"]}


def toon_behoefte(stof: Vensterstof | None, codering: Codering) -> Iterator[Beeld]:
    """Yield the derived need for support, per year and party."""
    if stof is None:
        return
    per = tel_behoefte(behoefte_ja_nee(codering.codes, stof.genodigd), stof.beleid.minimum_n)
    for naam in ("ja", "nee", "niets ingevuld"):
        per[naam] = per[naam].map(getal).mask(per["onderdrukt"], NIET_GETOOND)
    per["partij"] = per["partij"].replace(ALLE, "alle partijen samen")
    koppen = ("meting", "partij", "behoefte", "geen behoefte", "niets ingevuld")
    per["meetjaar"] = per["meetjaar"].astype("str")
    yield tabel(
        per.drop(columns="onderdrukt"), "Behoefte aan ondersteuning, afgeleid uit het open veld", koppen
    )
    yield regel(
        "`behoefte_ja_nee` is **door ons afgeleid**: de vragenlijst vraagt niet om JA of NEE, maar om een "
        "open antwoord. Leeg laten is geen NEE."
    )


def toon_zekerheid(stof: Vensterstof | None, codering: Codering, boek: Codeboek) -> Iterator[Beeld]:
    """Yield how well list and model find what people coded, and whether the probabilities are honest."""
    if stof is None or codering.proef.empty:
        return
    goed = prestatie(codering.proef)
    alle = goed.iloc[0]
    yield regel(
        f"Getoetst op {getal(alle['n_mens'])} codes die mensen gaven, met een model dat die antwoorden niet "
        f"kende. De woordenlijst alleen vindt {procent(alle['vangst_woordenlijst'])} en heeft in "
        f"{procent(alle['precisie_woordenlijst'])} gelijk; het model vindt "
        f"{procent(alle['vangst_model'])} en heeft in {procent(alle['precisie_model'])} gelijk."
        + (VERZONNEN if stof.editie.synthetisch else "")
    )
    goed["code"] = goed["code"].map({**boek.labels, "alle": "alle codes samen"})
    for naam in goed.columns[2:]:
        goed[naam] = (100 * goed[naam]).round()
    koppen = ["code", "door mensen gegeven"]
    koppen += [f"{maat} {naam} (%)" for naam in ("lijst", "model") for maat in ("juist", "gevonden", "samen")]
    yield tabel(goed, "Hoe goed vinden woordenlijst en model de codes?", koppen)
    klopt = ijking(codering.proef)
    rijen = [
        (
            f"{_procent(r.van)} – {_procent(r.tot)}",
            r.n,
            _procent(r.voorspeld),
            _procent(r.uitgekomen),
        )
        for r in klopt.itertuples()
    ]
    koppen = ["zekerheid", "voorstellen", "gemiddelde zekerheid", "kwam uit"]
    yield tabel(pd.DataFrame(rijen, columns=koppen), "Betekent een zekerheid wat zij zegt?")
    per_bron = codering.codes.groupby("herkomst")
    bron = per_bron.agg(oordelen=("code", "size"), gegeven=("toegekend", "sum")).reset_index()
    yield tabel(bron, "Waar komen de codes vandaan?", ("herkomst", "oordelen", "code gegeven"))


def _procent(deel: float) -> str:
    return procent(deel)


def toon_codeurs(stof: Vensterstof | None, gelijk: Overeenstemming | None, boek: Codeboek) -> Iterator[Beeld]:
    """Yield the agreement of two coders, where an answer was coded twice."""
    if stof is None:
        return
    if gelijk is None:
        yield regel("Geen enkel antwoord is door twee mensen gecodeerd.")
        return
    oordeel = next((naam for grens, naam in OORDEEL if gelijk.alpha >= grens), "te onzeker")
    yield regel(
        f"{getal(gelijk.n_dubbel)} antwoorden zijn door twee mensen gecodeerd "
        f"({' en '.join(gelijk.codeurs)}); in {getal(gelijk.n_gelijk)} gaven zij precies dezelfde codes. "
        f"Alpha over alle codes: {getal(gelijk.alpha, 2)} ({oordeel}). {UITLEG}"
    )
    per = gelijk.per_code.assign(code=gelijk.per_code["code"].map(boek.labels))
    for naam, cijfers in (("gelijk", 2), ("alpha", 2), ("kappa", 2)):
        per[naam] = per[naam].map(lambda waarde, n=cijfers: getal(waarde, n))
    koppen = (
        "code",
        "antwoorden",
        "beiden",
        "alleen eerste",
        "alleen tweede",
        "geen van beiden",
        "gelijk",
        "alpha",
        "kappa",
    )
    yield tabel(per, "Overeenstemming tussen twee codeurs", koppen)


def toon_goede_voorbeelden(stof: Vensterstof | None, codering: Codering, boek: Codeboek) -> Iterator[Beeld]:
    """Yield the regions that stand out for the better, with what they say themselves about it."""
    if stof is None:
        return
    sterk = {code.code for code in boek.codes if code.soort == "sterk"}
    gegeven = codering.codes[codering.codes["toegekend"] & codering.codes["code"].isin(sterk)]
    rijen = []
    for jaar in stof.jaren:
        for regio in _positief(stof, jaar):
            eigen = gegeven[(gegeven["meetjaar"] == jaar) & (gegeven["regio"] == regio)]
            labels = [boek.labels[code] for code in boek.labels if code in set(eigen["code"])]
            zinnen = sorted({zonder_afzender(tekst, _namen(stof)) for tekst in eigen["tekst"]})[:CITATEN]
            rijen.append((str(jaar), regio, "; ".join(labels), " · ".join(f"“{zin}”" for zin in zinnen)))
    koppen = ["meting", "regio", "wat goed gaat", "in hun eigen woorden"]
    leeg = "Geen regio die mag worden getoond." if stof.beleid.aan else "Geen enkele regio."
    yield tabel(
        pd.DataFrame(rijen, columns=koppen), "Regio's waar het goed gaat, op alfabet per meting", leeg=leeg
    )
    if stof.beleid.aan:
        yield regel(
            "Waar iedereen JA zegt, zou het tonen van de regio elk antwoord verraden. Zulke regio's staan "
            "daarom alleen op de pagina voor de betrokken partijen (`venster_beleid` op `intern` in "
            "`edition.toml`); de regio kan haar voorbeeld daarna zelf delen."
        )


def _positief(stof: Vensterstof, meetjaar: int) -> list[str]:
    buiten = trechter(stof.uitkomst, meetjaar, stof.regel)
    eens = eenstemmig(stof.punten(meetjaar), stof.regel)
    namen = [*buiten.loc[buiten["ligt"] == BOVEN, "regio"], *eens.loc[eens["richting"] == JA, "regio"]]
    return sorted(set(namen))


def toon_hulpvragen(log: pd.DataFrame | None) -> Iterator[Beeld]:
    """Yield the rule, how many requests stand where, and the list, alphabetical by region."""
    yield regel(REGEL)
    if log is None:
        yield regel("Deze editie heeft geen logboek van hulpvragen.")
        return
    yield tabel(tel_hulpvragen(log), "Waar staan de hulpvragen?", ("stand", "hulpvragen"))
    koppen = ("regio", "onderwerp", "stand", "sinds", "gericht aan", "stappen")
    nu = stand_per_vraag(log)
    dagen = map(dt.date.fromisoformat, nu["sinds"])
    nu["sinds"] = [datum_voluit(dag).replace(" ", "\xa0") for dag in dagen]  # on one line
    yield tabel(nu, "Alle hulpvragen, op alfabet van regio", koppen)
