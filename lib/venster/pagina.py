"""What the page of the venster shows, section by section; every sentence is filled in from the counts."""

from collections.abc import Iterator, Mapping

import pandas as pd

from lib.beeld.figuur import Kaartfiguur, bewaar_figuur
from lib.beeld.tonen import Beeld, figuur, gevouwen, regel, tabel
from lib.grond.paden import Uitvoer, uitvoer
from lib.grond.woorden import aandeel, getal, procent
from lib.kaart.hoofdstuk import Getekend
from lib.venster.beeld import teken_standpunten
from lib.venster.grafiek import teken_trechter, teken_verloop
from lib.venster.stof import Vensterstof
from lib.venster.tellen import ALLE, NEDERLAND, PARTIJEN, REGEL_INTERVAL, VRIJWEL_ALLEN
from lib.venster.uitschieters import BINNEN, BOVEN, bij_toeval, eenstemmig, niet_te_beoordelen, trechter
from lib.venster.verschil import EENS, ONBEKEND, ONEENS, eens_of_oneens, omgeslagen

GEEN_VENSTER = "Deze editie heeft geen antwoorden op het periodiek venster."
NIET_GETOOND = "niet getoond"
_SAMEN = {ALLE: "alle partijen samen"}
BELEID = {
    "openbaar": "**Voor iedereen:** antwoorden die naar een enkele organisatie te herleiden zijn, staan er "
    "niet.",
    "intern": "**Alleen voor de betrokken partijen:** alle antwoorden staan er. Niet verder verspreiden.",
}


def toon_vooraf(stof: Vensterstof | None) -> Iterator[Beeld]:
    """Yield what must be read first: for whom this page is, what was asked, and how to read an interval."""
    if stof is None:
        yield regel(GEEN_VENSTER)
        return
    jaren = ", ".join(str(jaar) for jaar in reversed(stof.jaren))
    yield regel(BELEID[stof.editie.parameters.venster_beleid])
    yield regel(
        f"Metingen: {jaren}. De vraag is of partijen tevreden zijn over de samenwerking in hun regio: JA of "
        "NEE, op agenda, proces en resultaat. Een open gelaten vraag telt als ontbrekend, nooit als NEE. "
        "Antwoorden van partijen worden niet gemiddeld."
    )
    yield regel(REGEL_INTERVAL.format(grens=getal(100 * VRIJWEL_ALLEN)))


def toon_verloop(stof: Vensterstof | None) -> Iterator[Beeld]:
    """Yield the shares of all years, and who changed since the first."""
    if stof is None:
        return
    yield _figuur(teken_verloop(stof.uitkomst, stof.editie), uitvoer(stof.editie.naam))
    if len(stof.jaren) == 1:
        return
    yield tabel(_overgangen(stof), "Wie twee keer antwoordde: veranderd sinds de eerste meting?")
    eerste, laatste = stof.jaren[-1], stof.jaren[0]
    yield regel(
        "De kans bij toeval (exacte toets van McNemar) staat er alleen bij zes of meer overstappers; met "
        "minder kan de toets niets aantonen. Een verzekeraar antwoordt voor meer regio's, dus die antwoorden "
        "hangen samen: lees een kleine kans als aanleiding voor een gesprek."
    )
    titel = f"Waar alle antwoorden van een partij van JA ({eerste}) naar NEE ({laatste}) gingen"
    yield tabel(
        omgeslagen(stof.uitkomst, eerste, laatste), titel, leeg="Nergens, voor zover het mag worden getoond."
    )


def _overgangen(stof: Vensterstof) -> pd.DataFrame:
    eigen = stof.overgangen.sort_values("meetjaar", ascending=False, kind="stable")
    klein = eigen["p"].isna() & ~eigen["onderdrukt"]
    kans = (
        eigen["p"].map(lambda p: getal(p, 2)).mask(klein, "te weinig").mask(eigen["onderdrukt"], NIET_GETOOND)
    )
    namen = {
        "meetjaar": "meting", "onderdeel": "onderdeel", "partij": "partij", "n_beide": "twee keer antwoord",
        "ja_ja": "bleef JA", "ja_nee": "JA werd NEE", "nee_ja": "NEE werd JA", "nee_nee": "bleef NEE",
    }  # fmt: skip
    uit = eigen.assign(meetjaar=eigen["meetjaar"].astype("str"), partij=eigen["partij"].replace(_SAMEN))
    return uit[list(namen)].rename(columns=namen).assign(**{"kans bij toeval (p)": kans})


def toon_jaren(stof: Vensterstof | None, kaarten: Mapping[int, Getekend]) -> Iterator[Beeld]:
    """Yield every year, the latest first; ``kaarten``: from :func:`lib.venster.kaart.teken_kaarten`."""
    if stof is None:
        return
    for meetjaar in stof.jaren:
        yield regel(f"## Meting {meetjaar}")
        yield from toon_jaar(stof, meetjaar, kaarten)


def toon_jaar(stof: Vensterstof, meetjaar: int, kaarten: Mapping[int, Getekend]) -> Iterator[Beeld]:
    """Yield one year: response, shares, what each party says per region, and what stands out."""
    yield tabel(_respons(stof, meetjaar), f"Respons {meetjaar}: wie is gevraagd en wie antwoordde")
    yield tabel(_landelijk(stof, meetjaar), f"Aandeel JA {meetjaar}, heel Nederland")
    cijfers = _cijfers(stof, meetjaar)
    if not cijfers.empty:
        yield tabel(cijfers, f"Cijfer {meetjaar}, heel Nederland (1 tot 10)")
    ijkpunt = stof.ijkpunt(meetjaar)
    if not ijkpunt.empty:
        koppen = ("maat", "gepubliceerd", "deze editie", "let op", "bron")
        yield tabel(ijkpunt, f"Naast wat over {meetjaar} is gepubliceerd", koppen)
    plaats, punten = uitvoer(stof.editie.naam), stof.punten(meetjaar)
    if meetjaar in kaarten:
        yield figuur(kaarten[meetjaar].png, kaarten[meetjaar].beeld.alt, kaarten[meetjaar].beeld.bijschrift)
    yield _figuur(teken_standpunten(punten, meetjaar, stof.editie), plaats)
    yield regel(_over_eens(punten))
    yield from _toon_uitschieters(stof, meetjaar, plaats)
    titel = f"Aandeel JA {meetjaar} per regio, op alfabet (tussen haakjes: interval, 95 %; * indicatief)"
    kort = f"De cijfers van {meetjaar} per regio en partij, op alfabet"
    yield gevouwen(kort, kort, tabel(_per_regio(stof, meetjaar), titel))


def _figuur(getekend: Kaartfiguur, plaats: Uitvoer) -> Beeld:
    gelezen = [plaats.processed / "venster.parquet"]
    png, _ = bewaar_figuur(getekend, plaats.figures / getekend.beeld.kaart_id, gelezen)
    return figuur(png, getekend.beeld.alt, getekend.beeld.bijschrift)


def _respons(stof: Vensterstof, meetjaar: int) -> pd.DataFrame:
    eigen = stof.respons[stof.respons["meetjaar"] == meetjaar]
    per_regio = eigen[eigen["regio"] != NEDERLAND].groupby("partij")["n_antwoord"]
    met, van = per_regio.agg(lambda n: int((n > 0).sum())), per_regio.size()
    land = eigen[eigen["regio"] == NEDERLAND].set_index("partij")
    rijen = [
        (
            _SAMEN.get(partij, partij),
            land.at[partij, "n_genodigd"],
            land.at[partij, "n_antwoord"],
            _aandeel(land.at[partij, "n_antwoord"], land.at[partij, "n_genodigd"]),
            f"{met[partij]} van {van[partij]}",
        )
        for partij in (*PARTIJEN, ALLE)
        if partij in land.index
    ]
    koppen = ["partij", "gevraagd", "antwoord", "respons", "regio's met antwoord"]
    return pd.DataFrame(rijen, columns=koppen).astype({"gevraagd": "Int64", "antwoord": "Int64"})


def _aandeel(n_antwoord: int, n_genodigd: int) -> str:
    return "niet bekend wie is gevraagd" if pd.isna(n_genodigd) else aandeel(n_antwoord, n_genodigd)


def _landelijk(stof: Vensterstof, meetjaar: int) -> pd.DataFrame:
    eigen = stof.uitkomst[(stof.uitkomst["meetjaar"] == meetjaar) & (stof.uitkomst["regio"] == NEDERLAND)]
    rijen = [
        (
            rij["onderdeel"],
            _SAMEN.get(rij["partij"], rij["partij"]),
            _ja(rij),
            _interval(rij),
            "indicatief" if rij["indicatief"] else "",
        )
        for rij in _geordend(eigen)
    ]
    return pd.DataFrame(
        rijen, columns=["onderdeel", "partij", "antwoordt JA", "interval (95 %)", "opmerking"]
    )


def _geordend(cellen: pd.DataFrame) -> list[dict]:
    volgorde = {partij: i for i, partij in enumerate((*PARTIJEN, ALLE))}
    delen = {onderdeel: i for i, onderdeel in enumerate(cellen["onderdeel"].drop_duplicates())}
    return sorted(
        cellen.to_dict("records"), key=lambda r: (r["regio"], delen[r["onderdeel"]], volgorde[r["partij"]])
    )


def _ja(rij: dict) -> str:
    if rij["n_antwoord"] == 0:
        return "geen antwoord"
    if rij["onderdrukt"]:
        return f"{NIET_GETOOND} (n = {rij['n_antwoord']})"
    return f"{getal(rij['n_ja'])} van {getal(rij['n_antwoord'])}: {procent(rij['aandeel_ja'], 1)}"


def _interval(rij: dict) -> str:
    if pd.isna(rij["laag"]):
        return ""
    return f"{getal(100 * rij['laag'])} – {procent(rij['hoog'])}"


def _cijfers(stof: Vensterstof, meetjaar: int) -> pd.DataFrame:
    eigen = stof.cijfers[(stof.cijfers["meetjaar"] == meetjaar) & (stof.cijfers["regio"] == NEDERLAND)]
    rijen = [
        (
            _SAMEN.get(rij["partij"], rij["partij"]),
            rij["n_antwoord"],
            NIET_GETOOND if pd.isna(rij["gemiddelde"]) else getal(float(rij["gemiddelde"]), 1),
        )
        for rij in (_geordend(eigen) if len(eigen) else [])
    ]
    return pd.DataFrame(rijen, columns=["partij", "antwoorden", "gemiddeld cijfer"])


def _per_regio(stof: Vensterstof, meetjaar: int) -> pd.DataFrame:
    eigen = stof.uitkomst[(stof.uitkomst["meetjaar"] == meetjaar) & (stof.uitkomst["regio"] != NEDERLAND)]
    lang = pd.DataFrame(_geordend(eigen))
    lang["tekst"] = [_kort(rij) for rij in lang.to_dict("records")]
    sleutel = ["regio", "partij", "n_genodigd"]
    breed = lang.pivot(index=sleutel, columns="onderdeel", values="tekst")
    breed = breed.reindex(lang.drop_duplicates(sleutel).set_index(sleutel).index)
    breed = breed[lang["onderdeel"].drop_duplicates()].rename_axis(columns=None).reset_index()
    breed["partij"] = breed["partij"].replace({ALLE: "alle\xa0samen"})
    return breed.rename(columns={"n_genodigd": "gevraagd"})


def _kort(rij: dict) -> str:
    """Return one cell of the long table; no-break spaces and word joiners keep it together."""
    if rij["n_antwoord"] == 0 or rij["onderdrukt"]:
        return _ja(rij)
    procent = [getal(100 * rij[naam]) for naam in ("aandeel_ja", "laag", "hoog")]
    ster = "*" if rij["indicatief"] else ""
    tekst = f"{procent[0]} % van {getal(rij['n_antwoord'])} ({procent[1]}\u2060–\u2060{procent[2]}){ster}"
    return tekst.replace(" ", "\xa0")


def _over_eens(punten: pd.DataFrame) -> str:
    geteld = eens_of_oneens(punten).groupby(["onderdeel", "oordeel"], sort=False).size()
    zinnen = [
        f"**{onderdeel}**: in {geteld.get((onderdeel, ONEENS), 0)} regio's antwoorden partijen verschillend, "
        f"in {geteld.get((onderdeel, EENS), 0)} hetzelfde, en in {geteld.get((onderdeel, ONBEKEND), 0)} is "
        "dat niet te zeggen (een partij antwoordde niet, of wordt niet getoond)"
        for onderdeel in punten["onderdeel"].drop_duplicates()
    ]
    return "Zijn partijen in een regio het eens? " + "; ".join(zinnen) + "."


def _toon_uitschieters(stof: Vensterstof, meetjaar: int, plaats: Uitvoer) -> Iterator[Beeld]:
    yield regel(
        f"### Wat valt op in {meetjaar}?\n\n{stof.regel.in_woorden()} De regel staat in "
        "`data/raw/register/uitschieters.toml` en is te veranderen. Regio's staan op alfabet."
    )
    vergeleken, punten = trechter(stof.uitkomst, meetjaar, stof.regel), stof.punten(meetjaar)
    yield _figuur(teken_trechter(vergeleken, stof.regel, meetjaar, stof.editie), plaats)
    buiten = vergeleken[vergeleken["ligt"] != BINNEN].sort_values(["regio", "onderdeel"])
    rijen = [
        (rij.regio, f"{rij.onderdeel}: {rij.n_ja} van {rij.n_antwoord} JA, {_waar(rij.ligt)}")
        for rij in buiten.itertuples()
    ]
    for rij in eenstemmig(punten, stof.regel).itertuples():
        rijen.append((rij.regio, f"overal {rij.richting.upper()}: {', '.join(rij.partijen)}"))
    gevonden = pd.DataFrame(sorted(rijen), columns=["regio", "wat opvalt"])
    yield tabel(gevonden, f"Regio's die opvallen in {meetjaar}", leeg="Geen enkele regio valt op.")
    weg = niet_te_beoordelen(punten)
    yield regel(
        "Door toeval alleen zouden er in de trechter ongeveer "
        f"{getal(bij_toeval(vergeleken, stof.regel), 1)} van de {getal(len(vergeleken))} uitkomsten buiten "
        f"vallen. In {getal(len(weg))} regio's is ten minste één partij niet getoond; daar is niet na te "
        "gaan of partijen op alles hetzelfde zeggen."
    )


def _waar(ligt: str) -> str:
    return "meer dan bij toeval te verwachten" if ligt == BOVEN else "minder dan bij toeval te verwachten"
