"""The two workbooks: which row stands where, and the same bytes at every run."""

import datetime as dt
import io
import random
import re
import zipfile
from xml.etree.ElementTree import canonicalize
from xml.sax.saxutils import escape

from scripts.voorbeeld.opgaven import REGIOS, VERZEKERAARS, Opgave
from scripts.voorbeeld.tabellen import instellingen, land

KOLOMMEN = (
    "titel",
    "omschrijving",
    "zorgverzekeraars",
    "gemeenten",
    "wmo_regios",
    "thema",
    "instrument",
    "vorm",
    "schaal",
    "is_minimacontract",
    "subthema",
    "andere_partijen",
    "peildatum",
    "reden_geen_gemeenten",
    "herkomst",
    "bron",
)
MET_TITELRIJ = "Menzis"  # this sheet has a title and an empty row above its header
MET_VREEMDE_KOLOM = "Noord"  # and this one a column that nobody knows
VAST = dt.datetime(2017, 6, 29)
LEESWIJZER = (
    "SYNTHETISCH VOORBEELD",
    "Alle projecten in dit werkboek zijn verzonnen door een programma (scripts/voorbeeld).",
    "Namen van gemeenten, regio's en zorgverzekeraars staan er alleen als plaats en als partij.",
    "Geen enkele rij zegt iets over wat een gemeente of zorgverzekeraar werkelijk doet.",
    "Fouten, dubbele opgaven en slordigheden zijn met opzet aangebracht.",
)


def zet_op_bladen(opgaven: list[Opgave], zaad: str) -> dict[tuple[str, str], list[Opgave]]:
    """Return the rows of each sheet in order, both in reading order, and give every row its number."""
    kans = random.Random(f"{zaad}/bladen")
    namen = [(VERZEKERAARS, blad) for blad in instellingen("spelling.toml")["bladen"]]
    namen += [(REGIOS, blad) for blad in dict.fromkeys(land().landsdeel.values())]
    bladen = {}
    for naam in namen:
        rijen = [opgave for opgave in opgaven if (opgave.bestand, opgave.blad) == naam]
        los = [o for o in rijen if not o.leeg and o.vorm != "samengevoegd_met_vorige"]
        kans.shuffle(los)
        for opgave in (o for o in rijen if o.leeg):
            los.insert(kans.randrange(len(los)), opgave)  # never last: a sheet ends where its rows end
        for opgave in (o for o in rijen if o.vorm == "samengevoegd_met_vorige"):
            goed = [i for i, o in enumerate(los) if not o.leeg and not o.gebrek and o.cellen["thema"]]
            los.insert(kans.choice(goed) + 1, opgave)
        for nummer, opgave in enumerate(los, start=_koprij(naam[1]) + 1):
            opgave.rij = nummer
        if los:
            bladen[naam] = los
    _formule(bladen, kans)
    return bladen


def _koprij(blad: str) -> int:
    return 3 if blad == MET_TITELRIJ else 1


def _formule(bladen: dict[tuple[str, str], list[Opgave]], kans: random.Random) -> None:
    """Make the description of one good row a formula that has its value."""
    goed = [o for rijen in bladen.values() for o in rijen if o.project and not o.gebrek and not o.leeg]
    kans.choice(goed).vorm = "formule"


def schrijf_werkboek(bestand: str, bladen: dict[tuple[str, str], list[Opgave]], titel: str) -> bytes:
    """Return the workbook ``bestand`` as bytes."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    werkboek = Workbook()
    uitleg = werkboek.active
    uitleg.title = "Leeswijzer"
    for regel in LEESWIJZER:
        uitleg.append([regel])
    uitleg["A1"].font = Font(bold=True, color="C00000", size=14)
    uitleg.column_dimensions["A"].width = 100
    gevolgd: dict[int, dict[str, str]] = {}
    for (_, blad), rijen in ((naam, r) for naam, r in bladen.items() if naam[0] == bestand):
        vel = werkboek.create_sheet(blad)
        gevolgd[len(werkboek.sheetnames)] = _vul(vel, blad, rijen)
    for veld in ("title", "subject", "description"):
        setattr(werkboek.properties, veld, f"{titel} – SYNTHETISCH")
    werkboek.properties.creator = "scripts/voorbeeld"
    werkboek.properties.keywords = "synthetisch"
    werkboek.properties.created = VAST
    stroom = io.BytesIO()
    werkboek.save(stroom)
    return vaste_bytes(stroom.getvalue(), gevolgd)


def _vul(vel, blad: str, rijen: list[Opgave]) -> dict[str, str]:
    """Fill one sheet; return the cells with a formula whose value is still to be added."""
    from openpyxl.styles import Font

    koppen = instellingen("spelling.toml")["koppen"].get(blad, {})
    kop = [koppen.get(naam, naam) for naam in KOLOMMEN]
    if blad == MET_VREEMDE_KOLOM:
        kop.append("Status intern")
    if blad == MET_TITELRIJ:
        vel.append([f"SYNTHETISCH – opgave {blad}"])
        vel.merge_cells("A1:F1")
        vel.append([])
    vel.append(kop)
    for cel in vel[_koprij(blad)]:
        cel.font = Font(bold=True)
    vel.freeze_panes = f"B{_koprij(blad) + 1}"
    formules = {}
    for opgave in rijen:
        for k, naam in enumerate(KOLOMMEN, start=1):
            waarde = opgave.cellen.get(naam, "")
            if waarde != "":
                vel.cell(opgave.rij, k, waarde)
        adres = f"B{opgave.rij}"
        if opgave.vorm in ("formule", "formule_zonder_waarde"):
            vel[adres] = f'=CONCATENATE("{opgave.cellen["omschrijving"]}","")'
        if opgave.vorm == "formule":
            formules[adres] = opgave.cellen["omschrijving"]
        if opgave.vorm == "samengevoegd_met_vorige":
            letter = "ABCDEFGHIJKLMNOP"[KOLOMMEN.index("thema")]
            vel.merge_cells(f"{letter}{opgave.rij - 1}:{letter}{opgave.rij}")
    for letter, breedte in (("A", 45), ("B", 60), ("C", 24), ("D", 40), ("E", 24)):
        vel.column_dimensions[letter].width = breedte
    return formules


def vaste_bytes(inhoud: bytes, formules: dict[int, dict[str, str]]) -> bytes:
    """Return the same workbook without the time of writing, with the values of formulas, and not deflated.

    Other versions of zlib deflate to other bytes; stored, they are the same on every machine.
    """
    uit = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(inhoud)) as bron, zipfile.ZipFile(uit, "w", zipfile.ZIP_STORED) as doel:
        for naam in sorted(bron.namelist(), key=lambda naam: (naam != "[Content_Types].xml", naam)):
            tekst = bron.read(naam)
            if naam == "docProps/core.xml":
                tekst = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2017-06-29T00:00:00Z", tekst)
            blad = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", naam)
            for adres, waarde in formules.get(int(blad[1]) if blad else 0, {}).items():
                patroon = rf'(<c r="{adres}"[^>]*?)(?: t="\w+")?>(<f>.*?</f>)<v ?/?>(?:</v>)?</c>'
                nieuw = re.sub(
                    patroon.encode(),
                    rb'\g<1> t="str">\g<2><v>' + escape(waarde).encode() + rb"</v></c>",
                    tekst,
                )
                assert nieuw != tekst, f"formule {adres} niet gevonden in {naam}"
                tekst = nieuw
            tekst = _vaste_xml(tekst)
            gegevens = zipfile.ZipInfo(naam, (2017, 6, 29, 0, 0, 0))
            gegevens.external_attr = 0o600 << 16
            gegevens.create_system = 3
            doel.writestr(gegevens, tekst)
    return uit.getvalue()


def _vaste_xml(tekst: bytes) -> bytes:
    """Return canonical XML: openpyxl writes the same otherwise where lxml is not installed."""
    vast = canonicalize(tekst)
    vast = re.sub(r"<t>(\s[^<]*|[^<]*\s)</t>", r'<t xml:space="preserve">\1</t>', vast)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + vast.encode()
