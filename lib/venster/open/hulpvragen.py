"""The log of requests for help, and its rule: the region is always first.

A signal from the venster goes to the region. National parties (VNG, ZN, VWS) act only after an explicit
request of a party in the region (Werkstructuur 2019, §4.4).
"""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from lib.grond.fouten import InvoerFout, InvoerFouten, dichtst
from lib.grond.tabel import lees_tabel
from lib.inlezen.datum import lees_datum
from lib.inlezen.persoonsgegevens import maskeer
from lib.venster.tellen import PARTIJEN

HULPVRAAGKOLOMMEN = (
    "vraag_id",
    "datum",
    "regio",
    "partij",
    "onderwerp",
    "status",
    "gericht_aan",
    "toelichting",
)
_LANDELIJK = ("VNG", "ZN", "VWS")
BEGIN = ""
# Each status with those that may follow it. There is no way to 'landelijk' but through a request.
OVERGANGEN = {
    BEGIN: ("signaal",),
    "signaal": ("regio_aan_zet",),
    "regio_aan_zet": ("verzoek", "afgerond"),
    "verzoek": ("landelijk", "regio_aan_zet", "afgerond"),
    "landelijk": ("regio_aan_zet", "afgerond"),
    "afgerond": (),
}
STATUS = {
    "signaal": "signaal uit het venster",
    "regio_aan_zet": "de regio is aan zet",
    "verzoek": "de regio vraagt om hulp",
    "landelijk": "landelijke partij helpt mee",
    "afgerond": "afgerond",
}
AAN = ("verzoek", "landelijk")  # the statuses that say to which national parties
REGEL = (
    "De regio is altijd eerst aan zet. Landelijke partijen (VNG, ZN, VWS) doen niets uit zichzelf: pas na "
    "een uitdrukkelijk verzoek van een partij uit de regio helpen zij mee, en alleen wie gevraagd is. VNG en "
    "ZN mogen VWS wel vertellen wat er speelt; dat is informeren en geen ingrijpen."
)


def lees_hulpvragen(pad: Path, regios: set[str]) -> pd.DataFrame:
    """Return the log, one row per step: KOLOMMEN (str; datum as ISO date, ``gericht_aan`` joined by ``;``).

    ``regios`` are the names that exist. Personal data in the texts is masked. Raises InvoerFouten with every
    fault: an unknown name, no date, a date before the step before, or a step that the rule does not allow.
    """
    tabel = lees_tabel(pad, HULPVRAAGKOLOMMEN)
    eerste = sum(regel.startswith("#") for regel in pad.read_text(encoding="utf-8-sig").splitlines()) + 2
    tabel = tabel.assign(rij=range(eerste, eerste + len(tabel)))
    tabel["iso"] = [lees_datum(tekst).iso for tekst in tabel["datum"]]
    fouten = [fout for rij in tabel.to_dict("records") for fout in _waarden(rij, pad.name, regios)]
    for _, stappen in tabel.groupby("vraag_id", sort=False):
        fouten += _stappen(stappen.to_dict("records"), pad.name)
    if fouten:
        raise InvoerFouten(sorted(fouten, key=lambda fout: fout.rij))
    tekst = {naam: [maskeer(cel)[0] for cel in tabel[naam]] for naam in ("onderwerp", "toelichting")}
    return tabel.assign(datum=tabel["iso"], **tekst)[list(HULPVRAAGKOLOMMEN)]


def _waarden(rij: dict, bestand: str, regios: set[str]) -> Iterator[InvoerFout]:
    keuzes = {"regio": regios, "partij": PARTIJEN, "status": tuple(STATUS)}
    for kolom, geldig in keuzes.items():
        if rij[kolom] not in geldig:
            nabij = dichtst(rij[kolom], geldig)
            yield InvoerFout(bestand, "onbekende waarde", "", rij["rij"], kolom, rij[kolom], nabij)
    if not rij["iso"]:
        yield InvoerFout(bestand, "geen datum (jjjj-mm-dd)", "", rij["rij"], "datum", rij["datum"])
    for kolom in ("vraag_id", "onderwerp"):
        if not rij[kolom].strip():
            yield InvoerFout(bestand, "mag niet leeg zijn", "", rij["rij"], kolom)
    aan = _namen(rij["gericht_aan"])
    for naam in aan - set(_LANDELIJK):
        nabij = dichtst(naam, _LANDELIJK)
        reden = f"alleen {', '.join(_LANDELIJK)}"
        yield InvoerFout(bestand, reden, "", rij["rij"], "gericht_aan", naam, nabij)
    if aan and rij["status"] not in AAN:
        reden = "alleen een verzoek richt zich tot landelijke partijen; hier is de regio aan zet"
        yield InvoerFout(bestand, reden, "", rij["rij"], "gericht_aan", rij["gericht_aan"])
    if not aan and rij["status"] in AAN:
        yield InvoerFout(bestand, "noem aan wie het verzoek is gericht", "", rij["rij"], "gericht_aan")


def _stappen(rijen: list[dict], bestand: str) -> Iterator[InvoerFout]:
    """Yield what is wrong with the steps of one request, in the order of the file."""
    vorige, dag, regio = BEGIN, "", rijen[0]["regio"]
    gevraagd: set[str] = set()
    for rij in rijen:
        status, aan = rij["status"], _namen(rij["gericht_aan"])
        if status not in STATUS:
            continue
        if status not in OVERGANGEN[vorige]:
            mag = ", ".join(OVERGANGEN[vorige]) or "niets meer"
            waar = f"na {vorige}" if vorige else "als eerste"
            reden = f"deze stap mag niet {waar}; toegestaan is: {mag}"
            yield InvoerFout(bestand, reden, "", rij["rij"], "status", status, titel=rij["onderwerp"])
        if status == "landelijk" and aan - gevraagd:
            reden = f"niet gevraagd in het verzoek; gevraagd is: {', '.join(sorted(gevraagd)) or 'niemand'}"
            yield InvoerFout(bestand, reden, "", rij["rij"], "gericht_aan", rij["gericht_aan"])
        if rij["iso"] and rij["iso"] < dag:
            reden = f"ligt voor de vorige stap ({dag})"
            yield InvoerFout(bestand, reden, "", rij["rij"], "datum", rij["datum"])
        if rij["regio"] != regio:
            reden = "een hulpvraag blijft van één regio"
            yield InvoerFout(bestand, reden, "", rij["rij"], "regio", rij["regio"], regio)
        gevraagd = aan if status == "verzoek" else gevraagd
        vorige, dag = status, rij["iso"] or dag


def _namen(cel: str) -> set[str]:
    return {naam.strip() for naam in cel.split(";") if naam.strip()}


def stand_per_vraag(log: pd.DataFrame) -> pd.DataFrame:
    """Return where each request stands: regio, onderwerp, status (label), sinds (ISO), aan, stappen (int64).

    Alphabetical by region, then by the day on which the request began.
    """
    per = log.groupby("vraag_id", sort=False)
    laatste = per.last().assign(stappen=per.size(), begin=per["datum"].first())
    laatste = laatste.sort_values(["regio", "begin", "onderwerp"]).reset_index(drop=True)
    laatste["status"] = laatste["status"].map(STATUS)
    laatste["gericht_aan"] = laatste["gericht_aan"].str.replace(";", ", ")
    laatste = laatste.rename(columns={"datum": "sinds", "gericht_aan": "aan"})
    return laatste[["regio", "onderwerp", "status", "sinds", "aan", "stappen"]]


def tel_hulpvragen(log: pd.DataFrame) -> pd.DataFrame:
    """Return status (label) and hulpvragen (int64): how many requests stand there now, in the fixed order."""
    nu = log.groupby("vraag_id")["status"].last().value_counts()
    return pd.DataFrame({"status": list(STATUS.values()), "hulpvragen": [int(nu.get(s, 0)) for s in STATUS]})
