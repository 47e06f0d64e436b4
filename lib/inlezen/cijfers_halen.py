"""Fetch key figures that the project does not hold, from CBS or RIVM, as a file of an edition.

``python -m lib.inlezen.cijfers_halen --edition NAAM pct_eenzaam wmo_per_1000`` asks the services of
``kerncijfers.toml`` and writes ``cijfers_gehaald.csv`` with its sidecar into the edition. The services speak
OData 3, as JSON: ``/<tabel>/DataProperties`` lists the columns, ``/<tabel>/<dimensie>`` the codes of a
dimension, ``/<tabel>/TypedDataSet`` the data, a page at a time with ``odata.nextLink``. What was fetched is
kept in the cache with its sha256, and read again from there.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pandas as pd

from lib.editie.editie import Editie, lees_editie
from lib.editie.herkomst import ZIJSPANVELDEN, sha256, ververs, zijspan
from lib.editie.jaren import JAREN
from lib.gebied.grenzen import WACHTTIJD, cachemap
from lib.gebied.herindeling import indeling
from lib.gebied.kerncijfers import Cijfer, Dienst, Haal, breng_cijfers_over, lees_kerncijferlijst
from lib.grond.fouten import InvoerFout, InvoerFouten, dichtst
from lib.grond.schrijven import schrijf_atomair

GEHAALD = "cijfers_gehaald.csv"
_TOTALEN = ("waarde", "totaal", "totaal mannen en vrouwen", "18 jaar of ouder", "19 jaar of ouder")
_MEESTE_BLADEN = 500


def haal_cijfers(codes: Sequence[str], editie: Editie, cache: Path | None = None) -> pd.DataFrame:
    """Return figures in the gemeenten of the edition's ``indelingsjaar``: gm_code, cijfer, waarde, geschat.

    Raises InvoerFouten for a figure that cannot be fetched, without network, for an answer of another form,
    or for a file in the cache that is no longer what was fetched.
    """
    lijst = lees_kerncijferlijst()
    te_halen = {code: een for code, een in lijst.cijfer.items() if een.haal}
    if vreemd := [code for code in codes if code not in te_halen]:
        reden = f"dit cijfer is niet te halen; wel: {', '.join(te_halen)}"
        raise InvoerFouten(
            InvoerFout("kerncijfers.toml", reden, waarde=code, suggestie=dichtst(code, te_halen))
            for code in vreemd
        )
    delen = []
    for code in codes:
        haal = te_halen[code].haal
        assert haal is not None
        los = haal_tabel(haal, lijst.dienst[haal.dienst], cache).assign(cijfer=code, geschat=False)
        jaar = _jaar_van(set(los["gm_code"]), haal.jaar)
        delen.append(breng_cijfers_over(los, jaar, editie.indelingsjaar))
    return pd.concat(delen, ignore_index=True)


def _jaar_van(codes: set[str], jaar: int) -> int:
    """Return the year whose gemeenten the codes are: that of the figures or one near it."""
    return min(JAREN, key=lambda een: (len(codes - indeling(een)), abs(een - jaar)))


def haal_tabel(haal: Haal, dienst: Dienst, cache: Path | None = None) -> pd.DataFrame:
    """Return one column of a table per gemeente: gm_code (str), waarde (float64; unknown rows left out)."""
    map_ = (cache or cachemap()) / "kerncijfers"
    bewaard = map_ / f"{haal.dienst}-{haal.tabel}-{haal.jaar}-{_naam(haal.kolom)}.json"
    vast = bewaard.with_name(bewaard.name + ".sha256")
    if bewaard.exists():
        if not vast.exists() or sha256(bewaard) != vast.read_text(encoding="ascii").strip():
            reden = "is niet meer wat er is gehaald; verwijder het en haal opnieuw"
            raise InvoerFouten([InvoerFout(str(bewaard), reden)])
    else:
        rijen = _Vraag(f"{dienst.url}/{haal.tabel}").rijen(haal)
        schrijf_atomair(bewaard, json.dumps(rijen, ensure_ascii=False, indent=0))
        schrijf_atomair(vast, sha256(bewaard) + "\n")
    tabel = pd.DataFrame(json.loads(bewaard.read_text(encoding="utf-8")), columns=["gm_code", "waarde"])
    tabel["waarde"] = pd.to_numeric(tabel["waarde"], errors="coerce")
    return tabel.dropna().drop_duplicates("gm_code").reset_index(drop=True)


class _Vraag:
    """Questions to one table of a service."""

    def __init__(self, url: str):
        self.url = url

    def rijen(self, haal: Haal) -> list[tuple[str, float | None]]:
        """Return (gm_code, value) for the column and the year that ``haal`` names."""
        eigenschappen = self._alles("DataProperties")
        kolom = self._kolom(eigenschappen, haal)
        gebied = self._dimensie(eigenschappen, "Geo")
        eisen = [f"startswith({gebied},'GM')"]
        for een in eigenschappen:
            soort, naam = str(een.get("Type", "")), str(een.get("Key", ""))
            if soort == "TimeDimension":
                eisen.append(f"{naam} eq '{haal.jaar}JJ00'")
            elif soort == "Dimension":
                eisen.append(f"{naam} eq '{self._totaal(naam)}'")
        vraag = f"$filter={quote(' and '.join(eisen))}&$select={gebied},{kolom}"
        gevonden = self._alles("TypedDataSet", vraag)
        if not gevonden:
            raise self._fout(f"geen rijen voor gemeenten in {haal.jaar}")
        return [(str(rij[gebied]).strip(), rij[kolom]) for rij in gevonden]

    def _kolom(self, eigenschappen: list[dict[str, Any]], haal: Haal) -> str:
        titels = {een["Key"]: str(een["Title"]) for een in eigenschappen if een.get("Type") == "Topic"}
        passend = [code for code, titel in titels.items() if haal.kolom.casefold() in titel.casefold()]
        precies = [code for code in passend if titels[code].casefold() == haal.kolom.casefold()]
        if len(precies or passend) != 1:
            titel = dichtst(haal.kolom, titels.values())
            raise self._fout(f"{len(passend)} kolommen passen op de titel", haal.kolom, titel)
        return str((precies or passend)[0])

    def _dimensie(self, eigenschappen: list[dict[str, Any]], begin: str) -> str:
        for een in eigenschappen:
            if str(een.get("Type", "")).startswith(begin):
                return str(een["Key"])
        raise self._fout("de tabel heeft geen kolom met gebieden")

    def _totaal(self, dimensie: str) -> str:
        """Return the code that stands for everybody in a dimension, or for the value itself among margins."""
        titels = {str(een["Title"]).strip().casefold(): str(een["Key"]) for een in self._alles(dimensie)}
        for woord in _TOTALEN:
            if woord in titels:
                return titels[woord]
        raise self._fout(f"geen totaal in dimensie {dimensie}", ", ".join(titels))

    def _alles(self, deel: str, vraag: str = "") -> list[dict[str, Any]]:
        """Return all rows of a part of the table, over all pages."""
        url = f"{self.url}/{deel}?$format=json" + (f"&{vraag}" if vraag else "")
        rijen: list[dict[str, Any]] = []
        for _ in range(_MEESTE_BLADEN):
            blad = self._lees(url)
            rijen += blad["value"]
            url = str(blad.get("odata.nextLink") or blad.get("@odata.nextLink") or "")
            if not url:
                return rijen
        raise self._fout("er komt geen einde aan de bladen van het antwoord")

    def _lees(self, url: str) -> dict[str, Any]:
        import requests

        try:
            antwoord = requests.get(url, timeout=WACHTTIJD)
            antwoord.raise_for_status()
            blad = antwoord.json()
        except requests.HTTPError as fout:
            raise self._fout(
                f"de server weigert (HTTP {getattr(fout.response, 'status_code', 'onbekend')})"
            ) from fout
        except requests.JSONDecodeError as fout:
            raise self._fout("het antwoord is geen JSON") from fout
        except requests.RequestException as fout:
            raise self._fout(f"geen verbinding of afgebroken ({type(fout).__name__})") from fout
        if not isinstance(blad, dict) or not isinstance(blad.get("value"), list):
            raise self._fout("het antwoord heeft niet de vorm van OData (een lijst value)")
        return blad

    def _fout(self, reden: str, waarde: str = "", suggestie: str = "") -> InvoerFouten:
        return InvoerFouten(
            [InvoerFout(self.url, f"cijfers niet gehaald: {reden}", waarde=waarde, suggestie=suggestie)]
        )


def _naam(tekst: str) -> str:
    return "-".join(tekst.split())


def bewaar_gehaald(cijfers: pd.DataFrame, editie: Editie) -> Path:
    """Write figures of :func:`haal_cijfers` as a file of the edition, with its sidecar; return its path."""
    lijst = lees_kerncijferlijst()
    breed = cijfers.pivot(index="gm_code", columns="cijfer", values="waarde")
    breed.columns = pd.Index([_kop(lijst.cijfer[code]) for code in breed.columns])
    geschat = cijfers.groupby("gm_code")["geschat"].any().map({True: "ja", False: "nee"})
    tabel = breed.assign(geschat=geschat).reset_index().rename(columns={"gm_code": "gemeente"})
    pad = editie.map / GEHAALD
    schrijf_atomair(pad, tabel.to_csv(index=False, lineterminator="\n"))
    haalt = [een.haal for een in (lijst.cijfer[code] for code in cijfers["cijfer"].unique()) if een.haal]
    _schrijf_zijspan(pad, haalt)
    return pad


def _kop(cijfer: Cijfer) -> str:
    return f"{cijfer.naam} {cijfer.haal.jaar}" if cijfer.haal else cijfer.naam


def _schrijf_zijspan(pad: Path, haalt: Iterable[Haal]) -> None:
    dienst = lees_kerncijferlijst().dienst
    bronnen = list(dict.fromkeys(f"{dienst[een.dienst].naam} {een.tabel}, {een.jaar}" for een in haalt))
    licenties = list(dict.fromkeys(dienst[een.dienst].licentie for een in haalt))
    gegevens = {
        "titel": "Kerncijfers per gemeente, gehaald",
        "bron": "; ".join(bronnen),
        "citaat": "; ".join(bronnen),
        "licentie": "; ".join(licenties),
        "datum_toegang": date.today().isoformat(),
        "sha256": "",
        "bytes": 0,
        "synthetisch": False,
        "toelichting": "Gehaald met lib.inlezen.cijfers_halen en overgezet naar de indeling van de editie.",
    }
    regels = [f"{naam} = {json.dumps(gegevens[naam], ensure_ascii=False)}" for naam in ZIJSPANVELDEN]
    schrijf_atomair(zijspan(pad), "\n".join(regels) + "\n")
    ververs(pad)


def main(argumenten: Sequence[str] | None = None) -> int:
    """Fetch what the command line asks for; 0 when done, 2 where something is wrong."""
    vraag = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    vraag.add_argument("--edition", required=True, help="name of the edition that gets the file")
    vraag.add_argument("cijfers", nargs="+", help="figures of kerncijfers.toml that have a haal")
    keus = vraag.parse_args(argumenten)
    try:
        editie = lees_editie(keus.edition)
        pad = bewaar_gehaald(haal_cijfers(keus.cijfers, editie), editie)
    except InvoerFouten as fouten:
        print(fouten, file=sys.stderr)
        return 2
    print(f"Geschreven: {pad}")
    if pad not in editie.alle_bestanden("cijfers"):
        print(f'Zet in edition.toml onder [bestanden]: cijfers = "{GEHAALD}"')
    return 0


if __name__ == "__main__":
    sys.exit(main())
