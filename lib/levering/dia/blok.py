"""The slides that belong to no map: the edition at a glance, the findings, and the venster."""

from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd

from lib.analyse.gegevens import Gegevens
from lib.beeld.stijl import VORMGEVING, op_volgorde, vulling, vulling_zorgverzekeraar
from lib.grond.woorden import getal, procent
from lib.levering.dia.vorm import DIA_INHOUD, MARGE, Dia, Vak
from lib.levering.gebiedstelling import labelkolommen, selectie_van
from lib.venster.tellen import ALLE, NEDERLAND

if TYPE_CHECKING:
    from lib.levering.dia.reeks import Diareeks


_HOOG = DIA_INHOUD[1] - DIA_INHOUD[0]
_LINKS = Vak(MARGE, DIA_INHOUD[0], 154, _HOOG)
RECHTS = Vak(MARGE + 160, DIA_INHOUD[0], 154, _HOOG)
_VOL = Vak(MARGE, DIA_INHOUD[0], 314, _HOOG)
OORDEELKLEUR = {
    **{"✓ klopt": "ja", "✗ klopt niet": "nee"},
    **{"– niet te zeggen": "onderdrukt", "– niet te toetsen": "onderdrukt"},
}
PROCENT = "0.0%"


def overzichtsdia(reeks: "Diareeks") -> None:
    """Add how many projects there are, and charts of them per label and per zorgverzekeraar."""
    gegevens, selectie = cast(Gegevens, reeks.levering.gegevens), selectie_van(reeks.levering)
    kolommen = labelkolommen(gegevens)
    telling = {naam: int((heeft & selectie.projecten).sum()) for naam, heeft in kolommen.items()}
    regios = set(gegevens.gemeenten.loc[selectie.aanwezig, "wmo_regio"]) | selectie.regios
    totalen = pd.DataFrame(
        [
            ("projecten", selectie.aantal),
            ("projecten waarvan geen gemeente bekend is", selectie.zonder_gemeenten),
            ("gemeenten met minstens één project", int(selectie.aanwezig.sum())),
            ("gemeenten in totaal", len(gegevens.gm_code)),
            ("Wmo-regio's met minstens één project", len(regios)),
            ("zorgverzekeraars met minstens één project", sum(n.startswith("zorg") for n in telling)),
        ],
        columns=["wat", "aantal"],
    )
    minima = "mee" if reeks.levering.editie.parameters.incl_minimacontracten else "niet mee"
    reeks.tabel("De editie in één oogopslag", totalen, f"Minimacontracten tellen {minima}.", 14)
    for links, rechts in (("thema", "instrument"), ("vorm", "schaal")):
        dia = reeks.nieuw(f"Projecten per {links} en per {rechts}")
        for dimensie, vak in ((links, _LINKS), (rechts, RECHTS)):
            codes = gegevens.ordening.codes(dimensie)
            namen = [gegevens.ordening.label(dimensie, code) for code in codes]
            waarden = [telling[f"{dimensie}_{code}"] for code in codes]
            kleuren = [vulling(dimensie, code).kleur for code in codes]
            _staven(dia, f"Projecten per {dimensie}", namen, waarden, vak, kleuren)
        dia.notitie(
            f"Geteld over {getal(selectie.aantal)} projecten.",
            "Een project met twee instrumenten telt bij allebei.",
            reeks.levering.citaat.zin,
        )
    namen = op_volgorde({n for cel in gegevens.lijsten("zorgverzekeraar") for n in cel})
    waarden = [telling[f"zorgverzekeraar_{naam.lower().replace(' ', '_')}"] for naam in namen]
    if namen:
        dia = reeks.nieuw("Projecten per zorgverzekeraar")
        kleuren = [vulling_zorgverzekeraar(naam).kleur for naam in namen]
        _staven(dia, "Projecten per zorgverzekeraar", namen, waarden, _VOL, kleuren)
        dia.notitie("Een project met twee verzekeraars telt bij allebei.", reeks.levering.citaat.zin)


def _staven(dia: Dia, titel: str, namen: list[str], waarden: list[int], vak: Vak, kleuren: list[str]) -> None:
    alt = f"Staafdiagram. {titel}: " + "; ".join(f"{n} {w}" for n, w in zip(namen, waarden, strict=True))
    dia.grafiek(titel, namen, {"projecten": waarden}, vak, kleuren=kleuren, alt=alt)


def constateringen(reeks: "Diareeks") -> None:
    """Add the scorecard of the findings: how many hold per block, then each with its number."""
    tabel = reeks.levering.tabel("constateringen.csv")
    if tabel is None or tabel.empty:
        return
    oordeel, voorbeelden = tabel["uitkomst"], reeks.levering.citaat.voorbeelden
    over = voorbeelden or "Een oordeel gaat alleen over de projecten van deze editie."
    reeks.hoofdstuk(
        "Hoofdstuk I: constateringen getoetst",
        f"{len(tabel)} beweringen van het rapport, naast deze gegevens gelegd. {over}",
    )
    uitleg = voorbeelden or (
        "Fragiel: onder wat bekend is kantelt het oordeel bij een andere drempel, telwijze of trekking."
    )
    if not voorbeelden:
        _oordelen_per_blok(reeks, tabel, oordeel, uitleg)
    kaart = pd.DataFrame(
        {
            "bewering": tabel["bewering"] + " (" + tabel["id"] + ")",
            "uitkomst": oordeel + tabel["fragiel"].map({"ja": " △ fragiel"}).fillna(""),
            "getal": [_waarde(rij) for rij in tabel.to_dict("records")],
            "drempel": tabel["woord"].map(lambda woord: f"‘{woord}’: " if woord else "")
            + tabel["drempel"].str.replace("_", " ").str.replace(r"(\d)\.(\d)", r"\1,\2", regex=True),
        },
        dtype="str",
    )
    for blok in tabel["blok"].drop_duplicates():
        reeks.tabel(blok, kaart[tabel["blok"] == blok], uitleg, 10)


def _oordelen_per_blok(reeks: "Diareeks", tabel: pd.DataFrame, oordeel: pd.Series, uitleg: str) -> None:
    """Add how many claims hold per block, as a table and as a chart; only of a count."""
    per_blok = pd.crosstab(tabel["blok"], oordeel).reindex(columns=list(OORDEELKLEUR), fill_value=0)
    per_blok = per_blok.reindex(tabel["blok"].drop_duplicates())
    fragiel = (tabel["fragiel"] == "ja").groupby(tabel["blok"]).sum().reindex(per_blok.index)
    samen = per_blok.assign(**{"waarvan fragiel": fragiel.astype("int64")}).rename_axis("blok").reset_index()
    reeks.tabel("Oordelen per blok", samen.rename_axis(columns=None), uitleg, 11)
    dia = reeks.nieuw("Hoeveel beweringen kloppen op deze gegevens?")
    kleuren = [VORMGEVING["categorie"][code]["kleur"] for code in OORDEELKLEUR.values()]
    waarden = {naam: per_blok[naam].tolist() for naam in per_blok.columns}
    alt = "Staafdiagram van de oordelen per blok; de getallen staan in de tabel op de dia ervoor."
    dia.grafiek("Oordelen per blok", per_blok.index.tolist(), waarden, _VOL, kleuren=kleuren, alt=alt)
    dia.notitie(uitleg, reeks.levering.citaat.zin)


def _waarde(rij: dict[str, str]) -> str:
    """Return the number of a finding with its n, as readers write it, or why there is none."""
    if not rij["waarde"]:
        return rij["reden"]
    van = f" ({getal(float(rij['teller']))} van {getal(float(rij['noemer']))})" if rij["noemer"] else ""
    tekst = _getal(rij["waarde"], rij["eenheid"]) + (van if rij["eenheid"] == "aandeel" else "")
    if rij["laagst"] != rij["hoogst"]:
        tekst += f"; van {_getal(rij['laagst'], rij['eenheid'])} tot {_getal(rij['hoogst'], rij['eenheid'])}"
    return f"{tekst}. {rij['reden']}" if rij["reden"] else tekst


def _getal(tekst: str, eenheid: str) -> str:
    waarde = float(tekst)
    if eenheid == "aandeel":
        return procent(waarde, 1)
    return getal(waarde, 0 if waarde % 1 == 0 else 2) if np.isfinite(waarde) else "oneindig veel"


def venster(reeks: "Diareeks") -> None:
    """Add what the venster says as it is published: the country per year, then each region of the latest."""
    tabel = reeks.levering.tabel("venster_uitkomst.parquet", "venster")
    if tabel is None or tabel.empty:
        return
    reeks.hoofdstuk(
        "Periodiek venster",
        "Antwoorden per regio en partij. Wat te weinig antwoorden heeft, wordt niet getoond.",
    )
    land = tabel[(tabel["regio"] == NEDERLAND) & (tabel["partij"] == ALLE)]
    onderdelen = land["onderdeel"].drop_duplicates().tolist()
    breed = land.pivot(index="onderdeel", columns="meetjaar", values="aandeel_ja").reindex(onderdelen)
    waarden = {str(jaar): [None if pd.isna(w) else float(w) for w in breed[jaar]] for jaar in breed}
    reeks.tabel("Aandeel JA, heel Nederland", _toon(land), _UITLEG)
    dia = reeks.nieuw("Aandeel JA per onderdeel en jaar, heel Nederland")
    kleuren = VORMGEVING["oplopend"]["kleuren"][-1 - len(waarden) : -1]
    alt = "Staafdiagram van het aandeel JA; de getallen staan in de tabel op de dia ervoor."
    dia.grafiek("Aandeel JA", onderdelen, waarden, _VOL, kleuren=kleuren, opmaak=PROCENT, alt=alt)
    dia.notitie(_UITLEG, reeks.levering.citaat.zin)
    laatste = tabel[(tabel["meetjaar"] == tabel["meetjaar"].max()) & (tabel["partij"] == ALLE)]
    regios = laatste[laatste["regio"] != NEDERLAND].sort_values(["regio", "onderdeel"])
    reeks.tabel(f"Het venster per regio, {tabel['meetjaar'].max()}", _toon(regios), _UITLEG)


_UITLEG = "Zoals gepubliceerd. Interval: Wilson, 95 %. Een streepje: te weinig antwoorden om te tonen."


def _toon(rijen: pd.DataFrame) -> pd.DataFrame:
    """Return answers for readers; of a suppressed row only the reason."""
    open_ = ~rijen["onderdrukt"].to_numpy(dtype=bool)
    procent = {
        naam: (100 * rijen[kolom].astype("float64")).round(1).where(open_)
        for naam, kolom in (("% JA", "aandeel_ja"), ("van", "laag"), ("tot", "hoog"))
    }
    return pd.DataFrame(
        {
            "jaar": rijen["meetjaar"].astype("str"),
            "regio": rijen["regio"],
            "onderdeel": rijen["onderdeel"],
            "gevraagd": rijen["n_genodigd"],
            "antwoorden": rijen["n_antwoord"].where(open_),
            **procent,
            "opmerking": rijen["reden"],
        }
    ).reset_index(drop=True)
